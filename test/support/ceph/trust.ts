/**
 * The authorities that a gateway trusts when it fetches an issuer's keys. Their path is built into its library, so the
 * gateway sees another folder there, in its own mount namespace. The machine's folder does not change.
 */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const PLACE = '/etc/ssl/certs';
const BIND = `mount --bind "$1" ${PLACE} && shift && exec "$@"`;

/** Creates the folder with the only authority that the gateway trusts. */
export async function makeTrustFolder(folder: string, caBundle: string): Promise<void> {
  await mkdir(join(folder, 'trust'));
  await copyFile(caBundle, join(folder, 'trust', 'ca-certificates.crt'));
}

/** A command that runs another one, which then trusts only the cluster's authority. */
export function withTrust(folder: string, command: readonly string[]): string[] {
  return [...namespace(), 'sh', '-c', BIND, 'sh', join(folder, 'trust'), ...command];
}

let known: readonly string[] | undefined;

/** How this user gets a mount namespace. Throws if that is not possible. */
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
