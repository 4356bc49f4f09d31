/** Brings a database to the schema of the services as they are built here. */
import { join } from 'node:path';
import { processEntries } from '../building/entries.ts';
import type { ServiceName } from '../system/instances.ts';
import { root } from '../system/root.ts';
import { runProgram } from '../system/run-program.ts';

const timeoutMs = 600_000;

export async function migrateByRelease(service: ServiceName, url: string): Promise<void> {
  const { package: folder, output } = processEntries[service];
  const program = join(root, folder, 'dist', output);
  const { PATH } = process.env;
  const env = { PATH, DATABASE_URL: url, LOG_LEVEL: 'warn' };
  const { code, stderr } = await runProgram(process.execPath, [program, '--migrate'], { env, timeoutMs });
  if (code !== 0) throw new Error(`the migrations of ${service} failed: ${stderr.trim()}`);
}
