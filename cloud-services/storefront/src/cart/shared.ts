/** What somebody else's link would put into the cart. */
import type { ProductView } from '@comptoir/product/api';
import type { SharedArticle } from '../../app/src/shared/shapes/cart.ts';
import { readShared } from '../../app/src/shared/shared-cart.ts';
import { textOf } from '../catalogue/cards.ts';
import type { Visit } from '../visit.ts';

/** Articles that are not sold any more are left out. */
export async function sharedShown(visit: Visit): Promise<SharedArticle[]> {
  const articles = await Promise.all(
    readShared(visit.url.searchParams).map(async ({ code, quantity }): Promise<SharedArticle[]> => {
      const reply = await visit.gateway.call<ProductView>({
        path: `/api/v1/products/${encodeURIComponent(code)}`,
      });
      if (!reply.ok || reply.body.archived || reply.body.isFamily) return [];
      const { sku, name } = reply.body;
      return [{ code: sku, name: textOf(name), quantity }];
    }),
  );
  return articles.flat();
}
