import { expect, test } from 'vitest';
import { customReport } from '../src/custom/api.ts';
import { behindOf } from '../src/custom/behind.ts';
import { compile } from '../src/custom/compile.ts';
import type { Period } from '../src/facts/period.ts';

const bounds = {
  from: '2026-11-10',
  to: '2026-11-24',
  storeIds: null,
  channel: null,
  homeTimeZone: 'America/Toronto',
};
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
  expect(chosen(['kind', 'register', 'cashier']).isRollup).toBe(true);
  expect(chosen(['hour', 'cashier']).isRollup).toBe(false);
  expect(chosen(['hour', 'store']).sql).toContain('by_slot');
});

test('R2: what a long period sold by product is read from months, and from days around them alone', () => {
  const ask = (dimensions: string[], keptMonths: Period[] = []) =>
    compile(
      customReport.parse({ measures: ['amountMinor'], dimensions, filters: {} }),
      { ...bounds, from: '2026-01-15', keptMonths },
      'facts',
      10,
    );
  const { sql, parameters } = ask(['month', 'store', 'product']);
  expect(sql).toMatch(/by_product_month where month between \$7::date and \$8::date/);
  expect(parameters).toEqual([
    '2026-01-15',
    '2026-11-24',
    '2026-01-15',
    '2026-01-31',
    '2026-11-01',
    '2026-11-24',
    '2026-02-01',
    '2026-10-01',
  ]);
  expect(ask(['product']).sql).toContain('by_product_month_all');
  expect(ask(['week', 'product']).sql).not.toContain('month_all');
  // Where no product is asked for, lines are sums of their documents' days.
  for (const by of [['cashier', 'weekday'], ['register'], ['kind', 'store'], ['week']])
    expect(ask(by).sql).toContain('by_cashier_line');
  // By category, months that are kept so; of their products nothing is read.
  const kept = ask(
    ['store', 'category'],
    ['2026-02', '2026-03'].map((month) => ({ from: `${month}-01`, to: `${month}-28` })),
  );
  expect(kept.parameters).toContainEqual(['2026-02-01', '2026-03-01']);
  expect(kept.parameters).not.toContain('2026-02-01');
  expect(kept.sql).not.toContain('p.category_id');
});

test('R2: a row of a composed report opens the documents that it sums, within the period, or nothing', () => {
  const period = { from: '2026-11-10', to: '2026-11-24' };
  const behind = (dimensions: string[], keys: string[], filters = {}, measure = 'totalMinor') =>
    behindOf(customReport.parse({ measures: [measure], dimensions, filters }), keys, period);
  expect(behind([], [])).toEqual(period);
  expect(behind(['month', 'store'], ['2026-11-01', 's-1'])).toEqual({ ...period, storeId: 's-1' });
  expect(behind(['week'], ['2026-11-23'])).toEqual({ from: '2026-11-23', to: '2026-11-24' });
  expect(behind(['month', 'day'], ['2026-11-01', '2026-11-12'])).toEqual({
    from: '2026-11-12',
    to: '2026-11-12',
  });
  expect(behind(['product'], ['p-1'], { cashier: ['c-1'] }, 'quantity')).toEqual({
    ...period,
    productId: 'p-1',
    cashierId: 'c-1',
  });
  expect(behind(['hour'], ['09'])).toEqual({ ...period, hour: '9' });
  // No list of documents is of these alone.
  expect(behind(['weekday'], ['1'])).toBeNull();
  expect(behind(['cashier'], [''])).toBeNull();
  expect(behind(['day'], ['2026-11-12'], { cashier: ['c-1', 'c-2'] })).toBeNull();
});
