/** The batches of our journal, ready to be sent. While one is on its way the next is packed: the cloud never waits for the packer. */
import { atLeisure } from '../turns.ts';
import type { OwnJournal, UploadBatch } from './own-journal.ts';
import { type PackedBatch, packBatch } from './pack-batch.ts';

export type ReadyBatch = Omit<UploadBatch, 'records'> & Readonly<{ records: number; packed: PackedBatch }>;

export type WantedBatch = Readonly<{
  afterSeq: number;
  recordsMax: number;
  bytesMax: number;
  session: Readonly<{ session: number; encodings?: readonly string[] | undefined }>;
}>;

export class Batches {
  readonly #own: OwnJournal;
  #ahead: Readonly<{ journal: string; wanted: WantedBatch; batch: Promise<ReadyBatch> }> | undefined;

  constructor(own: OwnJournal) {
    this.#own = own;
  }

  take(wanted: WantedBatch): Promise<ReadyBatch> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead?.journal === this.#own.id && isSame(ahead.wanted, wanted) ? ahead.batch : this.#pack(wanted);
  }

  /** What follows a batch that was as wanted. Only when it will be full: a shorter one grows until its turn comes. */
  prepareAfter(last: number, wanted: WantedBatch): void {
    if (this.#own.place().tailSeq - last < wanted.recordsMax) return;
    const next = { ...wanted, afterSeq: last };
    const batch = this.#pack(next);
    // Whoever takes it hears of what went wrong.
    batch.catch(() => undefined);
    this.#ahead = { journal: this.#own.id, wanted: next, batch };
  }

  async #pack({ afterSeq, recordsMax, bytesMax, session }: WantedBatch): Promise<ReadyBatch> {
    const { records, ...batch } = await atLeisure(this.#own.batch(afterSeq, recordsMax, bytesMax));
    const packed = await packBatch(records, session.encodings);
    return { ...batch, records: records.length, packed };
  }
}

/** Of another session it may be signed with a key that is no longer in force, or packed as that cloud cannot read. */
const isSame = (one: WantedBatch, other: WantedBatch): boolean =>
  one.afterSeq === other.afterSeq &&
  one.recordsMax === other.recordsMax &&
  one.bytesMax === other.bytesMax &&
  one.session.session === other.session.session;
