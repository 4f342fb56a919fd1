"use strict";
exports.id = 339;
exports.ids = [339];
exports.modules = {

/***/ 1339:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deliverRefreshing: () => (/* binding */ deliverRefreshing)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/credentials/environment.js + 1 modules
var credentials_environment = __webpack_require__(8871);
// EXTERNAL MODULE: ./src/credentials/session.js
var credentials_session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/refresh/agent/handover.js + 1 modules
var handover = __webpack_require__(7622);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: ./src/refresh/agent/control.js
var control = __webpack_require__(5938);
// EXTERNAL MODULE: ./src/refresh/agent/failure.js
var agent_failure = __webpack_require__(1057);
// EXTERNAL MODULE: ./src/refresh/agent/line.js
var line = __webpack_require__(521);
;// CONCATENATED MODULE: ./src/refresh/agent/conversation.js



const LARGEST_REPLY = 1024 * 1024;
/** Characters of a crashed process's output that the message quotes. */
const LONGEST_OUTPUT = 1_000;
/**
 * Sends one line of JSON to a process that was just started, and returns the line that it answers. Its standard input
 * stays open. When it closes, the process knows that nobody waits any longer.
 *
 * @throws AgentFailure if the process cannot be started, or ends without an answer
 */
async function converse(child, message) {
    const lastOutput = collect(child.stderr);
    const failedToSpawn = new Promise((_, reject) => {
        child.once('error', (error) => reject(new agent_failure/* AgentFailure */.W('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)));
    });
    const closed = (0,external_node_events_.once)(child, 'close');
    closed.catch(() => undefined);
    // A process that ends at once does not read its input. Its exit code is reported instead.
    child.stdin.on('error', () => undefined).write(`${JSON.stringify(message)}\n`);
    try {
        return (0,line/* parseJson */.q)(await Promise.race([(0,line/* readLine */.X)(child.stdout, LARGEST_REPLY), failedToSpawn]));
    }
    catch (error) {
        if (error instanceof agent_failure/* AgentFailure */.W)
            throw error;
        child.stdout.resume();
        const [code, signal] = await closed;
        const end = signal === null ? `exit code ${code}` : signal;
        const said = lastOutput() === '' ? 'It printed nothing.' : `It printed: ${lastOutput()}`;
        throw new agent_failure/* AgentFailure */.W('start', `The agent's process ended with ${end} before it answered. ${said}`);
    }
}
/** From here on, the other process does not keep this one alive. */
function letGo(child) {
    for (const stream of [child.stdin, child.stdout, child.stderr])
        stream.destroy();
    child.unref();
}
function collect(stream) {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
        text = (text + chunk).slice(-LONGEST_OUTPUT);
    });
    return () => text.trim();
}

// EXTERNAL MODULE: ./src/refresh/agent/directory.js
var agent_directory = __webpack_require__(372);
;// CONCATENATED MODULE: ./src/program-environment.js
/** What any program needs to find its files, the network and the certificates. None of it is a secret of the job. */
const NEEDED = [
    'PATH',
    'HOME',
    'LANG',
    'TMPDIR',
    'TEMP',
    'TMP',
    // How servers are reached and trusted.
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // Without them no Windows program can open a socket or find its folders.
    'SystemRoot',
    'windir',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
];
/**
 * The environment of a program that gets no more than it needs.
 *
 * @param own the variables that this program needs and others do not
 */
function programEnvironment(environment, own) {
    const given = [...NEEDED, ...own].flatMap((name) => {
        const value = environment[name];
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(given);
}

;// CONCATENATED MODULE: ./src/refresh/agent/environment.js

/** Megabytes of young generation. A larger one only keeps garbage for longer: 2 MB under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';
const OWN = [
    'TZ',
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    // At the end of a job, GitHub's runner, Azure Pipelines and Jenkins kill every process that has their variable.
    'RUNNER_TRACKING_ID',
    'VSTS_PROCESS_LOOKUP_ID',
    'JENKINS_NODE_COOKIE',
];
/**
 * The variables that the agent's process gets from the caller: those that Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, and never the caller's `NODE_OPTIONS`, which could load code.
 */
function agentEnvironment(env) {
    return { ...programEnvironment(env, OWN), NODE_OPTIONS };
}

// EXTERNAL MODULE: ./src/refresh/agent/message.js
var agent_message = __webpack_require__(4720);
// EXTERNAL MODULE: ./src/refresh/agent/watched-process.js
var watched_process = __webpack_require__(5401);
;// CONCATENATED MODULE: ./src/refresh/agent/start.js










/** Longer than the first exchange may take with all its attempts. */
const READY_MS = 90_000;
/** How long an agent that could not start has to end by itself. */
const EXIT_MS = 5_000;
/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError if the agent's own start failed with it. Nothing is left running.
 * @throws AgentFailure if one is already running, or the process cannot be started. Nothing is left running.
 */
async function startAgent(options) {
    const message = messageOf(options);
    const [program, ...args] = options.command;
    const child = (0,external_node_child_process_.spawn)(program, args, {
        cwd: (0,external_node_path_.parse)(process.execPath).root,
        env: agentEnvironment(options.env),
        detached: true,
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    try {
        const ready = await askToServe(child, message, options.timeoutMs ?? READY_MS);
        letGo(child);
        return ready;
    }
    catch (error) {
        await seeEnd(child);
        await (0,control/* removeIfDead */.QF)((0,agent_directory/* agentPlaces */.Qy)(options.directory)).catch(() => undefined);
        throw error;
    }
}
function messageOf(options) {
    const { directory, parentPid, lifetimeSeconds, port, handover } = options;
    // The agent checks it too, but here the check comes before anything is started.
    (0,agent_directory/* agentPlaces */.Qy)(directory);
    const watched = parentPid === undefined ? undefined : watchedProcess(parentPid);
    return { directory, lifetimeSeconds, watched, port, handover };
}
function watchedProcess(pid) {
    const watched = (0,watched_process/* identifyProcess */.w)(pid);
    if (watched === undefined) {
        throw new agent_failure/* AgentFailure */.W('start', `Process ${pid} is not running: give the ID of a running process for the agent to end with.`);
    }
    return watched;
}
async function askToServe(child, message, timeoutMs) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new agent_failure/* AgentFailure */.W('start', `The agent was not ready within ${timeoutMs / 1000} s and was stopped.`));
        }, timeoutMs);
    });
    try {
        const reply = (await Promise.race([converse(child, message), late]));
        if ('failure' in reply)
            throw (0,agent_message/* unpackError */.Rj)(reply.failure);
        return { ...reply.ready, session: (0,agent_message/* reviveSession */.Ub)(reply.ready.session) };
    }
    finally {
        clearTimeout(timer);
    }
}
async function seeEnd(child) {
    letGo(child);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
        return;
    child.ref();
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS);
    await (0,external_node_events_.once)(child, 'exit');
    clearTimeout(timer);
}

