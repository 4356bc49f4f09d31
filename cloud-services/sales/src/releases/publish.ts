/** Takes a release in: signed by head office's key, with every file that its manifest names. Source: docs/releases.md. */
import { problem, type Tx } from '@comptoir/service-kit';
import {
  type ReadManifest,
  type ReleaseFile,
  readManifest,
  type SignedManifest,
} from '@comptoir/sync-protocol/releases/manifest';
import { addRelease, fileSizes, signedManifestOf } from './store/rows.ts';

export type Publishing = Readonly<{ by: string; now: Date; releaseKeys: readonly string[] }>;

const missingTold = 100;

/**
 * The same release again is no error: an answer may be lost on its way.
 * @returns its version.
 */
export async function publish(tx: Tx, signed: SignedManifest, told: Publishing): Promise<string> {
  const { version, files } = accepted(readManifest(signed, told.releaseKeys));
  await requireFiles(tx, files);
  if (await addRelease(tx, version, signed, told.by, told.now)) return version;
  const known = await signedManifestOf(tx, version);
  if (known?.manifest === signed.manifest) return version;
  throw problem(
    409,
    'version-taken',
    'There is another release of this version',
    'What stores may run already never changes: give the new one a higher version.',
  );
}

function accepted(read: ReadManifest) {
  if (read.ok) return read.manifest;
  const title =
    read.why === 'bad-signature' ? 'The manifest is not signed by a release key' : 'Not a manifest';
  throw problem(
    422,
    read.why,
    title,
    `${read.detail}. Make and sign it with scripts/release; RELEASE_KEYS names whose signatures count.`,
  );
}

async function requireFiles(tx: Tx, files: readonly ReleaseFile[]): Promise<void> {
  const sizes = await fileSizes(
    tx,
    files.map(({ sha256 }) => sha256),
  );
  const missing = [
    ...new Set(files.filter(({ sha256, bytes }) => sizes.get(sha256) !== bytes).map(({ sha256 }) => sha256)),
  ];
  if (missing.length === 0) return;
  throw problem(
    422,
    'files-missing',
    'Files of this release are not here',
    `${missing.length} are missing: send each to /api/v1/sales/release-files/{sha256} first.`,
    { members: { missing: missing.slice(0, missingTold), missingCount: missing.length } },
  );
}
