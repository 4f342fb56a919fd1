"use strict";
exports.id = 829;
exports.ids = [829,155];
exports.modules = {

/***/ 2536:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readKeyless: () => (/* binding */ readKeyless)
});

// EXTERNAL MODULE: ./src/ci/github.js
var github = __webpack_require__(59);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/credentials/id-token.js
var id_token = __webpack_require__(3483);
// EXTERNAL MODULE: ./src/credentials/service-credential.js
var service_credential = __webpack_require__(5805);
// EXTERNAL MODULE: ./src/credentials/session-request.js
var session_request = __webpack_require__(6232);
// EXTERNAL MODULE: ./src/credentials/token-supply.js + 2 modules
var token_supply = __webpack_require__(3088);
// EXTERNAL MODULE: ./src/credentials/web-identity.js + 3 modules
var web_identity = __webpack_require__(7112);
;// CONCATENATED MODULE: ./src/credentials/source-inputs.js









/**
 * The source that the user has named, or else the tokens that are offered.
 *
 * @returns undefined if there is neither
 * @throws InputError if an input is invalid, or two contradict each other
 */
function readSource(inputs, offered) {
    const { serviceAccessKey = '', serviceSecretKey = '' } = inputs;
    refuseTwo(inputs);
    if (serviceAccessKey + serviceSecretKey !== '') {
        refuseHalf(inputs);
        return new service_credential/* ServiceCredential */.he(serviceAccessKey, serviceSecretKey);
    }
    if (!namesSource(inputs) && offered.idToken !== undefined)
        return takeIdToken(offered.idToken, inputs);
    const audience = readAudience(inputs);
    const supply = readSupply(inputs, offered, audience);
    return supply && new web_identity/* WebIdentity */.j(supply, audience);
}
/** Whether the user has named a source. */
function namesSource(inputs) {
    return namedSources(inputs).length > 0;
}
function namedSources(inputs) {
    const { serviceAccessKey, serviceSecretKey, idToken, webIdentityTokenFile } = inputs;
    const names = [
        (serviceAccessKey || serviceSecretKey) && 'service-access-key',
        idToken && 'id-token',
        webIdentityTokenFile && 'web-identity-token-file',
    ];
    return names.flatMap((name) => name || []);
}
/** It is unclear which of two was meant, and one of them may have more rights. */
function refuseTwo(inputs) {
    const [first, second] = namedSources(inputs);
    if (first === undefined || second === undefined)
        return;
    throw new failure/* InputError */.dz(second, `cannot be used together with ${first}: remove one of the two.`);
}
function refuseHalf(inputs) {
    const empty = (0,session_request/* emptyOfCredential */.KD)(inputs);
    if (!empty.some((name) => name.endsWith('-key')))
        return;
    throw new failure/* EmptyInputs */.pV(empty, ": take every value from the bucket's service credential, and store the keys as secrets of the CI system.");
}
/** The audience of such a token is the CI system's choice. */
function takeIdToken({ variable, token }, inputs) {
    const supply = (0,token_supply/* fixedToken */.WV)(variable, token);
    const content = (0,id_token/* readIdToken */.xm)(token.trim());
    const [first = '', ...others] = content === undefined ? [] : (0,id_token/* audiencesOf */.Rm)(content);
    const audience = inputs.audience ? readAudience(inputs) : first;
    if ([first, ...others].includes(audience))
        return new web_identity/* WebIdentity */.j(supply, audience);
    throw new failure/* InputError */.dz('audience', `is '${(0,printable/* printable */.g$)(audience)}', but the token in ${variable} is for '${(0,printable/* printable */.g$)(first)}': leave audience empty, or have the program that requests tokens on the PATH.`);
}
function readSupply({ idToken, webIdentityTokenFile }, { idTokenRequest, idTokenProgram, awsTokenFile }, audience) {
    if (idToken)
        return (0,token_supply/* fixedToken */.WV)('id-token', idToken);
    const file = (0,input_values/* readValue */.wK)('web-identity-token-file', webIdentityTokenFile);
    if (file !== '')
        return (0,token_supply/* tokenFile */.IF)('web-identity-token-file', (0,external_node_path_.resolve)(file));
    if (idTokenRequest !== undefined)
        return (0,token_supply/* requestedToken */.yK)(idTokenRequest, audience);
    if (idTokenProgram !== undefined)
        return (0,token_supply/* printedToken */.ST)(idTokenProgram, audience);
    return awsTokenFile ? (0,token_supply/* tokenFile */.IF)('AWS_WEB_IDENTITY_TOKEN_FILE', (0,external_node_path_.resolve)(awsTokenFile)) : undefined;
}
/** Each storage has its own audience by default, so a token for one is useless at another. */
function readAudience(inputs) {
    const audience = (0,input_values/* readValue */.wK)('audience', inputs.audience);
    if (audience === '')
        return new URL((0,session_request/* checkEndpoint */.q9)((0,input_values/* readValue */.wK)('endpoint', inputs.endpoint))).hostname;
    if (!/^[\x21-\x7e]{1,255}$/.test(audience)) {
        throw new failure/* InputError */.dz('audience', `is '${(0,printable/* printable */.g$)(audience)}': use at most 255 characters of ASCII, without blanks, as in the trust policy of the role.`);
    }
    return audience;
}

// EXTERNAL MODULE: ./action/masks.js
var masks = __webpack_require__(6011);
;// CONCATENATED MODULE: ./action/keyless.js



/** @returns the job's identity token as a source, or undefined if GitHub gives this job none */
function readKeyless(inputs, { commands, environment }) {
    const offered = github/* github */.M.idTokens(environment);
    if (offered === undefined)
        return undefined;
    const source = readSource(inputs, offered);
    if (source === undefined)
        return undefined;
    (0,masks/* maskSecrets */.Q)(commands, source.secrets);
    commands.info("No service credential is given: using the job's identity token.");
    if (offered.notice !== undefined)
        commands.info(offered.notice);
    return source;
}


/***/ }),

/***/ 3066:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ inputsOf),
  a: () => (/* binding */ maskInputs)
});

// EXTERNAL MODULE: ./src/ci/github.js
var github = __webpack_require__(59);
// EXTERNAL MODULE: ./src/ci/system.js
var system = __webpack_require__(2497);
// EXTERNAL MODULE: ./src/credentials/session-request.js
var session_request = __webpack_require__(6232);
;// CONCATENATED MODULE: ./src/credentials/ambient-request.js

/** The role of a session whose role nobody named. */
const UNKNOWN_ROLE = 'arn:aws:iam:::role/not-asked-for';
/**
 * What the session in `AWS_*` is for: where S3 clients would go with it, unless an input says otherwise. It is not
 * exchanged again, so the role need not be known.
 *
 * @returns as {@link checkRequest}
 * @throws InputError if an input or a variable is missing or invalid
 */
function checkAmbientRequest(inputs, environment) {
    const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, OTTER_ENDPOINT } = environment;
    const { AWS_REGION, AWS_DEFAULT_REGION, OTTER_REGION } = environment;
    return (0,session_request/* checkRequest */.yG)({
        roleArn: inputs.roleArn || UNKNOWN_ROLE,
        bucket: inputs.bucket || environment.OTTER_BUCKET,
        endpoint: inputs.endpoint || AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL || OTTER_ENDPOINT,
        region: inputs.region || AWS_REGION || AWS_DEFAULT_REGION || OTTER_REGION,
        access: inputs.access,
        prefix: inputs.prefix,
    }, { sessionName: 'not-asked-for', renewed: false });
}

// EXTERNAL MODULE: ./src/credentials/service-credential.js
var service_credential = __webpack_require__(5805);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/http/ca-bundle.js
var ca_bundle = __webpack_require__(6245);
// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
// EXTERNAL MODULE: ./action/inputs.js
var action_inputs = __webpack_require__(2289);
// EXTERNAL MODULE: ./action/keyless.js + 1 modules
var keyless = __webpack_require__(2536);
// EXTERNAL MODULE: ./action/masks.js
var masks = __webpack_require__(6011);
// EXTERNAL MODULE: ./action/prepared-step.js
var prepared_step = __webpack_require__(6752);
;// CONCATENATED MODULE: ./action/transfer-credential.js












/** The inputs of a transfer step. */
function inputsOf(workflow, task) {
    const { getInput } = workflow.commands;
    return {
        textsOf: (used) => (0,input_values/* readTexts */.Z7)('github', used, getInput),
        factsFor: () => (0,system/* knownFacts */.Xy)(github/* github */.M, workflow.environment),
        accessFor: (scope) => accessOf(workflow, (0,input_values/* readTexts */.Z7)('github', task, getInput), scope),
        now: workflow.now,
        cwd: workflow.process.cwd(),
    };
}
/**
 * Uses the service credential of the inputs, or with a role the job's identity token, or else the session that an earlier
 * step has exported. Masks the service secret first.
 *
 * @param inputs what the user wrote
 * @param scope the scope of the sessions
 * @throws InputError when an input is invalid, or there is neither
 */
function accessOf(workflow, inputs, scope) {
    const { environment, now } = workflow;
    const request = { ...inputs, ...scope };
    if (!isGiven(inputs))
        return takeSession(workflow, request);
    // The warnings about short renewed sessions concern S3 clients, which a transfer does not use.
    const { context, ...checked } = (0,prepared_step/* prepareCredential */.NO)(workflow, request, false, keyless.readKeyless);
    return { ...checked, caBundle: context.caBundle, warnings: [], environment, now };
}
/** Masks the secret inputs before any message can contain them. */
function maskInputs({ commands }) {
    const { getInput } = commands;
    (0,masks/* maskSecrets */.Q)(commands, (0,service_credential/* secretParts */.Bm)(getInput('service-access-key'), getInput('service-secret-key')));
}
/** A secret that does not exist makes an empty input, so the role counts too. */
function isGiven({ serviceAccessKey, serviceSecretKey, roleArn }) {
    return [serviceAccessKey, serviceSecretKey, roleArn].some((value) => value !== '');
}
function takeSession({ environment, now }, inputs) {
    if (!hasSession(environment)) {
        const otherwise = ', and no earlier step of this job has exported a session';
        if (github/* github */.M.idTokens(environment) !== undefined) {
            throw new failure/* EmptyInputs */.pV((0,session_request/* emptyOfRequest */.Ul)(inputs), `${otherwise}: name the role that the job's identity token may assume, and its bucket.`);
        }
        const because = (0,action_inputs/* emptyBecause */.qr)(environment, (0,prepared_step/* readWorkflowEvent */.mE)(environment), true);
        throw new failure/* EmptyInputs */.pV((0,session_request/* emptyOfCredential */.KD)(inputs), `${otherwise}${because}`);
    }
    const caBundle = (0,ca_bundle/* readCaBundle */.h)(environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE);
    return { ...checkAmbientRequest(inputs, environment), caBundle, environment, now };
}
function hasSession({ AWS_ACCESS_KEY_ID, AWS_CONTAINER_CREDENTIALS_FULL_URI }) {
    return Boolean(AWS_ACCESS_KEY_ID || AWS_CONTAINER_CREDENTIALS_FULL_URI);
}


/***/ }),

/***/ 8677:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _R: () => (/* binding */ reportTransferFailure),
  BF: () => (/* binding */ reporterFor),
  vv: () => (/* binding */ runTransfer)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./src/s3/failure.js
var failure = __webpack_require__(5894);
// EXTERNAL MODULE: ./src/transfer/artifact/failure.js
var artifact_failure = __webpack_require__(606);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/transfer/progress/units.js
var units = __webpack_require__(1654);
;// CONCATENATED MODULE: ./src/transfer/progress/line.js

const LONGEST_BAR = 24;
const SHORTEST_BAR = 6;
/** A line for a log: `1,234 of 5,000 files, 120.5 of 400.0 MiB, 24.1 MiB/s, 12 s left`. */
function formatLine(state) {
    const { files, totalFiles, bytes, totalBytes, failed, rate, left, finishing } = state;
    return [
        `${(0,units/* formatCount */.B4)(files)} of ${(0,units/* formatFiles */.HL)(totalFiles)}`,
        totalBytes === undefined ? (0,units/* formatBytes */.z3)(bytes) : (0,units/* formatShare */.T1)(bytes, totalBytes, ' of '),
        ...(failed === 0 ? [] : [`${(0,units/* formatCount */.B4)(failed)} failed`]),
        ...(rate === undefined ? [] : [`${(0,units/* formatBytes */.z3)(rate)}/s`]),
        ...(left === undefined ? [] : [`${(0,units/* formatStretch */.ve)(left)} left`]),
        ...(finishing ? ['finishing'] : []),
    ].join(', ');
}
/** A line for a terminal, at most `width` columns. The least important part is left out first. */
function formatBar(state, width) {
    const { files, totalFiles, bytes, totalBytes, failed, rate, left, finishing } = state;
    const share = shareOf(state);
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
    const parts = [
        ...(totalBytes === undefined ? [] : [percent]),
        ...(failed === 0 ? [] : [`${(0,units/* formatCount */.B4)(failed)} failed`]),
        ...(left === undefined ? [] : [`${(0,units/* formatStretch */.ve)(left)} left`]),
        ...(finishing ? ['finishing'] : []),
        totalBytes === undefined ? (0,units/* formatBytes */.z3)(bytes) : (0,units/* formatShare */.T1)(bytes, totalBytes, '/'),
        `${(0,units/* formatCount */.B4)(files)}/${(0,units/* formatFiles */.HL)(totalFiles)}`,
        ...(rate === undefined ? [] : [`${(0,units/* formatBytes */.z3)(rate)}/s`]),
    ];
    while (parts.length > 1 && parts.join('  ').length > width)
        parts.pop();
    const text = parts.join('  ');
    // Two brackets, and two spaces before the text.
    const cells = Math.min(width - text.length - 4, LONGEST_BAR);
    const line = totalBytes === undefined || cells < SHORTEST_BAR ? text : `[${drawBar(share, cells)}]  ${text}`;
    return line.slice(0, width);
}
/** By bytes, or by files if all of them are empty. */
function shareOf({ files, totalFiles, bytes, totalBytes }) {
    if (totalBytes === undefined)
        return 0;
    if (totalBytes > 0)
        return bytes / totalBytes;
    return totalFiles === 0 ? 0 : Math.min(files / totalFiles, 1);
}
function drawBar(share, cells) {
    const filled = Math.floor(share * cells);
    const head = filled < cells ? '>' : '';
    return `${'='.repeat(filled)}${head}`.padEnd(cells, ' ');
}

;// CONCATENATED MODULE: ./src/transfer/progress/tally.js
/** Milliseconds over which the rate is measured. A shorter window is unsteady, a longer one hides a stall. */
const WINDOW_MS = 15_000;
/** Milliseconds between two samples. This limits their number, however many events there are. */
const SAMPLE_MS = 250;
class Tally {
    #totalFiles = 0;
    #totalBytes = 0;
    #files = 0;
    #failed = 0;
    /** Bytes of finished files. */
    #settledBytes = 0;
    /** Bytes of files that existed and were not sent. */
    #skippedBytes = 0;
    #sent = 0;
    #samples = [];
    /** @param at milliseconds since any fixed moment */
    take(event, at) {
        if (event.kind === 'planned') {
            this.#totalFiles = event.files;
            this.#totalBytes = event.bytes;
        }
        else if (event.kind === 'sent') {
            this.#sent += event.bytes;
        }
        else if (event.kind === 'file' && !['deleted', 'headers-changed'].includes(event.outcome)) {
            this.#settle(event);
        }
        else {
            return;
        }
        this.#sample(at);
    }
    stateAt(at) {
        const bytes = this.#doneBytes();
        const rate = this.#rate(at);
        const total = this.#totalBytes;
        return {
            files: this.#files,
            totalFiles: this.#totalFiles,
            bytes,
            totalBytes: total,
            failed: this.#failed,
            rate,
            // All bytes are sent, so the rest of the time is the server's.
            left: rate === undefined || rate === 0 || total === undefined || bytes === total
                ? undefined
                : (total - bytes) / rate,
            finishing: total !== undefined && total > 0 && bytes === total && this.#files + this.#failed < this.#totalFiles,
        };
    }
    #settle({ bytes, outcome }) {
        if (outcome === 'failed') {
            this.#failed += 1;
            return;
        }
        this.#files += 1;
        this.#settledBytes += bytes;
        if (outcome === 'skipped')
            this.#skippedBytes += bytes;
    }
    /**
     * Bytes that were sent twice, because a request failed halfway, count once. The result stays between the finished and the
     * total bytes.
     */
    #doneBytes() {
        const travelled = this.#sent + this.#skippedBytes;
        return Math.min(Math.max(travelled, this.#settledBytes), this.#totalBytes ?? Number.POSITIVE_INFINITY);
    }
    #sample(at) {
        const last = this.#samples.at(-1);
        if (last !== undefined && at - last.at < SAMPLE_MS)
            return;
        this.#samples.push({ at, sent: this.#sent });
        while ((this.#samples[1]?.at ?? at) < at - WINDOW_MS)
            this.#samples.shift();
    }
    #rate(at) {
        const first = this.#samples.findLast((sample) => sample.at <= at - WINDOW_MS) ?? this.#samples[0];
        if (first === undefined || at - first.at < SAMPLE_MS)
            return undefined;
        return Math.max(((this.#sent - first.sent) * 1000) / (at - first.at), 0);
    }
}

;// CONCATENATED MODULE: ./src/transfer/progress/progress.js




/** Milliseconds between two lines of a log, and before the first one. */
const LINE_MS = 5_000;
/** Milliseconds between two frames of the bar, and before the first one. */
const FRAME_MS = 200;
/** Milliseconds within which a cause of retries is reported only once, because an outage affects thousands of requests. */
const QUIET_MS = 5_000;
/** How many failed files are named. The rest is counted. */
const MOST_FAILURES = 20;
/** How many files a dry run names without `--verbose`. The rest is counted. */
const MOST_LISTED = 100;
/** How many causes of retries are remembered. */
const MOST_CAUSES = 100;
/** How a dry run words each outcome. */
const FORESEEN = {
    uploaded: 'would upload',
    skipped: 'would skip',
    'headers-changed': 'would change headers of',
    downloaded: 'would download',
    deleted: 'would delete',
};
/** Clears the current line of a terminal. */
const CLEAR_LINE = '\r\u001b[K';
const systemTimer = (milliseconds, callback) => {
    const timer = setInterval(callback, milliseconds).unref();
    return () => clearInterval(timer);
};
/**
 * Displays the progress of a transfer. A log gets a line every 5 seconds, and so none for a short transfer. A terminal gets
 * a bar, which is removed at the end. Retries, failures and notes are separate lines in both, and so are the changes of a
 * dry run.
 */
class Progress {
    #options;
    #tally = new Tally();
    #retries = new Map();
    #stop;
    #dryRun = false;
    #failures = 0;
    #listed = 0;
    #drawn = false;
    constructor(options) {
        this.#options = options;
        const { every = systemTimer } = options;
        const period = options.terminal ? FRAME_MS : LINE_MS;
        this.#stop = options.quiet === true ? () => undefined : every(period, () => this.#show());
    }
    take(event) {
        this.#tally.take(event, this.#options.now());
        if (event.kind === 'planned')
            this.#dryRun = event.dryRun === true;
        const line = this.#describe(event);
        if (line !== undefined)
            this.#say(line);
    }
    /** Removes the bar. After this, only further events are shown. */
    end() {
        this.#stop();
        this.#clear();
        const unlisted = this.#listed - MOST_LISTED;
        if (unlisted > 0)
            this.#say(`and ${(0,units/* formatCount */.B4)(unlisted)} more, which otter-sts upload --verbose lists`);
        const more = this.#failures - MOST_FAILURES;
        if (more > 0)
            this.#say(`and ${(0,units/* formatCount */.B4)(more)} more failed`);
    }
    #show() {
        const { terminal, width, write, now } = this.#options;
        const state = this.#tally.stateAt(now());
        // Nothing to report while files are still being searched for.
        if (state.totalFiles === 0)
            return;
        if (terminal) {
            this.#drawn = true;
            // A character in the last column makes some terminals start a new line.
            write(`${CLEAR_LINE}${formatBar(state, Math.max(width() - 1, 1))}`);
        }
        else {
            this.#say(formatLine(state));
        }
    }
    #describe(event) {
        if (event.kind === 'note')
            return (0,printable/* printable */.g$)(event.text, printable/* LONGEST_TEXT */.xG);
        if (event.kind === 'retry')
            return this.#describeRetry(event);
        if (event.kind === 'file')
            return this.#describeFile(event);
        if (event.kind !== 'renewed' || this.#options.verbose !== true)
            return undefined;
        return `the session was renewed; the new one ends at ${event.expiration.toISOString().slice(11, 19)} UTC`;
    }
    #describeFile({ path, outcome, reason }) {
        if (outcome === 'failed')
            return this.#describeFailure(path, reason);
        const done = outcome === 'headers-changed' ? 'changed headers of' : outcome;
        const line = `${this.#dryRun ? FORESEEN[outcome] : done} ${(0,printable/* printable */.g$)(path)}`;
        if (this.#options.verbose === true)
            return line;
        // A dry run always lists what would change.
        if (!this.#dryRun || this.#options.quiet === true || outcome === 'skipped')
            return undefined;
        this.#listed += 1;
        return this.#listed > MOST_LISTED ? undefined : line;
    }
    /** The remedy is the same for most files, so the transfer's failure states it once at the end. */
    #describeFailure(path, reason) {
        this.#failures += 1;
        if (this.#failures > MOST_FAILURES)
            return undefined;
        return `failed ${(0,printable/* printable */.g$)(path)}${reason === undefined ? '' : `: ${(0,printable/* firstSentence */.qi)(reason)}`}`;
    }
    #describeRetry({ what, cause, waitMs, attempt, }) {
        const at = this.#options.now();
        const before = this.#retries.get(cause);
        if (before !== undefined && at - before.saidAt < QUIET_MS) {
            before.unsaid += 1;
            return undefined;
        }
        if (this.#retries.size >= MOST_CAUSES)
            this.#retries.clear();
        this.#retries.set(cause, { saidAt: at, unsaid: 0 });
        const others = before?.unsaid ?? 0;
        const also = others === 0 ? '' : `, as ${(0,units/* formatCount */.B4)(others)} others did meanwhile`;
        const wait = waitMs < 1000 ? `${Math.round(waitMs)} ms` : (0,units/* formatStretch */.ve)(waitMs / 1000);
        return `${(0,printable/* printable */.g$)(what)} failed (${(0,printable/* printable */.g$)(cause, printable/* LONGEST_TEXT */.xG)})${also}; attempt ${attempt + 1} in ${wait}`;
    }
    #say(line) {
        this.#clear();
        this.#options.write(`${this.#options.label}${line}\n`);
    }
    #clear() {
        if (!this.#drawn)
            return;
        this.#drawn = false;
        this.#options.write(CLEAR_LINE);
    }
}

// EXTERNAL MODULE: ./action/failure-report.js
var failure_report = __webpack_require__(839);
// EXTERNAL MODULE: ./action/masks.js
var masks = __webpack_require__(6011);
;// CONCATENATED MODULE: ./action/transfer.js






/**
 * Runs a transfer with its progress in the log. Every line begins with the label, so that no file name can begin a line,
 * where the runner looks for commands.
 *
 * @returns the step's exit code; 128 plus the signal's number if it was canceled
 */
async function runTransfer(workflow, label, transfer) {
    const cancellation = watchCancellation(workflow.process);
    const progress = startProgress(workflow, label);
    try {
        return await transfer(cancellation.signal, (event) => progress.take(event));
    }
    catch (error) {
        if (cancellation.by() === undefined)
            throw error;
    }
    finally {
        progress.end();
        cancellation.stop();
    }
    const signal = cancellation.by() ?? 'SIGINT';
    workflow.commands.error(`Cancelled by ${signal}. Unfinished work was removed.`);
    return 128 + external_node_os_.constants.signals[signal];
}
/** What a transfer reports besides progress: warnings as annotations, and masks. */
function reporterFor({ commands }, onEvent) {
    return {
        onEvent,
        warn: (sentence) => commands.warning(sentence),
        mask: (secrets) => (0,masks/* maskSecrets */.Q)(commands, secrets),
    };
}
function startProgress({ process: { stdout } }, label) {
    return new Progress({
        write: (text) => void stdout.write(text),
        now: () => performance.now(),
        // Some runners give a step a terminal, but what is kept is a log.
        terminal: false,
        width: () => 80,
        label: `${label}: `,
    });
}
/**
 * A runner cancels with SIGINT, sends SIGTERM 7.5 s later and SIGKILL after another 2.5 s. Unfinished work is undone in
 * that time, so neither a second signal nor a repeated one ends the process.
 */
function watchCancellation(process) {
    const controller = new AbortController();
    let first;
    const cancel = (signal) => {
        first ??= signal;
        controller.abort(new Error(`ended by ${signal}`));
    };
    process.on('SIGINT', cancel).on('SIGTERM', cancel);
    return {
        signal: controller.signal,
        by: () => first,
        stop: () => process.off('SIGINT', cancel).off('SIGTERM', cancel),
    };
}
/** Reports why a transfer failed. @returns the step's exit code, which tells the reasons apart */
function reportTransferFailure(commands, error) {
    const kind = kindOf(error);
    if (kind === undefined || !(error instanceof Error))
        return (0,failure_report/* reportFailure */.x)(commands, error);
    commands.error(error.message, { title: TITLES[kind] });
    return (0,artifact_failure/* exitCodeOf */.FO)(kind);
}
function kindOf(error) {
    if (error instanceof artifact_failure/* ArtifactFailure */.Hu)
        return error.kind;
    return error instanceof failure/* StoreFailure */.k ? (0,artifact_failure/* endOfTransfer */.Ul)(error) : undefined;
}
const TITLES = {
    'nothing-found': 'Nothing found',
    partial: 'Some files failed',
    refused: 'Refused',
    exists: 'Already exists',
    integrity: 'Checksum mismatch',
    failed: 'The transfer failed',
};


/***/ }),

