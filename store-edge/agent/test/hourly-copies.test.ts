import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyOnce } from '../src/database/hourly-copies.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let medium: string;
beforeEach(async () => {
  shop = await openShop();
  medium = mkdtempSync(join(tmpdir(), 'edge-medium-'));
});
afterEach(async () => {
  await shop.close();
  rmSync(medium, { recursive: true, force: true });
});

async function sell(): Promise<string> {
  const till = await shop.till('1');
  await till.logIn();
  const open = await till.call('GET', '/shifts/current');
  const shiftId = open.status === 200 ? String(open.body.shiftId) : (await till.openShift()).shiftId;
  const { status, body } = await till.call('POST', '/sales', saleOf({ shiftId }));
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.receiptNumber);
}

const recordsHeld = () => shop.agent.journal.recordsAfter(0, 1_000, 1e9).length;

test('N7: a store whose disk died goes on from the copy on its other medium, with the sales that nobody else has', async () => {
  await sell();
  const held = recordsHeld();
  const journal = shop.agent.journal.id;
  await copyOnce(shop.dataDir, medium);
  shop = await shop.restart({}, () => {
    rmSync(shop.dataDir, { recursive: true });
    mkdirSync(shop.dataDir);
    cpSync(join(medium, 'latest'), shop.dataDir, { recursive: true });
  });
  expect(shop.agent.journal.id).toBe(journal);
  expect(recordsHeld()).toBe(held);
  await sell();
});

test('N7: while it sells it is copied whole; the copy before stays until the next one is there', async () => {
  const copying = copyOnce(shop.dataDir, medium);
  await sell();
  await copying;
  expect(readdirSync(medium)).toEqual(['latest']);
  await copyOnce(shop.dataDir, medium);
  expect(readdirSync(medium).sort()).toEqual(['before', 'latest']);
  // What a copy that broke off left behind is no obstacle.
  mkdirSync(join(medium, 'new'));
  await copyOnce(shop.dataDir, medium);
  expect(readdirSync(medium).sort()).toEqual(['before', 'latest']);
});

test('N7: a medium that was pulled out is said to be away, and no folder is made in its place', async () => {
  rmSync(medium, { recursive: true });
  await expect(copyOnce(shop.dataDir, medium)).rejects.toThrow('is the medium plugged in?');
  expect(existsSync(medium)).toBe(false);
});
