/**
 * Packages of another Debian release, unpacked with all dependencies into a folder. Nothing is installed: apt uses separate
 * lists, cache and status, and verifies signatures with the machine's keyring.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runPackageCommand, runPackageQuery } from './package-command.ts';

export interface DebianTree {
  /** Debian's code name: `trixie`, `sid`. */
  debian: string;
  /** Debian's name of the processor, such as `arm64`. Default: that of the machine. */
  architecture?: string;
  packages: readonly string[];
  /** The target folder. It exists only when it is complete. */
  folder: string;
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Why packages cannot be unpacked on this machine, or undefined if they can. */
export function explainNoTree(): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return 'this machine has no apt-get';
  if (!existsSync(keyring)) return `this machine has no ${keyring} to verify Debian's packages with`;
  return undefined;
}

function listMirrors(options: readonly string[]): string[] {
  const format = ['--format', '$(ORIGIN) $(LABEL) $(REPO_URI)', 'Created-By: Packages'];
  return (runPackageQuery('apt-get', [...options, 'indextargets', ...format]) ?? '')
    .split('\n')
    .flatMap((line) => {
      const [origin, label, mirror] = line.split(' ');
      return origin === 'Debian' && label === 'Debian' && mirror !== undefined ? [mirror] : [];
    });
}

/** The mirror of the machine's own Debian packages. apt knows it after fetching the mirror's lists. */
function findMirror(work: string): string | undefined {
  const [mirror] = listMirrors([]);
  if (mirror !== undefined) return mirror;
  // Separate from the machine's own lists, which stay unchanged.
  const lists = join(work, 'machine');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::lists=${lists}`, '-o', 'APT::Sandbox::User=root'];
  runPackageCommand('apt-get', [...options, 'update']);
  return listMirrors(options)[0];
}

function configureApt(work: string, { debian, architecture }: DebianTree, mirror: string): string {
  for (const name of ['lists/partial', 'archives/partial']) mkdirSync(join(work, name), { recursive: true });
  // With no package installed, apt downloads everything that the programs need.
  writeFileSync(join(work, 'status'), '');
  const source = { Types: 'deb', URIs: mirror, Suites: debian, Components: 'main', 'Signed-By': keyring };
  const lines = Object.entries(source).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(work, 'own.sources'), lines.join(''));
  const file = join(work, 'apt.conf');
  writeFileSync(
    file,
    `${architecture === undefined ? '' : `APT::Architecture "${architecture}";\nAPT::Architectures "${architecture}";\n`}Dir::Etc::sourcelist "${work}/own.sources";
Dir::Etc::sourceparts "-";
Dir::State::status "${work}/status";
Dir::State::extended_states "${work}/extended_states";
Dir::State::lists "${work}/lists";
Dir::Cache "${work}";
Dir::Cache::archives "${work}/archives";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
APT::Sandbox::User "root";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
`,
  );
  return file;
}

function downloadPackages(work: string, tree: DebianTree, mirror: string): string | undefined {
  const apt = ['-c', configureApt(work, tree, mirror)];
  const install = ['install', '--yes', '--no-install-recommends', '--download-only', ...tree.packages];
  return (
    runPackageCommand('apt-get', [...apt, 'update', '--error-on=any']) ??
    runPackageCommand('apt-get', [...apt, ...install])
  );
}

function unpackPackages(archives: string, root: string): string | undefined {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    const failure = runPackageCommand('dpkg-deb', ['--extract', join(archives, name), root]);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Another checkout that shares the folder may have been faster. */
function putInPlace(root: string, folder: string): void {
  try {
    renameSync(root, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** Removes what interrupted runs left behind. Recent folders may belong to a checkout that is still working. */
function removeStale(folder: string): void {
  const hour = 60 * 60_000;
  for (const name of readdirSync(dirname(folder)).filter((entry) =>
    entry.startsWith(`${basename(folder)}.`),
  )) {
    const path = join(dirname(folder), name);
    if (Date.now() - statSync(path).mtimeMs > hour) rmSync(path, { recursive: true, force: true });
  }
}

/** Downloads and unpacks. Returns why it failed, and then leaves nothing behind. */
export function makeDebianTree(tree: DebianTree, say: (line: string) => void): string | undefined {
  mkdirSync(dirname(tree.folder), { recursive: true });
  removeStale(tree.folder);
  const work = mkdtempSync(`${tree.folder}.`);
  try {
    const mirror = findMirror(work);
    if (mirror === undefined) return "the machine's apt sources have no mirror of Debian";
    const failure = downloadPackages(work, tree, mirror);
    if (failure !== undefined) return failure;
    say(`  … downloaded and verified; unpacking into ${tree.folder}`);
    const root = join(work, 'root');
    const broken = unpackPackages(join(work, 'archives'), root);
    if (broken === undefined) putInPlace(root, tree.folder);
    return broken;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
