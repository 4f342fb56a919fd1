/**
 * Provisioning cannot continue: the server refuses, or existing parts must not be changed. The message has one or two
 * sentences, says what to do, and contains no secret. The exit code is 1.
 */
export class ProvisionFailure extends Error {
  override readonly name = 'ProvisionFailure';
}
