import { readFileSync } from 'node:fs';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';
import { expandHome } from '../user-path.ts';

/** Names the variable, because an action has no input for it. */
const REMEDY =
  "give the path of a PEM file with the authority's certificate, or leave it out (unset OTTER_CA_BUNDLE)";

/**
 * Reads the certificates (PEM) that are trusted in addition to the usual ones: the file of `OTTER_CA_BUNDLE` or
 * `--ca-bundle`.
 *
 * @throws InputError when it cannot be read, has no certificate, or has one that TLS cannot use
 */
export function readCaBundle(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  const text = readText(expandHome('ca-bundle', path));
  if (!text.includes(BEGIN)) throw wrongBundle(path, `which contains no PEM certificate: ${REMEDY}`);
  const certificates = text.split(BEGIN).slice(1);
  for (const [index, certificate] of certificates.entries()) {
    if (isReadable(`${BEGIN}${certificate}`)) continue;
    const which = certificates.length === 1 ? 'whose certificate' : `whose certificate ${index + 1}`;
    const why = /^\r?\n/.test(certificate)
      ? `cannot be read: it is truncated or changed. Store the complete file again, or ${REMEDY}`
      : `has lost its line breaks: store the file as it is (PEM begins a new line after ${BEGIN}), or ${REMEDY}`;
    throw wrongBundle(path, `${which} ${why}`);
  }
  return text;
}

const BEGIN = '-----BEGIN CERTIFICATE-----';

function isReadable(certificate: string): boolean {
  try {
    // Not imported at the top: it takes 4 ms to load, and few users have a bundle.
    new (process.getBuiltinModule('node:crypto').X509Certificate)(certificate);
    return true;
  } catch {
    return false;
  }
}

function wrongBundle(path: string, why: string): InputError {
  return new InputError('ca-bundle', `names '${printable(path)}', ${why}.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw wrongBundle(path, `which cannot be read (${code}): ${REMEDY}`);
  }
}
