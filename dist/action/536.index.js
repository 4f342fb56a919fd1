"use strict";
exports.id = 536;
exports.ids = [536];
exports.modules = {

/***/ 6715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ commands),
  c: () => (/* binding */ environment)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
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
    issueCommand('add-mask', {}, secret);
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
// EXTERNAL MODULE: ./src/masking/workflow-command.js
var workflow_command = __webpack_require__(321);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./action/commands.js





/** The step's environment. From here on, other processes cannot read its secrets from this process. */
const environment = (0,initial_environment/* takeEnvironment */.x)(process);
/**
 * `@actions/core`, plus what it cannot do: read an input that was removed from the environment of the process, register a
 * mask that all relatives of GitHub's runner understand, and print text from outside without the runner taking it for a
 * command.
 */
const commands = {
    getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    getState: getState,
    setSecret: (mask) => void process.stdout.write(`::add-mask::${(0,workflow_command/* escapeMask */.y3)(mask)}${external_node_os_.EOL}`),
    exportVariable: exportVariable,
    setOutput: setOutput,
    saveState: saveState,
    startGroup: (name) => startGroup((0,printable/* printable */.g$)(name)),
    endGroup: endGroup,
    info: (message) => info((0,printable/* printableLines */.fk)(message)),
    warning: (message, properties) => warning((0,printable/* printableLines */.fk)(String(message)), properties),
    error: (message, properties) => error((0,printable/* printableLines */.fk)(String(message)), properties),
};


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

/***/ 2289:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ explainMissing),
/* harmony export */   Ko: () => (/* binding */ readInputs),
/* harmony export */   j_: () => (/* binding */ readEvent),
/* harmony export */   qr: () => (/* binding */ emptyBecause)
/* harmony export */ });
/* harmony import */ var _src_credentials_session_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6232);
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _src_input_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _shell_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8876);




/**
 * Checks the inputs that are not about the session itself.
 *
 * @throws InputError when an input is invalid, or two contradict each other
 */
async function readInputs(texts, platform) {
    const { run, refresh, shell, ...values } = await readSession(texts);
    const mode = run !== '' ? 'run' : refresh ? 'refresh' : 'session';
    const inputs = { ...values, mode, script: run, shell: (0,_shell_js__WEBPACK_IMPORTED_MODULE_0__/* .parseShell */ .a)(shell, platform) };
    checkTogether(inputs, shell);
    return inputs;
}
/** A message must not repeat a secret that was entered in the wrong place. */
async function readSession(texts) {
    try {
        return (0,_src_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readValues */ .N$)('session', texts);
    }
    catch (error) {
        if (!(error instanceof _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz))
            throw error;
        // Loaded on demand, because the masker is not needed otherwise.
        const { redact } = await Promise.all(/* import() */[__webpack_require__.e(143), __webpack_require__.e(677)]).then(__webpack_require__.bind(__webpack_require__, 6677));
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(error.inputs, redact(error.sentence, [texts.serviceSecretKey].filter(Boolean)));
    }
}
function checkTogether({ mode, outputCredentials, workingDirectory }, shell) {
    if (mode !== 'run' && shell !== '')
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('shell', 'can only be used with run.');
    if (mode !== 'run' && workingDirectory !== '') {
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('working-directory', 'can only be used with run.');
    }
    if (mode === 'run' && outputCredentials) {
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('output-credentials', 'cannot be true with run, which exports nothing to later steps.');
    }
    if (mode === 'refresh' && outputCredentials) {
        throw new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('output-credentials', 'cannot be true with refresh: outputs cannot change, so the credentials in them would expire.');
    }
}
/**
 * Explains an empty service credential, and names what else is empty. GitHub passes neither secrets nor identity tokens to
 * workflows started by a pull request from a fork.
 */
function explainMissing(inputs, environment, event) {
    const isKeyless = inputs.serviceAccessKey + inputs.serviceSecretKey === '';
    return new _src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .EmptyInputs */ .pV((0,_src_credentials_session_request_js__WEBPACK_IMPORTED_MODULE_3__/* .emptyOfCredential */ .KD)(inputs), emptyBecause(environment, event, isKeyless));
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
    return `: name a secret (for role-arn and bucket, a variable) that exists in this repository, its organization or the environment of the job (a misspelled name is empty too)${token}.`;
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

/***/ 6011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ maskSecrets)
/* harmony export */ });
/* harmony import */ var _src_masking_line_masks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6538);

