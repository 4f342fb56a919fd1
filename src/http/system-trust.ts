// Separate from the code that writes the files, because the post step loads this file.
import { readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The bundle of `OTTER_CA_BUNDLE`, for clients that trust it in addition to the usual certificates. */
export const BUNDLE_FILE = 'otter-sts-ca-bundle.pem';
/** The bundle and the machine's own certificates, for clients that trust the one file that they are given. */
export const COMBINED_FILE = 'otter-sts-ca-certificates.pem';

/**
 * Where systems keep the certificates that they trust.
 * Source: https://go.dev/src/crypto/x509/root_linux.go
 */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Removes what `writeTrustFiles` wrote, and the folder once it is empty. */
export function removeTrustFiles(directory: string): void {
  for (const file of [BUNDLE_FILE, COMBINED_FILE]) rmSync(join(directory, file), { force: true });
  try {
    rmdirSync(directory);
  } catch {
    // Somebody else keeps something there.
  }
}

/** The file with the certificates that this machine trusts; undefined on a system without one. */
export function systemTrustFile(): string | undefined {
  return SYSTEM_FILES.find((path) => readText(path) !== '');
}

/** A file's text; empty where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
