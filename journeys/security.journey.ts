/** OWASP API Security Top 10, 2023, over the whole house: each test fails where its guard is taken away. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type Call, callsOf } from '../cloud-services/headquarters/api-docs/src/openapi/calls.ts';
import { type Document, nameIn, type Schema } from '../cloud-services/headquarters/src/api-docs/openapi.ts';
import { staffRole } from '../cloud-services/service-kit/src/auth/roles.ts';
import {
  bearer,
  customerKey,
  deviceIssuer,
  kidOf,
  salesKey,
  sign,
  staffIssuer,
  staffToken,
  strangersKey,
} from './support/forge.ts';
import { headOffice, run } from './support/house.ts';

let document: Document;
let calls: readonly Call[];
beforeAll(async () => {
  document = (await (await fetch(`${run.docs}openapi.json`)).json()) as Document;
  calls = callsOf(document);
});

/** Who asks: each with headers that are made anew for a few calls, since limits count by token. */
const askers: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  anybody: async () => ({}),
  'API key': async () => ({ apikey: run.demo.apiKey }),
  customer: async () => bearer(await signedIn()),
  edge: async () =>
    bearer(await sign(salesKey, { ...deviceIssuer, edge: randomUUID(), store: randomUUID(), session: 1 })),
  ...Object.fromEntries(staffRole.options.map((role) => [role, async () => bearer(await staffToken(role))])),
};
const callsAToken = 40;

const hasBody = ({ method }: Call) => method !== 'get' && method !== 'delete';

/** Customer asks whether the session is open, so a token alone would not do. */
async function signedIn(): Promise<string> {
  const answer = await fetch(`${run.gateway}/api/v1/customers/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(run.demo.customer),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Asks what nobody could carry out: ids that name nothing, a body of nothing known, a key that is too long. */
async function isLetIn(call: Call, headers: Record<string, string>): Promise<boolean> {
  const [type = 'application/json'] = Object.keys(call.operation.requestBody?.content ?? {});
  const at = call.path.replaceAll(/\{\w+\}/g, () => randomUUID());
  const answer = await fetch(`${run.gateway}${at}`, {
    method: call.method.toUpperCase(),
    redirect: 'manual',
    headers: {
      'idempotency-key': 'x'.repeat(300),
      ...(hasBody(call) ? { 'content-type': type } : {}),
      ...headers,
    },
    ...(hasBody(call) ? { body: '{"nobody":"knows"}' } : {}),
  });
  const text = await answer.text();
  expect(answer.status, `${call.id}: ${text}`).not.toBe(429);
  expect(text, `${call.id} is routed`).not.toContain('/problems/no-route');
  expect(answer.status, `${call.id}: ${text}`).toBeLessThan(500);
  return answer.status !== 401 && answer.status !== 403;
}

test('API5, N6: each call of every service lets in whom docs/access.md names, and nobody else', async () => {
  const columns = await Promise.all(
    Object.values(askers).map(async (headersOf, column, { length }) => {
      let headers = {};
      const letIn = new Set<string>();
      // Each begins elsewhere: whoever signs in is counted by address, and here all have the same.
      const first = Math.floor((column * calls.length) / length);
      for (const [number, call] of [...calls.slice(first), ...calls.slice(0, first)].entries()) {
        if (number % callsAToken === 0) headers = await headersOf();
        if (await isLetIn(call, headers)) letIn.add(call.id);
      }
      return letIn;
    }),
  );
  const rowOf = ({ id, method, path }: Call) =>
    `| \`${method.toUpperCase()} ${path}\` | ${columns.map((letIn) => (letIn.has(id) ? '●' : ' ')).join(' | ')} |`;
  const names = Object.keys(askers);
  const table = [
    ...['# Who may call what', ''],
    'Asked of the running house, call by call, by `journeys/security.journey.ts`; `npx vitest run --project=journeys --update=all` on that',
    'file writes this page anew. A dot: not refused for who asks. Which store, order or person it may then be about, each service says.',
    '',
    `| call | ${names.join(' | ')} |`,
    `| --- |${names.map(() => ' :-: |').join('')}`,
    ...calls.map(rowOf),
    '',
  ];
  await expect(table.join('\n')).toMatchFileSnapshot('../docs/access.md');
});

test('API9: what services ask of one another, their health and their figures are not routed', async () => {
  for (const path of [
    '/internal/customers/1',
    '/internal/feeds/catalogue',
    '/internal/events',
    '/metrics',
    '/healthz',
    '/.well-known/jwks.json',
    '/api/v1/products/%2e%2e/%2e%2e/internal/feeds/catalogue',
    '/api/v1/products//../../internal/feeds/catalogue',
  ]) {
    const answer = await fetch(`${run.gateway}${path}`);
    expect([400, 404], path).toContain(answer.status);
    expect(await answer.text(), path).toMatch(/no-route|bad-path|not-found/);
  }
});

const staffCalls = [
  '/sales/history',
  '/inventory/alerts',
  '/reports/dashboard',
  '/staff',
  '/products/price-lists',
];

