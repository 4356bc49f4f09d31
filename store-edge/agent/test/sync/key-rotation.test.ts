/** Another key for the device, over real files and real HTTP, ended at every step on the way. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDeviceKey } from '../../src/sync/device-key.ts';
import { DeviceKeys } from '../../src/sync/device-keys.ts';
import { CloudServer } from './support/cloud-server.ts';
import { SyncingEdge } from './support/syncing-edge.ts';

// A worker thread that starts from source takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let cloud: CloudServer;
let edge: SyncingEdge;
let first: string;

beforeEach(async () => {
  cloud = new CloudServer();
  await cloud.listen();
  edge = new SyncingEdge(cloud);
  await edge.start();
  first = cloud.devicePublicKey;
  cloud.rotateKey = first;
});
afterEach(async () => {
  await edge.end();
  await cloud.close();
});

const inForce = () => edge.identity.keys.inForce.publicKey;
const nextFile = () => join(edge.dataDir, 'device-next.key');

/** Sells, and is acknowledged. */
async function goesOn(): Promise<void> {
  edge.append(3);
  await edge.until(() => edge.parts.journal.cosigned().seq === edge.parts.journal.tail().seq);
}
async function restart(): Promise<void> {
  await edge.stop();
  await edge.start();
  await goesOn();
}

test('E12: asked for another key, an edge makes one, and signs with it once the cloud has taken it', async () => {
  await restart();
  expect([inForce(), cloud.devicePublicKey]).toEqual([first, first]);
  await restart();
  expect(inForce()).not.toBe(first);
  expect(cloud.devicePublicKey).toBe(inForce());
  expect(existsSync(nextFile())).toBe(false);
});

test.each<[string, (keys: DeviceKeys) => unknown]>([
  ['the next key is on disk', () => makeDeviceKey(nextFile())],
  ['the key before has signed for it', (keys) => keys.rotate(edge.identity.edgeId)],
  [
    'the cloud has taken it, and its answer was lost',
    (keys) => {
      keys.rotate(edge.identity.edgeId);
      cloud.devicePublicKey = keys.candidates[0]?.publicKey ?? '';
    },
  ],
  [
    'the file is in its place',
    (keys) => {
      keys.rotate(edge.identity.edgeId);
      const [next] = keys.candidates;
      cloud.devicePublicKey = next?.publicKey ?? '';
      if (next) keys.accepted(next);
    },
  ],
])('E12 E13: an agent that dies once %s goes on syncing, and has its other key', async (_step, reach) => {
  await edge.stop();
  reach(new DeviceKeys(edge.dataDir));
  await edge.start();
  await goesOn();
  await restart();
  await restart();
  expect(inForce()).not.toBe(first);
  expect(cloud.devicePublicKey).toBe(inForce());
  expect(cloud.seen.has('bad-signature')).toBe(false);
});

test('E12: a cloud that was restored to before the change finds the key again', async () => {
  await restart();
  await restart();
  const second = inForce();
  cloud.devicePublicKey = first;
  cloud.rotateKey = '';
  await restart();
  expect([inForce(), cloud.devicePublicKey]).toEqual([second, second]);
});

test('an older cloud that knows nothing of keys that follow is synced with by the key of before', async () => {
  await edge.stop();
  new DeviceKeys(edge.dataDir).rotate(edge.identity.edgeId);
  cloud.knowsSuccessions = false;
  await edge.start();
  await goesOn();
  expect([inForce(), cloud.devicePublicKey]).toEqual([first, first]);
});