/**
 * Registers masks with the runner, in every usual encoding: a runner masks some encodings by itself, but not hex or
 * base64url, and act masks none.
 */
function maskSecrets(commands, secrets) {
    for (const mask of (0,_src_masking_line_masks_js__WEBPACK_IMPORTED_MODULE_0__/* .masksOf */ .J)(secrets))
        commands.setSecret(mask);
}


/***/ }),

/***/ 8537:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ flushOutput)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

/** How long the output of a failed step may stay unread in a terminal, in milliseconds. */
const UNREAD_MS = 300;
/**
 * Waits until all output has been written, or nobody reads it any more. On a host without containers, act and Gitea's runner
 * give steps a terminal, and stop reading it as soon as a step has failed: without a moment for that, its error can be lost.
 */
async function flushOutput() {
    const outputs = [process.stdout, process.stderr];
    await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
    if (process.exitCode !== 0 && process.stdout.isTTY)
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(UNREAD_MS);
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
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2289);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6011);









/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
async function prepareStep(workflow) {
    const texts = (0,_src_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .readTexts */ .Z7)('github', 'session', workflow.commands.getInput);
    const inputs = await (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .Ko)(texts, workflow.platform);
    const readKeyless = isKeyless(texts) ? (await Promise.all(/* import() */[__webpack_require__.e(112), __webpack_require__.e(155)]).then(__webpack_require__.bind(__webpack_require__, 2536))).readKeyless : undefined;
    return { inputs, ...prepareCredential(workflow, texts, inputs.mode !== 'session', readKeyless) };
}
/**
 * Checks the source and the request. Their secrets are masked first of all.
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
/** Reads the event's payload, which the runner leaves in a file. */
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
        arguments: ['/D', '/E:ON', '/V:OFF', '/S', '/C', '"CALL "{0}""'],
        extension: '.cmd',
        verbatim: true,
        // As the runner does: with other line ends, cmd does not find every label.
        wrap: (script) => `@echo off\r\n${script.replaceAll(/\r?\n/g, '\r\n')}\r\n`,
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
    // Each workflow counts its own runs.
    number: (environment) => ({
        counter: [environment.GITHUB_SERVER_URL, workflowOf(environment)],
        run: environment.GITHUB_RUN_NUMBER,
        attempt: environment.GITHUB_RUN_ATTEMPT,
    }),
    sessionName: (environment) => {
        const run = `${environment.GITHUB_RUN_ID ?? '0'}-${environment.GITHUB_RUN_ATTEMPT ?? '1'}`;
        const job = (environment.GITHUB_JOB ?? 'job').slice(0, 20);
        return (0,_system_js__WEBPACK_IMPORTED_MODULE_0__/* .nameSession */ .Kx)(environment.GITHUB_REPOSITORY ?? 'github', `${run}-${job}`);
    },
    // Both are there with `permissions: id-token: write` alone, or on Forgejo with `enable-openid-connect: true`.
    idTokens: (environment) => {
        const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = environment;
        if (!/^https?:/i.test(url) || !URL.canParse(url) || token === '')
            return undefined;
        return { idTokenRequest: { url, token }, ...noticeOf(environment) };
    },
};
/** A reference to a workflow ends with the branch. Gitea sets none, and counts the runs of a repository. */
function workflowOf({ GITHUB_WORKFLOW_REF, GITHUB_REPOSITORY, GITHUB_WORKFLOW }) {
    return (GITHUB_WORKFLOW_REF?.replace(/@refs\/.*$/, '') ||
        (GITHUB_REPOSITORY && `${GITHUB_REPOSITORY} ${GITHUB_WORKFLOW}`));
}
const GITHUB = 'https://github.com';
/** An issuer other than github.com is not one that every storage knows. */
function noticeOf({ GITHUB_SERVER_URL: server = GITHUB }) {
    if (server === GITHUB)
        return {};
    return {
        notice: `The identity token is issued by ${server}, not by github.com: the storage needs a provider for that issuer, and must be able to reach it.`,
    };
}


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
    if (system === undefined)
        return {};
    const facts = Object.entries(system.facts(environment)).filter(([, value]) => value);
    const number = joinNumber(system.number(environment));
    return { ...Object.fromEntries(facts), ...(number && { number }) };
}
/** Undefined if the run has no number. A number is only as good as the name of what counts. */
function joinNumber({ counter, run = '', attempt }) {
    const isNumber = (text) => /^\d{1,20}$/.test(text);
    if (!isNumber(run) || counter.some((part) => !part))
        return undefined;
    const digits = attempt !== undefined && isNumber(attempt) ? attempt : '1';
    return { counter: counter.join(' '), run, attempt: digits };
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
const SECRET_VARIABLES = /^(INPUT_SERVICE-SECRET-KEY|OTTER_\w*SECRET_KEY|OTTER_ID_TOKEN|AWS_SECRET_ACCESS_KEY|AWS_(SESSION|SECURITY)_TOKEN|AWS_CONTAINER_AUTHORIZATION_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|BUILDKITE_AGENT_ACCESS_TOKEN|CIRCLE_OIDC_TOKEN(_V2)?)$/;
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
/* harmony export */   KD: () => (/* binding */ emptyOfCredential),
/* harmony export */   Ul: () => (/* binding */ emptyOfRequest),
/* harmony export */   q9: () => (/* binding */ checkEndpoint),
/* harmony export */   yG: () => (/* binding */ checkRequest)
/* harmony export */ });
/* unused harmony exports DEFAULTS, checkBucket, checkRegion */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);
/* harmony import */ var _input_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(760);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7360);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(874);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7214);
/* harmony import */ var _session_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6903);






