import { expect, test } from 'vitest';
import { ServiceCredential } from '../../../src/credentials/service-credential.ts';
import { checkRequest } from '../../../src/credentials/session-request.ts';
import { ExchangeFailure, InputError } from '../../../src/failure.ts';
import { storesOfCredential } from '../../../src/transfer/upload/upload-stores.ts';

const OPTIONS = {
  credential: new ServiceCredential('ABCDEFGHIJKLMNOPQRST', 'abcdefghijklmnopqrstuvwxyz0123456789ABCD'),
  context: {},
  concurrency: 1,
  signal: new AbortController().signal,
};

function requestFor(prefix: string, endpoint = 'http://127.0.0.1:1') {
  const roleArn = 'arn:aws:iam::RGW00000000000000001:role/bkr-1';
  const inputs = { roleArn, bucket: 'my-bucket', endpoint, access: 'write' as const, prefix };
  return checkRequest(inputs, { sessionName: 'test', renewed: true }).request;
}

const longest = `${'p'.repeat(899)}/`;

test('a prefix and a key of latest that are too long together are refused before anything is sent', () => {
  const request = requestFor(longest);
  expect(() => storesOfCredential({ ...OPTIONS, request, latest: 'l'.repeat(1_024) })).toThrow(InputError);
});

test('nothing is read if the prefix is too long for the policy of reading', async () => {
  const stores = storesOfCredential({ ...OPTIONS, request: requestFor(longest) });
  await expect(stores.look()).resolves.toBeUndefined();
  await stores.close();
});

test('an unreachable endpoint is not mistaken for a role that may not read', async () => {
  const stores = storesOfCredential({
    ...OPTIONS,
    request: requestFor('builds/'),
    context: { mostAttempts: 1 },
  });
  await expect(stores.look()).rejects.toThrow(ExchangeFailure);
  await stores.close();
});
