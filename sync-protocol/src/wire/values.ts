/** `/api/v1/sync/values`: gift cards and store credit, asked and spent by a store while a customer waits. */
import { amountMinor, currency } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { valueCodeHash, valueKind } from '../records/value-body.ts';

/** POST `/find` → 404 `unknown-value`. */
export const findValueRequest = z.object({ codeHash: valueCodeHash });
export const valueFound = z.object({
  valueId: z.uuid(),
  kind: valueKind,
  last4: z.string(),
  currency,
  balanceMinor: amountMinor,
  isBlocked: z.boolean(),
});
export type ValueFound = z.infer<typeof valueFound>;

/** PUT `/spends/{spendId}` → the value as it is then; the same again changes nothing. 409 `not-enough-value`, `value-blocked`, `spend-released`. */
export const spendValueRequest = z.object({
  codeHash: valueCodeHash,
  amountMinor: amountMinor.positive(),
  saleId: z.uuid(),
});
export type SpendValueRequest = z.infer<typeof spendValueRequest>;
