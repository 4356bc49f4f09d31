/** The uploader's adapter over real HTTP and real SQLite, against the cloud's own rules. */
import { batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { columnEncoding } from '@comptoir/sync-protocol/wire/columns';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lastRewound } from '../../src/journal/rewound.ts';
import { CloudServer } from './support/cloud-server.ts';
import { SyncingEdge, textOf } from './support/syncing-edge.ts';

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

const allCosigned = () => edge.parts.journal.cosigned().seq === edge.parts.journal.tail().seq;
const inCloud = () => (cloud.journals.get(edge.parts.journal.id) ?? []).map(({ lines }) => textOf(lines));

test('S1: what is appended is in the cloud byte for byte, in order, and its cosignature is kept', async () => {
  await edge.start();
  edge.append(45);
  await edge.until(allCosigned);
  expect(inCloud()).toEqual(edge.ownRecords());
  expect(edge.parts.sync.state().refusedBecause).toBeNull();
  expect(edge.parts.journal.unsent()).toEqual({ records: 0, sales: 0 });
  expect(cloud.seen.has('packed-comptoir-2')).toBe(true);
});

test('S1: a cloud of any age is sent what it can read', async () => {
  for (const [encodings, seen] of [
    [[batchEncoding, 'of tomorrow'], 'packed-comptoir-1'],
    [undefined, 'packed-gzip'],
    [[columnEncoding, batchEncoding], 'packed-comptoir-2'],
  ] as const) {
    cloud.encodings = encodings && [...encodings];
    await edge.start();
    edge.append(12);
    await edge.until(allCosigned);
    expect(inCloud()).toEqual(edge.ownRecords());
    expect(cloud.seen.has(seen)).toBe(true);
    await edge.stop();
  }
});

test('E7, S2: torn, busy, answered but lost, and doubled batches leave each record there exactly once', async () => {
  cloud.faults.push('torn', 'lost-answer', 'busy', 'duplicate', 'lost-answer', 'torn');
  await edge.start();
  edge.append(60);
  await edge.until(allCosigned);
  edge.append(30);
  await edge.until(allCosigned);
  expect(inCloud()).toEqual(edge.ownRecords());
  expect([...cloud.seen]).toEqual(
    expect.arrayContaining(['torn', 'busy', 'lost-answer', 'duplicate', 'already-have']),
  );
});

test('E13: an agent that ends in the middle of a batch sends the rest after its next start, nothing twice', async () => {
  cloud.faults.push('lost-answer');
  await edge.start();
  edge.append(50);
  await edge.until(() => cloud.seen.has('lost-answer'));
  await edge.stop();
  await edge.start();
  edge.append(5);
  await edge.until(allCosigned);
  expect(inCloud()).toEqual(edge.ownRecords());
});

test('E7: while the cloud is away the till reads offline and records wait; once it is back they go up', async () => {
  await edge.start();
  await edge.until(() => edge.parts.sync.state().link === 'online');
  const { port } = cloud;
  await cloud.close();
  edge.append(10);
  await edge.until(() => edge.parts.sync.state().link === 'offline');
  expect(edge.parts.journal.unsent().records).toBe(10);
  await cloud.listen(port);
  await edge.until(() => allCosigned() && edge.parts.sync.state().link === 'online');
  expect(inCloud()).toEqual(edge.ownRecords());
});

test('E7: a line that goes before the bell is connected is known to be cut, though nothing is sold', async () => {
  cloud.hasBell = false;
  await edge.start();
  await edge.until(() => edge.parts.sync.state().link === 'online' && cloud.seen.has('bell-missed'));
  await cloud.close();
  await edge.until(() => edge.parts.sync.state().link === 'offline');
});

test('E7: an agent that starts while the cloud is away is online once the cloud is back', async () => {
  await edge.start();
  await edge.until(allCosigned);
  await edge.stop();
  const { port } = cloud;
  await cloud.close();
  // The longest waits that there are; the bell, refused for want of a token, tells that the way is open.
  await edge.start({ random: () => 0.999 });
  edge.append(3);
  await edge.until(() => edge.parts.sync.state().link === 'offline');
  await cloud.listen(port);
  await edge.until(() => allCosigned() && edge.parts.sync.state().link === 'online');
  expect(inCloud()).toEqual(edge.ownRecords());
  expect(Math.abs(edge.parts.sync.state().clockSkewMs)).toBeLessThan(30_000);
  expect([...cloud.seen]).toEqual(expect.arrayContaining(['bell-refused', 'bell-accepted']));
});

test('S5: a cloud restored to an earlier moment is sent again what it had cosigned, and the manager is told', async () => {
  await edge.start();
  edge.append(10);
  await edge.until(allCosigned);
  const cosignedSeq = edge.parts.journal.cosigned().seq;
  expect(lastRewound(edge.parts.db)).toBeNull();
  cloud.journals.set(edge.parts.journal.id, (cloud.journals.get(edge.parts.journal.id) ?? []).slice(0, 4));
  edge.append(1);
  await edge.until(allCosigned);
  expect(inCloud()).toEqual(edge.ownRecords());
  expect(cloud.seen.has('gap')).toBe(true);
  expect(lastRewound(edge.parts.db)).toMatchObject({ cosignedSeq });
});

test('a revoked device is told why and sells on', async () => {
  await edge.start();
  await edge.until(allCosigned);
  await edge.stop();
  cloud.refuse = 'revoked';
  await edge.start();
  await edge.until(() => edge.parts.sync.state().refusedBecause === 'revoked');
  edge.append(1);
  expect(edge.parts.journal.unsent().records).toBe(1);
});

test('a clone that wrote into our journal: a new journal begins and hands over what the cloud lacks', async () => {
  await edge.start();
  await edge.until(allCosigned);
  const first = edge.parts.journal.id;
  await edge.stop();
  const stored = cloud.journals.get(first) ?? [];
  const [opened] = stored;
  if (!opened) throw new Error('nothing stored');
  cloud.journals.set(first, [opened, { ...opened, seq: 2, hash: Buffer.alloc(32, 1).toString('base64') }]);
  await edge.start();
  edge.append(3);
  await edge.until(() => edge.parts.journal.id !== first && allCosigned());
  expect(inCloud()).toEqual(edge.ownRecords());
  expect(edge.ownRecords().filter((text) => text.includes('"kind":"recovered"'))).toHaveLength(3);
});
