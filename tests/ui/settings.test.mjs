// Making the house one's own: profile, security, notifications and why they come, looks, language and time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './kit/access.mjs';
import { tell } from './kit/house.mjs';
import { field, inviteLink, joinBy, logIn, message, place, say, settle, throughTheApi } from './kit/people.mjs';

const dialog = (page) => page.getByRole('dialog', { name: /^(Settings|설정)$/ });
const saved = (page) => dialog(page).getByText('Saved', { exact: true }).waitFor();
const PAGES = ['Profile', 'Security', 'Notifications', 'Appearance', 'Language and time', 'Sidebar', 'Advanced'];

async function open(page, name) {
  if (!(await dialog(page).isVisible())) await page.keyboard.press('Control+,');
  await dialog(page).getByRole('navigation').getByRole('button', { name, exact: true }).click();
  await dialog(page).getByRole('region', { name, exact: true }).waitFor();
}

async function close(page) {
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
}

/** A picture that is not square, as a browser would read it from disk. */
const wide = (page) => page.evaluate(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 100 });
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#b2410f';
  pen.fillRect(0, 0, 300, 100);
  pen.fillStyle = '#2d5a84';
  pen.fillRect(200, 0, 100, 100);
  return canvas.toDataURL('image/png').split(',')[1];
});

/** The colour in the middle of a picture on the page. */
async function colour(image) {
  await image.decode();
  const pen = document.createElement('canvas').getContext('2d');
  pen.drawImage(image, 0, 0, 10, 10);
  return [...pen.getImageData(5, 5, 1, 1).data].slice(0, 3);
}

