import { utcOffsetMinutes } from '@comptoir/pricing/utc-offset';
import { formatDay } from '@comptoir/ui-kit';
import type { PricingContext } from '../sale/price.ts';
import { catalogue, nowText } from './context.ts';
import { store } from './store.ts';

/** @returns undefined until the store and its rules are known. */
export function pricingContext(at = nowText()): PricingContext | undefined {
  const { register, rules } = store.state;
  if (!register || !rules) return undefined;
  const now = new Date(at);
  return {
    store: register.store,
    rules,
    at,
    product: (productId) => catalogue.get(productId, at),
    taxDate: formatDay(now, register.store.timeZone),
    utcOffsetMinutes: utcOffsetMinutes(now, register.store.timeZone),
  };
}
