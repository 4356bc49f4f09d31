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
