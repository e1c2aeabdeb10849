// Who gets in: a second factor, from its first code to its last, and tokens with which programs act for a person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBoth } from './kit/access.mjs';
import { codesOf } from './kit/codes.mjs';
import { tell } from './kit/house.mjs';
import { createTeam, field, fillAccount, inChannel, say, settle } from './kit/people.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Settings' });
const part = (page, name) => dialog(page).getByRole('region', { name, exact: true });
const saved = (page) => dialog(page).getByText('Saved', { exact: true }).waitFor();

async function openSecurity(page) {
  await page.keyboard.press('Control+,');
  await dialog(page).getByRole('navigation').getByRole('button', { name: 'Security' }).click();
  await part(page, 'Second factor').waitFor();
}

async function leave(page) {
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^amy ?: status and settings/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Log in' }).waitFor();
}

async function namePassword(page) {
  await page.getByLabel('E-mail or username').fill('amy');
  await page.getByLabel('Password').fill('a-warm-fire-1');
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('a second factor', (t) => tell(t, 'factor', {
  async 'amy is at home'(scene) {
    scene.amy = await scene.visit('amy');
    await settle(scene.amy, 'amy', 'Ember Works');
  },

  async 'she sets it up; a mistyped code is told beside the field and costs nothing'(scene) {
    const { amy, picture } = scene;
    await openSecurity(amy);
    const factor = part(amy, 'Second factor');
    await factor.getByText('It is off.').waitFor();
    await factor.getByRole('button', { name: 'Set up' }).click();
    const drawn = factor.getByRole('img', { name: 'Code to scan with your phone' });
    await drawn.evaluate((image) => image.decode());
    scene.next = codesOf(await factor.locator('code').innerText());
    const given = factor.getByLabel('Code of your second factor');
    await given.and(amy.locator(':focus')).waitFor();
    // A digit is missing: it can be no code of any time.
    await given.fill('12345');
    await given.press('Enter');
    await factor.getByRole('alert').getByText('That code is not right.').waitFor();
    await checkBoth(amy, 'setting a second factor up', (theme) => picture(amy, `set-up-${theme}`));
    const code = scene.next();
    await given.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await factor.getByRole('button', { name: 'Turn on' }).click();
    await factor.getByText('It is on.').waitFor();
    await saved(amy);
  },

  async 'logging in asks for the code, once name and password are right'({ amy, next, picture }) {
    await leave(amy);
    await amy.getByLabel('E-mail or username').fill('amy');
    await amy.getByLabel('Password').fill('not-the-password');
    await amy.getByRole('button', { name: 'Log in' }).click();
    await amy.getByRole('alert').getByText('Name or password is wrong.').waitFor();
    assert.equal(await amy.getByLabel('Code of your second factor').count(), 0);
    await namePassword(amy);
    const given = amy.getByLabel('Code of your second factor');
    await given.and(amy.locator(':focus')).waitFor();
    assert.equal(await amy.getByText('Name or password is wrong.').count(), 0, 'that was another try');
    await given.fill('12345');
    await given.press('Enter');
    await amy.getByRole('alert').getByText('This code is not right. Take the newest one.').waitFor();
    await checkBoth(amy, 'asked for the code', (theme) => picture(amy, `asked-${theme}`));
    await given.fill(next());
    await given.press('Enter');
    await inChannel(amy, 'Town Square');
    await say(amy, 'In by two doors');
  },

  async 'switched off, name and password are enough'({ amy }) {
    await openSecurity(amy);
    await part(amy, 'Second factor').getByRole('button', { name: 'Turn off' }).click();
    await part(amy, 'Second factor').getByText('It is off.').waitFor();
    await saved(amy);
    await leave(amy);
    await namePassword(amy);
    await inChannel(amy, 'Town Square');
  },
}, { env: { MM_SERVICESETTINGS_ENABLEMULTIFACTORAUTHENTICATION: 'true' } }));

test('a second factor that everybody needs', (t) => tell(t, 'factor-first', {
  async 'amy cannot do without, and sets it up before anything else'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await amy.goto('/');
    await fillAccount(amy, 'amy');
    await amy.getByRole('heading', { level: 1, name: 'Set up a second factor' }).waitFor();
    const given = amy.getByLabel('Code of your second factor');
    await given.and(amy.locator(':focus')).waitFor();
    await checkBoth(amy, 'a factor first', (theme) => scene.picture(amy, `first-${theme}`));
    // There is no way round it.
    await amy.goto('/create_team');
    await amy.getByRole('heading', { level: 1, name: 'Set up a second factor' }).waitFor();
    await given.and(amy.locator(':focus')).waitFor();
    scene.next = codesOf(await amy.getByRole('main').locator('code').innerText());
    await given.fill('12345');
    await given.press('Enter');
    await amy.getByRole('alert').getByText('That code is not right.').waitFor();
    await given.fill(scene.next());
    await amy.getByRole('button', { name: 'Turn on' }).click();
    await createTeam(amy, 'Ember Works');
    await say(amy, 'Both doors are shut');
  },
}, { env: { MM_SERVICESETTINGS_ENABLEMULTIFACTORAUTHENTICATION: 'true', MM_SERVICESETTINGS_ENFORCEMULTIFACTORAUTHENTICATION: 'true' } }));

