/** Builds what changed since it was last built. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../system/root.ts';
import { runProgram } from '../system/run-program.ts';
import { bundle } from './bundle.ts';
import { type ProcessEntry, processEntries, type WebApp, webApps } from './entries.ts';
import { sourceHash } from './source-hash.ts';

export interface BuildReport {
  readonly built: readonly string[];
  readonly unchanged: readonly string[];
}

interface Step {
  readonly name: string;
  readonly hash: string;
  /** Where the hash of what was built is kept. */
  readonly stamp: string;
  /** What must be there for the stamp to mean anything. */
  readonly product: string;
  run(): Promise<void>;
}

/** One after the other: two Vite builds at once only fight for the two cores. */
export async function buildAll(say: (line: string) => void = () => {}): Promise<BuildReport> {
  const steps = [...Object.entries(processEntries).map(processStep), ...Object.entries(webApps).map(webStep)];
  const stale = steps.filter((step) => !isFresh(step));
  for (const step of stale) {
    say(`build ${step.name}`);
    // A build that is cut short must not look finished.
    rmSync(step.stamp, { force: true });
    await step.run();
    writeFileSync(step.stamp, step.hash);
  }
  const fresh = steps.filter((step) => !stale.includes(step));
  return { built: stale.map(({ name }) => name), unchanged: fresh.map(({ name }) => name) };
}

const isFresh = ({ stamp, product, hash }: Step) =>
  existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

function processStep([name, entry]: [string, ProcessEntry]): Step {
  const product = join(root, entry.package, 'dist', entry.output);
  return {
    name,
    hash: sourceHash([entry.package]),
    stamp: `${product}.hash`,
    product,
    run: () => bundle(entry),
  };
}

function webStep([name, { folder, product }]: [string, WebApp]): Step {
  const dist = join(root, folder, 'dist');
  return {
    name: `${name} (web)`,
    hash: sourceHash([folder]),
    stamp: join(root, folder, 'dist', '.hash'),
    product: join(dist, product),
    async run() {
      const vite = join(root, 'node_modules', '.bin', 'vite');
      // Also when tests ask for the build: what they try is what users get.
      const env = { ...process.env, NODE_ENV: 'production' };
      const result = await runProgram(vite, ['build', '--logLevel', 'warn'], {
        cwd: join(root, folder),
        env,
      });
      if (result.code !== 0)
        throw new Error(`the web app ${name} does not build:\n${result.stdout}${result.stderr}`);
    },
  };
}
