import { type PolicyDocument, readPolicy, writePolicy } from '../credentials/policy-document.ts';
import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { childOf, type Element, elementsOf, textOf, textsOf } from '../s3/xml.ts';
import { type Caller, xmlOf } from './caller.ts';
import { ProvisionFailure } from './failure.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Seconds. */
  readonly maxSessionSeconds: number;
  readonly trust: PolicyDocument;
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** An action's parameters. */
export type Form = Readonly<Record<string, string>>;

/**
 * The IAM calls of an RGW for roles and for the policies of users. Whatever may be missing is looked up in a list first: an
 * RGW 16 answers GetUserPolicy and DeleteRolePolicy for a missing policy with two documents in a row, which is not valid
 * HTTP.
 *
 * Source: https://docs.ceph.com/en/reef/radosgw/role/
 */
export class Iam {
  readonly #caller: Caller;
  /** The permissions that the caller needs, for the message of a refusal. */
  readonly #needed: string;

  constructor(caller: Caller, needed: string) {
    this.#caller = caller;
    this.#needed = needed;
  }

  /** @returns undefined if there is no such role */
  async findRole(name: string): Promise<Role | undefined> {
    const answer = await this.ask({ Action: 'GetRole', RoleName: name }, 'NoSuchEntity');
    return answer && roleOf(childOf(childOf(answer, 'GetRoleResult'), 'Role'));
  }

  async listRoles(): Promise<Role[]> {
    const roles: Role[] = [];
    let marker = '';
    do {
      // An RGW without a role answers 404.
      const form = { Action: 'ListRoles', ...(marker === '' ? {} : { Marker: marker }) };
      const answer = await this.ask(form, 'NoSuchEntity');
      if (answer === undefined) return roles;
      const result = childOf(answer, 'ListRolesResult');
      roles.push(...elementsOf(childOf(result, 'Roles'), 'member').map(roleOf));
      marker = textOf(result, 'IsTruncated') === 'true' ? textOf(result, 'Marker') : '';
    } while (marker !== '');
    return roles;
  }

  /** @param maxSessionSeconds 3,600 to 43,200 */
  async createRole(name: string, trust: PolicyDocument, maxSessionSeconds: number): Promise<void> {
    await this.demand({
      Action: 'CreateRole',
      RoleName: name,
      Path: '/',
      MaxSessionDuration: String(maxSessionSeconds),
      AssumeRolePolicyDocument: writePolicy(trust),
    });
  }

  async deleteRole(name: string): Promise<void> {
    await this.demand({ Action: 'DeleteRole', RoleName: name });
  }

  async setTrust(name: string, trust: PolicyDocument): Promise<void> {
    await this.demand({
      Action: 'UpdateAssumeRolePolicy',
      RoleName: name,
      PolicyDocument: writePolicy(trust),
    });
  }

  /** Whether the server can change a role's maximum session duration. An RGW 16 cannot. Changes nothing. */
  async canUpdateRoles(): Promise<boolean> {
    const answer = await this.send({ Action: 'UpdateRole' });
    return errorCode(answer) !== 'MethodNotAllowed';
  }

  async setMaxSession(name: string, seconds: number): Promise<void> {
    await this.demand({ Action: 'UpdateRole', RoleName: name, MaxSessionDuration: String(seconds) });
  }

  async rolePolicies(role: string): Promise<NamedPolicy[]> {
    const listed = await this.demand({ Action: 'ListRolePolicies', RoleName: role });
    return this.#readPolicies(namesIn(listed), { Action: 'GetRolePolicy', RoleName: role });
  }

  async putRolePolicy(role: string, { name, document }: NamedPolicy): Promise<void> {
    await this.demand({
      Action: 'PutRolePolicy',
      RoleName: role,
      PolicyName: name,
      PolicyDocument: writePolicy(document),
    });
  }

  /** @param name the name of an existing policy */
  async deleteRolePolicy(role: string, name: string): Promise<void> {
    await this.demand({ Action: 'DeleteRolePolicy', RoleName: role, PolicyName: name });
  }

