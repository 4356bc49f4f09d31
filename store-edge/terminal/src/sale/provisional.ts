/** A sale that is made while the edge is away: what may pay for it, and its number. Pure. */
import { formatProvisionalNumber, seriesOf } from '@comptoir/sync-protocol/records/receipt-number';

/** Answers of the edge arrive; since when they do not. `since` is null while that is not known yet. */
export type Link = Readonly<{ reachable: boolean; since: string | null }>;

export const isAway = ({ reachable, since }: Link): boolean => !reachable && since !== null;

type Till = Readonly<{ terminalId: string; storeNumber: string; registerNumber: string }>;

/** @param count the terminal's own: one more than the last, so that a sale which never arrives shows as a hole. */
export const provisionalNumberOf = (
  { terminalId, storeNumber, registerNumber }: Till,
  count: number,
): string =>
  formatProvisionalNumber({ storeNumber, register: registerNumber, series: seriesOf(terminalId), count });
