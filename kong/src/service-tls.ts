/** With which certificate the gateway comes to a service, and whom it takes for that service. */
import { createHash } from 'node:crypto';
import { checkServerIdentity, createSecureContext, type PeerCertificate, type SecureContext } from 'node:tls';
import type { Declaration, Service } from './declaration.ts';

export interface ServiceTls {
  /** Taken apart once: for each connection anew, certificates cost more than the rest of it. */
  readonly secureContext: SecureContext;
  readonly checkServerIdentity: (host: string, certificate: PeerCertificate) => Error | undefined;
  /** Differs when a certificate was renewed: connections keep what they were made with. */
  readonly version: string;
}

/** By whom a Redis is known that is spoken to over TLS. */
export const redisTls = ({ ca_certificates = [] }: Declaration) => ({
  ca: ca_certificates.map(({ cert }) => cert).join(''),
  minVersion: 'TLSv1.3' as const,
});

/** @returns undefined for a service that is spoken to in the clear. @throws Error when certificate and key are none, or not of each other. */
export function serviceTls(declaration: Declaration, service: Service): ServiceTls | undefined {
  if (service.protocol === 'http') return undefined;
  const { certificates = [], ca_certificates = [], upstreams } = declaration;
  const own = certificates.find(({ id }) => id === service.client_certificate);
  const authorities = ca_certificates.filter(({ id }) => service.ca_certificates?.includes(id));
  const name = upstreams.find((upstream) => upstream.name === service.host)?.host_header ?? service.host;
  if (own === undefined || authorities.length === 0)
    throw new Error(`the file was loaded without the certificates of ${service.name}`);
  const ca = authorities.map(({ cert }) => cert).join('');
  return {
    secureContext: createSecureContext({ ca, cert: own.cert, key: own.key, minVersion: 'TLSv1.3' }),
    // Targets are addresses; who answers there is told by name.
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    version: createHash('sha256').update(ca).update(own.cert).digest('hex'),
  };
}
