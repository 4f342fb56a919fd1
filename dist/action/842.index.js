"use strict";
exports.id = 842;
exports.ids = [842];
exports.modules = {

/***/ 3842:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runScript: () => (/* binding */ runScript)
});

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
// EXTERNAL MODULE: ./src/http/trust-files.js + 1 modules
var trust_files = __webpack_require__(7359);
// EXTERNAL MODULE: ./src/masking/secret-index.js + 4 modules
var secret_index = __webpack_require__(1624);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./src/masking/masker.js
var masker = __webpack_require__(4143);
;// CONCATENATED MODULE: ./src/masking/timed-masker.js

/** Too short for a person at a prompt to notice, and longer than the gap between two writes of one line. */
const IDLE_MS = 100;
const LINE_FEED = 0x0a;
/** A {@link Masker} that, after a short pause, passes on what is safe to release, see {@link Masker.idle}. */
class TimedMasker {
    #masker;
    #pass;
    #idleMs;
    #timer;
    /**
     * @param secrets see {@link Masker.learn}
     * @param pass receives the output. It may be a part of the chunk that is being written, not a copy.
     */
    constructor(secrets, pass, { idleMs = IDLE_MS, index } = {}) {
        this.#masker = new masker/* Masker */.G(secrets, index);
        this.#pass = (bytes) => {
            if (bytes.length > 0)
                pass(bytes);
        };
        this.#idleMs = idleMs;
    }
    /** Masks another secret in everything that has not yet been passed on, see {@link Masker.learn}. */
    learn(secret) {
        this.#masker.learn(secret);
    }
    write(chunk) {
        this.stop();
        // Held-back bytes are joined only with the rest of their line. Joining the whole chunk would copy all of it.
        const lineEnd = this.#masker.heldBytes > 0 ? chunk.indexOf(LINE_FEED) + 1 : 0;
        if (lineEnd > 0)
            this.#pass(this.#masker.write(chunk.subarray(0, lineEnd)));
        this.#pass(this.#masker.write(chunk.subarray(lineEnd)));
        if (this.#masker.heldBytes > 0) {
            this.#timer = setTimeout(() => this.#pass(this.#masker.idle()), this.#idleMs);
        }
    }
    /** Passes on the rest. */
    end() {
        this.stop();
        this.#pass(this.#masker.end());
    }
    /** Passes on nothing more until the next chunk. */
    stop() {
        clearTimeout(this.#timer);
    }
}

;// CONCATENATED MODULE: ./src/masking/stream.js


/** A {@link TimedMasker} as a stream of bytes. */
class MaskingStream extends external_node_stream_.Transform {
    #masker;
    /** @param secrets see {@link TimedMasker.learn} */
    constructor(secrets = [], options = {}) {
        super();
        this.#masker = new TimedMasker(secrets, (bytes) => this.push(bytes), options);
    }
    /** Masks another secret in everything that this stream has not yet released, see {@link TimedMasker.learn}. */
    learn(secret) {
        this.#masker.learn(secret);
    }
    _transform(chunk, _encoding, done) {
        this.#masker.write(chunk);
        done();
    }
    _flush(done) {
        this.#masker.end();
        done();
    }
    _destroy(error, done) {
        this.#masker.stop();
        super._destroy(error, done);
    }
}

;// CONCATENATED MODULE: ./src/masking/outputs.js


