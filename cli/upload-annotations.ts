import { rm } from 'node:fs/promises';
import { printable } from '../src/printable.ts';
import type { TransferEvent } from '../src/transfer/artifact/event.ts';
import { noteWarnings } from './messages.ts';
import { MOST_LINKS, type UploadOutcome } from './upload-report.ts';
import { assertWritable, writeWhole } from './whole-file.ts';

/** Characters. GitLab refuses a report with a longer label. */
const LONGEST_LABEL = 255;

/**
 * Makes ready for {@link writeAnnotations}: what an earlier upload has left is not to be taken for this one's.
 *
 * @throws InputError when it could not be written
 */
export async function prepareAnnotations(path: string): Promise<void> {
  await assertWritable('annotations', path);
  await rm(path, { force: true });
}

/** Writes links to what was uploaded. The upload is done without them, so that a failure is a warning. */
export async function writeAnnotations(
  path: string,
  outcome: UploadOutcome,
  onEvent: (event: TransferEvent) => void,
): Promise<void> {
  try {
    await writeWhole(path, formatAnnotations(outcome));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    noteWarnings(onEvent, [
      `${printable(path)} cannot be written (${code}): the job's page will have no links.`,
    ]);
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
