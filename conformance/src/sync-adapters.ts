/** The kinds of `journal.json` and `jcs.json`, through the sync protocol's public functions. */
import { createHash } from 'node:crypto';
import {
  base64,
  bytesToHex,
  canonicalizeText,
  canonicalNumber,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  headText,
  hexToBytes,
  parseUuid7,
  recordHash,
  signHead,
  utf8,
  verifyChain,
  verifyHead,
} from '@comptoir/sync-protocol';
import * as z from 'zod';
import type { Adapter } from './adapter.ts';

const recordLines = z.object({ header: z.string(), body: z.string(), personal: z.string() });

const forms = {
  recordHash: recordLines.extend({ prevHashHex: z.string() }),
  headSignature: z.object({
    journal: z.string(),
    seq: z.int(),
    hashHex: z.string(),
    ed25519SeedHex: z.string(),
  }),
  chain: z.object({
    journal: z.string(),
    records: z.array(recordLines),
    heads: z.array(z.object({ seq: z.int(), hashHex: z.string() })),
  }),
  json: z.object({ json: z.string() }),
  number: z.object({ ieee754Hex: z.string().regex(/^[0-9a-f]{16}$/i) }),
  sign: z.object({ secretKeyHex: z.string(), messageHex: z.string() }),
  verify: z.object({ publicKeyHex: z.string(), messageHex: z.string(), signatureHex: z.string() }),
  uuid: z.object({ text: z.string() }),
};

const asItIs = (value: unknown): unknown => value;

export const syncAdapters = {
  'record-hash': { run: runRecordHash, normalise: asItIs },
  'head-signature': { run: runHeadSignature, normalise: asItIs },
  chain: { run: runChain, normalise: withLastBadSeq },
  canonical: { run: runCanonical, normalise: asItIs },
  number: { run: runNumber, normalise: asItIs },
  refused: { run: runCanonical, normalise: asItIs },
  ed25519: { run: runSign, normalise: asItIs },
  'ed25519-verify': { run: runVerify, normalise: asItIs },
  uuidv7: { run: runUuid7, normalise: asItIs },
} satisfies Record<string, Adapter>;

function runRecordHash(input: unknown): unknown {
  const { prevHashHex, ...lines } = forms.recordHash.parse(input);
  return { hashHex: bytesToHex(recordHash(hexToBytes(prevHashHex), lines)) };
}

function runHeadSignature(input: unknown): unknown {
  const { journal, seq, hashHex, ed25519SeedHex } = forms.headSignature.parse(input);
  const head = { journal, seq, hash: base64(hexToBytes(hashHex)) };
  const seed = hexToBytes(ed25519SeedHex);
  const signed = signHead(head, seed);
  if (!verifyHead(signed, ed25519PublicKey(seed))) return { error: 'our own signature does not verify' };
  return {
    signedText: headText(head),
    publicKeyHex: bytesToHex(ed25519PublicKey(seed)),
    signatureBase64: signed.signature,
  };
}

function runChain(input: unknown): unknown {
  const { journal, records, heads } = forms.chain.parse(input);
  return verifyChain({
    journal,
    records,
    heads: heads.map(({ seq, hashHex }) => ({ seq, hash: hexToBytes(hashHex) })),
  });
}

/** A verdict that names one record and one that names a range must not pass for each other. */
function withLastBadSeq(value: unknown): unknown {
  return typeof value === 'object' ? { lastBadSeq: null, ...value } : value;
}

function runCanonical(input: unknown): unknown {
  const result = canonicalizeText(forms.json.parse(input).json);
  if (!result.ok) return { error: true };
  const bytes = utf8(result.canonical);
  return {
    canonical: result.canonical,
    utf8Hex: bytesToHex(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function runNumber(input: unknown): unknown {
  const { ieee754Hex } = forms.number.parse(input);
  const value = Buffer.from(ieee754Hex, 'hex').readDoubleBE();
  try {
    return { text: canonicalNumber(value) };
  } catch {
    return { error: true };
  }
}

function runSign(input: unknown): unknown {
  const { secretKeyHex, messageHex } = forms.sign.parse(input);
  const secretKey = hexToBytes(secretKeyHex);
  return {
    publicKeyHex: bytesToHex(ed25519PublicKey(secretKey)),
    signatureHex: bytesToHex(ed25519Sign(hexToBytes(messageHex), secretKey)),
  };
}

function runVerify(input: unknown): unknown {
  const { publicKeyHex, messageHex, signatureHex } = forms.verify.parse(input);
  return { ok: ed25519Verify(hexToBytes(signatureHex), hexToBytes(messageHex), hexToBytes(publicKeyHex)) };
}

function runUuid7(input: unknown): unknown {
  const parsed = parseUuid7(forms.uuid.parse(input).text);
  return parsed.ok ? { ...parsed, time: new Date(parsed.unixMs).toISOString() } : parsed;
}
