/**
 * A whole feed as a file in parts, made once for all who load it: each part is gzip of the feed's lines, in order of their keys, and can
 * be fetched again by itself. The rows are those of one moment of the owner's database, at `cursor`. Source: docs/sync-protocol.md, Feeds, Snapshot.
 */
import { z } from 'zod';

export const snapshotPart = z.object({
  rows: z.int().positive(),
  /** Of the packed part. */
  bytes: z.int().positive(),
  /** Of the packed part, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `GET …/snapshot`; part `n`, from 0, is at `…/snapshot/{id}/{n}`. */
export const snapshotManifest = z.object({
  id: z.uuid(),
  cursor: z.string(),
  rows: z.int().nonnegative(),
  /** The sum of all rows' hashes: the digest of 0 bits. */
  sum: z.int().nonnegative(),
  parts: z.array(snapshotPart),
});
export type SnapshotManifest = z.infer<typeof snapshotManifest>;
