import { type Problem, problem } from '../problem.ts';

/** It happened, and happens no second time; but its record went. */
export const longAgo = (receiptNumber: string): Problem =>
  problem(
    409,
    'long-ago',
    'This was committed more than a year ago',
    'Head office has its receipt: look for it there by its number.',
    { receiptNumber },
  );
