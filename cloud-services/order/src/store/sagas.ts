/** Sagas in PostgreSQL. Two executors cannot both advance one: each write names the version that its lease gave. */
import type { Database, Tx } from '@comptoir/service-kit';
import { traceparentNow } from '@comptoir/tracing';
import type { CheckoutRequest, Failure } from '../api.ts';
import type { Executors, Leasing } from './executors.ts';
import type { Reader } from './reader.ts';

export type SagaState = 'reserving' | 'authorising' | 'awaiting-action' | 'holding' | 'confirmed' | 'failed';

export type Saga = Readonly<{
  orderId: string;
  state: SagaState;
  version: number;
  tries: number;
  payment: CheckoutRequest['payment'];
  action: Readonly<{ url: string }> | null;
  actionUntil: Date | null;
  failure: Failure | null;
  correlationId: string | null;
  /** Of the request that began it, if its trace is kept. */
  traceparent: string | null;
  bodyHash: string;
}>;

/** Another executor has the saga: what we know of it is old. */
export class LeaseLost extends Error {}

const columns = `order_id as "orderId", state, version, tries, payment, action, action_until as "actionUntil", failure,
  correlation_id as "correlationId", traceparent, body_hash as "bodyHash"`;

export async function findSaga(from: Reader, orderId: string): Promise<Saga | undefined> {
  const rows: Saga[] = await from.query(`select ${columns} from saga where order_id = $1`, [orderId]);
  return rows[0];
}

export async function sagaOfKey(from: Reader, asker: string, key: string): Promise<Saga | undefined> {
  const rows: Saga[] = await from.query(
    `select ${columns} from saga where asker = $1 and idempotency_key = $2`,
    [asker, key],
  );
  return rows[0];
}

/** `asked`: how often somebody had asked to look at it when the lease began. */
export type Lease = Readonly<{ saga: Saga; asked: number }>;

/**
 * Leased to whoever begins it; due, should they die.
 * @returns undefined when this asker has begun another checkout with the same key, or the order was not written.
 */
export async function insertSaga(
  tx: Tx,
  saga: Pick<Saga, 'orderId' | 'payment' | 'bodyHash' | 'correlationId'> & { asker: string; key: string },
  { leaseMs, executors }: Leasing,
): Promise<Lease | undefined> {
  const rows: Leased[] = await tx.query(
    `insert into saga (order_id, state, version, lease_until, holder, due_at, asker, idempotency_key, body_hash, payment, correlation_id, traceparent)
     select id, 'reserving', 1, now() + make_interval(secs => $7), $9, now(), $2, $3, $4, $5::jsonb, $6, $8
     from customer_order where id = $1
     on conflict do nothing returning ${columns}, asked`,
    [
      saga.orderId,
      saga.asker,
      saga.key,
      saga.bodyHash,
      JSON.stringify(saga.payment),
      saga.correlationId,
      leaseMs / 1000,
      traceparentNow() ?? null,
      executors.number(),
    ],
  );
  return leaseOf(rows);
}

type Leased = Saga & Readonly<{ asked: number }>;

function leaseOf([taken]: readonly Leased[]): Lease | undefined {
  if (!taken) return undefined;
  const { asked, ...saga } = taken;
  return { saga, asked };
}

/** @returns the saga, ours for the lease's time; undefined while another has it, and is there. */
export async function takeLease(
  { database, leaseMs, executors }: Leasing & Readonly<{ database: Database }>,
  orderId: string,
): Promise<Lease | undefined> {
  const [rows] = (await database.query(
    `update saga set version = version + 1, lease_until = now() + make_interval(secs => $2), holder = $3
     where order_id = $1 and ${isFree('$4')} returning ${columns}, asked`,
    [orderId, leaseMs / 1000, executors.number(), executors.gone()],
  )) as unknown as [Leased[], number];
  return leaseOf(rows);
}

/** @param gone those whose leases are void. */
const isFree = (gone: string) => `(lease_until < now() or holder = any(${gone}::int[]))`;

