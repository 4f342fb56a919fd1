/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 880:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  n: () => (/* binding */ cleanUp)
});

;// CONCATENATED MODULE: ./src/credentials/session.js
/** The session's values that must be masked, including the access key. */
function sessionSecrets(session) {
    return [session.secretAccessKey, session.sessionToken, session.accessKeyId];
}
/**
 * A time as `YYYY-MM-DDTHH:MM:SSZ`, in UTC and whole seconds. It is the only form that every SDK reads: the JS SDK refuses
 * `+00:00`, and some refuse fractions.
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

// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(555);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./src/http/system-trust.js
// Separate from the code that writes the files, because the post step loads this file.


/** The bundle of `OTTER_CA_BUNDLE`, for clients that trust it in addition to the usual certificates. */
const BUNDLE_FILE = 'otter-sts-ca-bundle.pem';
/** The bundle and the machine's own certificates, for clients that trust the one file that they are given. */
const COMBINED_FILE = 'otter-sts-ca-certificates.pem';
/**
 * Where systems keep the certificates that they trust.
 * Source: https://go.dev/src/crypto/x509/root_linux.go
 */
const SYSTEM_FILES = [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/ca-bundle.pem',
    '/etc/pki/tls/cacert.pem',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/ssl/cert.pem',
];
/** Removes what `writeTrustFiles` wrote, and the folder once it is empty. */
function removeTrustFiles(directory) {
    for (const file of [BUNDLE_FILE, COMBINED_FILE])
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(directory, file), { force: true });
    try {
        (0,external_node_fs_.rmdirSync)(directory);
    }
    catch {
        // Somebody else keeps something there.
    }
}
/** The file with the certificates that this machine trusts; undefined on a system without one. */
function systemTrustFile() {
    return SYSTEM_FILES.find((path) => readText(path) !== '');
}
/** A file's text; empty where it cannot be read. */
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: ./action/unset-values.js



/*
 * A runner cannot unset a variable, and some S3 clients do not treat an empty one as unset. So a variable that was not set
 * before gets a value with the same effect in each client. test/clients/put-back.test.ts is the table.
 */
/** Without the variable, boto3 and the AWS CLI use the configured region, and without that one, this region. */
const REGION_WITHOUT_ANY = 'us-east-1';
const STANDS_FOR_UNSET = {
    // Boto3 and the AWS CLI reject empty values. These are their defaults.
    AWS_REQUEST_CHECKSUM_CALCULATION: () => 'when_supported',
    AWS_RESPONSE_CHECKSUM_VALIDATION: () => 'when_supported',
    // If empty, it hides a profile's region from the SDK for JavaScript. The SDK for Go uses it before AWS_DEFAULT_REGION.
    AWS_REGION: (before) => before.AWS_DEFAULT_REGION || (configuredRegion(before) ?? ''),
    // If empty, boto3 and the AWS CLI connect to https://s3..amazonaws.com.
    AWS_DEFAULT_REGION: (before) => configuredRegion(before) ?? REGION_WITHOUT_ANY,
    // Clients of Rust's object_store reject empty values.
    AWS_ALLOW_HTTP: () => 'false',
    AWS_DISABLE_BULK_DELETE: () => 'false',
    // If empty, boto3 and the AWS CLI fail to open it. The null device has no token.
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: () => external_node_os_.devNull,
    // If empty, boto3 and the AWS CLI do not verify certificates.
    AWS_CA_BUNDLE: systemTrustFile,
    REQUESTS_CA_BUNDLE: systemTrustFile,
    // If empty, OpenSSL reads no file.
    SSL_CERT_FILE: systemTrustFile,
    // If empty, no file is read at all.
    AWS_SHARED_CREDENTIALS_FILE: (before) => inHome(before, '.aws/credentials'),
    AWS_CONFIG_FILE: (before) => inHome(before, '.aws/config'),
};
/**
 * Returns a value with the same effect as no value, or undefined if there is none: the variable then stays as it is.
 *
 * @param before the job's variables at that time
 */
function standInForUnset(name, before) {
    const standIn = STANDS_FOR_UNSET[name];
    return standIn === undefined ? '' : standIn(before);
}
function inHome({ HOME, USERPROFILE }, path) {
    const home = HOME || USERPROFILE;
    return home ? `${home}/${path}` : '';
}
/** The region of the default profile. */
function configuredRegion(before) {
    const path = before.AWS_CONFIG_FILE || inHome(before, '.aws/config');
    let section = '';
    for (const line of unset_values_readText(path).split(/\r?\n/)) {
        section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
        const region = /^\s*region\s*=\s*([\w-]+)/.exec(line)?.[1];
        if (region !== undefined && (section === 'default' || section === 'profile default'))
            return region;
    }
    return undefined;
}
function unset_values_readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./action/variables.js

