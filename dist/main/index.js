/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 3723:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Pi: () => (/* binding */ commands),
  cA: () => (/* binding */ environment),
  uq: () => (/* binding */ flushOutput)
});

// UNUSED EXPORTS: endProcess

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
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
// EXTERNAL MODULE: ./src/initial-environment.js
var initial_environment = __nccwpck_require__(3581);
// EXTERNAL MODULE: ./src/masking/workflow-command.js
var workflow_command = __nccwpck_require__(321);
// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
;// CONCATENATED MODULE: ./action/commands.js

/*
 * `@actions/core` without its index, which loads the OIDC client as well, and with it undici: 1 MB and 40 ms in each of
 * main and post (measured), for what neither does. The package names no other way in, so this is the file itself.
 */




/** The step's environment. From here on other processes do not find the secrets of it in this one. */
const environment = (0,initial_environment/* takeEnvironment */.x)(process);
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
    process.stdout.write(`::${head}::${(0,workflow_command/* escapeData */.u)(message)}${EOL}`);
}
function escapeProperty(text) {
    return (0,workflow_command/* escapeData */.u)(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
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


/***/ }),

/***/ 839:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ ScriptFailure),
/* harmony export */   x: () => (/* binding */ reportFailure)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);

/** A script of `run` that did not come to its end, though it had a session. */
class ScriptFailure extends Error {
}
/** Says why a step failed. @returns the exit code: 2 for an input that is wrong, 1 otherwise */
function reportFailure(commands, error) {
    if (error instanceof _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz) {
        commands.error(error.message, { title: 'A wrong input' });
        return 2;
    }
    const title = error instanceof ScriptFailure ? 'The script did not end by itself' : 'No S3 credentials';
    commands.error(error instanceof Error ? error.message : String(error), { title });
    return 1;
}


/***/ }),

/***/ 8477:
/***/ ((module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__nccwpck_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3723);
/* harmony import */ var _failure_report_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(839);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7559);



const workflow = { commands: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .Pi, environment: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA, platform: process.platform, now: Date.now };
try {
    process.exitCode = await (0,_step_js__WEBPACK_IMPORTED_MODULE_1__/* .runStep */ .e)(workflow);
}
catch (error) {
    process.exitCode = (0,_failure_report_js__WEBPACK_IMPORTED_MODULE_2__/* .reportFailure */ .x)(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .Pi, error);
}
// A script's background process, which holds the script's output, would hold this process too.
await (0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .flushOutput */ .uq)();
process.exit();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 514:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ maskSecrets)
});

// EXTERNAL MODULE: ./src/masking/pattern.js
var pattern = __nccwpck_require__(5100);
// EXTERNAL MODULE: ./src/masking/spellings.js
var spellings = __nccwpck_require__(5237);
;// CONCATENATED MODULE: ./src/masking/line-masks.js


/** Bytes from which a secret has pieces: those of a shorter one could be words of other texts. */
const SHORTEST = 16;
/** Bytes up to which a secret is masked closely; a longer one, a session's token, is of no use in parts. */
const SHORT = 64;
/** Bytes of a dump's row in one mask. */
const DUMPED = 4;
/** Characters of base64, or of the text beside a dump, in one mask. */
const PIECE = 8;
/**
 * What a runner needs to know that masks exact strings, line by line: all spellings, and pieces of what tools break into
 * rows at places that nobody knows before. The longest come first, since some runners replace one after the other.
 *
 * Pieces are a compromise: of a row, what is left at its ends stays. See `docs/security.md` for how much.
 */
function lineMasks(secret) {
    const whole = (0,spellings/* spellings */.c)(secret);
    if (whole.length === 0)
        return [];
    const bytes = Buffer.from(secret);
    const pieces = bytes.length < SHORTEST ? [] : [...brokenBase64(secret), ...dumped(bytes)];
    const masks = new Set([...whole, ...separated(bytes), ...pieces]);
    // A command is a line of text, and a NUL none.
    return [...masks].filter((mask) => !mask.includes('\0')).sort((one, other) => other.length - one.length);
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
    return (0,spellings/* describeSpellings */.$)(secret)
        .filter(({ lines }) => lines?.unit === 4 && lines.piece === PIECE)
        .flatMap((spelling) => {
        const { text } = spelling;
        return (0,pattern/* pieceStarts */.S4)(spelling, text.length, piece, step).map((start) => text.slice(start, start + piece));
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
/** Of a secret with anything else in it, pieces could be what stands in other texts. */
function isPrintable(bytes) {
    return bytes.every((byte) => byte > 0x20 && byte < 0x7f);
}

;// CONCATENATED MODULE: ./action/masks.js

/**
 * Has the runner hide values from the log. Each is registered in every usual encoding: a runner knows some of them
 * by itself, but neither hex nor base64url, and act knows none.
 */
function maskSecrets(commands, secrets) {
    const masks = new Set(secrets.flatMap(lineMasks));
    for (const mask of [...masks].sort((one, other) => other.length - one.length))
        commands.setSecret(mask);
}


/***/ }),

/***/ 8876:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ shellArguments),
/* harmony export */   a: () => (/* binding */ parseShell)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);

const wrapPowerShell = (script) => `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`;
// The runner's own table (actions/runner, ScriptHandlerHelpers): what a user of `run:` steps expects.
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
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('shell', `is none of ${Object.keys(SHELLS).join(', ')}, and no command line with {0} for the script's path.`);
    }
    if (/["']/.test(name)) {
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('shell', 'has quotes, and is cut at blanks whatever they enclose: write the command line without them, and the rest into run.');
    }
    return { command, arguments: rest, extension: '' };
}
/** The shell's arguments for a script. */
function shellArguments(shell, script) {
    return shell.arguments.map((argument) => argument.replaceAll('{0}', script));
}


/***/ }),

/***/ 7559:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ runStep)
});

// EXTERNAL MODULE: ./src/exchange.js + 62 modules
var exchange = __nccwpck_require__(9633);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./src/environment.js + 1 modules
var src_environment = __nccwpck_require__(4710);
// EXTERNAL MODULE: ./action/masks.js + 1 modules
var masks = __nccwpck_require__(514);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./src/service-credential.js + 1 modules
var service_credential = __nccwpck_require__(6481);
// EXTERNAL MODULE: ./src/duration.js
var duration = __nccwpck_require__(269);
// EXTERNAL MODULE: ./src/failure.js
var src_failure = __nccwpck_require__(9555);
// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
;// CONCATENATED MODULE: ./src/session-policy.js

const ACCESS_CHOICES = ['read-write', 'read', 'write', 'role'];
/**
 * The longest policy that is sent, in bytes of UTF-8: AWS's own limit, and what an RGW takes by default
 * (400 PackedPolicyTooLarge beyond). What ends an RGW 16 or 18 is a single resource of about 1,570 characters and
 * more; keys and prefixes of at most 1,024 bytes keep ours below that.
 */
const LARGEST_POLICY_BYTES = 2_048;
const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
/**
 * Without s3:PutObjectAcl. An RGW (16.2.15) asks for it only to change the ACL of an object that is there; the ACL in the
 * request that puts an object, such as `bucket-owner-full-control`, needs s3:PutObject alone.
 */
const CHANGE_OBJECT = [
    ...PUT_OBJECT,
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:DeleteObjectTagging',
    's3:ListMultipartUploadParts',
];
const LIST_BUCKET = [
    's3:ListBucket',
    's3:ListBucketVersions',
    's3:ListBucketMultipartUploads',
];
/**
 * An inline session policy: what the session may do is what the role and the policy both allow. It does not keep the
 * session from asking for another one: only the role's trust policy does. A policy can only be had from functions that
 * refuse one that is too long, so none that would kill an RGW can be sent.
 */
class SessionPolicy {
    /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
    json;
    constructor(json) {
        this.json = json;
    }
    /**
     * The policy for a bucket, an access and a key prefix; `undefined` for `role` alone. None allows anything of the bucket's
     * configuration.
     *
     * - `read-write` may list, get, put (multipart too), tag and delete objects; `read` may get and list; `write` may put
     *   objects and abort its uploads, and can neither read, list nor delete.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not. A
     *   colon in it stands for any one character ({@link refusePatterns} says why), though not where keys are listed.
     *
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}, and for `role` with a prefix
     */
    static forScope(bucket, access, prefix) {
        if (access !== 'role')
            return SessionPolicy.#of(statements(bucket, access, prefix));
        if (prefix === '')
            return undefined;
        throw new src_failure/* InputError */.dz('prefix', 'cannot be combined with access role, which sends no session policy: choose another access, or leave the prefix empty.');
    }
    /**
     * The policy of one session of an upload.
     *
     * @param keys further objects that may be put, or the one that may be read
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
     */
    static forUpload({ bucket, prefix }, power, keys) {
        return SessionPolicy.#of(uploadStatements(bucket, prefix, power, keys));
    }
    static #of(statements) {
        const json = JSON.stringify({ Version: '2012-10-17', Statement: statements });
        const bytes = Buffer.byteLength(json);
        if (bytes > LARGEST_POLICY_BYTES) {
            throw new src_failure/* InputError */.dz('prefix', `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
                `at least ${Math.ceil((bytes - LARGEST_POLICY_BYTES) / 2)} bytes shorter.`);
        }
        return new SessionPolicy(json);
    }
}
/**
 * Refuses what an RGW reads as a pattern in a policy, or does not take there (16.2.15: a condition that begins with a dollar
 * sign, half a character; 18 and 20: a backslash, which matches nothing). A colon is taken: {@link SessionPolicy} writes `?` for it, as an RGW takes none in a resource.
 *
 * @param input the input's name
 * @throws InputError
 */
function refusePatterns(input, text) {
    if (/[*?]|\$\{/.test(text)) {
        throw new src_failure/* InputError */.dz(input, 'contains *, ? or ${, which a session policy reads as patterns: use other characters in keys.');
    }
    if (text.startsWith('$')) {
        throw new src_failure/* InputError */.dz(input, 'starts with $, which a session policy reads as a variable: replace it with the value that you mean.');
    }
    if (text.includes('\\')) {
        throw new src_failure/* InputError */.dz(input, 'contains a backslash, which a session policy reads as a part of a pattern: separate folders with slashes.');
    }
    if (/[\p{Cc}\p{Cs}]/u.test(text)) {
        throw new src_failure/* InputError */.dz(input, 'contains a line break, another control character or half a character: remove it.');
    }
}
/**
 * The tenant stays out of it also where the bucket is in one: an RGW fills in the tenant of the role, and lets a session
 * reach no bucket of another (16.2.15).
 */
function bucketArn(bucket) {
    return `arn:aws:s3:::${bucket}`;
}
function objectArn(bucket, key) {
    return `${bucketArn(bucket)}/${key.replaceAll(':', '?')}`;
}
function statements(bucket, access, prefix) {
    const objects = {
        Effect: 'Allow',
        Action: objectActions(access),
        Resource: objectArn(bucket, `${prefix}*`),
    };
    if (access === 'write')
        return [objects];
    const list = { Effect: 'Allow', Action: LIST_BUCKET, Resource: bucketArn(bucket) };
    if (prefix !== '')
        list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
    // It carries no prefix, so it cannot stand under the condition; clients ask it to find the region.
    const locate = {
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation'],
        Resource: bucketArn(bucket),
    };
    return [objects, list, locate];
}
function uploadStatements(bucket, prefix, power, keys) {
    const resource = (key) => objectArn(bucket, key);
    const objects = resource(`${prefix}*`);
    if (power === 'write') {
        return [{ Effect: 'Allow', Action: PUT_OBJECT, Resource: [objects, ...keys.map(resource)] }];
    }
    if (power === 'read-manifest') {
        return [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: keys.map(resource) }];
    }
    if (power === 'remove')
        return [{ Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: objects }];
    const list = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: bucketArn(bucket) };
    if (prefix !== '')
        list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
    return [
        list,
        // An RGW (16.2.15) gives this call no s3:prefix, so that under the condition it would always be refused.
        { Effect: 'Allow', Action: ['s3:ListBucketMultipartUploads'], Resource: bucketArn(bucket) },
        { Effect: 'Allow', Action: ['s3:ListMultipartUploadParts'], Resource: objects },
    ];
}
function objectActions(access) {
    if (access === 'read')
        return READ_OBJECT;
    if (access === 'write')
        return PUT_OBJECT;
    return [...READ_OBJECT, ...CHANGE_OBJECT];
}

;// CONCATENATED MODULE: ./src/session-request.js




/** OtterStorage's own endpoint, region and the length of a session when none is given. */
const DEFAULTS = {
    endpoint: 'https://es-mad-1.s3.otterstorage.io',
    region: 'eu-mad',
    duration: '1h',
    access: 'read-write',
};
/**
 * Checks every input before anything is sent.
 *
 * @returns the request, and sentences that the user should see although nothing is wrong
 * @throws InputError for the first input that is missing or wrong
 */
function checkRequest(inputs, context) {
    const roleArn = checkRoleArn(trim(inputs.roleArn));
    const bucket = checkBucket(trim(inputs.bucket));
    const endpoint = checkEndpoint(trim(inputs.endpoint) || DEFAULTS.endpoint);
    const region = checkRegion(trim(inputs.region) || DEFAULTS.region);
    const durationSeconds = (0,duration/* parseDuration */.E9)(trim(inputs.duration) || DEFAULTS.duration, context.jobSeconds);
    const access = checkAccess(trim(inputs.access) || DEFAULTS.access);
    const prefix = checkPrefix(inputs.prefix ?? '');
    const sessionName = checkSessionName(trim(inputs.sessionName), context.sessionName);
    const policy = SessionPolicy.forScope(bucket, access, prefix);
    const request = { roleArn, bucket, endpoint, region, durationSeconds, access, prefix, sessionName };
    return {
        request: policy === undefined ? request : { ...request, policy },
        warnings: [
            ...(0,duration/* durationWarnings */.K4)(durationSeconds, context.renewed),
            ...endpointWarnings(endpoint, bucket),
            ...accessWarnings(access),
            ...prefixWarnings(prefix),
        ],
    };
}
function trim(text) {
    return text?.trim() ?? '';
}
/** Characters: a path of 512 and a name of 64 are IAM's longest, with an account of 64 before them. */
const LONGEST_ROLE_ARN = 700;
function checkRoleArn(roleArn) {
    if (roleArn === '') {
        throw new src_failure/* InputError */.dz('role-arn', "is empty: copy it from the bucket's service credential, such as arn:aws:iam::RGW00000000000000001:role/bkr-123.");
    }
    // A role ARN of 2,000 characters ends the process of an RGW 16 or 18.
    if (roleArn.length > LONGEST_ROLE_ARN) {
        throw new src_failure/* InputError */.dz('role-arn', `has ${roleArn.length} characters, and a role ARN has at most ${LONGEST_ROLE_ARN}: copy it from the bucket's service credential.`);
    }
    // The account of an RGW role is RGW and digits, a tenant, or nothing; the path and name are IAM's alphabet.
    if (!/^arn:aws[a-z-]*:iam::[A-Za-z0-9_-]*:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
        throw new src_failure/* InputError */.dz('role-arn', `is '${(0,printable/* printable */.g$)(roleArn)}', which is no role ARN: it reads arn:aws:iam::ACCOUNT:role/NAME.`);
    }
    return roleArn;
}
/** @throws InputError */
function checkBucket(bucket) {
    if (bucket === '')
        throw new src_failure/* InputError */.dz('bucket', 'is empty: name the one bucket that the session is for.');
    if (bucket.startsWith('s3://') || bucket.includes('/')) {
        throw new src_failure/* InputError */.dz('bucket', `is '${(0,printable/* printable */.g$)(bucket)}': give the bare name, and what comes after the slash as the prefix.`);
    }
    if (/^[\w-]*:/.test(bucket)) {
        throw new src_failure/* InputError */.dz('bucket', `is '${(0,printable/* printable */.g$)(bucket)}': leave out the tenant, which the server takes from the role.`);
    }
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
        throw new src_failure/* InputError */.dz('bucket', `is '${(0,printable/* printable */.g$)(bucket)}', which is no bucket name: 3 to 63 of a-z, 0-9, dot and hyphen, beginning and ending with a letter or digit.`);
    }
    return bucket;
}
/** @returns the origin. @throws InputError */
function checkEndpoint(text) {
    // Not repeated in a message: what stands before an @ is a password.
    if (text.includes('@')) {
        throw new src_failure/* InputError */.dz('endpoint', 'holds a user name or password: give them as the service credential instead.');
    }
    if (!/^https?:\/\//i.test(text)) {
        throw new src_failure/* InputError */.dz('endpoint', `is '${(0,printable/* printable */.g$)(text)}', which is no URL with http or https: write such as ${DEFAULTS.endpoint}.`);
    }
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined)
        throw new src_failure/* InputError */.dz('endpoint', `is '${(0,printable/* printable */.g$)(text)}', which is not a valid URL.`);
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
        throw new src_failure/* InputError */.dz('endpoint', `is '${(0,printable/* printable */.g$)(text)}': give scheme, host and port alone; the bucket is an input of its own.`);
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
        throw new src_failure/* InputError */.dz('region', `is '${(0,printable/* printable */.g$)(region)}', which is no region name: letters, digits and hyphens.`);
    }
    return region;
}
function checkAccess(access) {
    const found = ACCESS_CHOICES.find((choice) => choice === access);
    if (found === undefined) {
        throw new src_failure/* InputError */.dz('access', `is '${(0,printable/* printable */.g$)(access)}': choose one of ${ACCESS_CHOICES.join(', ')}.`);
    }
    return found;
}
function checkPrefix(prefix) {
    if (prefix.startsWith('/')) {
        throw new src_failure/* InputError */.dz('prefix', 'begins with a slash: keys in a bucket do not, so write such as builds/.');
    }
    refusePatterns('prefix', prefix);
    if (Buffer.byteLength(prefix) > 1_024) {
        throw new src_failure/* InputError */.dz('prefix', 'is longer than the 1,024 bytes that a key can have.');
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
        warnings.push(`prefix is '${(0,printable/* printable */.g$)(prefix)}', without a slash at the end: it also covers keys such as '${(0,printable/* printable */.g$)(prefix)}-other/x'.`);
    }
    if (prefix.includes(':')) {
        warnings.push(`prefix is '${(0,printable/* printable */.g$)(prefix)}', and a session policy has to write ? for a colon: the session can also use objects with another character there, such as '${(0,printable/* printable */.g$)(prefix.replaceAll(':', '-'))}x'. Use a prefix without colons.`);
    }
    return warnings;
}
function checkSessionName(given, derived) {
    if (given === '')
        return cleanSessionName(derived);
    if (!/^[A-Za-z0-9_=,.@-]{2,64}$/.test(given)) {
        throw new src_failure/* InputError */.dz('session-name', `is '${(0,printable/* printable */.g$)(given)}': use 2 to 64 of letters, digits and _=,.@- (it shows up in the server's logs).`);
    }
    return given;
}
/** Any text cut and cleaned to what an RGW takes as a session name: 2 to 64 of `[A-Za-z0-9_=,.@-]`. */
function cleanSessionName(text) {
    const clean = text
        .replace(/[^A-Za-z0-9_=,.@-]+/g, '-')
        .slice(0, 64)
        .replace(/^-+|-+$/g, '');
    return clean.length < 2 ? `otter-sts-${clean}`.replace(/-$/, '') : clean;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./src/user-path.js




/** The home folder, alone or at the beginning of a path. */
const OF_HOME = external_node_path_.sep === '\\' ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/;
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
    if (!(0,external_node_path_.isAbsolute)(home)) {
        throw new src_failure/* InputError */.dz(input, `has '${(0,printable/* printable */.g$)(path)}', and this system names no home folder: set HOME, or write the whole path.`);
    }
    const rest = path.slice(1);
    return rest === '' ? home : (0,external_node_path_.join)(home, rest);
}
/** The system has none for a user without an entry, as in many containers. */
function homeOrNothing() {
    try {
        return (0,external_node_os_.homedir)();
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./src/ca-bundle.js




/** With the variable's name: an action has no input for it. */
const REMEDY = "give the path of a PEM file with the authority's certificate, or leave it out (unset OTTER_CA_BUNDLE)";
/**
 * Reads the file that `OTTER_CA_BUNDLE` (on the command line also `--ca-bundle`) names: certificates in PEM, trusted
 * beside the usual ones.
 *
 * @throws InputError when it cannot be read, or holds no certificate or one that TLS could not use
 */
function readCaBundle(path) {
    if (path === undefined || path === '')
        return undefined;
    const text = readText(expandHome('ca-bundle', path));
    if (!text.includes(BEGIN))
        throw wrongBundle(path, `which holds no certificate in PEM form: ${REMEDY}`);
    const certificates = text.split(BEGIN).slice(1);
    for (const [index, certificate] of certificates.entries()) {
        if (isReadable(`${BEGIN}${certificate}`))
            continue;
        const which = certificates.length === 1 ? 'whose certificate' : `whose certificate ${index + 1}`;
        const why = /^\r?\n/.test(certificate)
            ? `cannot be read: it was cut or changed. Store the file again, whole, or ${REMEDY}`
            : `has lost its line breaks: store the file as it is (PEM begins a new line after ${BEGIN}), or ${REMEDY}`;
        throw wrongBundle(path, `${which} ${why}`);
    }
    return text;
}
const BEGIN = '-----BEGIN CERTIFICATE-----';
function isReadable(certificate) {
    try {
        // Not imported: it takes 4 ms to load, and few have a bundle.
        new (process.getBuiltinModule('node:crypto').X509Certificate)(certificate);
        return true;
    }
    catch {
        return false;
    }
}
function wrongBundle(path, why) {
    return new src_failure/* InputError */.dz('ca-bundle', `names '${(0,printable/* printable */.g$)(path)}', ${why}.`);
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        const code = error.code ?? 'unknown error';
        throw wrongBundle(path, `which cannot be read (${code}): ${REMEDY}`);
    }
}

// EXTERNAL MODULE: ./src/masking/masker.js + 4 modules
var masking_masker = __nccwpck_require__(7058);
;// CONCATENATED MODULE: ./src/masking/redact.js

/** A text, such as an error message, with every spelling of the secrets replaced by `***`; see {@link Masker.learn}. */
function redact(text, secrets) {
    const masker = new masking_masker/* Masker */.G(secrets);
    return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString();
}

// EXTERNAL MODULE: ./action/shell.js
var shell = __nccwpck_require__(8876);
;// CONCATENATED MODULE: ./action/inputs.js




/**
 * Reads the inputs of `action.yml`.
 *
 * @throws InputError when one is no boolean, or two contradict each other
 */
function readInputs(getInput, platform) {
    const refresh = readBoolean(getInput, 'refresh');
    const script = getInput('run');
    const mode = script !== '' ? 'run' : refresh ? 'refresh' : 'session';
    const inputs = {
        ...readCredential(getInput),
        mode,
        script,
        shell: (0,shell/* parseShell */.a)(getInput('shell'), platform),
        workingDirectory: expandHome('working-directory', getInput('working-directory')),
        outputCredentials: readBoolean(getInput, 'output-credentials'),
        cleanup: readBoolean(getInput, 'cleanup'),
        summary: readBoolean(getInput, 'summary'),
    };
    checkTogether(inputs, getInput('shell'));
    return inputs;
}
/** The inputs that every action has which can exchange a service credential. */
function readCredential(getInput) {
    return {
        serviceAccessKey: getInput('service-access-key'),
        serviceSecretKey: getInput('service-secret-key'),
        request: {
            roleArn: getInput('role-arn'),
            bucket: getInput('bucket'),
            endpoint: getInput('endpoint'),
            region: getInput('region'),
            duration: getInput('duration'),
            access: getInput('access'),
            prefix: getInput('prefix'),
            sessionName: getInput('session-name'),
        },
    };
}
function checkTogether({ mode, outputCredentials, workingDirectory }, shell) {
    if (mode !== 'run' && shell !== '')
        throw new src_failure/* InputError */.dz('shell', 'is given without run, which it is for.');
    if (mode !== 'run' && workingDirectory !== '') {
        throw new src_failure/* InputError */.dz('working-directory', 'is given without run, which it is for.');
    }
    if (mode === 'run' && outputCredentials) {
        throw new src_failure/* InputError */.dz('output-credentials', 'cannot be true with run, which hands nothing to later steps.');
    }
    if (mode === 'refresh' && outputCredentials) {
        throw new src_failure/* InputError */.dz('output-credentials', 'cannot be true with refresh: outputs never change, so they would go stale.');
    }
}
/** @throws InputError when it is neither true nor false; empty is false */
function readBoolean(getInput, name) {
    const given = getInput(name);
    const text = given.toLowerCase();
    if (text === 'true')
        return true;
    if (text === 'false' || text === '')
        return false;
    // Typed into the wrong place, it is not repeated.
    const said = (0,printable/* printable */.g$)(redact(given, [getInput('service-secret-key')].filter(Boolean)));
    throw new src_failure/* InputError */.dz(name, `is '${said}': write true or false.`);
}
/**
 * Explains an empty service credential where GitHub gave none: it hands no secrets to workflows that a pull
 * request from a fork, or Dependabot, starts.
 *
 * @throws InputError when a part of the credential is empty
 */
function checkCredentialPresent(inputs, environment, event) {
    const missing = inputs.serviceSecretKey === '' ? 'service-secret-key' : 'service-access-key';
    if (inputs.serviceSecretKey !== '' && inputs.serviceAccessKey !== '')
        return;
    throw new src_failure/* InputError */.dz(missing, `is empty${emptyBecause(environment, event)}`);
}
/** The end of a sentence about a credential that is empty. */
function emptyBecause(environment, event) {
    if (event.fromFork) {
        return (', since this run comes from a pull request of a fork, and GitHub gives such runs no secrets: skip the step there with ' +
            'if: github.event.pull_request.head.repo.full_name == github.repository.');
    }
    if (environment.GITHUB_ACTOR === 'dependabot[bot]') {
        return ", since Dependabot's runs get Dependabot's own secrets: store the service credential there too, or skip the step.";
    }
    return ': name a secret that exists in this repository, its organisation or the environment of the job (a misspelt name is empty too).';
}
/** Reads the event's payload; an unreadable one tells nothing. */
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
/** What the run tells of itself; the name keeps run, attempt and job whole, and cuts the repository. */
function requestContext(environment, renewed) {
    const run = `${environment.GITHUB_RUN_ID ?? '0'}-${environment.GITHUB_RUN_ATTEMPT ?? '1'}`;
    const job = (environment.GITHUB_JOB ?? 'job').slice(0, 20);
    const repository = (environment.GITHUB_REPOSITORY ?? 'github').replace('/', '.');
    const end = `-${run}-${job}`;
    return { sessionName: `${repository.slice(0, 64 - end.length)}${end}`, renewed };
}
/** What the run tells of itself for the placeholders of a prefix. */
function runFacts(environment) {
    const { GITHUB_REF_NAME, GITHUB_SHA, GITHUB_RUN_ID, GITHUB_JOB } = environment;
    return {
        // On a pull request it is such as 12/merge. GITHUB_HEAD_REF would be a branch that a fork may call main.
        ...(GITHUB_REF_NAME ? { ref: GITHUB_REF_NAME } : {}),
        ...(GITHUB_SHA ? { sha: GITHUB_SHA } : {}),
        ...(GITHUB_RUN_ID ? { runId: GITHUB_RUN_ID } : {}),
        ...(GITHUB_JOB ? { job: GITHUB_JOB } : {}),
    };
}

;// CONCATENATED MODULE: ./action/prepared-step.js




/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
function prepareStep(workflow) {
    const inputs = readInputs(workflow.commands.getInput, workflow.platform);
    return { inputs, ...prepareCredential(workflow, inputs, inputs.mode !== 'session') };
}
/**
 * Checks a service credential and what it is to be exchanged for; the secret is masked first of all.
 *
 * @param renewed whether its sessions will be renewed
 * @throws InputError when an input is wrong
 */
function prepareCredential({ commands, environment }, inputs, renewed) {
    (0,masks/* maskSecrets */.Q)(commands, (0,service_credential/* secretParts */.Bm)(inputs.serviceAccessKey, inputs.serviceSecretKey));
    checkCredentialPresent(inputs, environment, readWorkflowEvent(environment));
    const credential = new service_credential/* ServiceCredential */.he(inputs.serviceAccessKey, inputs.serviceSecretKey);
    const { request, warnings } = checkRequest(inputs.request, requestContext(environment, renewed));
    for (const warning of warnings)
        commands.warning(warning);
    const surroundings = {
        caBundle: readCaBundle(environment.OTTER_CA_BUNDLE),
        environment,
        onRetry: (failure, waitMs) => commands.info(`${(0,src_failure/* firstLine */.TM)(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`),
    };
    return { credential, request, surroundings };
}
/** What the event's payload says, which the runner leaves in a file. */
function readWorkflowEvent({ GITHUB_EVENT_PATH }) {
    try {
        return readEvent((0,external_node_fs_.readFileSync)(GITHUB_EVENT_PATH ?? '', 'utf8'));
    }
    catch {
        return readEvent('');
    }
}

;// CONCATENATED MODULE: ./action/summary.js


const DELIVERIES = {
    session: 'one session, exported to the later steps',
    refresh: 'kept fresh until the job ends, exported to the later steps',
    run: 'kept fresh for the script of this step alone',
};
/** The job summary's section for one step: what a reader of the run asks of its credentials, and no secret. */
function formatSummary(request, session, mode) {
    const rows = [
        ['Bucket', request.bucket],
        ['Access', request.access],
        ['Prefix', request.prefix === '' ? 'the whole bucket' : request.prefix],
        ['Role', request.roleArn],
        ['Session name', request.sessionName],
        ['Endpoint', `${request.endpoint} (${request.region})`],
        ['Delivery', DELIVERIES[mode]],
        [mode === 'session' ? 'Ends' : 'First session ends', (0,src_session/* formatTime */.fU)(session.expiration)],
    ];
    return `### S3 credentials for ${escapeHtml(request.bucket)}\n\n${formatTable(rows)}\n`;
}
/** Values by their names. */
function formatTable(rows) {
    const cells = rows.map(([name, value]) => `<tr><th align="left">${name}</th><td><code>${escapeHtml(value)}</code></td></tr>`);
    return `<table>\n${cells.join('\n')}\n</table>\n`;
}
/** A text for HTML, and for an attribute in double quotes. */
function escapeHtml(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
/**
 * Adds a section to the file that the runner shows; a runner without one shows none. The step's work is done without it,
 * so that it fails for nothing that is wrong with the file.
 *
 * @param format writes the section
 */
function addSummary({ commands, environment }, format) {
    const file = environment.GITHUB_STEP_SUMMARY;
    if (file === undefined || file === '')
        return;
    try {
        (0,external_node_fs_.appendFileSync)(file, format(file));
    }
    catch (error) {
        commands.warning(`The job summary could not be written: ${(0,src_failure/* firstLine */.TM)(error)}`);
    }
}

// EXTERNAL MODULE: ./action/variables.js
var action_variables = __nccwpck_require__(739);
;// CONCATENATED MODULE: ./action/step.js





/**
 * The action's main: checks the inputs, exchanges, masks, then delivers.
 *
 * @returns the step's exit code
 * @throws InputError when an input is wrong, ExchangeFailure when there is no session
 */
async function runStep(workflow) {
    const step = prepareStep(workflow);
    // What only one way of delivering needs is bundled apart, and the usual way starts without it.
    if (step.inputs.mode === 'run') {
        const { runScript } = await Promise.all(/* import() */[__nccwpck_require__.e(32), __nccwpck_require__.e(619)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8619));
        return runScript(workflow, step, (session) => describeStep(workflow, step, session));
    }
    if (step.inputs.mode === 'refresh') {
        const { deliverRefreshing } = await __nccwpck_require__.e(/* import() */ 25).then(__nccwpck_require__.bind(__nccwpck_require__, 2025));
        describeStep(workflow, step, await deliverRefreshing(workflow, step));
        return 0;
    }
    const { session } = await (0,exchange/* exchange */.c)(step.credential, step.request, step.surroundings);
    deliverSession(workflow, step, session);
    describeStep(workflow, step, session);
    return 0;
}
function deliverSession({ commands, environment }, { inputs, request }, session) {
    (0,masks/* maskSecrets */.Q)(commands, (0,src_session/* sessionSecrets */.Ip)(session));
    const variables = { ...(0,src_environment/* sessionVariables */.qu)(session), ...(0,src_environment/* targetVariables */.J)(request) };
    (0,action_variables/* exportToJob */.H)({ commands, environment }, inputs, variables, src_environment/* SHADOWS_OF_SESSION */.VS);
    // Without cleanup the post step still says when the session ended before the job did.
    commands.saveState('expires-at', (0,src_session/* formatTime */.fU)(session.expiration));
    if (!inputs.outputCredentials)
        return;
    commands.setOutput('access-key-id', session.accessKeyId);
    commands.setOutput('secret-access-key', session.secretAccessKey);
    commands.setOutput('session-token', session.sessionToken);
}
/** Tells what the step did: outputs for later steps, lines for the log, a section for the summary. */
function describeStep({ commands, environment, now }, { inputs, request }, session) {
    const expiresAt = (0,src_session/* formatTime */.fU)(session.expiration);
    commands.setOutput('expires-at', expiresAt);
    commands.setOutput('expires-at-epoch', String(Math.floor(session.expiration.getTime() / 1000)));
    commands.setOutput('bucket', request.bucket);
    commands.setOutput('endpoint', request.endpoint);
    commands.setOutput('region', request.region);
    commands.setOutput('session-name', request.sessionName);
    commands.setOutput('session-arn', session.arn);
    const scope = request.prefix === '' ? 'the whole bucket' : `keys that begin with '${request.prefix}'`;
    const left = (0,src_session/* describeSeconds */.bD)((0,src_session/* remainingSeconds */.uo)(session, now()));
    commands.info(`Session for bucket '${request.bucket}' at ${request.endpoint}: ${request.access}, ${scope}.`);
    commands.info(`Session name ${request.sessionName}, role ${request.roleArn}.`);
    commands.info(inputs.mode === 'session'
        ? `It ends at ${expiresAt}, in ${left}.`
        : `This session ends at ${expiresAt}, in ${left}; a new one takes its place well before.`);
    if (inputs.summary)
        addSummary({ commands, environment }, () => formatSummary(request, session, inputs.mode));
}


/***/ }),

