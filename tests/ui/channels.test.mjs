// Channels and the sidebar: what a channel is called, who is in it, how it is put in order, and how it comes to rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { field, inChannel, inviteLink, joinBy, message, place, say, settle, sidebar, throughTheApi } from './kit/people.mjs';

/** Makes a channel by its window. */
async function makeChannel(page, name, { isPrivate = false } = {}) {
  await page.getByRole('button', { name: 'Add channels and conversations' }).click();
  await page.getByRole('menuitem', { name: 'Create channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create channel' });
  await dialog.getByLabel('Name').fill(name);
  if (isPrivate) await dialog.getByLabel('Private').check();
  await dialog.getByRole('button', { name: 'Create channel' }).click();
  await inChannel(page, name);
}

/** Opens the menu of the channel on screen and chooses a line of it. */
async function choose(page, line) {
  await page.getByRole('button', { name: 'Channel menu' }).click();
  await page.getByRole('menuitem', { name: line, exact: true }).click();
}

const panel = (page) => page.getByRole('complementary', { name: 'About this channel' });
const section = (page, name) => sidebar(page).getByRole('region', { name, exact: true });
const row = (page, name) => place(page, name).locator('xpath=..');

/** Opens the menu of a line of the sidebar. */
async function rowMenu(page, name) {
  await row(page, name).hover();
  await row(page, name).getByRole('button', { name: `Menu of ${name}` }).click();
}

/** Drags a line of the sidebar to just before another one, as a hand does it: slowly enough to see where it would fall. */
async function drag(page, what, before) {
  await what.hover();
  await page.mouse.down();
  for (const y of [8, 6, 4]) await before.hover({ position: { x: 60, y } });
  await page.mouse.up();
}

