import type { ServiceCredential } from '../credentials/service-credential.ts';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { FailureKind } from '../failure.ts';
import type { S3Key } from '../http/signing.ts';
import {
  type Assume,
  type Assumption,
  assumeRole,
  createAssume,
  EXCHANGE,
  judgeAssumption,
  measureDurationLimit,
} from './assumption.ts';
import { BATCH_DELETE } from './batch-delete.ts';
import { CONFIGURATION } from './bucket-configuration.ts';
import { userArn } from './bucket-policy.ts';
import { CHAINING, judgeChaining, tryChaining } from './chaining.ts';
import { Cleanup, judgeCleanup } from './cleanup.ts';
import { judgeConfinement, SCOPE, tryBeyondScope } from './confinement.ts';
import { DURATION, judgeDuration } from './duration-limit.ts';
import { CLOCK, contact, judgeClock, judgeEndpoint } from './endpoint.ts';
import { judgeOtherBuckets, OTHER_BUCKETS, tryOtherBuckets } from './other-buckets.ts';
import { OWNER } from './ownership.ts';
import { judgePowers, lookAtPowers, type Powers } from './powers.ts';
import type { Probing } from './probe-object.ts';
import { judgeReach, REACH, useBucket } from './reach.ts';
import { look, type Report, skipAll } from './report.ts';
import { createRequester, type Place, type Requester } from './requester.ts';
import { judgeRole, ROLE } from './role.ts';
import {
  judgeServiceKey,
  ownsBuckets,
  READ_BACK,
  readKeyUser,
  SERVICE_KEY,
  tryServiceKey,
} from './service-key.ts';
import { judgeUploads, lookAtUploads, skipUploads, whyNoUpload } from './uploads.ts';

const AFTER_ENDPOINT = [
  CLOCK,
  EXCHANGE,
  REACH,
  SCOPE,
  OTHER_BUCKETS,
  CONFIGURATION,
  BATCH_DELETE,
  SERVICE_KEY,
  READ_BACK,
  OWNER,
  CHAINING,
  ROLE,
  DURATION,
];

/**
 * Finds out whether a service credential does what it should and nothing else. Everything that is made for that is
 * taken away again, whatever happens; a line says so where that did not succeed.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
export async function checkServiceCredential(
  credential: ServiceCredential,
  request: SessionRequest,
  place: Place,
  report: Report,
): Promise<void> {
  const requesters: Requester[] = [];
  const open = (key?: S3Key) => {
    const requester = createRequester(place, key);
    requesters.push(requester);
    return requester;
  };
  const cleanup = new Cleanup(place.signal);
  const anyone = open();
  const probing = { cleanup, anyone, randomId: place.randomId };
  const assume = createAssume(credential, request, place);
  try {
    const contacted = await contact(place, anyone);
    const line = judgeEndpoint(contacted);
    report(line);
    if (line.status === 'fail') return skipAll(AFTER_ENDPOINT, 'there is no S3 service to ask', report);
    report(judgeClock(contacted));
    const serviceKey = open({
      accessKeyId: credential.accessKey,
      secretAccessKey: credential.signingKey().secretAccessKey,
    });
    await checkPowers({ credential, request, place, serviceKey, open, probing, assume, report });
  } finally {
    for (const line of judgeCleanup(await cleanup.removeAll())) report(line);
    await Promise.all(requesters.map((requester) => requester.close()));
  }
}

interface Subject {
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly place: Place;
  readonly serviceKey: Requester;
  readonly open: (key: S3Key) => Requester;
  readonly probing: Probing;
  readonly assume: Assume;
  readonly report: Report;
}

/** Failures that a server comes to only after it has taken the key and its signature. */
const KEY_IS_KNOWN: ReadonlySet<FailureKind> = new Set(['no-such-role', 'invalid-request', 'bad-policy']);
const NO_SESSION = 'there is no session';

async function checkPowers(subject: Subject): Promise<void> {
  const { request, place, assume, report } = subject;
  const assumption = await assumeRole(assume, request.durationSeconds);
  report(judgeAssumption(assumption));
  if ('failure' in assumption) return await checkWithoutSession(subject, assumption.failure.kind);
  const session = subject.open(assumption.session);
  const whole = await assumeWholeRole(subject, assumption);
  const role = whole && subject.open(whole);
  await checkScope(subject, session);
  const powers = await checkAdministration(subject, session, role);
  const ownsBuckets = await checkServiceKey(subject, session);
  await checkUploads(subject, { session, role: role ?? session, ownsBuckets });
  const chained = await checkChaining(subject, assumption);
  await checkRole(subject, role, powers, chained);
  const limit = await measureDurationLimit(assume, request.durationSeconds, assumption.fits, place.now);
  report(judgeDuration(limit));
}

