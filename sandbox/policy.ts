import { isKnownAction } from './actions.ts';
import { WireError } from './error.ts';
import { holds, isOperator, type PolicyValues } from './policy-condition.ts';
import { type Identity, isPrincipal, isProvider, PROVIDER_ARN } from './policy-principal.ts';
import { matchesWildcard } from './wildcard.ts';

/** The longest session policy. Characters. */
export const MAXIMUM_POLICY = 2048;

/** RGW's limit for a document in the body of a request. Bytes. */
export const MAXIMUM_POLICY_BODY = 1024 * 1024;

/** Characters. An RGW 16 crashes at about 1,570, so the sandbox refuses such a resource. */
const LONGEST_RESOURCE = 1500;

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

interface Statement {
  readonly effect: 'allow' | 'deny' | undefined;
  /** `undefined` if the statement does not say. */
  readonly principals: readonly string[] | undefined;
  readonly notPrincipals: readonly string[] | undefined;
  /** ARNs of providers. */
  readonly federated: readonly string[];
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Condition[];
}

export type Policy = readonly Statement[];

export type Verdict = 'allow' | 'deny' | 'pass';

/** What a policy is asked to allow. */
export interface Question {
  readonly action: string;
  /** An ARN. `undefined` for AssumeRole, for which RGW checks no resource. */
  readonly resource: string | undefined;
  readonly values: PolicyValues;
  /** The requester, for policies that name principals. Without it, principals are not compared. */
  readonly identity?: Identity;
  /** Decides whether a condition is true. By default, by RGW 16's rules and `values`. */
  readonly holds?: (condition: Condition) => boolean;
}

/**
 * Parses a policy as RGW 16 does, and so also accepts statements that have no effect there.
 * @throws WireError MalformedPolicyDocument with the reason.
 */
export function parsePolicy(source: string): Policy {
  const document = parseJson(source);
  checkNames(document, ['Version', 'Id', 'Statement'], 'the policy');
  if (!['2012-10-17', '2008-10-17', undefined].includes(document.Version as string | undefined)) {
    malformed('Version must be 2012-10-17');
  }
  const statements = document.Statement === undefined ? [] : [document.Statement].flat();
  return statements.map(parseStatement);
}

/** The decision of the policy. A Deny takes precedence. If no statement matches, it is `pass`. */
export function evaluatePolicy(policy: Policy, question: Question): Verdict {
  const effects = policy.filter((statement) => matches(statement, question)).map(({ effect }) => effect);
  if (effects.includes('deny')) return 'deny';
  return effects.includes('allow') ? 'allow' : 'pass';
}

function matches(statement: Statement, question: Question): boolean {
  const { action, resource, values, identity } = question;
  const meets =
    question.holds ?? (({ operator, key, values: wanted }) => holds(operator, wanted, values[key]));
  const lowerAction = action.toLowerCase();
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesWildcard(pattern, lowerAction));
  return (
    (identity === undefined || matchesIdentity(statement, identity)) &&
    matchesResource(statement, resource) &&
    // A statement with only NotAction allows nothing, because RGW requires a match in Action as well.
    named(statement.actions) &&
    !named(statement.notActions) &&
    statement.conditions.every(meets)
  );
}

function matchesIdentity({ principals, notPrincipals, federated }: Statement, identity: Identity): boolean {
  // A token matches neither `*` nor the ARN of a user.
  if (identity.kind === 'federated') return federated.some((arn) => isProvider(arn, identity));
  if (principals !== undefined) return principals.some((principal) => isPrincipal(principal, identity));
  if (notPrincipals === undefined) return false;
  return !notPrincipals.some((principal) => isPrincipal(principal, identity));
}

function matchesResource({ resources, notResources }: Statement, resource: string | undefined): boolean {
  if (resource === undefined) return resources.length === 0 && notResources.length === 0;
  const named = (patterns: readonly string[]) => patterns.some((pattern) => matchesArn(pattern, resource));
  if (resources.length > 0) return named(resources);
  return notResources.length > 0 && !named(notResources);
}

