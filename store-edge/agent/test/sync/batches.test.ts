/** Batches that are packed ahead, over a real journal. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Batches, type WantedBatch } from '../../src/sync/batches.ts';
import { OwnJournal } from '../../src/sync/own-journal.ts';
import { CloudServer } from './support/cloud-server.ts';
import { SyncingEdge } from './support/syncing-edge.ts';

let cloud: CloudServer;
let edge: SyncingEdge;

beforeEach(async () => {
  cloud = new CloudServer();
  await cloud.listen();
  edge = new SyncingEdge(cloud);
  await edge.start();
});
afterEach(async () => {
  await edge.end();
  await cloud.close();
});

const wanted: WantedBatch = {
  ...{ afterSeq: 0, recordsMax: 10, bytesMax: 1_048_576 },
  session: { session: 1, encodings: ['comptoir-2'] },
};

test('E7: a batch that was packed ahead is the one that would be packed now, and is taken once', async () => {
  const own = new OwnJournal(edge.parts.journal, edge.identity);
  const batches = new Batches(own);
  edge.append(45);
  const first = await batches.take(wanted);
  batches.prepareAfter(first.last.seq, wanted);
  const next = { ...wanted, afterSeq: first.last.seq };
  const ahead = batches.take(next);
  expect(await ahead).toEqual(await batches.take(next));
  expect(await ahead).toMatchObject({ records: 10, after: first.last, packed: { encoding: 'comptoir-2' } });
});

test('E7: another session, place or size, or another journal, gets a batch of its own', async () => {
  const own = new OwnJournal(edge.parts.journal, edge.identity);
  const batches = new Batches(own);
  edge.append(45);
  const others: Partial<WantedBatch>[] = [
    { session: { session: 2 } },
    { afterSeq: 3 },
    { recordsMax: 7 },
    { bytesMax: 400 },
  ];
  for (const other of others) {
    batches.prepareAfter(10, wanted);
    const asked = { ...wanted, afterSeq: 10, ...other };
    expect(await batches.take(asked)).toEqual(await new Batches(own).take(asked));
  }
  batches.prepareAfter(10, wanted);
  edge.parts.journal.openNew('forked');
  edge.append(30);
  expect(await batches.take({ ...wanted, afterSeq: 10 })).toMatchObject({ journal: edge.parts.journal.id });
});
