import { readFile } from 'node:fs/promises';
import type { S3Key } from '../http/signing.ts';
import { untilAborted } from '../http/timing.ts';
import { printable } from '../printable.ts';
import { StoreFailure } from './failure.ts';
import type { Environment, KeySource, StoreKey } from './key-source.ts';

/** Milliseconds after which the AWS SDKs give up (they wait one or two seconds). */
const SDK_ANSWER_MS = 2_000;
/** The origin of relative URIs (Amazon ECS), as in the SDKs. */
const ECS_ORIGIN = 'http://169.254.170.2';
/** Plain http is allowed for this machine and for the addresses of ECS and EKS. */
const HTTP_HOSTS =
  /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

/** The credentials that the endpoint returned, or why there are none. */
export type ContainerAnswer =
  | { readonly origin: string; readonly key: S3Key /** As it was sent. */; readonly expiration: string }
  | { readonly problem: string; readonly remedy: string };

const RESTART = 'restart the agent (otter-sts agent start), or let otter-sts exec run the command.';

/**
 * Asks the endpoint of the environment for credentials, as an AWS SDK does. Source:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @param answerMs how long the answer may take, in milliseconds; by default as long as in an SDK
 * @throws the signal's reason when it is aborted
 */
export async function askContainerEndpoint(
  environment: Environment,
  signal?: AbortSignal,
  answerMs = SDK_ANSWER_MS,
): Promise<ContainerAnswer> {
  const url = readUrl(environment);
  if (typeof url === 'string') return { problem: url, remedy: `${RESTART} It sets the right address.` };
  const token = await readToken(environment);
  if ('problem' in token) return { problem: token.problem, remedy: RESTART };
  try {
    const timeout = AbortSignal.timeout(answerMs);
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...token },
      redirect: 'error',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (response.status !== 200) return refusal(url, response.status);
    return readCredentials(url, await response.text());
  } catch (error) {
    signal?.throwIfAborted();
    return { problem: `there is no answer at ${url.origin} (${causeOf(error, answerMs)})`, remedy: RESTART };
  }
}

/** @returns the URL, or what is wrong with it */
function readUrl(environment: Environment): URL | string {
  const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const text = relative ? `${ECS_ORIGIN}${relative}` : environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (text === undefined || !URL.canParse(text))
    return 'the address of the credentials endpoint is not a URL';
  const url = new URL(text);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && HTTP_HOSTS.test(url.hostname));
  return allowed ? url : `AWS SDKs use plain http only for this machine, and this is ${url.hostname}`;
}

/** The Authorization header, if there is a token. */
async function readToken(
  environment: Environment,
): Promise<{ authorization?: string } | { problem: string }> {
  const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token = file
    ? await readFile(file, 'utf8').catch(() => undefined)
    : (environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '');
  if (token === undefined)
    return { problem: 'the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read' };
  // fetch would repeat it in its error message.
  if (/[^\x20-\x7e]/.test(token))
    return { problem: 'the authorization token contains a line break or another control character' };
  return token === '' ? {} : { authorization: token };
}

function refusal(url: URL, status: number): ContainerAnswer {
  if (status === 401 || status === 403) {
    return {
      problem: `${url.origin} answers ${status}: the authorization token is not the one of this endpoint`,
      remedy: RESTART,
    };
  }
  const remedy =
    status >= 500 ? 'see otter-sts agent status and its log: it has no valid session to hand out.' : RESTART;
  return { problem: `${url.origin} answers ${status}`, remedy };
}

function readCredentials(url: URL, text: string): ContainerAnswer {
  const fields = parseFields(text);
  const missing = ['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration'].filter((name) => !fields[name]);
  if (missing.length > 0) {
    return { problem: `the answer of ${url.origin} lacks ${missing.join(', ')}`, remedy: RESTART };
  }
  const { AccessKeyId = '', SecretAccessKey = '', Token = '', Expiration = '' } = fields;
  return {
    origin: url.origin,
    key: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token },
    expiration: Expiration,
  };
}

