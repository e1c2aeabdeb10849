// Opening the page again: what was here the last time is there before the server has answered, and what has happened since follows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { inputMethod } from './kit/input.mjs';
import { kept, keeps } from './kit/kept.mjs';
import { field, inChannel, inviteLink, joinBy, logIn, message, place, say, settle, throughTheApi } from './kit/people.mjs';

/** Everything that the server answers about people, places and messages; and without the one answer that a page opens with. */
const ANSWERS = /\/(api\/v4|hearth)\//;
const CALLS = /\/api\/v4\//;
/** The page's own code. */
const CODE = /\/assets\/first-.*\.js/;

/** Holds back these answers until they are released. */
async function holdAnswers(page, which = ANSWERS) {
  let release;
  const released = new Promise((done) => (release = done));
  const hold = async (route) => {
    await released;
    await route.continue().catch(() => {});
  };
  await page.route(which, hold);
  return async () => {
    release();
    await page.unroute(which, hold);
  };
}

const line = (page) => page.getByText('New messages from here').locator('..');

/** Looks into another channel and comes back: a place that was just opened is kept soon. */
async function lookAround(page, back) {
  await place(page, 'Off-Topic').click();
  await inChannel(page, 'Off-Topic');
  await place(page, back).click();
  await inChannel(page, back);
}
const feed = (page) => page.getByRole('region', { name: /^Messages in/ });

