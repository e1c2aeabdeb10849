// Being told: the page asks once, tells what was said and by whom, leads there, and keeps quiet where quiet is wanted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text as note } from './kit/files.mjs';
import { tell } from './kit/house.mjs';
import { act, comeAgain, field, inChannel, inviteLink, joinBy, message, place, say, settle, sidebar, threadField, throughTheApi } from './kit/people.mjs';

/** In place of the system's notifications and loudspeaker: what would be shown, and how often there would be a sound. */
function pretend() {
  globalThis.told = [];
  globalThis.sounds = 0;
  globalThis.Notification = class {
    static permission = localStorage.getItem('allowed') ?? 'default';
    static async requestPermission() {
      localStorage.setItem('allowed', 'granted');
      return (Notification.permission = 'granted');
    }
    constructor(title, { body }) { Object.assign(this, { title, body }); globalThis.told.push(this); }
    close() {}
  };
  const node = () => new Proxy({}, { get: (_, name) => (name === 'connect' ? (next) => next : name === 'gain' || name === 'frequency' ? node() : () => {}), set: () => true });
  globalThis.AudioContext = class {
    currentTime = 0;
    async resume() { globalThis.sounds++; }
    createOscillator = node;
    createGain = node;
  };
}

const told = (page) => page.evaluate(() => globalThis.told.map(({ title, body }) => `${title}: ${body}`));
const isTold = (page, count) => page.waitForFunction((wanted) => globalThis.told.length === wanted, count);

