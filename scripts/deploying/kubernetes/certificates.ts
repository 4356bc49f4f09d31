/** The house's authority, kept by cert-manager: certificates that live a day, as those of scripts/system/certificates. */
import { lifeSeconds, programIdentities } from '../../system/certificates/house-certificates.ts';
import { type KubernetesObject, object } from './objects.ts';
import { certificateSecret } from './programs.ts';

const hours = (seconds: number) => `${seconds / 3_600}h`;
const authority = 'house-authority';
const issuedBy = (name: string) => ({ issuerRef: { kind: 'Issuer', name } });
const privateKey = { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' };

const certificateOf = (name: string) =>
  object('cert-manager.io/v1', 'Certificate', name, {
    spec: {
      secretName: certificateSecret(name),
      commonName: name,
      dnsNames: [name],
      // Who a program is to others. Source: service-kit/tls/identity.ts.
      uris: [`spiffe://comptoir/${name}`],
      usages: ['digital signature', 'server auth', 'client auth'],
      duration: hours(lifeSeconds),
      renewBefore: hours(lifeSeconds / 2),
      privateKey,
      ...issuedBy('house'),
    },
  });

export const certificateObjects: readonly KubernetesObject[] = [
  object('cert-manager.io/v1', 'Issuer', 'self', { spec: { selfSigned: {} } }),
  object('cert-manager.io/v1', 'Certificate', authority, {
    spec: {
      secretName: authority,
      commonName: 'Comptoir house',
      isCA: true,
      duration: hours(10 * 365 * 86_400),
      privateKey: { ...privateKey, rotationPolicy: 'Never' },
      ...issuedBy('self'),
    },
  }),
  object('cert-manager.io/v1', 'Issuer', 'house', { spec: { ca: { secretName: authority } } }),
  ...programIdentities.map(certificateOf),
];
