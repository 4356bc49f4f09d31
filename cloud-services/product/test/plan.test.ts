import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Facts, nothingSeen, planRow } from '../src/import/plan.ts';
import { parseRow } from '../src/import/row.ts';
import type { Product } from '../src/product.ts';

const category = '01930000-0000-7000-8100-000000000001';
const facts = (products: readonly Product[] = []): Facts => ({
  categoryIdOf: new Map([['pains', category]]),
  taxCategories: new Set(['standard', 'basic-grocery']),
  byId: new Map(products.map((product) => [product.id, product])),
  pricesNeedTwo: false,
  definitions: new Map(),
  variantsOf: new Map(),
  bySku: new Map(products.map((product) => [product.sku, product])),
  byGtin: new Map(products.flatMap((product) => product.gtins.map((gtin) => [gtin, product] as const))),
});
const plan = (raw: Record<string, unknown>, known = facts(), seen = nothingSeen(), number = 1) =>
  planRow(number, parseRow(raw).row, known, seen);

const good = { sku: 'A', gtin: '4006381333931', name: 'Pain', category: 'pains', price: '2,50' };

function created(raw: Record<string, unknown>): Product {
  const made = plan(raw);
  if (made.do !== 'create') throw new Error(`planned ${made.do}`);
  return made.product;
}

test('P4: a product that has just been created is left alone when its row comes again', () => {
  const product = created(good);
  expect(plan(good, facts([product]))).toEqual({ do: 'leave' });
  expect(plan({ sku: 'A' }, facts([product]))).toEqual({ do: 'leave' });
});

test('P4: without a SKU, a row is the product that has its barcode', () => {
  const product = created(good);
  const planned = plan({ gtin: '04006381333931', price: '3,00' }, facts([product]));
  expect(planned).toMatchObject({
    do: 'update',
    product: { id: product.id, sku: 'A', price: { amountMinor: 300 } },
  });
});

test('P1: deposits and eco-fees are named by their code, and come before what is sold with them', () => {
  const seen = nothingSeen();
  const bottle = { ...good, charges: 'CONSIGNE-10 | ECO' };
  expect(plan(bottle, facts(), seen)).toMatchObject({
    do: 'refuse',
    faults: [
      { code: 'unknown-charge', value: 'CONSIGNE-10' },
      { code: 'unknown-charge', value: 'ECO' },
    ],
  });
  const deposit = plan(
    { sku: 'CONSIGNE-10', name: 'Consigne', category: 'pains', price: '0,10', isCharge: 'oui' },
    facts(),
    seen,
    2,
  );
  if (deposit.do !== 'create') throw new Error(`planned ${deposit.do}`);
  const eco = created({ sku: 'ECO', name: 'Écofrais', category: 'pains', price: '0,20', isCharge: true });
  const sold = plan(bottle, facts([eco]), seen, 3);
  expect(sold).toMatchObject({ do: 'create', product: { chargeIds: [deposit.product.id, eco.id] } });
  const refused = (raw: Record<string, unknown>) => plan({ sku: 'ECO', ...raw }, facts([eco]), seen, 4);
  expect(refused({ charges: 'CONSIGNE-10' })).toMatchObject({ faults: [{ code: 'charge-of-charge' }] });
  expect(refused({ isCharge: 'non' })).toMatchObject({ faults: [{ code: 'charge-stays' }] });
});

test('P4: a variant needs a family that comes before it', () => {
  const seen = nothingSeen();
  const variant = { ...good, familySku: 'F', variantName: 'noir' };
  expect(plan(variant, facts(), seen)).toMatchObject({ do: 'refuse', faults: [{ code: 'unknown-family' }] });
  plan({ sku: 'F', family: true, name: 'Thé', category: 'pains' }, facts(), seen, 2);
  expect(plan(variant, facts(), seen, 3)).toMatchObject({
    do: 'create',
    product: { variantName: { fr: 'noir', en: 'noir' } },
  });
});

test('P4: a family with a price, an unknown tax category, an id that is none: each is refused', () => {
  const faultsOf = (raw: Record<string, unknown>) => parseRow(raw).faults.map(({ code }) => code);
  expect(faultsOf({ sku: 'F', family: true, price: '1,00' })).toEqual(['family-price']);
  expect(faultsOf({ ...good, id: 'x' })).toEqual(['bad-id']);
  expect(plan({ ...good, taxCategory: 'none' })).toMatchObject({
    do: 'refuse',
    faults: [{ code: 'unknown-tax-category' }],
  });
});

test('P4: whatever a file holds, a row is created with a name, a category and a price above zero, or refused', () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('pains', '4006381333931', '12,34', '', 'A'));
  const raw = fc.record(
    {
      sku: value,
      gtin: value,
      name: value,
      category: value,
      price: value,
      soldBy: value,
      rank: value,
      family: value,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 8 }), (rows) => {
      const seen = nothingSeen();
      const gtins = new Set<string>();
      rows.forEach((row, at) => {
        const parsed = parseRow(row);
        if (parsed.faults.length > 0) return;
        const planned = planRow(at + 1, parsed.row, facts(), seen);
        if (planned.do !== 'create') return;
        const { name, categoryId, price, isFamily } = planned.product;
        expect([name.fr !== '', categoryId, isFamily || (price?.amountMinor ?? 0) > 0]).toEqual([
          true,
          category,
          true,
        ]);
        for (const gtin of planned.product.gtins) expect(gtins.has(gtin)).toBe(false);
        for (const gtin of planned.product.gtins) gtins.add(gtin);
      });
    }),
  );
});
