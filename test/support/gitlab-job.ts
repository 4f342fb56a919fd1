/** Jobs as GitLab's runner writes them (`BashWriter.Finish` and `writeCommands` in its source), in any shell. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder, start } from './command.ts';
import { includeTemplate } from './gitlab-template.ts';
import { asOrdinaryUser, ORDINARY_USER } from './ordinary-user.ts';
import { programPath } from './requirements.ts';

/** The bundle under test. OTTER_TEST_BUNDLE names another one, to test a change before dist/ is built. */
export const bundle = process.env.OTTER_TEST_BUNDLE ?? join(projectFolder, 'dist/cli/index.js');

export type Shell = 'bash' | 'dash' | 'busybox' | 'mksh' | 'zsh';

/** Records the secrets that must be masked, outside the log. */
export const NOTE =
  'for otter_note in "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"; do echo "$otter_note" >>"$NOTES"; done';

/** A program that prints its whole environment, each value in each encoding that common tools use. */
export const PRINT_ENCODED = `"${process.execPath}" -e '
const b = (t, e) => Buffer.from(t).toString(e);
for (const [name, value] of Object.entries(process.env)) {
  console.log(name + "=" + value);
  for (const before of ["", "x", "xy"]) {
    console.log(b(before + value, "base64"), b(before + value + "\\n", "base64"), b(before + value, "base64url"));
  }
  console.log(b(value, "hex"), b(value, "hex").toUpperCase(), JSON.stringify(JSON.stringify({ value })));
  console.log(encodeURIComponent(value), String(new URLSearchParams({ value })), b(value, "base64").replace(/.{76}/g, "$&\\n"));
}'`;

/** The bucket for which a job requests sessions, and the credentials for it. */
export interface JobBucket {
  readonly bucket: string;
  readonly endpoint: string;
  readonly roleArn: string;
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
}

/** The runner's quoting for shells other than bash. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function writeCommand(command: string): string {
  const lines = command.trim().split('\n');
  const notice = lines.length > 1 ? `$ ${lines[0]} # collapsed multi-line command` : `$ ${lines[0]}`;
  return `echo ${quote(`\u001b[32;1m${notice}\u001b[0;m`)}\n${command.trim()}\n`;
}

interface ScriptOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
  /** `CI_DEBUG_TRACE`. */
  readonly trace?: boolean;
  /** `FF_USE_NEW_BASH_EVAL_STRATEGY`. Without it, bash always fails with exit code 1. */
  readonly newEval?: boolean;
}

