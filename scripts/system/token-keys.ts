/** Public keys that check tokens, from whoever signs them, in the form in which Kong's jwt plugin holds them. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { json } from 'node:stream/consumers';
import { callHouse } from './certificates/house-call.ts';

/** A row of `jwt_secrets`. */
export interface TokenKey {
  readonly key: string;
  readonly algorithm: 'EdDSA';
  /** PEM. */
  readonly rsa_public_key: string;
}

const answerTimeoutMs = 3_000;

/**
 * @param address of a JWK set, which holds the keys of now and those to come: so that a new one is known before it signs.
 * @param keeper path of the certificate with which it is asked for.
 */
export async function tokenKeysAt(address: string, keeper: string): Promise<readonly TokenKey[]> {
  const answer = await callHouse(address, keeper, { timeoutMs: answerTimeoutMs });
  if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}`);
  const { keys } = (await json(answer)) as { keys: readonly (JsonWebKey & { kid: string })[] };
  return keys
    .map(({ kid, ...jwk }) => ({
      key: kid,
      algorithm: 'EdDSA' as const,
      rsa_public_key: createPublicKey({ key: jwk, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
