/** Parts of Reporting's bodies. Amounts are minor units of `currency`; ratios are decimal texts. */
import { businessDate, channel } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const text = z.object({ fr: z.string(), en: z.string() });
export const count = z.int();
export const ratio = z.string().regex(/^-?\d+(\.\d+)?$/);
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11');
export const id = z.string().min(1).max(100);

export const scopeQuery = {
  /** Business dates, both included; today alone unless told. */
  from: businessDate.optional(),
  to: businessDate.optional(),
  storeId: id.optional(),
  channel: channel.optional(),
};
