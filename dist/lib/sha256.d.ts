/** SHA-256, or its HMAC when there is a secret: the form in which the SDK's signer takes it. */
export declare class Sha256 {
    #private;
    constructor(secret?: string | ArrayBuffer | ArrayBufferView);
    update(data: Uint8Array): void;
    digest(): Promise<Uint8Array>;
}
