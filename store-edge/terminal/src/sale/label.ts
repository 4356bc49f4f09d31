/** What is rung up of goods that were weighed or priced as they were packed: what their label says is paid, to the cent. Pure. */
import { grossMinor } from '@comptoir/pricing/lines/gross';
import type { Product } from '../replica/product.ts';
import { parseQuantity, quantityText } from './quantity.ts';

type Label = Readonly<{ kilograms: string | undefined; priceMinor: number | undefined }>;
type Sold = Readonly<{ quantity: string | null; labelPriceMinor?: number }>;

/** Ten-thousandths of a kilogram. */
const scaleSteps = [10, 1];

/**
 * @returns `quantity` null: one piece, or goods that must be weighed. The price of a label that tells a weight too counts only where it
 *   is lower than what that weight costs now.
 */
export function soldByLabel(product: Product, { kilograms, priceMinor }: Label): Sold {
  const { unitPriceMinor, soldBy } = product;
  if (soldBy === 'piece')
    return { quantity: null, ...(priceMinor === undefined ? {} : { labelPriceMinor: priceMinor }) };
  const units = kilograms === undefined ? undefined : parseQuantity(kilograms);
  const weighed = units === undefined ? null : quantityText(units);
  if (priceMinor === undefined) return { quantity: weighed };
  if (weighed !== null && grossMinor(weighed, unitPriceMinor) <= priceMinor) return { quantity: weighed };
  return { quantity: kilogramsFor(priceMinor, unitPriceMinor) };
}

/**
 * The weight that costs this: to the gram, as scales weigh, else to a tenth of one, which meets every price of goods up to 100 $ a kilogram.
 * @returns null where none does: dearer goods whose price is another since they were packed.
 */
function kilogramsFor(priceMinor: number, unitPriceMinor: number): string | null {
  if (priceMinor <= 0 || unitPriceMinor <= 0) return null;
  for (const step of scaleSteps) {
    const units = Math.round((priceMinor * 10_000) / (unitPriceMinor * step)) * step;
    const quantity = parseQuantity(String(units / 10_000)) === units ? quantityText(units) : null;
    if (quantity !== null && grossMinor(quantity, unitPriceMinor) === priceMinor) return quantity;
  }
  return null;
}