test('opening again', (t) => tell(t, 'opening', {
  async 'amy and bob talk, and she leaves'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    for (let count = 1; count <= 20; count++) await say(scene.bob, `Log number ${count}`);
    await message(amy, 'Log number 20').waitFor();
    await lookAround(amy, 'Town Square');
    await keeps(amy, 'Log number 20');
    await amy.goto('about:blank');
  },

  async 'meanwhile bob goes on, and puts something right'({ bob }) {
    for (let count = 1; count <= 30; count++) await say(bob, `Spark number ${count}`);
    await bob.keyboard.press('ArrowUp');
    await bob.getByRole('textbox', { name: 'Edit message' }).fill('Spark number thirty');
    await bob.keyboard.press('Enter');
    await message(bob, 'Spark number thirty').waitFor();
  },

  async 'before the server has answered she reads what was there, and writes'(scene) {
    const { amy } = scene;
    scene.release = await holdAnswers(amy);
    await amy.goto('/ember-works/channels/town-square');
    await message(amy, 'Log number 20').waitFor();
    await place(amy, 'Off-Topic').waitFor();
    assert.equal(await message(amy, 'Spark number').count(), 0);
    await field(amy).pressSequentially('half a thought');
  },

  async 'what has been said since follows from a line on, and what she writes stays'({ amy, release, picture }) {
    await release();
    await line(amy).waitFor();
    await message(amy, 'Spark number 1').first().waitFor();
    const [mark, box] = [await line(amy).boundingBox(), await feed(amy).boundingBox()];
    assert.ok(mark.y >= box.y && mark.y < box.y + box.height / 2, 'the line is in the upper half');
    assert.equal(await field(amy).inputValue(), 'half a thought');
    await amy.getByRole('button', { name: 'Jump to newest' }).click();
    await message(amy, 'Spark number thirty').waitFor();
    await picture(amy, 'caught-up');
  },

  async 'events arrive as ever'({ amy, bob }) {
    await say(bob, 'The kettle is on');
    await message(amy, 'The kettle is on').waitFor();
  },

  async 'before the page itself is here she reads what was on screen, and begins to write'(scene) {
    const { amy, picture } = scene;
    await lookAround(amy, 'Town Square');
    await field(amy).fill('Half');
    await amy.goto('about:blank');
    scene.release = await holdAnswers(amy, CODE);
    await amy.goto('/ember-works/channels/town-square', { waitUntil: 'commit' });
    await message(amy, 'The kettle is on').waitFor();
    assert.ok(await message(amy, 'The kettle is on').evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight), 'at the end, where she was');
    await amy.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await amy.keyboard.type(' a sentence');
    await amy.keyboard.press('Enter');
    const ime = (scene.ime = await inputMethod(amy));
    await ime.compose('ㅇ', '아', '안');
    await ime.commit('안');
    await ime.compose('ㄴ', '녀', '녕');
    await picture(amy, 'last-sight');
  },

  async 'nothing of that is lost when it comes, not even the syllable that is being composed'({ amy, bob, release, ime }) {
    await release();
    const comes = amy.waitForFunction(() => document.querySelector('#root [inert]') === null);
    await ime.compose('녕');
    await ime.commit('녕');
    await comes;
    await amy.keyboard.type('!');
    assert.equal(await field(amy).inputValue(), 'Half a sentence안녕!');
    await amy.keyboard.press('Enter');
    await message(bob, 'Half a sentence안녕!').waitFor();
    await place(amy, 'Off-Topic').click();
    await inChannel(amy, 'Off-Topic');
  },

  async 'it stays on screen until the server has answered, where nothing else is kept'({ amy }) {
    await lookAround(amy, 'Town Square');
    await amy.goto('about:blank');
    await amy.goto('/manifest.json');
    await amy.evaluate(() => new Promise((resolve) => {
      const opening = indexedDB.open('hearth');
      opening.onsuccess = () => {
        const forgetting = opening.result.transaction('kept', 'readwrite').objectStore('kept').delete('snapshot');
        forgetting.onsuccess = () => { opening.result.close(); resolve(); };
      };
    }));
    const release = await holdAnswers(amy);
    await amy.goto('/ember-works/channels/town-square', { waitUntil: 'commit' });
    await message(amy, 'Half a sentence안녕!').waitFor();
    await amy.keyboard.type('a thought');
    await release();
    await amy.waitForFunction(() => document.querySelector('#root [inert]') === null);
    await amy.keyboard.type(' of mine');
    assert.equal(await field(amy).inputValue(), 'a thought of mine');
    await field(amy).fill('');
  },

  async 'a channel that is new to her opens when it is known'({ amy, house }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const town = await call('GET', '/users/me/channels').then((all) => all.find((one) => one.name === 'town-square'));
    await amy.goto('about:blank');
    await call('POST', '/channels', { team_id: town.team_id, name: 'cellar', display_name: 'Cellar', type: 'P' });
    await amy.goto('/ember-works/channels/cellar');
    await inChannel(amy, 'Cellar');
    await say(amy, 'Where the good logs are');
    await lookAround(amy, 'Cellar');
    await keeps(amy, 'good logs');
  },

  async 'and so does the one she was in last, without its address'({ amy, house }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const { id, team_id } = await call('GET', '/users/me/channels').then((all) => all.find((one) => one.name === 'cellar'));
    await amy.goto('about:blank');
    const loft = await call('POST', '/channels', { team_id, name: 'loft', display_name: 'Loft', type: 'P' });
    await amy.goto('/manifest.json');
    await amy.evaluate(([from, to]) => localStorage.setItem('hearth.last', localStorage.getItem('hearth.last').replace(from, to)), [id, loft.id]);
    await amy.goto('/');
    await inChannel(amy, 'Loft');
  },

  async 'somebody else in this browser sees nothing of it'({ amy }) {
    const cookies = await amy.context().cookies();
    await amy.goto('about:blank');
    await amy.context().clearCookies();
    await logIn(amy, 'bob');
    const release = await holdAnswers(amy);
    await amy.goto('/ember-works/channels/cellar');
    await amy.getByText('Loading').waitFor();
    assert.equal(await place(amy, 'Town Square').count(), 0);
    await release();
    await amy.getByRole('heading', { name: 'There is no such channel here' }).waitFor();
    assert.equal(await message(amy, 'good logs').count(), 0);
    await amy.goto('about:blank');
    await amy.context().clearCookies();
    await amy.context().addCookies(cookies);
    await amy.goto('/ember-works/channels/town-square');
    await message(amy, 'The kettle is on').waitFor();
    await keeps(amy, 'The kettle is on');
  },

  async 'in a browser where she never was, one answer is enough to read'({ amy, visit, picture }) {
    const cookies = await amy.context().cookies();
    const other = await visit('amy elsewhere');
    await other.context().addCookies(cookies);
    const release = await holdAnswers(other, CALLS);
    await other.goto('/ember-works/channels/town-square');
    await message(other, 'The kettle is on').waitFor();
    await feed(other).getByRole('article', { name: /^bob/ }).filter({ hasText: 'The kettle is on' }).waitFor();
    await place(other, 'Off-Topic').waitFor();
    await field(other).pressSequentially('half a thought');
    await picture(other, 'one-answer');
    await release();
    await other.getByRole('button', { name: 'Send' }).click();
    await message(amy, 'half a thought').waitFor();
    await other.close();
  },

  async 'what waits for her elsewhere is there before she goes there'({ amy, bob, visit }) {
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await say(bob, 'The soup is ready');
    const other = await visit('amy elsewhere');
    await other.context().addCookies(await amy.context().cookies());
    const ahead = other.waitForResponse(/\/posts\/unread/);
    await other.goto('/ember-works/channels/town-square');
    await ahead;
    const release = await holdAnswers(other, CALLS);
    await place(other, 'Off-Topic').click();
    await message(other, 'The soup is ready').waitFor();
    await release();
    await other.close();
  },

  async 'where that answer does not come, the calls are asked one by one'({ amy, visit }) {
    const cookies = await amy.context().cookies();
    const other = await visit('amy elsewhere');
    await other.context().addCookies(cookies);
    await other.route('**/hearth/opening*', (route) => route.abort());
    await other.goto('/ember-works/channels/town-square');
    await message(other, 'half a thought').waitFor();
    await other.close();
  },

  async 'a session that has ended elsewhere leads to the door, and leaves nothing'({ amy, house }) {
    await amy.goto('about:blank');
    const { me, call } = await throughTheApi(house.url, 'amy');
    await call('POST', `/users/${me.id}/sessions/revoke/all`);
    await amy.goto('/ember-works/channels/town-square');
    await amy.getByLabel('Password').waitFor();
    assert.equal(await message(amy, 'The kettle is on').count(), 0);
    assert.equal(await kept(amy), '[]');
  },
}));
