/** Follows a press of the mouse or a finger from its `down`, to be called by its element; `then` runs once its click has been told. */
export function followPress(then: () => void): { down: (event: PointerEvent) => void; isDown: () => boolean } {
  let isDown = false;
  const ends = ["pointerup", "pointercancel"] as const;
  function up() {
    for (const each of ends) removeEventListener(each, up, true);
    removeEventListener("pointermove", moved, true);
    isDown = false;
    setTimeout(then);
  }
  // The end of a press may be lost, on a scrollbar for one: a move without a button tells that it is over.
  const moved = (event: PointerEvent) => event.buttons === 0 && up();
  function down(event: PointerEvent) {
    if (event.button !== 0) return;
    isDown = true;
    for (const each of ends) addEventListener(each, up, true);
    addEventListener("pointermove", moved, true);
  }
  return { down, isDown: () => isDown };
}
