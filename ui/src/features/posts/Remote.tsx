import { createSignal, Show } from "solid-js";
import { pictureFrom } from "~/model/remote";

/** A picture from elsewhere that adorns what a program says; nothing where it may not be fetched, or does not come. */
export function Remote(props: { url?: string; class: string }) {
  const [isBroken, setIsBroken] = createSignal(false);
  return (
    <Show when={!isBroken() && pictureFrom(props.url ?? "")}>
      {(source) => <img class={props.class} src={source()} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setIsBroken(true)} />}
    </Show>
  );
}
