// The web app of Mattermost 11.6 opens: the same calls, in its order, through the REST client that it uses itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  assertCategories, assertChannel, assertChannelMember, assertEach, assertId, assertPost, assertPostList, assertRole,
  assertStrings, assertTeam, assertTeamMember, assertThreadList, assertUser,
} from './fields.mjs';
import { listen, newClient, openTown, PASSWORD } from './town.mjs';
import { watchTransport } from './transport.mjs';

let town;
before(async () => { town = await openTown(); });
after(() => town?.close());

test('before login the page learns how the server is set up', async () => {
  const watch = watchTransport();
  const visitor = newClient(town.url);
  const config = await visitor.getClientConfig();
  assertStrings(config, 'config');
  assert.match(config.Version, /^11\.\d+\.\d+$/);
  assert.notEqual(config.DiagnosticId, '', 'phones refuse a server without DiagnosticId');
  assert.equal(config.EnableSignInWithUsername, 'true');
  assert.equal(config.NoAccounts, 'false');

  const licence = await visitor.getClientLicenseOld();
  assertStrings(licence, 'licence');
  assert.equal(licence.IsLicensed, 'true');
  watch.stop();
});

test('a wrong password is refused with the id that the form knows', async () => {
  const visitor = newClient(town.url);
  await assert.rejects(visitor.login('alice', 'not-her-password'), (error) => {
    assert.equal(error.server_error_id, 'api.user.login.invalid_credentials_email_username');
    assert.equal(error.status_code, 401, 'the page reads the status from the body');
    return true;
  });
});

test('a login gives the three cookies that the page looks for', async () => {
  const answer = await fetch(`${town.url}/api/v4/users/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    body: JSON.stringify({ login_id: 'alice', password: PASSWORD, token: '', deviceId: '' }),
  });
  assert.equal(answer.status, 200);
  const cookies = Object.fromEntries(answer.headers.getSetCookie().map((line) => [line.split('=')[0], line]));
  assert.match(cookies.MMAUTHTOKEN, /; HttpOnly/i);
  for (const name of ['MMUSERID', 'MMCSRF']) {
    assert.ok(cookies[name], name);
    assert.doesNotMatch(cookies[name], /HttpOnly/i, `the page's script reads ${name}`);
  }
  assert.ok(answer.headers.get('token'));
});

test('the page opens, from the first call to a usable channel', async () => {
  const { team, channel, bob, alice } = town;
  const first = await bob.client.createPost({ channel_id: channel.id, message: 'hello @alice' });
  await bob.client.createPost({ channel_id: channel.id, message: 'a reply', root_id: first.id });
  const direct = await bob.client.createDirectChannel([bob.user.id, alice.user.id]);

  const watch = watchTransport();
  const client = newClient(town.url);
  const me = await client.login(alice.username, PASSWORD);

  // Page open: the page waits for the first four.
  const [user, preferences, teams, members] = await Promise.all([
    client.getMe(), client.getMyPreferences(), client.getMyTeams(), client.getMyTeamMembers(),
  ]);
  assertUser(user);
  assertEach(preferences, ({ category, name, value }) => assertStrings({ category, name, value }, 'preference'), 'preferences');
  assertEach(teams, assertTeam, 'teams');
  assertEach(members, assertTeamMember, 'team members');
  assert.deepEqual(teams.map(({ id }) => id), [team.id]);
  await expectRoles(client, [user.roles, ...members.map(({ roles }) => roles)]);

  const unread = await client.getMyTeamUnreads(true);
  assert.equal(unread[0].team_id, team.id);
  assert.equal(typeof unread[0].msg_count, 'number');
  const { data: limits } = await client.getServerLimits();
  assert.equal(limits.maxUsersLimit, 0, 'no cap on accounts');
  assert.deepEqual(await client.getWebappPlugins(), []);

  // Team and channel mounted.
  const { heard } = listen(town, { ...alice, token: client.getToken() });
  const hello = await heard.event('hello');
  assert.equal(hello.seq, 0);
  assertId(hello.data.connection_id, 'connection_id');
  assert.match(hello.data.server_version, /^11\.\d+\.\d+\./);
  assert.equal(typeof hello.broadcast, 'object');

  const [channelMembers, channels, categories] = await Promise.all([
    client.getAllChannelsMembers(me.id, -1), client.getAllTeamsChannels(), client.getChannelCategories(me.id, team.id),
  ]);
  assertEach(channelMembers, assertChannelMember, 'channel members');
  assertEach(channels, assertChannel, 'channels');
  assertCategories(categories, team.id);
  const ids = channels.map(({ id }) => id);
  assert.deepEqual(channelMembers.map((member) => member.channel_id).sort(), [...ids].sort());
  assert.equal(channels.find(({ id }) => id === direct.id).team_id, '', 'a direct channel has no team');
  const sorted = categories.categories.flatMap(({ channel_ids }) => channel_ids);
  assert.deepEqual(sorted.sort(), [...ids].sort(), 'each channel is in exactly one category');
  const square = channelMembers.find((member) => member.channel_id === channel.id);
  // Being added to a channel by somebody counts as a mention too.
  assert.equal(square.mention_count, 2);

  const statuses = await client.getStatusesByIds([me.id, bob.user.id]);
  assert.deepEqual(statuses.map(({ user_id }) => user_id).sort(), [me.id, bob.user.id].sort());
  assertEach(await client.getTeams(0, 200, false), assertTeam, 'joinable teams');
  const threads = await client.getUserThreads(me.id, team.id, { totalsOnly: true });
  for (const count of ['total', 'total_unread_threads', 'total_unread_mentions']) assert.equal(typeof threads[count], 'number');
  assertThreadList(await client.getUserThreads(me.id, team.id, { extended: true }));
  assertEach(await client.getProfilesByIds([bob.user.id]), assertUser, 'profiles');
  assert.deepEqual(await client.getProfilesInGroupChannels([direct.id]), {});

  const stats = await client.getChannelStats(channel.id);
  assert.equal(stats.member_count, 3);
  const posts = await client.getPostsUnread(channel.id, me.id, 30, 30, true, true);
  assertPostList(posts);
  assert.ok(posts.order.includes(first.id));
  assertPostList(await client.getPosts(channel.id, 0, 30, true, true));
  const viewed = await client.viewMyChannel(channel.id);
  assert.equal(viewed.status, 'OK');
  assert.equal(typeof viewed.last_viewed_at_times, 'object');
  const named = await client.getProfilesByUsernames(['alice', 'alice.', 'nobody-of-that-name']);
  assert.deepEqual(named.map(({ username }) => username), ['alice']);
  watch.stop();

  // Nothing is unread now, by the numbers that the sidebar subtracts.
  const again = (await client.getAllChannelsMembers(me.id, -1)).find((member) => member.channel_id === channel.id);
  const now = (await client.getAllTeamsChannels()).find(({ id }) => id === channel.id);
  assert.equal(again.mention_count, 0);
  assert.equal(now.total_msg_count - again.msg_count, 0);
  assert.equal(now.total_msg_count_root - again.msg_count_root, 0);
});

