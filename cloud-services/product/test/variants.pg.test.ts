/** Attributes with types, families whose variants differ by them, products written down at head office, the category tree. */
import { taxData } from '@comptoir/pricing';
import { catalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttributeDefinition, AuditEntry, ProductView } from '../src/api.ts';
import { cad, type House, ndjson, openHouse, tree } from './harness.ts';

let house: House;
const choice = (fr: string, en: string) => ({ fr, en });
const colours = [choice('Bleu', 'Blue'), choice('Vert', 'Green')];
const plain = { type: 'text', unit: null, choices: [], isFilter: true, forPromotions: false };
const define = (code: string, more: object) =>
  house.call('PUT', `/api/v1/products/attributes/${code}`, { ...plain, name: choice(code, code), ...more });
const create = (body: object, language = 'fr') =>
  house.call('POST', '/api/v1/products', { category: 'pains', ...body }, { 'accept-language': language });
const read = async (path: string, language = 'fr') =>
  (await house.shop(`/api/v1/products/${path}`, language)).json();
const refused = async (answer: Promise<Response>) => {
  const { type, detail } = (await (await answer).json()) as { type: string; detail: string };
  return [type.replace('/problems/', ''), detail];
};
const valueInFeed = async (sku: string) => {
  const is = (value: unknown) => catalogueProduct.safeParse(value).data?.sku === sku;
  const { rows } = await house.feedUntil('', ({ value }) => is(value));
  return catalogueProduct.parse(rows.findLast(({ value }) => is(value))?.value);
};

beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
  const rules = { version: 'test-1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 };
  await house.call('PUT', '/api/v1/products/rules', rules);
  expect(
    (await define('colour', { name: choice('Couleur', 'Colour'), type: 'choice', choices: colours })).status,
  ).toBe(200);
  expect((await define('size', { name: choice('Taille', 'Size'), type: 'text' })).status).toBe(200);
  const family = {
    sku: 'TEE',
    family: true,
    name: choice('T-shirt', 'T-shirt'),
    options: ['colour', 'size'],
  };
  expect((await create(family)).status).toBe(201);
});
afterAll(() => house.close());

const tee = (sku: string, colour: string, size: string) => ({
  ...{ sku, familySku: 'TEE', name: choice('T-shirt', 'T-shirt'), price: cad(1_999) },
  variantName: choice(`${colour}, ${size}`, `${colour}, ${size}`),
  attributes: { colour: choice(colour, colour), size: choice(size, size) },
});

test('P1: a family’s variants are products of their own, chosen by options that are named in both languages', async () => {
  for (const one of [tee('TEE-VM', 'vert', 'M'), tee('TEE-BM', 'BLEU', 'M'), tee('TEE-BS', 'Blue', 'S')])
    expect((await create(one)).status).toBe(201);
  const shown = (await read('TEE-BS', 'en')) as ProductView;
  expect(shown.options).toEqual([
    { code: 'colour', name: 'Colour', values: ['Blue', 'Green'] },
    { code: 'size', name: 'Size', values: expect.arrayContaining(['M', 'S']) },
  ]);
  expect(shown.choices).toEqual({ colour: 'Blue', size: 'S' });
  expect(shown.variants.map(({ choices }) => choices?.colour).sort()).toEqual(['Blue', 'Blue', 'Green']);
  expect(await refused(create(tee('TEE-AGAIN', 'bleu', 'S')))).toEqual([
    'variant-taken',
    'La variante TEE-BS a déjà ces options.',
  ]);
  const { size: _, ...colourOnly } = tee('X', 'vert', 'L').attributes;
  expect(await refused(create({ ...tee('X', 'vert', 'L'), attributes: colourOnly }, 'en'))).toEqual([
    'missing-option',
    'A variant needs a value for size.',
  ]);
});

