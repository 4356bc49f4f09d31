/**
 * Who this till is: an Ed25519 key made here, never to leave the browser, with whose public half it was paired once.
 * Every call carries a token that the till signs itself, by the edge's clock: one that was set wrong here stops no call. Source: store-edge/agent/src/api.ts, Credentials.
 */
import { exportJWK, SignJWT } from 'jose';
import { edgeNowMs } from './edge-time.ts';
import type { Identity } from './till-store.ts';

/** Short, since a copied token is worth a till for as long as it lives. The edge admits five minutes at most. */
const lifetimeSeconds = 240;
/** A token is not used in its last moments: the call must still arrive. */
const marginSeconds = 30;

export async function newKeyPair() {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('the browser made no key pair');
  // A public key may always be exported.
  return { privateKey: pair.privateKey, publicKeyJwk: await exportJWK(pair.publicKey) };
}

export type TokenSource = () => Promise<string>;

export function tokenSource({ terminalId, privateKey }: Identity): TokenSource {
  let kept: { token: string; from: number; until: number } | null = null;
  return async () => {
    const now = Math.floor(edgeNowMs() / 1_000);
    // One that was signed before a clock jumped lies in the past or in the future.
    if (kept && kept.from <= now && now < kept.until - marginSeconds) return kept.token;
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', kid: terminalId, typ: 'JWT' })
      .setIssuer(terminalId)
      .setSubject(terminalId)
      .setAudience('edge')
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(privateKey);
    kept = { token, from: now, until: now + lifetimeSeconds };
    return token;
  };
}
