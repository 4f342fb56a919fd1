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
 * Creates a folder and its missing parents, one by one: Node's `recursive` never ends where the system answers ENOENT
 * to a new folder, as below /proc, and says of a read-only disk that something is not there.
 *
 * @throws the system's error, whose `path` is what could not be made: EEXIST when something other than a folder is
 *   there
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
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6257);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(372);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1057);
/* harmony import */ var _line_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(521);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5730);









const LONGEST_QUESTION = 1_024;
const LARGEST_ANSWER = 64 * 1024;
const QUESTION_MS = 5_000;
/** Milliseconds after which a lock counts as stale. It is held only while a socket is bound. */
const STALE_LOCK_MS = 5_000;
/**
 * Claims the directory for this process and answers questions on its socket.
 *
 * @param answer returns the answer, which is sent as JSON
 * @throws AgentFailure if another agent is running there
 */
function openControl(places, answer) {
    // If two agents started at once, both could find a dead agent's socket, and the second would remove the first one's.
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
    // Do not wait for the open connections, because they wait for the process to end.
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
/** Whether an agent is running. Removes the socket of an agent that was killed. */
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
 * @returns its answer, or undefined if no agent is running
 * @throws AgentFailure if the agent does not answer in time
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
        // The connection was cut because the agent is ending. Ask again to see the result.
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('no-answer', `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`);
}
function describeEndByHand(log) {
    const pid = (0,_log_js__WEBPACK_IMPORTED_MODULE_7__/* .readAgentPid */ .Z)(log);
    if (pid === undefined)
        return `Kill it by hand: its process ID is in the first line of '${log}'.`;
    const command = process.platform === 'win32' ? 'taskkill /F /PID' : 'kill -KILL';
    return `Kill it by hand: ${command} ${pid}.`;
}
/** The answer, once the agent has closed the connection. Undefined if it does not do both in time, or closes without one. */
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
/** A connection to the agent's socket. Undefined if nothing listens there. */
function openConnection(path) {
    return new Promise((resolve, reject) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Connecting to the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!(await (0,_held_file_js__WEBPACK_IMPORTED_MODULE_8__/* .retryWhileHeld */ .J)(() => takeLock(path))))
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    try {
        return await work();
    }
    finally {
        await (0,_held_file_js__WEBPACK_IMPORTED_MODULE_8__/* .retryWhileHeld */ .J)(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true }));
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
/* harmony export */   Re: () => (/* binding */ checkPrivateDirectory),
/* harmony export */   Tj: () => (/* binding */ removeAgentFiles)
/* harmony export */ });
/* unused harmony export defaultAgentDirectory */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6257);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2667);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1057);








/** The longest path of a Unix socket, in bytes: 108 on Linux and 104 on macOS, less one for the NUL at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const DEFAULT_PARENT = 'otter-sts-';
const ELSEWHERE = 'set XDG_RUNTIME_DIR or TMPDIR to a writable folder of your own';
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name distinguishes several agents of one user
 * @throws InputError if the name could lead to another directory
 */
function defaultAgentDirectory(env, name = 'default') {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
        throw new InputError('name', 'is not a valid agent name: use up to 64 letters, digits and ._-, not starting with a dot.');
    }
    // Windows has no user IDs. On other systems a user may have no name, as in many containers.
    const user = process.getuid?.() ?? userInfo().username;
    return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${user}`, name);
}
/** @throws AgentFailure if the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(directory)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is relative: use an absolute path.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system allows ${LONGEST_SOCKET_PATH}. Use a path that is at least ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    const at = (name) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name);
    return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
}
/** On Windows (not tested), the pipe's name is derived from the directory, and Windows' defaults say who may open it. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
}
/**
 * Creates the directory, and its parent, for the user alone. In a shared folder such as /tmp, another user may have created
 * it first, or have put a link there.
 *
 * @throws AgentFailure if the directory is not the user's own
 */
function makePrivateDirectory(directory) {
    look(directory);
    try {
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolders */ .w)(directory, 0o700);
    }
    catch (error) {
        const { code, path = directory } = error;
        // checkPrivateDirectory explains what exists in place of the directory.
        if (code !== 'EEXIST' || path !== directory) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Creating the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`);
        }
    }
    checkPrivateDirectory(directory);
}
/**
 * Call it before anything in the directory is used or removed.
 *
 * @throws AgentFailure if the directory exists and is not the user's own
 */
