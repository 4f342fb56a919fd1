"use strict";
exports.id = 239;
exports.ids = [239];
exports.modules = {

/***/ 4239:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _src_refresh_agent_process_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4500);

// Whoever stops the agent waits until its connection closes. Without this call, Node would close it before the process ends.
process.exit(await (0,_src_refresh_agent_process_js__WEBPACK_IMPORTED_MODULE_0__/* .runAgentProcess */ .C)(process));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4500:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAgentProcess)
});

// EXTERNAL MODULE: ./src/credentials/session.js
var credentials_session = __webpack_require__(7420);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/masking/line-masks.js
var line_masks = __webpack_require__(6538);
;// CONCATENATED MODULE: ./src/masking/log-redactor.js





/** The CI system did not accept the masks. The message is one sentence, and has no secret. */
class RedactorFailure extends Error {
    name = 'RedactorFailure';
}
/** Milliseconds. 650 masks, about those of a session, took 0.7 s on a busy machine (measured). */
const TIMEOUT_MS = 30_000;
/**
 * Masks all encodings of secrets in the job's log. Call this before anything else is done with them.
 *
 * @param redactor nothing is done without one
 * @throws RedactorFailure when it cannot be started, or fails
 */
async function addToRedactor(redactor, secrets) {
    const masks = new Set(secrets.flatMap(line_masks/* lineMasks */.M));
    if (redactor === undefined || masks.size === 0)
        return;
    const { command, environment } = redactor;
    // The system would look for a name in relative folders of the PATH too, which are often in somebody else's checkout.
    if (!(0,external_node_path_.isAbsolute)(command[0])) {
        throw new RedactorFailure(`Masking the secrets failed: ${command[0]} is in no absolute folder of the PATH. Put the folder of the CI system's own there`);
    }
    await feed(command, environment, JSON.stringify(Object.fromEntries([...masks].entries())));
}
function feed([file, ...args], env, input) {
    return new Promise((resolve, reject) => {
        // What it prints is of interest only if it fails, and would otherwise be in the job's log.
        const child = (0,external_node_child_process_.execFile)(file, args, { env, timeout: TIMEOUT_MS }, (error, _, stderr) => {
            if (error === null)
                return resolve();
            const reason = (0,failure/* firstLine */.TM)(stderr.trim()) || (0,failure/* firstLine */.TM)(error);
            return reject(new RedactorFailure(`Masking the secrets with ${file} failed: ${(0,printable/* printable */.g$)(reason)}`));
        });
        // A program that ends before it has read everything is reported above.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
    });
}

// EXTERNAL MODULE: ./src/refresh/fresh-credentials.js
var fresh_credentials = __webpack_require__(8314);
// EXTERNAL MODULE: ./src/refresh/agent/handover.js + 1 modules
var agent_handover = __webpack_require__(7622);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: ./src/refresh/credentials-endpoint.js
var credentials_endpoint = __webpack_require__(5261);
// EXTERNAL MODULE: ./src/refresh/renewal.js
var refresh_renewal = __webpack_require__(3705);
// EXTERNAL MODULE: ./src/refresh/agent/control.js
var control = __webpack_require__(5938);
// EXTERNAL MODULE: ./src/refresh/agent/directory.js
var directory = __webpack_require__(372);
// EXTERNAL MODULE: ./src/refresh/agent/watched-process.js
var watched_process = __webpack_require__(5401);
;// CONCATENATED MODULE: ./src/refresh/agent/end.js



const LOOK_MS = 1_000;
/** Waits for the first reason to end. */
class End {
    /** Resolves with the reason, as the end of the sentence "ended: REASON". */
    reason;
    #give = () => undefined;
    #cleanUp = [];
    #lifetimeSeconds;
    // The wall clock continues while the machine is suspended. The monotonic clock cannot be set back.
    #wallEnd = 0;
    #monotonicEnd = 0;
    constructor({ lifetimeSeconds, watched, signals }) {
        this.#lifetimeSeconds = lifetimeSeconds;
        this.beginLifetime();
        this.reason = new Promise((resolve) => {
            this.#give = resolve;
        });
        this.#watch(watched);
        for (const signal of ['SIGTERM', 'SIGINT'])
            this.#on(signals, signal, () => this.now(signal));
        this.#on(signals, 'uncaughtException', (error) => this.now(`internal error: ${(0,failure/* firstLine */.TM)(error)}`));
        // The agent outlives the terminal that it was started from.
        this.#on(signals, 'SIGHUP', () => undefined);
    }
    /** Reports a reason to end. The first one counts. */
    now(reason) {
        this.#give(reason);
    }
    /** Counts the lifetime from now on, so that a slow start does not shorten it. */
    beginLifetime() {
        this.#wallEnd = Date.now() + this.#lifetimeSeconds * 1000;
        this.#monotonicEnd = performance.now() + this.#lifetimeSeconds * 1000;
    }
    /** Stops watching. */
    close() {
        for (const undo of this.#cleanUp)
            undo();
    }
    #watch(watched) {
        const timer = setInterval(() => {
            if (watched !== undefined && !(0,watched_process/* isAlive */._)(watched))
                this.now(`process ${watched.pid} has ended`);
            if (Date.now() >= this.#wallEnd || performance.now() >= this.#monotonicEnd) {
                this.now(`its time limit of ${(0,credentials_session/* describeSeconds */.bD)(this.#lifetimeSeconds)} has passed`);
            }
        }, LOOK_MS);
        this.#cleanUp.push(() => clearInterval(timer));
    }
    #on(signals, event, handler) {
        signals.on(event, handler);
        this.#cleanUp.push(() => signals.off(event, handler));
    }
}

