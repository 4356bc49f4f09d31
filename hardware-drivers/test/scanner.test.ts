import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { reportsOf } from '../simulators/scanner/reports.ts';
import { startScanner } from '../simulators/scanner/simulator.ts';
import {
  createHidScanner,
  createSerialScanner,
  createTcpScanner,
  type Scan,
  type ScannerState,
} from '../src/index.ts';
import { type PendingScan, readHidReport } from '../src/scanner/hid-report.ts';
import { controlOf } from './control.ts';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function bench(repeatMs?: number) {
  const simulator = await startScanner({ port: 0, controlPort: 0 });
  const scanner = createTcpScanner({
    address: `tcp://127.0.0.1:${simulator.port}`,
    reconnectMs: 10,
    ...(repeatMs === undefined ? {} : { repeatMs }),
  });
  running.push(simulator, scanner);
  const scans: Scan[] = [];
  const states: ScannerState['state'][] = [];
  scanner.onScan((scan) => scans.push(scan));
  scanner.onState(({ state }) => states.push(state));
  const control = controlOf(simulator);
  const scan = (text: string, aim?: string) =>
    expect.poll(() => control.post('/scan', { text, aim })).toBe(200);
  return { control, scans, states, scan };
}

test('E1: an article, a long code in several reports and a GS1 code with separators are heard, with their symbology', async () => {
  const { scan, scans } = await bench();
  const link = `https://example.com/01/09506000134352/10/${'LOT42'.repeat(20)}?17=270131`;
  await scan('061234567890');
  await scan(link);
  await scan('010950600013435210LOT42\u001d17270131', ']C1');
  await expect
    .poll(() => scans)
    .toEqual([
      { text: '0061234567890', aim: ']E0' },
      { text: link, aim: ']Q1' },
      { text: '010950600013435210LOT42\u001d17270131', aim: ']C1' },
    ]);
});

test('E15: unplugged it is absent, plugged in again it scans, without a restart', async () => {
  const { control, scan, scans, states } = await bench();
  await expect.poll(() => states.at(-1)).toBe('ready');
  await control.post('/misbehave', { unplugged: true });
  await expect.poll(() => states.at(-1)).toBe('absent');
  await control.post('/misbehave', { unplugged: false });
  await expect.poll(() => states.at(-1)).toBe('ready');
  await scan('4006381333931');
  await expect.poll(() => scans.length).toBe(1);
});

test('E1: the same code twice in a blink is one scan; later it is another', async () => {
  const { scan, scans } = await bench(60_000);
  await scan('4006381333931');
  await scan('4006381333931');
  await scan('96385074');
  await expect.poll(() => scans.map((one) => one.text)).toEqual(['4006381333931', '96385074']);
  const eager = await bench(0);
  await eager.scan('4006381333931');
  await eager.scan('4006381333931');
  await expect.poll(() => eager.scans.length).toBe(2);
});

test('E1, E15: a scanner on a serial line is heard, and again after it was pulled out in the middle of a code', async () => {
  const simulator = await startScanner({ port: 0, controlPort: 0, wire: 'serial' });
  const scanner = createSerialScanner({ address: `tcp://127.0.0.1:${simulator.port}`, reconnectMs: 10 });
  running.push(simulator, scanner);
  const scans: Scan[] = [];
  scanner.onScan((scan) => scans.push(scan));
  const control = controlOf(simulator);
  await expect.poll(() => control.post('/scan', { text: 'Élan\u001d21X', aim: ']d2' })).toBe(200);
  await control.post('/misbehave', { unplugged: true });
  await control.post('/misbehave', { unplugged: false });
  await expect.poll(() => control.post('/scan', { text: '4006381333931' })).toBe(200);
  await expect
    .poll(() => scans)
    .toEqual([
      { text: 'Élan\u001d21X', aim: ']d2' },
      { text: '4006381333931', aim: ']E0' },
    ]);
});

test('whatever a scanner reads comes out of its reports as it went in', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((text) => !text.endsWith('\r')),
      (text) => {
        const heard = readAll(reportsOf(text, ']Q1'));
        expect(heard).toEqual([{ aim: ']Q1', text }]);
      },
    ),
  );
});

test('an unfinished code is dropped after 200 ms, and when another symbology begins', () => {
  const [first, second] = reportsOf('x'.repeat(80), ']Q1');
  const [other] = reportsOf('4006381333931', ']E0');
  if (!first || !second || !other) throw new Error('two reports wanted');
  const late = readHidReport(readHidReport(null, first, 0).pending, second, 201);
  expect(late.scan?.text).toHaveLength(24);
  expect(readHidReport(readHidReport(null, first, 0).pending, other, 1).scan).toEqual({
    aim: ']E0',
    text: '4006381333931',
  });
});

test('garbage from a device is no scan and no crash', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 5 }), (reports) => {
      for (const scan of readAll(reports)) expect(scan.text.length).toBeGreaterThan(0);
    }),
  );
});

test('E15: without a HID scanner, or without what reading one needs, there is a state and no crash', async () => {
  const scanner = createHidScanner({ lookEveryMs: 10 });
  running.push(scanner);
  const states: ScannerState[] = [];
  scanner.onState((state) => states.push(state));
  await expect.poll(() => states.at(-1)?.state).toMatch(/absent|unsupported/);
});

function readAll(reports: readonly Uint8Array[]): Scan[] {
  let pending: PendingScan = null;
  const scans: Scan[] = [];
  reports.forEach((report, index) => {
    const read = readHidReport(pending, report, index);
    pending = read.pending;
    if (read.scan) scans.push(read.scan);
  });
  return scans;
}
