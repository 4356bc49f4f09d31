/**
 * Prices and promotions begin and end by the clock alone, also while nothing comes down (E7): what the screen shows follows within
 * seconds. What is charged does not wait for that: it is priced anew before the first tender.
 */
import { priceDraft } from '../sale/price.ts';
import { reprice } from './basket.ts';
import { catalogue } from './context.ts';
import { pricingContext } from './pricing-context.ts';
import { store } from './store.ts';

const lookEveryMs = 5_000;

export function followTheClock(): void {
  let seenMs = Date.now();
  setInterval(() => {
    const nowMs = Date.now();
    // A clock that was set back goes over the same moments again.
    const changes = catalogue.changesBetween(Math.min(seenMs, nowMs), Math.max(seenMs, nowMs));
    seenMs = nowMs;
    if (changes) {
      const { catalogue: held } = store.state;
      store.set({ catalogue: { ...held, version: held.version + 1 } });
    }
    if (changes || costsOtherwise()) reprice();
  }, lookEveryMs);
}

/** A promotion that begins or ends changes no product. */
function costsOtherwise(): boolean {
  const { draft, priced } = store.state;
  const context = pricingContext();
  if (!priced || !context) return false;
  return priceDraft(draft, context).totalMinor !== priced.totalMinor;
}
