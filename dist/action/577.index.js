"use strict";
exports.id = 577;
exports.ids = [577];
exports.modules = {

/***/ 7214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   K4: () => (/* binding */ durationWarnings),
/* harmony export */   lX: () => (/* binding */ SHORTEST_USUAL_SESSION_SECONDS)
/* harmony export */ });
/* unused harmony export LONGEST_SESSION_SECONDS */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7420);



/** The longest session of OtterStorage and of a default RGW role, in seconds (`MaxSessionDuration`, 12 h). */
const LONGEST_SESSION_SECONDS = 43_200;
/** The shortest session of AWS and of a default RGW, in seconds (`rgw_sts_min_session_duration`). */
const SHORTEST_USUAL_SESSION_SECONDS = 900;
/**
 * The shortest session that is worth renewing, in seconds. botocore asks for a new one from 15 minutes before the end, so
 * with less than twice that it would ask before nearly every request.
 */
const SHORTEST_RENEWED_SESSION_SECONDS = 1_800;
const CLOCK_FORM = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO_FORM = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;
/**
 * Reads a duration: `90s`, `30m`, `1h`, `1h30m`, `PT1H`, plain seconds, or `job`.
 *
 * @param jobSeconds the remaining time of the job, in seconds, if the CI system reports it. `job` means this time, limited
 *   to 900 to 43,200.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError if the text is none of these, or out of range
 */
function parseDuration(text, jobSeconds) {
    const given = text.trim();
    const seconds = given === 'job' ? jobDuration(jobSeconds) : readSeconds(given);
    if (seconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}', which is not a duration: use 90s, 30m, 1h, PT1H or a number of seconds.`);
    }
    if (seconds < 1)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}': a session lasts at least one second, so write a duration such as 1h, or leave it out.`);
    if (seconds > LONGEST_SESSION_SECONDS) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(given)}', over the 12 h that a session can last: ask for 12h or less; a longer job needs renewal (refresh, exec; a transfer renews by itself).`);
    }
    return seconds;
}
function jobDuration(jobSeconds) {
    if (jobSeconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', "is 'job', which works only on GitLab CI (from CI_JOB_TIMEOUT): elsewhere, write a duration such as 1h.");
    }
    // Even near the job's end, servers must accept the duration.
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
/** Warnings about a duration that is allowed and may still surprise. Empty if there are none. */
function durationWarnings(seconds, renewed) {
    if (renewed && seconds < SHORTEST_RENEWED_SESSION_SECONDS) {
        return [
            `duration is ${(0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .describeSeconds */ .bD)(seconds)}: refreshed sessions should last 30 min or more, ` +
                'since the AWS CLI and boto3 refresh 15 minutes before expiry, and would do so before every request. Use 1h.',
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

/***/ 5805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ secretParts),
/* harmony export */   he: () => (/* binding */ ServiceCredential)
/* harmony export */ });
/* unused harmony exports areExchanged, checkKey */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);


/** The length of the access keys that Ceph and AWS create. */
const ACCESS_LENGTH = 20;
const SECRET_LENGTH = 40;
/** Servers create access keys only of capital letters and digits. */
const LOOKS_LIKE_ACCESS_KEY = /^[A-Z0-9]{12,32}$/;
/**
 * The long-lived key that can only request sessions. The secret is stored so that no `console.log`, `JSON.stringify` or
 * template string can show it.
 */
class ServiceCredential {
    accessKey;
    #secretKey;
    /**
     * Removes white space around each part, such as the line break of a file that was stored as a secret.
     *
     * @throws InputError if a part is empty or contains white space, quotes or control characters (it was then pasted with
     *   something around it), or if the two parts are exchanged
     */
    constructor(givenAccessKey, givenSecretKey) {
        const [accessKey, secretKey] = [givenAccessKey.trim(), givenSecretKey.trim()];
        checkKey('service-access-key', accessKey);
        checkKey('service-secret-key', secretKey);
        if (accessKey === secretKey) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('service-secret-key', 'is the same as the access key: one of the two was pasted twice.');
        }
        this.accessKey = accessKey;
        this.#secretKey = secretKey;
        // The access key is sent in the clear: a secret in its place would appear in the server's log.
        if (areExchanged(accessKey, secretKey)) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('service-access-key', 'looks like a secret key, and service-secret-key looks like an access key: swap the two.');
        }
    }
    get secrets() {
        return secretParts(this.accessKey, this.#secretKey);
    }
    signingKey() {
        return { accessKeyId: this.accessKey, secretAccessKey: this.#secretKey };
    }
    async prove() {
        return { key: this.signingKey() };
    }
    pack() {
        return {
            kind: 'service-credential',
            fields: { accessKey: this.accessKey, secretKey: this.#secretKey },
        };
    }
    explainDenial({ request, code }) {
        // Nothing of either is shown if each looks like the other.
        const exchanged = looksExchanged(this.accessKey, this.#secretKey);
        const key = exchanged
            ? 'the service access key'
            : `the service access key ending in ${this.accessKey.slice(-4)}`;
        const causes = [
            `${key} was revoked or replaced.`,
            'the secret key belongs to another access key, or lost a character when it was stored.',
            `the role ${request.roleArn} does not trust the user of this key, or belongs to another bucket.`,
            `the endpoint ${request.endpoint} is not the one that issued this key.`,
        ];
        if (code === 'SignatureDoesNotMatch')
            causes.unshift(...causes.splice(1, 1));
        if (exchanged) {
            causes.unshift('the access key and the secret key are swapped: each looks like the other.');
        }
        return {
            causes,
            remedy: 'store the access key, the secret key and the role ARN again, all three from one service credential of this bucket; ' +
                'if it is no longer listed there, create a new one.',
        };
    }
    toString() {
        return 'service credential (secret not shown)';
    }
    toJSON() {
        return this.toString();
    }
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return this.toString();
    }
}
/** Whether the two are certainly exchanged: each has the length of the other. */
function areExchanged(accessKey, secretKey) {
    return (looksExchanged(accessKey, secretKey) &&
        accessKey.length === SECRET_LENGTH &&
        secretKey.length === ACCESS_LENGTH);
}
function looksExchanged(accessKey, secretKey) {
    return (accessKey.length > secretKey.length && /[a-z+/]/.test(accessKey) && LOOKS_LIKE_ACCESS_KEY.test(secretKey));
}
/**
 * The parts of a service credential that must be masked: the secret, and also the access key if it does not look like one,
 * because the two may be exchanged. For masks that are needed before the credential has been checked.
 */
function secretParts(accessKey, secretKey) {
    const parts = LOOKS_LIKE_ACCESS_KEY.test(accessKey.trim()) ? [secretKey] : [secretKey, accessKey];
    return parts.map((part) => part.trim()).filter((part) => part !== '');
}
/** @throws InputError if it is empty, or contains characters that no key of an RGW has */
function checkKey(input, key) {
    if (key === '')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'is empty: store it as a secret of the CI system and pass it in.');
    if (/^\$\{?\{?|^%.*%$/.test(key)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'contains an unexpanded variable: check the name of the secret where it is passed in.');
    }
    if (/[^\x21-\x7e]|["'`]/.test(key)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'contains white space, a quote or an invalid character: paste the key again, with nothing around it.');
    }
    if (key.length > 256)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'is longer than 256 characters: this is not an S3 key.');
}


/***/ }),

/***/ 6903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IZ: () => (/* binding */ LIST_BUCKET),
/* harmony export */   No: () => (/* binding */ SessionPolicy),
/* harmony export */   YK: () => (/* binding */ refusePatterns),
/* harmony export */   x6: () => (/* binding */ objectActions)
/* harmony export */ });
/* unused harmony exports ACCESS_CHOICES, LARGEST_POLICY_BYTES */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9555);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7360);


const ACCESS_CHOICES = _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTINGS */ .yy.access.choices;
/**
 * The longest policy that is sent, in bytes of UTF-8. It is AWS's limit, and RGW's default (400 PackedPolicyTooLarge
 * beyond). A single resource of about 1,570 characters or more crashes an RGW 16 or 18. Keys and prefixes of at most 1,024
 * bytes keep ours below that.
 */
const LARGEST_POLICY_BYTES = 2_048;
const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
const REMOVE_VERSIONS = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
const LIST_OBJECTS = ['s3:ListBucket', 's3:ListBucketVersions'];
const CHANGE_HEADERS = ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging'];
/**
 * Without s3:PutObjectAcl. An RGW (16.2.15) requires it only to change the ACL of an existing object. The ACL in a request
 * that puts an object, such as `bucket-owner-full-control`, requires only s3:PutObject.
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
 * An inline session policy: the session may do what both the role and the policy allow. It does not keep the session from
 * requesting another one; only the role's trust policy does. A policy can only be created by functions that refuse one that
 * is too long, so none that would crash an RGW can be sent.
 */
