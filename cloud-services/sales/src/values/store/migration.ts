import { migration } from '@comptoir/service-kit';

/** Gift cards and store credit. A balance is the sum of a card's entries that were not released. */
export const valueTables = migration(
  'Values1764000003100',
  `
  create table value_card (
    value_id uuid primary key,
    kind text not null,
    code_hash text not null unique,
    last4 text not null,
    currency text not null,
    store_id text not null,
    issued_at timestamptz not null,
    is_blocked boolean not null default false
  );
  create index value_card_issued on value_card (issued_at desc, value_id);
  create index value_card_last4 on value_card (last4);
  -- An entry may come before the card that it is of: journals of two stores arrive as they can.
  create table value_entry (
    entry_id uuid primary key,
    value_id uuid not null,
    kind text not null,
    amount_minor bigint not null,
    state text not null,
    authorised_by text,
    store_id text not null,
    sale_id uuid,
    receipt_number text,
    by text,
    at timestamptz not null
  );
  create index value_entry_value on value_entry (value_id, at);`,
  'drop table value_entry; drop table value_card;',
);

/** Few are held at a time: whoever looks for those that were forgotten reads no more. */
export const heldValues = migration(
  'HeldValues1764000003110',
  "create index value_entry_held on value_entry (at) where state = 'held';",
  'drop index value_entry_held;',
);
