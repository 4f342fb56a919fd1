import { newTrust } from '../credentials/recommended-policies.ts';
import { ServiceCredential } from '../credentials/service-credential.ts';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { WebIdentity } from '../credentials/web-identity.ts';
import type { FailureKind } from '../failure.ts';
import type { S3Key } from '../http/signing.ts';
import { lookAtAddressing } from './addressing.ts';
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
import { FORGED_TOKENS, judgeForgedTokens, tryForgedTokens } from './forged-tokens.ts';
import { lookAtOldClients } from './old-clients.ts';
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
import {
  AUDIENCE,
  checkAudience,
  checkTrust,
  describeToken,
  type HeldToken,
  obtainToken,
  TOKEN,
  TRUST,
} from './token-trust.ts';
import { judgeUploads, lookAtUploads, whyNoUpload } from './uploads.ts';

/** Lines only for a token, and only for a service key. */
const OF_TOKEN = [TOKEN, FORGED_TOKENS, AUDIENCE, TRUST];
const OF_KEY = [SERVICE_KEY, READ_BACK];

const LINES = [
  CLOCK,
  TOKEN,
  EXCHANGE,
  FORGED_TOKENS,
  AUDIENCE,
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
  TRUST,
  DURATION,
];

/** The lines that apply to a source. */
function linesOf(source: SessionSource): string[] {
  const without = source instanceof WebIdentity ? OF_KEY : OF_TOKEN;
  return LINES.filter((name) => !without.includes(name));
}

/**
 * Checks whether a service credential, or a job's identity token, does what it should and nothing else. Everything that it
 * creates is removed again, and a line says so if that fails.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
export async function checkSource(
  source: SessionSource,
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
  const assume = createAssume(source, request, place);
  try {
    const contacted = await contact(place, anyone);
    const line = judgeEndpoint(contacted);
    report(line);
    if (line.status === 'fail') return skipAll(linesOf(source), 'there is no S3 service to ask', report);
    report(judgeClock(contacted));
    await lookAtAddressing(place, report);
    await lookAtOldClients(place, report);
    const subject = { source, request, place, open, probing, assume, report };
    if (source instanceof ServiceCredential) {
      await checkPowers({ ...subject, serviceKey: open(source.signingKey()) });
    } else if (source instanceof WebIdentity) await checkIdentity(subject, source);
    else await checkPowers(subject);
  } finally {
    for (const line of judgeCleanup(await cleanup.removeAll())) report(line);
    await Promise.all(requesters.map((requester) => requester.close()));
  }
}

interface Subject {
  readonly source: SessionSource;
  readonly request: SessionRequest;
  readonly place: Place;
  /** Only for a service credential. */
  readonly serviceKey?: Requester;
  /** Only for a job's identity. */
  readonly held?: HeldToken;
  readonly open: (key: S3Key) => Requester;
  readonly probing: Probing;
  readonly assume: Assume;
  readonly report: Report;
}

/** Failures that a server reports only after it has accepted the key and its signature. */
const KEY_IS_KNOWN: ReadonlySet<FailureKind> = new Set(['no-such-role', 'invalid-request', 'bad-policy']);
const NO_SESSION = 'there is no session';

/** What the token says comes before what its session may do. */
async function checkIdentity(subject: Subject, identity: WebIdentity): Promise<void> {
  const { request, place, report } = subject;
  const signal = place.signal ?? new AbortController().signal;
  const held = await obtainToken(identity, request, { ...place.connection, signal });
  if ('status' in held) {
    report(held);
    const rest = linesOf(identity).filter((name) => name !== CLOCK && name !== TOKEN);
    return skipAll(rest, 'there is no identity token', report);
  }
  report(describeToken(held));
  await checkPowers({ ...subject, held });
}

async function checkPowers(subject: Subject): Promise<void> {
  const { request, place, assume, report, held } = subject;
  const assumption = await assumeRole(assume, request.durationSeconds);
  report(judgeAssumption(assumption, held && 'AssumeRoleWithWebIdentity'));
  if ('failure' in assumption) return await checkWithoutSession(subject, assumption.failure.kind);
  const session = subject.open(assumption.session);
  const whole = await assumeWholeRole(subject, assumption);
  const role = whole && subject.open(whole);
  if (held !== undefined) await checkTokens(subject, held);
  await checkScope(subject, session);
  const powers = await checkAdministration(subject, session, role);
  const ownsBuckets = await checkServiceKey(subject, session);
  await checkUploads(subject, { session, role: role ?? session, ownsBuckets });
  const chained = await checkChaining(subject, assumption);
  await checkRole(subject, role, powers, chained);
  if (held !== undefined) {
    await look([TRUST], report, async () => [await checkTrust(request, held, role ?? session)]);
  }
  const limit = await measureDurationLimit(assume, request.durationSeconds, assumption.fits, place.now);
  report(judgeDuration(limit));
}

