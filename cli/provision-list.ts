import { checkBucket } from '../src/credentials/session-request.ts';
import { LONGEST_TEXT, printable, printableJson } from '../src/printable.ts';
import { CAPS_TO_LIST, hours, type Listed, list, targetOf } from '../src/provision/index.ts';
import { say } from './messages.ts';
import type { AddCommand } from './program.ts';
import {
  type AdministrationOptions,
  addAdministrationOptions,
  openSite,
  readSite,
} from './provision-options.ts';

/** `otter-sts provision list`: lists the service credentials. */
export const addList: AddCommand = (provision, context) => {
  const command = provision
    .command('list')
    .description(
      'list service credentials and keyless roles (bucket, role, keys or tokens) of one bucket or all',
    )
    .argument('[BUCKET]', 'only this one')
    .action(async (argument: string | undefined, options: AdministrationOptions) => {
      const site = readSite(options, context);
      // OTTER_BUCKET does not narrow a list.
      const bucket = argument ?? options.bucket;
      const target = bucket === undefined ? undefined : targetOf(checkBucket(bucket), options.name);
      const administration = await openSite(site, context, CAPS_TO_LIST);
      try {
        const listed = await list(administration, target);
        if (listed.length === 0) say('no service credentials or keyless roles.');
        process.stdout.write(
          options.json ? `${printableJson(listed, 2)}\n` : listed.map(formatEntry).join(''),
        );
      } finally {
        await administration.close();
      }
    });
  addAdministrationOptions(command);
};

function formatEntry({ buckets, roleArn, accessKeys, tokens, maxSessionSeconds, remarks }: Listed): string {
  const where = buckets.join(', ') || '(no bucket)';
  const trusted = (tokens ?? []).map(
    ({ issuer, subjects }) => `${subjects.join(' or ') || 'any subject'} of ${issuer}`,
  );
  const facts = [
    ...(accessKeys.length > 0 ? [accessKeys.join(', ')] : []),
    ...trusted,
    ...(accessKeys.length + trusted.length > 0 ? [] : ['no key']),
    `up to ${hours(maxSessionSeconds)}`,
    ...remarks.filter((remark) => remark !== 'no key'),
  ];
  return `${printable(`${where}  ${roleArn}  ${facts.join('; ')}`, LONGEST_TEXT)}\n`;
}
