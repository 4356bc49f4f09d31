import type express from 'express';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../src/http/app.ts';
import { lagAfter, lagMsMax, waitingAfter, waitingMax, waitingNowMax } from '../src/http/shedding.ts';
import { createLogger } from '../src/logger.ts';

let server: ReturnType<ReturnType<typeof express>['listen']>;
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

async function serving(load: { lag: number; waiting: number; now: number }) {
  const app = createApp({
    ...{ service: 'busy', version: '1.0.0', logger: createLogger('busy', 'silent'), routes: [] },
    ...{ readiness: {}, metrics: new Registry() },
    load: { lagMs: () => load.lag, waiting: () => load.waiting, waitingNow: () => load.now },
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => void server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('it has no port');
  return (path: string) => fetch(`http://127.0.0.1:${address.port}${path}`);
}

test('N6: a service that has too much to do says so at the door and when to come again; who watches it is answered all the same', async () => {
  const load = { lag: lagMsMax, waiting: waitingMax, now: waitingNowMax };
  const ask = await serving(load);
  expect((await ask('/api/v1/busy/openapi.json')).status).toBe(200);
  for (const [lag, waiting, now] of [
    [lagMsMax + 1, 0, 0],
    [0, waitingMax + 1, 0],
    [0, 0, waitingNowMax + 1],
  ] as const) {
    Object.assign(load, { lag, waiting, now });
    const refused = await ask('/api/v1/busy/openapi.json');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ type: '/problems/overloaded', status: 503 });
    expect((await ask('/readyz')).status).toBe(200);
  }
  expect(await (await ask('/metrics')).text()).toContain('http_requests_shed_total{of="queue"} 2');
});

test('N6: one pause, however long, sheds nothing; being late all the time does, until it is over', () => {
  for (const pauseMs of [4_900, 8_000, 3_600_000]) expect(lagAfter(0, pauseMs)).toBeLessThan(lagMsMax);
  const late = Array.from({ length: 10 }).reduce<number>((lag) => lagAfter(lag, 1_500), 0);
  expect(late).toBeGreaterThan(lagMsMax);
  const over = Array.from({ length: 10 }).reduce<number>((lag) => lagAfter(lag, 0), late);
  expect(over).toBeLessThan(lagMsMax);
});

test('N6: a crowd that comes at once is served; one that stays longer than half a second is too much', () => {
  const after = (looks: number) =>
    Array.from({ length: looks }).reduce<number>((waiting) => waitingAfter(waiting, waitingNowMax), 0);
  expect(after(3)).toBeLessThan(waitingMax);
  expect(after(5)).toBeGreaterThan(waitingMax);
});
