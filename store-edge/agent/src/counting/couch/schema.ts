/**
 * `counting.db`: counts in progress, a file of its own, so that tablets coming back with an hour of counting never hold the lock
 * that a sale needs. What a committed count did to the stock is in the journal.
 *
 * `sequence` grows with each change and is never used twice: rows are never removed, so the largest one is the last one given.
 */
import type { Migration } from '../../database/migrate.ts';

export const countingMigrations: readonly Migration[] = [
  {
    number: 1,
    name: 'documents',
    sql: `
  create table document (
    id text primary key,
    sequence integer not null unique,
    tree text not null
  ) strict, without rowid;
  -- Bodies of leaves alone: what was overwritten is history, what disagrees is kept.
  create table leaf (
    id text not null,
    revision text not null,
    body text not null,
    primary key (id, revision)
  ) strict, without rowid;
  -- How far each tablet has come; never replicated.
  create table local_document (
    id text primary key,
    generation integer not null,
    body text not null
  ) strict, without rowid;
  create table store_identity (uuid text not null) strict;`,
  },
];
