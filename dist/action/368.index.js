"use strict";
exports.id = 368;
exports.ids = [368];
exports.modules = {

/***/ 6715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Pi: () => (/* binding */ commands),
  cA: () => (/* binding */ environment),
  uq: () => (/* binding */ flushOutput)
});

// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
;// CONCATENATED MODULE: ./packages/@actions/core/lib/utils.js
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
function utils_toCommandProperties(annotationProperties) {
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
;// CONCATENATED MODULE: ./packages/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __webpack_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(9896);
;// CONCATENATED MODULE: ./packages/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __webpack_require__(6928);
;// CONCATENATED MODULE: ./packages/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./src/credentials/initial-environment.js
var initial_environment = __webpack_require__(5516);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./action/commands.js



/** The step's environment. From here on, other processes cannot read its secrets from this process. */
const environment = (0,initial_environment/* takeEnvironment */.x)(process);
/**
 * `@actions/core`, plus what it cannot do: read an input that was removed from the environment of the process, and print
 * text from outside without the runner taking it for a command.
 */
const commands = {
    getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    getState: getState,
    setSecret: setSecret,
    exportVariable: exportVariable,
    setOutput: setOutput,
    saveState: saveState,
    startGroup: (name) => startGroup((0,printable/* printable */.g$)(name)),
    endGroup: endGroup,
    info: (message) => info((0,printable/* printableLines */.fk)(message)),
    warning: (message, properties) => warning((0,printable/* printableLines */.fk)(String(message)), properties),
    error: (message, properties) => error((0,printable/* printableLines */.fk)(String(message)), properties),
};
/** Waits until all output has been written, or nobody reads it any more. */
async function flushOutput() {
    const outputs = [process.stdout, process.stderr];
    await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
}


/***/ }),

/***/ 839:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ ScriptFailure),
/* harmony export */   x: () => (/* binding */ reportFailure)
/* harmony export */ });
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);

/** The script of `run` had a session, but was terminated. */
class ScriptFailure extends Error {
}
/** Reports why a step failed. @returns the exit code: 2 for an invalid input, 1 otherwise */
function reportFailure(commands, error) {
    if (error instanceof _src_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz) {
        commands.error(error.message, { title: 'Invalid input' });
        return 2;
    }
    const title = error instanceof ScriptFailure ? 'The script was terminated' : 'No S3 credentials';
    commands.error(error instanceof Error ? error.message : String(error), { title });
    return 1;
}


/***/ }),

/***/ 6744:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  qr: () => (/* binding */ emptyBecause),
  Ce: () => (/* binding */ explainMissing),
  j_: () => (/* binding */ readEvent),
  Ko: () => (/* binding */ readInputs)
});

// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
// EXTERNAL MODULE: ./src/masking/masker.js
var masking_masker = __webpack_require__(4143);
;// CONCATENATED MODULE: ./src/masking/redact.js

/** A text, such as an error message, with every encoding of the secrets replaced by `***`; see {@link Masker.learn}. */
function redact(text, secrets) {
    const masker = new masking_masker/* Masker */.G(secrets);
    return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString();
}

// EXTERNAL MODULE: ./action/shell.js
var action_shell = __webpack_require__(8876);
;// CONCATENATED MODULE: ./action/inputs.js




/**
 * Checks the inputs that are not about the session itself.
 *
 * @throws InputError when an input is invalid, or two contradict each other
 */
function readInputs(texts, platform) {
    const { run, refresh, shell, ...values } = readSession(texts);
    const mode = run !== '' ? 'run' : refresh ? 'refresh' : 'session';
    const inputs = { ...values, mode, script: run, shell: (0,action_shell/* parseShell */.a)(shell, platform) };
    checkTogether(inputs, shell);
    return inputs;
}
/** A message must not repeat a secret that was entered in the wrong place. */
function readSession(texts) {
    try {
        return (0,input_values/* readValues */.N$)('session', texts);
    }
    catch (error) {
        if (!(error instanceof failure/* InputError */.dz))
            throw error;
        const sentence = error.message.slice(error.input.length + 1);
        throw new failure/* InputError */.dz(error.input, redact(sentence, [texts.serviceSecretKey].filter(Boolean)));
    }
}
function checkTogether({ mode, outputCredentials, workingDirectory }, shell) {
    if (mode !== 'run' && shell !== '')
        throw new failure/* InputError */.dz('shell', 'can only be used with run.');
    if (mode !== 'run' && workingDirectory !== '') {
        throw new failure/* InputError */.dz('working-directory', 'can only be used with run.');
    }
    if (mode === 'run' && outputCredentials) {
        throw new failure/* InputError */.dz('output-credentials', 'cannot be true with run, which exports nothing to later steps.');
    }
    if (mode === 'refresh' && outputCredentials) {
        throw new failure/* InputError */.dz('output-credentials', 'cannot be true with refresh: outputs cannot change, so the credentials in them would expire.');
    }
}
/**
 * Explains an empty service credential. GitHub passes neither secrets nor identity tokens to workflows started by a pull
 * request from a fork.
 */
function explainMissing({ serviceAccessKey, serviceSecretKey }, environment, event) {
    const missing = serviceSecretKey === '' ? 'service-secret-key' : 'service-access-key';
    const isKeyless = serviceAccessKey + serviceSecretKey === '';
    return new failure/* InputError */.dz(missing, `is empty${emptyBecause(environment, event, isKeyless)}`);
}
/**
 * Returns the end of a sentence about an empty credential.
 *
 * @param isKeyless whether an identity token would do as well
 */
function emptyBecause(environment, event, isKeyless) {
    if (event.fromFork) {
        const withheld = isKeyless ? 'neither secrets nor an identity token' : 'no secrets';
        return (`, because this run comes from a pull request of a fork, and GitHub gives such runs ${withheld}: skip the step there with ` +
            'if: github.event.pull_request.head.repo.full_name == github.repository.');
    }
    if (environment.GITHUB_ACTOR === 'dependabot[bot]') {
        return ", because Dependabot's runs get only Dependabot's own secrets: store the service credential there too, or skip the step.";
    }
    const token = isKeyless
        ? '; or give the job permissions: id-token: write, to use its identity token instead'
        : '';
    return `: name a secret that exists in this repository, its organization or the environment of the job (a misspelled name is empty too)${token}.`;
}
/** Reads the payload of the event. If it cannot be read, the event is empty. */
function readEvent(payload) {
    try {
        const { pull_request: pullRequest, repository } = JSON.parse(payload);
        const head = pullRequest?.head?.repo?.full_name;
        const isRequest = pullRequest !== undefined;
        return {
            fromFork: isRequest && (pullRequest.head?.repo?.fork === true || head !== repository?.full_name),
        };
    }
    catch {
        return { fromFork: false };
    }
}


/***/ }),

/***/ 514:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ maskSecrets)
});

// EXTERNAL MODULE: ./src/masking/encodings.js + 1 modules
var encodings = __webpack_require__(465);
// EXTERNAL MODULE: ./src/masking/pattern.js
var pattern = __webpack_require__(5100);
;// CONCATENATED MODULE: ./src/masking/line-masks.js


/** Secrets of at least this many bytes have pieces. Pieces of shorter ones could be words of other texts. */
const SHORTEST = 16;
/** Secrets of at most this many bytes are masked closely. A longer one, a session token, is useless in parts. */
const SHORT = 64;
/** Bytes of a dump's row in one mask. */
const DUMPED = 4;
/** Characters of base64, or of the text beside a dump, in one mask. */
const PIECE = 8;
/**
 * The masks for a runner that masks exact strings, line by line: all encodings, and pieces of what tools break into rows at
 * unknown places. The longest come first, because some runners replace one after the other.
 *
 * Pieces are a compromise: the ends of a row may remain. See `docs/security.md` for how much.
 */
function lineMasks(secret) {
    const whole = (0,encodings/* encodings */.d8)(secret);
    if (whole.length === 0)
        return [];
    const bytes = Buffer.from(secret);
    const pieces = bytes.length < SHORTEST ? [] : [...brokenBase64(secret), ...dumped(bytes)];
    const masks = new Set([...whole, ...separated(bytes), ...pieces]);
    // A command is a line of text and cannot contain a NUL. Padding of base64 reveals nothing once the rest is masked.
    const isNeeded = (mask) => !mask.includes('\0') && !(mask.endsWith('=') && masks.has(unpadded(mask)));
    return [...masks].filter(isNeeded).sort((one, other) => other.length - one.length);
}
function unpadded(text) {
    return text.replace(/=+$/, '');
}
/** All of it in hex, a byte at a time, and in decimal. */
function separated(bytes) {
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    const upper = hex.map((digits) => digits.toUpperCase());
    return [
        ...[' ', ':', '-', ',', ', '].flatMap((gap) => [hex.join(gap), upper.join(gap)]),
        ...[' ', ',', ', '].map((gap) => hex.map((digits) => `0x${digits}`).join(gap)),
        hex.map((digits) => `\\x${digits}`).join(''),
        ...[',', ', '].map((gap) => bytes.join(gap)),
    ];
}
function brokenBase64(secret) {
    const isShort = Buffer.byteLength(secret) <= SHORT;
    const [piece, step] = isShort ? [PIECE, PIECE / 2] : [2 * PIECE, 2 * PIECE];
    return (0,encodings/* describeEncodings */.Ee)(secret)
        .filter(({ lines }) => lines?.unit === 4 && lines.piece === PIECE)
        .flatMap((encoding) => {
        const { text } = encoding;
        return (0,pattern/* pieceStarts */.S4)(encoding, text.length, piece, step).map((start) => text.slice(start, start + piece));
    });
}
/** A few bytes at a time as xxd, `hexdump -C` and `od -tx1`, hexdump, and `od -c` show them, and as text. */
function dumped(bytes) {
    const isShort = bytes.length <= SHORT;
    const windows = every(bytes, DUMPED, isShort ? 2 : 4 * DUMPED);
    const words = isShort ? every(bytes, DUMPED, 4).concat(every(bytes.subarray(1), DUMPED, 4)) : [];
    const texts = isPrintable(bytes) ? every(bytes, PIECE, isShort ? PIECE / 2 : 2 * PIECE) : [];
    return [
        ...windows.flatMap((window) => {
            const [a, b, c, d] = Array.from(window, (byte) => byte.toString(16).padStart(2, '0'));
            return [`${a} ${b} ${c} ${d}`, `${a}${b} ${c}${d}`, `${a} ${b}${c} ${d}`];
        }),
        ...words.map((window) => window.toString('hex').replace(/(..)(..)(..)(..)/, '$2$1 $4$3')),
        ...(isPrintable(bytes) ? windows.map((window) => [...window.toString()].join('   ')) : []),
        ...texts.map(String),
    ];
}
function every(bytes, length, step) {
    const count = Math.max(0, Math.floor((bytes.length - length) / step) + 1);
    return Array.from({ length: count }, (_, index) => bytes.subarray(index * step, index * step + length));
}
/** Pieces of a secret with other characters could occur in other texts. */
function isPrintable(bytes) {
    return bytes.every((byte) => byte > 0x20 && byte < 0x7f);
}

