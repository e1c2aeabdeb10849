// The state of the live connection.
import { createSignal } from "solid-js";

/** connecting: not yet open; kept: neither, and what is on screen is from the last time; online: events arrive; lost: it is being opened again. */
export type Link = "connecting" | "kept" | "online" | "lost";

const [link, setLink] = createSignal<Link>("connecting");
export { link, setLink };
