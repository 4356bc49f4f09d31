/** A terminal's key is old: it gets another, whatever breaks on the way. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';
import type { Till } from './support/till.ts';

const days = 86_400_000;
let shop: Shop;
let till: Till;
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };

beforeEach(async () => {
  ahead = 0;
  shop = await openShop({ clock });
  till = await shop.till('1');
});
afterEach(() => shop.close());

/** When the edge's clock says. */
const register = async (as: Till = till) =>
  as.call('GET', '/register', undefined, await as.token(240, -ahead / 1_000));
const tell = async (as: Till) =>
  as.call('POST', '/terminal-keys', {
    token: await as.token(240, -ahead / 1_000),
    successions: as.successions,
  });

test('E12: after 90 days a terminal is told to change its key; the key of before is worth nothing then', async () => {
  expect((await register()).body).not.toHaveProperty('rotateKey');
  ahead = 90 * days;
  expect((await register()).body).toMatchObject({ rotateKey: true });
  const next = await till.withNextKey();
  expect(await register(next)).toMatchObject({ status: 401, body: { type: '/problems/bad-token' } });
  expect((await tell(next)).status).toBe(204);
  expect((await register(next)).body).not.toHaveProperty('rotateKey');
  // What was on its way arrives.
  expect((await register(till)).status).toBe(200);
  ahead += 301_000;
  expect(await register(till)).toMatchObject({ status: 401, body: { type: '/problems/bad-token' } });
  expect((await register(next)).status).toBe(200);
});

test('E12 E13: the same again changes nothing, after a restart too; an edge restored to before is led to the newest', async () => {
  const [path, backup] = [join(shop.dataDir, 'journal.db'), join(shop.dataDir, 'backup')];
  shop = await shop.restart({}, () => copyFileSync(path, backup));
  const second = await till.movedTo(shop.base).withNextKey();
  expect((await tell(second)).status).toBe(204);
  expect((await tell(second)).status).toBe(204);
  const third = await second.withNextKey();
  expect((await tell(third)).status).toBe(204);
  shop = await shop.restart({}, () => copyFileSync(backup, path));
  const moved = third.movedTo(shop.base);
  expect((await register(moved)).status).toBe(401);
  expect((await tell(moved)).status).toBe(204);
  expect((await register(moved)).status).toBe(200);
});

test('E12: only the key in force leads to another, and only that terminal’s; one that was replaced leads nowhere', async () => {
  const other = await shop.till('2');
  const [next, stranger] = [await till.withNextKey(), await other.withNextKey()];
  const refused = { status: 401, body: { type: '/problems/bad-token' } };
  expect(
    await till.call('POST', '/terminal-keys', { token: await next.token(), successions: [] }),
  ).toMatchObject(refused);
  expect(
    await till.call('POST', '/terminal-keys', {
      token: await next.token(),
      successions: stranger.successions,
    }),
  ).toMatchObject(refused);
  expect(await till.call('POST', '/terminal-keys', { token: 'x', successions: [] })).toMatchObject(refused);
  expect(await till.call('POST', '/terminal-keys', { token: 'x' })).toMatchObject({ status: 400 });
  await shop.till('1');
  expect(await tell(next)).toMatchObject({ status: 401, body: { type: '/problems/not-paired' } });
});