test('tokens', (t) => tell(t, 'tokens', {
  async 'amy makes a token and copies it, the only time that it is shown'(scene) {
    const amy = (scene.amy = await scene.visit('amy', { permissions: ['clipboard-read', 'clipboard-write'] }));
    await settle(amy, 'amy', 'Ember Works');
    await field(amy).waitFor();
    await amy.keyboard.press('Control+,');
    await dialog(amy).getByRole('navigation').getByRole('button', { name: 'Security' }).click();
    const tokens = part(amy, 'Tokens');
    await tokens.getByLabel('What is it for?').fill('The weather station on the roof, north side');
    await tokens.getByRole('button', { name: 'Make token' }).click();
    await tokens.getByText('Copy it now: it is shown only once.').waitFor();
    await tokens.getByRole('button', { name: 'Copy', exact: true }).click();
    await amy.getByText('Copied').first().waitFor();
    const secret = await amy.evaluate(() => navigator.clipboard.readText());
    assert.equal(secret, await tokens.locator('code').innerText());
    scene.knock = async () => {
      const answer = await fetch(`${scene.house.url}/api/v4/users/me`, { headers: { Authorization: `Bearer ${secret}` } });
      return answer.ok ? (await answer.json()).username : answer.status;
    };
    assert.equal(await scene.knock(), 'amy');
    await checkBoth(amy, 'a new token', (theme) => scene.picture(amy, `made-${theme}`));
    await amy.keyboard.press('Escape');
    await amy.keyboard.press('Control+,');
    await tokens.getByText('The weather station').waitFor();
    assert.equal(await dialog(amy).getByText(secret).count(), 0);
  },

  async 'she disables it for a while, and enables it again'({ amy, knock, picture }) {
    const row = part(amy, 'Tokens').getByRole('listitem').filter({ hasText: 'The weather station' });
    await row.getByRole('button', { name: /^Disable the token/ }).click();
    await row.getByText('disabled').waitFor();
    await saved(amy);
    assert.equal(await knock(), 401);
    await row.getByRole('button', { name: /^Enable the token/ }).and(amy.locator(':focus')).waitFor();
    await checkBoth(amy, 'a disabled token', (theme) => picture(amy, `disabled-${theme}`));
    await amy.keyboard.press('Escape');
    await amy.keyboard.press('Control+,');
    await row.getByText('disabled').waitFor();
    await row.getByRole('button', { name: /^Enable the token/ }).click();
    await row.getByText('disabled').waitFor({ state: 'detached' });
    await saved(amy);
    assert.equal(await knock(), 'amy');
  },

  async 'when they cannot be fetched she is told, and tries again'({ amy }) {
    await amy.keyboard.press('Escape');
    const cut = (route) => route.abort();
    await amy.route('**/tokens?*', cut);
    await amy.keyboard.press('Control+,');
    const tokens = part(amy, 'Tokens');
    await tokens.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await amy.unroute('**/tokens?*', cut);
    await tokens.getByRole('button', { name: 'Try again' }).click();
    await tokens.getByText('The weather station').waitFor();
  },

  async 'she ends it for good'({ amy, knock }) {
    const rows = part(amy, 'Tokens').getByRole('listitem');
    await rows.getByRole('button', { name: /^End the token The weather station/ }).click();
    await rows.waitFor({ state: 'detached' });
    await saved(amy);
    assert.equal(await knock(), 401);
  },
}, { env: { MM_SERVICESETTINGS_ENABLEUSERACCESSTOKENS: 'true' } }));
