import { createHash } from 'node:crypto';
import { planParts } from '../part-plan.ts';
import type { SourceFile } from './file-selection.ts';
import { openSource, scanRange } from './source-reader.ts';

const MEBIBYTE = 1024 ** 2;
/** Part sizes that clients use by default, in MiB: the AWS CLI's and boto3's, the AWS SDKs', rclone's, s5cmd's. */
const USUAL_PARTS = [8, 5, 16, 15, 50, 32, 64, 128];
/** How many sizes are tried for one object at most. Each try reads the whole file. */
const MOST_TRIES = 4;

/** The MD5 of a range of the file. Positions are in bytes. */
export async function md5OfRange(
  file: SourceFile,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const handle = await openSource(file);
  try {
    const hash = createHash('md5');
    for await (const chunk of scanRange(handle, file, start, end, signal)) hash.update(chunk);
    return hash.digest();
  } finally {
    await handle.close();
  }
}

/**
 * Whether an object has the file's content, by its ETag: the MD5 of a single PUT, or the MD5 of the parts' MD5s with the
 * number of parts. Any other ETag, such as that of an encrypted object, never matches.
 *
 * @param partSize the size of the parts in which the file would be uploaded, in bytes
 */
export async function hasContent(
  etag: string,
  file: SourceFile,
  partSize: number,
  signal: AbortSignal,
): Promise<boolean> {
  const [, digest, count] = /^([0-9a-f]{32})(?:-(\d+))?$/i.exec(etag) ?? [];
  if (digest === undefined) return false;
  if (count === undefined) {
    return (await md5OfRange(file, 0, file.size, signal)).toString('hex') === digest.toLowerCase();
  }
  for (const size of possiblePartSizes(file.size, Number(count), partSize)) {
    if ((await multipartEtag(file, size, signal)) === etag.toLowerCase()) return true;
  }
  return false;
}

/** The part sizes that give this number of parts, the likeliest first. */
function possiblePartSizes(size: number, count: number, own: number): number[] {
  const candidates = [own, ...USUAL_PARTS.map((mebibytes) => mebibytes * MEBIBYTE)];
  const least = Math.ceil(size / count / MEBIBYTE) * MEBIBYTE;
  const fitting = [...candidates, least].filter((part) => Math.ceil(size / part) === count);
  return [...new Set(fitting)].slice(0, MOST_TRIES);
}

async function multipartEtag(file: SourceFile, partSize: number, signal: AbortSignal): Promise<string> {
  const digests: Buffer[] = [];
  for (const { start, end } of planParts(file.size, partSize)) {
    digests.push(await md5OfRange(file, start, end, signal));
  }
  return etagOfParts(digests);
}

export function etagOfParts(digests: readonly Buffer[]): string {
  return `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${digests.length}`;
}
