// What people are called.
import { expect, it } from "vitest";
import { fullName, otherNames } from "./people";

const user = (names: object) => ({ username: "minju", first_name: "", last_name: "", nickname: "", ...names }) as Parameters<typeof fullName>[0];

it.each([
  ["Amy", "Lee", "Amy Lee"],
  ["민주", "박", "박민주"],
  ["太郎", "山田", "山田太郎"],
  ["Minju", "박", "Minju 박"],
  ["민주", "", "민주"],
  ["", "박", "박"],
  ["", "", ""],
])("%s and %s", (first_name, last_name, full) => {
  expect(fullName(user({ first_name, last_name }))).toBe(full);
});

it("tells no name twice", () => {
  expect(otherNames(user({ first_name: "민주", last_name: "박", nickname: "민들레" }))).toEqual(["박민주", "“민들레”"]);
  expect(otherNames(user({ nickname: "minju" }))).toEqual([]);
  expect(otherNames(undefined)).toEqual([]);
});
