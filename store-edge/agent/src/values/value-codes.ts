/**
 * Codes of the cards and badges that this store issues: of a secret of its own and the value's id, so that a slip can be printed again and no
 * code lies on the disk. Source: docs/adr/0030.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { badgeCodeOf } from '@comptoir/sync-protocol/ids/badge-code';
import { parseValueCode, valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import { sha256 } from '../journal/hash.ts';
import { readIfThere, writeSecret } from '../sync/secret-file.ts';

const codeBytes = 9;
const badgeBytes = 13;

/** Of something that this store made, by its id. */
export type StoreCodes = (id: string) => string;

export function openStoreCodes(dataDir: string): Readonly<{ values: StoreCodes; badges: StoreCodes }> {
  const path = join(dataDir, 'value-codes.key');
  let text = readIfThere(path);
  if (text === undefined) {
    text = randomBytes(32).toString('base64');
    writeSecret(path, text);
  }
  const secret = Buffer.from(text, 'base64');
  return { values: valueCodesOf(secret), badges: badgeCodesOf(secret) };
}

export const valueCodesOf =
  (secret: Buffer): StoreCodes =>
  (valueId) =>
    valueCodeOf(createHmac('sha256', secret).update(valueId).digest().subarray(0, codeBytes));

const badgeCodesOf =
  (secret: Buffer): StoreCodes =>
  (badgeId) =>
    badgeCodeOf(createHmac('sha256', secret).update(`badge/${badgeId}`).digest().subarray(0, badgeBytes));

/** In hex. */
export const hashOfCode = (code: string): string => sha256(code).toString('hex');

/** @returns null unless what was scanned or typed is a code. */
export function hashOfTyped(text: string): string | null {
  const code = parseValueCode(text);
  return code === null ? null : hashOfCode(code);
}
