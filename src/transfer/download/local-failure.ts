import { printable } from '../../printable.ts';
import { EntryFailure } from './entry.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free space, or choose a directory on another one',
  EDQUOT: 'the disk quota is used up: free space, or choose another directory',
  EROFS: 'the file system is read-only: choose another directory',
  EACCES: 'this user may not write there: change the permissions, or choose another directory',
  EPERM:
    'the system does not allow this user to do that: check the permissions and attributes of what is there and, on Windows, whether another program has it open',
  EBUSY: 'another program has it open, or something is mounted there: try again, or choose another directory',
  ENAMETOOLONG:
    'the name is longer than the file system allows: choose a shorter directory, or leave the file out (include)',
  EILSEQ:
    'the file system does not take the name: choose a directory on another one, or leave the file out (include)',
  EMFILE: 'too many files are open: raise the limit (ulimit -n), or lower concurrency',
  ENFILE: 'too many files are open on this machine: lower concurrency',
  EIO: 'the disk has a fault',
  EFBIG: 'the file is larger than the file system or a limit (ulimit -f) allows',
  ENOENT: 'a folder disappeared: nothing else may change the directory during a download',
};

/** Errors that would affect every other file too. */
const GENERAL = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** Whether the error comes from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === 'string' && typeof syscall === 'string';
}

export function isGeneralFault(error: unknown): boolean {
  return isSystemError(error) && GENERAL.has(error.code ?? '');
}

/** What failed and what to do, as the end of a sentence. */
export function describeSystemError({ code = '', syscall }: NodeJS.ErrnoException): string {
  return `${REASONS[code] ?? `${syscall} failed`} (${code})`;
}

/** Something is in the way that is never replaced. */
export function inTheWay(path: string, what: string): EntryFailure {
  return refusal(
    path,
    what,
    'A folder, and what stands where a folder goes, is never replaced: remove it, or choose another directory.',
  );
}

/** Something is in the way that `overwrite` would replace. */
export function notToReplace(path: string, what: string): EntryFailure {
  return refusal(
    path,
    `${what}, and overwrite is not set`,
    'Remove what is there, choose another directory, or set overwrite to replace it.',
  );
}

function refusal(path: string, what: string, remedy: string): EntryFailure {
  return new EntryFailure('exists', `Writing '${printable(path)}' was not tried: ${what}`, remedy);
}
