/** A line of the basket being rung up, as data. */
import type { BasketLine, ManualDiscount } from '@comptoir/pricing/contract';

export type PriceToldAnew = Readonly<{ fromMinor: number; toMinor: number; at: string }>;

export type DraftLine = Readonly<{
  id: string;
  productId: string;
  quantity: string;
  /** What the customer was told; the engine charges the lower of this and the current price. */
  toldUnitPriceMinor: number;
  /** What was told holds four hours; then the customer is told anew. Absent in baskets of an earlier release. */
  toldAt?: string;
  /** The last time it was told anew. */
  toldAnew?: PriceToldAnew;
  /** Of this very piece, as its label tells: no change of the article's price touches it. */
  labelPriceMinor?: number;
  /** Set by hand, with its reason and by whose leave. */
  priceOverride?: BasketLine['priceOverride'];
  discount?: ManualDiscount;
  note?: string;
  /** A gift card's line that loads this card instead of a new one. */
  topsUp?: Readonly<{ valueId: string; last4: string }>;
  /** Which piece it is, where the article asks; `number` null: it could not be read. */
  piece?: Piece;
  /** The line whose deposit or fee it is. */
  chargeOf?: string;
}>;
export type Piece = Readonly<{ tracks: 'serial' | 'lot'; number: string | null }>;
