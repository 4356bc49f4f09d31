/** How a product is answered: both languages to staff, one to the shop. Source: docs, HTTP interface, Conventions. */

import { priceInForce } from '@comptoir/pricing';
import type { Request } from 'express';
import type { ProductView } from '../api.ts';
import type { Product } from '../product.ts';
import type { Availability } from '../stock.ts';
import type { Texts } from '../texts.ts';

export type Language = 'fr' | 'en' | 'both';

/** `?texts=both`, or a staff's credential: both languages. Else the one that `Accept-Language` prefers; French first. */
export function languageOf(request: Request, texts: 'both' | undefined): Language {
  if (texts === 'both' || request.get('authorization') !== undefined) return 'both';
  return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

export const inLanguage = (texts: Texts, language: Language) =>
  language === 'both' ? { ...texts } : texts[language];

const variantName: Texts = { fr: 'Variante', en: 'Variant' };

/** By product; of one that is not in it, nothing is told. */
export type Stock = ReadonlyMap<string, Availability>;
const noStock: Stock = new Map();

/** @param variants of the family that it is, or is one of. */
export function viewOf(
  product: Product,
  variants: readonly Product[],
  language: Language,
  stock = noStock,
): ProductView {
  const say = (texts: Texts) => inLanguage(texts, language);
  const names = variants.flatMap((variant) => (variant.variantName ? [say(variant.variantName)] : []));
  return {
    ...variantOf(product, language, stock),
    parentId: product.parentId,
    isFamily: product.isFamily,
    categoryIds: [product.categoryId],
    taxCategory: product.taxCategory,
    soldBy: product.soldBy,
    images: product.imageUrl === null ? [] : [{ url: product.imageUrl, alt: say(product.name) }],
    options: names.length === 0 ? [] : [{ name: say(variantName), values: names }],
    variants: variants.map((variant) => variantOf(variant, language, stock)),
    attributes: Object.fromEntries(
      Object.entries(product.attributes).map(([code, value]) => [code, say(value)]),
    ),
    minimumAge: product.minimumAge,
    tracks: product.tracks,
    isCharge: product.isCharge,
    chargeIds: [...product.chargeIds],
    rank: product.rank,
    favourite: product.favourite,
    archived: product.archived,
    version: product.version,
    updatedAt: product.updatedAt,
  };
}

function variantOf(product: Product, language: Language, stock: Stock) {
  return {
    id: product.id,
    sku: product.sku,
    gtins: [...product.gtins],
    name: inLanguage(product.name, language),
    variantName: product.variantName === null ? null : inLanguage(product.variantName, language),
    ...pricesOf(product),
    ...(product.compareAtPrice ? { compareAtPrice: { ...product.compareAtPrice } } : {}),
    ...stock.get(product.id),
  };
}

/** What the shop charges now, and the own price where that is another. */
function pricesOf({ price, listed }: Product) {
  if (price === null) return { price };
  const at = new Date().toISOString();
  const amountMinor = priceInForce({ unitPriceMinor: price.amountMinor, listed }, { channel: 'web', at });
  return {
    price: { ...price, amountMinor },
    ...(amountMinor === price.amountMinor ? {} : { ownPrice: { ...price } }),
  };
}
