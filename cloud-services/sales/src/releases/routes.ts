/** `/api/v1/sales/releases`: head office publishes what stores run, ring by ring, and takes it back. */
import { createHash } from 'node:crypto';
import {
  type Database,
  mutation,
  notFound,
  problem,
  type Route,
  route,
  type Tokens,
  type Tx,
} from '@comptoir/service-kit';
import { releaseFileBytesMax, sha256Hex, signedManifest } from '@comptoir/sync-protocol/releases/manifest';
import { versionText } from '@comptoir/sync-protocol/releases/version';
import { z } from 'zod';
import { releaseRing, releasesAnswer } from '../api.ts';
import { publish } from './publish.ts';
import { addFile, listReleases, moveRelease, setEdgeRing, withdrawRelease } from './store/rows.ts';

export type ReleasesParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  /** Base64 of 32 bytes each. */
  releaseKeys: readonly string[];
  isEdge: (tx: Tx, edgeId: string) => Promise<boolean>;
}>;

const byVersion = z.strictObject({ version: versionText });
const ringBody = z.strictObject({ ring: releaseRing });

export const releasesRoutes = (parts: ReleasesParts): Route[] => {
  const { database, tokens, now, releaseKeys, isEdge } = parts;
  const guard = tokens.requireStaff('head-office');
  return [
    route({
      method: 'put',
      path: '/api/v1/sales/release-files/:sha256',
      summary: 'A file of a release, under its own SHA-256; before the release that names it',
      guard,
      params: z.strictObject({ sha256: sha256Hex }),
      rawBody: ['application/octet-stream'],
      answers: { 204: null },
      async handle({ params, request }) {
        const bytes = await bytesOf(request);
        if (createHash('sha256').update(bytes).digest('hex') !== params.sha256)
          throw problem(422, 'other-hash', 'These bytes have another SHA-256', 'Send the file again.');
        await addFile(database, params.sha256, bytes);
        return { status: 204, body: null };
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/sales/releases',
      summary: 'A signed release, to the ring canary first',
      guard,
      body: signedManifest,
      answers: { 201: byVersion },
      async handle({ body, caller }, tx) {
        const version = await publish(tx, body, { by: caller.id, now: now(), releaseKeys });
        return { status: 201, body: { version } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/sales/releases',
      summary: 'Releases, newest first, and which ring gets each',
      guard: tokens.requireStaff('manager', 'head-office'),
      answers: { 200: releasesAnswer },
      async handle() {
        const items = (await listReleases(database.alone)).map((row) => ({
          version: row.version,
          ring: row.ring,
          publishedAt: row.published_at.toISOString(),
          publishedBy: row.published_by,
          withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        }));
        return { status: 200, body: { items } };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/sales/releases/:version/ring',
      summary: 'Gives a release to another ring',
      guard,
      params: byVersion,
      body: ringBody,
      answers: { 204: null },
      async handle({ params, body }, tx) {
        if (!(await moveRelease(tx, params.version, body.ring))) throw notFound('release');
        return { status: 204, body: null };
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/sales/releases/:version/withdraw',
      summary: 'No further store gets it; those that run it go on until there is a newer one',
      guard,
      params: byVersion,
      answers: { 204: null },
      async handle({ params }, tx) {
        if (!(await withdrawRelease(tx, params.version, now()))) throw notFound('release');
        return { status: 204, body: null };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/sales/edges/:id/ring',
      summary: 'Which releases this edge gets: canary all of them, early and all fewer',
      guard,
      params: z.strictObject({ id: z.uuid() }),
      body: ringBody,
      answers: { 204: null },
      async handle({ params, body }, tx) {
        if (!(await isEdge(tx, params.id))) throw notFound('edge');
        await setEdgeRing(tx, params.id, body.ring);
        return { status: 204, body: null };
      },
    }),
  ];
};

async function bytesOf(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > releaseFileBytesMax)
      throw problem(413, 'too-big', 'This file is too big', `At most ${releaseFileBytesMax} bytes.`, {
        headers: { connection: 'close' },
      });
    read.push(part);
  }
  return Buffer.concat(read);
}
