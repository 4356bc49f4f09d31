/** Every device of a counter pulled out and plugged in again while the till sells. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPaymentTerminal } from '../../../hardware-drivers/simulators/payment-terminal/simulator.ts';
import { startReceiptPrinter } from '../../../hardware-drivers/simulators/receipt-printer/simulator.ts';
import { systemClock } from '../src/clock.ts';
import { DeviceBoard } from '../src/devices/device-board.ts';
import { openDevices } from '../src/devices/open-devices.ts';
import {
  type Simulator,
  simulatedLabelPrinter,
  simulatedLineDisplay,
  simulatedScale,
  simulatedScanner,
} from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

const startTerminal = (port: number) =>
  startPaymentTerminal({ port, controlPort: 0, mode: 'auto', autoMs: 5, stepMs: 2 });

const nobody = 'tcp://127.0.0.1:9';

let devices: Record<'scanner' | 'scale' | 'customerDisplay' | 'labelPrinter', Simulator>;
let printer: Awaited<ReturnType<typeof startReceiptPrinter>>;
let shop: Shop;
let till: Till;
let shiftId: string;
beforeAll(async () => {
  const [scanner, scale, customerDisplay, labelPrinter] = await Promise.all([
    simulatedScanner(),
    simulatedScale(),
    simulatedLineDisplay(),
    simulatedLabelPrinter(),
  ]);
  devices = { scanner, scale, customerDisplay, labelPrinter };
  printer = await startReceiptPrinter({ port: 0, controlPort: 0 });
  const addresses = Object.fromEntries(Object.entries(devices).map(([name, { address }]) => [name, address]));
  shop = await openShop({ at: { ...addresses, printer: `127.0.0.1:${printer.port}` } });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await Promise.all([printer.close(), ...Object.values(devices).map((device) => device.close())]);
});

const states = () => shop.agent.edge.state().devices;
const sell = async (): Promise<string> => {
  const sale = saleOf({ shiftId, items: [['bread', '1']] });
  expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  return sale.saleId;
};

test('E15: scanner, scale, display and label printer that are pulled out are told, the sale goes on, and plugged in again they work without a restart', async () => {
  const names = Object.keys(devices) as (keyof typeof devices)[];
  const untilAll = (state: string) =>
    until(state, async () => names.every((name) => states()[name] === state));
  await untilAll('ready');
  await Promise.all(names.map((name) => devices[name].post('/misbehave', { unplugged: true })));
  await untilAll('absent');
  await sell();
  await Promise.all(names.map((name) => devices[name].post('/misbehave', { unplugged: false })));
  await untilAll('ready');
});

test('E15: without its printer, and the drawer that hangs on it, the till sells; plugged in again it prints what waited, each once', async () => {
  await until('ready', async () => states().printer === 'ready' && states().drawer === 'ready');
  const { port } = printer;
  await printer.close();
  await until('absent', async () => states().printer === 'absent' && states().drawer === 'absent');
  const sold = [await sell(), await sell()];
  for (const [at, saleId] of sold.entries())
    await till.call('POST', '/prints', {
      printId: `0193a000-0000-7000-8000-00000000000${at}`,
      saleId,
      language: 'fr',
    });
  printer = await startReceiptPrinter({ port, controlPort: 0 });
  const papers = await until('both are printed', async () => {
    const listed = (await (
      await fetch(`http://127.0.0.1:${printer.controlPort}/receipts`)
    ).json()) as unknown[];
    return listed.length >= sold.length && listed;
  });
  await until('ready again', async () => states().printer === 'ready' && states().drawer === 'ready');
  expect(papers).toHaveLength(sold.length);
});

test('E15: a payment terminal that is pulled out is told although nobody asks it anything, and so is its return', async () => {
  const simulator = await startTerminal(0);
  const devices = openDevices({
    ...{ printer: nobody, scanner: nobody, devicesRegister: '1' },
    paymentTerminal: { url: `http://127.0.0.1:${simulator.port}/nexo`, poiId: 'SIM-0001' },
  });
  const board = new DeviceBoard({
    ...{ devices, clock: systemClock, diagnoseEveryMs: 3_600_000, lookEveryMs: 10, labelsEveryMs: 3_600_000 },
    ...{ onChange: () => undefined, onScan: () => undefined },
  });
  board.start();
  const untilIs = (state: string) => until(state, async () => board.states().paymentTerminal === state);
  await untilIs('ready');
  await simulator.close();
  await untilIs('absent');
  const again = await startTerminal(simulator.port);
  await untilIs('ready');
  board.stop();
  await Promise.all([again.close(), devices.printer.close(), devices.scanner.close()]);
});
