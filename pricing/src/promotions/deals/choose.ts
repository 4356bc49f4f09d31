/**
 * Which deals are made. Goods that no deal ties together are decided apart. The smallest of these problems are solved
 * exactly, as long as `weighedMax` lasts for the whole basket; the others by `greedyDeals`.
 */
import { type Allowance, isLimited } from '../allowance.ts';
import type { Good } from '../goods.ts';
import type { Component, Deal } from './deal.ts';
import { exactDeals } from './exact.ts';
import { greedyDeals } from './greedy.ts';
import type { Taken } from './worth.ts';

/** Deals weighed, at most: some 2 ms of a slow machine. */
const weighedMax = 2_000;
/** A deal is weighed once a state and a choice of pieces, of which few are met: beyond this there is no use in trying. */
const hopeless = 200 * weighedMax;

export function chooseDeals(
  deals: readonly Deal[],
  goods: readonly Good[],
  allowances: ReadonlyMap<number, Allowance>,
): Taken[] {
  const budget = { left: weighedMax };
  return componentsOf(
    deals.filter((deal) => isPossible(deal, goods)),
    allowances,
  )
    .map((component) => ({ component, work: workOf(component, goods) }))
    .sort((a, b) => a.work - b.work)
    .flatMap(({ component, work }) => {
      const exact =
        work > hopeless || budget.left <= 0 ? undefined : exactDeals(component, goods, allowances, budget);
      return exact ?? greedyDeals(component, goods, allowances);
    });
}

const isPossible = ({ slots }: Deal, goods: readonly Good[]) =>
  slots.every((slot) => slot.goods.reduce((sum, at) => sum + (goods[at]?.count ?? 0), 0) >= slot.pieces);

/** Deals that share a good, or what a promotion still allows, belong together. */
function componentsOf(deals: readonly Deal[], allowances: ReadonlyMap<number, Allowance>): Component[] {
  const leader = deals.map((_, at) => at);
  const leaderOf = (at: number): number => {
    const next = leader[at] ?? at;
    return next === at ? at : leaderOf(next);
  };
  const firstOf = new Map<number, number>();
  for (const [at, deal] of deals.entries())
    for (const tie of tiesOf(deal, allowances)) {
      const first = firstOf.get(tie);
      if (first === undefined) firstOf.set(tie, at);
      else leader[leaderOf(at)] = leaderOf(first);
    }
  const groups = new Map<number, Deal[]>();
  for (const [at, deal] of deals.entries()) {
    const group = groups.get(leaderOf(at));
    if (group) group.push(deal);
    else groups.set(leaderOf(at), [deal]);
  }
  return [...groups.values()].map((group) => ({ members: goodsIn(group), deals: group }));
}

function goodsIn(deals: readonly Deal[]): number[] {
  const members = new Set<number>();
  for (const { slots } of deals) for (const { goods } of slots) for (const at of goods) members.add(at);
  return [...members].sort((a, b) => a - b);
}

/** Goods by their place, promotions below zero. */
function tiesOf(deal: Deal, allowances: ReadonlyMap<number, Allowance>): number[] {
  const goods = goodsIn([deal]);
  if (isLimited(allowances.get(deal.rank))) goods.push(-1 - deal.rank);
  return goods;
}

/** States of what is left, times the ways to make each deal. */
function workOf({ members, deals }: Component, goods: readonly Good[]): number {
  const states = members.reduce((product, at) => product * ((goods[at]?.count ?? 0) + 1), 1);
  const ways = deals.map(({ slots }) =>
    slots.reduce((product, slot) => product * choices(slot.goods.length, slot.pieces), 1),
  );
  return states * ways.reduce((sum, some) => sum + some, 0);
}

/** Multisets of `take` out of `kinds`. */
function choices(kinds: number, take: number): number {
  let some = 1;
  for (let k = 1; k <= take; k += 1) some = (some * (kinds + k - 1)) / k;
  return some;
}
