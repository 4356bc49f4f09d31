/** Where records were made travels beside them, and is forgotten once the cloud has them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseSyncTraces } from '@comptoir/sync-protocol/wire/sync-traces';
import { inTrace, startTracing } from '@comptoir/tracing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordTraces } from '../../src/sync/record-traces.ts';

const collector = createServer((_request, response) => response.end('{}'));
let tracing: ReturnType<typeof startTracing>;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  tracing = startTracing({
    service: 'edge',
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
  });
});
afterAll(async () => {
  await tracing.close();
  collector.close();
  collector.closeAllConnections();
});

const trace = (digit: string) => digit.repeat(32);
const at = (digit: string) => `00-${trace(digit)}-${'b'.repeat(16)}-01`;

/** @returns of each record the trace that was told. */
async function told(traces: RecordTraces, after: number, last: number, type = 'ok', journal = 'j1') {
  let header: string | undefined;
  await traces.sending({ journal, after, last, records: last - after }, async (headers) => {
    header = headers['sync-traces'];
    return { type };
  });
  return [...parseSyncTraces(header)].map(([seq, traceparent]) => [seq, traceparent.slice(3, 35)]);
}

test('all records of one request are told in its trace, those of nobody’s in none', async () => {
  const traces = new RecordTraces('j1', 4);
  inTrace(at('a'), () => traces.appended('j1', 6));
  traces.appended('j1', 7);
  inTrace(at('c'), () => traces.appended('j1', 8));
  expect(await told(traces, 4, 8)).toEqual([
    [5, trace('a')],
    [6, trace('a')],
    [8, trace('c')],
  ]);
});

test('a batch that nobody acknowledged is told the same again, one that was acknowledged is forgotten', async () => {
  const traces = new RecordTraces('j1', 0);
  inTrace(at('a'), () => traces.appended('j1', 1));
  expect(await told(traces, 0, 1, 'no-answer')).toEqual([[1, trace('a')]]);
  expect(await told(traces, 0, 1)).toEqual([[1, trace('a')]]);
  expect(await told(traces, 0, 1)).toEqual([]);
});

test('records of a journal that was left are told in no trace', async () => {
  const traces = new RecordTraces('j1', 0);
  inTrace(at('a'), () => traces.appended('j1', 3));
  traces.appended('j2', 1);
  expect(await told(traces, 0, 3)).toEqual([]);
  inTrace(at('c'), () => traces.appended('j2', 2));
  expect(await told(traces, 0, 2, 'ok', 'j2')).toEqual([[2, trace('c')]]);
});
