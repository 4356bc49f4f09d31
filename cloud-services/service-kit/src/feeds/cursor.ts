/** A feed's cursor: epoch, scope and position, opaque to the reader, who stores it with the rows it covers. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problem } from '../http/problem.ts';

const cursorSchema = z.object({ e: z.string(), s: z.string(), p: z.int().nonnegative() });

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 11);

export type FeedPlace = Readonly<{ epoch: string; feed: string; scope: string }>;

export function cursorAt({ epoch, feed, scope }: FeedPlace, pos: number): string {
  const cursor = { e: epoch, s: hashOf(`${feed}\n${scope}`), p: pos };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/**
 * @returns the position after which to read; 0 without a cursor.
 * @throws Problem 410 `epoch` when the cursor is of another epoch: restore and failover change it; 400 for another feed's.
 */
export function positionOf(place: FeedPlace, cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data.s !== hashOf(`${place.feed}\n${place.scope}`))
    throw problem(
      400,
      'bad-cursor',
      'This cursor was not given by this feed',
      'Begin again without a cursor.',
    );
  if (parsed.data.e !== place.epoch) throw epochChanged('The feed began a new epoch.');
  return parsed.data.p;
}

export const epochChanged = (why: string) =>
  problem(
    410,
    'epoch',
    'This cursor is no longer good',
    `${why} Load the feed again without a cursor and swap it in.`,
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
