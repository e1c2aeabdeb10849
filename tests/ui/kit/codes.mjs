// Codes of a second factor, as an app on a phone makes them (RFC 6238).
import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

/** The app: each call answers a code that has not been given before, since one is good only once. */
export function codesOf(secret) {
  let given = 0;
  return () => {
    // The one after the present one is taken, too: clocks differ.
    given = Math.max(given + 1, Math.floor(Date.now() / STEP_MS));
    return code(secret, given);
  };
}

function code(secret, step) {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(moment).digest();
  const part = digest.readUInt32BE(digest.at(-1) & 0xf) & 0x7fff_ffff;
  return String(part % 1_000_000).padStart(6, '0');
}
