/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 239:
/***/ ((module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__nccwpck_require__.r(__webpack_exports__);
/* harmony import */ var _src_agent_process_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(542);

process.exitCode = await (0,_src_agent_process_js__WEBPACK_IMPORTED_MODULE_0__/* .runAgentProcess */ .C)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 889:
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

/***/ 995:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ isArrayBuffer)
/* harmony export */ });
const isArrayBuffer = (arg) => (typeof ArrayBuffer === "function" && arg instanceof ArrayBuffer) ||
    Object.prototype.toString.call(arg) === "[object ArrayBuffer]";


/***/ }),

/***/ 348:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ fromArrayBuffer),
/* harmony export */   s: () => (/* binding */ fromString)
/* harmony export */ });
/* harmony import */ var _is_array_buffer_is_array_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(995);

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

/***/ 408:
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

/***/ 80:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fromUtf8)
/* harmony export */ });
/* harmony import */ var _util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(348);

const fromUtf8 = (input) => {
    const buf = (0,_util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__/* .fromString */ .s)(input, "utf8");
    return new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength / Uint8Array.BYTES_PER_ELEMENT);
};


/***/ }),

/***/ 117:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ toUtf8)
/* harmony export */ });
/* harmony import */ var _util_buffer_from_buffer_from__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(348);

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

/***/ 346:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ hasOwn)
/* harmony export */ });
function hasOwn(o, k) {
    return Object.prototype.hasOwnProperty.call(o, k);
}


/***/ }),

/***/ 75:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAgentProcess)
});

// UNUSED EXPORTS: unpackHandover

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/schema/TypeRegistry.js
var TypeRegistry = __nccwpck_require__(889);
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
var transport_hasOwn = __nccwpck_require__(346);
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
        const { EventStreamSerde, eventStreamSerdeProvider } = await __nccwpck_require__.e(/* import() */ 440).then(__nccwpck_require__.bind(__nccwpck_require__, 440));
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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-buffer-from/buffer-from.js
var buffer_from = __nccwpck_require__(348);
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
var fromUtf8 = __nccwpck_require__(80);
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
var toUtf8 = __nccwpck_require__(117);
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









const _getRandomValues = external_node_crypto_namespaceObject.getRandomValues;
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
var hex_encoding = __nccwpck_require__(408);
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
var is_array_buffer = __nccwpck_require__(995);
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
        this.#hash = secret === undefined ? (0,external_node_crypto_namespaceObject.createHash)('sha256') : (0,external_node_crypto_namespaceObject.createHmac)('sha256', toKey(secret));
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
    const key = keys.get(secret) ?? (0,external_node_crypto_namespaceObject.createSecretKey)(toBytes(secret));
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

;// CONCATENATED MODULE: ./src/duration.js



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
        throw new InputError('duration', `is '${printable(given)}', which is no duration: write 90s, 30m, 1h, PT1H or a number of seconds.`);
    }
    if (seconds < 1)
        throw new InputError('duration', `is '${printable(given)}': a session lasts at least one second, so write such as 1h, or leave it out.`);
    if (seconds > LONGEST_SESSION_SECONDS) {
        throw new InputError('duration', `is '${printable(given)}', over the 12 h that a session can last: ask for 12h or less; in a longer job let it be renewed (refresh, exec; a transfer does so by itself).`);
    }
    return seconds;
}
function jobDuration(jobSeconds) {
    if (jobSeconds === undefined) {
        throw new InputError('duration', "is 'job', which only GitLab CI can answer (from CI_JOB_TIMEOUT): elsewhere write a length such as 1h.");
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
            `duration is ${describeSeconds(seconds)}: sessions that are refreshed want 30 min or more, ` +
                'since the AWS CLI and boto3 ask again 15 minutes before the end, and so before every request. 1h is right.',
        ];
    }
    if (seconds < SHORTEST_USUAL_SESSION_SECONDS) {
        return [
            `duration is ${describeSeconds(seconds)}: servers usually refuse less than 15 min; a sandbox or a tuned RGW does not.`,
        ];
    }
    return [];
}

;// CONCATENATED MODULE: ./src/failure.js
/**
 * A value that the user gave is missing or wrong. The message is one sentence that starts with the
 * input's name. Nothing has been sent. A program ends with exit code 2.
 */
