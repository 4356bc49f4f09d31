/** What a gift card or a store credit pays of an order. Its code is the bearer's right: only its hash is kept. Pure but for the hash. */
import { createHash } from 'node:crypto';
import { derivedId, problem } from '@comptoir/service-kit';
import { parseValueCode } from '@comptoir/sync-protocol/ids/value-code';
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

type Paid = Readonly<{ frozen: Pick<FrozenCart, 'priced' | 'points'>; giftCard: GiftCard | null }>;

/** What the provider is asked for. */
export const providerMinor = ({ frozen, giftCard }: Paid): number =>
  dueMinor(frozen) - (giftCard?.amountMinor ?? 0);
