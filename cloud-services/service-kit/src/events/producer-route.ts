/** `GET /internal/events?after=`: the outbox itself, for consumers to whom the stream lost something. Not through the gateway. */
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { outboxSeries } from '../sequencer/number.ts';
import { seriesState } from '../sequencer/state.ts';
import { envelopeOf, eventsAnswer, type OutboxRow, outboxColumns } from './envelope.ts';

const limitMax = 1_000;

export const eventsRoute = (database: Database): Route =>
  route({
    method: 'get',
    path: '/internal/events',
    summary: 'Events after a position, from the outbox',
    query: z.strictObject({
      after: z.coerce.number().int().nonnegative(),
      limit: z.coerce.number().int().min(1).max(limitMax).default(limitMax),
    }),
    answers: { 200: eventsAnswer },
    async handle({ query }) {
      const rows = await database.query<OutboxRow>(
        `select ${outboxColumns} from outbox where pos > $1 order by pos limit $2`,
        [query.after, query.limit],
      );
      const { epoch, pos } = await seriesState(database, outboxSeries);
      const body = { epoch, pos, events: rows.map(envelopeOf) };
      return { status: 200, body };
    },
  });
