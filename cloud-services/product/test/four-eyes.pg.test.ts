import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuditEntry, PriceListView, ProductView, Proposal } from '../src/api.ts';
import { cad, type House, ids, ndjson, openHouse, tree } from './harness.ts';

const [ana, luc] = ['0193a000-0000-7000-8000-00000000aaaa', '0193a000-0000-7000-8000-00000000bbbb'];
let house: House;
let asLuc: Record<string, string>;
beforeAll(async () => {
  house = await openHouse();
  asLuc = { authorization: `Bearer ${await house.issuer.staffToken(['head-office'], luc)}` };
  await house.call('PUT', '/api/v1/categories', tree);
});
afterAll(() => house.close());

const setting = '/api/v1/products/four-eyes';
const proposalPath = '/api/v1/products/price-proposals';
const read = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const typeOf = async (answer: Promise<Response>) => {
  const { status, ...rest } = await answer.then(async (one) => ({
    status: one.status,
    body: await one.json(),
  }));
  return [status, (rest.body as { type?: string }).type];
};
const decide = (what: 'approve' | 'reject', { id }: Pick<Proposal, 'id'>, headers?: Record<string, string>) =>
  house.call('POST', `${proposalPath}/${id}/${what}`, {}, headers);

const waiting = async () =>
  (await read<{ items: Proposal[] }>(house.call('GET', `${proposalPath}?state=open`))).items;

async function sell(sku: string, amountMinor: number): Promise<ProductView> {
  const name = { fr: `Article ${sku}`, en: `Item ${sku}` };
  await house.importFile(ndjson({ sku, name, category: 'pains', price: cad(amountMinor) }));
  for (const proposal of await waiting()) await decide('approve', proposal, asLuc);
  return read(house.call('GET', `/api/v1/products/${sku}`));
}
const priceOf = async (sku: string) =>
  (await read<ProductView>(house.call('GET', `/api/v1/products/${sku}`))).price?.amountMinor;
const setPrice = (id: string, minor: number) => house.call('PUT', `/api/v1/products/${id}/price`, cad(minor));
const audit = async (query = '') =>
  (await read<{ items: AuditEntry[] }>(house.call('GET', `/api/v1/products/audit?${query}`))).items;

beforeEach(async () => {
  const answer = await house.call('PUT', setting, { prices: true });
  expect(answer.status).toBe(200);
});

test('P2: with four eyes, a price waits until another person says yes; both are in the audit', async () => {
  const { id } = await sell('WAITS', 500);
  const asked = await setPrice(id, 450);
  expect(asked.status).toBe(202);
  const proposal = (await asked.json()) as Proposal;
  expect(proposal.changes).toEqual([
    {
      kind: 'price',
      subjectId: id,
      subject: 'WAITS · Article WAITS',
      changes: [{ field: 'price', before: cad(500), after: cad(450) }],
    },
  ]);
  expect(await priceOf('WAITS')).toBe(500);
  expect(await typeOf(decide('approve', proposal))).toEqual([403, '/problems/same-person']);
  expect((await decide('approve', proposal, asLuc)).status).toBe(200);
  expect(await priceOf('WAITS')).toBe(450);
  expect(await audit('kind=price&q=waits')).toMatchObject([
    { by: ana, approvedBy: luc, changes: [{ field: 'price', before: cad(500), after: cad(450) }] },
    { by: ana, approvedBy: luc, changes: [{ field: 'price', before: null, after: cad(500) }] },
  ]);
  expect(await typeOf(decide('approve', proposal, asLuc))).toEqual([409, '/problems/already-decided']);
});

test('P2: what is approved is exactly what was shown: a price that was changed meanwhile is not written over', async () => {
  const { id } = await sell('MOVES', 500);
  const [first, second] = [
    (await (await setPrice(id, 450)).json()) as Proposal,
    (await (await setPrice(id, 400)).json()) as Proposal,
  ];
  expect((await decide('approve', second, asLuc)).status).toBe(200);
  expect(await typeOf(decide('approve', first, asLuc))).toEqual([409, '/problems/changed-meanwhile']);
  expect(await priceOf('MOVES')).toBe(400);
  expect((await decide('reject', first)).status).toBe(200);
});

test('P2: a list without prices is a draft; what it holds, when it counts, and its end take two', async () => {
  const { id } = await sell('LISTED', 500);
  const path = '/api/v1/products/price-lists';
  const terms = { name: 'Semaine', channel: 'web', from: new Date(Date.now() - 3_600_000).toISOString() };
  const list = await read<PriceListView>(house.call('POST', path, terms));
  expect((await house.call('PUT', `${path}/${list.id}`, { ...terms, name: 'Fêtes' })).status).toBe(200);
  const put = (minor: number) =>
    house.call('PUT', `${path}/${list.id}/entries`, { entries: [{ productId: id, price: cad(minor) }] });
  // What could never be done is refused at once.
  expect(await typeOf(put(0))).toEqual([422, '/problems/zero-price']);
  const filled = await put(400);
  expect(filled.status).toBe(202);
  expect(await priceOf('LISTED')).toBe(500);
  expect((await decide('approve', (await filled.json()) as Proposal, asLuc)).status).toBe(200);
  expect(await priceOf('LISTED')).toBe(400);
  const ended = await house.call('POST', `${path}/${list.id}/end`);
  expect(ended.status).toBe(202);
  expect((await decide('approve', (await ended.json()) as Proposal, asLuc)).status).toBe(200);
  expect(await priceOf('LISTED')).toBe(500);
});

