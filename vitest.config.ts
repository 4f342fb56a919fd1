import { defineConfig } from 'vitest/config';
import { suites } from './test/setup/suites.ts';

export default defineConfig({
  test: {
    projects: suites.map(({ name, testTimeout, ceph, workers }) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout,
        hookTimeout: testTimeout,
        ...(workers === undefined ? {} : { maxWorkers: workers }),
        globalSetup: ceph.length > 0 ? ['test/setup/shared-ceph.ts'] : [],
      },
    })),
  },
});
