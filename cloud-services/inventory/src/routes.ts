import {
  feedRoutes,
  type Kit,
  mutation,
  type Route,
  route,
  type ServiceEnvironment,
} from '@comptoir/service-kit';
import { applicationOrStaff } from '@comptoir/service-kit/auth/applications';
import { z } from 'zod';
import { alertRoutes } from './alerts/routes.ts';
import { locationsAnswer, movementsAnswer, movementsRequest, stockAnswer } from './api.ts';
import { checkRoutes } from './check-routes.ts';
import { enterMovements } from './enter-movements.ts';
import { movementRoutes } from './movements/routes.ts';
import { purchaseOrderRoutes } from './purchasing/routes.ts';
import { readStock } from './read-stock.ts';
import { reorderRoutes } from './reorder/routes.ts';
import { reservationRoutes } from './reservations/routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { knownLocations } from './store/names.ts';
import { totalsRoute } from './totals-route.ts';
import { transferRoutes } from './transfers/routes.ts';

export function routes(kit: Kit<ServiceEnvironment & { GATEWAY_KEY?: string | undefined }>): Route[] {
  const { database, logger, wakes, tokens, config } = kit;
  return [
    route({
      method: 'get',
      path: '/api/v1/inventory/stock/:productId',
      summary: 'Stock of a product by location, now or at a past moment',
      guard: applicationOrStaff(config.GATEWAY_KEY, tokens),
      params: z.strictObject({ productId: z.string() }),
      query: z.strictObject({ locationId: z.string().optional(), at: z.iso.datetime().optional() }),
      answers: { 200: stockAnswer },
      handle: async ({ params, query }) => ({
        status: 200,
        body: await readStock(database.alone, params.productId, query),
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/inventory/locations',
      summary: 'Stores and warehouses that hold stock',
      guard: tokens.requireStaff(),
      answers: { 200: locationsAnswer },
      handle: async () => ({
        status: 200,
        body: { items: await knownLocations(database.alone) },
      }),
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/inventory/movements',
      summary: 'Enters stock movements of a location',
      guard: tokens.requireStaff('head-office'),
      idempotency: 'required',
      body: movementsRequest,
      answers: { 201: movementsAnswer },
      handle: async ({ body, request }, tx) => ({
        status: 201,
        body: await enterMovements(tx, body, request.get('idempotency-key') ?? '', new Date()),
      }),
    }),
    ...movementRoutes(kit),
    ...reservationRoutes(kit),
    ...transferRoutes(kit),
    ...purchaseOrderRoutes(kit),
    ...alertRoutes(kit),
    ...reorderRoutes(kit),
    ...ruleRoutes(kit),
    ...checkRoutes(kit),
    totalsRoute(kit.database),
    ...feedRoutes({
      database,
      logger,
      wakes,
      feeds: ['stock-here', 'stock-elsewhere', 'deliveries', 'stock-alerts'],
      guard: tokens.requireDevice(),
    }),
  ];
}
