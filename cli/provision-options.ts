import { type Command, Option } from 'commander';
import { areExchanged, checkKey } from '../src/credentials/service-credential.ts';
import { checkBucket, checkEndpoint, checkRegion } from '../src/credentials/session-request.ts';
import { InputError } from '../src/failure.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import type { S3Key } from '../src/http/signing.ts';
import { readValue } from '../src/input-values.ts';
import { variableOf } from '../src/inputs.ts';
import { CAPS_TO_CHANGE, openAdministration, type Target, targetOf } from '../src/provision/index.ts';
import { say } from './messages.ts';
import { addSettings, type Context, type RequestOptions, readSettings } from './request-options.ts';

/** The options of every verb of `provision`, as commander parses them. */
export interface AdministrationOptions
  extends Pick<RequestOptions, 'bucket' | 'endpoint' | 'region' | 'caBundle'> {
  name?: string;
  json?: boolean;
}

/** Those of the verbs that change something. */
export interface ChangeOptions extends AdministrationOptions {
  dryRun?: boolean;
}

/** Adds what every verb has. */
export function addAdministrationOptions(command: Command): Command {
  return addSettings(command, 'session', ['endpoint', 'region', 'ca-bundle'])
    .addOption(
      new Option('--bucket <NAME>', 'The bucket, if it is not an argument.').env(variableOf('bucket')),
    )
    .option('--name <NAME>', 'The name of the service user and of the role. Empty for otter-ci-BUCKET.')
    .addOption(new Option('--json', 'Prints one JSON document.'));
}

/** What to work on, with everything checked and nothing sent. */
export interface Site {
  readonly endpoint: string;
  readonly region: string;
  readonly caBundle: string | undefined;
  readonly adminKey: S3Key;
}

/** @throws InputError */
export function readSite(options: AdministrationOptions, { environment }: Context): Site {
  const { endpoint, region, caBundle } = readSettings('session', options, environment);
  const adminKey = readKey('ADMIN', environment);
  if (adminKey === undefined) {
    throw new InputError(
      'OTTER_ADMIN_ACCESS_KEY',
      "is empty: set it and OTTER_ADMIN_SECRET_KEY to the key of an administrator of the RGW, or of an account's root user.",
    );
  }
  return {
    endpoint: checkEndpoint(readValue('endpoint', endpoint)),
    region: checkRegion(readValue('region', region)),
    caBundle: readCaBundle(caBundle),
    adminKey,
  };
}

/** @param argument the command's BUCKET. @throws InputError */
export function readTarget(
  argument: string | undefined,
  { bucket, name }: AdministrationOptions,
  { environment }: Context,
): Target {
  if (argument !== undefined && bucket !== undefined && argument !== bucket) {
    throw new InputError('bucket', `is given twice, as '${argument}' and as '${bucket}': give it once.`);
  }
  return targetOf(checkBucket((argument ?? bucket ?? environment.OTTER_BUCKET ?? '').trim()), name);
}

/** The bucket owner's key. @returns undefined when it is not set. @throws InputError */
export function readOwnerKey({ environment }: Context): S3Key | undefined {
  return readKey('OWNER', environment);
}

function readKey(who: 'ADMIN' | 'OWNER', environment: Context['environment']): S3Key | undefined {
  const names = { access: `OTTER_${who}_ACCESS_KEY`, secret: `OTTER_${who}_SECRET_KEY` };
  const accessKeyId = environment[names.access]?.replace(/[\r\n]+$/, '') ?? '';
  const secretAccessKey = environment[names.secret]?.replace(/[\r\n]+$/, '') ?? '';
  if (accessKeyId === '' && secretAccessKey === '') return undefined;
  if (accessKeyId === '')
    throw new InputError(names.access, `is empty, and ${names.secret} is not: set both.`);
  if (secretAccessKey === '')
    throw new InputError(names.secret, `is empty, and ${names.access} is not: set both.`);
  checkKey(names.access, accessKeyId);
  checkKey(names.secret, secretAccessKey);
  // The access key is sent in clear, so a secret in its place would end up in the server's log.
  if (areExchanged(accessKeyId, secretAccessKey)) {
    throw new InputError(
      names.access,
      `looks like a secret key, and ${names.secret} like an access key: swap them.`,
    );
  }
  return { accessKeyId, secretAccessKey };
}

export function connectionOf({ endpoint, region, caBundle }: Site, { environment, now }: Context) {
  return { endpoint, region, context: { caBundle, environment }, now, onSlow: say };
}

/** @throws ProvisionFailure */
export function openSite(site: Site, context: Context, needed = CAPS_TO_CHANGE) {
  return openAdministration(site.adminKey, connectionOf(site, context), needed);
}