/** OtterStorage's own endpoint and region, and the defaults of a session. */
const DEFAULTS = {
    endpoint: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.endpoint.default,
    region: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.region.default,
    duration: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.duration.default,
    access: _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.access.default,
};
/** What every session needs, and what to do if it is empty. */
const REQUIRED = {
    'role-arn': "copy the role's ARN from the bucket's service credential, such as arn:aws:iam::RGW00000000000000001:role/bkr-123, into a variable (not a secret) of the CI system",
    bucket: 'name the one bucket that the session is for',
};
const NAMES = Object.keys(REQUIRED);
/** Which settings that every session needs are empty. */
function emptyOfRequest(inputs) {
    return NAMES.filter((name) => !inputs[(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name)]?.trim());
}
/** The same for a session by the service credential, which has two keys. */
function emptyOfCredential(inputs) {
    const keys = ['service-access-key', 'service-secret-key'];
    return [...keys.filter((name) => !inputs[(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name)]?.trim()), ...emptyOfRequest(inputs)];
}
function refuseEmpty(names) {
    if (names.length === 0)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .EmptyInputs */ .pV(names, `: ${names.map((name) => REQUIRED[name]).join(', and ')}.`);
}
/**
 * Checks every input before anything is sent.
 *
 * @returns the request, and warnings
 * @throws InputError for all that are missing, or the first that is invalid
 */
