import { describe, expect, test } from 'vitest';
import { formatCounts, formatLine } from '../../cli/check-report.ts';
import { judgeAssumption } from '../../src/check/assumption.ts';
import { judgeBatchDelete } from '../../src/check/batch-delete.ts';
import { judgeAdministration } from '../../src/check/bucket-configuration.ts';
import { policyForOwner, policyLetsRead, userArn } from '../../src/check/bucket-policy.ts';
import { judgeChaining } from '../../src/check/chaining.ts';
import { Cleanup } from '../../src/check/cleanup.ts';
import { judgeConfinement } from '../../src/check/confinement.ts';
import { findLongestHours, judgeDuration, knownHours } from '../../src/check/duration-limit.ts';
import { judgeClock, judgeEndpoint } from '../../src/check/endpoint.ts';
import type { CheckLine } from '../../src/check/line.ts';
import { judgeAccess } from '../../src/check/observed-access.ts';
import { judgeOtherBuckets } from '../../src/check/other-buckets.ts';
import { bucketOwnerOf, judgeOwnership, parseAccessList } from '../../src/check/ownership.ts';
import { judgeReach } from '../../src/check/reach.ts';
import type { Requester } from '../../src/check/requester.ts';
import { judgeRole } from '../../src/check/role.ts';
import { judgeReadBack, judgeServiceKey } from '../../src/check/service-key.ts';
import { askInVain, judgeTrial, type Trial } from '../../src/check/trial.ts';
import { judgeUploads } from '../../src/check/uploads.ts';
import { BARE_KEY_POLICY, newTrust, permissionsFor } from '../../src/credentials/recommended-policies.ts';
import { ExchangeFailure } from '../../src/failure.ts';
import type { HttpAnswer } from '../../src/http/messages.ts';
import { StoreFailure } from '../../src/s3/failure.ts';

const ENDPOINT = 'https://s3.example.org';
const NOW = Date.UTC(2026, 0, 1, 12, 0, 0, 500);

function answer(status: number, code?: string, headers: Record<string, string> = {}): HttpAnswer {
  const body = code === undefined ? '' : `<?xml version="1.0"?><Error><Code>${code}</Code><Message/></Error>`;
  return { status, headers, body };
}

const summary = ({ status, detail, remedy }: CheckLine) => [status, detail, remedy];

describe('endpoint', () => {
  const judge = (given: HttpAnswer) =>
    judgeEndpoint({ endpoint: ENDPOINT, answer: given, sentAt: NOW, receivedAt: NOW + 12 });

  test.each<[name: string, given: HttpAnswer, status: string, says: string]>([
    ['a refusal of S3', answer(403, 'AccessDenied'), 'ok', 'answers in 12 ms'],
    ['a missing bucket', answer(404, 'NoSuchBucket'), 'ok', 'answers in 12 ms'],
    ['a public bucket', { ...answer(200), body: '<ListBucketResult/>' }, 'ok', 'answers in 12 ms'],
    ['a bare 403 with a request id', answer(403, undefined, { 'x-amz-request-id': 'tx1' }), 'ok', 'answers'],
    ['a web page', { ...answer(200), body: '<!doctype html>' }, 'fail', 'which is not an S3 response'],
    ['a redirect to a login', answer(302), 'fail', 'answers 302, which is not an S3 response'],
    ['an outage', answer(503, 'SlowDown'), 'fail', 'answers 503 SlowDown'],
  ])('%s', (_name, given, status, says) => {
    const line = judge(given);
    expect(line.status).toBe(status);
    expect(line.detail).toContain(says);
    expect(line.remedy !== undefined).toBe(status === 'fail');
  });

  test('no answer is reported as such', () => {
    const silence = new StoreFailure({
      kind: 'network',
      tried: 'GET',
      cameBack: 'no answer from the server (ECONNREFUSED)',
      remedy: 'Check the port.',
    });
    const line = judgeEndpoint({ endpoint: ENDPOINT, silence, sentAt: NOW, receivedAt: NOW });
    expect(summary(line)).toEqual(['fail', `${ENDPOINT}: ${silence.cameBack}`, 'Check the port.']);
  });
});

