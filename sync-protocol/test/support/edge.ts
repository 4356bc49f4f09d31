/**
 * An edge in memory: its disk, and a shell that does the uploader's effects one at a time, so that it can die between any two.
 *
 * Faults it may suffer: `crash` (memory and undone effects go, the disk stays) and `rollBack` (the disk is an earlier one).
 * It never tears a transaction: SQLite does not either.
 */
import {
  base64,
  type CloudHead,
  fromBase64,
  type Head,
  lackingOf,
  type RecordLines,
  recordHash,
  signHead,
  startUploader,
  stepUploader,
  type UploaderEffect,
  type UploaderEvent,
  type UploaderState,
  verifyHead,
  zeroHash,
} from '../../src/index.ts';

export type Written = Readonly<{ seq: number; id: string; kind: string; lines: RecordLines; hash: string }>;
export type EdgeJournal = Readonly<{ id: string; records: readonly Written[] }>;
type Left = Readonly<{ journal: EdgeJournal; carriedAfterSeq: number }>;
type Disk = Readonly<{ journal: EdgeJournal; cosigned: CloudHead; left: readonly Left[]; changes: number }>;
export type Ask =
  | Readonly<{ ask: 'session'; request: number; journal: string }>
  | Readonly<{
      ask: 'batch';
      request: number;
      journal: string;
      after: CloudHead;
      head: Head & { signature: string };
      records: readonly RecordLines[];
    }>;
export type Answer = Readonly<{
  request: number;
  journal: string;
  type: string;
  head: CloudHead;
  cosignature: string;
  /** Of a session: what the cloud holds of each journal. */
  heads?: ReadonlyMap<string, CloudHead>;
}>;

export const deviceSecret = new Uint8Array(32).fill(7);
const uuid = (group: string, number: number) =>
  `0193a000-${group}-7000-8000-${String(number).padStart(12, '0')}`;
export const beginning: CloudHead = { seq: 0, hash: base64(zeroHash) };

export class Edge {
  disk: Disk;
  state: UploaderState;
  todo: UploaderEffect[] = [];
  sent: Ask[] = [];
  alerts: string[] = [];
  /** Why journals were left. */
  left: string[] = [];
  nowMs = 0;
  /** Everything that was ever on this edge's disk: `journal/seq/hash` → bytes. Outlives crashes and roll-backs. */
  readonly everWritten = new Map<string, string>();
  /** Sales on this disk, by id. */
  #ids = 0;
  #journals = 0;
  readonly #cloudKey: Uint8Array;

  constructor(cloudKey: Uint8Array) {
    this.#cloudKey = cloudKey;
    this.disk = {
      journal: { id: this.#journalId(), records: [] },
      cosigned: beginning,
      left: [],
      changes: 0,
    };
    this.#write('journal.opened', { reason: 'new' });
    this.state = this.#start();
  }

  sell(): string {
    const id = this.#write('sale', { totalMinor: 1149 });
    this.happens({ type: 'appended', tailSeq: this.tail.seq });
    return id;
  }

  get tail(): CloudHead {
    return this.disk.journal.records.at(-1) ?? beginning;
  }

  hashAt(seq: number): string | null {
    return seq === 0 ? beginning.hash : (this.disk.journal.records[seq - 1]?.hash ?? null);
  }

  crash(): void {
    this.todo = [];
    this.sent = [];
    this.state = this.#start();
  }

  rollBack(to: Disk): void {
    this.disk = to;
    this.crash();
  }

  happens(event: UploaderEvent): void {
    const step = stepUploader(this.state, event, { nowMs: this.nowMs, random: 0.5 });
    this.state = step.state;
    this.todo.push(...step.effects);
  }

  /** Does the next effect. @returns false when there is none. */
  work(): boolean {
    const effect = this.todo.shift();
    if (!effect) return false;
    this.#perform(effect);
    return true;
  }

  hears(answer: Answer): void {
    const { request, head, cosignature } = answer;
    const ownHash = this.hashAt(head.seq);
    const heard = { request, head, ownHash, cosignature, cosigned: this.#isCosigned(answer) };
    const session = {
      number: 1,
      endsAtMs: this.nowMs + 900_000,
      limits: { batchRecordsMax: 3, batchBytesMax: 1 << 20 },
    };
    if (answer.type === 'session' && request === this.state.request) this.#carryLeft(answer.heads);
    if (answer.type === 'session') this.happens({ type: 'session-opened', session, ...heard });
    else if (answer.type === 'ack') this.happens({ type: 'acknowledged', tookMs: 100, ...heard });
    else if (answer.type === 'gap') this.happens({ type: 'gap', request, head, ownHash });
    else if (answer.type === 'fork') this.happens({ type: 'fork', request, witness: head });
    else if (answer.type === 'busy') this.happens({ type: 'no-answer', request, retryAfterMs: 1_000 });
    else this.happens({ type: 'bad-batch', request, because: 'bad-chain' });
  }

  #isCosigned({ journal, head, cosignature }: Answer): boolean {
    return head.seq === 0 || verifyHead({ journal, ...head, signature: cosignature }, this.#cloudKey);
  }

  #perform(effect: UploaderEffect): void {
    const journal = this.disk.journal.id;
    if (effect.do === 'check-journal') this.happens({ type: 'checked', verdict: 'sound' });
    else if (effect.do === 'open-journal') this.#openJournal(effect.reason, effect.carryAfterSeq);
    else if (effect.do === 'open-session')
      this.sent.push({ ask: 'session', request: effect.request, journal });
    else if (effect.do === 'send-batch')
      this.sent.push(this.#batch(effect.request, effect.afterSeq, effect.recordsMax));
    else if (effect.do === 'store-cosignature') this.#store({ cosigned: effect.head });
    else if (effect.do === 'alert') this.alerts.push(effect.alert);
  }

  #batch(request: number, afterSeq: number, recordsMax: number): Ask {
    const { id, records } = this.disk.journal;
    const some = records.slice(afterSeq, afterSeq + recordsMax);
    const last = some.at(-1) ?? beginning;
    const head = signHead({ journal: id, seq: last.seq, hash: last.hash }, deviceSecret);
    const after = { seq: afterSeq, hash: this.hashAt(afterSeq) ?? '' };
    return { ask: 'batch', request, journal: id, after, head, records: some.map(({ lines }) => lines) };
  }

  /** One transaction: the successor's first record and all that the cloud had not cosigned. */
  #openJournal(reason: string, carryAfterSeq: number): void {
    const { journal } = this.disk;
    this.left.push(reason);
    const open = journal.records.filter(({ seq, kind }) => seq > carryAfterSeq && kind !== 'journal.opened');
    const left = [...this.disk.left, { journal, carriedAfterSeq: carryAfterSeq }];
    this.#store({ journal: { id: this.#journalId(), records: [] }, cosigned: beginning, left });
    this.#write('journal.opened', { reason });
    for (const { lines } of open) this.#write('recovered', { header: lines.header, body: lines.body });
    this.happens({ type: 'journal-opened', tailSeq: this.tail.seq });
  }

