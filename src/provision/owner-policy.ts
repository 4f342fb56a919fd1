import type { S3Answer, S3ConnectionOptions, S3Key } from '../s3-connection.ts';
import type { Administration } from './administration.ts';
import { Caller, codeOf, describe, isSuccess } from './caller.ts';
import { ProvisionFailure } from './failure.ts';
import { demandPolicy } from './iam.ts';
import {
  covers,
  coversAction,
  listOf,
  type PolicyDocument,
  policyOf,
  principalsOf,
  type Statement,
  writePolicy,
} from './policy-document.ts';
import type { PlannedStep } from './step.ts';

const NAME = 'owner';
/** By which the statement is known again. */
const OWN_SID = 'OtterOwner';

/** What the owner needs for reading what sessions upload, and for clearing up after them. */
const NEEDED = ['s3:GetObject', 's3:DeleteObject'];

/** Lets the bucket's owner use what sessions upload: that belongs to the service user. */
function ownerStatement(bucket: string, ownerArn: string): Statement {
  return {
    Sid: OWN_SID,
    Effect: 'Allow',
    Principal: { AWS: [ownerArn] },
    Action: ['s3:*'],
    Resource: [`arn:aws:s3:::${bucket}/*`],
  };
}

/** The bucket's owner, by a key of its own. */
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
   * @param owner the id of the bucket's owner
   * @throws ProvisionFailure when the key is another user's
   */
  static async open(
    administration: Administration,
    bucket: string,
    owner: string,
    key: S3Key,
    options: Omit<S3ConnectionOptions, 'key'>,
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

  async plan(): Promise<PlannedStep> {
    const existing = await this.#read();
    const document = withOwner(existing, this.#bucket, this.#ownerArn);
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

  close(): void {
    this.#caller.close();
  }

  async #read(): Promise<PolicyDocument | undefined> {
    const what = `Reading the policy of the bucket '${this.#bucket}'`;
    const answer = await this.#caller.send(what, {
      method: 'GET',
      bucket: this.#bucket,
      query: { policy: '' },
    });
    if (codeOf(answer) === 'NoSuchBucketPolicy') return undefined;
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

/** An RGW with STS does not tell a wrong secret from a missing permission. */
function refusal(what: string, answer: S3Answer): ProvisionFailure {
  const remedy = codeOf(answer) === 'AccessDenied' ? ' Check OTTER_OWNER_SECRET_KEY.' : '';
  return new ProvisionFailure(`${what} as its owner was answered with ${describe(answer)}.${remedy}`);
}

/** Says what the owner has to do by itself where its key is not here. */
export function skipOwner(bucket: string, owner: string): PlannedStep {
  const statement = JSON.stringify(ownerStatement(bucket, arnOfUser(owner)));
  return {
    name: NAME,
    status: 'skip',
    detail:
      `uploads belong to the service user, and OTTER_OWNER_ACCESS_KEY is not set. Set it and OTTER_OWNER_SECRET_KEY to a key of '${owner}' and run this again, ` +
      `or let the owner add this statement to the bucket's policy: ${statement}`,
  };
}

/** @returns the policy with the owner's statement; undefined when it lets the owner already */
export function withOwner(
  existing: PolicyDocument | undefined,
  bucket: string,
  ownerArn: string,
): PolicyDocument | undefined {
  const statement = ownerStatement(bucket, ownerArn);
  if (existing === undefined) return policyOf(statement);
  if (existing.Statement.some((candidate) => lets(candidate, bucket, ownerArn))) return undefined;
  const others = existing.Statement.filter(({ Sid }) => Sid !== OWN_SID);
  return { ...existing, Statement: [...others, statement] };
}

function lets(statement: Statement, bucket: string, ownerArn: string): boolean {
  const principals = principalsOf(statement);
  const actions = listOf(statement.Action);
  return (
    statement.Effect === 'Allow' &&
    statement.Condition === undefined &&
    principals.includes(ownerArn) &&
    NEEDED.every((needed) => actions.some((action) => coversAction(action, needed))) &&
    listOf(statement.Resource).some((resource) => covers(resource, `arn:aws:s3:::${bucket}/*`))
  );
}

/** @param id `UID` or `TENANT$UID` */
function arnOfUser(id: string): string {
  const [, tenant = '', user = id] = /^([^$]*)\$(.*)$/s.exec(id) ?? [];
  return `arn:aws:iam::${tenant}:user/${user}`;
}
