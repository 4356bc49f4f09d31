/** The tables that service-kit needs in every service's database: list this migration first. */
import { migration } from './migrations.ts';

export const sharedTables = migration(
  'SharedTables1764000000000',
  `
  -- Writers insert with pos null; the sequencer numbers what has committed; the relay sends in that order.
  create table outbox (
    id uuid primary key,
    -- Orders rows within one unit of the sequencer only; no cursor rests on it.
    written bigint generated always as identity,
    type text not null,
    version int not null,
    key text not null,
    at timestamptz not null default now(),
    correlation_id text,
    traceparent text,
    data jsonb not null,
    pos bigint,
    unit bigint
  );
  create unique index outbox_pos on outbox (pos) where pos is not null;
  create index outbox_unnumbered on outbox (written) where pos is null;

  -- Events that a consumer of ours has applied, inserted in the transaction that applied them.
  create table inbox (
    consumer text not null,
    id uuid not null,
    producer text not null,
    pos bigint not null,
    at timestamptz not null default now(),
    primary key (consumer, id)
  );
  create index inbox_pos on inbox (consumer, producer, pos);
  -- Every event up to pos is in the inbox or in dead_event.
  create table inbox_watermark (
    consumer text not null,
    producer text not null,
    pos bigint not null default 0,
    epoch text not null default '',
    primary key (consumer, producer)
  );
  -- Events that failed; dead_at is set once they are given up.
  create table dead_event (
    consumer text not null,
    id uuid not null,
    tries int not null,
    error text not null,
    event jsonb not null,
    failed_at timestamptz not null default now(),
    dead_at timestamptz,
    primary key (consumer, id)
  );

  create table feed_row (
    feed text not null,
    scope text not null,
    key text not null,
    value jsonb,
    pos bigint,
    unit bigint,
    changed_at timestamptz not null default now(),
    primary key (feed, scope, key)
  );
  create unique index feed_row_pos on feed_row (feed, pos) where pos is not null;
  create index feed_row_unnumbered on feed_row (feed) where pos is null;
  create index feed_row_tombstone on feed_row (feed, changed_at) where value is null;

  -- One row per series ('outbox', 'feed:catalogue' …): the last position given. Its lock is the sequencer's.
  -- 'outbox:sent': the last position that the relay sent.
  create table feed_counter (
    series text primary key,
    pos bigint not null default 0,
    -- Tombstones up to here are gone: an older cursor must start again.
    purged_pos bigint not null default 0
  );
  -- Part of every cursor: a database made anew never continues an old one's positions.
  create table feed_epoch (rebuild uuid not null);
  insert into feed_epoch values (gen_random_uuid());

  create table idempotency_key (
    caller text not null,
    operation text not null,
    key text not null,
    body_hash bytea not null,
    status int not null,
    headers jsonb not null,
    body jsonb,
    at timestamptz not null default now(),
    primary key (caller, operation, key)
  );
  create index idempotency_key_at on idempotency_key (at);
  `,
  `drop table idempotency_key, feed_epoch, feed_counter, feed_row, dead_event, inbox_watermark, inbox, outbox;`,
);
