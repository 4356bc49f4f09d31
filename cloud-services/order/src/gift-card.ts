/** What a gift card or a store credit pays of an order. Its code is the bearer's right: only its hash is kept. Pure but for the hash. */
import { createHash } from 'node:crypto';
import { derivedId, problem } from '@comptoir/service-kit';
import { parseValueCode } from '@comptoir/sync-protocol/ids/value-code';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import { dueMinor, type FrozenCart } from './neighbours/cart.ts';

export type GiftCard = Readonly<{
  /** Of what Sales holds, and takes: told to it once. */
  spendId: string;
  codeHash: string;
  last4: string;
  /** Null until Sales has held it. */
  kind: 'gift-card' | 'store-credit' | null;
  amountMinor: number;
}>;

/** Goods that come back of another order pay in the place of a gift card: its money stays at the provider that has it. */
export type Exchanged = Readonly<{
  kind: 'exchange';
  /** The order that they come back of. */
  orderId: string;
  number: string;
  returnId: string;
  lines: readonly Readonly<{ lineId: string; quantity: string }>[];
  code: ReturnReason;
  reason: string;
  amountMinor: number;
  /** Until the goods have come: nothing is packed, and the money is not here yet. */
  isWaiting: boolean;
}>;
/** What pays beside the provider. */
export type Beside = GiftCard | Exchanged;

export const cardIn = (beside: Beside | null): GiftCard | null =>
  beside === null || beside.kind === 'exchange' ? null : beside;
export const exchangeIn = (beside: Beside | null): Exchanged | null =>
  beside?.kind === 'exchange' ? beside : null;

export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** @throws Problem 422 `malformed-gift-card` for what cannot be a code. */
export function readCode(text: string): string {
  const code = parseValueCode(text);
  if (code === null)
    throw problem(
      422,
      'malformed-gift-card',
      'This is not the code of a gift card',
      'It has 16 symbols and begins with V. Type it again.',
    );
  return code;
}

export function giftCardOf(
  asked: Readonly<{ code: string; amountMinor: number }> | undefined,
  orderId: string,
): GiftCard | null {
  if (!asked) return null;
  const code = readCode(asked.code);
  return {
    ...{ spendId: derivedId('gift-card', orderId), codeHash: hashOf(code), last4: code.slice(-4) },
    ...{ kind: null, amountMinor: asked.amountMinor },
  };
}

type Paid = Readonly<{ frozen: Pick<FrozenCart, 'priced' | 'points'>; giftCard: Beside | null }>;

/** What the provider is asked for. */
export const providerMinor = ({ frozen, giftCard }: Paid): number =>
  dueMinor(frozen) - (giftCard?.amountMinor ?? 0);
