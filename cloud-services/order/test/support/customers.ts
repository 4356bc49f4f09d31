/** A real Customer process in an Order's town, and people who have joined it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import { bundle, forget, run } from '../../../../scripts/system/service-process.ts';
import type { Town } from './town.ts';

export type Customers = Awaited<ReturnType<typeof openCustomers>>;

const signedIn = z.object({ accessToken: z.string(), customerId: z.string() });

/** @param PORT where they shall be, for whoever has to know before. */
export async function openCustomers(town: Town, PORT: string) {
  const [file, database, keys] = await Promise.all([
    bundle('customer/src/main.ts'),
    freshDatabase(inject('postgresUrl')),
    mkdtemp(join(tmpdir(), 'comptoir-order-customers-')),
  ]);
  const ORDER_URL = `http://127.0.0.1:${town.environment.PORT}`;
  const { REDIS_URL, SALES_URL, SMTP_URL, SMS_URL, PUBLIC_SHOP_URL, CART_URL } = town.environment;
  const start = () =>
    run(file, {
      ...{ REDIS_URL, SALES_URL, SMTP_URL, SMS_URL, PUBLIC_SHOP_URL, CART_URL, ORDER_URL, PORT },
      DATABASE_URL: database.url,
      KEYS_DIR: keys,
    });
  let customer = await start();
  /** Of the next event of Sales. */
  let position = 0;
  const address = `http://127.0.0.1:${PORT}`;
  const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    town.call(method, `/api/v1/customers${path}`, body, headers, address);

  return {
    address,
    call,
    /** @returns what has it back, at the same address. */
    async away(): Promise<() => Promise<void>> {
      await customer.kill();
      return async () => {
        customer = await start();
      };
    },
    /** Somebody who registers, follows the link in their mail and says how they want to be told. */
    async join(email: string, phone: string, smsOrderUpdates: boolean, marketingEmail = false) {
      const names = { firstName: 'Ana', lastName: 'Roy', language: 'en' };
      const consents = { marketingEmail, analytics: false };
      await call('POST', '/register', { email, password: 'quatre mots bien longs', ...names, consents });
      await expect.poll(async () => (await town.messages(email)).length).toBe(1);
      const link = /http:\S+/.exec((await town.messages(email))[0]?.text ?? '')?.[0] ?? '';
      const token = new URL(link).searchParams.get('token');
      const { customerId, accessToken } = signedIn.parse((await call('POST', '/confirm', { token })).body);
      const headers = { authorization: `Bearer ${accessToken}` };
      const profile = { ...names, phone, preferences: { smsOrderUpdates } };
      expect((await call('PUT', `/${customerId}/profile`, profile, headers)).status).toBe(200);
      return { customer: { id: customerId, email, name: 'Ana Roy' }, headers };
    },
    /** Points for a sale at a till, of so many dollars. */
    async earn(customerId: string, dollars: number): Promise<void> {
      position += 1;
      const data = {
        ...{ saleId: randomUUID(), receiptNumber: '012-1-K7QF-000123', storeId: 'MTL01', registerId: 'r1' },
        ...{ cashierId: 'c1', businessDate: '2026-11-24', completedAt: '2026-11-24T15:00:00.000Z' },
        ...{ channel: 'pos', currency: 'CAD', subtotalMinor: dollars * 100, discountMinor: 0, taxes: [] },
        ...{ totalMinor: dollars * 100, cashRoundingMinor: 0, customerId, lines: [], tenders: [] },
      };
      const event = {
        ...{ id: randomUUID(), type: 'sale.recorded', version: 1, key: data.saleId, at: data.completedAt },
        ...{ correlationId: null, traceparent: null, pos: position, data },
      };
      await town.redis.xadd('events.sales', '*', 'event', JSON.stringify(event));
    },
    async points(customerId: string): Promise<number> {
      const path = `/internal/customers/${customerId}/points`;
      return z.object({ points: z.int() }).parse((await town.call('GET', path, undefined, {}, address)).body)
        .points;
    },
    /** As another order's checkout does. @returns what lets them go. */
    async hold(customerId: string, points: number): Promise<() => Promise<unknown>> {
      const path = `/internal/customers/${customerId}/points/holds/${randomUUID()}`;
      expect((await town.call('PUT', path, { points }, {}, address)).status).toBe(204);
      return () => town.call('POST', `${path}/release`, {}, {}, address);
    },
    async close(): Promise<void> {
      await customer.kill();
      forget(file);
      await Promise.all([database.drop(), rm(keys, { recursive: true })]);
    },
  };
}
