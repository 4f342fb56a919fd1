import { readFileSync } from 'node:fs';
import type { Environment } from './inputs.ts';

/*
 * A runner has no command that unsets a variable, and not every S3 client takes an empty one for none. So a variable that
 * was not there before gets what does the same, client by client; test/clients/put-back.test.ts is the table.
 */

/** Boto3 and the AWS CLI take the region of their configuration when there is no variable, and this one without either. */
const REGION_WITHOUT_ANY = 'us-east-1';

const STANDS_FOR_UNSET: Readonly<Record<string, (before: Environment) => string>> = {
  // Empty, boto3 and the AWS CLI refuse them: their defaults.
  AWS_REQUEST_CHECKSUM_CALCULATION: () => 'when_supported',
  AWS_RESPONSE_CHECKSUM_VALIDATION: () => 'when_supported',
  // Empty, it hides a profile's region from the SDK for JavaScript. Go's takes it before AWS_DEFAULT_REGION.
  AWS_REGION: (before) => before.AWS_DEFAULT_REGION || (configuredRegion(before) ?? ''),
  // Empty, boto3 and the AWS CLI make https://s3..amazonaws.com of it.
  AWS_DEFAULT_REGION: (before) => configuredRegion(before) ?? REGION_WITHOUT_ANY,
  // Empty, no file is read at all.
  AWS_SHARED_CREDENTIALS_FILE: (before) => inHome(before, '.aws/credentials'),
  AWS_CONFIG_FILE: (before) => inHome(before, '.aws/config'),
};

/**
 * The value that does what no value did.
 *
 * @param before the job's variables as they were then
 */
export function standInForUnset(name: string, before: Environment): string {
  return STANDS_FOR_UNSET[name]?.(before) ?? '';
}

function inHome({ HOME, USERPROFILE }: Environment, path: string): string {
  const home = HOME || USERPROFILE;
  return home ? `${home}/${path}` : '';
}

/** The default profile's region. */
function configuredRegion(before: Environment): string | undefined {
  const path = before.AWS_CONFIG_FILE || inHome(before, '.aws/config');
  let section = '';
  for (const line of readText(path).split(/\r?\n/)) {
    section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
    const region = /^\s*region\s*=\s*([\w-]+)/.exec(line)?.[1];
    if (region !== undefined && (section === 'default' || section === 'profile default')) return region;
  }
  return undefined;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
