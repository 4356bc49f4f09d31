/** What is asked of `replica.db`, in SQL. */
import type { Sqlite } from '../database/open.ts';

type FeedStateRow = {
  epoch: string;
  pos: number;
  caught_up: number;
  as_of: string;
  edition: string;
  edition_pos: number;
};

/** `/` and `0` are neighbours in ASCII: the range holds exactly the keys that begin with `product/`. */
const PRODUCTS = "feed = 'catalogue' and key >= 'product/' and key < 'product0'";

export function prepareReplica(db: Sqlite) {
  return {
    version: db.prepare<[], number>('pragma data_version').pluck(),
    value: db
      .prepare<[string, string], string>(
        'select value from feed_row where feed = ? and key = ? and deleted = 0',
      )
      .pluck(),
    /** Of a row that is gone too, as long as its tombstone keeps it. */
    lastValue: db
      .prepare<[string, string], string | null>('select value from feed_row where feed = ? and key = ?')
      .pluck(),
    values: db
      .prepare<[string, string, string], string>(
        'select value from feed_row where feed = ? and key >= ? and key < ? and deleted = 0 order by key',
      )
      .pluck(),
    products: db.prepare<[number, number], { pos: number; deleted: number; value: string | null }>(
      `select pos, deleted, value from feed_row where ${PRODUCTS} and pos > ? order by pos limit ?`,
    ),
    pictures: db
      .prepare<[number], string>(
        `select json_extract(value, '$.imageUrl') from feed_row
         where ${PRODUCTS} and pos > ? and deleted = 0 and json_extract(value, '$.rank') is not null
           and json_extract(value, '$.imageUrl') is not null`,
      )
      .pluck(),
    cardsByInitials: db.prepare<[string, number], { key: string; value: string }>(
      `select key, value from feed_row where feed = 'customers' and json_extract(value, '$.initials') = ? and deleted = 0
       order by key limit ?`,
    ),
    cardsByEnd: db.prepare<[string, number], { key: string; value: string }>(
      `select key, value from feed_row where feed = 'customers' and substr(key, -4) = ? and key like 'card/%' and deleted = 0
       order by key limit ?`,
    ),
    productCount: db
      .prepare<[], number>(`select count(*) from feed_row where ${PRODUCTS} and deleted = 0`)
      .pluck(),
    feed: db.prepare<[string], FeedStateRow>(
      `select epoch, pos, caught_up, as_of, coalesce(edition, epoch) as edition,
         (select coalesce(max(pos), 0) from feed_row where feed_row.feed = feed_cursor.feed) as edition_pos
       from feed_cursor where feed = ? and epoch <> ''`,
    ),
    movements: db
      .prepare<[string], string>(
        "select value from feed_row where product_id = ? and feed = 'stock-here' and deleted = 0",
      )
      .pluck(),
    movedProducts: db
      .prepare<[], string>(
        "select distinct product_id from feed_row where product_id is not null and feed = 'stock-here' and deleted = 0",
      )
      .pluck(),
    /** The assortment first; of many, those found first: a search is for people, who type on. */
    search: db
      .prepare<[string, number, number], string>(
        `select value from (select rowid from product_search where product_search match ? limit ?) found
           join feed_row on feed_row.rowid = found.rowid
         order by coalesce(json_extract(value, '$.rank'), 1e9), json_extract(value, '$.name.fr') limit ?`,
      )
      .pluck(),
    assortment: db
      .prepare<[number], string>(
        `select value from feed_row where ${PRODUCTS} and deleted = 0 and json_extract(value, '$.rank') is not null
         order by json_extract(value, '$.rank') limit ?`,
      )
      .pluck(),
  };
}
