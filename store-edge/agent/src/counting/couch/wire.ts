/**
 * What a replicating client sends. Not strict: a newer client's members are none of our business.
 * Source: CouchDB documentation, "CouchDB Replication Protocol".
 */
import { z } from 'zod';
import type { Written } from './document-store.ts';
import { fromWire, isRevision } from './revision.ts';

/** What a batch may hold; PouchDB sends 100 by default. */
const documentsMax = 2_000;
const documentBytesMax = 65_536;

const revision = z.string().refine(isRevision, 'not a revision');
const documentId = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => !id.startsWith('_'), 'ids do not begin with _');

export const revsDiffRequest = z.record(documentId, z.array(revision).max(documentsMax));
export const bulkGetRequest = z.object({
  docs: z.array(z.object({ id: documentId, rev: revision.optional() })).max(documentsMax),
});
export const bulkDocsRequest = z.object({
  docs: z.array(z.record(z.string(), z.unknown())).max(documentsMax),
  new_edits: z.literal(false, 'Write with new_edits: false, as replication does.'),
});
export const changesBody = z.object({ doc_ids: z.array(documentId).max(documentsMax).optional() });

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);
const whole = z.coerce.number().int().nonnegative();
export const changesQuery = z.object({
  since: z.union([z.literal('now'), whole]).default(0),
  limit: whole.default(1_000).transform((limit) => Math.min(Math.max(limit, 1), 5_000)),
  style: z.enum(['main_only', 'all_docs']).default('main_only'),
  feed: z.enum(['normal', 'longpoll']).default('normal'),
  timeout: whole.default(60_000).transform((ms) => Math.min(ms, 60_000)),
  heartbeat: whole.default(10_000).transform((ms) => Math.max(ms, 1_000)),
});
export const documentQuery = z.object({
  rev: revision.optional(),
  revs: flag,
  conflicts: flag,
  latest: flag,
  open_revs: z
    .string()
    .transform((text, context) => {
      if (text === 'all') return 'all' as const;
      const parsed = z.array(revision).safeParse(safeJson(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'not "all" and not a list of revisions' });
      return z.NEVER;
    })
    .optional(),
});
export type DocumentQuery = z.infer<typeof documentQuery>;

const history = z.object({ start: z.int().positive(), ids: z.array(z.string()).min(1) });
const envelope = z.looseObject({
  _id: documentId,
  _rev: revision.optional(),
  _deleted: z.boolean().optional(),
  _revisions: history.optional(),
});

/** A document on the wire → what the store merges, or why not. */
export function readDocument(
  document: Readonly<Record<string, unknown>>,
): Readonly<{ written: Written }> | Readonly<{ fault: string }> {
  const parsed = envelope.safeParse(document);
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? 'not a document' };
  const { _id, _rev, _revisions, _deleted = false, ...body } = parsed.data;
  const path = _revisions ? fromWire(_revisions) : _rev === undefined ? undefined : [_rev];
  if (!path) return { fault: 'a document without its revisions' };
  if (Object.keys(body).some((name) => name.startsWith('_')))
    return { fault: 'attachments are not kept here' };
  if (JSON.stringify(body).length > documentBytesMax) return { fault: 'the document is too big' };
  return { written: { id: _id, path, deleted: _deleted, body } };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
