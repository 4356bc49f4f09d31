import {
  decodeCursor,
  encodeCursor,
  type Kit,
  pageOf,
  type Route,
  rolesWith,
  route,
  type ServiceEnvironment,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { listMovements } from '../store/movements.ts';
import { listNetwork, networkPlace } from '../store/network.ts';
import { movementsOfProductAnswer, movementsQuery, networkAnswer, networkQuery } from './api.ts';

const place = z.tuple([z.string(), z.string()]);

export const movementRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/inventory/movements',
    summary: 'Movements of a product, the latest first, with what was there after each',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    query: movementsQuery,
    answers: { 200: movementsOfProductAnswer },
    async handle({ query, caller }) {
      const filter = { ...query, locationIds: caller.stores, after: decodeCursor(place, query.cursor) };
      const found = await listMovements(database.alone, { ...filter, limit: query.limit + 1 });
      const items = found.slice(0, query.limit);
      const last = found.length > query.limit ? items.at(-1) : undefined;
      return {
        status: 200,
        body: { items: items.map(({ row }) => row), nextCursor: last ? encodeCursor(last.place) : null },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/network',
    summary: 'Products against locations: what each shelf has, and how old that is',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    query: networkQuery,
    answers: { 200: networkAnswer },
    async handle({ query, caller }) {
      const filter = { ...query, locationIds: caller.stores, after: decodeCursor(place, query.cursor) };
      const rows = await listNetwork(database.alone, { ...filter, limit: query.limit + 1 });
      return { status: 200, body: pageOf(rows, query.limit, networkPlace) };
    },
  }),
];
