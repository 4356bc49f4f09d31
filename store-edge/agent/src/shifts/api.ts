/** The calls about shifts and cash without a sale. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { cashMovedBody, denominationCount } from '@comptoir/sync-protocol/records/cash-body';
import { usDollarsCounted } from '@comptoir/sync-protocol/records/us-dollars';
import { z } from 'zod';

/**
 * POST /shifts → 201; 409 `shift-open`. GET /shifts/current → the open shift of this register or 404.
 * `away`: the terminal opened it by itself while the edge was out of reach, and hands it over, with or without a cashier's session.
 * The same shift again gets the same answer.
 */
export const openShiftRequest = z.strictObject({
  floatMinor: amountMinor.nonnegative(),
  away: z.strictObject({ shiftId: z.uuid(), cashierId: z.string() }).optional(),
});
export type OpenShiftRequest = z.infer<typeof openShiftRequest>;
export const shift = z.strictObject({
  shiftId: z.uuid(),
  registerId: z.string(),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  businessDate: z.iso.date(),
  floatMinor: amountMinor,
  saleCount: z.int(),
});
export type Shift = z.infer<typeof shift>;
/**
 * POST /shifts/current/close → 200, with the Z's figures; prints the Z. Counted by coins and notes, a difference wants a reason: 409
 * `reason-wanted` with `overShortMinor` (and `usDollarsOverShortMinor`); the same again with a reason closes. US dollars are counted
 * apart, in their cents: 409 `us-dollars-uncounted` where the shift took some and none are told.
 */
export const closeShiftRequest = z.strictObject({
  countedMinor: amountMinor.nonnegative(),
  denominations: z.array(denominationCount).max(20).optional(),
  usDollarsCountedMinor: amountMinor.nonnegative().optional(),
  reason: z.string().min(1).max(80).optional(),
});
export type CloseShiftRequest = z.infer<typeof closeShiftRequest>;

/** POST /shifts/current/x → what the shift took so far, which is printed. What should be in the drawer is not told: it is counted blind. */
const amounts = <K extends string>(key: K) =>
  z.array(
    z.strictObject({ [key]: z.string(), amountMinor } as Record<K, z.ZodString> & {
      amountMinor: typeof amountMinor;
    }),
  );
export const shiftSoFar = z.strictObject({
  shift,
  totalMinor: amountMinor,
  returnCount: z.int(),
  returnTotalMinor: amountMinor,
  /** Orders of the shop whose goods came back: no money of the till moved. */
  orderReturnCount: z.int().optional(),
  paidInMinor: amountMinor,
  paidOutMinor: amountMinor,
  dropMinor: amountMinor,
  /** In US cents: what went in without a sale, less what went out. */
  usDollarsMovedMinor: amountMinor.optional(),
  taxes: amounts('code'),
  tenders: amounts('kind'),
});
export type ShiftSoFar = z.infer<typeof shiftSoFar>;

/** POST /cash → 201, opens the drawer: cash without a sale. The same again 200. 403 `approval-needed`, 409 `no-shift`, 422 `not-so-much`. */
export const cashMoveRequest = cashMovedBody
  .omit({ shiftId: true, cashierId: true, approval: true })
  .extend({ approvalId: z.uuid().optional() });
export type CashMoveRequest = z.infer<typeof cashMoveRequest>;
export const cashMoved = z.strictObject({ movementId: z.uuid(), at: z.iso.datetime() });
export type CashMoved = z.infer<typeof cashMoved>;
export const shiftClosed = z.strictObject({
  shiftId: z.uuid(),
  zNumber: z.int(),
  saleCount: z.int(),
  totalMinor: amountMinor,
  expectedMinor: amountMinor,
  countedMinor: amountMinor,
  overShortMinor: amountMinor,
  usDollars: usDollarsCounted.optional(),
  perpetualTotalMinor: amountMinor,
});
export type ShiftClosed = z.infer<typeof shiftClosed>;
