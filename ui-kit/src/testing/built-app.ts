/** For tests of what an app weighs: builds it as it is shipped, into a folder that is gone afterwards. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export type BuiltApp = Readonly<{
  /** Names of its scripts in `assets/`. */
  scripts: readonly string[];
  scriptGzipBytes: number;
  read(file: string): string;
}>;

/** @param folder of the app: Lingui's macros look for their settings from where the build is started. */
export function withBuiltApp(folder: URL, look: (app: BuiltApp) => void): void {
  const out = mkdtempSync(join(tmpdir(), 'comptoir-built-'));
  try {
    // A test runner's NODE_ENV would build React for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    const cwd = fileURLToPath(folder);
    execFileSync('npx', ['vite', 'build', '--outDir', out, '--logLevel', 'error'], { cwd, env });
    const scripts = readdirSync(join(out, 'assets')).filter((file) => file.endsWith('.js'));
    const sizes = scripts.map((file) => gzipSync(readFileSync(join(out, 'assets', file))).length);
    look({
      scripts,
      scriptGzipBytes: sizes.reduce((sum, size) => sum + size, 0),
      read: (file) => readFileSync(join(out, file), 'utf8'),
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
