"use strict";
exports.id = 112;
exports.ids = [112];
exports.modules = {

/***/ 3483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nb: () => (/* binding */ checkIdToken),
/* harmony export */   Of: () => (/* binding */ textClaim),
/* harmony export */   Rm: () => (/* binding */ audiencesOf),
/* harmony export */   a8: () => (/* binding */ timeClaim),
/* harmony export */   qZ: () => (/* binding */ idTokenSecrets),
/* harmony export */   xm: () => (/* binding */ readIdToken)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9555);

/** The longest accepted token, in bytes. Real ones have 1 to 4 KB. */
const LONGEST_TOKEN = 16 * 1024;
const TOKEN = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;
/**
 * Checks the form of a token (a JWT). Only the server can say whether it is valid.
 *
 * @param input the setting that it came from
 * @returns the token without surrounding white space
 * @throws InputError if it is empty or not a JWT
 */
function checkIdToken(input, text) {
    const token = text.trim();
    if (token === '')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, 'is empty: it must contain the identity token of the job.');
    if (/^\$\{?\{?|^%.*%$/.test(token)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, 'contains an unexpanded variable: check the name of the token where it is passed in.');
    }
    if (token.length > LONGEST_TOKEN) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `is longer than ${LONGEST_TOKEN / 1024} KiB: this is not an identity token.`);
    }
    if (readIdToken(token) === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, 'is not an identity token (a JWT: three parts of base64url with dots between them): pass the token as the CI system gives it.');
    }
    return token;
}
/** Reads a token without verifying it. @returns undefined if it is not a JWT */
function readIdToken(token) {
    const [, header, payload] = TOKEN.exec(token) ?? [];
    const read = { header: readPart(header), claims: readPart(payload) };
    return read.header === undefined || read.claims === undefined ? undefined : read;
}
function readPart(part = '') {
    try {
        const parsed = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
        const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
        return isObject ? parsed : undefined;
    }
    catch {
        return undefined;
    }
}
/** The minimum length of what counts as a signature, in characters. A shorter part could occur anywhere by chance. */
const SHORTEST_SIGNATURE = 32;
/** The parts of a token that must not be shown: the whole token, and its signature, without which the rest is worthless. */
function idTokenSecrets(token) {
    const [, , signature = ''] = token.split('.');
    return signature.length < SHORTEST_SIGNATURE ? [token] : [token, signature];
}
/** A claim that is a time, in milliseconds since the epoch. */
function timeClaim({ claims }, name) {
    const seconds = claims[name];
    const isTime = typeof seconds === 'number' && Number.isFinite(new Date(seconds * 1000).getTime());
    return isTime ? seconds * 1000 : undefined;
}
/** The audiences of a token. It may have several. */
function audiencesOf({ claims }) {
    return [claims.aud ?? []].flat().filter((audience) => typeof audience === 'string');
}
/** A claim that is a text. Empty if it is missing or of another type. */
function textClaim({ claims }, name) {
    const value = claims[name];
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 3088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  WV: () => (/* binding */ fixedToken),
  ST: () => (/* binding */ printedToken),
  yK: () => (/* binding */ requestedToken),
  IF: () => (/* binding */ tokenFile),
  ug: () => (/* binding */ unpackSupply)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/credentials/id-token.js
var id_token = __webpack_require__(3483);
;// CONCATENATED MODULE: ./src/credentials/id-token-program.js



/** How much of its output is read, in bytes. A token has 1 to 4 KB. */
const LARGEST_OUTPUT = 64 * 1024;
/**
 * Has a program of the CI system print an identity token for this job. It is killed when the signal is aborted.
 *
 * @param audience as in its arguments
 * @throws ExchangeFailure if there is no token
 */
async function printIdToken(call, audience, { signal }) {
    const end = await run(call, signal);
    const token = end.output.trim();
    if (end.error === undefined && (0,id_token/* readIdToken */.xm)(token) !== undefined)
        return token;
    const tried = `Having ${(0,printable/* printable */.g$)(call.path)} print the job's identity token (audience '${audience}')`;
    throw new failure/* ExchangeFailure */.u7({ tried, ...explain(call, end, signal.aborted) });
}
function run({ path, args, environment }, signal) {
    const { execFile } = process.getBuiltinModule('node:child_process');
    const options = {
        env: environment,
        signal,
        killSignal: 'SIGKILL',
        maxBuffer: LARGEST_OUTPUT,
        windowsHide: true,
    };
    return new Promise((resolve) => {
        const child = execFile(path, [...args], options, (error, output, said) => {
            resolve({ output, said, ...(error && { error }) });
        });
        // The program gets no input, and must not wait for any. One that could not be started has no stream.
        child.stdin?.on('error', () => undefined).end();
    });
}
function explain(call, end, isLate) {
    if (isLate) {
        return {
            kind: 'timeout',
            cameBack: 'it printed nothing in time, and was killed',
            causes: ['the program hangs, or cannot reach its CI system.'],
            remedy: tryYourself(call),
        };
    }
    const { code } = end.error ?? {};
    if (typeof code === 'string' && !isTooLong(code)) {
        return {
            kind: 'invalid-request',
            cameBack: `it cannot be run (${code})`,
            causes: ['the program is not built for this machine.'],
            remedy: 'correct the PATH of the job, or give it an identity token in OTTER_ID_TOKEN.',
        };
    }
    return {
        kind: 'denied',
        cameBack: describeEnd(end, call.secrets),
        causes: [
            'the CI system gives this job no identity token, or none with this audience.',
            'the program is too old to print identity tokens, or another program of this name comes before it on the PATH.',
        ],
        remedy: tryYourself(call),
    };
}
function isTooLong(code) {
    return code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
}
function describeEnd({ error, said }, secrets) {
    if (error === undefined)
        return 'what it printed is not an identity token';
    const { code, signal } = error;
    if (typeof code === 'string')
        return `it printed more than ${LARGEST_OUTPUT / 1024} KiB`;
    const how = signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
    const line = lastLine(said, secrets);
    return line === '' ? how : `${how}, and said: ${line}`;
}
/** A longer word could be a token, or a part of one. */
const LONGEST_WORD = 32;
/** The last line that a program wrote to standard error, without what could be a secret. */
function lastLine(said, secrets) {
    const line = said.trim().split('\n').at(-1) ?? '';
    const shown = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    const words = shown.split(/\s+/).map((word) => (word.length > LONGEST_WORD ? '…' : word));
    return (0,printable/* printable */.g$)(words.join(' ')).replace(/\.$/, '');
}
function quote(word) {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
function tryYourself({ path, args }) {
    const words = [path, ...args].map((word) => (/^[\w./:=-]+$/.test(word) ? word : quote(word)));
    return `run it in the job, without showing the token: ${(0,printable/* printable */.g$)(words.join(' '))} >/dev/null`;
}

// EXTERNAL MODULE: ./src/http/connection-failure.js
var connection_failure = __webpack_require__(3055);
// EXTERNAL MODULE: ./src/http/error-answer.js
var error_answer = __webpack_require__(5747);
// EXTERNAL MODULE: ./src/http/messages.js
var messages = __webpack_require__(5192);
// EXTERNAL MODULE: ./src/http/signing.js
var signing = __webpack_require__(5765);
// EXTERNAL MODULE: ./src/http/single-request.js
var single_request = __webpack_require__(732);
;// CONCATENATED MODULE: ./src/credentials/id-token-request.js







/** How much of an answer is read, in bytes. A token has 1 to 4 KB. */
const LARGEST_ANSWER = 64 * 1024;
/**
 * Requests an identity token for this job from GitHub or Forgejo. `getIDToken` of `@actions/core` (3.0.1) is not used:
 *
 * - It prints each token in an `add-mask` command. A renewal would print it after a script's output, which may have stopped
 *   such commands, and the log would show the token.
 * - It reads the request's own token from `process.env`, from where this program has taken it, so that a job's commands
 *   cannot read it.
 * - It does not know `OTTER_CA_BUNDLE`, cannot be aborted, waits up to 3 minutes for each of its 11 tries, and repeats what
 *   the server said.
 * - Agents and the command line have no `@actions/core`. Its own undici adds 232 KB to the archive that each job downloads:
 *   717 KB, of at most 600 KB (measured).
 *
 * @throws ExchangeFailure if there is no token
 * @throws the signal's reason when it is aborted by the caller
 */
async function requestIdToken({ url: address, token }, audience, context) {
    const url = new URL(address);
    const tried = `Asking ${url.host} for the job's identity token (audience '${audience}')`;
    let answer;
    try {
        answer = await (0,single_request/* sendSingleRequest */.m)(url, writeRequest(url, token, audience), {
            context,
            signal: context.signal,
            mostBytes: LARGEST_ANSWER,
        });
    }
    catch (error) {
        throw new failure/* ExchangeFailure */.u7({ tried, ...unanswered(url, error, context.signal) });
    }
    const found = (0,messages/* isSuccess */.o)(answer) ? readValue(answer) : undefined;
    if (found !== undefined)
        return found;
    throw new failure/* ExchangeFailure */.u7({ tried, httpStatus: answer.status, ...refused(answer) });
}
function writeRequest(url, token, audience) {
    const query = new URLSearchParams(url.search);
    query.set('audience', audience);
    return {
        method: 'GET',
        path: (0,signing/* withQuery */.VL)(url.pathname, Object.fromEntries(query)),
        headers: {
            host: url.host,
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            'user-agent': 'otter-sts-credentials',
        },
    };
}
function readValue({ body }) {
    try {
        const { value } = JSON.parse(body);
        return typeof value === 'string' && (0,id_token/* readIdToken */.xm)(value) !== undefined ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function unanswered(url, error, signal) {
    const { kind, cameBack } = signal.aborted
        ? (0,connection_failure/* explainTimeout */.jk)(url.origin, 'no complete answer in time')
        : (0,connection_failure/* explainConnection */.cR)(url.origin, error);
    return {
        kind,
        cameBack,
        causes: [`this runner cannot reach ${url.host}, where its CI system gives out identity tokens.`],
        remedy: 'run the job again; if it fails again, check the network and the proxy of the runner (HTTPS_PROXY, NO_PROXY).',
    };
}
function refused(answer) {
    const cameBack = (0,messages/* isSuccess */.o)(answer) ? 'an answer without a token' : `status ${answer.status}`;
    if ((0,error_answer/* isThrottled */.B5)(answer) || (0,error_answer/* isServerFault */.WN)(answer)) {
        return {
            kind: (0,error_answer/* isThrottled */.B5)(answer) ? 'throttled' : 'server',
            cameBack,
            causes: ["the CI system's token service is overloaded, or has a fault."],
            remedy: 'run the job again a little later.',
            retryAfterSeconds: (0,error_answer/* retryAfterSeconds */.C3)(answer),
        };
    }
    return {
        kind: 'denied',
        cameBack,
        causes: [
            'the job is over, or has lasted longer than its CI system gives it tokens.',
            'the job may not have identity tokens (on GitHub: permissions: id-token: write), or not with this audience.',
        ],
        remedy: 'give the job the permission id-token: write, and leave audience empty, or at a plain host name.',
    };
}

;// CONCATENATED MODULE: ./src/credentials/token-supply.js






/** One token, for as long as it lasts. @throws InputError if it is not one */
function fixedToken(input, text) {
    const token = (0,id_token/* checkIdToken */.Nb)(input, text);
    return {
        kind: 'fixed',
        secrets: [token],
        expiresAt: expirationOf(token),
        next: async () => token,
        pack: () => ({ supply: 'fixed', input, token }),
    };
}
function expirationOf(token) {
    const content = (0,id_token/* readIdToken */.xm)(token);
    const time = content && (0,id_token/* timeClaim */.a8)(content, 'exp');
    return time === undefined ? undefined : new Date(time);
}
/**
 * A token file. It is read for each exchange, because its writer replaces it.
 *
 * @param path absolute, because an agent runs in another folder
 */
function tokenFile(input, path) {
    return {
        kind: 'file',
        secrets: [],
        next: async () => (0,id_token/* checkIdToken */.Nb)(input, readToken(input, path)),
        pack: () => ({ supply: 'file', input, path }),
    };
}
function readToken(input, path) {
    try {
        // A pipe can be read only once, and the next read would hang.
        if ((0,external_node_fs_.statSync)(path).isFile())
            return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        const code = error.code ?? 'unknown error';
        throw new failure/* InputError */.dz(input, `names '${(0,printable/* printable */.g$)(path)}', which cannot be read (${code}): give the path of the file with the identity token.`);
    }
    throw new failure/* InputError */.dz(input, `names '${(0,printable/* printable */.g$)(path)}', which is not a regular file: the token is read again for each session.`);
}
/** A CI system that issues a token for each request of the job. */
function requestedToken(request, audience) {
    const { url, token } = request;
    return {
        kind: 'requested',
        secrets: [token],
        next: (context) => requestIdToken(request, audience, context),
        nextFor: (other, context) => requestIdToken(request, other, context),
        pack: () => ({ supply: 'requested', url, token, audience }),
    };
}
function printedToken({ argumentsFor, ...program }, audience) {
    const callFor = (audience) => ({ ...program, args: argumentsFor(audience) });
    return {
        ...calledToken(callFor(audience), audience),
        nextFor: (other, context) => printIdToken(callFor(other), other, context),
    };
}
function calledToken(call, audience) {
    return {
        kind: 'requested',
        secrets: call.secrets,
        next: (context) => printIdToken(call, audience, context),
        pack: () => ({ supply: 'printed', call: JSON.stringify(call), audience }),
    };
}
/** @throws InputError if a part of it is invalid */
function unpackSupply(fields) {
    const { supply, input = '', token = '', path = '', url = '', call = '', audience = '' } = fields;
    if (supply === 'fixed')
        return fixedToken(input, token);
    if (supply === 'file')
        return tokenFile(input, path);
    if (supply === 'printed')
        return calledToken(JSON.parse(call), audience);
    return requestedToken({ url, token }, audience);
}


/***/ }),

/***/ 7112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ WebIdentity)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./src/credentials/id-token.js
var id_token = __webpack_require__(3483);
// EXTERNAL MODULE: ./src/credentials/token-supply.js + 2 modules
var token_supply = __webpack_require__(3088);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
;// CONCATENATED MODULE: ./src/credentials/policy-document.js
/** Writes compact JSON, because an RGW 16 refuses a space that was sent as `+`. */
function writePolicy(document) {
    return JSON.stringify(document);
}
function policy_document_policyOf(...statements) {
    return { Version: '2012-10-17', Statement: statements };
}
/** @returns undefined if the text is not a policy */
function readPolicy(text) {
    try {
        const parsed = JSON.parse(text.startsWith('%7B') ? decodeURIComponent(text) : text);
        if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
            return undefined;
        const { Statement = [] } = parsed;
        return { ...parsed, Statement: [Statement].flat() };
    }
    catch {
        return undefined;
    }
}
/** In a policy, a single value need not be in a list. */
function listOf(value) {
    return [value ?? []].flat().map(String);
}
/** The AWS principals of a statement. `*` means everybody. */
function principalsOf({ Principal }) {
    if (typeof Principal === 'object' && Principal !== null) {
        return listOf(Principal.AWS);
    }
    return listOf(Principal);
}
/**
 * Whether a pattern of a policy (`*` matches anything, `?` one character) covers everything that another pattern covers.
 */
function covers(pattern, other) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
    // A `?` covers any one character, but not a `*`, which can match several.
    return new RegExp(`^${source.replace(/\?/g, '[^*]')}$`, 's').test(other);
}
/** Like {@link covers}, ignoring case. */
function coversAction(pattern, action) {
    return covers(pattern.toLowerCase(), action.toLowerCase());
}
const ISSUE_TIME = 'aws:TokenIssueTime';
/** A condition that only a long-lived key meets, because requests of a session have `aws:TokenIssueTime`. */
const policy_document_NO_SESSION = { Null: { [ISSUE_TIME]: 'true' } };
/** A condition that sessions meet if they were issued before a time. */
function issuedBefore(time) {
    return { DateLessThan: { [ISSUE_TIME]: `${time.toISOString().slice(0, 19)}Z` } };
}
/** Whether a condition excludes sessions. */
function excludesSessions(condition) {
    const tests = condition?.Null ?? {};
    return listOf(tests[ISSUE_TIME]).join() === 'true';
}
/** A statement's condition, extended by {@link NO_SESSION}. */
function withoutSessions({ Condition }) {
    const condition = (Condition ?? {});
    return { ...condition, Null: { ...condition.Null, ...policy_document_NO_SESSION.Null } };
}