test('P2: a file cannot change a price past the second person', async () => {
  await sell('FILE', 500);
  const row = { sku: 'FILE', name: { fr: 'Autre nom', en: 'Other name' }, price: cad(450) };
  const report = await house.importFile(ndjson(row));
  expect(report).toMatchObject({ bad: 1, badRows: [{ field: 'price', code: 'price-needs-two' }] });
  expect(await priceOf('FILE')).toBe(500);
});

test('P2: what is new, by a file or by hand, is written down at once and sold once another person says yes to its price', async () => {
  const product = (sku: string) => ({ sku, name: { fr: sku, en: sku }, category: 'pains', price: cad(300) });
  const report = await house.importFile(ndjson(product('NEW-1'), product('NEW-2')));
  expect(report).toMatchObject({ created: 2, bad: 0 });
  const [fromFile] = await waiting();
  expect(fromFile).toMatchObject({ does: 'set-first-prices', changeCount: 2 });
  const made = await house.call('POST', '/api/v1/products', product('NEW-3'));
  expect([made.status, ((await made.json()) as ProductView).price]).toEqual([201, null]);
  const byHand = (await waiting()).find(({ id }) => id !== fromFile?.id);
  expect(byHand?.changes).toMatchObject([
    { subject: 'NEW-3 · NEW-3', changes: [{ field: 'price', before: null, after: cad(300) }] },
  ]);
  if (!fromFile || !byHand) throw new Error('nothing waits');
  expect(await priceOf('NEW-1')).toBe(undefined);
  expect(await typeOf(decide('approve', fromFile))).toEqual([403, '/problems/same-person']);
  expect((await decide('approve', fromFile, asLuc)).status).toBe(200);
  expect((await decide('approve', byHand, asLuc)).status).toBe(200);
  expect(await Promise.all(['NEW-1', 'NEW-2', 'NEW-3'].map(priceOf))).toEqual([300, 300, 300]);
});

test('P2: one person cannot do away with the second', async () => {
  const asked = await house.call('PUT', setting, { prices: false });
  expect(asked.status).toBe(202);
  const proposal = (await asked.json()) as Proposal;
  expect(await read(house.call('GET', setting))).toEqual({ prices: true });
  expect((await decide('approve', proposal, asLuc)).status).toBe(200);
  expect(await read(house.call('GET', setting))).toEqual({ prices: false });
  const { id } = await sell('FREE', 500);
  expect((await setPrice(id, 450)).status).toBe(200);
});

test('P2: the audit tells of products, categories and promotions who changed what, from what to what; it can be sifted and paged', async () => {
  const { id } = await sell('TRACE', 500);
  const patched = await house.call('PATCH', `/api/v1/products/${id}`, { rank: 7 }, asLuc);
  expect(patched.status).toBe(200);
  await house.call('POST', '/api/v1/products/promotions', {
    name: { fr: 'Pains', en: 'Breads' },
    from: '2026-01-01T00:00:00.000Z',
    include: { categoryIds: [ids.bread] },
    priority: 0,
    stacking: 'exclusive',
    gives: { kind: 'percent', percent: '10' },
  });
  expect(await audit('kind=product&q=TRACE')).toMatchObject([
    { by: luc, subject: 'TRACE · Article TRACE', changes: [{ field: 'rank', before: null, after: 7 }] },
  ]);
  const [promotion] = await audit('kind=promotion');
  expect(promotion?.changes).toContainEqual({
    field: 'gives',
    before: null,
    after: { kind: 'percent', percent: '10' },
  });
  expect((await audit('kind=category')).map(({ subject }) => subject).sort()).toEqual([
    'Fromages',
    'Pains',
    'Épicerie',
  ]);
  expect(await audit(`by=${luc}&kind=product`)).toHaveLength(1);
  expect(await audit('from=2999-01-01T00:00:00Z')).toEqual([]);
  const all = await audit('limit=200');
  const paged: AuditEntry[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: AuditEntry[]; nextCursor: string | null } = await read(
      house.call('GET', `/api/v1/products/audit?limit=3${cursor && `&cursor=${cursor}`}`),
    );
    paged.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
});

test('P2: the grid tells own price, cost and lists; a cost is head office’s alone', async () => {
  const { id } = await sell('GRID', 1_000);
  expect((await house.call('PUT', `/api/v1/products/${id}/cost`, { cost: cad(600) })).status).toBe(200);
  const sheet = await read<{ items: object[] }>(house.call('GET', '/api/v1/products/price-sheet?q=GRID'));
  expect(sheet.items).toMatchObject([{ productId: id, price: cad(1_000), cost: cad(600), listed: [] }]);
  expect((await house.shop('/api/v1/products/price-sheet?q=GRID')).status).toBe(401);
  expect(await (await house.shop('/api/v1/products/GRID')).text()).not.toContain('600');
});
