/** Brings a release onto the disk, file by file, going on where it was cut, and gives it its name once all of it is what was signed. */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type ReleaseFile,
  type ReleaseManifest,
  readManifest,
  signedManifest,
} from '@comptoir/sync-protocol/releases/manifest';
import { renameDurably, syncPath } from './durable.ts';

export type FetchParts = Readonly<{
  cloudUrl: string;
  releasesDir: string;
  releaseKeys: readonly string[];
  /** Whose files need not come again. */
  current: string;
  signal: AbortSignal;
}>;

export type Fetched =
  | Readonly<{ type: 'laid' }>
  /** No second try would end otherwise. */
  | Readonly<{ type: 'refused'; why: string }>
  | Readonly<{ type: 'no-answer'; why: string }>;

/** What its native addons must have been built for. */
export const ownPlatform = `${process.platform}-${process.arch}-${process.versions.modules}`;

/** A way that brings no byte for this long is cut. */
const silenceMs = 30_000;

export async function layRelease(parts: FetchParts, version: string): Promise<Fetched> {
  const home = join(parts.releasesDir, version);
  if (existsSync(home)) return { type: 'laid' };
  try {
    const manifest = await fetchManifest(parts, version);
    if (typeof manifest === 'string') return { type: 'refused', why: manifest };
    const part = `${home}.part`;
    for (const file of manifest.files) await layFile(parts, part, file);
    for (const folder of foldersOf(manifest.files)) syncPath(join(part, folder));
    renameDurably(part, home);
    return { type: 'laid' };
  } catch (error) {
    return { type: 'no-answer', why: reasonOf(error) };
  }
}

/** @returns why it cannot be taken, as a text. */
async function fetchManifest(parts: FetchParts, version: string): Promise<ReleaseManifest | string> {
  const response = await heard(parts, `${parts.cloudUrl}/api/v1/sync/releases/${version}`, {}, (answer) =>
    answer.text(),
  );
  const read = readManifest(signedManifest.parse(JSON.parse(response)), parts.releaseKeys);
  if (!read.ok) return `${read.why}: ${read.detail}`;
  if (read.manifest.version !== version) return `its manifest is of ${read.manifest.version}`;
  if (read.manifest.platform !== ownPlatform)
    return `it was built for ${read.manifest.platform}, and this is ${ownPlatform}`;
  return read.manifest;
}

async function layFile(parts: FetchParts, part: string, file: ReleaseFile): Promise<void> {
  const path = join(part, file.path);
  mkdirSync(dirname(path), { recursive: true });
  if (sizeOf(path) === file.bytes && (await hashOf(path)) === file.sha256) return;
  const ours = join(parts.releasesDir, parts.current, file.path);
  if (sizeOf(ours) === file.bytes && (await hashOf(ours)) === file.sha256) {
    rmSync(path, { force: true });
    linkSync(ours, path);
    return;
  }
  if (sizeOf(path) >= file.bytes) rmSync(path, { force: true });
  await download(parts, path, file);
  const hash = await hashOf(path);
  if (hash === file.sha256) return syncPath(path);
  rmSync(path);
  throw new Error(`${file.path} came with the hash ${hash}, not ${file.sha256}`);
}

async function download(parts: FetchParts, path: string, file: ReleaseFile): Promise<void> {
  const from = Math.max(0, sizeOf(path));
  const address = `${parts.cloudUrl}/api/v1/sync/release-files/${file.sha256}`;
  const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
  await heard(parts, address, headers, async (answer, alive) => {
    if (answer.body === null) throw new Error(`${address} answered without a body`);
    // A server that knows no ranges begins at the beginning.
    const out = createWriteStream(path, { flags: answer.status === 206 ? 'a' : 'w' });
    await pipeline(alive(answer.body), out);
  });
}

/** A request whose every byte sets the clock back. */
async function heard<T>(
  { signal }: FetchParts,
  address: string,
  headers: Record<string, string>,
  read: (
    answer: Response,
    alive: (parts: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
  ) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(new Error('no byte came for too long')), silenceMs);
  try {
    const answer = await fetch(address, { headers, signal: controller.signal });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return await read(answer, async function* (parts) {
      for await (const part of parts) {
        timer.refresh();
        yield part;
      }
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? -1;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Each folder that holds something, the deepest first, and the release's own. */
function foldersOf(files: readonly ReleaseFile[]): string[] {
  const folders = new Set(['.']);
  for (const { path } of files) for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.add(at);
  return [...folders].sort((left, right) => right.length - left.length);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
