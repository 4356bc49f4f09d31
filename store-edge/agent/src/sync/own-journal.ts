/** The agent's journal as the uploader sees it: places, hashes in base64, batches, cosignatures. */

import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { headText } from '@comptoir/sync-protocol/records/head';
import type { Lacking, LeftJournal } from '@comptoir/sync-protocol/uploader/left-journals';
import type {
  CloudHead,
  JournalPlace,
  NewJournalReason,
  UploaderEvent,
} from '@comptoir/sync-protocol/uploader/types';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { ZERO_HASH } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import type { Turns } from '../turns.ts';
import { verifierOf } from './device-key.ts';

export type UploadBatch = Readonly<{
  journal: string;
  /** The cloud answers to the batch after this one. */
  after: CloudHead;
  last: CloudHead;
  /** `seq SP hash SP signature`. */
  syncHead: string;
  records: readonly RecordLines[];
}>;

const zero = ZERO_HASH.toString('base64');
/** No hash is like it: a cloud that asks for what went because of its age is answered like one of another history. */
const gone = '';

/** Of an edge's identity. */
export type JournalKeys = Readonly<{
  cloudPublicKey: string;
  keys: Readonly<{ inForce: Readonly<{ sign: (text: string) => string }> }>;
}>;

export class OwnJournal {
  readonly #journal: Journal;
  readonly #identity: JournalKeys;
  readonly #verify: (text: string, signature: string) => boolean;

  constructor(journal: Journal, identity: JournalKeys) {
    this.#journal = journal;
    this.#identity = identity;
    this.#verify = verifierOf(identity.cloudPublicKey);
  }

  get id(): string {
    return this.#journal.id;
  }

  place(): JournalPlace {
    return { tailSeq: this.#journal.tail().seq, cosignedSeq: this.#journal.cosigned().seq };
  }

  head(): CloudHead & { journal: string } {
    const { journal, seq, hash } = this.#journal.tail();
    return { journal, seq, hash: hash.toString('base64') };
  }

  /** What the cloud has signed for; undefined before the first time. */
  witness(): SignedHead | undefined {
    const { seq, hash, cosignature } = this.#journal.cosigned();
    return seq === 0
      ? undefined
      : { journal: this.id, seq, hash: hash.toString('base64'), signature: cosignature };
  }

  /** Null if our journal does not go that far; `gone` of what went because of its age. */
  hashAt(seq: number): string | null {
    return this.#hashIn(this.#journal.ordinal, seq);
  }

  #hashIn(ordinal: number, seq: number): string | null {
    const kept = this.#journal.kept(ordinal);
    if (seq <= kept.seq) return seq < kept.seq ? gone : kept.hash.toString('base64');
    return this.#journal.recordIn(ordinal, seq)?.hash.toString('base64') ?? null;
  }

  left(): LeftJournal[] {
    return this.#journal.left().map(({ ordinal, ...left }) => ({
      ...left,
      hashAt: (seq) => this.#hashIn(ordinal, seq),
    }));
  }

  carryLeft({ journal, afterSeq, toSeq }: Lacking): Turns<void> {
    return this.#journal.carryLeft(journal, afterSeq, toSeq);
  }

  /** What a head that we once signed says of us; null when it agrees with what we hold, or tells of a journal that we left. */
  verdictOn({ journal, seq, hash }: Omit<SignedHead, 'signature'>): 'rolled-back' | 'forked' | null {
    const isCurrent = journal === this.id;
    if (!isCurrent && this.#journal.has(journal)) return null;
    const own = isCurrent ? this.hashAt(seq) : null;
    if (own === null) return 'rolled-back';
    return own === hash || own === gone ? null : 'forked';
  }

  isCosigned(head: CloudHead, cosignature: string): boolean {
    return this.#verify(headText({ journal: this.id, ...head }), cosignature);
  }

  storeCosignature({ seq, hash }: CloudHead, cosignature: string): void {
    this.#journal.storeCosignature({ seq, hash: Buffer.from(hash, 'base64'), cosignature });
  }

  /** Recomputes what stands behind `afterSeq`; a cosignature beyond our tail tells of a database that went back. */
  *check(afterSeq: number): Turns<UploaderEvent> {
    const cosigned = this.#journal.cosigned();
    const { seq } = this.#journal.tail();
    const witness = { seq: cosigned.seq, hash: cosigned.hash.toString('base64') };
    if (cosigned.seq > seq) return { type: 'checked', verdict: 'rolled-back', witness };
    const verdict = yield* this.#journal.tailCheck(afterSeq);
    if (verdict.sound) return { type: 'checked', verdict: 'sound' };
    const { lastGood } = verdict;
    return {
      type: 'checked',
      verdict: 'damaged',
      witness: { seq: lastGood.seq, hash: lastGood.hash.toString('base64') },
    };
  }

  /** Leaves the present journal. Its successor names the newest record of it that can be vouched for. */
  openNew(reason: NewJournalReason, witness: CloudHead, carryAfterSeq: number): void {
    const vouched =
      reason === 'damaged' ? witness : this.#atOurs(Math.min(witness.seq, this.#journal.cosigned().seq));
    this.#journal.openNew(
      reason,
      { seq: vouched.seq, hash: Buffer.from(vouched.hash, 'base64') },
      carryAfterSeq,
    );
  }

  /** Or at the oldest that is here. */
  #atOurs(wanted: number): CloudHead {
    const seq = Math.max(wanted, this.#journal.kept(this.#journal.ordinal).seq);
    return { seq, hash: this.hashAt(seq) ?? zero };
  }

  /** Of the journal that is ours when the first turn begins. */
  *batch(afterSeq: number, recordsMax: number, bytesMax: number): Turns<UploadBatch> {
    const journal = this.id;
    const after = this.#atOurs(afterSeq);
    const records = yield* this.#journal.readAfter(afterSeq, recordsMax, bytesMax);
    const end = records.at(-1);
    const last = end ? { seq: end.seq, hash: end.hash.toString('base64') } : after;
    const signature = this.#identity.keys.inForce.sign(headText({ journal, ...last }));
    const syncHead = `${last.seq} ${last.hash} ${signature}`;
    return { journal, after, last, syncHead, records: records.map(({ lines }) => lines) };
  }
}
