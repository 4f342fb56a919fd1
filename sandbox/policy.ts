import { WireError } from './error.ts';
import { matchesWildcard } from './wildcard.ts';

/** RGW dies of a longer inline policy; the sandbox refuses it. Characters. */
export const MAXIMUM_POLICY = 2048;

/** The actions that RGW knows for S3 and that a client of one bucket can meet. A typo must not go unnoticed. */
const S3_ACTIONS = [
  'AbortMultipartUpload',
  'BypassGovernanceRetention',
  'CreateBucket',
  'DeleteBucket',
  'DeleteBucketPolicy',
  'DeleteBucketWebsite',
  'DeleteObject',
  'DeleteObjectTagging',
  'DeleteObjectVersion',
  'DeleteObjectVersionTagging',
  'GetAccelerateConfiguration',
  'GetBucketAcl',
  'GetBucketCORS',
  'GetBucketEncryption',
  'GetBucketLocation',
  'GetBucketLogging',
  'GetBucketNotification',
  'GetBucketObjectLockConfiguration',
  'GetBucketPolicy',
  'GetBucketPolicyStatus',
  'GetBucketPublicAccessBlock',
  'GetBucketRequestPayment',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetLifecycleConfiguration',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectRetention',
  'GetObjectTagging',
  'GetObjectTorrent',
  'GetObjectVersion',
  'GetObjectVersionAcl',
  'GetObjectVersionTagging',
  'GetReplicationConfiguration',
  'ListAllMyBuckets',
  'ListBucket',
  'ListBucketMultipartUploads',
  'ListBucketVersions',
  'ListMultipartUploadParts',
  'PutAccelerateConfiguration',
  'PutBucketAcl',
  'PutBucketCORS',
  'PutBucketEncryption',
  'PutBucketLogging',
  'PutBucketNotification',
  'PutBucketObjectLockConfiguration',
  'PutBucketPolicy',
  'PutBucketPublicAccessBlock',
  'PutBucketRequestPayment',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutBucketWebsite',
  'PutLifecycleConfiguration',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'PutObjectVersionAcl',
  'PutObjectVersionTagging',
  'PutReplicationConfiguration',
  'RestoreObject',
].map((action) => `s3:${action}`.toLowerCase());

type Comparison = (pattern: string, value: string) => boolean;

/** The operators that the sandbox evaluates. One that it does not know is refused, never passed over. */
const OPERATORS: Record<string, { compare: Comparison; negated: boolean }> = {
  StringEquals: { compare: (pattern, value) => pattern === value, negated: false },
  StringNotEquals: { compare: (pattern, value) => pattern === value, negated: true },
  StringLike: { compare: matchesWildcard, negated: false },
  StringNotLike: { compare: matchesWildcard, negated: true },
};

const CONDITION_KEYS = ['s3:prefix', 's3:delimiter'] as const;

/** What a request is about, for the conditions. Present only when the request has it and it is not empty. */
export type ConditionValues = Partial<Record<(typeof CONDITION_KEYS)[number], string>>;

interface Condition {
  readonly operator: string;
  readonly key: keyof ConditionValues;
  readonly values: readonly string[];
}

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: { readonly patterns: readonly string[]; readonly negated: boolean };
  readonly resources: { readonly patterns: readonly string[]; readonly negated: boolean };
  readonly conditions: readonly Condition[];
}

export type SessionPolicy = readonly Statement[];

/**
 * Parses an inline session policy, strictly: what is not understood is refused.
 * @throws WireError MalformedPolicyDocument with the reason.
 */
export function parsePolicy(source: string): SessionPolicy {
  if (source.length > MAXIMUM_POLICY) {
    return malformed(
      `it has ${source.length} characters; ${MAXIMUM_POLICY} is the limit, and a real RGW dies of more`,
    );
  }
  const document = parseJson(source);
  checkNames(document, ['Version', 'Id', 'Statement'], 'the policy');
  if (!['2012-10-17', '2008-10-17', undefined].includes(document.Version as string | undefined)) {
    malformed('Version must be 2012-10-17');
  }
  const statements = document.Statement === undefined ? [] : [document.Statement].flat();
  if (statements.length === 0) malformed('it has no Statement');
  return statements.map(parseStatement);
}

/** Whether the policy allows it: one statement allows, none denies. */
export function evaluatePolicy(
  policy: SessionPolicy,
  action: string,
  resource: string,
  values: ConditionValues,
): boolean {
  const matching = policy.filter((statement) => matchesStatement(statement, action, resource, values));
  return (
    matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny')
  );
}

