/** What a CI system says of the run, for the placeholders; what it does not say is missing. */
export interface RunFacts {
  readonly ref?: string;
  readonly sha?: string;
  readonly runId?: string;
  readonly job?: string;
}

export declare function fillTemplate(
  input: 'prefix' | 'latest' | 'manifest-key',
  template: string,
  facts: RunFacts,
  now: Date,
): string;
export declare function asPrefix(text: string): string;
