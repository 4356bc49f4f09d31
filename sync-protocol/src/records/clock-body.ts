/** A wall clock that jumped, and how it came to be believed again. Source: docs/sync-protocol.md, Clocks. */
import { instant } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const clockSuspectBody = z.strictObject({
  /** What the clock should have read, by one that never jumps; after a start, at the least. */
  expectedAt: instant,
  foundAt: instant,
});

export const clockSettledBody = z.strictObject({
  suspectedAt: instant,
  /** It was put right; head office's clock agrees with it; or a manager says that it is right. */
  how: z.enum(['put-right', 'head-office', 'manager']),
});
