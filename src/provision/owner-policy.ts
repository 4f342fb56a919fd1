import { createHash } from 'node:crypto';
import {
  covers,
  coversAction,
  listOf,
  NO_SESSION,
  type PolicyDocument,
  policyOf,
  principalsOf,
  type Statement,
  writePolicy,
} from '../credentials/policy-document.ts';
import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import type { Administration } from './administration.ts';
import { Caller, type CallerOptions } from './caller.ts';
import { ProvisionFailure } from './failure.ts';
import { demandPolicy } from './iam.ts';
import type { PlannedStep } from './step.ts';

const NAME = 'owner';
/** Identifies this program's statements. */
const OWN_SID = 'OtterOwner';
const BARE_KEY_SID = 'OtterBareKey';

/** The actions that the owner needs to read uploads of sessions and to clean up. */
const NEEDED = ['s3:GetObject', 's3:DeleteObject'];

/** A statement that the bucket's policy should have, and a test whether another one is equivalent. */
interface Wanted {
  readonly statement: Statement;
  readonly isSaidBy: (statement: Statement) => boolean;
}

/**
 * The statements that the bucket's policy should have. The owner may use what sessions upload, which belongs to the service
 * user.
 *
 * @param owner the ID of the bucket's owner
 * @param bareKeyArn the service user's ARN, if only the bucket's policy can deny S3 to its key without a session
 */
export function wantedOfOwner(bucket: string, owner: string, bareKeyArn?: string): readonly Wanted[] {
  const ownerArn = arnOfUser(owner);
  const arn = `arn:aws:s3:::${bucket}`;
  const statement = {
    Sid: OWN_SID,
    Effect: 'Allow',
    Principal: { AWS: [ownerArn] },
    Action: ['s3:*'],
    Resource: [`${arn}/*`],
  };
  const own = { statement, isSaidBy: (other: Statement) => lets(other, arn, ownerArn) };
  if (bareKeyArn === undefined) return [own];
  const denial = {
    // One statement per service user, because a bucket may have several.
    Sid: `${BARE_KEY_SID}${createHash('sha256').update(bareKeyArn).digest('hex').slice(0, 8)}`,
    Effect: 'Deny',
    Principal: { AWS: [bareKeyArn] },
    Action: ['s3:*'],
    Resource: [arn, `${arn}/*`],
    Condition: NO_SESSION,
  };
  const text = JSON.stringify(denial);
  return [own, { statement: denial, isSaidBy: (other: Statement) => JSON.stringify(other) === text }];
}

/** Changes the bucket's policy with the owner's own key. */
export class OwnerPolicy {
  readonly #caller: Caller;
  readonly #bucket: string;
  readonly #ownerArn: string;

  private constructor(caller: Caller, bucket: string, ownerArn: string) {
    this.#caller = caller;
    this.#bucket = bucket;
    this.#ownerArn = ownerArn;
  }

  /**
   * @param owner the ID of the bucket's owner
   * @throws ProvisionFailure if the key belongs to another user
   */
  static async open(
    administration: Administration,
    bucket: string,
    owner: string,
    key: S3Key,
    options: CallerOptions,
  ): Promise<OwnerPolicy> {
    const user = await administration.userOfKey(key.accessKeyId);
    if (user !== owner) {
      const whose = user === undefined ? 'no user of this server' : `the user '${user}'`;
      throw new ProvisionFailure(
        `OTTER_OWNER_ACCESS_KEY belongs to ${whose}, and the bucket '${bucket}' to '${owner}'. Set OTTER_OWNER_ACCESS_KEY and OTTER_OWNER_SECRET_KEY to a key of '${owner}'.`,
      );
    }
    return new OwnerPolicy(new Caller('owner', key, options), bucket, arnOfUser(owner));
  }

  async plan(wanted: readonly Wanted[]): Promise<PlannedStep> {
    const existing = await this.#read();
    const document = withWanted(existing, wanted);
    const who = `the bucket's owner, ${this.#ownerArn},`;
    if (document === undefined)
      return { name: NAME, status: 'ok', detail: `${who} may use what sessions upload` };
    const others = (existing?.Statement ?? []).length;
    const rest =
      others === 0
        ? ''
        : `; the other ${others} ${others === 1 ? 'statement' : 'statements'} of the bucket's policy stay`;
    return {
      name: NAME,
      status: existing === undefined ? 'make' : 'change',
      detail: `the bucket's policy lets ${who} use what sessions upload${rest}`,
      act: () => this.#write(document),
    };
  }

  async close(): Promise<void> {
    await this.#caller.close();
  }

