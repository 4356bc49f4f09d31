/** What delivery costs, where it goes and when it is there: rows of `data/delivery-rules.json`. Pure. */
import { isHoliday } from '@comptoir/service-kit/holidays/holidays';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';
import data from '../data/delivery-rules.json' with { type: 'json' };
import type { CarrierRate, CartLine, Terms } from './cart.ts';
import { thousandths } from './quantity.ts';

const zone = z.strictObject({
  /** First letters of postal codes. Source: Canada Post, Addressing Guidelines, postal districts. */
  districts: z.string().min(1),
  /** Working days on its way. */
  days: z.int().positive(),
  /** Up to so many grams, so many minor units; the last is a whole parcel. */
  steps: z.array(z.tuple([z.int().positive(), z.int().nonnegative()])).min(1),
});
const shipRule = z.strictObject({
  method: z.literal('ship'),
  country: z.string(),
  /** From this subtotal on it costs nothing. */
  freeFromMinor: z.int().nonnegative(),
  taxCategory: z.string(),
  /** Of a piece whose weight nobody said. */
  pieceGrams: z.int().positive(),
  /** What is heavier goes in several, equally heavy. */
  parcelGramsMax: z.int().positive(),
  /** Working days until the carrier has it. */
  preparingDays: z.int().nonnegative(),
  zones: z.array(zone),
});
const collectRule = z.strictObject({
  method: z.literal('collect'),
  country: z.string(),
  taxCategory: z.string(),
});
export type ShipRule = z.infer<typeof shipRule>;
type Zone = z.infer<typeof zone>;

const rules = z.array(z.discriminatedUnion('method', [shipRule, collectRule])).parse(data);

/** @returns undefined for where we do not deliver. */
export const deliveryRuleOf = (terms: Pick<Terms, 'destination' | 'delivery'>) =>
  rules.find(
    ({ method, country }) => method === terms.delivery.method && country === terms.destination.country,
  );

/** @returns undefined for what is collected, too. */
export function shipRuleOf(terms: Pick<Terms, 'destination' | 'delivery'>): ShipRule | undefined {
  const rule = deliveryRuleOf(terms);
  return rule?.method === 'ship' ? rule : undefined;
}

export const zoneOf = ({ zones }: ShipRule, postalCode: string): Zone | undefined => {
  const district = postalCode.trim().charAt(0).toUpperCase();
  return district === '' ? undefined : zones.find(({ districts }) => districts.includes(district));
};

/** Of all that is in a cart, in whole grams; what is sold by weight is in kilograms. */
export const gramsOf = (
  lines: readonly Pick<CartLine, 'productId' | 'quantity'>[],
  products: ReadonlyMap<string, CatalogueProduct>,
  { pieceGrams }: ShipRule,
): number =>
  lines.reduce((sum, { productId, quantity }) => {
    const product = products.get(productId);
    if (!product) return sum;
    const count = thousandths(quantity);
    if (product.pricing.soldBy === 'weight') return sum + count;
    return sum + Math.ceil((count * (product.weightGrams ?? pieceGrams)) / 1000);
  }, 0);

/** How many parcels it makes, and what each of them weighs. */
export function parcelsOf(grams: number, { parcelGramsMax }: ShipRule) {
  const count = Math.max(1, Math.ceil(grams / parcelGramsMax));
  return { count, gramsEach: Math.max(1, Math.ceil(grams / count)) };
}

/** `by`: whether a carrier said so of this very weight, or the table did. */
export type Quote = Readonly<{
  grams: number;
  feeMinor: number;
  /** Working days until it is there. */
  days: number;
  by: 'carrier' | 'table';
}>;

/** @returns undefined for where nobody drives. */
export function quoteOf(
  rule: ShipRule,
  { postalCode }: Terms['destination'],
  grams: number,
  rate: CarrierRate | null,
): Quote | undefined {
  const zone = zoneOf(rule, postalCode);
  if (!zone) return undefined;
  const { count, gramsEach } = parcelsOf(grams, rule);
  const quote = (parcelMinor: number, days: number, by: Quote['by']): Quote => ({
    ...{ grams, feeMinor: count * parcelMinor, days: rule.preparingDays + days, by },
  });
  if (rate?.grams === gramsEach) return quote(rate.priceMinor, rate.days, 'carrier');
  const step = zone.steps.find(([upToGrams]) => gramsEach <= upToGrams) ?? zone.steps.at(-1);
  return quote(step?.[1] ?? 0, zone.days, 'table');
}

/**
 * The day on which it is there: so many working days after `today`. Carriers rest at weekends, and on holidays of the country or of where
 * it goes.
 */
export function arrivalOn(
  today: string,
  workingDays: number,
  { country, region }: Pick<Terms['destination'], 'country' | 'region'>,
): string {
  const at = new Date(`${today}T00:00:00Z`);
  const day = () => at.toISOString().slice(0, 10);
  const isRest = () => at.getUTCDay() % 6 === 0 || isHoliday(day(), country, `${country}-${region}`);
  for (let left = workingDays; left > 0 || isRest(); ) {
    at.setUTCDate(at.getUTCDate() + 1);
    if (!isRest()) left -= 1;
  }
  return day();
}
