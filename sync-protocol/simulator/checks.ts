/**
 * What must hold, looked at from outside: nothing here is shared with the machines. Each check costs little, so that it runs at
 * every commit, ack and store. Source: docs/sync-protocol.md, Invariants.
 */
import type { RecordLines } from '../src/index.ts';

export type Invariant = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6' | 'S7' | 'S8' | 'S9' | 'L1' | 'L2';

export class Violation extends Error {
  readonly invariant: Invariant;
  constructor(invariant: Invariant, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

export function must(invariant: Invariant, holds: boolean, detail: () => string): asserts holds {
  if (!holds) throw new Violation(invariant, detail());
}

/** Everything that any edge ever wrote, by the record's hash, which names it and all before it. */
export class Witness {
  readonly #written = new Map<string, RecordLines>();
  readonly #committed = new Map<string, Readonly<{ quantity: number }>>();
  /** Sales of which no copy was left after a loss; only these may be missing in the end. */
  readonly #lost = new Set<string>();
  /** Receipt numbers given, by journal and register: the last count. */
  readonly #counts = new Map<string, number>();

  wrote(hash: string, lines: RecordLines): void {
    this.#written.set(hash, lines);
  }

  /** Is a record on a disk still what was written? */
  isIntact(hash: string, lines: RecordLines): boolean {
    const written = this.#written.get(hash);
    return written?.body === lines.body && written.header === lines.header;
  }

  /** A cashier has been told that the sale is committed. */
  committed(saleId: string, quantity: number): void {
    this.#committed.set(saleId, { quantity });
  }

  get sales(): number {
    return this.#committed.size;
  }

  get lost(): number {
    return this.#lost.size;
  }

  /** S1: byte for byte what was written, in order; S4: numbers without a gap, as the cloud sees them. */
  arrived(
    record: Readonly<{ seq: number; hash: string; lines: RecordLines; journal: string }>,
    afterSeq: number,
    receipt: Readonly<{ register: string; count: number }> | null,
  ): void {
    const { seq, hash, lines, journal } = record;
    must('S3', seq === afterSeq + 1, () => `record ${seq} of ${journal} stands after ${afterSeq}`);
    const written = this.#written.get(hash);
    must('S1', written !== undefined, () => `record ${seq} of ${journal} was never written`);
    const isSame =
      written.header === lines.header && written.body === lines.body && written.personal === lines.personal;
    must('S1', isSame, () => `record ${seq} of ${journal} has other bytes than were written`);
    if (receipt) this.#numberGiven(journal, receipt);
  }

  #numberGiven(journal: string, { register, count }: Readonly<{ register: string; count: number }>): void {
    const series = `${journal}/${register}`;
    const last = this.#counts.get(series) ?? 0;
    must('S4', count === last + 1, () => `number ${count} follows ${last} in ${series}`);
    this.#counts.set(series, count);
  }

  /** The cloud went back: numbers begin again where the journal now ends. */
  numbersBack(counts: ReadonlyMap<string, number>): void {
    this.#counts.clear();
    for (const [series, count] of counts) this.#counts.set(series, count);
  }

  /** After a loss on either side: what nobody holds any more may be missing, and nothing else. */
  copiesWent(isHeld: (saleId: string) => boolean): void {
    for (const saleId of this.#committed.keys()) if (!isHeld(saleId)) this.#lost.add(saleId);
  }

  missing(isThere: (saleId: string) => boolean): string[] {
    return [...this.#committed.keys()].filter((saleId) => !isThere(saleId) && !this.#lost.has(saleId));
  }

  quantityOf(saleId: string): number | undefined {
    return this.#committed.get(saleId)?.quantity;
  }
}
