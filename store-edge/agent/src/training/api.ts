/**
 * POST /training → 201, for the cashier who is signed in: from then on every call that carries `Training: <trainingId>` is answered from
 * books of their own, in memory, with the store's products and people: no journal, no stock, no card, no drawer. A call without the header
 * is real. DELETE /training/{trainingId} → 204, and nothing of it is left. 409 `training-over`: it ended, or the server began anew.
 */
import { z } from 'zod';

export const trainingHeader = 'Training';
export const trainingBegun = z.strictObject({ trainingId: z.uuid() });
export type TrainingBegun = z.infer<typeof trainingBegun>;
