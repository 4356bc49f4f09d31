/** What certificates of both sides cost: reads of a service by its gateway's kind of connection, 64 in flight, with and without; and a new connection. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityPath, keepCertificates } from '../scripts/system/certificates/keep-certificates.ts';
import { type Caller, openCaller } from './support/caller.ts';
import { median, percentile, print } from './support/figures.ts';

const ROUNDS = 5;
const ROUND_MS = 2_500;
const IN_FLIGHT = 64;
const CONNECTIONS = 200;

const directory = mkdtempSync(join(tmpdir(), 'comptoir-bench-tls-'));
keepCertificates({ directory, identities: ['product', 'gateway'], lifeSeconds: 3_600 }, new Date());
const gateway = identityPath(directory, 'gateway');
const service = fork(
  join(import.meta.dirname, 'support', 'mutual-process.ts'),
  [identityPath(directory, 'product')],
  { execArgv: ['--import', 'tsx'] },
);
try {
  const [{ clear, mutual }] = (await once(service, 'message')) as [{ clear: string; mutual: string }];
  const caller = openCaller(IN_FLIGHT, gateway);
  await rate(caller, clear);
  await rate(caller, mutual);
  const rates = { clear: [] as number[], mutual: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.clear.push(await rate(caller, clear));
    rates.mutual.push(await rate(caller, mutual));
  }
  caller.close();
  const ratio = median(rates.mutual.map((mine, at) => mine / (rates.clear[at] ?? Number.NaN)));
  print({
    name: 'reads of a service a second, certificates of both sides',
    ours: `${Math.round(median(rates.mutual))}/s`,
    peer: `${Math.round(median(rates.clear))}/s in the clear`,
    ratio,
    goal: 'ratio ≥ 0.85',
    met: ratio >= 0.85,
  });
  const [newMutual, newClear] = [await connecting(mutual), await connecting(clear)];
  print({
    name: 'a first call, connection included: p95',
    ours: `${percentile(newMutual, 0.95).toFixed(1)} ms`,
    peer: `${percentile(newClear, 0.95).toFixed(1)} ms in the clear`,
    ratio: percentile(newMutual, 0.95) / percentile(newClear, 0.95),
    goal: '≤ 20 ms',
    met: percentile(newMutual, 0.95) <= 20,
  });
} finally {
  service.kill();
  rmSync(directory, { recursive: true });
}

/** Calls a second in a closed loop. */
async function rate({ call }: Caller, base: string): Promise<number> {
  const endsAt = performance.now() + ROUND_MS;
  let count = 0;
  const work = async () => {
    while (performance.now() < endsAt) {
      const { status } = await call({ url: `${base}/api/v1/products/one` });
      if (status !== 200) throw new Error(`${base} answered ${status}`);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (count * 1_000) / ROUND_MS;
}

async function connecting(base: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const caller = openCaller(1, gateway);
    const begunAt = performance.now();
    await caller.call({ url: `${base}/api/v1/products/one` });
    times.push(performance.now() - begunAt);
    caller.close();
  }
  return times;
}
