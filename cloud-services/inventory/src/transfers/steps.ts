/** What may happen to a transfer, and what it moves. Pure. */
import type { TransferState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { inTransit, isZero, type Movement, negated, sumQuantities } from '../stock.ts';
import type { TransferStep } from './api.ts';

const next: Readonly<Record<TransferState, Partial<Record<TransferStep, TransferState>>>> = {
  // Who sends without being told to has approved by it.
  requested: { approve: 'approved', ship: 'shipped', cancel: 'cancelled' },
  approved: { ship: 'shipped', cancel: 'cancelled' },
  shipped: { receive: 'received', cancel: 'cancelled' },
  received: { close: 'closed' },
  closed: {},
  cancelled: {},
};
/** The states in which a step has been taken. */
const taken: Readonly<Record<TransferStep, readonly TransferState[]>> = {
  request: ['requested', 'approved', 'shipped', 'received', 'closed'],
  approve: ['approved', 'shipped', 'received', 'closed'],
  ship: ['shipped', 'received', 'closed'],
  receive: ['received', 'closed'],
  close: ['closed'],
  cancel: ['cancelled'],
};

export type Step = { to: TransferState } | { repeated: true } | { refused: true };

/** A step that has been taken is taken again without effect: its answer may have been lost. */
export function stepOf(state: TransferState, step: TransferStep): Step {
  if (taken[step].includes(state)) return { repeated: true };
  const to = next[state][step];
  return to ? { to } : { refused: true };
}

export type StockMove = Pick<Movement, 'locationId' | 'productId' | 'quantity' | 'reason'>;
type Line = Readonly<{ productId: string; quantity: string }>;

export const movesOut = (from: string, lines: readonly Line[]): StockMove[] =>
  moves('transfer-out', from, lines).map((move) => ({ ...move, quantity: negated(move.quantity) }));

export const movesIn = (to: string, lines: readonly Line[]): StockMove[] => moves('transfer-in', to, lines);

/**
 * What is left of a transfer between its two ends is settled: it went back, or it is nowhere. Below zero, more came than was sent.
 * @param remainders what the ledger says is on its way.
 */
export const movesAtClose = (
  from: string,
  missing: 'lost' | 'returned',
  remainders: readonly Line[],
): StockMove[] =>
  missing === 'returned'
    ? movesIn(from, remainders)
    : moves('adjustment', inTransit, remainders).map((move) => ({
        ...move,
        quantity: negated(move.quantity),
      }));

const moves = (reason: StockMove['reason'], locationId: string, lines: readonly Line[]): StockMove[] =>
  lines
    .filter(({ quantity }) => !isZero(quantity))
    .map(({ productId, quantity }) => ({ locationId, productId, quantity, reason }));

/** The same product twice is one line. */
export function merged(lines: readonly Line[]) {
  const sums = new Map<string, string>();
  for (const { productId, quantity } of lines)
    sums.set(productId, sumQuantities([sums.get(productId) ?? '0', quantity]));
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }));
}

/** What was said of some products, and of the others what was expected. */
export function counted(expected: readonly Line[], said: readonly Line[] = []): Line[] {
  const all = new Map(expected.map(({ productId, quantity }) => [productId, quantity]));
  for (const { productId, quantity } of merged(said)) all.set(productId, quantity);
  return [...all].map(([productId, quantity]) => ({ productId, quantity }));
}
