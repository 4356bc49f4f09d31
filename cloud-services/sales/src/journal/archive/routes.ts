/** `/api/v1/sales/archives`: a signed archive of a store and a period, to be kept and verified anywhere. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { businessDate } from '@comptoir/pricing/contract';
import { notFound, problem, type Route, route, streamed, type Tokens } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { z } from 'zod';
import { archiveKey } from '../../api.ts';
import { type ArchiveParts, type Asked, archiveLines } from './archive.ts';

export type ArchiveRouteParts = ArchiveParts &
  Readonly<{
    tokens: Tokens;
    now: () => Date;
    storeById: (storeId: string) => Promise<Asked['store'] | undefined>;
  }>;

export const archiveRoutes = (parts: ArchiveRouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/archives',
    summary: 'The journals of a store and a period as one signed file, which verifies without us',
    guard: parts.tokens.requireStaff('head-office'),
    query: z.strictObject({ storeId: z.string(), from: businessDate, to: businessDate }),
    answers: { 200: null },
    produces: 'application/gzip',
    async handle({ query: { storeId, from, to }, response }) {
      if (from > to)
        throw problem(422, 'period-turned', 'The period ends before it begins', 'Exchange from and to.');
      const store = await parts.storeById(storeId);
      if (!store) throw notFound('store');
      const name = `comptoir-${store.code}-${from}-${to}.ndjson.gz`;
      response.status(200).set({
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      });
      const lines = archiveLines(parts, { store, from, to, madeAt: parts.now() });
      await pipeline(Readable.from(lines), createGzip(), response);
      return streamed;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/public/archive-key',
    summary:
      'The public key that archives and cosignatures are signed with, to be compared and kept elsewhere',
    answers: { 200: archiveKey },
    handle: async () => ({
      status: 200,
      body: { algorithm: 'Ed25519' as const, publicKey: base64(parts.cosign.publicKey) },
    }),
  }),
];
