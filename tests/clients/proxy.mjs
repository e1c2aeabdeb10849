// A wire that can be cut: passes bytes to a server, and on cut() ends what passes and holds back what comes.

import { createServer, connect } from 'node:net';
import { once } from 'node:events';

/** @returns {Promise<{url: string, cut: () => void, mend: () => void, close: () => void}>} `url` stands in for `target`. */
export async function openWire(target) {
  const { hostname, port } = new URL(target);
  const ends = new Set();
  const held = [];
  let whole = true;

  const join = (near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [[near, far], [far, near]]) {
      ends.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => { ends.delete(from); to.destroy(); });
    }
  };
  const server = createServer((near) => { if (whole) join(near); else held.push(near); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(target);
  url.port = String(server.address().port);
  return {
    url: url.href,
    cut() { whole = false; for (const end of ends) end.destroy(); },
    mend() { whole = true; for (const near of held.splice(0)) join(near); },
    close() { for (const end of [...ends, ...held]) end.destroy(); server.close(); },
  };
}
