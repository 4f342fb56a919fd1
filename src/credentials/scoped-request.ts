import { type Access, SessionPolicy } from './session-policy.ts';
import type { SessionRequest } from './session-request.ts';

/**
 * Returns the request with another scope.
 *
 * @param prefix a checked prefix
 * @throws InputError if the scope's policy would be too long
 */
export function scopeRequest(request: SessionRequest, access: Access, prefix: string): SessionRequest {
  const { policy: _, ...rest } = request;
  const policy = SessionPolicy.forScope(request.bucket, access, prefix);
  return { ...rest, access, prefix, ...(policy === undefined ? {} : { policy }) };
}
