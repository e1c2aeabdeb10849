// What automatic checks can say about access.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { still } from './house.mjs';

const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything that axe finds on the page as it is. */
export async function check(page, where) {
  await page.evaluate(axe);
  // Colours are told from their final value: nothing may be in the middle of appearing.
  await still(page);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES);
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
  assert.deepEqual(told, [], where);
}

/** The same in both themes; `keep` may take a picture of each. */
export async function checkBoth(page, where, keep = async () => {}) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    await keep(theme);
    await check(page, `${where}, ${theme}`);
  }
}
