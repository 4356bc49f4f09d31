/**
 * What a store may spend of others' promises while it is cut off, and until when; signed by head office, so that nobody at the store
 * can raise it. Source: docs/adr/0030.
 */
import { amountMinor, currency } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { base64, fromBase64, utf8, utf8Text } from '../bytes.ts';
import { ed25519Sign, ed25519Verify } from '../crypto/ed25519.ts';

export const allowance = z.strictObject({
  allowanceId: z.uuid(),
  storeId: z.string(),
  currency,
  /** Of all that is spent under it. */
  amountMinor: amountMinor.nonnegative(),
  expiresAt: z.iso.datetime(),
});
export type Allowance = z.infer<typeof allowance>;

const domain = 'comptoir/allowance/1\n';

/** @param secretKey of the cloud's cosignatures. */
export function signAllowance(given: Allowance, secretKey: Uint8Array): string {
  const text = JSON.stringify(given);
  return `${base64(utf8(text))}.${base64(ed25519Sign(utf8(domain + text), secretKey))}`;
}

/** @returns null unless head office signed it. Whether it still holds is for the reader's clock. */
export function readAllowance(token: string, publicKey: Uint8Array): Allowance | null {
  const [content = '', signed = '', more] = token.split('.');
  const [bytes, signature] = [fromBase64(content), fromBase64(signed)];
  const text = bytes && utf8Text(bytes);
  if (more !== undefined || !text || !signature) return null;
  if (!ed25519Verify(signature, utf8(domain + text), publicKey)) return null;
  const parsed = allowance.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
