/** Small facts of this server that outlive it, by name: in journal.db, so that they are written with what they belong to. */
import type { Sqlite } from './open.ts';

export function readSetting<T>(db: Sqlite, key: string): T | null {
  const text = db.prepare<[string], string>('select value from edge_setting where key = ?').pluck().get(key);
  // Written by `writeSetting` alone.
  return text === undefined ? null : (JSON.parse(text) as T);
}

export function writeSetting(db: Sqlite, key: string, value: object): void {
  db.prepare(
    'insert into edge_setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, JSON.stringify(value));
}

export function clearSetting(db: Sqlite, key: string): void {
  db.prepare('delete from edge_setting where key = ?').run(key);
}
