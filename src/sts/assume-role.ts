import {
  AssumeRole$,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  AssumeRoleWithWebIdentity$,
} from '@aws-sdk/client-sts';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { Proof } from '../credentials/session-source.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import { Sha256 } from '../http/sha256.ts';
import { type S3Key, withQuery } from '../http/signing.ts';

/*
 * The SDK's parts that make up one AssumeRole, with or without a web identity: the call's schema, the protocol that writes and reads it, the signer.
 * Its STSClient would also load what an exchange is not to use: the search for credentials and settings in the machine's
 * ~/.aws, AWS's own endpoints, retries that cannot tell an RGW's errors apart. That is 420 KB and 30 ms of a start (measured).
 */

const ASSUME_ROLE = operationOf(AssumeRole$);
const WITH_WEB_IDENTITY = operationOf(AssumeRoleWithWebIdentity$);

type Schema = typeof AssumeRole$;

function operationOf([, namespace, name, traits, input, output]: Schema) {
  return { namespace, name, traits, input, output };
}

function operationFor(proof: Proof) {
  return 'key' in proof ? ASSUME_ROLE : WITH_WEB_IDENTITY;
}

/** Such as `AssumeRole`. */
export function callOf(proof: Proof): string {
  return operationFor(proof).name;
}

/** The version of the API in every request, and the namespace of every answer. */
const VERSION = '2011-06-15';

/** How long a signature in the query is valid, in seconds. */
const QUERY_SECONDS = 60;

const protocol = new AwsQueryProtocol({
  defaultNamespace: ASSUME_ROLE.namespace,
  xmlNamespace: `https://sts.amazonaws.com/doc/${VERSION}/`,
  version: VERSION,
});

/** The conversions between text and bytes that the protocol needs. */
const serde = {
  utf8Encoder: toText('utf8'),
  utf8Decoder: (text: string) => Buffer.from(text),
  base64Encoder: toText('base64'),
  base64Decoder: (text: string) => Buffer.from(text, 'base64'),
  streamCollector: async (bytes: Uint8Array) => bytes,
};
protocol.setSerdeContext(serde);

function toText(encoding: BufferEncoding) {
  return (data: Uint8Array | string) => Buffer.from(data as Uint8Array).toString(encoding);
}

/** The request for a session. @param now milliseconds since the epoch, for the signature */
export function writeSessionRequest(
  proof: Proof,
  request: SessionRequest,
  now: number,
): Promise<HttpRequest> {
  return 'key' in proof
    ? writeAssumeRole(proof.key, request, now)
    : writeAssumeRoleWithWebIdentity(proof.token, request);
}

/**
 * The signed request for a session.
 *
 * @param key the long-lived key. An attacker would try that of a session.
 * @param now milliseconds since the epoch, for the signature
 * @param place where to put the signature, which matters to some servers
 */
export async function writeAssumeRole(
  key: S3Key,
  request: SessionRequest,
  now: number,
  place: 'headers' | 'query' = 'headers',
): Promise<HttpRequest> {
  const unsigned = await serialize(ASSUME_ROLE, inputOf(request), request);
  const { path, body, method } = unsigned;
  const signer = createSigner(key, request);
  const signingDate = new Date(now);
  if (place === 'headers') {
    const { headers } = await signer.sign(unsigned, { signingDate });
    return { method, path, headers: { ...headers, ...AGENT }, body };
  }
  const { query } = await signer.presign(unsigned, { signingDate, expiresIn: QUERY_SECONDS });
  const headers = { ...unsigned.headers, ...AGENT };
  return { method, path: withQuery(path, query as Record<string, string>), headers, body };
}

/** Unsigned, because the token proves the requester's identity. The token is in the body, because servers log URLs. */
async function writeAssumeRoleWithWebIdentity(token: string, request: SessionRequest): Promise<HttpRequest> {
  const input = { ...inputOf(request), WebIdentityToken: token };
  const { method, path, headers, body } = await serialize(WITH_WEB_IDENTITY, input, request);
  return { method, path, headers: { ...headers, ...AGENT }, body };
}

const AGENT = { 'user-agent': 'otter-sts-credentials' };

async function serialize(operation: typeof ASSUME_ROLE, input: object, request: SessionRequest) {
  const url = new URL(request.endpoint);
  const endpoint = async () => ({ protocol: url.protocol, hostname: url.hostname, path: '/' });
  const written = await protocol.serializeRequest(operation, input, { ...serde, endpoint });
  written.headers.host = url.host;
  written.headers['content-length'] = String(Buffer.byteLength(written.body));
  return Object.assign(written, { method: 'POST' as const });
}

function inputOf({ roleArn, sessionName, durationSeconds, policy }: SessionRequest): AssumeRoleCommandInput {
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ...(policy === undefined ? {} : { Policy: policy.json }),
  };
}

function createSigner(key: S3Key, { region }: SessionRequest): SignatureV4 {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  return new SignatureV4({
    service: 'sts',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Sha256,
  });
}

/**
 * The session in an answer with status 200. Undefined if a part of it is missing.
 *
 * @throws Error if it is not XML, or has an invalid expiration
 */
export async function readSession(
  proof: Proof,
  { status, headers, body }: HttpAnswer,
): Promise<Session | undefined> {
  const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body) };
  const { Credentials, AssumedRoleUser } = await protocol.deserializeResponse<AssumeRoleCommandOutput>(
    operationFor(proof),
    serde,
    response,
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) return undefined;
  if (Number.isNaN(Expiration.getTime())) return undefined;
  // These values reach variables and shells, so only printable ASCII is accepted.
  if (![AccessKeyId, SecretAccessKey, SessionToken].every((value) => /^[\x21-\x7e]+$/.test(value)))
    return undefined;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    arn: AssumedRoleUser?.Arn ?? '',
  };
}
