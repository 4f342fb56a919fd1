import type { Variables } from '../src/index.ts';

/** How variables are printed. */
export const FORMATS = ['sh', 'fish', 'powershell', 'dotenv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Variables as text for a shell to evaluate, a file to load or a program to parse. Every value is quoted: no
 * character of it is read as code.
 *
 * @param unset names that must not stay set beside these; a dotenv file and JSON cannot say so, and leave them out
 */
export function formatVariables(variables: Variables, format: Format, unset: readonly string[] = []): string {
  if (format === 'json') return `${JSON.stringify(variables, null, 2)}\n`;
  const { set, remove } = WRITERS[format];
  const lines = [
    ...(remove === undefined ? [] : unset.map(remove)),
    ...Object.entries(variables).map(([name, value]) => set(name, value)),
  ];
  return `${lines.join('\n')}\n`;
}

/** A value as one word of any shell that is like sh. */
export function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

interface Writer {
  readonly set: (name: string, value: string) => string;
  readonly remove?: (name: string) => string;
}

const WRITERS: Readonly<Record<Exclude<Format, 'json'>, Writer>> = {
  sh: {
    set: (name, value) => `export ${name}=${quoteForShell(value)}`,
    remove: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    remove: (name) => `set -e ${name}`,
  },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
    remove: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  // Double quotes are the one form that docker, dotenv and systemd read alike; the values are plain ASCII.
  dotenv: { set: (name, value) => `${name}="${value.replace(/[\\"$`]/g, '\\$&')}"` },
};
