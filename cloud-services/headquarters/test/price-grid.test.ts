import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountOf,
  gridColumns,
  isTyped,
  marginPercent,
  moved,
  pastedColumn,
} from '../app/src/prices/grid/moves.ts';
import { barOf, isInScope, mondayOf, shownDays } from '../app/src/prices/lists/calendar.ts';
import { draftOf, newDraft, termsOf } from '../app/src/prices/lists/draft.ts';

const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

test('P2: keys never lead out of the grid, and lead anywhere in it', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.constantFrom(...keys)), (rowCount, pressed) => {
      let cell = { row: 0, column: gridColumns[0] } as Parameters<typeof moved>[0];
      for (const key of pressed) {
        cell = moved(cell, key, rowCount) ?? cell;
        expect(cell.row).toBeGreaterThanOrEqual(0);
        expect(cell.row).toBeLessThan(rowCount);
        expect(gridColumns).toContain(cell.column);
      }
    }),
  ));

test('P2: what is typed begins an edit; what is not an amount does not', () => {
  expect(['1', ',', '.', 'a', 'Enter'].map(isTyped)).toEqual([true, true, true, false, false]);
  expect(moved({ row: 0, column: 'price' }, 'a', 3)).toBeUndefined();
});

test('P2: a price is understood as people type and paste it', () => {
  expect(['12,34', '12.34 $', ' 1 234,50 ', '3'].map(amountOf)).toEqual([1_234, 1_234, 123_450, 300]);
  expect(['', 'douze', '1,234', '-3'].map(amountOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test('P2: a spreadsheet’s column is its first cells, whatever its line ends', () => {
  expect(pastedColumn('1,50\tx\r\n2,50\ty\r\n')).toEqual(['1,50', '2,50']);
  expect(pastedColumn('1,50')).toEqual(['1,50']);
  expect(pastedColumn('1\n\n3')).toEqual(['1', '', '3']);
});

test('P2: a margin is of the price; without a cost there is none', () => {
  expect(marginPercent(1_000, 600)).toBe('40.0');
  expect(marginPercent(1_000, 1_200)).toBe('-20.0');
  expect(marginPercent(1_000, undefined)).toBeUndefined();
});

test('P2: a list lies on the calendar where it counts', () => {
  const monday = mondayOf(new Date(2026, 10, 26, 15));
  expect(monday).toEqual(new Date(2026, 10, 23));
  const after = (days: number) => new Date(monday.getTime() + days * 86_400_000).toISOString();
  expect(barOf({ from: after(-7), to: after(7) }, monday.getTime())).toEqual({
    begin: 0,
    end: 7 / shownDays,
    goesOn: false,
  });
  expect(barOf({ from: after(21) }, monday.getTime())).toEqual({ begin: 0.5, end: 1, goesOn: true });
  expect(barOf({ from: after(-7), to: after(0) }, monday.getTime())).toBeUndefined();
  expect(barOf({ from: after(shownDays) }, monday.getTime())).toBeUndefined();
  const here = { channel: 'pos' as const, storeIds: ['s-1'] };
  expect(isInScope(here, { storeId: 's-1', channel: null })).toBe(true);
  expect(isInScope(here, { storeId: 's-2', channel: null })).toBe(false);
  expect(isInScope({}, { storeId: 's-2', channel: 'web' })).toBe(true);
});

test('P2: a list that is written down and read again is the same; a moment that was not touched keeps its seconds', () => {
  const list = {
    name: 'Fêtes',
    from: '2026-12-01T05:00:00.123Z',
    to: '2026-12-25T05:00:00.000Z',
    channel: 'pos' as const,
    storeIds: ['s-1'],
  };
  expect(termsOf(draftOf(list), list)).toEqual(list);
  expect(termsOf({ ...draftOf(list), to: '' }, list)).not.toHaveProperty('to');
  expect(termsOf(newDraft(new Date()))).toBeUndefined();
});
