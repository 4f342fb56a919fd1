import { readFileSync } from 'node:fs';
import { InputError } from './failure.ts';
import { printable } from './printable.ts';
import { expandHome } from './user-path.ts';

/** With the variable's name: an action has no input for it. */
const REMEDY =
  "give the path of a PEM file with the authority's certificate, or leave it out (unset OTTER_CA_BUNDLE)";

/**
 * Reads the file that `OTTER_CA_BUNDLE` (on the command line also `--ca-bundle`) names: certificates in PEM, trusted
 * beside the usual ones.
 *
 * @throws InputError when it cannot be read or holds no certificate
 */
export function readCaBundle(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  const text = readText(expandHome('ca-bundle', path));
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new InputError(
      'ca-bundle',
      `names '${printable(path)}', which holds no certificate in PEM form: ${REMEDY}.`,
    );
  }
  return text;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new InputError(
      'ca-bundle',
      `names '${printable(path)}', which cannot be read (${code}): ${REMEDY}.`,
    );
  }
}
