/**
 * How long `scripts/up` takes: in a fresh home with packages installed, a second time while everything runs, and after
 * `scripts/down`. `--fresh-clone` adds the first start of a bare clone, which takes minutes.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/system/root.ts';
import { print } from './support/figures.ts';

const AGAIN_LIMIT_S = 20;
const FIRST_LIMIT_S = 360;

const run = promisify(execFile);
const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'scripts-up-'));
const env = { ...process.env, COMPTOIR_HOME: join(folder, 'home') };
const script = (name: string, from = root) => run(join(from, 'scripts', name), [], { env, maxBuffer: 1e8 });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1_000;
}

function told(name: string, tookS: number, limitS: number): void {
  print({
    name: `scripts/up, ${name}`,
    ours: `${tookS.toFixed(1)} s`,
    peer: '',
    ratio: tookS / limitS,
    goal: `≤ ${limitS} s`,
    met: tookS <= limitS,
  });
}

try {
  await script('build');
  try {
    told('in a fresh home', await seconds(() => script('up')), FIRST_LIMIT_S);
    told('a second time, while it runs', await seconds(() => script('up')), AGAIN_LIMIT_S);
    await script('down');
    told('after scripts/down', await seconds(() => script('up')), AGAIN_LIMIT_S);
  } finally {
    await script('down');
  }
  if (process.argv.includes('--fresh-clone')) await freshClone();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function freshClone(): Promise<void> {
  const clone = join(folder, 'clone');
  await run('git', ['clone', '--quiet', root, clone]);
  await rm(env.COMPTOIR_HOME, { recursive: true, force: true });
  try {
    told('first start of a fresh clone', await seconds(() => script('up', clone)), FIRST_LIMIT_S);
  } finally {
    await script('down', clone);
  }
}
