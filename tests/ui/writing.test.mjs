// Messages: what is done with them, what is done while writing them, and what they show.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { picture as drawing } from './kit/files.mjs';
import { tell } from './kit/house.mjs';
import { field, inChannel, inviteLink, joinBy, message, place, reach, resting, say, settle, settled, sidebar, throughTheApi } from './kit/people.mjs';

/** Chooses from the menu of a message. */
async function fromMenu(page, text, item) {
  const one = message(page, text).first();
  await one.hover();
  await one.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** Gives a message the focus and presses a key. */
async function press(page, text, key) {
  // A menu gives the focus back a moment after it is gone.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await message(page, text).first().focus();
  await page.keyboard.press(key);
}

/** A program behind a button: `answer` says what it answers, `asked` is what it was asked. */
async function openProgram(answer) {
  const asked = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const given = JSON.parse(body || '{}');
    asked.push({ path: request.url, given });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify((await answer(request.url, given)) ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { base: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() };
}

/** What such a program does to ask in a window whoever has just pressed its button. */
async function openDialog(house, pressed, window) {
  await fetch(`${house.url}/api/v4/actions/dialogs/open`, { method: 'POST', body: JSON.stringify({ trigger_id: pressed.trigger_id, ...window }) });
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

test('what is done with messages', (t) => tell(t, 'writing', {
  async 'amy and bob talk'(scene) {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const amy = (scene.amy = await scene.visit('amy', { permissions }));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob', { permissions });
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await say(amy, 'The wood is dry');
    await say(amy, 'Bring the **kettle**', field(amy), 'Bring the kettle');
    await message(scene.bob, 'Bring the kettle').waitFor();
  },

  async 'bob saves one and pins another, and takes both back'({ amy, bob, picture }) {
    await fromMenu(bob, 'The wood is dry', 'Save for later');
    await message(bob, 'The wood is dry').getByText('saved').waitFor();
    await press(bob, 'Bring the kettle', 'p');
    await message(amy, 'Bring the kettle').getByText('pinned').waitFor();
    await picture(bob, 'saved-and-pinned');
    await bob.reload();
    await message(bob, 'The wood is dry').getByText('saved').waitFor();
    await press(bob, 'The wood is dry', 's');
    await message(bob, 'The wood is dry').getByText('saved').waitFor({ state: 'detached' });
    await fromMenu(bob, 'Bring the kettle', 'Unpin');
    await message(amy, 'Bring the kettle').getByText('pinned').waitFor({ state: 'detached' });
  },

  async 'he copies the text and the link'({ bob }) {
    await press(bob, 'Bring the kettle', 'c');
    await bob.getByText('Copied').first().waitFor();
    assert.equal(await clipboard(bob), 'Bring the **kettle**');
    await fromMenu(bob, 'The wood is dry', 'Copy link');
    await bob.evaluate(async () => {
      for (const began = performance.now(); performance.now() - began < 10_000 && !(await navigator.clipboard.readText()).includes('/pl/');) await new Promise(requestAnimationFrame);
    });
    const link = await clipboard(bob);
    assert.match(link, /\/ember-works\/pl\/[a-z0-9]{26}$/);
  },

  async 'he quotes it and passes it on'({ amy, bob, house, picture }) {
    const { call } = await throughTheApi(house.url, 'bob');
    const [team] = await call('GET', '/users/me/teams');
    for (const shelf of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) await call('POST', '/channels', { team_id: team.id, name: `shelf-${shelf}`, display_name: `Shelf ${shelf}`, type: 'O' });
    await press(bob, 'The wood is dry', 'q');
    assert.equal(await field(bob).inputValue(), '> The wood is dry\n\n');
    await bob.keyboard.type('Good!');
    await bob.keyboard.press('Enter');
    await message(amy, 'Good!').locator('blockquote', { hasText: 'The wood is dry' }).waitFor();
    await press(bob, 'Bring the kettle', 'f');
    const dialog = bob.getByRole('dialog', { name: 'Forward message' });
    await dialog.getByRole('button', { name: 'Shelf 9' }).waitFor();
    const passOn = await dialog.getByRole('button', { name: 'Forward' }).boundingBox();
    assert.ok(passOn.y + passOn.height < 800, 'however many places there are, the button is in sight');
    await dialog.getByLabel('Channel or person').fill('off');
    await picture(bob, 'forward');
    await checkBoth(bob, 'forwarding');
    await dialog.getByRole('button', { name: 'Off-Topic' }).click();
    await dialog.getByLabel('Add a note').fill('For tea');
    await dialog.getByRole('button', { name: 'Forward' }).click();
    await place(amy, 'Off-Topic').click();
    await message(amy, 'For tea').waitFor();
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
  },

  async 'he asks to be reminded'({ bob, picture }) {
    await fromMenu(bob, 'The wood is dry', 'Remind me');
    const dialog = bob.getByRole('dialog', { name: 'When should we remind you?' });
    await dialog.getByRole('button', { name: 'In 30 minutes' }).waitFor();
    await picture(bob, 'remind');
    await checkBoth(bob, 'reminding');
    await dialog.getByLabel('Another time').fill('2020-01-01T10:00');
    await dialog.getByRole('button', { name: 'Remind me' }).click();
    await dialog.getByText('This time has passed already.').or(dialog.locator(':invalid')).first().waitFor();
    await dialog.getByRole('button', { name: 'Tomorrow at 9' }).click();
    await bob.getByText('You will be reminded').waitFor();
  },

  async 'the menu of a message is whole on a small screen, and no line of it is chosen by the press that opened it'({ bob }) {
    await bob.setViewportSize({ width: 320, height: 420 });
    const one = message(bob, 'The wood is dry').last();
    await reach(bob, one.locator('.prose').first());
    await one.getByRole('button', { name: 'More' }).click();
    const menu = bob.getByRole('menu');
    const { y, height } = await menu.boundingBox();
    assert.ok(y >= 0 && y + height <= 420, `from ${y}, ${height} high`);
    const first = menu.getByRole('menuitem').first();
    await first.dispatchEvent('pointerup', { button: 0, pointerType: 'mouse' });
    await menu.getByRole('menuitem', { name: /^Copy text/ }).click();
    await bob.getByText('Copied').first().waitFor();
    assert.equal(await bob.locator('.panel').count(), 0, 'no thread has opened');
    await bob.setViewportSize({ width: 1280, height: 800 });
  },

  async 'he marks as unread from a message on, and it stays so until he leaves'({ bob }) {
    await press(bob, 'Bring the kettle', 'u');
    await bob.getByText('New messages from here').waitFor({ state: 'attached' });
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await place(bob, 'Town Square').and(bob.getByRole('link', { name: /unread/ })).click();
    await inChannel(bob, 'Town Square');
    await place(bob, 'Town Square').and(bob.locator(':not(.unread)')).waitFor();
  },

  async 'amy edits, looks at how it was, and brings it back'({ amy, bob, picture }) {
    await press(amy, 'The wood is dry', 'e');
    const editor = amy.getByRole('textbox', { name: 'Edit message' });
    await editor.fill('The wood is wet');
    await editor.press('Enter');
    await message(bob, 'The wood is wet').getByText('(edited)').waitFor();
    const [line, mark] = await Promise.all(['.prose', '.edited'].map((each) => message(bob, 'The wood is wet').locator(each).boundingBox()));
    assert.ok(line.height < 30 && mark.y >= line.y && mark.y < line.y + line.height, 'the mark stands behind the words');
    await message(amy, 'The wood is wet').getByRole('button', { name: '(edited)' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Earlier versions' });
    await dialog.getByText('The wood is dry').waitFor();
    await picture(amy, 'history');
    await checkBoth(amy, 'earlier versions');
    await dialog.getByRole('button', { name: 'Bring back' }).click();
    await message(bob, 'The wood is wet').waitFor({ state: 'detached' });
    await settled(amy, 'The wood is dry');
  },

  async 'she deletes with the key, after being asked'({ amy, bob }) {
    await press(amy, 'Bring the kettle', 'Delete');
    await amy.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await message(bob, 'Bring the kettle').waitFor({ state: 'detached' });
  },
}));

const options = async (page, item) => {
  await page.getByRole('main').getByRole('button', { name: 'Message options' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('what is done while writing', (t) => tell(t, 'composing', {
  async 'amy and bob are at home'(scene) {
    scene.amy = await scene.visit('amy');
    await settle(scene.amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob', { colorScheme: 'dark' });
    await joinBy(scene.bob, await inviteLink(scene.amy), 'bob');
  },

  async 'amy marks words by keys and by the toolbar, and looks before she sends'({ amy, bob, picture }) {
    await field(amy).fill('very dry wood');
    await field(amy).evaluate((one) => one.setSelectionRange(5, 8));
    await amy.keyboard.press('Control+b');
    assert.equal(await field(amy).inputValue(), 'very **dry** wood');
    await amy.keyboard.press('Control+z');
    assert.equal(await field(amy).inputValue(), 'very dry wood', 'the browser can take it back');
    await options(amy, 'Formatting');
    await amy.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name: 'List', exact: true }).click();
    assert.equal(await field(amy).inputValue(), '- very dry wood');
    await amy.getByRole('button', { name: 'Preview' }).click();
    await amy.getByRole('region', { name: 'Preview' }).getByRole('listitem').getByText('very dry wood').waitFor();
    await picture(amy, 'preview');
    await checkBoth(amy, 'formatting');
    await amy.getByRole('button', { name: 'Preview' }).click();
    await field(amy).press('Enter');
    await message(bob, 'very dry wood').getByRole('listitem').waitFor();
    await options(amy, 'Formatting');
  },

  async 'an address that she pastes over words makes a link of them'({ amy }) {
    await field(amy).fill('see the plan');
    await field(amy).evaluate((box) => {
      box.setSelectionRange(4, 12);
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'https://example.com/plan');
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    assert.equal(await field(amy).inputValue(), 'see [the plan](https://example.com/plan)');
    await amy.keyboard.press('Control+z');
    assert.equal(await field(amy).inputValue(), 'see the plan');
    await field(amy).fill('');
  },

  async 'a command answers only her'({ amy, bob, picture }) {
    await field(amy).fill('/shr');
    await amy.getByRole('option', { name: /shrug/ }).waitFor();
    await amy.keyboard.press('Enter');
    assert.match(await field(amy).inputValue(), /^\/shrug /);
    await amy.keyboard.type('no idea');
    await amy.keyboard.press('Enter');
    await message(bob, 'no idea').waitFor();
    await amy.waitForFunction(() => document.querySelector('.composer textarea').value === '');
    await field(amy).fill('/nosuchthing at all');
    await amy.keyboard.press('Enter');
    await amy.getByRole('button', { name: 'Send as message' }).waitFor();
    await picture(amy, 'no-such-command');
    await amy.getByRole('button', { name: 'Send as message' }).click();
    await message(bob, '/nosuchthing at all').waitFor();
  },

  async 'what she began waits on her other screen, and on a page'({ amy, visit, picture }) {
    await field(amy).fill('half a thought');
    await amy.waitForResponse((answer) => answer.url().endsWith('/api/v4/drafts') && answer.ok());
    const other = await visit('amy elsewhere');
    await other.goto('/login');
    await other.getByLabel('E-mail or username').fill('amy');
    await other.getByLabel('Password').fill('a-warm-fire-1');
    await other.getByRole('button', { name: 'Log in' }).click();
    await inChannel(other, 'Town Square');
    await other.waitForFunction(() => document.querySelector('.composer textarea')?.value === 'half a thought');
    await field(other).fill('half a thought, and its end');
    await place(amy, 'Off-Topic').click();
    await inChannel(amy, 'Off-Topic');
    await amy.getByRole('navigation').getByRole('link', { name: /^Drafts and scheduled/ }).click();
    await amy.getByRole('listitem').filter({ hasText: 'and its end' }).waitFor();
    await picture(amy, 'drafts');
    await checkBoth(amy, 'drafts');
    await amy.getByRole('button', { name: 'Delete draft' }).click();
    await amy.getByText('Nothing begun and not sent.').waitFor();
    await amy.getByRole('button', { name: 'Undo' }).click();
    await amy.getByRole('listitem').filter({ hasText: 'and its end' }).getByRole('button', { name: 'Send' }).click();
    await message(other, 'half a thought, and its end').waitFor();
    await other.context().close();
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
  },

  async 'some things are sent later'({ amy, picture }) {
    await field(amy).fill('Good morning!');
    await options(amy, 'Send later');
    const dialog = amy.getByRole('dialog', { name: 'When should it be sent?' });
    await dialog.getByRole('button', { name: 'Tomorrow at 9' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await field(amy).inputValue(), '');
    await amy.getByRole('link', { name: '1 message scheduled' }).waitFor();
    await amy.goto('/ember-works/scheduled_posts');
    await sidebar(amy).getByRole('link', { name: 'Drafts and scheduled' }).and(amy.locator('[aria-current="page"]')).waitFor();
    const one = amy.getByRole('listitem').filter({ hasText: 'Good morning!' });
    await one.getByRole('button', { name: 'Change time' }).click();
    await amy.getByRole('dialog').getByRole('button', { name: 'In 2 hours' }).click();
    await amy.getByRole('dialog').waitFor({ state: 'detached' });
    await picture(amy, 'scheduled');
    await one.getByRole('button', { name: 'Delete scheduled message' }).click();
    await amy.getByText('Nothing is scheduled.').waitFor();
    await amy.getByRole('button', { name: 'Undo' }).click();
    await one.getByRole('button', { name: 'Send now' }).click();
    await place(amy, 'Town Square').click();
    await message(amy, 'Good morning!').waitFor();
  },

  async 'an urgent one asks to be acknowledged'({ amy, bob, picture }) {
    await field(amy).fill('Fire drill at three');
    await options(amy, 'Priority and acknowledgement');
    const dialog = amy.getByRole('dialog', { name: 'Priority and acknowledgement' });
    await dialog.getByLabel('Urgent').check();
    await dialog.getByLabel('Ask for acknowledgement').check();
    await picture(amy, 'priority');
    await checkBoth(amy, 'priority');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'detached' });
    await field(amy).press('Enter');
    const seen = message(bob, 'Fire drill at three');
    await seen.getByText('Urgent').waitFor();
    await message(amy, 'Fire drill at three').getByText('Nobody has acknowledged yet').waitFor();
    assert.equal(await seen.getByText('acknowledged').count(), 0);
    await seen.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await message(amy, 'Fire drill at three').getByRole('button', { name: '1 person has acknowledged' }).click();
    await message(amy, 'Fire drill at three').getByRole('listitem').filter({ hasText: 'bob' }).waitFor();
    await picture(amy, 'acknowledged');
    assert.equal(await field(amy).inputValue(), '', 'what was sent is no draft any more');
  },

  async 'some things burn once they are read'({ amy, bob, house, picture }) {
    const burning = async (text) => {
      await field(amy).fill(text);
      await options(amy, 'Burn on read');
      await amy.locator('.composer').getByText('Burn on read').waitFor();
    };
    await burning('The safe opens with 7-3-9');
    await place(amy, 'Off-Topic').click();
    await place(amy, 'Town Square').click();
    await amy.locator('.composer').getByText('Burn on read').waitFor();
    await picture(amy, 'to-burn');
    await field(amy).press('Enter');
    await message(amy, '7-3-9').getByText('Burns once it is read').waitFor();
    const hidden = bob.getByRole('article').filter({ hasText: 'Burns 10 minutes after you reveal it.' });
    await hidden.waitFor();
    await checkBoth(bob, 'a message to reveal');
    await picture(bob, 'hidden');
    await hidden.getByRole('button', { name: 'Reveal' }).click();
    await bob.getByRole('dialog', { name: 'Reveal this message?' }).getByRole('button', { name: 'Reveal' }).click();
    const shown = message(bob, '7-3-9');
    await shown.and(bob.locator(':focus')).waitFor();
    await shown.getByRole('timer').filter({ hasText: /^(10:00|9:\d\d)$/ }).waitFor();
    await checkBoth(bob, 'a message that burns');
    await picture(bob, 'revealed');
    await message(amy, '7-3-9').getByRole('timer').waitFor();
    await message(amy, '7-3-9').getByRole('button', { name: 'Read by 1 person' }).click();
    await message(amy, '7-3-9').getByRole('listitem').filter({ hasText: 'bob' }).waitFor();
    await picture(amy, 'read-by');
    await shown.getByRole('button', { name: 'Burn now' }).click();
    await bob.getByRole('dialog', { name: 'Burn this message now?' }).getByRole('button', { name: 'Burn now' }).click();
    await shown.waitFor({ state: 'detached' });
    await message(amy, '7-3-9').getByRole('button', { name: 'Burn now' }).click();
    await amy.getByRole('dialog').getByRole('button', { name: 'Burn now' }).click();
    await message(amy, '7-3-9').waitFor({ state: 'detached' });
    const { call } = await throughTheApi(house.url, 'amy');
    await call('PUT', '/config/patch', { ServiceSettings: { BurnOnReadDurationSeconds: 1 } });
    await burning('Gone in a moment');
    await field(amy).press('Enter');
    await settled(amy, 'Gone in a moment');
    const id = await message(amy, 'Gone in a moment').getAttribute('data-post');
    await bob.locator(`[data-post="${id}"]`).getByRole('button', { name: 'Reveal' }).click();
    for (const page of [bob, amy]) await page.locator(`[data-post="${id}"]`).waitFor({ state: 'detached' });
  },
}));

const MARKS = [
  '```js\nconst warm = true; // yes\n```', 'for @keepers and #firewood, #장작 :flame-2: :nope:',
  '- [x] matches\n- [ ] kindling', '| what | how many |\n|---|--:|\n| logs | 12 |', 'so $a^2 + b^2$ it is',
].join('\n\n');

const TREES = [{ text: 'Alder', value: 'alder' }, { text: 'Ash', value: 'ash' }, { text: 'Oak tree', value: 'oak' }];

test('what messages show', (t) => tell(t, 'showing', {
  async 'amy and bob, a group, and formulas allowed'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob', { colorScheme: 'dark' });
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    scene.api = await throughTheApi(scene.house.url, 'amy');
    const { call, me } = scene.api;
    await call('POST', '/groups', { name: 'keepers', display_name: 'Fire keepers', source: 'custom', allow_reference: true, user_ids: [me.id] });
    await call('PUT', '/config/patch', { ServiceSettings: { SiteURL: scene.house.url, EnableLatex: true, AllowedUntrustedInternalConnections: '127.0.0.1' } });
    scene.channel = (await call('GET', '/users/me/channels')).find((one) => one.name === 'town-square');
  },

  async 'amy adds an emoji of their own'({ amy, bob, picture }) {
    await amy.getByRole('main').getByRole('button', { name: 'Insert emoji' }).click();
    await amy.getByRole('button', { name: 'grinning', exact: true }).waitFor();
    await picture(amy, 'emoji');
    await amy.getByRole('searchbox', { name: 'Search emoji' }).fill('불');
    await amy.getByRole('button', { name: 'fire', exact: true }).waitFor();
    await checkBoth(amy, 'the emoji to choose from');
    await amy.getByRole('button', { name: 'Add emoji' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Emoji of this server' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByText('This is needed.').first().waitFor();
    await dialog.getByLabel('Name').fill('flame-2');
    await dialog.getByLabel('Picture').setInputFiles(drawing('flame.png', 64, 64));
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('listitem').filter({ hasText: ':flame-2:' }).waitFor();
    await picture(amy, 'own-emoji');
    await checkBoth(amy, 'own emoji');
    await amy.keyboard.press('Escape');
    await amy.getByRole('dialog').waitFor({ state: 'detached' });
    await bob.getByRole('main').getByRole('button', { name: 'Insert emoji' }).click();
    await bob.getByRole('searchbox', { name: 'Search emoji' }).fill('모닥불');
    await bob.keyboard.press('Escape');
  },

  async 'Markdown is drawn: code, formulas, tables, tasks, groups, subjects, emoji'({ amy, bob, picture }) {
    await say(amy, MARKS, field(amy), 'matches');
    const seen = message(bob, 'kindling');
    await seen.locator('.c-keyword', { hasText: 'const' }).waitFor();
    await seen.locator('math').waitFor();
    await seen.getByRole('img', { name: ':flame-2:' }).waitFor();
    await seen.getByText(':nope:').waitFor();
    await seen.locator('.mention', { hasText: '@keepers' }).waitFor();
    await seen.getByRole('cell', { name: '12' }).waitFor();
    assert.equal(await seen.getByRole('checkbox', { checked: true }).count(), 1);
    await picture(bob, 'markdown');
    await checkBoth(bob, 'Markdown');
    await seen.getByRole('button', { name: '#firewood' }).click();
    await bob.getByRole('complementary').getByText('kindling').first().waitFor();
    await bob.keyboard.press('Escape');
  },

  async 'a task has its line to itself, whatever stands below it'({ amy, bob }) {
    await say(amy, '- [ ] sweep the chimney from top to bottom\n  1. first the brush', field(amy), 'sweep the chimney');
    const { height } = await message(bob, 'sweep the chimney').getByText('sweep the chimney').boundingBox();
    assert.ok(height < 30, `${height}px high`);
  },

  async 'what is longer than a screen shows how it begins, and the rest when it is wanted'({ amy, bob, picture }) {
    await say(amy, [...Array.from({ length: 60 }, (_, at) => `Log ${at + 1} of the pile`), 'See https://example.com/pile'].join('\n'), field(amy), 'Log 1 of');
    const pile = message(bob, 'Log 1 of');
    const more = pile.getByRole('button', { name: 'Show more', expanded: false });
    await more.waitFor();
    const height = async () => (await pile.boundingBox()).height;
    assert.ok((await height()) < 480);
    await checkBoth(bob, 'a long message', (theme) => picture(bob, `long-${theme}`));
    const { y: before } = await pile.boundingBox();
    await more.focus();
    await bob.keyboard.press('Enter');
    const less = pile.getByRole('button', { name: 'Show less', expanded: true });
    await less.and(bob.locator(':focus')).waitFor();
    assert.ok((await height()) > 1000);
    assert.equal((await pile.boundingBox()).y, before, 'where it begins stays');
    // At its end, what can be done with it is in sight, though its beginning is not.
    await less.scrollIntoViewIfNeeded();
    const [above, list] = [await pile.boundingBox(), await bob.getByRole('region', { name: /^Messages in/ }).boundingBox()];
    assert.ok(above.y < list.y);
    const tools = await pile.getByRole('toolbar', { name: 'Message actions' }).boundingBox();
    assert.ok(tools.y >= list.y && tools.y < list.y + 20, `${tools.y - list.y}px below the top`);
    await bob.keyboard.press('Enter');
    await more.waitFor();
    assert.ok((await height()) < 480);
    await bob.keyboard.press('Shift+Tab');
    await pile.getByRole('link', { name: 'example.com/pile' }).and(bob.locator(':focus')).waitFor();
    await bob.keyboard.press('Tab');
    await pile.getByRole('button', { name: 'Show less', expanded: true }).and(bob.locator(':focus')).waitFor();
    await bob.keyboard.press('Enter');
    await more.waitFor();
    // Code has a box of its own.
    await say(amy, `\`\`\`\n${Array.from({ length: 60 }, (_, at) => `chop(${at});`).join('\n')}\n\`\`\``, field(amy), 'chop(1)');
    assert.equal(await message(amy, 'chop(1)').getByRole('button', { name: 'Show more' }).count(), 0);
  },

  async 'in a narrow place several lines have all of its width'({ amy, picture }) {
    await amy.setViewportSize({ width: 320, height: 640 });
    const share = async () => {
      const [line, box] = await Promise.all([field(amy), amy.locator('.composer-box')].map((each) => each.boundingBox()));
      return line.width / box.width;
    };
    await field(amy).fill('One');
    assert.ok((await share()) < 0.8);
    await field(amy).fill('One\ntwo');
    assert.ok((await share()) > 0.9);
    await picture(amy, 'narrow-field');
    await field(amy).fill('');
    await amy.setViewportSize({ width: 1280, height: 800 });
  },

  async 'what is written from right to left begins at the right'({ amy, bob }) {
    await say(amy, 'مرحبا بالعالم English هنا.');
    const [words, line] = await message(bob, 'مرحبا').locator('.prose p').evaluate((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      return [range, line].map((each) => each.getBoundingClientRect().right);
    });
    assert.ok(line - words < 2, `${line - words}px from the right`);
  },

  async 'a reaction says who'({ amy, bob }) {
    await message(bob, 'kindling').hover();
    await message(bob, 'kindling').getByRole('button', { name: 'React', exact: true }).first().click();
    await bob.getByRole('searchbox', { name: 'Search emoji' }).fill('flame-2');
    await bob.getByRole('button', { name: 'flame-2' }).waitFor();
    await bob.keyboard.press('Enter');
    await message(amy, 'kindling').getByRole('button', { name: ':flame-2: 1 person — bob' }).waitFor();
  },

  async 'a link to a message leads there'({ amy, bob, picture }) {
    await say(amy, 'The key is under the stone');
    const id = await message(amy, 'under the stone').first().getAttribute('data-post');
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await field(bob).fill(`See ${new URL(bob.url()).origin}/ember-works/pl/${id}`);
    await field(bob).press('Enter');
    const link = message(bob, 'See ').getByRole('link', { name: /\/pl\// });
    await picture(bob, 'linked');
    await link.click();
    await inChannel(bob, 'Town Square');
    await message(bob, 'under the stone').and(bob.locator(':focus')).waitFor();
  },

  async 'a program attaches facts, buttons and menus, and asks in a window'({ amy, house, api, channel, picture }) {
    const program = await openProgram((path, given) => {
      if (path === '/sent') return given.submission.logs === 3 ? {} : { errors: { logs: 'Three logs, please.' } };
      if (path === '/trees') return { items: TREES.filter(({ text }) => text.startsWith(given.submission.query)) };
      if (path === '/menu') return { ephemeral_text: `Chosen: ${given.context.selected_option}` };
      return openDialog(house, given, { url: `${program.base}/sent`, dialog: { callback_id: 'wood', title: 'Order wood', icon_url: 'https://forest.test/leaf.png', submit_label: 'Order', elements: [
        { display_name: 'Logs', name: 'logs', type: 'text', subtype: 'number' },
        { display_name: 'Kind', name: 'kind', type: 'select', options: [{ text: 'Oak', value: 'oak' }, { text: 'Birch', value: 'birch' }] },
        { display_name: 'Dry', name: 'dry', type: 'bool', optional: true, placeholder: 'It is dry', help_text: 'However it was stored.' },
        { display_name: 'Trees', name: 'trees', type: 'select', data_source: 'dynamic', data_source_url: `${program.base}/trees`, multiselect: true },
        { display_name: 'Helper', name: 'helper', type: 'select', data_source: 'users', optional: true },
        { display_name: 'Day', name: 'day', type: 'date', default: 'yesterday', min_date: 'today' },
      ] } });
    });
    const { base, asked } = program;
    try {
      await api.call('PUT', '/config/patch', { ServiceSettings: { EnableLinkPreviews: true } });
      await amy.route('**/api/v4/image?url=https%3A%2F%2Fforest.test%2Fleaf.png', (route) => route.fulfill({ contentType: 'image/png', body: drawing('', 48, 48, [64, 128, 64]).buffer }));
      await amy.reload();
      const bobId = (await api.call('GET', '/users/username/bob')).id;
      await api.call('POST', '/posts', { channel_id: channel.id, message: 'The shed:', props: { attachments: [{
        color: 'good', title: 'Wood', text: 'Half **full**', fields: [{ title: 'Logs', value: '12', short: true }, { title: 'Kind', value: 'Oak', short: true }],
        actions: [
          { id: 'order', type: 'button', name: 'Order more', style: 'primary', integration: { url: `${base}/press`, context: { what: 'wood' } } },
          { id: 'sort', type: 'select', name: 'Sort by', options: [{ text: 'Age', value: 'age' }, { text: 'Size', value: 'size' }], integration: { url: `${base}/menu` } },
          { id: 'none', type: 'button', name: 'None of it, and rather something that nobody has thought of', integration: { url: `${base}/menu` } },
          { id: 'keeper', type: 'select', name: 'Who keeps it', data_source: 'users', integration: { url: `${base}/menu` } },
        ],
      }] } });
      const one = message(amy, 'The shed:');
      await one.locator('strong', { hasText: 'full' }).waitFor();
      await one.getByRole('combobox', { name: 'Sort by' }).selectOption('Size');
      await message(amy, 'Chosen: size').waitFor();
      await one.getByRole('combobox', { name: 'Who keeps it' }).fill('bo');
      await one.getByRole('option', { name: 'bob' }).waitFor();
      await picture(amy, 'attachment');
      await amy.setViewportSize({ width: 320, height: 640 });
      const edges = await one.locator('.attachment, .attachment .button').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
      assert.deepEqual(edges.filter((right) => right > 320), [], 'nothing of it is out of sight on a narrow screen');
      await amy.setViewportSize({ width: 1280, height: 800 });
      // Rows that change their places in the list lose the focus.
      await resting(amy);
      await one.getByRole('combobox', { name: 'Who keeps it' }).fill('bob');
      await one.getByRole('option', { name: 'bob' }).waitFor();
      await amy.keyboard.press('Enter');
      await message(amy, `Chosen: ${bobId}`).waitFor();
      await one.getByRole('button', { name: 'Order more' }).click();
      const dialog = amy.getByRole('dialog', { name: 'Order wood' });
      await dialog.getByLabel('Logs').and(amy.locator(':focus')).waitFor();
      await dialog.getByText('However it was stored.').waitFor();
      assert.equal(await dialog.locator('header img').evaluate((one) => one.decode().then(() => one.naturalWidth)), 48, 'its own picture');
      await dialog.getByLabel('Logs').fill('2');
      await dialog.getByLabel('Kind').selectOption('Oak');
      await dialog.getByRole('button', { name: 'Order' }).click();
      await dialog.getByText(/^Not before /).waitFor();
      const trees = dialog.getByRole('combobox', { name: 'Trees' });
      await trees.and(dialog.locator(':focus')).waitFor();
      assert.equal(await trees.getAttribute('aria-invalid'), 'true', 'the first field with a fault has the focus');
      await trees.fill('A');
      await dialog.getByRole('option', { name: 'Alder' }).waitFor();
      await picture(amy, 'dialog-looked-up');
      await checkBoth(amy, 'the window of a program, choosing');
      await amy.keyboard.press('ArrowDown');
      await amy.keyboard.press('Enter');
      await trees.fill('O');
      await dialog.getByRole('option', { name: 'Oak tree' }).click();
      await dialog.getByRole('combobox', { name: 'Helper' }).click();
      await dialog.getByRole('option', { name: 'bob' }).click();
      await dialog.getByLabel('Day').fill('2099-01-01');
      await dialog.getByRole('button', { name: 'Order' }).click();
      await dialog.getByText('Three logs, please.').waitFor();
      await picture(amy, 'dialog');
      await checkBoth(amy, 'the window of a program');
      await dialog.getByLabel('Logs').fill('3');
      await dialog.getByRole('button', { name: 'Order' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(asked.at(-1).given.submission, { logs: 3, kind: 'oak', dry: false, trees: ['ash', 'oak'], helper: bobId, day: '2099-01-01' });
    } finally {
      program.close();
    }
  },

  async 'a form changes with what is chosen in it, and goes on in a second step'({ amy, house, api, channel, picture }) {
    const SIZES = { oak: ['Oak beam', 'Oak board'], birch: ['Birch twig'] };
    const form = (kind) => ({ callback_id: 'wood', title: 'Order more wood', submit_label: 'Go on', state: 'what', source_url: `${program.base}/again`, elements: [
      { display_name: 'For whom', name: 'whom', type: 'text', optional: true },
      { display_name: 'Kind', name: 'kind', type: 'select', refresh: true, default: kind, options: [{ text: 'Oak', value: 'oak' }, { text: 'Birch', value: 'birch' }] },
      { display_name: 'Size', name: 'size', type: 'select', options: (SIZES[kind] ?? []).map((text) => ({ text, value: text })) },
    ] });
    const next = { callback_id: 'wood', title: 'Where to', state: 'where', elements: [{ display_name: 'Place', name: 'place', type: 'text' }] };
    const program = await openProgram((path, given) => {
      if (path === '/again') return { type: 'form', form: form(given.submission.kind) };
      if (path === '/sent') return given.state === 'what' ? { type: 'form', form: next } : { type: 'ok' };
      return openDialog(house, given, { url: `${program.base}/sent`, dialog: form('') });
    });
    try {
      const order = { id: 'order', type: 'button', name: 'Order by steps', integration: { url: `${program.base}/press` } };
      await api.call('POST', '/posts', { channel_id: channel.id, message: 'The other shed:', props: { attachments: [{ text: 'Empty', actions: [order] }] } });
      await message(amy, 'The other shed:').getByRole('button', { name: 'Order by steps' }).click();
      const dialog = amy.getByRole('dialog', { name: 'Order more wood' });
      await dialog.getByLabel('For whom').fill('bob');
      const kind = dialog.getByLabel('Kind');
      await kind.focus();
      await kind.selectOption('Oak');
      await dialog.getByRole('status').getByText('The form has changed.').waitFor({ state: 'attached' });
      await kind.and(dialog.locator(':focus')).waitFor();
      assert.equal(await dialog.getByLabel('For whom').inputValue(), 'bob', 'what was written stays');
      assert.equal(await kind.inputValue(), 'oak');
      await dialog.getByLabel('Size').selectOption('Oak board');
      await picture(amy, 'dialog-refreshed');
      await checkBoth(amy, 'a form that has changed');
      await kind.selectOption('Birch');
      await dialog.getByRole('option', { name: 'Birch twig' }).waitFor({ state: 'attached' });
      assert.equal(await dialog.getByLabel('Size').inputValue(), '', 'what is not there any more is not chosen any more');
      const { given } = program.asked.at(-1);
      assert.deepEqual([given.type, given.state, given.submission], ['refresh', 'what', { whom: 'bob', kind: 'birch', size: 'Oak board', selected_field: 'kind' }]);
      await dialog.getByLabel('Size').selectOption('Birch twig');
      await dialog.getByRole('button', { name: 'Go on' }).click();
      const last = amy.getByRole('dialog', { name: 'Where to' });
      await last.getByLabel('Place').and(last.locator(':focus')).waitFor();
      await amy.keyboard.type('the hut');
      await amy.keyboard.press('Enter');
      await last.waitFor({ state: 'detached' });
      const done = program.asked.at(-1).given;
      assert.deepEqual([done.type, done.state, done.submission], ['dialog_submission', 'where', { whom: 'bob', kind: 'birch', size: 'Birch twig', place: 'the hut' }]);
    } finally {
      program.close();
    }
  },
}));
