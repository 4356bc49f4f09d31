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

/** Every key that a device ever had: one that was retired is no longer anybody's. */
export const deviceKeys = migration(
  'DeviceKeys1764000001850',
  `
  create table device_key (
    public_key bytea primary key,
    edge_id uuid not null,
    since timestamptz not null,
    retired_at timestamptz
  );
  insert into device_key (public_key, edge_id, since) select public_key, id, enrolled_at from edge;
  alter table edge add column key_since timestamptz, add column rotation_asked_at timestamptz;
  update edge set key_since = enrolled_at;
  alter table edge alter column key_since set not null;
  -- Rows that an older instance adds while it is replaced.
  alter table edge alter column key_since set default now();`,
  'alter table edge drop column rotation_asked_at, drop column key_since; drop table device_key;',
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

/** How its devices are, as the edge told last. */
export const edgeDevices = migration(
  'EdgeDevices1764000003520',
  'alter table edge add column devices jsonb, add column devices_at timestamptz;',
  'alter table edge drop column devices_at, drop column devices;',
);

/** When something befell an edge the last few times: three sessions stolen in ten minutes tell of a clone. */
export const recentNotes = migration(
  'RecentNotes1764000001840',
  "alter table edge_note add column recent timestamptz[] not null default '{}';",
  'alter table edge_note drop column recent;',
);