// EXTERNAL MODULE: ./src/refresh/agent/line.js
var line = __webpack_require__(521);
// EXTERNAL MODULE: ./src/refresh/agent/log.js + 1 modules
var log = __webpack_require__(5730);
// EXTERNAL MODULE: ./src/refresh/agent/message.js
var message = __webpack_require__(4720);
;// CONCATENATED MODULE: ./src/refresh/agent/serve.js












/** Bytes. A start message has a few hundred, but it may contain a bundle of certificates. */
const LARGEST_MESSAGE = 1024 * 1024;
/**
 * The agent's program. It reads its start message from `input`, obtains the first session, opens the endpoint, answers with one
 * line on `output`, and serves until there is a reason to end.
 *
 * @returns the exit code: 0 if it served, 1 if it could not start
 */
async function serveAgent(options) {
    const { input, output } = options;
    output.on('error', () => undefined);
    try {
        await serve((0,line/* parseJson */.q)(await (0,line/* readLine */.X)(input, LARGEST_MESSAGE)), options);
        return 0;
    }
    catch (error) {
        await write(output, { failure: (0,message/* packError */.Y4)(error) }).catch(() => undefined);
        return 1;
    }
}
async function serve(message, options) {
    const { input, output, signals, detach, createObtain } = options;
    const agent = new Agent(message, signals);
    let isAwaited = true;
    const stopWatching = watchStarter(input, () => {
        isAwaited = false;
        agent.end.now('its starter has ended');
    });
    try {
        const ready = await agent.start(createObtain);
        stopWatching();
        // If this fails, nobody has the token, so there is no reason to serve.
        await write(output, { ready });
    }
    catch (error) {
        await agent.close(`could not start: ${(0,failure/* firstLine */.TM)(error)}`);
        // Otherwise the starter does it.
        if (!isAwaited)
            await agent.removeFiles();
        throw error;
    }
    detach();
    await agent.close(await agent.end.reason);
}
/** A starter that a job's cancellation has ended waits no longer, and nobody else would stop the agent. */
function watchStarter(input, onEnd) {
    input.on('end', onEnd).on('close', onEnd).resume();
    return () => void input.off('end', onEnd).off('close', onEnd);
}
function write(output, reply) {
    return new Promise((resolve, reject) => {
        output.write(`${JSON.stringify(reply)}\n`, (error) => (error ? reject(error) : resolve()));
    });
}
/**
 * Saves memory at the cost of speed that an agent does not need: 55 MiB at rest instead of 57, and 57 instead of 60 after
 * rounds of 100 connections. Compiled code alone took 16 MiB after 30,000 requests (measured). The agent still serves a
 * few thousand requests a second. Call it before the first exchange, because the compilers' own code would stay in
 * memory. Node's command-line options would do the same, but with them Node rejects its prepared modules and starts 13 ms
 * later.
 */
function saveMemory() {
    for (const compiler of ['opt', 'maglev', 'sparkplug'])
        (0,external_node_v8_.setFlagsFromString)(`--no-${compiler}`);
    // Collects the garbage of closed connections at 6 MB instead of 12.
    (0,external_node_v8_.setFlagsFromString)('--optimize-for-size');
}
/**
 * Moves this process into the background by replacing the three standard streams with the null device. A runner waits for
 * every process that holds its pipes. If the streams were only closed, sockets would get their descriptors, and a crash
 * would write into them.
 */
