import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { hasSent, isPrepended, rowsOf } from "./rows";

const noon = new Date(2026, 2, 3, 12).getTime();
const midnight = new Date(2026, 2, 3).getTime();
const post = (id: string, minutes: number, user = "amy", type = ""): Post =>
  ({ id, create_at: noon + minutes * 60_000, user_id: user, type, props: {}, pending_post_id: `p${id}` }) as unknown as Post;

it("joins what one person says within five minutes", () => {
  const posts = [post("1", 0), post("2", 4), post("3", 10), post("4", 11, "bob"), post("5", 12, "bob", "system_join_channel")];
  expect(rowsOf(posts, [], "me")).toEqual([`d:${midnight}`, "p:1", "c:2", "p:3", "p:4", "p:5"]);
});

it("puts a line before the first new post of somebody else", () => {
  const posts = [post("1", 0), post("2", 1, "me"), post("3", 2), post("4", 3)];
  expect(rowsOf(posts, [], "me", noon)).toEqual([`d:${midnight}`, "p:1", "p:2", "n", "p:3", "c:4"]);
  expect(rowsOf(posts, [], "me", noon + 999_999)).not.toContain("n");
});

it("begins a day with a line and ends with what is on its way", () => {
  const rows = rowsOf([post("1", 0), post("2", 24 * 60)], [post("3", 24 * 60 + 1)], "me");
  expect(rows.map((row) => row[0])).toEqual(["d", "p", "d", "p", "o"]);
});

it("tells older pages from new posts", () => {
  expect(isPrepended(["b"], ["a", "b"])).toBe(true);
  expect(isPrepended(["a"], ["a", "b"])).toBe(false);
  expect(isPrepended([], ["a"])).toBe(false);
  expect(isPrepended(["l", "d:1", "n", "p:4", "p:5", "p:6"], ["l", "d:1", "n", "p:3", "c:4", "p:5", "p:6"])).toBe(true);
});

it("takes a post that arrives before one of mine on its way for a new one", () => {
  expect(isPrepended(["l", "d:1", "p:1", "p:2", "p:3", "o:x"], ["l", "d:1", "p:1", "p:2", "p:3", "p:4", "o:x"])).toBe(false);
});

it("tells older posts that were let go of from newer ones", () => {
  const all = ["l", "d:1", "p:1", "p:2", "p:3", "p:4", "p:5", "p:6"];
  expect(isPrepended(all, ["l", "d:1", "p:3", "p:4", "p:5", "p:6"])).toBe(true);
  expect(isPrepended(all, all.slice(0, -2))).toBe(false);
});

it("knows what I have just sent", () => {
  expect(hasSent(["p:1"], ["p:1", "o:x"])).toBe(true);
  expect(hasSent(["p:1", "o:x"], ["p:1", "p:2", "o:x"])).toBe(false);
  expect(hasSent(["p:1", "o:x"], ["p:1", "p:2"])).toBe(false);
});
