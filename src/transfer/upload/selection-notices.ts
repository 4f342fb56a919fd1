import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { Selection } from './file-selection.ts';
import type { UploadChoices } from './upload-inputs.ts';

/** Patterns that one message names. */
const MOST_NAMED = 10;

/**
 * What is to be said of a selection: the patterns that took nothing, and what was perhaps meant.
 *
 * @returns sentences; none where `if-no-files-found` is `ignore`
 * @throws ArtifactFailure of kind `nothing-found` when a pattern took nothing and that is an error: with
 *   `if-no-files-found: error`, and with `delete`, which would delete the bucket's copy of what was not built
 */
export function noticesOf(
  selection: Pick<Selection, 'files' | 'links' | 'unmatched' | 'misread' | 'hidden'>,
  { ifNoFilesFound, delete: deletes }: Pick<UploadChoices, 'ifNoFilesFound' | 'delete'>,
): string[] {
  const { unmatched, hidden, files, links } = selection;
  if (ifNoFilesFound === 'ignore') return [];
  const misread = misreadings(selection);
  if (unmatched.length === 0) return misread;
  const isEmpty = files.length + links.length === 0;
  const fails = ifNoFilesFound === 'error' || deletes;
  const sentences = [
    `No file was found for ${nameAll(unmatched)}.`,
    ...(isEmpty || fails ? [deletes ? 'Nothing was uploaded or deleted.' : 'Nothing was uploaded.'] : []),
    ...unmatched.flatMap(hintFor).slice(0, 1),
    ...(hidden === 0 ? [] : [`Left out because they are hidden: ${hidden} (include-hidden-files).`]),
  ];
  if (!fails) return [sentences.join(' '), ...misread];
  if (ifNoFilesFound !== 'error') {
    sentences.push(
      "With delete, the bucket's copy of it would be deleted: correct the pattern, or set if-no-files-found to ignore.",
    );
  }
  throw new ArtifactFailure('nothing-found', [...sentences, ...misread].join(' '));
}

function nameAll(patterns: readonly string[]): string {
  const named = patterns.slice(0, MOST_NAMED).map((pattern) => `'${printable(pattern)}'`);
  const more = patterns.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What other tools would have read a pattern as. */
function hintFor(pattern: string): string[] {
  if (/\{[^{}]*,[^{}]*\}/.test(pattern)) {
    return ['Braces mean nothing here: write one pattern for each alternative.'];
  }
  return [];
}

function misreadings({ misread }: Pick<Selection, 'misread'>): string[] {
  return misread.slice(0, MOST_NAMED).map((place) => {
    const name = place.slice(place.lastIndexOf('/') + 1);
    const escaped = name.replaceAll('[', '[[]');
    return `'${printable(place)}' was not taken: after a wildcard, path reads '${printable(name)}' as one character of those in the brackets. Write ${printable(escaped)} for this name.`;
  });
}
