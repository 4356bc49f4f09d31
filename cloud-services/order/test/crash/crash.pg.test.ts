/**
 * O1: Order is killed with SIGKILL at each named step and started again on the same database. Whatever the step, the end is
 * one of two: confirmed (one payment taken, one reservation held, one order, one mail, the cart closed) or nothing at all
 * (nothing charged, nothing held: `undone.pg.test.ts`). Fault model: the process vanishes between any two instructions; what
 * was committed stays.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepName } from '../../src/steps.ts';
import { type Mortal, openMortal } from './mortal.ts';

let order: Mortal;

beforeAll(async () => {
  order = await openMortal();
}, 120_000);
afterAll(() => order?.close(), 60_000);

const confirmed = {
  orders: ['confirmed'],
  quiet: true,
  payments: ['succeeded'],
  reservations: ['held'],
  cart: 'ordered',
  mails: 1,
};

test.each<[StepName]>([
  ['opened'],
  ['reserve: called'],
  ['reserve: recorded'],
  ['authorise: intended'],
  ['authorise: called'],
  ['authorise: recorded'],
  ['hold: called'],
  ['confirmed'],
  ['close-cart: begun'],
  ['close-cart: called'],
  ['capture: begun'],
  ['capture: called'],
])('O1: killed at "%s", an order is confirmed once', async (step) => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5));
  await order.killedAt(step, () => town.checkout(town.request(cart)));
  await order.expectEnd(cart, confirmed);
  const again = await town.checkout(town.request(cart), randomUUID());
  expect(again.status).toBe(409);
});

test('O1: killed while the answer of the payment was lost, the customer is charged once', async () => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5));
  await order.killedAt('authorise: intended', () => town.checkout(town.request(cart)), {
    meanwhile: () => town.misbehave({ on: ['create'], after: 'drop', times: 1 }),
  });
  await order.expectEnd(cart, confirmed);
});
