/** Parcels of an order for whoever packs it, and what carriers tell of them. */
import { mutation, notFound, problem, type Route, rolesWith, route } from '@comptoir/service-kit';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { z } from 'zod';
import { parcelRequest, parcelView, ratesQuery, ratesView } from '../api.ts';
import { CarrierSilent, TrackingRefused } from '../carrier/carrier.ts';
import type { Worker } from '../checkout/worker.ts';
import { askParcel, carrierOf, placeOf, senderOf } from '../parcels/book.ts';
import { followScans } from '../parcels/follow.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder } from '../store/orders.ts';
import { findParcel, labelOf, parcelOfCarrier } from '../store/parcels.ts';
import { parcelViewOf } from '../views.ts';
import { lockedOrder, nameOf, noting, readable } from './access.ts';
import { sendPdf } from './pdf.ts';
import { webhookBody, webhookRefusals } from './webhooks.ts';

const byId = z.strictObject({ id: z.uuid() });
const byParcel = z.strictObject({ id: z.uuid(), parcelId: z.uuid() });

export function parcelRoutes(parts: OrderParts, worker: Worker, tokens: Tokens): Route[] {
  const { database } = parts;
  const packer = tokens.requireStaff('cashier', 'supervisor', ...rolesWith('change-orders'));
  return [
    route({
      method: 'get',
      path: '/api/v1/orders/:id/parcels/rates',
      summary: 'What a parcel of this order costs with the carrier, by its weight',
      guard: packer,
      params: byId,
      query: ratesQuery,
      answers: { 200: ratesView },
      async handle({ params, query, caller }) {
        const order = readable(await findOrder(database, params.id), caller);
        if (order.delivery?.method !== 'ship') throw notFound('address');
        const carrier = carrierOf(parts);
        const asked = {
          from: await senderOf(parts, placeOf(order, query.locationId, caller.stores)),
          to: order.delivery.address,
          weightGrams: query.weightGrams,
        };
        const rates = await carrier.rates(asked).catch(silent);
        return { status: 200, body: { carrier: carrier.title, rates: [...rates] } };
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/parcels',
      summary: 'Book a parcel with the carrier; its label is then to be had',
      guard: packer,
      idempotency: 'required',
      params: byId,
      body: parcelRequest,
      answers: { 201: parcelView },
      async handle({ params, body, caller }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        const locationId = placeOf(order, body.locationId, caller.stores);
        const parcel = await askParcel(tx, parts, order, { ...body, locationId }, nameOf(caller));
        return { status: 201, body: parcelViewOf(parcel) };
      },
      committed: () => worker.wake(),
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id/parcels/:parcelId/label',
      summary: 'The label of a parcel, 4 by 6 inches, as a PDF',
      guard: noting(database, packer),
      params: byParcel,
      produces: 'application/pdf',
      answers: { 200: null },
      async handle({ params, caller, response }) {
        const order = readable(await findOrder(database, params.id), caller);
        const parcel = await findParcel(database, params.parcelId);
        const label = parcel?.orderId === order.id ? await labelOf(database, parcel.id) : null;
        if (!parcel || !label) throw notFound('label');
        return sendPdf(response, `${order.number}-${parcel.trackingNumber}.pdf`, label);
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/orders/webhooks/tracking/:carrier',
      summary: 'For carriers: where a parcel is; signed, in any order, as often as they like',
      params: z.strictObject({ carrier: z.string() }),
      rawBody: ['application/json'],
      answers: { 200: z.object({ received: z.literal(true) }) },
      async handle({ params, request }) {
        const { carrier } = parts;
        if (carrier?.name !== params.carrier) throw notFound('carrier');
        const payload = await webhookBody(request);
        try {
          const { id, scan } = carrier.readWebhook(payload, request.headers);
          await database.transaction(async (tx) => {
            const parcel = await parcelOfCarrier(tx, carrier.name, id);
            if (parcel) await followScans(tx, parts, parcel.id, [scan]);
          });
        } catch (error) {
          if (!(error instanceof TrackingRefused)) throw error;
          parts.measures.webhooks.inc({ provider: carrier.name, outcome: error.reason });
          throw webhookRefusals[error.reason]();
        }
        worker.wake();
        return { status: 200, body: { received: true as const } };
      },
    }),
  ];
}

function silent(error: unknown): never {
  if (!(error instanceof CarrierSilent)) throw error;
  throw problem(503, 'carrier-silent', 'The carrier does not answer', 'Try again in a moment.', {
    headers: { 'retry-after': '5' },
  });
}
