import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import {
  PortFailure,
  type Sandbox,
  type SandboxBucket,
  type SandboxKeyless,
  type SandboxOptions,
  startSandbox,
} from '../sandbox/index.ts';
import { childEnvironment } from '../src/credentials/environment.ts';
import { expandHome } from '../src/user-path.ts';
import { runChild } from './child.ts';
import { CommandFailure } from './command-end.ts';
import { keylessVariables, serviceVariables } from './granted-variables.ts';
import { interruptible } from './interruption.ts';
import { say } from './messages.ts';
import { readPort } from './port.ts';
import type { AddCommand } from './program.ts';
import { addIdToken } from './sandbox-id-token.ts';
import { addIssue } from './sandbox-issue.ts';
import { addServiceCredential } from './sandbox-service-credential.ts';
import { formatVariables } from './variable-format.ts';

const EXAMPLES = `
With a command, the sandbox runs until the command ends, and the command gets the OTTER_* variables of the first
bucket. Without one, it runs until Ctrl-C. It listens only on this machine. Its console is a web page; the
commands above do the same for scripts.

A bucket's role is guarded: its sessions cannot request another one, and cannot change the bucket itself. With
--unguarded-roles, roles are as on a plain Ceph RGW, so you can see what 'otter-sts check' reports. With --admin, CMD
also gets OTTER_ADMIN_* and OTTER_OWNER_*, the keys for 'otter-sts provision'.

With --keyless, CMD runs as a job without a stored key. The sandbox issues identity tokens like those of GitHub or
GitLab for that repository, and creates a role of the first bucket that accepts them. CMD gets the variables of such a
job (for GitHub the address of the token service, for GitLab OTTER_ID_TOKEN) and no service credential. If the sandbox
refuses a token, it prints the reason on its standard error; the answer itself is empty, as on a Ceph RGW.

Examples:
  $ otter-sts sandbox
  $ otter-sts sandbox --bucket builds --bucket backups --data ./sandbox-data
  $ otter-sts sandbox --port 0 --console-port 0 --json
  $ eval "$(otter-sts sandbox issue --duration 4h)"       from the sandbox that runs in another terminal
  $ otter-sts sandbox -- otter-sts exec -- aws s3 ls s3://my-first-bucket
  $ otter-sts sandbox --unguarded-roles -- otter-sts check
  $ otter-sts sandbox --admin -- otter-sts provision my-first-bucket
  $ otter-sts sandbox --keyless github:acme/app -- otter-sts exec -- aws s3 ls s3://my-first-bucket
  $ otter-sts sandbox --keyless gitlab:acme/app@release-1 -- otter-sts check`;

/** The console's default port. */
const CONSOLE_PORT = 9001;

/** A closed terminal and Ctrl-\\ also end it. */
const HANG_UPS = ['SIGHUP', 'SIGQUIT'] as const;

const ENDS = ['SIGINT', 'SIGTERM', ...HANG_UPS] as const;

interface SandboxFlags {
  port: number;
  consolePort?: number;
  host: string;
  data?: string;
  bucket?: string[];
  minDuration: number;
  unguardedRoles?: boolean;
  admin?: boolean;
  keyless?: string;
  issuerCa?: string;
  json?: boolean;
}

/** `otter-sts sandbox [-- CMD…]`: a local OtterStorage with STS, S3 and a console. */
export const addSandbox: AddCommand = (program, context, finish) => {
  const { environment } = context;
  const command = program
    .command('sandbox')
    .usage('[options] [-- CMD...]')
    .description('a local OtterStorage: STS, S3 and console; with CMD, for as long as CMD runs')
    .helpCommand(false)
    .argument('[command...]', 'a command to run inside')
    .option('--port <NUMBER>', 'The port of STS and S3; 0 for any free one.', readPort, 9000)
    .option(
      '--console-port <NUMBER>',
      `The port of the console; 0 for any free one. Without it, ${CONSOLE_PORT}, or any if that is in use.`,
      readPort,
    )
    .option('--host <ADDRESS>', 'The loopback address to listen on.', '127.0.0.1')
    .option(
      '--data <FOLDER>',
      'The folder for buckets and keys. Without it, a temporary one that is removed at the end.',
    )
    .option('--bucket <NAME>', 'A bucket. Repeatable. Without it, my-first-bucket.', collect)
    .option('--min-duration <SECONDS>', 'The shortest session that is issued.', readSeconds, 900)
    .option(
      '--unguarded-roles',
      'Creates roles as a plain RGW has them: their sessions can ask for others, and change the bucket.',
    )
    .option('--admin', "Also passes on the administrator's key and that of the first bucket's owner.")
    .option(
      '--keyless <JOB>',
      'Issues identity tokens for this job: github:OWNER/NAME or gitlab:GROUP/PROJECT, with @BRANCH or @refs/tags/TAG; by default @main.',
    )
    .option(
      '--issuer-ca <FILE>',
      'A file of certificates (PEM) to trust when the sandbox fetches the keys of other issuers of identity tokens.',
    )
    .option('--json', 'Prints one line of JSON once it is ready.')
    .passThroughOptions()
    .addHelpText('after', EXAMPLES)
    .action(async (child: string[], flags: SandboxFlags) => {
      checkUsage(child, flags);
      const sandbox = await start(flags);
      // A closing terminal sends its signal more than once. One that arrived between two listeners would end the program
      // before it removes its folder.
      for (const signal of ENDS) process.on(signal, () => undefined);
      try {
        const variables = sandboxVariables(sandbox, flags.admin === true);
        const self = ownName(program.version() ?? '');
        announce(sandbox, variables, { json: flags.json === true, hasChild: child.length > 0, self });
        finish(
          child.length > 0
            ? await runInside(child, environment, sandbox, variables)
            : await untilInterrupted(),
        );
      } finally {
        await interruptible(() => sandbox.close(), HANG_UPS);
      }
    });
  addIssue(command, context, finish);
  addServiceCredential(command, context, finish);
  addIdToken(command, context, finish);
};

