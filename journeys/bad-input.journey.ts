import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { openHeadlessTill } from './support/headless-till.ts';
import { headOffice, product, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('P4: a price of zero is refused at head office in words, and the till goes on selling at the price before', async () => {
  const article = await product(run.demo.gtins?.[13] ?? '');
  const refused = await fetch(`${run.gateway}/api/v1/products/${article.id}/price`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await headOffice.token()}`,
    },
    body: JSON.stringify({ amountMinor: 0, currency: 'CAD' }),
  });
  expect(refused.status).toBe(422);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused.json()).toMatchObject({
    type: expect.stringMatching(/\/zero-price$/),
    detail: 'A price of zero is refused: an item is given away by a promotion.',
  });
  await till.typeProduct(article.gtins[0] ?? '');
  expect(await till.amountOfFirstLine()).toBe(article.price.amountMinor);
  await till.payExactCash();
});

test('E13: a sale whose totals do not add up is refused before money is taken, and told by how much; nothing of it is kept', async () => {
  const { id } = await product(run.demo.gtins?.[0] ?? '');
  const register = await openHeadlessTill('2', id);
  const sale = register.freeze();
  const { tenders: _tenders, stock: _stock, completedAt: _at, ...basket } = sale;
  const cheaper = { ...basket, priced: { ...sale.priced, totalMinor: sale.priced.totalMinor - 100 } };
  const checked = await register.send('/baskets/check', cheaper);
  expect(checked.status).toBe(422);
  expect(checked.body).toMatchObject({
    type: expect.stringMatching(/\/totals-differ$/),
    expectedTotalMinor: sale.priced.totalMinor,
    receivedTotalMinor: sale.priced.totalMinor - 100,
  });

  const [tender] = sale.tenders;
  const short = { ...sale, tenders: [{ ...tender, amountMinor: (tender?.amountMinor ?? 0) - 5 }] };
  const refused = await register.send('/sales', short);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ type: expect.stringMatching(/\/sale-unbalanced$/) });

  // The number that it would have had goes to the next sale: no gap.
  const [one, other] = [await register.sell(), await register.sell()];
  expect(Number(other.slice(-6)) - Number(one.slice(-6))).toBe(1);
  await expect
    .poll(async () => (await headOffice.sales(storeId)).map(({ receiptNumber }) => receiptNumber))
    .toContain(other);
  expect((await headOffice.sales(storeId)).some(({ saleId }) => saleId === sale.saleId)).toBe(false);
});