class failure_InputError extends Error {
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
class failure_ExchangeFailure extends Error {
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

;// CONCATENATED MODULE: ./src/printable.js
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
function printable_printable(text) {
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

;// CONCATENATED MODULE: ./src/session.js
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
function session_describeSeconds(seconds) {
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
    const hours = Math.floor(minutes / 60);
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

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
        return new failure_ExchangeFailure({ tried, ...timeout(evidence) });
    if (response !== undefined)
        return new failure_ExchangeFailure({ tried, ...judgeResponse(evidence, response) });
    return new failure_ExchangeFailure({ tried, ...judgeConnection(evidence) });
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
            `the server did not take the session policy made from access '${request.access}' and prefix '${printable_printable(request.prefix)}'.`,
        ],
        remedy: 'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
    };
}
/** Without such a key an RGW (16.2.15) can encrypt no session token, and answers 400 InvalidArgument to every AssumeRole. */
const WRONG_STS_KEY = 'it is an RGW whose rgw_sts_key is not exactly 16 characters long, so that it can make no session at all.';
function invalidRequest({ request }, { status }, code) {
    const { durationSeconds } = request;
    const asked = session_describeSeconds(durationSeconds);
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
        causes: [...(durationSeconds < SHORTEST_USUAL_SESSION_SECONDS ? [tooShort] : []), WRONG_STS_KEY, name],
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
        cameBack: `a session that ended at ${formatTime(session.expiration)}, and here it is ${formatTime(new Date(now))}`,
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
    return printable_printable(headers['content-type'] ?? 'text of an unknown kind');
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
        throw new failure_InputError(name, 'is no proxy of http or https, and others cannot be used: name such a one, or unset it.');
    }
    if (URL.canParse(url))
        return url;
    throw new failure_InputError(name, 'is not a URL: write special characters of its password in percent form, such as %23 for #.');
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = require("node:timers/promises");
;// CONCATENATED MODULE: ./src/pause.js

/**
 * Waits so many milliseconds.
 *
 * @throws the signal's own reason, where node's timer would throw an AbortError
 */
async function pause(waitMs, signal) {
    await (0,promises_namespaceObject.setTimeout)(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}

;// CONCATENATED MODULE: ./src/time-limit.js
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
        const cancelTimeout = afterTurns(setSystemTimer, limitMs, () => timeout.abort());
        try {
            const outcome = await assumeRole(credential, request, surroundings, timeout.signal);
            return { ...outcome, attempts: attempt };
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof failure_ExchangeFailure) || !error.retryable || attempt === mostAttempts)
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
        if (caught instanceof failure_InputError)
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

;// CONCATENATED MODULE: ./src/fresh-credentials.js



/** Milliseconds after which an attempt of a renewal ends in any case. */
const LONGEST_ATTEMPT_MS = 60_000;
/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
 */
function obtainer(credential, request, surroundings) {
    const { now = Date.now } = surroundings;
    let { mostAttempts, attemptMs } = surroundings;
    return async (signal) => {
        const terms = { ...surroundings, signal, mostAttempts, attemptMs };
        const { session } = await exchange(credential, request, terms);
        mostAttempts = 1;
        // The renewal's own limit, which grows with a server that is slow, comes before.
        attemptMs = LONGEST_ATTEMPT_MS;
        // By a clock that runs behind the server's a session would seem to last longer than it does.
        const latestEnd = now() + request.durationSeconds * 1000;
        return { ...session, expiration: new Date(Math.min(session.expiration.getTime(), latestEnd)) };
    };
}
/**
 * Credentials that stay fresh for as long as this process lives: a renewal, and the loopback endpoint from which
 * S3 clients fetch them.
 *
 * @throws ExchangeFailure when the first exchange fails; nothing is left running then
 */
async function startFreshCredentials(options) {
    const renewal = new Renewal(options);
    const first = await renewal.start();
    try {
        const endpoint = await startCredentialsEndpoint({ renewal });
        const stop = () => {
            renewal.stop();
            return endpoint.close();
        };
        return { first, endpoint, stop };
    }
    catch (error) {
        renewal.stop();
        throw error;
    }
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = require("node:util");
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
            throw new failure_InputError('service-secret-key', 'is the same as the access key: one of the two was pasted twice.');
        }
        this.accessKey = accessKey;
        this.#secretKey = secretKey;
        // The access key is sent as it is: a secret in its place would be in the server's log.
        if (areExchanged(accessKey, secretKey)) {
            throw new failure_InputError('service-access-key', 'looks like a secret key, and service-secret-key like an access key: exchange the two.');
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
        throw new failure_InputError(input, 'is empty: store it as a secret of the CI system and pass it in.');
    if (/^\$\{?\{?|^%.*%$/.test(key)) {
        throw new failure_InputError(input, 'holds an unexpanded variable: check the name of the secret where it is passed in.');
    }
    if (/[^\x21-\x7e]|["'`]/.test(key)) {
        throw new failure_InputError(input, 'holds white space, a quote or a character that no key has: paste the key again, without anything around it.');
    }
    if (key.length > 256)
        throw new failure_InputError(input, 'is longer than 256 characters: this is not an S3 key.');
}

;// CONCATENATED MODULE: ./src/session-policy.js

const ACCESS_CHOICES = (/* unused pure expression or super */ null && (['read-write', 'read', 'write', 'role']));
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
        throw new failure_InputError('prefix', 'cannot be combined with access role, which sends no session policy: choose another access, or leave the prefix empty.');
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
            throw new failure_InputError('prefix', `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
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
        throw new InputError(input, 'contains *, ? or ${, which a session policy reads as patterns: use other characters in keys.');
    }
    if (text.startsWith('$')) {
        throw new InputError(input, 'starts with $, which a session policy reads as a variable: replace it with the value that you mean.');
    }
    if (text.includes('\\')) {
        throw new InputError(input, 'contains a backslash, which a session policy reads as a part of a pattern: separate folders with slashes.');
    }
    if (/[\p{Cc}\p{Cs}]/u.test(text)) {
        throw new InputError(input, 'contains a line break, another control character or half a character: remove it.');
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

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = require("node:v8");
;// CONCATENATED MODULE: ./src/credentials-endpoint.js


// Importing it would load all that it re-exports, undici included: 13 MB and 20 ms (measured; since Node 20.16).
const { createServer } = process.getBuiltinModule('node:http');
const HOST = '127.0.0.1';
/** The AWS SDK for Ruby refuses a URL without a path. */
const PATH = '/v1/session-credentials';
const TOKEN_BYTES = 32;
/** The AWS SDKs for JavaScript and PHP give up after one second, so the answer has to be out before. */
const credentials_endpoint_LONGEST_WAIT_MS = 700;
const LONGEST_URL = 1_024;
/**
 * Serves the renewal's session to every S3 client of this machine that knows the token: the container credentials
 * protocol of Amazon ECS, over plain http on 127.0.0.1.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @throws Error when the port is taken
 */
async function credentials_endpoint_startCredentialsEndpoint(options) {
    const token = options.token ?? (0,external_node_crypto_namespaceObject.randomBytes)(TOKEN_BYTES).toString('base64url');
    const server = createServer(LIMITS, createResponder(options.renewal, token));
    // Far over what one machine's clients need, and under the usual limits on open files.
    server.maxConnections = 4_096;
    server.on('clientError', refuseUnreadable);
    const port = await listen(server, options.port ?? 0);
    return {
        url: `http://${HOST}:${port}${PATH}`,
        token,
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
const LIMITS = {
    /** Bytes, the request line included. */
    maxHeaderSize: 8 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    // Longer than any client pauses between two requests of one burst: a connection closed under a client's
    // request is a failed request.
    keepAliveTimeout: 60_000,
    // Checked here instead, with an answer in this protocol's form.
    requireHostHeader: false,
};
function listen(server, port) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => {
            const problem = error.code === 'EADDRINUSE'
                ? 'another program listens there. Name another port, or none for a free one.'
                : `${error.code ?? error.message}.`;
            reject(new Error(`Opening the credentials endpoint on ${HOST}:${port} failed: ${problem}`, { cause: error }));
        });
        server.listen(port, HOST, () => resolve(server.address().port));
    });
}
function createResponder(renewal, token) {
    const isToken = tokenCheck(token);
    const bodyOf = rememberBody();
    return async (request, response) => {
        const refusal = isToken(request.headers.authorization) ? refuse(request) : WRONG_TOKEN;
        if (refusal !== undefined)
            return send(response, refusal.status, errorBody(refusal), refusal.headers);
        // The wait costs a turn of the event loop, which nobody pays while there is a session.
        const session = renewal.current() ?? (await renewal.waitForSession(credentials_endpoint_LONGEST_WAIT_MS));
        if (session !== undefined)
            return send(response, 200, bodyOf(session));
        const nothing = nothingValid(renewal.status());
        send(response, nothing.status, errorBody(nothing), nothing.headers);
    };
}
const WRONG_TOKEN = {
    status: 401,
    code: 'InvalidToken',
    message: 'The Authorization header is missing or wrong: it is the value of AWS_CONTAINER_AUTHORIZATION_TOKEN of the job that this endpoint belongs to.',
    headers: { 'www-authenticate': 'Bearer' },
};
/** Compares digests, which have one length, so that the time taken tells nothing of the token. */
function tokenCheck(token) {
    const expected = sha256(token);
    return (given = '') => (0,external_node_crypto_namespaceObject.timingSafeEqual)(sha256(given.replace(/^Bearer /i, '')), expected);
}
function sha256(text) {
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest();
}
function refuse(request) {
    const { method, url = '', headers } = request;
    if (!isLoopbackName(headers.host, request.socket.localPort)) {
        return { status: 403, code: 'WrongHost', message: `The Host header has to be ${HOST} or localhost.` };
    }
    if (url.length > LONGEST_URL) {
        return { status: 414, code: 'URITooLong', message: `The URL is longer than ${LONGEST_URL} characters.` };
    }
    if (url !== PATH)
        return { status: 404, code: 'NotFound', message: `There is nothing here but ${PATH}.` };
    if (method !== 'GET') {
        return {
            status: 405,
            code: 'MethodNotAllowed',
            message: 'Only GET is answered.',
            headers: { allow: 'GET' },
        };
    }
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
        return {
            status: 413,
            code: 'BodyNotAllowed',
            message: 'The request has a body.',
            headers: { connection: 'close' },
        };
    }
    return undefined;
}
/**
 * A web page that had its own name resolve to 127.0.0.1 (DNS rebinding) would send that name. The AWS Common
 * Runtime sends no port.
 */