function parseFields(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, field]) => typeof field === 'string'));
  } catch {
    return {};
  }
}

/** Only the system's code, because a message could repeat what was sent. */
function causeOf(error: unknown, answerMs: number): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') {
    const sdks = answerMs === SDK_ANSWER_MS ? ', and SDKs do not wait longer' : '';
    return `no answer within ${answerMs / 1000} s${sdks}`;
  }
  return cause?.code ?? 'the connection failed';
}

/** The share of a key's remaining lifetime after which the endpoint is asked again. By then it has a newer key. */
const ASK_AGAIN_PART = 0.5;
/**
 * How long an answer may take, in milliseconds. On a busy runner, a healthy agent can take longer than an SDK would wait.
 */
const ANSWER_MS = 20_000;
/** The shortest time between two requests, in milliseconds. */
const LEAST_PAUSE_MS = 500;

interface Held {
  readonly key: StoreKey & { readonly expiration: Date };
  /** When to ask the endpoint again, in milliseconds since the epoch. */
  readonly askAgainAt: number;
}

/**
 * The keys of the endpoint that the environment names, such as that of `refresh`. Each is replaced well before it expires.
 */
export class ContainerKeys implements KeySource {
  readonly #environment: Environment;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  #held: Held | undefined;
  /** The request in flight, shared by all callers. */
  #question: Promise<StoreKey> | undefined;

  constructor(environment: Environment, now: () => number) {
    this.#environment = environment;
    this.#now = now;
  }

  async current(signal?: AbortSignal): Promise<StoreKey> {
    const held = this.#held;
    if (held !== undefined && this.#now() < held.askAgainAt) return held.key;
    try {
      return await untilAborted(this.#ask(), signal);
    } catch (error) {
      signal?.throwIfAborted();
      // The current key is valid until it expires.
      if (held === undefined || held.key.expiration.getTime() <= this.#now()) throw error;
      this.#held = { ...held, askAgainAt: this.#now() + LEAST_PAUSE_MS };
      return held.key;
    }
  }

  async renewed(stale: StoreKey, signal?: AbortSignal): Promise<StoreKey | undefined> {
    if (this.#held !== undefined && this.#held.key !== stale) return this.#held.key;
    const key = await untilAborted(this.#ask(), signal).catch(() => {
      signal?.throwIfAborted();
      return stale;
    });
    return key === stale ? undefined : key;
  }

  close(): void {
    this.#stop.abort();
  }

  #ask(): Promise<StoreKey> {
    this.#question ??= askContainerEndpoint(this.#environment, this.#stop.signal, ANSWER_MS)
      .then((answer) => this.#keep(answer))
      .finally(() => {
        this.#question = undefined;
      });
    return this.#question;
  }

  #keep(answer: ContainerAnswer): StoreKey {
    if ('problem' in answer) throw failure(answer.problem, answer.remedy);
    const expiration = new Date(answer.expiration);
    if (Number.isNaN(expiration.getTime())) {
      throw failure(
        `the answer of ${answer.origin} has an invalid expiration, '${printable(answer.expiration)}'`,
        'restart the agent (otter-sts agent start).',
      );
    }
    const known = this.#held?.key;
    // The same key must stay the same object.
    const same = known?.accessKeyId === answer.key.accessKeyId && known.expiration >= expiration;
    const key = same ? known : { ...answer.key, expiration };
    const leftMs = expiration.getTime() - this.#now();
    this.#held = { key, askAgainAt: this.#now() + Math.max(leftMs * ASK_AGAIN_PART, LEAST_PAUSE_MS) };
    return key;
  }
}

function failure(cameBack: string, remedy: string): StoreFailure {
  return new StoreFailure({
    kind: 'expired',
    tried: 'Asking for a session',
    cameBack,
    remedy: `To get one, ${remedy}`,
  });
}
