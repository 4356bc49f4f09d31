/** Needs PostgreSQL and Redis (database 12). */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '@comptoir/service-kit/db/database';
import { sharedMigrations } from '@comptoir/service-kit/db/shared-migrations';
import { createLogger } from '@comptoir/service-kit/logger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rewrapKeys } from '../src/housekeeping.ts';
import { openVault } from '../src/privacy/vault.ts';
import { type House, openHouse, password } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const path = (id: string, rest: string) => `/api/v1/customers/${id}${rest}`;
const why = { 'access-reason': 'customer-asks' };
const home = {
  kind: 'delivery',
  isDefault: false,
  recipient: 'Ana Côté',
  lines: ['12, rue Saint-Denis', 'app. 4'],
  city: 'Montréal',
  region: 'QC',
  postalCode: 'h2x1y4',
  country: 'CA',
  phone: '+15145550123',
};

test('C1: profile, preferences and addresses are kept as told, the postal code as it is printed', async () => {
  const { customerId: id, accessToken } = await house.join('profile@example.org');
  const changed = {
    firstName: 'Anne',
    lastName: 'Côté-Roy',
    language: 'en',
    phone: '+15145550199',
    preferences: { preferredStoreId: 'MTL01', smsOrderUpdates: true },
  };
  expect((await house.call('PUT', path(id, '/profile'), changed, accessToken)).status).toBe(200);
  const stored = await house.call('PUT', path(id, '/addresses'), { addresses: [home] }, accessToken);
  expect(stored.body.addresses).toMatchObject([{ postalCode: 'H2X 1Y4', isDefault: true, city: 'Montréal' }]);
  const { body } = await house.call('GET', path(id, '/profile'), undefined, accessToken);
  expect(body).toMatchObject({
    id,
    email: 'profile@example.org',
    names: { firstName: 'Anne', lastName: 'Côté-Roy' },
    language: 'en',
    phone: '+15145550199',
    preferences: { preferredStoreId: 'MTL01', smsOrderUpdates: true },
    addresses: [{ id: stored.body.addresses[0].id }],
    loyalty: { points: 0, tier: 'regular', nextTier: { code: 'silver', missingPoints: 500 } },
    consents: { marketingEmail: true, analytics: false },
  });
  const wrong = await house.call(
    'PUT',
    path(id, '/addresses'),
    { addresses: [{ ...home, region: 'ON' }] },
    accessToken,
  );
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/addresses/0/postalCode' }] } });
  const internal = await house.call('GET', `/internal/customers/${id}`);
  expect(internal.body).toMatchObject({
    firstName: 'Anne',
    language: 'en',
    smsOrderUpdates: true,
    points: 0,
  });
});

test("C1: another customer's things are 404, as are those that do not exist; staff read by role", async () => {
  const [one, other] = [await house.join('one@example.org'), await house.join('two@example.org')];
  for (const rest of ['/profile', '/orders', '/points', '/export', '/consents']) {
    const answers = [other.customerId, randomUUID()].map((id) =>
      house.call('GET', path(id, rest), undefined, one.accessToken),
    );
    const [theirs, nobodys] = await Promise.all(answers);
    expect(theirs?.status).toBe(404);
    expect({ ...theirs?.body, correlationId: '' }).toEqual({ ...nobodys?.body, correlationId: '' });
  }
  expect(
    (await house.call('POST', path(other.customerId, '/erasure'), { password }, one.accessToken)).status,
  ).toBe(404);
  expect((await house.call('GET', path(one.customerId, '/profile'))).status).toBe(401);
  const [manager, cashier] = [await house.staff(['manager']), await house.staff(['cashier'])];
  expect((await house.call('GET', path(one.customerId, '/profile'), undefined, manager, why)).status).toBe(
    200,
  );
  expect((await house.call('GET', path(one.customerId, '/profile'), undefined, cashier, why)).status).toBe(
    403,
  );
  const found = await house.call('GET', '/api/v1/customers?email=ONE@example.org', undefined, manager, why);
  expect(found.body.items).toMatchObject([{ id: one.customerId }]);
  expect(
    (await house.call('GET', '/api/v1/customers?email=one@example.org', undefined, one.accessToken)).status,
  ).toBe(401);
});

