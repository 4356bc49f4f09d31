/**
 * The cloud: sessions, journals and their projection. Batches are judged by the product's own rule; what is kept, projected and
 * moved is one transaction, before or after which the process may die.
 */
import { jsonOf } from '../src/feeds/line.ts';
import {
  acceptBatch,
  type BodyOf,
  base64,
  type CloudHead,
  decodeRecords,
  fromBase64,
  type Head,
  linkRecords,
  type NewRecord,
  noHead,
  overlap,
  parseHeader,
  parseReceiptNumber,
  type RecordLines,
  recordHash,
  recoveredBody,
  zeroHash,
} from '../src/index.ts';
import type { Answer, Ask } from './calls.ts';
import { must, type Witness } from './checks.ts';
import { isSealed, keyOf, sealHead, sha256 } from './seal.ts';

type Stored = NewRecord & Readonly<{ receipt: Readonly<{ register: string; count: number }> | null }>;
type Journal = { device: string; records: Stored[] };
type Outcome = 'projected' | 'quarantined' | 'later';
/** How long each journal was, and the sessions. */
export type CloudBackup = Readonly<{
  lengths: ReadonlyMap<string, number>;
  sessions: ReadonlyMap<string, number>;
}>;

export const cloudKey = keyOf('cloud');
export const tokenMs = 900_000;

export type CloudDeps = Readonly<{
  witness: Witness;
  nowMs: () => number;
  batchRecordsMax: number;
  /** Does the process die here? */
  dies: (moment: 'before-commit' | 'after-commit') => boolean;
  mark: (name: string) => void;
}>;

export class Cloud {
  readonly #deps: CloudDeps;
  readonly #journals = new Map<string, Journal>();
  readonly #sessions = new Map<string, number>();
  readonly #revoked = new Set<string>();
  /** What is known of each sale, by its id. */
  #sales = new Map<string, Outcome>();
  /** Of the one product that all stores sell. */
  #onHand = 0;
  /** How often a sale had an effect. */
  #effects = new Map<string, number>();
  /** By how much the cloud's clock is ahead of the time that passes. */
  skewMs = 0;
  bytesMax = 1 << 20;

  constructor(deps: CloudDeps) {
    this.#deps = deps;
  }

  /** @returns null when the process dies before it has answered. */
  answer(ask: Ask, keep: number): Answer | null {
    if (this.#revoked.has(ask.device)) return { type: 'refused', because: 'revoked' };
    return ask.ask === 'session' ? this.#openSession(ask) : this.#ingest(ask, keep);
  }

  #openSession({ device, journal }: Extract<Ask, { ask: 'session' }>): Answer {
    const { batchRecordsMax } = this.#deps;
    const number = this.steal(device);
    const head = this.head(journal);
    const limits = { batchRecordsMax, batchBytesMax: 1 << 20 };
    const token = String(this.#nowMs() + tokenMs);
    const own = [...this.#journals].filter(([, kept]) => kept.device === device);
    return {
      type: 'session',
      number,
      token,
      expiresInMs: tokenMs,
      limits,
      heads: new Map(own.map(([id]) => [id, this.head(id)])),
      ...this.#cosigned({ journal, ...head }),
    };
  }

  /** A new session of the device, whoever opens it; the newest wins. */
  steal(device: string): number {
    const number = (this.#sessions.get(device) ?? 0) + 1;
    this.#sessions.set(device, number);
    return number;
  }

  #ingest(ask: Extract<Ask, { ask: 'batch' }>, keep: number): Answer | null {
    const { mark, dies } = this.#deps;
    const isNewest = this.#sessions.get(ask.device) === ask.session;
    if (!isNewest || Number(ask.token) <= this.#nowMs()) return this.#refuse('stale-session');
    const bytes = ask.bytes.subarray(0, Math.ceil(ask.bytes.length * keep));
    if (bytes.length > this.bytesMax) return this.#refuse('too-big');
    const decoded = decodeRecords(bytes);
    if (!decoded.ok) return this.#refuse('bad-frame');
    const owner = this.#journals.get(ask.journal)?.device ?? ask.device;
    if (owner !== ask.device) return { type: 'refused', because: 'wrong-store' };
    const batch = { journal: ask.journal, after: ask.after, head: ask.head, records: decoded.records };
    const stored = this.#journals.get(ask.journal)?.records ?? [];
    const range = overlap(this.head(ask.journal), batch);
    const hashAt = (seq: number) =>
      range && range.fromSeq <= seq && seq <= range.toSeq ? stored[seq - 1]?.hash : undefined;
    const verdict = acceptBatch(this.head(ask.journal), batch, hashAt, keyOf(ask.device), sha256, isSealed);
    mark(`cloud ${verdict.type}`);
    switch (verdict.type) {
      case 'already-have':
        return this.#acknowledge(verdict.head);
      case 'accepted':
        if (dies('before-commit')) return null;
        this.#commit(ask, verdict.append);
        if (dies('after-commit')) return null;
        return this.#acknowledge(verdict.head);
      case 'gap':
        return { type: 'gap', head: { seq: verdict.seq, hash: verdict.hash } };
      case 'fork':
        return { type: 'fork', seq: verdict.seq };
      default:
        return { type: verdict.type };
    }
  }

  #refuse(type: 'stale-session' | 'too-big' | 'bad-frame'): Answer {
    this.#deps.mark(`cloud ${type}`);
    return { type };
  }

  #acknowledge(head: Head): Answer {
    const held = this.head(head.journal);
    must(
      'S5',
      held.seq === head.seq && held.hash === head.hash,
      () => `acked ${head.seq}, holds ${held.seq}`,
    );
    return { type: 'ack', ...this.#cosigned(head) };
  }

  #cosigned({ journal, seq, hash }: Head) {
    const { signature } = sealHead({ journal, seq, hash }, cloudKey);
    return { head: { seq, hash }, cosignature: signature };
  }

  /** One transaction: records, their projection, the head. */
  #commit({ journal, device }: { journal: string; device: string }, append: readonly NewRecord[]): void {
    const records: Stored[] = this.#journals.get(journal)?.records ?? [];
    for (const record of append) {
      const receipt = receiptOf(record);
      this.#deps.witness.arrived({ ...record, journal }, records.length, receipt);
      records.push({ ...record, receipt });
      this.#project(record);
    }
    this.#journals.set(journal, { device, records });
  }