/** Sagas that have something to do and that nobody does. */
export async function dueSagas(
  database: Database,
  { gone }: Pick<Executors, 'gone'>,
  most: number,
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select order_id as id from saga where due_at <= now() and ${isFree('$2')} order by due_at limit $1`,
    [most, gone()],
  );
  return rows.map(({ id }) => id);
}

export type SagaChange = Partial<{
  state: SagaState;
  action: Readonly<{ url: string }> | null;
  actionSeconds: number | null;
  failure: Failure;
  tries: number;
}>;

/** Writes what changed and holds the lease on, from then on under our number. @throws LeaseLost */
export async function writeSaga(
  tx: Tx | Database,
  saga: Saga,
  change: SagaChange,
  { leaseMs, executors }: Leasing,
): Promise<Saga> {
  const next = { ...saga, ...change };
  const [rows] = (await tx.query(
    `update saga set state = $3, action = $4::jsonb, failure = $5::jsonb, tries = $6,
       action_until = case when $7::float8 is null then action_until else now() + make_interval(secs => $7) end,
       lease_until = now() + make_interval(secs => $8), holder = $9
     where order_id = $1 and version = $2 returning ${columns}`,
    [
      saga.orderId,
      saga.version,
      next.state,
      next.action === null ? null : JSON.stringify(next.action),
      next.failure === null ? null : JSON.stringify(next.failure),
      next.tries,
      change.actionSeconds ?? null,
      leaseMs / 1000,
      executors.number(),
    ],
  )) as unknown as [Saga[], number];
  const written = rows[0];
  if (!written) throw new LeaseLost(`${saga.orderId}: version ${saga.version} is old`);
  return written;
}

/**
 * Ends the lease. @param inMs when the checkout has to be looked at again; null: when somebody asks. What is owed outside is
 * looked at when it is due, and at once if somebody asked meanwhile.
 */
export async function endLease(
  database: Database,
  { saga, asked }: Lease,
  inMs: number | null,
): Promise<void> {
  await database.query(
    `update saga set lease_until = '-infinity',
       due_at = case when asked <> $4 then now() else least(now() + make_interval(secs => $3::float8),
         (select min(o.due_at) from owed o where o.order_id = $1 and o.done_at is null and o.failed_at is null)) end
     where order_id = $1 and version = $2`,
    [saga.orderId, saga.version, inMs === null ? null : inMs / 1000, asked],
  );
}

/** A checkout that goes nowhere, and what is owed that nobody could do: what a person has to look at, the oldest first. */
export const stuckSagas = (from: Reader, most: number): Promise<StuckRow[]> =>
  from.query(
    `with stuck as (
       select order_id, 'checkout' as what, null::text as owed_id, false as given_up, tries, begun_at as since, due_at, null::text as error
       from saga where state not in ('confirmed', 'failed') and begun_at < now() - make_interval(secs => $2)
         and (action_until is null or action_until < now() - make_interval(secs => $2))
       union all
       select order_id, kind, id::text, failed_at is not null, tries, coalesce(begun_at, due_at), due_at, error
       from owed where done_at is null and (failed_at is not null or (error is not null and tries >= $3))
     )
     select o.id as "orderId", o.number, what, owed_id as "owedId", case when given_up then 'given-up' else 'trying' end as state,
       stuck.tries, since, case when given_up then null else stuck.due_at end as "nextAt", error, s.correlation_id as "correlationId"
     from stuck join customer_order o on o.id = stuck.order_id join saga s on s.order_id = o.id
     order by since, o.id limit $1`,
    [most, stuckAfterSeconds, stuckAfterTries],
  );
/** Longer than any provider's answer, asked for again and again, takes on an ordinary day. */
const stuckAfterSeconds = 120;
const stuckAfterTries = 3;

type StuckRow = Readonly<{
  orderId: string;
  number: string;
  what: string;
  owedId: string | null;
  state: 'trying' | 'given-up';
  tries: number;
  since: Date;
  nextAt: Date | null;
  error: string | null;
  correlationId: string | null;
}>;

/** There is something new to do: now, or as soon as the present lease ends. */
export async function makeDue(tx: Tx | Database, orderId: string): Promise<void> {
  await tx.query('update saga set due_at = now(), asked = asked + 1 where order_id = $1', [orderId]);
}

export type Step = Readonly<{ key: string; intentAt: Date; outcome: string | null; result: unknown }>;

export async function stepOf(from: Reader, orderId: string, step: string): Promise<Step | undefined> {
  const rows: Step[] = await from.query(
    `select key, intent_at as "intentAt", outcome, result from saga_step where order_id = $1 and step = $2`,
    [orderId, step],
  );
  return rows[0];
}

/** Intent before the call. Another key replaces one whose call is known to have ended without effect. */
export async function intendStep(
  tx: Tx | Database,
  orderId: string,
  step: string,
  key: string,
): Promise<void> {
  await tx.query(
    `insert into saga_step (order_id, step, key) values ($1, $2, $3)
     on conflict (order_id, step) do update set key = excluded.key, outcome = null, intent_at = now()`,
    [orderId, step, key],
  );
}

export async function endStep(
  tx: Tx | Database,
  orderId: string,
  step: string,
  outcome: string,
  result: unknown = null,
): Promise<void> {
  await tx.query(`update saga_step set outcome = $3, result = $4::jsonb where order_id = $1 and step = $2`, [
    orderId,
    step,
    outcome,
    JSON.stringify(result),
  ]);
}
