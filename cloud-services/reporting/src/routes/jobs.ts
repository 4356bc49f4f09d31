import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route, streamed } from '@comptoir/service-kit/http/route';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import { z } from 'zod';
import { generateRequest, job } from '../api.ts';
import { periodOf } from '../facts/period.ts';
import { addJob, fileChunks, findJob, listJobs } from '../jobs/store.ts';
import { scopeOf } from '../reports/scope.ts';
import type { RouteParts } from '../routes.ts';

const byJob = z.strictObject({ jobId: z.uuid() });
const newId = uuid7Generator({ now: Date.now, random: (length) => randomBytes(length) });

export const jobRoutes = ({ database, tokens, clock }: RouteParts): Route[] => [
  mutation(database, {
    method: 'post',
    path: '/api/v1/reports/generate',
    summary: 'Make a report as a file',
    guard: tokens.requireStaff('manager', 'head-office'),
    body: generateRequest,
    answers: { 202: z.object({ jobId: z.string() }) },
    async handle({ body, caller }, tx) {
      const { today } = clock();
      // What "today" means is settled now, not when the job's turn comes.
      const request = { ...body, parameters: { ...body.parameters, ...periodOf(body.parameters, today) } };
      const jobId = newId();
      await addJob(tx, jobId, caller.id, { request, scope: scopeOf(caller, body.parameters) });
      return { status: 202, body: { jobId }, headers: { location: `/api/v1/reports/jobs/${jobId}` } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/jobs',
    summary: 'One’s own reports, newest first; they are kept for a week',
    guard: tokens.requireStaff('manager', 'head-office'),
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
    guard: tokens.requireStaff('manager', 'head-office'),
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
    guard: tokens.requireStaff('manager', 'head-office'),
    params: byJob,
    answers: { 200: null },
    produces: 'application/octet-stream',
    async handle({ params, caller, response }) {
      const found = await findJob(database, params.jobId, caller.id);
      if (!found) throw notFound('report');
      if (!found.file)
        throw problem(
          409,
          'not-ready',
          'The file is not ready',
          'Ask for the job until its state is `done`.',
        );
      response.status(200).set({
        'content-type': found.file.mediaType,
        'content-length': String(found.file.bytes),
        'content-disposition': `attachment; filename="${found.file.name}"`,
        'cache-control': 'private, no-store',
      });
      await pipeline(fileChunks(database, params.jobId), response);
      return streamed;
    },
  }),
];
