import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { expectEachOnce } from './support/each-once.ts';
import { openHeadlessTill } from './support/headless-till.ts';
import { headOffice, kill, pidOf, product, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('E7 E13: Postgres is restarted twice under a load of sales: each sale is at head office once', async () => {
  const { id } = await product(run.demo.gtins?.[7] ?? '');
  const onHandBefore = await headOffice.onHand(id, storeId);
  const load = await openHeadlessTill('2', id);
  const sold: string[] = [];
  let isSelling = true;
  const selling = (async () => {
    while (isSelling) sold.push(await load.sell());
  })();
  const sells = (more: number) => expect.poll(() => sold.length).toBeGreaterThan(sold.length + more);

  await sells(20);
  await checkpoint();
  const first = pidOf('postgres');
  kill('postgres'); // As in a power cut.
  await sells(20);
  await expect.poll(() => pidOf('postgres')).not.toBe(first);
  await expect
    .poll(() => headOffice.onHand(id, storeId).catch(() => undefined), { timeout: 60_000 })
    .toBeTypeOf('number');
  await sells(20);
  process.kill(pidOf('postgres'), 'SIGINT'); // As a person restarts it: connections are ended.
  await sells(20);
  isSelling = false;
  await selling;

  await till.scanProduct(run.demo.gtins?.[8] ?? '');
  await expectEachOnce(storeId, [...sold, await till.payExactCash()]);
  await expect
    .poll(() => headOffice.onHand(id, storeId), { timeout: 40_000 })
    .toBe(onHandBefore - sold.length);
});

/** As every quarter of an hour: recovery then has no seeding of the demo to read again. */
async function checkpoint(): Promise<void> {
  const client = new pg.Client({ connectionString: run.postgres });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}
