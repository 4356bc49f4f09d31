import { migration } from '@comptoir/service-kit/db/migrations';

export const reconciliationTables = migration(
  'Reconciliation1764000002750',
  `
  -- One row: the last comparison that came to its end.
  create table reconciliation (
    one boolean primary key default true check (one),
    day_from date not null,
    day_to date not null,
    figures int not null,
    ended_at timestamptz not null default now()
  );
  create table reconciliation_difference (
    ledger text not null,
    day date,
    store_id text not null,
    what text not null,
    theirs bigint not null,
    ours bigint not null,
    -- Found by two comparisons, one after the other: not something that was on its way.
    lasts boolean not null,
    since timestamptz not null default now()
  );
  `,
  'drop table reconciliation_difference, reconciliation;',
);
