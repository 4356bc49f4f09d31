/** What programs tell of a request, as it arrives at a real receiver. Needs nothing but this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attributeNames } from '../src/attributes.ts';
import { formatTraceparent, parseTraceparent } from '../src/context.ts';
import {
  foreignSpan,
  inNoTrace,
  inSpan,
  inTrace,
  startTracing,
  type Tracing,
  tracedFetch,
  tracedRequests,
  traceFields,
  traceparentNow,
} from '../src/index.ts';
import { readTracingSettings } from '../src/settings.ts';
import { startViewer, type Viewer } from '../viewer/server.ts';
import { openSpanStore, type SpanStore } from '../viewer/span-store.ts';

let directory = '';
let store: SpanStore;
let viewer: Viewer;
let tracing: Tracing;
const servers: Server[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'traces-'));
  store = openSpanStore(directory);
  viewer = await startViewer({ port: 0, host: '127.0.0.1', store });
});
afterEach(async () => {
  await tracing.close();
  for (const server of servers.splice(0)) server.close();
  await viewer.close();
  store.close();
  rmSync(directory, { recursive: true });
});

const begin = (ratio = 1, isBorder = false) => {
  tracing = startTracing({
    service: 'shop',
    isBorder,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: viewer.address, OTEL_TRACES_SAMPLER_ARG: String(ratio) },
  });
};
/** Everything that was told: closing sends what waits. */
async function told() {
  await tracing.close();
  return store.search({}, 100).flatMap(({ traceId }) => store.trace(traceId));
}
async function serve(answer: RequestListener): Promise<string> {
  const traced = tracedRequests();
  const server = createServer((request, response) => {
    response.setHeader('x-correlation-id', 'c-1');
    traced(Object.assign(request, { route: { path: '/things/:id' } }), response, () =>
      answer(request, response),
    );
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a request that goes through two programs is one trace, each step under the one that caused it', async () => {
  begin();
  const inner = await serve((_request, response) => response.end());
  const outer = await serve((_request, response) => {
    void tracedFetch(fetch, 'inner')(`${inner}/things/7`).then(() => response.end());
  });
  await fetch(`${outer}/things/1`, { headers: { traceparent } });
  const spans = await told();
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
  const under = (parentId = 'none') => spans.filter((span) => span.parentId === parentId);
  const [first, ...besideFirst] = under('b7ad6b7169203331');
  const [second, ...besideSecond] = under(first?.spanId);
  const [third, ...besideThird] = under(second?.spanId);
  expect([...besideFirst, ...besideSecond, ...besideThird]).toEqual([]);
  expect([first, second, third].map((span) => [span?.name, span?.kind])).toEqual([
    ['GET /things/:id', 'server'],
    ['GET inner', 'client'],
    ['GET /things/:id', 'server'],
  ]);
  expect(store.search({ text: 'c-1' }, 9)).toHaveLength(1);
});

test('no span tells of a person: neither address, nor query, nor body, nor what an error said', async () => {
  begin();
  const secret = 'marie.tremblay@example.org';
  const address = await serve((_request, response) => {
    response.statusCode = 500;
    void inSpan('work', {}, () => Promise.reject(new TypeError(`no account ${secret}`))).catch(() =>
      response.end(),
    );
  });
  await inSpan('all', { traceparent }, () =>
    tracedFetch(fetch)(`${address}/things/${secret}?email=${secret}`, {
      method: 'POST',
      body: secret,
      headers: { authorization: secret },
    }),
  );
  const spans = await told();
  expect(spans).toHaveLength(4);
  expect(JSON.stringify(spans)).not.toMatch(/marie|tremblay|%40|@/);
  for (const { attributes } of spans)
    expect(Object.keys(attributes).filter((name) => !attributeNames.has(name))).toEqual([]);
  expect(spans.find(({ name }) => name === 'work')?.attributes['error.type']).toBe('TypeError');
});

describe('what is kept', () => {
  test('is a part of all traces, the same one for whoever decides', async () => {
    begin(0.3, true);
    const ids = fc.sample(fc.stringMatching(/^[1-9a-f][0-9a-f]{31}$/), 400);
    const decide = async () => {
      const kept: string[] = [];
      for (const id of ids)
        await inSpan('x', { traceparent: `00-${id}-b7ad6b7169203331-01` }, async () => {
          if (traceparentNow()) kept.push(id);
        });
      return kept;
    };
    const kept = await decide();
    expect(kept.length).toBeGreaterThan(60);
    expect(kept.length).toBeLessThan(200);
    expect(await decide()).toEqual(kept);
  });

  test('is not for a stranger to say, and for a neighbour it is', async () => {
    begin(0, true);
    await inSpan('x', { traceparent }, async () => expect(traceparentNow()).toBeUndefined());
    await tracing.close();
    begin(0, false);
    await inSpan('x', { traceparent }, async () => expect(traceparentNow()).toBeDefined());
  });

  test('what fails is kept all the same, and nothing else of its trace', async () => {
    begin(0, true);
    let status = 200;
    const address = await serve((_request, response) => {
      response.statusCode = status;
      response.end();
    });
    await fetch(address, { headers: { traceparent } });
    status = 500;
    await fetch(address, { headers: { traceparent } });
    expect(
      (await told()).map(({ isFailed, attributes }) => [isFailed, attributes['http.response.status_code']]),
    ).toEqual([[true, '500']]);
  });
});

test('calls that nobody asked for say that they are not to be kept', async () => {
  begin();
  const heard: unknown[] = [];
  const address = await serve((request, response) => {
    heard.push(request.headers.traceparent);
    response.end();
  });
  await tracedFetch(fetch)(address);
  expect(heard).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)]);
  expect(await told()).toEqual([]);
});

