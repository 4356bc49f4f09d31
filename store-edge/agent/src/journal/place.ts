import { assert } from '../assert.ts';

/** Records of a journal at most: at a sale a second, more than a century. */
const SEQ_SPAN = 2 ** 32;

/** Where a record lies in the table: journals follow each other, each with its records in order. */
export function placeOf(ordinal: number, seq: number): number {
  assert(seq >= 0 && seq < SEQ_SPAN, `seq ${seq} does not fit its span`);
  return ordinal * SEQ_SPAN + seq;
}

export const seqOf = (place: number): number => place % SEQ_SPAN;