/***/ 4594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ scopeRequest)
/* harmony export */ });
/* harmony import */ var _session_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6903);

/**
 * Returns the request with another scope.
 *
 * @param prefix a checked prefix
 * @throws InputError if the scope's policy would be too long
 */
function scopeRequest(request, access, prefix) {
    const { policy: _, ...rest } = request;
    const policy = _session_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .SessionPolicy */ .No.forScope(request.bucket, access, prefix);
    return { ...rest, access, prefix, ...(policy === undefined ? {} : { policy }) };
}


/***/ }),

/***/ 2667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ makeFolders)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


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
    const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    if (above !== folder)
        makeFolders(above, mode);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { mode });
    }
    catch (error) {
        // Another process may have been faster.
        if (error.code !== 'EEXIST' || !isFolder(folder))
            throw error;
    }
}
function isFolder(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}


/***/ }),

/***/ 8164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VF: () => (/* binding */ OUTLIVED),
  nz: () => (/* binding */ keysOfEnvironment)
});

// UNUSED EXPORTS: findAmbientSource

// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
;// CONCATENATED MODULE: ./src/s3/container-credentials.js




/** Milliseconds after which the AWS SDKs give up (they wait one or two seconds). */
const SDK_ANSWER_MS = 2_000;
/** The origin of relative URIs (Amazon ECS), as in the SDKs. */
const ECS_ORIGIN = 'http://169.254.170.2';
/** Plain http is allowed for this machine and for the addresses of ECS and EKS. */
const HTTP_HOSTS = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;
const RESTART = 'restart the agent (otter-sts agent start), or let otter-sts exec run the command.';
/**
 * Asks the endpoint of the environment for credentials, as an AWS SDK does. Source:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @param answerMs how long the answer may take, in milliseconds; by default as long as in an SDK
 * @throws the signal's reason when it is aborted
 */
async function askContainerEndpoint(environment, signal, answerMs = SDK_ANSWER_MS) {
    const url = readUrl(environment);
    if (typeof url === 'string')
        return { problem: url, remedy: `${RESTART} It sets the right address.` };
    const token = await readToken(environment);
    if ('problem' in token)
        return { problem: token.problem, remedy: RESTART };
    try {
        const timeout = AbortSignal.timeout(answerMs);
        const response = await fetch(url, {
            headers: { accept: 'application/json', ...token },
            redirect: 'error',
            signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        });
        if (response.status !== 200)
            return refusal(url, response.status);
        return readCredentials(url, await response.text());
    }
    catch (error) {
        signal?.throwIfAborted();
        return { problem: `there is no answer at ${url.origin} (${causeOf(error, answerMs)})`, remedy: RESTART };
    }
}
/** @returns the URL, or what is wrong with it */
function readUrl(environment) {
    const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
    const text = relative ? `${ECS_ORIGIN}${relative}` : environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    if (text === undefined || !URL.canParse(text))
        return 'the address of the credentials endpoint is not a URL';
    const url = new URL(text);
    const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && HTTP_HOSTS.test(url.hostname));
    return allowed ? url : `AWS SDKs use plain http only for this machine, and this is ${url.hostname}`;
}
/** The Authorization header, if there is a token. */
async function readToken(environment) {
    const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    const token = file
        ? await (0,promises_.readFile)(file, 'utf8').catch(() => undefined)
        : (environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '');
    if (token === undefined)
        return { problem: 'the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read' };
    // fetch would repeat it in its error message.
    if (/[^\x20-\x7e]/.test(token))
        return { problem: 'the authorization token contains a line break or another control character' };
    return token === '' ? {} : { authorization: token };
}
function refusal(url, status) {
    if (status === 401 || status === 403) {
        return {
            problem: `${url.origin} answers ${status}: the authorization token is not the one of this endpoint`,
            remedy: RESTART,
        };
    }
    const remedy = status >= 500 ? 'see otter-sts agent status and its log: it has no valid session to hand out.' : RESTART;
    return { problem: `${url.origin} answers ${status}`, remedy };
}
function readCredentials(url, text) {
    const fields = parseFields(text);
    const missing = ['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration'].filter((name) => !fields[name]);
    if (missing.length > 0) {
        return { problem: `the answer of ${url.origin} lacks ${missing.join(', ')}`, remedy: RESTART };
    }
    const { AccessKeyId = '', SecretAccessKey = '', Token = '', Expiration = '' } = fields;
    return {
        origin: url.origin,
        key: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token },
        expiration: Expiration,
    };
}
function parseFields(text) {
    try {
        const value = JSON.parse(text);
        if (typeof value !== 'object' || value === null)
            return {};
        return Object.fromEntries(Object.entries(value).filter(([, field]) => typeof field === 'string'));
    }
    catch {
        return {};
    }
}
/** Only the system's code, because a message could repeat what was sent. */
function causeOf(error, answerMs) {
    const { name, cause } = error;
    if (name === 'TimeoutError') {
        const sdks = answerMs === SDK_ANSWER_MS ? ', and SDKs do not wait longer' : '';
        return `no answer within ${answerMs / 1000} s${sdks}`;
    }
    return cause?.code ?? 'the connection failed';
}
/** The share of a key's remaining lifetime after which the endpoint is asked again. By then it has a newer key. */
const ASK_AGAIN_PART = 0.5;
/**
 * How long an answer may take, in milliseconds. On a busy runner, a healthy agent can take longer than an SDK would wait.
 */
const ANSWER_MS = 20_000;
/** The shortest time between two requests, in milliseconds. */
const LEAST_PAUSE_MS = 500;
/**
 * The keys of the endpoint that the environment names, such as that of `refresh`. Each is replaced well before it expires.
 */
class ContainerKeys {
    #environment;
    #now;
    #stop = new AbortController();
    #held;
    /** The request in flight, shared by all callers. */
    #question;
    constructor(environment, now) {
        this.#environment = environment;
        this.#now = now;
    }
    async current(signal) {
        const held = this.#held;
        if (held !== undefined && this.#now() < held.askAgainAt)
            return held.key;
        try {
            return await (0,timing/* untilAborted */.Eu)(this.#ask(), signal);
        }
        catch (error) {
            signal?.throwIfAborted();
            // The current key is valid until it expires.
            if (held === undefined || held.key.expiration.getTime() <= this.#now())
                throw error;
            this.#held = { ...held, askAgainAt: this.#now() + LEAST_PAUSE_MS };
            return held.key;
        }
    }
    async renewed(stale, signal) {
        if (this.#held !== undefined && this.#held.key !== stale)
            return this.#held.key;
        const key = await (0,timing/* untilAborted */.Eu)(this.#ask(), signal).catch(() => {
            signal?.throwIfAborted();
            return stale;
        });
        return key === stale ? undefined : key;
    }
    close() {
        this.#stop.abort();
    }
    #ask() {
        this.#question ??= askContainerEndpoint(this.#environment, this.#stop.signal, ANSWER_MS)
            .then((answer) => this.#keep(answer))
            .finally(() => {
            this.#question = undefined;
        });
        return this.#question;
    }
    #keep(answer) {
        if ('problem' in answer)
            throw container_credentials_failure(answer.problem, answer.remedy);
        const expiration = new Date(answer.expiration);
        if (Number.isNaN(expiration.getTime())) {
            throw container_credentials_failure(`the answer of ${answer.origin} has an invalid expiration, '${(0,printable/* printable */.g$)(answer.expiration)}'`, 'restart the agent (otter-sts agent start).');
        }
        const known = this.#held?.key;
        // The same key must stay the same object.
        const same = known?.accessKeyId === answer.key.accessKeyId && known.expiration >= expiration;
        const key = same ? known : { ...answer.key, expiration };
        const leftMs = expiration.getTime() - this.#now();
        this.#held = { key, askAgainAt: this.#now() + Math.max(leftMs * ASK_AGAIN_PART, LEAST_PAUSE_MS) };
        return key;
    }
}
function container_credentials_failure(cameBack, remedy) {
    return new s3_failure/* StoreFailure */.k({
        kind: 'expired',
        tried: 'Asking for a session',
        cameBack,
        remedy: `To get one, ${remedy}`,
    });
}

;// CONCATENATED MODULE: ./src/s3/credentials.js


/** @returns `undefined` when `AWS_*` has none */
function findAmbientSource(environment) {
    if (environment.AWS_ACCESS_KEY_ID || environment.AWS_SECRET_ACCESS_KEY)
        return 'keys';
    if (environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        return 'endpoint';
    return environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? 'endpoint' : undefined;
}
/**
 * The keys that an earlier step exported to `AWS_*`: the variables themselves, or the endpoint that they name, which is
 * asked again before each key expires. The order is that of the AWS SDKs.
 *
 * @param now milliseconds since the epoch
 * @throws InputError when there are none
 */
function keysOfEnvironment(environment, now) {
    return findAmbientSource(environment) === 'endpoint'
        ? new ContainerKeys(environment, now)
        : keysOfVariables(environment);
}
function keysOfVariables(environment) {
    const key = readVariables(environment);
    return {
        // Even if it seems to have expired: the time may belong to another session, or this clock may be wrong.
        current: async () => key,
        renewed: async () => undefined,
        close: () => undefined,
    };
}
function readVariables(environment) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
    if (!accessKeyId || !secretAccessKey) {
        throw new failure/* InputError */.dz(accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID', 'is empty, and no service credential is given: run after a step that exports a session, or give this one ' +
            'service-access-key, service-secret-key and role-arn.');
    }
    // A trailing line break comes from a file or a secret store, and would be signed.
    const sessionToken = environment.AWS_SESSION_TOKEN?.trim();
    const expiration = readExpiration(environment.AWS_CREDENTIAL_EXPIRATION);
    return {
        accessKeyId: accessKeyId.trim(),
        secretAccessKey: secretAccessKey.trim(),
        ...(sessionToken ? { sessionToken } : {}),
        ...(expiration === undefined ? {} : { expiration }),
    };
}
/** Only used to explain a refusal, so an invalid time counts as none. */
function readExpiration(text) {
    const time = Date.parse(text ?? '');
    return Number.isNaN(time) ? undefined : new Date(time);
}
/** What to do about a session that has expired, before or during the transfer. */
const OUTLIVED = 'If it had expired before the transfer began, export a new one first. If the transfer takes longer than a session, renew ' +
    'it (refresh: true in the step that exports it, or otter-sts exec), or give this step the service credential itself.';


/***/ }),

/***/ 5894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ StoreFailure)
/* harmony export */ });
/**
 * A request failed permanently. The message says what was tried, what came back and what to do, and never contains a
 * secret.
 */
class StoreFailure extends Error {
    name = 'StoreFailure';
    kind;
    tried;
    cameBack;
    remedy;
    httpStatus;
    code;
    constructor(detail, options) {
        super(`${detail.tried} failed: ${detail.cameBack}. ${detail.remedy}`, options);
        this.kind = detail.kind;
        this.tried = detail.tried;
        this.cameBack = detail.cameBack;
        this.remedy = detail.remedy;
        this.httpStatus = detail.httpStatus;
        this.code = detail.code;
    }
}


/***/ }),

/***/ 424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _n: () => (/* binding */ unquote),
/* harmony export */   bC: () => (/* binding */ LARGEST_OBJECT),
/* harmony export */   pN: () => (/* binding */ listPages)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5894);
/* harmony import */ var _xml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(573);


/** S3's limit for the size of an object, in bytes. */
const LARGEST_OBJECT = 5 * 1024 ** 4;
/**
 * Yields the pages of a listing, one request each.
 *
 * @throws StoreFailure, also of kind `server` when the pages repeat without end, or contain a key outside the prefix
 */
