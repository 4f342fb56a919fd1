import { resolve } from 'node:path';
import type { RunFacts } from '../../ci/system.ts';
import { InputError } from '../../failure.ts';
import { type Given, readValues } from '../../input-values.ts';
import { printable } from '../../printable.ts';
import { isContentDigest } from '../artifact/content-digest.ts';
import { fillKey, fillPrefix } from '../artifact/prefix-template.ts';

/** What the user wrote, by the names that users type. Empty and missing mean the same. */
export type DownloadInputs = Given<'download'>;

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
  const values = readValues('download', inputs);
  const latest = fillKey('latest', values.latest, facts, now);
  const manifestKey = fillKey('manifest-key', values.manifestKey, facts, now);
  if (latest !== undefined && manifestKey !== undefined) {
    throw new InputError('latest', 'already leads to a manifest: leave manifest-key away, or this.');
  }
  const prefix = fillPrefix(values.prefix, facts, now);
  assertBelow(prefix, 'latest', latest);
  assertBelow(prefix, 'manifest-key', manifestKey);
  return {
    prefix,
    latest,
    manifestKey,
    manifestSha256: values.manifestSha256 === '' ? undefined : checkManifestSha256(values.manifestSha256),
    directory: resolve(cwd, values.directory),
    include: values.include.length === 0 ? undefined : values.include,
    overwrite: values.overwrite,
    concurrency: values.concurrency,
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

/** @throws InputError */
export function checkManifestSha256(text: string): string {
  const digest = text.trim().toLowerCase();
  if (isContentDigest(digest)) return digest;
  throw new InputError('manifest-sha256', 'is not a SHA-256: it must have 64 hexadecimal digits.');
}
