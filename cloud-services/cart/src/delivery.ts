/** What delivery costs and where it goes: rows of `data/delivery-rules.json`. */
import { z } from 'zod';
import data from '../data/delivery-rules.json' with { type: 'json' };
import type { Terms } from './cart.ts';

const deliveryRule = z.strictObject({
  method: z.enum(['ship', 'collect']),
  countries: z.array(z.string()),
  feeMinor: z.int().nonnegative(),
  /** From this subtotal on it costs nothing. */
  freeFromMinor: z.int().nonnegative(),
  taxCategory: z.string(),
});
export type DeliveryRule = z.infer<typeof deliveryRule>;

const rules = z.array(deliveryRule).parse(data);

export const deliveryRuleOf = ({ destination, delivery }: Terms): DeliveryRule | undefined =>
  rules.find(
    ({ method, countries }) => method === delivery.method && countries.includes(destination.country),
  );

export const feeMinor = (rule: DeliveryRule, subtotalMinor: number): number =>
  subtotalMinor >= rule.freeFromMinor ? 0 : rule.feeMinor;
