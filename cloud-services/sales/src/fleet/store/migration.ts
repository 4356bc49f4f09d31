import { migration } from '@comptoir/service-kit';

export const fleetTables = migration(
  'Fleet1764000001200',
  `
  create table enrolment_code (
    code_hash bytea primary key,
    store_id text not null,
    made_by text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    edge_id uuid
  );
  create table edge (
    id uuid primary key,
    store_id text not null,
    public_key bytea not null unique,
    agent_version text not null,
    enrolled_at timestamptz not null,
    revoked_at timestamptz,
    -- The newest session wins: an older one is told stale-session.
    session int not null default 0,
    last_seen_at timestamptz
  );
  create table session_challenge (
    nonce bytea primary key,
    edge_id uuid not null,
    expires_at timestamptz not null
  );`,
  'drop table session_challenge, edge, enrolment_code;',
);

/** What people who watch over edges want to know, and what befell each: one row a kind and journal, however often. */
export const fleetHistory = migration(
  'FleetHistory1764000001830',
  `
  alter table edge add column skew_ms int;
  create table edge_note (
    edge_id uuid not null,
    kind text not null,
    journal uuid not null,
    seq bigint not null,
    times int not null default 1,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (edge_id, kind, journal)
  );`,
  'drop table edge_note; alter table edge drop column skew_ms;',
);
