import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 8095:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _src_agent_handover_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3077);

process.exitCode = await (0,_src_agent_handover_js__WEBPACK_IMPORTED_MODULE_0__/* .runAgentProcess */ .C)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAgentProcess)
});

// UNUSED EXPORTS: packHandover

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./.cache/build/src/failure.js
var failure = __nccwpck_require__(1748);
;// CONCATENATED MODULE: ./.cache/build/src/service-credential.js


/**
 * The long-lived key whose only power is to ask for a session. The secret is held so that no
 * `console.log`, `JSON.stringify` or template string can show it.
 */
class ServiceCredential {
    accessKey;
    #secretKey;
    /**
     * @throws InputError when a part is empty, or holds white space, quotes or control characters,
     *   which no key of an RGW does: it was then pasted with something around it.
     */
    constructor(accessKey, secretKey) {
        checkKey('service-access-key', accessKey);
        checkKey('service-secret-key', secretKey);
        if (accessKey === secretKey) {
            throw new failure/* InputError */.dz('service-secret-key', 'is the same as the access key: one of the two was pasted twice.');
        }
        this.accessKey = accessKey;
        this.#secretKey = secretKey;
    }
    /** The secret, for the one place that signs with it and for masking. */
    revealSecretKey() {
        return this.#secretKey;
    }
    toString() {
        return 'service credential (secret not shown)';
    }
    toJSON() {
        return this.toString();
    }
    [external_node_util_.inspect.custom]() {
        return this.toString();
    }
}
function checkKey(input, key) {
    if (key === '')
        throw new failure/* InputError */.dz(input, 'is empty: store it as a secret of the CI system and pass it in.');
    if (/^\$\{?\{?|^%.*%$/.test(key)) {
        throw new failure/* InputError */.dz(input, 'holds an unexpanded variable: check the name of the secret where it is passed in.');
    }
    if (/[^\x21-\x7e]|["'`]/.test(key)) {
        throw new failure/* InputError */.dz(input, 'holds white space, a quote or a character that no key has: paste the key again, without anything around it.');
    }
    if (key.length > 256)
        throw new failure/* InputError */.dz(input, 'is longer than 256 characters: this is not an S3 key.');
}

;// CONCATENATED MODULE: ./.cache/build/src/session-policy.js

const ACCESS_CHOICES = (/* unused pure expression or super */ null && (['read-write', 'read', 'write']));
/**
 * The most that may be sent, in bytes of UTF-8. An RGW (16.2.15) does not refuse a longer inline policy:
 * its process dies. AWS's own limit is 2,048 characters too.
 */
const LARGEST_POLICY_BYTES = 2_048;
const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
const CHANGE_OBJECT = [
    ...PUT_OBJECT,
    's3:PutObjectAcl',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:DeleteObjectTagging',
    's3:ListMultipartUploadParts',
];
const LIST_BUCKET = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];
/**
 * An inline session policy: narrows what the role allows, and never widens it. It can only be had from
 * {@link SessionPolicy.forScope}, which refuses one that is too long, so none that would kill an RGW can be sent.
 */
class SessionPolicy {
    /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
    json;
    constructor(json) {
        this.json = json;
    }
    /**
     * The policy for a bucket, an access and a key prefix; `undefined` when they do not narrow the role.
     *
     * - `read` may get and list, `write` may put objects (multipart too) and abort its uploads, and can neither
     *   read, list nor delete; `read-write` with a prefix may do all of these below the prefix alone.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not.
     *
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
     */
    static forScope(bucket, access, prefix) {
        if (access === 'read-write' && prefix === '')
            return undefined;
        const json = JSON.stringify({ Version: '2012-10-17', Statement: statements(bucket, access, prefix) });
        const bytes = Buffer.byteLength(json);
        if (bytes > LARGEST_POLICY_BYTES) {
            throw new failure/* InputError */.dz('prefix', `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
                `at least ${Math.ceil((bytes - LARGEST_POLICY_BYTES) / 2)} bytes shorter.`);
        }
        return new SessionPolicy(json);
    }
}
function statements(bucket, access, prefix) {
    const objects = {
        Effect: 'Allow',
        Action: objectActions(access),
        Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
    };
    if (access === 'write')
        return [objects];
    const list = { Effect: 'Allow', Action: LIST_BUCKET, Resource: `arn:aws:s3:::${bucket}` };
    if (prefix !== '')
        list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
    // It carries no prefix, so it cannot stand under the condition; clients ask it to find the region.
    const locate = {
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation'],
        Resource: `arn:aws:s3:::${bucket}`,
    };
    return [objects, list, locate];
}
function objectActions(access) {
    if (access === 'read')
        return READ_OBJECT;
    if (access === 'write')
        return PUT_OBJECT;
    return [...READ_OBJECT, ...CHANGE_OBJECT];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
// EXTERNAL MODULE: ./.cache/build/src/credentials-endpoint.js
var credentials_endpoint = __nccwpck_require__(1616);
// EXTERNAL MODULE: ./.cache/build/src/renewal.js
var src_renewal = __nccwpck_require__(1526);
// EXTERNAL MODULE: ./.cache/build/src/session.js
var session = __nccwpck_require__(42);
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./.cache/build/src/agent/failure.js
/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
class failure_AgentFailure extends Error {
    name = 'AgentFailure';
    kind;
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/line.js
/**
 * Reads up to the first line break.
 *
 * @throws Error when the stream ends before, or the line is longer than `mostBytes`. What was read is not in the message.
 */
function line_readLine(stream, mostBytes) {
    return new Promise((resolve, reject) => {
        let text = Buffer.alloc(0);
        const finish = (settle) => {
            stream.off('data', read).off('end', ended).off('close', ended).off('error', reject).pause();
            settle();
        };
        const read = (chunk) => {
            text = Buffer.concat([text, chunk]);
            const end = text.indexOf('\n');
            if (end >= 0)
                finish(() => resolve(text.toString('utf8', 0, end)));
            else if (text.length > mostBytes)
                finish(() => reject(new Error(`the line is longer than ${mostBytes} bytes`)));
        };
        const ended = () => finish(() => reject(new Error('the other side ended without a line')));
        stream.on('data', read).on('end', ended).on('close', ended).on('error', reject);
    });
}
/** JSON read without ever quoting it in an error: it may hold secrets. */
function line_parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/control.js






const LONGEST_QUESTION = 1_024;
const LARGEST_ANSWER = (/* unused pure expression or super */ null && (64 * 1024));
const QUESTION_MS = 5_000;
/** Milliseconds after which a lock counts as left behind: it is held for the blink in which a socket is bound. */
const STALE_LOCK_MS = 5_000;
/**
 * Takes the directory for this process and answers questions on its socket.
 *
 * @param answer what is sent back, as JSON
 * @throws AgentFailure when another agent answers there
 */
function openControl(places, answer) {
    // Two that start at once would both find a dead agent's socket, and the later one would remove the living one's.
    return withLock(places.lock, async () => {
        if (await removeIfDead(places)) {
            throw new failure_AgentFailure('running', `An agent is already running in '${places.directory}': stop it first, or name another directory.`);
        }
        return listen(places.control, answer);
    });
}
async function listen(path, answer) {
    const open = new Set();
    const server = (0,external_node_net_namespaceObject.createServer)((socket) => {
        open.add(socket.on('close', () => open.delete(socket)));
        serve(socket, answer);
    });
    server.maxConnections = 64;
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new failure_AgentFailure('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)));
        server.listen(path, resolve);
    });
    return { close: () => control_close(server, open) };
}
async function control_close(server, open) {
    for (const socket of open)
        socket.unref();
    // It waits for the open connections otherwise, and those wait for the process's end.
    await new Promise((resolve) => {
        server.close();
        server.unref();
        setImmediate(resolve);
    });
}
async function serve(socket, answer) {
    socket.on('error', () => undefined).setTimeout(QUESTION_MS, () => socket.destroy());
    try {
        const question = line_parseJson(await line_readLine(socket, LONGEST_QUESTION));
        if (question !== 'status' && question !== 'stop')
            throw new Error('not a question of this protocol');
        const line = `${JSON.stringify(answer(question))}\n`;
        if (question === 'status')
            socket.end(line);
        else
            socket.setTimeout(0).write(line);
    }
    catch {
        socket.destroy();
    }
}
/** Whether an agent answers; the socket of one that was killed is removed. */
async function removeIfDead({ control }) {
    const socket = await control_open(control);
    socket?.destroy();
    if (socket === undefined && process.platform !== 'win32')
        (0,external_node_fs_.rmSync)(control, { force: true });
    return socket !== undefined;
}
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined when none is running
 * @throws AgentFailure when one is running and does not answer in time
 */
async function askAgent(places, question, timeoutMs = 10_000) {
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await control_open(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await converse(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // It was cut off: that agent is just ending, and the next look tells how.
        await sleep(20);
    }
    throw new AgentFailure('no-answer', `The agent in '${places.directory}' does not answer. Its process id is in the first line of '${places.log}': end it by hand.`);
}
/** The answer, once the agent has closed the connection; undefined when it does neither in time, or closes it at once. */
async function converse(socket, question, timeoutMs) {
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        socket.destroy();
    }, timeoutMs);
    try {
        socket.write(`${JSON.stringify(question)}\n`);
        const answer = parseJson(await readLine(socket, LARGEST_ANSWER));
        if (!socket.resume().closed)
            await once(socket, 'close');
        return late ? undefined : answer;
    }
    catch {
        return undefined;
    }
    finally {
        clearTimeout(timer);
        socket.destroy();
    }
}
function control_open(path) {
    return new Promise((resolve, reject) => {
        const socket = (0,external_node_net_namespaceObject.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new failure_AgentFailure('directory', `Reaching the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!takeLock(path))
        await (0,promises_.setTimeout)(20);
    try {
        return await work();
    }
    finally {
        (0,external_node_fs_.rmSync)(path, { force: true });
    }
}
function takeLock(path) {
    try {
        (0,external_node_fs_.closeSync)((0,external_node_fs_.openSync)(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const taken = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
        if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS)
            (0,external_node_fs_.rmSync)(path, { force: true });
        return false;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./.cache/build/src/agent/directory.js





/** Bytes that a Unix socket's path may have: 108 on Linux, 104 on macOS, one of them for the zero at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const DEFAULT_PARENT = 'otter-sts-';
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name tells several agents of one user apart
 */
function defaultAgentDirectory(env, name = 'default') {
    const { uid, username } = userInfo();
    // Windows has no numbers for users.
    return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${uid === -1 ? username : uid}`, name);
}
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,external_node_path_.isAbsolute)(directory)) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is relative: give it from the root on.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system takes ${LONGEST_SOCKET_PATH}. Name a directory that is ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    return { directory, control, log: (0,external_node_path_.join)(directory, 'agent.log'), lock: (0,external_node_path_.join)(directory, 'lock') };
}
/** On Windows (not tested) the pipe's name stands for the directory; who may open it is up to Windows' default. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,external_node_path_.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,external_node_crypto_.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
}
/**
 * Makes the directory, its parent included, for the user alone. In a folder that all share, such as /tmp, somebody
 * else may have made it first, or have put a link there.
 *
 * @throws AgentFailure when the directory is not the user's own
 */
function makePrivateDirectory(directory) {
    try {
        (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    }
    catch (error) {
        throw new failure_AgentFailure('directory', `Making the agent's directory '${directory}' failed: ${error.code}. Name another one.`);
    }
    const parent = (0,external_node_path_.dirname)(directory);
    // Whoever owns the default directory's parent could swap what is in it.
    const checked = (0,external_node_path_.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
function checkPrivate(path) {
    const found = (0,external_node_fs_.lstatSync)(path);
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new failure_AgentFailure('directory', `The agent's directory '${path}' ${problem}. Remove it, or name another one.`);
    }
}
function whatIsWrong(link, directory, uid, mode) {
    if (link)
        return 'is a symbolic link';
    if (!directory)
        return 'is not a directory';
    if (process.platform === 'win32')
        return undefined;
    if (uid !== process.getuid?.())
        return `belongs to another user (${uid})`;
    if ((mode & 0o077) !== 0)
        return `is open to other users (mode ${(mode & 0o777).toString(8)})`;
    return undefined;
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/watched-process.js

/**
 * Takes down which process it is.
 *
 * @returns undefined when there is no such process
 */
function identifyProcess(pid) {
    const found = { pid, startedAt: readStat(pid)?.startedAt };
    return isAlive(found) ? found : undefined;
}
/**
 * Whether the very process is still there. Elsewhere than on Linux a new process with its number would be taken
 * for it; the agent's time limit ends that.
 */
function isAlive({ pid, startedAt }) {
    if (!answersSignals(pid))
        return false;
    const stat = readStat(pid);
    if (stat === undefined)
        return true;
    // One that has ended and that its parent has not fetched still answers signals.
    if (stat.state === 'Z' || stat.state === 'X')
        return false;
    return startedAt === undefined || stat.startedAt === startedAt;
}
function answersSignals(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // It is there, and belongs to somebody else.
        return error.code === 'EPERM';
    }
}
/** Fields 3 and 22 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
function readStat(pid) {
    if (process.platform !== 'linux')
        return undefined;
    try {
        const text = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/end.js



const LOOK_MS = 1_000;
/** Waits for the first reason to end. */
class End {
    /** Resolves with the reason, as the end of the sentence "ended: REASON". */
    reason;
    #give = () => undefined;
    #cleanUp = [];
    constructor({ lifetimeSeconds, watched, signals }) {
        this.reason = new Promise((resolve) => {
            this.#give = resolve;
        });
        this.#watch(lifetimeSeconds, watched);
        for (const signal of ['SIGTERM', 'SIGINT'])
            this.#on(signals, signal, () => this.now(signal));
        this.#on(signals, 'uncaughtException', (error) => this.now(`an error of its own: ${(0,failure/* firstLine */.TM)(error)}`));
        // The terminal that it was started from may close.
        this.#on(signals, 'SIGHUP', () => undefined);
    }
    /** Ends for a reason from elsewhere. */
    now(reason) {
        this.#give(reason);
    }
    /** Stops watching. */
    close() {
        for (const undo of this.#cleanUp)
            undo();
    }
    #watch(lifetimeSeconds, watched) {
        // The wall clock passes the time in which a machine is suspended, the other one cannot be set back.
        const wall = Date.now() + lifetimeSeconds * 1000;
        const monotonic = performance.now() + lifetimeSeconds * 1000;
        const timer = setInterval(() => {
            if (watched !== undefined && !isAlive(watched))
                this.now(`process ${watched.pid} has ended`);
            if (Date.now() >= wall || performance.now() >= monotonic) {
                this.now(`its time limit of ${(0,session/* describeSeconds */.bD)(lifetimeSeconds)} is over`);
            }
        }, LOOK_MS);
        this.#cleanUp.push(() => clearInterval(timer));
    }
    #on(signals, event, handler) {
        signals.on(event, handler);
        this.#cleanUp.push(() => signals.off(event, handler));
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
;// CONCATENATED MODULE: ./.cache/build/src/agent/conversation.js



const LARGEST_REPLY = 1024 * 1024;
/** Characters of what a crashed process wrote that go into the message. */
const LAST_WORDS = 1_000;
/**
 * Sends a process that was just started one line of JSON, and returns the one that it answers. Its standard input stays
 * open: that it closes tells the process that nobody waits any more.
 *
 * @param name what the process is, for the messages
 * @throws AgentFailure when it cannot be started, or ends without an answer
 */
async function conversation_converse(child, order, name) {
    const lastWords = collect(child.stderr);
    const failedToSpawn = new Promise((_, reject) => {
        child.once('error', (error) => reject(new failure_AgentFailure('start', `Starting ${child.spawnfile} as ${name} failed: ${error.message}.`)));
    });
    const closed = (0,external_node_events_namespaceObject.once)(child, 'close');
    closed.catch(() => undefined);
    // A process that ends at once does not read its input; its end is what is reported.
    child.stdin.on('error', () => undefined).write(`${JSON.stringify(order)}\n`);
    try {
        return line_parseJson(await Promise.race([line_readLine(child.stdout, LARGEST_REPLY), failedToSpawn]));
    }
    catch (error) {
        if (error instanceof failure_AgentFailure)
            throw error;
        child.stdout.resume();
        const [code, signal] = await closed;
        const end = signal === null ? `exit code ${code}` : signal;
        const said = lastWords() === '' ? 'and said nothing' : `and said: ${lastWords()}`;
        throw new failure_AgentFailure('start', `The process of ${name} ended with ${end} before it answered, ${said}`);
    }
}
/** Nothing of the other process keeps this one alive from here on. */
function letGo(child) {
    for (const stream of [child.stdin, child.stdout, child.stderr])
        stream.destroy();
    child.unref();
}
function collect(stream) {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
        text = (text + chunk).slice(-LAST_WORDS);
    });
    return () => text.trim();
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/message.js


function packError(error) {
    if (error instanceof failure/* ExchangeFailure */.u7)
        return { type: 'exchange', detail: error.detail };
    if (error instanceof failure/* InputError */.dz) {
        return { type: 'input', input: error.input, sentence: error.message.slice(error.input.length + 1) };
    }
    if (error instanceof failure_AgentFailure)
        return { type: 'agent', kind: error.kind, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'agent', kind: 'start', message: `Starting the agent failed: ${message}` };
}
function unpackError(sent) {
    if (sent.type === 'exchange')
        return new failure/* ExchangeFailure */.u7(sent.detail);
    if (sent.type === 'input')
        return new failure/* InputError */.dz(sent.input, sent.sentence);
    return new failure_AgentFailure(sent.kind, sent.message);
}
/** JSON has no dates. */
function reviveSession(session) {
    return { ...session, expiration: new Date(session.expiration) };
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/exchange-process.js



/**
 * Makes each exchange in a process of its own, which runs the agent's program and ends after it. The SDK takes 23 MB
 * and is needed for a fifth of a second every half an hour; an agent that never loads it fits in 60 MB (measured).
 */
function obtainInProcess([program, ...args], handover) {
    // A renewal tries again by itself, and knows for how long it can wait; the first exchange has nobody who does.
    let mostAttempts;
    return async (signal) => {
        signal.throwIfAborted();
        const child = (0,external_node_child_process_.spawn)(program, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
        const kill = () => child.kill('SIGKILL');
        signal.addEventListener('abort', kill, { once: true });
        try {
            const reply = (await conversation_converse(child, { exchange: handover, mostAttempts }, 'the exchange'));
            if ('failure' in reply)
                throw unpackError(reply.failure);
            mostAttempts = 1;
            return reviveSession(reply.session);
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
        finally {
            signal.removeEventListener('abort', kill);
            letGo(child);
        }
    };
}
/** The side of that process: one exchange, given up when the agent is gone. */
function obtainOnce(obtain, input) {
    const gone = new AbortController();
    input.resume().once('close', () => gone.abort(new Error('The agent is gone.')));
    return obtain(gone.signal);
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/log.js


/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Says what an agent did, one line each, with the time in front. Whoever writes to it sees to it that there is no secret. */
class AgentLog {
    path;
    #now;
    #file;
    #size = 0;
    /** Empties the log of the agent before. It stays when the agent ends, so that its last words can be read. */
    constructor(path, now = Date.now) {
        this.path = path;
        this.#now = now;
        this.#file = openLog(path);
    }
    write(text) {
        // A server's words could otherwise make up lines of their own.
        const line = `${(0,session/* formatTime */.fU)(new Date(this.#now()))} ${text.replace(/\p{Cc}/gu, '?')}\n`;
        this.#size += Buffer.byteLength(line);
        if (this.#size > LARGEST_LOG)
            this.#rotate(Buffer.byteLength(line));
        (0,external_node_fs_.writeSync)(this.#file, line);
    }
    close() {
        (0,external_node_fs_.closeSync)(this.#file);
    }
    #rotate(size) {
        (0,external_node_fs_.closeSync)(this.#file);
        (0,external_node_fs_.renameSync)(this.path, `${this.path}.1`);
        this.#file = openLog(this.path);
        this.#size = size;
    }
}
function openLog(path) {
    // Windows knows no O_NOFOLLOW.
    const noLink = external_node_fs_.constants.O_NOFOLLOW ?? 0;
    const file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_TRUNC | noLink, 0o600);
    if (!(0,external_node_fs_.fstatSync)(file).isFile())
        throw new Error(`The log '${path}' is not a plain file: remove it.`);
    return file;
}

;// CONCATENATED MODULE: ./.cache/build/src/agent/serve.js













/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;
/**
 * The agent's program: reads its order from `input` and answers with one line on `output`. The order is to serve, until
 * there is a reason to end, or to make one exchange for the agent that does.
 *
 * @returns the process's exit code: 0 when it did as ordered, 1 when it could not
 */
async function serveAgent(options) {
    const { input, output, createObtain } = options;
    output.on('error', () => undefined);
    try {
        const order = line_parseJson(await line_readLine(input, LARGEST_ORDER));
        if ('exchange' in order) {
            const session = await obtainOnce(await createObtain(order.exchange, order.mostAttempts), input);
            await write(output, { session });
        }
        else {
            await serve_serve(order, options);
        }
        return 0;
    }
    catch (error) {
        await write(output, { failure: packError(error) }).catch(() => undefined);
        return 1;
    }
}
async function serve_serve(order, { output, signals, detach }) {
    const agent = new Agent(order, signals);
    try {
        const ready = await agent.start();
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
/** Turns this process from one that was just started into one that is in the background for hours. */
function settle() {
    dropStandardStreams();
    // Compiled code for a few requests a minute is not worth its memory: 58 MB instead of 74 after 30,000 requests from
    // 100 connections, at thousands of requests a second either way (measured).
    for (const compiler of ['opt', 'maglev', 'sparkplug'])
        (0,external_node_v8_namespaceObject.setFlagsFromString)(`--no-${compiler}`);
}
/**
 * Puts the null device in the place of the three standard streams. A runner waits for those who hold its pipes; and
 * were they closed alone, their numbers would go to sockets, into which a crash would then write.
 */
function dropStandardStreams() {
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
        this.#places = agentPlaces(order.directory);
        const { lifetimeSeconds, watched } = order;
        this.end = new End({ lifetimeSeconds, watched, signals });
    }
    async start() {
        makePrivateDirectory(this.#places.directory);
        this.#control = await openControl(this.#places, (question) => {
            if (question === 'stop')
                this.end.now('it was stopped');
            return this.#status();
        });
        this.#log = new AgentLog(this.#places.log);
        this.#log.write(`agent ${process.pid} started, ${this.#limits()}`);
        const session = await this.#startRenewal(obtainInProcess(this.#order.command, this.#order.handover));
        this.#endpoint = await (0,credentials_endpoint/* startCredentialsEndpoint */.G)({
            renewal: this.#renewal,
            port: this.#order.port,
        });
        const { url, token } = this.#endpoint;
        this.#log.write(`serving at ${url}`);
        return { pid: process.pid, url, token, session, log: this.#places.log };
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
        const renewal = new src_renewal/* Renewal */.L({
            obtain,
            onObtained: ({ expiration }) => this.#log?.write(`session obtained, it ends at ${(0,session/* formatTime */.fU)(expiration)}`),
            onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
        });
        this.#renewal = renewal;
        void this.end.reason.then(() => renewal.stop());
        return renewal.start();
    }
    #limits() {
        const { lifetimeSeconds, watched } = this.#order;
        const limit = `for ${(0,session/* describeSeconds */.bD)(lifetimeSeconds)} at most`;
        return watched === undefined ? limit : `${limit}, as long as process ${watched.pid} is there`;
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

;// CONCATENATED MODULE: ./.cache/build/src/agent/handover.js



function packHandover(credential, request, caBundle) {
    const { policy: _madeAnew, ...plain } = request;
    return {
        accessKey: credential.accessKey,
        secretKey: credential.revealSecretKey(),
        request: plain,
        caBundle,
    };
}
/** Runs this process as the agent, or as one exchange of it: its order comes on standard input. @returns the exit code */
function runAgentProcess(process) {
    return serveAgent({
        createObtain: (handover, mostAttempts) => unpackHandover(handover, { environment: process.env, mostAttempts }),
        input: process.stdin,
        output: process.stdout,
        signals: process,
        detach: settle,
    });
}
async function unpackHandover({ accessKey, secretKey, request, caBundle }, surroundings) {
    // Loads the SDK, which the agent itself never needs: bundled apart, it does not even take up memory as source.
    const { obtainer } = await Promise.all(/* import() */[__nccwpck_require__.e(695), __nccwpck_require__.e(52)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5052));
    // Made here and not handed over: a policy that was never checked cannot come in.
    const policy = SessionPolicy.forScope(request.bucket, request.access, request.prefix);
    const scoped = policy === undefined ? request : { ...request, policy };
    return obtainer(new ServiceCredential(accessKey, secretKey), scoped, { ...surroundings, caBundle });
}


/***/ }),

/***/ 1616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ startCredentialsEndpoint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(42);


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
    const token = options.token ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(TOKEN_BYTES).toString('base64url');
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
    return (given = '') => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(sha256(given.replace(/^Bearer /i, '')), expected);
}
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest();
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
        Expiration: (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiration),
    }));
}
function nothingValid(status) {
    const { expiresAt, nextRenewalAt, lastError } = status;
    const since = expiresAt === undefined ? 'There is no session' : `The last session ended at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiresAt)}`;
    const why = lastError === undefined
        ? 'and none has come since'
        : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
    const next = nextRenewalAt === undefined ? '' : ` The next try is at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(nextRenewalAt)}.`;
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


/***/ }),

/***/ 1748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ firstLine),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   u7: () => (/* binding */ ExchangeFailure)
/* harmony export */ });
/**
 * A value that the user gave is missing or wrong. The message is one sentence that starts with the
 * input's name. Nothing has been sent. A program ends with exit code 2.
 */
class InputError extends Error {
    name = 'InputError';
    /** The input's name as users type it, such as `role-arn`. */
    input;
    constructor(input, sentence) {
        super(`${input} ${sentence}`);
        this.input = input;
    }
}
const RETRYABLE = new Set(['throttled', 'server', 'network', 'timeout']);
/**
 * The exchange failed. The message says what was tried, what came back, the likely causes in order
 * and what to do, and never holds a secret. A program ends with exit code 1.
 */
class ExchangeFailure extends Error {
    name = 'ExchangeFailure';
    detail;
    constructor(detail) {
        super(formatFailure(detail));
        this.detail = detail;
    }
    get kind() {
        return this.detail.kind;
    }
    /** Whether the same request may succeed a little later. */
    get retryable() {
        return RETRYABLE.has(this.detail.kind);
    }
}
function formatFailure({ tried, cameBack, causes, remedy }) {
    const lines = [`${tried} failed: ${cameBack}.`];
    if (causes.length === 1)
        lines.push(`Likely cause: ${causes[0]}`);
    if (causes.length > 1)
        lines.push('Likely causes, the likeliest first:');
    if (causes.length > 1)
        lines.push(...causes.map((cause, index) => `  ${index + 1}. ${cause}`));
    lines.push(`What to do: ${remedy}`);
    return lines.join('\n');
}
/** A failure's first line, for a log line or an HTTP body that has room for one. */
function firstLine(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split('\n', 1)[0] ?? '';
}


/***/ }),

