import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from '../src/bytes.ts';
import { ed25519PublicKey } from '../src/crypto/ed25519.ts';
import { keyAt, succeed, successorOf } from '../src/records/device-keys.ts';

const edgeId = '0193a000-0000-7000-8000-00000000ed9e';
const secrets = [1, 2, 3, 4].map((byte) => new Uint8Array(32).fill(byte));
const keys = secrets.map(ed25519PublicKey);
const successions = secrets
  .slice(0, -1)
  .map((secret, index) => succeed(edgeId, base64(keys[index + 1] ?? new Uint8Array()), secret));

test('E12: from whatever key a cloud knows, the chain leads to the newest', () => {
  for (const key of keys) expect(successorOf(edgeId, key, successions)).toEqual(keys.at(-1));
});

test('E12: a chain with a link missing, turned about, altered or of another edge leads nobody past the break', () => {
  const [first = new Uint8Array(), second] = keys;
  const [one, two, three] = successions;
  if (!one || !two || !three) throw new Error('no successions');
  expect(successorOf(edgeId, first, [one, three])).toEqual(second);
  expect(successorOf(edgeId, first, [two, one])).toEqual(second);
  expect(successorOf(edgeId, first, [{ ...one, publicKey: two.publicKey }])).toEqual(first);
  expect(successorOf(edgeId.replace('0193', '0194'), first, successions)).toEqual(first);
  fc.assert(
    fc.property(fc.array(fc.record({ publicKey: fc.string(), signature: fc.base64String() })), (told) => {
      expect(successorOf(edgeId, first, told)).toEqual(first);
    }),
    { numRuns: 20 },
  );
});

test('E12: of each record the key is that which was in force when it was signed for', () => {
  const from = [
    { afterSeq: 0, publicKey: 'a' },
    { afterSeq: 7, publicKey: 'b' },
  ];
  expect([0, 1, 7, 8, 900].map((seq) => keyAt(from, seq))).toEqual([undefined, 'a', 'a', 'b', 'b']);
});
