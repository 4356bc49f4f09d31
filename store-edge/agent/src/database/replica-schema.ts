/**
 * `replica.db`: what came down by the feeds. Written by the feed worker alone, so that a big import never holds the lock that
 * a sale needs; the agent reads it with a read-only connection. Losing the file costs a download, nothing else.
 *
 * - `feed_row`: the rows in force. A tombstone keeps the row's last value and sets `deleted`, because RxDB wants deleted
 *   documents whole. `value` is the JSON text of `sync-protocol/feeds/rows`.
 * - `feed_staged`: rows of a unit whose end has not come yet; no reader looks there.
 * - `feed_cursor`: written in the transaction of the rows that it covers. `pos` is the highest applied.
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
];