/** Exports variables to later steps, and returns what is needed to undo that. */
function exportVariables({ commands, environment }, variables) {
    const changes = Object.entries(variables).map(([name, value]) => {
        return { name, before: environment[name] ?? '', fingerprint: fingerprint(value) };
    });
    for (const [name, value] of Object.entries(variables))
        commands.exportVariable(name, value);
    return JSON.stringify(changes);
}
/** Restores variables. One that was changed in the meantime is left alone. @returns the names of the restored variables */
function restoreVariables(commands, environment, saved) {
    const changes = JSON.parse(saved);
    const ours = changes.filter((change) => fingerprint(environment[change.name] ?? '') === change.fingerprint);
    const past = { ...environment, ...Object.fromEntries(ours.map(({ name, before }) => [name, before])) };
    const values = ours.flatMap(({ name, before }) => {
        const value = before || standInForUnset(name, past);
        return value === undefined ? [] : [[name, value]];
    });
    for (const [name, value] of values)
        commands.exportVariable(name, value);
    return values.map(([name]) => name);
}
/**
 * Tells values apart (FNV-1a, 32 bits). It reveals four bytes' worth of a secret. The first SHA-256 would take 1 ms of the 10
 * that post adds to bare Node.
 */
function fingerprint(value) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < value.length; index += 1)
        hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
    return hash >>> 0;
}
/**
 * Exports what S3 clients need for the rest of the job, empties the variables that would override it, and saves what the
 * post step needs to undo both.
 *
 * @param shadows names of variables that would override the session
 */
function exportToJob(workflow, { cleanup }, variables, shadows) {
    const { commands, environment } = workflow;
    const set = shadows.filter((name) => (environment[name] ?? '') !== '');
    // A runner can only empty a variable, not unset it, and an empty profile breaks boto3 and the AWS CLI.
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
 * The post step: stops the agent, restores the variables, and reports a session that expired before the job ended. No
 * failure here fails the job, because the job's work is done.
 */
async function cleanUp(workflow) {
    const { commands } = workflow;
    reportExpiry(workflow, commands.getState('expires-at'));
    await orWarn(commands, 'Stopping the credentials agent', () => stopRefreshing(commands));
    await orWarn(commands, 'Restoring the variables', () => putBack(workflow, commands.getState('variables')));
    await orWarn(commands, 'Removing the certificates', () => removeTrust(commands.getState('trust')));
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
    commands.info(names.length === 0
        ? 'No variable was restored: later steps have changed all of them.'
        : `Restored: ${names.join(', ')}.`);
}
/**
 * If the system has no file with its own certificates, a variable still names this program's. The runner removes that
 * file.
 */
function removeTrust(directory) {
    if (directory !== '' && systemTrustFile() !== undefined)
        removeTrustFiles(directory);
}
async function orWarn(commands, what, action) {
    try {
        await action();
    }
    catch (error) {
        commands.warning(`${what} failed: ${(0,failure/* firstLine */.TM)(error)}`);
    }
}
/** Stops the agent that main started, and removes its files. */
async function stopRefreshing(commands) {
    const state = commands.getState('agent');
    if (state === '')
        return;
    const { directory, process: started } = JSON.parse(state);
    const [{ stopAgent }, { isAlive }, { readLogTail }, { removeAgentFiles }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 97).then(__nccwpck_require__.bind(__nccwpck_require__, 97)),
        __nccwpck_require__.e(/* import() */ 401).then(__nccwpck_require__.bind(__nccwpck_require__, 401)),
        __nccwpck_require__.e(/* import() */ 628).then(__nccwpck_require__.bind(__nccwpck_require__, 628)),
        __nccwpck_require__.e(/* import() */ 117).then(__nccwpck_require__.bind(__nccwpck_require__, 117)),
    ]);
    const found = await stopAgent(directory);
    if (found.stopped) {
        const { renewals, failures, lastError } = found.status;
        // The answer may come from a process of another step, so its values are checked.
        const trouble = failures === 0
            ? ''
            : `, ${count(failures)} failed attempts (the last: ${(0,printable/* printable */.g$)(String(lastError))})`;
        commands.info(`The agent is stopped: ${count(renewals)} renewals${trouble}.`);
    }
    else if (started !== undefined && isAlive(started)) {
        // A step removed its socket, perhaps with the whole temporary folder. The agent kept serving.
        process.kill(started.pid, 'SIGTERM');
        commands.info('The agent is stopped.');
    }
    else
        commands.warning(`The agent ended before the job did. Its log ${readLog(readLogTail(found.log))}`);
    await removeAgentFiles(directory);
}
function count(value) {
    return Number.isSafeInteger(value) ? value : 0;
}
function readLog(lines) {
    return lines === undefined ? 'was not found.' : `says:\n${lines.join('\n')}`;
}


