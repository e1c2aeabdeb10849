// A long channel: it opens where reading stopped, older pages come in without moving what is being read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { field, inChannel, inviteLink, joinBy, message, place, say, settle, threadField, throughTheApi } from './kit/people.mjs';

const feed = (page) => page.getByRole('region', { name: /^Messages in/ });
const isAtEnd = () => {
  const box = document.querySelector('.feed');
  return box.scrollHeight - box.clientHeight - box.scrollTop < 4;
};

/** Holds back the next page of older messages until it is released. At the beginning there is none to hold. */
async function holdOlder(page) {
  let ask, release;
  let isAsked = false;
  const asked = new Promise((done) => (ask = done));
  const released = new Promise((done) => (release = done));
  const url = /\/posts\?.*before=/;
  await page.route(url, async (route) => {
    isAsked = true;
    ask();
    await released;
    await route.continue();
  }, { times: 1 });
  const drawn = page.waitForResponse(url).then((answer) => answer.finished()).then(() => twoFrames(page));
  drawn.catch(() => {});
  return { asked, release, drawn, isHeld: () => isAsked };
}

const twoFrames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Turns the wheel until something has happened or the beginning is in view, and waits for the list to stand still. */
async function scrollUpUntil(page, happened, beginning) {
  let has = false;
  void happened.then(() => (has = true));
  for (let turn = 0; !has && !(await beginning.isVisible()); turn++) {
    assert.ok(turn < 200, 'the next page is asked for, or the beginning is reached');
    await page.mouse.wheel(0, -300);
    await twoFrames(page);
  }
  await page.waitForFunction(() => {
    const { scrollTop } = document.querySelector('.feed');
    const stands = window.lastTop === scrollTop;
    window.lastTop = scrollTop;
    return stands;
  }, undefined, { polling: 200 });
}

const firstInView = (page) => page.evaluate(() => {
  const { top } = document.querySelector('.feed').getBoundingClientRect();
  const first = [...document.querySelectorAll('[data-post]')].find((one) => one.getBoundingClientRect().top >= top);
  return { id: first.dataset.post, at: first.getBoundingClientRect().top };
});

const placeOf = (page, id) => page.evaluate((post) => document.querySelector(`[data-post="${post}"]`).getBoundingClientRect().top, id);

