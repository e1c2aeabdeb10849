// Without a mouse: log in, move between channels and messages, write, react; and what automatic checks can say about access.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { act, field, inChannel, message, place, say, settle, sidebar, threadField } from './kit/people.mjs';

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

test('by keyboard', (t) => tell(t, 'keyboard', {
  async 'a house with a little talk in it'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    await say(amy, 'First of three');
    await say(amy, '> quoted\n\n`code` and a [link](https://example.com) for @amy', field(amy), 'quoted');
    await say(amy, 'Third of three');
  },

  async 'logging in needs no mouse'({ visit, picture }) {
    const other = await visit('amy again');
    await other.goto('/login');
    await other.getByLabel('E-mail or username').waitFor();
    assert.equal(await other.evaluate(() => document.activeElement?.getAttribute('name')), 'login', 'the first field has the focus');
    await other.keyboard.type('amy');
    await other.keyboard.press('Tab');
    await other.keyboard.type('a-warm-fire-1');
    await picture(other, 'login');
    await other.keyboard.press('Enter');
    await inChannel(other, 'Town Square');
    await other.waitForFunction(() => document.title.startsWith('Town Square'));
    await other.getByRole('navigation').getByRole('link', { name: 'Town Square' }).and(other.locator('[aria-current="page"]')).waitFor();
    await other.context().close();
  },

  async 'the messages are a feed to walk through'({ amy }) {
    await amy.reload();
    await message(amy, 'Third of three').waitFor();
    await amy.getByRole('region', { name: /^Messages in/ }).focus();
    await amy.keyboard.press('ArrowUp');
    await message(amy, 'Third of three').and(amy.locator(':focus')).waitFor();
    await amy.keyboard.press('ArrowUp');
    await message(amy, 'quoted').and(amy.locator(':focus')).waitFor();
    await amy.keyboard.press('Tab');
    await amy.locator('article :focus').waitFor();
    await amy.getByRole('region', { name: /^Messages in/ }).focus();
    await amy.keyboard.press('Escape');
    assert.match(await focused(amy), /^Write to/);
  },

  async 'Ctrl+K goes anywhere and gives the focus to the new place'({ amy }) {
    await amy.keyboard.press('Control+k');
    await amy.getByRole('combobox', { name: 'Go to…' }).waitFor();
    await amy.keyboard.type('off');
    await amy.getByRole('option', { name: 'Off-Topic' }).waitFor();
    await amy.keyboard.press('Enter');
    await inChannel(amy, 'Off-Topic');
    await amy.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Write to Off-Topic');
    await amy.keyboard.type('typed at once');
    await amy.keyboard.press('Enter');
    await message(amy, 'typed at once').waitFor();
  },

  async 'a window keeps the focus and gives it back'({ amy }) {
    const button = amy.getByRole('button', { name: 'Add channels and conversations' });
    await button.focus();
    await amy.keyboard.press('Enter');
    await amy.getByRole('menuitem', { name: 'Create channel' }).waitFor();
    await amy.keyboard.press('Escape');
    await amy.getByRole('menu').waitFor({ state: 'detached' });
    // The focus comes back a moment after the menu is gone.
    await button.and(amy.locator(':focus')).waitFor();
  },

  async 'automatic checks find nothing, in both themes'({ amy, visit, picture }) {
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await act(amy, 'First of three', 'Reply in thread');
    await threadField(amy).waitFor();
    await say(amy, 'An answer', threadField(amy));
    for (const theme of ['Light', 'Dark']) {
      await amy.getByRole('button', { name: /^amy ?: status and settings/ }).click();
      await amy.getByRole('menuitem', { name: theme, exact: true }).click();
      await amy.getByRole('menu').waitFor({ state: 'detached' });
      await check(amy, `channel and thread, ${theme}`);
      await picture(amy, `thread-${theme.toLowerCase()}`);
      await amy.keyboard.press('Control+k');
      await amy.getByRole('option').first().waitFor();
      await check(amy, `switcher, ${theme}`);
      await amy.keyboard.press('Escape');
      await amy.getByRole('button', { name: 'Browse channels' }).click();
      await amy.getByRole('dialog').getByRole('listitem').first().waitFor();
      await check(amy, `browse channels, ${theme}`);
      await amy.getByRole('dialog').getByRole('button', { name: 'Create channel' }).click();
      await amy.getByRole('dialog').getByLabel('Name').waitFor();
      await amy.getByRole('dialog').getByRole('button', { name: 'Create channel' }).click();
      await check(amy, `create channel with faults, ${theme}`);
      await amy.keyboard.press('Escape');
    }
    const stranger = await visit('stranger', { colorScheme: 'dark' });
    await stranger.goto('/login');
    await stranger.getByRole('button', { name: 'Log in' }).waitFor();
    await check(stranger, 'login');
  },
}));

test('by finger', (t) => tell(t, 'finger', {
  async 'a press on a message shows what can be done with it, and another does it'(scene) {
    const { visit, picture } = scene;
    const amy = (scene.amy = await visit('amy', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
    await settle(amy, 'amy', 'Ember Works');
    await say(amy, 'Read on the way');
    await message(amy, 'Read on the way').tap();
    await message(amy, 'Read on the way').getByRole('button', { name: 'More' }).tap();
    await amy.getByRole('menuitem', { name: /^Save for later/ }).waitFor();
    assert.equal(await amy.getByRole('menu').locator('kbd:visible').count(), 0, 'a finger has no keys');
    await picture(amy, 'menu');
    await amy.getByRole('menuitem', { name: /^Save for later/ }).tap();
    await message(amy, 'Read on the way').getByText('Saved').waitFor();
  },

  async 'a channel made in the sidebar is shown, not covered by it'({ amy }) {
    await amy.getByRole('button', { name: 'Open sidebar' }).tap();
    await amy.getByRole('button', { name: 'Add channels and conversations' }).tap();
    await amy.getByRole('menuitem', { name: 'Create channel' }).tap();
    await amy.getByLabel('Name').fill('Platform nine');
    await amy.getByRole('dialog').getByRole('button', { name: 'Create channel' }).tap();
    await inChannel(amy, 'Platform nine');
    await sidebar(amy).waitFor({ state: 'hidden' });
    // Nothing is written yet: there is nothing to send later.
    await amy.getByRole('button', { name: 'Message options' }).tap();
    await amy.getByRole('menuitem', { name: 'Priority and acknowledgement' }).waitFor();
    assert.equal(await amy.getByRole('menuitem', { name: 'Send later' }).count(), 0);
  },
}));
