// @vitest-environment node
import { expect, it } from "vitest";
import { textOf } from "./decode";

it.each([
  ["UTF-8", [0xea, 0xb0, 0x80, 0x0a], "가\n"],
  ["UTF-8 with its mark", [0xef, 0xbb, 0xbf, 0x61], "a"],
  ["UTF-8, cut within a character", [0x61, 0xea, 0xb0], "a"],
  ["EUC-KR", [0xb0, 0xa1, 0x61], "가a"],
  ["UTF-16", [0xff, 0xfe, 0x00, 0xac], "가"],
  ["nothing", [], ""],
])("reads %s", (_, bytes, text) => {
  expect(textOf(new Uint8Array(bytes))).toBe(text);
});