/***/ 739:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ exportToJob)
/* harmony export */ });
/* unused harmony export restoreVariables */

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


/***/ }),

/***/ 2889:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ TypeRegistry)
/* harmony export */ });
class TypeRegistry {
    namespace;
    schemas;
    exceptions;
    static registries = new Map();
    constructor(namespace, schemas = new Map(), exceptions = new Map()) {
        this.namespace = namespace;
        this.schemas = schemas;
        this.exceptions = exceptions;
        if (!TypeRegistry.registries.has(namespace)) {
            TypeRegistry.registries.set(namespace, this);
        }
    }
    static for(namespace) {
        return TypeRegistry.registries.get(namespace) ?? new TypeRegistry(namespace);
    }
    copyFrom(other) {
        const { schemas, exceptions } = this;
        for (const [k, v] of other.schemas) {
            if (!schemas.has(k)) {
                schemas.set(k, v);
            }
        }
        for (const [k, v] of other.exceptions) {
            if (!exceptions.has(k)) {
                exceptions.set(k, v);
            }
        }
    }
    register(shapeId, schema) {
        const qualifiedName = this.normalizeShapeId(shapeId);
        for (const r of [this, TypeRegistry.for(qualifiedName.split("#")[0])]) {
            if (!r.schemas.has(qualifiedName)) {
                r.schemas.set(qualifiedName, schema);
            }
        }
    }
    getSchema(shapeId) {
        const id = this.normalizeShapeId(shapeId);
        if (!this.schemas.has(id)) {
            if (!shapeId.includes("#")) {
                const suffix = "#" + shapeId;
                const candidates = [];
                for (const [shapeId, schema] of this.schemas.entries()) {
                    if (shapeId.endsWith(suffix)) {
                        candidates.push(schema);
                    }
                }
                if (candidates.length === 1) {
                    return candidates[0];
                }
            }
            throw new Error(`@smithy/core/schema - schema not found for ${id}`);
        }
        return this.schemas.get(id);
    }
    registerError(es, ctor) {
        const $error = es;
        const ns = $error[1];
        const qualifiedName = ns + "#" + $error[2];
        if (!ctor.hasOwnProperty?.("shapeId")) {
            ctor.shapeId = qualifiedName;
        }
        for (const r of [this, TypeRegistry.for(ns)]) {
            if (!r.schemas.has(qualifiedName) && !r.exceptions.has($error)) {
                r.schemas.set(qualifiedName, $error);
                r.exceptions.set($error, ctor);
            }
        }
    }
    getErrorCtor(es) {
        const $error = es;
        if (this.exceptions.has($error)) {
            return this.exceptions.get($error);
        }
        const registry = TypeRegistry.for($error[1]);
        return registry.exceptions.get($error);
    }
    getBaseException() {
        for (const exceptionKey of this.exceptions.keys()) {
            if (Array.isArray(exceptionKey)) {
                const [, ns, name] = exceptionKey;
                const id = ns + "#" + name;
                if (id.startsWith("smithy.ts.sdk.synthetic.") && id.endsWith("ServiceException")) {
                    return exceptionKey;
                }
            }
        }
        return undefined;
    }
    find(predicate) {
        for (const schema of this.schemas.values()) {
            if (predicate(schema)) {
                return schema;
            }
        }
        return undefined;
    }
    clear() {
        this.schemas.clear();
        this.exceptions.clear();
    }
    normalizeShapeId(shapeId) {
        if (shapeId.includes("#")) {
            return shapeId;
        }
        return this.namespace + "#" + shapeId;
    }
}


/***/ }),

/***/ 1995:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ isArrayBuffer)
/* harmony export */ });
const isArrayBuffer = (arg) => (typeof ArrayBuffer === "function" && arg instanceof ArrayBuffer) ||
    Object.prototype.toString.call(arg) === "[object ArrayBuffer]";


/***/ }),

/***/ 7348:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ fromArrayBuffer),
/* harmony export */   s: () => (/* binding */ fromString)
/* harmony export */ });
/* harmony import */ var _is_array_buffer_is_array_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1995);

const fromArrayBuffer = (input, offset = 0, length = input.byteLength - offset) => {
    if (!(0,_is_array_buffer_is_array_buffer__WEBPACK_IMPORTED_MODULE_0__/* .isArrayBuffer */ .m)(input)) {
        throw new TypeError(`The "input" argument must be ArrayBuffer. Received type ${typeof input} (${input})`);
    }
    return Buffer.from(input, offset, length);
};
const fromString = (input, encoding) => {
    if (typeof input !== "string") {
        throw new TypeError(`The "input" argument must be of type string. Received type ${typeof input} (${input})`);
    }
    return encoding ? Buffer.from(input, encoding) : Buffer.from(input);
};


/***/ }),

/***/ 5408:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fromHex),
/* harmony export */   n: () => (/* binding */ toHex)
/* harmony export */ });
const SHORT_TO_HEX = {};
const HEX_TO_SHORT = {};
for (let i = 0; i < 256; i++) {
    let encodedByte = i.toString(16).toLowerCase();
    if (encodedByte.length === 1) {
        encodedByte = `0${encodedByte}`;
    }
    SHORT_TO_HEX[i] = encodedByte;
    HEX_TO_SHORT[encodedByte] = i;
}
function fromHex(encoded) {
    if (encoded.length % 2 !== 0) {
        throw new Error("Hex encoded strings must have an even number length");
    }
    const out = new Uint8Array(encoded.length / 2);
    for (let i = 0; i < encoded.length; i += 2) {
        const encodedByte = encoded.slice(i, i + 2).toLowerCase();
        if (encodedByte in HEX_TO_SHORT) {
            out[i / 2] = HEX_TO_SHORT[encodedByte];
        }
        else {
            throw new Error(`Cannot decode unrecognized sequence ${encodedByte} as hexadecimal`);
        }
    }
    return out;
}
function toHex(bytes) {
    let out = "";
    for (let i = 0; i < bytes.byteLength; i++) {
        out += SHORT_TO_HEX[bytes[i]];
    }
    return out;
}


/***/ }),

/***/ 9080:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fromUtf8)
/* harmony export */ });
/* harmony import */ var _util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7348);

const fromUtf8 = (input) => {
    const buf = (0,_util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__/* .fromString */ .s)(input, "utf8");
    return new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength / Uint8Array.BYTES_PER_ELEMENT);
};


/***/ }),

/***/ 5117:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ toUtf8)
/* harmony export */ });
/* harmony import */ var _util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7348);

const toUtf8 = (input) => {
    if (typeof input === "string") {
        return input;
    }
    if (typeof input !== "object" || typeof input.byteOffset !== "number" || typeof input.byteLength !== "number") {
        throw new Error("@smithy/util-utf8: toUtf8 encoder function only accepts string | Uint8Array.");
    }
    return (0,_util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__/* .fromArrayBuffer */ .Q)(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
};


/***/ }),

/***/ 5346:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ hasOwn)
/* harmony export */ });
function hasOwn(o, k) {
    return Object.prototype.hasOwnProperty.call(o, k);
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = require("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = require("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   K4: () => (/* binding */ durationWarnings),
/* harmony export */   lX: () => (/* binding */ SHORTEST_USUAL_SESSION_SECONDS)
/* harmony export */ });
/* unused harmony export LONGEST_SESSION_SECONDS */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(874);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9173);



/** The longest session that OtterStorage and a stock RGW role can give, in seconds (`MaxSessionDuration`, 12 h). */
const LONGEST_SESSION_SECONDS = 43_200;
/** The shortest session that AWS and a default RGW give, in seconds (`rgw_sts_min_session_duration`). */
const SHORTEST_USUAL_SESSION_SECONDS = 900;
/**
 * The shortest session that is worth renewing, in seconds: botocore starts to ask for a new one 15 minutes
 * before the end, so with less than twice that it asks before nearly every request.
 */
const SHORTEST_RENEWED_SESSION_SECONDS = 1_800;
const CLOCK_FORM = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO_FORM = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;
/**
 * Reads a duration: `90s`, `30m`, `1h`, `1h30m`, `PT1H`, plain seconds, or `job`.
 *
 * @param jobSeconds what is left of the job, in seconds, where the CI system tells; `job` is that, from
 *   900 to 43,200.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError when the text is none of these, or out of range
 */
function parseDuration(text, jobSeconds) {
    const given = text.trim();
    const seconds = given === 'job' ? jobDuration(jobSeconds) : readSeconds(given);
    if (seconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}', which is no duration: write 90s, 30m, 1h, PT1H or a number of seconds.`);
    }
    if (seconds < 1)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}': a session lasts at least one second, so write such as 1h, or leave it out.`);
    if (seconds > LONGEST_SESSION_SECONDS) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}', over the 12 h that a session can last: ask for 12h or less; in a longer job let it be renewed (refresh, exec; a transfer does so by itself).`);
    }
    return seconds;
}
function jobDuration(jobSeconds) {
    if (jobSeconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', "is 'job', which only GitLab CI can answer (from CI_JOB_TIMEOUT): elsewhere write a length such as 1h.");
    }
    // Near the job's end too it has to be a length that servers give.
    return Math.min(Math.max(Math.ceil(jobSeconds), SHORTEST_USUAL_SESSION_SECONDS), LONGEST_SESSION_SECONDS);
}
function readSeconds(text) {
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    const parts = CLOCK_FORM.exec(text.toLowerCase()) ?? ISO_FORM.exec(text.toUpperCase());
    if (parts === null || parts.slice(1).every((part) => part === undefined))
        return undefined;
    const [hours = '0', minutes = '0', seconds = '0'] = parts.slice(1);
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
/** What to tell the user about a duration that is allowed and may still surprise; empty when there is nothing. */
function durationWarnings(seconds, renewed) {
    if (renewed && seconds < SHORTEST_RENEWED_SESSION_SECONDS) {
        return [
            `duration is ${(0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .describeSeconds */ .bD)(seconds)}: sessions that are refreshed want 30 min or more, ` +
                'since the AWS CLI and boto3 ask again 15 minutes before the end, and so before every request. 1h is right.',
        ];
    }
    if (seconds < SHORTEST_USUAL_SESSION_SECONDS) {
        return [
            `duration is ${(0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .describeSeconds */ .bD)(seconds)}: servers usually refuse less than 15 min; a sandbox or a tuned RGW does not.`,
        ];
    }
    return [];
}


/***/ }),

/***/ 4710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c4: () => (/* binding */ SHADOWS_OF_REFRESH),
  VS: () => (/* binding */ SHADOWS_OF_SESSION),
  Qc: () => (/* binding */ childEnvironment),
  T3: () => (/* binding */ refreshVariables),
  qu: () => (/* binding */ sessionVariables),
  J: () => (/* binding */ targetVariables)
});

// UNUSED EXPORTS: SERVICE_VARIABLES

// EXTERNAL MODULE: ./src/initial-environment.js
var initial_environment = __nccwpck_require__(3581);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./src/shared-files.js



/** The variables that name the AWS SDKs' shared files, and where these are otherwise, below HOME. */
const SHARED_FILES = {
    AWS_SHARED_CREDENTIALS_FILE: '.aws/credentials',
    AWS_CONFIG_FILE: '.aws/config',
};
/** Settings with which clients get credentials from a profile. */
const GIVES_CREDENTIALS = /^\s*(aws_access_key_id|credential_process|role_arn|sso_session|sso_start_url|login_session|web_identity_token_file)\s*=/;
/**
 * The shared files whose default profile gives credentials: boto3 and the AWS CLI take these before they ask the
 * loopback endpoint. By the variables that name the files.
 */
function findDefaultProfiles(environment) {
    const home = environment.HOME || environment.USERPROFILE || (0,external_node_os_.homedir)();
    const paths = Object.entries(SHARED_FILES).map(([name, path]) => [name, environment[name] || (0,external_node_path_.join)(home, path)]);
    return Object.fromEntries(paths.filter(([, path]) => defaultGivesCredentials(readText(path))));
}
/** The variables that hide such files from S3 clients; none where there is nothing to hide. */
function hideDefaultProfiles(environment) {
    const names = Object.keys(findDefaultProfiles(environment));
    return Object.fromEntries(names.map((name) => [name, external_node_os_.devNull]));
}
function defaultGivesCredentials(text) {
    let section = '';
    return text.split(/\r?\n/).some((line) => {
        section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
        return (section === 'default' || section === 'profile default') && GIVES_CREDENTIALS.test(line);
    });
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./src/environment.js



/** Where S3 clients go with either kind of credentials. */
function targetVariables({ region, endpoint, bucket, }) {
    return {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: endpoint,
        // Newer SDKs send CRC trailers by default, which an RGW before 18.2.5 refuses (411).
        AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
        OTTER_BUCKET: bucket,
    };
}
/** The variables of a plain session, read by every S3 client. It ends when the session does. */
function sessionVariables(session) {
    return {
        AWS_ACCESS_KEY_ID: session.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
        AWS_SESSION_TOKEN: session.sessionToken,
        AWS_CREDENTIAL_EXPIRATION: (0,src_session/* formatTime */.fU)(session.expiration),
    };
}
/**
 * The variables that send S3 clients to the loopback endpoint, from which they refresh by themselves.
 *
 * @param environment the clients': where its default profile would win, the profile's file is hidden from them
 */
function refreshVariables(endpoint, environment) {
    return {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.url,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token,
        AWS_EC2_METADATA_DISABLED: 'true',
        ...hideDefaultProfiles(environment),
    };
}
/**
 * Variables that S3 clients read before a plain session's, or instead of it, so that they would win.
 * `AWS_SECURITY_TOKEN` is the old name of the session token; boto3 still reads it.
 */
const SHADOWS_OF_SESSION = [
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SECURITY_TOKEN',
    // These lead to another server than AWS_ENDPOINT_URL does.
    'AWS_ENDPOINT_URL_S3',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];
/** Variables that S3 clients read before the loopback endpoint's: static keys win, and so does the relative form. */
const SHADOWS_OF_REFRESH = [
    ...SHADOWS_OF_SESSION,
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ROLE_ARN',
];
/** Names of the variables with long-lived keys, which no process but the one that asks needs. */
const SERVICE_VARIABLES = [
    'OTTER_SERVICE_ACCESS_KEY',
    'OTTER_SERVICE_SECRET_KEY',
    'OTTER_ADMIN_ACCESS_KEY',
    'OTTER_ADMIN_SECRET_KEY',
    'OTTER_OWNER_ACCESS_KEY',
    'OTTER_OWNER_SECRET_KEY',
];
/**
 * The environment of a child that is to use a session: `base` without the service credential and without what would
 * win over `variables`, and with these.
 *
 * @param secret the service secret: a variable of any name that holds it is left out
 */
function childEnvironment(base, variables, shadows, secret = '') {
    const dropped = new Set([...shadows, ...SERVICE_VARIABLES]);
    const kept = Object.entries(base).filter((entry) => entry[1] !== undefined);
    const harmless = kept.filter(([name, value]) => !dropped.has(name) && !(0,initial_environment/* holdsSecret */.h)(value, secret));
    return { ...Object.fromEntries(harmless), ...variables };
}


/***/ }),

/***/ 9633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c: () => (/* binding */ exchange)
});

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/schema/TypeRegistry.js
var TypeRegistry = __nccwpck_require__(2889);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/client/smithy-client/exceptions.js
class ServiceException extends Error {
    static shapeId = "smithy.ts.sdk.synthetic.nonamespace.client#ServiceException";
    $fault;
    $response;
    $retryable;
    $metadata;
    constructor(options) {
        super(options.message);
        Object.setPrototypeOf(this, Object.getPrototypeOf(this).constructor.prototype);
        this.name = options.name;
        this.$fault = options.$fault;
        this.$metadata = options.$metadata;
    }
    static isInstance(value) {
        if (!value) {
            return false;
        }
        const candidate = value;
        return (ServiceException.prototype.isPrototypeOf(candidate) ||
            (Boolean(candidate.$fault) &&
                Boolean(candidate.$metadata) &&
                (candidate.$fault === "client" || candidate.$fault === "server")));
    }
    static [Symbol.hasInstance](instance) {
        if (!instance) {
            return false;
        }
        const candidate = instance;
        if (this === ServiceException) {
            return ServiceException.isInstance(instance);
        }
        if (ServiceException.isInstance(instance)) {
            if (this.prototype.isPrototypeOf(instance)) {
                return true;
            }
            const targetId = Object.prototype.hasOwnProperty.call(this, "shapeId")
                ? this.shapeId
                : undefined;
            let candidateHasShapeId = false;
            if (targetId) {
                let proto = Object.getPrototypeOf(candidate);
                while (proto && proto !== Object.prototype) {
                    const ctor = proto.constructor;
                    const candidateId = ctor !== ServiceException && Object.prototype.hasOwnProperty.call(ctor, "shapeId")
                        ? ctor?.shapeId
                        : undefined;
                    if (candidateId) {
                        candidateHasShapeId = true;
                        if (candidateId === targetId) {
                            return true;
                        }
                    }
                    proto = Object.getPrototypeOf(proto);
                }
            }
            if (targetId && candidateHasShapeId) {
                return false;
            }
            const targetName = this.name;
            if (targetName && targetName.length >= 6) {
                if (candidate.name === targetName) {
                    return true;
                }
                let proto = Object.getPrototypeOf(candidate);
                while (proto && proto !== Object.prototype) {
                    const ctorName = proto.constructor?.name;
                    if (ctorName && ctorName !== "Error" && ctorName === targetName) {
                        return true;
                    }
                    proto = Object.getPrototypeOf(proto);
                }
            }
        }
        return false;
    }
}
const decorateServiceException = (exception, additions = {}) => {
    Object.entries(additions)
        .filter(([, v]) => v !== undefined)
        .forEach(([k, v]) => {
        if (exception[k] == undefined || exception[k] === "") {
            exception[k] = v;
        }
    });
    const message = exception.message || exception.Message || "UnknownError";
    exception.message = message;
    delete exception.Message;
    return exception;
};

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/client-sts/dist-es/models/STSServiceException.js


