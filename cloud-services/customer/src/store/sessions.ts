/** A session is one sign-in on one device; its refresh tokens follow one another, each used once. Kept as hashes. */
import { createHash } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Device } from '../account/device.ts';
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

export const signInMeans = ['password', 'code', 'passkey', 'mail'] as const;
/** How somebody came in, and with what. `mail`: by the link that opened the account. */
export type Entrance = Device & Readonly<{ signedInBy: (typeof signInMeans)[number] }>;

export async function openSession(
  tx: Tx,
  id: string,
  customerId: string,
  { browser, system, signedInBy }: Entrance,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into session (id, customer_id, started_at, last_seen_at, browser, system, signed_in_by)
     values ($1, $2, $3, $3, $4, $5, $6)`,
    [id, customerId, now, browser, system, signedInBy],
  );
}

type SessionRow = {
  id: string;
  started_at: Date;
  last_seen_at: Date | null;
  browser: Entrance['browser'];
  system: Entrance['system'];
  signed_in_by: Entrance['signedInBy'];
};

/** Those that may still go on, seen last first. */
export async function openSessions(asked: Asked, customerId: string, now: Date): Promise<SessionRow[]> {
  return (await asked.query(
    `select id, started_at, last_seen_at, browser, system, signed_in_by from session
     where customer_id = $1 and ended_at is null
       and exists (select from refresh_token where session_id = session.id and used_at is null and expires_at > $2)
     order by coalesce(last_seen_at, started_at) desc, id`,
    [customerId, now],
  )) as SessionRow[];
}

/** Goes on: seen when its tokens are renewed, so that it is true to a quarter of an hour. */
export async function noteSeen(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('update session set last_seen_at = $2 where id = $1', [id, now]);
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

type EndReason = 'sign-out' | 'reuse' | 'password' | 'ended-elsewhere';

export async function endSession(tx: Tx, id: string, reason: EndReason, now: Date): Promise<void> {
  await tx.query('update session set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null', [
    id,
    now,
    reason,
  ]);
}

/** @returns whether it was one of theirs that was open. */
export async function endOneSession(tx: Tx, customerId: string, id: string, now: Date): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    `update session set ended_at = $3, end_reason = 'ended-elsewhere'
     where customer_id = $1 and id = $2 and ended_at is null`,
    [customerId, id, now],
  );
  return count === 1;
}

/** @param but the session that stays. */
export async function endSessions(
  tx: Tx,
  customerId: string,
  reason: EndReason,
  now: Date,
  but: string | null = null,
): Promise<void> {
  await tx.query(
    `update session set ended_at = $2, end_reason = $4 where customer_id = $1 and ended_at is null
     and id is distinct from $3::uuid`,
    [customerId, now, but, reason],
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
