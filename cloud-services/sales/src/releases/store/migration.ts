import { migration } from '@comptoir/service-kit';

export const releaseTables = migration(
  'Releases1764000002600',
  `
  -- Named by what they hold: two releases that share a file keep it once, and a store that has it does not fetch it again.
  create table release_file (
    sha256 bytea primary key,
    size int not null,
    bytes bytea not null
  );
  -- Not compressed: a part is read without reading what stands before it.
  alter table release_file alter column bytes set storage external;
  create table release (
    version text primary key,
    -- The text exactly as it was signed.
    manifest text not null,
    signature text not null,
    ring text not null,
    published_at timestamptz not null,
    published_by text not null,
    withdrawn_at timestamptz
  );
  create table edge_ring (edge_id uuid primary key, ring text not null);
  -- The newest that each edge could not run.
  create table release_failure (
    edge_id uuid primary key,
    version text not null,
    why text not null,
    at timestamptz not null
  );`,
  'drop table release_failure, edge_ring, release, release_file;',
);