  async #read(): Promise<PolicyDocument | undefined> {
    const what = `Reading the policy of the bucket '${this.#bucket}'`;
    const answer = await this.#caller.send(what, {
      method: 'GET',
      bucket: this.#bucket,
      query: { policy: '' },
    });
    if (errorCode(answer) === 'NoSuchBucketPolicy') return undefined;
    if (!isSuccess(answer)) throw refusal(what, answer);
    return demandPolicy(answer.body, `the policy of the bucket '${this.#bucket}'`);
  }

  async #write(document: PolicyDocument): Promise<void> {
    const what = `Writing the policy of the bucket '${this.#bucket}'`;
    const body = writePolicy(document);
    const request = { method: 'PUT', bucket: this.#bucket, query: { policy: '' }, body } as const;
    const answer = await this.#caller.send(what, request);
    if (!isSuccess(answer)) throw refusal(what, answer);
  }
}

export interface OwnerOptions {
  /** A key of the bucket's owner. Without it, the program prints what the owner has to do. */
  readonly ownerKey?: S3Key | undefined;
  readonly connection: CallerOptions;
}

/**
 * @returns undefined without the owner's key, and in an account, which does not need it
 * @throws ProvisionFailure
 */
export async function openOwnerPolicy(
  administration: Administration,
  bucket: string,
  owner: string,
  { ownerKey, connection }: OwnerOptions,
): Promise<OwnerPolicy | undefined> {
  if (ownerKey === undefined || administration.account !== undefined) return undefined;
  return OwnerPolicy.open(administration, bucket, owner, ownerKey, connection);
}

/** Lets the owner use what sessions upload. @param uploader who owns the uploads */
export async function planOwner(
  { account }: Administration,
  owner: string,
  wanted: readonly Wanted[],
  policy: OwnerPolicy | undefined,
  uploader = 'the service user',
): Promise<PlannedStep> {
  if (account !== undefined) {
    return { name: NAME, status: 'ok', detail: `what sessions upload belongs to the account ${account}` };
  }
  return policy === undefined ? skipOwner(owner, wanted, uploader) : policy.plan(wanted);
}

/** An RGW with STS does not distinguish a wrong secret from a missing permission. */
function refusal(what: string, answer: HttpAnswer): ProvisionFailure {
  const remedy = errorCode(answer) === 'AccessDenied' ? ' Check OTTER_OWNER_SECRET_KEY.' : '';
  return new ProvisionFailure(`${what} as its owner was answered with ${describeAnswer(answer)}.${remedy}`);
}

/** Says what the owner has to do if its key is not available. */
function skipOwner(owner: string, wanted: readonly Wanted[], uploader: string): PlannedStep {
  const statements = wanted.map(({ statement }) => JSON.stringify(statement)).join(' and ');
  return {
    name: NAME,
    status: 'skip',
    detail:
      `uploads belong to ${uploader}, and OTTER_OWNER_ACCESS_KEY is not set. Set it and OTTER_OWNER_SECRET_KEY to a key of '${owner}' and run this again, ` +
      `or let the owner add this to the bucket's policy: ${statements}`,
  };
}

/** @returns the policy with the wanted statements; undefined if it already has them */
export function withWanted(
  existing: PolicyDocument | undefined,
  wanted: readonly Wanted[],
): PolicyDocument | undefined {
  const statements = existing?.Statement ?? [];
  const missing = wanted
    .filter(({ isSaidBy }) => !statements.some(isSaidBy))
    .map(({ statement }) => statement);
  if (missing.length === 0) return undefined;
  const sids = new Set(missing.map(({ Sid }) => Sid));
  const others = statements.filter(({ Sid }) => Sid === undefined || !sids.has(Sid));
  return existing === undefined ? policyOf(...missing) : { ...existing, Statement: [...others, ...missing] };
}

function lets(statement: Statement, bucketArn: string, ownerArn: string): boolean {
  const actions = listOf(statement.Action);
  return (
    statement.Effect === 'Allow' &&
    statement.Condition === undefined &&
    principalsOf(statement).includes(ownerArn) &&
    NEEDED.every((needed) => actions.some((action) => coversAction(action, needed))) &&
    listOf(statement.Resource).some((resource) => covers(resource, `${bucketArn}/*`))
  );
}

/** @param id `UID` or `TENANT$UID` */
function arnOfUser(id: string): string {
  const [, tenant = '', user = id] = /^([^$]*)\$(.*)$/s.exec(id) ?? [];
  return `arn:aws:iam::${tenant}:user/${user}`;
}
