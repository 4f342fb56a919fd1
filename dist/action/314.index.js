"use strict";
exports.id = 314;
exports.ids = [314];
exports.modules = {

/***/ 5261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ startCredentialsEndpoint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _credentials_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7420);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6257);
/* harmony import */ var _whole_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5601);





// An import would load everything that it re-exports, including undici: 13 MB and 20 ms (measured; since Node 20.16).
const { createServer } = process.getBuiltinModule('node:http');
const HOST = '127.0.0.1';
/** The AWS SDK for Ruby refuses a URL without a path. */
const PATH = '/v1/session-credentials';
const TOKEN_BYTES = 32;
/** The AWS SDKs for JavaScript and PHP give up after one second, so the answer must be sent before that. */
const LONGEST_WAIT_MS = 700;
const LONGEST_URL = 1_024;
/**
 * Serves the renewal's session to all S3 clients of this machine that know the token, with the container credentials
 * protocol of Amazon ECS, over plain HTTP on 127.0.0.1.
 *
 * @throws Error if the port is taken, or the token cannot be written
 */
async function startCredentialsEndpoint(options) {
    const token = options.token ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(TOKEN_BYTES).toString('base64url');
    const server = createServer(LIMITS, createResponder(options.renewal, token));
    // Far more than the clients of one machine need, and below the usual limits on open files.
    server.maxConnections = 4_096;
    server.on('clientError', refuseUnreadable);
    const { tokenFile } = options;
    const port = await listen(server, options.port ?? 0);
    const close = async () => {
        try {
            if (tokenFile !== undefined)
                await (0,_held_file_js__WEBPACK_IMPORTED_MODULE_2__/* .retryWhileHeld */ .J)(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(tokenFile, { force: true }));
        }
        finally {
            await closeServer(server);
        }
    };
    try {
        if (tokenFile !== undefined)
            await (0,_whole_file_js__WEBPACK_IMPORTED_MODULE_3__/* .writePrivateFile */ .Pl)(tokenFile, token);
    }
    catch (error) {
        await close();
        throw error;
    }
    return { url: `http://${HOST}:${port}${PATH}`, token, tokenFile, close };
}
function closeServer(server) {
    return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
}
const LIMITS = {
    /** Bytes, the request line included. */
    maxHeaderSize: 8 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    // Longer than any client pauses between two requests of a burst. Closing a connection under a client's request would fail
    // the request.
    keepAliveTimeout: 60_000,
    // Checked below instead, with an answer in this protocol's format.
    requireHostHeader: false,
};
function listen(server, port) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => {
            const problem = error.code === 'EADDRINUSE'
                ? 'another program is listening there. Choose another port, or leave the port out to get a free one.'
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
        // Waiting costs a turn of the event loop, so it is skipped while there is a session.
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
    message: 'The Authorization header is missing or invalid: send the value of AWS_CONTAINER_AUTHORIZATION_TOKEN from the job that owns this endpoint.',
    headers: { 'www-authenticate': 'Bearer' },
};
/** Compares digests of equal length, so that the time taken reveals nothing about the token. */
function tokenCheck(token) {
    const expected = sha256(token);
    return (given = '') => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(sha256(given.replace(/^Bearer /i, '')), expected);
}
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest();
}
function refuse(request) {
    const { method, url = '', headers } = request;
    if (!isLoopbackName(headers.host, request.socket.localPort)) {
        return { status: 403, code: 'WrongHost', message: `The Host header must be ${HOST} or localhost.` };
    }
    if (url.length > LONGEST_URL) {
        return { status: 414, code: 'URITooLong', message: `The URL is longer than ${LONGEST_URL} characters.` };
    }
    if (url !== PATH)
        return { status: 404, code: 'NotFound', message: `Only ${PATH} is available here.` };
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
 * A web page whose name resolves to 127.0.0.1 (DNS rebinding) sends that name. The AWS Common Runtime sends no port.
 */
function isLoopbackName(host, port) {
    const [, given] = /^(?:127\.0\.0\.1|localhost)(?::(\d+))?$/i.exec(host ?? '') ?? [undefined, 'none'];
    return given === undefined || given === String(port);
}
/** The body for the newest session, created once, because it is requested far more often than it changes. */
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
        // The minio client for JavaScript requires these two.
        AccessKeyID: accessKeyId,
        Code: 'Success',
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: (0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_4__/* .formatTime */ .fU)(expiration),
    }));
}
function nothingValid(status) {
    const { expiresAt, nextRenewalAt, lastError } = status;
    const since = expiresAt === undefined ? 'There is no session' : `The last session ended at ${(0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_4__/* .formatTime */ .fU)(expiresAt)}`;
    const why = lastError === undefined
        ? 'and no new one has been obtained yet'
        : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
    const next = nextRenewalAt === undefined ? '' : ` The next try is at ${(0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_4__/* .formatTime */ .fU)(nextRenewalAt)}.`;
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
/** Answers input that Node's parser rejects, which never becomes a request. */
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


/***/ }),