function isLoopbackName(host, port) {
    const [, given] = /^(?:127\.0\.0\.1|localhost)(?::(\d+))?$/i.exec(host ?? '') ?? [undefined, 'none'];
    return given === undefined || given === String(port);
}
/** The body of the newest session, made once: it is asked for far more often than it changes. */
function rememberBody() {
    let known;
    return (session) => {
        if (known?.session !== session)
            known = { session, body: sessionBody(session) };
        return known.body;
    };
}
function sessionBody({ accessKeyId, secretAccessKey, sessionToken, expiration }) {
    return Buffer.from(JSON.stringify({
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: formatTime(expiration),
    }));
}
function nothingValid(status) {
    const { expiresAt, nextRenewalAt, lastError } = status;
    const since = expiresAt === undefined ? 'There is no session' : `The last session ended at ${formatTime(expiresAt)}`;
    const why = lastError === undefined
        ? 'and none has come since'
        : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
    const next = nextRenewalAt === undefined ? '' : ` The next try is at ${formatTime(nextRenewalAt)}.`;
    return {
        status: 503,
        code: 'NoValidSession',
        message: `${since}, ${why}.${next}`,
        headers: { 'retry-after': '1' },
    };
}
function errorBody({ code, message }) {
    return Buffer.from(JSON.stringify({ code, message }));
}
function send(response, status, body, headers = {}) {
    response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': body.length,
        'cache-control': 'no-store',
        ...headers,
    });
    response.end(body);
}
const UNREADABLE = {
    HPE_HEADER_OVERFLOW: {
        status: 431,
        code: 'RequestHeaderFieldsTooLarge',
        message: `The request's headers are longer than ${LIMITS.maxHeaderSize} bytes.`,
    },
    ERR_HTTP_REQUEST_TIMEOUT: {
        status: 408,
        code: 'RequestTimeout',
        message: `The request was not complete within ${LIMITS.headersTimeout / 1000} s.`,
    },
};
const MALFORMED = { status: 400, code: 'BadRequest', message: 'This is not an HTTP/1.1 request.' };
/** Answers what Node's parser gave up on, which never becomes a request. */
function refuseUnreadable(error, socket) {
    if (!socket.writable || error.code === 'ECONNRESET') {
        socket.destroy();
        return;
    }
    const refusal = UNREADABLE[error.code ?? ''] ?? MALFORMED;
    const body = errorBody(refusal).toString();
    socket.end(`HTTP/1.1 ${refusal.status} ${refusal.code}\r\ncontent-type: application/json\r\n` +
        `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy());
}

;// CONCATENATED MODULE: ./src/until-aborted.js
/**
 * Waits for something that goes on without the one who waits.
 *
 * @throws the signal's reason when it is aborted before
 */
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

;// CONCATENATED MODULE: ./src/renewal.js




/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: setSystemTimer,
};
/**
 * The part of a session's life after which it is renewed, drawn anew each time so that agents that were started
 * together spread out. Never after 0.46: an outage of half the life can then begin at any moment, and still
 * end while the old session is valid.
 */
const EARLIEST_RENEWAL = 0.38;
const LATEST_RENEWAL = 0.46;
/** A session counts as over this long before its end: it is still to travel to a client and from there to the server. */
const LONGEST_MARGIN_MS = 30_000;
const MARGIN_PART = 0.05;
/** The longest sleep of a timer, so that a jump of the clock or a suspended machine is noticed within it. */
const LONGEST_TICK_MS = 15_000;
/** More than NTP slews between two looks, less than what matters to a session. */
const JUMP_MS = 2_000;
/**
 * What one renewal may take. An RGW answers within tens of milliseconds, and one that hangs is better asked again; but a busy
 * runner takes seconds for what takes milliseconds elsewhere, however short the session is.
 */
const SHORTEST_LIMIT_MS = 5_000;
const LONGEST_LIMIT_MS = 10_000;
const NO_STREAK = { kind: '', refused: false, count: 0 };
/**
 * Keeps one session fresh: renews it well before its end, one exchange at a time, and answers from memory.
 * While the server fails it keeps what is valid and tries again; it never hands out an expired session.
 */
class renewal_Renewal {
    #obtain;
    #onObtained;
    #onFailure;
    #clock;
    #setTimer = (milliseconds, callback) => this.#clock.after(milliseconds, callback);
    #random;
    #waiters = new Set();
    #life = 'new';
    #held;
    #due;
    #seen;
    #attempt;
    #cancelTick = () => undefined;
    #renewals = 0;
    #failures = 0;
    #lastError;
    /** The last failure's kind, and how many refusals, or how many other failures, there were in a row; reset by a success. */
    #streak = NO_STREAK;
    constructor(options) {
        this.#obtain = options.obtain;
        this.#onObtained = options.onObtained ?? (() => undefined);
        this.#onFailure = options.onFailure ?? (() => undefined);
        this.#clock = options.clock ?? systemClock;
        this.#random = options.random ?? Math.random;
        this.#due = this.#seen = this.#moment();
    }
    /**
     * Obtains the first session, and keeps it fresh from then on until {@link stop}.
     *
     * @throws what the first exchange threw; nothing is left running then
     */
    async start() {
        if (this.#life !== 'new')
            throw new Error('A renewal is started once.');
        this.#life = 'running';
        try {
            const held = await this.#exchange();
            this.#schedule();
            return held.session;
        }
        catch (error) {
            this.stop();
            throw error;
        }
    }
    /** Ends the renewing: the exchange in flight is aborted, and nothing is handed out any more. Safe to call twice. */
    stop() {
        this.#life = 'stopped';
        this.#cancelTick();
        this.#attempt?.abort(new Error('The renewal was stopped.'));
        this.#wakeWaiters();
    }
    /** The session in hand, or undefined when none is valid. Costs two readings of the clock. */
    current() {
        this.#look();
        return this.#remainingMs() > 0 ? this.#held?.session : undefined;
    }
    /** A valid session, waited for at most `timeoutMs` milliseconds; undefined when none came. */
    async waitForSession(timeoutMs) {
        const session = this.current();
        if (session !== undefined || this.#life === 'stopped')
            return session;
        await this.#nextSession(timeoutMs);
        return this.current();
    }
    /**
     * A valid session other than `stale`, which the server refuses before its time: renews at once, unless renewing fails
     * already and waits for its next try.
     *
     * @param timeoutMs milliseconds that it is waited for at most
     * @returns undefined when none came
     */
    async renewNow(stale, timeoutMs) {
        const isNewer = (session) => session !== undefined && session !== stale;
        if (!isNewer(this.current()) && this.#life === 'running') {
            if (this.#streak.count === 0)
                this.#due = this.#moment();
            this.#look();
            await this.#nextSession(timeoutMs);
        }
        const session = this.current();
        return isNewer(session) ? session : undefined;
    }
    status() {
        return {
            state: this.#state(),
            renewals: this.#renewals,
            failures: this.#failures,
            lastError: this.#lastError === undefined ? undefined : firstLine(this.#lastError),
            expiresAt: this.#held?.session.expiration,
            nextRenewalAt: this.#held === undefined ? undefined : new Date(this.#due.wall),
        };
    }
    #state() {
        if (this.#life === 'stopped')
            return 'stopped';
        if (this.#held === undefined)
            return 'starting';
        if (this.#remainingMs() <= 0)
            return 'expired';
        if (this.#streak.count === 0)
            return 'fresh';
        return this.#streak.refused ? 'refused' : 'failing';
    }
    /** Notices what the clocks did since the last look, and renews when it is time. */
    #look() {
        if (this.#life !== 'running' || this.#held === undefined)
            return;
        const now = this.#moment();
        const jump = now.wall - this.#seen.wall - (now.monotonic - this.#seen.monotonic);
        this.#seen = now;
        // After a jump the end of the session cannot be trusted in either direction.
        if (Math.abs(jump) > JUMP_MS)
            this.#due = now;
        if (this.#attempt === undefined && untilMs(this.#due, now) <= 0)
            void this.#renew(this.#held);
    }
    #schedule() {
        this.#cancelTick();
        if (this.#life !== 'running')
            return;
        const wait = Math.min(untilMs(this.#due, this.#moment()), LONGEST_TICK_MS);
        this.#cancelTick = this.#clock.after(Math.max(wait, 0), () => {
            this.#look();
            if (this.#attempt === undefined)
                this.#schedule();
        });
    }
    async #renew(old) {
        try {
            await this.#exchange(this.#limitMs(old));
            this.#renewals += 1;
            this.#streak = NO_STREAK;
            this.#wakeWaiters();
        }
        catch (error) {
            if (this.#life === 'running')
                this.#fail(error, old);
        }
        finally {
            this.#schedule();
        }
    }
    async #exchange(limitMs) {
        const attempt = new AbortController();
        this.#attempt = attempt;
        const cancelLimit = limitMs === undefined
            ? undefined
            : afterTurns(this.#setTimer, limitMs, () => attempt.abort(noAnswer(limitMs)));
        try {
            const session = await untilAborted(this.#obtain(attempt.signal), attempt.signal);
            const held = this.#measure(session);
            await untilAborted(Promise.resolve(this.#onObtained(session)), attempt.signal);
            const part = EARLIEST_RENEWAL + this.#random() * (LATEST_RENEWAL - EARLIEST_RENEWAL);
            this.#due = this.#momentIn(held.lifeMs * part);
            this.#seen = this.#moment();
            this.#held = held;
            return held;
        }
        finally {
            cancelLimit?.();
            this.#attempt = undefined;
        }
    }
    #measure(session) {
        const lifeMs = session.expiration.getTime() - this.#clock.now();
        if (!(lifeMs > 0))
            throw alreadyOver(session, this.#clock.now());
        const marginMs = Math.min(LONGEST_MARGIN_MS, lifeMs * MARGIN_PART);
        return { session, lifeMs, validUntil: this.#momentIn(lifeMs - marginMs) };
    }
    /**
     * A hanging server gets twice the time at the next try: it may be slow for everybody and not dead. Near the end of
     * the session it gets less, so that there is time for one more try.
     */
    #limitMs({ lifeMs }) {
        const usual = clamp(lifeMs / 5, SHORTEST_LIMIT_MS, LONGEST_LIMIT_MS);
        const limit = this.#streak.kind === 'timeout' ? usual * 2 : usual;
        const remainingMs = this.#remainingMs();
        return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 4, SHORTEST_LIMIT_MS)) : limit;
    }
    #fail(error, { session, lifeMs }) {
        const kind = failureKind(error);
        const refused = isRefusal(error);
        const repeated = this.#streak.kind === kind;
        this.#streak = { kind, refused, count: refused === this.#streak.refused ? this.#streak.count + 1 : 1 };
        this.#failures += 1;
        this.#lastError = error;
        const remainingMs = this.#remainingMs();
        const nextTryInMs = retryDelayMs(error, this.#streak.count, { lifeMs, remainingMs }, this.#random);
        this.#due = this.#momentIn(nextTryInMs);
        this.#onFailure(error, {
            refused,
            repeated,
            nextTryInMs,
            servingUntil: remainingMs > 0 ? session.expiration : undefined,
        });
    }
    #remainingMs() {
        if (this.#held === undefined || this.#life === 'stopped')
            return 0;
        return untilMs(this.#held.validUntil, this.#moment());
    }
    #moment() {
        return { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    }
    #momentIn(milliseconds) {
        const now = this.#moment();
        return { wall: now.wall + milliseconds, monotonic: now.monotonic + milliseconds };
    }
    /** Resolves with the next session that comes, when the renewal is stopped, or after the time. */
    async #nextSession(timeoutMs) {
        await new Promise((resolve) => {
            const wake = () => {
                cancel();
                this.#waiters.delete(wake);
                resolve();
            };
            const cancel = this.#clock.after(timeoutMs, wake);
            this.#waiters.add(wake);
        });
    }
    #wakeWaiters() {
        for (const wake of [...this.#waiters])
            wake();
    }
}
/** Milliseconds until either clock reaches the moment: a clock set back delays nothing, a suspended one neither. */
function untilMs(moment, now) {
    return Math.min(moment.wall - now.wall, moment.monotonic - now.monotonic);
}
const REFUSALS = new Set([
    'denied',
    'no-such-role',
    'invalid-request',
    'bad-policy',
]);
/** Whether the server understood and said no, as opposed to an outage or a clock that will be set right. */
function isRefusal(error) {
    return error instanceof failure_ExchangeFailure && REFUSALS.has(error.kind);
}
function failureKind(error) {
    if (error instanceof failure_ExchangeFailure)
        return error.kind;
    return error instanceof Error ? error.name : 'unknown';
}
const FIRST_RETRY_PART = 0.03;
const SHORTEST_FIRST_RETRY_MS = 100;
const LONGEST_FIRST_RETRY_MS = 1_000;
/** The longest wait while a valid session is in hand, and the longest once clients go without one. */
const LONGEST_RETRY_MS = 15_000;
const LONGEST_RETRY_WITHOUT_SESSION_MS = 4_000;
/** A refusal is asked about once more within seconds, in case it was a hiccup, and then each minute. */
const REFUSED_RETRY_MS = 60_000;
/** The most of the server's own Retry-After that is heeded. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/**
 * Milliseconds until the next try, with a quarter of jitter to either side. Doubles with each failure in a row, up
 * to a tenth of what the session still has, so that it never ends for want of a try.
 */
function retryDelayMs(error, failuresInARow, { lifeMs, remainingMs }, random) {
    const jitter = 0.75 + random() / 2;
    if (isRefusal(error) && failuresInARow > 1)
        return Math.min(REFUSED_RETRY_MS, lifeMs / 2) * jitter;
    const first = clamp(lifeMs * FIRST_RETRY_PART, SHORTEST_FIRST_RETRY_MS, LONGEST_FIRST_RETRY_MS);
    const longest = remainingMs > 0 ? clamp(remainingMs / 10, first, LONGEST_RETRY_MS) : LONGEST_RETRY_WITHOUT_SESSION_MS;
    const delay = Math.min(first * 2 ** Math.min(failuresInARow - 1, 16), longest) * jitter;
    return Math.max(delay, retryAfterMs(error, remainingMs));
}
function retryAfterMs(error, remainingMs) {
    if (!(error instanceof failure_ExchangeFailure))
        return 0;
    const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
    return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}
function noAnswer(limitMs) {
    return new failure_ExchangeFailure({
        kind: 'timeout',
        tried: 'Renewing the session',
        cameBack: `no answer within ${Math.round(limitMs / 1000)} s`,
        causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
        remedy: 'Nothing, if it passes: it is tried again. Otherwise look at the endpoint and the network.',
    });
}
function alreadyOver({ expiration }, now) {
    const late = session_describeSeconds(Math.ceil((now - expiration.getTime()) / 1000));
    return new failure_ExchangeFailure({
        kind: 'clock-skew',
        tried: 'Obtaining a session',
        cameBack: `it ended at ${formatTime(expiration)}, ${late} ago by this machine's clock`,
        causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
        remedy: 'Set the clock, or switch time synchronisation (NTP) on.',
    });
}

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = require("node:events");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: ./src/agent/failure.js
/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
class failure_AgentFailure extends Error {
    name = 'AgentFailure';
    kind;
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}