function settle() {
    process.stdin.destroy();
    if (process.platform === 'win32')
        return;
    for (const descriptor of [0, 1, 2]) {
        (0,external_node_fs_.closeSync)(descriptor);
        (0,external_node_fs_.openSync)('/dev/null', descriptor === 0 ? 'r' : 'w');
    }
}
class Agent {
    end;
    #message;
    #places;
    #startedAt = Date.now();
    #control;
    #log;
    #renewal;
    #endpoint;
    constructor(message, signals) {
        this.#message = message;
        this.#places = (0,directory/* agentPlaces */.Qy)(message.directory);
        const { lifetimeSeconds, watched } = message;
        this.end = new End({ lifetimeSeconds, watched, signals });
    }
    async start(createObtain) {
        (0,directory/* makePrivateDirectory */.Dn)(this.#places.directory);
        this.#control = await (0,control/* openControl */.g4)(this.#places, (question) => {
            if (question === 'stop')
                this.end.now('it was stopped');
            return this.#status();
        });
        this.#log = new log/* AgentLog */.i(this.#places.log);
        this.#log.write(`agent ${process.pid} started, ${this.#limits()}`);
        const session = await this.#startRenewal(await createObtain(this.#message.handover));
        this.#endpoint = await (0,credentials_endpoint/* startCredentialsEndpoint */.G)({
            renewal: this.#renewal,
            port: this.#message.port,
            tokenFile: this.#places.token,
        });
        const { url, token, tokenFile } = this.#endpoint;
        this.#log.write(`serving at ${url}`);
        this.end.beginLifetime();
        this.#startedAt = Date.now();
        return { pid: process.pid, url, token, tokenFile, session, log: this.#places.log };
    }
    async close(reason) {
        this.end.close();
        this.#renewal?.stop();
        await this.#endpoint?.close();
        this.#log?.write(`agent ${process.pid} ended: ${reason}`);
        this.#log?.close();
        await this.#control?.close();
    }
    /** Only of a directory that is this agent's. */
    async removeFiles() {
        if (this.#control !== undefined)
            await (0,directory/* removeAgentFiles */.Tj)(this.#places.directory);
    }
    #startRenewal(obtain) {
        const renewal = new refresh_renewal/* Renewal */.Lw({
            obtain,
            onObtained: ({ expiration }) => this.#log?.write(`session obtained, expires at ${(0,credentials_session/* formatTime */.fU)(expiration)}`),
            onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
        });
        this.#renewal = renewal;
        void this.end.reason.then(() => renewal.stop());
        return renewal.start();
    }
    #limits() {
        const { lifetimeSeconds, watched } = this.#message;
        const limit = `for ${(0,credentials_session/* describeSeconds */.bD)(lifetimeSeconds)} at most`;
        return watched === undefined ? limit : `${limit}, while process ${watched.pid} is running`;
    }
    #status() {
        const { lifetimeSeconds, watched } = this.#message;
        const renewal = this.#renewal?.status();
        return {
            pid: process.pid,
            url: this.#endpoint?.url,
            log: this.#places.log,
            startedAt: time(this.#startedAt),
            endsAt: time(this.#startedAt + lifetimeSeconds * 1000),
            watchedPid: watched?.pid,
            state: renewal?.state ?? 'starting',
            renewals: renewal?.renewals ?? 0,
            failures: renewal?.failures ?? 0,
            lastError: renewal?.lastError,
            expiresAt: renewal?.expiresAt && (0,credentials_session/* formatTime */.fU)(renewal.expiresAt),
            nextRenewalAt: renewal?.nextRenewalAt && (0,credentials_session/* formatTime */.fU)(renewal.nextRenewalAt),
        };
    }
}
function time(milliseconds) {
    return (0,credentials_session/* formatTime */.fU)(new Date(milliseconds));
}
function describeFailure(error, { refused, nextTryInMs, servingUntil }) {
    const what = refused ? 'renewal refused' : 'renewal failed';
    const until = servingUntil === undefined ? 'no valid session left' : `serving until ${(0,credentials_session/* formatTime */.fU)(servingUntil)}`;
    return `${what}: ${(0,failure/* firstLine */.TM)(error)} (${until}; next try in ${(nextTryInMs / 1000).toFixed(1)} s)`;
}

;// CONCATENATED MODULE: ./src/refresh/agent/process.js





/** Runs this process as the agent, which reads its start message from standard input. @returns the exit code */
function runAgentProcess(process) {
    saveMemory();
    return serveAgent({
        createObtain: (handover) => obtainHandedOver(handover, process.env),
        input: process.stdin,
        output: process.stdout,
        signals: process,
        detach: settle,
    });
}
/** Makes the function that obtains sessions from a handover. @throws InputError if a part of it is invalid */
function obtainHandedOver(handover, environment) {
    const { source, request, caBundle } = (0,agent_handover/* unpackHandover */.a)(handover);
    const obtain = (0,fresh_credentials/* obtainer */.N)(source, request, { environment, caBundle });
    return async (signal) => {
        const session = await obtain(signal);
        await addToRedactor(handover.redactor, (0,credentials_session/* sessionSecrets */.Ip)(session));
        return session;
    };
}


/***/ })

};
;