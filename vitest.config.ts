import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**', '.comptoir/**'];

/** Files share what they import: compiling it anew for each cost a third of the run. So no file may leave anything behind in it. */
const shared = { isolate: false };

/** Runs on the whole house, brought up once as scripts/up does: inject('run') is its run.json. */
const onTheHouse = {
  ...shared,
  exclude: never,
  globalSetup: ['scripts/testing/house.setup.ts'],
  setupFiles: ['journeys/support/failed-screens.setup.ts'],
  // What a person would wait for, also on a slow machine; a journey that works is much quicker.
  expect: { poll: { timeout: 40_000, interval: 100 } },
  testTimeout: 240_000,
  hookTimeout: 240_000,
  fileParallelism: false,
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    // By default one core stays idle, for an editor: here that is half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        // Needs nothing but Node.
        test: {
          ...shared,
          name: 'pure',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, '**/*.pg.test.ts', 'journeys/**'],
          testTimeout: 60_000,
        },
      },
      {
        // Needs PostgreSQL and Redis: inject('postgresUrl'), inject('redisUrl').
        test: {
          ...shared,
          name: 'services',
          include: ['**/*.pg.test.ts'],
          exclude: never,
          globalSetup: ['scripts/testing/services.setup.ts'],
          expect: { poll: { timeout: 30_000, interval: 25 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'journeys', include: ['journeys/**/*.journey.ts'], ...onTheHouse } },
      // Not a test: makes the pictures of the documents (scripts/pictures).
      { test: { name: 'pictures', include: ['journeys/**/*.picture.ts'], ...onTheHouse } },
    ],
  },
});
