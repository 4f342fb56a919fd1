"use strict";
exports.id = 477;
exports.ids = [477];
exports.modules = {

/***/ 3838:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ makeJobFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/**
 * Creates a folder that no other user can read, and that the runner removes after the job.
 *
 * @throws Error when there is no temporary folder that can be written to
 */
function makeJobFolder({ RUNNER_TEMP }) {
    try {
        if (RUNNER_TEMP !== undefined && RUNNER_TEMP !== '') {
            // An earlier step may have removed it.
            if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(RUNNER_TEMP))
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(RUNNER_TEMP);
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(RUNNER_TEMP, 'otter-sts-'));
        }
    }
    catch {
        // Try the system's.
    }
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'otter-sts-'));
}


/***/ }),

/***/ 8477:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6715);
/* harmony import */ var _failure_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(839);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8537);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9554);




const workflow = { commands: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P, environment: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .c, platform: process.platform, now: Date.now };
try {
    process.exitCode = await (0,_step_js__WEBPACK_IMPORTED_MODULE_1__/* .runStep */ .e)(workflow);
}
catch (error) {
    process.exitCode = (0,_failure_report_js__WEBPACK_IMPORTED_MODULE_2__/* .reportFailure */ .x)(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P, error);
}
// A background process of the script that still holds its output would otherwise keep this process alive.
await (0,_output_js__WEBPACK_IMPORTED_MODULE_3__/* .flushOutput */ .u)();
process.exit();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9554:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ runStep)
/* harmony export */ });
/* harmony import */ var _src_credentials_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8871);
/* harmony import */ var _src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7420);
/* harmony import */ var _src_sts_exchange_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1134);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6011);
/* harmony import */ var _prepared_step_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6752);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7158);
/* harmony import */ var _trust_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3762);
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(739);








/**
 * The main step: checks the inputs, exchanges, masks, then delivers.
 *
 * @returns the step's exit code
 * @throws InputError when an input is invalid, ExchangeFailure when there is no session
 */
async function runStep(workflow) {
    const step = await (0,_prepared_step_js__WEBPACK_IMPORTED_MODULE_0__/* .prepareStep */ .Ie)(workflow);
    // What only one mode needs is loaded on demand, so that the usual mode starts faster.
    if (step.inputs.mode === 'run') {
        const { runScript } = await Promise.all(/* import() */[__webpack_require__.e(32), __webpack_require__.e(314), __webpack_require__.e(143), __webpack_require__.e(842)]).then(__webpack_require__.bind(__webpack_require__, 3842));
        return runScript(workflow, step, (session) => describeStep(workflow, step, session));
    }
    if (step.inputs.mode === 'refresh') {
        const { deliverRefreshing } = await Promise.all(/* import() */[__webpack_require__.e(112), __webpack_require__.e(888), __webpack_require__.e(339)]).then(__webpack_require__.bind(__webpack_require__, 1339));
        describeStep(workflow, step, await deliverRefreshing(workflow, step));
        return 0;
    }
    const { session } = await (0,_src_sts_exchange_js__WEBPACK_IMPORTED_MODULE_1__/* .exchange */ .c)(step.credential, step.request, step.context);
    await deliverSession(workflow, step, session);
    describeStep(workflow, step, session);
    return 0;
}
async function deliverSession({ commands, environment }, { inputs, request, context }, session) {
    (0,_masks_js__WEBPACK_IMPORTED_MODULE_2__/* .maskSecrets */ .Q)(commands, (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__/* .sessionSecrets */ .Ip)(session));
    const trust = await (0,_trust_files_js__WEBPACK_IMPORTED_MODULE_4__/* .trustOfJob */ .V)({ commands, environment }, inputs, context.caBundle);
    const variables = { ...(0,_src_credentials_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .sessionVariables */ .qu)(session), ...(0,_src_credentials_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .targetVariables */ .J)(request), ...trust };
    (0,_variables_js__WEBPACK_IMPORTED_MODULE_6__/* .exportToJob */ .H)({ commands, environment }, inputs, variables, _src_credentials_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .SHADOWS_OF_SESSION */ .VS);
    // Also without cleanup, so that the post step can report an expired session.
    commands.saveState('expires-at', (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(session.expiration));
    if (!inputs.outputCredentials)
        return;
    commands.setOutput('access-key-id', session.accessKeyId);
    commands.setOutput('secret-access-key', session.secretAccessKey);
    commands.setOutput('session-token', session.sessionToken);
}
/** Reports what the step did: outputs for later steps, lines in the log, a section in the summary. */
function describeStep({ commands, environment, now }, { inputs, request }, session) {
    const expiresAt = (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(session.expiration);
    commands.setOutput('expires-at', expiresAt);
    commands.setOutput('expires-at-epoch', String(Math.floor(session.expiration.getTime() / 1000)));
    commands.setOutput('bucket', request.bucket);
    commands.setOutput('endpoint', request.endpoint);
    commands.setOutput('region', request.region);
    commands.setOutput('session-name', request.sessionName);
    commands.setOutput('session-arn', session.arn);
    const scope = request.prefix === '' ? 'the whole bucket' : `keys that begin with '${request.prefix}'`;
    const left = (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__/* .describeSeconds */ .bD)((0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_3__/* .remainingSeconds */ .uo)(session, now()));
    commands.info(`Session for bucket '${request.bucket}' at ${request.endpoint}: ${request.access}, ${scope}.`);
    commands.info(`Session name ${request.sessionName}, role ${request.roleArn}.`);
    commands.info(inputs.mode === 'session'
        ? `It ends at ${expiresAt}, in ${left}.`
        : `This session ends at ${expiresAt}, in ${left}; it is renewed well before that.`);
    if (inputs.summary)
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .addSummary */ .S0)({ commands, environment }, () => (0,_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .formatSummary */ .kq)(request, session, inputs.mode));
}


/***/ }),

