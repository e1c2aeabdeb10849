// Starts and stops the real program for the tests written in JavaScript. It uses nothing but Node.
//
//   const house = await openHouse();          an empty data directory, an empty database
//   await house.start();                      the program runs; house.url is where
//   await house.stop();                       SIGTERM, as a service manager does it
//   await house.kill();                       SIGKILL, as a power cut does it; start() again on the same data
//   await house.close();                      stopped, and nothing of it left on disk
//
// HEARTH_BIN names the program; HEARTH_UI a folder with a page to serve in place of the one inside it, so that a change of the
// page is tried without building the program again. With HEARTH_TEST_POSTGRES (postgres://USER@HOST:PORT/DATABASE, a role that may create
// databases) every house has a PostgreSQL database of its own; without it, SQLite in its data directory.

import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const READY = /^Hearth is ready at (http:\/\/\S+)$/;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
const LOG_LINES_KEPT = 400;

/** Which database houses get in this run: "sqlite" or "postgres". */
export const databaseKind = process.env.HEARTH_TEST_POSTGRES ? 'postgres' : 'sqlite';

/**
 * An empty house, not started yet.
 * @param {{bin?: string, postgres?: string|null, env?: Record<string, string>, args?: string[]}} [options]
 *   `postgres` overrides HEARTH_TEST_POSTGRES (null: SQLite); `env` and `args` are added at every start.
 */
export async function openHouse(options = {}) {
  const postgres = options.postgres === undefined ? process.env.HEARTH_TEST_POSTGRES : options.postgres;
  const bin = options.bin ?? process.env.HEARTH_BIN;
  if (!bin) throw new Error('HEARTH_BIN must name the hearth program, for example target/debug/hearth');
  const dataDir = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  const database = postgres ? await createDatabase(postgres) : null;
  return new House({ bin, dataDir, database, env: options.env ?? {}, args: options.args ?? [] });
}

/** A started house in one step. */
export async function startHouse(options) {
  const house = await openHouse(options);
  try {
    await house.start();
  } catch (error) {
    await house.close();
    throw error;
  }
  return house;
}

const ownPage = () => (process.env.HEARTH_UI ? ['--ui', process.env.HEARTH_UI] : []);

class House {
  /** http://127.0.0.1:PORT while the program runs. */
  url = '';
  #child = null;
  #log = [];

  constructor({ bin, dataDir, database, env, args }) {
    this.bin = bin;
    this.dataDir = dataDir;
    this.database = database;
    this.env = env;
    this.args = args;
  }

  get pid() {
    return this.#child?.pid;
  }

  get wsUrl() {
    return `${this.url.replace('http', 'ws')}/api/v4/websocket`;
  }

  /** The newest lines that the program wrote, for a failing test to show. */
  get log() {
    return this.#log.join('\n');
  }

  /** Starts the program on this house's data and waits until it says that it listens. */
  async start({ listen = '127.0.0.1:0' } = {}) {
    if (this.#child) throw new Error('this house is already running');
    const args = ['serve', '--data-dir', this.dataDir, '--listen', listen, ...ownPage(), ...this.args];
    const child = spawn(this.bin, args, { env: this.#environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#keepLines(child.stderr);
    this.url = await this.#ready(child);
    return this;
  }

  /** Asks the program to stop (SIGTERM) and waits for it. Rejects when it took a kill or ended with an error. */
  async stop() {
    const child = this.#take();
    if (!child) return;
    const [code, signal] = await ended(child, 'SIGTERM');
    if (code !== 0) throw new Error(`hearth ended with ${code ?? signal} after SIGTERM\n${this.log}`);
  }

  /** Ends the program as a power cut would (SIGKILL). The data stays. */
  async kill() {
    const child = this.#take();
    if (child) await ended(child, 'SIGKILL');
  }

  /** Stops the program if it runs and removes its data. */
  async close() {
    try {
      await this.stop();
    } finally {
      if (this.database) await dropDatabase(this.database);
      await rm(this.dataDir, { recursive: true, force: true });
    }
  }

  #take() {
    const child = this.#child;
    this.#child = null;
    return child;
  }

  #environment() {
    const database = this.database
      ? { MM_SQLSETTINGS_DRIVERNAME: 'postgres', MM_SQLSETTINGS_DATASOURCE: this.database.url }
      : { MM_SQLSETTINGS_DRIVERNAME: 'sqlite' };
    return {
      ...process.env,
      MM_TEAMSETTINGS_ENABLEOPENSERVER: 'true',
      MM_RATELIMITSETTINGS_ENABLE: 'false',
      ...database,
      ...this.env,
    };
  }

  #keepLines(stream) {
    createInterface({ input: stream }).on('line', (line) => {
      this.#log.push(line);
      if (this.#log.length > LOG_LINES_KEPT) this.#log.shift();
    });
  }

  #ready(child) {
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`hearth did not start: ${why}\n${this.log}`));
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        fail(`no address within ${START_LIMIT_MS} ms`);
      }, START_LIMIT_MS);
      child.once('error', (error) => { clearTimeout(timer); this.#child = null; fail(error.message); });
      // "close" and not "exit": by then the reason that it gave has been read.
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        if (this.#child === child) this.#child = null;
        fail(`it ended with ${code ?? signal}`);
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#log.push(line);
        const address = READY.exec(line)?.[1];
        if (address) { clearTimeout(timer); resolve(address); }
      });
    });
  }
}

/** Every program of ours that runs: none outlives the test process, however that ends. */
const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

async function ended(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
  const exit = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  const result = await exit;
  clearTimeout(timer);
  return result;
}

/** An empty database beside the one that `server` names; its URL and the way to drop it. */
async function createDatabase(server) {
  const name = `hearth_${randomBytes(8).toString('hex')}`;
  await psql(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name, server, url: url.href };
}

async function dropDatabase({ name, server }) {
  await psql(server, `drop database if exists ${name} with (force)`);
}

async function psql(server, statement) {
  await run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--dbname', server, '--command', statement]);
}
