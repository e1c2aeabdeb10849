// Files: sent in every way people send them, looked at, and what happens when one does not arrive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { give, pdf, picture, text } from './kit/files.mjs';
import { tell } from './kit/house.mjs';
import { act, field, inviteLink, joinBy, message, settle, settled, threadField, throughTheApi } from './kit/people.mjs';

/** Chooses files by the button of a field. */
async function choose(page, files, within = page.getByRole('main')) {
  const chooser = page.waitForEvent('filechooser');
  await within.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(files);
}

const attached = (page) => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');

test('files', (t) => tell(t, 'files', {
  async 'amy and bob have something to show'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob', { colorScheme: 'dark' });
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
  },

  async 'amy sends a picture and a note with the button'({ amy, bob, picture: keep }) {
    await choose(amy, [picture('hearth.png', 900, 600), text('기록.txt', 'Logs: oak, birch\nMatches: none')]);
    await attached(amy).nth(1).waitFor();
    await attached(amy).getByText('byte').first().waitFor();
    await keep(amy, 'attached');
    await field(amy).fill('Look at this');
    await field(amy).press('Enter');
    await settled(amy, 'Look at this');
    assert.equal(await attached(amy).count(), 0, 'the field is empty again');
    const seen = message(bob, 'Look at this');
    await seen.getByRole('button', { name: 'Open hearth.png' }).waitFor();
    await seen.getByRole('button', { name: '기록.txt TXT' }).waitFor();
  },

  async 'a picture has its room before it is there'({ bob }) {
    await bob.route('**/api/v4/files/*/preview', (route) => route.abort());
    await bob.reload();
    const box = await message(bob, 'Look at this').getByRole('button', { name: 'Open hearth.png' }).boundingBox();
    assert.deepEqual([Math.round(box.width), Math.round(box.height)], [420, 280]);
    await bob.unroute('**/api/v4/files/*/preview');
    await bob.reload();
  },

  async 'bob looks at them closely without a mouse'({ bob, picture: keep }) {
    const button = message(bob, 'Look at this').getByRole('button', { name: 'Open hearth.png' });
    await button.focus();
    await bob.keyboard.press('Enter');
    const viewer = bob.getByRole('dialog', { name: 'hearth.png' });
    await viewer.getByRole('img', { name: 'hearth.png' }).waitFor();
    await keep(bob, 'viewer-picture');
    // Nothing that Enter would set off has the focus; the keys of the viewer work at once.
    await viewer.and(bob.locator(':focus')).waitFor();
    const size = viewer.getByRole('button', { name: 'Actual size' });
    await size.and(bob.locator('[aria-pressed="false"]')).waitFor();
    await bob.keyboard.press('+');
    await size.and(bob.locator('[aria-pressed="true"]')).waitFor();
    await bob.keyboard.press('-');
    await size.and(bob.locator('[aria-pressed="false"]')).waitFor();
    await bob.keyboard.press('ArrowRight');
    await bob.getByRole('dialog', { name: '기록.txt' }).getByText('Matches: none').waitFor();
    await keep(bob, 'viewer-text');
    await checkBoth(bob, 'the viewer');
    await bob.keyboard.press('Escape');
    await bob.getByRole('dialog').waitFor({ state: 'detached' });
    await button.and(bob.locator(':focus')).waitFor();
  },

  async 'a pasted picture goes alone, a dropped one into the thread'({ amy, bob, picture: keep }) {
    await give(field(amy), 'paste', [picture('image.png', 300, 200)]);
    await attached(amy).getByText(/^Pasted \d{4}-/).waitFor();
    await field(amy).press('Enter');
    await bob.getByRole('button', { name: /^Open Pasted/ }).waitFor();
    await act(bob, 'Look at this', 'Reply in thread');
    const side = bob.locator('.panel-inside');
    await give(side, 'dragenter', [picture('ash.png', 200, 300)]);
    await bob.getByText('Drop files to attach them').waitFor();
    await keep(bob, 'dropping');
    await give(side, 'drop', [picture('ash.png', 200, 300)]);
    await attached(bob).getByText('ash.png').waitFor();
    await threadField(bob).fill('and after');
    await threadField(bob).press('Enter');
    await settled(bob, 'and after');
    await message(bob, 'and after').getByRole('button', { name: 'Open ash.png' }).waitFor();
    await bob.getByRole('button', { name: 'Close thread' }).click();
  },

  async 'what does not arrive is sent again, what is not wanted is taken out'({ amy }) {
    await amy.route('**/api/v4/files', (route) => route.abort(), { times: 1 });
    await choose(amy, [text('plan.txt', 'Sit down')]);
    await attached(amy).getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await amy.getByRole('button', { name: 'Send plan.txt again' }).click();
    await attached(amy).getByText('bytes').waitFor();
    let goOn;
    const held = new Promise((done) => (goOn = done));
    await amy.route('**/api/v4/files', async (route) => { await held; await route.continue().catch(() => {}); }, { times: 1 });
    await choose(amy, [text('slow.txt', 'Later')]);
    await amy.getByRole('progressbar', { name: 'Sending slow.txt' }).waitFor();
    await amy.getByRole('button', { name: 'Cancel sending slow.txt' }).click();
    goOn();
    await attached(amy).filter({ hasText: 'slow.txt' }).waitFor({ state: 'detached' });
    assert.equal(await attached(amy).count(), 1);
  },

  async 'a message does not wait for its files to be on screen'({ amy, bob }) {
    let goOn;
    const held = new Promise((done) => (goOn = done));
    await amy.route('**/api/v4/files', async (route) => { await held; await route.continue(); }, { times: 1 });
    await choose(amy, [text('big.txt', 'Big')]);
    await field(amy).fill('Both plans');
    await field(amy).press('Enter');
    const one = message(amy, 'Both plans');
    await one.getByRole('progressbar', { name: 'Sending big.txt' }).waitFor();
    goOn();
    await settled(amy, 'Both plans');
    await message(bob, 'Both plans').getByRole('button', { name: 'big.txt TXT' }).waitFor();
    await message(bob, 'Both plans').getByRole('button', { name: 'plan.txt TXT' }).waitFor();
  },

  async 'what a channel has shared is found beside it by kind, and read page by page'({ amy, bob, picture: keep }) {
    await choose(amy, [pdf('계획.pdf', ['Oak first', 'Then birch', 'Ash last']), text('hearth.rs', '/* two\nlines */\nfn main() {}\n')]);
    await attached(amy).nth(1).getByText('bytes').waitFor();
    await field(amy).fill('Plans');
    await field(amy).press('Enter');
    await settled(amy, 'Plans');
    await bob.getByRole('button', { name: 'About', exact: true }).click();
    const panel = bob.getByRole('complementary', { name: 'About this channel' });
    await panel.getByRole('button', { name: 'Files', exact: true }).click();
    const rows = panel.getByRole('list', { name: 'Files' }).getByRole('listitem');
    await rows.nth(3).waitFor();
    await panel.getByRole('button', { name: 'Documents' }).click();
    await rows.filter({ hasText: 'hearth.png' }).waitFor({ state: 'detached' });
    await checkBoth(bob, 'files of a channel', (theme) => keep(bob, `panel-${theme}`));
    await rows.getByRole('button', { name: /계획\.pdf/ }).click();
    const pages = bob.getByRole('dialog', { name: '계획.pdf' }).getByRole('region', { name: '계획.pdf' });
    await pages.and(bob.locator(':focus')).waitFor();
    await pages.getByText('Oak first').waitFor();
    await pages.getByRole('group', { name: 'Page 1' }).locator('canvas').waitFor();
    await checkBoth(bob, 'a document', (theme) => keep(bob, `pdf-${theme}`));
    const width = () => pages.getByRole('group', { name: 'Page 1' }).evaluate((page) => page.clientWidth);
    const before = await width();
    await bob.keyboard.press('+');
    assert.ok((await width()) > before);
    await bob.getByLabel('Page', { exact: true }).fill('3');
    await bob.keyboard.press('Enter');
    await pages.getByText('Ash last').waitFor();
    await pages.focus();
    await bob.keyboard.press('ArrowRight');
    // The document had the focus and is gone: the viewer takes it.
    const next = bob.getByRole('dialog', { name: /\.txt$/ });
    await next.locator('.line').first().waitFor();
    await next.and(bob.locator(':focus, :has(:focus)')).waitFor();
    await bob.keyboard.press('Escape');
    await bob.getByRole('dialog').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Code' }).click();
    await rows.getByRole('button', { name: /hearth\.rs/ }).click();
    const code = bob.getByRole('dialog', { name: 'hearth.rs' });
    await code.locator('.line').nth(2).filter({ hasText: 'fn main() {}' }).locator('.c-keyword').waitFor();
    await checkBoth(bob, 'a file of code', (theme) => keep(bob, `code-${theme}`));
    await bob.keyboard.press('Escape');
    await bob.getByRole('dialog').waitFor({ state: 'detached' });
    await bob.getByRole('button', { name: 'Close panel' }).click();
  },

  async 'she takes a file out of a message, and puts another in'({ amy, bob, picture: keep }) {
    await message(amy, 'Both plans').focus();
    await amy.keyboard.press('e');
    const editor = amy.getByRole('textbox', { name: 'Edit message' });
    const box = message(amy, 'plan.txt');
    await box.getByRole('button', { name: 'Remove big.txt' }).click();
    await choose(amy, [text('ashes.txt', 'None')], box);
    await box.getByRole('list', { name: 'Attached files' }).getByText('ashes.txt').waitFor();
    await box.getByText('4 bytes').waitFor();
    await keep(amy, 'editing-files');
    await checkBoth(amy, 'a message with files, being changed');
    await editor.fill('One plan');
    await editor.press('Enter');
    const seen = message(bob, 'One plan');
    await seen.getByRole('button', { name: 'ashes.txt TXT' }).waitFor();
    await seen.getByRole('button', { name: 'plan.txt TXT' }).waitFor();
    assert.equal(await seen.getByRole('button', { name: 'big.txt TXT' }).count(), 0);
    await message(amy, 'One plan').getByText('(edited)').waitFor();
    assert.equal(await attached(amy).count(), 0);
  },

  async 'limits are told in sentences'({ amy, house, picture: keep }) {
    await choose(amy, Array.from({ length: 11 }, (_, i) => text(`leaf-${i}.txt`, 'x')));
    await amy.getByText('At most 10 files fit into one message.').waitFor();
    assert.equal(await attached(amy).count(), 10);
    await keep(amy, 'ten');
    // They take no more room than a few do, and the last of them is in sight.
    const list = await amy.getByRole('list', { name: 'Attached files' }).boundingBox();
    assert.ok(list.height < 130, `${list.height}px`);
    const last = await attached(amy).last().boundingBox();
    assert.ok(last.y >= list.y && last.y + last.height <= list.y + list.height, 'the last file is in sight');
    await attached(amy).first().getByRole('button').focus();
    const first = await attached(amy).first().boundingBox();
    assert.ok(first.y + first.height > list.y && first.y < list.y + list.height, 'a key goes to those above');
    for (let left = 10; left > 0; left--) await attached(amy).first().getByRole('button', { name: /^(Remove|Cancel)/ }).click();
    const { call } = await throughTheApi(house.url, 'amy');
    await call('PUT', '/config/patch', { FileSettings: { MaxFileSize: 2048 } });
    await amy.reload();
    await choose(amy, [text('book.txt', 'x'.repeat(5000))]);
    await amy.getByText('book.txt is too large: 2 kB at most.').waitFor();
    assert.equal(await attached(amy).count(), 0);
  },

  async 'it holds on a narrow screen, and automatic checks find nothing'({ amy, bob, house, picture: keep }) {
    await checkBoth(bob, 'messages with files');
    await amy.setViewportSize({ width: 320, height: 640 });
    const { call, me } = await throughTheApi(house.url, 'amy');
    await call('PUT', '/config/patch', { FileSettings: { MaxFileSize: 1 << 20 } });
    const town = (await call('GET', '/users/me/channels')).find((each) => each.name === 'town-square');
    const form = new FormData();
    for (const name of ['one.png', 'two.png']) form.append('files', new Blob([picture(name, 400, 300).buffer], { type: 'image/png' }), name);
    form.append('channel_id', town.id);
    const { file_infos: both } = await call('POST', '/files', form);
    await call('POST', '/posts', { channel_id: town.id, user_id: me.id, message: 'A pair', file_ids: both.map(({ id }) => id) });
    const pair = await Promise.all(['one', 'two'].map((name) => message(amy, 'A pair').getByRole('button', { name: `Open ${name}.png` }).boundingBox()));
    assert.equal(pair[0].y, pair[1].y, 'two pictures share a row');
    await message(amy, 'Look at this').scrollIntoViewIfNeeded();
    await keep(amy, 'narrow');
    assert.equal(await amy.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  },
}));
