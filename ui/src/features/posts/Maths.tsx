import { createEffect, createSignal, Show } from "solid-js";

/** A formula. What sets it is fetched with the first one; until then, and if it cannot be read, it stands as it was written. */
export function Maths(props: { text: string; isBlock?: boolean }) {
  const [isSet, setIsSet] = createSignal(false);
  let place!: HTMLElement;
  createEffect(() => {
    const { text, isBlock = false } = props;
    void import("./formula").then(({ setFormula }) => setIsSet(setFormula(text, place, isBlock))).catch(() => {});
  });
  return (
    <span class="maths" classList={{ block: props.isBlock }} tabindex={props.isBlock ? 0 : undefined}>
      <span ref={place} hidden={!isSet()} />
      <Show when={!isSet()}><code>{props.text}</code></Show>
    </span>
  );
}
