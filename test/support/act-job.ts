/** What tests of workflows put into a job, and what they find after it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowFolders } from './act.ts';

/** An action that shows, before and after everything else of its job, which variables the job has. */
export const PROBE = {
  'probe/action.yml': `
name: probe
description: shows the variables of a job
runs:
  using: node24
  main: main.js
  post: post.js
`,
  'probe/main.js': '',
  'probe/post.js': `
for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_ENDPOINT_URL', 'OTTER_BUCKET', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'])
  console.log('after: ' + name + '=[' + (process.env[name] ?? '') + ']');
`,
};

/** What a job left behind. */
export interface Left {
  /** The step's environment, as its own file in HOME has it: unmasked. */
  environment: string;
  sessions: string;
  processes: string[];
  files: string[];
}

/** Variables as `env` prints them. */
export function readVariables(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

export function lookAround({ home, temporary }: WorkflowFolders): Left {
  const root = join(home, '..');
  return {
    environment: readOr(join(home, 'environment')),
    sessions: readOr(join(home, 'sessions')),
    processes: processesOf(root),
    files: [home, temporary].flatMap((folder) => filesNamed(folder, /^otter-sts-(?!credentials)/)),
  };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Command lines of processes that were started from the run's own folders: the action's, and what it started. */
function processesOf(root: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((line) => line.includes(root));
}

function filesNamed(folder: string, pattern: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => pattern.test(name.split('/').at(-1) ?? ''));
}
