/** What the shop has this store pack, with the names and places that this store has for it, and what was done here since. */
import type { OrderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import type { OrderPreparedBody } from '@comptoir/sync-protocol/records/order-body';
import { fromE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { Act, StockActs } from '../stock/acts.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import type { OrdersToPrepare, OrderView } from './api.ts';

export type OrderViewDeps = Readonly<{
  replica: Replica;
  acts: StockActs;
  stock: StoreStock;
  now: () => Date;
}>;

/** So long a packed order waits for its customer. */
const waitsMs = 7 * 86_400_000;

export function ordersToPrepareOf(deps: OrderViewDeps): OrdersToPrepare {
  const { replica } = deps;
  const items = replica.ordersToPrepare().map((order) => orderView(deps, order));
  return { items, calledOff: calledOffOf(deps), asOf: replica.feed('orders-to-prepare')?.asOf ?? null };
}

/** Head office sends it not, and it was not put back here yet. */
const calledOffOf = ({ replica, acts }: OrderViewDeps): OrdersToPrepare['calledOff'] =>
  replica
    .ordersCalledOff()
    .filter(({ orderId }) => !acts.of(orderId).some(isOver))
    .map(({ orderId, number, at }) => ({
      ...{ orderId, number, preparedAt: acts.of(orderId).find(isPrepared)?.at ?? at },
    }));

function orderView(deps: OrderViewDeps, order: OrderToPrepare): OrderView {
  const { acts, now } = deps;
  const { orderId, number, deliveryMethod, recipient, confirmedAt } = order;
  const done = acts.of(orderId);
  const packed = done.find(isPrepared);
  const isDone = done.some(isOver) || (packed !== undefined && !hasAny(acts.bodyOf(packed)));
  const state = isDone ? 'done' : packed || order.status === 'ready-to-collect' ? 'ready' : 'to-pick';
  const preparedAt = packed?.at ?? null;
  return {
    ...{ orderId, number, state, deliveryMethod, recipient, confirmedAt, preparedAt },
    isOverdue: state === 'ready' && preparedAt !== null && now().getTime() - Date.parse(preparedAt) > waitsMs,
    maySubstitute: order.lines.some((line) => wishFor(order, line.productId) !== 'none'),
    parcel: order.parcel ?? null,
    askAt: order.askAt ?? null,
    slot: order.slot ?? null,
    lines: linesOf(deps, order, packed),
  };
}

/** What its customer wishes where this product is missing; a line that says nothing is as the whole order. */
export function wishFor({ lines, substitution }: OrderToPrepare, productId: string): 'any' | 'ask' | 'none' {
  const line = lines.find((one) => one.productId === productId);
  return line?.substitution ?? (substitution === 'allowed' ? 'any' : 'none');
}

function linesOf({ replica, acts, stock }: OrderViewDeps, order: OrderToPrepare, packed: Packed | undefined) {
  const prepared = new Map(
    packed && acts.bodyOf(packed).lines.map((line) => [line.productId, line.prepared]),
  );
  const aisles = new Map(replica.categories().map((category) => [category.id, category]));
  return order.lines
    .map(({ productId, sku, quantity }) => {
      const product = replica.product(productId);
      const aisle = product && aisles.get(product.categoryId);
      return {
        rank: aisle?.rank ?? Number.MAX_SAFE_INTEGER,
        line: {
          ...{ productId, sku, quantity },
          substitution: wishFor(order, productId),
          name: product?.name ?? null,
          aisle: aisle?.name ?? null,
          onHand: fromE4(stock.onHandE4(productId)),
          prepared: prepared.get(productId) ?? null,
        },
      };
    })
    .sort((a, b) => a.rank - b.rank || (a.line.aisle?.fr ?? '').localeCompare(b.line.aisle?.fr ?? '', 'fr'))
    .map(({ line }) => line);
}

type Packed = Act & { kind: 'order.prepared' };
export const isPrepared = <A extends Act>(act: A): act is A & Packed => act.kind === 'order.prepared';
const isOver = ({ kind }: Act): boolean => kind === 'order.handed-over' || kind === 'order.put-back';

/** Whether anything was there to pack. */
const hasAny = ({ lines, substitutions = [] }: OrderPreparedBody): boolean =>
  substitutions.length > 0 || lines.some(({ prepared }) => Number(prepared) > 0);