  /**
   * Whether the server supports policies of a tenant's users, with names such as `TENANT$UID`. An RGW 20 does not accept
   * the dollar sign, and looks for a name without it among the users without a tenant, whoever asks (seen on 20.2.4).
   * Changes nothing.
   */
  async takesTenants(user: string): Promise<boolean> {
    const answer = await this.send({ Action: 'ListUserPolicies', UserName: user });
    return errorCode(answer) !== 'InvalidInput';
  }

  /** @returns an empty list also for a user that does not exist, because an RGW does not distinguish these */
  async userPolicies(user: string): Promise<NamedPolicy[]> {
    const listed = await this.ask({ Action: 'ListUserPolicies', UserName: user }, 'NoSuchEntity');
    return listed === undefined
      ? []
      : this.#readPolicies(namesIn(listed), { Action: 'GetUserPolicy', UserName: user });
  }

  async putUserPolicy(user: string, { name, document }: NamedPolicy): Promise<void> {
    await this.demand({
      Action: 'PutUserPolicy',
      UserName: user,
      PolicyName: name,
      PolicyDocument: writePolicy(document),
    });
  }

  /**
   * @returns the answer's content; undefined for the code which means that something does not exist
   * @throws ProvisionFailure
   */
  async ask(form: Form, absent: string): Promise<Element | undefined> {
    const answer = await this.send(form);
    return errorCode(answer) === absent ? undefined : this.#contentOf(form, answer);
  }

  /** @returns the answer's content. @throws ProvisionFailure for every other answer than success */
  async demand(form: Form): Promise<Element> {
    return this.#contentOf(form, await this.send(form));
  }

  async #readPolicies(names: readonly string[], form: Form): Promise<NamedPolicy[]> {
    const policies: NamedPolicy[] = [];
    for (const name of names) {
      const answer = await this.demand({ ...form, PolicyName: name });
      const text = textOf(childOf(answer, `${form.Action}Result`), 'PolicyDocument');
      policies.push({ name, document: demandPolicy(text, `the policy '${name}'`) });
    }
    return policies;
  }

  /** Sends one call, and returns any answer. */
  async send(form: Form): Promise<HttpAnswer> {
    return await this.#caller.send(describeForm(form), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: writeForm(form),
    });
  }

  #contentOf(form: Form, answer: HttpAnswer): Element {
    if (isSuccess(answer)) return xmlOf(describeForm(form), answer);
    const remedy = errorCode(answer) === 'AccessDenied' ? ` ${this.#needed}` : '';
    throw new ProvisionFailure(`${describeForm(form)} was answered with ${describeAnswer(answer)}.${remedy}`);
  }
}

function describeForm({ Action, RoleName, UserName }: Form): string {
  if (RoleName !== undefined) return `${Action} of the role '${RoleName}'`;
  return UserName === undefined ? String(Action) : `${Action} of the user '${UserName}'`;
}

/** Writes a space as `%20`, because an RGW 16 reads `+` in a policy as a plus sign. */
function writeForm(form: Form): string {
  return Object.entries(form)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** @throws ProvisionFailure */
export function demandPolicy(text: string, what: string): PolicyDocument {
  const document = readPolicy(text);
  if (document === undefined)
    throw new ProvisionFailure(`The server's text of ${what} is not a policy in JSON.`);
  return document;
}

function roleOf(role: Element): Role {
  const name = textOf(role, 'RoleName');
  return {
    name,
    arn: textOf(role, 'Arn'),
    maxSessionSeconds: Number(textOf(role, 'MaxSessionDuration') || 3_600),
    trust: demandPolicy(textOf(role, 'AssumeRolePolicyDocument'), `the trust policy of the role '${name}'`),
  };
}

function namesIn(answer: Element): string[] {
  const [result] = Object.keys(answer).filter((name) => name.endsWith('Result'));
  return textsOf(childOf(childOf(answer, result ?? ''), 'PolicyNames'), 'member');
}
