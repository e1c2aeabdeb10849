import { expect, it } from "vitest";
import { linesOf, paint } from "./highlight";

it("leaves alone what it does not know, and what is too long", () => {
  expect(paint("let x", "klingon")).toBeUndefined();
  expect(paint("let x", "js", 4)).toBeUndefined();
  expect(paint("let x", "js")).toEqual([{ kind: "c-keyword", inside: ["let"] }, " x"]);
});

it.each([
  ["", [[]]],
  ["one", [["one"]]],
  ["one\ntwo", [["one"], ["two"]]],
  ["one\n\ntwo\n", [["one"], [], ["two"], []]],
])("%j in lines", (text, lines) => {
  expect(linesOf([text])).toEqual(lines);
});

it("begins a stretch again in each of its lines", () => {
  const comment = (text: string) => ({ kind: "c-comment", inside: [text] });
  expect(linesOf(["a ", { kind: "c-comment", inside: ["/* 1\n2 */"] }, " b\nc"])).toEqual([["a ", comment("/* 1")], [comment("2 */"), " b"], ["c"]]);
});
