/** How a reader that can no longer follow a feed becomes its owner's copy again: digest, buckets, snapshot. */
import { bucketsRequest, digestAnswer, digestBitsMax } from '@comptoir/sync-protocol/feeds/digest';
import { snapshotManifest } from '@comptoir/sync-protocol/feeds/snapshot';
import { z } from 'zod';
import type { Guard } from '../auth/guard.ts';
import type { DeviceCaller } from '../auth/tokens.ts';
import type { Database } from '../db/database.ts';
import { problem } from '../http/problem.ts';
import { type Route, route, streamed } from '../http/route.ts';
import { feedDigests, readBuckets } from './digest.ts';
import { sendPage } from './send-page.ts';
import type { Snapshots } from './snapshot.ts';

/** More than any feed has. */
const partsMax = 1_000_000;

const path = (feed: string, rest: string) => `/api/v1/sync/feeds/${feed}/${rest}`;

export type RepairRouteOptions = Readonly<{
  database: Database;
  snapshots: Snapshots;
  guard: Guard<DeviceCaller>;
  scopeOf: (feed: string, device: DeviceCaller) => string;
}>;

export function repairRoutes(feed: string, options: RepairRouteOptions): Route[] {
  const { database, snapshots, guard, scopeOf } = options;
  const digestOf = feedDigests(database);
  return [
    route({
      method: 'get',
      path: path(feed, 'digest'),
      summary: `What ${feed} holds, in sums by buckets of keys`,
      guard,
      query: z.object({ bits: z.coerce.number().int().min(0).max(digestBitsMax).default(0) }),
      answers: { 200: digestAnswer },
      handle: async ({ query, caller }) => ({
        status: 200,
        body: await digestOf(feed, scopeOf(feed, caller), query.bits),
      }),
    }),
    route({
      method: 'post',
      path: path(feed, 'buckets'),
      summary: `The rows of some buckets of ${feed}`,
      guard,
      body: bucketsRequest,
      answers: { 200: null },
      produces: 'application/x-ndjson',
      async handle({ body, caller, request, response }) {
        const page = await readBuckets(database, { feed, scope: scopeOf(feed, caller), ...body });
        await sendPage(request, response, page);
        return streamed;
      },
    }),
    route({
      method: 'get',
      path: path(feed, 'snapshot'),
      summary: `The parts in which all of ${feed} can be loaded`,
      guard,
      answers: { 200: snapshotManifest, 202: null },
      async handle({ caller }) {
        const found = await snapshots.current(feed, scopeOf(feed, caller));
        if (found === 'too-small')
          throw problem(404, 'no-snapshot', 'No snapshot is made of this feed', 'Read it by pages.');
        if (found === 'in-the-making') return { status: 202, body: null, headers: { 'retry-after': '1' } };
        return { status: 200, body: found };
      },
    }),
    route({
      method: 'get',
      path: path(feed, 'snapshot/:id/:part'),
      summary: `A part of a snapshot of ${feed}, packed`,
      guard,
      params: z.object({ id: z.uuid(), part: z.coerce.number().int().min(0).max(partsMax) }),
      answers: { 200: null },
      produces: 'application/gzip',
      async handle({ params, caller, response }) {
        const bytes = await snapshots.part(feed, scopeOf(feed, caller), params.id, params.part);
        if (!bytes) throw problem(410, 'epoch', 'This snapshot is gone', 'Ask for the snapshot again.');
        response.status(200).type('application/gzip').set('cache-control', 'no-store').end(bytes);
        return streamed;
      },
    }),
  ];
}
