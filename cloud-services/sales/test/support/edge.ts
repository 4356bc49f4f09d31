/** An edge as the protocol has it: device key, journal with its chain, signed heads. It can also misbehave. */
import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { base64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519PublicKey, ed25519Sign } from '@comptoir/sync-protocol/crypto/ed25519';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { recordHash, zeroHash } from '@comptoir/sync-protocol/records/hash';
import { formatSyncHead, sessionText, signHead } from '@comptoir/sync-protocol/records/head';
import { seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import { saleBodyOf } from './sale.ts';

/** What JSON.parse gives: tests look into it and fail by themselves if it is otherwise. */
export type Json = ReturnType<typeof JSON.parse>;
export type Answer = Readonly<{
  status: number;
  body: Json;
  /** 0 without `Retry-After`. */
  retryAfterMs: number;
}>;
/** How a batch differs from an honest one. */
type Twist = Readonly<{
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  records?: readonly Chained[];
}>;
type Chained = Readonly<{ lines: RecordLines; hash: Uint8Array }>;

export class Edge {
  readonly secretKey: Uint8Array;
  readonly storeId: string;
  address: string;
  journal = randomUUID();
  records: Chained[] = [];
  edgeId = '';
  token = '';
  session = 0;
  heads: { journal: string; seq: number; hash: string }[] = [];
  #sales = 0;

  constructor(address: string, storeId: string, secretKey: Uint8Array = randomBytes(32)) {
    this.secretKey = secretKey;
    this.address = address;
    this.storeId = storeId;
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.request(path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  async request(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, {
      method: 'POST',
      body,
      headers,
    });
    const retryAfterMs = 1_000 * Number(response.headers.get('retry-after') ?? 0);
    return { status: response.status, body: await response.json(), retryAfterMs };
  }

  async enrol(code: string): Promise<Answer> {
    const devicePublicKey = base64(ed25519PublicKey(this.secretKey));
    const answer = await this.post('/api/v1/sync/enrol', {
      code,
      devicePublicKey,
      agentVersion: '0.1.0',
      later: 'ignored',
    });
    if (answer.status === 201) this.edgeId = answer.body.edgeId;
    return answer;
  }

  async openSession(key: Uint8Array = this.secretKey, more: object = {}): Promise<Answer> {
    const challenge = await this.post('/api/v1/sync/challenge', { edgeId: this.edgeId });
    if (challenge.status >= 500 || challenge.status === 429) return challenge;
    const nonce = String(challenge.body.nonce);
    const signature = base64(ed25519Sign(utf8(sessionText(this.edgeId, nonce)), key));
    const answer = await this.post('/api/v1/sync/session', {
      edgeId: this.edgeId,
      nonce,
      signature,
      protocolVersions: [1],
      heads: [],
      ...more,
    });
    if (answer.status === 200)
      ({ token: this.token, session: this.session, heads: this.heads } = answer.body);
    return answer;
  }

  hashAt(seq: number): Uint8Array {
    return seq === 0 ? zeroHash : (this.records[seq - 1]?.hash ?? zeroHash);
  }

  append(kind: string, body: unknown, header: Record<string, unknown> = {}, personal = ''): void {
    const seq = this.records.length + 1;
    const lines = {
      header: JSON.stringify({
        v: 1,
        journal: this.journal,
        seq,
        id: randomUUID(),
        kind,
        kindVersion: 1,
        at: '2026-11-24T13:00:00.000Z',
        businessDate: '2026-11-24',
        ...header,
      }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      personal,
    };
    this.records.push({ lines, hash: recordHash(this.hashAt(seq - 1), lines) });
  }

  appendSale(
    change: (body: ReturnType<typeof saleBodyOf>) => unknown = (body) => body,
  ): ReturnType<typeof saleBodyOf> {
    this.#sales += 1;
    const body = saleBodyOf(this.storeId, this.#sales);
    this.append('sale', change(body), {
      register: '1',
      number: `012-1-${seriesOf(this.journal)}-${String(this.#sales).padStart(6, '0')}`,
      actor: 'u-1',
    });
    return body;
  }

  /** Sends records `afterSeq + 1` to `toSeq`. */
  send(afterSeq: number, toSeq = this.records.length, twist: Twist = {}): Promise<Answer> {
    return this.prepare(afterSeq, toSeq, twist)();
  }

  /** Signs and packs now, sends when called. */
  prepare(afterSeq: number, toSeq = this.records.length, twist: Twist = {}): () => Promise<Answer> {
    const records = twist.records ?? this.records.slice(afterSeq, toSeq);
    const hash = base64(records.at(-1)?.hash ?? zeroHash);
    const head = signHead({ journal: this.journal, seq: toSeq, hash }, this.secretKey);
    const path = `/api/v1/sync/journals/${this.journal}/records`;
    const bytes = twist.body ?? gzipSync(encodeRecords(records.map(({ lines }) => lines)));
    const headers = {
      authorization: `Bearer ${this.token}`,
      'sync-session': String(this.session),
      'after-seq': String(afterSeq),
      'after-hash': base64(this.hashAt(afterSeq)),
      'sync-head': formatSyncHead(head),
      'content-type': 'application/octet-stream',
      'content-encoding': 'gzip',
      ...twist.headers,
    };
    return () => this.request(path, bytes, headers);
  }
}
