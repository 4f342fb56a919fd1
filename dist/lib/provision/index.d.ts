/**
 * Makes the service credential of a bucket on an RGW of one's own, and lists, rotates and revokes it.
 */
export { type Administration, CAPS_TO_CHANGE, CAPS_TO_LIST, openAdministration, } from './administration.ts';
export { ProvisionFailure } from './failure.ts';
export { type Listed, list } from './inventory.ts';
export { hours, provision } from './provision.ts';
export { revoke } from './revocation.ts';
export { finishRotation, rotate } from './rotation.ts';
export type { KeyPair, OnKey, Provisioned } from './service-users.ts';
export type { Step } from './step.ts';
export { type Target, targetOf } from './target.ts';
