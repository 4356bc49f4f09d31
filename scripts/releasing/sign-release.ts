/** The manifest of a release that is laid out, and head office's signature under it. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  type ReleaseManifest,
  readManifest,
  releaseText,
  type SignedManifest,
} from '@comptoir/sync-protocol/releases/manifest';

/** Writes a new private key (PEM), readable by its owner alone. @returns the public key, as RELEASE_KEYS wants it. */
export function makeReleaseKey(path: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  return publicKeyOf(path);
}

/** Base64 of the raw 32 bytes: what stands at the end of the DER form. Source: RFC 8410, 4. */
export const publicKeyOf = (keyPath: string): string =>
  createPublicKey(readFileSync(keyPath))
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('base64');

/** Written beside the release's folder too: what is published is this very text. */
export function signRelease(home: string, version: string, keyPath: string): SignedManifest {
  const { platform, arch, versions } = process;
  const content: ReleaseManifest = {
    format: 1,
    version,
    platform: `${platform}-${arch}-${versions.modules}`,
    files: filesIn(home).map((path) => {
      const bytes = readFileSync(join(home, path));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path: path.split(sep).join('/'), bytes: bytes.length, sha256 };
    }),
  };
  const manifest = JSON.stringify(content);
  const key = createPrivateKey(readFileSync(keyPath));
  const signature = sign(null, Buffer.from(releaseText(manifest)), key).toString('base64');
  const signed = { manifest, signature };
  const read = readManifest(signed, [publicKeyOf(keyPath)]);
  if (!read.ok) throw new Error(`no store would take this release: ${read.detail}`);
  writeFileSync(`${home}.json`, JSON.stringify(signed));
  return signed;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
