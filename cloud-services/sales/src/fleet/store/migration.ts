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
