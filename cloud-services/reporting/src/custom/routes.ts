import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { listOf } from '@comptoir/service-kit/http/list';
import { notFound } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { customRequest, reportTable } from '../api.ts';
import { answerTable } from '../jobs/answer.ts';
import type { RouteParts } from '../parts.ts';
import { savedReport, saveRequest } from './api.ts';
import { forgetSaved, listSaved, saveReport } from './saved.ts';

const byId = z.strictObject({ id: z.uuid() });

export function customRoutes(parts: RouteParts): Route[] {
  const { database, tokens } = parts;
  const guard = tokens.requireStaff(...rolesWith('read-sales'));
  return [
    route({
      method: 'post',
      path: '/api/v1/reports/custom',
      summary: 'A report that one composes: measures by dimensions, of these alone; the first thousand rows',
      guard,
      body: customRequest,
      answers: { 200: reportTable },
      async handle({ body: { language, ...parameters }, caller }) {
        return {
          status: 200,
          body: await answerTable(parts, caller, { report: 'custom', language, parameters }),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/reports/custom/saved',
      summary: 'Composed reports that were kept: one’s own, and those that are shared',
      guard,
      answers: { 200: listOf(savedReport) },
      async handle({ caller }) {
        return { status: 200, body: { items: await listSaved(database, caller.id), nextCursor: null } };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/reports/custom/saved/:id',
      summary: 'Keep a composed report, for oneself or for everybody',
      guard,
      params: byId,
      body: saveRequest,
      answers: { 200: z.object({ id: z.string() }) },
      async handle({ params, body, caller }, tx) {
        await saveReport(tx, params.id, caller.id, body);
        return { status: 200, body: { id: params.id } };
      },
    }),
    mutation(database, {
      method: 'delete',
      path: '/api/v1/reports/custom/saved/:id',
      summary: 'Forget a composed report of one’s own',
      guard,
      params: byId,
      answers: { 204: null },
      async handle({ params, caller }, tx) {
        if (!(await forgetSaved(tx, params.id, caller.id))) throw notFound('saved report');
        return { status: 204, body: null };
      },
    }),
  ];
}
