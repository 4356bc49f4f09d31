import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 320_000;

test('budget: the back office’s script stays under 320 kB gzip, and the service worker knows it by name', {
  timeout: 110_000,
}, () => {
  const out = mkdtempSync(join(tmpdir(), 'back-office-budget-'));
  try {
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    // A test runner's NODE_ENV would build React for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync('npx', ['vite', 'build', '--outDir', out, '--logLevel', 'error'], { cwd, env });
    const scripts = readdirSync(join(out, 'assets')).filter((file) => file.endsWith('.js'));
    const sizes = scripts.map((file) => gzipSync(readFileSync(join(out, 'assets', file))).length);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(scriptGzipBytesMax);
    const worker = readFileSync(join(out, 'sw.js'), 'utf8');
    for (const script of scripts) expect(worker).toContain(`assets/${script}`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
