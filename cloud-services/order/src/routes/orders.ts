/** Orders: read, listed, moved, refunded. */
import {
  decodeCursor,
  listOf,
  mutation,
  pageOf,
  problem,
  type Route,
  rolesWith,
  route,
} from '@comptoir/service-kit';
import type { CustomerCaller, CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import type { StaffCaller, Tokens } from '@comptoir/service-kit/auth/tokens';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { parseOrderNumber } from '@comptoir/sync-protocol/ids/order-number';
import { z } from 'zod';
import { askRefund } from '../aftercare/ask-refund.ts';
import { orderSummary, ordersQuery, orderView, refundRequest, refundView, statusRequest } from '../api.ts';
import type { Worker } from '../checkout/worker.ts';
import type { OrderParts } from '../parts.ts';
import { moveByHand } from '../preparations/move-by-hand.ts';
import { customerMayCancel } from '../states.ts';
import { findOrder, listOrders, type Order } from '../store/orders.ts';
import { orderViewOf, refundViewOf } from '../views.ts';
import {
  checkVersion,
  lockedOrder,
  nameOf,
  noting,
  type Reader,
  readable,
  readerGuard,
  signedInGuard,
} from './access.ts';

const byId = z.strictObject({ id: z.uuid() });
const place = z.object({ at: z.string(), id: z.string() });

export function orderRoutes(
  parts: OrderParts,
  worker: Worker,
  customers: CustomerTokens,
  tokens: Tokens,
): Route[] {
  const { database } = parts;
  const reader = noting(database, readerGuard(customers, tokens));
  const shown = async (order: Order, caller: Reader) => ({
    status: 200 as const,
    headers: { etag: `"${order.version}"`, 'cache-control': 'no-store' },
    body: await orderViewOf(database, order, caller.kind, parts.timeZone),
  });

  return [
    route({
      method: 'get',
      path: '/api/v1/orders',
      summary: 'Orders, newest first: all of them for staff, their own for customers',
      guard: signedInGuard(customers, tokens, 'read-orders'),
      query: ordersQuery,
      answers: { 200: listOf(orderSummary) },
      async handle({ query, caller }) {
        const { limit, cursor, number, q, ...filter } = query;
        if ((filter.review ?? filter.dispute) !== undefined && caller.kind !== 'staff') throw staffAlone();
        const mine =
          caller.kind === 'customer'
            ? { customerId: caller.id }
            : caller.stores
              ? { locations: caller.stores }
              : {};
        const wanted =
          number === undefined ? searched(q, caller) : { number: parseOrderNumber(number) ?? 'none' };
        const rows = await listOrders(
          database,
          { ...filter, ...wanted, ...mine },
          decodeCursor(place, cursor),
          limit + 1,
        );
        const { items, nextCursor } = pageOf(rows, limit, ({ position }) => position);
        return {
          status: 200,
          body: { items: items.map(({ position: _position, ...item }) => item), nextCursor },
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id',
      summary: 'An order: its customer, whoever has its link (X-Order-Token), staff',
      guard: reader,
      params: byId,
      answers: { 200: orderView },
      handle: async ({ params, caller }) =>
        shown(readable(await findOrder(database, params.id), caller), caller),
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/orders/:id/status',
      summary: 'Move an order on; needs If-Match. Customers may only cancel, early',
      guard: readerGuard(customers, tokens, 'change-orders'),
      params: byId,
      body: statusRequest,
      answers: { 200: orderView },
      async handle({ params, body, caller, request, correlationId }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        checkVersion(request, order);
        checkMayMove(caller, order, body);
        const moved = await moveByHand(tx, parts.shopUrl, order, body, {
          ...{ by: nameOf(caller), correlationId },
          stores: caller.kind === 'staff' ? caller.stores : undefined,
        });
        worker.wake();
        const view = await orderViewOf(tx, moved, caller.kind, parts.timeZone);
        return { status: 200, headers: { etag: `"${moved.version}"` }, body: view };
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/refunds',
      summary: 'Give money back, by lines or as an amount; never more than was taken',
      guard: tokens.requireStaff(...rolesWith('change-orders')),
      idempotency: 'required',
      params: byId,
      body: refundRequest,
      answers: { 201: refundView },
      async handle({ params, body, caller, request }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        const key = checkKey(request.get('idempotency-key'), true) ?? '';
        const refund = await askRefund(tx, order, body, { by: nameOf(caller), key });
        if (!refund) throw nothingToGive();
        worker.wake();
        return { status: 201, body: refundViewOf(refund) };
      },
    }),
  ];
}

const nothingToGive = () =>
  problem(
    409,
    'more-than-left',
    'Nothing is left to give back of this',
    'It cost nothing, or all of the money went back.',
    { members: { leftMinor: 0 } },
  );
const staffAlone = () =>
  problem(403, 'forbidden', 'Only our staff can search', 'Your orders are listed without it.');

/** @throws Problem 403 for a customer: theirs are few. */
function searched(q: string | undefined, caller: CustomerCaller | StaffCaller) {
  if (q === undefined) return {};
  if (caller.kind !== 'staff') throw staffAlone();
  const number = parseOrderNumber(q);
  return number === undefined ? { person: q } : { number };
}

function checkMayMove(
  caller: Reader,
  order: Order,
  { status: to, locationId }: z.infer<typeof statusRequest>,
): void {
  if (caller.kind === 'staff') return;
  if (to !== 'cancelled' || locationId !== undefined)
    throw problem(
      403,
      'forbidden',
      'Only our staff can do this',
      'You may cancel an order that is not yet on its way.',
    );
  if (!customerMayCancel(order.status))
    throw problem(
      409,
      'no-such-move',
      'It is too late to cancel',
      'Send it back once you have it, or write to us.',
      {
        members: { status: order.status, moves: [] },
      },
    );
}
