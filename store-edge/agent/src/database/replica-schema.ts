/**
 * `replica.db`: what came down by the feeds. Written by the feed worker alone, so that a big import never holds the lock that
 * a sale needs; the agent reads it with a read-only connection. Losing the file costs a download, nothing else.
 *
 * - `feed_row`: the rows in force. A tombstone keeps the row's last value and sets `deleted`, because RxDB wants deleted
 *   documents whole. `value` is the JSON text as the owner sent it. `pos` is our own: the order in which rows came into force here,
 *   which terminals go by; the owner's positions begin again when it is restored.
 * - `feed_staged`: rows of a unit whose end has not come yet; no reader looks there.
 * - `product_search`: the words of each product, kept by triggers whoever writes the rows. Holds no text of its own: `rowid` is `feed_row`'s.
 *   Indexing a row costs ten times its writing, so that of a whole snapshot follows the swap: rows beyond `word_index.through` are not in yet.
 * - `feed_cursor`: written in the transaction of the rows that it covers. `epoch` and `pos` are the owner's, of the rows in force. `edition`
 *   is another whenever our own positions begin again (null: as `epoch`). `mending`: what is staged replaces some rows, not all.
 */
import type { Migration } from './migrate.ts';

const columns = `
    feed text not null,
    key text not null,
    scope text not null,
    pos integer not null,
    unit integer not null,
    deleted integer not null default 0,
    value text`;

const isProduct = (row: string) =>
  `${row}.feed = 'catalogue' and ${row}.key >= 'product/' and ${row}.key < 'product0'`;
/** Names, SKU, and each code with and without its leading zeros, since a box shows 8, 12 or 13 digits of the 14. */
const words = (row: string) => `
  replace(replace(coalesce(json_extract(${row}.value, '$.name.fr'), '') || ' ' || coalesce(json_extract(${row}.value, '$.name.en'), '')
    || ' ' || coalesce(json_extract(${row}.value, '$.sku'), ''), 'œ', 'oe'), 'Œ', 'OE') || ' '
    || coalesce((select group_concat(value || ' ' || ltrim(value, '0'), ' ') from json_each(${row}.value, '$.gtins')), '')`;

const search = `
  create virtual table product_search using fts5(
    words, content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
  );
  create trigger product_is_found after insert on feed_row when ${isProduct('new')} and new.deleted = 0 begin
    insert into product_search (rowid, words) values (new.rowid, ${words('new')});
  end;
  create trigger product_is_found_anew after update on feed_row when ${isProduct('new')} begin
    delete from product_search where rowid = old.rowid;
    insert into product_search (rowid, words) select new.rowid, ${words('new')} where new.deleted = 0;
  end;
  create trigger product_is_gone after delete on feed_row when ${isProduct('old')} begin
    delete from product_search where rowid = old.rowid;
  end;
  insert into product_search (rowid, words)
    select rowid, ${words('feed_row')} from feed_row where ${isProduct('feed_row')} and deleted = 0;`;

const editions = `
  alter table feed_cursor add column edition text;
  alter table feed_cursor add column mending integer not null default 0;`;

const wordsLater = `
  create table word_index (through integer not null) strict;
  insert into word_index (through) values (${Number.MAX_SAFE_INTEGER});
  drop trigger product_is_found;
  drop trigger product_is_found_anew;
  drop trigger product_is_gone;
  create trigger product_is_found after insert on feed_row when ${isProduct('new')} and new.deleted = 0
    and new.rowid <= (select through from word_index) begin
    insert into product_search (rowid, words) values (new.rowid, ${words('new')});
  end;
  create trigger product_is_found_anew after update on feed_row when ${isProduct('new')}
    and new.rowid <= (select through from word_index) begin
    delete from product_search where rowid = old.rowid;
    insert into product_search (rowid, words) select new.rowid, ${words('new')} where new.deleted = 0;
  end;
  create trigger product_is_gone after delete on feed_row when ${isProduct('old')}
    and old.rowid <= (select through from word_index) begin
    delete from product_search where rowid = old.rowid;
  end;`;

/** Of customers, a till knows initials and the end of a card's number. */
const customers = `
  create index customer_by_initials on feed_row (json_extract(value, '$.initials')) where feed = 'customers';
  create index card_by_end on feed_row (substr(key, -4)) where feed = 'customers';`;

/** Enters the words of the products between two rows. */
export const indexWords = `insert into product_search (rowid, words)
  select rowid, ${words('feed_row')} from feed_row where rowid > ? and rowid <= ? and ${isProduct('feed_row')} and deleted = 0`;

export const replicaMigrations: readonly Migration[] = [
  {
    number: 1,
    name: 'feeds',
    sql: `
  create table feed_row (${columns},
    product_id text generated always as (case feed when 'stock-here' then json_extract(value, '$.productId') end) virtual,
    primary key (feed, key)
  ) strict;
  create index feed_row_by_pos on feed_row (feed, pos);
  create index feed_row_by_product on feed_row (product_id) where product_id is not null;
  create table feed_staged (${columns},
    primary key (feed, key)
  ) strict;
  create table feed_cursor (
    feed text primary key,
    epoch text not null,
    cursor text not null,
    pos integer not null,
    caught_up integer not null,
    as_of text not null
  ) strict;`,
  },
  { number: 2, name: 'product search', sql: search },
  { number: 3, name: 'editions', sql: editions },
  { number: 4, name: 'words later', sql: wordsLater },
  { number: 5, name: 'customers', sql: customers },
];
