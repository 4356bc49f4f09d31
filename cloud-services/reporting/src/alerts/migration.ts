import { migration } from '@comptoir/service-kit/db/migrations';

export const alertTables = migration(
  'Alerts1764000002900',
  `
  create table alert_rule (
    rule_id uuid primary key,
    kind text not null,
    threshold int not null,
    store_ids text[],
    name text not null,
    is_on boolean not null,
    language text not null,
    mails text[] not null,
    sms text[] not null,
    webhooks text[] not null,
    webhook_secret text not null,
    created_by text not null,
    -- Messages of one rule keep a distance.
    told_at timestamptz not null default '-infinity'
  );
  create table alert (
    alert_id uuid primary key,
    rule_id uuid not null references alert_rule on delete cascade,
    key text not null,
    store_id text,
    product_id text,
    register_id text,
    value double precision not null,
    expected double precision,
    began_at timestamptz not null,
    quiet_since timestamptz,
    ended_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    snoozed_until timestamptz,
    -- What of it has been told: 'nothing', 'begin', 'end'.
    told text not null default 'nothing'
  );
  create unique index alert_open on alert (rule_id, key) where ended_at is null;
  create index alert_untold on alert (rule_id) where told <> 'end';
  create index alert_latest on alert (began_at, alert_id);
  -- One row: whoever watches sees that something has changed.
  create table alert_state (one boolean primary key default true check (one), version bigint not null default 0,
    -- What is only known while one looks is known since then.
    watched_since timestamptz not null default now());
  insert into alert_state default values;

  -- Counts of drawers, as Sales told them.
  create table till_count (
    record_id text primary key,
    store_id text not null,
    register_id text not null,
    business_date date not null,
    at timestamptz not null,
    difference_minor bigint not null
  );
  create index till_count_latest on till_count (at);
  -- What is only known while one looks: since when something has been out of stock or silent, and until when.
  create table alert_gap (
    kind text not null,
    key text not null,
    began_at timestamptz not null,
    ended_at timestamptz,
    store_id text not null,
    product_id text,
    -- What it is off by; null: it is told by how long it lasts.
    value double precision,
    primary key (kind, key, began_at)
  );
  create unique index alert_gap_open on alert_gap (kind, key) where ended_at is null;

  create table alert_webhook (
    id uuid primary key,
    rule_id uuid not null references alert_rule on delete cascade,
    url text not null,
    body text not null,
    due_at timestamptz not null default now(),
    tries int not null default 0,
    error text,
    sent_at timestamptz,
    given_up_at timestamptz
  );
  create index alert_webhook_due on alert_webhook (due_at) where sent_at is null and given_up_at is null;
  `,
  'drop table alert_webhook, alert_gap, till_count, alert_state, alert, alert_rule;',
);

/** What people call the register of which a drawer was counted. */
export const registerNumbers = migration(
  'RegisterNumbers1764000003910',
  'alter table till_count add column register text;',
  'alter table till_count drop column register;',
);
