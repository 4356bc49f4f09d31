/**
 * `journal.db`: everything that must survive a power cut. The journal is the truth and only grows; the tables beside it are
 * projections written in the record's own transaction, or the state of devices, terminals and people of this store.
 *
 * - `record.place` is the journal's ordinal and the record's seq in one number (`journal/place.ts`): one tree to write, no index.
 * - `till` holds all that a sale makes grow at its register, in one row: each page less is a page less to sync in every sale.
 *
 * Quantities are whole ten-thousandths (`_e4`), money is minor units.
 */
import type { Migration } from './migrate.ts';

const journal = `
  create table journal (
    ordinal integer primary key,
    id text not null unique,
    series text not null unique,
    opened_at text not null
  ) strict;

  create table record (
    place integer primary key,
    kind text not null,
    business_date text not null,
    header text not null,
    body text not null,
    personal text not null,
    hash blob not null check (length(hash) = 32)
  ) strict;

  create trigger record_stays before delete on record begin
    select raise(abort, 'a journal record is never deleted');
  end;
  create trigger record_is_not_replaced before insert on record
    when exists (select 1 from record where place = new.place) begin
    select raise(abort, 'a journal record is never replaced');
  end;
  create trigger record_does_not_change before update on record
    when new.place is not old.place or new.kind is not old.kind
      or new.business_date is not old.business_date or new.header is not old.header or new.body is not old.body
      or new.hash is not old.hash or old.personal = '' or old.personal like 'erased %'
      or new.personal is not 'erased ' || sha256_base64(old.personal) begin
    select raise(abort, 'of a journal record only the personal line can be erased');
  end;
  create trigger journal_stays before delete on journal begin
    select raise(abort, 'a journal is never deleted');
  end;
  create trigger journal_does_not_change before update on journal begin
    select raise(abort, 'a journal never changes');
  end;

  create table cosignature (
    ordinal integer primary key references journal (ordinal),
    seq integer not null,
    hash blob not null,
    cosignature text not null,
    at text not null
  ) strict;`;

const sales = `
  create table till (
    register_id text primary key,
    receipt_ordinal integer not null default 0,
    receipt_last integer not null default 0,
    z_number integer not null default 0,
    perpetual_minor integer not null default 0,
    shift_id text,
    sale_count integer not null default 0,
    total_minor integer not null default 0,
    cash_minor integer not null default 0,
    taxes text not null default '{}',
    tenders text not null default '{}'
  ) strict, without rowid;

  create table shift (
    shift_id text primary key,
    register_id text not null,
    opened_at text not null,
    opened_by text not null,
    business_date text not null,
    float_minor integer not null,
    closed text
  ) strict, without rowid;

  create table sale (
    sale_id text primary key,
    ordinal integer not null,
    seq integer not null,
    receipt_number text not null,
    register_id text not null,
    shift_id text not null references shift (shift_id),
    cashier_id text not null,
    at text not null,
    item_count integer not null,
    total_minor integer not null,
    fingerprint blob not null,
    tenders text not null,
    flags text not null
  ) strict, without rowid;

  create table stock_movement (
    product_id text not null,
    movement_id text not null,
    quantity_e4 integer not null,
    primary key (product_id, movement_id)
  ) strict, without rowid;`;

const store = `
  create table terminal (
    terminal_id text primary key,
    register_id text not null,
    name text not null,
    public_key_jwk text not null,
    paired_at text not null,
    replaced_at text
  ) strict;
  create unique index one_terminal_a_register on terminal (register_id) where replaced_at is null;
  create table pairing_code (
    digest blob primary key,
    register_id text not null,
    expires_at text not null,
    used_at text
  ) strict;

  create table cashier_session (
    digest blob primary key,
    staff_id text not null,
    terminal_id text not null,
    started_at text not null,
    ended_at text
  ) strict;
  create table pin_failure (
    staff_id text primary key,
    count integer not null,
    locked_until text
  ) strict;

  create table attempt (
    attempt_id text primary key,
    sale_id text not null,
    register_id text not null,
    amount_minor integer not null,
    currency text not null,
    service_id text not null unique,
    operator_id text not null,
    state text not null,
    detail text not null,
    card text,
    intended_at text not null,
    reversal text not null default 'none',
    reversal_service_id text unique,
    tendered integer not null default 0
  ) strict;
  create index attempt_of_sale on attempt (sale_id);
  create index attempt_open on attempt (state) where state in ('intended', 'sent', 'unknown');

  create table print_job (
    place integer primary key,
    print_id text not null unique,
    kind text not null,
    subject_id text not null,
    register_id text not null,
    language text not null,
    duplicate integer not null,
    state text not null,
    detail text not null
  ) strict;
  create index print_job_of_subject on print_job (subject_id);
  create index print_job_waiting on print_job (place) where state in ('queued', 'sending');

  create table edge_setting (
    key text primary key,
    value text not null
  ) strict, without rowid;`;

