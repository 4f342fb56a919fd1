/**
 * Replaces secrets in a stream of bytes by `***`, in every spelling of {@link spellings}, base64 and hex also when
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass untouched, valid text or not. Where
 * occurrences overlap there is one `***`. How the stream is cut into chunks makes no difference.
 *
 * Only bytes that may be the beginning of a secret are held back: a chunk that does not end like one passes whole.
 */
export declare class Masker {
    #private;
    /** @param secrets see {@link learn} */
    constructor(secrets?: Iterable<string>);
    /**
     * Masks one more secret from now on, in the bytes held back too. One that is known already, blank or shorter than
     * four bytes changes nothing.
     */
    learn(secret: string): void;
    /** Bytes held back. */
    get heldBytes(): number;
    /** Takes a chunk in and returns what can be said by now; that may be the chunk itself, not a copy. */
    write(chunk: Uint8Array): Buffer;
    /**
     * To be called when no chunk has come for a while, so that a prompt which ends like the beginning of a secret shows.
     * Releases only up to a quarter of what may become a spelling, for the pause may as well be one in the midst of it.
     * More than that stays held back, however long the pause. When the rest comes it is still masked.
     */
    idle(): Buffer;
    /** Returns what is left, an incomplete secret included. The next chunk begins a new stream. */
    end(): Buffer;
}