/** @throws CommandFailure for contradictory options, before the sandbox starts */
function checkUsage(child: readonly string[], { port, consolePort }: SandboxFlags): void {
  if (child[0] === '') throw new CommandFailure('the name of the command is empty.', 2);
  if (port !== 0 && consolePort === port) {
    throw new CommandFailure(
      `--port and --console-port are both ${port}: choose two different ports, or 0 for any free one.`,
      2,
    );
  }
}

/** A sandbox fails to start because of a port, a folder or a name that was given, and the message says which. */
async function start(flags: SandboxFlags): Promise<Sandbox> {
  const options: SandboxOptions = {
    host: flags.host,
    port: flags.port,
    minimumDurationSeconds: flags.minDuration,
    unguardedRoles: flags.unguardedRoles === true,
    ...(flags.data === undefined ? {} : { dataDirectory: expandHome('data', flags.data) }),
    ...(flags.bucket === undefined ? {} : { buckets: flags.bucket }),
    ...(flags.keyless === undefined ? {} : { keyless: flags.keyless }),
    ...(flags.issuerCa === undefined ? {} : { issuerAuthorities: readAuthorities(flags.issuerCa) }),
  };
  try {
    return await startWithConsole(options, flags.consolePort);
  } catch (error) {
    throw new CommandFailure((error as Error).message, 2);
  }
}

/** @throws CommandFailure if the file has no certificate */
function readAuthorities(file: string): string {
  let content = '';
  try {
    content = readFileSync(expandHome('issuer-ca', file), 'utf8');
  } catch (error) {
    throw new CommandFailure(`--issuer-ca cannot be read: ${(error as Error).message}.`, 2);
  }
  if (content.includes('-----BEGIN CERTIFICATE-----')) return content;
  throw new CommandFailure('--issuer-ca has no certificate: give a file of certificates in PEM form.', 2);
}

/** A second sandbox, for example in a test, takes another port for its console, since nobody asked for a particular one. */
async function startWithConsole(options: SandboxOptions, consolePort?: number): Promise<Sandbox> {
  try {
    return await startSandbox({ ...options, consolePort: consolePort ?? CONSOLE_PORT });
  } catch (error) {
    const mayMove = consolePort === undefined && error instanceof PortFailure;
    if (!mayMove || !error.taken || error.port !== CONSOLE_PORT) throw error;
    return startSandbox({ ...options, consolePort: 0 });
  }
}

/**
 * Variables that could direct the command to another storage. All others are the user's own choice, such as
 * AWS_MAX_ATTEMPTS, AWS_PAGER, AWS_CA_BUNDLE or OTTER_DURATION.
 */
const OF_ANOTHER_PLACE =
  /^(OTTER_(SERVICE|ADMIN|OWNER)_\w+|OTTER_(ROLE_ARN|BUCKET|ENDPOINT|REGION|AUDIENCE|ID_TOKEN|WEB_IDENTITY_TOKEN_FILE|SANDBOX_CONSOLE)|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|CREDENTIAL_EXPIRATION|PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|ROLE_\w+|WEB_IDENTITY_\w+|CONTAINER_\w+|ENDPOINT\w*|IGNORE_CONFIGURED_ENDPOINT_URLS)|S3_ENDPOINT\w*|ACTIONS_ID_TOKEN_\w+|RCLONE_CONFIG_OTTER_\w+)$/;

