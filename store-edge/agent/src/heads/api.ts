import { signedHead } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';

/**
 * POST /witness, whenever a till is connected: the newest head that it has seen, as event `head` or as the answer here, for the edge to be
 * held against; the answer is the newest that the edge has signed. A head that goes further than the journal, or is of another history,
 * shows that the edge's disk went back: it opens a new journal at once.
 */
export const witnessRequest = z.strictObject({ head: signedHead.nullable() });
export const witnessAnswer = z.strictObject({ head: signedHead.nullable() });
export type WitnessAnswer = z.infer<typeof witnessAnswer>;