/***/ 7158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S0: () => (/* binding */ addSummary),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   kq: () => (/* binding */ formatSummary),
/* harmony export */   ku: () => (/* binding */ formatTable)
/* harmony export */ });
/* unused harmony export LARGEST_SUMMARY */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _src_credentials_session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7420);
/* harmony import */ var _src_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);



const DELIVERIES = {
    session: 'one session, exported to later steps',
    refresh: 'renewed until the job ends, exported to later steps',
    run: 'renewed, for the script of this step only',
};
/** The section of the job summary for one step, without secrets. */
function formatSummary(request, session, mode) {
    const rows = [
        ['Bucket', request.bucket],
        ['Access', request.access],
        ['Prefix', request.prefix === '' ? 'the whole bucket' : request.prefix],
        ['Role', request.roleArn],
        ['Session name', request.sessionName],
        ['Endpoint', `${request.endpoint} (${request.region})`],
        ['Delivery', DELIVERIES[mode]],
        [mode === 'session' ? 'Ends' : 'First session ends', (0,_src_credentials_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(session.expiration)],
    ];
    return `### S3 credentials for ${escapeHtml(request.bucket)}\n\n${formatTable(rows)}\n`;
}
/** A table of names and values. */
function formatTable(rows) {
    const cells = rows.map(([name, value]) => `<tr><th align="left">${name}</th><td><code>${escapeHtml(value)}</code></td></tr>`);
    return `<table>\n${cells.join('\n')}\n</table>\n`;
}
/** Escapes text for HTML, including attributes in double quotes. */
function escapeHtml(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
/** Bytes. GitHub shows nothing of a step's summary that is larger than 1 MiB. */
const LARGEST_SUMMARY = 1024 * 1024;
/**
 * Adds a section to the summary file, if the runner has one, and if the summary is then not too large to be shown. The
 * step's work is done without it, so a problem with the file does not fail the step.
 *
 * @param format writes the section, into as many bytes as it is told, if it can
 */
function addSummary({ commands, environment }, format) {
    const file = environment.GITHUB_STEP_SUMMARY;
    if (file === undefined || file === '')
        return;
    try {
        const room = LARGEST_SUMMARY - ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file, { throwIfNoEntry: false })?.size ?? 0);
        const section = format(room);
        if (Buffer.byteLength(section) <= room)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, section);
        else
            commands.warning('This step is not in the job summary, because GitHub shows no summary over 1 MiB.');
    }
    catch (error) {
        commands.warning(`The job summary could not be written: ${(0,_src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .firstLine */ .TM)(error)}`);
    }
}


/***/ }),

/***/ 3762:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ trustOfJob)
/* harmony export */ });
/* harmony import */ var _src_http_trust_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7359);
/* harmony import */ var _job_folder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3838);


/**
 * The variables with which the clients of later steps trust the endpoint. Their files lie in the runner's temporary
 * folder, which the runner empties after a job, even a canceled one.
 */
async function trustOfJob({ commands, environment }, { cleanup }, caBundle) {
    if (caBundle === undefined)
        return {};
    const directory = (0,_job_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .makeJobFolder */ .o)(environment);
    if (cleanup)
        commands.saveState('trust', directory);
    return await (0,_src_http_trust_files_js__WEBPACK_IMPORTED_MODULE_1__/* .writeTrustFiles */ .n)(directory, caBundle, environment);
}


