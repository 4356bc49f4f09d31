import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { reportCurrency } from '../facts/document.ts';
import type { RouteParts } from '../parts.ts';
import { scopeOf } from '../reports/scope.ts';
import {
  lastMinutes,
  outlook,
  outlookQuery,
  targetChanges,
  targetChangesQuery,
  targets,
  targetsQuery,
  targetsRequest,
  targetsSet,
} from './api.ts';
import { readLastMinutes, readOutlook } from './outlook.ts';
import { listTargetChanges, listTargets, setTargets } from './store.ts';

export const targetRoutes = ({ database, tokens, clock, kept }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/targets',
    summary: 'The targets of a month, store by store',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: targetsQuery,
    answers: { 200: targets },
    async handle({ query: { month }, caller }) {
      const items = await listTargets(database, month, scopeOf(caller, {}).storeIds);
      return { status: 200, body: { month, currency: reportCurrency, items } } as const;
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/reports/targets',
    summary: 'Set what stores aim at in a month, or take it away; who did is kept',
    guard: tokens.requireStaff(...rolesWith('change-accounts')),
    body: targetsRequest,
    answers: { 200: targetsSet },
    async handle({ body, caller }, tx) {
      const changed = await setTargets(tx, body, caller.id, clock().now);
      return { status: 200, body: { changed } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/targets/changes',
    summary: 'Who set which target, from what to what; newest first',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: targetChangesQuery,
    answers: { 200: targetChanges },
    async handle({ query: { month, cursor, limit, ...asked }, caller }) {
      const { storeIds } = scopeOf(caller, asked);
      const rows = await listTargetChanges(
        database,
        { month, storeIds },
        decodeCursor(z.string().regex(/^\d+$/), cursor),
        limit + 1,
      );
      const { items, nextCursor } = pageOf(rows, limit, ({ position }) => position);
      return { status: 200, body: { items: items.map(({ change }) => change), nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/outlook',
    summary: 'What today will probably come to, and the month against its target',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: outlookQuery,
    answers: { 200: outlook },
    handle: async ({ query, caller }) => ({
      status: 200,
      body: await readOutlook(database, kept, scopeOf(caller, query), clock()),
    }),
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/now',
    summary: 'The last hour by the minute',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: outlookQuery,
    answers: { 200: lastMinutes },
    handle: async ({ query, caller }) => ({
      status: 200,
      body: await readLastMinutes(database, scopeOf(caller, query), clock()),
    }),
  }),
];
