import { type Command, Option } from 'commander';
import { jobSecondsLeft, sessionNameOfJob } from '../src/ci/index.ts';
import {
  ACCESS_CHOICES,
  checkRequest,
  DEFAULTS,
  InputError,
  readCaBundle,
  ServiceCredential,
  type SessionRequest,
} from '../src/index.ts';

/** The surroundings of the program, handed in by the entry. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The options of every command that asks for a session, as commander parses them. */
export interface RequestOptions {
  serviceAccessKey?: string;
  serviceSecretKey?: string;
  roleArn?: string | undefined;
  bucket?: string;
  endpoint?: string;
  region?: string;
  duration?: string;
  access?: string;
  prefix?: string;
  sessionName?: string;
  caBundle?: string;
}

/** What a command that asks for sessions works with. */
export interface CheckedRequest {
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly warnings: readonly string[];
  readonly caBundle: string | undefined;
}

/** How the request's options differ for a command. */
export interface RequestOptionTexts {
  /** `false` where the command itself knows what its sessions are to allow. */
  readonly access?: boolean;
  /** What the prefix means there. */
  readonly prefix?: string;
}

/** Adds the options that say who asks, for which bucket, and for how long. */
export function addRequestOptions(
  command: Command,
  {
    access = true,
    prefix = 'the beginning of the keys that the session may touch (OTTER_PREFIX; all)',
  }: RequestOptionTexts = {},
): Command {
  command
    .option('--service-access-key <KEY>', 'access key of the service credential (OTTER_SERVICE_ACCESS_KEY)')
    .addOption(new Option('--service-secret-key <SECRET>').hideHelp())
    .option('--role-arn <ARN>', 'the role to take (OTTER_ROLE_ARN)')
    .option('--bucket <NAME>', 'the one bucket of the session (OTTER_BUCKET)')
    .option('--endpoint <URL>', `the S3 endpoint (OTTER_ENDPOINT; ${DEFAULTS.endpoint})`)
    .option('--region <NAME>', `the region (OTTER_REGION; ${DEFAULTS.region})`)
    .option(
      '--duration <TIME>',
      `90s, 30m, 1h, PT1H, or on GitLab job; at most 12h (OTTER_DURATION; ${DEFAULTS.duration})`,
    );
  if (access) {
    command.option('--access <KIND>', `${ACCESS_CHOICES.join(', ')} (OTTER_ACCESS; ${DEFAULTS.access})`);
  }
  return command
    .option('--prefix <PREFIX>', prefix)
    .option(
      '--session-name <NAME>',
      "the session's name in the server's logs (OTTER_SESSION_NAME; made from the job)",
    )
    .option('--ca-bundle <FILE>', 'certificates in PEM to trust beside the usual ones (OTTER_CA_BUNDLE)');
}

/** Which command has these options, for its help. */
export const SECRET_HELP = `
The service credential's secret is read from OTTER_SERVICE_SECRET_KEY alone: an option would show it to every
user of the machine. An option wins over its variable.`;

/**
 * Reads options and variables, the option first.
 *
 * @throws InputError when one is missing or wrong
 */
export function readRequest(
  options: RequestOptions,
  { environment, now }: Surroundings,
  renewed: boolean,
): CheckedRequest {
  if (options.serviceSecretKey !== undefined) {
    throw new InputError(
      'service-secret-key',
      'cannot be an option, since every user of this machine can read the arguments of a process: set OTTER_SERVICE_SECRET_KEY.',
    );
  }
  const pick = (option: string | undefined, variable: string) => option ?? environment[variable] ?? '';
  const accessKey = withoutLineEnd(pick(options.serviceAccessKey, 'OTTER_SERVICE_ACCESS_KEY'));
  const secretKey = withoutLineEnd(environment.OTTER_SERVICE_SECRET_KEY ?? '');
  if (accessKey + secretKey === '' && environment.AWS_CONTAINER_CREDENTIALS_FULL_URI) throw isNested();
  const credential = new ServiceCredential(accessKey, secretKey);
  const { request, warnings } = checkRequest(
    {
      roleArn: pick(options.roleArn, 'OTTER_ROLE_ARN'),
      bucket: pick(options.bucket, 'OTTER_BUCKET'),
      endpoint: pick(options.endpoint, 'OTTER_ENDPOINT'),
      region: pick(options.region, 'OTTER_REGION'),
      duration: pick(options.duration, 'OTTER_DURATION'),
      access: pick(options.access, 'OTTER_ACCESS'),
      prefix: pick(options.prefix, 'OTTER_PREFIX'),
      sessionName: pick(options.sessionName, 'OTTER_SESSION_NAME'),
    },
    { sessionName: sessionNameOfJob(environment), jobSeconds: jobSecondsLeft(environment, now()), renewed },
  );
  return { credential, request, warnings, caBundle: readCaBundle(pick(options.caBundle, 'OTTER_CA_BUNDLE')) };
}

/** A key that was read from a file, or pasted with its line, has one. */
function withoutLineEnd(key: string): string {
  return key.replace(/[\r\n]+$/, '');
}

function isNested(): InputError {
  return new InputError(
    'service-access-key',
    'is empty. S3 clients have fresh credentials here already, from AWS_CONTAINER_CREDENTIALS_FULL_URI, and need no session more: otter-sts exec keeps the service credential away from its command.',
  );
}
