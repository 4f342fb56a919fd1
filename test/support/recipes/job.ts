/** Runs the steps of a recipe as a job of a CI system: in one folder, with the variables that the system sets. */
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { s5cmd } from '../clients.ts';
import { cleanEnvironment, run, runOrThrow } from '../command.ts';
import type { AzureAgent } from './azure-agent.ts';
import type { Step } from './steps.ts';

/**
 * What a recipe calls `./backup.sh`: it uses the bucket, tries more than it may, and prints all secrets that
 * it can find in several encodings. It records them in the file `seen`, which only the test reads.
 */
const BACKUP = `#!/bin/sh
set -eu
if [ -n "\${AWS_CONTAINER_CREDENTIALS_FULL_URI:-}" ]; then
  curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" >"$SEEN"
  echo >>"$SEEN"
fi
env >>"$SEEN"
cat "$SEEN"
base64 -w 0 <"$SEEN"
od -An -tx1 -v <"$SEEN"
echo dump >dump.sql
s5cmd cp dump.sql s3://my-bucket/nightly/dump.sql
if s5cmd cp dump.sql s3://my-bucket/elsewhere/dump.sql 2>&1; then echo reached; else echo refused; fi
`;

export interface JobOptions {
  /** A folder for everything that the job writes. */
  readonly folder: string;
  readonly steps: readonly Step[];
  /** What the CI system sets for every step, and the address of the storage. */
  readonly environment: Readonly<Record<string, string>>;
  /** The configuration of curl, which the steps use to get the program. */
  readonly curlrc: string;
  /** Reads what the steps print, and sets variables for those that follow. */
  readonly agent?: AzureAgent;
}

export interface JobRun {
  /** That of the first step that failed, otherwise 0. */
  readonly code: number | null;
  readonly log: string;
  /** What the job's command could see: its environment, and the session that it fetched. */
  readonly seen: string;
  /** What was left in the temporary folder. */
  readonly left: readonly string[];
}

/** A recipe with the values that a reader fills in: their own role, and a folder of this job in place of /tmp. */
export function fillRecipe(recipe: string, folder: string, roleArn: string): string {
  return recipe
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll('arn:aws:iam::RGW00000000000000001:role/bkr-123', roleArn);
}

async function makeProject(folder: string): Promise<string> {
  const project = await mkdtemp(join(folder, 'project-'));
  await mkdir(join(project, 'build'));
  await writeFile(join(project, 'build/app.js'), 'app');
  await writeFile(join(project, 'backup.sh'), BACKUP);
  await chmod(join(project, 'backup.sh'), 0o755);
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
  await runOrThrow('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: project });
  await runOrThrow('git', [...author, 'commit', '--quiet', '--allow-empty', '--message', 'A build'], {
    cwd: project,
  });
  return project;
}

export async function runJob({ folder, steps, environment, curlrc, agent }: JobOptions): Promise<JobRun> {
  const project = await makeProject(folder);
  const home = await mkdtemp(join(folder, 'home-'));
  const temporary = await mkdtemp(join(folder, 'tmp-'));
  const seen = join(home, 'seen');
  await writeFile(join(home, '.curlrc'), curlrc);
  const path = [dirname(s5cmd()), cleanEnvironment(home).PATH].join(delimiter);
  const job = { ...environment, PATH: path, TMPDIR: temporary, XDG_RUNTIME_DIR: home, SEEN: seen };
  let [code, log]: [number | null, string] = [0, ''];
  for (const [index, step] of steps.entries()) {
    if (code !== 0 && !step.always) continue;
    const file = join(home, `step-${index}.sh`);
    await writeFile(file, step.script);
    const [shell = 'sh', ...args] = step.shell;
    const env = { ...job, ...agent?.environment, ...step.environment };
    const ended = await run(shell, [...args, file], { cwd: project, home, env });
    log += agent === undefined ? ended.stdout : agent.read(ended.stdout);
    log += agent === undefined ? ended.stderr : agent.read(ended.stderr);
    code ||= ended.code;
  }
  return { code, log, seen: await readFile(seen, 'utf8').catch(() => ''), left: await readdir(temporary) };
}
