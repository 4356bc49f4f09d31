/** A link that is a key: who was mailed it reads the file, and nobody can guess it. Only its hash is kept. */
import { createHash, randomBytes } from 'node:crypto';

const secretBytes = 32;
export const sentPath = '/api/v1/reports/sent';

export const linkHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function newLink(gatewayUrl: string): Readonly<{ url: string; hash: Buffer }> {
  const secret = randomBytes(secretBytes).toString('base64url');
  return { url: new URL(`${sentPath}/${secret}`, gatewayUrl).href, hash: linkHash(secret) };
}
