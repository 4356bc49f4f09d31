import type { ProductPricing } from '../../contract.ts';

/** A line that promotions may touch, with what is left of its price; magnitudes, for what comes back too. */
export type BasketLine = Readonly<{
  index: number;
  grossMinor: number;
  leftMinor: number;
  pieces: number;
  product: ProductPricing;
}>;
