/** What was taken out of an order before it was packed. Pure: quantities are decimals, reckoned in thousandths. */
import type { FrozenCart } from '../neighbours/cart.ts';

export type Quantity = Readonly<{ lineId: string; quantity: string }>;

export const thousandths = (quantity: string): number => Math.round(Number(quantity) * 1000);
export const decimal = (count: number): string => String(count / 1000);

export const sumOfLine = (parts: readonly Quantity[], lineId: string): number =>
  parts.reduce((sum, part) => (part.lineId === lineId ? sum + thousandths(part.quantity) : sum), 0);

/** What is still to be handed over; lines of which nothing is left are not there. */
export const remainingLines = ({
  frozen,
  removed,
}: Readonly<{ frozen: Pick<FrozenCart, 'lines'>; removed: readonly Quantity[] }>): FrozenCart['lines'] =>
  frozen.lines.flatMap((line) => {
    const left = thousandths(line.quantity) - sumOfLine(removed, line.lineId);
    return left > 0
      ? [{ ...line, quantity: left === thousandths(line.quantity) ? line.quantity : decimal(left) }]
      : [];
  });
