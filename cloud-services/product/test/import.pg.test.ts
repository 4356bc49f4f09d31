import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cad, type House, ids, ndjson, openHouse, tree } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  expect((await house.call('PUT', '/api/v1/categories', tree)).status).toBe(200);
});
afterAll(() => house.close());

const bread = {
  sku: 'B-1',
  gtin: '0400000000015',
  name: { fr: 'Pain', en: 'Bread' },
  category: 'pains',
  price: cad(449),
};
const codes = (report: { badRows: readonly { row: number; field: string; code: string }[] }) =>
  report.badRows.map(({ row, field, code }) => `${row} ${field} ${code}`);

/** Changes a product that nothing else touches, and waits for its row: all that was told before has come by then. */
async function mark(cursor = ''): Promise<string> {
  return (await untilMark(cursor)).cursor;
}
const toldSince = async (cursor: string) => (await untilMark(cursor)).keys;
let marks = 0;
async function untilMark(cursor: string) {
  marks += 1;
  const sku = `MARK-${marks}`;
  await house.importFile(ndjson({ sku, name: sku, category: 'pains', price: cad(100) }));
  const { rows, cursor: next } = await house.feedUntil(cursor, ({ value }) =>
    JSON.stringify(value).includes(sku),
  );
  return {
    cursor: next,
    keys: rows.map(({ value }) => JSON.stringify(value)).filter((value) => !value.includes(sku)),
  };
}

test('P4: good rows go in, and each bad one is reported with its row, field, value and reason', async () => {
  const report = await house.importFile(
    `${ndjson(
      bread,
      { sku: 'B-2', gtin: '4000000000021', name: 'x', category: 'pains', price: cad(100) },
      { sku: 'B-3', name: ' ', category: 'pains', price: cad(100) },
      { sku: 'B-4', name: 'Négatif', category: 'pains', price: cad(-100) },
      { sku: 'B-5', name: 'Zéro', category: 'pains', price: cad(0) },
      { sku: 'B-6', name: 'Où', category: 'nulle-part', price: cad(100) },
      { sku: 'B-7', name: 'Bon', category: 'fromages', price: cad(100) },
      { sku: 'B-8', name: 'Champ', category: 'fromages', price: cad(100), colour: 'red' },
    )}\nnot json\n[1]\n`,
  );
  expect(report).toMatchObject({ rows: 10, created: 2, bad: 8, dryRun: false, badRowsCut: false });
  expect(codes(report)).toEqual([
    '2 gtin bad-check-digit',
    '3 name missing-name',
    '4 price negative-price',
    '5 price zero-price',
    '6 category unknown-category',
    '8 colour unknown-field',
    '9  bad-json',
    '10  bad-json',
  ]);
  expect(report.badRows[0]).toMatchObject({
    value: '4000000000021',
    reason: 'The check digit is wrong: 0 was expected.',
  });
  expect((await house.shop('/api/v1/products/B-7')).status).toBe(200);
  expect((await house.shop('/api/v1/products/B-2')).status).toBe(404);
});

test('P4: a barcode that another product has is refused, in the file as in the catalogue', async () => {
  const first = await house.importFile(
    ndjson({ sku: 'G-1', gtin: '5449000000996', name: 'Cola', category: 'epicerie', price: cad(199) }),
  );
  expect(first.created).toBe(1);
  const report = await house.importFile(
    ndjson(
      { sku: 'G-2', gtin: '05449000000996', name: 'Autre', category: 'epicerie', price: cad(199) },
      { sku: 'G-3', gtin: '96385074', name: 'Court', category: 'epicerie', price: cad(199) },
      { sku: 'G-4', gtin: '00000096385074', name: 'Long', category: 'epicerie', price: cad(199) },
      { sku: 'G-3', name: 'Encore', category: 'epicerie', price: cad(199) },
    ),
  );
  expect(codes(report)).toEqual(['1 gtin gtin-taken', '3 gtin duplicate-gtin', '4 sku duplicate-sku']);
  expect(report.badRows[0]?.reason).toBe('This barcode already belongs to product G-1.');
});

