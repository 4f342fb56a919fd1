import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import type { IssuedCredentials, Place } from './actions.ts';

/** A text to copy. */
export interface Snippet {
  readonly title: string;
  /** Where it goes. */
  readonly hint: string;
  readonly text: string;
}

/** A long-lived pair of keys. */
export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** For temporary credentials. */
export function sessionSnippets(place: Place, credentials: IssuedCredentials): Snippet[] {
  return [awsCli(place, credentials), boto3Client(place, credentials)];
}

/** For a service credential. */
export function serviceSnippets(place: Place, keys: KeyPair): Snippet[] {
  return [
    githubWorkflow(place, keys),
    gitlabInclude(place, keys),
    refreshingBoto3(place, keys),
    credentialProcess(place, keys),
  ];
}

/** For a permanent key. */
export function permanentSnippets(place: Place, { accessKey, secretKey }: KeyPair): Snippet[] {
  const { bucket, endpoint } = place;
  const text = `export AWS_ACCESS_KEY_ID="${accessKey}"
export AWS_SECRET_ACCESS_KEY="${secretKey}"
unset AWS_SESSION_TOKEN

aws s3 ls s3://${bucket} --endpoint-url ${endpoint}
`;
  return [{ title: 'AWS CLI', hint: 'In a shell.', text }];
}

function awsCli({ bucket, endpoint }: Place, credentials: IssuedCredentials): Snippet {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const text = `export AWS_ACCESS_KEY_ID="${accessKeyId}"
export AWS_SECRET_ACCESS_KEY="${secretAccessKey}"
export AWS_SESSION_TOKEN="${sessionToken}"

aws s3 ls s3://${bucket} --endpoint-url ${endpoint}
`;
  return { title: 'AWS CLI', hint: 'In a shell.', text };
}

function boto3Client({ bucket, endpoint, region }: Place, credentials: IssuedCredentials): Snippet {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const text = `import boto3

s3 = boto3.client(
    "s3",
    endpoint_url="${endpoint}",
    region_name="${region}",
    aws_access_key_id="${accessKeyId}",
    aws_secret_access_key="${secretAccessKey}",
    aws_session_token="${sessionToken}",
)

for item in s3.list_objects_v2(Bucket="${bucket}").get("Contents", []):
    print(item["Key"], item["Size"])
`;
  return { title: 'boto3', hint: 'In Python.', text };
}

function githubWorkflow({ bucket, roleArn, endpoint, region }: Place, { accessKey }: KeyPair): Snippet {
  const text = `# .github/workflows/upload.yml
# Secrets of the repository: OTTER_SERVICE_ACCESS_KEY (${accessKey})
# and OTTER_SERVICE_SECRET_KEY (the secret key above). Its variable: OTTER_ROLE_ARN
# (${roleArn}).
name: Upload
on: push
permissions:
  contents: read
jobs:
  upload:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: otter/sts-credentials@v1
        with:
          service-access-key: \${{ secrets.OTTER_SERVICE_ACCESS_KEY }}
          service-secret-key: \${{ secrets.OTTER_SERVICE_SECRET_KEY }}
          role-arn: \${{ vars.OTTER_ROLE_ARN }}
          bucket: ${bucket}
          endpoint: ${endpoint}
          region: ${region}
          refresh: true
      - run: aws s3 cp README.md s3://${bucket}/
`;
  return { title: 'GitHub workflow', hint: 'The secret key goes into a secret of the repository.', text };
}

function gitlabInclude({ bucket, roleArn, endpoint, region }: Place, { accessKey }: KeyPair): Snippet {
  const text = `# .gitlab-ci.yml
# CI/CD variables of the project: OTTER_SERVICE_ACCESS_KEY (${accessKey})
# and OTTER_SERVICE_SECRET_KEY (the secret key above), both masked; OTTER_ROLE_ARN
# (${roleArn}).
include:
  - remote: https://raw.githubusercontent.com/otter/sts-credentials/v${manifest.version}/gitlab/sts-credentials.yml
${templateIntegrity()}    inputs:
      role_arn: $OTTER_ROLE_ARN
      bucket: ${bucket}
      endpoint: ${endpoint}
      region: ${region}
      refresh: true

upload:
  extends: .otter-sts
  script:
    - aws s3 cp README.md s3://${bucket}/
`;
  return { title: 'GitLab include', hint: 'The keys go into masked variables of the project.', text };
}

/**
 * The checksum of the template, so that nobody can change it at its address. It is read from the package next to the
 * program. The program cannot contain it, because the template contains the checksum of the program.
 */
function templateIntegrity(): string {
  try {
    const here = dirname(fileURLToPath(import.meta.url));
    const template = readFileSync(resolve(here, ...['..', '..', 'gitlab', 'sts-credentials.yml']));
    return `    integrity: sha256-${createHash('sha256').update(template).digest('base64')}\n`;
  } catch {
    // An executable has no package next to it.
    return '    # integrity: sha256-... is in the README\n';
  }
}

function refreshingBoto3({ bucket, roleArn, endpoint, region }: Place, keys: KeyPair): Snippet {
  const text = `import boto3
from botocore.credentials import RefreshableCredentials
from botocore.session import get_session

sts = boto3.client(
    "sts",
    endpoint_url="${endpoint}",
    region_name="${region}",
    aws_access_key_id="${keys.accessKey}",
    aws_secret_access_key="${keys.secretKey}",
)


def refresh():
    credentials = sts.assume_role(
        RoleArn="${roleArn}",
        RoleSessionName="boto3",
        DurationSeconds=3600,
    )["Credentials"]
    return {
        "access_key": credentials["AccessKeyId"],
        "secret_key": credentials["SecretAccessKey"],
        "token": credentials["SessionToken"],
        "expiry_time": credentials["Expiration"].isoformat(),
    }


session = get_session()
session._credentials = RefreshableCredentials.create_from_metadata(
    metadata=refresh(),
    refresh_using=refresh,
    method="sts-assume-role",
)
s3 = boto3.Session(botocore_session=session).client(
    "s3",
    endpoint_url="${endpoint}",
    region_name="${region}",
)

for item in s3.list_objects_v2(Bucket="${bucket}").get("Contents", []):
    print(item["Key"], item["Size"])
`;
  return { title: 'boto3', hint: 'In Python. It requests a new session before the old one expires.', text };
}

function credentialProcess({ bucket, roleArn, endpoint, region }: Place, keys: KeyPair): Snippet {
  const text = `export OTTER_SERVICE_ACCESS_KEY="${keys.accessKey}"
export OTTER_SERVICE_SECRET_KEY="${keys.secretKey}"

mkdir -p ~/.aws
cat >> ~/.aws/config <<'END'
[profile ${bucket}]
credential_process = otter-sts credential-process --role-arn ${roleArn} --bucket ${bucket} --endpoint ${endpoint} --region ${region}
endpoint_url = ${endpoint}
region = ${region}
END

aws s3 ls s3://${bucket} --profile ${bucket}
`;
  return {
    title: 'AWS CLI credential_process',
    hint: 'In a shell. The keys stay in its environment and are not written to a file.',
    text,
  };
}
