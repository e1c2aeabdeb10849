// What is said to those who do not see the page change: one calm voice for all.
import { createSignal } from "solid-js";

const [said, setSaid] = createSignal("");

/** The newest sentence, for the page's one polite live region. */
export { said };

/** Says a sentence. */
export const say = (sentence: string): void => void setSaid(sentence);
