import { migration } from '@comptoir/service-kit';

/** Records that are about people, drawers and closings, as they were written; sales and returns have tables of their own. */
export const trailTables = migration(
  'Trail1764000002500',
  `
  create table trail (
    record_id uuid primary key,
    store_id text not null,
    kind text not null,
    register text,
    actor text,
    business_date date not null,
    at timestamptz not null,
    body jsonb not null
  );
  create index trail_newest on trail (at desc, record_id desc);
  create index trail_of_store on trail (store_id, kind, at desc, record_id desc);`,
  'drop table trail;',
);
