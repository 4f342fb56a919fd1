import { rm } from 'node:fs/promises';
import { retryWhileHeld } from '../src/held-file.ts';
import { printable } from '../src/printable.ts';
import type { Reporter } from '../src/transfer/reporter.ts';
import { assertWritable, writeWhole } from '../src/whole-file.ts';
import { CommandFailure } from './command-end.ts';
import { MOST_LINKS, type UploadOutcome } from './upload-report.ts';

/** Characters. GitLab refuses a report with a longer label. */
const LONGEST_LABEL = 255;

/** What later jobs need to know of an upload. No name is that of an input, because later jobs would take it for one. */
const VARIABLES = {
  OTTER_ARTIFACT_MANIFEST_KEY: 'manifestKey',
  OTTER_ARTIFACT_MANIFEST_SHA256: 'manifestSha256',
  OTTER_ARTIFACT_PREFIX: 'prefix',
  OTTER_ARTIFACT_URL: 'url',
} as const;

/**
 * Removes the report of an earlier upload, which could be taken for that of this one.
 *
 * @throws InputError if the report could not be written
 */
export async function prepareReport(input: 'dotenv' | 'annotations', path: string): Promise<void> {
  assertWritable(input, path);
  await retryWhileHeld(() => rm(path, { force: true }));
}

/**
 * Writes the result of an upload as `NAME=value` lines, for GitLab's `artifacts:reports:dotenv` and similar readers.
 *
 * @throws CommandFailure if the file cannot be written
 */
export async function writeDotenv(path: string, outcome: UploadOutcome, { warn }: Reporter): Promise<void> {
  const { text, unfit } = formatDotenv(outcome);
  for (const name of unfit) {
    const why = 'its value has a $ or a control character, or starts or ends with white space';
    warn(`${name} is missing from ${printable(path)}: ${why}, and GitLab would change it.`);
  }
  try {
    await writeWhole(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `the upload succeeded, but ${printable(path)} cannot be written (${code}): free some space there, and run it again.`,
      1,
    );
  }
}

/**
 * GitLab has no quoting: it trims the text after the equals sign and expands `$NAME`. Without a manifest there is no line
 * for it, so that a job that needs one fails and does not take another one.
 *
 * @returns `unfit` names the variables whose values cannot be written in this format
 */
export function formatDotenv(outcome: UploadOutcome): { text: string; unfit: string[] } {
  const values = Object.entries(VARIABLES)
    .map(([name, key]) => ({ name, value: outcome[key] }))
    .filter(({ name, value }) => value !== '' || name === 'OTTER_ARTIFACT_PREFIX');
  const fits = ({ value }: { value: string }) => value.trim() === value && !/[$\p{Cc}]/u.test(value);
  return {
    text: values
      .filter(fits)
      .map(({ name, value }) => `${name}=${value}\n`)
      .join(''),
    unfit: values.filter((variable) => !fits(variable)).map(({ name }) => name),
  };
}

/** Writes links to what was uploaded. The upload is complete without them, so a failure is only a warning. */
export async function writeAnnotations(
  path: string,
  outcome: UploadOutcome,
  { warn }: Reporter,
): Promise<void> {
  try {
    await writeWhole(path, formatAnnotations(outcome));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    warn(`${printable(path)} cannot be written (${code}): the job's page will have no links.`);
  }
}

/**
 * Links for the page of a job, in the format of GitLab's `artifacts:reports:annotations`: to each of the first files if
 * links were requested, and otherwise to the prefix.
 * Source: https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsannotations
 */
export function formatAnnotations({ links, url }: UploadOutcome): string {
  const targets =
    links === undefined
      ? [{ label: `Uploaded to ${url}`, url }]
      : links.slice(0, MOST_LINKS).map((link) => ({ label: link.path, url: link.url }));
  const shown = targets.filter((target) => target.url !== '');
  return `${JSON.stringify({
    'otter-sts upload': shown.map((target) => ({
      external_link: {
        label: [...printable(target.label)].slice(0, LONGEST_LABEL).join(''),
        url: target.url,
      },
    })),
  })}\n`;
}
