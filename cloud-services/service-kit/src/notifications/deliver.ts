/**
 * Sends what waits. A message is leased before it is handed over, so that several instances share the work, and the lease is
 * renewed while that lasts; the answer is noted afterwards. A crash in between hands it over again, as soon as the lease has
 * run out, under the same Message-ID: mailboxes show it once.
 */
import { inSpan } from '@comptoir/tracing';
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import { type Reading, readGauge } from '../metrics/read-gauge.ts';
import type { Wakes } from '../sequencer/listen.ts';
import { downPause, type Outcome, rowPause, type Send, triesMax } from './channel.ts';

type Leased = Readonly<{
  id: string;
  kind: string;
  tries: number;
  message: unknown;
  traceparent: string | null;
}>;

export type DeliveryParts = Readonly<{
  database: Database;
  logger: Logger;
  wakes: Wakes;
  metrics: Registry;
  /** After so long without a sign of life, another hands over what a process had in hand. */
  leaseMs: number;
  send: Readonly<Record<'mail' | 'sms', Send<never>>>;
}>;

/** Whoever queues a message wakes the loop; this is for what is due later, and for a notification that was lost. */
const periodMs = 3_000;
const batchMax = 12;
const keptDays = 90;
const channels = ['mail', 'sms'] as const;

/** One loop a channel, so that a mail server that is away holds up no SMS. */
export function startDelivery(parts: DeliveryParts): Loop {
  const counter = new Counter({
    name: 'notifications_total',
    help: 'Messages by what became of them.',
    labelNames: ['channel', 'outcome'],
    registers: [parts.metrics],
  });
  readGauge(
    parts.metrics,
    { name: 'notifications_waiting', help: 'Messages not sent yet.', labelNames: ['channel'] },
    () => countWaiting(parts.database),
  );
  const loops = channels.map((channel) => {
    let failures = 0;
    let notBeforeMs = 0;
    const step = async () => {
      if (performance.now() < notBeforeMs) return false;
      const leased = await lease(parts, channel, failures > 0 ? 1 : batchMax);
      const outcomes = await whileHeld(parts, leased, (row) => handOver(parts, channel, row));
      for (const { state } of outcomes) counter.inc({ channel, outcome: state });
      const isDown = outcomes.some(({ state }) => state === 'down');
      if (isDown) {
        failures += 1;
        notBeforeMs = performance.now() + downPause(failures, Math.random());
        if (failures === 1) parts.logger.warn({ channel }, 'messages wait: nobody takes them');
        return false;
      }
      if (failures > 0 && leased.length > 0) {
        failures = 0;
        parts.logger.info({ channel }, 'messages are taken again');
        return true;
      }
      return leased.length === batchMax;
    };
    return startLoop(`sending by ${channel}`, periodMs, parts.logger, step);
  });
  const cleaning = startLoop('forgetting what was sent', 3_600_000, parts.logger, () =>
    parts.database.query(
      `delete from notification where coalesce(sent_at, given_up_at) < now() - $1 * interval '1 day'`,
      [keptDays],
    ),
  );
  parts.wakes.on('messages', () => {
    for (const loop of loops) loop.wake();
  });
  return {
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    close: async () => void (await Promise.all([...loops, cleaning].map((loop) => loop.close()))),
  };
}

async function lease(
  { database, leaseMs }: DeliveryParts,
  channel: string,
  limit: number,
): Promise<Leased[]> {
  const [rows]: [Leased[], number] = await database.alone.query(
    `update notification set leased_until = clock_timestamp() + $3 * interval '1 millisecond'
     where id in (
       select id from notification
       where channel = $1 and sent_at is null and given_up_at is null and due_at <= clock_timestamp()
         and leased_until <= clock_timestamp()
       order by due_at limit $2 for update skip locked)
     returning id, kind, tries, message, traceparent`,
    [channel, limit, leaseMs],
  );
  return rows;
}

/** Renews the leases of what is still in hand. Where that fails somebody else may hand it over too: see above. */
async function whileHeld<T>(
  { database, leaseMs }: DeliveryParts,
  leased: readonly Leased[],
  work: (row: Leased) => Promise<T>,
): Promise<T[]> {
  const inHand = new Set(leased.map(({ id }) => id));
  const renewing = setInterval(() => {
    database
      .query(
        `update notification set leased_until = clock_timestamp() + $2 * interval '1 millisecond'
         where id = any($1::uuid[]) and leased_until > clock_timestamp()`,
        [[...inHand], leaseMs],
      )
      .catch(() => undefined);
  }, leaseMs / 3);
  try {
    return await Promise.all(leased.map((row) => work(row).finally(() => inHand.delete(row.id))));
  } finally {
    clearInterval(renewing);
  }
}

async function handOver(
  { database, logger, send }: DeliveryParts,
  channel: 'mail' | 'sms',
  row: Leased,
): Promise<Outcome> {
  const { traceparent, kind } = row;
  const outcome = await inSpan(
    `send ${channel}`,
    { kind: 'client', attributes: { 'comptoir.message_kind': kind }, traceparent },
    () => send[channel](row.id, row.message as never),
  );
  const fields = { id: row.id, kind: row.kind, channel };
  if (outcome.state === 'sent')
    await database.query(
      'update notification set sent_at = now(), message = null, error = null where id = $1',
      [row.id],
    );
  else if (outcome.state === 'down')
    await database.query(`update notification set leased_until = '-infinity', error = $2 where id = $1`, [
      row.id,
      outcome.error,
    ]);
  else if (outcome.state === 'refused' || row.tries + 1 >= triesMax) {
    await database.query(
      'update notification set given_up_at = now(), message = null, tries = tries + 1, error = $2 where id = $1',
      [row.id, outcome.error],
    );
    logger.error({ ...fields, tries: row.tries + 1 }, 'a message was given up');
  } else
    await database.query(
      `update notification set leased_until = '-infinity', tries = tries + 1, error = $2,
         due_at = clock_timestamp() + $3 * interval '1 millisecond' where id = $1`,
      [row.id, outcome.error, rowPause(row.tries + 1, Math.random())],
    );
  return outcome;
}

/** Of a channel on which nothing waits it is said, too. */
async function countWaiting(database: Database): Promise<readonly Reading[]> {
  const rows = await database.query<{ channel: string; waiting: number }>(
    'select channel, count(*)::int as waiting from notification where sent_at is null and given_up_at is null group by channel',
  );
  const waiting = new Map(rows.map((row) => [row.channel, row.waiting]));
  return channels.map((channel) => ({ labels: { channel }, value: waiting.get(channel) ?? 0 }));
}
