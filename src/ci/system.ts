/** The environment variables of a job. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a run stands among others. */
export interface RunNumber {
  /** What counts the runs, such as a workflow. Numbers of different counters cannot be compared. */
  readonly counter: string;
  /** Decimal digits. */
  readonly run: string;
  /** Decimal digits. A repeated run has the number of the first, and a higher attempt. */
  readonly attempt: string;
}

/** The facts of a run, for `{ref}`, `{sha}`, `{run-id}` and `{job}` in a prefix, and for `latest`. */
export interface RunFacts {
  /** A branch or a tag. For an unmerged change, the name of the change, never its target branch. */
  readonly ref?: string;
  readonly sha?: string;
  readonly runId?: string;
  readonly job?: string;
  readonly number?: RunNumber;
}

/** A program of the CI system that prints an identity token. */
interface IdTokenProgram {
  /** Absolute. */
  readonly path: string;
  readonly argumentsFor: (audience: string) => readonly string[];
  /** The program's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The values in it with which anybody could get tokens of this job. */
  readonly secrets: readonly string[];
}

/** What a CI system offers a job to get identity tokens with: at most one of the first three. */
export interface IdTokens {
  /** The URL and the secret with which the job requests a token. Only jobs that ask for them in their definition have it. */
  readonly idTokenRequest?: { readonly url: string; readonly token: string };
  readonly idTokenProgram?: IdTokenProgram;
  /** The one token that is made for the job, and the variable that has it. */
  readonly idToken?: { readonly variable: string; readonly token: string };
  /** What the user should know about these tokens, as a sentence. */
  readonly notice?: string;
}

/** One CI system, as seen through the variables that it sets in a job. */
export interface CiSystem {
  /** Whether this job runs there. */
  detect(environment: Environment): boolean;
  /** An empty value counts as unknown. */
  facts(environment: Environment): Readonly<Record<Exclude<keyof RunFacts, 'number'>, string | undefined>>;
  /** The variables that say where the run stands among others. The counter may have several parts. */
  number(environment: Environment): NumberParts;
  /** A session name of at most 64 characters that leads a reader of the server's log to the job. */
  sessionName?(environment: Environment): string;
  /** Seconds until the job's timeout. @param now milliseconds since the epoch */
  secondsLeft?(environment: Environment, now: number): number | undefined;
  /** Undefined if the job may not have any. */
  idTokens?(environment: Environment): IdTokens | undefined;
  /** Undefined if there is none that the job can use. */
  redactor?(environment: Environment): Redactor | undefined;
}

/** The program that masks more texts in the log of the running job, as `src/masking/log-redactor.ts` calls it. */
export interface Redactor {
  readonly command: readonly [file: string, ...args: string[]];
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
}

interface NumberParts {
  readonly counter: readonly (string | undefined)[];
  readonly run: string | undefined;
  readonly attempt?: string | undefined;
}

/** The longest session name that STS accepts, in characters. */
const LONGEST_SESSION_NAME = 64;

/** Joins a project and a job to a session name. The project is truncated, the job never. */
export function nameSession(project: string, job: string): string {
  const end = `-${job}`;
  return `${project.replaceAll('/', '.').slice(0, LONGEST_SESSION_NAME - end.length)}${end}`;
}

export function knownFacts(system: CiSystem | undefined, environment: Environment): RunFacts {
  if (system === undefined) return {};
  const facts = Object.entries(system.facts(environment)).filter(([, value]) => value);
  const number = joinNumber(system.number(environment));
  return { ...Object.fromEntries(facts), ...(number && { number }) };
}

/** Undefined if the run has no number. A number is only as good as the name of what counts. */
function joinNumber({ counter, run = '', attempt }: NumberParts): RunNumber | undefined {
  const isNumber = (text: string) => /^\d{1,20}$/.test(text);
  if (!isNumber(run) || counter.some((part) => !part)) return undefined;
  const digits = attempt !== undefined && isNumber(attempt) ? attempt : '1';
  return { counter: counter.join(' '), run, attempt: digits };
}

/** `refs/heads/main` becomes `main`, and `refs/pull/12/merge` becomes `pull/12/merge`. */
export function shortRef(reference: string | undefined): string | undefined {
  return reference?.replace(/^refs\/(heads\/|tags\/)?/, '');
}

/** Some systems set the number to `false` when there is none. */
export function pullRequestRef(number: string | undefined): string | undefined {
  return number !== undefined && /^\d+$/.test(number) ? `pull/${number}` : undefined;
}
