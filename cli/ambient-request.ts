import { checkAmbientRequest } from '../src/credentials/ambient-request.ts';
import { readCaBundle } from '../src/index.ts';
import type { CheckedRequest, Context, RequestOptions } from './request-options.ts';

type Environment = Context['environment'];

/** Whether a service credential was given. If so, credentials in `AWS_*` do not matter. */
export function hasServiceCredential(options: RequestOptions, environment: Environment): boolean {
  return Boolean(
    options.serviceAccessKey ||
      options.serviceSecretKey ||
      environment.OTTER_SERVICE_ACCESS_KEY ||
      environment.OTTER_SERVICE_SECRET_KEY,
  );
}

/**
 * The target of the credentials in `AWS_*`: where S3 clients would use them, unless an option says otherwise.
 *
 * @throws InputError when an option or a variable is missing or invalid
 */
export function readAmbientRequest(
  options: RequestOptions,
  { environment }: Context,
): Omit<CheckedRequest, 'credential'> {
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
