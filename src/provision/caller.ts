import { clockSkewMs, describeAnswer, errorCode, SET_CLOCK } from '../http/error-answer.ts';
import type { HttpAnswer } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import { S3Client, type S3ClientOptions } from '../s3/client.ts';
import { StoreFailure } from '../s3/failure.ts';
import type { S3Request } from '../s3/request.ts';
import { readXml } from '../s3/xml.ts';
import { ProvisionFailure } from './failure.ts';

/** The time limit of one request, in milliseconds. An RGW creates pools at its first write, which takes seconds. */
const REQUEST_MS = 60_000;

/** Whose key signs: its name in messages and variables. */
export type CallerRole = 'admin' | 'owner';

/** Sends requests as the administrator or the bucket's owner, and explains refusals. */
export class Caller {
  readonly #client: S3Client;
  readonly #role: CallerRole;
  /** The local clock minus the server's, in milliseconds, from the newest answer. */
  #skewMs = 0;

  constructor(role: CallerRole, key: S3Key, options: Omit<S3ClientOptions, 'key'>) {
    this.#client = new S3Client({ requestMs: REQUEST_MS, ...options, key });
    this.#role = role;
  }

  /**
   * @param what what is tried, such as `CreateRole`
   * @param expected an error code that does not mean here that the caller's key is invalid
   * @throws ProvisionFailure if there is no answer, or the server does not accept the key or its signature
   */
  async send(what: string, request: S3Request, expected?: string): Promise<HttpAnswer> {
    const answer = await this.#client.send(request).catch((error) => {
      if (error instanceof StoreFailure) throw new ProvisionFailure(`${what}: ${error.message}`);
      throw error;
    });
    this.#skewMs = clockSkewMs(answer, Date.now()) ?? this.#skewMs;
    const code = errorCode(answer) ?? '';
    const problem = code === expected ? undefined : KEY_PROBLEMS[code];
    if (problem !== undefined) {
      throw new ProvisionFailure(
        `${what} was answered with ${describeAnswer(answer)}: ${problem(this.#variables())}`,
      );
    }
    return answer;
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
