import { afterEach, expect, onTestFinished, test } from 'vitest';
import {
  type ReceiptPrinterSimulatorOptions,
  startReceiptPrinter,
} from '../simulators/receipt-printer/simulator.ts';
import {
  composeReceipt,
  createReceiptPrinter,
  marked,
  type PrinterProfile,
  type PrinterStatus,
  printerProfiles,
  type ReceiptDocument,
} from '../src/index.ts';
import { controlOf } from './control.ts';
import { sampleReceipt } from './sample-receipt.ts';

const profile = printerProfiles['epson-80mm'];
const timeouts = { connectMs: 1_000, statusMs: 300, idlePollMs: 20, busyPollMs: 10, confirmMs: 400 };
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function bench(
  options: { profile?: PrinterProfile; simulator?: Partial<ReceiptPrinterSimulatorOptions> } = {},
) {
  const simulator = await startReceiptPrinter({ port: 0, controlPort: 0, ...options.simulator });
  running.push(simulator);
  const printer = driver(simulator.port, options.profile);
  return { simulator, printer, control: controlOf(simulator) };
}

function driver(port: number, of: PrinterProfile = profile) {
  const printer = createReceiptPrinter({ address: `tcp://127.0.0.1:${port}`, profile: of, timeouts });
  running.push(printer);
  return printer;
}

/** Resolves when the printer tells that state. */
function toBecome(printer: ReturnType<typeof driver>, state: PrinterStatus['state']): Promise<PrinterStatus> {
  return new Promise((resolve) => {
    const stop = printer.onStatus((status) => {
      if (status.state === state) resolve(status);
    });
    onTestFinished(stop);
  });
}

type State = {
  receipts: { number: number; end: string }[];
  drawer: { openings: number; open: boolean };
  unknownBytes: number;
  printing: boolean;
};
const twenty: ReceiptDocument = {
  blocks: [
    ...Array.from({ length: 20 }, (_, index) => ({ type: 'text', text: `Ligne ${index + 1}.` }) as const),
    { type: 'cut' },
  ],
};
const job = (document: ReceiptDocument = sampleReceipt, id = 'p-1') => ({
  id,
  bytes: composeReceipt(document, profile),
});

test('E6: a receipt is confirmed once it is on paper, and reads in French as it was written', async () => {
  const { printer, control } = await bench();
  expect(await printer.print(job())).toEqual({ outcome: 'confirmed', by: 'process-id' });
  const text = await control.text('/receipts/1.txt');
  expect(text).toContain('Théière en grès — ÉTÉ                 1 234,56 $');
  expect(text).toContain('ŒUFS BIOLOGIQUES, GROS, DOUZAINE          7,49 $');
  expect(text).not.toContain('?');
  expect(await control.json<State>('/state')).toMatchObject({
    unknownBytes: 0,
    receipts: [{ number: 1, end: 'cut' }],
  });
  expect(await control.text('/receipts/1.svg')).toMatch(/^<svg .*<\/svg>$/s);
});

test('E15: paper out in the middle: told, then the rest is printed after the roll is changed, once only', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { paperOutAfterLines: 8 });
  const out = toBecome(printer, 'paper-out');
  let settled = false;
  const printed = printer.print(job(twenty)).finally(() => {
    settled = true;
  });
  await out;
  expect(settled).toBe(false);
  await control.post('/load-paper');
  expect(await printed).toEqual({ outcome: 'confirmed', by: 'process-id' });
  const lines = (await control.text('/receipts/1.txt')).split('\n');
  expect(lines.filter((line) => line.startsWith('Ligne'))).toEqual(
    twenty.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])),
  );
  expect(lines.filter((line) => line.startsWith('~'))).toHaveLength(1);
  expect((await control.json<State>('/state')).receipts).toMatchObject([{ number: 1, end: 'cut' }]);
});

test('E15: during a job the printer tells by itself what stops it, and that it goes on: nobody has to ask', async () => {
  const { simulator, control } = await bench();
  const printer = createReceiptPrinter({
    address: `tcp://127.0.0.1:${simulator.port}`,
    profile,
    timeouts: { ...timeouts, idlePollMs: 3_600_000, busyPollMs: 3_600_000 },
  });
  running.push(printer);
  await control.post('/misbehave', { paperOutAfterLines: 8 });
  const out = toBecome(printer, 'paper-out');
  const printed = printer.print(job(twenty));
  await out;
  const opened = toBecome(printer, 'cover-open');
  await control.post('/misbehave', { coverOpen: true });
  await opened;
  await control.post('/load-paper');
  await control.post('/misbehave', { coverOpen: false });
  expect(await printed).toEqual({ outcome: 'confirmed', by: 'process-id' });
  expect(await control.json<State>('/state')).toMatchObject({ unknownBytes: 0 });
});

test.each([
  ['paper-out', { paperOut: true }, { paperOut: false }],
  ['cover-open', { coverOpen: true }, { coverOpen: false }],
  ['cutter-jam', { cutterJam: true }, { cutterJam: false }],
  ['offline', { offline: true }, { offline: false }],
] as const)(
  'E15: %s before a job: nothing is sent, the cause is named, and it comes back without a restart',
  async (reason, fault, cure) => {
    const { printer, control } = await bench();
    await control.post('/misbehave', fault);
    expect(await printer.print(job())).toEqual({ outcome: 'failed', reason, drawerKicked: false });
    expect((await control.json<State>('/state')).receipts).toEqual([]);
    await toBecome(printer, reason);
    await control.post('/misbehave', cure);
    await toBecome(printer, 'ready');
    expect(await printer.print(job())).toEqual({ outcome: 'confirmed', by: 'process-id' });
  },
);

