// People and teams: who somebody is, how they appear, talking to several, and the team they are in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { act, createTeam, field, inChannel, inviteLink, joinBy, logIn, message, place, say, settle, sidebar, threadField, throughTheApi } from './kit/people.mjs';

const myMenu = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}.*: status and settings`) });
const card = (page, name) => page.getByRole('dialog', { name: `About ${name}` });
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

/** Opens the menu of the team and chooses a line of it. */
async function team(page, line) {
  await page.getByRole('button', { name: /^Team .*: switch/ }).click();
  await page.getByRole('menuitem', { name: line, exact: true }).click();
}

/** Starts a group conversation with these people. */
async function startGroup(page, names) {
  await page.getByRole('button', { name: 'New message' }).click();
  const dialog = page.getByRole('dialog', { name: 'New message' });
  for (const name of names) {
    await dialog.getByRole('combobox').fill(name);
    await dialog.getByRole('option', { name: new RegExp(name) }).click();
  }
  await dialog.getByRole('button', { name: 'Start' }).click();
  await inChannel(page, names.join(', '));
}

test('people', (t) => tell(t, 'people', {
  async 'three people in a house'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    const link = await inviteLink(amy);
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, link, 'bob');
  },

  async 'bob says what he is doing, for a while'({ bob, picture }) {
    await say(bob, 'Good morning');
    await myMenu(bob, 'bob').click();
    await bob.getByRole('menuitem', { name: 'Set a status' }).click();
    const dialog = bob.getByRole('dialog', { name: 'Set a status' });
    await dialog.getByRole('button', { name: /In a meeting/ }).click();
    assert.equal(await dialog.getByLabel('Until').inputValue(), 'one_hour');
    await dialog.getByRole('button', { name: 'Choose another emoji than :calendar:' }).waitFor();
    assert.equal(await dialog.getByRole('button', { name: /emoji/ }).count(), 1, 'one button shows the emoji and changes it');
    await checkBoth(bob, 'own status', (theme) => picture(bob, `status-${theme}`));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await myMenu(bob, 'bob').getByRole('img', { name: 'In a meeting' }).waitFor();
  },

  async 'amy sees it on his card, and writes to him from there'({ amy, picture }) {
    await message(amy, 'Good morning').getByRole('img', { name: 'In a meeting' }).waitFor();
    await message(amy, 'Good morning').getByRole('button', { name: 'bob', exact: true }).click();
    await card(amy, 'bob').getByText('In a meeting').waitFor();
    await card(amy, 'bob').getByText('Asia/Seoul').waitFor();
    await checkBoth(amy, 'profile card', (theme) => picture(amy, `card-${theme}`));
    await amy.keyboard.press('Escape');
    await amy.setViewportSize({ width: 320, height: 480 });
    await message(amy, 'Good morning').getByRole('button', { name: 'bob', exact: true }).click();
    const button = await card(amy, 'bob').getByRole('button', { name: 'Message' }).boundingBox();
    assert.ok(button.y + button.height < 480, 'a small screen has room for all of it');
    await amy.keyboard.press('Escape');
    await amy.setViewportSize({ width: 1280, height: 800 });
    await message(amy, 'Good morning').getByRole('button', { name: 'bob', exact: true }).and(amy.locator(':focus')).waitFor();
    await amy.keyboard.press('Enter');
    await card(amy, 'bob').getByRole('button', { name: 'Message' }).click();
    await inChannel(amy, 'bob');
    await say(amy, 'When you are out of it: tea?');
    await sidebar(amy).getByRole('img', { name: 'In a meeting' }).waitFor();
  },

  async 'the card comes with the mouse, and takes nothing from who is writing'({ amy, picture }) {
    await place(amy, 'Town Square').click();
    await inChannel(amy, 'Town Square');
    await field(amy).fill('half a sent');
    const name = message(amy, 'Good morning').getByRole('button', { name: 'bob', exact: true });
    const hovered = card(amy, 'bob');
    await name.hover();
    await hovered.getByText('In a meeting').waitFor();
    await field(amy).and(amy.locator(':focus')).waitFor();
    await hovered.getByText('Asia/Seoul').hover();
    await checkBoth(amy, 'a card under the mouse', (theme) => picture(amy, `card-hover-${theme}`));
    await amy.keyboard.type('ence');
    await hovered.waitFor({ state: 'detached' });
    assert.equal(await field(amy).inputValue(), 'half a sentence');
    await field(amy).hover();
    await name.hover();
    await hovered.waitFor();
    await field(amy).hover();
    await hovered.waitFor({ state: 'detached' });
    await name.hover();
    await hovered.evaluate((card) => (card.dataset.same = 'yes'));
    await name.click();
    await hovered.and(amy.locator('[data-same]:focus-within')).waitFor();
    await amy.keyboard.press('Escape');
    await name.and(amy.locator(':focus')).waitFor();
    await field(amy).fill('');
  },

  async 'he takes it back, and wants quiet for an hour'({ amy, bob, picture }) {
    await myMenu(bob, 'bob').click();
    await bob.getByRole('menuitem', { name: 'In a meeting' }).click();
    await bob.getByRole('dialog').getByRole('button', { name: 'Clear' }).click();
    await sidebar(amy).getByRole('img', { name: 'In a meeting' }).waitFor({ state: 'detached' });
    await myMenu(bob, 'bob').click();
    await bob.getByRole('menuitem', { name: 'Do not disturb until…' }).click();
    const dialog = bob.getByRole('dialog', { name: 'Do not disturb until…' });
    await checkBoth(bob, 'quiet time', (theme) => picture(bob, `quiet-${theme}`));
    await dialog.getByRole('button', { name: '1 hour' }).click();
    await dialog.waitFor({ state: 'detached' });
    await message(bob, 'Good morning').getByRole('button', { name: 'bob', exact: true }).click();
    await card(bob, 'bob').getByText(/^Do not disturb until \d/).waitFor();
    await bob.keyboard.press('Escape');
  },

  async 'a conversation grows by one more'({ amy, bob, house, visit, ...scene }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const [{ id: teamId }] = await call('GET', '/users/me/teams');
    for (const name of ['cho', 'dae']) {
      const made = await call('POST', '/users', { email: `${name}@example.com`, username: name, password: 'a-warm-fire-1' });
      await call('POST', `/teams/${teamId}/members`, { team_id: teamId, user_id: made.id });
    }
    await startGroup(amy, ['bob', 'cho']);
    await say(amy, 'The three of us');
    await place(bob, 'amy, cho').waitFor();
    await amy.getByRole('button', { name: 'Channel menu' }).click();
    await amy.getByRole('menuitem', { name: 'Add people' }).click();
    const more = amy.getByRole('dialog', { name: /^Add people to/ });
    await more.getByRole('combobox').fill('dae');
    await more.getByRole('option', { name: /dae/ }).click();
    await more.getByRole('button', { name: 'Add', exact: true }).click();
    await inChannel(amy, 'bob, cho, dae');
    await scene.picture(amy, 'group');
  },

  async 'whoever prefers nicknames reads them in the names of conversations'({ amy, house }) {
    const { call, me } = await throughTheApi(house.url, 'amy');
    const bob = await throughTheApi(house.url, 'bob');
    const names = (value) => call('PUT', '/users/me/preferences', [{ user_id: me.id, category: 'display_settings', name: 'name_format', value }]);
    await bob.call('PUT', '/users/me/patch', { nickname: '밥 아저씨' });
    await names('nickname_full_name');
    await place(amy, '밥 아저씨, cho, dae').waitFor();
    await inChannel(amy, '밥 아저씨, cho, dae');
    await names('username');
    await place(amy, 'bob, cho, dae').waitFor();
    await bob.call('PUT', '/users/me/patch', { nickname: '' });
  },

  async 'a conversation is put away, and comes back when somebody writes'({ amy, bob }) {
    await amy.getByRole('button', { name: 'Channel menu' }).click();
    await amy.getByRole('menuitem', { name: 'Close conversation' }).click();
    await inChannel(amy, 'Town Square');
    await place(amy, 'bob, cho, dae').waitFor({ state: 'detached' });
    await place(bob, 'amy, cho').click();
    await inChannel(bob, 'amy, cho');
    await say(bob, 'Yes?');
    await place(amy, 'bob, cho').and(amy.getByRole('link', { name: /mention/ })).waitFor();
  },

  async 'three people make a channel of their conversation, and nobody loses the way'({ amy, bob, picture }) {
    await say(bob, 'This has grown');
    await place(amy, 'bob, cho').click();
    await inChannel(amy, 'bob, cho');
    await amy.getByRole('button', { name: 'Channel menu' }).click();
    await amy.getByRole('menuitem', { name: 'Make a channel' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Make a channel of bob, cho' });
    await dialog.getByLabel('Name').and(amy.locator(':focus')).waitFor();
    await dialog.getByRole('button', { name: 'Make a channel' }).click();
    await dialog.locator('input[name=name][aria-invalid]').waitFor();
    await checkBoth(amy, 'a conversation becomes a channel', (theme) => picture(amy, `convert-${theme}`));
    await dialog.getByLabel('Name').fill('Stokers');
    await dialog.getByRole('button', { name: 'Make a channel' }).click();
    await inChannel(amy, 'Stokers');
    await amy.waitForURL(/\/channels\/stokers$/);
    await message(amy, 'This has grown').waitFor();
    await message(amy, 'amy made a channel of this conversation').waitFor();
    await inChannel(bob, 'Stokers');
    await bob.waitForURL(/\/channels\/stokers$/);
    await place(bob, 'Stokers').waitFor();
    await place(bob, 'Town Square').click();
    await inChannel(bob, 'Town Square');
  },

  async 'letters need a mail server, and that is said'({ amy, picture }) {
    await team(amy, 'Invite people');
    const dialog = amy.getByRole('dialog', { name: 'Invite people to Ember Works' });
    await dialog.getByRole('button', { name: 'By mail' }).click();
    await dialog.getByLabel('E-mail addresses').fill('eun@example.com, nonsense');
    await dialog.getByRole('button', { name: 'Send invitations' }).click();
    await dialog.getByText('These do not look like addresses: nonsense').waitFor();
    await dialog.getByLabel('E-mail addresses').fill('eun@example.com');
    await dialog.getByRole('button', { name: 'Send invitations' }).click();
    await dialog.getByText('This server cannot send mail yet.').waitFor();
    await checkBoth(amy, 'invite by mail', (theme) => picture(amy, `invite-${theme}`));
    await dialog.getByRole('button', { name: 'Guests' }).click();
    await dialog.getByLabel('Town Square').waitFor();
    await checkBoth(amy, 'invite guests', (theme) => picture(amy, `guests-${theme}`));
    await dialog.getByRole('button', { name: 'People with an account' }).click();
    await dialog.getByText('Everybody is in already').waitFor();
    await dialog.getByRole('combobox').fill('nobody at all');
    await dialog.getByText('Nobody found').waitFor();
    await amy.keyboard.press('Escape');
  },

  async 'the team gets another name and a face'({ amy, bob, picture }) {
    await team(amy, 'Team settings');
    const dialog = amy.getByRole('dialog', { name: 'Settings of Ember Works' });
    await dialog.getByLabel('Team name').fill('불씨 공방');
    await dialog.getByLabel('Description').fill('Things that glow');
    await dialog.getByLabel('Everybody here').check();
    await dialog.locator('input[type=file]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: PICTURE });
    await checkBoth(amy, 'team settings', (theme) => picture(amy, `team-${theme}`));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await amy.getByRole('button', { name: 'Team 불씨 공방: switch, invite, create' }).locator('img').waitFor({ state: 'attached' });
    await bob.getByRole('button', { name: /불씨 공방/ }).waitFor();
  },

  async 'who is in the team'({ amy, picture }) {
    await team(amy, 'People in the team');
    const dialog = amy.getByRole('dialog', { name: 'People in 불씨 공방' });
    const bobs = dialog.getByRole('listitem').filter({ hasText: '@bob' });
    await bobs.getByRole('button', { name: 'What to do with bob' }).click();
    await amy.getByRole('menuitem', { name: 'Make team admin' }).click();
    await bobs.getByText('admin', { exact: true }).waitFor();
    await checkBoth(amy, 'people in the team', (theme) => picture(amy, `team-people-${theme}`));
    await amy.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  },

  async 'bob leaves it, finds it among the open teams, and is back'({ bob, picture }) {
    await team(bob, 'Leave team');
    await bob.getByRole('dialog').getByRole('button', { name: 'Leave team' }).click();
    await bob.getByRole('heading', { name: 'Join a team' }).waitFor();
    await picture(bob, 'open-teams');
    await bob.getByRole('button', { name: 'Join 불씨 공방' }).click();
    // Back to where he was.
    await inChannel(bob, 'Town Square');
    await field(bob).waitFor();
  },

  async 'with a second team all of them stand in a column, in her order'({ amy, bob, picture }) {
    const rail = amy.getByRole('navigation', { name: 'Teams', exact: true });
    assert.equal(await rail.count(), 0);
    await team(amy, 'Create team');
    await createTeam(amy, 'Ash Club');
    const first = (name) => rail.getByRole('listitem').first().filter({ hasText: name }).waitFor();
    await first('Ash Club');
    await place(bob, 'Town Square').click();
    await inChannel(bob, 'Town Square');
    await say(bob, '@amy are you there?', field(bob), 'are you there?');
    const works = rail.getByRole('link', { name: /불씨 공방.*1 mention/ });
    await works.waitFor();
    await works.focus();
    await amy.keyboard.press('Alt+ArrowUp');
    await first('불씨 공방');
    await works.and(amy.locator(':focus')).waitFor();
    await checkBoth(amy, 'the column of teams', (theme) => picture(amy, `teams-${theme}`));
    await amy.reload();
    await first('불씨 공방');
    await rail.getByRole('link', { name: 'Ash Club' }).dragTo(rail.getByRole('link', { name: /불씨 공방/ }));
    await first('Ash Club');
    await amy.keyboard.press('Control+Alt+ArrowDown');
    await amy.getByRole('button', { name: /^Team 불씨 공방/ }).waitFor();
    await amy.setViewportSize({ width: 390, height: 800 });
    await rail.waitFor({ state: 'hidden' });
    await amy.getByRole('button', { name: 'Open sidebar' }).click();
    await rail.getByRole('link', { name: 'Ash Club' }).waitFor();
    await picture(amy, 'teams-narrow');
    await rail.getByRole('link', { name: 'Ash Club' }).click();
    await amy.getByRole('button', { name: /^Team Ash Club/ }).waitFor({ state: 'attached' });
    await rail.waitFor({ state: 'hidden' });
    await amy.setViewportSize({ width: 1280, height: 800 });
  },

  async 'a thread that waits in another team is told by its mark, the title and the icon'({ amy, bob, picture }) {
    const rail = amy.getByRole('navigation', { name: 'Teams', exact: true });
    const calls = () => amy.waitForFunction(() => document.title.startsWith('(1) ') && document.querySelector("link[rel='icon']").href.startsWith('data:'));
    await act(bob, 'are you there?', 'Reply in thread');
    await say(bob, '@amy the tea is ready', threadField(bob), 'the tea is ready');
    await rail.getByRole('link', { name: /불씨 공방.*1 mention/ }).waitFor();
    await calls();
    await amy.reload();
    await rail.getByRole('link', { name: /불씨 공방.*1 mention/ }).waitFor();
    await calls();
    await picture(amy, 'teams-thread');
    await rail.getByRole('link', { name: /불씨 공방/ }).click();
    await sidebar(amy).getByRole('link', { name: /^Threads/ }).click();
    await amy.getByRole('button', { name: /are you there/ }).click();
    await message(amy, 'the tea is ready').waitFor();
    // Of all the channels nothing may be left that marks the team as well.
    await amy.keyboard.press('Shift+Escape');
    await rail.getByRole('link', { name: 'Ash Club' }).click();
    await amy.getByRole('button', { name: /^Team Ash Club/ }).waitFor();
    await rail.getByRole('link', { name: /불씨 공방/ }).and(amy.locator(':not(:has(.badge, .dot))')).waitFor();
    await amy.waitForFunction(() => !document.title.startsWith('('));
    await say(bob, 'And there is cake', threadField(bob));
    await rail.getByRole('link', { name: /불씨 공방.*unread/ }).waitFor();
  },

  async 'who is in several teams chooses where a conversation becomes a channel'({ amy, bob, house, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const ash = (await call('GET', '/users/me/teams')).find((each) => each.display_name === 'Ash Club');
    for (const { id } of await call('POST', '/users/usernames', ['bob', 'dae'])) await call('POST', `/teams/${ash.id}/members`, { team_id: ash.id, user_id: id });
    await amy.getByRole('navigation', { name: 'Teams', exact: true }).getByRole('link', { name: /불씨 공방/ }).click();
    await amy.getByRole('button', { name: /^Team 불씨 공방/ }).waitFor();
    await startGroup(amy, ['bob', 'dae']);
    await say(amy, 'This belongs to the club');
    await place(bob, 'amy, dae').click();
    await inChannel(bob, 'amy, dae');
    await amy.getByRole('button', { name: 'Channel menu' }).click();
    await amy.getByRole('menuitem', { name: 'Make a channel' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Make a channel of bob, dae' });
    const choice = dialog.getByLabel('In which team');
    assert.equal(await choice.locator('option:checked').textContent(), '불씨 공방', 'the team on screen comes first');
    await choice.selectOption({ label: 'Ash Club' });
    await dialog.getByLabel('Name').fill('Sweepers');
    await checkBoth(amy, 'a team for the channel', (theme) => picture(amy, `convert-team-${theme}`));
    await dialog.getByRole('button', { name: 'Make a channel' }).click();
    for (const page of [amy, bob]) {
      await inChannel(page, 'Sweepers');
      await page.waitForURL(/\/ash-club\/channels\/sweepers$/);
      await place(page, 'Sweepers').waitFor();
      await message(page, 'This belongs to the club').waitFor();
    }
  },

  async 'whoever is shown out of a team is told, and stands in another one'({ amy, bob, house, picture }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const mine = await call('GET', '/users/me/teams');
    const [{ id: bobs }] = await call('POST', '/users/usernames', ['bob']);
    const showOut = (name) => call('DELETE', `/teams/${mine.find((each) => each.display_name === name).id}/members/${bobs}`);
    await team(amy, 'People in the team');
    const people = amy.getByRole('dialog', { name: 'People in Ash Club' });
    await people.getByRole('listitem').filter({ hasText: '@bob' }).getByRole('button', { name: 'What to do with bob' }).click();
    await amy.getByRole('menuitem', { name: 'Remove from team' }).click();
    const sure = amy.getByRole('dialog', { name: 'Remove bob from Ash Club?' });
    await sure.getByText('They leave all of its channels.').waitFor();
    const { x, y } = await amy.locator('.dialog h2', { hasText: 'People in Ash Club' }).boundingBox();
    assert.equal(await amy.evaluate(([left, top]) => document.elementFromPoint(left, top).className, [x + 2, y + 2]), 'veil', 'the window below is behind a veil');
    await checkBoth(amy, 'showing somebody out', (theme) => picture(amy, `show-out-${theme}`));
    await sure.getByRole('button', { name: 'Remove from team' }).click();
    await sure.waitFor({ state: 'detached' });
    await people.getByRole('listitem').filter({ hasText: '@bob' }).waitFor({ state: 'detached' });
    await bob.getByRole('status').getByText('You are no longer in Ash Club.').waitFor();
    await bob.getByRole('button', { name: /^Team 불씨 공방/ }).waitFor();
    await inChannel(bob, 'Town Square');
    assert.equal(await bob.getByText('You were removed from').count(), 0, 'of its channels nothing is said besides');
    await picture(bob, 'shown-out');
    await showOut('불씨 공방');
    await bob.getByRole('status').getByText('You are no longer in 불씨 공방.').waitFor();
    await bob.getByRole('heading', { name: 'Join a team' }).waitFor();
  },
}));

test('a guest', (t) => tell(t, 'guest', {
  async 'amy lets gil into one channel, as a guest'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    const { call } = await throughTheApi(scene.house.url, 'amy');
    await call('PUT', '/config/patch', { GuestAccountsSettings: { Enable: true } });
    const [{ id: team_id }] = await call('GET', '/users/me/teams');
    const gil = await call('POST', '/users', { username: 'gil', email: 'gil@example.com', password: 'a-warm-fire-1' });
    await call('POST', `/users/${gil.id}/demote`);
    await call('POST', `/teams/${team_id}/members`, { team_id, user_id: gil.id });
    const porch = await call('POST', '/channels', { team_id, name: 'porch', display_name: 'Porch', type: 'P' });
    await call('POST', `/channels/${porch.id}/members`, { user_id: gil.id });
    scene.gil = await scene.visit('gil');
    await logIn(scene.gil, 'gil');
  },

  async 'he is offered nothing that he may not do'({ gil, picture }) {
    await inChannel(gil, 'Porch');
    await say(gil, 'Thank you for having me');
    const main = gil.getByRole('main');
    assert.equal(await main.getByRole('button', { name: /^(Add|Invite) people/ }).count(), 0);
    assert.equal(await gil.getByRole('button', { name: 'Browse channels' }).count(), 0);
    await gil.getByRole('button', { name: /^Team .*: switch/ }).click();
    const menu = gil.getByRole('menu');
    await menu.getByRole('menuitem', { name: 'Leave team' }).waitFor();
    assert.equal(await menu.getByRole('menuitem', { name: /Invite|Join|Create/ }).count(), 0);
    assert.equal(await menu.getByRole('separator').count(), 1, 'no line with nothing below it');
    await picture(gil, 'team-menu');
    await gil.keyboard.press('Escape');
    await gil.getByRole('button', { name: 'Add channels and conversations' }).click();
    await menu.getByRole('menuitem', { name: 'New message' }).waitFor();
    assert.equal(await menu.getByRole('menuitem', { name: /channel/ }).count(), 0);
    await gil.keyboard.press('Escape');
    await gil.keyboard.press('Control+k');
    await gil.getByRole('combobox', { name: 'Go to…' }).fill('>');
    await gil.getByRole('option', { name: 'Threads' }).waitFor();
    assert.equal(await gil.getByRole('option', { name: /^(Browse channels|Create channel|Create team|Join another team)/ }).count(), 0);
    await gil.keyboard.press('Escape');
    await act(gil, 'Thank you for having me', 'More');
    await menu.getByRole('menuitem', { name: /^Edit/ }).waitFor();
    assert.equal(await menu.getByRole('menuitem', { name: /^Delete/ }).count(), 0);
    await gil.keyboard.press('Escape');
    await gil.goto('/ember-works/channels/no-such-room');
    await gil.getByRole('link', { name: 'Go to Porch' }).waitFor();
    assert.equal(await main.getByRole('button', { name: 'Browse channels' }).count(), 0);
  },

  async 'whoever writes to him knows what he is'({ amy, picture }) {
    await place(amy, 'Porch').click();
    await inChannel(amy, 'Porch');
    await amy.getByRole('main').getByText('1 guest', { exact: true }).waitFor();
    await message(amy, 'gil was added as a guest by amy').waitFor();
    const one = message(amy, 'Thank you for having me');
    await one.getByText('guest', { exact: true }).waitFor();
    await checkBoth(amy, 'a channel with a guest', (theme) => picture(amy, `channel-${theme}`));
    await one.getByRole('button', { name: 'gil', exact: true }).click();
    await card(amy, 'gil').getByText('guest', { exact: true }).waitFor();
    await card(amy, 'gil').getByRole('button', { name: 'Message' }).click();
    await inChannel(amy, 'gil');
    await amy.getByRole('main').getByText('guest', { exact: true }).waitFor();
  },
}));
