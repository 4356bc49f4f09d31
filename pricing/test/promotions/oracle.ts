/**
 * The best that a few pieces can get from promotions on pieces, by trying every set of deals on every choice of pieces. It
 * knows no kinds of goods, no states and no bound; it shares nothing with the engine but the forms.
 */
import type { Basket, PriceRules, ProductPricing, Promotion, Selection } from '../../src/index.ts';

type Piece = Readonly<{ product: ProductPricing; priceMinor: number; kilograms: number | undefined }>;
type Left = Readonly<Record<string, { times: number; minor: number }>>;

const roundHalfUp = (exact: number) => Math.floor(exact + 0.5 + 1e-9);

export function bestDiscountMinor(basket: Basket, rules: PriceRules): number {
  const promotions = (rules.promotions ?? []).toSorted(
    (a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1),
  );
  const pieces = basket.lines.flatMap(({ productId, quantity }): Piece[] => {
    const product = rules.products(productId);
    if (!product) return [];
    if (product.soldBy === 'piece')
      return Array.from({ length: Number(quantity) }, () => ({
        product,
        priceMinor: product.unitPriceMinor,
        kilograms: undefined,
      }));
    const kilograms = Number(quantity);
    return [{ product, priceMinor: roundHalfUp(product.unitPriceMinor * kilograms), kilograms }];
  });
  const left = Object.fromEntries(
    promotions.map(({ id, caps }) => [
      id,
      { times: caps?.timesPerBasket ?? Infinity, minor: caps?.amountPerBasketMinor ?? Infinity },
    ]),
  );
  return best(pieces, promotions, left);
}

function best(pieces: readonly Piece[], promotions: readonly Promotion[], left: Left): number {
  const [first, ...others] = pieces;
  if (!first) return 0;
  let most = stacked(first, first.priceMinor, promotions) + best(others, promotions, left);
  for (const promotion of promotions) {
    const { times, minor } = left[promotion.id] ?? { times: 0, minor: 0 };
    if (times === 0 || minor === 0) continue;
    for (const chosen of subsets(others)) {
      const deal = [first, ...chosen.in];
      const whole = discountOf(promotion, deal);
      if (whole === undefined || whole <= 0) continue;
      const given = Math.min(whole, minor);
      const extra =
        promotion.stacking === 'stackable'
          ? shares(given, deal).reduce(
              (sum, share, at) =>
                sum + stacked(pieceAt(deal, at), pieceAt(deal, at).priceMinor - share, promotions),
              0,
            )
          : 0;
      const rest = { ...left, [promotion.id]: { times: times - 1, minor: minor - given } };
      most = Math.max(most, given + extra + best(chosen.out, promotions, rest));
    }
  }
  return most;
}

const pieceAt = (deal: readonly Piece[], at: number): Piece => deal[at] as Piece;

/** @returns `undefined` where these pieces make no such deal. */
function discountOf(promotion: Promotion, deal: readonly Piece[]): number | undefined {
  const { gives, stacking, include } = promotion;
  const isBundle = gives.kind === 'bundle';
  if (!isBundle && include && !deal.every(({ product }) => selects(include, product))) return undefined;
  const prices = deal.map(({ priceMinor }) => priceMinor).sort((a, b) => a - b);
  const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);
  const isWeighed = deal.some(({ kilograms }) => kilograms !== undefined);
  switch (gives.kind) {
    case 'percent':
    case 'amount':
    case 'fixed-price':
      return deal.length === 1 && stacking === 'exclusive'
        ? off(gives, pieceAt(deal, 0), prices[0] ?? 0)
        : undefined;
    case 'n-for-m': {
      const isOne = new Set(deal.map(({ product }) => product.productId)).size === 1;
      return isOne && !isWeighed && deal.length === gives.take
        ? sum(prices.slice(0, gives.take - gives.pay))
        : undefined;
    }
    case 'cheapest-free':
      return !isWeighed && deal.length === gives.take ? sum(prices.slice(0, gives.free)) : undefined;
    case 'mix-and-match':
      return !isWeighed && deal.length === gives.take ? sum(prices) - gives.priceMinor : undefined;
    case 'bundle': {
      if (isWeighed) return undefined;
      const parts = deal.map(({ product }) => gives.parts.findIndex(({ on }) => selects(on, product)));
      const fits =
        !parts.includes(-1) &&
        gives.parts.every(({ pieces }, part) => parts.filter((one) => one === part).length === pieces);
      return fits ? sum(prices) - gives.priceMinor : undefined;
    }
    default:
      return undefined;
  }
}

function off(gives: Promotion['gives'], { kilograms = 1 }: Piece, leftMinor: number): number {
  if (gives.kind === 'percent')
    return Math.min(leftMinor, roundHalfUp((leftMinor * Math.round(Number(gives.percent) * 10)) / 1000));
  if (gives.kind === 'amount') return Math.min(leftMinor, roundHalfUp(gives.amountMinor * kilograms));
  if (gives.kind === 'fixed-price')
    return Math.max(0, leftMinor - roundHalfUp(gives.unitPriceMinor * kilograms));
  return 0;
}

function stacked(piece: Piece, leftMinor: number, promotions: readonly Promotion[]): number {
  const mine = promotions.filter(
    ({ gives, stacking, include }) =>
      stacking === 'stackable' &&
      ['percent', 'amount', 'fixed-price'].includes(gives.kind) &&
      (include === undefined || selects(include, piece.product)),
  );
  const most = (group: string) =>
    mine
      .filter((one) => one.group === group)
      .reduce<Promotion | undefined>(
        (best, one) =>
          best && off(best.gives, piece, piece.priceMinor) >= off(one.gives, piece, piece.priceMinor)
            ? best
            : one,
        undefined,
      );
  let left = leftMinor;
  for (const one of mine)
    if (one.group === undefined || most(one.group) === one) left -= off(one.gives, piece, left);
  return leftMinor - left;
}

/** By largest remainder; of equal remainders the dearer piece first. */
function shares(given: number, deal: readonly Piece[]): number[] {
  const whole = deal.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  const parts = deal.map(({ priceMinor }, at) => ({
    at,
    priceMinor,
    floor: Math.floor((given * priceMinor) / whole),
    rest: (given * priceMinor) % whole,
  }));
  let odd = given - parts.reduce((sum, { floor }) => sum + floor, 0);
  const result = parts.map(({ floor }) => floor);
  for (const { at } of parts.toSorted(
    (a, b) =>
      b.rest - a.rest || b.priceMinor - a.priceMinor || idOf(deal, a.at).localeCompare(idOf(deal, b.at)),
  )) {
    if (odd === 0) break;
    result[at] = (result[at] ?? 0) + 1;
    odd -= 1;
  }
  return result;
}

const idOf = (deal: readonly Piece[], at: number) => pieceAt(deal, at).product.productId;

const selects = ({ productIds, categoryIds }: Selection, product: ProductPricing) =>
  (productIds?.includes(product.productId) ?? false) ||
  (categoryIds?.some((id) => product.categoryIds?.includes(id)) ?? false);

function* subsets(pieces: readonly Piece[]): Generator<{ in: Piece[]; out: Piece[] }> {
  const [first, ...others] = pieces;
  if (!first) {
    yield { in: [], out: [] };
    return;
  }
  for (const rest of subsets(others)) {
    yield { in: rest.in, out: [first, ...rest.out] };
    yield { in: [first, ...rest.in], out: rest.out };
  }
}
