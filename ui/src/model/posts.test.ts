import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { filesOf } from "./posts";

it("shows files in the order of their author", () => {
  const post = { file_ids: ["b", "a"], metadata: { files: [{ id: "a" }, { id: "b" }] } } as unknown as Post;
  expect(filesOf(post).map((each) => each.id)).toEqual(["b", "a"]);
  expect(filesOf({} as Post)).toEqual([]);
});
