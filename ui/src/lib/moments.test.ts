import { describe, expect, it } from "vitest";
import { dayFrom, fromField, moments, toField } from "./moments";

const at = (text: string) => new Date(text).getTime();
const names = (now: string) => moments(at(now)).map((each) => each.name);

describe("moments", () => {
  it("are the next morning and the next Monday", () => {
    const found = moments(at("2026-03-04T15:20:00"));
    expect(found.find((each) => each.name === "tomorrow")?.at).toBe(at("2026-03-05T09:00:00"));
    expect(found.find((each) => each.name === "monday")?.at).toBe(at("2026-03-09T09:00:00"));
  });

  it("say each time once: on a Sunday, Monday is tomorrow", () => {
    expect(names("2026-03-08T10:00:00")).toEqual(["half_hour", "hour", "two_hours", "tomorrow"]);
    expect(names("2026-03-09T10:00:00")).toContain("monday");
  });

  it("go into a field and out again", () => {
    expect(fromField(toField(at("2026-03-04T15:20:00")))).toBe(at("2026-03-04T15:20:00"));
    expect(fromField("")).toBeNaN();
  });
});

describe("days that programs name", () => {
  it.each([
    ["2026-05-01", "2026-05-01"], ["2026-05-01T10:00:00Z", "2026-05-01"], ["today", "2026-03-04"], ["tomorrow", "2026-03-05"], ["yesterday", "2026-03-03"],
    ["+30d", "2026-04-03"], ["-1w", "2026-02-25"], ["+1M", "2026-04-04"], ["+1m", "2026-04-04"], ["+1y", "2027-03-04"], ["", ""], ["soon", ""],
  ])("%s is %s", (text, day) => expect(dayFrom(text, at("2026-03-04T15:20:00"))).toBe(day));
});
