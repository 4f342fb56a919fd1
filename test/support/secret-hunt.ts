/**
 * Does what a hostile command in a job would do. `node secret-hunt.ts NEEDLES RESULT FOLDER…` looks for
 * secrets in everything that its user can read: the environment, the arguments and the memory of every other
 * process, and the files in the folders. It records which secrets it found, and where.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { encodings } from '../../src/masking/index.ts';

export type Place = 'environment' | 'arguments' | 'memory' | 'file';

/** The name of a secret, and where it was found: in a process (its first words) or in a file (its path). */
export interface Finding {
  readonly secret: string;
  readonly place: Place;
  readonly holder: string;
}

/** A larger region of memory is not read, because it is reserved but not used. */
const LARGEST_REGION = 512 * 1024 * 1024;

/** Keeps the search from finding the secrets in its own list. */
export function disguise(secrets: Readonly<Record<string, string>>): string {
  return Buffer.from([...JSON.stringify(secrets)].reverse().join('')).toString('hex');
}

function unveil(text: string): Record<string, string> {
  return JSON.parse([...Buffer.from(text, 'hex').toString()].reverse().join(''));
}

function hunt(secrets: Readonly<Record<string, string>>, folders: readonly string[]): Finding[] {
  const found: Finding[] = [];
  const look = (place: Place, holder: string, content: Buffer, forms: (secret: string) => string[]) => {
    for (const [name, secret] of Object.entries(secrets)) {
      if (forms(secret).some((form) => content.includes(form))) found.push({ secret: name, place, holder });
    }
  };
  for (const pid of others()) {
    const holder = nameOf(pid);
    look('environment', holder, readOrNothing(`/proc/${pid}/environ`), encodings);
    look('arguments', holder, readOrNothing(`/proc/${pid}/cmdline`), encodings);
    // Only the secret itself there, because each encoding takes a second.
    for (const region of regionsOf(pid)) look('memory', holder, region, (secret) => [secret]);
  }
  for (const path of folders.flatMap(filesBelow)) look('file', path, readOrNothing(path), encodings);
  return found;
}

function others(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
}

function nameOf(pid: string): string {
  const words = readOrNothing(`/proc/${pid}/cmdline`).toString().split('\0').filter(Boolean);
  return words
    .slice(0, 3)
    .map((word) => basename(word))
    .join(' ');
}

function* regionsOf(pid: string): Generator<Buffer> {
  const lines = readOrNothing(`/proc/${pid}/maps`).toString().split('\n');
  const regions = lines.flatMap((line) => {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    const [start, length] = [Number.parseInt(from, 16), Number.parseInt(to, 16) - Number.parseInt(from, 16)];
    return length > 0 && length < LARGEST_REGION ? [{ start, length }] : [];
  });
  if (regions.length === 0) return;
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return;
  }
  for (const { start, length } of regions) {
    const content = Buffer.alloc(length);
    try {
      yield content.subarray(0, readSync(memory, content, 0, length, start));
    } catch {
      // The region belongs to the kernel, or no longer exists.
    }
  }
  closeSync(memory);
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  } catch {
    return [];
  }
}

function readOrNothing(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

if (import.meta.main) {
  const [needles = '', result = '', ...folders] = process.argv.slice(2);
  writeFileSync(result, JSON.stringify(hunt(unveil(readFileSync(needles, 'utf8')), folders)));
}