test('notifications', (t) => tell(t, 'notifications', {
  async 'amy is in one channel, bob talks in another'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await amy.addInitScript(pretend);
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await place(scene.bob, 'Off-Topic').click();
    await inChannel(scene.bob, 'Off-Topic');
    scene.api = await throughTheApi(scene.house.url, 'amy');
    scene.topic = (await scene.api.call('GET', '/users/me/channels')).find((each) => each.name === 'off-topic');
  },

  async 'once she has missed something she is asked, and never again'({ amy, bob, picture }) {
    await say(bob, 'Just talk');
    await say(bob, '@amy are you there?');
    const asks = amy.getByText('Hear when somebody calls you');
    await asks.waitFor();
    await picture(amy, 'asks');
    const [asked, side, written] = await Promise.all([amy.locator('.toast'), sidebar(amy), field(amy)].map((each) => each.boundingBox()));
    assert.ok(asked.x > side.x + side.width && asked.y + asked.height < written.y, 'neither the places to go nor the field are covered');
    await amy.getByRole('button', { name: 'Turn on notifications' }).click();
    await amy.waitForFunction(() => Notification.permission === 'granted');
    await comeAgain(amy);
    await place(amy, 'Off-Topic').getByText('1 mention').waitFor();
    await say(bob, '@amy hello?');
    await isTold(amy, 1);
    assert.deepEqual(await told(amy), ['bob in Off-Topic: @amy hello?']);
    assert.equal(await asks.count(), 0);
    assert.equal(await amy.evaluate(() => globalThis.sounds), 1);
  },

  async 'files, and programs that speak under another name, are told by what they are'({ amy, house, api, topic }) {
    const bob = await throughTheApi(house.url, 'bob');
    const direct = await bob.call('POST', '/channels/direct', [bob.me.id, api.me.id]);
    const form = new FormData();
    const { name, buffer } = note('logs.txt', 'Oak');
    form.append('files', new Blob([buffer]), name);
    form.append('channel_id', direct.id);
    const { file_infos: [{ id }] } = await bob.call('POST', '/files', form);
    await bob.call('POST', '/posts', { channel_id: direct.id, message: '', file_ids: [id] });
    await isTold(amy, 2);
    await api.call('PUT', '/config/patch', { ServiceSettings: { EnableIncomingWebhooks: true, EnablePostUsernameOverride: true } });
    const hook = await api.call('POST', '/hooks/incoming', { channel_id: topic.id, display_name: 'Oven' });
    await fetch(`${house.url}/hooks/${hook.id}`, { method: 'POST', body: JSON.stringify({ username: 'Oven', attachments: [{ pretext: '@amy', title: 'The bread', text: 'is **done**' }] }) });
    await isTold(amy, 3);
    assert.deepEqual((await told(amy)).slice(1), ['bob: logs.txt', 'Oven in Off-Topic: @amy The bread is done']);
  },

  async 'a click leads there, also into a thread'({ amy, bob }) {
    // What comes in below moves what is above it.
    await message(bob, 'The bread').getByText('done').waitFor();
    await act(bob, '@amy hello?', 'Reply in thread');
    await say(bob, '@amy in here', threadField(bob));
    await isTold(amy, 4);
    await amy.evaluate(() => globalThis.told[3].onclick());
    await amy.getByRole('heading', { level: 1, name: 'Off-Topic' }).waitFor();
    const thread = amy.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('@amy in here').waitFor();
    await thread.getByRole('article').filter({ hasText: 'in here' }).and(amy.locator(':focus')).waitFor();
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
  },

  async 'a muted channel is quiet, and so is everything while she wants no disturbance'({ amy, bob, house, api, topic, picture }) {
    const direct = async (text) => {
      const { call, me } = await throughTheApi(house.url, 'bob');
      const { id } = await call('POST', '/channels/direct', [me.id, api.me.id]);
      return call('POST', '/posts', { channel_id: id, message: text });
    };
    await amy.evaluate(() => { globalThis.told = []; globalThis.sounds = 0; });
    await api.call('PUT', `/channels/${topic.id}/members/${api.me.id}/notify_props`, { user_id: api.me.id, channel_id: topic.id, mark_unread: 'mention' });
    await place(amy, 'Off-Topic').getByText('Muted').waitFor({ state: 'attached' });
    await bob.getByRole('button', { name: 'Close thread' }).click();
    await say(bob, '@amy out of the muted channel');
    await place(amy, 'Off-Topic').getByText('1 mention').waitFor();
    await direct('The first');
    await isTold(amy, 1);
    await api.call('PUT', `/users/${api.me.id}/status`, { user_id: api.me.id, status: 'dnd' });
    await amy.locator('.my-menu .presence.dnd').waitFor();
    await picture(amy, 'quiet');
    await direct('The second');
    await place(amy, 'bob').getByText('3 mentions').waitFor();
    await api.call('PUT', `/users/${api.me.id}/status`, { user_id: api.me.id, status: 'online' });
    await amy.locator('.my-menu .presence.online').waitFor();
    await api.call('PUT', '/users/me/patch', { notify_props: { ...api.me.notify_props, desktop_sound: 'false' } });
    await direct('The third');
    await isTold(amy, 2);
    assert.deepEqual(await told(amy), ['bob: The first', 'bob: The third']);
    assert.equal(await amy.evaluate(() => globalThis.sounds), 1, 'the last one made no sound');
  },

  async 'a click leads there when no page is open any more'({ visit, bob, house, api, topic }) {
    const cara = await visit('cara', { serviceWorkers: 'allow', permissions: ['notifications'] });
    // On a phone only the worker may show one.
    await cara.addInitScript(() => { const { permission } = Notification; globalThis.Notification = class { static permission = permission; constructor() { throw new TypeError(); } }; });
    await joinBy(cara, await inviteLink(bob), 'cara');
    await cara.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => true));
    await comeAgain(cara);
    const { id } = await api.call('POST', '/posts', { channel_id: topic.id, message: '@cara the tea is ready' });
    const [worker] = cara.context().serviceWorkers();
    const data = await cara.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      for (const began = performance.now(); performance.now() - began < 10_000;) {
        const [note] = await worker.getNotifications();
        if (note) return note.data;
        await new Promise(requestAnimationFrame);
      }
    });
    assert.deepEqual(data, { post: id, href: `/ember-works/pl/${id}` });
    await cara.goto('about:blank');
    // A click that is only pretended may open nothing: where it would lead is enough.
    const href = await worker.evaluate((about) => new Promise((then) => {
      clients.openWindow = then;
      dispatchEvent(Object.assign(new Event('notificationclick'), { notification: { data: about, close() {} }, waitUntil() {} }));
    }), data);
    assert.equal(href, `/ember-works/pl/${id}`);
    await cara.goto(new URL(href, house.url).href);
    await inChannel(cara, 'Off-Topic');
    await message(cara, 'the tea is ready').and(cara.locator(':focus')).waitFor();
  },

  async 'what waits is told by the title and the icon, until it is read'({ amy }) {
    await amy.waitForFunction(() => document.title.startsWith('(') && document.querySelector("link[rel='icon']").href.startsWith('data:image/png'));
    for (const name of ['bob', 'Off-Topic']) {
      await place(amy, name).click();
      await inChannel(amy, name);
    }
    await amy.waitForFunction(() => !/^[(•]/.test(document.title) && !document.querySelector("link[rel='icon']").href.startsWith('data:'));
  },
}));
