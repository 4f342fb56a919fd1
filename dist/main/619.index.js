"use strict";
exports.id = 619;
exports.ids = [619];
exports.modules = {

/***/ 8619:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runScript: () => (/* binding */ runScript)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./src/masking/masker.js + 4 modules
var masker = __webpack_require__(7058);
;// CONCATENATED MODULE: ./src/masking/stream.js


/** Shorter than what a person at a prompt notices, longer than the gap between two writes of one line. */
const IDLE_MS = 100;
/** A {@link Masker} as a stream of bytes. After a short pause it releases what is safe to release, see {@link Masker.idle}. */
class MaskingStream extends external_node_stream_.Transform {
    #masker;
    #idleMs;
    #timer;
    /**
     * @param secrets see {@link Masker.learn}
     * @param options `idleMs`: how long no chunk has to come before held-back bytes are released, in milliseconds (100)
     */
    constructor(secrets = [], { idleMs = IDLE_MS } = {}) {
        super();
        this.#masker = new masker/* Masker */.G(secrets);
        this.#idleMs = idleMs;
    }
    /** Masks one more secret in all that this stream has not yet released, see {@link Masker.learn}. */
    learn(secret) {
        this.#masker.learn(secret);
    }
    _transform(chunk, _encoding, done) {
        clearTimeout(this.#timer);
        this.#pass(this.#masker.write(chunk));
        if (this.#masker.heldBytes > 0) {
            this.#timer = setTimeout(() => this.#pass(this.#masker.idle()), this.#idleMs);
        }
        done();
    }
    _flush(done) {
        clearTimeout(this.#timer);
        this.#pass(this.#masker.end());
        done();
    }
    _destroy(error, done) {
        clearTimeout(this.#timer);
        super._destroy(error, done);
    }
    #pass(bytes) {
        if (bytes.length > 0)
            this.push(bytes);
    }
}

;// CONCATENATED MODULE: ./src/masking/outputs.js

/** The two streams that a program writes, masked alike. */
class MaskedOutputs {
    stdout = new MaskingStream();
    stderr = new MaskingStream();
    /** Masks more secrets in all that neither stream has released yet. */
    learn(secrets) {
        for (const secret of secrets) {
            this.stdout.learn(secret);
            this.stderr.learn(secret);
        }
    }
}

// EXTERNAL MODULE: ./src/service-credential.js + 1 modules
var service_credential = __webpack_require__(6481);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/session.js
var src_session = __webpack_require__(9173);
;// CONCATENATED MODULE: ./src/credentials-endpoint.js


// Importing it would load all that it re-exports, undici included: 13 MB and 20 ms (measured; since Node 20.16).
const { createServer } = process.getBuiltinModule('node:http');
const HOST = '127.0.0.1';
/** The AWS SDK for Ruby refuses a URL without a path. */
const PATH = '/v1/session-credentials';
const TOKEN_BYTES = 32;
/** The AWS SDKs for JavaScript and PHP give up after one second, so the answer has to be out before. */
const LONGEST_WAIT_MS = 700;
const LONGEST_URL = 1_024;
/**
 * Serves the renewal's session to every S3 client of this machine that knows the token: the container credentials
 * protocol of Amazon ECS, over plain http on 127.0.0.1.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @throws Error when the port is taken
 */
async function startCredentialsEndpoint(options) {
    const token = options.token ?? (0,external_node_crypto_.randomBytes)(TOKEN_BYTES).toString('base64url');
    const server = createServer(LIMITS, createResponder(options.renewal, token));
    // Far over what one machine's clients need, and under the usual limits on open files.
    server.maxConnections = 4_096;
    server.on('clientError', refuseUnreadable);
    const port = await listen(server, options.port ?? 0);
    return {
        url: `http://${HOST}:${port}${PATH}`,
        token,
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
const LIMITS = {
    /** Bytes, the request line included. */
    maxHeaderSize: 8 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    // Longer than any client pauses between two requests of one burst: a connection closed under a client's
    // request is a failed request.
    keepAliveTimeout: 60_000,
    // Checked here instead, with an answer in this protocol's form.
    requireHostHeader: false,
};
function listen(server, port) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => {
            const problem = error.code === 'EADDRINUSE'
                ? 'another program listens there. Name another port, or none for a free one.'
                : `${error.code ?? error.message}.`;
            reject(new Error(`Opening the credentials endpoint on ${HOST}:${port} failed: ${problem}`, { cause: error }));
        });
        server.listen(port, HOST, () => resolve(server.address().port));
    });
}
function createResponder(renewal, token) {
    const isToken = tokenCheck(token);
    const bodyOf = rememberBody();
    return async (request, response) => {
        const refusal = isToken(request.headers.authorization) ? refuse(request) : WRONG_TOKEN;
        if (refusal !== undefined)
            return send(response, refusal.status, errorBody(refusal), refusal.headers);
        // The wait costs a turn of the event loop, which nobody pays while there is a session.
        const session = renewal.current() ?? (await renewal.waitForSession(LONGEST_WAIT_MS));
        if (session !== undefined)
            return send(response, 200, bodyOf(session));
        const nothing = nothingValid(renewal.status());
        send(response, nothing.status, errorBody(nothing), nothing.headers);
    };
}
const WRONG_TOKEN = {
    status: 401,
    code: 'InvalidToken',
    message: 'The Authorization header is missing or wrong: it is the value of AWS_CONTAINER_AUTHORIZATION_TOKEN of the job that this endpoint belongs to.',
    headers: { 'www-authenticate': 'Bearer' },
};
/** Compares digests, which have one length, so that the time taken tells nothing of the token. */
function tokenCheck(token) {
    const expected = sha256(token);
    return (given = '') => (0,external_node_crypto_.timingSafeEqual)(sha256(given.replace(/^Bearer /i, '')), expected);
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest();
}
function refuse(request) {
    const { method, url = '', headers } = request;
    if (!isLoopbackName(headers.host, request.socket.localPort)) {
        return { status: 403, code: 'WrongHost', message: `The Host header has to be ${HOST} or localhost.` };
    }
    if (url.length > LONGEST_URL) {
        return { status: 414, code: 'URITooLong', message: `The URL is longer than ${LONGEST_URL} characters.` };
    }
    if (url !== PATH)
        return { status: 404, code: 'NotFound', message: `There is nothing here but ${PATH}.` };
    if (method !== 'GET') {
        return {
            status: 405,
            code: 'MethodNotAllowed',
            message: 'Only GET is answered.',
            headers: { allow: 'GET' },
        };
    }
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
        return {
            status: 413,
            code: 'BodyNotAllowed',
            message: 'The request has a body.',
            headers: { connection: 'close' },
        };
    }
    return undefined;
}
/**
 * A web page that had its own name resolve to 127.0.0.1 (DNS rebinding) would send that name. The AWS Common
 * Runtime sends no port.
 */
