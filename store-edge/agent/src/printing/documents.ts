/** From a queued job back to its record, and from the record to paper. */
import type { ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { jsonOrNull } from '@comptoir/sync-protocol/json/lenient';
import { cashMovedBody } from '@comptoir/sync-protocol/records/cash-body';
import { type SaleBody, shiftClosedBody } from '@comptoir/sync-protocol/records/kinds';
import { orderReturnedBody } from '@comptoir/sync-protocol/records/order-return-body';
import { receiptPageUrl } from '@comptoir/sync-protocol/records/receipt-number';
import { returnBody } from '@comptoir/sync-protocol/records/return-body';
import { z } from 'zod';
import type { Journal } from '../journal/journal.ts';
import type { Register } from '../register.ts';
import { shiftSoFar } from '../shifts/api.ts';
import type { TransferView } from '../stock/api.ts';
import { badgeSlipOf } from './badge-slip.ts';
import { cashSlipOf, xSlipOf } from './cash-slips.ts';
import { deliveryNoteOf } from './delivery-note.ts';
import { giftReceiptOf } from './gift-receipt.ts';
import { orderReturnSlipOf } from './order-return-slip.ts';
import type { Job, PrintKind } from './print-rows.ts';
import { receiptOf, type SaleRecord } from './receipt.ts';
import { returnBlocks, returnReceiptOf } from './return-receipt.ts';
import { numberedHeader, saleRecordOf } from './sale-record.ts';
import { valueSlipOf } from './value-slip.ts';
import { zSlipOf } from './z-slip.ts';

type Place = Readonly<{ ordinal: number; seq: number }>;
type Sources = Readonly<{
  journal: Journal;
  store: () => StoreConfiguration | undefined;
  staffName: (staffId: string) => string;
  saleAt: (saleId: string) => Place | undefined;
  returnAt: (returnId: string) => Place | undefined;
  shiftClosedAt: (shiftId: string) => Place | undefined;
  cashMoveAt: (movementId: string) => Place | undefined;
  register: (registerId: string) => Register | undefined;
  /** A gift card or a credit with its code. */
  valueOf: (valueId: string) => Parameters<typeof valueSlipOf>[0] | undefined;
  /** A transfer that left here, with where it left from. */
  transferOf: (transferId: string) => Readonly<{ transfer: TransferView; from: string }> | undefined;
  /** The code of a badge, by its id. */
  badgeCodes: (badgeId: string) => string;
  /** Of a receipt: what proves it. */
  codeOf: (sale: SaleRecord) => string;
  /** Under which customers open its page, with a slash at its end. */
  receiptsUrl: string;
}>;

const wrote = z.object({ kind: z.string(), at: z.string(), register: z.string() });
const zHeader = z.object({ at: z.string(), seq: z.int(), register: z.string(), businessDate: z.string() });

export function documentSource(sources: Sources) {
  const { journal, store, staffName, codeOf, receiptsUrl } = sources;
  const placeOf = {
    receipt: sources.saleAt,
    gift: sources.saleAt,
    return: sources.returnAt,
    z: sources.shiftClosedAt,
    cash: sources.cashMoveAt,
  } as const satisfies Record<Exclude<PrintKind, 'x' | 'value' | 'transfer' | 'badge'>, unknown>;
  /** What came back for it stands on the same paper. */
  function exchangedFor(
    { tenders, cashierId }: SaleBody,
    language: Job['language'],
    configuration: StoreConfiguration,
  ) {
    const tender = tenders.find(({ kind }) => kind === 'exchange');
    const place = tender && 'returnId' in tender ? sources.returnAt(tender.returnId) : undefined;
    const record = place && journal.recordIn(place.ordinal, place.seq);
    if (!record) return [];
    const header = numberedHeader.parse(JSON.parse(record.lines.header));
    const taken = { header, body: returnBody.parse(JSON.parse(record.lines.body)) };
    return returnBlocks(taken, configuration, staffName(cashierId), language);
  }

  return (job: Job): ReceiptDocument | undefined => {
    const configurationNow = store();
    if (job.kind === 'x') {
      const read = shiftSoFar.safeParse(jsonOrNull(job.subjectId)).data;
      const register = sources.register(job.registerId);
      return read && register && configurationNow && xSlipOf(register, read, configurationNow);
    }
    if (job.kind === 'value') {
      const value = sources.valueOf(job.subjectId);
      return value && configurationNow && valueSlipOf(value, configurationNow, job.language);
    }
    if (job.kind === 'badge') {
      const [staffId = '', badgeId = ''] = job.subjectId.split('/');
      const badge = { name: staffName(staffId), code: sources.badgeCodes(badgeId) };
      return configurationNow && badgeSlipOf(badge, configurationNow);
    }
    if (job.kind === 'transfer') {
      const sent = sources.transferOf(job.subjectId);
      return sent && configurationNow && deliveryNoteOf(sent.transfer, sent.from, configurationNow);
    }
    const place = placeOf[job.kind](job.subjectId);
    const record = place && journal.recordIn(place.ordinal, place.seq);
    const configuration = configurationNow;
    if (!record || !configuration) return undefined;
    const header: unknown = JSON.parse(record.lines.header);
    const body: unknown = JSON.parse(record.lines.body);
    if (job.kind === 'z') {
      return zSlipOf(
        { header: zHeader.parse(header), body: shiftClosedBody.parse(body), hash: record.hash },
        configuration,
      );
    }
    if (job.kind === 'cash')
      return cashSlipOf(
        { header: zHeader.parse(header), body: cashMovedBody.parse(body) },
        configuration,
        staffName,
      );
    const { language, duplicate } = job;
    const written = wrote.parse(header);
    if (job.kind === 'return' && written.kind === 'order.returned') {
      const taken = { header: written, body: orderReturnedBody.parse(body) };
      return orderReturnSlipOf(taken, configuration, staffName(taken.body.cashierId), {
        language,
        duplicate,
      });
    }
    if (job.kind === 'return') {
      const taken = { header: numberedHeader.parse(header), body: returnBody.parse(body) };
      return returnReceiptOf(taken, configuration, staffName(taken.body.cashierId), { language, duplicate });
    }
    const sale = saleRecordOf(record);
    // No page: it would tell whoever is given the goods what they cost.
    if (job.kind === 'gift') return giftReceiptOf(sale, configuration, { language, code: codeOf(sale) });
    const cashier = staffName(sale.body.cashierId);
    return receiptOf(sale, configuration, cashier, {
      ...{ language, duplicate },
      code: receiptPageUrl(receiptsUrl, codeOf(sale)),
      before: exchangedFor(sale.body, language, configuration),
    });
  };
}
