/** What a return gives back. Pure: shares are cumulative, so that returns in any parts give back just what was paid. */
import type { ReturnRequest } from './api.ts';

/** What was sold of a product in one sale, and what has come back of it. */
export type SoldProduct = Readonly<{
  productId: string;
  sku: string;
  soldBy: 'piece' | 'weight';
  /** Thousandths. */
  sold: number;
  returned: number;
  amountMinor: number;
  returnedMinor: number;
}>;
export type SoldTax = Readonly<{
  code: string;
  rate: string;
  baseMinor: number;
  amountMinor: number;
  returnedMinor: number;
}>;

export type TakenBack = Readonly<{
  lines: readonly { productId: string; sku: string; thousandths: number; amountMinor: number }[];
  taxes: readonly { code: string; rate: string; baseMinor: number; amountMinor: number }[];
  /** Pieces, weighed goods as one each. */
  itemCount: number;
  subtotalMinor: number;
  totalMinor: number;
}>;
export type Left = Readonly<{ productId: string; thousandths: number }>;

export const thousandthsOf = (quantity: string): number => Math.round(Number(quantity) * 1_000);
export const quantityOf = (thousandths: number): string => String(thousandths / 1_000);

/** @returns what is left to return, when more is asked for. */
export function takeBack(
  products: readonly SoldProduct[],
  taxes: readonly SoldTax[],
  asked: ReturnRequest['lines'],
): TakenBack | { left: readonly Left[] } {
  const wanted = new Map<string, number>();
  for (const { productId, quantity } of asked)
    wanted.set(productId, (wanted.get(productId) ?? 0) + thousandthsOf(quantity));
  const known = new Map(products.map((product) => [product.productId, product]));
  const leftOf = (productId: string) => {
    const product = known.get(productId);
    return product ? product.sold - product.returned : 0;
  };
  if ([...wanted].some(([productId, thousandths]) => thousandths > leftOf(productId)))
    return { left: [...wanted.keys()].map((productId) => ({ productId, thousandths: leftOf(productId) })) };
  const lines = [...wanted].flatMap(([productId, thousandths]) => {
    const product = known.get(productId);
    if (!product) return [];
    const { sku, sold, returned, amountMinor, returnedMinor } = product;
    return {
      productId,
      sku,
      thousandths,
      amountMinor: share(amountMinor, returned + thousandths, sold) - returnedMinor,
    };
  });
  const subtotalMinor = sum(lines.map((line) => line.amountMinor));
  const soldMinor = sum(products.map((product) => product.amountMinor));
  const backMinor = subtotalMinor + sum(products.map((product) => product.returnedMinor));
  const backTaxes = taxes.map(({ code, rate, baseMinor, amountMinor, returnedMinor }) => ({
    code,
    rate,
    baseMinor: share(baseMinor, subtotalMinor, soldMinor),
    amountMinor: share(amountMinor, backMinor, soldMinor) - returnedMinor,
  }));
  return {
    lines,
    taxes: backTaxes,
    itemCount: sum(
      lines.map(({ productId, thousandths }) =>
        known.get(productId)?.soldBy === 'weight' ? 1 : Math.round(thousandths / 1_000),
      ),
    ),
    subtotalMinor,
    totalMinor: subtotalMinor + sum(backTaxes.map((tax) => tax.amountMinor)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** `whole × part / of`, half up, exactly. */
function share(whole: number, part: number, of: number): number {
  if (of === 0) return 0;
  const [numerator, denominator] = [BigInt(whole) * BigInt(part) * 2n + BigInt(of), BigInt(of) * 2n];
  return Number(numerator / denominator);
}
