// What people do on the page, by the names they see. Everything waits for what it expects to see; nothing waits for time to pass.

const PASSWORD = 'a-warm-fire-1';

/** Fills the form of a new account and sends it. */
export async function fillAccount(page, username, { action = 'Create account' } = {}) {
  await page.getByLabel('E-mail').fill(`${username}@example.com`);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: action }).click();
}

/** Makes the first account of an empty house, and its first team. */
export async function settle(page, username, team) {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Light the fire' }).waitFor();
  await fillAccount(page, username);
  await createTeam(page, team);
}

/** Names a team on the page that asks for one. */
export async function createTeam(page, team) {
  await page.getByRole('heading', { name: 'Make a team' }).waitFor();
  await page.getByLabel('Team name').fill(team);
  await page.getByRole('button', { name: 'Create team' }).click();
  await inChannel(page, 'Town Square');
}

/** Waits until a channel is on screen and can be written to. */
export async function inChannel(page, channel) {
  await page.getByRole('heading', { level: 1, name: channel, exact: true }).waitFor();
  await page.getByRole('feed').waitFor();
}

/** The invite link of the team, as its window shows it. */
export async function inviteLink(page) {
  await page.getByRole('button', { name: /^Team .*: switch/ }).click();
  await page.getByRole('menuitem', { name: 'Invite people' }).click();
  const link = await page.getByLabel('Invite link').inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return link;
}

/** Follows an invite link and makes an account. */
export async function joinBy(page, link, username) {
  const { pathname, search } = new URL(link);
  await page.goto(pathname + search);
  await fillAccount(page, username);
  await inChannel(page, 'Town Square');
}

/** Logs in by the form. */
export async function logIn(page, username) {
  await page.goto('/login');
  await page.getByLabel('E-mail or username').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('feed').waitFor();
}

/** The field of the channel, or of the thread beside it. */
export const field = (page) => page.getByRole('textbox', { name: /^Write to/ });
export const threadField = (page) => page.getByRole('complementary', { name: 'Thread' }).getByRole('textbox', { name: 'Reply' });

/** Writes a message and sees it arrive for good (not only on its way). `seen` is what it reads like, if it has Markdown. */
export async function say(page, text, where = field(page), seen = text) {
  await where.fill(text);
  await where.press('Enter');
  await settled(page, seen);
}

/** Waits until a message is here and confirmed by the server. */
export const settled = (page, text) => message(page, text).and(page.locator(':not([aria-busy])')).first().waitFor();

/** The message with this text. */
export const message = (page, text) => page.getByRole('article').filter({ hasText: text });

/** Waits until the list of messages is at rest: what is pressed in the frame that scrolls it moves away under the mouse. */
export const resting = (page) => page.evaluate(() => new Promise((then) => {
  let before;
  let same = 0;
  (function look() {
    const feed = document.querySelector('.feed.placed');
    const now = feed ? `${feed.scrollTop} of ${feed.scrollHeight}` : undefined;
    same = now !== undefined && now === before ? same + 1 : 0;
    before = now;
    if (same === 10) then();
    else requestAnimationFrame(look);
  })();
}));

/** Opens the page again, and waits until it hears what others do: what it shows before that may be from the last time. */
export async function comeAgain(page) {
  const heard = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await page.reload();
  await heard;
}

/** Presses something in the list of messages, once it is in sight and the list at rest. */
export async function reach(page, target) {
  await target.scrollIntoViewIfNeeded();
  await resting(page);
  await target.click();
}

/** Opens what can be done with a message. */
export async function act(page, text, action) {
  const one = message(page, text).first();
  await one.hover();
  await one.getByRole('toolbar', { name: 'Message actions' }).getByRole('button', { name: action, exact: true }).click();
}

/** A line of the sidebar. */
export const sidebar = (page) => page.getByRole('navigation', { name: 'Channels and conversations' });
export const place = (page, name) => sidebar(page).getByRole('link', { name: new RegExp(`^(\\w+ )?${name}`) });

/** Somebody to act through the API: logs in beside the page and answers a function that calls. */
export async function throughTheApi(url, username) {
  const answer = await fetch(`${url}/api/v4/users/login`, { method: 'POST', body: JSON.stringify({ login_id: username, password: PASSWORD }) });
  const me = await answer.json();
  if (!answer.ok) throw new Error(`login of ${username}: ${JSON.stringify(me)}`);
  const token = answer.headers.get('Token');
  const call = async (method, path, body) => {
    const reply = await fetch(`${url}/api/v4${path}`, { method, headers: { Authorization: `Bearer ${token}` }, body: body instanceof FormData ? body : body && JSON.stringify(body) });
    const json = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  };
  return { me, call };
}