class SessionPolicy {
    /** Compact JSON, because an RGW's parser fails on a space that was sent as `+`. */
    json;
    constructor(json) {
        this.json = json;
    }
    /**
     * The policy for a bucket, an access and a key prefix. `undefined` only for `role`. No policy allows anything on the
     * bucket's configuration.
     *
     * - `read-write` may list, get, put (multipart too), tag and delete objects; `read` may get and list; `write` may put
     *   objects and abort its uploads, and can neither read, list nor delete.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not. A colon
     *   in it stands for any one character ({@link refusePatterns} says why), though not where keys are listed.
     *
     * @throws InputError if the policy would be over {@link LARGEST_POLICY_BYTES}, and for `role` with a prefix
     */
    static forScope(bucket, access, prefix) {
        if (access !== 'role')
            return SessionPolicy.#of(statements(bucket, access, prefix));
        if (prefix === '')
            return undefined;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('prefix', 'cannot be combined with access role, which sends no session policy: choose another access, or leave the prefix empty.');
    }
    /**
     * The policy of one session of an upload.
     *
     * @param keys further objects that may be put, or the one object that may be read
     * @throws InputError if the policy would be over {@link LARGEST_POLICY_BYTES}
     */
    static forUpload({ bucket, prefix }, power, keys) {
        return SessionPolicy.#of(uploadStatements(bucket, prefix, power, keys));
    }
    static #of(statements) {
        const json = JSON.stringify({ Version: '2012-10-17', Statement: statements });
        const bytes = Buffer.byteLength(json);
        if (bytes > LARGEST_POLICY_BYTES) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('prefix', `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
                `at least ${Math.ceil((bytes - LARGEST_POLICY_BYTES) / 2)} bytes shorter.`);
        }
        return new SessionPolicy(json);
    }
}
/**
 * Refuses what an RGW reads as a pattern in a policy, or does not accept there (16.2.15: a condition that begins with a
 * dollar sign, half a character; 18 and 20: a backslash, which matches nothing). A colon is allowed: {@link SessionPolicy}
 * writes `?` instead, because an RGW accepts no colon in a resource.
 *
 * @param input the input's name
 * @throws InputError
 */
function refusePatterns(input, text) {
    if (/[*?]|\$\{/.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'contains *, ? or ${, which a session policy reads as patterns: use other characters in keys.');
    }
    if (text.startsWith('$')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'starts with $, which a session policy reads as a variable: replace it with the value that you mean.');
    }
    if (text.includes('\\')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'contains a backslash, which a session policy reads as a part of a pattern: separate folders with slashes.');
    }
    if (/[\p{Cc}\p{Cs}]/u.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'contains a line break, another control character or an incomplete character: remove it.');
    }
}
/**
 * Never contains the tenant: an RGW adds the tenant of the role, and lets a session reach no bucket of another tenant
 * (16.2.15).
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
    // This request has no prefix, so it cannot have the condition. Clients use it to find the region.
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
    if (power === 'remove-versions')
        return [{ Effect: 'Allow', Action: REMOVE_VERSIONS, Resource: objects }];
    if (power === 'headers')
        return [{ Effect: 'Allow', Action: CHANGE_HEADERS, Resource: objects }];
    const list = { Effect: 'Allow', Action: LIST_OBJECTS, Resource: bucketArn(bucket) };
    if (prefix !== '')
        list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
    return [
        list,
        // An RGW (16.2.15) sets no s3:prefix for this call, so with the condition it would always be refused.
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


/***/ }),

/***/ 7420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ip: () => (/* binding */ sessionSecrets),
/* harmony export */   bD: () => (/* binding */ describeSeconds),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   uo: () => (/* binding */ remainingSeconds)
/* harmony export */ });
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


/***/ }),

/***/ 9555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ firstLine),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   pV: () => (/* binding */ EmptyInputs),
/* harmony export */   u7: () => (/* binding */ ExchangeFailure)
/* harmony export */ });
/* unused harmony export enumerate */
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

/***/ 6257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ retryWhileHeld)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

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
async function retryWhileHeld(attempt, { platform = process.platform, wait = node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout } = {}) {
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


/***/ }),

/***/ 3798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ trustBundle),
/* harmony export */   r: () => (/* binding */ readProxies)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);

/**
 * The TLS option that makes connections trust the bundle and the usual certificates. All connections share it: reading the
 * usual certificates takes 8 ms, which Node would do again for each connection.
 */
function trustBundle(caBundle) {
    if (caBundle === undefined)
        return {};
    const tls = process.getBuiltinModule('node:tls');
    return { secureContext: tls.createSecureContext({ ca: [...rootCertificates(tls), caBundle] }) };
}
function rootCertificates(tls) {
    // Includes NODE_EXTRA_CA_CERTS and the system store. Node before 22.15 has only its own list.
    return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}
/**
 * Reduces an environment to its proxy variables, so that nothing else of it is kept.
 *
 * @throws InputError when one is not the URL of an HTTP or HTTPS proxy
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
/** The message does not repeat the value, which may contain a password. */
function readProxy(name, value) {
    // Like curl, Go and Python, treat a bare host as an HTTP proxy.
    const url = value.includes('://') ? value : `http://${value}`;
    if (!/^https?:/i.test(url)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, 'must be an http:// or https:// proxy; SOCKS is not supported.');
    }
    if (URL.canParse(url))
        return url;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, 'is not a URL: percent-encode special characters in its password, such as %23 for #.');
}


/***/ }),