/***/ 1526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ Renewal)
/* harmony export */ });
/* unused harmony export retryDelayMs */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1748);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(42);


/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds).unref();
        return () => clearTimeout(timer);
    },
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
/** What one renewal may take. An RGW answers within tens of milliseconds; one that hangs is better asked again. */
const SHORTEST_LIMIT_MS = 1_000;
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
        await new Promise((resolve) => {
            const wake = () => {
                cancel();
                this.#waiters.delete(wake);
                resolve();
            };
            const cancel = this.#clock.after(timeoutMs, wake);
            this.#waiters.add(wake);
        });
        return this.current();
    }
    status() {
        return {
            state: this.#state(),
            renewals: this.#renewals,
            failures: this.#failures,
            lastError: this.#lastError === undefined ? undefined : (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .firstLine */ .TM)(this.#lastError),
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
        const cancelLimit = limitMs === undefined ? undefined : this.#clock.after(limitMs, () => attempt.abort(noAnswer(limitMs)));
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
        return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 4, SHORTEST_LIMIT_MS / 2)) : limit;
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
    return error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7 && REFUSALS.has(error.kind);
}
function failureKind(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7)
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
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7))
        return 0;
    const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
    return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}
function noAnswer(limitMs) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7({
        kind: 'timeout',
        tried: 'Renewing the session',
        cameBack: `no answer within ${limitMs / 1000} s`,
        causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
        remedy: 'Nothing, if it passes: it is tried again. Otherwise look at the endpoint and the network.',
    });
}
function alreadyOver({ expiration }, now) {
    const late = (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .describeSeconds */ .bD)(Math.ceil((now - expiration.getTime()) / 1000));
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7({
        kind: 'clock-skew',
        tried: 'Obtaining a session',
        cameBack: `it ended at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiration)}, ${late} ago by this machine's clock`,
        causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
        remedy: 'Set the clock, or switch time synchronisation (NTP) on.',
    });
}
/** Settles as the work does, or rejects with the signal's reason at once: work that ignores its signal holds up nothing. */
function untilAborted(work, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
}


/***/ }),

/***/ 42:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ describeSeconds),
/* harmony export */   fU: () => (/* binding */ formatTime)
/* harmony export */ });
/* unused harmony exports sessionSecrets, remainingSeconds */
/** The session's values that no log may show, the one that identifies it included. */
function sessionSecrets(session) {
    return [session.secretAccessKey, session.sessionToken, session.accessKeyId];
}
/**
 * A time as `YYYY-MM-DDTHH:MM:SSZ`: UTC, whole seconds, the one form that every SDK reads
 * (the JS SDK refuses `+00:00`, and some readers refuse fractions).
 */
function formatTime(time) {
    return `${time.toISOString().slice(0, 19)}Z`;
}
/** Seconds from `now` (milliseconds since the epoch) to the session's end; negative once it has passed. */
function remainingSeconds(session, now) {
    return Math.floor((session.expiration.getTime() - now) / 1000);
}
/** A number of seconds for people: `45 s`, `30 min`, `1 h`, `11 h 59 min`. */
function describeSeconds(seconds) {
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
    const hours = Math.floor(minutes / 60);
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(8095);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
