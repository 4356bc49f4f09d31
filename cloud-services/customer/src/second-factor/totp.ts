/** Codes of an app that change each half minute. Source: RFC 6238, as authenticator apps know it (SHA-1, 6 digits, 30 s). */
import { Secret, TOTP } from 'otpauth';

const periodS = 30;
/** Source: RFC 4226, 4, R6: 160 bits are recommended. */
const secretBytes = 20;
/** A clock may be a period off, before or after. Source: RFC 6238, 5.2. */
const stepsOff = 1;

export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32;

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: 'Comptoir', label, secret: Secret.fromBase32(secret), period: periodS, digits: 6 });

/** What an app reads as a picture or a link. Source: Google Authenticator, "Key URI Format". */
export const totpUri = (secret: string, label: string): string => totpOf(secret, label).toString();

/** @returns the number of the period whose code this is; undefined when it is of none near `now`. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const off = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: stepsOff });
  return off === null ? undefined : Math.floor(now.getTime() / 1_000 / periodS) + off;
}