/***/ 3055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oi: () => (/* binding */ REMEDY_OF_PROXY),
/* harmony export */   W8: () => (/* binding */ explainProxyRefusal),
/* harmony export */   cR: () => (/* binding */ explainConnection),
/* harmony export */   jk: () => (/* binding */ explainTimeout),
/* harmony export */   xc: () => (/* binding */ PROXY_WANTS_LOGIN)
/* harmony export */ });
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
/** Explains why there was no answer: DNS, connection, TLS or protocol. */
function explainConnection(endpoint, error) {
    const code = systemCode(error);
    if (code === 'UND_ERR_CONNECT_TIMEOUT')
        return explainTimeout(endpoint, 'no connection in time');
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
        return badCertificateTime(code);
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return wrongCertificateName(endpoint, code);
    if (TLS_CODES.has(code))
        return untrusted(code);
    if (/^(EPROTO|ERR_SSL_|HPE_)/.test(code))
        return wrongProtocol(endpoint, code);
    return noNetwork(endpoint, code);
}
/** Finds the system's error code in an error, its causes and the parts of an aggregate. */
function systemCode(error) {
    if (typeof error !== 'object' || error === null)
        return 'unknown error';
    const { code, cause, errors, name } = error;
    const undici = /^UND_ERR_/.test(String(code)) ? nameOfUndici(error) : undefined;
    if (undici !== undefined)
        return undici;
    if (typeof code === 'string' && /^[A-Z0-9_]{3,64}$/.test(code))
        return code;
    if (cause !== undefined)
        return systemCode(cause);
    if (Array.isArray(errors) && errors.length > 0)
        return systemCode(errors[0]);
    return name ?? 'unknown error';
}
/** Translates undici's own error codes to the system's. Returns undefined for those without an equivalent. */
function nameOfUndici({ code, message }) {
    if (/Proxy response \(\d+\)|Proxy Authentication Required/.test(String(message)))
        return 'ERR_PROXY_TUNNEL';
    return /^UND_ERR_(SOCKET|INFO|ABORTED|RES_CONTENT_LENGTH_MISMATCH)$/.test(String(code))
        ? 'ECONNRESET'
        : undefined;
}
/** The answer did not arrive, or not completely, in time. */
function explainTimeout(endpoint, cameBack) {
    return {
        kind: 'timeout',
        cameBack,
        causes: [
            'a firewall drops packets to the server, or the runner needs a proxy (HTTPS_PROXY).',
            'the server is overloaded or hangs.',
        ],
        remedy: `from this runner, ${tryCurl(endpoint)}`,
    };
}
function tryCurl(endpoint) {
    return `try: curl -sS -m 10 ${endpoint}`;
}
function badCertificateTime(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that is not valid today (${code})`,
        causes: ["the server's certificate was not renewed.", "this machine's clock is wrong."],
        remedy: 'check the clock of this machine (date -u) first; then have the certificate renewed.',
    };
}
function wrongCertificateName(endpoint, code) {
    return {
        kind: 'tls',
        cameBack: `a certificate for another name (${code})`,
        causes: [
            `${new URL(endpoint).hostname} is not a name of the certificate: the endpoint is misspelt, or a proxy answered.`,
        ],
        remedy: "set endpoint to a name that is in the server's certificate.",
    };
}
function untrusted(code) {
    return {
        kind: 'tls',
        cameBack: `a certificate that this machine does not trust (${code})`,
        causes: [
            "the server's certificate comes from a private authority, or is self-signed.",
            'a proxy on the way intercepts TLS.',
        ],
        remedy: "set OTTER_CA_BUNDLE to a PEM file with the authority's certificate (and AWS_CA_BUNDLE for the S3 clients). Do not disable verification.",
    };
}
function wrongProtocol(endpoint, code) {
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
    ENOTFOUND: 'the name in endpoint is misspelled, or this runner cannot resolve it.',
    EAI_AGAIN: "this runner's DNS does not answer.",
    ECONNREFUSED: 'nothing listens at this host and port, or at those of the proxy where one is set: the port is wrong, or the server is down.',
    ECONNRESET: 'the server, or something on the way, cut the connection.',
    EHOSTUNREACH: 'there is no route from this runner to the server.',
    ERR_PROXY_TUNNEL: 'the proxy of HTTPS_PROXY refused: it requires a login, or does not allow this server.',
    ENETUNREACH: 'this runner has no network, or no route to the server.',
};
/** A proxy answered instead of the server. No S3 server sends this status. */
const PROXY_WANTS_LOGIN = '407 from the proxy: it requires a login';
/** Does not repeat the value of `HTTP_PROXY`, which may contain a password. */
const REMEDY_OF_PROXY = 'put user and password in HTTP_PROXY (or HTTPS_PROXY), as http://user:password@host:port with special characters percent-encoded; or add the host of endpoint to NO_PROXY, if this runner reaches it directly.';
/** A proxy refused a request to an http endpoint. For an https endpoint, the connection itself fails. */
function explainProxyRefusal() {
    return {
        kind: 'proxy',
        cameBack: PROXY_WANTS_LOGIN,
        causes: ['HTTP_PROXY names the proxy without user and password, or with wrong ones.'],
        remedy: REMEDY_OF_PROXY,
    };
}
function noNetwork(endpoint, code) {
    return {
        kind: 'network',
        cameBack: `no answer from the server (${code})`,
        causes: [NETWORK_CAUSES[code] ?? 'the connection to the server could not be made, or broke.'],
        remedy: `check endpoint, and from this runner ${tryCurl(endpoint)}`,
    };
}


/***/ }),

/***/ 5747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B5: () => (/* binding */ isThrottled),
/* harmony export */   Bs: () => (/* binding */ RUN_AGAIN),
/* harmony export */   C3: () => (/* binding */ retryAfterSeconds),
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   GP: () => (/* binding */ SET_CLOCK),
/* harmony export */   Ji: () => (/* binding */ SKEW_LIMIT_SECONDS),
/* harmony export */   Mu: () => (/* binding */ SKEW_CODES),
/* harmony export */   N6: () => (/* binding */ isRedirect),
/* harmony export */   O1: () => (/* binding */ describeAnswer),
/* harmony export */   WN: () => (/* binding */ isServerFault),
/* harmony export */   mp: () => (/* binding */ describeSkew),
/* harmony export */   qc: () => (/* binding */ isRefusedForSkew),
/* harmony export */   s$: () => (/* binding */ remedyOfRegion),
/* harmony export */   wj: () => (/* binding */ explainRedirect),
/* harmony export */   yk: () => (/* binding */ clockSkewSeconds)
/* harmony export */ });
/* unused harmony export clockSkewMs */
/** Clock skew in seconds from which a server refuses a signature (the limit of S3 and RGW). */
const SKEW_LIMIT_SECONDS = 900;
const SET_CLOCK = "set this machine's clock (chronyc makestep, or the virtual machine's time synchronization)";
/** The longest Retry-After that is obeyed, in seconds. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** How many characters of an answer are searched for an error. Real errors have a few hundred. */
const LONGEST_ERROR = 8_192;
/** Matches the XML of S3 and STS, which both contain `<Error>`, and the JSON of the admin API. */
const CODE = /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>|"Code":\s*"([A-Za-z0-9.]{1,64})"/;
/** The server's error code, such as `AccessDenied`. Undefined if there is none, as in the answer to a HEAD. */
function errorCode({ body }) {
    return CODE.exec(body.slice(0, LONGEST_ERROR))
        ?.slice(1)
        .find((code) => code !== undefined);
}
/** Such as `403 AccessDenied`. */
function describeAnswer(answer) {
    return [answer.status, errorCode(answer)].filter((part) => part !== undefined).join(' ');
}
/**
 * The local clock minus the server's, rounded to seconds because the header has no finer unit. Undefined without a date
 * from the server.
 */
function clockSkewMs({ headers }, now) {
    const date = Date.parse(headers.date ?? '');
    return Number.isNaN(date) ? undefined : now - date;
}
function clockSkewSeconds(answer, now) {
    const skewMs = clockSkewMs(answer, now);
    // Avoids -0.
    return skewMs === undefined ? undefined : Math.round(skewMs / 1000) || 0;
}
/** Such as `30 s ahead of the server's`. */
function describeSkew(seconds) {
    return `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the server's`;
}
const SKEW_CODES = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
/** Whether a request was refused because the clocks differ. An RGW may answer AccessDenied in this case. */
function isRefusedForSkew(answer, now) {
    if (SKEW_CODES.has(errorCode(answer) ?? ''))
        return true;
    return answer.status === 403 && Math.abs(clockSkewSeconds(answer, now) ?? 0) >= SKEW_LIMIT_SECONDS;
}
const THROTTLE_CODES = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'RequestLimitExceeded',
]);
function isThrottled(answer) {
    return answer.status === 429 || THROTTLE_CODES.has(errorCode(answer) ?? '');
}
const RUN_AGAIN = "run it again; if it fails again, tell the storage's operators the time and the endpoint";
/** Whether the server, or a load balancer in front of it, is at fault. 501 means that it does not support the operation. */
function isServerFault({ status }) {
    return status >= 500 && status !== 501;
}
/** Seconds that the server asks to wait, at most 30. */
function retryAfterSeconds({ headers }) {
    const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
    return seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : undefined;
}
function isRedirect({ status }) {
    return status >= 300 && status < 400;
}
/** What came back, and what to do. */
function explainRedirect({ status, headers }) {
    const location = headers.location ?? '';
    const origin = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
    const other = origin === '' ? '' : ', or to the place that it redirects to if that is one';
    return {
        cameBack: `${status}, a redirect${origin}`,
        remedy: `set endpoint to the S3 endpoint itself${other}.`,
    };
}
/** Matches a region name and nothing that could have an effect in a message. */
const REGION = '([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)';
const REGION_ELEMENT = new RegExp(`<Region>\\s*${REGION}\\s*</Region>`);
const REGION_SENTENCE = new RegExp(`expecting (?:'|&apos;|&#39;|&quot;)${REGION}(?:'|&apos;|&#39;|&quot;)`);
/** What to do about a wrong region. The server may name the one that it expects. */
function remedyOfRegion({ body }, region) {
    const text = body.slice(0, LONGEST_ERROR);
    const named = (REGION_ELEMENT.exec(text) ?? REGION_SENTENCE.exec(text))?.[1];
    return named === undefined || named === region
        ? `Set region to that of the bucket: the request was signed for ${region}.`
        : `Set region to ${named}, which the server names: the request was signed for ${region}.`;
}


/***/ }),

/***/ 5192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ isSuccess)
/* harmony export */ });
function isSuccess({ status }) {
    return status >= 200 && status < 300;
}


/***/ }),

/***/ 1283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ Sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

/** SHA-256, or HMAC-SHA-256 if there is a secret, with the interface that the SDK's signer expects. */
class Sha256 {
    #hash;
    constructor(secret) {
        this.#hash = secret === undefined ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256') : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', toKey(secret));
    }
    update(data) {
        this.#hash.update(data);
    }
    async digest() {
        return this.#hash.digest();
    }
}
/** Signing keys are used many times. Creating a KeyObject takes 10 µs on Node 24, and an HMAC with one takes 3 µs. */
const keys = new WeakMap();
function toKey(secret) {
    if (typeof secret === 'string')
        return secret;
    const key = keys.get(secret) ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(toBytes(secret));
    keys.set(secret, key);
    return key;
}
function toBytes(secret) {
    if (!ArrayBuffer.isView(secret))
        return new Uint8Array(secret);
    return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}


/***/ }),

/***/ 5765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VL: () => (/* binding */ withQuery),
/* harmony export */   XM: () => (/* binding */ pathOf),
/* harmony export */   rO: () => (/* binding */ createSigner)
/* harmony export */ });
/* harmony import */ var _smithy_signature_v4__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3057);
/* harmony import */ var _sha256_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1283);


/** Signs S3 requests with one key. It caches what it derives from the key, so reuse it for many requests. */
function createSigner({ accessKeyId, secretAccessKey, sessionToken }, region) {
    return new _smithy_signature_v4__WEBPACK_IMPORTED_MODULE_0__/* .SignatureV4 */ .B({
        service: 's3',
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: _sha256_js__WEBPACK_IMPORTED_MODULE_1__/* .Sha256 */ .I,
        // S3 signs the path as it is sent. Every other service encodes it once more.
        uriEscapePath: false,
    });
}
/** Encodes a text for an S3 signature: everything except letters, digits and `-._~` is percent-encoded. */
function encodeForS3(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** The encoded path of an object, a bucket, or the service itself. Only the slash is special in a key. */
function pathOf(bucket, key) {
    if (bucket === undefined)
        return '/';
    if (key === undefined)
        return `/${encodeForS3(bucket)}`;
    return `/${encodeForS3(bucket)}/${key.split('/').map(encodeForS3).join('/')}`;
}
/** A path with its query, as it is sent. A parameter without a value gets a `=`, because it is signed that way. */
function withQuery(path, query) {
    const pairs = Object.entries(query).map(([name, value]) => `${encodeForS3(name)}=${encodeForS3(value)}`);
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}


/***/ }),

