/** Enrolment codes, edges and challenges in Postgres. */
import type { Database, Tx } from '@comptoir/service-kit';

export type CodeRow = { store_id: string; expires_at: Date; used_at: Date | null; edge_id: string | null };
export type EdgeRow = {
  id: string;
  store_id: string;
  public_key: Buffer;
  agent_version: string;
  revoked_at: Date | null;
  session: number;
  last_seen_at: Date | null;
  /** How far our clock is ahead of its own. */
  skew_ms: number | null;
  key_since: Date;
  rotation_asked_at: Date | null;
  /** States by device, as it told last; null: it never did. */
  devices: Readonly<Record<string, string>> | null;
  devices_at: Date | null;
};

export async function addCode(
  tx: Tx,
  hash: Buffer,
  storeId: string,
  madeBy: string,
  expiresAt: Date,
): Promise<void> {
  await tx.query(
    'insert into enrolment_code (code_hash, store_id, made_by, expires_at) values ($1, $2, $3, $4)',
    [hash, storeId, madeBy, expiresAt],
  );
}

export async function codeForUpdate(tx: Tx, hash: Buffer): Promise<CodeRow | undefined> {
  const rows: CodeRow[] = await tx.query(
    'select store_id, expires_at, used_at, edge_id from enrolment_code where code_hash = $1 for update',
    [hash],
  );
  return rows[0];
}

export async function useCode(tx: Tx, hash: Buffer, edgeId: string, now: Date): Promise<void> {
  await tx.query('update enrolment_code set used_at = $2, edge_id = $3 where code_hash = $1', [
    hash,
    now,
    edgeId,
  ]);
}

export async function addEdge(
  tx: Tx,
  edge: { id: string; storeId: string; publicKey: Uint8Array; agentVersion: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into edge (id, store_id, public_key, agent_version, enrolled_at, key_since) values ($1, $2, $3, $4, $5, $5)`,
    [edge.id, edge.storeId, Buffer.from(edge.publicKey), edge.agentVersion, edge.now],
  );
  await tx.query('insert into device_key (public_key, edge_id, since) values ($1, $2, $3)', [
    Buffer.from(edge.publicKey),
    edge.id,
    edge.now,
  ]);
}

/** @returns whether the key is the edge's now: one that any device ever had is given to none again. */
export async function replaceKey(
  tx: Tx,
  edge: Pick<EdgeRow, 'id' | 'public_key'>,
  publicKey: Uint8Array,
  now: Date,
): Promise<boolean> {
  const added: unknown[] = await tx.query(
    `insert into device_key (public_key, edge_id, since) values ($1, $2, $3) on conflict do nothing returning 1`,
    [Buffer.from(publicKey), edge.id, now],
  );
  if (added.length === 0) return false;
  await tx.query('update device_key set retired_at = $2 where public_key = $1', [edge.public_key, now]);
  const [, count]: [unknown, number] = await tx.query(
    'update edge set public_key = $3, key_since = $4 where id = $1 and public_key = $2',
    [edge.id, edge.public_key, Buffer.from(publicKey), now],
  );
  return count === 1;
}

export async function askForRotation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'update edge set rotation_asked_at = $2 where id = $1 and revoked_at is null',
    [id, now],
  );
  return count > 0;
}

const edgeColumns =
  'id, store_id, public_key, agent_version, revoked_at, session, last_seen_at, skew_ms, key_since, rotation_asked_at, devices, devices_at';

export async function edgeById(tx: Tx, id: string): Promise<EdgeRow | undefined> {
  const rows: EdgeRow[] = await tx.query(`select ${edgeColumns} from edge where id = $1`, [id]);
  return rows[0];
}

/** Two sessions that begin at once are begun one after the other. */
export async function edgeForUpdate(tx: Tx, id: string): Promise<EdgeRow | undefined> {
  const rows: EdgeRow[] = await tx.query(`select ${edgeColumns} from edge where id = $1 for update`, [id]);
  return rows[0];
}

/** Keeps the session from being stolen until the transaction ends. */
export async function edgeForShare(tx: Tx, id: string): Promise<EdgeRow | undefined> {
  const rows: EdgeRow[] = await tx.query(`select ${edgeColumns} from edge where id = $1 for share`, [id]);
  return rows[0];
}

/** Also by a key that it no longer has. */
export async function edgeByKey(tx: Tx, publicKey: Uint8Array): Promise<EdgeRow | undefined> {
  const rows: EdgeRow[] = await tx.query(
    `select ${edgeColumns} from edge where id = (select edge_id from device_key where public_key = $1)`,
    [Buffer.from(publicKey)],
  );
  return rows[0];
}

export const listEdges = (database: Database): Promise<EdgeRow[]> =>
  database.query(`select ${edgeColumns} from edge order by enrolled_at`);

/** @param agentVersion what it says that it runs; an edge that does not say keeps what it said before. */
export async function beginSession(
  tx: Tx,
  id: string,
  agentVersion: string | undefined,
  now: Date,
): Promise<number> {
  const [rows]: [{ session: number }[], number] = await tx.query(
    `update edge set session = session + 1, last_seen_at = $2, agent_version = coalesce($3, agent_version)
     where id = $1 returning session`,
    [id, now, agentVersion ?? null],
  );
  return rows[0]?.session ?? 0;
}

export async function noteSkew(tx: Tx, id: string, skewMs: number): Promise<void> {
  await tx.query('update edge set skew_ms = $2 where id = $1', [id, skewMs]);
}

export async function noteDevices(
  tx: Tx,
  id: string,
  devices: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  await tx.query('update edge set devices = $2::jsonb, devices_at = $3 where id = $1', [
    id,
    JSON.stringify(devices),
    now,
  ]);
}

/** Not in the transaction of a batch: it would wait for that of another journal. */
export async function noteSeen(database: Database, id: string, now: Date): Promise<void> {
  await database.query(
    `update edge set last_seen_at = $2 where id = $1 and (last_seen_at is null or last_seen_at < $2::timestamptz - interval '5 s')`,
    [id, now],
  );
}

export async function revokeEdge(tx: Tx, id: string, now: Date): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'update edge set revoked_at = coalesce(revoked_at, $2) where id = $1',
    [id, now],
  );
  return count > 0;
}

export async function addChallenge(
  database: Database,
  nonce: Buffer,
  edgeId: string,
  expiresAt: Date,
): Promise<void> {
  await database.query('delete from session_challenge where edge_id = $1 and expires_at < now()', [edgeId]);
  await database.query('insert into session_challenge (nonce, edge_id, expires_at) values ($1, $2, $3)', [
    nonce,
    edgeId,
    expiresAt,
  ]);
}

/** A nonce is good once. */
export async function takeChallenge(tx: Tx, nonce: Uint8Array, edgeId: string, now: Date): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'delete from session_challenge where nonce = $1 and edge_id = $2 and expires_at > $3',
    [Buffer.from(nonce), edgeId, now],
  );
  return count > 0;
}
