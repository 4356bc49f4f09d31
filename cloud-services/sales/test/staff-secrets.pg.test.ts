/** Needs PostgreSQL and Redis. PINs and badges that a store's manager changed, told by its edge, perhaps late. */
import { randomUUID } from 'node:crypto';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let edge: Edge;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), await freshRedis(inject('redisUrl')));
  edge = await enrolledEdge(house, '081');
});
afterAll(() => house.close());

const pinHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo';
const badgeHash = 'a'.repeat(64);
const person = (id: string, more: object = {}) =>
  house.call('PUT', `/api/v1/staff/${id}`, {
    ...{ displayName: 'Camille', roles: ['cashier'], language: 'fr', storeIds: [edge.storeId], pin: '1234' },
    ...more,
  });
const tell = (id: string, told: object, at = new Date(Date.now() + 1_000).toISOString()) =>
  house.call(
    'PUT',
    `/api/v1/sync/staff/${id}/secrets/${randomUUID()}`,
    { changedBy: 'u-martin', at, ...told },
    { authorization: `Bearer ${edge.token}` },
  );
const atTills = async (id: string) => {
  const [row] = await house.rows<{ value: unknown }>(
    `select value from feed_row where feed = 'users' and key = $1`,
    [`staff/${id}`],
  );
  return row?.value;
};

test('E11: what a store changed holds everywhere, each by itself; the same again changes nothing', async () => {
  await person('u-1');
  expect((await tell('u-1', { pinHash })).status).toBe(204);
  expect(await atTills('u-1')).toMatchObject({ id: 'u-1', pinHash });
  expect((await tell('u-1', { badgeHash })).status).toBe(204);
  expect(await atTills('u-1')).toMatchObject({ pinHash, badgeHash });
  expect((await tell('u-1', { badgeHash: null })).status).toBe(204);
  expect(await atTills('u-1')).not.toHaveProperty('badgeHash');
  expect((await house.call('GET', '/api/v1/staff')).body.items).not.toContainEqual(
    expect.objectContaining({ badgeHash: expect.anything() }),
  );
});

test('E11: what was changed later holds, and a store changes nobody of another, of head office, or unknown', async () => {
  await person('u-2');
  await person('u-2', { pin: '9753' });
  const late = await tell('u-2', { pinHash }, '2026-01-01T00:00:00.000Z');
  expect(late).toMatchObject({ status: 409, body: { type: '/problems/changed-since' } });
  expect(await atTills('u-2')).not.toMatchObject({ pinHash });
  await person('u-3', { storeIds: [randomUUID()] });
  await person('u-4', { roles: ['cashier', 'head-office'] });
  for (const id of ['u-3', 'u-4'])
    expect(await tell(id, { pinHash })).toMatchObject({
      status: 409,
      body: { type: '/problems/not-this-store' },
    });
  expect((await tell('u-5', { pinHash })).status).toBe(404);
  expect((await tell('u-1', { pinHash: '1234' })).status).toBe(400);
});
