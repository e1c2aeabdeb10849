import type { Post } from "@mattermost/types/posts";
import { expect, it } from "vitest";
import { isComing } from "./system";

it("tells coming and going from what is to be read", () => {
  const of = (types: string[]) => types.filter((type) => isComing({ type } as Post));
  const counted = ["", "system_header_change", "system_channel_deleted", "system_ephemeral", "custom_join"];
  expect(of(["system_join_team", "system_leave_channel", "system_add_to_channel", "system_remove_from_team", ...counted])).toEqual(["system_join_team", "system_leave_channel", "system_add_to_channel", "system_remove_from_team"]);
});
