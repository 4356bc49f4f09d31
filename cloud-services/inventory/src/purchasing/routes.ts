import {
  decodeCursor,
  type Kit,
  mutation,
  notFound,
  pageOf,
  type Route,
  rolesWith,
  route,
  type ServiceEnvironment,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { listPurchaseOrders, purchaseOrderPlace, readPurchaseOrder } from '../store/purchase-orders.ts';
import {
  purchaseOrder,
  purchaseOrderRequest,
  purchaseOrderStepRequest,
  purchaseOrdersAnswer,
  purchaseOrdersQuery,
} from './api.ts';
import { takeStep, write } from './purchase-order.ts';

const place = z.tuple([z.iso.datetime(), z.uuid()]);
const byId = z.strictObject({ purchaseOrderId: z.uuid() });

export const purchaseOrderRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/inventory/purchase-orders',
    summary: 'Purchase orders, the latest change first',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    query: purchaseOrdersQuery,
    answers: { 200: purchaseOrdersAnswer },
    async handle({ query, caller }) {
      const filter = { ...query, locationIds: caller.stores, after: decodeCursor(place, query.cursor) };
      const rows = await listPurchaseOrders(database.alone, { ...filter, limit: query.limit + 1 });
      return { status: 200, body: pageOf(rows, query.limit, purchaseOrderPlace) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/purchase-orders/:purchaseOrderId',
    summary: 'A purchase order',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    params: byId,
    answers: { 200: purchaseOrder },
    async handle({ params, caller: { stores } }) {
      const found = await readPurchaseOrder(database.alone, params.purchaseOrderId);
      if (!found || (stores && !stores.includes(found.locationId))) throw notFound('purchase order');
      return { status: 200, body: found };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/purchase-orders/:purchaseOrderId',
    summary: 'Writes the draft of a purchase order',
    guard: tokens.requireStaff('head-office'),
    params: byId,
    body: purchaseOrderRequest,
    answers: { 200: purchaseOrder },
    handle: async ({ params, body }, tx) => ({
      status: 200,
      body: await write(tx, params.purchaseOrderId, body),
    }),
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/purchase-orders/:purchaseOrderId/step',
    summary: 'Sends a purchase order, receives of it, closes it or calls it off',
    guard: tokens.requireStaff('head-office'),
    params: byId,
    body: purchaseOrderStepRequest,
    answers: { 200: purchaseOrder },
    handle: async ({ params, body }, tx) => ({
      status: 200,
      body: await takeStep(tx, params.purchaseOrderId, body, new Date()),
    }),
  }),
];
