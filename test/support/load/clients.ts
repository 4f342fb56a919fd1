/**
 * S3 clients that work until they are told to stop, for at least one round. They do not retry, so that no
 * failed request is hidden.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsCli, python, rclone, restic, s5cmd } from '../clients.ts';
import { projectFolder, run } from '../command.ts';

export interface Load {
  /** Rounds of work that succeeded. */
  done: number;
  failures: string[];
}

interface LoadOptions {
  env: Readonly<Record<string, string>>;
  bucket: string;
  /** A separate folder for the test. */
  folder: string;
  /** Work ends when this file exists. */
  stopFile: string;
}

export type StartLoad = (options: LoadOptions) => Promise<Load>;

/** One process for the whole work. */
export function longProcess(command: () => string, script?: string): StartLoad {
  return async ({ env, stopFile, folder }) => {
    const sources = script === undefined ? [] : [join(projectFolder, 'test/support/load', script)];
    const args = [...sources, stopFile, script ?? ''];
    // Keeps Python's compiled files away from the sources.
    const variables = { ...env, PYTHONDONTWRITEBYTECODE: '1' };
    const options = { env: variables, home: folder, timeout: 600_000 };
    const { code, stdout, stderr } = await run(command(), args, options);
    if (code !== 0) return { done: 0, failures: [stderr] };
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Load;
  };
}

/** One process for each round, with many requests. */
export function rounds(
  prepare: (options: LoadOptions) => { command: string; args: string[]; env?: Record<string, string> },
): StartLoad {
  return async (options) => {
    const { command, args, env } = prepare(options);
    const load: Load = { done: 0, failures: [] };
    for (;;) {
      const result = await run(command, args, {
        env: { ...options.env, ...env },
        home: options.folder,
        timeout: 120_000,
      });
      if (result.code === 0) load.done += 1;
      else load.failures.push(`${result.stdout}\n${result.stderr}`);
      if (existsSync(options.stopFile)) return load;
      // Without a pause, they would use the whole machine, which they share.
      await sleep(1_000);
    }
  };
}

function makeFiles(folder: string, count: number): string {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(files, `${index}.txt`), `file ${index}`);
  return files;
}

/** The clients that are tested everywhere, by their usual names. */
export const LOADS: Readonly<Record<string, StartLoad>> = {
  boto3: longProcess(python, 'boto3_load.py'),
  'JS SDK v3': longProcess(() => process.execPath, 'sdk-load.ts'),
  'aws-cli': rounds(({ bucket, folder }) => ({
    command: awsCli(),
    args: ['s3', 'cp', '--recursive', '--quiet', makeFiles(folder, 5), `s3://${bucket}/aws-cli/`],
    env: { AWS_MAX_ATTEMPTS: '1' },
  })),
  s5cmd: rounds(({ bucket, folder }) => {
    const files = makeFiles(folder, 40);
    const list = join(folder, 'commands');
    const commands = Array.from(
      { length: 40 },
      (_, index) => `cp ${files}/${index}.txt s3://${bucket}/s5cmd/${index}`,
    );
    writeFileSync(list, `${commands.join('\n')}\n`);
    return {
      command: s5cmd(),
      args: ['--retry-count', '0', '--numworkers', '2', 'run', list],
    };
  }),
  rclone: rounds(({ bucket, folder }) => ({
    command: rclone(),
    args: [
      ...['copy', '--ignore-times', '--tpslimit', '10', '--retries', '1', '--low-level-retries', '1'],
      ...[makeFiles(folder, 20), `otter:${bucket}/rclone`],
    ],
  })),
};

/** The clients for which the sandbox is enough. */
export const MORE_LOADS: Readonly<Record<string, StartLoad>> = {
  obstore: longProcess(python, 'obstore_load.py'),
  pyarrow: longProcess(python, 'pyarrow_load.py'),
  'minio-py': longProcess(python, 'minio_load.py'),
  DuckDB: longProcess(python, 'duckdb_load.py'),
  restic: rounds(({ bucket, folder, env }) => ({
    command: 'sh',
    args: [
      '-ec',
      '"$0" cat config >/dev/null 2>&1 || "$0" init --quiet; "$0" backup --quiet "$1"',
      restic(),
      makeFiles(folder, 5),
    ],
    env: { RESTIC_REPOSITORY: `s3:${env.AWS_ENDPOINT_URL}/${bucket}/restic`, RESTIC_PASSWORD: 'test' },
  })),
};
