/** Receipt numbers of one journal: of each register without a gap, and of the journal's own series (S4). */
import { parseReceiptNumber, seriesOf } from '../records/receipt-number.ts';
import type { Report } from './finding.ts';

/** @param isFromBeginning else the first number of each register may be any. */
export function receiptNumbers(journal: string, isFromBeginning: boolean, report: Report) {
  const series = seriesOf(journal);
  const last = new Map<string, number>();
  return (seq: number, number: string): void => {
    const parsed = parseReceiptNumber(number);
    const key = `${parsed?.storeNumber}-${parsed?.register}`;
    const before = last.get(key) ?? (isFromBeginning ? 0 : undefined);
    if (parsed?.series !== series)
      report({ why: 'number', firstBadSeq: seq, number, detail: `not a number of series ${series}` });
    else if (before !== undefined && parsed.count !== before + 1)
      report({ why: 'number', firstBadSeq: seq, number, detail: `${before + 1} should follow at ${key}` });
    if (parsed) last.set(key, parsed.count);
  };
}
