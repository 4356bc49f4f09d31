/**
 * What several counts of the same shelf come to. Pure.
 *
 * Within a zone people count the same goods, so what they say is compared; across zones it adds up. Two people who count an hour
 * apart with a sale in between rightly see different numbers: compared is what each count means for now, that is what was
 * seen plus what moved since. Source: docs/sync-protocol.md, Counting.
 */

import { toE4 } from '../quantity.ts';
import type { DecisionDocument, LineDocument } from './api.ts';

/** What was moved after a line was counted, in ten-thousandths. */
type MovedSince = (line: LineDocument) => number;
export type Entry = Readonly<{ revision: string; line: LineDocument; quantityE4: number; nowE4: number }>;
export type Judged = Readonly<{
  zoneId: string;
  productId: string;
  state: 'disagrees' | 'recount' | 'agreed' | 'decided';
  entries: readonly Entry[];
  /** What counts, unless it disagrees or is counted again. */
  settled: Entry | undefined;
  decision: DecisionDocument | undefined;
}>;
type Line = Readonly<{ revision: string; line: LineDocument }>;

/** @param lines living leaves: those that disagree within one document too. */
export function judge(
  lines: readonly Line[],
  decisions: readonly DecisionDocument[],
  movedSince: MovedSince,
): Judged[] {
  const decided = new Map(decisions.map((decision) => [placeOf(decision), decision]));
  const places = new Map<string, Entry[]>();
  for (const { revision, line } of lines) {
    const quantityE4 = toE4(line.quantity);
    const nowE4 = quantityE4 + movedSince(line);
    const place = placeOf(line);
    places.set(place, [...(places.get(place) ?? []), { revision, line, quantityE4, nowE4 }]);
  }
  return [...places].map(([place, entries]) => judgePlace(entries.sort(byTime), decided.get(place)));
}

function judgePlace(all: readonly Entry[], decision: DecisionDocument | undefined): Judged {
  const seen = new Set(decision?.basis);
  const isRecount = decision?.picked === null;
  // What was to be counted again no longer speaks.
  const entries = isRecount ? all.filter(({ revision }) => !seen.has(revision)) : all;
  const { zoneId, productId } = first(all).line;
  const place = { zoneId, productId, decision };
  const newest = entries.at(-1);
  if (!newest) return { ...place, state: 'recount', entries: all, settled: undefined };

  const picked = entries.find(({ revision }) => revision === decision?.picked);
  if (picked && entries.every((entry) => seen.has(entry.revision) || entry.nowE4 === picked.nowE4))
    return { ...place, state: 'decided', entries, settled: picked };
  if (entries.every(({ nowE4 }) => nowE4 === newest.nowE4))
    return { ...place, state: 'agreed', entries, settled: newest };
  return { ...place, state: 'disagrees', entries, settled: undefined };
}

export type ProductCount = Readonly<{
  productId: string;
  countedE4: number;
  /** The moment that the sum is compared with the books at: when the last zone was counted. */
  countedAt: string;
  zones: readonly Judged[];
}>;

/** Products of which every counted zone is settled; and those that are not. */
export function sumUp(judged: readonly Judged[]): Readonly<{ ready: ProductCount[]; open: string[] }> {
  const products = new Map<string, Judged[]>();
  for (const one of judged) products.set(one.productId, [...(products.get(one.productId) ?? []), one]);
  const ready: ProductCount[] = [];
  const open: string[] = [];
  for (const [productId, zones] of products) {
    const settled = zones.flatMap((zone) => zone.settled ?? []);
    if (settled.length < zones.length) open.push(productId);
    else
      ready.push({
        productId,
        countedE4: settled.reduce((sum, { quantityE4 }) => sum + quantityE4, 0),
        countedAt:
          settled
            .map(({ line }) => line.countedAt)
            .sort()
            .at(-1) ?? '',
        zones,
      });
  }
  return { ready, open };
}

const placeOf = ({ zoneId, productId }: Readonly<{ zoneId: string; productId: string }>) =>
  `${zoneId}\n${productId}`;

/** Times are for people; the revision decides between equal ones, so that every reader sees one order. */
const byTime = (a: Entry, b: Entry) =>
  a.line.countedAt === b.line.countedAt
    ? a.revision < b.revision
      ? -1
      : 1
    : a.line.countedAt < b.line.countedAt
      ? -1
      : 1;

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('assertion: a place without a count');
  return item;
}
