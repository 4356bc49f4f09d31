import { withBuiltApp } from '@comptoir/ui-kit/testing/built-app';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 350_000;

test(
  'budget: the till’s script stays under 350 kB gzip; E8: its service worker knows every file of the build',
  {
    timeout: 110_000,
  },
  () =>
    withBuiltApp(new URL('..', import.meta.url), ({ scripts, scriptGzipBytes, read }) => {
      const worker = read('sw.js');
      for (const script of scripts) expect(worker).toContain(`assets/${script}`);
      expect(worker).toMatch(/const build = "[0-9a-f]{16}"/);
      expect(scriptGzipBytes).toBeGreaterThan(100_000);
      expect(scriptGzipBytes).toBeLessThanOrEqual(scriptGzipBytesMax);
    }),
);
