/** A statement of a policy, including fields that this program does not know. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
  readonly [element: string]: unknown;
}

/** A policy as it is on the server. Unknown fields are kept as they are. */
export interface PolicyDocument {
  readonly Version?: unknown;
  readonly Statement: readonly Statement[];
  readonly [element: string]: unknown;
}

/** Writes compact JSON, because an RGW 16 refuses a space that was sent as `+`. */
export function writePolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}

export function policyOf(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** @returns undefined if the text is not a policy */
export function readPolicy(text: string): PolicyDocument | undefined {
  try {
    const parsed: unknown = JSON.parse(text.startsWith('%7B') ? decodeURIComponent(text) : text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const { Statement = [] } = parsed as { Statement?: Statement | Statement[] };
    return { ...parsed, Statement: [Statement].flat() };
  } catch {
    return undefined;
  }
}

/** In a policy, a single value need not be in a list. */
export function listOf(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}

/** The AWS principals of a statement. `*` means everybody. */
export function principalsOf({ Principal }: Statement): string[] {
  if (typeof Principal === 'object' && Principal !== null) {
    return listOf((Principal as Record<string, unknown>).AWS);
  }
  return listOf(Principal);
}

/**
 * Whether a pattern of a policy (`*` matches anything, `?` one character) covers everything that another pattern covers.
 */
export function covers(pattern: string, other: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  // A `?` covers any one character, but not a `*`, which can match several.
  return new RegExp(`^${source.replace(/\?/g, '[^*]')}$`, 's').test(other);
}

/** Like {@link covers}, ignoring case. */
export function coversAction(pattern: string, action: string): boolean {
  return covers(pattern.toLowerCase(), action.toLowerCase());
}

const ISSUE_TIME = 'aws:TokenIssueTime';

/** A condition that only a long-lived key meets, because requests of a session have `aws:TokenIssueTime`. */
export const NO_SESSION = { Null: { [ISSUE_TIME]: 'true' } } as const;

/** A condition that sessions meet if they were issued before a time. */
export function issuedBefore(time: Date) {
  return { DateLessThan: { [ISSUE_TIME]: `${time.toISOString().slice(0, 19)}Z` } } as const;
}

/** Whether a condition excludes sessions. */
export function excludesSessions(condition: unknown): boolean {
  const tests = (condition as { Null?: Record<string, unknown> } | undefined)?.Null ?? {};
  return listOf(tests[ISSUE_TIME]).join() === 'true';
}

/** A statement's condition, extended by {@link NO_SESSION}. */
export function withoutSessions({ Condition }: Statement): Readonly<Record<string, unknown>> {
  const condition = (Condition ?? {}) as Readonly<Record<string, unknown>>;
  return { ...condition, Null: { ...(condition.Null as object | undefined), ...NO_SESSION.Null } };
}