test('a long channel', (t) => tell(t, 'reading', {
  async 'bob reads along, then turns to another channel'(scene) {
    scene.amy = await scene.visit('amy');
    await settle(scene.amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(scene.amy), 'bob');
    await say(scene.amy, 'message number 0');
    await message(scene.bob, 'message number 0').waitFor();
    await place(scene.bob, 'Off-Topic').click();
    await inChannel(scene.bob, 'Off-Topic');
  },

  async 'meanwhile amy writes 160 messages'(scene) {
    const { call } = await throughTheApi(scene.house.url, 'amy');
    const channel = (await call('GET', '/users/me/channels')).find((one) => one.name === 'town-square');
    for (let i = 1; i <= 160; i++) {
      await call('POST', '/posts', { channel_id: channel.id, message: `message number ${i}${i % 7 === 0 ? '\n\nwith a second paragraph\n\n- and\n- a list' : ''}` });
    }
    await place(scene.bob, 'Town Square').and(scene.bob.getByRole('link', { name: /unread/ })).waitFor();
  },

  async 'bob comes back to the first unread one'({ bob, picture }) {
    // As in a browser that has kept nothing.
    await bob.evaluate(() => localStorage.removeItem('hearth.last'));
    await bob.reload();
    await place(bob, 'Town Square').click();
    await inChannel(bob, 'Town Square');
    const line = await bob.getByText('New messages from here').locator('..').boundingBox();
    const box = await feed(bob).boundingBox();
    assert.ok(line.y >= box.y && line.y < box.y + box.height / 2, 'the line is in the upper half');
    await picture(bob, 'first-unread');
  },

  async 'he jumps to the newest'({ bob }) {
    await bob.getByRole('button', { name: 'Jump to newest' }).click();
    await message(bob, 'message number 160').waitFor();
    await bob.waitForFunction(isAtEnd);
    await bob.getByRole('button', { name: 'Jump to newest' }).waitFor({ state: 'detached' });
  },

  async 'new messages keep him at the end'({ amy, bob }) {
    await say(amy, 'one more');
    await message(bob, 'one more').waitFor();
    await bob.waitForFunction(isAtEnd);
  },

  async 'also when the field has grown and is empty again'({ amy, bob }) {
    await field(bob).fill('one\ntwo\nthree\nfour\nfive\nsix');
    await bob.waitForFunction(isAtEnd);
    await field(bob).fill('');
    await say(amy, 'still there');
    await message(bob, 'still there').waitFor();
    await bob.waitForFunction(isAtEnd);
    await bob.getByRole('button', { name: 'Jump to newest' }).waitFor({ state: 'detached' });
    await say(amy, 'one more again');
    await message(bob, 'one more again').waitFor();
  },

  async 'what he presses stays under the mouse while a message arrives'({ amy, bob }) {
    const last = message(bob, 'one more again');
    await last.hover();
    await last.getByRole('button', { name: 'Reply in thread' }).hover();
    await bob.mouse.down();
    await say(amy, 'in between');
    await message(bob, 'in between').waitFor();
    await twoFrames(bob);
    await bob.mouse.up();
    await threadField(bob).waitFor();
    await bob.waitForFunction(isAtEnd);
    await bob.getByRole('button', { name: 'Close thread' }).click();
  },

  async 'he scrolls up to the beginning, and nothing jumps under his eyes'({ bob, picture }) {
    await feed(bob).hover();
    const intro = bob.getByText('This is the very beginning of Town Square.');
    let pages = 0;
    for (; !(await intro.isVisible()); pages++) {
      const older = await holdOlder(bob);
      await scrollUpUntil(bob, older.asked, intro);
      if (!older.isHeld()) break;
      const before = await firstInView(bob);
      older.release();
      await older.drawn;
      assert.ok(Math.abs((await placeOf(bob, before.id)) - before.at) <= 1, 'the line that is being read stays where it is');
    }
    assert.ok(pages >= 2, `${pages} pages came in front`);
    await bob.unrouteAll();
    await message(bob, 'message number 0').waitFor();
    await picture(bob, 'beginning');
  },

  async 'a message while he reads above does not pull him down'({ amy, bob }) {
    const before = await bob.evaluate(() => document.querySelector('.feed').scrollTop);
    await say(amy, 'somewhere below');
    await bob.getByRole('button', { name: 'Jump to newest' }).waitFor();
    assert.equal(await bob.evaluate(() => document.querySelector('.feed').scrollTop), before);
    assert.equal(await message(bob, 'somewhere below').count(), 0, 'only what is near the window is in the document');
  },

  async 'what he writes there himself takes him to the newest'({ bob, picture }) {
    await say(bob, 'from far above');
    await bob.waitForFunction(isAtEnd);
    await message(bob, 'somewhere below').waitFor();
    await bob.getByRole('button', { name: 'Jump to newest' }).waitFor({ state: 'detached' });
    await picture(bob, 'own-message');
  },

  async 'also from a place that was gone to, with much unseen between'({ amy, bob, house, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const channel = (await call('GET', '/users/me/channels')).find((one) => one.name === 'town-square');
    const { posts } = await call('GET', `/channels/${channel.id}/posts?per_page=200`);
    const early = Object.values(posts).find((one) => one.message === 'message number 3');
    await bob.goto(`/ember-works/pl/${early.id}`);
    await message(bob, 'message number 3').first().waitFor();
    await bob.getByRole('button', { name: 'Jump to newest' }).waitFor();
    await say(bob, 'from long ago');
    await bob.waitForFunction(isAtEnd);
    await message(bob, 'from far above').waitFor();
    await message(amy, 'from long ago').waitFor();
    await picture(bob, 'own-message-from-afar');
  },

  async 'a press that nobody sees the end of does not hold the list back'({ amy, bob }) {
    // A menu of the system, and the scrollbar, keep the end of a press to themselves.
    await message(bob, 'from long ago').dispatchEvent('pointerdown', { button: 0, buttons: 1, bubbles: true });
    await say(amy, 'after the press');
    await message(bob, 'after the press').waitFor();
    await message(bob, 'after the press').hover();
    await bob.waitForFunction(isAtEnd);
  },
}));
