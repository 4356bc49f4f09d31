/** What customers and staff do about an order once it is paid: change it, have its papers, send things back. */
import { mutation, notFound, type Route, rolesWith, route } from '@comptoir/service-kit';
import type { CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { z } from 'zod';
import { changeOrder } from '../aftercare/change.ts';
import { askReturn, receiveReturn, refuseReturn } from '../aftercare/returns.ts';
import { changeRequest, decideReturnRequest, orderView, returnRequest, returnView } from '../api.ts';
import type { Worker } from '../checkout/worker.ts';
import { invoiceOf } from '../papers/invoice.ts';
import { returnLabelOf } from '../papers/return-label.ts';
import { askReturnParcel } from '../parcels/book.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder, type Order } from '../store/orders.ts';
import { labelOf, parcelsOf } from '../store/parcels.ts';
import { refundsOf } from '../store/payments.ts';
import { returnsOf } from '../store/returns.ts';
import { orderViewOf, returnViewOf } from '../views.ts';
import { checkVersion, lockedOrder, nameOf, noting, type Reader, readable, readerGuard } from './access.ts';
import { sendPdf } from './pdf.ts';

const byId = z.strictObject({ id: z.uuid() });
const byReturn = z.strictObject({ id: z.uuid(), returnId: z.uuid() });

export function aftercareRoutes(
  parts: OrderParts,
  worker: Worker,
  customers: CustomerTokens,
  tokens: Tokens,
): Route[] {
  const { database, shopUrl } = parts;
  const reader = noting(database, readerGuard(customers, tokens));
  const changer = readerGuard(customers, tokens, 'change-orders');
  const staff = tokens.requireStaff(...rolesWith('change-orders'));
  /** Papers are of what was paid. */
  const paid = async (id: string, caller: Reader): Promise<Order> => {
    const order = readable(await findOrder(database, id), caller);
    if (order.confirmedAt === null || order.review === 'open') throw notFound('order');
    return order;
  };

  return [
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/changes',
      summary: 'Change an order while nobody packs it: address, slot, or fewer of a line; needs If-Match',
      guard: changer,
      params: byId,
      body: changeRequest,
      answers: { 200: orderView },
      async handle({ params, body, caller, request }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        checkVersion(request, order);
        const changed = await changeOrder(tx, parts, order, body, nameOf(caller));
        return {
          status: 200,
          headers: { etag: `"${changed.version}"` },
          body: await orderViewOf(tx, changed, caller.kind, parts.timeZone),
        };
      },
      committed: () => worker.wake(),
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id/invoice',
      summary: 'The invoice of an order, as a PDF',
      guard: reader,
      params: byId,
      produces: 'application/pdf',
      answers: { 200: null },
      async handle({ params, caller, response }) {
        const order = await paid(params.id, caller);
        const refunds = await refundsOf(database, order.id);
        return sendPdf(response, `${order.number}.pdf`, await invoiceOf(order, refunds, parts));
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/returns',
      summary: 'Announce what is sent back, within 30 days; its label is then to be had',
      guard: changer,
      params: byId,
      body: returnRequest,
      answers: { 201: returnView },
      async handle({ params, body, caller }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        const asked = await askReturn(tx, parts, order, body);
        await askReturnParcel(tx, parts, order, asked.id, nameOf(caller));
        return { status: 201, body: returnViewOf(asked) };
      },
      committed: () => worker.wake(),
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id/returns/:returnId/label',
      summary: 'The label of what is sent back, as a PDF',
      guard: reader,
      params: byReturn,
      produces: 'application/pdf',
      answers: { 200: null },
      async handle({ params, caller, response }) {
        const order = await paid(params.id, caller);
        const asked = (await returnsOf(database, order.id)).find(({ id }) => id === params.returnId);
        if (!asked) throw notFound('return');
        // The carrier's own, once it has made it.
        const parcel = (await parcelsOf(database, order.id)).find(({ returnId }) => returnId === asked.id);
        const label = parcel && (await labelOf(database, parcel.id));
        return sendPdf(response, `${order.number}-retour.pdf`, label ?? (await returnLabelOf(order, asked)));
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/orders/:id/returns/:returnId',
      summary: 'Say what became of what was sent back: received, and its money goes back; or refused',
      guard: staff,
      params: byReturn,
      body: decideReturnRequest,
      answers: { 200: returnView },
      async handle({ params, body, caller, correlationId }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        const by = nameOf(caller);
        const decided =
          body.state === 'received'
            ? await receiveReturn(tx, order, params.returnId, body, { by, correlationId })
            : await refuseReturn(tx, shopUrl, order, params.returnId, { by, correlationId });
        return { status: 200, body: returnViewOf(decided) };
      },
      committed: () => worker.wake(),
    }),
  ];
}