;// CONCATENATED MODULE: ./action/masks.js

/**
 * Registers masks with the runner, in every usual encoding: a runner masks some encodings by itself, but not hex or
 * base64url, and act masks none.
 */
function maskSecrets(commands, secrets) {
    const masks = new Set(secrets.flatMap(lineMasks));
    for (const mask of [...masks].sort((one, other) => other.length - one.length))
        commands.setSecret(mask);
}


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ie: () => (/* binding */ prepareStep),
/* harmony export */   NO: () => (/* binding */ prepareCredential),
/* harmony export */   mE: () => (/* binding */ readWorkflowEvent)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _src_ci_github_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59);
/* harmony import */ var _src_credentials_service_credential_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5805);
/* harmony import */ var _src_credentials_session_request_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6232);
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9555);
/* harmony import */ var _src_http_ca_bundle_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6245);
/* harmony import */ var _src_input_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6744);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(514);









/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
async function prepareStep(workflow) {
    const texts = (0,_src_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readTexts */ .Z7)('github', 'session', workflow.commands.getInput);
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .Ko)(texts, workflow.platform);
    const readKeyless = isKeyless(texts) ? (await Promise.all(/* import() */[__webpack_require__.e(112), __webpack_require__.e(536)]).then(__webpack_require__.bind(__webpack_require__, 2536))).readKeyless : undefined;
    return { inputs, ...prepareCredential(workflow, texts, inputs.mode !== 'session', readKeyless) };
}
/**
 * Checks what sessions are asked for with, and what for; what is secret of it is masked first of all.
 *
 * @param renewed whether its sessions will be renewed
 * @throws InputError when an input is wrong
 */
function prepareCredential({ commands, environment }, inputs, renewed, readKeyless) {
    (0,_masks_js__WEBPACK_IMPORTED_MODULE_3__/* .maskSecrets */ .Q)(commands, (0,_src_credentials_service_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .secretParts */ .Bm)(inputs.serviceAccessKey, inputs.serviceSecretKey));
    const credential = readCredential(inputs, { commands, environment }, readKeyless);
    const { request, warnings } = (0,_src_credentials_session_request_js__WEBPACK_IMPORTED_MODULE_5__/* .checkRequest */ .yG)(inputs, {
        sessionName: _src_ci_github_js__WEBPACK_IMPORTED_MODULE_6__/* .github */ .M.sessionName(environment),
        renewed,
    });
    for (const warning of warnings)
        commands.warning(warning);
    const context = {
        caBundle: (0,_src_http_ca_bundle_js__WEBPACK_IMPORTED_MODULE_7__/* .readCaBundle */ .h)(environment.OTTER_CA_BUNDLE),
        environment,
        onRetry: (failure, waitMs) => commands.info(`${(0,_src_failure_js__WEBPACK_IMPORTED_MODULE_8__/* .firstLine */ .TM)(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`),
        onSecrets: (secrets) => (0,_masks_js__WEBPACK_IMPORTED_MODULE_3__/* .maskSecrets */ .Q)(commands, secrets),
    };
    return { credential, request, context };
}
/** @throws InputError when an input is invalid, or there is neither a service credential nor an identity token */
function readCredential(inputs, workflow, readKeyless) {
    const { serviceAccessKey, serviceSecretKey } = inputs;
    if (serviceAccessKey !== '' && serviceSecretKey !== '') {
        return new _src_credentials_service_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .ServiceCredential */ .he(serviceAccessKey, serviceSecretKey);
    }
    const source = isKeyless(inputs) ? readKeyless?.(inputs, workflow) : undefined;
    if (source !== undefined)
        return source;
    throw (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .explainMissing */ .Ce)(inputs, workflow.environment, readWorkflowEvent(workflow.environment));
}
function isKeyless({ serviceAccessKey, serviceSecretKey }) {
    return serviceAccessKey + serviceSecretKey === '';
}
/** What the event's payload says, which the runner leaves in a file. */
function readWorkflowEvent({ GITHUB_EVENT_PATH }) {
    try {
        return (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readEvent */ .j_)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(GITHUB_EVENT_PATH ?? '', 'utf8'));
    }
    catch {
        return (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readEvent */ .j_)('');
    }
}


/***/ }),

/***/ 8876:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ shellArguments),
/* harmony export */   a: () => (/* binding */ parseShell)
/* harmony export */ });
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);

const wrapPowerShell = (script) => `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`;
// The runner's own table (actions/runner, ScriptHandlerHelpers), which users of `run:` expect.
const SHELLS = {
    bash: { command: 'bash', arguments: ['--noprofile', '--norc', '-eo', 'pipefail', '{0}'], extension: '.sh' },
    sh: { command: 'sh', arguments: ['-e', '{0}'], extension: '.sh' },
    pwsh: {
        command: 'pwsh',
        arguments: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', ". '{0}'"],
        extension: '.ps1',
        wrap: wrapPowerShell,
    },
    powershell: {
        command: 'powershell',
        arguments: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', ". '{0}'"],
        extension: '.ps1',
        wrap: wrapPowerShell,
    },
    cmd: {
        command: 'cmd',
        arguments: ['/D', '/E:ON', '/V:OFF', '/S', '/C', 'CALL "{0}"'],
        extension: '.cmd',
        wrap: (script) => `@echo off\r\n${script}\r\n`,
    },
    python: { command: 'python', arguments: ['{0}'], extension: '.py' },
};
/**
 * Reads the `shell` input: a known name, or a command line with `{0}`.
 *
 * @throws InputError when it is neither, or has quotes
 */
function parseShell(text, platform) {
    const name = text === '' ? (platform === 'win32' ? 'pwsh' : 'bash') : text;
    const known = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
    if (known !== undefined)
        return known;
    const [command, ...rest] = name.split(/\s+/);
    if (command === undefined || command === '' || !rest.some((argument) => argument.includes('{0}'))) {
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('shell', `must be ${Object.keys(SHELLS).join(', ')}, or a command line with {0} for the script's path.`);
    }
    if (/["']/.test(name)) {
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('shell', 'must not have quotes: it is split at every space. Move what needs quotes into run.');
    }
    return { command, arguments: rest, extension: '' };
}
function shellArguments(shell, script) {
    return shell.arguments.map((argument) => argument.replaceAll('{0}', script));
}


/***/ }),

/***/ 59:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ github)
/* harmony export */ });
/* harmony import */ var _system_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2497);

/**
 * GitHub Actions, and Forgejo and Gitea, which set the same variables. On pull requests the reference is, for example,
 * `12/merge`. GITHUB_HEAD_REF would be a branch of a fork, which may be called main.
 */
const github = {
    detect: (environment) => Boolean(environment.GITHUB_ACTIONS),
    facts: (environment) => ({
        ref: environment.GITHUB_REF_NAME || (0,_system_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(environment.GITHUB_REF),
        sha: environment.GITHUB_SHA,
        runId: environment.GITHUB_RUN_ID,
        job: environment.GITHUB_JOB,
    }),
    sessionName: (environment) => {
        const run = `${environment.GITHUB_RUN_ID ?? '0'}-${environment.GITHUB_RUN_ATTEMPT ?? '1'}`;
        const job = (environment.GITHUB_JOB ?? 'job').slice(0, 20);
        return (0,_system_js__WEBPACK_IMPORTED_MODULE_0__/* .nameSession */ .Kx)(environment.GITHUB_REPOSITORY ?? 'github', `${run}-${job}`);
    },
    // Both are there with `permissions: id-token: write` alone.
    idTokenRequest: (environment) => {
        const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = environment;
        return /^https?:/i.test(url) && URL.canParse(url) && token !== '' ? { url, token } : undefined;
    },
};


/***/ }),

/***/ 2497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kx: () => (/* binding */ nameSession),
/* harmony export */   Xy: () => (/* binding */ knownFacts),
/* harmony export */   m3: () => (/* binding */ shortRef)
/* harmony export */ });
/* unused harmony export pullRequestRef */
/** The longest session name that STS accepts, in characters. */
const LONGEST_SESSION_NAME = 64;
/** Joins a project and a job to a session name. The project is truncated, the job never. */
function nameSession(project, job) {
    const end = `-${job}`;
    return `${project.replaceAll('/', '.').slice(0, LONGEST_SESSION_NAME - end.length)}${end}`;
}
function knownFacts(system, environment) {
    const facts = Object.entries(system?.facts(environment) ?? {});
    return Object.fromEntries(facts.filter(([, value]) => value));
}
/** `refs/heads/main` becomes `main`, and `refs/pull/12/merge` becomes `pull/12/merge`. */
function shortRef(reference) {
    return reference?.replace(/^refs\/(heads\/|tags\/)?/, '');
}
/** Some systems set the number to `false` when there is none. */
function pullRequestRef(number) {
    return number !== undefined && /^\d+$/.test(number) ? `pull/${number}` : undefined;
}


/***/ }),

/***/ 5516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ holdsSecret),
/* harmony export */   x: () => (/* binding */ takeEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);

/** Variables whose values no child and no other process of the same user may find. */
const SECRET_VARIABLES = /^(INPUT_SERVICE-SECRET-KEY|OTTER_\w*SECRET_KEY|OTTER_ID_TOKEN|AWS_SECRET_ACCESS_KEY|AWS_(SESSION|SECURITY)_TOKEN|AWS_CONTAINER_AUTHORIZATION_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN)$/;
/** Values of at least this many characters are also searched for in other variables. Shorter ones could occur by chance. */
const LEAST_SECRET = 16;
/**
 * Removes the secrets from the environment of this process. On Linux, every process of the same user can read the initial
 * environment in `/proc/PID/environ`, and deleting a variable does not change that. So the values are overwritten in
 * memory. On other systems, or if `/proc/self/mem` cannot be written, they stay.
 *
 * @returns the original environment, for the parts of the program that need the secrets
 */
