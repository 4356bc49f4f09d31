/**
 * Where our sums differ from an owner's. Pure. A figure is named by its ledger, day, store and what it is; one that only one side has is
 * compared with zero.
 */
export type Figure = Readonly<{
  ledger: 'sales' | 'order' | 'inventory';
  /** Null: of no day (stock). */
  day: string | null;
  storeId: string;
  what: 'documents' | 'total' | 'tax' | 'refunds' | 'on-hand';
  /** Minor units, a number of documents, or thousandths of a piece. */
  amount: number;
}>;
export type Difference = Omit<Figure, 'amount'> & Readonly<{ theirs: number; ours: number }>;

const nameOf = ({ ledger, day, storeId, what }: Omit<Figure, 'amount'>) =>
  JSON.stringify([ledger, day, storeId, what]);

export function differencesOf(theirs: readonly Figure[], ours: readonly Figure[]): Difference[] {
  const both = new Map<string, Difference>();
  const add = ({ amount, ...figure }: Figure, side: 'theirs' | 'ours') => {
    const known = both.get(nameOf(figure)) ?? { ...figure, theirs: 0, ours: 0 };
    both.set(nameOf(figure), { ...known, [side]: known[side] + amount });
  };
  for (const figure of theirs) add(figure, 'theirs');
  for (const figure of ours) add(figure, 'ours');
  return [...both.values()].filter((one) => one.theirs !== one.ours);
}

/** What was on its way when both were read is there the next time: a difference that stays the same is one. */
export const lasting = (found: readonly Difference[], before: readonly Difference[]): Set<Difference> => {
  const known = new Map(before.map((one) => [nameOf(one), one.theirs - one.ours]));
  return new Set(found.filter((one) => known.get(nameOf(one)) === one.theirs - one.ours));
};
