/** Needs PostgreSQL and Redis; mails and SMS go to the mail catcher, webhooks to a server of ours. Time is told to `evaluate`. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { sharedMigrations } from '@comptoir/service-kit/db/shared-migrations';
import { derivedId } from '@comptoir/service-kit/events/append';
import { createLogger } from '@comptoir/service-kit/logger';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { evaluate, settleMs } from '../src/alerts/evaluate.ts';
import type { Alert, AlertPreview, AlertRule } from '../src/api.ts';
import { reporting } from '../src/service.ts';
import { type House, openHouse } from './house.ts';
import { catalogue, events, stores } from './sales.ts';

const base = '/api/v1/reports';
const [montreal, stJohns] = stores;
const start = Date.parse('2026-11-24T15:00:00Z');
const moment = (minutes: number) => ({ now: new Date(start + minutes * 60_000), today: '2026-11-24' });

let house: House;
let database: Database;
const calls: { body: string; signature: string }[] = [];
const hook = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    calls.push({ body, signature: String(request.headers['comptoir-signature']) });
    response.end();
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  house = await openHouse();
  await house.tellCatalogue(catalogue);
  await house.publish('sales', [
    ...stores.map(events.location),
    ...Array.from({ length: 60 }, (_, n) => events.sale(n)),
  ]);
  database = await openDatabase({
    url: house.databaseUrl,
    service: 'reports',
    migrations: [...sharedMigrations, ...reporting.migrations],
    logger: createLogger('test', 'silent'),
  });
  const count = async () =>
    (
      await house.db.query(
        'select (select count(*) from facts.document) + (select count(*) from known_product) as n',
      )
    ).rows[0].n;
  const all = String(60 + catalogue.filter(({ key }) => key.startsWith('product/')).length);
  await vi.waitFor(async () => expect(await count()).toBe(all), { timeout: 30_000 });
});
afterAll(async () => {
  await database?.close();
  await house?.close();
  await new Promise((resolve) => hook.close(resolve));
});

/** Once the house's own instance, which looks when it starts, has looked. */
const look = (minutes: number, silent: { storeId: string; lastSeenAt: string }[] = []) =>
  expect.poll(() => evaluate(database, moment(minutes), silent, 'https://siege.comptoir.example')).toBe(true);
async function watch(rule: object): Promise<AlertRule> {
  const answer = await house.call('POST', `${base}/alert-rules`, { name: 'Une règle', ...rule });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as AlertRule;
}
const alerts = async (rule: AlertRule, state = 'all', bearer?: string) => {
  const answer = await house.call('GET', `${base}/alerts?state=${state}`, undefined, bearer);
  return ((await answer.json()) as { items: Alert[] }).items.filter(({ ruleId }) => ruleId === rule.ruleId);
};
const silence = { storeId: montreal.id, lastSeenAt: new Date(start - 3_600_000).toISOString() };

let counts = 0;
async function count(minutes: number, differenceMinor: number): Promise<void> {
  counts += 1;
  const data = {
    recordId: `count-${counts}`,
    ...{ storeId: stJohns.id, registerId: 'register-1', register: '3' },
    ...{ cashierId: 'cashier-1', businessDate: '2026-11-24' },
    at: moment(minutes).now.toISOString(),
    ...{ expectedMinor: 50_000, countedMinor: 50_000 + differenceMinor, differenceMinor },
  };
  const id = derivedId('till.counted', data.recordId);
  await house.publish('sales', [{ id, type: 'till.counted', key: stJohns.id, data }]);
  const known = async () => (await house.db.query('select count(*)::int as n from till_count')).rows[0].n;
  await expect.poll(known).toBe(counts);
}

test('R1: a store that falls silent is told once by mail, SMS and webhook, and so is its end', async () => {
  const rule = await watch({
    ...{ name: 'Magasins muets', kind: 'edge-silent', threshold: 10 },
    ...{ mails: ['Direction@example.org'], sms: ['514 555-0123'] },
    webhooks: [`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`],
  });
  // Also by instances that look at once, and after one that died.
  await Promise.all([look(0, [silence]), look(0, [silence])]);
  await house.restart();
  await look(1, [silence]);
  const [alert, ...others] = await alerts(rule, 'open');
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ store: 'Montréal', kind: 'edge-silent', endedAt: null });
  const mails = () => house.mailsTo('direction@example.org');
  await expect
    .poll(async () => (await mails()).map(({ subject }) => subject))
    .toEqual(['Alerte : Magasins muets']);
  expect((await mails())[0]?.text).toContain('Magasin muet depuis 60 min · Montréal');
  await expect.poll(() => house.mailsTo('+15145550123')).toHaveLength(1);

  await expect.poll(() => calls.length).toBe(1);
  const [{ body = '', signature = '' } = {}] = calls;
  const [, seconds, hex] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
  expect(createHmac('sha256', rule.webhookSecret).update(`${seconds}.${body}`).digest('hex')).toBe(hex);
  expect(JSON.parse(body)).toMatchObject({
    type: 'alert.begun',
    begun: [{ storeId: montreal.id }],
    ended: [],
  });

  await look(2);
  await look(2 + settleMs / 60_000);
  expect(await alerts(rule, 'open')).toEqual([]);
  await expect
    .poll(async () => (await mails()).map(({ subject }) => subject))
    .toContain('Fin d’alerte : Magasins muets');
  await expect.poll(() => calls.length).toBe(2);
});

