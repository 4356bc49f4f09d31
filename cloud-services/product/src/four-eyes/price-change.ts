/** Every change of prices that people make, as one value: done at once, or proposed, kept, and done when another person says yes. */
import { money } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { z } from 'zod';
import { type Change, changePrice, setFirstPrices } from '../admin/prices.ts';
import { priceEntries, priceListTerms } from '../api.ts';
import { setEntries } from '../price-lists/entries.ts';
import { changeList, endList, lockList } from '../price-lists/lists.ts';
import { setFourEyes } from './setting.ts';

export const priceChange = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-price'), productId: z.uuid(), price: money }),
  /** Of products that have none yet. */
  z.strictObject({
    do: z.literal('set-first-prices'),
    prices: z.array(z.strictObject({ productId: z.uuid(), price: money })),
  }),
  z.strictObject({ do: z.literal('change-list'), listId: z.uuid(), terms: priceListTerms }),
  z.strictObject({ do: z.literal('end-list'), listId: z.uuid() }),
  z.strictObject({ do: z.literal('set-entries'), listId: z.uuid(), ...priceEntries.shape }),
  z.strictObject({ do: z.literal('set-four-eyes'), prices: z.boolean() }),
]);
export type PriceChange = z.infer<typeof priceChange>;

/** @param now when a list that is ended stops to count. */
export async function applyChange(tx: Tx, asked: PriceChange, change: Change, now: Date): Promise<void> {
  switch (asked.do) {
    case 'set-price':
      await changePrice(tx, asked.productId, asked.price, change);
      return;
    case 'set-first-prices':
      await setFirstPrices(tx, asked.prices, change);
      return;
    case 'change-list':
      await changeList(tx, asked.listId, asked.terms, change);
      return;
    case 'end-list':
      await endList(tx, asked.listId, change, now);
      return;
    case 'set-entries':
      await setEntries(tx, asked.listId, asked.entries, change);
      return;
    case 'set-four-eyes':
      await setFourEyes(tx, asked.prices, change);
  }
}

/** Whether something costs another price by it, now or later: a list without prices is a draft, and changed freely. */
export async function changesPrices(tx: Tx, asked: PriceChange): Promise<boolean> {
  if (asked.do !== 'change-list' && asked.do !== 'end-list') return true;
  return (await lockList(tx, asked.listId, undefined)).entry_count > 0;
}
