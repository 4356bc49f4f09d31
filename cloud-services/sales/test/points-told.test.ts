/** What Sales tells of points that paid at a till, and of those that a return gave back. */
import { randomUUID } from 'node:crypto';
import { returnRecorded as returnEvent, saleRecorded as saleEvent } from '@comptoir/service-kit/events/sales';
import { saleBody } from '@comptoir/sync-protocol/records/kinds';
import { returnBody } from '@comptoir/sync-protocol/records/return-body';
import { expect, test } from 'vitest';
import { saleRecorded } from '../src/receipts/sale.ts';
import { eventsOf } from '../src/returns/told.ts';
import { saleBodyOf } from './support/sale.ts';

const told = {
  ...{ seq: 1, recordId: randomUUID(), receiptNumber: '012-1-K7QF-000123', register: '1' },
  ...{ businessDate: '2026-11-24', bodyText: '' },
};
const customerId = randomUUID();
const spendId = randomUUID();
const points = { kind: 'loyalty-points', amountMinor: 500, points: 500 } as const;

test('E2 C2: points that paid are told with the payment’s own id, and only those of the sale’s customer', () => {
  const sale = saleBodyOf('MTL01', 1);
  const [cash] = sale.tenders;
  const tender = { ...points, customerId, spendId, authorisedBy: 'allowance' } as const;
  const paid = (id: string) =>
    saleBody.parse({
      ...sale,
      basket: { ...sale.basket, customer: { id } },
      tenders: [tender, ...(cash ? [cash] : [])],
    });
  const event = saleEvent.parse(saleRecorded({ ...told, sale: paid(customerId) }, 'r1'));
  expect(event.pointsSpent).toEqual([{ spendId, points: 500, amountMinor: 500 }]);
  expect(event.tenders[0]).toEqual({ kind: 'loyalty-points', amountMinor: 500 });
  expect(saleRecorded({ ...told, sale: paid(randomUUID()) }, 'r1').pointsSpent).toBeUndefined();
  expect(saleRecorded({ ...told, sale }, 'r1').pointsSpent).toBeUndefined();
});

test('E3 C2: a return tells whose points it gave back, also before its sale is known', () => {
  const back = returnBody.parse({
    ...{ returnId: randomUUID(), storeId: 'MTL01', shiftId: randomUUID(), cashierId: 'u-1', language: 'fr' },
    ...{ completedAt: '2026-11-24T15:00:00.000Z', currency: 'CAD', reason: 'other', subtotalMinor: 500 },
    ...{ taxes: [], totalMinor: 500, cashRoundingMinor: 0, stock: [], refunds: [{ ...points, customerId }] },
    lines: [
      {
        ...{ productId: 'p-bag', sku: 'SAC', name: { fr: 'Sac', en: 'Bag' }, soldBy: 'piece' },
        ...{ quantity: '1', amountMinor: 500, condition: 'sellable' },
      },
    ],
  });
  const [event] = eventsOf({ ...told, back }, 'r1', null);
  expect(returnEvent.parse(event?.data).pointsGivenBack).toEqual({
    customerId,
    points: 500,
    amountMinor: 500,
  });
});
