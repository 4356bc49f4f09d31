import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const never = ['**/node_modules/**', '**/dist/**', '.comptoir/**'];

/** They wait long for leases, restarts and kills: begun last, they would end long after everything else. */
const longOnes = [
  'store-edge/agent/test/simulator',
  'store-edge/agent/test/crash/',
  'store-edge/agent/test/sync/',
  'scripts/releasing/',
  'order/test/neighbours',
  'order/test/customers',
  'order/test/crash/',
  'service-kit/test/notifications',
  'backing-up',
  'cart-hold',
];
const isLong = ({ moduleId }: TestSpecification) => longOnes.some((part) => moduleId.includes(part));

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Files share what they import: compiling it anew for each cost a third of the run. So no file may leave anything behind in it. */
const shared = { isolate: false };

/** On a busy machine a moment lasts: what comes at all is waited for, whoever else is at work. */
const patient = { timeout: 30_000, interval: 25 };

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
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        // Needs nothing but Node.
        test: {
          ...shared,
          name: 'pure',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, '**/*.pg.test.ts', 'journeys/**'],
          expect: { poll: patient },
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
          expect: { poll: patient },
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
