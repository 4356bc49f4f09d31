/** Slots that are free, for whoever chooses one. */
import { type Route, route } from '@comptoir/service-kit';
import { freeSlotsView, slotsQuery } from '../api.ts';
import type { OrderParts } from '../parts.ts';
import { freeSlots } from '../slots/take.ts';

export const slotsRoute = (parts: OrderParts): Route =>
  route({
    method: 'get',
    path: '/api/v1/orders/slots',
    summary: 'When an order may be collected or delivered; first ones first',
    query: slotsQuery,
    answers: { 200: freeSlotsView },
    async handle({ query: { method, storeId, notBefore } }) {
      const place = method === 'collect' ? { method, storeId: storeId ?? '' } : { method };
      const items = await freeSlots(parts.database, parts, place, notBefore);
      return { status: 200, headers: { 'cache-control': 'no-store' }, body: { items } };
    },
  });