/***/ 8314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ obtainer),
/* harmony export */   X: () => (/* binding */ startFreshCredentials)
/* harmony export */ });
/* harmony import */ var _sts_exchange_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1134);
/* harmony import */ var _credentials_endpoint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5261);
/* harmony import */ var _renewal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3705);



/** The time limit of an attempt of a renewal, in milliseconds. */
const LONGEST_ATTEMPT_MS = 60_000;
/**
 * The function with which a renewal obtains its sessions. Until the first succeeds, each call retries. After that each call
 * makes one attempt, because the renewal itself retries and knows how long it can wait.
 */
function obtainer(source, request, context) {
    const { now = Date.now } = context;
    let { mostAttempts, attemptMs } = context;
    return async (signal) => {
        const terms = { ...context, signal, mostAttempts, attemptMs };
        const { session } = await (0,_sts_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .exchange */ .c)(source, request, terms);
        mostAttempts = 1;
        // The renewal's own limit, which grows if the server is slow, is shorter.
        attemptMs = LONGEST_ATTEMPT_MS;
        // If the clock is behind the server's, a session would seem to last longer than it does.
        const latestEnd = now() + request.durationSeconds * 1000;
        return { ...session, expiration: new Date(Math.min(session.expiration.getTime(), latestEnd)) };
    };
}
/**
 * Credentials that stay fresh while this process lives: a renewal, and the loopback endpoint from which S3 clients fetch
 * them.
 *
 * @param tokenFile a file for the endpoint's token, in a private folder, removed by `stop`. Without it, clients that read
 *   the token from a file do not work.
 * @throws ExchangeFailure if the first exchange fails. Nothing is left running.
 */
async function startFreshCredentials(options, tokenFile) {
    const renewal = new _renewal_js__WEBPACK_IMPORTED_MODULE_1__/* .Renewal */ .Lw(options);
    const first = await renewal.start();
    try {
        const endpoint = await (0,_credentials_endpoint_js__WEBPACK_IMPORTED_MODULE_2__/* .startCredentialsEndpoint */ .G)({ renewal, tokenFile });
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


/***/ }),

/***/ 3705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L4: () => (/* binding */ describeOutlook),
/* harmony export */   Lw: () => (/* binding */ Renewal)
/* harmony export */ });
/* unused harmony export retryDelayMs */
/* harmony import */ var _credentials_session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7420);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _http_timing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8230);



/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: _http_timing_js__WEBPACK_IMPORTED_MODULE_0__/* .setSystemTimer */ .H4,
};
/** What a failed renewal means for the current session, as a sentence. */
function describeOutlook({ servingUntil }) {
    const until = servingUntil === undefined
        ? 'no valid session is left'
        : `the current session lasts until ${(0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(servingUntil)}`;
    return `renewing failed, ${until}.`;
}
/**
 * The fraction of a session's life after which it is renewed, chosen at random each time so that agents that were started
 * together spread out. It is at most 0.46, so an outage of half the life can begin at any moment and still end while the
 * old session is valid.
 */
const EARLIEST_RENEWAL = 0.38;
const LATEST_RENEWAL = 0.46;
/** A session counts as expired this long before its end, because it still has to reach a client and then the server. */
const LONGEST_MARGIN_MS = 30_000;
const MARGIN_PART = 0.05;
/** The longest timer, so that a clock jump or a suspended machine is noticed within this time. */
const LONGEST_TICK_MS = 15_000;
/** More than NTP slews between two checks, and less than what matters to a session. */
const JUMP_MS = 2_000;
/**
 * The time limit of one renewal. An RGW answers within tens of milliseconds, so a request that hangs is better repeated. But
 * on a busy runner the same request can take seconds.
 */
