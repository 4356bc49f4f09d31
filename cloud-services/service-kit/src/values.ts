/** What Order asks of Sales about gift cards and store credit: `/internal/sales/values`. */
import { amountMinor } from '@comptoir/pricing/contract';
import { valueCodeHash } from '@comptoir/sync-protocol/records/value-body';
import { z } from 'zod';

/** Where an entry of a card was made that no store made. */
export const webPlace = 'web';

/** PUT `/spends/{spendId}`: 404 `unknown-value`, 409 `not-enough-value` with `balanceMinor`, `value-blocked`, `spend-released`. */
export const heldForOrder = z.strictObject({
  codeHash: valueCodeHash,
  amountMinor: amountMinor.positive(),
  orderId: z.uuid(),
});

/** POST `/spends/{spendId}/settle` and PUT `/refunds/{refundId}`. `number`: the order's, as people read it. */
export const settleValueRequest = z.strictObject({
  ...heldForOrder.shape,
  number: z.string().max(20),
});
export type SettleValueRequest = z.infer<typeof settleValueRequest>;
