/** Holds what a till was told against the files, the payment terminal's own memory and the paper: lost, doubled, skipped. */
import type { Books } from './books.ts';
import type { Told } from './random-kills.ts';

type Charge = Readonly<{ reference: string; amount: string; reversedAmount: string }>;

/** @returns one sentence for each thing that is wrong. */
export function disagreements(told: Told, books: Books, charges: readonly Charge[]): string[] {
  const inBooks = new Set(books.saleIds);
  const kept = charges.filter(({ amount, reversedAmount }) => Number(reversedAmount) < Number(amount));
  const saleCount =
    books.shiftSales + books.closedShifts.reduce((sum, { saleCount: count }) => sum + count, 0);
  const zNumbers = books.closedShifts.map(({ zNumber }) => zNumber);
  return [
    ...[...told.saleIds].filter((id) => !inBooks.has(id)).map((id) => `paid sale ${id} is lost`),
    ...books.saleIds.filter((id) => !told.saleIds.has(id)).map((id) => `sale ${id} was never made`),
    ...(inBooks.size === books.saleIds.length ? [] : ['a sale is there twice']),
    ...(new Set(told.numbers.values()).size === told.saleIds.size ? [] : ['a number was given twice']),
    ...(kept.length === told.charged.length
      ? []
      : [`${kept.length} charges for ${told.charged.length} sales by card`]),
    ...(saleCount === books.saleIds.length
      ? []
      : [`the Zs count ${saleCount} of ${books.saleIds.length} sales`]),
    ...(zNumbers.every((number, at) => number === at + 1) ? [] : [`Zs ${zNumbers.join(' ')}`]),
    ...(new Set(books.closedShifts.map(({ shiftId }) => shiftId)).size === zNumbers.length
      ? []
      : ['a shift was closed twice']),
    ...[...told.papers].filter(([, papers]) => papers > 1).map(([number]) => `${number} is on paper twice`),
    ...[...told.prints]
      .filter(([number, end]) => end === 'confirmed' && !told.papers.has(number))
      .map(([number]) => `${number} is confirmed and not on paper`),
  ];
}
