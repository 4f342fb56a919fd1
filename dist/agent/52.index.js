export const id = 52;
export const ids = [52];
export const modules = {

/***/ 5052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  obtainer: () => (/* binding */ obtainer)
});

// UNUSED EXPORTS: startFreshCredentials

// EXTERNAL MODULE: ./.cache/build/src/credentials-endpoint.js
var credentials_endpoint = __webpack_require__(1616);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-sts/dist-cjs/index.js
var dist_cjs = __webpack_require__(1695);
;// CONCATENATED MODULE: ./.cache/build/src/connection-failure.js
const TLS_CODES = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'INVALID_CA',
]);
/** Why no answer came at all: name look-up, connection, TLS or protocol. */
function judgeConnection({ request, error }) {
    const code = systemCode(error);
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
        return badCertificateTime(code);
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return wrongCertificateName(request, code);
    if (TLS_CODES.has(code))
        return untrusted(code);
    if (/^(EPROTO|ERR_SSL_|HPE_)/.test(code))
        return wrongProtocol(request, code);
    return noNetwork(request, code);
}
/** The system's code of an error, looked for through its causes and the parts of an aggregate. */
function systemCode(error) {
    if (typeof error !== 'object' || error === null)
        return 'unknown error';
    const { code, cause, errors, name } = error;
    if (typeof code === 'string' && /^[A-Z0-9_]{3,64}$/.test(code))
        return code;
    if (cause !== undefined)
        return systemCode(cause);
    if (Array.isArray(errors) && errors.length > 0)
        return systemCode(errors[0]);
    return name ?? 'unknown error';
}
function badCertificateTime(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that is not valid today (${code})`,
        causes: ["the server's certificate was not renewed.", "this machine's clock is wrong."],
        remedy: 'check the clock of this machine (date -u) first; then have the certificate renewed.',
    };
}
function wrongCertificateName({ endpoint }, code) {
    return {
        kind: 'tls',
        cameBack: `a certificate for another name (${code})`,
        causes: [
            `${new URL(endpoint).hostname} is not a name of the certificate: the endpoint is misspelt, or a proxy answered.`,
        ],
        remedy: "write endpoint with a name that is in the server's certificate.",
    };
}
function untrusted(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that this machine does not trust (${code})`,
        causes: [
            "the server's certificate comes from a private authority, or is self-signed.",
            'a proxy on the way opens the encryption.',
        ],
        remedy: "set OTTER_CA_BUNDLE to a PEM file with the authority's certificate (and AWS_CA_BUNDLE for the S3 clients). Do not switch the check off.",
    };
}
function wrongProtocol({ endpoint }, code) {
    const { protocol } = new URL(endpoint);
    const other = protocol === 'https:' ? 'http' : 'https';
    return {
        kind: 'not-sts',
        cameBack: `something that is not ${protocol.slice(0, -1)} (${code})`,
        causes: [`the port speaks ${other}, or is not a web server's.`],
        remedy: `check scheme and port of endpoint; it may have to begin with ${other}://.`,
    };
}
const NETWORK_CAUSES = {
    ENOTFOUND: 'the name in endpoint is misspelt, or this runner cannot resolve it.',
    EAI_AGAIN: 'the name service of this runner does not answer.',
    ECONNREFUSED: 'nothing listens at this host and port: the port is wrong, or the server is down.',
    ECONNRESET: 'the server, or something on the way, cut the connection.',
    EHOSTUNREACH: 'there is no route from this runner to the server.',
    ENETUNREACH: 'this runner has no network, or no route to the server.',
};
function noNetwork({ endpoint }, code) {
    return {
        kind: 'network',
        cameBack: `no answer from the server (${code})`,
        causes: [NETWORK_CAUSES[code] ?? 'the connection to the server could not be made, or broke.'],
        remedy: `check endpoint, and from this runner try: curl -sS -m 10 ${endpoint}`,
    };
}

