/** The local page for traces: what comes in is bounded, what is searched is found, what is shown is safe. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpanRow } from '../viewer/otlp.ts';
import { startViewer, type Viewer } from '../viewer/server.ts';
import { openSpanStore, type SpanStore } from '../viewer/span-store.ts';
import { waterfall } from '../viewer/waterfall.ts';

let directory = '';
let store: SpanStore;
let viewer: Viewer;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'traces-'));
  store = openSpanStore(directory, 10);
  viewer = await startViewer({ port: 0, host: '127.0.0.1', store });
});
afterEach(async () => {
  await viewer.close();
  store.close();
  rmSync(directory, { recursive: true });
});

const nowUs = Date.now() * 1_000;
const id = (number: number, length = 16) => number.toString(16).padStart(length, '0');
const span = (told: Partial<SpanRow>): SpanRow => ({
  traceId: id(1, 32),
  spanId: id(1),
  parentId: '',
  service: 'sales',
  name: 'POST /x',
  kind: 'server',
  startUs: nowUs,
  durationUs: 5_000,
  isFailed: false,
  attributes: {},
  ...told,
});
const read = async (path: string, language = 'en') => {
  const answer = await fetch(`${viewer.address}${path}`, { headers: { 'accept-language': language } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('the list', () => {
  beforeEach(() => {
    store.add([
      span({ traceId: id(1, 32), service: 'edge', attributes: { 'comptoir.receipt': 'MTL01-1-000042' } }),
      span({
        traceId: id(2, 32),
        service: 'order',
        durationUs: 900_000,
        attributes: { 'comptoir.order': 'K7QX-2M9P' },
      }),
      span({ traceId: id(3, 32), service: 'order', isFailed: true, startUs: nowUs + 5 }),
    ]);
  });
  const found = (search: Parameters<SpanStore['search']>[0]) =>
    store.search(search, 9).map(({ traceId }) => Number.parseInt(traceId, 16));

  test.each([
    ['everything, the newest first', {}, [3, 1, 2]],
    ['a receipt’s number', { text: 'mtl01-1-000042' }, [1]],
    ['the beginning of an order’s number', { text: ' K7QX' }, [2]],
    ['a trace', { text: id(3, 32) }, [3]],
    ['a program', { service: 'edge' }, [1]],
    ['what took long', { minMs: 500 }, [2]],
    ['what failed', { failed: true }, [3]],
    ['several at once', { failed: true, service: 'edge' }, []],
  ])('finds by %s', (_by, search, ids) => {
    expect(found(search).sort()).toEqual([...ids].sort());
  });

  test('is read in the language of whoever reads, French unless told', async () => {
    expect((await read('/')).text).toContain('one request through all programs');
    expect((await read('/', 'de')).text).toContain('une demande à travers tous les programmes');
    expect((await read('/?lang=fr')).text).toContain('lang="fr"');
  });

  test('keeps its search when the language is changed', async () => {
    expect((await read('/?service=order&minMs=500')).text).toContain(
      '/?service=order&amp;minMs=500&amp;lang=fr',
    );
  });
});

test('no script or style stands in a page, and what spans say is text', async () => {
  store.add([span({ name: '<script>alert(1)</script>', attributes: { 'http.route': '"><img src=x>' } })]);
  const { text, headers } = await read(`/traces/${id(1, 32)}`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toMatch(/<script|<img| style=| on\w+=/);
});

test('a trace that is not kept is a page that says so', async () => {
  const { status, text } = await read(`/traces/${id(9, 32)}`);
  expect([status, text.includes('not kept here')]).toEqual([404, true]);
});

test('the newest are kept up to a bound, and nothing beyond a day', () => {
  store.add(fc.sample(fc.nat(), 15).map((_, at) => span({ traceId: id(at + 1, 32), startUs: nowUs + at })));
  store.forget(nowUs);
  expect(store.search({}, 99).map(({ traceId }) => Number.parseInt(traceId, 16))).toEqual([
    15, 14, 13, 12, 11, 10, 9, 8, 7, 6,
  ]);
  store.forget(nowUs + 25 * 3_600_000_000);
  expect(store.search({}, 99)).toEqual([]);
});

test.each([
  ['another form of OTLP', 'application/x-protobuf', 'x', 415],
  ['what is no JSON', 'application/json', '{', 400],
  [
    'what is no export',
    'application/json',
    '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"x"}]}]}]}',
    400,
  ],
  ['too much', 'application/json', `"${'x'.repeat(9_000_000)}"`, 413],
])('%s is refused, and breaks nothing', async (_what, type, body, status) => {
  const answer = await fetch(`${viewer.address}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(answer.status).toBe(status);
  expect((await read('/healthz')).status).toBe(200);
});

test('a waterfall has every span once, children after their parents, and lost parents cost nothing', () => {
  const spans = fc.array(
    fc.record({ spanId: fc.nat(20), parentId: fc.nat(20), startUs: fc.nat(99), durationUs: fc.nat(99) }),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(spans, (told) => {
      const rows = [
        ...new Map(
          told.map((one) => [
            one.spanId,
            span({ ...one, spanId: id(one.spanId), parentId: id(one.parentId) }),
          ]),
        ).values(),
      ];
      const bars = waterfall(rows);
      expect(bars.map((bar) => bar.span.spanId).sort()).toEqual(rows.map(({ spanId }) => spanId).sort());
      for (const { from, width } of bars) expect(0 <= from && from + width <= 1 + 1e-9).toBe(true);
    }),
  );
  const bars = waterfall([
    span({ spanId: id(3), parentId: id(2), startUs: 3 }),
    span({ spanId: id(2), parentId: id(1), startUs: 2 }),
    span({ spanId: id(1), startUs: 1 }),
  ]);
  expect(bars.map((bar) => [bar.span.spanId, bar.depth])).toEqual([
    [id(1), 0],
    [id(2), 1],
    [id(3), 2],
  ]);
});
