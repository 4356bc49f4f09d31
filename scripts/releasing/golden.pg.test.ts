/** The cloud of today takes what each released edge sent. `RECORD_GOLDEN=0.2.0` records what this version says, before that. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHeader } from '@comptoir/sync-protocol';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Edge } from '../../cloud-services/sales/test/support/edge.ts';
import { type House, openHouse } from '../../cloud-services/sales/test/support/house.ts';
import { STORE_ID, storeRow } from '../../store-edge/agent/test/support/store.ts';
import { goldenDir, recordGolden } from './record-golden.ts';
import type { Exchange } from './recording-proxy.ts';

let house: House;
const openStore = async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  await house.call('PUT', `/api/v1/sales/stores/${STORE_ID}`, storeRow);
  const camille = { displayName: 'Camille', roles: ['cashier'], language: 'fr', pin: '1234' };
  await house.call('PUT', '/api/v1/staff/u-camille', camille);
};
beforeAll(openStore);
afterAll(() => house?.close());

const recorded = process.env.RECORD_GOLDEN;
test.runIf(recorded)(
  'what this version says is recorded',
  async () => {
    const { body } = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId: STORE_ID });
    await recordGolden(String(recorded), house.address, body.code);
  },
  120_000,
);

const versions = existsSync(goldenDir) ? readdirSync(goldenDir) : [];
describe.each(versions)('E18: what an edge of version %s sent', (version) => {
  const read = (name: string) => JSON.parse(readFileSync(join(goldenDir, version, `${name}.json`), 'utf8'));
  const journal = read('journal');
  const exchanges: Exchange[] = read('exchanges');

  test('is taken byte for byte, acknowledged and counted', async () => {
    const edge = new Edge(house.address, STORE_ID, fromBase64(journal.deviceSeed) ?? new Uint8Array());
    edge.edgeId = journal.edgeId;
    const database = new pg.Client({ connectionString: house.databaseUrl });
    await database.connect();
    await database.query(
      `insert into edge (id, store_id, public_key, agent_version, enrolled_at) values ($1, $2, $3, $4, now())
       on conflict do nothing`,
      [edge.edgeId, STORE_ID, Buffer.from(journal.devicePublicKey, 'base64'), version],
    );
    await database.end();
    const asked = JSON.parse(exchanges.find(({ path }) => path.endsWith('/session'))?.request ?? '{}');
    // Its heads stay as they were told: only the nonce is another, and its signature.
    const { edgeId: _edge, nonce: _nonce, signature: _signature, ...told } = asked;
    expect((await edge.openSession(undefined, told)).status).toBe(200);
    const batches = exchanges.filter(({ path }) => path.endsWith('/records'));
    for (const { path, headers, request } of batches) {
      const answer = await edge.request(path, new Uint8Array(Buffer.from(request, 'base64')), {
        ...headers,
        authorization: `Bearer ${edge.token}`,
        'sync-session': String(edge.session),
      });
      expect(answer).toMatchObject({ status: 200 });
    }
    const rows = await house.rows<{ header: Buffer; body: Buffer; personal: Buffer; hash: Buffer }>(
      'select header, body, personal, hash from record where journal = $1 order by seq',
      [journal.journal],
    );
    expect(
      rows.map(({ header, body, personal, hash }) => ({
        header: header.toString(),
        body: body.toString(),
        personal: personal.toString(),
        hash: hash.toString('base64'),
      })),
    ).toEqual(journal.records);
    expect(await house.rows('select reason from quarantine where journal = $1', [journal.journal])).toEqual(
      [],
    );
    // Written in this journal, or handed over from the journal before; other versions sold in the same store.
    const inside = (record: RecordLines): RecordLines =>
      parseHeader(record.header)?.kind === 'recovered' ? JSON.parse(record.body) : record;
    const numbers = journal.records.flatMap((record: RecordLines) => {
      const { kind, number } = parseHeader(inside(record).header) ?? {};
      return kind === 'sale' || kind === 'return' ? [number] : [];
    });
    expect(numbers.length).toBeGreaterThan(1);
    const { body } = await house.call('GET', `/api/v1/sales/history?storeId=${STORE_ID}&limit=100`);
    const known = body.items.map(({ receiptNumber }: { receiptNumber: string }) => receiptNumber);
    expect(known.filter((number: string) => numbers.includes(number)).sort()).toEqual(numbers.sort());
  });
});