;// CONCATENATED MODULE: ./src/agent/directory.js






/** Bytes that a Unix socket's path may have: 108 on Linux, 104 on macOS, one of them for the zero at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const DEFAULT_PARENT = 'otter-sts-';
const ELSEWHERE = 'set XDG_RUNTIME_DIR or TMPDIR to a folder of your own that can be written to';
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name tells several agents of one user apart
 * @throws InputError when the name would lead elsewhere
 */
function defaultAgentDirectory(env, name = 'default') {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
        throw new InputError('name', 'is not a name for an agent: use up to 64 letters, digits and ._-, and no dot first.');
    }
    const { uid, username } = userInfo();
    // Windows has no numbers for users.
    return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${uid === -1 ? username : uid}`, name);
}
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,external_node_path_namespaceObject.isAbsolute)(directory)) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is relative: give it from the root on.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new failure_AgentFailure('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system takes ${LONGEST_SOCKET_PATH}. Name a directory that is ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    const at = (name) => (0,external_node_path_namespaceObject.join)(directory, name);
    return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
}
/** On Windows (not tested) the pipe's name stands for the directory; who may open it is up to Windows' default. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,external_node_path_namespaceObject.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
}
/**
 * Makes the directory, its parent included, for the user alone. In a folder that all share, such as /tmp, somebody
 * else may have made it first, or have put a link there.
 *
 * @throws AgentFailure when the directory is not the user's own
 */
function makePrivateDirectory(directory) {
    const missing = [];
    // On Windows the root, a drive, may be missing too.
    for (let path = directory; look(path) === undefined && path !== (0,external_node_path_namespaceObject.dirname)(path); path = (0,external_node_path_namespaceObject.dirname)(path))
        missing.unshift(path);
    // One by one: `recursive` never ends in /proc, and says of a read-only disk that something is not there.
    for (const path of missing)
        makeOne(path);
    directory_checkPrivateDirectory(directory);
}
function makeOne(path) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(path, { mode: 0o700 });
    }
    catch (error) {
        const { code } = error;
        // Another one that starts was faster.
        if (code === 'EEXIST')
            return;
        throw new failure_AgentFailure('directory', `Making the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`);
    }
}
/**
 * Looks before anything in the directory is used or removed.
 *
 * @throws AgentFailure when it is there and not the user's own
 */
function directory_checkPrivateDirectory(directory) {
    const parent = (0,external_node_path_namespaceObject.dirname)(directory);
    // Whoever owns the default directory's parent could swap what is in it.
    const checked = (0,external_node_path_namespaceObject.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
/** Removes what an agent that has ended left in its directory, and the directory once it is empty. */
function removeAgentFiles(directory) {
    const { log, lock, token } = agentPlaces(directory);
    if (look(directory) === undefined)
        return;
    directory_checkPrivateDirectory(directory);
    for (const path of [log, `${log}.1`, lock, token])
        rmSync(path, { force: true });
    try {
        rmdirSync(directory);
    }
    catch {
        // Somebody else keeps something there.
    }
}
function look(path) {
    try {
        return (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
        throw new failure_AgentFailure('directory', `Looking for the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`);
    }
}
function checkPrivate(path) {
    const found = look(path);
    if (found === undefined)
        return;
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new failure_AgentFailure('directory', `The agent's directory '${path}' ${problem}. Remove it, or ${ELSEWHERE}.`);
    }
}
function whatIsWrong(link, directory, uid, mode) {
    if (link)
        return 'is a symbolic link';
    if (!directory)
        return 'is not a directory';
    if (process.platform === 'win32')
        return undefined;
    if (uid !== process.getuid?.())
        return `belongs to another user (${uid})`;
    if ((mode & 0o077) !== 0)
        return `is open to other users (mode ${(mode & 0o777).toString(8)})`;
    return undefined;
}