async function* listPages(client, listing) {
    const { key, query, from, signal } = listing;
    let begin = {};
    let empty = 0;
    for (;;) {
        const request = { method: 'GET', key, query: { ...query, ...begin } };
        const page = await client.request(request, ({ body }) => readPage(body, listing.root), { signal });
        const decode = (text) => decodeKey(text, page, listing);
        yield { page, decode, measure: (entry) => measureEntry(entry, listing) };
        if ((0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(page, 'IsTruncated') !== 'true')
            return;
        empty = isEmpty(page) ? empty + 1 : 0;
        if (empty > MOST_EMPTY)
            throw nonsense(listing, `${MOST_EMPTY} pages with nothing in them, one after the other`);
        const next = Object.fromEntries(Object.entries(from).map(([parameter, element]) => {
            const text = (0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(page, element);
            return [parameter, parameter === 'key-marker' ? decode(text) : text];
        }));
        if (Object.values(next)[0] === '' || JSON.stringify(next) === JSON.stringify(begin)) {
            throw nonsense(listing, 'an answer that does not say where the next one begins');
        }
        begin = next;
    }
}
/** A page of a bucket with many deleted objects can be empty, although others follow. */
const MOST_EMPTY = 1_000;
/** Whether it has settings only, which are texts. */
function isEmpty(page) {
    return Object.values(page).every((value) => typeof value === 'string');
}
function readPage(text, name) {
    const root = (0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .readXml */ .km)(text);
    return root?.name === name ? root.content : undefined;
}
function decodeKey(text, page, listing) {
    const key = (0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(page, 'EncodingType') === 'url' ? fromPercentForm(text, listing) : text;
    // Keys to delete come from here, so a server or proxy that ignores the prefix must not be trusted.
    if (!key.startsWith(listing.query.prefix ?? ''))
        throw nonsense(listing, 'a key outside of the prefix');
    return key;
}
function measureEntry(entry, listing) {
    const size = Number((0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(entry, 'Size'));
    if (!Number.isSafeInteger(size) || size < 0 || size > LARGEST_OBJECT) {
        throw nonsense(listing, 'an object of a size that none can have');
    }
    const etag = unquote((0,_xml_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(entry, 'ETag'));
    if (!/^[\x20-\x7e]*$/.test(etag))
        throw nonsense(listing, 'an ETag that no header can hold');
    return { size, etag };
}
function unquote(etag) {
    return etag.replace(/^"(.*)"$/, '$1');
}
function fromPercentForm(text, listing) {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch {
        throw nonsense(listing, 'a key that is not in percent form');
    }
}
function nonsense({ root }, cameBack) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .StoreFailure */ .k({
        kind: 'server',
        tried: `Listing (${root})`,
        cameBack,
        remedy: 'Check that endpoint is the S3 endpoint itself; something on the way may change the requests.',
    });
}


/***/ }),

/***/ 6490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ ObjectStore)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/http/signing.js
var signing = __webpack_require__(5765);
// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
// EXTERNAL MODULE: ./src/s3/listing.js
var s3_listing = __webpack_require__(424);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ../../node_modules/undici/lib/api/api-connect.js
var api_connect = __webpack_require__(3192);
// EXTERNAL MODULE: ../../node_modules/undici/lib/dispatcher/env-http-proxy-agent.js
var env_http_proxy_agent = __webpack_require__(9221);
// EXTERNAL MODULE: ../../node_modules/undici/lib/dispatcher/pool.js
var pool = __webpack_require__(5928);
// EXTERNAL MODULE: ./src/http/connection-context.js
var connection_context = __webpack_require__(3798);
;// CONCATENATED MODULE: ./src/http/dispatcher.js





/** Milliseconds to establish a connection, TLS included. */
const CONNECT_MS = 10_000;
/** Milliseconds that an idle connection is kept, unless the server says otherwise. An RGW closes it after 65 s. */
const IDLE_MS = 15_000;
/**
 * The kept-alive connections to one endpoint, through the environment's proxies.
 *
 * Why undici: 5,000 files of 8 KiB to a loopback server, 32 at once, took 1.3 s with it, 1.5 s with node:http and 4.4 s
 * with the SDK's client. 1 GiB in parts took 2.0 s, and 4.7 s with the SDK's client (Node 24). The SDK's client also opens
 * a connection for each body of 2 MiB, and hangs if no answer comes.
 *
 * @throws InputError when a proxy variable of the environment is not a URL
 */
function createDispatcher(endpoint, { caBundle, environment }, connections) {
    const tls = { timeout: CONNECT_MS, ...(0,connection_context/* trustBundle */.F)(endpoint.protocol === 'https:' ? caBundle : undefined) };
    return new env_http_proxy_agent({
        connections,
        pipelining: 1,
        keepAliveTimeout: IDLE_MS,
        // IdleTimeouts replaces these: it counts bytes in both directions.
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: tls,
        requestTls: tls,
        proxyTls: tls,
        // As in Node's agent, plain http does not use a tunnel: many proxies allow tunnels to port 443 only.
        proxyTunnel: false,
        clientFactory: createTunneler,
        ...proxiesFor(endpoint, environment),
    });
}
/** Undici's entry, which is not loaded, would set this dispatcher. */
function createTunneler(origin, options) {
    return Object.assign(new pool(origin, options), { connect: api_connect });
}
/**
 * The proxy variables for undici's agent, which differs from Node's in these ways: it falls back to the environment of
 * the process, uses HTTP_PROXY for https if there is no HTTPS_PROXY, and in NO_PROXY accepts neither `*` together with
 * other entries nor an IPv6 address without brackets.
 */
function proxiesFor({ protocol }, environment) {
    const variables = (0,connection_context/* readProxies */.r)(environment) ?? {};
    const read = (name) => variables[name.toLowerCase()] ?? variables[name] ?? '';
    return {
        httpProxy: protocol === 'http:' ? read('HTTP_PROXY') : '',
        httpsProxy: protocol === 'https:' ? read('HTTPS_PROXY') : '',
        noProxy: noProxyFor(read('NO_PROXY')),
    };
}
function noProxyFor(list) {
    const entries = list.split(/[\s,]+/);
    if (entries.includes('*'))
        return '*';
    return entries.map((entry) => ((0,external_node_net_.isIPv6)(entry) ? `[${entry}]` : entry)).join();
}

;// CONCATENATED MODULE: ./src/http/idle-timeout.js
/**
 * Checks all requests in flight with one timer, which runs while there are any. It counts checks instead of time: if the
 * process is suspended or starved of CPU, a check is late, and what has arrived in the meantime is read before the next
 * one.
 */
class IdleTimeouts {
    /** The number of consecutive checks without progress. */
    #watched = new Map();
    #intervalMs;
    #timer;
    constructor(idleMs) {
        this.#intervalMs = Math.min(Math.max(idleMs / 4, 10), 1_000);
    }
    add(watched) {
        this.#watched.set(watched, 0);
        this.#timer ??= setInterval(() => this.#look(), this.#intervalMs).unref();
    }
    remove(watched) {
        this.#watched.delete(watched);
        if (this.#watched.size > 0)
            return;
        clearInterval(this.#timer);
        this.#timer = undefined;
    }
    #look() {
        for (const [watched, before] of this.#watched) {
            const quiet = watched.takeMoved() || watched.waitsForUs ? 0 : before + 1;
            this.#watched.set(watched, quiet);
            // The first check may have come right after the last byte.
            if ((quiet - 1) * this.#intervalMs >= watched.idleMs)
                watched.hang();
        }
    }
}

;// CONCATENATED MODULE: ./src/http/received-body.js
/** Unread bytes after which the network is paused. */
const WAITING_BYTES = 256 * 1024;
/** The body of an incoming answer. It can be read once, and late without loss. */
class ReceivedBody {
    #flow;
    #chunks = [];
    #waiting = 0;
    #paused = false;
    #ended = false;
    #error;
    #wake = () => undefined;
    constructor(flow) {
        this.#flow = flow;
    }
    /** Whether the reader is holding up the flow. */
    get paused() {
        return this.#paused;
    }
    push(chunk) {
        this.#chunks.push(chunk);
        this.#waiting += chunk.length;
        if (this.#waiting >= WAITING_BYTES && !this.#paused) {
            this.#paused = true;
            this.#flow.pause();
        }
        this.#wake();
    }
    end() {
        this.#ended = true;
        this.#wake();
    }
    fail(error) {
        if (this.#ended)
            return;
        this.#error ??= error;
        this.#wake();
    }
    async *[Symbol.asyncIterator]() {
        try {
            for (;;) {
                const chunk = this.#chunks.shift();
                if (chunk !== undefined) {
                    this.#taken(chunk);
                    yield chunk;
                }
                else if (this.#ended)
                    return;
                else if (this.#error !== undefined)
                    throw this.#error;
                else
                    await this.#next();
            }
        }
        finally {
            if (!this.#ended)
                this.#flow.giveUp();
        }
    }
    #taken(chunk) {
        this.#waiting -= chunk.length;
        if (!this.#paused || this.#waiting > 0)
            return;
        this.#paused = false;
        this.#flow.resume();
    }
    #next() {
        return new Promise((resolve) => {
            this.#wake = resolve;
        });
    }
}

;// CONCATENATED MODULE: ./src/http/sending-body.js
/** Bytes that are sent at once. In larger pieces, progress would be invisible. */
const PIECE_BYTES = 64 * 1024;
/** How long a cautious body waits for a refusal after its first byte, in milliseconds. */
const CAUTION_MS = 1_000;
/**
 * The body of an outgoing request, counted. Its next piece is requested when the network has room for it.
 *
 * A cautious one sends one byte and then waits a moment for an answer. A server that refuses a request because of its
 * headers answers at once and closes. Sending on would break the connection before the answer is read. This replaces
 * `Expect: 100-continue`, which undici does not support.
 */
class SendingBody {
    /** Whether it is waiting for its source, and not for the network. */
    waitsForSource = false;
    sourceError;
    /** Whether all of it has been passed to the network. */
    finished = false;
    #pieces;
    #on;
    #open = true;
    #wake = () => undefined;
    constructor(source, cautious, on) {
        this.#on = on;
        const pieces = source instanceof Uint8Array ? cut(source) : source;
        this.#pieces = (cautious ? this.#hesitate(pieces) : pieces)[Symbol.asyncIterator]();
    }
    [Symbol.asyncIterator]() {
        return {
            next: () => this.#next(),
            return: async () => ({ done: true, value: undefined }),
        };
    }
    /** Ends the source, whatever happened to the request. Resolves when it has ended. */
    async close() {
        this.#open = false;
        this.#wake();
        try {
            await this.#pieces.return?.();
        }
        catch {
            // It was read as far as needed.
        }
    }
    async #next() {
        if (!this.#open)
            throw new Error('The request is over.');
        this.#on.asked();
        this.waitsForSource = true;
        try {
            const next = await this.#pieces.next();
            if (!this.#open)
                throw new Error('The request is over.');
            if (next.done === true)
                this.finished = true;
            else
                this.#on.sent(next.value.length);
            return next;
        }
        catch (error) {
            if (this.#open)
                this.sourceError = { error };
            throw error;
        }
        finally {
            this.waitsForSource = false;
            this.#on.asked();
        }
    }
    async *#hesitate(pieces) {
        let first = true;
        for await (const piece of pieces) {
            if (!first || piece.length === 0)
                yield piece;
            else {
                first = false;
                yield piece.subarray(0, 1);
                await this.#refusal();
                if (piece.length > 1)
                    yield piece.subarray(1);
            }
        }
    }
    #refusal() {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, CAUTION_MS);
            this.#wake = () => {
                clearTimeout(timer);
                resolve();
            };
            if (!this.#open)
                this.#wake();
        });
    }
}
/** Whether a body is sent in one piece and needs no streaming. */
function isSmall(source) {
    return source instanceof Uint8Array && source.length <= PIECE_BYTES;
}
async function* cut(bytes) {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
        yield bytes.subarray(start, start + PIECE_BYTES);
    }
}

;// CONCATENATED MODULE: ./src/http/connection.js




/** There was no answer, or an incomplete one. */
class Interruption extends Error {
    name = 'Interruption';
    hung;
    /** Whether the body was still being sent. In that case a refusal may have been lost. */
    whileSending;
    constructor(hung, whileSending, cause) {
        super(hung ? 'The request hung.' : 'The connection broke.', { cause });
        this.hung = hung;
        this.whileSending = whileSending;
    }
}
/** Sends requests with streamed bodies over kept-alive connections. Does not retry. */
class Connection {
    #dispatcher;
    #origin;
    #idleTimeouts;
    #attempts = new Set();
    #closed;
    /** @throws InputError when a proxy variable of the environment is not a URL */
    constructor(endpoint, context, connections, idleMs) {
        const url = new URL(endpoint);
        this.#origin = url.origin;
        this.#dispatcher = createDispatcher(url, context, connections);
        this.#idleTimeouts = new IdleTimeouts(idleMs);
    }
    /**
     * Resolves when the headers of the answer have arrived, whatever its status.
     *
     * @throws Interruption
     * @throws whatever the source of the body threw
     * @throws the signal's reason when it is aborted
     */
    async send(request, terms) {
        if (this.#closed !== undefined)
            throw this.#closed;
        const attempt = new Attempt(request, terms, () => {
            this.#idleTimeouts.remove(attempt);
            this.#attempts.delete(attempt);
        });
        this.#idleTimeouts.add(attempt);
        this.#attempts.add(attempt);
        const { method, path, headers } = request;
        this.#dispatcher.dispatch(
        // Otherwise a HEAD closes its connection, in case the server sends a body.
        {
            origin: this.#origin,
            method,
            path,
            headers,
            body: attempt.payload,
            ...(method === 'HEAD' ? { reset: false } : {}),
        }, attempt);
        return await attempt.answer;
    }
    /** Aborts requests in flight and closes all connections. */
    async close() {
        this.#closed = new Error('The connection was closed.');
        const attempts = [...this.#attempts];
        for (const attempt of attempts)
            attempt.end(this.#closed);
        await this.#dispatcher.destroy();
        await Promise.all(attempts.map(({ over }) => over));
    }
}
/** One request, as undici reports its progress. */
class Attempt {
    answer;
    /** Resolves when the request and the source of its body have ended. */
    over;
    /** The body in the form that undici takes. */
    payload;
    idleMs;
    #hasMoved = true;
    #terms;
    #sending;
    #received;
    #controller;
    #settle;
    #finish;
    #ended = false;
    #onAbort = () => this.end(this.#terms.signal?.reason);
    #forget;
    constructor({ body }, terms, forget) {
        this.#terms = terms;
        this.#forget = forget;
        this.idleMs = terms.idleMs;
        this.answer = new Promise((resolve, reject) => {
            this.#settle = { resolve, reject };
        });
        // Avoids an unhandled rejection: after an abort, nobody may wait for the answer.
        this.answer.catch(() => undefined);
        this.over = new Promise((resolve) => {
            this.#finish = resolve;
        });
        const { cautious = false, onSent = () => undefined } = terms;
        const small = body !== undefined && isSmall(body) && !cautious;
        if (body !== undefined && !small) {
            const asked = () => this.#moved();
            this.#sending = new SendingBody(body, cautious, { sent: onSent, asked });
        }
        // Undici accepts async iterables, although its type does not say so.
        this.payload = this.#sending ?? body ?? null;
        this.#received = new ReceivedBody({
            pause: () => this.#controller?.pause(),
            resume: () => {
                this.#moved();
                this.#controller?.resume();
            },
            giveUp: () => this.end(new Error('The answer was given up.')),
        });
        terms.signal?.addEventListener('abort', this.#onAbort, { once: true });
    }
    get #isSending() {
        return this.#sending?.finished === false;
    }
    get waitsForUs() {
        return this.#received.paused || this.#sending?.waitsForSource === true;
    }
    takeMoved() {
        const moved = this.#hasMoved;
        this.#hasMoved = false;
        return moved;
    }
    hang() {
        this.end(new Interruption(true, this.#isSending));
    }
    end(reason) {
        if (this.#ended)
            return;
        // Comes first, because undici reports an abort as an error of its own.
        this.#over(reason);
        this.#controller?.abort(new Error('The request is over.'));
    }
    onRequestStart(controller) {
        this.#controller = controller;
        if (this.#ended)
            controller.abort(new Error('The request is over.'));
        this.#moved();
        // It is sent in the same turn.
        if (this.payload instanceof Uint8Array)
            this.#terms.onSent?.(this.payload.length);
    }
    onResponseStart(_, status, headers) {
        this.#moved();
        if (status < 200)
            return;
        const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
        const afterAll = () => !this.#isSending;
        this.#settle.resolve({ status, headers: Object.fromEntries(entries), body: this.#received, afterAll });
    }
    onResponseData(_, chunk) {
        this.#moved();
        this.#received.push(chunk);
    }
    onResponseEnd() {
        this.#received.end();
        this.#over();
    }
    onResponseError(_, error) {
        const fromSource = this.#sending?.sourceError;
        this.#over(fromSource === undefined ? new Interruption(false, this.#isSending, error) : fromSource.error);
    }
    #moved() {
        this.#hasMoved = true;
    }
    #over(error) {
        if (this.#ended)
            return;
        this.#ended = true;
        this.#terms.signal?.removeEventListener('abort', this.#onAbort);
        this.#forget();
        if (this.#sending === undefined)
            this.#conclude(error);
        else
            void this.#sending.close().then(() => this.#conclude(error));
    }
    #conclude(error) {
        if (error !== undefined) {
            this.#settle.reject(error);
            this.#received.fail(error);
        }
        this.#terms.onOver?.();
        this.#finish();
    }
}
/** The most bytes of an answer that is read at once. 1,000 keys of 1,024 bytes, percent-encoded, are about 4 MB. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** Reads the body of an answer, or the beginning of a larger one. */
async function readAnswer({ status, headers, body }) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        if (size > LARGEST_ANSWER)
            break;
        chunks.push(chunk);
    }
    return { status, headers, body: Buffer.concat(chunks).toString('utf8') };
}

// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./src/s3/object-reader.js




/** How many connections in a row may break without delivering a byte. */
const MOST_BREAKS = 8;
/** Milliseconds before the next connection, times the number of breaks in a row. */
const WAIT_MS = 100;
/** Opens an object. If the connection breaks, the missing bytes of the same version are requested. */
async function readObject(client, key, { range, ifMatch, size: whole, signal }) {
    const asked = { start: range?.[0] ?? 0, end: range?.[1] };
    const expected = asked.end === undefined ? whole : asked.end - asked.start + 1;
    const open = (wanted, etag) => client.open({ method: 'GET', key, headers: headersFor(wanted, etag) }, { expected, signal });
    const first = await open(asked, ifMatch);
    const size = Number(first.headers['content-length']);
    const etag = (first.headers.etag ?? '').replace(/^"(.*)"$/, '$1');
    if (!Number.isSafeInteger(size) || etag === '' || !fits(first, asked)) {
        await leave(first);
        throw notAnObject(key, first.status);
    }
    const total = first.status === 206 ? contentRange(first)?.total : size;
    return {
        size,
        total,
        etag,
        body: readOn(key, first, { ...asked, size }, (wanted) => open(wanted, etag), signal),
    };
}
function headersFor({ start, end }, etag) {
    const whole = start === 0 && end === undefined;
    return {
        ...(whole ? {} : { range: `bytes=${start}-${end ?? ''}` }),
        // RGW requires it without quotes, and other servers accept that.
        ...(etag === undefined ? {} : { 'if-match': etag }),
    };
}
/**
 * Whether the answer is the requested range, or its beginning. A server without range support sends the whole object.
 */
function fits(answer, { start, end = Number.MAX_SAFE_INTEGER }) {
    if (answer.status !== 206)
        return start === 0;
    const range = contentRange(answer);
    const length = Number(answer.headers['content-length']);
    return range?.start === start && range.end <= end && range.end - start + 1 === length;
}
function contentRange({ headers }) {
    const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
    if (found === null)
        return undefined;
    const [start = 0, end = 0, total] = found.slice(1).map(Number);
    return { start, end, total: total === undefined || Number.isNaN(total) ? undefined : total };
}
async function* readOn(key, first, { start, end, size }, open, signal) {
    const last = start + size - 1;
    let got = 0;
    let breaks = 0;
    for (let answer = first;; answer = await open({ start: start + got, end: end && last })) {
        if (!fits(answer, { start: start + got, end: last })) {
            await leave(answer);
            throw notAnObject(key, answer.status);
        }
        try {
            for await (const chunk of answer.body) {
                got += chunk.length;
                breaks = 0;
                yield chunk;
            }
            if (got === size)
                return;
            throw new Interruption(false, false);
        }
        catch (error) {
            if (!(error instanceof Interruption))
                throw error;
            if (got === size)
                return;
            breaks += 1;
            if (breaks > MOST_BREAKS || got > size)
                throw broken(key, got, size, error);
            await (0,timing/* pause */.v7)(WAIT_MS * breaks, signal);
        }
    }
}
async function leave({ body }) {
    for await (const _ of body)
        break;
}
function notAnObject(key, status) {
    return new s3_failure/* StoreFailure */.k({
        kind: 'server',
        tried: `GET '${(0,printable/* printable */.g$)(key)}'`,
        httpStatus: status,
        cameBack: `${status} with an answer that is not an S3 response, or that ignores the range`,
        remedy: 'Check that endpoint is the S3 endpoint itself, and not a web page or a portal.',
    });
}
function broken(key, got, size, cause) {
    return new s3_failure/* StoreFailure */.k({
        kind: cause.hung ? 'timeout' : 'network',
        tried: `GET '${(0,printable/* printable */.g$)(key)}'`,
        cameBack: `the connection broke repeatedly, after ${got} of ${size} bytes`,
        remedy: 'Check the network and the load balancers between here and the storage.',
    });
}

// EXTERNAL MODULE: ./src/s3/request.js
var s3_request = __webpack_require__(6065);
// EXTERNAL MODULE: ./src/http/messages.js
var messages = __webpack_require__(5192);
// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/http/connection-failure.js
var connection_failure = __webpack_require__(3055);
// EXTERNAL MODULE: ./src/http/error-answer.js
var error_answer = __webpack_require__(5747);
// EXTERNAL MODULE: ./src/s3/credentials.js + 1 modules
var credentials = __webpack_require__(8164);
// EXTERNAL MODULE: ./src/s3/xml.js
var xml = __webpack_require__(573);
;// CONCATENATED MODULE: ./src/s3/error-classifier.js








/** Classifies an error answer. Returns undefined if the answer is not an error. */
function classifyAnswer(attempted, answer) {
    if ((0,messages/* isSuccess */.o)(answer) && !isErrorDocument(answer))
        return undefined;
    const code = (0,error_answer/* errorCode */.CA)(answer);
    const { again, ...detail } = classify(attempted, answer, code);
    const failure = new s3_failure/* StoreFailure */.k({
        tried: triedAt(attempted),
        httpStatus: answer.status,
        code,
        cameBack: (0,error_answer/* describeAnswer */.O1)(answer),
        ...detail,
    });
    const seconds = (0,error_answer/* retryAfterSeconds */.C3)(answer);
    const retryAfterMs = seconds === undefined ? undefined : seconds * 1000;
    const overloaded = again === 'later' && ((0,error_answer/* isThrottled */.B5)(answer) || answer.status === 503);
    const outage = answer.status !== 500 && answer.status !== 404;
    return { failure, again, outage, overloaded, retryAfterMs };
}
/** CompleteMultipartUpload starts its answer before it knows the result, so an error can follow a 200. */
function isErrorDocument({ body }) {
    return body.includes('<Error') && (0,xml/* readXml */.km)(body)?.name === 'Error';
}
/** A success without what S3 sends with it: it was truncated, or another server sent it. */
function classifyNonsense(attempted, { status }) {
    const failure = new s3_failure/* StoreFailure */.k({
        kind: 'server',
        tried: triedAt(attempted),
        httpStatus: status,
        cameBack: `${status} with an answer that was truncated, or is not an S3 response`,
        remedy: 'Check that endpoint is the S3 endpoint itself, and not a web page, a portal or a proxy that requires a login.',
    });
    return { failure, again: 'later', outage: false };
}
/** A success before the body was sent completely. */
function classifyEarlySuccess(attempted, { status }) {
    const failure = new s3_failure/* StoreFailure */.k({
        kind: 'server',
        tried: triedAt(attempted),
        httpStatus: status,
        cameBack: `${status} before the body had been sent`,
        remedy: 'Check that endpoint is the S3 endpoint itself: something else answers there.',
    });
    return { failure, again: 'later', outage: false };
}
/** There was no answer. @param hungFor what to report if the request timed out */
function classifySilence({ what, endpoint }, { hung, whileSending, cause }, hungFor) {
    const { kind, cameBack, causes, remedy } = hung
        ? (0,connection_failure/* explainTimeout */.jk)(endpoint, hungFor)
        : (0,connection_failure/* explainConnection */.cR)(endpoint, cause);
    const isTls = kind === 'tls';
    const failure = new s3_failure/* StoreFailure */.k({
        kind: isTls || kind === 'timeout' ? kind : 'network',
        tried: `${what} at ${endpoint}`,
        cameBack,
        remedy: `${sentence(causes[0] ?? '')} ${sentence(remedy)}`.trim(),
    });
    return {
        failure,
        again: kind === 'network' || kind === 'timeout' ? 'later' : 'never',
        overloaded: hung,
        whileSending: whileSending && kind !== 'timeout',
    };
}
const AGAIN_CODES = new Set([
    'InternalError',
    'OperationAborted',
    'ConditionalRequestConflict',
    'RequestTimeout',
    'ServiceUnavailable',
]);
const INTEGRITY_CODES = new Set([
    'BadDigest',
    'InvalidDigest',
    'XAmzContentSHA256Mismatch',
    'XAmzContentChecksumMismatch',
]);
const KEY_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'InvalidAccessKeyId']);
/** Whether this code means that the server rejected the request before it looked at permissions. */
function isRefusedUnseen(code) {
    return code === 'SignatureDoesNotMatch' || SKEW_CODES.has(code) || KEY_CODES.has(code);
}
const FULL_CODES = new Set([
    'QuotaExceeded',
    'InsufficientCapacity',
    'InsufficientStorage',
    'EntityTooLargeForQuota',
]);
function classify(attempted, answer, code = '') {
    const { status } = answer;
    if (FULL_CODES.has(code) || status === 507)
        return full();
    if ((0,error_answer/* isRefusedForSkew */.qc)(answer, attempted.now))
        return skewed(attempted, answer);
    if (isDeletedMeanwhile(attempted, status, code))
        return deletedMeanwhile(answer);
    if (code === 'NoSuchUpload' || isMissingUpload(attempted, status, code))
        return noUpload();
    if (INTEGRITY_CODES.has(code))
        return mismatch();
    if ((0,error_answer/* isThrottled */.B5)(answer) || AGAIN_CODES.has(code) || (0,error_answer/* isServerFault */.WN)(answer))
        return serverFault();
    if (status === 401 || status === 403 || KEY_CODES.has(code))
        return refused(attempted, status, code);
    if (status === 407)
        return proxyRefusal();
    if (status === 412)
        return precondition(attempted);
    if (status === 404)
        return missing(attempted, code);
    if ((0,error_answer/* isRedirect */.N6)(answer))
        return redirected(answer);
    if (code === 'AuthorizationHeaderMalformed')
        return otherRegion(attempted, answer);
    return invalid(attempted, code);
}
function full() {
    return {
        kind: 'full',
        again: 'never',
        remedy: "Nothing more can be stored: free space or raise the quota of the bucket's owner and of the service user.",
    };
}
function skewed({ now }, answer) {
    const seconds = (0,error_answer/* clockSkewSeconds */.yk)(answer, now);
    const skew = seconds === undefined ? "wrong by the server's" : (0,error_answer/* describeSkew */.mp)(seconds);
    return {
        kind: 'refused',
        again: 'never',
        cameBack: `${(0,error_answer/* describeAnswer */.O1)(answer)}, and this machine's clock is ${skew}`,
        remedy: `${sentence(error_answer/* SET_CLOCK */.GP)}, then run it again.`,
    };
}
/**
 * In a bucket with versioning, RGW 16, 18 and 20 answer NoSuchKey to a put or a completion if the object at the key is deleted
 * at that moment. There is no new version then (measured).
 */
function isDeletedMeanwhile({ request }, status, code) {
    return status === 404 && code === 'NoSuchKey' && writesObject(request);
}
/** Whether a request writes an object, regardless of what is there: a put or a completion, and not a copy, a part or tags. */
function writesObject({ method, query = {}, headers = {} }) {
    if (method === 'POST')
        return query.uploadId !== undefined;
    const needsObject = (headers['if-match'] ?? headers['x-amz-copy-source']) !== undefined;
    return method === 'PUT' && !needsObject && Object.keys(query).length === 0;
}
function deletedMeanwhile(answer) {
    return {
        kind: 'not-found',
        again: 'later',
        cameBack: `${(0,error_answer/* describeAnswer */.O1)(answer)}: another client deleted this object at the same moment`,
        remedy: 'Others write and delete the same key: give each run its own prefix, or run it again.',
    };
}
/** RGW 16.2.15 answers NoSuchKey if it is asked for the parts of one. */
function isMissingUpload({ request }, status, code) {
    return status === 404 && code === 'NoSuchKey' && request.query?.uploadId !== undefined;
}
function noUpload() {
    return {
        kind: 'no-upload',
        again: 'never',
        remedy: 'The multipart upload was completed or aborted by someone else, or by a lifecycle rule: upload the file again.',
    };
}
function mismatch() {
    return {
        kind: 'integrity',
        again: 'never',
        remedy: 'Checksum mismatch: the file changed while it was being sent, or something on the way changed it.',
    };
}
function serverFault() {
    return {
        kind: 'server',
        again: 'later',
        remedy: `The server, or a load balancer in front of it, has a fault or is overloaded: ${error_answer/* RUN_AGAIN */.Bs}.`,
    };
}
function proxyRefusal() {
    return { kind: 'refused', again: 'never', cameBack: connection_failure/* PROXY_WANTS_LOGIN */.xc, remedy: sentence(connection_failure/* REMEDY_OF_PROXY */.Oi) };
}
/** RGW answers an expired session with a bare AccessDenied, so only the local clock can tell. */
function refused(attempted, status, code) {
    const end = attempted.key.expiration;
    if (end !== undefined && end.getTime() <= attempted.now) {
        const cameBack = `${status}: the session ended at ${(0,session/* formatTime */.fU)(end)}`;
        return { kind: 'expired', again: 'other-key', cameBack, remedy: credentials/* OUTLIVED */.VF };
    }
    const ended = code === 'ExpiredToken' || code === 'TokenRefreshRequired';
    return {
        kind: 'refused',
        again: 'other-key',
        ...(ended ? { cameBack: `${status} ${code}: the session has expired` } : {}),
        remedy: ended ? remedyOfEnd(end) : remedyOfRefusal(attempted, code),
    };
}
function remedyOfEnd(announced) {
    if (announced === undefined)
        return credentials/* OUTLIVED */.VF;
    return `${credentials/* OUTLIVED */.VF} It was to last until ${(0,session/* formatTime */.fU)(announced)}: check this machine's clock, and that AWS_CREDENTIAL_EXPIRATION belongs to this session.`;
}
/** As measured on RGW 16 and 18; see docs/ceph-versions.md. */
const BATCH_REFUSED = 'Ceph RGW 18 and older deny batch deletes (DeleteObjects) to every session with a session policy. ' +
    'Delete one object at a time, or use access role. Otherwise, the session may not delete in this bucket.';
function remedyOfRefusal(attempted, code) {
    if (code === 'InvalidAccessKeyId')
        return remedyOfUnknownKey(attempted);
    if (code === 'InvalidToken')
        return remedyOfToken(attempted);
    if (code === 'SignatureDoesNotMatch') {
        return ('The secret key does not belong to the access key. With a session of an earlier step, take AWS_ACCESS_KEY_ID, ' +
            'AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from the same session. If they match, a proxy on the way changes requests.');
    }
    const { key, request } = attempted;
    if (request.query?.delete !== undefined)
        return BATCH_REFUSED;
    const end = key.expiration === undefined
        ? '; an expired session gets the same refusal.'
        : `; the session lasts until ${(0,session/* formatTime */.fU)(key.expiration)}.`;
    const token = key.sessionToken === undefined
        ? " AWS_SESSION_TOKEN is empty here: if the key is a session's, export the session with all of its variables."
        : '';
    return (`The session may not do this in bucket '${request.bucket}': its role is for another bucket, its access or prefix does not ` +
        "cover it, or the bucket's policy denies it. Check bucket, prefix and access (otter-sts check says what a credential can do)" +
        end +
        token);
}
function remedyOfUnknownKey({ key, target }) {
    const token = key.sessionToken === undefined
        ? 'Its session token is missing (AWS_SESSION_TOKEN is empty)'
        : "Its session token (AWS_SESSION_TOKEN) is another session's";
    return `The server does not know this access key. ${token}, the session belongs to another endpoint than ${target.endpoint}, or it has expired. Export a new session for this endpoint, with all of its variables; on your own RGW, set rgw_s3_auth_use_sts = true.`;
}
function remedyOfToken({ target }) {
    return `The server cannot read the session token: it is truncated or changed, comes from another endpoint than ${target.endpoint}, or its session has expired. Export a new session for this endpoint, with AWS_SESSION_TOKEN complete.`;
}
function precondition({ request }) {
    if (request.headers?.['if-none-match'] === undefined) {
        return {
            kind: 'integrity',
            again: 'never',
            remedy: 'The object was replaced in the meantime: start again.',
        };
    }
    return {
        kind: 'exists',
        again: 'never',
        remedy: 'An object with this key already exists: choose another prefix, or set overwrite to replace it.',
    };
}
function missing({ target, request }, code) {
    const bucket = code === 'NoSuchBucket' || request.key === undefined;
    return {
        kind: 'not-found',
        again: 'never',
        remedy: bucket
            ? `There is no bucket '${request.bucket}' at ${target.endpoint}: check bucket and endpoint.`
            : 'There is no object with this key: check prefix and key.',
    };
}
function redirected(answer) {
    const { cameBack, remedy } = (0,error_answer/* explainRedirect */.wj)(answer);
    return { kind: 'invalid', again: 'never', cameBack, remedy: sentence(remedy) };
}
/** The code covers every problem of the header. The answer names a region if that is the problem. */
function otherRegion({ target }, answer) {
    return { kind: 'invalid', again: 'never', remedy: (0,error_answer/* remedyOfRegion */.s$)(answer, target.region) };
}
const INVALID_REMEDIES = {
    EntityTooLarge: 'The server does not accept a file, or part, of this size: choose a smaller part-size.',
    EntityTooSmall: 'A part other than the last is below 5 MiB: choose a larger part-size.',
    KeyTooLongError: 'The key is longer than 1,024 bytes: shorten the prefix or the path.',
    InvalidPart: 'A part is missing or was replaced: upload the file again.',
    InvalidTag: 'The server does not accept the tags.',
    NotImplemented: 'The server does not support this.',
};
function invalid(attempted, code) {
    return { kind: 'invalid', again: 'never', remedy: remedyOfInvalid(attempted, code) };
}
function remedyOfInvalid(attempted, code) {
    // RGW 16.2.15 answers this for a garbled token, and for much else.
    if (code === 'InvalidArgument' && attempted.key.sessionToken !== undefined) {
        return `${remedyOfToken(attempted)} If the session is right, the server does not accept one of the inputs, such as acl.`;
    }
    return INVALID_REMEDIES[code] ?? 'The server does not accept the request: check endpoint and inputs.';
}
function triedAt({ request, target }) {
    return `${(0,s3_request/* describeRequest */.Ng)(request)} at ${target.endpoint}`;
}
function sentence(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./src/s3/retry-budget.js
/** Bounds of the random wait, in milliseconds. The upper bound doubles with each attempt. */
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const FIRST_BOUND_MS = 200;
/** The least number of attempts. */
const LEAST_ATTEMPTS = 8;
/** How long to wait for a server that has answered before, and the longest wait in any case, in milliseconds. */
const OUTAGE_MS = 60_000;
const DEADLINE_MS = 300_000;
/**
 * How often and how long one request is retried: with full jitter ("Exponential Backoff And Jitter", AWS Architecture
 * Blog), at least 8 times. A server that has worked before gets a minute, which is what a gateway takes to restart.
 */
class RetryBudget {
    /** The current attempt, from 1. */
    attempt = 1;
    #random;
    #spentMs = 0;
    constructor(random) {
        this.#random = random;
    }
    /**
     * Milliseconds until the next attempt, or undefined to give up.
     *
     * @param attemptMs how long the failed attempt was idle
     * @param outage whether a server that has answered before is unreachable
     */
    next(attemptMs, outage, retryAfterMs = 0) {
        const bound = Math.min(FIRST_BOUND_MS * 2 ** (this.attempt - 1), LONGEST_WAIT_MS);
        const drawn = Math.max(Math.ceil(this.#random() * bound), SHORTEST_WAIT_MS);
        const waitMs = Math.max(drawn, retryAfterMs);
        this.#spentMs += attemptMs + waitMs;
        const outageMs = outage ? OUTAGE_MS : 0;
        if (this.#spentMs > DEADLINE_MS)
            return undefined;
        if (this.attempt >= LEAST_ATTEMPTS && this.#spentMs > outageMs)
            return undefined;
        this.attempt += 1;
        return waitMs;
    }
}

// EXTERNAL MODULE: ./src/s3/slots.js
var slots = __webpack_require__(8381);
;// CONCATENATED MODULE: ./src/s3/retrying-client.js








/**
 * Idle timeout in milliseconds. The system accepts megabytes of a body at once, and their transmission is invisible, so
 * this allows for a server that reads 100 KB/s from each connection.
 */
const retrying_client_IDLE_MS = 60_000;
/** A key is about to expire in its last seconds, or in the last part of its lifetime. */
const NEAR_END_MS = 30_000;
const NEAR_END_PART = 0.1;
/** How often one request is repeated with another key. A short session may expire while a large body waits. */
const MOST_RENEWALS = 5;
/** Sends requests until they succeed or are refused: with a valid key, within the concurrency limit, and with retries. */
class RetryingClient {
    #options;
    #keys;
    #slots;
    #signer;
    #connection;
    #now;
    #idleMs;
    #firstSeen = new WeakMap();
    /** Whether the server has ever answered. */
    #reached = false;
    constructor(options) {
        this.#options = options;
        this.#keys = options.keys;
        this.#now = options.now ?? Date.now;
        this.#idleMs = options.requestMs ?? retrying_client_IDLE_MS;
        this.#slots = new slots/* Slots */.W(options.concurrency);
        this.#signer = new s3_request/* RequestSigner */.o9(options);
        const { endpoint, context = {}, concurrency } = options;
        this.#connection = new Connection(endpoint, context, concurrency, this.#idleMs);
    }
    /**
     * @throws StoreFailure
     * @throws whatever the source of the body threw
     * @throws the signal's reason when it is aborted
     */
    async request(request, read, terms = {}) {
        return await this.#persist(request, terms, async (answer, attempted) => {
            const whole = await readAnswer(answer);
            const setback = classifyAnswer(attempted, whole);
            if (setback !== undefined)
                return setback;
            if (!answer.afterAll())
                return classifyEarlySuccess(attempted, answer);
            const value = read(whole);
            return value === undefined ? classifyNonsense(attempted, whole) : { value };
        });
    }
    /** The same for a streamed answer. The request is in flight until its body has been read. */
    async open(request, terms = {}) {
        return await this.#persist(request, terms, async (answer, attempted) => {
            if ((0,messages/* isSuccess */.o)(answer))
                return { value: answer };
            const whole = await readAnswer(answer);
            return classifyAnswer(attempted, whole) ?? classifyNonsense(attempted, whole);
        });
    }
    async presign(key, query, seconds) {
        const signingKey = await this.#keys.current();
        const now = this.#now();
        const url = await this.#signer.presign({ bucket: this.#options.bucket, key }, query, signingKey, {
            now,
            seconds,
        });
        const asked = now + seconds * 1000;
        const endsAt = new Date(Math.min(asked, signingKey.expiration?.getTime() ?? asked));
        return { url, endsAt };
    }
    async close() {
        this.#keys.close();
        await this.#connection.close();
    }
    async #persist(asked, terms, judge) {
        const request = { bucket: this.#options.bucket, ...asked };
        const budget = new RetryBudget(this.#options.random ?? Math.random);
        let renewals = 0;
        let cautious = false;
        for (;;) {
            const { outcome, key, tookMs } = await this.#attempt(request, { ...terms, cautious }, judge);
            if ('value' in outcome)
                return outcome.value;
            if (outcome.again === 'other-key' && renewals < MOST_RENEWALS) {
                renewals += 1;
                if (await this.#isRenewed(key, terms.signal))
                    continue;
            }
            if (outcome.again !== 'later')
                throw outcome.failure;
            terms.onUnclear?.();
            cautious = outcome.whileSending === true;
            await this.#wait(request, outcome, budget, tookMs, terms.signal);
        }
    }
    /** One attempt, from waiting for a slot to classifying the answer. */
    async #attempt(request, terms, judge) {
        const { signal, cautious, slow = 1 } = terms;
        const held = await this.#slots.take(bytesOf(request, terms), signal);
        const begun = performance.now();
        const tried = (outcome, key) => {
            if ('value' in outcome)
                this.#slots.accepted();
            else if (outcome.overloaded === true)
                this.#slots.overloaded(held);
            return { outcome, key, tookMs: performance.now() - begun };
        };
        const tally = new Tally(terms.onSent);
        let sent = false;
        let key;
        try {
            key = await this.#key(signal);
            const signed = await this.#signer.sign(request, key, this.#now());
            const idleMs = this.#idleMs * slow;
            signal?.throwIfAborted();
            sent = true;
            const answer = await this.#connection.send(signed, {
                signal,
                cautious,
                idleMs,
                onSent: (bytes) => tally.add(bytes),
                onOver: held.release,
            });
            this.#reached = true;
            const outcome = await judge(answer, { target: this.#options, request, key, now: this.#now() });
            if (!('value' in outcome))
                tally.takeBack();
            return tried(outcome, key);
        }
        catch (error) {
            tally.takeBack();
            signal?.throwIfAborted();
            if (!(error instanceof Interruption) || key === undefined)
                throw error;
            const attempted = { what: (0,s3_request/* describeRequest */.Ng)(request), endpoint: this.#options.endpoint };
            const hungFor = `nothing moved for ${Math.round((this.#idleMs * slow) / 100) / 10} s`;
            return tried(classifySilence(attempted, error, hungFor), key);
        }
        finally {
            if (!sent)
                held.release();
        }
    }
    async #key(signal) {
        const key = await this.#keys.current(signal);
        if (!this.#firstSeen.has(key))
            this.#firstSeen.set(key, this.#now());
        return key;
    }
    /** Whether there is another key for a refused request: the one used was about to expire, or has been replaced. */
    async #isRenewed(key, signal) {
        if (!this.#isNearEnd(key) && (await this.#keys.current(signal)) === key)
            return false;
        return (await this.#keys.renewed(key, signal)) !== undefined;
    }
    #isNearEnd(key) {
        if (key.expiration === undefined)
            return false;
        const leftMs = key.expiration.getTime() - this.#now();
        const lifeMs = key.expiration.getTime() - (this.#firstSeen.get(key) ?? 0);
        return leftMs < NEAR_END_MS || leftMs < lifeMs * NEAR_END_PART;
    }
    async #wait(request, { failure, retryAfterMs, outage }, budget, attemptMs, signal) {
        const { attempt } = budget;
        // A large body may have been in transfer for hours before it failed.
        const idleMs = Math.min(attemptMs, this.#idleMs);
        const waitMs = budget.next(idleMs, this.#reached && outage !== false, retryAfterMs);
        if (waitMs === undefined)
            throw afterAttempts(failure, attempt);
        const what = (0,s3_request/* describeRequest */.Ng)(request);
        this.#options.onRetry?.({ what, cause: failure.cameBack, waitMs, attempt });
        await (0,timing/* pause */.v7)(waitMs, signal);
    }
}
/** Of the body that is sent, or of the answer. */
function bytesOf({ body }, { expected = 0 }) {
    return typeof body === 'object' ? body.bytes : expected;
}
/** Counts the bytes sent in one attempt, to take them back if it fails. */
class Tally {
    #sent = 0;
    #onSent;
    constructor(onSent = () => undefined) {
        this.#onSent = onSent;
    }
    add(bytes) {
        this.#sent += bytes;
        this.#onSent(bytes);
    }
    takeBack() {
        if (this.#sent > 0)
            this.#onSent(-this.#sent);
        this.#sent = 0;
    }
}
function afterAttempts(failure, attempts) {
    const { kind, tried, cameBack, remedy, httpStatus, code } = failure;
    return new s3_failure/* StoreFailure */.k({
        kind,
        tried,
        cameBack: `${cameBack}, the last of ${attempts} attempts`,
        remedy,
        httpStatus,
        code,
    });
}

;// CONCATENATED MODULE: ./src/s3/object-store.js








/** Multiplies the idle timeout for slow operations: completing 10,000 parts, deleting 1,000 objects. */
const SLOW = 10;
/** An abort is repeated until the upload is gone, since a part that was in flight may remain. */
const MOST_ABORTS = 5;
/** The most keys that one request may delete (S3's limit). */
const MOST_DELETED = 1_000;
/**
 * The objects of one bucket. Requests are signed with their body's digest, share one concurrency limit and a pool of
 * connections, are retried after temporary failures, and continue with a new session when the old one expires.
 *
 * Each method throws a StoreFailure when it failed permanently, whatever the source of a body threw, and the signal's
 * reason when it is aborted.
 */
class ObjectStore {
    #client;
    #bucket;
    /** @throws InputError when a proxy variable of the environment is not a URL */
    constructor(options) {
        this.#client = new RetryingClient(options);
        this.#bucket = options.bucket;
    }
    /** @returns the version, if the bucket has versioning */
    async putObject(key, body, options = {}) {
        const headers = {
            ...options.headers,
            ...(options.onlyIfAbsent === true ? { 'if-none-match': '*' } : {}),
            // Without quotes: RGW 16.2.15 would compare them too.
            ...(options.onlyIfMatch === undefined ? {} : { 'if-match': options.onlyIfMatch }),
        };
        return await this.#client.request({ method: 'PUT', key, headers, body }, readPut, options);
    }
    /** @returns undefined if there is no such object */
    async headObject(key, signal) {
        const read = ({ headers }) => {
            const etag = readEtag({ headers })?.etag;
            const size = Number(headers['content-length']);
            return etag === undefined || !Number.isSafeInteger(size)
                ? undefined
                : { size, etag, headers: { ...headers } };
        };
        try {
            return await this.#client.request({ method: 'HEAD', key }, read, { signal });
        }
        catch (error) {
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'not-found')
                return undefined;
            throw error;
        }
    }
    /**
     * Gives an object other headers and metadata, by a copy onto itself. Its content and ETag stay, also an ETag of parts, and
     * its tags are lost (measured on RGW 16.2.15 and 20.2.4, whatever x-amz-tagging-directive says). S3 does this up to
     * 5 GiB.
     *
     * @param headers lower-case names; all that the object is to have, with its ACL
     */
    async replaceHeaders(key, headers, signal) {
        const copy = {
            'x-amz-copy-source': (0,signing/* pathOf */.XM)(this.#bucket, key),
            'x-amz-metadata-directive': 'REPLACE',
        };
        const read = ({ body }) => (0,xml/* readXml */.km)(body)?.name === 'CopyObjectResult' || undefined;
        const request = { method: 'PUT', key, headers: { ...headers, ...copy } };
        await this.#client.request(request, read, { signal, slow: SLOW });
    }
    /** The request is in flight until the body is read to the end or abandoned, for example by `break` in a `for await`. */
    async getObject(key, options = {}) {
        return await readObject(this.#client, key, options);
    }
    /** Ordered by the bytes of the keys. */
    async *listObjects(prefix, signal) {
        const query = { 'list-type': '2', 'encoding-type': 'url', prefix };
        const from = { 'continuation-token': 'NextContinuationToken' };
        const pages = (0,s3_listing/* listPages */.pN)(this.#client, { query, root: 'ListBucketResult', from, signal });
        for await (const { page, decode, measure } of pages) {
            for (const entry of (0,xml/* elementsOf */.ZE)(page, 'Contents')) {
                yield {
                    key: decode((0,xml/* textOf */.b6)(entry, 'Key')),
                    ...measure(entry),
                    lastModified: (0,xml/* textOf */.b6)(entry, 'LastModified'),
                };
            }
        }
    }
    /** The folders directly below a prefix that ends with a slash, with theirs. A folder is what keys have up to a slash. */
    async *listFolders(prefix, signal) {
        const query = { 'list-type': '2', 'encoding-type': 'url', prefix, delimiter: '/' };
        const from = { 'continuation-token': 'NextContinuationToken' };
        const pages = (0,s3_listing/* listPages */.pN)(this.#client, { query, root: 'ListBucketResult', from, signal });
        for await (const { page, decode } of pages) {
            for (const entry of (0,xml/* elementsOf */.ZE)(page, 'CommonPrefixes'))
                yield decode((0,xml/* textOf */.b6)(entry, 'Prefix'));
        }
    }
    /** The versions of one object and its delete markers, of each kind the newest first. */
    async listVersions(key, signal) {
        const query = { versions: '', 'encoding-type': 'url', prefix: key };
        const from = { 'key-marker': 'NextKeyMarker', 'version-id-marker': 'NextVersionIdMarker' };
        const found = { objects: [], markers: [] };
        const pages = (0,s3_listing/* listPages */.pN)(this.#client, { query, root: 'ListVersionsResult', from, signal });
        for await (const { page, decode } of pages) {
            const isOwn = (entry) => decode((0,xml/* textOf */.b6)(entry, 'Key')) === key;
            const [objects, markers] = [(0,xml/* elementsOf */.ZE)(page, 'Version'), (0,xml/* elementsOf */.ZE)(page, 'DeleteMarker')];
            found.objects.push(...objects.filter(isOwn).map(readVersion));
            found.markers.push(...markers.filter(isOwn).map(readVersion));
            // Longer keys follow.
            if (![...objects, ...markers].every(isOwn))
                break;
        }
        return found;
    }
    /** Lists multipart uploads that were neither completed nor aborted. */
    async *listUploads(prefix, signal) {
        // Not percent-encoded: RGW 16.2.15 encodes on request, but does not say so in its answer.
        const query = { uploads: '', prefix };
        const from = { 'key-marker': 'NextKeyMarker', 'upload-id-marker': 'NextUploadIdMarker' };
        const root = 'ListMultipartUploadsResult';
        for await (const { page, decode } of (0,s3_listing/* listPages */.pN)(this.#client, { query, root, from, signal })) {
            for (const entry of (0,xml/* elementsOf */.ZE)(page, 'Upload')) {
                yield {
                    key: decode((0,xml/* textOf */.b6)(entry, 'Key')),
                    uploadId: (0,xml/* textOf */.b6)(entry, 'UploadId'),
                    initiated: (0,xml/* textOf */.b6)(entry, 'Initiated'),
                };
            }
        }
    }
    /** Ordered by number. */
    async *listParts(key, uploadId, signal) {
        const from = { 'part-number-marker': 'NextPartNumberMarker' };
        const listing = { key, query: { uploadId }, root: 'ListPartsResult', from, signal };
        for await (const { page, measure } of (0,s3_listing/* listPages */.pN)(this.#client, listing)) {
            for (const entry of (0,xml/* elementsOf */.ZE)(page, 'Part')) {
                yield { number: Number((0,xml/* textOf */.b6)(entry, 'PartNumber')), ...measure(entry) };
            }
        }
    }
    /**
     * Begins a multipart upload. If an answer is lost and the request repeated, the first upload remains unfinished.
     *
     * @param onUnclear called when that may have happened
     * @returns the upload ID
     */
    async createUpload(key, headers, signal, onUnclear) {
        const request = { method: 'POST', key, query: { uploads: '' }, headers };
        return await this.#client.request(request, ({ body }) => {
            const root = (0,xml/* readXml */.km)(body);
            return ((root?.name === 'InitiateMultipartUploadResult' && (0,xml/* textOf */.b6)(root.content, 'UploadId')) || undefined);
        }, { signal, onUnclear });
    }
    /** @param number from 1 to 10,000 */
    async uploadPart(key, uploadId, number, body, options = {}) {
        const query = { partNumber: String(number), uploadId };
        return await this.#client.request({ method: 'PUT', key, query, body }, readEtag, options);
    }
    /**
     * Completes an upload. RGW 16.2.15 answers 200 for an upload that does not exist if the key has an object. Only the ETag
     * tells whose content it is.
     *
     * @param parts ordered by number
     * @param options.onlyIfAbsent fails with `exists` if the key is taken; RGW before 20.2.1 ignores this
     * @throws StoreFailure of kind `no-upload` if it does not exist, for example because a first answer was lost
     */
    async completeUpload(key, uploadId, parts, { onlyIfAbsent = false, signal } = {}) {
        const elements = parts.map(({ number, etag }) => (0,xml/* writeElement */._m)('Part', [
            (0,xml/* writeElement */._m)('PartNumber', String(number)),
            (0,xml/* writeElement */._m)('ETag', `"${(0,s3_listing/* unquote */._n)(etag)}"`),
        ]));
        const body = object_store_document('CompleteMultipartUpload', elements);
        const headers = { ...XML, ...(onlyIfAbsent ? { 'if-none-match': '*' } : {}) };
        const request = { method: 'POST', key, query: { uploadId }, headers, body };
        const read = ({ body }) => (0,xml/* readXml */.km)(body)?.name === 'CompleteMultipartUploadResult' || undefined;
        try {
            await this.#client.request(request, read, { signal, slow: SLOW });
        }
        catch (error) {
            if (error instanceof s3_failure/* StoreFailure */.k && error.code === 'InternalError')
                await this.#assertUpload(key, uploadId, signal);
            throw error;
        }
    }
    /** RGW 16.2.15 answers InternalError if the upload to complete is gone. @throws StoreFailure of kind `no-upload` */
    async #assertUpload(key, uploadId, signal) {
        try {
            for await (const _ of this.listParts(key, uploadId, signal))
                return;
        }
        catch (error) {
            signal?.throwIfAborted();
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'no-upload')
                throw error;
            // A write-only session may not list parts.
        }
    }
    /** Resolves when the upload is gone, or was gone already. */
    async abortUpload(key, uploadId, signal) {
        const request = { method: 'DELETE', key, query: { uploadId } };
        try {
            // Some servers report success for an upload that is gone, each time.
            for (let times = 0; times < MOST_ABORTS; times += 1) {
                await this.#client.request(request, () => true, { signal });
            }
        }
        catch (error) {
            if (!(error instanceof s3_failure/* StoreFailure */.k) || error.kind !== 'no-upload')
                throw error;
        }
    }
    async readTags(key, signal) {
        const read = ({ body }) => {
            const root = (0,xml/* readXml */.km)(body);
            if (root?.name !== 'Tagging')
                return undefined;
            const tags = (0,xml/* elementsOf */.ZE)((0,xml/* childOf */.GG)(root.content, 'TagSet'), 'Tag');
            return Object.fromEntries(tags.map((tag) => [(0,xml/* textOf */.b6)(tag, 'Key'), (0,xml/* textOf */.b6)(tag, 'Value')]));
        };
        return await this.#client.request({ method: 'GET', key, query: { tagging: '' } }, read, { signal });
    }
    async tagObject(key, tags, signal) {
        const elements = Object.entries(tags).map(([name, value]) => (0,xml/* writeElement */._m)('Tag', [(0,xml/* writeElement */._m)('Key', name), (0,xml/* writeElement */._m)('Value', value)]));
        const body = object_store_document('Tagging', [(0,xml/* writeElement */._m)('TagSet', elements)]);
        const headers = { ...XML, 'content-md5': body.md5 };
        await this.#client.request({ method: 'PUT', key, query: { tagging: '' }, headers, body }, () => true, {
            signal,
        });
    }
    /**
     * Deletes an object, whether it exists or not. Sessions with a session policy need this, because RGW 16.2.15 denies them
     * {@link deleteObjects} whatever the policy says.
     */
    async deleteObject(key, signal) {
        try {
            await this.#client.request({ method: 'DELETE', key }, () => true, { signal });
        }
        catch (error) {
            if (!(error instanceof s3_failure/* StoreFailure */.k) || error.kind !== 'not-found')
                throw error;
        }
    }
    /** Deletes one version, or the object of a bucket without versioning (`null`), and leaves no delete marker. */
    async deleteVersion(key, versionId, signal) {
        await this.#client.request({ method: 'DELETE', key, query: { versionId } }, () => true, { signal });
    }
    /**
     * Deletes keys, whether they exist or not, 1,000 per request.
     *
     * @returns the keys that the server did not delete, each with its error code
     */
    async deleteObjects(keys, signal) {
        const failures = [];
        for (let start = 0; start < keys.length; start += MOST_DELETED) {
            failures.push(...(await this.#deleteSome(keys.slice(start, start + MOST_DELETED), signal)));
        }
        return failures;
    }
    /**
     * Creates a link with which anybody can get an object, until the requested time or the end of the session.
     *
     * @param expiresSeconds up to 604,800, a week
     * @param options.filename the name under which a browser saves it
     * @returns the link and its actual expiration
     */
    async presignGet(key, expiresSeconds, { filename } = {}) {
        const query = filename === undefined ? {} : { 'response-content-disposition': disposition(filename) };
        return await this.#client.presign(key, query, expiresSeconds);
    }
    /** Aborts requests in flight, and closes the connections and the key source. */
    async close() {
        await this.#client.close();
    }
    async #deleteSome(keys, signal) {
        const elements = keys.map((key) => (0,xml/* writeElement */._m)('Object', [(0,xml/* writeElement */._m)('Key', key)]));
        const body = object_store_document('Delete', [(0,xml/* writeElement */._m)('Quiet', 'true'), ...elements]);
        const headers = { ...XML, 'content-md5': body.md5 };
        const request = { method: 'POST', query: { delete: '' }, headers, body };
        return await this.#client.request(request, ({ body }) => {
            const root = (0,xml/* readXml */.km)(body);
            if (root?.name !== 'DeleteResult')
                return undefined;
            return (0,xml/* elementsOf */.ZE)(root.content, 'Error').map((entry) => ({
                key: (0,xml/* textOf */.b6)(entry, 'Key'),
                code: (0,xml/* textOf */.b6)(entry, 'Code'),
            }));
        }, { signal, slow: SLOW });
    }
}
const XML = { 'content-type': 'application/xml' };
function object_store_document(name, elements) {
    const root = (0,xml/* writeElement */._m)(name, elements).addAttribute('xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/');
    const text = `<?xml version="1.0" encoding="UTF-8"?>${root.toString()}`;
    // Servers require an MD5 for deleting and tagging.
    return { ...(0,s3_request/* bodyOf */.EN)(text), md5: (0,external_node_crypto_.createHash)('md5').update(text).digest('base64') };
}
function readPut({ headers }) {
    const put = readEtag({ headers });
    const versionId = headers['x-amz-version-id'] ?? 'null';
    return put === undefined || versionId === 'null' ? put : { ...put, versionId };
}
function readVersion(entry) {
    return {
        versionId: (0,xml/* textOf */.b6)(entry, 'VersionId'),
        etag: (0,s3_listing/* unquote */._n)((0,xml/* textOf */.b6)(entry, 'ETag')),
        lastModified: Date.parse((0,xml/* textOf */.b6)(entry, 'LastModified')),
    };
}
/** Objects and parts have an ETag. An answer without one is not an S3 response. */
function readEtag({ headers }) {
    const etag = (0,s3_listing/* unquote */._n)(headers.etag ?? '');
    return etag === '' ? undefined : { etag };
}
/** Encodes a name that is not plain ASCII as RFC 5987 says, with a plain fallback for older clients. */
function disposition(filename) {
    const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
    const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}


/***/ }),

/***/ 6065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ bodyOf),
/* harmony export */   Ng: () => (/* binding */ describeRequest),
/* harmony export */   o9: () => (/* binding */ RequestSigner)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _http_signing_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5765);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);



