/** Heads: how far a journal goes, signed by the edge and cosigned by the cloud. Source: docs/sync-protocol.md, Records. */
import { base64, fromBase64, utf8 } from '../bytes.ts';
import { ed25519Sign, ed25519Verify } from '../crypto/ed25519.ts';
import type { Head, SignedHead } from '../wire/calls.ts';

/** The text that a head's signature covers; `hash` in base64. */
export const headText = ({ journal, seq, hash }: Head): string =>
  `comptoir/head/1\n${journal}\n${seq}\n${hash}\n`;

/** @param secretKey 32 bytes, of the edge's device key or, for a cosignature, of the cloud. */
export function signHead(head: Head, secretKey: Uint8Array): SignedHead {
  const { journal, seq, hash } = head;
  return { journal, seq, hash, signature: base64(ed25519Sign(utf8(headText(head)), secretKey)) };
}

export function verifyHead(head: SignedHead, publicKey: Uint8Array): boolean {
  const signature = fromBase64(head.signature);
  return signature !== null && ed25519Verify(signature, utf8(headText(head)), publicKey);
}

/** Header `Sync-Head`: `seq SP hash SP signature`. */
export const formatSyncHead = ({ seq, hash, signature }: SignedHead): string => `${seq} ${hash} ${signature}`;

/** @returns null if the text is not a head. The journal is the one of the path. */
export function parseSyncHead(journal: string, text: string): SignedHead | null {
  const match = /^(0|[1-9]\d{0,14}) ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9+/]{86}==)$/.exec(text);
  if (!match) return null;
  const [, seq = '', hash = '', signature = ''] = match;
  return { journal, seq: Number(seq), hash, signature };
}

/** What an edge signs to begin a session. Source: docs/sync-protocol.md, Up. */
export const sessionText = (edgeId: string, nonce: string): string =>
  `comptoir/session/1\n${edgeId}\n${nonce}\n`;
