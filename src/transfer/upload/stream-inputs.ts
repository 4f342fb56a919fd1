import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { pathProblem } from '../artifact/path-rules.ts';
import { LARGEST_STREAMED_PART } from '../part-plan.ts';
import { END_BYTES } from './streamed-input.ts';
import type { UploadChoices, UploadInputs } from './upload-inputs.ts';

/** What is to happen when a stream is empty. */
export type WhenEmpty = UploadChoices['ifNoFilesFound'];

/**
 * Checks the choices of an upload from a stream. An empty one is an error unless the user says otherwise, because a
 * real dump is never empty.
 *
 * @throws InputError for what a stream needs, or cannot have
 */
export function checkStreamInputs(texts: UploadInputs, choices: UploadChoices): WhenEmpty {
  const { name, expectEnd, skipUnchanged, archive, dryRun, partSize } = choices;
  if (name === '') {
    throw new InputError(
      'name',
      'is missing: standard input has no name, so give one, such as dump.sql.zst.',
    );
  }
  const problem = name.endsWith('/') ? 'ends with a slash' : pathProblem(name);
  if (problem !== undefined) {
    throw new InputError(
      'name',
      `is '${printable(name)}', which ${problem}: write a path such as dump.sql.zst.`,
    );
  }
  if (Buffer.byteLength(expectEnd) > END_BYTES) {
    throw new InputError('expect-end', `is longer than ${END_BYTES.toLocaleString('en')} bytes: shorten it.`);
  }
  if (skipUnchanged) throw notForStreams('skip-unchanged', 'its content is known only when it has been sent');
  if (archive) throw notForStreams('archive', 'it is one object already');
  if (dryRun) throw notForStreams('dry-run', 'nothing is known of it before it has been read');
  if (partSize > LARGEST_STREAMED_PART) {
    throw new InputError(
      'part-size',
      'is larger than 1GiB, and the parts of standard input are kept in memory.',
    );
  }
  return (texts.ifNoFilesFound ?? '').trim() === '' ? 'error' : choices.ifNoFilesFound;
}

/** @throws InputError when an option that only streams have is given for files */
export function refuseStreamInputs({ name, expectEnd }: UploadChoices): void {
  const given = name === '' ? expectEnd === '' || 'expect-end' : 'name';
  if (given !== true) throw new InputError(given, 'is only for standard input: leave it out, or upload -.');
}

function notForStreams(input: string, reason: string): InputError {
  return new InputError(input, `cannot be used with standard input, because ${reason}: leave it out.`);
}