test('API2: a token that is not what it says opens nothing, neither at the gateway nor at a service behind it', async () => {
  const manager = { ...staffIssuer, sub: 'somebody', roles: ['head-office'] };
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const unsigned = `${encoded({ alg: 'none', kid: 'x' })}.${encoded({ ...manager, exp: 9_999_999_999 })}.`;
  const long = Math.floor(Date.now() / 1_000) - 60;
  const tokens = {
    'not signed': unsigned,
    expired: await sign(salesKey, { ...manager, exp: long }),
    'of a device': await sign(salesKey, { ...manager, aud: 'device' }),
    'of another issuer': await sign(salesKey, { ...manager, iss: 'comptoir-customer' }),
    'of Customer’s key': await sign(customerKey, manager),
    'of a stranger’s key': await sign(strangersKey, manager),
    'of a stranger’s key, said to be ours': await sign(strangersKey, manager, { kid: await kidOf(salesKey) }),
    'without roles': await sign(salesKey, { ...staffIssuer, sub: 'somebody' }),
  };
  for (const [what, token] of Object.entries(tokens))
    for (const path of staffCalls) {
      const answer = await fetch(`${run.gateway}/api/v1${path}`, { headers: bearer(token) });
      expect([401, 403], `${path}, ${what}: ${answer.status}`).toContain(answer.status);
    }
});

test('API2: whoever left is let in by no service any more within seconds, with a token that is good for hours', async () => {
  const id = randomUUID();
  const [login, password] = [`partie-${id.slice(0, 8)}`, randomUUID()];
  const person = { displayName: 'Partie', roles: ['head-office'], language: 'fr' };
  await headOffice.put(`/staff/${id}`, { ...person, login, password });
  const signedInAs = await fetch(`${run.gateway}/api/v1/staff/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { accessToken } = (await signedInAs.json()) as { accessToken: string };
  const statuses = () =>
    Promise.all(
      staffCalls.map(
        async (path) =>
          (await fetch(`${run.gateway}/api/v1${path}`, { headers: bearer(accessToken) })).status,
      ),
    );
  expect(await statuses()).toEqual(staffCalls.map(() => 200));
  await headOffice.put(`/staff/${id}`, { ...person, isActive: false });
  await expect.poll(statuses, { timeout: 8_000, interval: 250 }).toEqual(staffCalls.map(() => 401));
});

test('API1, N6: who manages another store finds nothing of this one, neither in lists nor by its ids', async () => {
  const store = run.demo.storeId ?? '';
  const headers = bearer(await staffToken('manager', [randomUUID()]));
  // Where stores are is no secret, and a manager may ask what others have on their shelves.
  const open = /\/(public\/)?stores|\/locations$|\/sourcing$|\/stock\/\{productId\}$/;
  for (const call of calls.filter(({ method, path }) => method === 'get' && !open.test(path)))
    for (const query of ['', `?storeId=${store}`, `?locationId=${store}`]) {
      const at = call.path.replaceAll(/\{\w+\}/g, store);
      const text = await (await fetch(`${run.gateway}${at}${query}`, { headers })).text();
      expect(text.includes('MTL01'), `${call.id}${query}: ${text.slice(0, 300)}`).toBe(false);
    }
  const code = await fetch(`${run.gateway}/api/v1/sales/enrolment-codes`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ storeId: store }),
  });
  expect(code.status).toBe(403);
});

/** What edges send may come of a later version than ours: there, and in a release's manifest, more is allowed. */
const isLenient = ({ path }: Call) => path.startsWith('/api/v1/sync/') || path === '/api/v1/sales/releases';

test('API3: no call takes a field that it does not document', () => {
  const schemas = document.components?.schemas ?? {};
  const resolved = (schema: Schema): readonly Schema[] => {
    const name = nameIn(schema.$ref);
    const own = name === undefined ? schema : (schemas[name] ?? {});
    const parts = [...(own.anyOf ?? []), ...(own.oneOf ?? [])];
    return parts.length > 0 ? parts.flatMap(resolved) : [own];
  };
  const open = calls.filter((call) => {
    const body = call.operation.requestBody?.content['application/json']?.schema;
    const forms = body ? resolved(body) : [];
    return forms.some(
      ({ type, additionalProperties }) => type === 'object' && additionalProperties !== false,
    );
  });
  expect(open.filter((call) => !isLenient(call)).map(({ id }) => id)).toEqual([]);
});

test('API4: no page is longer than its limit, no body larger than a service takes', async () => {
  const lists = calls.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'limit'));
  expect(lists.length).toBeGreaterThan(10);
  const unlimited = lists.filter(({ operation }) =>
    operation.parameters?.some(
      ({ name, schema }) => name === 'limit' && (schema?.maximum ?? Infinity) > 10_000,
    ),
  );
  expect(unlimited.map(({ id }) => id)).toEqual([]);
  const large = await fetch(`${run.gateway}/api/v1/products/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'x'.repeat(2_000_000) }),
  });
  expect(large.status).toBe(413);
});

test('API8: an answer tells no page of another site anything, and no more of our insides than a problem’s words', async () => {
  const answer = await fetch(`${run.gateway}/api/v1/products/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
    body: '{"query":',
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
  expect(answer.headers.get('x-powered-by')).toBeNull();
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await answer.text()).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
});
