import { expect, test } from 'vitest';
import { customReport } from '../src/custom/api.ts';
import { compile } from '../src/custom/compile.ts';

const bounds = { from: '2026-11-10', to: '2026-11-24', storeIds: null, channel: null };
const refusals = (told: unknown) =>
  customReport.safeParse(told).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

test('R2: names that are not known, and what does not go together, are refused by name', () => {
  expect(refusals({ measures: ['profit'], dimensions: [] })).toHaveLength(1);
  expect(refusals({ measures: ['totalMinor'], dimensions: ['day; drop table job'] })).toHaveLength(1);
  expect(refusals({ measures: ['totalMinor'], dimensions: ['product'] })).toEqual([
    'dimensions.0 does not go with totalMinor',
  ]);
  expect(
    refusals({ measures: ['quantity', 'paidMinor'], dimensions: ['day'], filters: { tax: ['GST'] } }),
  ).toEqual(['measures.1 does not go with quantity', 'filters.tax does not go with quantity']);
  expect(refusals({ measures: ['sales'], dimensions: ['day', 'day'] })).toEqual([
    'dimensions.1 is told twice',
  ]);
});

test('R2: what people write is a parameter, and rollups answer where they know enough', () => {
  const chosen = (dimensions: string[], filters = {}) =>
    compile(customReport.parse({ measures: ['totalMinor'], dimensions, filters }), bounds, 'facts', 10);
  const evil = "x' or '1'='1";
  const asked = chosen(['day'], { store: [evil] });
  expect(asked.sql).not.toContain(evil);
  expect(asked.parameters).toContainEqual([evil]);
  expect(['day', 'store', 'cashier'].map((name) => chosen([name]).isRollup)).toEqual([true, true, true]);
  expect(chosen(['day']).sql).toContain('by_day_all');
  expect(chosen(['kind']).isRollup).toBe(false);
});
