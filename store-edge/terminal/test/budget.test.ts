import { withBuiltApp } from '@comptoir/ui-kit/testing/built-app';
import { expect, test } from 'vitest';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 350_000;

test('budget: the till’s script stays under 350 kB gzip', { timeout: 110_000 }, () =>
  withBuiltApp(new URL('..', import.meta.url), ({ scriptGzipBytes }) => {
    expect(scriptGzipBytes).toBeGreaterThan(100_000);
    expect(scriptGzipBytes).toBeLessThanOrEqual(scriptGzipBytesMax);
  }),
);
