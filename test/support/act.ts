/**
 * Runs a workflow with nektos/act, or with Gitea's engine, on this machine, without Docker and the network, in a temporary
 * repository. Both `uses: otter/sts-credentials@v1` and `uses: ./` (after a checkout) mean the actions of this checkout, from
 * its archive.
 *
 * Differences from GitHub's runner: steps have a terminal, masks cover only the exact value and none of its encodings, a
 * canceled step is killed at once, and `RUNNER_TRACKING_ID` is empty.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { parseEntries, readActLog, type WorkflowLog } from './act-log.ts';
import { unpackArchive } from './archive.ts';
import { projectFolder, runOrThrow, start } from './command.ts';
import { readGiteaLog } from './gitea-log.ts';
import { programPath } from './requirements.ts';

export interface WorkflowOptions {
  /** What runs the workflow. By default act. With Gitea's engine, the log is as Gitea's runner shows it. */
  engine?: 'act' | 'gitea';
  /** The workflow's YAML, or the path of its file, absolute or from the project's folder. */
  workflow: string;
  secrets?: Readonly<Record<string, string>>;
  /** The environment of every step. */
  env?: Readonly<Record<string, string>>;
  /** Additional files of the repository: text by path. */
  files?: Readonly<Record<string, string>>;
  /** Creates the repository's files, instead of the actions of this checkout. */
  makeFiles?(folder: string): Promise<void>;
  /** A tag of the repository's commit. */
  tag?: string;
  /** Folders of other actions, which would otherwise be fetched, by `owner/name@ref`. */
  actions?: Readonly<Record<string, string>>;
  /** The event, by default `push`, and its payload. */
  event?: { name: string; payload?: object };
  /** Milliseconds until act is killed. By default 300,000. */
  timeout?: number;
  /** Cancels the run once, as soon as the log contains this text. */
  cancelWhen?: string;
  /** Looks at what the run left behind, before it is removed. */
  inspect?(left: WorkflowFolders): void | Promise<void>;
}

export interface WorkflowFolders {
  /** HOME of act and of every step. In its `.cache/act/`, act keeps the workspace and RUNNER_TEMP of a failed job. */
  home: string;
  /** The repository that was checked out. */
  repository: string;
  /** The temporary folder of act and of every step. It is separate, because other runs share this machine. */
  temporary: string;
}

export interface WorkflowRun extends WorkflowLog {
  /** 0 if every job succeeded, 1 if one failed or was canceled. */
  code: number | null;
  /** The log as shown by runners that decode masks, such as Gitea's since August 2026. */
  decodedLog: string;
}

interface Folders extends WorkflowFolders {
  root: string;
  /** The action as in a release. */
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

/** Passes secrets and environment in files of JSON, which act reads as YAML. Dotenv would mangle quotes and dollars. */
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

// The host itself is the runner, without Docker, and nothing is fetched.
const onThisMachine = [
  ...['--platform', 'ubuntu-latest=-self-hosted'],
  ...['--container-daemon-socket', '-', '--pull=false'],
  ...['--action-offline-mode', '--no-cache-server', '--json'],
];

/** Gitea's runner takes the log unmasked, and masks it itself. */
const ENGINES = {
  act: [() => programPath('act', 'act'), []],
  gitea: [() => programPath('gitea', 'gitea-act'), ['--insecure-secrets']],
} as const;

/** The log as shown by runners that do not decode masks, and by those that do. */
function readLogs(output: string, { engine, secrets = {} }: WorkflowOptions): [WorkflowLog, WorkflowLog] {
  if (engine !== 'gitea') return [readActLog(output), readActLog(output)];
  const entries = parseEntries(output);
  const [plain, decoded] = [false, true].map((decodesMasks) =>
    readGiteaLog(entries, Object.values(secrets), { decodesMasks }),
  );
  return [plain, decoded] as [WorkflowLog, WorkflowLog];
}

async function runAct(folders: Folders, options: WorkflowOptions): Promise<WorkflowRun> {
  const event = options.event?.name ?? 'push';
  const actions = Object.entries({ 'otter/sts-credentials@v1': folders.action, ...options.actions });
  const local = actions.flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]);
  const parameters = writeParameters(folders, options);
  const [program, engineOptions] = ENGINES[options.engine ?? 'act'];
  const args = [event, ...onThisMachine, ...engineOptions, ...local, ...parameters];
  const act = start(program(), args, {
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
      // Only act and not its group, because act itself must pass it on to the steps.
      act.child.kill('SIGINT');
    };
    act.child.stdout?.on('data', cancel);
  }
  const { code, signal, stdout, stderr } = await act.result;
  const [log, decoded] = readLogs(stdout, options);
  // On a busy machine, the log once ended in the middle of a step. The end of act's output says why.
  if (!stdout.includes('jobResult'))
    log.log += `\nact ended with ${signal ?? code} before its job:\n${stderr}`;
  // A workflow that act does not understand at all is a mistake in the test.
  if (log.steps.length === 0) throw new Error(`act ran no step:\n${stderr}\n${log.log}`);
  return { code, ...log, decodedLog: decoded.log };
}

/** Runs every job of the workflow. Throws if act cannot run it at all or exceeds the timeout. */
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
