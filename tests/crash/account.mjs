// The one account of the crash test. Its session has to outlive every crash too: it logs in once.

const PASSWORD = 'Correct-horse-1';

export class Account {
  constructor(url) {
    this.url = url;
    this.token = '';
  }

  /** Signs up the first account of an empty server, and logs in. */
  static async first(url) {
    const account = new Account(url);
    await account.post('/users', { username: 'writer', email: 'writer@example.com', password: PASSWORD });
    const answer = await account.#send('POST', '/users/login', { login_id: 'writer', password: PASSWORD });
    account.token = answer.headers.get('token');
    account.user = await answer.json();
    return account;
  }

  async post(path, body) {
    return (await this.#send('POST', path, body)).json();
  }

  async get(path) {
    return (await this.#send('GET', path)).json();
  }

  async #send(method, path, body) {
    const answer = await fetch(`${this.url}/api/v4${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(this.token && { Authorization: `Bearer ${this.token}` }) },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** Maps `items` with at most `atOnce` of them under way; the results in the order of the items. */
export async function inLots(items, atOnce, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
