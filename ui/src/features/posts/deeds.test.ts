import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { deedFor, deeds, type RowContext } from "./deeds";

const row: RowContext = { isEditing: () => false, startEdit: () => {}, stopEdit: () => {}, askToDelete: () => {}, stay: () => {}, inThread: false };
const others = { id: "1", user_id: "somebody", message: "hello", type: "", edit_at: 0 } as Post;
const key = (init: KeyboardEventInit) => deedFor(new KeyboardEvent("keydown", init), others, row)?.name;

it.each([
  [{ key: "p", code: "KeyP" }, "pin"],
  [{ key: "P", code: "KeyP" }, "pin"],
  [{ key: "ㅔ", code: "KeyP" }, "pin"],
  [{ key: "Process", code: "KeyS" }, "save"],
  // A keyboard whose letters lie elsewhere is believed.
  [{ key: "c", code: "KeyJ" }, "copy"],
  [{ key: "c", code: "KeyC", ctrlKey: true }, undefined],
  [{ key: "e", code: "KeyE" }, undefined],
  [{ key: "Delete", code: "Delete" }, undefined],
])("%j means %s for somebody else's message", (init, name) => {
  expect(key(init)).toBe(name);
});

it("no key means two things", () => {
  const keys = deeds.flat().flatMap((deed) => deed.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
