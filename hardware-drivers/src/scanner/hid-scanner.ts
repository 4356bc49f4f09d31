import type { HIDAsync } from 'node-hid';
import { scanSource } from './scan-source.ts';
import type { Scanner } from './scanner.ts';

export type HidScannerOptions = Readonly<{ lookEveryMs?: number; repeatMs?: number }>;

/** Usage page and usage of a HID POS scanner; vendors are many, these two are one. */
const usagePage = 0x8c;
const usage = 0x02;

/**
 * The first HID POS scanner plugged into this machine. Looks for it again after it was pulled out. Where node-hid cannot load (libusb or
 * libudev missing) the state says what to install, and the till goes on with typing.
 */
export function createHidScanner({ lookEveryMs = 1_000, repeatMs }: HidScannerOptions = {}): Scanner {
  const source = scanSource(repeatMs);
  let device: HIDAsync | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function look(hid: NodeHid): Promise<void> {
    try {
      const found = (await hid.devicesAsync()).find(
        (one) => one.usagePage === usagePage && one.usage === usage && one.path,
      );
      if (found?.path && !closed) {
        const opened = await hid.HIDAsync.open(found.path);
        device = opened;
        opened.on('data', (report: Buffer) => source.report(report));
        opened.on('error', () => void lose(hid));
        return source.become({ state: 'ready', name: found.product ?? 'HID' });
      }
      source.become({ state: 'absent' });
    } catch (error) {
      source.become({ state: 'unsupported', detail: `${messageOf(error)}. A udev rule may be missing.` });
    }
    lookLater(hid);
  }

  async function lose(hid: NodeHid): Promise<void> {
    const gone = device;
    device = null;
    source.become({ state: 'absent' });
    await gone?.close().catch(() => undefined);
    lookLater(hid);
  }

  function lookLater(hid: NodeHid): void {
    if (!closed) timer = setTimeout(() => void look(hid), lookEveryMs);
  }

  loadNodeHid().then(
    (hid) => look(hid),
    (error) =>
      source.become({
        state: 'unsupported',
        detail: `node-hid could not load: ${messageOf(error)}. Install libusb-1.0-0 and libudev1.`,
      }),
  );
  return {
    ...source.listen,
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await device?.close().catch(() => undefined);
    },
  };
}

type NodeHid = Pick<typeof import('node-hid'), 'devicesAsync' | 'HIDAsync'>;

/** Imported only when a HID scanner is wanted: without libusb the import itself throws. */
async function loadNodeHid(): Promise<NodeHid> {
  const module: NodeHid & { default?: NodeHid } = await import('node-hid');
  return module.default ?? module;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
