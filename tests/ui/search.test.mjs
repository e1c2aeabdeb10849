// Going anywhere and finding again: the palette, the sheet of shortcuts, searches with their filters, mentions and saved messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { field, inChannel, inviteLink, joinBy, message, place, reach, say, settle, throughTheApi } from './kit/people.mjs';

const palette = (page) => page.getByRole('combobox', { name: 'Go to…' });
const panel = (page) => page.getByRole('complementary', { name: 'Search and lists' });
const searchField = (page) => panel(page).getByRole('combobox', { name: 'Search messages' });
const results = (page) => panel(page).getByRole('listitem');

async function search(page, terms) {
  await searchField(page).fill(terms);
  await searchField(page).press('Enter');
}

test('finding', (t) => tell(t, 'search', {
  async 'a house with things to find'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    const { call } = await throughTheApi(scene.house.url, 'bob');
    const [team] = await call('GET', '/users/me/teams');
    const square = await call('GET', `/teams/${team.id}/channels/name/town-square`);
    const topic = await call('GET', `/teams/${team.id}/channels/name/off-topic`);
    for (let i = 0; i < 45; i++) await call('POST', '/posts', { channel_id: square.id, message: `Nothing of note, number ${i}` });
    scene.soup = await call('POST', '/posts', { channel_id: topic.id, message: 'The soup needs more salt, @amy, said the cook' });
    await call('POST', '/posts', { channel_id: topic.id, message: '오늘 저녁 국은 미역국입니다 #dinner' });
    for (let i = 0; i < 70; i++) await call('POST', '/posts', { channel_id: topic.id, message: `Talk goes on, line ${i}` });
    await call('POST', '/channels', { team_id: team.id, name: 'garden', display_name: 'Garden', type: 'O' });
    await call('PUT', '/users/me/patch', { first_name: '민주', last_name: '박' });
    await message(amy, 'Nothing of note, number 44').waitFor();
  },

  async 'the palette goes to places that are not mine yet'({ amy }) {
    await amy.keyboard.press('Control+k');
    await palette(amy).fill('gard');
    const choice = amy.getByRole('option', { name: /Garden/ });
    await choice.getByText('Can be joined').waitFor();
    await palette(amy).press('Enter');
    await amy.getByRole('button', { name: 'Join Garden' }).click();
    await inChannel(amy, 'Garden');
  },

  async 'and to people, by initial consonants; what was visited last comes first'({ amy }) {
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await amy.keyboard.press('Control+k');
    await amy.getByRole('option').first().waitFor();
    await amy.waitForFunction(() => /Off-Topic|Garden/.test(document.querySelector('[role="option"]')?.textContent ?? ''));
    await palette(amy).fill('ㅂㅁㅈ');
    await amy.getByRole('option', { name: /bob/ }).first().waitFor();
    await palette(amy).press('Escape');
  },

  async 'everything that can be done is in it, with its key'({ amy, picture }) {
    await amy.keyboard.press('Control+k');
    await palette(amy).fill('>');
    await amy.getByRole('option', { name: /Search messages/ }).waitFor();
    for (const name of ['Pinned', 'Copy link', 'Team settings', 'Emoji of this server']) await amy.getByRole('option', { name: new RegExp(`^${name}`) }).waitFor();
    await picture(amy, 'palette-actions');
    await palette(amy).fill('> dark');
    await palette(amy).press('Enter');
    await amy.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await amy.keyboard.press('Control+k');
    await palette(amy).fill('theme: light');
    await palette(amy).press('Enter');
    await amy.waitForFunction(() => document.documentElement.dataset.theme === 'light');
  },

  async 'the keys are on one sheet'({ amy, picture }) {
    await amy.keyboard.press('Control+/');
    await amy.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Next unread channel').waitFor();
    await picture(amy, 'shortcuts');
    await check(amy, 'shortcuts');
    await amy.keyboard.press('Escape');
    await amy.getByRole('dialog').waitFor({ state: 'detached' });
  },

  async 'a search shows what was found, marked, and where'({ amy, picture }) {
    await amy.getByRole('button', { name: 'Search messages' }).click();
    await searchField(amy).waitFor();
    await search(amy, 'soup');
    await results(amy).filter({ hasText: 'needs more salt' }).waitFor();
    assert.equal(await panel(amy).locator('mark').first().innerText(), 'soup');
    await results(amy).getByText('Off-Topic').waitFor();
    await results(amy).first().getByRole('button', { name: 'Show what is around it' }).click();
    await results(amy).first().getByText('미역국입니다').waitFor();
    await results(amy).first().getByText('bob joined the channel.', { exact: true }).waitFor();
    await picture(amy, 'results');
  },

  async 'filters are completed by name, and become chips'({ amy, picture }) {
    await searchField(amy).fill('');
    await searchField(amy).pressSequentially('talk from:bo');
    await panel(amy).getByRole('option', { name: /bob/ }).waitFor();
    await picture(amy, 'completion');
    await searchField(amy).press('Enter');
    await searchField(amy).pressSequentially('-number');
    await searchField(amy).press('Enter');
    await results(amy).filter({ hasText: 'line 69' }).waitFor();
    await panel(amy).getByRole('button', { name: 'Take out from:bob' }).waitFor();
    assert.equal(await results(amy).count(), 20);
    await panel(amy).getByRole('button', { name: 'Show more' }).click();
    await results(amy).nth(39).waitFor();
    await panel(amy).getByRole('button', { name: 'Take out -number' }).click();
    assert.equal((await searchField(amy).inputValue()).trim(), 'talk from:bob');
  },

  async 'a phrase, a hashtag, Korean, and nothing'({ amy }) {
    await search(amy, '"more salt"');
    await results(amy).filter({ hasText: 'needs more salt' }).waitFor();
    await search(amy, '#dinner');
    await results(amy).filter({ hasText: '미역국' }).waitFor();
    await search(amy, 'in:town-square "more salt"');
    await panel(amy).getByText('Nothing found').waitFor();
    await searchField(amy).fill('');
    await searchField(amy).press('Enter');
    await panel(amy).getByRole('button', { name: '#dinner', exact: true }).click();
    await results(amy).filter({ hasText: '미역국' }).waitFor();
  },

  async 'a result leads to the message, with what stands around it'({ amy, soup, picture }) {
    await search(amy, 'soup');
    await results(amy).filter({ hasText: 'needs more salt' }).getByRole('button').first().click();
    await inChannel(amy, 'Off-Topic');
    await amy.locator(`[data-post="${soup.id}"]:focus`).waitFor();
    await amy.getByRole('button', { name: 'Jump to newest' }).waitFor();
    await picture(amy, 'arrived');
    await amy.getByRole('button', { name: 'Jump to newest' }).click();
    await message(amy, 'line 69').waitFor();
  },

  async 'what calls for me, and what I saved'({ amy, soup, house, picture }) {
    await panel(amy).getByRole('button', { name: 'Mentions of me' }).click();
    await results(amy).filter({ hasText: 'said the cook' }).waitFor();
    await panel(amy).getByRole('button', { name: 'Saved messages' }).click();
    await panel(amy).getByText('Nothing saved yet').waitFor();
    const { me, call } = await throughTheApi(house.url, 'amy');
    await call('PUT', '/users/me/preferences', [{ user_id: me.id, category: 'flagged_post', name: soup.id, value: 'true' }]);
    await panel(amy).getByRole('button', { name: 'Mentions of me' }).click();
    await panel(amy).getByRole('button', { name: 'Saved messages' }).click();
    await results(amy).filter({ hasText: 'said the cook' }).waitFor();
    await picture(amy, 'saved');
    await panel(amy).getByRole('button', { name: 'Close search' }).click();
    await panel(amy).waitFor({ state: 'detached' });
    await field(amy).and(amy.locator(':focus')).waitFor();
  },

  async 'the address of a message leads to it'({ amy, soup }) {
    await amy.goto(`/ember-works/pl/${soup.id}`);
    await amy.locator(`[data-post="${soup.id}"]:focus`).waitFor();
    assert.match(amy.url(), /off-topic/);
  },

  async 'a subject in a message is searched for by a click'({ amy }) {
    await reach(amy, message(amy, '미역국').getByRole('button', { name: '#dinner' }));
    await results(amy).filter({ hasText: '미역국' }).waitFor();
    assert.equal(await searchField(amy).inputValue(), '#dinner');
    await panel(amy).getByRole('button', { name: 'Close search' }).click();
  },

  async 'F6 goes round the parts of the page, Escape marks as read'({ amy, bob }) {
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await field(amy).focus();
    await amy.keyboard.press('F6');
    await amy.locator('nav :focus').waitFor();
    await amy.keyboard.press('Shift+F6');
    await field(amy).and(amy.locator(':focus')).waitFor();
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await say(bob, '@amy one for later');
    await place(amy, 'Off-Topic').getByText('1 mention').waitFor();
    await amy.keyboard.press('Shift+Escape');
    await amy.getByText('Everything is marked as read').waitFor();
    await place(amy, 'Off-Topic').getByText('1 mention').waitFor({ state: 'detached' });
  },

  async 'Escape alone marks what is on screen as read'({ amy }) {
    await place(amy, 'Off-Topic').click();
    await inChannel(amy, 'Off-Topic');
    await amy.getByRole('button', { name: 'Jump to newest' }).click();
    await message(amy, 'one for later').focus();
    // Each is told to the server before what comes after it.
    const told = (where) => amy.waitForResponse((answer) => answer.url().endsWith(where) && answer.ok());
    await Promise.all([told('/set_unread'), amy.keyboard.press('u')]);
    await amy.getByText('New messages from here').waitFor({ state: 'attached' });
    await field(amy).focus();
    await Promise.all([told('/members/me/view'), amy.keyboard.press('Escape')]);
    await amy.getByText('New messages from here').waitFor({ state: 'detached' });
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await place(amy, 'Off-Topic').and(amy.locator(':not(.unread)')).waitFor();
    await amy.reload();
    await inChannel(amy, 'Town Square');
    await place(amy, 'Off-Topic').and(amy.locator(':not(.unread)')).waitFor();
  },

  async 'on a narrow screen it comes before the sidebar that it was asked from'({ amy }) {
    await amy.setViewportSize({ width: 390, height: 844 });
    await amy.getByRole('button', { name: 'Open sidebar' }).click();
    await amy.locator('.shell.sidebar-open').waitFor();
    await amy.keyboard.press('Control+Shift+f');
    await amy.locator('.shell:not(.sidebar-open)').waitFor();
    await amy.getByRole('button', { name: 'Close search' }).click();
    await amy.setViewportSize({ width: 1280, height: 800 });
  },

  async 'automatic checks find nothing, in both themes'({ amy }) {
    for (const theme of ['dark', 'light']) {
      await amy.keyboard.press('Control+k');
      await palette(amy).fill(`theme: ${theme}`);
      await palette(amy).press('Enter');
      await amy.keyboard.press('Control+k');
      await palette(amy).fill('o');
      await amy.getByRole('option').first().waitFor();
      await check(amy, `palette, ${theme}`);
      await palette(amy).press('Escape');
      await amy.keyboard.press('Control+Shift+f');
      await search(amy, 'from:bob soup');
      await results(amy).first().waitFor();
      await check(amy, `search, ${theme}`);
      await panel(amy).getByRole('button', { name: 'Close search' }).click();
    }
  },
}));
