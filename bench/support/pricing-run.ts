/** What is measured of the engine, as one module that Node and a browser run alike. */
import { priceBasket } from '@comptoir/pricing/price-basket';
import { basketOf, productOf, rulesOf } from '@comptoir/pricing/test/promotions/generated';

const at = '2026-11-24T13:05:00.000Z';
const known = new Map<string, ReturnType<typeof productOf>>();
const products = (id: string) => {
  const product = known.get(id) ?? productOf(id);
  known.set(id, product);
  return product;
};

/** @returns milliseconds of each basket; the rules are indexed, and the code warm, before. */
export function times(lineCount: number, promotionCount: number, baskets: number): number[] {
  const rules = { ...rulesOf(7, promotionCount), products };
  const warm = Array.from({ length: 300 }, (_, seed) => basketOf(seed, lineCount));
  for (const basket of warm) priceBasket(basket, rules, at);
  return Array.from({ length: baskets }, (_, seed) => {
    const basket = basketOf(1_000 + seed, lineCount);
    const begun = performance.now();
    priceBasket(basket, rules, at);
    return performance.now() - begun;
  });
}

/** @returns SHA-256, in hex, of the priced baskets' JSON, one after the other; the rules change every hundred baskets. */
export async function digest(baskets: number): Promise<string> {
  let rules = { ...rulesOf(0, 60), products };
  let hash = '';
  for (let seed = 0; seed < baskets; seed += 1) {
    if (seed % 100 === 0) rules = { ...rulesOf(seed, 60), products };
    const priced = JSON.stringify(priceBasket(basketOf(seed, 1 + (seed % 12)), rules, at));
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(hash + priced));
    hash = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return hash;
}
