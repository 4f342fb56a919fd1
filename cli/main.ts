import manifest from '../package.json' with { type: 'json' };
import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { type AddCommand, reportUnforeseen, runProgram } from './program.ts';

/**
 * Commands by name, each loaded when called: loading all takes 14 ms longer than one (measured). `eager` keeps everything
 * in the bundle's one file.
 */
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
  gitlab: async () => (await import(/* webpackMode: "eager" */ './gitlab.ts')).addGitlab,
};

/** From here on, other processes cannot read the secrets of this process's environment. */
const environment = takeEnvironment(process);

/** @returns the program's exit code */
async function run(argv: readonly string[]): Promise<number> {
  const name = argv[0] ?? '';
  // Help, completion, and the suggestion for a misspelled name need all commands.
  const named = name !== 'completion' && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const loaded = await Promise.all(
    (named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()),
  );
  return runProgram(argv, manifest.version, loaded, {
    environment,
    platform: process.platform,
    now: Date.now,
  });
}

// If the process ends early, it has failed.
process.exitCode = 1;
// Node would also print the line of the bundle, which is the whole program. An agent handles this itself.
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  reportUnforeseen(error);
  process.exit(1);
});
// No top-level await, because the bundle is CommonJS.
void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
