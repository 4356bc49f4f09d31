/** A price changed at head office: the price, its history, the feed's row and the event are one transaction. */
import type { Money } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { type Actor, record } from '../audit/record.ts';
import { tellProducts } from '../events.ts';
import { reasonOf } from '../import/faults.ts';
import { priceFault } from '../import/row.ts';
import { setPrices } from '../import/write.ts';
import { auditName, type Product } from '../product.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';

export type Change = Actor &
  Readonly<{
    ifMatch: string | undefined;
    /** In which reasons are told. */
    language?: 'fr' | 'en';
  }>;

/** Who asks, and which version they saw, out of a request. */
export const changeOf = (
  input: Readonly<{
    caller: { id: string };
    correlationId: string;
    request: {
      get(header: string): string | undefined;
      acceptsLanguages(...languages: string[]): string | false;
    };
  }>,
): Change => ({
  by: input.caller.id,
  correlationId: input.correlationId,
  ifMatch: input.request.get('if-match'),
  language: input.request.acceptsLanguages('en', 'fr') === 'fr' ? 'fr' : 'en',
});

export async function changePrice(tx: Tx, id: string, price: Money, change: Change): Promise<Product> {
  const product = await lockProduct(tx, id, change.ifMatch);
  if (product.isFamily)
    throw problem(422, 'family-has-no-price', 'A family is not sold', reasonOf('family-price', '', 'en'));
  const wrong = priceFault(price.amountMinor);
  if (wrong) throw problem(422, wrong, 'This price is refused', reasonOf(wrong, '', 'en'));
  if (price.currency !== 'CAD')
    throw problem(422, 'bad-currency', 'This price is refused', reasonOf('bad-currency', '', 'en'));
  if (product.price?.amountMinor === price.amountMinor) return product;
  await setPrices(tx, [{ id, ...price }], change.by);
  const changes = [{ field: 'price', before: product.price, after: price }];
  await record(tx, change, [{ kind: 'price', id, name: auditName(product), changes }]);
  return touch(tx, id, change);
}

export type PriceOf = Readonly<{ productId: string; price: Money }>;

/** One that was deleted or has a price by now is left as it is. */
export async function setFirstPrices(tx: Tx, asked: readonly PriceOf[], change: Change): Promise<void> {
  const ids = asked.map(({ productId }) => productId);
  await tx.query('select from product where id = any($1::uuid[]) order by id for update', [ids]);
  const products = await findProducts(tx, 'p.id = any($1::uuid[]) and pr.amount_minor is null', [ids]);
  const byId = new Map(products.map((product) => [product.id, product]));
  const prices = asked.flatMap(({ productId, price }) => {
    const product = byId.get(productId);
    return product ? [{ product, price }] : [];
  });
  await setPrices(
    tx,
    prices.map(({ product, price }) => ({ id: product.id, ...price })),
    change.by,
  );
  await record(
    tx,
    change,
    prices.map(({ product, price }) => ({
      ...{ kind: 'price', id: product.id, name: auditName(product) },
      changes: [{ field: 'price', before: null, after: price }],
    })),
  );
  await touchAll(
    tx,
    prices.map(({ product }) => product.id),
    change,
  );
}

/** @throws Problem 404 when there is none; 412 when `ifMatch` names another version than the one there is. */
export async function lockProduct(tx: Tx, id: string, ifMatch: string | undefined): Promise<Product> {
  await tx.query('select from product where id = $1 for update', [id]);
  const [product] = await findProducts(tx, 'p.id = $1', [id]);
  if (!product) throw notFound('product');
  if (ifMatch !== undefined && ifMatch !== '*' && versionIn(ifMatch) !== etagOf(product))
    throw problem(
      412,
      'changed-meanwhile',
      'This product was changed meanwhile',
      'Load it again, then make your change.',
      {
        headers: { etag: etagOf(product) },
      },
    );
  return product;
}

/** Gives a changed product its next version and tells the house. */
export async function touch(tx: Tx, id: string, change: Change): Promise<Product> {
  const [product] = await touchAll(tx, [id], change);
  if (!product) throw notFound('product');
  return product;
}

async function touchAll(
  tx: Tx,
  ids: readonly string[],
  { by, correlationId }: Change,
): Promise<readonly Product[]> {
  await tx.query(
    'update product set version = version + 1, updated_at = clock_timestamp(), updated_by = $2 where id = any($1::uuid[])',
    [ids, by],
  );
  const products = await findProducts(tx, 'p.id = any($1::uuid[])', [ids]);
  await tellProducts(tx, products, correlationId);
  return products;
}

export const etagOf = ({ version }: Pick<Product, 'version'>) => `"${version}"`;

/** Of an answer that tells what the shop charges: a list begins and ends without another version. @param shopMinor null: no price. */
export const pricedEtagOf = (
  { version, listed }: Pick<Product, 'version' | 'listed'>,
  shopMinor: number | null,
) => (listed ? `"${version}-${shopMinor}"` : etagOf({ version }));

const versionIn = (etag: string) => etag.replace(/-\d+"$/, '"');

export type PriceInHistory = Readonly<{
  price: Money;
  validFrom: string;
  validTo: string | null;
  changedBy: string;
}>;

/** Newest first; `changedBy` is the id of the person. */
export async function priceHistory(queries: Queries, id: string): Promise<PriceInHistory[]> {
  const rows: {
    amount_minor: string;
    currency: 'CAD';
    valid_from: Date;
    valid_to: Date | null;
    changed_by: string;
  }[] = await queries.query(
    'select amount_minor, currency, valid_from, valid_to, changed_by from price where product_id = $1 order by valid_from desc, id desc limit 200',
    [id],
  );
  return rows.map((row) => ({
    price: { amountMinor: Number(row.amount_minor), currency: row.currency },
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    changedBy: row.changed_by,
  }));
}
