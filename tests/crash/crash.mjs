// Nothing acknowledged is lost: the program is killed while many write, started again, and every post that was answered
// with 201 has to be there, once.
//
//   HEARTH_BIN=… node tests/crash/crash.mjs [--rounds 20] [--seed NUMBER]
//
// With HEARTH_TEST_POSTGRES on PostgreSQL, else on SQLite. A round: a new channel, WRITERS writers that post as fast as they
// are answered, SIGKILL when a random number of answers is in, a start on the same data, and a look at the channel page by
// page and thread by thread. Everything random comes from the seed; what the writers' requests do to each other does not.

import { parseArgs } from 'node:util';
import { databaseKind, startHouse } from '../run/hearth.mjs';
import { Account, inLots } from './account.mjs';
import { look } from './look.mjs';

const WRITERS = 16;
const FEWEST_ANSWERS = 1;
const MOST_ANSWERS = 600;
const REPLY_SHARE = 0.4;

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
});
const rounds = Number(options.rounds);
const random = seeded(Number(options.seed));
console.log(`${rounds} rounds on ${databaseKind}, seed ${options.seed}`);

const house = await startHouse();
const totals = { passed: 0, failed: 0, acknowledged: 0, kept: 0 };
try {
  const account = await Account.first(house.url);
  const team = await account.post('/teams', { name: 'crash', display_name: 'Crash', type: 'O' });
  const diaries = [];
  for (let round = 1; round <= rounds; round += 1) {
    const diary = await writeUntilKilled(account, team, round);
    await house.start();
    account.url = house.url;
    diaries.push(diary);
    report(`round ${round}`, diary, await look(account, diary));
  }
  // A later crash must not undo what an earlier one left whole.
  const again = await inLots(diaries, 4, async (diary) => [diary, await look(account, diary)]);
  const worse = again.filter(([, faults]) => faults.length > 0);
  for (const [diary, faults] of worse) report(`at the end, channel ${diary.channel.name}`, diary, faults);
} finally {
  await house.close();
}
console.log(`${totals.acknowledged} posts acknowledged; ${totals.kept} more were kept that nobody was told of`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed >= rounds ? 0 : 1;

/** Lets the writers write into a new channel and kills the program at a random answer. */
async function writeUntilKilled(account, team, round) {
  const name = `round-${round}`;
  const channel = await account.post('/channels', { team_id: team.id, name, display_name: name, type: 'O' });
  const diary = { channel, sent: new Map(), acknowledged: new Map() };
  const last = FEWEST_ANSWERS + Math.floor(random() * (MOST_ANSWERS - FEWEST_ANSWERS));
  const state = { over: false };
  const writers = Array.from({ length: WRITERS }, (_, number) => write(account, diary, number, state, () => {
    if (state.over || diary.acknowledged.size < last) return;
    state.over = true;
    state.killed = house.kill();
  }));
  await Promise.all(writers);
  await state.killed;
  return diary;
}

/** One writer: the next post as soon as the last is answered, until the program is gone. */
async function write(account, diary, number, state, afterAnswer) {
  let root = '';
  for (let count = 0; !state.over; count += 1) {
    const message = `${diary.channel.name} writer ${number} post ${count}`;
    const reply = root !== '' && random() < REPLY_SHARE;
    const body = { channel_id: diary.channel.id, message, root_id: reply ? root : '' };
    diary.sent.set(message, body);
    let post;
    try {
      post = await account.post('/posts', body);
    } catch (error) {
      if (state.over) return;
      throw error;
    }
    diary.acknowledged.set(post.id, post);
    if (!reply) root = post.id;
    afterAnswer();
  }
}

function report(what, diary, faults) {
  totals.acknowledged += diary.acknowledged.size;
  totals.kept += Math.max(0, diary.found - diary.acknowledged.size);
  totals[faults.length === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${what}: ${diary.acknowledged.size} acknowledged, ${diary.found} found, ${faults.length} faults`);
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