;// CONCATENATED MODULE: ./src/agent/line.js
/**
 * Reads up to the first line break.
 *
 * @throws Error when the stream ends before, or the line is longer than `mostBytes`. What was read is not in the message.
 */
function line_readLine(stream, mostBytes) {
    return new Promise((resolve, reject) => {
        let text = Buffer.alloc(0);
        const finish = (settle) => {
            stream.off('data', read).off('end', ended).off('close', ended).off('error', reject).pause();
            settle();
        };
        const read = (chunk) => {
            text = Buffer.concat([text, chunk]);
            const end = text.indexOf('\n');
            if (end >= 0)
                finish(() => resolve(text.toString('utf8', 0, end)));
            else if (text.length > mostBytes)
                finish(() => reject(new Error(`the line is longer than ${mostBytes} bytes`)));
        };
        const ended = () => finish(() => reject(new Error('the other side ended without a line')));
        stream.on('data', read).on('end', ended).on('close', ended).on('error', reject);
    });
}
/** JSON read without ever quoting it in an error: it may hold secrets. */
function line_parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}

;// CONCATENATED MODULE: ./src/agent/control.js








const LONGEST_QUESTION = 1_024;
const control_LARGEST_ANSWER = (/* unused pure expression or super */ null && (64 * 1024));
const QUESTION_MS = 5_000;
/** Milliseconds after which a lock counts as left behind: it is held for the blink in which a socket is bound. */
const STALE_LOCK_MS = 5_000;
/**
 * Takes the directory for this process and answers questions on its socket.
 *
 * @param answer what is sent back, as JSON
 * @throws AgentFailure when another agent answers there
 */
