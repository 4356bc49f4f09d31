import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import { reportCurrency } from '../facts/document.ts';
import { type Period, periodOf } from '../facts/period.ts';
import type { RouteParts } from '../parts.ts';
import type { Clock } from '../reports/reading.ts';
import { requireAllStores, scopeOf } from '../reports/scope.ts';
import { stateOfDays } from '../store/changed-days.ts';
import { cashierActs, cohorts, cohortsQuery, discounts, funnel, insightQuery, returnReasons } from './api.ts';
import { readCohorts, readFunnel } from './customers.ts';
import { readCashierActs, readDiscounts, readReturnReasons } from './given.ts';

const toldOf = ({ now }: Clock, period: Period) =>
  ({ asOf: now.toISOString(), ...period, currency: reportCurrency }) as const;

export const insightRoutes = ({ database, tokens, clock, kept }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/discounts',
    summary: 'What promotions and staff took off prices, and why',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: insightQuery,
    answers: { 200: discounts },
    async handle({ query, caller }) {
      const period = periodOf(query, clock().today);
      const read = await readDiscounts(database, period, scopeOf(caller, query));
      return { status: 200, body: { ...toldOf(clock(), period), ...read } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/returns',
    summary: 'What came back, by reason',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: insightQuery,
    answers: { 200: returnReasons },
    async handle({ query, caller }) {
      const period = periodOf(query, clock().today);
      const read = await readReturnReasons(database, period, scopeOf(caller, query));
      return { status: 200, body: { ...toldOf(clock(), period), ...read } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/cashiers',
    summary: 'Voids, overridden prices, discounts by hand and drawers opened without a sale, by cashier',
    guard: tokens.requireStaff(...rolesWith('read-trail')),
    query: insightQuery,
    answers: { 200: cashierActs },
    async handle({ query, caller }) {
      const period = periodOf(query, clock().today);
      const rows = await readCashierActs(database, period, scopeOf(caller, query));
      return { status: 200, body: { ...toldOf(clock(), period), rows } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/cohorts',
    summary: 'Customers by the month of their first purchase, and how many come again',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: cohortsQuery,
    answers: { 200: cohorts },
    async handle({ query: { months, ...asked }, caller }) {
      const { now, today } = clock();
      const lastOver = dayAfter(`${today.slice(0, 7)}-01`, -1);
      const state = await stateOfDays(database, { from: '0001-01-01', to: lastOver });
      const rows = await readCohorts({ database, kept, state }, scopeOf(caller, asked), months, today);
      return { status: 200, body: { asOf: now.toISOString(), currency: reportCurrency, rows } } as const;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/funnel',
    summary: 'How far visitors of the shop get: visit, cart, checkout, paid order',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: insightQuery.pick({ from: true, to: true }),
    answers: { 200: funnel },
    async handle({ query, caller }) {
      requireAllStores(caller);
      const period = periodOf(query, clock().today);
      const read = await readFunnel(database, period, clock().homeTimeZone);
      return { status: 200, body: { ...toldOf(clock(), period), ...read } };
    },
  }),
];