test('P1: in a file, too, variants that nobody could tell apart are refused by row, and options come back from the export', async () => {
  const row = ({ price: _, ...rest }: ReturnType<typeof tee>) => ({
    ...rest,
    category: 'pains',
    price: '19,99',
  });
  const report = await house.importFile(
    ndjson(
      row(tee('TEE-VL', 'Vert', 'L')),
      row(tee('TEE-VL2', 'vert', 'l')),
      row(tee('TEE-R', 'Rouge', 'L')),
    ),
  );
  expect(report).toMatchObject({ created: 1, bad: 2 });
  expect(report.badRows.map(({ code, reason }) => [code, reason])).toEqual([
    ['duplicate-variant', 'The variant in row 1 already has these options.'],
    ['bad-value', 'colour: choose one of Blue, Green.'],
  ]);
  const exported = await (await house.call('GET', '/api/v1/products/export.csv')).text();
  expect(await house.importFile(exported, 'text/csv')).toMatchObject({ bad: 0, updated: 0, created: 0 });
});

test('P1: what a definition would make nothing of is named, and nothing changes; a new word for a value reaches every product', async () => {
  const colour = (more: object) =>
    define('colour', { name: choice('Couleur', 'Colour'), type: 'choice', ...more });
  expect(await refused(colour({ choices: [choice('Vert', 'Green')] }))).toEqual([
    'attribute-in-use',
    expect.stringContaining('“Bleu”'),
  ]);
  const before = (await read('TEE-BS')) as ProductView;
  expect((await colour({ choices: [choice('Bleu', 'Navy'), choice('Vert', 'Green')] })).status).toBe(200);
  const after = (await read('TEE-BS', 'en')) as ProductView;
  expect([after.attributes.colour, after.version]).toEqual(['Navy', before.version + 1]);
  expect(await refused(house.call('DELETE', '/api/v1/products/attributes/colour'))).toEqual([
    'attribute-is-option',
    expect.stringContaining('TEE'),
  ]);
  const seen = { 'if-match': '"1"' };
  expect(
    await refused(
      house.call('PUT', '/api/v1/products/attributes/size', { ...plain, name: choice('T', 'S') }, seen),
    ),
  ).not.toContain('changed-meanwhile');
  expect(
    await refused(
      house.call('PUT', '/api/v1/products/attributes/size', { ...plain, name: choice('T', 'S') }, seen),
    ),
  ).toContain('changed-meanwhile');
});

test('P2 E9: a promotion is on an attribute that the tills are told, and on no other', async () => {
  const promotion = {
    ...{
      name: choice('Bleus', 'Blues'),
      from: '2026-11-01T00:00:00.000Z',
      priority: 0,
      stacking: 'exclusive',
    },
    gives: { kind: 'percent', percent: '10' },
    include: { attributes: { colour: ['BLEU'] } },
  };
  const promote = () => house.call('POST', '/api/v1/products/promotions', promotion);
  expect(await refused(promote())).toContain('attribute-not-promoted');
  expect((await valueInFeed('TEE-BM')).pricing.attributes).toBeUndefined();
  const { items } = (await read('attributes')) as { items: AttributeDefinition[] };
  const {
    code,
    version: _,
    ...terms
  } = items.find((one) => one.code === 'colour') ?? expect.fail('no colour');
  expect((await define(code, { ...terms, forPromotions: true })).status).toBe(200);
  const told = await house.feedUntil('', ({ value }) => {
    const product = catalogueProduct.safeParse(value).data;
    return product?.sku === 'TEE-BM' && product.pricing.attributes !== undefined;
  });
  const inFeed = told.rows.flatMap(({ value }) => catalogueProduct.safeParse(value).data ?? []);
  expect(
    inFeed.find(({ sku, pricing }) => sku === 'TEE-BM' && pricing.attributes)?.pricing.attributes,
  ).toEqual({
    colour: 'bleu',
  });
  expect(await (await promote()).json()).toMatchObject({ include: { attributes: { colour: ['bleu'] } } });
  expect(await refused(define(code, terms))).toContain('attribute-promoted');
  // In one step: what products, tills and promotions say is called otherwise from then on.
  const renaming = {
    ...{ ...terms, forPromotions: true, choices: [choice('Marine', 'Navy'), choice('Vert', 'Green')] },
    renamed: [{ from: choice('Bleu', 'Navy'), to: choice('Marine', 'Navy') }],
  };
  expect((await define(code, renaming)).status).toBe(200);
  expect((await valueInFeed('TEE-BM')).pricing.attributes).toEqual({ colour: 'marine' });
  const all = await (await house.call('GET', '/api/v1/products/promotions')).json();
  expect(all).toMatchObject({ items: [{ include: { attributes: { colour: ['marine'] } }, version: 2 }] });
  const ring = {
    ...renaming,
    renamed: [
      { from: choice('Marine', 'Navy'), to: choice('Vert', 'Green') },
      { from: choice('Vert', 'Green'), to: choice('Marine', 'Navy') },
    ],
  };
  expect((await define(code, ring)).status).toBe(400);
});

