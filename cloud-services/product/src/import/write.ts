/** Writes the products that an import creates or changes: set by set, in the batch's transaction. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { attributeTerms, inOrder } from '../attributes/attributes.ts';
import type { Product } from '../product.ts';
import { squeezedWords } from '../spelling/alike.ts';
import { type LearnWords, learnWords } from '../spelling/vocabulary.ts';
import { plainWords } from '../words.ts';

type Change = Readonly<{ product: Product; isNew: boolean }>;

const folded = (...texts: (string | null | undefined)[]) =>
  plainWords(texts.filter(Boolean).join(' ')).join(' ');

/** @param learn what becomes of the words of their names. */
export async function writeProducts(
  tx: Tx,
  changes: readonly Change[],
  by: string,
  learn: LearnWords = learnWords,
): Promise<void> {
  const products = changes.map(({ product }) => product);
  // What is asked first is answered at once, so that nothing waits for this service once the rows are being written.
  const at = clockOf(tx);
  // The rows go out first: all else hangs on them.
  await Promise.all([
    writeRows(tx, products, by),
    writeBarcodes(tx, changes),
    at.then((now) => writePrices(tx, changes, by, now)),
    learn(tx, products),
  ]);
}

/** @returns the SKU and both names, folded: what the search looks through. */
export const wordsOf = ({ name, sku }: Pick<Product, 'name' | 'sku'>) => {
  const fr = folded(name.fr);
  const en = folded(name.en);
  const all = fr === en ? `${fr} ${folded(sku)}` : `${fr} ${en} ${folded(sku)}`;
  return { fr, en, all, plain: squeezedWords(all) };
};

/** In words, stems of both languages, and words without their doubled letters; weight A for what was typed whole. */
const searchVector = (all: string, fr: string, en: string, plain: string) =>
  `setweight(to_tsvector('simple', ${all}), 'A') || to_tsvector('french', ${fr}) || to_tsvector('english', ${en})
     || to_tsvector('simple', ${plain})`;

export async function writeRows(tx: Tx, products: readonly Product[], by: string): Promise<void> {
  const words = products.map(wordsOf);
  const column = <T>(of: (product: Product) => T) => products.map(of);
  await tx.query(
    `insert into product (id, sku, parent_id, is_family, name_fr, name_en, variant_fr, variant_en, category_id, tax_category,
       sold_by, image_url, rank, favourite, archived, version, updated_by, updated_at, search,
       attributes, attribute_terms, minimum_age, tracks, is_charge, charge_ids,
       option_codes, cost_minor)
     select id, sku, parent_id, is_family, name_fr, name_en, variant_fr, variant_en, category_id, tax_category,
       sold_by, image_url, rank, favourite, archived, version, $20, clock_timestamp(), ${searchVector('words', 'words_fr', 'words_en', 'words_plain')},
       attributes, string_to_array(terms, chr(10)), minimum_age, tracks, is_charge, string_to_array(charges, ' ')::uuid[],
       string_to_array(options, ' '), cost_minor
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[],
       $10::text[], $11::text[], $12::text[], $13::int[], $14::boolean[], $15::boolean[], $16::int[], $17::text[], $18::text[], $19::text[],
       $21::jsonb[], $22::text[], $23::int[], $24::text[], $25::boolean[], $26::text[],
       $27::text[], $28::bigint[], $29::text[])
       as t (id, sku, parent_id, is_family, name_fr, name_en, variant_fr, variant_en, category_id, tax_category, sold_by,
       image_url, rank, favourite, archived, version, words, words_fr, words_en, attributes, terms,
       minimum_age, tracks, is_charge, charges, options, cost_minor, words_plain)
     on conflict (id) do update set
       sku = excluded.sku, parent_id = excluded.parent_id, name_fr = excluded.name_fr, name_en = excluded.name_en,
       variant_fr = excluded.variant_fr, variant_en = excluded.variant_en, category_id = excluded.category_id,
       tax_category = excluded.tax_category, sold_by = excluded.sold_by, image_url = excluded.image_url, rank = excluded.rank,
       favourite = excluded.favourite, archived = excluded.archived, version = excluded.version,
       updated_by = excluded.updated_by, updated_at = excluded.updated_at, search = excluded.search,
       attributes = excluded.attributes, attribute_terms = excluded.attribute_terms, minimum_age = excluded.minimum_age,
       tracks = excluded.tracks, is_charge = excluded.is_charge, charge_ids = excluded.charge_ids,
       option_codes = excluded.option_codes, cost_minor = excluded.cost_minor`,
    [
      column(({ id }) => id),
      column(({ sku }) => sku),
      column(({ parentId }) => parentId),
      column(({ isFamily }) => isFamily),
      column(({ name }) => name.fr),
      column(({ name }) => name.en),
      column(({ variantName }) => variantName?.fr ?? null),
      column(({ variantName }) => variantName?.en ?? null),
      column(({ categoryId }) => categoryId),
      column(({ taxCategory }) => taxCategory),
      column(({ soldBy }) => soldBy),
      column(({ imageUrl }) => imageUrl),
      column(({ rank }) => rank),
      column(({ favourite }) => favourite),
      column(({ archived }) => archived),
      column(({ version }) => version),
      words.map(({ all }) => all),
      words.map(({ fr }) => fr),
      words.map(({ en }) => en),
      by,
      column(({ attributes }) => JSON.stringify(inOrder(attributes))),
      column(({ attributes }) => attributeTerms(attributes).join('\n')),
      column(({ minimumAge }) => minimumAge),
      column(({ tracks }) => tracks),
      column(({ isCharge }) => isCharge),
      column(({ chargeIds }) => chargeIds.join(' ')),
      column(({ isFamily, optionCodes }) => (isFamily ? optionCodes.join(' ') : '')),
      column(({ costMinor }) => costMinor),
      words.map(({ plain }) => plain),
    ],
  );
}

