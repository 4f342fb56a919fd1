import { isIP } from 'node:net';
import { type CiJob, readCiJob } from './issuer/ci-job.ts';

export interface SandboxOptions {
  /** A loopback address; `127.0.0.1` by default. */
  host?: string;
  /** The port. 0, the default, means any free one. */
  port?: number;
  /** The console's port. 0 means any free one. Without it there is no console. */
  consolePort?: number;
  /** The folder for all of the sandbox's data. By default a temporary folder, which is removed on close. */
  dataDirectory?: string;
  /** Buckets to create if the data directory does not have them. `my-first-bucket` if there would be none. */
  buckets?: readonly string[];
  /** The shortest duration of a session, in seconds. 900 by default, as on AWS and a default RGW. */
  minimumDurationSeconds?: number;
  /** `eu-mad` by default. Requests that are signed for another region are accepted too, as on RGW. */
  region?: string;
  /**
   * Creates roles as a plain RGW has them: their sessions may request others, and do everything with their bucket. Roles
   * that the data directory already has do not change.
   */
  unguardedRoles?: boolean;
  /**
   * The job for which the sandbox issues identity tokens, and which a role of the first bucket trusts:
   * `github:OWNER/NAME[@REF]` or `gitlab:GROUP/PROJECT[@REF]`.
   */
  keyless?: string;
  /** PEM certificates to trust, in addition to those that Node trusts, when keys of issuers are fetched. */
  issuerAuthorities?: string;
  /** Receives internal failures and the reasons for refused identity tokens. Writes to standard error by default. */
  report?: (message: string) => void;
  /** Milliseconds since the epoch, for tests. */
  now?: () => number;
}

/** The checked options, with defaults. */
export interface CheckedOptions {
  readonly host: string;
  readonly port: number;
  readonly consolePort: number | undefined;
  readonly region: string;
  readonly dataDirectory: string | undefined;
  readonly buckets: readonly string[];
  /** Seconds. */
  readonly minimumDuration: number;
  readonly guarded: boolean;
  readonly keylessJob: CiJob | undefined;
  readonly issuerAuthorities: string | undefined;
  readonly report: (message: string) => void;
  readonly now: () => number;
}

/** @throws Error with a sentence for the user. */
export function checkOptions(options: SandboxOptions): CheckedOptions {
  return {
    host: checkHost(options.host ?? '127.0.0.1'),
    port: checkPort(options.port ?? 0),
    consolePort: options.consolePort === undefined ? undefined : checkPort(options.consolePort),
    region: checkRegion(options.region ?? 'eu-mad'),
    dataDirectory: options.dataDirectory,
    buckets: (options.buckets ?? []).map(checkBucketName),
    minimumDuration: checkMinimumDuration(options.minimumDurationSeconds ?? 900),
    guarded: options.unguardedRoles !== true,
    keylessJob: options.keyless === undefined ? undefined : readCiJob(options.keyless),
    issuerAuthorities: options.issuerAuthorities,
    report: options.report ?? ((message) => void process.stderr.write(`sandbox: ${message}\n`)),
    now: options.now ?? Date.now,
  };
}

/** The sandbox has no TLS and prints its keys, so it is only for this machine. */
function checkHost(host: string): string {
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return host;
  throw new Error(`The sandbox can listen only on loopback (127.0.0.1, ::1, localhost), not on ${host}.`);
}

function checkPort(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`A port is a number from 0 to 65535, not ${port}.`);
}

function checkRegion(region: string): string {
  if (/^[a-z0-9-]{1,32}$/.test(region)) return region;
  throw new Error('A region has 1 to 32 lower-case letters, digits and hyphens.');
}

function checkMinimumDuration(seconds: number): number {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 43_200) return seconds;
  throw new Error(`The minimum duration is a whole number of seconds from 1 to 43200, not ${seconds}.`);
}

/** S3's rules for bucket names, which also make them safe as names of folders. */
function checkBucketName(name: string): string {
  if (name === 'admin') throw new Error("'admin' cannot be a bucket name: /admin is RGW's administration.");
  const good =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|\.-|-\./.test(name) && isIP(name) === 0;
  if (good) return name;
  throw new Error(
    `'${name}' is not a bucket name: use 3 to 63 lower-case letters, digits, hyphens and single dots, and not an IP address.`,
  );
}
