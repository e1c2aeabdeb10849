// What opens over the page.

/** A window hides everything behind it from screen readers; what opens over the window is not behind it. */
export const inSight = (layer: { dataset: DOMStringMap }): void => void (layer.dataset.reactAriaTopLayer = "true");
