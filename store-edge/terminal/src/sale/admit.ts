/** Whether what was recognised may go into the basket, and if not, what to say. Pure; first reason first. */
import type { Product } from '../replica/product.ts';
import type { Notice } from '../till/notice.ts';
import { type Draft, isFixed, linesMax } from './draft.ts';
import type { Piece } from './draft-line.ts';
import { isWhole } from './quantity.ts';
import type { Recognised } from './recognise.ts';

export type Admitted =
  | Readonly<{
      is: 'add';
      product: Product;
      quantity: string;
      piece?: Piece | undefined;
      labelPriceMinor?: number | undefined;
    }>
  | Readonly<{ is: 'refused'; notice: Notice }>;

type Till = Readonly<{
  draft: Draft;
  /** Set aside by `*`. */
  entryQuantity: string | null;
  /** A tender is under way: nothing is added unseen to what is being paid. */
  isPaying: boolean;
  hasRules: boolean;
  /** False while the first load goes on: then "unknown" would be a guess. */
  catalogueReady: boolean;
}>;

export function admit(
  recognised: Recognised,
  { draft, entryQuantity, isPaying, hasRules, catalogueReady }: Till,
): Admitted {
  const refused = (notice: Notice): Admitted => ({ is: 'refused', notice });
  if (isPaying) return refused({ kind: 'payment-running' });
  if (isFixed(draft)) return refused({ kind: 'basket-fixed' });
  if (!hasRules) return refused({ kind: 'not-ready' });
  if (recognised.is !== 'product') {
    if (recognised.is === 'unknown' && !catalogueReady) return refused({ kind: 'not-ready' });
    const { is, code } = recognised;
    if (is === 'glued') return refused({ kind: 'glued-codes' });
    return refused({ kind: is === 'unknown' ? 'unknown-code' : 'bad-check-digit', code });
  }
  const { product } = recognised;
  const { nameFr, nameEn, soldBy } = product;
  const quantity = recognised.quantity ?? entryQuantity;
  if ((recognised.labelPriceMinor ?? product.unitPriceMinor) === 0)
    return refused({ kind: 'zero-price', nameFr, nameEn });
  if (soldBy === 'weight' && quantity === null) return refused({ kind: 'weight-wanted', nameFr, nameEn });
  if (soldBy === 'piece' && quantity !== null && !isWhole(quantity)) {
    return refused({ kind: 'pieces-only', nameFr, nameEn });
  }
  if (draft.lines.length >= linesMax) return refused({ kind: 'basket-full' });
  if (product.tracks === 'serial' && quantity !== null && Number(quantity) !== 1)
    return refused({ kind: 'one-by-one', nameFr, nameEn });
  const { piece, labelPriceMinor } = recognised;
  return { is: 'add', product, quantity: quantity ?? '1', piece, labelPriceMinor };
}
