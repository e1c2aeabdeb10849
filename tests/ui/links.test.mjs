// What stands behind a link: a message of the house, a page elsewhere, a picture.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { picture as drawing } from './kit/files.mjs';
import { tell } from './kit/house.mjs';
import { act, field, inChannel, inviteLink, joinBy, message, place, say, settle, settled, throughTheApi } from './kit/people.mjs';

const ENV = { MM_SERVICESETTINGS_ENABLELINKPREVIEWS: 'true', MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS: '127.0.0.1 localhost' };
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>not this one</title>
<meta property="og:site_name" content="The Kiln"><meta property="og:title" content="How a stove draws">
<meta property="og:description" content="Warm air rises, 그리고 찬 공기가 들어옵니다."><meta property="og:image" content="/stove.png"></head><body>…</body></html>`;

/** A site with a page and two pictures; answers its address. */
async function openSite() {
  const answers = { '/stove': ['text/html; charset=utf-8', PAGE], '/stove.png': ['image/png', drawing('', 640, 480).buffer], '/ember.png': ['image/png', drawing('', 600, 300, [45, 90, 132]).buffer] };
  const server = createServer((request, response) => {
    const [kind, body] = answers[request.url] ?? [];
    response.writeHead(body ? 200 : 404, { 'Content-Type': kind ?? 'text/plain', Connection: 'close' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It goes with the story, however that ends.
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

/** Chooses on a page of the settings, and closes them. */
async function choose(page, label, isOn) {
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await page.keyboard.press('Control+,');
  await dialog.getByRole('navigation').getByRole('button', { name: 'Appearance' }).click();
  await dialog.getByLabel(label).setChecked(isOn);
  await dialog.getByText('Saved', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** Has the picture come, and not only the room for it? */
const isDrawn = (image) => image.evaluate((one) => one.decode().then(() => one.naturalWidth > 0));

test('links', (t) => tell(t, 'links', {
  async 'amy and bob talk in two places'(scene) {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const amy = (scene.amy = await scene.visit('amy', { permissions }));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await say(scene.bob, 'The **wood** is dry by the window', field(scene.bob), 'The wood is dry by the window');
    await message(amy, 'The wood is dry').waitFor();
  },

  async 'the address of a message shows it below, and leads to it'({ amy, bob, picture }) {
    await act(amy, 'The wood is dry', 'More');
    await amy.getByRole('menuitem', { name: /^Copy link/ }).click();
    await amy.getByText('Copied').first().waitFor();
    const link = await amy.evaluate(() => navigator.clipboard.readText());
    await place(amy, 'Off-Topic').click();
    await inChannel(amy, 'Off-Topic');
    await field(amy).fill(`As bob said: ${link}`);
    await field(amy).press('Enter');
    await settled(amy, 'As bob said');
    await place(bob, 'Off-Topic').click();
    const quoted = message(bob, 'As bob said').getByRole('blockquote');
    await quoted.locator('strong', { hasText: 'wood' }).waitFor();
    await quoted.getByText('bob', { exact: true }).waitFor();
    await checkBoth(bob, 'a message behind a link', (theme) => picture(bob, `quoted-${theme}`));
    await quoted.getByRole('link', { name: 'Go to the message in Town Square' }).click();
    await inChannel(bob, 'Town Square');
    await message(bob, 'The wood is dry').and(bob.locator(':focus')).waitFor();
  },

  async 'who may not read that message sees a link and no more'({ amy, bob, house }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const [team] = await call('GET', '/users/me/teams');
    const attic = await call('POST', '/channels', { team_id: team.id, name: 'attic', display_name: 'Attic', type: 'P' });
    const hidden = await call('POST', '/posts', { channel_id: attic.id, message: 'The spare key is here' });
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await field(amy).fill(`For me alone: ${house.url}/ember-works/pl/${hidden.id}`);
    await field(amy).press('Enter');
    await message(amy, 'For me alone').getByRole('blockquote').getByText('The spare key').waitFor();
    await message(bob, 'For me alone').getByRole('link').waitFor();
    await bob.reload();
    await message(bob, 'As bob said').getByRole('blockquote').waitFor();
    assert.equal(await message(bob, 'For me alone').getByRole('blockquote').count(), 0);
  },

  async 'a page shows what it says of itself'(scene) {
    const { amy, bob, picture } = scene;
    scene.site = await openSite();
    await field(amy).fill(`Worth a look: ${scene.site}/stove`);
    await field(amy).press('Enter');
    const preview = message(bob, 'Worth a look').getByRole('blockquote');
    await preview.getByRole('link', { name: 'How a stove draws' }).waitFor();
    await preview.getByText('The Kiln').waitFor();
    await preview.getByText('찬 공기가').waitFor();
    assert.equal(await isDrawn(preview.locator('img')), true);
    assert.equal(await message(bob, 'Worth a look').getByText('(edited)').count(), 0, 'her words are as they were');
    await checkBoth(bob, 'a page behind a link', (theme) => picture(bob, `page-${theme}`));
    await message(amy, 'Worth a look').getByRole('blockquote').waitFor();
  },

  async 'a picture is there at once, and can be folded away'({ amy, bob, site, picture }) {
    await field(amy).fill(`${site}/ember.png`);
    await field(amy).press('Enter');
    const one = message(bob, 'ember.png');
    const drawn = one.getByRole('img', { name: 'Linked picture' });
    await drawn.waitFor();
    assert.equal(await isDrawn(drawn), true);
    await checkBoth(bob, 'a picture behind a link', (theme) => picture(bob, `linked-${theme}`));
    const fold = one.getByRole('button', { name: 'Linked picture' });
    await fold.click();
    await drawn.waitFor({ state: 'detached' });
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
    await bob.keyboard.press('Enter');
    await drawn.waitFor();
  },

  async 'a program speaks under a picture of its own, where the house lets it'({ house, bob, site, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const [team] = await call('GET', '/users/me/teams');
    const topic = await call('GET', `/teams/${team.id}/channels/name/off-topic`);
    const settings = (EnablePostIconOverride) => call('PUT', '/config/patch', { ServiceSettings: { EnableIncomingWebhooks: true, EnablePostUsernameOverride: true, EnablePostIconOverride } });
    await settings(true);
    const hook = await call('POST', '/hooks/incoming', { channel_id: topic.id, display_name: 'Kiln' });
    const says = (words) => fetch(`${house.url}/hooks/${hook.id}`, { method: 'POST', body: JSON.stringify(words) });
    await says({ username: 'Kiln', text: 'The kiln is hot', icon_url: `${site}/stove.png` });
    await says({ username: 'Cat', text: 'The cat is in', icon_emoji: ':cat:' });
    const face = (text) => message(bob, text).locator('.face').first();
    await bob.reload();
    await face('The kiln is hot').locator('img').waitFor();
    assert.equal(await isDrawn(face('The kiln is hot').locator('img')), true);
    const source = await face('The kiln is hot').locator('img').getAttribute('src');
    assert.equal(source, `/api/v4/image?url=${encodeURIComponent(`${site}/stove.png`)}`, 'who looks is not told there');
    await face('The cat is in').locator('.glyph', { hasText: '🐱' }).waitFor();
    await picture(bob, 'faces');
    // Only a program may: whoever else says so has their own face.
    await call('POST', '/posts', { channel_id: topic.id, message: 'Not a cat', props: { override_icon_emoji: 'cat' } });
    await face('Not a cat').getByText('A', { exact: true }).waitFor();
    await settings(false);
    await bob.reload();
    await face('The cat is in').getByText('C', { exact: true }).waitFor();
    assert.equal(await face('The kiln is hot').locator('img').count(), 0);
  },

  async 'bob likes them folded, and each opens by a click'({ bob }) {
    const one = message(bob, 'ember.png');
    await choose(bob, 'Fold linked pictures away', true);
    await bob.reload();
    await one.getByRole('button', { name: 'Linked picture', expanded: false }).click();
    assert.equal(await isDrawn(one.getByRole('img', { name: 'Linked picture' })), true);
    await choose(bob, 'Fold linked pictures away', false);
  },

  async 'or does without, and still sees messages of the house'({ amy, bob, picture }) {
    await message(bob, 'Worth a look').getByRole('blockquote').waitFor();
    await choose(bob, 'Show previews of links', false);
    await message(bob, 'Worth a look').getByRole('blockquote').waitFor({ state: 'detached' });
    await message(bob, 'ember.png').getByRole('button', { name: 'Linked picture' }).waitFor({ state: 'detached' });
    await message(bob, 'As bob said').getByRole('blockquote').waitFor();
    await picture(bob, 'without');
    await message(amy, 'Worth a look').getByRole('blockquote').waitFor();
  },
}, { env: ENV }));

test('links from the machine itself', (t) => tell(t, 'addresses', {
  async 'amy sits at the machine: the invite link names where others reach it'(scene) {
    const amy = (scene.amy = await scene.visit('amy', { permissions: ['clipboard-read', 'clipboard-write'] }));
    scene.read = () => amy.evaluate(() => navigator.clipboard.readText());
    let asked = 0;
    await amy.route('**/hearth/addresses', (route) => (asked++, route.fulfill({ json: { addresses: ['https://192.168.1.5:8065', 'https://kitchen.local:8065'] } })));
    await settle(amy, 'amy', 'Ember Works');
    await amy.getByRole('button', { name: /^Team .*: switch/ }).click();
    await amy.getByRole('menuitem', { name: 'Invite people' }).click();
    const dialog = amy.getByRole('dialog', { name: /^Invite people/ });
    await dialog.getByText('tls/ca.pem').waitFor();
    assert.match(await dialog.getByLabel('Invite link').inputValue(), /^https:\/\/192\.168\.1\.5:8065\/signup_user_complete\/\?id=\w{26}$/);
    await checkBoth(amy, 'an invitation from the machine itself', (theme) => scene.picture(amy, `invite-${theme}`));
    await dialog.getByLabel('Address', { exact: true }).selectOption('kitchen.local:8065');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.getByText('Copied').waitFor();
    assert.match(await scene.read(), /^https:\/\/kitchen\.local:8065\//);
    await amy.keyboard.press('Escape');
    assert.equal(asked, 1);
  },

  async 'so does the link of a message, and here it stays in the window'({ amy, read }) {
    await say(amy, 'The kettle is on');
    await act(amy, 'The kettle is on', 'More');
    await amy.getByRole('menuitem', { name: /^Copy link/ }).click();
    await amy.getByText('Copied').first().waitFor();
    const link = await read();
    assert.match(link, /^https:\/\/kitchen\.local:8065\/ember-works\/pl\/\w{26}$/);
    await field(amy).fill(`Look: ${link}`);
    await field(amy).press('Enter');
    assert.equal(await message(amy, 'Look:').getByRole('link', { name: link }).getAttribute('href'), new URL(link).pathname);
  },
}));
