import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ObjectStore } from '../../src/s3/object-store.ts';
import { describeObjectStore } from '../support/object-store/cases.ts';
import { bytesBody, failureOf, keysOf } from '../support/object-store/fixture.ts';
import { assumeRole, permanentKeys, useSandbox } from './fixture.ts';

const fixture = useSandbox();
let store: ObjectStore;

function open(key: { accessKey: string; secretKey: string; sessionToken?: string }, expiration?: Date) {
  const { endpoint, region } = fixture.sandbox;
  const { accessKey: accessKeyId, secretKey: secretAccessKey, sessionToken } = key;
  const keys = keysOf({ accessKeyId, secretAccessKey, sessionToken, expiration });
  return new ObjectStore({ endpoint, region, bucket: 'builds', keys, concurrency: 8 });
}

beforeAll(async () => {
  store = open(await assumeRole(fixture));
});
afterAll(() => store.close());

describeObjectStore(() => store);

describe('a refusal', () => {
  test('of a session without permission says what to check', async () => {
    const other = open(permanentKeys(fixture.otherBucket));
    const failure = await failureOf(other.putObject('x', bytesBody(Buffer.from('x'))));
    expect(failure).toMatchObject({ kind: 'refused', httpStatus: 403 });
    expect(failure.message).toMatch(/access or prefix does not cover it/);
    await other.close();
  });

  test('of an expired session says when it expired', async () => {
    const session = await assumeRole(fixture, { DurationSeconds: 60 });
    const ended = open(session, new Date(Date.now() - 5_000));
    fixture.ahead = 100;
    const failure = await failureOf(ended.putObject('x', bytesBody(Buffer.from('x'))));
    fixture.ahead = 0;
    expect(failure.kind).toBe('expired');
    expect(failure.message).toMatch(/the session ended at \d{4}-.*refresh: true/);
    expect(failure.message).not.toContain(session.secretKey);
    await ended.close();
  });
});

test('links of a session report its end if that is sooner', async () => {
  const session = await assumeRole(fixture);
  const short = open(session, session.expiresAt);
  expect((await short.presignGet('x', 3_600)).endsAt).toEqual(session.expiresAt);
  await short.close();
});
