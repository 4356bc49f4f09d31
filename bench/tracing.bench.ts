/**
 * What tracing costs a service: reads of Product, each with its statement, where nobody takes traces, where all are kept, and where one
 * of ten is. The processor's time is counted, which is what bounds a service's throughput; how long others keep it waiting is not.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testIssuer } from '../cloud-services/service-kit/src/testing/issuer.ts';
import { seedCategories, seedRealProducts, seedRules } from '../scripts/demo/catalogue.ts';
import { clientOf } from '../scripts/demo/client.ts';
import { expectOk, openCaller } from './support/caller.ts';
import { median, print } from './support/figures.ts';
import { openGround } from './support/own-ground.ts';
import { workedMs } from './support/processor.ts';

const ROUNDS = 5;
const CALLS = 2_000;
const WARMING = 6_000;
const IN_FLIGHT = 16;
const goal = 0.9;

/** Takes traces and throws them away: a collector is another machine's work. */
const collector = createServer((request, response) => {
  request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
});
collector.listen(0, '127.0.0.1');
await once(collector, 'listening');
const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-tracing-'));
const ground = await openGround(folder, false);
const issuer = await testIssuer();
const caller = openCaller(IN_FLIGHT);
try {
  const service = async (part: number) => {
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: String(part) };
    const env = { SALES_URL: issuer.url, LOG_LEVEL: 'fatal', ...(part > 0 ? traced : {}) };
    return ground.service('product', env);
  };
  const seeded = await service(0);
  const authorization = `Bearer ${await issuer.staffToken()}`;
  for (const seed of [seedRules, seedCategories, seedRealProducts])
    await seed(clientOf(seeded.address, { authorization }));
  const list = await expectOk(
    caller.call({ url: `${seeded.address}/api/v1/products?limit=1`, headers: { authorization } }),
  );
  const path = `/api/v1/products/${list.json<{ items: { id: string }[] }>().items[0]?.id}`;

  /** @returns milliseconds of the service's own work a call. */
  const cost = async ({ address, pid = 0 }: typeof seeded, calls: number): Promise<number> => {
    const before = workedMs(pid);
    let left = calls;
    const work = async () => {
      for (; left > 0; ) {
        left -= 1;
        await expectOk(caller.call({ url: `${address}${path}` }));
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    return (workedMs(pid) - before) / calls;
  };
  // Each as old as the others, and asked as often: a process that has worked for longer works quicker.
  const [untraced, all, some] = [await service(0), await service(1), await service(0.1)];
  const kinds = { untraced, 'every trace is kept': all, 'one trace of ten is kept': some };
  const costs = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (const one of Object.values(kinds)) await cost(one, WARMING);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [kind, one] of Object.entries(kinds)) costs.get(kind)?.push(await cost(one, CALLS));
  const bare = costs.get('untraced') ?? [];
  for (const [kind, mine] of costs) {
    if (kind === 'untraced') continue;
    const ratio = median(mine.map((ms, at) => (bare[at] ?? Number.NaN) / ms));
    print({
      name: `a service's work for a read where ${kind}`,
      ours: `${median(mine).toFixed(2)} ms`,
      peer: `${median(bare).toFixed(2)} ms untraced`,
      ratio,
      goal: `ratio ≥ ${goal}`,
      met: ratio >= goal,
    });
  }
} finally {
  caller.close();
  await ground.close();
  await issuer.close();
  collector.close();
  rmSync(folder, { recursive: true });
}
