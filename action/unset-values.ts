import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { systemTrustFile } from '../src/http/system-trust.ts';
import type { Environment } from './inputs.ts';

/*
 * A runner cannot unset a variable, and some S3 clients do not treat an empty one as unset. So a variable that was not set
 * before gets a value with the same effect in each client. test/clients/put-back.test.ts is the table.
 */

/** Without the variable, boto3 and the AWS CLI use the configured region, and without that one, this region. */
const REGION_WITHOUT_ANY = 'us-east-1';

const STANDS_FOR_UNSET: Readonly<Record<string, (before: Environment) => string | undefined>> = {
  // Boto3 and the AWS CLI reject empty values. These are their defaults.
  AWS_REQUEST_CHECKSUM_CALCULATION: () => 'when_supported',
  AWS_RESPONSE_CHECKSUM_VALIDATION: () => 'when_supported',
  // If empty, it hides a profile's region from the SDK for JavaScript. The SDK for Go uses it before AWS_DEFAULT_REGION.
  AWS_REGION: (before) => before.AWS_DEFAULT_REGION || (configuredRegion(before) ?? ''),
  // If empty, boto3 and the AWS CLI connect to https://s3..amazonaws.com.
  AWS_DEFAULT_REGION: (before) => configuredRegion(before) ?? REGION_WITHOUT_ANY,
  // Clients of Rust's object_store reject empty values.
  AWS_ALLOW_HTTP: () => 'false',
  AWS_DISABLE_BULK_DELETE: () => 'false',
  // If empty, boto3 and the AWS CLI fail to open it. The null device has no token.
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: () => devNull,
  // If empty, boto3 and the AWS CLI do not verify certificates.
  AWS_CA_BUNDLE: systemTrustFile,
  REQUESTS_CA_BUNDLE: systemTrustFile,
  // If empty, OpenSSL reads no file.
  SSL_CERT_FILE: systemTrustFile,
  // If empty, no file is read at all.
  AWS_SHARED_CREDENTIALS_FILE: (before) => inHome(before, '.aws/credentials'),
  AWS_CONFIG_FILE: (before) => inHome(before, '.aws/config'),
};

/**
 * Returns a value with the same effect as no value, or undefined if there is none: the variable then stays as it is.
 *
 * @param before the job's variables at that time
 */
export function standInForUnset(name: string, before: Environment): string | undefined {
  const standIn = STANDS_FOR_UNSET[name];
  return standIn === undefined ? '' : standIn(before);
}

function inHome({ HOME, USERPROFILE }: Environment, path: string): string {
  const home = HOME || USERPROFILE;
  return home ? `${home}/${path}` : '';
}

/** The region of the default profile. */
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
