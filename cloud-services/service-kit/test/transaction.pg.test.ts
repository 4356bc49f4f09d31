/** Statements and transactions on a real PostgreSQL: what goes out together is done in order, and what fails leaves nothing. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { channelOf } from '../src/db/announcements.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { isPassing } from '../src/db/faults.ts';
import { createLogger } from '../src/logger.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({
    url: fresh.url,
    service: 'transactions',
    migrations: [],
    logger: createLogger('transactions', 'silent'),
  });
});
afterAll(async () => {
  await database?.close();
  await fresh?.drop();
});
beforeEach(async () => {
  await database.query('drop table if exists said');
  await database.query('create table said (n int primary key)');
});

const said = async () =>
  (await database.query<{ n: number }>('select n from said order by n')).map(({ n }) => n);

test('what goes out together is done in order, each seeing those before it', async () => {
  const seen = await database.transaction((tx) =>
    Promise.all([
      tx.query('insert into said values (1), (2)'),
      tx.query('update said set n = n + $1 returning n', [10]),
      tx.query('delete from said where n = $1', [12]),
      tx.query('select n from said'),
    ]),
  );
  expect(seen).toEqual([[], [[{ n: 11 }, { n: 12 }], 2], [[], 1], [{ n: 11 }]]);
  expect(await said()).toEqual([11]);
});

test('one that fails among those that go out together undoes them all, and the connection is good again', async () => {
  const failing = database.transaction((tx) =>
    Promise.all([
      tx.query('insert into said values (1)'),
      tx.query('insert into said values (1)'),
      tx.query('insert into said values (2)'),
    ]),
  );
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await said()).toEqual([]);
});

test('a statement that comes once its transaction has failed is none, also though the connection lives on', async () => {
  let goOn = () => {};
  const rolledBack = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const failing = database.transaction((tx) =>
    Promise.all([
      tx.query('insert into nowhere values (1)'),
      rolledBack.then(() => tx.query('insert into said values (1)')),
    ]),
  );
  await expect(failing).rejects.toMatchObject({ code: '42P01' });
  goOn();
  await rolledBack;
  expect(await said()).toEqual([]);
});

test('a transaction is not taken for committed when nobody looked at the statement that failed', async () => {
  const careless = database.transaction(async (tx) => {
    await tx.query('insert into said values (1)');
    tx.query('insert into said values (1)').catch(() => undefined);
  });
  await expect(careless).rejects.toThrow('ROLLBACK');
  expect(await said()).toEqual([]);
});

test('N7: a transaction that plans once does so until its end, and leaves the connection as it was, also when it fails', async () => {
  const mode = `select current_setting('plan_cache_mode') as mode, pg_backend_pid() as at`;
  const plansOnce = async (isKept: boolean) => {
    const seen: { at: number }[] = [];
    const done = database.transaction(
      async (tx) => {
        seen.push(...(await tx.query<{ at: number }[]>(mode)));
        if (!isKept) throw new Error('not kept');
      },
      { plansOnce: true },
    );
    await done.catch(() => undefined);
    return seen;
  };
  for (const isKept of [true, false]) {
    const [inside] = await plansOnce(isKept);
    expect(inside).toMatchObject({ mode: 'force_generic_plan' });
    // The pool hands out the connection that was used last.
    expect(await database.query(mode)).toEqual([{ mode: 'auto', at: inside?.at }]);
  }
});

test('a table that a newer release changes under what is asked often is a passing fault, once', async () => {
  const ask = () => database.query('select * from said');
  for (let times = 0; times < 20; times += 1) await ask();
  await database.query('alter table said add column who text');
  const fault = await ask().catch((error: unknown) => error);
  expect(isPassing(fault)).toBe(true);
  expect(await ask()).toEqual([]);
});

test('N7: who does what a transaction leaves is woken once it is committed, and never for one that was rolled back', async () => {
  const heard: number[][] = [];
  const looks: Promise<void>[] = [];
  const hearing = await openDatabase({
    ...{ url: fresh.url, service: 'hearing', migrations: [] },
    logger: createLogger('hearing', 'silent'),
  });
  hearing.announcements.on('events', () => {
    looks.push(said().then((rows) => void heard.push(rows)));
  });
  const write = (n: number, isKept: boolean) =>
    hearing.transaction(async (tx) => {
      await tx.query('insert into said values ($1)', [n]);
      await tx.announce('events');
      if (!isKept) throw new Error('not kept');
    });
  await expect(write(1, false)).rejects.toThrow('not kept');
  await write(2, true);
  await Promise.all(looks);
  expect(heard).toEqual([[2]]);
  await hearing.close();
});

test('N7: where nobody in the process does what a transaction leaves, other processes are told of it', async () => {
  const listener = new pg.Client({ connectionString: fresh.url });
  await listener.connect();
  await listener.query(`listen ${channelOf('messages')}`);
  const told = new Promise((resolve) => listener.once('notification', ({ channel }) => resolve(channel)));
  await database.transaction((tx) => tx.announce('messages'));
  expect(await told).toBe(channelOf('messages'));
  await listener.end();
});
