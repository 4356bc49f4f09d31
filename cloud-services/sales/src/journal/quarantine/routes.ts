/** `/api/v1/sales/quarantine`: what could not be projected, and what head office does about it. */
import {
  decodeCursor,
  type Logger,
  listOf,
  listQuery,
  mutation,
  pageOf,
  type Route,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { parseHeader } from '@comptoir/sync-protocol/records/frame';
import { z } from 'zod';
import { decided, quarantineDecision, quarantined, replayed } from '../../api.ts';
import { type DecideParts, decide, replayAll } from './decide.ts';
import { type ListedRow, listOpen } from './rows.ts';

const place = z.object({ at: z.iso.datetime(), journal: z.uuid(), seq: z.int() });
const byPlace = z.strictObject({ journal: z.uuid(), seq: z.coerce.number().int().positive() });

export type QuarantineParts = DecideParts & Readonly<{ tokens: Tokens; logger: Logger }>;

export const quarantineRoutes = (parts: QuarantineParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/quarantine',
    summary:
      'Records that are stored but could not be projected; with state=waiting, those of a kind that a later version reads',
    guard: parts.tokens.requireStaff('head-office'),
    query: z.strictObject({ ...listQuery, state: z.enum(['fault', 'waiting']).default('fault') }),
    answers: { 200: listOf(quarantined) },
    async handle({ query }) {
      const after = decodeCursor(place, query.cursor);
      const rows = await listOpen(parts.database, query.state === 'waiting', after, query.limit + 1);
      const page = pageOf(rows, query.limit, ({ at, journal, seq }) => ({
        at: at.toISOString(),
        journal,
        seq: Number(seq),
      }));
      return { status: 200, body: { ...page, items: page.items.map(listed) } };
    },
  }),
  mutation(parts.database, {
    method: 'post',
    path: '/api/v1/sales/quarantine/:journal/:seq/decision',
    summary:
      'Project a quarantined record again, accept it as it stands, or dismiss it; its signed bytes never change',
    guard: parts.tokens.requireStaff('head-office'),
    params: byPlace,
    body: quarantineDecision,
    answers: { 200: decided },
    handle: async ({ params, body, caller }, tx) => ({
      status: 200,
      body: await decide(parts, tx, params, body, caller.id),
    }),
  }),
  route({
    method: 'post',
    path: '/api/v1/sales/quarantine/replay',
    summary: 'Project all quarantined records again, each by itself',
    guard: parts.tokens.requireStaff('head-office'),
    answers: { 200: replayed },
    handle: async ({ caller }) => ({ status: 200, body: await replayAll(parts, caller.id, parts.logger) }),
  }),
];

const listed = (row: ListedRow) => ({
  journal: row.journal,
  seq: Number(row.seq),
  recordId: row.record_id,
  storeId: row.store_id,
  kind: row.kind,
  rule: row.rule,
  reason: row.reason,
  at: row.at.toISOString(),
  receiptNumber: parseHeader(row.header.toString())?.number ?? null,
});
