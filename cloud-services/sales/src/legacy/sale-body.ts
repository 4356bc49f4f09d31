/** A told sale in the form in which our own tills write theirs, so that everything behind reads both alike. Pure. */
import { derivedId } from '@comptoir/service-kit';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import { sumOf } from './adds-up.ts';
import type { TransactionRequest } from './api.ts';

/** What prices nobody here has computed are said to come from. */
const rulesVersion = 'told';

/** @param jurisdiction whose taxes the store bears. @param taxDate the sale's business date. */
export function saleBodyOf(
  told: TransactionRequest,
  { jurisdiction, taxDate }: Readonly<{ jurisdiction: string; taxDate: string }>,
): SaleBody {
  const { storeId, registerId, cashierId, language, occurredAt, currency } = told;
  const saleId = saleIdOf(told);
  const taxes = told.taxes.map(({ code, rate }) => ({ code, rate }));
  const lines = told.lines.map((line, index) => ({ ...line, id: String(index + 1) }));
  const subtotalMinor = sumOf(lines, (line) => line.amountMinor);
  return {
    saleId,
    storeId,
    shiftId: derivedId('told-shift', storeId, registerId, taxDate),
    cashierId,
    language,
    completedAt: occurredAt,
    cataloguePosition: rulesVersion,
    rules: { version: rulesVersion, taxMode: 'added-per-invoice', cashIncrementMinor: 5 },
    basket: {
      currency,
      channel: 'pos',
      openedAt: occurredAt,
      taxDate,
      storeId,
      jurisdiction,
      ...(told.customerId === undefined ? {} : { customer: { id: told.customerId } }),
      coupons: [],
      lines: lines.map(({ id, productId, quantity }) => ({ id, productId, quantity })),
    },
    priced: {
      rulesVersion,
      lines: lines.map(({ id, unitPriceMinor, discountMinor, amountMinor }) => ({
        id,
        unitPriceMinor,
        grossMinor: amountMinor + discountMinor,
        discounts: discountMinor === 0 ? [] : [{ source: rulesVersion, amountMinor: discountMinor }],
        amountMinor,
        taxes,
      })),
      promotions: [],
      hints: [],
      subtotalMinor,
      discountMinor: sumOf(lines, (line) => line.discountMinor),
      deliveryMinor: 0,
      taxes: told.taxes,
      totalMinor: subtotalMinor + sumOf(told.taxes, (tax) => tax.amountMinor),
      points: { earned: 0, burnable: 0 },
    },
    lines: lines.map(({ id, sku, gtin, name, taxCategory, soldBy, unitPriceMinor }) => ({
      lineId: id,
      sku,
      ...(gtin === undefined ? {} : { gtin }),
      name,
      taxCategory,
      soldBy,
      listUnitPriceMinor: unitPriceMinor,
    })),
    cashRoundingMinor: told.cashRoundingMinor,
    tenders: told.tenders.map((tender, index) => tenderOf(tender, saleId, index, told.externalReference)),
    stock: lines.map(({ id, productId, quantity }) => ({
      movementId: derivedId('told-movement', saleId, id),
      productId,
      quantity: `-${quantity}`,
    })),
  };
}

/** The same sale of the same register, told again, has the same id. */
export const saleIdOf = ({ storeId, registerId, externalReference }: TransactionRequest): string =>
  derivedId('told-sale', storeId, registerId, externalReference);

function tenderOf(
  {
    kind,
    amountMinor,
    receivedMinor = amountMinor,
    brand = '—',
    last4 = '0000',
    approvalCode = '—',
  }: TransactionRequest['tenders'][number],
  saleId: string,
  index: number,
  reference: string,
): Tender {
  if (kind === 'cash')
    return { kind, amountMinor, receivedMinor, changeMinor: Math.max(0, receivedMinor - amountMinor) };
  return {
    kind,
    amountMinor,
    attemptId: derivedId('told-payment', saleId, String(index)),
    brand,
    last4,
    entryMode: 'keyed',
    approvalCode,
    terminalReference: reference,
  };
}
