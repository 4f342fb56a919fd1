/** A text, such as an error message, with every spelling of the secrets replaced by `***`; see {@link Masker.learn}. */
export declare function redact(text: string, secrets: readonly string[]): string;
