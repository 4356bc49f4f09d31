/** Packing an order, giving it to whoever proves to be its customer, or putting it back (E14). */
import type { OrderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import { parseCollectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import type { StockMovement } from '@comptoir/sync-protocol/records/stock-body';
import { type Problem, problem } from '../problem.ts';
import { toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { StockActs } from '../stock/acts.ts';
import type { ActAnswer } from '../stock/api.ts';
import { refusedLines } from '../stock/check-lines.ts';
import type { HandOverRequest, PrepareOrderRequest, PutBackRequest } from './api.ts';
import { isPrepared, wishFor } from './orders-to-prepare.ts';
import type { WrongCodes } from './wrong-codes.ts';

export type CollectDeps = Readonly<{
  acts: StockActs;
  replica: Replica;
  newId: () => string;
  storeId: string;
  wrongCodes: WrongCodes;
}>;

export function prepareOrder(
  deps: CollectDeps,
  staffId: string,
  orderId: string,
  request: PrepareOrderRequest,
): ActAnswer | Problem {
  const { acts, replica, storeId } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const order = replica.orderToPrepare(orderId);
  if (!order) return unknownOrder();
  if (order.status === 'ready-to-collect' || acts.of(orderId).length > 0)
    return problem(409, 'already-prepared', 'This order is packed already', 'Look at the list of orders.');
  const { actId, substitutions } = request;
  const prepared = new Map(request.lines.map((line) => [line.productId, line.prepared]));
  const refused = refusedPacking(deps, order, request);
  if (refused) return refused;
  const lines = order.lines.map(({ productId, quantity }) => ({
    ...{ productId, ordered: quantity },
    prepared: prepared.get(productId) ?? '0',
  }));
  const body = {
    orderId,
    number: order.number,
    storeId,
    lines,
    ...(substitutions.length > 0 ? { substitutions } : {}),
  };
  return acts.perform({ actId, subject: orderId, staffId, request, kind: 'order.prepared', body });
}

export function handOver(
  deps: CollectDeps,
  staffId: string,
  orderId: string,
  request: HandOverRequest,
): ActAnswer | Problem {
  const { acts, replica, newId, storeId, wrongCodes } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const order = replica.orderToPrepare(orderId);
  if (!order) return unknownOrder();
  const refused = notWaiting(acts, orderId, order) ?? wrongCodes.refusal(orderId);
  if (refused) return refused;
  const identity = identityBy(request.proof, order);
  if (!identity) return wrongCodes.noted(orderId);
  const packed = acts.of(orderId).find(isPrepared);
  const packedBody = packed && acts.bodyOf(packed);
  // One that head office set to ready was packed as it was ordered.
  const lines = packedBody?.lines ?? order.lines.map((line) => ({ ...line, prepared: line.quantity }));
  const given = [
    ...lines.map(({ productId, prepared }) => ({ productId, quantity: prepared })),
    ...(packedBody?.substitutions ?? []).map(({ substituteId, quantity }) => ({
      ...{ productId: substituteId, quantity },
    })),
  ];
  const stock = given
    .filter(({ quantity }) => toE4(quantity) !== 0)
    .map(
      ({ productId, quantity }): StockMovement => ({
        ...{ movementId: newId(), productId, quantity: `-${quantity}` },
      }),
    );
  const body = { orderId, storeId, identity, by: staffId, stock };
  const act = { actId: request.actId, subject: orderId, staffId, request };
  return acts.perform({ ...act, kind: 'order.handed-over', body, movements: stock, reason: 'order' });
}

export function putBack(
  { acts, replica, storeId }: CollectDeps,
  staffId: string,
  orderId: string,
  request: PutBackRequest,
): ActAnswer | Problem {
  const known = acts.again(request.actId, request);
  if (known) return known;
  const order = replica.orderToPrepare(orderId);
  const refused = notWaiting(acts, orderId, order);
  if (refused) return refused;
  const { actId, reason } = request;
  const body = { orderId, storeId, reason };
  return acts.perform({ actId, subject: orderId, staffId, request, kind: 'order.put-back', body });
}

function refusedPacking(
  { replica }: CollectDeps,
  order: OrderToPrepare,
  { lines, substitutions, hasNothing }: PrepareOrderRequest,
): Problem | undefined {
  const ordered = new Map(order.lines.map(({ productId, quantity }) => [productId, toE4(quantity)]));
  const refused =
    refusedLines(replica, lines, ({ prepared }) => prepared, new Set(ordered.keys())) ??
    refusedLines(
      replica,
      substitutions.map(({ substituteId, quantity }) => ({ productId: substituteId, quantity })),
      ({ quantity }) => quantity,
    );
  if (refused) return refused;
  const taken = new Map<string, number>();
  for (const { productId, prepared } of lines) taken.set(productId, toE4(prepared));
  for (const { productId, quantity } of substitutions)
    taken.set(productId, (taken.get(productId) ?? 0) + toE4(quantity));
  for (const [productId, takenE4] of taken)
    if (takenE4 > (ordered.get(productId) ?? 0))
      return problem(422, 'more-than-ordered', 'This is more than was ordered', 'Lower the quantity.', {
        productId,
      });
  if (substitutions.some(({ productId }) => wishFor(order, productId) === 'none'))
    return problem(
      422,
      'no-substitutes',
      'The customer wants no other article',
      'Leave out what is missing: it will be refunded.',
    );
  const isNothing = [...taken.values()].every((takenE4) => takenE4 === 0);
  // Of an order that other places send too, theirs go without it.
  return isNothing && !(hasNothing && order.parcel)
    ? problem(422, 'nothing-prepared', 'Nothing was packed', 'Have head office call the order off.')
    : undefined;
}

/** @returns nothing while it is packed and here. */
function notWaiting(
  acts: StockActs,
  orderId: string,
  order: OrderToPrepare | undefined,
): Problem | undefined {
  const done = acts.of(orderId);
  const gone = done.find(({ kind }) => kind === 'order.handed-over' || kind === 'order.put-back');
  if (gone)
    return gone.kind === 'order.handed-over'
      ? problem(409, 'already-handed-over', 'This order was handed over', 'Nothing was changed.', {
          at: gone.at,
        })
      : problem(409, 'not-prepared', 'This order was put back', 'Nothing was changed.', { at: gone.at });
  return done.some(isPrepared) || order?.status === 'ready-to-collect'
    ? undefined
    : problem(409, 'not-prepared', 'This order is not packed yet', 'Pack it first.');
}

/** People leave blanks and dashes out, and write small. */
const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '');

function identityBy(proof: string, { number, collectCode }: OrderToPrepare): 'code' | 'qr' | undefined {
  if (collectCode === null) return undefined;
  const shown = parseCollectProof(proof);
  if (shown) return shown.number === number && plain(shown.code) === plain(collectCode) ? 'qr' : undefined;
  return plain(proof) === plain(collectCode) ? 'code' : undefined;
}

const unknownOrder = (): Problem =>
  problem(404, 'unknown-order', 'No such order', 'It may have been called off: look at the list.');
