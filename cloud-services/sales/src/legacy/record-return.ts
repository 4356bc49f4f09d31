/** A return that a point of sale of another make tells: never more than was sold, and given back to the cent. */
import { randomUUID } from 'node:crypto';
import { appendEvents, derivedId, notFound, problem, type Tx } from '@comptoir/service-kit';
import type { ReturnRecorded, StockMoved } from '@comptoir/service-kit/events/sales';
import type { ReturnAnswer, ReturnRequest } from './api.ts';
import type { LegacyParts } from './parts.ts';
import { insertReturn, lockSale, type NewReturn, soldProducts, soldTaxes } from './store/returns.ts';
import { quantityOf, type TakenBack, takeBack } from './take-back.ts';

/** @throws Problem 404 for a sale that is not known, 409 with what is left when more is asked for. */
export async function recordReturn(
  parts: LegacyParts,
  tx: Tx,
  told: ReturnRequest,
  now: Date,
): Promise<ReturnAnswer> {
  const by = { saleId: told.originalTransactionId, receiptNumber: told.receiptNumber };
  const sale = await lockSale(tx, by);
  if (!sale) throw notFound('sale');
  const place = await parts.placeOf(tx, sale.storeId, told.registerId ?? sale.registerId);
  const back = takeBack(await soldProducts(tx, sale.saleId), await soldTaxes(tx, sale.saleId), told.lines);
  if ('left' in back)
    throw problem(409, 'more-than-left', 'More than is left to return', 'Return at most what is left.', {
      members: {
        left: back.left.map(({ productId, thousandths }) => ({
          productId,
          quantity: quantityOf(thousandths),
        })),
      },
    });
  const returnId = randomUUID();
  const made = {
    returnId,
    sale,
    registerId: place.register.id,
    cashierId: told.cashierId ?? sale.cashierId,
    businessDate: place.dateOf(now),
    completedAt: now,
    reason: told.reason,
    refundTender: told.refundTender,
    // In Canada cash is given in nickels. Source: Mint, phasing out the penny.
    cashRoundingMinor:
      told.refundTender === 'cash' ? Math.round(back.totalMinor / 5) * 5 - back.totalMinor : 0,
  };
  const { receiptNumber } = await parts.enter(
    tx,
    {
      store: place.store,
      register: place.register.number,
      recordId: returnId,
      kind: 'return',
      actor: made.cashierId,
      at: now.toISOString(),
      businessDate: made.businessDate,
      bodyText: JSON.stringify({
        returnId,
        saleId: sale.saleId,
        reason: told.reason,
        refundTender: told.refundTender,
        ...back,
      }),
    },
    now,
  );
  await insertReturn(tx, { ...made, receiptNumber }, back);
  await tell(tx, { ...made, receiptNumber }, back);
  return answerOf({ ...made, receiptNumber }, back, told.refundTender);
}

async function tell(tx: Tx, made: NewReturn, back: TakenBack): Promise<void> {
  const { returnId, sale, receiptNumber, registerId, cashierId, businessDate, cashRoundingMinor } = made;
  const at = made.completedAt.toISOString();
  const recorded: ReturnRecorded = {
    returnId,
    saleId: sale.saleId,
    receiptNumber,
    storeId: sale.storeId,
    registerId,
    cashierId,
    businessDate,
    completedAt: at,
    channel: 'pos',
    currency: sale.currency,
    subtotalMinor: back.subtotalMinor,
    taxes: back.taxes.map(({ code, amountMinor }) => ({ code, amountMinor })),
    totalMinor: back.totalMinor,
    cashRoundingMinor,
    ...(sale.customerId === null ? {} : { customerId: sale.customerId }),
    lines: back.lines.map(({ productId, sku, thousandths, amountMinor }) => ({
      productId,
      sku,
      quantity: quantityOf(thousandths),
      amountMinor,
    })),
    tenders: [{ kind: made.refundTender, amountMinor: back.totalMinor + cashRoundingMinor }],
  };
  const moved: StockMoved = {
    locationId: sale.storeId,
    recordId: returnId,
    reason: 'return',
    at,
    movements: back.lines.map(({ productId, thousandths }) => ({
      movementId: derivedId('return-movement', returnId, productId),
      productId,
      quantity: quantityOf(thousandths),
    })),
  };
  const event = (type: string, data: unknown) => ({
    id: derivedId(type, returnId),
    type,
    key: sale.storeId,
    data,
  });
  await appendEvents(tx, [event('return.recorded', recorded), event('stock.moved', moved)]);
}

function answerOf(made: NewReturn, back: TakenBack, kind: ReturnRequest['refundTender']): ReturnAnswer {
  const { sale, cashRoundingMinor } = made;
  const { subtotalMinor, taxes, totalMinor } = back;
  return {
    id: made.returnId,
    receiptNumber: made.receiptNumber,
    original: { id: sale.saleId, receiptNumber: sale.receiptNumber },
    lines: back.lines.map(({ productId, thousandths, amountMinor }) => ({
      productId,
      quantity: quantityOf(thousandths),
      amountMinor,
    })),
    totals: { currency: sale.currency, subtotalMinor, taxes: [...taxes], totalMinor, cashRoundingMinor },
    refund: { kind, amountMinor: totalMinor + cashRoundingMinor },
  };
}
