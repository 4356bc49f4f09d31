import { migration } from '@comptoir/service-kit';

export const placesTables = migration(
  'Places1764000001100',
  `
  create table store (
    id text primary key,
    kind text not null,
    code text not null unique,
    number text not null unique,
    configuration jsonb not null,
    version int not null default 1
  );`,
  'drop table store;',
);
