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

/** When a store is open, for the shop and for whoever asks; and who changed what of a store. */
export const placesHours = migration(
  'PlacesHours1764000003530',
  `alter table store add column hours jsonb;
   create table store_change (
     store_id text not null references store,
     version int not null,
     at timestamptz not null default now(),
     by text not null,
     changes jsonb not null,
     primary key (store_id, version)
   );`,
  'drop table store_change; alter table store drop column hours;',
);
