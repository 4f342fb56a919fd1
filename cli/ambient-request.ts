import { checkRequest, readCaBundle } from '../src/index.ts';
import type { CheckedRequest, RequestOptions, Surroundings } from './request-options.ts';

type Environment = Surroundings['environment'];

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
  { environment }: Surroundings,
): Omit<CheckedRequest, 'credential'> {
  const checked = checkRequest(
    {
      // They have been exchanged already: any role does for checking the rest.
      roleArn: 'arn:aws:iam:::role/not-asked-for',
      bucket: options.bucket || environment.OTTER_BUCKET,
      endpoint:
        options.endpoint ||
        environment.AWS_ENDPOINT_URL_S3 ||
        environment.AWS_ENDPOINT_URL ||
        environment.OTTER_ENDPOINT,
      region:
        options.region ||
        environment.AWS_REGION ||
        environment.AWS_DEFAULT_REGION ||
        environment.OTTER_REGION,
      access: options.access || environment.OTTER_ACCESS,
      prefix: options.prefix ?? environment.OTTER_PREFIX,
    },
    { sessionName: 'not-asked-for', renewed: false },
  );
  const caBundle = options.caBundle || environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE;
  return { ...checked, caBundle: readCaBundle(caBundle) };
}