function takeEnvironment({ env, platform }) {
    // On Windows names are case-insensitive (PATH, Path), and a copy would lose that.
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
/** Whether a variable's value reveals a secret. */
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
        memory = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)('/proc/self/mem', 'r+');
        const block = Buffer.alloc(length);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(memory, block, 0, length, start);
        // One character per byte, so that every entry keeps its length.
        const entries = block.toString('latin1').split('\0');
        const erased = entries.map((entry) => eraseEntry(entry, names, secrets)).join('\0');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(memory, Buffer.from(erased, 'latin1'), 0, length, start);
    }
    catch {
        // Some kernels and sandboxes do not have the file or do not allow writing it.
    }
    finally {
        if (memory !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(memory);
    }
}
/** Fields 50 and 51 of proc_pid_stat(5). The name before them is in parentheses and may contain anything. */
function initialEnvironment() {
    const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/self/stat', 'latin1');
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


/***/ }),

/***/ 6232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q9: () => (/* binding */ checkEndpoint),
/* harmony export */   yG: () => (/* binding */ checkRequest)
/* harmony export */ });
/* unused harmony exports DEFAULTS, checkBucket, checkRegion */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9555);
/* harmony import */ var _input_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7360);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(874);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7214);
/* harmony import */ var _session_policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6903);






/** OtterStorage's own endpoint and region, and the defaults of a session. */
const DEFAULTS = {
    endpoint: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.endpoint.default,
    region: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.region.default,
    duration: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.duration.default,
    access: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.access.default,
};
/**
 * Checks every input before anything is sent.
 *
 * @returns the request, and warnings
 * @throws InputError for the first missing or invalid input
 */
function checkRequest(inputs, context) {
    const roleArn = checkRoleArn((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('role-arn', inputs.roleArn));
    const bucket = checkBucket((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('bucket', inputs.bucket));
    const endpoint = checkEndpoint((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('endpoint', inputs.endpoint));
    const region = checkRegion((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('region', inputs.region));
    const durationSeconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDuration */ .E9)((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('duration', inputs.duration), context.jobSeconds);
    const access = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('access', inputs.access);
    const prefix = checkPrefix((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('prefix', inputs.prefix));
    const sessionName = checkSessionName((0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)('session-name', inputs.sessionName), context.sessionName);
    const policy = _session_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .SessionPolicy */ .No.forScope(bucket, access, prefix);
    const request = { roleArn, bucket, endpoint, region, durationSeconds, access, prefix, sessionName };
    return {
        request: policy === undefined ? request : { ...request, policy },
        warnings: [
            ...(0,_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .durationWarnings */ .K4)(durationSeconds, context.renewed),
            ...endpointWarnings(endpoint, bucket),
            ...accessWarnings(access),
            ...prefixWarnings(prefix),
        ],
    };
}
/** In characters. IAM's longest path is 512, its longest name 64, and the account takes up to 64 before them. */
const LONGEST_ROLE_ARN = 700;
function checkRoleArn(roleArn) {
    if (roleArn === '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('role-arn', "is empty: copy it from the bucket's service credential, such as arn:aws:iam::RGW00000000000000001:role/bkr-123.");
    }
    // A role ARN of 2,000 characters crashes an RGW 16 or 18.
    if (roleArn.length > LONGEST_ROLE_ARN) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('role-arn', `has ${roleArn.length} characters, and a role ARN has at most ${LONGEST_ROLE_ARN}: copy it from the bucket's service credential.`);
    }
    // The account of an RGW role is RGW and digits, a tenant, or nothing; the path and name are IAM's alphabet.
    if (!/^arn:aws[a-z-]*:iam::[A-Za-z0-9_-]*:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('role-arn', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(roleArn)}', which is not a role ARN such as arn:aws:iam::ACCOUNT:role/NAME.`);
    }
    return roleArn;
}
/** @throws InputError */
function checkBucket(bucket) {
    if (bucket === '')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('bucket', 'is empty: name the one bucket that the session is for.');
    if (bucket.startsWith('s3://') || bucket.includes('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}': give the bare name, and what comes after the slash as the prefix.`);
    }
    if (/^[\w-]*:/.test(bucket)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}': leave out the tenant, which the server takes from the role.`);
    }
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}', which is not a bucket name: use 3 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends.`);
    }
    return bucket;
}
/** @returns the origin. @throws InputError */
function checkEndpoint(text) {
    // The message does not repeat it, because a password may precede the @.
    if (text.includes('@')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('endpoint', 'contains a user name or password: pass them as the service credential instead.');
    }
    if (!/^https?:\/\//i.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}', which is no URL with http or https: write such as ${_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.endpoint.default}.`);
    }
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}', which is not a valid URL.`);
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}': give scheme, host and port alone; the bucket is an input of its own.`);
    }
    return url.origin;
}
function endpointWarnings(endpoint, bucket) {
    const url = new URL(endpoint);
    const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    const warnings = [];
    if (url.protocol !== 'https:' && !loopback) {
        warnings.push(`endpoint is ${endpoint}: over http the session's keys and all data travel unencrypted. Use https.`);
    }
    if (url.hostname.startsWith(`${bucket}.`)) {
        warnings.push(`endpoint begins with the bucket's name. Should that be the bucket, leave it away, since the server takes it in the path: ${url.protocol}//${url.host.slice(bucket.length + 1)}.`);
    }
    return warnings;
}
/** @throws InputError */
function checkRegion(region) {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(region)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('region', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(region)}', which is not a region name: use letters, digits and hyphens.`);
    }
    return region;
}
function checkPrefix(prefix) {
    if (prefix.startsWith('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('prefix', 'begins with a slash: keys in a bucket do not, so write such as builds/.');
    }
    (0,_session_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .refusePatterns */ .YK)('prefix', prefix);
    if (Buffer.byteLength(prefix) > 1_024) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('prefix', 'is longer than the 1,024 bytes that a key can have.');
    }
    return prefix;
}
function accessWarnings(access) {
    if (access !== 'role')
        return [];
    return [
        "access is role: the session has no policy of its own and can do all that the role allows, which may include the bucket's configuration, its deletion, and other buckets. Use read-write unless a client needs more.",
    ];
}
function prefixWarnings(prefix) {
    const warnings = [];
    if (prefix !== '' && !/[/_.-]$/.test(prefix)) {
        warnings.push(`prefix is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(prefix)}', without a slash at the end: it also covers keys such as '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(prefix)}-other/x'.`);
    }
    if (prefix.includes(':')) {
        warnings.push(`prefix is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(prefix)}', and a session policy has to write ? for a colon: the session can also use objects with another character there, such as '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(prefix.replaceAll(':', '-'))}x'. Use a prefix without colons.`);
    }
    return warnings;
}
function checkSessionName(given, derived) {
    if (given === '')
        return cleanSessionName(derived);
    if (!/^[A-Za-z0-9_=,.@-]{2,64}$/.test(given)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('session-name', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(given)}': use 2 to 64 of letters, digits and _=,.@- (it shows up in the server's logs).`);
    }
    return given;
}
/** Turns any text into a session name that an RGW accepts: 2 to 64 of `[A-Za-z0-9_=,.@-]`. */
function cleanSessionName(text) {
    const clean = text
        .replace(/[^A-Za-z0-9_=,.@-]+/g, '-')
        .slice(0, 64)
        .replace(/^-+|-+$/g, '');
    return clean.length < 2 ? `otter-sts-${clean}`.replace(/-$/, '') : clean;
}


/***/ }),

/***/ 6245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readCaBundle)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);
/* harmony import */ var _user_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4208);




/** Names the variable, because an action has no input for it. */
const REMEDY = "give the path of a PEM file with the authority's certificate, or leave it out (unset OTTER_CA_BUNDLE)";
/**
 * Reads the certificates (PEM) that are trusted in addition to the usual ones: the file of `OTTER_CA_BUNDLE` or
 * `--ca-bundle`.
 *
 * @throws InputError when it cannot be read, has no certificate, or has one that TLS cannot use
 */
function readCaBundle(path) {
    if (path === undefined || path === '')
        return undefined;
    const text = readText((0,_user_path_js__WEBPACK_IMPORTED_MODULE_1__/* .expandHome */ .k)('ca-bundle', path));
    if (!text.includes(BEGIN))
        throw wrongBundle(path, `which contains no PEM certificate: ${REMEDY}`);
    const certificates = text.split(BEGIN).slice(1);
    for (const [index, certificate] of certificates.entries()) {
        if (isReadable(`${BEGIN}${certificate}`))
            continue;
        const which = certificates.length === 1 ? 'whose certificate' : `whose certificate ${index + 1}`;
        const why = /^\r?\n/.test(certificate)
            ? `cannot be read: it is truncated or changed. Store the complete file again, or ${REMEDY}`
            : `has lost its line breaks: store the file as it is (PEM begins a new line after ${BEGIN}), or ${REMEDY}`;
        throw wrongBundle(path, `${which} ${why}`);
    }
    return text;
}
const BEGIN = '-----BEGIN CERTIFICATE-----';
function isReadable(certificate) {
    try {
        // Not imported at the top: it takes 4 ms to load, and few users have a bundle.
        new (process.getBuiltinModule('node:crypto').X509Certificate)(certificate);
        return true;
    }
    catch {
        return false;
    }
}
function wrongBundle(path, why) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('ca-bundle', `names '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}', ${why}.`);
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        const code = error.code ?? 'unknown error';
        throw wrongBundle(path, `which cannot be read (${code}): ${REMEDY}`);
    }
}


/***/ }),

/***/ 760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N$: () => (/* binding */ readValues),
/* harmony export */   Z7: () => (/* binding */ readTexts),
/* harmony export */   wK: () => (/* binding */ readValue)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7360);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);
/* harmony import */ var _user_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4208);




/**
 * What the user wrote in a system, those of the credential among it.
 *
 * @param read a setting's text, of those that the system has
 */
function readTexts(system, task, read) {
    const here = new Set((0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOn */ .ff)(system, task).map(([name]) => name));
    const names = [...(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOf */ .f5)('credential'), ...(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOf */ .f5)(task)].map(([name]) => name);
    const texts = names.map((name) => [(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name), here.has(name) ? read(name) : '']);
    return Object.fromEntries(texts);
}
/**
 * Reads all settings of a use, but for those of the credential.
 *
 * @throws InputError for the first that is wrong
 */
function readValues(use, given) {
    const texts = given;
    const values = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOf */ .f5)(use).map(([name]) => [(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name), readValue(name, texts[(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name)])]);
    return Object.fromEntries(values);
}
/** @throws InputError when it is wrong, in one sentence that begins with the setting's name */
function readValue(name, given) {
    return read(name, _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy[name], given);
}
function read(name, setting, given = '') {
    if (setting.type === 'list')
        return readLines(given);
    if (setting.type === 'object-key')
        return given;
    const text = given.trim() || (setting.default ?? '');
    if (setting.type === 'switch')
        return readSwitch(name, text);
    if (setting.type === 'number')
        return readNumber(name, text, setting.most);
    if (setting.type === 'file')
        return (0,_user_path_js__WEBPACK_IMPORTED_MODULE_1__/* .expandHome */ .k)(name, text);
    if (setting.choices !== undefined && !setting.choices.includes(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(name, `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(text)}': choose one of ${setting.choices.join(', ')}.`);
    }
    return text;
}
/** One text a line, without blanks around it. */
function readLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function readSwitch(name, text) {
    if (!/^(true|false|)$/i.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(name, `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(text)}': write true or false.`);
    }
    return text.toLowerCase() === 'true';
}
function readNumber(name, text, most = Number.MAX_SAFE_INTEGER) {
    if (text === '')
        return undefined;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > most) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(name, `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(text)}': write a whole number from 1 to ${most.toLocaleString('en')}.`);
    }
    return number;
}


