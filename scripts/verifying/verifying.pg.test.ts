import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { base64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519Sign } from '@comptoir/sync-protocol/crypto/ed25519';
import { headText } from '@comptoir/sync-protocol/records/head';
import { erasePersonal, personalLine } from '@comptoir/sync-protocol/records/personal';
import { seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from '../../cloud-services/sales/test/support/edge.ts';
import { enrolledEdge } from '../../cloud-services/sales/test/support/enrolled.ts';
import { type House, openHouse } from '../../cloud-services/sales/test/support/house.ts';
import { cloudPublicKey, cloudSecretKey } from '../../store-edge/agent/test/support/offline.ts';
import { saleOf } from '../../store-edge/agent/test/support/sale.ts';
import { openShop } from '../../store-edge/agent/test/support/shop.ts';
import { root } from '../system/root.ts';
import { runProgram } from '../system/run-program.ts';
import { archiveFile } from './archive-file.ts';
import { cloudDatabase } from './cloud-database.ts';
import { edgeFile } from './edge-file.ts';
import { verified } from './source.ts';
import { tell } from './told.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-verify-'));
let house: House;
let edge: Edge;

beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), `${inject('redisUrl')}/5`);
  edge = await enrolledEdge(house, '012');
  for (let n = 0; n < 4; n += 1) edge.appendSale();
  edge.append('access.noted', {}, {}, personalLine(new Uint8Array(16).fill(3), '{"name":"Zoé"}'));
  edge.append('horoscope.read', { sign: 'leo' }, { businessDate: '2026-11-25' });
  expect((await edge.send(0)).status).toBe(200);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await house?.close();
});

