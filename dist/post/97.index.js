"use strict";
exports.id = 97;
exports.ids = [97,628,117];
exports.modules = {

/***/ 117:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  agentPlaces: () => (/* binding */ agentPlaces),
  checkPrivateDirectory: () => (/* binding */ checkPrivateDirectory),
  defaultAgentDirectory: () => (/* binding */ defaultAgentDirectory),
  makePrivateDirectory: () => (/* binding */ makePrivateDirectory),
  removeAgentFiles: () => (/* binding */ removeAgentFiles)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(555);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./src/held-file.js

/**
 * What Windows answers to a rename or a removal while another program has the file open, such as a virus scanner or an
 * indexer that looks at each new file. It answers the same if the right is missing.
 */
const HELD = ['EPERM', 'EACCES', 'EBUSY'];
/** How long to wait after each attempt, in milliseconds: 2 s together, because a right that is missing does not come back. */
const WAITS_MS = [10, 20, 50, 100, 200, 400, 600, 620];
/**
 * Renames or removes a file, on Windows again and again for up to 2 s while another program has it open. Elsewhere an open
 * file can be renamed and removed.
 *
 * @param attempt may be synchronous; this function does not block while it waits
 * @throws the system's error of the last attempt
 */
async function retryWhileHeld(attempt, { platform = process.platform, wait = promises_.setTimeout } = {}) {
    for (const waitMs of platform === 'win32' ? WAITS_MS : []) {
        try {
            return await attempt();
        }
        catch (error) {
            if (!HELD.includes(error.code))
                throw error;
        }
        await wait(waitMs);
    }
    return await attempt();
}

;// CONCATENATED MODULE: ./src/make-folders.js


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
    const above = (0,external_node_path_.dirname)(folder);
    if (above !== folder)
        makeFolders(above, mode);
    try {
        (0,external_node_fs_.mkdirSync)(folder, { mode });
    }
    catch (error) {
        // Another process may have been faster.
        if (error.code !== 'EEXIST' || !isFolder(folder))
            throw error;
    }
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

// EXTERNAL MODULE: ./src/refresh/agent/failure.js
var agent_failure = __webpack_require__(57);
;// CONCATENATED MODULE: ./src/refresh/agent/directory.js








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
        throw new failure/* InputError */.dz('name', 'is not a valid agent name: use up to 64 letters, digits and ._-, not starting with a dot.');
    }
    // Windows has no user IDs. On other systems a user may have no name, as in many containers.
    const user = process.getuid?.() ?? (0,external_node_os_.userInfo)().username;
    return (0,external_node_path_.join)(env.XDG_RUNTIME_DIR || (0,external_node_os_.tmpdir)(), `${DEFAULT_PARENT}${user}`, name);
}
/** @throws AgentFailure if the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,external_node_path_.isAbsolute)(directory)) {
        throw new agent_failure/* AgentFailure */.W('directory', `The agent's directory '${directory}' is relative: use an absolute path.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new agent_failure/* AgentFailure */.W('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system allows ${LONGEST_SOCKET_PATH}. Use a path that is at least ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    const at = (name) => (0,external_node_path_.join)(directory, name);
    return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
}
/** On Windows (not tested), the pipe's name is derived from the directory, and Windows' defaults say who may open it. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,external_node_path_.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,external_node_crypto_.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
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
        makeFolders(directory, 0o700);
    }
    catch (error) {
        const { code, path = directory } = error;
        // checkPrivateDirectory explains what exists in place of the directory.
        if (code !== 'EEXIST' || path !== directory) {
            throw new agent_failure/* AgentFailure */.W('directory', `Creating the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`);
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
    const parent = (0,external_node_path_.dirname)(directory);
    // The owner of the default directory's parent could replace the directory.
    const checked = (0,external_node_path_.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
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
        await retryWhileHeld(() => (0,external_node_fs_.rmSync)(path, { force: true }));
    try {
        (0,external_node_fs_.rmdirSync)(directory);
    }
    catch {
        // The directory also holds other files.
    }
}
function look(path) {
    try {
        return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
        throw new agent_failure/* AgentFailure */.W('directory', `Checking the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`);
    }
}
function checkPrivate(path) {
    const found = look(path);
    if (found === undefined)
        return;
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new agent_failure/* AgentFailure */.W('directory', `The agent's directory '${path}' ${problem}. Remove it, or ${ELSEWHERE}.`);
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

/***/ 57:
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

/***/ 628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPlain: () => (/* binding */ openPlain),
/* harmony export */   readLogTail: () => (/* binding */ readLogTail)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);


