/** Which rows of the tax rules hold where and when. */
import type { BusinessDate, TaxRule } from '../contract.ts';

type Dated = Readonly<{ from: BusinessDate; to?: BusinessDate | undefined }>;

/** ISO dates compare as texts; both ends are included. */
export function holds(row: Dated, date: BusinessDate): boolean {
  return row.from <= date && (row.to === undefined || date <= row.to);
}

/** `CA-QC` first, then `CA`: a province's own rows before those of its country. */
export function jurisdictionsOf(jurisdiction: string): string[] {
  const country = jurisdiction.split('-', 1)[0] ?? jurisdiction;
  return country === jurisdiction ? [jurisdiction] : [jurisdiction, country];
}

/** The rule of a tax on a day: the nearest jurisdiction's that started last. */
export function ruleInForce(
  rules: readonly TaxRule[],
  jurisdiction: string,
  code: string,
  date: BusinessDate,
): TaxRule | undefined {
  for (const place of jurisdictionsOf(jurisdiction)) {
    const rows = rules.filter(
      (rule) => rule.jurisdiction === place && rule.code === code && holds(rule, date),
    );
    const [latest] = rows.toSorted((a, b) => (a.from < b.from ? 1 : -1));
    if (latest !== undefined) return latest;
  }
  return undefined;
}
