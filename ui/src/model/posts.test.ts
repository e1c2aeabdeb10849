import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { filesOf, post, putPosts } from "./posts";

it("shows files in the order of their author", () => {
  const post = { file_ids: ["b", "a"], metadata: { files: [{ id: "a" }, { id: "b" }] } } as unknown as Post;
  expect(filesOf(post).map((each) => each.id)).toEqual(["b", "a"]);
  expect(filesOf({} as Post)).toEqual([]);
});

it("keeps what is known of a thread when an answer says less", () => {
  const facts = { reply_count: 2, last_reply_at: 7, participants: [{ id: "amy" }] };
  const put = (each: object) => putPosts([{ id: "root", update_at: 1, ...each } as unknown as Post]);
  const known = () => {
    const { reply_count, last_reply_at, participants } = post("root") as Post;
    return { reply_count, last_reply_at, participants };
  };
  put(facts);
  put({ reply_count: 2, participants: null });
  expect(known()).toEqual(facts);
  put({ reply_count: 0, last_reply_at: 0 });
  expect(known()).toEqual(facts);
  put({ reply_count: 3, last_reply_at: 9, participants: [{ id: "bob" }, { id: "amy" }] });
  expect(known().participants).toEqual([{ id: "bob" }, { id: "amy" }]);
});
