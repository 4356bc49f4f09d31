import { randomBytes } from 'node:crypto';
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { localDay } from '@comptoir/service-kit/local-day';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import { z } from 'zod';
import { generateRequest, job } from '../api.ts';
import { requireReport } from '../jobs/may-read.ts';
import { addJob, cancelJob, findJob, listJobs, retryJob, settled } from '../jobs/store.ts';
import type { RouteParts } from '../parts.ts';
import { scopeOf } from '../reports/scope.ts';
import { runAfter } from '../schedules/run.ts';
import { addSchedule } from '../schedules/store.ts';
import { sendFile } from './job-file.ts';

const byJob = z.strictObject({ jobId: z.uuid() });
const newId = uuid7Generator({ now: Date.now, random: (length) => randomBytes(length) });

export const jobRoutes = ({ database, tokens, clock }: RouteParts): Route[] => [
  mutation(database, {
    method: 'post',
    path: '/api/v1/reports/generate',
    summary: 'Make a report as a file; with a schedule, again and again, mailed each time',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    body: generateRequest,
    answers: { 202: z.object({ jobId: z.string(), scheduleId: z.string().optional() }) },
    async handle({ body, caller }, tx) {
      requireReport(caller, body.report);
      const { schedule, ...request } = body;
      const { now, today } = clock();
      const scope = scopeOf(caller, body.parameters);
      const jobId = newId();
      // A first one at once, so that who plans it sees what recipients will get.
      const day = schedule ? localDay(schedule.timeZone, now) : today;
      await addJob(tx, jobId, caller.id, { request: settled(request, day), scope });
      const headers = { location: `/api/v1/reports/jobs/${jobId}` };
      if (!schedule) return { status: 202, body: { jobId }, headers };
      const scheduleId = newId();
      await addSchedule(tx, scheduleId, caller.id, { request, scope }, schedule, runAfter(schedule, now));
      return { status: 202, body: { jobId, scheduleId }, headers };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/jobs',
    summary: 'One’s own reports, newest first; they are kept for a week',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: z.strictObject({ limit: listQuery.limit }),
    answers: { 200: listOf(job) },
    async handle({ query, caller }) {
      const items = await listJobs(database, caller.id, query.limit);
      return { status: 200, body: { items, nextCursor: null } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/jobs/:jobId',
    summary: 'How far it is, and its file',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byJob,
    answers: { 200: job },
    async handle({ params, caller }) {
      const found = await findJob(database, params.jobId, caller.id);
      if (!found) throw notFound('report');
      return { status: 200, body: found };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/jobs/:jobId/file',
    summary: 'The file',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byJob,
    answers: { 200: null },
    produces: 'application/octet-stream',
    async handle({ params, caller, response }) {
      const found = await findJob(database, params.jobId, caller.id);
      if (!found) throw notFound('report');
      return sendFile(database, found, response);
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/reports/jobs/:jobId/cancel',
    summary: 'Make a file no further',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byJob,
    answers: { 204: null },
    async handle({ params, caller }, tx) {
      if (!(await cancelJob(tx, params.jobId, caller.id))) throw notOpen();
      return { status: 204, body: null };
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/reports/jobs/:jobId/retry',
    summary: 'Make a file again that failed or was cancelled',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byJob,
    answers: { 204: null },
    async handle({ params, caller }, tx) {
      if (!(await retryJob(tx, params.jobId, caller.id))) throw notOpen();
      return { status: 204, body: null };
    },
  }),
];

const notOpen = () =>
  problem(
    409,
    'job-state',
    'This file is not in such a state',
    'Look at your files again: it may be done, or not yours.',
  );
