import { type PendingScan, readHidReport } from './hid-report.ts';
import type { Scan, Scanner, ScannerState } from './scanner.ts';

/** The same code again within this time is one scan seen twice. */
const defaultRepeatMs = 300;

/** What every transport of HID reports shares: joining, dropping repeats, telling. */
export function scanSource(repeatMs = defaultRepeatMs) {
  const scanListeners = new Set<(scan: Scan) => void>();
  const stateListeners = new Set<(state: ScannerState) => void>();
  let state: ScannerState = { state: 'absent' };
  let pending: PendingScan = null;
  let last = { text: '', atMs: Number.NEGATIVE_INFINITY };

  const listen: Pick<Scanner, 'onScan' | 'onState'> = {
    onScan(listener) {
      scanListeners.add(listener);
      return () => void scanListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => void stateListeners.delete(listener);
    },
  };
  return {
    listen,
    report(bytes: Uint8Array) {
      const atMs = performance.now();
      const read = readHidReport(pending, bytes, atMs);
      pending = read.pending;
      if (!read.scan) return;
      const repeated = read.scan.text === last.text && atMs - last.atMs < repeatMs;
      last = { text: read.scan.text, atMs };
      if (!repeated) for (const listener of scanListeners) listener(read.scan);
    },
    become(next: ScannerState) {
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      pending = null;
      for (const listener of stateListeners) listener(next);
    },
  };
}
