import { expect, test } from 'vitest';
import { documentOfRefund } from '../src/facts/document.ts';
import { refund } from './sales.ts';

const shipped = refund(2);
const amounts = (told: typeof shipped) => {
  const { subtotalMinor, deliveryMinor, totalMinor } = documentOfRefund(told);
  return { subtotalMinor, deliveryMinor, totalMinor };
};

test('R1 O4: money given back without goods lessens what was sold, not its delivery', () => {
  const gesture = { ...shipped, amountMinor: 1_150, lines: [], deliveryMinor: 0 };
  const taxes = [
    { code: 'GST', amountMinor: 50 },
    { code: 'QST', amountMinor: 100 },
  ];
  expect(amounts({ ...gesture, taxes })).toEqual({
    subtotalMinor: -1_000,
    deliveryMinor: 0,
    totalMinor: -1_150,
  });
});

test('R1 O4: delivery that goes back is delivery, also when an older event does not tell it apart', () => {
  const told = amounts(shipped);
  expect(told.deliveryMinor).toBe(-795);
  const { deliveryMinor: _, ...older } = shipped;
  expect(amounts(older)).toEqual(told);
});
