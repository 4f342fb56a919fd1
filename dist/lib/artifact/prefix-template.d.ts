/** What a CI system says of the run, for the placeholders; what it does not say is missing. */
export interface RunFacts {
    readonly ref?: string;
    readonly sha?: string;
    readonly runId?: string;
    readonly job?: string;
}
/**
 * Fills in `{ref}`, `{sha}`, `{run-id}`, `{job}` and `{date}` (of `now`, UTC). A ref is what whoever opens a pull
 * request chose, so what a fact may hold is narrow: characters that could mean something to a shell, a policy, a URL or
 * a file system become `-`, a digest of what it was follows then, and no fact leads to another folder.
 *
 * @param input the input that the template is of
 * @throws InputError for an unknown placeholder, or one that this run has nothing for, and for a URL
 */
export declare function fillTemplate(input: 'prefix' | 'latest' | 'manifest-key', template: string, facts: RunFacts, now: Date): string;
/**
 * The beginning of an artifact's keys, from a template of it.
 *
 * @throws InputError as {@link fillTemplate} and {@link asPrefix}
 */
export declare function fillPrefix(template: string, facts: RunFacts, now: Date): string;
/**
 * A key from a template of it; undefined when there is none.
 *
 * @throws InputError as {@link fillTemplate} and `checkKey`
 */
export declare function fillKey(input: 'latest' | 'manifest-key', template: string, facts: RunFacts, now: Date): string | undefined;
/**
 * The beginning of an artifact's keys: empty, or with one slash at its end.
 *
 * @throws InputError when it is no such beginning, or longer than 900 bytes
 */
export declare function asPrefix(text: string): string;
