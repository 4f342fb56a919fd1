"use strict";
exports.id = 888;
exports.ids = [888];
exports.modules = {

/***/ 2667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ makeFolders)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


/**
 * Makes a folder, and those above it that are missing, one by one: Node's `recursive` never ends where the system answers
 * ENOENT to a new folder, as below /proc, and says of a read-only disk that something is not there.
 *
 * @throws the system's error, whose `path` is what could not be made: EEXIST when something other than a folder is there
 */
function makeFolders(folder, mode = 0o777) {
    if (isFolder(folder))
        return;
    const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    if (above !== folder)
        makeFolders(above, mode);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { mode });
    }
    catch (error) {
        // Another process may have been faster.
        if (error.code !== 'EEXIST' || !isFolder(folder))
            throw error;
    }
}
function isFolder(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}


/***/ }),

/***/ 5938:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QF: () => (/* binding */ removeIfDead),
/* harmony export */   XM: () => (/* binding */ askAgent),
/* harmony export */   g4: () => (/* binding */ openControl)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7030);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8500);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(372);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1057);
/* harmony import */ var _line_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(521);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8216);








const LONGEST_QUESTION = 1_024;
const LARGEST_ANSWER = 64 * 1024;
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
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('running', `An agent is already running in '${places.directory}': stop it first, or start this one under another name (--name).`);
        }
        return listen(places.control, answer);
    });
}
async function listen(path, answer) {
    const connections = new Set();
    const server = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.createServer)((socket) => {
        connections.add(socket.on('close', () => connections.delete(socket)));
        serve(socket, answer);
    });
    server.maxConnections = 64;
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)));
        server.listen(path, resolve);
    });
    return { close: () => close(server, connections) };
}
async function close(server, connections) {
    for (const socket of connections)
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
        const question = (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(await (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .readLine */ .X)(socket, LONGEST_QUESTION));
        if (question !== 'status' && question !== 'stop')
            throw new Error('unknown request');
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
async function removeIfDead({ control, directory }) {
    (0,_directory_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPrivateDirectory */ .Re)(directory);
    const socket = await openConnection(control);
    socket?.destroy();
    if (socket === undefined && process.platform !== 'win32')
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(control, { force: true });
    return socket !== undefined;
}
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined when none is running
 * @throws AgentFailure when one is running and does not answer in time
 */
async function askAgent(places, question, timeoutMs = 10_000) {
    (0,_directory_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPrivateDirectory */ .Re)(places.directory);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await openConnection(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await putQuestion(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // It was cut off: that agent is just ending, and the next look tells how.
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('no-answer', `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`);
}
function describeEndByHand(log) {
    const pid = (0,_log_js__WEBPACK_IMPORTED_MODULE_7__/* .readAgentPid */ .Z)(log);
    if (pid === undefined)
        return `Its process id is in the first line of '${log}': end it by hand.`;
    return `Its process is ${pid}: end it by hand (kill -KILL ${pid}).`;
}
/** The answer, once the agent has closed the connection; undefined when it does neither in time, or closes it at once. */
async function putQuestion(socket, question, timeoutMs) {
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        socket.destroy();
    }, timeoutMs);
    try {
        socket.write(`${JSON.stringify(question)}\n`);
        const answer = (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(await (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .readLine */ .X)(socket, LARGEST_ANSWER));
        if (!socket.resume().closed)
            await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(socket, 'close');
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
/** A connection to the agent's socket; undefined when nobody listens there. */
function openConnection(path) {
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Reaching the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!takeLock(path))
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    try {
        return await work();
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
    }
}
function takeLock(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const taken = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false });
        if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
        return false;
    }
}


/***/ }),

/***/ 372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dn: () => (/* binding */ makePrivateDirectory),
/* harmony export */   Qy: () => (/* binding */ agentPlaces),
/* harmony export */   Re: () => (/* binding */ checkPrivateDirectory)
/* harmony export */ });
/* unused harmony exports defaultAgentDirectory, removeAgentFiles */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2667);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1057);







/** Bytes that a Unix socket's path may have: 108 on Linux, 104 on macOS, one of them for the zero at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const DEFAULT_PARENT = 'otter-sts-';
const ELSEWHERE = 'set XDG_RUNTIME_DIR or TMPDIR to a folder of your own that can be written to';
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name tells several agents of one user apart
 * @throws InputError when the name would lead elsewhere
 */
