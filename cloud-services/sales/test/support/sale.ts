/** A sale of two lines, paid in cash: what a till would write. */
import { randomUUID } from 'node:crypto';
import { type SaleBody, saleBody } from '@comptoir/sync-protocol/records/kinds';

export function saleBodyOf(storeId: string, n: number): SaleBody {
  const line = (
    id: string,
    productId: string,
    unitPriceMinor: number,
    quantity: string,
    amountMinor: number,
  ) => ({
    basket: { id, productId, quantity },
    priced: {
      id,
      unitPriceMinor,
      grossMinor: amountMinor,
      discounts: [],
      amountMinor,
      taxes: [
        { code: 'GST', rate: '5' },
        { code: 'QST', rate: '9.975' },
      ],
    },
    sold: {
      lineId: id,
      sku: `SKU-${productId}`,
      gtin: '00012345678905',
      name: { fr: 'Lampe à poser', en: 'Table lamp' },
      taxCategory: 'standard',
      soldBy: 'piece' as const,
      listUnitPriceMinor: unitPriceMinor,
    },
    stock: { movementId: randomUUID(), productId, quantity: `-${quantity}` },
  });
  const lines = [line('l1', `p-${n % 50}`, 1_000, '2', 2_000), line('l2', 'p-bag', 500, '1', 500)];
  return {
    saleId: randomUUID(),
    storeId,
    shiftId: '0193a000-0000-7000-8000-0000000000f1',
    cashierId: 'u-1',
    language: 'fr',
    completedAt: new Date(Date.UTC(2026, 10, 24, 13) + n * 1_000).toISOString(),
    cataloguePosition: 'epoch.00000000.42',
    rules: { version: '1', taxMode: 'added-per-invoice', cashIncrementMinor: 5 },
    basket: {
      currency: 'CAD',
      channel: 'pos',
      openedAt: '2026-11-24T13:00:00.000Z',
      taxDate: '2026-11-24',
      storeId,
      jurisdiction: 'CA-QC',
      coupons: [],
      lines: lines.map(({ basket }) => basket),
    },
    priced: {
      rulesVersion: '1',
      lines: lines.map(({ priced }) => priced),
      promotions: [],
      hints: [],
      subtotalMinor: 2_500,
      discountMinor: 0,
      deliveryMinor: 0,
      taxes: [
        { code: 'GST', rate: '5', baseMinor: 2_500, amountMinor: 125 },
        { code: 'QST', rate: '9.975', baseMinor: 2_500, amountMinor: 249 },
      ],
      totalMinor: 2_874,
      points: { earned: 0, burnable: 0 },
    },
    lines: lines.map(({ sold }) => sold),
    cashRoundingMinor: 1,
    tenders: [{ kind: 'cash', amountMinor: 2_875, receivedMinor: 3_000, changeMinor: 125 }],
    stock: lines.map(({ stock }) => stock),
  };
}

saleBody.parse(saleBodyOf('check', 1));
