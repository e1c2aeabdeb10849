// Three clients that know nothing of each other talk in one channel: the official one in JavaScript and both Python drivers.
// HEARTH_PYTHON names a Python that has python/requirements.txt installed.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { Heard, listen, moveIn, openTown, PASSWORD, postOf } from './town.mjs';

const VOICE = fileURLToPath(new URL('python/voice.py', import.meta.url));

let town;
const voices = [];
before(async () => { town = await openTown(); });
after(async () => {
  await Promise.all(voices.map((voice) => voice.leave()));
  await town?.close();
});

test('three clients in one channel: each hears what all three say, in one order', async () => {
  const js = listen(town, town.alice);
  await js.heard.event('hello');
  const old = await speak('mattermostdriver', 'petra');
  const typed = await speak('mattermostautodriver', 'otto');

  await town.alice.client.createPost({ channel_id: town.channel.id, message: 'said in JavaScript' });
  await old.heard.until(({ message }) => message === 'said in JavaScript', 'alice');
  old.say('said by mattermostdriver');
  await typed.heard.until(({ message }) => message === 'said by mattermostdriver', 'petra');
  typed.say('said by mattermostautodriver: 안녕하세요');
  await js.heard.posted('said by mattermostautodriver: 안녕하세요');

  const said = [
    ['said in JavaScript', '@alice'],
    ['said by mattermostdriver', '@petra'],
    ['said by mattermostautodriver: 안녕하세요', '@otto'],
  ];
  for (const voice of [old, typed]) {
    await voice.heard.until(({ sender }) => sender === '@otto', 'otto');
    assert.deepEqual(voice.conversation(), said);
  }
  const heardInJs = js.heard.all.filter((message) => postOf(message)?.type === '')
    .map((message) => [postOf(message).message, message.data.sender_name]);
  assert.deepEqual(heardInJs, said);
});

/** Lets a person live in a Python process of its own. */
async function speak(driver, username) {
  const person = await moveIn(town, username);
  const child = spawn(process.env.HEARTH_PYTHON ?? 'python3', [VOICE, driver, town.url, username, PASSWORD, town.channel.id], {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, PYTHONUTF8: '1' },
  });
  const heard = new Heard(username);
  createInterface({ input: child.stdout }).on('line', (line) => heard.add(JSON.parse(line)));
  const gone = once(child, 'exit');
  const voice = {
    person,
    heard,
    say: (text) => child.stdin.write(`${text}\n`),
    conversation: () => heard.all.filter(({ sender }) => sender).map(({ message, sender }) => [message, sender])
      .filter(([message]) => message.startsWith('said')),
    leave: () => { child.kill('SIGKILL'); return gone; },
  };
  voices.push(voice);
  await heard.until(({ ready }) => ready, 'hello');
  return voice;
}
