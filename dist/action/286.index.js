"use strict";
exports.id = 286;
exports.ids = [286];
exports.modules = {

/***/ 7734:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ cleanUp)
/* harmony export */ });
/* harmony import */ var _src_credentials_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7420);
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _src_printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5118);




/**
 * The action's post: stops the agent, puts the variables back, and says when the session ended before the job did.
 * Nothing that goes wrong here fails the job: its work is done.
 */
async function cleanUp(workflow) {
    const { commands } = workflow;
    reportExpiry(workflow, commands.getState('expires-at'));
    await orWarn(commands, 'Stopping the credentials agent', () => stopRefreshing(commands));
    await orWarn(commands, 'Putting the variables back', () => putBack(workflow, commands.getState('variables')));
}
function reportExpiry({ commands, now }, expiresAt) {
    const end = Date.parse(expiresAt);
    if (Number.isNaN(end) || end > now())
        return;
    const ago = (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_0__/* .describeSeconds */ .bD)(Math.floor((now() - end) / 1000));
    commands.warning(`The session ended at ${expiresAt}, ${ago} before this job did. If a step failed with 403 AccessDenied, this is why: ask for a longer duration, or set refresh: true.`);
}
function putBack({ commands, environment }, saved) {
    if (saved === '')
        return;
    const names = (0,_variables_js__WEBPACK_IMPORTED_MODULE_1__/* .restoreVariables */ .s)(commands, environment, saved);
    commands.info(`Put back: ${names.length === 0 ? 'nothing: later steps have changed all of them' : names.join(', ')}.`);
}
async function orWarn(commands, what, action) {
    try {
        await action();
    }
    catch (error) {
        commands.warning(`${what} failed: ${(0,_src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .firstLine */ .TM)(error)}`);
    }
}
/** Ends the agent that main started, and removes what it made. */
async function stopRefreshing(commands) {
    const state = commands.getState('agent');
    if (state === '')
        return;
    const { directory, process: started } = JSON.parse(state);
    const [{ stopAgent }, { isAlive }, { readLastWords }, { removeAgentFiles }] = await Promise.all([
        __webpack_require__.e(/* import() */ 161).then(__webpack_require__.bind(__webpack_require__, 161)),
        __webpack_require__.e(/* import() */ 401).then(__webpack_require__.bind(__webpack_require__, 5401)),
        __webpack_require__.e(/* import() */ 179).then(__webpack_require__.bind(__webpack_require__, 8179)),
        __webpack_require__.e(/* import() */ 372).then(__webpack_require__.bind(__webpack_require__, 372)),
    ]);
    const found = await stopAgent(directory);
    if (found.stopped) {
        const { renewals, failures, lastError } = found.status;
        // What answers may be another step's.
        const trouble = failures === 0 ? '' : `, ${count(failures)} failed tries (the last: ${(0,_src_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(String(lastError))})`;
        commands.info(`The agent is stopped: ${count(renewals)} renewals${trouble}.`);
    }
    else if (started !== undefined && isAlive(started)) {
        // A step removed its socket, such as with all of the temporary folder; it served on.
        process.kill(started.pid, 'SIGTERM');
        commands.info('The agent is stopped.');
    }
    else
        commands.warning(`The agent had ended before the job did; its log was ${readLog(readLastWords(found.log))}`);
    removeAgentFiles(directory);
}
function count(value) {
    return Number.isSafeInteger(value) ? value : 0;
}
function readLog(lines) {
    return lines === undefined ? 'not found.' : `\n${lines.join('\n')}`;
}


/***/ }),

/***/ 4286:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _cleanup_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7734);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6715);


await (0,_cleanup_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanUp */ .n)({ commands: _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .commands */ .Pi, environment: _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA, platform: process.platform, now: Date.now });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5118:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ exportToJob),
  s: () => (/* binding */ restoreVariables)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./action/unset-values.js

/*
 * A runner has no command that unsets a variable, and not every S3 client takes an empty one for none. So a variable that
 * was not there before gets what does the same, client by client; test/clients/put-back.test.ts is the table.
 */
/** Boto3 and the AWS CLI take the region of their configuration when there is no variable, and this one without either. */
const REGION_WITHOUT_ANY = 'us-east-1';
const STANDS_FOR_UNSET = {
    // Empty, boto3 and the AWS CLI refuse them: their defaults.
    AWS_REQUEST_CHECKSUM_CALCULATION: () => 'when_supported',
    AWS_RESPONSE_CHECKSUM_VALIDATION: () => 'when_supported',
    // Empty, it hides a profile's region from the SDK for JavaScript. Go's takes it before AWS_DEFAULT_REGION.
    AWS_REGION: (before) => before.AWS_DEFAULT_REGION || (configuredRegion(before) ?? ''),
    // Empty, boto3 and the AWS CLI make https://s3..amazonaws.com of it.
    AWS_DEFAULT_REGION: (before) => configuredRegion(before) ?? REGION_WITHOUT_ANY,
    // Empty, no file is read at all.
    AWS_SHARED_CREDENTIALS_FILE: (before) => inHome(before, '.aws/credentials'),
    AWS_CONFIG_FILE: (before) => inHome(before, '.aws/config'),
};
/**
 * The value that does what no value did.
 *
 * @param before the job's variables as they were then
 */