function isLoopbackName(host, port) {
    const [, given] = /^(?:127\.0\.0\.1|localhost)(?::(\d+))?$/i.exec(host ?? '') ?? [undefined, 'none'];
    return given === undefined || given === String(port);
}
/** The body of the newest session, made once: it is asked for far more often than it changes. */
function rememberBody() {
    let known;
    return (session) => {
        if (known?.session !== session)
            known = { session, body: sessionBody(session) };
        return known.body;
    };
}
function sessionBody({ accessKeyId, secretAccessKey, sessionToken, expiration }) {
    return Buffer.from(JSON.stringify({
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: (0,src_session/* formatTime */.fU)(expiration),
    }));
}
function nothingValid(status) {
    const { expiresAt, nextRenewalAt, lastError } = status;
    const since = expiresAt === undefined ? 'There is no session' : `The last session ended at ${(0,src_session/* formatTime */.fU)(expiresAt)}`;
    const why = lastError === undefined
        ? 'and none has come since'
        : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
    const next = nextRenewalAt === undefined ? '' : ` The next try is at ${(0,src_session/* formatTime */.fU)(nextRenewalAt)}.`;
    return {
        status: 503,
        code: 'NoValidSession',
        message: `${since}, ${why}.${next}`,
        headers: { 'retry-after': '1' },
    };
}
function errorBody({ code, message }) {
    return Buffer.from(JSON.stringify({ code, message }));
}
function send(response, status, body, headers = {}) {
    response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': body.length,
        'cache-control': 'no-store',
        ...headers,
    });
    response.end(body);
}
const UNREADABLE = {
    HPE_HEADER_OVERFLOW: {
        status: 431,
        code: 'RequestHeaderFieldsTooLarge',
        message: `The request's headers are longer than ${LIMITS.maxHeaderSize} bytes.`,
    },
    ERR_HTTP_REQUEST_TIMEOUT: {
        status: 408,
        code: 'RequestTimeout',
        message: `The request was not complete within ${LIMITS.headersTimeout / 1000} s.`,
    },
};
const MALFORMED = { status: 400, code: 'BadRequest', message: 'This is not an HTTP/1.1 request.' };
/** Answers what Node's parser gave up on, which never becomes a request. */
function refuseUnreadable(error, socket) {
    if (!socket.writable || error.code === 'ECONNRESET') {
        socket.destroy();
        return;
    }
    const refusal = UNREADABLE[error.code ?? ''] ?? MALFORMED;
    const body = errorBody(refusal).toString();
    socket.end(`HTTP/1.1 ${refusal.status} ${refusal.code}\r\ncontent-type: application/json\r\n` +
        `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy());
}

// EXTERNAL MODULE: ./src/exchange.js + 62 modules
var exchange = __webpack_require__(9633);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/time-limit.js
var time_limit = __webpack_require__(3078);
;// CONCATENATED MODULE: ./src/until-aborted.js
/**
 * Waits for something that goes on without the one who waits.
 *
 * @throws the signal's reason when it is aborted before
 */
function untilAborted(work, signal) {
    if (signal === undefined)
        return work;
    return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
}

;// CONCATENATED MODULE: ./src/renewal.js




/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: time_limit/* setSystemTimer */.H,
};
/**
 * The part of a session's life after which it is renewed, drawn anew each time so that agents that were started
 * together spread out. Never after 0.46: an outage of half the life can then begin at any moment, and still
 * end while the old session is valid.
 */
const EARLIEST_RENEWAL = 0.38;
const LATEST_RENEWAL = 0.46;
/** A session counts as over this long before its end: it is still to travel to a client and from there to the server. */
const LONGEST_MARGIN_MS = 30_000;
const MARGIN_PART = 0.05;
/** The longest sleep of a timer, so that a jump of the clock or a suspended machine is noticed within it. */
const LONGEST_TICK_MS = 15_000;
/** More than NTP slews between two looks, less than what matters to a session. */
const JUMP_MS = 2_000;
/**
 * What one renewal may take. An RGW answers within tens of milliseconds, and one that hangs is better asked again; but a busy
 * runner takes seconds for what takes milliseconds elsewhere, however short the session is.
 */
const SHORTEST_LIMIT_MS = 5_000;
const LONGEST_LIMIT_MS = 10_000;
const NO_STREAK = { kind: '', refused: false, count: 0 };
/**
 * Keeps one session fresh: renews it well before its end, one exchange at a time, and answers from memory.
 * While the server fails it keeps what is valid and tries again; it never hands out an expired session.
 */
class Renewal {
    #obtain;
    #onObtained;
    #onFailure;
    #clock;
    #setTimer = (milliseconds, callback) => this.#clock.after(milliseconds, callback);
    #random;
    #waiters = new Set();
    #life = 'new';
    #held;
    #due;
    #seen;
    #attempt;
    #cancelTick = () => undefined;
    #renewals = 0;
    #failures = 0;
    #lastError;
    /** The last failure's kind, and how many refusals, or how many other failures, there were in a row; reset by a success. */
    #streak = NO_STREAK;
    constructor(options) {
        this.#obtain = options.obtain;
        this.#onObtained = options.onObtained ?? (() => undefined);
        this.#onFailure = options.onFailure ?? (() => undefined);
        this.#clock = options.clock ?? systemClock;
        this.#random = options.random ?? Math.random;
        this.#due = this.#seen = this.#moment();
    }
    /**
     * Obtains the first session, and keeps it fresh from then on until {@link stop}.
     *
     * @throws what the first exchange threw; nothing is left running then
     */
    async start() {
        if (this.#life !== 'new')
            throw new Error('A renewal is started once.');
        this.#life = 'running';
        try {
            const held = await this.#exchange();
            this.#schedule();
            return held.session;
        }
        catch (error) {
            this.stop();
            throw error;
        }
    }
    /** Ends the renewing: the exchange in flight is aborted, and nothing is handed out any more. Safe to call twice. */
    stop() {
        this.#life = 'stopped';
        this.#cancelTick();
        this.#attempt?.abort(new Error('The renewal was stopped.'));
        this.#wakeWaiters();
    }
    /** The session in hand, or undefined when none is valid. Costs two readings of the clock. */
    current() {
        this.#look();
        return this.#remainingMs() > 0 ? this.#held?.session : undefined;
    }
    /** A valid session, waited for at most `timeoutMs` milliseconds; undefined when none came. */
    async waitForSession(timeoutMs) {
        const session = this.current();
        if (session !== undefined || this.#life === 'stopped')
            return session;
        await this.#nextSession(timeoutMs);
        return this.current();
    }
    /**
     * A valid session other than `stale`, which the server refuses before its time: renews at once, unless renewing fails
     * already and waits for its next try.
     *
     * @param timeoutMs milliseconds that it is waited for at most
     * @returns undefined when none came
     */
    async renewNow(stale, timeoutMs) {
        const isNewer = (session) => session !== undefined && session !== stale;
        if (!isNewer(this.current()) && this.#life === 'running') {
            if (this.#streak.count === 0)
                this.#due = this.#moment();
            this.#look();
            await this.#nextSession(timeoutMs);
        }
        const session = this.current();
        return isNewer(session) ? session : undefined;
    }
    status() {
        return {
            state: this.#state(),
            renewals: this.#renewals,
            failures: this.#failures,
            lastError: this.#lastError === undefined ? undefined : (0,failure/* firstLine */.TM)(this.#lastError),
            expiresAt: this.#held?.session.expiration,
            nextRenewalAt: this.#held === undefined ? undefined : new Date(this.#due.wall),
        };
    }
    #state() {
        if (this.#life === 'stopped')
            return 'stopped';
        if (this.#held === undefined)
            return 'starting';
        if (this.#remainingMs() <= 0)
            return 'expired';
        if (this.#streak.count === 0)
            return 'fresh';
        return this.#streak.refused ? 'refused' : 'failing';
    }
    /** Notices what the clocks did since the last look, and renews when it is time. */
    #look() {
        if (this.#life !== 'running' || this.#held === undefined)
            return;
        const now = this.#moment();
        const jump = now.wall - this.#seen.wall - (now.monotonic - this.#seen.monotonic);
        this.#seen = now;
        // After a jump the end of the session cannot be trusted in either direction.
        if (Math.abs(jump) > JUMP_MS)
            this.#due = now;
        if (this.#attempt === undefined && untilMs(this.#due, now) <= 0)
            void this.#renew(this.#held);
    }
    #schedule() {
        this.#cancelTick();
        if (this.#life !== 'running')
            return;
        const wait = Math.min(untilMs(this.#due, this.#moment()), LONGEST_TICK_MS);
        this.#cancelTick = this.#clock.after(Math.max(wait, 0), () => {
            this.#look();
            if (this.#attempt === undefined)
                this.#schedule();
        });
    }
    async #renew(old) {
        try {
            await this.#exchange(this.#limitMs(old));
            this.#renewals += 1;
            this.#streak = NO_STREAK;
            this.#wakeWaiters();
        }
        catch (error) {
            if (this.#life === 'running')
                this.#fail(error, old);
        }
        finally {
            this.#schedule();
        }
    }
    async #exchange(limitMs) {
        const attempt = new AbortController();
        this.#attempt = attempt;
        const cancelLimit = limitMs === undefined
            ? undefined
            : (0,time_limit/* afterTurns */.z)(this.#setTimer, limitMs, () => attempt.abort(noAnswer(limitMs)));
        try {
            const session = await untilAborted(this.#obtain(attempt.signal), attempt.signal);
            const held = this.#measure(session);
            await untilAborted(Promise.resolve(this.#onObtained(session)), attempt.signal);
            const part = EARLIEST_RENEWAL + this.#random() * (LATEST_RENEWAL - EARLIEST_RENEWAL);
            this.#due = this.#momentIn(held.lifeMs * part);
            this.#seen = this.#moment();
            this.#held = held;
            return held;
        }
        finally {
            cancelLimit?.();
            this.#attempt = undefined;
        }
    }
    #measure(session) {
        const lifeMs = session.expiration.getTime() - this.#clock.now();
        if (!(lifeMs > 0))
            throw alreadyOver(session, this.#clock.now());
        const marginMs = Math.min(LONGEST_MARGIN_MS, lifeMs * MARGIN_PART);
        return { session, lifeMs, validUntil: this.#momentIn(lifeMs - marginMs) };
    }
    /**
     * A hanging server gets twice the time at the next try: it may be slow for everybody and not dead. Near the end of
     * the session it gets less, so that there is time for one more try.
     */
    #limitMs({ lifeMs }) {
        const usual = clamp(lifeMs / 5, SHORTEST_LIMIT_MS, LONGEST_LIMIT_MS);
        const limit = this.#streak.kind === 'timeout' ? usual * 2 : usual;
        const remainingMs = this.#remainingMs();
        return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 4, SHORTEST_LIMIT_MS)) : limit;
    }
    #fail(error, { session, lifeMs }) {
        const kind = failureKind(error);
        const refused = isRefusal(error);
        const repeated = this.#streak.kind === kind;
        this.#streak = { kind, refused, count: refused === this.#streak.refused ? this.#streak.count + 1 : 1 };
        this.#failures += 1;
        this.#lastError = error;
        const remainingMs = this.#remainingMs();
        const nextTryInMs = retryDelayMs(error, this.#streak.count, { lifeMs, remainingMs }, this.#random);
        this.#due = this.#momentIn(nextTryInMs);
        this.#onFailure(error, {
            refused,
            repeated,
            nextTryInMs,
            servingUntil: remainingMs > 0 ? session.expiration : undefined,
        });
    }
    #remainingMs() {
        if (this.#held === undefined || this.#life === 'stopped')
            return 0;
        return untilMs(this.#held.validUntil, this.#moment());
    }
    #moment() {
        return { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    }
    #momentIn(milliseconds) {
        const now = this.#moment();
        return { wall: now.wall + milliseconds, monotonic: now.monotonic + milliseconds };
    }
    /** Resolves with the next session that comes, when the renewal is stopped, or after the time. */
    async #nextSession(timeoutMs) {
        await new Promise((resolve) => {
            const wake = () => {
                cancel();
                this.#waiters.delete(wake);
                resolve();
            };
            const cancel = this.#clock.after(timeoutMs, wake);
            this.#waiters.add(wake);
        });
    }
    #wakeWaiters() {
        for (const wake of [...this.#waiters])
            wake();
    }
}
/** Milliseconds until either clock reaches the moment: a clock set back delays nothing, a suspended one neither. */
function untilMs(moment, now) {
    return Math.min(moment.wall - now.wall, moment.monotonic - now.monotonic);
}
const REFUSALS = new Set([
    'denied',
    'no-such-role',
    'invalid-request',
    'bad-policy',
]);
/** Whether the server understood and said no, as opposed to an outage or a clock that will be set right. */
function isRefusal(error) {
    return error instanceof failure/* ExchangeFailure */.u7 && REFUSALS.has(error.kind);
}
function failureKind(error) {
    if (error instanceof failure/* ExchangeFailure */.u7)
        return error.kind;
    return error instanceof Error ? error.name : 'unknown';
}
const FIRST_RETRY_PART = 0.03;
const SHORTEST_FIRST_RETRY_MS = 100;
const LONGEST_FIRST_RETRY_MS = 1_000;
/** The longest wait while a valid session is in hand, and the longest once clients go without one. */
const LONGEST_RETRY_MS = 15_000;
const LONGEST_RETRY_WITHOUT_SESSION_MS = 4_000;
/** A refusal is asked about once more within seconds, in case it was a hiccup, and then each minute. */
const REFUSED_RETRY_MS = 60_000;
/** The most of the server's own Retry-After that is heeded. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/**
 * Milliseconds until the next try, with a quarter of jitter to either side. Doubles with each failure in a row, up
 * to a tenth of what the session still has, so that it never ends for want of a try.
 */
function retryDelayMs(error, failuresInARow, { lifeMs, remainingMs }, random) {
    const jitter = 0.75 + random() / 2;
    if (isRefusal(error) && failuresInARow > 1)
        return Math.min(REFUSED_RETRY_MS, lifeMs / 2) * jitter;
    const first = clamp(lifeMs * FIRST_RETRY_PART, SHORTEST_FIRST_RETRY_MS, LONGEST_FIRST_RETRY_MS);
    const longest = remainingMs > 0 ? clamp(remainingMs / 10, first, LONGEST_RETRY_MS) : LONGEST_RETRY_WITHOUT_SESSION_MS;
    const delay = Math.min(first * 2 ** Math.min(failuresInARow - 1, 16), longest) * jitter;
    return Math.max(delay, retryAfterMs(error, remainingMs));
}
function retryAfterMs(error, remainingMs) {
    if (!(error instanceof failure/* ExchangeFailure */.u7))
        return 0;
    const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
    return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}
function noAnswer(limitMs) {
    return new failure/* ExchangeFailure */.u7({
        kind: 'timeout',
        tried: 'Renewing the session',
        cameBack: `no answer within ${Math.round(limitMs / 1000)} s`,
        causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
        remedy: 'Nothing, if it passes: it is tried again. Otherwise look at the endpoint and the network.',
    });
}
function alreadyOver({ expiration }, now) {
    const late = (0,src_session/* describeSeconds */.bD)(Math.ceil((now - expiration.getTime()) / 1000));
    return new failure/* ExchangeFailure */.u7({
        kind: 'clock-skew',
        tried: 'Obtaining a session',
        cameBack: `it ended at ${(0,src_session/* formatTime */.fU)(expiration)}, ${late} ago by this machine's clock`,
        causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
        remedy: 'Set the clock, or switch time synchronisation (NTP) on.',
    });
}