describe('clock', () => {
  const judge = (date: string | undefined) =>
    judgeClock({
      endpoint: ENDPOINT,
      answer: answer(403, 'AccessDenied', date === undefined ? {} : { date }),
      sentAt: NOW,
      receivedAt: NOW,
    });

  test.each([
    ['Thu, 01 Jan 2026 12:00:00 GMT', 'ok', 'agree to the second'],
    ['Thu, 01 Jan 2026 11:59:30 GMT', 'ok', "30 s ahead of the server's"],
    ['Thu, 01 Jan 2026 12:01:00 GMT', 'warn', "60 s behind the server's"],
    ['Thu, 01 Jan 2026 12:14:59 GMT', 'warn', '899 s behind'],
    ['Thu, 01 Jan 2026 11:45:00 GMT', 'fail', '900 s ahead of'],
    [undefined, 'skip', 'no date'],
    ['yesterday', 'skip', 'no date'],
  ])('%s', (date, status, says) => {
    const line = judge(date);
    expect(line.status).toBe(status);
    expect(line.detail).toContain(says);
  });
});

describe('exchange', () => {
  test('a failure reports the answer, the likeliest cause and the remedy', () => {
    const failure = new ExchangeFailure({
      kind: 'denied',
      tried: 'AssumeRole',
      cameBack: '403 AccessDenied',
      causes: ['the key was revoked.', 'something else.'],
      remedy: 'make a new one.',
    });
    expect(summary(judgeAssumption({ failure }))).toEqual([
      'fail',
      'AssumeRole was answered with 403 AccessDenied; likely, the key was revoked',
      'make a new one.',
    ]);
  });

  test('a session is described without its secrets', () => {
    const session = {
      accessKeyId: 'SESSIONKEY',
      secretAccessKey: 'SESSIONSECRET',
      sessionToken: 'TOKEN',
      expiration: new Date('2026-01-01T13:00:00Z'),
      arn: 'arn:aws:sts:::assumed-role/r/s',
    };
    const line = judgeAssumption({ session, seconds: 3600, fits: true });
    expect(line.detail).toBe(
      'a session of 1 h as arn:aws:sts:::assumed-role/r/s, until 2026-01-01T13:00:00Z',
    );
  });
});

describe('bucket', () => {
  const scope = { bucket: 'b', access: 'read-write', prefix: '' } as const;

  test.each([
    [403, '403 AccessDenied', 'check that role-arn belongs to bucket b'],
    [404, '404 NoSuchBucket', 'there is no bucket b here'],
    [503, '503 SlowDown', "tell the storage's operators"],
    [400, '400 InvalidRequest', 'look up the error code'],
    [403, '403 InvalidAccessKeyId', 'set rgw_s3_auth_use_sts = true'],
  ])('an answer of %i fails with its own remedy', (status, cameBack, remedy) => {
    const line = judgeReach(scope, { done: ['list'], failed: { step: 'put an object', status, cameBack } });
    expect(line.status).toBe('fail');
    expect(line.detail).toBe(`in b, to put an object was answered with ${cameBack}, after list worked`);
    expect(line.remedy).toContain(remedy);
  });

  test('a session of unknown access passes with what it can do', () => {
    const line = judgeAccess('b', { allowed: ['list'], refused: [{ what: 'upload', cameBack: '403 X' }] });
    expect(summary(line)).toEqual(['ok', 'the session can list in b, and cannot upload (403 X)', undefined]);
  });

  test.each([
    ['404 NoSuchBucket', 'there is no bucket b here'],
    ['403 AccessDenied', 'the session has ended'],
  ])('a session that can do nothing fails: %s', (cameBack, remedy) => {
    const refused = ['list', 'upload'].map((what) => ({ what, cameBack }));
    const line = judgeAccess('b', { allowed: [], refused });
    expect(line.status).toBe('fail');
    expect(line.remedy).toContain(remedy);
  });
});

