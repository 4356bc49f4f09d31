/**
 * A cloud of one process: the protocol's own rules behind real HTTP and a real socket. Keeps what it was sent in memory.
 *
 * Faults, each for the next batch alone: `torn` (reads half, then drops the connection), `busy` (503), `lost-answer` (commits, then
 * drops the connection), `duplicate` (handles the same bytes twice). `refuse` lasts: every session is refused so.
 */
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { type FeedRow, formatCursor, readFrom, scopeHash } from '@comptoir/sync-protocol';
import { acceptBatch, type NewRecord, noHead, type StoredHead } from '@comptoir/sync-protocol/ingest';
import { successorOf } from '@comptoir/sync-protocol/records/device-keys';
import { type DecodedRecords, decodeRecords } from '@comptoir/sync-protocol/records/frame';
import { headText, parseSyncHead, sessionText } from '@comptoir/sync-protocol/records/head';
import { batchDictionary, batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import type { SessionRequest } from '@comptoir/sync-protocol/wire/calls';
import { columnEncoding } from '@comptoir/sync-protocol/wire/columns';
import { fromColumns } from '@comptoir/sync-protocol/wire/read-columns';
import { Server as SocketServer } from 'socket.io';
import { verifierOf } from '../../../src/sync/device-key.ts';
import { FeedRepairs } from './feed-repairs.ts';

export type Fault = 'torn' | 'busy' | 'lost-answer' | 'duplicate';
type Answer = Readonly<{ status: number; body: unknown; headers?: Record<string, string> }>;

export class CloudServer {
  readonly journals = new Map<string, NewRecord[]>();
  readonly faults: Fault[] = [];
  readonly seen = new Set<string>();
  refuse: string | undefined;
  /** False: whoever wants the bell is cut off. */
  hasBell = true;
  code = 'K7QF-92QD-0A4Z';
  devicePublicKey = '';
  /** Undefined: a cloud of before there were any but gzip. */
  encodings: string[] | undefined = ['of tomorrow', columnEncoding, batchEncoding];
  /** While this is the device's key, another is asked for. */
  rotateKey = '';
  /** False: a cloud of before there were any. */
  knowsSuccessions = true;
  session = 0;
  epoch = 'e1';
  readonly #feeds = new Map<string, Map<string, FeedRow>>();
  readonly #positions = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  readonly #keys = generateKeyPairSync('ed25519');
  #server = createServer();
  #bell = new SocketServer();

  /** Also after `close`, at the port of before: what it had stored is still there. @param port 0 for any. */
  async listen(port = 0): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (_request, socket) => {
      if (this.hasBell) return;
      this.seen.add('bell-missed');
      socket.destroy();
    });
    this.#bell = new SocketServer(this.#server, { path: '/api/v1/sync/bell', serveClient: false });
    this.#bell.use((socket, next) => {
      const isKnown = /^t\d+$/.test(String(socket.handshake.auth.token));
      this.seen.add(isKnown ? 'bell-accepted' : 'bell-refused');
      next(isKnown ? undefined : new Error('unauthenticated'));
    });
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const wake of this.#waiting) wake();
    this.#server.closeAllConnections();
    await this.#bell.close();
  }

  get publicKey(): string {
    return this.#keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  }

  head(journal: string): StoredHead {
    const last = this.journals.get(journal)?.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : noHead;
  }

  /** One unit; then the bell is rung. */
  publish(feed: string, values: Readonly<Record<string, FeedRow['value']>>): void {
    const rows = this.#feeds.get(feed) ?? new Map<string, FeedRow>();
    let pos = this.#positions.get(feed) ?? 0;
    const unit = pos + Object.keys(values).length;
    for (const [key, value] of Object.entries(values)) {
      pos += 1;
      rows.set(key, { scope: '*', key, pos, unit, value });
    }
    this.#feeds.set(feed, rows);
    this.#positions.set(feed, pos);
    for (const wake of this.#waiting) wake();
    this.#bell.emit('bell', { feeds: [feed] });
  }

  /** As after a restore: other positions, under another epoch. */
  restoreFeeds(epoch: string): void {
    this.epoch = epoch;
    this.#feeds.clear();
    this.#positions.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://cloud');
      const path = url.pathname.replace('/api/v1/sync/', '');
      const body = await bytesOf(request);
      if (path.startsWith('feeds/')) return await this.#feed(url, body, response);
      const records = /^journals\/([^/]+)\/records$/.exec(path);
      if (records) return await this.#batch(records[1] ?? '', request, body, response);
      give(response, this.#call(path, JSON.parse(body.toString())));
    } catch {
      response.destroy();
    }
  }

  #call(path: string, body: Record<string, unknown>): Answer {
    const serverTime = new Date().toISOString();
    if (this.refuse) return problem(403, this.refuse);
    if (path === 'challenge') return ok({ nonce: Buffer.from(randomUUID()).toString('base64'), serverTime });
    if (path === 'enrol') return this.#enrol(body as Record<string, string>);
    const key = this.#signerOf(body as unknown as SessionRequest);
    if (!key) return problem(401, 'unknown-device');
    this.devicePublicKey = key;
    this.session += 1;
    const heads = [...this.journals.keys()].map((journal) => this.#cosigned(journal));
    const limits = { batchRecordsMax: 20, batchBytesMax: 1_048_576 };
    return ok({
      token: `t${this.session}`,
      expiresInSeconds: 900,
      session: this.session,
      protocolVersion: 1,
      heads,
      serverTime,
      limits,
      ...(this.encodings ? { encodings: this.encodings } : {}),
      ...(key === this.rotateKey ? { rotateKey: true } : {}),
    });
  }

  /** The key that we know, or one that follows it. */
  #signerOf({ edgeId, nonce, signature, successions = [] }: SessionRequest): string | undefined {
    const known = Buffer.from(this.devicePublicKey, 'base64');
    const last = this.knowsSuccessions ? successorOf(edgeId, known, successions) : known;
    return [known, last]
      .map((key) => Buffer.from(key).toString('base64'))
      .find((key) => verifierOf(key)(sessionText(edgeId, nonce), signature));
  }

  #enrol({ code, devicePublicKey = '' }: Record<string, string>): Answer {
    if (code !== this.code) return problem(404, 'enrolment-code-unknown');
    if (this.devicePublicKey !== '' && this.devicePublicKey !== devicePublicKey)
      return problem(409, 'enrolment-code-used');
    this.devicePublicKey = devicePublicKey;
    const store = {
      storeId: 's-1',
      storeCode: 'MTL01',
      storeNumber: '012',
      registers: [{ id: 'r-1', number: '1' }],
    };
    return ok({ edgeId: '0193a000-0000-7000-8000-00000000ed9e', ...store, cloudPublicKey: this.publicKey });
  }

  async #batch(
    journal: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.faults.shift();
    if (fault) this.seen.add(fault);
    if (fault === 'torn') return void response.destroy();
    if (fault === 'busy') return give(response, { ...problem(503, 'busy'), headers: { 'retry-after': '0' } });
    if (request.headers['sync-session'] !== String(this.session))
      return give(response, problem(409, 'stale-session'));
    const decoded = this.#decoded(String(request.headers['content-encoding']), body);
    const answer = this.#ingest(journal, request, decoded);
    if (fault === 'duplicate') this.#ingest(journal, request, decoded);
    if (fault === 'lost-answer') return void response.destroy();
    give(response, answer);
  }

  #decoded(encoding: string, body: Buffer): DecodedRecords {
    this.seen.add(`packed-${encoding}`);
    if (encoding === columnEncoding) return fromColumns(brotliDecompressSync(body));
    return decodeRecords(
      encoding === 'gzip' ? gunzipSync(body) : inflateSync(body, { dictionary: batchDictionary }),
    );
  }

  #ingest(journal: string, request: IncomingMessage, decoded: DecodedRecords): Answer {
    const told = (name: string) => String(request.headers[name] ?? '');
    const head = parseSyncHead(journal, told('sync-head'));
    if (!decoded.ok || !head) return problem(400, 'bad-frame');
    const stored = this.journals.get(journal) ?? [];
    const after = { seq: Number(told('after-seq')), hash: told('after-hash') };
    const key = new Uint8Array(Buffer.from(this.devicePublicKey, 'base64'));
    const batch = { journal, after, head, records: decoded.records };
    const verdict = acceptBatch(this.head(journal), batch, (seq) => stored[seq - 1]?.hash, key);
    this.seen.add(verdict.type);
    if (verdict.type === 'accepted') this.journals.set(journal, [...stored, ...verdict.append]);
    if (verdict.type === 'accepted' || verdict.type === 'already-have') {
      const { seq, hash, signature } = this.#cosigned(journal);
      return ok({ seq, hash, cosignature: signature });
    }
    if (verdict.type === 'gap' || verdict.type === 'fork') return problem(409, verdict.type, verdict);
    return problem(400, verdict.type);
  }

  #cosigned(journal: string) {
    const head = { journal, ...this.head(journal) };
    return {
      ...head,
      signature: sign(null, Buffer.from(headText(head)), this.#keys.privateKey).toString('base64'),
    };
  }

  async #feed(url: URL, body: Buffer, response: ServerResponse): Promise<void> {
    const [feed = '', question, ...rest] = url.pathname.replace('/api/v1/sync/feeds/', '').split('/');
    if (question) {
      this.seen.add(question);
      const of = { epoch: this.epoch, pos: this.#positions.get(feed) ?? 0, rows: this.#feeds.get(feed) };
      return this.repairs.serve(of, [question, ...rest], url, body, response);
    }
    const cursor = url.searchParams.get('cursor') ?? '';
    const limit = Math.min(Number(url.searchParams.get('limit')), this.pageRowsMax);
    const waitMs = Number(url.searchParams.get('wait')) * 1_000;
    if (waitMs > 0 && this.#page(feed, cursor, limit)?.rows.length === 0) await this.#news(waitMs);
    const page = this.#page(feed, cursor, limit);
    if (!page) return give(response, problem(410, 'epoch'));
    const lines = [...page.rows, page.end].map((line) => JSON.stringify(line));
    const fault = this.feedFaults.shift();
    if (fault) this.seen.add(`page-${fault}`);
    const bytes = gzipSync(`${lines.join('\n')}\n`);
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' });
    if (fault === 'torn') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    else response.end(bytes);
  }

  readonly repairs = new FeedRepairs();
  pageRowsMax = 5_000;
  readonly feedFaults: 'torn'[] = [];

  #page(feed: string, cursor: string, limit: number) {
    const { epoch } = this;
    const lastPos = this.#positions.get(feed) ?? 0;
    const from = readFrom(cursor, { epoch, scope: '*', lastPos, purgedPos: 0 });
    if (from.type === 'epoch') return null;
    const all = [...(this.#feeds.get(feed)?.values() ?? [])].filter(({ pos }) => pos > from.afterPos);
    all.sort((left, right) => left.pos - right.pos);
    const rows = all.slice(0, limit);
    const caughtUp = all.length <= limit;
    const pos = caughtUp ? lastPos : (rows.at(-1)?.pos ?? 0);
    const unitComplete = caughtUp || all[limit]?.unit !== rows.at(-1)?.unit;
    return {
      rows,
      end: { cursor: formatCursor({ epoch, scopeHash: scopeHash('*'), pos }), unitComplete, caughtUp },
    };
  }

  async #news(waitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      this.#waiting.add(wake);
    });
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, type: string, members: object = {}): Answer => ({
  status,
  body: { ...members, type: `/problems/${type}`, title: type, status },
});

function give(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
