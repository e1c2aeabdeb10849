// The official websocket client hears the town live, and misses nothing when its wire is cut.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openWire } from './proxy.mjs';
import { Heard, listen, moveIn, openTown, postOf } from './town.mjs';
import { WebSocket } from 'ws';

let town;
before(async () => { town = await openTown(); });
after(() => town?.close());

test('what alice posts, bob hears, and alice hears herself', async () => {
  const { alice, bob, channel, team } = town;
  const hers = listen(town, alice).heard;
  const his = listen(town, bob).heard;
  await Promise.all([hers.event('hello'), his.event('hello')]);
  const pending = `${alice.user.id}:1`;
  const post = await alice.client.createPost({ channel_id: channel.id, message: 'hi @bob', pending_post_id: pending });

  const heard = await his.posted('hi @bob');
  assert.equal(postOf(heard).id, post.id);
  assert.deepEqual(
    { ...heard.data, post: '', should_ack: undefined },
    {
      channel_display_name: 'The square', channel_name: 'square', channel_type: 'O', mentions: JSON.stringify([bob.user.id]),
      post: '', sender_name: '@alice', set_online: true, should_ack: undefined, team_id: team.id,
    },
  );
  assert.equal(heard.broadcast.channel_id, channel.id);
  assert.equal(postOf(await hers.posted('hi @bob')).pending_post_id, pending, 'by it she knows her own post');
});

test('the words of one channel stay among its members', async () => {
  const { alice, bob, admin, team, channel } = town;
  const his = listen(town, bob).heard;
  await his.event('hello');
  const secret = await alice.client.createChannel({ team_id: team.id, name: 'hidden', display_name: 'Hidden', type: 'P' });
  await alice.client.createPost({ channel_id: secret.id, message: 'not for bob' });
  // He hears this one, which came later: had the other been for him, it would have come first.
  await admin.client.createPost({ channel_id: channel.id, message: 'for everyone' });
  await his.posted('for everyone');
  assert.ok(!his.all.some((message) => postOf(message)?.message === 'not for bob'));
  await assert.rejects(bob.client.getPosts(secret.id), (error) => error.status_code === 403);
});

test('after a cut every missed event comes once, in order, without a new hello', async () => {
  const carol = await moveIn(town, 'carol');
  const wire = await openWire(town.house.wsUrl);
  const { heard } = listen(town, carol, { url: wire.url });
  await heard.event('hello');
  const texts = Array.from({ length: 20 }, (_, number) => `while she was away ${number}`);
  await town.alice.client.createPost({ channel_id: town.channel.id, message: 'before the cut' });
  await heard.posted('before the cut');

  wire.cut();
  for (const message of texts) await town.alice.client.createPost({ channel_id: town.channel.id, message });
  wire.mend();
  await heard.event('test_reconnected');
  await town.alice.client.createPost({ channel_id: town.channel.id, message: 'after the cut' });
  await heard.posted('after the cut');

  const said = heard.all.map((message) => postOf(message)?.message).filter(Boolean);
  assert.deepEqual(said, ['before the cut', ...texts, 'after the cut']);
  assert.equal(heard.all.filter(({ event }) => event === 'hello').length, 1);
  assert.equal(heard.all.filter(({ event }) => event === 'test_missed').length, 0);
  const numbers = heard.all.filter(({ seq }) => seq !== undefined).map(({ seq }) => seq);
  assert.deepEqual(numbers, numbers.map((_, index) => index), 'numbered without a gap');
  wire.close();
});

test('a restart of the server is a new connection, and the client is told to catch up', async () => {
  const own = await openTown();
  try {
    const wire = await openWire(own.house.wsUrl);
    const { heard } = listen(own, own.bob, { url: wire.url });
    await heard.event('hello');
    const port = new URL(own.url).port;
    await own.house.stop();
    await own.house.start({ listen: `127.0.0.1:${port}` });
    await heard.event('test_missed');
    const hellos = heard.all.filter(({ event }) => event === 'hello');
    assert.equal(hellos.length, 2);
    assert.notEqual(hellos[0].data.connection_id, hellos[1].data.connection_id);
    await own.alice.client.createPost({ channel_id: own.channel.id, message: 'we are back' });
    await heard.posted('we are back');
    wire.close();
  } finally {
    await own.close();
  }
});

test('typing is heard by the others, not by the one who types', async () => {
  const { alice, bob, channel } = town;
  const her = listen(town, alice);
  const his = listen(town, bob).heard;
  await Promise.all([her.heard.event('hello'), his.event('hello')]);
  her.socket.userTyping(channel.id, '');
  const typing = await his.event('typing');
  assert.equal(typing.data.user_id, alice.user.id);
  assert.equal(typing.broadcast.channel_id, channel.id);
  await bob.client.createPost({ channel_id: channel.id, message: 'go on' });
  await her.heard.posted('go on');
  assert.ok(!her.heard.all.some(({ event }) => event === 'typing'));
});

test('a socket without credentials says hello only after the challenge', async () => {
  const heard = new Heard('bob');
  const socket = new WebSocket(town.house.wsUrl);
  socket.on('message', (text) => heard.add(JSON.parse(text)));
  socket.on('open', () => socket.send(JSON.stringify({ seq: 1, action: 'authentication_challenge', data: { token: town.bob.token } })));
  const hello = await heard.event('hello');
  assert.equal(hello.seq, 0);
  await heard.until((message) => message.seq_reply === 1 && message.status === 'OK', 'the answer to the challenge');
  socket.close();
});
