/** Which articles bring in most (ABC), and whose turn it is to be counted. Pure. */
export const abcClasses = ['A', 'B', 'C'] as const;
export type Abc = (typeof abcClasses)[number];
type Stocked = Readonly<{
  productId: string;
  /** What its sales brought in, in minor units; never below zero. */
  soldMinor: number;
  /** When it was last counted, in ms since 1970; `null`: never. */
  countedAtMs: number | null;
}>;
export type Ranked = Stocked & Readonly<{ abc: Abc }>;

/** Days from one count of an article to the next. */
export const everyDays = { A: 30, B: 90, C: 180 } as const;
const dayMs = 86_400_000;

/** Best sellers first. A holds the first 80 % of what is sold, B the next 15 %, C the rest; what sold nothing is C. */
export function ranked(products: readonly Stocked[]): Ranked[] {
  const totalMinor = products.reduce((sum, { soldMinor }) => sum + soldMinor, 0);
  let beforeMinor = 0;
  const bySales = [...products].sort(
    (a, b) => b.soldMinor - a.soldMinor || (a.productId < b.productId ? -1 : 1),
  );
  return bySales.map((product) => {
    const abc = classAt(beforeMinor / totalMinor, product.soldMinor);
    beforeMinor += product.soldMinor;
    return { ...product, abc };
  });
}

function classAt(shareBefore: number, soldMinor: number): Abc {
  if (soldMinor <= 0) return 'C';
  if (shareBefore < 0.8) return 'A';
  return shareBefore < 0.95 ? 'B' : 'C';
}

type Turns = Readonly<{
  classes: readonly Readonly<{ abc: Abc; products: number; everyDays: number; due: number }>[];
  /** A first, longest uncounted first. */
  today: readonly Ranked[];
}>;

/**
 * A day's portion of each class, so that all of it is counted within its days; what was counted today is part of it.
 * @param todayFromMs when the store's day began.
 * @param underWay products of counts that are open.
 */
export function turnsOf(
  products: readonly Ranked[],
  {
    nowMs,
    todayFromMs,
    underWay,
  }: Readonly<{ nowMs: number; todayFromMs: number; underWay: ReadonlySet<string> }>,
): Turns {
  const parts = abcClasses.map((abc) => {
    const own = products.filter((product) => product.abc === abc);
    const dueBeforeMs = nowMs - everyDays[abc] * dayMs;
    const due = own.filter(({ countedAtMs }) => (countedAtMs ?? -1) <= dueBeforeMs);
    const doneToday = own.filter(({ countedAtMs }) => (countedAtMs ?? -1) >= todayFromMs).length;
    const taken = own.filter(({ productId }) => underWay.has(productId)).length;
    const portion = Math.max(0, Math.ceil(own.length / everyDays[abc]) - doneToday - taken);
    const waiting = due
      .filter(({ productId }) => !underWay.has(productId))
      // Sorting is stable: of those that were never counted, the best sellers come first.
      .sort((a, b) => (a.countedAtMs ?? -1) - (b.countedAtMs ?? -1));
    return {
      told: { abc, products: own.length, everyDays: everyDays[abc], due: due.length },
      today: waiting.slice(0, portion),
    };
  });
  return { classes: parts.map(({ told }) => told), today: parts.flatMap(({ today }) => today) };
}
