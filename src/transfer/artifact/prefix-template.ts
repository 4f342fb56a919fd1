import { createHash } from 'node:crypto';
import type { RunFacts } from '../../ci/system.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { checkKeyText, checkObjectKey } from './key.ts';

/** The maximum length of a prefix, in bytes. The rest of a key's 1,024 is for paths and the manifest's name. */
const LONGEST_PREFIX = 900;

/** The only field whose slashes are kept: a branch such as `feature/x` becomes two segments. */
const WITH_SLASHES = 'ref';

const KNOWN = 'known CI system (GitHub Actions, GitLab CI, or another that docs/transfers.md names)';

/** Why a run may have no value for a field. */
const REASONS = new Map([
  [
    'ref',
    `no ${KNOWN} reports it, and no git branch is checked out in the working directory (a detached HEAD is not a branch)`,
  ],
  ['sha', `no ${KNOWN} reports it, and the working directory is not in a git repository with a commit`],
]);

/**
 * Fills in `{ref}`, `{sha}`, `{run-id}`, `{job}` and `{date}` (of `now`, in UTC). Whoever opens a pull request chooses its
 * ref, so facts are restricted: characters that could mean something to a shell, a policy, a URL or a file system become
 * `-`, followed by a digest of the original. No fact leads to another folder.
 *
 * @param input the name of the template's input
 * @throws InputError for an unknown field, a field without a value in this run, or a URL
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
        `has the field ${field}, which has no value in this run: ${REASONS.get(name) ?? `only a ${KNOWN} reports it`}. Write the value itself.`,
      );
    }
    return fact;
  });
}

/** Users try URLs because `aws s3` accepts them. */
function refuseUrl(input: string, template: string): void {
  const [, rest] = /^s3:\/\/[^/]*\/*(.*)$/is.exec(template) ?? [];
  if (rest === undefined) return;
  const nothing = input === 'prefix' ? 'Leave it empty for the whole bucket' : 'Write a key';
  const instead = rest === '' ? nothing : `Write ${printable(rest)}`;
  throw new InputError(
    input,
    `is '${printable(template)}': leave out s3:// and the bucket, which is a separate input. ${instead}.`,
  );
}

/** An artifact's prefix, from its template. @throws InputError as {@link fillTemplate} and {@link asPrefix} */
export function fillPrefix(template: string, facts: RunFacts, now: Date): string {
  return asPrefix(fillTemplate('prefix', template, facts, now));
}

/** A key, from its template. Undefined without a template. @throws InputError as {@link fillTemplate} and `checkObjectKey` */
export function fillKey(
  input: 'latest' | 'manifest-key',
  template: string,
  facts: RunFacts,
  now: Date,
): string | undefined {
  return template === '' ? undefined : checkObjectKey(input, fillTemplate(input, template, facts, now));
}

/** Hexadecimal digits of the digest. With 64 bits, nobody finds a second ref in years. */
const DIGEST_LENGTH = 16;

/** A fact with only letters and digits of any language and `-_.+=@,!()`. No segment is empty or consists of dots. */
function clean(fact: string, isRef: boolean): string {
  const text = fact.trim().replace(/[^\p{L}\p{M}\p{N}\-_.+=@,!()/]/gu, '-');
  if (!isRef) return cleanSegment(text.replaceAll('/', '-'));
  const cleaned = cleanPath(text);
  return cleaned === fact || cleaned === '' ? cleaned : `${cleaned}~${digestOf(fact)}`;
}

/**
 * Distinguishes refs that would become the same: `release#1` and `release-1` are two branches, and one of them may be
 * protected. No ref ends like this by itself, because a ref cannot contain a `~`.
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
 * An artifact's prefix: empty, or with one slash at its end.
 *
 * @throws InputError if it is not a valid prefix, or longer than 900 bytes
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
