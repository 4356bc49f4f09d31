import { type Kit, mutation, type Route, type ServiceEnvironment } from '@comptoir/service-kit';
import { reorderAnswer, reorderRequest } from './api.ts';
import { reorder } from './reorder.ts';

export const reorderRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  mutation(database, {
    method: 'post',
    path: '/api/v1/inventory/reorder',
    summary: 'Turns a suggestion into an approved transfer or a line of a purchase order',
    guard: tokens.requireStaff('head-office'),
    idempotency: 'required',
    body: reorderRequest,
    answers: { 201: reorderAnswer },
    handle: async ({ body, request }, tx) => ({
      status: 201,
      body: await reorder(tx, body, request.get('idempotency-key') ?? '', new Date()),
    }),
  }),
];
