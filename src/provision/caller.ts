import {
  NoAnswer,
  type S3Answer,
  S3Connection,
  type S3ConnectionOptions,
  type S3Key,
  type S3Request,
} from '../s3/raw-connection.ts';
import { readXml } from '../s3/xml.ts';
import { ProvisionFailure } from './failure.ts';

/** Milliseconds for one request: an RGW makes pools at its first write, which takes seconds. */
const REQUEST_MS = 60_000;

/** Whose key signs: what messages call it, and the variables that it came from. */
export type CallerRole = 'admin' | 'owner';

/** Sends requests as the administrator or as the bucket's owner, and says what a refusal means. */
export class Caller {
  readonly #connection: S3Connection;
  readonly #role: CallerRole;
  /** The local clock minus the server's, in milliseconds, as the newest answer showed it. */
  #skewMs = 0;

  constructor(role: CallerRole, key: S3Key, options: Omit<S3ConnectionOptions, 'key'>) {
    this.#connection = new S3Connection({ requestMs: REQUEST_MS, ...options, key });
    this.#role = role;
  }

  /**
   * @param what what is tried, such as `CreateRole`
   * @param expected a code that says something else here than that the caller's key is wrong
   * @throws ProvisionFailure when there is no answer, or the server does not take the key or its signature
   */
  async send(what: string, request: S3Request, expected?: string): Promise<S3Answer> {
    const answer = await this.#connection.send(request).catch((error) => {
      if (error instanceof NoAnswer) throw new ProvisionFailure(`${what}: ${error.message}`);
      throw error;
    });
    const date = Date.parse(answer.headers.date ?? '');
    if (!Number.isNaN(date)) this.#skewMs = Date.now() - date;
    const code = codeOf(answer) ?? '';
    const problem = code === expected ? undefined : KEY_PROBLEMS[code];
    if (problem !== undefined) {
      throw new ProvisionFailure(
        `${what} was answered with ${describe(answer)}: ${problem(this.#variables())}`,
      );
    }
    return answer;
  }

  /** Milliseconds since the epoch by the server's clock, to a second. */
  serverNow(): number {
    return Date.now() - this.#skewMs;
  }

  close(): void {
    this.#connection.close();
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
  RequestTimeTooSkewed: () => "this machine's clock is wrong. Set it, then run the command again.",
  UserSuspended: ({ access }) =>
    `the user of the key in ${access} is suspended. Enable it, or use another key.`,
};

export function isSuccess({ status }: S3Answer): boolean {
  return status >= 200 && status < 300;
}

/** The code of an error, in XML or in the JSON of the admin API. */
export function codeOf({ status, body }: S3Answer): string | undefined {
  if (status < 300) return undefined;
  return /<Code>([A-Za-z0-9.]{1,64})<\/Code>|"Code":"([A-Za-z0-9.]{1,64})"/
    .exec(body)
    ?.slice(1)
    .find(Boolean);
}

/** Such as `403 AccessDenied`. */
export function describe(answer: S3Answer): string {
  return [answer.status, codeOf(answer)].filter((part) => part !== undefined).join(' ');
}

/** The content of an XML answer. @throws ProvisionFailure when it is none */
export function xmlOf(what: string, { body }: S3Answer) {
  const root = readXml(body);
  if (root === undefined)
    throw new ProvisionFailure(`${what} was answered with something that is not XML. ${NOT_AN_RGW}`);
  return root.content;
}

/** The content of a JSON answer. @throws ProvisionFailure when it is none */
export function jsonOf(what: string, { body }: S3Answer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProvisionFailure(`${what} was answered with something that is not JSON. ${NOT_AN_RGW}`);
  }
}

const NOT_AN_RGW = 'Check that the endpoint is the S3 endpoint of a Ceph RGW.';
