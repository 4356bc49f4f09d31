/** What several gateways know of each other's counts. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, inject, test } from 'vitest';
import { freePort } from '../../scripts/system/ports.ts';
import { createRequestCounter, type RequestCounter } from '../src/plugins/request-counter.ts';

const open: RequestCounter[] = [];
const counterAt = ({ hostname: host, port }: URL) => {
  const counter = createRequestCounter({ host, port: Number(port) }, () => {});
  open.push(counter);
  return counter;
};
const counterHere = () => counterAt(new URL(inject('redisUrl')));
afterEach(() => {
  for (const counter of open.splice(0)) counter.close();
});

/** Long enough that no test sees it end. */
const windowOf = (key: string) => ({ key, ttlSeconds: 600, endsAtMs: Date.now() + 600_000 });
const soon = { timeout: 30_000 };
const syncSeconds = 0.05;

test('N2: what one gateway counted by itself counts at the others soon after', async () => {
  const [one, other] = [counterHere(), counterHere()];
  const window = windowOf(randomUUID());
  for (let n = 1; n <= 100; n += 1) expect(one.countHere([window], syncSeconds)).toEqual([n]);
  let asked = 0;
  // Who asks the other is counted there too.
  await expect
    .poll(() => {
      asked += 1;
      return (other.countHere([window], syncSeconds)?.[0] ?? 0) - asked;
    }, soon)
    .toBe(100);
  await expect.poll(() => one.count([window]).then((counts) => counts?.[0] ?? 0), soon).toBeGreaterThan(100);
});

test('N5: what was counted while Redis was away is told when it is back', async () => {
  const [early, other] = [counterHere(), counterHere()];
  const window = windowOf(randomUUID());
  // Long before a connection stands.
  expect(early.countHere([window], 0)).toEqual([1]);
  let answered = 0;
  const toldByOthers = async () => {
    const count = (await other.count([window]))?.[0];
    if (count === undefined) return 0;
    answered += 1;
    return count - answered;
  };
  await expect.poll(toldByOthers, soon).toBeGreaterThan(0);
});

test('N2: a gateway that counts each request in Redis sees those of one that tells later, and is seen', async () => {
  const [strict, other] = [counterHere(), counterHere()];
  const window = windowOf(randomUUID());
  await expect.poll(() => strict.count([window]), soon).toEqual([1]);
  other.countHere([window], syncSeconds);
  await expect.poll(async () => (await strict.count([window]))?.[0], soon).toBeGreaterThan(2);
});

test('N5: without Redis a gateway goes on counting by itself', async () => {
  const alone = counterAt(new URL(`redis://127.0.0.1:${await freePort()}`));
  const window = windowOf(randomUUID());
  const counted = () => alone.countHere([window], syncSeconds)?.[0];
  expect([counted(), counted()]).toEqual([1, 2]);
  expect(await alone.count([windowOf(randomUUID())])).toBeUndefined();
  expect(counted()).toBe(3);
});