/** The standard input of the shell: before_script and script together, or after_script. */
function assembleScript({ variables, commands, trace = false, newEval = true }: ScriptOptions): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}\n`);
  const body = quote([...exports, ...commands.map(writeCommand)].join(''));
  return (
    `${trace ? 'set -o xtrace\n' : ''}` +
    'if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit\n' +
    `set +o noclobber\n: | ${newEval ? `(eval ${body})` : `eval ${body}`}\nexit 0\n`
  );
}

export interface JobOptions {
  readonly shell: Shell;
  readonly script: readonly string[];
  /** The job's own commands before those of the template. */
  readonly before?: readonly string[];
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  /** `undefined` removes a variable. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** False for the same job without the template, for comparison. */
  readonly template?: boolean;
  readonly trace?: boolean;
  readonly newEval?: boolean;
  /** False if the runner could not run it. */
  readonly afterScript?: boolean;
  readonly path?: string;
  /** True to end all processes of the script with its shell, as in a container, if the machine allows it. */
  readonly container?: boolean;
  /** A folder that is / for the job, with BusyBox as its /bin/sh. */
  readonly root?: string;
  /** Whether an ordinary user runs it, if the tests run as root. */
  readonly ordinaryUser?: boolean;
  readonly timeout?: number;
}

export interface JobRun {
  readonly code: number | null;
  /** Standard output and error together, as in a job's log. */
  readonly log: string;
  /** The same for after_script. */
  readonly after: string;
  /** The files that were in the job's temporary folder at its end. */
  readonly left: readonly string[];
  /** The otter-sts processes that outlived the job. */
  readonly processes: readonly string[];
  /** What the script wrote to `$NOTES`, a file of the test. */
  readonly notes: string;
}

/** Runs a job that extends `.otter-sts`. */
export async function runJob(bucket: JobBucket, options: JobOptions): Promise<JobRun> {
  const { root = '' } = options;
  const folder = mkdtempSync(join(root === '' ? tmpdir() : join(root, 'tmp'), 'otter-job-'));
  try {
    mkdirSync(join(folder, 'tmp'));
    // Created before the job, because its shell may not be allowed to create files with >>.
    writeFileSync(join(folder, 'notes'), '');
    if (options.ordinaryUser === true) {
      for (const path of [folder, join(folder, 'tmp')]) chownSync(path, ORDINARY_USER, ORDINARY_USER);
    }
    const { template = true, afterScript = template } = options;
    const job = includeTemplate({
      bucket: bucket.bucket,
      role_arn: bucket.roleArn,
      endpoint: bucket.endpoint,
      ...options.inputs,
    });
    const { before = [], script } = options;
    const commands = [...before, ...(template ? job.before_script : []), ...script];
    const run = (list: readonly string[]) => runShell(folder, bucket, options, list);
    const { code, log } = await run(commands);
    const after = afterScript ? (await run(job.after_script)).log : '';
    const temporary = join(folder, 'tmp');
    return {
      code,
      log,
      after,
      left: readdirSync(temporary),
      processes: processesNaming(temporary.slice(root.length)),
      notes: readFileSync(join(folder, 'notes'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runShell(
  folder: string,
  bucket: JobBucket,
  {
    shell,
    variables = {},
    trace = false,
    newEval = true,
    path,
    container = false,
    root = '',
    ordinaryUser = false,
    timeout,
  }: JobOptions,
  commands: readonly string[],
): Promise<{ code: number | null; log: string }> {
  const seen = folder.slice(root.length);
  const temporary = join(seen, 'tmp');
  const given: Record<string, string | undefined> = {
    CI_JOB_ID: '4711',
    CI_PROJECT_DIR: seen,
    CI_JOB_TIMEOUT: '3600',
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    OTTER_STS_BUNDLE: bundle,
    NOTES: join(seen, 'notes'),
    // The job's log so far, for a script that waits for it.
    SHOWN: join(seen, 'shown'),
    ...variables,
  };
  const set = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const input = assembleScript({ variables: Object.fromEntries(set), commands, trace, newEval });
  const program = root === '' ? [programPath('shells', shell)] : ['chroot', root, '/bin/busybox'];
  const enclosure = container && canContain() ? CONTAINER : [];
  const inside = [...enclosure, ...program, ...(shell === 'busybox' ? ['sh'] : [])];
  const command = ordinaryUser ? asOrdinaryUser(inside) : inside;
  const running = start('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...command], {
    input,
    env: { TMPDIR: temporary, ...(path === undefined ? {} : { PATH: path }) },
    ...(timeout === undefined ? {} : { timeout }),
  });
  const shown = setInterval(() => writeFileSync(join(folder, 'shown'), running.output()), 50);
  const { code, stdout } = await running.result.finally(() => clearInterval(shown));
  return { code, log: stdout };
}

/** A shell as the first process of its own namespace, as with GitLab's Docker executor. */
const CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
let contains: boolean | undefined;

/** Whether a test can create such a namespace on this machine. */
export function canContain(): boolean {
  const [unshare = '', ...options] = CONTAINER;
  contains ??= spawnSync(unshare, [...options, 'true']).status === 0;
  return contains;
}

/** The command lines of running processes that contain a folder's name. */
export function processesNaming(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const line = readProcFile(pid, 'cmdline').replaceAll('\0', ' ').trim();
      return line.includes(folder) ? [line] : [];
    });
}

function readProcFile(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    // The process has ended meanwhile.
    return '';
  }
}
