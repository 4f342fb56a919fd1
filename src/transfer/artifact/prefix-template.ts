import { createHash } from 'node:crypto';
import type { RunFacts } from '../../ci/system.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { checkKey, checkKeyText } from './key.ts';

/** The most bytes of a prefix: what a key's 1,024 leave is for the paths, and the manifest's name. */
const LONGEST_PREFIX = 900;

/** The field of a slash-separated fact: a branch such as `feature/x` becomes two segments. */
const WITH_SLASHES = 'ref';

const KNOWN =
  'a CI system that is known (GitHub Actions, GitLab CI, or another that docs/transfers.md names)';

/** Why a run may say nothing for a field. */
const REASONS = new Map([
  [
    'ref',
    `neither ${KNOWN} says it, nor has the working directory a git branch checked out (a detached HEAD is none)`,
  ],
  ['sha', `neither ${KNOWN} says it, nor is the working directory in a git repository with a commit`],
]);

/**
 * Fills in `{ref}`, `{sha}`, `{run-id}`, `{job}` and `{date}` (of `now`, UTC). A ref is what whoever opens a pull
 * request chose, so what a fact may hold is narrow: characters that could mean something to a shell, a policy, a URL or
 * a file system become `-`, a digest of what it was follows then, and no fact leads to another folder.
 *
 * @param input the input that the template is of
 * @throws InputError for an unknown field, or one that this run has nothing for, and for a URL
 */
export function fillTemplate(
  input: 'prefix' | 'latest' | 'manifest-key',
  template: string,
  facts: RunFacts,
  now: Date,
): string {
  refuseUrl(input, template);
  const values = new Map<string, string | undefined>([
    ['ref', facts.ref],
    ['sha', facts.sha],
    ['run-id', facts.runId],
    ['job', facts.job],
    ['date', now.toISOString().slice(0, 10)],
  ]);
  return template.replace(/(?<!\$)\{([^{}]*)\}/g, (field, name: string) => {
    if (!values.has(name)) {
      const known = [...values.keys()].map((key) => `{${key}}`).join(', ');
      throw new InputError(input, `has the field ${printable(field)}: there are ${known}.`);
    }
    const fact = clean(values.get(name) ?? '', name === WITH_SLASHES);
    if (fact === '') {
      throw new InputError(
        input,
        `has the field ${field}, which this run says nothing for: ${REASONS.get(name) ?? `it takes ${KNOWN} to say it`}. Write the value itself.`,
      );
    }
    return fact;
  });
}

/** What `aws s3` takes, and people have at hand. */
function refuseUrl(input: string, template: string): void {
  const [, rest] = /^s3:\/\/[^/]*\/*(.*)$/is.exec(template) ?? [];
  if (rest === undefined) return;
  const nothing = input === 'prefix' ? 'Leave it empty for the whole bucket' : 'Write a key';
  const instead = rest === '' ? nothing : `Write ${printable(rest)}`;
  throw new InputError(
    input,
    `is '${printable(template)}': leave out s3:// and the bucket, which is an input of its own. ${instead}.`,
  );
}

/**
 * The beginning of an artifact's keys, from a template of it.
 *
 * @throws InputError as {@link fillTemplate} and {@link asPrefix}
 */
export function fillPrefix(template: string, facts: RunFacts, now: Date): string {
  return asPrefix(fillTemplate('prefix', template, facts, now));
}

/**
 * A key from a template of it; undefined when there is none.
 *
 * @throws InputError as {@link fillTemplate} and `checkKey`
 */
export function fillKey(
  input: 'latest' | 'manifest-key',
  template: string,
  facts: RunFacts,
  now: Date,
): string | undefined {
  return template === '' ? undefined : checkKey(input, fillTemplate(input, template, facts, now));
}

/** Hexadecimal digits that tell facts apart: 64 bits, for which nobody finds another ref in years. */
const DIGEST_LENGTH = 16;

/** A fact in letters and digits of any language and `-_.+=@,!()`, no segment of which is empty or dots alone. */
function clean(fact: string, isRef: boolean): string {
  const text = fact.trim().replace(/[^\p{L}\p{M}\p{N}\-_.+=@,!()/]/gu, '-');
  if (!isRef) return cleanSegment(text.replaceAll('/', '-'));
  const cleaned = cleanPath(text);
  return cleaned === fact || cleaned === '' ? cleaned : `${cleaned}~${digestOf(fact)}`;
}

/**
 * Tells refs apart of which the same is left: `release#1` and `release-1` are two branches, one of which may be protected.
 * No ref can end like this by itself, since none has a `~`.
 */
function digestOf(ref: string): string {
  return createHash('sha256').update(ref).digest('hex').slice(0, DIGEST_LENGTH);
}

function cleanPath(text: string): string {
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .map(cleanSegment)
    .join('/');
}

function cleanSegment(segment: string): string {
  return segment.replace(/\.{2,}/g, '-').replace(/^\.$/, '-');
}

/**
 * The beginning of an artifact's keys: empty, or with one slash at its end.
 *
 * @throws InputError when it is no such beginning, or longer than 900 bytes
 */
export function asPrefix(text: string): string {
  checkKeyText('prefix', text);
  const prefix = text === '' || text.endsWith('/') ? text : `${text}/`;
  if (Buffer.byteLength(prefix) > LONGEST_PREFIX) {
    throw new InputError(
      'prefix',
      `is longer than ${LONGEST_PREFIX} bytes, which leaves too little of a key's 1,024 for the files.`,
    );
  }
  return prefix;
}
