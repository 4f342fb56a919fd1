"use strict";
exports.id = 239;
exports.ids = [239];
exports.modules = {

/***/ 4239:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _src_refresh_agent_process_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3575);

process.exitCode = await (0,_src_refresh_agent_process_js__WEBPACK_IMPORTED_MODULE_0__/* .runAgentProcess */ .C)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAgentProcess)
});

// EXTERNAL MODULE: ./src/refresh/fresh-credentials.js
var fresh_credentials = __webpack_require__(8314);
// EXTERNAL MODULE: ./src/refresh/agent/handover.js + 1 modules
var agent_handover = __webpack_require__(7622);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
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
    // The wall clock passes the time in which a machine is suspended, the other one cannot be set back.
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
        // The terminal that it was started from may close.
        this.#on(signals, 'SIGHUP', () => undefined);
    }
    /** Ends for a reason from elsewhere. */
    now(reason) {
        this.#give(reason);
    }
    /** Counts the lifetime from now on: what a busy machine takes to start is no part of it. */
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
                this.now(`its time limit of ${(0,session/* describeSeconds */.bD)(this.#lifetimeSeconds)} has passed`);
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
var log = __webpack_require__(8216);
// EXTERNAL MODULE: ./src/refresh/agent/message.js
var message = __webpack_require__(4720);
;// CONCATENATED MODULE: ./src/refresh/agent/serve.js












/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;
/**
 * The agent's program: reads its order from `input`, obtains the first session, opens the endpoint, answers with one
 * line on `output`, and serves until there is a reason to end.
 *
 * @returns the process's exit code: 0 when it served, 1 when it could not start
 */
async function serveAgent(options) {
    const { input, output } = options;
    output.on('error', () => undefined);
    try {
        await serve((0,line/* parseJson */.q)(await (0,line/* readLine */.X)(input, LARGEST_ORDER)), options);
        return 0;
    }
    catch (error) {
        await write(output, { failure: (0,message/* packError */.Y4)(error) }).catch(() => undefined);
        return 1;
    }
}
async function serve(order, options) {
    const { output, signals, detach, createObtain } = options;
    const agent = new Agent(order, signals);
    try {
        const ready = await agent.start(createObtain);
        // When nobody hears it, nobody knows the token: there is nothing to serve for.
        await write(output, { ready });
    }
    catch (error) {
        await agent.close(`could not start: ${(0,failure/* firstLine */.TM)(error)}`);
        throw error;
    }
    detach();
    await agent.close(await agent.end.reason);
}
function write(output, reply) {
    return new Promise((resolve, reject) => {
        output.write(`${JSON.stringify(reply)}\n`, (error) => (error ? reject(error) : resolve()));
    });
}
/**
 * Trades speed that an agent has no use for against memory: 55 MiB at rest instead of 57, and 57 instead of 60 after
 * rounds of 100 connections; compiled code alone took 16 after 30,000 requests (measured). A few thousand requests a
 * second are left. Before the first exchange, since the compilers' own code would stay in memory; and not by Node's
 * options, with which Node takes its prepared modules for those of another machine, and 13 ms longer to start.
 */
function saveMemory() {
    for (const compiler of ['opt', 'maglev', 'sparkplug'])
        (0,external_node_v8_.setFlagsFromString)(`--no-${compiler}`);
    // Garbage of ended connections is collected at 6 MB and not at 12.
    (0,external_node_v8_.setFlagsFromString)('--optimize-for-size');
}
/**
 * Turns this process from one that was just started into one in the background: puts the null device in the place of
 * the three standard streams. A runner waits for those who hold its pipes; and were they closed alone, their numbers
 * would go to sockets, into which a crash would then write.
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
    #order;
    #places;
    #startedAt = Date.now();
    #control;
    #log;
    #renewal;
    #endpoint;
    constructor(order, signals) {
        this.#order = order;
        this.#places = (0,directory/* agentPlaces */.Qy)(order.directory);
        const { lifetimeSeconds, watched } = order;
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
        const session = await this.#startRenewal(await createObtain(this.#order.handover));
        this.#endpoint = await (0,credentials_endpoint/* startCredentialsEndpoint */.G)({
            renewal: this.#renewal,
            port: this.#order.port,
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
    #startRenewal(obtain) {
        const renewal = new refresh_renewal/* Renewal */.Lw({
            obtain,
            onObtained: ({ expiration }) => this.#log?.write(`session obtained, expires at ${(0,session/* formatTime */.fU)(expiration)}`),
            onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
        });
        this.#renewal = renewal;
        void this.end.reason.then(() => renewal.stop());
        return renewal.start();
    }
    #limits() {
        const { lifetimeSeconds, watched } = this.#order;
        const limit = `for ${(0,session/* describeSeconds */.bD)(lifetimeSeconds)} at most`;
        return watched === undefined ? limit : `${limit}, while process ${watched.pid} is running`;
    }
    #status() {
        const { lifetimeSeconds, watched } = this.#order;
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
            expiresAt: renewal?.expiresAt && (0,session/* formatTime */.fU)(renewal.expiresAt),
            nextRenewalAt: renewal?.nextRenewalAt && (0,session/* formatTime */.fU)(renewal.nextRenewalAt),
        };
    }
}
function time(milliseconds) {
    return (0,session/* formatTime */.fU)(new Date(milliseconds));
}
function describeFailure(error, { refused, nextTryInMs, servingUntil }) {
    const what = refused ? 'renewal refused' : 'renewal failed';
    const until = servingUntil === undefined ? 'nothing valid is left' : `serving until ${(0,session/* formatTime */.fU)(servingUntil)}`;
    return `${what}: ${(0,failure/* firstLine */.TM)(error)} (${until}; next try in ${(nextTryInMs / 1000).toFixed(1)} s)`;
}

;// CONCATENATED MODULE: ./src/refresh/agent/process.js



/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
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
/** What asks for sessions, out of a hand-over. @throws InputError when a part of it is wrong */
function obtainHandedOver(handover, environment) {
    const { source, request, caBundle } = (0,agent_handover/* unpackHandover */.a)(handover);
    return (0,fresh_credentials/* obtainer */.N)(source, request, { environment, caBundle });
}


/***/ })

};
;