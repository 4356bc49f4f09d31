/** `/api/v1/sync/journals/:id/records` up and back. */
import { type DeviceCaller, type Guard, problem, type Route, route, streamed } from '@comptoir/service-kit';
import { signHead } from '@comptoir/sync-protocol/records/head';
import { recordsAnswer } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';
import { type Ingested, type IngestParts, ingest } from './ingest.ts';
import { type Incoming, limits, readBatch } from './read-batch.ts';
import { recordsAfter } from './store/rows.ts';

export type JournalParts = Omit<IngestParts, 'holdSession'> &
  Readonly<{
    device: Guard<DeviceCaller>;
    holdSession: (caller: DeviceCaller) => IngestParts['holdSession'];
    /** 32 bytes of seed. */
    cosignKey: Uint8Array;
    /** After the commit: tell who watches. Never fails a batch. */
    onIngested: (ingested: Ingested, caller: DeviceCaller) => void;
    /** A batch that was turned away. */
    onRefused: (fault: unknown, journal: string, caller: DeviceCaller) => void;
  }>;

const takeIn = async (parts: JournalParts, request: Incoming, journal: string, caller: DeviceCaller) =>
  ingest({ ...parts, holdSession: parts.holdSession(caller) }, caller, await readBatch(request, journal));

const byId = z.object({ id: z.uuid() });
const recordsPath = '/api/v1/sync/journals/:id/records';

export const journalRoutes = (parts: JournalParts): Route[] => [
  route({
    method: 'post',
    path: recordsPath,
    summary: 'Records of a journal, in order; the cosignature is the acknowledgement',
    guard: parts.device,
    params: byId,
    rawBody: ['application/octet-stream'],
    answers: { 200: recordsAnswer },
    async handle({ params, caller, request }) {
      if (request.get('sync-session') !== String(caller.session))
        throw problem(409, 'stale-session', 'The session is not that of the token', 'Begin a session anew.');
      const ingested = await takeIn(parts, request, params.id, caller).catch((fault: unknown) => {
        parts.onRefused(fault, params.id, caller);
        throw fault;
      });
      parts.onIngested(ingested, caller);
      const { seq, hash, signature } = signHead(ingested.head, parts.cosignKey);
      return { status: 200, body: { seq, hash, cosignature: signature } };
    },
  }),
  route({
    method: 'get',
    path: recordsPath,
    summary: 'The store’s own records back, byte for byte, after a loss',
    guard: parts.device,
    params: byId,
    query: z.object({ after: z.coerce.number().int().nonnegative().default(0) }),
    answers: { 200: null },
    produces: 'application/octet-stream',
    async handle({ params, query, caller, response }) {
      const rows = await recordsAfter(
        parts.database,
        params.id,
        caller.store,
        query.after,
        limits.batchRecordsMax,
      );
      const end = Buffer.from('\n');
      const bytes = rows.flatMap(({ header, body, personal }) => [header, end, body, end, personal, end]);
      response
        .status(200)
        .type('application/octet-stream')
        .set('records', String(rows.length))
        .end(Buffer.concat(bytes));
      return streamed;
    },
  }),
];
