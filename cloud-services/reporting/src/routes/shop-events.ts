import { type Route, route } from '@comptoir/service-kit/http/route';
import { shopEvents } from '../api.ts';
import type { RouteParts } from '../parts.ts';
import { recordVisit } from '../reports/shop-visits.ts';

/** Open to everybody, and believed for a ratio only: the gateway limits how often, the schema how much. */
export const shopEventRoutes = ({ database, clock }: RouteParts): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/reports/events',
    summary: 'What a visitor of the shop did, with consent',
    body: shopEvents,
    answers: { 204: null },
    async handle({ body }) {
      await database.transaction((tx) => recordVisit(tx, body, clock().today));
      return { status: 204, body: null };
    },
  }),
];
