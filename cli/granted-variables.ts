/** A bucket, its role and its endpoint. */
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
  /** The variables that the CI system sets in the job. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The `OTTER_*` variables from which every command can request a session. */
export function serviceVariables(granted: ServiceGrant): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
    ...placeVariables(granted),
  };
}

/** The same for a job with an identity token. */
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
