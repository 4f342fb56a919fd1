/** S3 clients that work without retries, so that not one failed request is hidden, until they are told to stop. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsCli, python, rclone, s5cmd } from '../clients.ts';
import { projectFolder, run } from '../command.ts';

export interface Load {
  /** Rounds of work that ended well. */
  done: number;
  failures: string[];
}

interface LoadOptions {
  env: Readonly<Record<string, string>>;
  bucket: string;
  /** A folder of the test's own. */
  folder: string;
  /** Work ends when this file is there. */
  stopFile: string;
}

type StartLoad = (options: LoadOptions) => Promise<Load>;

/** One process for as long as the work lasts. */
function longProcess(command: () => string, script: string): StartLoad {
  return async ({ env, stopFile, folder }) => {
    const args = [join(projectFolder, 'test/support/load', script), stopFile, script];
    const { code, stdout, stderr } = await run(command(), args, { env, home: folder, timeout: 600_000 });
    if (code !== 0) return { done: 0, failures: [stderr] };
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Load;
  };
}

/** One process a round, each of which does many requests. */
function rounds(
  prepare: (options: LoadOptions) => { command: string; args: string[]; env?: Record<string, string> },
): StartLoad {
  return async (options) => {
    const { command, args, env } = prepare(options);
    const load: Load = { done: 0, failures: [] };
    while (!existsSync(options.stopFile)) {
      const result = await run(command, args, {
        env: { ...options.env, ...env },
        home: options.folder,
        timeout: 120_000,
      });
      if (result.code === 0) load.done += 1;
      else load.failures.push(`${result.stdout}\n${result.stderr}`);
      // Without a pause they would take all of a machine that others are at work on.
      await sleep(1_000);
    }
    return load;
  };
}

function makeFiles(folder: string, count: number): string {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(files, `${index}.txt`), `file ${index}`);
  return files;
}

/** Every client of the field, by the name that people know it by. */
export const LOADS: Readonly<Record<string, StartLoad>> = {
  boto3: longProcess(python, 'boto3_load.py'),
  'JS SDK v3': longProcess(() => process.execPath, 'sdk-load.ts'),
  'aws-cli': rounds(({ bucket, folder }) => ({
    command: awsCli(),
    args: ['s3', 'cp', '--recursive', '--quiet', makeFiles(folder, 5), `s3://${bucket}/aws-cli/`],
    env: { AWS_MAX_ATTEMPTS: '1' },
  })),
  s5cmd: rounds(({ bucket, folder, env }) => {
    const files = makeFiles(folder, 40);
    const list = join(folder, 'commands');
    const commands = Array.from(
      { length: 40 },
      (_, index) => `cp ${files}/${index}.txt s3://${bucket}/s5cmd/${index}`,
    );
    writeFileSync(list, `${commands.join('\n')}\n`);
    return {
      command: s5cmd(),
      args: [
        '--endpoint-url',
        env.AWS_ENDPOINT_URL ?? '',
        '--retry-count',
        '0',
        '--numworkers',
        '2',
        'run',
        list,
      ],
    };
  }),
  rclone: rounds(({ bucket, folder }) => ({
    command: rclone(),
    args: [
      ...['copy', '--ignore-times', '--tpslimit', '10', '--retries', '1', '--low-level-retries', '1'],
      ...[makeFiles(folder, 20), `:s3,provider=Ceph,env_auth=true:${bucket}/rclone`],
    ],
  })),
};
