// What official clients demand of every answer, whatever it says. watchTransport() looks over the shoulder of fetch.

import assert from 'node:assert/strict';

/**
 * From now on every answer of the API is checked: JSON comes as exactly "application/json" (the web client compares for
 * equality; application/x-ndjson is the only other one that it parses), with the server's version and, because the version is believed only then, without Cache-Control.
 * @returns {{answers: {method: string, path: string, status: number}[], stop: () => void}}
 */
export function watchTransport() {
  const plainFetch = globalThis.fetch;
  const answers = [];
  globalThis.fetch = async (address, options) => {
    const answer = await plainFetch(address, options);
    const path = new URL(address).pathname;
    if (path.startsWith('/api/v4/')) {
      const method = (options?.method ?? 'get').toUpperCase();
      answers.push({ method, path, status: answer.status });
      checkHeaders(`${method} ${path}`, answer);
    }
    return answer;
  };
  return { answers, stop: () => { globalThis.fetch = plainFetch; } };
}

function checkHeaders(route, answer) {
  // The one list that comes line by line: the client reads both kinds, and no third.
  const lines = /\/channel_members$/.test(route) && answer.ok;
  assert.equal(answer.headers.get('content-type'), lines ? 'application/x-ndjson' : 'application/json', `${route}: Content-Type`);
  assert.match(answer.headers.get('x-version-id') ?? '', /^11\.\d+\.\d+\./, `${route}: X-Version-Id`);
  assert.equal(answer.headers.get('cache-control'), null, `${route}: Cache-Control`);
}
