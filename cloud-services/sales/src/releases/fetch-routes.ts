/**
 * `/api/v1/sync/releases`: what a store's launcher fetches. Without credentials: the software is no secret, it is named by its hash and
 * signed, and a store whose device is refused must be able to fetch what would mend it.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Database, notFound, problem, type Route, route, streamed } from '@comptoir/service-kit';
import { sha256Hex, signedManifest } from '@comptoir/sync-protocol/releases/manifest';
import { versionText } from '@comptoir/sync-protocol/releases/version';
import { z } from 'zod';
import { filePart, fileSize, signedManifestOf } from './store/rows.ts';

const partBytes = 1_048_576;
const forEver = 'public, max-age=31536000, immutable';

export const fetchRoutes = (database: Database): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sync/releases/:version',
    summary: 'A release’s manifest, and its signature by the release key',
    params: z.object({ version: versionText }),
    answers: { 200: signedManifest },
    async handle({ params }) {
      const known = await signedManifestOf(database.alone, params.version);
      if (!known || known.withdrawn_at) throw notFound('release');
      const { manifest, signature } = known;
      return { status: 200, body: { manifest, signature } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sync/release-files/:sha256',
    summary: 'A file of a release; `Range: bytes=N-` goes on where a fetch was cut',
    params: z.object({ sha256: sha256Hex }),
    answers: { 200: null, 206: null },
    produces: 'application/octet-stream',
    async handle({ params, request, response }) {
      const size = await fileSize(database, params.sha256);
      if (size === undefined) throw notFound('file');
      const from = beginOf(request.get('range'), size);
      response
        .status(from === undefined ? 200 : 206)
        .type('application/octet-stream')
        .set({ 'accept-ranges': 'bytes', 'cache-control': forEver, etag: `"${params.sha256}"` })
        .set('content-length', String(size - (from ?? 0)));
      if (from !== undefined) response.set('content-range', `bytes ${from}-${size - 1}/${size}`);
      await pipeline(Readable.from(partsOf(database, params.sha256, from ?? 0, size)), response);
      return streamed;
    },
  }),
];

/** @returns undefined for the whole: any other form of `Range` may be ignored. Source: RFC 9110, 14.2. */
function beginOf(range: string | undefined, size: number): number | undefined {
  const told = /^bytes=(\d{1,12})-$/.exec(range ?? '')?.[1];
  if (told === undefined) return undefined;
  if (Number(told) < size) return Number(told);
  throw problem(416, 'beyond-the-end', 'The file ends before', `It has ${size} bytes.`, {
    headers: { 'content-range': `bytes */${size}` },
  });
}

async function* partsOf(database: Database, sha256: string, from: number, size: number) {
  for (let at = from; at < size; at += partBytes) yield await filePart(database, sha256, at, partBytes);
}
