import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { homeOrNothing } from '../user-path.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that name the AWS SDKs' shared files, and their defaults below HOME. */
const SHARED_FILES: Readonly<Record<string, string>> = {
  AWS_SHARED_CREDENTIALS_FILE: '.aws/credentials',
  AWS_CONFIG_FILE: '.aws/config',
};

const GIVES_CREDENTIALS =
  /^\s*(aws_access_key_id|credential_process|role_arn|sso_session|sso_start_url|login_session|web_identity_token_file)\s*=/;

/**
 * The shared files whose default profile has credentials, by the variables that name them. boto3 and the AWS CLI use these
 * before the loopback endpoint.
 */
export function findDefaultProfiles(environment: Environment): Record<string, string> {
  const home = environment.HOME || environment.USERPROFILE || homeOrNothing();
  const paths = Object.entries(SHARED_FILES).map(
    ([name, path]) => [name, environment[name] || (home && join(home, path))] as const,
  );
  return Object.fromEntries(paths.filter(([, path]) => defaultGivesCredentials(readText(path))));
}

/** The variables that hide such files from S3 clients. Empty if there is nothing to hide. */
export function hideDefaultProfiles(environment: Environment): Record<string, string> {
  const names = Object.keys(findDefaultProfiles(environment));
  return Object.fromEntries(names.map((name) => [name, devNull]));
}

function defaultGivesCredentials(text: string): boolean {
  let section = '';
  return text.split(/\r?\n/).some((line) => {
    section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
    return (section === 'default' || section === 'profile default') && GIVES_CREDENTIALS.test(line);
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