test('C2: consents are kept with their history', async () => {
  const { customerId: id, accessToken } = await house.join('consent@example.org');
  const put = (told: object) => house.call('PUT', path(id, '/consents'), told, accessToken);
  await put({ marketingEmail: false, analytics: false });
  await put({ marketingEmail: false, analytics: false });
  const { body } = await put({ marketingEmail: false, analytics: true });
  expect(body.consents).toEqual({ marketingEmail: false, analytics: true });
  expect(
    body.history.map(({ kind, given, source }: { kind: string; given: boolean; source: string }) => [
      kind,
      given,
      source,
    ]),
  ).toEqual([
    ['analytics', false, 'registration'],
    ['marketingEmail', true, 'registration'],
    ['marketingEmail', false, 'account'],
    ['analytics', true, 'account'],
  ]);
});

test('C2: erasure destroys the key, ends the session, and leaves no plaintext in any table', async () => {
  const email = 'oubliee.bientot@example.org';
  const secrets = {
    firstName: 'Zéphirine',
    lastName: 'Oubliée',
    phone: '+15145559876',
    street: '777, chemin du Néant',
    note: 'a appelé deux fois pour sa bouilloire',
  };
  const {
    customerId: id,
    accessToken,
    refreshToken,
  } = await house.join(email, {
    firstName: secrets.firstName,
    lastName: secrets.lastName,
  });
  const key = () => ({ 'idempotency-key': randomUUID(), ...why });
  const profile = {
    firstName: secrets.firstName,
    lastName: secrets.lastName,
    language: 'fr',
    phone: secrets.phone,
    preferences: {},
  };
  await house.call('PUT', path(id, '/profile'), profile, accessToken, key());
  const staff = await house.staff(['manager']);
  await house.call(
    'PUT',
    path(id, '/addresses'),
    { addresses: [{ ...home, lines: [secrets.street] }] },
    staff,
    key(),
  );
  const noted = await house.call('POST', path(id, '/notes'), { text: secrets.note }, staff, key());
  expect(noted.status).toBe(201);
  expect((await house.call('GET', path(id, '/export'), undefined, accessToken)).body).toMatchObject({
    profile: { phone: secrets.phone },
    notes: [{ text: secrets.note }],
  });
  // While the customer is known, too: what tells who they are is sealed wherever it lies.
  const spoken = [email, ...Object.values(secrets)];
  expect(await tablesThatTell(spoken)).toEqual([]);

  // A session that was left open erases nobody.
  const erased = (shown: object) => house.call('POST', path(id, '/erasure'), shown, accessToken);
  for (const shown of [{}, { password: 'une autre phrase' }]) expect((await erased(shown)).status).toBe(401);
  expect((await house.call('GET', path(id, '/profile'), undefined, accessToken)).status).toBe(200);
  expect((await erased({ password })).status).toBe(204);
  const letters = () => house.mails(email);
  await expect.poll(letters).toContainEqual(expect.objectContaining({ subject: 'Votre compte est effacé' }));
  // Once it is sent, its row knows no more to whom.
  await expect.poll(() => tablesThatTell(spoken)).toEqual([]);
  const [row] = await house.rows<{ status: string }>('select * from customer where id = $1', [id]);
  expect(row).toMatchObject({
    status: 'erased',
    wrapped_key: null,
    person: null,
    addresses: null,
    email_lookup: null,
    password_hash: null,
  });
  expect((await house.call('GET', path(id, '/profile'), undefined, accessToken)).status).toBe(401);
  expect((await house.call('GET', path(id, '/profile'), undefined, staff, why)).status).toBe(404);
  expect((await house.call('POST', '/api/v1/customers/auth', { refreshToken })).status).toBe(401);
  expect((await house.signIn(email)).status).toBe(401);
  const events = await house.rows('select type, data from outbox where key = $1 order by written', [id]);
  expect(events.map(({ type }) => type)).toEqual(['customer.registered', 'customer.erased']);
  // The address is free again, for somebody new.
  expect((await house.join(email)).customerId).not.toBe(id);
});

