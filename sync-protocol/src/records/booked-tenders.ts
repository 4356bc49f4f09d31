/** What tenders took, as books sum it up: a tip is a kind of its own, no part of what paid for the sale. Pure. */
import type { Tender } from './kinds.ts';

type BookedTender = Readonly<{ kind: Tender['kind'] | 'tip'; amountMinor: number }>;

export const bookedTenders = (tenders: readonly Tender[]): BookedTender[] =>
  tenders.flatMap((tender): BookedTender[] => {
    const { kind, amountMinor } = tender;
    const tipMinor = tender.kind === 'card' ? (tender.tipMinor ?? 0) : 0;
    return [
      { kind, amountMinor },
      ...(tipMinor === 0 ? [] : [{ kind: 'tip' as const, amountMinor: tipMinor }]),
    ];
  });
