import type { ReportSource } from '../hid/reports.ts';
import { tcpReports } from '../hid/tcp-reports.ts';
import { hidScaleUsage, usbReports } from '../hid/usb-reports.ts';
import { type HidScaleReading, hidScaleReportBytes, readHidScale } from './hid-scale.ts';
import { readingTeller } from './reading-teller.ts';
import type { Scale, ScaleReading } from './scale.ts';

/** The first HID scale plugged into this machine. */
export const createHidScale = ({
  lookEveryMs,
  silentMs,
}: Readonly<{ lookEveryMs?: number; silentMs?: number }> = {}): Scale =>
  scaleOf(usbReports({ ...hidScaleUsage, lookEveryMs }), silentMs);

/** A scale that sends its HID reports over TCP: the simulator, or a bridge. */
export const createTcpHidScale = ({
  address,
  reconnectMs,
  silentMs,
}: Readonly<{ address: string; reconnectMs?: number; silentMs?: number }>): Scale =>
  scaleOf(tcpReports(address, { reportBytes: hidScaleReportBytes, reconnectMs }), silentMs);

/** It reports several times a second as long as it is well. */
const defaultSilentMs = 2_000;

function scaleOf(reports: ReportSource, silentMs = defaultSilentMs): Scale {
  const teller = readingTeller();
  let silence: NodeJS.Timeout | null = null;
  const listenFor = (ready: boolean) => {
    if (silence) clearTimeout(silence);
    silence = ready ? setTimeout(() => teller.become({ state: 'silent' }), silentMs) : null;
  };
  const source = reports({
    onReport(report) {
      const read = readHidScale(report);
      if (!read) return;
      listenFor(true);
      teller.become(readingOf(read));
    },
    onState(state) {
      listenFor(state.state === 'ready');
      if (state.state === 'absent') teller.become({ state: 'absent' });
      if (state.state === 'unsupported') teller.become(state);
    },
  });
  return {
    onReading: teller.onReading,
    async close() {
      listenFor(false);
      await source.close();
    },
  };
}

const states = {
  fault: 'fault',
  zero: 'zero',
  'in-motion': 'in-motion',
  'under-zero': 'under-zero',
  'over-limit': 'over-capacity',
  'needs-calibration': 'fault',
  'needs-re-zeroing': 'fault',
} as const;

/** A weight of nothing is zero, whichever of the two words the scale has for it. */
function readingOf({ status, grams }: HidScaleReading): ScaleReading {
  if (status !== 'stable') return { state: states[status] };
  return grams === 0 ? { state: 'zero' } : { state: 'stable', weightGrams: grams, net: false };
}
