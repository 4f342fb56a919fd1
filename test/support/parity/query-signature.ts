import { createHash, createHmac } from 'node:crypto';
import { encode, type SigningKeys } from '../../sandbox/signer.ts';
import { encodePairs } from './world.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The target of a request to the root whose query contains the signature, including the hash of the body, as RGW verifies
 * STS and IAM calls. It refuses presigned URLs of S3 there, because they do not sign the body.
 */
export function signQuery(
  endpoint: string,
  { accessKey, secretKey, sessionToken }: SigningKeys,
  { method, parameters, body }: { method: string; parameters: Record<string, string>; body: string },
): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/eu-mad/sts/aws4_request`;
  const query = encodePairs({
    ...parameters,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKey}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': '300',
    'X-Amz-SignedHeaders': 'host',
    ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
  });
  const host = `host:${new URL(endpoint).host}\n`;
  const canonical = [method, '/', query, host, 'host', sha256(body)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      `AWS4${secretKey}`,
    );
  const lines = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  return `/?${query}&X-Amz-Signature=${encode(createHmac('sha256', key).update(lines).digest('hex'))}`;
}
