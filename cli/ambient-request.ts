import { idTokensOf } from '../src/ci/index.ts';
import { checkAmbientRequest } from '../src/credentials/ambient-request.ts';
import { namesSource } from '../src/credentials/source-inputs.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { type CheckedRequest, type Context, type RequestOptions, readSettings } from './request-options.ts';

type Environment = Context['environment'];

/**
 * Whether to request sessions: the user named a source, or the environment has an identity token. Such a token is used if a
 * role is named, or if `AWS_*` holds no credentials. If the CI system gives one to every job, both must hold.
 */
export function hasSource(options: RequestOptions, environment: Environment): boolean {
  const { AWS_ACCESS_KEY_ID, AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_WEB_IDENTITY_TOKEN_FILE } = environment;
  const settings = readSettings('session', options, environment);
  if (namesSource(settings)) return true;
  const { idTokenRequest, idTokenProgram, idToken } = idTokensOf(environment);
  const namesRole = settings.roleArn !== '';
  if (AWS_ACCESS_KEY_ID || AWS_CONTAINER_CREDENTIALS_FULL_URI)
    return idTokenRequest !== undefined && namesRole;
  const isInEveryJob = idTokenProgram !== undefined || idToken !== undefined;
  return idTokenRequest !== undefined || Boolean(AWS_WEB_IDENTITY_TOKEN_FILE) || (isInEveryJob && namesRole);
}

/**
 * The target of the credentials in `AWS_*`: where S3 clients would use them, unless an option says otherwise.
 *
 * @throws InputError when an option or a variable is missing or invalid
 */
export function readAmbientRequest(
  options: RequestOptions,
  { environment }: Context,
): Omit<CheckedRequest, 'credential' | 'notices'> {
  const checked = checkAmbientRequest(
    {
      ...options,
      access: options.access || environment.OTTER_ACCESS,
      prefix: options.prefix ?? environment.OTTER_PREFIX,
    },
    environment,
  );
  const caBundle = options.caBundle || environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE;
  return { ...checked, caBundle: readCaBundle(caBundle) };
}
