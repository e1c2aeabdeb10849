// No network, several tabs, and the page as an app: what was loaded can be read, what is written arrives once, nothing is left behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { kept, keeps } from './kit/kept.mjs';
import { openLink } from './kit/link.mjs';
import { comeAgain, field, inChannel, inviteLink, joinBy, message, place, say, settle, settled } from './kit/people.mjs';

test('without a network', (t) => tell(t, 'offline', {
  async 'amy has a link that can break, and reads two channels'(scene) {
    scene.link = await openLink(scene.house.url);
    t.after(() => scene.link.close());
    const amy = (scene.amy = await scene.visit('amy', { url: scene.link.url, serviceWorkers: 'allow' }));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await place(scene.bob, 'Off-Topic').click();
    await inChannel(scene.bob, 'Off-Topic');
    await say(scene.bob, 'Bread at four');
    await place(scene.bob, 'Town Square').click();
    await inChannel(scene.bob, 'Town Square');
    await say(scene.bob, 'Before the storm');
    await place(amy, 'Off-Topic').click();
    await message(amy, 'Bread at four').waitFor();
    await place(amy, 'Town Square').click();
    await message(amy, 'Before the storm').waitFor();
    // A worker that does not come is waited for in vain: what keeps it from coming is said in place of that.
    await amy.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => true));
    await keeps(amy, 'Bread at four');
  },

  async 'the link breaks; what she writes waits, and outlives a reload'({ amy, link, picture }) {
    link.cut();
    await amy.getByText('Connection lost.').waitFor();
    await field(amy).fill('First, from a tunnel');
    await field(amy).press('Enter');
    await message(amy, 'First, from a tunnel').getByText('Will be sent when').waitFor();
    await amy.reload();
    await message(amy, 'Before the storm').waitFor();
    await message(amy, 'First, from a tunnel').getByText('Will be sent when').waitFor();
    await amy.getByText('Connection lost.').waitFor();
    await check(amy, 'offline');
    await picture(amy, 'offline');
  },

  async 'what was loaded can be read, and the palette goes there'({ amy }) {
    await amy.keyboard.press('Control+k');
    await amy.getByRole('combobox', { name: 'Go to…' }).fill('off');
    await amy.keyboard.press('Enter');
    await inChannel(amy, 'Off-Topic');
    await message(amy, 'Bread at four').waitFor();
    await field(amy).fill('Second, still in it');
    await field(amy).press('Enter');
    await message(amy, 'Second, still in it').getByText('Will be sent when').waitFor();
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await field(amy).fill('Third, nearly out');
    await field(amy).press('Enter');
  },

  async 'the link is mended: all of it arrives once, in order'({ amy, bob, link }) {
    await say(bob, 'During the storm');
    link.mend();
    await amy.getByText('Connection lost.').waitFor({ state: 'detached', timeout: 30_000 });
    await settled(amy, 'Third, nearly out');
    await message(bob, 'Third, nearly out').waitFor();
    for (const page of [amy, bob]) {
      const all = (await page.getByRole('article').locator('.prose').allInnerTexts()).filter((text) => /storm|tunnel|nearly/.test(text));
      assert.deepEqual(all, ['Before the storm', 'During the storm', 'First, from a tunnel', 'Third, nearly out']);
    }
    await place(bob, 'Off-Topic').click();
    await message(bob, 'Second, still in it').waitFor();
    assert.equal(await message(bob, 'Second, still in it').count(), 1);
    await place(bob, 'Town Square').click();
  },

  async 'of two tabs only one tells of a message'({ amy, bob, link }) {
    const fake = () => {
      globalThis.Notification = class {
        static permission = 'granted';
        constructor(title) { localStorage.setItem('told', `${localStorage.getItem('told') ?? ''}${title};`); }
        close() {}
      };
    };
    await amy.context().addInitScript(fake);
    await comeAgain(amy);
    await message(amy, 'Third, nearly out').waitFor();
    const other = await amy.context().newPage();
    await other.goto(`${link.url}/ember-works/channels/town-square`);
    await message(other, 'Third, nearly out').waitFor();
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await say(bob, '@amy come and eat');
    for (const page of [amy, other]) await place(page, 'Off-Topic').getByText('1 mention').waitFor();
    await amy.waitForFunction(() => localStorage.getItem('told'));
    await say(bob, '@amy now');
    for (const page of [amy, other]) await place(page, 'Off-Topic').getByText('2 mentions').waitFor();
    await amy.waitForFunction(() => localStorage.getItem('told').split(';').length > 2);
    assert.equal(await amy.evaluate(() => localStorage.getItem('told')), 'bob in Off-Topic;bob in Off-Topic;');
    await other.close();
  },

  async 'the page can be installed, and keeps no answer of the server beside its own files'({ amy }) {
    const manifest = await amy.evaluate(async () => (await fetch(document.querySelector('link[rel="manifest"]').href)).json());
    for (const { src, type } of manifest.icons) {
      const answer = await amy.evaluate(async (icon) => (await fetch(new URL(icon, document.querySelector('link[rel="manifest"]').href))).headers.get('content-type'), src);
      assert.equal(answer, type, src);
    }
    const { installabilityErrors } = await (await amy.context().newCDPSession(amy)).send('Page.getInstallabilityErrors');
    // Windows that keep nothing, as these are, offer it to nobody.
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
    const urls = await amy.evaluate(async () => {
      const all = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
      return all;
    });
    assert.ok(urls.includes('/index.html'));
    assert.deepEqual(urls.filter((url) => url !== '/index.html' && !/^\/(static\/)?assets\//.test(url)), []);
  },

  async 'logging out leaves nothing of her here'({ amy }) {
    await amy.getByRole('button', { name: /^amy ?: status and settings/ }).click();
    await amy.getByRole('menuitem', { name: 'Log out' }).click();
    await amy.getByRole('heading', { name: /^Welcome to/ }).waitFor();
    assert.equal(await kept(amy), '[]');
  },
}));
