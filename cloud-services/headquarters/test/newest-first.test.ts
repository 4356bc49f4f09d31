import type { SaleSummary } from '@comptoir/sales/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst } from '../app/src/live/newest-first.ts';

const sale = (id: string, second: number): SaleSummary => ({
  kind: 'sale',
  id,
  saleId: id,
  receiptNumber: '012-1-K7QF-000001',
  storeId: 's',
  registerId: 'r',
  cashierId: 'c',
  businessDate: '2026-11-24',
  completedAt: new Date(second * 1000).toISOString(),
  receivedAt: new Date(second * 1000).toISOString(),
  itemCount: 1,
  total: { amountMinor: 100, currency: 'CAD' },
  tenders: ['cash'],
});

test('R1: head office lists a sale once, newest first, however often and in whatever order it is told', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (told) => {
      const list = told.reduce<SaleSummary[]>((known, n) => newestFirst(sale(String(n), n), known), []);
      expect(list.map((one) => Number(one.id))).toEqual([...new Set(told)].sort((a, b) => b - a));
    }),
  ));