/***/ }),

/***/ 739:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ exportToJob)
/* harmony export */ });
/* unused harmony export restoreVariables */

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


/***/ }),

/***/ 8871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c4: () => (/* binding */ SHADOWS_OF_REFRESH),
  VS: () => (/* binding */ SHADOWS_OF_SESSION),
  Qc: () => (/* binding */ childEnvironment),
  T3: () => (/* binding */ refreshVariables),
  qu: () => (/* binding */ sessionVariables),
  J: () => (/* binding */ targetVariables)
});

// UNUSED EXPORTS: SERVICE_VARIABLES

// EXTERNAL MODULE: ./src/credentials/initial-environment.js
var initial_environment = __webpack_require__(5516);
// EXTERNAL MODULE: ./src/credentials/session.js
var credentials_session = __webpack_require__(7420);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/user-path.js
var user_path = __webpack_require__(4208);
;// CONCATENATED MODULE: ./src/credentials/shared-files.js




/** The variables that name the AWS SDKs' shared files, and their defaults below HOME. */
const SHARED_FILES = {
    AWS_SHARED_CREDENTIALS_FILE: '.aws/credentials',
    AWS_CONFIG_FILE: '.aws/config',
};
const GIVES_CREDENTIALS = /^\s*(aws_access_key_id|credential_process|role_arn|sso_session|sso_start_url|login_session|web_identity_token_file)\s*=/;
/**
 * The shared files whose default profile has credentials, by the variables that name them. boto3 and the AWS CLI use these
 * before the loopback endpoint.
 */
function findDefaultProfiles(environment) {
    const home = environment.HOME || environment.USERPROFILE || (0,user_path/* homeOrNothing */.U)();
    const paths = Object.entries(SHARED_FILES).map(([name, path]) => [name, environment[name] || (home && (0,external_node_path_.join)(home, path))]);
    return Object.fromEntries(paths.filter(([, path]) => defaultGivesCredentials(readText(path))));
}
/** The variables that hide such files from S3 clients. Empty if there is nothing to hide. */
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

;// CONCATENATED MODULE: ./src/credentials/environment.js



/**
 * Where S3 clients connect, with either kind of credentials. docs/clients.md lists which client reads which variable.
 *
 * @param target the request. Its policy matters because Ceph RGW before 20 refuses batch deletes in a session with a
 *   policy.
 */
function targetVariables({ region, endpoint, bucket, policy, }) {
    return {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ENDPOINT: endpoint,
        S3_ENDPOINT_URL: endpoint,
        ...(endpoint.startsWith('http:') ? { AWS_ALLOW_HTTP: 'true' } : {}),
        ...(policy === undefined ? {} : { AWS_DISABLE_BULK_DELETE: 'true' }),
        ...rcloneRemote(region, endpoint),
        // Newer SDKs send CRC trailers by default, which an RGW before 18.2.5 refuses (411).
        AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
        OTTER_BUCKET: bucket,
    };
}
/**
 * The remote `otter:`, which needs no configuration file. rclone must not try to create buckets, because a session may not.
 */
function rcloneRemote(region, endpoint) {
    return {
        RCLONE_CONFIG_OTTER_TYPE: 's3',
        RCLONE_CONFIG_OTTER_PROVIDER: 'Ceph',
        RCLONE_CONFIG_OTTER_ENV_AUTH: 'true',
        RCLONE_CONFIG_OTTER_ENDPOINT: endpoint,
        RCLONE_CONFIG_OTTER_REGION: region,
        RCLONE_CONFIG_OTTER_NO_CHECK_BUCKET: 'true',
    };
}
/** The variables of a plain session, which every S3 client reads. They work until the session expires. */
function sessionVariables(session) {
    return {
        AWS_ACCESS_KEY_ID: session.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
        AWS_SESSION_TOKEN: session.sessionToken,
        AWS_CREDENTIAL_EXPIRATION: (0,credentials_session/* formatTime */.fU)(session.expiration),
    };
}
/**
 * The variables that direct S3 clients to the loopback endpoint, from which they refresh by themselves.
 *
 * @param environment the clients' environment. If its default profile would take precedence, the profile's file is hidden
 *   from them.
 */