test('P1 P4: a product that is written down is refused with a sentence for each thing that is wrong', async () => {
  expect(
    (await create({ sku: 'NEW', gtins: ['4006381333931'], name: choice('Stylo', 'Pen'), price: cad(300) }))
      .status,
  ).toBe(201);
  const other = { name: choice('Autre', 'Other'), price: cad(300) };
  expect(await refused(create({ ...other, gtins: ['4006381333931'], sku: 'TWICE' }))).toEqual([
    'gtin-taken',
    'Ce code-barres est déjà celui du produit NEW.',
  ]);
  expect(await refused(create({ ...other, gtins: ['4006381333932'] }, 'en'))).toEqual([
    'bad-check-digit',
    'The check digit is wrong: 1 was expected.',
  ]);
  expect(await refused(create({ ...other, sku: 'NEW' }))).toContain('sku-taken');
  expect(
    await refused(create({ ...other, sku: 'USD', price: { amountMinor: 1, currency: 'EUR' } })),
  ).toContain('bad-currency');
  const beyond = `{"category":"pains","sku":"BIG","name":{"fr":"x","en":"x"},"price":{"amountMinor":9007199254740993,"currency":"CAD"}}`;
  expect((await create(JSON.parse(beyond))).status).toBeGreaterThanOrEqual(400);
  expect(await refused(create({ ...other, sku: 'NOWHERE', category: 'none' }))).toEqual([
    'unknown-category',
    'Cette catégorie n’existe pas.',
  ]);
  const { id } = (await read('NEW')) as ProductView;
  const taken = house.call('PATCH', `/api/v1/products/${id}`, { gtins: ['4006381333931', '96385074'] });
  expect(((await (await taken).json()) as ProductView).gtins).toEqual(['00000096385074', '04006381333931']);
  const { items } = (await (await house.call('GET', '/api/v1/products/audit?kind=product&q=NEW')).json()) as {
    items: AuditEntry[];
  };
  expect(items.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
    ['gtins'],
    expect.arrayContaining(['sku', 'price']),
  ]);
});

test('P1: the category tree holds six levels and no more, filters know all of them, and nobody overwrites another’s', async () => {
  const uuid = (n: number) => `01930000-0000-7000-8100-0000000009${String(n).padStart(2, '0')}`;
  const chain = (depth: number, at = 1): object => ({
    ...{ id: uuid(at), slug: `niveau-${at}`, name: choice(`Niveau ${at}`, `Level ${at}`) },
    ...(at < depth ? { children: [chain(depth, at + 1)] } : {}),
  });
  const put = (depth: number, headers?: Record<string, string>) =>
    house.call('PUT', '/api/v1/categories', { items: [...tree.items, chain(depth)] }, headers);
  expect(await refused(put(7))).toContain('category-too-deep');
  const { version } = (await (await house.call('GET', '/api/v1/categories')).json()) as { version: number };
  expect((await put(6, { 'if-match': `"${version}"` })).status).toBe(200);
  expect(await refused(put(6, { 'if-match': `"${version}"` }))).toContain('changed-meanwhile');
  await create({ sku: 'DEEP', name: choice('Profond', 'Deep'), price: cad(100), category: 'niveau-6' });
  const listed = (await (await house.shop('/api/v1/products?category=niveau-1')).json()) as {
    items: ProductView[];
  };
  expect(listed.items.map(({ sku }) => sku)).toEqual(['DEEP']);
  const found = await house.call('POST', '/api/v1/products/search', {
    query: '',
    filters: { categoryId: uuid(2) },
  });
  expect(((await found.json()) as { total: number }).total).toBe(1);
});
