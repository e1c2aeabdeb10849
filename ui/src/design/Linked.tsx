import { For } from "solid-js";

/** One line of text whose web addresses can be followed. */
export function Linked(props: { text: string }) {
  const pieces = () => props.text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
  return (
    <For each={pieces()}>
      {(piece, index) => (index() % 2 === 1 ? <a href={piece} target="_blank" rel="noopener noreferrer nofollow">{piece}</a> : piece)}
    </For>
  );
}
