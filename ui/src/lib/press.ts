/** Follows a press of the mouse or a finger from its `down`, to be called by its element; `then` runs once its click has been told. */
export function followPress(then: () => void): { down: () => void; isDown: () => boolean } {
  let isDown = false;
  const ends = ["pointerup", "pointercancel"] as const;
  function up() {
    for (const each of ends) removeEventListener(each, up);
    isDown = false;
    setTimeout(then);
  }
  function down() {
    isDown = true;
    for (const each of ends) addEventListener(each, up);
  }
  return { down, isDown: () => isDown };
}
