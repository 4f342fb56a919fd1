import { type Command, Option } from 'commander';
import { checkSource } from '../src/check/index.ts';
import { ServiceCredential } from '../src/credentials/service-credential.ts';
import { checkRequest } from '../src/credentials/session-request.ts';
import {
  type Administration,
  CAPS_TO_CHANGE,
  type KeyPair,
  type NeededCaps,
  type OnKey,
  type Provisioned,
  ProvisionFailure,
  type Target,
} from '../src/provision/index.ts';
import { placeOf } from './check.ts';
import { CREDENTIAL_FORMATS, type CredentialFormat } from './credential-format.ts';
import { serviceVariables } from './granted-variables.ts';
import { exitCodeOfSignal, interruptible } from './interruption.ts';
import { say } from './messages.ts';
import { type ChangeOptions, openSite, readSite, type Site } from './provision-options.ts';
import { ProvisionReport } from './provision-report.ts';
import type { Context } from './request-options.ts';

export interface RunOptions extends ChangeOptions {
  format?: CredentialFormat;
  /** Whether the new key replaces one that the CI system has. */
  rotated?: boolean;
}

/** Adds the options of the verbs that change something. */
export function addChangeOptions(command: Command): Command {
  return command.option('--dry-run', 'Shows what would be done, and changes nothing.');
}

/** Adds the options for the format of a new credential. */
export function addCredentialFormat(command: Command): Command {
  const option = new Option(
    '--format <FORMAT>',
    'The format of the new credential, which is shown only once.',
  );
  return command.addOption(option.choices(CREDENTIAL_FORMATS).default('commands').conflicts('json'));
}

/** One run of a verb. */
interface Run {
  readonly administration: Administration;
  readonly site: Site;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly report: ProvisionReport;
  readonly onKey: OnKey;
}

/** @returns the credential to check at the end */
export type Work = (run: Run) => Promise<Provisioned | undefined>;

/**
 * Runs a verb, shows the new key whatever happens afterwards, and checks it.
 *
 * @param caps what the administrator has to be allowed
 * @returns the exit code
 */
export async function runVerb(
  target: Target,
  options: RunOptions,
  context: Context,
  work: Work,
  caps: NeededCaps = CAPS_TO_CHANGE,
): Promise<number> {
  const site = readSite(options, context);
  const report = new ProvisionReport(options.json === true, context);
  const dryRun = options.dryRun === true;
  const verb = new VerbRun(target, site, report, context, options);
  let failure: ProvisionFailure | undefined;
  const interruption = await interruptible(async (signal) => {
    try {
      await verb.work(work, caps, dryRun, signal);
    } catch (error) {
      if (!(error instanceof ProvisionFailure)) throw error;
      failure = error;
    }
  });
  if (failure !== undefined) say(failure.message);
  const { bucket, name } = target;
  const facts = { bucket, name, ...verb.facts, dryRun };
  const interrupted =
    interruption === undefined ? undefined : new ProvisionFailure(`ended by ${interruption}`);
  const exitCode = report.finish(facts, failure ?? interrupted);
  if (interruption === undefined) return exitCode;
  if (interruption !== 'SIGPIPE') say('interrupted. Run the command again to finish.');
  return exitCodeOfSignal(interruption);
}

class VerbRun {
  readonly #target: Target;
  readonly #site: Site;
  readonly #report: ProvisionReport;
  readonly #context: Context;
  readonly #options: RunOptions;
  #key: KeyPair | undefined;
  facts: { readonly roleArn?: string } = {};

  constructor(target: Target, site: Site, report: ProvisionReport, context: Context, options: RunOptions) {
    this.#target = target;
    this.#site = site;
    this.#report = report;
    this.#context = context;
    this.#options = options;
  }

  async work(work: Work, caps: NeededCaps, dryRun: boolean, signal: AbortSignal): Promise<void> {
    const administration = await openSite(this.#site, this.#context, caps);
    const onKey: OnKey = (key, roleArn) => {
      this.#key = key;
      this.facts = { roleArn };
      const { format = 'commands', rotated = false } = this.#options;
      this.#report.credential(this.#variables(key, roleArn), format, { rotated });
    };
    try {
      const run = { administration, site: this.#site, dryRun, signal, report: this.#report, onKey };
      const provisioned = await work(run);
      if (dryRun || provisioned === undefined) return;
      this.facts = { roleArn: provisioned.roleArn };
      await this.#check(administration, provisioned, signal);
    } finally {
      await administration.close();
    }
  }

  #variables({ accessKey, secretKey }: KeyPair, roleArn: string): Record<string, string> {
    const { endpoint, region } = this.#site;
    const { bucket } = this.#target;
    const granted = { bucket, endpoint, region, roleArn };
    return serviceVariables({ ...granted, serviceAccessKey: accessKey, serviceSecretKey: secretKey });
  }

  async #check(
    { users }: Administration,
    { roleArn, accessKeys }: Provisioned,
    signal: AbortSignal,
  ): Promise<void> {
    const own = this.#context.environment.OTTER_SERVICE_ACCESS_KEY?.trim() ?? '';
    const accessKey = accessKeys.includes(own) ? own : accessKeys[0];
    if (accessKey === undefined) return;
    const secretKey = await this.#secretOf(users, accessKey);
    if (secretKey === undefined) {
      const detail = `the server does not show the secret of ${accessKey} again: set OTTER_SERVICE_ACCESS_KEY and OTTER_SERVICE_SECRET_KEY to that key, and run otter-sts check`;
      return this.#report.step({ name: 'check', status: 'skip', detail });
    }
    const { endpoint, region, caBundle } = this.#site;
    const inputs = { endpoint, region, bucket: this.#target.bucket, roleArn };
    const { request } = checkRequest(inputs, { sessionName: 'otter-sts-provision', renewed: false });
    const place = placeOf(request, {}, caBundle, this.#context);
    const credential = new ServiceCredential(accessKey, secretKey);
    await checkSource(credential, request, { ...place, signal }, this.#report.check);
  }

  async #secretOf(users: Administration['users'], accessKey: string): Promise<string | undefined> {
    const { environment } = this.#context;
    if (this.#key?.accessKey === accessKey) return this.#key.secretKey;
    const known = await users.secretOf(this.#target.name, accessKey);
    if (known !== undefined || environment.OTTER_SERVICE_ACCESS_KEY?.trim() !== accessKey) return known;
    return environment.OTTER_SERVICE_SECRET_KEY?.trim() || undefined;
  }
}
