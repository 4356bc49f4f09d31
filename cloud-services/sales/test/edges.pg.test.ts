import { randomBytes, randomUUID } from 'node:crypto';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { ed25519PublicKey } from '@comptoir/sync-protocol/crypto/ed25519';
import { succeed } from '@comptoir/sync-protocol/records/device-keys';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { EdgeHealth } from '../src/api.ts';
import { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), `${inject('redisUrl')}/3`);
});
afterAll(() => house?.close());

async function healthOf(edge: Edge): Promise<EdgeHealth> {
  const { body } = await house.call('GET', '/api/v1/sales/edges');
  return body.items.find(({ edgeId }: EdgeHealth) => edgeId === edge.edgeId);
}
const notesOf = async (edge: Edge) =>
  (await healthOf(edge)).notes.map(({ kind, seq, times }) => ({ kind, seq, times }));

test('E12: head office sees how far each store is behind, and how its clock goes', async () => {
  const edge = await enrolledEdge(house, '031');
  for (let n = 0; n < 4; n += 1) edge.appendSale();
  await edge.send(0, 2, { headers: { 'sync-tail': '5' } });
  expect(await healthOf(edge)).toMatchObject({
    state: 'online',
    unsentRecords: 3,
    skewMs: null,
    openings: [],
  });
  await edge.openSession(edge.secretKey, {
    skewMs: -180_000,
    heads: [{ journal: edge.journal, seq: 5, hash: base64(edge.hashAt(5)), signature: '' }],
  });
  expect(await healthOf(edge)).toMatchObject({ unsentRecords: 3, skewMs: -180_000 });
  await edge.send(2, 5, { headers: { 'sync-tail': '5' } });
  expect(await healthOf(edge)).toMatchObject({ unsentRecords: 0, journals: [{ seq: 5, tailSeq: 5 }] });
});

test('E15: head office sees how a store’s devices are, also those that it has no word for', async () => {
  const edge = await enrolledEdge(house, '037');
  expect(await healthOf(edge)).toMatchObject({ devices: null, devicesAt: null });
  const tell = (devices: unknown, token = edge.token) =>
    house.call('PUT', '/api/v1/sync/devices', { devices }, { authorization: `Bearer ${token}` });
  expect((await tell({ printer: 'out-of-paper', scanner: 'ready', oven: 'warm' })).status).toBe(204);
  const { devices } = await healthOf(edge);
  expect(devices).toHaveLength(3);
  expect(devices).toEqual(
    expect.arrayContaining([
      { name: 'printer', state: 'out-of-paper', isWell: false },
      { name: 'scanner', state: 'ready', isWell: true },
      { name: 'oven', state: 'warm', isWell: false },
    ]),
  );
  expect((await tell({ printer: 'ready' })).status).toBe(204);
  expect((await healthOf(edge)).devices).toEqual([{ name: 'printer', state: 'ready', isWell: true }]);
  expect((await tell({ printer: 'x'.repeat(41) })).status).toBe(400);
  expect((await tell({ printer: 'ready' }, 'nobody')).status).toBe(401);
});

test('S3: what befell a store is told with how often: sent twice, a hole, another history, an older session', async () => {
  const edge = await enrolledEdge(house, '032');
  edge.appendSale();
  edge.appendSale();
  await edge.send(0, 2);
  await edge.send(0, 2);
  await edge.send(0, 2);
  edge.appendSale();
  await edge.send(3, 4);
  edge.records = edge.records.slice(0, 1);
  edge.appendSale();
  await edge.send(1, 2);
  const stolen = async () => {
    const older = { token: edge.token, session: edge.session };
    await edge.openSession();
    Object.assign(edge, older);
    await edge.send(1, 2);
  };
  await stolen();
  await vi.waitFor(
    async () =>
      expect(await notesOf(edge)).toEqual(
        expect.arrayContaining([
          { kind: 'doubled', seq: 2, times: 2 },
          { kind: 'gap', seq: 2, times: 1 },
          { kind: 'fork', seq: 2, times: 1 },
          { kind: 'stale-session', seq: 0, times: 1 },
        ]),
      ),
    30_000,
  );
  const kinds = async () => (await notesOf(edge)).map(({ kind }) => kind);
  await stolen();
  await vi.waitFor(
    async () => expect(await notesOf(edge)).toContainEqual({ kind: 'stale-session', seq: 0, times: 2 }),
    30_000,
  );
  expect(await kinds()).not.toContain('clone-suspected');
  await stolen();
  await vi.waitFor(async () => expect(await kinds()).toContain('clone-suspected'), 30_000);
});

