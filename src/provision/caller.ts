import { clockSkewMs, describeAnswer, errorCode, SET_CLOCK } from '../http/error-answer.ts';
import type { HttpAnswer } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import { afterTurns, setSystemTimer } from '../http/timing.ts';
import { S3Client, type S3ClientOptions } from '../s3/client.ts';
import { StoreFailure } from '../s3/failure.ts';
import type { S3Request } from '../s3/request.ts';
import { readXml } from '../s3/xml.ts';
import { ProvisionFailure } from './failure.ts';

/** The time limit of one request, in milliseconds. An RGW creates pools at its first write, which takes seconds. */
const REQUEST_MS = 60_000;
/** After how many milliseconds without an answer the user is told what the run waits for. */
const SLOW_MS = 5_000;

/** Whose key signs: its name in messages and variables. */
export type CallerRole = 'admin' | 'owner';

export interface CallerOptions extends Omit<S3ClientOptions, 'key'> {
  /** Receives a sentence when an answer takes long. */
  readonly onSlow?: ((sentence: string) => void) | undefined;
  /** Milliseconds until then. */
  readonly slowMs?: number | undefined;
}

/** Sends requests as the administrator or the bucket's owner, and explains refusals. */
export class Caller {
  readonly #client: S3Client;
  readonly #role: CallerRole;
  readonly #options: CallerOptions;
  /** The local clock minus the server's, in milliseconds, from the newest answer. */
  #skewMs = 0;

  constructor(role: CallerRole, key: S3Key, options: CallerOptions) {
    this.#options = options;
    this.#client = new S3Client({ requestMs: REQUEST_MS, ...options, key });
    this.#role = role;
  }

  /**
   * @param what what is tried, such as `CreateRole`
   * @param expected an error code that does not mean here that the caller's key is invalid
   * @throws ProvisionFailure if there is no answer, the server is down, or it does not accept the key or its signature
   */
  async send(what: string, request: S3Request, expected?: string): Promise<HttpAnswer> {
    const answer = await this.#deliver(what, request);
    this.#skewMs = clockSkewMs(answer, Date.now()) ?? this.#skewMs;
    const code = errorCode(answer) ?? '';
    const problem = OUTAGES.has(answer.status) ? () => OUTAGE : KEY_PROBLEMS[code];
    if (problem === undefined || code === expected) return answer;
    throw new ProvisionFailure(
      `${what} was answered with ${describeAnswer(answer)}: ${problem(this.#variables())}`,
    );
  }

  async #deliver(what: string, request: S3Request): Promise<HttpAnswer> {
    const { onSlow, slowMs = SLOW_MS, requestMs = REQUEST_MS } = this.#options;
    const sentence = `${what} has no answer yet; this run waits for at most ${requestMs / 1_000} s.`;
    const cancel = afterTurns(setSystemTimer, slowMs, () => onSlow?.(sentence));
    try {
      return await this.#client.send(request);
    } catch (error) {
      if (error instanceof StoreFailure) throw new ProvisionFailure(`${what}: ${error.message}`);
      throw error;
    } finally {
      cancel();
    }
  }

  /** Milliseconds since the epoch by the server's clock, to a second. */
  serverNow(): number {
    return Date.now() - this.#skewMs;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #variables(): { access: string; secret: string } {
    const start = `OTTER_${this.#role.toUpperCase()}`;
    return { access: `${start}_ACCESS_KEY`, secret: `${start}_SECRET_KEY` };
  }
}

const KEY_PROBLEMS: Readonly<Record<string, (variables: { access: string; secret: string }) => string>> = {
  InvalidAccessKeyId: ({ access }) =>
    `the server does not know the key in ${access}. Check the variable and the endpoint.`,
  SignatureDoesNotMatch: ({ access, secret }) =>
    `${secret} is not the secret of the key in ${access}. Copy both again.`,
  RequestTimeTooSkewed: () => `${SET_CLOCK}, then run the command again.`,
  UserSuspended: ({ access }) =>
    `the user of the key in ${access} is suspended. Enable it, or use another key.`,
};

const OUTAGES: ReadonlySet<number> = new Set([502, 503, 504]);
const OUTAGE =
  'the server, or a proxy in front of it, is overloaded or down. Run the command again a little later.';

/** The content of an XML answer. @throws ProvisionFailure if it is invalid */
export function xmlOf(what: string, { body }: HttpAnswer) {
  const root = readXml(body);
  if (root === undefined) throw new ProvisionFailure(`${what} did not return XML. ${NOT_AN_RGW}`);
  return root.content;
}

/** The content of a JSON answer. @throws ProvisionFailure if it is invalid */
export function jsonOf(what: string, { body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProvisionFailure(`${what} did not return JSON. ${NOT_AN_RGW}`);
  }
}

const NOT_AN_RGW = 'Check that the endpoint is the S3 endpoint of a Ceph RGW.';