// EXTERNAL MODULE: ./.cache/build/src/failure.js
var failure = __webpack_require__(1748);
;// CONCATENATED MODULE: ./.cache/build/src/duration.js


/** The longest session that OtterStorage and a stock RGW role can give, in seconds (`MaxSessionDuration`, 12 h). */
const LONGEST_SESSION_SECONDS = 43_200;
/** The shortest session that AWS and a default RGW give, in seconds (`rgw_sts_min_session_duration`). */
const SHORTEST_USUAL_SESSION_SECONDS = 900;
/**
 * The shortest session that is worth renewing, in seconds: botocore starts to ask for a new one 15 minutes
 * before the end, so with less than twice that it asks before nearly every request.
 */
const SHORTEST_RENEWED_SESSION_SECONDS = 1_800;
const CLOCK_FORM = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO_FORM = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;
/**
 * Reads a duration: `90s`, `30m`, `1h`, `1h30m`, `PT1H`, plain seconds, or `job`.
 *
 * @param jobSeconds what is left of the job, in seconds, where the CI system tells; `job` is that, at most 12 h.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError when the text is none of these, or out of range
 */
function parseDuration(text, jobSeconds) {
    const given = text.trim();
    const seconds = given === 'job' ? jobDuration(jobSeconds) : readSeconds(given);
    if (seconds === undefined) {
        throw new InputError('duration', `is '${printable(given)}', which is no duration: write 90s, 30m, 1h, PT1H or a number of seconds.`);
    }
    if (seconds < 1)
        throw new InputError('duration', `is '${printable(given)}': a session lasts at least one second.`);
    if (seconds > LONGEST_SESSION_SECONDS) {
        throw new InputError('duration', `is '${printable(given)}', over the 12 h that a session can last: ask for 12h or less, and use refresh for a longer job.`);
    }
    return seconds;
}
function jobDuration(jobSeconds) {
    if (jobSeconds === undefined) {
        throw new InputError('duration', "is 'job', which only GitLab CI can answer (from CI_JOB_TIMEOUT): elsewhere write a length such as 1h.");
    }
    return Math.min(Math.max(Math.ceil(jobSeconds), 1), LONGEST_SESSION_SECONDS);
}
function readSeconds(text) {
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    const parts = CLOCK_FORM.exec(text.toLowerCase()) ?? ISO_FORM.exec(text.toUpperCase());
    if (parts === null || parts.slice(1).every((part) => part === undefined))
        return undefined;
    const [hours = '0', minutes = '0', seconds = '0'] = parts.slice(1);
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
/** What to tell the user about a duration that is allowed and may still surprise; empty when there is nothing. */
function durationWarnings(seconds, renewed) {
    if (renewed && seconds < SHORTEST_RENEWED_SESSION_SECONDS) {
        return [
            `duration is ${describeSeconds(seconds)}: sessions that are refreshed want 30 min or more, ` +
                'since the AWS CLI and boto3 ask again 15 minutes before the end, and so before every request. 1h is right.',
        ];
    }
    if (seconds < SHORTEST_USUAL_SESSION_SECONDS) {
        return [
            `duration is ${describeSeconds(seconds)}: servers usually refuse less than 15 min; a sandbox or a tuned RGW does not.`,
        ];
    }
    return [];
}
/** A user's text for an error message: cut, and without control characters that could forge a log line. */
function printable(text) {
    const clean = text.replace(/[^\x20-\x7e]/g, '?');
    return clean.length > 80 ? `${clean.slice(0, 77)}...` : clean;
}

// EXTERNAL MODULE: ./.cache/build/src/session.js
var src_session = __webpack_require__(42);
;// CONCATENATED MODULE: ./.cache/build/src/explanation.js




/** Seconds of clock skew at which a server refuses a signature (S3's and RGW's limit). */
const SKEW_LIMIT_SECONDS = 900;
/** The longest session of a role whose MaxSessionDuration was never raised, in seconds. */
const DEFAULT_ROLE_SECONDS = 3_600;
/** The most seconds of a Retry-After that are waited. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** Says what was tried, what came back, why that is likely so, and what to do. */
function explain(evidence) {
    const { request, response } = evidence;
    const tried = `AssumeRole for bucket '${request.bucket}' at ${request.endpoint}`;
    if (evidence.timedOut === true)
        return new failure/* ExchangeFailure */.u7({ tried, ...timeout(evidence) });
    if (response !== undefined)
        return new failure/* ExchangeFailure */.u7({ tried, ...judgeResponse(evidence, response) });
    return new failure/* ExchangeFailure */.u7({ tried, ...judgeConnection(evidence) });
}
function judgeResponse(evidence, response) {
    const code = errorCode(response.body);
    const verdict = verdictFor(evidence, response, code);
    return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...verdict };
}
/** The code of an error in S3's envelope or in STS's: `<Error>` holds `<Code>` in both. */
function errorCode(body) {
    return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(body)?.[1];
}
const SKEW_CODES = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
const DENIAL_CODES = new Set([
    'AccessDenied',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'UserSuspended',
]);
const THROTTLE_CODES = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'RequestLimitExceeded',
]);
function verdictFor(evidence, response, code) {
    const { status } = response;
    if (status >= 200 && status < 300)
        return judgeSuccess(evidence, response);
    if (status >= 300 && status < 400)
        return redirected(response);
    const skewed = Math.abs(response.clockSkewSeconds) >= SKEW_LIMIT_SECONDS;
    if (SKEW_CODES.has(code ?? '') || (status === 403 && skewed))
        return clockSkew(response, code);
    if (status === 429 || THROTTLE_CODES.has(code ?? ''))
        return throttled(response, code);
    if (status >= 500 && status !== 501)
        return serverError(response, code);
    if (code === undefined)
        return notSts(response, 'an answer that is no S3 or STS error');
    if (DENIAL_CODES.has(code))
        return denied(evidence, response, code);
    if (code === 'NoSuchEntity')
        return noSuchRole(evidence, response, code);
    if (code === 'MalformedPolicyDocument' || code === 'PackedPolicyTooLarge')
        return badPolicy(evidence, response, code);
    if (status === 400)
        return invalidRequest(evidence, response, code);
    return notSts(response, `${status} ${code}`);
}
function denied({ request, credential }, { status }, code) {
    const key = `the service access key ending in ${credential.accessKey.slice(-4)}`;
    const causes = [
        `${key} was revoked or replaced.`,
        'the secret key belongs to another access key, or lost a character when it was stored.',
        `the role ${request.roleArn} does not trust the user of this key, or belongs to another bucket.`,
        `the endpoint ${request.endpoint} is not the one that issued this key.`,
    ];
    if (code === 'SignatureDoesNotMatch')
        causes.unshift(...causes.splice(1, 1));
    return {
        kind: 'denied',
        cameBack: `${status} ${code}`,
        causes,
        remedy: 'store key, secret and role ARN anew, all three from one service credential of this bucket; ' +
            'if it is no longer listed there, create a new one. It is not tried again, since a denial does not pass by itself.',
    };
}
function noSuchRole({ request }, { status }, code) {
    return {
        kind: 'no-such-role',
        cameBack: `${status} ${code}`,
        causes: [
            `there is no role ${request.roleArn} at this endpoint: a digit is missing, or the role belongs to another cluster or account.`,
        ],
        remedy: "copy role-arn from the bucket's service credential again, and check that endpoint is that bucket's.",
    };
}
function badPolicy({ request }, { status }, code) {
    return {
        kind: 'bad-policy',
        cameBack: `${status} ${code}`,
        causes: [
            `the server did not take the session policy made from access '${request.access}' and prefix '${printable(request.prefix)}'.`,
        ],
        remedy: 'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
    };
}
function invalidRequest({ request }, { status }, code) {
    const asked = (0,src_session/* describeSeconds */.bD)(request.durationSeconds);
    const causes = [
        `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`,
        `the server does not take the session name '${request.sessionName}'.`,
    ];
    if (request.durationSeconds < 900) {
        causes.unshift(`the session of ${asked} is shorter than the server allows (usually 15 min).`);
    }
    else if (request.durationSeconds <= DEFAULT_ROLE_SECONDS)
        causes.reverse();
    const remedy = request.durationSeconds > DEFAULT_ROLE_SECONDS
        ? "ask for 1h, or raise the role's MaxSessionDuration; a job that is longer keeps its session fresh with refresh."
        : 'ask for a duration of 1h and leave session-name empty; if that works, change one of them at a time.';
    return { kind: 'invalid-request', cameBack: `${status} ${code}`, causes, remedy };
}
function clockSkew({ status, clockSkewSeconds }, code) {
    const direction = clockSkewSeconds < 0 ? 'behind' : 'ahead of';
    return {
        kind: 'clock-skew',
        cameBack: `${status} ${code ?? 'without a code'}, with this machine's clock ${Math.abs(clockSkewSeconds)} s ${direction} the server's`,
        causes: [`a signature is refused when the clocks differ by more than ${SKEW_LIMIT_SECONDS} s.`],
        remedy: "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation), then run the job again.",
    };
}
function throttled(response, code) {
    return {
        kind: 'throttled',
        cameBack: `${response.status} ${code ?? ''}`.trim(),
        causes: ['too many requests reached the server at this moment.'],
        remedy: 'run the job again a little later; when many jobs start at once, spread their start.',
        ...retryAfter(response),
    };
}
function serverError(response, code) {
    return {
        kind: 'server',
        cameBack: `${response.status} ${code ?? 'from the server or a proxy before it'}`,
        causes: ['the server, or a load balancer before it, has a fault or is being restarted.'],
        remedy: "run the job again; if it stays, ask the storage's operators, and tell them the time and the endpoint.",
        ...retryAfter(response),
    };
}
function retryAfter({ headers }) {
    const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
    return Number.isNaN(seconds)
        ? {}
        : { retryAfterSeconds: Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) };
}
function redirected({ status, headers }) {
    const target = URL.canParse(headers.location ?? '') ? ` to ${new URL(headers.location ?? '').origin}` : '';
    return {
        kind: 'not-sts',
        cameBack: `${status}, a redirect${target}`,
        causes: [
            'the endpoint is a web page or a portal, http was used where the server wants https, or a proxy asks for a login.',
        ],
        remedy: `set endpoint to the S3 endpoint itself${target === '' ? '' : ', or to the place that it redirects to if that is one'}.`,
    };
}
function judgeSuccess({ session, now }, response) {
    if (session !== undefined)
        return endedAlready(session, now, response);
    if (response.body.includes('<AssumeRoleResponse')) {
        return {
            kind: 'server',
            cameBack: 'an answer that was cut short or lacks a part of the credentials',
            causes: ['the connection, or a proxy on the way, broke the answer.'],
            remedy: 'run the job again.',
        };
    }
    return notSts(response, `${response.status} with ${contentName(response)} instead of credentials`);
}
function endedAlready(session, now, response) {
    return {
        kind: 'clock-skew',
        cameBack: `a session that ended at ${(0,src_session/* formatTime */.fU)(session.expiration)}, and here it is ${(0,src_session/* formatTime */.fU)(new Date(now))}`,
        causes: [`this machine's clock is ${Math.abs(response.clockSkewSeconds)} s away from the server's.`],
        remedy: "set this machine's clock, then run the job again.",
    };
}
function notSts(response, cameBack) {
    const sent = response.body.trim() === '' ? '' : ` (${contentName(response)})`;
    return {
        kind: 'not-sts',
        cameBack: cameBack.startsWith(`${response.status}`) ? cameBack : `${response.status}, ${cameBack}${sent}`,
        causes: [
            'the endpoint is not the S3 endpoint but a web site, a console, a portal or a proxy.',
            'it is an RGW without STS (rgw_s3_auth_use_sts is off).',
        ],
        remedy: 'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on a cluster of your own switch STS on.',
    };
}
function contentName({ headers, body }) {
    const start = body.trimStart().slice(0, 200).toLowerCase();
    if (start.startsWith('<!doctype html') || start.includes('<html'))
        return 'an HTML page';
    if (start.startsWith('{') || start.startsWith('['))
        return 'JSON';
    if (start === '')
        return 'an empty body';
    return printable(headers['content-type'] ?? 'text of an unknown kind');
}
function timeout({ request }) {
    return {
        kind: 'timeout',
        cameBack: 'no complete answer in time',
        causes: [
            'a firewall drops packets to the server, or the runner needs a proxy (HTTPS_PROXY).',
            'the server is overloaded or hangs.',
        ],
        remedy: `from this runner, try: curl -sS -m 10 ${request.endpoint}`,
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./.cache/build/src/http-agent.js



/**
 * Node's own agents, which trust the bundle and go through the environment's proxies. Who makes them destroys them.
 *
 * @param keepAlive whether the next request may use the connection of the one before
 */
function createAgents({ caBundle, environment }, keepAlive) {
    const options = {
        keepAlive,
        ...(environment === undefined ? {} : { proxyEnv: proxyVariables(environment) }),
    };
    const ca = caBundle === undefined ? {} : { ca: [...external_node_tls_.rootCertificates, caBundle] };
    return { httpAgent: new external_node_http_.Agent(options), httpsAgent: new external_node_https_.Agent({ ...options, ...ca }) };
}
/** Only what the agent may use of an environment, so that nothing else of it is kept. */
function proxyVariables(environment) {
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
    return Object.fromEntries(names.flatMap((name) => {
        const value = environment[name];
        return value === undefined || value === '' ? [] : [[name, value]];
    }));
}

;// CONCATENATED MODULE: ./.cache/build/src/exchange.js





/** Milliseconds that one attempt may take, from the look-up of the name to the last byte. */
const ATTEMPT_MS = 10_000;
/** Milliseconds that all attempts and the waits between them may take. */
const DEADLINE_MS = 60_000;
/** Requests that one exchange makes at most, unless it is told otherwise. */
const MOST_ATTEMPTS = 5;
/** The first wait is up to this many milliseconds, each later one up to twice the one before. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** Bytes of an answer that are kept. An AssumeRole answer has about 2 KB; a login page can have any size. */
const LARGEST_ANSWER = 256 * 1024;
/**
 * Turns a service credential into a session with one AssumeRole call. Nothing else is asked of the server
 * (an RGW has no GetCallerIdentity). Network errors, 5xx and throttling are tried again, with full jitter
 * ("Exponential Backoff And Jitter", AWS Architecture Blog); a denial or a bad request is not.
 *
 * @throws ExchangeFailure when there is no session; its message explains
 * @throws the signal's reason when it is aborted
 */
async function exchange(credential, request, surroundings = {}) {
    const { signal, onRetry, now = Date.now, random = Math.random, mostAttempts = MOST_ATTEMPTS, } = surroundings;
    const deadline = now() + (surroundings.deadlineMs ?? DEADLINE_MS);
    for (let attempt = 1;; attempt += 1) {
        const timeout = AbortSignal.timeout(Math.min(surroundings.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1)));
        try {
            const outcome = await assumeRole(credential, request, surroundings, timeout);
            return { ...outcome, attempts: attempt };
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof failure/* ExchangeFailure */.u7) || !error.retryable || attempt === mostAttempts)
                throw error;
            const waitMs = waitBefore(attempt, error.detail.retryAfterSeconds, random);
            if (now() + waitMs >= deadline)
                throw error;
            onRetry?.(error, waitMs);
            await pause(waitMs, signal);
        }
    }
}
/** @throws the signal's own reason, where node's timer would throw an AbortError */
async function pause(waitMs, signal) {
    await (0,promises_.setTimeout)(waitMs, undefined, { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}
function waitBefore(attempt, retryAfterSeconds, random) {
    if (retryAfterSeconds !== undefined)
        return retryAfterSeconds * 1000;
    return Math.ceil(random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
}
async function assumeRole(credential, request, surroundings, timeout) {
    const now = surroundings.now ?? Date.now;
    const capture = {};
    const client = createClient(credential, request, surroundings, capture);
    const signal = surroundings.signal === undefined ? timeout : AbortSignal.any([surroundings.signal, timeout]);
    try {
        const output = await client.send(commandFor(request), { abortSignal: signal });
        const session = readSession(output);
        if (session === undefined || session.expiration.getTime() <= now()) {
            throw explain({ request, credential, now: now(), response: capture.response, session });
        }
        return { session, clockSkewSeconds: capture.response?.clockSkewSeconds ?? 0 };
    }
    catch (error) {
        if (error instanceof failure/* ExchangeFailure */.u7)
            throw error;
        throw explain({
            request,
            credential,
            now: now(),
            response: capture.response,
            error,
            timedOut: timeout.aborted,
        });
    }
    finally {
        client.destroy();
    }
}
function commandFor(request) {
    return new dist_cjs/* AssumeRoleCommand */.QL({
        RoleArn: request.roleArn,
        RoleSessionName: request.sessionName,
        DurationSeconds: request.durationSeconds,
        ...(request.policy === undefined ? {} : { Policy: request.policy.json }),
    });
}
function createClient(credential, request, surroundings, capture) {
    const { now = Date.now } = surroundings;
    const client = new dist_cjs/* STSClient */.iM({
        endpoint: request.endpoint,
        region: request.region,
        credentials: { accessKeyId: credential.accessKey, secretAccessKey: credential.revealSecretKey() },
        // The retries are ours: the SDK cannot tell an RGW's errors apart, and has no deadline.
        maxAttempts: 1,
        // Given here so that nothing in the machine's ~/.aws can change what is asked.
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
        requestHandler: createAgents(surroundings, false),
    });
    // Nearest to the wire: the SDK reads STS's error envelope alone, and an RGW answers in S3's.
    client.middlewareStack.add((next) => async (args) => {
        const result = await next(args);
        capture.response = await readRaw(result.response, now);
        result.response.body = Buffer.from(capture.response.body);
        return result;
    }, { step: 'deserialize', name: 'captureRawResponse', priority: 'low' });
    return client;
}
async function readRaw(response, now) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_ANSWER)
            break;
    }
    const date = Date.parse(response.headers.date ?? '');
    return {
        status: response.statusCode,
        headers: response.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        clockSkewSeconds: Number.isNaN(date) ? 0 : Math.round((now() - date) / 1000),
    };
}
function readSession({ Credentials, AssumedRoleUser }) {
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined)
        return undefined;
    if (Number.isNaN(Expiration.getTime()))
        return undefined;
    return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
        arn: AssumedRoleUser?.Arn ?? '',
    };
}

// EXTERNAL MODULE: ./.cache/build/src/renewal.js
var renewal = __webpack_require__(1526);
;// CONCATENATED MODULE: ./.cache/build/src/fresh-credentials.js



/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
 */
function obtainer(credential, request, surroundings) {
    let { mostAttempts } = surroundings;
    return async (signal) => {
        const { session } = await exchange(credential, request, { ...surroundings, signal, mostAttempts });
        mostAttempts = 1;
        return session;
    };
}
/**
 * Credentials that stay fresh for as long as this process lives: a renewal, and the loopback endpoint from which
 * S3 clients fetch them.
 *
 * @throws ExchangeFailure when the first exchange fails; nothing is left running then
 */
async function startFreshCredentials(options) {
    const renewal = new Renewal(options);
    const first = await renewal.start();
    try {
        const endpoint = await startCredentialsEndpoint({ renewal });
        const stop = () => {
            renewal.stop();
            return endpoint.close();
        };
        return { first, endpoint, stop };
    }
    catch (error) {
        renewal.stop();
        throw error;
    }
}


/***/ })

};
