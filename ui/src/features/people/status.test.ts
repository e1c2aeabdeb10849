import { describe, expect, it } from "vitest";
import { endOf, forField, type Lasting } from "./status";

const tuesday = new Date(2026, 2, 3, 14, 5, 30);

describe("a status that is set on a Tuesday at 14:05", () => {
  it.each([
    ["thirty_minutes", "2026-03-03T14:35"],
    ["one_hour", "2026-03-03T15:05"],
    ["four_hours", "2026-03-03T18:05"],
    ["today", "2026-03-03T23:59"],
    ["this_week", "2026-03-08T23:59"],
  ] as [Lasting, string][])("for %s ends at %s", (lasting, end) => {
    expect(forField(endOf(lasting, tuesday) as Date)).toBe(end);
  });

  it("ends when somebody says, or never", () => {
    expect(endOf("date_and_time", tuesday, "2026-04-01T09:00")?.getTime()).toBe(new Date(2026, 3, 1, 9).getTime());
    expect(endOf("date_and_time", tuesday)).toBeUndefined();
    expect(endOf("", tuesday)).toBeUndefined();
  });
});

it("the week that is set on a Sunday ends that day", () => {
  expect(forField(endOf("this_week", new Date(2026, 2, 8, 10)) as Date)).toBe("2026-03-08T23:59");
});