/***/ }),

/***/ 5521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ HEX_BYTE),
/* harmony export */   DI: () => (/* binding */ HEX_WORD),
/* harmony export */   FM: () => (/* binding */ DECIMAL_CELL),
/* harmony export */   Vk: () => (/* binding */ CUT_OFF),
/* harmony export */   Xq: () => (/* binding */ gramAt),
/* harmony export */   Xr: () => (/* binding */ CHARACTER_CELL),
/* harmony export */   ZC: () => (/* binding */ OCTAL_WORD),
/* harmony export */   fo: () => (/* binding */ DECIMAL_BYTE),
/* harmony export */   nQ: () => (/* binding */ OCTAL_BYTE),
/* harmony export */   sj: () => (/* binding */ ABSENT),
/* harmony export */   x5: () => (/* binding */ DIGITS)
/* harmony export */ });
/** Result of {@link ByteForm.read} and of searches: the text does not match. */
const ABSENT = -1;
/** Likewise: the data ends before that is certain. */
const CUT_OFF = -2;
/** A fixed number of digits. Letters are in upper or lower case. */
function numeric(width, base, length) {
    return {
        width,
        write: (first, second) => {
            const value = width === 1 ? first : first | (second << 8);
            const text = value.toString(base).padStart(length, '0');
            const upper = text.toUpperCase();
            return upper === text ? [text] : [text, upper];
        },
        read: (data, at) => {
            const end = at + length;
            for (let position = at; position < end; position++) {
                if (position >= data.length)
                    return CUT_OFF;
                if (DIGITS[data[position]] >= base)
                    return ABSENT;
            }
            return end;
        },
        value: (data, at, end) => {
            let value = 0;
            for (let position = at; position < end; position++) {
                value = value * base + DIGITS[data[position]];
            }
            return value;
        },
    };
}
/** The value of a character as a digit. 16 if it is not one. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
    const digit = Number.parseInt(String.fromCharCode(code), 16);
    return Number.isNaN(digit) ? 16 : digit;
});
/** A number without leading zeros. */
const DECIMAL = {
    width: 1,
    write: (byte) => [String(byte)],
    read: (data, at) => {
        let end = at;
        while (end < data.length && end < at + 3 && isDigit(data[end]))
            end += 1;
        if (end === data.length && end < at + 3)
            return CUT_OFF;
        const hasZero = data[at] === ZERO && end > at + 1;
        return end === at || hasZero || decimalAt(data, at, end) > 255 ? ABSENT : end;
    },
    value: decimalAt,
};
const ZERO = 0x30;
function isDigit(code) {
    return code >= ZERO && code < ZERO + 10;
}
function decimalAt(data, at, end) {
    let value = 0;
    for (let position = at; position < end; position++)
        value = value * 10 + data[position] - ZERO;
    return value;
}
/** Columns of {@link CELL_WIDTH}. */
function cells(textOf) {
    const write = (byte) => textOf(byte).padStart(CELL_WIDTH);
    let known;
    return {
        width: 1,
        write: (byte) => [write(byte)],
        read: (data, at) => {
            known ??= readCells(write);
            if (at + CELL_WIDTH > data.length) {
                return known.beginnings.has(String.fromCharCode(...data.subarray(at))) ? CUT_OFF : ABSENT;
            }
            return known.bytes.has(gramAt(data, at)) ? at + CELL_WIDTH : ABSENT;
        },
        value: (data, at) => known?.bytes.get(gramAt(data, at)) ?? ABSENT,
    };
}
/** What each cell means, and how one may begin. */
function readCells(write) {
    const written = Array.from({ length: 256 }, (_, byte) => write(byte));
    return {
        bytes: new Map(written.map((text, byte) => [gramAt(Buffer.from(text), 0), byte])),
        beginnings: new Set(written.flatMap((text) => [0, 1, 2, 3].map((end) => text.slice(0, end)))),
    };
}
/** Four bytes as one number. */
function gramAt(bytes, at) {
    return (bytes[at] |
        (bytes[at + 1] << 8) |
        (bytes[at + 2] << 16) |
        (bytes[at + 3] << 24));
}
/** Characters of a column that stands by itself. */
const CELL_WIDTH = 4;
const ESCAPES = new Map([0, 7, 8, 9, 10, 11, 12, 13].map((byte, index) => [byte, `\\${'0abtnvfr'[index]}`]));
function characterOf(byte) {
    const printed = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ESCAPES.get(byte);
    return printed ?? byte.toString(8).padStart(3, '0');
}
/** `4a`: what xxd, `hexdump -C`, `od -tx1` and Node's `<Buffer …>` write. */
const HEX_BYTE = numeric(1, 16, 2);
/** `4a77` for the bytes 77 4a: 16-bit words as a little-endian machine has them, in hexdump and `od -x`. */
const HEX_WORD = numeric(2, 16, 4);
/** `112`: `od -b`. */
const OCTAL_BYTE = numeric(1, 8, 3);
/** `045167`: od without an option. */
const OCTAL_WORD = numeric(2, 8, 6);
/** `74`: JSON, Python's lists. */
const DECIMAL_BYTE = DECIMAL;
/** `  74`: `od -tu1`. */
const DECIMAL_CELL = cells(String);
/** `   w`, `  \n`, ` 303`: `od -c`, `hexdump -c`. */
const CHARACTER_CELL = cells(characterOf);


/***/ }),

/***/ 465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ee: () => (/* binding */ describeEncodings),
  d8: () => (/* binding */ encodings),
  h_: () => (/* binding */ isMaskable)
});

;// CONCATENATED MODULE: ./src/masking/workflow-command.js
/** A text as the data of a workflow command. GitHub's runner escapes only these characters. */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

;// CONCATENATED MODULE: ./src/masking/encodings.js

/**
 * The shortest secret that is masked, in bytes of UTF-8. Shorter ones occur in so much other text that masking would
 * destroy the output and, by the gaps, reveal them. Four bytes also leave at least four certain characters of base64 at
 * each of its three shifts.
 */
const SHORTEST_SECRET_BYTES = 4;
/**
 * Everything to search for to find a secret in any encoding: as it is, base64 and base64url at any position in the encoded
 * bytes, base64 of that, hex, percent-encoded for URIs and forms, once or twice, escaped for JSON, XML, HTML and shells, in
 * UTF-16, and in base64 of UTF-16. Each line of a secret with several lines is also searched for on its own, like GitHub's
 * add-mask. There are no duplicates.
 *
 * Blank secrets or lines, and those shorter than four bytes, yield nothing, see {@link SHORTEST_SECRET_BYTES}. Text that is
 * compressed, encrypted or encoded twice in another way is not covered. Dumps are covered by the `Masker`.
 */
function encodings(secret) {
    return [...new Set(describeEncodings(secret).map(({ text }) => text))];
}
/** Like {@link encodings}, with line breaks, and with duplicates. */
function describeEncodings(secret) {
    return piecesOf(secret).flatMap((piece) => {
        const bytes = Buffer.from(piece);
        const unbroken = [...new Set([...escaped(piece), ...utf16(piece)])].map((text) => ({ text }));
        return [...unbroken, ...hex(bytes), ...base64(bytes), ...encodedTwice(piece)];
    });
}
/**
 * The secret and its lines, with and without surrounding white space, because a file's last line break is seldom printed.
 */
function piecesOf(secret) {
    const lines = secret.split(/[\r\n]+/);
    const pieces = new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())]);
    return [...pieces].filter(isMaskable);
}
/** Whether a secret is masked. Blank ones, and those shorter than four bytes, are not. */
function isMaskable(secret) {
    return Buffer.byteLength(secret.trim()) >= SHORTEST_SECRET_BYTES;
}
function hex(bytes) {
    const lower = bytes.toString('hex');
    const lines = { unit: 2, phase: 0, piece: 16 };
    return [
        { text: lower, lines },
        { text: lower.toUpperCase(), lines },
    ];
}
/** The three places in base64 at which bytes can begin. */
const SHIFTS = [0, 1, 2];
/** How many characters of base64 in a line are masked on their own. Eight, 48 bits, do not occur by chance. */
const BASE64_PIECE = 8;
/** The same for secrets that were encoded twice, which are longer. */
const LONG_PIECE = 16;
/**
 * Base64 of any text that contains the secret: the characters that depend only on the secret. If the secret ends the
 * encoded text, its last character is certain too, with or without padding.
 */
