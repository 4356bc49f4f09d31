/** Sums of the rollups as the figures that are told. `bigint` comes from PostgreSQL as text, and is far below 2^53 cents here. */
import type { Figures } from '../api.ts';

export type FigureRow = Readonly<{
  sales: string;
  returns: string;
  subtotal_minor: string;
  discount_minor: string;
  delivery_minor: string;
  tax_minor: string;
  rounding_minor: string;
  total_minor: string;
  returned_minor: string;
}>;

export function figuresOf(row: FigureRow | undefined): Figures {
  const of = (name: keyof FigureRow) => Number(row?.[name] ?? 0);
  const [sales, revenueMinor, taxMinor, returned] = [
    of('sales'),
    of('total_minor'),
    of('tax_minor'),
    of('returned_minor'),
  ];
  return {
    sales,
    returns: of('returns'),
    revenueMinor,
    beforeTaxMinor: revenueMinor - taxMinor,
    taxMinor,
    discountMinor: of('discount_minor'),
    deliveryMinor: of('delivery_minor'),
    returnedMinor: 0 - returned,
    averageBasketMinor: sales === 0 ? null : Math.round((revenueMinor - returned) / sales),
  };
}

/** A share as a decimal text of at most four places. */
export const ratioText = (part: number, whole: number): string | null =>
  whole === 0 ? null : String(Math.round((part / whole) * 10_000) / 10_000);
