/** Programs that stand in for `buildkite-agent` and `circleci`, which print identity tokens in jobs of their CI systems. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerEndpoint } from './runner-endpoint.ts';

/** Writes a program for sh. @returns its folder, for the PATH */
export function writeProgram(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return folder;
}

/** A program of a CI system that prints a token at each call, and records it in the file `tokens` of its folder. */
export class TokenProgram {
  readonly folder: string;

  constructor(folder: string, name: string, runner: RunnerEndpoint) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = runner.environment;
    this.folder = writeProgram(
      folder,
      name,
      `printf '%s\\n' "$*" >>'${folder}/calls'
env >'${folder}/environment'
audience=$(printf '%s\\n' "$*" | sed -n 's/.*--audience \\([^ ]*\\).*/\\1/p; s/.*"aud":"\\([^"]*\\)".*/\\1/p')
curl -sS -H 'authorization: Bearer ${secret}' "${url}&audience=$audience" | sed 's/.*"value":"\\([^"]*\\).*/\\1\\n/' | tee -a '${folder}/tokens'`,
    );
  }

  /** The arguments of each call. */
  get calls(): string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').trim().split('\n');
  }

  /** The environment of the last call. */
  get environment(): string {
    return readFileSync(join(this.folder, 'environment'), 'utf8');
  }
}
