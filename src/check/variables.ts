import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { isClientProfile } from '../credentials/client-profile.ts';
import { SHADOWS_OF_REFRESH, SHADOWS_OF_SESSION } from '../credentials/environment.ts';
import { findDefaultProfiles } from '../credentials/shared-files.ts';
import { enumerate } from '../failure.ts';
import type { AmbientSource } from '../s3/credentials.ts';
import type { Environment } from '../s3/key-source.ts';
import { type CheckLine, fail, pass, warn } from './line.ts';

const VARIABLES = 'variables';
const TARGET = 'target';

/**
 * The effect of variables that interfere with the intended credentials. Variables without an effect on their own are not
 * listed.
 */
const EFFECTS: Readonly<Record<string, string>> = {
  AWS_PROFILE: "some clients take the profile's credentials instead",
  AWS_DEFAULT_PROFILE: "boto3 and the AWS CLI may take the profile's credentials instead",
  AWS_SECURITY_TOKEN: 'boto3 and the AWS CLI send it as the session token',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'most clients ask it and not the full one',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'some clients send another token, which is in it',
  AWS_WEB_IDENTITY_TOKEN_FILE: 'clients try that identity first',
};

/** Says which variables are set, and which takes precedence. */
export function judgeVariables(environment: Environment, source: AmbientSource): CheckLine {
  const halves = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].filter((name) => !environment[name]);
  if (source === 'keys' && halves.length === 1) {
    return fail(
      VARIABLES,
      `${halves[0]} is missing, but the other half of the key is set`,
      'set both, or neither.',
    );
  }
  const shadows = source === 'keys' ? shadowsOfKeys(environment) : shadowsOfEndpoint(environment);
  if (shadows.length === 0) return pass(VARIABLES, describeSource(environment, source));
  return fail(
    VARIABLES,
    `${describeSource(environment, source)}, but ${shadows.map(([name, effect]) => `${name} is set too: ${effect}`).join('; ')}`,
    `unset ${shadows.map(([name]) => name).join(' ')}`,
  );
}

/** Reports a default profile that takes precedence over the endpoint. `undefined` if there is none. */
export function judgeProfiles(environment: Environment, source: AmbientSource): CheckLine | undefined {
  const found = Object.entries(findDefaultProfiles(environment)).filter(
    ([, path]) => !isClientProfile(readFile(path) ?? ''),
  );
  if (source === 'keys' || found.length === 0) return undefined;
  return fail(
    'profile',
    `${enumerate(found.map(([, path]) => path))} gives a default profile credentials, which boto3 and the AWS CLI take first`,
    `export ${found.map(([name]) => `${name}=${devNull}`).join(' ')}`,
  );
}

type Shadow = readonly [name: string, effect: string];

function shadowsOfKeys(environment: Environment): Shadow[] {
  const sameToken = environment.AWS_SECURITY_TOKEN === environment.AWS_SESSION_TOKEN;
  const shadows = effective(environment, SHADOWS_OF_SESSION).filter(
    ([name]) => name !== 'AWS_SECURITY_TOKEN' || !sameToken,
  );
  const unused = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
    .filter((name) => environment[name])
    .map((name): Shadow => [name, 'the keys take precedence over it, so nothing is refreshed']);
  return [...shadows, ...unused];
}

function shadowsOfEndpoint(environment: Environment): Shadow[] {
  const onlyRelative = !environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file } =
    environment;
  const sameToken = !token || (file !== undefined && readFile(file)?.trim() === token);
  return effective(environment, SHADOWS_OF_REFRESH).filter(
    ([name]) =>
      !(name === 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' && onlyRelative) &&
      !(name === 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' && sameToken) &&
      // The old name of the token is read only together with keys.
      name !== 'AWS_SECURITY_TOKEN',
  );
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function effective(environment: Environment, names: readonly string[]): Shadow[] {
  return names.flatMap((name) => {
    const effect = EFFECTS[name];
    return environment[name] && effect !== undefined ? [[name, effect] as const] : [];
  });
}

function describeSource(environment: Environment, source: AmbientSource): string {
  if (source === 'keys') {
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
    return `${enumerate(names.filter((name) => environment[name]))} give the credentials`;
  }
  const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  return `AWS_CONTAINER_CREDENTIALS_${relative ? 'RELATIVE' : 'FULL'}_URI gives the credentials`;
}

/** Says whether S3 clients use the endpoint without an option on their command line. */
export function judgeTarget(environment: Environment, endpoint: string, region: string): CheckLine {
  const used = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const missing = [
    ...(used && sameOrigin(used, endpoint) ? [] : [`AWS_ENDPOINT_URL=${endpoint}`]),
    ...(environment.AWS_REGION || environment.AWS_DEFAULT_REGION ? [] : [`AWS_REGION=${region}`]),
    ...(environment.AWS_REQUEST_CHECKSUM_CALCULATION?.toLowerCase() === 'when_required'
      ? []
      : ['AWS_REQUEST_CHECKSUM_CALCULATION=when_required']),
  ];
  if (missing.length === 0) return pass(TARGET, `clients go to ${endpoint}, region ${region}`);
  const names = missing.map((assignment) => assignment.split('=', 1)[0] ?? '');
  return warn(
    TARGET,
    used && names.includes('AWS_ENDPOINT_URL')
      ? 'clients use another endpoint than the checked one'
      : `not set as clients need it for this endpoint: ${enumerate(names)}`,
    `export ${missing.join(' ')}`,
  );
}

function sameOrigin(url: string, endpoint: string): boolean {
  return URL.canParse(url) && new URL(url).origin === endpoint;
}
