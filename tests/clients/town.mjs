// A small town for other people's clients: a fresh Hearth, an admin, a team with one channel, alice and bob inside.

import clientModule from '@mattermost/client';
import { WebSocket } from 'ws';
import { startHouse } from '../run/hearth.mjs';

const { Client4, WebSocketClient } = clientModule;
const HEAR_LIMIT_MS = 15_000;

export const PASSWORD = 'Correct-horse-1';

// The official client expects a browser's WebSocket; Node has one only from version 22 on.
globalThis.WebSocket ??= WebSocket;

/** Opens a town. `close()` stops its people's sockets and the program. */
export async function openTown(options) {
  const house = await startHouse(options);
  const admin = await signUp(house.url, 'admin');
  const team = await admin.client.createTeam({ name: 'town', display_name: 'Town', type: 'O' });
  const channel = await admin.client.createChannel({
    team_id: team.id, name: 'square', display_name: 'The square', type: 'O', purpose: '', header: '',
  });
  const town = { house, url: house.url, admin, team, channel, sockets: [] };
  town.alice = await moveIn(town, 'alice');
  town.bob = await moveIn(town, 'bob');
  town.close = async () => {
    for (const socket of town.sockets) socket.close();
    await house.close();
  };
  return town;
}

/** A new account in the town's team and channel, logged in. */
export async function moveIn(town, username) {
  const person = await signUp(town.url, username);
  await town.admin.client.addToTeam(town.team.id, person.user.id);
  await town.admin.client.addToChannel(person.user.id, town.channel.id);
  return person;
}

/** Signs up and logs in with the official client. */
async function signUp(url, username) {
  const client = newClient(url);
  await client.createUser({ username, email: `${username}@example.com`, password: PASSWORD });
  const user = await client.login(username, PASSWORD);
  return { username, user, client, token: client.getToken() };
}

/** The official REST client, told where the server is. */
export function newClient(url) {
  const client = new Client4();
  client.setUrl(url);
  return client;
}

/**
 * The official websocket client of one person, and what it heard.
 * The cookie goes with the handshake, as in a browser: only a connection that is known from its first byte can resume.
 */
export function listen(town, person, { url = town.house.wsUrl } = {}) {
  const heard = new Heard(person.username);
  const socket = new WebSocketClient({
    newWebSocketFn: (address) => new WebSocket(address, { headers: { Cookie: `MMAUTHTOKEN=${person.token}` } }),
    minWebSocketRetryTime: 20,
    reconnectJitterRange: 0,
  });
  // With no such listener the client does not keep its connection id, and so never resumes.
  socket.addMissedMessageListener(() => heard.add({ event: 'test_missed' }));
  socket.addReconnectListener(() => heard.add({ event: 'test_reconnected' }));
  socket.addMessageListener((message) => heard.add(message));
  socket.initialize(url, undefined, true);
  town.sockets.push(socket);
  return { socket, heard };
}

/** Everything that came in so far, and a way to wait for what has not. */
export class Heard {
  all = [];
  #waiting = new Set();

  constructor(who) {
    this.who = who;
  }

  add(message) {
    this.all.push(message);
    for (const check of this.#waiting) check(message);
  }

  /** The first message, past or to come, that `wanted` accepts. */
  until(wanted, what) {
    const already = this.all.find(wanted);
    if (already) return Promise.resolve(already);
    return new Promise((resolve, reject) => {
      const finish = (settle, value) => { clearTimeout(timer); this.#waiting.delete(check); settle(value); };
      const check = (message) => { if (wanted(message)) finish(resolve, message); };
      const timer = setTimeout(() => finish(reject, new Error(this.#nothing(what))), HEAR_LIMIT_MS);
      this.#waiting.add(check);
    });
  }

  event(name) {
    return this.until((message) => message.event === name, name);
  }

  posted(text) {
    return this.until((message) => postOf(message)?.message === text, `the post "${text}"`);
  }

  #nothing(what) {
    const events = this.all.map((message) => message.event ?? `reply ${message.seq_reply}`).join(', ');
    return `${this.who} never heard ${what}; only: ${events || 'nothing'}`;
  }
}

/** The post inside a "posted" event, or undefined for any other message. */
export function postOf(message) {
  return message.event === 'posted' ? JSON.parse(message.data.post) : undefined;
}
