/**
 * An archive of a store's journals: JSON lines, so that any program can read it. `archive` first; then for each journal a `journal` line,
 * its `head` lines and its `record` lines in order; `seal` last. The seal signs every line but the records: those are fixed by the chain from one
 * cosigned head to the other, so that a personal line may be erased in an archive too. Source: docs/verification.md.
 */
import { z } from 'zod';
import { base64, fromBase64, utf8 } from '../bytes.ts';
import { ed25519Sign, ed25519Verify } from '../crypto/ed25519.ts';
import { signedHead } from '../wire/calls.ts';

const base64Text = z.string();

export const archiveLine = z.object({
  type: z.literal('archive'),
  version: z.literal(1),
  /** For whoever opens the file in an editor. */
  notice: z.object({ fr: z.string(), en: z.string() }),
  store: z.object({ id: z.string(), code: z.string(), number: z.string(), name: z.string() }),
  /** Business dates, both included. */
  from: z.string(),
  to: z.string(),
  madeAt: z.iso.datetime(),
  /** Ed25519, raw: whose cosignatures and seal these are. */
  cloudPublicKey: base64Text,
});
export const journalLine = z.object({
  type: z.literal('journal'),
  /** The head before the first record here, and that of the last one, both signed by the cloud. */
  after: signedHead,
  last: signedHead,
  /** Of the edge that wrote it, the newest; none for registers of another make. */
  devicePublicKey: base64Text.nullable(),
  /** Which key signed from where on, oldest first. Absent in archives of before keys were changed: `devicePublicKey` signed all. */
  deviceKeys: z.array(z.object({ afterSeq: z.int().nonnegative(), publicKey: base64Text })).optional(),
});
/** Signed by the edge's device. */
export const headLine = signedHead.extend({ type: z.literal('head') });
export const recordLine = z.object({
  type: z.literal('record'),
  header: z.string(),
  body: z.string(),
  personal: z.string(),
  hash: base64Text,
});
export const sealLine = z.object({
  type: z.literal('seal'),
  records: z.int().nonnegative(),
  /** SHA-256 of all lines above but the records', each with its line end. */
  digest: base64Text,
  signature: base64Text,
});
export type ArchiveLine = z.infer<typeof archiveLine>;
export type JournalLine = z.infer<typeof journalLine>;
export type HeadLine = z.infer<typeof headLine>;
export type RecordLine = z.infer<typeof recordLine>;
export type SealLine = z.infer<typeof sealLine>;

const sealText = (digest: string, records: number): Uint8Array =>
  utf8(`comptoir/archive/1\n${digest}\n${records}\n`);

/** @param digest base64. @param secretKey 32 bytes, the cloud's. */
export const sealArchive = (digest: string, records: number, secretKey: Uint8Array): SealLine => ({
  type: 'seal',
  records,
  digest,
  signature: base64(ed25519Sign(sealText(digest, records), secretKey)),
});

export function isSealGenuine({ digest, records, signature }: SealLine, publicKey: Uint8Array): boolean {
  const bytes = fromBase64(signature);
  return bytes !== null && ed25519Verify(bytes, sealText(digest, records), publicKey);
}
