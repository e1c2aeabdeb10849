// Is somebody looking? Only then is a channel marked as read.
import { createSignal } from "solid-js";

const look = () => document.visibilityState === "visible" && document.hasFocus();
const [isAttending, setIsAttending] = createSignal(look());

/** The page is visible and its window has the focus. */
export { isAttending };

for (const name of ["focus", "blur"]) addEventListener(name, () => setIsAttending(look()));
document.addEventListener("visibilitychange", () => setIsAttending(look()));
