import type { ProductView } from '@comptoir/product/api';
import type { ProductCard, ProductData } from '../../app/src/shared/shapes/catalogue.ts';
import { keptIds } from '../cart/kept-products.ts';
import { cardsOf, pictureOf, textOf } from '../catalogue/cards.ts';
import { aisles, everyAisle, linkOf } from '../catalogue/categories.ts';
import { areaOf } from '../catalogue/near.ts';
import { offersOf, pricesWith } from '../catalogue/offers.ts';
import { optionsOf } from '../catalogue/options.ts';
import { keepSeen, seenBefore } from '../catalogue/seen.ts';
import { stockOf, stockShown } from '../catalogue/stock.ts';
import { stores } from '../catalogue/stores.ts';
import { boughtWith } from '../catalogue/together.ts';
import { recordEvent } from '../events/shop-events.ts';
import { failed, missing, type Page, show, type Visit } from '../visit.ts';

const relatedShown = 6;

export const product: Page = {
  async load(visit) {
    const asked = await read(visit, visit.params.code ?? '');
    if (!asked.ok) return failed(asked.refusal, visit);
    const family = asked.body;
    const first = family.variants[0];
    // A family is not sold: its page shows its first variant.
    const chosen = family.isFamily && first ? await read(visit, first.sku) : asked;
    if (!chosen.ok) return failed(chosen.refusal, visit);
    if (chosen.body.archived || chosen.body.isFamily) return missing(visit);
    const { id, sku } = chosen.body;
    const [stock, places, tree, related, together, offers, seen, kept] = await Promise.all([
      stockOf(visit, id),
      stores(visit),
      aisles(visit),
      relatedTo(visit, chosen.body),
      boughtWith(visit, [id]),
      offersOf(visit, [id]),
      seenBefore(visit, sku),
      keptIds(visit),
    ]);
    const place = [...everyAisle(tree ?? [])].find(({ aisle }) => aisle.id === chosen.body.categoryIds[0]);
    keepSeen(visit, sku);
    recordEvent(visit, 'view', id);
    const facts = factsOf(chosen.body, pictureOf(family.images[0]?.url));
    const offer = offers.get(id);
    const shown: ProductData = {
      ...facts,
      ...pricesWith(offer, facts),
      promotions: (offer?.promotions ?? []).map(({ name, isGiven, until = null }) => ({
        name,
        isGiven,
        until,
      })),
      category: place ? linkOf(place.aisle) : null,
      parentCategory: place?.parent ? linkOf(place.parent) : null,
      stock: stockShown(stock, places ?? [], areaOf(visit)),
      related,
      together,
      isKept: kept.includes(id),
      seen,
    };
    return show(shown);
  },
};

const read = (visit: Visit, code: string) =>
  visit.gateway.call<ProductView>({ path: `/api/v1/products/${encodeURIComponent(code)}` });

function factsOf(chosen: ProductView, familyPicture: string | null) {
  return {
    id: chosen.id,
    code: chosen.sku,
    gtin: chosen.gtins[0] ?? null,
    name: textOf(chosen.name),
    variantName: chosen.variantName === null ? null : textOf(chosen.variantName),
    priceMinor: chosen.price?.amountMinor ?? null,
    beforeMinor: chosen.compareAtPrice?.amountMinor ?? null,
    soldBy: chosen.soldBy,
    isTaxed: !['basic-grocery', 'zero-rated', 'exempt'].includes(chosen.taxCategory),
    picture: pictureOf(chosen.images[0]?.url) ?? familyPicture,
    options: optionsOf(chosen),
  };
}

async function relatedTo(visit: Visit, chosen: ProductView): Promise<ProductCard[]> {
  const category = chosen.categoryIds[0];
  if (category === undefined) return [];
  const reply = await visit.gateway.call<{ items: ProductView[] }>({
    path: '/api/v1/products',
    query: { category, channel: 'web', sort: 'rank', limit: String(relatedShown + 1) },
  });
  if (!reply.ok) return [];
  const others = reply.body.items.filter(({ id }) => id !== chosen.id && id !== chosen.parentId);
  return cardsOf(visit, others.slice(0, relatedShown));
}
