/** The suites of the tests: one folder of `test/` each, one vitest project each. */

import type { CephVersion } from '../support/ceph/release.ts';

export interface Suite {
  /** The folder below `test/`, and the name on the command line. */
  name: string;
  purpose: string;
  /** About how long it takes beside others on two cores. The longest begin first, so that none runs alone in the end. */
  minutes: number;
  /** Milliseconds for one test. Generous: it is there to end a hang, not to measure. */
  testTimeout: number;
  /** The Ceph clusters that the suite's tests share, by version. */
  ceph: readonly CephVersion[];
  /** Test files at once, however few cores there are; as many as vitest takes otherwise: one on two cores. */
  workers?: number;
}

const seconds = (count: number) => count * 1000;

export const suites: readonly Suite[] = [
  {
    name: 'unit',
    purpose: 'functions by themselves: no network, no processes but their own',
    minutes: 3,
    testTimeout: seconds(120),
    ceph: [],
  },
  {
    name: 'wire',
    purpose: 'what goes over the wire, and what is made of each answer (nock)',
    minutes: 1,
    testTimeout: seconds(120),
    ceph: [],
  },
  {
    name: 'sandbox',
    purpose: 'the local OtterStorage',
    minutes: 9,
    testTimeout: seconds(300),
    ceph: [],
    workers: 2,
  },
  {
    name: 'clients',
    purpose: 'aws-cli, boto3, s5cmd and rclone, and the shells',
    minutes: 7,
    testTimeout: seconds(300),
    ceph: [],
    workers: 2,
  },
  {
    name: 'ceph',
    purpose: 'a real Ceph RGW, over http and https',
    minutes: 8,
    testTimeout: seconds(300),
    ceph: [16],
    workers: 2,
  },
  {
    name: 'versions',
    purpose: 'what every Ceph RGW has to do: 16, 18 and 20 side by side',
    minutes: 6,
    testTimeout: seconds(300),
    ceph: [16, 18, 20],
    // They wait for three clusters most of the time.
    workers: 4,
  },
  {
    name: 'faults',
    purpose: 'outages, kills and leaks while clients work',
    minutes: 7,
    testTimeout: seconds(600),
    ceph: [16],
    workers: 2,
  },
  {
    name: 'runners',
    purpose: 'real workflow files under nektos/act, and real GitLab CI files under gitlab-ci-local',
    minutes: 10,
    testTimeout: seconds(600),
    ceph: [16],
  },
];