describe('a test of what must be refused', () => {
  test.each([
    [answer(403, 'AccessDenied'), 'refused'],
    [answer(403), 'refused'],
    [answer(400, 'TooManyBuckets'), 'refused'],
    [answer(405, 'MethodNotAllowed'), 'refused'],
    [answer(501, 'NotImplemented'), 'refused'],
    [answer(200), 'allowed'],
    [answer(204), 'allowed'],
    [answer(404, 'NoSuchBucket'), 'unclear'],
    [answer(403, 'RequestTimeTooSkewed'), 'unclear'],
    [answer(403, 'SignatureDoesNotMatch'), 'unclear'],
    [answer(400, 'ExpiredToken'), 'unclear'],
    [answer(307), 'unclear'],
    [answer(503, 'SlowDown'), 'unclear'],
  ])('%o is %s', (given, outcome) => {
    expect(judgeTrial('list b', given).outcome).toBe(outcome);
  });

  const trial = (what: string, outcome: Trial['outcome'], cameBack = '403 AccessDenied') => ({
    what,
    outcome,
    cameBack,
  });

  test('passes if everything was refused, and says what was tried', () => {
    const line = judgeOtherBuckets(
      [trial('list buckets', 'refused'), trial('create a bucket', 'refused')],
      undefined,
    );
    expect(summary(line)).toEqual(['ok', 'the session cannot list buckets or create a bucket', undefined]);
  });

  test('fails if something was allowed, whatever else is unclear', () => {
    const line = judgeOtherBuckets(
      [trial('list buckets', 'allowed'), trial('list other', 'unclear', '404')],
      'other',
    );
    expect(line.status).toBe('fail');
    expect(line.detail).toBe('the session can list buckets');
  });

  test('a missing bucket proves nothing', () => {
    const line = judgeOtherBuckets(
      [trial('list buckets', 'refused'), trial('list other', 'unclear', '404 NoSuchBucket')],
      'other',
    );
    expect(line.status).toBe('warn');
    expect(line.detail).toContain('there is no bucket other');
  });

  test('a service key that may create buckets must be fixed by the operators', () => {
    const line = judgeServiceKey([trial('list b', 'refused'), trial('create a bucket', 'allowed')]);
    expect(line.status).toBe('fail');
    expect(line.remedy).toContain('max_buckets');
    expect(line.remedy).not.toContain('bucket policy');
  });

  test('a service key that may use the bucket is explained by policies', () => {
    const line = judgeServiceKey([trial('list b', 'allowed'), trial('create a bucket', 'refused')]);
    expect(line.remedy).toContain('bucket policy');
    expect(line.remedy).not.toContain('max_buckets');
  });

  test('a session for everything has no limits to test', () => {
    expect(judgeConfinement([]).status).toBe('skip');
    expect(judgeConfinement([trial('list the whole bucket', 'allowed')]).status).toBe('fail');
  });

  const readable = [trial('read', 'allowed', '200'), trial('change the ACL of', 'refused')];

  test('uploads that the service key can use are a warning with the user policy that ends it', () => {
    const line = judgeReadBack(readable, { user: 't$ci', owns: false });
    expect(line.status).toBe('warn');
    expect(line.detail).toContain('can read what its sessions upload');
    expect(line.remedy).toContain('the user arn:aws:iam::t:user/ci this user policy (PutUserPolicy');
    expect(line.remedy).toContain(JSON.stringify(BARE_KEY_POLICY));
  });

  test('a Deny is never proposed for a user that owns buckets', () => {
    const line = judgeReadBack(readable, { user: 'owner', owns: true });
    expect(line.status).toBe('warn');
    expect(line.remedy).not.toContain('Deny');
    expect(line.remedy).toContain('create a separate user');
  });

  test('uploads that it cannot use pass', () => {
    const line = judgeReadBack([trial('read', 'refused'), trial('change the ACL of', 'refused')], {
      user: undefined,
      owns: false,
    });
    expect(line.status).toBe('ok');
    expect(line.detail).toBe(
      'the service key alone cannot read or change the ACL of what its sessions upload',
    );
  });
});

