import { migration } from '@comptoir/service-kit';

export const journalTables = migration(
  'Journal1764000001300',
  `
  create table journal (
    id uuid primary key,
    edge_id uuid not null,
    store_id text not null,
    seq bigint not null default 0,
    hash bytea not null,
    received_at timestamptz
  );
  create index journal_edge on journal (edge_id);
  -- The bytes exactly as first written: never re-serialised, only personal lines are ever erased.
  create table record (
    journal uuid not null,
    seq bigint not null,
    id uuid not null,
    kind text not null,
    header bytea not null,
    body bytea not null,
    personal bytea not null,
    hash bytea not null,
    received_at timestamptz not null,
    primary key (journal, seq)
  );
  create index record_id on record (id);
  -- Records whose projection failed; they are stored all the same, and block nothing.
  create table quarantine (
    journal uuid not null,
    seq bigint not null,
    record_id uuid not null,
    store_id text not null,
    kind text not null,
    reason text not null,
    at timestamptz not null,
    resolved_at timestamptz,
    primary key (journal, seq)
  );`,
  'drop table quarantine, record, journal;',
);
