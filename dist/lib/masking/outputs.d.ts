import { MaskingStream } from './stream.ts';
/** The two streams that a program writes, masked alike. */
export declare class MaskedOutputs {
    readonly stdout: MaskingStream;
    readonly stderr: MaskingStream;
    /** Masks more secrets in all that neither stream has released yet. */
    learn(secrets: readonly string[]): void;
}
