/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 30:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ firstLine),
/* harmony export */   dz: () => (/* binding */ InputError)
/* harmony export */ });
/* unused harmony export ExchangeFailure */
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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   gB: () => (/* binding */ visibleLines)
/* harmony export */ });
/* unused harmony exports printable, visibleJson */
/** Characters that a name may show: a name of several would else fill the line. */
const LONGEST_NAME = 240;
/** Characters that a user's own input may show in an error message about it. */
const LONGEST_INPUT = 80;
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
function visible(text, longest = LONGEST_NAME) {
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
/** The same for a user's own input, in an error message about it. */
function printable(text) {
    return visible(text, LONGEST_INPUT);
}
/** The same for a message of ours that has text from outside in it: its lines stay lines. */
function visibleLines(message) {
    // Where a line ends is kept too. A carriage return alone ends one for some runners, and is no end of ours.
    return message
        .split(/(\r?\n)/)
        .map((part) => (/^\r?\n$/.test(part) ? part : visible(part, Number.POSITIVE_INFINITY)))
        .join('');
}
/** A value as JSON that is as harmless in a log: what {@link visible} takes away is escaped, so that nothing is lost. */
function visibleJson(value, indentation) {
    return JSON.stringify(value, null, indentation)
        .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)
        .replace(/##(?=\w*\[)/g, '#\\u0023');
}
function escapeUnits(character) {
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}


/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(555);
// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
;// CONCATENATED MODULE: ./src/session.js
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
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
    commands.exportVariables(variables);
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
    commands.exportVariables(Object.fromEntries(ours.map(({ name, before }) => [name, before || standInForUnset(name, past)])));
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

;// CONCATENATED MODULE: ./action/cleanup.js




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
    const ago = describeSeconds(Math.floor((now() - end) / 1000));
    commands.warning(`The session ended at ${expiresAt}, ${ago} before this job did. If a step failed with 403 AccessDenied, this is why: ask for a longer duration, or set refresh: true.`);
}
function putBack({ commands, environment }, saved) {
    if (saved === '')
        return;
    const names = restoreVariables(commands, environment, saved);
    commands.info(`Put back: ${names.length === 0 ? 'nothing, all was changed since' : names.join(', ')}.`);
}
async function orWarn(commands, what, action) {
    try {
        await action();
    }
    catch (error) {
        commands.warning(`${what} failed: ${(0,failure/* firstLine */.TM)(error)}`);
    }
}
/** Ends the agent that main started, and removes what it made. */
async function stopRefreshing(commands) {
    const state = commands.getState('agent');
    if (state === '')
        return;
    const { directory, process: started } = JSON.parse(state);
    const [{ stopAgent }, { isAlive }, { readLastWords }, { removeAgentFiles }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 677).then(__nccwpck_require__.bind(__nccwpck_require__, 677)),
        __nccwpck_require__.e(/* import() */ 649).then(__nccwpck_require__.bind(__nccwpck_require__, 649)),
        __nccwpck_require__.e(/* import() */ 227).then(__nccwpck_require__.bind(__nccwpck_require__, 227)),
        __nccwpck_require__.e(/* import() */ 548).then(__nccwpck_require__.bind(__nccwpck_require__, 548)),
    ]);
    const found = await stopAgent(directory);
    if (found.stopped) {
        const { renewals, failures, lastError } = found.status;
        // What answers may be another step's.
        const trouble = failures === 0 ? '' : `, ${count(failures)} failed tries (the last: ${(0,printable/* visible */.RK)(String(lastError))})`;
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

;// CONCATENATED MODULE: ../../node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./src/initial-environment.js

/** Variables whose values no child and no other process of the same user is to find. */
const SECRET_VARIABLES = /^(INPUT_SERVICE-SECRET-KEY|OTTER_\w*SECRET_KEY|OTTER_ID_TOKEN|AWS_SECRET_ACCESS_KEY|AWS_(SESSION|SECURITY)_TOKEN|AWS_CONTAINER_AUTHORIZATION_TOKEN|ACTIONS_RUNTIME_TOKEN)$/;
/** Characters from which on a value is looked for in other variables too: a shorter one could stand there by chance. */
const LEAST_SECRET = 16;
/**
 * Takes the secrets out of the environment of this process. Linux shows the environment with which a process was started
 * to every process of the same user, in `/proc/PID/environ`, and deleting a variable does not change that. So the values
 * are overwritten where they lie. Elsewhere, and where `/proc/self/mem` cannot be written, they stay.
 *
 * @returns the environment as it was, for those parts of the program that need the secrets
 */
function takeEnvironment({ env, platform }) {
    // A copy would lose that Windows does not tell PATH from Path.
    if (platform !== 'linux')
        return env;
    const environment = { ...env };
    const secrets = Object.entries(environment).filter(([name, value]) => value && SECRET_VARIABLES.test(name));
    if (secrets.length === 0)
        return environment;
    for (const [name] of secrets)
        delete env[name];
    eraseInitialEnvironment(new Set(secrets.map(([name]) => name)), secrets.map(([, value = '']) => Buffer.from(value.trim()).toString('latin1')).filter(isLong));
    return environment;
}
/** Whether a variable's value gives a secret away. */
function holdsSecret(value, secret) {
    return secret !== '' && (value === secret || (isLong(secret) && value.includes(secret)));
}
function isLong(secret) {
    return secret.length >= LEAST_SECRET;
}
function eraseInitialEnvironment(names, secrets) {
    let memory;
    try {
        const { start, length } = initialEnvironment();
        memory = (0,external_node_fs_.openSync)('/proc/self/mem', 'r+');
        const block = Buffer.alloc(length);
        (0,external_node_fs_.readSync)(memory, block, 0, length, start);
        // One character a byte, so that every entry keeps its length.
        const entries = block.toString('latin1').split('\0');
        const erased = entries.map((entry) => eraseEntry(entry, names, secrets)).join('\0');
        (0,external_node_fs_.writeSync)(memory, Buffer.from(erased, 'latin1'), 0, length, start);
    }
    catch {
        // A kernel or a sandbox that has no such file, or does not let it be written.
    }
    finally {
        if (memory !== undefined)
            (0,external_node_fs_.closeSync)(memory);
    }
}
/** Fields 50 and 51 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
function initialEnvironment() {
    const stat = (0,external_node_fs_.readFileSync)('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [start = 0, end = 0] = fields.slice(47, 49).map(Number);
    return { start, length: end - start };
}
function eraseEntry(entry, names, secrets) {
    const name = entry.slice(0, Math.max(entry.indexOf('='), 0));
    if (names.has(name))
        return `${name}=${'*'.repeat(entry.length - name.length - 1)}`;
    return secrets.reduce((text, secret) => text.replaceAll(secret, '*'.repeat(secret.length)), entry);
}

;// CONCATENATED MODULE: ./src/masking/workflow-command.js
/** A text as the data of a workflow command of GitHub's runner, which escapes just this much. */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

;// CONCATENATED MODULE: ./action/commands.js

/*
 * `@actions/core` without its index, which loads the OIDC client as well, and with it undici: 1 MB and 40 ms in each of
 * main and post (measured), for what neither does. The package names no other way in, so this is the file itself.
 */




/** The step's environment. From here on other processes do not find the secrets of it in this one. */
const environment = takeEnvironment(process);
/** As node:os has it, which takes 0.3 ms to load: so does the package's command.js, whose issueCommand is therefore not used. */
const EOL = process.platform === 'win32' ? '\r\n' : '\n';
/** The runner's commands as the index of `@actions/core` has them, for the process's own environment and output. */
const commands = {
    getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    getState: (name) => environment[`STATE_${name}`] ?? '',
    setSecret: (secret) => issueLine('add-mask', {}, secret),
    exportVariables: (variables) => {
        Object.assign(process.env, variables);
        issueValues('ENV', 'set-env', variables);
    },
    setOutput: (name, value) => {
        // As a command it has to begin a line.
        if (!process.env.GITHUB_OUTPUT)
            print(EOL);
        issueValues('OUTPUT', 'set-output', { [name]: value });
    },
    saveState: (name, value) => issueValues('STATE', 'save-state', { [name]: value }),
    info: (message) => print(`${(0,printable/* visibleLines */.gB)(message)}${EOL}`),
    startGroup: (name) => issueLine('group', {}, (0,printable/* visible */.RK)(name)),
    endGroup: () => issueLine('endgroup', {}, ''),
    warning: (message, properties) => annotate('warning', message, properties),
    error: (message, properties) => annotate('error', message, properties),
};
/** Through the file that the runner names; a runner without one reads the commands from the output. */
function issueValues(file, command, values) {
    const path = process.env[`GITHUB_${file}`];
    const texts = Object.entries(values).map(([name, value]) => [name, toCommandValue(value)]);
    if (path)
        issueFileCommands(path, texts);
    else
        for (const [name, text] of texts)
            issueLine(command, { name }, text);
}
/**
 * As the package's own file-command.js, whose delimiter is a random UUID: its node:crypto takes 4 ms to load, and the
 * whole of post 30. A value cannot end itself early here either, since the delimiter is one that is not in it.
 */
function issueFileCommands(path, values) {
    if (values.length === 0)
        return;
    // The runner made its files: another one nobody would read.
    if (!(0,external_node_fs_.existsSync)(path))
        throw new Error(`Missing file at path: ${path}`);
    const commands = values.map(([name, value]) => {
        const delimiter = delimiterFor(value);
        return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
    });
    (0,external_node_fs_.appendFileSync)(path, commands.join(''));
}
function delimiterFor(value) {
    for (let number = 0;; number += 1) {
        const delimiter = `ghadelimiter_${String(number).padStart(36, '0')}`;
        if (!value.includes(delimiter))
            return delimiter;
    }
}
function annotate(level, message, properties = {}) {
    issueLine(level, toCommandProperties(properties), (0,printable/* visibleLines */.gB)(String(message)));
}
/**
 * Whether the output's stream is in use, on which what was written earlier may still wait. It takes 3 ms to load, and
 * post seldom has more to say than one line. Windows' consoles need it: they do not take UTF-8.
 */
let streaming = process.platform === 'win32';
function issueLine(command, properties, message) {
    streaming = true;
    const said = Object.entries(properties)
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => `${name}=${escapeProperty(toCommandValue(value))}`);
    const head = said.length === 0 ? command : `${command} ${said.join(',')}`;
    process.stdout.write(`::${head}::${escapeData(message)}${EOL}`);
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
/** Ends the process 1 ms sooner than by itself (measured), unless the stream may still hold what would be lost. */
function endProcess() {
    if (!streaming)
        process.exit();
}
/** Waits until everything that was written has left the process, or nobody reads it any more. */
async function flushOutput() {
    const outputs = [process.stdout, process.stderr];
    await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
}
function print(text) {
    const bytes = Buffer.from(text);
    const written = streaming ? 0 : writeAtOnce(bytes);
    if (written === bytes.length)
        return;
    streaming = true;
    process.stdout.write(bytes.subarray(written));
}
/** @returns how many bytes were written: few or none when somebody else made a pipe non-blocking that is full now */
function writeAtOnce(bytes) {
    try {
        return (0,external_node_fs_.writeSync)(1, bytes);
    }
    catch {
        return 0;
    }
}

;// CONCATENATED MODULE: ./action/post.js


// Without a top-level await the bundle is one scope with no loader of modules in it, and starts 1 ms sooner.
void cleanUp({ commands: commands, environment: environment, platform: process.platform, now: Date.now }).then(endProcess);

module.exports = __webpack_exports__;
/******/ })()
;