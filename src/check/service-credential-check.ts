import type { FailureKind } from '../failure.ts';
import type { S3Key } from '../s3-connection.ts';
import type { ServiceCredential } from '../service-credential.ts';
import type { SessionRequest } from '../session-request.ts';
import {
  type Assume,
  assumeRole,
  createAssume,
  EXCHANGE,
  judgeAssumption,
  measureDurationLimit,
} from './assumption.ts';
import { judgeConfinement, SCOPE, tryBeyondScope } from './confinement.ts';
import { DURATION, judgeDuration } from './duration-limit.ts';
import { CLOCK, contact, judgeClock, judgeEndpoint } from './endpoint.ts';
import { judgeLeftovers, Leftovers } from './leftovers.ts';
import { judgeOtherBuckets, OTHER_BUCKETS, tryOtherBuckets } from './other-buckets.ts';
import { OWNER } from './ownership.ts';
import { createParty, type Party, type Place } from './party.ts';
import type { Probing } from './probe-object.ts';
import { judgeReach, REACH, useBucket } from './reach.ts';
import { look, type Report, skipAll } from './report.ts';
import { judgeServiceKey, READ_BACK, SERVICE_KEY, tryServiceKey } from './service-key.ts';
import { judgeUploads, lookAtUploads, skipUploads, whyNoUpload } from './uploads.ts';

const AFTER_ENDPOINT = [
  CLOCK,
  EXCHANGE,
  REACH,
  SCOPE,
  OTHER_BUCKETS,
  SERVICE_KEY,
  READ_BACK,
  OWNER,
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
  const parties: Party[] = [];
  const open = (key?: S3Key) => {
    const party = createParty(place, key);
    parties.push(party);
    return party;
  };
  const leftovers = new Leftovers(place.signal);
  const probing = { leftovers, randomId: place.randomId };
  const assume = createAssume(credential, request, place);
  try {
    const contacted = await contact(place, open());
    const line = judgeEndpoint(contacted);
    report(line);
    if (line.status === 'fail') return skipAll(AFTER_ENDPOINT, 'there is no S3 service to ask', report);
    report(judgeClock(contacted));
    const serviceKey = open({
      accessKeyId: credential.accessKey,
      secretAccessKey: credential.revealSecretKey(),
    });
    await checkPowers({ request, place, serviceKey, open, probing, assume, report });
  } finally {
    for (const line of judgeLeftovers(await leftovers.removeAll())) report(line);
    for (const party of parties) party.close();
  }
}

interface Subject {
  readonly request: SessionRequest;
  readonly place: Place;
  readonly serviceKey: Party;
  readonly open: (key: S3Key) => Party;
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
  if ('failure' in assumption) {
    skipAll([REACH, SCOPE, OTHER_BUCKETS], NO_SESSION, report);
    if (KEY_IS_KNOWN.has(assumption.failure.kind)) await checkServiceKey(subject);
    else skipAll([SERVICE_KEY], 'the server does not take the key, so that a refusal proves nothing', report);
    return skipAll([READ_BACK, OWNER, DURATION], NO_SESSION, report);
  }
  const session = subject.open(assumption.session);
  await checkScope(subject, session);
  await checkServiceKey(subject, session);
  await checkUploads(subject, session);
  const limit = await measureDurationLimit(assume, request.durationSeconds, assumption.fits, place.now);
  report(judgeDuration(limit));
}

async function checkScope({ request, place, probing, report }: Subject, session: Party): Promise<void> {
  await look([REACH], report, async () => [judgeReach(request, await useBucket(request, session, probing))]);
  await look([SCOPE], report, async () => [
    judgeConfinement(await tryBeyondScope(request, session, probing)),
  ]);
  const { otherBucket } = place;
  await look([OTHER_BUCKETS], report, async () => [
    judgeOtherBuckets(await tryOtherBuckets(otherBucket, session, probing), otherBucket),
  ]);
}

async function checkServiceKey(
  { request, serviceKey, probing, report }: Subject,
  session?: Party,
): Promise<void> {
  await look([SERVICE_KEY], report, async () => [
    judgeServiceKey(await tryServiceKey(request, serviceKey, probing, session)),
  ]);
}

async function checkUploads(
  { request, serviceKey, probing, report }: Subject,
  session: Party,
): Promise<void> {
  const reason = whyNoUpload(request);
  if (reason !== undefined) return skipUploads(reason).forEach(report);
  await look([READ_BACK, OWNER], report, async () =>
    judgeUploads(request, await lookAtUploads(request, session, serviceKey, probing)),
  );
}
