/** A running Sales with a database of its own, a head-office token and a store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningService, startService } from '@comptoir/service-kit';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import pg from 'pg';
import { sales } from '../../src/service.ts';

import type { Json } from './edge.ts';

export const adminPassword = 'correct horse';

export type House = Readonly<{
  address: string;
  databaseUrl: string;
  token: string;
  /** Another instance on the same database and keys. */
  another(): Promise<RunningService>;
  /** Sales ends, and begins again at its address once this is done. */
  without(work: () => Promise<unknown>): Promise<void>;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Json }>;
  rows<R extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}>;

export async function openHouse(
  postgresUrl: string,
  redisUrl: string,
  more: Record<string, string> = {},
): Promise<House> {
  const fresh: FreshDatabase = await freshDatabase(postgresUrl);
  const keysDir = await mkdtemp(join(tmpdir(), 'comptoir-keys-'));
  const environment = {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: redisUrl,
    KEYS_DIR: keysDir,
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMS_URL: 'http://127.0.0.1:9/sms',
    PUBLIC_GATEWAY_URL: 'https://api.comptoir.example',
    BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...more,
  };
  let service = await startService(sales, environment);
  const { address } = service;
  const others: RunningService[] = [];
  const pool = new pg.Pool({ connectionString: fresh.url, max: 2 });
  pool.on('error', () => undefined);
  let token = '';
  const call: House['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const signedIn = await call('POST', '/api/v1/staff/auth', { login: 'admin', password: adminPassword });
  token = signedIn.body.accessToken;
  return {
    address,
    databaseUrl: fresh.url,
    token,
    async another() {
      const other = await startService(sales, environment);
      others.push(other);
      return other;
    },
    async without(work) {
      await service.close();
      await work();
      service = await startService(sales, { ...environment, PORT: new URL(address).port });
    },
    call,
    rows: async (sql, parameters) => (await pool.query(sql, parameters)).rows,
    async close() {
      await Promise.all([service, ...others].map((each) => each.close()));
      await pool.end();
      await fresh.drop();
      await rm(keysDir, { recursive: true });
    },
  };
}
