import { type RunningService, startService } from '@comptoir/service-kit';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inventory } from '../src/service.ts';

const gatewayKey = 'what-only-the-gateway-knows';
let service: RunningService;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const issuer = await testIssuer();
  const fresh = await freshDatabase(inject('postgresUrl'));
  service = await startService(inventory, {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: await freshRedis(inject('redisUrl')),
    SALES_URL: issuer.url,
    LOG_LEVEL: 'silent',
    GATEWAY_KEY: gatewayKey,
  });
  closers.push(
    () => service.close(),
    () => fresh.drop(),
    () => issuer.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

const stockAsk = (headers: Record<string, string>, path = '/inventory/stock/some-product') =>
  fetch(`${service.address}/api/v1${path}`, { headers });
const asApplication = { 'x-consumer-username': 'a-partner', 'x-gateway-key': gatewayKey };

test('I4: an application that the gateway knows reads stock', async () => {
  const answer = await stockAsk(asApplication);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ productId: 'some-product', totals: { onHand: '0' } });
});

test.each<[string, Record<string, string>]>([
  ['who says that they are an application', { 'x-consumer-username': 'a-partner' }],
  ['who guesses the gateway’s key', { ...asApplication, 'x-gateway-key': 'what-only-the-gateway-knew' }],
  ['who is nobody to the gateway', { ...asApplication, 'x-anonymous-consumer': 'true' }],
  ['the gateway itself, for nobody', { 'x-gateway-key': gatewayKey }],
])('I4: %s is asked for a token', async (_who, headers) => {
  const answer = await stockAsk(headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('I4: an application reads stock alone', async () => {
  expect((await stockAsk(asApplication, '/inventory/locations')).status).toBe(401);
});

test('I4: the OpenAPI document says that either credential is enough', async () => {
  const document = (await (await stockAsk({}, '/inventory/openapi.json')).json()) as {
    paths: Record<string, { get: { security: unknown } }>;
  };
  expect(document.paths['/api/v1/inventory/stock/{productId}']?.get.security).toEqual([
    { staffToken: [] },
    { apiKey: [] },
  ]);
});
