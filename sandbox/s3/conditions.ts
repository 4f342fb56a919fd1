import { WireError } from '../error.ts';
import type { ObjectSummary, Precondition } from '../object-store.ts';
import { header, headerOrQuery, type WireRequest } from '../wire-request.ts';

type Verdict = 'go on' | 'not modified' | 'failed';

/**
 * Weighs the conditions of a read (RFC 9110, section 13): If-Match wins over If-Unmodified-Since, and
 * If-None-Match over If-Modified-Since. A star is an ETag that nothing has, as RGW takes it.
 * @throws WireError InvalidArgument for a date that cannot be read.
 */
export function weighReadConditions(request: WireRequest, current: ObjectSummary): Verdict {
  const match = header(request, 'if-match');
  const noneMatch = header(request, 'if-none-match');
  const unmodified = readDate(request, 'if-unmodified-since');
  const modified = readDate(request, 'if-modified-since');
  // HTTP dates have whole seconds, so the object's time is compared at that.
  const changedAt = Math.floor(current.lastModified / 1000) * 1000;
  if (
    match !== undefined ? unquote(match) !== current.etag : unmodified !== undefined && changedAt > unmodified
  ) {
    return 'failed';
  }
  const unchanged =
    noneMatch !== undefined
      ? unquote(noneMatch) === current.etag
      : modified !== undefined && changedAt <= modified;
  return unchanged ? 'not modified' : 'go on';
}

/**
 * The condition under which a write may replace what is there, as RGW 16 has it: the ETag is bare, one in quotes
 * equals none; and but for `If-None-Match: *` no condition holds where there is no object.
 */
export function writePrecondition(request: WireRequest): Precondition {
  const match = headerOrQuery(request, 'if-match');
  const noneMatch = headerOrQuery(request, 'if-none-match');
  return (current) => {
    if (noneMatch !== undefined) {
      const holds = noneMatch === '*' ? !current : current !== undefined && current.etag !== noneMatch;
      if (!holds) throw preconditionFailed('If-None-Match');
    }
    if (match === undefined) return;
    if (!current || (match !== '*' && match !== current.etag)) throw preconditionFailed('If-Match');
  };
}

export function preconditionFailed(name: string): WireError {
  return new WireError('PreconditionFailed', `The condition ${name} does not hold.`);
}

function unquote(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1');
}

function readDate(request: WireRequest, name: string): number | undefined {
  const value = header(request, name);
  if (value === undefined) return undefined;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new WireError('InvalidArgument', `The date in ${name} cannot be read.`);
  return time;
}
