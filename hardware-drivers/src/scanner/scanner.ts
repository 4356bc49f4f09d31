import type { HidState } from '../hid/reports.ts';

/** A barcode scanner that is read by the agent. Comes and goes by itself: unplugging is a state, not an error. */
export type Scanner = Readonly<{
  onScan(listener: (scan: Scan) => void): () => void;
  /** Tells the present state at once, then each change. */
  onState(listener: (state: ScannerState) => void): () => void;
  close(): Promise<void>;
}>;

/** `aim` is the AIM symbology identifier (`]E0` …), null when the scanner does not tell. `text` keeps GS (U+001D) separators. */
export type Scan = Readonly<{ text: string; aim: string | null }>;

export type ScannerState = HidState;
