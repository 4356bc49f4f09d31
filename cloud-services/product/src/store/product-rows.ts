/** Reads products whole: the row, its barcodes and the price in force. */

import type { Channel, ListedPrice } from '@comptoir/pricing/contract';
import { currency } from '@comptoir/pricing/contract';
import { type Attributes, inOrder } from '../attributes/attributes.ts';
import type { Product, SoldBy, Tracks } from '../product.ts';
import { inForceInShop, lowestBefore } from './shop-price.ts';

/** A transaction, or the database itself for a single read. */
export type Queries = Readonly<{ query<R>(sql: string, parameters?: unknown[]): Promise<R[]> }>;

type ProductRow = {
  id: string;
  sku: string;
  parent_id: string | null;
  is_family: boolean;
  name_fr: string;
  name_en: string;
  variant_fr: string | null;
  variant_en: string | null;
  category_id: string;
  tax_category: string;
  sold_by: SoldBy;
  image_url: string | null;
  rank: number | null;
  favourite: boolean;
  attributes: Attributes;
  option_codes: string[];
  cost_minor: string | null;
  minimum_age: number | null;
  tracks: Tracks | null;
  is_charge: boolean;
  charge_ids: string[];
  archived: boolean;
  version: number;
  updated_at: Date;
  gtins: string[] | null;
  amount_minor: string | null;
  currency: string | null;
  compare_at_minor: string | null;
  listed: ListedRow[] | null;
};
type ListedRow = {
  listId: string;
  unitPriceMinor: number;
  from: string;
  to: string | null;
  channel: Channel | null;
  storeIds: string[] | null;
};

/** The own price of `product p`, and the one of a list that is in force in the shop. */
export const withPrice = `left join price pr on pr.product_id = p.id and pr.channel = '*' and pr.valid_to is null
  left join (${inForceInShop()}) listed on listed.product_id = p.id`;
/** What the shop charges now. */
export const shopPriceMinor = 'coalesce(listed.amount_minor, pr.amount_minor)';

/** Tills and carts keep a price that is over for baskets that were opened before its end, and clocks that are wrong. */
const keptAfterEnd = '7 days';

/** Selects from `product p`; put conditions behind it. */
const selectProducts = (more = '') => `
  select ${more} p.id, p.sku, p.parent_id, p.is_family, p.name_fr, p.name_en, p.variant_fr, p.variant_en, p.category_id,
         p.tax_category, p.sold_by, p.image_url, p.rank, p.favourite, p.attributes,
         case when p.parent_id is null then p.option_codes
           else (select f.option_codes from product f where f.id = p.parent_id) end as option_codes,
         p.cost_minor,
         p.minimum_age, p.tracks, p.is_charge, p.charge_ids, p.archived, p.version, p.updated_at,
         (select array_agg(gtin::text order by gtin) from barcode b where b.product_id = p.id) as gtins,
         pr.amount_minor, pr.currency,
         case when shop.list_id is null then case when pr.valid_from > now() - interval '30 days' then pr.compare_at_minor end
           when shop.valid_from > now() - interval '30 days' then ${lowestBefore('shop')} end as compare_at_minor,
         (select json_agg(json_build_object('listId', l.id, 'unitPriceMinor', e.amount_minor, 'from', l.valid_from, 'to', l.valid_to,
             'channel', l.channel, 'storeIds', l.store_ids) order by l.valid_from, l.id)
          from price_list_entry e join price_list l on l.id = e.list_id
          where e.product_id = p.id and (l.valid_to is null or l.valid_to > now() - interval '${keptAfterEnd}')) as listed
  from product p
  left join price pr on pr.product_id = p.id and pr.channel = '*' and pr.valid_to is null
  left join lateral (${inForceInShop('e.product_id = p.id')}) shop on true`;

export function productOf(row: ProductRow): Product {
  const { variant_fr, variant_en, amount_minor } = row;
  const moneyOf = (minor: string) => ({ amountMinor: Number(minor), currency: currency.parse(row.currency) });
  return {
    id: row.id,
    sku: row.sku,
    parentId: row.parent_id,
    isFamily: row.is_family,
    name: { fr: row.name_fr, en: row.name_en },
    variantName: variant_fr === null || variant_en === null ? null : { fr: variant_fr, en: variant_en },
    categoryId: row.category_id,
    taxCategory: row.tax_category,
    soldBy: row.sold_by,
    imageUrl: row.image_url,
    rank: row.rank,
    favourite: row.favourite,
    attributes: inOrder(row.attributes),
    optionCodes: row.option_codes,
    costMinor: row.cost_minor === null ? null : Number(row.cost_minor),
    minimumAge: row.minimum_age,
    tracks: row.tracks,
    isCharge: row.is_charge,
    chargeIds: row.charge_ids,
    archived: row.archived,
    gtins: row.gtins ?? [],
    price: amount_minor === null ? null : moneyOf(amount_minor),
    ...(row.listed === null ? {} : { listed: row.listed.map(listedOf) }),
    ...(row.compare_at_minor === null ? {} : { compareAtPrice: moneyOf(row.compare_at_minor) }),
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
  };
}

function listedOf({ listId, unitPriceMinor, from, to, channel, storeIds }: ListedRow): ListedPrice {
  return {
    listId,
    unitPriceMinor,
    from: new Date(from).toISOString(),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
    ...(channel === null ? {} : { channel }),
    ...(storeIds === null ? {} : { storeIds }),
  };
}

/** @param condition on `p`, with parameters from `$1`. */
export async function findProducts(
  queries: Queries,
  condition: string,
  parameters: unknown[],
): Promise<Product[]> {
  const rows = await queries.query<ProductRow>(`${selectProducts()} where ${condition}`, parameters);
  return rows.map(productOf);
}

export type Choice = Readonly<{
  /** Of `product p`, with parameters from `$1`. */
  condition: string;
  /** Further tables, such as `withPrice`. */
  joined?: string;
  /** First things first; ids settle what is left. */
  order: readonly Readonly<{ key: string; descending?: boolean }>[];
  /** What is told beside each product, by name: expressions on what was chosen, before the page is cut from it. */
  told: Readonly<Record<string, string>>;
  limit: number;
  offset?: number;
}>;

/** Chooses and orders first, then reads only the page's products whole. */
export function readPage<Told>(
  queries: Queries,
  { condition, joined = '', order, told, limit, offset = 0 }: Choice,
  parameters: readonly unknown[],
): Promise<(ProductRow & Told)[]> {
  const names = Object.keys(told);
  const keys = order.map(({ key }, at) => `${key} as key${at}`);
  const places = order.map(({ descending }, at) => `key${at}${descending ? ' desc' : ''}`);
  const idPlace = `id${order.at(-1)?.descending ? ' desc' : ''}`;
  return queries.query(
    `with page as materialized (
       select p.id, ${[...names.map((name) => `${told[name]} as ${name}`), ...keys].join(', ')}
       from product p ${joined} where ${condition}
       order by ${places.join(', ')}, ${idPlace} limit ${limit} offset ${offset}
     )
     ${selectProducts(names.map((name) => `page.${name}, `).join(''))}
     join page on page.id = p.id order by ${places.map((place) => `page.${place}`).join(', ')}, page.${idPlace}`,
    [...parameters],
  );
}
