import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, kill, mainStore, run, withoutRestarts } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
const gtins = run.demo.gtins ?? [];
let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

const isKept = () =>
  till.page.evaluate<boolean>(
    'navigator.serviceWorker.ready.then(({ active }) => active.state === "activated")',
  );

const isStored = () =>
  till.page.evaluate<boolean>('performance.getEntriesByName("till:catalogue-stored").length > 0');

const receiptsAtHeadOffice = async () =>
  (await headOffice.sales(storeId)).map(({ receiptNumber }) => receiptNumber);

/** F9 with nothing typed, nobody there to ask. @returns the number on the slip. */
async function sellAway(gtin: string): Promise<string> {
  await till.typeProduct(gtin);
  await till.page.keyboard.press('F9');
  const slip = till.by('provisional-number');
  await slip.waitFor();
  const number = /P-\d{3}-\d+-[0-9A-Z]{4}-\d{6}/.exec((await slip.textContent()) ?? '')?.[0];
  if (!number) throw new Error(`no provisional number in «${await slip.textContent()}»`);
  return number;
}

const countOf = (number: string): number => Number(number.slice(-6));

test('E8: the store’s server is away: the till sells for cash, also after a reload, and hands over each sale once, with real numbers and no gap', {
  timeout: 240_000,
}, async () => {
  // The till keeps itself, and the whole catalogue, for the day when nobody hands them out.
  await expect.poll(isKept).toBe(true);
  await expect.poll(isStored, { timeout: 90_000 }).toBe(true);
  await till.typeProduct(gtins[0] ?? '');
  const first = await till.payExactCash();
  const slips: string[] = [];
  await withoutRestarts(async () => {
    kill('edge');
    await expect.poll(till.stripState, { timeout: 30_000 }).toBe('edge-unreachable');
    slips.push(await sellAway(gtins[1] ?? ''));
    slips.push(await sellAway(gtins[2] ?? ''));
    await expect.poll(() => till.stripText()).toMatch(/Comptant seulement.*2 ventes gardées ici/);
    await till.typeProduct(gtins[3] ?? '');
    const totalMinor = await till.amountOf('total');
    await expect.poll(() => till.by('pay-card').isDisabled()).toBe(true);
    // What goes on and what does not is read off the strip, with the age of the prices.
    await till.by('status-message').click();
    expect(await till.by('works-in-edge-away').getAttribute('data-holds')).toBe('true');
    expect(await till.by('works-card').getAttribute('data-standing')).toBe('not-now');
    expect(await till.textOf('works-cash')).toMatch(/en partie.*reçu provisoire/);
    expect(await till.textOf('prices-as-of')).toMatch(/\d h \d\d/);
    await till.page.keyboard.press('Escape');
    await till.page.keyboard.press('F10');
    await expect.poll(() => till.textOf('notice')).toMatch(/Prenez du comptant/);

    await till.page.reload();
    await till.signIn();
    await expect.poll(() => till.amountOf('total')).toBe(totalMinor);
    await till.page.keyboard.press('F9');
    await till.by('provisional-number').waitFor();
    await expect.poll(() => till.stripText()).toMatch(/3 ventes gardées ici/);
    expect(await fetch(`${mainStore.address}/healthz`).catch(() => 'nobody answers')).toBe('nobody answers');
  });
  expect(countOf(slips[1] ?? '')).toBe(countOf(slips[0] ?? '') + 1);

  // The customer is still there: what the till shows is the real receipt now.
  const last = await till.committedReceipt(90_000);
  const expected = [0, 1, 2, 3].map(
    (after) => first.slice(0, -6) + String(countOf(first) + after).padStart(6, '0'),
  );
  expect(last).toBe(expected[3]);
  await expect
    .poll(
      async () =>
        (await receiptsAtHeadOffice().catch(() => [])).filter((one) => expected.includes(one)).sort(),
      {
        timeout: 60_000,
      },
    )
    .toEqual(expected);
  await expect.poll(till.stripState, { timeout: 30_000 }).not.toMatch(/edge-unreachable|handing-over/);

  // Who had signed in before the server went away is signed in still, and sells on with a receipt as ever.
  await till.typeProduct(gtins[0] ?? '');
  expect(countOf(await till.payExactCash())).toBe(countOf(first) + 4);
});