async function exported(from: string, to: string): Promise<string> {
  const response = await fetch(
    `${house.address}/api/v1/sales/archives?storeId=${edge.storeId}&from=${from}&to=${to}`,
    { headers: { authorization: `Bearer ${house.token}` } },
  );
  expect(response.status).toBe(200);
  const file = join(folder, `${from}-${to}-${Math.random()}.ndjson.gz`);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

const linesOf = (file: string) => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');

test('E12: head office exports a store’s journals of a period, and one command says that they are whole; altered, it names the record', async () => {
  const file = await exported('2026-11-01', '2026-11-30');
  const { publicKey } = (await house.call('GET', '/api/v1/sales/public/archive-key')).body;
  // Waited for: a service of this process that stands still refuses what comes next.
  const command = (...args: string[]) =>
    runProgram(join(root, 'scripts/verify'), args, { env: { ...process.env, LC_ALL: 'fr_CA.UTF-8' } });
  const whole = await command('--key', publicKey, '--json', file);
  expect(JSON.parse(whole.stdout)).toMatchObject({
    whole: true,
    journals: [{ journal: edge.journal, records: 7 }],
    cloudPublicKey: publicKey,
  });
  expect(whole.code).toBe(0);

  const lines = linesOf(file);
  const second = lines.findIndex((line) => line.includes(`${seriesOf(edge.journal)}-000002`));
  const altered = join(folder, 'altered.ndjson.gz');
  writeFileSync(
    altered,
    gzipSync(`${lines.with(second, (lines[second] ?? '').replaceAll('2874', '1874')).join('\n')}\n`),
  );
  const found = await command(altered);
  expect(found.code).toBe(1);
  expect(found.stdout).toContain(
    `ALTÉRÉ. Premier enregistrement fautif\u00a0: Journal ${edge.journal}, enregistrement 3, reçu 012-1-${seriesOf(edge.journal)}-000002`,
  );
});

test('E12 C2: a period holds its own records, its first hash is signed, and what was erased since breaks nothing', async () => {
  const line = edge.records[5]?.lines.personal ?? '';
  await house.rows('update record set personal = $1 where journal = $2 and seq = 6', [
    Buffer.from(erasePersonal(line)),
    edge.journal,
  ]);
  for (const [from, to, seqs] of [
    ['2026-11-24', '2026-11-24', [1, 2, 3, 4, 5, 6]],
    ['2026-11-25', '2026-11-30', [7]],
    ['2025-01-01', '2025-12-31', []],
  ] as const) {
    const file = await exported(from, to);
    const told = await verified(archiveFile(file, undefined));
    expect(told.findings).toEqual([]);
    const records = linesOf(file)
      .map((text) => JSON.parse(text))
      .filter(({ type }) => type === 'record');
    expect(records.map(({ header }) => JSON.parse(header).seq)).toEqual(seqs);
  }
  expect(JSON.stringify(linesOf(await exported('2026-11-24', '2026-11-24')))).not.toContain('Zoé');
});

test('E12: a file that was cut off in the middle is told, not read as far as it goes', async () => {
  const bytes = readFileSync(await exported('2026-11-01', '2026-11-30'));
  const cut = join(folder, 'cut.ndjson.gz');
  writeFileSync(cut, bytes.subarray(0, bytes.length - 200));
  const told = await verified(archiveFile(cut, undefined));
  expect(told.findings.map(({ why }) => why)).toContain('archive');
  expect(tell(told, 'en')).toContain('NOT WHOLE: incomplete or modified archive');
});

test('E12: the cloud’s database is verified with what edges signed; whoever rewrites it is found', async () => {
  expect((await verified(cloudDatabase(house.databaseUrl))).findings).toEqual([]);
  await house.rows(
    `update record set body = convert_to(replace(convert_from(body, 'UTF8'), '"u-1"', '"u-2"'), 'UTF8') where journal = $1 and seq = 4`,
    [edge.journal],
  );
  const { findings } = await verified(cloudDatabase(house.databaseUrl));
  expect(findings).toMatchObject([{ why: 'record', journal: edge.journal, firstBadSeq: 4 }]);
  await house.rows('update signed_head set signature = decode(repeat($1, 64), $2) where journal = $3', [
    '00',
    'hex',
    edge.journal,
  ]);
  const why = (await verified(cloudDatabase(house.databaseUrl))).findings.map((one) => one.why);
  expect(why).toEqual(['signature', 'record']);
});

test('E12: a file from which old records went is verified from the head that is kept in their place', async () => {
  const shop = await openShop();
  try {
    const { journal } = shop.agent;
    const append = () =>
      journal.transaction(() => journal.append({ kind: 'drawer.opened', body: '{"reason":"no-sale"}' }));
    for (let n = 0; n < 9; n += 1) append();
    const file = join(shop.dataDir, 'journal.db');
    const db = new Database(file);
    const hashAt = (seq: number) => journal.recordAt(seq)?.hash ?? Buffer.alloc(0);
    const head = { journal: journal.id, seq: 8, hash: hashAt(8).toString('base64') };
    const cosignature = base64(ed25519Sign(utf8(headText(head)), cloudSecretKey));
    journal.storeCosignature({ seq: 8, hash: hashAt(8), cosignature });
    const found = () => verified(edgeFile(file, base64(cloudPublicKey)));
    const keep = db.prepare(
      'insert into kept_head (ordinal, seq, hash, signature, at) values (1, ?, ?, ?, ?)',
    );
    keep.run(5, hashAt(5), 'of the device', '2026-11-24T15:00:00.000Z');
    db.exec('delete from record where place % 4294967296 between 2 and 5');
    const { seq } = journal.tail();
    expect(await found()).toMatchObject({ findings: [], journals: [{ seq }] });

    // Whoever lets more go than the kept head says, or puts another in its place, is found out.
    db.exec('drop trigger record_stays; delete from record where place % 4294967296 = 6');
    expect((await found()).findings).toMatchObject([{ why: 'gap' }]);
    db.exec(`drop trigger kept_head_goes_on; update kept_head set seq = 6, hash = zeroblob(32)`);
    expect((await found()).findings).toMatchObject([{ why: 'record' }]);
    db.close();
  } finally {
    await shop.close();
  }
});

test('E12: a store’s file is verified while its agent runs, and names what somebody changed in it', async () => {
  const shop = await openShop();
  try {
    const till = await shop.till('1');
    await till.logIn();
    const { shiftId } = await till.openShift();
    for (let n = 0; n < 3; n += 1) await till.call('POST', '/sales', saleOf({ shiftId }));
    await till.call('POST', '/shifts/current/close', { countedMinor: 0 });
    const file = join(shop.dataDir, 'journal.db');
    expect(await verified(edgeFile(file, undefined))).toMatchObject({
      findings: [],
      journals: [{ journal: shop.agent.journal.id, seq: shop.agent.journal.tail().seq }],
    });
    const db = new Database(file);
    for (const trigger of ['record_stays', 'record_does_not_change']) db.exec(`drop trigger ${trigger}`);
    db.function('sha256_base64', (text: unknown) => String(text));
    db.exec(`update record set body = replace(body, '"fr"', '"en"') where kind = 'sale'`);
    db.close();
    const { findings } = await verified(edgeFile(file, undefined));
    expect(findings).toMatchObject([{ why: 'record', number: `012-1-${shop.agent.journal.series}-000001` }]);
  } finally {
    await shop.close();
  }
});
