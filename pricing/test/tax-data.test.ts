import { expect, test } from 'vitest';
import { taxData, taxRule, taxTreatment } from '../src/index.ts';
import { treatments } from '../src/taxes/treatment.ts';
import published from './cases/tax-rates.json' with { type: 'json' };

/** The German cut of 2020 is told in words in the published file, and is rows in ours. */
const taxed = published.rates.filter((rate) => rate.code !== '(none)');

test.each(taxed)(
  '$jurisdiction $code $rate from $from is in the data',
  ({ jurisdiction, code, rate, from, to }) => {
    const rows = taxData.taxes.filter(
      (row) =>
        row.jurisdiction === jurisdiction && [row.code, row.reportedAs].includes(code) && row.rate === rate,
    );
    expect(rows).toContainEqual(expect.objectContaining({ from, ...(to !== null && { to }) }));
  },
);

test('every row has the form of the contract, and a source', () => {
  for (const row of taxData.taxes) expect(taxRule.parse(row).source).not.toBe('');
  for (const row of taxData.treatments) expect(taxTreatment.parse(row).source).not.toBe('');
});

test('no two treatments hold equally on one day', () => {
  const keys = taxData.treatments.map((row) =>
    JSON.stringify([row.jurisdiction, row.category, row.from, row.basketThresholdMinor]),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('every category is treated in every province and country, also during the GST break', () => {
  const places = ['QC', 'ON', 'NS', 'NB', 'NL', 'PE', 'BC', 'SK', 'MB', 'AB', 'NT', 'NU', 'YT'].map(
    (p) => `CA-${p}`,
  );
  for (const jurisdiction of [...places, 'FR', 'CH', 'DE', 'TN']) {
    for (const taxDate of ['2025-01-10', '2026-11-24']) {
      const lines = published.categories.map(({ id }) => ({
        line: { id, productId: id, quantity: '1' },
        product: { productId: id, unitPriceMinor: 1, taxCategory: id, soldBy: 'piece' as const },
        isCharge: false,
        unitPriceMinor: 1,
        grossMinor: 1,
        discounts: [],
      }));
      expect(treatments(lines, { jurisdiction, taxDate }, taxData)).toHaveLength(lines.length);
    }
  }
});