function base64(bytes) {
    return base64Shifted(bytes, BASE64_PIECE).flatMap(({ lines, certain, last }) => {
        const texts = [base64url(certain), ...last.flatMap((text) => [text, base64url(text)])];
        return [{ text: certain, lines }, ...texts.map((text) => ({ text }))];
    });
}
/** Base64 after 3n bytes, 3n + 1 and 3n + 2. */
function base64Shifted(bytes, piece) {
    const padded = Buffer.concat([Buffer.alloc(2), bytes]);
    return SHIFTS.map((shift) => {
        const text = padded.toString('base64', 2 - shift);
        const first = Math.ceil((shift * 8) / 6);
        const sextets = ((shift + bytes.length) * 8) / 6;
        const last = [text.slice(first), text.slice(first, Math.ceil(sextets))];
        return {
            lines: { unit: 4, phase: first, piece },
            certain: text.slice(first, Math.floor(sextets)),
            last,
        };
    });
}
/** Columns after which openssl and base64(1) break a line. */
const COLUMNS = [64, 76];
/** Base64 of base64, in one line or broken; and of UTF-16, which PowerShell encodes. */
function encodedTwice(piece) {
    const bytes = Buffer.from(piece);
    const whole = bytes.toString('base64');
    const inner = [
        whole,
        ...COLUMNS.map((columns) => broken(whole, columns)),
        ...base64Shifted(bytes, LONG_PIECE).map(({ certain }) => certain),
    ];
    const inBytes = [...new Set(inner)].map((text) => Buffer.from(text));
    return [...inBytes, Buffer.from(piece, 'utf16le')].flatMap((encoded) => base64Shifted(encoded, LONG_PIECE).flatMap(({ lines, certain, last }) => [
        { text: certain, lines },
        ...last.map((text) => ({ text })),
    ]));
}
function broken(text, columns) {
    const lines = [];
    for (let at = 0; at < text.length; at += columns)
        lines.push(text.slice(at, at + columns));
    return lines.join('\n');
}
/** The part that both byte orders of UTF-16 share. This works only for ASCII, whose bytes alternate with NULs. */
function utf16(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    return /^[\x00-\x7f]+$/.test(text) ? [text.split('').join('\0')] : [];
}
function base64url(text) {
    return text.replaceAll('+', '-').replaceAll('/', '_');
}
/** The secret as each encoder writes it, including the secret itself. */
function escaped(text) {
    // Split once, because a secret has few characters that an encoder changes, and there are many encoders.
    const parts = text.split(/([^A-Za-z0-9])/u);
    const each = (encoders) => encoders.map((encode) => encodeParts(parts, encode));
    return [
        text,
        escapeData(text),
        ...each(PERCENT_ENCODERS).flatMap((upper) => {
            const once = [upper, upper.replace(/%../g, (code) => code.toLowerCase())];
            return [...once, ...once.map((text) => text.replaceAll('%', '%25'))];
        }),
        ...each(JSON_ENCODERS).flatMap((json) => [json, json.replaceAll('/', '\\/')]),
        ...each(MARKUP_ENCODERS).flatMap((markup) => [markup, markup.replaceAll('&', '&amp;')]),
        ...each(SHELL_ENCODERS),
    ];
}
/** @param parts every second one is a character for the encoder */
function encodeParts(parts, encode) {
    return parts.map((part, index) => (index % 2 === 0 ? part : encode(part))).join('');
}
const PERCENT_ENCODERS = [
    // RFC 3986, section 2.3: AWS signatures, C#, Go; as a path, and Python's quote(); as a form, and Python's quote_plus().
    percentEncoder('-_.~'),
    percentEncoder('-_.~/'),
    percentEncoder('-_.~', '+'),
    // ECMA-262: encodeURIComponent and encodeURI.
    percentEncoder("-_.!~*'()"),
    percentEncoder("-_.!~*'();/?:@&=+$,#"),
    // The URL standard's application/x-www-form-urlencoded, and Java's URLEncoder.
    percentEncoder('-_.*', '+'),
];
/** @param kept the characters that stay as they are, in addition to letters and digits */
function percentEncoder(kept, space = '%20') {
    return (character) => {
        if (character === ' ')
            return space;
        return kept.includes(character) ? character : percentBytes(character);
    };
}
function percentBytes(character) {
    return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '%$&');
}
/** Encoders differ in what they write as `\uXXXX` although JSON does not require it. */
const JSON_ENCODERS = [
    // Nothing: JavaScript, Rust, jq.
    jsonEncoder(/(?!)/),
    // Python, and PHP but for its slashes.
    jsonEncoder(/[^ -~]/),
    // Go and Rails; Gson.
    jsonEncoder(/[<>&\u2028\u2029]/),
    jsonEncoder(/[<>&='\u2028\u2029]/),
    // .NET's System.Text.Json.
    jsonEncoder(/["'&+<>`]|[^ -~]/, (digits) => digits.toUpperCase()),
];
function jsonEncoder(escaped, digitCase = (digits) => digits) {
    return (character) => {
        const usual = JSON.stringify(character).slice(1, -1);
        const hasShortForm = /^\\[^u"]/.test(usual);
        const encoded = escaped.test(character) && !hasShortForm ? unicodeEscape(character) : usual;
        return encoded.replace(/(?<=\\u)[0-9a-f]{4}/g, digitCase);
    };
}
function unicodeEscape(character) {
    const units = character.split('');
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
const ENTITIES = [
    // XML text; XML attributes; HTML as PHP and lodash, Python, Jinja and Go, Handlebars write it.
    { '&': '&amp;', '<': '&lt;', '>': '&gt;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;', '+': '&#43;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
    // OWASP and Mustache, which escape slashes; Underscore and others by number; by all names.
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' },
    { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#47;' },
    {
        ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
        ...{ '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
    },
    {
        ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
        ...{ '/': '&sol;', '+': '&plus;', '=': '&equals;' },
    },
];
const MARKUP_ENCODERS = [
    ...ENTITIES.map((entities) => (character) => entities[character] ?? character),
    // All that is neither letter nor digit, by number.
    numericEncoder((code) => `&#${code};`),
    numericEncoder((code) => `&#x${code.toString(16)};`),
    numericEncoder((code) => `&#x${code.toString(16).toUpperCase()};`),
];
function numericEncoder(write) {
    return (character) => (isWordCharacter(character) ? character : write(character.codePointAt(0) ?? 0));
}
/** Whether it is a letter or digit of any language. */
function isWordCharacter(character) {
    return character > '\x7f' && /[\p{L}\p{N}]/u.test(character);
}
const SHELL_ENCODERS = [
    // In single quotes: sh and `set -x`; Python's shlex; PowerShell, YAML and SQL.
    (character) => (character === "'" ? "'\\''" : character),
    (character) => (character === "'" ? `'"'"'` : character),
    (character) => (character === "'" ? "''" : character),
    // In double quotes: sh; Windows' command line; PowerShell.
    (character) => character.replace(/[\\"$`]/, '\\$&'),
    (character) => (character === '"' ? '\\"' : character),
    (character) => character.replace(/["$`]/, '`$&'),
    // Without quotes: bash's `printf %q`.
    (character) => character.replace(/[\s'"|&;()<>\\!{}*[\]?^$`,]/, '\\$&'),
];


/***/ }),

/***/ 4143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ Masker)
/* harmony export */ });
/* harmony import */ var _secret_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1624);

const MASK = Buffer.from('***');
const NOTHING = Buffer.alloc(0);
/**
 * The part of an encoding that an idle masker may show, if the text pauses there: its beginning. Of a 20-character access
 * key, 15 characters then remain unknown.
 */
const PART_SHOWN_WHEN_IDLE = 1 / 4;
/**
 * Replaces secrets in a stream of bytes by `***`, in every encoding of {@link encodings}, also in base64 and hex that is
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass unchanged, valid text or not. Overlapping
 * occurrences become one `***`. It does not matter how the stream is divided into chunks.
 *
 * Only bytes that may begin a secret are held back. A chunk that does not end like this passes completely.
 */
class Masker {
    #index;
    /** Bytes that are still needed: first emitted ones in which an occurrence may have begun, then those held back. */
    #kept = NOTHING;
    /** How many of the kept bytes have been emitted, in clear or as a mask. */
    #emitted = 0;
    /** Whether the last output was a mask. An occurrence that overlaps it needs no mask of its own. */
    #endedInMask = false;
    /**
     * @param secrets see {@link learn}
     * @param index the index to use: its own, or a shared one
     */
    constructor(secrets = [], index = new _secret_index_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretIndex */ .X()) {
        this.#index = index;
        for (const secret of secrets)
            this.learn(secret);
    }
    /**
     * Masks another secret from now on, including in bytes that are held back. A known or blank secret, or one shorter than
     * four bytes, changes nothing.
     */
    learn(secret) {
        this.#index.learn(secret);
    }
    /** Bytes held back. */
    get heldBytes() {
        return this.#kept.length - this.#emitted;
    }
    /** Accepts a chunk and returns the output that is certain. That may be the chunk itself, not a copy. */
    write(chunk) {
        if (chunk.length > 0) {
            this.#kept = this.#kept.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#kept, chunk]);
        }
        return this.#emit(this.#find(), () => true);
    }
    /**
     * Call this when no chunk has arrived for a while, so that a prompt which ends like the beginning of a secret is shown.
     * It releases at most a quarter of a possible encoding, because the pause may be in the middle of a secret. The rest
     * stays held back, however long the pause, and is masked if it turns out to be a secret.
     */
    idle() {
        const shown = (start) => this.#kept.length - start;
        return this.#emit(this.#find(), ({ start, length }) => shown(start) > length * PART_SHOWN_WHEN_IDLE);
    }
    /** Returns the rest, including an incomplete secret. The next chunk begins a new stream. */
    end() {
        const rest = this.#emit(this.#find(), () => false);
        this.#kept = NOTHING;
        this.#emitted = 0;
        this.#endedInMask = false;
        return rest;
    }
    #find() {
        return this.#index.find(this.#kept);
    }
    #emit({ spans, candidates }, blocks) {
        let end = this.#kept.length;
        for (const candidate of candidates) {
            if (blocks(candidate))
                end = Math.min(end, Math.max(decidedEnd(spans, candidate), this.#emitted));
        }
        const output = this.#render(spans, end);
        this.#keepFrom(Math.min(end, candidates[0]?.start ?? end), end);
        return output;
    }
    /** The bytes from the last emitted one up to `end`. */
    #render(spans, end) {
        const parts = [];
        let at = this.#emitted;
        for (const span of spans) {
            if (span.end <= at)
                continue;
            if (span.start >= end)
                break;
            if (span.start > at)
                parts.push(this.#kept.subarray(at, span.start));
            if (span.start >= at || !this.#endedInMask)
                parts.push(MASK);
            at = span.end;
            this.#endedInMask = true;
        }
        if (at < end) {
            parts.push(this.#kept.subarray(at, end));
            this.#endedInMask = false;
        }
        return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    }
    #keepFrom(start, emitted) {
        // A copy, because a view would keep the whole chunk alive, and its owner may reuse it.
        this.#kept = start === this.#kept.length ? NOTHING : Buffer.from(this.#kept.subarray(start));
        this.#emitted = emitted - start;
    }
}
function asBuffer(chunk) {
    return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
/**
 * The position up to which the output does not depend on whether the candidate becomes an occurrence: the end of the span
 * that it begins in. It is not the end of an adjacent next span, because an occurrence across both would turn two masks
 * into one.
 */
function decidedEnd(spans, { start }) {
    const span = spans.find((span) => span.start <= start && start < span.end);
    return span?.end ?? start;
}


/***/ }),

/***/ 5100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ patternsOf),
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   S4: () => (/* binding */ pieceStarts),
/* harmony export */   Vt: () => (/* binding */ UNBROKEN),
/* harmony export */   YW: () => (/* binding */ match)
/* harmony export */ });
/* harmony import */ var _byte_form_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5521);
/* harmony import */ var _encodings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(465);


/**
 * A line break may come only after this many bytes of a pattern. The search needs that, and otherwise a line that happens
 * to end like the beginning of a secret's base64 would be held back with its line break.
 */
const UNBROKEN = 8;
/** The shortest rest of an encoding, in bytes, that is searched for if its beginning is at the end of the line before. */
const SHORTEST_REST = 8;
/** All patterns of a secret, with duplicates. None if it is too short to be masked. */
function patternsOf(secret) {
    return (0,_encodings_js__WEBPACK_IMPORTED_MODULE_0__/* .describeEncodings */ .Ee)(secret).flatMap((encoding) => {
        const bytes = Buffer.from(encoding.text);
        const mayBreak = encoding.lines !== undefined;
        const starts = [0, ...breaksNearTheStart(encoding, bytes.length)];
        const whole = starts.map((start) => ({ bytes, start, end: bytes.length, mayBreak }));
        return [...whole, ...pieces(encoding, bytes)];
    });
}
/** Pieces of an encoding, for lines that are separated by something unknown, such as a time or a container's name. */
function pieces(encoding, bytes) {
    const { piece } = encoding.lines ?? {};
    if (piece === undefined)
        return [];
    const starts = pieceStarts(encoding, bytes.length, piece, piece / 2);
    return starts.map((start) => ({ bytes, start, end: start + piece, mayBreak: false }));
}
/**
 * Where the pieces of an encoding that is broken into lines begin: a line ends after a multiple of so many characters,
 * and so does each piece, but for the last.
 */
function pieceStarts({ lines }, length, piece, step) {
    if (lines === undefined || length < piece)
        return [];
    const first = (lines.unit - (lines.phase % lines.unit)) % lines.unit;
    const count = Math.max(0, Math.floor((length - piece - first) / step) + 1);
    return [...new Set([...Array.from({ length: count }, (_, index) => first + index * step), length - piece])];
}
/**
 * Where a line may end within the first, unbroken bytes: a line of base64 has a multiple of four characters, so there are
 * one or two such positions. A separate pattern finds the rest of the encoding on the next line, and at most the six
 * characters before it remain.
 */
function breaksNearTheStart({ lines }, length) {
    if (lines === undefined)
        return [];
    const starts = [1, 2, 3, 4, 5, 6, 7].filter((start) => (lines.phase + start) % lines.unit === 0);
    return starts.filter((start) => start < UNBROKEN && length - start >= SHORTEST_REST);
}
/** Whether two patterns find the same. */
function isSame(one, other) {
    if (one.mayBreak !== other.mayBreak || one.end - one.start !== other.end - other.start)
        return false;
    const offset = other.start - one.start;
    for (let at = one.end - 1; at >= one.start; at--) {
        if (one.bytes[at] !== other.bytes[at + offset])
            return false;
    }
    return true;
}
/** Where the pattern that begins at `from` ends in `data`, or `ABSENT` or `CUT_OFF`. */
function match({ bytes, start, end, mayBreak }, data, from) {
    let at = from;
    for (let position = start; position < end; position++) {
        if (mayBreak && position >= start + UNBROKEN)
            at = skipBreak(data, at);
        if (at >= data.length)
            return _byte_form_js__WEBPACK_IMPORTED_MODULE_1__/* .CUT_OFF */ .Vk;
        if (data[at] !== bytes[position])
            return _byte_form_js__WEBPACK_IMPORTED_MODULE_1__/* .ABSENT */ .sj;
        at += 1;
    }
    return at;
}
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
/** In bytes. Limited, because all of it is held back. YAML or mail is never indented this deeply. */
const DEEPEST_INDENTATION = 64;
/** The position after the line break at `start` and its indentation; `start` when there is none. */
function skipBreak(data, start) {
    let at = data[start] === CARRIAGE_RETURN ? start + 1 : start;
    if (at >= data.length)
        return at;
    if (data[at] !== LINE_FEED)
        return start;
    at += 1;
    const deepest = at + DEEPEST_INDENTATION;
    while (at < deepest && (data[at] === SPACE || data[at] === TAB))
        at += 1;
    return at;
}


/***/ }),

/***/ 1624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ SecretIndex)
});

