/** A service credential with its role and bucket, as a sandbox creates it. */
interface Granted {
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
  readonly roleArn: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
}

/** The `OTTER_*` variables from which every command can request a session. */
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
