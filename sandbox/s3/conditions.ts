import { WireError } from '../error.ts';
import type { ObjectSummary, Precondition } from '../object-store.ts';
import { header, headerOrQuery, type WireRequest } from '../wire-request.ts';
import { noSuchKey } from './call.ts';

type Verdict = 'go on' | 'not modified' | 'failed';

/**
 * Weighs the conditions of a read (RFC 9110, section 13): If-Match wins over If-Unmodified-Since, and
 * If-None-Match over If-Modified-Since.
 * @param prefix `''`, or `x-amz-copy-source-` for the source of a copy.
 */
export function weighReadConditions(request: WireRequest, current: ObjectSummary, prefix = ''): Verdict {
  const condition = (name: string) => header(request, `${prefix}${name}`);
  const match = condition('if-match');
  const noneMatch = condition('if-none-match');
  const unmodified = parseDate(condition('if-unmodified-since'));
  const modified = parseDate(condition('if-modified-since'));
  // HTTP dates have whole seconds, so the object's time is compared at that.
  const changedAt = Math.floor(current.lastModified / 1000) * 1000;
  if (
    match !== undefined ? !namesEtag(match, current.etag) : unmodified !== undefined && changedAt > unmodified
  ) {
    return 'failed';
  }
  const unchanged =
    noneMatch !== undefined
      ? namesEtag(noneMatch, current.etag)
      : modified !== undefined && changedAt <= modified;
  return unchanged ? 'not modified' : 'go on';
}

/**
 * The condition under which a write may replace what is there.
 * @throws WireError NotImplemented for an If-None-Match that is not `*`, as S3 does.
 */
export function writePrecondition(request: WireRequest): Precondition {
  const match = headerOrQuery(request, 'if-match');
  const noneMatch = headerOrQuery(request, 'if-none-match');
  if (noneMatch !== undefined && noneMatch.trim() !== '*') {
    throw new WireError('NotImplemented', 'A write takes If-None-Match with * alone.');
  }
  return (current) => {
    if (noneMatch !== undefined && current) throw preconditionFailed('If-None-Match');
    if (match === undefined) return;
    if (!current) throw noSuchKey();
    if (!namesEtag(match, current.etag)) throw preconditionFailed('If-Match');
  };
}

export function preconditionFailed(name: string): WireError {
  return new WireError('PreconditionFailed', `The condition ${name} does not hold.`);
}

/** ETags may come in quotes, as HTTP has them, or bare, as RGW wants them. */
function namesEtag(condition: string, etag: string): boolean {
  return condition.split(',').some((part) => {
    const candidate = part.trim().replace(/^"(.*)"$/, '$1');
    return candidate === '*' || candidate === etag;
  });
}

/** A date that cannot be read is as good as none (RFC 9110, section 13.1.3). */
function parseDate(value: string | undefined): number | undefined {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? undefined : time;
}
