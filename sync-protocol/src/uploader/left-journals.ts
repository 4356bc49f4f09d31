/**
 * Journals that an edge has left, and a cloud that lost what it had of them. A journal is left for good: what the cloud lacks of it comes
 * again as `recovered` records of the present one. Source: docs/sync-protocol.md, Disagreements.
 */
import type { CloudHead } from './types.ts';

export type LeftJournal = Readonly<{
  id: string;
  /** What stands behind it is in a later journal too. */
  carriedAfterSeq: number;
  /** Base64; null where this journal has no such record. */
  hashAt: (seq: number) => string | null;
}>;
/** Records `afterSeq + 1` to `toSeq` of a left journal. */
export type Lacking = Readonly<{ journal: string; afterSeq: number; toSeq: number }>;

/** @param heldOf the cloud's head of a journal; `seq` 0 of one that it does not know. */
export function lackingOf(
  left: readonly LeftJournal[],
  heldOf: (journal: string) => CloudHead,
): readonly Lacking[] {
  return left.flatMap(({ id, carriedAfterSeq, hashAt }) => {
    const { seq, hash } = heldOf(id);
    if (seq >= carriedAfterSeq) return [];
    // Another history stands there: where it begins to differ is not known.
    const afterSeq = seq > 0 && hashAt(seq) !== hash ? 0 : seq;
    return [{ journal: id, afterSeq, toSeq: carriedAfterSeq }];
  });
}
