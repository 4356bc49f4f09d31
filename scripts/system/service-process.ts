/** A service's process for the tests of another, from its sources, as scripts/build makes it: services meet over HTTP only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { bound } from './bound-process.ts';
import { root } from './root.ts';

const services = join(root, 'cloud-services');

/** @param entry below `cloud-services`. */
export async function bundle(entry: string): Promise<string> {
  // Beside the sources, so that the packages left outside are found.
  const folder = join(services, entry.split('/')[0] ?? '', 'dist/test');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${entry.replaceAll('/', '-')}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(services, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // Ours are sources, not packages.
    plugins: [
      { name: 'ours', setup: (made) => made.onResolve({ filter: /^@comptoir\// }, ({ path }) => ours(path)) },
    ],
  });
  return outfile;
}

function ours(path: string): { path: string } {
  const [, name = '', ...rest] = path.split('/');
  const home = ['pricing', 'gs1', 'sync-protocol', 'hardware-drivers', 'tracing'].includes(name)
    ? join(root, name)
    : join(services, name);
  return { path: join(home, 'src', `${rest.length > 0 ? rest.join('/') : 'index'}.ts`) };
}

export const forget = (outfile: string): void => rmSync(outfile, { force: true });

export type Running = Readonly<{
  address: string;
  isGone(): boolean;
  /** @returns once it has answered. */
  tell(message: string): Promise<void>;
  kill(): Promise<void>;
  died(): Promise<void>;
}>;

/** @returns once it says at which port it listens. @throws when it ends before. */
export async function run(outfile: string, environment: Record<string, string>): Promise<Running> {
  const [program = '', ...args] = bound([process.execPath, outfile]);
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...environment, PORT: environment.PORT ?? '0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('its output is piped');
  const lines = createInterface({ input: child.stdout });
  const port = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      const told = portIn(line);
      if (told !== undefined) resolve(told);
    });
  });
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error(`${outfile} ended before it listened`)),
  );
  ended.catch(() => undefined);
  const address = `http://127.0.0.1:${await Promise.race([port, ended])}`;
  return {
    address,
    isGone: () => isGone(child),
    tell: (message) => tell(child, message),
    kill: () => kill(child),
    died: () => died(child),
  };
}

function portIn(line: string): number | undefined {
  try {
    const { port, message } = JSON.parse(line) as { port?: number; message?: string };
    return message?.endsWith('listens') ? port : undefined;
  } catch {
    return undefined;
  }
}

const isGone = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function tell(child: ChildProcess, message: string): Promise<void> {
  const answered = once(child, 'message');
  child.send(message);
  await answered;
}

async function died(child: ChildProcess): Promise<void> {
  if (!isGone(child)) await once(child, 'exit');
}

async function kill(child: ChildProcess): Promise<void> {
  if (isGone(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
