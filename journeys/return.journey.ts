import type { Sourcing, StockAnswer } from '@comptoir/inventory/api';
import type { OrderView } from '@comptoir/order/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { orderOnline } from './support/guest-order.ts';
import { headOffice, printer, product, run, scan } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

const gtins = run.demo.gtins ?? [];

test('E3: the receipt’s code is scanned, a line touched, and one key gives the money back; its paper prints, head office counts it', async () => {
  await till.scanProduct(gtins[0] ?? '');
  await till.scanProduct(gtins[1] ?? '');
  const receipt = await till.payExactCash();
  const codeOn = async () =>
    (await printer.receiptTexts())
      .map((text) => /comptoir:2:[^\s\]]+/.exec(text.replaceAll('\n', ''))?.[0])
      .find((code) => code?.includes(receipt));
  await expect.poll(codeOn, { timeout: 20_000 }).toBeTruthy();

  await scan((await codeOn()) ?? '');
  await till.by('return-line-1').click();
  const totalMinor = await till.amountOf('return-total');
  expect(totalMinor).toBeGreaterThan(0);
  await till.page.keyboard.press('F9');
  await till.by('return-done').waitFor();
  expect(Math.abs((await till.amountOf('given-back')) - totalMinor)).toBeLessThanOrEqual(2);
  const number = /\d{3}-\d+-[0-9A-Z]{4}-\d{6}/.exec(await till.textOf('return-number'))?.[0] ?? '';
  await till.page.keyboard.press('Enter');
  await till.by('return-dialog').waitFor({ state: 'detached' });

  const returns = async () =>
    (
      await headOffice.get<{ items: { receiptNumber: string; total: { amountMinor: number } }[] }>(
        '/sales/history?kind=return&limit=200',
      )
    ).items.filter((one) => one.receiptNumber === number);
  await expect.poll(returns, { timeout: 20_000 }).toMatchObject([{ total: { amountMinor: -totalMinor } }]);
  await expect
    .poll(async () => (await printer.receiptTexts()).some((text) => text.includes(`Retour ${number}`)), {
      timeout: 20_000,
    })
    .toBe(true);

  // By keys, and by its number: what came back is struck out.
  await till.page.keyboard.press('Insert');
  await till.by('return-dialog').waitFor();
  await till.page.keyboard.type(receipt, { delay: 60 });
  await till.page.keyboard.press('Enter');
  await till.by('return-line-2').waitFor();
  expect(await till.by('return-line-1').isDisabled()).toBe(true);
  await till.page.keyboard.press('Escape');
  await till.by('return-dialog').waitFor({ state: 'detached' });

  // What is left of it is exchanged for more: the difference is paid, and one paper tells both.
  await till.page.keyboard.type('6*', { delay: 60 });
  await till.scanProduct(gtins[2] ?? '');
  const newMinor = await till.amountOf('total');
  // Its number alone, and no sheet is open yet.
  await scan(receipt);
  await till.by('return-line-2').click();
  const backMinor = await till.amountOf('return-total');
  expect(newMinor).toBeGreaterThan(backMinor);
  await till.page.keyboard.press('Insert');
  await expect.poll(() => till.amountOf('return-total')).toBe(0);
  await till.page.keyboard.press('F9');
  await till.by('return-dialog').waitFor({ state: 'detached' });
  expect(await till.amountOf('due')).toBe(newMinor - backMinor);
  const taken = await till.payExactCash();
  const backNumber = taken.slice(0, -6) + String(Number(taken.slice(-6)) - 1).padStart(6, '0');
  const paper = async () =>
    (await printer.receiptTexts()).find(
      (text) => text.includes(taken) && text.includes(`Retour ${backNumber}`),
    );
  await expect.poll(paper, { timeout: 20_000 }).toMatch(/Échange\s+-.*Échange\s+\d/s);
  const told = async () =>
    (
      await headOffice.get<{ items: { receiptNumber: string; total: { amountMinor: number } }[] }>(
        '/sales/history?limit=200',
      )
    ).items.flatMap(({ receiptNumber, total }) =>
      receiptNumber === taken || receiptNumber === backNumber ? [total.amountMinor] : [],
    );
  await expect
    .poll(async () => (await told()).sort((a, b) => a - b), { timeout: 20_000 })
    .toEqual([-backMinor, newMinor]);
});

