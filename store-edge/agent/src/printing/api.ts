/** The calls and the event of printing. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';

/** POST /prints → 202. GET /prints/{printId}. Event `print`. A second print of the same sale comes out marked DUPLICATA. */
export const printRequest = z.strictObject({
  printId: z.uuid(),
  saleId: z.uuid(),
  language: z.enum(['fr', 'en']),
  /** Without prices, for whoever is given the goods; never counted as a duplicate. */
  gift: z.boolean().default(false),
});
export type PrintRequest = z.infer<typeof printRequest>;
export const printState = z.strictObject({
  printId: z.uuid(),
  state: z.enum(['queued', 'sending', 'confirmed', 'suspect']),
  duplicate: z.boolean(),
  detail: z.string(),
});
export type PrintState = z.infer<typeof printState>;
