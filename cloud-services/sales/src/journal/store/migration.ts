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

/** What the edge itself signed, kept as its word: the last head of each day, so that it stays small. */
export const signedHeadTables = migration(
  'SignedHeads1764000001810',
  `
  create table signed_head (
    journal uuid not null,
    day date not null,
    seq bigint not null,
    hash bytea not null,
    signature bytea not null,
    primary key (journal, day)
  );
  alter table journal add column tail_seq bigint not null default 0;`,
  'alter table journal drop column tail_seq; drop table signed_head;',
);

/** Which key an edge signed a journal's heads with, from where on: what was signed before stays good. */
export const journalKeys = migration(
  'JournalKeys1764000001860',
  `
  create table journal_key (
    journal uuid not null,
    after_seq bigint not null,
    public_key bytea not null,
    primary key (journal, after_seq)
  );
  insert into journal_key (journal, after_seq, public_key)
    select j.id, 0, e.public_key from journal j join edge e on e.id = j.edge_id;`,
  'drop table journal_key;',
);

/** Which rule stopped a projection, what became of it, and by whom. */
export const quarantineDecisions = migration(
  'QuarantineDecisions1764000001820',
  `
  alter table quarantine add column rule text not null default 'body';
  update quarantine set rule = split_part(reason, ':', 1);
  alter table quarantine add column resolution text, add column resolved_by text, add column note text;
  update quarantine set resolution = 'replayed' where resolved_at is not null;
  create index quarantine_open on quarantine (at) where resolved_at is null;`,
  'drop index quarantine_open; alter table quarantine drop column note, drop column resolved_by, drop column resolution, drop column rule;',
);
