import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 350_000;

test('budget: the till’s script stays under 350 kB gzip', { timeout: 110_000 }, () => {
  const out = mkdtempSync(join(tmpdir(), 'till-budget-'));
  try {
    // In the till's own folder: Lingui's macros look for their settings from where the build is started.
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    // A test runner's NODE_ENV would build React for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync('npx', ['vite', 'build', '--outDir', out, '--logLevel', 'error'], { cwd, env });
    const scripts = readdirSync(join(out, 'assets')).filter((file) => file.endsWith('.js'));
    const sizes = scripts.map((file) => gzipSync(readFileSync(join(out, 'assets', file))).length);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(scriptGzipBytesMax);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
