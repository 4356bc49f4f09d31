import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { base64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519PublicKey, ed25519Sign } from '@comptoir/sync-protocol/crypto/ed25519';
import { releaseText } from '@comptoir/sync-protocol/releases/manifest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Edge } from './support/edge.ts';
import { type House, openHouse } from './support/house.ts';
import { storeOf } from './support/store.ts';

let house: House;
const store = randomUUID();
const releaseKey = randomBytes(32);
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'), {
    RELEASE_KEYS: base64(ed25519PublicKey(releaseKey)),
  });
  await house.call('PUT', `/api/v1/sales/stores/${store}`, storeOf(store, '012'));
});
afterAll(() => house?.close());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function putFile(bytes: Uint8Array<ArrayBuffer>, sha256 = hashOf(bytes)): Promise<number> {
  const response = await fetch(`${house.address}/api/v1/sales/release-files/${sha256}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${house.token}`, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  return response.status;
}

function signed(version: string, files: readonly Uint8Array[], key: Uint8Array = releaseKey) {
  const manifest = JSON.stringify({
    format: 1,
    version,
    platform: 'linux-x64-115',
    files: files.map((bytes, at) => ({
      path: `agent/file-${at}.mjs`,
      bytes: bytes.length,
      sha256: hashOf(bytes),
    })),
  });
  return { manifest, signature: base64(ed25519Sign(utf8(releaseText(manifest)), key)) };
}

async function published(version: string, ring?: string): Promise<void> {
  const bytes = randomBytes(40);
  expect(await putFile(bytes)).toBe(204);
  expect(await house.call('POST', '/api/v1/sales/releases', signed(version, [bytes]))).toMatchObject({
    status: 201,
    body: { version },
  });
  if (ring) await move(version, ring);
}

const move = async (version: string, ring: string) =>
  expect(
    (await house.call('PUT', `/api/v1/sales/releases/${version}/ring`, { ring })).status,
    `${version} to ${ring}`,
  ).toBe(204);

async function newEdge(ring?: string): Promise<Edge> {
  const { body } = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId: store });
  const edge = new Edge(house.address, store);
  await edge.enrol(body.code);
  if (ring)
    expect((await house.call('PUT', `/api/v1/sales/edges/${edge.edgeId}/ring`, { ring })).status).toBe(204);
  return edge;
}

const wantedBy = async (edge: Edge, agentVersion: string) =>
  (await edge.openSession(undefined, { agentVersion })).body.release?.version;

test('E18: a release is taken whole, signed by the release key, and never changes', async () => {
  const [bytes, other] = [randomBytes(3_000_000), randomBytes(10)];
  const release = signed('0.1.5', [bytes, other]);
  expect(await putFile(bytes, hashOf(other))).toBe(422);
  expect(await putFile(bytes)).toBe(204);
  expect(await house.call('POST', '/api/v1/sales/releases', release)).toMatchObject({
    status: 422,
    body: { type: '/problems/files-missing', missing: [hashOf(other)] },
  });
  await putFile(other);
  const stranger = signed('0.1.5', [bytes, other], randomBytes(32));
  expect(await house.call('POST', '/api/v1/sales/releases', stranger)).toMatchObject({
    status: 422,
    body: { type: '/problems/bad-signature' },
  });
  for (const _ of ['once', 'again'])
    expect((await house.call('POST', '/api/v1/sales/releases', release)).status).toBe(201);
  expect(await house.call('POST', '/api/v1/sales/releases', signed('0.1.5', [other]))).toMatchObject({
    status: 409,
    body: { type: '/problems/version-taken' },
  });

  const manifest = await fetch(`${house.address}/api/v1/sync/releases/0.1.5`);
  expect(await manifest.json()).toEqual(release);
  const address = `${house.address}/api/v1/sync/release-files/${hashOf(bytes)}`;
  const whole = await fetch(address);
  expect(hashOf(new Uint8Array(await whole.arrayBuffer()))).toBe(hashOf(bytes));
  const rest = await fetch(address, { headers: { range: 'bytes=2999990-' } });
  expect([rest.status, rest.headers.get('content-range')]).toEqual([206, 'bytes 2999990-2999999/3000000']);
  expect(Buffer.from(await rest.arrayBuffer())).toEqual(bytes.subarray(-10));
  expect((await fetch(address, { headers: { range: 'bytes=3000000-' } })).status).toBe(416);
});

test('E18: a release goes to canaries, then to early stores, then to all; withdrawn, no further store gets it', async () => {
  const [canary, early, usual] = [await newEdge('canary'), await newEdge('early'), await newEdge()];
  const wanted = async () => [
    await wantedBy(canary, '0.1.0'),
    await wantedBy(early, '0.1.0'),
    await wantedBy(usual, '0.1.0'),
  ];
  await published('0.2.0');
  const before = await wanted();
  expect([before[0], before[2]]).toEqual(['0.2.0', undefined]);
  await move('0.2.0', 'early');
  expect(await wanted()).toEqual(['0.2.0', '0.2.0', undefined]);
  await move('0.2.0', 'all');
  expect(await wanted()).toEqual(['0.2.0', '0.2.0', '0.2.0']);
  expect(await wantedBy(usual, '0.2.0')).toBeUndefined();

  await published('0.2.1');
  expect(await wanted()).toEqual(['0.2.1', '0.2.0', '0.2.0']);
  expect((await house.call('POST', '/api/v1/sales/releases/0.2.1/withdraw')).status).toBe(204);
  expect(await wanted()).toEqual(['0.2.0', '0.2.0', '0.2.0']);
  expect((await fetch(`${house.address}/api/v1/sync/releases/0.2.1`)).status).toBe(404);
  const { body } = await house.call('GET', '/api/v1/sales/releases');
  expect(body.items).toContainEqual(
    expect.objectContaining({ version: '0.2.1', withdrawnAt: expect.any(String) }),
  );
});

test('E18: three lines behind, an edge is told to upgrade and to what; what it could not run is seen at head office', async () => {
  const edge = await newEdge();
  expect((await edge.openSession()).status).toBe(200);
  for (const version of ['0.3.0', '0.4.0', '0.5.0', '0.5.1']) await published(version, 'all');
  const failedRelease = {
    version: '0.5.1',
    why: 'it ended before it answered',
    at: '2026-11-24T13:00:00.000Z',
  };
  expect(await edge.openSession(undefined, { agentVersion: '0.2.9', failedRelease })).toMatchObject({
    status: 426,
    body: { type: '/problems/upgrade', release: { version: '0.5.1' } },
  });
  expect((await edge.openSession(undefined, { agentVersion: '0.3.0', failedRelease })).status).toBe(200);
  const { body } = await house.call('GET', '/api/v1/sales/edges');
  expect(body.items).toContainEqual(
    expect.objectContaining({
      edgeId: edge.edgeId,
      agentVersion: '0.3.0',
      release: { ring: 'all', wantedVersion: '0.5.1', failed: failedRelease },
    }),
  );
});

test('E18: releases are head office’s alone', async () => {
  const call = (path: string, method: string) =>
    fetch(`${house.address}${path}`, { method, headers: { 'content-type': 'application/json' }, body: '{}' });
  expect((await call('/api/v1/sales/releases', 'POST')).status).toBe(401);
  expect((await call('/api/v1/sales/releases/0.2.0/withdraw', 'POST')).status).toBe(401);
  expect((await call('/api/v1/sales/releases/0.2.0/ring', 'PUT')).status).toBe(401);
  expect(
    (await house.call('PUT', `/api/v1/sales/edges/${randomUUID()}/ring`, { ring: 'early' })).status,
  ).toBe(404);
});
