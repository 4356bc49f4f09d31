import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../src/db/database.ts';
import { createLogger } from '../src/logger.ts';
import {
  accessesOf,
  accessLogTables,
  forgetAccesses,
  noteAccess,
  verifyAccesses,
} from '../src/privacy/access-log.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({
    url: fresh.url,
    service: 'access-log',
    migrations: [accessLogTables],
    logger: createLogger('access-log', 'silent'),
  });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('delete from access_log');
  await database.query(
    `update access_log_ends set seq = 0, hash = '', forgotten_seq = 0, forgotten_hash = ''`,
  );
});

const camille = randomUUID();
const at = (text: string) => new Date(`${text}T12:00:00Z`);
const look = (what: string, day: string, subject = camille) =>
  noteAccess(database, subject, { staffId: 'maude', what, reason: 'order', at: at(day) });

test('C2: each look is written down once a minute, and told newest first', async () => {
  await look('GET profile', '2026-03-01');
  await look('GET profile', '2026-03-01');
  await look('GET orders', '2026-03-02');
  await look('GET profile', '2026-03-02', randomUUID());
  expect(await accessesOf(database, camille, 10)).toEqual([
    { staffId: 'maude', what: 'GET orders', reason: 'order', at: at('2026-03-02') },
    { staffId: 'maude', what: 'GET profile', reason: 'order', at: at('2026-03-01') },
  ]);
  expect(await verifyAccesses(database)).toMatchObject({ isIntact: true, seq: 3 });
});

test('C2: looks that are written down at once follow one another all the same', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => look(`GET page ${n}`, '2026-03-01')));
  expect(await verifyAccesses(database)).toMatchObject({ isIntact: true, seq: 40 });
});

test.each([
  ['altered', `update access_log set staff_id = 'nobody' where seq = 2`, 2],
  ['taken out', 'delete from access_log where seq = 2', 2],
  ['cut off at the end', 'delete from access_log where seq = 3', 3],
])('C2: a row that was %s is found', async (_what, statement, atSeq) => {
  for (const day of ['2026-03-01', '2026-03-02', '2026-03-03']) await look('GET profile', day);
  await database.query(statement);
  expect(await verifyAccesses(database)).toEqual({ isIntact: false, atSeq });
});

test('C2: what is older than three years is forgotten, and the rest still holds together', async () => {
  for (const day of ['2023-01-01', '2023-02-01', '2026-03-01']) await look('GET profile', day);
  for (let times = 0; times < 2; times += 1) {
    await database.transaction((tx) => forgetAccesses(tx, at('2026-04-01')));
    expect(await accessesOf(database, camille, 10)).toHaveLength(1);
    expect(await verifyAccesses(database)).toMatchObject({ isIntact: true, seq: 3 });
  }
  await look('GET orders', '2026-03-05');
  expect(await verifyAccesses(database)).toMatchObject({ isIntact: true, seq: 4 });
  await database.transaction((tx) => forgetAccesses(tx, at('2030-01-01')));
  expect(await accessesOf(database, camille, 10)).toEqual([]);
  expect(await verifyAccesses(database)).toMatchObject({ isIntact: true, seq: 4 });
});
