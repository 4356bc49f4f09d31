/** The basket as promotions see it: alike pieces together, whatever lines they were rung up on. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import type { ProductPricing } from '../contract.ts';
import type { WorkingLine } from '../lines/working-line.ts';
import type { PromotionIndex, Ranked } from './catalogue-index.ts';
import { isOffEach, offEach } from './off-each.ts';

/** So much by this promotion, of one piece. */
export type Part = Readonly<{ rank: number; amountMinor: number }>;

/** Pieces that no promotion can tell apart; a weighed line is one piece. */
export type Good = Readonly<{
  product: ProductPricing;
  /** Kilograms of a weighed line, else `'1'`. */
  quantity: string;
  pieceMinor: number;
  isWeighed: boolean;
  /** The dearest first; of one price, by product. */
  count: number;
  lines: readonly Readonly<{ index: number; count: number }>[];
  promotions: readonly Ranked[];
  /** Those that add up on one piece, in their order. */
  stack: readonly Ranked[];
  /** The best that a piece gets by itself, caps aside; `closedBy`: by one that stands alone. */
  alone: Readonly<{ amountMinor: number; closedBy: Part | undefined }>;
}>;

/** Lines that promotions may touch. In a basket of returns alone they mirror the sale's; in an exchange they are on what is bought. */
export function openToPromotions(lines: readonly WorkingLine[]): number[] {
  const open = lines.flatMap(({ isCharge, line, grossMinor }, index) =>
    isCharge || line.priceOverride !== undefined || grossMinor === 0 ? [] : [index],
  );
  const bought = open.filter((index) => (lines[index]?.grossMinor ?? 0) > 0);
  return bought.length > 0 ? bought : open;
}

/** @param counts whether a promotion counts for this basket at all. */
export function goodsOf(
  lines: readonly WorkingLine[],
  open: readonly number[],
  index: PromotionIndex,
  counts: (ranked: Ranked) => boolean,
): Good[] {
  const byKey = new Map<string, Alike>();
  for (const index of open) {
    const line = lines[index];
    if (!line) continue;
    const pieces = piecesOf(line);
    const isWeighed = pieces === undefined;
    const pieceMinor = isWeighed ? Math.abs(line.grossMinor) : line.unitPriceMinor;
    const key = keyOf(line, pieceMinor, isWeighed);
    const alike = byKey.get(key) ?? { line, pieceMinor, isWeighed, lines: [] };
    alike.lines.push({ index, count: pieces ?? 1 });
    byKey.set(key, alike);
  }
  return [...byKey]
    .sort(([a, left], [b, right]) => right.pieceMinor - left.pieceMinor || (a < b ? -1 : 1))
    .map(([, { line, pieceMinor, isWeighed, lines }]) => {
      const good = {
        product: line.product,
        quantity: isWeighed ? magnitude(line.line.quantity) : '1',
        pieceMinor,
        isWeighed,
        count: lines.reduce((sum, { count }) => sum + count, 0),
        lines,
        promotions: index.of(line.product).filter(counts),
      };
      const stack = stackOf(good);
      return { ...good, stack, alone: aloneOf(good, stack) };
    });
}

type Alike = Readonly<{
  line: WorkingLine;
  pieceMinor: number;
  isWeighed: boolean;
  lines: { index: number; count: number }[];
}>;
type Piece = Pick<Good, 'pieceMinor' | 'quantity' | 'promotions'>;

/** @returns what of `leftMinor` the stackable promotions take, caps aside. */
export function stackedMinor(
  { stack, quantity }: Pick<Good, 'stack' | 'quantity'>,
  leftMinor: number,
): number {
  let left = leftMinor;
  for (const { promotion } of stack)
    if (isOffEach(promotion.gives)) left -= offEach(promotion.gives, left, quantity);
  return leftMinor - left;
}

/** Of a group, the one that gives most on the whole price; of equals, the first. */
function stackOf({ promotions, pieceMinor, quantity }: Piece): Ranked[] {
  const stackable = promotions.filter(
    ({ promotion }) => promotion.stacking === 'stackable' && isOffEach(promotion.gives),
  );
  const best = new Map<string, Readonly<{ ranked: Ranked; amountMinor: number }>>();
  for (const ranked of stackable) {
    const { group, gives } = ranked.promotion;
    if (group === undefined || !isOffEach(gives)) continue;
    const amountMinor = offEach(gives, pieceMinor, quantity);
    if (amountMinor > (best.get(group)?.amountMinor ?? -1)) best.set(group, { ranked, amountMinor });
  }
  return stackable.filter(
    (ranked) => ranked.promotion.group === undefined || best.get(ranked.promotion.group)?.ranked === ranked,
  );
}

function aloneOf(piece: Piece, stack: readonly Ranked[]): Good['alone'] {
  const stacked = stackedMinor({ stack, quantity: piece.quantity }, piece.pieceMinor);
  let closedBy: Part | undefined;
  for (const { promotion, rank } of piece.promotions) {
    const { gives, stacking, caps } = promotion;
    if (stacking !== 'exclusive' || caps !== undefined || !isOffEach(gives)) continue;
    const amountMinor = offEach(gives, piece.pieceMinor, piece.quantity);
    if (amountMinor > (closedBy?.amountMinor ?? 0)) closedBy = { rank, amountMinor };
  }
  if (closedBy === undefined || closedBy.amountMinor <= stacked)
    return { amountMinor: stacked, closedBy: undefined };
  return { amountMinor: closedBy.amountMinor, closedBy };
}

/** Whole pieces; `undefined` for what is weighed. A label with its own price is a piece. */
function piecesOf({ line, product }: WorkingLine): number | undefined {
  if (product.soldBy === 'weight' && line.barcodePriceMinor === undefined) return undefined;
  const { units, scale } = parseDecimal(magnitude(line.quantity));
  const one = 10n ** BigInt(scale);
  return units % one === 0n ? Number(units / one) : undefined;
}

const magnitude = (quantity: string) => quantity.replace('-', '');

/** Lines that a cashier discounts differently are told apart: what a promotion leaves of each must not hang on their order. */
const keyOf = ({ product, line }: WorkingLine, pieceMinor: number, isWeighed: boolean) =>
  JSON.stringify([
    product.productId,
    pieceMinor,
    isWeighed ? magnitude(line.quantity) : '',
    line.discount ?? null,
  ]);
