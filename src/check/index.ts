/**
 * Finds out whether credentials do what they should and nothing else, line by line.
 */
export { type AmbientSource, findAmbientSource } from '../s3/credentials.ts';
export type { CheckLine, CheckStatus } from './line.ts';
export type { Place } from './requester.ts';
export { checkAmbientCredentials } from './session-check.ts';
export { checkSource } from './source-check.ts';