function standInForUnset(name, before) {
    return STANDS_FOR_UNSET[name]?.(before) ?? '';
}
function inHome({ HOME, USERPROFILE }, path) {
    const home = HOME || USERPROFILE;
    return home ? `${home}/${path}` : '';
}
/** The default profile's region. */
function configuredRegion(before) {
    const path = before.AWS_CONFIG_FILE || inHome(before, '.aws/config');
    let section = '';
    for (const line of readText(path).split(/\r?\n/)) {
        section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
        const region = /^\s*region\s*=\s*([\w-]+)/.exec(line)?.[1];
        if (region !== undefined && (section === 'default' || section === 'profile default'))
            return region;
    }
    return undefined;
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./action/variables.js

/** Exports variables to the later steps of the job, and says how to undo that. */
function exportVariables({ commands, environment }, variables) {
    const changes = Object.entries(variables).map(([name, value]) => {
        return { name, before: environment[name] ?? '', fingerprint: fingerprint(value) };
    });
    for (const [name, value] of Object.entries(variables))
        commands.exportVariable(name, value);
    return JSON.stringify(changes);
}
/**
 * Puts back what the variables were. One that somebody changed in the meantime is left alone: it is no longer ours.
 *
 * @returns the names that were put back
 */
function restoreVariables(commands, environment, saved) {
    const changes = JSON.parse(saved);
    const ours = changes.filter((change) => fingerprint(environment[change.name] ?? '') === change.fingerprint);
    const past = { ...environment, ...Object.fromEntries(ours.map(({ name, before }) => [name, before])) };
    for (const { name, before } of ours)
        commands.exportVariable(name, before || standInForUnset(name, past));
    return ours.map(({ name }) => name);
}
/**
 * Tells values apart (FNV-1a, 32 bits): of a secret it gives away four bytes. node:crypto would take 4 ms to load, and the
 * whole of post takes 30.
 */
function fingerprint(value) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < value.length; index += 1)
        hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
    return hash >>> 0;
}
/**
 * Exports what S3 clients need for the rest of the job, empties what would win over it, and leaves what undoes both to
 * the post step.
 *
 * @param shadows names of variables that would win, where they are set
 */
function exportToJob(workflow, { cleanup }, variables, shadows) {
    const { commands, environment } = workflow;
    const set = shadows.filter((name) => (environment[name] ?? '') !== '');
    // A runner can empty a variable and not unset it, and an empty profile breaks boto3 and the AWS CLI.
    const [profiles, others] = [set.filter(isProfile), set.filter((name) => !isProfile(name))];
    const undo = exportVariables(workflow, {
        ...Object.fromEntries(others.map((name) => [name, ''])),
        ...variables,
    });
    if (cleanup)
        commands.saveState('variables', undo);
    for (const name of profiles) {
        commands.warning(`${name} is set in this job, and some S3 clients, the AWS CLI among them, take its profile before this session: ` +
            `remove ${name} from the env: of the workflow or job, or begin the steps that use S3 with unset ${name}.`);
    }
}
function isProfile(name) {
    return name.endsWith('PROFILE');
}


/***/ }),

/***/ 7420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ip: () => (/* binding */ sessionSecrets),
/* harmony export */   bD: () => (/* binding */ describeSeconds),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   uo: () => (/* binding */ remainingSeconds)
/* harmony export */ });
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


/***/ }),

/***/ 9555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fk: () => (/* binding */ printableLines),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   qi: () => (/* binding */ firstSentence),
/* harmony export */   xG: () => (/* binding */ LONGEST_TEXT)
/* harmony export */ });
/* unused harmony exports printableJson, jsonLine */
/** Characters that a name, or a user's own input, may show: one of several hundred would else fill the line. */
const LONGEST_NAME = 240;
/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
const LONGEST_TEXT = 4_000;
/**
 * Text from outside, such as a file's name or what a server said, as one line of a log can hold it: for every CI system
 * alike, wherever in the line it stands. A file can have any name, so that a build of somebody else's branch could else
 * give the runner commands, write lines in our name, colour a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay. GitLab's section markers begin with such a character.
 * - `##[`, `##vso[` and `##teamcity[` begin a command for the runners of GitHub, Azure Pipelines and TeamCity, wherever
 *   in a line they stand;
 * - `::name::` does for GitHub's at the beginning of a line, after blanks too.
 *
 * @param longest characters; of more the middle is left out
 */
function printable(text, longest = LONGEST_NAME) {
    const clean = text
        .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')
        .replace(/##(?=\w*\[)/g, '#?')
        .replace(/^(\s*):(?=:.*::)/, '$1?');
    if (clean.length <= longest)
        return clean;
    const half = Math.floor(longest / 2) - 2;
    // A cut between the halves of a pair would leave one.
    return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
}
/** The same for a message of ours that has text from outside in it: its lines stay lines. */
function printableLines(message) {
    // Where a line ends is kept too. A carriage return alone ends one for some runners, and is no end of ours.
    return message
        .split(/(\r?\n)/)
        .map((part) => (/^\r?\n$/.test(part) ? part : printable(part, Number.POSITIVE_INFINITY)))
        .join('');
}
/** A value as JSON that is as harmless in a log: what {@link printable} takes away is escaped, so that nothing is lost. */
function printableJson(value, indentation) {
    return JSON.stringify(value, null, indentation)
        .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)
        .replace(/##(?=\w*\[)/g, '#\\u0023');
}
function escapeUnits(character) {
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
/** What a text says first, on one line and without its full stop. */
function firstSentence(text) {
    const [line = ''] = text.split('\n', 1);
    // A name in quotes may hold what ends a sentence.
    const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
    const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
    return printable(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}
/** A value as one line of JSON that is harmless in a log. */
function jsonLine(value) {
    return `${printableJson(value)}\n`;
}


/***/ })

};
;