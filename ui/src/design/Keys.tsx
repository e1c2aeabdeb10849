import { For } from "solid-js";
import { keyCaps } from "~/lib/keys";

/** A shortcut as keys to press. */
export function Keys(props: { keys: string }) {
  return <span class="keys"><For each={keyCaps(props.keys)}>{(cap) => <kbd>{cap}</kbd>}</For></span>;
}
