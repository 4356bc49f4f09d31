/**
 * Numbered migrations, each in its own transaction. A file written by a newer agent is opened only while none of the numbers
 * unknown to us is marked `breaking`: after a roll-back the store sells on, or says in one sentence why not.
 */
import type Database from 'better-sqlite3';

export type Migration = Readonly<{ number: number; name: string; breaking?: boolean; sql: string }>;

export function migrate(db: Database.Database, migrations: readonly Migration[], path: string): void {
  db.exec(`create table if not exists migration (
    number integer primary key, name text not null, breaking integer not null, applied_at text not null
  ) strict`);
  const applied = db
    .prepare<[], { number: number; name: string; breaking: number }>('select * from migration')
    .all();
  const known = new Set(migrations.map((migration) => migration.number));
  const stranger = applied.find((row) => row.breaking === 1 && !known.has(row.number));
  if (stranger) {
    throw new Error(
      `${path} was written by a newer agent (migration ${stranger.number}, ${stranger.name}): upgrade this one.`,
    );
  }

  const done = new Set(applied.map((row) => row.number));
  const note = db.prepare('insert into migration (number, name, breaking, applied_at) values (?, ?, ?, ?)');
  for (const migration of migrations) {
    if (done.has(migration.number)) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      note.run(migration.number, migration.name, migration.breaking ? 1 : 0, new Date().toISOString());
    }).immediate();
  }
}
