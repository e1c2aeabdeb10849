// The phone app starts: every call of its first sync, with the headers that it sends, and the fields that it stores.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import {
  assertCategories, assertChannel, assertChannelMember, assertEach, assertId, assertPostList, assertRole, assertStrings,
  assertTeam, assertTeamMember, assertThreadList, assertUser,
} from './fields.mjs';
import { Heard, openTown, PASSWORD, postOf } from './town.mjs';
import { watchTransport } from './transport.mjs';

let town;
let watch;
before(async () => { town = await openTown(); watch = watchTransport(); });
after(async () => { watch?.stop(); await town?.close(); });

test('a server is added: it is there, it answers, it has an identity', async () => {
  const head = await fetch(town.url, { method: 'HEAD' });
  assert.ok(head.ok, `HEAD on the server's address: ${head.status}`);
  const phone = new Phone(town.url);
  const ping = await phone.get(`/system/ping?time=${Date.now()}&device_id=android_rn-v2:abc`);
  assert.equal(ping.status, 'OK');
  assert.ok([undefined, null, 'true', 'false', 'unknown'].includes(ping.CanReceiveNotifications));
  const [config, licence] = await phone.configAndLicence();
  assert.ok(config.DiagnosticId, 'without DiagnosticId the app refuses the server');
  assert.ok(Number(config.Version.split('.')[0]) >= 11);
  assert.equal(licence.IsLicensed, 'true');
});

test('the first sync after login brings all that the phone draws from', async () => {
  const { team, channel, alice, bob } = town;
  const root = await bob.client.createPost({ channel_id: channel.id, message: 'hello @alice' });
  await bob.client.createPost({ channel_id: channel.id, message: 'a reply for @alice', root_id: root.id });
  const direct = await bob.client.createDirectChannel([bob.user.id, alice.user.id]);

  const phone = new Phone(town.url);
  const me = await phone.logIn('alice');
  assertUser(me);
  assert.ok(me.email);
  await phone.put('/users/sessions/device', {
    device_id: 'android_rn-v2:abc', device_notification_disabled: 'false', mobile_version: '2.32.0',
  });
  await phone.configAndLicence();
  assertEach(await phone.get('/users/me/preferences'), (row) => assertStrings(row, 'preference'), 'preferences');

  const [teams, members, user, status] = await Promise.all(
    ['/users/me/teams', '/users/me/teams/members', '/users/me', '/users/me/status'].map((path) => phone.get(path)),
  );
  assertEach(teams, assertTeam, 'teams');
  assertEach(members, assertTeamMember, 'team members');
  assert.equal(members[0].delete_at, 0);
  assert.ok(user.email, 'no email reads as "User not found"');
  assert.equal(status.user_id, me.id);

  const [channels, channelMembers, categories] = await Promise.all([
    phone.get(`/users/me/teams/${team.id}/channels?include_deleted=true&last_delete_at=0`),
    phone.get(`/users/me/teams/${team.id}/channels/members`),
    phone.get(`/users/me/teams/${team.id}/channels/categories`),
  ]);
  assertEach(channels, assertChannel, 'channels');
  assertEach(channelMembers, assertChannelMember, 'channel members');
  assertCategories(categories, team.id);
  assert.ok(channels.some(({ id }) => id === direct.id), 'direct channels come with every team');

  const posts = await phone.get(`/channels/${channel.id}/posts?page=0&per_page=60&collapsedThreads=true&collapsedThreadsExtended=true`);
  assertPostList(posts);
  assert.ok(posts.order.includes(root.id));
  for (const id of posts.order) assert.equal(posts.posts[id].delete_at, 0, 'phones store only what was never deleted');
  const since = await phone.get(`/channels/${channel.id}/posts?since=${root.create_at - 1}&collapsedThreads=true&collapsedThreadsExtended=true`);
  assertPostList(since);
  const viewed = await phone.post('/channels/members/me/view', { channel_id: channel.id, collapsed_threads_supported: true });
  assert.equal(typeof viewed.last_viewed_at_times, 'object');

  assert.deepEqual(await phone.get('/plugins/webapp'), []);
  assertEach(await phone.get(`/users?in_channel=${direct.id}`), assertUser, 'people of a direct channel');
  assertEach(await phone.post('/users/ids', [bob.user.id]), assertUser, 'people');
  assertEach(await phone.post('/users/ids?since=0', [bob.user.id]), assertUser, 'people changed since');
  assert.deepEqual(await phone.post('/users/group_channels', [direct.id]), {});
  assertEach(await phone.get('/teams?page=0&per_page=100'), assertTeam, 'teams to join');

  const names = [...new Set([user, ...members, ...channelMembers].flatMap(({ roles }) => roles.split(' ')))];
  const roles = await phone.post('/roles/names', names);
  assertEach(roles, assertRole, 'roles');
  assert.deepEqual(roles.map(({ name }) => name).sort(), names.sort());

  const threads = `/users/${me.id}/teams/${team.id}/threads?extended=true&per_page=60&since=0&totalsOnly=false&excludeDirect=false`;
  for (const query of ['&unread=true', '']) {
    const list = await phone.get(threads + query);
    assertThreadList(list);
    assert.equal(list.threads[0].id, root.id, 'a mention in a reply makes her follow');
  }
  assertEach(await phone.post('/users/status/ids', [bob.user.id]), ({ status: text }) => assert.equal(typeof text, 'string'), 'statuses');
});

