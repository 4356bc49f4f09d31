/** A sale as its record tells it, from the journal. */
import { saleBody } from '@comptoir/sync-protocol/records/kinds';
import { z } from 'zod';
import type { StoredRecord } from '../journal/journal.ts';
import type { SaleRecord } from './receipt.ts';

export const numberedHeader = z.object({
  number: z.string(),
  at: z.string(),
  seq: z.int(),
  register: z.string(),
});

export const saleRecordOf = ({ lines, hash }: StoredRecord): SaleRecord => ({
  header: numberedHeader.parse(JSON.parse(lines.header)),
  body: saleBody.parse(JSON.parse(lines.body)),
  hash,
});
