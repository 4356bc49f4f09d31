/** A store whose agent can die and be started again on the same files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** What cannot be bundled: native code, and what looks for its own files. */
const external = ['better-sqlite3', 'pino', '@node-rs/argon2', 'node-hid'];
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** @returns the path of the bundle, beside the sources so that the packages left outside are found. */
export async function bundleAgent(): Promise<string> {
  const outfile = join(import.meta.dirname, `../../dist/crash-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'agent-that-dies.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external,
    banner: { js: banner },
  });
  return outfile;
}

type Places = Readonly<{ bundle: string; dataDir: string; tpe: string; printer: string }>;

export function mortalShop({ bundle, dataDir, tpe, printer }: Places) {
  let child: ChildProcess | undefined;

  return {
    dataDir,
    /** @returns the agent's address. */
    async start(dieAt = '', dieAfter = 1): Promise<string> {
      const env = {
        ...process.env,
        DATA_DIR: dataDir,
        TPE: tpe,
        PRINTER: printer,
        DIE_AT: dieAt,
        DIE_AFTER: String(dieAfter),
      };
      const started = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      const lines = createInterface({ input: started.stdout });
      const [port] = await Promise.race([
        once(lines, 'line'),
        once(started, 'exit').then(() => Promise.reject(new Error('the agent died before it listened'))),
      ]);
      return `http://127.0.0.1:${port}`;
    },
    async kill(): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async died(): Promise<void> {
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    async close(): Promise<void> {
      await this.kill();
      rmSync(dataDir, { recursive: true });
    },
  };
}
export type MortalShop = ReturnType<typeof mortalShop>;