/** Such as `PUT 'builds/a.txt' in bucket 'b'`. */
function describeRequest({ method, bucket, key, query = {} }) {
    const [operation] = Object.keys(query).filter((name) => ['uploads', 'tagging', 'delete'].includes(name));
    const part = query.partNumber === undefined ? '' : ` part ${query.partNumber} of`;
    const what = key === undefined ? '' : ` '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(key)}'`;
    const where = bucket === undefined ? '' : ` in bucket '${bucket}'`;
    return `${method}${operation === undefined ? '' : ` ${operation}`}${part}${what}${where}`;
}
/**
 * Signs requests, with the bucket in the path, which RGW needs. The signature includes the digest of the body, so that the
 * server checks it.
 */
class RequestSigner {
    #target;
    #url;
    /** The signer of the last key, since a key signs many requests. */
    #last;
    constructor(target) {
        this.#target = target;
        this.#url = new URL(target.endpoint);
    }
    /**
     * @param key undefined to send the request unsigned
     * @param now milliseconds since the epoch
     */
    async sign(request, key, now) {
        const { method, bucket, query = {} } = request;
        const body = typeof request.body === 'string' ? bodyOf(request.body) : request.body;
        const path = (0,_http_signing_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOf */ .XM)(bucket, request.key);
        const headers = {
            host: this.#url.host,
            ...(key === undefined ? {} : { 'x-amz-content-sha256': (body ?? EMPTY).sha256 }),
            ...lengthOf(method, body),
            ...request.headers,
        };
        const unsigned = { ...this.#origin(), method, path, query: { ...query }, headers };
        const signed = key === undefined ? unsigned : await this.#signer(key).sign(unsigned, { signingDate: new Date(now) });
        return {
            method,
            path: (0,_http_signing_js__WEBPACK_IMPORTED_MODULE_2__/* .withQuery */ .VL)(path, query),
            headers: { ...signed.headers, 'user-agent': 'otter-sts-credentials' },
            body: body === undefined || body.bytes === 0 ? undefined : body.open(),
        };
    }
    /** Creates a URL with which anybody can get an object, until it or the key expires. */
    async presign({ bucket, key: objectKey }, query, key, terms) {
        const path = (0,_http_signing_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOf */ .XM)(bucket, objectKey);
        // S3 uses this word for an unknown digest. It is signed, but not sent.
        const digest = 'x-amz-content-sha256';
        const headers = { host: this.#url.host, [digest]: 'UNSIGNED-PAYLOAD' };
        const unsigned = { ...this.#origin(), method: 'GET', path, query: { ...query }, headers };
        const signed = await this.#signer(key).presign(unsigned, {
            signingDate: new Date(terms.now),
            expiresIn: terms.seconds,
            unhoistableHeaders: new Set([digest]),
            unsignableHeaders: new Set([digest]),
        });
        return this.#url.origin + (0,_http_signing_js__WEBPACK_IMPORTED_MODULE_2__/* .withQuery */ .VL)(path, signed.query);
    }
    #origin() {
        const { protocol, hostname, port } = this.#url;
        return { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }) };
    }
    #signer(key) {
        if (this.#last?.key !== key)
            this.#last = { key, signer: (0,_http_signing_js__WEBPACK_IMPORTED_MODULE_2__/* .createSigner */ .rO)(key, this.#target.region) };
        return this.#last.signer;
    }
}
function lengthOf(method, body) {
    return method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.bytes ?? 0) } : {};
}
/** A body that is in memory. */
function bodyOf(content) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return { sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', bytes), bytes: bytes.length, open: () => bytes };
}
const EMPTY = bodyOf('');