test('P4: a dry run reports the same and changes nothing', async () => {
  const cursor = await mark();
  const file = ndjson(
    { sku: 'D-1', name: 'Essai', category: 'pains', price: cad(100) },
    { sku: 'D-2', category: 'pains', price: cad(100) },
  );
  const report = await house.importFile(file, undefined, '?dryRun=true');
  expect(report).toMatchObject({ dryRun: true, rows: 2, created: 1, bad: 1 });
  expect((await house.shop('/api/v1/products/D-1')).status).toBe(404);
  expect(await toldSince(cursor)).toEqual([]);
});

test('P4: the same file again changes nothing and tells nobody', async () => {
  const file = ndjson(
    { sku: 'F-T', family: true, name: { fr: 'Thé', en: 'Tea' }, category: 'epicerie' },
    {
      sku: 'T-1',
      familySku: 'F-T',
      variantName: { fr: 'vert', en: 'green' },
      name: 'Thé, vert',
      category: 'epicerie',
      price: cad(649),
    },
  );
  expect((await house.importFile(file)).created).toBe(2);
  const cursor = await mark();
  expect(await house.importFile(file)).toMatchObject({ created: 0, updated: 0, unchanged: 2, bad: 0 });
  expect(await toldSince(cursor)).toEqual([]);
});

test('P4: a row for a known product changes what it says and keeps the rest', async () => {
  await house.importFile(
    ndjson({
      sku: 'K-1',
      gtin: '4006381333931',
      name: { fr: 'Stylo', en: 'Pen' },
      category: 'epicerie',
      price: cad(199),
    }),
  );
  expect(await house.importFile(ndjson({ sku: 'K-1', price: '2,49 $' }))).toMatchObject({ updated: 1 });
  const stored = await (await house.call('GET', '/api/v1/products/K-1')).json();
  expect(stored).toMatchObject({
    name: { fr: 'Stylo', en: 'Pen' },
    price: cad(249),
    gtins: ['04006381333931'],
    version: 2,
  });
});

test('P4: a spreadsheet from French Excel is read: byte order mark, semicolons, decimal commas, French headings', async () => {
  const csv =
    '\ufeffUGS;Code-barres;Nom FR;Nom EN;Catégorie;Prix;Vendu par;Favori\r\nX-1;4006381333941;"Crème; 35 %";Cream;fromages;1 234,50 $;pièce;oui\r\nX-2;;Noix;Nuts;pains;1,234;kg;\r\nX-3;;Noix;Nuts;pains;12,90;kg;\r\n';
  const report = await house.importFile(csv, 'text/csv', '', 'fr-CA');
  expect(report).toMatchObject({ format: 'csv', rows: 3, bad: 2, created: 1 });
  expect(codes(report)).toEqual(['2 gtin bad-check-digit', '3 price ambiguous-price']);
  expect(report.badRows[1]?.reason).toBe('Milliers ou décimales? Écrivez le prix avec deux décimales.');
  expect(await (await house.call('GET', '/api/v1/products/X-3')).json()).toMatchObject({
    price: cad(1290),
    soldBy: 'weight',
  });
});

