import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { reportName, reportTable, tableQuery } from '../api.ts';
import { answerTable } from '../jobs/answer.ts';
import type { RouteParts } from '../parts.ts';

export const tableRoutes = (parts: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/tables/:report',
    summary: 'A report as a table, as its file would be; the first thousand rows',
    guard: parts.tokens.requireStaff(...rolesWith('read-sales')),
    params: z.strictObject({ report: reportName.exclude(['custom']) }),
    query: tableQuery,
    answers: { 200: reportTable },
    async handle({ params: { report }, query: { language, ...parameters }, caller }) {
      return { status: 200, body: await answerTable(parts, caller, { report, language, parameters }) };
    },
  }),
];
