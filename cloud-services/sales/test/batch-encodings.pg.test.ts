/** How batches may be packed, and what is refused before it fills the memory. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { utf8 } from '@comptoir/sync-protocol/bytes';
import { encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { batchDictionary, batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { columnEncoding, toColumns } from '@comptoir/sync-protocol/wire/columns';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
const refused = { status: 400, body: { type: '/problems/bad-frame' } };
const tooBig = { status: 413, body: { type: '/problems/too-big' } };

beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), `${inject('redisUrl')}/5`);
});
afterAll(() => house?.close());

const linesOf = ({ records }: Edge) => records.map(({ lines }) => lines);
const stored = (edge: Edge) =>
  house.rows<{ header: string; body: string }>(
    "select convert_from(header, 'UTF8') as header, convert_from(body, 'UTF8') as body from record where journal = $1 order by seq",
    [edge.journal],
  );

test('a gzip bomb and too many records are 413 before they fill the memory', async () => {
  const edge = await enrolledEdge(house, '031');
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, 0x20), { level: 9 });
  expect(bomb.length).toBeLessThan(1_048_576);
  expect(await edge.send(0, 1, { body: bomb })).toMatchObject(tooBig);
  const plain = await edge.send(0, 1, {
    body: new Uint8Array(1_200_000).fill(0x20),
    headers: { 'content-encoding': 'identity' },
  });
  expect(plain).toMatchObject(tooBig);
  for (let n = 0; n < 501; n += 1) edge.append('access.noted', {});
  expect(await edge.send(0)).toMatchObject(tooBig);
  expect((await edge.send(0, 500)).status).toBe(200);
});

test('S1: a batch packed with the protocol’s dictionary is read as any other; torn, without it, or a bomb, it is refused', async () => {
  const edge = await enrolledEdge(house, '032');
  edge.appendSale();
  expect((await edge.openSession()).body.encodings).toContain(batchEncoding);
  const frames = encodeRecords(linesOf(edge));
  const squeeze = (bytes: Uint8Array, dictionary: Uint8Array) =>
    new Uint8Array(deflateSync(bytes, { dictionary }));
  const squeezed = squeeze(frames, batchDictionary);
  const headers = { 'content-encoding': batchEncoding };
  const send = (body: Uint8Array<ArrayBuffer>) => edge.send(0, 2, { body, headers });
  expect(await send(squeezed.slice(0, squeezed.length / 2))).toMatchObject(refused);
  expect(await send(squeeze(frames, utf8('another one')))).toMatchObject(refused);
  expect(await send(squeeze(new Uint8Array(8 * 1_048_576), batchDictionary))).toMatchObject({
    status: 413,
  });
  expect(await send(squeezed)).toMatchObject({ status: 200, body: { seq: 2 } });
});

test('S1: a batch sent as columns is stored byte for byte, whatever its lines hold; torn, false, or a bomb, it is refused', async () => {
  const edge = await enrolledEdge(house, '033');
  for (let n = 0; n < 9; n += 1) edge.appendSale();
  edge.append('horoscope.read', '{ "not": "as we write",  "n": 1e3 }');
  expect((await edge.openSession()).body.encodings[0]).toBe(columnEncoding);
  const columns = Buffer.from(toColumns(linesOf(edge))).toString();
  const send = (text: string, cut = 0) => {
    const packed = new Uint8Array(brotliCompressSync(text));
    return edge.send(0, 11, {
      body: packed.slice(0, packed.length - cut),
      headers: { 'content-encoding': columnEncoding },
    });
  };
  expect(await send(columns, 9)).toMatchObject(refused);
  expect(await send(columns.slice(0, -3))).toMatchObject(refused);
  expect(await send(columns.replace('11\n', '12\n'))).toMatchObject(refused);
  expect(await send(`1\nh\n[1\n\n${'x'.repeat(8 * 1_048_576)}\n\n`)).toMatchObject(tooBig);
  expect(await send(columns.replace('2874', '1874'))).toMatchObject({
    status: 400,
    body: { type: '/problems/bad-chain' },
  });
  expect(await stored(edge)).toEqual([]);
  expect(await send(columns)).toMatchObject({ status: 200, body: { seq: 11 } });
  expect(await stored(edge)).toEqual(linesOf(edge).map(({ header, body }) => ({ header, body })));
});
