/** What a basket's lines want to know before they are paid: a buyer's age, the serial number or the lot of a piece. Pure. */
import type { Product } from '../replica/product.ts';
import type { Draft } from './draft.ts';

export type Question =
  | Readonly<{ kind: 'age'; lineId: string; minimumAge: number }>
  | Readonly<{ kind: 'piece'; lineId: string; tracks: 'serial' | 'lot' }>;

/** The first that is open, in the order of the lines. A buyer who was of age once is so for the whole sale. */
export function openQuestion(
  { lines, ageCheck }: Pick<Draft, 'lines' | 'ageCheck'>,
  product: (productId: string) => Product | undefined,
): Question | null {
  const checkedAge = ageCheck?.minimumAge ?? 0;
  for (const { id: lineId, productId, piece } of lines) {
    const { minimumAge = 0, tracks } = product(productId) ?? {};
    if (minimumAge > checkedAge) return { kind: 'age', lineId, minimumAge };
    if (tracks !== undefined && piece === undefined) return { kind: 'piece', lineId, tracks };
  }
  return null;
}
