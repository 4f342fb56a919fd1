import { basename, join } from 'node:path';
import { writePrivateFile } from '../whole-file.ts';
import { BUNDLE_FILE, COMBINED_FILE, readText, systemTrustFile } from './system-trust.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const FILE_OF_VARIABLE: Readonly<Record<string, string>> = {
  AWS_CA_BUNDLE: COMBINED_FILE,
  SSL_CERT_FILE: COMBINED_FILE,
  REQUESTS_CA_BUNDLE: COMBINED_FILE,
  CURL_CA_BUNDLE: COMBINED_FILE,
  NODE_EXTRA_CA_CERTS: BUNDLE_FILE,
};

/**
 * Writes the files with which every S3 client trusts `caBundle` in addition to what this machine trusts.
 *
 * @param directory a folder that no other user can write to
 * @returns the variables that name the files, without those that the user has set
 * @throws the system's error when a file cannot be written
 */
export async function writeTrustFiles(
  directory: string,
  caBundle: string,
  environment: Environment,
): Promise<Record<string, string>> {
  const unset = Object.entries(FILE_OF_VARIABLE).filter(([name]) => !ownFile(environment, name));
  if (unset.length === 0) return {};
  await writePrivateFile(join(directory, BUNDLE_FILE), caBundle);
  await writePrivateFile(join(directory, COMBINED_FILE), combine(caBundle, environment));
  return Object.fromEntries(unset.map(([name, file]) => [name, join(directory, file)]));
}

function combine(caBundle: string, environment: Environment): string {
  const files = new Set(Object.keys(FILE_OF_VARIABLE).flatMap((name) => ownFile(environment, name) ?? []));
  const texts = [...files].map(readText);
  return [...new Set([machineCertificates(), ...texts, caBundle])].filter((text) => text !== '').join('\n');
}

function machineCertificates(): string {
  const file = systemTrustFile();
  if (file !== undefined) return readText(file);
  const tls = process.getBuiltinModule('node:tls');
  const system = tls.getCACertificates?.('system') ?? [];
  return (system.length === 0 ? tls.rootCertificates : system).join('\n');
}

/** What the user has set a variable to, and not this program in an earlier step. */
function ownFile(environment: Environment, name: string): string | undefined {
  const value = environment[name] || undefined;
  return value === undefined || basename(value) === FILE_OF_VARIABLE[name] ? undefined : value;
}
