/**
 * Keeps the gateway's file: kong/kong.yml, filled with this machine's addresses, this home's secrets, and the public keys
 * of those who sign tokens. Kong's jwt plugin holds keys, it fetches none: so whoever runs it brings it the new ones.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';
import { parse } from 'yaml';
import { type KongValues, renderKong } from './kong-render.ts';
import { type TokenKey, tokenKeysAt } from './token-keys.ts';

/** Plain data, so that it can lie in a file: whoever has another Kong to feed writes one by hand. */
export interface KongPlace {
  /** kong/kong.yml. */
  readonly template: string;
  readonly output: string;
  readonly values: KongValues;
  /** Name of a value to the address of the JWK set that gives it. */
  readonly signers: Readonly<Record<string, string>>;
  /** Paths of certificates: the gateway's own, which goes into the file, and that with which signers are asked. */
  readonly identities: Readonly<{ gateway: string; keeper: string }>;
  /** Gets the house's authority, in PEM: a real Kong's probes trust a file (`lua_ssl_trusted_certificate`), not what kong.yml says. */
  readonly authorityFile?: string;
}

/** @returns the SHA-256 of the file, by which the gateway tells which one is in force. */
export async function writeKong(place: KongPlace): Promise<string> {
  const { template, output, values, signers, identities, authorityFile } = place;
  const before = keysIn(output);
  const keys = Object.entries(signers).map(async ([name, address]) => {
    // A signer that is away for a moment must not be forgotten.
    const known = before[name] ?? [];
    return [name, await tokenKeysAt(address, identities.keeper).catch(() => known)] as const;
  });
  const certificates = certificateValues(identities.gateway);
  // Before the other: whoever waits for that one finds both.
  if (authorityFile) replaceIfOther(authorityFile, certificates.houseAuthority);
  const all = {
    ...values,
    ...certificates,
    ...Object.fromEntries(await Promise.all(keys)),
  };
  const rendered = renderKong(readFileSync(template, 'utf8'), all);
  replaceIfOther(output, rendered);
  return createHash('sha256').update(rendered).digest('hex');
}

function replaceIfOther(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, path);
}

function certificateValues(path: string) {
  const {
    authorities: houseAuthority,
    certificate: gatewayCertificate,
    key: gatewayCertificateKey,
  } = readIdentity(path);
  return { houseAuthority, gatewayCertificate, gatewayCertificateKey };
}

/** Consumer `sales` has the keys that the template calls salesTokenKeys. */
function keysIn(output: string): Readonly<Record<string, readonly TokenKey[]>> {
  if (!existsSync(output)) return {};
  const { consumers = [] }: { consumers?: { username: string; jwt_secrets?: TokenKey[] }[] } = parse(
    readFileSync(output, 'utf8'),
  );
  return Object.fromEntries(
    consumers.map(({ username, jwt_secrets = [] }) => [`${username}TokenKeys`, jwt_secrets]),
  );
}
