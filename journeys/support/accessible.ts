/** What keeps people from a page, as far as a machine can tell. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Rules that axe finds broken, with their places; and whether the page is wider than its screen.
 * @param within a selector: what else is on the page was looked at before.
 */
export async function faultsOn(page: Page, rules: readonly string[], within = 'html'): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  type Found = { violations: { id: string; nodes: { target: string[] }[] }[] };
  const { violations } = await page.evaluate<Found>(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })})`,
  );
  const tooWide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
    ...(tooWide > 0 ? [`${tooWide} px too wide`] : []),
  ];
}