test('C1: while another service is away nobody is given a part of their data as if it were all', async () => {
  const { customerId: id, accessToken } = await house.join('asks-too-early@example.org');
  const nobodyThere = 'http://127.0.0.1:9';
  for (const neighbour of ['ORDER_URL', 'CART_URL']) {
    const { address, close } = await house.another({ [neighbour]: nobodyThere });
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await fetch(`${address}${path(id, '/export')}`, { headers });
    await close();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await answer.json()).toMatchObject({
      title: expect.stringMatching(/^The service .* cannot be reached$/),
    });
  }
});

/** Every row of every table, as text, also what bytea holds. */
async function tablesThatTell(spoken: readonly string[]): Promise<string[]> {
  const tables = await house.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const telling: string[] = [];
  for (const { name } of tables) {
    const rows = await house.rows(`select * from "${name}"`);
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value)))
      .join('\n');
    for (const word of spoken) if (text.includes(word)) telling.push(`${name} tells ${word}`);
  }
  return telling;
}

test('a row that was tampered with, or moved to another customer, does not open', async () => {
  const [one, other] = [await house.join('row1@example.org'), await house.join('row2@example.org')];
  await house.rows('update customer set person = (select person from customer where id = $2) where id = $1', [
    one.customerId,
    other.customerId,
  ]);
  const staff = await house.staff();
  const answer = await house.call('GET', path(one.customerId, '/profile'), undefined, staff, why);
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain('row2');
});

test('N6: people’s keys are wrapped anew by the newest key, and everybody is read as before', async () => {
  const { customerId: id, accessToken } = await house.join('rewrapped@example.org');
  const row = async () =>
    (await house.rows('select wrapped_key, wrapped_by, person from customer where id = $1', [id]))[0];
  const before = await row();
  const logger = createLogger('rewrapping', 'silent');
  const database = await openDatabase({
    url: house.databaseUrl,
    service: 'rewrapping',
    migrations: sharedMigrations,
    logger,
  });
  const inTime = new Date(Date.now() + 91 * 86_400_000);
  await rewrapKeys(database, await openVault(house.keysDir), inTime);
  await database.close();
  const after = await row();
  expect(after?.wrapped_by).toBe(1);
  expect(after?.wrapped_key.equals(before?.wrapped_key)).toBe(false);
  expect(after?.person.equals(before?.person)).toBe(true);
  const read = await house.call('GET', path(id, '/profile'), undefined, accessToken);
  expect(read.body.email).toBe('rewrapped@example.org');
  await house.join('wrapped-by-the-newest@example.org');
});

test('B4: a change that is sent again with its key is made once, and tells how it is now', async () => {
  const { customerId: id, accessToken } = await house.join('again@example.org');
  const key = { 'idempotency-key': randomUUID() };
  const put = (body: object, headers?: Record<string, string>) =>
    house.call('PUT', path(id, '/addresses'), body, accessToken, headers);
  const first = await put({ addresses: [home] }, key);
  await put({ addresses: [] });
  const again = await put({ addresses: [home] }, key);
  expect(first.body.addresses).toHaveLength(1);
  expect(again).toMatchObject({ status: 200, body: { addresses: [] } });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await put({ addresses: [home, home] }, key)).status).toBe(422);
});

