import { expect, it } from "vitest";
import { left, span } from "./spans";

it.each([[600_000, "en", "10 minutes"], [3_600_000, "en", "1 hour"], [5_400_000, "en", "90 minutes"], [90_000, "en", "90 seconds"], [604_800_000, "en", "7 days"], [600_000, "ko", "10분"]])(
  "%i ms in %s is %s", (time, language, text) => expect(span(time, language)).toBe(text));

it.each([[600_000, "10:00"], [599_001, "10:00"], [65_000, "1:05"], [900, "0:01"], [0, "0:00"], [-5000, "0:00"], [3_665_000, "1:01:05"]])(
  "%i ms are left: %s", (time, text) => expect(left(time)).toBe(text));
