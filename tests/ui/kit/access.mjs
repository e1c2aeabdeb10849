// What automatic checks can say about access.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { still } from './house.mjs';

const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything that axe finds on the page as it is; of `rules`, if they are named. */
export async function check(page, where, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  // Colours are told from their final value: nothing may be in the middle of appearing.
  await still(page);
  const options = { runOnly: rules ?? RULES, resultTypes: ['violations'], preload: false };
  // Of two thousand emoji those of the first kind stand for all.
  const { violations } = await page.evaluate((asked) => window.axe.run({ exclude: ['.picker-section ~ .picker-section'] }, asked), options);
  // What is scrolled half out of sight is no small target.
  const isWhole = ({ failureSummary }) => !failureSummary.includes('partially obscured');
  const told = violations.flatMap(({ id, nodes }) => nodes.filter(isWhole).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
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
