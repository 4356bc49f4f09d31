/** For the books: what things cost, the ledger's accounts, where figures are not the ledgers'. */
import { amountMinor, businessDate } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { accountRoles } from '../accounting/entries.ts';
import { count, id } from './fields.ts';

/** PUT /costs: what a product costs us by unit, from a day on. */
export const costsRequest = z.strictObject({
  costs: z
    .array(z.strictObject({ productId: id, from: businessDate, unitCostMinor: amountMinor.nonnegative() }))
    .min(1)
    .max(5_000),
});

const accountNumber = z.string().trim().min(1).max(20);
/** GET and PUT /accounts: the numbers of the ledger's accounts. A tax that is not told has the number of `taxes`. */
export const accounts = z
  .strictObject({
    accounts: z.array(z.strictObject({ role: z.enum(accountRoles), number: accountNumber })).max(100),
    taxes: z.array(z.strictObject({ code: id, number: accountNumber })).max(100),
  })
  .meta({ id: 'LedgerAccounts' });
export type Accounts = z.infer<typeof accounts>;

/** GET /reconciliation: where our figures are not those of the ledgers, found twice in a row. */
export const reconciliation = z
  .object({
    /** Null: not compared yet. */
    last: z
      .object({ from: businessDate, to: businessDate, figures: count, endedAt: z.iso.datetime() })
      .nullable(),
    differences: z.array(
      z.object({
        ledger: z.enum(['sales', 'order', 'inventory']),
        /** Null: of no day, as stock. */
        day: businessDate.nullable(),
        storeId: z.string(),
        what: z.enum(['documents', 'total', 'tax', 'refunds', 'on-hand']),
        /** Minor units; of `documents` a number, of `on-hand` thousandths of a piece. */
        theirs: z.number(),
        ours: z.number(),
        since: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof reconciliation>;