test('settings', (t) => tell(t, 'settings', {
  async 'amy and bob have settled'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await say(scene.bob, 'Good morning');
    await message(amy, 'Good morning').waitFor();
  },

  async 'her names are saved as she leaves each field'({ amy, house }) {
    await amy.getByRole('button', { name: /^amy ?: status and settings/ }).click();
    await amy.getByRole('menuitem', { name: 'Settings' }).click();
    await open(amy, 'Profile');
    await dialog(amy).getByLabel('First name').fill('Amy');
    await dialog(amy).getByLabel('Last name').fill('Lee');
    await dialog(amy).getByLabel('Position').fill('Keeper of the fire');
    await dialog(amy).getByLabel('Position').press('Tab');
    await saved(amy);
    const { me } = await throughTheApi(house.url, 'amy');
    assert.deepEqual([me.first_name, me.last_name, me.position], ['Amy', 'Lee', 'Keeper of the fire']);
  },

  async 'a username that cannot be is refused beside the field'({ amy }) {
    await dialog(amy).getByLabel('Username').fill('no');
    await dialog(amy).getByLabel('Username').press('Tab');
    await dialog(amy).getByText('Use between 3 and 22 characters.').waitFor();
    await dialog(amy).getByLabel('Username').fill('bob');
    await dialog(amy).getByLabel('Username').press('Tab');
    await dialog(amy).getByText(/^Not saved\./).waitFor();
    assert.equal(await dialog(amy).getByLabel('Username').inputValue(), 'amy');
  },

  async 'another address needs the password; a wrong one is told and costs nothing'({ amy, house }) {
    await dialog(amy).getByRole('button', { name: 'Change e-mail' }).click();
    const address = dialog(amy).getByLabel('New e-mail');
    await address.and(amy.locator(':focus')).waitFor();
    await address.fill('amy.lee@example.com');
    await dialog(amy).getByLabel('Current password').fill('not-the-password');
    await dialog(amy).getByRole('button', { name: 'Save', exact: true }).click();
    await dialog(amy).getByRole('alert').filter({ hasText: /./ }).waitFor();
    await dialog(amy).getByLabel('Current password').fill('a-warm-fire-1');
    await dialog(amy).getByRole('button', { name: 'Save', exact: true }).click();
    await address.waitFor({ state: 'detached' });
    const { me } = await throughTheApi(house.url, 'amy');
    assert.equal(me.email, 'amy.lee@example.com');
  },

  async 'a picture is looked at before others see it'({ amy, bob, picture }) {
    const buffer = Buffer.from(await wide(amy), 'base64');
    await dialog(amy).getByLabel('Choose a picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    await dialog(amy).getByRole('img', { name: 'How it will look' }).waitFor();
    const frame = dialog(amy).getByRole('application', { name: /^The part that is shown/ });
    const left = () => frame.getByRole('img').evaluate((image) => image.offsetLeft);
    await frame.focus();
    await amy.keyboard.press('Shift+ArrowRight');
    assert.equal(await left(), -144);
    await amy.keyboard.press('+');
    await dialog(amy).getByLabel('Size').fill('1');
    await check(amy, 'a picture in its frame');
    await picture(amy, 'picture');
    await frame.hover();
    await amy.mouse.down();
    const { x, y } = await frame.boundingBox();
    await amy.mouse.move(x - 300, y + 80, { steps: 5 });
    await amy.mouse.up();
    assert.equal(await left(), -320, 'no further than its edge');
    await dialog(amy).getByRole('button', { name: 'Use it' }).click();
    await saved(amy);
    await dialog(amy).locator('.avatar img').waitFor();
    await dialog(amy).getByRole('button', { name: 'Take it away' }).waitFor();
    assert.deepEqual(await amy.locator('[role=dialog] .avatar img').evaluate(colour), [45, 90, 132], 'the right end of it is shown');
    await close(amy);
    await say(amy, 'New face');
    await message(bob, 'New face').locator('.avatar img').waitFor();
  },

  async 'another password, which works'({ amy, visit }) {
    await open(amy, 'Security');
    await dialog(amy).getByLabel('Current password').fill('wrong-password');
    await dialog(amy).getByLabel('New password').fill('short');
    await dialog(amy).getByRole('button', { name: 'Change password' }).click();
    await dialog(amy).getByText('Use at least 8 characters.').waitFor();
    await dialog(amy).getByLabel('New password').fill('a-warmer-fire-2');
    await dialog(amy).getByRole('button', { name: 'Change password' }).click();
    await dialog(amy).getByRole('alert').filter({ hasText: /./ }).waitFor();
    await dialog(amy).getByLabel('Current password').fill('a-warm-fire-1');
    await dialog(amy).getByRole('button', { name: 'Change password' }).click();
    // The form is empty again once it is done.
    await amy.waitForFunction(() => document.querySelector('input[name="now"]').value === '');
    await dialog(amy).getByLabel('Current password').fill('a-warmer-fire-2');
    await dialog(amy).getByLabel('New password').fill('a-warm-fire-1');
    await dialog(amy).getByRole('button', { name: 'Change password' }).click();
    await amy.waitForFunction(() => document.querySelector('input[name="now"]').value === '');
    const phone = await visit('amy elsewhere');
    await logIn(phone, 'amy');
    await phone.context().close();
  },

  async 'sessions are listed, and one of them is ended'({ amy, picture }) {
    await open(amy, 'Profile');
    await open(amy, 'Security');
    const rows = dialog(amy).getByRole('listitem');
    await rows.nth(1).waitFor();
    await dialog(amy).getByText('This one').waitFor();
    assert.equal(await dialog(amy).getByText(/^Unknown \d/).count(), 0);
    const page = dialog(amy).locator('.settings-page');
    await rows.last().scrollIntoViewIfNeeded();
    await open(amy, 'Notifications');
    assert.equal(await page.evaluate((each) => each.scrollTop), 0, 'each page begins at its top');
    await open(amy, 'Security');
    await rows.nth(1).waitFor();
    const before = await rows.count();
    await picture(amy, 'security');
    await rows.nth(1).getByRole('button', { name: /^Log out/ }).click();
    await amy.waitForFunction((count) => document.querySelectorAll('[role="dialog"] li').length === count - 1, before);
    await saved(amy);
  },

  async 'would this notify me? The answer, and why'({ amy, picture }) {
    await open(amy, 'Notifications');
    const answer = dialog(amy).locator('.verdict');
    await answer.getByText('“@amy” calls for you.').waitFor();
    await dialog(amy).getByLabel('Somebody writes').fill('the soup is cold');
    await answer.getByText('Nothing in it calls for you.').waitFor();
    await dialog(amy).getByLabel('Keywords', { exact: true }).fill('soup, 국');
    await dialog(amy).getByLabel('Keywords', { exact: true }).press('Tab');
    await saved(amy);
    await answer.getByText('“soup” calls for you.').waitFor();
    await dialog(amy).getByLabel('Somebody writes').fill('국이 식었어요');
    await answer.getByText('“국” calls for you.').waitFor();
    await picture(amy, 'notifications');
    await dialog(amy).getByRole('group', { name: 'Notify me of' }).first().getByLabel('Nothing').check();
    await answer.getByText('You want no notifications here.').waitFor();
    await dialog(amy).getByLabel('Words to mark').fill('kettle');
    await dialog(amy).getByLabel('Words to mark').press('Tab');
    await dialog(amy).getByRole('group', { name: 'Notify me of' }).first().getByLabel('Mentions and direct messages').check();
    await saved(amy);
    await close(amy);
  },

  async 'a mention out of sight is told once, and a click goes there'({ amy, bob }) {
    await amy.addInitScript(() => {
      globalThis.told = [];
      globalThis.Notification = class {
        static permission = 'granted';
        constructor(title, options) { this.title = title; this.body = options.body; globalThis.told.push(this); }
        close() {}
      };
    });
    await amy.reload();
    await message(amy, 'New face').waitFor();
    await place(amy, 'Town Square').click();
    await place(bob, 'Off-Topic').click();
    await bob.getByRole('heading', { level: 1, name: 'Off-Topic' }).waitFor();
    await say(bob, 'just talk');
    await say(bob, 'where is the **soup**?', field(bob), 'where is the soup?');
    await amy.waitForFunction(() => globalThis.told.length > 0);
    assert.deepEqual(await amy.evaluate(() => globalThis.told.map(({ title, body }) => [title, body])), [['bob in Off-Topic', 'where is the soup?']]);
    await amy.waitForFunction(() => document.title.startsWith('(1)') && document.querySelector('link[rel="icon"]').href.startsWith('data:image/png'));
    await amy.evaluate(() => globalThis.told[0].onclick());
    await amy.getByRole('heading', { level: 1, name: 'Off-Topic' }).waitFor();
    await message(amy, 'where is the soup?').waitFor();
    await say(bob, 'The kettle sings');
    await message(amy, 'The kettle sings').locator('mark', { hasText: 'kettle' }).waitFor();
  },

  async 'looks: density, text, names of others'({ amy, picture }) {
    await open(amy, 'Appearance');
    await dialog(amy).getByLabel('Compact').check();
    await saved(amy);
    await dialog(amy).getByLabel('Very large').check();
    const [find, key] = await Promise.all(['.find', '.find kbd'].map((each) => amy.locator(each).boundingBox()));
    assert.ok(key.x + key.width <= find.x + find.width, 'what there is no room for is not cut in two');
    await dialog(amy).getByLabel('Large', { exact: true }).check();
    await dialog(amy).getByLabel('First and last name', { exact: true }).check();
    await saved(amy);
    await picture(amy, 'appearance');
    await close(amy);
    await amy.getByRole('button', { name: /^Amy Lee ?: status/ }).waitFor();
    await picture(amy, 'compact-large');
    assert.equal(await amy.evaluate(() => getComputedStyle(document.documentElement).fontSize), '18px');
    await open(amy, 'Appearance');
    await dialog(amy).getByLabel('Roomy').check();
    await dialog(amy).getByLabel('Normal').check();
    await dialog(amy).getByLabel('Username', { exact: true }).check();
    await saved(amy);
  },

  async 'clock and time zone'({ amy }) {
    await open(amy, 'Language and time');
    await dialog(amy).getByLabel('16:30').check();
    await saved(amy);
    await dialog(amy).getByLabel(/^As this device/).uncheck();
    await dialog(amy).getByRole('combobox', { name: 'Time zone' }).selectOption('Pacific/Honolulu');
    await saved(amy);
    await close(amy);
    const shown = await message(amy, 'where is the soup?').locator('time').first().getAttribute('title');
    const { zone, at } = await amy.evaluate(() => ({ zone: 'Pacific/Honolulu', at: document.querySelector('article time[datetime]').dateTime }));
    const day = new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'full' }).format(new Date(at));
    assert.ok(shown === null || shown.startsWith(day), `${shown} is in ${zone}`);
    await open(amy, 'Language and time');
    await dialog(amy).getByLabel(/^As this device/).check();
    await saved(amy);
  },

  async 'writing: Ctrl+Enter sends when she likes it so'({ amy }) {
    await open(amy, 'Advanced');
    await dialog(amy).getByLabel(/sends, Enter makes a line/).check();
    await saved(amy);
    await close(amy);
    await field(amy).fill('two');
    await field(amy).press('Enter');
    await field(amy).pressSequentially('lines');
    assert.equal(await field(amy).inputValue(), 'two\nlines');
    await field(amy).press('Control+Enter');
    await message(amy, 'lines').waitFor();
    await open(amy, 'Advanced');
    await dialog(amy).getByLabel(/sends, Enter makes a line/).uncheck();
    await dialog(amy).getByLabel('Show who joins and leaves').uncheck();
    await saved(amy);
    await close(amy);
    await place(amy, 'Town Square').click();
    await message(amy, 'New face').waitFor();
    assert.equal(await message(amy, 'joined the team').count(), 0);
  },

  async 'every page passes the automatic checks, in both themes and both languages'({ amy, picture }) {
    for (const theme of ['Light', 'Dark']) {
      await open(amy, 'Appearance');
      await dialog(amy).getByLabel(theme, { exact: true }).check();
      for (const page of PAGES) {
        await open(amy, page);
        await check(amy, `${page}, ${theme}`);
        if (theme === 'Light') await picture(amy, page.split(' ')[0].toLowerCase());
      }
    }
    await open(amy, 'Language and time');
    await dialog(amy).getByLabel('한국어').check();
    await dialog(amy).getByText('저장했습니다').waitFor();
    await dialog(amy).getByRole('button', { name: '알림', exact: true }).click();
    await check(amy, 'Korean');
    await picture(amy, 'korean');
    await amy.setViewportSize({ width: 390, height: 844 });
    await picture(amy, 'korean-390');
    await amy.setViewportSize({ width: 320, height: 640 });
    assert.equal(await amy.evaluate(() => document.querySelector('.settings').scrollWidth <= innerWidth), true, 'nothing to scroll sideways');
  },
}));
