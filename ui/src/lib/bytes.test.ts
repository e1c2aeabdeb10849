import { describe, expect, it } from "vitest";
import { fit, sizeText } from "./bytes";

describe("sizes", () => {
  it.each([
    [0, "0 bytes"], [1, "1 byte"], [812, "812 bytes"], [2048, "2 kB"], [1_300_000, "1.2 MB"], [104_857_600, "100 MB"], [3 * 1024 ** 3, "3 GB"],
  ])("%d is %s", (bytes, text) => {
    expect(sizeText(bytes, "en")).toBe(text);
  });

  it.each([
    [[4000, 3000, 400, 300], [400, 300]],
    [[100, 50, 400, 300], [100, 50]],
    [[300, 3000, 400, 300], [30, 300]],
    [[9000, 1, 400, 300], [400, 1]],
  ])("%j fits as %j", ([width, height, mostWidth, mostHeight], [fitWidth, fitHeight]) => {
    expect(fit(width as number, height as number, mostWidth as number, mostHeight as number)).toEqual({ width: fitWidth, height: fitHeight });
  });
});