;// CONCATENATED MODULE: ./src/refresh/agent/status.js



/** @throws AgentFailure if an agent is running but does not answer */
async function agentStatus(directory) {
    const places = agentPlaces(directory);
    const status = (await askAgent(places, 'status'));
    if (status !== undefined)
        return { running: true, status };
    return { running: false, absence: absence(places), log: places.log };
}
/**
 * Stops the agent, and returns when its process has ended. It is not an error if none is running.
 *
 * @throws AgentFailure if an agent is running but does not answer
 */
async function stopAgent(directory) {
    const places = (0,agent_directory/* agentPlaces */.Qy)(directory);
    const status = (await (0,control/* askAgent */.XM)(places, 'stop'));
    if (status !== undefined)
        return { stopped: true, status };
    const found = absence(places);
    if (found === 'killed')
        await (0,control/* removeIfDead */.QF)(places);
    return { stopped: false, absence: found, log: places.log };
}
function absence({ control, log }) {
    if (isThere(control))
        return 'killed';
    return isThere(log) ? 'ended' : 'never-started';
}
function isThere(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
}

// EXTERNAL MODULE: ./action/masks.js
var masks = __webpack_require__(6011);
// EXTERNAL MODULE: ./action/trust-files.js
var trust_files = __webpack_require__(3762);
// EXTERNAL MODULE: ./action/variables.js
var action_variables = __webpack_require__(739);
;// CONCATENATED MODULE: ./action/refresh.js