function runInside(
  child: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  sandbox: Sandbox,
  variables: Record<string, string>,
): Promise<number> {
  const foreign = Object.keys(environment).filter((name) => OF_ANOTHER_PLACE.test(name));
  const own = { ...variables, ...consoleVariable(sandbox) };
  return runChild(child, childEnvironment(environment, own, foreign), 'inherit');
}

/** The variables that a client of the first bucket needs and, if requested, those of `otter-sts provision`. */
function sandboxVariables(
  { endpoint, region, buckets, keyless, admin }: Sandbox,
  withAdmin: boolean,
): Record<string, string> {
  const bucket = buckets[0];
  if (bucket === undefined) return {};
  const place = { bucket: bucket.bucket, endpoint, region };
  const variables =
    keyless === undefined
      ? serviceVariables({ ...bucket, ...place })
      : keylessVariables({ ...keyless, ...place });
  if (!withAdmin) return variables;
  return {
    ...variables,
    OTTER_ADMIN_ACCESS_KEY: admin.accessKey,
    OTTER_ADMIN_SECRET_KEY: admin.secretKey,
    OTTER_OWNER_ACCESS_KEY: bucket.accessKey,
    OTTER_OWNER_SECRET_KEY: bucket.secretKey,
  };
}

/** The variable by which commands find the running sandbox. */
function consoleVariable(sandbox: Sandbox): Record<string, string> {
  return sandbox.console === undefined ? {} : { OTTER_SANDBOX_CONSOLE: sandbox.console };
}

/**
 * How to call this program in another terminal. What npx has downloaded for one command is in a folder `_npx`, and
 * `npx otter-sts` would not find it there, but another package of that name.
 */
function ownName(version: string): string {
  if (process.env.npm_command !== 'exec') return 'otter-sts';
  const downloaded = /[\\/]_npx[\\/]/.test(process.argv[1] ?? '');
  return downloaded ? `npx @otter/sts-credentials@${version}` : 'npx otter-sts';
}

interface Announcement {
  readonly json: boolean;
  readonly hasChild: boolean;
  readonly self: string;
}

function announce(
  sandbox: Sandbox,
  variables: Record<string, string>,
  { json, hasChild, self }: Announcement,
): void {
  const { endpoint, region, console: url, buckets, keyless, admin } = sandbox;
  if (json) {
    return void process.stdout.write(
      `${JSON.stringify({ endpoint, region, console: url, buckets, keyless, admin })}\n`,
    );
  }
  if (hasChild) return void say(`sandbox at ${endpoint}, bucket ${buckets[0]?.bucket}.`);
  process.stdout.write(
    `Sandbox ready at ${endpoint} (region ${region}). Ctrl-C ends it.\n` +
      `Console for a browser: ${url}\n` +
      `Data in ${sandbox.dataDirectory}\n` +
      `${buckets.map((bucket) => describeBucket(bucket)).join('')}` +
      `${keyless === undefined ? '' : describeKeyless(keyless)}` +
      `\nAdministrator         ${admin.accessKey} / ${admin.secretKey}\n\n` +
      `Copy this into another terminal for bucket ${buckets[0]?.bucket}:\n\n` +
      `${formatVariables(variables, 'sh').replace(/^/gm, '  ').trimEnd()}\n\n` +
      'Then try there:\n\n' +
      `  ${self} check\n` +
      '  echo hello > hello.txt\n' +
      `  ${self} upload hello.txt --prefix first/\n` +
      `  ${self} download --prefix first/ --directory copy && cat copy/hello.txt\n\n` +
      'With the AWS CLI:\n\n' +
      `  ${self} exec -- aws s3 ls s3://${buckets[0]?.bucket} --recursive\n`,
  );
}

function describeBucket(bucket: SandboxBucket): string {
  return (
    `\nBucket ${bucket.bucket}\n` +
    `  role                ${bucket.roleArn}\n` +
    `  service credential  ${bucket.serviceAccessKey} / ${bucket.serviceSecretKey}\n` +
    `  permanent key       ${bucket.accessKey} / ${bucket.secretKey}\n`
  );
}

function describeKeyless({ roleArn, issuer, audience, subject }: SandboxKeyless): string {
  return (
    '\nKeyless\n' +
    `  role                ${roleArn}\n` +
    `  issuer              ${issuer}\n` +
    `  audience            ${audience}\n` +
    `  subject             ${subject}\n`
  );
}

function untilInterrupted(): Promise<number> {
  return new Promise((resolve) => {
    // Keeps the process alive, even when the server is closing.
    for (const signal of ENDS) process.once(signal, () => resolve(0));
  });
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > 43_200) {
    throw new InvalidArgumentError('It must be a whole number of seconds from 1 to 43200.');
  }
  return seconds;
}