/** Bytes from the end of a log. */
const MOST_SHOWN = 16 * 1024;
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
        .map((line) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(line, LONGEST_SHOWN));
}
function readEnd(path, most) {
    const file = openPlain(path);
    if (file === undefined)
        return undefined;
    try {
        const { size } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        const bytes = Buffer.alloc(Math.min(size, most));
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, bytes, 0, bytes.length, size - bytes.length);
        return bytes.toString('utf8', 0, length);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** Opens a regular file if it is the user's own. */
function openPlain(path) {
    let file;
    try {
        // Windows has neither flag, and its pipes and links work differently.
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid()))
            return file;
    }
    catch {
        // It does not exist, or is a link.
    }
    if (file !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    return undefined;
}


/***/ }),

/***/ 97:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  agentStatus: () => (/* binding */ agentStatus),
  stopAgent: () => (/* binding */ stopAgent)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
// EXTERNAL MODULE: ./src/refresh/agent/directory.js + 2 modules
var agent_directory = __webpack_require__(117);
// EXTERNAL MODULE: ./src/refresh/agent/failure.js
var failure = __webpack_require__(57);
;// CONCATENATED MODULE: ./src/refresh/agent/line.js
/**
 * Reads up to the first line break.
 *
 * @throws Error if the stream ends first, or the line is longer than `mostBytes`. The message does not quote what was read.
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
/** Parses JSON, and does not quote it in an error, because it may hold secrets. */
function line_parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}

// EXTERNAL MODULE: ./src/refresh/agent/log-tail.js
var log_tail = __webpack_require__(628);
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
        const line = `${formatTime(new Date(this.#now()))} ${printable(text, LONGEST_ENTRY)}\n`;
        // The session must survive if the log cannot be written, because the disk is full or a job removed the folder.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#makeRoom(Buffer.byteLength(line));
            writeSync(this.#file, line);
        });
    }
    close() {
        orNothing(() => closeSync(this.#file));
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
        renameSync(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        closeSync(this.#file);
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
    const file = (0,log_tail.openPlain)(path);
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
    const noLink = constants.O_NOFOLLOW ?? 0;
    const noWait = constants.O_NONBLOCK ?? 0;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink | noWait;
    const file = openSync(path, flags, 0o600);
    if (!fstatSync(file).isFile())
        throw new Error(`The log '${path}' is not a regular file: remove it.`);
    return file;
}

;// CONCATENATED MODULE: ./src/refresh/agent/control.js









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
            throw new AgentFailure('running', `An agent is already running in '${places.directory}': stop it first, or start this one under another name (--name).`);
        }
        return listen(places.control, answer);
    });
}
async function listen(path, answer) {
    const connections = new Set();
    const server = createServer((socket) => {
        connections.add(socket.on('close', () => connections.delete(socket)));
        serve(socket, answer);
    });
    server.maxConnections = 64;
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new AgentFailure('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)));
        server.listen(path, resolve);
    });
    return { close: () => control_close(server, connections) };
}
async function control_close(server, connections) {
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
        const question = parseJson(await readLine(socket, LONGEST_QUESTION));
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
    (0,agent_directory.checkPrivateDirectory)(directory);
    const socket = await openConnection(control);
    socket?.destroy();
    if (socket === undefined && process.platform !== 'win32')
        (0,external_node_fs_.rmSync)(control, { force: true });
    return socket !== undefined;
}
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined if no agent is running
 * @throws AgentFailure if the agent does not answer in time
 */
async function askAgent(places, question, timeoutMs = 10_000) {
    (0,agent_directory.checkPrivateDirectory)(places.directory);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await openConnection(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await putQuestion(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // The connection was cut because the agent is ending. Ask again to see the result.
        await (0,promises_.setTimeout)(20);
    }
    throw new failure/* AgentFailure */.W('no-answer', `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`);
}
function describeEndByHand(log) {
    const pid = readAgentPid(log);
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
        const answer = line_parseJson(await line_readLine(socket, LARGEST_ANSWER));
        if (!socket.resume().closed)
            await (0,external_node_events_.once)(socket, 'close');
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
        const socket = (0,external_node_net_.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new failure/* AgentFailure */.W('directory', `Connecting to the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!(await retryWhileHeld(() => takeLock(path))))
        await sleep(20);
    try {
        return await work();
    }
    finally {
        await retryWhileHeld(() => rmSync(path, { force: true }));
    }
}
function takeLock(path) {
    try {
        closeSync(openSync(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const taken = statSync(path, { throwIfNoEntry: false });
        if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS)
            rmSync(path, { force: true });
        return false;
    }
}

;// CONCATENATED MODULE: ./src/refresh/agent/status.js



/** @throws AgentFailure if an agent is running but does not answer */
async function agentStatus(directory) {
    const places = (0,agent_directory.agentPlaces)(directory);
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
    const places = (0,agent_directory.agentPlaces)(directory);
    const status = (await askAgent(places, 'stop'));
    if (status !== undefined)
        return { stopped: true, status };
    const found = absence(places);
    if (found === 'killed')
        await removeIfDead(places);
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


/***/ })

};
;