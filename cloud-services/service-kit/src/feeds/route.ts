/** `GET /api/v1/sync/feeds/<feed>`: NDJSON rows, then the page's end; gzip; waits for news when caught up. */
import type { Response } from 'express';
import { z } from 'zod';
import type { Guard } from '../auth/guard.ts';
import type { DeviceCaller } from '../auth/tokens.ts';
import type { Database } from '../db/database.ts';
import { problem } from '../http/problem.ts';
import { type Route, route, streamed } from '../http/route.ts';
import type { Logger } from '../logger.ts';
import type { Wakes } from '../sequencer/listen.ts';
import { feedSeries } from '../sequencer/number.ts';
import { type FeedPage, type PageRequest, readFeedPage } from './page.ts';
import { repairRoutes } from './repair-routes.ts';
import { sendPage } from './send-page.ts';
import { sharedReads } from './shared-reads.ts';
import { openSnapshots } from './snapshot.ts';

const limitDefault = 1_000;
const limitMax = 5_000;
const waitSecondsMax = 25;
/** Rows that wait for their positions have them sooner than this; who is not caught up because of them need not ask at once. */
const numberedWithinMs = 1_000;

// Not strict: versions of the protocol may meet.
const feedQuery = z.object({
  scope: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(limitMax).default(limitDefault),
  wait: z.coerce.number().int().min(0).max(waitSecondsMax).default(0),
});

export type FeedRouteOptions = Readonly<{
  database: Database;
  logger: Logger;
  wakes: Wakes;
  /** One route each, so that the gateway can send each feed to its owner. */
  feeds: readonly string[];
  guard: Guard<DeviceCaller>;
  /** What this device may read of the feed; its own store unless told, `'*'` for a feed that all share. */
  scopeOf?: (feed: string, device: DeviceCaller) => string;
  /** Smaller feeds have no snapshots. */
  snapshotRowsMin?: number;
}>;

/** Of each feed: its pages, its digest, its snapshots. */
export function feedRoutes(options: FeedRouteOptions): Route[] {
  const { database, logger, feeds, guard, scopeOf = (_feed, device) => device.store } = options;
  const snapshots = openSnapshots(database, logger, options.snapshotRowsMin);
  return feeds.flatMap((feed) => [
    feedRoute(feed, options, `/api/v1/sync/feeds/${feed}`, guard, (device: DeviceCaller) =>
      scopeOf(feed, device),
    ),
    ...repairRoutes(feed, { database, snapshots, guard, scopeOf }),
  ]);
}

/** The same feeds for our own services: not routed by the gateway. `scope` is `*` unless asked for. */
export const internalFeedRoutes = (
  options: Readonly<{ database: Database; wakes: Wakes; feeds: readonly string[] }>,
): Route[] =>
  options.feeds.map((feed) =>
    feedRoute(feed, options, `/internal/feeds/${feed}`, undefined, () => undefined),
  );

function feedRoute<C>(
  feed: string,
  { database, wakes }: Readonly<{ database: Database; wakes: Wakes }>,
  path: string,
  guard: Guard<C> | undefined,
  /** Undefined: the caller may ask for any. */
  scopeOf: (caller: C) => string | undefined,
): Route {
  const shared = sharedReads<FeedPage>();
  const readPage = (asked: PageRequest) => shared(JSON.stringify(asked), () => readFeedPage(database, asked));
  return route({
    method: 'get',
    path,
    summary: `Changes of ${feed} after a cursor`,
    ...(guard ? { guard } : {}),
    query: feedQuery,
    answers: { 200: null },
    produces: 'application/x-ndjson',
    async handle({ query, caller, request, response }) {
      const allowed = scopeOf(caller as C);
      const scope = allowed ?? query.scope ?? '*';
      if (query.scope !== undefined && query.scope !== scope)
        throw problem(403, 'wrong-store', 'This feed is not for your store', `Ask for scope ${scope}.`);
      const asked = { feed, scope, cursor: query.cursor, limit: query.limit };
      const page = await pageWithNews(readPage, wakes, asked, query.wait * 1_000, response);
      await sendPage(request, response, page);
      return streamed;
    },
  });
}

async function pageWithNews(
  readPage: (request: PageRequest) => Promise<FeedPage>,
  wakes: Wakes,
  request: PageRequest,
  waitMs: number,
  response: Response,
): Promise<FeedPage> {
  const waiter = wakes.waiter(feedSeries(request.feed));
  response.once('close', waiter.cancel);
  try {
    const page = await readPage(request);
    const untilNewsMs = page.caughtUp ? waitMs : Math.max(waitMs, numberedWithinMs);
    if (page.lines.length > 0 || untilNewsMs === 0) return page;
    await waiter.wait(untilNewsMs);
    return response.destroyed ? page : await readPage(request);
  } finally {
    waiter.cancel();
  }
}
