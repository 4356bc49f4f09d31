import { randomUUID } from 'node:crypto';
import type { Promotion } from '@comptoir/pricing';
import { cataloguePromotion } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CouponBatch, CouponCode, PromotionView } from '../src/api.ts';
import { type House, ids, openHouse, tree } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
});
afterAll(() => house.close());

const path = '/api/v1/products/promotions';
const terms = (more: Partial<Promotion> = {}) => ({
  name: { fr: '10 % sur les pains', en: '10% off breads' },
  from: '2026-01-01T00:00:00.000Z',
  include: { categoryIds: [ids.bread] },
  priority: 0,
  stacking: 'exclusive',
  gives: { kind: 'percent', percent: '10' },
  ...more,
});
const create = async (more: Partial<Promotion> = {}) =>
  (await (await house.call('POST', path, terms(more))).json()) as PromotionView;
const typeOf = async (answer: Promise<Response>) => {
  const { status, ...rest } = await answer.then(async (one) => ({
    status: one.status,
    body: await one.json().catch(() => ({})),
  }));
  return [status, (rest.body as { type?: string }).type];
};

test('P4: a promotion reaches every till by the feed, and each change names the whole set anew', async () => {
  const { id, revision } = await create();
  const first = await house.feedUntil('', ({ key }) => key === `promotion/${id}`);
  expect(cataloguePromotion.parse(first.rows.at(-1)?.value)).toMatchObject({ id, revision, ...terms() });
  const changed = await house.call(
    'PUT',
    `${path}/${id}`,
    terms({ gives: { kind: 'percent', percent: '15' } }),
  );
  expect(changed.status).toBe(200);
  const second = await house.feedUntil(first.cursor, ({ key }) => key === `promotion/${id}`);
  const value = cataloguePromotion.parse(second.rows.at(-1)?.value);
  expect(value.revision).toBeGreaterThan(revision);
});

test('P2: a promotion that is ended says so to open baskets; who changed it, and what it was, is kept', async () => {
  const { id } = await create();
  const ended = (await (await house.call('POST', `${path}/${id}/end`)).json()) as PromotionView;
  expect(Date.parse(ended.to ?? '')).toBeLessThanOrEqual(Date.parse(ended.changedAt) + 60_000);
  const { rows } = await house.feedUntil('', ({ key, value }) => key === `promotion/${id}` && value !== null);
  expect(rows.some(({ key }) => key === `promotion/${id}`)).toBe(true);
  const { items } = (await (await house.call('GET', `${path}/${id}/history`)).json()) as {
    items: PromotionView[];
  };
  expect(items.map(({ version, to }) => [version, to])).toEqual([
    [2, ended.to],
    [1, undefined],
  ]);
});

test('P2: one that was over for a week is taken back from the tills by the next change', async () => {
  const { id } = await create({ to: '2026-01-02T00:00:00.000Z' });
  const next = await create();
  const { rows } = await house.feedUntil('', ({ key }) => key === `promotion/${next.id}`);
  expect(rows.findLast(({ key }) => key === `promotion/${id}`)?.value).toBeNull();
});

test('P2: what would give goods away asks to confirm', async () => {
  const free = terms({ gives: { kind: 'percent', percent: '100' } });
  expect(await typeOf(house.call('POST', path, free))).toEqual([409, '/problems/gives-all-away']);
  expect((await house.call('POST', path, { ...free, confirm: true })).status).toBe(201);
});

test.each<[string, Partial<Promotion>, number, string]>([
  ['that ends before it begins', { to: '2025-01-01T00:00:00.000Z' }, 422, '/problems/ends-before-it-begins'],
  ['of 3 for 3', { gives: { kind: 'n-for-m', take: 3, pay: 3 } }, 422, '/problems/gives-nothing'],
  [
    'on a category that is not there',
    { include: { categoryIds: ['nowhere'] } },
    422,
    '/problems/unknown-category',
  ],
  [
    'on a product that is not there',
    { include: { productIds: ['nothing'] } },
    422,
    '/problems/unknown-product',
  ],
])('P2: a promotion %s is refused with its reason', async (_name, more, status, type) =>
  expect(await typeOf(house.call('POST', path, terms(more)))).toEqual([status, type]),
);

test('P2: an amount beyond 2^53 and a percent beyond 100 are refused', async () => {
  const amount = terms({ gives: { kind: 'amount', amountMinor: 2 ** 54 } });
  expect((await house.call('POST', path, amount)).status).toBe(400);
  expect((await house.call('POST', path, terms({ gives: { kind: 'percent', percent: '101' } }))).status).toBe(
    400,
  );
});

test('P4: two people who change one promotion do not overwrite each other unseen, and only head office may', async () => {
  const { id } = await create();
  const headers = { 'if-match': '"1"' };
  const answers = [
    await house.call('PUT', `${path}/${id}`, terms(), headers),
    await house.call('PUT', `${path}/${id}`, terms(), headers),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 412]);
  const manager = await house.issuer.staffToken(['manager']);
  expect((await house.call('POST', path, terms(), { authorization: `Bearer ${manager}` })).status).toBe(403);
});