/***/ }),

/***/ 198:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  P: () => (/* binding */ commands),
  c: () => (/* binding */ environment)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
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
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
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
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./packages/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
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
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
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
    process.stdout.write(external_os_namespaceObject.EOL);
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
    process.stdout.write(message + external_os_namespaceObject.EOL);
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: ./src/credentials/initial-environment.js

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
        memory = (0,external_node_fs_.openSync)('/proc/self/mem', 'r+');
        const block = Buffer.alloc(length);
        (0,external_node_fs_.readSync)(memory, block, 0, length, start);
        // One character per byte, so that every entry keeps its length.
        const entries = block.toString('latin1').split('\0');
        const erased = entries.map((entry) => eraseEntry(entry, names, secrets)).join('\0');
        (0,external_node_fs_.writeSync)(memory, Buffer.from(erased, 'latin1'), 0, length, start);
    }
    catch {
        // Some kernels and sandboxes do not have the file or do not allow writing it.
    }
    finally {
        if (memory !== undefined)
            (0,external_node_fs_.closeSync)(memory);
    }
}
/** Fields 50 and 51 of proc_pid_stat(5). The name before them is in parentheses and may contain anything. */
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
/** A text as the data of a workflow command. GitHub's runner escapes only these characters. */
function workflow_command_escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/**
 * The same with a percent sign as it is wherever GitHub's runner leaves it. Forgejo's runner, and Gitea's before August 2026,
 * replace nothing, and would look for `%252F` where `%2F` is meant.
 */
function escapeMask(text) {
    return text
        .replace(/%(?=25|0D|0A)/g, '%25')
        .replaceAll('\r', '%0D')
        .replaceAll('\n', '%0A');
}
/**
 * A text as the data of a command to the agent of Azure Pipelines, which undoes these four, and `%AZP25` unless the variable
 * DECODE_PERCENTS forbids it. So a percent sign stays as it is wherever the agent leaves it.
 */
function escapeForAzure(text) {
    return text
        .replace(/%(?=AZP25|3B|5D|0D|0A)/g, '%AZP25')
        .replaceAll('\r', '%0D')
        .replaceAll('\n', '%0A');
}

// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
;// CONCATENATED MODULE: ./action/commands.js





/** The step's environment. From here on, other processes cannot read its secrets from this process. */
const environment = takeEnvironment(process);
/**
 * `@actions/core`, plus what it cannot do: read an input that was removed from the environment of the process, register a
 * mask that all relatives of GitHub's runner understand, and print text from outside without the runner taking it for a
 * command.
 */
