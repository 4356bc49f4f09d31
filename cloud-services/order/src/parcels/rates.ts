/** For Cart, not through the gateway: what the carrier wants for a parcel before anybody has ordered it. */
import { type Route, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { CarrierRefused, CarrierSilent } from '../carrier/carrier.ts';
import type { OrderParts } from '../parts.ts';

const request = z.strictObject({
  to: z.strictObject({ country: z.string(), postalCode: z.string().max(12) }),
  weightGrams: z.int().positive(),
});
/** Null: it does not say, or does not go there. */
const answer = z.object({ rate: z.object({ priceMinor: z.int(), days: z.int() }).nullable() });

/** A shopper waits for it. */
const timeoutMs = 1_200;

export const deliveryRatesRoute = ({ carrier, shipFrom }: Pick<OrderParts, 'carrier' | 'shipFrom'>): Route =>
  route({
    method: 'post',
    path: '/internal/orders/delivery-rates',
    summary: 'What the carrier’s cheapest service costs, and how many working days it takes',
    body: request,
    answers: { 200: answer },
    async handle({ body: { to, weightGrams } }) {
      try {
        const rates = (await carrier?.rates({ from: shipFrom, to, weightGrams, timeoutMs })) ?? [];
        const [cheapest] = rates.toSorted((one, other) => one.priceMinor - other.priceMinor);
        const rate = cheapest ? { priceMinor: cheapest.priceMinor, days: cheapest.days } : null;
        return { status: 200, body: { rate } };
      } catch (error) {
        if (!(error instanceof CarrierSilent || error instanceof CarrierRefused)) throw error;
        return { status: 200, body: { rate: null } };
      }
    },
  });
