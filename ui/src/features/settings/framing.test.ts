import { expect, it } from "vitest";
import { boxOf, FILLED, leastZoom, settled, zoomed } from "./framing";

const wide = { width: 300, height: 100 };

it("fills the square with the middle of the picture", () => {
  expect(boxOf(FILLED, wide, 100)).toEqual({ left: -100, top: 0, width: 300, height: 100 });
});

it("shows all of it at the least zoom, in the middle", () => {
  const { left, top, width, height } = boxOf({ ...FILLED, zoom: leastZoom(wide) }, wide, 90);
  expect([left, top, width, height].map(Math.round)).toEqual([0, 30, 90, 30]);
});

it.each([
  ["sideways to its edge", { zoom: 1, x: 9, y: 9 }, { zoom: 1, x: 1, y: 0 }],
  ["no further than it is large", { zoom: 2, x: -9, y: -9 }, { zoom: 2, x: -2.5, y: -0.5 }],
  ["not at all when it is smaller", { zoom: 0.1, x: 1, y: 1 }, { zoom: 1 / 3, x: 0, y: 0 }],
])("moves %s", (_, asked, got) => {
  expect(settled(asked, wide)).toEqual(got);
});

it("keeps what is in the middle there while it grows", () => {
  expect(zoomed({ zoom: 1, x: 0.5, y: 0 }, 2, wide)).toEqual({ zoom: 2, x: 1, y: 0 });
  expect(zoomed({ zoom: 1, x: 1, y: 0 }, 99, wide).zoom).toBe(5);
});