const SHORTEST_LIMIT_MS = 5_000;
const LONGEST_LIMIT_MS = 10_000;
const NO_STREAK = { kind: '', refused: false, count: 0 };
/**
 * Keeps one session fresh. It renews well before the end, one exchange at a time, and answers from memory. While the server
 * fails, it keeps a valid session and retries. It never returns an expired session.
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
    /** The kind of the last failure, and the number of such failures in a row. A success resets it. */
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
     * @throws the error of the first exchange. Nothing is left running.
     */
    async start() {
        if (this.#life !== 'new')
            throw new Error('A renewal can be started only once.');
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
    /** Stops the renewal: aborts the exchange in flight, and returns no more sessions. Safe to call twice. */
    stop() {
        this.#life = 'stopped';
        this.#cancelTick();
        this.#attempt?.abort(new Error('The renewal was stopped.'));
        this.#wakeWaiters();
    }
    /** The current session, or undefined if none is valid. Costs two readings of the clock. */
    current() {
        this.#look();
        return this.#remainingMs() > 0 ? this.#held?.session : undefined;
    }
    /** Waits at most `timeoutMs` milliseconds for a valid session. Undefined if there is none. */
    async waitForSession(timeoutMs) {
        const session = this.current();
        if (session !== undefined || this.#life === 'stopped')
            return session;
        await this.#nextSession(timeoutMs);
        return this.current();
    }
    /**
     * Returns a valid session other than `stale`, which the server refuses early. It renews at once, unless a renewal has
     * failed and waits for its next attempt.
     *
     * @param timeoutMs how long to wait at most, in milliseconds
     * @returns undefined if none was obtained
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
            lastError: this.#lastError === undefined ? undefined : (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .firstLine */ .TM)(this.#lastError),
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
    /** Checks the clocks, and renews if it is time. */
    #look() {
        if (this.#life !== 'running' || this.#held === undefined)
            return;
        const now = this.#moment();
        const jump = now.wall - this.#seen.wall - (now.monotonic - this.#seen.monotonic);
        this.#seen = now;
        // After a clock jump, the session's end cannot be trusted in either direction.
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
            : (0,_http_timing_js__WEBPACK_IMPORTED_MODULE_0__/* .afterTurns */ .zE)(this.#setTimer, limitMs, () => attempt.abort(noAnswer(limitMs)));
        try {
            const session = await (0,_http_timing_js__WEBPACK_IMPORTED_MODULE_0__/* .untilAborted */ .Eu)(this.#obtain(attempt.signal), attempt.signal);
            const held = this.#measure(session);
            await (0,_http_timing_js__WEBPACK_IMPORTED_MODULE_0__/* .untilAborted */ .Eu)(Promise.resolve(this.#onObtained(session)), attempt.signal);
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
     * After a timeout, the next attempt gets twice the time, because the server may be slow and not dead, and after another
     * one twice as much again, as long as no client has to wait for it. Near the end of the session it gets less, so that
     * there is time for one more attempt.
     */
    #limitMs({ lifeMs }) {
        const usual = clamp(lifeMs / 5, SHORTEST_LIMIT_MS, LONGEST_LIMIT_MS);
        const remainingMs = this.#remainingMs();
        const doublings = Math.min(this.#streak.count, remainingMs > 0 ? 2 : 1);
        const limit = this.#streak.kind === 'timeout' ? usual * 2 ** doublings : usual;
        return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 2, SHORTEST_LIMIT_MS)) : limit;
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
    /** Resolves with the next session, when the renewal stops, or after the time. */
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
/**
 * Milliseconds until the first of the two clocks reaches the moment, so that neither a clock that was set back nor a
 * suspended one delays anything.
 */
function untilMs(moment, now) {
    return Math.min(moment.wall - now.wall, moment.monotonic - now.monotonic);
}
const REFUSALS = new Set([
    'denied',
    'no-such-role',
    'invalid-request',
    'bad-policy',
]);
/** Whether the server understood the request and refused it, as opposed to an outage or a wrong clock. */
function isRefusal(error) {
    return error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeFailure */ .u7 && REFUSALS.has(error.kind);
}
function failureKind(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeFailure */ .u7)
        return error.kind;
    return error instanceof Error ? error.name : 'unknown';
}
const FIRST_RETRY_PART = 0.03;
const SHORTEST_FIRST_RETRY_MS = 100;
const LONGEST_FIRST_RETRY_MS = 1_000;
/** The longest wait, both with a valid session and without one. */
const LONGEST_RETRY_MS = 15_000;
const LONGEST_RETRY_WITHOUT_SESSION_MS = 4_000;
/** A refused request is repeated within seconds, in case the refusal was a glitch, and then once a minute. */
const REFUSED_RETRY_MS = 60_000;
/** The longest Retry-After of the server that is respected. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/**
 * Milliseconds until the next attempt, with a jitter of a quarter to either side. The wait doubles with each failure in a
 * row, up to a tenth of the session's remaining time, so that an attempt always comes before its end.
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
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeFailure */ .u7))
        return 0;
    const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
    return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}
function noAnswer(limitMs) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeFailure */ .u7({
        kind: 'timeout',
        tried: 'Renewing the session',
        cameBack: `no answer within ${Math.round(limitMs / 1000)} s`,
        causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
        remedy: 'None if this passes: the renewal is retried. Otherwise check the endpoint and the network.',
    });
}
function alreadyOver({ expiration }, now) {
    const late = (0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_1__/* .describeSeconds */ .bD)(Math.ceil((now - expiration.getTime()) / 1000));
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ExchangeFailure */ .u7({
        kind: 'clock-skew',
        tried: 'Obtaining a session',
        cameBack: `it ended at ${(0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiration)}, ${late} ago by this machine's clock`,
        causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
        remedy: 'Set the clock, or enable time synchronization (NTP).',
    });
}


/***/ })

};
;