/** Goods that are scanned into a list: each scan is one more, digits set. Kept on the tablet until it is sent. */
import { useState } from 'react';
import type { Kept } from '../../catalogue/kept.ts';
import { addQuantities, parseQuantity } from '../../counting/quantity.ts';
import { useProductEntry } from './product-entry.tsx';

export type Good = Readonly<{
  productId: string;
  name: Readonly<{ fr: string; en: string }> | null;
  sku: string;
  soldBy: 'piece' | 'weight';
  /** What should come or go; `null`: nothing was said. */
  expected: string | null;
}>;
/** `typed` as it stands in the field. */
type Entry = Readonly<{ good: Good; typed: string }>;
export type Goods = ReturnType<typeof useGoods>;

/** @param onOther what a code that is no product's means here; false: nothing. */
export function useGoods(first: readonly Good[], onOther: (code: string) => boolean = () => false) {
  const [entries, setEntries] = useState<readonly Entry[]>(() => first.map((good) => ({ good, typed: '' })));
  const addOne = ({ id, name, sku, soldBy }: Kept) =>
    setEntries((before) => {
      const known = before.find(({ good }) => good.productId === id);
      const typed = soldBy === 'weight' ? (known?.typed ?? '') : oneMore(known?.typed ?? '');
      const good = known?.good ?? { productId: id, name, sku, soldBy, expected: null };
      return known
        ? before.map((entry) => (entry === known ? { good, typed } : entry))
        : [{ good, typed }, ...before];
    });
  const entry = useProductEntry(addOne, onOther);
  return {
    ...entry,
    entries,
    set: (productId: string, typed: string) =>
      setEntries((before) =>
        before.map((entry) => (entry.good.productId === productId ? { ...entry, typed } : entry)),
      ),
    /** All that is expected is here: one key for the usual case. */
    takeAll: () =>
      setEntries((before) => before.map(({ good, typed }) => ({ good, typed: good.expected ?? typed }))),
    /** Nothing if a field holds no quantity. An empty field is none. */
    quantities: (): { productId: string; quantity: string }[] | undefined => {
      const parsed = entries.map(({ good, typed }) => ({
        productId: good.productId,
        quantity: typed.trim() === '' ? '0' : parseQuantity(typed.trim(), good.soldBy),
      }));
      return parsed.flatMap(({ productId, quantity }) =>
        quantity === undefined ? [] : { productId, quantity },
      ).length === parsed.length
        ? parsed.map(({ productId, quantity = '0' }) => ({ productId, quantity }))
        : undefined;
    },
  };
}

const oneMore = (typed: string): string => addQuantities(parseQuantity(typed, 'weight') ?? '0', '1');
