/** The environment variables of a job. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The facts of a run, for `{ref}`, `{sha}`, `{run-id}` and `{job}` in a prefix. */
export interface RunFacts {
  /** A branch or a tag. For an unmerged change, the name of the change, never its target branch. */
  readonly ref?: string;
  readonly sha?: string;
  readonly runId?: string;
  readonly job?: string;
}

/** One CI system, as seen through the variables that it sets in a job. */
export interface CiSystem {
  /** Whether this job runs there. */
  detect(environment: Environment): boolean;
  /** An empty value counts as unknown. */
  facts(environment: Environment): Readonly<Record<keyof RunFacts, string | undefined>>;
  /** A session name of at most 64 characters that leads a reader of the server's log to the job. */
  sessionName?(environment: Environment): string;
  /** Seconds until the job's timeout. @param now milliseconds since the epoch */
  secondsLeft?(environment: Environment, now: number): number | undefined;
  /** Where the job asks for identity tokens, and with which secret; undefined when it may not have any. */
  idTokenRequest?(environment: Environment): { readonly url: string; readonly token: string } | undefined;
}

/** The longest session name that STS accepts, in characters. */
const LONGEST_SESSION_NAME = 64;

/** Joins a project and a job to a session name. The project is truncated, the job never. */
export function nameSession(project: string, job: string): string {
  const end = `-${job}`;
  return `${project.replaceAll('/', '.').slice(0, LONGEST_SESSION_NAME - end.length)}${end}`;
}

export function knownFacts(system: CiSystem | undefined, environment: Environment): RunFacts {
  const facts = Object.entries(system?.facts(environment) ?? {});
  return Object.fromEntries(facts.filter(([, value]) => value));
}

/** `refs/heads/main` becomes `main`, and `refs/pull/12/merge` becomes `pull/12/merge`. */
export function shortRef(reference: string | undefined): string | undefined {
  return reference?.replace(/^refs\/(heads\/|tags\/)?/, '');
}

/** Some systems set the number to `false` when there is none. */
export function pullRequestRef(number: string | undefined): string | undefined {
  return number !== undefined && /^\d+$/.test(number) ? `pull/${number}` : undefined;
}