test('E15: near the end of the roll it prints, and says so', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { nearEnd: true });
  expect(await printer.status()).toEqual({ state: 'ready', paperNearEnd: true, drawerPin3High: false });
  expect(await printer.print(job(twenty))).toMatchObject({ outcome: 'confirmed' });
});

test('E15: a connection that drops in mid-job leaves the job suspect; the reprint is a marked duplicate', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { dropAfterBytes: 200 });
  expect(await printer.print(job(twenty))).toEqual({ outcome: 'suspect', reason: 'connection-lost' });
  expect(await printer.print(job(marked(twenty, 'duplicate', 'DUPLICATA')))).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await control.text('/receipts/1.txt')).toContain('DUPLICATA');
});

test('E15: a printer switched off while it waits for paper forgets the job: suspect', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { paperOutAfterLines: 5 });
  const out = toBecome(printer, 'paper-out');
  const printed = printer.print(job(twenty));
  await out;
  await control.post('/power-cycle');
  expect(await printed).toEqual({ outcome: 'suspect', reason: 'connection-lost' });
  expect((await control.json<State>('/state')).receipts).toMatchObject([{ end: 'torn' }]);
});

test('E15: the drawer opens at once though a receipt waits for paper', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { paperOutAfterLines: 5 });
  const out = toBecome(printer, 'paper-out');
  const printed = printer.print(job(twenty));
  await out;
  expect(await printer.kickDrawer()).toEqual({ outcome: 'sent' });
  await expect.poll(async () => (await control.json<State>('/state')).drawer.openings).toBe(1);
  await control.post('/load-paper');
  expect(await printed).toMatchObject({ outcome: 'confirmed' });
});

test('E16: the drawer opens with a job, also when the paper is out, and by itself; its sensor is read', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { paperOut: true });
  expect(await printer.print({ ...job(), kickDrawer: true })).toEqual({
    outcome: 'failed',
    reason: 'paper-out',
    drawerKicked: true,
  });
  await expect.poll(async () => (await control.json<State>('/state')).drawer.open).toBe(true);
  await control.post('/close-drawer');
  expect((await printer.status()).drawerPin3High).toBe(false);
  expect(await printer.kickDrawer()).toEqual({ outcome: 'sent' });
  await expect.poll(async () => (await printer.status()).drawerPin3High).toBe(true);
});

test('a slow printer is waited for', async () => {
  const { printer, control } = await bench({ simulator: { lineMs: 5 } });
  expect(await printer.print(job(twenty))).toMatchObject({ outcome: 'confirmed' });
  expect(await control.text('/receipts/1.txt')).toContain('Ligne 20.');
});

test('a printer without process id confirms by the queued status', async () => {
  const { printer } = await bench({ profile: printerProfiles['generic-80mm'] });
  expect(await printer.print(job())).toEqual({ outcome: 'confirmed', by: 'queued-status' });
});

test('a printer that answers nothing is printed on, and the job stays suspect: nobody knows', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { silent: true });
  expect(await printer.print(job(twenty))).toEqual({ outcome: 'suspect', reason: 'no-confirmation' });
  expect(await control.text('/receipts/1.txt')).toContain('Ligne 20.');
  expect((await printer.status()).state).toBe('silent');
});

test('a model known to tell nothing is taken at its delivery', async () => {
  const { printer, control } = await bench({ profile: printerProfiles['mute-80mm'] });
  await control.post('/misbehave', { silent: true });
  expect(await printer.print(job(twenty))).toEqual({ outcome: 'confirmed', by: 'delivery' });
  await expect.poll(() => control.text('/receipts/1.txt')).toContain('Ligne 20.');
});

test('E15: an unplugged printer is told, and found again when it returns on the same address', async () => {
  const { simulator, printer } = await bench();
  expect((await printer.status()).state).toBe('ready');
  await simulator.close();
  expect(await printer.print(job())).toEqual({
    outcome: 'failed',
    reason: 'unreachable',
    drawerKicked: false,
  });
  const back = await startReceiptPrinter({ port: simulator.port, controlPort: 0 });
  running.push(back);
  await toBecome(printer, 'ready');
  expect(await printer.print(job())).toMatchObject({ outcome: 'confirmed' });
});

test('two stations share a printer: each job comes out whole', async () => {
  const { simulator, printer, control } = await bench();
  const other = driver(simulator.port);
  const outcomes = await Promise.all([
    printer.print(job(twenty, 'a')),
    other.print(job(twenty, 'b')),
    printer.print(job(twenty, 'c')),
  ]);
  expect(outcomes).toEqual(Array(3).fill({ outcome: 'confirmed', by: 'process-id' }));
  for (const number of [1, 2, 3]) {
    expect((await control.text(`/receipts/${number}.txt`)).match(/Ligne/g)).toHaveLength(20);
  }
});

test('stopping while a job waits for paper leaves it suspect, and ends at once', async () => {
  const { printer, control } = await bench();
  await control.post('/misbehave', { paperOutAfterLines: 5 });
  const out = toBecome(printer, 'paper-out');
  const printed = printer.print(job(twenty));
  await out;
  await printer.close();
  expect(await printed).toEqual({ outcome: 'suspect', reason: 'closed' });
});

test('a job whose caller gave up before its turn is not sent', async () => {
  const { printer, control } = await bench();
  expect(await printer.print(job(), AbortSignal.abort())).toEqual({
    outcome: 'failed',
    reason: 'aborted',
    drawerKicked: false,
  });
  expect((await control.json<State>('/state')).receipts).toEqual([]);
});