/***/ 732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ sendSingleRequest)
/* harmony export */ });
/* harmony import */ var _connection_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3798);

/**
 * Sends one request over its own connection and reads the answer, whatever its status. Proxies of the environment are used
 * on Node ≥ 24.5. Older versions connect directly.
 *
 * @throws InputError when a proxy variable of the environment is not a URL
 * @throws the connection's error, or the signal's
 */
async function sendSingleRequest(url, request, { context, ...options }) {
    const agent = createAgent(url, context);
    try {
        return await transfer(url, request, agent, options);
    }
    finally {
        agent.destroy();
    }
}
// Not imported at the top: importing node:http loads everything that it re-exports, undici included, in 30 ms. node:https
// alone takes 6 ms.
function moduleFor({ protocol }) {
    return protocol === 'https:'
        ? process.getBuiltinModule('node:https')
        : process.getBuiltinModule('node:http');
}
function createAgent(url, { caBundle, environment }) {
    const proxyEnv = (0,_connection_context_js__WEBPACK_IMPORTED_MODULE_0__/* .readProxies */ .r)(environment);
    return new (moduleFor(url).Agent)({
        keepAlive: false,
        ...(proxyEnv === undefined ? {} : { proxyEnv }),
        ...(0,_connection_context_js__WEBPACK_IMPORTED_MODULE_0__/* .trustBundle */ .F)(url.protocol === 'https:' ? caBundle : undefined),
    });
}
function transfer(url, { body, ...request }, agent, { signal, mostBytes, onConnected }) {
    return new Promise((resolve, reject) => {
        const outgoing = moduleFor(url).request({
            host: hostOf(url),
            port: url.port,
            ...request,
            agent,
            signal,
        });
        outgoing.once('response', (response) => {
            onConnected?.(response.socket);
            read(response, mostBytes).then(resolve, reject);
        });
        outgoing.once('error', reject);
        outgoing.end(body);
    });
}
/** Node's sockets take an IPv6 address without the brackets of a URL. */
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


/***/ }),

/***/ 8230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eu: () => (/* binding */ untilAborted),
/* harmony export */   H4: () => (/* binding */ setSystemTimer),
/* harmony export */   v7: () => (/* binding */ pause),
/* harmony export */   zE: () => (/* binding */ afterTurns)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** Waits for `waitMs` milliseconds. @throws the reason of the signal, unlike Node's timer, which throws an AbortError */
async function pause(waitMs, signal) {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}
/** Waits for work that continues even if the wait is aborted. @throws the signal's reason when it is aborted before */
function untilAborted(work, signal) {
    if (signal === undefined)
        return work;
    return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
}
/** The number of short timers that make up one wait. */
const PIECES = 10;
/** Node's timer. It does not keep the process alive. */
const setSystemTimer = (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
};
/**
 * Calls back after `milliseconds` during which this process was able to run. If the machine is suspended or busy, a single
 * timer is late, and what has arrived but was not yet read would count as silence. Of several short timers only one can be
 * late for this reason, and what has arrived is read before the next.
 *
 * @returns a function that cancels it
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


/***/ }),

/***/ 7360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   f5: () => (/* binding */ settingsOf),
/* harmony export */   ff: () => (/* binding */ settingsOn),
/* harmony export */   yy: () => (/* binding */ SETTINGS)
/* harmony export */ });
/* unused harmony export variableOf */
const TRANSFER_DURATION = 'How long each session lasts, such as 30m, 1h or PT1H; at most 12h. The transfer may take longer, because its sessions are renewed.';
/** The remark on a key of Buildkite's plugin. */
const NAME_OF_SECRET = 'Write the name of the Buildkite secret, or of the variable, that holds it, and not the key.';
const KEYLESS = "Empty to use the job's identity token (permissions: id-token: write).";
/**
 * Every setting, once. `npm run build` makes the action files, GitLab's templates and the documents' tables from it,
 * and the adapters read no other names. The variable of a setting is `OTTER_` and its name in capitals.
 */
