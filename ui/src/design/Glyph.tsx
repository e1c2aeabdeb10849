import { Show } from "solid-js";

/** A sign in a line of text: a character, or a picture as high as one. What stands around it may say its name; then it is silent. */
export function Glyph(props: { name: string; char?: string; picture?: string; isSilent?: boolean }) {
  const label = () => `:${props.name}:`;
  return (
    <Show when={props.picture} fallback={
      <span class="glyph" role={props.isSilent ? undefined : "img"} aria-hidden={props.isSilent} aria-label={props.isSilent ? undefined : label()} title={props.isSilent ? undefined : label()}>
        {props.char ?? label()}
      </span>
    }>
      {(source) => <img class="glyph" src={source()} alt={props.isSilent ? "" : label()} title={props.isSilent ? undefined : label()} draggable={false} />}
    </Show>
  );
}