test('lines of the log name the trace that they were written in, and no other', async () => {
  begin();
  expect(traceFields()).toEqual({});
  await inSpan('x', { traceparent }, async () => {
    expect(traceFields().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(inNoTrace(traceFields)).toEqual({});
  });
});

test('what a page did stands at the beginning of its trace', async () => {
  begin();
  await inSpan('child', { traceparent }, async () => undefined);
  const page = {
    service: 'till',
    name: 'sale',
    traceparent,
    startedAtMs: Date.now(),
    durationMs: 40,
    failed: false,
  };
  foreignSpan({ ...page, attributes: {} });
  foreignSpan({ ...page, traceparent: 'nonsense', attributes: {} });
  const spans = await told();
  const root = spans.find(({ service }) => service === 'till');
  expect(root).toMatchObject({ spanId: 'b7ad6b7169203331', durationUs: 40_000 });
  expect(spans.find(({ name }) => name === 'child')?.parentId).toBe(root?.spanId);
});

test('where nobody takes traces, work is done and nothing else', async () => {
  tracing = startTracing({ service: 'shop', environment: {} });
  const inner = async () => new Response('ok');
  expect(await (await tracedFetch(inner)('http://a.example/')).text()).toBe('ok');
  await inTrace(traceparent, () => inSpan('x', {}, async () => expect(traceFields()).toEqual({})));
});

test('a place in a trace survives being written down, and what is no place is none', () => {
  tracing = startTracing({ service: 'shop', environment: {} });
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[1-9a-f][0-9a-f]{${length - 1}}$`));
  fc.assert(
    fc.property(hex(32), hex(16), fc.constantFrom('00', '01'), (traceId, spanId, flags) => {
      const text = `00-${traceId}-${spanId}-${flags}`;
      const place = parseTraceparent(text);
      expect(place && formatTraceparent(place)).toBe(text);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => parseTraceparent(text) === undefined));
});

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' }, { url: 'http://c:4318/v1/traces', ratio: 1 }],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/x', OTEL_TRACES_SAMPLER_ARG: '0.1' },
    { url: 'http://c/x', ratio: 0.1 },
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_SDK_DISABLED: 'true' }, undefined],
])('the variables that OpenTelemetry names are read: %o', (environment, settings) => {
  tracing = startTracing({ service: 'shop', environment: {} });
  expect(readTracingSettings(environment)).toEqual(settings);
  expect(() => readTracingSettings({ ...environment, OTEL_TRACES_SAMPLER_ARG: '7' })).toThrow(
    /OTEL_TRACES_SAMPLER_ARG cannot be used/,
  );
});
