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

/** Where on Earth it stands, for the shop: nobody's till needs it. */
export const placesCoordinates = migration(
  'PlacesCoordinates1764000003490',
  'alter table store add column coordinates jsonb;',
  'alter table store drop column coordinates;',
);
