/**
 * A sale that has been paid, until the edge holds it: Frozen → Submitted → Committed. No answer means the same bytes again;
 * a foreseen refusal is a state to show, never a reason to forget money that moved.
 */
import type { ReturnRequest, SaleCommitted } from '@comptoir/edge-agent/api';

export type KeptSale = Readonly<{
  saleId: string;
  /** The body as it goes over the wire, byte for byte, whatever happens. */
  bytes: string;
  state: 'frozen' | 'submitted' | 'committed' | 'refused';
  /** What came back with it: both go to the edge in one call. */
  exchange?: ReturnRequest;
  /** In the order in which they were paid, whatever the clock did meanwhile. */
  place: number;
  /** Set when the edge was away: what the customer was told instead of a receipt's number. */
  provisionalNumber: string | null;
  frozenAt: string;
  /** Chosen when frozen: asked for again after a crash, the receipt is the same print and no duplicate. */
  printId: string;
  printOrdered: boolean;
  language: 'fr' | 'en';
  answer: SaleCommitted | null;
  /** Problem type of a refusal. */
  refusedBecause: string | null;
}>;

export type Answer =
  | Readonly<{ is: 'committed'; body: SaleCommitted }>
  /** `later`: the edge says what stands in the way now (no session, no shift yet); the bytes stay good. */
  | Readonly<{ is: 'problem'; type: string; later: boolean }>
  | Readonly<{ is: 'unreachable' }>;

export function onAnswer(sale: KeptSale, answer: Answer): KeptSale {
  // A late answer to an earlier try changes nothing any more.
  if (sale.state === 'committed') return sale;
  switch (answer.is) {
    case 'committed':
      return { ...sale, state: 'committed', answer: answer.body, refusedBecause: null };
    case 'problem':
      return answer.later
        ? { ...sale, state: 'submitted', refusedBecause: answer.type }
        : { ...sale, state: 'refused', refusedBecause: answer.type };
    case 'unreachable':
      return { ...sale, state: 'submitted' };
  }
}

export const inOrder = (sales: readonly KeptSale[]): KeptSale[] =>
  [...sales].sort((a, b) => a.place - b.place || (a.frozenAt < b.frozenAt ? -1 : 1));

export const nextPlace = (sales: readonly KeptSale[]): number =>
  sales.reduce((last, { place }) => Math.max(last, place), 0) + 1;

export const isWaiting = (sale: KeptSale): boolean => sale.state === 'frozen' || sale.state === 'submitted';

/** 250 ms, doubling to 5 s: the edge restarts in about a second, and a line of customers waits for it. */
export const retryDelayMs = (tries: number): number => Math.min(5_000, 250 * 2 ** Math.min(tries, 10));
