"use strict";
exports.id = 155;
exports.ids = [155];
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


/***/ })

};
;