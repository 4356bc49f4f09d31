import { type Promotion, takesCoupon } from '@comptoir/pricing';
import type { CustomerCaller } from '@comptoir/service-kit/auth/customer-tokens';
import { problem, unavailable } from '@comptoir/service-kit/http/problem';
import { checkPostalCode, isKnownCountry } from '@comptoir/service-kit/postal-codes/check';
import type { z } from 'zod';
import type { calculateRequest } from './api.ts';
import type { Terms } from './cart.ts';
import { deliveryRuleOf, zoneOf } from './delivery.ts';
import type { CartParts } from './parts.ts';
import { jurisdictionOf } from './price-cart.ts';

/** @throws Problem 422 for where we do not deliver, for a postal code of another region (taxes are the region's), for coupons that no promotion takes now, and for points that the customer does not have. */
export async function checkTerms(
  parts: Pick<CartParts, 'catalogue' | 'homeJurisdiction' | 'points' | 'standings'>,
  { destination, delivery, coupons, loyaltyPoints }: z.infer<typeof calculateRequest>,
  caller: CustomerCaller | undefined,
): Promise<Terms> {
  const rules = await parts.catalogue.rules();
  if (!rules) throw unavailable('The catalogue');
  refuseUnknown(coupons, rules.promotions ?? []);
  if (delivery.method === 'ship') refuseElsewhere(destination);
  const [points, standing] = await Promise.all([
    parts.points(caller?.id, loyaltyPoints),
    parts.standings(caller?.id),
  ]);
  const terms = { destination, delivery, coupons, points, standing, rate: null };
  const rule = deliveryRuleOf(terms);
  const isServed = rule?.method === 'ship' ? zoneOf(rule, destination.postalCode) : rule;
  const jurisdiction = jurisdictionOf(terms, parts.homeJurisdiction);
  if (!isServed || !rules.treatments.some((row) => row.jurisdiction === jurisdiction))
    throw problem(
      422,
      'not-delivered-there',
      'We do not deliver there',
      'Choose another address or collect.',
    );
  return terms;
}

function refuseElsewhere({ country, region, postalCode }: Terms['destination']): void {
  if (!isKnownCountry(country)) return;
  const checked = checkPostalCode(country, region, postalCode);
  if (checked.ok) return;
  const errors = [{ pointer: `/destination/${checked.field}`, message: checked.reason }];
  throw problem(422, 'address-wrong', 'This address cannot be right', 'Correct it, or collect.', { errors });
}

function refuseUnknown(coupons: readonly string[], promotions: readonly Promotion[]): void {
  const now = Date.now();
  const takers = promotions.filter(({ from, to, channels }) => {
    const isOn = Date.parse(from) <= now && (to === undefined || now < Date.parse(to));
    return isOn && (channels?.includes('web') ?? true);
  });
  const errors = coupons.flatMap((code, index) =>
    takers.some((one) => takesCoupon(one, code))
      ? []
      : [{ pointer: `/coupons/${index}`, message: 'no promotion takes it' }],
  );
  if (errors.length > 0)
    throw problem(422, 'coupon-unknown', 'This coupon is not valid', 'Calculate without it.', { errors });
}