function checkRequest(inputs, context) {
    refuseEmpty(emptyOfRequest(inputs));
    const roleArn = checkRoleArn((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('role-arn', inputs.roleArn));
    const bucket = checkBucket((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('bucket', inputs.bucket));
    const endpoint = checkEndpoint((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('endpoint', inputs.endpoint));
    const region = checkRegion((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('region', inputs.region));
    const durationSeconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDuration */ .E9)((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('duration', inputs.duration), context.jobSeconds);
    const access = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('access', inputs.access);
    const prefix = checkPrefix((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('prefix', inputs.prefix));
    const sessionName = checkSessionName((0,_input_values_js__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)('session-name', inputs.sessionName), context.sessionName);
    const policy = _session_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .SessionPolicy */ .No.forScope(bucket, access, prefix);
    const request = { roleArn, bucket, endpoint, region, durationSeconds, access, prefix, sessionName };
    return {
        request: policy === undefined ? request : { ...request, policy },
        warnings: [
            ...(0,_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .durationWarnings */ .K4)(durationSeconds, context.renewed),
            ...endpointWarnings(endpoint, bucket),
            ...accessWarnings(access),
            ...prefixWarnings(prefix),
        ],
    };
}
/** In characters. IAM's longest path is 512, its longest name 64, and the account takes up to 64 before them. */
const LONGEST_ROLE_ARN = 700;
function checkRoleArn(roleArn) {
    // A role ARN of 2,000 characters crashes an RGW 16 or 18.
    if (roleArn.length > LONGEST_ROLE_ARN) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('role-arn', `has ${roleArn.length} characters, and a role ARN has at most ${LONGEST_ROLE_ARN}: copy it from the bucket's service credential.`);
    }
    // The account of an RGW role is RGW and digits, a tenant, or nothing; the path and name are IAM's alphabet.
    if (!/^arn:aws[a-z-]*:iam::[A-Za-z0-9_-]*:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('role-arn', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(roleArn)}', which is not a role ARN such as arn:aws:iam::ACCOUNT:role/NAME.`);
    }
    return roleArn;
}
/** @throws InputError */
function checkBucket(bucket) {
    refuseEmpty(bucket === '' ? ['bucket'] : []);
    if (bucket.startsWith('s3://') || bucket.includes('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}': give the bare name, and what comes after the slash as the prefix.`);
    }
    if (/^[\w-]*:/.test(bucket)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}': leave out the tenant, which the server takes from the role.`);
    }
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(bucket)}', which is not a bucket name: use 3 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends.`);
    }
    return bucket;
}
/** @returns the origin. @throws InputError */
function checkEndpoint(text) {
    // The message does not repeat it, because a password may precede the @.
    if (text.includes('@')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('endpoint', 'contains a user name or password: pass them as the service credential instead.');
    }
    if (!/^https?:\/\//i.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}', which is not an http or https URL: write one such as ${_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.endpoint.default}.`);
    }
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}', which is not a valid URL.`);
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text)}': give only scheme, host and port; the bucket is a separate input.`);
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
        warnings.push(`endpoint begins with the bucket's name. If this is the bucket name, remove it, because the server takes it in the path: ${url.protocol}//${url.host.slice(bucket.length + 1)}.`);
    }
    return warnings;
}
/** @throws InputError */
function checkRegion(region) {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(region)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('region', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(region)}', which is not a region name: use letters, digits and hyphens.`);
    }
    return region;
}
function checkPrefix(prefix) {
    if (prefix.startsWith('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('prefix', 'begins with a slash, and keys in a bucket do not: write a prefix such as builds/.');
    }
    (0,_session_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .refusePatterns */ .YK)('prefix', prefix);
    if (Buffer.byteLength(prefix) > 1_024) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('prefix', 'is longer than the 1,024 bytes that a key can have.');
    }
    return prefix;
}
function accessWarnings(access) {
    if (access !== 'role')
        return [];
    return [
        "access is role: the session has no session policy and can do all that the role allows, which may include the bucket's configuration, its deletion, and other buckets. Use read-write unless a client needs more.",
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
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('session-name', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(given)}': use 2 to 64 of letters, digits and _=,.@- (it shows up in the server's logs).`);
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
 * What the user wrote in a system, including the credential's settings.
 *
 * @param read returns the text of a setting that the system has
 */
function readTexts(system, task, read) {
    const here = new Set((0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOn */ .ff)(system, task).map(([name]) => name));
    const names = [...(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOf */ .f5)('credential'), ...(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .settingsOf */ .f5)(task)].map(([name]) => name);
    const texts = names.map((name) => [(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(name), here.has(name) ? read(name) : '']);
    return Object.fromEntries(texts);
}
/**
 * Reads all settings of a use except the credential's.
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

/***/ 4208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ homeOrNothing),
/* harmony export */   k: () => (/* binding */ expandHome)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);




/** The home folder, alone or at the beginning of a path. */
const OF_HOME = node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '\\' ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/;
/**
 * A path as a user wrote it, with the home folder for `~`. A shell replaces it only at the beginning of a word, and not
 * in `--directory=~/x`, in a variable's value or in an action's input. A folder that has this name is `./~`.
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
/** @returns an empty string where HOME is not set and the system knows none of this user, as in many containers */
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