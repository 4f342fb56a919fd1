import type { Command } from 'commander';
import { checkBucket } from '../src/credentials/session-request.ts';
import { InputError } from '../src/failure.ts';
import {
  githubIdentity,
  gitlabIdentity,
  type Identity,
  identityOf,
  type KeylessTarget,
  keylessTargetOf,
} from '../src/provision/index.ts';
import { CommandFailure } from './command-end.ts';
import { type AdministrationOptions, readTarget } from './provision-options.ts';
import type { Context } from './request-options.ts';

/** Whose identity tokens are accepted, as commander parses it. */
export interface IdentityOptions {
  github?: string;
  gitlab?: string;
  ref?: string;
  environment?: string;
  issuer?: string;
  subject?: string;
  audience?: string;
  thumbprint?: string;
}

/** Adds the options that say whose jobs a keyless role is for. */
export function addIdentityOptions(command: Command): Command {
  return command
    .option('--github <OWNER/NAME>', 'Keyless: for jobs of this repository, without a service credential.')
    .option('--gitlab <GROUP/PROJECT>', 'Keyless: for jobs of this project.')
    .option('--ref <REF>', 'With either, only for this branch, or a ref such as refs/tags/v*.')
    .option('--environment <NAME>', 'With --github, only for jobs of this environment.')
    .option(
      '--issuer <URL>',
      'The issuer of identity tokens, if it is not GitHub or gitlab.com; by itself with --subject.',
    )
    .option('--subject <TEXT>', 'What the tokens of --issuer have as sub.');
}

/**
 * @returns undefined when a service credential is meant
 * @throws CommandFailure when options contradict each other. @throws InputError
 */
function readIdentity(options: IdentityOptions): Identity | undefined {
  const { github, gitlab, ref, environment, issuer, subject } = options;
  const conflict = findConflict(options);
  if (conflict !== undefined) throw new CommandFailure(conflict, 2);
  if (github !== undefined) return githubIdentity({ repository: github, ref, environment, issuer });
  if (gitlab !== undefined) return gitlabIdentity({ project: gitlab, ref, issuer });
  return issuer === undefined || subject === undefined ? undefined : identityOf(issuer, subject);
}

/** One sentence for each. */
function findConflict({ github, gitlab, ref, environment, issuer, subject, ...rest }: IdentityOptions) {
  const named = github ?? gitlab;
  if (github !== undefined && gitlab !== undefined)
    return '--github and --gitlab exclude each other: each needs a separate role.';
  if (named !== undefined && subject !== undefined) {
    return '--subject is for --issuer by itself: --github and --gitlab write the subject themselves.';
  }
  if (named === undefined && ref !== undefined) return '--ref needs --github or --gitlab.';
  if (github === undefined && environment !== undefined) return '--environment needs --github.';
  if (ref !== undefined && environment !== undefined) {
    return "--ref and --environment exclude each other: GitHub's token for a job with an environment does not have its ref in the subject.";
  }
  if (subject !== undefined && issuer === undefined) return '--subject needs --issuer.';
  if (named === undefined && issuer !== undefined && subject === undefined) {
    return '--issuer needs --subject: without a subject, everybody to whom the issuer gives a token would be accepted.';
  }
  const [lonely] = Object.keys(rest).filter((name) => name === 'audience' || name === 'thumbprint');
  if (named === undefined && issuer === undefined && lonely !== undefined) {
    return `--${lonely} is for a keyless role: it needs --github, --gitlab or --issuer.`;
  }
  return undefined;
}

/** @returns undefined when a service credential is meant. @throws InputError or CommandFailure */
export function readKeylessTarget(
  argument: string | undefined,
  options: AdministrationOptions & IdentityOptions,
  context: Context,
): KeylessTarget | undefined {
  const identity = readIdentity(options);
  if (identity === undefined) return undefined;
  const { bucket } = readTarget(argument, options, context);
  return keylessTargetOf(checkBucket(bucket), identity, options.name);
}

/**
 * For whom tokens are made: the endpoint's host name, unless the option or `OTTER_AUDIENCE` says so.
 *
 * @throws InputError
 */
export function readAudience(option: string | undefined, endpoint: string, { environment }: Context): string {
  const audience = option ?? (environment.OTTER_AUDIENCE || new URL(endpoint).hostname);
  if (/^[\x21-\x7e]{1,255}$/.test(audience)) return audience;
  throw new InputError('audience', 'must be 1 to 255 printable ASCII characters, without spaces.');
}

/** @throws InputError */
export function checkThumbprint(thumbprint: string | undefined): string | undefined {
  const hex = thumbprint?.replaceAll(':', '').toLowerCase();
  if (hex === undefined || /^[0-9a-f]{40}$/.test(hex)) return hex;
  throw new InputError('thumbprint', 'must be a SHA-1 digest: 40 hex digits.');
}
