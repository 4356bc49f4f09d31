/** What lists say in the shop, which is no store: those for all stores, not for tills alone. Expressions for `product-rows.ts`. */

const countsInShop = "l.store_ids is null and l.channel is distinct from 'pos'";

/**
 * One row a product, the most specific list's (`priceInForce` of `pricing` says the same).
 * @param of which entries `e`; all unless told.
 */
export const inForceInShop = (of = 'true') => `
  select distinct on (e.product_id) e.product_id, e.amount_minor, l.id as list_id, l.valid_from
  from price_list l join price_list_entry e on e.list_id = l.id
  where ${of} and ${countsInShop} and l.valid_from <= now() and (l.valid_to is null or l.valid_to > now())
  order by e.product_id, l.channel nulls last`;

/**
 * What a price of a list is compared with: the lowest of `product p` in the 30 days before the list, if that is higher.
 * @param shop a row of `inForceInShop`. Source: Directive 98/6/EC, art. 6a.
 */
export const lowestBefore = (shop: string): string => {
  const isBefore = (from: string, to: string) =>
    `${from} < ${shop}.valid_from and coalesce(${to}, 'infinity') > ${shop}.valid_from - interval '30 days'`;
  return `(
    select nullif(greatest(min(amount_minor), ${shop}.amount_minor), ${shop}.amount_minor) from (
      select old.amount_minor from price old
      where old.product_id = p.id and old.channel = '*' and ${isBefore('old.valid_from', 'old.valid_to')}
      union all
      select e.amount_minor from price_list_entry e join price_list l on l.id = e.list_id
      where e.product_id = p.id and ${countsInShop} and ${isBefore('l.valid_from', 'l.valid_to')}
    ) before)`;
};
