/** The feeds over real HTTP, a real socket, a real worker thread and a real replica.db. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReplicaFiles } from '../../src/database/replica-files.ts';
import { CloudServer } from './support/cloud-server.ts';
import { SyncingEdge } from './support/syncing-edge.ts';

// A worker thread that starts from source takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let cloud: CloudServer;
let edge: SyncingEdge;

beforeEach(async () => {
  cloud = new CloudServer();
  await cloud.listen();
  edge = new SyncingEdge(cloud);
});
afterEach(async () => {
  await edge.end();
  await cloud.close();
});

const products = (count: number, price: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`product/${index}`, { price }]));

test('a price changed in the cloud is in the replica by bell and long poll, and what leaves is marked as deleted', async () => {
  cloud.publish('catalogue', products(3, 100));
  await edge.start();
  await edge.until(() => edge.rowCount('catalogue') === 3 && edge.parts.sync.state().link === 'online');
  const startedMs = performance.now();
  cloud.publish('catalogue', { 'product/1': { price: 250 }, 'product/2': null });
  await edge.until(() => edge.rowCount('catalogue') === 2);
  const tookMs = performance.now() - startedMs;
  expect(edge.row('catalogue', 'product/1')).toEqual({ price: 250 });
  // Told, not found by the pull of each 30 s; how fast is for the bench to say.
  expect(tookMs).toBeLessThan(15_000);
});

test('S8: pages and a torn body are staged; readers see all of an import or none of it', async () => {
  cloud.pageRowsMax = 100;
  cloud.feedFaults.push('torn');
  cloud.publish('catalogue', products(950, 100));
  await edge.start();
  const counts = new Set<number>();
  edge.parts.sync.onChange(() => counts.add(edge.rowCount('catalogue')));
  await edge.until(() => edge.rowCount('catalogue') > 0);
  expect(edge.rowCount('catalogue')).toBe(950);
  expect([...counts].filter((count) => count !== 0 && count !== 950)).toEqual([]);
  expect(cloud.seen.has('page-torn')).toBe(true);
});

test('S7: after a restore of the owner the replica is swapped for the new epoch, and the old rows serve until then', async () => {
  cloud.publish('catalogue', products(10, 100));
  await edge.start();
  await edge.until(() => edge.rowCount('catalogue') === 10 && edge.parts.sync.state().link === 'online');
  cloud.restoreFeeds('e2');
  const counts = new Set<number>();
  edge.parts.sync.onChange(() => counts.add(edge.rowCount('catalogue')));
  cloud.publish('catalogue', products(4, 300));
  await edge.until(() => edge.rowCount('catalogue') === 4);
  expect(edge.row('catalogue', 'product/3')).toEqual({ price: 300 });
  expect(counts.has(0)).toBe(false);
});

test('S7: damage that the feed worker meets in the replica ends with the replica whole again', async () => {
  const names = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`product/${index}`, { name: 'x'.repeat(200), index }]),
  );
  cloud.publish('catalogue', names);
  await edge.start();
  await edge.until(() => edge.rowCount('catalogue') === 400);
  await edge.stop();
  const file = readFileSync(edge.replicaPath);
  // All but the first page, which holds what is looked at when the file is opened.
  writeFileSync(edge.replicaPath, file.fill(0xa5, 4_096 * 8));
  cloud.publish('catalogue', { 'product/7': { name: 'y' } });
  await edge.start();
  const isReadable = () => new ReplicaFiles(edge.replicaPath).inForce() !== edge.replicaPath;
  await edge.until(() => isReadable() && edge.rowCount('catalogue') === 400);
  expect(edge.row('catalogue', 'product/7')).toEqual({ name: 'y' });
  expect(edge.row('catalogue', 'product/399')).toMatchObject({ index: 399 });
});

test('an edge that was off pulls from where it stood, each feed by its own cursor', async () => {
  cloud.publish('users', { 'staff/a': { displayName: 'Camille' } });
  await edge.start();
  await edge.until(() => edge.rowCount('users') === 1);
  await edge.stop();
  cloud.publish('users', { 'staff/b': { displayName: 'Martin' } });
  cloud.publish('stock-here', { 'movement/1': { quantity: '2' } });
  await edge.start();
  await edge.until(() => edge.rowCount('users') === 2 && edge.rowCount('stock-here') === 1);
  expect(edge.row('users', 'staff/b')).toEqual({ displayName: 'Martin' });
});
