/** Good deals on many goods, in a time that grows with their number: what gains most a piece goes first, as often as it can. */
import { type Allowance, isUsedUp, less } from '../allowance.ts';
import type { Good } from '../goods.ts';
import type { Component, Deal } from './deal.ts';
import { goodsAt, type Taken, worthOf } from './worth.ts';

type Filled = Readonly<{
  gainMinor: number;
  pieces: number;
  taken: readonly Taken[];
  used: ReadonlyMap<number, number>;
  left: Allowance;
}>;
type Offer = Readonly<{ deal: Deal; filled: Filled; madeAt: number }>;

const nothingLeft: Allowance = { times: 0, amountMinor: 0 };

/**
 * What a deal gains only shrinks as others take its pieces: so it is looked at anew only when it comes first, and taken if it
 * then still does. Never gives less than what each piece gets alone.
 */
export function greedyDeals(
  { members, deals }: Component,
  goods: readonly Good[],
  allowances: ReadonlyMap<number, Allowance>,
): Taken[] {
  const left = new Map(allowances);
  const counts = new Map(members.map((at) => [at, goods[at]?.count ?? 0]));
  const changedAt = new Map<number, number>();
  const offerOf = (deal: Deal, madeAt: number): Offer => ({
    deal,
    filled: fill(deal, goods, counts, left.get(deal.rank) ?? nothingLeft),
    madeAt,
  });
  const taken: Taken[] = [];
  const offers = deals
    .map((deal) => offerOf(deal, 0))
    .filter(isGain)
    .sort(bySmallerGain);
  let round = 0;
  for (let offer = offers.pop(); offer !== undefined; offer = offers.pop()) {
    const { deal, filled, madeAt } = offer;
    const isStale =
      (changedAt.get(-1 - deal.rank) ?? 0) > madeAt ||
      deal.slots.some((slot) => slot.goods.some((at) => (changedAt.get(at) ?? 0) > madeAt));
    if (isStale) {
      const anew = offerOf(deal, round);
      if (isGain(anew)) insert(offers, anew);
      continue;
    }
    round += 1;
    taken.push(...filled.taken);
    for (const [at, some] of filled.used) {
      counts.set(at, (counts.get(at) ?? 0) - some);
      changedAt.set(at, round);
    }
    left.set(deal.rank, filled.left);
    changedAt.set(-1 - deal.rank, round);
  }
  return taken;
}

const isGain = ({ filled }: Offer) => filled.gainMinor > 0;

/** The last goes first; of equals, the promotion that comes first. */
const bySmallerGain = (a: Offer, b: Offer) =>
  a.filled.gainMinor * b.filled.pieces - b.filled.gainMinor * a.filled.pieces ||
  b.deal.rank - a.deal.rank ||
  (b.deal.slots[0]?.goods[0] ?? 0) - (a.deal.slots[0]?.goods[0] ?? 0);

function insert(offers: Offer[], offer: Offer): void {
  let [low, high] = [0, offers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = offers[middle];
    if (other && bySmallerGain(other, offer) < 0) low = middle + 1;
    else high = middle;
  }
  offers.splice(low, 0, offer);
}

/** One deal as often as it gains: the dearest pieces together; a piece with which nothing is gained is passed over. */
function fill(
  deal: Deal,
  goods: readonly Good[],
  counts: ReadonlyMap<number, number>,
  allowance: Allowance,
): Filled {
  const used = new Map<number, number>();
  const free = (at: number) => (counts.get(at) ?? 0) - (used.get(at) ?? 0);
  const from = deal.slots.map(() => 0);
  const taken: Taken[] = [];
  let gainMinor = 0;
  let pieceCount = 0;
  let left = allowance;
  while (!isUsedUp(left)) {
    const pieces = nextPieces(deal, from, free);
    if (!pieces) break;
    const there = goodsAt(goods, pieces);
    const { discountMinor, totalMinor } = worthOf(deal, there, left);
    const gain = there.reduce((sum, { alone }) => sum - alone.amountMinor, totalMinor);
    if (gain <= 0 || discountMinor <= 0) {
      from[0] = (from[0] ?? 0) + 1;
      continue;
    }
    const times = timesOf(pieces, free, left, discountMinor);
    for (const at of pieces) used.set(at, (used.get(at) ?? 0) + times);
    left = less(left, times, times * discountMinor);
    gainMinor += times * gain;
    pieceCount += times * pieces.length;
    taken.push({ deal, pieces, times, discountMinor });
  }
  return { gainMinor, pieces: pieceCount, taken, used, left };
}

/** @param from where each slot's goods are not used up yet; moves on. @returns `undefined` when a slot cannot be filled any more. */
function nextPieces({ slots }: Deal, from: number[], free: (at: number) => number): number[] | undefined {
  const pieces: number[] = [];
  for (const [place, { goods, pieces: wanted }] of slots.entries()) {
    let first = from[place] ?? 0;
    while (first < goods.length && free(goods[first] ?? -1) === 0) first += 1;
    from[place] = first;
    let need = wanted;
    for (let at = first; at < goods.length && need > 0; at += 1) {
      const good = goods[at] ?? -1;
      const some = Math.min(need, free(good));
      for (let piece = 0; piece < some; piece += 1) pieces.push(good);
      need -= some;
    }
    if (need > 0) return undefined;
  }
  return slots.length === 1 ? pieces : pieces.sort((a, b) => a - b);
}

/** How often the very same pieces are there, within what the promotion still allows. */
function timesOf(
  pieces: readonly number[],
  free: (at: number) => number,
  { times, amountMinor }: Allowance,
  discountMinor: number,
): number {
  let most = Math.min(times, Math.floor(amountMinor / discountMinor));
  for (const at of new Set(pieces)) {
    const each = pieces.filter((other) => other === at).length;
    most = Math.min(most, Math.floor(free(at) / each));
  }
  return Math.max(1, most);
}
