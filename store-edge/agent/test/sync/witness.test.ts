/** A server whose disk went back while it was cut off, and the till that remembers: real files, real HTTP, the real uploader. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64 } from '@comptoir/sync-protocol';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { journalMigrations } from '../../src/database/journal-schema.ts';
import { openForWriting } from '../../src/database/open.ts';
import { openSignedHeads } from '../../src/heads/signed-heads.ts';
import { DeviceKeys } from '../../src/sync/device-keys.ts';
import { createSync } from '../../src/sync/start-sync.ts';
import { cloudPublicKey, enrolment } from '../support/offline.ts';
import { saleOf } from '../support/sale.ts';
import { openShop, type Shop } from '../support/shop.ts';
import type { Till } from '../support/till.ts';

let shop: Shop;
const folder = mkdtempSync(join(tmpdir(), 'witness-'));
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What of the journal lies in files. */
function copyJournal(from: string, to: string): void {
  for (const name of readdirSync(to)) if (name.startsWith('journal.db')) rmSync(join(to, name));
  for (const name of readdirSync(from))
    if (name.startsWith('journal.db')) cpSync(join(from, name), join(to, name));
}

async function sellAndClose(till: Till): Promise<void> {
  await till.logIn();
  const { shiftId } = await till.openShift();
  await till.call('POST', '/sales', saleOf({ shiftId }));
  await till.call('POST', '/shifts/current/close', { countedMinor: 10_000 });
}

test('E7, E12: a server that went back leaves its journal as soon as a till shows a later head, also cut off, and once only', async () => {
  const keys = new DeviceKeys(folder);
  const identity = { ...enrolment, registers: [...enrolment.registers], storeCode: 'MTL01', keys };
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  shop = await openShop({
    startSync: createSync({
      cloudUrl: 'http://127.0.0.1:9',
      identity: { ...identity, cloudPublicKey: base64(cloudPublicKey) },
      log: quiet,
    }),
    sign: (text) => keys.inForce.sign(text),
    isOurs: (text, signature) => keys.isOurs(text, signature),
  });
  const till = await shop.till('1');
  await sellAndClose(till);
  const first = (await till.call('POST', '/witness', { head: null })).body.head;
  expect(first).toMatchObject({ journal: shop.agent.journal.id, seq: shop.agent.journal.tail().seq });
  const backup = mkdtempSync(join(folder, 'backup-'));
  shop = await shop.restart({}, () => copyJournal(shop.dataDir, backup));
  const again = till.movedTo(shop.base);
  await sellAndClose(again);
  const { head } = (await again.call('POST', '/witness', { head: first })).body;
  const { id } = shop.agent.journal;
  expect(head, 'the till keeps what is newest').toMatchObject({ journal: id });
  shop = await shop.restart({}, () => copyJournal(backup, shop.dataDir));
  const after = till.movedTo(shop.base);
  expect(shop.agent.journal.id).toBe(id);
  // Another machine's head, or a made-up one, proves nothing.
  await after.call('POST', '/witness', { head: { ...(head as object), seq: 9_999 } });
  expect(shop.agent.journal.id).toBe(id);
  await after.call('POST', '/witness', { head });
  const opened = shop.agent.journal.id;
  expect(opened).not.toBe(id);
  expect(shop.agent.journal.recordAt(1)?.lines.body).toContain('"rolled-back"');
  await after.call('POST', '/witness', { head });
  expect(shop.agent.journal.id).toBe(opened);
});

test('E13: a head that the disk does not take stops no Z; a disk that fails ends the process in its own way', async () => {
  const failed: unknown[] = [];
  shop = await openShop({ fatal: (error) => failed.push(error) });
  const { journal } = shop.agent;
  const db = openForWriting(join(shop.dataDir, 'journal.db'), journalMigrations);
  const fatal = (error: unknown) => failed.push(error);
  const heads = openSignedHeads({
    ...{ db, journal, clock: systemClock, fatal, onSigned: () => undefined },
    sign: () => 'signature',
    log: pino({ level: 'silent' }),
  });
  db.pragma('query_only = 1');
  heads.signNow();
  expect(failed).toHaveLength(1);
  heads.stop();
  db.close();
});
