import { printable } from '../../printable.ts';
import { JsonReader } from './json-reader.ts';
import { checkObjectKey, readPrefix } from './key.ts';
import { type RunOrder, readOrder } from './run-order.ts';

/** The content of the latest pointer. */
export interface LatestPointer {
  readonly version: 1;
  readonly prefix: string;
  readonly manifestKey: string;
  /** Hexadecimal. */
  readonly manifestSha256: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The CI system's ID of the run, if it has one. */
  readonly runId?: string | undefined;
  /** Undefined in a pointer of an old release. */
  readonly order?: RunOrder | undefined;
}

/** The maximum size of a pointer, in bytes. A real one has two keys and little else. */
export const LONGEST_POINTER = 65_536;

export function formatLatestPointer(pointer: LatestPointer): string {
  const { version, prefix, manifestKey, manifestSha256, createdAt, runId, order } = pointer;
  const content = { version, prefix, manifestKey, manifestSha256, createdAt, runId, order };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** @throws ArtifactFailure of kind `integrity` if it is anything else */
export function parseLatestPointer(text: string): LatestPointer {
  const reader = new JsonReader('the pointer to the latest artifact');
  const pointer = reader.parse(text);
  reader.version(pointer.version);
  const prefix = readPrefix(reader, pointer.prefix);
  const manifestKey = reader.text(pointer.manifestKey, 'its manifestKey');
  try {
    checkObjectKey('manifest-key', manifestKey);
  } catch (error) {
    reader.refuse(`its manifestKey '${printable(manifestKey)}' is not a valid key`, error);
  }
  return {
    version: 1,
    prefix,
    manifestKey,
    manifestSha256: reader.sha256(pointer.manifestSha256, 'its manifestSha256'),
    createdAt: reader.time(pointer.createdAt, 'its createdAt'),
    ...(pointer.runId === undefined ? {} : { runId: reader.text(pointer.runId, 'its runId') }),
    ...(pointer.order === undefined ? {} : { order: readOrder(reader, pointer.order) }),
  };
}
