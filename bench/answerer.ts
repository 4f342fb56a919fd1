import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveAsThread } from './server-thread.ts';

/**
 * An STS that answers at once without checks, so that only the caller is measured. The sandbox cannot be used, because the
 * peers also call GetCallerIdentity, which RGW does not have.
 */
async function startAnswerer(): Promise<string> {
  const server = createServer((request, response) => {
    let form = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      form += text;
    });
    request.on('end', () => {
      const action = new URLSearchParams(form).get('Action') ?? '';
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answerTo(action));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** The answer to AssumeRole, with a session of one hour. */
export function answerAssumeRole(): string {
  return answerTo('AssumeRole');
}

function answerTo(action: string): string {
  const result = action === 'AssumeRole' ? session() : IDENTITY;
  const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
  return `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result></${action}Response>`;
}

const IDENTITY =
  '<Arn>arn:aws:iam::123456789012:user/bench</Arn><UserId>U</UserId><Account>123456789012</Account>';

function session(): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  // As long as RGW's tokens.
  const token = 'a1B2c3D4'.repeat(50);
  return (
    `<Credentials><AccessKeyId>ASIA1234567890ABCDEF</AccessKeyId><SecretAccessKey>${'s3cr3tK3y/'.repeat(4)}</SecretAccessKey>` +
    `<SessionToken>${token}</SessionToken><Expiration>${expiration}</Expiration></Credentials>` +
    '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/bench/bench</Arn><AssumedRoleId>R:bench</AssumedRoleId></AssumedRoleUser>'
  );
}

serveAsThread(import.meta.url, startAnswerer);
