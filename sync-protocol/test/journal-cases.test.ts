import { describe, expect, test } from 'vitest';
import {
  base64,
  bytesToHex,
  ed25519PublicKey,
  headText,
  hexToBytes,
  type RecordLines,
  recordHash,
  signHead,
  verifyChain,
  verifyHead,
} from '../src/index.ts';
import cases from './cases/journal.json' with { type: 'json' };

type Hex = { seq: number; hashHex: string };
type Input = RecordLines & {
  prevHashHex: string;
  hashHex: string;
  ed25519SeedHex: string;
  journal: string;
  seq: number;
  records: RecordLines[];
  heads: Hex[];
};

function run(kind: string, input: Input): unknown {
  if (kind === 'record-hash')
    return { hashHex: bytesToHex(recordHash(hexToBytes(input.prevHashHex), input)) };
  if (kind === 'head-signature') return signedHead(input);
  if (kind === 'chain') return verifyChain({ ...input, heads: input.heads.map(fromHex) });
  throw new Error(`unknown kind ${kind}`);
}

const fromHex = ({ seq, hashHex }: Hex) => ({ seq, hash: hexToBytes(hashHex) });

function signedHead({ journal, seq, hashHex, ed25519SeedHex }: Input) {
  const head = { journal, seq, hash: base64(hexToBytes(hashHex)) };
  const publicKey = ed25519PublicKey(hexToBytes(ed25519SeedHex));
  const signed = signHead(head, hexToBytes(ed25519SeedHex));
  expect(verifyHead(signed, publicKey)).toBe(true);
  expect(verifyHead({ ...signed, seq: seq + 1 }, publicKey)).toBe(false);
  return {
    signedText: headText(head),
    publicKeyHex: bytesToHex(publicKey),
    signatureBase64: signed.signature,
  };
}

describe('S3: every vector of cases/journal.json is met', () => {
  test.each(cases)('$id $kind $note', ({ kind, input, expect: expected }) =>
    expect(run(kind, input as unknown as Input)).toEqual(expected),
  );
});