const SETTINGS = {
    path: {
        for: ['upload'],
        // On the command line it is an argument.
        on: ['github', 'gitlab'],
        type: 'list',
        required: true,
        help: 'Files, folders and globs to upload. An exclamation mark in front excludes.',
    },
    prefix: {
        for: ['session', 'upload', 'download'],
        type: 'object-key',
        value: 'PREFIX',
        help: 'The beginning of the keys that the session may use, such as builds/. Empty for the whole bucket.',
        where: {
            upload: {
                help: 'Where the files go, such as builds/{ref}/{sha}/. The session can use nothing else. Other fields are {run-id}, {job} and {date}. Empty for the whole bucket.',
            },
            download: {
                help: 'Where the upload put its files, such as builds/{ref}/{sha}/. Other fields are {run-id}, {job} and {date}. With a wildcard, such as builds/{sha}/*/, several artifacts, as with pattern.',
            },
        },
    },
    pattern: {
        for: ['download'],
        type: 'list',
        value: 'GLOB',
        help: 'Globs of the folders of several artifacts below the prefix, such as linux-*. An exclamation mark in front excludes. Empty for the one artifact of the prefix.',
    },
    'merge-multiple': {
        for: ['download'],
        type: 'switch',
        help: 'Downloads several artifacts to the same folder. Without it, each gets a folder of its own, with the name of its folder in the bucket.',
    },
    name: {
        for: ['upload'],
        on: ['cli'],
        type: 'text',
        value: 'PATH',
        help: 'The path below the prefix under which - (standard input, or the output of a command) is uploaded, such as dump.sql.zst.',
    },
    'expect-end': {
        for: ['upload'],
        on: ['cli'],
        type: 'text',
        value: 'TEXT',
        help: 'What the last 1,024 bytes of - must contain, such as PostgreSQL database dump complete. Otherwise nothing is uploaded. Empty for anything.',
    },
    'if-no-files-found': {
        for: ['upload'],
        type: 'text',
        choices: ['warn', 'error', 'ignore'],
        default: 'warn',
        value: 'WHAT',
        help: 'What to do when a pattern of path matches nothing: warn, error (exit code 3) or ignore.',
    },
    'include-hidden-files': {
        for: ['upload'],
        type: 'switch',
        help: 'Uploads all files and folders whose name begins with a dot, not only those that a pattern names.',
    },
    'follow-symlinks': {
        for: ['upload'],
        type: 'switch',
        help: 'Uploads what symbolic links lead to, instead of the links.',
    },
    'take-growing': {
        for: ['upload'],
        type: 'switch',
        help: 'Uploads a file that still grows, such as a log, as long as it was when the upload began. Without it, a file that changes is an error.',
    },
    overwrite: {
        for: ['upload', 'download'],
        type: 'switch',
        help: 'Replaces existing objects. Without it, an existing object with other content is an error.',
        where: {
            download: { help: 'Replaces existing files. Without it, a file with other content is an error.' },
        },
    },
    'skip-unchanged': {
        for: ['upload'],
        type: 'switch',
        help: 'Does not send a file again if its object has the same content.',
    },
    archive: {
        for: ['upload'],
        type: 'switch',
        help: 'Uploads all files as one object, a compressed archive, which download unpacks. For thousands of small files.',
    },
    delete: {
        for: ['upload'],
        type: 'switch',
        help: 'At the end, deletes what is below the prefix and was not uploaded. What path excludes stays. Needs a prefix, and a match for each pattern of path.',
    },
    'delete-at-most': {
        for: ['upload'],
        type: 'number',
        most: 999_999_999,
        value: 'N',
        help: 'Uploads and deletes nothing if delete would remove more objects than this. Empty for no limit.',
    },
    keep: {
        for: ['upload'],
        type: 'list',
        value: 'GLOB',
        help: 'Objects below the prefix that delete keeps, as globs relative to the prefix.',
    },
    'dry-run': {
        for: ['upload'],
        type: 'switch',
        help: 'Shows what would be done, and changes nothing.',
    },
    latest: {
        for: ['upload', 'download'],
        type: 'object-key',
        value: 'KEY',
        help: 'The key of a small object that names this upload, such as builds/{ref}/latest.json. It is written last. Empty for none.',
        where: {
            download: {
                help: 'The key of the object that names the latest upload, such as builds/{ref}/latest.json, instead of a prefix.',
            },
        },
    },
    'retention-days': {
        for: ['upload'],
        type: 'number',
        // A hundred years.
        most: 36_500,
        value: 'N',
        help: 'Tags each object with retention-days and this number, for a lifecycle rule of the bucket. Empty for no tag.',
    },
    metadata: {
        for: ['upload'],
        type: 'list',
        value: 'NAME=VALUE',
        help: 'Metadata of each object, as name=value.',
    },
    'cache-control': {
        for: ['upload'],
        type: 'text',
        value: 'TEXT',
        help: 'The Cache-Control header of each object.',
    },
    'content-type': {
        for: ['upload'],
        type: 'text',
        value: 'TYPE',
        help: "The Content-Type header of each object. Empty to choose it by the file's name.",
    },
    headers: {
        for: ['upload'],
        type: 'list',
        value: 'LINE',
        help: 'Headers by pattern, as PATTERN: Header: value, such as **/*.html: Cache-Control: no-cache. A later line wins, and an empty value leaves out the header.',
    },
    acl: {
        for: ['upload'],
        type: 'text',
        // S3's, of which an RGW knows all but log-delivery-write.
        choices: [
            'bucket-owner-full-control',
            'bucket-owner-read',
            'private',
            'public-read',
            'public-read-write',
            'authenticated-read',
            'none',
        ],
        // On an RGW, what a role's session puts belongs to the service user. Without this ACL, the bucket's owner could not
        // read it.
        default: 'bucket-owner-full-control',
        value: 'NAME',
        help: "The canned ACL of each object, or none. The default lets the bucket's owner read them.",
    },
    concurrency: {
        for: ['upload', 'download'],
        type: 'number',
        most: 256,
        // 5,000 small files on a server that answers after 20 ms: 3.9 s with 32, 2.2 s with 64, 1.5 s with 128, which takes more
        // than 200 MB of memory.
        default: '64',
        value: 'N',
        help: 'How many requests to send at once, from 1 to 256; at most 32 of them transfer more than 256 KiB. Fewer are sent while the server is overloaded, or the network too slow for them.',
    },
    'part-size': {
        for: ['upload'],
        type: 'text',
        // Small enough that a part that failed is soon sent again, large enough that its overhead does not show.
        default: '16MiB',
        value: 'SIZE',
        help: 'The size of the parts of large files, from 5MiB to 5GiB.',
    },
    presign: {
        for: ['upload'],
        type: 'text',
        value: 'TIME',
        help: 'Creates a link to each file (in a job, to the first 100) that needs no key and expires after this time, such as 2h; at most 12h. Whoever can read the job summary or log can use it. Empty for none.',
    },
    'subject-checksums': {
        for: ['upload'],
        type: 'file',
        help: 'A file to write with the SHA-256 of each file, as attestation actions take it. Empty for none.',
    },
    dotenv: {
        for: ['upload'],
        on: ['cli'],
        type: 'file',
        help: 'A file to write with where the upload is, in lines OTTER_ARTIFACT_PREFIX=… and so on.',
    },
    annotations: {
        for: ['upload'],
        on: ['cli'],
        type: 'file',
        help: "A file to write with links to the upload, for GitLab's report of that name.",
    },
    'manifest-key': {
        for: ['download'],
        type: 'object-key',
        value: 'KEY',
        help: "The key of the upload's manifest, instead of a prefix.",
    },
    'manifest-sha256': {
        for: ['download'],
        type: 'text',
        value: 'HEX',
        help: 'The SHA-256 that the manifest must have, as the upload printed it. Empty for any.',
    },
    directory: {
        for: ['download'],
        type: 'file',
        default: '.',
        value: 'FOLDER',
        help: 'The folder to download to. It is created if it does not exist.',
    },
    include: {
        for: ['download'],
        type: 'list',
        value: 'GLOB',
        help: 'Files, folders and globs to download. An exclamation mark in front excludes. Empty for all.',
    },
    unverified: {
        for: ['download'],
        type: 'switch',
        help: 'Downloads what is below the prefix even if it has no manifest, such as what other tools have put there. It is compared with the MD5 or the size in the listing, and a warning says so.',
    },
    stdout: {
        for: ['download'],
        on: ['cli'],
        type: 'switch',
        help: 'Writes the one file that is chosen to standard output, and to no folder.',
    },
    'service-access-key': {
        for: ['credential'],
        type: 'access-key',
        fromSession: true,
        value: 'KEY',
        help: "Access key of the bucket's service credential.",
        where: { github: { help: `Access key of the bucket's service credential. ${KEYLESS}` } },
    },
    'service-secret-key': {
        for: ['credential'],
        type: 'secret-key',
        fromSession: true,
        help: "Secret key of the bucket's service credential. It is masked, and never exported.",
        where: {
            github: {
                help: `Secret key of the bucket's service credential. It is masked, and never exported. ${KEYLESS}`,
            },
        },
    },
    'id-token': {
        for: ['credential'],
        on: ['cli'],
        type: 'secret-key',
        help: 'The identity token of the job (a JWT), instead of a service credential. It is masked, and never exported.',
    },
    'web-identity-token-file': {
        for: ['credential'],
        on: ['cli'],
        type: 'file',
        help: 'A file with the identity token, read again for each session, instead of a service credential. Without either, what the CI system offers: the identity tokens of GitHub Actions, Forgejo, Buildkite or CircleCI, or AWS_WEB_IDENTITY_TOKEN_FILE.',
    },
    audience: {
        for: ['credential'],
        type: 'text',
        value: 'NAME',
        help: "For whom identity tokens are made, as the role's trust policy names it. Empty for the endpoint's host name.",
        // GitLab makes the token before the program runs, and has no function for a host name.
        onGitlab: {
            default: 'es-mad-1.s3.otterstorage.io',
            help: "For whom GitLab makes the identity token of a -keyless job: the endpoint's host name, or what the role's trust policy names. Set it together with endpoint.",
            pattern: '^[A-Za-z0-9$_{}.:/@+=-]+$',
        },
    },
    'role-arn': {
        for: ['credential'],
        type: 'text',
        required: true,
        fromSession: true,
        value: 'ARN',
        help: 'The role that the service credential, or the identity token, may assume, such as arn:aws:iam::RGW00000000000000001:role/bkr-123.',
    },
    bucket: {
        for: ['credential'],
        type: 'text',
        required: true,
        fromSession: true,
        value: 'NAME',
        help: 'The one bucket that the session is for.',
    },
    endpoint: {
        for: ['credential'],
        type: 'text',
        default: 'https://es-mad-1.s3.otterstorage.io',
        fromSession: true,
        value: 'URL',
        help: 'The S3 endpoint, which also issues the sessions.',
    },
    region: {
        for: ['credential'],
        type: 'text',
        default: 'eu-mad',
        fromSession: true,
        value: 'NAME',
        help: 'The region that S3 clients sign with.',
    },
    duration: {
        for: ['credential'],
        type: 'text',
        default: '1h',
        value: 'TIME',
        help: 'How long the session lasts, such as 90s, 30m, 1h or PT1H; at most 12h.',
        where: {
            gitlab: {
                default: 'job',
                help: 'How long the session lasts, such as 30m, 1h or PT1H, at most 12h; or job, for what is left of the job.',
            },
            cli: {
                help: 'How long the session lasts, such as 90s, 30m, 1h or PT1H; at most 12h. On GitLab also job, for what is left of the job.',
            },
            upload: { help: TRANSFER_DURATION },
            download: { help: TRANSFER_DURATION },
        },
    },
    access: {
        for: ['session'],
        type: 'text',
        choices: ['read-write', 'read', 'write', 'role'],
        default: 'read-write',
        value: 'KIND',
        help: 'What the session may do in the bucket: read-write, read (get and list), write (upload only) or role (all that the role allows, without a session policy).',
    },
    'session-name': {
        for: ['credential'],
        type: 'text',
        value: 'NAME',
        help: "The session's name in the server's logs. Empty for one made from the job.",
    },
    refresh: {
        for: ['session'],
        on: ['github', 'gitlab', 'buildkite'],
        type: 'switch',
        help: 'Keeps the credentials fresh until the job ends, through a loopback endpoint from which S3 clients fetch them.',
    },
    run: {
        for: ['session'],
        on: ['github'],
        type: 'text',
        help: 'A script to run with fresh credentials in its environment only. Nothing is exported to later steps.',
    },
    shell: {
        for: ['session'],
        on: ['github'],
        type: 'text',
        help: 'The shell for run: bash, sh, pwsh, powershell, cmd, python, or a command line with {0} for the script. Empty for bash, or pwsh on Windows.',
    },
    'working-directory': {
        for: ['session'],
        on: ['github'],
        type: 'file',
        help: 'The folder in which run starts. Empty for the workspace.',
    },
    'output-credentials': {
        for: ['session'],
        on: ['github'],
        type: 'switch',
        help: "Also sets the session's keys and token as outputs, masked.",
    },
    cleanup: {
        for: ['session'],
        on: ['github'],
        type: 'switch',
        default: 'true',
        help: 'Restores the variables when the job ends. With false they stay, for the post steps of other actions.',
    },
    summary: {
        for: ['session', 'upload'],
        on: ['github'],
        type: 'switch',
        default: 'true',
        help: 'Adds bucket, scope and expiry to the job summary. It contains no secret.',
        where: {
            upload: { help: 'Adds the location of the files, and the first 100 of them, to the job summary.' },
        },
    },
    'ca-bundle': {
        for: ['credential'],
        on: ['cli'],
        type: 'file',
        help: 'A PEM file with certificates to trust in addition to the usual ones.',
    },
    bundle: {
        for: ['credential'],
        on: ['gitlab', 'buildkite'],
        type: 'text',
        pattern: '^[A-Za-z0-9$_{}.:/@%+~?&=-]*$',
        help: "Path or URL of the program that runs in the job: the bundle (for Node 20.16 or newer) or the executable. With a slash at the end, a folder with the files of a release, of which the job takes what its image can run. Empty for otter-sts on the PATH, or else the release's own bundle.",
        where: {
            buildkite: {
                help: "Path of the program that runs in the job: the bundle (for Node 20.16 or newer) or the executable. Empty for otter-sts on the PATH, or else the plugin's own bundle.",
            },
        },
    },
    'bundle-sha256': {
        for: ['credential'],
        on: ['gitlab'],
        type: 'text',
        pattern: '^([0-9a-f]{64})?$',
        help: 'The SHA-256 of that program, or of SHA256SUMS in that folder, in hex. Required for a URL; optional for a path.',
    },
    'node-from': {
        for: ['credential'],
        on: ['gitlab'],
        type: 'text',
        choices: ['image', 'pip'],
        default: 'image',
        help: 'Where the Node that runs the bundle comes from: the image, or, if it has none that is new enough, pip (61 MB from PyPI, for images with Python).',
    },
};
function keyOf(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
/** The environment variable that holds a setting. */
function variableOf(name) {
    return `OTTER_${name.toUpperCase().replaceAll('-', '_')}`;
}
/** The settings of a use by name, without those of the credential. */
function settingsOf(use) {
    return ENTRIES.filter(([, { for: uses }]) => uses.includes(use));
}
const ENTRIES = Object.entries(SETTINGS);
/** What a system adds to the help of a setting. */
const REMARKS = {
    github: { list: 'One per line.', 'secret-key': 'Keep it in a secret.' },
    gitlab: {
        'access-key': 'Write the name of the variable that holds it, such as $NAME, and not the key.',
        'secret-key': 'Write the name of the masked variable that holds it, such as $NAME, and not the key.',
    },
    buildkite: { 'access-key': NAME_OF_SECRET, 'secret-key': NAME_OF_SECRET },
    cli: { list: 'Repeatable.' },
};
/**
 * The settings that users see in one place, including the credential's, as they are there. Required ones come first.
 */
function settingsOn(system, task) {
    return ENTRIES.filter(([, { for: uses }]) => uses.includes('credential') || uses.includes(task))
        .filter(([, { on }]) => on === undefined || on.includes(system))
        .map(([name, setting]) => [name, settingOn(system, task, setting)])
        .sort(([, one], [, other]) => Number(other.required ?? false) - Number(one.required ?? false));
}
function settingOn(system, task, setting) {
    const place = task === 'session' ? system : task;
    const onSystem = system === 'gitlab' ? setting.onGitlab : undefined;
    const found = { ...setting, ...setting.where?.[place], ...onSystem };
    const help = [found.help, REMARKS[system][setting.type]].filter(Boolean).join(' ');
    if (task === 'session' || setting.fromSession !== true)
        return { ...found, help };
    const { default: standard, required: _, ...optional } = found;
    if (system !== 'github')
        return { ...found, help, required: false };
    const otherwise = standard === undefined ? '' : `, or else ${standard}`;
    const token = isKey(setting) ? "the job's identity token (with role-arn and id-token: write), or " : '';
    return { ...optional, help: `${help} Empty to use ${token}the session of an earlier step${otherwise}.` };
}
function isKey({ type }) {
    return type === 'access-key' || type === 'secret-key';
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
/** The width of a cell in a table of bytes, in characters. */
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

/***/ 3284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ee: () => (/* binding */ describeEncodings),
/* harmony export */   d8: () => (/* binding */ encodings),
/* harmony export */   h_: () => (/* binding */ isMaskable)
/* harmony export */ });
/* harmony import */ var _workflow_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(321);

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
 * The secret and its lines, with and without surrounding white space, because a file's last line break is rarely
 * printed.
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
        (0,_workflow_command_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeData */ .uf)(text),
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
    // Python, and PHP except for its slashes.
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
    // Everything except letters and digits, by number.
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

