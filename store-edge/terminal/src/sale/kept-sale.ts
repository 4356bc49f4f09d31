/**
 * A sale that has been paid, until the cloud has it: Frozen → Submitted → Committed → Cosigned. No answer means the same bytes again;
 * a foreseen refusal is a state to show, never a reason to forget money that moved.
 */
import type { EdgeState, ReturnRequest, SaleCommitted } from '@comptoir/edge-agent/api';

export type KeptSale = Readonly<{
  saleId: string;
  /** The body as it goes over the wire, byte for byte, whatever happens. */
  bytes: string;
  state: 'frozen' | 'submitted' | 'committed' | 'cosigned' | 'refused';
  /** Set when the edge had taken it and went back in time: the receipt's number that it gave. */
  formerNumber?: string;
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
  if (isTaken(sale)) return sale;
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

/** To be handed over once more, to an edge that may have lost it. */
export const reopened = (sale: KeptSale): KeptSale =>
  sale.state === 'committed' && sale.answer
    ? { ...sale, state: 'submitted', formerNumber: sale.answer.receiptNumber, answer: null }
    : sale;

/**
 * What the edge says of its books lets a till know what the cloud has.
 * @param isAllSent the cloud has cosigned all that the edge holds. It says so of records of journals that were left, too.
 */
export const cosigned = (sale: KeptSale, head: EdgeState['head'], isAllSent: boolean): KeptSale => {
  if (sale.state !== 'committed' || !sale.answer) return sale;
  const { journal, seq } = sale.answer;
  const isCosigned = journal === head.journal ? seq <= head.cosignedSeq : isAllSent;
  return isCosigned ? { ...sale, state: 'cosigned' } : sale;
};

/** Books that are others now, or end before what they once held. */
export const hasGoneBack = (sales: readonly KeptSale[], head: EdgeState['head']): boolean =>
  sales.some(
    ({ state, answer }) =>
      state === 'committed' && answer && answer.journal === head.journal && answer.seq > head.seq,
  );

export const inOrder = (sales: readonly KeptSale[]): KeptSale[] =>
  [...sales].sort((a, b) => a.place - b.place || (a.frozenAt < b.frozenAt ? -1 : 1));

export const nextPlace = (sales: readonly KeptSale[]): number =>
  sales.reduce((last, { place }) => Math.max(last, place), 0) + 1;

export const isWaiting = (sale: KeptSale): boolean => sale.state === 'frozen' || sale.state === 'submitted';

/** 250 ms, doubling to 5 s: the edge restarts in about a second, and a line of customers waits for it. */
export const retryDelayMs = (tries: number): number => Math.min(5_000, 250 * 2 ** Math.min(tries, 10));

/** The edge has it. */
export const isTaken = ({ state }: KeptSale): boolean => state === 'committed' || state === 'cosigned';
const isDone = (sale: KeptSale): boolean => isTaken(sale) && sale.printOrdered;

/**
 * What a till has in hand of all that it keeps on disk: whatever still moves, and the last that are done.
 * @param doneMax how many of those. What is done beyond them is a copy for a store server that may lose its own, and is never looked at.
 */
export function inHand(sales: readonly KeptSale[], doneMax: number): readonly KeptSale[] {
  const done = inOrder(sales.filter(isDone));
  if (done.length <= doneMax) return sales;
  const past = new Set(done.slice(0, done.length - doneMax));
  return sales.filter((sale) => !past.has(sale));
}
