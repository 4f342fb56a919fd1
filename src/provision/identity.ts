import { isLoose } from '../credentials/trusted-tokens.ts';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';

/** Whose identity tokens a role accepts. */
export interface Identity {
  readonly kind: 'github' | 'gitlab' | 'oidc';
  /** The tokens' `iss`. */
  readonly issuer: string;
  /** The tokens' `sub`. A `*` matches anything, a `?` any character. */
  readonly subjects: readonly string[];
  /** Whether a `*` or `?` in the subjects is a wildcard rather than a character of a name. */
  readonly hasWildcard: boolean;
}

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const GITLAB_ISSUER = 'https://gitlab.com';

export interface GithubJobs {
  /** `OWNER/NAME`, or `OWNER@ID/NAME@ID`. */
  readonly repository: string;
  /** A branch, or a whole ref. A `*` matches anything. By default all jobs. */
  readonly ref?: string | undefined;
  readonly environment?: string | undefined;
  /** The issuer of a GitHub Enterprise Server. By default GitHub's own. */
  readonly issuer?: string | undefined;
}

/**
 * The identity of a repository's jobs. The subject of a repository that was created or renamed since July 2026 includes the
 * IDs of owner and repository. If the IDs are given, both forms are accepted, because nobody else can have either.
 *
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 *
 * @throws InputError
 */
export function githubIdentity({ repository, ref, environment, issuer }: GithubJobs): Identity {
  const form = /^([A-Za-z0-9][\w-]{0,99})(?:@(\d+))?\/([\w.-]{1,100})(?:@(\d+))?$/.exec(repository);
  const [, owner, ownerId, name, nameId] = form ?? [];
  if (form === null || (ownerId === undefined) !== (nameId === undefined)) {
    throw new InputError(
      'github',
      `is '${printable(repository)}': give OWNER/NAME, spelled as on GitHub, or OWNER@ID/NAME@ID with the numbers of both.`,
    );
  }
  const names = [`${owner}/${name}`];
  if (ownerId !== undefined) names.push(`${owner}@${ownerId}/${name}@${nameId}`);
  const jobs = githubJobs(ref, environment);
  return {
    kind: 'github',
    issuer: checkIssuer(issuer ?? GITHUB_ISSUER),
    subjects: names.map((repo) => `repo:${repo}:${jobs}`),
    hasWildcard: environment === undefined && jobs.includes('*'),
  };
}

/** The end of the subject. GitHub writes a colon in an environment's name as `%3A`. */
function githubJobs(ref: string | undefined, environment: string | undefined): string {
  if (environment !== undefined) return `environment:${checkEnvironment(environment)}`;
  return ref === undefined ? '*' : `ref:${wholeRef(ref)}`;
}

function checkEnvironment(environment: string): string {
  // Control characters, or nothing at all.
  if (/^\P{Cc}{1,255}$/u.test(environment)) return environment.replaceAll(':', '%3A');
  throw new InputError('environment', `is '${printable(environment)}': give the name of an environment.`);
}

export interface GitlabJobs {
  /** `GROUP/PROJECT`, with all its groups. */
  readonly project: string;
  /** A branch, or `refs/tags/TAG`. A `*` matches anything. By default all jobs. */
  readonly ref?: string | undefined;
  /** The URL of a self-managed GitLab. By default gitlab.com. */
  readonly issuer?: string | undefined;
}

/**
 * The identity of a project's jobs.
 *
 * Source: https://docs.gitlab.com/ci/secrets/id_token_authentication/
 *
 * @throws InputError
 */
export function gitlabIdentity({ project, ref, issuer }: GitlabJobs): Identity {
  if (!/^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+$/.test(project)) {
    throw new InputError(
      'gitlab',
      `is '${printable(project)}': give GROUP/PROJECT, as in the address of the project.`,
    );
  }
  const [kind, name] = ref === undefined ? [] : partsOf(wholeRef(ref));
  return {
    kind: 'gitlab',
    issuer: checkIssuer(issuer ?? GITLAB_ISSUER),
    subjects: [
      kind === undefined
        ? `project_path:${project}:*`
        : `project_path:${project}:ref_type:${kind}:ref:${name}`,
    ],
    hasWildcard: name === undefined || name.includes('*'),
  };
}

function partsOf(ref: string): [string, string] {
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.*)$/.exec(ref) ?? [];
  if (kind === undefined) {
    throw new InputError('ref', `is '${printable(ref)}': give a branch, or refs/tags/TAG.`);
  }
  return [kind === 'tags' ? 'tag' : 'branch', name];
}

/** Turns a branch name into a whole ref. */
function wholeRef(ref: string): string {
  // The characters that git allows in a ref, and `*`, which it does not allow.
  if (!/^[^\p{Cc}\s~^:?[\\]{1,255}$/u.test(ref) || ref.includes('..')) {
    throw new InputError(
      'ref',
      `is '${printable(ref)}', which is not the name of a branch, or a ref such as refs/tags/v*.`,
    );
  }
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
}

/** The identity of jobs of another issuer. @throws InputError when strangers could have the subject too */
export function identityOf(issuer: string, subject: string): Identity {
  if (!/^\P{Cc}{1,1000}$/u.test(subject)) {
    throw new InputError('subject', 'is empty, or has control characters: give what the tokens have as sub.');
  }
  if (isLoose(subject)) {
    throw new InputError(
      'subject',
      `is '${printable(subject)}', which strangers can have too: at least two parts, such as organization:acme:, must stand before a '*'.`,
    );
  }
  if (/^org\/.*\/user\/[^/]*\*[^/]*\/./.test(subject)) {
    throw new InputError(
      'subject',
      `is '${printable(subject)}', whose '*' also matches a part of a branch's name, so that who may push one branch could have the sessions of another: write user/????????-????-????-????-????????????.`,
    );
  }
  return {
    kind: 'oidc',
    issuer: checkIssuer(issuer),
    subjects: [subject],
    hasWildcard: /[*?]/.test(subject),
  };
}

/** @throws InputError */
function checkIssuer(issuer: string): string {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isPlain = url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url?.protocol !== 'https:' || !isPlain || /\s/.test(issuer)) {
    throw new InputError(
      'issuer',
      `is '${printable(issuer)}': give the https:// URL that the tokens have as iss, such as ${GITLAB_ISSUER}.`,
    );
  }
  return issuer;
}

/** The issuer's name in ARNs and condition keys: its URL without the scheme. */
export function providerName(issuer: string): string {
  return issuer.replace(/^https:\/\//, '');
}