function refreshVariables(endpoint, environment) {
    return {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.url,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token,
        ...(endpoint.tokenFile === undefined
            ? {}
            : { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: endpoint.tokenFile }),
        AWS_EC2_METADATA_DISABLED: 'true',
        ...hideDefaultProfiles(environment),
    };
}
/**
 * Variables that take precedence over those of a plain session in S3 clients. `AWS_SECURITY_TOKEN` is the old name of the
 * session token, which boto3 still reads.
 */
const SHADOWS_OF_SESSION = [
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SECURITY_TOKEN',
    // These point to a different server than AWS_ENDPOINT_URL.
    'AWS_ENDPOINT_URL_S3',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];
/** Variables that take precedence over those of the loopback endpoint in S3 clients: static keys, and the relative URI. */
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
/** Variables with long-lived keys or a job's identity. Only the process that requests sessions needs them. */
const SERVICE_VARIABLES = [
    'OTTER_SERVICE_ACCESS_KEY',
    'OTTER_SERVICE_SECRET_KEY',
    'OTTER_ID_TOKEN',
    'OTTER_WEB_IDENTITY_TOKEN_FILE',
    'OTTER_ADMIN_ACCESS_KEY',
    'OTTER_ADMIN_SECRET_KEY',
    'OTTER_OWNER_ACCESS_KEY',
    'OTTER_OWNER_SECRET_KEY',
];
/**
 * The environment of a child that uses a session: `base` without the service credential and without variables that would
 * take precedence, plus `variables`.
 *
 * @param secrets the secrets of the session's source. Any variable that contains one is left out.
 */
function childEnvironment(base, variables, shadows, secrets = [], platform = process.platform) {
    // For Windows, otter_service_secret_key is the same variable.
    const fold = (name) => (platform === 'win32' ? name.toUpperCase() : name);
    const dropped = new Set([...shadows, ...SERVICE_VARIABLES, ...Object.keys(variables)].map(fold));
    const kept = Object.entries(base).filter((entry) => entry[1] !== undefined);
    const harmless = kept.filter(([name, value]) => !dropped.has(fold(name)) && !secrets.some((secret) => (0,initial_environment/* holdsSecret */.h)(value, secret)));
    return { ...Object.fromEntries(harmless), ...variables };
}


/***/ }),

/***/ 7359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ writeTrustFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/whole-file.js
var whole_file = __webpack_require__(5601);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
        rmSync(join(directory, file), { force: true });
    try {
        rmdirSync(directory);
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

;// CONCATENATED MODULE: ./src/http/trust-files.js



const FILE_OF_VARIABLE = {
    AWS_CA_BUNDLE: COMBINED_FILE,
    SSL_CERT_FILE: COMBINED_FILE,
    REQUESTS_CA_BUNDLE: COMBINED_FILE,
    CURL_CA_BUNDLE: COMBINED_FILE,
    NODE_EXTRA_CA_CERTS: BUNDLE_FILE,
};
/**
 * Writes the files with which every S3 client trusts `caBundle` in addition to what this machine trusts.
 *
 * @param directory a folder that no other user can write to
 * @returns the variables that name the files, without those that the user has set
 * @throws the system's error when a file cannot be written
 */
async function writeTrustFiles(directory, caBundle, environment) {
    const unset = Object.entries(FILE_OF_VARIABLE).filter(([name]) => !ownFile(environment, name));
    if (unset.length === 0)
        return {};
    await (0,whole_file/* writePrivateFile */.Pl)((0,external_node_path_.join)(directory, BUNDLE_FILE), caBundle);
    await (0,whole_file/* writePrivateFile */.Pl)((0,external_node_path_.join)(directory, COMBINED_FILE), combine(caBundle, environment));
    return Object.fromEntries(unset.map(([name, file]) => [name, (0,external_node_path_.join)(directory, file)]));
}
function combine(caBundle, environment) {
    const files = new Set(Object.keys(FILE_OF_VARIABLE).flatMap((name) => ownFile(environment, name) ?? []));
    const texts = [...files].map(readText);
    return [...new Set([machineCertificates(), ...texts, caBundle])].filter((text) => text !== '').join('\n');
}
function machineCertificates() {
    const file = systemTrustFile();
    if (file !== undefined)
        return readText(file);
    const tls = process.getBuiltinModule('node:tls');
    const system = tls.getCACertificates?.('system') ?? [];
    return (system.length === 0 ? tls.rootCertificates : system).join('\n');
}
/** What the user has set a variable to, and not this program in an earlier step. */
function ownFile(environment, name) {
    const value = environment[name] || undefined;
    return value === undefined || (0,external_node_path_.basename)(value) === FILE_OF_VARIABLE[name] ? undefined : value;
}


/***/ })

};
;