/***/ 6538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ masksOf),
/* harmony export */   M: () => (/* binding */ lineMasks)
/* harmony export */ });
/* harmony import */ var _encodings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3284);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5100);


/** Secrets of at least this many bytes have pieces. Pieces of shorter ones could be words of other texts. */
const SHORTEST = 16;
/** Secrets of at most this many bytes are masked closely. A longer one, a session token, is useless in parts. */
const SHORT = 64;
/** Bytes of a dump's row in one mask. */
const DUMPED = 4;
/** Characters of base64, or of the text next to a dump, in one mask. */
const PIECE = 8;
/**
 * The masks for a runner that masks exact strings, line by line: all encodings, and pieces of what tools break into rows at
 * unknown places. The longest come first, because some runners replace one after the other.
 *
 * Pieces are a compromise: the ends of a row may remain. See `docs/security.md` for how much.
 */
function lineMasks(secret) {
    const whole = (0,_encodings_js__WEBPACK_IMPORTED_MODULE_0__/* .encodings */ .d8)(secret);
    if (whole.length === 0)
        return [];
    const bytes = Buffer.from(secret);
    const pieces = bytes.length < SHORTEST ? [] : [...brokenBase64(secret), ...dumped(bytes)];
    const masks = new Set([...whole, ...separated(bytes), ...pieces]);
    // A command is a line of text and cannot contain a NUL. Padding of base64 reveals nothing once the rest is masked.
    const isNeeded = (mask) => !mask.includes('\0') && !(mask.endsWith('=') && masks.has(unpadded(mask)));
    return [...masks].filter(isNeeded).sort((one, other) => other.length - one.length);
}
/** The masks of several secrets, each once, the longest first. */
function masksOf(secrets) {
    return [...new Set(secrets.flatMap(lineMasks))].sort((one, other) => other.length - one.length);
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
    return (0,_encodings_js__WEBPACK_IMPORTED_MODULE_0__/* .describeEncodings */ .Ee)(secret)
        .filter(({ lines }) => lines?.unit === 4 && lines.piece === PIECE)
        .flatMap((encoding) => {
        const { text } = encoding;
        return (0,_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .pieceStarts */ .S4)(encoding, text.length, piece, step).map((start) => text.slice(start, start + piece));
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
/* harmony import */ var _encodings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3284);


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
 * Where the pieces of an encoding that is broken into lines begin. A line ends after a multiple of this many
 * characters, and so does each piece except the last.
 */
function pieceStarts({ lines }, length, piece, step) {
    if (lines === undefined || length < piece)
        return [];
    const starts = [];
    const last = length - piece;
    const first = (lines.unit - (lines.phase % lines.unit)) % lines.unit;
    for (let start = first; start < last; start += step)
        starts.push(start);
    starts.push(last);
    return starts;
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

/***/ 321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uf: () => (/* binding */ escapeData),
/* harmony export */   y3: () => (/* binding */ escapeMask)
/* harmony export */ });
/* unused harmony export escapeForAzure */
/** A text as the data of a workflow command. GitHub's runner escapes only these characters. */
function escapeData(text) {
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


/***/ }),

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   et: () => (/* binding */ printableJson),
/* harmony export */   fk: () => (/* binding */ printableLines),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   qi: () => (/* binding */ firstSentence),
/* harmony export */   xG: () => (/* binding */ LONGEST_TEXT)
/* harmony export */ });
/* unused harmony export jsonLine */
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


/***/ }),

/***/ 1134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ exchange)
});

// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/http/error-answer.js
var error_answer = __webpack_require__(5747);
// EXTERNAL MODULE: ./src/http/messages.js
var messages = __webpack_require__(5192);
// EXTERNAL MODULE: ./src/http/single-request.js
var single_request = __webpack_require__(732);
// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-sts/dist-es/schemas/schemas_0.js + 2 modules
var schemas_0 = __webpack_require__(4233);
// EXTERNAL MODULE: ../../node_modules/@aws-sdk/core/dist-es/submodules/protocols/query/AwsQueryProtocol.js + 31 modules
var AwsQueryProtocol = __webpack_require__(9939);
// EXTERNAL MODULE: ../../node_modules/@smithy/signature-v4/dist-es/SignatureV4.js + 15 modules
var SignatureV4 = __webpack_require__(3057);
// EXTERNAL MODULE: ./src/http/sha256.js
var sha256 = __webpack_require__(1283);
// EXTERNAL MODULE: ./src/http/signing.js
var signing = __webpack_require__(5765);
;// CONCATENATED MODULE: ./src/sts/assume-role.js





/*
 * The SDK's parts that make up one AssumeRole, with or without a web identity: the call's schema, the protocol that writes and reads it, the signer.
 * Its STSClient would also load what an exchange is not to use: the search for credentials and settings in the machine's
 * ~/.aws, AWS's own endpoints, retries that cannot tell an RGW's errors apart. That is 420 KB and 30 ms of a start (measured).
 */
