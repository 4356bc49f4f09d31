/** Deposits and fees of an article: lines of their own that follow its line. Pure. */
import type { Product } from '../replica/product.ts';
import type { DraftLine } from './draft-line.ts';

/** One piece of the article bears one of each. */
export const chargeLines = (parent: DraftLine, charges: readonly Product[]): DraftLine[] =>
  charges.map(({ id: productId, unitPriceMinor }, index) => ({
    id: `${parent.id}+${index + 1}`,
    productId,
    quantity: parent.quantity,
    toldUnitPriceMinor: unitPriceMinor,
    ...(parent.toldAt === undefined ? {} : { toldAt: parent.toldAt }),
    chargeOf: parent.id,
  }));

/** As many as the article, and gone with it. */
export function withChargesFollowing(lines: readonly DraftLine[]): readonly DraftLine[] {
  if (!lines.some(({ chargeOf }) => chargeOf !== undefined)) return lines;
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lines.flatMap((line) => {
    if (line.chargeOf === undefined) return line;
    const parent = byId.get(line.chargeOf);
    return parent ? { ...line, quantity: parent.quantity } : [];
  });
}
