/** The suites of the tests: one folder of `test/` each, one vitest project each. */

export interface Suite {
  /** The folder below `test/`, and the name on the command line. */
  name: string;
  purpose: string;
  /** Suites of one lane run one after the other; lanes run side by side, since most of them wait most of the time. */
  lane: 'quick' | 'storage' | 'runners';
  /** Milliseconds for one test. Generous: it is there to end a hang, not to measure. */
  testTimeout: number;
  /** Whether the suite's tests share one Ceph cluster. */
  sharedCeph: boolean;
}

const seconds = (count: number) => count * 1000;

export const suites: readonly Suite[] = [
  {
    name: 'unit',
    purpose: 'functions by themselves: no network, no processes but their own',
    lane: 'quick',
    testTimeout: seconds(30),
    sharedCeph: false,
  },
  {
    name: 'wire',
    purpose: 'what goes over the wire, and what is made of each answer (nock)',
    lane: 'quick',
    testTimeout: seconds(30),
    sharedCeph: false,
  },
  {
    name: 'sandbox',
    purpose: 'the local OtterStorage',
    lane: 'quick',
    testTimeout: seconds(120),
    sharedCeph: false,
  },
  {
    name: 'clients',
    purpose: 'aws-cli, boto3, s5cmd and rclone, and the shells',
    lane: 'quick',
    testTimeout: seconds(180),
    sharedCeph: false,
  },
  {
    name: 'ceph',
    purpose: 'a real Ceph RGW, over http and https',
    lane: 'storage',
    testTimeout: seconds(180),
    sharedCeph: true,
  },
  {
    name: 'faults',
    purpose: 'outages, kills and leaks while clients work',
    lane: 'storage',
    testTimeout: seconds(300),
    sharedCeph: true,
  },
  {
    name: 'runners',
    purpose: 'real workflow files under nektos/act, and real GitLab CI files under gitlab-ci-local',
    lane: 'runners',
    testTimeout: seconds(300),
    sharedCeph: true,
  },
];
