// Starts the desktop app on a display of its own and uses its window through WebDriver, as a person would: by what
// things are called. It uses nothing but Node, Xvfb, openbox,
// xdotool, dbus-run-session, ImageMagick's import and the two drivers.
//
//   const screen = await openScreen();
//   const app = await launch({ screen, bin, dataDir });    driven: find(), click(), type()
//   await (await app.find('button', 'Send')).click();
//   await app.quit();                          SIGTERM, as a desktop's session does it at its end
//   await app.close(); await screen.close();   nothing of it left running
//
// launchAlone() starts it without a driver, for what a driver would undo: it ends an app whose last window is closed.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DRIVER = fileURLToPath(new URL('node_modules/.bin/tauri-driver', import.meta.url));
const NATIVE_DRIVER = '/usr/bin/WebKitWebDriver';
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;
const ADDRESS = 'hearth.address';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

// Which elements can have a role; the name decides among them.
const MAY_BE = {
  button: 'button, [role=button]',
  field: 'input, textarea',
  heading: 'h1, h2, h3, [role=heading]',
};

/** What we started, processes and (negative) groups: none outlives the test, however that ends. */
const running = new Set();
process.on('exit', () => running.forEach((pid) => stop(pid, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

function stop(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** A display that nobody sees, with somebody who minds the windows. */
export async function openScreen() {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  running.add(xvfb.pid);
  const [number] = await Promise.race([once(xvfb.stdio[3], 'data'), once(xvfb, 'error').then(([error]) => { throw error; })]);
  const env = { ...process.env, DISPLAY: `:${String(number).trim()}` };
  const openbox = spawn('openbox', { env, stdio: 'ignore' });
  running.add(openbox.pid);
  return {
    display: env.DISPLAY,
    /** How many windows of the app can be seen. */
    async windows() {
      const search = ['search', '--onlyvisible', '--name', '^Hearth$'];
      const { stdout } = await run('xdotool', search, { env }).catch((error) => error);
      return String(stdout ?? '').split('\n').filter(Boolean).length;
    },
    /** Closes the window in front, as its own button would, and waits until it is gone. */
    async closeWindow() {
      await run('xdotool', ['key', 'alt+F4'], { env });
      await until('the window is gone', async () => (await this.windows()) === 0);
    },
    /** A picture of all that is on it, PNG. */
    async picture(file) {
      await run('import', ['-window', 'root', file], { env });
    },
    async close() {
      for (const child of [openbox, xvfb]) {
        const ended = once(child, 'exit');
        if (child.exitCode === null && child.signalCode === null && child.kill()) await ended;
      }
    },
  };
}

/** Starts the app under a driver and waits for its window. */
export async function launch({ screen, bin, dataDir }) {
  const [port, nativePort] = [await freePort(), await freePort()];
  const driver = [DRIVER, '--port', port, '--native-port', nativePort, '--native-driver', NATIVE_DRIVER];
  const app = new DesktopApp({ process: inSession({ screen, dataDir }, driver), bin, dataDir });
  return app.readied(() => app.begin(`http://127.0.0.1:${port}`));
}

/** Starts the app alone and waits for its window and its address: not for those of one that has just ended. */
export async function launchAlone({ screen, bin, dataDir }) {
  await until('no window of another', async () => (await screen.windows()) === 0);
  await rm(join(dataDir, ADDRESS), { force: true });
  const app = new DesktopApp({ process: inSession({ screen, dataDir }, [await realpath(bin)]), bin, dataDir });
  return app.readied(() => until('the window and the address', async () => (await screen.windows()) > 0 && app.address()));
}

/** Runs a program as a desktop would, in a group of its own, so that nothing it starts outlives it. */
function inSession({ screen, dataDir }, [program, ...rest]) {
  const child = spawn('dbus-run-session', ['--', program, ...rest.map(String)], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DISPLAY: screen.display,
      HEARTH_DATA_DIR: dataDir,
      LANG: 'C.UTF-8',
      LANGUAGE: 'en',
      MM_SERVICESETTINGS_LISTENADDRESS: '127.0.0.1:0',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      XDG_CACHE_HOME: join(dataDir, 'cache'),
      XDG_DATA_HOME: join(dataDir, 'share'),
    },
  });
  running.add(-child.pid);
  return child;
}

class DesktopApp {
  #process;
  #bin;
  #dataDir;
  #base = '';
  #session = '';

  constructor({ process, bin, dataDir }) {
    [this.#process, this.#bin, this.#dataDir] = [process, bin, dataDir];
  }

  async readied(waited) {
    try {
      await waited();
      return this;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async begin(base) {
    this.#base = base;
    await until('the driver answers', () => fetch(`${base}/status`).then((answer) => answer.ok, () => false));
    const application = await realpath(this.#bin);
    const capabilities = { alwaysMatch: { 'tauri:options': { application } } };
    const { sessionId } = await this.#ask('POST', '/session', { capabilities });
    this.#session = `/session/${sessionId}`;
  }

  /** Where the server in the app answers, once it does. */
  address() {
    return readFile(join(this.#dataDir, ADDRESS), 'utf8').catch(() => '');
  }

  /** Waits for something that a person would call by this role and name. */
  async find(role, name) {
    return until(`a ${role} called ${name}`, async () => {
      for (const found of await this.#list(MAY_BE[role])) {
        const called = await this.#ask('GET', `${found}/computedlabel`).catch(() => '');
        if (called === name) return this.#element(found);
      }
      return null;
    });
  }

  /** Waits until the window says this somewhere. */
  async reads(text) {
    return until(`the words "${text}"`, async () => {
      const [body] = await this.#list('body');
      return body && (await this.#ask('GET', `${body}/text`).catch(() => '')).includes(text);
    });
  }

  /** Waits until the server has taken what was written: until then it stands there as something on its way out. */
  async sent() {
    return until('nothing on its way out', async () => (await this.#list('.outgoing')).length === 0);
  }

  /** Everything that the window says. */
  async text() {
    const [body] = await this.#list('body');
    return this.#ask('GET', `${body}/text`);
  }

  /** Ends the app as the end of a desktop session does, and waits until it is gone. */
  async quit() {
    const pid = await this.#pid();
    if (!pid) throw new Error('the app is not running');
    process.kill(pid, 'SIGTERM');
    await until('the app ends', async () => (await this.#pid()) === null);
  }

  /** Ends what is left of it, the driver included. */
  async close() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    stop(-this.#process.pid, 'SIGTERM');
    await ended;
    // What it started may take longer, and has no business to.
    stop(-this.#process.pid, 'SIGKILL');
  }

  #element(path) {
    return {
      click: () => this.#ask('POST', `${path}/click`, {}),
      type: (text) => this.#ask('POST', `${path}/value`, { text }),
      text: () => this.#ask('GET', `${path}/text`),
    };
  }

  async #list(css) {
    const found = await this.#ask('POST', `${this.#session}/elements`, { using: 'css selector', value: css });
    return found.map((each) => `${this.#session}/element/${each[ELEMENT]}`);
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#base + path, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  /** The process of the app on this data directory. */
  async #pid() {
    const bin = await realpath(this.#bin);
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const exe = await readlink(`/proc/${pid}/exe`).catch(() => '');
      if (exe !== bin) continue;
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      if (environment.split('\0').includes(`HEARTH_DATA_DIR=${this.#dataDir}`)) return Number(pid);
    }
    return null;
  }
}

// WebDriver tells no events: all that can be done is to look again.
async function until(what, look) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
