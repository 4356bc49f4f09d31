/** Loads an owner's snapshot beside the replica in force, a part at a time while the next one is on its way. */
import type { SnapshotManifest } from '@comptoir/sync-protocol/feeds/snapshot';
import { SPACE_MIN_BYTES } from '../database/free-space.ts';
import { atLeisure } from '../turns.ts';
import { type FeedCall, type Heard, noAnswer, pullManifest, pullPart } from './feed-pull.ts';
import type { Replicas } from './replicas.ts';
import type { SnapshotFile } from './snapshot-file.ts';

/** A row with its words and its places in the indexes, and some to spare. */
const bytesPerRow = 2_048;
const retryForRoomMs = 60_000;
/** A file that is not what was said is loaded again, but not at once. */
const retryForWholeMs = 5_000;

export type SnapshotLoad = Readonly<{
  call: () => FeedCall;
  replicas: Replicas;
  freeBytes: () => Promise<number>;
  /** Resolves when sales do not need the link for themselves. */
  mayPull: () => Promise<void>;
  onPart: (rows: number, of: number) => void;
}>;

/** @returns rows loaded. Whatever was loaded stays for the next try, unless it is gone or wrong. */
export async function loadSnapshot(load: SnapshotLoad): Promise<Heard<number>> {
  const begun = await beginOrGoOn(load);
  if (begun.type !== 'ok') return begun;
  const { file, manifest } = begun.value;
  const taken = await takeParts(load, file, manifest);
  if (taken.type !== 'ok') return taken;
  if (await atLeisure(file.isWhole(manifest))) return { type: 'ok', value: manifest.rows };
  load.replicas.discard(file.feed);
  return noAnswer('the loaded snapshot is not what its owner said', 0, retryForWholeMs);
}

async function beginOrGoOn({
  call,
  replicas,
  freeBytes,
}: SnapshotLoad): Promise<Heard<{ file: SnapshotFile; manifest: SnapshotManifest }>> {
  const { feed } = call();
  const file = replicas.load(feed);
  const begun = file?.manifest();
  if (file && begun) return { type: 'ok', value: { file, manifest: begun } };
  const heard = await pullManifest(call());
  if (heard.type !== 'ok') return heard;
  const manifest = heard.value;
  const needed = SPACE_MIN_BYTES + manifest.rows * bytesPerRow;
  const free = await freeBytes();
  if (free < needed)
    return noAnswer(`no room: ${free} bytes are free, ${needed} are needed`, 0, retryForRoomMs);
  const fresh = replicas.beginLoad(feed);
  fresh.begin(manifest);
  return { type: 'ok', value: { file: fresh, manifest } };
}

async function takeParts(
  { call, mayPull, onPart }: SnapshotLoad,
  file: SnapshotFile,
  manifest: SnapshotManifest,
): Promise<Heard<null>> {
  const { id, parts, rows } = manifest;
  const fetchPart = async (number: number) => {
    await mayPull();
    return pullPart(call(), id, number);
  };
  let next = file.partsTaken();
  let coming = next < parts.length ? fetchPart(next) : undefined;
  let flushed = Promise.resolve();
  try {
    while (coming) {
      const heard = await coming;
      if (heard.type !== 'ok') return heard;
      const number = next;
      next += 1;
      coming = next < parts.length ? fetchPart(next) : undefined;
      const verdict = file.take(number, heard.value, manifest);
      if (verdict === 'torn') return noAnswer(`part ${number} of the snapshot came torn`, 200);
      onPart(file.rowsTaken(manifest), rows);
      await flushed;
      flushed = file.flush();
    }
    return { type: 'ok', value: null };
  } finally {
    // Whoever throws the file away does so after its last sync.
    await flushed;
  }
}
