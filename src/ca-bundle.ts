import { readFileSync } from 'node:fs';
import { InputError } from './failure.ts';
import { printable } from './printable.ts';

/**
 * Reads the file that `OTTER_CA_BUNDLE` names: certificates in PEM, trusted beside the usual ones.
 *
 * @throws InputError when it cannot be read or holds no certificate
 */
export function readCaBundle(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  const text = readText(path);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new InputError(
      'OTTER_CA_BUNDLE',
      `names '${printable(path)}', which holds no certificate in PEM form.`,
    );
  }
  return text;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new InputError('OTTER_CA_BUNDLE', `names '${printable(path)}', which cannot be read (${code}).`);
  }
}