/** A refusal proves something only where the token itself is accepted. */
async function checkTokens({ request, probing, report }: Subject, held: HeldToken): Promise<void> {
  const { anyone } = probing;
  await look([FORGED_TOKENS], report, async () => [
    judgeForgedTokens(await tryForgedTokens(request, held.token, anyone)),
  ]);
  await look([AUDIENCE], report, async () => [await checkAudience(held, request, anyone)]);
}

async function checkWithoutSession(subject: Subject, kind: FailureKind): Promise<void> {
  const { report, source, serviceKey } = subject;
  const rest = linesOf(source).filter((name) => ![CLOCK, TOKEN, EXCHANGE].includes(name));
  const [before, after] = [rest.indexOf(SERVICE_KEY), rest.indexOf(SERVICE_KEY) + 1];
  if (serviceKey === undefined) return skipAll(rest, NO_SESSION, report);
  skipAll(rest.slice(0, before), NO_SESSION, report);
  if (KEY_IS_KNOWN.has(kind)) await checkServiceKey(subject);
  else skipAll([SERVICE_KEY], 'the server does not accept the key, so a refusal proves nothing', report);
  skipAll(rest.slice(after), NO_SESSION, report);
}

type Obtained = Extract<Assumption, { readonly session: Session }>;

/** A session without a session policy, which shows what the role allows. `undefined` if none can be obtained. */
async function assumeWholeRole(
  subject: Subject,
  { session, seconds }: Obtained,
): Promise<Session | undefined> {
  const { source, request, place } = subject;
  const { policy, ...rest } = request;
  if (policy === undefined) return session;
  const assume = createAssume(source, { ...rest, access: 'role', prefix: '' }, place);
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

/** Reports what the session can do. What the role can do is reported later. */
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

/** @returns whether its user owns buckets; undefined without a service key */
async function checkServiceKey(
  { request, serviceKey, probing, report }: Subject,
  session?: Requester,
): Promise<boolean | undefined> {
  if (serviceKey === undefined) return undefined;
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
  by: { readonly session: Requester; readonly role: Requester; readonly ownsBuckets: boolean | undefined },
): Promise<void> {
  const names = serviceKey === undefined ? [OWNER] : [READ_BACK, OWNER];
  const reason = whyNoUpload(request);
  if (reason !== undefined) return skipAll(names, reason, report);
  await look(names, report, async () => {
    const evidence = await lookAtUploads(request, by.session, { serviceKey, role: by.role }, probing);
    return judgeUploads(request, evidence, by.ownsBuckets);
  });
}

/** @returns whether a session can obtain another one */
async function checkChaining(subject: Subject, { session, seconds }: Obtained): Promise<boolean> {
  const { request, place, probing, serviceKey, held, report } = subject;
  let chained = false;
  await look([CHAINING], report, async () => {
    const around = { anyone: probing.anyone, now: place.now };
    const trials = await tryChaining(request, session, seconds, around);
    chained = trials.some(({ outcome }) => outcome === 'allowed');
    const user = chained && serviceKey ? await readKeyUser(serviceKey) : undefined;
    const trust = held?.trust ?? newTrust(userArn(user ?? 'NAME-OF-THE-SERVICE-USER'));
    return [judgeChaining(trials, request.roleArn, trust)];
  });
  return chained;
}

async function checkRole(
  { request, place, probing, held, report }: Subject,
  role: Requester | undefined,
  powers: Powers | undefined,
  chained: boolean,
): Promise<void> {
  const administration = powers?.role;
  if (role === undefined || administration === undefined) {
    return skipAll([ROLE], 'a session without a session policy could not be obtained', report);
  }
  await look([ROLE], report, async () => {
    const elsewhere = await tryOtherBuckets(place.otherBucket, role, probing);
    const breadth = { elsewhere, administration };
    const holder = held && 'whoever has such a token';
    return [judgeRole(request, breadth, chained, place.otherBucket, holder)];
  });
}
