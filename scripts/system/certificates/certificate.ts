/**
 * X.509 certificates of a house's own authority: P-256 keys, one level, for servers and clients alike. Nothing in Node makes one, and
 * a library for it brings twenty packages for these few fields. Source: RFC 5280.
 */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { bits, integer, objectId, octets, sequence, set, tagged, time, utf8, yes } from './der.ts';

export type Issued = Readonly<{ certificate: string; key: KeyObject }>;
export type Validity = Readonly<{ from: Date; until: Date }>;

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const commonName = (name: string) => sequence(set(sequence(objectId('2.5.4.3'), utf8(name))));

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const publicKeyOf = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' });
/** Names a key. Source: RFC 7093, 2, method 1. */
const keyId = (key: KeyObject) => createHash('sha256').update(publicKeyOf(key)).digest().subarray(0, 20);

type Extension = Readonly<{ id: string; critical?: true; value: Buffer }>;

function signed(
  told: Readonly<{
    subject: string;
    key: KeyObject;
    issuer: string;
    issuerKey: KeyObject;
    validity: Validity;
    extensions: readonly Extension[];
  }>,
): string {
  const { subject, key, issuer, issuerKey, validity, extensions } = told;
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // Version 3.
    integer(serial),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(time(validity.from), time(validity.until)),
    commonName(subject),
    publicKeyOf(key),
    tagged(
      0xa3,
      sequence(
        ...extensions.map(({ id, critical, value }) =>
          sequence(objectId(id), ...(critical ? [yes] : []), octets(value)),
        ),
        sequence(objectId('2.5.29.14'), octets(octets(keyId(key)))),
        sequence(objectId('2.5.29.35'), octets(sequence(tagged(0x80, keyId(issuerKey))))),
      ),
    ),
  );
  const der = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, issuerKey)));
  const lines = der.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** May sign certificates of programs, and no further authority. */
export function newAuthority(name: string, validity: Validity): Issued {
  const key = newKey();
  const extensions: Extension[] = [
    { id: '2.5.29.19', critical: true, value: sequence(yes, integer(Buffer.from([0]))) },
    { id: '2.5.29.15', critical: true, value: bits(Buffer.from([0b0000_0110]), 1) }, // keyCertSign, cRLSign
  ];
  return {
    key,
    certificate: signed({ subject: name, key, issuer: name, issuerKey: key, validity, extensions }),
  };
}

/**
 * @param identity who shows it: its common name, and `spiffe://comptoir/<identity>`; it serves at this machine's loopback.
 * @param issuer the authority's common name.
 */
export function issue(identity: string, issuer: string, authority: Issued, validity: Validity): Issued {
  const key = newKey();
  const names = [
    tagged(0x82, Buffer.from('localhost')),
    tagged(0x82, Buffer.from(identity)),
    tagged(0x87, Buffer.from([127, 0, 0, 1])),
    tagged(0x86, Buffer.from(`spiffe://comptoir/${identity}`)),
  ];
  const extensions: Extension[] = [
    { id: '2.5.29.19', critical: true, value: sequence() },
    { id: '2.5.29.15', critical: true, value: bits(Buffer.from([0b1000_0000]), 7) }, // digitalSignature
    {
      id: '2.5.29.37',
      value: sequence(objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2')), // serverAuth, clientAuth
    },
    { id: '2.5.29.17', value: sequence(...names) },
  ];
  return {
    key,
    certificate: signed({ subject: identity, key, issuer, issuerKey: authority.key, validity, extensions }),
  };
}
