/** `/api/v1/sync/journals/:id/records` up and back, and the quarantine list. */
import {
  type Database,
  type DeviceCaller,
  decodeCursor,
  type Guard,
  listOf,
  listQuery,
  pageOf,
  problem,
  type Route,
  route,
  streamed,
  type Tokens,
} from '@comptoir/service-kit';
import { signHead } from '@comptoir/sync-protocol/records/head';
import { recordsAnswer } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';
import { type Ingested, type IngestParts, ingest } from './ingest.ts';
import { limits, readBatch } from './read-batch.ts';
import { listQuarantine, recordsAfter } from './store/rows.ts';

export type JournalParts = Omit<IngestParts, 'holdSession'> &
  Readonly<{
    tokens: Tokens;
    device: Guard<DeviceCaller>;
    holdSession: (caller: DeviceCaller) => IngestParts['holdSession'];
    /** 32 bytes of seed. */
    cosignKey: Uint8Array;
    /** After the commit: tell who watches. Never fails a batch. */
    onIngested: (ingested: Ingested, caller: DeviceCaller) => void;
  }>;

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
      const batch = await readBatch(request, params.id);
      const ingested = await ingest({ ...parts, holdSession: parts.holdSession(caller) }, caller, batch);
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
  quarantineRoute(parts.database, parts.tokens),
];

const quarantineItem = z
  .object({
    journal: z.string(),
    seq: z.int(),
    recordId: z.string(),
    storeId: z.string(),
    kind: z.string(),
    reason: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Quarantined' });

const place = z.object({ at: z.iso.datetime(), journal: z.uuid(), seq: z.int() });

const quarantineRoute = (database: Database, tokens: Tokens): Route =>
  route({
    method: 'get',
    path: '/api/v1/sales/quarantine',
    summary: 'Records that are stored but could not be projected',
    guard: tokens.requireStaff('head-office'),
    query: z.strictObject(listQuery),
    answers: { 200: listOf(quarantineItem) },
    async handle({ query }) {
      const after = decodeCursor(place, query.cursor);
      const rows = await listQuarantine(database, after, query.limit + 1);
      const page = pageOf(rows, query.limit, ({ at, journal, seq }) => ({
        at: at.toISOString(),
        journal,
        seq: Number(seq),
      }));
      const items = page.items.map((row) => ({
        journal: row.journal,
        seq: Number(row.seq),
        recordId: row.record_id,
        storeId: row.store_id,
        kind: row.kind,
        reason: row.reason,
        at: row.at.toISOString(),
      }));
      return { status: 200, body: { ...page, items } };
    },
  });
