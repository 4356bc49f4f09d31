/** How a product is answered: both languages to staff, one to the shop. Source: docs, HTTP interface, Conventions. */

import { priceInForce } from '@comptoir/pricing';
import type { Request } from 'express';
import type { ProductView } from '../api.ts';
import { type Definitions, shownValue } from '../attributes/read-value.ts';
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
const noDefinitions: Definitions = new Map();

type Shown = Readonly<{
  language: Language;
  /** Of the family that it is, or is one of. */
  variants?: readonly Product[];
  stock?: Stock;
  definitions?: Definitions;
}>;

export function viewOf(
  product: Product,
  { language, variants = [], stock = noStock, definitions = noDefinitions }: Shown,
): ProductView {
  const say = (texts: Texts) => inLanguage(texts, language);
  // Not `{ ...variantOf(), parentId, … }`: each member after a spread costs Node a microsecond or two, ten times all else here; a page shows dozens of products.
  return Object.assign(variantOf(product, language, stock, definitions), {
    parentId: product.parentId,
    isFamily: product.isFamily,
    categoryIds: [product.categoryId],
    taxCategory: product.taxCategory,
    soldBy: product.soldBy,
    images: product.imageUrl === null ? [] : [{ url: product.imageUrl, alt: say(product.name) }],
    options: optionsOf(product, variants, definitions).map(({ name, values, ...rest }) => ({
      ...rest,
      name: say(name),
      values: values.map(say),
    })),
    variants: variants.map((variant) => variantOf(variant, language, stock, definitions)),
    attributes: Object.fromEntries(
      Object.entries(product.attributes).map(([code, value]) => [code, say(value)]),
    ),
    optionCodes: [...product.optionCodes],
    minimumAge: product.minimumAge,
    tracks: product.tracks,
    isCharge: product.isCharge,
    chargeIds: [...product.chargeIds],
    rank: product.rank,
    favourite: product.favourite,
    archived: product.archived,
    version: product.version,
    updatedAt: product.updatedAt,
  });
}

/** Each value that some variant has: of a choice in its own order, else as the variants come. */
function optionsOf(
  { optionCodes }: Product,
  variants: readonly Product[],
  definitions: Definitions,
): { code?: string; name: Texts; values: Texts[] }[] {
  if (optionCodes.length === 0) {
    const values = variants.flatMap(({ variantName: name }) => name ?? []);
    return values.length === 0 ? [] : [{ name: variantName, values }];
  }
  return optionCodes.map((code) => {
    const definition = definitions.get(code);
    const had = new Map(
      variants.flatMap(({ attributes: { [code]: value } }) => (value ? [[value.fr, value] as const] : [])),
    );
    const inOrder =
      definition?.type === 'choice' ? definition.choices.flatMap(({ fr }) => had.get(fr) ?? []) : [];
    const values = inOrder.length === had.size ? inOrder : [...had.values()];
    const name = definition?.name ?? { fr: code, en: code };
    return { code, name, values: values.map((value) => shownValue(definition, value)) };
  });
}

function choicesOf({ optionCodes, attributes }: Product, language: Language, definitions: Definitions) {
  const choices = optionCodes.flatMap((code) => {
    const value = attributes[code];
    return value ? [[code, inLanguage(shownValue(definitions.get(code), value), language)] as const] : [];
  });
  return choices.length === 0 ? {} : { choices: Object.fromEntries(choices) };
}

function variantOf(product: Product, language: Language, stock: Stock, definitions: Definitions) {
  return {
    id: product.id,
    sku: product.sku,
    gtins: [...product.gtins],
    name: inLanguage(product.name, language),
    variantName: product.variantName === null ? null : inLanguage(product.variantName, language),
    ...choicesOf(product, language, definitions),
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
