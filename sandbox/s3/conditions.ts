import { WireError } from '../error.ts';
import type { ObjectSummary, Precondition } from '../object-store.ts';
import { header, headerOrQuery, type WireRequest } from '../wire-request.ts';

type Verdict = 'go on' | 'not modified' | 'failed';

/**
 * Checks the conditions of a read (RFC 9110, section 13): If-Match overrides If-Unmodified-Since, and If-None-Match
 * overrides If-Modified-Since. As on RGW, a star is an ETag that no object has.
 * @throws WireError InvalidArgument for an invalid date.
 */
export function weighReadConditions(request: WireRequest, current: ObjectSummary): Verdict {
  const match = header(request, 'if-match');
  const noneMatch = header(request, 'if-none-match');
  const unmodified = readDate(request, 'if-unmodified-since');
  const modified = readDate(request, 'if-modified-since');
  // HTTP dates have whole seconds, so the object's time is rounded down to compare it.
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
 * The condition under which a write may replace an object, as on RGW 16: an ETag in quotes never matches, and if there is
 * no object, every condition but `If-None-Match: *` fails.
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
  return new WireError('PreconditionFailed', `The condition ${name} is not met.`);
}

function unquote(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1');
}

function readDate(request: WireRequest, name: string): number | undefined {
  const value = header(request, name);
  if (value === undefined) return undefined;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new WireError('InvalidArgument', `The date in ${name} is invalid.`);
  return time;
}