/** Movements in the order of their ids: those of a sale lie in one page, where by product each line had its own. */
const movementsInOrder = `
  create table stock_movement_in_order (
    movement_id text primary key,
    product_id text not null,
    quantity_e4 integer not null
  ) strict, without rowid;
  insert into stock_movement_in_order (movement_id, product_id, quantity_e4)
    select movement_id, product_id, quantity_e4 from stock_movement where true on conflict do nothing;
  drop table stock_movement;
  alter table stock_movement_in_order rename to stock_movement;`;

/** What is counted lies in `counting.db`; here is which counts there are, and what of them the journal holds. */
const counts = `
  create table stock_count (
    count_id text primary key,
    name text not null,
    zones text not null,
    opened_at text not null,
    opened_by text not null,
    state text not null
  ) strict, without rowid;
  create table counted_product (
    count_id text not null references stock_count (count_id),
    product_id text not null,
    primary key (count_id, product_id)
  ) strict, without rowid;
  create table count_commit (
    commit_id text primary key,
    count_id text not null references stock_count (count_id),
    answer text not null
  ) strict, without rowid;`;

/** The newest of a terminal's own counts that has arrived: a jump past the next one is a sale that is missing. */
const provisionalSales = `alter table terminal add column provisional_last integer not null default 0;`;

/** A refund is an attempt too, of the other direction. */
const refunds = `
  alter table attempt add column kind text not null default 'charge';
  alter table attempt add column original_attempt_id text;
  create index attempt_of_original on attempt (original_attempt_id) where original_attempt_id is not null;`;

/** Goods that came back, by the sale's lines, so that none comes back twice; and who allowed what. */
const returns = `
  create table sale_return (
    return_id text primary key,
    sale_id text,
    ordinal integer not null,
    seq integer not null,
    receipt_number text not null,
    register_id text not null,
    shift_id text not null,
    cash_minor integer not null,
    fingerprint blob not null
  ) strict, without rowid;
  create index sale_return_of_sale on sale_return (sale_id) where sale_id is not null;
  create table sale_return_line (
    return_id text not null references sale_return (return_id),
    position integer not null,
    quantity text not null,
    amount_minor integer not null,
    primary key (return_id, position)
  ) strict, without rowid;
  create table sale_return_tax (
    return_id text not null references sale_return (return_id),
    code text not null,
    rate text not null,
    base_minor integer not null,
    amount_minor integer not null,
    primary key (return_id, code, rate)
  ) strict, without rowid;
  create table approval (
    approval_id text primary key,
    permission text not null,
    approved_by text not null,
    cashier_id text not null,
    register_id text not null,
    at text not null,
    used_for text
  ) strict, without rowid;
  alter table till add column return_count integer not null default 0;
  alter table till add column return_total_minor integer not null default 0;`;

/** Cash that went in or out of the drawer without a sale, of the open shift. */
const cashMoves = `
  create table cash_move (
    movement_id text primary key,
    fingerprint blob not null,
    ordinal integer not null,
    seq integer not null
  ) strict, without rowid;
  alter table till add column paid_in_minor integer not null default 0;
  alter table till add column paid_out_minor integer not null default 0;
  alter table till add column drop_minor integer not null default 0;`;

const suspendedBaskets = `
  create table suspended_basket (
    basket_id text primary key,
    register_number text not null,
    cashier_id text not null,
    at text not null,
    item_count integer not null,
    total_minor integer not null,
    draft text not null,
    taken_by text
  ) strict, without rowid;`;

