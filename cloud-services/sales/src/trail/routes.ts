/** `/api/v1/sales/closings|trail`: what the stores closed, and who did what. */
import {
  type Database,
  decodeCursor,
  listQuery,
  pageOf,
  type Route,
  rolesWith,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { closingPeriod } from '@comptoir/sync-protocol/records/period-body';
import { z } from 'zod';
import { closingKinds, trailKinds, trailList } from '../api.ts';
import { listTrail } from './store/rows.ts';

type TrailParts = Readonly<{ database: Database; tokens: Tokens }>;
const place = z.object({ at: z.string(), id: z.uuid() });

export const trailRoutes = ({ database, tokens }: TrailParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/closings',
    summary: 'Closings of stores by day, month or year, or the Zs of their registers, newest first',
    guard: tokens.requireStaff(...rolesWith('read-trail')),
    query: z.strictObject({
      ...listQuery,
      storeId: z.string().optional(),
      period: z.enum(['shift', ...closingPeriod.options]).default('day'),
    }),
    answers: { 200: trailList },
    async handle({ query: { storeId, period, ...page }, caller }) {
      const about =
        period === 'shift' ? { kinds: [closingKinds.shift] } : { kinds: [closingKinds.period], period };
      return pageOfTrail(database, { ...about, storeId, storeIds: caller.stores }, page);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/trail',
    summary: 'Who did what in the stores: leave that was given, drawers, cash, shifts; newest first',
    guard: tokens.requireStaff(...rolesWith('read-trail')),
    query: z.strictObject({
      ...listQuery,
      storeId: z.string().optional(),
      actor: z.string().optional(),
      kind: z.enum(trailKinds).optional(),
    }),
    answers: { 200: trailList },
    async handle({ query: { storeId, actor, kind, ...page }, caller }) {
      const kinds = kind === undefined ? trailKinds : [kind];
      return pageOfTrail(database, { kinds, storeId, actor, storeIds: caller.stores }, page);
    },
  }),
];

async function pageOfTrail(
  database: Database,
  filter: Parameters<typeof listTrail>[1],
  { cursor, limit }: Readonly<{ cursor?: string | undefined; limit: number }>,
) {
  const rows = await listTrail(database, filter, decodeCursor(place, cursor), limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, (row) => row.place);
  return { status: 200 as const, body: { items: items.map(({ entry }) => entry), nextCursor } };
}