// EXTERNAL MODULE: ./src/credentials/session-policy.js
var session_policy = __webpack_require__(6903);
;// CONCATENATED MODULE: ./src/credentials/recommended-policies.js


/*
 * The policies of a service credential as they should be: what `provision` makes, and `check` advises.
 */
const ASSUME_ROLE = 'sts:AssumeRole';
/**
 * The trust policy of a new role: only its service user, and only with the long-lived key. Without the condition, a session
 * could assume the role again, for longer and without a session policy, because the trusted user is behind the session.
 */
function newTrust(userArn) {
    return policyOf(trustStatement(userArn));
}
function trustStatement(userArn) {
    return { Effect: 'Allow', Principal: { AWS: [userArn] }, Action: [ASSUME_ROLE], Condition: NO_SESSION };
}
const ASSUME_ROLE_WITH_WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
/** The trust policy of a role for the tokens of one subject. */
function webIdentityTrust(identity) {
    return policy_document_policyOf(webIdentityStatement(identity));
}
/** Without both conditions, strangers' tokens would be accepted. */
function webIdentityStatement({ providerArn, audience, subject, hasWildcard = false, }) {
    const provider = providerArn.replace(/^.*?:oidc-provider\//, '');
    const aud = { [`${provider}:aud`]: audience };
    const sub = { [`${provider}:sub`]: subject };
    return {
        Effect: 'Allow',
        Principal: { Federated: [providerArn] },
        Action: [ASSUME_ROLE_WITH_WEB_IDENTITY],
        Condition: hasWildcard ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
    };
}
/** Denies everything on S3 to the service user's key without a session. Sessions are not affected. */
const BARE_KEY_DENIAL = {
    Effect: 'Deny',
    Action: ['s3:*'],
    Resource: ['*'],
    Condition: policy_document_NO_SESSION,
};
const BARE_KEY_POLICY = policy_document_policyOf(BARE_KEY_DENIAL);
/**
 * `check` reads the bucket's policy to see whether the owner can read uploads. The session policies of jobs do not allow
 * it. An RGW 16 or 18 requires s3:DeleteObject on the bucket itself if a session without a session policy deletes in
 * batches.
 */
const BUCKET_ACTIONS = [
    ...session_policy/* LIST_BUCKET */.IZ,
    's3:GetBucketLocation',
    's3:GetBucketPolicy',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
];
const OBJECT_ACTIONS = (0,session_policy/* objectActions */.x6)('read-write');
/** The maximum permissions of the role's sessions: the objects of one bucket, and nothing of its configuration. */
function permissionsFor(bucket) {
    return policyOf(...permissionStatements(bucket));
}
function permissionStatements(bucket) {
    return [
        { Effect: 'Allow', Action: BUCKET_ACTIONS, Resource: [`arn:aws:s3:::${bucket}`] },
        { Effect: 'Allow', Action: OBJECT_ACTIONS, Resource: [`arn:aws:s3:::${bucket}/*`] },
    ];
}

// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
;// CONCATENATED MODULE: ./src/credentials/web-identity-denial.js




/** Claims of CI systems that trust policies use. Other claims of a token are not shown. */
const SHOWN_CLAIMS = [
    'repository',
    'ref',
    'environment',
    'event_name',
    'job_workflow_ref',
    'project_path',
    'ref_type',
    'ref_protected',
    'organization_slug',
    'pipeline_slug',
    'build_branch',
];
/** Algorithms that RGW verifies: those with a private key that only the issuer has. */
const SIGNED_BY_ISSUER = /^(RS|ES|PS)\d+$/;
/**
 * Explains a refused token. An RGW answers every refusal with an empty 403, so this compares what the token says with what
 * the role must require. It never shows the token or its signature.
 *
 * @param audience the audience that the storage expects
 */
function explainTokenDenial({ request, proof, now }, audience, supply) {
    const content = 'token' in proof ? (0,id_token/* readIdToken */.xm)(proof.token) : undefined;
    if (content === undefined) {
        return { causes: ['the token is not a JWT.'], remedy: 'pass the token as the CI system gives it.' };
    }
    const flaws = flawsOf(content, audience, now, supply);
    const described = describeToken(content, now);
    return flaws[0] === undefined
        ? {
            causes: [...possibleCauses(content, request), ...UNINTENDED[supply]],
            remedy: `compare what the token says with the role's trust policy.\n${described}\n${advise(content, request, audience)}`,
        }
        : {
            causes: flaws.map(({ cause }) => cause),
            remedy: `${flaws[0].remedy}\n${described}`,
            flaw: flaws[0].flaw,
        };
}
/** What is certainly wrong with a token. */
function flawsOf(content, audience, now, supply) {
    return [
        wrongAlgorithm(content),
        expired(content, now, supply),
        notYetValid(content, now),
        wrongAudience(content, audience),
    ].filter((flaw) => flaw !== undefined);
}
function wrongAlgorithm({ header }) {
    const algorithm = typeof header.alg === 'string' ? (0,printable/* printable */.g$)(header.alg, 40) : 'none';
    if (SIGNED_BY_ISSUER.test(algorithm))
        return undefined;
    if (algorithm.toLowerCase() === 'none') {
        return {
            flaw: 'with a token that is not signed',
            cause: 'the token has no signature (alg none), so anybody could have written it.',
            remedy: OTHER_TOKEN,
        };
    }
    return {
        flaw: `with a token signed with ${algorithm}`,
        cause: `the token is signed with ${algorithm}: storage accepts only the issuer's own signature, such as RS256 or ES256.`,
        remedy: OTHER_TOKEN,
    };
}
const OTHER_TOKEN = 'use the identity token that the CI system gives to the job, as it is.';
const AGED = {
    fixed: {
        why: 'Nothing replaces it, so the session can no longer be renewed.',
        remedy: 'start the work sooner after the token is made, ask for a longer duration, or use a token that lasts longer.',
    },
    file: {
        why: 'Whoever writes the file has not replaced it.',
        remedy: 'make sure that the file is replaced before its token expires.',
    },
    requested: {
        why: 'The clocks of the CI system and the storage differ.',
        remedy: 'have the clock of the storage corrected.',
    },
};
function expired(content, now, supply) {
    const expiresAt = (0,id_token/* timeClaim */.a8)(content, 'exp');
    if (expiresAt === undefined || expiresAt > now)
        return undefined;
    const [at, ago] = [(0,session/* formatTime */.fU)(new Date(expiresAt)), (0,session/* describeSeconds */.bD)(Math.floor((now - expiresAt) / 1000))];
    return {
        flaw: `with a token that expired at ${at}`,
        cause: `the token expired at ${at}, ${ago} ago. ${AGED[supply].why}`,
        remedy: AGED[supply].remedy,
    };
}
function notYetValid(content, now) {
    const from = (0,id_token/* timeClaim */.a8)(content, 'nbf') ?? (0,id_token/* timeClaim */.a8)(content, 'iat');
    if (from === undefined || from <= now)
        return undefined;
    const [at, left] = [(0,session/* formatTime */.fU)(new Date(from)), (0,session/* describeSeconds */.bD)(Math.ceil((from - now) / 1000))];
    return {
        flaw: `with a token that is valid from ${at}`,
        cause: `the token is not valid before ${at}, in ${left}: the clocks of the issuer and the storage differ.`,
        remedy: 'have both clocks corrected, and run the job again.',
    };
}
function wrongAudience(content, audience) {
    const found = (0,id_token/* audiencesOf */.Rm)(content);
    if (found.includes(audience))
        return undefined;
    const named = found.length === 0 ? 'no audience' : `the audience ${found.map(quote).join(', ')}`;
    return {
        flaw: `with a token for ${named}`,
        cause: `the token is for ${named}, and not for '${audience}'.`,
        remedy: `have the token made for '${audience}'; or set audience to the token's, if the trust policy of the role names that.`,
    };
}
function possibleCauses(content, { roleArn, endpoint }) {
    const [issuer, subject] = ['iss', 'sub'].map((name) => quote((0,id_token/* textClaim */.Of)(content, name)));
    return [
        `the trust policy of the role does not accept the subject ${subject}, or names another audience.`,
        `the storage has no provider for the issuer ${issuer}, or one without this audience.`,
        `there is no role ${roleArn} at ${endpoint}: it belongs to another account or cluster.`,
        `the storage is Ceph 18 or older, which cannot read the keys of GitHub and GitLab: 19.2.4 and 20 can.`,
        `the key that signed the token (kid ${quote(keyIdOf(content))}) is not in the issuer's key set.`,
    ];
}
function keyIdOf({ header }) {
    return typeof header.kid === 'string' ? header.kid : '';
}
/** For a token that the user did not name: a service credential may have been intended. */
const UNINTENDED = {
    fixed: [],
    file: [],
    requested: [
        'service-access-key and service-secret-key are empty, so the identity token was used: the name of a secret is misspelt.',
    ],
};
function quote(text) {
    return `'${(0,printable/* printable */.g$)(text)}'`;
}
function describeToken(content, now) {
    return ['The token says:', ...describeClaims(content, now).map((line) => `  ${line}`)].join('\n');
}
function advise(content, request, audience) {
    const isGeneral = generalSubject((0,id_token/* textClaim */.Of)(content, 'sub')).hasWildcard;
    return [
        isGeneral
            ? 'The trust policy that accepts this job, whatever its commit, its step and the user who started it:'
            : 'The trust policy that accepts this job, and no other subject:',
        (0,printable/* printableJson */.et)(trustFor(content, request, audience), 2),
        "'otter-sts provision' creates it, and the provider of the issuer.",
    ].join('\n');
}
function describeClaims(content, now) {
    const expiresAt = (0,id_token/* timeClaim */.a8)(content, 'exp');
    const claims = [
        ['iss', (0,id_token/* textClaim */.Of)(content, 'iss')],
        ['aud', (0,id_token/* audiencesOf */.Rm)(content).join(', ')],
        ['sub', (0,id_token/* textClaim */.Of)(content, 'sub')],
        ['exp', expiresAt === undefined ? '' : describeEnd(expiresAt, now)],
        ...SHOWN_CLAIMS.filter((name) => Object.hasOwn(content.claims, name)).map((name) => [
            name,
            String(content.claims[name]),
        ]),
    ];
    const width = Math.max(...claims.map(([name]) => name.length)) + 2;
    return claims.map(([name, value]) => `${name.padEnd(width)}${(0,printable/* printable */.g$)(value || '(missing)')}`);
}
function describeEnd(expiresAt, now) {
    const seconds = Math.floor(Math.abs(expiresAt - now) / 1000);
    const distance = expiresAt > now ? `in ${(0,session/* describeSeconds */.bD)(seconds)}` : `${(0,session/* describeSeconds */.bD)(seconds)} ago`;
    return `${(0,session/* formatTime */.fU)(new Date(expiresAt))} (${distance})`;
}
/** The provider is in the role's own account. */
function trustFor(content, { roleArn }, audience) {
    const [, partition = 'aws', , , account = ''] = roleArn.split(':');
    const provider = (0,id_token/* textClaim */.Of)(content, 'iss')
        .replace(/^https?:\/\//, '')
        .replace(/\/$/, '');
    return webIdentityTrust({
        providerArn: `arn:${partition}:iam::${account}:oidc-provider/${provider}`,
        audience,
        ...generalSubject((0,id_token/* textClaim */.Of)(content, 'sub')),
    });
}
/**
 * Subjects of Buildkite and CircleCI contain parts that differ from build to build. The ID of CircleCI's user is followed by
 * the branch, so it must not be a `*`: that would also match a part of the name of somebody's branch.
 */
const CHANGING_PARTS = [
    [/^(organization:[^:]+:pipeline:.+):commit:[0-9a-f]+:step:[^:]*$/, '$1:commit:*:step:*'],
    [/^(org\/[\w-]+\/project\/[\w-]+)\/user\/[\w-]{36}/, '$1/user/????????-????-????-????-????????????'],
];
/** A subject that the next build of the same branch has too. */
function generalSubject(subject) {
    const general = CHANGING_PARTS.reduce((text, [form, to]) => text.replace(form, to), subject);
    return { subject: general, hasWildcard: general !== subject };
}

;// CONCATENATED MODULE: ./src/credentials/web-identity.js




/** The job's own identity: a token of its CI system, which the server verifies. No key is stored anywhere. */
class WebIdentity {
    #supply;
    /** The audience that the storage expects. */
    audience;
    constructor(supply, audience) {
        this.#supply = supply;
        this.audience = audience;
    }
    get secrets() {
        return this.#supply.secrets.flatMap(id_token/* idTokenSecrets */.qZ);
    }
    get expiresAt() {
        return this.#supply.expiresAt;
    }
    async prove(context) {
        return { token: await this.token(context) };
    }
    /** A token for one exchange. @throws InputError or ExchangeFailure if there is none */
    async token(context) {
        const token = await this.#supply.next(context);
        await context.onSecrets?.((0,id_token/* idTokenSecrets */.qZ)(token));
        return token;
    }
    /**
     * A token of the same job for another audience.
     *
     * @returns undefined where the CI system makes none
     * @throws ExchangeFailure
     */
    tokenFor(audience, context) {
        return this.#supply.nextFor?.(audience, context) ?? Promise.resolve(undefined);
    }
    explainDenial(refusal) {
        return explainTokenDenial(refusal, this.audience, this.#supply.kind);
    }
    pack() {
        return { kind: 'web-identity', fields: { ...this.#supply.pack(), expectedAudience: this.audience } };
    }
    static unpack(fields) {
        return new WebIdentity((0,token_supply/* unpackSupply */.ug)(fields), fields.expectedAudience ?? '');
    }
    toString() {
        return 'web identity (token not shown)';
    }
    toJSON() {
        return this.toString();
    }
    [external_node_util_.inspect.custom]() {
        return this.toString();
    }
}


/***/ })

};
;