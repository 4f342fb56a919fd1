import { checkRequest, type RequestInputs, type SessionRequest } from './session-request.ts';

/** The role of a session whose role nobody named. */
export const UNKNOWN_ROLE = 'arn:aws:iam:::role/not-asked-for';

/**
 * What the session in `AWS_*` is for: where S3 clients would go with it, unless an input says otherwise. It is not
 * exchanged again, so the role need not be known.
 *
 * @returns as {@link checkRequest}
 * @throws InputError if an input or a variable is missing or invalid
 */
export function checkAmbientRequest(
  inputs: RequestInputs,
  environment: Readonly<Record<string, string | undefined>>,
): { request: SessionRequest; warnings: string[] } {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, OTTER_ENDPOINT } = environment;
  const { AWS_REGION, AWS_DEFAULT_REGION, OTTER_REGION } = environment;
  return checkRequest(
    {
      roleArn: inputs.roleArn || UNKNOWN_ROLE,
      bucket: inputs.bucket || environment.OTTER_BUCKET,
      endpoint: inputs.endpoint || AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL || OTTER_ENDPOINT,
      region: inputs.region || AWS_REGION || AWS_DEFAULT_REGION || OTTER_REGION,
      access: inputs.access,
      prefix: inputs.prefix,
    },
    { sessionName: 'not-asked-for', renewed: false },
  );
}