/** What the day took so far lies in the register's own row; here is what the month and the year took before it. */
const closings = `
  alter table till add column day_totals text not null default '{}';
  alter table till add column perpetual_return_minor integer not null default 0;
  create table open_day (
    one integer primary key check (one = 1),
    day text not null,
    month_totals text not null,
    year_totals text not null
  ) strict;
  create table closed_period (place integer primary key) strict;`;

/** Gift cards and store credit: issued here, and taken off here. */
const values = `
  create table value_issued (
    value_id text primary key,
    code_hash text not null unique,
    kind text not null,
    last4 text not null,
    amount_minor integer not null,
    subject_id text not null,
    at text not null
  ) strict;
  create index value_issued_subject on value_issued (subject_id);
  create table value_spend (
    spend_id text primary key,
    code_hash text not null,
    value_id text not null,
    kind text not null,
    last4 text not null,
    sale_id text not null,
    amount_minor integer not null,
    authorised_by text not null,
    allowance_id text,
    state text not null
  ) strict, without rowid;
  create index value_spend_allowance on value_spend (allowance_id) where allowance_id is not null;
  create index value_spend_owed on value_spend (spend_id) where state in ('asking', 'releasing');`;

/** Since when a terminal's key is in force: it makes another in time. */
const terminalKeys = `
  alter table terminal add column key_since text not null default '';
  update terminal set key_since = paired_at;`;

/** Points are spent like a gift card, and come back with the goods. */
const points = `
  alter table value_spend add column points integer;
  alter table sale_return add column points_minor integer not null default 0;`;

/** Twice: those that were committed between releases had none. */
const reasonsOfCounts = `insert or ignore into movement_reason (movement_id, reason)
    select json_extract(moved.value, '$.movementId'), 'count-correction'
    from record, json_each(record.body, '$.stock') moved
    where record.kind = 'count.committed' and record.place > (select max(place) from record) - 100000;`;

/**
 * What people do to the shelf beside selling, and why each of its movements was made: sales and returns are known by their sign. What a
 * unit cost when it last came in. Counts of before have their reason too, as far back as anybody looks.
 */
const stockActs = `
  create table stock_act (
    act_id text primary key,
    kind text not null,
    subject text not null,
    fingerprint blob not null,
    ordinal integer not null,
    seq integer not null,
    at text not null,
    staff_id text not null
  ) strict, without rowid;
  create index stock_act_subject on stock_act (subject);
  create index stock_act_at on stock_act (at);
  create table movement_reason (movement_id text primary key, reason text not null) strict, without rowid;
  create table product_cost (product_id text primary key, unit_cost_minor integer not null) strict, without rowid;
  ${reasonsOfCounts}
  alter table counted_product add column counted_e4 integer;
  alter table counted_product add column expected_e4 integer;
  alter table counted_product add column unit_value_minor integer;
  alter table counted_product add column valued_by text;`;

/** What the store set for itself, each as it was last set. */
const settings = `
  create table store_setting (name text primary key, value text not null) strict, without rowid;`;

/** Dollars of the United States in the drawer, in their cents, since its shift began. */
const usDollars = `
  alter table till add column us_dollars_minor integer not null default 0;`;

/** Whether a code of a coupon was taken here already. */
const couponSpends = `
  create index value_spend_coupon on value_spend (code_hash) where kind = 'coupon';`;

/** What of a journal that was left is in a later one too; heads that we signed, for others to hold against us. */
const leftJournals = `
  create table left_journal (
    ordinal integer primary key references journal (ordinal),
    carried_after integer not null
  ) strict;
  create table signed_head (
    ordinal integer not null references journal (ordinal),
    seq integer not null,
    hash blob not null,
    signature text not null,
    at text not null,
    primary key (ordinal, seq)
  ) strict, without rowid;`;

/**
 * What head office has signed for may go once it is old (`retention/let-go.ts`): nothing else, and not before a head is kept in its place.
 * `journal/place.ts` says how a place is made.
 */