/***/ }),

/***/ 8381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ LARGEST_SMALL),
/* harmony export */   W: () => (/* binding */ Slots)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);

/** Bytes up to which a body is small: it is kept in memory. Of a larger one, pieces are kept while it is in transfer. */
const LARGEST_SMALL = 256 * 1024;
/** The most large requests at once. 32 fill the bandwidth, and more would take over 200 MB of memory. */
const MOST_LARGE = 32;
/**
 * The concurrency limit, first come, first served within each size. When the server or the network is overloaded, the limit
 * is halved; with each success it grows again, by one slot in as many successes as there are slots (like TCP's congestion
 * window, RFC 5681).
 */
class Slots {
    #most;
    #limit;
    #taken = 0;
    #takenLarge = 0;
    #waiting = new Set();
    /** Slots that were taken since the limit was last halved. */
    #current = new WeakSet();
    constructor(most) {
        this.#most = most;
        this.#limit = most;
    }
    /**
     * @param bytes of the request's body, or of its answer
     * @throws the signal's reason when it is aborted before
     */
    async take(bytes, signal) {
        signal?.throwIfAborted();
        // Each request adds listeners. Node 20 warns of a leak when there are more than ten.
        if (signal !== undefined)
            (0,node_events__WEBPACK_IMPORTED_MODULE_0__.setMaxListeners)(0, signal);
        const isLarge = bytes > LARGEST_SMALL;
        return this.#fits(isLarge) ? this.#hold(isLarge) : await this.#wait(isLarge, signal);
    }
    /**
     * Call this when a request was refused because the server is overloaded, or timed out. Many requests fail at the same
     * moment, so one that began before the limit was last halved changes nothing.
     */
    overloaded(held) {
        if (!this.#current.has(held))
            return;
        this.#current = new WeakSet();
        this.#limit = Math.max(this.#limit / 2, 1);
    }
    /** Call this when the server accepted a request. */
    accepted() {
        this.#limit = Math.min(this.#limit + 1 / this.#limit, this.#most);
        this.#admit();
    }
    #fits(isLarge) {
        return this.#taken < Math.floor(this.#limit) && !(isLarge && this.#takenLarge >= MOST_LARGE);
    }
    #hold(isLarge) {
        this.#count(isLarge, 1);
        const held = {
            release: () => {
                this.#count(isLarge, -1);
                this.#admit();
            },
        };
        this.#current.add(held);
        return held;
    }
    #count(isLarge, change) {
        this.#taken += change;
        if (isLarge)
            this.#takenLarge += change;
    }
    #admit() {
        for (const waiting of this.#waiting) {
            if (this.#taken >= Math.floor(this.#limit))
                return;
            if (this.#fits(waiting.isLarge))
                waiting.enter(this.#hold(waiting.isLarge));
        }
    }
    #wait(isLarge, signal) {
        return new Promise((resolve, reject) => {
            const leave = () => {
                this.#waiting.delete(waiting);
                signal?.removeEventListener('abort', abort);
            };
            const waiting = {
                isLarge,
                enter: (held) => {
                    leave();
                    resolve(held);
                },
            };
            const abort = () => {
                leave();
                reject(signal?.reason);
            };
            this.#waiting.add(waiting);
            signal?.addEventListener('abort', abort, { once: true });
        });
    }
}


/***/ }),

/***/ 573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GG: () => (/* binding */ childOf),
/* harmony export */   ZE: () => (/* binding */ elementsOf),
/* harmony export */   _m: () => (/* binding */ writeElement),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   km: () => (/* binding */ readXml)
/* harmony export */ });
/* unused harmony exports findTexts, textsOf */
/* harmony import */ var _aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9);
/* harmony import */ var _aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7052);
/* harmony import */ var _aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8128);

/** Reads the root of an XML document. @returns undefined if it is not XML, or truncated */
function readXml(text) {
    try {
        const [root] = Object.entries((0,_aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_0__/* .parseXML */ .h)(text));
        return root === undefined ? undefined : { name: root[0], content: asElement(root[1]) };
    }
    catch {
        // A parse error, or deeper nesting than the stack allows.
        return undefined;
    }
}
/** The text of a child element, or an empty string. */
function textOf(element, name) {
    const value = Object.hasOwn(element, name) ? element[name] : undefined;
    if (typeof value === 'string')
        return value;
    // If the element has attributes, its text is a child of its own.
    const text = asElement(value)['#text'];
    return typeof text === 'string' ? text : '';
}
/** All children with this name. */
function elementsOf(element, name) {
    const value = Object.hasOwn(element, name) ? element[name] : undefined;
    if (value === undefined)
        return [];
    return (Array.isArray(value) ? value : [value]).map(asElement);
}
/** The first child with this name, or an empty element. */
function childOf(element, name) {
    return elementsOf(element, name)[0] ?? {};
}
/** The texts of all elements with this name, at any depth. */
function findTexts(element, name) {
    return Object.entries(element).flatMap(([child, value]) => [
        ...(child === name ? textsOf(element, name) : []),
        ...[value].flat().flatMap((nested) => findTexts(asElement(nested), name)),
    ]);
}
/** The texts of all children with this name that have no children themselves. */
function textsOf(element, name) {
    const value = Object.hasOwn(element, name) ? element[name] : undefined;
    return [value].flat().filter((text) => typeof text === 'string');
}
function asElement(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function writeElement(name, content) {
    return new _aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_1__/* .XmlNode */ .C(name, typeof content === 'string' ? [new _aws_sdk_xml_builder__WEBPACK_IMPORTED_MODULE_2__/* .XmlText */ .Z(content)] : [...content]);
}


/***/ }),

