import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { growLog } from '../src/database/grown-log.ts';
import { openForWriting, type Sqlite } from '../src/database/open.ts';

let folder: string;
let db: Sqlite;
const LOG_MIN_BYTES = 33_000_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edge-log-'));
  db = openForWriting(join(folder, 'journal.db'), [
    { number: 1, name: 'notes', sql: 'create table note (text text not null) strict' },
  ]);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const add = (text: string) => db.prepare('insert into note (text) values (?)').run(text);
const notesIn = (of: Sqlite) => of.prepare('select text from note order by rowid').pluck().all();
const logBytes = () => statSync(join(folder, 'journal.db-wal')).size;

/** The files as a power cut leaves them: with a log that nobody closed. */
function afterPowerCut(): Sqlite {
  for (const end of ['', '-wal'])
    copyFileSync(join(folder, `journal.db${end}`), join(folder, `cut.db${end}`));
  return openForWriting(join(folder, 'cut.db'), []);
}

test('E13: in a log that was given its full size every commit is found after a power cut', () => {
  add('before');
  growLog(db.name);
  expect(logBytes()).toBeGreaterThan(LOG_MIN_BYTES);
  for (let n = 1; n <= 50; n += 1) add(`after ${n}`);
  const cut = afterPowerCut();
  expect(notesIn(cut)).toEqual(['before', ...Array.from({ length: 50 }, (_, n) => `after ${n + 1}`)]);
  expect(cut.pragma('integrity_check', { simple: true })).toBe('ok');
  cut.close();
});

test('E13: also when the log was empty, and after it was copied back and begun anew', () => {
  db.pragma('wal_checkpoint(TRUNCATE)');
  growLog(db.name);
  add('first');
  db.pragma('wal_checkpoint(PASSIVE)');
  add('second');
  const bytes = logBytes();
  growLog(db.name);
  expect(logBytes()).toBe(bytes);
  const cut = afterPowerCut();
  expect(notesIn(cut)).toEqual(['first', 'second']);
  cut.close();
});
