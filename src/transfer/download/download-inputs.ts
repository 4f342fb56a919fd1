import { resolve } from 'node:path';
import type { RunFacts } from '../../ci/system.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { expandHome } from '../../user-path.ts';
import { fillKey, fillPrefix } from '../artifact/prefix-template.ts';

/** What the user wrote, by the names that users type. Empty and missing mean the same. */
export interface DownloadInputs {
  /** May hold placeholders, as may `latest` and `manifestKey`. */
  readonly prefix?: string | undefined;
  readonly latest?: string | undefined;
  readonly manifestKey?: string | undefined;
  readonly manifestSha256?: string | undefined;
  readonly directory?: string | undefined;
  /** One glob a line. */
  readonly include?: string | undefined;
  readonly overwrite?: string | undefined;
  readonly concurrency?: string | undefined;
}

/** What is downloaded, from where and to where, checked. */
export interface DownloadSettings {
  /** Empty, or with one slash at its end. */
  readonly prefix: string;
  readonly latest: string | undefined;
  readonly manifestKey: string | undefined;
  /** In lower case. */
  readonly manifestSha256: string | undefined;
  /** Absolute. */
  readonly directory: string;
  readonly include: readonly string[] | undefined;
  readonly overwrite: boolean;
  readonly concurrency: number;
}

const MOST_REQUESTS = 256;
const USUAL_REQUESTS = 32;

/**
 * Checks every input of a download before anything is sent.
 *
 * @param now the day that `{date}` stands for
 * @param cwd what a relative directory starts from
 * @throws InputError for the first input that is wrong, or contradicts another one
 */
export function checkDownloadInputs(
  inputs: DownloadInputs,
  facts: RunFacts,
  now: Date,
  cwd: string,
): DownloadSettings {
  const latest = fillKey('latest', inputs.latest ?? '', facts, now);
  const manifestKey = fillKey('manifest-key', inputs.manifestKey ?? '', facts, now);
  if (latest !== undefined && manifestKey !== undefined) {
    throw new InputError('latest', 'already leads to a manifest: leave manifest-key away, or this.');
  }
  const prefix = fillPrefix(inputs.prefix ?? '', facts, now);
  assertBelow(prefix, 'latest', latest);
  assertBelow(prefix, 'manifest-key', manifestKey);
  return {
    prefix,
    latest,
    manifestKey,
    manifestSha256: checkSha256(inputs.manifestSha256 ?? ''),
    directory: resolve(cwd, expandHome('directory', inputs.directory || '.')),
    include: checkGlobs(inputs.include ?? ''),
    overwrite: checkSwitch('overwrite', inputs.overwrite ?? ''),
    concurrency: checkConcurrency(inputs.concurrency ?? ''),
  };
}

/** The session would be for the prefix alone, and the server's refusal would name neither of the two. */
function assertBelow(prefix: string, input: 'latest' | 'manifest-key', key = prefix): void {
  if (key.startsWith(prefix)) return;
  throw new InputError(
    'prefix',
    `is '${printable(prefix)}', and ${input} is '${printable(key)}', which is not below it: leave prefix away, since ${input} alone leads to the artifact.`,
  );
}

function checkSha256(text: string): string | undefined {
  const digest = text.trim().toLowerCase();
  if (digest !== '' && !/^[0-9a-f]{64}$/.test(digest)) {
    throw new InputError('manifest-sha256', 'is no SHA-256: it has 64 hexadecimal digits.');
  }
  return digest || undefined;
}

function checkGlobs(text: string): string[] | undefined {
  const globs = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return globs.length === 0 ? undefined : globs;
}

function checkSwitch(input: string, text: string): boolean {
  if (text === 'true') return true;
  if (text === '' || text === 'false') return false;
  throw new InputError(input, 'is a switch: write true or false.');
}

function checkConcurrency(text: string): number {
  if (text === '') return USUAL_REQUESTS;
  const number = Number(text);
  if (!/^\d{1,3}$/.test(text) || number < 1 || number > MOST_REQUESTS) {
    throw new InputError('concurrency', `is no whole number from 1 to ${MOST_REQUESTS}.`);
  }
  return number;
}
