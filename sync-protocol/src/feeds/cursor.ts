/**
 * A feed's cursor: epoch, scope and position in one text, `epoch.scopeHash.pos`. The owner writes it and alone decides by it;
 * a consumer stores it with the rows that it covers, gives it back as it is, and reads the epoch out of it.
 * Source: docs/sync-protocol.md, Down.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../assert.ts';
import { bytesToHex, utf8 } from '../bytes.ts';

/** `epoch`: letters, digits, `-` and `_`; another after each restore, failover or rebuild of the owner's database. */
export type FeedCursor = Readonly<{ epoch: string; scopeHash: string; pos: number }>;

/** Eight hex digits: enough to notice a cursor of another scope, never a secret. */
export const scopeHash = (scope: string): string => bytesToHex(sha256(utf8(scope))).slice(0, 8);

export function formatCursor({ epoch, scopeHash, pos }: FeedCursor): string {
  const text = `${epoch}.${scopeHash}.${pos}`;
  assert(parseCursor(text) !== null, `not a cursor: ${text}`);
  return text;
}

/** @returns null if the text is not a cursor. */
export function parseCursor(text: string): FeedCursor | null {
  const match = /^([A-Za-z0-9_-]{1,100})\.([0-9a-f]{8})\.(0|[1-9]\d{0,14})$/.exec(text);
  if (!match) return null;
  const [, epoch = '', scopeHash = '', pos = ''] = match;
  return { epoch, scopeHash, pos: Number(pos) };
}

/** What the owner does with a cursor: read on after `afterPos`, or answer 410 `epoch`. No cursor begins at the beginning. */
export function readFrom(
  cursor: string | undefined,
  feed: Readonly<{ epoch: string; scope: string; lastPos: number; purgedPos: number }>,
): Readonly<{ type: 'read'; afterPos: number }> | Readonly<{ type: 'epoch' }> {
  if (cursor === undefined || cursor === '') return { type: 'read', afterPos: 0 };
  const parsed = parseCursor(cursor);
  const isOurs = parsed?.epoch === feed.epoch && parsed.scopeHash === scopeHash(feed.scope);
  // Behind the tombstones that are kept, the consumer would never learn what has left; ahead of us, it knows another history.
  if (!isOurs || parsed.pos < feed.purgedPos || parsed.pos > feed.lastPos) return { type: 'epoch' };
  return { type: 'read', afterPos: parsed.pos };
}
