/** Why Order itself cancelled, called off or gave back, as a code for others to word; people write theirs in words of their own. */
import type { Failure } from './api/checkout.ts';

export const ownReasons = {
  removedByChange: 'removed-by-change',
  nothingCameBack: 'nothing-came-back',
  refusedByReview: 'refused-by-review',
  capturedTooLate: 'captured-too-late',
  nothingOnShelf: 'nothing-on-shelf',
  missing: 'missing',
} as const;
export type OwnReason = (typeof ownReasons)[keyof typeof ownReasons] | Failure['type'];
