// The second part of `make bench`: how long people wait for the page, in a real browser on this machine. It prints a table with what
// we aim at beside what was measured; nothing here passes or fails.
//
// clock.mjs is how a time is taken, town.mjs the house that is measured, measure.mjs has one function a figure.
// `node page.mjs start scroll` measures only some.
import { cpus } from 'node:os';
import { startHouse } from '../../run/hearth.mjs';
import { launch } from '../kit/house.mjs';
import { logIn } from '../kit/people.mjs';
import { remembering, scrolling, starts, switches, writing } from './measure.mjs';
import { POSTS_LONG, settle } from './town.mjs';

const rows = [];
function add(what, figure, aim = '') {
  console.error(`  ${what}: ${figure}`);
  rows.push([what, figure, aim]);
}

const percentile = (times, share) => [...times].sort((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0;
const both = (times) => `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}`;
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

const figures = {
  async start(...where) {
    const { cold, warm, alive } = await starts(...where);
    add('channel readable and field ready, nothing kept, ms p50 / p95', both(cold), '500');
    add('the same for somebody who was here before', both(warm), '150');
    add('and until everything on the page answers', both(alive));
  },

  async switch(...where) {
    const { first, again } = await switches(...where);
    add('another channel, for the first time, ms p50 / p95', both(first), '50');
    add('another channel, seen before', both(again), '50');
  },

  async write(...where) {
    const { typed, work, sent } = await writing(...where);
    add('key to the frame with it, ms p50 / p95', both(typed), '16');
    add('work of the page for a key, ms', work.toFixed(1));
    add('Enter to own message, ms p50 / p95', both(sent), '50');
  },

  async memory(...where) {
    const counts = [100, 1000];
    const { held, took } = await remembering(...where, counts);
    for (const [at, { heap, nodes, listeners }] of held.entries()) {
      add(`held after ${counts[at]} changes of channel: MB heap, nodes, listeners`, `${(heap / 1e6).toFixed(1)}, ${nodes}, ${listeners}`, at > 0 ? 'as after 100' : '');
    }
    add('another channel, the last 100 of them, ms p50 / p95', both(took.slice(-100)), '50');
  },

  async scroll(...where) {
    const { seen, tasks } = await scrolling(...where);
    const took = seen.map((each) => each.took);
    const late = (limit) => took.filter((each) => each > limit).length;
    add(`scrolling in ${POSTS_LONG.toLocaleString('en')} messages: frames a second`, (1000 * took.length / took.reduce((sum, each) => sum + each, 0)).toFixed(1), '60');
    add('longest frame, ms', Math.max(...took).toFixed(1), '');
    // Ends of frames are told to a tenth of a millisecond.
    add('frames over 16.7 ms, over 50 ms', `${percent(late(17.2), took.length)}, ${percent(late(50), took.length)}`, '0 %, 0 %');
    add('frames with a hole, and waiting for older ones', `${percent(seen.filter((each) => each.blank > 8).length, seen.length)}, ${percent(seen.filter((each) => each.isWaiting).length, seen.length)}`, '0 %, 0 %');
    add('tasks over 50 ms', String(tasks.length), '0');
  },
};

const chosen = process.argv.slice(2);
const house = await startHouse();
const browser = await launch();
try {
  console.error('The page in a browser');
  const began = Date.now();
  await settle(house.url);
  console.error(`  the town is there after ${((Date.now() - began) / 1000).toFixed(0)} s`);
  const context = await browser.newContext({ baseURL: house.url, locale: 'en-US' });
  const page = await context.newPage();
  await logIn(page, 'amy');
  const { cookies } = await context.storageState();
  await context.close();
  for (const [name, measure] of Object.entries(figures)) {
    if (chosen.length === 0 || chosen.includes(name)) await measure(browser, house.url, cookies);
  }
} finally {
  await browser.close();
  await house.close();
}

console.log(`\nThe page in Chromium ${browser.version()} on ${cpus().length} cores (${cpus()[0].model}), browser and server on the same ones\n`);
console.log('| | measured | aim |\n| --- | ---: | ---: |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
