"use strict";
exports.id = 25;
exports.ids = [25];
exports.modules = {

/***/ 2025:
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/agent/failure.js
/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
class failure_AgentFailure extends Error {
    name = 'AgentFailure';
    kind;
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}

;// CONCATENATED MODULE: ./src/agent/directory.js






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
        throw new InputError('name', 'is not a name for an agent: use up to 64 letters, digits and ._-, and no dot first.');
    }
    const { uid, username } = userInfo();
    // Windows has no numbers for users.
    return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${uid === -1 ? username : uid}`, name);
}
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
function directory_agentPlaces(directory) {
    if (!(0,external_node_path_.isAbsolute)(directory)) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is relative: give it from the root on.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system takes ${LONGEST_SOCKET_PATH}. Name a directory that is ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    const at = (name) => (0,external_node_path_.join)(directory, name);
    return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
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
    const missing = [];
    // On Windows the root, a drive, may be missing too.
    for (let path = directory; look(path) === undefined && path !== dirname(path); path = dirname(path))
        missing.unshift(path);
    // One by one: `recursive` never ends in /proc, and says of a read-only disk that something is not there.
    for (const path of missing)
        makeOne(path);
    checkPrivateDirectory(directory);
}
function makeOne(path) {
    try {
        mkdirSync(path, { mode: 0o700 });
    }
    catch (error) {
        const { code } = error;
        // Another one that starts was faster.
        if (code === 'EEXIST')
            return;
        throw new AgentFailure('directory', `Making the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`);
    }
}
/**
 * Looks before anything in the directory is used or removed.
 *
 * @throws AgentFailure when it is there and not the user's own
 */
function checkPrivateDirectory(directory) {
    const parent = (0,external_node_path_.dirname)(directory);
    // Whoever owns the default directory's parent could swap what is in it.
    const checked = (0,external_node_path_.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
/** Removes what an agent that has ended left in its directory, and the directory once it is empty. */
function removeAgentFiles(directory) {
    const { log, lock, token } = directory_agentPlaces(directory);
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
        return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
        throw new failure_AgentFailure('directory', `Looking for the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`);
    }
}
function checkPrivate(path) {
    const found = look(path);
    if (found === undefined)
        return;
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new failure_AgentFailure('directory', `The agent's directory '${path}' ${problem}. Remove it, or ${ELSEWHERE}.`);
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

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/agent/line.js
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

;// CONCATENATED MODULE: ./src/agent/last-words.js


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
        .map((line) => visible(line, LONGEST_LINE));
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

;// CONCATENATED MODULE: ./src/agent/log.js