describe('what an attacker would try', () => {
  const trial = (what: string, outcome: Trial['outcome']) => ({ what, outcome, cameBack: '400' });
  const refused = { settings: [trial('policy', 'refused'), trial('ACL', 'refused')] };
  const allowed = {
    settings: [trial('policy', 'allowed'), trial('ACL', 'allowed'), trial('tags', 'refused')],
    deletion: trial('delete the bucket', 'allowed'),
  };

  test.each([
    ['is not allowed', answer(403, 'AccessDenied'), 403, 'refused'],
    ['is allowed, but cannot be done', answer(400, 'MalformedXML'), 403, 'allowed'],
    ['is allowed, but cannot be done now', answer(409, 'InvalidBucketState'), 403, 'allowed'],
    ['gets the same answer as everybody, which proves nothing', answer(400, 'MalformedXML'), 400, 'unclear'],
    ['is missing', answer(405, 'MethodNotAllowed'), 405, 'refused'],
    ['succeeds', answer(200), 403, 'allowed'],
  ])('what %s', async (_name, given, withoutSignature, outcome) => {
    const requester = { ask: async () => given } as unknown as Requester;
    const anyone = { ask: async () => answer(withoutSignature) } as unknown as Requester;
    const ask = (by: Requester) => by.ask({ method: 'PUT', bucket: 'b', body: '<' });
    expect((await askInVain('policy', ask, requester, anyone)).outcome).toBe(outcome);
  });

  test('a session that can administer the bucket fails, and one that cannot passes', () => {
    expect(judgeAdministration(allowed, 'do this')).toMatchObject({
      status: 'fail',
      detail: "a session can change the bucket's policy and ACL, and delete the bucket",
      remedy: 'do this',
    });
    expect(judgeAdministration(refused, '')).toMatchObject({
      status: 'ok',
      detail: "a session cannot change the bucket's policy or ACL",
    });
    const unclear = { settings: [trial('policy', 'refused'), trial('tags', 'unclear')] };
    expect(judgeAdministration(unclear, '').status).toBe('warn');
  });

  test('a session that can obtain another one fails, with the trust policy that ends it', () => {
    const line = judgeChaining(
      [trial('headers', 'refused'), trial('query', 'allowed')],
      'arn:aws:iam::t:role/r',
      newTrust('arn:USER'),
    );
    expect(line).toMatchObject({
      status: 'fail',
      detail:
        'a session can obtain another one for all that the role allows, by AssumeRole signed in the query',
    });
    expect(line.remedy).toContain('the role r ');
    expect(line.remedy).toContain(
      '"Principal":{"AWS":["arn:USER"]},"Action":["sts:AssumeRole"],"Condition":{"Null":{"aws:TokenIssueTime":"true"}}',
    );
    expect(
      judgeChaining([trial('headers', 'refused'), trial('query', 'refused')], 'a/r', newTrust('')),
    ).toMatchObject({
      status: 'ok',
      detail:
        'a session cannot obtain another one by AssumeRole, signed in the headers or signed in the query',
    });
  });

  describe('of the role', () => {
    const subject = { bucket: 'b', roleArn: 'arn:aws:iam:::role/r' };
    const judge = (elsewhere: Trial[], administration: typeof allowed | typeof refused, chained = false) =>
      judgeRole(subject, { elsewhere, administration }, chained, undefined);

    test('with access beyond its bucket fails, with the permission policy to set', () => {
      const line = judge([trial('create a bucket', 'allowed')], allowed);
      expect(line).toMatchObject({
        status: 'fail',
        detail:
          "the role is not limited to b: without a session policy it can create a bucket; it can change the bucket's policy and ACL, and delete the bucket",
      });
      expect(line.remedy).toContain(JSON.stringify(permissionsFor('b')));
      expect(line.remedy).not.toContain('s3:*');
    });

    test('that can administer its bucket warns, and fails if sessions can obtain it', () => {
      const elsewhere = [trial('create a bucket', 'refused')];
      expect(judge(elsewhere, allowed).status).toBe('warn');
      expect(judge(elsewhere, allowed, true).status).toBe('fail');
      expect(judge(elsewhere, refused, true).status).toBe('ok');
      expect(judge([trial('list other', 'unclear')], refused).status).toBe('warn');
    });
  });

  test('a role that may list buckets warns, although the list is empty', () => {
    const empty: Trial = { what: 'list buckets', outcome: 'refused', cameBack: 'an empty list' };
    const subject = { bucket: 'b', roleArn: 'arn:aws:iam:::role/r' };
    const line = judgeRole(subject, { elsewhere: [empty], administration: refused }, false, undefined);
    expect(line).toMatchObject({ status: 'warn', detail: expect.stringContaining('s3:ListAllMyBuckets') });
  });

  const subject = { access: 'read-write', bucket: 'b' } as const;

  test.each([
    [{ ...answer(200), body: '<DeleteResult><Deleted><Key>k</Key></Deleted></DeleteResult>' }, 'ok'],
    [
      { ...answer(200), body: '<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>' },
      'warn',
    ],
    [answer(501, 'NotImplemented'), 'warn'],
  ])('deleting in batches: %o is %s', (given, status) => {
    expect(judgeBatchDelete(given, subject).status).toBe(status);
  });

  test('a refusal to delete in batches names the clients and the workarounds', () => {
    const refusal = answer(200, 'AccessDenied');
    expect(judgeBatchDelete(refusal, subject).detail).toContain('s5cmd rm');
    expect(judgeBatchDelete(refusal, subject).remedy).toMatch(/aws s3 rm, rclone delete.*--access role/);
    expect(judgeBatchDelete(refusal, { ...subject, access: 'role' }).remedy).toContain(
      'on arn:aws:s3:::b too',
    );
  });
});

