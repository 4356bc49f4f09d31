/** What a period took: sums that grow with each sale and return, so that a closing reads them however many those were. Pure. */
type Amount = Readonly<{ amountMinor: number }>;
/** Of one sale, or of one return (then of what went back). */
export type SaleTotals = Readonly<{
  totalMinor: number;
  taxes: readonly (Amount & Readonly<{ code: string }>)[];
  tenders: readonly (Amount & Readonly<{ kind: string }>)[];
}>;

export type Totals = Readonly<{
  saleCount: number;
  totalMinor: number;
  returnCount: number;
  returnTotalMinor: number;
  /** What remains after returns, by the tax's code and the tender's kind. */
  taxes: Readonly<Record<string, number>>;
  tenders: Readonly<Record<string, number>>;
}>;

export const noTotals: Totals = {
  saleCount: 0,
  totalMinor: 0,
  returnCount: 0,
  returnTotalMinor: 0,
  taxes: {},
  tenders: {},
};

/** `{}` is nothing yet. */
export const totalsOf = (json: string): Totals => ({ ...noTotals, ...JSON.parse(json) });

export const totalsOfSale = ({ totalMinor, taxes, tenders }: SaleTotals): Totals => ({
  ...noTotals,
  saleCount: 1,
  totalMinor,
  taxes: byName(taxes.map(({ code, amountMinor }) => [code, amountMinor])),
  tenders: byName(tenders.map(({ kind, amountMinor }) => [kind, amountMinor])),
});

export const totalsOfReturn = ({ totalMinor, taxes, tenders }: SaleTotals): Totals => ({
  ...noTotals,
  returnCount: 1,
  returnTotalMinor: totalMinor,
  taxes: byName(taxes.map(({ code, amountMinor }) => [code, -amountMinor])),
  tenders: byName(tenders.map(({ kind, amountMinor }) => [kind, -amountMinor])),
});

export const sumOf = (a: Totals, b: Totals): Totals => ({
  saleCount: a.saleCount + b.saleCount,
  totalMinor: a.totalMinor + b.totalMinor,
  returnCount: a.returnCount + b.returnCount,
  returnTotalMinor: a.returnTotalMinor + b.returnTotalMinor,
  taxes: byName([...Object.entries(a.taxes), ...Object.entries(b.taxes)]),
  tenders: byName([...Object.entries(a.tenders), ...Object.entries(b.tenders)]),
});

function byName(amounts: readonly (readonly [string, number])[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const [name, amountMinor] of amounts) totals[name] = (totals[name] ?? 0) + amountMinor;
  return totals;
}
