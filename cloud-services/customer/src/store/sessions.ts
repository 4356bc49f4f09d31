/** A session is one sign-in on one device; its refresh tokens follow one another, each used once. Kept as hashes. */
import { createHash } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Asked } from './customers.ts';

const refreshMs = 30 * 24 * 3_600_000;
export const tokenHash = (token: string) => createHash('sha256').update(token).digest();

export type KnownToken = Readonly<{
  sessionId: string;
  customerId: string;
  isEnded: boolean;
  expiresAt: Date;
  usedAt: Date | null;
  /** Hash of what came after it. */
  successor: Buffer | null;
  isSuccessorUsed: boolean;
  /** Hash of the request that asked for it. */
  request: Buffer | null;
}>;

export async function openSession(tx: Tx, id: string, customerId: string, now: Date): Promise<void> {
  await tx.query('insert into session (id, customer_id, started_at) values ($1, $2, $3)', [
    id,
    customerId,
    now,
  ]);
}

export async function addToken(tx: Tx, sessionId: string, token: string, now: Date): Promise<void> {
  await tx.query('insert into refresh_token (hash, session_id, expires_at) values ($1, $2, $3)', [
    tokenHash(token),
    sessionId,
    new Date(now.getTime() + refreshMs),
  ]);
}

/** Holds the session until the transaction ends, so that of two that use the same token one is the second. */
export async function lockToken(tx: Tx, token: string): Promise<KnownToken | undefined> {
  await tx.query(
    `select 1 from session where id = (select session_id from refresh_token where hash = $1) for update`,
    [tokenHash(token)],
  );
  const rows: {
    session_id: string;
    customer_id: string;
    ended_at: Date | null;
    expires_at: Date;
    used_at: Date | null;
    successor: Buffer | null;
    successor_used: boolean | null;
    request: Buffer | null;
  }[] = await tx.query(
    `select t.session_id, s.customer_id, s.ended_at, t.expires_at, t.used_at, t.successor, t.request,
            n.used_at is not null as successor_used
     from refresh_token t join session s on s.id = t.session_id left join refresh_token n on n.hash = t.successor
     where t.hash = $1`,
    [tokenHash(token)],
  );
  const [row] = rows;
  return (
    row && {
      sessionId: row.session_id,
      customerId: row.customer_id,
      isEnded: row.ended_at !== null,
      expiresAt: row.expires_at,
      usedAt: row.used_at,
      successor: row.successor,
      isSuccessorUsed: row.successor_used ?? false,
      request: row.request,
    }
  );
}

export async function markUsed(
  tx: Tx,
  token: string,
  used: Readonly<{ successor: string; request: Buffer | null; at: Date }>,
): Promise<void> {
  await tx.query('update refresh_token set used_at = $2, successor = $3, request = $4 where hash = $1', [
    tokenHash(token),
    used.at,
    tokenHash(used.successor),
    used.request,
  ]);
}

export async function endSession(tx: Tx, id: string, reason: 'sign-out' | 'reuse', now: Date): Promise<void> {
  await tx.query('update session set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null', [
    id,
    now,
    reason,
  ]);
}

/** @param but the session that stays. */
export async function endSessions(
  tx: Tx,
  customerId: string,
  now: Date,
  but: string | null = null,
): Promise<void> {
  await tx.query(
    `update session set ended_at = $2, end_reason = 'password' where customer_id = $1 and ended_at is null
     and id is distinct from $3::uuid`,
    [customerId, now, but],
  );
}

export async function isSessionOpen(asked: Asked, id: string): Promise<boolean> {
  const rows = (await asked.query(
    `select 1 from session s join customer c on c.id = s.customer_id
     where s.id = $1 and s.ended_at is null and c.status = 'active'`,
    [id],
  )) as unknown[];
  return rows.length > 0;
}