/***/ 5578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   Zt: () => (/* binding */ paddingOf),
/* harmony export */   w6: () => (/* binding */ isArchiveName)
/* harmony export */ });
/** The names that an archive can have below the prefix. They say how it is compressed. */
const ARCHIVE_NAMES = ['otter-archive.tar.zst', 'otter-archive.tar.gz'];
/** The size of a block of a tar archive, in bytes. Headers and contents are padded to it. */
const BLOCK = 512;
/** How many bytes follow content of this size up to the next block. */
function paddingOf(size) {
    return (BLOCK - (size % BLOCK)) % BLOCK;
}
function isArchiveName(path) {
    return ARCHIVE_NAMES.includes(path);
}


/***/ }),

/***/ 8058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ch: () => (/* binding */ isContentDigest),
/* harmony export */   OS: () => (/* binding */ startContentDigest),
/* harmony export */   eZ: () => (/* binding */ contentDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const ALGORITHM = 'sha256';
const DIGEST = /^[0-9a-f]{64}$/;
/** The digest that the manifest and its pointer use: SHA-256 in lower-case hexadecimal, like `sha256sum`. */
function contentDigest(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)(ALGORITHM, content);
}
/** For content that arrives in pieces. End it with `digest('hex')`. */
function startContentDigest() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(ALGORITHM);
}
function isContentDigest(text) {
    return DIGEST.test(text);
}


/***/ }),

/***/ 606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   Hu: () => (/* binding */ ArtifactFailure),
/* harmony export */   Ul: () => (/* binding */ endOfTransfer)
/* harmony export */ });
const EXIT_CODES = {
    failed: 1,
    'nothing-found': 3,
    partial: 4,
    refused: 5,
    exists: 5,
    integrity: 6,
};
/** An incomplete transfer. The message says what was tried, what came back and what to do, and contains no secret. */
class ArtifactFailure extends Error {
    name = 'ArtifactFailure';
    kind;
    constructor(kind, message, options) {
        super(message, options);
        this.kind = kind;
    }
}
/** The exit code for a failure. It is never 0, nor 2, which means invalid input. */
function exitCodeOf(kind) {
    return EXIT_CODES[kind];
}
const ENDS = {
    refused: 'refused',
    expired: 'refused',
    exists: 'exists',
    integrity: 'integrity',
};
/** What the failure of a request means for the transfer. */
function endOfTransfer({ kind }) {
    return ENDS[kind] ?? 'failed';
}


/***/ }),

/***/ 410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ JsonReader)
/* harmony export */ });
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _content_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8058);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(606);



const TIME = /^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
/** Reads JSON that may come from anyone who can write to the bucket, so every value is checked. */
class JsonReader {
    /** What is read, such as `the manifest`. Every message begins with it. */
    #what;
    constructor(what) {
        this.#what = what;
    }
    /** @throws ArtifactFailure of kind `integrity` */
    refuse(problem, cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ArtifactFailure */ .Hu('integrity', `Reading ${this.#what} failed: ${problem}. Upload the artifact again, and find out who else can write to the bucket.`, { cause });
    }
    parse(text) {
        if (hasTooManyValues(text))
            this.refuse('it has more values than its files can need');
        let value;
        try {
            value = JSON.parse(text);
        }
        catch (error) {
            this.refuse('it is not valid JSON', error);
        }
        return this.record(value, 'it');
    }
    record(value, name) {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            this.refuse(`${name} is not an object`);
        return value;
    }
    list(value, name) {
        if (!Array.isArray(value))
            this.refuse(`${name} is not a list`);
        return value;
    }
    text(value, name) {
        if (typeof value !== 'string')
            this.refuse(`${name} is not a string`);
        if (/\p{Cs}/u.test(value))
            this.refuse(`${name} has an unpaired surrogate`);
        return value;
    }
    integer(value, name, most = Number.MAX_SAFE_INTEGER) {
        if (!Number.isSafeInteger(value) || value < 0 || value > most) {
            this.refuse(`${name} is not a whole number from 0 to ${most}`);
        }
        return value;
    }
    sha256(value, name) {
        const text = this.text(value, name);
        if (!(0,_content_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isContentDigest */ .Ch)(text))
            this.refuse(`${name} is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(text)}', which is not a SHA-256 in hexadecimal`);
        return text;
    }
    time(value, name) {
        const text = this.text(value, name);
        if (!TIME.test(text) || Number.isNaN(Date.parse(text))) {
            this.refuse(`${name} is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(text)}', which is not a time such as 2026-01-31T12:00:00.000Z`);
        }
        return text;
    }
    /** An unknown version is refused like a forgery, because anyone can write it. */
    version(value) {
        if (Number.isSafeInteger(value) && value > 1) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ArtifactFailure */ .Hu('integrity', `Reading ${this.#what} failed: it is of version ${value}, and this program knows only version 1. Use a newer release of otter-sts or of the action.`);
        }
        if (value !== 1)
            this.refuse('its version is not 1');
    }
}
/** The least bytes of text for each object, list or further value in what an upload writes. */
const BYTES_OF_OBJECT = 24;
const BYTES_OF_VALUE = 6;
/** Texts up to this size are always parsed. */
const SMALL = 1024 * 1024;
/** More members than any object of an upload has. A dictionary of millions takes seconds to build. */
const MANY_MEMBERS = 32;
/** An upload's objects are no deeper than a list in an object. */
const DEEP = 8;
/** Whether parsing would take far more time or memory than the length suggests: 114 MiB of `{}` took 4.5 GB. */
function hasTooManyValues(text) {
    if (text.length <= SMALL)
        return false;
    let left = text.length;
    let inString = false;
    // The number of further members that each open object may have. A list may have any number.
    const open = [];
    for (let at = 0; at < text.length && left >= 0; at += 1) {
        const code = text.charCodeAt(at);
        if (code === QUOTE)
            inString = !inString;
        else if (inString)
            at += code === BACKSLASH ? 1 : 0;
        else if (code === COMMA) {
            left -= BYTES_OF_VALUE;
            const members = (open.pop() ?? 0) - 1;
            if (members < 0)
                return true;
            open.push(members);
        }
        else if (code === BRACE || code === BRACKET) {
            left -= BYTES_OF_OBJECT;
            if (open.push(code === BRACE ? MANY_MEMBERS : Number.POSITIVE_INFINITY) > DEEP)
                return true;
        }
        else if (code === END_OF_BRACE || code === END_OF_BRACKET)
            open.pop();
    }
    return left < 0;
}
const QUOTE = 0x22;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const END_OF_BRACKET = 0x5d;
const BRACE = 0x7b;
const END_OF_BRACE = 0x7d;


/***/ }),

/***/ 4807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rc: () => (/* binding */ checkKeyText),
/* harmony export */   T5: () => (/* binding */ objectKey),
/* harmony export */   fr: () => (/* binding */ readPrefix),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME),
/* harmony export */   je: () => (/* binding */ PLACEHOLDERS),
/* harmony export */   x7: () => (/* binding */ checkObjectKey)
/* harmony export */ });
/* harmony import */ var _credentials_session_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6903);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);



/** The name of the manifest's object after the prefix. */
const MANIFEST_NAME = 'otter-manifest.json';
/** Below the prefix, where uploads keep their placeholders. */
const PLACEHOLDERS = '.otter-claims/';
/** The maximum length of a key in bytes of UTF-8, on S3 and RGW. */
const LONGEST_KEY = 1_024;
/**
 * The key of a file of an artifact.
 *
 * @throws InputError if the key would be too long, or is one that uploads use themselves
 */
function objectKey(prefix, path) {
    const key = prefix + path;
    if (Buffer.byteLength(key) > LONGEST_KEY) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('path', `has the file '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(path)}', whose key with the prefix is longer than the ${LONGEST_KEY.toLocaleString('en')} bytes that a key can have: shorten one of them.`);
    }
    if (path === MANIFEST_NAME) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('path', `has a file ${MANIFEST_NAME} at its top, where the manifest of the upload goes: exclude or rename it.`);
    }
    if (path.startsWith(PLACEHOLDERS)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('path', `has the file '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(path)}', and uploads keep their own notes in ${PLACEHOLDERS}: exclude or rename it.`);
    }
    return key;
}
/**
 * Checks a key that a user wrote.
 *
 * @param input the input's name
 * @returns the key
 * @throws InputError if a client or a session policy could not name the key
 */
function checkObjectKey(input, key) {
    if (key === '' || key.endsWith('/'))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, 'names no object: write a whole key.');
    checkKeyText(input, key);
    if (Buffer.byteLength(key) > LONGEST_KEY) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `is longer than the ${LONGEST_KEY.toLocaleString('en')} bytes that a key can have.`);
    }
    return key;
}
/**
 * Checks a key or a prefix.
 *
 * @throws InputError for a segment that clients resolve or drop, or for characters that a policy reads as a pattern
 */
function checkKeyText(input, text) {
    if (text.startsWith('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, 'begins with a slash, and keys in a bucket do not: remove it.');
    }
    (0,_credentials_session_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .refusePatterns */ .YK)(input, text);
    const segments = text.replace(/\/$/, '').split('/');
    if (text !== '' && segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(text)}', with an empty segment, . or .. between slashes, which clients resolve differently: remove it.`);
    }
}
/** Reads an artifact's prefix. @throws ArtifactFailure of kind `integrity` if an upload would not accept it */
function readPrefix(reader, value) {
    const prefix = reader.text(value, 'its prefix');
    try {
        if (prefix !== '' && !prefix.endsWith('/'))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('prefix', 'has no slash at its end.');
        checkKeyText('prefix', prefix);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz))
            throw error;
        reader.refuse(`its prefix '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(prefix)}' is not a valid prefix`, error);
    }
    return prefix;
}


/***/ }),

/***/ 6989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B3: () => (/* binding */ LONGEST_POINTER),
/* harmony export */   em: () => (/* binding */ parseLatestPointer),
/* harmony export */   uL: () => (/* binding */ formatLatestPointer)
/* harmony export */ });
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _json_reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(410);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4807);
/* harmony import */ var _run_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2248);




/** The maximum size of a pointer, in bytes. A real one has two keys and little else. */
const LONGEST_POINTER = 65_536;
function formatLatestPointer(pointer) {
    const { version, prefix, manifestKey, manifestSha256, createdAt, runId, order } = pointer;
    const content = { version, prefix, manifestKey, manifestSha256, createdAt, runId, order };
    return `${JSON.stringify(content, undefined, 2)}\n`;
}
/** @throws ArtifactFailure of kind `integrity` if it is anything else */
function parseLatestPointer(text) {
    const reader = new _json_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .JsonReader */ .O('the pointer to the latest artifact');
    const pointer = reader.parse(text);
    reader.version(pointer.version);
    const prefix = (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .readPrefix */ .fr)(reader, pointer.prefix);
    const manifestKey = reader.text(pointer.manifestKey, 'its manifestKey');
    try {
        (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .checkObjectKey */ .x7)('manifest-key', manifestKey);
    }
    catch (error) {
        reader.refuse(`its manifestKey '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(manifestKey)}' is not a valid key`, error);
    }
    return {
        version: 1,
        prefix,
        manifestKey,
        manifestSha256: reader.sha256(pointer.manifestSha256, 'its manifestSha256'),
        createdAt: reader.time(pointer.createdAt, 'its createdAt'),
        ...(pointer.runId === undefined ? {} : { runId: reader.text(pointer.runId, 'its runId') }),
        ...(pointer.order === undefined ? {} : { order: (0,_run_order_js__WEBPACK_IMPORTED_MODULE_3__/* .readOrder */ .Rx)(reader, pointer.order) }),
    };
}


/***/ }),

/***/ 1471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   UA: () => (/* binding */ parseManifestInTurns),
/* harmony export */   fG: () => (/* binding */ LONGEST_MANIFEST)
/* harmony export */ });
/* unused harmony export parseManifest */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(874);
/* harmony import */ var _s3_listing_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(424);
/* harmony import */ var _part_plan_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1950);
/* harmony import */ var _archive_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5578);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(606);
/* harmony import */ var _json_reader_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(410);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4807);
/* harmony import */ var _path_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2471);









/**
 * The maximum size of a manifest, in bytes. 100,000 files need 18 MiB with paths of 40 characters, and 34 MiB with paths of
 * 210. It is parsed in one go, and signals wait until that is done.
 */
const LONGEST_MANIFEST = 64 * 1024 ** 2;
/** The bits of a mode that are accepted. Only 0o777 of them are kept, so setuid, setgid and sticky are never restored. */
const MODE_BITS = 0o7777;
const PERMISSIONS = 0o777;
/**
 * The manifest as JSON, with one entry per line, sorted by path. The same artifact gives the same text.
 *
 * @throws ArtifactFailure of kind `failed` if a download would refuse it, or it is too large
 */
function formatManifest(manifest) {
    assertAcceptable(manifest);
    const { prefix, createdAt, expiresAt, archive } = manifest;
    const text = [
        '{',
        '"version": 1,',
        `"prefix": ${JSON.stringify(prefix)},`,
        `"createdAt": ${JSON.stringify(createdAt)},`,
        ...(expiresAt === undefined ? [] : [`"expiresAt": ${JSON.stringify(expiresAt)},`]),
        ...(archive === undefined ? [] : [`"archive": ${JSON.stringify(archive)},`]),
        `"files": ${formatList(manifest.files, formatFile)},`,
        `"links": ${formatList(manifest.links, formatLink)}`,
        '}\n',
    ].join('\n');
    assertReadable(text, manifest);
    return text;
}
function assertReadable(text, { files, links }) {
    const bytes = Buffer.byteLength(text);
    if (bytes <= LONGEST_MANIFEST)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ArtifactFailure */ .Hu('failed', `Writing the manifest failed: with ${files.length + links.length} files and links it has ${bytes} bytes, and a download reads at most ${LONGEST_MANIFEST}. Upload them as several artifacts, or as an archive.`);
}
/** A manifest that a download would refuse is not written. */
function assertAcceptable({ files, links }) {
    const paths = [...files, ...links].map(({ path }) => ({ path, problem: ownPathProblem(path) }));
    const targets = links.map(({ path, target }) => ({ path, problem: (0,_path_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .linkProblem */ .kD)(path, target) }));
    const found = [...paths, ...targets].find(({ problem }) => problem !== undefined) ?? treeOf(files, links);
    if (found === undefined)
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ArtifactFailure */ .Hu('failed', `Writing the manifest failed: '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(found.path)}' ${found.problem}, which a download refuses. Exclude or rename it.`);
}
function formatList(entries, format) {
    if (entries.length === 0)
        return '[]';
    const sorted = entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    return `[\n${sorted.map(format).join(',\n')}\n]`;
}
function formatFile({ path, size, sha256, mode, mtime, parts }) {
    return JSON.stringify({ path, size, sha256, mode, mtime, parts });
}
function formatLink({ path, target, mtime }) {
    return JSON.stringify({ path, target, mtime });
}
/**
 * Reads a manifest that may come from anyone who can write to the bucket.
 *
 * @throws ArtifactFailure of kind `integrity` for anything unsafe: a path that leaves the folder or occurs twice, a file
 *   below a file or link, a link that leads out, an invalid number
 */
function parseManifest(text) {
    const steps = readManifest(text);
    for (;;) {
        const { done, value } = steps.next();
        if (done)
            return value;
    }
}
/**
 * Like {@link parseManifest}, but gives way to other work of the process, such as handling a signal.
 *
 * @param what what is read, for messages
 * @throws the signal's reason if it is aborted
 */
async function parseManifestInTurns(text, signal, what) {
    const steps = readManifest(text, what);
    for (;;) {
        const { done, value } = steps.next();
        if (done)
            return value;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
        signal.throwIfAborted();
    }
}
/** Entries that are read in one turn, which takes a few milliseconds. */
const ENTRIES_IN_A_TURN = 1_000;
function* readManifest(text, what = 'the manifest') {
    const reader = new _json_reader_js__WEBPACK_IMPORTED_MODULE_4__/* .JsonReader */ .O(what);
    const manifest = reader.parse(text);
    yield;
    reader.version(manifest.version);
    const prefix = (0,_key_js__WEBPACK_IMPORTED_MODULE_5__/* .readPrefix */ .fr)(reader, manifest.prefix);
    const archive = manifest.archive === undefined ? undefined : readArchive(reader, manifest.archive);
    const files = yield* readEach(reader.list(manifest.files, 'its files'), (file, index) => readFile(reader, file, index, archive === undefined ? _s3_listing_js__WEBPACK_IMPORTED_MODULE_6__/* .LARGEST_OBJECT */ .bC : Number.MAX_SAFE_INTEGER));
    const links = yield* readEach(reader.list(manifest.links, 'its links'), (link, index) => readLink(reader, link, index));
    yield;
    assertTree(reader, files, links);
    return {
        version: 1,
        prefix,
        createdAt: reader.time(manifest.createdAt, 'its createdAt'),
        ...(manifest.expiresAt === undefined
            ? {}
            : { expiresAt: reader.time(manifest.expiresAt, 'its expiresAt') }),
        ...(archive && { archive }),
        files,
        links,
    };
}
function* readEach(values, read) {
    const entries = [];
    for (const [index, value] of values.entries()) {
        entries.push(read(value, index));
        if (index % ENTRIES_IN_A_TURN === ENTRIES_IN_A_TURN - 1)
            yield;
    }
    return entries;
}
function readArchive(reader, value) {
    const archive = reader.record(value, 'its archive');
    const path = reader.text(archive.path, 'the path of its archive');
    if (!(0,_archive_js__WEBPACK_IMPORTED_MODULE_7__/* .isArchiveName */ .w6)(path))
        reader.refuse(`its archive '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}' is not one that an upload writes`);
    const size = reader.integer(archive.size, 'the size of its archive', _s3_listing_js__WEBPACK_IMPORTED_MODULE_6__/* .LARGEST_OBJECT */ .bC);
    return {
        path,
        size,
        sha256: reader.sha256(archive.sha256, 'the sha256 of its archive'),
        ...(archive.parts === undefined
            ? {}
            : { parts: readParts(reader, archive.parts, size, 'of its archive the') }),
    };
}
/** @param largest bytes: a download plans the requests of a file in memory */
function readFile(reader, value, index, largest) {
    const file = reader.record(value, `file ${index + 1}`);
    const path = readPath(reader, file.path, `file ${index + 1}`);
    const name = `of file ${index + 1}, '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}', the`;
    const size = reader.integer(file.size, `${name} size`, largest);
    return {
        path,
        size,
        sha256: reader.sha256(file.sha256, `${name} sha256`),
        mode: reader.integer(file.mode, `${name} mode`, MODE_BITS) & PERMISSIONS,
        mtime: reader.time(file.mtime, `${name} mtime`),
        ...(file.parts === undefined ? {} : { parts: readParts(reader, file.parts, size, name) }),
    };
}
/** Parts must be as large as those of an upload. There are then so few that checking each costs next to nothing. */
function readParts(reader, value, fileSize, name) {
    const parts = reader.record(value, `${name} parts`);
    const size = reader.integer(parts.size, `${name} size of parts`);
    if (size < _part_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .SMALLEST_PART */ .Yb)
        reader.refuse(`${name} size of parts is less than ${_part_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .SMALLEST_PART */ .Yb}`);
    const digests = reader.list(parts.sha256, `${name} sha256 of parts`);
    const count = Math.ceil(fileSize / size);
    if (count < 2 || count > _part_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .MOST_PARTS */ .pZ || digests.length !== count) {
        reader.refuse(`${name} parts are ${digests.length} of ${size} bytes, which does not fit a size of ${fileSize}, or is not from 2 to ${_part_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .MOST_PARTS */ .pZ}`);
    }
    return { size, sha256: digests.map((digest) => reader.sha256(digest, `${name} sha256 of a part`)) };
}
function readLink(reader, value, index) {
    const link = reader.record(value, `link ${index + 1}`);
    const path = readPath(reader, link.path, `link ${index + 1}`);
    const name = `of link ${index + 1}, '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}', the`;
    const target = reader.text(link.target, `${name} target`);
    const problem = (0,_path_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .linkProblem */ .kD)(path, target);
    if (problem !== undefined)
        reader.refuse(`${name} target '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(target)}' ${problem}`);
    return link.mtime === undefined
        ? { path, target }
        : { path, target, mtime: reader.time(link.mtime, `${name} mtime`) };
}
function readPath(reader, value, name) {
    const path = reader.text(value, `the path of ${name}`);
    const problem = ownPathProblem(path);
    if (problem !== undefined)
        reader.refuse(`the path of ${name}, '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(path)}', ${problem}`);
    return path;
}
function ownPathProblem(path) {
    return path === _key_js__WEBPACK_IMPORTED_MODULE_5__/* .MANIFEST_NAME */ .ir ? "is the manifest's own" : (0,_path_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .pathProblem */ .z9)(path);
}
function assertTree(reader, files, links) {
    const found = treeOf(files, links);
    if (found !== undefined)
        reader.refuse(`the path '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(found.path)}' ${found.problem}`);
}
function treeOf(files, links) {
    return (0,_path_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .treeProblem */ .I7)([
        ...files.map(({ path }) => ({ path, entry: 'file' })),
        ...links.map(({ path }) => ({ path, entry: 'link' })),
    ]);
}