const commands = {
    getInput: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    getState: getState,
    setSecret: (mask) => void process.stdout.write(`::add-mask::${escapeMask(mask)}${external_node_os_.EOL}`),
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

/***/ 286:
/***/ ((module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__nccwpck_require__.r(__webpack_exports__);
/* harmony import */ var _cleanup_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(880);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(198);


await (0,_cleanup_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanUp */ .n)({ commands: _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .commands */ .P, environment: _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .c, platform: process.platform, now: Date.now });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

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
/* unused harmony exports EmptyInputs, enumerate, ExchangeFailure */
/**
 * A value that the user gave is missing or wrong. The message is one sentence that starts with the
 * input's name. Nothing has been sent. A program ends with exit code 2.
 */
class InputError extends Error {
    name = 'InputError';
    /** The input's name as users type it, such as `role-arn`. If the sentence is about several, the first of them. */
    input;
    /** The names of all inputs that the sentence is about. */
    inputs;
    /** The message without the names. */
    sentence;
    /** @param inputs one name or several, but not none */
    constructor(inputs, sentence) {
        const names = [inputs].flat();
        super(`${enumerate(names)} ${sentence}`);
        this.input = names[0] ?? '';
        this.inputs = names;
        this.sentence = sentence;
    }
    /** The message with other names. @param nameOf returns how users type an input in one place */
    messageWith(nameOf) {
        return `${enumerate(this.inputs.map(nameOf))} ${this.sentence}`;
    }
}
/** Inputs are empty, and must not be. The message names all of them, so that the user needs only one more run. */
class EmptyInputs extends InputError {
    #remedy;
    /** @param remedy the end of the sentence, from its punctuation mark, which fits one input as well as several */
    constructor(inputs, remedy) {
        super(inputs, `${inputs.length === 1 ? 'is' : 'are'} empty${remedy}`);
        this.#remedy = remedy;
    }
    and(input) {
        return new EmptyInputs([...this.inputs, input], this.#remedy);
    }
}
/** `a`, `a and b`, `a, b and c`. */
function enumerate(items, conjunction = 'and') {
    if (items.length < 2)
        return items.join('');
    return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
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
/* harmony export */   fk: () => (/* binding */ printableLines),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* unused harmony exports LONGEST_TEXT, printableJson, firstSentence, jsonLine */
/**
 * The most characters that are shown of a name, or of a user's own input. One of several hundred would fill the line.
 */
const LONGEST_NAME = 240;
/** The most characters of a whole message. Its end says what to do, so only what is not a real message is shortened. */
const LONGEST_TEXT = 4_000;
/**
 * Makes text from outside, such as a file's name or a server's message, safe for one line of a log, at any position and
 * in every CI system. A file can have any name. A build of somebody else's branch could otherwise give the runner
 * commands, write lines in this program's name, color a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay. GitLab's section markers begin with such a
 *   character.
 * - `##[`, `##vso[` and `##teamcity[` begin a command for the runners of GitHub, Azure Pipelines and TeamCity, anywhere
 *   in a line;
 * - `::name::` does so for GitHub's at the beginning of a line, even after blanks.
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
    // A cut inside a surrogate pair would leave one half.
    return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
}
/** The same for a message of this program that contains text from outside. Its line breaks stay. */
function printableLines(message) {
    // Keeps the form of line breaks. A carriage return alone is replaced, because some runners take it for one.
    return message
        .split(/(\r?\n)/)
        .map((part) => (/^\r?\n$/.test(part) ? part : printable(part, Number.POSITIVE_INFINITY)))
        .join('');
}
/**
 * A value as JSON that is just as harmless in a log. What {@link printable} replaces is escaped here, so that nothing
 * is lost.
 */
function printableJson(value, indentation) {
    return JSON.stringify(value, null, indentation)
        .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)
        .replace(/##(?=\w*\[)/g, '#\\u0023');
}
function escapeUnits(character) {
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
/** The first sentence of a text, on one line and without its full stop. */
function firstSentence(text) {
    const [line = ''] = text.split('\n', 1);
    // A name in quotes may contain the end of a sentence.
    const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
    const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
    return printable(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}
/** A value as one line of JSON that is harmless in a log. */
function jsonLine(value) {
    return `${printableJson(value)}\n`;
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
/******/ 	/* webpack/runtime/async module */
/******/ 	(() => {
/******/ 		var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 		var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 		var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 		var resolveQueue = (queue) => {
/******/ 			if(queue && queue.d < 1) {
/******/ 				queue.d = 1;
/******/ 				queue.forEach((fn) => (fn.r--));
/******/ 				queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 			}
/******/ 		}
/******/ 		var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 			if(dep !== null && typeof dep === "object") {
/******/ 				if(dep[webpackQueues]) return dep;
/******/ 				if(dep.then) {
/******/ 					var queue = [];
/******/ 					queue.d = 0;
/******/ 					dep.then((r) => {
/******/ 						obj[webpackExports] = r;
/******/ 						resolveQueue(queue);
/******/ 					}, (e) => {
/******/ 						obj[webpackError] = e;
/******/ 						resolveQueue(queue);
/******/ 					});
/******/ 					var obj = {};
/******/ 					obj[webpackQueues] = (fn) => (fn(queue));
/******/ 					return obj;
/******/ 				}
/******/ 			}
/******/ 			var ret = {};
/******/ 			ret[webpackQueues] = x => {};
/******/ 			ret[webpackExports] = dep;
/******/ 			return ret;
/******/ 		}));
/******/ 		__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 			var queue;
/******/ 			hasAwait && ((queue = []).d = -1);
/******/ 			var depQueues = new Set();
/******/ 			var exports = module.exports;
/******/ 			var currentDeps;
/******/ 			var outerResolve;
/******/ 			var reject;
/******/ 			var promise = new Promise((resolve, rej) => {
/******/ 				reject = rej;
/******/ 				outerResolve = resolve;
/******/ 			});
/******/ 			promise[webpackExports] = exports;
/******/ 			promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 			module.exports = promise;
/******/ 			body((deps) => {
/******/ 				currentDeps = wrapDeps(deps);
/******/ 				var fn;
/******/ 				var getResult = () => (currentDeps.map((d) => {
/******/ 					if(d[webpackError]) throw d[webpackError];
/******/ 					return d[webpackExports];
/******/ 				}))
/******/ 				var promise = new Promise((resolve) => {
/******/ 					fn = () => (resolve(getResult));
/******/ 					fn.r = 0;
/******/ 					var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 					currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 				});
/******/ 				return fn.r ? promise : getResult();
/******/ 			}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 			queue && queue.d < 0 && (queue.d = 0);
/******/ 		};
/******/ 	})();
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
/******/ 	
/******/ 	// startup
/******/ 	// Load entry module and return exports
/******/ 	// This entry module used 'module' so it can't be inlined
/******/ 	var __webpack_exports__ = __nccwpck_require__(286);
/******/ 	module.exports = __webpack_exports__;
/******/ 	
/******/ })()
;