// What this browser keeps for bad times: what was loaded, to be read, and what was written, to be sent.
import { startOutbox, stopOutbox, takeOver } from "./outbox";
import { startSnapshots, stopSnapshots } from "./snapshot";

/** Begins to keep; `then` is called when what an earlier tab had not sent is back on its way. */
export function startKeeping(then: () => void): void {
  startSnapshots();
  startOutbox();
  void takeOver().then(then);
}

/** Ends that. */
export function stopKeeping(): void {
  stopSnapshots();
  stopOutbox();
}
