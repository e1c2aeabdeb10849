// The fields that the official clients use without looking first: one missing, and the web page throws or the phone
// silently drops the row.

import assert from 'node:assert/strict';

const ID = /^[a-z0-9]{26}$/;

export function assertId(value, what) {
  assert.match(String(value), ID, what);
}

export function assertUser(user) {
  assertId(user.id, 'user.id');
  assertTypes(user, 'user', {
    username: 'string', email: 'string', roles: 'string', locale: 'string', update_at: 'number', delete_at: 'number',
  });
  if (user.notify_props !== undefined) assertStrings(user.notify_props, 'user.notify_props');
  if (user.props !== undefined) assert.equal(typeof user.props, 'object', 'user.props');
}

export function assertTeam(team) {
  assertId(team.id, 'team.id');
  assertTypes(team, 'team', { name: 'string', display_name: 'string', type: 'string', delete_at: 'number' });
}

export function assertTeamMember(member) {
  // Phones keep only memberships whose delete_at is exactly 0.
  assertTypes(member, 'team member', { team_id: 'string', user_id: 'string', roles: 'string', delete_at: 'number' });
}

export function assertChannel(channel) {
  assertId(channel.id, 'channel.id');
  assertTypes(channel, 'channel', {
    team_id: 'string', name: 'string', display_name: 'string', type: 'string', delete_at: 'number',
    total_msg_count: 'number', total_msg_count_root: 'number', last_post_at: 'number', last_root_post_at: 'number',
  });
}

export function assertChannelMember(member) {
  assertTypes(member, 'channel member', {
    channel_id: 'string', user_id: 'string', roles: 'string', last_viewed_at: 'number',
    msg_count: 'number', msg_count_root: 'number', mention_count: 'number', mention_count_root: 'number',
  });
  assertStrings(member.notify_props, 'channel member.notify_props');
}

export function assertPost(post) {
  assertId(post.id, 'post.id');
  assertTypes(post, 'post', {
    channel_id: 'string', user_id: 'string', root_id: 'string', type: 'string', message: 'string',
    create_at: 'number', update_at: 'number', delete_at: 'number', pending_post_id: 'string', props: 'object',
  });
  assert.notEqual(post.props, null, 'post.props');
}

export function assertPostList(list) {
  assert.ok(Array.isArray(list.order), 'post list.order');
  // "At the newest" and "at the oldest" are tested as === ''.
  assertTypes(list, 'post list', { posts: 'object', next_post_id: 'string', prev_post_id: 'string' });
  for (const id of list.order) assertPost(list.posts[id]);
}

export function assertCategories(answer, teamId) {
  assert.ok(Array.isArray(answer.order), 'categories.order');
  assert.deepEqual(answer.categories.map(({ id }) => id).sort(), [...answer.order].sort(), 'order names every category');
  for (const category of answer.categories) {
    assert.equal(category.team_id, teamId, 'category.team_id');
    assert.ok(Array.isArray(category.channel_ids), 'category.channel_ids');
  }
  const types = answer.categories.map(({ type }) => type);
  for (const type of ['favorites', 'channels', 'direct_messages']) assert.ok(types.includes(type), `category ${type}`);
}

export function assertRole(role) {
  assert.equal(typeof role.name, 'string', 'role.name');
  assert.ok(Array.isArray(role.permissions), 'role.permissions');
}

export function assertThreadList(list) {
  assert.ok(Array.isArray(list.threads), 'threads.threads');
  for (const thread of list.threads) {
    assertTypes(thread, 'thread', {
      id: 'string', reply_count: 'number', last_reply_at: 'number', last_viewed_at: 'number',
      unread_replies: 'number', unread_mentions: 'number',
    });
    assert.ok(thread.participants.every(({ id }) => ID.test(id)), 'thread.participants');
    assertTypes(thread.post, 'thread.post', { user_id: 'string', channel_id: 'string' });
  }
}

/** A flat map in which even numbers and booleans are text, as the client configuration and the licence are. */
export function assertStrings(map, what) {
  assert.equal(typeof map, 'object', what);
  assert.notEqual(map, null, what);
  for (const [key, value] of Object.entries(map)) assert.equal(typeof value, 'string', `${what}.${key}`);
}

export function assertEach(list, check, what) {
  assert.ok(Array.isArray(list), `${what} is a list`);
  list.forEach(check);
}

function assertTypes(value, what, types) {
  for (const [field, type] of Object.entries(types)) assert.equal(typeof value?.[field], type, `${what}.${field}`);
}
