import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Simulator,
  simulatedLabelPrinter,
  simulatedLineDisplay,
  simulatedPrinter,
  simulatedTerminal,
} from './support/devices.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let printer: Simulator;
let terminal: Simulator;
let display: Simulator;
let labels: Simulator;
let shop: Shop;
let till: Till;

beforeAll(async () => {
  [printer, terminal, display, labels] = await Promise.all([
    simulatedPrinter(),
    simulatedTerminal(),
    simulatedLineDisplay(),
    simulatedLabelPrinter(),
  ]);
  shop = await openShop({
    at: {
      printer: printer.address,
      paymentTerminal: terminal.address,
      customerDisplay: display.address,
      labelPrinter: labels.address,
    },
  });
  till = await shop.till('1');
  await till.logIn();
});
afterAll(async () => {
  await shop.close();
  for (const device of [printer, terminal, display, labels]) await device.close();
});

const tested = async (name: string) => (await till.call('POST', `/devices/${name}/test`)).body;

test('E15: each device shows by its test that it works', async () => {
  expect(await tested('printer')).toEqual({ ok: true, detail: '' });
  const [{ number } = { number: 0 }] = (await printer.state()).receipts as { number: number }[];
  expect(await printer.text(`/receipts/${number}.txt`)).toContain('ÀÂÇÉÈÊËÎÏÔÙÛÜŸ àâçéèêëîïôùûüÿ œŒ');
  expect(await tested('drawer')).toEqual({ ok: true, detail: '' });
  await until('open', async () => ((await printer.state()).drawer as { open: boolean }).open);
  expect(await tested('paymentTerminal')).toEqual({ ok: true, detail: 'ready' });
  expect(await tested('labelPrinter')).toEqual({ ok: true, detail: '' });
  await until('the display is there', async () => (await tested('customerDisplay')).ok === true);
  await until('shown', async () => (await display.state()).lines?.toString().startsWith('ÉÈÀÇ éèàç'));
});

test('E15: a device that does not work says why, and one that the store has not is absent', async () => {
  await labels.post('/misbehave', { paperOut: true });
  expect(await tested('labelPrinter')).toEqual({ ok: false, detail: 'paper-out' });
  expect(await tested('scale')).toEqual({ ok: false, detail: 'absent' });
  expect((await till.call('POST', '/devices/nothing/test')).status).toBe(404);
});

test('E11: who opens the drawer to test it is in the journal, as for any opening without a sale', async () => {
  const { journal } = shop.agent;
  const before = journal.tail().seq;
  await tested('drawer');
  const [opened] = journal.recordsAfter(before, 10, 100_000);
  expect(JSON.parse(opened?.lines.header ?? '{}')).toMatchObject({
    kind: 'drawer.opened',
    actor: 'u-camille',
    register: '1',
  });
  expect(opened?.lines.body).toBe('{"reason":"no-sale"}');
});
