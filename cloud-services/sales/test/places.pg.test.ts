import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type House, openHouse } from './support/house.ts';
import { storeOf } from './support/store.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
});
afterAll(() => house?.close());

const coordinates = { latitude: 45.533, longitude: -73.572 };
const hours = {
  week: Array.from({ length: 7 }, () => ({ from: '00:00', to: '24:00' })),
  onHolidays: true,
  exceptions: [{ day: '2099-12-25', hours: null }],
};
const put = (id: string, body: object, headers?: Record<string, string>) =>
  house.call('PUT', `/api/v1/sales/stores/${id}`, body, headers);

test('E9: head office says where a store stands and when it is open; the shop is told, and tills are not', async () => {
  const id = randomUUID();
  await put(id, storeOf(id, '101'));
  const before = (await house.call('GET', `/api/v1/sales/stores/${id}`)).body;
  expect(before).toMatchObject({ coordinates: null, hours: null, isOpen: null, version: 1 });
  const after = await put(id, { ...storeOf(id, '101'), coordinates, hours });
  expect(after.body).toMatchObject({ coordinates, hours, version: 2 });
  const told = (await house.call('GET', '/api/v1/sales/public/stores')).body.items.find(
    (one: { id: string }) => one.id === id,
  );
  expect(told).toMatchObject({ coordinates, hours });
  const [row] = await house.rows<{ value: object }>(`select value from feed_row where key = $1`, [
    `store/${id}`,
  ]);
  expect(row?.value).not.toHaveProperty('hours');
});

test.each([
  ['abroad', { coordinates: { latitude: -73.572, longitude: 45.533 } }, 422, '/problems/coordinates-abroad'],
  ['in no time zone', { timeZone: 'America/Montréal' }, 400, '/problems/invalid-request'],
  ['without an address', { address: [] }, 400, '/problems/invalid-request'],
  [
    'that closes before it opens',
    { hours: { ...hours, week: hours.week.map(() => ({ from: '18:00', to: '09:00' })) } },
    400,
    '/problems/invalid-request',
  ],
])('R1: a store %s is refused with a reason, and nothing of it is kept', async (_, wrong, status, type) => {
  const id = randomUUID();
  const refused = await put(id, { ...storeOf(id, '102'), ...wrong });
  expect([refused.status, refused.body.type]).toEqual([status, type]);
  expect((await house.call('GET', `/api/v1/sales/stores/${id}`)).status).toBe(404);
});

test('R1: of two people who change a store at once, the second is told, and takes nothing away from the first', async () => {
  const id = randomUUID();
  const store = storeOf(id, '103');
  await put(id, store);
  const seen = { 'if-match': '"1"' };
  expect((await put(id, { ...store, phone: '514 555-0103' }, seen)).status).toBe(200);
  const second = await put(id, { ...store, name: 'Autre nom' }, seen);
  expect([second.status, second.body.type]).toEqual([412, '/problems/changed-meanwhile']);
  expect((await house.call('GET', `/api/v1/sales/stores/${id}`)).body).toMatchObject({
    phone: '514 555-0103',
    name: store.name,
  });
  expect((await put(id, { ...store, name: 'Autre nom' }, { 'if-match': '"2"' })).body.version).toBe(3);
});

test('R1: each change of a store is kept with who made it, from what to what', async () => {
  const id = randomUUID();
  const store = storeOf(id, '104');
  await put(id, store);
  const changed = { ...store, phone: '514 555-0104', coordinates, hours };
  await put(id, changed);
  await put(id, changed);
  await put(id, { ...changed, hours: { ...hours, week: [null, ...hours.week.slice(1)] } });
  const { items } = (await house.call('GET', `/api/v1/sales/stores/${id}/changes`)).body;
  expect(items).toMatchObject([
    { version: 3, changes: [{ field: 'monday', before: '00:00–24:00', after: '–' }] },
    {
      version: 2,
      changes: [
        { field: 'phone', before: store.phone, after: '514 555-0104' },
        { field: 'coordinates', before: null, after: coordinates },
        { field: 'monday', before: null, after: '00:00–24:00' },
        ...Array.from({ length: 6 }, () => ({ after: '00:00–24:00' })),
        { field: 'onHolidays', before: null, after: true },
        { field: 'exceptions', before: null, after: ['2099-12-25 –'] },
      ],
    },
    { version: 1 },
  ]);
  const { items: people } = (await house.call('GET', '/api/v1/staff')).body;
  expect(people.map((one: { id: string }) => one.id)).toContain(items[0].by);
});

test('R1: who may not run stores changes none, and does not read who did', async () => {
  const id = randomUUID();
  await put(id, storeOf(id, '105'));
  const login = `regional-${id.slice(0, 8)}`;
  const person = { displayName: 'Noé', roles: ['regional'], language: 'fr', storeIds: [id], login };
  await house.call('PUT', `/api/v1/staff/${randomUUID()}`, { ...person, password: 'a good password' });
  const { body } = await house.call('POST', '/api/v1/staff/auth', { login, password: 'a good password' });
  const theirs = { authorization: `Bearer ${body.accessToken}` };
  expect((await put(id, { ...storeOf(id, '105'), name: 'À moi' }, theirs)).status).toBe(403);
  expect((await house.call('GET', `/api/v1/sales/stores/${id}/changes`, undefined, theirs)).status).toBe(403);
  expect((await house.call('GET', `/api/v1/sales/stores/${id}`, undefined, theirs)).status).toBe(200);
});