  /** What the cloud lost of a journal that was left. */
  #carryLeft(heads: ReadonlyMap<string, CloudHead> = new Map()): void {
    const left = this.disk.left.map(({ journal: { id, records }, carriedAfterSeq }) => ({
      ...{ id, carriedAfterSeq },
      hashAt: (seq: number) => records[seq - 1]?.hash ?? null,
    }));
    for (const { journal, afterSeq, toSeq } of lackingOf(left, (id) => heads.get(id) ?? beginning)) {
      const records = this.disk.left.find((one) => one.journal.id === journal)?.journal.records ?? [];
      for (const { lines } of records.slice(afterSeq, toSeq))
        this.#write('recovered', { header: lines.header, body: lines.body });
      const now = (one: Left) => (one.journal.id === journal ? { ...one, carriedAfterSeq: afterSeq } : one);
      this.#store({ left: this.disk.left.map(now) });
      this.happens({ type: 'appended', tailSeq: this.tail.seq });
    }
  }

  #write(kind: string, body: object): string {
    const { journal } = this.disk;
    const written = this.#record(kind, body, this.tail);
    this.#store({ journal: { id: journal.id, records: [...journal.records, written] } });
    return written.id;
  }

  #record(kind: string, body: object, after: CloudHead): Written {
    this.#ids += 1;
    const id = uuid('aaaa', this.#ids);
    const seq = after.seq + 1;
    const journal = this.disk.journal.id;
    const at = '2026-11-24T13:00:00.000Z';
    const header = { v: 1, journal, seq, id, kind, kindVersion: 1, at, businessDate: '2026-11-24' };
    const lines = { header: JSON.stringify(header), body: JSON.stringify(body), personal: '' };
    const hash = base64(recordHash(fromBase64(after.hash) ?? zeroHash, lines));
    this.everWritten.set(`${journal}/${seq}/${hash}`, JSON.stringify(lines));
    return { seq, id, kind, lines, hash };
  }

  /** A copy of this edge, with its key, sells by itself after what the cloud holds. */
  cloneSells(after: CloudHead): Ask {
    const { seq, hash, lines } = this.#record('sale', { totalMinor: 999 }, after);
    const journal = this.disk.journal.id;
    const head = signHead({ journal, seq, hash }, deviceSecret);
    return { ask: 'batch', request: 0, journal, after, head, records: [lines] };
  }

  #store(change: Partial<Disk>): void {
    this.disk = { ...this.disk, ...change, changes: this.disk.changes + 1 };
  }

  #start(): UploaderState {
    const { state, effects } = startUploader({ tailSeq: this.tail.seq, cosignedSeq: this.disk.cosigned.seq });
    this.todo.push(...effects);
    return state;
  }

  #journalId(): string {
    this.#journals += 1;
    return uuid('bbbb', this.#journals);
  }
}
