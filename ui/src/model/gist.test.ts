import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { authorName } from "./author";
import { gist } from "./gist";

const post = (facts: object) => ({ id: "p", user_id: "u", message: "", props: {}, ...facts }) as unknown as Post;

it.each([
  [{ message: "The **kettle** is on" }, "The kettle is on"],
  [{ metadata: { files: [{ id: "b", name: "ash.png" }, { id: "a", name: "plan.txt" }] }, file_ids: ["a", "b"] }, "plan.txt, ash.png"],
  [{ props: { attachments: [{ pretext: "The shed:", title: "Wood", text: "Half **full**" }, { fallback: "Twelve logs" }] } }, "The shed: Wood Half full Twelve logs"],
  [{}, ""],
])("%j is told in short", (facts, short) => {
  expect(gist(post(facts))).toBe(short);
});

it("lets programs speak under another name", () => {
  expect(authorName(post({ props: { override_username: "Oven" } }))).toBe("Oven");
});
