/** Runs `otter-sts provision` in this process, on an operator's server. */
import { addProvision } from '../../../cli/provision.ts';
import type { CheckLine } from '../../../src/check/index.ts';
import { ServiceCredential } from '../../../src/credentials/service-credential.ts';
import type { Session } from '../../../src/credentials/session.ts';
import { checkRequest } from '../../../src/credentials/session-request.ts';
import type { Step } from '../../../src/provision/index.ts';
import { exchange } from '../../../src/sts/exchange.ts';
import { type ProgramRun, runCommand } from '../program-run.ts';
import type { Key, OperatedServer, OwnedBucket } from './operator.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables for a run by an administrator and, if given, the bucket's owner. */
export function provisionEnvironment(
  { endpoint, region, administrator }: OperatedServer,
  owned?: Pick<OwnedBucket, 'ownerKey'>,
  admin: Key = administrator,
): Record<string, string> {
  return {
    OTTER_ENDPOINT: endpoint,
    OTTER_REGION: region,
    OTTER_ADMIN_ACCESS_KEY: admin.accessKey,
    OTTER_ADMIN_SECRET_KEY: admin.secretKey,
    ...(owned && {
      OTTER_OWNER_ACCESS_KEY: owned.ownerKey.accessKey,
      OTTER_OWNER_SECRET_KEY: owned.ownerKey.secretKey,
    }),
  };
}

export function runProvision(args: readonly string[], environment: Environment): Promise<ProgramRun> {
  return runCommand(addProvision, ['provision', ...args], environment);
}

export interface JsonProvisionRun extends ProgramRun {
  readonly name?: string;
  readonly roleArn?: string;
  readonly steps: readonly Step[];
  /** Such as `user: made`, in order. */
  readonly told: readonly string[];
  readonly credential?: Readonly<Record<string, string>>;
  readonly checks: readonly CheckLine[];
  readonly error?: string;
}

export async function runJsonProvision(
  args: readonly string[],
  environment: Environment,
): Promise<JsonProvisionRun> {
  const run = await runProvision([...args, '--json'], environment);
  const document = JSON.parse(run.stdout) as Omit<JsonProvisionRun, keyof ProgramRun | 'told'>;
  const told = document.steps.map(({ name, status }) => `${name}: ${status}`);
  return { ...run, ...document, checks: document.checks ?? [], told };
}

/** A session with a credential from the output. @throws ExchangeFailure */
export async function obtainSession(credential: Readonly<Record<string, string>>): Promise<Session> {
  const { request } = checkRequest(
    {
      roleArn: credential.OTTER_ROLE_ARN,
      bucket: credential.OTTER_BUCKET,
      endpoint: credential.OTTER_ENDPOINT,
      region: credential.OTTER_REGION,
    },
    { sessionName: 'provision-test', renewed: false },
  );
  const service = new ServiceCredential(
    credential.OTTER_SERVICE_ACCESS_KEY ?? '',
    credential.OTTER_SERVICE_SECRET_KEY ?? '',
  );
  return (await exchange(service, request)).session;
}
