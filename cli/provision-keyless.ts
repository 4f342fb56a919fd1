import type { Command } from 'commander';
import { CAPS_FOR_KEYLESS, type KeylessTarget, provisionKeyless } from '../src/provision/index.ts';
import { formatInstructions } from './keyless-instructions.ts';
import {
  addIdentityOptions,
  checkThumbprint,
  type IdentityOptions,
  readAudience,
} from './provision-identity.ts';
import { connectionOf, readOwnerKey, readSite } from './provision-options.ts';
import { type RunOptions, runVerb, type Work } from './provision-run.ts';
import type { Context } from './request-options.ts';

export function addKeylessOptions(command: Command): Command {
  return addIdentityOptions(command)
    .option(
      '--audience <NAME>',
      "Keyless: for whom tokens are made (OTTER_AUDIENCE); otherwise the endpoint's host name.",
    )
    .option(
      '--thumbprint <SHA1>',
      "Keyless: of the certificate of the issuer's keys (x5c), or of its authority, where the issuer cannot be reached from here.",
    );
}

type KeylessRunOptions = RunOptions &
  IdentityOptions & { maxSessionSeconds?: number | undefined; recreateRole?: boolean };

/** Makes the keyless role, and says what the job needs. @returns the exit code */
export function runKeyless(
  target: KeylessTarget,
  options: KeylessRunOptions,
  context: Context,
): Promise<number> {
  const { maxSessionSeconds, recreateRole = false } = options;
  const { endpoint, region } = readSite(options, context);
  const audience = readAudience(options.audience, endpoint, context);
  const thumbprint = checkThumbprint(options.thumbprint);
  const settings = { audience, thumbprint, maxSessionSeconds, recreateRole, ownerKey: readOwnerKey(context) };
  const work: Work = async ({ administration, report, site, onKey: _, ...run }) => {
    const connection = connectionOf(site, context);
    const roleArn = await provisionKeyless(
      administration,
      target,
      { ...run, ...settings, connection },
      report.step,
    );
    if (run.dryRun) return undefined;
    const facts = { bucket: target.bucket, endpoint, region, roleArn, audience };
    const { issuer, subjects } = target.identity;
    report.instructions(formatInstructions({ ...facts, identity: target.identity }), {
      ...facts,
      issuer,
      subjects,
    });
    return { roleArn, accessKeys: [] };
  };
  return runVerb(target, options, context, work, CAPS_FOR_KEYLESS);
}
