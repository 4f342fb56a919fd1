/**
 * Provisioning cannot go on: the server refuses, or what is there must not be changed. The message is one sentence or
 * two, says what to do, and holds no secret. A program ends with exit code 1.
 */
export declare class ProvisionFailure extends Error {
    readonly name = "ProvisionFailure";
}
