/**
 * Authorities that a gateway trusts when it fetches an issuer's keys. Its library has their place built in, so the gateway
 * sees another folder there, in a mount namespace of its own: the machine's stays as it is.
 */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const PLACE = '/etc/ssl/certs';
const BIND = `mount --bind "$1" ${PLACE} && shift && exec "$@"`;

/** Makes the folder of the one authority that the gateway trusts. */
export async function makeTrustFolder(folder: string, caBundle: string): Promise<void> {
  await mkdir(join(folder, 'trust'));
  await copyFile(caBundle, join(folder, 'trust', 'ca-certificates.crt'));
}

/** A command that runs another one where it trusts the cluster's authority alone. */
export function withTrust(folder: string, command: readonly string[]): string[] {
  return [...namespace(), 'sh', '-c', BIND, 'sh', join(folder, 'trust'), ...command];
}

let known: readonly string[] | undefined;

/** How this user gets a mount namespace. Throws where there is none to be had. */
function namespace(): readonly string[] {
  known ??= [
    ['unshare', '--mount'],
    ['unshare', '--map-root-user', '--mount'],
  ].find(canMount);
  if (known === undefined) {
    throw new Error(
      'A gateway that trusts the tests’ own issuer needs a mount namespace, and unshare is refused here. Run the tests as root, or allow user namespaces.',
    );
  }
  return known;
}

function canMount([unshare = '', ...options]: readonly string[]): boolean {
  const trial = [...options, 'mount', '--bind', '/tmp', PLACE];
  return spawnSync(unshare, trial, { stdio: 'ignore' }).status === 0;
}