function defaultAgentDirectory(env, name = 'default') {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
        throw new InputError('name', 'is not a valid agent name: use up to 64 letters, digits and ._-, not starting with a dot.');
    }
    const { uid, username } = userInfo();
    // Windows has no numbers for users.
    return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${uid === -1 ? username : uid}`, name);
}
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(directory)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is relative: give it from the root on.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system takes ${LONGEST_SOCKET_PATH}. Name a directory that is ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    const at = (name) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name);
    return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
}
/** On Windows (not tested) the pipe's name stands for the directory; who may open it is up to Windows' default. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
}
/**
 * Makes the directory, its parent included, for the user alone. In a folder that all share, such as /tmp, somebody
 * else may have made it first, or have put a link there.
 *
 * @throws AgentFailure when the directory is not the user's own
 */
function makePrivateDirectory(directory) {
    look(directory);
    try {
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolders */ .w)(directory, 0o700);
    }
    catch (error) {
        const { code, path = directory } = error;
        // What is there instead of the directory itself is said below.
        if (code !== 'EEXIST' || path !== directory) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Making the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`);
        }
    }
    checkPrivateDirectory(directory);
}
/**
 * Looks before anything in the directory is used or removed.
 *
 * @throws AgentFailure when it is there and not the user's own
 */
function checkPrivateDirectory(directory) {
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(directory);
    // Whoever owns the default directory's parent could swap what is in it.
    const checked = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
/** Removes what an agent that has ended left in its directory, and the directory once it is empty. */
function removeAgentFiles(directory) {
    const { log, lock, token } = agentPlaces(directory);
    if (look(directory) === undefined)
        return;
    checkPrivateDirectory(directory);
    for (const path of [log, `${log}.1`, lock, token])
        rmSync(path, { force: true });
    try {
        rmdirSync(directory);
    }
    catch {
        // Somebody else keeps something there.
    }
}
function look(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Looking for the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`);
    }
}
function checkPrivate(path) {
    const found = look(path);
    if (found === undefined)
        return;
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `The agent's directory '${path}' ${problem}. Remove it, or ${ELSEWHERE}.`);
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


/***/ }),

/***/ 1057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ AgentFailure)
/* harmony export */ });
/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
class AgentFailure extends Error {
    name = 'AgentFailure';
    kind;
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}


/***/ }),

/***/ 7622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ packHandover),
  a: () => (/* binding */ unpackHandover)
});

// EXTERNAL MODULE: ./src/credentials/service-credential.js
var service_credential = __webpack_require__(5805);
// EXTERNAL MODULE: ./src/credentials/web-identity.js + 3 modules
var web_identity = __webpack_require__(7112);
;// CONCATENATED MODULE: ./src/credentials/packed-source.js


/** @throws InputError if a part of it is invalid */
function unpackSource({ kind, fields }) {
    if (kind === 'web-identity')
        return web_identity/* WebIdentity */.j.unpack(fields);
    return new service_credential/* ServiceCredential */.he(fields.accessKey ?? '', fields.secretKey ?? '');
}

// EXTERNAL MODULE: ./src/credentials/session-policy.js
var session_policy = __webpack_require__(6903);
;// CONCATENATED MODULE: ./src/refresh/agent/handover.js


function packHandover(source, request, caBundle) {
    const { policy: _madeAnew, ...plain } = request;
    return { source: source.pack(), secrets: source.secrets, request: plain, caBundle };
}
/** @throws InputError when a part of it is wrong */
function unpackHandover({ source, request, caBundle }) {
    // Made here and not handed over: a policy that was never checked cannot come in.
    const policy = session_policy/* SessionPolicy */.No.forScope(request.bucket, request.access, request.prefix);
    return {
        source: unpackSource(source),
        request: policy === undefined ? request : { ...request, policy },
        caBundle,
    };
}


/***/ }),

/***/ 521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ readLine),
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/**
 * Reads up to the first line break.
 *
 * @throws Error when the stream ends before, or the line is longer than `mostBytes`. What was read is not in the message.
 */
function readLine(stream, mostBytes) {
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
function parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}


/***/ }),

/***/ 8216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ AgentLog),
  Z: () => (/* binding */ readAgentPid)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/printable.js
var src_printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./src/refresh/agent/last-words.js


/** Bytes at the end of a log that are shown. */
const MOST_SHOWN = (/* unused pure expression or super */ null && (16 * 1024));
/** Characters of a line. */
const LONGEST_LINE = 500;
/**
 * The last lines of an agent's log. Every process of the user's can have put something else in its place: a link is not
 * followed, a pipe not waited for, another user's file not read, and nothing that is shown is a command for a runner.
 *
 * @returns undefined when there is no such file
 */