test('channels', (t) => tell(t, 'channels', {
  async 'a house with two people'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await makeChannel(amy, 'Tea room');
  },

  async 'amy says what the channel is for, and is told when she says too much'({ amy, picture }) {
    await choose(amy, 'Edit channel');
    const dialog = amy.getByRole('dialog', { name: 'Edit channel' });
    await dialog.getByLabel('Name').and(amy.locator(':focus')).waitFor();
    await amy.mouse.click(8, 400);
    await dialog.waitFor({ state: 'detached' });
    await choose(amy, 'Edit channel');
    await dialog.getByLabel('Name').fill('Tea house');
    // What was written is not lost by a slip of the hand.
    await amy.mouse.click(8, 400);
    await dialog.getByLabel('Address').fill('Tea House!');
    await dialog.getByLabel('What is it for?').fill('x'.repeat(251));
    await dialog.getByText('1 character too many').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Use lowercase letters').waitFor();
    await checkBoth(amy, 'edit channel', (theme) => picture(amy, `edit-${theme}`));
    await dialog.getByLabel('Address').fill('tea-house');
    await dialog.getByLabel('What is it for?').fill('Leaves and water');
    await dialog.getByLabel('Header').fill('**Kettle**: [how it boils](https://example.com/kettle) :tada:\nAsk @bob, or in ~off-topic');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await inChannel(amy, 'Tea house');
    await amy.waitForURL(/channels\/tea-house$/);
    await message(amy, 'renamed the channel to Tea house').waitFor();
  },

  async 'the panel beside it tells about it'({ amy, picture }) {
    await amy.getByRole('button', { name: 'About', exact: true }).click();
    await panel(amy).getByText('Leaves and water').waitFor();
    await panel(amy).getByRole('link', { name: 'how it boils' }).waitFor();
    const header = amy.locator('.channel-title');
    await header.getByRole('link', { name: 'how it boils' }).waitFor();
    await header.getByRole('img', { name: ':tada:' }).waitFor();
    assert.equal(await header.getByRole('link', { name: '~Off-Topic' }).getAttribute('href'), '/ember-works/channels/off-topic');
    assert.equal(await header.locator('p').evaluate((line) => line.clientHeight < 30), true, 'it has one line');
    await header.getByRole('button', { name: '@bob' }).click();
    await amy.getByRole('dialog', { name: /bob/ }).waitFor();
    await amy.keyboard.press('Escape');
    await amy.getByRole('dialog').waitFor({ state: 'detached' });
    await panel(amy).focus();
    await panel(amy).and(amy.locator(':focus')).waitFor();
    await checkBoth(amy, 'channel info', (theme) => picture(amy, `info-${theme}`));
    await amy.keyboard.press('Escape');
    await panel(amy).waitFor({ state: 'detached' });
    await amy.getByRole('button', { name: 'About', exact: true }).and(amy.locator(':focus')).waitFor();
  },

  async 'bob is added, found, made an administrator and shown out'({ amy, bob, picture }) {
    await amy.getByRole('button', { name: '1 member' }).click();
    await panel(amy).getByRole('button', { name: 'Add' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Add people to Tea house' });
    await dialog.getByRole('combobox').fill('bo');
    await dialog.getByRole('option', { name: /bob/ }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await place(bob, 'Tea house').waitFor();
    await amy.getByRole('button', { name: '2 members' }).waitFor();
    await panel(amy).getByRole('searchbox', { name: 'Search members' }).fill('bob');
    const bobs = panel(amy).getByRole('listitem').filter({ hasText: 'bob' });
    await bobs.getByRole('button', { name: 'What to do with bob' }).click();
    await amy.getByRole('menuitem', { name: 'Make channel admin' }).click();
    await bobs.getByText('admin', { exact: true }).waitFor();
    assert.equal(await panel(amy).getByRole('alert').filter({ hasText: /./ }).count(), 0);
    await checkBoth(amy, 'channel members', (theme) => picture(amy, `members-${theme}`));
    await bobs.getByRole('button', { name: 'What to do with bob' }).click();
    await amy.getByRole('menuitem', { name: 'Remove from channel' }).click();
    await amy.getByRole('dialog').getByRole('button', { name: 'Remove from channel' }).click();
    await place(bob, 'Tea house').waitFor({ state: 'detached' });
    await bob.getByText('You were removed from Tea house.').waitFor();
    await amy.getByRole('button', { name: 'Close panel' }).click();
  },

  async 'what is pinned gathers in the panel'({ amy, picture }) {
    await say(amy, 'The good leaves are in the blue tin');
    const id = await message(amy, 'blue tin').getAttribute('data-post');
    await amy.evaluate((post) => fetch(`/api/v4/posts/${post}/pin`, { method: 'POST', headers: { 'X-CSRF-Token': /MMCSRF=([^;]+)/.exec(document.cookie)?.[1] ?? '', 'X-Requested-With': 'XMLHttpRequest' } }), id);
    await choose(amy, 'Pinned');
    await panel(amy).getByText('The good leaves').waitFor();
    await checkBoth(amy, 'pinned posts', (theme) => picture(amy, `pinned-${theme}`));
    await panel(amy).getByRole('button', { name: 'Unpin' }).click();
    await panel(amy).getByText('Nothing pinned yet').waitFor();
    await panel(amy).getByRole('button', { name: 'Files' }).click();
    await panel(amy).getByText('No files yet').waitFor();
    await amy.getByRole('button', { name: 'Close panel' }).click();
  },

  async 'she chooses how she is told about it'({ amy, picture }) {
    await choose(amy, 'Notifications');
    const dialog = amy.getByRole('dialog', { name: 'Notifications for Tea house' });
    await dialog.getByLabel('On this computer').selectOption('Every message');
    await dialog.getByLabel(/^Ignore @channel/).check();
    await checkBoth(amy, 'channel notifications', (theme) => picture(amy, `notifications-${theme}`));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await choose(amy, 'Notifications');
    assert.equal(await dialog.getByLabel('On this computer').inputValue(), 'all');
    assert.equal(await dialog.getByLabel(/^Ignore @channel/).isChecked(), true);
    await amy.keyboard.press('Escape');
  },

  async 'bookmarks stand under the name, in an order that can be changed'({ amy, bob, picture }) {
    await choose(amy, 'Add bookmark');
    const dialog = amy.getByRole('dialog', { name: 'Add bookmark' });
    await dialog.getByLabel('Address').fill('nonsense');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('This is no address of the web.').waitFor();
    await dialog.getByLabel('Address').fill('example.com/leaves');
    await dialog.getByLabel('Name').fill('Leaves');
    await checkBoth(amy, 'add bookmark', (theme) => picture(amy, `bookmark-${theme}`));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const bar = amy.getByRole('list', { name: 'Bookmarks' });
    await bar.getByRole('link', { name: 'Leaves' }).waitFor();
    assert.equal(await bar.getByRole('link', { name: 'Leaves' }).getAttribute('href'), 'https://example.com/leaves');
    await amy.getByRole('button', { name: 'Add bookmark' }).click();
    await dialog.getByLabel('Address').fill('example.org');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await bar.getByRole('link', { name: 'example.org' }).focus();
    await amy.keyboard.press('Alt+ArrowLeft');
    await bar.getByRole('listitem').first().filter({ hasText: 'example.org' }).waitFor();
    await place(bob, 'Town Square').waitFor();
    await bar.getByRole('button', { name: 'Menu of bookmark example.org' }).click();
    await amy.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = amy.getByRole('dialog', { name: 'Edit bookmark' });
    await edit.getByLabel('Name').fill('Kettles');
    await edit.getByRole('button', { name: 'Save' }).click();
    await bar.getByRole('link', { name: 'Kettles' }).waitFor();
    await checkBoth(amy, 'bookmarks bar', (theme) => picture(amy, `bookmarks-${theme}`));
    await bar.getByRole('button', { name: 'Menu of bookmark Kettles' }).click();
    await amy.getByRole('menuitem', { name: 'Delete' }).click();
    await bar.getByRole('link', { name: 'Kettles' }).waitFor({ state: 'detached' });
    await amy.getByRole('button', { name: 'Undo' }).click();
    await bar.getByRole('link', { name: 'Kettles' }).waitFor();
  },

  async 'bookmarks are put in order by key and by hand, and her other tab follows'({ amy }) {
    const bar = (page) => page.getByRole('list', { name: 'Bookmarks' });
    const stand = async (page, names) => {
      for (const [at, name] of names.entries()) await bar(page).getByRole('listitem').nth(at).filter({ hasText: name }).waitFor();
    };
    await amy.getByRole('button', { name: 'Add bookmark' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Add bookmark' });
    await dialog.getByLabel('Address').fill('example.net/cups');
    await dialog.getByLabel('Name').fill('Cups');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const tab = await amy.context().newPage();
    await tab.goto(amy.url());
    await stand(tab, ['Leaves', 'Kettles', 'Cups']);
    const cups = bar(amy).getByRole('link', { name: 'Cups' });
    await cups.focus();
    await amy.keyboard.press('Alt+ArrowLeft');
    await amy.keyboard.press('Alt+ArrowLeft');
    await stand(tab, ['Cups', 'Leaves', 'Kettles']);
    await stand(amy, ['Cups', 'Leaves', 'Kettles']);
    await amy.getByRole('log').getByText('Cups moved to place 1').waitFor();
    await cups.and(amy.locator(':focus')).waitFor();
    await amy.keyboard.press('Alt+ArrowRight');
    await stand(tab, ['Leaves', 'Cups', 'Kettles']);
    await cups.and(amy.locator(':focus')).waitFor();
    await bar(amy).getByRole('link', { name: 'Kettles' }).dragTo(bar(amy).getByRole('link', { name: 'Leaves' }));
    await stand(amy, ['Kettles', 'Leaves', 'Cups']);
    await stand(tab, ['Kettles', 'Leaves', 'Cups']);
    await tab.close();
  },

  async 'channels are sorted into sections by menu, key and hand'({ amy, picture }) {
    await makeChannel(amy, 'Kettles');
    await rowMenu(amy, 'Tea house');
    await amy.getByRole('menuitem', { name: 'Move to…' }).hover();
    await amy.getByRole('menuitem', { name: 'New section' }).click();
    const dialog = amy.getByRole('dialog', { name: 'New section' });
    await dialog.getByLabel('Name').fill('Kitchen');
    await checkBoth(amy, 'new section', (theme) => picture(amy, `section-${theme}`));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await section(amy, 'Kitchen').getByRole('link', { name: /Tea house/ }).waitFor();
    await drag(amy, place(amy, 'Kettles'), section(amy, 'Kitchen').getByRole('link', { name: /Tea house/ }));
    await section(amy, 'Kitchen').getByRole('link').first().filter({ hasText: 'Kettles' }).waitFor();
    await section(amy, 'Kitchen').getByRole('link', { name: /Kettles/ }).focus();
    await amy.keyboard.press('Alt+ArrowDown');
    await section(amy, 'Kitchen').getByRole('link').first().filter({ hasText: 'Tea house' }).waitFor();
    await amy.getByText('Kettles moved to Kitchen, place 2').waitFor({ state: 'attached' });
    await place(amy, 'Kettles').and(amy.locator(':focus')).waitFor();
    await picture(amy, 'sections');
    await amy.reload();
    await section(amy, 'Kitchen').getByRole('link').first().filter({ hasText: 'Tea house' }).waitFor();
  },

  async 'a section is renamed, moved and taken away'({ amy }) {
    const menu = (name) => section(amy, name).getByRole('button', { name: `Menu of section ${name}` });
    await menu('Kitchen').click();
    await amy.getByRole('menuitem', { name: 'Rename section' }).click();
    await amy.getByRole('dialog').getByLabel('Name').fill('Pantry');
    await amy.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await section(amy, 'Pantry').getByRole('button', { name: 'Pantry', exact: true }).focus();
    await amy.keyboard.press('Alt+ArrowDown');
    await amy.waitForFunction(() => [...document.querySelectorAll('.side-section h2')].map((each) => each.textContent).slice(0, 2).join() === 'Channels,Pantry');
    await menu('Pantry').click();
    await amy.getByRole('menuitem', { name: 'Delete section' }).click();
    await section(amy, 'Pantry').waitFor({ state: 'detached' });
    await section(amy, 'Channels').getByRole('link', { name: /Kettles/ }).waitFor();
  },

  async 'Alt and the arrows walk through the channels, with Shift to those that wait'({ amy, bob }) {
    await place(amy, 'Kettles').click();
    await inChannel(amy, 'Kettles');
    // As long as the focus is on its row, these keys move the row.
    const writes = () => field(amy).and(amy.locator(':focus')).waitFor();
    await writes();
    await amy.keyboard.press('Alt+ArrowDown');
    await inChannel(amy, 'Off-Topic');
    await writes();
    await amy.keyboard.press('Alt+ArrowUp');
    await inChannel(amy, 'Kettles');
    await say(bob, 'Anybody there?');
    await place(amy, 'Town Square').and(amy.getByRole('link', { name: /unread/ })).waitFor();
    await amy.keyboard.press('Alt+Shift+ArrowDown');
    await inChannel(amy, 'Town Square');
  },

  async 'only what is unread'({ amy, bob, picture }) {
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await say(bob, 'Rain again');
    await place(amy, 'Off-Topic').and(amy.getByRole('link', { name: /unread/ })).waitFor();
    await amy.getByRole('button', { name: 'What the sidebar shows' }).click();
    await amy.getByRole('menuitem', { name: 'Unread only' }).click();
    await section(amy, 'Unread').getByRole('link', { name: /Off-Topic/ }).waitFor();
    assert.equal(await place(amy, 'Kettles').count(), 0);
    await picture(amy, 'unread-only');
    await amy.getByRole('button', { name: 'Show all' }).click();
    await place(amy, 'Kettles').waitFor();
  },

  async 'a channel is made private, and comes to rest'({ amy, bob, picture }) {
    await place(amy, 'Kettles').click();
    await inChannel(amy, 'Kettles');
    await choose(amy, 'Make private');
    await amy.getByRole('dialog').getByRole('button', { name: 'Make private' }).click();
    await choose(amy, 'Archive channel');
    await amy.getByRole('dialog').getByRole('button', { name: 'Archive channel' }).click();
    await amy.getByText('This channel is archived: nothing new can be written here.').waitFor();
    assert.equal(await field(amy).count(), 0);
    await checkBoth(amy, 'archived channel', (theme) => picture(amy, `archived-${theme}`));
    await amy.reload();
    await amy.getByRole('button', { name: 'Restore channel' }).click();
    await field(amy).waitFor();
    await place(amy, 'Kettles').waitFor();
    await place(bob, 'Town Square').waitFor();
  },

  async 'channels are looked through by kind'({ amy, picture }) {
    await amy.getByRole('button', { name: 'Browse channels' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Browse channels' });
    await dialog.getByRole('button', { name: 'Private' }).click();
    await dialog.getByRole('listitem').filter({ hasText: 'Kettles' }).waitFor();
    await dialog.getByRole('button', { name: 'Archived' }).click();
    await dialog.getByText('Nothing found').waitFor();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.getByRole('button', { name: 'Leave Tea house' }).click();
    await dialog.getByRole('button', { name: 'Join Tea house' }).waitFor();
    await checkBoth(amy, 'browse channels', (theme) => picture(amy, `browse-${theme}`));
    await amy.keyboard.press('Escape');
  },

  async 'in a long list, where she is stays in sight, and so does what waits'({ amy, house, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const [team] = await call('GET', '/users/me/teams');
    for (let at = 10; at < 99; at++) await call('POST', '/channels', { team_id: team.id, name: `shelf-${at}`, display_name: `Shelf ${at}`, type: 'O' });
    await place(amy, 'Shelf 98').waitFor();
    await amy.goto('/ember-works/channels/shelf-98');
    await inChannel(amy, 'Shelf 98');
    const seen = (name) => place(amy, name).evaluate((row) => {
      const [inner, outer] = [row.getBoundingClientRect(), row.closest('.sidebar-scroll').getBoundingClientRect()];
      return inner.top >= outer.top && inner.bottom <= outer.bottom;
    });
    await place(amy, 'Town Square').waitFor();
    assert.equal(await seen('Shelf 98'), true);
    const [first, last] = await Promise.all(['shelf-10', 'shelf-97'].map((name) => call('GET', `/teams/${team.id}/channels/name/${name}`)));
    const bob = await throughTheApi(house.url, 'bob');
    for (const { id } of [first, last]) await bob.call('POST', `/channels/${id}/members`, { user_id: bob.me.id });
    await bob.call('POST', '/posts', { channel_id: first.id, message: 'Dust' });
    await amy.getByRole('button', { name: 'More unread' }).waitFor();
    await picture(amy, 'beyond');
    await amy.getByRole('button', { name: 'More unread' }).click();
    await place(amy, 'Shelf 10').and(amy.locator(':focus')).waitFor();
    await amy.getByRole('button', { name: 'More unread' }).waitFor({ state: 'detached' });
    // The end of a long list is drawn a little later than its beginning.
    await bob.call('POST', '/posts', { channel_id: last.id, message: 'Cobwebs' });
    await amy.goto('/ember-works/channels/off-topic');
    await amy.getByRole('button', { name: 'More unread' }).click();
    await place(amy, 'Shelf 97').and(amy.locator(':focus')).waitFor();
  },

  async 'bob is not offered what he may not do'({ bob }) {
    await bob.getByRole('button', { name: /^Team .*: switch/ }).click();
    await bob.getByRole('menuitem', { name: 'Leave team' }).waitFor();
    assert.equal(await bob.getByRole('menuitem', { name: 'Team settings' }).count(), 0);
    await bob.keyboard.press('Escape');
  },

  async 'an address that leads to no channel says why that may be, and leads on'({ bob, picture }) {
    await bob.goto('/ember-works/channels/no-such-room');
    await bob.getByRole('heading', { name: 'There is no such channel here' }).waitFor();
    await bob.getByText('It may have another name by now').waitFor();
    await checkBoth(bob, 'no such channel', (theme) => picture(bob, `missing-${theme}`));
    await bob.getByRole('button', { name: 'Browse channels' }).last().click();
    await bob.getByRole('dialog', { name: 'Browse channels' }).waitFor();
    await bob.keyboard.press('Escape');
    await bob.getByRole('link', { name: 'Go to Town Square' }).click();
    await inChannel(bob, 'Town Square');
    await bob.goto('/ember-works/messages/@nobody');
    await bob.getByRole('heading', { name: 'There is nobody called @nobody here' }).waitFor();
    await bob.getByRole('main').getByRole('button', { name: 'New message' }).click();
    await bob.getByRole('dialog', { name: 'New message' }).waitFor();
    await bob.keyboard.press('Escape');
  },

  async 'nothing is bare while it is looked up'({ bob }) {
    for (const part of [/\/assets\/Missing-/, /channels\/name\/no-such-room/]) {
      let goOn;
      const held = new Promise((done) => (goOn = done));
      await bob.route(part, async (route) => { await held; await route.continue(); });
      await bob.goto('/ember-works/channels/no-such-room');
      const main = bob.getByRole('main');
      await main.locator('.spinner').waitFor();
      goOn();
      await bob.getByRole('heading', { name: 'There is no such channel here' }).waitFor();
      assert.equal(await main.locator('.spinner').count(), 0);
      await bob.unrouteAll();
    }
  },

  async 'what cannot be looked up is not said to be missing'({ bob }) {
    await bob.route(/no-such-room/, (route) => (route.request().resourceType() === 'document' ? route.continue() : route.abort()));
    await bob.goto('/ember-works/channels/no-such-room');
    await bob.getByRole('alert').getByText('The server cannot be reached').waitFor();
    assert.equal(await bob.getByRole('heading', { name: 'There is no such channel here' }).count(), 0);
    await bob.unrouteAll();
    await bob.getByRole('button', { name: 'Try again' }).click();
    await bob.getByRole('heading', { name: 'There is no such channel here' }).waitFor();
  },

  async 'an address in a team that is not his says so; an open one lets him in'({ bob, house, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const loft = await call('POST', '/teams', { name: 'loft', display_name: 'Loft', type: 'O', allow_open_invite: true });
    await bob.goto('/cellar/channels/town-square');
    await bob.getByRole('heading', { name: 'You are in no team at this address' }).waitFor();
    await checkBoth(bob, 'no such team', (theme) => picture(bob, `missing-team-${theme}`));
    await bob.getByRole('list', { name: 'My teams' }).getByRole('button', { name: 'Ember Works' }).click();
    await inChannel(bob, 'Town Square');
    await bob.goto('/loft/channels/off-topic');
    await bob.getByText('The team is open').waitFor();
    await bob.getByRole('button', { name: 'Join Loft' }).click();
    await inChannel(bob, 'Off-Topic');
    assert.match(bob.url(), /\/loft\/channels\/off-topic$/);
    await bob.goto('/ember-works/what/is/this/about');
    await bob.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await checkBoth(bob, 'nothing here');
    await bob.getByRole('list', { name: 'My teams' }).getByRole('button', { name: 'Ember Works' }).click();
    await inChannel(bob, 'Town Square');
    await call('DELETE', `/teams/${loft.id}`);
    await bob.getByText('You are no longer in Loft.').waitFor();
  },
}));
