"use strict";
exports.id = 477;
exports.ids = [477];
exports.modules = {

/***/ 8477:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6715);
/* harmony import */ var _failure_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(839);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9554);



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

/***/ 9554:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ runStep)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1680);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7420);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8871);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(514);
/* harmony import */ var _prepared_step_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6752);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7158);
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5118);





/**
 * The action's main: checks the inputs, exchanges, masks, then delivers.
 *
 * @returns the step's exit code
 * @throws InputError when an input is wrong, ExchangeFailure when there is no session
 */
async function runStep(workflow) {
    const step = (0,_prepared_step_js__WEBPACK_IMPORTED_MODULE_0__/* .prepareStep */ .Ie)(workflow);
    // What only one way of delivering needs is bundled apart, and the usual way starts without it.
    if (step.inputs.mode === 'run') {
        const { runScript } = await Promise.all(/* import() */[__webpack_require__.e(32), __webpack_require__.e(314), __webpack_require__.e(573)]).then(__webpack_require__.bind(__webpack_require__, 6573));
        return runScript(workflow, step, (session) => describeStep(workflow, step, session));
    }
    if (step.inputs.mode === 'refresh') {
        const { deliverRefreshing } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(790)]).then(__webpack_require__.bind(__webpack_require__, 6790));
        describeStep(workflow, step, await deliverRefreshing(workflow, step));
        return 0;
    }
    const { session } = await (0,_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .exchange */ .c)(step.credential, step.request, step.context);
    deliverSession(workflow, step, session);
    describeStep(workflow, step, session);
    return 0;
}
function deliverSession({ commands, environment }, { inputs, request }, session) {
    (0,_masks_js__WEBPACK_IMPORTED_MODULE_2__/* .maskSecrets */ .Q)(commands, (0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .sessionSecrets */ .Ip)(session));
    const variables = { ...(0,_src_index_js__WEBPACK_IMPORTED_MODULE_4__/* .sessionVariables */ .qu)(session), ...(0,_src_index_js__WEBPACK_IMPORTED_MODULE_4__/* .targetVariables */ .J)(request) };
    (0,_variables_js__WEBPACK_IMPORTED_MODULE_5__/* .exportToJob */ .H)({ commands, environment }, inputs, variables, _src_index_js__WEBPACK_IMPORTED_MODULE_4__/* .SHADOWS_OF_SESSION */ .VS);
    // Without cleanup the post step still says when the session ended before the job did.
    commands.saveState('expires-at', (0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(session.expiration));
    if (!inputs.outputCredentials)
        return;
    commands.setOutput('access-key-id', session.accessKeyId);
    commands.setOutput('secret-access-key', session.secretAccessKey);
    commands.setOutput('session-token', session.sessionToken);
}
/** Tells what the step did: outputs for later steps, lines for the log, a section for the summary. */
function describeStep({ commands, environment, now }, { inputs, request }, session) {
    const expiresAt = (0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(session.expiration);
    commands.setOutput('expires-at', expiresAt);
    commands.setOutput('expires-at-epoch', String(Math.floor(session.expiration.getTime() / 1000)));
    commands.setOutput('bucket', request.bucket);
    commands.setOutput('endpoint', request.endpoint);
    commands.setOutput('region', request.region);
    commands.setOutput('session-name', request.sessionName);
    commands.setOutput('session-arn', session.arn);
    const scope = request.prefix === '' ? 'the whole bucket' : `keys that begin with '${request.prefix}'`;
    const left = (0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .describeSeconds */ .bD)((0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .remainingSeconds */ .uo)(session, now()));
    commands.info(`Session for bucket '${request.bucket}' at ${request.endpoint}: ${request.access}, ${scope}.`);
    commands.info(`Session name ${request.sessionName}, role ${request.roleArn}.`);
    commands.info(inputs.mode === 'session'
        ? `It ends at ${expiresAt}, in ${left}.`
        : `This session ends at ${expiresAt}, in ${left}; it is renewed well before that.`);
    if (inputs.summary)
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_6__/* .addSummary */ .S0)({ commands, environment }, () => (0,_summary_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSummary */ .kq)(request, session, inputs.mode));
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
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7420);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9555);


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
        [mode === 'session' ? 'Ends' : 'First session ends', (0,_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(session.expiration)],
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
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, format(file));
    }
    catch (error) {
        commands.warning(`The job summary could not be written: ${(0,_src_index_js__WEBPACK_IMPORTED_MODULE_2__/* .firstLine */ .TM)(error)}`);
    }
}


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
;// CONCATENATED MODULE: ./src/credentials/shared-files.js



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

;// CONCATENATED MODULE: ./src/credentials/environment.js



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
        AWS_CREDENTIAL_EXPIRATION: (0,credentials_session/* formatTime */.fU)(session.expiration),
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
 * @param secrets of the session's source: a variable of any name that holds one is left out
 */
function childEnvironment(base, variables, shadows, secrets = []) {
    const dropped = new Set([...shadows, ...SERVICE_VARIABLES]);
    const kept = Object.entries(base).filter((entry) => entry[1] !== undefined);
    const harmless = kept.filter(([name, value]) => !dropped.has(name) && !secrets.some((secret) => (0,initial_environment/* holdsSecret */.h)(value, secret)));
    return { ...Object.fromEntries(harmless), ...variables };
}


/***/ })

};
;