class STSServiceException extends ServiceException {
    static shapeId = "smithy.ts.sdk.synthetic.com.amazonaws.sts#STSServiceException";
    constructor(options) {
        super(options);
        Object.setPrototypeOf(this, STSServiceException.prototype);
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/client-sts/dist-es/models/errors.js

class ExpiredTokenException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#ExpiredTokenException";
    name = "ExpiredTokenException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "ExpiredTokenException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, ExpiredTokenException.prototype);
    }
}
class InvalidContextAssertionException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#InvalidContextAssertionException";
    name = "InvalidContextAssertionException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "InvalidContextAssertionException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, InvalidContextAssertionException.prototype);
    }
}
class MalformedPolicyDocumentException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#MalformedPolicyDocumentException";
    name = "MalformedPolicyDocumentException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "MalformedPolicyDocumentException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, MalformedPolicyDocumentException.prototype);
    }
}
class PackedPolicyTooLargeException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#PackedPolicyTooLargeException";
    name = "PackedPolicyTooLargeException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "PackedPolicyTooLargeException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, PackedPolicyTooLargeException.prototype);
    }
}
class RegionDisabledException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#RegionDisabledException";
    name = "RegionDisabledException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "RegionDisabledException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, RegionDisabledException.prototype);
    }
}
class IDPRejectedClaimException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#IDPRejectedClaimException";
    name = "IDPRejectedClaimException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "IDPRejectedClaimException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, IDPRejectedClaimException.prototype);
    }
}
class InvalidIdentityTokenException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#InvalidIdentityTokenException";
    name = "InvalidIdentityTokenException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "InvalidIdentityTokenException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, InvalidIdentityTokenException.prototype);
    }
}
class IDPCommunicationErrorException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#IDPCommunicationErrorException";
    name = "IDPCommunicationErrorException";
    $fault = "client";
    $retryable = {};
    constructor(opts) {
        super({
            name: "IDPCommunicationErrorException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, IDPCommunicationErrorException.prototype);
    }
}
class InvalidAuthorizationMessageException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#InvalidAuthorizationMessageException";
    name = "InvalidAuthorizationMessageException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "InvalidAuthorizationMessageException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, InvalidAuthorizationMessageException.prototype);
    }
}
class ExpiredTradeInTokenException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#ExpiredTradeInTokenException";
    name = "ExpiredTradeInTokenException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "ExpiredTradeInTokenException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, ExpiredTradeInTokenException.prototype);
    }
}
class InsufficientSessionLifetimeException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#InsufficientSessionLifetimeException";
    name = "InsufficientSessionLifetimeException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "InsufficientSessionLifetimeException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, InsufficientSessionLifetimeException.prototype);
    }
}
class InvalidSubjectCredentialsException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#InvalidSubjectCredentialsException";
    name = "InvalidSubjectCredentialsException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "InvalidSubjectCredentialsException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, InvalidSubjectCredentialsException.prototype);
    }
}
class JWTPayloadSizeExceededException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#JWTPayloadSizeExceededException";
    name = "JWTPayloadSizeExceededException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "JWTPayloadSizeExceededException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, JWTPayloadSizeExceededException.prototype);
    }
}
class OutboundWebIdentityFederationDisabledException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#OutboundWebIdentityFederationDisabledException";
    name = "OutboundWebIdentityFederationDisabledException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "OutboundWebIdentityFederationDisabledException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, OutboundWebIdentityFederationDisabledException.prototype);
    }
}
class SessionDurationEscalationException extends STSServiceException {
    static shapeId = "com.amazonaws.sts#SessionDurationEscalationException";
    name = "SessionDurationEscalationException";
    $fault = "client";
    constructor(opts) {
        super({
            name: "SessionDurationEscalationException",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, SessionDurationEscalationException.prototype);
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/client-sts/dist-es/schemas/schemas_0.js
const _A = "Arn";
const _AKI = "AccessKeyId";
const _AP = "AssumedPrincipal";
const _AR = "AssumeRole";
const _ARI = "AssumedRoleId";
const _ARR = "AssumeRoleRequest";
const _ARRs = "AssumeRoleResponse";
const _ARRss = "AssumeRootRequest";
const _ARRssu = "AssumeRootResponse";
const _ARU = "AssumedRoleUser";
const _ARWSAML = "AssumeRoleWithSAML";
const _ARWSAMLR = "AssumeRoleWithSAMLRequest";
const _ARWSAMLRs = "AssumeRoleWithSAMLResponse";
const _ARWWI = "AssumeRoleWithWebIdentity";
const _ARWWIR = "AssumeRoleWithWebIdentityRequest";
const _ARWWIRs = "AssumeRoleWithWebIdentityResponse";
const _ARs = "AssumeRoot";
const _Ac = "Account";
const _Au = "Audience";
const _C = "Credentials";
const _CA = "ContextAssertion";
const _DAM = "DecodeAuthorizationMessage";
const _DAMR = "DecodeAuthorizationMessageRequest";
const _DAMRe = "DecodeAuthorizationMessageResponse";
const _DM = "DecodedMessage";
const _DS = "DurationSeconds";
const _E = "Expiration";
const _EI = "ExternalId";
const _EM = "EncodedMessage";
const _ETE = "ExpiredTokenException";
const _ETITE = "ExpiredTradeInTokenException";
const _FPA = "FederatedProviderArn";
const _FU = "FederatedUser";
const _FUI = "FederatedUserId";
const _GAKI = "GetAccessKeyInfo";
const _GAKIR = "GetAccessKeyInfoRequest";
const _GAKIRe = "GetAccessKeyInfoResponse";
const _GCI = "GetCallerIdentity";
const _GCIR = "GetCallerIdentityRequest";
const _GCIRe = "GetCallerIdentityResponse";
const _GDAT = "GetDelegatedAccessToken";
const _GDATR = "GetDelegatedAccessTokenRequest";
const _GDATRe = "GetDelegatedAccessTokenResponse";
const _GFT = "GetFederationToken";
const _GFTR = "GetFederationTokenRequest";
const _GFTRe = "GetFederationTokenResponse";
const _GSC = "GetScopedCredentials";
const _GSCR = "GetScopedCredentialsRequest";
const _GSCRe = "GetScopedCredentialsResponse";
const _GST = "GetSessionToken";
const _GSTR = "GetSessionTokenRequest";
const _GSTRe = "GetSessionTokenResponse";
const _GWIT = "GetWebIdentityToken";
const _GWITR = "GetWebIdentityTokenRequest";
const _GWITRe = "GetWebIdentityTokenResponse";
const _I = "Issuer";
const _IAME = "InvalidAuthorizationMessageException";
const _ICAE = "InvalidContextAssertionException";
const _IDPCEE = "IDPCommunicationErrorException";
const _IDPRCE = "IDPRejectedClaimException";
const _IITE = "InvalidIdentityTokenException";
const _IP = "IdentityProvider";
const _ISCE = "InvalidSubjectCredentialsException";
const _ISLE = "InsufficientSessionLifetimeException";
const _JWTPSEE = "JWTPayloadSizeExceededException";
const _K = "Key";
const _MPDE = "MalformedPolicyDocumentException";
const _MSTS = "MinimumSessionTokenSize";
const _N = "Name";
const _NQ = "NameQualifier";
const _OI = "OriginIdentity";
const _OWIFDE = "OutboundWebIdentityFederationDisabledException";
const _P = "Policy";
const _PA = "PolicyArns";
const _PAr = "PrincipalArn";
const _PAro = "ProviderArn";
const _PC = "ProvidedContexts";
const _PCLT = "ProvidedContextsListType";
const _PCr = "ProvidedContext";
const _PDT = "PolicyDescriptorType";
const _PI = "ProviderId";
const _PPS = "PackedPolicySize";
const _PPTLE = "PackedPolicyTooLargeException";
const _Pr = "Provider";
const _RA = "RoleArn";
const _RDE = "RegionDisabledException";
const _RSN = "RoleSessionName";
const _S = "Subject";
const _SA = "SigningAlgorithm";
const _SAK = "SecretAccessKey";
const _SAMLA = "SAMLAssertion";
const _SAMLAT = "SAMLAssertionType";
const _SDEE = "SessionDurationEscalationException";
const _SFWIT = "SubjectFromWebIdentityToken";
const _SI = "SourceIdentity";
const _SIe = "SessionInfo";
const _SM = "SubjectMode";
const _SN = "SerialNumber";
const _SPC = "ScopedPoliciesCount";
const _SS = "ScopedSession";
const _SSD = "ScopedSessionDescription";
const _SSI = "ScopedSessionId";
const _ST = "SubjectType";
const _STS = "SessionTokenSize";
const _STU = "SessionTokenUtilization";
const _STe = "SessionToken";
const _Sc = "Scope";
const _T = "Tags";
const _TC = "TokenCode";
const _TCr = "TransactionContext";
const _TIPC = "TrustedIdentityPropagationContext";
const _TIT = "TradeInToken";
const _TP = "TargetPrincipal";
const _TPA = "TaskPolicyArn";
const _TTK = "TransitiveTagKeys";
const _Ta = "Tag";
const _UI = "UserId";
const _V = "Value";
const _WIT = "WebIdentityToken";
const _a = "arn";
const _aKST = "accessKeySecretType";
const _aQE = "awsQueryError";
const _c = "client";
const _cTT = "clientTokenType";
const _e = "error";
const _hE = "httpError";
const _m = "message";
const _oIIT = "originIdentityIssuerType";
const _oIST = "originIdentitySubjectType";
const _oISTT = "originIdentitySubjectTypeType";
const _pDLT = "policyDescriptorListType";
const _s = "smithy.ts.sdk.synthetic.com.amazonaws.sts";
const _tCIPMT = "transactionContextIdentityProviderMapType";
const _tCVT = "transactionContextValueType";
const _tITT = "tradeInTokenType";
const _tLT = "tagListType";
const _wITT = "webIdentityTokenType";
const n0 = "com.amazonaws.sts";



const _s_registry = new TypeRegistry/* TypeRegistry */.O(_s);
var STSServiceException$ = [-3, _s, "STSServiceException", 0, [], []];
_s_registry.registerError(STSServiceException$, STSServiceException);
const n0_registry = new TypeRegistry/* TypeRegistry */.O(n0);
var ExpiredTokenException$ = [-3, n0, _ETE,
    { [_aQE]: [`ExpiredTokenException`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(ExpiredTokenException$, ExpiredTokenException);
var ExpiredTradeInTokenException$ = [-3, n0, _ETITE,
    { [_aQE]: [`ExpiredTradeInTokenException`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(ExpiredTradeInTokenException$, ExpiredTradeInTokenException);
var IDPCommunicationErrorException$ = [-3, n0, _IDPCEE,
    { [_aQE]: [`IDPCommunicationError`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(IDPCommunicationErrorException$, IDPCommunicationErrorException);
var IDPRejectedClaimException$ = [-3, n0, _IDPRCE,
    { [_aQE]: [`IDPRejectedClaim`, 403], [_e]: _c, [_hE]: 403 },
    [_m],
    [0]
];
n0_registry.registerError(IDPRejectedClaimException$, IDPRejectedClaimException);
var InsufficientSessionLifetimeException$ = [-3, n0, _ISLE,
    { [_aQE]: [`InsufficientSessionLifetime`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(InsufficientSessionLifetimeException$, InsufficientSessionLifetimeException);
var InvalidAuthorizationMessageException$ = [-3, n0, _IAME,
    { [_aQE]: [`InvalidAuthorizationMessageException`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(InvalidAuthorizationMessageException$, InvalidAuthorizationMessageException);
var InvalidContextAssertionException$ = [-3, n0, _ICAE,
    { [_aQE]: [`InvalidContextAssertion`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(InvalidContextAssertionException$, InvalidContextAssertionException);
var InvalidIdentityTokenException$ = [-3, n0, _IITE,
    { [_aQE]: [`InvalidIdentityToken`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(InvalidIdentityTokenException$, InvalidIdentityTokenException);
var InvalidSubjectCredentialsException$ = [-3, n0, _ISCE,
    { [_aQE]: [`InvalidSubjectCredentials`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(InvalidSubjectCredentialsException$, InvalidSubjectCredentialsException);
var JWTPayloadSizeExceededException$ = [-3, n0, _JWTPSEE,
    { [_aQE]: [`JWTPayloadSizeExceededException`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(JWTPayloadSizeExceededException$, JWTPayloadSizeExceededException);
var MalformedPolicyDocumentException$ = [-3, n0, _MPDE,
    { [_aQE]: [`MalformedPolicyDocument`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(MalformedPolicyDocumentException$, MalformedPolicyDocumentException);
var OutboundWebIdentityFederationDisabledException$ = [-3, n0, _OWIFDE,
    { [_aQE]: [`OutboundWebIdentityFederationDisabledException`, 403], [_e]: _c, [_hE]: 403 },
    [_m],
    [0]
];
n0_registry.registerError(OutboundWebIdentityFederationDisabledException$, OutboundWebIdentityFederationDisabledException);
var PackedPolicyTooLargeException$ = [-3, n0, _PPTLE,
    { [_aQE]: [`PackedPolicyTooLarge`, 400], [_e]: _c, [_hE]: 400 },
    [_m],
    [0]
];
n0_registry.registerError(PackedPolicyTooLargeException$, PackedPolicyTooLargeException);
var RegionDisabledException$ = [-3, n0, _RDE,
    { [_aQE]: [`RegionDisabledException`, 403], [_e]: _c, [_hE]: 403 },
    [_m],
    [0]
];
n0_registry.registerError(RegionDisabledException$, RegionDisabledException);
var SessionDurationEscalationException$ = [-3, n0, _SDEE,
    { [_aQE]: [`SessionDurationEscalationException`, 403], [_e]: _c, [_hE]: 403 },
    [_m],
    [0]
];
n0_registry.registerError(SessionDurationEscalationException$, SessionDurationEscalationException);
const errorTypeRegistries = [
    _s_registry,
    n0_registry,
];
var accessKeySecretType = [0, n0, _aKST, 8, 0];
var clientTokenType = [0, n0, _cTT, 8, 0];
var originIdentityIssuerType = [0, n0, _oIIT, 8, 0];
var originIdentitySubjectType = [0, n0, _oIST, 8, 0];
var originIdentitySubjectTypeType = [0, n0, _oISTT, 8, 0];
var SAMLAssertionType = [0, n0, _SAMLAT, 8, 0];
var tradeInTokenType = [0, n0, _tITT, 8, 0];
var transactionContextValueType = [0, n0, _tCVT, 8, 0];
var webIdentityTokenType = [0, n0, _wITT, 8, 0];
var AssumedRoleUser$ = [3, n0, _ARU,
    0,
    [_ARI, _A],
    [0, 0], 2
];
var AssumeRoleRequest$ = [3, n0, _ARR,
    0,
    [_RA, _RSN, _PA, _P, _DS, _T, _TTK, _EI, _SN, _TC, _SI, _PC, _MSTS],
    [0, 0, () => policyDescriptorListType, 0, 1, () => tagListType, 64 | 0, 0, 0, 0, 0, () => ProvidedContextsListType, 1], 2
];
var AssumeRoleResponse$ = [3, n0, _ARRs,
    0,
    [_C, _ARU, _PPS, _SI, _STU, _STS],
    [[() => Credentials$, 0], () => AssumedRoleUser$, 1, 0, 1, 1]
];
var AssumeRoleWithSAMLRequest$ = [3, n0, _ARWSAMLR,
    0,
    [_RA, _PAr, _SAMLA, _PA, _P, _DS, _MSTS],
    [0, 0, [() => SAMLAssertionType, 0], () => policyDescriptorListType, 0, 1, 1], 3
];
var AssumeRoleWithSAMLResponse$ = [3, n0, _ARWSAMLRs,
    0,
    [_C, _ARU, _PPS, _S, _ST, _I, _Au, _NQ, _SI, _STU, _STS, _TIPC],
    [[() => Credentials$, 0], () => AssumedRoleUser$, 1, 0, 0, 0, 0, 0, 0, 1, 1, [() => TrustedIdentityPropagationContext$, 0]]
];
var AssumeRoleWithWebIdentityRequest$ = [3, n0, _ARWWIR,
    0,
    [_RA, _RSN, _WIT, _PI, _PA, _P, _DS, _MSTS],
    [0, 0, [() => clientTokenType, 0], 0, () => policyDescriptorListType, 0, 1, 1], 3
];
var AssumeRoleWithWebIdentityResponse$ = [3, n0, _ARWWIRs,
    0,
    [_C, _SFWIT, _ARU, _PPS, _Pr, _Au, _SI, _STU, _STS, _TIPC],
    [[() => Credentials$, 0], 0, () => AssumedRoleUser$, 1, 0, 0, 0, 1, 1, [() => TrustedIdentityPropagationContext$, 0]]
];
var AssumeRootRequest$ = [3, n0, _ARRss,
    0,
    [_TP, _TPA, _DS, _MSTS],
    [0, () => PolicyDescriptorType$, 1, 1], 2
];
var AssumeRootResponse$ = [3, n0, _ARRssu,
    0,
    [_C, _SI, _STU, _STS],
    [[() => Credentials$, 0], 0, 1, 1]
];
var Credentials$ = [3, n0, _C,
    0,
    [_AKI, _SAK, _STe, _E],
    [0, [() => accessKeySecretType, 0], 0, 4], 4
];
var DecodeAuthorizationMessageRequest$ = [3, n0, _DAMR,
    0,
    [_EM],
    [0], 1
];
var DecodeAuthorizationMessageResponse$ = [3, n0, _DAMRe,
    0,
    [_DM],
    [0]
];
var FederatedUser$ = [3, n0, _FU,
    0,
    [_FUI, _A],
    [0, 0], 2
];
var GetAccessKeyInfoRequest$ = [3, n0, _GAKIR,
    0,
    [_AKI],
    [0], 1
];
var GetAccessKeyInfoResponse$ = [3, n0, _GAKIRe,
    0,
    [_Ac],
    [0]
];
var GetCallerIdentityRequest$ = [3, n0, _GCIR,
    0,
    [],
    []
];
var GetCallerIdentityResponse$ = [3, n0, _GCIRe,
    0,
    [_UI, _Ac, _A],
    [0, 0, 0]
];
var GetDelegatedAccessTokenRequest$ = [3, n0, _GDATR,
    0,
    [_TIT],
    [[() => tradeInTokenType, 0]], 1
];
var GetDelegatedAccessTokenResponse$ = [3, n0, _GDATRe,
    0,
    [_C, _PPS, _AP],
    [[() => Credentials$, 0], 1, 0]
];
var GetFederationTokenRequest$ = [3, n0, _GFTR,
    0,
    [_N, _P, _PA, _DS, _T, _MSTS],
    [0, 0, () => policyDescriptorListType, 1, () => tagListType, 1], 1
];
var GetFederationTokenResponse$ = [3, n0, _GFTRe,
    0,
    [_C, _FU, _PPS, _STU, _STS],
    [[() => Credentials$, 0], () => FederatedUser$, 1, 1, 1]
];
var GetScopedCredentialsRequest$ = [3, n0, _GSCR,
    0,
    [_P, _DS, _MSTS, _SSD],
    [0, 1, 1, 0]
];
var GetScopedCredentialsResponse$ = [3, n0, _GSCRe,
    0,
    [_C, _SIe, _STU, _STS, _SPC, _SI],
    [[() => Credentials$, 0], () => ScopedSession$, 1, 1, 1, 0]
];
var GetSessionTokenRequest$ = [3, n0, _GSTR,
    0,
    [_DS, _SN, _TC, _MSTS],
    [1, 0, 0, 1]
];
var GetSessionTokenResponse$ = [3, n0, _GSTRe,
    0,
    [_C, _STU, _STS],
    [[() => Credentials$, 0], 1, 1]
];
var GetWebIdentityTokenRequest$ = [3, n0, _GWITR,
    0,
    [_Au, _SA, _DS, _Sc, _SM, _T],
    [64 | 0, 0, 1, 0, 0, () => tagListType], 2
];
var GetWebIdentityTokenResponse$ = [3, n0, _GWITRe,
    0,
    [_WIT, _E],
    [[() => webIdentityTokenType, 0], 4]
];
var OriginIdentity$ = [3, n0, _OI,
    0,
    [_S, _ST, _I, _FPA],
    [[() => originIdentitySubjectType, 0], [() => originIdentitySubjectTypeType, 0], [() => originIdentityIssuerType, 0], 0]
];
var PolicyDescriptorType$ = [3, n0, _PDT,
    0,
    [_a],
    [0]
];
var ProvidedContext$ = [3, n0, _PCr,
    0,
    [_PAro, _CA],
    [0, 0]
];
var ScopedSession$ = [3, n0, _SS,
    0,
    [_SSI, _A],
    [0, 0], 2
];
var Tag$ = [3, n0, _Ta,
    0,
    [_K, _V],
    [0, 0], 2
];
var TransactionContext$ = [3, n0, _TCr,
    0,
    [_IP],
    [[() => transactionContextIdentityProviderMapType, 0]]
];
var TrustedIdentityPropagationContext$ = [3, n0, _TIPC,
    8,
    [_OI, _TCr],
    [[() => OriginIdentity$, 0], [() => TransactionContext$, 0]]
];
var policyDescriptorListType = [1, n0, _pDLT,
    0, () => PolicyDescriptorType$
];
var ProvidedContextsListType = [1, n0, _PCLT,
    0, () => ProvidedContext$
];
var tagKeyListType = (/* unused pure expression or super */ null && (64 | 0));
var tagListType = [1, n0, _tLT,
    0, () => Tag$
];
var webIdentityTokenAudienceListType = (/* unused pure expression or super */ null && (64 | 0));
var transactionContextIdentityProviderMapType = [2, n0, _tCIPMT,
    0, [0,
        0],
    [() => transactionContextValueType,
        0]
];
var AssumeRole$ = [9, n0, _AR,
    0, () => AssumeRoleRequest$, () => AssumeRoleResponse$
];
var AssumeRoleWithSAML$ = [9, n0, _ARWSAML,
    0, () => AssumeRoleWithSAMLRequest$, () => AssumeRoleWithSAMLResponse$
];
var AssumeRoleWithWebIdentity$ = [9, n0, _ARWWI,
    0, () => AssumeRoleWithWebIdentityRequest$, () => AssumeRoleWithWebIdentityResponse$
];
var AssumeRoot$ = [9, n0, _ARs,
    0, () => AssumeRootRequest$, () => AssumeRootResponse$
];
var DecodeAuthorizationMessage$ = [9, n0, _DAM,
    0, () => DecodeAuthorizationMessageRequest$, () => DecodeAuthorizationMessageResponse$
];
var GetAccessKeyInfo$ = [9, n0, _GAKI,
    0, () => GetAccessKeyInfoRequest$, () => GetAccessKeyInfoResponse$
];
var GetCallerIdentity$ = [9, n0, _GCI,
    0, () => GetCallerIdentityRequest$, () => GetCallerIdentityResponse$
];
var GetDelegatedAccessToken$ = [9, n0, _GDAT,
    0, () => GetDelegatedAccessTokenRequest$, () => GetDelegatedAccessTokenResponse$
];
var GetFederationToken$ = [9, n0, _GFT,
    0, () => GetFederationTokenRequest$, () => GetFederationTokenResponse$
];
var GetScopedCredentials$ = [9, n0, _GSC,
    0, () => GetScopedCredentialsRequest$, () => GetScopedCredentialsResponse$
];
var GetSessionToken$ = [9, n0, _GST,
    0, () => GetSessionTokenRequest$, () => GetSessionTokenResponse$
];
var GetWebIdentityToken$ = [9, n0, _GWIT,
    0, () => GetWebIdentityTokenRequest$, () => GetWebIdentityTokenResponse$
];

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/hasOwn.js
var transport_hasOwn = __nccwpck_require__(5346);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/schema/deref.js
const deref = (schemaRef) => {
    if (typeof schemaRef === "function") {
        return schemaRef();
    }
    return schemaRef;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/schema/schemas/translateTraits.js
const traitsCache = [];
function translateTraits(indicator) {
    if (typeof indicator === "object") {
        return indicator;
    }
    indicator = indicator | 0;
    if (traitsCache[indicator]) {
        return traitsCache[indicator];
    }
    const traits = {};
    let i = 0;
    for (const trait of [
        "httpLabel",
        "idempotent",
        "idempotencyToken",
        "sensitive",
        "httpPayload",
        "httpResponseCode",
        "httpQueryParams",
    ]) {
        if (((indicator >> i++) & 1) === 1) {
            traits[trait] = 1;
        }
    }
    return (traitsCache[indicator] = traits);
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/schema/schemas/NormalizedSchema.js


const anno = {
    it: Symbol.for("@smithy/nor-struct-it"),
    ns: Symbol.for("@smithy/ns"),
};
const simpleSchemaCacheN = [];
const simpleSchemaCacheS = {};
class NormalizedSchema {
    ref;
    memberName;
    static symbol = Symbol.for("@smithy/nor");
    symbol = NormalizedSchema.symbol;
    name;
    schema;
    _isMemberSchema;
    traits;
    memberTraits;
    normalizedTraits;
    constructor(ref, memberName) {
        this.ref = ref;
        this.memberName = memberName;
        const traitStack = [];
        let _ref = ref;
        let schema = ref;
        this._isMemberSchema = false;
        while (isMemberSchema(_ref)) {
            traitStack.push(_ref[1]);
            _ref = _ref[0];
            schema = deref(_ref);
            this._isMemberSchema = true;
        }
        if (traitStack.length > 0) {
            this.memberTraits = {};
            for (let i = traitStack.length - 1; i >= 0; --i) {
                const traitSet = traitStack[i];
                Object.assign(this.memberTraits, translateTraits(traitSet));
            }
        }
        else {
            this.memberTraits = 0;
        }
        if (schema instanceof NormalizedSchema) {
            const computedMemberTraits = this.memberTraits;
            Object.assign(this, schema);
            this.memberTraits = Object.assign({}, computedMemberTraits, schema.getMemberTraits(), this.getMemberTraits());
            this.normalizedTraits = void 0;
            this.memberName = memberName ?? schema.memberName;
            return;
        }
        this.schema = deref(schema);
        if (isStaticSchema(this.schema)) {
            this.name = `${this.schema[1]}#${this.schema[2]}`;
            this.traits = this.schema[3];
        }
        else {
            this.name = this.memberName ?? String(schema);
            this.traits = 0;
        }
        if (this._isMemberSchema && !memberName) {
            throw new Error(`@smithy/core/schema - NormalizedSchema member init ${this.getName(true)} missing member name.`);
        }
    }
    static [Symbol.hasInstance](lhs) {
        const isPrototype = this.prototype.isPrototypeOf(lhs);
        if (!isPrototype && typeof lhs === "object" && lhs !== null) {
            const ns = lhs;
            return ns.symbol === this.symbol;
        }
        return isPrototype;
    }
    static of(ref) {
        const keyAble = typeof ref === "function" || (typeof ref === "object" && ref !== null);
        if (typeof ref === "number") {
            if (simpleSchemaCacheN[ref]) {
                return simpleSchemaCacheN[ref];
            }
        }
        else if (typeof ref === "string") {
            if (simpleSchemaCacheS[ref]) {
                return simpleSchemaCacheS[ref];
            }
        }
        else if (keyAble) {
            if (ref[anno.ns]) {
                return ref[anno.ns];
            }
        }
        const sc = deref(ref);
        if (sc instanceof NormalizedSchema) {
            return sc;
        }
        if (isMemberSchema(sc)) {
            const [ns, traits] = sc;
            if (ns instanceof NormalizedSchema) {
                Object.assign(ns.getMergedTraits(), translateTraits(traits));
                return ns;
            }
            throw new Error(`@smithy/core/schema - may not init unwrapped member schema=${JSON.stringify(ref, null, 2)}.`);
        }
        const ns = new NormalizedSchema(sc);
        if (keyAble) {
            return (ref[anno.ns] = ns);
        }
        if (typeof sc === "string") {
            return (simpleSchemaCacheS[sc] = ns);
        }
        if (typeof sc === "number") {
            return (simpleSchemaCacheN[sc] = ns);
        }
        return ns;
    }
    getSchema() {
        const sc = this.schema;
        if (Array.isArray(sc) && sc[0] === 0) {
            return sc[4];
        }
        return sc;
    }
    getName(withNamespace = false) {
        const { name } = this;
        const short = !withNamespace && name && name.includes("#");
        return short ? name.split("#")[1] : name || undefined;
    }
    getMemberName() {
        return this.memberName;
    }
    isMemberSchema() {
        return this._isMemberSchema;
    }
    isListSchema() {
        const sc = this.getSchema();
        return typeof sc === "number"
            ? sc >= 64 && sc < 128
            : sc[0] === 1;
    }
    isMapSchema() {
        const sc = this.getSchema();
        return typeof sc === "number"
            ? sc >= 128 && sc <= 0b1111_1111
            : sc[0] === 2;
    }
    isStructSchema() {
        const sc = this.getSchema();
        if (typeof sc !== "object") {
            return false;
        }
        const id = sc[0];
        return (id === 3 ||
            id === -3 ||
            id === 4);
    }
    isUnionSchema() {
        const sc = this.getSchema();
        if (typeof sc !== "object") {
            return false;
        }
        return sc[0] === 4;
    }
    isBlobSchema() {
        const sc = this.getSchema();
        return sc === 21 || sc === 42;
    }
    isTimestampSchema() {
        const sc = this.getSchema();
        return (typeof sc === "number" &&
            sc >= 4 &&
            sc <= 7);
    }
    isUnitSchema() {
        return this.getSchema() === "unit";
    }
    isDocumentSchema() {
        return this.getSchema() === 15;
    }
    isStringSchema() {
        return this.getSchema() === 0;
    }
    isBooleanSchema() {
        return this.getSchema() === 2;
    }
    isNumericSchema() {
        return this.getSchema() === 1;
    }
    isBigIntegerSchema() {
        return this.getSchema() === 17;
    }
    isBigDecimalSchema() {
        return this.getSchema() === 19;
    }
    isStreaming() {
        const { streaming } = this.getMergedTraits();
        return !!streaming || this.getSchema() === 42;
    }
    isIdempotencyToken() {
        return !!this.getMergedTraits().idempotencyToken;
    }
    getMergedTraits() {
        return (this.normalizedTraits ??
            (this.normalizedTraits = {
                ...this.getOwnTraits(),
                ...this.getMemberTraits(),
            }));
    }
    getMemberTraits() {
        return translateTraits(this.memberTraits);
    }
    getOwnTraits() {
        return translateTraits(this.traits);
    }
    getKeySchema() {
        const [isDoc, isMap] = [this.isDocumentSchema(), this.isMapSchema()];
        if (!isDoc && !isMap) {
            throw new Error(`@smithy/core/schema - cannot get key for non-map: ${this.getName(true)}`);
        }
        const schema = this.getSchema();
        const memberSchema = isDoc
            ? 15
            : (schema[4] ?? 0);
        return member([memberSchema, 0], "key");
    }
    getValueSchema() {
        const sc = this.getSchema();
        const [isDoc, isMap, isList] = [this.isDocumentSchema(), this.isMapSchema(), this.isListSchema()];
        const memberSchema = typeof sc === "number"
            ? 0b0011_1111 & sc
            : sc && typeof sc === "object" && (isMap || isList)
                ? sc[3 + sc[0]]
                : isDoc
                    ? 15
                    : void 0;
        if (memberSchema != null) {
            return member([memberSchema, 0], isMap ? "value" : "member");
        }
        throw new Error(`@smithy/core/schema - ${this.getName(true)} has no value member.`);
    }
    getMemberSchema(memberName) {
        const struct = this.getSchema();
        if (this.isStructSchema() && struct[4].includes(memberName)) {
            const i = struct[4].indexOf(memberName);
            const memberSchema = struct[5][i];
            return member(isMemberSchema(memberSchema) ? memberSchema : [memberSchema, 0], memberName);
        }
        if (this.isDocumentSchema()) {
            return member([15, 0], memberName);
        }
        throw new Error(`@smithy/core/schema - ${this.getName(true)} has no member=${memberName}.`);
    }
    getMemberSchemas() {
        const buffer = {};
        try {
            for (const [k, v] of this.structIterator()) {
                buffer[k] = v;
            }
        }
        catch (ignored) { }
        return buffer;
    }
    getEventStreamMember() {
        if (this.isStructSchema()) {
            for (const [memberName, memberSchema] of this.structIterator()) {
                if (memberSchema.isStreaming() && memberSchema.isStructSchema()) {
                    return memberName;
                }
            }
        }
        return "";
    }
    *structIterator() {
        if (this.isUnitSchema()) {
            return;
        }
        if (!this.isStructSchema()) {
            throw new Error("@smithy/core/schema - cannot iterate non-struct schema.");
        }
        const struct = this.getSchema();
        const z = struct[4].length;
        let it = struct[anno.it];
        if (it && z === it.length) {
            yield* it;
            return;
        }
        it = Array(z);
        for (let i = 0; i < z; ++i) {
            const k = struct[4][i];
            const v = member([struct[5][i], 0], k);
            yield (it[i] = [k, v]);
        }
        struct[anno.it] = it;
    }
}
function member(memberSchema, memberName) {
    if (memberSchema instanceof NormalizedSchema) {
        return Object.assign(memberSchema, {
            memberName,
            _isMemberSchema: true,
        });
    }
    const internalCtorAccess = NormalizedSchema;
    return new internalCtorAccess(memberSchema, memberName);
}
const isMemberSchema = (sc) => Array.isArray(sc) && sc.length === 2;
const isStaticSchema = (sc) => Array.isArray(sc) && sc.length >= 5;

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/httpRequest.js
class HttpRequest {
    method;
    protocol;
    hostname;
    port;
    path;
    query;
    headers;
    username;
    password;
    fragment;
    body;
    constructor(options) {
        this.method = options.method || "GET";
        this.hostname = options.hostname || "localhost";
        this.port = options.port;
        this.query = options.query || {};
        this.headers = options.headers || {};
        this.body = options.body;
        this.protocol = options.protocol
            ? options.protocol.slice(-1) !== ":"
                ? `${options.protocol}:`
                : options.protocol
            : "https:";
        this.path = options.path ? (options.path.charAt(0) !== "/" ? `/${options.path}` : options.path) : "/";
        this.username = options.username;
        this.password = options.password;
        this.fragment = options.fragment;
    }
    static clone(request) {
        const cloned = new HttpRequest({
            ...request,
            headers: { ...request.headers },
        });
        if (cloned.query) {
            cloned.query = cloneQuery(cloned.query);
        }
        return cloned;
    }
    static isInstance(request) {
        if (!request) {
            return false;
        }
        const req = request;
        return ("method" in req &&
            "protocol" in req &&
            "hostname" in req &&
            "path" in req &&
            typeof req["query"] === "object" &&
            typeof req["headers"] === "object");
    }
    clone() {
        return HttpRequest.clone(this);
    }
}
function cloneQuery(query) {
    return Object.keys(query).reduce((carry, paramName) => {
        const param = query[paramName];
        return {
            ...carry,
            [paramName]: Array.isArray(param) ? [...param] : param,
        };
    }, {});
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/httpResponse.js
class HttpResponse {
    statusCode;
    reason;
    headers;
    body;
    constructor(options) {
        this.statusCode = options.statusCode;
        this.reason = options.reason;
        this.headers = options.headers || {};
        this.body = options.body;
    }
    static isInstance(response) {
        if (!response) {
            return false;
        }
        const resp = response;
        return typeof resp.statusCode === "number" && typeof resp.headers === "object";
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/isValidHostname.js
function isValidHostname(hostname) {
    const hostPattern = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
    return hostPattern.test(hostname);
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/SerdeContext.js
class SerdeContext {
    serdeContext;
    setSerdeContext(serdeContext) {
        this.serdeContext = serdeContext;
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/writeKey.js
function writeKey(obj) {
    Object.defineProperty(obj, "__proto__", { value: undefined, writable: true, enumerable: true, configurable: true });
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/HttpBindingNormalizedSchema.js


const HTTP_BINDINGS = Symbol.for("@smithy/schema-x");
class HttpBindingNormalizedSchema extends NormalizedSchema {
    static identity = Symbol.for("@smithy/HttpBindingNormalizedSchema");
    identity = HttpBindingNormalizedSchema.identity;
    bindings;
    constructor(schema) {
        super(schema);
    }
    static of(schema) {
        const ns = NormalizedSchema.of(schema);
        if (ns.identity === HttpBindingNormalizedSchema.identity) {
            return ns;
        }
        const schemaCache = ns.isMemberSchema() ? ns : ns.getSchema();
        const cache = typeof schemaCache === "object" && schemaCache !== null ? schemaCache : ns;
        return (cache[HTTP_BINDINGS] ??= new HttpBindingNormalizedSchema(ns));
    }
    getHttpBindingLocation(traits) {
        if (traits.httpPayload) {
            return 0b100_100;
        }
        if (traits.httpLabel) {
            return 0b100_001;
        }
        if (traits.httpHeader) {
            return 0b100_110;
        }
        if (typeof traits.httpPrefixHeaders === "string") {
            return 0b100_111;
        }
        if (traits.httpQuery) {
            return 0b100_010;
        }
        if (traits.httpQueryParams) {
            return 0b100_011;
        }
        if (traits.httpResponseCode) {
            return 0b100_101;
        }
        return 0b100_000;
    }
    getHttpBindingValue(location, traits, nested = false) {
        const raw = this.getSchema();
        const type = typeof raw === "number" ? raw & 0xff : this.isListSchema() ? 0b0100_0000 : 0xff;
        const slot = location & 0b111;
        const media = (traits.mediaType ? (traits.mediaType === "application/json" || traits.mediaType.endsWith("+json") ? 2 : 1) : 0);
        const stream = (traits.streaming || type === 42 ? (this.isStructSchema() ? 2 : 1) : 0);
        const timestamp = (type >= 4 && type <= 7
            ? slot >= 6
                ? 2
                : slot > 0 && slot < 4
                    ? 1
                    : 0
            : 0);
        let flags = type |
            (media << 8) |
            ((traits.idempotencyToken ? 1 : 0) << 10) |
            (stream << 11) |
            ((traits.sparse ? 1 : 0) << 13) |
            (timestamp << 14) |
            ((traits.hostLabel ? 1 : 0) << 17) |
            ((location === 0b100_100 && typeof raw !== "object" ? 1 : 0) << 18);
        const category = type & 0b1100_0000;
        const collectionValue = slot & 0b010 && (category === 0b0100_0000 || (!nested && slot & 1))
            ? this.getHttpBindingCollectionValue(location, traits)
            : undefined;
        const valueType = (collectionValue?.[1] ?? 0) & 0xff;
        flags |=
            (slot >= 6 &&
                (valueType === 4 || valueType === 6)
                ? 1
                : 0) << 16;
        return [this, flags, collectionValue];
    }
    getHttpBindingCollectionValue(location, traits = this.getMergedTraits()) {
        const valueSchema = HttpBindingNormalizedSchema.of(this.getValueSchema());
        return valueSchema.getHttpBindingValue(location, { ...valueSchema.getMergedTraits(), ...traits }, true);
    }
    getHttpBindings() {
        const source = this.getSchema();
        return typeof source !== "object" || source === null ? EMPTY_BINDINGS : (this.bindings ??= buildHttpBindings(this));
    }
}
const buildHttpBindings = (schema) => {
    const bodyMemberNames = [];
    const bodyMemberSchemas = [];
    const requestBodyMemberNames = [];
    const requestBodyMemberSchemas = [];
    const memberBindings = [];
    const byName = {};
    const headers = {};
    const prefixHeaders = [];
    const responseBindings = { headers, prefixHeaders };
    const bindings = {
        request: { memberBindings, byName },
        response: {
            bodyMemberNames,
            bindings: responseBindings,
        },
    };
    const { request, response } = bindings;
    for (const [name, member] of schema.structIterator()) {
        const bindingSchema = HttpBindingNormalizedSchema.of(member);
        const traits = bindingSchema.getMergedTraits();
        const location = bindingSchema.getHttpBindingLocation(traits);
        const wireName = traits.httpHeader?.toLowerCase() ?? traits.httpPrefixHeaders?.toLowerCase() ?? traits.httpQuery;
        const value = bindingSchema.getHttpBindingValue(location, traits);
        const binding = [name, value, location, wireName];
        if (name === "__proto__") {
            writeKey(byName);
        }
        byName[name] = binding;
        if ((value[1] >> 10) & 1) {
            request.hasIdempotency = true;
        }
        memberBindings.push(binding);
        const slot = location & 0b111;
        if (slot === 0) {
            requestBodyMemberNames.push(name);
            requestBodyMemberSchemas.push(member);
        }
        if ((slot & 0b100) === 0) {
            bodyMemberNames.push(name);
            bodyMemberSchemas.push(member);
        }
        else if ((slot & 0b110) === 0b100) {
            if (slot & 0b001) {
                responseBindings.statusCode = binding;
            }
            else {
                responseBindings.payload = binding;
                const type = value[1] & 0xff;
                request.contentTypeInstruction =
                    traits.mediaType ??
                        (type === 0
                            ? "text/plain"
                            : type === 21 || type === 42
                                ? "application/octet-stream"
                                : null);
            }
        }
        else if (slot & 0b001) {
            request.hasPrefixHeaders = true;
            prefixHeaders.push(binding);
        }
        else {
            if (wireName === "__proto__") {
                writeKey(headers);
            }
            headers[wireName] = binding;
        }
    }
    if (request.contentTypeInstruction === undefined && requestBodyMemberNames.length) {
        request.contentTypeInstruction = null;
    }
    request.syntheticBodySchema = createBodySchema(schema, requestBodyMemberNames, requestBodyMemberSchemas);
    response.syntheticBodySchema = createBodySchema(schema, bodyMemberNames, bodyMemberSchemas);
    return bindings;
};
const buildPathSegments = (path) => {
    const segments = [];
    let offset = 0;
    for (const match of path.matchAll(/\{([^{}+]+)(\+)?\}/g)) {
        if (match.index > offset) {
            segments.push([path.slice(offset, match.index), 0]);
        }
        segments.push([match[1], match[2] ? 2 : 1]);
        offset = match.index + match[0].length;
    }
    if (segments.length && offset < path.length) {
        segments.push([path.slice(offset), 0]);
    }
    return segments.length ? segments : undefined;
};
const buildHttpOperationBindings = (schema) => {
    const { http, endpoint } = translateTraits(schema.traits ?? {});
    const [path, search] = http?.[1].split("?") ?? [];
    return [
        http?.[0],
        path,
        search ? [...new URLSearchParams(search)] : [],
        path ? buildPathSegments(path) : undefined,
        endpoint?.[0],
    ];
};
const EMPTY_BINDINGS = {
    request: { memberBindings: [], byName: {} },
    response: {
        bodyMemberNames: [],
        bindings: { headers: {}, prefixHeaders: [] },
    },
};
const getHttpOperationBindings = (schema) => (schema[HTTP_BINDINGS] ??= buildHttpOperationBindings(schema));
const createBodySchema = (schema, memberNames, memberSchemas) => {
    if (!memberNames.length) {
        return undefined;
    }
    const source = schema.getSchema();
    const body = [
        3,
        source[1],
        source[2],
        schema.getMergedTraits(),
        memberNames,
        memberSchemas,
    ];
    const required = source[6];
    const bodyRequired = required && memberNames.reduce((count, name) => count + (source[4].indexOf(name) < required ? 1 : 0), 0);
    if (bodyRequired) {
        body[6] = bodyRequired;
    }
    return body;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/HttpProtocol.js




class HttpProtocol extends SerdeContext {
    options;
    compositeErrorRegistry;
    constructor(options) {
        super();
        this.options = options;
        this.compositeErrorRegistry = new TypeRegistry/* TypeRegistry */.O(options.defaultNamespace);
        for (const etr of options.errorTypeRegistries ?? []) {
            this.compositeErrorRegistry.copyFrom(etr);
        }
    }
    getRequestType() {
        return HttpRequest;
    }
    getResponseType() {
        return HttpResponse;
    }
    setSerdeContext(serdeContext) {
        this.serdeContext = serdeContext;
        this.serializer.setSerdeContext(serdeContext);
        this.deserializer.setSerdeContext(serdeContext);
        if (this.getPayloadCodec()) {
            this.getPayloadCodec().setSerdeContext(serdeContext);
        }
    }
    updateServiceEndpoint(request, endpoint) {
        if ("url" in endpoint) {
            request.protocol = endpoint.url.protocol;
            request.hostname = endpoint.url.hostname;
            request.port = endpoint.url.port ? Number(endpoint.url.port) : undefined;
            request.path = endpoint.url.pathname;
            request.fragment = endpoint.url.hash || void 0;
            request.username = endpoint.url.username || void 0;
            request.password = endpoint.url.password || void 0;
            if (!request.query) {
                request.query = {};
            }
            for (const [k, v] of endpoint.url.searchParams.entries()) {
                request.query[k] = v;
            }
            if (endpoint.headers) {
                for (const name in endpoint.headers) {
                    if (!(0,transport_hasOwn/* hasOwn */.$)(endpoint.headers, name)) {
                        continue;
                    }
                    request.headers[name] = endpoint.headers[name].join(", ");
                }
            }
            return request;
        }
        else {
            request.protocol = endpoint.protocol;
            request.hostname = endpoint.hostname;
            request.port = endpoint.port ? Number(endpoint.port) : undefined;
            request.path = endpoint.path;
            request.query = {
                ...endpoint.query,
            };
            if (endpoint.headers) {
                for (const name in endpoint.headers) {
                    if (!(0,transport_hasOwn/* hasOwn */.$)(endpoint.headers, name)) {
                        continue;
                    }
                    request.headers[name] = endpoint.headers[name];
                }
            }
            return request;
        }
    }
    setHostPrefix(request, operationSchema, input, operation = getHttpOperationBindings(operationSchema)) {
        if (this.serdeContext?.disableHostPrefix) {
            return;
        }
        const hostPrefix = operation[4];
        if (typeof hostPrefix !== "string") {
            return;
        }
        let resolvedHostPrefix = hostPrefix;
        for (const [name, [, flags]] of HttpBindingNormalizedSchema.of(operationSchema.input).getHttpBindings().request
            .memberBindings) {
            if (!((flags >> 17) & 1)) {
                continue;
            }
            const replacement = input[name];
            if (typeof replacement !== "string") {
                throw new Error(`@smithy/core/schema - ${name} in input must be a string as hostLabel.`);
            }
            resolvedHostPrefix = resolvedHostPrefix.replace(`{${name}}`, replacement);
        }
        request.hostname = resolvedHostPrefix + request.hostname;
        if (!isValidHostname(request.hostname)) {
            throw new Error(`[${request.hostname}] is not a valid hostname.`);
        }
    }
    deserializeMetadata(output) {
        return {
            httpStatusCode: output.statusCode,
            requestId: output.headers["x-amzn-requestid"] ?? output.headers["x-amzn-request-id"] ?? output.headers["x-amz-request-id"],
            extendedRequestId: output.headers["x-amz-id-2"],
            cfId: output.headers["x-amz-cf-id"],
        };
    }
    resolveError(name, namespaces, registries) {
        const defaultErrorSchema = [-3, "", "Error", 0, [], [], 0];
        let schema;
        for (const registry of registries) {
            for (const ns of namespaces) {
                try {
                    if (ns === "*") {
                        schema = registry.getSchema(name);
                    }
                    else {
                        schema = registry.getSchema(ns + "#" + name);
                    }
                    const errorCtor = registry.getErrorCtor(schema);
                    if (errorCtor) {
                        return [schema, errorCtor, "modeled"];
                    }
                    else {
                        const syntheticErrorSchema = registry.getBaseException();
                        if (syntheticErrorSchema) {
                            const syntheticErrorCtor = registry.getErrorCtor(syntheticErrorSchema);
                            if (syntheticErrorCtor) {
                                return [schema, syntheticErrorCtor, "synthetic"];
                            }
                        }
                    }
                }
                catch (ignored) {
                }
            }
        }
        for (const registry of registries) {
            const syntheticErrorSchema = registry.getBaseException();
            if (syntheticErrorSchema) {
                const syntheticErrorCtor = registry.getErrorCtor(syntheticErrorSchema);
                if (syntheticErrorCtor) {
                    return [syntheticErrorSchema, syntheticErrorCtor, "synthetic"];
                }
            }
        }
        return [defaultErrorSchema, Error, "native"];
    }
    async serializeEventStream({ eventStream, requestSchema, initialRequest, }) {
        const eventStreamSerde = await this.loadEventStreamCapability();
        return eventStreamSerde.serializeEventStream({
            eventStream,
            requestSchema,
            initialRequest,
        });
    }
    async deserializeEventStream({ response, responseSchema, initialResponseContainer, }) {
        const eventStreamSerde = await this.loadEventStreamCapability();
        return eventStreamSerde.deserializeEventStream({
            response,
            responseSchema,
            initialResponseContainer,
        });
    }
    async loadEventStreamCapability() {
        const { EventStreamSerde, eventStreamSerdeProvider } = await __nccwpck_require__.e(/* import() */ 440).then(__nccwpck_require__.bind(__nccwpck_require__, 4440));
        const marshaller = this.resolveEventStreamMarshaller(eventStreamSerdeProvider);
        return new EventStreamSerde({
            marshaller,
            serializer: this.serializer,
            deserializer: this.deserializer,
            serdeContext: this.serdeContext,
            defaultContentType: this.getDefaultContentType(),
            compositeErrorRegistry: this.compositeErrorRegistry,
        });
    }
    getDefaultContentType() {
        throw new Error(`@smithy/core/protocols - ${this.constructor.name} getDefaultContentType() implementation missing.`);
    }
    async deserializeHttpMessage(schema, context, response, arg4, arg5) {
        void schema;
        void context;
        void response;
        void arg4;
        void arg5;
        return [];
    }
    getEventStreamMarshaller() {
        const context = this.serdeContext;
        if (!context.eventStreamMarshaller) {
            throw new Error("@smithy/core - HttpProtocol: eventStreamMarshaller missing in serdeContext.");
        }
        return context.eventStreamMarshaller;
    }
    resolveEventStreamMarshaller(importedProvider) {
        const context = this.serdeContext;
        if (context.eventStreamMarshaller) {
            return context.eventStreamMarshaller;
        }
        return importedProvider(this.serdeContext);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-buffer-from/buffer-from.js
var buffer_from = __nccwpck_require__(7348);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-base64/fromBase64.js

const BASE64_REGEX = /^[A-Za-z0-9+/]*={0,2}$/;
const fromBase64 = (input) => {
    if ((input.length * 3) % 4 !== 0) {
        throw new TypeError(`Incorrect padding on base64 string.`);
    }
    if (!BASE64_REGEX.exec(input)) {
        throw new TypeError(`Invalid base64 string.`);
    }
    const buffer = (0,buffer_from/* fromString */.s)(input, "base64");
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-utf8/fromUtf8.js
var fromUtf8 = __nccwpck_require__(9080);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-base64/toBase64.js


const toBase64 = (_input) => {
    let input;
    if (typeof _input === "string") {
        input = (0,fromUtf8/* fromUtf8 */.a)(_input);
    }
    else {
        input = _input;
    }
    if (typeof input !== "object" || typeof input.byteOffset !== "number" || typeof input.byteLength !== "number") {
        throw new Error("@smithy/util-base64: toBase64 encoder function only accepts string | Uint8Array.");
    }
    return (0,buffer_from/* fromArrayBuffer */.Q)(input.buffer, input.byteOffset, input.byteLength).toString("base64");
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-stream/blob/Uint8ArrayBlobAdapter.js
function bindUint8ArrayBlobAdapter(toUtf8, fromUtf8, toBase64, fromBase64) {
    return class Uint8ArrayBlobAdapter extends Uint8Array {
        static fromString(source, encoding = "utf-8") {
            if (typeof source === "string") {
                if (encoding === "base64") {
                    return Uint8ArrayBlobAdapter.mutate(fromBase64(source));
                }
                return Uint8ArrayBlobAdapter.mutate(fromUtf8(source));
            }
            throw new Error(`Unsupported conversion from ${typeof source} to Uint8ArrayBlobAdapter.`);
        }
        static mutate(source) {
            Object.setPrototypeOf(source, Uint8ArrayBlobAdapter.prototype);
            return source;
        }
        transformToString(encoding = "utf-8") {
            if (encoding === "base64") {
                return toBase64(this);
            }
            return toUtf8(this);
        }
    };
}

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-utf8/toUtf8.js
var toUtf8 = __nccwpck_require__(5117);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/uuid/v4.js
const decimalToHex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
function bindV4(getRandomValues) {
    if (typeof crypto !== "undefined" && typeof crypto.randomUUID === "function") {
        return () => crypto.randomUUID();
    }
    return () => {
        const rnds = new Uint8Array(16);
        getRandomValues(rnds);
        rnds[6] = (rnds[6] & 0x0f) | 0x40;
        rnds[8] = (rnds[8] & 0x3f) | 0x80;
        return (decimalToHex[rnds[0]] +
            decimalToHex[rnds[1]] +
            decimalToHex[rnds[2]] +
            decimalToHex[rnds[3]] +
            "-" +
            decimalToHex[rnds[4]] +
            decimalToHex[rnds[5]] +
            "-" +
            decimalToHex[rnds[6]] +
            decimalToHex[rnds[7]] +
            "-" +
            decimalToHex[rnds[8]] +
            decimalToHex[rnds[9]] +
            "-" +
            decimalToHex[rnds[10]] +
            decimalToHex[rnds[11]] +
            decimalToHex[rnds[12]] +
            decimalToHex[rnds[13]] +
            decimalToHex[rnds[14]] +
            decimalToHex[rnds[15]]);
    };
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/index.js




























class Uint8ArrayBlobAdapter extends bindUint8ArrayBlobAdapter(toUtf8/* toUtf8 */.P, fromUtf8/* fromUtf8 */.a, toBase64, fromBase64) {
}









const _getRandomValues = external_node_crypto_.getRandomValues;
const v4 = bindV4(_getRandomValues);
const generateIdempotencyToken = v4;



;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/collect-stream-body.js

const collectBody = async (streamBody = new Uint8Array(), context) => {
    if (streamBody instanceof Uint8Array) {
        return Uint8ArrayBlobAdapter.mutate(streamBody);
    }
    if (!streamBody) {
        return Uint8ArrayBlobAdapter.mutate(new Uint8Array());
    }
    const fromContext = context.streamCollector(streamBody);
    return Uint8ArrayBlobAdapter.mutate(await fromContext);
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/RpcProtocol.js





class RpcProtocol extends HttpProtocol {
    async serializeRequest(operationSchema, _input, context) {
        const serializer = this.serializer;
        const query = {};
        const headers = {};
        const endpoint = await context.endpoint();
        const ns = NormalizedSchema.of(operationSchema?.input);
        const schema = ns.getSchema();
        let payload;
        const input = _input && typeof _input === "object" ? _input : {};
        const request = new HttpRequest({
            protocol: "",
            hostname: "",
            port: undefined,
            path: "/",
            fragment: undefined,
            query: query,
            headers: headers,
            body: undefined,
        });
        if (endpoint) {
            this.updateServiceEndpoint(request, endpoint);
            this.setHostPrefix(request, operationSchema, input);
        }
        if (input) {
            const eventStreamMember = ns.getEventStreamMember();
            if (eventStreamMember) {
                if (input[eventStreamMember]) {
                    const initialRequest = {};
                    for (const [memberName] of ns.structIterator()) {
                        if (memberName !== eventStreamMember && input[memberName] != null) {
                            initialRequest[memberName] = input[memberName];
                        }
                    }
                    payload = await this.serializeEventStream({
                        eventStream: input[eventStreamMember],
                        requestSchema: ns,
                        initialRequest,
                    });
                }
            }
            else {
                serializer.write(schema, input);
                payload = serializer.flush();
            }
        }
        request.headers = Object.assign(request.headers, headers);
        request.query = query;
        request.body = payload;
        request.method = "POST";
        return request;
    }
    async deserializeResponse(operationSchema, context, response) {
        const deserializer = this.deserializer;
        const ns = NormalizedSchema.of(operationSchema.output);
        const dataObject = {};
        if (this.isErrorResponse(response.statusCode)) {
            const bytes = await collectBody(response.body, context);
            if (bytes.byteLength > 0) {
                Object.assign(dataObject, await deserializer.read(15, bytes));
            }
            await this.handleError(operationSchema, context, response, dataObject, this.deserializeMetadata(response));
            throw new Error("@smithy/core/protocols - RPC Protocol error handler failed to throw.");
        }
        for (const header in response.headers) {
            if (!(0,transport_hasOwn/* hasOwn */.$)(response.headers, header)) {
                continue;
            }
            const value = response.headers[header];
            delete response.headers[header];
            response.headers[header.toLowerCase()] = value;
        }
        const eventStreamMember = ns.getEventStreamMember();
        if (eventStreamMember) {
            dataObject[eventStreamMember] = await this.deserializeEventStream({
                response,
                responseSchema: ns,
                initialResponseContainer: dataObject,
            });
        }
        else {
            const bytes = await collectBody(response.body, context);
            if (bytes.byteLength > 0) {
                Object.assign(dataObject, await deserializer.read(ns, bytes));
            }
        }
        dataObject.$metadata = this.deserializeMetadata(response);
        return dataObject;
    }
    isErrorResponse(statusCode) {
        return statusCode >= 300;
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/ProtocolLib.js


class ProtocolLib {
    queryCompat;
    errorRegistry;
    constructor(queryCompat = false) {
        this.queryCompat = queryCompat;
    }
    resolveRestContentType(defaultContentType, inputSchema) {
        const members = inputSchema.getMemberSchemas();
        const httpPayloadMember = Object.values(members).find((m) => {
            return !!m.getMergedTraits().httpPayload;
        });
        if (httpPayloadMember) {
            const mediaType = httpPayloadMember.getMergedTraits().mediaType;
            if (mediaType) {
                return mediaType;
            }
            else if (httpPayloadMember.isStringSchema()) {
                return "text/plain";
            }
            else if (httpPayloadMember.isBlobSchema()) {
                return "application/octet-stream";
            }
            else {
                return defaultContentType;
            }
        }
        else if (!inputSchema.isUnitSchema()) {
            const hasBody = Object.values(members).find((m) => {
                const { httpQuery, httpQueryParams, httpHeader, httpLabel, httpPrefixHeaders } = m.getMergedTraits();
                const noPrefixHeaders = httpPrefixHeaders === void 0;
                return !httpQuery && !httpQueryParams && !httpHeader && !httpLabel && noPrefixHeaders;
            });
            if (hasBody) {
                return defaultContentType;
            }
        }
    }
    async getErrorSchemaOrThrowBaseException(errorIdentifier, defaultNamespace, response, dataObject, metadata, getErrorSchema) {
        let errorName = errorIdentifier;
        if (errorIdentifier.includes("#")) {
            [, errorName] = errorIdentifier.split("#");
        }
        const errorMetadata = {
            $metadata: metadata,
            $fault: response.statusCode < 500 ? "client" : "server",
        };
        if (!this.errorRegistry) {
            throw new Error("@aws-sdk/core/protocols - error handler not initialized.");
        }
        try {
            const errorSchema = getErrorSchema?.(this.errorRegistry, errorName) ??
                this.errorRegistry.getSchema(errorIdentifier);
            return { errorSchema, errorMetadata };
        }
        catch (e) {
            dataObject.message = dataObject.message ?? dataObject.Message ?? "UnknownError";
            const synthetic = this.errorRegistry;
            const baseExceptionSchema = synthetic.getBaseException();
            if (baseExceptionSchema) {
                const ErrorCtor = synthetic.getErrorCtor(baseExceptionSchema) ?? Error;
                throw this.decorateServiceException(Object.assign(new ErrorCtor({ name: errorName }), errorMetadata), dataObject);
            }
            const d = dataObject;
            const message = d?.message ?? d?.Message ?? d?.Error?.Message ?? d?.Error?.message;
            throw this.decorateServiceException(Object.assign(new Error(message), {
                name: errorName,
            }, errorMetadata), dataObject);
        }
    }
    compose(composite, errorIdentifier, defaultNamespace) {
        let namespace = defaultNamespace;
        if (errorIdentifier.includes("#")) {
            [namespace] = errorIdentifier.split("#");
        }
        const staticRegistry = TypeRegistry/* TypeRegistry */.O.for(namespace);
        const defaultSyntheticRegistry = TypeRegistry/* TypeRegistry */.O.for("smithy.ts.sdk.synthetic." + defaultNamespace);
        composite.copyFrom(staticRegistry);
        composite.copyFrom(defaultSyntheticRegistry);
        this.errorRegistry = composite;
    }
    decorateServiceException(exception, additions = {}) {
        if (this.queryCompat) {
            const msg = exception.Message ?? additions.Message;
            const error = decorateServiceException(exception, additions);
            if (msg) {
                error.message = msg;
            }
            const errorObj = error.Error ?? {};
            errorObj.Type = error.Error?.Type;
            errorObj.Code = error.Error?.Code;
            errorObj.Message = error.Error?.message ?? error.Error?.Message ?? msg;
            error.Error = errorObj;
            const reqId = error.$metadata.requestId;
            if (reqId) {
                error.RequestId = reqId;
            }
            return error;
        }
        return decorateServiceException(exception, additions);
    }
    setQueryCompatError(output, response) {
        const queryErrorHeader = response.headers?.["x-amzn-query-error"];
        if (output !== undefined && queryErrorHeader != null) {
            const [Code, Type] = queryErrorHeader.split(";");
            const keys = Object.keys(output);
            const Error = {
                Code,
                Type,
            };
            output.Code = Code;
            output.Type = Type;
            for (let i = 0; i < keys.length; i++) {
                const k = keys[i];
                Error[k === "message" ? "Message" : k] = output[k];
            }
            delete Error.__type;
            output.Error = Error;
        }
    }
    queryCompatOutput(queryCompatErrorData, errorData) {
        if (queryCompatErrorData.Error) {
            errorData.Error = queryCompatErrorData.Error;
        }
        if (queryCompatErrorData.Type) {
            errorData.Type = queryCompatErrorData.Type;
        }
        if (queryCompatErrorData.Code) {
            errorData.Code = queryCompatErrorData.Code;
        }
    }
    findQueryCompatibleError(registry, errorName) {
        try {
            return registry.getSchema(errorName);
        }
        catch (e) {
            return registry.find((schema) => NormalizedSchema.of(schema).getMergedTraits().awsQueryError?.[0] === errorName);
        }
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/xml-builder/dist-es/xml-parser.js
function xml_parser_writeKey(obj) {
    Object.defineProperty(obj, "__proto__", { value: undefined, writable: true, enumerable: true, configurable: true });
}
function parseXML(xml) {
    const state = new AwsXmlParser(xml);
    return state.parse();
}
class AwsXmlParser {
    x;
    i = 0;
    z;
    constructor(x) {
        this.x = x;
        this.x = x.replace(/\r\n?/g, "\n");
        this.z = this.x.length;
    }
    parse() {
        const p = this;
        const { z } = p;
        while (p.i < z) {
            p.trim();
            if (p.i >= z) {
                break;
            }
            if (p.isNext("<?")) {
                p.readTo("?>");
                p.trim();
            }
            else if (p.isNext("<!--")) {
                p.readTo("-->");
                p.trim();
            }
            else if (p.isNext("<!DOCTYPE", false)) {
                p.skipDoctype();
                p.trim();
            }
            else if (p.x[p.i] === "<") {
                const root = p.parseTag();
                return { [root.tag]: root.value };
            }
            else {
                throw new Error("@aws-sdk XML parse error: unexpected content.");
            }
        }
        throw new Error("@aws-sdk XML parse error: no root element.");
    }
    isNext(s, caseSensitive = true) {
        const p = this;
        if (caseSensitive) {
            return p.x.startsWith(s, p.i);
        }
        return p.x.toLowerCase().startsWith(s.toLowerCase(), p.i);
    }
    readTo(stop) {
        const p = this;
        const _i = p.x.indexOf(stop, p.i);
        if (_i === -1) {
            throw new Error(`@aws-sdk XML parse error: expected "${stop}" not found.`);
        }
        const result = p.x.slice(p.i, _i);
        p.i = _i + stop.length;
        return result;
    }
    trim() {
        const p = this;
        while (p.i < p.z && " \t\r\n".includes(p.x[p.i])) {
            ++p.i;
        }
    }
    readAttrValue() {
        const p = this;
        const quote = p.x[p.i];
        ++p.i;
        let value = "";
        while (p.i < p.z && p.x[p.i] !== quote) {
            value += p.x[p.i++];
        }
        ++p.i;
        return p.decodeEntities(value);
    }
    parseTag() {
        const p = this;
        ++p.i;
        let tag = "";
        while (p.i < p.z && !" \t\r\n>/".includes(p.x[p.i])) {
            tag += p.x[p.i++];
        }
        let hasAttrs = false;
        const attrs = {};
        while (p.i < p.z) {
            p.trim();
            if (">/".includes(p.x[p.i])) {
                break;
            }
            let name = "";
            while (p.i < p.z && !"= \t\r\n>/?".includes(p.x[p.i])) {
                name += p.x[p.i++];
            }
            p.trim();
            if (p.x[p.i] !== "=") {
                break;
            }
            ++p.i;
            p.trim();
            if (name === "__proto__") {
                xml_parser_writeKey(attrs);
            }
            attrs[name] = p.readAttrValue();
            hasAttrs = true;
        }
        if (p.i >= p.z) {
            throw new Error("@aws-sdk XML parse error: unexpected end of input.");
        }
        if (p.x[p.i] === "/") {
            ++p.i;
            if (p.i >= p.z || p.x[p.i] !== ">") {
                throw new Error("@aws-sdk XML parse error: expected > at the end of self-closing tag.");
            }
            ++p.i;
            return { tag, value: hasAttrs ? attrs : "" };
        }
        if (p.x[p.i] !== ">") {
            throw new Error("@aws-sdk XML parse error: expected > at the end of opening tag.");
        }
        ++p.i;
        const textParts = [];
        const childTags = [];
        let hasElementChild = false;
        while (p.i < p.z) {
            if (p.isNext("</")) {
                break;
            }
            if (p.x[p.i] === "<") {
                if (p.isNext("<!--")) {
                    p.readTo("-->");
                }
                else if (p.isNext("<![CDATA[")) {
                    p.i += 9;
                    textParts.push(p.readTo("]]>"));
                }
                else if (p.isNext("<?")) {
                    p.readTo("?>");
                }
                else {
                    hasElementChild = true;
                    childTags.push(p.parseTag());
                }
            }
            else {
                let text = "";
                while (p.i < p.z && p.x[p.i] !== "<") {
                    text += p.x[p.i++];
                }
                textParts.push(p.decodeEntities(text));
            }
        }
        if (!p.isNext("</")) {
            throw new Error(`@aws-sdk XML parse error: missing closing tag </${tag}>.`);
        }
        p.i += 2;
        const closeTag = p.readTo(">").trim();
        if (closeTag !== tag) {
            throw new Error(`@aws-sdk XML parse error: mismatched tags <${tag}> and </${closeTag}>.`);
        }
        if (!hasAttrs && textParts.length === 0 && !hasElementChild) {
            return { tag, value: "" };
        }
        if (!hasAttrs && !hasElementChild) {
            const text = textParts.length === 1 ? textParts[0] : textParts.join("");
            if (text.trim() === "" && text.includes("\n")) {
                return { tag, value: "" };
            }
            return { tag, value: text };
        }
        const obj = {};
        for (const text of textParts) {
            if (text.trim() === "" && text.includes("\n")) {
                continue;
            }
            obj["#text"] = "#text" in obj ? obj["#text"] + text : text;
        }
        for (const child of childTags) {
            if (child.tag === "__proto__") {
                xml_parser_writeKey(obj);
            }
            if (child.tag in obj) {
                if (Array.isArray(obj[child.tag])) {
                    obj[child.tag].push(child.value);
                }
                else {
                    obj[child.tag] = [obj[child.tag], child.value];
                }
            }
            else {
                obj[child.tag] = child.value;
            }
        }
        for (const [k, v] of Object.entries(attrs)) {
            if (k === "__proto__") {
                xml_parser_writeKey(obj);
            }
            obj[k] = v;
        }
        return { tag, value: obj };
    }
    static ENTITIES = {
        amp: "&",
        lt: "<",
        gt: ">",
        quot: '"',
        apos: "'",
    };
    skipDoctype() {
        const p = this;
        p.i += 9;
        let depth = 0;
        while (p.i < p.z) {
            const c = p.x[p.i];
            if (c === "[") {
                ++depth;
            }
            else if (c === "]") {
                --depth;
            }
            else if (c === ">" && depth === 0) {
                ++p.i;
                return;
            }
            ++p.i;
        }
        throw new Error("@aws-sdk XML parse error: unclosed DOCTYPE.");
    }
    decodeEntities(s) {
        return s.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z][a-zA-Z0-9]{0,30}));/g, (_, hex, dec, named) => {
            if (hex) {
                return String.fromCharCode(parseInt(hex, 16));
            }
            if (dec) {
                return String.fromCharCode(parseInt(dec, 10));
            }
            return AwsXmlParser.ENTITIES[named] ?? "";
        });
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/client/smithy-client/get-value-from-text-node.js

const getValueFromTextNode = (obj) => {
    const textNodeName = "#text";
    for (const key in obj) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(obj, key)) {
            continue;
        }
        if (obj[key][textNodeName] !== undefined) {
            obj[key] = obj[key][textNodeName];
        }
        else if (typeof obj[key] === "object" && obj[key] !== null) {
            obj[key] = getValueFromTextNode(obj[key]);
        }
    }
    return obj;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/split-header.js
const splitHeader = (value) => {
    const z = value.length;
    const values = [];
    let withinQuotes = false;
    let escaped = false;
    let anchor = 0;
    for (let i = 0; i < z; ++i) {
        const char = value[i];
        switch (char) {
            case `"`:
                if (!escaped) {
                    withinQuotes = !withinQuotes;
                }
                break;
            case ",":
                if (!withinQuotes) {
                    values.push(value.slice(anchor, i));
                    anchor = i + 1;
                }
                break;
            default:
        }
        escaped = char === "\\" && !escaped;
    }
    values.push(value.slice(anchor));
    return values.map((v) => {
        v = v.trim();
        const z = v.length;
        if (z < 2) {
            return v;
        }
        if (v[0] === `"` && v[z - 1] === `"`) {
            v = v.slice(1, z - 1);
            return v.replace(/\\(["\\])/g, "$1");
        }
        return v.replace(/\\"/g, '"');
    });
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/schema-serde-lib/schema-date-utils.js
const ddd = `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[ne|u?r]?s?day)?`;
const mmm = `(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`;
const time = `(\\d?\\d):(\\d{2}):(\\d{2})(?:\\.(\\d+))?`;
const date = `(\\d?\\d)`;
const year = `(\\d{4})`;
const RFC3339_WITH_OFFSET = new RegExp(/^(\d{4})-(\d\d)-(\d\d)[tT](\d\d):(\d\d):(\d\d)(\.(\d+))?(([-+]\d\d:\d\d)|[zZ])$/);
const IMF_FIXDATE_NATIVE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?:0[1-9]|[12]\d|3[01]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d{3} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d GMT$/;
const IMF_FIXDATE = new RegExp(`^${ddd}, ${date} ${mmm} ${year} ${time} GMT$`);
const RFC_850_DATE = new RegExp(`^${ddd}, ${date}-${mmm}-(\\d\\d) ${time} GMT$`);
const ASC_TIME = new RegExp(`^${ddd} ${mmm} ( [1-9]|\\d\\d) ${time} ${year}$`);
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const _parseEpochTimestamp = (value) => {
    if (value == null) {
        return void 0;
    }
    let num = NaN;
    if (typeof value === "number") {
        num = value;
    }
    else if (typeof value === "string") {
        if (!/^-?\d*\.?\d+$/.test(value)) {
            throw new TypeError(`parseEpochTimestamp - numeric string invalid.`);
        }
        num = Number.parseFloat(value);
    }
    else if (typeof value === "object" && value.tag === 1) {
        num = value.value;
    }
    if (isNaN(num) || Math.abs(num) === Infinity) {
        throw new TypeError("Epoch timestamps must be valid finite numbers.");
    }
    return new Date(Math.round(num * 1000));
};
const _parseRfc3339DateTimeWithOffset = (value) => {
    if (value == null) {
        return void 0;
    }
    if (typeof value !== "string") {
        throw new TypeError("RFC3339 timestamps must be strings");
    }
    const matches = RFC3339_WITH_OFFSET.exec(value);
    if (!matches) {
        throw new TypeError(`Invalid RFC3339 timestamp format ${value}`);
    }
    const [, yearStr, monthStr, dayStr, hours, minutes, seconds, , ms, offsetStr] = matches;
    range(monthStr, 1, 12);
    range(dayStr, 1, 31);
    range(hours, 0, 23);
    range(minutes, 0, 59);
    range(seconds, 0, 60);
    const date = new Date(Date.UTC(Number(yearStr), Number(monthStr) - 1, Number(dayStr), Number(hours), Number(minutes), Number(seconds), Number(ms) ? Math.round(parseFloat(`0.${ms}`) * 1000) : 0));
    date.setUTCFullYear(Number(yearStr));
    if (offsetStr.toUpperCase() != "Z") {
        const [, sign, offsetH, offsetM] = /([+-])(\d\d):(\d\d)/.exec(offsetStr) || [void 0, "+", 0, 0];
        const scalar = sign === "-" ? 1 : -1;
        date.setTime(date.getTime() + scalar * (Number(offsetH) * 60 * 60 * 1000 + Number(offsetM) * 60 * 1000));
    }
    return date;
};
const _parseRfc7231DateTime = (value) => {
    if (value == null) {
        return void 0;
    }
    if (typeof value !== "string") {
        throw new TypeError("RFC7231 timestamps must be strings.");
    }
    if (IMF_FIXDATE_NATIVE.test(value)) {
        return new Date(value);
    }
    let day;
    let month;
    let year;
    let hour;
    let minute;
    let second;
    let fraction;
    let matches;
    if ((matches = IMF_FIXDATE.exec(value))) {
        [, day, month, year, hour, minute, second, fraction] = matches;
    }
    else if ((matches = RFC_850_DATE.exec(value))) {
        [, day, month, year, hour, minute, second, fraction] = matches;
        year = (Number(year) + 1900).toString();
    }
    else if ((matches = ASC_TIME.exec(value))) {
        [, month, day, hour, minute, second, fraction, year] = matches;
    }
    if (year && second) {
        const timestamp = Date.UTC(Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second), fraction ? Math.round(parseFloat(`0.${fraction}`) * 1000) : 0);
        range(day, 1, 31);
        range(hour, 0, 23);
        range(minute, 0, 59);
        range(second, 0, 60);
        const date = new Date(timestamp);
        date.setUTCFullYear(Number(year));
        return date;
    }
    throw new TypeError(`Invalid RFC7231 date-time value ${value}.`);
};
function range(v, min, max) {
    const _v = Number(v);
    if (_v < min || _v > max) {
        throw new Error(`Value ${_v} out of range [${min}, ${max}]`);
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/lazy-json.js
const LazyJsonString = function LazyJsonString(val) {
    const str = Object.assign(new String(val), {
        deserializeJSON() {
            return JSON.parse(String(val));
        },
        toString() {
            return String(val);
        },
        toJSON() {
            return String(val);
        },
    });
    return str;
};
LazyJsonString.from = (object) => {
    if (object && typeof object === "object" && (object instanceof LazyJsonString || "deserializeJSON" in object)) {
        return object;
    }
    else if (typeof object === "string" || Object.getPrototypeOf(object) === String.prototype) {
        return LazyJsonString(String(object));
    }
    return LazyJsonString(JSON.stringify(object));
};
LazyJsonString.fromObject = LazyJsonString.from;

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/value/NumericValue.js
const format = /^-?((0|[1-9]\d*)(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/;
class NumericValue {
    string;
    type;
    constructor(string, type) {
        this.string = string;
        this.type = type;
        if (!format.test(string)) {
            throw new Error(`@smithy/core/serde - NumericValue string must conform to the Smithy bigDecimal format. Received: "${string}"`);
        }
    }
    toString() {
        return this.string;
    }
    static [Symbol.hasInstance](object) {
        if (!object || typeof object !== "object") {
            return false;
        }
        const _nv = object;
        return NumericValue.prototype.isPrototypeOf(object) || (_nv.type === "bigDecimal" && format.test(_nv.string));
    }
}
function nv(input) {
    return new NumericValue(String(input), "bigDecimal");
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/serde/FromStringShapeDeserializer.js



class FromStringShapeDeserializer extends SerdeContext {
    settings;
    constructor(settings) {
        super();
        this.settings = settings;
    }
    read(_schema, data) {
        const ns = HttpBindingNormalizedSchema.of(_schema);
        const traits = ns.getMergedTraits();
        const location = ns.getHttpBindingLocation(traits);
        return this.readHttpBinding(ns.getHttpBindingValue(location, traits), data, location);
    }
    readHttpBinding([ns, flags, collectionValue], data, location) {
        const schema = flags & 0xff;
        if ((schema & 0b1100_0000) === 0b0100_0000) {
            collectionValue ??= ns.getHttpBindingCollectionValue(location);
            return splitHeader(data).map((item) => this.readHttpBinding(collectionValue, item, location));
        }
        switch (schema) {
            case 21:
            case 42:
                return (this.serdeContext?.base64Decoder ?? fromBase64)(data);
            case 4:
            case 5:
            case 6:
            case 7: {
                const bindingFormat = this.settings.httpBindings ? (flags >> 14) & 0b11 : 0;
                const format = this.settings.timestampFormat.useTrait && schema > 4
                    ? schema
                    : bindingFormat
                        ? bindingFormat + 4
                        : this.settings.timestampFormat.default;
                switch (format) {
                    case 5:
                        return _parseRfc3339DateTimeWithOffset(data);
                    case 6:
                        return _parseRfc7231DateTime(data);
                    case 7:
                        return _parseEpochTimestamp(data);
                    default:
                        console.warn("Missing timestamp format, parsing value with Date constructor:", data);
                        return new Date(data);
                }
            }
            case 0: {
                const media = (flags >> 8) & 0b11;
                if (!media) {
                    return data;
                }
                let intermediateValue = data;
                if ((location & 0b110) === 0b110) {
                    intermediateValue = (this.serdeContext?.utf8Encoder ?? toUtf8/* toUtf8 */.P)((this.serdeContext?.base64Decoder ?? fromBase64)(intermediateValue));
                }
                return media === 2 ? LazyJsonString.from(intermediateValue) : intermediateValue;
            }
            case 1:
                return Number(data);
            case 2:
                return data.toLowerCase() === "true";
            case 17:
                return BigInt(data);
            case 19:
                return new NumericValue(data, "bigDecimal");
            default:
                return data;
        }
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/ConfigurableSerdeContext.js
class SerdeContextConfig {
    serdeContext;
    setSerdeContext(serdeContext) {
        this.serdeContext = serdeContext;
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/UnionSerde.js
class UnionSerde {
    from;
    to;
    keys;
    constructor(from, to) {
        this.from = from;
        this.to = to;
        const keys = Object.keys(this.from);
        const set = new Set(keys);
        set.delete("__type");
        this.keys = set;
    }
    mark(key) {
        this.keys.delete(key);
    }
    hasUnknown() {
        return this.keys.size === 1 && Object.keys(this.to).length === 0;
    }
    writeUnknown() {
        if (this.hasUnknown()) {
            const k = this.keys.values().next().value;
            const v = this.from[k];
            this.to.$unknown = [k, v];
        }
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/writeKey.js
function writeKey_writeKey(obj) {
    Object.defineProperty(obj, "__proto__", { value: undefined, writable: true, enumerable: true, configurable: true });
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/xml/XmlShapeDeserializer.js








class XmlShapeDeserializer extends SerdeContextConfig {
    settings;
    stringDeserializer;
    constructor(settings) {
        super();
        this.settings = settings;
        this.stringDeserializer = new FromStringShapeDeserializer(settings);
    }
    setSerdeContext(serdeContext) {
        this.serdeContext = serdeContext;
        this.stringDeserializer.setSerdeContext(serdeContext);
    }
    read(schema, bytes, key) {
        const ns = NormalizedSchema.of(schema);
        const memberSchemas = ns.getMemberSchemas();
        const isEventPayload = ns.isStructSchema() &&
            ns.isMemberSchema() &&
            !!Object.values(memberSchemas).find((memberNs) => {
                return !!memberNs.getMemberTraits().eventPayload;
            });
        if (isEventPayload) {
            const output = {};
            const memberName = Object.keys(memberSchemas)[0];
            const eventMemberSchema = memberSchemas[memberName];
            if (eventMemberSchema.isBlobSchema()) {
                output[memberName] = bytes;
            }
            else {
                output[memberName] = this.read(memberSchemas[memberName], bytes);
            }
            return output;
        }
        const xmlString = (this.serdeContext?.utf8Encoder ?? toUtf8/* toUtf8 */.P)(bytes);
        const parsedObject = this.parseXml(xmlString);
        return this.readSchema(schema, key ? parsedObject[key] : parsedObject);
    }
    readSchema(_schema, value) {
        const ns = NormalizedSchema.of(_schema);
        if (ns.isUnitSchema()) {
            return;
        }
        const traits = ns.getMergedTraits();
        if (ns.isListSchema() && !Array.isArray(value)) {
            return this.readSchema(ns, [value]);
        }
        if (value == null) {
            return value;
        }
        if (typeof value === "object") {
            const flat = !!traits.xmlFlattened;
            if (ns.isListSchema()) {
                const listValue = ns.getValueSchema();
                const buffer = [];
                const sourceKey = listValue.getMergedTraits().xmlName ?? "member";
                const source = flat ? value : (value[0] ?? value)[sourceKey];
                if (source == null) {
                    return buffer;
                }
                const sourceArray = Array.isArray(source) ? source : [source];
                for (const v of sourceArray) {
                    buffer.push(this.readSchema(listValue, v));
                }
                return buffer;
            }
            const buffer = {};
            if (ns.isMapSchema()) {
                const keyNs = ns.getKeySchema();
                const memberNs = ns.getValueSchema();
                let entries;
                if (flat) {
                    entries = Array.isArray(value) ? value : [value];
                }
                else {
                    entries = Array.isArray(value.entry) ? value.entry : [value.entry];
                }
                const keyProperty = keyNs.getMergedTraits().xmlName ?? "key";
                const valueProperty = memberNs.getMergedTraits().xmlName ?? "value";
                for (const entry of entries) {
                    const key = entry[keyProperty];
                    const value = entry[valueProperty];
                    if (key === "__proto__") {
                        writeKey_writeKey(buffer);
                    }
                    buffer[key] = this.readSchema(memberNs, value);
                }
                return buffer;
            }
            if (ns.isStructSchema()) {
                const union = ns.isUnionSchema();
                let unionSerde;
                if (union) {
                    unionSerde = new UnionSerde(value, buffer);
                }
                for (const [memberName, memberSchema] of ns.structIterator()) {
                    const memberTraits = memberSchema.getMergedTraits();
                    const xmlObjectKey = !memberTraits.httpPayload
                        ? (memberSchema.getMemberTraits().xmlName ?? memberName)
                        : (memberTraits.xmlName ?? memberSchema.getName());
                    if (union) {
                        unionSerde.mark(xmlObjectKey);
                    }
                    if (value[xmlObjectKey] != null) {
                        buffer[memberName] = this.readSchema(memberSchema, value[xmlObjectKey]);
                    }
                }
                if (union) {
                    unionSerde.writeUnknown();
                }
                return buffer;
            }
            if (ns.isDocumentSchema()) {
                return value;
            }
            throw new Error(`@aws-sdk/core/protocols - xml deserializer unhandled schema type for ${ns.getName(true)}`);
        }
        if (ns.isListSchema()) {
            return [];
        }
        if (ns.isMapSchema() || ns.isStructSchema()) {
            return {};
        }
        return this.stringDeserializer.read(ns, value);
    }
    parseXml(xml) {
        if (xml.length) {
            let parsedObj;
            try {
                parsedObj = parseXML(xml);
            }
            catch (e) {
                if (e && typeof e === "object") {
                    Object.defineProperty(e, "$responseBodyText", {
                        value: xml,
                    });
                }
                throw e;
            }
            const textNodeName = "#text";
            const key = Object.keys(parsedObj)[0];
            const parsedObjToReturn = parsedObj[key];
            if (parsedObjToReturn[textNodeName]) {
                parsedObjToReturn[key] = parsedObjToReturn[textNodeName];
                delete parsedObjToReturn[textNodeName];
            }
            return getValueFromTextNode(parsedObjToReturn);
        }
        return {};
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/serde/determineTimestampFormat.js
function determineTimestampFormat(ns, settings) {
    if (settings.timestampFormat.useTrait) {
        const schema = ns.getSchema();
        if (schema === 5 ||
            schema === 6 ||
            schema === 7) {
            return schema;
        }
    }
    const { httpLabel, httpPrefixHeaders, httpHeader, httpQuery } = ns.getMergedTraits();
    const bindingFormat = settings.httpBindings
        ? typeof httpPrefixHeaders === "string" || Boolean(httpHeader)
            ? 6
            : Boolean(httpQuery) || Boolean(httpLabel)
                ? 5
                : undefined
        : undefined;
    return bindingFormat ?? settings.timestampFormat.default;
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/extended-encode-uri-component.js
function extendedEncodeURIComponent(str) {
    if (/^[\w.~-]+$/.test(str)) {
        return str;
    }
    return encodeURIComponent(str).replace(/[!'()*]/g, function (c) {
        return "%" + c.charCodeAt(0).toString(16).toUpperCase();
    });
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/date-utils.js

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function dateToUtcString(date) {
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth();
    const dayOfWeek = date.getUTCDay();
    const dayOfMonthInt = date.getUTCDate();
    const hoursInt = date.getUTCHours();
    const minutesInt = date.getUTCMinutes();
    const secondsInt = date.getUTCSeconds();
    const dayOfMonthString = dayOfMonthInt < 10 ? `0${dayOfMonthInt}` : `${dayOfMonthInt}`;
    const hoursString = hoursInt < 10 ? `0${hoursInt}` : `${hoursInt}`;
    const minutesString = minutesInt < 10 ? `0${minutesInt}` : `${minutesInt}`;
    const secondsString = secondsInt < 10 ? `0${secondsInt}` : `${secondsInt}`;
    return `${DAYS[dayOfWeek]}, ${dayOfMonthString} ${MONTHS[month]} ${year} ${hoursString}:${minutesString}:${secondsString} GMT`;
}
const RFC3339 = (/* unused pure expression or super */ null && (new RegExp(/^(\d{4})-(\d{2})-(\d{2})[tT](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?[zZ]$/)));
const parseRfc3339DateTime = (value) => {
    if (value === null || value === undefined) {
        return undefined;
    }
    if (typeof value !== "string") {
        throw new TypeError("RFC-3339 date-times must be expressed as strings");
    }
    const match = RFC3339.exec(value);
    if (!match) {
        throw new TypeError("Invalid RFC-3339 date-time value");
    }
    const [_, yearStr, monthStr, dayStr, hours, minutes, seconds, fractionalMilliseconds] = match;
    const year = strictParseShort(stripLeadingZeroes(yearStr));
    const month = parseDateValue(monthStr, "month", 1, 12);
    const day = parseDateValue(dayStr, "day", 1, 31);
    return buildDate(year, month, day, { hours, minutes, seconds, fractionalMilliseconds });
};
const date_utils_RFC3339_WITH_OFFSET = (/* unused pure expression or super */ null && (new RegExp(/^(\d{4})-(\d{2})-(\d{2})[tT](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(([-+]\d{2}:\d{2})|[zZ])$/)));
const parseRfc3339DateTimeWithOffset = (value) => {
    if (value === null || value === undefined) {
        return undefined;
    }
    if (typeof value !== "string") {
        throw new TypeError("RFC-3339 date-times must be expressed as strings");
    }
    const match = date_utils_RFC3339_WITH_OFFSET.exec(value);
    if (!match) {
        throw new TypeError("Invalid RFC-3339 date-time value");
    }
    const [_, yearStr, monthStr, dayStr, hours, minutes, seconds, fractionalMilliseconds, offsetStr] = match;
    const year = strictParseShort(stripLeadingZeroes(yearStr));
    const month = parseDateValue(monthStr, "month", 1, 12);
    const day = parseDateValue(dayStr, "day", 1, 31);
    const date = buildDate(year, month, day, { hours, minutes, seconds, fractionalMilliseconds });
    if (offsetStr.toUpperCase() != "Z") {
        date.setTime(date.getTime() - parseOffsetToMilliseconds(offsetStr));
    }
    return date;
};
const date_utils_IMF_FIXDATE = (/* unused pure expression or super */ null && (new RegExp(/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d+))? GMT$/)));
const date_utils_RFC_850_DATE = (/* unused pure expression or super */ null && (new RegExp(/^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (\d{2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{2}) (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d+))? GMT$/)));
const date_utils_ASC_TIME = (/* unused pure expression or super */ null && (new RegExp(/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ( [1-9]|\d{2}) (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d+))? (\d{4})$/)));
const parseRfc7231DateTime = (value) => {
    if (value === null || value === undefined) {
        return undefined;
    }
    if (typeof value !== "string") {
        throw new TypeError("RFC-7231 date-times must be expressed as strings");
    }
    let match = date_utils_IMF_FIXDATE.exec(value);
    if (match) {
        const [_, dayStr, monthStr, yearStr, hours, minutes, seconds, fractionalMilliseconds] = match;
        return buildDate(strictParseShort(stripLeadingZeroes(yearStr)), parseMonthByShortName(monthStr), parseDateValue(dayStr, "day", 1, 31), { hours, minutes, seconds, fractionalMilliseconds });
    }
    match = date_utils_RFC_850_DATE.exec(value);
    if (match) {
        const [_, dayStr, monthStr, yearStr, hours, minutes, seconds, fractionalMilliseconds] = match;
        return adjustRfc850Year(buildDate(parseTwoDigitYear(yearStr), parseMonthByShortName(monthStr), parseDateValue(dayStr, "day", 1, 31), {
            hours,
            minutes,
            seconds,
            fractionalMilliseconds,
        }));
    }
    match = date_utils_ASC_TIME.exec(value);
    if (match) {
        const [_, monthStr, dayStr, hours, minutes, seconds, fractionalMilliseconds, yearStr] = match;
        return buildDate(strictParseShort(stripLeadingZeroes(yearStr)), parseMonthByShortName(monthStr), parseDateValue(dayStr.trimLeft(), "day", 1, 31), { hours, minutes, seconds, fractionalMilliseconds });
    }
    throw new TypeError("Invalid RFC-7231 date-time value");
};
const parseEpochTimestamp = (value) => {
    if (value === null || value === undefined) {
        return undefined;
    }
    let valueAsDouble;
    if (typeof value === "number") {
        valueAsDouble = value;
    }
    else if (typeof value === "string") {
        valueAsDouble = strictParseDouble(value);
    }
    else if (typeof value === "object" && value.tag === 1) {
        valueAsDouble = value.value;
    }
    else {
        throw new TypeError("Epoch timestamps must be expressed as floating point numbers or their string representation");
    }
    if (Number.isNaN(valueAsDouble) || valueAsDouble === Infinity || valueAsDouble === -Infinity) {
        throw new TypeError("Epoch timestamps must be valid, non-Infinite, non-NaN numerics");
    }
    return new Date(Math.round(valueAsDouble * 1000));
};
const buildDate = (year, month, day, time) => {
    const adjustedMonth = month - 1;
    validateDayOfMonth(year, adjustedMonth, day);
    return new Date(Date.UTC(year, adjustedMonth, day, parseDateValue(time.hours, "hour", 0, 23), parseDateValue(time.minutes, "minute", 0, 59), parseDateValue(time.seconds, "seconds", 0, 60), parseMilliseconds(time.fractionalMilliseconds)));
};
const parseTwoDigitYear = (value) => {
    const thisYear = new Date().getUTCFullYear();
    const valueInThisCentury = Math.floor(thisYear / 100) * 100 + strictParseShort(stripLeadingZeroes(value));
    if (valueInThisCentury < thisYear) {
        return valueInThisCentury + 100;
    }
    return valueInThisCentury;
};
const FIFTY_YEARS_IN_MILLIS = (/* unused pure expression or super */ null && (50 * 365 * 24 * 60 * 60 * 1000));
const adjustRfc850Year = (input) => {
    if (input.getTime() - new Date().getTime() > FIFTY_YEARS_IN_MILLIS) {
        return new Date(Date.UTC(input.getUTCFullYear() - 100, input.getUTCMonth(), input.getUTCDate(), input.getUTCHours(), input.getUTCMinutes(), input.getUTCSeconds(), input.getUTCMilliseconds()));
    }
    return input;
};
const parseMonthByShortName = (value) => {
    const monthIdx = MONTHS.indexOf(value);
    if (monthIdx < 0) {
        throw new TypeError(`Invalid month: ${value}`);
    }
    return monthIdx + 1;
};
const DAYS_IN_MONTH = (/* unused pure expression or super */ null && ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]));
const validateDayOfMonth = (year, month, day) => {
    let maxDays = DAYS_IN_MONTH[month];
    if (month === 1 && isLeapYear(year)) {
        maxDays = 29;
    }
    if (day > maxDays) {
        throw new TypeError(`Invalid day for ${MONTHS[month]} in ${year}: ${day}`);
    }
};
const isLeapYear = (year) => {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
};
const parseDateValue = (value, type, lower, upper) => {
    const dateVal = strictParseByte(stripLeadingZeroes(value));
    if (dateVal < lower || dateVal > upper) {
        throw new TypeError(`${type} must be between ${lower} and ${upper}, inclusive`);
    }
    return dateVal;
};
const parseMilliseconds = (value) => {
    if (value === null || value === undefined) {
        return 0;
    }
    return strictParseFloat32("0." + value) * 1000;
};
const parseOffsetToMilliseconds = (value) => {
    const directionStr = value[0];
    let direction = 1;
    if (directionStr == "+") {
        direction = 1;
    }
    else if (directionStr == "-") {
        direction = -1;
    }
    else {
        throw new TypeError(`Offset direction, ${directionStr}, must be "+" or "-"`);
    }
    const hour = Number(value.substring(1, 3));
    const minute = Number(value.substring(4, 6));
    return direction * (hour * 60 + minute) * 60 * 1000;
};
const stripLeadingZeroes = (value) => {
    let idx = 0;
    while (idx < value.length - 1 && value.charAt(idx) === "0") {
        idx++;
    }
    if (idx === 0) {
        return value;
    }
    return value.slice(idx);
};

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/query/QueryShapeSerializer.js





class QueryShapeSerializer extends SerdeContextConfig {
    settings;
    buffer;
    constructor(settings) {
        super();
        this.settings = settings;
    }
    write(schema, value, prefix = "") {
        if (this.buffer === undefined) {
            this.buffer = "";
        }
        const ns = NormalizedSchema.of(schema);
        if (prefix && !prefix.endsWith(".")) {
            prefix += ".";
        }
        if (ns.isBlobSchema()) {
            if (typeof value === "string" || value instanceof Uint8Array) {
                this.writeKey(prefix);
                this.writeValue((this.serdeContext?.base64Encoder ?? toBase64)(value));
            }
        }
        else if (ns.isBooleanSchema() || ns.isNumericSchema() || ns.isStringSchema()) {
            if (value != null) {
                this.writeKey(prefix);
                this.writeValue(String(value));
            }
            else if (ns.isIdempotencyToken()) {
                this.writeKey(prefix);
                this.writeValue(generateIdempotencyToken());
            }
        }
        else if (ns.isBigIntegerSchema()) {
            if (value != null) {
                this.writeKey(prefix);
                this.writeValue(String(value));
            }
        }
        else if (ns.isBigDecimalSchema()) {
            if (value != null) {
                this.writeKey(prefix);
                this.writeValue(value instanceof NumericValue ? value.string : String(value));
            }
        }
        else if (ns.isTimestampSchema()) {
            if (value instanceof Date) {
                this.writeKey(prefix);
                const format = determineTimestampFormat(ns, this.settings);
                switch (format) {
                    case 5:
                        this.writeValue(value.toISOString().replace(".000Z", "Z"));
                        break;
                    case 6:
                        this.writeValue(dateToUtcString(value));
                        break;
                    case 7:
                        this.writeValue(String(value.getTime() / 1000));
                        break;
                }
            }
        }
        else if (ns.isDocumentSchema()) {
            if (Array.isArray(value)) {
                this.write(64 | 15, value, prefix);
            }
            else if (value instanceof Date) {
                this.write(4, value, prefix);
            }
            else if (value instanceof Uint8Array) {
                this.write(21, value, prefix);
            }
            else if (value && typeof value === "object") {
                this.write(128 | 15, value, prefix);
            }
            else {
                this.writeKey(prefix);
                this.writeValue(String(value));
            }
        }
        else if (ns.isListSchema()) {
            if (Array.isArray(value)) {
                if (value.length === 0) {
                    if (this.settings.serializeEmptyLists) {
                        this.writeKey(prefix);
                        this.writeValue("");
                    }
                }
                else {
                    const member = ns.getValueSchema();
                    const flat = this.settings.flattenLists || ns.getMergedTraits().xmlFlattened;
                    let i = 1;
                    for (const item of value) {
                        if (item == null) {
                            continue;
                        }
                        const traits = member.getMergedTraits();
                        const suffix = this.getKey("member", traits.xmlName, traits.ec2QueryName);
                        const key = flat ? `${prefix}${i}` : `${prefix}${suffix}.${i}`;
                        this.write(member, item, key);
                        ++i;
                    }
                }
            }
        }
        else if (ns.isMapSchema()) {
            if (value && typeof value === "object") {
                const keySchema = ns.getKeySchema();
                const memberSchema = ns.getValueSchema();
                const flat = ns.getMergedTraits().xmlFlattened;
                let i = 1;
                for (const k in value) {
                    const v = value[k];
                    if (v == null) {
                        continue;
                    }
                    const keyTraits = keySchema.getMergedTraits();
                    const keySuffix = this.getKey("key", keyTraits.xmlName, keyTraits.ec2QueryName);
                    const key = flat ? `${prefix}${i}.${keySuffix}` : `${prefix}entry.${i}.${keySuffix}`;
                    const valTraits = memberSchema.getMergedTraits();
                    const valueSuffix = this.getKey("value", valTraits.xmlName, valTraits.ec2QueryName);
                    const valueKey = flat ? `${prefix}${i}.${valueSuffix}` : `${prefix}entry.${i}.${valueSuffix}`;
                    this.write(keySchema, k, key);
                    this.write(memberSchema, v, valueKey);
                    ++i;
                }
            }
        }
        else if (ns.isStructSchema()) {
            if (value && typeof value === "object") {
                let didWriteMember = false;
                for (const [memberName, member] of ns.structIterator()) {
                    if (value[memberName] == null && !member.isIdempotencyToken()) {
                        continue;
                    }
                    const traits = member.getMergedTraits();
                    const suffix = this.getKey(memberName, traits.xmlName, traits.ec2QueryName, "struct");
                    const key = `${prefix}${suffix}`;
                    this.write(member, value[memberName], key);
                    didWriteMember = true;
                }
                if (!didWriteMember && ns.isUnionSchema()) {
                    const { $unknown } = value;
                    if (Array.isArray($unknown)) {
                        const [k, v] = $unknown;
                        const key = `${prefix}${k}`;
                        this.write(15, v, key);
                    }
                }
            }
        }
        else if (ns.isUnitSchema()) {
        }
        else {
            throw new Error(`@aws-sdk/core/protocols - QuerySerializer unrecognized schema type ${ns.getName(true)}`);
        }
    }
    flush() {
        if (this.buffer === undefined) {
            throw new Error("@aws-sdk/core/protocols - QuerySerializer cannot flush with nothing written to buffer.");
        }
        const str = this.buffer;
        delete this.buffer;
        return str;
    }
    getKey(memberName, xmlName, ec2QueryName, keySource) {
        const { ec2, capitalizeKeys } = this.settings;
        if (ec2 && ec2QueryName) {
            return ec2QueryName;
        }
        const key = xmlName ?? memberName;
        if (capitalizeKeys && keySource === "struct") {
            return key[0].toUpperCase() + key.slice(1);
        }
        return key;
    }
    writeKey(key) {
        if (key.endsWith(".")) {
            key = key.slice(0, key.length - 1);
        }
        this.buffer += `&${extendedEncodeURIComponent(key)}=`;
    }
    writeValue(value) {
        this.buffer += extendedEncodeURIComponent(value);
    }
}

;// CONCATENATED MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/query/AwsQueryProtocol.js





class AwsQueryProtocol extends RpcProtocol {
    options;
    serializer;
    deserializer;
    mixin = new ProtocolLib();
    constructor(options) {
        super({
            defaultNamespace: options.defaultNamespace,
            errorTypeRegistries: options.errorTypeRegistries,
        });
        this.options = options;
        const settings = {
            timestampFormat: {
                useTrait: true,
                default: 5,
            },
            httpBindings: false,
            xmlNamespace: options.xmlNamespace,
            serviceNamespace: options.defaultNamespace,
            serializeEmptyLists: true,
        };
        this.serializer = new QueryShapeSerializer(settings);
        this.deserializer = new XmlShapeDeserializer(settings);
    }
    getShapeId() {
        return "aws.protocols#awsQuery";
    }
    setSerdeContext(serdeContext) {
        this.serializer.setSerdeContext(serdeContext);
        this.deserializer.setSerdeContext(serdeContext);
    }
    getPayloadCodec() {
        throw new Error("AWSQuery protocol has no payload codec.");
    }
    async serializeRequest(operationSchema, input, context) {
        const request = await super.serializeRequest(operationSchema, input, context);
        if (!request.path.endsWith("/")) {
            request.path += "/";
        }
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        if (deref(operationSchema.input) === "unit" || !request.body) {
            request.body = "";
        }
        const action = operationSchema.name.split("#")[1] ?? operationSchema.name;
        request.body = `Action=${action}&Version=${this.options.version}` + request.body;
        if (request.body.endsWith("&")) {
            request.body = request.body.slice(-1);
        }
        return request;
    }
    async deserializeResponse(operationSchema, context, response) {
        const deserializer = this.deserializer;
        const ns = NormalizedSchema.of(operationSchema.output);
        const dataObject = {};
        if (response.statusCode >= 300) {
            const bytes = await collectBody(response.body, context);
            if (bytes.byteLength > 0) {
                Object.assign(dataObject, await deserializer.read(15, bytes));
            }
            await this.handleError(operationSchema, context, response, dataObject, this.deserializeMetadata(response));
        }
        for (const header in response.headers) {
            const value = response.headers[header];
            delete response.headers[header];
            response.headers[header.toLowerCase()] = value;
        }
        const shortName = operationSchema.name.split("#")[1] ?? operationSchema.name;
        const awsQueryResultKey = ns.isStructSchema() && this.useNestedResult() ? shortName + "Result" : undefined;
        const bytes = await collectBody(response.body, context);
        if (bytes.byteLength > 0) {
            Object.assign(dataObject, await deserializer.read(ns, bytes, awsQueryResultKey));
        }
        dataObject.$metadata = this.deserializeMetadata(response);
        return dataObject;
    }
    useNestedResult() {
        return true;
    }
    async handleError(operationSchema, context, response, dataObject, metadata) {
        const errorIdentifier = this.loadQueryErrorCode(response, dataObject) ?? "Unknown";
        this.mixin.compose(this.compositeErrorRegistry, errorIdentifier, this.options.defaultNamespace);
        const errorData = this.loadQueryError(dataObject) ?? {};
        const message = this.loadQueryErrorMessage(dataObject);
        errorData.message = message;
        errorData.Error = {
            Type: errorData.Type,
            Code: errorData.Code,
            Message: message,
        };
        const { errorSchema, errorMetadata } = await this.mixin.getErrorSchemaOrThrowBaseException(errorIdentifier, this.options.defaultNamespace, response, errorData, metadata, this.mixin.findQueryCompatibleError);
        const ns = NormalizedSchema.of(errorSchema);
        const ErrorCtor = this.compositeErrorRegistry.getErrorCtor(errorSchema) ?? Error;
        const exception = new ErrorCtor({});
        const output = {
            Type: errorData.Error.Type,
            Code: errorData.Error.Code,
            Error: errorData.Error,
        };
        for (const [name, member] of ns.structIterator()) {
            const target = member.getMergedTraits().xmlName ?? name;
            const value = errorData[target] ?? dataObject[target];
            output[name] = this.deserializer.readSchema(member, value);
        }
        throw this.mixin.decorateServiceException(Object.assign(exception, errorMetadata, {
            $fault: ns.getMergedTraits().error,
            message,
        }, output), dataObject);
    }
    loadQueryErrorCode(output, data) {
        const code = (data.Errors?.[0]?.Error ?? data.Errors?.Error ?? data.Error)?.Code;
        if (code !== undefined) {
            return code;
        }
        if (output.statusCode == 404) {
            return "NotFound";
        }
    }
    loadQueryError(data) {
        return data.Errors?.[0]?.Error ?? data.Errors?.Error ?? data.Error;
    }
    loadQueryErrorMessage(data) {
        const errorData = this.loadQueryError(data);
        return errorData?.message ?? errorData?.Message ?? data.message ?? data.Message ?? "Unknown";
    }
    getDefaultContentType() {
        return "application/x-www-form-urlencoded";
    }
}

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-hex-encoding/hex-encoding.js
var hex_encoding = __nccwpck_require__(5408);
;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-utf8/toUint8Array.js

const toUint8Array = (data) => {
    if (data instanceof Uint8Array) {
        return data;
    }
    if (typeof data === "string") {
        return (0,fromUtf8/* fromUtf8 */.a)(data);
    }
    if (ArrayBuffer.isView(data)) {
        return new Uint8Array(data.buffer, data.byteOffset, data.byteLength / Uint8Array.BYTES_PER_ELEMENT);
    }
    return new Uint8Array(data);
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/HeaderFormatter.js


class HeaderFormatter {
    format(headers) {
        const chunks = [];
        for (const headerName in headers) {
            if (!(0,transport_hasOwn/* hasOwn */.$)(headers, headerName)) {
                continue;
            }
            const bytes = (0,fromUtf8/* fromUtf8 */.a)(headerName);
            chunks.push(Uint8Array.from([bytes.byteLength]), bytes, this.formatHeaderValue(headers[headerName]));
        }
        const out = new Uint8Array(chunks.reduce((carry, bytes) => carry + bytes.byteLength, 0));
        let position = 0;
        for (const chunk of chunks) {
            out.set(chunk, position);
            position += chunk.byteLength;
        }
        return out;
    }
    formatHeaderValue(header) {
        switch (header.type) {
            case "boolean":
                return Uint8Array.from([header.value ? 0 : 1]);
            case "byte":
                return Uint8Array.from([2, header.value]);
            case "short":
                const shortView = new DataView(new ArrayBuffer(3));
                shortView.setUint8(0, 3);
                shortView.setInt16(1, header.value, false);
                return new Uint8Array(shortView.buffer);
            case "integer":
                const intView = new DataView(new ArrayBuffer(5));
                intView.setUint8(0, 4);
                intView.setInt32(1, header.value, false);
                return new Uint8Array(intView.buffer);
            case "long":
                const longBytes = new Uint8Array(9);
                longBytes[0] = 5;
                longBytes.set(header.value.bytes, 1);
                return longBytes;
            case "binary":
                const binView = new DataView(new ArrayBuffer(3 + header.value.byteLength));
                binView.setUint8(0, 6);
                binView.setUint16(1, header.value.byteLength, false);
                const binBytes = new Uint8Array(binView.buffer);
                binBytes.set(header.value, 3);
                return binBytes;
            case "string":
                const utf8Bytes = (0,fromUtf8/* fromUtf8 */.a)(header.value);
                const strView = new DataView(new ArrayBuffer(3 + utf8Bytes.byteLength));
                strView.setUint8(0, 7);
                strView.setUint16(1, utf8Bytes.byteLength, false);
                const strBytes = new Uint8Array(strView.buffer);
                strBytes.set(utf8Bytes, 3);
                return strBytes;
            case "timestamp":
                const tsBytes = new Uint8Array(9);
                tsBytes[0] = 8;
                tsBytes.set(Int64.fromNumber(header.value.valueOf()).bytes, 1);
                return tsBytes;
            case "uuid":
                if (!UUID_PATTERN.test(header.value)) {
                    throw new Error(`Invalid UUID received: ${header.value}`);
                }
                const uuidBytes = new Uint8Array(17);
                uuidBytes[0] = 9;
                uuidBytes.set((0,hex_encoding/* fromHex */.a)(header.value.replace(/-/g, "")), 1);
                return uuidBytes;
        }
    }
}
var HEADER_VALUE_TYPE;
(function (HEADER_VALUE_TYPE) {
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["boolTrue"] = 0] = "boolTrue";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["boolFalse"] = 1] = "boolFalse";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["byte"] = 2] = "byte";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["short"] = 3] = "short";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["integer"] = 4] = "integer";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["long"] = 5] = "long";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["byteArray"] = 6] = "byteArray";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["string"] = 7] = "string";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["timestamp"] = 8] = "timestamp";
    HEADER_VALUE_TYPE[HEADER_VALUE_TYPE["uuid"] = 9] = "uuid";
})(HEADER_VALUE_TYPE || (HEADER_VALUE_TYPE = {}));
const UUID_PATTERN = /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/;
class Int64 {
    bytes;
    constructor(bytes) {
        this.bytes = bytes;
        if (bytes.byteLength !== 8) {
            throw new Error("Int64 buffers must be exactly 8 bytes");
        }
    }
    static fromNumber(number) {
        if (number > 9_223_372_036_854_775_807 || number < -9_223_372_036_854_775_808) {
            throw new Error(`${number} is too large (or, if negative, too small) to represent as an Int64`);
        }
        const bytes = new Uint8Array(8);
        for (let i = 7, remaining = Math.abs(Math.round(number)); i > -1 && remaining > 0; i--, remaining /= 256) {
            bytes[i] = remaining;
        }
        if (number < 0) {
            negate(bytes);
        }
        return new Int64(bytes);
    }
    valueOf() {
        const bytes = this.bytes.slice(0);
        const negative = bytes[0] & 0b10000000;
        if (negative) {
            negate(bytes);
        }
        return parseInt((0,hex_encoding/* toHex */.n)(bytes), 16) * (negative ? -1 : 1);
    }
    toString() {
        return String(this.valueOf());
    }
}
function negate(bytes) {
    for (let i = 0; i < 8; i++) {
        bytes[i] ^= 0xff;
    }
    for (let i = 7; i > -1; i--) {
        bytes[i]++;
        if (bytes[i] !== 0) {
            break;
        }
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/normalizeProvider.js
const normalizeProvider = (input) => {
    if (typeof input === "function") {
        return input;
    }
    const promisified = Promise.resolve(input);
    return () => promisified;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/core/dist-es/submodules/protocols/util-uri-escape/escape-uri.js
const escapeUri = (uri) => encodeURIComponent(uri).replace(/[!'()*]/g, hexEncode);
const hexEncode = (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/constants.js
const ALGORITHM_QUERY_PARAM = "X-Amz-Algorithm";
const CREDENTIAL_QUERY_PARAM = "X-Amz-Credential";
const AMZ_DATE_QUERY_PARAM = "X-Amz-Date";
const SIGNED_HEADERS_QUERY_PARAM = "X-Amz-SignedHeaders";
const EXPIRES_QUERY_PARAM = "X-Amz-Expires";
const SIGNATURE_QUERY_PARAM = "X-Amz-Signature";
const TOKEN_QUERY_PARAM = "X-Amz-Security-Token";
const REGION_SET_PARAM = "X-Amz-Region-Set";
const AUTH_HEADER = "authorization";
const AMZ_DATE_HEADER = AMZ_DATE_QUERY_PARAM.toLowerCase();
const DATE_HEADER = "date";
const GENERATED_HEADERS = [AUTH_HEADER, AMZ_DATE_HEADER, DATE_HEADER];
const SIGNATURE_HEADER = SIGNATURE_QUERY_PARAM.toLowerCase();
const SHA256_HEADER = "x-amz-content-sha256";
const TOKEN_HEADER = TOKEN_QUERY_PARAM.toLowerCase();
const HOST_HEADER = "host";
const ALWAYS_UNSIGNABLE_HEADERS = {
    authorization: true,
    "cache-control": true,
    connection: true,
    expect: true,
    from: true,
    "keep-alive": true,
    "max-forwards": true,
    pragma: true,
    referer: true,
    te: true,
    trailer: true,
    "transfer-encoding": true,
    upgrade: true,
    "user-agent": true,
    "x-amzn-trace-id": true,
};
const PROXY_HEADER_PATTERN = /^proxy-/;
const SEC_HEADER_PATTERN = /^sec-/;
const UNSIGNABLE_PATTERNS = (/* unused pure expression or super */ null && ([/^proxy-/i, /^sec-/i]));
const ALGORITHM_IDENTIFIER = "AWS4-HMAC-SHA256";
const ALGORITHM_IDENTIFIER_V4A = "AWS4-ECDSA-P256-SHA256";
const EVENT_ALGORITHM_IDENTIFIER = "AWS4-HMAC-SHA256-PAYLOAD";
const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
const MAX_CACHE_SIZE = 50;
const KEY_TYPE_IDENTIFIER = "aws4_request";
const MAX_PRESIGNED_TTL = 60 * 60 * 24 * 7;

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/getCanonicalQuery.js



const getCanonicalQuery = ({ query = {} }) => {
    const keys = [];
    const serialized = {};
    for (const key in query) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(query, key)) {
            continue;
        }
        if (key.toLowerCase() === SIGNATURE_HEADER) {
            continue;
        }
        const encodedKey = escapeUri(key);
        keys.push(encodedKey);
        const value = query[key];
        if (typeof value === "string") {
            serialized[encodedKey] = `${encodedKey}=${escapeUri(value)}`;
        }
        else if (Array.isArray(value)) {
            serialized[encodedKey] = value
                .slice(0)
                .reduce((encoded, value) => encoded.concat([`${encodedKey}=${escapeUri(value)}`]), [])
                .sort()
                .join("&");
        }
    }
    return keys
        .sort()
        .map((key) => serialized[key])
        .filter((serialized) => serialized)
        .join("&");
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/utilDate.js
const iso8601 = (time) => toDate(time)
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
const toDate = (time) => {
    if (typeof time === "number") {
        return new Date(time * 1000);
    }
    if (typeof time === "string") {
        if (Number(time)) {
            return new Date(Number(time) * 1000);
        }
        return new Date(time);
    }
    return time;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/SignatureV4Base.js





class SignatureV4Base {
    service;
    regionProvider;
    credentialProvider;
    sha256;
    uriEscapePath;
    applyChecksum;
    constructor({ applyChecksum, credentials, region, service, sha256, uriEscapePath = true, }) {
        this.service = service;
        this.sha256 = sha256;
        this.uriEscapePath = uriEscapePath;
        this.applyChecksum = typeof applyChecksum === "boolean" ? applyChecksum : true;
        this.regionProvider = normalizeProvider(region);
        this.credentialProvider = normalizeProvider(credentials);
    }
    createCanonicalRequest(request, canonicalHeaders, payloadHash) {
        const sortedHeaders = Object.keys(canonicalHeaders).sort();
        return `${request.method}
${this.getCanonicalPath(request)}
${getCanonicalQuery(request)}
${sortedHeaders.map((name) => `${name}:${canonicalHeaders[name]}`).join("\n")}

${sortedHeaders.join(";")}
${payloadHash}`;
    }
    async createStringToSign(longDate, credentialScope, canonicalRequest, algorithmIdentifier) {
        const hash = new this.sha256();
        hash.update(toUint8Array(canonicalRequest));
        const hashedRequest = await hash.digest();
        return `${algorithmIdentifier}
${longDate}
${credentialScope}
${(0,hex_encoding/* toHex */.n)(hashedRequest)}`;
    }
    getCanonicalPath({ path }) {
        if (this.uriEscapePath) {
            const normalizedPathSegments = [];
            for (const pathSegment of path.split("/")) {
                if (pathSegment?.length === 0) {
                    continue;
                }
                if (pathSegment === ".") {
                    continue;
                }
                if (pathSegment === "..") {
                    normalizedPathSegments.pop();
                }
                else {
                    normalizedPathSegments.push(pathSegment);
                }
            }
            const normalizedPath = `${path?.startsWith("/") ? "/" : ""}${normalizedPathSegments.join("/")}${normalizedPathSegments.length > 0 && path?.endsWith("/") ? "/" : ""}`;
            const doubleEncoded = escapeUri(normalizedPath);
            return doubleEncoded.replace(/%2F/g, "/");
        }
        return path;
    }
    validateResolvedCredentials(credentials) {
        if (typeof credentials !== "object" ||
            typeof credentials.accessKeyId !== "string" ||
            typeof credentials.secretAccessKey !== "string") {
            throw new Error("Resolved credential object is not valid");
        }
    }
    formatDate(now) {
        const longDate = iso8601(now).replace(/[-:]/g, "");
        return {
            longDate,
            shortDate: longDate.slice(0, 8),
        };
    }
    getCanonicalHeaderList(headers) {
        return Object.keys(headers).sort().join(";");
    }
}

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/credentialDerivation.js


const signingKeyCache = {};
const cacheQueue = [];
const createScope = (shortDate, region, service) => `${shortDate}/${region}/${service}/${KEY_TYPE_IDENTIFIER}`;
const getSigningKey = async (sha256Constructor, credentials, shortDate, region, service) => {
    const credsHash = await hmac(sha256Constructor, credentials.secretAccessKey, credentials.accessKeyId);
    const cacheKey = `${shortDate}:${region}:${service}:${(0,hex_encoding/* toHex */.n)(credsHash)}:${credentials.sessionToken}`;
    if (cacheKey in signingKeyCache) {
        return signingKeyCache[cacheKey];
    }
    cacheQueue.push(cacheKey);
    while (cacheQueue.length > MAX_CACHE_SIZE) {
        delete signingKeyCache[cacheQueue.shift()];
    }
    let key = `AWS4${credentials.secretAccessKey}`;
    for (const signable of [shortDate, region, service, KEY_TYPE_IDENTIFIER]) {
        key = await hmac(sha256Constructor, key, signable);
    }
    return (signingKeyCache[cacheKey] = key);
};
const clearCredentialCache = () => {
    cacheQueue.length = 0;
    Object.keys(signingKeyCache).forEach((cacheKey) => {
        delete signingKeyCache[cacheKey];
    });
};
const hmac = (ctor, secret, data) => {
    const hash = new ctor(secret);
    hash.update(toUint8Array(data));
    return hash.digest();
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/getCanonicalHeaders.js


const getCanonicalHeaders = ({ headers }, unsignableHeaders, signableHeaders) => {
    const canonical = {};
    for (const headerName of Object.keys(headers).sort()) {
        if (headers[headerName] == undefined) {
            continue;
        }
        const canonicalHeaderName = headerName.toLowerCase();
        if ((0,transport_hasOwn/* hasOwn */.$)(ALWAYS_UNSIGNABLE_HEADERS, canonicalHeaderName) ||
            unsignableHeaders?.has(canonicalHeaderName) ||
            PROXY_HEADER_PATTERN.test(canonicalHeaderName) ||
            SEC_HEADER_PATTERN.test(canonicalHeaderName)) {
            if (!signableHeaders || (signableHeaders && !signableHeaders.has(canonicalHeaderName))) {
                continue;
            }
        }
        if (canonicalHeaderName === "__proto__") {
            writeKey(canonical);
        }
        canonical[canonicalHeaderName] = headers[headerName]
            .replace(/[\r\n]/g, " ")
            .replace(/[ \t]+/g, " ")
            .replace(/^ | $/g, "");
    }
    return canonical;
};

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/is-array-buffer/is-array-buffer.js
var is_array_buffer = __nccwpck_require__(1995);
;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/getPayloadHash.js



const getPayloadHash = async ({ headers, body }, hashConstructor) => {
    for (const headerName in headers) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(headers, headerName)) {
            continue;
        }
        if (headerName.toLowerCase() === SHA256_HEADER) {
            return headers[headerName];
        }
    }
    if (body == undefined) {
        return "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    }
    else if (typeof body === "string" || ArrayBuffer.isView(body) || (0,is_array_buffer/* isArrayBuffer */.m)(body)) {
        const hashCtor = new hashConstructor();
        hashCtor.update(toUint8Array(body));
        return (0,hex_encoding/* toHex */.n)(await hashCtor.digest());
    }
    return UNSIGNED_PAYLOAD;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/headerUtil.js

const hasHeader = (soughtHeader, headers) => {
    soughtHeader = soughtHeader.toLowerCase();
    for (const headerName in headers) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(headers, headerName)) {
            continue;
        }
        if (soughtHeader === headerName.toLowerCase()) {
            return true;
        }
    }
    return false;
};
const getHeaderValue = (soughtHeader, headers) => {
    soughtHeader = soughtHeader.toLowerCase();
    for (const headerName in headers) {
        if (!hasOwn(headers, headerName)) {
            continue;
        }
        if (soughtHeader === headerName.toLowerCase()) {
            return headers[headerName];
        }
    }
    return undefined;
};
const deleteHeader = (soughtHeader, headers) => {
    soughtHeader = soughtHeader.toLowerCase();
    for (const headerName in headers) {
        if (!hasOwn(headers, headerName)) {
            continue;
        }
        if (soughtHeader === headerName.toLowerCase()) {
            delete headers[headerName];
        }
    }
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/moveHeadersToQuery.js


const moveHeadersToQuery = (request, options = {}) => {
    const { headers, query = {} } = HttpRequest.clone(request);
    for (const name in headers) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(headers, name)) {
            continue;
        }
        const lname = name.toLowerCase();
        if ((lname.slice(0, 6) === "x-amz-" && !options.unhoistableHeaders?.has(lname)) ||
            options.hoistableHeaders?.has(lname)) {
            query[name] = headers[name];
            delete headers[name];
        }
    }
    return {
        ...request,
        headers,
        query,
    };
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/prepareRequest.js



const prepareRequest = (request) => {
    request = HttpRequest.clone(request);
    for (const headerName in request.headers) {
        if (!(0,transport_hasOwn/* hasOwn */.$)(request.headers, headerName)) {
            continue;
        }
        if (GENERATED_HEADERS.indexOf(headerName.toLowerCase()) > -1) {
            delete request.headers[headerName];
        }
    }
    return request;
};

;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/SignatureV4.js










class SignatureV4_SignatureV4 extends SignatureV4Base {
    headerFormatter = new HeaderFormatter();
    constructor({ applyChecksum, credentials, region, service, sha256, uriEscapePath = true, }) {
        super({
            applyChecksum,
            credentials,
            region,
            service,
            sha256,
            uriEscapePath,
        });
    }
    async presign(originalRequest, options = {}) {
        const { signingDate = new Date(), expiresIn = 3600, unsignableHeaders, unhoistableHeaders, signableHeaders, hoistableHeaders, signingRegion, signingService, } = options;
        const credentials = await this.credentialProvider();
        this.validateResolvedCredentials(credentials);
        const region = signingRegion ?? (await this.regionProvider());
        const { longDate, shortDate } = this.formatDate(signingDate);
        if (expiresIn > MAX_PRESIGNED_TTL) {
            return Promise.reject("Signature version 4 presigned URLs" + " must have an expiration date less than one week in" + " the future");
        }
        const scope = createScope(shortDate, region, signingService ?? this.service);
        const request = moveHeadersToQuery(prepareRequest(originalRequest), { unhoistableHeaders, hoistableHeaders });
        if (credentials.sessionToken) {
            request.query[TOKEN_QUERY_PARAM] = credentials.sessionToken;
        }
        request.query[ALGORITHM_QUERY_PARAM] = ALGORITHM_IDENTIFIER;
        request.query[CREDENTIAL_QUERY_PARAM] = `${credentials.accessKeyId}/${scope}`;
        request.query[AMZ_DATE_QUERY_PARAM] = longDate;
        request.query[EXPIRES_QUERY_PARAM] = expiresIn.toString(10);
        const canonicalHeaders = getCanonicalHeaders(request, unsignableHeaders, signableHeaders);
        request.query[SIGNED_HEADERS_QUERY_PARAM] = this.getCanonicalHeaderList(canonicalHeaders);
        request.query[SIGNATURE_QUERY_PARAM] = await this.getSignature(longDate, scope, this.getSigningKey(credentials, region, shortDate, signingService), this.createCanonicalRequest(request, canonicalHeaders, await getPayloadHash(originalRequest, this.sha256)));
        return request;
    }
    async sign(toSign, options) {
        if (typeof toSign === "string") {
            return this.signString(toSign, options);
        }
        else if (toSign.headers && toSign.payload) {
            return this.signEvent(toSign, options);
        }
        else if (toSign.message) {
            return this.signMessage(toSign, options);
        }
        else {
            return this.signRequest(toSign, options);
        }
    }
    async signEvent({ headers, payload }, { signingDate = new Date(), priorSignature, signingRegion, signingService, eventStreamCredentials, }) {
        const region = signingRegion ?? (await this.regionProvider());
        const { shortDate, longDate } = this.formatDate(signingDate);
        const scope = createScope(shortDate, region, signingService ?? this.service);
        const hashedPayload = await getPayloadHash({ headers: {}, body: payload }, this.sha256);
        const hash = new this.sha256();
        hash.update(headers);
        const hashedHeaders = (0,hex_encoding/* toHex */.n)(await hash.digest());
        const stringToSign = [
            EVENT_ALGORITHM_IDENTIFIER,
            longDate,
            scope,
            priorSignature,
            hashedHeaders,
            hashedPayload,
        ].join("\n");
        return this.signString(stringToSign, {
            signingDate,
            signingRegion: region,
            signingService,
            eventStreamCredentials,
        });
    }
    async signMessage(signableMessage, { signingDate = new Date(), signingRegion, signingService, eventStreamCredentials }) {
        const promise = this.signEvent({
            headers: this.headerFormatter.format(signableMessage.message.headers),
            payload: signableMessage.message.body,
        }, {
            signingDate,
            signingRegion,
            signingService,
            priorSignature: signableMessage.priorSignature,
            eventStreamCredentials,
        });
        return promise.then((signature) => {
            return { message: signableMessage.message, signature };
        });
    }
    async signString(stringToSign, { signingDate = new Date(), signingRegion, signingService, eventStreamCredentials, } = {}) {
        const credentials = eventStreamCredentials ?? (await this.credentialProvider());
        this.validateResolvedCredentials(credentials);
        const region = signingRegion ?? (await this.regionProvider());
        const { shortDate } = this.formatDate(signingDate);
        const hash = new this.sha256(await this.getSigningKey(credentials, region, shortDate, signingService));
        hash.update(toUint8Array(stringToSign));
        return (0,hex_encoding/* toHex */.n)(await hash.digest());
    }
    async signRequest(requestToSign, { signingDate = new Date(), signableHeaders, unsignableHeaders, signingRegion, signingService, } = {}) {
        const credentials = await this.credentialProvider();
        this.validateResolvedCredentials(credentials);
        const region = signingRegion ?? (await this.regionProvider());
        const request = prepareRequest(requestToSign);
        const { longDate, shortDate } = this.formatDate(signingDate);
        const scope = createScope(shortDate, region, signingService ?? this.service);
        request.headers[AMZ_DATE_HEADER] = longDate;
        if (credentials.sessionToken) {
            request.headers[TOKEN_HEADER] = credentials.sessionToken;
        }
        const payloadHash = await getPayloadHash(request, this.sha256);
        if (!hasHeader(SHA256_HEADER, request.headers) && this.applyChecksum) {
            request.headers[SHA256_HEADER] = payloadHash;
        }
        const canonicalHeaders = getCanonicalHeaders(request, unsignableHeaders, signableHeaders);
        const signature = await this.getSignature(longDate, scope, this.getSigningKey(credentials, region, shortDate, signingService), this.createCanonicalRequest(request, canonicalHeaders, payloadHash));
        request.headers[AUTH_HEADER] =
            `${ALGORITHM_IDENTIFIER} ` +
                `Credential=${credentials.accessKeyId}/${scope}, ` +
                `SignedHeaders=${this.getCanonicalHeaderList(canonicalHeaders)}, ` +
                `Signature=${signature}`;
        return request;
    }
    async getSignature(longDate, credentialScope, keyPromise, canonicalRequest) {
        const stringToSign = await this.createStringToSign(longDate, credentialScope, canonicalRequest, ALGORITHM_IDENTIFIER);
        const hash = new this.sha256(await keyPromise);
        hash.update(toUint8Array(stringToSign));
        return (0,hex_encoding/* toHex */.n)(await hash.digest());
    }
    getSigningKey(credentials, region, shortDate, service) {
        return getSigningKey(this.sha256, credentials, shortDate, region, service || this.service);
    }
}

;// CONCATENATED MODULE: ./src/s3-signing.js


/** Signs S3 requests as one key. It keeps what it derives from the key, so one for each request costs more than one for all. */
function createSigner({ accessKeyId, secretAccessKey, sessionToken }, region) {
    return new SignatureV4({
        service: 's3',
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: Sha256,
        // S3 signs the path as it is sent; every other service encodes it once more.
        uriEscapePath: false,
    });
}
/** What a signature of S3 is computed over: everything but letters, digits and `-._~` in percent form. */
function encodeForS3(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** The encoded path of an object, a bucket, or the service itself. Nothing in a key is special but the slash. */
function pathOf(bucket, key) {
    if (bucket === undefined)
        return '/';
    if (key === undefined)
        return `/${encodeForS3(bucket)}`;
    return `/${encodeForS3(bucket)}/${key.split('/').map(encodeForS3).join('/')}`;
}
/** A path with its query, as it is sent. A parameter without a value gets the `=` with which it is signed. */
function withQuery(path, query) {
    const pairs = Object.entries(query).map(([name, value]) => `${encodeForS3(name)}=${encodeForS3(value)}`);
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

;// CONCATENATED MODULE: ./src/sha256.js

/** SHA-256, or its HMAC when there is a secret: the form in which the SDK's signer takes it. */
class sha256_Sha256 {
    #hash;
    constructor(secret) {
        this.#hash = secret === undefined ? (0,external_node_crypto_.createHash)('sha256') : (0,external_node_crypto_.createHmac)('sha256', toKey(secret));
    }
    update(data) {
        this.#hash.update(data);
    }
    async digest() {
        return this.#hash.digest();
    }
}
/** A key of bytes that is used again, as a signing key is: node 24 takes 10 µs to make it one, and an HMAC 3. */
const keys = new WeakMap();
function toKey(secret) {
    if (typeof secret === 'string')
        return secret;
    const key = keys.get(secret) ?? (0,external_node_crypto_.createSecretKey)(toBytes(secret));
    keys.set(secret, key);
    return key;
}
function toBytes(secret) {
    if (!ArrayBuffer.isView(secret))
        return new Uint8Array(secret);
    return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

;// CONCATENATED MODULE: ./src/assume-role.js





/*
 * The SDK's parts that make up one AssumeRole: the call's schema, the protocol that writes and reads it, the signer.
 * Its STSClient would also load what an exchange is not to use: the search for credentials and settings in the machine's
 * ~/.aws, AWS's own endpoints, retries that cannot tell an RGW's errors apart. That is 420 KB and 30 ms of a start (measured).
 */
const [, namespace, assume_role_name, traits, input, output] = AssumeRole$;
const OPERATION = { namespace, name: assume_role_name, traits, input, output };
/** The version of the API in every request, and the namespace of every answer. */
const VERSION = '2011-06-15';
/** Seconds for which a signature in the query is valid. */
const QUERY_SECONDS = 60;
const protocol = new AwsQueryProtocol({
    defaultNamespace: namespace,
    xmlNamespace: `https://sts.amazonaws.com/doc/${VERSION}/`,
    version: VERSION,
});
/** How the protocol turns text into bytes and back; an answer comes to it as bytes. */
const serde = {
    utf8Encoder: toText('utf8'),
    utf8Decoder: (text) => Buffer.from(text),
    base64Encoder: toText('base64'),
    base64Decoder: (text) => Buffer.from(text, 'base64'),
    streamCollector: async (bytes) => bytes,
};
protocol.setSerdeContext(serde);
function toText(encoding) {
    return (data) => Buffer.from(data).toString(encoding);
}
/**
 * The signed request for a session.
 *
 * @param key the long-lived one; a session's is what an attacker would try
 * @param now milliseconds since the epoch, for the signature
 * @param place where the signature stands: some servers judge a request by that
 */
async function writeAssumeRole(key, request, now, place = 'headers') {
    const url = new URL(request.endpoint);
    const endpoint = async () => ({ protocol: url.protocol, hostname: url.hostname, path: '/' });
    const unsigned = await protocol.serializeRequest(OPERATION, inputOf(request), { ...serde, endpoint });
    const { method, path, body } = unsigned;
    unsigned.headers.host = url.host;
    unsigned.headers['content-length'] = String(Buffer.byteLength(body));
    const signer = assume_role_createSigner(key, request);
    const signingDate = new Date(now);
    const agent = { 'user-agent': 'otter-sts-credentials' };
    if (place === 'headers') {
        const { headers } = await signer.sign(unsigned, { signingDate });
        return { method, path, headers: { ...headers, ...agent }, body };
    }
    const { query } = await signer.presign(unsigned, { signingDate, expiresIn: QUERY_SECONDS });
    const headers = { ...unsigned.headers, ...agent };
    return { method, path: withQuery(path, query), headers, body };
}
function inputOf({ roleArn, sessionName, durationSeconds, policy }) {
    return {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: durationSeconds,
        ...(policy === undefined ? {} : { Policy: policy.json }),
    };
}
function assume_role_createSigner(key, { region }) {
    const { accessKeyId, secretAccessKey, sessionToken } = key;
    return new SignatureV4_SignatureV4({
        service: 'sts',
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: sha256_Sha256,
    });
}
/**
 * The session in an answer of status 200, or undefined when a part of it is missing.
 *
 * @throws Error when it is no XML, or holds a time that is none
 */
async function readAssumeRole({ status, headers, body }) {
    const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body) };
    const { Credentials, AssumedRoleUser } = await protocol.deserializeResponse(OPERATION, serde, response);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined)
        return undefined;
    if (Number.isNaN(Expiration.getTime()))
        return undefined;
    // Variables and shells get these values: nothing but printable ASCII is a key.
    if (![AccessKeyId, SecretAccessKey, SessionToken].every((value) => /^[\x21-\x7e]+$/.test(value)))
        return undefined;
    return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
        arn: AssumedRoleUser?.Arn ?? '',
    };
}

;// CONCATENATED MODULE: ./src/connection-failure.js
const TLS_CODES = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'INVALID_CA',
]);
/** Why no answer came at all: name look-up, connection, TLS or protocol. */
function judgeConnection({ request, error }) {
    const code = systemCode(error);
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
        return badCertificateTime(code);
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return wrongCertificateName(request, code);
    if (TLS_CODES.has(code))
        return untrusted(code);
    if (/^(EPROTO|ERR_SSL_|HPE_)/.test(code))
        return wrongProtocol(request, code);
    return noNetwork(request, code);
}
/** The system's code of an error, looked for through its causes and the parts of an aggregate. */
function systemCode(error) {
    if (typeof error !== 'object' || error === null)
        return 'unknown error';
    const { code, cause, errors, name } = error;
    if (typeof code === 'string' && /^[A-Z0-9_]{3,64}$/.test(code))
        return code;
    if (cause !== undefined)
        return systemCode(cause);
    if (Array.isArray(errors) && errors.length > 0)
        return systemCode(errors[0]);
    return name ?? 'unknown error';
}
function badCertificateTime(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that is not valid today (${code})`,
        causes: ["the server's certificate was not renewed.", "this machine's clock is wrong."],
        remedy: 'check the clock of this machine (date -u) first; then have the certificate renewed.',
    };
}
function wrongCertificateName({ endpoint }, code) {
    return {
        kind: 'tls',
        cameBack: `a certificate for another name (${code})`,
        causes: [
            `${new URL(endpoint).hostname} is not a name of the certificate: the endpoint is misspelt, or a proxy answered.`,
        ],
        remedy: "write endpoint with a name that is in the server's certificate.",
    };
}
function untrusted(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that this machine does not trust (${code})`,
        causes: [
            "the server's certificate comes from a private authority, or is self-signed.",
            'a proxy on the way opens the encryption.',
        ],
        remedy: "set OTTER_CA_BUNDLE to a PEM file with the authority's certificate (and AWS_CA_BUNDLE for the S3 clients). Do not switch the check off.",
    };
}
function wrongProtocol({ endpoint }, code) {
    const { protocol } = new URL(endpoint);
    const other = protocol === 'https:' ? 'http' : 'https';
    return {
        kind: 'not-sts',
        cameBack: `something that is not ${protocol.slice(0, -1)} (${code})`,
        causes: [`the port speaks ${other}, or is not a web server's.`],
        remedy: `check scheme and port of endpoint; it may have to begin with ${other}://.`,
    };
}
const NETWORK_CAUSES = {
    ENOTFOUND: 'the name in endpoint is misspelt, or this runner cannot resolve it.',
    EAI_AGAIN: 'the name service of this runner does not answer.',
    ECONNREFUSED: 'nothing listens at this host and port, or at those of the proxy where one is set: the port is wrong, or the server is down.',
    ECONNRESET: 'the server, or something on the way, cut the connection.',
    EHOSTUNREACH: 'there is no route from this runner to the server.',
    ERR_PROXY_TUNNEL: 'the proxy of HTTPS_PROXY refused: it wants a login, or does not allow this server.',
    ENETUNREACH: 'this runner has no network, or no route to the server.',
};
/** What came back from a proxy that answered in the server's place. No S3 server sends this status. */
const PROXY_WANTS_LOGIN = '407 from the proxy: it wants a login';
/** Without `HTTP_PROXY`'s value: a password may be in it. */
const REMEDY_OF_PROXY = 'write user and password into HTTP_PROXY (or HTTPS_PROXY), as http://user:password@host:port with special characters in percent form; or add the host of endpoint to NO_PROXY, if this runner reaches it directly.';
/** A proxy refused a request to an http endpoint. Of one to https the connection itself fails. */
function judgeProxyRefusal() {
    return {
        kind: 'proxy',
        cameBack: PROXY_WANTS_LOGIN,
        causes: ['HTTP_PROXY names the proxy without user and password, or with wrong ones.'],
        remedy: REMEDY_OF_PROXY,
    };
}
function noNetwork({ endpoint }, code) {
    return {
        kind: 'network',
        cameBack: `no answer from the server (${code})`,
        causes: [NETWORK_CAUSES[code] ?? 'the connection to the server could not be made, or broke.'],
        remedy: `check endpoint, and from this runner try: curl -sS -m 10 ${endpoint}`,
    };
}

// EXTERNAL MODULE: ./src/duration.js
var duration = __nccwpck_require__(269);
// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(9555);
;// CONCATENATED MODULE: ./src/named-region.js
/** Characters of an answer in which an error is looked for. */
const LONGEST_ERROR = 8_192;
/** The name of a region, and nothing that could be anything else in a message. */
const REGION = '([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)';
const ELEMENT = new RegExp(`<Region>\\s*${REGION}\\s*</Region>`);
const SENTENCE = new RegExp(`expecting (?:'|&apos;|&#39;|&quot;)${REGION}(?:'|&apos;|&#39;|&quot;)`);
/** The region that a server names in an error when a request was signed for another one. */
function regionNamedIn(answer) {
    const text = answer.slice(0, LONGEST_ERROR);
    return (ELEMENT.exec(text) ?? SENTENCE.exec(text))?.[1];
}
/** What to do about a region that the server does not take. */
function remedyOfRegion(named, region) {
    return named === undefined || named === region
        ? `Set region to that of the bucket: the request was signed for ${region}.`
        : `Set region to ${named}, which the server names: the request was signed for ${region}.`;
}

// EXTERNAL MODULE: ./src/printable.js
var printable = __nccwpck_require__(874);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
;// CONCATENATED MODULE: ./src/explanation.js






/** Seconds of clock skew at which a server refuses a signature (S3's and RGW's limit). */
const SKEW_LIMIT_SECONDS = 900;
/** The longest session of a role whose MaxSessionDuration was never raised, in seconds. */
const DEFAULT_ROLE_SECONDS = 3_600;
/** The most seconds of a Retry-After that are waited. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** Says what was tried, what came back, why that is likely so, and what to do. */
function explain(evidence) {
    const { request, response } = evidence;
    const tried = `AssumeRole for bucket '${request.bucket}' at ${request.endpoint}`;
    if (evidence.timedOut === true)
        return new failure/* ExchangeFailure */.u7({ tried, ...timeout(evidence) });
    if (response !== undefined)
        return new failure/* ExchangeFailure */.u7({ tried, ...judgeResponse(evidence, response) });
    return new failure/* ExchangeFailure */.u7({ tried, ...judgeConnection(evidence) });
}
function judgeResponse(evidence, response) {
    const code = errorCode(response.body);
    const verdict = verdictFor(evidence, response, code);
    return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...verdict };
}
/** Characters of an answer in which an error's code is looked for: real ones have a few hundred. */
const explanation_LONGEST_ERROR = 8_192;
/** The code of an error in S3's envelope or in STS's: `<Error>` holds `<Code>` in both. */
function errorCode(body) {
    return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(body.slice(0, explanation_LONGEST_ERROR))?.[1];
}
const SKEW_CODES = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
const DENIAL_CODES = new Set([
    'AccessDenied',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'UserSuspended',
]);
const THROTTLE_CODES = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'RequestLimitExceeded',
]);
function verdictFor(evidence, response, code) {
    const { status } = response;
    if (status >= 200 && status < 300)
        return judgeSuccess(evidence, response);
    if (status >= 300 && status < 400)
        return redirected(response);
    if (status === 407)
        return judgeProxyRefusal();
    const skewed = Math.abs(response.clockSkewSeconds) >= SKEW_LIMIT_SECONDS;
    if (SKEW_CODES.has(code ?? '') || (status === 403 && skewed))
        return clockSkew(response, code);
    if (status === 429 || THROTTLE_CODES.has(code ?? ''))
        return throttled(response, code);
    if (status >= 500 && status !== 501)
        return serverError(response, code);
    if (code === undefined)
        return notSts(response, 'an answer that is no S3 or STS error');
    if (DENIAL_CODES.has(code))
        return denied(evidence, response, code);
    if (code === 'NoSuchEntity')
        return noSuchRole(evidence, response, code);
    if (code === 'MalformedPolicyDocument' || code === 'PackedPolicyTooLarge')
        return badPolicy(evidence, response, code);
    if (code === 'AuthorizationHeaderMalformed')
        return otherRegion(evidence, response, code);
    if (status === 400)
        return invalidRequest(evidence, response, code);
    return notSts(response, `${status} ${code}`);
}
function denied({ request, credential }, { status }, code) {
    const key = credential.looksExchanged
        ? 'the service access key'
        : `the service access key ending in ${credential.accessKey.slice(-4)}`;
    const causes = [
        `${key} was revoked or replaced.`,
        'the secret key belongs to another access key, or lost a character when it was stored.',
        `the role ${request.roleArn} does not trust the user of this key, or belongs to another bucket.`,
        `the endpoint ${request.endpoint} is not the one that issued this key.`,
    ];
    if (code === 'SignatureDoesNotMatch')
        causes.unshift(...causes.splice(1, 1));
    if (credential.looksExchanged) {
        causes.unshift('the access key and the secret key are exchanged: each looks like the other.');
    }
    return {
        kind: 'denied',
        cameBack: `${status} ${code}`,
        causes,
        remedy: 'store key, secret and role ARN anew, all three from one service credential of this bucket; ' +
            'if it is no longer listed there, create a new one.',
    };
}
function noSuchRole({ request }, { status }, code) {
    return {
        kind: 'no-such-role',
        cameBack: `${status} ${code}`,
        causes: [
            `there is no role ${request.roleArn} at this endpoint: a digit is missing, or the role belongs to another cluster or account.`,
        ],
        remedy: "copy role-arn from the bucket's service credential again, and check that endpoint is that bucket's.",
    };
}
function badPolicy({ request }, { status }, code) {
    return {
        kind: 'bad-policy',
        cameBack: `${status} ${code}`,
        causes: [
            `the server did not take the session policy made from access '${request.access}' and prefix '${(0,printable/* printable */.g$)(request.prefix)}'.`,
        ],
        remedy: 'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
    };
}
/** Without such a key an RGW (16.2.15) can encrypt no session token, and answers 400 InvalidArgument to every AssumeRole. */
const WRONG_STS_KEY = 'it is an RGW whose rgw_sts_key is not exactly 16 characters long, so that it can make no session at all.';
function invalidRequest({ request }, { status }, code) {
    const { durationSeconds } = request;
    const asked = (0,src_session/* describeSeconds */.bD)(durationSeconds);
    const cameBack = `${status} ${code}`;
    const name = `the server does not take the session name '${request.sessionName}'.`;
    if (durationSeconds > DEFAULT_ROLE_SECONDS) {
        const tooLong = `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`;
        return {
            kind: 'invalid-request',
            cameBack,
            causes: [tooLong, WRONG_STS_KEY, name],
            remedy: "ask for 1h, or raise the role's MaxSessionDuration; a job that is longer keeps its session fresh with refresh.",
        };
    }
    const tooShort = `the session of ${asked} is shorter than the server allows (usually 15 min).`;
    return {
        kind: 'invalid-request',
        cameBack,
        causes: [...(durationSeconds < duration/* SHORTEST_USUAL_SESSION_SECONDS */.lX ? [tooShort] : []), WRONG_STS_KEY, name],
        remedy: 'ask for a duration of 1h and leave session-name empty; if that is refused too, have rgw_sts_key set to 16 characters ' +
            'and the gateway restarted.',
    };
}
function otherRegion({ request }, { status, body }, code) {
    return {
        kind: 'invalid-request',
        cameBack: `${status} ${code}`,
        causes: ['the region is not that of the server.'],
        remedy: remedyOfRegion(regionNamedIn(body), request.region),
    };
}
function clockSkew({ status, clockSkewSeconds }, code) {
    const direction = clockSkewSeconds < 0 ? 'behind' : 'ahead of';
    return {
        kind: 'clock-skew',
        cameBack: `${status} ${code ?? 'without a code'}, with this machine's clock ${Math.abs(clockSkewSeconds)} s ${direction} the server's`,
        causes: [`a signature is refused when the clocks differ by more than ${SKEW_LIMIT_SECONDS} s.`],
        remedy: "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation), then run the job again.",
    };
}
function throttled(response, code) {
    return {
        kind: 'throttled',
        cameBack: `${response.status} ${code ?? ''}`.trim(),
        causes: ['too many requests reached the server at this moment.'],
        remedy: 'run the job again a little later; when many jobs start at once, spread their start.',
        ...retryAfter(response),
    };
}
function serverError(response, code) {
    return {
        kind: 'server',
        cameBack: `${response.status} ${code ?? 'from the server or a proxy before it'}`,
        causes: ['the server, or a load balancer before it, has a fault or is being restarted.'],
        remedy: "run the job again; if it stays, ask the storage's operators, and tell them the time and the endpoint.",
        ...retryAfter(response),
    };
}
function retryAfter({ headers }) {
    const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
    return Number.isNaN(seconds)
        ? {}
        : { retryAfterSeconds: Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) };
}
function redirected({ status, headers }) {
    const target = URL.canParse(headers.location ?? '') ? ` to ${new URL(headers.location ?? '').origin}` : '';
    return {
        kind: 'not-sts',
        cameBack: `${status}, a redirect${target}`,
        causes: [
            'the endpoint is a web page or a portal, http was used where the server wants https, or a proxy asks for a login.',
        ],
        remedy: `set endpoint to the S3 endpoint itself${target === '' ? '' : ', or to the place that it redirects to if that is one'}.`,
    };
}
function judgeSuccess({ session, now }, response) {
    if (session !== undefined)
        return endedAlready(session, now, response);
    if (response.body.includes('<AssumeRoleResponse')) {
        return {
            kind: 'server',
            cameBack: 'an answer that was cut short or lacks a part of the credentials',
            causes: ['the connection, or a proxy on the way, broke the answer.'],
            remedy: 'run the job again.',
        };
    }
    return notSts(response, `${response.status} with ${contentName(response)} instead of credentials`);
}
function endedAlready(session, now, response) {
    return {
        kind: 'clock-skew',
        cameBack: `a session that ended at ${(0,src_session/* formatTime */.fU)(session.expiration)}, and here it is ${(0,src_session/* formatTime */.fU)(new Date(now))}`,
        causes: [`this machine's clock is ${Math.abs(response.clockSkewSeconds)} s away from the server's.`],
        remedy: "set this machine's clock, then run the job again.",
    };
}
function notSts(response, cameBack) {
    const sent = response.body.trim() === '' ? '' : ` (${contentName(response)})`;
    return {
        kind: 'not-sts',
        cameBack: cameBack.startsWith(`${response.status}`) ? cameBack : `${response.status}, ${cameBack}${sent}`,
        causes: [
            'the endpoint is not the S3 endpoint but a web site, a console, a portal or a proxy.',
            'it is an RGW whose rgw_enable_apis leaves out sts.',
        ],
        remedy: 'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on a cluster of your own add sts to rgw_enable_apis.',
    };
}
function contentName({ headers, body }) {
    const start = body.trimStart().slice(0, 200).toLowerCase();
    if (start.startsWith('<!doctype html') || start.includes('<html'))
        return 'an HTML page';
    if (start.startsWith('{') || start.startsWith('['))
        return 'JSON';
    if (start === '')
        return 'an empty body';
    return (0,printable/* printable */.g$)(headers['content-type'] ?? 'text of an unknown kind');
}
function timeout({ request }) {
    return {
        kind: 'timeout',
        cameBack: 'no complete answer in time',
        causes: [
            'a firewall drops packets to the server, or the runner needs a proxy (HTTPS_PROXY).',
            'the server is overloaded or hangs.',
        ],
        remedy: `from this runner, try: curl -sS -m 10 ${request.endpoint}`,
    };
}

;// CONCATENATED MODULE: ./src/http-agent.js

/**
 * Node's own agent, which trusts the bundle and goes through the environment's proxies. Who makes it destroys it.
 * Only that of the endpoint's protocol is made: https alone takes 6 ms to load, and the root certificates as long.
 *
 * @param keepAlive whether the next request may use the connection of the one before
 * @throws InputError when the environment names a proxy that is no URL
 */
function createAgent({ protocol }, surroundings, keepAlive) {
    return protocol === 'https:'
        ? createHttpsAgent(surroundings, keepAlive)
        : createHttpAgent(surroundings, keepAlive);
}
// Not imported: an import of node:http loads all that it re-exports, undici included, for 30 ms.
function createHttpAgent({ environment }, keepAlive) {
    const { Agent } = process.getBuiltinModule('node:http');
    const proxyEnv = readProxies(environment);
    return new Agent({ keepAlive, ...(proxyEnv === undefined ? {} : { proxyEnv }) });
}
function createHttpsAgent({ caBundle, environment }, keepAlive) {
    const { Agent } = process.getBuiltinModule('node:https');
    const proxyEnv = readProxies(environment);
    return new Agent({
        keepAlive,
        ...(proxyEnv === undefined ? {} : { proxyEnv }),
        ...trustBundle(caBundle),
    });
}
/** What TLS trusts: the bundle beside the usual certificates. */
function trustBundle(caBundle) {
    return caBundle === undefined ? {} : { ca: [...rootCertificates(), caBundle] };
}
function rootCertificates() {
    const tls = process.getBuiltinModule('node:tls');
    // With what NODE_EXTRA_CA_CERTS and the system's store add; Node before 22.15 has but its own.
    return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}
/**
 * Only what a connection may use of an environment, so that nothing else of it is kept: the proxies' variables.
 *
 * @throws InputError when one names a proxy that is no URL
 */
function readProxies(environment) {
    if (environment === undefined)
        return undefined;
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
    const given = names.flatMap((name) => {
        const value = environment[name];
        if (value === undefined || value === '')
            return [];
        return [[name, /^no_/i.test(name) ? value : readProxy(name, value)]];
    });
    return Object.fromEntries(given);
}
/** Its value is not repeated: a password may be in it. */
function readProxy(name, value) {
    // curl, Go and Python take a host alone for one of http.
    const url = value.includes('://') ? value : `http://${value}`;
    if (!/^https?:/i.test(url)) {
        throw new failure/* InputError */.dz(name, 'is no proxy of http or https, and others cannot be used: name such a one, or unset it.');
    }
    if (URL.canParse(url))
        return url;
    throw new failure/* InputError */.dz(name, 'is not a URL: write special characters of its password in percent form, such as %23 for #.');
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./src/pause.js

/**
 * Waits so many milliseconds.
 *
 * @throws the signal's own reason, where node's timer would throw an AbortError
 */
async function pause(waitMs, signal) {
    await (0,promises_.setTimeout)(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}

// EXTERNAL MODULE: ./src/time-limit.js
var time_limit = __nccwpck_require__(3078);
;// CONCATENATED MODULE: ./src/transfer.js
/**
 * Sends a request and reads the answer, whatever its status.
 *
 * @param mostBytes after which the rest of the answer is left unread
 * @throws the connection's error, or the signal's
 */
function transfer(url, { body, ...request }, { agent, signal, mostBytes }) {
    return new Promise((resolve, reject) => {
        const outgoing = connectionModule(url).request({
            host: hostOf(url),
            port: url.port,
            ...request,
            agent,
            signal,
        });
        outgoing.once('response', (response) => read(response, mostBytes).then(resolve, reject));
        outgoing.once('error', reject);
        outgoing.end(body);
    });
}
/** Loaded when it is needed, and not imported: `createAgent` says why. */
function connectionModule({ protocol }) {
    return protocol === 'https:'
        ? process.getBuiltinModule('node:https')
        : process.getBuiltinModule('node:http');
}
/** Node's sockets take an IPv6 address without the brackets that it has in a URL. */
function hostOf({ hostname }) {
    return hostname.replace(/^\[(.*)\]$/, '$1');
}
async function read(response, mostBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > mostBytes)
            break;
    }
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    return {
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks).toString('utf8'),
    };
}

;// CONCATENATED MODULE: ./src/exchange.js







/** Milliseconds that one attempt may take, from the look-up of the name to the last byte. */
const ATTEMPT_MS = 10_000;
/** Milliseconds that all attempts and the waits between them may take. */
const DEADLINE_MS = 60_000;
/** Requests that one exchange makes at most, unless it is told otherwise. */
const MOST_ATTEMPTS = 5;
/** The first wait is up to this many milliseconds, each later one up to twice the one before. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** Bytes of an answer that are kept. An AssumeRole answer has about 2 KB; a login page can have any size. */
const LARGEST_ANSWER = 256 * 1024;
/**
 * Turns a service credential into a session with one AssumeRole call. Nothing else is asked of the server
 * (an RGW has no GetCallerIdentity). Network errors, 5xx and throttling are tried again, with full jitter
 * ("Exponential Backoff And Jitter", AWS Architecture Blog); a denial or a bad request is not.
 *
 * @throws ExchangeFailure when there is no session; its message explains
 * @throws InputError when the environment names a proxy that is no URL
 * @throws the signal's reason when it is aborted
 */
async function exchange(credential, request, surroundings = {}) {
    const { signal, onRetry, now = Date.now, random = Math.random, mostAttempts = MOST_ATTEMPTS, } = surroundings;
    const deadline = now() + (surroundings.deadlineMs ?? DEADLINE_MS);
    for (let attempt = 1;; attempt += 1) {
        const limitMs = Math.min(surroundings.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1));
        const timeout = new AbortController();
        const cancelTimeout = (0,time_limit/* afterTurns */.z)(time_limit/* setSystemTimer */.H, limitMs, () => timeout.abort());
        try {
            const outcome = await assumeRole(credential, request, surroundings, timeout.signal);
            return { ...outcome, attempts: attempt };
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof failure/* ExchangeFailure */.u7) || !error.retryable || attempt === mostAttempts)
                throw error;
            const waitMs = waitBefore(attempt, error.detail.retryAfterSeconds, random);
            if (now() + waitMs >= deadline)
                throw error;
            onRetry?.(error, waitMs);
            await pause(waitMs, signal);
        }
        finally {
            cancelTimeout();
        }
    }
}
function waitBefore(attempt, retryAfterSeconds, random) {
    if (retryAfterSeconds !== undefined)
        return retryAfterSeconds * 1000;
    return Math.ceil(random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
}
async function assumeRole(credential, request, surroundings, timeout) {
    const { signal, now = Date.now } = surroundings;
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    let response;
    let session;
    let error;
    try {
        response = await ask(credential, request, surroundings, stop);
        // The SDK reads errors in STS's own envelope alone, and an RGW answers in S3's: all but a success is read here.
        if (response.status >= 200 && response.status < 300)
            session = await readAssumeRole(response);
    }
    catch (caught) {
        if (caught instanceof failure/* InputError */.dz)
            throw caught;
        error = caught;
    }
    if (response !== undefined && session !== undefined && session.expiration.getTime() > now()) {
        return { session, clockSkewSeconds: response.clockSkewSeconds };
    }
    throw explain({ request, credential, now: now(), response, session, error, timedOut: timeout.aborted });
}
async function ask(credential, request, surroundings, signal) {
    const { now = Date.now } = surroundings;
    const url = new URL(request.endpoint);
    const agent = createAgent(url, surroundings, false);
    try {
        const key = { accessKeyId: credential.accessKey, secretAccessKey: credential.revealSecretKey() };
        const call = await writeAssumeRole(key, request, now());
        const answer = await transfer(url, call, { agent, signal, mostBytes: LARGEST_ANSWER });
        const date = Date.parse(answer.headers.date ?? '');
        const clockSkewSeconds = Number.isNaN(date) ? 0 : Math.round((now() - date) / 1000);
        return { ...answer, clockSkewSeconds };
    }
    finally {
        agent.destroy();
    }
}


/***/ }),

/***/ 9555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 3581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ holdsSecret),
/* harmony export */   x: () => (/* binding */ takeEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

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
        memory = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)('/proc/self/mem', 'r+');
        const block = Buffer.alloc(length);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(memory, block, 0, length, start);
        // One character a byte, so that every entry keeps its length.
        const entries = block.toString('latin1').split('\0');
        const erased = entries.map((entry) => eraseEntry(entry, names, secrets)).join('\0');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(memory, Buffer.from(erased, 'latin1'), 0, length, start);
    }
    catch {
        // A kernel or a sandbox that has no such file, or does not let it be written.
    }
    finally {
        if (memory !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(memory);
    }
}
/** Fields 50 and 51 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
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

/***/ 5521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/** {@link ByteForm.read} and the searches: the text does not go on like that. */
const ABSENT = -1;
/** The same: the data ends before that is decided. */
const CUT_OFF = -2;
/** Digits of a fixed number, letters among them in upper or lower case. */
function numeric(width, base, length) {
    const write = (value) => {
        const text = value.toString(base).padStart(length, '0');
        const upper = text.toUpperCase();
        return (upper === text ? [text] : [text, upper]).map((digits) => Buffer.from(digits));
    };
    const bytes = width === 1 ? EVERY_BYTE.map(write) : [];
    return {
        width,
        write: (first, second) => bytes[first] ?? write(first | (second << 8)),
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
/** What a character is worth as a digit; 16 for what is none. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
    const digit = Number.parseInt(String.fromCharCode(code), 16);
    return Number.isNaN(digit) ? 16 : digit;
});
const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte);
const DECIMAL_TEXTS = EVERY_BYTE.map((byte) => [Buffer.from(String(byte))]);
/** A number without zeros before it. */
const DECIMAL = {
    width: 1,
    write: (byte) => DECIMAL_TEXTS[byte],
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
/** Columns of {@link CELL_WIDTH}, as 256 texts have them. */
function cells(texts) {
    const written = texts.map((text) => [Buffer.from(text.padStart(CELL_WIDTH))]);
    const bytes = new Map(written.map(([text], byte) => [text.readInt32LE(), byte]));
    const beginnings = new Set(written.flatMap(([text]) => [0, 1, 2, 3].map((end) => text.toString('latin1', 0, end))));
    return {
        width: 1,
        write: (byte) => written[byte],
        read: (data, at) => {
            if (at + CELL_WIDTH > data.length) {
                return beginnings.has(String.fromCharCode(...data.subarray(at))) ? CUT_OFF : ABSENT;
            }
            return bytes.has(gramAt(data, at)) ? at + CELL_WIDTH : ABSENT;
        },
        value: (data, at) => bytes.get(gramAt(data, at)) ?? ABSENT,
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
const DECIMAL_CELL = cells(EVERY_BYTE.map(String));
/** `   w`, `  \n`, ` 303`: `od -c`, `hexdump -c`. */
const CHARACTER_CELL = cells(EVERY_BYTE.map(characterOf));


/***/ }),

/***/ 7058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  G: () => (/* binding */ Masker)
});

// EXTERNAL MODULE: ./src/masking/pattern.js
var masking_pattern = __nccwpck_require__(5100);
// EXTERNAL MODULE: ./src/masking/byte-form.js
var byte_form = __nccwpck_require__(5521);
;// CONCATENATED MODULE: ./src/masking/known-bytes.js
/** Which bytes stand in a row in any of the secrets: all that a dump's window needs, however many secrets there are. */
class KnownBytes {
    #bytes = new Uint8Array(1 << 8);
    #pairs = new Uint8Array(1 << 16);
    #quads = new Set();
    /** @returns where four bytes begin that were in none so far; four blanks, which tell nothing, are in none */
    add(bytes) {
        const added = [];
        for (let at = 0; at + 4 <= bytes.length; at += 1) {
            const four = bytes.subarray(at, at + 4);
            const quad = four.reduce(append, 0);
            if (this.#quads.has(quad) || four.every(isBlank))
                continue;
            this.#quads.add(quad);
            for (const byte of four)
                this.#bytes[byte] = 1;
            for (const row of [four.subarray(0, 2), four.subarray(1, 3), four.subarray(2)])
                this.#pairs[row.reduce(append, 0) >>> 16] = 1;
            added.push(at);
        }
        return added;
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
            return texts.some((text) => String.fromCharCode(...text).startsWith(beginning));
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


/** Bytes of a secret in a row that are masked. Fewer stand in any dump by chance. */
const WINDOW_BYTES = 4;
/** Bytes after a window among which the row's text is looked for; xxd's longest row, 256 bytes, has more and shows less. */
const TEXT_REACH = 256;
const DUMP_GAPS = ['  ', ' ', ''];
const LIST_GAPS = [':', '-', ',', ', ', ' 0x', ',0x', ', 0x', '\\x'];
const JSON_GAPS = [',', ', ', ...[2, 4, 6, 8].map((blanks) => `,\n${' '.repeat(blanks)}`)];
const DUMPS = [
    // xxd, hexdump -C, od -tx1, Node's <Buffer …>; openssl, .NET, C and xxd -i, Python's bytes.
    { form: byte_form/* HEX_BYTE */.$B, gaps: DUMP_GAPS, hasText: true },
    ...LIST_GAPS.map((gap) => ({ form: byte_form/* HEX_BYTE */.$B, gaps: [gap] })),
    // hexdump and od -x; hexdump -x.
    ...[' ', '    '].map((gap) => ({ form: byte_form/* HEX_WORD */.DI, gaps: [gap] })),
    // od -b, and C; od.
    ...[' ', '\\'].map((gap) => ({ form: byte_form/* OCTAL_BYTE */.nQ, gaps: [gap] })),
    { form: byte_form/* OCTAL_WORD */.ZC, gaps: [' '] },
    // JSON on one line and on many, and Python.
    ...JSON_GAPS.map((gap) => ({ form: byte_form/* DECIMAL_BYTE */.fo, gaps: [gap] })),
    // od -tu1; od -c and hexdump -c.
    ...[byte_form/* DECIMAL_CELL */.FM, byte_form/* CHARACTER_CELL */.Xr].map((form) => ({ form, gaps: [''] })),
];
/** Where a window that begins at `start` ends, or `ABSENT` or `CUT_OFF`. */
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
/**
 * From any of the first four places in a window on, a gap is among so many characters. Two bytes in hex or
 * a word take four digits, which are all that may come before the gap; an octal word takes six.
 */
const NEAREST_GAP = 5;
const NEAREST_OCTAL_GAP = 7;
/**
 * Whether something other than digits stands in the data where a gap has to be, or may come. Of a digest, say, nothing
 * needs to be read.
 */
function hasGap(data, from, isOctal) {
    const to = from + (isOctal ? NEAREST_OCTAL_GAP : NEAREST_GAP);
    if (to > data.length)
        return true;
    for (let at = to - 1; at >= from; at--) {
        if (byte_form/* DIGITS */.x5[data[at]] === 16)
            return true;
    }
    return false;
}
const NO_DUMPS = [];
/** By the character after a byte, those of the dumps that may go on with it. They have one form. */
function dumpsByFollower(dumps) {
    const followers = dumps.map(({ form, gaps }) => {
        const next = gaps.includes('') ? Array.from({ length: 256 }, (_, byte) => form.write(byte, byte)) : [];
        const firsts = next.flatMap((texts) => texts.map((text) => text[0]));
        return new Set([...firsts, ...gaps.filter((gap) => gap !== '').map((gap) => gap.charCodeAt(0))]);
    });
    return Array.from({ length: 256 }, (_, code) => {
        const found = dumps.filter((_, index) => followers[index]?.has(code));
        return found.length === 0 ? NO_DUMPS : found;
    });
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
/** Each byte or word of these as a form writes it, in lower and, where that is another text, in upper case. */
function writeUnits({ write, width }, bytes) {
    const units = [];
    for (let at = 0; at < bytes.length; at += width)
        units.push(write(bytes[at], bytes[at + 1] ?? 0));
    return units;
}
const scratch = new Uint8Array(64);
/** Calls back with all beginnings, of `length` characters, of windows with these units. */
function eachBeginning({ gaps }, units, length, visit) {
    for (const isUpper of units.some((texts) => texts.length > 1) ? [false, true] : [false]) {
        extendBeginning({ gaps, units, length, isUpper, visit }, 0, 0, 0);
    }
}
function extendBeginning(beginning, index, start, joined) {
    const { gaps, units, length, isUpper, visit } = beginning;
    const texts = units[index];
    const text = isUpper ? texts?.[texts.length - 1] : texts?.[0];
    if (text === undefined)
        return;
    let at = start;
    for (let place = 0; place < text.length; place++)
        scratch[at++] = text[place];
    if (at >= length) {
        visit(scratch);
        return;
    }
    for (let choice = 0; choice < gaps.length; choice++) {
        const gap = gaps[choice];
        const joinedNow = gap === '' ? joined + 1 : 0;
        if (joinedNow > mostJoined(gaps))
            continue;
        for (let place = 0; place < gap.length; place++)
            scratch[at + place] = gap.charCodeAt(place);
        extendBeginning(beginning, index + 1, at + gap.length, joinedNow);
    }
}

;// CONCATENATED MODULE: ./src/masking/gram-filter.js

/** Bits of the filter: 32 KB, which stay in the processor's nearest cache. */
const SMALLEST = 18;
const LARGEST = 23;
/** Bits for each gram, so that little passes that is not in it. */
const BITS_PER_GRAM = 12;
const KINDS = 18;
/**
 * A set of four bytes in a row, each with the kinds of text that it may be part of. Now and then it finds what is not in
 * it, and never the other way round.
 */
class GramFilter {
    #shift = 32 - SMALLEST;
    #bits = new Int32Array(1 << (SMALLEST - 5));
    /** Asked after the bits alone, it may be larger than they. */
    #kinds = new Uint8Array(1 << KINDS);
    #size = 0;
    /** Whether so many have been added that the rest of it finds more than it should: it has to be filled anew. */
    get isFull() {
        return this.#size * BITS_PER_GRAM > this.#bits.length * 32 && this.#shift > 32 - LARGEST;
    }
    /** Empties it, with room for twice as much. */
    enlarge() {
        this.#shift -= 1;
        this.#bits = new Int32Array(this.#bits.length * 2);
        this.#size = 0;
    }
    /** @param kind one bit of eight */
    add(bytes, at, kind) {
        const gram = (0,byte_form/* gramAt */.Xq)(bytes, at);
        const entry = bitOf(gram, this.#shift);
        const mask = 1 << (entry & 31);
        const word = this.#bits[entry >>> 5];
        if ((word & mask) === 0)
            this.#size += 1;
        this.#bits[entry >>> 5] = word | mask;
        const place = kindsOf(gram);
        this.#kinds[place] = this.#kinds[place] | kind;
    }
    /** The first position from `start` on, in strides, whose four bytes pass, or one beyond the last that has four. */
    next(data, start, stride) {
        const bits = this.#bits;
        const kinds = this.#kinds;
        const shift = this.#shift;
        const lastGram = data.length - 4;
        let at = start;
        while (at <= lastGram) {
            const gram = (0,byte_form/* gramAt */.Xq)(data, at);
            const entry = bitOf(gram, shift);
            if (((bits[entry >>> 5] >>> (entry & 31)) & 1) !== 0 && kinds[kindsOf(gram)] !== 0)
                break;
            at += stride;
        }
        return at;
    }
    /** The kinds of the four bytes at a position that {@link next} has found. */
    kindsAt(data, at) {
        return this.#kinds[kindsOf((0,byte_form/* gramAt */.Xq)(data, at))];
    }
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





const GRAM_BYTES = 4;
const FIRST_GRAM_BITS = 15;
/** The grams that a position is recognized by have to lie in the bytes of a pattern that no line break can part. */
const LONGEST_STRIDE = masking_pattern/* UNBROKEN */.Vt - GRAM_BYTES + 1;
/** Bytes of a dump's window that are held back at most before the pause ends: of the shortest, some. */
const WINDOW_LENGTH = 11;
/** The filter's bit for a gram of a pattern; the forms of bytes in dumps have others. */
const PATTERN = 1;
const FORMS = [...new Set(DUMPS.map(({ form }) => form))].map((form, index) => {
    const dumps = DUMPS.filter((dump) => dump.form === form);
    return { form, bit: 2 << index, dumps, byFollower: dumpsByFollower(dumps) };
});
const OCTAL = FORMS.reduce((bits, { form, bit }) => (form === byte_form/* OCTAL_WORD */.ZC ? bits | bit : bits), 0);
const ANY_FORM = FORMS.reduce((bits, { bit }) => bits | bit, 0);
/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). Only every
 * fourth position is looked at: whether its four bytes occur at one of the first four offsets of any pattern. Where
 * they may, the places just before are compared. Unlike an Aho-Corasick automaton it costs the patterns' own bytes and a
 * filter, so that a job may learn new secrets for days.
 *
 * A dump's rows can begin anywhere in a secret. Where the filter says that there may be one, it is read, and what it
 * shows is looked up; so there are no patterns for each of its beginnings.
 */
class PatternIndex {
    #stride = LONGEST_STRIDE;
    #filter = new GramFilter();
    #patterns = [];
    #dumped = [];
    #byFirstGram = new Map();
    /** Whether a first gram with this hash is there at all: cheaper to ask than the map, and nearly always it is not. */
    #hasFirstGram = new Uint8Array(1 << FIRST_GRAM_BITS);
    /** For the data's last bytes, too few for a gram. */
    #byFirstByte = new Map();
    #known = new KnownBytes();
    /** By the first two characters of a window, the bits of the forms that may begin with them. */
    #formsByStart = new Uint8Array(1 << 16);
    /** By form, whether a text is the beginning of what a byte of a secret is written as; found out once each. */
    #beginnings = [];
    /** @param pattern of at least four bytes */
    add(pattern) {
        const { bytes } = pattern;
        this.#patterns.push(pattern);
        this.#stride = Math.min(this.#stride, bytes.length - GRAM_BYTES + 1);
        addTo(this.#byFirstGram, (0,byte_form/* gramAt */.Xq)(bytes, 0), pattern);
        this.#hasFirstGram[firstGramHash(bytes, 0)] = 1;
        addTo(this.#byFirstByte, bytes[0], pattern);
        if (this.#filter.isFull)
            this.#enlarge();
        this.#note(bytes, PATTERN);
    }
    /** Finds these bytes in dumps too, from four in a row on. */
    addDumps(bytes) {
        for (const at of this.#known.add(bytes)) {
            const window = bytes.subarray(at, at + 4);
            this.#dumped.push(window);
            this.#noteDumps(window);
        }
        this.#beginnings = FORMS.map(() => new Map());
    }
    #noteDumps(window) {
        for (const { form, dumps, bit } of FORMS) {
            const units = writeUnits(form, window);
            for (const dump of dumps) {
                eachBeginning(dump, units, masking_pattern/* UNBROKEN */.Vt, (text) => {
                    this.#note(text, bit);
                    const start = startAt(text, 0);
                    this.#formsByStart[start] = this.#formsByStart[start] | bit;
                });
            }
        }
    }
    #note(bytes, bit) {
        for (let offset = 0; offset < this.#stride; offset++)
            this.#filter.add(bytes, offset, bit);
    }
    #enlarge() {
        this.#filter.enlarge();
        for (const { bytes } of this.#patterns)
            this.#note(bytes, PATTERN);
        for (const window of this.#dumped)
            this.#noteDumps(window);
    }
    /** All occurrences in the data, and what may become one when more data comes. */
    find(data) {
        const findings = { spans: [], candidates: [] };
        const lastGram = data.length - GRAM_BYTES;
        let next = 0;
        for (;;) {
            const hit = this.#filter.next(data, next + this.#stride - 1, this.#stride);
            // What begins in the stride before the end, or ends beyond it, does not show in the filter.
            const isLast = hit > lastGram;
            const end = isLast ? data.length : hit + 1;
            const bits = isLast ? PATTERN | ANY_FORM : this.#kindsAt(data, hit);
            next = bits === 0 ? end : hit - this.#stride + 1;
            for (; next < end; next++)
                this.#compareAt(data, next, bits, findings);
            if (end === data.length)
                return { ...findings, spans: inOrder(findings.spans) };
        }
    }
    #kindsAt(data, hit) {
        const bits = this.#filter.kindsAt(data, hit);
        const mayBeDump = bits > PATTERN && hasGap(data, hit, (bits & OCTAL) !== 0);
        return mayBeDump ? bits : bits & PATTERN;
    }
    #compareAt(data, start, bits, findings) {
        if ((bits & PATTERN) !== 0)
            this.#comparePatterns(data, start, findings);
        const isLast = start + 1 === data.length;
        const forms = isLast ? bits & ANY_FORM : bits & this.#formsByStart[startAt(data, start)];
        if (forms !== 0)
            this.#readDumps(data, start, forms, findings);
    }
    #comparePatterns(data, start, { spans, candidates }) {
        const hasGram = start <= data.length - GRAM_BYTES;
        if (hasGram && this.#hasFirstGram[firstGramHash(data, start)] === 0)
            return;
        const patterns = hasGram
            ? this.#byFirstGram.get((0,byte_form/* gramAt */.Xq)(data, start))
            : this.#byFirstByte.get(data[start]);
        if (patterns === undefined)
            return;
        let longest = start;
        for (const pattern of patterns) {
            const end = (0,masking_pattern/* match */.YW)(pattern, data, start);
            if (end === byte_form/* CUT_OFF */.Vk)
                candidates.push({ start, length: pattern.bytes.length });
            else if (end !== byte_form/* ABSENT */.sj)
                longest = Math.max(longest, end);
        }
        if (longest > start)
            spans.push({ start, end: longest });
    }
    #readDumps(data, start, bits, findings) {
        for (let index = 0; index < FORMS.length; index += 1) {
            const { form, bit, dumps, byFollower } = FORMS[index];
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
    #mayBegin(form, data, start) {
        const beginning = String.fromCharCode(...data.subarray(start));
        const longest = FORMS[form].form.width === 1 ? beginning.length : 1;
        return this.#knowsBeginning(form, beginning.slice(0, longest));
    }
    #knowsBeginning(index, beginning) {
        const answers = this.#beginnings[index];
        const known = answers?.get(beginning);
        if (known !== undefined || answers === undefined)
            return known ?? false;
        const { form } = FORMS[index];
        const isKnown = this.#known.hasBeginning(form, beginning);
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
/** Finds what a window shows once more as text, in the rest of its row. */
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
function firstGramHash(bytes, at) {
    return Math.imul((0,byte_form/* gramAt */.Xq)(bytes, at), 0x9e3779b1) >>> (32 - FIRST_GRAM_BITS);
}
function startAt(bytes, at) {
    return bytes[at] | (bytes[at + 1] << 8);
}
function addTo(lists, key, pattern) {
    const list = lists.get(key);
    if (list === undefined)
        lists.set(key, [pattern]);
    else
        list.push(pattern);
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

;// CONCATENATED MODULE: ./src/masking/masker.js


const MASK = Buffer.from('***');
const NOTHING = Buffer.alloc(0);
/**
 * The part of a spelling that an idle masker may show: its beginning, when that is where the text rests for now. What
 * is left of a 20-character access key is then 15 unknown characters.
 */
const PART_SHOWN_WHEN_IDLE = 1 / 4;
/**
 * Replaces secrets in a stream of bytes by `***`, in every spelling of {@link spellings}, base64 and hex also when
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass untouched, valid text or not. Where
 * occurrences overlap there is one `***`. How the stream is cut into chunks makes no difference.
 *
 * Only bytes that may be the beginning of a secret are held back: a chunk that does not end like one passes whole.
 */
class Masker {
    /** Whether each pattern may be broken into lines. */
    #patterns = new Map();
    #index = new PatternIndex();
    /** Bytes that are still needed: first those already emitted in which an occurrence may have begun, then those held back. */
    #kept = NOTHING;
    /** How many of the kept bytes have been emitted, in clear or as a mask. */
    #emitted = 0;
    /** Whether the last thing emitted was a mask. An occurrence that overlaps it needs no mask of its own. */
    #endedInMask = false;
    /** @param secrets see {@link learn} */
    constructor(secrets = []) {
        for (const secret of secrets)
            this.learn(secret);
    }
    /**
     * Masks one more secret from now on, in the bytes held back too. One that is known already, blank or shorter than
     * four bytes changes nothing.
     */
    learn(secret) {
        for (const pattern of (0,masking_pattern/* patternsOf */.D4)(secret)) {
            const key = pattern.bytes.toString('latin1');
            const known = this.#patterns.get(key);
            if (known === true || known === pattern.mayBreak)
                continue;
            this.#patterns.set(key, pattern.mayBreak);
            this.#index.add(pattern);
        }
        this.#index.addDumps((0,masking_pattern/* dumpedBytes */.Ve)(secret));
    }
    /** Bytes held back. */
    get heldBytes() {
        return this.#kept.length - this.#emitted;
    }
    /** Takes a chunk in and returns what can be said by now; that may be the chunk itself, not a copy. */
    write(chunk) {
        if (chunk.length > 0) {
            this.#kept = this.#kept.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#kept, chunk]);
        }
        return this.#emit(this.#find(), () => true);
    }
    /**
     * To be called when no chunk has come for a while, so that a prompt which ends like the beginning of a secret shows.
     * Releases only up to a quarter of what may become a spelling, for the pause may as well be one in the midst of it.
     * More than that stays held back, however long the pause. When the rest comes it is still masked.
     */
    idle() {
        const shown = (start) => this.#kept.length - start;
        return this.#emit(this.#find(), ({ start, length }) => shown(start) > length * PART_SHOWN_WHEN_IDLE);
    }
    /** Returns what is left, an incomplete secret included. The next chunk begins a new stream. */
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
        // A copy: a view would keep the whole chunk alive, and its owner may use it again.
        this.#kept = start === this.#kept.length ? NOTHING : Buffer.from(this.#kept.subarray(start));
        this.#emitted = emitted - start;
    }
}
function asBuffer(chunk) {
    return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
/**
 * Up to where the output is the same whether the candidate becomes an occurrence or not: the end of the span that it
 * begins in. Not the end of one more span right after that, as an occurrence across both would leave one mask of two.
 */
function decidedEnd(spans, { start }) {
    const span = spans.find((span) => span.start <= start && start < span.end);
    return span?.end ?? start;
}


/***/ }),

/***/ 5100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ patternsOf),
/* harmony export */   S4: () => (/* binding */ pieceStarts),
/* harmony export */   Ve: () => (/* binding */ dumpedBytes),
/* harmony export */   Vt: () => (/* binding */ UNBROKEN),
/* harmony export */   YW: () => (/* binding */ match)
/* harmony export */ });
/* harmony import */ var _byte_form_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5521);
/* harmony import */ var _spellings_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5237);


/**
 * The first bytes of a pattern are in one piece. The search asks for that much, and it keeps a line that happens to end
 * like the beginning of a secret's base64 from being held back with its line break.
 */
const UNBROKEN = 7;
/** The fewest bytes left of a spelling whose beginning stands at the end of the line before. */
const SHORTEST_REST = 8;
/** All patterns of a secret, some of them twice; none for a secret too short to be masked. */
function patternsOf(secret) {
    return (0,_spellings_js__WEBPACK_IMPORTED_MODULE_0__/* .describeSpellings */ .$)(secret).flatMap((spelling) => {
        const bytes = Buffer.from(spelling.text);
        const mayBreak = spelling.lines !== undefined;
        const starts = [0, ...breaksNearTheStart(spelling, bytes.length)];
        const whole = starts.map((start) => ({ bytes: bytes.subarray(start), mayBreak }));
        return [...whole, ...pieces(spelling, bytes)];
    });
}
/** Pieces of a spelling whose lines have something between them that no one can know: a time, or a container's name. */
function pieces(spelling, bytes) {
    const { piece } = spelling.lines ?? {};
    if (piece === undefined)
        return [];
    const starts = pieceStarts(spelling, bytes.length, piece, piece / 2);
    return starts.map((start) => ({ bytes: bytes.subarray(start, start + piece), mayBreak: false }));
}
/**
 * Where the pieces of a spelling that is broken into lines begin: a line ends after a multiple of so many characters,
 * and so does each piece, but for the last.
 */
function pieceStarts({ lines }, length, piece, step) {
    if (lines === undefined || length < piece)
        return [];
    const first = (lines.unit - (lines.phase % lines.unit)) % lines.unit;
    const count = Math.max(0, Math.floor((length - piece - first) / step) + 1);
    return [...new Set([...Array.from({ length: count }, (_, index) => first + index * step), length - piece])];
}
/** What is to be found in dumps: nothing of a secret too short to be masked. */
function dumpedBytes(secret) {
    return Buffer.from((0,_spellings_js__WEBPACK_IMPORTED_MODULE_0__/* .spellings */ .c)(secret).length === 0 ? '' : secret);
}
/**
 * Where a line may end within the unbroken bytes: a line of base64 is a multiple of four characters long, so there are
 * one or two such places. The rest of the spelling is then found on the next line by a pattern of its own, and at most
 * the six characters before it stay.
 */
function breaksNearTheStart({ lines }, length) {
    if (lines === undefined)
        return [];
    const starts = [1, 2, 3, 4, 5, 6].filter((start) => (lines.phase + start) % lines.unit === 0);
    return starts.filter((start) => start < UNBROKEN && length - start >= SHORTEST_REST);
}
/** Where the pattern that begins at `start` ends in `data`, or `ABSENT` or `CUT_OFF`. */
function match({ bytes, mayBreak }, data, start) {
    let at = start;
    for (let position = 0; position < bytes.length; position++) {
        if (mayBreak && position >= UNBROKEN)
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
/** Bytes. Bounded, since all of it is held back; deeper than YAML or a mail is ever indented. */
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

/***/ 5237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ describeSpellings),
/* harmony export */   c: () => (/* binding */ spellings)
/* harmony export */ });
/* harmony import */ var _workflow_command_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(321);

/**
 * The fewest bytes (UTF-8) that are worth masking. Anything shorter stands in so much other text that masking it would
 * destroy the output and, by the holes, tell what it is. Four bytes also leave at least four certain characters of
 * base64 at each of its three shifts.
 */
const SHORTEST_SECRET_BYTES = 4;
/**
 * Everything to search for so that a secret is found however it was written: as it is, base64 and base64url wherever
 * it stands in the encoded bytes, base64 of that, hex, percent-encoded for URIs and forms, once or twice, escaped for
 * JSON, XML, HTML and shells, in UTF-16, and in base64 of UTF-16. Of a secret with several lines, each line by itself
 * as well, as GitHub's add-mask does. No spelling comes twice.
 *
 * A secret or line that is blank or shorter than four bytes yields nothing, see {@link SHORTEST_SECRET_BYTES}. What is
 * compressed, encrypted or encoded twice in another way is not covered; dumps are, by the `Masker`.
 */
function spellings(secret) {
    return [...new Set(describeSpellings(secret).map(({ text }) => text))];
}
/** The same as {@link spellings}, with what is known about line breaks, and not yet without duplicates. */
function describeSpellings(secret) {
    return piecesOf(secret).flatMap((piece) => {
        const bytes = Buffer.from(piece);
        const texts = [
            piece,
            ...percentEncoded(piece),
            ...jsonEscaped(piece),
            ...markupEscaped(piece),
            ...shellEscaped(piece),
            ...utf16(piece),
        ];
        return [...texts.map((text) => ({ text })), ...hex(bytes), ...base64(bytes), ...encodedTwice(piece)];
    });
}
/** The secret and its lines, with and without the blanks around them: a file's last newline is seldom printed. */
function piecesOf(secret) {
    const lines = secret.split(/[\r\n]+/);
    const pieces = new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())]);
    return [...pieces].filter((piece) => Buffer.byteLength(piece.trim()) >= SHORTEST_SECRET_BYTES);
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
/** Characters of base64 in a line that are masked by themselves. Eight, 48 bits, are nowhere by chance. */
const BASE64_PIECE = 8;
/** The same of what was encoded twice, which is longer. */
const LONG_PIECE = 16;
/**
 * Base64 of anything that holds the secret: the characters that the secret alone decides. Where the secret ends the
 * encoded text, its last character is certain too, with padding or without.
 */
function base64(bytes) {
    return SHIFTS.flatMap((shift) => {
        const { lines, certain, last } = base64At(bytes, shift, BASE64_PIECE);
        const texts = [certain, ...last].flatMap((text) => [{ text }, { text: base64url(text) }]);
        return [{ text: certain, lines }, ...texts];
    });
}
/** Base64 after 3n + `shift` bytes. */
function base64At(bytes, shift, piece) {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const first = Math.ceil((shift * 8) / 6);
    const certain = padded.slice(first, Math.floor(((shift + bytes.length) * 8) / 6));
    const end = padded.slice(first);
    return { lines: { unit: 4, phase: first, piece }, certain, last: [end, end.replace(/=+$/, '')] };
}
/** Columns after which openssl and base64(1) break a line. */
const COLUMNS = [64, 76];
/** Base64 of base64, in one line or broken; and of UTF-16, which PowerShell encodes. */
function encodedTwice(piece) {
    const bytes = Buffer.from(piece);
    const whole = bytes.toString('base64');
    const inner = [
        whole,
        ...COLUMNS.map((columns) => whole.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), '$&\n')),
        ...SHIFTS.map((shift) => base64At(bytes, shift, LONG_PIECE).certain),
    ];
    const inBytes = [...new Set(inner)].map((text) => Buffer.from(text));
    return [...inBytes, Buffer.from(piece, 'utf16le')].flatMap((encoded) => SHIFTS.flatMap((shift) => {
        const { lines, certain, last } = base64At(encoded, shift, LONG_PIECE);
        return [{ text: certain, lines }, ...last.map((text) => ({ text }))];
    }));
}
/** What both byte orders of UTF-16 have in common. Its bytes are those of a text with NULs for ASCII alone. */
function utf16(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    return /^[\x00-\x7f]+$/.test(text) ? [text.split('').join('\0')] : [];
}
function base64url(text) {
    return text.replaceAll('+', '-').replaceAll('/', '_');
}
/** The bytes that an encoder does not leave as they are, and what becomes of a space. */
const PERCENT_ENCODERS = [
    // RFC 3986, section 2.3: AWS signatures, C#, Go; as a path, and Python's quote(); as a form, and Python's quote_plus().
    { encoded: /[^A-Za-z0-9\-_.~]/g },
    { encoded: /[^A-Za-z0-9\-_.~/]/g },
    { encoded: /[^A-Za-z0-9\-_.~]/g, space: '+' },
    // ECMA-262: encodeURIComponent and encodeURI.
    { encoded: /[^A-Za-z0-9\-_.!~*'()]/g },
    { encoded: /[^A-Za-z0-9\-_.!~*'();/?:@&=+$,#]/g },
    // The URL standard's application/x-www-form-urlencoded, and Java's URLEncoder.
    { encoded: /[^A-Za-z0-9\-_.*]/g, space: '+' },
];
function percentEncoded(text) {
    // One character for each byte.
    const bytes = Buffer.from(text).toString('latin1');
    const variants = PERCENT_ENCODERS.flatMap(({ encoded, space = '%20' }) => {
        const upper = bytes.replace(encoded, (byte) => (byte === ' ' ? space : percentByte(byte)));
        const once = [upper, upper.replace(/%../g, (code) => code.toLowerCase())];
        return [...once, ...once.map((text) => text.replaceAll('%', '%25'))];
    });
    return [(0,_workflow_command_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeData */ .u)(text), ...variants];
}
function percentByte(byte) {
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
/** What JSON itself has escaped, half a surrogate pair included. */
const ESCAPED_BY_JSON = /["\\\p{Cc}]|\p{Cs}/u;
/** What an encoder writes as `\uXXXX` although JSON does not ask for it. */
const JSON_ENCODERS = [
    // Nothing: JavaScript, Rust, jq.
    { escaped: /(?!)/ },
    // Python, and PHP but for its slashes.
    { escaped: /[^ -~]/ },
    // Go and Rails; Gson.
    { escaped: /[<>&\u2028\u2029]/ },
    { escaped: /[<>&='\u2028\u2029]/ },
    // .NET's System.Text.Json.
    { escaped: /["'&+<>`]|[^ -~]/, upperCase: true },
];
function jsonEscaped(text) {
    return JSON_ENCODERS.flatMap(({ escaped, upperCase = false }) => {
        const either = new RegExp(`${ESCAPED_BY_JSON.source}|${escaped.source}`, 'gu');
        const encoded = text.replace(either, (character) => jsonCharacter(character, escaped, upperCase));
        return [encoded, encoded.replaceAll('/', '\\/')];
    });
}
function jsonCharacter(character, escaped, upperCase) {
    const usual = JSON.stringify(character).slice(1, -1);
    const hasShortForm = /^\\[^u"]/.test(usual);
    const encoded = escaped.test(character) && !hasShortForm ? unicodeEscape(character) : usual;
    return upperCase ? encoded.replace(/(?<=\\u)[0-9a-f]{4}/g, (digits) => digits.toUpperCase()) : encoded;
}
function unicodeEscape(character) {
    const units = character.split('');
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
const MARKUP_ENCODERS = [
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
/** All that is neither letter nor digit, by number. */
const NUMERIC_ENCODERS = [
    (code) => `&#${code};`,
    (code) => `&#x${code.toString(16)};`,
    (code) => `&#x${code.toString(16).toUpperCase()};`,
];
function markupEscaped(text) {
    const named = MARKUP_ENCODERS.map((entities) => text.replace(/[^\w\s]/g, (character) => entities[character] ?? character));
    const numeric = NUMERIC_ENCODERS.map((encode) => text.replace(/[^\p{L}\p{N}]/gu, (character) => encode(character.codePointAt(0) ?? 0)));
    const once = [...named, ...numeric];
    return [...once, ...once.map((markup) => markup.replaceAll('&', '&amp;'))];
}
function shellEscaped(text) {
    return [
        // In single quotes: sh and `set -x`; Python's shlex; PowerShell, YAML and SQL.
        text.replaceAll("'", "'\\''"),
        text.replaceAll("'", `'"'"'`),
        text.replaceAll("'", "''"),
        // In double quotes: sh; Windows' command line; PowerShell.
        text.replace(/[\\"$`]/g, '\\$&'),
        text.replaceAll('"', '\\"'),
        text.replace(/["$`]/g, '`$&'),
        // Without quotes: bash's `printf %q`.
        text.replace(/[\s'"|&;()<>\\!{}*[\]?^$`,]/g, '\\$&'),
    ];
}


/***/ }),

/***/ 321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ escapeData)
/* harmony export */ });
/** A text as the data of a workflow command of GitHub's runner, which escapes just this much. */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}


/***/ }),

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   gB: () => (/* binding */ visibleLines)
/* harmony export */ });
/* unused harmony export visibleJson */
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


/***/ }),

/***/ 6481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  he: () => (/* binding */ ServiceCredential),
  Bm: () => (/* binding */ secretParts)
});

// UNUSED EXPORTS: areExchanged, checkKey

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = require("node:util");
// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(9555);
;// CONCATENATED MODULE: ./src/service-credential.js


/** Characters of the keys that Ceph and AWS make. */
const ACCESS_LENGTH = 20;
const SECRET_LENGTH = 40;
/** Servers make access keys of capitals and digits alone. */
const LOOKS_LIKE_ACCESS_KEY = /^[A-Z0-9]{12,32}$/;
/**
 * The long-lived key whose only power is to ask for a session. The secret is held so that no
 * `console.log`, `JSON.stringify` or template string can show it.
 */
class ServiceCredential {
    accessKey;
    #secretKey;
    /**
     * White space around a part is left out, such as the line break of a file that was stored as a secret.
     *
     * @throws InputError when a part is empty, or holds white space, quotes or control characters,
     *   which no key of an RGW does: it was then pasted with something around it; and when the two are exchanged
     */
    constructor(givenAccessKey, givenSecretKey) {
        const [accessKey, secretKey] = [givenAccessKey.trim(), givenSecretKey.trim()];
        checkKey('service-access-key', accessKey);
        checkKey('service-secret-key', secretKey);
        if (accessKey === secretKey) {
            throw new failure/* InputError */.dz('service-secret-key', 'is the same as the access key: one of the two was pasted twice.');
        }
        this.accessKey = accessKey;
        this.#secretKey = secretKey;
        // The access key is sent as it is: a secret in its place would be in the server's log.
        if (areExchanged(accessKey, secretKey)) {
            throw new failure/* InputError */.dz('service-access-key', 'looks like a secret key, and service-secret-key like an access key: exchange the two.');
        }
    }
    /**
     * Whether each of the two looks as if it stood in the other's place: servers make access keys of capitals and digits
     * alone, and secret keys longer and of all letters. Then no part of either may be shown.
     */
    get looksExchanged() {
        return looksExchanged(this.accessKey, this.#secretKey);
    }
    /** The secret, for the one place that signs with it and for masking. */
    revealSecretKey() {
        return this.#secretKey;
    }
    toString() {
        return 'service credential (secret not shown)';
    }
    toJSON() {
        return this.toString();
    }
    [external_node_util_namespaceObject.inspect.custom]() {
        return this.toString();
    }
}
/** Whether the two stand in each other's place beyond doubt: each is as long as servers make the other one. */
function areExchanged(accessKey, secretKey) {
    return (looksExchanged(accessKey, secretKey) &&
        accessKey.length === SECRET_LENGTH &&
        secretKey.length === ACCESS_LENGTH);
}
function looksExchanged(accessKey, secretKey) {
    return (accessKey.length > secretKey.length && /[a-z+/]/.test(accessKey) && LOOKS_LIKE_ACCESS_KEY.test(secretKey));
}
/**
 * What of a service credential nobody may see: the secret, and the access key too where it does not look like one, since
 * the two may be exchanged. For masks that have to be there before the credential has been checked.
 */
function secretParts(accessKey, secretKey) {
    const parts = LOOKS_LIKE_ACCESS_KEY.test(accessKey.trim()) ? [secretKey] : [secretKey, accessKey];
    return parts.map((part) => part.trim()).filter((part) => part !== '');
}
/** @throws InputError when it is empty, or holds what no key of an RGW does */
function checkKey(input, key) {
    if (key === '')
        throw new failure/* InputError */.dz(input, 'is empty: store it as a secret of the CI system and pass it in.');
    if (/^\$\{?\{?|^%.*%$/.test(key)) {
        throw new failure/* InputError */.dz(input, 'holds an unexpanded variable: check the name of the secret where it is passed in.');
    }
    if (/[^\x21-\x7e]|["'`]/.test(key)) {
        throw new failure/* InputError */.dz(input, 'holds white space, a quote or a character that no key has: paste the key again, without anything around it.');
    }
    if (key.length > 256)
        throw new failure/* InputError */.dz(input, 'is longer than 256 characters: this is not an S3 key.');
}


/***/ }),

/***/ 9173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 3078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ setSystemTimer),
/* harmony export */   z: () => (/* binding */ afterTurns)
/* harmony export */ });
/** The pieces that a limit is waited for in. */
const PIECES = 10;
/** Node's own timer. It does not keep a process alive. */
const setSystemTimer = (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
};
/**
 * Calls back after so many milliseconds in which this process had its turns. On a machine that is suspended, or too busy to
 * let the process run, a timer is late, and would count as silence what has arrived and nobody has read yet. Of several
 * short timers only one can be late for the same reason, and what has arrived is read before the next.
 *
 * @returns what cancels it
 */
function afterTurns(setTimer, milliseconds, callback) {
    let left = PIECES;
    let cancel = () => undefined;
    const wait = () => {
        cancel = setTimer(milliseconds / PIECES, () => {
            left -= 1;
            if (left === 0)
                callback();
            else
                wait();
        });
    };
    wait();
    return () => cancel();
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
/******/ 	var __webpack_exports__ = __nccwpck_require__(8477);
/******/ 	module.exports = __webpack_exports__;
/******/ 	
/******/ })()
;