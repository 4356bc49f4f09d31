import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import {
  bytesToHex,
  canonicalizeText,
  canonicalJson,
  canonicalNumber,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  hexToBytes,
  parseStrictJson,
  parseUuid7,
  utf8,
} from '../src/index.ts';
import cases from './cases/jcs.json' with { type: 'json' };

type Input = Record<string, string>;
const hex = (input: Input, name: string) => hexToBytes(input[name] ?? '');

const runners: Record<string, (input: Input) => unknown> = {
  canonical: ({ json = '' }) => {
    const result = canonicalizeText(json);
    const canonical = result.ok ? result.canonical : result.message;
    return { canonical, utf8Hex: bytesToHex(utf8(canonical)), sha256: bytesToHex(sha256(utf8(canonical))) };
  },
  number: (input) => {
    const value = new DataView(hex(input, 'ieee754Hex').buffer).getFloat64(0);
    if (!Number.isFinite(value)) {
      expect(() => canonicalJson(value)).toThrow('not a JSON number');
      return { error: true };
    }
    return { text: canonicalNumber(value) };
  },
  refused: ({ json = '' }) => ({ error: !parseStrictJson(json).ok }),
  ed25519: (input) => ({
    publicKeyHex: bytesToHex(ed25519PublicKey(hex(input, 'secretKeyHex'))),
    signatureHex: bytesToHex(ed25519Sign(hex(input, 'messageHex'), hex(input, 'secretKeyHex'))),
  }),
  'ed25519-verify': (input) => ({
    ok: ed25519Verify(hex(input, 'signatureHex'), hex(input, 'messageHex'), hex(input, 'publicKeyHex')),
  }),
  uuidv7: ({ text = '' }) => {
    const parsed = parseUuid7(text);
    return parsed.ok ? { ...parsed, time: new Date(parsed.unixMs).toISOString() } : parsed;
  },
};

describe('every vector of cases/jcs.json is met', () => {
  test.each(cases)('$id $kind $note', ({ kind, input, expect: expected }) =>
    expect(runners[kind]?.(input as unknown as Input)).toEqual(expected),
  );
});