/** The two streams that a program writes, masked in the same way. */
class MaskedOutputs {
    #index = new secret_index/* SecretIndex */.X();
    stdout = new MaskingStream([], { index: this.#index });
    stderr = new MaskingStream([], { index: this.#index });
    /** Masks more secrets in everything that the streams have not yet released. */
    learn(secrets) {
        for (const secret of secrets)
            this.#index.learn(secret);
    }
}

// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./src/private-folder.js




/** Makes a new folder in the system's temporary folder. @throws the system's error where there is none to write to */
function makePrivateFolder() {
    const path = mkdtempSync(join(tmpdir(), 'otter-sts-'));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
/** 2.1 s together, because Node waits 100 ms longer after each attempt. */
const PATIENCE = { maxRetries: 6, retryDelay: 100 };
/**
 * Removes a folder with all that is in it, if it exists. On Windows this waits up to 2 s while another program, such as a
 * virus scanner, has a file in it open.
 */
async function removeFolder(path, platform = process.platform) {
    await (0,promises_.rm)(path, { recursive: true, force: true, ...(platform === 'win32' && PATIENCE) });
}

// EXTERNAL MODULE: ./src/refresh/fresh-credentials.js
var fresh_credentials = __webpack_require__(8314);
// EXTERNAL MODULE: ./action/failure-report.js
var failure_report = __webpack_require__(839);
// EXTERNAL MODULE: ./action/masks.js
var masks = __webpack_require__(6011);
// EXTERNAL MODULE: ./action/job-folder.js
var job_folder = __webpack_require__(3838);
;// CONCATENATED MODULE: ./action/script-file.js



/** @throws Error when no temporary folder can be written to */
function writeScript({ script, shell }, environment) {
    const folder = (0,job_folder/* makeJobFolder */.o)(environment);
    const path = (0,external_node_path_.join)(folder, `script${shell.extension}`);
    try {
        (0,external_node_fs_.writeFileSync)(path, shell.wrap?.(script) ?? `${script}\n`, { mode: 0o600 });
        return { folder, path };
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/program-places.js


/**
 * Where a program may be, in the order in which the system looks. A path is relative to a folder, and a name is looked up in
 * the PATH. On Windows a name also stands for the files with the extensions of PATHEXT. As in PowerShell, the current folder
 * is not searched, because it is often a checkout of somebody else's files.
 *
 * @param folder absolute, or empty for the one of this process
 */
function programPlaces(command, folder, { environment, platform }) {
    const { delimiter, join, resolve } = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const isPath = hasFolder(command);
    const folders = isPath ? [folder] : (variable(environment, 'PATH') ?? '').split(delimiter);
    const names = platform === 'win32' ? windowsNames(command, environment) : [command];
    return folders
        .filter((each) => isPath || each !== '')
        .flatMap((each) => names.map((name) => (isPath ? resolve(each, name) : join(each, name))));
}
/**
 * Finds a program by its name. Relative folders of the PATH are not searched, because they are often in a checkout too.
 *
 * @param first a folder to search before the PATH, or empty
 * @returns its absolute path
 */
function findProgram(name, environment, first = '', platform = process.platform) {
    const before = programPlaces(name, '', { environment: { ...environment, PATH: first }, platform });
    const places = [...before, ...programPlaces(name, '', { environment, platform })];
    return places.filter((place) => (0,external_node_path_.isAbsolute)(place)).find(isExecutable);
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
/** Whether a command is a path, and not a name. */
function hasFolder(command) {
    return /[\\/]/.test(command);
}
/** Windows runs no file without one of these extensions. */
function windowsNames(command, environment) {
    const extensions = (variable(environment, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD')
        .split(external_node_path_.win32.delimiter)
        .filter((extension) => extension !== '');
    const isComplete = extensions.some((extension) => command.toUpperCase().endsWith(extension.toUpperCase()));
    return [...(isComplete ? [command] : []), ...extensions.map((extension) => command + extension)];
}
/** Windows ignores the case of names: it usually has `Path`. A copy of an environment does not. */
function variable(environment, name) {
    if (environment[name] !== undefined)
        return environment[name];
    return Object.entries(environment).find(([other]) => other.toUpperCase() === name)?.[1];
}

;// CONCATENATED MODULE: ./action/script-place.js





/**
 * Checks the folder and the shell of a script before the exchange, so that no session is requested in vain.
 *
 * @throws InputError when the folder or the shell does not exist
 */
function checkPlace(runner, { shell, workingDirectory }) {
    if (workingDirectory !== '' && !isFolder(workingDirectory)) {
        throw new failure/* InputError */.dz('working-directory', `is '${(0,printable/* printable */.g$)(workingDirectory)}', which is not a folder: use an existing one, absolute or relative to the workspace.`);
    }
    if (programPlaces(shell.command, (0,external_node_path_.resolve)(workingDirectory), runner).some(isExecutable))
        return;
    const where = hasFolder(shell.command) ? 'is not a program' : 'is not on the PATH';
    throw new failure/* InputError */.dz('shell', `needs '${(0,printable/* printable */.g$)(shell.command)}', which ${where} of this runner: install it, or choose another shell.`);
}
function hasProgram(name, runner) {
    return programPlaces(name, '', runner).some(isExecutable);
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

// EXTERNAL MODULE: ../../node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(3032);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/masking/child-output.js



/** How long a background process that still holds the child's output may be silent before it is left, in milliseconds. */
const LINGER_MS = 2_000;
/** How often to wait for that at most, if such a process keeps writing. */
const MOST_LINGERS = 5;
/**
 * Starts a child whose output goes through filters to this process's own. The child gets system pipes if possible.
 *
 * @param start starts the child with its standard output and error, in the form that `spawn` accepts
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
    const passed = (0,external_node_stream_promises_.finished)(filter);
    let lost;
    // The reader of our output is gone, or the disk is full. The child notices when it next writes.
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
            // A slow reader gets all the time it needs, because it may still be reading the child's own output.
            if (!target.writableNeedDrain)
                lingers += 1;
            if (lingers > MOST_LINGERS)
                break;
            const quiet = (0,external_node_timers_promises_.setTimeout)(LINGER_MS, false, { ref: false });
            if (await Promise.race([passed.then(() => true), quiet]))
                return lost;
            // A write to a slow reader blocks this process, so output that arrived meanwhile is read before the next check.
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
;// CONCATENATED MODULE: ./src/masking/system-pipe.js






/** @returns undefined if there are none: on Windows, or without mkfifo or a temporary folder */
function system_pipe_makeSystemPipes() {
    if (process.platform === 'win32')
        return undefined;
    let remove = () => { };
    try {
        const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sts-'));
        remove = () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        const [first, second] = [(0,external_node_path_.join)(folder, 'stdout'), (0,external_node_path_.join)(folder, 'stderr')];
        // Node cannot create pipes, and every Unix has this program.
        const program = findProgram('mkfifo', process.env) ?? '';
        if ((0,external_node_child_process_.spawnSync)(program, ['-m', '600', first, second], { env: {}, stdio: 'ignore' }).status !== 0)
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
    // A blocking open waits for the other side, so the first open must be non-blocking.
    const reader = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    const sink = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY);
    const source = process.versions.bun === undefined ? readFrom(reader) : readInBun(reader, path);
    return { source, sink, path };
}
function readFrom(reader) {
    return new external_node_net_.Socket({ fd: reader, readable: true, writable: false });
}
/** Bun's sockets cannot read a pipe, and a file stream reads it in a thread that blocks. A byte ends that. */
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
        // It is already closed, or full, and then nothing blocks.
    }
}

;// CONCATENATED MODULE: ./action/script-process.js





/**
 * Runs a script's command line with empty standard input and filtered output. Passes on a cancelling signal.
 *
 * @returns its exit code, or null if a signal ended it
 * @throws ScriptFailure when it could not be started
 */
async function runScriptProcess(command, { env, folder, hasBash, verbatim }, filters) {
    const options = {
        env,
        silent: true,
        ignoreReturnCode: true,
        windowsVerbatimArguments: verbatim,
        ...(folder === '' ? {} : { cwd: folder }),
    };
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
/** Opens the pipes in `$1` and `$2`, prints the process ID, and becomes the command that follows. */
const LAUNCH = 'exec 3>&1 </dev/null >"$1" 2>"$2" && echo $$ >&3 && shift 2 && exec "$@" 3>&-';
/**
 * `@actions/exec` gives each child sockets and does not report its ID, so a shell is started first: Bash if possible,
 * because other shells drop variables with names such as `a-b`, and exported functions. With `-p` it ignores `BASH_ENV`.
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
/** How long to wait for a background process that still holds the script's output, in milliseconds. */
const script_process_LINGER_MS = 2_000;
/** Without named pipes: on Windows, where the console signals the script, and where mkfifo does not work. */
async function runWithSockets(command, options, filters) {
    const [output, error] = [new external_node_stream_.PassThrough(), new external_node_stream_.PassThrough()];
    const drain = filterOutputs(output, error, filters);
    // Output that a background process writes after the script's end is dropped.
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
/** @returns null if a signal ended the child, although the type of `exec` does not say so */
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
 * A runner that cancels a job signals only this process. The signal is forwarded while the script's credentials are still
 * valid: at once, or as soon as its ID is known.
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
        // It has ended meanwhile.
    }
}

// EXTERNAL MODULE: ./action/shell.js
var action_shell = __webpack_require__(8876);
;// CONCATENATED MODULE: ./action/script.js
















/**
 * `run:`: runs the script with credentials that are renewed while it runs, in its environment only. Every session is masked
 * in the script's output, and the first one by the runner too.
 *
 * @param onStarted called with the first session before the script starts
 * @returns the script's exit code
 * @throws InputError before the exchange when its shell or folder does not exist; ScriptFailure when a signal ended it
 */
async function runScript(workflow, step, onStarted) {
    const { inputs } = step;
    const { environment } = workflow;
    checkPlace(workflow, inputs);
    const file = writeScript(inputs, environment);
    try {
        return await runFile(file, workflow, step, onStarted);
    }
    finally {
        await removeFolder(file.folder);
    }
}
async function runFile(file, workflow, { inputs, credential, request, context }, onStarted) {
    const { commands, environment } = workflow;
    const outputs = new MaskedOutputs();
    let scriptWrites = false;
    const mask = (secrets) => {
        outputs.learn(secrets);
        // Not once the script writes: if it has begun a line, or stopped the runner's commands, an add-mask would print the
        // secret instead of masking it.
        if (!scriptWrites)
            (0,masks/* maskSecrets */.Q)(commands, secrets);
    };
    outputs.learn(credential.secrets);
    const renewal = {
        obtain: (0,fresh_credentials/* obtainer */.N)(credential, request, { ...context, onSecrets: mask }),
        onObtained: (session) => mask((0,credentials_session/* sessionSecrets */.Ip)(session)),
        onFailure: (error, { repeated }) => {
            // Plain text, because the script may be in the middle of a line, where a command has no effect.
            if (!repeated)
                process.stderr.write(`${external_node_os_.EOL}Renewing the session failed: ${(0,printable/* printable */.g$)((0,failure/* firstLine */.TM)(error), printable/* LONGEST_TEXT */.xG)}${external_node_os_.EOL}`);
        },
    };
    const trust = context.caBundle === undefined ? {} : await (0,trust_files/* writeTrustFiles */.n)(file.folder, context.caBundle, environment);
    const fresh = await (0,fresh_credentials/* startFreshCredentials */.X)(renewal, (0,external_node_path_.join)(file.folder, 'token'));
    try {
        mask([fresh.endpoint.token]);
        onStarted(fresh.first);
        const variables = {
            ...(0,credentials_environment/* refreshVariables */.T3)(fresh.endpoint, environment),
            ...(0,credentials_environment/* targetVariables */.J)(request),
            ...trust,
        };
        scriptWrites = true;
        const env = scriptEnvironment(environment, variables, credential.secrets);
        return await execute(file.path, inputs, { env, hasBash: hasProgram('bash', workflow) }, outputs);
    }
    finally {
        await fresh.stop();
    }
}
/** What a runner passes to actions but not to scripts: tokens for its caches and artifacts, and the step's state. */
const FOR_ACTIONS_ALONE = [
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_CACHE_URL',
    'ACTIONS_RESULTS_URL',
    'GITHUB_STATE',
];
/** The runner passes inputs to an action as `INPUT_...` variables, the service secret among them. */
function scriptEnvironment(environment, variables, secrets) {
    const inputs = Object.keys(environment).filter((name) => name.startsWith('INPUT_'));
    const dropped = [...credentials_environment/* SHADOWS_OF_REFRESH */.c4, ...FOR_ACTIONS_ALONE, ...inputs];
    return (0,credentials_environment/* childEnvironment */.Qc)(environment, variables, dropped, secrets);
}
async function execute(file, { shell, workingDirectory }, context, outputs) {
    const command = [shell.command, ...(0,action_shell/* shellArguments */.$)(shell, file)];
    const place = { folder: workingDirectory, verbatim: shell.verbatim === true };
    const code = await runScriptProcess(command, { ...context, ...place }, outputs);
    if (code === null) {
        throw new failure_report/* ScriptFailure */.g('The script was terminated by a signal: the runner ran out of memory, or a process killed it.');
    }
    return code;
}


/***/ })

};
;