import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { decodeCursor, listOf, pageOf } from '@comptoir/service-kit/http/list';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { reading, readingsQuery } from '../api.ts';
import type { RouteParts } from '../parts.ts';
import { listReadings } from '../readings/store.ts';

export const readingRoutes = ({ database, tokens }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/readings',
    summary: 'Who read which report, with what parameters, newest first',
    guard: tokens.requireStaff(...rolesWith('read-audit')),
    query: readingsQuery,
    answers: { 200: listOf(reading) },
    async handle({ query: { cursor, limit, ...filter } }) {
      const before = decodeCursor(z.string().regex(/^\d+$/), cursor);
      const rows = await listReadings(database, { ...filter, before }, limit + 1);
      return { status: 200, body: pageOf(rows, limit, ({ id }) => id) };
    },
  }),
];