function matchesStatement(
  statement: Statement,
  action: string,
  resource: string,
  values: ConditionValues,
): boolean {
  const { actions, resources, conditions } = statement;
  const lowerAction = action.toLowerCase();
  return (
    actions.patterns.some((pattern) => matchesWildcard(pattern, lowerAction)) !== actions.negated &&
    resources.patterns.some((pattern) => matchesWildcard(pattern, resource)) !== resources.negated &&
    conditions.every((condition) => holds(condition, values[condition.key]))
  );
}

/** A value that the request does not have satisfies the negated operators alone, as with IAM. */
function holds({ operator, values }: Condition, value: string | undefined): boolean {
  const { compare, negated } = OPERATORS[operator] as (typeof OPERATORS)[string];
  return (value !== undefined && values.some((pattern) => compare(pattern, value))) !== negated;
}

function parseStatement(source: unknown): Statement {
  if (!isRecord(source)) return malformed('a Statement is not an object');
  const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
  checkNames(source, known, 'a Statement');
  if (source.Effect !== 'Allow' && source.Effect !== 'Deny') return malformed('Effect must be Allow or Deny');
  return {
    effect: source.Effect,
    actions: parseEither(source, 'Action', parseAction),
    resources: parseEither(source, 'Resource', parseResource),
    conditions: parseConditions(source.Condition),
  };
}

function parseEither(statement: Record<string, unknown>, name: string, parse: (pattern: string) => string) {
  const negated = statement[`Not${name}`] !== undefined;
  if (negated === (statement[name] !== undefined))
    malformed(`a Statement needs either ${name} or Not${name}`);
  const patterns = stringList(statement[negated ? `Not${name}` : name], name);
  return { patterns: patterns.map(parse), negated };
}

function parseAction(action: string): string {
  const pattern = action.toLowerCase();
  const known = pattern === '*' || /^(iam|sts):[a-z*?]+$/.test(pattern);
  if (!known && !S3_ACTIONS.some((name) => pattern.startsWith('s3:') && matchesWildcard(pattern, name))) {
    malformed(`there is no Action ${action}`);
  }
  return pattern;
}

/** `arn:aws:s3:::bucket/key`, cut down to what stands behind the colons. */
function parseResource(resource: string): string {
  if (resource === '*') return '*';
  const [, path] = /^arn:(?:aws|\*):s3:[^:]*:[^:]*:(.+)$/s.exec(resource) ?? [];
  if (path === undefined)
    return malformed('a Resource must be * or read arn:aws:s3:::BUCKET or arn:aws:s3:::BUCKET/KEY');
  if (path.includes('${')) return malformed('policy variables are not supported');
  return path;
}

function parseConditions(source: unknown): Condition[] {
  if (source === undefined) return [];
  if (!isRecord(source)) return malformed('Condition is not an object');
  return Object.entries(source).flatMap(([operator, tests]) => {
    if (!Object.hasOwn(OPERATORS, operator))
      return malformed(`the sandbox knows no condition operator ${operator}`);
    if (!isRecord(tests)) return malformed(`the condition ${operator} is not an object`);
    return Object.entries(tests).map(([key, values]) => ({
      operator,
      key: parseConditionKey(key),
      values: stringList(values, key),
    }));
  });
}

function parseConditionKey(key: string): keyof ConditionValues {
  const known = CONDITION_KEYS.find((name) => name === key.toLowerCase());
  return known ?? malformed(`the sandbox knows no condition key ${key}`);
}

function stringList(source: unknown, name: string): string[] {
  const list = [source].flat();
  const strings = list.filter((item) => typeof item === 'string');
  if (strings.length === 0 || strings.length !== list.length)
    malformed(`${name} must be a string or a list of strings`);
  return strings;
}

function parseJson(source: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(source);
    if (isRecord(document)) return document;
  } catch {
    // RGW does not decode `+` in a form, so a policy with spaces in it arrives broken from some clients.
    malformed('it is not JSON (spaces must reach the server as %20, not as +)');
  }
  return malformed('it is not a JSON object');
}

function checkNames(source: Record<string, unknown>, known: readonly string[], where: string): void {
  const unknown = Object.keys(source).find((name) => !known.includes(name));
  if (unknown !== undefined) malformed(`${where} may not hold ${unknown}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string): never {
  throw new WireError('MalformedPolicyDocument', `The session policy was refused: ${reason}.`);
}