// EXTERNAL MODULE: ./src/masking/encodings.js + 1 modules
var encodings = __webpack_require__(465);
// EXTERNAL MODULE: ./src/masking/pattern.js
var masking_pattern = __webpack_require__(5100);
// EXTERNAL MODULE: ./src/masking/byte-form.js
var byte_form = __webpack_require__(5521);
;// CONCATENATED MODULE: ./src/masking/known-bytes.js
/** Which bytes stand in a row in any of the secrets: all that a dump's window needs, however many secrets there are. */
class KnownBytes {
    #bytes = new Uint8Array(1 << 8);
    #pairs = new Uint8Array(1 << 16);
    #quads = new Set();
    /** Four spaces reveal nothing, so they are left out. */
    add(bytes) {
        let row = 0;
        let blanks = 0;
        for (let at = 0; at < bytes.length; at++) {
            const byte = bytes[at];
            row = append(row, byte);
            blanks = isBlank(byte) ? blanks + 1 : 0;
            this.#bytes[byte] = 1;
            if (at >= 1)
                this.#pairs[row >>> 16] = 1;
            if (at >= 3 && blanks < 4)
                this.#quads.add(row);
        }
    }
    /** Whether these may be in a secret, as far as the last four tell: asked after each byte. */
    has(row, count) {
        if (count === 1)
            return this.#bytes[row >>> 24] === 1;
        if (count < 4)
            return this.#pairs[row >>> 16] === 1;
        return this.#quads.has(row);
    }
    /** Whether any byte is written like that at first; of a word the last byte, which comes first. */
    hasBeginning({ write, width }, beginning) {
        return this.#bytes.some((isKnown, byte) => {
            if (isKnown === 0)
                return false;
            const texts = width === 1 ? write(byte, 0) : write(0, byte);
            return texts.some((text) => text.startsWith(beginning));
        });
    }
}
/** The last four bytes of a row, the last one on top. */
function append(row, byte) {
    return (row >>> 8) | (byte << 24);
}
function isBlank(byte) {
    return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

;// CONCATENATED MODULE: ./src/masking/dump.js


/** How many consecutive bytes of a secret are masked. Fewer occur in any dump by chance. */
const WINDOW_BYTES = 4;
/**
 * How many bytes after a window are searched for the row's text. The longest row of xxd, 256 bytes, is longer and shows
 * less.
 */
const TEXT_REACH = 256;
const LIST_GAPS = [':', '-', ',', ', ', ' 0x', ',0x', ', 0x', '\\x'];
const JSON_GAPS = [',', ', ', ...[2, 4, 6, 8].map((blanks) => `,\n${' '.repeat(blanks)}`)];
const DUMPS = [
    // xxd, hexdump -C, od -tx1, Node's <Buffer …>, which write two bytes as one or not; blanks as any of them has.
    {
        form: byte_form/* HEX_BYTE */.$B,
        gaps: ['  ', ' ', ''],
        rows: [['  '], [' '], ['', ' '], [' ', ''], ['', '  '], ['  ', '']],
        hasText: true,
    },
    // openssl, .NET, C and xxd -i, Python's bytes.
    ...LIST_GAPS.map((gap) => dumpWith(byte_form/* HEX_BYTE */.$B, gap)),
    // hexdump and od -x; hexdump -x.
    ...[' ', '    '].map((gap) => dumpWith(byte_form/* HEX_WORD */.DI, gap)),
    // od -b, and C; od.
    ...[' ', '\\'].map((gap) => dumpWith(byte_form/* OCTAL_BYTE */.nQ, gap)),
    dumpWith(byte_form/* OCTAL_WORD */.ZC, ' '),
    // JSON on one line and on many, and Python.
    ...JSON_GAPS.map((gap) => dumpWith(byte_form/* DECIMAL_BYTE */.fo, gap)),
    // od -tu1; od -c and hexdump -c.
    ...[byte_form/* DECIMAL_CELL */.FM, byte_form/* CHARACTER_CELL */.Xr].map((form) => dumpWith(form, '')),
];
function dumpWith(form, gap) {
    return { form, gaps: [gap], rows: [[gap]] };
}
/** By how many characters gaps of one dump differ. */
function gapSpread({ gaps }) {
    const lengths = gaps.map((gap) => gap.length);
    return Math.max(...lengths) - Math.min(...lengths);
}
/** The end of a window that begins at `start`, or `ABSENT` or `CUT_OFF`. */
function matchWindow({ form, gaps }, data, start, known) {
    let row = 0;
    let count = 0;
    let joined = 0;
    for (let at = start;;) {
        const end = form.read(data, at);
        if (end < 0)
            return end;
        const value = form.value(data, at, end);
        for (let byte = 0; byte < form.width; byte++) {
            row = append(row, (value >>> (8 * byte)) & 0xff);
            count += 1;
            if (!known.has(row, count))
                return byte_form/* ABSENT */.sj;
        }
        if (count >= WINDOW_BYTES)
            return mixesCases(data, start, end) ? byte_form/* ABSENT */.sj : end;
        at = skipGap(gaps, data, end);
        if (at < 0)
            return at;
        joined = at === end ? joined + 1 : 0;
        if (joined > mostJoined(gaps))
            return byte_form/* ABSENT */.sj;
    }
}
/** Digits are in upper or in lower case; the x of `0x` is neither. */
function mixesCases(data, start, end) {
    let cases = 0;
    for (let at = start; at < end; at++) {
        const code = data[at];
        if (byte_form/* DIGITS */.x5[code] >= 10 && byte_form/* DIGITS */.x5[code] < 16)
            cases |= code & 0x20 ? 1 : 2;
    }
    return cases === 3;
}
/** Gaps in a row that may be empty: xxd writes two bytes as one. What has no gaps at all, such as a digest, is no dump. */
function mostJoined(gaps) {
    return gaps.length > 1 ? 1 : WINDOW_BYTES;
}
/** By the character after a byte, those of the dumps that may go on with it. They have one form. */
function dumpsByFollower(dumps) {
    const found = Array.from({ length: 256 }, () => []);
    for (const dump of dumps)
        for (const code of followers(dump))
            found[code]?.push(dump);
    return found;
}
function followers({ form, gaps }) {
    const next = gaps.includes('') ? Array.from({ length: 256 }, (_, byte) => form.write(byte, byte)) : [];
    const texts = [...next.flat(), ...gaps.filter((gap) => gap !== '')];
    return new Set(texts.map((text) => text.charCodeAt(0)));
}
function skipGap(gaps, data, at) {
    for (const gap of gaps) {
        const length = commonLength(gap, data, at);
        if (length === gap.length)
            return at + length;
        if (at + length === data.length)
            return byte_form/* CUT_OFF */.Vk;
    }
    return byte_form/* ABSENT */.sj;
}
function commonLength(text, data, at) {
    let length = 0;
    while (length < text.length && data[at + length] === text.charCodeAt(length))
        length += 1;
    return length;
}
/** The bytes of a window as the text of the row shows them; their form is of one byte each. */
function windowText({ form, gaps }, data, start, end) {
    const bytes = [];
    for (let at = start; at < end;) {
        const next = form.read(data, at);
        bytes.push(form.value(data, at, next));
        at = next === end ? end : skipGap(gaps, data, next);
    }
    return Buffer.from(bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
}
/** Each byte or word of these as a form writes it, in lower case. */
function writeUnits({ write, width }, bytes) {
    const units = [];
    for (let at = 0; at < bytes.length; at += width) {
        units.push(write(bytes[at], bytes[at + 1] ?? 0)[0]);
    }
    return units;
}

;// CONCATENATED MODULE: ./src/masking/gram-filter.js

/** The length of a gram in bytes, unless a pattern is shorter. Four hex digits in a row occur in many logs by chance. */
const GRAM_BYTES = 5;
/** Bits of the filter: 128 KB, which stay in the processor's nearer caches. It has room for a session's secrets. */
const SMALLEST = 20;
const LARGEST = 23;
/** Bits for each gram, so that little passes that is not in it. */
const BITS_PER_GRAM = 24;
const KINDS = 18;
/** Folds upper and lower case, because hex digits occur in both and are added once. */
const FOLD = 0xdfdfdfdf | 0;
const FOLD_ONE = 0xdf;
/**
 * A set of sequences of five bytes, each with the kinds of text that it may belong to. It sometimes reports a sequence that
 * was not added, and never misses one that was.
 */
class GramFilter {
    #shift = 32 - SMALLEST;
    #bits = new Int32Array(1 << (SMALLEST - 5));
    /** It may be larger than the bits, because it is read only after them. */
    #kinds = new Uint8Array(1 << KINDS);
    #size = 0;
    /** The mask for the fifth byte: zero if grams have four bytes. */
    #fifth = FOLD_ONE;
    /** Whether so many grams were added that it reports too much. It must then be filled again. */
    get isFull() {
        return this.#size * BITS_PER_GRAM > this.#bits.length * 32 && this.#shift > 32 - LARGEST;
    }
    /** Empties it, with room for twice as much. */
    enlarge() {
        this.#shift -= 1;
        this.#bits = new Int32Array(this.#bits.length * 2);
        this.#size = 0;
    }
    /** Empties it. Grams then have four bytes, for patterns that are no longer. */
    shorten() {
        this.#fifth = 0;
        this.#bits.fill(0);
        this.#kinds.fill(0);
        this.#size = 0;
    }
    /**
     * Adds the gram at each position from `from` up to, not including, `to`.
     *
     * @param kind one bit of eight
     */
    add(bytes, from, to, kind) {
        const bits = this.#bits;
        const kinds = this.#kinds;
        const shift = this.#shift;
        for (let at = from; at < to; at++) {
            const gram = join((0,byte_form/* gramAt */.Xq)(bytes, at), bytes[at + 4] & this.#fifth);
            const entry = bitOf(gram, shift);
            const mask = 1 << (entry & 31);
            const word = bits[entry >>> 5];
            if ((word & mask) === 0)
                this.#size += 1;
            bits[entry >>> 5] = word | mask;
            const place = kindsOf(gram);
            kinds[place] = kinds[place] | kind;
        }
    }
    /**
     * The first position from `start`, in strides, whose gram is in the set, or one beyond the last position with five bytes.
     * For a log without secrets, this loop is nearly all that the masker does, so it uses a view, which reads four bytes at a
     * time.
     */
    next(view, data, start, stride) {
        const bits = this.#bits;
        const kinds = this.#kinds;
        const shift = this.#shift;
        const fifth = this.#fifth;
        const lastGram = data.length - GRAM_BYTES;
        let at = start;
        while (at <= lastGram) {
            const gram = join(view.getInt32(at, true), data[at + 4] & fifth);
            const entry = bitOf(gram, shift);
            if (((bits[entry >>> 5] >>> (entry & 31)) & 1) !== 0 && kinds[kindsOf(gram)] !== 0)
                break;
            at += stride;
        }
        return at;
    }
    /** The kinds of the gram at a position that {@link next} has found. */
    kindsAt(data, at) {
        return this.#kinds[kindsOf(join((0,byte_form/* gramAt */.Xq)(data, at), data[at + 4] & this.#fifth))];
    }
}
/** Five bytes, hashed into four. */
function join(four, fifth) {
    return (four & FOLD) ^ Math.imul(fifth, 0x85ebca6b);
}
/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function bitOf(gram, shift) {
    return Math.imul(gram, 0x9e3779b1) >>> shift;
}
/** By another odd number, so that what collides there does not here. */
function kindsOf(gram) {
    return Math.imul(gram ^ (gram >>> 15), 0x85ebca6b) >>> (32 - KINDS);
}

;// CONCATENATED MODULE: ./src/masking/pattern-index.js





/** The length of the shortest possible pattern, in bytes. */
const SHORTEST_PATTERN = 4;
/** The bits of the hash of a pattern's first four bytes. There are more values than lists, so false matches are rare. */
const HASH_BITS = 16;
const LIST_BITS = 13;
/** Bytes of a dump's window that are held back at most before the pause ends: of the shortest, some. */
const WINDOW_LENGTH = 11;
/** Folds upper and lower case. */
const pattern_index_FOLD_ONE = 0xdf;
const FOLD_TWO = 0xdfdf;
/** The filter's bit for a gram of a pattern; the forms of bytes in dumps have others. */
const PATTERN = 1;
const ANY_FORM = 0xff - PATTERN;
let kinds;
/** Created on first use, because many programs that load this mask nothing. */
function dumpKinds() {
    kinds ??= [...new Set(DUMPS.map(({ form }) => form))].map((form, index) => {
        const dumps = DUMPS.filter((dump) => dump.form === form);
        return { form, bit: 2 << index, dumps, byFollower: dumpsByFollower(dumps) };
    });
    return kinds;
}
/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). It looks only at
 * every fourth position: whether its five bytes occur at one of the first four offsets of any pattern. If so, it compares
 * the positions just before. Unlike an Aho-Corasick automaton, it needs only the patterns' own bytes and a filter, so a job
 * can learn new secrets for days.
 *
 * Rows of a dump can begin anywhere in a secret, so there are no patterns for them. Where the filter reports a possible
 * row, it is decoded, and its bytes are looked up.
 */
class PatternIndex {
    /** Bytes of the shortest pattern, of those that no line break can part: a gram at each stride has to lie in them. */
    #shortest = masking_pattern/* UNBROKEN */.Vt;
    #filter = new GramFilter();
    #dumped = [];
    /** By the hash of their first four bytes. */
    #patterns = new Array(1 << LIST_BITS);
    /** Whether a list has entries. This check is cheaper, and lists are nearly always empty. */
    #hasStart = new Uint8Array(1 << HASH_BITS);
    /** For finding patterns that exist already. */
    #byEnd = new Array(1 << LIST_BITS);
    /** By their first one, two and three bytes, the length of the shortest: for the data's last bytes, too few for a hash. */
    #shortestByStart = new Map();
    #known = new KnownBytes();
    #kinds = dumpKinds();
    /** By the first two characters of a window, small or capital letters, the bits of the forms that may begin with them. */
    #formsByStart = new Uint8Array(1 << 16);
    /** The same by the first alone, for the data's last byte. */
    #formsByFirst = new Uint8Array(1 << 8);
    /** By form, whether a text is the beginning of what a byte of a secret is written as; found out once each. */
    #beginnings = [];
    /** @param pattern a pattern of at least four bytes. An existing one changes nothing. */
    add(pattern) {
        const { bytes, start, end } = pattern;
        // Keys of one kind begin alike and end differently.
        const ending = listOf(hashAt(bytes, end - SHORTEST_PATTERN));
        for (let known = this.#byEnd[ending]; known !== undefined; known = known.next) {
            if ((0,masking_pattern/* isSame */.Ft)(pattern, known.pattern))
                return;
        }
        this.#byEnd[ending] = { pattern, next: this.#byEnd[ending] };
        const hash = hashAt(bytes, start);
        const place = listOf(hash);
        this.#patterns[place] = { pattern, next: this.#patterns[place] };
        this.#hasStart[hash] = 1;
        for (let length = 1; length < SHORTEST_PATTERN; length++) {
            const beginning = joinBytes(bytes, start, start + length);
            const shortest = this.#shortestByStart.get(beginning);
            if (shortest === undefined || shortest > end - start)
                this.#shortestByStart.set(beginning, end - start);
        }
        this.#allow(end - start);
        this.#note(pattern);
        if (this.#filter.isFull)
            this.#enlarge();
    }
    /** Also finds at least four consecutive bytes of these in dumps. */
    addDumps(bytes) {
        this.#known.add(bytes);
        this.#dumped.push(bytes);
        this.#noteDumps(bytes);
        this.#beginnings = this.#kinds.map(() => new Map());
        if (this.#filter.isFull)
            this.#enlarge();
    }
    get #stride() {
        return Math.max(1, this.#shortest - GRAM_BYTES + 1);
    }
    /** Makes the stride small enough to find patterns of this length. */
    #allow(length) {
        const before = this.#shortest;
        this.#shortest = Math.min(before, length);
        if (before >= GRAM_BYTES && this.#shortest < GRAM_BYTES) {
            this.#filter.shorten();
            this.#noteAll();
        }
    }
    #note({ bytes, start }) {
        this.#filter.add(bytes, start, start + this.#stride, PATTERN);
    }
    #noteDumps(bytes) {
        for (const kind of this.#kinds) {
            const { form, dumps } = kind;
            const places = form.width === 1 ? [bytes] : [bytes, bytes.subarray(1)];
            for (const units of places.map((place) => writeUnits(form, place))) {
                for (const dump of dumps)
                    this.#noteRows(units, dump, kind);
            }
        }
    }
    #noteRows(units, dump, kind) {
        const spread = gapSpread(dump);
        for (const gaps of dump.rows)
            this.#noteRow(units, gaps, spread, kind);
    }
    /**
     * The grams that a window may be recognized by, at each unit that one may begin with.
     *
     * @param spread how many characters nearer a gram may be to the window's start, after a gap that is shorter than here
     */
    #noteRow(units, gaps, spread, { form, bit }) {
        const starts = [];
        let text = '';
        for (let index = 0; index < units.length; index++) {
            starts.push(text.length);
            text += units[index] + gaps[index % gaps.length];
        }
        const row = Buffer.from(text, 'latin1');
        const last = WINDOW_BYTES / form.width - 1;
        let noted = 0;
        for (let index = 0; index + last < units.length; index++) {
            const start = starts[index];
            this.#allow(starts[index + last] + units[index + last].length - start);
            const characters = startAt(row, start);
            this.#formsByStart[characters] = this.#formsByStart[characters] | bit;
            const first = characters & 0xff;
            this.#formsByFirst[first] = this.#formsByFirst[first] | bit;
            const end = start + this.#stride + spread;
            this.#filter.add(row, Math.max(start, noted), end, bit);
            noted = end;
        }
    }
    #enlarge() {
        this.#filter.enlarge();
        this.#noteAll();
    }
    #noteAll() {
        for (let known of this.#patterns) {
            for (; known !== undefined; known = known.next)
                this.#note(known.pattern);
        }
        for (const bytes of this.#dumped)
            this.#noteDumps(bytes);
    }
    /** All occurrences in the data, and what may become one when more data comes. */
    find(data) {
        const findings = { spans: [], candidates: [] };
        const view = new DataView(data.buffer, data.byteOffset, data.length);
        const lastGram = data.length - GRAM_BYTES;
        const stride = this.#stride;
        let at = this.#filter.next(view, data, stride - 1, stride);
        while (at <= lastGram) {
            this.#compareBefore(data, at, this.#filter.kindsAt(data, at), findings);
            at = this.#filter.next(view, data, at + stride, stride);
        }
        // The filter does not show what begins in the last stride, or ends beyond the data.
        for (let start = at - stride + 1; start < data.length; start++) {
            this.#compareAt(data, start, PATTERN | ANY_FORM, findings);
        }
        return { ...findings, spans: inOrder(findings.spans) };
    }
    /** What begins at a position with a gram of these kinds, or up to a stride before it. */
    #compareBefore(data, position, kinds, findings) {
        for (let start = position - this.#stride + 1; start <= position; start++) {
            this.#compareAt(data, start, kinds, findings);
        }
    }
    #compareAt(data, start, bits, findings) {
        if ((bits & PATTERN) !== 0)
            this.#comparePatterns(data, start, findings);
        const isLast = start + 1 === data.length;
        const forms = isLast
            ? this.#formsByFirst[data[start] & pattern_index_FOLD_ONE]
            : this.#formsByStart[startAt(data, start)];
        const mayBegin = bits & forms;
        if (mayBegin !== 0)
            this.#readDumps(data, start, mayBegin, findings);
    }
    #comparePatterns(data, start, { spans, candidates }) {
        if (start > data.length - SHORTEST_PATTERN) {
            const length = this.#shortestByStart.get(joinBytes(data, start, data.length));
            if (length !== undefined)
                candidates.push({ start, length });
            return;
        }
        const hash = hashAt(data, start);
        if (this.#hasStart[hash] === 0)
            return;
        let known = this.#patterns[listOf(hash)];
        let longest = start;
        for (; known !== undefined; known = known.next) {
            const { pattern } = known;
            const end = (0,masking_pattern/* match */.YW)(pattern, data, start);
            if (end === byte_form/* CUT_OFF */.Vk)
                candidates.push({ start, length: pattern.end - pattern.start });
            else if (end !== byte_form/* ABSENT */.sj)
                longest = Math.max(longest, end);
        }
        if (longest > start)
            spans.push({ start, end: longest });
    }
    #readDumps(data, start, bits, findings) {
        for (let index = 0; index < this.#kinds.length; index += 1) {
            const { form, bit, dumps, byFollower } = this.#kinds[index];
            if ((bits & bit) === 0)
                continue;
            const end = form.read(data, start);
            if (end === byte_form/* ABSENT */.sj || (end === byte_form/* CUT_OFF */.Vk && !this.#mayBegin(index, data, start)))
                continue;
            const isCutOff = end < 0 || end >= data.length;
            const possible = isCutOff ? dumps : byFollower[data[end]];
            for (const dump of possible)
                this.#readDump(dump, data, start, findings);
        }
    }
    #mayBegin(index, data, start) {
        const { form } = this.#kinds[index];
        const end = form.width === 1 ? data.length : start + 1;
        const answers = this.#beginnings[index];
        const beginning = joinBytes(data, start, end);
        const known = answers.get(beginning);
        if (known !== undefined)
            return known;
        const isKnown = this.#known.hasBeginning(form, String.fromCharCode(...data.subarray(start, end)));
        answers.set(beginning, isKnown);
        return isKnown;
    }
    #readDump(dump, data, start, { spans, candidates }) {
        const end = matchWindow(dump, data, start, this.#known);
        if (end === byte_form/* CUT_OFF */.Vk)
            candidates.push({ start, length: WINDOW_LENGTH });
        if (end < 0)
            return;
        spans.push({ start, end });
        if (dump.hasText)
            findText(dump, data, { start, end }, { spans, candidates });
    }
}
/** Finds the bytes of a window again as text, in the rest of its row. */
function findText(dump, data, window, { spans, candidates }) {
    const text = windowText(dump, data, window.start, window.end);
    const rest = Buffer.from(data.buffer, data.byteOffset + window.end, data.length - window.end).subarray(0, TEXT_REACH);
    const newline = rest.indexOf(0x0a);
    if (newline < 0 && rest.length < TEXT_REACH)
        candidates.push({ start: window.start, length: Infinity });
    const row = newline < 0 ? rest : rest.subarray(0, newline);
    for (let at = row.indexOf(text); at >= 0; at = row.indexOf(text, at + 1)) {
        spans.push({ start: window.end + at, end: window.end + at + text.length });
    }
}
/** Up to six bytes as one number, which also encodes how many they are. */
function joinBytes(bytes, from, to) {
    let joined = 1;
    for (let at = from; at < to; at++)
        joined = joined * 256 + bytes[at];
    return joined;
}
function hashAt(bytes, at) {
    return Math.imul((0,byte_form/* gramAt */.Xq)(bytes, at), 0x9e3779b1) >>> (32 - HASH_BITS);
}
function listOf(hash) {
    return hash >>> (HASH_BITS - LIST_BITS);
}
function startAt(bytes, at) {
    return (bytes[at] | (bytes[at + 1] << 8)) & FOLD_TWO;
}
/** The occurrences in order, those that overlap as one. */
function inOrder(occurrences) {
    const spans = [];
    for (const span of occurrences.sort((one, other) => one.start - other.start)) {
        const last = spans.at(-1);
        if (last !== undefined && span.start < last.end)
            last.end = Math.max(last.end, span.end);
        else
            spans.push(span);
    }
    return spans;
}