function openControl(places, answer) {
    // Two that start at once would both find a dead agent's socket, and the later one would remove the living one's.
    return withLock(places.lock, async () => {
        if (await removeIfDead(places)) {
            throw new failure_AgentFailure('running', `An agent is already running in '${places.directory}': stop it first, or start this one under another name (--name).`);
        }
        return control_listen(places.control, answer);
    });
}
async function control_listen(path, answer) {
    const connections = new Set();
    const server = (0,external_node_net_namespaceObject.createServer)((socket) => {
        connections.add(socket.on('close', () => connections.delete(socket)));
        serve(socket, answer);
    });
    server.maxConnections = 64;
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new failure_AgentFailure('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)));
        server.listen(path, resolve);
    });
    return { close: () => control_close(server, connections) };
}
async function control_close(server, connections) {
    for (const socket of connections)
        socket.unref();
    // It waits for the open connections otherwise, and those wait for the process's end.
    await new Promise((resolve) => {
        server.close();
        server.unref();
        setImmediate(resolve);
    });
}
async function serve(socket, answer) {
    socket.on('error', () => undefined).setTimeout(QUESTION_MS, () => socket.destroy());
    try {
        const question = line_parseJson(await line_readLine(socket, LONGEST_QUESTION));
        if (question !== 'status' && question !== 'stop')
            throw new Error('not a question of this protocol');
        const line = `${JSON.stringify(answer(question))}\n`;
        if (question === 'status')
            socket.end(line);
        else
            socket.setTimeout(0).write(line);
    }
    catch {
        socket.destroy();
    }
}
/** Whether an agent answers; the socket of one that was killed is removed. */
async function removeIfDead({ control, directory }) {
    directory_checkPrivateDirectory(directory);
    const socket = await openConnection(control);
    socket?.destroy();
    if (socket === undefined && process.platform !== 'win32')
        (0,external_node_fs_namespaceObject.rmSync)(control, { force: true });
    return socket !== undefined;
}
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined when none is running
 * @throws AgentFailure when one is running and does not answer in time
 */
