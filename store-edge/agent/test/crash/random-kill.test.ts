/** E13: the agent is killed with SIGKILL at random instants of sale, card payment, print and shift close. The bench does it 500 times. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMortalCounter, runKills } from './kill-run.ts';
import { bundleAgent } from './mortal-shop.ts';

let bundle: string;
beforeAll(async () => {
  bundle = await bundleAgent();
});
afterAll(() => rmSync(bundle, { force: true }));

test('E13: killed twenty times while it sells, charges cards, prints and closes shifts: no paid sale is lost, no card charged twice, no paper doubled, no number skipped or used twice', async () => {
  const counter = await openMortalCounter(bundle);
  try {
    const { wrong, sales, charges } = await runKills(counter, 20, 250);
    expect(wrong).toEqual([]);
    expect(Math.min(sales, charges)).toBeGreaterThan(0);
  } finally {
    await counter.close();
  }
}, 120_000);
