/** What may happen to a transfer, and what it moves. Pure. */
import { sumQuantities } from '../stock.ts';
import type { Transfer, TransferState, TransferStep } from './api.ts';

const next: Readonly<Record<TransferState, Partial<Record<TransferStep, TransferState>>>> = {
  requested: { ship: 'shipped', cancel: 'cancelled' },
  shipped: { receive: 'received', cancel: 'cancelled' },
  received: {},
  cancelled: {},
};
const leadsTo: Readonly<Record<TransferStep, TransferState>> = {
  request: 'requested',
  ship: 'shipped',
  receive: 'received',
  cancel: 'cancelled',
};

export type Step = { to: TransferState } | { repeated: true } | { refused: true };

/** A step that has been taken is taken again without effect: its answer may have been lost. */
export function stepOf(state: TransferState, step: TransferStep): Step {
  if (leadsTo[step] === state) return { repeated: true };
  const to = next[state][step];
  return to ? { to } : { refused: true };
}

export type StockMove = Readonly<{
  locationId: string;
  productId: string;
  quantity: string;
  reason: 'transfer-out' | 'transfer-in';
}>;

/** Goods leave when they are shipped, and arrive when they are received; what is called back on its way returns. */
export function movesOf({ from, to, lines, state }: Transfer, reached: TransferState): StockMove[] {
  const move = (
    reason: StockMove['reason'],
    locationId: string,
    pick: (line: Transfer['lines'][number]) => string,
  ) =>
    lines
      .map((line) => ({ locationId, productId: line.productId, quantity: pick(line), reason }))
      .filter(({ quantity }) => quantity !== '0' && quantity !== '-0');
  switch (reached) {
    case 'shipped':
      return move('transfer-out', from, ({ quantity }) => `-${quantity}`);
    case 'received':
      return move('transfer-in', to, ({ quantity, received }) => received ?? quantity);
    case 'cancelled':
      return state === 'shipped' ? move('transfer-in', from, ({ quantity }) => quantity) : [];
    case 'requested':
      return [];
  }
}

/** The same product twice is one line. */
export function merged(lines: readonly { productId: string; quantity: string }[]) {
  const sums = new Map<string, string>();
  for (const { productId, quantity } of lines)
    sums.set(productId, sumQuantities([sums.get(productId) ?? '0', quantity]));
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }));
}
