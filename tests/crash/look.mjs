// Looks for what a diary says was acknowledged: by page, by thread, and by the channel's own count.

import { inLots } from './account.mjs';

const PER_PAGE = 200;

/**
 * Every fault found, each as a sentence; an empty list is what is hoped for. Notes in `diary.found` how many posts there are.
 * @param {import('./account.mjs').Account} account
 * @param {{channel: object, sent: Map<string, object>, acknowledged: Map<string, object>}} diary
 */
export async function look(account, diary) {
  const faults = [];
  const byId = await readPages(account, diary.channel.id, faults);
  diary.found = byId.size;
  checkAcknowledged(diary, byId, faults);
  checkStrangers(diary, byId, faults);
  await checkThreads(account, diary, byId, faults);
  const channel = await account.get(`/channels/${diary.channel.id}`);
  if (channel.total_msg_count !== byId.size) faults.push(`the channel counts ${channel.total_msg_count} posts, there are ${byId.size}`);
  return faults;
}

/** The channel's own posts, without the system's ("joined the channel"). */
async function readPages(account, channelId, faults) {
  const byId = new Map();
  for (let page = 0; ; page += 1) {
    const { order, posts } = await account.get(`/channels/${channelId}/posts?page=${page}&per_page=${PER_PAGE}`);
    for (const id of order) {
      if (byId.has(id)) faults.push(`post ${id} is on two pages`);
      if (posts[id].type === '') byId.set(id, posts[id]);
    }
    if (order.length < PER_PAGE) return byId;
  }
}

function checkAcknowledged(diary, byId, faults) {
  for (const [id, answered] of diary.acknowledged) {
    const found = byId.get(id);
    if (!found) faults.push(`lost: ${id} "${answered.message}"`);
    else if (found.message !== answered.message || found.root_id !== answered.root_id) faults.push(`altered: ${id} "${answered.message}"`);
  }
}

/** A request that was never answered may have been carried out, but once at most; nothing may be there that nobody sent. */
function checkStrangers(diary, byId, faults) {
  const seen = new Set();
  for (const { message } of byId.values()) {
    if (seen.has(message)) faults.push(`twice: "${message}"`);
    if (!diary.sent.has(message)) faults.push(`never sent: "${message}"`);
    seen.add(message);
  }
}

async function checkThreads(account, diary, byId, faults) {
  const replies = new Map();
  for (const { id, root_id } of byId.values()) {
    if (root_id !== '') replies.set(root_id, [...(replies.get(root_id) ?? []), id]);
  }
  await inLots([...replies], 8, async ([root, wanted]) => {
    const { order, posts } = await account.get(`/posts/${root}/thread`);
    const inThread = new Set(order);
    if (inThread.size !== order.length) faults.push(`thread ${root} names a post twice`);
    for (const id of [root, ...wanted]) if (!inThread.has(id)) faults.push(`thread ${root} lacks ${id}`);
    if (posts[root]?.reply_count !== wanted.length) {
      faults.push(`thread ${root} counts ${posts[root]?.reply_count} replies, there are ${wanted.length}`);
    }
  });
}