/***/ }),

/***/ 999:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ readGlobs)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _path_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5301);



/** Characters. A path has at most 1,024 bytes, and a pattern may escape some of them. */
const LONGEST = 4_096;
/** A path with an empty segment or one of dots, also at its beginning or end. */
const IS_ODD = /(?:^|\/)\.{0,2}(?:\/|$)/;
/**
 * Reads globs as an upload reads its paths, relative to the artifact's folder.
 *
 * @param input the setting that has them
 * @param paths all paths of the artifact. A pattern that equals one is taken literally.
 * @throws InputError if a pattern cannot match anything
 */
function readGlobs(input, globs, paths) {
    const names = new ArtifactNames(paths);
    return globs.map((written) => {
        const { excludes, text } = (0,_path_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .splitMarks */ .lB)(written);
        const pattern = text.trim();
        // Without a manifest there can be names that no glob matches, such as ../x. They can be left out all the same.
        if (IS_ODD.test(pattern) && paths.includes(pattern)) {
            return new _path_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PathPattern */ .Ad({ base: pattern, rest: [], written, excludes, foldersOnly: false });
        }
        const segments = pattern.split(/\/+/).filter((segment) => segment !== '' && segment !== '.');
        if (pattern === '' || pattern.length > LONGEST || pattern.startsWith('/') || segments.includes('..')) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `has '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(written)}': write a glob of paths as in the manifest, such as lib/**/*.js.`);
        }
        const join = (folder, name) => (folder === '' ? name : `${folder}/${name}`);
        const split = (0,_path_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .followNames */ ._6)('', segments, names, join);
        return new _path_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PathPattern */ .Ad({ ...split, written, excludes, foldersOnly: pattern.endsWith('/') });
    });
}
/** The folders and files of an artifact. They are collected only if a pattern could be a name. */
class ArtifactNames {
    #paths;
    #places;
    #names;
    constructor(paths) {
        this.#paths = paths;
    }
    has(place) {
        this.#places ??= new Set(this.#paths.flatMap(placesOn));
        return this.#places.has(place);
    }
    hasName(name) {
        this.#names ??= new Set(this.#paths.flatMap((path) => path.split('/')));
        return this.#names.has(name);
    }
}
/** A path and all its parent folders. */
function placesOn(path) {
    const places = [path];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        places.push(path.slice(0, end));
    }
    return places;
}


/***/ }),

/***/ 2471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I7: () => (/* binding */ treeProblem),
/* harmony export */   J4: () => (/* binding */ platformProblem),
/* harmony export */   jZ: () => (/* binding */ foldFor),
/* harmony export */   kD: () => (/* binding */ linkProblem),
/* harmony export */   z9: () => (/* binding */ pathProblem)
/* harmony export */ });
/** In bytes. A path is the end of a key, and no key is longer. */
const LONGEST_PATH = 1_024;
/** In bytes: Linux's PATH_MAX. No other system accepts longer targets. */
const LONGEST_TARGET = 4_096;
/**
 * What is wrong with a path below an artifact's folder, as the end of a sentence. Undefined if nothing is. See
 * `platformProblem` for what a platform cannot store.
 */
function pathProblem(path) {
    if (path === '')
        return 'is empty';
    if (Buffer.byteLength(path) > LONGEST_PATH)
        return `is longer than ${LONGEST_PATH} bytes`;
    if (path.includes('\0'))
        return 'holds a NUL';
    if (path.startsWith('/'))
        return 'is absolute';
    const [, segment] = NO_NAME.exec(path) ?? [];
    if (segment !== undefined)
        return segment === '' ? 'has an empty segment' : `has the segment '${segment}'`;
    return administrationProblem(path);
}
const NO_NAME = /(?:^|\/)(\.{0,2})(?=\/|$)/;
/**
 * Folders of Git and Mercurial. Their hooks and settings run with the user's next command, although nobody commits or
 * reviews them. A workflow, a `Makefile` or an `.npmrc` is content like any other, and runs only when somebody uses it.
 */
const ADMINISTRATION = new Set(['.git', '.hg', 'git~1', 'hg~1']);
/**
 * Checked on every platform, because artifacts travel: a name that is harmless on Linux can be Git's folder on a disk that
 * ignores case.
 */
function administrationProblem(path) {
    // The first characters of the segments are enough for most paths.
    if (!MAY_BEGIN.test(path))
        return undefined;
    const found = path.split(/[/\\]/).some((segment) => {
        return MAY_BEGIN.test(segment) && ADMINISTRATION.has(asDisksSee(segment));
    });
    return found
        ? "has a segment that is Git's or Mercurial's own folder, where hooks run by being there"
        : undefined;
}
const MAY_BEGIN = /(?:^|[/\\])[.gh\u0080-\uffff]/i;
/**
 * A name as the most forgiving file system reads it. macOS ignores characters without a shape. Windows ignores dots and
 * spaces at the end and, after a colon, the name of a stream. Both ignore case.
 */
function asDisksSee(segment) {
    const visible = segment.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    return visible
        .replace(/:.*$/s, '')
        .replace(/[. ]+$/, '')
        .toLowerCase();
}
/**
 * What is wrong with a link's target, as the end of a sentence. Undefined if it stays in the artifact's folder.
 *
 * A `..` after a name is refused, even if it stays inside. If the name is itself a link, the `..` would start from that
 * link's target.
 *
 * @param path the link's path, already checked
 */
function linkProblem(path, target) {
    if (target === '')
        return 'is empty';
    if (Buffer.byteLength(target) > LONGEST_TARGET)
        return `is longer than ${LONGEST_TARGET} bytes`;
    if (target.includes('\0'))
        return 'holds a NUL';
    if (target.startsWith('/'))
        return 'is absolute';
    const steps = target.split('/').filter((segment) => segment !== '' && segment !== '.');
    const ups = steps.findIndex((segment) => segment !== '..');
    const upward = ups === -1 ? steps.length : ups;
    if (steps.includes('..', upward))
        return 'goes down and up again';
    if (upward > path.split('/').length - 1)
        return "leads out of the artifact's folder";
    return administrationProblem(target);
}
/**
 * The first conflict that keeps paths from forming one tree: the same path twice, or a file or link that is also a folder.
 *
 * @param same maps paths that are the same to one value, as on file systems that ignore case
 */
function treeProblem(entries, same = (path) => path) {
    const taken = new Map();
    for (const { path, entry } of entries) {
        const name = same(path);
        const before = taken.get(name);
        if (before !== undefined) {
            return {
                path,
                problem: before.path === path ? 'is there twice' : 'differs from another in case alone',
                other: before.path,
            };
        }
        taken.set(name, { entry, path });
    }
    return folderProblem(taken);
}
/** If the slash sorts before all other characters, what is below a path comes right after it. */
function folderProblem(taken) {
    const sorted = [...taken.keys()].map((name) => name.replaceAll('/', '\0')).sort();
    const at = sorted.findIndex((name, index) => name.startsWith(`${sorted[index - 1]}\0`));
    if (at === -1)
        return undefined;
    const [above, below] = [sorted[at - 1], sorted[at]].map((name) => taken.get(name?.replaceAll('\0', '/') ?? ''));
    return { path: below?.path ?? '', problem: `is below a ${above?.entry}`, other: above?.path ?? '' };
}
/** Device names on Windows. They stay devices with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
/**
 * Why a platform cannot store a path, or would take it for a different one, as the end of a sentence. Undefined if it can.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
function platformProblem(platform, path) {
    if (platform !== 'win32')
        return undefined;
    // On Windows, a backslash is a separator, and a colon names a drive or a stream.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (/[\x00-\x1f<>:"|?*\\]/.test(path))
        return 'contains a character that Windows does not allow in names';
    for (const segment of path.split('/')) {
        if (segment === '.' || segment === '..')
            continue;
        if (DEVICE.test(segment))
            return 'has the name of a Windows device';
        if (/[ .]$/.test(segment))
            return 'has a segment that ends with a dot or a space, which Windows drops';
    }
    return undefined;
}
/** Maps paths that the platform's usual file system treats as the same (case, encoding of accents) to one value. */
function foldFor(platform) {
    return platform === 'win32' || platform === 'darwin'
        ? (path) => path.normalize('NFC').toLowerCase()
        : (path) => path;
}


/***/ }),

/***/ 3349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V2: () => (/* binding */ asPrefix),
/* harmony export */   Xo: () => (/* binding */ fillKey),
/* harmony export */   ee: () => (/* binding */ fillPrefix),
/* harmony export */   ou: () => (/* binding */ fillTemplate)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4807);




/** The maximum length of a prefix, in bytes. The rest of a key's 1,024 is for paths and the manifest's name. */
const LONGEST_PREFIX = 900;
/** The only field whose slashes are kept: a branch such as `feature/x` becomes two segments. */
const WITH_SLASHES = 'ref';
const KNOWN = 'known CI system (GitHub Actions, GitLab CI, or another that docs/transfers.md names)';
/** Why a run may have no value for a field. */
const REASONS = new Map([
    [
        'ref',
        `no ${KNOWN} reports it, and no git branch is checked out in the working directory (a detached HEAD is not a branch)`,
    ],
    ['sha', `no ${KNOWN} reports it, and the working directory is not in a git repository with a commit`],
]);
/**
 * Fills in `{ref}`, `{sha}`, `{run-id}`, `{job}` and `{date}` (of `now`, in UTC). Whoever opens a pull request chooses its
 * ref, so facts are restricted: characters that could mean something to a shell, a policy, a URL or a file system become
 * `-`, followed by a digest of the original. No fact leads to another folder.
 *
 * @param input the name of the template's input
 * @throws InputError for an unknown field, a field without a value in this run, or a URL
 */
function fillTemplate(input, template, facts, now) {
    refuseUrl(input, template);
    const values = new Map([
        ['ref', facts.ref],
        ['sha', facts.sha],
        ['run-id', facts.runId],
        ['job', facts.job],
        ['date', now.toISOString().slice(0, 10)],
    ]);
    return template.replace(/(?<!\$)\{([^{}]*)\}/g, (field, name) => {
        if (!values.has(name)) {
            const known = [...values.keys()].map((key) => `{${key}}`).join(', ');
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `has the field ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(field)}: there are ${known}.`);
        }
        const fact = clean(values.get(name) ?? '', name === WITH_SLASHES);
        if (fact === '') {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `has the field ${field}, which has no value in this run: ${REASONS.get(name) ?? `only a ${KNOWN} reports it`}. Write the value itself.`);
        }
        return fact;
    });
}
/** Users try URLs because `aws s3` accepts them. */
function refuseUrl(input, template) {
    const [, rest] = /^s3:\/\/[^/]*\/*(.*)$/is.exec(template) ?? [];
    if (rest === undefined)
        return;
    const nothing = input === 'prefix' ? 'Leave it empty for the whole bucket' : 'Write a key';
    const instead = rest === '' ? nothing : `Write ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(rest)}`;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(template)}': leave out s3:// and the bucket, which is a separate input. ${instead}.`);
}
/** An artifact's prefix, from its template. @throws InputError as {@link fillTemplate} and {@link asPrefix} */
function fillPrefix(template, facts, now) {
    return asPrefix(fillTemplate('prefix', template, facts, now));
}
/** A key, from its template. Undefined without a template. @throws InputError as {@link fillTemplate} and `checkObjectKey` */
function fillKey(input, template, facts, now) {
    return template === '' ? undefined : (0,_key_js__WEBPACK_IMPORTED_MODULE_3__/* .checkObjectKey */ .x7)(input, fillTemplate(input, template, facts, now));
}
/** Hexadecimal digits of the digest. With 64 bits, nobody finds a second ref in years. */
const DIGEST_LENGTH = 16;
/** A fact with only letters and digits of any language and `-_.+=@,!()`. No segment is empty or consists of dots. */
function clean(fact, isRef) {
    const text = fact.trim().replace(/[^\p{L}\p{M}\p{N}\-_.+=@,!()/]/gu, '-');
    if (!isRef)
        return cleanSegment(text.replaceAll('/', '-'));
    const cleaned = cleanPath(text);
    return cleaned === fact || cleaned === '' ? cleaned : `${cleaned}~${digestOf(fact)}`;
}
/**
 * Distinguishes refs that would become the same: `release#1` and `release-1` are two branches, and one of them may be
 * protected. No ref ends like this by itself, because a ref cannot contain a `~`.
 */
function digestOf(ref) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(ref).digest('hex').slice(0, DIGEST_LENGTH);
}
function cleanPath(text) {
    return text
        .split('/')
        .filter((segment) => segment !== '')
        .map(cleanSegment)
        .join('/');
}
function cleanSegment(segment) {
    return segment.replace(/\.{2,}/g, '-').replace(/^\.$/, '-');
}
/**
 * An artifact's prefix: empty, or with one slash at its end.
 *
 * @throws InputError if it is not a valid prefix, or longer than 900 bytes
 */
function asPrefix(text) {
    (0,_key_js__WEBPACK_IMPORTED_MODULE_3__/* .checkKeyText */ .Rc)('prefix', text);
    const prefix = text === '' || text.endsWith('/') ? text : `${text}/`;
    if (Buffer.byteLength(prefix) > LONGEST_PREFIX) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('prefix', `is longer than ${LONGEST_PREFIX} bytes, which leaves too little of a key's 1,024 for the files.`);
    }
    return prefix;
}


/***/ }),

/***/ 2248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rx: () => (/* binding */ readOrder),
/* harmony export */   mw: () => (/* binding */ describeOrder),
/* harmony export */   tW: () => (/* binding */ isOlder)
/* harmony export */ });
/** How far the clocks of two machines may differ, in milliseconds. */
const SKEW_MS = 900_000;
/** Characters. Names of servers and projects are far shorter. */
const LONGEST_COUNTER = 1_024;
/**
 * Whether an upload is older than another one. Numbers of one counter are compared first, then the attempts of one run, then
 * times. A time in the future is from a machine with a wrong clock, and does not count.
 *
 * @param now milliseconds since the epoch
 */
function isOlder(own, other, now) {
    const step = compareNumbers(own.number, other.number);
    if (step !== 0)
        return step < 0;
    const [ownMs, otherMs] = [Date.parse(own.begunAt), Date.parse(other.begunAt)];
    return ownMs < otherMs && otherMs <= now + SKEW_MS;
}
/** Negative if the first is lower, and 0 if they cannot be compared. */
function compareNumbers(one, other) {
    if (one === undefined || other === undefined || one.counter !== other.counter)
        return 0;
    return compareDigits(one.run, other.run) || compareDigits(one.attempt, other.attempt);
}
function compareDigits(one, other) {
    const [first, second] = [BigInt(one), BigInt(other)];
    return first === second ? 0 : first < second ? -1 : 1;
}
/** Such as `run 120, attempt 2` or `the upload of 2026-01-31T12:00:00.000Z`. */
function describeOrder({ number, begunAt }) {
    if (number === undefined)
        return `the upload of ${begunAt}`;
    return `run ${number.run}, attempt ${number.attempt}`;
}
/** Reads an order. @throws ArtifactFailure of kind `integrity` if it is invalid */
function readOrder(reader, value) {
    const order = reader.record(value, 'its order');
    const begunAt = reader.time(order.begunAt, 'its begunAt');
    if (order.number === undefined)
        return { begunAt };
    const number = reader.record(order.number, 'its number');
    const counter = reader.text(number.counter, 'its counter');
    if (counter.length > LONGEST_COUNTER)
        reader.refuse(`its counter is longer than ${LONGEST_COUNTER} characters`);
    return {
        number: { counter, run: readDigits(reader, number.run), attempt: readDigits(reader, number.attempt) },
        begunAt,
    };
}
function readDigits(reader, value) {
    const text = reader.text(value, 'a number of its order');
    if (!/^\d{1,20}$/.test(text))
        reader.refuse('a number of its order is not one');
    return text;
}


/***/ }),

/***/ 4456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ PacedDisk),
/* harmony export */   u: () => (/* binding */ backgroundDisk)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7975);


const opening = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.open);
const reading = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.read);
const writing = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.write);
const settingTime = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.futimes);
/** Does the calls in other threads. */
const backgroundDisk = {
    open: (path, flags, mode) => opening(path, flags, mode),
    read: async (descriptor, buffer, offset, position) => (await reading(descriptor, buffer, offset, buffer.length - offset, position)).bytesRead,
    write: async (descriptor, bytes, position) => (await writing(descriptor, bytes, 0, bytes.length, position)).bytesWritten,
    stat: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.fstat),
    setMode: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.fchmod),
    setTime: (descriptor, time) => settingTime(descriptor, time, time),
    close: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.close),
    statPath: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.lstat),
    rename: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.rename),
    link: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.link),
    remove: (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.unlink),
};
/** Does the calls in this thread, and measures them. */
class SynchronousDisk {
    #calls = 0;
    #milliseconds = 0;
    /** How long a call took on average, in milliseconds. */
    get pace() {
        return this.#milliseconds / Math.max(this.#calls, 1);
    }
    open(path, flags, mode) {
        return this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, flags, mode));
    }
    read(descriptor, buffer, offset, position) {
        return this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, buffer, offset, buffer.length - offset, position));
    }
    write(descriptor, bytes, position) {
        return this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(descriptor, bytes, 0, bytes.length, position));
    }
    stat(descriptor) {
        return this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor));
    }
    setMode(descriptor, mode) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fchmodSync)(descriptor, mode));
    }
    setTime(descriptor, time) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.futimesSync)(descriptor, time, time));
    }
    close(descriptor) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor));
    }
    statPath(path) {
        return this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path));
    }
    rename(from, to) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(from, to));
    }
    link(from, to) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.linkSync)(from, to));
    }
    remove(path) {
        this.#measure(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.unlinkSync)(path));
    }
    #measure(call) {
        const begun = performance.now();
        try {
            return call();
        }
        finally {
            this.#calls += 1;
            this.#milliseconds += performance.now() - begun;
        }
    }
}
/** If a call takes longer than this many milliseconds on average, doing it in another thread is cheaper. */
const SLOW_MS = 0.04;
/** How many files are handled in the background after a slow one. The number doubles with each slow file in a row. */
const FEWEST_IN_BACKGROUND = 8;
const MOST_IN_BACKGROUND = 256;
/**
 * Chooses how to do the calls of a small file. On a fast disk, such as for files that a job has just written, each call costs
 * more on its way to another thread and back than on its own (2,000 files of 8 KiB: a third of the whole download). A slow
 * disk, such as one on the network, must not hold up everything else.
 */
class PacedDisk {
    #left = 0;
    #next = FEWEST_IN_BACKGROUND;
    async use(work) {
        if (this.#left > 0) {
            this.#left -= 1;
            return await work(backgroundDisk);
        }
        const disk = new SynchronousDisk();
        try {
            return await work(disk);
        }
        finally {
            if (disk.pace < SLOW_MS)
                this.#next = FEWEST_IN_BACKGROUND;
            else {
                this.#left = this.#next;
                this.#next = Math.min(this.#next * 2, MOST_IN_BACKGROUND);
            }
        }
    }
}


/***/ }),

/***/ 8733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readSmallObject),
/* harmony export */   E: () => (/* binding */ readLatest)
/* harmony export */ });
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _s3_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5894);
/* harmony import */ var _artifact_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(606);
/* harmony import */ var _artifact_latest_pointer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6989);




/**
 * Reads a complete small object, such as a manifest.
 *
 * @param most the maximum size, in bytes
 * @throws ArtifactFailure of kind `nothing-found` if there is none, of kind `integrity` if it is larger
 * @throws StoreFailure if it cannot be read
 */
async function readSmallObject(store, key, most, signal) {
    const { body, size, etag } = await store.getObject(key, { signal }).catch((error) => {
        throw error instanceof _s3_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .StoreFailure */ .k && error.kind === 'not-found' ? notThere(key, error) : error;
    });
    const chunks = [];
    for await (const chunk of body) {
        // Checked inside the loop, because an unread body would hold its connection.
        if (size > most)
            break;
        chunks.push(chunk);
    }
    if (size > most)
        throw tooLong(key, size, most);
    return { content: Buffer.concat(chunks), etag };
}
function notThere(key, cause) {
    const remedy = cause.code === 'NoSuchBucket'
        ? cause.remedy
        : 'There is no complete upload there: check bucket, prefix, manifest-key or latest. The manifest is written last, so the upload may still be running.';
    return new _artifact_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ArtifactFailure */ .Hu('nothing-found', `Reading '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(key)}' failed: ${cause.cameBack}. ${remedy}`, { cause });
}
function tooLong(key, size, most) {
    return new _artifact_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ArtifactFailure */ .Hu('integrity', `Reading '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(key)}' failed: it has ${size} bytes, and an upload writes at most ${most} there. Check the key.`);
}
/**
 * Reads the latest pointer.
 *
 * @throws ArtifactFailure of kind `nothing-found` if there is none, of kind `integrity` if it is something else
 * @throws StoreFailure if it cannot be read
 */
