import { migration } from '@comptoir/service-kit';

export const staffTables = migration(
  'Staff1764000001000',
  `
  create table staff (
    id text primary key,
    display_name text not null,
    roles text[] not null,
    language text not null,
    -- Empty: everywhere.
    store_ids text[] not null,
    pin_hash text,
    login text unique,
    password_hash text,
    changed_at timestamptz not null default now()
  );
  -- By what was typed, known or not: an attacker learns nothing from the difference.
  create table sign_in_failure (
    login text primary key,
    failures int not null,
    locked_until timestamptz,
    at timestamptz not null default now()
  );`,
  'drop table sign_in_failure, staff;',
);

/** Badges; when a PIN or a badge was last changed, wherever that was. */
export const staffBadges = migration(
  'StaffBadges1764000003310',
  'alter table staff add column badge_hash text, add column secrets_changed_at timestamptz;',
  'alter table staff drop column badge_hash, drop column secrets_changed_at;',
);

/** From when on somebody's tokens are good. */
export const endedSessionsColumn = migration(
  'EndedSessions1764000003320',
  `alter table staff add column sessions_ended_at timestamptz;
   create index staff_sessions_ended on staff (sessions_ended_at) where sessions_ended_at is not null;`,
  'drop index staff_sessions_ended; alter table staff drop column sessions_ended_at;',
);

export const activeStaff = migration(
  'ActiveStaff1764000003300',
  'alter table staff add column is_active boolean not null default true;',
  'alter table staff drop column is_active;',
);
