import { useEffect, useState } from 'react';
import { byId, type Kept } from '../../catalogue/kept.ts';

const known = new Map<string, Kept>();

/** A product of this tablet's catalogue; nothing while it is looked up, or if it is not there. */
export function useProduct(productId: string | undefined): Kept | undefined {
  const [, setFound] = useState(0);
  useEffect(() => {
    if (productId === undefined || known.has(productId)) return;
    let isWanted = true;
    void byId(productId).then((product) => {
      if (!product || !isWanted) return;
      known.set(productId, product);
      setFound((count) => count + 1);
    });
    return () => {
      isWanted = false;
    };
  }, [productId]);
  return productId === undefined ? undefined : known.get(productId);
}

export function remember(product: Kept): void {
  known.set(product.id, product);
}
