import { randomUUID } from 'node:crypto';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { EdgeHealth } from '../src/api.ts';
import type { Edge } from './support/edge.ts';
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
  const older = { token: edge.token, session: edge.session };
  await edge.openSession();
  Object.assign(edge, older);
  await edge.send(1, 2);
  await vi.waitFor(async () =>
    expect(await notesOf(edge)).toEqual(
      expect.arrayContaining([
        { kind: 'doubled', seq: 2, times: 2 },
        { kind: 'gap', seq: 2, times: 1 },
        { kind: 'fork', seq: 2, times: 1 },
        { kind: 'stale-session', seq: 0, times: 1 },
      ]),
    ),
  );
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
