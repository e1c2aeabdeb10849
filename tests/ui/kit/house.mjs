// Where a story happens: a fresh Hearth and a browser, both gone afterwards. What people saw is kept in tests/output/ui.
//
//   const { house, visit, close } = await openStory('reconnect');
//   const amy = await visit('amy');               a person with a browser of her own (cookies, storage)
//
// HEARTH_BIN names the program; with HEARTH_URL the story happens on one that runs already (it must be empty).

import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { databaseKind, startHouse } from '../../run/hearth.mjs';

const OUTPUT = new URL(`../../output/ui/${databaseKind}/`, import.meta.url).pathname;
const CHROMIUM = process.env.HEARTH_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A browser that nobody sees. */
export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** Opens a house and a browser for one story; `env` are settings that the house starts with. `url` of the answer may be replaced, for example by a link that can be cut. */
export async function openStory(name, { env } = {}) {
  const house = process.env.HEARTH_URL ? { url: process.env.HEARTH_URL, close: async () => {}, log: '' } : await startHouse({ env });
  const browser = await launch();
  await mkdir(`${OUTPUT}${name}`, { recursive: true });
  const pages = new Map();

  /** A person with a browser of their own. Errors on the page are kept and asserted at the end. */
  async function visit(who, { url = house.url, locale = 'en-US', viewport = { width: 1280, height: 800 }, ...options } = {}) {
    const context = await browser.newContext({ baseURL: url, locale, viewport, ignoreHTTPSErrors: true, timezoneId: 'Asia/Seoul', serviceWorkers: 'block', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(`${who}: ${error.stack}`));
    page.on('console', (message) => {
      // A refused call is the story's own matter; a refused script or style is the page's fault.
      if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text())) page.faults.push(`${who}: ${message.text()}`);
    });
    for (const way of ['goto', 'reload']) page[way] = untilItAnswers(page, page[way].bind(page));
    pages.set(who, page);
    return page;
  }

  /** Keeps what a person sees now, once nothing moves any more. */
  async function picture(page, title) {
    await still(page);
    await page.screenshot({ path: `${OUTPUT}${name}/${title}.png` });
  }

  /** Ends the story. A failed one leaves a picture of every window; a page that broke on the way fails the story. */
  async function close({ failed = false } = {}) {
    const faults = [...pages.values()].flatMap((page) => page.faults);
    try {
      if (failed) {
        for (const [who, page] of pages) await page.screenshot({ path: `${OUTPUT}${name}/failed-${who}.png` }).catch(() => {});
        console.error(house.log);
      }
    } finally {
      await browser.close();
      await house.close();
    }
    if (faults.length > 0) throw new Error(`the page broke:\n${faults.join('\n')}`);
  }

  return { house, visit, picture, close };
}

/** What was on screen the last time can be read before the page itself answers: the story goes on when it does, but for `{ waitUntil: 'commit' }`. */
const untilItAnswers = (page, go) => async (...where) => {
  const answer = await go(...where);
  if (where.at(-1)?.waitUntil !== 'commit') await page.waitForFunction(() => document.querySelector('#root [inert]') === null);
  return answer;
};

/** Waits until everything that moves has arrived; what moves for ever does not count. */
export const still = (page) => page.evaluate(() => {
  const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
  return Promise.all(ending.map((one) => one.finished.catch(() => {})));
});

/** Runs a story that consists of steps told one after another; the first step that fails ends it. */
export async function tell(t, name, steps, options) {
  const story = await openStory(name, options);
  let failed = false;
  try {
    const scene = { ...story };
    for (const [title, step] of Object.entries(steps)) {
      await t.test(title, async () => {
        try {
          await step(scene);
        } catch (error) {
          failed = true;
          throw error;
        }
      });
      if (failed) break;
    }
  } finally {
    await story.close({ failed });
  }
}
