/**
 * A house's own authority, and a certificate for each of its programs: short-lived, renewed when half of their life is over, so that
 * a stolen one is soon worth nothing. Programs look at their file by themselves (`service-kit/tls/identity`).
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityFile } from '@comptoir/service-kit/tls/identity-file';
import { readWhole, writeWhole } from '../home.ts';
import { type Issued, issue, newAuthority } from './certificate.ts';

export interface CertificatePlace {
  readonly directory: string;
  /** Who gets one: programs, not instances of them. */
  readonly identities: readonly string[];
  readonly lifeSeconds: number;
}

const authorityName = 'Comptoir house';
const authorityLifeMs = 10 * 365 * 86_400_000;
/** Clocks of a house may differ by so much. */
const earlierMs = 5 * 60_000;

export const identityPath = (directory: string, identity: string) => join(directory, `${identity}.json`);

/** @returns who got a new one. An authority that has ended or is not there is made anew, and with it all certificates. */
export function keepCertificates(place: CertificatePlace, now: Date): readonly string[] {
  mkdirSync(place.directory, { recursive: true, mode: 0o700 });
  const authority = authorityOf(place, now);
  return place.identities.filter((identity) => {
    const path = identityPath(place.directory, identity);
    const known = readWhole<IdentityFile>(path);
    if (known?.authorities === authority.certificate && isFresh(known.certificate, now)) return false;
    const made = issue(identity, authorityName, authority, {
      from: new Date(now.getTime() - earlierMs),
      until: new Date(now.getTime() + place.lifeSeconds * 1_000),
    });
    writeWhole(path, {
      authorities: authority.certificate,
      certificate: made.certificate,
      key: made.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    } satisfies IdentityFile);
    return true;
  });
}

/** Less than half of its life is over. */
function isFresh(pem: string, now: Date): boolean {
  const { validFrom, validTo } = new X509Certificate(pem);
  const [from, until] = [Date.parse(validFrom), Date.parse(validTo)];
  return now.getTime() < (from + until) / 2;
}

type KeptAuthority = Readonly<{ certificate: string; key: string }>;

function authorityOf({ directory, lifeSeconds }: CertificatePlace, now: Date): Issued {
  const path = join(directory, 'authority.json');
  const known = readWhole<KeptAuthority>(path);
  const endsAt = known ? Date.parse(new X509Certificate(known.certificate).validTo) : 0;
  // It must outlive what it signs.
  if (known && now.getTime() + lifeSeconds * 1_000 < endsAt)
    return { certificate: known.certificate, key: createPrivateKey(known.key) };
  const made = newAuthority(authorityName, {
    from: new Date(now.getTime() - earlierMs),
    until: new Date(now.getTime() + authorityLifeMs),
  });
  const key = made.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  writeWhole(path, { certificate: made.certificate, key } satisfies KeptAuthority);
  return made;
}
