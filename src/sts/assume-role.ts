import { AssumeRole$, type AssumeRoleCommandInput, type AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import { Sha256 } from '../http/sha256.ts';
import { type S3Key, withQuery } from '../http/signing.ts';

/*
 * The SDK's parts that make up one AssumeRole: the call's schema, the protocol that writes and reads it, the signer.
 * Its STSClient would also load what an exchange is not to use: the search for credentials and settings in the machine's
 * ~/.aws, AWS's own endpoints, retries that cannot tell an RGW's errors apart. That is 420 KB and 30 ms of a start (measured).
 */

const [, namespace, name, traits, input, output] = AssumeRole$;
const OPERATION = { namespace, name, traits, input, output };

/** The version of the API in every request, and the namespace of every answer. */
const VERSION = '2011-06-15';

/** Seconds for which a signature in the query is valid. */
const QUERY_SECONDS = 60;

const protocol = new AwsQueryProtocol({
  defaultNamespace: namespace,
  xmlNamespace: `https://sts.amazonaws.com/doc/${VERSION}/`,
  version: VERSION,
});

/** How the protocol turns text into bytes and back; an answer comes to it as bytes. */
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

/**
 * The signed request for a session.
 *
 * @param key the long-lived one; a session's is what an attacker would try
 * @param now milliseconds since the epoch, for the signature
 * @param place where the signature stands: some servers judge a request by that
 */
export async function writeAssumeRole(
  key: S3Key,
  request: SessionRequest,
  now: number,
  place: 'headers' | 'query' = 'headers',
): Promise<HttpRequest> {
  const url = new URL(request.endpoint);
  const endpoint = async () => ({ protocol: url.protocol, hostname: url.hostname, path: '/' });
  const unsigned = await protocol.serializeRequest(OPERATION, inputOf(request), { ...serde, endpoint });
  const { path, body } = unsigned;
  const method = 'POST';
  unsigned.headers.host = url.host;
  unsigned.headers['content-length'] = String(Buffer.byteLength(body));
  const signer = createSigner(key, request);
  const signingDate = new Date(now);
  const agent = { 'user-agent': 'otter-sts-credentials' };
  if (place === 'headers') {
    const { headers } = await signer.sign(unsigned, { signingDate });
    return { method, path, headers: { ...headers, ...agent }, body };
  }
  const { query } = await signer.presign(unsigned, { signingDate, expiresIn: QUERY_SECONDS });
  const headers = { ...unsigned.headers, ...agent };
  return { method, path: withQuery(path, query as Record<string, string>), headers, body };
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
 * The session in an answer of status 200, or undefined when a part of it is missing.
 *
 * @throws Error when it is not XML, or has an invalid expiration
 */
export async function readAssumeRole({ status, headers, body }: HttpAnswer): Promise<Session | undefined> {
  const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body) };
  const { Credentials, AssumedRoleUser } = await protocol.deserializeResponse<AssumeRoleCommandOutput>(
    OPERATION,
    serde,
    response,
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) return undefined;
  if (Number.isNaN(Expiration.getTime())) return undefined;
  // Variables and shells get these values: nothing but printable ASCII is a key.
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
