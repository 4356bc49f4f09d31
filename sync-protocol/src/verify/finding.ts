/** What verifying a journal can find. Source: docs/verification.md. */
import type { ChainBreak } from '../records/chain.ts';

export type FindingReason =
  | ChainBreak
  /** A head or an archive whose signature is not that of the key it should be. */
  | 'signature'
  /** A receipt number that does not follow the one before at its register. */
  | 'number'
  /** A sale whose payments are not its total, or a Z that is not what was sold. */
  | 'totals'
  /** A record carried over from an earlier journal that is not what was written there. */
  | 'recovered'
  /** The journal says that it follows another, which holds something else there. */
  | 'predecessor'
  /** Lines of an archive that are missing, doubled or of no known form. */
  | 'archive';

export type Finding = Readonly<{
  why: FindingReason;
  /** Absent where a whole archive is at fault. */
  journal?: string;
  firstBadSeq?: number;
  /** Where only heads are left to tell: the record lies between these two. */
  lastBadSeq?: number;
  /** The receipt number that the record carries, for people. */
  number?: string;
  detail: string;
}>;

export type Report = (finding: Omit<Finding, 'journal'>) => void;
