/** Digest, buckets and snapshots of a feed in memory. Faults, each for the next part alone: `torn` (its last byte is another), `slow` (waits until released). */
import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import {
  bucketOf,
  bucketsRequest,
  DigestSums,
  type FeedRow,
  formatCursor,
  portableTextHash,
  type SnapshotManifest,
  scopeHash,
} from '@comptoir/sync-protocol';

type Feed = Readonly<{ epoch: string; pos: number; rows: ReadonlyMap<string, FeedRow> | undefined }>;
type Snapshot = Readonly<{ epoch: string; manifest: SnapshotManifest; parts: readonly Buffer[] }>;

export class FeedRepairs {
  /** A smaller feed has no snapshot. */
  snapshotRowsMin = 1_000;
  partRows = 200;
  readonly partFaults: ('torn' | 'lost')[] = [];
  /** How often each part was given. */
  readonly partsGiven = new Map<number, number>();
  /** Called before a part is given. */
  onPart: (part: number) => void = () => undefined;
  #snapshot: Snapshot | undefined;

  serve(feed: Feed, path: readonly string[], url: URL, body: Buffer, response: ServerResponse): void {
    const [question, id = '', part = ''] = path;
    if (question === 'digest') json(response, this.#digest(feed, Number(url.searchParams.get('bits'))));
    else if (question === 'buckets') this.#buckets(feed, body, response);
    else if (part === '') this.#manifest(feed, response);
    else this.#part(feed, id, Number(part), response);
  }

  #digest(feed: Feed, bits: number) {
    const digest = new DigestSums(bits, portableTextHash);
    const rows = live(feed);
    for (const { key, value } of rows) digest.add(key, JSON.stringify(value));
    return { cursor: cursorOf(feed), rows: rows.length, sums: digest.sums };
  }

  #buckets(feed: Feed, body: Buffer, response: ServerResponse): void {
    const { bits, buckets } = bucketsRequest.parse(JSON.parse(body.toString()));
    const rows = live(feed).filter(({ key }) => buckets.includes(bucketOf(key, bits, portableTextHash)));
    const end = { cursor: cursorOf(feed), unitComplete: true, caughtUp: false };
    response.writeHead(200).end(`${[...rows, end].map((line) => JSON.stringify(line)).join('\n')}\n`);
  }

  #manifest(feed: Feed, response: ServerResponse): void {
    const rows = live(feed);
    if (rows.length < this.snapshotRowsMin) return void response.writeHead(404).end('{}');
    const parts: Buffer[] = [];
    const told: SnapshotManifest['parts'] = [];
    for (let at = 0; at < rows.length; at += this.partRows) {
      const some = rows.slice(at, at + this.partRows);
      const bytes = gzipSync(`${some.map((row) => JSON.stringify(row)).join('\n')}\n`);
      parts.push(bytes);
      told.push({
        rows: some.length,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    }
    const [sum = 0] = this.#digest(feed, 0).sums;
    const manifest = { id: randomUUID(), cursor: cursorOf(feed), rows: rows.length, sum, parts: told };
    this.#snapshot = { epoch: feed.epoch, manifest, parts };
    json(response, manifest);
  }

  #part(feed: Feed, id: string, number: number, response: ServerResponse): void {
    this.onPart(number);
    const made = this.#snapshot;
    const bytes = made?.epoch === feed.epoch && made.manifest.id === id ? made.parts[number] : undefined;
    if (!bytes) return void response.writeHead(410).end('{}');
    this.partsGiven.set(number, (this.partsGiven.get(number) ?? 0) + 1);
    const fault = this.partFaults.shift();
    if (fault === 'lost') return void response.destroy();
    response.writeHead(200, { 'content-type': 'application/gzip' });
    response.end(fault === 'torn' ? bytes.subarray(0, bytes.length - 1) : bytes);
  }
}

const live = ({ rows }: Feed): FeedRow[] => [...(rows?.values() ?? [])].filter(({ value }) => value !== null);
const cursorOf = ({ epoch, pos }: Feed): string => formatCursor({ epoch, scopeHash: scopeHash('*'), pos });
const json = (response: ServerResponse, body: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
