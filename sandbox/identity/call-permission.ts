import { WireError } from '../error.ts';
import { hasCap } from './caps.ts';
import { type Permission, weighCaller } from './permission.ts';

interface GuardedCall {
  /** The part of the administration that it belongs to. */
  readonly cap: string;
  readonly use: 'read' | 'write';
  /** What a policy calls it. */
  readonly name: string;
}

/**
 * Lets a caller of IAM through who has the cap, or a policy that allows the call on the resource.
 * @throws WireError AccessDenied
 */
export function checkMayCall(
  permission: Permission,
  { cap, use, name }: GuardedCall,
  resource: string,
): void {
  const { principal } = permission;
  const allowed =
    principal.kind !== 'anonymous' &&
    (hasCap(principal.user.caps, cap, use) || weighCaller(permission, name, resource) === 'allow');
  if (!allowed) throw new WireError('AccessDenied', `This needs the cap ${cap}=${use}.`);
}
