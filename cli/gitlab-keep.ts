import { closeSync, readFileSync, writeSync } from 'node:fs';
import { parse } from 'node:path';
import { readJobStart } from '../gitlab/job-start.ts';
import { keepJob } from '../src/refresh/keeper.ts';
import type { FailureOutlook } from '../src/refresh/renewal.ts';
import { ownCommand } from './own-command.ts';
import type { Context } from './request-options.ts';

/** The descriptor with the job's variables. By its number, because `process.stdin` would make it non-blocking. */
const VARIABLES = 0;
/** The descriptor on which the template's shell waits for code to run. */
const ANSWER = 3;

/**
 * Runs this process as a job's keeper. It gets the job's variables on standard input, because other processes can read
 * its environment for as long as it lives.
 *
 * @returns the exit code
 */
export async function keep(
  [directory = '', shellPid = '']: readonly string[],
  program: Context,
): Promise<number> {
  let context = program;
  const readJob = async () => {
    const { environment, inputs } = readJobStart(readFileSync(VARIABLES, 'utf8'));
    context = { ...program, environment };
    const { prepareJob } = await import(/* webpackMode: "eager" */ './gitlab-job.ts');
    const job = prepareJob(inputs, directory, context);
    process.chdir(parse(process.execPath).root);
    return job;
  };
  try {
    await keepJob(
      { directory, shellPid: Number(shellPid), masker: ownCommand('gitlab', 'mask', directory) },
      { signals: process, pid: process.pid, onRenewalFailure: sayRenewal },
      readJob,
      async (job, kept) => answer(`otter_sts_keeper=${process.pid}\n${await job.describe(kept)}`),
    );
    return 0;
  } catch (error) {
    const { reportInJob } = await import(/* webpackMode: "eager" */ './gitlab-failure.ts');
    const exitCode = await reportInJob(error, context);
    answer(`otter_sts_code=${exitCode}\n`);
    return exitCode;
  }
}

/** Lets the shell continue. */
function answer(code: string): void {
  try {
    writeSync(ANSWER, code);
    closeSync(ANSWER);
  } catch {
    // The job has ended, or it already has its answer.
  }
}

function sayRenewal(error: unknown, outlook: FailureOutlook): void {
  void import(/* webpackMode: "eager" */ './messages.ts').then(({ reportRenewal }) =>
    reportRenewal(error, outlook),
  );
}
