import { WireError } from '../error.ts';
import { hasCap } from './caps.ts';
import { type Permission, weighCaller } from './permission.ts';

interface GuardedCall {
  /** The part of the administration, by its name in caps. */
  readonly cap: string;
  readonly use: 'read' | 'write';
  /** Its name in policies. */
  readonly name: string;
}

/**
 * Checks that the caller of an IAM action has the cap, or a policy that allows the action on the resource.
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
