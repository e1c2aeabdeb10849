// The network breaks, and nothing is lost: what was missed is caught up with, what was written meanwhile is sent once, in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { openLink } from './kit/link.mjs';
import { field, inChannel, inviteLink, joinBy, message, place, say, settle, settled, throughTheApi } from './kit/people.mjs';

test('a broken link', (t) => tell(t, 'reconnect', {
  async 'amy is connected by a link that can break; bob is not'(scene) {
    scene.link = await openLink(scene.house.url);
    t.after(() => scene.link.close());
    scene.amy = await scene.visit('amy', { url: scene.link.url });
    await settle(scene.amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(scene.amy), 'bob');
    await say(scene.bob, 'Before the storm');
    await message(scene.amy, 'Before the storm').waitFor();
  },

  async 'the link breaks, and amy is told where nothing is covered; she goes on writing'({ amy, link, picture }) {
    await amy.getByRole('button', { name: 'About', exact: true }).click();
    await amy.getByRole('complementary', { name: 'About this channel' }).waitFor();
    link.cut();
    const told = amy.getByText('Connection lost.');
    await told.waitFor();
    const { y, height } = await told.boundingBox();
    for (const box of await Promise.all((await amy.locator('.stage header').all()).map((each) => each.boundingBox()))) assert.ok(box.y >= y + height, 'headers stand below it');
    await picture(amy, 'lost-panel');
    await amy.getByRole('button', { name: 'Close panel' }).click();
    for (const text of ['First while away', 'Second while away']) {
      await field(amy).fill(text);
      await field(amy).press('Enter');
    }
    await message(amy, 'Second while away').getByText('Will be sent when the connection is back').waitFor();
    await picture(amy, 'lost');
  },

  async 'meanwhile bob goes on too'({ bob }) {
    await say(bob, 'During the storm');
    const before = message(bob, 'Before the storm');
    await before.hover();
    await before.getByRole('button', { name: 'React with tada' }).click();
  },

  async 'the link is mended: everything is there, once, in order'({ amy, bob, link }) {
    link.mend();
    await amy.getByText('Connection lost.').waitFor({ state: 'detached', timeout: 20_000 });
    await message(amy, 'During the storm').waitFor();
    await message(amy, 'Before the storm').getByRole('button', { name: /^:tada:/ }).waitFor();
    await settled(amy, 'First while away');
    await settled(amy, 'Second while away');
    await message(bob, 'Second while away').waitFor();
    for (const page of [amy, bob]) {
      const all = (await page.getByRole('article').locator('.prose').allInnerTexts()).filter((text) => / while away|storm/.test(text));
      assert.deepEqual(all, ['Before the storm', 'During the storm', 'First while away', 'Second while away']);
    }
  },

  async 'events flow again'({ amy, bob }) {
    await say(bob, 'The sun is out');
    await message(amy, 'The sun is out').waitFor();
  },

  async 'what is said before a window listens is in it, too'({ amy, bob, link }) {
    const early = await amy.context().newPage();
    let listen;
    const listening = new Promise((then) => { listen = then; });
    await early.routeWebSocket(/\/api\/v4\/websocket/, async (socket) => {
      await listening;
      socket.connectToServer();
    });
    await early.goto(`${link.url}/ember-works/channels/town-square`);
    await message(early, 'The sun is out').waitFor();
    await place(bob, 'Off-Topic').click();
    await say(bob, '@amy do you hear me?');
    await place(bob, 'Town Square').click();
    await say(bob, 'Has everybody come?');
    assert.equal(await message(early, 'Has everybody come?').count(), 0);
    listen();
    await message(early, 'Has everybody come?').waitFor();
    await place(early, 'Off-Topic').and(early.getByRole('link', { name: /1 mention/ })).waitFor();
    await place(early, 'Off-Topic').click();
    await message(early, 'do you hear me?').waitFor();
    await early.close();
  },

  async 'a message that nobody answers is sent again by itself, once'({ amy, bob }) {
    await amy.route('**/api/v4/posts', (route) => route.abort());
    await field(amy).fill('into the fog');
    await field(amy).press('Enter');
    await message(amy, 'into the fog').getByText('Will be sent when the connection is back').waitFor();
    await amy.unroute('**/api/v4/posts');
    await message(bob, 'into the fog').waitFor();
    await settled(amy, 'into the fog');
    assert.equal(await message(bob, 'into the fog').count(), 1);
  },

  async 'a message that the server does not take says so, and can be tried again'({ amy, bob }) {
    await amy.route('**/api/v4/posts', (route) => route.fulfill({ status: 500, json: { id: 'wind', message: 'Too much wind', status_code: 500 } }), { times: 1 });
    await field(amy).fill('against the wind');
    await field(amy).press('Enter');
    await message(amy, 'against the wind').getByText('Not sent.').waitFor();
    assert.equal(await message(bob, 'against the wind').count(), 0);
    await message(amy, 'against the wind').getByRole('button', { name: 'Try again' }).click();
    await message(bob, 'against the wind').waitFor();
    await settled(amy, 'against the wind');
    assert.equal(await message(amy, 'against the wind').count(), 1);
  },

  async 'two windows of one person agree'({ amy, bob, link }) {
    const other = await amy.context().newPage();
    await other.goto(`${link.url}/ember-works/channels/off-topic`);
    await other.getByRole('heading', { level: 1, name: 'Off-Topic' }).waitFor();
    await place(amy, 'Off-Topic').click();
    await amy.getByRole('heading', { level: 1, name: 'Off-Topic' }).waitFor();
    await say(bob, '@amy are you there?');
    const mark = (page) => place(page, 'Town Square').and(page.getByRole('link', { name: /1 mention/ }));
    await mark(amy).waitFor();
    await mark(other).waitFor();
    await place(amy, 'Town Square').click();
    await mark(other).waitFor({ state: 'detached' });
    await other.close();
  },

  async 'that somebody showed her out of a team meanwhile is told when the link is mended'({ amy, house, link }) {
    const { call } = await throughTheApi(house.url, 'bob');
    const [{ id: amys }] = await call('POST', '/users/usernames', ['amy']);
    const cellar = await call('POST', '/teams', { name: 'cellar', display_name: 'Cellar', type: 'O' });
    await call('POST', `/teams/${cellar.id}/members`, { team_id: cellar.id, user_id: amys });
    const rail = amy.getByRole('navigation', { name: 'Teams', exact: true });
    await rail.getByRole('link', { name: 'Cellar' }).waitFor();
    link.cut();
    await amy.getByText('Connection lost.').waitFor();
    await call('DELETE', `/teams/${cellar.id}/members/${amys}`);
    link.mend();
    await amy.getByText('You are no longer in Cellar.').waitFor({ timeout: 30_000 });
    await rail.waitFor({ state: 'detached' });
  },

  async 'a draft waits where it was written'({ amy }) {
    await field(amy).fill('half a thought');
    await amy.reload();
    await message(amy, 'The sun is out').waitFor();
    assert.equal(await field(amy).inputValue(), 'half a thought');
  },

  async 'a part of the page that does not arrive is said to be missing, and the rest goes on'({ amy, link, picture }) {
    link.cut();
    await amy.getByText('Connection lost.').waitFor();
    await amy.keyboard.press('Control+,');
    await amy.getByText('A part of this page did not arrive.').waitFor();
    await picture(amy, 'part-missing');
    await field(amy).fill('half a thought, and more');
    link.mend();
    await amy.getByRole('button', { name: 'Reload' }).click();
    await message(amy, 'The sun is out').waitFor();
    assert.equal(await field(amy).inputValue(), 'half a thought, and more');
    await amy.keyboard.press('Control+,');
    await amy.getByRole('dialog', { name: 'Settings' }).waitFor();
    await amy.keyboard.press('Escape');
  },
}));

