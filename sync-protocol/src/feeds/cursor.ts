/**
 * A feed's cursor: epoch, scope and position in one text, `epoch.scopeHash.pos`. The owner writes it and alone decides by it;
 * a consumer stores it with the rows that it covers, gives it back as it is, and reads the epoch out of it.
 * Source: docs/sync-protocol.md, Down.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../assert.ts';
import { bytesToHex, utf8 } from '../bytes.ts';

/**
 * `epoch`: letters, digits, `-` and `_`; another after each restore, failover or rebuild of the owner's database. `begunAtPos`, in the
 * middle of a first load: where the feed ended when it began, so that the reader holds nothing that was deleted before.
 */
export type FeedCursor = Readonly<{ epoch: string; scopeHash: string; pos: number; begunAtPos?: number }>;

let lastScope = { scope: '', hash: '' };
/** Eight hex digits: enough to notice a cursor of another scope, never a secret. The last one is kept: it is asked for with each page. */
export function scopeHash(scope: string): string {
  if (lastScope.scope !== scope || lastScope.hash === '')
    lastScope = { scope, hash: bytesToHex(sha256(utf8(scope))).slice(0, 8) };
  return lastScope.hash;
}

export function formatCursor({ epoch, scopeHash, pos, begunAtPos }: FeedCursor): string {
  const text = `${epoch}.${scopeHash}.${pos}${begunAtPos === undefined ? '' : `.${begunAtPos}`}`;
  assert(parseCursor(text) !== null, `not a cursor: ${text}`);
  return text;
}

/** @returns null if the text is not a cursor. */
export function parseCursor(text: string): FeedCursor | null {
  const match = /^([A-Za-z0-9_-]{1,100})\.([0-9a-f]{8})\.(0|[1-9]\d{0,14})(?:\.(0|[1-9]\d{0,14}))?$/.exec(
    text,
  );
  if (!match) return null;
  const [, epoch = '', scopeHash = '', pos = '', begunAtPos] = match;
  const cursor = { epoch, scopeHash, pos: Number(pos) };
  return begunAtPos === undefined ? cursor : { ...cursor, begunAtPos: Number(begunAtPos) };
}

export type ReadFrom =
  /** `begunAtPos` belongs into the cursor of each page but the last. */
  Readonly<{ type: 'read'; afterPos: number; begunAtPos?: number }> | Readonly<{ type: 'epoch' }>;

/** What the owner does with a cursor: read on after `afterPos`, or answer 410 `epoch`. No cursor begins at the beginning. */
export function readFrom(
  cursor: string | undefined,
  feed: Readonly<{ epoch: string; scope: string; lastPos: number; purgedPos: number }>,
): ReadFrom {
  if (cursor === undefined || cursor === '') return { type: 'read', afterPos: 0, begunAtPos: feed.lastPos };
  const parsed = parseCursor(cursor);
  const isOurs = parsed?.epoch === feed.epoch && parsed.scopeHash === scopeHash(feed.scope);
  // Behind the tombstones that are kept, the consumer would never learn what has left; ahead of us, it knows another history.
  if (!isOurs) return { type: 'epoch' };
  const { pos, begunAtPos = 0 } = parsed;
  const knownTo = Math.max(pos, begunAtPos);
  if (knownTo < feed.purgedPos || knownTo > feed.lastPos) return { type: 'epoch' };
  return begunAtPos > pos ? { type: 'read', afterPos: pos, begunAtPos } : { type: 'read', afterPos: pos };
}
