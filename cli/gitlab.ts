import { text } from 'node:stream/consumers';
import type { Context } from './request-options.ts';

type Verb = (args: readonly string[], context: Context) => Promise<number>;

/**
 * `otter-sts gitlab VERB`: commands for the GitLab templates only, so the help does not show them. They do not load the
 * parser of the command line, which takes longer than the rest of a masker's start.
 */
const VERBS: Readonly<Record<string, Verb>> = {
  start: async (args) => (await import(/* webpackMode: "eager" */ './gitlab-start.ts')).startKeeper(args),
  keep: async (args, context) => {
    nameProcess(args);
    return (await import(/* webpackMode: "eager" */ './gitlab-keep.ts')).keep(args, context);
  },
  mask: async (args) => {
    nameProcess(args);
    return (await import(/* webpackMode: "eager" */ '../src/masking/masker-process.ts')).runMasker(process);
  },
  upload: async (_args, context) => {
    const { runUpload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
    return transferInJob(context, (job) => runUpload([], {}, job));
  },
  download: async (_args, context) => {
    const { runDownload } = await import(/* webpackMode: "eager" */ './transfer-run.ts');
    return transferInJob(context, (job) => runDownload({}, job));
  },
};

/** @returns the exit code */
export async function runGitlab([verb = '', ...args]: readonly string[], context: Context): Promise<number> {
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run !== undefined) return run(args, context);
  const { say } = await import(/* webpackMode: "eager" */ './messages.ts');
  say(
    "'gitlab' is only for the GitLab templates, and this program does not know the command: use the templates and the program of the same release.",
  );
  return 2;
}

/** Runs a transfer whose inputs the template passes on standard input. */
async function transferInJob(context: Context, transfer: (job: Context) => Promise<number>): Promise<number> {
  const { environment } = context;
  try {
    const { readTransferInputs } = await import(/* webpackMode: "eager" */ '../gitlab/inputs.ts');
    const inputs = readTransferInputs(await text(process.stdin), environment);
    return await transfer({ ...context, environment: { ...environment, ...inputs } });
  } catch (error) {
    const { reportInJob } = await import(/* webpackMode: "eager" */ './gitlab-failure.ts');
    return reportInJob(error, context);
  }
}

/**
 * Names the process otter-sts, because a job may kill node by name. By the folder, after_script recognizes the process of
 * its own job, even if another process has since got the same ID.
 */
function nameProcess([folder = '']: readonly string[]): void {
  process.title = `otter-sts ${folder}`;
}
