/** One test for each device, by whoever stands before it: it does something that can be seen, or says why not. */
import type { PrintOutcome, ReceiptDocument } from '@comptoir/hardware-drivers';
import type { Clock } from '../clock.ts';
import type { DeviceName, DeviceTested } from './api.ts';
import type { DeviceBoard } from './device-board.ts';
import type { DeviceSet } from './device-set.ts';

/** A printer that waits for paper is not waited for here. */
const PRINT_MS = 8_000;

type TestDeps = Readonly<{ devices: DeviceSet; board: DeviceBoard; clock: Clock }>;

export async function testDevice(
  { devices, board, clock }: TestDeps,
  name: DeviceName,
): Promise<DeviceTested> {
  switch (name) {
    case 'printer':
      return ofPrint(
        await devices.printer.print(
          { id: `test ${clock.now().toISOString()}`, bytes: devices.compose(testSlip(clock.now())) },
          AbortSignal.timeout(PRINT_MS),
        ),
      );
    case 'drawer': {
      const kicked = await board.openDrawer();
      return { ok: kicked.outcome === 'sent', detail: kicked.outcome === 'sent' ? '' : kicked.reason };
    }
    case 'paymentTerminal': {
      const { state, detail } = await devices.paymentTerminal.diagnose();
      return { ok: state === 'ready' || state === 'busy', detail: detail || state };
    }
    case 'customerDisplay':
      devices.lineDisplay?.show(['ÉÈÀÇ éèàç 1234567890', 'Essai · Test']);
      return ofState(board, name);
    case 'labelPrinter':
      return ofLabel(devices);
    case 'scanner':
    case 'scale':
      return ofState(board, name);
  }
}

function ofState(board: DeviceBoard, name: DeviceName): DeviceTested {
  const state = board.states()[name] ?? 'absent';
  return { ok: state === 'ready', detail: state };
}

const ofPrint = (told: PrintOutcome): DeviceTested => ({
  ok: told.outcome === 'confirmed',
  detail: told.outcome === 'confirmed' ? '' : told.reason,
});

async function ofLabel({ labelPrinter }: DeviceSet): Promise<DeviceTested> {
  if (labelPrinter === null) return { ok: false, detail: 'absent' };
  const label = { name: 'Essai · Test', price: '1,23\u00a0$', unitPrice: '', sku: 'ESSAI', gtin: null };
  const told = await labelPrinter.print(label, 1);
  return told.outcome === 'printed' ? { ok: true, detail: '' } : { ok: false, detail: told.reason };
}

/** Every letter that a receipt may need, so that a wrong code page is seen at once. */
const testSlip = (now: Date): ReceiptDocument => ({
  blocks: [
    { type: 'text', text: 'Essai de l’imprimante', align: 'centre', bold: true },
    { type: 'text', text: 'Printer test', align: 'centre' },
    { type: 'text', text: 'ÀÂÇÉÈÊËÎÏÔÙÛÜŸ àâçéèêëîïôùûüÿ œŒ «» € ½' },
    { type: 'text', text: now.toISOString() },
    { type: 'cut' },
  ],
});
