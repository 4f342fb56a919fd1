/** AssumeRole as anybody with a key can send it, with a signature in the headers or in the query. */

import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../src/http/sha256.ts';
import type { SharedCeph } from '../ceph.ts';

/** A long-lived key, or a session's. */
export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export type SignedIn = 'headers' | 'query';

export interface Asked {
  roleArn: string;
  /** By default 43,200, the longest. */
  seconds?: number;
  /** By default none. */
  policy?: string;
}

export interface Given {
  /** The status of the answer, and the code of an error. */
  answer: string;
  key?: Required<Key>;
}

const element = (body: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(body)?.[1] ?? '';

function readAnswer(status: number, body: string): Given {
  if (status !== 200) return { answer: `${status} ${element(body, 'Code')}`.trim() };
  return {
    answer: '200',
    key: {
      accessKeyId: element(body, 'AccessKeyId'),
      secretAccessKey: element(body, 'SecretAccessKey'),
      sessionToken: element(body, 'SessionToken'),
    },
  };
}

async function sign(ceph: SharedCeph, key: Key, query: Record<string, string>, signedIn: SignedIn) {
  const { hostname, port, host, protocol } = new URL(ceph.endpoint);
  const signer = new SignatureV4({ service: 'sts', region: ceph.region, credentials: key, sha256: Sha256 });
  const request = {
    method: 'POST',
    protocol,
    hostname,
    port: Number(port),
    path: '/',
    query,
    headers: { host },
  };
  return signedIn === 'query' ? await signer.presign(request) : await signer.sign(request);
}

/** Requests a session with the key. */
export async function assumeRole(
  ceph: SharedCeph,
  key: Key,
  { roleArn, seconds = 43_200, policy }: Asked,
  signedIn: SignedIn = 'headers',
): Promise<Given> {
  const question = {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'asked-by-hand',
    DurationSeconds: String(seconds),
    ...(policy === undefined ? {} : { Policy: policy }),
  };
  const { query, headers } = await sign(ceph, key, question, signedIn);
  const url = `${ceph.endpoint}/?${new URLSearchParams(query as Record<string, string>).toString().replaceAll('+', '%20')}`;
  const response = await fetch(url, { method: 'POST', headers });
  return readAnswer(response.status, await response.text());
}
