/** Runs GitLab CI files with gitlab-ci-local: its parser, its includes, and bash on this machine. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { TEMPLATES } from '../../gitlab/pin.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type CommandResult, cleanEnvironment, projectFolder, run, runOrThrow } from './command.ts';
import { bundle, processesNaming } from './gitlab-job.ts';

export interface PipelineOptions {
  /** The text of `.gitlab-ci.yml`. If it includes the release's template, it gets the one of this checkout. */
  readonly ci: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Variables as in the project's settings, by environment scope. `*` means all. */
  readonly variables: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Only these jobs. */
  readonly jobs?: readonly string[];
  /** Folders to put before the PATH. */
  readonly path?: readonly string[];
  readonly timeout?: number;
}

export interface PipelineRun extends CommandResult {
  /** The whole output. */
  readonly log: string;
  /** What a job wrote to `$NOTES`, a file of the test. */
  readonly notes: string;
  /** What was left in the jobs' temporary folder. */
  readonly left: readonly string[];
  /** The otter-sts processes that outlived the pipeline. */
  readonly processes: readonly string[];
}

/** A GitLab server that does not exist. */
export const HOST = 'gitlab.example.com';

/** Where releases are. */
export const RELEASE = `https://raw.githubusercontent.com/otter/sts-credentials/v${manifest.version}/`;

/** Runs a pipeline in a temporary repository, with the shell executor. */
export async function runPipeline(options: PipelineOptions): Promise<PipelineRun> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-gl-'));
  const server = await serveRelease();
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const project = await makeProject(join(folder, 'project'), options, address);
    const release = await makeRepository(join(folder, 'release'), releaseFiles(), 'otter/sts-credentials');
    const temporary = join(folder, 'tmp');
    const notes = join(folder, 'notes');
    mkdirSync(temporary);
    writeFileSync(notes, '');
    const { PATH = '' } = cleanEnvironment(folder);
    const result = await run('gitlab-ci-local', ['--force-shell-executor', ...(options.jobs ?? [])], {
      cwd: project,
      home: folder,
      env: {
        TMPDIR: temporary,
        NOTES: notes,
        ...redirectGit(release),
        PATH: [...(options.path ?? []), PATH].join(delimiter),
      },
      timeout: options.timeout ?? 300_000,
    });
    const left = readdirSync(temporary);
    return {
      ...result,
      log: result.stdout + result.stderr,
      notes: readFileSync(notes, 'utf8'),
      left,
      processes: processesNaming(temporary),
    };
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Serves the checkout's templates as the release would. */
function serveRelease(): Promise<Server> {
  const files = releaseFiles();
  const server = createServer((request, response) => {
    const file = files[request.url?.slice(1) ?? ''];
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'text/plain' });
    response.end(file ?? 'not found');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** What a release's repository has for GitLab. */
function releaseFiles(): Record<string, string> {
  const paths = TEMPLATES.flatMap((name) => [`gitlab/${name}.yml`, `templates/${name}.yml`]);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(projectFolder, path), 'utf8')]));
}

/** Makes git read the release from its folder instead of the server in the includes. */
function redirectGit(release: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${release}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://${HOST}:443/otter/sts-credentials.git`,
  };
}

function makeProject(folder: string, options: PipelineOptions, release: string): Promise<string> {
  const files = {
    '.gitlab-ci.yml': options.ci.replaceAll(RELEASE, release),
    '.gitlab-ci-local-variables.yml': JSON.stringify(scopeVariables(options.variables)),
    '.gitignore': '.gitlab-ci-local\n',
    ...options.files,
  };
  return makeRepository(folder, files, 'otter/project');
}

async function makeRepository(
  folder: string,
  files: Readonly<Record<string, string>>,
  name: string,
): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: file.endsWith('.sh') ? 0o755 : 0o644 });
  }
  const git = (...args: string[]) =>
    runOrThrow('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
    });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', `https://${HOST}/${name}.git`);
  await git('add', '.');
  await git('commit', '--quiet', '--message=Test');
  await git('tag', 'v1.0.0');
  return folder;
}

function scopeVariables(variables: PipelineOptions['variables']) {
  const all = { OTTER_STS_BUNDLE: bundle, ...variables };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      { type: 'variable', values: typeof value === 'string' ? { '*': value } : value },
    ]),
  );
}

/** The text of an example. */
export function readExample(name: string): string {
  return readFileSync(join(projectFolder, 'gitlab/examples', `${name}.yml`), 'utf8');
}