async function checkWithoutSession(subject: Subject, kind: FailureKind): Promise<void> {
  const { report } = subject;
  skipAll([REACH, SCOPE, OTHER_BUCKETS, CONFIGURATION, BATCH_DELETE], NO_SESSION, report);
  if (KEY_IS_KNOWN.has(kind)) await checkServiceKey(subject);
  else skipAll([SERVICE_KEY], 'the server does not accept the key, so a refusal proves nothing', report);
  skipAll([READ_BACK, OWNER, CHAINING, ROLE, DURATION], NO_SESSION, report);
}

type Obtained = Extract<Assumption, { readonly session: Session }>;

/** A session without a session policy, which shows what the role allows; `undefined` where there is none to be had. */
async function assumeWholeRole(
  subject: Subject,
  { session, seconds }: Obtained,
): Promise<Session | undefined> {
  const { credential, request, place } = subject;
  const { policy, ...rest } = request;
  if (policy === undefined) return session;
  const assume = createAssume(credential, { ...rest, access: 'role', prefix: '' }, place);
  const assumption = await assumeRole(assume, seconds);
  return 'session' in assumption ? assumption.session : undefined;
}

async function checkScope({ request, place, probing, report }: Subject, session: Requester): Promise<void> {
  await look([REACH], report, async () => [judgeReach(request, await useBucket(request, session, probing))]);
  await look([SCOPE], report, async () => [
    judgeConfinement(await tryBeyondScope(request, session, probing)),
  ]);
  const { otherBucket } = place;
  await look([OTHER_BUCKETS], report, async () => [
    judgeOtherBuckets(await tryOtherBuckets(otherBucket, session, probing), otherBucket),
  ]);
}

/** What the session can do is told here, and what the role can do later. */
async function checkAdministration(
  { request, probing, report }: Subject,
  session: Requester,
  role: Requester | undefined,
): Promise<Powers | undefined> {
  let powers: Powers | undefined;
  await look([CONFIGURATION, BATCH_DELETE], report, async () => {
    powers = await lookAtPowers(request, session, role, probing);
    return judgePowers(request, powers);
  });
  return powers;
}

async function checkServiceKey(
  { request, serviceKey, probing, report }: Subject,
  session?: Requester,
): Promise<boolean> {
  let owns = false;
  await look([SERVICE_KEY], report, async () => {
    const trials = await tryServiceKey(request, serviceKey, probing, session);
    owns = ownsBuckets(trials);
    return [judgeServiceKey(trials)];
  });
  return owns;
}

async function checkUploads(
  { request, serviceKey, probing, report }: Subject,
  by: { readonly session: Requester; readonly role: Requester; readonly ownsBuckets: boolean },
): Promise<void> {
  const reason = whyNoUpload(request);
  if (reason !== undefined) return skipUploads(reason).forEach(report);
  await look([READ_BACK, OWNER], report, async () => {
    const evidence = await lookAtUploads(request, by.session, { serviceKey, role: by.role }, probing);
    return judgeUploads(request, evidence, by.ownsBuckets);
  });
}

/** @returns whether a session can make itself another one */
async function checkChaining(subject: Subject, { session, seconds }: Obtained): Promise<boolean> {
  const { request, place, probing, serviceKey, report } = subject;
  let chained = false;
  await look([CHAINING], report, async () => {
    const around = { anyone: probing.anyone, now: place.now };
    const trials = await tryChaining(request, session, seconds, around);
    chained = trials.some(({ outcome }) => outcome === 'allowed');
    const user = chained ? await readKeyUser(serviceKey) : undefined;
    return [judgeChaining(trials, request.roleArn, userArn(user ?? 'NAME-OF-THE-SERVICE-USER'))];
  });
  return chained;
}

async function checkRole(
  { request, place, probing, report }: Subject,
  role: Requester | undefined,
  powers: Powers | undefined,
  chained: boolean,
): Promise<void> {
  const administration = powers?.role;
  if (role === undefined || administration === undefined) {
    return skipAll([ROLE], 'there is no session without a session policy to look with', report);
  }
  await look([ROLE], report, async () => {
    const elsewhere = await tryOtherBuckets(place.otherBucket, role, probing);
    return [judgeRole(request, { elsewhere, administration }, chained, place.otherBucket)];
  });
}
