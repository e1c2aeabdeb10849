import { expect, it } from "vitest";
import { linkFrom, nameOfLink } from "./links";

it.each([
  ["example.com/notes", "https://example.com/notes"],
  [" http://example.com ", "http://example.com"],
  ["localhost:8065/x", "https://localhost:8065/x"],
  ["한글.example/문서", "https://한글.example/문서"],
  ["ftp://example.com", undefined],
  ["javascript:alert(1)", undefined],
  ["notes", undefined],
  ["", undefined],
])("%s means %s", (typed, meant) => {
  expect(linkFrom(typed)).toBe(meant);
});

it("names an address that nobody has named", () => {
  expect(nameOfLink("https://www.example.com/a/b")).toBe("example.com");
});
