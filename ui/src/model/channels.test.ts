import { expect, it, vi } from "vitest";
import { api } from "~/api/client";
import { isUnread, loadChannels, markSeen, saySeen } from "./channels";

const answers = (members: () => Promise<unknown>) => vi.spyOn(api, "getAllChannelsMembers").mockImplementation(members as never);
const mine = () => [{ channel_id: "c", msg_count_root: 1, mention_count_root: 1 }];

/** A promise, and how it is kept. */
function later(): [Promise<void>, () => void] {
  let keep = () => {};
  return [new Promise<void>((done) => (keep = done)), () => keep()];
}

it("keeps read what was read while an older answer was on its way", async () => {
  vi.spyOn(api, "getAllTeamsChannels").mockResolvedValue([{ id: "c", delete_at: 0, total_msg_count_root: 2 }] as never);
  answers(async () => mine());
  await loadChannels();
  expect(isUnread("c")).toBe(true);
  const [held, answer] = later();
  answers(() => held.then(mine));
  const loading = loadChannels();
  markSeen("c", 5);
  answer();
  await loading;
  expect(isUnread("c")).toBe(false);
  // Asked later, the server knows better: it may have been marked as unread elsewhere.
  answers(async () => mine());
  await loadChannels();
  expect(isUnread("c")).toBe(true);
});

it("keeps read what the server has not heard of yet", async () => {
  const [held, hear] = later();
  vi.spyOn(api, "viewMyChannel").mockImplementation(() => held as never);
  const saying = saySeen("c");
  await loadChannels();
  expect(isUnread("c")).toBe(false);
  hear();
  await saying;
  await loadChannels();
  expect(isUnread("c")).toBe(true);
});
