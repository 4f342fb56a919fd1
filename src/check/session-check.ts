import { UNKNOWN_ROLE } from '../credentials/ambient-request.ts';
import { newTrust } from '../credentials/recommended-policies.ts';
import type { Access } from '../credentials/session-policy.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { S3Key } from '../http/signing.ts';
import { askContainerEndpoint } from '../s3/container-credentials.ts';
import type { AmbientSource } from '../s3/credentials.ts';
import type { Environment } from '../s3/key-source.ts';
import { lookAtAddressing } from './addressing.ts';
import { BATCH_DELETE } from './batch-delete.ts';
import { CONFIGURATION } from './bucket-configuration.ts';
import { userArn } from './bucket-policy.ts';
import { CHAINING, judgeChaining, tryChaining } from './chaining.ts';
import { Cleanup, judgeCleanup } from './cleanup.ts';
import { CLOCK, contact, ENDPOINT, judgeClock, judgeEndpoint } from './endpoint.ts';
import { EXPIRY, judgeExpiry } from './expiry.ts';
import { type CheckLine, fail, pass } from './line.ts';
import { judgeAccess, observeAccess } from './observed-access.ts';
import { lookAtOldClients } from './old-clients.ts';
import { judgeOtherBuckets, OTHER_BUCKETS, tryOtherBuckets } from './other-buckets.ts';
import { judgePowers, lookAtPowers } from './powers.ts';
import type { Probing } from './probe-object.ts';
import { judgeReach, REACH, useBucket } from './reach.ts';
import { look, type Report, skipAll } from './report.ts';
import { createRequester, type Place, type Requester } from './requester.ts';
import { judgeProfiles, judgeTarget, judgeVariables } from './variables.ts';

const CREDENTIALS = 'credentials';

const AFTER_ENDPOINT = [CLOCK, REACH, OTHER_BUCKETS, CONFIGURATION, BATCH_DELETE, CHAINING];

/** The credentials of an environment to check. */
export interface AmbientSubject {
  readonly environment: Environment;
  readonly source: AmbientSource;
  /** What the session should allow. `undefined` if that is not known. */
  readonly access: Access | undefined;
  /** Its role is {@link UNKNOWN_ROLE} if nobody named one. Its access is ignored. */
  readonly request: SessionRequest;
}

/**
 * Checks the credentials that S3 clients find in `AWS_*`: which they are, when they expire, and what they reach.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
export async function checkAmbientCredentials(
  subject: AmbientSubject,
  place: Place,
  report: Report,
): Promise<void> {
  const { environment, source } = subject;
  report(judgeVariables(environment, source));
  const profile = judgeProfiles(environment, source);
  if (profile !== undefined) report(profile);
  report(judgeTarget(environment, place.endpoint, place.region));
  const found = await findKey(environment, source, place);
  report(found.line);
  if (found.key === undefined) {
    return skipAll([EXPIRY, ENDPOINT, ...AFTER_ENDPOINT], 'there are no credentials', report);
  }
  const temporary = Boolean(found.key.sessionToken);
  report(judgeExpiry({ source, text: found.expiration, temporary, now: place.now() }));
  await checkKey(found.key, subject, place, report);
}

interface Found {
  readonly line: CheckLine;
  readonly key?: S3Key;
  /** Empty when it is not known. */
  readonly expiration: string;
}

async function findKey(environment: Environment, source: AmbientSource, place: Place): Promise<Found> {
  if (source === 'keys') return readKeys(environment);
  const answer = await askContainerEndpoint(environment, place.signal);
  if ('problem' in answer) {
    return { line: fail(CREDENTIALS, answer.problem, answer.remedy), expiration: '' };
  }
  const { origin, key, expiration } = answer;
  return { line: pass(CREDENTIALS, `${origin} hands out a session`), key, expiration };
}

function readKeys(environment: Environment): Found {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration = '',
  } = environment;
  if (!accessKeyId || !secretAccessKey) {
    const line = fail(
      CREDENTIALS,
      'the key is incomplete',
      'set the access key, the secret key and the session token.',
    );
    return { line, expiration: '' };
  }
  if (!sessionToken) return { line: LONG_LIVED, key: { accessKeyId, secretAccessKey }, expiration };
  const line = pass(CREDENTIALS, 'a session that is not renewed');
  return { line, key: { accessKeyId, secretAccessKey, sessionToken }, expiration };
}

const LONG_LIVED = fail(
  CREDENTIALS,
  'a key without a session token: it is long-lived, and works for whoever reads this environment, until it is revoked',
  'store a service credential instead, and let otter-sts exec (or the action, or the GitLab template) make sessions of it.',
);

async function checkKey(key: S3Key, subject: AmbientSubject, place: Place, report: Report): Promise<void> {
  const anyone = createRequester(place);
  const session = createRequester(place, key);
  const cleanup = new Cleanup(place.signal);
  const probing = { cleanup, anyone, randomId: place.randomId };
  try {
    const contacted = await contact(place, anyone);
    const line = judgeEndpoint(contacted);
    report(line);
    if (line.status === 'fail') {
      return skipAll(AFTER_ENDPOINT, 'there is no S3 service to ask', report);
    }
    report(judgeClock(contacted));
    await lookAtAddressing(place, report);
    await lookAtOldClients(place, report);
    await look([REACH], report, async () => [await reachLine(subject, place.bucket, session, probing)]);
    await look([OTHER_BUCKETS], report, async () => [
      judgeOtherBuckets(await tryOtherBuckets(place.otherBucket, session, probing), place.otherBucket),
    ]);
    if (key.sessionToken) await checkSessionPowers(key, subject, { session, probing, place, report });
    else skipAll([CONFIGURATION, BATCH_DELETE, CHAINING], 'this is not a session', report);
  } finally {
    for (const line of judgeCleanup(await cleanup.removeAll())) report(line);
    await Promise.all([anyone.close(), session.close()]);
  }
}

interface Around {
  readonly session: Requester;
  readonly probing: Probing;
  readonly place: Place;
  readonly report: Report;
}

async function checkSessionPowers(
  key: S3Key,
  { access, request }: AmbientSubject,
  { session, probing, place, report }: Around,
): Promise<void> {
  // A session of unknown access may not be able to delete what it has put.
  const scope = { ...request, access: access ?? 'write' };
  await look([CONFIGURATION, BATCH_DELETE], report, async () =>
    judgePowers({ access, bucket: request.bucket }, await lookAtPowers(scope, session, undefined, probing)),
  );
  if (request.roleArn === UNKNOWN_ROLE) {
    return skipAll([CHAINING], 'the role of the session is not known: name it with --role-arn', report);
  }
  await look([CHAINING], report, async () => {
    const around = { anyone: probing.anyone, now: place.now };
    const trials = await tryChaining(request, key, request.durationSeconds, around);
    return [judgeChaining(trials, request.roleArn, newTrust(userArn('NAME-OF-THE-SERVICE-USER')))];
  });
}

async function reachLine(
  { access, request: { prefix } }: AmbientSubject,
  bucket: string,
  session: Requester,
  probing: Probing,
): Promise<CheckLine> {
  if (access === undefined) return judgeAccess(bucket, await observeAccess(bucket, prefix, session, probing));
  const scope = { bucket, access, prefix };
  return judgeReach(scope, await useBucket(scope, session, probing));
}
