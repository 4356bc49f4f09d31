import { base64, fromBase64 } from '@comptoir/sync-protocol/bytes';
import { successorOf } from '@comptoir/sync-protocol/records/device-keys';
import { base64url, importJWK, jwtVerify } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { newKeyPair } from './identity.ts';
import { OwnKey } from './own-key.ts';
import type { Identity } from './till-store.ts';

/** What the edge has in force, in base64; and what is on the till's disk. */
let inForce: string;
let kept: Identity;
/** What becomes of the next calls; then all are heard and answered. */
let faults: ('unheard' | 'unanswered')[];

beforeEach(async () => {
  const { privateKey, publicKeyJwk } = await newKeyPair();
  inForce = base64(base64url.decode(publicKeyJwk.x ?? ''));
  kept = { key: 'identity', terminalId: 't-1', registerId: 'r-1', registerNumber: '1', privateKey };
  faults = [];
});

const knows = async (token: string, key: string): Promise<boolean> => {
  const x = base64url.encode(fromBase64(key) ?? new Uint8Array());
  const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
  return jwtVerify(token, publicKey, { audience: 'edge', subject: 't-1' }).then(
    () => true,
    () => false,
  );
};
const started = () =>
  new OwnKey(kept, {
    keep: async (identity) => {
      kept = identity;
    },
    tell: async (token, successions) => {
      const fault = faults.shift();
      if (fault === 'unheard') return { is: 'unreachable' };
      const next = base64(successorOf('t-1', fromBase64(inForce) ?? new Uint8Array(), successions));
      if (!(await knows(token, next)))
        return { is: 'problem', problem: { type: 'bad-token', status: 401, members: {} } };
      inForce = next;
      return fault === 'unanswered' ? { is: 'unreachable' } : { is: 'ok', status: 204, body: null };
    },
  });
const isKnown = async (ownKey: OwnKey) => knows(await ownKey.token(), inForce);

test('E12: asked for another key, the till makes one, and signs with it once the edge has taken it', async () => {
  const [ownKey, before] = [started(), inForce];
  await Promise.all([ownKey.change(), ownKey.change()]);
  expect(inForce).not.toBe(before);
  expect(kept.successions).toHaveLength(1);
  expect(kept.privateKey.extractable).toBe(false);
  expect(await isKnown(ownKey)).toBe(true);
  expect(await isKnown(started())).toBe(true);
});

test.each(['unheard', 'unanswered'] as const)(
  'E12 E13: a change that stayed %s is finished after a reload, with one key',
  async (fault) => {
    faults = [fault];
    await started().change();
    const again = started();
    // Whom the edge does not know any more settles it; whom it knows is asked again.
    await (fault === 'unanswered' ? again.settle() : again.change());
    expect(await isKnown(again)).toBe(true);
    expect(kept.nextKey).toBeUndefined();
    expect(kept.successions).toHaveLength(1);
  },
);

test('E12: an edge that was restored to before two changes is led to the key of now', async () => {
  const [ownKey, first] = [started(), inForce];
  await ownKey.change();
  await ownKey.change();
  inForce = first;
  expect(await isKnown(ownKey)).toBe(false);
  await ownKey.settle();
  expect(await isKnown(ownKey)).toBe(true);
});

test('an edge that knows nothing of keys that follow goes on with the key of before', async () => {
  const ownKey = new OwnKey(kept, {
    keep: async (identity) => {
      kept = identity;
    },
    tell: async () => ({ is: 'problem', problem: { type: 'http-404', status: 404, members: {} } }),
  });
  await ownKey.change();
  expect(await isKnown(ownKey)).toBe(true);
  expect(await isKnown(started())).toBe(true);
});
