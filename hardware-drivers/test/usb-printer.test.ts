import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { startReceiptPrinter } from '../simulators/receipt-printer/simulator.ts';
import { composeReceipt, createReceiptPrinter, printerProfiles, type ReceiptDocument } from '../src/index.ts';
import { controlOf } from './control.ts';

const profile = printerProfiles['epson-80mm'];
const timeouts = { connectMs: 1_000, statusMs: 500, idlePollMs: 20, busyPollMs: 10, confirmMs: 2_000 };
const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

/**
 * A device file of this machine, in a process of its own (util-linux' `script` holds a pseudo terminal): what a driver writes into it
 * comes out of the process, and the other way round, as the kernel's printer driver does with a cable.
 */
async function cableTo(port: number) {
  const hold = spawn('script', ['-qfec', 'stty raw -echo; tty; exec sleep 600', '/dev/null']);
  const printer = connect(port, '127.0.0.1');
  await once(printer, 'connect');
  const [path] = (await once(createInterface({ input: hold.stdout }), 'line')) as [string];
  hold.stdout.on('data', (bytes: Buffer) => printer.write(bytes));
  printer.on('data', (bytes: Buffer) => hold.stdin.write(bytes));
  printer.on('error', () => printer.destroy());
  const close = async () => {
    printer.destroy();
    if (hold.exitCode !== null || hold.signalCode !== null) return;
    const ended = once(hold, 'exit');
    hold.kill('SIGKILL');
    await ended;
  };
  running.push({ close });
  return { path: path.trim(), pullOut: close };
}

async function bench(query = '') {
  const simulator = await startReceiptPrinter({ port: 0, controlPort: 0 });
  running.push(simulator);
  const cable = await cableTo(simulator.port);
  const printer = createReceiptPrinter({ address: `usb://${cable.path}${query}`, profile, timeouts });
  running.push(printer);
  return { printer, cable, control: controlOf(simulator) };
}

const document: ReceiptDocument = {
  blocks: [{ type: 'text', text: 'Café glacé à emporter.' }, { type: 'cut' }],
};
const job = { id: 'one', bytes: composeReceipt(document, profile) };

test('E15: a printer on USB prints, says that it did, and says when its paper is out', async () => {
  const { printer, control } = await bench();
  expect(await printer.print(job)).toEqual({ outcome: 'confirmed', by: 'process-id' });
  expect(await control.text('/receipts/1.txt')).toContain('Café glacé à emporter.');
  await control.post('/misbehave', { paperOut: true });
  expect((await printer.status()).state).toBe('paper-out');
});

test('E15: a printer on USB that cannot tell how it is prints, and nobody claims to know more', async () => {
  const { printer, control } = await bench('?status=none');
  await control.post('/misbehave', { silent: true });
  expect((await printer.status()).state).toBe('untold');
  expect(await printer.print(job)).toEqual({ outcome: 'confirmed', by: 'delivery' });
  await expect.poll(() => control.text('/receipts/1.txt')).toContain('Café glacé');
});

test('E15: a printer whose USB cable is pulled out took nothing, and the job waits for it', async () => {
  const { printer, cable } = await bench();
  expect((await printer.status()).state).toBe('ready');
  await cable.pullOut();
  expect(await printer.print(job)).toEqual({ outcome: 'failed', reason: 'unreachable', drawerKicked: false });
});
