/** A statement of a policy, with whatever else it has. */
export interface Statement {
    readonly Sid?: string;
    readonly Effect?: unknown;
    readonly Principal?: unknown;
    readonly Action?: unknown;
    readonly Resource?: unknown;
    readonly Condition?: unknown;
    readonly [element: string]: unknown;
}
/** A policy as it is on the server: what is not touched stays as it was written. */
export interface PolicyDocument {
    readonly Version?: unknown;
    readonly Statement: readonly Statement[];
    readonly [element: string]: unknown;
}
/** Compact: an RGW 16 refuses a space that was sent as `+`, and reads no policy with line breaks better than one without. */
export declare function writePolicy(document: PolicyDocument): string;
export declare function policyOf(...statements: readonly Statement[]): PolicyDocument;
/** @returns undefined when the text is no policy */
export declare function readPolicy(text: string): PolicyDocument | undefined;
/** A policy writes one value by itself, or several in a list. */
export declare function listOf(value: unknown): string[];
/** The AWS principals of a statement; `*` for everybody. */
export declare function principalsOf({ Principal }: Statement): string[];
/** Whether a pattern of a policy (`*` for anything, `?` for one character) covers all that another one does. */
export declare function covers(pattern: string, other: string): boolean;
/** Actions are compared without regard to case. */
export declare function coversAction(pattern: string, action: string): boolean;
/** The condition that only a long-lived key meets: requests of a session carry `aws:TokenIssueTime`. */
export declare const NO_SESSION: {
    readonly Null: {
        readonly "aws:TokenIssueTime": 'true';
    };
};
/** The condition that sessions meet that were given out before a time. */
export declare function issuedBefore(time: Date): {
    readonly DateLessThan: {
        readonly "aws:TokenIssueTime": `${string}Z`;
    };
};
/** Whether a condition lets no session through. */
export declare function excludesSessions(condition: unknown): boolean;
/** A statement's condition with the one above beside what it asks for already. */
export declare function withoutSessions({ Condition }: Statement): Readonly<Record<string, unknown>>;
