import { migration } from '@comptoir/service-kit/db/migrations';

/** Rates and bases: of what is told from now on, and of all of it once the facts are rebuilt. */
export const accountingTables = migration(
  'Accounting1764000002850',
  `
  alter table facts.tax add column if not exists rate numeric, add column if not exists base_minor bigint;
  -- By role: sales, or taxes/QST.
  create table account (role text primary key, number text not null);
  `,
  'drop table account;',
);

/** What providers took, or gave back, because payers dispute payments; once each, by the event that told it. */
export const disputeMoves = migration(
  'DisputeMoves1764000002990',
  `create table dispute_move (
     dispute_id text not null, version int not null, business_date date not null, store_id text not null,
     channel text not null default 'web', provider text not null,
     withdrawn_minor bigint not null, fee_minor bigint not null, primary key (dispute_id, version)
   );
   create index dispute_move_day on dispute_move (business_date);`,
  'drop table dispute_move;',
);
