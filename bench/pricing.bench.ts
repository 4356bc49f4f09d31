/** How long a basket takes to price against many promotions, in Node and in Chromium; whether both give the same bytes, and the best total. */

import { priceBasket } from '@comptoir/pricing/price-basket';
import { promotedScene } from '@comptoir/pricing/test/promotions/arbitrary-promotions';
import { bestDiscountMinor } from '@comptoir/pricing/test/promotions/oracle';
import { build } from 'esbuild';
import fc from 'fast-check';
import { chromium } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import { median, percentile, print, spread } from './support/figures.ts';
import { digest, times } from './support/pricing-run.ts';

const LINES = 50;
const PROMOTIONS = 500;
const BASKETS = 500;
const ALIKE = 10_000;
const SMALL = 20_000;

type Run = Readonly<{ times: typeof times; digest: typeof digest }>;

const node = { times, digest };
report('Node', 2, node.times(LINES, PROMOTIONS, BASKETS));
const few = median(node.times(LINES, PROMOTIONS, BASKETS));
const many = median(node.times(LINES * 4, PROMOTIONS, BASKETS));
print({
  name: `a basket of ${LINES * 4} lines, ${PROMOTIONS} promotions, beside one of ${LINES}`,
  ours: `${many.toFixed(2)} ms`,
  peer: `${few.toFixed(2)} ms`,
  ratio: many / few,
  goal: '≤ 4 × (linear)',
  met: many / few <= 4,
});
const ours = await node.digest(ALIKE);

const { outputFiles } = await build({
  entryPoints: [new URL('./support/pricing-run.ts', import.meta.url).pathname],
  bundle: true,
  format: 'iife',
  globalName: 'run',
  write: false,
});
const browser = await chromium.launch(await chromiumLaunch());
try {
  const page = await browser.newPage();
  // A page of this machine is a secure context, where a digest may be made.
  await page.route('http://localhost/**', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto('http://localhost/');
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  report(
    'Chromium',
    6,
    await page.evaluate(
      ([lines, promotions, baskets]) =>
        (globalThis as unknown as { run: Run }).run.times(lines, promotions, baskets),
      [LINES, PROMOTIONS, BASKETS] as const,
    ),
  );
  const theirs = await page.evaluate(
    (baskets) => (globalThis as unknown as { run: Run }).run.digest(baskets),
    ALIKE,
  );
  print({
    name: `${ALIKE} baskets priced in Node and in Chromium`,
    ours: ours.slice(0, 8),
    peer: theirs.slice(0, 8),
    ratio: 1,
    goal: 'the same bytes',
    met: ours === theirs,
  });
} finally {
  await browser.close();
}

let differing = 0;
fc.assert(
  fc.property(promotedScene('on-pieces'), ({ basket, rules }) => {
    const { discountMinor } = priceBasket(basket, rules, '2026-11-24T13:05:00.000Z');
    if (discountMinor !== bestDiscountMinor(basket, rules)) differing += 1;
  }),
  { numRuns: SMALL },
);
print({
  name: `small baskets of which the oracle finds a better total`,
  ours: String(differing),
  peer: `${SMALL} baskets`,
  ratio: differing / SMALL,
  goal: '0',
  met: differing === 0,
});

function report(where: string, limitMs: number, timesMs: readonly number[]): void {
  const p95 = percentile(timesMs, 0.95);
  print({
    name: `a basket of ${LINES} lines, ${PROMOTIONS} promotions, in ${where}`,
    ours: spread(timesMs),
    peer: '',
    ratio: p95 / limitMs,
    goal: `p95 ≤ ${limitMs} ms`,
    met: p95 <= limitMs,
  });
}
