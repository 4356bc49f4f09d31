import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import { mutation, type Route } from '@comptoir/service-kit/http/route';
import { costsRequest } from '../api.ts';
import type { RouteParts } from '../parts.ts';

const columns = { product_id: 'text', valid_from: 'date', unit_cost_minor: 'bigint' };

export const costRoutes = ({ database, tokens }: RouteParts): Route[] => [
  mutation(database, {
    method: 'put',
    path: '/api/v1/reports/costs',
    summary: 'What products cost us, from a day on: margins come of it',
    guard: tokens.requireStaff(...rolesWith('change-accounts')),
    body: costsRequest,
    answers: { 204: null },
    async handle({ body }, tx) {
      const rows = new Map(
        body.costs.map(({ productId, from, unitCostMinor }) => [
          `${productId} ${from}`,
          [productId, from, unitCostMinor],
        ]),
      );
      await insertRows(
        tx,
        'product_cost',
        columns,
        [...rows.values()],
        'on conflict (product_id, valid_from) do update set unit_cost_minor = excluded.unit_cost_minor',
      );
      return { status: 204, body: null };
    },
  }),
];
