import manifest from '../package.json' with { type: 'json' };
import { takeEnvironment } from '../src/credentials/initial-environment.ts';
import { type AddCommand, reportUnforeseen, runProgram } from './program.ts';

/**
 * Each command by its name, loaded when it is called: all of them take 14 ms longer than one (measured). `eager` keeps what
 * is loaded in the one file of the bundle.
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
  sandbox: async () => (await import(/* webpackMode: "eager" */ './sandbox.ts')).addSandbox,
  gitlab: async () => (await import(/* webpackMode: "eager" */ './gitlab.ts')).addGitlab,
};

/** From here on other processes do not find the secrets of it in this one. */
const environment = takeEnvironment(process);

/** @returns the program's exit code */
async function run(argv: readonly string[]): Promise<number> {
  const named = Object.hasOwn(COMMANDS, argv[0] ?? '') ? COMMANDS[argv[0] ?? ''] : undefined;
  // Help, and the hint at a misspelt name, know all of them.
  const loaded = await Promise.all(
    (named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()),
  );
  return runProgram(argv, manifest.version, loaded, {
    environment,
    platform: process.platform,
    now: Date.now,
  });
}

// What ends before it has done its work has failed.
process.exitCode = 1;
// Node would print the line of the bundle as well, which is the whole program. An agent has its own way to end.
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  reportUnforeseen(error);
  process.exit(1);
});
// No top-level await: with one the bundle could not be CommonJS.
void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