const keptHeads = `
  create table kept_head (
    ordinal integer primary key references journal (ordinal),
    seq integer not null check (seq > 1),
    hash blob not null check (length(hash) = 32),
    signature text not null,
    at text not null
  ) strict;
  create trigger kept_head_goes_on before update on kept_head when new.ordinal is not old.ordinal or new.seq <= old.seq begin
    select raise(abort, 'a kept head of a journal only goes on');
  end;
  create trigger kept_head_stays before delete on kept_head begin
    select raise(abort, 'a kept head of a journal is never deleted');
  end;
  drop trigger record_stays;
  create trigger record_stays before delete on record
    when old.place % 4294967296 <= 1 or not exists (
      select 1 from kept_head join cosignature using (ordinal)
      where ordinal = old.place / 4294967296
        and old.place % 4294967296 <= kept_head.seq and kept_head.seq < cosignature.seq) begin
    select raise(abort, 'a journal record is not deleted before head office has signed for it and a head is kept');
  end;`;

/** What a count is to find, who may see the books meanwhile, why it differed, and when each product's turn was. */
const countScopes = `
  alter table stock_count add column scope text not null default 'free';
  alter table stock_count add column is_blind integer not null default 1;
  alter table stock_count add column product_ids text not null default '[]';
  alter table counted_product add column reason text;
  alter table counted_product add column counted_at text;
  ${reasonsOfCounts}`;

/**
 * What head office must still be told and no journal may hold; customers who were written down here, until head office tells of them:
 * `known_…` is what it knows them by.
 */
const errands = `
  create table errand (
    errand_id text primary key,
    kind text not null,
    path text not null,
    body text not null,
    tries integer not null default 0,
    due_at text not null,
    asked_at text not null
  ) strict, without rowid;
  create table proposed_customer (
    customer_id text primary key,
    card_number text not null unique,
    initials text not null,
    fingerprint blob not null,
    known_customer_id text,
    known_card_number text
  ) strict, without rowid;`;

/** Lines and baskets that were given up, each told once. */
const voids = `
  create table basket_void (void_id text primary key) strict, without rowid;`;

/** What was put on a gift card of this store after it was sold. */
const loads = `
  alter table value_issued add column loaded_minor integer not null default 0;`;

/** PINs and badges that were changed here, in force until head office tells of others than those they came instead of. */
const ownSecrets = `
  create table own_secret (
    staff_id text primary key,
    pin_hash text,
    instead_of_pin text,
    badge_hash text,
    instead_of_badge text
  ) strict, without rowid;`;

/** Of the US dollars of a drawer, those that moved without a sale. */
const usDollarsMoved = `
  alter table till add column us_dollars_moved_minor integer not null default 0;`;

/** Of the open shift: goods of orders of the shop that came back. */
const orderReturns = `
  alter table till add column order_return_count integer not null default 0;`;

export const journalMigrations: readonly Migration[] = [
  { number: 1, name: 'journal, sales, store', sql: journal + sales + store },
  { number: 2, name: 'movements in order', breaking: true, sql: movementsInOrder },
  { number: 3, name: 'counts', sql: counts },
  { number: 4, name: 'provisional sales', sql: provisionalSales },
  { number: 5, name: 'refunds', sql: refunds },
  { number: 6, name: 'returns', sql: returns },
  { number: 7, name: 'cash moves', sql: cashMoves },
  { number: 8, name: 'suspended baskets', sql: suspendedBaskets },
  { number: 9, name: 'closings', sql: closings },
  { number: 10, name: 'values', sql: values },
  { number: 11, name: 'terminal keys', sql: terminalKeys },
  { number: 12, name: 'points', sql: points },
  { number: 13, name: 'stock acts', sql: stockActs },
  { number: 14, name: 'settings', sql: settings },
  { number: 15, name: 'us dollars', sql: usDollars },
  { number: 16, name: 'coupon spends', sql: couponSpends },
  { number: 17, name: 'left journals, signed heads', sql: leftJournals },
  { number: 18, name: 'kept heads', sql: keptHeads },
  { number: 19, name: 'count scopes', sql: countScopes },
  { number: 20, name: 'errands, proposed customers', sql: errands },
  { number: 21, name: 'voids', sql: voids },
  { number: 22, name: 'loads', sql: loads },
  { number: 23, name: 'own secrets', sql: ownSecrets },
  { number: 24, name: 'us dollars moved', sql: usDollarsMoved },
  { number: 25, name: 'order returns', sql: orderReturns },
];
