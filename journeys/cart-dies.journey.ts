/** B1: a cart instance is killed while people shop: no item is lost, and what the gateway can send again does not fail. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pidOf, product, run } from './support/house.ts';

const shoppers = 12;
const items = 10;

type Told = { sessionId: string; lines: { quantity: string }[] };

test('a cart instance dies', async () => {
  const { id } = await product(run.demo.gtins?.[0] ?? '');
  const call = (method: string, path: string, body?: object, key: string = randomUUID()) =>
    fetch(`${run.gateway}/api/v1/cart${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  /** As the shop does: an add whose answer was lost is asked again, with its key. */
  const add = async (sessionId?: string): Promise<Told> => {
    const key = randomUUID();
    const body = { productId: id, quantity: '1', ...(sessionId ? { sessionId } : {}) };
    for (let tries = 1; ; tries += 1) {
      const answer = await call('POST', '/items', body, key);
      if (answer.status === 201) return (await answer.json()) as Told;
      expect([502, 503], await answer.text()).toContain(answer.status);
      expect(tries).toBeLessThan(10);
      repeated += 1;
    }
  };
  let repeated = 0;
  let started = 0;
  const destination = { country: 'CA', region: 'QC', postalCode: 'H2X 1Y4' };
  const shop = async () => {
    const { sessionId } = await add();
    started += 1;
    for (let n = 1; n < items; n += 1) {
      await add(sessionId);
      // What may be sent again is the gateway's to send again: it never fails.
      const read = await call('GET', `/${sessionId}`);
      expect(read.status).toBe(200);
      const terms = { destination, delivery: { method: 'ship' } };
      expect((await call('PUT', `/${sessionId}/calculate`, terms)).status).toBe(200);
    }
    const last = (await (await call('GET', `/${sessionId}`)).json()) as Told;
    expect(last.lines.map(({ quantity }) => quantity)).toEqual([String(items)]);
  };
  const victim = pidOf('cart2');
  const all = Promise.all(Array.from({ length: shoppers }, shop));
  await expect.poll(() => started, { interval: 5 }).toBeGreaterThan(shoppers / 2);
  process.kill(victim, 'SIGKILL');
  await all;
  await expect.poll(() => pidOf('cart2')).not.toBe(victim);
  expect(repeated).toBeLessThan(shoppers * 2);
});