test('what the page also asks for is served, or honestly refused as not there yet', async () => {
  const { team, channel, alice: { client, user } } = town;
  await servedOrNotYet(client.getUserDrafts(team.id), (drafts) => assert.ok(drafts === null || Array.isArray(drafts)));
  await servedOrNotYet(client.getScheduledPosts(team.id, true), ({ data }) => assert.equal(typeof data, 'object'));
  await servedOrNotYet(client.getInProductNotices(team.id, 'web', '11.6.0'), (notices) => assert.ok(notices === null || Array.isArray(notices)));
  await servedOrNotYet(client.getChannelBookmarks(channel.id), (bookmarks) => assert.ok(Array.isArray(bookmarks)));
  await servedOrNotYet(client.getGroupsByUserId(user.id), (groups) => assert.ok(Array.isArray(groups)));
  await servedOrNotYet(client.getAllGroupsAssociatedToChannelsInTeam(team.id, true), ({ groups }) => assert.equal(typeof groups, 'object'));
  await servedOrNotYet(client.getTeamContentFlaggingStatus(team.id), ({ enabled }) => assert.equal(typeof enabled, 'boolean'));
  await servedOrNotYet(client.getCustomProfileAttributeFields(), (fields) => assert.ok(Array.isArray(fields)));
  await servedOrNotYet(client.getAgents(), (agents) => assert.ok(Array.isArray(agents)));
  await servedOrNotYet(client.getAgentsStatus(), ({ available }) => assert.equal(available, false));
});

test('a session that ended is told so by the status in the body', async () => {
  const client = newClient(town.url);
  await client.login('bob', PASSWORD);
  const token = client.getToken();
  await client.logout();
  client.setToken(token);
  await assert.rejects(client.getMe(), (error) => {
    assert.equal(error.status_code, 401);
    return true;
  });
});

test('a post is written, answered, edited, reacted to and deleted', async () => {
  const { channel, alice, bob } = town;
  const pending = `${alice.user.id}:1700000000000`;
  const post = await alice.client.createPost({ channel_id: channel.id, message: 'one', pending_post_id: pending });
  assertPost(post);
  assert.equal(post.pending_post_id, pending);
  const edited = await alice.client.patchPost({ id: post.id, message: 'two' });
  assert.ok(edited.update_at > post.update_at, 'phones take only what is newer');
  assert.ok(edited.edit_at > 0);
  await bob.client.addReaction(bob.user.id, post.id, '+1');
  await bob.client.createPost({ channel_id: channel.id, root_id: post.id, message: 'three' });
  const thread = await bob.client.getPostThread(post.id);
  assertPostList(thread);
  assert.equal(thread.order.length, 2);
  assert.equal(thread.posts[post.id].metadata.reactions[0].emoji_name, '+1');
  await alice.client.deletePost(post.id);
  const left = await bob.client.getPosts(channel.id);
  assert.ok(!left.order.includes(post.id));
});

/** Every role named in these role texts is known to the server, with its permissions. */
async function expectRoles(client, texts) {
  const names = [...new Set(texts.join(' ').split(' ').filter(Boolean))];
  const roles = await client.getRolesByNames(names);
  assertEach(roles, assertRole, 'roles');
  assert.deepEqual(roles.map(({ name }) => name).sort(), names.sort());
}

/** 501 says that something is switched off, or that a route is not in yet, and names it; anything else must be right. */
async function servedOrNotYet(answer, check) {
  try {
    check(await answer);
  } catch (error) {
    if (error.status_code !== 501) throw error;
    assert.ok(error.server_error_id, 'a refusal has an id');
    if (error.server_error_id === 'hearth.not_yet') assert.match(error.message, /\/api\/v4\//, 'it names the route');
  }
}
