import { rolesWith } from '@comptoir/service-kit/auth/roles';
import type { StaffCaller } from '@comptoir/service-kit/auth/tokens';
import { listOf } from '@comptoir/service-kit/http/list';
import { notFound } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { scheduled } from '../api.ts';
import { findSent } from '../jobs/store.ts';
import type { RouteParts } from '../parts.ts';
import { noteReading } from '../readings/store.ts';
import { linkHash, sentPath } from '../schedules/link.ts';
import { cancelSchedule, listSchedules } from '../schedules/store.ts';
import { sendFile } from './job-file.ts';

/** Head office sees to what somebody who has left once planned. */
const whose = ({ id, roles }: StaffCaller): string | null => (roles.includes('head-office') ? null : id);

export const scheduleRoutes = ({ database, tokens }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/schedules',
    summary: 'Reports that are made again and again, next due first; one’s own, of head office all',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    answers: { 200: listOf(scheduled) },
    async handle({ caller }) {
      const items = await listSchedules(database, whose(caller));
      return { status: 200, body: { items, nextCursor: null } };
    },
  }),
  mutation(database, {
    method: 'delete',
    path: '/api/v1/reports/schedules/:scheduleId',
    summary: 'Cancel a schedule; what is being made is still sent',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: z.strictObject({ scheduleId: z.uuid() }),
    answers: { 204: null },
    async handle({ params, caller }, tx) {
      if (!(await cancelSchedule(tx, params.scheduleId, whose(caller)))) throw notFound('schedule');
      return { status: 204, body: null };
    },
  }),
  route({
    method: 'get',
    path: `${sentPath}/:secret`,
    summary: 'The file of a mailed link',
    params: z.strictObject({ secret: z.string().max(100) }),
    answers: { 200: null },
    produces: 'application/octet-stream',
    async handle({ params, response }) {
      const found = await findSent(database, linkHash(params.secret));
      if (!found) throw notFound('report');
      const { jobId, report } = found;
      await noteReading(database, { staffId: null, report: 'sent', parameters: { jobId, report } });
      return sendFile(database, found, response);
    },
  }),
];