test('B4: of fifty buyers at tills and in the shop with one coupon for one use, one has it; a use that is let go can be had again', async () => {
  const { id } = await create({ coupon: 'UNIQUE', couponUsesMax: 1 });
  const device = { authorization: `Bearer ${await house.issuer.deviceToken('any-store')}` };
  const buyers = Array.from({ length: 50 }, (_, at) => ({
    reference: randomUUID(),
    path: at % 2 === 0 ? '/internal/products/promotions' : '/api/v1/sync/promotions',
  }));
  const useOf = ({ path: base, reference }: (typeof buyers)[number]) => `${base}/${id}/uses/${reference}`;
  const hold = async (buyer: (typeof buyers)[number]) =>
    (await house.call('PUT', useOf(buyer), {}, device)).status;
  const answers = await Promise.all(buyers.map(hold));
  expect(answers.filter((status) => status === 204)).toHaveLength(1);
  expect(answers.filter((status) => status === 409)).toHaveLength(49);
  const winner = buyers[answers.indexOf(204)];
  const loser = buyers[answers.indexOf(409)];
  if (!winner || !loser) throw new Error('nobody won');
  expect(await hold(winner)).toBe(204);
  expect(await typeOf(house.call('PUT', useOf(loser), undefined, device))).toEqual([
    409,
    '/problems/coupon-used-up',
  ]);
  await house.call('POST', `${useOf(winner)}/release`, {}, device);
  expect(await hold(loser)).toBe(204);
});

test('B4: a sale takes the use that it held, so that letting go comes too late and nobody else has it', async () => {
  const { id } = await create({ coupon: 'UNEFOIS', couponUsesMax: 1 });
  const [saleId, other] = [randomUUID(), randomUUID()];
  const use = (reference: string) => `/internal/products/promotions/${id}/uses/${reference}`;
  expect((await house.call('PUT', use(saleId))).status).toBe(204);
  await house.publishSale({ saleId, promotionIds: [id, 'another'] });
  const taken = () => house.usesTaken(id);
  await expect.poll(taken).toEqual([saleId]);
  await house.call('POST', `${use(saleId)}/release`, {});
  expect((await house.call('PUT', use(other))).status).toBe(409);
  // What was sold although it could not be held counts too: the goods are gone.
  await house.publishSale({ saleId: other, promotionIds: [id] });
  await expect.poll(async () => (await taken()).length).toBe(2);
});

test('P2 B4: codes for a single use are made in a batch; each is held once, taken with its sale, and told so', async () => {
  const { id } = await create({ coupon: 'NOEL', singleUseCodes: true });
  const batches = `${path}/${id}/coupon-batches`;
  const made = await house.call('POST', batches, { codes: 300 });
  expect(made.status).toBe(201);
  const batch = (await made.json()) as CouponBatch;
  const file = await (await house.call('GET', `${batches}/${batch.id}/codes.csv`)).text();
  const codes = file
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(/[,;]/)[0] ?? '');
  expect(new Set(codes).size).toBe(300);
  const hold = async (code: string | undefined, reference: string) =>
    typeOf(house.call('PUT', `/internal/products/promotions/${id}/uses/${reference}`, { code }));
  const [code = '', other = ''] = codes;
  const [saleId, second] = [randomUUID(), randomUUID()];
  expect((await hold(code.toLowerCase(), saleId))[0]).toBe(204);
  expect(await hold(code, second)).toEqual([409, '/problems/coupon-used-up']);
  expect(await hold('NOEL-0000000000', second)).toEqual([409, '/problems/coupon-unknown']);
  expect(await hold(undefined, second)).toEqual([409, '/problems/coupon-unknown']);
  await house.publishSale({ saleId, promotionIds: [id], coupons: ['autre', code, other] });
  const used = async () =>
    (
      (await (await house.call('GET', `${batches}/${batch.id}/codes?state=used`)).json()) as {
        items: CouponCode[];
      }
    ).items;
  await expect.poll(used).toMatchObject([{ code, state: 'used', uses: 1 }]);
  expect(await (await house.call('GET', batches)).json()).toMatchObject({ items: [{ codes: 300, used: 1 }] });
  // A store that was cut off took it again: the goods are gone, and it shows.
  await house.publishSale({ saleId: second, promotionIds: [id], coupons: [code] });
  await expect.poll(used).toMatchObject([{ code, uses: 2 }]);
  expect((await hold(other, randomUUID()))[0]).toBe(204);
});

test('P2: codes that were given out go on being worth something: their promotion keeps its word', async () => {
  const { id } = await create({ coupon: 'PRINTEMPS', singleUseCodes: true });
  const change = (more: object) => typeOf(house.call('PUT', `${path}/${id}`, terms(more)));
  expect((await change({ coupon: 'ETE', singleUseCodes: true }))[0]).toBe(200);
  await house.call('POST', `${path}/${id}/coupon-batches`, { codes: 1 });
  expect(await change({ coupon: 'AUTOMNE', singleUseCodes: true })).toEqual([
    409,
    '/problems/codes-were-given-out',
  ]);
  expect((await change({ coupon: 'ETE', singleUseCodes: true, priority: 3 }))[0]).toBe(200);
  expect(await typeOf(house.call('POST', path, terms({ singleUseCodes: true })))).toEqual([
    422,
    '/problems/codes-begin-with-nothing',
  ]);
  const plain = await create({ coupon: 'POURTOUS' });
  expect(await typeOf(house.call('POST', `${path}/${plain.id}/coupon-batches`, { codes: 1 }))).toEqual([
    409,
    '/problems/no-single-use-codes',
  ]);
});
