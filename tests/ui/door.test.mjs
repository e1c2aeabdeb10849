// The door: who is refused is told why, next to the field; who is sent out comes back to where they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { fillAccount, inChannel, inviteLink, joinBy, place, settle, throughTheApi } from './kit/people.mjs';

const described = async (page, label) => {
  const note = await page.getByLabel(label).getAttribute('aria-describedby');
  return note === null ? '' : page.locator(`[id="${note}"]`).innerText();
};

test('the door', (t) => tell(t, 'door', {
  async 'amy lives here'(scene) {
    scene.amy = await scene.visit('amy');
    await settle(scene.amy, 'amy', 'Ember Works');
    scene.link = await inviteLink(scene.amy);
    scene.bob = await scene.visit('bob');
  },

  async 'a wrong password is refused without telling which of the two was wrong'({ bob }) {
    await bob.goto('/login');
    for (const name of ['amy', 'nobody']) {
      await bob.getByLabel('E-mail or username').fill(name);
      await bob.getByLabel('Password').fill('not-the-password');
      await bob.getByRole('button', { name: 'Log in' }).click();
      await bob.getByRole('alert').getByText('Name or password is wrong.').waitFor();
      const password = bob.getByLabel('Password');
      await password.and(bob.locator(':focus')).waitFor();
      assert.equal(await described(bob, 'Password'), 'Name or password is wrong.');
      await bob.keyboard.type('warmer');
      assert.equal(await password.inputValue(), 'warmer', 'what is typed takes its place');
      await bob.reload();
    }
  },

  async 'names that are taken are told next to their field'({ bob, link }) {
    const { pathname, search } = new URL(link);
    await bob.goto(pathname + search);
    await fillAccount(bob, 'amy');
    await bob.waitForFunction(() => document.querySelector('[aria-invalid="true"]'));
    const [email, username] = [await described(bob, 'E-mail'), await described(bob, 'Username')];
    assert.ok(email.includes('already') || username.includes('taken'), `${email} / ${username}`);
    await bob.getByLabel('E-mail').fill('bob@example.com');
    await bob.getByRole('button', { name: 'Create account' }).click();
    await bob.waitForFunction(() => document.activeElement?.getAttribute('name') === 'username');
    assert.match(await described(bob, 'Username'), /taken/);
  },

  async 'an invite link that means nothing says so'({ bob }) {
    await bob.goto('/signup_user_complete/?id=abcdefghijklmnopqrstuvwxyz');
    await bob.getByRole('alert').getByText(/not valid any more/).waitFor();
  },

  async 'a guest without a password asks for a link; what an address says went wrong is not repeated'({ house, bob }) {
    const { call } = await throughTheApi(house.url, 'amy');
    await call('PUT', '/config/patch', { GuestAccountsSettings: { Enable: true, EnableGuestMagicLink: true } });
    await bob.goto('/login?extra=login_error&message=Write+to+mallory');
    await bob.getByRole('alert').getByText('This link is not good any more').waitFor();
    assert.equal(await bob.getByText('mallory').count(), 0);
    const ask = bob.getByRole('button', { name: 'Send me a link instead' });
    await ask.click();
    await bob.getByRole('alert').getByText('Write your e-mail address or username first.').waitFor();
    await bob.getByLabel('E-mail or username').fill('nobody@example.com');
    await ask.click();
    await bob.getByRole('status').getByText('one is on its way').waitFor();
    await call('PUT', '/config/patch', { GuestAccountsSettings: { Enable: false, EnableGuestMagicLink: false } });
  },

  async 'bob comes in, and is sent out when his sessions end; the door leads him back'({ bob, house, link, picture }) {
    await joinBy(bob, link, 'bob');
    await place(bob, 'Off-Topic').click();
    await inChannel(bob, 'Off-Topic');
    const { call, me } = await throughTheApi(house.url, 'bob');
    await call('POST', `/users/${me.id}/sessions/revoke/all`);
    await place(bob, 'Town Square').click();
    await bob.getByText('Your session has ended. Log in again.').waitFor();
    await picture(bob, 'ended');
    await bob.getByLabel('E-mail or username').fill('BOB@example.com');
    await bob.getByLabel('Password').fill('a-warm-fire-1');
    await bob.getByRole('button', { name: 'Log in' }).click();
    await inChannel(bob, 'Town Square');
  },

  async 'somebody without a team may join one by its link, or make one'({ amy, house, visit, link }) {
    const { call } = await throughTheApi(house.url, 'amy');
    await call('POST', '/users', { username: 'cleo', email: 'cleo@example.com', password: 'a-warm-fire-1' });
    const cleo = await visit('cleo');
    await cleo.goto('/login');
    await cleo.getByLabel('E-mail or username').fill('cleo');
    await cleo.getByLabel('Password').fill('a-warm-fire-1');
    await cleo.getByRole('button', { name: 'Log in' }).click();
    await cleo.getByRole('heading', { name: 'Join a team' }).waitFor();
    await cleo.getByLabel('Invite link').fill('not a link');
    await cleo.getByRole('button', { name: 'Join team' }).click();
    await cleo.getByText('This does not look like an invite link.').waitFor();
    await cleo.getByLabel('Invite link').fill(link);
    await cleo.getByRole('button', { name: 'Join team' }).click();
    await inChannel(cleo, 'Town Square');
    await cleo.getByRole('button', { name: /^Team Ember Works: switch/ }).click();
    await cleo.getByRole('menuitem', { name: 'Create team' }).click();
    await cleo.getByLabel('Team name').fill('Ember Works');
    await cleo.getByRole('button', { name: 'Create team' }).click();
    await cleo.getByText('A team with this address exists already.').waitFor();
    await cleo.getByLabel('Team name').fill('Second fire');
    await cleo.getByLabel('Address').fill('second-fire');
    await cleo.getByRole('button', { name: 'Create team' }).click();
    await inChannel(cleo, 'Town Square');
    assert.match(cleo.url(), /second-fire/);
    await cleo.getByRole('button', { name: /^Team Second fire: switch/ }).click();
    await cleo.getByRole('menuitem', { name: /^Ember Works/ }).click();
    await cleo.getByRole('button', { name: /^Team Ember Works: switch/ }).waitFor();
    await amy.getByText('cleo joined the team').waitFor();
  },

  async 'joining is offered where there is a team to join'({ amy }) {
    const other = amy.getByRole('button', { name: 'Join a team instead' });
    await amy.goto('/create_team');
    await other.click();
    await amy.getByRole('heading', { name: 'Join a team' }).waitFor();
    await amy.route(/\/api\/v4\/teams\?/, (route) => route.fulfill({ json: [] }));
    const asked = amy.waitForResponse(/\/api\/v4\/teams\?/);
    await amy.goto('/create_team');
    await amy.getByLabel('Team name').waitFor();
    await (await asked).finished();
    assert.equal(await other.count(), 0);
    await amy.unrouteAll();
  },

  async 'a door that does not arrive is said to be missing, and is asked for again'({ visit }) {
    const dee = await visit('dee');
    await dee.route(/\/Door-[\w-]+\.js/, (route) => route.abort());
    await dee.goto('/login');
    await dee.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    await dee.unrouteAll();
    await dee.getByRole('button', { name: 'Try again' }).click();
    await dee.getByLabel('E-mail or username').waitFor();
  },
}));