const ASSUME_ROLE = operationOf(schemas_0/* AssumeRole$ */.JM);
const WITH_WEB_IDENTITY = operationOf(schemas_0/* AssumeRoleWithWebIdentity$ */.p$);
function operationOf([, namespace, name, traits, input, output]) {
    return { namespace, name, traits, input, output };
}
function operationFor(proof) {
    return 'key' in proof ? ASSUME_ROLE : WITH_WEB_IDENTITY;
}
/** Such as `AssumeRole`. */
function callOf(proof) {
    return operationFor(proof).name;
}
/** The version of the API in every request, and the namespace of every answer. */
const VERSION = '2011-06-15';
/** How long a signature in the query is valid, in seconds. */
const QUERY_SECONDS = 60;
const protocol = new AwsQueryProtocol/* AwsQueryProtocol */.k({
    defaultNamespace: ASSUME_ROLE.namespace,
    xmlNamespace: `https://sts.amazonaws.com/doc/${VERSION}/`,
    version: VERSION,
});
/** The conversions between text and bytes that the protocol needs. */
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
/** The request for a session. @param now milliseconds since the epoch, for the signature */
function writeSessionRequest(proof, request, now) {
    return 'key' in proof
        ? writeAssumeRole(proof.key, request, now)
        : writeAssumeRoleWithWebIdentity(proof.token, request);
}
/**
 * The signed request for a session.
 *
 * @param key the long-lived key. An attacker would try that of a session.
 * @param now milliseconds since the epoch, for the signature
 * @param place where to put the signature, which matters to some servers
 */
async function writeAssumeRole(key, request, now, place = 'headers') {
    const unsigned = await serialize(ASSUME_ROLE, inputOf(request), request);
    const { path, body, method } = unsigned;
    const signer = createSigner(key, request);
    const signingDate = new Date(now);
    if (place === 'headers') {
        const { headers } = await signer.sign(unsigned, { signingDate });
        return { method, path, headers: { ...headers, ...AGENT }, body };
    }
    const { query } = await signer.presign(unsigned, { signingDate, expiresIn: QUERY_SECONDS });
    const headers = { ...unsigned.headers, ...AGENT };
    return { method, path: (0,signing/* withQuery */.VL)(path, query), headers, body };
}
/** Unsigned, because the token proves the requester's identity. The token is in the body, because servers log URLs. */
async function writeAssumeRoleWithWebIdentity(token, request) {
    const input = { ...inputOf(request), WebIdentityToken: token };
    const { method, path, headers, body } = await serialize(WITH_WEB_IDENTITY, input, request);
    return { method, path, headers: { ...headers, ...AGENT }, body };
}
const AGENT = { 'user-agent': 'otter-sts-credentials' };
async function serialize(operation, input, request) {
    const url = new URL(request.endpoint);
    const endpoint = async () => ({ protocol: url.protocol, hostname: url.hostname, path: '/' });
    const written = await protocol.serializeRequest(operation, input, { ...serde, endpoint });
    written.headers.host = url.host;
    written.headers['content-length'] = String(Buffer.byteLength(written.body));
    return Object.assign(written, { method: 'POST' });
}
function inputOf({ roleArn, sessionName, durationSeconds, policy }) {
    return {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: durationSeconds,
        ...(policy === undefined ? {} : { Policy: policy.json }),
    };
}
function createSigner(key, { region }) {
    const { accessKeyId, secretAccessKey, sessionToken } = key;
    return new SignatureV4/* SignatureV4 */.B({
        service: 'sts',
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: sha256/* Sha256 */.I,
    });
}
/**
 * The session in an answer with status 200. Undefined if a part of it is missing.
 *
 * @throws Error if it is not XML, or has an invalid expiration
 */
async function readSession(proof, { status, headers, body }) {
    const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body) };
    const { Credentials, AssumedRoleUser } = await protocol.deserializeResponse(operationFor(proof), serde, response);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined)
        return undefined;
    if (Number.isNaN(Expiration.getTime()))
        return undefined;
    // These values reach variables and shells, so only printable ASCII is accepted.
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

// EXTERNAL MODULE: ./src/credentials/duration.js
var duration = __webpack_require__(7214);
// EXTERNAL MODULE: ./src/credentials/session.js
var credentials_session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/http/connection-failure.js
var connection_failure = __webpack_require__(3055);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./src/sts/explanation.js








/** The longest session of a role with the default MaxSessionDuration, in seconds. */
const DEFAULT_ROLE_SECONDS = 3_600;
/** Explains a failed attempt: what was tried, what came back, the likely causes, and what to do. */
function explain(evidence) {
    const { request, response } = evidence;
    const tried = `${callOf(evidence.proof)} for bucket '${request.bucket}' at ${request.endpoint}`;
    if (evidence.timedOut === true) {
        return new failure/* ExchangeFailure */.u7({ tried, ...(0,connection_failure/* explainTimeout */.jk)(request.endpoint, 'no complete answer in time') });
    }
    if (response !== undefined)
        return new failure/* ExchangeFailure */.u7({ tried, ...explainResponse(evidence, response) });
    return new failure/* ExchangeFailure */.u7({ tried, ...(0,connection_failure/* explainConnection */.cR)(request.endpoint, evidence.error) });
}
function explainResponse(evidence, response) {
    const code = (0,error_answer/* errorCode */.CA)(response);
    const explanation = explainAnswer(evidence, response, code);
    return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...explanation };
}
const DENIAL_CODES = new Set([
    'AccessDenied',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'UserSuspended',
    // AWS's codes for tokens. An RGW answers AccessDenied for all of them.
    'InvalidIdentityToken',
    'ExpiredTokenException',
    'IDPRejectedClaim',
]);
function explainAnswer(evidence, response, code) {
    const { status } = response;
    if ((0,messages/* isSuccess */.o)(response))
        return explainSuccess(evidence, response);
    if ((0,error_answer/* isRedirect */.N6)(response))
        return redirected(response);
    if (status === 407)
        return (0,connection_failure/* explainProxyRefusal */.W8)();
    if (dependsOnClock(evidence, code) && (0,error_answer/* isRefusedForSkew */.qc)(response, evidence.now))
        return clockSkew(evidence, response, code);
    if ((0,error_answer/* isThrottled */.B5)(response))
        return throttled(response);
    if ((0,error_answer/* isServerFault */.WN)(response))
        return serverError(response, code);
    if ('token' in evidence.proof && status === 409)
        return collision(response);
    if (code === undefined)
        return notSts(response, 'an answer that is not an S3 or STS error');
    if (DENIAL_CODES.has(code))
        return denied(evidence, response, code);
    if (code === 'NoSuchEntity')
        return noSuchRole(evidence, response, code);
    if (code === 'MalformedPolicyDocument' || code === 'PackedPolicyTooLarge')
        return badPolicy(evidence, response, code);
    if (code === 'AuthorizationHeaderMalformed')
        return otherRegion(evidence, response);
    if (status === 400)
        return invalidRequest(evidence, response, code);
    return notSts(response, `${status} ${code}`);
}
/** The times in a token are not from this machine, so only the server can blame the clock for such a request. */
function dependsOnClock({ proof }, code) {
    return 'key' in proof || error_answer/* SKEW_CODES */.Mu.has(code ?? '');
}
function denied(evidence, response, code) {
    const { request, source, proof } = evidence;
    const now = evidence.now - ((0,error_answer/* clockSkewSeconds */.yk)(response, evidence.now) ?? 0) * 1000;
    const { causes, remedy, flaw } = source.explainDenial({ request, proof, code, now });
    const cameBack = [`${response.status} ${code}`, flaw].filter((part) => part !== undefined).join(', ');
    return { kind: 'denied', cameBack, causes, remedy };
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
            `the server did not accept the session policy made from access '${request.access}' and prefix '${(0,printable/* printable */.g$)(request.prefix)}'.`,
        ],
        remedy: 'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
    };
}
/** Without such a key an RGW (16.2.15) can encrypt no session token, and answers 400 InvalidArgument to every AssumeRole. */
const WRONG_STS_KEY = 'it is an RGW whose rgw_sts_key is not exactly 16 characters long, so it cannot issue sessions.';
/** An RGW 20 fetches the keys of a token's issuer for each request, and answers 400 when it cannot. */
const ISSUER_UNREACHABLE = "the storage cannot fetch the keys of the token's issuer: the issuer is down, or the storage cannot reach it or does not trust its certificate.";
function invalidRequest({ request, proof }, { status }, code) {
    const { durationSeconds } = request;
    const issuer = 'token' in proof ? [ISSUER_UNREACHABLE] : [];
    const asked = (0,credentials_session/* describeSeconds */.bD)(durationSeconds);
    const cameBack = `${status} ${code}`;
    const name = `the server does not accept the session name '${request.sessionName}'.`;
    if (durationSeconds > DEFAULT_ROLE_SECONDS) {
        const tooLong = `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`;
        return {
            kind: 'invalid-request',
            cameBack,
            causes: [tooLong, ...issuer, WRONG_STS_KEY, name],
            remedy: "ask for 1h, or raise the role's MaxSessionDuration; for a longer job, use refresh.",
        };
    }
    const tooShort = `the session of ${asked} is shorter than the server allows (usually 15 min).`;
    return {
        kind: 'invalid-request',
        cameBack,
        causes: [
            ...(durationSeconds < duration/* SHORTEST_USUAL_SESSION_SECONDS */.lX ? [tooShort] : []),
            ...issuer,
            WRONG_STS_KEY,
            name,
        ],
        remedy: 'ask for a duration of 1h and leave session-name empty; if that is refused too, set rgw_sts_key to 16 characters ' +
            'and restart the gateway.',
    };
}
function otherRegion({ request }, response) {
    return {
        kind: 'invalid-request',
        cameBack: (0,error_answer/* describeAnswer */.O1)(response),
        causes: ['the region is not that of the server.'],
        remedy: (0,error_answer/* remedyOfRegion */.s$)(response, request.region),
    };
}
function clockSkew({ now }, response, code) {
    const skew = (0,error_answer/* describeSkew */.mp)((0,error_answer/* clockSkewSeconds */.yk)(response, now) ?? 0);
    return {
        kind: 'clock-skew',
        cameBack: `${response.status} ${code ?? 'without a code'}, with this machine's clock ${skew}`,
        causes: [`a signature is refused when the clocks differ by more than ${error_answer/* SKEW_LIMIT_SECONDS */.Ji} s.`],
        remedy: `${error_answer/* SET_CLOCK */.GP}, then run the job again.`,
    };
}
function throttled(response) {
    return {
        kind: 'throttled',
        cameBack: (0,error_answer/* describeAnswer */.O1)(response),
        causes: ['the server is receiving too many requests.'],
        remedy: 'run the job again a little later; if many jobs start at once, stagger them.',
        retryAfterSeconds: (0,error_answer/* retryAfterSeconds */.C3)(response),
    };
}
function serverError(response, code) {
    return {
        kind: 'server',
        cameBack: `${response.status} ${code ?? 'from the server or a proxy in front of it'}`,
        causes: ['the server, or a load balancer in front of it, has a fault or is being restarted.'],
        remedy: `${error_answer/* RUN_AGAIN */.Bs}.`,
        retryAfterSeconds: (0,error_answer/* retryAfterSeconds */.C3)(response),
    };
}
/**
 * An RGW creates a user for each new subject. Of two requests that do so at once it answers one with
 * 409 BucketAlreadyExists (20.2.4, measured).
 */
