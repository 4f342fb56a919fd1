import { checkAmbientRequest } from '../src/credentials/ambient-request.ts';
import { readCaBundle } from '../src/index.ts';
import type { CheckedRequest, Context, RequestOptions } from './request-options.ts';

type Environment = Context['environment'];

/** Whether a service credential was given: credentials that are in `AWS_*` already are of no concern then. */
export function hasServiceCredential(options: RequestOptions, environment: Environment): boolean {
  return Boolean(
    options.serviceAccessKey ||
      options.serviceSecretKey ||
      environment.OTTER_SERVICE_ACCESS_KEY ||
      environment.OTTER_SERVICE_SECRET_KEY,
  );
}

/**
 * What credentials that are in `AWS_*` already are for: where S3 clients would go with them, unless an option says
 * otherwise.
 *
 * @throws InputError when an option or a variable is missing or wrong
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