/** Does something by the palette. */
async function command(page, name) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to…' }).fill(`>${name}`);
  await page.getByRole('option', { name }).first().click();
}

test('a list that cannot be fetched', (t) => tell(t, 'failed', {
  async 'amy is at home'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    await say(amy, 'All is well');
    /** Sees that something says what is wrong while these calls fail, and is there after another try. */
    scene.failing = async (urls, open, empty, there) => {
      const cut = (route) => route.abort();
      for (const url of urls) await amy.route(url, cut);
      await open();
      await amy.getByRole('alert').getByText('The server cannot be reached.').first().waitFor();
      for (const words of empty) assert.equal(await amy.getByText(words).count(), 0, `"${words}" is not known`);
      for (const url of urls) await amy.unroute(url, cut);
      await amy.getByRole('button', { name: 'Try again' }).first().click();
      await there.waitFor();
    };
  },

  async 'drafts and threads'({ amy, failing, picture }) {
    await failing(['**/drafts'], () => command(amy, 'Drafts and scheduled'), ['Nothing begun', 'Nothing is scheduled'], amy.getByText('Nothing begun and not sent.'));
    await failing(['**/threads?*'], () => command(amy, 'Threads'), ['No threads yet'], amy.getByRole('heading', { name: 'No threads yet' }));
    await picture(amy, 'threads');
  },

  async 'channels and people'({ amy, failing, picture }) {
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    const list = amy.getByRole('dialog').getByRole('list').last();
    const leave = async () => {
      await amy.keyboard.press('Escape');
      await amy.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await failing(['**/channels?page=*'], () => command(amy, 'Browse channels'), ['Nothing found'], list.getByText('Off-Topic'));
    await leave();
    await failing(['**/users?*'], () => command(amy, 'New message'), ['Nobody found'], amy.getByText('Nobody found'));
    await picture(amy, 'people');
  },
}));