;// CONCATENATED MODULE: ./src/fresh-credentials.js



/** Milliseconds after which an attempt of a renewal ends in any case. */
const LONGEST_ATTEMPT_MS = 60_000;
/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
 */
function obtainer(credential, request, surroundings) {
    const { now = Date.now } = surroundings;
    let { mostAttempts, attemptMs } = surroundings;
    return async (signal) => {
        const terms = { ...surroundings, signal, mostAttempts, attemptMs };
        const { session } = await (0,exchange/* exchange */.c)(credential, request, terms);
        mostAttempts = 1;
        // The renewal's own limit, which grows with a server that is slow, comes before.
        attemptMs = LONGEST_ATTEMPT_MS;
        // By a clock that runs behind the server's a session would seem to last longer than it does.
        const latestEnd = now() + request.durationSeconds * 1000;
        return { ...session, expiration: new Date(Math.min(session.expiration.getTime(), latestEnd)) };
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

// EXTERNAL MODULE: ./src/environment.js + 1 modules
var src_environment = __webpack_require__(4710);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./src/progress/visible.js


/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
const LONGEST_TEXT = 4_000;
/** What a text says first, on one line and without its full stop. */
function firstSentence(text) {
    const [line = ''] = text.split('\n', 1);
    // A name in quotes may hold what ends a sentence.
    const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
    const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
    return visible(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}
/** A value as one line of JSON that is harmless in a log. */
function jsonLine(value) {
    return `${visibleJson(value)}\n`;
}

// EXTERNAL MODULE: ./action/failure-report.js
var failure_report = __webpack_require__(839);
// EXTERNAL MODULE: ./action/masks.js + 1 modules
var masks = __webpack_require__(514);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./action/script-file.js



/** @throws Error when there is no temporary folder that it can be written to */
function writeScript({ script, shell }, { RUNNER_TEMP }) {
    const folder = makeFolder(RUNNER_TEMP);
    const path = (0,external_node_path_.join)(folder, `script${shell.extension}`);
    const remove = () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    try {
        (0,external_node_fs_.writeFileSync)(path, shell.wrap?.(script) ?? `${script}\n`, { mode: 0o600 });
        return { path, remove };
    }
    catch (error) {
        remove();
        throw error;
    }
}
/** An earlier step may have removed the runner's own temporary folder. */
function makeFolder(runnerTemp) {
    try {
        if (runnerTemp !== undefined && runnerTemp !== '') {
            if (!(0,external_node_fs_.existsSync)(runnerTemp))
                (0,external_node_fs_.mkdirSync)(runnerTemp);
            return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(runnerTemp, 'otter-sts-'));
        }
    }
    catch {
        // The system's own does as well.
    }
    return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sts-'));
}

;// CONCATENATED MODULE: ./action/script-place.js




/**
 * Checks where a script is to run, and what is to run it: before the exchange, so that no session is asked for in vain.
 *
 * @throws InputError when the folder or the shell is not there
 */
function checkPlace(runner, { shell, workingDirectory }) {
    if (workingDirectory !== '' && !isFolder(workingDirectory)) {
        throw new failure/* InputError */.dz('working-directory', `is '${(0,printable/* printable */.g$)(workingDirectory)}', which is no folder: name one that is there, absolute or from the workspace on.`);
    }
    if (placesOf(shell.command, workingDirectory, runner).some(isExecutable))
        return;
    const where = hasFolder(shell.command) ? 'is no program' : 'is not on the PATH';
    throw new failure/* InputError */.dz('shell', `needs '${(0,printable/* printable */.g$)(shell.command)}', which ${where} of this runner: install it, or name another shell.`);
}
/** Whether a program is on the PATH. */
function hasProgram(name, runner) {
    return placesOf(name, '', runner).some(isExecutable);
}
/** Where the command may be: a path counts from the script's folder on, a name is looked up. */
function placesOf(command, workingDirectory, { environment, platform }) {
    const folders = hasFolder(command)
        ? [(0,external_node_path_.resolve)(workingDirectory)]
        : (environment.PATH ?? '').split(external_node_path_.delimiter).filter((folder) => folder !== '');
    const extensions = platform === 'win32' ? (environment.PATHEXT ?? '').split(external_node_path_.delimiter) : [];
    return folders.flatMap((folder) => {
        const path = hasFolder(command) ? (0,external_node_path_.resolve)(folder, command) : (0,external_node_path_.join)(folder, command);
        return ['', ...extensions].map((extension) => path + extension);
    });
}
function hasFolder(command) {
    return /[\\/]/.test(command);
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
function isExecutable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ../../node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(3032);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/child-output.js



/** Milliseconds of silence after which a background process of the child, which still holds its output, is left. */
const LINGER_MS = 2_000;
/** How often it is waited for that at most, when such a process writes on and on. */
const MOST_LINGERS = 5;
/**
 * Starts a child whose output reaches this process's through filters. It gets pipes of the system where there are any.
 *
 * @param start starts it with its standard output and error, as `spawn` takes them
 */
function startFiltered(start, filters) {
    const pipes = makeSystemPipes();
    if (pipes === undefined) {
        const child = start('pipe', 'pipe');
        return { child, drain: filterOutputs(child.stdout, child.stderr, filters) };
    }
    const { stdout, stderr } = pipes;
    try {
        const child = start(stdout.sink, stderr.sink);
        return { child, drain: filterOutputs(stdout.source, stderr.source, filters) };
    }
    catch (failure) {
        for (const { source } of [stdout, stderr])
            source.destroy();
        throw failure;
    }
    finally {
        pipes.release();
    }
}
/** Passes a child's two outputs through filters to this process's own. @returns what to call when the child has ended */
function filterOutputs(output, error, { stdout, stderr }) {
    const ends = [
        { stream: 'output', end: connect(output, stdout, process.stdout) },
        { stream: 'error', end: connect(error, stderr, process.stderr) },
    ];
    return async () => {
        const losses = ends.map(async ({ stream, end }) => {
            const reason = await end();
            return reason === undefined ? [] : [{ stream, reason }];
        });
        return (await Promise.all(losses)).flat();
    };
}
function connect(source, filter, target) {
    let chunks = 0;
    source?.on('data', () => {
        chunks += 1;
    });
    source?.pipe(filter).pipe(target, { end: false });
    const passed = (0,promises_.finished)(filter);
    let lost;
    // Whoever read our output is gone, or there is no room for it: the child learns it when it writes on.
    target.on('error', ({ code = '' }) => {
        if (code !== 'EPIPE')
            lost = code;
        filter.unpipe(target);
        source?.destroy();
        filter.resume().end();
    });
    return async () => {
        let lingers = 0;
        for (let before = -1; before !== chunks || target.writableNeedDrain;) {
            before = chunks;
            // A reader that is slow is given the time it takes: it may still be the child's own output.
            if (!target.writableNeedDrain)
                lingers += 1;
            if (lingers > MOST_LINGERS)
                break;
            const quiet = (0,external_node_timers_promises_.setTimeout)(LINGER_MS, false, { ref: false });
            if (await Promise.race([passed.then(() => true), quiet]))
                return lost;
            // A write to a slow reader blocks this process: what came meanwhile is read before the next look.
            await (0,external_node_timers_promises_.setImmediate)();
            await (0,external_node_timers_promises_.setImmediate)();
        }
        source?.destroy();
        filter.end();
        await passed;
        return lost;
    };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/system-pipe.js





/** @returns undefined where there are none: on Windows, or without mkfifo or a temporary folder for it */
function system_pipe_makeSystemPipes() {
    if (process.platform === 'win32')
        return undefined;
    let remove = () => { };
    try {
        const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sts-'));
        remove = () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        const [first, second] = [(0,external_node_path_.join)(folder, 'stdout'), (0,external_node_path_.join)(folder, 'stderr')];
        // Node has no call that makes a pipe, and this is the one program that every Unix has for it.
        if ((0,external_node_child_process_.spawnSync)('mkfifo', ['-m', '600', first, second], { stdio: 'ignore' }).status !== 0)
            throw new Error('mkfifo made no pipe.');
        const [stdout, stderr] = [openBothEnds(first), openBothEnds(second)];
        let isReleased = false;
        const release = () => {
            if (isReleased)
                return;
            isReleased = true;
            for (const { sink } of [stdout, stderr])
                (0,external_node_fs_.closeSync)(sink);
            remove();
        };
        return { stdout, stderr, release };
    }
    catch {
        remove();
        return undefined;
    }
}
function openBothEnds(path) {
    // A plain open waits for the other side, so the first one must not.
    const reader = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    const sink = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY);
    const source = process.versions.bun === undefined ? readFrom(reader) : readInBun(reader, path);
    return { source, sink, path };
}
function readFrom(reader) {
    return new external_node_net_.Socket({ fd: reader, readable: true, writable: false });
}
/** Bun's sockets read no pipe, and a file's stream reads one in a thread that waits: a byte ends its wait. */
function readInBun(reader, path) {
    const fd = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY);
    (0,external_node_fs_.closeSync)(reader);
    const source = (0,external_node_fs_.createReadStream)('', { fd });
    const destroy = source.destroy.bind(source);
    source.destroy = (error) => {
        const isOpen = !source.destroyed && !source.readableEnded;
        destroy(error);
        if (isOpen)
            wake(fd);
        return source;
    };
    return source;
}
function wake(fd) {
    try {
        const writer = (0,external_node_fs_.openSync)(`/proc/self/fd/${fd}`, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_NONBLOCK);
        (0,external_node_fs_.writeSync)(writer, '\n');
        (0,external_node_fs_.closeSync)(writer);
    }
    catch {
        // It is closed already, or full, and then nobody waits.
    }
}

;// CONCATENATED MODULE: ./action/script-process.js





/**
 * Runs a script's command line with its standard input at its end, and its output filtered. A cancelling signal is passed on.
 *
 * @returns its exit code; null when a signal ended it
 * @throws ScriptFailure when it could not be started
 */
async function runScriptProcess(command, { env, folder, hasBash }, filters) {
    const options = { env, silent: true, ignoreReturnCode: true, ...(folder === '' ? {} : { cwd: folder }) };
    const signals = forwardSignals();
    try {
        const pipes = system_pipe_makeSystemPipes();
        return await (pipes === undefined
            ? runWithSockets(command, options, filters)
            : runWithPipes([...launcher(hasBash, pipes), ...command], options, { pipes, filters, signals }));
    }
    finally {
        signals.stop();
    }
}
/** Opens the pipes in `$1` and `$2`, tells the process's id, and becomes the command that follows. */
const LAUNCH = 'exec 3>&1 </dev/null >"$1" 2>"$2" && echo $$ >&3 && shift 2 && exec "$@" 3>&-';
/**
 * `@actions/exec` gives each child sockets and does not tell its id, so a shell comes first. Bash where there is one: others
 * drop variables whose names are none in a shell, such as `a-b` and exported functions. With `-p` it reads no `BASH_ENV`.
 */
function launcher(hasBash, { stdout, stderr }) {
    return [...(hasBash ? ['bash', '-p'] : ['sh']), '-c', LAUNCH, 'run', stdout.path, stderr.path];
}
async function runWithPipes(command, options, { pipes, filters, signals }) {
    const drain = filterOutputs(pipes.stdout.source, pipes.stderr.source, filters);
    let hasStarted = false;
    let complaint = '';
    try {
        const code = await start(command, {
            ...options,
            listeners: {
                stdout: (id) => {
                    hasStarted = true;
                    pipes.release();
                    signals.startTo(Number(id));
                },
                stderr: (text) => {
                    complaint += text;
                },
            },
        });
        if (code !== null && !hasStarted)
            throw notStarted(complaint.trim());
        return code;
    }
    finally {
        pipes.release();
        await drain();
    }
}
/** Milliseconds that a background process which still holds the script's output is waited for. */
const script_process_LINGER_MS = 2_000;
/** Without pipes of the system: on Windows, where the console tells the script of a signal, and where mkfifo does not work. */
async function runWithSockets(command, options, filters) {
    const [output, error] = [new external_node_stream_.PassThrough(), new external_node_stream_.PassThrough()];
    const drain = filterOutputs(output, error, filters);
    // What a background process writes after the script's end is nobody's.
    const passTo = (stream) => (data) => void (stream.writable && stream.write(data));
    try {
        return await start(command, {
            ...options,
            input: Buffer.alloc(0),
            delay: script_process_LINGER_MS,
            listeners: { stdout: passTo(output), stderr: passTo(error) },
        });
    }
    finally {
        output.end();
        error.end();
        await drain();
    }
}
/** @returns null, whatever the type of `exec` says, when a signal ended the child */
async function start([file, ...rest], options) {
    try {
        return await (0,exec/* exec */.m)(`"${file}"`, rest, options);
    }
    catch (error) {
        throw notStarted(error instanceof Error ? error.message : String(error));
    }
}
function notStarted(reason) {
    return new failure_report/* ScriptFailure */.g(`The script's shell could not be started: ${reason}`);
}
const CANCELLING = ['SIGINT', 'SIGTERM'];
/**
 * A runner that cancels a job signals this process alone, and the script is to hear of it while its credentials still live:
 * at once, or as soon as its id is known.
 */
function forwardSignals() {
    let startTo = () => { };
    const started = new Promise((resolve) => {
        startTo = resolve;
    });
    const handlers = CANCELLING.map((signal) => {
        const handler = () => void started.then((id) => sendSignal(id, signal));
        process.on(signal, handler);
        return () => process.off(signal, handler);
    });
    const stop = () => {
        for (const remove of handlers)
            remove();
    };
    return { startTo, stop };
}
function sendSignal(id, signal) {
    try {
        process.kill(id, signal);
    }
    catch {
        // It has ended in the meantime.
    }
}

// EXTERNAL MODULE: ./action/shell.js
var action_shell = __webpack_require__(8876);
;// CONCATENATED MODULE: ./action/script.js









/**
 * `run:` – runs the script with credentials that stay fresh under it, in its environment alone. Every session is
 * masked in the script's output; the first one by the runner too.
 *
 * @param onStarted told of the first session before the script starts
 * @returns the script's exit code
 * @throws InputError when its shell or folder is not there, before the exchange; ScriptFailure when a signal ended it
 */
async function runScript(workflow, step, onStarted) {
    const { inputs } = step;
    const { environment } = workflow;
    checkPlace(workflow, inputs);
    const file = writeScript(inputs, environment);
    try {
        return await runFile(file.path, workflow, step, onStarted);
    }
    finally {
        file.remove();
    }
}
async function runFile(file, workflow, { inputs, credential, request, surroundings }, onStarted) {
    const { commands, environment } = workflow;
    const outputs = new MaskedOutputs();
    let scriptWrites = false;
    const mask = (secrets) => {
        outputs.learn(secrets);
        // Never after the script's output: it may have begun a line or stopped the runner's commands, and then an add-mask
        // is no command but the secret itself in the log.
        if (!scriptWrites)
            (0,masks/* maskSecrets */.Q)(commands, secrets);
    };
    outputs.learn((0,service_credential/* secretParts */.Bm)(credential.accessKey, credential.revealSecretKey()));
    const fresh = await startFreshCredentials({
        obtain: obtainer(credential, request, surroundings),
        onObtained: (session) => mask((0,src_session/* sessionSecrets */.Ip)(session)),
        onFailure: (error, { repeated }) => {
            // Plain text, since the script may be in the middle of a line, where a command would be none.
            if (!repeated)
                process.stderr.write(`${external_node_os_.EOL}Renewing the session failed: ${(0,printable/* visible */.RK)((0,failure/* firstLine */.TM)(error), LONGEST_TEXT)}${external_node_os_.EOL}`);
        },
    });
    try {
        mask([fresh.endpoint.token]);
        onStarted(fresh.first);
        const variables = { ...(0,src_environment/* refreshVariables */.T3)(fresh.endpoint, environment), ...(0,src_environment/* targetVariables */.J)(request) };
        scriptWrites = true;
        const secret = credential.revealSecretKey();
        const env = scriptEnvironment(environment, variables, secret);
        return await execute(file, inputs, { env, hasBash: hasProgram('bash', workflow) }, outputs);
    }
    finally {
        await fresh.stop();
    }
}
/** What a runner gives to actions and not to scripts: tokens for its caches and artifacts, and the step's state. */
const FOR_ACTIONS_ALONE = [
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_CACHE_URL',
    'ACTIONS_RESULTS_URL',
    'GITHUB_STATE',
];
/** The runner hands an action its inputs as `INPUT_...` variables: the service secret is among them. */
function scriptEnvironment(environment, variables, secret) {
    const inputs = Object.keys(environment).filter((name) => name.startsWith('INPUT_'));
    const dropped = [...src_environment/* SHADOWS_OF_REFRESH */.c4, ...FOR_ACTIONS_ALONE, ...inputs];
    return (0,src_environment/* childEnvironment */.Qc)(environment, variables, dropped, secret);
}
async function execute(file, { shell, workingDirectory }, surroundings, outputs) {
    const command = [shell.command, ...(0,action_shell/* shellArguments */.$)(shell, file)];
    const code = await runScriptProcess(command, { ...surroundings, folder: workingDirectory }, outputs);
    if (code === null) {
        throw new failure_report/* ScriptFailure */.g('The script was ended by a signal: memory ran out, or somebody killed it.');
    }
    return code;
}


/***/ })

};
;