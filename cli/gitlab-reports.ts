import { rm } from 'node:fs/promises';
import { printable } from '../src/printable.ts';
import type { Reporter } from '../src/transfer/reporter.ts';
import { assertWritable, writeWhole } from '../src/transfer/whole-file.ts';
import { CommandFailure } from './command-end.ts';
import { MOST_LINKS, type UploadOutcome } from './upload-report.ts';

/** Characters. GitLab refuses a report with a longer label. */
const LONGEST_LABEL = 255;

/** What later jobs want of an upload, by names that are no input's: those would be taken for what the job asks for. */
const VARIABLES = {
  OTTER_ARTIFACT_MANIFEST_KEY: 'manifestKey',
  OTTER_ARTIFACT_MANIFEST_SHA256: 'manifestSha256',
  OTTER_ARTIFACT_PREFIX: 'prefix',
  OTTER_ARTIFACT_URL: 'url',
} as const;

/**
 * Makes ready for a report: what an earlier upload has left is not to be taken for this one's.
 *
 * @throws InputError when it could not be written
 */
export async function prepareReport(input: 'dotenv' | 'annotations', path: string): Promise<void> {
  await assertWritable(input, path);
  await rm(path, { force: true });
}

/**
 * Writes what came of an upload as `NAME=value` lines, for GitLab's `artifacts:reports:dotenv` and the like.
 *
 * @throws CommandFailure when it cannot be written
 */
export async function writeDotenv(path: string, outcome: UploadOutcome, { warn }: Reporter): Promise<void> {
  const { text, unfit } = formatDotenv(outcome);
  for (const name of unfit) {
    const why = 'it has a $, or white space at an end, which GitLab would change';
    warn(`${name} is not in ${printable(path)}: ${why}.`);
  }
  try {
    await writeWhole(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `the upload is done, but ${printable(path)} cannot be written (${code}): free space there, and run it again.`,
      1,
    );
  }
}

/**
 * GitLab knows no quotes: a value is what stands after the equals sign, without white space at its ends, and `$NAME` in it
 * is put in. A manifest that is not there has no line, so that who asks for it fails and does not go on with any.
 *
 * @returns `unfit` names those whose value cannot be said so
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

/** Writes links to what was uploaded. The upload is done without them, so that a failure is a warning. */
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
 * Links for the page of a job, as GitLab's `artifacts:reports:annotations` has them: to each of the first files where links
 * were asked for, and otherwise to where they all are.
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
