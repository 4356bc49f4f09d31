/** What takes several pieces at once, or one of a limited number: these compete for pieces. */
import type { Good } from '../goods.ts';

export type Deal = Readonly<{
  rank: number;
  /** Its pieces get nothing else. */
  closes: boolean;
  /** So many pieces out of these goods, by their place in the basket; no good is in two slots. */
  slots: readonly Readonly<{ goods: readonly number[]; pieces: number }>[];
  /** @param pieces the dearest first, as many as the slots hold. */
  discountMinor(pieces: readonly Good[]): number;
}>;

export const priceOf = (pieces: readonly Good[]): number =>
  pieces.reduce((sum, { pieceMinor }) => sum + pieceMinor, 0);

export const cheapestOf = (pieces: readonly Good[], count: number): number =>
  priceOf(count === 0 ? [] : pieces.slice(-count));

/** Goods (places in the basket, the dearest first) that deals tie together, and these deals. */
export type Component = Readonly<{ members: readonly number[]; deals: readonly Deal[] }>;
