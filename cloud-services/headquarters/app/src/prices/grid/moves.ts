/** Moving about in a grid by keys, and what a spreadsheet's column becomes in it. Pure. */
import { parseMoneyText } from '@comptoir/ui-kit/format/money-text';

export const gridColumns = ['cost', 'price'] as const;
export type GridColumn = (typeof gridColumns)[number];
export type Cell = Readonly<{ row: number; column: GridColumn }>;

/** @returns where a key leads, within the grid; undefined for a key that moves nothing. */
export function moved({ row, column }: Cell, key: string, rowCount: number): Cell | undefined {
  const at = gridColumns.indexOf(column);
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.min(Math.max(nextRow, 0), rowCount - 1),
    column: gridColumns[Math.min(Math.max(nextColumn, 0), gridColumns.length - 1)] ?? column,
  });
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, at);
    case 'ArrowDown':
      return to(row + 1, at);
    case 'ArrowLeft':
      return to(row, at - 1);
    case 'ArrowRight':
      return to(row, at + 1);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, gridColumns.length - 1);
    case 'PageUp':
      return to(row - 10, at);
    case 'PageDown':
      return to(row + 10, at);
    default:
      return undefined;
  }
}

/** `12,34 $` as `12.34`: minor units; undefined for what is no amount. */
export const amountOf = (text: string): number | undefined => parseMoneyText(text.replace(/\$/g, ''), 'CAD');

/** What begins to edit a cell when it is typed. */
export const isTyped = (key: string): boolean => /^[\d.,]$/.test(key);

/**
 * A spreadsheet's cells as the clipboard holds them: lines of tab-separated texts, the last line ended or not.
 * @returns the first column, from the top.
 */
export const pastedColumn = (text: string): string[] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]?.trim() ?? '');

/** Of the price before taxes, in percent with one decimal; undefined where a cost is not known. */
export const marginPercent = (priceMinor: number, costMinor: number | undefined): string | undefined =>
  costMinor === undefined || priceMinor === 0
    ? undefined
    : (((priceMinor - costMinor) / priceMinor) * 100).toFixed(1);
