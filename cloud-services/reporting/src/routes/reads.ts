import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import {
  analytics,
  analyticsQuery,
  consolidated,
  consolidatedQuery,
  dashboard,
  dashboardQuery,
  productList,
  productsQuery,
  storeList,
  storesQuery,
} from '../api.ts';
import { reportCurrency } from '../facts/document.ts';
import { periodBefore, periodOf } from '../facts/period.ts';
import type { RouteParts } from '../parts.ts';
import { readAnalytics } from '../reports/analytics.ts';
import { readConsolidated } from '../reports/consolidated.ts';
import { readDashboard, readStores } from '../reports/dashboard.ts';
import { productFigures } from '../reports/product-figures.ts';
import { scopeOf } from '../reports/scope.ts';

export const readRoutes = ({ database, tokens, clock, kept }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/dashboard',
    summary: 'Both channels at a glance, against the period before',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: dashboardQuery,
    answers: { 200: dashboard },
    async handle({ query, caller }) {
      const body = await readDashboard(database, kept, query, scopeOf(caller, query), clock());
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/stores',
    summary: 'What each store came to against the period before, the most first; by name or code',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: storesQuery,
    answers: { 200: storeList },
    async handle({ query, caller }) {
      const { limit } = query;
      const offset = decodeCursor(z.int().nonnegative(), query.cursor) ?? 0;
      const stores = await readStores(database, kept, query, scopeOf(caller, query), clock());
      const body = pageOf(stores.slice(offset, offset + limit + 1), limit, () => offset + limit);
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/sales/consolidated',
    summary: 'Sales of both channels by day, week, month, store, channel, category, cashier, tender or tax',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: consolidatedQuery,
    answers: { 200: consolidated },
    async handle({ query, caller }) {
      const { now, today } = clock();
      const period = periodOf(query, today);
      const scope = scopeOf(caller, query);
      const body = {
        asOf: now.toISOString(),
        ...period,
        currency: reportCurrency,
        groupBy: query.groupBy,
        storeId: query.storeId ?? null,
        channel: scope.channel,
        ...(await readConsolidated(database, query.groupBy, period, scope)),
      } as const;
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/products/analytics',
    summary: 'What sells, what does not, and what is bought together',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: analyticsQuery,
    answers: { 200: analytics },
    async handle({ query, caller }) {
      const now = clock();
      const period = periodOf(query, now.today);
      const body = await readAnalytics(database, period, scopeOf(caller, query), query.limit, now);
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/products',
    summary: 'What was sold of each product, what brings in most first: all of them, or those of a class',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: productsQuery,
    answers: { 200: productList },
    async handle({ query, caller }) {
      const { today } = clock();
      const { limit, abc } = query;
      const period = periodOf(query, today);
      const offset = decodeCursor(z.int().nonnegative(), query.cursor) ?? 0;
      const periods = { period, before: periodBefore(period, today).period };
      const page = { limit: limit + 1, offset, abc };
      const found = await productFigures(database, periods, scopeOf(caller, query), { 'most-sold': page });
      return { status: 200, body: pageOf(found['most-sold'], limit, () => offset + limit) };
    },
  }),
];
