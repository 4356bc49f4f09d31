/** Files that a released agent made, at each step of its schema, are brought up to date by today's. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { countingMigrations } from '../src/counting/couch/schema.ts';
import { journalMigrations } from '../src/database/journal-schema.ts';
import type { Migration } from '../src/database/migrate.ts';
import { openForWriting } from '../src/database/open.ts';
import { replicaMigrations } from '../src/database/replica-schema.ts';

const golden = join(import.meta.dirname, '../../../sync-protocol/test/golden');
const folder = mkdtempSync(join(tmpdir(), 'comptoir-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = { journal: journalMigrations, replica: replicaMigrations, counting: countingMigrations };
type Name = keyof typeof files;

/** Names and columns: how a statement is spelled is SQLite's affair. */
function shapeOf(path: string) {
  const db = new Database(path, { readonly: true });
  const shape = db
    .prepare(
      `select m.type, m.name, group_concat(c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk) as columns
       from sqlite_master m left join pragma_table_xinfo(m.name) c group by m.type, m.name order by 1, 2`,
    )
    .all();
  db.close();
  return shape;
}

function upToDate(path: string, migrations: readonly Migration[]) {
  openForWriting(path, migrations).close();
  return shapeOf(path);
}

/** A file as an agent left it that knew these migrations. */
function madeBy(path: string, statements: readonly string[], done: readonly Migration[]): void {
  const db = new Database(path);
  for (const sql of statements) db.exec(sql);
  const note = db.prepare("insert into migration values (?, ?, ?, '2026-11-24T13:00:00Z')");
  for (const { number, name, breaking } of done) note.run(number, name, breaking ? 1 : 0);
  db.close();
}

describe.each(readdirSync(golden))('E18: version %s', (version) => {
  const schema: Record<Name, string[][]> = JSON.parse(
    readFileSync(join(golden, version, 'schema.json'), 'utf8'),
  );
  const steps = (Object.keys(files) as Name[]).flatMap((name) =>
    schema[name].map((statements, at) => ({ name, step: at + 1, statements })),
  );
  test.each(steps)('$name’s file of step $step becomes what a new one is', ({ name, step, statements }) => {
    const path = join(folder, `${version}-${name}-${step}.db`);
    madeBy(path, statements, files[name].slice(0, step));
    const fresh = upToDate(join(folder, `${version}-${name}-${step}-new.db`), files[name]);
    expect(upToDate(path, files[name])).toEqual(fresh);
  });
});
