/** Releases, their files, and what edges have to do with them, in Postgres. */
import type { Database, Tx } from '@comptoir/service-kit';
import type { FailedRelease } from '@comptoir/sync-protocol/releases/launcher';
import type { SignedManifest } from '@comptoir/sync-protocol/releases/manifest';
import type { ReleaseRing } from '../../api.ts';
import type { Offer } from '../rings.ts';

export type ReleaseRow = Offer &
  Readonly<{ published_at: Date; published_by: string; withdrawn_at: Date | null }>;

const hex = (sha256: string) => Buffer.from(sha256, 'hex');

export async function addFile(database: Database, sha256: string, bytes: Buffer): Promise<void> {
  await database.query(
    'insert into release_file (sha256, size, bytes) values ($1, $2, $3) on conflict do nothing',
    [hex(sha256), bytes.length, bytes],
  );
}

export async function fileSize(database: Database, sha256: string): Promise<number | undefined> {
  const rows = await database.query<{ size: number }>('select size from release_file where sha256 = $1', [
    hex(sha256),
  ]);
  return rows[0]?.size;
}

export async function filePart(
  database: Database,
  sha256: string,
  from: number,
  bytes: number,
): Promise<Buffer> {
  // `substr` counts from 1.
  const rows = await database.query<{ part: Buffer }>(
    'select substr(bytes, $2, $3) as part from release_file where sha256 = $1',
    [hex(sha256), from + 1, bytes],
  );
  return rows[0]?.part ?? Buffer.alloc(0);
}

/** @returns those of them that are here, by hash. */
export async function fileSizes(tx: Tx, hashes: readonly string[]): Promise<Map<string, number>> {
  const rows: { sha256: string; size: number }[] = await tx.query(
    `select encode(sha256, 'hex') as sha256, size from release_file where sha256 = any($1)`,
    [hashes.map(hex)],
  );
  return new Map(rows.map(({ sha256, size }) => [sha256, size]));
}

/** @returns false when this version is there already. */
export async function addRelease(
  tx: Tx,
  version: string,
  { manifest, signature }: SignedManifest,
  by: string,
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into release (version, manifest, signature, ring, published_at, published_by)
     values ($1, $2, $3, 'canary', $4, $5) on conflict do nothing returning version`,
    [version, manifest, signature, now, by],
  );
  return rows.length > 0;
}

export async function signedManifestOf(
  tx: Tx,
  version: string,
): Promise<(SignedManifest & { withdrawn_at: Date | null }) | undefined> {
  const rows: (SignedManifest & { withdrawn_at: Date | null })[] = await tx.query(
    'select manifest, signature, withdrawn_at from release where version = $1',
    [version],
  );
  return rows[0];
}

export const listReleases = (tx: Tx): Promise<ReleaseRow[]> =>
  tx.query(
    'select version, ring, published_at, published_by, withdrawn_at from release order by published_at desc, version',
  );

export const offers = (tx: Tx): Promise<Offer[]> =>
  tx.query('select version, ring from release where withdrawn_at is null');

/** @returns false when there is no such release. */
export async function moveRelease(tx: Tx, version: string, ring: ReleaseRing): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query('update release set ring = $2 where version = $1', [
    version,
    ring,
  ]);
  return count > 0;
}

export async function withdrawRelease(tx: Tx, version: string, now: Date): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'update release set withdrawn_at = coalesce(withdrawn_at, $2) where version = $1',
    [version, now],
  );
  return count > 0;
}

export async function setEdgeRing(tx: Tx, edgeId: string, ring: ReleaseRing): Promise<void> {
  await tx.query(
    'insert into edge_ring (edge_id, ring) values ($1, $2) on conflict (edge_id) do update set ring = excluded.ring',
    [edgeId, ring],
  );
}

export async function edgeRing(tx: Tx, edgeId: string): Promise<ReleaseRing | undefined> {
  const rows: { ring: ReleaseRing }[] = await tx.query('select ring from edge_ring where edge_id = $1', [
    edgeId,
  ]);
  return rows[0]?.ring;
}

/** What an edge does not tell any more is over: it runs something newer. */
export async function noteFailure(tx: Tx, edgeId: string, failed: FailedRelease | undefined): Promise<void> {
  if (!failed) return void (await tx.query('delete from release_failure where edge_id = $1', [edgeId]));
  const { version, why, at } = failed;
  await tx.query(
    `insert into release_failure (edge_id, version, why, at) values ($1, $2, $3, $4)
     on conflict (edge_id) do update set version = excluded.version, why = excluded.why, at = excluded.at`,
    [edgeId, version, why, at],
  );
}

export type EdgeReleaseRow = Readonly<{
  edge_id: string;
  ring: ReleaseRing | null;
  version: string | null;
  why: string | null;
  at: Date | null;
}>;

export const edgeReleases = (database: Database): Promise<EdgeReleaseRow[]> =>
  database.query(
    `select edge_id, ring, version, why, at from edge_ring full join release_failure using (edge_id)`,
  );