test('C2: staff find a customer by address or by card, and each look of theirs is written down with its reason; a customer’s own looks are not', async () => {
  const email = 'found@example.org';
  const { customerId: id, accessToken } = await house.join(email);
  const staff = await house.staff(['supervisor']);
  const look = (rest: string, reason = 'order') =>
    house.call('GET', `/api/v1/customers${rest}`, undefined, staff, { 'access-reason': reason });
  await house.call('GET', path(id, '/profile'), undefined, accessToken);
  const [found] = (await look(`?email=${email.toUpperCase()}`)).body.items;
  expect(found).toMatchObject({ id, email });
  expect((await look(`?card=${found.cardNumber}`)).body.items).toMatchObject([{ id }]);
  expect((await look('?card=L000000000000')).body.items).toEqual([]);
  for (const query of ['', '?card=12345678', `?card=${found.cardNumber}&email=${email}`])
    expect((await look(query)).status).toBe(400);
  await look(`/${id}/points`);
  await look(`/${id}/points`, 'fraud');
  await house.call('POST', path(id, '/notes'), { text: 'A téléphoné' }, staff, why);
  const { body } = await look(`/${id}/accesses`);
  const items: { what: string; reason: string; staffId: string }[] = body.items;
  expect(new Set(items.map(({ what, reason }) => `${what}, ${reason}`))).toEqual(
    new Set([
      ...['GET search, order', 'GET points, order', 'GET points, fraud'],
      ...['POST notes, customer-asks', 'GET accesses, order'],
    ]),
  );
  expect(new Set(items.map(({ staffId }) => staffId)).size).toBe(1);
  expect((await house.call('GET', path(id, '/accesses'), undefined, accessToken)).status).toBe(401);
});

test('C2: staff find nobody without saying why; what the interface has always shown them is shown, and written down as not said', async () => {
  const { customerId: id } = await house.join('unasked@example.org');
  const staff = await house.staff(['manager']);
  const get = (rest: string, headers: Record<string, string>) =>
    house.call('GET', `/api/v1/customers${rest}`, undefined, staff, headers);
  const refused = { status: 400, body: { type: '/problems/access-reason-required' } };
  for (const rest of [`/${id}/notes`, `/${id}/accesses`, '?email=unasked@example.org'])
    expect(await get(rest, {})).toMatchObject(refused);
  for (const rest of [`/${id}/profile`, `/${id}/export`, '?email=unasked@example.org'])
    expect(await get(rest, { 'access-reason': 'curiosity' })).toMatchObject(refused);
  expect((await get(`/${id}/profile`, {})).status).toBe(200);
  const read = () =>
    house.call('GET', path(id, '/accesses'), undefined, staff, { 'access-reason': 'privacy' });
  expect(
    (await read()).body.items.map(({ what, reason }: Record<string, string>) => [what, reason]).sort(),
  ).toEqual([
    ['GET accesses', 'privacy'],
    ['GET profile', 'not-said'],
  ]);
  const { paths } = (await house.call('GET', '/api/v1/customer/openapi.json')).body;
  const asked = { name: 'Access-Reason', in: 'header', required: true };
  expect(paths['/api/v1/customers'].get.parameters).toMatchObject([
    { name: 'email' },
    { name: 'card' },
    { ...asked, schema: { enum: ['customer-asks', 'order', 'complaint', 'privacy', 'fraud'] } },
  ]);
});

test('C1: what is kept for later is one list on every device, each product once, and goes with its person', async () => {
  const { customerId: id, accessToken } = await house.join('keeps@example.org');
  const call = (method: string, rest = '') =>
    house.call(method, path(id, `/kept${rest}`), undefined, accessToken);
  const ids = async () => (await call('GET')).body.items.map((one: { productId: string }) => one.productId);
  for (const product of ['p1', 'p2', 'p1']) expect((await call('PUT', `/${product}`)).status).toBe(204);
  expect(await ids()).toEqual(['p2', 'p1']);
  const other = await house.join('curious@example.org');
  expect((await house.call('GET', path(id, '/kept'), undefined, other.accessToken)).status).toBe(404);
  expect((await call('DELETE', '/p2')).status).toBe(204);
  expect(await ids()).toEqual(['p1']);
  await house.rows(
    `insert into kept_product select $1, 'many-' || n, now() from generate_series(1, 99) as n`,
    [id],
  );
  expect(await call('PUT', '/one-more')).toMatchObject({
    status: 409,
    body: { type: '/problems/list-full' },
  });
  const exported = await house.call('GET', path(id, '/export'), undefined, accessToken);
  expect(exported.body.kept).toHaveLength(100);
  await house.call('POST', path(id, '/erasure'), { password }, accessToken);
  expect(await house.rows('select 1 from kept_product where customer_id = $1', [id])).toEqual([]);
});
