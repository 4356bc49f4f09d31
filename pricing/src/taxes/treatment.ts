/** Which treatment each line of a basket gets: by category, jurisdiction, day, and for some by the basket's own sum. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { sumMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';
import type { Basket, PriceRules, TaxTreatment } from '../contract.ts';
import { amountMinor, type WorkingLine } from '../lines/working-line.ts';
import { holds, jurisdictionsOf } from './in-force.ts';

const fallback = 'standard';

/**
 * @returns the treatment of each line, in the order of `lines`.
 * @throws if the rules say nothing of the jurisdiction on that day: tax that is silently not charged is owed all the same.
 */
export function treatments(
  lines: readonly WorkingLine[],
  basket: Pick<Basket, 'jurisdiction' | 'taxDate'>,
  rules: Pick<PriceRules, 'treatments'>,
): TaxTreatment[] {
  const rowsOf = new Map<string, TaxTreatment[]>();
  const rows = (category: string): TaxTreatment[] => {
    const known = rowsOf.get(category) ?? rowsInForce(category, basket, rules.treatments);
    rowsOf.set(category, known);
    return known;
  };
  const byId = new Map(lines.map((line) => [line.line.id, line]));
  const categories = lines.map((line) => categoryOf(line, byId, (category) => rows(category)[0]));
  const sums = sumsByCategory(lines, categories);
  return lines.map((line, index) => {
    const category = categories[index] ?? fallback;
    const sumMinor = sums.get(sumKey(category, line)) ?? 0;
    const row = rows(category).find(
      ({ basketThresholdMinor }) => basketThresholdMinor === undefined || sumMinor <= basketThresholdMinor,
    );
    assert(
      row !== undefined,
      `no tax treatment in ${basket.jurisdiction} on ${basket.taxDate} of ${category}`,
    );
    return row;
  });
}

/** The rows that could apply, best first: own jurisdiction before its country, category before `standard`. */
function rowsInForce(
  category: string,
  { jurisdiction, taxDate }: Pick<Basket, 'jurisdiction' | 'taxDate'>,
  all: readonly TaxTreatment[],
): TaxTreatment[] {
  const names = category === fallback ? [fallback] : [category, fallback];
  return names.flatMap((name) =>
    jurisdictionsOf(jurisdiction).flatMap((place) =>
      all
        .filter((row) => row.category === name && row.jurisdiction === place && holds(row, taxDate))
        .toSorted(latestThenThreshold),
    ),
  );
}

function latestThenThreshold(a: TaxTreatment, b: TaxTreatment): number {
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return Number(b.basketThresholdMinor !== undefined) - Number(a.basketThresholdMinor !== undefined);
}

/** An eco-fee takes the category of the goods that it goes with. */
function categoryOf(
  line: WorkingLine,
  byId: ReadonlyMap<string, WorkingLine>,
  best: (category: string) => TaxTreatment | undefined,
): string {
  const own = line.product.taxCategory;
  if (best(own)?.asParent !== true) return own;
  const parent = byId.get(line.line.parentLineId ?? '')?.product.taxCategory;
  return parent === undefined || best(parent)?.asParent === true ? fallback : parent;
}

/** What is bought and what comes back are summed apart, so that a return mirrors its sale. */
function sumsByCategory(lines: readonly WorkingLine[], categories: readonly string[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const key = sumKey(categories[index] ?? fallback, line);
    sums.set(key, sumMinor([sums.get(key) ?? 0, Math.abs(amountMinor(line))]));
  }
  return sums;
}

/** By the sign of the quantity: goods that cost nothing come back too. */
function sumKey(category: string, { line }: WorkingLine): string {
  return `${parseDecimal(line.quantity).units < 0n ? 'back' : 'bought'} ${category}`;
}