function checkPrivateDirectory(directory) {
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(directory);
    // The owner of the default directory's parent could replace the directory.
    const checked = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
/** Removes the files of an agent that has ended, and its directory if that is then empty. */
async function removeAgentFiles(directory) {
    const { log, lock, token } = agentPlaces(directory);
    if (look(directory) === undefined)
        return;
    checkPrivateDirectory(directory);
    for (const path of [log, `${log}.1`, lock, token])
        await (0,_held_file_js__WEBPACK_IMPORTED_MODULE_6__/* .retryWhileHeld */ .J)(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true }));
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmdirSync)(directory);
    }
    catch {
        // The directory also holds other files.
    }
}
function look(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Checking the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`);
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
/** The agent could not be started or reached. The message says what to do. A program ends with exit code 1. */
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


function packHandover(source, request, caBundle, redactor) {
    const { policy: _madeAnew, ...plain } = request;
    return { source: source.pack(), secrets: source.secrets, request: plain, caBundle, redactor };
}
/** @throws InputError if a part of it is invalid */
function unpackHandover({ source, request, caBundle }) {
    // Created here and not handed over, so that no unchecked policy can get in.
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
 * @throws Error if the stream ends first, or the line is longer than `mostBytes`. The message does not quote what was read.
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
/** Parses JSON, and does not quote it in an error, because it may hold secrets. */
function parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}


/***/ }),

/***/ 5730:
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
;// CONCATENATED MODULE: ./src/refresh/agent/log-tail.js


/** Bytes from the end of a log. */
const MOST_SHOWN = (/* unused pure expression or super */ null && (16 * 1024));
/** Characters of a line that are shown. */
const LONGEST_SHOWN = 500;
/**
 * The last lines of an agent's log. Any process of the user can replace the log. So this does not follow a link, wait for a
 * pipe or read another user's file, and it escapes text that a runner would take for a command.
 *
 * @returns undefined if there is no such file
 */
function readLogTail(path) {
    const text = readEnd(path, MOST_SHOWN);
    return text
        ?.trimEnd()
        .split(/\r?\n/)
        .map((line) => printable(line, LONGEST_SHOWN));
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
/** Opens a regular file if it is the user's own. */
function openPlain(path) {
    let file;
    try {
        // Windows has neither flag, and its pipes and links work differently.
        file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        const found = (0,external_node_fs_.fstatSync)(file);
        if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid()))
            return file;
    }
    catch {
        // It does not exist, or is a link.
    }
    if (file !== undefined)
        (0,external_node_fs_.closeSync)(file);
    return undefined;
}

;// CONCATENATED MODULE: ./src/refresh/agent/log.js




/** Bytes after which the log is renamed to `agent.log.1`, replacing an older one. Together they stay at about 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Bytes after which a line is lost if the log cannot be renamed. */
const LARGEST_HELD_LOG = LARGEST_LOG + 64 * 1024;
/** Characters of a line that is written. No message is as long, so only other text is shortened. */
const LONGEST_ENTRY = 4_000;
/** The agent's log: one line for each event, starting with the time. The caller must not write a secret to it. */
class AgentLog {
    path;
    #now;
    #file;
    #size = 0;
    /** Empties the previous agent's log. The log stays when the agent ends, so that its last lines can be read. */
    constructor(path, now = Date.now) {
        this.path = path;
        this.#now = now;
        this.#file = openLog(path);
    }
    write(text) {
        const line = `${(0,session/* formatTime */.fU)(new Date(this.#now()))} ${(0,src_printable/* printable */.g$)(text, LONGEST_ENTRY)}\n`;
        // The session must survive if the log cannot be written, because the disk is full or a job removed the folder.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#makeRoom(Buffer.byteLength(line));
            (0,external_node_fs_.writeSync)(this.#file, line);
        });
    }
    close() {
        orNothing(() => (0,external_node_fs_.closeSync)(this.#file));
    }
    /** On Windows, another program may have the log open for a moment. Then the next line tries again. */
    #makeRoom(size) {
        try {
            this.#rotate(size);
        }
        catch (error) {
            if (this.#size > LARGEST_HELD_LOG)
                throw error;
        }
    }
    #rotate(size) {
        (0,external_node_fs_.renameSync)(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = next;
        this.#size = size;
    }
}
/** The process ID from the log's first line. Undefined if that line is gone. */
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
/** Bytes. The first line is shorter. */
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
    // Windows has neither flag. Without O_NONBLOCK, opening a pipe that nobody reads would hang.
    const noLink = external_node_fs_.constants.O_NOFOLLOW ?? 0;
    const noWait = external_node_fs_.constants.O_NONBLOCK ?? 0;
    const flags = external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_TRUNC | noLink | noWait;
    const file = (0,external_node_fs_.openSync)(path, flags, 0o600);
    if (!(0,external_node_fs_.fstatSync)(file).isFile())
        throw new Error(`The log '${path}' is not a regular file: remove it.`);
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
        return { type: 'input', inputs: error.inputs, sentence: error.sentence };
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
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(sent.inputs, sent.sentence);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentFailure */ .W(sent.kind, sent.message);
}
/** Restores the date, because JSON has no dates. */
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
 * Records which process has this ID now.
 *
 * @returns undefined if there is no such process
 */
function identifyProcess(pid) {
    const found = { pid, startedAt: readStat(pid)?.startedAt };
    return isAlive(found) ? found : undefined;
}
/**
 * Whether this process is still running. On systems other than Linux, a new process with the same ID is taken for it, until
 * the agent's time limit passes.
 */
function isAlive({ pid, startedAt }) {
    if (!answersSignals(pid))
        return false;
    const stat = readStat(pid);
    if (stat === undefined)
        return true;
    // A zombie still accepts signals.
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
        // It exists, but belongs to another user.
        return error.code === 'EPERM';
    }
}
/** Fields 3 and 22 of proc_pid_stat(5). The name before them is in parentheses and may contain any character. */
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