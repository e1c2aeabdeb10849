// Sets formulas as MathML, which browsers draw and screen readers read by themselves.
import temml from "temml";

/** Puts a formula into `place`; false if it cannot be read. */
export function setFormula(text: string, place: HTMLElement, isBlock: boolean): boolean {
  try {
    temml.render(text, place, { displayMode: isBlock, throwOnError: true, maxSize: [20, 60], maxExpand: 500 } as never);
    return true;
  } catch {
    return false;
  }
}