test('R1: who took note of an alert is said; one that is put off is told to nobody, also when it comes back', async () => {
  await count(19, -2_000);
  const rule = await watch({ kind: 'cash-difference', threshold: 1_000, mails: ['caisses@example.org'] });
  await look(20);
  const [alert] = await alerts(rule);
  expect(alert).toMatchObject({ value: -2_000, store: 'St. John’s', registerId: 'register-1' });
  await expect.poll(() => house.mailsTo('caisses@example.org')).toHaveLength(1);
  const [told] = await house.mailsTo('caisses@example.org');
  expect(told?.text).toContain('(caisse 3)');
  const unread = async () =>
    ((await (await house.call('GET', `${base}/alerts/count`)).json()) as { unread: number }).unread;
  const before = await unread();
  const taken = await house.call('POST', `${base}/alerts/${alert?.alertId}/acknowledge`);
  expect(((await taken.json()) as Alert).acknowledgedBy).toEqual(expect.any(String));
  expect(await unread()).toBe(before - 1);

  await house.call('POST', `${base}/alerts/${alert?.alertId}/snooze`, { minutes: 43_200 });
  await house.db.query('update alert set snoozed_until = $1 where alert_id = $2', [
    moment(600).now,
    alert?.alertId,
  ]);
  await count(21, 0);
  await look(30);
  await look(40);
  await count(41, 3_000);
  await look(50);
  expect((await alerts(rule)).map(({ endedAt }) => endedAt === null)).toEqual([true, false]);
  expect(await house.mailsTo('caisses@example.org')).toHaveLength(1);
});

test('R1: what comes soon after another is told together', async () => {
  const rule = await watch({
    kind: 'stock-out',
    threshold: 100,
    mails: ['stock@example.org'],
    language: 'en',
  });
  const empty = (product: number) => ({
    id: derivedId('stock', String(product)),
    type: 'stock.level-changed',
    key: montreal.id,
    data: {
      ...{ locationId: montreal.id, productId: `p-${product}`, version: 1 },
      ...{ onHand: '0', reserved: '0', availableToPromise: '0', asOf: '2026-11-24T12:00:00.000Z' },
    },
  });
  const known = async () =>
    (await house.db.query('select count(*)::int as n from stock_level where on_hand = 0')).rows[0].n;
  const told = async (products: readonly number[]) => {
    const before = await known();
    await house.publish('inventory', products.map(empty));
    await expect.poll(known).toBe(before + products.length);
  };
  await told([1]);
  await look(60);
  await told([2, 3, 4]);
  await look(61);
  await look(62);
  expect(await alerts(rule, 'open')).toHaveLength(4);
  const subjects = async () =>
    (await house.mailsTo('stock@example.org')).map(({ subject }) => subject).sort();
  await expect.poll(subjects).toEqual(['Alert: Une règle']);
  await look(66);
  await expect.poll(subjects).toEqual(['Alert: Une règle', 'Alert: Une règle (3)']);
});

test('R1: a rule is tried on the last thirty days before it is kept', async () => {
  await house.db.query(
    `insert into shop_visit_day select current_date - n, 1000, 200, case when n = 4 then 20 else 100 end
     from generate_series(0, 40) as n`,
  );
  const preview = async (rule: object) => {
    const answer = await house.call('POST', `${base}/alert-rules/preview`, rule);
    return (await answer.json()) as AlertPreview;
  };
  const tried = await preview({ kind: 'cart-abandonment', threshold: 60 });
  expect(tried).toMatchObject({ times: 1, knownSince: null });
  expect(tried.examples[0]).toMatchObject({ value: 0.9, expected: 0.5, storeId: null });
  expect((await preview({ kind: 'cart-abandonment', threshold: 95 })).times).toBe(0);
  expect((await preview({ kind: 'edge-silent', threshold: 10 })).knownSince).toMatch(/^\d{4}-/);
});

test('R1 N3: rules are head office’s; a manager sees what is of their stores; a webhook needs an address of the web', async () => {
  const manager = await house.issuer.staffToken(['manager'], undefined, [stJohns.id]);
  expect((await house.call('GET', `${base}/alert-rules`, undefined, manager)).status).toBe(403);
  const theirs = await house.call('GET', `${base}/alerts?state=all`, undefined, manager);
  const seen = ((await theirs.json()) as { items: Alert[] }).items;
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(({ storeId }) => storeId === null || storeId === stJohns.id)).toBe(true);
  const rule = { name: 'x', kind: 'edge-silent', threshold: 10 };
  for (const wrong of [
    { threshold: 1 },
    { webhooks: ['ftp://example.org'] },
    { webhooks: ['http://a:b@example.org'] },
  ])
    expect(
      (await house.call('POST', `${base}/alert-rules`, { ...rule, ...wrong })).status,
    ).toBeGreaterThanOrEqual(400);
});
