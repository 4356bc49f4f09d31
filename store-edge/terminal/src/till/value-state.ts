import type { ValueAtTill } from '@comptoir/edge-agent/api';

/** What the sheet of gift cards and credits shows. */
export type ValueShown = Readonly<{
  text: string;
  busy: boolean;
  /** A problem's type, and the amount that it tells of. */
  problem: Readonly<{ type: string; amountMinor: number }> | null;
  found: (ValueAtTill & Readonly<{ code: string }>) | null;
}>;
export const noValue: ValueShown = { text: '', busy: false, problem: null, found: null };