/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = (/* unused pure expression or super */ null && (512 * 1024));
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
        const line = `${formatTime(new Date(this.#now()))} ${visible(text, log_LONGEST_LINE)}\n`;
        // A log that cannot be written, on a full disk or in a folder that a job removed, must not cost the session.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#rotate(Buffer.byteLength(line));
            writeSync(this.#file, line);
        });
    }
    close() {
        orNothing(() => closeSync(this.#file));
    }
    #rotate(size) {
        renameSync(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        closeSync(this.#file);
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
    const noLink = constants.O_NOFOLLOW ?? 0;
    const noWait = constants.O_NONBLOCK ?? 0;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink | noWait;
    const file = openSync(path, flags, 0o600);
    if (!fstatSync(file).isFile())
        throw new Error(`The log '${path}' is not a plain file: remove it.`);
    return file;
}

;// CONCATENATED MODULE: ./src/agent/control.js








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
        const question = parseJson(await readLine(socket, LONGEST_QUESTION));
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
async function removeIfDead({ control, directory }) {
    checkPrivateDirectory(directory);
    const socket = await openConnection(control);
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
async function control_askAgent(places, question, timeoutMs = 10_000) {
    checkPrivateDirectory(places.directory);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await openConnection(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await putQuestion(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // It was cut off: that agent is just ending, and the next look tells how.
        await (0,promises_.setTimeout)(20);
    }
    throw new failure_AgentFailure('no-answer', `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`);
}
function describeEndByHand(log) {
    const pid = readAgentPid(log);
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
/** A connection to the agent's socket; undefined when nobody listens there. */
function openConnection(path) {
    return new Promise((resolve, reject) => {
        const socket = (0,external_node_net_.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
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
        await sleep(20);
    try {
        return await work();
    }
    finally {
        rmSync(path, { force: true });
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

;// CONCATENATED MODULE: ./src/agent/conversation.js



const LARGEST_REPLY = 1024 * 1024;
/** Characters of what a crashed process wrote that go into the message. */
const LAST_WORDS = 1_000;
/**
 * Sends a process that was just started one line of JSON, and returns the one that it answers. Its standard input stays
 * open: that it closes tells the process that nobody waits any more.
 *
 * @throws AgentFailure when it cannot be started, or ends without an answer
 */
async function converse(child, order) {
    const lastWords = collect(child.stderr);
    const failedToSpawn = new Promise((_, reject) => {
        child.once('error', (error) => reject(new failure_AgentFailure('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)));
    });
    const closed = (0,external_node_events_.once)(child, 'close');
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
        throw new failure_AgentFailure('start', `The process of the agent ended with ${end} before it answered, ${said}`);
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

;// CONCATENATED MODULE: ./src/agent/environment.js
/**
 * What the agent's process gets of the caller's environment: what Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, nor the caller's `NODE_OPTIONS`, which could load code.
 */
const NEEDED = [
    'PATH',
    'HOME',
    'TZ',
    'LANG',
    'TMPDIR',
    'TEMP',
    'TMP',
    // How the server is reached and trusted.
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // Without them no Windows program can open a socket or find its folders.
    'SystemRoot',
    'windir',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    // At the job's end GitHub's runner ends every process that carries it: the backstop.
    'RUNNER_TRACKING_ID',
];
/** Megabytes of young generation: more only lets garbage lie longer, 2 MB of it under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';
function agentEnvironment(env) {
    const given = NEEDED.flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    return { ...Object.fromEntries(given), NODE_OPTIONS };
}

// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
;// CONCATENATED MODULE: ./src/agent/message.js


function packError(error) {
    if (error instanceof ExchangeFailure)
        return { type: 'exchange', detail: error.detail };
    if (error instanceof InputError) {
        return { type: 'input', input: error.input, sentence: error.message.slice(error.input.length + 1) };
    }
    if (error instanceof AgentFailure)
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

;// CONCATENATED MODULE: ./src/agent/watched-process.js

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

;// CONCATENATED MODULE: ./src/agent/start.js










/** More than the first exchange may take with all its attempts. */
const READY_MS = 90_000;
/** What an agent that could not start gets to end by itself. */
const EXIT_MS = 5_000;
/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError as the agent met it
 * @throws AgentFailure when one is running already, or the process cannot be started. Nothing is left running then.
 */
async function startAgent(options) {
    const order = orderOf(options);
    const [program, ...args] = options.command;
    const child = (0,external_node_child_process_.spawn)(program, args, {
        cwd: (0,external_node_path_.parse)(process.execPath).root,
        env: agentEnvironment(options.env),
        detached: true,
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    try {
        const ready = await askToServe(child, order, options.timeoutMs ?? READY_MS);
        letGo(child);
        return ready;
    }
    catch (error) {
        await seeEnd(child);
        await removeIfDead(directory_agentPlaces(options.directory)).catch(() => undefined);
        throw error;
    }
}
function orderOf(options) {
    const { directory, parentPid, lifetimeSeconds, port, handover } = options;
    // Checked here too, before anything is started.
    directory_agentPlaces(directory);
    const watched = parentPid === undefined ? undefined : watchedProcess(parentPid);
    return { directory, lifetimeSeconds, watched, port, handover };
}
function watchedProcess(pid) {
    const watched = identifyProcess(pid);
    if (watched === undefined) {
        throw new failure_AgentFailure('start', `There is no process ${pid} for the agent to end with: name one that is running.`);
    }
    return watched;
}
async function askToServe(child, order, timeoutMs) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new failure_AgentFailure('start', `The agent was not ready within ${timeoutMs / 1000} s, and was ended.`));
        }, timeoutMs);
    });
    try {
        const reply = (await Promise.race([converse(child, order), late]));
        if ('failure' in reply)
            throw unpackError(reply.failure);
        return { ...reply.ready, session: reviveSession(reply.ready.session) };
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

;// CONCATENATED MODULE: ./src/agent/status.js



/** @throws AgentFailure when an agent is there and does not answer */
async function agentStatus(directory) {
    const places = agentPlaces(directory);
    const status = (await askAgent(places, 'status'));
    if (status !== undefined)
        return { running: true, status };
    return { running: false, absence: absence(places), log: places.log };
}
/**
 * Ends the agent, and returns when its process is gone. That there is none is an answer, not an error.
 *
 * @throws AgentFailure when an agent is there and does not answer
 */
async function stopAgent(directory) {
    const places = directory_agentPlaces(directory);
    const status = (await control_askAgent(places, 'stop'));
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

;// CONCATENATED MODULE: ./src/agent/handover.js
function packHandover(credential, request, caBundle) {
    const { policy: _madeAnew, ...plain } = request;
    return {
        accessKey: credential.accessKey,
        secretKey: credential.revealSecretKey(),
        request: plain,
        caBundle,
    };
}

// EXTERNAL MODULE: ./src/session.js
var src_session = __webpack_require__(9173);
// EXTERNAL MODULE: ./src/environment.js + 1 modules
var src_environment = __webpack_require__(4710);
// EXTERNAL MODULE: ./action/masks.js + 1 modules
var masks = __webpack_require__(514);
// EXTERNAL MODULE: ./action/variables.js
var action_variables = __webpack_require__(739);
;// CONCATENATED MODULE: ./action/refresh.js










/**
 * The agent's time limit, in seconds: a self-hosted runner's jobs can last five days. It ends before with the post
 * step, with the runner's process, or with the runner's clean-up of orphans.
 */
const LIFETIME_SECONDS = 5 * 24 * 3600;
/**
 * `refresh: true` – starts the agent, and sends the S3 clients of later steps to it.
 *
 * @returns the first session
 * @throws InputError on a runner where the session would not be taken
 */
async function deliverRefreshing(workflow, step) {
    const { environment } = workflow;
    const { credential, request, surroundings } = step;
    checkRunner(environment);
    // Short, since a socket's path has 107 bytes; a runner's own temporary folder can be deep.
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sts-'));
    const { session, url, token, pid } = await startAgent({
        command: [process.execPath, agentBundle()],
        handover: packHandover(credential, request, surroundings.caBundle),
        directory,
        parentPid: runnerPid(),
        lifetimeSeconds: LIFETIME_SECONDS,
        env: environment,
    }).catch((error) => {
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        throw error;
    });
    try {
        exportAgent(workflow, step, { directory, session, url, token, pid });
        return session;
    }
    catch (error) {
        // What the job does not know of nobody would end.
        await stopAgent(directory);
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        throw error;
    }
}
/**
 * A runner can empty a variable and not unset it, and boto3 and the AWS CLI ask a relative URI that is empty.
 *
 * @throws InputError when the variable is there
 */
function checkRunner({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative }) {
    if (relative === undefined)
        return;
    throw new failure/* InputError */.dz('refresh', 'does not work on this runner: it has credentials of its own (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI), which S3 clients take first. Use run, whose script does not get them, or leave refresh out.');
}
function exportAgent(workflow, { inputs, request }, { directory, session, url, token, pid }) {
    const { commands, environment } = workflow;
    (0,masks/* maskSecrets */.Q)(commands, [...(0,src_session/* sessionSecrets */.Ip)(session), token]);
    // Without cleanup the agent stays for as long as the variables do: until the runner is gone.
    if (inputs.cleanup) {
        commands.saveState('agent', JSON.stringify({ directory, process: identifyProcess(pid) }));
    }
    const variables = {
        ...(0,src_environment/* refreshVariables */.T3)({ url, token }, environment),
        ...tokenFile(directory, token, environment),
        ...(0,src_environment/* targetVariables */.J)(request),
    };
    (0,action_variables/* exportToJob */.H)(workflow, inputs, variables, src_environment/* SHADOWS_OF_REFRESH */.c4);
}
/** Where the runner has a file for the token of its own credentials, clients read it even when its name is empty. */
function tokenFile(directory, token, environment) {
    const name = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';
    if (environment[name] === undefined)
        return {};
    const { token: path } = directory_agentPlaces(directory);
    (0,external_node_fs_.writeFileSync)(path, token, { mode: 0o600, flag: 'wx' });
    return { [name]: path };
}
/** The agent's own bundle stands beside this one. */
function agentBundle() {
    return (0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_path_.dirname)(process.argv[1] ?? '')), 'agent', 'index.js');
}
/** The runner's worker started this process, and lives as long as the job; in a container nobody that can be seen did. */
function runnerPid() {
    return process.ppid > 1 ? process.ppid : undefined;
}


/***/ })

};
;