// Two people, one new house: from the first account to a day's work together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { act, createTeam, field, fillAccount, inChannel, inviteLink, joinBy, message, place, say, settled, threadField } from './kit/people.mjs';

const text = 'The kettle is on';

test('the first day', (t) => tell(t, 'first-day', {
  async 'amy lights the fire, and is told what a password needs'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await amy.goto('/');
    await amy.getByRole('heading', { name: 'Light the fire' }).waitFor();
    await amy.getByLabel('E-mail').fill('amy');
    await amy.getByLabel('Username').fill('Amy Lee');
    await amy.getByLabel('Password').fill('short');
    await amy.getByRole('button', { name: 'Create account' }).click();
    await amy.getByText('This does not look like an e-mail address.').waitFor();
    await amy.getByText('Use at least 8 characters.').waitFor();
    await scene.picture(amy, 'setup');
    await fillAccount(amy, 'amy');
  },

  async 'she makes a team; there is none to join'({ amy, picture }) {
    await amy.getByRole('heading', { name: 'Make a team' }).waitFor();
    assert.equal(await amy.getByRole('button', { name: 'Join a team instead' }).count(), 0);
    await createTeam(amy, 'Ember Works');
    assert.match(amy.url(), /\/ember-works\/channels\/town-square$/);
    await picture(amy, 'new-team');
    // Everybody of the team is in this channel: others come by being invited.
    const intro = amy.getByRole('article', { name: 'Beginning' });
    await intro.getByRole('button', { name: 'Invite people' }).waitFor();
    assert.equal(await intro.getByRole('button').count(), 1);
  },

  async 'bob comes by the invite link'(scene) {
    const link = await inviteLink(scene.amy);
    assert.match(link, /\/signup_user_complete\/\?id=[a-z0-9]{26}$/);
    scene.bob = await scene.visit('bob');
    const { pathname, search } = new URL(link);
    await scene.bob.goto(pathname + search);
    await scene.bob.getByRole('heading', { name: 'Join Ember Works' }).waitFor();
    await scene.picture(scene.bob, 'invited');
    await joinBy(scene.bob, link, 'bob');
    await message(scene.amy, 'bob joined the team').waitFor();
  },

  async 'they talk'({ amy, bob }) {
    await say(bob, text);
    await message(amy, text).waitFor();
    await say(amy, 'I am coming, **two** minutes :tada:', field(amy), 'I am coming, two minutes');
    const heard = message(bob, 'I am coming, two minutes');
    await heard.locator('strong', { hasText: 'two' }).waitFor();
    await heard.getByRole('img', { name: ':tada:' }).waitFor();
    assert.equal(await message(amy, text).count(), 1);
  },

  async 'amy sees that bob is writing'({ amy, bob }) {
    await field(bob).pressSequentially('Milk');
    await amy.getByText('bob is typing').waitFor();
    await field(bob).fill('');
  },

  async 'they go on in a thread'({ amy, bob, picture }) {
    await act(amy, text, 'Reply in thread');
    await threadField(amy).waitFor();
    await say(amy, 'Black tea or green?', threadField(amy));
    await message(bob, text).getByRole('button', { name: /1 reply/ }).click();
    await message(bob, 'Black tea or green?').waitFor();
    await say(bob, 'Green, please', threadField(bob));
    await message(amy, 'Green, please').waitFor();
    await message(amy, text).first().getByRole('button', { name: /2 replies/ }).waitFor();
    await picture(amy, 'thread');
    await amy.getByRole('button', { name: 'Close thread' }).click();
    await bob.getByRole('button', { name: 'Close thread' }).click();
    // Replies stay in their thread.
    assert.equal(await message(amy, 'Green, please').count(), 0);
  },

  async 'threads gather in a list, the unread ones marked'({ amy, bob }) {
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    await act(amy, text, 'Reply in thread');
    await say(amy, 'Green it is', threadField(amy));
    await amy.getByRole('button', { name: 'Close thread' }).click();
    const threads = bob.getByRole('link', { name: /Threads/ });
    await threads.and(bob.locator('.unread')).waitFor();
    await threads.click();
    await bob.getByRole('main', { name: 'Threads' }).getByRole('button', { name: new RegExp(text) }).click();
    await message(bob, 'Green it is').waitFor();
    await threads.and(bob.locator(':not(.unread)')).waitFor();
    await bob.getByRole('button', { name: 'Close thread' }).click();
    await place(bob, 'Town Square').click();
    await inChannel(bob, 'Town Square');
    await message(bob, text).getByRole('button', { name: /3 replies/ }).waitFor();
  },

  async 'a thread that is deleted closes where it is read'({ amy, bob }) {
    await say(amy, 'A thought to be taken back');
    await act(amy, 'A thought to be taken back', 'Reply in thread');
    await say(amy, 'Or not', threadField(amy));
    await amy.getByRole('button', { name: 'Close thread' }).click();
    await message(bob, 'A thought to be taken back').getByRole('button', { name: /1 reply/ }).click();
    await message(bob, 'Or not').waitFor();
    await act(amy, 'A thought to be taken back', 'More');
    await amy.getByRole('menuitem', { name: /^Delete/ }).click();
    await amy.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await bob.getByText('This thread was deleted.').waitFor();
    await bob.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' });
  },

  async 'they react'({ amy, bob }) {
    await act(bob, 'two minutes', 'React with +1');
    const chip = (page) => message(page, 'two minutes').getByRole('group', { name: 'Reactions' }).getByRole('button', { name: /^:\+1:/ });
    await chip(amy).click();
    await chip(bob).and(bob.getByRole('button', { name: /2 people/ })).waitFor();
    assert.equal(await chip(amy).getAttribute('aria-pressed'), 'true');
    await chip(amy).click();
    await chip(bob).and(bob.getByRole('button', { name: /1 person/ })).waitFor();
  },

  async 'bob edits what he said last with the Up key'({ amy, bob }) {
    await say(bob, 'Where is the suger?');
    await field(bob).press('ArrowUp');
    const editor = bob.getByRole('textbox', { name: 'Edit message' });
    await editor.fill('Where is the sugar?');
    await editor.press('Enter');
    await message(amy, 'Where is the sugar?').getByText('(edited)').waitFor();
    assert.equal(await message(amy, 'suger').count(), 0);
    assert.equal(await field(bob).evaluate((element) => element === document.activeElement), true, 'the focus is back in the field');
  },

  async 'bob takes a message back, after being asked'({ amy, bob }) {
    await say(bob, 'Never mind, found it');
    await message(amy, 'Never mind').waitFor();
    await act(bob, 'Never mind', 'More');
    await bob.getByRole('menuitem', { name: 'Delete' }).click();
    await bob.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).click();
    await message(amy, 'Never mind').waitFor({ state: 'detached' });
    await message(bob, 'Never mind').waitFor({ state: 'detached' });
  },

  async 'amy makes a channel, and learns that an address is taken'({ amy }) {
    await amy.getByRole('button', { name: 'Add channels and conversations' }).click();
    await amy.getByRole('menuitem', { name: 'Create channel' }).click();
    const dialog = amy.getByRole('dialog', { name: 'Create channel' });
    await dialog.getByLabel('Name').fill('Town Square');
    await dialog.getByRole('button', { name: 'Create channel' }).click();
    await dialog.getByText('A channel with this address exists already.').waitFor();
    await dialog.getByLabel('Name').fill('Tea room');
    await dialog.getByLabel('Address').fill('tea-room');
    await dialog.getByRole('button', { name: 'Create channel' }).click();
    await inChannel(amy, 'Tea room');
  },

  async 'bob finds it among the channels and joins'({ amy, bob }) {
    await bob.getByRole('button', { name: 'Browse channels' }).click();
    await bob.getByRole('dialog').getByRole('searchbox', { name: 'Search channels' }).fill('tea');
    await bob.getByRole('button', { name: 'Join Tea room' }).click();
    await inChannel(bob, 'Tea room');
    await message(amy, 'bob joined').waitFor();
  },

  async 'a channel out of sight shows that it waits, and how often it calls'({ amy, bob, picture }) {
    await place(bob, 'Town Square').click();
    await inChannel(bob, 'Town Square');
    await say(amy, 'Biscuits have arrived');
    await place(bob, 'Tea room').and(bob.getByRole('link', { name: /unread/ })).waitFor();
    await field(amy).pressSequentially('@b');
    await amy.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /bob/ }).waitFor();
    await amy.keyboard.press('Enter');
    assert.equal(await field(amy).inputValue(), '@bob ', 'Enter takes what is offered and does not send');
    await amy.keyboard.type('they are the good ones');
    await amy.keyboard.press('Enter');
    await place(bob, 'Tea room').and(bob.getByRole('link', { name: /1 mention/ })).waitFor();
    await bob.waitForFunction(() => document.title.startsWith('(1)'));
    await picture(bob, 'waiting');
    await place(bob, 'Tea room').click();
    await bob.getByText('New messages from here').waitFor({ state: 'attached' });
    await bob.waitForFunction(() => !document.title.startsWith('('));
  },

  async 'they talk in private'({ amy, bob }) {
    await amy.getByRole('button', { name: 'New message' }).click();
    const dialog = amy.getByRole('dialog', { name: 'New message' });
    await dialog.getByRole('combobox', { name: 'Search people' }).fill('bob');
    await dialog.getByRole('option', { name: /bob/ }).waitFor();
    await amy.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await inChannel(amy, 'bob');
    await say(amy, 'Happy first day!');
    await place(bob, 'amy').and(bob.getByRole('link', { name: /1 mention/ })).click();
    await message(bob, 'Happy first day!').waitFor();
    await say(bob, 'It is warm here');
    await settled(amy, 'It is warm here');
  },

  async 'bob mutes a channel and leaves it'({ bob }) {
    await place(bob, 'Tea room').click();
    await inChannel(bob, 'Tea room');
    await bob.getByRole('button', { name: 'Channel menu' }).click();
    await bob.getByRole('menuitem', { name: 'Mute', exact: true }).click();
    await place(bob, 'Tea room').getByText('Muted').waitFor({ state: 'attached' });
    await bob.getByRole('button', { name: 'Channel menu' }).click();
    await bob.getByRole('menuitem', { name: 'Leave channel' }).click();
    await bob.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
    await inChannel(bob, 'Town Square');
    assert.equal(await place(bob, 'Tea room').count(), 0);
  },

  async 'everything is still there after a reload'({ amy, picture }) {
    await amy.goto('/');
    await inChannel(amy, 'bob');
    await message(amy, 'It is warm here').waitFor();
    await place(amy, 'Town Square').click();
    await message(amy, text).getByRole('button', { name: /3 replies/ }).waitFor();
    await picture(amy, 'after-reload');
  },

  async 'amy logs out'({ amy }) {
    await amy.getByRole('button', { name: /^amy ?: status and settings/ }).click();
    await amy.getByRole('menuitem', { name: 'Log out' }).click();
    await amy.getByRole('button', { name: 'Log in' }).waitFor();
    await amy.goto('/ember-works/channels/town-square');
    await amy.getByRole('button', { name: 'Log in' }).waitFor();
  },
}));
