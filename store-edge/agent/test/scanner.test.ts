import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scanned } from '../src/api.ts';
import { type Simulator, simulatedScanner } from './support/devices.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let scanner: Simulator;
let shop: Shop;
let till: Till;

beforeAll(async () => {
  scanner = await simulatedScanner();
  shop = await openShop({ at: { scanner: scanner.address } });
  till = await shop.till('1');
  const isPlugged = async () =>
    ((await till.call('GET', '/state')).body as { devices: { scanner: string } }).devices.scanner === 'ready';
  await until('the scanner is there', isPlugged);
});
afterAll(async () => {
  await shop.close();
  await scanner.close();
});

async function connected(): Promise<{ heard: string[]; close: () => void }> {
  const socket = await till.socket();
  const heard: string[] = [];
  socket.on('scan', ({ text }: Scanned) => heard.push(text));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { heard, close: () => void socket.close() };
}

test('E15: what is scanned while the till is just connecting again reaches it once, in the order of scanning', async () => {
  const codes = ['4006381333931', '5012345678900'];
  for (const text of codes) await scanner.post('/scan', { text });
  const first = await connected();
  await until('both scans', async () => first.heard.length === 2);
  expect(first.heard).toEqual(codes);
  first.close();

  const second = await connected();
  await scanner.post('/scan', { text: '96385074' });
  await until('the next scan', async () => second.heard.length > 0);
  expect(second.heard).toEqual(['96385074']);
  second.close();
});
