"use strict";
exports.id = 117;
exports.ids = [117];
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


/***/ })

};
;