describe('owner', () => {
  const acl = (owner: string, ...grantees: string[]): HttpAnswer => ({
    ...answer(200),
    body: `<AccessControlPolicy xmlns="x"><Owner><ID>${owner}</ID></Owner><AccessControlList>${grantees
      .map(
        (id) =>
          `<Grant><Grantee xmlns:xsi="y" xsi:type="CanonicalUser"><ID>${id}</ID><DisplayName>n</DisplayName></Grantee><Permission>FULL_CONTROL</Permission></Grant>`,
      )
      .join('')}</AccessControlList></AccessControlPolicy>`,
  });

  test('an ACL is read with its entities', () => {
    expect(parseAccessList(acl('a&amp;b', 'a&amp;b', 'o'))).toEqual({ owner: 'a&b', grantees: ['a&b', 'o'] });
    expect(parseAccessList(answer(200))).toBeUndefined();
  });

  test('a grantee that the ACL adds is the bucket’s owner', () => {
    const ownership = {
      plain: parseAccessList(acl('service', 'service')),
      shared: parseAccessList(acl('service', 'owner', 'service')),
    };
    expect(bucketOwnerOf(ownership)).toBe('owner');
    const line = judgeOwnership('b', ownership);
    expect(line.status).toBe('warn');
    expect(line.detail).toContain('uploads belong to service and the bucket to owner');
    for (const flag of [
      '--acl bucket-owner-full-control',
      '--s3-acl bucket-owner-full-control',
      '"ACL"',
      policyForOwner('b', 'owner'),
    ]) {
      expect(line.remedy).toContain(flag);
    }
  });

  test('if the ACL adds no grantee, the owner can read everything', () => {
    const list = parseAccessList(acl('owner', 'owner'));
    expect(judgeOwnership('b', { plain: list, shared: list })).toMatchObject({
      status: 'ok',
      detail: "uploads belong to the bucket's owner, owner",
    });
  });

  test('a bucket without ACLs passes, and any other refusal is inconclusive', () => {
    const refused = (code: string) =>
      judgeOwnership('b', {
        plain: undefined,
        shared: undefined,
        sharingRefused: { cameBack: `400 ${code}`, code },
      }).status;
    expect(refused('AccessControlListNotSupported')).toBe('ok');
    expect(refused('AccessDenied')).toBe('skip');
  });

  test.each<[name: string, changes: Record<string, unknown>, lets: boolean]>([
    ['the statement that the check prints', {}, true],
    ['everybody', { Principal: '*' }, true],
    ['single values instead of lists', { Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }, true],
    ['a denial', { Effect: 'Deny' }, false],
    ['a condition', { Condition: { IpAddress: {} } }, false],
    ['another user', { Principal: { AWS: ['arn:aws:iam:::user/x'] } }, false],
    ['another action', { Action: ['s3:PutObject'] }, false],
    ['a part of the bucket', { Resource: ['arn:aws:s3:::b/public/*'] }, false],
  ])('a bucket policy for %s lets its owner read: %o → %s', (_name, changes, lets) => {
    const statement = { ...JSON.parse(policyForOwner('b', 'owner')), ...changes };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    expect(policyLetsRead(policy, 'b', 'owner')).toBe(lets);
    const ownership = {
      plain: { owner: 'service', grantees: ['service'] },
      shared: { owner: 'service', grantees: ['service', 'owner'] },
      policy,
    };
    expect(judgeOwnership('b', ownership).status).toBe(lets ? 'ok' : 'warn');
  });

  test('an invalid policy lets nobody read', () => {
    expect(policyLetsRead('<Error/>', 'b', 'owner')).toBe(false);
    expect(policyLetsRead('{}', 'b', 'owner')).toBe(false);
  });

  test('both lines are skipped with the reason if nothing could be uploaded', () => {
    const lines = judgeUploads(
      { bucket: 'b', access: 'read-write', prefix: '' },
      {
        put: answer(403, 'AccessDenied'),
        readBack: [],
      },
      false,
    );
    expect(lines.map(({ name, status }) => `${name} ${status}`)).toEqual(['read-back skip', 'owner skip']);
    expect(lines[0]?.detail).toContain('403 AccessDenied');
  });

  test.each([
    ['user', 'arn:aws:iam:::user/user'],
    ['tenant$user', 'arn:aws:iam::tenant:user/user'],
    ['$user', 'arn:aws:iam:::user/user'],
    ['RGW11111111111111111', 'arn:aws:iam::RGW11111111111111111:user/NAME-OF-THE-USER'],
  ])('a policy names the user %s as %s', (id, arn) => {
    expect(JSON.parse(policyForOwner('b', id)).Principal).toEqual({ AWS: [arn] });
    expect(userArn(id)).toBe(arn);
  });
});

