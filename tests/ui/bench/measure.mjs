// One function a figure, or a few that are taken together. Each answers lists of milliseconds or counts.
import { windClock } from './clock.mjs';
import { CHANNELS, LONG } from './town.mjs';

const VIEWPORT = { width: 1280, height: 800 };
/** A house network: 100 Mbit/s, and a millisecond for every answer. */
const LAN = { offline: false, latency: 1, downloadThroughput: 12_500_000, uploadThroughput: 12_500_000 };

const addressOf = (name) => `/town/channels/${name.toLowerCase().replace(' ', '-')}`;
const link = (page, name) => page.getByRole('navigation', { name: 'Channels and conversations' }).getByRole('link', { name });
const field = (page) => page.getByRole('textbox', { name: /^Write to/ });

/** A window of somebody who is logged in already, in a browser with nothing kept but that. */
async function fresh(browser, url, cookies) {
  const context = await browser.newContext({ baseURL: url, viewport: VIEWPORT, locale: 'en-US', storageState: { cookies, origins: [] } });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(windClock);
  return context;
}

/** Opens a channel and waits until it can be used. Answers the window; how long it took from the address on until it can be read and written in; and until everything answers. */
async function open(context, name) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', LAN);
  // Asked for by the page itself: from outside it would be asked when the page has time to hear it.
  await page.addInitScript((wanted) => (window.opened = { usable: window.clock.until(wanted), alive: window.clock.until([...wanted, ['alive']]) }), [['channel', name], ['field']]);
  await page.goto(addressOf(name), { waitUntil: 'commit' });
  const took = await page.evaluate(() => window.opened.usable);
  await page.keyboard.type('here');
  if ((await field(page).inputValue()) !== 'here') throw new Error('the field does not take what is typed');
  const alive = await page.evaluate(() => window.opened.alive);
  await field(page).fill('');
  return { page, devtools, took, alive };
}

/** From a click or a key until all of it is shown. */
async function timed(page, kind, wanted, act) {
  const waiting = await page.evaluateHandle((args) => ({ shown: window.clock.since(...args) }), [kind, wanted]);
  await act();
  return waiting.evaluate(({ shown }) => shown);
}

/** From an address to the first channel, readable, with a field that takes keys: with nothing kept, and as somebody who was here before. */
export async function starts(browser, url, cookies, { cold = 10, warm = 10 } = {}) {
  const times = { cold: [], warm: [], alive: [] };
  for (let count = 0; count < cold; count++) {
    const context = await fresh(browser, url, cookies);
    times.cold.push((await open(context, CHANNELS[0])).took);
    await context.close();
  }
  const context = await fresh(browser, url, cookies);
  const { page } = await open(context, CHANNELS[0]);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForFunction(() => localStorage.getItem('hearth.sight'));
  // The browser keeps a script in its own form once it has seen it a few times.
  for (let count = -3; count < warm; count++) {
    const { page: again, took, alive } = await open(context, CHANNELS[0]);
    if (count >= 0) times.warm.push(took), times.alive.push(alive);
    await again.close();
  }
  await context.close();
  return times;
}

/** A press on another channel until it is shown: the first time, and when it is here already. */
export async function switches(browser, url, cookies) {
  const times = { first: [], again: [] };
  for (let round = 0; round < 3; round++) {
    const context = await fresh(browser, url, cookies);
    const { page } = await open(context, CHANNELS[0]);
    for (const kind of ['first', 'again']) {
      for (const name of [...CHANNELS.slice(1), CHANNELS[0]]) {
        const took = await timed(page, 'click', [['channel', name]], () => link(page, name).click());
        if (name !== CHANNELS[0]) times[kind].push(took);
      }
    }
    await context.close();
  }
  return times;
}

/** What the page itself does, apart from waiting and from being painted. */
const WORK = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
const TEXT = 'The logs are dry, and the kettle is on; 물이 끓고 있어요. '.repeat(4);

/** Keys until they are seen, what the page had to do for each of them, and own messages until they are shown. */
export async function writing(browser, url, cookies) {
  const context = await fresh(browser, url, cookies);
  const { page, devtools } = await open(context, CHANNELS[1]);
  await devtools.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.filter(({ name }) => WORK.includes(name)).reduce((sum, { value }) => sum + value, 0);
  };
  const before = await worked();
  const keys = await page.evaluateHandle(() => window.clock.keys());
  // At another moment between two frames each time.
  for (const letter of TEXT) await page.keyboard.type(letter, { delay: 20 + Math.random() * 40 });
  const typed = await keys.evaluate((stop) => stop());
  const work = ((await worked()) - before) * 1000 / typed.length;
  await field(page).fill('');
  const sent = [];
  for (let count = 0; count < 40; count++) {
    const text = `message ${count} of mine`;
    await page.keyboard.type(text);
    sent.push(await timed(page, 'keydown', [['message', text]], () => page.keyboard.press('Enter')));
  }
  await context.close();
  return { typed, work, sent };
}

/** What the page holds on to after going from channel to channel for so many times; and how long each took. */
export async function remembering(browser, url, cookies, counts) {
  const context = await fresh(browser, url, cookies);
  const { page, devtools } = await open(context, CHANNELS[0]);
  await devtools.send('Performance.enable');
  const held = [];
  const took = [];
  let done = 0;
  for (const count of counts) {
    took.push(...await page.evaluate(({ names, times }) => window.clock.tour(names, times), { names: CHANNELS, times: count - done }));
    done = count;
    for (let again = 0; again < 3; again++) await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
    held.push({ heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') });
  }
  await context.close();
  return { held, took };
}

/** Through the long channel towards its beginning, as fast as a good wheel turns, for so many seconds. */
export async function scrolling(browser, url, cookies, { seconds = 30, speed = 6000 } = {}) {
  const context = await fresh(browser, url, cookies);
  const { page, devtools } = await open(context, LONG);
  const frames = await page.evaluateHandle(() => window.clock.frames());
  await devtools.send('Input.synthesizeScrollGesture', { x: 700, y: 400, yDistance: seconds * speed, speed, gestureSourceType: 'mouse', preventFling: true });
  const seen = await frames.evaluate((stop) => stop());
  await context.close();
  return seen;
}
