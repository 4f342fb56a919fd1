import { expect, test } from 'vitest';
import { FORGED_TOKENS, judgeForgedTokens, tryForgedTokens } from '../../src/check/forged-tokens.ts';
import type { Requester } from '../../src/check/requester.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { githubClaims } from '../support/identity/claims.ts';
import { createSigningKey } from '../support/identity/signing-key.ts';

const { request } = checkRequest(
  { roleArn: 'arn:aws:iam:::role/r', bucket: 'builds', endpoint: 'https://rgw.example.com' },
  { sessionName: 'test', renewed: false },
);
const token = createSigningKey().sign({ ...githubClaims(), iss: 'https://id.example.com', aud: 'a' });
const DENIED = { status: 403, headers: {}, body: '<Error><Code>AccessDenied</Code></Error>' };

/** A server that gives each token a fixed answer, and records the tokens. */
function server(answer: (sent: string) => { status: number; headers: object; body: string }) {
  const sent: string[] = [];
  const deliver: Requester['deliver'] = async ({ body = '' }) => {
    const form = new URLSearchParams(body);
    expect(form.get('Action')).toBe('AssumeRoleWithWebIdentity');
    sent.push(form.get('WebIdentityToken') ?? '');
    return { ...answer(sent.at(-1) ?? ''), headers: {} };
  };
  return { sent, anyone: { deliver } as Requester };
}

const part = (text: string, index: number) => text.split('.')[index] ?? '';
const parse = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());

test('three forged tokens are tried, each with one change', async () => {
  const { sent, anyone } = server(() => DENIED);
  expect(judgeForgedTokens(await tryForgedTokens(request, token, anyone))).toEqual({
    name: FORGED_TOKENS,
    status: 'ok',
    detail:
      'a forged token cannot obtain a session with a changed signature, with changed claims or without a signature (alg none)',
  });
  const [signature = '', claims = '', unsigned = ''] = sent;
  expect(signature.split('.').slice(0, 2)).toEqual(token.split('.').slice(0, 2));
  expect(Buffer.from(part(signature, 2), 'base64url')).not.toEqual(Buffer.from(part(token, 2), 'base64url'));
  expect(part(claims, 2)).toBe(part(token, 2));
  expect(parse(part(claims, 1))).toMatchObject(parse(part(token, 1)));
  expect(part(claims, 1)).not.toBe(part(token, 1));
  expect(parse(part(unsigned, 0))).toMatchObject({ alg: 'none' });
  expect(unsigned).toMatch(/\.$/);
});

test('a server that accepts one of them fails the check', async () => {
  const { anyone } = server((sent) =>
    sent.endsWith('.') ? { status: 200, headers: {}, body: '<AssumeRoleWithWebIdentityResponse/>' } : DENIED,
  );
  expect(judgeForgedTokens(await tryForgedTokens(request, token, anyone))).toMatchObject({
    status: 'fail',
    detail: 'the server gives a session for a token without a signature (alg none)',
    remedy: expect.stringContaining('remove the role'),
  });
});

test('an answer that is not a refusal proves nothing', async () => {
  const { anyone } = server(() => ({ status: 500, headers: {}, body: '' }));
  expect(judgeForgedTokens(await tryForgedTokens(request, token, anyone))).toMatchObject({ status: 'warn' });
});