test('P4: a spreadsheet in Windows-1252 or UTF-16 is read; one that mixes encodings is refused with what to do', async () => {
  const csv = 'sku;nom;catégorie;prix\nW-1;Crème brûlée à l’érable;pains;4,49\n';
  const windows1252 = Uint8Array.from(csv.replace('’', '\x92'), (letter) => letter.charCodeAt(0));
  expect(await house.importFile(windows1252, 'text/csv')).toMatchObject({ created: 1, bad: 0 });
  expect(await (await house.call('GET', '/api/v1/products/W-1')).json()).toMatchObject({
    name: { fr: 'Crème brûlée à l’érable' },
  });
  const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le');
  expect(await house.importFile(utf16, 'text/csv')).toMatchObject({ unchanged: 1, bad: 0 });
  const mixed = Buffer.concat([Buffer.from('sku,nom\nA,é\n'), Uint8Array.of(0x42, 0x2c, 0xe9, 0x0a)]);
  await expect(house.importFile(mixed, 'text/csv')).rejects.toThrow(/UTF-8/);
  await expect(house.importFile(windows1252, 'application/x-ndjson')).rejects.toThrow(/UTF-8/);
});

test('P4: a file with a column that there is not, or the same one twice, is refused with what to do', async () => {
  await expect(house.importFile('sku,couleur\nA,rouge\n', 'text/csv')).rejects.toThrow(/couleur/);
  await expect(house.importFile('sku,ugs\nA,B\n', 'text/csv')).rejects.toThrow(/repeated-column/);
  await expect(house.importFile('{}', 'application/json')).rejects.toThrow(/415/);
});

