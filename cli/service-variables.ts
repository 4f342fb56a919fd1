/** A service credential, and what it is asked with, as a sandbox hands them out. */
interface Granted {
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
  readonly roleArn: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
}

/** The `OTTER_*` variables from which every command asks for a session. */
export function serviceVariables(granted: Granted): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
    OTTER_ROLE_ARN: granted.roleArn,
    OTTER_BUCKET: granted.bucket,
    OTTER_ENDPOINT: granted.endpoint,
    OTTER_REGION: granted.region,
  };
}