function collision(response) {
    return {
        kind: 'server',
        cameBack: (0,error_answer/* describeAnswer */.O1)(response),
        causes: ['another job with the same subject asked at the same moment, for the first time.'],
        remedy: `${error_answer/* RUN_AGAIN */.Bs}.`,
    };
}
function redirected(response) {
    return {
        kind: 'not-sts',
        causes: [
            'the endpoint is a web page or a portal, http was used where the server wants https, or a proxy requires a login.',
        ],
        ...(0,error_answer/* explainRedirect */.wj)(response),
    };
}
function explainSuccess({ session, now }, response) {
    if (session !== undefined)
        return endedAlready(session, now, response);
    if (/<AssumeRole(WithWebIdentity)?Response/.test(response.body)) {
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
        cameBack: `a session that ended at ${(0,credentials_session/* formatTime */.fU)(session.expiration)}, and here it is ${(0,credentials_session/* formatTime */.fU)(new Date(now))}`,
        causes: [
            `this machine's clock is ${Math.abs((0,error_answer/* clockSkewSeconds */.yk)(response, now) ?? 0)} s away from the server's.`,
        ],
        remedy: `${error_answer/* SET_CLOCK */.GP}, then run the job again.`,
    };
}
function notSts(response, cameBack) {
    const sent = response.body.trim() === '' ? '' : ` (${contentName(response)})`;
    return {
        kind: 'not-sts',
        cameBack: cameBack.startsWith(`${response.status}`) ? cameBack : `${response.status}, ${cameBack}${sent}`,
        causes: [
            'the endpoint is not the S3 endpoint but a web site, a console, a portal or a proxy.',
            'it is an RGW without sts in rgw_enable_apis.',
        ],
        remedy: 'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on your own cluster, enable STS (add sts to rgw_enable_apis).',
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

;// CONCATENATED MODULE: ./src/sts/exchange.js







/** The time limit of one attempt, from the DNS lookup to the last byte, in milliseconds. */
const ATTEMPT_MS = 10_000;
/** The time limit of all attempts, including the waits between them, in milliseconds. */
const DEADLINE_MS = 60_000;
/** The maximum number of requests of one exchange, by default. */
const MOST_ATTEMPTS = 5;
/** The first wait is at most this many milliseconds, and the limit doubles with each wait. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** How much of an answer is kept, in bytes. An AssumeRole answer has about 2 KB; a login page can have any size. */
const LARGEST_ANSWER = 256 * 1024;
/**
 * Obtains a session with one AssumeRole call, or AssumeRoleWithWebIdentity for a token. It makes no other call (an RGW has
 * no GetCallerIdentity). Network errors, 5xx and throttling are retried with full jitter ("Exponential Backoff And Jitter",
 * AWS Architecture Blog). A denial or a bad request is not.
 *
 * @throws ExchangeFailure if there is no session. Its message explains why.
 * @throws InputError if the environment names an invalid proxy, or the source's file cannot be read
 * @throws the signal's reason when it is aborted
 */
async function exchange(source, request, context = {}) {
    const { signal, onRetry, now = Date.now, random = Math.random, mostAttempts = MOST_ATTEMPTS } = context;
    const deadline = now() + (context.deadlineMs ?? DEADLINE_MS);
    for (let attempt = 1;; attempt += 1) {
        const limitMs = Math.min(context.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1));
        const timeout = new AbortController();
        const cancelTimeout = (0,timing/* afterTurns */.zE)(timing/* setSystemTimer */.H4, limitMs, () => timeout.abort());
        try {
            const outcome = await assumeRole(source, request, context, timeout.signal);
            return { ...outcome, attempts: attempt };
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof failure/* ExchangeFailure */.u7) || !error.retryable || attempt === mostAttempts)
                throw error;
            const waitMs = waitBefore(attempt, error.detail.retryAfterSeconds, random);
            if (now() + waitMs >= deadline)
                throw error;
            onRetry?.(error, waitMs, attempt);
            await (0,timing/* pause */.v7)(waitMs, signal);
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
async function assumeRole(source, request, context, timeout) {
    const { signal, now = Date.now } = context;
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const proof = await source.prove({ ...context, signal: stop });
    let response;
    let session;
    let error;
    try {
        response = await ask(proof, request, context, stop);
        // The SDK reads only errors in STS's own envelope, and an RGW answers in S3's. So everything but a success is read
        // here.
        if ((0,messages/* isSuccess */.o)(response))
            session = await readSession(proof, response);
    }
    catch (caught) {
        if (caught instanceof failure/* InputError */.dz)
            throw caught;
        error = caught;
    }
    if (response !== undefined && session !== undefined && session.expiration.getTime() > now()) {
        return { session, clockSkewSeconds: (0,error_answer/* clockSkewSeconds */.yk)(response, now()) ?? 0 };
    }
    throw explain({ request, source, proof, now: now(), response, session, error, timedOut: timeout.aborted });
}
async function ask(proof, request, context, signal) {
    const { now = Date.now } = context;
    const call = await writeSessionRequest(proof, request, now());
    return await (0,single_request/* sendSingleRequest */.m)(new URL(request.endpoint), call, {
        context,
        signal,
        mostBytes: LARGEST_ANSWER,
    });
}


/***/ }),

/***/ 5601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bz: () => (/* binding */ assertWritable),
/* harmony export */   Pl: () => (/* binding */ writePrivateFile),
/* harmony export */   f8: () => (/* binding */ writeWhole)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9555);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6257);






/**
 * Checks before long work that its result can be written.
 *
 * @param input the input that names the file
 * @throws InputError if the folder does not exist or is not writable, or if a folder has the file's name
 */
function assertWritable(input, path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.W_OK);
    }
    catch (error) {
        const { code } = error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(input, `names a file in a folder that cannot be written to (${code}).`);
    }
    if (isFolder(path))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(input, 'is a folder: name a file.');
}
function isFolder(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path).isDirectory();
    }
    catch {
        return false;
    }
}
/**
 * Writes a file completely or not at all. A concurrent reader sees the previous content.
 *
 * @throws the system's error. The previous content is then unchanged.
 */
async function writeWhole(path, text, terms) {
    await replace(path, text, { flush: true }, terms);
}
/** The same for a secret of a running job: only this user can read it, and it need not survive a power failure. */
async function writePrivateFile(path, text, terms) {
    await replace(path, text, { mode: 0o600 }, terms);
}
async function replace(path, text, options, terms) {
    const temporary = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}.tmp`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(temporary, text, { flag: 'wx', ...options });
        await (0,_held_file_js__WEBPACK_IMPORTED_MODULE_5__/* .retryWhileHeld */ .J)(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(temporary, path), terms);
    }
    catch (error) {
        // The first error says more than one of the removal.
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporary, { force: true }).catch(() => undefined);
        throw error;
    }
}


/***/ })

};
;