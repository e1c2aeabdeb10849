import type { FileInfo } from "@mattermost/types/files";
import { expect, it } from "vitest";
import { grown, isOfKind, marksOf, NOTHING } from "./shared";

/** Files of these days, the newest first: [day, how many]. */
const files = (...days: [number, number][]) =>
  days.flatMap(([day, count]) => Array.from({ length: count }, (_, i) => ({ id: `${day}/${i}`, create_at: day }) as FileInfo));
const dayOf = (at: number, later: number) => `day ${at + later}`;

it("is done when a page is not full", () => {
  expect(grown(NOTHING, files([9, 3]), dayOf)).toMatchObject({ isAll: true, crowded: [] });
});

it("asks again for the day on which a page ended, and takes no file twice", () => {
  const first = grown(NOTHING, files([9, 60], [8, 40]), dayOf);
  expect(first).toMatchObject({ isAll: false, before: "day 9" });
  const second = grown(first, files([8, 50], [7, 50]), dayOf);
  expect(second.files.length).toBe(160);
  expect(second).toMatchObject({ before: "day 8", crowded: [] });
});

it("goes past a day that fills a page alone, and says which one", () => {
  expect(grown(NOTHING, files([9, 100]), dayOf)).toMatchObject({ isAll: false, before: "day 9", crowded: ["day 9"] });
});

it.each([
  ["png", "pictures"], ["HWP", "documents"], ["mp3", "media"], ["rs", "code"], ["zip", "other"], ["", "other"],
] as const)(".%s is of the kind %s, and of no other", (extension, kind) => {
  const all = (["pictures", "documents", "media", "code", "other"] as const).filter((each) => isOfKind({ extension }, each));
  expect(all).toEqual([kind]);
});

it("narrows by fewer marks than the server reads", () => {
  expect(marksOf("other").length).toBeLessThan(96);
});
