/** What a bucket is asked with, as a sandbox hands it out. */
interface Place {
  readonly roleArn: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
}

interface ServiceGrant extends Place {
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
}

interface KeylessGrant extends Place {
  readonly audience: string;
  /** What a job of the CI system has in its environment. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The `OTTER_*` variables from which every command asks for a session. */
export function serviceVariables(granted: ServiceGrant): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
    ...placeVariables(granted),
  };
}

/** The same for a job that shows an identity token. */
export function keylessVariables(granted: KeylessGrant): Record<string, string> {
  return { ...placeVariables(granted), OTTER_AUDIENCE: granted.audience, ...granted.variables };
}

function placeVariables({ roleArn, bucket, endpoint, region }: Place): Record<string, string> {
  return {
    OTTER_ROLE_ARN: roleArn,
    OTTER_BUCKET: bucket,
    OTTER_ENDPOINT: endpoint,
    OTTER_REGION: region,
  };
}
