import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../src/db/database.ts';
import { sharedMigrations } from '../src/db/shared-migrations.ts';
import { appendEvent, derivedId } from '../src/events/append.ts';
import { readFeedPage } from '../src/feeds/page.ts';
import { writeFeedRows } from '../src/feeds/write.ts';
import { createLogger } from '../src/logger.ts';
import { numberEvents, numberFeed } from '../src/sequencer/number.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';

const logger = createLogger('test', 'silent');
let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({
    url: fresh.url,
    service: 'test',
    migrations: sharedMigrations,
    logger,
    connectionsMax: 20,
  });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test('N6: several instances that migrate at once agree, and each goes on', async () => {
  const other = await freshDatabase(inject('postgresUrl'));
  const open = () =>
    openDatabase({
      url: other.url,
      service: 'test',
      migrations: sharedMigrations,
      logger,
      connectionsMax: 2,
    });
  const opened = await Promise.all([open(), open(), open()]);
  expect(await opened[0].query('select name from migration')).toHaveLength(sharedMigrations.length);
  await Promise.all(opened.map((each) => each.close()));
  await other.drop();
});

/** Each step opens a writer, commits one (in any order), rolls one back, numbers, or reads a page. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('open' as const),
    keys: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ do: fc.constantFrom('commit' as const, 'rollback' as const), which: fc.nat(7) }),
  fc.record({ do: fc.constant('number' as const) }),
  fc.record({ do: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }),
);

test('S7, S8: whatever the order of commits, a reader by cursor misses nothing, and positions are dense', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const feed = `run-${run++}`;
      const open: { client: pg.Client; rows: Map<string, number> }[] = [];
      const truth = new Map<string, number>();
      const replica = new Map<string, number>();
      const staged: [string, number][] = [];
      let cursor: string | undefined;
      let lastPos = 0;
      let version = 0;
      const read = async (limit: number) => {
        const page = await readFeedPage(database, { feed, scope: '*', cursor, limit });
        staged.push(
          ...page.lines.map((line): [string, number] => [JSON.parse(line).key, JSON.parse(line).value]),
        );
        if (page.unitComplete) for (const [key, value] of staged.splice(0)) replica.set(key, value);
        cursor = page.cursor;
        return page.caughtUp;
      };
      const number = async () => {
        const unit = await numberFeed(database, feed);
        if (!unit || unit === 'held') return;
        expect(unit.from).toBe(lastPos);
        const rows = await database.query<{ pos: string }>(
          'select pos from feed_row where feed = $1 and unit = $2 order by pos',
          [feed, unit.pos],
        );
        expect(rows.map(({ pos }) => Number(pos))).toEqual(rows.map((_, index) => unit.from + index + 1));
        expect(unit.from + rows.length).toBe(unit.pos);
        lastPos = unit.pos;
      };
      const close = async (index: number, how: 'commit' | 'rollback') => {
        const [writer] = open.splice(index % open.length, 1);
        if (!writer) return;
        await writer.client.query(how);
        await writer.client.end();
        if (how === 'commit') for (const [key, value] of writer.rows) truth.set(key, value);
      };
      for (const action of steps) {
        if (action.do === 'open' && open.length < 6) {
          // Keys held by another open writer would make this one wait for it: that is Postgres' own matter.
          const held = new Set(open.flatMap(({ rows }) => [...rows.keys()]));
          const keys = action.keys.map((key) => `k${key}`).filter((key) => !held.has(key));
          const client = new pg.Client({ connectionString: fresh.url });
          await client.connect();
          await client.query('begin');
          const rows = new Map(keys.map((key) => [key, ++version]));
          const tx = {
            query: async (sql: string, parameters: unknown[]) => (await client.query(sql, parameters)).rows,
            announce: async () => undefined,
          };
          await writeFeedRows(
            tx as never,
            feed,
            [...rows].map(([key, value]) => ({ scope: '*', key, value })),
          );
          open.push({ client, rows });
        } else if (action.do === 'commit' || action.do === 'rollback') await close(action.which, action.do);
        else if (action.do === 'number' && !(await isHeld(feed))) await number();
        else if (action.do === 'read') await read(action.limit);
      }
      while (open.length > 0) await close(0, 'commit');
      await number();
      while (!(await read(3)));
      expect(Object.fromEntries(replica)).toEqual(Object.fromEntries(truth));
    }),
    { numRuns: 25 },
  );
});

/** Rows that are waiting and locked: the sequencer would wait 2 s for them, which the next test looks at. */
async function isHeld(feed: string): Promise<boolean> {
  const rows = await database.query<{ held: boolean }>(
    `select (select count(*) from feed_row where feed = $1 and pos is null)
          > (select count(*) from (select from feed_row where feed = $1 and pos is null for update skip locked) free) as held`,
    [feed],
  );
  return rows[0]?.held ?? false;
}

