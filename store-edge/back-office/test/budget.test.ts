import { withBuiltApp } from '@comptoir/ui-kit/testing/built-app';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 320_000;

test(
  'budget: the back office’s script stays under 320 kB gzip, and the service worker knows it by name',
  {
    timeout: 110_000,
  },
  () =>
    withBuiltApp(new URL('..', import.meta.url), ({ scripts, scriptGzipBytes, read }) => {
      expect(scriptGzipBytes).toBeGreaterThan(100_000);
      expect(scriptGzipBytes).toBeLessThanOrEqual(scriptGzipBytesMax);
      const worker = read('sw.js');
      for (const script of scripts) expect(worker).toContain(`assets/${script}`);
    }),
);
