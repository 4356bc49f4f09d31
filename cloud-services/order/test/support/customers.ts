/** A real Customer process in an Order's town, and people who have joined it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../../../scripts/system/ports.ts';
import { bundle, forget, run } from '../../../../scripts/system/service-process.ts';
import type { Town } from './town.ts';

export type Customers = Awaited<ReturnType<typeof openCustomers>>;

const signedIn = z.object({ accessToken: z.string(), customerId: z.string() });

export async function openCustomers(town: Town) {
  const [file, database, keys] = await Promise.all([
    bundle('customer/src/main.ts'),
    freshDatabase(inject('postgresUrl')),
    mkdtemp(join(tmpdir(), 'comptoir-order-customers-')),
  ]);
  const { REDIS_URL, SALES_URL, SMTP_URL, SMS_URL, PUBLIC_SHOP_URL } = town.environment;
  const PORT = String(await freePort());
  const start = () =>
    run(file, {
      ...{ REDIS_URL, SALES_URL, SMTP_URL, SMS_URL, PUBLIC_SHOP_URL, PORT },
      DATABASE_URL: database.url,
      KEYS_DIR: keys,
    });
  let customer = await start();
  const address = `http://127.0.0.1:${PORT}`;
  const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    town.call(method, `/api/v1/customers${path}`, body, headers, address);

  return {
    address,
    /** @returns what has it back, at the same address. */
    async away(): Promise<() => Promise<void>> {
      await customer.kill();
      return async () => {
        customer = await start();
      };
    },
    /** Somebody who registers, follows the link in their mail and says how they want to be told. */
    async join(email: string, phone: string, smsOrderUpdates: boolean) {
      const names = { firstName: 'Ana', lastName: 'Roy', language: 'en' };
      const consents = { marketingEmail: false, analytics: false };
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
    async close(): Promise<void> {
      await customer.kill();
      forget(file);
      await Promise.all([database.drop(), rm(keys, { recursive: true })]);
    },
  };
}