  #project({ header, lines }: Pick<NewRecord, 'header' | 'lines'>): void {
    if (header.kind === 'recovered') {
      this.#recover(lines);
      return;
    }
    if (header.kind !== 'sale') return;
    const { saleId, quantity }: { saleId: string; quantity: unknown } = JSON.parse(lines.body);
    if (this.#sales.get(saleId) === 'projected') return;
    const isKnown = header.kindVersion === 1;
    const outcome = !isKnown ? 'later' : typeof quantity === 'number' ? 'projected' : 'quarantined';
    this.#sales.set(saleId, outcome);
    this.#deps.mark(`cloud ${outcome}`);
    if (outcome !== 'projected' || typeof quantity !== 'number') return;
    this.#onHand -= quantity;
    this.#effects.set(saleId, (this.#effects.get(saleId) ?? 0) + 1);
  }

  /** What a predecessor's record held is projected once, if it is what was written. */
  #recover({ body }: RecordLines): void {
    const original = originalIn(body);
    if (!original) {
      this.#deps.mark('cloud damaged original');
      return;
    }
    const lines = { header: original.header, body: original.body, personal: '' };
    const hash = recordHash(fromBase64(original.previousHash) ?? zeroHash, lines, sha256);
    const header = parseHeader(lines.header);
    if (base64(hash) === original.hash && header) this.#project({ header, lines });
    else this.#deps.mark('cloud damaged original');
  }

  head(journal: string): CloudHead {
    const last = this.#journals.get(journal)?.records.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : noHead;
  }

  has = (saleId: string): boolean => this.#sales.has(saleId);

  revoke(device: string): void {
    this.#revoked.add(device);
  }

  reinstate(device: string): void {
    this.#revoked.delete(device);
  }

  backup(): CloudBackup {
    const lengths = [...this.#journals].map(([id, { records }]) => [id, records.length] as const);
    return { lengths: new Map(lengths), sessions: new Map(this.#sessions) };
  }

  restore({ lengths, sessions }: CloudBackup): void {
    this.#sessions.clear();
    for (const [device, number] of sessions) this.#sessions.set(device, number);
    this.#sales = new Map();
    this.#effects = new Map();
    this.#onHand = 0;
    const counts = new Map<string, number>();
    for (const [id, journal] of this.#journals) {
      journal.records.splice(Math.min(journal.records.length, lengths.get(id) ?? 0));
      for (const record of journal.records) {
        this.#project(record);
        if (record.receipt) counts.set(`${id}/${record.receipt.register}`, record.receipt.count);
      }
      if (journal.records.length === 0) this.#journals.delete(id);
    }
    this.#deps.witness.numbersBack(counts);
  }

  /** At the end: all chains, all effects, all sums. */
  check(): void {
    for (const [journal, { records }] of this.#journals) {
      const lines = records.map((record) => record.lines);
      const linked = linkRecords(journal, { seq: 0, hash: zeroHash }, lines, sha256);
      must('S3', linked.ok, () => `journal ${journal}: ${JSON.stringify(linked)}`);
      const at = linked.records.findIndex(({ hash }, place) => base64(hash) !== records[place]?.hash);
      must('S3', at < 0, () => `record ${at + 1} of ${journal} has another hash`);
    }
    let sold = 0;
    for (const [saleId, times] of this.#effects) {
      must('S2', times === 1, () => `sale ${saleId} had an effect ${times} times`);
      sold += this.#deps.witness.quantityOf(saleId) ?? 0;
    }
    must('S6', this.#onHand === -sold, () => `on hand ${this.#onHand}, sold ${sold}`);
  }

  #nowMs(): number {
    return this.#deps.nowMs() + this.skewMs;
  }
}

type Original = BodyOf<'recovered'>;

/** Null if what was carried over was damaged where it came from. */
function originalIn(body: string): Original | null {
  return recoveredBody.safeParse(jsonOf(body)).data ?? null;
}

function receiptOf({ header }: NewRecord): Readonly<{ register: string; count: number }> | null {
  const receipt = header.number === undefined ? null : parseReceiptNumber(header.number);
  return receipt && { register: receipt.register, count: receipt.count };
}
