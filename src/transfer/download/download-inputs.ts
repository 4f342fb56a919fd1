import { resolve } from 'node:path';
import type { RunFacts } from '../../ci/system.ts';
import { InputError } from '../../failure.ts';
import { type Given, readValues, type Values } from '../../input-values.ts';
import { printable } from '../../printable.ts';
import { isContentDigest } from '../artifact/content-digest.ts';
import { asPrefix, fillKey, fillTemplate } from '../artifact/prefix-template.ts';
import { ArtifactPatterns, splitAtWildcard } from './artifact-pattern.ts';

/** The user's inputs by name. Empty and missing mean the same. */
export type DownloadInputs = Given<'download'>;

/** The checked settings of a download. */
export interface DownloadSettings {
  /** Empty, or with one slash at its end. Where several artifacts are meant, what they have in common. */
  readonly prefix: string;
  /** Which artifacts below the prefix are meant. Undefined for the one artifact of the prefix. */
  readonly patterns: ArtifactPatterns | undefined;
  /** Whether several artifacts go to the same folder, and not to one of their own. */
  readonly mergeMultiple: boolean;
  /** Whether objects that no manifest lists are downloaded. */
  readonly unverified: boolean;
  readonly latest: string | undefined;
  readonly manifestKey: string | undefined;
  /** In lower case. */
  readonly manifestSha256: string | undefined;
  /** Absolute. */
  readonly directory: string;
  readonly include: readonly string[] | undefined;
  readonly overwrite: boolean;
  readonly concurrency: number;
  /** Whether the one file that is chosen goes to standard output. */
  readonly stdout: boolean;
}

/**
 * Checks every input of a download before anything is sent.
 *
 * @param now the time that `{date}` is taken from
 * @param cwd the folder against which a relative directory is resolved
 * @throws InputError for the first input that is invalid or contradicts another
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
    throw new InputError('latest', 'already leads to a manifest: remove latest or manifest-key.');
  }
  if (values.stdout && (inputs.directory ?? '').trim() !== '') {
    throw new InputError('stdout', 'writes to no folder: leave out directory, or this.');
  }
  const { prefix, patterns } = readPlace(values, facts, now);
  if (patterns !== undefined) refuseManifest(values, 'pattern is for several');
  else if (values.unverified) refuseManifest(values, 'unverified is for a prefix that may have none');
  if (patterns === undefined && values.mergeMultiple) {
    throw new InputError('merge-multiple', 'is for several artifacts: set pattern, or leave it out.');
  }
  assertBelow(prefix, 'latest', latest);
  assertBelow(prefix, 'manifest-key', manifestKey);
  return {
    prefix,
    patterns,
    mergeMultiple: values.mergeMultiple,
    unverified: values.unverified,
    latest,
    manifestKey,
    manifestSha256: values.manifestSha256 === '' ? undefined : checkManifestSha256(values.manifestSha256),
    directory: resolve(cwd, values.directory),
    include: values.include.length === 0 ? undefined : values.include,
    overwrite: values.overwrite,
    concurrency: values.concurrency,
    stdout: values.stdout,
  };
}

/** Where one artifact is, or several. */
function readPlace({ prefix: template, pattern }: Values<'download'>, facts: RunFacts, now: Date) {
  const split = splitAtWildcard(fillTemplate('prefix', template, facts, now));
  const prefix = asPrefix(split.prefix);
  if (split.pattern !== undefined && pattern.length > 0) {
    throw new InputError('pattern', 'is given, and prefix has a wildcard too: put all of them into pattern.');
  }
  if (split.pattern !== undefined)
    return { prefix, patterns: new ArtifactPatterns([split.pattern], 'prefix') };
  return { prefix, patterns: pattern.length === 0 ? undefined : new ArtifactPatterns(pattern) };
}

/** @throws InputError for what identifies one manifest. @param but why it may not, as the end of a sentence */
function refuseManifest({ latest, manifestKey, manifestSha256 }: Values<'download'>, but: string): void {
  const given = [
    ['latest', latest],
    ['manifest-key', manifestKey],
    ['manifest-sha256', manifestSha256],
  ].find(([, value]) => value !== '');
  if (given === undefined) return;
  throw new InputError(given[0] ?? '', `is for one manifest, and ${but}: leave one of them out.`);
}

/** The session can use only the prefix, and the server's refusal would name neither setting. */
function assertBelow(prefix: string, input: 'latest' | 'manifest-key', key = prefix): void {
  if (key.startsWith(prefix)) return;
  throw new InputError(
    'prefix',
    `is '${printable(prefix)}', and ${input} is '${printable(key)}', which is not below it: leave out prefix, because ${input} alone leads to the artifact.`,
  );
}

/** @throws InputError */
export function checkManifestSha256(text: string): string {
  const digest = text.trim().toLowerCase();
  if (isContentDigest(digest)) return digest;
  throw new InputError('manifest-sha256', 'is not a SHA-256: it must have 64 hexadecimal digits.');
}