test('P4: what the columns are taken for is told, and can be told otherwise', async () => {
  const csv = 'No article;Désignation;Rayon;Fournisseur;Prix de vente\nC-1;Pâté;pains;Bio;4,49\n';
  const seen = await fetch(`${house.address}/api/v1/products/import/columns`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await house.issuer.staffToken()}`, 'content-type': 'text/csv' },
    body: csv,
  });
  expect(await seen.json()).toEqual({
    items: [
      { heading: 'No article', column: 'sku', samples: ['C-1'] },
      { heading: 'Désignation', column: 'name', samples: ['Pâté'] },
      { heading: 'Rayon', column: 'category', samples: ['pains'] },
      { heading: 'Fournisseur', column: null, samples: ['Bio'] },
      { heading: 'Prix de vente', column: 'price', samples: ['4,49'] },
    ],
  });
  const columns = encodeURIComponent('sku,name,category,name_en,price');
  expect(await house.importFile(csv, 'text/csv', `?columns=${columns}`)).toMatchObject({ created: 1 });
  expect(await (await house.call('GET', '/api/v1/products/C-1')).json()).toMatchObject({
    name: { fr: 'Pâté', en: 'Bio' },
  });
});

test('P4: an import is followed by the id that it was given, which no other can take', async () => {
  const id = randomUUID();
  const file = ndjson({ sku: 'I-1', name: 'Suivi', category: 'pains', price: cad(100) });
  expect(await house.importFile(file, undefined, `?id=${id}`)).toMatchObject({ id, rows: 1 });
  await expect(house.importFile(file, undefined, `?id=${id}`)).rejects.toThrow(/import-exists/);
});

test('P4: bad rows come back as a file which, once mended, goes in', async () => {
  const sent =
    'sku;nom_fr;nom_en;catégorie;prix;attribut_gout\nM-1;Thé;"Tea; green";pains;1,234;doux\nM-2;Eau;Water;pains;1,00;\nM-3;=1+1;Sum;nulle-part;zéro;\n';
  const { id, created } = await house.importFile(sent, 'text/csv');
  expect(created).toBe(1);
  const file = await house.call('GET', `/api/v1/products/imports/${id}/to-fix.csv`, undefined, {
    'accept-language': 'fr',
  });
  const lines = (await file.text()).split('\r\n');
  expect(lines).toEqual([
    'ugs;nom_fr;nom_en;categorie;prix;attribut_gout;raison',
    'M-1;Thé;"Tea; green";pains;1,234;doux;Milliers ou décimales? Écrivez le prix avec deux décimales.',
    "M-3;'=1+1;Sum;nulle-part;zéro;;Ce n’est pas un prix, comme 12,34.",
    '',
  ]);
  const mended = lines
    .join('\n')
    .replace('1,234', '12,34')
    .replace('nulle-part', 'pains')
    .replace('zéro', '5');
  expect(await house.importFile(mended, 'text/csv')).toMatchObject({ created: 2, bad: 0 });
  expect(await (await house.call('GET', '/api/v1/products/M-3')).json()).toMatchObject({
    name: { fr: '=1+1', en: 'Sum' },
  });
});

test.each(['fr', 'en'])(
  'P4: the exported catalogue (%s) is read back without any change',
  async (language) => {
    const name = { fr: `=Thé; "vert", ${language}`, en: "'=Tea" };
    await house.importFile(
      ndjson(
        { sku: `V-${language}`, family: true, name, category: 'epicerie' },
        {
          sku: `V1-${language}`,
          familySku: `V-${language}`,
          variantName: { fr: 'grand', en: 'large' },
          name,
          category: 'fromages',
          price: cad(123_450),
          soldBy: 'weight',
          rank: 7,
          favourite: true,
          attributes: { colour: { fr: 'bleu', en: 'blue' }, size_fr: { fr: 'G', en: 'L' } },
        },
      ),
    );
    // One that was lowered is told with what it is compared with; that is no change.
    await house.importFile(ndjson({ sku: `V1-${language}`, price: cad(99_999) }));
    const file = await house.call('GET', '/api/v1/products/export.csv', undefined, {
      'accept-language': language,
    });
    const csv = await file.arrayBuffer();
    const report = await house.importFile(new Uint8Array(csv), 'text/csv');
    expect(report).toMatchObject({ created: 0, updated: 0, bad: 0 });
    expect(report.unchanged).toBeGreaterThan(10);
  },
);

test('P4: the report can be fetched again, and its bad rows downloaded, with no cell that a spreadsheet would run', async () => {
  const { id } = await house.importFile(
    ndjson({ sku: 'R-1', name: '=1+1', category: '=cmd', price: cad(100) }),
  );
  expect(await (await house.call('GET', `/api/v1/products/imports/${id}`)).json()).toMatchObject({
    id,
    bad: 1,
    finishedAt: expect.any(String),
  });
  const pageAfter = async (cursor: string) =>
    (await (await house.call('GET', `/api/v1/products/imports?limit=1${cursor}`)).json()) as {
      items: { id: string }[];
      nextCursor: string;
    };
  const { items, nextCursor } = await pageAfter('');
  expect((await pageAfter(`&cursor=${nextCursor}`)).items[0]?.id).not.toBe(id);
  expect(items).toMatchObject([{ id, rows: 1, bad: 1 }]);
  const csv = await house.call('GET', `/api/v1/products/imports/${id}/bad-rows.csv`, undefined, {
    'accept-language': 'en',
  });
  expect(await csv.text()).toBe(
    "row,field,value,code,reason\r\n1,category,'=cmd,unknown-category,There is no such category.\r\n",
  );
});

test('P4: only head office imports', async () => {
  const cashier = await house.issuer.staffToken(['cashier']);
  const answer = await fetch(`${house.address}/api/v1/products/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cashier}`, 'content-type': 'text/csv' },
    body: 'sku\n',
  });
  expect(answer.status).toBe(403);
  expect(ids.grocery).toBeTruthy();
});

test('P4: an import of 5 000 rows commits in batches and reports rows by their number', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => ({
    sku: `BULK-${index}`,
    name: `Produit numéro ${index}`,
    category: index === 3_500 ? 'nulle-part' : 'pains',
    price: cad(100 + index),
  }));
  const startedMs = performance.now();
  const report = await house.importFile(ndjson(...rows));
  const rowsPerSecond = Math.round(5_000 / ((performance.now() - startedMs) / 1_000));
  if (process.env.SHOW) console.error(`${rowsPerSecond} rows/s`);
  expect(report).toMatchObject({ rows: 5_000, created: 4_999, bad: 1 });
  expect(codes(report)).toEqual(['3501 category unknown-category']);
});
