/** Reads JSON that anyone who may write to the bucket can have written: nothing of it is taken unchecked. */
export declare class JsonReader {
    #private;
    constructor(what: string);
    /** @throws ArtifactFailure of kind `integrity` */
    refuse(problem: string, cause?: unknown): never;
    parse(text: string): Record<string, unknown>;
    record(value: unknown, name: string): Record<string, unknown>;
    list(value: unknown, name: string): unknown[];
    text(value: unknown, name: string): string;
    integer(value: unknown, name: string, most?: number): number;
    sha256(value: unknown, name: string): string;
    time(value: unknown, name: string): string;
    /** What a later program wrote is not understood rather than forged; it is refused as firmly, since anyone can say so. */
    version(value: unknown): void;
}