test('S3: an edge that was restored, cloned or damaged opens a journal that says so, and how much came over', async () => {
  const edge = await enrolledEdge(house, '033');
  edge.appendSale();
  await edge.send(0);
  const [first, lost] = [edge.journal, edge.records[1]];
  if (!lost) throw new Error('no record');
  const previousHash = base64(edge.hashAt(1));
  Object.assign(edge, { journal: randomUUID(), records: [] });
  edge.append('journal.opened', {
    reason: 'damaged',
    storeId: edge.storeId,
    predecessor: { journal: first, seq: 1, hash: previousHash },
  });
  const original = { journal: first, seq: 2, previousHash, hash: base64(lost.hash), ...lost.lines };
  const { personal: _, ...inside } = original;
  edge.append('recovered', inside);
  edge.append('recovered', { ...inside, body: inside.body.replace('2874', '1874') });
  await edge.send(0);
  expect((await healthOf(edge)).openings).toMatchObject([
    { journal: edge.journal, reason: 'damaged', predecessorSeq: 1, heldSeq: 2, recovered: 2, altered: 1 },
  ]);
});

test('S3: a cloud that lost what it had signed for learns it from the edge, and gets it again', async () => {
  const edge = await enrolledEdge(house, '034');
  edge.appendSale();
  edge.appendSale();
  const { body } = await edge.send(0);
  const witness = { journal: edge.journal, seq: body.seq, hash: body.hash, signature: body.cosignature };
  await house.rows('delete from record where journal = $1 and seq > 1', [edge.journal]);
  await house.rows('update journal set seq = 1, hash = $2 where id = $1', [
    edge.journal,
    Buffer.from(edge.hashAt(1)),
  ]);
  await edge.openSession(edge.secretKey, { witness: { ...witness, seq: 9 } });
  expect(await notesOf(edge)).toEqual([]);
  await edge.openSession(edge.secretKey, { witness });
  expect(await notesOf(edge)).toEqual([{ kind: 'cloud-rewound', seq: 3, times: 1 }]);
  expect((await edge.send(1)).body).toMatchObject({ seq: 3, hash: body.hash });
  expect((await healthOf(edge)).unsentRecords).toBe(0);
});

test('E12: head office has an edge change its key; what the old one signed stays good, and the old one is nobody’s any more', async () => {
  const edge = await enrolledEdge(house, '035');
  edge.appendSale();
  await edge.send(0);
  expect((await edge.openSession()).body.rotateKey).toBeUndefined();
  expect(await house.call('POST', `/api/v1/sales/edges/${edge.edgeId}/rotate-key`)).toMatchObject({
    status: 202,
  });
  expect(await healthOf(edge)).toMatchObject({ keyRotationDue: true });
  expect((await edge.openSession()).body.rotateKey).toBe(true);

  const [old, next, rogue] = [edge.secretKey, randomBytes(32), randomBytes(32)];
  const follows = (key: Uint8Array, by: Uint8Array) =>
    succeed(edge.edgeId, base64(ed25519PublicKey(key)), by);
  // A signature of the next key alone, and one that a stranger signed for.
  expect((await edge.openSession(next)).status).toBe(401);
  expect((await edge.openSession(rogue, { successions: [follows(rogue, rogue)] })).status).toBe(401);
  const successions = [follows(next, old)];
  expect(await edge.openSession(next, { successions })).toMatchObject({ status: 200 });
  expect(await healthOf(edge)).toMatchObject({ keyRotationDue: false });
  expect((await edge.openSession(old)).status).toBe(401);
  expect((await edge.openSession(rogue, { successions: [follows(rogue, old)] })).status).toBe(401);

  await edge.openSession(next);
  edge.appendSale();
  expect(await edge.send(2)).toMatchObject({ status: 400, body: { type: '/problems/bad-signature' } });
  const changed = new Edge(house.address, edge.storeId, next);
  const { journal, records, edgeId, token, session } = edge;
  Object.assign(changed, { journal, records, edgeId, token, session });
  expect((await changed.send(2)).status).toBe(200);
  expect(
    await house.rows('select after_seq::int, public_key from journal_key where journal = $1 order by 1', [
      journal,
    ]),
  ).toEqual(
    [
      [0, old],
      [2, next],
    ].map(([after_seq, key]) => ({
      after_seq,
      public_key: Buffer.from(ed25519PublicKey(key as Uint8Array)),
    })),
  );

  // Neither key enrols another device.
  const { body } = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId: edge.storeId });
  for (const key of [old, next])
    expect((await new Edge(house.address, edge.storeId, key).enrol(body.code)).status).toBe(409);
});

test('E12: a cloud that was restored to before a change of key is led to the newest one', async () => {
  const edge = await enrolledEdge(house, '036');
  const [second, third] = [randomBytes(32), randomBytes(32)];
  const successions = [
    succeed(edge.edgeId, base64(ed25519PublicKey(second)), edge.secretKey),
    succeed(edge.edgeId, base64(ed25519PublicKey(third)), second),
  ];
  expect((await edge.openSession(third, { successions })).status).toBe(200);
  expect((await edge.openSession(second, { successions })).status).toBe(401);
  expect((await edge.openSession(third)).status).toBe(200);
});