;// CONCATENATED MODULE: ./src/masking/secret-index.js



/** The secrets that one or several maskers search for. */
class SecretIndex {
    #secrets = new Set();
    #patterns;
    #waiting = [];
    /** Adds a secret. A known or blank secret, or one shorter than four bytes, changes nothing. */
    learn(secret) {
        if (!(0,encodings/* isMaskable */.h_)(secret) || this.#secrets.has(secret))
            return;
        this.#secrets.add(secret);
        this.#waiting.push(secret);
    }
    /** See {@link PatternIndex.find}. */
    find(data) {
        if (data.length === 0)
            return { spans: [], candidates: [] };
        this.#patterns ??= new PatternIndex();
        // Added only when there is something to search: each takes milliseconds, and a program may write nothing.
        for (const secret of this.#waiting)
            addSecret(this.#patterns, secret);
        this.#waiting = [];
        return this.#patterns.find(data);
    }
}
function addSecret(patterns, secret) {
    for (const pattern of (0,masking_pattern/* patternsOf */.D4)(secret))
        patterns.add(pattern);
    patterns.addDumps(Buffer.from(secret));
}


/***/ }),

/***/ 4208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ expandHome)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);




/** The home folder, alone or at the beginning of a path. */
const OF_HOME = node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '\\' ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/;
/**
 * A path as a user wrote it, with the home folder in the place of `~`: a shell puts it in for a word of its own, and not in
 * `--directory=~/x`, in a variable's value or in an action's input. A folder that has this name is `./~`.
 *
 * @param input the input that the path is of
 * @throws InputError when there is no home folder
 */
function expandHome(input, path) {
    if (!OF_HOME.test(path))
        return path;
    const home = homeOrNothing();
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(home)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(input, `has '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}', but there is no home folder: set HOME, or use an absolute path.`);
    }
    const rest = path.slice(1);
    return rest === '' ? home : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, rest);
}
/** The system has none for a user without an entry, as in many containers. */
function homeOrNothing() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)();
    }
    catch {
        return '';
    }
}


/***/ })

};
;