import { type Kit, mutation, type Route, route, type ServiceEnvironment } from '@comptoir/service-kit';
import { readRules, writeRules } from '../store/rules.ts';
import { readSourcing, writeSourcing } from '../store/sourcing.ts';
import { rulesBody, sourcingBody } from './api.ts';

export const ruleRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/inventory/rules',
    summary: 'What locations keep back, and when stock is low',
    guard: tokens.requireStaff(),
    answers: { 200: rulesBody },
    handle: async () => ({ status: 200, body: { items: await readRules(database.alone) } }),
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/rules',
    summary: 'Sets some rules of stock; one without any figure is taken back',
    guard: tokens.requireStaff('head-office'),
    body: rulesBody,
    answers: { 200: rulesBody },
    async handle({ body }, tx) {
      await writeRules(tx, body.items);
      return { status: 200, body: { items: await readRules(tx) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/sourcing',
    summary: 'Which locations serve online orders, and whether an order may be split',
    guard: tokens.requireStaff(),
    answers: { 200: sourcingBody },
    handle: async () => ({ status: 200, body: await readSourcing(database.alone) }),
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/sourcing',
    summary: 'Sets which locations serve online orders, and whether an order may be split',
    guard: tokens.requireStaff('head-office'),
    body: sourcingBody,
    answers: { 200: sourcingBody },
    async handle({ body }, tx) {
      await writeSourcing(tx, body);
      return { status: 200, body: await readSourcing(tx) };
    },
  }),
];
