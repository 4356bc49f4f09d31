import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isStarted, startSpan } from '@comptoir/tracing';
import { afterEach, expect, test } from 'vitest';
import type { Declaration } from '../src/declaration.ts';
import { type TracingByFile, traceBy } from '../src/tracing.ts';

let told = 0;
const receiver = createServer((request, response) => {
  told += 1;
  request.resume().once('end', () => response.end('{}'));
});
let tracing: TracingByFile | undefined;
afterEach(async () => {
  await tracing?.close();
  receiver.close();
});

test('N5: a house that keeps more or fewer traces than before is obeyed by its gateway at once, without a restart', async () => {
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const { port } = receiver.address() as AddressInfo;
  const keeping = (ratio: number): Declaration => ({
    _format_version: '3.0',
    services: [],
    upstreams: [],
    plugins: [
      {
        name: 'opentelemetry',
        config: {
          traces_endpoint: `http://127.0.0.1:${port}/v1/traces`,
          sampling_rate: ratio,
          propagation: { extract: ['w3c'], inject: ['w3c'], default_format: 'w3c' },
          resource_attributes: { 'service.name': 'gateway' },
        },
      },
    ],
  });
  const isKept = () => {
    const span = startSpan('GET product', { kind: 'server' });
    span.end();
    return span.spanContext().traceFlags === 1;
  };
  tracing = traceBy(keeping(0));
  expect(isStarted()).toBe(false);
  await tracing.change(keeping(1));
  expect(isKept()).toBe(true);
  await tracing.change(keeping(Number.MIN_VALUE));
  // What was kept before has been handed over.
  expect([told, isKept()]).toEqual([1, false]);
  // Two at once: the last one counts.
  await Promise.all([tracing.change(keeping(1)), tracing.change(keeping(0))]);
  expect(isStarted()).toBe(false);
});
