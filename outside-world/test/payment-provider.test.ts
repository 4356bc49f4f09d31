/** The stand-in over HTTP; that the official library gets on with it is shown by Order's tests. */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningProvider, startProvider } from '../payment-provider/provider.ts';

/** What these tests look at; each call answers a part of it. */
const said = z.looseObject({
  id: z.string().default(''),
  status: z.string().optional(),
  amount_received: z.number().optional(),
  card: z.looseObject({}).optional(),
  next_action: z.looseObject({ redirect_to_url: z.looseObject({ url: z.string() }) }).nullish(),
  error: z.looseObject({ type: z.string(), code: z.string().optional() }).optional(),
  data: z.array(z.looseObject({})).default([]),
});

const secret = 'whsec_test_secret';
const keys = { port: 0, secretKey: 'sk_test_secret', publishableKey: 'pk_test' };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(more: object = {}): Promise<RunningProvider> {
  const provider = await startProvider({ ...keys, ...more });
  closers.push(() => provider.close());
  return provider;
}

const call = async (
  provider: RunningProvider,
  method: string,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
) => {
  const answer = await fetch(`${provider.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${keys.secretKey}`, ...headers },
    ...(method === 'GET' ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: answer.status, body: said.parse(await answer.json()) };
};
const paid = (paymentMethod: string, more: Record<string, string> = {}) => ({
  amount: '1299',
  currency: 'cad',
  payment_method: paymentMethod,
  confirm: 'true',
  capture_method: 'manual',
  return_url: 'http://127.0.0.1:1/back?a=1',
  'metadata[order]': 'o1',
  ...more,
});

test('O2: a typed card becomes a token, and its number is in no answer and no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, 'state');
  const provider = await start({ stateFile });
  const card = {
    type: 'card',
    'card[number]': '4242 4242 4242 4242',
    'card[exp_month]': '12',
    'card[exp_year]': '2040',
    'card[cvc]': '123',
  };
  const asShop = { authorization: `Bearer ${keys.publishableKey}` };
  const made = await call(provider, 'POST', '/payment_methods', card, asShop);
  expect(made.status).toBe(200);
  expect(made.body.card).toMatchObject({ brand: 'visa', last4: '4242' });
  const { body } = await call(provider, 'POST', '/payment_intents', paid(made.body.id));
  expect(body.status).toBe('requires_capture');
  expect(JSON.stringify([made.body, body])).not.toContain('4242424242424242');
  await provider.close();
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(stateFile, 'utf8')).not.toContain('4242424242424242');
  const again = await start({ stateFile });
  expect((await call(again, 'GET', `/payment_intents/${body.id}`)).body.status).toBe('requires_capture');
});

test('O2: declined cards say why, and a key gives the first answer again', async () => {
  const provider = await start();
  const key = { 'idempotency-key': randomUUID() };
  const form = paid('pm_card_visa_chargeDeclinedInsufficientFunds');
  const declined = await call(provider, 'POST', '/payment_intents', form, key);
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
  });
  expect((await call(provider, 'POST', '/payment_intents', form, key)).body).toEqual(declined.body);
  const other = await call(provider, 'POST', '/payment_intents', { ...form, amount: '1300' }, key);
  expect([other.status, other.body.error?.type]).toEqual([400, 'idempotency_error']);
  expect(
    (await call(provider, 'POST', '/payment_intents', form, { authorization: 'Bearer wrong' })).status,
  ).toBe(401);
});

test('O2: a fault after the deed leaves the deed, which is found by its metadata', async () => {
  const provider = await start();
  const misbehave = (told: object) =>
    fetch(`${provider.url}/_control/misbehave`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(told),
    });
  await misbehave({ on: ['create'], after: 'drop', times: 1 });
  await expect(call(provider, 'POST', '/payment_intents', paid('pm_card_visa'))).rejects.toThrow();
  const query = `/payment_intents/search?query=${encodeURIComponent("metadata['order']:'o1'")}`;
  const { data } = (await call(provider, 'GET', query)).body;
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({ status: 'requires_capture', amount: 1299 });
  expect((await misbehave({ wrong: true })).status).toBe(400);
});

test('O2: 3-D Secure is answered on the bank page, once, and returns to the shop', async () => {
  const provider = await start();
  const { body } = await call(provider, 'POST', '/payment_intents', paid('pm_card_threeDSecure2Required'));
  expect(body.status).toBe('requires_action');
  const url = body.next_action?.redirect_to_url.url ?? '';
  expect(await (await fetch(url, { headers: { 'accept-language': 'fr' } })).text()).toContain(
    'Approuver le paiement',
  );
  expect((await fetch(url.replace(/secret=.*/, 'secret=guessed'))).status).toBe(404);
  const answer = (value: string) =>
    fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ answer: value }) });
  const back = (await answer('approve')).headers.get('location') ?? '';
  expect(new URL(back).searchParams.get('redirect_status')).toBe('succeeded');
  expect(new URL(back).searchParams.get('a')).toBe('1');
  await answer('refuse');
  expect((await call(provider, 'GET', `/payment_intents/${body.id}`)).body.status).toBe('requires_capture');
});

test('O2: webhooks are signed as Stripe signs them, doubled and told again until heard', async () => {
  const heard: { type: string; id: string; genuine: boolean }[] = [];
  let refusals = 1;
  const shop = createServer((request, response) => {
    let payload = '';
    request.on('data', (chunk) => {
      payload += chunk;
    });
    request.on('end', () => {
      if (refusals-- > 0) return void response.writeHead(503).end();
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['stripe-signature'])) ?? [];
      const { type, id } = JSON.parse(payload);
      heard.push({
        type,
        id,
        genuine: createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex') === v1,
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  closers.push(() => shop.close());
  const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hook`;
  const provider = await start({ webhook: { url, secret } });
  await fetch(`${provider.url}/_control/misbehave`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ webhooks: { copies: 2 } }),
  });
  await call(provider, 'POST', '/payment_intents', paid('pm_card_visa'));
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
  expect(
    heard.every(({ type, genuine }) => genuine && type === 'payment_intent.amount_capturable_updated'),
  ).toBe(true);
  expect(heard[0]?.id).toBe(heard[1]?.id);
});

test('O2: money given back never passes what was taken', async () => {
  const provider = await start();
  const { body } = await call(provider, 'POST', '/payment_intents', paid('pm_card_visa'));
  expect((await call(provider, 'POST', `/payment_intents/${body.id}/capture`)).body.amount_received).toBe(
    1299,
  );
  expect((await call(provider, 'POST', `/payment_intents/${body.id}/cancel`)).status).toBe(400);
  const refund = (amount: string) => call(provider, 'POST', '/refunds', { payment_intent: body.id, amount });
  expect((await refund('1000')).status).toBe(200);
  expect((await refund('300')).status).toBe(400);
  expect((await refund('299')).status).toBe(200);
  expect((await refund('1')).body.error?.code).toBe('charge_already_refunded');
});
