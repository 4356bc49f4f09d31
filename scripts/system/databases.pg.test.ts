import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { databaseUrl, ensureDatabases } from './databases.ts';

const name = (prefix: string) => `${prefix}_${randomBytes(6).toString('hex').replace(/\d/g, 'x')}`;

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the role of one service works in its own database and is refused by the database of another', async () => {
  const [mine, other] = [
    { name: name('mine'), password: "a'b" },
    { name: name('other'), password: 'two' },
  ];
  const superuser = inject('postgresUrl');
  const port = Number(new URL(superuser).port);
  await ensureDatabases(superuser, [mine, other]);
  await ensureDatabases(superuser, [mine, other]);
  await query(databaseUrl(mine, port), 'create table proof (id int); create extension if not exists pg_trgm');
  await expect(query(databaseUrl({ ...mine, name: other.name }, port), 'select 1')).rejects.toThrow(
    /password/,
  );
  const foreign = databaseUrl(mine, port).replace(new RegExp(`/${mine.name}$`), `/${other.name}`);
  await expect(query(foreign, 'select 1')).rejects.toThrow(/permission denied/);
});

test('Redis never evicts: it refuses loudly when it is full', async () => {
  const redis = new Redis(inject('redisUrl'));
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  redis.disconnect();
});
