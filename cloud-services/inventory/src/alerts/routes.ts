import {
  decodeCursor,
  type Kit,
  pageOf,
  type Route,
  route,
  type ServiceEnvironment,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { alertPlace, listAlerts } from '../store/alerts.ts';
import { alertsAnswer, alertsQuery } from './api.ts';

const place = z.tuple([z.string(), z.string(), z.string()]);

export const alertRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/inventory/alerts',
    summary: 'Stock that is low, out, below zero, or was counted otherwise',
    guard: tokens.requireStaff(),
    query: alertsQuery,
    answers: { 200: alertsAnswer },
    async handle({ query, caller }) {
      const filter = { ...query, locationIds: caller.stores, after: decodeCursor(place, query.cursor) };
      const rows = await listAlerts(database.alone, { ...filter, limit: query.limit + 1 });
      return { status: 200, body: pageOf(rows, query.limit, alertPlace) };
    },
  }),
];
