/**
 * A release is what a store runs: agent, till and back office, as files. Its manifest names each with its SHA-256 and is signed by head
 * office's release key, so that neither the cloud nor the way to the store has to be trusted. Source: docs/releases.md.
 */
import { z } from 'zod';
import { fromBase64, utf8 } from '../bytes.ts';
import { ed25519Verify } from '../crypto/ed25519.ts';
import { versionText } from './version.ts';

export const releaseFileBytesMax = 8 * 1_048_576;
const filesMax = 2_000;

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');

/** Below the release's folder: no step out of it, nothing hidden, one spelling. */
const releasePath = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9@_][A-Za-z0-9@_.-]*(\/[A-Za-z0-9@_][A-Za-z0-9@_.-]*)*$/, 'must be a path inside');

const releaseFile = z.object({
  path: releasePath,
  bytes: z.int().nonnegative().max(releaseFileBytesMax),
  sha256: sha256Hex,
});
export type ReleaseFile = z.infer<typeof releaseFile>;

/** Unknown members are ignored; what a reader must understand raises `format`. */
export const releaseManifest = z.object({
  format: z.literal(1),
  version: versionText,
  /** `process.platform`, `process.arch` and `process.versions.modules`: what its native addons were built for. */
  platform: z.string().max(40),
  files: z
    .array(releaseFile)
    .min(1)
    .max(filesMax)
    .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, 'a path stands twice'),
});
export type ReleaseManifest = z.infer<typeof releaseManifest>;

/** As it travels: the very text that was signed. */
export const signedManifest = z.object({ manifest: z.string().max(1_000_000), signature: z.string() });
export type SignedManifest = z.infer<typeof signedManifest>;

/** What the Ed25519 signature of the release key covers. */
export const releaseText = (manifest: string): string => `comptoir/release/1\n${manifest}`;

export type ReadManifest =
  | Readonly<{ ok: true; manifest: ReleaseManifest }>
  | Readonly<{ ok: false; why: 'bad-signature' | 'unreadable'; detail: string }>;

/** Total. @param keys base64 of 32 bytes each: any one of them may have signed, so that a key can be replaced. */
export function readManifest({ manifest, signature }: SignedManifest, keys: readonly string[]): ReadManifest {
  if (!keys.some((key) => isSignedBy(key, manifest, signature)))
    return { ok: false, why: 'bad-signature', detail: 'no known release key has signed this manifest' };
  const parsed = releaseManifest.safeParse(jsonOf(manifest));
  if (parsed.success) return { ok: true, manifest: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, why: 'unreadable', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

function isSignedBy(key: string, manifest: string, signature: string): boolean {
  const [keyBytes, signatureBytes] = [fromBase64(key), fromBase64(signature)];
  if (keyBytes === null || signatureBytes === null) return false;
  return ed25519Verify(signatureBytes, utf8(releaseText(manifest)), keyBytes);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
