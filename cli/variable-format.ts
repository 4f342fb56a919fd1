import type { Variables } from '../src/credentials/environment.ts';
import { masksOf } from '../src/masking/line-masks.ts';
import { escapeForAzure } from '../src/masking/workflow-command.ts';

/** The formats of printed variables. */
export const FORMATS = ['sh', 'fish', 'powershell', 'dotenv', 'json', 'azure'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Formats variables for a shell to evaluate, a file to load, a program to parse or an agent to read. No character of a
 * value is taken as code: the value is quoted, or has no such character.
 *
 * @param unset names to unset; a dotenv file, JSON and Azure Pipelines cannot express this and leave them out
 * @param secrets what is masked first, in every encoding, if the format has a command for that
 */
export function formatVariables(
  variables: Variables,
  format: Format,
  unset: readonly string[] = [],
  secrets: readonly string[] = [],
): string {
  if (format === 'json') return `${JSON.stringify(variables, null, 2)}\n`;
  const { mask, set, remove, end } = WRITERS[format];
  const lines = [
    ...(mask === undefined ? [] : masksOf(secrets).map(mask)),
    ...(remove === undefined ? [] : unset.map(remove)),
    ...Object.entries(variables).map(([name, value]) => set(name, value)),
    ...(end === undefined ? [] : [end]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Quotes a value as one word for any POSIX-like shell. */
export function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Matches values that dotenv files, docker, systemd and sh all accept without quotes. */
const PLAIN = /^[\w+/=:.,@%-]*$/;

function quoteForDotenv(value: string): string {
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
}

interface Writer {
  readonly mask?: (text: string) => string;
  readonly set: (name: string, value: string) => string;
  readonly remove?: (name: string) => string;
  /** The last line. */
  readonly end?: string;
}

const WRITERS: Readonly<Record<Exclude<Format, 'json'>, Writer>> = {
  sh: {
    set: (name, value) => `export ${name}=${quoteForShell(value)}`,
    remove: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    // Erasing an unset variable fails. `and` keeps the status, and assignments do not change it.
    remove: (name) => `set -q ${name}; and set -e ${name}`,
    end: 'true',
  },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
    remove: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  // `docker run --env-file` treats quotes as part of the value, so only values that need quotes have them.
  dotenv: { set: (name, value) => `${name}=${PLAIN.test(value) ? value : quoteForDotenv(value)}` },
  // Commands to the agent of Azure Pipelines. Later steps would not get a variable with issecret=true in their environment.
  azure: {
    mask: (text) => `##vso[task.setsecret]${escapeForAzure(text)}`,
    set: (name, value) => `##vso[task.setvariable variable=${name}]${escapeForAzure(value)}`,
  },
};
