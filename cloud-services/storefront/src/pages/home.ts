import type { ProductView } from '@comptoir/product/api';
import type { HomeData } from '../../app/src/shared/shapes/catalogue.ts';
import { cardsOf, pictureOf } from '../catalogue/cards.ts';
import { type Aisle, aisles, linkOf } from '../catalogue/categories.ts';
import { seenBefore } from '../catalogue/seen.ts';
import { keptFor } from '../kept.ts';
import { fault, type Page, show, type Visit } from '../visit.ts';

type Listed = Readonly<{ items: ProductView[]; nextCursor: string | null }>;

const productsShown = 12;
const keptMs = 60_000;
/** Rank orders the retailer's own assortment; what nobody ranked is in no window. */
const pageLength = 200;
const pagesMax = 2;

const assortment = keptFor<readonly ProductView[], Visit>(keptMs, async (_language, { gateway }) => {
  const found: ProductView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const reply = await gateway.call<Listed>({
      path: '/api/v1/products',
      query: { channel: 'web', sort: 'rank', limit: String(pageLength), cursor },
    });
    if (!reply.ok) return found.length > 0 ? found : undefined;
    found.push(...reply.body.items.filter(({ images }) => images.length > 0));
    if (reply.body.nextCursor === null || reply.body.items.some(({ rank }) => rank === null)) break;
    cursor = reply.body.nextCursor;
  }
  return found;
});

export const home: Page = {
  async load(visit) {
    const [tree, products] = await Promise.all([aisles(visit), assortment(visit.language, visit)]);
    if (!tree || !products) return fault('unavailable', 503, visit);
    const pictured = tree.map((aisle) => ({ ...linkOf(aisle), picture: pictureFor(aisle, products) }));
    const shown: HomeData = {
      aisles: pictured.filter(({ picture }) => picture !== null),
      products: await cardsOf(visit, twoOfEach(products)),
      seen: await seenBefore(visit),
    };
    return show(shown);
  },
};

/** That of its best product. */
function pictureFor(aisle: Aisle, products: readonly ProductView[]): string | null {
  const ids = new Set([aisle.id, ...aisle.children.map(({ id }) => id)]);
  const best = products.find(({ categoryIds }) => categoryIds.some((id) => ids.has(id)));
  return pictureOf(best?.images[0]?.url);
}

/** A window shows what there is: at most two of one aisle. */
function twoOfEach(products: readonly ProductView[]): ProductView[] {
  const seen = new Map<string, number>();
  const chosen = products.filter(({ categoryIds }) => {
    const id = categoryIds[0] ?? '';
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count <= 2;
  });
  return chosen.slice(0, productsShown);
}
