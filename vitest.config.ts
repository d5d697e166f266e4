import { defineConfig } from 'vitest/config';

/** Pure tests and tests on a real PostgreSQL (one cluster a run, a clone for each file); journeys in a browser run in the same run, last. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: ['tests/support/cluster.ts'],
    testTimeout: 90_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    restoreMocks: true,
  },
});
