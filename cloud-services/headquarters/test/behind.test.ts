import { expect, test } from 'vitest';
import { cohortPath, groupPath, minutePath, rowPath, targetPath } from '../app/src/figures/behind.ts';

const of = {
  days: { from: '2026-11-05', to: '2026-11-24' },
  filters: { storeId: 'mtl', channel: null },
} as const;
const asked = (path: string | null) => Object.fromEntries(new URLSearchParams(path?.split('?')[1]));

test('R2: a row of the consolidated sales opens its documents, within the period and the filters', () => {
  expect(asked(groupPath('day', '2026-11-09', of))).toEqual({
    from: '2026-11-09',
    to: '2026-11-09',
    storeId: 'mtl',
  });
  expect(asked(groupPath('week', '2026-11-02', of))).toMatchObject({ from: '2026-11-05', to: '2026-11-08' });
  expect(asked(groupPath('month', '2026-11-01', of))).toMatchObject(of.days);
  expect(asked(groupPath('tender', 'cash', of))).toEqual({ ...of.days, storeId: 'mtl', tender: 'cash' });
  expect(asked(groupPath('cashier', '', of))).toEqual({ ...of.days, storeId: 'mtl', channel: 'web' });
  expect(groupPath('category', 'delivery', of)).toBeNull();
});

test('R2: what a row is of narrows what the page is of', () => {
  const behind = { from: '2026-11-09', to: '2026-11-09', storeId: 'qc', tax: 'GST' };
  expect(asked(rowPath({ ...of.filters, channel: 'pos' }, behind))).toEqual({ ...behind, channel: 'pos' });
  expect(asked(rowPath(of.filters, { ...behind, productId: 'p-1' }))).toEqual({
    ...behind,
    productId: 'p-1',
  });
  // What lies somewhere is no sale: its movements say how it came to be there.
  expect(rowPath(of.filters, { locationId: 'mtl', productId: 'p-1' })).toBe(
    '/stock/movements/p-1?locationId=mtl',
  );
});

test('R1: a month of a cohort opens what it sold then, over the end of a year and to the last day of the month', () => {
  expect(asked(cohortPath(of.filters, '2026-11', 3))).toEqual({
    from: '2027-02-01',
    to: '2027-02-28',
    storeId: 'mtl',
    kind: 'sale',
    cohort: '2026-11',
  });
});

test('R1: a minute of the last hour opens what was rung up in it, whichever of two days its store counts it to', () => {
  expect(asked(minutePath(of.filters, '2026-12-01T05:02:00.000Z', '2026-12-01'))).toEqual({
    from: '2026-11-30',
    to: '2026-12-02',
    storeId: 'mtl',
    minute: '2026-12-01T05:02:00.000Z',
  });
});

test('R1: what counts for the targets of a month opens its receipts, of the stores that have one', () => {
  const everywhere = { storeId: null, channel: null };
  expect(asked(targetPath(everywhere, '2026-11', '2026-11-24'))).toEqual({
    from: '2026-11-01',
    to: '2026-11-24',
    targetOf: '2026-11',
  });
});
