/** What a digest knows of a row: its bucket and its hash, kept beside it from the moment it has its position. docs/adr/0035 and 0079. */
import { digestBitsMax } from '@comptoir/sync-protocol/feeds/digest';
import { migration } from '../db/migrations.ts';

/** The first bits of a text's SHA-256 as a number. */
const bitsOf = (text: string, bits: number, type: string) =>
  `('x' || left(utf8_sha256(${text}), ${bits / 4}))::bit(${bits})::${type}`;
const keyBucketOf = (row: string) => bitsOf(`${row}key`, digestBitsMax, 'int');
/** Of a tombstone there is none. */
const rowHashOf = (row: string) => bitsOf(`${row}key || E'\\n' || ${row}value::text`, 48, 'bigint');

/** For the statement that gives rows of `feed_row` their positions. */
export const setHashes = `key_bucket = ${keyBucketOf('feed_row.')}, row_hash = ${rowHashOf('feed_row.')}`;

/**
 * Listed with the shared tables, after them. The function: PostgreSQL holds `convert_to` to depend on its surroundings, which of UTF-8 is
 * not so.
 */
export const feedHashes = migration(
  'FeedHashes1764000000020',
  `create function utf8_sha256(text) returns text language sql immutable strict parallel safe
     return encode(sha256(convert_to($1, 'UTF8')), 'hex');
   alter table feed_row
     add column key_bucket int not null generated always as (${keyBucketOf('')}) stored,
     add column row_hash bigint generated always as (${rowHashOf('')}) stored;
   -- All that a digest reads, and the way to the rows of a bucket.
   create index feed_row_digest on feed_row (feed, scope, key_bucket) include (row_hash)
     where pos is not null and value is not null;`,
  `drop index feed_row_digest;
   alter table feed_row drop column row_hash, drop column key_bucket;
   drop function utf8_sha256(text);`,
);

/**
 * What was computed stays; the table is not written anew. Breaking: older code would leave a changed row the hash of its former value.
 * Back again, the columns are computed for all rows.
 */
export const feedHashesByPosition = migration(
  'FeedHashesByPositionBreaking1764000000030',
  `alter table feed_row alter column key_bucket drop expression, alter column key_bucket drop not null,
     alter column row_hash drop expression;`,
  `drop index feed_row_digest;
   alter table feed_row drop column row_hash, drop column key_bucket,
     add column key_bucket int not null generated always as (${keyBucketOf('')}) stored,
     add column row_hash bigint generated always as (${rowHashOf('')}) stored;
   create index feed_row_digest on feed_row (feed, scope, key_bucket) include (row_hash)
     where pos is not null and value is not null;`,
);
