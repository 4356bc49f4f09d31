import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.pg.test.ts', 'journeys/**'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
