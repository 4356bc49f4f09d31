/**
 * Codes of the cards that this store issues: of a secret of its own and the value's id, so that a slip can be printed again and no
 * code lies on the disk. Source: docs/adr/0030.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseValueCode, valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import { sha256 } from '../journal/hash.ts';
import { readIfThere, writeSecret } from '../sync/secret-file.ts';

const codeBytes = 9;

export type ValueCodes = (valueId: string) => string;

export function openValueCodes(dataDir: string): ValueCodes {
  const path = join(dataDir, 'value-codes.key');
  let text = readIfThere(path);
  if (text === undefined) {
    text = randomBytes(32).toString('base64');
    writeSecret(path, text);
  }
  return valueCodesOf(Buffer.from(text, 'base64'));
}

export const valueCodesOf =
  (secret: Buffer): ValueCodes =>
  (valueId) =>
    valueCodeOf(createHmac('sha256', secret).update(valueId).digest().subarray(0, codeBytes));

/** In hex. */
export const hashOfCode = (code: string): string => sha256(code).toString('hex');

/** @returns null unless what was scanned or typed is a code. */
export function hashOfTyped(text: string): string | null {
  const code = parseValueCode(text);
  return code === null ? null : hashOfCode(code);
}
