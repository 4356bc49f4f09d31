/** Stock as a person looks it up: this store's exactly, others' as they were last told. */
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { StockElsewhere } from '../api.ts';
import type { StockItem, StockList, StockSheet } from '../back-office/api.ts';
import type { Clock } from '../clock.ts';
import { type Problem, problem } from '../problem.ts';
import { fromE4, toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { StoreStock } from './store-stock.ts';

export type LookUpDeps = Readonly<{ replica: Replica; stock: StoreStock; clock: Clock; storeId: string }>;

export function listStock(deps: LookUpDeps, search: string, limit: number): StockList {
  const items = deps.replica.search(search, limit).map((product) => itemOf(deps, product));
  return { items, asOf: deps.clock.now().toISOString() };
}

export function stockSheetOf(deps: LookUpDeps, productId: string): StockSheet | Problem {
  const product = deps.replica.product(productId);
  if (!product) return problem(404, 'unknown-product', 'No such product', 'Search for it again.');
  return {
    ...itemOf(deps, product),
    asOf: deps.clock.now().toISOString(),
    elsewhere: elsewhereOf(deps, productId).map(({ place, balance }) => ({
      ...place,
      onHand: balance?.onHand ?? null,
      asOf: balance?.asOf ?? null,
    })),
  };
}

type Neighbours = Pick<LookUpDeps, 'replica' | 'storeId'>;
const elsewhereOf = ({ replica, storeId }: Neighbours, productId: string) =>
  replica.elsewhere(productId).filter(({ place }) => place.locationId !== storeId);

/** More fit on no till's screen, and nobody drives to a sixth store. */
const holdersMax = 5;

/** Where a customer may go for it. */
export const holdersOf = (deps: Neighbours, productId: string): StockElsewhere =>
  elsewhereOf(deps, productId)
    .flatMap(({ place: { name }, balance }) =>
      balance && toE4(balance.onHand) > 0 ? [{ name, onHand: balance.onHand, asOf: balance.asOf }] : [],
    )
    .sort((one, other) => toE4(other.onHand) - toE4(one.onHand))
    .slice(0, holdersMax);

const itemOf = ({ stock }: LookUpDeps, { id, sku, gtins, name, pricing }: CatalogueProduct): StockItem => ({
  productId: id,
  sku,
  gtin: gtins[0] ?? null,
  name,
  soldBy: pricing.soldBy,
  onHand: fromE4(stock.onHandE4(id)),
});
