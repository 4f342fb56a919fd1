import { defineConfig } from 'vitest/config';
import { suites } from './test/setup/suites.ts';

export default defineConfig({
  test: {
    projects: suites.map(({ name, testTimeout, sharedCeph }) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout,
        hookTimeout: testTimeout,
        globalSetup: sharedCeph ? ['test/setup/shared-ceph.ts'] : [],
      },
    })),
  },
});
