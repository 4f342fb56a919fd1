import type { Variables } from '../src/index.ts';

/** How variables are printed. */
export const FORMATS = ['sh', 'fish', 'powershell', 'dotenv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Variables as text for a shell to evaluate, a file to load or a program to parse. No character of a value is read as
 * code: it is quoted, or has none that could be.
 *
 * @param unset names that must not stay set beside these; a dotenv file and JSON cannot say so, and leave them out
 */
export function formatVariables(variables: Variables, format: Format, unset: readonly string[] = []): string {
  if (format === 'json') return `${JSON.stringify(variables, null, 2)}\n`;
  const { set, remove, end } = WRITERS[format];
  const lines = [
    ...(remove === undefined ? [] : unset.map(remove)),
    ...Object.entries(variables).map(([name, value]) => set(name, value)),
    ...(end === undefined ? [] : [end]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A value as one word of any shell that is like sh. */
export function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** What dotenv files, docker, systemd and sh all take as it stands. */
const PLAIN = /^[\w+/=:.,@%-]*$/;

function quoteForDotenv(value: string): string {
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
}

interface Writer {
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
    // Erasing what is not set fails, and an assignment leaves the status before it as it is.
    remove: (name) => `set -q ${name}; and set -e ${name}`,
    end: 'true',
  },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
    remove: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  // `docker run --env-file` takes quotes for a part of the value, so that what needs none has none.
  dotenv: { set: (name, value) => `${name}=${PLAIN.test(value) ? value : quoteForDotenv(value)}` },
};
