// Where the page is measured: thirty channels to go through, and one with a hundred thousand messages, brought in as a bulk import.
import { crc32, deflateRawSync } from 'node:zlib';

const PASSWORD = 'a-warm-fire-1';
const TEAM = 'town';
const PEOPLE = ['amy', ...Array.from({ length: 40 }, (_, at) => `person-${at + 1}`)];
const MINUTE = 60_000;

/** The channels by the names that people see; each holds this many messages. */
export const CHANNELS = Array.from({ length: 30 }, (_, at) => `Room ${String(at + 1).padStart(2, '0')}`);
const POSTS_EACH = 120;
/** The long one, and how many it holds. */
export const LONG = 'Chronicle';
export const POSTS_LONG = Number(process.env.HEARTH_BENCH_POSTS ?? 100_000);

const WORDS = [
  'The kettle is on; 물이 끓고 있어요. Whoever comes first takes the good chair by the window.',
  'Yes.',
  '그럼 저녁에 다시 얘기해요 :fire:',
  '@person-3 could you look at **the second shelf**? There is a note in `oak/birch.txt`, and ~~old~~ new logs.',
  'Two things before we go:\n\n- the *ash* has to be taken out\n- somebody should bring `matches`\n\nSee https://example.com/list for the rest.',
  '```rust\nfn light(fire: &mut Fire) -> Result<Warmth> {\n    let spark = fire.strike()?;\n    fire.feed(Log::oak(), spark)\n}\n```',
  '> The good chair is taken.\n\nThen I take the bench. 오늘은 조금 춥네요, 장작을 더 넣을까요? It has been a long day, and the walk home goes uphill; so I would rather stay a while and hear how it went.',
  ':+1: :smile:',
  '| wood | heat |\n| --- | ---: |\n| oak | 4.2 |\n| birch | 3.8 |',
];

/** Fills an empty house; answers who is measured, and with which key. */
export async function settle(url) {
  await call(url, '', 'POST', '/users', { username: 'warden', email: 'warden@example.com', password: PASSWORD });
  const warden = await logIn(url, 'warden');
  await importArchive(url, warden.token, archive());
  return logIn(url, 'amy');
}

async function logIn(url, name) {
  const answer = await fetch(`${url}/api/v4/users/login`, { method: 'POST', body: JSON.stringify({ login_id: name, password: PASSWORD }) });
  const { id } = await answer.json();
  if (!answer.ok) throw new Error(`${name} cannot log in`);
  return { id, token: answer.headers.get('Token') };
}

async function importArchive(url, token, bytes) {
  const upload = await call(url, token, 'POST', '/uploads', { type: 'import', filename: 'town.zip', file_size: bytes.length });
  await call(url, token, 'POST', `/uploads/${upload.id}`, bytes);
  const [file] = await call(url, token, 'GET', '/imports');
  let job = await call(url, token, 'POST', '/jobs', { type: 'import_process', data: { import_file: file } });
  while (['pending', 'in_progress'].includes(job.status)) {
    await new Promise((later) => setTimeout(later, 500));
    job = await call(url, token, 'GET', `/jobs/${job.id}`);
  }
  if (job.status !== 'success') throw new Error(`the import ended: ${JSON.stringify(job)}`);
}

async function call(url, token, method, path, body) {
  const plain = body && !Buffer.isBuffer(body) ? JSON.stringify(body) : body;
  const answer = await fetch(`${url}/api/v4${path}`, { method, headers: token ? { Authorization: `Bearer ${token}` } : {}, body: plain });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Names first, then everything that refers to them. */
function archive() {
  const now = Date.now();
  const places = [...CHANNELS.map((name) => ({ name, posts: POSTS_EACH })), { name: LONG, posts: POSTS_LONG }];
  const lines = [
    { type: 'version', version: 1 },
    { type: 'team', team: { name: TEAM, display_name: 'Town', type: 'O', allow_open_invite: true } },
    ...places.map(({ name }) => ({ type: 'channel', channel: { team: TEAM, name: addressOf(name), display_name: name, type: 'O' } })),
    ...PEOPLE.map((name) => ({ type: 'user', user: person(name, places, now) })),
    ...places.flatMap(({ name, posts }) => Array.from({ length: posts }, (_, at) => ({ type: 'post', post: post(name, at, now - (posts - at) * 2 * MINUTE) }))),
  ];
  return zip('import.jsonl', Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
}

const addressOf = (name) => name.toLowerCase().replace(' ', '-');

/** Everybody is everywhere; only one of them can log in, and has read everything. */
function person(username, places, now) {
  const isRead = (posts) => ({ msg_count: posts, msg_count_root: posts, last_viewed_at: now });
  const channels = places.map(({ name, posts }) => ({ name: addressOf(name), roles: 'channel_user', ...isRead(posts) }));
  const known = username === 'amy' ? { password: PASSWORD } : {};
  return { username, email: `${username}@example.com`, ...known, teams: [{ name: TEAM, roles: 'team_user', channels }] };
}

/** Several in a row by one person now and then, a reaction here and there, short and long ones. */
function post(channel, at, create_at) {
  const by = (number) => PEOPLE[1 + (number % (PEOPLE.length - 1))];
  const reactions = at % 11 === 0 ? [{ user: by(at + 1), emoji_name: '+1', create_at }, { user: by(at + 2), emoji_name: 'fire', create_at }] : undefined;
  return { team: TEAM, channel: addressOf(channel), user: by(Math.floor(at / 3) * 7), message: WORDS[(at * 5) % WORDS.length], create_at, reactions };
}

/** An archive with one file in it. */
function zip(name, bytes) {
  const packed = deflateRawSync(bytes, { level: 1 });
  const label = Buffer.from(name);
  const facts = Buffer.alloc(26);
  for (const [value, at] of [[20, 0], [0x0800, 2], [8, 4], [0, 6], [0x21, 8], [label.length, 22]]) facts.writeUInt16LE(value, at);
  for (const [value, at] of [[crc32(bytes), 10], [packed.length, 14], [bytes.length, 18]]) facts.writeUInt32LE(value, at);
  const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, label, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, Buffer.alloc(14), label]);
  const end = Buffer.alloc(18);
  for (const [value, at] of [[1, 4], [1, 6]]) end.writeUInt16LE(value, at);
  for (const [value, at] of [[entry.length, 8], [file.length, 12]]) end.writeUInt32LE(value, at);
  return Buffer.concat([file, entry, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
