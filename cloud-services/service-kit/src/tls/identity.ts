/**
 * Who a program is to others of its house: a short-lived certificate in a file that is written anew long before it ends. The file is
 * looked at each second; what it holds then is used from the next connection on, and no connection is cut.
 */
import { X509Certificate } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import type { PeerCertificate } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import { errorFields, type Logger } from '../logger.ts';
import { type IdentityFile, readIdentity, watchedFile } from './identity-file.ts';

export type Credentials = Readonly<{
  ca: string;
  cert: string;
  key: string;
  minVersion: 'TLSv1.3';
  ciphers: string;
}>;

/** The shorter key first: it costs a third less, and nobody breaks either. Source: BSI TR-02102-2, 3.4. */
const ciphers = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256';

export type Identity = Readonly<{
  /** `product` */
  name: string;
  credentials(): Credentials;
  /** When the certificate in force ends. */
  endsAt(): Date;
  /** @param listener is told of the next certificate, as soon as it is there. */
  onRenewal(listener: (credentials: Credentials) => void): void;
  close(): void;
}>;

const lookEveryMs = 1_000;

/** @throws Error when the file cannot be read, or holds something else. */
export function openIdentity(path: string, logger: Logger): Identity {
  let file = readIdentity(path);
  let credentials = credentialsIn(file);
  const name = nameIn(new X509Certificate(credentials.cert).subjectAltName);
  if (name === undefined) throw new Error(`${path} names nobody`);
  const listeners = new Set<(credentials: Credentials) => void>();
  const look = () => {
    try {
      const now = readIdentity(path);
      if (isDeepStrictEqual(now, file)) return;
      credentials = credentialsIn(now);
      file = now;
      for (const listener of listeners) listener(credentials);
    } catch (error) {
      logger.warn({ path, ...errorFields(error) }, 'the new certificate is not taken');
    }
  };
  const watched = watchedFile(path);
  watchFile(watched, { interval: lookEveryMs }, look);
  return {
    name,
    credentials: () => credentials,
    endsAt: () => new Date(new X509Certificate(credentials.cert).validTo),
    onRenewal: (listener) => void listeners.add(listener),
    close: () => unwatchFile(watched, look),
  };
}

function credentialsIn({ authorities, certificate, key }: IdentityFile): Credentials {
  return { ca: authorities, cert: certificate, key, minVersion: 'TLSv1.3', ciphers };
}

/** @returns whose certificate it is, once its chain was checked. */
export const nameOf = (peer: PeerCertificate): string | undefined => nameIn(peer.subjectaltname);

/** The identity stands in the certificate as a URI. Source: SPIFFE ID, 2. */
const nameIn = (alternativeNames = ''): string | undefined =>
  /(?:^|, )URI:spiffe:\/\/comptoir\/([a-z]+)(?:,|$)/.exec(alternativeNames)?.[1];
