/** How a feed is compared with its owner's, and mended where it differs. Source: docs/sync-protocol.md, Feeds, Digest. */
import { parseCursor } from '@comptoir/sync-protocol/feeds/cursor';
import { bucketsMax, differingBuckets, digestBitsFor } from '@comptoir/sync-protocol/feeds/digest';
import { atLeisure } from '../turns.ts';
import { type FeedCall, type Heard, pullBuckets, pullDigest } from './feed-pull.ts';
import type { FeedStore } from './feed-store.ts';

export type Difference = Readonly<{
  bits: number;
  /** Numbers of the buckets that differ. */
  buckets: readonly number[];
  /** The owner's, of the moment of its digest. */
  cursor: string;
}>;

export async function compareFeed(call: FeedCall, rows: FeedStore): Promise<Heard<Difference>> {
  const bits = digestBitsFor(rows.rowCount(call.feed));
  const [theirs, own] = await Promise.all([pullDigest(call, bits), atLeisure(rows.digest(call.feed, bits))]);
  if (theirs.type !== 'ok') return theirs;
  const { cursor, sums } = theirs.value;
  return {
    type: 'ok',
    value: { bits, cursor, buckets: differingBuckets(own, sums) },
  };
}

export type Mended = Readonly<{
  /** Rows that were replaced or deleted. */
  rows: number;
  /** Of them, those that no change since our position explains. */
  diverged: number;
}>;

/** Stages what differs; nothing is in force before the feed has been followed to its end. */
export async function mendFeed(
  call: FeedCall,
  rows: FeedStore,
  difference: Difference,
): Promise<Heard<Mended>> {
  const { feed } = call;
  const { bits, buckets, cursor } = difference;
  const owner = parseCursor(cursor);
  const before = rows.position(feed);
  const isSameEpoch = owner?.epoch === before.epoch;
  const mended = { rows: 0, diverged: 0 };
  for (let at = 0; at < buckets.length; at += bucketsMax) {
    const some = buckets.slice(at, at + bucketsMax);
    // Our keys while the owner looks for its rows.
    const [page, keys] = await Promise.all([
      pullBuckets(call, { bits, buckets: some }),
      atLeisure(rows.keysOf(feed, bits, new Set(some))),
    ]);
    if (page.type !== 'ok') return page;
    const { pos, epoch } = parseCursor(page.value.end.cursor) ?? { pos: 0, epoch: '' };
    if (epoch !== owner?.epoch) return { type: 'epoch' };
    const staged = rows.stageDiffering(feed, keys, page.value.rows, pos);
    mended.rows += staged.length;
    // What was deleted stands at the owner's position: it is explained unless nothing has happened there.
    if (isSameEpoch) mended.diverged += staged.filter((row) => row.pos <= before.pos).length;
  }
  rows.mended(feed, cursor);
  return { type: 'ok', value: mended };
}
