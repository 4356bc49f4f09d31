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
export async function touch(tx: Tx, id: string, { by, correlationId }: Change): Promise<Product> {
  await tx.query(
    'update product set version = version + 1, updated_at = clock_timestamp(), updated_by = $2 where id = $1',
    [id, by],
  );
  const [product] = await findProducts(tx, 'p.id = $1', [id]);
  if (!product) throw notFound('product');
  await tellProducts(tx, [product], correlationId);
  return product;
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
