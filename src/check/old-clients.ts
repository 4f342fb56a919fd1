import { execFile } from 'node:child_process';
import { findProgram } from '../program-places.ts';
import { type CheckLine, warn } from './line.ts';
import type { Report } from './report.ts';
import type { Place } from './requester.ts';

/** The time limit of one program, in milliseconds. The AWS CLI takes a second, and many on a busy machine. */
const LIMIT_MS = 30_000;

/** What a program needs to find itself and its packages. */
const NEEDED = ['PATH', 'PATHEXT', 'SYSTEMROOT', 'HOME', 'USERPROFILE', 'PYTHONPATH', 'VIRTUAL_ENV', 'LANG'];

type Version = readonly [major: number, minor: number];

interface Client {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly pattern: RegExp;
  /** The first versions of each line that read `AWS_ENDPOINT_URL`, all of July 2023. */
  readonly since: readonly Version[];
  readonly remedy: string;
}

const CLIENTS: readonly Client[] = [
  {
    name: 'the AWS CLI',
    command: 'aws',
    args: ['--version'],
    pattern: /^aws-cli\/(\d+)\.(\d+)/,
    since: [
      [1, 29],
      [2, 13],
    ],
    remedy: 'install 2.13, 1.29 or newer, or add --endpoint-url "$AWS_ENDPOINT_URL" to each command.',
  },
  {
    name: 'the botocore of python3',
    command: 'python3',
    // Not what lies in the current folder.
    args: [
      '-c',
      'import sys; sys.path[:] = filter(None, sys.path); import botocore; print(botocore.__version__)',
    ],
    pattern: /^(\d+)\.(\d+)/,
    since: [[1, 31]],
    remedy:
      "install boto3 1.28 or newer, or pass endpoint_url=os.environ['AWS_ENDPOINT_URL'] to its clients.",
  },
];

/**
 * Warns of an AWS CLI and a boto3 on the PATH that are too old for `AWS_ENDPOINT_URL`. They would send the session to Amazon.
 * Reports nothing if there are none, because other folders may have some.
 */
export async function lookAtOldClients({ connection, signal }: Place, report: Report): Promise<void> {
  const env = Object.fromEntries(NEEDED.map((name) => [name, connection.environment?.[name]]));
  const printed = await Promise.all(CLIENTS.map((client) => askVersion(client, env, signal)));
  for (const [index, client] of CLIENTS.entries()) {
    const line = judgeClient(client, printed[index] ?? '');
    if (line !== undefined) report(line);
  }
}

/** What the program prints. Empty if it cannot be run. */
function askVersion(
  { command, args }: Client,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const path = findProgram(command, env);
  if (path === undefined) return Promise.resolve('');
  return new Promise((resolve) => {
    execFile(path, args, { env, signal, timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}

/** @returns undefined if it is not there, or new enough */
function judgeClient({ name, pattern, since, remedy }: Client, printed: string): CheckLine | undefined {
  const [, major, minor] = pattern.exec(printed) ?? [];
  const first = since.find((version) => version[0] === Number(major));
  if (first === undefined || Number(minor) >= first[1]) return undefined;
  const effect = 'does not read AWS_ENDPOINT_URL, and sends its requests to amazonaws.com';
  return warn('clients', `${name} here, ${major}.${minor}, ${effect}`, remedy);
}
