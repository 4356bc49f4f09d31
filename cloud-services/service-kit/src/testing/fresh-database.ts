/** A database of its own for a test file, on the real server that the test run starts (`inject('postgresUrl')`). */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type FreshDatabase = Readonly<{ url: string; drop(): Promise<void> }>;

/** @param postgresUrl a superuser's address. */
export async function freshDatabase(postgresUrl: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(postgresUrl, `create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(postgresUrl, `drop database if exists ${name} with (force)`) };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
