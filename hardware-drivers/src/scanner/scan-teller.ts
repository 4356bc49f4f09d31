import type { Scan, Scanner, ScannerState } from './scanner.ts';

/** The same code again within this time is one scan seen twice. */
const defaultRepeatMs = 300;

/** What every scanner shares, whatever its wire: dropping repeats, and telling. */
export function scanTeller(repeatMs = defaultRepeatMs) {
  const scanListeners = new Set<(scan: Scan) => void>();
  const stateListeners = new Set<(state: ScannerState) => void>();
  let state: ScannerState = { state: 'absent' };
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
    heard(scan: Scan, atMs: number) {
      const repeated = scan.text === last.text && atMs - last.atMs < repeatMs;
      last = { text: scan.text, atMs };
      if (!repeated) for (const listener of scanListeners) listener(scan);
    },
    become(next: ScannerState) {
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      for (const listener of stateListeners) listener(next);
    },
  };
}