describe('duration', () => {
  const searched = async (limit: number, known?: { fits: number; tooLong: number }) => {
    const asked: number[] = [];
    const longest = await findLongestHours(async (hours) => {
      asked.push(hours);
      return hours <= limit;
    }, known);
    return { longest, asked };
  };

  test.each(Array.from({ length: 13 }, (_, hours) => hours))(
    'a limit of %i h is found with at most 5 requests',
    async (limit) => {
      const { longest, asked } = await searched(limit);
      expect(longest).toBe(limit);
      expect(asked.length).toBeLessThanOrEqual(5);
    },
  );

  test.each([
    [43_200, true, 12, []],
    [3_600, true, 12, [12]],
    [7_200, false, 1, []],
    [43_200, false, 1, [6, 3, 2]],
    [60, false, 12, [12]],
  ])(
    'what a request for %i s (accepted: %s) has shown is not requested again',
    async (asked, fits, limit, questions) => {
      const found = await searched(limit, knownHours(asked, fits));
      expect(found).toEqual({ longest: limit, asked: questions });
    },
  );

  test.each([
    [{ asked: 3_600, fits: true, longestHours: 12 }, 'ok', 'up to 12 h, and 1 h was asked for'],
    [
      { asked: 5_400, fits: true, longestHours: 1 },
      'ok',
      'the 1 h 30 min that was asked for, and less than 2 h',
    ],
    [
      { asked: 43_200, fits: false, longestHours: 1 },
      'fail',
      '12 h was asked for, and the role allows up to 1 h',
    ],
    [{ asked: 60, fits: false, longestHours: 12 }, 'fail', 'shorter than the server allows'],
    [
      { asked: 3_600, fits: true, longestHours: undefined, problem: '503' },
      'warn',
      'could not be determined: 503',
    ],
  ])('%o', (limit, status, says) => {
    const line = judgeDuration(limit);
    expect(line.status).toBe(status);
    expect(line.detail).toContain(says);
  });
});

