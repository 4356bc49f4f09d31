/** A running Customer with a database and keys of its own, a mail catcher, tokens of staff, and streams to tell it events. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailCatcher } from '@comptoir/outside-world/mail-catcher/catcher';
import { type RunningService, startService } from '@comptoir/service-kit';
import { derivedId } from '@comptoir/service-kit/events/append';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import { parsePage } from '@comptoir/sync-protocol/feeds/page';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject } from 'vitest';
import type { SignedInAnswer } from '../src/api.ts';
import { customerService } from '../src/service.ts';

export const password = 'quatre mots bien longs';
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
export type Json = any;
export type Answer = Readonly<{ status: number; body: Json; headers: Headers }>;

export async function openHouse() {
  const fresh = await freshDatabase(inject('postgresUrl'));
  const keysDir = await mkdtemp(join(tmpdir(), 'comptoir-customer-keys-'));
  const catcher = await startMailCatcher({ port: 0, controlPort: 0 });
  const issuer = await testIssuer();
  const redisUrl = await freshRedis(inject('redisUrl'));
  const redis = new Redis(redisUrl);
  const environment = {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: redisUrl,
    SALES_URL: issuer.url,
    KEYS_DIR: keysDir,
    SMTP_URL: catcher.smtpUrl,
    SMS_URL: `${catcher.controlUrl}/sms`,
    PUBLIC_SHOP_URL: 'https://shop.example',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  };
  const services: RunningService[] = [await startService(customerService, environment)];
  const db = new pg.Pool({ connectionString: fresh.url, max: 3 });
  db.on('error', () => undefined);
  const pos: Record<string, number> = {};

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${services[0]?.address}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      headers: response.headers,
    };
  };
  const mails = async (to: string): Promise<{ subject: string; text: string; html: string }[]> => {
    const answer = await fetch(`${catcher.controlUrl}/api/messages?to=${encodeURIComponent(to)}`);
    return ((await answer.json()) as { items: { subject: string; text: string; html: string }[] }).items;
  };
  const registration = (email: string, more: object = {}) => ({
    email,
    password,
    firstName: 'Ana',
    lastName: 'Côté',
    language: 'fr',
    consents: { marketingEmail: true, analytics: false },
    ...more,
  });
  const matching = async (to: string, subject: RegExp) =>
    (await mails(to)).filter((mail) => subject.test(mail.subject));
  /** The token in the newest mail to an address with this subject, once there are more of them than `known`. */
  const linkToken = async (to: string, subject: RegExp, known = 0): Promise<string> => {
    await expect.poll(async () => (await matching(to, subject)).length).toBeGreaterThan(known);
    const [mail] = await matching(to, subject);
    return new URL(/https:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').searchParams.get('token') ?? '';
  };
  return {
    keysDir,
    databaseUrl: fresh.url,
    catcher,
    call,
    mails,
    registration,
    linkToken,
    rows: async <R extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []) =>
      (await db.query<R>(sql, parameters)).rows,
    staff: issuer.staffToken,
    store: () => issuer.deviceToken('MTL01'),
    /** What every store's edge is told of customers, each row as it stands. */
    async atTills(): Promise<Record<string, Json>> {
      const response = await fetch(`${services[0]?.address}/api/v1/sync/feeds/customers?limit=5000`, {
        headers: { authorization: `Bearer ${await issuer.deviceToken('MTL01')}` },
      });
      const page = parsePage(await response.text());
      if (!page.ok) throw new Error(page.detail);
      return Object.fromEntries(page.page.rows.map(({ key, value }) => [key, value]));
    },
    /** Registers, follows the link, and is signed in. */
    async join(email: string, more: object = {}): Promise<SignedInAnswer> {
      const confirmation = /^Confirm/;
      const known = (await matching(email, confirmation)).length;
      expect((await call('POST', '/api/v1/customers/register', registration(email, more))).status).toBe(201);
      const token = await linkToken(email, confirmation, known);
      const confirmed = await call('POST', '/api/v1/customers/confirm', { token });
      expect(confirmed.status).toBe(200);
      return confirmed.body;
    },
    signIn: (email: string, secret = password) =>
      call('POST', '/api/v1/customers/auth', { email, password: secret }),
    /** An event of a producer, on its stream. */
    async tell(
      producer: 'sales' | 'order',
      type: string,
      data: Readonly<Record<string, unknown>>,
    ): Promise<void> {
      pos[producer] = (pos[producer] ?? 0) + 1;
      const event = {
        id: derivedId(type, JSON.stringify(data)),
        type,
        version: 1,
        key: 'k',
        at: '2026-11-24T15:00:00.000Z',
        correlationId: null,
        traceparent: null,
        pos: pos[producer],
        data,
      };
      await redis.xadd(`events.${producer}`, '*', 'event', JSON.stringify(event));
    },
    /** @param more of its environment. */
    async another(more: Readonly<Record<string, string>> = {}) {
      const service = await startService(customerService, { ...environment, ...more });
      services.push(service);
      return service;
    },
    async close() {
      await Promise.all(services.map((service) => service.close()));
      await Promise.all([catcher.close(), issuer.close(), db.end()]);
      redis.disconnect();
      await fresh.drop();
      await rm(keysDir, { recursive: true });
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;
