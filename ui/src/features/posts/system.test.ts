import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { isComing, systemText } from "./system";

it("tells coming and going from what is to be read", () => {
  const of = (types: string[]) => types.filter((type) => isComing({ type } as Post));
  const counted = ["", "system_header_change", "system_channel_deleted", "system_ephemeral", "custom_join"];
  expect(of(["system_join_team", "system_leave_channel", "system_add_to_channel", "system_remove_from_team", ...counted])).toEqual(["system_join_team", "system_leave_channel", "system_add_to_channel", "system_remove_from_team"]);
});

it.each([
  ["system_add_guest_to_chan", "", { username: "amy", addedUsername: "gil" }, "gil was added as a guest by amy"],
  ["system_change_chan_privacy", "This channel has been converted to a Private Channel.", { username: "amy" }, "amy made the channel private"],
  ["system_change_chan_privacy", "This channel has been converted to a Public Channel.", { username: "amy" }, "amy opened the channel to everybody in the team"],
  ["system_header_change", "", { username: "amy", new_header: "**Tea** and\n[cake](https://example.com)" }, "amy changed the header: Tea and cake"],
  ["system_header_change", "", { username: "amy", new_header: "" }, "amy took the header away"],
  ["system_purpose_change", "", { username: "amy", new_purpose: "" }, "amy took the purpose away"],
  ["system_new_kind", "What the server says", {}, "What the server says"],
])("%s %s", (type, message, props, sentence) => {
  expect(systemText({ type, message, props } as unknown as Post)).toBe(sentence);
});
