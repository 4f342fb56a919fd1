import {
  audiencesOf,
  type IdTokenContent,
  readIdToken,
  textClaim,
  timeClaim,
} from '../credentials/id-token.ts';
import { type PolicyDocument, readPolicy, writePolicy } from '../credentials/policy-document.ts';
import { formatTime } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { ProofContext } from '../credentials/session-source.ts';
import { describeLoose, trustedTokens } from '../credentials/trusted-tokens.ts';
import type { WebIdentity } from '../credentials/web-identity.ts';
import { trustFor } from '../credentials/web-identity-denial.ts';
import { ExchangeFailure, firstLine, InputError } from '../failure.ts';
import { isSuccess } from '../http/messages.ts';
import { printable } from '../printable.ts';
import { childOf, readXml, textOf } from '../s3/xml.ts';
import { tryToken } from './forged-tokens.ts';
import { type CheckLine, fail, pass, skip } from './line.ts';
import type { Requester } from './requester.ts';
import { judgeTrials } from './trial.ts';

export const TOKEN = 'token';
export const AUDIENCE = 'audience';
export const TRUST = 'trust';

/** `invalid` is a reserved name (RFC 2606), so no trust policy names it. */
const FOREIGN_AUDIENCE = 'otter-sts-check.invalid';

/** A token of the job, and its content. */
export interface HeldToken {
  readonly identity: WebIdentity;
  readonly context: ProofContext;
  readonly token: string;
  readonly content: IdTokenContent;
  /** The trust policy that accepts only it. */
  readonly trust: PolicyDocument;
}

/** Obtains a token. @returns the failure's line if there is none */
export async function obtainToken(
  identity: WebIdentity,
  request: SessionRequest,
  context: ProofContext,
): Promise<HeldToken | CheckLine> {
  try {
    const token = await identity.token(context);
    const content = readIdToken(token);
    if (content === undefined) throw new InputError('token', 'is not a JWT.');
    const trust = trustFor(content, request, identity.audience);
    return { identity, context, token, content, trust };
  } catch (error) {
    if (!(error instanceof ExchangeFailure) && !(error instanceof InputError)) throw error;
    const remedy =
      error instanceof ExchangeFailure ? error.detail.remedy : 'correct that, and run the check again.';
    return fail(TOKEN, firstLine(error), remedy);
  }
}

/** Reports the content of the token, without its signature. */
export function describeToken({ content }: HeldToken): CheckLine {
  const expiresAt = timeClaim(content, 'exp');
  const until = expiresAt === undefined ? 'without an expiry' : `until ${formatTime(new Date(expiresAt))}`;
  const [issuer, subject] = ['iss', 'sub'].map((name) => printable(textClaim(content, name)));
  const audience = printable(audiencesOf(content).join(', '));
  return pass(TOKEN, `of ${issuer} for '${audience}', with the subject ${subject}, ${until}`);
}

/** Tries a token of the same job for another service. @throws StoreFailure if there is no answer */
export async function checkAudience(
  { identity, context, trust }: HeldToken,
  request: SessionRequest,
  anyone: Requester,
): Promise<CheckLine> {
  const token = await identity.tokenFor(FOREIGN_AUDIENCE, context).catch((error) => {
    if (error instanceof ExchangeFailure) return error;
    throw error;
  });
  if (token === undefined) {
    return skip(AUDIENCE, 'the CI system gives this job no token for another audience to try');
  }
  if (token instanceof ExchangeFailure) return skip(AUDIENCE, firstLine(token));
  const trial = await tryToken('use one for another audience', token, request, anyone);
  return judgeTrials(AUDIENCE, [trial], {
    who: 'whoever has a token of this job',
    remedy: `a token that the job gave to another service opens the storage. Set the trust policy of the role to: ${writePolicy(trust)}`,
  });
}

/**
 * Says whether the role accepts strangers' tokens, if its trust policy can be read.
 *
 * @param reader a session without a session policy
 * @throws StoreFailure if there is no answer
 */
export async function checkTrust(
  { roleArn, bucket }: SessionRequest,
  { trust }: HeldToken,
  reader: Requester,
): Promise<CheckLine> {
  const role = roleArn.split('/').at(-1) ?? '';
  const policy = await readTrust(role, reader);
  if (policy === undefined) {
    return skip(
      TRUST,
      `a job cannot see whose tokens the role accepts, because its session may not read the role, and should not. Have an administrator run 'otter-sts provision list ${bucket}': the line of ${printable(role)} must name the subject of the jobs that may have access, and not say 'any subject'`,
    );
  }
  const loose = trustedTokens(policy).filter(({ isLoose }) => isLoose);
  if (loose.length === 0) return pass(TRUST, 'the role accepts only tokens of named subjects');
  return fail(
    TRUST,
    `the role ${printable(loose.map(describeLoose).join('; it '))}`,
    `strangers can obtain its sessions. Set the trust policy of the role ${role} to: ${writePolicy(trust)}`,
  );
}

async function readTrust(role: string, reader: Requester): Promise<PolicyDocument | undefined> {
  const answer = await reader.ask({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `Action=GetRole&RoleName=${encodeURIComponent(role)}`,
  });
  if (!isSuccess(answer)) return undefined;
  const content = readXml(answer.body)?.content ?? {};
  return readPolicy(textOf(childOf(childOf(content, 'GetRoleResult'), 'Role'), 'AssumeRolePolicyDocument'));
}
