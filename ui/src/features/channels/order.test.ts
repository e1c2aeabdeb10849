import type { ChannelCategory } from "@mattermost/types/channel_categories";
import { describe, expect, it } from "vitest";
import { placed, stepped, type Seen } from "./order";

const category = (id: string, channel_ids: string[], sorting = ""): ChannelCategory => ({ id, channel_ids, sorting, type: "custom" } as unknown as ChannelCategory);
const all: Seen[] = [
  { category: category("one", ["a", "hidden", "b"]), ids: ["b", "a"] },
  { category: category("two", ["c"]), ids: ["c"] },
];

describe("a channel that is placed", () => {
  it("keeps what is seen as it is seen, and what is hidden behind it", () => {
    expect(placed(all, "a", "one", 0)).toEqual([category("one", ["a", "b", "hidden"], "manual")]);
  });

  it("leaves the category it was in", () => {
    expect(placed(all, "c", "one", 1)).toEqual([category("one", ["b", "c", "a", "hidden"], "manual"), category("two", [])]);
  });

  it("does not stop a category from sorting when only the category was chosen", () => {
    expect(placed(all, "c", "one")[0]).toEqual(category("one", ["c", "b", "a", "hidden"]));
  });

  it("stays where it is when the category is unknown", () => {
    expect(placed(all, "a", "three", 0)).toEqual([]);
  });
});

describe("a step", () => {
  it.each([
    ["b", 1, { toId: "one", at: 1 }],
    ["a", 1, { toId: "two", at: 0 }],
    ["c", -1, { toId: "one", at: 2 }],
    ["b", -1, undefined],
    ["nowhere", 1, undefined],
  ] as const)("from %s by %i", (id, step, expected) => {
    expect(stepped(all, () => true, id, step)).toEqual(expected);
  });

  it("passes over what does not take it", () => {
    expect(stepped(all, (each) => each.id !== "two", "a", 1)).toBeUndefined();
  });
});