function readLastWords(path) {
    const text = readEnd(path, MOST_SHOWN);
    return text
        ?.trimEnd()
        .split(/\r?\n/)
        .map((line) => printable(line, LONGEST_LINE));
}
function readEnd(path, most) {
    const file = openPlain(path);
    if (file === undefined)
        return undefined;
    try {
        const { size } = fstatSync(file);
        const bytes = Buffer.alloc(Math.min(size, most));
        const length = readSync(file, bytes, 0, bytes.length, size - bytes.length);
        return bytes.toString('utf8', 0, length);
    }
    finally {
        closeSync(file);
    }
}
/** Opens a file that is the user's own, and nothing else. */
function openPlain(path) {
    let file;
    try {
        // Windows knows neither; there the pipe and the link are others'.
        file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        const found = (0,external_node_fs_.fstatSync)(file);
        if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid()))
            return file;
    }
    catch {
        // It is not there, or is a link.
    }
    if (file !== undefined)
        (0,external_node_fs_.closeSync)(file);
    return undefined;
}

;// CONCATENATED MODULE: ./src/refresh/agent/log.js




/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Characters of a line: only one that is no sentence is cut. */
const log_LONGEST_LINE = 4_000;
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
        const line = `${(0,session/* formatTime */.fU)(new Date(this.#now()))} ${(0,src_printable/* printable */.g$)(text, log_LONGEST_LINE)}\n`;
        // A log that cannot be written, on a full disk or in a folder that a job removed, must not cost the session.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#rotate(Buffer.byteLength(line));
            (0,external_node_fs_.writeSync)(this.#file, line);
        });
    }
    close() {
        orNothing(() => (0,external_node_fs_.closeSync)(this.#file));
    }
    #rotate(size) {
        (0,external_node_fs_.renameSync)(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = next;
        this.#size = size;
    }
}
/** The process that the log's first line is of; undefined when that line is gone. */
function readAgentPid(path) {
    let pid;
    for (const log of [path, `${path}.1`]) {
        orNothing(() => {
            const digits = /^\S+ agent (\d+) started/.exec(readBeginning(log))?.[1];
            if (digits !== undefined)
                pid ??= Number(digits);
        });
    }
    return pid;
}
/** Bytes in which the first line is. */
const FIRST_LINE = 1_024;
function readBeginning(path) {
    const file = openPlain(path);
    if (file === undefined)
        return '';
    const bytes = Buffer.alloc(FIRST_LINE);
    const length = (0,external_node_fs_.readSync)(file, bytes, 0, FIRST_LINE, 0);
    (0,external_node_fs_.closeSync)(file);
    return bytes.toString('utf8', 0, length);
}
function orNothing(work) {
    try {
        work();
    }
    catch {
        // See write.
    }
}
function openLog(path) {
    // Windows knows neither. A pipe that nobody reads would be waited for.
    const noLink = external_node_fs_.constants.O_NOFOLLOW ?? 0;
    const noWait = external_node_fs_.constants.O_NONBLOCK ?? 0;
    const flags = external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_TRUNC | noLink | noWait;
    const file = (0,external_node_fs_.openSync)(path, flags, 0o600);
    if (!(0,external_node_fs_.fstatSync)(file).isFile())
        throw new Error(`The log '${path}' is not a plain file: remove it.`);
    return file;
}


/***/ }),

/***/ 4720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rj: () => (/* binding */ unpackError),
/* harmony export */   Ub: () => (/* binding */ reviveSession),
/* harmony export */   Y4: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1057);


function packError(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7)
        return { type: 'exchange', detail: error.detail };
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz) {
        return { type: 'input', input: error.input, sentence: error.message.slice(error.input.length + 1) };
    }
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentFailure */ .W)
        return { type: 'agent', kind: error.kind, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'agent', kind: 'start', message: `Starting the agent failed: ${message}` };
}
function unpackError(sent) {
    if (sent.type === 'exchange')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7(sent.detail);
    if (sent.type === 'input')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(sent.input, sent.sentence);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentFailure */ .W(sent.kind, sent.message);
}
/** JSON has no dates. */
function reviveSession(session) {
    return { ...session, expiration: new Date(session.expiration) };
}


/***/ }),

/***/ 5401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isAlive),
/* harmony export */   w: () => (/* binding */ identifyProcess)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);

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
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
    }
    catch {
        return undefined;
    }
}


/***/ })

};
;