/**
 * `sale.recorded` of two lines, as Sales tells it: of 42 stores, 4 000 products and 200 cashiers by turns.
 * @param pos in the log, from 1. @param at also the day, in UTC. @param run eight hex digits: sales of another run are others.
 */
export function saleEvent(pos: number, at: string, run = '00000000') {
  const id = `${run}-0000-8000-8000-${String(pos).padStart(12, '0')}`;
  const line = (n: number) => ({
    productId: `p-${(pos * 7 + n) % 4_000}`,
    sku: `SKU-${(pos * 7 + n) % 4_000}`,
    quantity: '1',
    unitPriceMinor: 1_000,
    amountMinor: 1_000,
  });
  const data = {
    ...{
      saleId: id,
      receiptNumber: `012-1-TEST-${pos}`,
      storeId: `store-${pos % 42}`,
      registerId: 'register-1',
    },
    ...{
      cashierId: `cashier-${pos % 200}`,
      businessDate: at.slice(0, 10),
      completedAt: at,
      channel: 'pos',
      currency: 'CAD',
    },
    ...{ subtotalMinor: 2_000, discountMinor: 0, totalMinor: 2_300, cashRoundingMinor: 0 },
    taxes: [
      { code: 'GST', amountMinor: 100 },
      { code: 'QST', amountMinor: 200 },
    ],
    lines: [line(0), line(1)],
    tenders: [{ kind: 'card', amountMinor: 2_300 }],
  };
  return {
    ...{
      id,
      type: 'sale.recorded',
      version: 1,
      key: data.storeId,
      at,
      correlationId: null,
      traceparent: null,
    },
    ...{ pos, data },
  };
}
