// The desktop app from its first start: an account, a team, a message; and what happens when it is closed, quit, started
// again, or cannot start. HEARTH_DESKTOP_BIN names the program.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';

import { launch, launchAlone, openScreen } from './app.mjs';

const PASSWORD = 'correct horse battery';
const bin = process.env.HEARTH_DESKTOP_BIN;
const output = fileURLToPath(new URL('../output/', import.meta.url));
let screen;
let dataDir;

before(async () => {
  if (!bin) throw new Error('HEARTH_DESKTOP_BIN must name the desktop program, for example target/debug/hearth-desktop');
  screen = await openScreen();
  dataDir = await mkdtemp(join(tmpdir(), 'hearth-desktop-'));
  await mkdir(output, { recursive: true });
});

after(async () => {
  await screen?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

async function withApp(t, folder, story) {
  const app = await launch({ screen, bin, dataDir: folder });
  t.after(() => app.close());
  try {
    await story(app);
  } catch (error) {
    await screen.picture(join(output, 'desktop-failed.png')).catch(() => {});
    console.error(await app.text().catch(() => 'the window says nothing'));
    throw error;
  }
}

/** Somebody's calls of the API: the path to the answer. */
async function logIn(address, account) {
  const api = `${address}/api/v4`;
  const answer = await fetch(`${api}/users/login`, { method: 'POST', body: JSON.stringify(account) });
  assert.equal(answer.status, 200, await answer.text());
  const authorization = `Bearer ${answer.headers.get('token')}`;
  return async (path) => {
    const found = await fetch(api + path, { headers: { authorization } });
    assert.equal(found.status, 200, path);
    return found.json();
  };
}

test('the first start makes an account, a team and a message', (t) =>
  withApp(t, dataDir, async (app) => {
    await (await app.find('field', 'E-mail')).type('amy@example.org');
    await (await app.find('field', 'Username')).type('amy');
    await (await app.find('field', 'Password')).type(PASSWORD);
    await (await app.find('button', 'Create account')).click();
    await (await app.find('field', 'Team name')).type('Kitchen');
    await (await app.find('button', 'Create team')).click();
    const field = await app.find('field', 'Write to Town Square');
    await field.type('The kettle is on.');
    await (await app.find('button', 'Send')).click();
    await app.reads('The kettle is on.');
    await app.sent();
    await screen.picture(join(output, 'desktop.png'));
    await app.quit();
  }));

test('closing the window keeps serving, and what was said is there after a restart', async (t) => {
  const app = await launchAlone({ screen, bin, dataDir });
  t.after(() => app.close());
  await screen.closeWindow();
  const amy = await logIn(await app.address(), { login_id: 'amy', password: PASSWORD });
  const channel = await amy('/teams/name/kitchen/channels/name/town-square');
  const { order, posts } = await amy(`/channels/${channel.id}/posts`);
  assert.ok(order.some((id) => posts[id].message === 'The kettle is on.'), JSON.stringify(posts));
  await app.quit();
});

test('a second start says that the first is running, and where', async (t) => {
  const first = await launchAlone({ screen, bin, dataDir });
  t.after(() => first.close());
  await withApp(t, dataDir, async (second) => {
    await second.find('heading', 'Hearth cannot start');
    await second.reads(await first.address());
  });
});

test('a data directory that cannot be used is explained in the window', async (t) => {
  const broken = await mkdtemp(join(tmpdir(), 'hearth-desktop-'));
  t.after(() => rm(broken, { recursive: true, force: true }));
  await writeFile(join(broken, 'logs'), 'a file where a folder should be');
  await withApp(t, broken, async (app) => {
    await app.find('heading', 'Hearth cannot start');
    await app.reads(join(broken, 'logs'));
  });
});
