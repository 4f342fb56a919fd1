/**
 * Runs a workflow with nektos/act on this machine, without Docker and without the network, in a throw-away
 * repository. `uses: otter/sts-credentials@v1` and `uses: ./` (after a checkout) both mean the actions of this
 * checkout, from its archive.
 *
 * Where act differs from GitHub's runner: steps have a terminal, masks cover the exact value alone and none of its
 * encodings, a cancelled step is killed at once, and `RUNNER_TRACKING_ID` is empty.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { readActLog, type WorkflowLog } from './act-log.ts';
import { unpackArchive } from './archive.ts';
import { projectFolder, runOrThrow, start } from './command.ts';
import { programPath } from './requirements.ts';

export interface WorkflowOptions {
  /** The workflow's YAML, or the path of its file, absolute or from the project's folder. */
  workflow: string;
  secrets?: Readonly<Record<string, string>>;
  /** Environment of every step. */
  env?: Readonly<Record<string, string>>;
  /** More files of the repository: text by path. */
  files?: Readonly<Record<string, string>>;
  /** Makes the repository's files, instead of the actions of this checkout. */
  makeFiles?(folder: string): Promise<void>;
  /** A tag of the repository's commit. */
  tag?: string;
  /** Folders with actions of others, which would be fetched: by `owner/name@ref`. */
  actions?: Readonly<Record<string, string>>;
  /** The event, `push` otherwise, and its payload. */
  event?: { name: string; payload?: object };
  /** Milliseconds until act is killed; 300,000 otherwise. */
  timeout?: number;
  /** Cancels the run, once, as soon as the log holds this text. */
  cancelWhen?: string;
  /** Looks at what the run left behind, before it is removed. */
  inspect?(left: WorkflowFolders): void | Promise<void>;
}

export interface WorkflowFolders {
  /** HOME of act and of every step. Below `.cache/act/` act keeps workspace and RUNNER_TEMP of a job that failed. */
  home: string;
  /** The repository that was checked out. */
  repository: string;
  /** The temporary folder of act and of every step: its own, since others are at work on this machine. */
  temporary: string;
}

export interface WorkflowRun extends WorkflowLog {
  /** 0 when every job succeeded, 1 when one failed or was cancelled. */
  code: number | null;
}

interface Folders extends WorkflowFolders {
  root: string;
  /** The action as a release has it. */
  action: string;
}

const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];

function makeFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'otter-act-'));
  const folders = {
    root,
    home: join(root, 'home'),
    repository: join(root, 'repository'),
    temporary: join(root, 'tmp'),
    action: join(root, 'action'),
  };
  const { home, repository, action, temporary } = folders;
  for (const folder of [home, repository, action, temporary]) mkdirSync(folder);
  return folders;
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function readWorkflow(workflow: string): string {
  if (workflow.includes('\n')) return workflow;
  return readFileSync(isAbsolute(workflow) ? workflow : join(projectFolder, workflow), 'utf8');
}

async function makeRepository(folder: string, options: WorkflowOptions): Promise<void> {
  await (options.makeFiles ?? unpackArchive)(folder);
  const workflow = { '.github/workflows/test.yml': readWorkflow(options.workflow) };
  writeFiles(folder, { ...options.files, ...workflow });
  const git = (...args: string[]) => runOrThrow('git', ['-C', folder, ...args]);
  await git('init', '--quiet', '--initial-branch', 'main');
  // act derives github.repository from the remote; nothing is fetched from it.
  await git('remote', 'add', 'origin', 'https://github.com/otter/example.git');
  await git('add', '--all', '--force');
  await git(...author, 'commit', '--quiet', '--message', 'A workflow to try');
  if (options.tag !== undefined) await git('tag', options.tag);
}

/** Secrets and environment go in files, as JSON, which act reads as YAML: dotenv would mangle quotes and dollars. */
function writeParameters({ root, temporary }: Folders, options: WorkflowOptions): string[] {
  const write = (name: string, value: object) => {
    const path = join(root, name);
    writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  };
  return [
    '--secret-file',
    write('secrets.yml', options.secrets ?? {}),
    '--env-file',
    write('env.yml', { TMPDIR: temporary, ...options.env }),
    '--eventpath',
    write('event.json', options.event?.payload ?? {}),
  ];
}

// The host itself is the runner; no Docker, and nothing fetched.
const onThisMachine = [
  ...['--platform', 'ubuntu-latest=-self-hosted'],
  ...['--container-daemon-socket', '-', '--pull=false'],
  ...['--action-offline-mode', '--no-cache-server', '--json'],
];

async function runAct(folders: Folders, options: WorkflowOptions): Promise<WorkflowRun> {
  const event = options.event?.name ?? 'push';
  const actions = Object.entries({ 'otter/sts-credentials@v1': folders.action, ...options.actions });
  const local = actions.flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]);
  const parameters = writeParameters(folders, options);
  const act = start(programPath('act', 'act'), [event, ...onThisMachine, ...local, ...parameters], {
    cwd: folders.repository,
    home: folders.home,
    env: { TMPDIR: folders.temporary },
    timeout: options.timeout ?? 300_000,
  });
  const { cancelWhen } = options;
  if (cancelWhen !== undefined) {
    const cancel = () => {
      if (!readActLog(act.output()).log.includes(cancelWhen)) return;
      act.child.stdout?.off('data', cancel);
      // act alone, not its group: passing it on to the steps is act's business.
      act.child.kill('SIGINT');
    };
    act.child.stdout?.on('data', cancel);
  }
  const { code, signal, stdout, stderr } = await act.result;
  const log = readActLog(stdout);
  // Seen once on a busy machine: the log ended in the midst of a step. What act ended with says why.
  if (!stdout.includes('jobResult'))
    log.log += `\nact ended with ${signal ?? code} before its job:\n${stderr}`;
  // A workflow that act does not understand at all is a mistake in the test.
  if (log.steps.length === 0) throw new Error(`act ran no step:\n${stderr}\n${log.log}`);
  return { code, ...log };
}

/** Runs every job of the workflow. Throws when act cannot run it at all or outlives its time-out. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const folders = makeFolders();
  try {
    await unpackArchive(folders.action);
    await makeRepository(folders.repository, options);
    const run = await runAct(folders, options);
    await options.inspect?.(folders);
    return run;
  } finally {
    rmSync(folders.root, { recursive: true, force: true });
  }
}
