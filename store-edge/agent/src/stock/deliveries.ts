/**
 * What is to come and to go, as this store knows it: what head office last told, and on top of it what was done here since. While the
 * store is cut off its own acts are ahead of the feed.
 */
import type { DeliveryTransfer } from '@comptoir/sync-protocol/feeds/stock-rows';
import { deliveryNumber } from '@comptoir/sync-protocol/ids/delivery-number';
import { fromE4, toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { Act, ActKind, StockActs } from './acts.ts';
import type { DeliveriesAnswer, Place, PurchaseOrderView, TransferView } from './api.ts';

type Deps = Readonly<{ acts: StockActs; replica: Replica; storeId: string; now: () => Date }>;
/** A transfer that head office never spoke of is shown for so long. */
const shownMs = 14 * 86_400_000;

export function deliveriesOf(deps: Deps): DeliveriesAnswer {
  const { replica, acts, now } = deps;
  const rows = new Map(replica.transfers().map((row) => [row.transferId, row]));
  const since = new Date(now().getTime() - shownMs).toISOString();
  const own = acts.since(since).filter(({ kind }) => kind.startsWith('transfer.'));
  const ids = new Set([...rows.keys(), ...own.map(({ subject }) => subject)]);
  const transfers = [...ids].flatMap((id) => transferOf(deps, id) ?? []);
  return {
    transfers: transfers.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1)),
    purchaseOrders: replica
      .purchaseOrders()
      .flatMap(({ purchaseOrderId }) => purchaseOrderOf(deps, purchaseOrderId) ?? [])
      .sort((a, b) => ((a.expectedOn ?? '9') < (b.expectedOn ?? '9') ? -1 : 1)),
    places: placesOf(deps),
    asOf: replica.feed('deliveries')?.asOf ?? null,
  };
}

export const placesOf = ({ replica, storeId }: Pick<Deps, 'replica' | 'storeId'>): Place[] =>
  replica
    .places()
    .filter(({ locationId, kind }) => locationId !== storeId && kind !== 'transit')
    .map(({ locationId, code, name }) => ({ locationId, code, name }));

type Amounts = { asked: string; shipped: string | null; received: string | null };

export function transferOf(deps: Deps, transferId: string): TransferView | undefined {
  const { acts, replica } = deps;
  const row = replica.transfer(transferId);
  const own = acts.of(transferId).filter(({ kind }) => kind.startsWith('transfer.'));
  const last = own.at(-1);
  const about = row ? pickRow(row) : last && pickAct(deps, last);
  if (!about) return undefined;
  const lines = new Map<string, Amounts>(
    row?.lines.map(({ productId, quantity, shipped, received }) => [
      productId,
      { asked: quantity, shipped: shipped ?? null, received: received ?? null },
    ]),
  );
  for (const act of own) addAct(lines, acts, act);
  const ownState = last && stateAfter[last.kind as keyof typeof stateAfter];
  const state =
    ownState && isBehind(row?.state, ownState) ? ownState : (row?.state ?? ownState ?? 'requested');
  return {
    transferId,
    number: row?.number ?? deliveryNumber('T', transferId),
    ...about,
    state,
    isWaiting: last !== undefined && isBehind(row?.state, ownState ?? 'requested'),
    changedAt: later(row?.changedAt, last?.at),
    lines: [...lines].map(([productId, amounts]) => ({ ...productTextOf(replica, productId), ...amounts })),
  };
}

/** With what came here since head office last heard. */
export function purchaseOrderOf(
  { acts, replica }: Pick<Deps, 'acts' | 'replica'>,
  purchaseOrderId: string,
): PurchaseOrderView | undefined {
  const row = replica.purchaseOrder(purchaseOrderId);
  if (!row) return undefined;
  const unheard = new Map<string, number>();
  for (const act of acts.of(purchaseOrderId)) {
    if (!isKind(act, 'stock.received') || acts.isSent(act)) continue;
    for (const { productId, received } of acts.bodyOf(act).lines)
      unheard.set(productId, (unheard.get(productId) ?? 0) + toE4(received));
  }
  return {
    purchaseOrderId,
    number: row.number,
    supplierName: row.supplierName,
    state: row.state,
    expectedOn: row.expectedOn ?? null,
    lines: row.lines.map(({ productId, ordered, received, unitCostMinor }) => ({
      ...productTextOf(replica, productId),
      ordered,
      received: fromE4(toE4(received) + (unheard.get(productId) ?? 0)),
      unitCostMinor,
    })),
  };
}

export function productTextOf(replica: Replica, productId: string) {
  const product = replica.product(productId);
  const { name = null, sku = '', pricing } = product ?? {};
  return { productId, name, sku, soldBy: pricing?.soldBy ?? ('piece' as const) };
}

const pickRow = ({ direction, other, note }: DeliveryTransfer) => {
  const { locationId, code, name } = other;
  return { direction, other: { locationId, code, name }, note: note ?? null };
};

function pickAct({ acts, replica, storeId }: Deps, act: Act) {
  const { from, to, note } = acts.bodyOf(act as Act & { kind: 'transfer.requested' });
  const direction = from === storeId ? ('out' as const) : ('in' as const);
  const locationId = direction === 'out' ? to : from;
  const known = replica.places().find((place) => place.locationId === locationId);
  const { code = '', name = locationId } = known ?? {};
  return { direction, other: { locationId, code, name }, note: note ?? null };
}

function addAct(lines: Map<string, Amounts>, acts: StockActs, act: Act): void {
  const change = (productId: string, amounts: Partial<Amounts>) =>
    lines.set(productId, {
      ...(lines.get(productId) ?? { asked: '0', shipped: null, received: null }),
      ...amounts,
    });
  if (isKind(act, 'transfer.requested'))
    for (const { productId, quantity } of acts.bodyOf(act).lines) change(productId, { asked: quantity });
  if (isKind(act, 'transfer.shipped'))
    for (const { productId, quantity } of acts.bodyOf(act).lines) change(productId, { shipped: quantity });
  if (isKind(act, 'transfer.received'))
    for (const { productId, received } of acts.bodyOf(act).lines) change(productId, { received });
}

const isKind = <K extends ActKind>(act: Act, kind: K): act is Act & { kind: K } => act.kind === kind;

const stateAfter = {
  'transfer.requested': 'requested',
  'transfer.shipped': 'shipped',
  'transfer.received': 'received',
} as const;
const order = { requested: 0, approved: 1, shipped: 2, received: 3, closed: 4, cancelled: 5 } as const;
const isBehind = (told: TransferView['state'] | undefined, own: TransferView['state']): boolean =>
  told === undefined || order[told] < order[own];

const later = (one = '', other = ''): string => (one > other ? one : other);
