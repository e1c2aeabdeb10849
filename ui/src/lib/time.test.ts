import { expect, it } from "vitest";
import { ago, dayKey, dayMark, dayName, shortClock } from "./time";

const noon = new Date(2026, 2, 3, 12, 0).getTime();

it("names days as people do", () => {
  expect(dayName(noon, "en", noon)).toBe("Today");
  expect(dayName(noon - 86_400_000, "ko", noon)).toBe("어제");
  expect(dayName(noon - 5 * 86_400_000, "en", noon)).toBe("Thursday, February 26");
  expect(dayName(noon - 400 * 86_400_000, "en", noon)).toContain("2025");
});

it("tells days apart at midnight", () => {
  expect(dayKey(new Date(2026, 2, 3, 23, 59).getTime())).not.toBe(dayKey(new Date(2026, 2, 4, 0, 0).getTime()));
});

it("counts back in the largest unit", () => {
  expect(ago(noon - 5 * 60_000, "en", noon)).toBe("5 min. ago");
  expect(["en", "ko"].map((language) => ago(noon - 20_000, language, noon))).toEqual(["now", "지금"]);
  expect(ago(noon - 3 * 3_600_000, "ko", noon)).toBe("3시간 전");
});

it("leaves the half of the day out where there is no room", () => {
  expect(shortClock(noon + 5 * 60_000, "en")).toBe("12:05");
  expect(shortClock(noon + 3_900_000, "ko")).toBe("1:05");
});

it("a day is the reader's own, in another zone too", () => {
  const late = Date.UTC(2026, 2, 1, 20);
  expect(dayKey(late, "Asia/Seoul")).toBe("2026-03-02");
  expect(dayKey(late, "America/Lima")).toBe("2026-03-01");
  expect(dayKey(dayMark(late, "Asia/Seoul"), "Asia/Seoul")).toBe("2026-03-02");
  expect(dayMark(late, "Asia/Seoul")).toBe(dayMark(late + 3_600_000, "Asia/Seoul"));
});
