import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { periodOf } from '../facts/period.ts';
import type { RouteParts } from '../parts.ts';
import { requireAllStores, scopeOf } from '../reports/scope.ts';
import { actList, actsQuery, documentList, documentsQuery, visitList, visitsQuery } from './api.ts';
import { type Place, readActs, readDocuments } from './read.ts';
import { readVisits } from './visits.ts';

const place = z.object({ day: z.iso.date(), at: z.iso.datetime(), id: z.string() });
const pageOfFound = <T>(found: readonly Readonly<{ item: T; place: Place }>[], limit: number) => {
  const { items, nextCursor } = pageOf(found, limit, (one) => one.place);
  return { status: 200 as const, body: { items: items.map(({ item }) => item), nextCursor } };
};

export const documentRoutes = ({ database, tokens, clock }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/documents',
    summary: 'The sales, returns, orders and refunds behind a figure, newest first',
    guard: tokens.requireStaff(...rolesWith('read-receipts')),
    query: documentsQuery,
    answers: { 200: documentList },
    async handle({ query, caller }) {
      const { today, homeTimeZone } = clock();
      const asked = { period: periodOf(query, today), scope: scopeOf(caller, query), query };
      const after = decodeCursor(place, query.cursor);
      const found = await readDocuments(database, { ...asked, after, limit: query.limit + 1 }, homeTimeZone);
      return pageOfFound(found, query.limit);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/acts',
    summary: 'Voids, overridden prices, drawers opened without a sale and leave that was given, newest first',
    guard: tokens.requireStaff(...rolesWith('read-trail')),
    query: actsQuery,
    answers: { 200: actList },
    async handle({ query, caller }) {
      const asked = { period: periodOf(query, clock().today), scope: scopeOf(caller, query), query };
      const after = decodeCursor(place, query.cursor);
      return pageOfFound(await readActs(database, { ...asked, after, limit: query.limit + 1 }), query.limit);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/visits',
    summary: 'The visits of the shop behind its funnel, newest first; of whom they are is not known',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: visitsQuery,
    answers: { 200: visitList },
    async handle({ query, caller }) {
      requireAllStores(caller);
      const { reached, limit } = query;
      const period = periodOf(query, clock().today);
      const after = decodeCursor(place, query.cursor);
      return pageOfFound(await readVisits(database, { period, reached, after, limit: limit + 1 }), limit);
    },
  }),
];
