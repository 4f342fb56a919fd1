/** What a process is told by its CI system. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a run says of itself, for `{ref}`, `{sha}`, `{run-id}` and `{job}` in a prefix. */
export interface RunFacts {
  /** A branch, a tag, or for a change that is not merged the change's own name. Never the branch that it is to go into. */
  readonly ref?: string;
  readonly sha?: string;
  readonly runId?: string;
  readonly job?: string;
}

/** One CI system, by the variables that it gives to a job. */
export interface CiSystem {
  /** Whether this job runs there. */
  detect(environment: Environment): boolean;
  /** Empty texts count as unknown. */
  facts(environment: Environment): Readonly<Record<keyof RunFacts, string | undefined>>;
  /** A session name, 64 characters at most, that leads whoever reads the server's log to the job. */
  sessionName?(environment: Environment): string;
  /** Seconds until the job's time-out. @param now milliseconds since the epoch */
  secondsLeft?(environment: Environment, now: number): number | undefined;
}

/** Characters that a session name may have. */
const LONGEST_SESSION_NAME = 64;

/** A session name of a project and what tells its jobs apart; the project is cut, its job never. */
export function nameSession(project: string, job: string): string {
  const end = `-${job}`;
  return `${project.replaceAll('/', '.').slice(0, LONGEST_SESSION_NAME - end.length)}${end}`;
}

/** Only the facts that are known. */
export function knownFacts(system: CiSystem | undefined, environment: Environment): RunFacts {
  const facts = Object.entries(system?.facts(environment) ?? {});
  return Object.fromEntries(facts.filter(([, value]) => value));
}

/** `refs/heads/main` is main, and `refs/pull/12/merge` pull/12/merge. */
export function shortRef(reference: string | undefined): string | undefined {
  return reference?.replace(/^refs\/(heads\/|tags\/)?/, '');
}

/** Systems say `false` when there is none. */
export function pullRequestRef(number: string | undefined): string | undefined {
  return number !== undefined && /^\d+$/.test(number) ? `pull/${number}` : undefined;
}
