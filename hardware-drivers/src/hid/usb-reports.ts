import type { HIDAsync } from 'node-hid';
import type { HidState, ReportSource } from './reports.ts';

/** Vendors are many; these two say what a device is. Source: USB HID Point of Sale usage tables 1.02. */
export const hidScannerUsage = { usagePage: 0x8c, usage: 0x02 } as const;
export const hidScaleUsage = { usagePage: 0x8d, usage: 0x01 } as const;

type Wanted = Readonly<{ usagePage: number; usage: number; lookEveryMs?: number | undefined }>;

/**
 * The first device of that usage plugged into this machine. Looks for it again after it was pulled out. Where node-hid cannot load (libusb
 * or libudev missing) the state says what to install, and the till goes on with typing.
 */
export function usbReports({ usagePage, usage, lookEveryMs = 1_000 }: Wanted): ReportSource {
  return ({ onReport, onState }) => {
    let device: HIDAsync | null = null;
    let timer: NodeJS.Timeout | null = null;
    let closed = false;

    async function look(hid: NodeHid): Promise<void> {
      const state = await open(hid).catch(
        (error: unknown): HidState => ({
          state: 'unsupported',
          detail: `${messageOf(error)}. A udev rule may be missing.`,
        }),
      );
      onState(state);
      if (state.state !== 'ready') lookLater(hid);
    }

    async function open(hid: NodeHid): Promise<HidState> {
      const found = (await hid.devicesAsync()).find(
        (one) => one.usagePage === usagePage && one.usage === usage && one.path,
      );
      if (!found?.path || closed) return { state: 'absent' };
      const opened = await hid.HIDAsync.open(found.path);
      device = opened;
      opened.on('data', (report: Buffer) => onReport(report));
      opened.on('error', () => void lose(hid));
      return { state: 'ready', name: found.product ?? 'HID' };
    }

    async function lose(hid: NodeHid): Promise<void> {
      const gone = device;
      device = null;
      onState({ state: 'absent' });
      await gone?.close().catch(() => undefined);
      lookLater(hid);
    }

    function lookLater(hid: NodeHid): void {
      if (!closed) timer = setTimeout(() => void look(hid), lookEveryMs);
    }

    loadNodeHid().then(
      (hid) => look(hid),
      (error) =>
        onState({
          state: 'unsupported',
          detail: `node-hid could not load: ${messageOf(error)}. Install libusb-1.0-0 and libudev1.`,
        }),
    );
    return {
      async close() {
        closed = true;
        if (timer) clearTimeout(timer);
        await device?.close().catch(() => undefined);
      },
    };
  };
}

type NodeHid = Pick<typeof import('node-hid'), 'devicesAsync' | 'HIDAsync'>;

/** Imported only when a HID device is wanted: without libusb the import itself throws. */
async function loadNodeHid(): Promise<NodeHid> {
  const module: NodeHid & { default?: NodeHid } = await import('node-hid');
  return module.default ?? module;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
