/**
 * Records lie by the month in which head office got them, so that years of them can be looked after apart: indexes that are written to stay
 * small, an old month moves to slower disks by itself. Source: ADR 0088.
 */
import { type Database, migration } from '@comptoir/service-kit';

/**
 * What was there becomes the first part as it is, with its key and its index: nothing is copied, one look at it says that no record is newer.
 * A journal's number stays its own within a part by the key, and in all by its row, which every writer locks.
 */
export const recordMonths = migration(
  'RecordMonths1764000003470',
  `
  alter table record rename to record_before;
  alter index record_pkey rename to record_before_pkey;
  alter index record_id rename to record_before_id;
  create table record (like record_before) partition by range (received_at);
  create index record_id on record (id);
  -- For what nobody foresaw: empty, unless months were not made in time.
  create table record_besides partition of record default;
  alter table record_besides add primary key (journal, seq);
  do $$
  declare
    newest timestamptz := (select max(received_at) from record_before);
    present timestamp := date_trunc('month', now() at time zone 'UTC');
    ends timestamp := greatest(present, date_trunc('month', newest at time zone 'UTC') + interval '1 month');
  begin
    execute format('alter table record attach partition record_before for values from (minvalue) to (%L)', ends at time zone 'UTC');
  end $$;
  create function keep_record_months() returns void language plpgsql as $$
  declare
    begun timestamptz := (select substring(pg_get_expr(relpartbound, oid) from 'TO \\(''(.*)''\\)')::timestamptz
      from pg_class where oid = 'record_before'::regclass);
    month timestamp;
    part text;
  begin
    perform pg_advisory_xact_lock('record'::regclass::int);
    for ahead in 0..2 loop
      month := date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead);
      part := 'record_' || to_char(month, 'YYYY_MM');
      continue when month at time zone 'UTC' < begun or to_regclass(part) is not null;
      execute format('create table %I (like record, primary key (journal, seq))', part);
      execute format('alter table record attach partition %I for values from (%L) to (%L)',
        part, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end loop;
  end $$;
  select keep_record_months();`,
  `
  drop function keep_record_months();
  create table record_whole (like record);
  insert into record_whole select * from record;
  drop table record;
  alter table record_whole rename to record;
  alter table record add primary key (journal, seq);
  create index record_id on record (id);`,
);

/** A month that was not made in time: what came meanwhile moves into its part, which could not be made beside it. */
export const lateRecordMonths = migration(
  'LateRecordMonths1764000003480',
  `
  create or replace function keep_record_months() returns void language plpgsql as $$
  declare
    begun timestamptz := (select substring(pg_get_expr(relpartbound, oid) from 'TO \\(''(.*)''\\)')::timestamptz
      from pg_class where oid = 'record_before'::regclass);
    month timestamp;
    part text;
  begin
    perform pg_advisory_xact_lock('record'::regclass::int);
    for ahead in 0..2 loop
      month := date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead);
      part := 'record_' || to_char(month, 'YYYY_MM');
      continue when month at time zone 'UTC' < begun or to_regclass(part) is not null;
      execute format('create table %I (like record, primary key (journal, seq))', part);
      -- Who writes meanwhile waits, and then finds the part.
      lock table record in share row exclusive mode;
      execute format('with late as (delete from record_besides where received_at >= %L and received_at < %L returning *)
        insert into %I select * from late',
        month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', part);
      execute format('alter table record attach partition %I for values from (%L) to (%L)',
        part, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end loop;
  end $$;
  select keep_record_months();`,
  'select 1;',
);

/** This month's part, and those of the next two. Any number of instances may ask. */
export const keepRecordMonths = (database: Database): Promise<unknown> =>
  database.query('select keep_record_months()');
