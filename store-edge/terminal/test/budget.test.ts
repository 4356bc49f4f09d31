import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 350_000;

test('budget: the till’s script stays under 350 kB gzip', { timeout: 110_000 }, async () => {
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  const built = await build({ configFile, logLevel: 'silent', build: { write: false } });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const scripts = outputs.filter((file) => file.type === 'chunk');
  const bytes = scripts.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(scriptGzipBytesMax);
});
