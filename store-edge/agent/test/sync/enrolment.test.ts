import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enrol } from '../../src/sync/enrolment.ts';
import { CloudServer } from './support/cloud-server.ts';
import { deviceKeySignature } from './support/verify.ts';

vi.setConfig({ testTimeout: 60_000 });

let cloud: CloudServer;
let dataDir: string;
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

beforeEach(async () => {
  cloud = new CloudServer();
  await cloud.listen();
  dataDir = mkdtempSync(join(tmpdir(), 'comptoir-enrol-'));
});
afterEach(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await cloud.close();
});

const enrolWith = (enrolmentCode: string | undefined) =>
  enrol({
    dataDir,
    cloudUrl: `http://127.0.0.1:${cloud.port}`,
    enrolmentCode,
    agentVersion: '0.1.0',
    log: quiet,
  });

test('a code is needed once; the key and the identity are kept, and only their owner can read them', async () => {
  const first = await enrolWith(cloud.code);
  const again = await enrolWith(undefined);
  const { publicKey } = first.keys.inForce;
  expect({ ...again, keys: again.keys.inForce.publicKey }).toEqual({ ...first, keys: publicKey });
  expect(cloud.devicePublicKey).toBe(publicKey);
  for (const file of ['device.key', 'enrolment.json'])
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, 'enrolment.json'), 'utf8')).not.toContain(
    readFileSync(join(dataDir, 'device.key'), 'utf8').trim(),
  );
});

test('the device key signs as RFC 8032 says, so that the cloud can check it', async () => {
  const { keys } = await enrolWith(cloud.code);
  expect(deviceKeySignature(keys.inForce, 'comptoir')).toBe(true);
});

test.each([
  ['no code', undefined, 'start it once with ENROLMENT_CODE'],
  ['an unknown code', 'WRONG', 'not known'],
])('%s: one sentence says what to do', async (_case, code, sentence) => {
  await expect(enrolWith(code)).rejects.toThrow(sentence);
});

test('a code that another device used is refused in a sentence', async () => {
  cloud.devicePublicKey = 'another';
  await expect(enrolWith(cloud.code)).rejects.toThrow('already used by another device');
});
