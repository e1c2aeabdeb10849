// The state of the live connection.
import { createSignal } from "solid-js";

/** connecting: not yet open; online: events arrive; lost: it was open and is being opened again. */
export type Link = "connecting" | "online" | "lost";

const [link, setLink] = createSignal<Link>("connecting");
export { link, setLink };
