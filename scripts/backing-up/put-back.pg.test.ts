/** Needs PostgreSQL and Redis: head office's Sales is put back to an older backup while a store sells. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openSyncingStore } from '../../bench/support/syncing-store.ts';
import { type House, openHouse } from '../../cloud-services/sales/test/support/house.ts';
import { lastRewound } from '../../store-edge/agent/src/journal/rewound.ts';
import { storeRow } from '../../store-edge/agent/test/support/store.ts';
import { waitUntil } from '../system/wait-until.ts';
import { backUpService } from './logical-backup.ts';
import { restoreService } from './logical-restore.ts';

let house: House;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comptoir-put-back-'));
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const enrolmentCode = async (storeId: string) => {
  await house.call('PUT', `/api/v1/sales/stores/${storeId}`, storeRow);
  return String((await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId })).body.code);
};

test('N7: a Sales that was put back to an older backup gets again from a store that sells on all that it lost, each sale once, and both sides are told', async () => {
  const store = await openSyncingStore(folder, { address: house.address, enrolmentCode });
  const { edge } = store;
  const sell = (count: number) => edge.freeze(count).forEach(edge.commit);
  const isInStep = () =>
    waitUntil('all is signed for', 30_000, () => store.cosignedSeq() === store.tailSeq());
  const sync = store.start();
  try {
    sell(5);
    await isInStep();
    const [path, key] = [join(folder, 'backup'), randomBytes(32)];
    const facts = await backUpService(house.databaseUrl, join(path, 'sales'), {
      backup: 'older',
      service: 'sales',
      key,
    });
    sell(5);
    await isInStep();
    const signedSeq = store.cosignedSeq();

    const older = { name: 'older', path, manifest: { services: { sales: facts } } };
    await house.without(async () => {
      sell(3);
      await restoreService(house.databaseUrl, older, 'sales', key);
      sell(2);
    });
    await waitUntil('the store has been told', 30_000, () => lastRewound(edge.parts.db) !== null);
    await isInStep();

    const own = edge.parts.journal.recordsAfter(0, 1_000, 1e9).map(({ hash }) => Buffer.from(hash));
    const kept = await house.rows<{ hash: Buffer }>(
      'select hash from record where journal = $1 order by seq',
      [edge.parts.journal.id],
    );
    expect(kept.map(({ hash }) => hash)).toEqual(own);
    expect(await house.rows('select count(*)::int as sales from sale')).toEqual([{ sales: 15 }]);
    // What others follow: each sale once, in a log that they read anew.
    const told = await house.rows<{ events: number }>(
      `select count(*)::int as events from outbox where type = 'sale.recorded'`,
    );
    expect(told).toEqual([{ events: 15 }]);

    expect(lastRewound(edge.parts.db)?.cosignedSeq).toBe(signedSeq);
    const { body } = await house.call('GET', '/api/v1/sales/edges');
    expect(JSON.stringify(body)).toContain('"cloud-rewound"');
  } finally {
    await sync.stop();
    await edge.close();
  }
});
