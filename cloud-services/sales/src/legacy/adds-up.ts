/** Whether a told sale adds up, to the cent. Pure. */
import type { TransactionRequest } from './api.ts';

export type Difference = Readonly<{ pointer: string; expectedMinor: number; toldMinor: number }>;

/** Price times a decimal quantity, half up; exact for any number of decimals. */
export function amountOf(unitPriceMinor: number, quantity: string): number {
  const [whole = '0', fraction = ''] = quantity.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const exact = BigInt(unitPriceMinor) * BigInt(whole + fraction);
  return Number((exact * 2n + scale) / (scale * 2n));
}

export const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** What differs: each line, and at last what was paid against lines, taxes and rounding. */
export function differencesOf({
  lines,
  taxes,
  tenders,
  cashRoundingMinor,
}: TransactionRequest): Difference[] {
  const ofLines = lines.map(({ unitPriceMinor, quantity, discountMinor, amountMinor }, index) => ({
    pointer: `/lines/${index}/amountMinor`,
    expectedMinor: amountOf(unitPriceMinor, quantity) - discountMinor,
    toldMinor: amountMinor,
  }));
  const due = sumOf(lines, (line) => line.amountMinor) + sumOf(taxes, (tax) => tax.amountMinor);
  const paid = {
    pointer: '/tenders',
    expectedMinor: due + cashRoundingMinor,
    toldMinor: sumOf(tenders, (tender) => tender.amountMinor),
  };
  return [...ofLines, paid].filter(({ expectedMinor, toldMinor }) => expectedMinor !== toldMinor);
}
