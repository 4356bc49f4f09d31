import { migration } from '@comptoir/service-kit/db/migrations';

export const readingTables = migration(
  'Readings1764000002600',
  `
  create table reading (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    -- Null: whoever had a mailed link.
    staff_id text,
    report text not null,
    parameters jsonb not null
  );
  create index reading_of on reading (staff_id, id);
  `,
  'drop table reading;',
);
