import { type Kit, mutation, type Route, type ServiceEnvironment } from '@comptoir/service-kit';
import { transferAnswer, transferRequest } from './api.ts';
import { transfer } from './transfer.ts';

export const transferRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/transfer',
    summary: 'A step of a transfer between two locations',
    guard: tokens.requireStaff('manager', 'head-office'),
    body: transferRequest,
    answers: { 200: transferAnswer },
    handle: async ({ body }, tx) => ({ status: 200, body: await transfer(tx, body, new Date()) }),
  }),
];
