import { text } from 'node:stream/consumers';
import { readTransferInputs } from '../gitlab/inputs.ts';
import { InputError } from '../src/failure.ts';
import { variableOf } from '../src/inputs.ts';
import { CommandFailure } from './command-end.ts';
import type { StartFlags } from './gitlab-start.ts';
import type { AddCommand } from './program.ts';
import type { Context } from './request-options.ts';
import { readNumber } from './whole-number.ts';

/** `otter-sts gitlab …`: the commands of GitLab's templates. They are not for people and not shown in the help. */
export const addGitlab: AddCommand = (program, context, finish) => {
  const gitlab = program.command('gitlab', { hidden: true }).helpCommand(false);
  gitlab
    .command('start')
    .requiredOption('--directory <FOLDER>', "the job's private folder")
    .requiredOption('--shell-pid <PID>', "the job's shell", readNumber)
    .action(async (flags: StartFlags) => {
      const { startJob } = await import(/* webpackMode: "eager" */ './gitlab-start.ts');
      process.stdout.write(await explained(startJob(flags, process.stdin, context)));
    });
  gitlab.command('upload').action(async () => {
    const { runUpload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
    finish(await explained(transferInJob(context, (job) => runUpload([], {}, job))));
  });
  gitlab.command('download').action(async () => {
    const { runDownload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
    finish(await explained(transferInJob(context, (job) => runDownload({}, job))));
  });
  gitlab.command('keep <folder>').action(async (folder: string) => {
    nameProcess(folder);
    const { keep } = await import(/* webpackMode: "eager" */ './gitlab-keep.ts');
    await keep(folder, context.environment);
  });
  gitlab.command('mask <folder>').action(async (folder: string) => {
    nameProcess(folder);
    const { runMasker } = await import(/* webpackMode: "eager" */ '../src/masking/masker-process.ts');
    finish(await runMasker(process));
  });
};

/** Runs a transfer whose inputs the template passes on standard input. */
async function transferInJob(context: Context, transfer: (job: Context) => Promise<number>): Promise<number> {
  const { environment } = context;
  const inputs = readTransferInputs(await text(process.stdin), environment);
  return transfer({ ...context, environment: { ...environment, ...inputs } });
}

async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw explainInput(error);
  }
}

/** Names an input as the templates do, and the variable that overrides it. */
function explainInput(error: unknown): unknown {
  if (!(error instanceof InputError) || !/^[a-z-]+$/.test(error.input)) return error;
  const { input, message } = error;
  const name = input.replaceAll('-', '_');
  return new CommandFailure(
    `${name} (the input, or the variable ${variableOf(input)})${message.slice(input.length)}`,
    2,
  );
}

/**
 * Names the process otter-sts, because jobs may kill node by name. The folder tells after_script that the process is this
 * job's, and not another one with the same number.
 */
function nameProcess(folder: string): void {
  process.title = `otter-sts ${folder}`;
}
