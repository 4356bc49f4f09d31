/** The best set of deals on a few goods, by trying them all: each state of what is left is solved once. */
import { type Allowance, isLimited, isUsedUp, less } from '../allowance.ts';
import type { Good } from '../goods.ts';
import type { Component, Deal } from './deal.ts';
import { goodsAt, type Taken, worthOf } from './worth.ts';

type Solved = Readonly<{ totalMinor: number; taken: Taken | undefined; next: State | undefined }>;
type State = Readonly<{ counts: readonly number[]; left: ReadonlyMap<number, Allowance> }>;
/** A deal, its slots as places among the component's members. */
type Placed = Readonly<{
  deal: Deal;
  slots: readonly Readonly<{ places: readonly number[]; pieces: number }>[];
}>;
/** Deals that may still be weighed. */
export type Budget = { left: number };

/**
 * @param allowances by rank, for each deal of the component.
 * @returns `undefined` if the budget did not last: how much it takes hangs on the basket alone, never on a clock.
 */
export function exactDeals(
  { members, deals }: Component,
  goods: readonly Good[],
  allowances: ReadonlyMap<number, Allowance>,
  budget: Budget,
): Taken[] | undefined {
  const placed = placedDeals(deals, members);
  const limited = [...new Set(deals.map(({ rank }) => rank))].filter((rank) =>
    isLimited(allowances.get(rank)),
  );
  const solved = new Map<string, Solved>();
  const solve = (state: State): Solved => {
    const key = keyOf(state, limited);
    const known = solved.get(key) ?? solveAnew(state);
    solved.set(key, known);
    return known;
  };
  const solveAnew = (state: State): Solved => {
    const first = state.counts.findIndex((count) => count > 0);
    const member = members[first];
    if (member === undefined) return { totalMinor: 0, taken: undefined, next: undefined };
    const rest = { ...state, counts: without(state.counts, [first]) };
    const alone = goods[member]?.alone.amountMinor ?? 0;
    let best: Solved = { totalMinor: alone + solve(rest).totalMinor, taken: undefined, next: rest };
    for (const one of placed) {
      const { deal } = one;
      const allowance = state.left.get(deal.rank);
      if (!allowance || isUsedUp(allowance)) continue;
      for (const places of combinations(one, state.counts, first)) {
        budget.left -= 1;
        if (budget.left < 0) return best;
        const pieces = places.map((place) => members[place] ?? 0);
        const { discountMinor, totalMinor } = worthOf(deal, goodsAt(goods, pieces), allowance);
        if (discountMinor <= 0) continue;
        const next = {
          counts: without(state.counts, places),
          left: limited.includes(deal.rank)
            ? new Map(state.left).set(deal.rank, less(allowance, 1, discountMinor))
            : state.left,
        };
        const total = totalMinor + solve(next).totalMinor;
        if (total > best.totalMinor)
          best = { totalMinor: total, taken: { deal, pieces, times: 1, discountMinor }, next };
      }
    }
    return best;
  };
  const taken: Taken[] = [];
  let state: State | undefined = { counts: members.map((at) => goods[at]?.count ?? 0), left: allowances };
  while (state !== undefined) {
    const step: Solved = solve(state);
    if (budget.left < 0) return undefined;
    if (step.taken) taken.push(step.taken);
    state = step.next;
  }
  return taken;
}

function placedDeals(deals: readonly Deal[], members: readonly number[]): Placed[] {
  const placeOf = new Map(members.map((at, place) => [at, place]));
  return deals.map((deal) => ({
    deal,
    slots: deal.slots.map(({ goods, pieces }) => ({
      places: goods.map((at) => placeOf.get(at) ?? -1),
      pieces,
    })),
  }));
}

/** Every way to make the deal with one piece of `first` and others of what is left, which comes after it. */
function combinations({ slots }: Placed, counts: readonly number[], first: number): number[][] {
  const home = slots.findIndex(({ places }) => places.includes(first));
  if (home === -1) return [];
  const left = without(counts, [first]);
  const found: number[][] = [];
  const needOf = (slot: number) => (slots[slot]?.pieces ?? 0) - (slot === home ? 1 : 0);
  const fill = (slot: number, from: number, need: number, chosen: readonly number[]): void => {
    const own = slots[slot];
    if (own === undefined) found.push(slots.length === 1 ? [...chosen] : chosen.toSorted((a, b) => a - b));
    else if (need === 0) fill(slot + 1, 0, needOf(slot + 1), chosen);
    else
      for (let at = from; at < own.places.length; at += 1) {
        const place = own.places[at] ?? -1;
        const there = left[place] ?? 0;
        if (there === 0) continue;
        left[place] = there - 1;
        fill(slot, at, need - 1, [...chosen, place]);
        left[place] = there;
      }
  };
  fill(0, 0, needOf(0), [first]);
  return found;
}

function without(counts: readonly number[], places: readonly number[]): number[] {
  const left = [...counts];
  for (const place of places) left[place] = (left[place] ?? 0) - 1;
  return left;
}

function keyOf({ counts, left }: State, limited: readonly number[]): string {
  let key = counts.join();
  for (const rank of limited) key += ` ${left.get(rank)?.times}:${left.get(rank)?.amountMinor}`;
  return key;
}
