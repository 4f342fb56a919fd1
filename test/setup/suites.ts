/** The test suites. Each is a folder of `test/` and a vitest project. */

import type { CephVersion } from '../support/ceph/release.ts';

export interface Suite {
  /** The folder in `test/`, and the name on the command line. */
  name: string;
  purpose: string;
  /**
   * Approximate duration on two cores, with other suites running. The longest start first, so that none runs alone at the
   * end.
   */
  minutes: number;
  /** Milliseconds for one test. Generous, because it only has to end a hang. */
  testTimeout: number;
  /** The Ceph clusters that the suite's tests share, by version. */
  ceph: readonly CephVersion[];
  /** How many test files run at once, whatever the number of cores. Default: vitest's, which is one on two cores. */
  workers?: number;
  /** Test files of other suites that it runs too, with the executable instead of the sources. */
  withExecutable?: readonly string[];
}

const seconds = (count: number) => count * 1000;

/** Those of `npm test`. */
export const suites: readonly Suite[] = [
  {
    name: 'unit',
    purpose: 'single functions: no network, and no processes but their own',
    minutes: 9,
    testTimeout: seconds(120),
    ceph: [],
  },
  {
    name: 'wire',
    purpose: 'requests as sent, and how each answer is handled (nock)',
    minutes: 1,
    testTimeout: seconds(120),
    ceph: [],
  },
  {
    name: 'sandbox',
    purpose: 'the local OtterStorage',
    minutes: 13,
    testTimeout: seconds(300),
    ceph: [],
    workers: 2,
  },
  {
    name: 'clients',
    purpose: 'aws-cli, boto3, s5cmd and rclone, and the shells',
    minutes: 10,
    testTimeout: seconds(300),
    ceph: [],
    workers: 2,
  },
  {
    name: 'ceph',
    purpose: 'a real Ceph RGW, over http and https',
    minutes: 10,
    testTimeout: seconds(300),
    ceph: [16],
    workers: 2,
  },
  {
    name: 'versions',
    purpose: 'what works on every Ceph RGW: 16, 18 and 20 side by side',
    minutes: 6,
    testTimeout: seconds(300),
    ceph: [16, 18, 20],
    // These tests mostly wait for three clusters.
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
    minutes: 20,
    testTimeout: seconds(600),
    ceph: [16, 20],
  },
  {
    name: 'gitea',
    purpose: "the workflows of runners on Gitea's engine, which Forgejo's comes from",
    minutes: 2,
    testTimeout: seconds(600),
    ceph: [],
  },
];

/** Those that run only where they are named: they, or what they need, take more time than `npm test` has. */
export const namedSuites: readonly Suite[] = [
  {
    name: 'clients-more',
    purpose: 'Go, Java, OpenTofu, DVC, s3fs, mc and minio-js',
    minutes: 10,
    testTimeout: seconds(600),
    ceph: [16],
  },
  {
    name: 'targets',
    purpose: 'the executables: the command line on x64, musl in a chroot, arm64 under QEMU',
    minutes: 12,
    testTimeout: seconds(600),
    ceph: [],
    withExecutable: [
      'test/sandbox/command-line.test.ts',
      'test/sandbox/upload-command.test.ts',
      'test/sandbox/download-command.test.ts',
      'test/sandbox/archive-command.test.ts',
      'test/sandbox/stream-command.test.ts',
      'test/sandbox/access-role.test.ts',
      'test/sandbox/check.test.ts',
      'test/sandbox/console.test.ts',
      'test/sandbox/id-token-programs.test.ts',
      'test/sandbox/init.test.ts',
      'test/sandbox/keyless.test.ts',
    ],
  },
  {
    name: 'windows',
    purpose: 'the built actions and the program on Windows: Node for Windows under Wine',
    minutes: 4,
    testTimeout: seconds(600),
    ceph: [],
    // They share one Wine.
    workers: 1,
  },
];