/** Compares part by part, so that a star in the account does not match a part of the bucket's name. */
function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const parts = splitArn(pattern);
  return splitArn(arn).every((part, index) => matchesWildcard(parts[index] ?? '', part));
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function parseStatement(source: unknown): Statement {
  if (!isRecord(source)) return malformed('a Statement is not an object');
  checkNames(source, FIELDS, 'a Statement');
  const { Effect } = source;
  if (![undefined, 'Allow', 'Deny'].includes(Effect as string))
    return malformed('Effect must be Allow or Deny');
  return {
    effect: Effect === 'Allow' ? 'allow' : Effect === 'Deny' ? 'deny' : undefined,
    principals: parsePrincipals(source.Principal),
    notPrincipals: parsePrincipals(source.NotPrincipal),
    federated: parseFederated(source.Principal),
    actions: strings(source.Action, 'Action').map(parseAction),
    notActions: strings(source.NotAction, 'NotAction').map(parseAction),
    resources: strings(source.Resource, 'Resource').map(parseResource),
    notResources: strings(source.NotResource, 'NotResource').map(parseResource),
    conditions: parseConditions(source.Condition),
  };
}

const FIELDS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** `"*"`, or lists by kind. Federated principals are read separately. The other kinds match nobody in the sandbox. */
function parsePrincipals(source: unknown): readonly string[] | undefined {
  if (source === undefined) return undefined;
  if (source === '*') return ['*'];
  if (!isRecord(source)) return malformed('Principal must be * or an object');
  checkNames(source, ['AWS', 'Federated', 'Service', 'CanonicalUser'], 'Principal');
  return strings(source.AWS, 'Principal');
}

/** As on RGW 20, only a star and the ARNs of providers are accepted. */
function parseFederated(principal: unknown): readonly string[] {
  if (!isRecord(principal)) return [];
  const named = strings(principal.Federated, 'Principal');
  const wrong = named.find((arn) => arn !== '*' && !PROVIDER_ARN.test(arn));
  if (wrong !== undefined) malformed(`the Federated principal ${wrong} is not the ARN of a provider`);
  return named;
}

function parseAction(action: string): string {
  const pattern = action.toLowerCase();
  if (!isKnownAction(pattern)) malformed(`RGW has no Action ${action}`);
  return pattern;
}

/** RGW 16 takes a colon in a key for the start of another part of the ARN, and an account for a tenant that does not exist. */
function parseResource(resource: string): string {
  if (resource.length > LONGEST_RESOURCE) malformed(`a Resource has over ${LONGEST_RESOURCE} characters`);
  if (resource === '*') return '*';
  const parts = resource.split(':');
  if (parts.length !== 6 || parts[0] !== 'arn') {
    return malformed(
      'a Resource must be * or arn:aws:s3:::BUCKET/KEY, and RGW accepts no colon in the key: write ? instead',
    );
  }
  if (parts[4] !== '' && parts[4] !== '*') {
    return malformed(`the account ${parts[4]} in a Resource is not the caller's`);
  }
  return resource;
}

function parseConditions(source: unknown): Condition[] {
  if (source === undefined) return [];
  if (!isRecord(source)) return malformed('Condition is not an object');
  return Object.entries(source).flatMap(([operator, tests]) => {
    if (!isOperator(operator)) return malformed(`RGW has no condition operator ${operator}`);
    if (!isRecord(tests)) return malformed(`the condition ${operator} is not an object`);
    return Object.entries(tests).map(([key, values]) => ({ operator, key, values: conditionValues(values) }));
  });
}

function conditionValues(source: unknown): string[] {
  return [source].flat().map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return malformed('the values of a condition must be strings');
  });
}

function strings(source: unknown, name: string): string[] {
  if (source === undefined) return [];
  const list = Array.isArray(source) ? source : [source];
  return list.map((item) =>
    typeof item === 'string' ? item : malformed(`${name} must be a string or a list of strings`),
  );
}

function parseJson(source: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch {
    // RGW does not decode `+` in a form, so policies with spaces arrive broken from some clients.
    return malformed('it is not JSON (spaces must reach the server as %20, not as +)');
  }
  if (!isRecord(document)) return malformed('it is not a JSON object');
  if (repeatsName(source)) return malformed('a field is repeated');
  return document;
}

/** `JSON.parse` uses the last of two fields with the same name. RGW refuses both. */
function repeatsName(source: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (const [token, name] of source.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

function checkNames(source: Record<string, unknown>, known: readonly string[], where: string): void {
  const unknown = Object.keys(source).find((name) => !known.includes(name));
  if (unknown !== undefined) malformed(`${where} may not have ${unknown}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string): never {
  throw new WireError('MalformedPolicyDocument', `The policy was refused: ${reason}.`);
}