/**
 * The agent's time limit in seconds. Jobs of a self-hosted runner can take five days. Normally the agent ends earlier, with
 * the post step, the runner's process, or the runner's cleanup of orphans.
 */
const LIFETIME_SECONDS = 5 * 24 * 3600;
/**
 * `refresh: true`: starts the agent, and directs the S3 clients of later steps to it.
 *
 * @returns the first session
 * @throws InputError on a runner whose own credentials S3 clients would take first
 */
async function deliverRefreshing(workflow, step) {
    const { environment } = workflow;
    const { credential, request, context } = step;
    checkRunner(environment);
    // A short path, because a socket's path may have 107 bytes, and a runner's temporary folder can be deep.
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sts-'));
    const agent = await startAgent({
        command: [process.execPath, agentBundle()],
        handover: (0,handover/* packHandover */.B)(credential, request, context.caBundle),
        directory,
        parentPid: runnerPid(),
        lifetimeSeconds: LIFETIME_SECONDS,
        env: environment,
    }).catch((error) => {
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        throw error;
    });
    try {
        await exportAgent(workflow, step, directory, agent);
        return agent.session;
    }
    catch (error) {
        // Nobody would stop an agent that the job does not know about.
        await stopAgent(directory);
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        throw error;
    }
}
/**
 * A runner can only empty a variable, not unset it, and boto3 and the AWS CLI would use an empty relative URI.
 *
 * @throws InputError when the variable is set
 */
function checkRunner({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative }) {
    if (relative === undefined)
        return;
    throw new failure/* InputError */.dz('refresh', 'does not work on this runner: it has its own credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI), which S3 clients take first. Use run, whose script does not get them, or remove refresh.');
}
async function exportAgent(workflow, { inputs, request, context }, directory, { session, pid, ...endpoint }) {
    const { commands, environment } = workflow;
    (0,masks/* maskSecrets */.Q)(commands, [...(0,credentials_session/* sessionSecrets */.Ip)(session), endpoint.token]);
    // Without cleanup, the agent runs until the runner ends.
    if (inputs.cleanup) {
        commands.saveState('agent', JSON.stringify({ directory, process: (0,watched_process/* identifyProcess */.w)(pid) }));
    }
    const variables = {
        ...(0,credentials_environment/* refreshVariables */.T3)({ ...endpoint, tokenFile: tokenFile(endpoint, environment) }, environment),
        ...(0,credentials_environment/* targetVariables */.J)(request),
        ...(await (0,trust_files/* trustOfJob */.V)(workflow, inputs, context.caBundle)),
    };
    (0,action_variables/* exportToJob */.H)(workflow, inputs, variables, credentials_environment/* SHADOWS_OF_REFRESH */.c4);
}
/**
 * If a runner has its own credentials with a token but no token file, the post step could not restore that: an empty
 * file name counts, and takes precedence over the token.
 */
function tokenFile({ tokenFile: path }, environment) {
    const { AWS_CONTAINER_AUTHORIZATION_TOKEN: own, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: ownFile } = environment;
    return own && ownFile === undefined ? undefined : path;
}
/** The agent's bundle is next to this one. */
function agentBundle() {
    return (0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_path_.dirname)(process.argv[1] ?? '')), 'agent', 'index.js');
}
/** The parent is the runner's worker, which lives as long as the job. In a container it is not visible. */
function runnerPid() {
    return process.ppid > 1 ? process.ppid : undefined;
}


/***/ })

};
;