test('a row that an open transaction is changing again is left to the next unit, and then comes', async () => {
  const row = { scope: '*', key: 'a', value: 1 };
  await database.transaction((tx) => writeFeedRows(tx, 'held', [row, { ...row, key: 'b' }]));
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query('begin');
  await client.query(`update feed_row set value = '2' where feed = 'held' and key = 'a'`);
  expect(await numberFeed(database, 'held')).toMatchObject({ pos: 1, left: 1 });
  await client.query('commit');
  await client.end();
  expect(await numberFeed(database, 'held')).toMatchObject({ from: 1, pos: 2, left: 0 });
  const page = await readFeedPage(database, { feed: 'held', scope: '*', cursor: undefined, limit: 9 });
  expect(page.lines.map((line) => JSON.parse(line).key)).toEqual(['b', 'a']);
});

test('S8: while a row waits for its new position, nobody is told that they have caught up', async () => {
  const write = (value: number, keys: readonly string[]) =>
    database.transaction((tx) =>
      writeFeedRows(
        tx,
        'waiting',
        keys.map((key) => ({ scope: '*', key, value })),
      ),
    );
  const read = () => readFeedPage(database, { feed: 'waiting', scope: '*', cursor: undefined, limit: 9 });
  await write(1, ['left', 'right']);
  await numberFeed(database, 'waiting');
  await write(2, ['left']);
  expect(await read()).toMatchObject({ lines: [expect.stringContaining('right')], caughtUp: false });
  await numberFeed(database, 'waiting');
  expect(await read()).toMatchObject({ lines: { length: 2 }, caughtUp: true });
});

test('S7: a first load of several pages comes to its end, though older deletions are forgotten', async () => {
  const rows = ['a', 'b', 'c'].map((key, value) => ({ scope: '*', key, value }));
  await database.transaction((tx) => writeFeedRows(tx, 'old', rows));
  await numberFeed(database, 'old');
  await database.query(`update feed_counter set purged_pos = 3 where series = 'feed:old'`);
  const read = (cursor?: string) => readFeedPage(database, { feed: 'old', scope: '*', cursor, limit: 2 });
  const first = await read();
  expect(first).toMatchObject({ lines: { length: 2 }, caughtUp: false });
  expect(await read(first.cursor)).toMatchObject({ lines: { length: 1 }, caughtUp: true });
});

const appendNumber = (n: number) =>
  database.transaction((tx) =>
    appendEvent(tx, { id: derivedId('t', String(n)), type: 't', key: 'k', data: n }),
  );
const eventsInOrder = async () =>
  (await database.query<{ pos: string; data: number }>('select pos, data from outbox order by pos')).map(
    ({ pos, data }) => [Number(pos), data],
  );

test('N7: the outbox is numbered in the order in which it was written, also by two sequencers at once', async () => {
  for (const n of [1, 2, 3]) await appendNumber(n);
  await Promise.all([numberEvents(database), numberEvents(database)]);
  expect(await eventsInOrder()).toEqual([1, 2, 3].map((n) => [n, n]));
  expect(await numberEvents(database)).toBeUndefined();
});

test('N7: whoever writes while several sequencers number, each event gets one position, and none is left out', async () => {
  await database.query('truncate outbox, feed_counter');
  const numbers = Array.from({ length: 200 }, (_, n) => n);
  let isWritten = false;
  const writing = Promise.all(
    [0, 1, 2, 3].map(async (writer) => {
      for (const n of numbers) if (n % 4 === writer) await appendNumber(n);
    }),
  ).finally(() => {
    isWritten = true;
  });
  await Promise.all([
    writing,
    ...[1, 2, 3].map(async () => {
      while (!isWritten) await numberEvents(database);
    }),
  ]);
  await numberEvents(database);
  const given = await eventsInOrder();
  expect(given.map(([pos]) => pos)).toEqual(numbers.map((n) => n + 1));
  expect(given.map(([, data]) => data).sort((a = 0, b = 0) => a - b)).toEqual(numbers);
  const [counter] = await database.query<{ pos: string }>(
    `select pos from feed_counter where series = 'outbox'`,
  );
  expect(Number(counter?.pos)).toBe(numbers.length);
});

test('a value that the feed holds already is not told again', async () => {
  const write = () =>
    database.transaction((tx) => writeFeedRows(tx, 'same', [{ scope: '*', key: 'a', value: { x: 1 } }]));
  await write();
  await numberFeed(database, 'same');
  await write();
  expect(await numberFeed(database, 'same')).toBeUndefined();
});