async function readLatest(store, key, signal) {
    const { content } = await readSmallObject(store, key, _artifact_latest_pointer_js__WEBPACK_IMPORTED_MODULE_3__/* .LONGEST_POINTER */ .B3, signal);
    return (0,_artifact_latest_pointer_js__WEBPACK_IMPORTED_MODULE_3__/* .parseLatestPointer */ .em)(content.toString('utf8'));
}


/***/ }),

/***/ 7697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ Hashing)
/* harmony export */ });
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);

/** Bytes that are read in one turn, about 10 ms, before other messages get theirs. */
const SLICE = 8 * 1024 * 1024;
/**
 * Reads and hashes files in a thread, while the caller sends what was hashed before. With two digests for every byte, 1 GiB
 * keeps a core busy for 1.2 s of the 2.6 s that its upload takes (measured). The thread starts with the first message and
 * runs until {@link close}.
 */
class Hashing {
    #waiting = new Map();
    #thread;
    #lastId = 0;
    #lost;
    begin(algorithm = 'sha256') {
        this.#lastId += 1;
        return { id: this.#lastId, algorithm };
    }
    /**
     * Reads a range of an open file into digests. The file must stay open until the promise settles.
     *
     * @param end the position after the last byte
     * @returns the number of bytes that were read
     * @throws the system's error, or the signal's reason if it is aborted
     */
    async read(digests, descriptor, start, end, signal) {
        for (let at = start; at < end;) {
            signal?.throwIfAborted();
            const to = Math.min(end, at + SLICE);
            const { bytes = 0 } = await this.#ask(digests, { descriptor, start: at, end: to });
            at += bytes;
            if (at < to)
                return at - start;
        }
        return end - start;
    }
    /** @returns the digest in hexadecimal. It cannot be used again. */
    async finish(digest) {
        const { digest: hexadecimal = '' } = await this.#ask([digest]);
        return hexadecimal;
    }
    /** Ends the thread. Nothing may be in progress. */
    async close() {
        this.#lose(new Error('Hashing was closed.'));
        await this.#thread?.terminate();
    }
    async #ask(digests, range) {
        if (this.#lost !== undefined)
            throw this.#lost;
        this.#thread ??= this.#start();
        this.#lastId += 1;
        const id = this.#lastId;
        const thread = this.#thread;
        const report = await new Promise((resolve, reject) => {
            this.#waiting.set(id, { resolve, reject });
            thread.postMessage({ id, digests, ...(range && { range }) });
        });
        if (report.failure === undefined)
            return report;
        const { message, ...rest } = report.failure;
        throw Object.assign(new Error(message), rest);
    }
    #start() {
        // Started from its source text, because a bundle has no file for it. It must import what it uses by itself.
        const thread = new node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.Worker(`(${hashInThread})()`, { eval: true, env: {}, execArgv: [] });
        thread.on('message', (report) => {
            this.#waiting.get(report.id)?.resolve(report);
            this.#waiting.delete(report.id);
        });
        thread.on('error', (error) => this.#lose(error));
        thread.on('exit', () => this.#lose(new Error('The hashing thread has ended.')));
        return thread;
    }
    #lose(error) {
        this.#lost ??= error;
        for (const { reject } of this.#waiting.values())
            reject(error);
        this.#waiting.clear();
    }
}
function hashInThread() {
    const threads = process.getBuiltinModule('node:worker_threads');
    const crypto = process.getBuiltinModule('node:crypto');
    const fs = process.getBuiltinModule('node:fs');
    const buffer = Buffer.allocUnsafeSlow(512 * 1024);
    const hashes = new Map();
    function hashOf({ id, algorithm }) {
        const hash = hashes.get(id) ?? crypto.createHash(algorithm);
        hashes.set(id, hash);
        return hash;
    }
    function read(digests, { descriptor, start, end }) {
        const all = digests.map(hashOf);
        let position = start;
        while (position < end) {
            const bytes = fs.readSync(descriptor, buffer, 0, Math.min(buffer.length, end - position), position);
            if (bytes === 0)
                break;
            const chunk = buffer.subarray(0, bytes);
            for (const hash of all)
                hash.update(chunk);
            position += bytes;
        }
        return position - start;
    }
    function finish([digest]) {
        if (digest === undefined)
            return '';
        const hexadecimal = hashOf(digest).digest('hex');
        hashes.delete(digest.id);
        return hexadecimal;
    }
    threads.parentPort?.on('message', ({ id, digests, range }) => {
        let report;
        try {
            report = range === undefined ? { id, digest: finish(digests) } : { id, bytes: read(digests, range) };
        }
        catch (error) {
            const { code = '', syscall = '', message } = error;
            report = { id, failure: { code, syscall, message } };
        }
        threads.parentPort?.postMessage(report);
    });
}


/***/ }),

/***/ 2192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
/* harmony import */ var _s3_slots_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8381);

/**
 * Works on every item, at most `limit` at once. After the first failure it starts nothing new, aborts what is in progress,
 * and waits for that to end.
 *
 * @param bytesOf what an item has to transfer, since fewer large ones are worked on at once
 * @throws the first failure, or the signal's reason if it is aborted
 */
async function inParallel(items, limit, signal, work, bytesOf = () => 0) {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const slots = new _s3_slots_js__WEBPACK_IMPORTED_MODULE_0__/* .Slots */ .W(limit);
    const workOnNext = async () => {
        const next = await iterator.next();
        if (next.done === true)
            return false;
        const held = await slots.take(bytesOf(next.value), either);
        await work(next.value, either).finally(held.release);
        return true;
    };
    // Only the first abort sets the reason, so failures that follow from it change nothing.
    const fail = (error) => {
        stop.abort(error);
        return false;
    };
    const worker = async () => {
        for (let isMore = true; isMore && !either.aborted;)
            isMore = await workOnNext().catch(fail);
    };
    await Promise.all(Array.from({ length: limit }, worker));
    if (either.aborted)
        await iterator.return?.();
    signal.throwIfAborted();
    if (stop.signal.aborted)
        throw stop.signal.reason;
}


/***/ }),

/***/ 9574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ exchangeRetries),
  C: () => (/* binding */ openStore)
});

// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/refresh/fresh-credentials.js
var fresh_credentials = __webpack_require__(8314);
// EXTERNAL MODULE: ./src/refresh/renewal.js
var refresh_renewal = __webpack_require__(3705);
// EXTERNAL MODULE: ./src/s3/credentials.js + 1 modules
var credentials = __webpack_require__(8164);
// EXTERNAL MODULE: ./src/s3/object-store.js + 9 modules
var object_store = __webpack_require__(6490);
// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
;// CONCATENATED MODULE: ./src/transfer/renewed-keys.js



/** How long to wait for a session while the renewal tries to get one, in milliseconds. */
const WAIT_FOR_SESSION_MS = 120_000;
/** How long to wait for a newer session if the current one is refused, in milliseconds. */
const WAIT_FOR_NEWER_MS = 15_000;
/** The keys of a started renewal. Closing them stops it. */
function keysOfRenewal(renewal) {
    return {
        async current(signal) {
            const session = renewal.current() ?? (await heldAwake(renewal.waitForSession(WAIT_FOR_SESSION_MS), signal));
            if (session === undefined)
                throw noSession(renewal);
            return session;
        },
        async renewed(stale, signal) {
            return await heldAwake(renewal.renewNow(stale, WAIT_FOR_NEWER_MS), signal);
        },
        close: () => renewal.stop(),
    };
}
/** A renewal's timers do not keep the process alive, so this one does while a transfer waits. */
async function heldAwake(work, signal) {
    const timer = setInterval(() => undefined, WAIT_FOR_SESSION_MS);
    try {
        return await (0,timing/* untilAborted */.Eu)(work, signal);
    }
    finally {
        clearInterval(timer);
    }
}
function noSession(renewal) {
    const { expiresAt, lastError } = renewal.status();
    const end = expiresAt === undefined ? '' : `the last session ended at ${(0,session/* formatTime */.fU)(expiresAt)}, and `;
    return new s3_failure/* StoreFailure */.k({
        kind: 'expired',
        tried: 'Renewing the session',
        cameBack: `${end}there is no new one: ${(lastError ?? 'the renewal was stopped').replace(/\.$/, '')}`,
        remedy: 'Look at the endpoint, and whether the service credential still exists.',
    });
}

;// CONCATENATED MODULE: ./src/transfer/open-store.js






/**
 * A store whose session is renewed while it is open, or the session of an earlier step. The caller closes it.
 *
 * @throws ExchangeFailure if no session can be obtained
 * @throws InputError if there is neither a credential nor a usable session in the environment
 * @throws the signal's reason if it is aborted
 */
async function openStore(options) {
    const { request, context, concurrency, onEvent } = options;
    return new object_store/* ObjectStore */.L({
        endpoint: request.endpoint,
        region: request.region,
        bucket: request.bucket,
        keys: await openKeys(options),
        concurrency,
        context,
        onRetry: (retry) => onEvent?.({ kind: 'retry', ...retry }),
        now: context.now,
        random: context.random,
    });
}
function exchangeRetries(onEvent) {
    return ({ detail }, waitMs, attempt) => onEvent?.({ kind: 'retry', what: detail.tried, cause: detail.cameBack, waitMs, attempt });
}
async function openKeys(options) {
    const { credential, request, context, signal, onEvent } = options;
    const { environment = {}, now = Date.now } = context;
    if (credential === undefined)
        return (0,credentials/* keysOfEnvironment */.nz)(environment, now);
    let obtained = 0;
    const renewal = new refresh_renewal/* Renewal */.Lw({
        obtain: (0,fresh_credentials/* obtainer */.N)(credential, request, { ...context, onRetry: exchangeRetries(onEvent) }),
        onObtained: (session) => {
            options.onObtained?.(session);
            obtained += 1;
            if (obtained > 1)
                onEvent?.({ kind: 'renewed', expiration: session.expiration });
        },
        onFailure: (error, outlook) => {
            if (outlook.repeated)
                return;
            onEvent?.({ kind: 'note', text: `${(0,refresh_renewal/* describeOutlook */.L4)(outlook)} ${(0,failure/* firstLine */.TM)(error)}` });
        },
    });
    signal.throwIfAborted();
    signal.addEventListener('abort', () => renewal.stop(), { once: true });
    await renewal.start().catch((error) => {
        signal.throwIfAborted();
        throw error;
    });
    return keysOfRenewal(renewal);
}


/***/ }),

/***/ 1950:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $D: () => (/* binding */ LARGEST_PART),
/* harmony export */   Dp: () => (/* binding */ PARTS_OF_A_SIZE),
/* harmony export */   Yb: () => (/* binding */ SMALLEST_PART),
/* harmony export */   jo: () => (/* binding */ LARGEST_STREAMED_PART),
/* harmony export */   mM: () => (/* binding */ planParts),
/* harmony export */   oV: () => (/* binding */ partSizeFor),
/* harmony export */   pZ: () => (/* binding */ MOST_PARTS),
/* harmony export */   sj: () => (/* binding */ streamedPartSize)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(874);
/* harmony import */ var _s3_listing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(424);



const MEBIBYTE = 1024 ** 2;
/** S3's limits: the smallest part except the last, the largest one, the parts of an upload. */
const SMALLEST_PART = 5 * MEBIBYTE;
const LARGEST_PART = 5 * 1024 * MEBIBYTE;
const MOST_PARTS = 10_000;
/**
 * The size of a file's parts, in bytes: the requested one, or as many whole mebibytes as are needed.
 *
 * @throws InputError if the file is larger than an object can be
 */
function partSizeFor(path, size, asked) {
    if (size > _s3_listing_js__WEBPACK_IMPORTED_MODULE_0__/* .LARGEST_OBJECT */ .bC) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('path', `has the file '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(path)}', which is larger than the 5 TiB that an object can have: split it.`);
    }
    if (size <= asked * MOST_PARTS)
        return asked;
    return Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE;
}
/** How many parts of a stream have the same size: nobody knows how many will follow, so the next ones are twice as large. */
const PARTS_OF_A_SIZE = 2_000;
/** They are kept in memory. */
const LARGEST_STREAMED_PART = 1024 * MEBIBYTE;
/**
 * The size of a part of a stream, in bytes. With 16 MiB first, all parts together have 968 GiB.
 *
 * @param number from 1
 */
function streamedPartSize(number, first) {
    return Math.min(first * 2 ** Math.floor((number - 1) / PARTS_OF_A_SIZE), LARGEST_STREAMED_PART);
}
function* planParts(size, partSize) {
    for (let start = 0, number = 1; start < size; start += partSize, number += 1) {
        yield { number, start, end: Math.min(start + partSize, size) };
    }
}


/***/ }),

/***/ 5301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ad: () => (/* binding */ PathPattern),
/* harmony export */   Ck: () => (/* binding */ isTaken),
/* harmony export */   Ke: () => (/* binding */ matcherOf),
/* harmony export */   _6: () => (/* binding */ followNames),
/* harmony export */   dL: () => (/* binding */ unmatchedOf),
/* harmony export */   lB: () => (/* binding */ splitMarks)
/* harmony export */ });
/* harmony import */ var minimatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2545);

/** Characters that mean something in a pattern. A name may contain them too. */
const READ_AS_PATTERN = /[*?[\\]/;
/** A segment that matches hidden names, because it begins with a dot itself. */
const BEGINS_WITH_DOT = /^(?:\\?\.|\[\.\])/;
/** The meaning of `@actions/glob`, with which `actions/upload-artifact` reads its paths. */
const OPTIONS = {
    // Paths have slashes on every platform here.
    platform: 'linux',
    dot: true,
    nobrace: true,
    noext: true,
    nocomment: true,
    nonegate: true,
};
/** Splits the exclamation marks from a pattern. Two of them cancel each other. */
function splitMarks(written) {
    const [marks = ''] = /^\s*(?:!\s*)*/.exec(written) ?? [];
    const count = marks.replaceAll(/\s/g, '').length;
    return { excludes: count % 2 === 1, text: count === 0 ? written : written.slice(marks.length) };
}
/**
 * Follows the segments of a pattern while they are names, or name something that exists.
 *
 * @param join returns the path of a name in a folder
 */
function followNames(start, segments, names, join) {
    let base = start;
    for (const [index, segment] of segments.entries()) {
        const place = join(base, segment);
        const isName = !READ_AS_PATTERN.test(segment) || names.has(place);
        const literal = isName ? segment : literalOf(segment);
        if (literal === undefined)
            return { base, rest: escapeNames(segments.slice(index), names) };
        base = isName ? place : join(base, literal);
    }
    return { base, rest: [] };
}
/** The one name that a segment matches, such as `[a]` for `[[]a]`. Undefined if it has a wildcard. */
function literalOf(segment) {
    const [part] = new minimatch__WEBPACK_IMPORTED_MODULE_0__/* .Minimatch */ .VR(segment, OPTIONS).set[0] ?? [];
    return typeof part === 'string' ? part : undefined;
}
/** A test for the names that one segment of a pattern matches. */
function matcherOf(segment) {
    const pattern = new minimatch__WEBPACK_IMPORTED_MODULE_0__/* .Minimatch */ .VR(segment, OPTIONS);
    return (name) => pattern.match(name);
}
/** After a wildcard, a name that looks like a character class is taken literally. */
function escapeNames([first = '', ...others], names) {
    const isName = (segment) => segment.includes('[') && names.hasName?.(segment) === true;
    return [first, ...others.map((segment) => (isName(segment) ? (0,minimatch__WEBPACK_IMPORTED_MODULE_0__/* .escape */ .ih)(segment) : segment))];
}
/** A pattern. It takes what it matches and everything below. All paths have slashes; `**` at the end adds nothing. */
class PathPattern {
    written;
    excludes;
    #base;
    #foldersOnly;
    #ignoreCase;
    /** Both match the part after the base. Undefined without a wildcard. */
    #itself;
    #below;
    /** The pattern up to each segment that begins with a dot. */
    #upToDots;
    constructor({ written, excludes, base, rest, foldersOnly, ignoreCase = false }) {
        this.written = written;
        this.excludes = excludes;
        this.#foldersOnly = foldersOnly;
        this.#ignoreCase = ignoreCase;
        this.#base = this.#fold(base);
        const end = rest.findLastIndex((segment) => segment !== '**') + 1;
        const upTo = (count, more = '') => new minimatch__WEBPACK_IMPORTED_MODULE_0__/* .Minimatch */ .VR(rest.slice(0, count).join('/') + more, { ...OPTIONS, nocase: ignoreCase });
        this.#itself = end === 0 ? undefined : upTo(end);
        this.#below = end === 0 ? undefined : upTo(end, '/**');
        this.#upToDots = rest.flatMap((segment, index) => BEGINS_WITH_DOT.test(segment) ? [upTo(index + 1)] : []);
    }
    /** Whether it matches the path, or a folder that the path is in. */
    takes(path, isFolder = false) {
        const rest = tailOf(this.#base, this.#fold(path));
        if (rest === undefined)
            return false;
        const isItself = this.#itself === undefined ? rest === '' : this.#itself.match(rest);
        if (isItself && (isFolder || !this.#foldersOnly))
            return true;
        return this.#below === undefined ? rest !== '' : this.#below.match(rest);
    }
    /** Whether it can take anything below the folder. */
    reachesBelow(folder) {
        const path = this.#fold(folder);
        if (tailOf(path, this.#base) !== undefined)
            return true;
        const rest = tailOf(this.#base, path);
        return rest !== undefined && (this.#below?.match(rest, true) ?? true);
    }
    /** Whether the pattern spells out the dot of the hidden path, as in a shell. */
    namesHidden(hidden) {
        const path = this.#fold(hidden);
        if (tailOf(path, this.#base) !== undefined)
            return true;
        const rest = tailOf(this.#base, path);
        return rest !== undefined && this.#upToDots.some((pattern) => pattern.match(rest));
    }
    #fold(path) {
        return this.#ignoreCase ? path.toUpperCase() : path;
    }
}
/** The part of a path below a folder: empty for the folder itself, undefined if the path is elsewhere. */
function tailOf(folder, path) {
    if (path === folder)
        return '';
    const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    return path.startsWith(start) ? path.slice(start.length) : undefined;
}
/** Whether the last matching pattern takes a path. Undefined if none matches. */
function isTaken(patterns, path, isFolder = false) {
    const last = patterns.findLast((pattern) => pattern.takes(path, isFolder));
    return last && !last.excludes;
}
/** The patterns that match none of the paths, as the user wrote them. Exclusions are not among them. */
function unmatchedOf(patterns, paths) {
    const idle = patterns.filter((pattern) => !pattern.excludes && !paths.some((path) => pattern.takes(path)));
    return idle.map(({ written }) => written);
}


/***/ }),

/***/ 1654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   HL: () => (/* binding */ formatFiles),
/* harmony export */   T1: () => (/* binding */ formatShare),
/* harmony export */   ve: () => (/* binding */ formatStretch),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/** Numbers as people read them in a log: with a comma every three digits, bytes in binary units. */
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
function formatCount(count) {
    return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** Such as `1 file`, `1,234 files`. */
function formatFiles(count) {
    return `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
}
/** Such as `512 B`, `1.5 KiB`, `23.4 GiB`. */
function formatBytes(bytes) {
    const index = unitOf(bytes);
    return `${inUnit(bytes, index)} ${UNITS[index]}`;
}
/** Progress in bytes, in the unit of the larger number: `120.5 of 400.0 MiB`. */
function formatShare(done, total, between) {
    const index = unitOf(total);
    return `${inUnit(done, index)}${between}${inUnit(total, index)} ${UNITS[index]}`;
}
function unitOf(bytes) {
    if (bytes < 1024)
        return 0;
    return Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
}
function inUnit(bytes, index) {
    return index === 0 ? formatCount(bytes) : (bytes / 1024 ** index).toFixed(1);
}
/** A duration for people: `9 s`, `2 min 5 s`, `3 h 20 min`. */
function formatStretch(seconds) {
    const whole = Math.max(Math.round(seconds), 0);
    if (whole < 60)
        return `${whole} s`;
    const minutes = Math.floor(whole / 60);
    if (minutes < 60)
        return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}


/***/ }),

/***/ 9120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ reportFirst),
/* harmony export */   Z: () => (/* binding */ storeOptionsFor)
/* harmony export */ });
/* harmony import */ var _credentials_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7420);

/** Reports what the user should know before anything is sent. */
function reportFirst({ warnings, notices = [] }, { onEvent, warn }) {
    for (const text of notices)
        onEvent({ kind: 'note', text });
    warnings.forEach(warn);
}
function storeOptionsFor({ credential, request, caBundle, environment, now }, { onEvent, mask }, signal) {
    return {
        credential,
        request,
        context: { caBundle, environment, now, onSecrets: mask },
        onEvent,
        onObtained: (session) => mask?.((0,_credentials_session_js__WEBPACK_IMPORTED_MODULE_0__/* .sessionSecrets */ .Ip)(session)),
        signal,
    };
}


/***/ })

};
;