import manifest from '../package.json' with { type: 'json' };
import { type AddCommand, runProgram } from './program.ts';
import type { Context } from './request-options.ts';

/** Commands by name, each loaded when called: loading all takes 14 ms longer than one (measured). */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  exec: async () => (await import(/* webpackMode: "eager" */ './exec.ts')).addExec,
  env: async () => (await import(/* webpackMode: "eager" */ './env.ts')).addEnv,
  'credential-process': async () =>
    (await import(/* webpackMode: "eager" */ './credential-process.ts')).addCredentialProcess,
  agent: async () => (await import(/* webpackMode: "eager" */ './agent.ts')).addAgent,
  mask: async () => (await import(/* webpackMode: "eager" */ './mask.ts')).addMask,
  check: async () => (await import(/* webpackMode: "eager" */ './check.ts')).addCheck,
  provision: async () => (await import(/* webpackMode: "eager" */ './provision.ts')).addProvision,
  upload: async () => (await import(/* webpackMode: "eager" */ './upload.ts')).addUpload,
  download: async () => (await import(/* webpackMode: "eager" */ './download.ts')).addDownload,
  init: async () => (await import(/* webpackMode: "eager" */ './init.ts')).addInit,
  completion: async () => (await import(/* webpackMode: "eager" */ './completion.ts')).addCompletion,
  version: async () => (await import(/* webpackMode: "eager" */ './version.ts')).addVersion,
  sandbox: async () => (await import(/* webpackMode: "eager" */ './sandbox.ts')).addSandbox,
  // Last, because it knows those before it.
  help: async () => (await import(/* webpackMode: "eager" */ './help.ts')).addHelp,
};

/** Commands that need all others. So do the program's own help, and the suggestion for a misspelled name. */
const OVERVIEWS = ['completion', 'help'];

/** @returns the program's exit code */
export async function runCommand(argv: readonly string[], context: Context): Promise<number> {
  const name = argv[0] ?? '';
  const named = !OVERVIEWS.includes(name) && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const loaded = await Promise.all(
    (named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()),
  );
  return runProgram(argv, manifest.version, loaded, context);
}
