/** Goods exchanged for others. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';
import { returnCommitted, returnRequest } from '../returns/api.ts';
import { saleCommitted } from '../sales/api.ts';

/**
 * POST /exchanges → 201; the same again 200. A return and the sale that it pays, both or neither: the sale's bytes as for `POST /sales`,
 * with a tender `exchange` of the return's `exchangeMinor`; none where that is 0, as when the tender of a sale is corrected. What the two
 * calls refuse is refused here; 422 `exchange-differs`.
 */
export const exchangeRequest = z.strictObject({ sale: z.string().max(1_000_000), return: returnRequest });
export type ExchangeRequest = z.infer<typeof exchangeRequest>;
export const exchanged = z.strictObject({ sale: saleCommitted, return: returnCommitted });
export type Exchanged = z.infer<typeof exchanged>;
