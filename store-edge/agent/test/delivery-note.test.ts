import { expect, test } from 'vitest';
import { deliveryNoteOf } from '../src/printing/delivery-note.ts';
import { laval } from './support/acts.ts';
import { STORE_ID, storeRow } from './support/store.ts';

test('I3: the delivery note lists what was sent, and its codes name the transfer', () => {
  const transferId = '0193a000-0000-7000-8000-0000000000f1';
  const line = { name: { fr: 'Fromage', en: 'Cheese' }, sku: 'FRO-1', soldBy: 'weight' } as const;
  const { blocks } = deliveryNoteOf(
    {
      ...{ transferId, number: 'T-7F3K92QD', direction: 'out', other: laval, state: 'shipped' },
      ...{ isWaiting: true, changedAt: '2026-11-24T15:00:00.000Z', note: 'Au frais' },
      lines: [
        { ...line, productId: 'cheese', asked: '2', shipped: '1.5', received: null },
        { ...line, productId: 'other', asked: '1', shipped: null, received: null },
      ],
    },
    STORE_ID,
    storeRow,
  );
  expect(blocks).toContainEqual({ type: 'pair', left: '[ ] Fromage (FRO-1)', right: '1,5' });
  expect(blocks).toContainEqual({ type: 'barcode', symbology: 'code128', data: 'T-7F3K92QD' });
  expect(blocks).toContainEqual(
    expect.objectContaining({ type: 'qr', data: `comptoir:transfer:${transferId}:${STORE_ID}` }),
  );
  expect(JSON.stringify(blocks)).toContain('Au frais');
  expect(blocks.filter(({ type }) => type === 'pair')).toHaveLength(3);
});