async function askAgent(places, question, timeoutMs = 10_000) {
    checkPrivateDirectory(places.directory);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await openConnection(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await putQuestion(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // It was cut off: that agent is just ending, and the next look tells how.
        await sleep(20);
    }
    throw new AgentFailure('no-answer', `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`);
}
function describeEndByHand(log) {
    const pid = readAgentPid(log);
    if (pid === undefined)
        return `Its process id is in the first line of '${log}': end it by hand.`;
    return `Its process is ${pid}: end it by hand (kill -KILL ${pid}).`;
}
/** The answer, once the agent has closed the connection; undefined when it does neither in time, or closes it at once. */
async function putQuestion(socket, question, timeoutMs) {
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        socket.destroy();
    }, timeoutMs);
    try {
        socket.write(`${JSON.stringify(question)}\n`);
        const answer = parseJson(await readLine(socket, control_LARGEST_ANSWER));
        if (!socket.resume().closed)
            await once(socket, 'close');
        return late ? undefined : answer;
    }
    catch {
        return undefined;
    }
    finally {
        clearTimeout(timer);
        socket.destroy();
    }
}
/** A connection to the agent's socket; undefined when nobody listens there. */
function openConnection(path) {
    return new Promise((resolve, reject) => {
        const socket = (0,external_node_net_namespaceObject.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new failure_AgentFailure('directory', `Reaching the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!takeLock(path))
        await (0,promises_namespaceObject.setTimeout)(20);
    try {
        return await work();
    }
    finally {
        (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
    }
}
function takeLock(path) {
    try {
        (0,external_node_fs_namespaceObject.closeSync)((0,external_node_fs_namespaceObject.openSync)(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const taken = (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false });
        if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS)
            (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
        return false;
    }
}

;// CONCATENATED MODULE: ./src/agent/watched-process.js

/**
 * Takes down which process it is.
 *
 * @returns undefined when there is no such process
 */
function identifyProcess(pid) {
    const found = { pid, startedAt: readStat(pid)?.startedAt };
    return isAlive(found) ? found : undefined;
}
/**
 * Whether the very process is still there. Elsewhere than on Linux a new process with its number would be taken
 * for it; the agent's time limit ends that.
 */
function isAlive({ pid, startedAt }) {
    if (!answersSignals(pid))
        return false;
    const stat = readStat(pid);
    if (stat === undefined)
        return true;
    // One that has ended and that its parent has not fetched still answers signals.
    if (stat.state === 'Z' || stat.state === 'X')
        return false;
    return startedAt === undefined || stat.startedAt === startedAt;
}
function answersSignals(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // It is there, and belongs to somebody else.
        return error.code === 'EPERM';
    }
}
/** Fields 3 and 22 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
function readStat(pid) {
    if (process.platform !== 'linux')
        return undefined;
    try {
        const text = (0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/agent/end.js



const LOOK_MS = 1_000;
/** Waits for the first reason to end. */
class End {
    /** Resolves with the reason, as the end of the sentence "ended: REASON". */
    reason;
    #give = () => undefined;
    #cleanUp = [];
    #lifetimeSeconds;
    // The wall clock passes the time in which a machine is suspended, the other one cannot be set back.
    #wallEnd = 0;
    #monotonicEnd = 0;
    constructor({ lifetimeSeconds, watched, signals }) {
        this.#lifetimeSeconds = lifetimeSeconds;
        this.beginLifetime();
        this.reason = new Promise((resolve) => {
            this.#give = resolve;
        });
        this.#watch(watched);
        for (const signal of ['SIGTERM', 'SIGINT'])
            this.#on(signals, signal, () => this.now(signal));
        this.#on(signals, 'uncaughtException', (error) => this.now(`an error of its own: ${firstLine(error)}`));
        // The terminal that it was started from may close.
        this.#on(signals, 'SIGHUP', () => undefined);
    }
    /** Ends for a reason from elsewhere. */
    now(reason) {
        this.#give(reason);
    }
    /** Counts the lifetime from now on: what a busy machine takes to start is no part of it. */
    beginLifetime() {
        this.#wallEnd = Date.now() + this.#lifetimeSeconds * 1000;
        this.#monotonicEnd = performance.now() + this.#lifetimeSeconds * 1000;
    }
    /** Stops watching. */
    close() {
        for (const undo of this.#cleanUp)
            undo();
    }
    #watch(watched) {
        const timer = setInterval(() => {
            if (watched !== undefined && !isAlive(watched))
                this.now(`process ${watched.pid} has ended`);
            if (Date.now() >= this.#wallEnd || performance.now() >= this.#monotonicEnd) {
                this.now(`its time limit of ${session_describeSeconds(this.#lifetimeSeconds)} is over`);
            }
        }, LOOK_MS);
        this.#cleanUp.push(() => clearInterval(timer));
    }
    #on(signals, event, handler) {
        signals.on(event, handler);
        this.#cleanUp.push(() => signals.off(event, handler));
    }
}

;// CONCATENATED MODULE: ./src/agent/log.js




/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = 512 * 1024;
/** Characters of a line: only one that is no sentence is cut. */
const LONGEST_LINE = 4_000;
/** Says what an agent did, one line each, with the time in front. Whoever writes to it sees to it that there is no secret. */
class AgentLog {
    path;
    #now;
    #file;
    #size = 0;
    /** Empties the log of the agent before. It stays when the agent ends, so that its last words can be read. */
    constructor(path, now = Date.now) {
        this.path = path;
        this.#now = now;
        this.#file = openLog(path);
    }
    write(text) {
        const line = `${formatTime(new Date(this.#now()))} ${visible(text, LONGEST_LINE)}\n`;
        // A log that cannot be written, on a full disk or in a folder that a job removed, must not cost the session.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#rotate(Buffer.byteLength(line));
            (0,external_node_fs_namespaceObject.writeSync)(this.#file, line);
        });
    }
    close() {
        orNothing(() => (0,external_node_fs_namespaceObject.closeSync)(this.#file));
    }
    #rotate(size) {
        (0,external_node_fs_namespaceObject.renameSync)(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        (0,external_node_fs_namespaceObject.closeSync)(this.#file);
        this.#file = next;
        this.#size = size;
    }
}
/** The process that the log's first line is of; undefined when that line is gone. */
function log_readAgentPid(path) {
    let pid;
    for (const log of [path, `${path}.1`]) {
        orNothing(() => {
            const digits = /^\S+ agent (\d+) started/.exec(readBeginning(log))?.[1];
            if (digits !== undefined)
                pid ??= Number(digits);
        });
    }
    return pid;
}
/** Bytes in which the first line is. */
const FIRST_LINE = 1_024;
function readBeginning(path) {
    const file = openPlain(path);
    if (file === undefined)
        return '';
    const bytes = Buffer.alloc(FIRST_LINE);
    const length = readSync(file, bytes, 0, FIRST_LINE, 0);
    closeSync(file);
    return bytes.toString('utf8', 0, length);
}
function orNothing(work) {
    try {
        work();
    }
    catch {
        // See write.
    }
}
function openLog(path) {
    // Windows knows neither. A pipe that nobody reads would be waited for.
    const noLink = external_node_fs_namespaceObject.constants.O_NOFOLLOW ?? 0;
    const noWait = external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0;
    const flags = external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_CREAT | external_node_fs_namespaceObject.constants.O_TRUNC | noLink | noWait;
    const file = (0,external_node_fs_namespaceObject.openSync)(path, flags, 0o600);
    if (!(0,external_node_fs_namespaceObject.fstatSync)(file).isFile())
        throw new Error(`The log '${path}' is not a plain file: remove it.`);
    return file;
}

;// CONCATENATED MODULE: ./src/agent/message.js


function packError(error) {
    if (error instanceof failure_ExchangeFailure)
        return { type: 'exchange', detail: error.detail };
    if (error instanceof failure_InputError) {
        return { type: 'input', input: error.input, sentence: error.message.slice(error.input.length + 1) };
    }
    if (error instanceof failure_AgentFailure)
        return { type: 'agent', kind: error.kind, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'agent', kind: 'start', message: `Starting the agent failed: ${message}` };
}
function unpackError(sent) {
    if (sent.type === 'exchange')
        return new ExchangeFailure(sent.detail);
    if (sent.type === 'input')
        return new InputError(sent.input, sent.sentence);
    return new AgentFailure(sent.kind, sent.message);
}
/** JSON has no dates. */
function reviveSession(session) {
    return { ...session, expiration: new Date(session.expiration) };
}

;// CONCATENATED MODULE: ./src/agent/serve.js












/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;
/**
 * The agent's program: reads its order from `input`, obtains the first session, opens the endpoint, answers with one
 * line on `output`, and serves until there is a reason to end.
 *
 * @returns the process's exit code: 0 when it served, 1 when it could not start
 */
async function serveAgent(options) {
    const { input, output } = options;
    output.on('error', () => undefined);
    try {
        await serve_serve(line_parseJson(await line_readLine(input, LARGEST_ORDER)), options);
        return 0;
    }
    catch (error) {
        await write(output, { failure: packError(error) }).catch(() => undefined);
        return 1;
    }
}
async function serve_serve(order, options) {
    const { output, signals, detach, createObtain } = options;
    const agent = new Agent(order, signals);
    try {
        const ready = await agent.start(createObtain);
        // When nobody hears it, nobody knows the token: there is nothing to serve for.
        await write(output, { ready });
    }
    catch (error) {
        await agent.close(`could not start: ${firstLine(error)}`);
        throw error;
    }
    detach();
    await agent.close(await agent.end.reason);
}
function write(output, reply) {
    return new Promise((resolve, reject) => {
        output.write(`${JSON.stringify(reply)}\n`, (error) => (error ? reject(error) : resolve()));
    });
}
/**
 * Trades speed that an agent has no use for against memory: 55 MiB at rest instead of 57, and 57 instead of 60 after
 * rounds of 100 connections; compiled code alone took 16 after 30,000 requests (measured). A few thousand requests a
 * second are left. Before the first exchange, since the compilers' own code would stay in memory; and not by Node's
 * options, with which Node takes its prepared modules for those of another machine, and 13 ms longer to start.
 */
function saveMemory() {
    for (const compiler of ['opt', 'maglev', 'sparkplug'])
        (0,external_node_v8_namespaceObject.setFlagsFromString)(`--no-${compiler}`);
    // Garbage of ended connections is collected at 6 MB and not at 12.
    (0,external_node_v8_namespaceObject.setFlagsFromString)('--optimize-for-size');
}
/**
 * Turns this process from one that was just started into one in the background: puts the null device in the place of
 * the three standard streams. A runner waits for those who hold its pipes; and were they closed alone, their numbers
 * would go to sockets, into which a crash would then write.
 */
function settle() {
    process.stdin.destroy();
    if (process.platform === 'win32')
        return;
    for (const descriptor of [0, 1, 2]) {
        (0,external_node_fs_namespaceObject.closeSync)(descriptor);
        (0,external_node_fs_namespaceObject.openSync)('/dev/null', descriptor === 0 ? 'r' : 'w');
    }
}
class Agent {
    end;
    #order;
    #places;
    #startedAt = Date.now();
    #control;
    #log;
    #renewal;
    #endpoint;
    constructor(order, signals) {
        this.#order = order;
        this.#places = agentPlaces(order.directory);
        const { lifetimeSeconds, watched } = order;
        this.end = new End({ lifetimeSeconds, watched, signals });
    }
    async start(createObtain) {
        makePrivateDirectory(this.#places.directory);
        this.#control = await openControl(this.#places, (question) => {
            if (question === 'stop')
                this.end.now('it was stopped');
            return this.#status();
        });
        this.#log = new AgentLog(this.#places.log);
        this.#log.write(`agent ${process.pid} started, ${this.#limits()}`);
        const session = await this.#startRenewal(await createObtain(this.#order.handover));
        this.#endpoint = await credentials_endpoint_startCredentialsEndpoint({
            renewal: this.#renewal,
            port: this.#order.port,
        });
        const { url, token } = this.#endpoint;
        this.#log.write(`serving at ${url}`);
        this.end.beginLifetime();
        this.#startedAt = Date.now();
        return { pid: process.pid, url, token, session, log: this.#places.log };
    }
    async close(reason) {
        this.end.close();
        this.#renewal?.stop();
        await this.#endpoint?.close();
        this.#log?.write(`agent ${process.pid} ended: ${reason}`);
        this.#log?.close();
        await this.#control?.close();
    }
    #startRenewal(obtain) {
        const renewal = new renewal_Renewal({
            obtain,
            onObtained: ({ expiration }) => this.#log?.write(`session obtained, it ends at ${formatTime(expiration)}`),
            onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
        });
        this.#renewal = renewal;
        void this.end.reason.then(() => renewal.stop());
        return renewal.start();
    }
    #limits() {
        const { lifetimeSeconds, watched } = this.#order;
        const limit = `for ${session_describeSeconds(lifetimeSeconds)} at most`;
        return watched === undefined ? limit : `${limit}, as long as process ${watched.pid} is there`;
    }
    #status() {
        const { lifetimeSeconds, watched } = this.#order;
        const renewal = this.#renewal?.status();
        return {
            pid: process.pid,
            url: this.#endpoint?.url,
            log: this.#places.log,
            startedAt: serve_time(this.#startedAt),
            endsAt: serve_time(this.#startedAt + lifetimeSeconds * 1000),
            watchedPid: watched?.pid,
            state: renewal?.state ?? 'starting',
            renewals: renewal?.renewals ?? 0,
            failures: renewal?.failures ?? 0,
            lastError: renewal?.lastError,
            expiresAt: renewal?.expiresAt && formatTime(renewal.expiresAt),
            nextRenewalAt: renewal?.nextRenewalAt && formatTime(renewal.nextRenewalAt),
        };
    }
}
function serve_time(milliseconds) {
    return formatTime(new Date(milliseconds));
}
function describeFailure(error, { refused, nextTryInMs, servingUntil }) {
    const what = refused ? 'renewal refused' : 'renewal failed';
    const until = servingUntil === undefined ? 'nothing valid is left' : `serving until ${formatTime(servingUntil)}`;
    return `${what}: ${firstLine(error)} (${until}; next try in ${(nextTryInMs / 1000).toFixed(1)} s)`;
}

;// CONCATENATED MODULE: ./src/agent/process.js




/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
function runAgentProcess(process) {
    saveMemory();
    return serveAgent({
        createObtain: (handover) => unpackHandover(handover, process.env),
        input: process.stdin,
        output: process.stdout,
        signals: process,
        detach: settle,
    });
}
/** What asks for sessions, out of a hand-over. @throws InputError when a part of it is wrong */
function unpackHandover({ accessKey, secretKey, request, caBundle }, environment) {
    // Made here and not handed over: a policy that was never checked cannot come in.
    const policy = SessionPolicy.forScope(request.bucket, request.access, request.prefix);
    const scoped = policy === undefined ? request : { ...request, policy };
    return obtainer(new ServiceCredential(accessKey, secretKey), scoped, { environment, caBundle });
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
/******/ 	var __webpack_exports__ = __nccwpck_require__(239);
/******/ 	module.exports = __webpack_exports__;
/******/ 	
/******/ })()
;