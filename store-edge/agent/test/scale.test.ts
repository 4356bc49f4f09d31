import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Weight } from '../src/api.ts';
import { type Simulator, simulatedScale } from './support/devices.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let scale: Simulator;
let shop: Shop;
let till: Till;

beforeAll(async () => {
  scale = await simulatedScale();
  shop = await openShop({ at: { scale: scale.address } });
  till = await shop.till('1');
  await till.logIn();
});
afterAll(async () => {
  await shop.close();
  await scale.close();
});

const weigh = (by: Till = till) => by.call('POST', '/weighings');
/** What the scale shows reaches the till by itself. */
async function untilShown(weight: Weight, act: () => Promise<void>): Promise<void> {
  const socket = await till.socket();
  const seen: Weight[] = [];
  socket.on('weight', (one: Weight) => seen.push(one));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  await act();
  await until(JSON.stringify(weight), async () =>
    seen.some((one) => one.state === weight.state && one.kilograms === weight.kilograms),
  );
  socket.close();
}
const empty = () => untilShown({ state: 'zero', kilograms: null }, () => scale.post('/load', { grams: 0 }));

test('E1: a weight is sold to the gram once it is still, and one load is sold once', async () => {
  await untilShown({ state: 'stable', kilograms: '1.250' }, () => scale.post('/load', { grams: 1_250 }));
  expect(await weigh()).toEqual({ status: 201, body: { kilograms: '1.250' } });
  expect(await weigh()).toMatchObject({ status: 409, body: { type: '/problems/same-load' } });
  await empty();
  expect(await weigh()).toMatchObject({ status: 409, body: { type: '/problems/no-weight', state: 'zero' } });
  await untilShown({ state: 'stable', kilograms: '0.345' }, () => scale.post('/load', { grams: 345 }));
  expect(await weigh()).toEqual({ status: 201, body: { kilograms: '0.345' } });
  await empty();
});

test('E15: unplugged, the scale gives no weight and the state says so; plugged in again it weighs, without a restart', async () => {
  const stateOf = async () =>
    ((await till.call('GET', '/state')).body as { devices: { scale: string } }).devices.scale;
  await scale.post('/misbehave', { unplugged: true });
  await until('absent', async () => (await stateOf()) === 'absent');
  expect(await weigh()).toMatchObject({
    status: 409,
    body: { type: '/problems/no-weight', state: 'absent' },
  });
  await scale.post('/misbehave', { unplugged: false });
  await until('ready', async () => (await stateOf()) === 'ready');
  await untilShown({ state: 'stable', kilograms: '0.500' }, () => scale.post('/load', { grams: 500 }));
  expect((await weigh()).status).toBe(201);
});

test('E1: a register that the scale does not serve is told so', async () => {
  const other = await shop.till('2');
  await other.logIn();
  expect(await weigh(other)).toMatchObject({ status: 409, body: { type: '/problems/no-scale' } });
});
