/** From a queued job back to its record, and from the record to paper. */
import type { ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { saleBody, shiftClosedBody } from '@comptoir/sync-protocol/records/kinds';
import { z } from 'zod';
import type { Journal } from '../journal/journal.ts';
import type { Job } from './print-rows.ts';
import { receiptOf } from './receipt.ts';
import { zSlipOf } from './z-slip.ts';

type Sources = Readonly<{
  journal: Journal;
  store: () => StoreConfiguration | undefined;
  staffName: (staffId: string) => string;
  saleAt: (saleId: string) => { ordinal: number; seq: number } | undefined;
  shiftClosedAt: (shiftId: string) => { ordinal: number; seq: number } | undefined;
}>;

const saleHeader = z.object({ number: z.string(), at: z.string(), seq: z.int(), register: z.string() });
const zHeader = z.object({ at: z.string(), seq: z.int(), register: z.string(), businessDate: z.string() });

export function documentSource({ journal, store, staffName, saleAt, shiftClosedAt }: Sources) {
  return (job: Job): ReceiptDocument | undefined => {
    const place = job.kind === 'z' ? shiftClosedAt(job.subjectId) : saleAt(job.subjectId);
    const record = place && journal.recordIn(place.ordinal, place.seq);
    const configuration = store();
    if (!record || !configuration) return undefined;
    const header: unknown = JSON.parse(record.lines.header);
    const body: unknown = JSON.parse(record.lines.body);
    if (job.kind === 'z') {
      return zSlipOf(
        { header: zHeader.parse(header), body: shiftClosedBody.parse(body), hash: record.hash },
        configuration,
      );
    }
    const sale = { header: saleHeader.parse(header), body: saleBody.parse(body), hash: record.hash };
    return receiptOf(sale, configuration, staffName(sale.body.cashierId), {
      language: job.language,
      duplicate: job.duplicate,
    });
  };
}
