import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerView } from '../src/api.ts';
import { linesOf } from '../src/devices/customer-display.ts';
import { type Simulator, simulatedLabelPrinter, simulatedLineDisplay } from './support/devices.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { send, type Till } from './support/till.ts';

let display: Simulator;
let labels: Simulator;
let shop: Shop;
let till: Till;

beforeAll(async () => {
  [display, labels] = await Promise.all([simulatedLineDisplay(), simulatedLabelPrinter()]);
  shop = await openShop({ at: { customerDisplay: display.address, labelPrinter: labels.address } });
  till = await shop.till('1');
});
afterAll(async () => {
  await shop.close();
  await Promise.all([display.close(), labels.close()]);
});

const basket: CustomerView = {
  kind: 'basket',
  lines: [{ name: { fr: 'Thé glacé à la pêche', en: 'Peach iced tea' }, quantity: '2', amountMinor: 698 }],
  totalMinor: 123_698,
};
const shown = async () => ((await display.state()).lines as string[]).map((line) => line.trimEnd());

test('E16: the customer reads the last article and the total on the display of two lines', async () => {
  expect((await till.call('PUT', '/customer-display', basket)).status).toBe(204);
  await until('shown', async () => (await shown())[0] === 'Thé glacé à l 6,98 $');
  expect((await shown())[1]).toBe('TOTAL     1 236,98 $');
});

test('E16: a second screen shows what its register tells, from the moment it is opened', async () => {
  await till.call('PUT', '/customer-display', { kind: 'due', dueMinor: 11_498, asksForCard: true });
  const stop = new AbortController();
  const events = await fetch(`${shop.base}/customer-display/events?register=1`, { signal: stop.signal });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const untilHeard = async (words: string) => {
    while (!heard.includes(words)) heard += (await reader?.read())?.value ?? '';
  };
  await untilHeard('"dueMinor":11498');
  await till.call('PUT', '/customer-display', { kind: 'change', changeMinor: 20 });
  await untilHeard('"changeMinor":20');
  expect(heard).not.toContain('basket');
  stop.abort();
  expect(await (await fetch(`${shop.base}/customer-display`)).text()).toContain('Présentez la carte');
});

test('E16: no line is longer than the display, whatever the amounts', () => {
  const views: CustomerView[] = [
    basket,
    { kind: 'idle' },
    { kind: 'due', dueMinor: 99_999_999, asksForCard: false },
    { kind: 'change', changeMinor: 99_999_999 },
  ];
  for (const line of views.flatMap(linesOf)) expect([...line].length).toBeLessThanOrEqual(20);
});

test('a shelf label comes from the back office, at the price of now; what keeps it from printing is told', async () => {
  const signedIn = await send(
    `${shop.base}/edge/v1/back-office/sessions`,
    'POST',
    JSON.stringify({ staffId: 'u-martin', pin: '9876' }),
    {},
  );
  const headers = { Authorization: `Bearer ${String(signedIn.body.session)}` };
  const print = (productId: string) =>
    send(
      `${shop.base}/edge/v1/back-office/labels`,
      'POST',
      JSON.stringify({ productId, copies: 2 }),
      headers,
    );
  expect(await print('mug')).toEqual({ status: 201, body: { copies: 2 } });
  expect((await labels.state()).labels).toMatchObject([
    { texts: ['Tasse émaillée', '12,99\u00a0$', ''], barcode: 'MUG', copies: 2 },
  ]);
  expect((await print('nothing')).status).toBe(404);
  await labels.post('/misbehave', { headOpen: true });
  expect(await print('mug')).toMatchObject({
    status: 409,
    body: { type: '/problems/labels-not-printed', reason: 'head-open', sent: false },
  });
});
