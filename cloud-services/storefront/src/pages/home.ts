import type { ProductView } from '@comptoir/product/api';
import type { HomeData } from '../../app/src/shared/shapes.ts';
import { cardOf } from '../catalogue/cards.ts';
import { aisles, linkOf } from '../catalogue/categories.ts';
import { keptFor } from '../kept.ts';
import { fault, type Page, show, type Visit } from '../visit.ts';

type Listed = Readonly<{ items: ProductView[]; nextCursor: string | null }>;

const productsShown = 12;
const keptMs = 30_000;
/** Rank orders the retailer's own assortment; what nobody ranked is in no window. */
const candidates = 60;

const firstOf = keptFor<string | null, Visit>(keptMs, async (key, { gateway }) => {
  const category = key.split(' ')[1];
  const reply = await gateway.call<Listed>({
    path: '/api/v1/products',
    query: { category, channel: 'web', sort: 'rank', limit: '1' },
  });
  return reply.ok ? (reply.body.items.map(cardOf)[0]?.picture ?? null) : undefined;
});

const assortment = keptFor<readonly ProductView[], Visit>(keptMs, async (_language, { gateway }) => {
  const reply = await gateway.call<Listed>({
    path: '/api/v1/products',
    query: { channel: 'web', sort: 'rank', limit: String(candidates) },
  });
  return reply.ok ? reply.body.items : undefined;
});

export const home: Page = {
  async load(visit) {
    const [tree, products] = await Promise.all([aisles(visit), assortment(visit.language, visit)]);
    if (!tree || !products) return fault('unavailable', 503, visit);
    const pictured = await Promise.all(
      tree.map(async (aisle) => ({
        ...linkOf(aisle),
        picture: (await firstOf(`${visit.language} ${aisle.slug}`, visit)) ?? null,
      })),
    );
    const shown: HomeData = {
      aisles: pictured.filter(({ picture }) => picture !== null),
      products: oneOfEach(products).map(cardOf),
    };
    return show(shown);
  },
};

/** A window shows what there is: at most two of one aisle. */
function oneOfEach(products: readonly ProductView[]): ProductView[] {
  const seen = new Map<string, number>();
  const chosen = products.filter(({ categoryIds, images }) => {
    const id = categoryIds[0] ?? '';
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count <= 2 && images.length > 0;
  });
  return chosen.slice(0, productsShown);
}
