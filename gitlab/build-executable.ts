/**
 * `npm run build:executable -- TARGET…`: the command line as one file for each target, which needs no Node. Prints the path
 * of each file that it wrote, one a line.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { constants, createGzip } from 'node:zlib';
import { CHECKSUMS, checksumsOf } from '../release/checksums.ts';

interface Target {
  /** Of the compiler's package for it, which no script installs. */
  readonly package: string;
  /** What npm has to find in the registry. */
  readonly integrity: string;
  /** The compiler's own name for it. */
  readonly compiles: string;
}

const VERSION = '1.4.5';

/** Those for x64 also run on processors without AVX2. */
const TARGETS: Readonly<Record<string, Target>> = {
  'linux-x64': {
    package: '@oven/bun-linux-x64-baseline',
    integrity:
      'sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
    compiles: 'bun-linux-x64-baseline',
  },
  'linux-x64-musl': {
    package: '@oven/bun-linux-x64-musl-baseline',
    integrity:
      'sha512-cWJhU8h0+MiUgpSt99sQhjxLIIosKEcKYdtKddohokUvAuN6jKOy7g7+QDTZTXtwHxz93wL3BX+L6wXVPDUH3A==',
    compiles: 'bun-linux-x64-musl-baseline',
  },
  'linux-arm64': {
    package: '@oven/bun-linux-aarch64',
    integrity:
      'sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==',
    compiles: 'bun-linux-arm64',
  },
  'linux-arm64-musl': {
    package: '@oven/bun-linux-aarch64-musl',
    integrity:
      'sha512-XCNc+WvvMAdNNb+OWTogpy+N9wm62fkVeEVLb6how0RZhW5LPi6c7BlkeVCuWps7XjEl2saFpHFa20/1E+PAHg==',
    compiles: 'bun-linux-arm64-musl',
  },
  'macos-arm64': {
    package: '@oven/bun-darwin-aarch64',
    integrity:
      'sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==',
    compiles: 'bun-darwin-arm64',
  },
  'windows-x64': {
    package: '@oven/bun-windows-x64-baseline',
    integrity:
      'sha512-/U3Dc74uGqE6EUqef7mPtg9KwJs7iJH4JHRMfIZIn18MrJh6Xz4gVvWDXRvzCL2j8wPlTnJVyrO4n7Qq4uM7TQ==',
    compiles: 'bun-windows-x64-baseline',
  },
};

const HELP = `Usage: npm run build:executable -- [TARGET…|all]

Builds the command line as one file that needs no Node, for each TARGET, and packs it with gzip (-9).
Without a TARGET it builds linux-x64. The compiler, Bun ${VERSION}, comes from npm: once, about 50 MB for each target.

Targets: ${Object.keys(TARGETS).join(', ')}

The files are put in .cache/executables: otter-sts-TARGET and otter-sts-TARGET.gz, the bundle for machines with Node
(otter-sts.cjs), and ${CHECKSUMS}. Upload the whole folder to use its address as the input bundle of GitLab's templates.
Their paths are printed, one a line. The exit code is 1 after a failure, and 2 for an invalid command line.`;

const project = fileURLToPath(new URL('..', import.meta.url));

/** What the folder has is what a base address of GitLab's templates needs. */
export const executablesFolder = join(project, '.cache/executables');

/** The path of a target's executable. */
export function executableOf(target: string): string {
  return join(executablesFolder, `otter-sts-${target}${target.startsWith('windows') ? '.exe' : ''}`);
}

/**
 * Builds the executable for a target.
 *
 * @returns its path
 * @throws Error if the compiler cannot be downloaded, differs from the pinned one, or does not run on this machine
 */
export function buildExecutable(name: string): string {
  const target = TARGETS[name];
  if (target === undefined)
    throw new Error(`There is no target ${name}: use ${Object.keys(TARGETS).join(', ')}.`);
  const compiler = fetchCompiler(ownTarget());
  const file = executableOf(name);
  mkdirSync(executablesFolder, { recursive: true });
  // A job's own .env or bunfig.toml must not change what the program does.
  const isolated = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  // Without its path, the compiler would download the target's runtime itself.
  const options = [
    `--target=${target.compiles}`,
    `--compile-executable-path=${fetchCompiler(target)}`,
    ...isolated,
  ];
  const build = ['build', '--compile', '--bytecode', '--format=esm', ...options];
  run(compiler, [...build, 'cli/executable.ts', '--outfile', file]);
  return file;
}

/** The target whose compiler runs on this machine. */
function ownTarget(): Target {
  const systems: Readonly<Record<string, string>> = { darwin: 'macos', win32: 'windows' };
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const musl = process.platform === 'linux' && header.glibcVersionRuntime === undefined ? '-musl' : '';
  const name = `${systems[process.platform] ?? process.platform}-${process.arch}${musl}`;
  const target = TARGETS[name];
  if (target === undefined) {
    throw new Error(
      `There is no compiler for this machine (${name}): use Linux, macOS on Apple silicon or Windows.`,
    );
  }
  return target;
}

/** Not a dependency, because only those who build executables need it. @returns the path of the compiler */
function fetchCompiler({ package: name, integrity }: Target): string {
  const version = `${name}@${VERSION}`;
  const folder = join(project, '.cache/bun', version.replace(/^.*\//, ''));
  const compiler = join(folder, 'package/bin', name.includes('windows') ? 'bun.exe' : 'bun');
  if (existsSync(compiler)) return compiler;
  mkdirSync(join(project, '.cache/bun'), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    // Unlike `npm install`, it takes packages for other systems.
    run('npm', ['pack', version, '--loglevel=error', '--pack-destination', work]);
    const [packed = ''] = readdirSync(work);
    const archive = join(work, packed);
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity)
      throw new Error(
        `The registry's ${version} has the checksum ${found}, and not ${integrity}. It was not run.`,
      );
    execFileSync('tar', ['-xzf', archive, '-C', work]);
    rmSync(archive);
    // Another build may have been faster.
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return compiler;
}

/** Packs a file beside it. @returns the path */
async function pack(file: string): Promise<string> {
  const packed = `${file}.gz`;
  const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
  await pipeline(createReadStream(file), gzip, createWriteStream(packed));
  return packed;
}

/** Adds the bundle for machines with Node, and then the checksums of all. @returns the paths of both */
function completeFolder(): string[] {
  const bundle = join(executablesFolder, 'otter-sts.cjs');
  copyFileSync(join(project, 'dist/cli/index.js'), bundle);
  const list = join(executablesFolder, CHECKSUMS);
  writeFileSync(list, checksumsOf(executablesFolder));
  return [bundle, list];
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @returns the targets, or the exit code if there is nothing to build */
function readCommandLine(): string[] | number {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help === true) {
      console.log(HELP);
      return 0;
    }
    const unknown = positionals.find((name) => name !== 'all' && !Object.hasOwn(TARGETS, name));
    if (unknown !== undefined) throw new Error(`There is no target "${unknown}".`);
    if (positionals.includes('all')) return Object.keys(TARGETS);
    return positionals.length === 0 ? ['linux-x64'] : positionals;
  } catch (error) {
    console.error(`${(error as Error).message} See npm run build:executable -- --help.`);
    return 2;
  }
}

async function main(): Promise<number> {
  const targets = readCommandLine();
  if (typeof targets === 'number') return targets;
  for (const target of targets) {
    const file = buildExecutable(target);
    console.log(`${file}\n${await pack(file)}`);
  }
  for (const file of completeFolder()) console.log(file);
  return 0;
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
