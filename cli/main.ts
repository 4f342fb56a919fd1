#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };
import { type AddCommand, runProgram } from './program.ts';

/**
 * Each command by its name, loaded when it is called: all of them take 14 ms longer than one (measured). `eager` keeps
 * them in one file all the same, since the bundle is also fetched as one, by GitLab's template.
 */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  exec: async () => (await import(/* webpackMode: "eager" */ './exec.ts')).addExec,
  env: async () => (await import(/* webpackMode: "eager" */ './env.ts')).addEnv,
  'credential-process': async () =>
    (await import(/* webpackMode: "eager" */ './credential-process.ts')).addCredentialProcess,
  agent: async () => (await import(/* webpackMode: "eager" */ './agent.ts')).addAgent,
  mask: async () => (await import(/* webpackMode: "eager" */ './mask.ts')).addMask,
  check: async () => (await import(/* webpackMode: "eager" */ './check.ts')).addCheck,
  upload: async () => (await import(/* webpackMode: "eager" */ './upload.ts')).addUpload,
  download: async () => (await import(/* webpackMode: "eager" */ './download.ts')).addDownload,
  sandbox: async () => (await import(/* webpackMode: "eager" */ './sandbox.ts')).addSandbox,
  gitlab: async () => (await import(/* webpackMode: "eager" */ './gitlab.ts')).addGitlab,
};

const argv = process.argv.slice(2);
const named = Object.hasOwn(COMMANDS, argv[0] ?? '') ? COMMANDS[argv[0] ?? ''] : undefined;
// Help, and the hint at a misspelt name, know all of them.
const loaded = await Promise.all(
  (named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()),
);

process.exitCode = await runProgram(argv, manifest.version, loaded, {
  environment: process.env,
  platform: process.platform,
  now: Date.now,
});
