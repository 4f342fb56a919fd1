import { Transform, type TransformCallback } from 'node:stream';
/** A {@link Masker} as a stream of bytes. After a short pause it releases what is safe to release, see {@link Masker.idle}. */
export declare class MaskingStream extends Transform {
    #private;
    /**
     * @param secrets see {@link Masker.learn}
     * @param options `idleMs`: how long no chunk has to come before held-back bytes are released, in milliseconds (100)
     */
    constructor(secrets?: Iterable<string>, { idleMs }?: {
        readonly idleMs?: number;
    });
    /** Masks one more secret in all that this stream has not yet released, see {@link Masker.learn}. */
    learn(secret: string): void;
    _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void;
    _flush(done: TransformCallback): void;
    _destroy(error: Error | null, done: (error?: Error | null) => void): void;
}
