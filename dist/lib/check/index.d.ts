/**
 * Finds out whether credentials do what they should and nothing else, line by line.
 */
export { type AmbientSource, findAmbientSource } from './ambient-credentials.ts';
export type { CheckLine, CheckStatus } from './line.ts';
export type { Place } from './party.ts';
export { checkServiceCredential } from './service-credential-check.ts';
export { checkAmbientCredentials } from './session-check.ts';
