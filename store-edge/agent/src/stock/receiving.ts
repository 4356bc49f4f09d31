/** Corrections with a reason, and goods of suppliers (E9). */
import type { DeliveryDiscrepancy, StockMovement } from '@comptoir/sync-protocol/records/stock-body';
import { type Problem, problem } from '../problem.ts';
import { fromE4, toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { StockActs } from './acts.ts';
import type { ActAnswer, AdjustRequest, PurchaseOrderView, ReceiveRequest } from './api.ts';
import { refusedLines } from './check-lines.ts';

export type StockDeps = Readonly<{ acts: StockActs; replica: Replica; newId: () => string; storeId: string }>;

export function adjust(deps: StockDeps, staffId: string, request: AdjustRequest): ActAnswer | Problem {
  const { acts, replica, newId, storeId } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const { actId, reason, cause, lines, note } = request;
  const refused = refusedLines(replica, lines, ({ quantity }) => quantity);
  if (refused) return refused;
  if (lines.some(({ quantity }) => toE4(quantity) === 0))
    return problem(422, 'nothing-moves', 'A quantity is zero', 'Say how many more or fewer there are.');
  const movements = lines.map((line): StockMovement => ({ movementId: newId(), ...line }));
  const body = { adjustmentId: actId, storeId, reason, ...given({ cause, note }), movements };
  const act = { actId, subject: actId, staffId, request };
  return acts.perform({ ...act, kind: 'stock.adjusted', body, movements, reason });
}

/** @param orderOf what an order still expects, what came here today counted in. */
export function receive(
  deps: StockDeps & Readonly<{ orderOf: (purchaseOrderId: string) => PurchaseOrderView | undefined }>,
  staffId: string,
  request: ReceiveRequest,
): ActAnswer | Problem {
  const { acts, replica, newId, storeId, orderOf } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const { actId, purchaseOrderId, supplierName, note } = request;
  const order = purchaseOrderId === undefined ? undefined : orderOf(purchaseOrderId);
  if (purchaseOrderId !== undefined && !order) return unknownOrder();
  if (order && (order.state === 'closed' || order.state === 'cancelled'))
    return problem(409, 'order-closed', 'This order is closed', 'Receive the goods without an order.');
  const ordered = new Map(order?.lines.map((line) => [line.productId, line]));
  const refused = refusedLines(replica, request.lines, ({ received }) => received, new Set(ordered.keys()));
  if (refused) return refused;

  const lines = request.lines.map(({ productId, received, unitCostMinor, reason }) => {
    const line = ordered.get(productId);
    const expectedE4 = line && Math.max(0, toE4(line.ordered) - toE4(line.received));
    const cost = unitCostMinor ?? line?.unitCostMinor;
    const discrepancy = reason ?? discrepancyOf(expectedE4, toE4(received));
    return {
      productId,
      received,
      ...(expectedE4 === undefined ? {} : { expected: fromE4(expectedE4) }),
      ...given({ unitCostMinor: cost, discrepancyReason: discrepancy }),
    };
  });
  const movements = movementsOf(lines, newId);
  const supplier = supplierName ?? order?.supplierName;
  const body = {
    ...{ receiptId: actId, storeId, lines, movements },
    ...given({ purchaseOrderId, supplierName: supplier, note }),
  };
  const act = { actId, subject: purchaseOrderId ?? actId, staffId, request };
  return acts.perform({ ...act, kind: 'stock.received', body, movements, reason: 'receipt' });
}

/** What comes in by these lines; nothing moves for what did not come. */
export const movementsOf = (
  lines: readonly Readonly<{ productId: string; received: string; unitCostMinor?: number | undefined }>[],
  newId: () => string,
): StockMovement[] =>
  lines
    .filter(({ received }) => toE4(received) !== 0)
    .map(({ productId, received, unitCostMinor }) => ({
      ...{ movementId: newId(), productId, quantity: received },
      ...given({ unitCostMinor }),
    }));

/** @param expectedE4 undefined: nothing was expected, so nothing differs. */
export const discrepancyOf = (
  expectedE4: number | undefined,
  receivedE4: number,
): DeliveryDiscrepancy | undefined =>
  expectedE4 === undefined || expectedE4 === receivedE4
    ? undefined
    : receivedE4 < expectedE4
      ? 'short'
      : 'over';

/** Members that have a value. */
export const given = <T extends Record<string, unknown>>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const unknownOrder = (): Problem =>
  problem(404, 'unknown-order', 'No such purchase order', 'Receive the goods without an order.');
