/** Creates the service credential or the keyless role of a bucket on your own RGW, and lists, rotates and revokes it. */
export {
  type Administration,
  CAPS_FOR_KEYLESS,
  CAPS_TO_CHANGE,
  CAPS_TO_LIST,
  type NeededCaps,
  openAdministration,
} from './administration.ts';
export { ProvisionFailure } from './failure.ts';
export {
  githubIdentity,
  gitlabIdentity,
  type Identity,
  identityOf,
} from './identity.ts';
export { type Listed, list } from './inventory.ts';
export { type KeylessTarget, keylessTargetOf, provisionKeyless } from './keyless.ts';
export { revokeKeyless } from './keyless-revocation.ts';
export { provision } from './provision.ts';
export { revoke } from './revocation.ts';
export { hours } from './role-plan.ts';
export { finishRotation, rotate } from './rotation.ts';
export type { KeyPair, OnKey, Provisioned } from './service-users.ts';
export type { Step } from './step.ts';
export { type Target, targetOf } from './target.ts';