test('P2 O4: an order of the shop comes back to a till by its number: a key takes the goods, a paper prints, Order gives the money back, and its customer reads where', async () => {
  const { orderId, number, accessToken, status } = await orderOnline(gtins[1] ?? '');
  expect(status).toBe('confirmed');
  type Seen = Pick<OrderView, 'version' | 'status' | 'refunds' | 'returns' | 'totals'>;
  const order = () => headOffice.get<Seen>(`/orders/${orderId}`);
  const { version } = await order();
  await headOffice.put(`/orders/${orderId}/status`, { status: 'shipped' }, { 'if-match': `"${version}"` });
  await expect.poll(async () => (await order()).totals.capturedMinor).toBeGreaterThan(0);
  await till.page.keyboard.press('Insert');
  await till.by('return-dialog').waitFor();
  await scan(number);
  await till.by('return-line-1').click();
  const totalMinor = await till.amountOf('return-total');
  expect(totalMinor).toBeGreaterThan(0);
  await till.by('return-ways').waitFor();
  await till.page.keyboard.press('F9');
  await till.by('return-done').waitFor();
  const returned = /R-[0-9A-F]{4}-[0-9A-F]{4}/.exec(await till.textOf('return-number'))?.[0] ?? '';
  await till.page.keyboard.press('Enter');
  await till.by('return-dialog').waitFor({ state: 'detached' });

  await expect
    .poll(async () => (await order()).refunds, { timeout: 20_000 })
    .toMatchObject([{ state: 'done', amountMinor: totalMinor }]);
  const { returns } = await order();
  expect(returns).toMatchObject([
    { number: returned, state: 'received', store: { name: expect.any(String) } },
  ]);
  const paper = async () =>
    (await printer.receiptTexts()).find((text) => text.includes(`Retour ${returned}`));
  await expect.poll(paper, { timeout: 20_000 }).toContain(number);
  const page = await browsing.page();
  await page.goto(`${run.storefront}/commande/${orderId}?jeton=${accessToken}`);
  await expect.poll(() => page.getByTestId('returns').textContent()).toContain('rendu au magasin');
});

/** Two places that send for the shop, with two pieces here and one there. @returns what puts all back as it was. */
async function inTwoPlaces(productId: string): Promise<() => Promise<void>> {
  const sourcing = await headOffice.get<Sourcing>('/inventory/sourcing');
  const { locations } = await headOffice.get<StockAnswer>(`/inventory/stock/${productId}`);
  const places = locations.slice(0, 2);
  const serving = new Set(places.map(({ locationId }) => locationId));
  await headOffice.put('/inventory/sourcing', {
    split: true,
    locations: sourcing.locations.map((one) => ({ ...one, servesWeb: serving.has(one.locationId) })),
  });
  for (const [at, { locationId, reserved, safetyStock }] of places.entries())
    await headOffice.setOnHand(productId, locationId, 2 - at + Number(reserved) + Number(safetyStock));
  return async () => {
    for (const { locationId, onHand } of places)
      await headOffice.setOnHand(productId, locationId, Number(onHand));
    await headOffice.put('/inventory/sourcing', sourcing);
  };
}

test('P2 O4: what has come of an order from two places goes back, by post or at a till, while the rest is still to leave', async () => {
  const gtin = gtins[9] ?? '';
  const { id: productId } = await product(gtin);
  const putBack = await inTwoPlaces(productId);
  try {
    const { orderId, number, accessToken } = await orderOnline(gtin, '3');
    const order = () => headOffice.get<OrderView>(`/orders/${orderId}`);
    await expect.poll(async () => (await order()).totals.capturedMinor).toBeGreaterThan(0);
    const { version, preparations } = await order();
    const part = preparations.find(({ lines }) => lines[0]?.quantity === '2');
    const move = { status: 'shipped', locationId: part?.locationId };
    await headOffice.put(`/orders/${orderId}/status`, move, { 'if-match': `"${version}"` });
    expect(await order()).toMatchObject({ isPartlyShipped: true, lines: [{ toComeQuantity: '1' }] });

    const page = await browsing.page({ width: 390, height: 844 });
    await page.goto(`${run.storefront}/commande/${orderId}?jeton=${accessToken}`);
    await page.waitForLoadState('networkidle');
    await page.getByTestId('return-order').click();
    await page.getByText('Combien, au plus 2').waitFor();
    await page.locator('[name^="quantity-"]').last().fill('1');
    await page.getByTestId('ask-return').click();
    await expect.poll(() => page.getByTestId('returns').textContent()).toContain('attendu');

    await till.page.keyboard.press('Insert');
    await till.by('return-dialog').waitFor();
    await scan(number);
    await expect.poll(() => till.textOf('return-line-1')).toContain('2 / 3');
    await till.by('return-line-1').click();
    await till.by('return-ways').waitFor();
    await till.page.keyboard.press('F9');
    await till.by('return-done').waitFor();
    await till.page.keyboard.press('Enter');
    await till.by('return-dialog').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await order()).refunds)
      .toMatchObject([{ state: 'done', lines: [{ quantity: '2' }] }]);
    expect(await order()).toMatchObject({ status: 'preparing', isPartlyShipped: true });
    // Nobody waits for what is left of it.
    const { version: now } = await order();
    await headOffice.put(`/orders/${orderId}/status`, { status: 'cancelled' }, { 'if-match': `"${now}"` });
  } finally {
    await putBack();
  }
});