describe('cleanup', () => {
  const gone = async () => answer(204);

  test('a refused upload leaves nothing behind, and nothing is removed twice', async () => {
    const cleanup = new Cleanup();
    let removals = 0;
    const remove = async () => {
      removals += 1;
      return answer(404);
    };
    await cleanup.create('refused', async () => answer(403), remove);
    await cleanup.create('made', async () => answer(200), remove);
    await cleanup.remove('made');
    expect(await cleanup.removeAll()).toEqual([]);
    expect(removals).toBe(1);
  });

  test('what may exist although no answer came is removed', async () => {
    const cleanup = new Cleanup();
    const removed: string[] = [];
    const remember = (name: string) => async () => {
      removed.push(name);
      return answer(204);
    };
    const broken = () =>
      Promise.reject(new StoreFailure({ kind: 'network', tried: 'PUT', cameBack: 'no answer', remedy: '' }));
    await expect(cleanup.create('lost', broken, remember('lost'))).rejects.toThrow('no answer');
    await cleanup.create('failed', async () => answer(500), remember('failed'));
    expect(await cleanup.removeAll()).toEqual([]);
    expect(removed).toEqual(['lost', 'failed']);
  });

  test('what cannot be removed is reported, with the reason', async () => {
    const cleanup = new Cleanup();
    await cleanup.create(
      'the object a',
      async () => answer(200),
      async () => answer(403, 'AccessDenied'),
    );
    await cleanup.create(
      'the object b',
      async () => answer(200),
      () => Promise.reject(new Error('no network')),
    );
    expect(await cleanup.removeAll()).toEqual([
      'the object a (removing it was answered with 403 AccessDenied)',
      'the object b (no network)',
    ]);
  });

  test('nothing is created once the check is interrupted', async () => {
    const controller = new AbortController();
    const cleanup = new Cleanup(controller.signal);
    controller.abort(new Error('Ctrl-C'));
    const make = async () => expect.unreachable();
    await expect(cleanup.create('it', make, gone)).rejects.toThrow('Ctrl-C');
  });
});

describe('the output', () => {
  test('has aligned lines, with the remedy below', () => {
    expect(formatLine({ name: 'clock', status: 'fail', detail: 'off', remedy: 'set it.' }, false)).toBe(
      'FAIL  clock          off\n      → set it.\n',
    );
  });

  test('has colors if requested', () => {
    const line = { name: 'clock', status: 'ok', detail: 'fine' } as const;
    expect(formatLine(line, true)).toContain('\u001b[32mok  \u001b[39m');
  });

  test('cannot control the terminal or contain forged lines, whatever the server sends', () => {
    const line = { name: 'owner', status: 'ok', detail: 'owned by \u001b[2Jx\n::error::y' } as const;
    expect(formatLine(line, false)).toBe('ok    owner          owned by ?[2Jx?::error::y\n');
  });

  test.each([
    [{ ok: 8, failed: 1, warned: 0, skipped: 1 }, '8 ok, 1 failed, 1 skipped\n'],
    [{ ok: 7, failed: 0, warned: 2, skipped: 0 }, '7 ok, 0 failed, 2 warnings, 0 skipped\n'],
  ])('%o', (counts, text) => {
    expect(formatCounts(counts)).toBe(text);
  });
});