test('a bearer token next to the cookie of the same login needs no CSRF token', async () => {
  const phone = new Phone(town.url);
  await phone.logIn('bob');
  const answer = await fetch(`${town.url}/api/v4/users/me/status`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${phone.token}`, Cookie: `MMAUTHTOKEN=${phone.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: town.bob.user.id, status: 'online' }),
  });
  assert.equal(answer.status, 200);
});

test('a cookie alone does need it', async () => {
  const answer = await fetch(`${town.url}/api/v4/users/me/status`, {
    method: 'PUT',
    headers: { Cookie: `MMAUTHTOKEN=${town.bob.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: town.bob.user.id, status: 'online' }),
  });
  assert.equal(answer.status, 401);
});

test('the socket of a phone is authenticated twice and says hello once', async () => {
  const phone = new Phone(town.url);
  await phone.logIn('alice');
  const { socket, heard } = phone.connect();
  const hello = await heard.event('hello');
  assert.equal(hello.seq, 0);
  assertId(hello.data.connection_id, 'connection_id');
  phone.say(socket, 1, 'authentication_challenge', { token: phone.token });
  phone.say(socket, 2, 'ping');
  const pong = await heard.until((message) => message.seq_reply === 2, 'the answer to its ping');
  assert.equal(pong.status, 'OK');
  assert.equal(pong.data.text, 'pong', 'else the phone hangs up once a minute');
  assert.equal(pong.seq, undefined, 'answers take no number');

  const post = await town.bob.client.createPost({ channel_id: town.channel.id, message: 'psst @alice' });
  const posted = await heard.posted('psst @alice');
  assert.equal(postOf(posted).id, post.id);
  assert.ok(posted.data.mentions.includes(town.alice.user.id), 'tested with includes() on the text');
  assert.equal(heard.all.filter(({ event }) => event === 'hello').length, 1);
  socket.close();
});

test('the phone comes back with its connection id and hears what it missed', async () => {
  const phone = new Phone(town.url);
  await phone.logIn('alice');
  const first = phone.connect();
  const hello = await first.heard.event('hello');
  await town.bob.client.createPost({ channel_id: town.channel.id, message: 'one' });
  const next = (await first.heard.posted('one')).seq + 1;
  const closed = new Promise((resolve) => { first.socket.once('close', resolve); });
  first.socket.terminate();
  await closed;

  await town.bob.client.createPost({ channel_id: town.channel.id, message: 'two' });
  const second = phone.connect(`?connection_id=${hello.data.connection_id}&sequence_number=${next}`);
  const missed = await second.heard.posted('two');
  const numbers = second.heard.all.filter(({ seq }) => seq !== undefined).map(({ seq }) => seq);
  assert.equal(numbers[0], next);
  assert.ok(missed.seq >= next);
  assert.ok(!second.heard.all.some(({ event }) => event === 'hello'));
  second.socket.close();
});

test('the first thing opened by a tap on a notification is there', async () => {
  const phone = new Phone(town.url);
  await phone.logIn('alice');
  const { team, channel } = town;
  assertTeam(await phone.get(`/teams/${team.id}`));
  assertTeamMember(await phone.get(`/teams/${team.id}/members/me`));
  assertChannel(await phone.get(`/channels/${channel.id}`));
  assertChannelMember(await phone.get(`/channels/${channel.id}/members/me`));
});

test('logging out says OK, and the token is worth nothing after it', async () => {
  const phone = new Phone(town.url);
  await phone.logIn('alice');
  assert.deepEqual(await phone.post('/users/logout'), { status: 'OK' });
  const answer = await phone.call('GET', '/users/me');
  assert.equal(answer.status, 401, 'the phone reads the status of HTTP');
});

/** One phone: the headers of the app, and its token once it has one. */
class Phone {
  token = '';

  constructor(url) {
    this.url = url;
  }

  async logIn(loginId) {
    const answer = await this.call('POST', '/users/login', {
      device_id: 'android_rn-v2:abc', voip_device_id: '', login_id: loginId, password: PASSWORD, token: '',
    }, { 'Cache-Control': 'no-store' });
    assert.equal(answer.status, 200);
    this.token = answer.headers.get('Token');
    assert.ok(this.token, 'the token comes as a header');
    return answer.json();
  }

  call(method, path, body, headers = {}) {
    return fetch(`${this.url}/api/v4${path}`, {
      method,
      headers: {
        'Accept-Language': 'en',
        'X-Requested-With': 'XMLHttpRequest',
        'Content-Type': 'application/json',
        ...(this.token && { Authorization: `BEARER ${this.token}` }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
  }

  async #json(method, path, body) {
    const answer = await this.call(method, path, body);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  get(path) { return this.#json('GET', path); }
  post(path, body) { return this.#json('POST', path, body); }
  put(path, body) { return this.#json('PUT', path, body); }

  async configAndLicence() {
    const both = await Promise.all(['/config/client?format=old', '/license/client?format=old'].map((path) => this.get(path)));
    both.forEach((map) => assertStrings(map, 'config or licence'));
    return both;
  }

  /** Opens the socket as Android does: with the token in a header and the site as its origin. */
  connect(query = '?connection_id=&sequence_number=0') {
    const heard = new Heard('the phone');
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/api/v4/websocket${query}`, {
      origin: this.url, headers: { Authorization: `Bearer ${this.token}` },
    });
    socket.on('message', (text) => heard.add(JSON.parse(text)));
    return { socket, heard };
  }

  say(socket, seq, action, data) {
    socket.send(JSON.stringify({ action, seq, data }));
  }
}