export async function writeBarcodes(tx: Tx, changes: readonly Change[]): Promise<void> {
  const old = changes.filter(({ isNew }) => !isNew).map(({ product }) => product.id);
  const pairs = changes.flatMap(({ product }) => product.gtins.map((gtin) => ({ gtin, id: product.id })));
  const gtins = pairs.map(({ gtin }) => gtin);
  if (old.length > 0)
    await tx.query(
      'delete from barcode where product_id = any($1::uuid[]) and not gtin = any($2::char(14)[])',
      [old, gtins],
    );
  await tx.query(
    `insert into barcode (gtin, product_id) select * from unnest($1::text[], $2::uuid[]) on conflict (gtin) do nothing`,
    [gtins, pairs.map(({ id }) => id)],
  );
}

async function writePrices(tx: Tx, changes: readonly Change[], by: string, at: string): Promise<void> {
  const priced = changes.flatMap(({ product }) =>
    product.price ? [{ id: product.id, ...product.price }] : [],
  );
  await changePrices(tx, priced, by, at);
}

export type NewPrice = Readonly<{ id: string; amountMinor: number; currency: string }>;

/**
 * Ends the price in force and begins another, where it differs; history keeps both, without a gap even when the clock
 * was set back. One that is lower keeps what it is compared with. The caller holds the products' locks, so that the changes of one product come one after another.
 */
export async function setPrices(tx: Tx, prices: readonly NewPrice[], by: string): Promise<void> {
  await changePrices(tx, prices, by, await clockOf(tx));
}

/** The database's own, as it writes it. */
async function clockOf(tx: Tx): Promise<string> {
  const [clock] = await tx.query<[{ at: string }]>('select clock_timestamp()::text as at');
  return clock.at;
}

async function changePrices(tx: Tx, prices: readonly NewPrice[], by: string, at: string): Promise<void> {
  if (prices.length === 0) return;
  const parameters = [
    prices.map(({ id }) => id),
    prices.map(({ amountMinor }) => amountMinor),
    prices.map(({ currency }) => currency),
    at,
  ];
  const ended = tx.query(
    `update price set valid_to = greatest($4::timestamptz, price.valid_from)
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as t (product_id, amount_minor, currency)
     where price.product_id = t.product_id and price.channel = '*' and price.valid_to is null
       and (price.amount_minor, price.currency) is distinct from (t.amount_minor, t.currency)`,
    parameters,
  );
  const begun = tx.query(
    `insert into price (id, product_id, amount_minor, currency, valid_from, changed_by, compare_at_minor)
     select uuidv7(), product_id, amount_minor, currency,
       greatest($4::timestamptz, (select max(valid_to) from price old where old.product_id = t.product_id and old.channel = '*')), $5,
       (select nullif(greatest(min(old.amount_minor), t.amount_minor), t.amount_minor) from price old
        where old.product_id = t.product_id and old.channel = '*' and old.currency = t.currency
          and old.valid_to > $4::timestamptz - interval '30 days')
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as t (product_id, amount_minor, currency)
     on conflict (product_id, channel) where valid_to is null do nothing`,
    [...parameters, by],
  );
  await Promise.all([ended, begun]);
}
