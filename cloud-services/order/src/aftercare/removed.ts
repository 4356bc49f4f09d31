/** What was taken out of an order before it was packed. Pure: quantities are decimals, reckoned in thousandths. */
import { problem } from '@comptoir/service-kit';
import type { FrozenCart } from '../neighbours/cart.ts';

export type Quantity = Readonly<{ lineId: string; quantity: string }>;

export const thousandths = (quantity: string): number => Math.round(Number(quantity) * 1000);
export const decimal = (count: number): string => String(count / 1000);

export const sumOfLine = (parts: readonly Quantity[], lineId: string): number =>
  parts.reduce((sum, part) => (part.lineId === lineId ? sum + thousandths(part.quantity) : sum), 0);

/** @throws Problem 422 `whole-pieces` for a part of what is sold by the piece. */
export function checkPieces({ lines }: Pick<FrozenCart, 'lines'>, asked: readonly Quantity[]): void {
  for (const { lineId, quantity } of asked) {
    const line = lines.find((one) => one.lineId === lineId);
    if (line?.soldBy === 'piece' && thousandths(quantity) % 1000 !== 0)
      throw problem(422, 'whole-pieces', 'A piece is not divided', 'Give a whole number of pieces.', {
        members: { lineId },
      });
  }
}

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
