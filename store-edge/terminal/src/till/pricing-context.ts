import { utcOffsetMinutes } from '@comptoir/pricing/utc-offset';
import { formatDay } from '@comptoir/ui-kit';
import type { PricingContext } from '../sale/price.ts';
import { catalogue } from './context.ts';
import { store } from './store.ts';

/** @returns undefined until the store and its rules are known. */
export function pricingContext(): PricingContext | undefined {
  const { register, rules } = store.state;
  if (!register || !rules) return undefined;
  const now = new Date();
  return {
    store: register.store,
    rules,
    product: (productId) => catalogue.get(productId),
    taxDate: formatDay(now, register.store.timeZone),
    utcOffsetMinutes: utcOffsetMinutes(now, register.store.timeZone),
  };
}
