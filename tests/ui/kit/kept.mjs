// What the page keeps in the browser of a person.

/** What is kept under a key, as text; without one, the keys, that of what was on screen among them. */
export const kept = (page, key) => page.evaluate((wanted) => new Promise((resolve) => {
  const opening = indexedDB.open('hearth');
  opening.onerror = () => resolve(undefined);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onsuccess = () => {
    const store = opening.result.transaction('kept').objectStore('kept');
    const asking = wanted ? store.get(wanted) : store.getAllKeys();
    asking.onsuccess = () => {
      opening.result.close();
      const sight = localStorage.getItem('hearth.sight') === null ? [] : ['sight'];
      resolve(JSON.stringify(wanted ? asking.result : [...asking.result, ...sight]));
    };
  };
}), key);

/** Waits until the browser keeps a text. */
export async function keeps(page, text) {
  for (let tries = 0; tries < 100; tries++) {
    if ((await kept(page, 'snapshot'))?.includes(text)) return;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  }
  throw new Error(`the browser does not keep "${text}"`);
}
