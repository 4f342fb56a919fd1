#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

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

/***/ 4976:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ writeKey)
/* harmony export */ });
function writeKey(obj) {
    Object.defineProperty(obj, "__proto__", { value: undefined, writable: true, enumerable: true, configurable: true });
}


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

/***/ 1665:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ HttpRequest)
/* harmony export */ });
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


/***/ }),

/***/ 5947:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  B: () => (/* binding */ SignatureV4)
});

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-hex-encoding/hex-encoding.js
var hex_encoding = __nccwpck_require__(5408);
// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/util-utf8/fromUtf8.js
var fromUtf8 = __nccwpck_require__(9080);
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

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/hasOwn.js
var transport_hasOwn = __nccwpck_require__(5346);
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

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/writeKey.js
var writeKey = __nccwpck_require__(4976);
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
            (0,writeKey/* writeKey */.T)(canonical);
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

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/httpRequest.js
var httpRequest = __nccwpck_require__(1665);
;// CONCATENATED MODULE: ../../node_modules/@smithy/signature-v4/dist-es/moveHeadersToQuery.js


const moveHeadersToQuery = (request, options = {}) => {
    const { headers, query = {} } = httpRequest/* HttpRequest */.K.clone(request);
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
    request = httpRequest/* HttpRequest */.K.clone(request);
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










class SignatureV4 extends SignatureV4Base {
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


/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 8761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  addAgent: () => (/* binding */ addAgent)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ../../node_modules/commander/index.js + 7 modules
var commander = __nccwpck_require__(933);
// EXTERNAL MODULE: ./src/agent/control.js
var control = __nccwpck_require__(1618);
// EXTERNAL MODULE: ./src/agent/directory.js
var agent_directory = __nccwpck_require__(8548);
;// CONCATENATED MODULE: ./src/agent/status.js



/** @throws AgentFailure when an agent is there and does not answer */
async function agentStatus(directory) {
    const places = (0,agent_directory/* agentPlaces */.Qy)(directory);
    const status = (await (0,control/* askAgent */.XM)(places, 'status'));
    if (status !== undefined)
        return { running: true, status };
    return { running: false, absence: absence(places), log: places.log };
}
/**
 * Ends the agent, and returns when its process is gone. That there is none is an answer, not an error.
 *
 * @throws AgentFailure when an agent is there and does not answer
 */
async function stopAgent(directory) {
    const places = (0,agent_directory/* agentPlaces */.Qy)(directory);
    const status = (await (0,control/* askAgent */.XM)(places, 'stop'));
    if (status !== undefined)
        return { stopped: true, status };
    const found = absence(places);
    if (found === 'killed')
        await (0,control/* removeIfDead */.QF)(places);
    return { stopped: false, absence: found, log: places.log };
}
function absence({ control, log }) {
    if (isThere(control))
        return 'killed';
    return isThere(log) ? 'ended' : 'never-started';
}
function isThere(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
}

// EXTERNAL MODULE: ./src/agent/handover.js + 4 modules
var handover = __nccwpck_require__(1063);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: ./src/agent/failure.js
var failure = __nccwpck_require__(2337);
// EXTERNAL MODULE: ./src/agent/line.js
var line = __nccwpck_require__(2905);
;// CONCATENATED MODULE: ./src/agent/conversation.js



const LARGEST_REPLY = 1024 * 1024;
/** Characters of what a crashed process wrote that go into the message. */
const LAST_WORDS = 1_000;
/**
 * Sends a process that was just started one line of JSON, and returns the one that it answers. Its standard input stays
 * open: that it closes tells the process that nobody waits any more.
 *
 * @throws AgentFailure when it cannot be started, or ends without an answer
 */
async function converse(child, order) {
    const lastWords = collect(child.stderr);
    const failedToSpawn = new Promise((_, reject) => {
        child.once('error', (error) => reject(new failure/* AgentFailure */.W('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)));
    });
    const closed = (0,external_node_events_.once)(child, 'close');
    closed.catch(() => undefined);
    // A process that ends at once does not read its input; its end is what is reported.
    child.stdin.on('error', () => undefined).write(`${JSON.stringify(order)}\n`);
    try {
        return (0,line/* parseJson */.q)(await Promise.race([(0,line/* readLine */.X)(child.stdout, LARGEST_REPLY), failedToSpawn]));
    }
    catch (error) {
        if (error instanceof failure/* AgentFailure */.W)
            throw error;
        child.stdout.resume();
        const [code, signal] = await closed;
        const end = signal === null ? `exit code ${code}` : signal;
        const said = lastWords() === '' ? 'and said nothing' : `and said: ${lastWords()}`;
        throw new failure/* AgentFailure */.W('start', `The process of the agent ended with ${end} before it answered, ${said}`);
    }
}
/** Nothing of the other process keeps this one alive from here on. */
function letGo(child) {
    for (const stream of [child.stdin, child.stdout, child.stderr])
        stream.destroy();
    child.unref();
}
function collect(stream) {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
        text = (text + chunk).slice(-LAST_WORDS);
    });
    return () => text.trim();
}

// EXTERNAL MODULE: ./src/agent/environment.js
var environment = __nccwpck_require__(8358);
// EXTERNAL MODULE: ./src/agent/message.js
var message = __nccwpck_require__(3824);
// EXTERNAL MODULE: ./src/agent/watched-process.js
var watched_process = __nccwpck_require__(6649);
;// CONCATENATED MODULE: ./src/agent/start.js










/** More than the first exchange may take with all its attempts. */
const READY_MS = 90_000;
/** What an agent that could not start gets to end by itself. */
const EXIT_MS = 5_000;
/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError as the agent met it
 * @throws AgentFailure when one is running already, or the process cannot be started. Nothing is left running then.
 */
async function startAgent(options) {
    const order = orderOf(options);
    const [program, ...args] = options.command;
    const child = (0,external_node_child_process_.spawn)(program, args, {
        cwd: (0,external_node_path_.parse)(process.execPath).root,
        env: (0,environment/* agentEnvironment */.F)(options.env),
        detached: true,
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    try {
        const ready = await askToServe(child, order, options.timeoutMs ?? READY_MS);
        letGo(child);
        return ready;
    }
    catch (error) {
        await seeEnd(child);
        await (0,control/* removeIfDead */.QF)((0,agent_directory/* agentPlaces */.Qy)(options.directory)).catch(() => undefined);
        throw error;
    }
}
function orderOf(options) {
    const { directory, parentPid, lifetimeSeconds, port, handover } = options;
    // Checked here too, before anything is started.
    (0,agent_directory/* agentPlaces */.Qy)(directory);
    const watched = parentPid === undefined ? undefined : watchedProcess(parentPid);
    return { directory, lifetimeSeconds, watched, port, handover };
}
function watchedProcess(pid) {
    const watched = (0,watched_process/* identifyProcess */.w)(pid);
    if (watched === undefined) {
        throw new failure/* AgentFailure */.W('start', `There is no process ${pid} for the agent to end with: name one that is running.`);
    }
    return watched;
}
async function askToServe(child, order, timeoutMs) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new failure/* AgentFailure */.W('start', `The agent was not ready within ${timeoutMs / 1000} s, and was ended.`));
        }, timeoutMs);
    });
    try {
        const reply = (await Promise.race([converse(child, order), late]));
        if ('failure' in reply)
            throw (0,message/* unpackError */.Rj)(reply.failure);
        return { ...reply.ready, session: (0,message/* reviveSession */.Ub)(reply.ready.session) };
    }
    finally {
        clearTimeout(timer);
    }
}
async function seeEnd(child) {
    letGo(child);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
        return;
    child.ref();
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS);
    await (0,external_node_events_.once)(child, 'exit');
    clearTimeout(timer);
}

// EXTERNAL MODULE: ./src/environment.js
var src_environment = __nccwpck_require__(2848);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./cli/messages.js
var messages = __nccwpck_require__(4829);
// EXTERNAL MODULE: ./cli/own-command.js
var own_command = __nccwpck_require__(2057);
// EXTERNAL MODULE: ./cli/request-options.js
var request_options = __nccwpck_require__(4763);
// EXTERNAL MODULE: ./cli/variable-format.js
var variable_format = __nccwpck_require__(8141);
// EXTERNAL MODULE: ./cli/whole-number.js
var whole_number = __nccwpck_require__(9314);
;// CONCATENATED MODULE: ./cli/agent.js









const DEFAULT_LIFETIME_SECONDS = 24 * 3600;
const START_HELP = `${request_options/* SECRET_HELP */.Z_}

The variables that it prints send S3 clients to the agent; the token among them is a secret. Clients that refresh by
themselves then work for as long as the agent does.

Examples:
  $ agent="$(otter-sts agent start --parent-pid $$)" && eval "$agent"   ends with this shell
  $ aws s3 ls s3://my-bucket
  $ otter-sts agent status
  $ otter-sts agent stop`;
/** `otter-sts agent start|status|stop`: the loopback endpoint as a background process. */
const addAgent = (program, surroundings, finish) => {
    const agent = program
        .command('agent')
        .description('keep a session fresh in a background process that S3 clients ask on loopback')
        .helpCommand(false);
    const start = agent
        .command('start')
        .description('start it, and print the variables that send S3 clients to it')
        .addOption(new commander/* Option */.c$('--format <FORMAT>', 'how to print').choices(variable_format/* FORMATS */.h).default('sh'))
        .option('--parent-pid <PID>', 'end with this process', whole_number/* readNumber */.k)
        .option('--lifetime <SECONDS>', 'end after so many seconds', whole_number/* readNumber */.k, DEFAULT_LIFETIME_SECONDS)
        .option('--port <NUMBER>', 'listen there (any free port)', whole_number/* readNumber */.k)
        .addHelpText('after', START_HELP)
        .action((options) => startInBackground(options, surroundings));
    addName(start);
    (0,request_options/* addRequestOptions */.vZ)(start);
    addName(agent.command('status').description('say how it is doing; exit code 1 when none is running'))
        .option('--json', 'as JSON')
        .action(async ({ name, json }) => {
        const found = await agentStatus((0,agent_directory/* defaultAgentDirectory */.KF)(surroundings.environment, name));
        if (json === true)
            console.log(JSON.stringify(found, null, 2));
        else
            console.log(found.running ? describeStatus(found.status) : describeAbsence(found.absence, found.log));
        finish(found.running ? 0 : 1);
    });
    addName(agent.command('stop').description('end it; not an error when none is running')).action(async ({ name }) => {
        const directory = (0,agent_directory/* defaultAgentDirectory */.KF)(surroundings.environment, name);
        const found = await stopAgent(directory);
        (0,agent_directory/* removeAgentFiles */.Tj)(directory);
        const { stopped } = found;
        console.error(stopped
            ? `otter-sts: the agent is stopped, after ${found.status.renewals} renewals and ${found.status.failures} failures.`
            : `otter-sts: ${describeAbsence(found.absence)}`);
    });
    agent.command('serve', { hidden: true }).action(async () => finish(await (0,handover/* runAgentProcess */.C0)(process)));
};
function addName(command) {
    return command.option('--name <NAME>', 'tells several agents of one user apart', 'default');
}
async function startInBackground(options, surroundings) {
    const { environment, now } = surroundings;
    const { credential, request, warnings, caBundle } = (0,request_options/* readRequest */["in"])(options, surroundings, true);
    (0,messages/* warn */.R8)(warnings);
    const { url, token, session, pid, log } = await startAgent({
        command: agentCommand(),
        handover: (0,handover/* packHandover */.Bn)(credential, request, caBundle),
        directory: (0,agent_directory/* defaultAgentDirectory */.KF)(environment, options.name),
        parentPid: options.parentPid,
        lifetimeSeconds: options.lifetime,
        port: options.port,
        env: environment,
    });
    const variables = { ...(0,src_environment/* refreshVariables */.T3)({ url, token }, environment), ...(0,src_environment/* targetVariables */.J)(request) };
    process.stdout.write((0,variable_format/* formatVariables */.f)(variables, options.format, src_environment/* SHADOWS_OF_REFRESH */.c4));
    const left = (0,src_session/* describeSeconds */.bD)((0,src_session/* remainingSeconds */.uo)(session, now()));
    console.error(`otter-sts: agent ${pid} keeps a session for bucket '${request.bucket}' fresh (the first one ends in ${left}). Log: ${log}`);
}
/**
 * What runs as the agent: its own bundle where it stands beside this one, since it takes less memory; else this program
 * once more, which a single file or a checkout does.
 */
function agentCommand() {
    const script = process.argv[1];
    const bundle = script && (0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_path_.dirname)((0,external_node_fs_.realpathSync)(script))), 'agent', 'index.js');
    return bundle && (0,external_node_fs_.existsSync)(bundle) ? [process.execPath, bundle] : (0,own_command/* ownCommand */.w)('agent', 'serve');
}
function describeStatus(status) {
    const rows = [
        ['state', status.state],
        ['process', status.pid],
        ['endpoint', status.url],
        ['session ends', status.expiresAt],
        ['next renewal', status.nextRenewalAt],
        ['renewals', status.renewals],
        ['failures', status.failures],
        ['last failure', status.lastError],
        ['started', status.startedAt],
        ['ends by', status.endsAt],
        ['ends with', status.watchedPid === undefined ? undefined : `process ${status.watchedPid}`],
        ['log', status.log],
    ];
    const known = rows.filter(([, value]) => value !== undefined);
    return known.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
}
function describeAbsence(absence, log) {
    const where = log === undefined ? '' : ` Its log: ${log}`;
    if (absence === 'never-started')
        return 'no agent is running.';
    if (absence === 'ended')
        return `the agent has ended.${where}`;
    return `the agent was killed.${where}`;
}


/***/ }),

/***/ 3686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  addCheck: () => (/* binding */ addCheck)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./src/environment.js
var src_environment = __nccwpck_require__(2848);
// EXTERNAL MODULE: ./src/shared-files.js
var shared_files = __nccwpck_require__(382);
;// CONCATENATED MODULE: ./src/check/line.js
function pass(name, detail) {
    return { name, status: 'ok', detail };
}
function fail(name, detail, remedy) {
    return { name, status: 'fail', detail, remedy };
}
/** For what works, and may still surprise; the whole check does not fail of it. */
function warn(name, detail, remedy) {
    return { name, status: 'warn', detail, remedy };
}
function skip(name, reason) {
    return { name, status: 'skip', detail: reason };
}
/** `a`, `a and b`, `a, b and c`. */
function enumerate(items, conjunction = 'and') {
    if (items.length < 2)
        return items.join('');
    return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

;// CONCATENATED MODULE: ./src/check/ambient-credentials.js




const VARIABLES = 'variables';
const TARGET = 'target';
/** @returns `undefined` when there are none in `AWS_*` */
function findAmbientSource(environment) {
    if (environment.AWS_ACCESS_KEY_ID || environment.AWS_SECRET_ACCESS_KEY)
        return 'keys';
    if (environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        return 'endpoint';
    return environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? 'endpoint' : undefined;
}
/** What each of them does beside the credentials that are meant. Those that do nothing by themselves are not here. */
const EFFECTS = {
    AWS_PROFILE: "some clients take the profile's credentials instead",
    AWS_DEFAULT_PROFILE: "boto3 and the AWS CLI may take the profile's credentials instead",
    AWS_SECURITY_TOKEN: 'boto3 and the AWS CLI send it as the session token',
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'most clients ask it and not the full one',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'some clients send the token in it instead',
    AWS_WEB_IDENTITY_TOKEN_FILE: 'clients try that identity first',
};
/** Says which variables there are, and what wins over what. */
function judgeVariables(environment, source) {
    const halves = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].filter((name) => !environment[name]);
    if (source === 'keys' && halves.length === 1) {
        return fail(VARIABLES, `${halves[0]} is missing beside the other half of the key`, 'set both, or neither.');
    }
    const shadows = source === 'keys' ? shadowsOfKeys(environment) : shadowsOfEndpoint(environment);
    if (shadows.length === 0)
        return pass(VARIABLES, describeSource(environment, source));
    return fail(VARIABLES, `${describeSource(environment, source)}, but ${shadows.map(([name, effect]) => `${name} is set too: ${effect}`).join('; ')}`, `unset ${shadows.map(([name]) => name).join(' ')}`);
}
/** A default profile that clients take before they ask the endpoint; `undefined` when there is none. */
function judgeProfiles(environment, source) {
    const found = Object.entries((0,shared_files/* findDefaultProfiles */.D)(environment));
    if (source === 'keys' || found.length === 0)
        return undefined;
    return fail('profile', `${enumerate(found.map(([, path]) => path))} gives a default profile credentials, which boto3 and the AWS CLI take first`, `export ${found.map(([name]) => `${name}=${external_node_os_.devNull}`).join(' ')}`);
}
function shadowsOfKeys(environment) {
    const sameToken = environment.AWS_SECURITY_TOKEN === environment.AWS_SESSION_TOKEN;
    const shadows = effective(environment, src_environment/* SHADOWS_OF_SESSION */.VS).filter(([name]) => name !== 'AWS_SECURITY_TOKEN' || !sameToken);
    const unused = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
        .filter((name) => environment[name])
        .map((name) => [name, 'the keys win over it, so that nothing is refreshed']);
    return [...shadows, ...unused];
}
function shadowsOfEndpoint(environment) {
    const onlyRelative = !environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const onlyFile = !environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    return effective(environment, src_environment/* SHADOWS_OF_REFRESH */.c4).filter(([name]) => !(name === 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' && onlyRelative) &&
        !(name === 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' && onlyFile) &&
        // The old name of the token is read with keys alone.
        name !== 'AWS_SECURITY_TOKEN');
}
function effective(environment, names) {
    return names.flatMap((name) => {
        const effect = EFFECTS[name];
        return environment[name] && effect !== undefined ? [[name, effect]] : [];
    });
}
function describeSource(environment, source) {
    if (source === 'keys') {
        const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
        return `${enumerate(names.filter((name) => environment[name]))} give the credentials`;
    }
    const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
    return `AWS_CONTAINER_CREDENTIALS_${relative ? 'RELATIVE' : 'FULL'}_URI gives the credentials`;
}
/** Says whether S3 clients go to the endpoint without being told on their command line. */
function judgeTarget(environment, endpoint, region) {
    const used = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
    const missing = [
        ...(used && sameOrigin(used, endpoint) ? [] : [`AWS_ENDPOINT_URL=${endpoint}`]),
        ...(environment.AWS_REGION || environment.AWS_DEFAULT_REGION ? [] : [`AWS_REGION=${region}`]),
        ...(environment.AWS_REQUEST_CHECKSUM_CALCULATION?.toLowerCase() === 'when_required'
            ? []
            : ['AWS_REQUEST_CHECKSUM_CALCULATION=when_required']),
    ];
    if (missing.length === 0)
        return pass(TARGET, `clients go to ${endpoint}, region ${region}`);
    const names = missing.map((assignment) => assignment.split('=', 1)[0] ?? '');
    return warn(TARGET, used && names.includes('AWS_ENDPOINT_URL')
        ? 'clients go to another endpoint than the one that is checked'
        : `not set as clients need it for this endpoint: ${enumerate(names)}`, `export ${missing.join(' ')}`);
}
function sameOrigin(url, endpoint) {
    return URL.canParse(url) && new URL(url).origin === endpoint;
}

// EXTERNAL MODULE: ./src/exchange.js + 38 modules
var exchange = __nccwpck_require__(7333);
// EXTERNAL MODULE: ./src/failure.js
var src_failure = __nccwpck_require__(9555);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./src/duration.js
var duration = __nccwpck_require__(269);
;// CONCATENATED MODULE: ./src/check/duration-limit.js



const DURATION = 'duration';
const LONGEST_HOURS = duration/* LONGEST_SESSION_SECONDS */.qc / 3_600;
/**
 * Finds the longest duration in whole hours: the longest of all first, since that is OtterStorage's setting, then by
 * halves. At most five questions.
 *
 * @param fits asks for a session of that many hours
 * @param known hours that are known to fit, and not to fit, from a question before
 */
async function findLongestHours(fits, known = { fits: 0, tooLong: LONGEST_HOURS + 1 }) {
    let low = known.fits;
    let high = known.tooLong;
    if (high > LONGEST_HOURS) {
        if (low === LONGEST_HOURS || (await fits(LONGEST_HOURS)))
            return LONGEST_HOURS;
        high = LONGEST_HOURS;
    }
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (await fits(middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}
/**
 * Whole hours that a question for `asked` seconds has settled already.
 *
 * @param fits whether those were taken; when they were not, an hour was
 */
function knownHours(asked, fits) {
    if (fits)
        return { fits: Math.floor(asked / 3_600), tooLong: LONGEST_HOURS + 1 };
    // What is shorter than an hour was too short, and tells nothing of the longest.
    return { fits: 1, tooLong: asked < 3_600 ? LONGEST_HOURS + 1 : Math.ceil(asked / 3_600) };
}
/** Says which durations the role allows, and whether the one that was asked for is among them. */
function judgeDuration({ asked, fits, longestHours, problem }) {
    const request = (0,src_session/* describeSeconds */.bD)(asked);
    if (longestHours === undefined) {
        return warn(DURATION, `the longest session that the role allows could not be found out: ${problem ?? 'no answer'}`, 'run the check again.');
    }
    const longest = `${longestHours} h`;
    if (fits && asked > longestHours * 3_600) {
        return pass(DURATION, `the role allows the ${request} that was asked for, and less than ${longestHours + 1} h`);
    }
    if (fits)
        return pass(DURATION, `the role allows up to ${longest}, and ${request} was asked for`);
    if (asked < duration/* SHORTEST_USUAL_SESSION_SECONDS */.lX) {
        return fail(DURATION, `${request} was asked for, and is shorter than the server allows (the role allows up to ${longest})`, `ask for ${(0,src_session/* describeSeconds */.bD)(duration/* SHORTEST_USUAL_SESSION_SECONDS */.lX)} or more: --duration 15m.`);
    }
    return fail(DURATION, `${request} was asked for, and the role allows up to ${longest}`, `ask for --duration ${longestHours}h, or have the role's MaxSessionDuration raised (43200 is the most); ` +
        'otter-sts exec keeps a longer job going with short sessions.');
}

;// CONCATENATED MODULE: ./src/check/assumption.js





const EXCHANGE = 'exchange';
/** Milliseconds for one exchange with all its retries: a check is waited for. */
const DEADLINE_MS = 20_000;
/** Seconds that nearly every role allows: the longest of a new role, and the default of all inputs. */
const USUAL_SECONDS = 3_600;
/** Seconds by which a session may be shorter than was asked and still count as that long. */
const TOLERANCE_SECONDS = 60;
/** @throws ExchangeFailure, from the function that is returned */
function createAssume(credential, request, place) {
    const { connection, signal, now } = place;
    return (durationSeconds) => (0,exchange/* exchange */.c)(credential, { ...request, durationSeconds }, { ...connection, signal, now, deadlineMs: DEADLINE_MS });
}
/**
 * Asks for a session of the duration that the user wants; when the server does not take that, of one hour, so that
 * everything else can be looked at.
 */
async function assumeRole(assume, asked) {
    const first = await attempt(assume, asked);
    if ('session' in first || first.failure.kind !== 'invalid-request' || asked === USUAL_SECONDS)
        return first;
    const second = await attempt(assume, USUAL_SECONDS);
    return 'session' in second ? { ...second, fits: false } : first;
}
async function attempt(assume, seconds) {
    try {
        const { session } = await assume(seconds);
        return { session, seconds, fits: true };
    }
    catch (failure) {
        if (failure instanceof src_failure/* ExchangeFailure */.u7)
            return { failure };
        throw failure;
    }
}
/** Says whether the service credential yields a session. */
function judgeAssumption(assumption) {
    if ('failure' in assumption) {
        const { cameBack, causes, remedy } = assumption.failure.detail;
        const likely = causes.length === 0 ? '' : `; likely, ${causes[0]?.replace(/\.$/, '')}`;
        return fail(EXCHANGE, `AssumeRole was answered with ${cameBack}${likely}`, remedy);
    }
    const { session, seconds } = assumption;
    const who = session.arn === '' ? '' : ` as ${session.arn}`;
    return pass(EXCHANGE, `a session of ${(0,src_session/* describeSeconds */.bD)(seconds)}${who}, until ${(0,src_session/* formatTime */.fU)(session.expiration)}`);
}
/** Asks for longer and shorter sessions, to find the longest. */
async function measureDurationLimit(assume, asked, fits, now) {
    const lasts = async (hours) => {
        try {
            const { session, clockSkewSeconds } = await assume(hours * 3_600);
            const granted = (session.expiration.getTime() - now()) / 1000 + clockSkewSeconds;
            return granted > hours * 3_600 - TOLERANCE_SECONDS;
        }
        catch (error) {
            if (error instanceof src_failure/* ExchangeFailure */.u7 && error.kind === 'invalid-request')
                return false;
            throw error;
        }
    };
    try {
        return { asked, fits, longestHours: await findLongestHours(lasts, knownHours(asked, fits)) };
    }
    catch (error) {
        if (error instanceof src_failure/* ExchangeFailure */.u7) {
            return { asked, fits, longestHours: undefined, problem: (0,src_failure/* firstLine */.TM)(error) };
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/check/s3-answer.js
/** The code of an error answer, such as `AccessDenied`; a HEAD's answer has none. */
function errorCode({ body }) {
    return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(body)?.[1];
}
/** Such as `403 AccessDenied`. */
function describeAnswer(answer) {
    return [answer.status, errorCode(answer)].filter((part) => part !== undefined).join(' ');
}
function isSuccess({ status }) {
    return status >= 200 && status < 300;
}
/** The texts of all elements of a name that hold text alone, in the order in which they stand. */
function textsOf(xml, element) {
    const found = xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'));
    return [...found].map(([, text = '']) => unescapeXml(text));
}
const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
function unescapeXml(text) {
    return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ENTITIES[name] ?? '');
}

;// CONCATENATED MODULE: ./src/check/probe-object.js

/** How the names begin, after the prefix. */
const PROBE_START = '.otter-sts-check-';
const PROBE_CONTENT = 'otter-sts check put this here, and removes it again.\n';
function nameProbe(bucket, prefix, { randomId }) {
    return { bucket, key: `${prefix}${PROBE_START}${randomId()}` };
}
/**
 * Puts the object, and enters it among the leftovers.
 *
 * @param helper removes it where `party` may put and not delete
 * @throws NoAnswer
 */
function putProbe(object, party, leftovers, { headers = {}, helper } = {}) {
    let version;
    const put = async () => {
        const answer = await party.change({ method: 'PUT', ...object, body: PROBE_CONTENT, headers });
        version = answer.headers['x-amz-version-id'];
        return answer;
    };
    const remove = (by) => 
    // Where the bucket keeps versions, removing without naming one would only hide the object.
    by.change({ method: 'DELETE', ...object, ...(version && { query: { versionId: version } }) });
    const removal = async () => {
        const answer = await remove(party);
        return isSuccess(answer) || helper === undefined ? answer : remove(helper);
    };
    return leftovers.create(nameOf(object), put, removal);
}
/** @throws NoAnswer */
function removeProbe(object, leftovers) {
    return leftovers.remove(nameOf(object));
}
function nameOf({ bucket, key }) {
    return `the object ${key} in ${bucket}`;
}
function createProbeUpload(object, party, leftovers) {
    const name = `a multipart upload of ${object.key} in ${object.bucket}`;
    let uploadId = '';
    const begin = async () => {
        const answer = await party.change({ method: 'POST', ...object, query: { uploads: '' } });
        uploadId = textsOf(answer.body, 'UploadId')[0] ?? '';
        return answer;
    };
    const abort = () => party.change({ method: 'DELETE', ...object, query: { uploadId } });
    return { begin: () => leftovers.create(name, begin, abort), abort: () => leftovers.remove(name) };
}

;// CONCATENATED MODULE: ./src/check/reach.js



const REACH = 'bucket';
/**
 * Uses the bucket as the access allows, and leaves nothing behind.
 *
 * @throws NoAnswer
 */
function useBucket(scope, party, probing) {
    return runSteps(stepsFor(scope, party, probing));
}
function stepsFor(scope, party, probing) {
    const { bucket, access, prefix } = scope;
    const object = nameProbe(bucket, prefix, probing);
    if (access === 'write') {
        const upload = createProbeUpload(object, party, probing.leftovers);
        return [
            { step: 'begin a multipart upload', run: upload.begin },
            { step: 'abort it', run: upload.abort },
        ];
    }
    const list = { step: 'list', run: () => listBucket(bucket, prefix, party) };
    if (access === 'read')
        return [list];
    return [
        list,
        { step: 'put an object', run: () => putProbe(object, party, probing.leftovers) },
        { step: 'find it', run: () => party.ask({ method: 'HEAD', ...object }) },
        { step: 'read it', run: () => party.ask({ method: 'GET', ...object }), problem: checkContent },
        { step: 'delete it', run: () => removeProbe(object, probing.leftovers) },
    ];
}
/** One key of the bucket at most, below the prefix. */
function listBucket(bucket, prefix, party) {
    const query = { 'list-type': '2', 'max-keys': '1', ...(prefix === '' ? {} : { prefix }) };
    return party.ask({ method: 'GET', bucket, query });
}
function checkContent({ body }) {
    return body === PROBE_CONTENT ? undefined : 'other bytes than were put';
}
async function runSteps(steps) {
    const done = [];
    for (const { step, run, problem } of steps) {
        const answer = await run();
        if (answer === undefined)
            continue;
        const cameBack = isSuccess(answer) ? problem?.(answer) : describeAnswer(answer);
        if (cameBack !== undefined)
            return { done, failed: { step, status: answer.status, cameBack } };
        done.push(step);
    }
    return { done };
}
/** Says whether a session, or whoever asked, reaches its bucket. */
function judgeReach({ bucket, access, prefix }, { done, failed }) {
    const where = prefix === '' ? bucket : `${bucket} below '${prefix}'`;
    if (failed === undefined)
        return pass(REACH, `${access} access to ${where} works: ${enumerate(done)}`);
    const before = done.length === 0 ? '' : `, after ${enumerate(done)} worked`;
    return fail(REACH, `in ${where}, to ${failed.step} was answered with ${failed.cameBack}${before}`, remedyFor(failed.status, access, bucket));
}
function remedyFor(status, access, bucket) {
    if (status === 404)
        return `there is no bucket ${bucket} here: check bucket and endpoint.`;
    if (status === 403) {
        return (`check that role-arn belongs to bucket ${bucket}; if it does, the role's own policy, or a policy of the bucket, ` +
            `does not give ${access} access.`);
    }
    if (status >= 500)
        return "run the check again; if it stays, tell the storage's operators the time and the endpoint.";
    return 'look up the error code in the S3 documentation, and check that the endpoint is an S3 service.';
}

;// CONCATENATED MODULE: ./src/check/trial.js




/** Refusals of the request as such, before the server looked at what the key may do. */
const UNPROVEN = new Set([
    'RequestTimeTooSkewed',
    'RequestExpired',
    'SignatureDoesNotMatch',
    'InvalidAccessKeyId',
    'ExpiredToken',
    'InvalidToken',
]);
/** Judges the answer to something that must be refused. */
function judgeTrial(what, answer) {
    return { what, outcome: outcomeOf(answer), cameBack: describeAnswer(answer) };
}
function outcomeOf(answer) {
    const code = errorCode(answer) ?? '';
    if (isSuccess(answer))
        return 'allowed';
    if (UNPROVEN.has(code))
        return 'unclear';
    // An RGW's limit on a user's buckets can show up as this; 405 and 501 say that nobody can do it here.
    if (code === 'TooManyBuckets' || answer.status === 405 || answer.status === 501)
        return 'refused';
    return answer.status === 403 ? 'refused' : 'unclear';
}
/**
 * ListBuckets. An RGW answers it to everyone, with the buckets of the asking user alone: an empty list tells nothing.
 *
 * @throws NoAnswer
 */
async function tryListBuckets(party) {
    const answer = await party.ask({ method: 'GET' });
    const trial = judgeTrial('list buckets', answer);
    const empty = isSuccess(answer) && textsOf(answer.body, 'Name').length === 0;
    return empty ? { ...trial, outcome: 'refused', cameBack: 'an empty list' } : trial;
}
/**
 * CreateBucket, of a random name. A bucket that comes of it is deleted at once.
 *
 * @throws NoAnswer
 */
async function tryCreateBucket(party, { leftovers, randomId }) {
    const bucket = `otter-sts-check-${randomId()}`;
    const name = `the bucket ${bucket}`;
    const answer = await leftovers.create(name, () => party.change({ method: 'PUT', bucket }), () => party.change({ method: 'DELETE', bucket }));
    await leftovers.remove(name);
    return judgeTrial('create a bucket', answer);
}
/**
 * Lists the bucket.
 *
 * @throws NoAnswer
 */
async function tryList(bucket, prefix, party) {
    return judgeTrial(`list ${bucket}`, await listBucket(bucket, prefix, party));
}
/**
 * Puts a small object. If that works it is deleted at once.
 *
 * @param helper deletes it where `party` may put and not delete
 * @throws NoAnswer
 */
async function tryPut(bucket, prefix, party, probing, helper) {
    const object = nameProbe(bucket, prefix, probing);
    const answer = await putProbe(object, party, probing.leftovers, { helper });
    await removeProbe(object, probing.leftovers);
    return judgeTrial(`write to ${bucket}`, answer);
}
/** Says whether all was refused. */
function judgeTrials(name, trials, texts) {
    const those = (outcome) => trials.filter((trial) => trial.outcome === outcome);
    const allowed = those('allowed').map(({ what }) => what);
    if (allowed.length > 0)
        return fail(name, `${texts.who} can ${enumerate(allowed)}`, texts.remedy);
    const unclear = those('unclear').map(({ what, cameBack }) => `${what} (${cameBack})`);
    if (unclear.length > 0) {
        return warn(name, `what came back proves nothing: ${enumerate(unclear)}`, 'get the lines above right first; if they are, run the check again.');
    }
    return pass(name, `${texts.who} cannot ${enumerate(trials.map(({ what }) => what), 'or')}`);
}

;// CONCATENATED MODULE: ./src/check/confinement.js



const SCOPE = 'scope';
/**
 * Tries what the access and the prefix leave out of the bucket.
 *
 * @returns nothing for a session that was asked for the whole bucket
 * @throws NoAnswer
 */
async function tryBeyondScope({ bucket, access, prefix }, session, probing) {
    const trials = [];
    if (access === 'write')
        trials.push(await tryList(bucket, prefix, session));
    if (access === 'read')
        trials.push(await tryPut(bucket, prefix, session, probing));
    if (prefix === '')
        return trials;
    if (access !== 'write')
        trials.push(named('list the whole bucket', await tryList(bucket, '', session)));
    if (access !== 'read' && !PROBE_START.startsWith(prefix)) {
        trials.push(named('write outside of the prefix', await tryPut(bucket, '', session, probing)));
    }
    return trials;
}
function named(what, trial) {
    return { ...trial, what };
}
/** Says whether the session is held to the access and the prefix that it was asked for. */
function judgeConfinement(trials) {
    if (trials.length === 0)
        return skip(SCOPE, 'the session is for the whole bucket, to read and write');
    return judgeTrials(SCOPE, trials, {
        who: 'the session',
        remedy: 'the server does not hold sessions to their policy, or a policy or ACL of the bucket lets everybody in: look for ' +
            'the latter, and otherwise rely on nothing but the role itself.',
    });
}

// EXTERNAL MODULE: ../../node_modules/@smithy/signature-v4/dist-es/SignatureV4.js + 14 modules
var SignatureV4 = __nccwpck_require__(5947);
// EXTERNAL MODULE: ./src/connection-failure.js
var connection_failure = __nccwpck_require__(5498);
// EXTERNAL MODULE: ./src/http-agent.js
var http_agent = __nccwpck_require__(8741);
// EXTERNAL MODULE: ./src/sha256.js
var sha256 = __nccwpck_require__(98);
// EXTERNAL MODULE: ./src/transfer.js
var transfer = __nccwpck_require__(8902);
;// CONCATENATED MODULE: ./src/s3-connection.js





/** Milliseconds that a request may take, from the look-up of the name to the last byte. */
const REQUEST_MS = 10_000;
/** Bytes of an answer that are kept: an XML document of S3 with 1,000 entries is about as long. */
const LARGEST_ANSWER = 512 * 1024;
/** There was no answer: the network, TLS or the time-out. The message says what was tried and what came back. */
class NoAnswer extends Error {
    name = 'NoAnswer';
    /** What came back, without a full stop. */
    cameBack;
    /** What to do, as a sentence. */
    remedy;
    constructor(tried, cameBack, remedy) {
        super(`${tried} failed: ${cameBack}. ${remedy}`);
        this.cameBack = cameBack;
        this.remedy = remedy;
    }
}
/**
 * Sends single S3 requests as one key, with the bucket in the path (an RGW needs that), each signed with its whole body.
 * An error that the server answers is an answer like any other; nothing is tried again.
 */
class S3Connection {
    #options;
    #url;
    #agent;
    #signer;
    constructor(options) {
        this.#options = options;
        this.#url = new URL(options.endpoint);
        this.#agent = (0,http_agent/* createAgent */.S)(this.#url, options.surroundings ?? {}, true);
        this.#signer = options.key && createSigner(options.key, options.region);
    }
    /**
     * @throws NoAnswer
     * @throws the signal's reason when it is aborted
     */
    async send(request, signal) {
        signal?.throwIfAborted();
        const url = this.#url;
        const wire = await this.#write(request);
        const timeout = AbortSignal.timeout(this.#options.requestMs ?? REQUEST_MS);
        try {
            const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
            return await (0,transfer/* transfer */.k)(url, wire, { agent: this.#agent, signal: stop, mostBytes: LARGEST_ANSWER });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw describeSilence(`${request.method} at ${url.origin}`, url.origin, timeout.aborted, error);
        }
    }
    /** Closes what is open; requests under way fail. */
    close() {
        this.#agent.destroy();
    }
    async #write(request) {
        const unsigned = toSignable(request, this.#url);
        if (this.#signer === undefined)
            return toWire(unsigned);
        const signingDate = new Date((this.#options.now ?? Date.now)());
        const { headers } = await this.#signer.sign(unsigned, { signingDate });
        return toWire({ ...unsigned, headers });
    }
}
function toSignable({ method, bucket, key, query, headers, body = '' }, url) {
    const segments = [bucket, ...(key ?? '').split('/')].map((segment) => encode(segment ?? ''));
    return {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: bucket === undefined ? '/' : `/${key === undefined ? segments[0] : segments.join('/')}`,
        query: { ...query },
        headers: { host: url.host, 'content-length': String(Buffer.byteLength(body)), ...headers },
        body,
    };
}
function toWire({ method, path, query, headers, body }) {
    const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
    return { method, path: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`, headers, body };
}
/** What a signature of S3 is computed over: everything but letters, digits and `-._~` in percent form. */
function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
function describeSilence(tried, endpoint, timedOut, error) {
    if (timedOut) {
        const remedy = `A firewall may drop the packets, or a proxy is needed (HTTPS_PROXY): try curl -sS -m 10 ${endpoint}`;
        return new NoAnswer(tried, 'no complete answer in time', remedy);
    }
    const { cameBack, causes, remedy } = (0,connection_failure/* judgeConnection */.u)({ request: { endpoint }, error });
    return new NoAnswer(tried, cameBack, `${sentence(causes[0] ?? '')} ${sentence(remedy)}`.trim());
}
function sentence(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}
function createSigner(key, region) {
    const { accessKeyId, secretAccessKey, sessionToken } = key;
    return new SignatureV4/* SignatureV4 */.B({
        service: 's3',
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: sha256/* Sha256 */.I,
        // S3 signs the path as it is sent; every other service encodes it once more.
        uriEscapePath: false,
    });
}

;// CONCATENATED MODULE: ./src/check/endpoint.js



const ENDPOINT = 'endpoint';
const CLOCK = 'clock';
/** Seconds of clock skew at which S3 and RGW refuse a signature. */
const SKEW_LIMIT_SECONDS = 900;
/** Seconds of clock skew that a machine with time synchronisation never has. */
const NOTABLE_SKEW_SECONDS = 60;
/** Asks for the bucket without a signature: any S3 service answers that, with a refusal. */
async function contact({ endpoint, bucket, now }, anyone) {
    const sentAt = now();
    const outcome = await anyone
        .ask({ method: 'GET', bucket, query: { 'list-type': '2', 'max-keys': '1' } })
        .then((answer) => ({ answer }), (error) => {
        if (error instanceof NoAnswer)
            return { noAnswer: error };
        throw error;
    });
    return { endpoint, ...outcome, sentAt, receivedAt: now() };
}
/** Says whether an S3 service answers at the endpoint. */
function judgeEndpoint({ endpoint, answer, noAnswer, sentAt, receivedAt }) {
    if (answer === undefined) {
        return fail(ENDPOINT, `${endpoint}: ${noAnswer?.cameBack ?? 'no answer'}`, noAnswer?.remedy ?? '');
    }
    const { status, headers, body } = answer;
    if (status >= 500) {
        return fail(ENDPOINT, `${endpoint} answers ${describeAnswer(answer)}`, "run the check again a little later; if it stays, tell the storage's operators the time and the endpoint.");
    }
    const isS3 = headers['x-amz-request-id'] !== undefined || /<(Error|ListBucketResult)\b/.test(body);
    if (!isS3 || (status >= 300 && status < 400)) {
        return fail(ENDPOINT, `${endpoint} answers ${describeAnswer(answer)}, and not as an S3 service does`, 'set endpoint to the S3 endpoint itself: not to a console or portal, and with https where the server wants it.');
    }
    return pass(ENDPOINT, `${endpoint} answers in ${receivedAt - sentAt} ms`);
}
/** Says whether this machine's clock agrees with the server's. */
function judgeClock({ answer, sentAt, receivedAt }) {
    const skew = clockSkewSeconds(answer, (sentAt + receivedAt) / 2);
    if (skew === undefined)
        return skip(CLOCK, 'the server sends no date to compare with');
    const direction = skew < 0 ? 'behind' : 'ahead of';
    const detail = `this clock is ${Math.abs(skew)} s ${direction} the server's`;
    const remedy = "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation).";
    if (Math.abs(skew) >= SKEW_LIMIT_SECONDS) {
        return fail(CLOCK, `${detail}, and signatures are refused from ${SKEW_LIMIT_SECONDS} s on`, remedy);
    }
    if (Math.abs(skew) >= NOTABLE_SKEW_SECONDS) {
        return warn(CLOCK, `${detail}: clients renew too early or too late`, remedy);
    }
    return pass(CLOCK, skew === 0 ? "this clock and the server's agree to the second" : detail);
}
/** The local clock minus the server's, in whole seconds. `localTime` is in milliseconds since the epoch. */
function clockSkewSeconds(answer, localTime) {
    const date = Date.parse(answer?.headers.date ?? '');
    if (Number.isNaN(date))
        return undefined;
    // The header leaves the fraction out: the server's clock was half a second further on, on average.
    const skew = Math.round((localTime - date - 500) / 1000);
    return skew === 0 ? 0 : skew;
}

;// CONCATENATED MODULE: ./src/check/leftovers.js


/** What a check has made and not yet taken away. Everything that it makes is entered here first. */
class Leftovers {
    #removals = new Map();
    #signal;
    constructor(signal) {
        this.#signal = signal;
    }
    /**
     * Makes something. Only after a refusal is it sure that there is nothing; a broken connection or a 5xx may have
     * left it behind.
     *
     * @param name what it is, as a sentence names it; {@link remove} takes the same
     * @throws what `make` throws, and the signal's reason instead of making anything when it is aborted
     */
    async create(name, make, removal) {
        this.#signal?.throwIfAborted();
        this.#removals.set(name, removal);
        const answer = await make();
        if (answer.status >= 300 && answer.status < 500)
            this.#removals.delete(name);
        return answer;
    }
    /**
     * Takes it away now. When that fails, {@link removeAll} tries once more.
     *
     * @throws NoAnswer
     */
    async remove(name) {
        const answer = await this.#removals.get(name)?.();
        if (answer !== undefined && isGone(answer))
            this.#removals.delete(name);
        return answer;
    }
    /** Takes everything away that is still there, whatever happens. */
    async removeAll() {
        const kept = await Promise.all([...this.#removals.keys()].map((name) => this.#tryToRemove(name)));
        return kept.filter((entry) => entry !== undefined);
    }
    async #tryToRemove(name) {
        try {
            const answer = await this.remove(name);
            return this.#removals.has(name) && answer !== undefined
                ? `${name} (removing it was answered with ${describeAnswer(answer)})`
                : undefined;
        }
        catch (error) {
            return `${name} (${error instanceof Error ? error.message : String(error)})`;
        }
    }
}
function isGone(answer) {
    return isSuccess(answer) || answer.status === 404;
}
/** Says what may still be there: a line, or none when all is clean. */
function judgeLeftovers(kept) {
    if (kept.length === 0)
        return [];
    const remedy = "look for it with the bucket owner's key, and remove it there.";
    return [warn('cleanup', `could not be removed: ${enumerate(kept)}`, remedy)];
}

;// CONCATENATED MODULE: ./src/check/other-buckets.js


const OTHER_BUCKETS = 'other-buckets';
/**
 * Tries what lies outside of the session's bucket. The name of a bucket that does not exist would prove nothing (an
 * RGW answers 404 to everyone), so there is none made up.
 *
 * @throws NoAnswer
 */
async function tryOtherBuckets(otherBucket, session, probing) {
    const trials = [await tryListBuckets(session), await tryCreateBucket(session, probing)];
    if (otherBucket === undefined)
        return trials;
    return [
        ...trials,
        await tryList(otherBucket, '', session),
        await tryPut(otherBucket, '', session, probing),
    ];
}
/** Says whether the session is held to its bucket. */
function judgeOtherBuckets(trials, otherBucket) {
    const absent = trials.some(({ what, cameBack }) => what === `list ${otherBucket}` && cameBack.startsWith('404'));
    if (absent && !trials.some(({ outcome }) => outcome === 'allowed')) {
        return warn(OTHER_BUCKETS, `there is no bucket ${otherBucket}, so that nothing can be said of it`, 'name with --other-bucket one that exists and belongs to somebody else.');
    }
    return judgeTrials(OTHER_BUCKETS, trials, {
        who: 'the session',
        remedy: "the role allows more than its bucket: have the role's policy cut down to the bucket's own ARN and the one with " +
            '/* after it, and look for policies and ACLs of the other bucket that let everybody in.',
    });
}

;// CONCATENATED MODULE: ./src/check/bucket-policy.js
/**
 * A statement for the bucket's policy by which the bucket's owner reads and deletes what sessions upload, whatever
 * its ACL (seen to work on an RGW 16.2.15).
 *
 * @param bucketOwner the user's id, as ACLs name it
 */
function policyForOwner(bucket, bucketOwner) {
    return JSON.stringify({
        Effect: 'Allow',
        Principal: { AWS: [userArn(bucketOwner)] },
        Action: ['s3:GetObject', 's3:DeleteObject'],
        Resource: [`arn:aws:s3:::${bucket}/*`],
    });
}
/**
 * A statement for the bucket's policy that shuts the service key out when it comes without a session. A session's
 * requests carry `aws:TokenIssueTime` and those of a long-lived key do not (AWS's documented test, and seen to work
 * on an RGW 16.2.15: sessions go on, the key alone gets 403 for what they uploaded).
 *
 * @param serviceUser the user's id, as ACLs name it
 */
function policyAgainstServiceKey(bucket, serviceUser) {
    return JSON.stringify({
        Effect: 'Deny',
        Principal: { AWS: [userArn(serviceUser)] },
        Action: ['s3:*'],
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
    });
}
/**
 * Whether a bucket's policy lets a user read every object, whatever its ACL. Only a statement without a condition
 * counts, and none of the actions and resources that merely match in part.
 *
 * @param policy the document, as GetBucketPolicy answers it
 * @param user the user's id, as ACLs name it
 */
function policyLetsRead(policy, bucket, user) {
    return statementsOf(policy).some(({ Effect, Principal, Action, Resource, Condition }) => Effect === 'Allow' &&
        Condition === undefined &&
        includesAny(principalsOf(Principal), ['*', userArn(user)]) &&
        includesAny(Action, ['*', 's3:*', 's3:Get*', 's3:GetObject']) &&
        includesAny(Resource, ['*', 'arn:aws:s3:::*', `arn:aws:s3:::${bucket}/*`]));
}
function statementsOf(policy) {
    try {
        const { Statement } = JSON.parse(policy);
        return [Statement ?? []].flat();
    }
    catch {
        return [];
    }
}
function principalsOf(principal) {
    return typeof principal === 'object' && principal !== null && 'AWS' in principal
        ? principal.AWS
        : principal;
}
/** A policy writes one value by itself, or several in a list. */
function includesAny(value, wanted) {
    return [value].flat().some((entry) => typeof entry === 'string' && wanted.includes(entry));
}
/** The ARN of a user by the id that an RGW's ACLs have: `user`, `tenant$user`, or the account that it is in. */
function userArn(id) {
    if (/^RGW\d{17}$/.test(id))
        return `arn:aws:iam::${id}:user/NAME-OF-THE-USER`;
    const [, tenant = '', user = id] = /^([^$]*)\$(.*)$/.exec(id) ?? [];
    return `arn:aws:iam::${tenant}:user/${user}`;
}

;// CONCATENATED MODULE: ./src/check/ownership.js



const OWNER = 'owner';
/** The ACL with which an uploader shares an object with the bucket's owner. */
const SHARING_ACL = 'bucket-owner-full-control';
/** @returns the object's ACL; `undefined` where it may not be read. @throws NoAnswer */
async function readAccessList(object, party) {
    const answer = await party.ask({ method: 'GET', ...object, query: { acl: '' } });
    return isSuccess(answer) ? parseAccessList(answer) : undefined;
}
function parseAccessList({ body }) {
    const [owner] = textsOf(/<Owner>.*?<\/Owner>/s.exec(body)?.[0] ?? '', 'ID');
    if (owner === undefined)
        return undefined;
    const grants = /<AccessControlList>.*<\/AccessControlList>/s.exec(body)?.[0] ?? '';
    return { owner, grantees: textsOf(grants, 'ID') };
}
/** @param sharing the answer to the put with {@link SHARING_ACL} */
async function readOwnership(plainObject, sharedObject, sharing, session) {
    const plain = await readAccessList(plainObject, session);
    if (!isSuccess(sharing)) {
        const sharingRefused = { cameBack: describeAnswer(sharing), code: errorCode(sharing) };
        return { plain, shared: undefined, sharingRefused };
    }
    const shared = await readAccessList(sharedObject, session);
    return { plain, shared, policy: await readPolicy(plainObject.bucket, session) };
}
async function readPolicy(bucket, session) {
    const answer = await session.ask({ method: 'GET', bucket, query: { policy: '' } });
    return isSuccess(answer) ? answer.body : undefined;
}
/** The bucket's owner, where that is another user than the uploads': who {@link SHARING_ACL} added. */
function bucketOwnerOf({ plain, shared }) {
    return shared?.grantees.find((grantee) => plain !== undefined && !plain.grantees.includes(grantee));
}
/** Says whether the bucket's owner can read what sessions upload. */
function judgeOwnership(bucket, ownership) {
    const { plain, shared, sharingRefused, policy } = ownership;
    if (sharingRefused?.code === 'AccessControlListNotSupported') {
        return pass(OWNER, 'the bucket has no ACLs: its owner owns every upload, and reads it');
    }
    if (sharingRefused !== undefined) {
        return skip(OWNER, `a put with the ACL ${SHARING_ACL} was answered with ${sharingRefused.cameBack}`);
    }
    if (plain === undefined || shared === undefined) {
        return skip(OWNER, 'the session may not read ACLs, so whose its uploads are is not known');
    }
    const bucketOwner = bucketOwnerOf(ownership);
    if (bucketOwner === undefined)
        return pass(OWNER, `uploads belong to the bucket's owner, ${plain.owner}`);
    const whose = `uploads belong to ${plain.owner} and the bucket to ${bucketOwner}`;
    if (policy !== undefined && policyLetsRead(policy, bucket, bucketOwner)) {
        return pass(OWNER, `${whose}, whom the bucket's policy lets read them`);
    }
    const unless = policy === undefined ? ', or what a policy of the bucket lets it read' : '';
    return warn(OWNER, `${whose}, who can read only what is put with the ACL ${SHARING_ACL}${unless}`, `upload with --acl ${SHARING_ACL} (aws s3 cp, sync; s5cmd cp), --s3-acl ${SHARING_ACL} (rclone), or ` +
        `ExtraArgs={"ACL": "${SHARING_ACL}"} (boto3's upload_file). Or let the bucket's owner add this statement ` +
        `to the bucket's policy, for all objects at once: ${policyForOwner(bucket, bucketOwner)}`);
}

;// CONCATENATED MODULE: ./src/check/party.js

/** @param key none to ask without a signature */
function createParty({ endpoint, region, connection, now, signal }, key) {
    const s3 = new S3Connection({ endpoint, region, key, surroundings: connection, now });
    return {
        ask: (request) => s3.send(request, signal),
        change: (request) => s3.send(request),
        close: () => s3.close(),
    };
}

;// CONCATENATED MODULE: ./src/check/report.js


/** Reports what was found; when the server stops answering in the middle of it, that. */
async function look(names, report, find) {
    for (const line of await find().catch((error) => silence(names, error)))
        report(line);
}
function silence(names, error) {
    if (!(error instanceof NoAnswer))
        throw error;
    return names.map((name) => fail(name, error.cameBack, error.remedy));
}
function skipAll(names, reason, report) {
    for (const name of names)
        report(skip(name, reason));
}

;// CONCATENATED MODULE: ./src/check/service-key.js


const SERVICE_KEY = 'service-key';
const READ_BACK = 'read-back';
/**
 * Tries what the service key must not do without a session.
 *
 * @param session helps to remove what comes of it
 * @throws NoAnswer
 */
async function tryServiceKey({ bucket, prefix }, serviceKey, probing, session) {
    return [
        await tryList(bucket, prefix, serviceKey),
        await tryPut(bucket, prefix, serviceKey, probing, session),
        await tryListBuckets(serviceKey),
        await tryCreateBucket(serviceKey, probing),
    ];
}
/** Says whether the service key can do nothing but ask for sessions. */
function judgeServiceKey(trials) {
    return judgeTrials(SERVICE_KEY, trials, {
        who: 'the service key alone',
        remedy: service_key_remedyFor(trials),
    });
}
function service_key_remedyFor(trials) {
    const buckets = trials.some(({ what, outcome }) => what === 'create a bucket' && outcome === 'allowed');
    const rest = trials.some(({ what, outcome }) => what !== 'create a bucket' && outcome === 'allowed');
    return [
        ...(buckets
            ? ["have the storage's operators set max_buckets of the key's user to -1 (0 means no limit on an RGW)."]
            : []),
        ...(rest
            ? [
                'use the key of a user of its own that owns no bucket; look for a bucket policy, an ACL or a user policy that names it, or everybody.',
            ]
            : []),
    ].join(' And ');
}
/**
 * Tries on an object that a session has put what the service key must not do alone. The change of its ACL is to
 * `private`, which it has already.
 *
 * @throws NoAnswer
 */
async function tryReadBack(object, serviceKey) {
    return [
        judgeTrial('read', await serviceKey.ask({ method: 'GET', ...object })),
        judgeTrial('change the ACL of', await serviceKey.change({
            method: 'PUT',
            ...object,
            query: { acl: '' },
            headers: { 'x-amz-acl': 'private' },
        })),
    ];
}
/**
 * Says whether the service key can use what its sessions have put.
 *
 * On an RGW (16.2.15) it can: such an object belongs to the service key's user, which may read it and set its ACL,
 * though neither overwrite nor delete it. That is a warning: whoever has the key could read as much through a session.
 *
 * @param policy the bucket policy that ends it
 */
function judgeReadBack(trials, policy) {
    const allowed = trials.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
    if (allowed.length === 0) {
        return judgeTrials(READ_BACK, trials.map(nameUploads), { who: 'the service key alone', remedy: '' });
    }
    const detail = `the service key alone can ${enumerate(allowed)} what its sessions upload, since that belongs to its user`;
    return warn(READ_BACK, `${detail}, without a session and so without an expiry`, `let the bucket's owner add this statement to the bucket's policy; sessions go on working: ${policy}`);
}
function nameUploads(trial) {
    return { ...trial, what: `${trial.what} what its sessions upload` };
}

;// CONCATENATED MODULE: ./src/check/uploads.js






/**
 * Puts two objects, looks whose they are and what the service key can do with them, and removes them.
 *
 * @throws NoAnswer
 */
async function lookAtUploads({ bucket, prefix }, session, serviceKey, probing) {
    const { leftovers } = probing;
    const plain = nameProbe(bucket, prefix, probing);
    const shared = nameProbe(bucket, prefix, probing);
    const put = await putProbe(plain, session, leftovers);
    if (!isSuccess(put))
        return { put, readBack: [] };
    const sharing = await putProbe(shared, session, leftovers, {
        headers: { 'x-amz-acl': SHARING_ACL },
    });
    const ownership = await readOwnership(plain, shared, sharing, session);
    const readBack = await tryReadBack(plain, serviceKey);
    await removeProbe(plain, leftovers);
    await removeProbe(shared, leftovers);
    return { put, readBack, ownership };
}
/** Says what the service key can do with uploads, and whether the bucket's owner can read them. */
function judgeUploads({ bucket }, { put, readBack, ownership }) {
    if (ownership === undefined) {
        return skipUploads(`the session cannot put an object (${describeAnswer(put)})`);
    }
    const serviceUser = ownership.plain?.owner ?? 'NAME-OF-THE-SERVICE-USER';
    return [
        judgeReadBack(readBack, policyAgainstServiceKey(bucket, serviceUser)),
        judgeOwnership(bucket, ownership),
    ];
}
/** Why a session of this access puts no object that could be looked at; `undefined` when it does. */
function whyNoUpload({ access }) {
    if (access === 'read')
        return 'read access uploads nothing';
    if (access === 'write') {
        return 'write access cannot delete, so no object was put: run the check with --access read-write to see it';
    }
    return undefined;
}
function skipUploads(reason) {
    return [skip(READ_BACK, reason), skip(OWNER, reason)];
}

;// CONCATENATED MODULE: ./src/check/service-credential-check.js












const AFTER_ENDPOINT = [
    CLOCK,
    EXCHANGE,
    REACH,
    SCOPE,
    OTHER_BUCKETS,
    SERVICE_KEY,
    READ_BACK,
    OWNER,
    DURATION,
];
/**
 * Finds out whether a service credential does what it should and nothing else. Everything that is made for that is
 * taken away again, whatever happens; a line says so where that did not succeed.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
async function checkServiceCredential(credential, request, place, report) {
    const parties = [];
    const open = (key) => {
        const party = createParty(place, key);
        parties.push(party);
        return party;
    };
    const leftovers = new Leftovers(place.signal);
    const probing = { leftovers, randomId: place.randomId };
    const assume = createAssume(credential, request, place);
    try {
        const contacted = await contact(place, open());
        const line = judgeEndpoint(contacted);
        report(line);
        if (line.status === 'fail')
            return skipAll(AFTER_ENDPOINT, 'there is no S3 service to ask', report);
        report(judgeClock(contacted));
        const serviceKey = open({
            accessKeyId: credential.accessKey,
            secretAccessKey: credential.revealSecretKey(),
        });
        await checkPowers({ request, place, serviceKey, open, probing, assume, report });
    }
    finally {
        for (const line of judgeLeftovers(await leftovers.removeAll()))
            report(line);
        for (const party of parties)
            party.close();
    }
}
/** Failures that a server comes to only after it has taken the key and its signature. */
const KEY_IS_KNOWN = new Set(['no-such-role', 'invalid-request', 'bad-policy']);
const NO_SESSION = 'there is no session';
async function checkPowers(subject) {
    const { request, place, assume, report } = subject;
    const assumption = await assumeRole(assume, request.durationSeconds);
    report(judgeAssumption(assumption));
    if ('failure' in assumption) {
        skipAll([REACH, SCOPE, OTHER_BUCKETS], NO_SESSION, report);
        if (KEY_IS_KNOWN.has(assumption.failure.kind))
            await checkServiceKey(subject);
        else
            skipAll([SERVICE_KEY], 'the server does not take the key, so that a refusal proves nothing', report);
        return skipAll([READ_BACK, OWNER, DURATION], NO_SESSION, report);
    }
    const session = subject.open(assumption.session);
    await checkScope(subject, session);
    await checkServiceKey(subject, session);
    await checkUploads(subject, session);
    const limit = await measureDurationLimit(assume, request.durationSeconds, assumption.fits, place.now);
    report(judgeDuration(limit));
}
async function checkScope({ request, place, probing, report }, session) {
    await look([REACH], report, async () => [judgeReach(request, await useBucket(request, session, probing))]);
    await look([SCOPE], report, async () => [
        judgeConfinement(await tryBeyondScope(request, session, probing)),
    ]);
    const { otherBucket } = place;
    await look([OTHER_BUCKETS], report, async () => [
        judgeOtherBuckets(await tryOtherBuckets(otherBucket, session, probing), otherBucket),
    ]);
}
async function checkServiceKey({ request, serviceKey, probing, report }, session) {
    await look([SERVICE_KEY], report, async () => [
        judgeServiceKey(await tryServiceKey(request, serviceKey, probing, session)),
    ]);
}
async function checkUploads({ request, serviceKey, probing, report }, session) {
    const reason = whyNoUpload(request);
    if (reason !== undefined)
        return skipUploads(reason).forEach(report);
    await look([READ_BACK, OWNER], report, async () => judgeUploads(request, await lookAtUploads(request, session, serviceKey, probing)));
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./src/check/container-credentials.js

/** Milliseconds: the AWS SDKs give up after one or two seconds. */
const ANSWER_MS = 2_000;
/** Where Amazon ECS has its relative URIs, as the SDKs do. */
const ECS_ORIGIN = 'http://169.254.170.2';
/** Plain http is for this machine, and for the addresses at which ECS and EKS answer. */
const HTTP_HOSTS = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;
const START_ANEW = 'start the agent anew (otter-sts agent start), or let otter-sts exec run the command.';
/**
 * Asks the endpoint of the environment for credentials, as an AWS SDK does.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @throws the signal's reason when it is aborted
 */
async function askContainerEndpoint(environment, signal) {
    const url = readUrl(environment);
    if (typeof url === 'string')
        return { problem: url, remedy: `${START_ANEW} It sets the right address.` };
    const token = await readToken(environment);
    if ('problem' in token)
        return { problem: token.problem, remedy: START_ANEW };
    try {
        const timeout = AbortSignal.timeout(ANSWER_MS);
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
        return { problem: `nothing answers at ${url.origin} (${causeOf(error)})`, remedy: START_ANEW };
    }
}
/** @returns the address, or what is wrong with it */
function readUrl(environment) {
    const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
    const text = relative ? `${ECS_ORIGIN}${relative}` : environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    if (text === undefined || !URL.canParse(text))
        return 'the address of the credentials endpoint is no URL';
    const url = new URL(text);
    const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && HTTP_HOSTS.test(url.hostname));
    return allowed ? url : `AWS SDKs ask no host but this machine over http, and this is ${url.hostname}`;
}
/** The Authorization header; none is sent without a token. */
async function readToken(environment) {
    const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    const token = file
        ? await (0,promises_.readFile)(file, 'utf8').catch(() => undefined)
        : (environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '');
    if (token === undefined)
        return { problem: 'the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read' };
    // fetch would put it into its error message.
    if (/[^\x20-\x7e]/.test(token))
        return { problem: 'the authorization token holds a line break or the like' };
    return token === '' ? {} : { authorization: token };
}
function refusal(url, status) {
    if (status === 401 || status === 403) {
        return {
            problem: `${url.origin} answers ${status}: the authorization token is not the one of this endpoint`,
            remedy: START_ANEW,
        };
    }
    const remedy = status >= 500
        ? 'look at otter-sts agent status, and at its log: it has no valid session to hand out.'
        : START_ANEW;
    return { problem: `${url.origin} answers ${status}`, remedy };
}
function readCredentials(url, text) {
    const fields = parseFields(text);
    const missing = ['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration'].filter((name) => !fields[name]);
    if (missing.length > 0) {
        return { problem: `the answer of ${url.origin} lacks ${missing.join(', ')}`, remedy: START_ANEW };
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
/** The system's code alone: a message could repeat what was sent. */
function causeOf(error) {
    const { name, cause } = error;
    if (name === 'TimeoutError')
        return `no answer within ${ANSWER_MS / 1000} s, and SDKs do not wait longer`;
    return cause?.code ?? 'the connection failed';
}

;// CONCATENATED MODULE: ./src/check/expiry.js


const EXPIRY = 'expiry';
/** Seconds before the end at which keys in the environment are as good as gone. */
const NEARLY_OVER_SECONDS = 300;
/** Seconds before the end at which botocore begins to ask the endpoint before every request. */
const EAGER_SECONDS = 900;
/** Says when the credentials end. */
function judgeExpiry({ source, text, temporary, now }) {
    if (!temporary)
        return skip(EXPIRY, 'a long-lived key has none');
    if (text === '')
        return skip(EXPIRY, 'not known: there is no AWS_CREDENTIAL_EXPIRATION');
    const end = Date.parse(text);
    if (Number.isNaN(end) || (source === 'endpoint' && !text.endsWith('Z'))) {
        const remedy = 'write the time as YYYY-MM-DDTHH:MM:SSZ: SDKs read nothing else alike.';
        return warn(EXPIRY, 'the time is written in a form that not every SDK reads', remedy);
    }
    const seconds = Math.floor((end - now) / 1000);
    if (seconds <= 0) {
        const detail = `the session ended at ${(0,src_session/* formatTime */.fU)(new Date(end))}, ${(0,src_session/* describeSeconds */.bD)(-seconds)} ago`;
        return fail(EXPIRY, detail, RENEW[source]);
    }
    const detail = `the session ends in ${(0,src_session/* describeSeconds */.bD)(seconds)}, at ${(0,src_session/* formatTime */.fU)(new Date(end))}`;
    if (source === 'keys' && seconds < NEARLY_OVER_SECONDS)
        return warn(EXPIRY, detail, RENEW.keys);
    if (source === 'endpoint' && seconds < EAGER_SECONDS) {
        return warn(EXPIRY, `${detail}: with less than 15 min left, boto3 and the AWS CLI ask the endpoint before every request`, 'let the endpoint work with sessions of 30 min or more: --duration 1h.');
    }
    return pass(EXPIRY, detail);
}
const RENEW = {
    keys: 'get a new one (otter-sts env), or use otter-sts exec, which renews by itself.',
    endpoint: 'the endpoint did not renew in time: look at otter-sts agent status and at its log.',
};

;// CONCATENATED MODULE: ./src/check/found-access.js




/**
 * Lists, and begins an upload and gives it up, which leaves nothing behind, not even where deleting is not allowed.
 *
 * @throws NoAnswer
 */
async function findAccess(bucket, prefix, session, probing) {
    const upload = createProbeUpload(nameProbe(bucket, prefix, probing), session, probing.leftovers);
    const answers = [
        { what: 'list', answer: await listBucket(bucket, prefix, session) },
        { what: 'upload', answer: await upload.begin() },
    ];
    await upload.abort();
    const [allowed, refused] = [true, false].map((wanted) => answers.filter(({ answer }) => isSuccess(answer) === wanted));
    return {
        allowed: (allowed ?? []).map(({ what }) => what),
        refused: (refused ?? []).map(({ what, answer }) => ({ what, cameBack: describeAnswer(answer) })),
    };
}
/** Says whether the session reaches its bucket at all. */
function judgeAccess(bucket, { allowed, refused }) {
    const not = refused.map(({ what, cameBack }) => `${what} (${cameBack})`);
    if (allowed.length > 0) {
        const rest = not.length === 0 ? '' : `, and cannot ${enumerate(not, 'or')}`;
        return pass(REACH, `the session can ${enumerate(allowed)} in ${bucket}${rest}`);
    }
    return fail(REACH, `the session can neither list ${bucket} nor upload to it: ${enumerate(not)}`, refused.every(({ cameBack }) => cameBack.startsWith('404'))
        ? `there is no bucket ${bucket} here: check bucket and endpoint.`
        : 'the session has ended, belongs to another bucket or endpoint, or is for a prefix: name that with --prefix.');
}

;// CONCATENATED MODULE: ./src/check/session-check.js











const CREDENTIALS = 'credentials';
/**
 * Judges the credentials that S3 clients find in `AWS_*`: which they are, when they end, and what they reach.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
async function checkAmbientCredentials(subject, place, report) {
    const { environment, source } = subject;
    report(judgeVariables(environment, source));
    const profile = judgeProfiles(environment, source);
    if (profile !== undefined)
        report(profile);
    report(judgeTarget(environment, place.endpoint, place.region));
    const found = await findKey(environment, source, place);
    report(found.line);
    if (found.key === undefined) {
        return skipAll([EXPIRY, ENDPOINT, CLOCK, REACH, OTHER_BUCKETS], 'there are no credentials', report);
    }
    const temporary = Boolean(found.key.sessionToken);
    report(judgeExpiry({ source, text: found.expiration, temporary, now: place.now() }));
    await checkKey(found.key, subject, place, report);
}
async function findKey(environment, source, place) {
    if (source === 'keys')
        return readKeys(environment);
    const answer = await askContainerEndpoint(environment, place.signal);
    if ('problem' in answer) {
        return { line: fail(CREDENTIALS, answer.problem, answer.remedy), expiration: '' };
    }
    const { origin, key, expiration } = answer;
    return { line: pass(CREDENTIALS, `${origin} hands out a session`), key, expiration };
}
function readKeys(environment) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken, AWS_CREDENTIAL_EXPIRATION: expiration = '', } = environment;
    if (!accessKeyId || !secretAccessKey) {
        const line = fail(CREDENTIALS, 'half of a key is no use', 'set both halves, and the session token.');
        return { line, expiration: '' };
    }
    if (!sessionToken)
        return { line: LONG_LIVED, key: { accessKeyId, secretAccessKey }, expiration };
    const line = pass(CREDENTIALS, 'a session, which nothing renews');
    return { line, key: { accessKeyId, secretAccessKey, sessionToken }, expiration };
}
const LONG_LIVED = fail(CREDENTIALS, 'a key without a session token: it is long-lived, and works for whoever reads this environment, until it is revoked', 'store a service credential instead, and let otter-sts exec (or the action, or the GitLab template) make sessions of it.');
async function checkKey(key, subject, place, report) {
    const anyone = createParty(place);
    const session = createParty(place, key);
    const leftovers = new Leftovers(place.signal);
    const probing = { leftovers, randomId: place.randomId };
    try {
        const contacted = await contact(place, anyone);
        const line = judgeEndpoint(contacted);
        report(line);
        if (line.status === 'fail') {
            return skipAll([CLOCK, REACH, OTHER_BUCKETS], 'there is no S3 service to ask', report);
        }
        report(judgeClock(contacted));
        await look([REACH], report, async () => [await reachLine(subject, place.bucket, session, probing)]);
        await look([OTHER_BUCKETS], report, async () => [
            judgeOtherBuckets(await tryOtherBuckets(place.otherBucket, session, probing), place.otherBucket),
        ]);
    }
    finally {
        for (const line of judgeLeftovers(await leftovers.removeAll()))
            report(line);
        anyone.close();
        session.close();
    }
}
async function reachLine({ access, prefix }, bucket, session, probing) {
    if (access === undefined)
        return judgeAccess(bucket, await findAccess(bucket, prefix, session, probing));
    const scope = { bucket, access, prefix };
    return judgeReach(scope, await useBucket(scope, session, probing));
}

// EXTERNAL MODULE: ./src/session-request.js
var session_request = __nccwpck_require__(1717);
// EXTERNAL MODULE: ./src/ca-bundle.js
var ca_bundle = __nccwpck_require__(9366);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./cli/check-report.js

/** The longest name of a line. */
const NAME_WIDTH = 'other-buckets'.length;
const LABELS = {
    ok: { text: 'ok  ', colour: 'green' },
    fail: { text: 'FAIL', colour: 'red' },
    warn: { text: 'warn', colour: 'yellow' },
    skip: { text: 'skip', colour: 'dim' },
};
/** One line for people, and a second one with what to do. What a server named is printed without control characters. */
function formatLine({ name, status, detail, remedy }, colours) {
    const { text, colour } = LABELS[status];
    const label = colours ? (0,external_node_util_.styleText)(colour, text, { validateStream: false }) : text;
    const first = `${label}  ${name.padEnd(NAME_WIDTH)}  ${withoutControls(detail)}\n`;
    return remedy === undefined ? first : `${first}      → ${withoutControls(remedy)}\n`;
}
function withoutControls(text) {
    return text.replace(/\p{Cc}/gu, '?');
}
function countLines(lines) {
    const count = (status) => lines.filter((line) => line.status === status).length;
    return { ok: count('ok'), failed: count('fail'), warned: count('warn'), skipped: count('skip') };
}
/** Such as `8 ok, 1 failed, 1 skipped`. */
function formatCounts({ ok, failed, warned, skipped }) {
    const warnings = warned === 0 ? [] : [`${warned} ${warned === 1 ? 'warning' : 'warnings'}`];
    return `${[`${ok} ok`, `${failed} failed`, ...warnings, `${skipped} skipped`].join(', ')}\n`;
}
/** All lines as one JSON document. */
function formatJson(lines) {
    return `${JSON.stringify({ checks: lines, ...countLines(lines) }, null, 2)}\n`;
}

// EXTERNAL MODULE: ./cli/messages.js
var messages = __nccwpck_require__(4829);
// EXTERNAL MODULE: ./cli/program.js + 1 modules
var program = __nccwpck_require__(3067);
// EXTERNAL MODULE: ./cli/request-options.js
var request_options = __nccwpck_require__(4763);
;// CONCATENATED MODULE: ./cli/check.js








const EXAMPLES = `${request_options/* SECRET_HELP */.Z_}

A service credential (OTTER_SERVICE_*) is taken through an exchange, its bucket is used as --access allows, and what must
be refused is tried: other buckets, and the service key by itself. Credentials that are in AWS_* already are judged when
there is no service credential, or with --session. Everything that is made for it is named .otter-sts-check-* below
the prefix, and removed again.

Exit codes: 0 no line failed; 1 one did; 2 the command line or an input is wrong.

Examples:
  $ otter-sts check
  $ otter-sts check --access write --prefix nightly/ --duration 12h
  $ otter-sts check --other-bucket somebody-elses-bucket
  $ otter-sts check --json | jq -r '.checks[] | select(.status == "fail").remedy'
  $ otter-sts exec -- otter-sts check --session`;
/** `otter-sts check`: says line by line whether a credential does what it should and nothing else. */
const addCheck = (program, surroundings, finish) => {
    const command = program
        .command('check')
        .description('say, line by line, whether this credential does what it should and nothing else')
        .option('--session', 'judge the credentials in AWS_*, though there is a service credential')
        .option('--other-bucket <NAME>', "an existing bucket of somebody else's, which must be refused")
        .option('--json', 'print one JSON document')
        .addHelpText('after', EXAMPLES)
        .action(async (options) => {
        const source = chooseSource(options, surroundings);
        const run = source === undefined
            ? prepareServiceCheck(options, surroundings)
            : prepareAmbientCheck(options, surroundings, source);
        finish(await runCheck(run, options.json === true, surroundings));
    });
    (0,request_options/* addRequestOptions */.vZ)(command);
};
/** @returns where the credentials in `AWS_*` are; `undefined` to check the service credential */
function chooseSource(options, { environment }) {
    const source = findAmbientSource(environment);
    if (options.session === true && source === undefined) {
        throw new program/* CommandFailure */.q('--session finds no credentials: neither AWS_ACCESS_KEY_ID nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set here.', 2);
    }
    const hasService = options.serviceAccessKey ||
        options.serviceSecretKey ||
        environment.OTTER_SERVICE_ACCESS_KEY ||
        environment.OTTER_SERVICE_SECRET_KEY;
    return options.session === true || !hasService ? source : undefined;
}
function prepareServiceCheck(options, surroundings) {
    const { credential, request, warnings, caBundle } = (0,request_options/* readRequest */["in"])(options, surroundings, false);
    (0,messages/* warn */.R8)(warnings);
    const place = placeOf(request, options, caBundle, surroundings);
    return (signal, report) => checkServiceCredential(credential, request, { ...place, signal }, report);
}
function prepareAmbientCheck(options, surroundings, source) {
    const { environment } = surroundings;
    const { request, warnings } = (0,session_request/* checkRequest */.y)(ambientInputs(options, environment), {
        sessionName: 'check',
        renewed: false,
    });
    (0,messages/* warn */.R8)(warnings);
    const stated = options.access || environment.OTTER_ACCESS;
    const caBundle = (0,ca_bundle/* readCaBundle */.h)(options.caBundle || environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE);
    const subject = {
        environment,
        source,
        access: stated ? request.access : undefined,
        prefix: request.prefix,
    };
    const place = placeOf(request, options, caBundle, surroundings);
    return (signal, report) => checkAmbientCredentials(subject, { ...place, signal }, report);
}
/** Where S3 clients would go with the credentials, unless an option says otherwise. */
function ambientInputs(options, environment) {
    return {
        // These credentials have been exchanged already: any role does for checking the rest.
        roleArn: 'arn:aws:iam:::role/not-asked-for',
        bucket: options.bucket || environment.OTTER_BUCKET,
        endpoint: options.endpoint ||
            environment.AWS_ENDPOINT_URL_S3 ||
            environment.AWS_ENDPOINT_URL ||
            environment.OTTER_ENDPOINT,
        region: options.region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || environment.OTTER_REGION,
        access: options.access || environment.OTTER_ACCESS,
        prefix: options.prefix || environment.OTTER_PREFIX,
    };
}
function placeOf({ endpoint, region, bucket }, { otherBucket }, caBundle, { environment, now }) {
    if (otherBucket !== undefined && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(otherBucket)) {
        throw new program/* CommandFailure */.q('--other-bucket is no bucket name: 3 to 63 of a-z, 0-9, dot and hyphen.', 2);
    }
    if (otherBucket === bucket) {
        throw new program/* CommandFailure */.q("--other-bucket is the session's own bucket: name one of somebody else.", 2);
    }
    return {
        endpoint,
        region,
        bucket,
        otherBucket,
        connection: { caBundle, environment },
        now,
        randomId: () => (0,external_node_crypto_.randomBytes)(6).toString('hex'),
    };
}
/** @returns the exit code */
async function runCheck(run, json, { environment }) {
    const lines = [];
    const colours = process.stdout.isTTY === true && !environment.NO_COLOR;
    const report = (line) => {
        lines.push(line);
        if (!json)
            process.stdout.write(formatLine(line, colours));
    };
    const interruption = await interruptible((signal) => run(signal, report));
    process.stdout.write(json ? formatJson(lines) : formatCounts(countLines(lines)));
    if (interruption === undefined)
        return countLines(lines).failed === 0 ? 0 : 1;
    if (interruption !== 'SIGPIPE') {
        console.error('otter-sts: interrupted. What the check had made is removed, but for what a line names.');
    }
    // Windows has no number for a closed pipe.
    return 128 + (external_node_os_.constants.signals[interruption] ?? 13);
}
/**
 * Lets Ctrl-C, and a reader that has gone (`| head`), end the work in good order; a second Ctrl-C ends the program at
 * once.
 *
 * @returns the signal that ended it, if one did
 */
async function interruptible(work) {
    const controller = new AbortController();
    let received;
    const interrupt = (signal) => {
        received = signal;
        controller.abort(new Error(`ended by ${signal}`));
    };
    const signals = ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.once(signal, interrupt);
    // Stays: what is written after the end fails as well.
    process.stdout.on('error', () => interrupt('SIGPIPE'));
    try {
        await work(controller.signal);
        return received;
    }
    catch (error) {
        if (received === undefined)
            throw error;
        return received;
    }
    finally {
        for (const signal of signals)
            process.off(signal, interrupt);
    }
}


/***/ }),

/***/ 3131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ runChild)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6466);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8500);





/** Milliseconds of silence after which a background process of the child, which still holds its output, is left. */
const LINGER_MS = 2_000;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
/**
 * Runs a command in the foreground: standard input and signals pass through.
 *
 * @returns the command's exit code; 128 + N when signal N ended it; 127 when there is no such command, 126 when it
 *   cannot be run
 */
async function runChild(command, environment, output) {
    const [file = '', ...rest] = command;
    const stdio = output === 'inherit' ? 'inherit' : ['inherit', 'pipe', 'pipe'];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, rest, { env: environment, stdio });
    const stopForwarding = forwardSignals(child);
    const filtered = output === 'inherit' ? undefined : filter(child, output);
    try {
        const code = await exitCode(child, file);
        await filtered?.(LINGER_MS);
        return code;
    }
    finally {
        stopForwarding();
    }
}
function exitCode(child, file) {
    return new Promise((resolve) => {
        child.once('error', (error) => {
            const missing = error.code === 'ENOENT';
            console.error(`otter-sts: '${file}' ${missing ? 'is not a command on the PATH' : `cannot be run (${error.code})`}.`);
            resolve(missing ? 127 : 126);
        });
        child.once('exit', (code, signal) => resolve(code ?? 128 + node_os__WEBPACK_IMPORTED_MODULE_2__.constants.signals[signal ?? 'SIGKILL']));
    });
}
/** A terminal sends these to the child too, so there only what was sent to us alone is passed on. */
const FROM_TERMINAL = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP']);
function forwardSignals(child) {
    const fromTerminal = hasTerminal() ? FROM_TERMINAL : new Set();
    const handlers = FORWARDED.map((signal) => {
        const handler = () => void (fromTerminal.has(signal) || child.kill(signal));
        process.on(signal, handler);
        return () => process.off(signal, handler);
    });
    return () => {
        for (const remove of handlers)
            remove();
    };
}
/** @returns what waits, once the child has ended, for the rest of its output: until it has been quiet for the milliseconds given */
function filter(child, { stdout, stderr }) {
    const ends = [connect(child.stdout, stdout, process.stdout), connect(child.stderr, stderr, process.stderr)];
    return async (milliseconds) => {
        await Promise.all(ends.map((end) => end(milliseconds)));
    };
}
function connect(source, filter, target) {
    let chunks = 0;
    source?.on('data', () => {
        chunks += 1;
    });
    source?.pipe(filter).pipe(target, { end: false });
    const passed = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.finished)(filter);
    // Whoever read our output is gone: the child learns it as it would without us, when it writes on.
    target.on('error', () => {
        filter.unpipe(target);
        source?.destroy();
        filter.resume().end();
    });
    return async (milliseconds) => {
        for (let before = -1; before !== chunks || target.writableNeedDrain;) {
            before = chunks;
            const quiet = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(milliseconds, false, { ref: false });
            if (await Promise.race([passed.then(() => true), quiet]))
                return;
            // A write to a slow reader blocks this process: what came meanwhile is read before the next look.
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setImmediate)();
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setImmediate)();
        }
        source?.destroy();
        filter.end();
        await passed;
    };
}
/** Whether the process is run from a terminal, wherever its own input and output go. */
function hasTerminal() {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)('/dev/tty', 'r'));
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 8900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   addCredentialProcess: () => (/* binding */ addCredentialProcess)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7333);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9173);
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4829);
/* harmony import */ var _request_options_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4763);



const EXAMPLES = `${_request_options_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_HELP */ .Z_}

Example, in ~/.aws/config (clients ask again shortly before the end):
  [profile ci]
  credential_process = otter-sts credential-process --bucket my-bucket --role-arn arn:aws:iam::RGW1:role/bkr-1
  endpoint_url = https://es-mad-1.s3.otterstorage.io
  region = eu-mad`;
/** `otter-sts credential-process`: one session in the form that AWS SDKs read from a program (`Version: 1`). */
const addCredentialProcess = (program, surroundings) => {
    const command = program
        .command('credential-process')
        .description("print one session for the AWS SDKs' credential_process setting")
        .addHelpText('after', EXAMPLES)
        .action(async (options) => {
        const { credential, request, warnings, caBundle } = (0,_request_options_js__WEBPACK_IMPORTED_MODULE_0__/* .readRequest */ ["in"])(options, surroundings, false);
        // The C++ SDK reads standard error with standard output, so only a person at a terminal is told of warnings.
        if (process.stderr.isTTY === true)
            (0,_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(warnings);
        const { environment } = surroundings;
        const onRetry = process.stderr.isTTY === true ? _messages_js__WEBPACK_IMPORTED_MODULE_1__/* .reportRetry */ .vo : undefined;
        const { session } = await (0,_src_index_js__WEBPACK_IMPORTED_MODULE_2__/* .exchange */ .c)(credential, request, { caBundle, environment, onRetry });
        const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
        const answer = {
            Version: 1,
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretAccessKey,
            SessionToken: sessionToken,
            Expiration: (0,_src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(expiration),
        };
        process.stdout.write(`${JSON.stringify(answer)}\n`);
    });
    (0,_request_options_js__WEBPACK_IMPORTED_MODULE_0__/* .addRequestOptions */ .vZ)(command);
};


/***/ }),

/***/ 6362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   addEnv: () => (/* binding */ addEnv)
/* harmony export */ });
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(933);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7333);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2848);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9173);
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4829);
/* harmony import */ var _request_options_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4763);
/* harmony import */ var _variable_format_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8141);





const EXAMPLES = `${_request_options_js__WEBPACK_IMPORTED_MODULE_1__/* .SECRET_HELP */ .Z_}

Examples:
  $ session="$(otter-sts env)" && eval "$session"     sh, bash, zsh; stops when there is none
  $ otter-sts env --format fish | source
  $ otter-sts env --format powershell | Out-String | Invoke-Expression
  $ otter-sts env --format json --access read --prefix builds/`;
/** `otter-sts env`: one session, printed for a shell or a program. */
const addEnv = (program, surroundings) => {
    const command = program
        .command('env')
        .description('print one session as variables (they are secrets: evaluate them, do not log them)')
        .addOption(new commander__WEBPACK_IMPORTED_MODULE_0__/* .Option */ .c$('--format <FORMAT>', 'how to print').choices(_variable_format_js__WEBPACK_IMPORTED_MODULE_2__/* .FORMATS */ .h).default('sh'))
        .addHelpText('after', EXAMPLES)
        .action(async (options) => {
        const { credential, request, warnings, caBundle } = (0,_request_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readRequest */ ["in"])(options, surroundings, false);
        (0,_messages_js__WEBPACK_IMPORTED_MODULE_3__/* .warn */ .R8)(warnings);
        const { environment, now } = surroundings;
        const { session } = await (0,_src_index_js__WEBPACK_IMPORTED_MODULE_4__/* .exchange */ .c)(credential, request, {
            caBundle,
            environment,
            onRetry: _messages_js__WEBPACK_IMPORTED_MODULE_3__/* .reportRetry */ .vo,
        });
        const variables = { ...(0,_src_index_js__WEBPACK_IMPORTED_MODULE_5__/* .sessionVariables */ .qu)(session), ...(0,_src_index_js__WEBPACK_IMPORTED_MODULE_5__/* .targetVariables */ .J)(request) };
        process.stdout.write((0,_variable_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatVariables */ .f)(variables, options.format, _src_index_js__WEBPACK_IMPORTED_MODULE_5__/* .SHADOWS_OF_SESSION */ .VS));
        console.error(`otter-sts: a session for bucket '${request.bucket}' that ends in ${(0,_src_index_js__WEBPACK_IMPORTED_MODULE_6__/* .describeSeconds */ .bD)((0,_src_index_js__WEBPACK_IMPORTED_MODULE_6__/* .remainingSeconds */ .uo)(session, now()))}.`);
    });
    (0,_request_options_js__WEBPACK_IMPORTED_MODULE_1__/* .addRequestOptions */ .vZ)(command);
};


/***/ }),

/***/ 4874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  addExec: () => (/* binding */ addExec)
});

// EXTERNAL MODULE: ./src/masking/stream.js
var stream = __nccwpck_require__(7532);
;// CONCATENATED MODULE: ./src/masking/outputs.js

/** The two streams that a program writes, masked alike. */
class MaskedOutputs {
    stdout = new stream/* MaskingStream */.F();
    stderr = new stream/* MaskingStream */.F();
    /** Masks more secrets in all that neither stream has released yet. */
    learn(secrets) {
        for (const secret of secrets) {
            this.stdout.learn(secret);
            this.stderr.learn(secret);
        }
    }
}

// EXTERNAL MODULE: ./src/fresh-credentials.js
var fresh_credentials = __nccwpck_require__(4586);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./src/environment.js
var src_environment = __nccwpck_require__(2848);
// EXTERNAL MODULE: ./cli/child.js
var cli_child = __nccwpck_require__(3131);
// EXTERNAL MODULE: ./cli/messages.js
var messages = __nccwpck_require__(4829);
// EXTERNAL MODULE: ./cli/request-options.js
var request_options = __nccwpck_require__(4763);
;// CONCATENATED MODULE: ./cli/exec.js




const EXAMPLES = `${request_options/* SECRET_HELP */.Z_}

The command's clients find the credentials through AWS_CONTAINER_CREDENTIALS_FULL_URI and refresh by themselves: the
AWS CLI, boto3, every AWS SDK, s5cmd, and rclone with env_auth=true do; mc and s3cmd do not.

Examples:
  $ otter-sts exec -- aws s3 cp dump.sql s3://my-bucket/
  $ otter-sts exec --access write --prefix nightly/ -- ./backup.sh
  $ otter-sts exec --no-mask -- bash`;
/** `otter-sts exec -- CMD…`: runs a command with credentials that never expire under it, its output masked. */
const addExec = (program, surroundings, finish) => {
    const command = program
        .command('exec')
        .usage('[options] -- CMD...')
        .description('run a command with credentials that never expire under it, its output masked')
        .argument('<command...>', 'the command and its arguments')
        .option('--no-mask', 'leave the output as it is; a terminal then stays one for the command')
        .passThroughOptions()
        .addHelpText('after', EXAMPLES)
        .action(async (child, options) => {
        const { credential, request, warnings, caBundle } = (0,request_options/* readRequest */["in"])(options, surroundings, true);
        (0,messages/* warn */.R8)(warnings);
        const { environment } = surroundings;
        const outputs = options.mask ? new MaskedOutputs() : undefined;
        outputs?.learn([credential.revealSecretKey()]);
        const fresh = await (0,fresh_credentials/* startFreshCredentials */.X)({
            obtain: (0,fresh_credentials/* obtainer */.N)(credential, request, { caBundle, environment, onRetry: messages/* reportRetry */.vo }),
            onObtained: (session) => outputs?.learn((0,src_session/* sessionSecrets */.Ip)(session)),
            onFailure: messages/* reportRenewal */.NU,
        });
        outputs?.learn([fresh.endpoint.token]);
        try {
            const variables = { ...(0,src_environment/* refreshVariables */.T3)(fresh.endpoint, environment), ...(0,src_environment/* targetVariables */.J)(request) };
            const childVariables = (0,src_environment/* childEnvironment */.Qc)(environment, variables, src_environment/* SHADOWS_OF_REFRESH */.c4);
            finish(await (0,cli_child/* runChild */.w)(child, childVariables, outputs ?? 'inherit'));
        }
        finally {
            await fresh.stop();
        }
    });
    (0,request_options/* addRequestOptions */.vZ)(command);
};


/***/ }),

/***/ 2699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  addGitlab: () => (/* binding */ addGitlab)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:stream/consumers"
const consumers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/consumers");
// EXTERNAL MODULE: ./gitlab/inputs.js
var gitlab_inputs = __nccwpck_require__(4721);
// EXTERNAL MODULE: ./gitlab/job.js
var gitlab_job = __nccwpck_require__(5173);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./src/agent/handover.js + 4 modules
var agent_handover = __nccwpck_require__(1063);
// EXTERNAL MODULE: ./src/agent/message.js
var message = __nccwpck_require__(3824);
// EXTERNAL MODULE: ./src/agent/watched-process.js
var watched_process = __nccwpck_require__(6649);
// EXTERNAL MODULE: ./src/session.js
var src_session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./src/fresh-credentials.js
var fresh_credentials = __nccwpck_require__(4586);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
;// CONCATENATED MODULE: ./gitlab/masking-process.js

/** Restarts in a row after which it is not the job that kills the masker: it cannot run here. */
const MOST_RESTARTS = 20;
/** Milliseconds that a masker gets to write what is left, to a runner that may be slow to read. */
const LAST_WORDS_MS = 30_000;
/**
 * Keeps a masker running between the job's pipe and its log. One that is killed is replaced, with all that was to be
 * masked; the job's output waits in the pipe meanwhile. In a process of its own, it in turn outlives its keeper.
 */
class MaskingProcess {
    /** Resolves when the job's output has ended, and all of it is written; rejects when no masker can be kept running. */
    ended;
    #command;
    #input;
    #onFlow;
    #secrets = [];
    #waiting = new Set();
    #settle;
    #child;
    #learned = 0;
    #restarts = 0;
    #failure;
    /**
     * @param command runs `runMasker`
     * @param input the descriptor that is the masker's standard input; its standard output is this process's
     * @param onFlow called when the first output has come
     */
    constructor(command, input, onFlow) {
        this.#command = command;
        this.#input = input;
        this.#onFlow = onFlow;
        this.ended = new Promise((resolve, reject) => {
            this.#settle = { resolve, reject };
        });
        this.ended.catch(() => undefined);
        this.#start();
    }
    /** Returns once the secrets are masked in all that is read from then on. */
    async learn(secrets) {
        this.#secrets.push(...secrets);
        const enough = this.#secrets.length;
        this.#send({ learn: secrets });
        while (this.#learned < enough && this.#failure === undefined) {
            await new Promise((resolve) => this.#waiting.add(resolve));
        }
        if (this.#failure !== undefined)
            throw this.#failure;
    }
    /** Ends the masker once no output comes any more, although somebody may still hold the pipe. */
    async finish() {
        this.#send({ finish: true });
        const timer = setTimeout(() => this.#child?.kill('SIGKILL'), LAST_WORDS_MS);
        this.#restarts = MOST_RESTARTS;
        await this.ended.catch(() => undefined);
        clearTimeout(timer);
    }
    /** Ends it at once: nothing has been written to the pipe. */
    kill() {
        this.#restarts = MOST_RESTARTS;
        this.#child?.kill('SIGKILL');
    }
    #start() {
        const [program, ...args] = this.#command;
        const child = (0,external_node_child_process_.spawn)(program, args, { stdio: [this.#input, 'inherit', 'inherit', 'ipc'] });
        this.#child = child;
        this.#learned = 0;
        child.on('message', (report) => this.#hear(child, report));
        child.once('error', (error) => this.#fail(`could not be started: ${error.message}`));
        child.once('exit', (code, signal) => {
            if (code === 0)
                this.#settle?.resolve();
            else if (this.#restarts >= MOST_RESTARTS)
                this.#fail(`ended with ${signal ?? `exit code ${code}`}`);
            else
                this.#restart();
            this.#wake();
        });
        if (this.#secrets.length > 0)
            this.#send({ learn: this.#secrets });
    }
    #restart() {
        this.#restarts += 1;
        this.#start();
    }
    #hear(child, report) {
        if (child !== this.#child)
            return;
        if ('flowing' in report)
            this.#onFlow();
        else
            this.#learned = report.learned;
        this.#wake();
    }
    #send(order) {
        // One that has just died is replaced, and its follower told everything.
        this.#child?.send(order, () => undefined);
    }
    #fail(what) {
        this.#failure = new Error(`The masker of the job's output ${what}.`);
        this.#settle?.reject(this.#failure);
        this.#wake();
    }
    #wake() {
        for (const wake of this.#waiting)
            wake();
        this.#waiting.clear();
    }
}

;// CONCATENATED MODULE: ./gitlab/output-pipe.js

/** @param path of a named pipe that exists and that nobody writes to yet */
function openOutputPipe(path) {
    // A plain open waits for the other side, so the first one must not, and the others then need not.
    const opener = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    let writer = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY);
    const reader = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY);
    (0,external_node_fs_.closeSync)(opener);
    const letEnd = () => {
        if (writer !== undefined)
            (0,external_node_fs_.closeSync)(writer);
        writer = undefined;
    };
    return {
        reader,
        letEnd,
        close: () => {
            letEnd();
            (0,external_node_fs_.closeSync)(reader);
        },
    };
}

;// CONCATENATED MODULE: ./gitlab/keeper.js









/** Milliseconds between two looks at whether the job's shell is there. */
const LOOK_MS = 500;
/** Milliseconds that a process in the background, which still holds the job's output, is waited for. */
const LINGER_MS = 2_000;
/**
 * Stands behind one job: obtains its session and keeps it fresh, keeps a masker between the job and its log, and
 * removes all of it when the job's script is over.
 *
 * @param reply called once, when the session is there and would be masked, or when neither will be
 */
async function keepJob(order, surroundings, reply) {
    const end = watchForEnd(order, surroundings.signals);
    const pipe = openOutputPipe((0,external_node_path_.join)(order.directory, 'output'));
    const masker = new MaskingProcess(order.masker, pipe.reader, () => pipe.letEnd());
    const credentials = await obtainMasked(order, surroundings, masker).catch(async (error) => {
        masker.kill();
        await reply({ failure: (0,message/* packError */.Y4)(error) });
    });
    if (credentials === undefined)
        return;
    const { session, fresh } = credentials;
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(order.directory, 'keeper'), `${surroundings.pid}\n`, { mode: 0o600 });
    await reply({
        ready: { pid: surroundings.pid, session, ...(fresh === undefined ? {} : { endpoint: fresh.endpoint }) },
    });
    // Plain credentials need nobody once there is no more output to mask.
    await (fresh === undefined ? Promise.race([end, masker.ended.catch(() => undefined)]) : end);
    await fresh?.stop();
    await letOutputEnd(pipe, masker);
    (0,external_node_fs_.rmSync)(order.directory, { recursive: true, force: true });
}
async function obtainMasked({ handover, refresh }, { environment, onRenewalFailure }, masker) {
    await masker.learn([handover.secretKey]);
    const obtain = (0,agent_handover/* unpackHandover */.aS)(handover, environment);
    if (!refresh) {
        const session = await obtain(new AbortController().signal);
        await masker.learn((0,src_session/* sessionSecrets */.Ip)(session));
        return { session };
    }
    const fresh = await (0,fresh_credentials/* startFreshCredentials */.X)({
        obtain,
        onObtained: (session) => masker.learn((0,src_session/* sessionSecrets */.Ip)(session)),
        onFailure: onRenewalFailure,
    });
    await masker.learn([fresh.endpoint.token]);
    return { session: fresh.first, fresh };
}
/**
 * Waits for the end of the job's script: the template says so with the file `end` and a signal, or its shell is gone.
 * A signal alone is not enough, since scripts end their own servers with such as `pkill node`.
 */
function watchForEnd({ directory, shell }, signals) {
    return new Promise((resolve) => {
        const isOver = () => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, 'end')) || !(0,watched_process/* isAlive */._)(shell);
        const look = () => {
            if (isOver())
                resolve();
        };
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
            signals.on(signal, look);
        setInterval(look, LOOK_MS).unref();
    });
}
async function letOutputEnd(pipe, masker) {
    pipe.letEnd();
    const lingering = new AbortController();
    const late = (0,promises_.setTimeout)(LINGER_MS, 'late', { signal: lingering.signal }).catch(() => 'ended');
    const first = await Promise.race([masker.ended.catch(() => undefined), late]);
    lingering.abort();
    if (first === 'late')
        await masker.finish();
    pipe.close();
}

// EXTERNAL MODULE: ./src/masking/stream.js
var stream = __nccwpck_require__(7532);
;// CONCATENATED MODULE: ./gitlab/masker.js

/** Milliseconds without output after which a masker that is to finish does. */
const QUIET_MS = 100;
/** Times that it waits for that: a process in the background may never be quiet. */
const MOST_LOOKS = 50;
const IGNORED = ['SIGTERM', 'SIGINT', 'SIGHUP'];
/**
 * Runs this process as a masker: standard input to standard output, the secrets that come through the channel to its
 * parent masked. Nothing is read before the first of them. It goes on without its parent, until the input ends.
 *
 * @returns the exit code, once everything has been written
 */
async function runMasker(process) {
    // The job may signal all processes of its name; the output has to go on.
    for (const signal of IGNORED)
        process.on(signal, () => undefined);
    const masking = new stream/* MaskingStream */.F();
    let learned = 0;
    const finish = watchForQuiet(process.stdin, () => endInput(process.stdin, masking));
    const ready = new Promise((resolve) => {
        process.on('message', (order) => {
            if ('finish' in order)
                return finish();
            for (const secret of order.learn)
                masking.learn(secret);
            learned += order.learn.length;
            report(process, { learned });
            resolve();
        });
    });
    process.on('disconnect', () => undefined);
    await ready;
    process.stdin.once('data', () => report(process, { flowing: true }));
    await pass(process, masking);
    if (process.connected)
        process.disconnect();
    return 0;
}
function report(process, message) {
    // The keeper may be gone: the output goes on.
    if (process.connected)
        process.send?.(message, undefined, undefined, () => undefined);
}
function pass(process, masking) {
    return new Promise((resolve) => {
        // When nobody reads any more the job is still not to fail for it: its output goes nowhere.
        process.stdout.on('error', () => masking.unpipe(process.stdout).resume());
        masking.on('end', () => process.stdout.write('', () => resolve()));
        process.stdin.pipe(masking).pipe(process.stdout, { end: false });
    });
}
function endInput(stdin, masking) {
    stdin.unpipe(masking);
    stdin.destroy();
    masking.end();
}
/** @returns what starts the waiting: `then` is called once no input has come for a while */
function watchForQuiet(stdin, then) {
    let seen = 0;
    stdin.on('data', () => {
        seen += 1;
    });
    stdin.pause();
    const look = (looks) => {
        const before = seen;
        // A write that took long may have kept us from reading: only a turn of the loop tells what is there.
        const judge = () => (seen === before || looks >= MOST_LOOKS ? then() : look(looks + 1));
        setTimeout(() => setImmediate(judge), QUIET_MS);
    };
    return () => look(1);
}

// EXTERNAL MODULE: ./src/duration.js
var src_duration = __nccwpck_require__(269);
;// CONCATENATED MODULE: ./gitlab/session-length.js

/** The shortest session that AWS and a default RGW give, in seconds. A job with less time left than this gets one as well. */
const SHORTEST_SECONDS = 900;
/** Sessions that are renewed, in seconds: long enough for every client's own timing, and short for whoever steals one. */
const RENEWED_SECONDS = 3_600;
/**
 * How long the session of a job is, and whether it is renewed. `job` is what is left of the job: one session when it
 * fits in the 12 hours that a session can have, and renewed ones of an hour otherwise.
 *
 * @param jobSeconds what is left of the job, in seconds, where the runner tells
 */
function chooseSessionLength(duration, refresh, jobSeconds) {
    if (duration.trim() !== 'job')
        return { duration, refresh };
    const renewed = `${RENEWED_SECONDS}s`;
    if (refresh)
        return { duration: renewed, refresh };
    if (jobSeconds === undefined) {
        return {
            duration: renewed,
            refresh,
            note: 'the runner does not say how long the job may last (CI_JOB_TIMEOUT): 1 h it is.',
        };
    }
    if (jobSeconds > src_duration/* LONGEST_SESSION_SECONDS */.qc) {
        const left = (0,src_session/* describeSeconds */.bD)(jobSeconds);
        return {
            duration: renewed,
            refresh: true,
            note: `the job may last ${left}, longer than a session: sessions of 1 h are renewed under it.`,
        };
    }
    return { duration: `${Math.max(jobSeconds, SHORTEST_SECONDS)}s`, refresh };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: ./src/agent/environment.js
var agent_environment = __nccwpck_require__(8358);
// EXTERNAL MODULE: ./src/agent/line.js
var agent_line = __nccwpck_require__(2905);
// EXTERNAL MODULE: ./src/agent/failure.js
var failure = __nccwpck_require__(2337);
;// CONCATENATED MODULE: ./gitlab/start.js








/** Bytes. A reply holds one session. */
const LARGEST_REPLY = 64 * 1024;
/**
 * Starts the job's keeper in the background, and returns when it has a session that would be masked.
 *
 * @throws ExchangeFailure as the keeper met it
 * @throws AgentFailure when it, or its masker, cannot run. Nothing is left running then.
 */
async function startKeeper(options) {
    const shell = (0,watched_process/* identifyProcess */.w)(options.shellPid);
    if (shell === undefined) {
        throw new failure/* AgentFailure */.W('start', `There is no process ${options.shellPid}, which would be the job's shell.`);
    }
    const { directory, masker, handover, refresh } = options;
    const order = { directory, shell, masker, handover, refresh };
    const child = launch(options);
    child.stdin?.on('error', () => undefined).end(`${JSON.stringify(order)}\n`);
    const reply = child.stdio[3];
    const ended = whyItEnded(child);
    const { ready } = readReply(await Promise.race([(0,agent_line/* readLine */.X)(reply, LARGEST_REPLY).catch(() => ended), ended]));
    reply.destroy();
    child.unref();
    return { ...ready, session: (0,message/* reviveSession */.Ub)(ready.session) };
}
function launch({ keeper: [program, ...args], log, environment }) {
    return (0,external_node_child_process_.spawn)(program, args, {
        cwd: (0,external_node_path_.parse)(process.execPath).root,
        env: (0,agent_environment/* agentEnvironment */.F)(environment),
        // In a session of its own: a `wait` of the job's does not wait for it, and a signal to the job's group ends it not.
        detached: true,
        stdio: ['pipe', log, 'inherit', 'pipe'],
    });
}
async function whyItEnded(child) {
    const [code, signal] = await (0,external_node_events_.once)(child, 'exit').catch((error) => {
        throw new failure/* AgentFailure */.W('start', `Starting the masker of the job's output failed: ${error.message}.`);
    });
    // Its last words may still be on the way.
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw new failure/* AgentFailure */.W('start', `The masker of the job's output ended with ${signal ?? `exit code ${code}`} before it was ready.`);
}
function readReply(line) {
    const reply = (0,agent_line/* parseJson */.q)(line);
    if ('failure' in reply)
        throw (0,message/* unpackError */.Rj)(reply.failure);
    return reply;
}

// EXTERNAL MODULE: ./src/environment.js
var src_environment = __nccwpck_require__(2848);
// EXTERNAL MODULE: ./src/service-credential.js
var service_credential = __nccwpck_require__(5362);
// EXTERNAL MODULE: ./src/session-request.js
var session_request = __nccwpck_require__(1717);
// EXTERNAL MODULE: ./src/ca-bundle.js
var ca_bundle = __nccwpck_require__(9366);
// EXTERNAL MODULE: ./src/failure.js
var src_failure = __nccwpck_require__(9555);
// EXTERNAL MODULE: ./cli/messages.js
var messages = __nccwpck_require__(4829);
// EXTERNAL MODULE: ./cli/own-command.js
var own_command = __nccwpck_require__(2057);
// EXTERNAL MODULE: ./cli/program.js + 1 modules
var program = __nccwpck_require__(3067);
// EXTERNAL MODULE: ./cli/variable-format.js
var variable_format = __nccwpck_require__(8141);
// EXTERNAL MODULE: ./cli/whole-number.js
var whole_number = __nccwpck_require__(9314);
;// CONCATENATED MODULE: ./cli/gitlab.js















/** The descriptor on which the template's shell hands over the job's log: standard output is read by that shell. */
const LOG = 4;
/** The keeper's end of the pipe on which it answers. */
const REPLY = 3;
/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;
/** `otter-sts gitlab …`: what GitLab's template calls. Not for people, hence not in the help. */
const addGitlab = (program, surroundings, finish) => {
    const gitlab = program.command('gitlab', { hidden: true }).helpCommand(false);
    gitlab
        .command('start')
        .requiredOption('--directory <FOLDER>', "the job's private folder")
        .requiredOption('--shell-pid <PID>', "the job's shell", whole_number/* readNumber */.k)
        .action(async (flags) => {
        process.stdout.write(await startJob(flags, await (0,consumers_namespaceObject.text)(process.stdin), surroundings));
    });
    gitlab.command('keep <folder>').action((folder) => {
        nameProcess(folder);
        return keep(surroundings);
    });
    gitlab.command('mask <folder>').action(async (folder) => {
        nameProcess(folder);
        finish(await runMasker(process));
    });
};
/** @returns shell code: variables to set and to unset, and what to say first through the masker */
async function startJob(flags, inputs, surroundings) {
    const { environment, now } = surroundings;
    const job = explainInputs(() => readJob(inputs, surroundings));
    (0,messages/* warn */.R8)(job.warnings);
    const started = await startKeeper({
        directory: flags.directory,
        shellPid: flags.shellPid,
        log: LOG,
        keeper: (0,own_command/* ownCommand */.w)('gitlab', 'keep', flags.directory),
        masker: (0,own_command/* ownCommand */.w)('gitlab', 'mask', flags.directory),
        handover: (0,agent_handover/* packHandover */.Bn)(job.credential, job.request, job.caBundle),
        refresh: job.refresh,
        environment,
    });
    const delivered = deliver(started, job.request, environment);
    const unset = [...delivered.shadows, ...src_environment/* SERVICE_VARIABLES */.sS, ...job.secretVariables];
    const left = (0,src_session/* describeSeconds */.bD)((0,src_session/* remainingSeconds */.uo)(started.session, now()));
    const life = job.refresh ? 'that is renewed until the job ends' : `that ends in ${left}`;
    const say = `otter-sts: a session for bucket ${job.request.bucket} ${life}. The output is masked from here on.`;
    return ((0,variable_format/* formatVariables */.f)(delivered.variables, 'sh', [...new Set(unset)]) +
        `otter_sts_keeper=${started.pid}\necho '${say}'\n`);
}
function readJob(inputs, { environment, now }) {
    const job = (0,gitlab_inputs/* readJobInputs */.T)(inputs, environment);
    const jobSeconds = (0,gitlab_job/* jobSecondsLeft */.i)(environment, now());
    const length = chooseSessionLength(job.request.duration ?? '', job.refresh, jobSeconds);
    const credential = new service_credential/* ServiceCredential */.h(job.serviceAccessKey, job.serviceSecretKey);
    const { request, warnings } = (0,session_request/* checkRequest */.y)({ ...job.request, duration: length.duration }, { sessionName: (0,gitlab_job/* sessionNameOfJob */.I)(environment), jobSeconds, renewed: length.refresh });
    return {
        credential,
        request,
        refresh: length.refresh,
        warnings: length.note === undefined ? warnings : [length.note, ...warnings],
        caBundle: (0,ca_bundle/* readCaBundle */.h)(job.caBundle),
        secretVariables: job.secretVariables,
    };
}
function deliver({ session, endpoint }, request, environment) {
    const target = (0,src_environment/* targetVariables */.J)(request);
    return endpoint === undefined
        ? { variables: { ...(0,src_environment/* sessionVariables */.qu)(session), ...target }, shadows: src_environment/* SHADOWS_OF_SESSION */.VS }
        : { variables: { ...(0,src_environment/* refreshVariables */.T3)(endpoint, environment), ...target }, shadows: src_environment/* SHADOWS_OF_REFRESH */.c4 };
}
/** Names an input as the template does, and the variable that goes before it. */
function explainInputs(read) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof src_failure/* InputError */.dz) || !/^[a-z-]+$/.test(error.input))
            throw error;
        const { input, message } = error;
        const name = input.replaceAll('-', '_');
        throw new program/* CommandFailure */.q(`${name} (the input, or the variable ${(0,gitlab_inputs/* variableOf */.Q)(input)})${message.slice(input.length)}`, 2);
    }
}
async function keep({ environment }) {
    const reply = (0,external_node_fs_.createWriteStream)('', { fd: REPLY });
    reply.on('error', () => undefined);
    const order = (0,agent_line/* parseJson */.q)(await (0,agent_line/* readLine */.X)(process.stdin, LARGEST_ORDER));
    const { pid } = process;
    await keepJob(order, { environment, signals: process, pid, onRenewalFailure: messages/* reportRenewal */.NU }, (answer) => {
        return new Promise((resolve) => reply.end(`${JSON.stringify(answer)}\n`, () => resolve()));
    });
}
/**
 * Shows as otter-sts and not as node, which jobs end by name. The folder tells after_script that it is this job's, and
 * not a process that has got the same number since.
 */
function nameProcess(folder) {
    process.title = `otter-sts ${folder}`;
}


/***/ }),

/***/ 1556:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _package_json__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8330);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3067);


/**
 * Each command by its name, loaded when it is called: all of them take 14 ms longer than one (measured). `eager` keeps
 * them in one file all the same, since the bundle is also fetched as one, by GitLab's template.
 */
const COMMANDS = {
    exec: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 4874))).addExec,
    env: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 6362))).addEnv,
    'credential-process': async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 8900))).addCredentialProcess,
    agent: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 8761))).addAgent,
    mask: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 3921))).addMask,
    check: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 3686))).addCheck,
    sandbox: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 9728))).addSandbox,
    gitlab: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 2699))).addGitlab,
};
const argv = process.argv.slice(2);
const named = Object.hasOwn(COMMANDS, argv[0] ?? '') ? COMMANDS[argv[0] ?? ''] : undefined;
// Help, and the hint at a misspelt name, know all of them.
const loaded = await Promise.all((named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()));
process.exitCode = await (0,_program_js__WEBPACK_IMPORTED_MODULE_0__/* .runProgram */ .m)(argv, _package_json__WEBPACK_IMPORTED_MODULE_1__/* .version */ .rE, loaded, {
    environment: process.env,
    platform: process.platform,
    now: Date.now,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   addMask: () => (/* binding */ addMask)
/* harmony export */ });
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6466);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7532);


/** The variables whose values are secrets, of those that the AWS SDKs and this program read. */
const SECRET_VARIABLES = [
    'OTTER_SERVICE_SECRET_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_ACCESS_KEY_ID',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];
const EXAMPLES = `
Masked are the values of these variables, each also in base64, base64url, hex, URL, JSON and shell form:
  ${SECRET_VARIABLES.join('\n  ')}

Example:
  $ ./build.sh 2>&1 | otter-sts mask`;
/** `otter-sts mask`: standard input to standard output, the secrets of the environment masked. */
const addMask = (program, surroundings) => {
    program
        .command('mask')
        .description('copy standard input to standard output, with the AWS_* and OTTER_* secrets of the environment masked')
        .addHelpText('after', EXAMPLES)
        .action(async () => {
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(process.stdin, new _src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .MaskingStream */ .F(secretsOf(surroundings)), process.stdout);
    });
};
function secretsOf({ environment }) {
    return SECRET_VARIABLES.flatMap((name) => environment[name] || []);
}


/***/ }),

/***/ 4829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NU: () => (/* binding */ reportRenewal),
/* harmony export */   R8: () => (/* binding */ warn),
/* harmony export */   vo: () => (/* binding */ reportRetry)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9173);

/** Prints sentences that the user should see although nothing is wrong. */
function warn(sentences) {
    for (const sentence of sentences)
        console.error(`otter-sts: warning: ${sentence}`);
}
/** Says that a try failed and another one follows. */
function reportRetry(failure, waitMs) {
    console.error(`otter-sts: ${(0,_src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .firstLine */ .TM)(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`);
}
/** Says once that renewals fail, and the same again only when the reason changes. */
function reportRenewal(error, { repeated, refused, servingUntil }) {
    if (repeated)
        return;
    const until = servingUntil === undefined
        ? 'no valid session is left'
        : `the session in hand lasts until ${(0,_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(servingUntil)}`;
    console.error(`otter-sts: renewing failed, ${until}. ${refused && error instanceof Error ? error.message : (0,_src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .firstLine */ .TM)(error)}`);
}


/***/ }),

/***/ 2057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ ownCommand)
/* harmony export */ });
/** This program once more, with other arguments. A single-file executable has no script. */
function ownCommand(...args) {
    const script = process.argv[1];
    return script === undefined ? [process.execPath, ...args] : [process.execPath, script, ...args];
}


/***/ }),

/***/ 3067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  q: () => (/* binding */ CommandFailure),
  m: () => (/* binding */ runProgram)
});

// EXTERNAL MODULE: ../../node_modules/commander/index.js + 7 modules
var commander = __nccwpck_require__(933);
// EXTERNAL MODULE: ./gitlab/inputs.js
var inputs = __nccwpck_require__(4721);
// EXTERNAL MODULE: ./src/masking/masker.js + 3 modules
var masking_masker = __nccwpck_require__(5829);
;// CONCATENATED MODULE: ./src/masking/redact.js

/** A text, such as an error message, with every spelling of the secrets replaced by `***`; see {@link Masker.learn}. */
function redact(text, secrets) {
    const masker = new masking_masker/* Masker */.G(secrets);
    return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString();
}

// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(9555);
// EXTERNAL MODULE: ./src/agent/failure.js
var agent_failure = __nccwpck_require__(2337);
;// CONCATENATED MODULE: ./cli/program.js



/** A command that cannot do its work for a foreseen reason: one sentence, and the program's exit code. */
class CommandFailure extends Error {
    exitCode;
    constructor(sentence, exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }
}
const HELP = `
Exit codes: 0 done; 1 the exchange or the work failed; 2 the command line or an input is wrong;
exec gives its command's own, 128 + N for a signal.

Examples:
  $ otter-sts check
  $ otter-sts exec -- aws s3 sync build s3://my-bucket/builds
  $ session="$(otter-sts env --duration 30m)" && eval "$session"
  $ otter-sts sandbox

The service credential comes from OTTER_SERVICE_ACCESS_KEY and OTTER_SERVICE_SECRET_KEY, the rest from options or
from OTTER_ROLE_ARN, OTTER_BUCKET, OTTER_ENDPOINT, OTTER_REGION, OTTER_DURATION, OTTER_ACCESS, OTTER_PREFIX,
OTTER_SESSION_NAME and OTTER_CA_BUNDLE.`;
/**
 * Runs the command line.
 *
 * @param argv the arguments alone, without node and the script
 * @returns the exit code; every message has been printed
 */
async function runProgram(argv, version, commands, surroundings) {
    let exitCode = 0;
    // exec leaves that to its command.
    if (argv[0] !== 'exec')
        endWithReader();
    const program = new commander/* Command */.uB('otter-sts')
        .description('Short-lived, single-bucket S3 credentials for CI, from a service credential that can only ask.')
        .version(version, '--version', 'print the version')
        .helpOption('--help', 'print this help')
        .helpCommand(false)
        .addHelpText('after', HELP)
        .showHelpAfterError("Try 'otter-sts --help'.")
        .enablePositionalOptions()
        .configureOutput({ outputError: (text, write) => write(hideValues(text)) })
        .exitOverride();
    for (const add of commands) {
        add(program, surroundings, (code) => {
            exitCode = code;
        });
    }
    for (const command of program.commands)
        inheritSettings(command, program);
    try {
        await program.parseAsync([...argv], { from: 'user' });
        return exitCode;
    }
    catch (error) {
        return report(error, surroundings);
    }
}
function inheritSettings(command, parent) {
    command.copyInheritedSettings(parent).helpOption('--help', 'print this help');
    const path = `${parent.name() === 'otter-sts' ? 'otter-sts' : `otter-sts ${parent.name()}`} ${command.name()}`;
    command.showHelpAfterError(`Try '${path} --help'.`);
    for (const child of command.commands)
        inheritSettings(child, command);
}
/** Commander's message in this program's form; an unknown option may have a secret for its value. */
function hideValues(text) {
    return text.replace(/^error: /, 'otter-sts: ').replace(/(--?[\w-]+)=[^']*'/g, "$1=...'");
}
/** The exit code of a program that SIGPIPE ended, as shells know it. */
const READER_GONE = 141;
/** Ends quietly when whoever reads the output does not want more. */
function endWithReader() {
    process.stdout.on('error', (error) => {
        if (error.code === 'EPIPE')
            process.exit(READER_GONE);
        console.error(`otter-sts: standard output cannot be written (${error.code}).`);
        process.exit(1);
    });
}
/** Says beside an input's name where the command line takes it from. */
function nameSources({ input, message }) {
    if (!/^[a-z-]+$/.test(input))
        return message;
    if (input === 'name')
        return message.replace(input, '--name');
    const variable = (0,inputs/* variableOf */.Q)(input);
    const sources = input === 'service-secret-key' ? variable : `--${input}, ${variable}`;
    return message.replace(input, `${input} (${sources})`);
}
/** Says what went wrong, and with which exit code the program ends. */
function report(error, { environment }) {
    // A secret that was typed into the wrong place is not repeated.
    const secret = environment.OTTER_SERVICE_SECRET_KEY ?? '';
    const say = (text) => console.error(redact(`otter-sts: ${text}`, secret === '' ? [] : [secret]));
    if (error instanceof commander/* CommanderError */.b7)
        return error.exitCode === 0 ? 0 : 2;
    if (error instanceof failure/* InputError */.dz) {
        say(nameSources(error));
        return 2;
    }
    if (error instanceof CommandFailure) {
        say(error.message);
        return error.exitCode;
    }
    if (error instanceof failure/* ExchangeFailure */.u7 || error instanceof agent_failure/* AgentFailure */.W) {
        say(error.message);
        return 1;
    }
    // Not foreseen: the stack says where, and holds no value of an input.
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return 1;
}


/***/ }),

/***/ 4763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z_: () => (/* binding */ SECRET_HELP),
/* harmony export */   "in": () => (/* binding */ readRequest),
/* harmony export */   vZ: () => (/* binding */ addRequestOptions)
/* harmony export */ });
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(933);
/* harmony import */ var _gitlab_job_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5173);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1717);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(228);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9555);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5362);
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9366);



/** Adds the options that say who asks, for which bucket, and for how long. */
function addRequestOptions(command) {
    return command
        .option('--service-access-key <KEY>', 'access key of the service credential (OTTER_SERVICE_ACCESS_KEY)')
        .addOption(new commander__WEBPACK_IMPORTED_MODULE_0__/* .Option */ .c$('--service-secret-key <SECRET>').hideHelp())
        .option('--role-arn <ARN>', 'the role to take (OTTER_ROLE_ARN)')
        .option('--bucket <NAME>', 'the one bucket of the session (OTTER_BUCKET)')
        .option('--endpoint <URL>', `the S3 endpoint (OTTER_ENDPOINT; ${_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .z.endpoint})`)
        .option('--region <NAME>', `the region (OTTER_REGION; ${_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .z.region})`)
        .option('--duration <TIME>', `90s, 30m, 1h, PT1H, or on GitLab job; at most 12h (OTTER_DURATION; ${_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .z.duration})`)
        .option('--access <KIND>', `${_src_index_js__WEBPACK_IMPORTED_MODULE_2__/* .ACCESS_CHOICES */ .kp.join(', ')} (OTTER_ACCESS; ${_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .z.access})`)
        .option('--prefix <PREFIX>', 'the beginning of the keys that the session may touch (OTTER_PREFIX; all)')
        .option('--session-name <NAME>', "the session's name in the server's logs (OTTER_SESSION_NAME; made from the job)")
        .option('--ca-bundle <FILE>', 'certificates in PEM to trust beside the usual ones (OTTER_CA_BUNDLE)');
}
/** Which command has these options, for its help. */
const SECRET_HELP = `
The service credential's secret is read from OTTER_SERVICE_SECRET_KEY alone: an option would show it to every
user of the machine. An option wins over its variable.`;
/**
 * Reads options and variables, the option first.
 *
 * @throws InputError when one is missing or wrong
 */
function readRequest(options, { environment, now }, renewed) {
    if (options.serviceSecretKey !== undefined) {
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz('service-secret-key', 'cannot be an option, since every user of this machine can read the arguments of a process: set OTTER_SERVICE_SECRET_KEY.');
    }
    const pick = (option, variable) => option ?? environment[variable] ?? '';
    const credential = new _src_index_js__WEBPACK_IMPORTED_MODULE_4__/* .ServiceCredential */ .h(pick(options.serviceAccessKey, 'OTTER_SERVICE_ACCESS_KEY'), environment.OTTER_SERVICE_SECRET_KEY ?? '');
    const { request, warnings } = (0,_src_index_js__WEBPACK_IMPORTED_MODULE_1__/* .checkRequest */ .y)({
        roleArn: pick(options.roleArn, 'OTTER_ROLE_ARN'),
        bucket: pick(options.bucket, 'OTTER_BUCKET'),
        endpoint: pick(options.endpoint, 'OTTER_ENDPOINT'),
        region: pick(options.region, 'OTTER_REGION'),
        duration: pick(options.duration, 'OTTER_DURATION'),
        access: pick(options.access, 'OTTER_ACCESS'),
        prefix: pick(options.prefix, 'OTTER_PREFIX'),
        sessionName: pick(options.sessionName, 'OTTER_SESSION_NAME'),
    }, { sessionName: (0,_gitlab_job_js__WEBPACK_IMPORTED_MODULE_5__/* .sessionNameOfJob */ .I)(environment), jobSeconds: (0,_gitlab_job_js__WEBPACK_IMPORTED_MODULE_5__/* .jobSecondsLeft */ .i)(environment, now()), renewed });
    return { credential, request, warnings, caBundle: (0,_src_index_js__WEBPACK_IMPORTED_MODULE_6__/* .readCaBundle */ .h)(pick(options.caBundle, 'OTTER_CA_BUNDLE')) };
}


/***/ }),

/***/ 9728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  addSandbox: () => (/* binding */ addSandbox)
});

// EXTERNAL MODULE: ../../node_modules/commander/index.js + 7 modules
var commander = __nccwpck_require__(933);
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./sandbox/console/script.js
/**
 * The one script: buttons that copy, and what is new in sight. All else works without it, and the buttons do not appear
 * then.
 * It runs in the browser, so the compiler does not see it; the tests press every button.
 */
const SCRIPT = `'use strict';
const status = document.getElementById('copied');

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    status.textContent = button.dataset.name + ' copied';
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(source);
    status.textContent = 'The browser did not copy it. It is selected: press Ctrl+C or Command+C.';
    button.textContent = 'Press Ctrl+C';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2500);
}

// The browser's own autofocus shows no more than the edge of the news.
const news = document.querySelector('[data-news]');
if (news) {
  news.focus({ preventScroll: true });
  news.scrollIntoView();
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
`;

;// CONCATENATED MODULE: ./sandbox/console/style.js
/** Colours are chosen for a contrast of 4.5 and more, in the light and in the dark. */
const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f3f6f8; --card: #fff; --text: #15202b; --quiet: #52606d; --line: #d5dde4; --well: #f0f4f7;
  --accent: #0b6e75; --on-accent: #fff; --accent-ground: #e3f3f3; --danger: #b3261e; --danger-ground: #fdecea;
  --warn: #5c4400; --warn-ground: #fff4d6; --warn-line: #e3c36b; --focus: #1a5fd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f151b; --card: #18212a; --text: #e7edf3; --quiet: #a4b2c0; --line: #303d4a; --well: #101820;
    --accent: #5ccbcf; --on-accent: #062224; --accent-ground: #12343a; --danger: #ff9d94; --danger-ground: #3a1c1b;
    --warn: #f6dd9a; --warn-ground: #3a2f12; --warn-line: #7a6426; --focus: #8ab4ff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.frame { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
main:focus, .news:focus { outline: none; }
.notice { scroll-margin: 7rem; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
.skip:focus { top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top .frame { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.75rem; padding-top: .7rem; padding-bottom: .7rem; }
.brand { display: flex; align-items: center; gap: .65rem; color: var(--text); text-decoration: none; font-size: 1.05rem; }
.brand b { font-weight: 650; color: var(--accent); }
.top nav { color: var(--quiet); overflow-wrap: anywhere; }
footer { color: var(--quiet); font-size: .875rem; padding-top: .5rem; padding-bottom: 2rem; }

h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .35rem; }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
h4 { font-size: .95rem; margin: 1.25rem 0 .5rem; }
p { margin: 0 0 .9rem; max-width: 70ch; }
.lead { color: var(--quiet); margin-bottom: 1.1rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.4rem; margin: 0 0 1.25rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / .04); }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; font-size: .875rem; }

.rows { margin: 0 0 1.25rem; }
.rows.card { padding-top: .35rem; padding-bottom: .35rem; }
.row { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: .25rem 1rem; align-items: start; padding: .55rem 0; border-top: 1px solid var(--line); }
.row:first-child { border-top: 0; }
dt { color: var(--quiet); font-size: .9rem; padding-top: .3rem; }
dd { margin: 0; display: flex; gap: .75rem; align-items: start; justify-content: space-between; min-width: 0; }
dd > code, dd > span { padding: .3rem 0; overflow-wrap: anywhere; min-width: 0; }

button { font: inherit; font-weight: 550; line-height: 1.3; padding: .5rem .95rem; border-radius: 8px; border: 1px solid var(--line);
  background: var(--card); color: var(--text); cursor: pointer; min-height: 2.5rem; white-space: nowrap; }
button:hover { border-color: var(--quiet); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { filter: brightness(1.08); }
.danger { color: var(--danger); border-color: currentColor; background: transparent; }
.danger:hover { background: var(--danger-ground); border-color: currentColor; }
.copy { padding: .25rem .7rem; min-height: 2rem; min-width: 4.6rem; font-size: .85rem; flex: none; }

form { margin: 0; }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 0 0 1rem; }
.line label { flex-basis: 100%; font-size: .9rem; font-weight: 550; }
.line input { flex: 1 1 14rem; max-width: 26rem; }
input:not([type=radio]) { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 8px; padding: .45rem .7rem; min-height: 2.5rem; min-width: 0; }
input::placeholder { color: var(--quiet); opacity: 1; }
.choice { border: 0; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.choice legend { padding: 0; margin: 0 0 .4rem; font-size: .9rem; font-weight: 550; }
.choice label { position: relative; }
.choice input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.choice span { display: block; padding: .5rem 1.1rem; border: 1px solid var(--quiet); border-radius: 8px; background: var(--card); }
.choice input:checked + span { background: var(--accent-ground); border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.choice input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }

.notice { background: var(--warn-ground); color: var(--warn); border: 1px solid var(--warn-line); border-radius: 8px; padding: .65rem .9rem; max-width: none; }
.notice.good { background: var(--accent-ground); color: var(--text); border-color: var(--accent); }
.notice.bad { background: var(--danger-ground); color: var(--danger); border-color: currentColor; }
.news { border: 2px solid var(--accent); border-radius: 10px; padding: 1.1rem 1.2rem .4rem; margin: .75rem 0 1.25rem; scroll-margin: 1rem; }
.news .rows { margin-bottom: .5rem; }

.snippets { border: 1px solid var(--line); border-radius: 8px; margin-bottom: 1rem; overflow: hidden; }
.snippets details + details { border-top: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 550; padding: .6rem .9rem; }
.snippets summary:focus-visible { outline-offset: -3px; }
.bar { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: 0 .9rem .6rem; }
.bar p { margin: 0; color: var(--quiet); font-size: .9rem; }
pre { margin: 0; padding: .9rem; background: var(--well); border-top: 1px solid var(--line); overflow: auto; line-height: 1.5; tab-size: 2; }
pre:focus-visible { outline-offset: -3px; }

.sections ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0 0 1.25rem; padding: 0; }
.sections a { display: block; padding: .35rem .8rem; border-radius: 999px; border: 1px solid var(--line); background: var(--card); text-decoration: none; font-size: .9rem; }
.sections a:hover { border-color: var(--accent); }
.buckets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; list-style: none; margin: 0 0 1.5rem; padding: 0; }
.buckets .card { margin: 0; position: relative; overflow-wrap: anywhere; }
.buckets .card:hover { border-color: var(--accent); }
.buckets a::after { content: ""; position: absolute; inset: 0; border-radius: 12px; }
.buckets p { margin: .15rem 0 0; }

.keys { list-style: none; margin: 0; padding: 0; }
.keys li { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.key { flex: 1 1 18rem; min-width: 0; display: grid; gap: .1rem; overflow-wrap: anywhere; }
.key .label { font-weight: 550; }
.edit > summary { list-style: none; padding: .5rem .95rem; border: 1px solid var(--line); border-radius: 8px; line-height: 1.3; min-height: 2.5rem; }
.edit > summary::-webkit-details-marker { display: none; }
.edit > summary:hover { border-color: var(--quiet); }
.edit[open] { order: 1; flex-basis: 100%; }
.edit[open] > summary { display: inline-block; margin-bottom: .75rem; }
.edit .line { margin: 0; }

table { width: 100%; border-collapse: collapse; margin: .25rem 0 0; font-size: .95rem; }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 550; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; }
thead th:first-child { width: 100%; }
tbody th { font-weight: 400; overflow-wrap: anywhere; white-space: pre-wrap; }
td, thead th { white-space: nowrap; }
td:nth-child(2), thead th:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; }
td:last-child, thead th:last-child { padding-right: 0; padding-left: 1rem; font-variant-numeric: tabular-nums; color: var(--quiet); }
.pages { display: flex; gap: 1.25rem; margin: 1rem 0 0; }
.card > :last-child, .keys li:last-child { margin-bottom: 0; }
.keys li:last-child { padding-bottom: 0; }

@media (max-width: 38rem) {
  .frame { padding-left: .9rem; padding-right: .9rem; }
  .card { padding: 1rem; }
  h1 { font-size: 1.45rem; margin-top: 1.25rem; }
  .row { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dt { padding-top: 0; }
  .news { padding: .9rem .9rem .3rem; }
  .primary { width: 100%; white-space: normal; }
  .line input { flex-basis: 100%; max-width: none; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .55rem 0; border-top: 1px solid var(--line); }
  tbody tr > * { border: 0; padding: 0; }
  tbody th { flex-basis: 100%; }
  td:last-child { padding-left: 0; }
}
@media (forced-colors: active) { .choice input:checked + span { border-width: 3px; } }
`;

;// CONCATENATED MODULE: ./sandbox/console/assets.js
/** What the pages load. Kept in the program itself, so that a bundle or an executable needs no files beside it. */


const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#0b6e75"/>
<path d="M6 12c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>
<path d="M6 18c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#a9e4e3" stroke-width="2.6" stroke-linecap="round"/>
<path d="M6 24c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#63c5c6" stroke-width="2.6" stroke-linecap="round"/>
</svg>
`;
const ASSETS = {
    '/style.css': { type: 'text/css; charset=utf-8', content: STYLE },
    '/script.js': { type: 'text/javascript; charset=utf-8', content: SCRIPT },
    '/icon.svg': { type: 'image/svg+xml', content: ICON },
};

;// CONCATENATED MODULE: ./sandbox/console/console-error.js
/** Why the console does not do what it was asked. The sentence goes to the reader, so it never holds a secret. */
class ConsoleError extends Error {
    status;
    constructor(status, sentence) {
        super(sentence);
        this.status = status;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./sandbox/console/form-token.js

/** How many sent forms are remembered. Older ones would be taken again, by the browser that they were made for. */
const REMEMBERED = 10_000;
/**
 * Tokens that say that a form came from a page of this process, was made for the browser that sends it, and is
 * sent for the first time. So a reload of an answer neither repeats it nor shows a secret again.
 */
class FormTokens {
    #key = (0,external_node_crypto_.randomBytes)(32);
    #sent = new Set();
    /** @param browser what the browser's cookie says. */
    make(browser) {
        const nonce = (0,external_node_crypto_.randomBytes)(16).toString('base64url');
        return `${nonce}.${this.#sign(nonce, browser)}`;
    }
    take(token, browser) {
        const [nonce = '', signature = ''] = token.split('.');
        const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(nonce, browser))];
        if (given.length !== right.length || !(0,external_node_crypto_.timingSafeEqual)(given, right))
            return 'foreign';
        if (this.#sent.has(nonce))
            return 'again';
        this.#remember(nonce);
        return 'first';
    }
    #sign(nonce, browser) {
        return (0,external_node_crypto_.createHmac)('sha256', this.#key).update(`${nonce} ${browser}`).digest('base64url');
    }
    #remember(nonce) {
        this.#sent.add(nonce);
        const [oldest] = this.#sent;
        if (this.#sent.size > REMEMBERED && oldest !== undefined)
            this.#sent.delete(oldest);
    }
}

;// CONCATENATED MODULE: ./sandbox/console/gate.js

/**
 * Lets through what a page of this console, a reader's own hand or a program on this machine sends.
 *
 * The Host check keeps out a foreign name that was made to point here (DNS rebinding). A browser says with
 * Sec-Fetch-Site and Origin which page a request comes from, and no page can change either. Pages of other ports
 * of this machine are the same site and another origin, so only `same-origin` may change anything.
 * @throws ConsoleError 403 or 421
 */
function checkSender({ method, headers, socket }) {
    const host = headers.host ?? '';
    if (!localNames(socket.localAddress, socket.localPort).includes(host)) {
        throw new ConsoleError(421, 'This console answers to 127.0.0.1, [::1] and localhost at its own port alone.');
    }
    if (method === 'GET' || method === 'HEAD')
        return;
    const { origin, 'sec-fetch-site': site } = headers;
    const isForeign = (origin !== undefined && origin !== `http://${host}`) || (site !== undefined && site !== 'same-origin');
    if (isForeign)
        throw new ConsoleError(403, 'Another page sent this request, so nothing was done.');
}
function localNames(address = '', port = 0) {
    const names = ['127.0.0.1', 'localhost', '[::1]', address];
    return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

;// CONCATENATED MODULE: ./sandbox/console/html.js
const ESCAPES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
/** Markup that is safe to send. Only `html` makes it, and that escapes whatever is put into it. */
class Html {
    markup;
    constructor(markup) {
        this.markup = markup;
    }
}
/** A template whose values are escaped, but for those that are markup already. `undefined` leaves nothing. */
function html(literals, ...values) {
    const parts = literals.map((literal, index) => literal + render(values[index]));
    return new Html(parts.join(''));
}
/** Shows control characters as their pictures, so that no name of an object or a key hides anything. */
function visible(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be shown
    return text.replace(/[\u0000-\u001f\u007f]/g, (character) => character === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + character.charCodeAt(0)));
}
function render(part) {
    if (part === undefined)
        return '';
    if (part instanceof Html)
        return part.markup;
    if (typeof part === 'object')
        return part.map(({ markup }) => markup).join('');
    return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

;// CONCATENATED MODULE: ./sandbox/console/layout.js

/** A whole document. Nothing in it is inline script or style: the content-security policy would stop it. */
function renderDocument({ title, trail, main }) {
    const document = html `<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – OtterStorage sandbox</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div class="frame">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="32" height="32"><span>OtterStorage <b>sandbox</b></span></a>
<nav aria-label="You are here">${trail}</nav>
</div>
</header>
<main id="main" class="frame" tabindex="-1">
${main}
</main>
<footer class="frame">
<p>A local stand-in for OtterStorage, for this machine alone. It stores no secret but those that verifying
signatures needs, in a file for its owner alone.</p>
</footer>
<p id="copied" class="unseen" role="status"></p>
</body>
</html>`;
    return `<!doctype html>\n${document.markup}\n`;
}
/** A page that says one thing. */
function renderMessage(title, sentence) {
    return renderDocument({
        title,
        trail: html `<a href="/">Buckets</a>`,
        main: html `<h1>${title}</h1><p class="notice bad" role="alert">${sentence}</p><p><a href="/">To the buckets</a></p>`,
    });
}
/** A value with its name and a button that copies it. The button shows itself once its script runs. */
function copyRow(id, name, value) {
    return html `<div class="row">
<dt>${name}</dt>
<dd><code id="${id}">${value}</code>${copyButton(id, name)}</dd>
</div>`;
}
function copyButton(id, name) {
    return html `<button type="button" class="copy" data-copy="${id}" data-name="${name}" aria-label="Copy: ${name}" hidden>Copy</button>`;
}

;// CONCATENATED MODULE: ./sandbox/console/request.js


/** A form of this console is far smaller. Bytes. */
const MAXIMUM_BODY = 16 * 1024;
/** @throws ConsoleError 400, 413 or 415 */
async function readConsoleRequest(incoming) {
    const method = incoming.method ?? 'GET';
    const [path = '', ...rest] = (incoming.url ?? '').split('?');
    return {
        method: method === 'HEAD' ? 'GET' : method,
        path,
        query: new URLSearchParams(rest.join('?')),
        json: incoming.headers.accept === 'application/json',
        fields: method === 'POST' ? await readFields(incoming) : new Map(),
        ...readCookie(incoming),
    };
}
/**
 * A page of another origin can send a form, which then lacks the token. It cannot send JSON: a browser asks this
 * console first, and gets no leave.
 */
async function readFields(incoming) {
    const type = incoming.headers['content-type']?.split(';')[0];
    const body = await readBody(incoming);
    if (type === 'application/x-www-form-urlencoded')
        return new Map(new URLSearchParams(body));
    if (type === 'application/json')
        return readJson(body);
    throw new ConsoleError(415, 'Send a form or JSON.');
}
function isForm(incoming) {
    return incoming.method === 'POST' && !incoming.headers['content-type']?.startsWith('application/json');
}
async function readBody(incoming) {
    const chunks = [];
    let size = 0;
    for await (const chunk of incoming) {
        size += chunk.length;
        if (size > MAXIMUM_BODY)
            throw new ConsoleError(413, `Send at most ${MAXIMUM_BODY} bytes.`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}
function readJson(body) {
    let value;
    try {
        value = JSON.parse(body);
    }
    catch {
        // Refused below, without a word of what it was.
    }
    if (typeof value !== 'object' || value === null)
        throw new ConsoleError(400, 'The body is no JSON object.');
    return new Map(Object.entries(value).map(([name, content]) => [name, String(content)]));
}
/** Cookies know no ports, so two consoles of one machine need two names. */
function readCookie({ headers, socket }) {
    const name = `otter-console-${socket.localPort}`;
    const found = headers.cookie?.split(/; */).find((cookie) => cookie.startsWith(`${name}=`));
    if (found !== undefined)
        return { browser: found.slice(name.length + 1), newCookie: undefined };
    const browser = (0,external_node_crypto_.randomBytes)(16).toString('base64url');
    return { browser, newCookie: `${name}=${browser}; Path=/; HttpOnly; SameSite=Strict` };
}

;// CONCATENATED MODULE: ./sandbox/error.js
/**
 * The error codes that the sandbox answers with, each with its HTTP status.
 *
 * Sources: the S3 API reference (error responses) and what a Ceph RGW 16.2 was seen to send. Where the two
 * differ the table follows RGW, but for `ExpiredToken`: RGW says a bare 403 AccessDenied, and a learner on
 * a laptop is helped by the reason. The status stays RGW's 403.
 */
const ERROR_STATUS = {
    AccessDenied: 403,
    AuthorizationHeaderMalformed: 400,
    AuthorizationQueryParametersError: 400,
    BadDigest: 400,
    BadRequest: 400,
    BucketAlreadyExists: 409,
    BucketAlreadyOwnedByYou: 409,
    EntityTooLarge: 400,
    EntityTooSmall: 400,
    ExpiredToken: 403,
    IncompleteBody: 400,
    InternalError: 500,
    InvalidAccessKeyId: 403,
    InvalidArgument: 400,
    InvalidDigest: 400,
    InvalidPart: 400,
    InvalidPartOrder: 400,
    InvalidRange: 416,
    InvalidRequest: 400,
    InvalidTag: 400,
    InvalidURI: 400,
    KeyTooLongError: 400,
    MalformedPolicyDocument: 400,
    MalformedTrailerError: 400,
    MalformedXML: 400,
    MaxMessageLengthExceeded: 400,
    MetadataTooLarge: 400,
    MethodNotAllowed: 405,
    MissingContentLength: 411,
    NoSuchEntity: 404,
    NoSuchKey: 404,
    NoSuchUpload: 404,
    NotImplemented: 501,
    PreconditionFailed: 412,
    RequestHeaderSectionTooLarge: 431,
    RequestTimeTooSkewed: 403,
    SignatureDoesNotMatch: 403,
    XAmzContentSHA256Mismatch: 400,
};
/** An answer in the S3 error envelope. The message goes to the client, so it never holds a secret. */
class WireError extends Error {
    name = 'WireError';
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
    get status() {
        return ERROR_STATUS[this.code];
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./sandbox/whole-file.js



/**
 * Writes a small file whole: a reader sees the old content or the new, also after a power cut. Mode 0600.
 * @throws Error of the file system; the old content is then untouched.
 */
async function writeWhole(path, content) {
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_crypto_.randomUUID)()}.tmp`);
    try {
        const file = await (0,promises_.open)(temporary, 'wx', 0o600);
        try {
            await file.writeFile(content);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./sandbox/key-store.js



const MAXIMUM_LABEL = 100;
/** As OtterStorage's documentation shows permanent keys; those of its sessions begin with STS. */
const ACCESS_KEY_PREFIX = { service: 'OSVC', permanent: 'OTTR' };
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** A name of `length` characters as RGW's access keys have them. */
function randomAccessKey(prefix, length) {
    let name = prefix;
    while (name.length < length)
        name += ALPHABET[(0,external_node_crypto_.randomInt)(ALPHABET.length)];
    return name;
}
/** 40 characters of base64, `+` and `/` included, as AWS's secrets have them. */
function randomSecret() {
    return (0,external_node_crypto_.randomBytes)(30).toString('base64');
}
/** The long-lived keys of all buckets, in one 0600 file. A revoked key is gone from it, its secret with it. */
class KeyStore {
    #path;
    #keys;
    #writing = Promise.resolve();
    constructor(path, keys) {
        this.#path = path;
        this.#keys = new Map(keys.map((key) => [key.accessKey, key]));
    }
    /** @throws Error when the file is there and cannot be read. */
    static async open(path) {
        const content = await (0,promises_.readFile)(path, 'utf8').catch((error) => {
            if (error.code === 'ENOENT')
                return '{"keys":[]}';
            throw error;
        });
        return new KeyStore(path, parseKeys(content, path));
    }
    find(accessKey) {
        return this.#keys.get(accessKey);
    }
    /** The keys of a bucket in the order of their making. */
    list(bucket, kind) {
        return [...this.#keys.values()]
            .filter((key) => key.bucket === bucket && key.kind === kind)
            .map(({ secretKey: _, ...summary }) => summary);
    }
    /** @param now milliseconds since the epoch. */
    async create(kind, bucket, label, now) {
        const key = {
            kind,
            bucket,
            accessKey: randomAccessKey(ACCESS_KEY_PREFIX[kind], 20),
            secretKey: randomSecret(),
            label: checkLabel(label),
            createdAt: new Date(now).toISOString(),
        };
        await this.#change((keys) => keys.set(key.accessKey, key));
        return key;
    }
    /** @throws Error when there is no such key. */
    async relabel(accessKey, label) {
        const checked = checkLabel(label);
        await this.#change((keys) => keys.set(accessKey, { ...existing(keys, accessKey), label: checked }));
    }
    /** From here on the key is unknown. @throws Error when there is no such key. */
    async revoke(accessKey) {
        await this.#change((keys) => keys.delete(existing(keys, accessKey).accessKey));
    }
    /** One change at a time, and in force only once it is on disk. */
    #change(change) {
        const write = async () => {
            const keys = new Map(this.#keys);
            change(keys);
            await writeWhole(this.#path, `${JSON.stringify({ keys: [...keys.values()] }, null, 2)}\n`);
            this.#keys = keys;
        };
        const done = this.#writing.then(write);
        this.#writing = done.catch(() => undefined);
        return done;
    }
}
/** The parser's own message quotes what it could not read, and that may be a secret. */
function parseKeys(content, path) {
    try {
        return JSON.parse(content).keys;
    }
    catch {
        throw new Error(`The file of keys ${path} is damaged. Delete it, and every bucket gets new keys.`);
    }
}
function existing(keys, accessKey) {
    const key = keys.get(accessKey);
    if (!key)
        throw new Error(`There is no key ${accessKey} to change: it was never made, or has been revoked.`);
    return key;
}
function checkLabel(label) {
    if (label.length > MAXIMUM_LABEL)
        throw new Error(`A label has at most ${MAXIMUM_LABEL} characters.`);
    return label;
}

;// CONCATENATED MODULE: ./sandbox/wildcard.js
/**
 * Whether `text` is of the form of `pattern`, in which `*` stands for any run of characters and `?` for one.
 * No regular expression: patterns come from clients, and this takes no more than pattern × text steps.
 */
function matchesWildcard(pattern, text) {
    let p = 0;
    let t = 0;
    let star = -1;
    let retry = 0;
    while (t < text.length) {
        if (pattern[p] === '*') {
            star = p++;
            retry = t;
        }
        else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
            p++;
            t++;
        }
        else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        }
        else {
            return false;
        }
    }
    while (pattern[p] === '*')
        p++;
    return p === pattern.length;
}

;// CONCATENATED MODULE: ./sandbox/policy.js


/** RGW dies of a longer inline policy; the sandbox refuses it. Characters. */
const MAXIMUM_POLICY = 2048;
/** The actions that RGW knows for S3 and that a client of one bucket can meet. A typo must not go unnoticed. */
const S3_ACTIONS = [
    'AbortMultipartUpload',
    'BypassGovernanceRetention',
    'CreateBucket',
    'DeleteBucket',
    'DeleteBucketPolicy',
    'DeleteBucketWebsite',
    'DeleteObject',
    'DeleteObjectTagging',
    'DeleteObjectVersion',
    'DeleteObjectVersionTagging',
    'GetAccelerateConfiguration',
    'GetBucketAcl',
    'GetBucketCORS',
    'GetBucketEncryption',
    'GetBucketLocation',
    'GetBucketLogging',
    'GetBucketNotification',
    'GetBucketObjectLockConfiguration',
    'GetBucketPolicy',
    'GetBucketPolicyStatus',
    'GetBucketPublicAccessBlock',
    'GetBucketRequestPayment',
    'GetBucketTagging',
    'GetBucketVersioning',
    'GetBucketWebsite',
    'GetLifecycleConfiguration',
    'GetObject',
    'GetObjectAcl',
    'GetObjectAttributes',
    'GetObjectLegalHold',
    'GetObjectRetention',
    'GetObjectTagging',
    'GetObjectTorrent',
    'GetObjectVersion',
    'GetObjectVersionAcl',
    'GetObjectVersionTagging',
    'GetReplicationConfiguration',
    'ListAllMyBuckets',
    'ListBucket',
    'ListBucketMultipartUploads',
    'ListBucketVersions',
    'ListMultipartUploadParts',
    'PutAccelerateConfiguration',
    'PutBucketAcl',
    'PutBucketCORS',
    'PutBucketEncryption',
    'PutBucketLogging',
    'PutBucketNotification',
    'PutBucketObjectLockConfiguration',
    'PutBucketPolicy',
    'PutBucketPublicAccessBlock',
    'PutBucketRequestPayment',
    'PutBucketTagging',
    'PutBucketVersioning',
    'PutBucketWebsite',
    'PutLifecycleConfiguration',
    'PutObject',
    'PutObjectAcl',
    'PutObjectLegalHold',
    'PutObjectRetention',
    'PutObjectTagging',
    'PutObjectVersionAcl',
    'PutObjectVersionTagging',
    'PutReplicationConfiguration',
    'RestoreObject',
].map((action) => `s3:${action}`.toLowerCase());
/** The operators that the sandbox evaluates. One that it does not know is refused, never passed over. */
const OPERATORS = {
    StringEquals: { compare: (pattern, value) => pattern === value, negated: false },
    StringNotEquals: { compare: (pattern, value) => pattern === value, negated: true },
    StringLike: { compare: matchesWildcard, negated: false },
    StringNotLike: { compare: matchesWildcard, negated: true },
};
const CONDITION_KEYS = ['s3:prefix', 's3:delimiter'];
/**
 * Parses an inline session policy, strictly: what is not understood is refused.
 * @throws WireError MalformedPolicyDocument with the reason.
 */
function parsePolicy(source) {
    if (source.length > MAXIMUM_POLICY) {
        return malformed(`it has ${source.length} characters; ${MAXIMUM_POLICY} is the limit, and a real RGW dies of more`);
    }
    const document = parseJson(source);
    checkNames(document, ['Version', 'Id', 'Statement'], 'the policy');
    if (!['2012-10-17', '2008-10-17', undefined].includes(document.Version)) {
        malformed('Version must be 2012-10-17');
    }
    const statements = document.Statement === undefined ? [] : [document.Statement].flat();
    if (statements.length === 0)
        malformed('it has no Statement');
    return statements.map(parseStatement);
}
/** Whether the policy allows it: one statement allows, none denies. */
function evaluatePolicy(policy, action, resource, values) {
    const matching = policy.filter((statement) => matchesStatement(statement, action, resource, values));
    return (matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny'));
}
function matchesStatement(statement, action, resource, values) {
    const { actions, resources, conditions } = statement;
    const lowerAction = action.toLowerCase();
    return (actions.patterns.some((pattern) => matchesWildcard(pattern, lowerAction)) !== actions.negated &&
        resources.patterns.some((pattern) => matchesWildcard(pattern, resource)) !== resources.negated &&
        conditions.every((condition) => holds(condition, values[condition.key])));
}
/** A value that the request does not have satisfies the negated operators alone, as with IAM. */
function holds({ operator, values }, value) {
    const { compare, negated } = OPERATORS[operator];
    return (value !== undefined && values.some((pattern) => compare(pattern, value))) !== negated;
}
function parseStatement(source) {
    if (!isRecord(source))
        return malformed('a Statement is not an object');
    const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
    checkNames(source, known, 'a Statement');
    if (source.Effect !== 'Allow' && source.Effect !== 'Deny')
        return malformed('Effect must be Allow or Deny');
    return {
        effect: source.Effect,
        actions: parseEither(source, 'Action', parseAction),
        resources: parseEither(source, 'Resource', parseResource),
        conditions: parseConditions(source.Condition),
    };
}
function parseEither(statement, name, parse) {
    const negated = statement[`Not${name}`] !== undefined;
    if (negated === (statement[name] !== undefined))
        malformed(`a Statement needs either ${name} or Not${name}`);
    const patterns = stringList(statement[negated ? `Not${name}` : name], name);
    return { patterns: patterns.map(parse), negated };
}
function parseAction(action) {
    const pattern = action.toLowerCase();
    const known = pattern === '*' || /^(iam|sts):[a-z*?]+$/.test(pattern);
    if (!known && !S3_ACTIONS.some((name) => pattern.startsWith('s3:') && matchesWildcard(pattern, name))) {
        malformed(`there is no Action ${action}`);
    }
    return pattern;
}
/** `arn:aws:s3:::bucket/key`, cut down to what stands behind the colons. */
function parseResource(resource) {
    if (resource === '*')
        return '*';
    const [, path] = /^arn:(?:aws|\*):s3:[^:]*:[^:]*:(.+)$/s.exec(resource) ?? [];
    if (path === undefined)
        return malformed('a Resource must be * or read arn:aws:s3:::BUCKET or arn:aws:s3:::BUCKET/KEY');
    if (path.includes('${'))
        return malformed('policy variables are not supported');
    return path;
}
function parseConditions(source) {
    if (source === undefined)
        return [];
    if (!isRecord(source))
        return malformed('Condition is not an object');
    return Object.entries(source).flatMap(([operator, tests]) => {
        if (!Object.hasOwn(OPERATORS, operator))
            return malformed(`the sandbox knows no condition operator ${operator}`);
        if (!isRecord(tests))
            return malformed(`the condition ${operator} is not an object`);
        return Object.entries(tests).map(([key, values]) => ({
            operator,
            key: parseConditionKey(key),
            values: stringList(values, key),
        }));
    });
}
function parseConditionKey(key) {
    const known = CONDITION_KEYS.find((name) => name === key.toLowerCase());
    return known ?? malformed(`the sandbox knows no condition key ${key}`);
}
function stringList(source, name) {
    const list = [source].flat();
    const strings = list.filter((item) => typeof item === 'string');
    if (strings.length === 0 || strings.length !== list.length)
        malformed(`${name} must be a string or a list of strings`);
    return strings;
}
function parseJson(source) {
    try {
        const document = JSON.parse(source);
        if (isRecord(document))
            return document;
    }
    catch {
        // RGW does not decode `+` in a form, so a policy with spaces in it arrives broken from some clients.
        malformed('it is not JSON (spaces must reach the server as %20, not as +)');
    }
    return malformed('it is not a JSON object');
}
function checkNames(source, known, where) {
    const unknown = Object.keys(source).find((name) => !known.includes(name));
    if (unknown !== undefined)
        malformed(`${where} may not hold ${unknown}`);
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function malformed(reason) {
    throw new WireError('MalformedPolicyDocument', `The session policy was refused: ${reason}.`);
}

;// CONCATENATED MODULE: ./sandbox/session-token.js

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bound into the seal, so that a token of another format or version is refused and not misread. */
const CONTEXT = Buffer.from('otter-sandbox session token 1');
/** Bytes of the key that seals tokens. */
const SEALING_KEY_BYTES = 32;
/** Encrypts and authenticates a session into its token, in base64. */
function sealSession(session, sealingKey) {
    const nonce = (0,external_node_crypto_.randomBytes)(NONCE_BYTES);
    const cipher = (0,external_node_crypto_.createCipheriv)(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES }).setAAD(CONTEXT);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}
/** @returns the session, or `undefined` for a token that this key did not seal or that was altered. */
function openSession(token, sealingKey) {
    const bytes = Buffer.from(token, 'base64');
    // A second spelling of the same bytes is not the token that was handed out.
    if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64') !== token)
        return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = (0,external_node_crypto_.createDecipheriv)(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(CONTEXT).setAuthTag(tag);
    try {
        const opened = Buffer.concat([
            decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
            decipher.final(),
        ]);
        return JSON.parse(opened.toString('utf8'));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./sandbox/wire-request.js

/** Headers that decide who asks and what for: two of one kind would let two readers see two requests. */
const SINGLE_HEADERS = [
    'authorization',
    'host',
    'content-length',
    'content-md5',
    'date',
    'x-amz-date',
    'x-amz-content-sha256',
    'x-amz-security-token',
    'x-amz-decoded-content-length',
    'x-amz-copy-source',
];
/** @throws WireError InvalidURI, InvalidArgument or InvalidRequest when the request has two readings. */
function readWireRequest(incoming) {
    const target = incoming.url ?? '';
    if (!target.startsWith('/') || !/^[\x21-\x7e]*$/.test(target)) {
        throw new WireError('InvalidURI', 'The request target must be an absolute path in ASCII.');
    }
    const mark = target.indexOf('?');
    return {
        method: incoming.method ?? 'GET',
        rawPath: mark < 0 ? target : target.slice(0, mark),
        query: readQuery(mark < 0 ? '' : target.slice(mark + 1)),
        headers: readHeaders(incoming.rawHeaders),
        incoming,
    };
}
/** The one value of a header, or `undefined`. */
function header(request, name) {
    return request.headers.get(name)?.join(',');
}
/** A header, or the query parameter that a presigned URL carries in its place. */
function headerOrQuery(request, name) {
    return header(request, name) ?? queryAsHeader(request, name);
}
/**
 * A query parameter as a header would have it: the bytes of its UTF-8, in latin1.
 * @throws WireError InvalidArgument for what no header can hold.
 */
function queryAsHeader(request, name) {
    const value = request.query.get(name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be refused
    if (value !== undefined && /[\u0000-\u001f\u007f]/.test(value)) {
        throw new WireError('InvalidArgument', `The query parameter ${name} holds control characters.`);
    }
    return value === undefined ? undefined : Buffer.from(value, 'utf8').toString('latin1');
}
/**
 * Percent-decodes, strictly UTF-8.
 * @throws WireError InvalidURI
 */
function decodeUri(encoded) {
    try {
        return decodeURIComponent(encoded);
    }
    catch {
        throw new WireError('InvalidURI', 'The URI holds a percent sign or bytes that are not UTF-8.');
    }
}
/** Percent-encodes as SigV4 wants it: all but the unreserved characters of RFC 3986. */
function encodeUri(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function readQuery(source) {
    const query = new Map();
    for (const pair of source.split('&')) {
        if (pair === '')
            continue;
        const equals = pair.indexOf('=');
        const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
        // RGW and S3 read a plus sign in a query as a space.
        const decodedName = decodeUri(name.replaceAll('+', ' '));
        if (query.has(decodedName))
            throw new WireError('InvalidArgument', `The query names ${decodedName} twice.`);
        query.set(decodedName, decodeUri(value.replaceAll('+', ' ')));
    }
    return query;
}
function readHeaders(raw) {
    const headers = new Map();
    for (let index = 0; index + 1 < raw.length; index += 2) {
        const name = raw[index].toLowerCase();
        const values = headers.get(name) ?? [];
        values.push(raw[index + 1]);
        headers.set(name, values);
    }
    for (const name of SINGLE_HEADERS) {
        if ((headers.get(name)?.length ?? 0) > 1)
            throw new WireError('InvalidRequest', `The header ${name} came twice.`);
    }
    return headers;
}

;// CONCATENATED MODULE: ./sandbox/signature.js



/** AWS Signature Version 4: "Authenticating Requests (AWS Signature Version 4)" in the S3 API reference. */
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** S3 refuses a clock that is more than 15 minutes off. Milliseconds. */
const MAXIMUM_SKEW = 15 * 60_000;
/** A presigned URL lives for a week at most. Seconds. */
const MAXIMUM_PRESIGNED_SECONDS = 604_800;
const EMPTY_HASH = (0,external_node_crypto_.createHash)('sha256').digest('hex');
/**
 * Reads the signature from the Authorization header or from a presigned URL.
 * @returns `undefined` for an anonymous request.
 * @throws WireError when there are two signatures, or one that is malformed or of another kind.
 */
function readSignature(request) {
    const authorization = header(request, 'authorization');
    const presigned = request.query.has('X-Amz-Algorithm') || request.query.has('X-Amz-Signature');
    if (request.query.has('AWSAccessKeyId') || authorization?.startsWith('AWS ')) {
        throw new WireError('InvalidRequest', `Signature version 2 is not supported: sign with ${ALGORITHM}.`);
    }
    if (authorization !== undefined && presigned) {
        throw new WireError('InvalidArgument', 'Only one way to authenticate is allowed: a header or a presigned URL.');
    }
    if (authorization !== undefined)
        return readHeaderSignature(request, authorization);
    return presigned ? readQuerySignature(request) : undefined;
}
function readHeaderSignature(request, authorization) {
    const malformed = (what) => new WireError('AuthorizationHeaderMalformed', `The Authorization header ${what}.`);
    const [algorithm, rest] = authorization.split(/ +(.*)/s);
    if (algorithm !== ALGORITHM)
        throw malformed(`must start with ${ALGORITHM}`);
    const fields = new Map();
    for (const field of (rest ?? '').split(',')) {
        const [, name, value] = /^\s*(Credential|SignedHeaders|Signature)=(\S+)\s*$/.exec(field) ?? [];
        if (name === undefined || value === undefined || fields.has(name))
            throw malformed('cannot be read');
        fields.set(name, value);
    }
    if (fields.size !== 3)
        throw malformed('must hold Credential, SignedHeaders and Signature');
    return {
        ...readCredential(fields.get('Credential'), malformed),
        signedHeaders: fields.get('SignedHeaders').split(';'),
        signature: fields.get('Signature'),
        timestamp: readHeaderTime(request),
        sessionToken: header(request, 'x-amz-security-token'),
        payloadHash: header(request, 'x-amz-content-sha256'),
        presignedSeconds: undefined,
    };
}
function readQuerySignature(request) {
    const malformed = (what) => new WireError('AuthorizationQueryParametersError', `The presigned URL ${what}.`);
    const required = (name) => {
        const value = request.query.get(name);
        if (value === undefined)
            throw malformed(`has no ${name}`);
        return value;
    };
    if (required('X-Amz-Algorithm') !== ALGORITHM)
        throw malformed(`must be signed with ${ALGORITHM}`);
    const seconds = required('X-Amz-Expires');
    if (!/^\d{1,6}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > MAXIMUM_PRESIGNED_SECONDS) {
        throw malformed(`needs an X-Amz-Expires of 1 to ${MAXIMUM_PRESIGNED_SECONDS} seconds`);
    }
    const inHeader = header(request, 'x-amz-content-sha256');
    return {
        ...readCredential(required('X-Amz-Credential'), malformed),
        signedHeaders: required('X-Amz-SignedHeaders').split(';'),
        signature: required('X-Amz-Signature'),
        timestamp: required('X-Amz-Date'),
        sessionToken: request.query.get('X-Amz-Security-Token'),
        payloadHash: request.query.get('X-Amz-Content-Sha256') ?? inHeader ?? 'UNSIGNED-PAYLOAD',
        presignedSeconds: Number(seconds),
    };
}
function readCredential(credential, malformed) {
    const [, accessKey, scope, service] = /^([^/]+)\/(\d{8}\/[^/]+\/([^/]+)\/aws4_request)$/.exec(credential) ?? [];
    if (accessKey === undefined || scope === undefined || service === undefined) {
        throw malformed('needs a credential of the form KEY/YYYYMMDD/REGION/SERVICE/aws4_request');
    }
    return { accessKey, scope, service };
}
function readHeaderTime(request) {
    const timestamp = header(request, 'x-amz-date');
    if (timestamp !== undefined)
        return timestamp;
    const date = Date.parse(header(request, 'date') ?? '');
    if (Number.isNaN(date))
        throw new WireError('AccessDenied', 'A signed request needs x-amz-date or a Date header.');
    return new Date(date).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
/**
 * Refuses a request that was signed too long ago or ahead of time.
 * @param now milliseconds since the epoch.
 * @throws WireError RequestTimeTooSkewed, or AccessDenied for a presigned URL whose time is over.
 */
function checkTime(presented, now) {
    const signedAt = parseTimestamp(presented.timestamp);
    if (Number.isNaN(signedAt) || !presented.scope.startsWith(presented.timestamp.slice(0, 8))) {
        throw new WireError('AccessDenied', 'The date of the request is malformed, or is not that of its credential scope.');
    }
    const presigned = presented.presignedSeconds;
    if (presigned !== undefined && now > signedAt + presigned * 1000) {
        throw new WireError('AccessDenied', 'Request has expired: the presigned URL is older than its X-Amz-Expires.');
    }
    const skew = presigned === undefined ? Math.abs(now - signedAt) : signedAt - now;
    if (skew > MAXIMUM_SKEW) {
        const message = `The client's clock and this one differ by ${Math.round(skew / 1000)} s; 900 s is the limit.`;
        throw new WireError('RequestTimeTooSkewed', message);
    }
}
function parseTimestamp(timestamp) {
    const iso = timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    return iso === timestamp ? Number.NaN : Date.parse(iso);
}
/**
 * Verifies the signature, in constant time.
 * @param payloadHash the last line of the canonical request.
 * @returns what a chunked body's signatures continue from; `undefined` when the signature is not right.
 * @throws WireError AccessDenied when a header that must be signed is not.
 */
function verifySignature(presented, request, secretKey, payloadHash) {
    checkSignedHeaders(presented, request);
    const { scope, timestamp } = presented;
    const signingKey = deriveKey(secretKey, scope);
    for (const path of canonicalPaths(request.rawPath)) {
        const canonical = canonicalRequest(presented, request, path, payloadHash);
        const signature = hmacHex(signingKey, [ALGORITHM, timestamp, scope, sha256Hex(canonical)].join('\n'));
        if (sameSignature(signature, presented.signature)) {
            return { signingKey, scope, timestamp, seedSignature: signature };
        }
    }
    return undefined;
}
/** Without `host` a signature could be replayed elsewhere; an unsigned `x-amz-*` header could have been added. */
function checkSignedHeaders(presented, request) {
    const signed = new Set(presented.signedHeaders);
    for (const name of request.headers.keys()) {
        if ((name === 'host' || name.startsWith('x-amz-')) && !signed.has(name)) {
            throw new WireError('AccessDenied', `The header ${name} was sent but not signed.`);
        }
    }
}
/**
 * The path is signed percent-encoded. Some clients sign exactly what they send, others sign the canonical
 * encoding and send another spelling of it (a bare `(` or `~`). Both spell the same key, so both are taken.
 */
function canonicalPaths(rawPath) {
    const canonical = encodeUri(decodeUri(rawPath)).replaceAll('%2F', '/');
    return canonical === rawPath ? [canonical] : [canonical, rawPath];
}
function canonicalRequest(presented, request, path, payloadHash) {
    const headers = presented.signedHeaders.map((name) => `${name}:${canonicalValue(request.headers.get(name))}\n`);
    return [
        request.method,
        path,
        canonicalQuery(request.query),
        headers.join(''),
        presented.signedHeaders.join(';'),
        payloadHash,
    ].join('\n');
}
/** Node has taken the white space off both ends already. */
function canonicalValue(values = []) {
    return values.map((value) => value.replace(/ +/g, ' ')).join(',');
}
function canonicalQuery(query) {
    return [...query]
        .filter(([name]) => name !== 'X-Amz-Signature')
        .map(([name, value]) => [encodeUri(name), encodeUri(value)])
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`)
        .join('&');
}
function deriveKey(secretKey, scope) {
    return scope
        .split('/')
        .reduce((key, part) => hmac(key, part), Buffer.from(`AWS4${secretKey}`, 'utf8'));
}
/** The signature of one chunk of a STREAMING-AWS4-HMAC-SHA256-PAYLOAD body. */
function signChunk(context, previous, dataHash) {
    const { signingKey, timestamp, scope } = context;
    const lines = ['AWS4-HMAC-SHA256-PAYLOAD', timestamp, scope, previous, EMPTY_HASH, dataHash];
    return hmacHex(signingKey, lines.join('\n'));
}
/** The signature of the trailer. `trailers` are its canonical lines, each with a line feed. */
function signTrailers(context, previous, trailers) {
    const { signingKey, timestamp, scope } = context;
    const lines = ['AWS4-HMAC-SHA256-TRAILER', timestamp, scope, previous, sha256Hex(trailers)];
    return hmacHex(signingKey, lines.join('\n'));
}
/** Compares two hexadecimal signatures in constant time. */
function sameSignature(expected, presented) {
    if (!/^[0-9a-f]{64}$/.test(presented))
        return false;
    return (0,external_node_crypto_.timingSafeEqual)(Buffer.from(expected, 'hex'), Buffer.from(presented, 'hex'));
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text, 'latin1').digest();
}
function hmacHex(key, text) {
    return hmac(key, text).toString('hex');
}
/** latin1 throughout: header values are held byte for byte, and everything else is ASCII. */
function sha256Hex(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text, 'latin1').digest('hex');
}

;// CONCATENATED MODULE: ./sandbox/xml.js

/** Deeper than any S3 request body, shallow enough that nesting cannot exhaust the stack. */
const MAXIMUM_DEPTH = 12;
const NAMED_ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const xml_ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters go out as references, which is what S3 does for keys that XML 1.0 cannot hold. */
function escapeText(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
    return text.replace(/[&<>"\u0000-\u001f\u007f]/g, (character) => {
        return xml_ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
    });
}
/** One element that holds text. */
function leaf(name, text) {
    return `<${name}>${escapeText(String(text))}</${name}>`;
}
/** One element that holds elements. `undefined` parts are left out. */
function branch(name, ...parts) {
    return `<${name}>${parts.join('')}</${name}>`;
}
/** A whole document, with the default namespace on its root. */
function xmlDocument(root, namespace, ...parts) {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${parts.join('')}</${root}>`;
}
const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
/**
 * Parses a request body: elements, text, CDATA, comments and the five named and the numeric references.
 * No document type, so no entity expansion and no external reference.
 * @throws WireError MalformedXML, naming what is wrong and where.
 */
function parseXml(source) {
    const reader = new XmlReader(source.startsWith('\uFEFF') ? source.slice(1) : source);
    reader.skipProlog();
    const root = reader.readElement(0);
    reader.skipMiscellany();
    reader.expectEnd();
    return root;
}
/** The one child of that name; absent is `undefined`, more than one is MalformedXML. */
function childText(element, name) {
    const found = element.children.filter((child) => child.name === name);
    if (found.length > 1)
        throw new WireError('MalformedXML', `<${element.name}> holds <${name}> more than once.`);
    return found[0]?.text;
}
class XmlReader {
    #source;
    #position = 0;
    constructor(source) {
        this.#source = source;
    }
    skipProlog() {
        if (this.#source.startsWith('<?xml'))
            this.#skipPast('?>');
        this.skipMiscellany();
    }
    skipMiscellany() {
        for (;;) {
            this.#match(/\s+/y);
            if (!this.#source.startsWith('<!--', this.#position))
                return;
            this.#skipPast('-->');
        }
    }
    expectEnd() {
        if (this.#position < this.#source.length)
            this.#fail('something follows the root element');
    }
    readElement(depth) {
        if (depth >= MAXIMUM_DEPTH)
            this.#fail(`elements are nested deeper than ${MAXIMUM_DEPTH}`);
        const name = this.#match(/<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y)?.[1];
        if (name === undefined)
            return this.#fail('an element was expected');
        this.#skipAttributes();
        const empty = this.#match(/\s*(\/?)>/y)?.[1];
        if (empty === undefined)
            return this.#fail(`the tag <${name}> does not end`);
        const content = empty === '/' ? { text: '', children: [] } : this.#readContent(name, depth);
        return { name: name.slice(name.indexOf(':') + 1), ...content };
    }
    #readContent(name, depth) {
        const children = [];
        let text = '';
        for (;;) {
            text += this.#match(/[^<]+/y)?.[0].replace(/&([^;&]*);?/g, this.#decodeReference) ?? '';
            if (this.#source.startsWith('</', this.#position))
                break;
            if (this.#source.startsWith('<!--', this.#position))
                this.#skipPast('-->');
            else if (this.#source.startsWith('<![CDATA[', this.#position))
                text += this.#skipPast(']]>').slice(9, -3);
            else
                children.push(this.readElement(depth + 1));
        }
        const closing = this.#match(/<\/([^\s>]+)\s*>/y)?.[1];
        if (closing !== name)
            this.#fail(`<${name}> is not closed`);
        return { text, children };
    }
    #decodeReference = (whole, body) => {
        const named = NAMED_ENTITIES[body];
        if (named !== undefined && whole.endsWith(';'))
            return named;
        const digits = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(body);
        const code = digits?.[1] ? Number.parseInt(digits[1], 16) : Number(digits?.[2] ?? Number.NaN);
        const scalar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
        if (!scalar || !whole.endsWith(';'))
            return this.#fail('an unknown reference');
        return String.fromCodePoint(code);
    };
    #skipAttributes() {
        while (this.#match(/\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*')/y)) {
            // Namespaces and xsi:type are all that S3 clients send here, and neither changes the meaning.
        }
    }
    #match(pattern) {
        pattern.lastIndex = this.#position;
        const found = pattern.exec(this.#source);
        if (found)
            this.#position = pattern.lastIndex;
        return found;
    }
    #skipPast(marker) {
        const end = this.#source.indexOf(marker, this.#position);
        if (end < 0)
            return this.#fail(`'${marker}' was expected`);
        const skipped = this.#source.slice(this.#position, end + marker.length);
        this.#position = end + marker.length;
        return skipped;
    }
    #fail(reason) {
        throw new WireError('MalformedXML', `The XML in the body cannot be read: ${reason}, at ${this.#position}.`);
    }
}

;// CONCATENATED MODULE: ./sandbox/sts.js








/** RGW's `rgw_sts_max_session_duration`, and the role's own maximum. Seconds. */
const MAXIMUM_DURATION = 43_200;
const DEFAULT_DURATION = 3_600;
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
/** The largest form body: a policy of 2048 characters percent-encoded, and room. Bytes. */
const MAXIMUM_FORM = 64 * 1024;
/**
 * Answers an STS call: AssumeRole, and nothing else.
 * @param form the body as sent.
 * @returns the XML of the response.
 * @throws WireError as RGW answers: 403 AccessDenied for a wrong secret, an unknown or revoked key and a role
 * that does not trust the key, all alike; 404 NoSuchEntity; 400 InvalidArgument or MalformedPolicyDocument.
 */
function answerSts(request, form, service, requestId) {
    const parameters = parseForm(form);
    const action = parameters.get('Action');
    if (action === 'GetSessionToken' || action === 'AssumeRoleWithWebIdentity') {
        throw new WireError('NotImplemented', `The sandbox does not have ${action}; RGW does.`);
    }
    if (action !== 'AssumeRole') {
        throw new WireError('MethodNotAllowed', `RGW has no STS action ${action ?? '(none was named)'}. Use AssumeRole.`);
    }
    const caller = authenticateSts(request, form, service);
    const asked = readSessionRequest(parameters, service);
    if (caller.bucket !== asked.role.bucket)
        throw new WireError('AccessDenied', 'The role does not trust this key.');
    const issued = issueSession(asked, caller.accessKey, service);
    return describeSession(asked, issued, requestId);
}
/**
 * Makes a session. Nothing of it is stored: it is sealed into its token.
 * @param issuedTo who asks: the access key of a service credential, or `console`.
 */
function issueSession({ role, sessionName, duration, policy }, issuedTo, { sealingKey, now }) {
    const credentials = { accessKey: randomAccessKey('STS', 20), secretKey: randomSecret() };
    // The answer gives whole seconds. Rounding up keeps a session of one second from ending at once.
    const expiresAt = Math.ceil(now() / 1000) + duration;
    const session = {
        ...credentials,
        bucket: role.bucket,
        role: role.name,
        sessionName,
        policy,
        expiresAt,
        issuedTo,
    };
    return { ...credentials, sessionToken: sealSession(session, sealingKey), expiresAt };
}
/** RGW does not read `+` as a space here, so neither does this: a client that sends it would fail there. */
function parseForm(form) {
    const parameters = new Map();
    for (const pair of form.split('&')) {
        if (pair === '')
            continue;
        const equals = pair.indexOf('=');
        const name = decodeUri(equals < 0 ? pair : pair.slice(0, equals));
        if (parameters.has(name))
            throw new WireError('InvalidArgument', `The form names ${name} twice.`);
        parameters.set(name, equals < 0 ? '' : decodeUri(pair.slice(equals + 1)));
    }
    return parameters;
}
function authenticateSts(request, form, { keys, now }) {
    const presented = readSignature(request);
    if (!presented || presented.presignedSeconds !== undefined || presented.sessionToken !== undefined) {
        throw new WireError('AccessDenied', 'AssumeRole wants a request signed in its header by a service credential.');
    }
    if (presented.service !== 'sts')
        throw new WireError('AccessDenied', 'The request is not signed for sts.');
    checkTime(presented, now());
    const key = findServiceKey(keys, presented.accessKey);
    const payloadHash = (0,external_node_crypto_.createHash)('sha256').update(form).digest('hex');
    if (!verifySignature(presented, request, key.secretKey, payloadHash)) {
        throw new WireError('AccessDenied', 'The signature is not right: check the service secret key.');
    }
    return key;
}
function findServiceKey(keys, accessKey) {
    const key = keys.find(accessKey);
    if (key?.kind === 'service')
        return key;
    throw new WireError('AccessDenied', 'There is no such service credential, or it has been revoked.');
}
function readSessionRequest(parameters, service) {
    const arn = parameters.get('RoleArn') ?? '';
    if (!/^arn:[^:]+:iam:[^:]*:[^:]*:role\/.+$/.test(arn)) {
        throw new WireError('InvalidArgument', 'RoleArn must read arn:aws:iam::ACCOUNT:role/ROLE.');
    }
    const sessionName = parameters.get('RoleSessionName') ?? '';
    if (!/^[\w=,.@-]{2,64}$/.test(sessionName)) {
        throw new WireError('InvalidArgument', 'RoleSessionName needs 2 to 64 characters of [A-Za-z0-9_=,.@-].');
    }
    const duration = readDuration(parameters.get('DurationSeconds'), service.minimumDuration);
    const policy = parameters.get('Policy');
    if (policy !== undefined)
        parsePolicy(policy);
    const role = service.roles.find((candidate) => candidate.arn === arn);
    if (!role)
        throw new WireError('NoSuchEntity', 'There is no such role.');
    return { role, sessionName, duration, policy };
}
function readDuration(value, minimum) {
    const duration = value === undefined ? DEFAULT_DURATION : Number(value);
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
        throw new WireError('InvalidArgument', 'DurationSeconds is not a whole number of seconds.');
    }
    if (duration < minimum || duration > MAXIMUM_DURATION) {
        const message = `DurationSeconds must be ${minimum} to ${MAXIMUM_DURATION}; ${duration} was asked for.`;
        throw new WireError('InvalidArgument', message);
    }
    return duration;
}
/** Seconds since the epoch as `YYYY-MM-DDTHH:MM:SSZ`. */
function formatExpiry(expiresAt) {
    return new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z');
}
function describeSession(asked, issued, requestId) {
    const { role, sessionName, policy } = asked;
    return xmlDocument('AssumeRoleResponse', STS_NAMESPACE, branch('AssumeRoleResult', branch('AssumedRoleUser', leaf('Arn', `arn:aws:sts:::assumed-role/${role.name}/${sessionName}`), leaf('AssumedRoleId', `${role.name}:${sessionName}`)), branch('Credentials', leaf('AccessKeyId', issued.accessKey), leaf('SecretAccessKey', issued.secretKey), leaf('SessionToken', issued.sessionToken), leaf('Expiration', formatExpiry(issued.expiresAt))), leaf('PackedPolicySize', Math.ceil(((policy?.length ?? 0) * 100) / MAXIMUM_POLICY))), branch('ResponseMetadata', leaf('RequestId', requestId)));
}

;// CONCATENATED MODULE: ./sandbox/console/actions.js


/** @throws ConsoleError 404 */
function findBucket({ buckets }, name) {
    const bucket = buckets.get(name);
    if (!bucket)
        throw new ConsoleError(404, 'There is no such bucket in this sandbox.');
    return bucket;
}
/** @throws ConsoleError 404 */
function placeOf(services, name) {
    const { endpoint, region } = services;
    return { bucket: name, roleArn: findRole(services, name).arn, endpoint, region };
}
/**
 * Makes a session of the bucket's role, as the bucket's console does.
 * @param seconds from the sandbox's shortest session to 12 h.
 * @throws ConsoleError 400 or 404
 */
function generateCredentials(services, bucket, seconds) {
    const { minimumDuration } = services;
    if (!Number.isInteger(seconds) || seconds < minimumDuration || seconds > MAXIMUM_DURATION) {
        throw new ConsoleError(400, `A session lasts ${minimumDuration} to ${MAXIMUM_DURATION} seconds.`);
    }
    const role = findRole(services, bucket);
    const request = { role, sessionName: 'console', duration: seconds, policy: undefined };
    const issued = issueSession(request, 'console', services);
    return {
        accessKeyId: issued.accessKey,
        secretAccessKey: issued.secretKey,
        sessionToken: issued.sessionToken,
        expiration: formatExpiry(issued.expiresAt),
    };
}
function listKeys({ keys }, kind, bucket) {
    return keys.list(bucket, kind);
}
/** @throws ConsoleError 400 for a label that is too long. */
function createKey({ keys, now }, kind, bucket, label) {
    return asReader(keys.create(kind, bucket, label.trim(), now()));
}
/** @throws ConsoleError 400 or 404 */
async function relabelKey(services, key, label) {
    await asReader(services.keys.relabel(findKey(services, key), label.trim()));
}
/** From here on the key is unknown. @throws ConsoleError 404 */
async function revokeKey(services, key) {
    await asReader(services.keys.revoke(findKey(services, key)));
}
function findKey({ keys }, { kind, bucket, accessKey }) {
    const key = keys.find(accessKey);
    if (key?.kind === kind && key.bucket === bucket)
        return accessKey;
    throw new ConsoleError(404, 'This bucket has no such key: it was never made, or has been revoked.');
}
function findRole({ roles }, bucket) {
    const role = roles.find((candidate) => candidate.bucket === bucket);
    if (!role)
        throw new ConsoleError(404, 'There is no such bucket in this sandbox.');
    return role;
}
/** What the key store refuses with a sentence is the reader's to mend; what the file system does is not. */
async function asReader(change) {
    try {
        return await change;
    }
    catch (error) {
        const { code, message } = error;
        throw code === undefined ? new ConsoleError(400, message) : error;
    }
}

;// CONCATENATED MODULE: ./sandbox/console/format.js

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** Bytes in the unit that a reader likes, with the exact number for those who ask. */
function formatSize(bytes) {
    const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
    const scaled = bytes / 1000 ** step;
    const text = `${step === 0 ? scaled : scaled.toFixed(1)} ${UNITS[step]}`;
    return html `<data value="${bytes}" title="${bytes} bytes">${text}</data>`;
}
/** @param time milliseconds since the epoch, or ISO 8601. */
function formatTime(time) {
    const iso = new Date(time).toISOString();
    return html `<time datetime="${iso}" title="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}
function countOf(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./sandbox/console/buckets-page.js




/** The list of buckets. */
function renderBuckets(services) {
    const { endpoint, region, buckets } = services;
    return renderDocument({
        title: 'Buckets',
        trail: html `<span aria-current="page">Buckets</span>`,
        main: html `<h1>Buckets</h1>
<p class="lead">Open a bucket to generate temporary credentials, to create a service credential or an access key, and to see
its objects.</p>
<dl class="rows card">${copyRow('endpoint', 'Endpoint', endpoint)}${copyRow('region', 'Region', region)}</dl>
<ul class="buckets">${[...buckets.values()].map((bucket) => describe(services, bucket))}</ul>`,
    });
}
function describe(services, { name, createdAt, objects }) {
    const credentials = listKeys(services, 'service', name).length;
    const keys = listKeys(services, 'permanent', name).length;
    return html `<li class="card">
<h2><a href="/buckets/${name}">${name}</a></h2>
<p>${countOf(objects.index.keys.length, 'object')}, ${formatSize(totalSize(objects))}</p>
<p class="quiet">${countOf(credentials, 'service credential')}, ${countOf(keys, 'access key')}, created ${formatTime(createdAt)}</p>
</li>`;
}
/** Bytes. */
function totalSize({ index }) {
    return index.keys.reduce((sum, key) => sum + (index.get(key)?.size ?? 0), 0);
}

;// CONCATENATED MODULE: ./sandbox/console/snippet-list.js


/** Texts to copy, one of them open. */
function snippetList(title, snippets) {
    return html `<h4>${title}</h4>
<div class="snippets">${snippets.map(snippet_list_describe)}</div>`;
}
function snippet_list_describe({ title, hint, text }, index) {
    const id = `snippet-${index}`;
    return html `<details name="snippets"${index === 0 ? html ` open` : undefined}>
<summary>${title}</summary>
<div class="bar"><p>${hint}</p>${copyButton(id, title)}</div>
<pre tabindex="0" role="group" aria-label="${title}"><code id="${id}">${text}</code></pre>
</details>`;
}

;// CONCATENATED MODULE: ./sandbox/console/snippets.js
/** For temporary credentials. */
function sessionSnippets(place, credentials) {
    return [awsCli(place, credentials), boto3Client(place, credentials)];
}
/** For a service credential. */
function serviceSnippets(place, keys) {
    return [
        githubWorkflow(place, keys),
        gitlabInclude(place, keys),
        refreshingBoto3(place, keys),
        credentialProcess(place, keys),
    ];
}
/** For a permanent key. */
function permanentSnippets(place, { accessKey, secretKey }) {
    const { bucket, endpoint } = place;
    const text = `export AWS_ACCESS_KEY_ID="${accessKey}"
export AWS_SECRET_ACCESS_KEY="${secretKey}"
unset AWS_SESSION_TOKEN

aws s3 ls s3://${bucket} --endpoint-url ${endpoint}
`;
    return [{ title: 'AWS CLI', hint: 'In a shell.', text }];
}
function awsCli({ bucket, endpoint }, credentials) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const text = `export AWS_ACCESS_KEY_ID="${accessKeyId}"
export AWS_SECRET_ACCESS_KEY="${secretAccessKey}"
export AWS_SESSION_TOKEN="${sessionToken}"

aws s3 ls s3://${bucket} --endpoint-url ${endpoint}
`;
    return { title: 'AWS CLI', hint: 'In a shell.', text };
}
function boto3Client({ bucket, endpoint, region }, credentials) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const text = `import boto3

s3 = boto3.client(
    "s3",
    endpoint_url="${endpoint}",
    region_name="${region}",
    aws_access_key_id="${accessKeyId}",
    aws_secret_access_key="${secretAccessKey}",
    aws_session_token="${sessionToken}",
)

for item in s3.list_objects_v2(Bucket="${bucket}").get("Contents", []):
    print(item["Key"], item["Size"])
`;
    return { title: 'boto3', hint: 'In Python.', text };
}
function githubWorkflow({ bucket, roleArn, endpoint, region }, { accessKey }) {
    const text = `# .github/workflows/upload.yml
# Secrets of the repository: OTTER_SERVICE_ACCESS_KEY (${accessKey})
# and OTTER_SERVICE_SECRET_KEY (the secret key above). Its variable: OTTER_ROLE_ARN
# (${roleArn}).
name: Upload
on: push
permissions:
  contents: read
jobs:
  upload:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: otter/sts-credentials@v1
        with:
          service-access-key: \${{ secrets.OTTER_SERVICE_ACCESS_KEY }}
          service-secret-key: \${{ secrets.OTTER_SERVICE_SECRET_KEY }}
          role-arn: \${{ vars.OTTER_ROLE_ARN }}
          bucket: ${bucket}
          endpoint: ${endpoint}
          region: ${region}
          refresh: true
      - run: aws s3 cp README.md s3://${bucket}/
`;
    return { title: 'GitHub workflow', hint: 'The secret key goes into a secret of the repository.', text };
}
function gitlabInclude({ bucket, roleArn, endpoint, region }, { accessKey }) {
    const text = `# .gitlab-ci.yml
# CI/CD variables of the project: OTTER_SERVICE_ACCESS_KEY (${accessKey})
# and OTTER_SERVICE_SECRET_KEY (the secret key above), both masked; OTTER_ROLE_ARN
# (${roleArn}).
include:
  - remote: https://raw.githubusercontent.com/otter/sts-credentials/v1.0.0/gitlab/sts-credentials.yml
    inputs:
      role_arn: $OTTER_ROLE_ARN
      bucket: ${bucket}
      endpoint: ${endpoint}
      region: ${region}
      refresh: true

upload:
  extends: .otter-sts
  script:
    - aws s3 cp README.md s3://${bucket}/
`;
    return { title: 'GitLab include', hint: 'The keys go into masked variables of the project.', text };
}
function refreshingBoto3({ bucket, roleArn, endpoint, region }, keys) {
    const text = `import boto3
from botocore.credentials import RefreshableCredentials
from botocore.session import get_session

sts = boto3.client(
    "sts",
    endpoint_url="${endpoint}",
    region_name="${region}",
    aws_access_key_id="${keys.accessKey}",
    aws_secret_access_key="${keys.secretKey}",
)


def refresh():
    credentials = sts.assume_role(
        RoleArn="${roleArn}",
        RoleSessionName="boto3",
        DurationSeconds=3600,
    )["Credentials"]
    return {
        "access_key": credentials["AccessKeyId"],
        "secret_key": credentials["SecretAccessKey"],
        "token": credentials["SessionToken"],
        "expiry_time": credentials["Expiration"].isoformat(),
    }


session = get_session()
session._credentials = RefreshableCredentials.create_from_metadata(
    metadata=refresh(),
    refresh_using=refresh,
    method="sts-assume-role",
)
s3 = boto3.Session(botocore_session=session).client(
    "s3",
    endpoint_url="${endpoint}",
    region_name="${region}",
)

for item in s3.list_objects_v2(Bucket="${bucket}").get("Contents", []):
    print(item["Key"], item["Size"])
`;
    return { title: 'boto3', hint: 'In Python. It asks for a new session before the old one ends.', text };
}
function credentialProcess({ bucket, roleArn, endpoint, region }, keys) {
    const text = `export OTTER_SERVICE_ACCESS_KEY="${keys.accessKey}"
export OTTER_SERVICE_SECRET_KEY="${keys.secretKey}"

mkdir -p ~/.aws
cat >> ~/.aws/config <<'END'
[profile ${bucket}]
credential_process = otter-sts credential-process --role-arn ${roleArn} --bucket ${bucket} --endpoint ${endpoint} --region ${region}
endpoint_url = ${endpoint}
region = ${region}
END

aws s3 ls s3://${bucket} --profile ${bucket}
`;
    return {
        title: 'AWS CLI credential_process',
        hint: 'In a shell. The keys stay in its environment: no file has them.',
        text,
    };
}

;// CONCATENATED MODULE: ./sandbox/console/key-section.js





const WORDING = {
    service: {
        slug: 'service-credentials',
        title: 'Programmatic access (auto-refreshing)',
        about: 'A service credential has no access to objects. It can ask for sessions of this bucket, again and again, so a job ' +
            'or a service of any length runs on sessions of an hour.',
        noun: 'service credential',
        create: 'Create service credential',
        example: 'For example: nightly backup',
        none: 'No service credential. Jobs that had one get no new session.',
        created: 'Your service credential',
        use: 'Use it',
        snippets: serviceSnippets,
    },
    permanent: {
        slug: 'access-keys',
        title: 'Access keys',
        about: 'A permanent key for this bucket alone, valid until you revoke it. For an integration that cannot ask for sessions; ' +
            'temporary credentials work beside it.',
        noun: 'access key',
        create: 'Create access key',
        example: 'For example: backups-restic',
        none: 'No access key.',
        created: 'Your access key',
        use: 'Use it',
        snippets: permanentSnippets,
    },
};
function slugOf(kind) {
    return WORDING[kind].slug;
}
/** A bucket's keys of one kind: make one, label it, revoke it. */
function keySection(section) {
    const { kind, bucket, keys, formToken, news } = section;
    const { slug, title, about, create, example, none } = WORDING[kind];
    return html `<section id="${slug}" class="card" aria-labelledby="${slug}-title">
<h2 id="${slug}-title">${title}</h2>
<p>${about}</p>
${news}
<form method="post" action="/buckets/${bucket}/${slug}" class="line">
<input type="hidden" name="token" value="${formToken}">
<label for="${slug}-label">Label <span class="quiet">(optional)</span></label>
<input id="${slug}-label" name="label" maxlength="100" placeholder="${example}" autocomplete="off">
<button type="submit" class="primary">${create}</button>
</form>
${keys.length === 0 ? html `<p class="quiet">${none}</p>` : html `<ul class="keys">${keys.map((key) => key_section_describe(key, section))}</ul>`}
</section>`;
}
function key_section_describe({ accessKey, label, createdAt }, { kind, bucket, formToken }) {
    const { slug, noun } = WORDING[kind];
    const path = `/buckets/${bucket}/${slug}/${accessKey}`;
    const token = html `<input type="hidden" name="token" value="${formToken}">`;
    return html `<li>
<div class="key"><code>${accessKey}</code><bdi class="label">${visible(label)}</bdi><span class="quiet">created ${formatTime(createdAt)}</span></div>
<details class="edit"><summary aria-label="Label of ${accessKey}">Label</summary>
<form method="post" action="${path}/label" class="line">${token}
<label for="label-${accessKey}">Label of ${accessKey}</label>
<input id="label-${accessKey}" name="label" maxlength="100" value="${label}" autocomplete="off">
<button type="submit">Save label</button></form>
</details>
<form method="post" action="${path}/revoke">${token}
<button type="submit" class="danger" aria-label="Revoke ${noun} ${accessKey}">Revoke</button></form>
</li>`;
}
/** The one time that a key's secret is shown. */
function keyNews(kind, place, keys) {
    const { created, use, snippets } = WORDING[kind];
    return html `<div class="news" role="region" aria-labelledby="created-title" tabindex="-1" autofocus data-news>
<h3 id="created-title">${created}</h3>
<p class="notice">Copy the secret now: it will not be shown again. If you lose it, revoke the key and create another one.</p>
<dl class="rows">
${copyRow('access-key-id', 'Access key ID', keys.accessKey)}
${copyRow('secret-access-key', 'Secret access key', keys.secretKey)}
${kind === 'service' ? copyRow('created-role', 'Role ARN', place.roleArn) : undefined}
${copyRow('created-bucket', 'Bucket', place.bucket)}
${copyRow('created-endpoint', 'Endpoint', place.endpoint)}
${copyRow('created-region', 'Region', place.region)}
</dl>
${snippetList(use, snippets(place, keys))}
</div>`;
}

;// CONCATENATED MODULE: ./sandbox/key-index.js
/**
 * Compares as S3 sorts: by the bytes of the UTF-8 encoding. JavaScript compares UTF-16 units, which puts the
 * surrogates (U+10000 and above) before U+E000 to U+FFFF; UTF-8 has them behind.
 */
function compareKeys(left, right) {
    const length = Math.min(left.length, right.length);
    for (let index = 0; index < length; index++) {
        const difference = utf8Rank(left.charCodeAt(index)) - utf8Rank(right.charCodeAt(index));
        if (difference !== 0)
            return difference;
    }
    return left.length - right.length;
}
function utf8Rank(unit) {
    if (unit < 0xd800)
        return unit;
    return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
/** Values by key, with the keys in S3's order. */
class KeyIndex {
    #values = new Map();
    #sorted;
    constructor(entries = []) {
        for (const [key, value] of entries)
            this.#values.set(key, value);
        this.#sorted = [...this.#values.keys()].sort(compareKeys);
    }
    /** The keys, in order. */
    get keys() {
        return this.#sorted;
    }
    get(key) {
        return this.#values.get(key);
    }
    set(key, value) {
        if (!this.#values.has(key)) {
            this.#sorted.splice(this.firstIndex((other) => compareKeys(other, key) >= 0), 0, key);
        }
        this.#values.set(key, value);
    }
    delete(key) {
        if (!this.#values.delete(key))
            return;
        this.#sorted.splice(this.firstIndex((other) => compareKeys(other, key) >= 0), 1);
    }
    /** The first position for which `reached` holds; once it holds it must hold for all that follow. */
    firstIndex(reached, from = 0) {
        let low = from;
        let high = this.#sorted.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (reached(this.#sorted[middle]))
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}

;// CONCATENATED MODULE: ./sandbox/listing.js

/**
 * One page of a listing: keys in S3's order, those that share a prefix up to the delimiter rolled up into it.
 * Steps over a common prefix by bisection, so its cost is that of the page and not of the bucket.
 */
function listing_listKeys(index, request) {
    const { prefix, after, maximum } = request;
    const keys = [];
    const commonPrefixes = [];
    let last;
    let position = index.firstIndex((key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
    while (position < index.keys.length) {
        const key = index.keys[position];
        if (!key.startsWith(prefix))
            break;
        const rolledUp = commonPrefix(key, request);
        const entry = rolledUp ?? key;
        if (compareKeys(entry, after) > 0) {
            if (keys.length + commonPrefixes.length === maximum)
                return { keys, commonPrefixes, next: last };
            (rolledUp === undefined ? keys : commonPrefixes).push(entry);
            last = entry;
        }
        position = rolledUp === undefined ? position + 1 : pastPrefix(index, rolledUp, position);
    }
    return { keys, commonPrefixes, next: undefined };
}
function commonPrefix(key, { prefix, delimiter }) {
    if (delimiter === '')
        return undefined;
    const end = key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
function pastPrefix(index, prefix, from) {
    return index.firstIndex((key) => !key.startsWith(prefix), from);
}

;// CONCATENATED MODULE: ./sandbox/console/object-section.js



const PAGE = 100;
/** A page of a bucket's objects, in S3's order. */
function objectSection({ name, objects }, after) {
    const { keys, next } = listing_listKeys(objects.index, { prefix: '', delimiter: '', after, maximum: PAGE });
    return html `<section id="objects" class="card" aria-labelledby="objects-title">
<h2 id="objects-title">Objects</h2>
${keys.length === 0 ? html `<p class="quiet">${after === '' ? 'Nothing is in this bucket yet.' : 'Nothing more.'}</p>` : table({ name, objects }, keys)}
${pages(name, after, next)}
</section>`;
}
function pages(bucket, after, next) {
    if (after === '' && next === undefined)
        return undefined;
    const first = html `<a href="/buckets/${bucket}#objects">First objects</a>`;
    const query = new URLSearchParams({ after: next ?? '' }).toString();
    const following = html `<a href="/buckets/${bucket}?${query}#objects">Next objects</a>`;
    return html `<p class="pages">${after === '' ? undefined : first}${next === undefined ? undefined : following}</p>`;
}
/** The roles are said again, since a phone's layout takes a table's meaning away from screen readers. */
function table({ objects }, keys) {
    return html `<table role="table" aria-labelledby="objects-title">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Key</th><th role="columnheader" scope="col">Size</th><th role="columnheader" scope="col">Last modified</th></tr></thead>
<tbody role="rowgroup">${keys.map((key) => row(key, objects))}</tbody>
</table>`;
}
function row(key, { index }) {
    const { size = 0, lastModified = 0 } = index.get(key) ?? {};
    return html `<tr role="row"><th role="rowheader" scope="row"><bdi>${visible(key)}</bdi></th><td role="cell">${formatSize(size)}</td><td role="cell">${formatTime(lastModified)}</td></tr>`;
}

;// CONCATENATED MODULE: ./sandbox/console/session-section.js




/** How long the console lets a session last. Hours, the first one chosen. */
const HOURS = [1, 4, 12];
function sessionSection(bucket, formToken, news) {
    return html `<section id="temporary-credentials" class="card" aria-labelledby="temporary-credentials-title">
<h2 id="temporary-credentials-title">Temporary credentials (STS)</h2>
<p>An access key, a secret key and a session token that reach this bucket alone and expire on their own. For a
script, a colleague or a job of a few hours.</p>
${news}
<form method="post" action="/buckets/${bucket}/sessions">
<input type="hidden" name="token" value="${formToken}">
<fieldset class="choice"><legend>Duration</legend>
${HOURS.map(durationChoice)}
</fieldset>
<button type="submit" class="primary">Generate temporary credentials</button>
</form>
</section>`;
}
function durationChoice(hours, index) {
    return html `<label><input type="radio" name="durationSeconds" value="${hours * 3600}"${index === 0 ? html ` checked` : undefined}><span>${describeHours(hours)}</span></label>`;
}
function describeHours(hours) {
    return `${hours} hour${hours === 1 ? '' : 's'}`;
}
/** The one time that a session's secrets are shown. */
function sessionNews(place, credentials, seconds) {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
    const length = seconds % 3600 === 0 ? describeHours(seconds / 3600) : `${seconds} seconds`;
    return html `<div class="news" role="region" aria-labelledby="issued-title" tabindex="-1" autofocus data-news>
<h3 id="issued-title">Your temporary credentials</h3>
<p class="notice">Copy them now: they will not be shown again. There is no need to revoke them, they expire on their own.</p>
<dl class="rows">
${copyRow('access-key-id', 'Access key ID', accessKeyId)}
${copyRow('secret-access-key', 'Secret access key', secretAccessKey)}
${copyRow('session-token', 'Session token', sessionToken)}
${copyRow('session-bucket', 'Bucket', place.bucket)}
${copyRow('session-endpoint', 'Endpoint', place.endpoint)}
<div class="row"><dt>Expires</dt><dd><span>in ${length}, at <time id="expires" datetime="${expiration}">${expiration.replace('T', ' ').replace('Z', ' UTC')}</time></span></dd></div>
</dl>
${snippetList('Use them', sessionSnippets(place, credentials))}
</div>`;
}

;// CONCATENATED MODULE: ./sandbox/console/bucket-page.js








/** One bucket: credentials, keys and objects. */
function renderBucket(view) {
    const { services, bucket } = view;
    const { name, createdAt, objects } = bucket;
    const place = placeOf(services, name);
    const newsOf = (section) => (view.news?.section === section ? view.news.content : undefined);
    const keys = (kind, section) => keySection({
        kind,
        bucket: name,
        keys: listKeys(services, kind, name),
        formToken: view.formToken,
        news: newsOf(section),
    });
    return renderDocument({
        title: name,
        trail: html `<a href="/">Buckets</a> <span aria-hidden="true">/</span> <span aria-current="page">${name}</span>`,
        main: html `<h1>${name}</h1>
<p class="lead">${countOf(objects.index.keys.length, 'object')}, ${formatSize(totalSize(objects))}, created ${formatTime(createdAt)}</p>
${newsOf('top')}
<dl class="rows card">
${copyRow('endpoint', 'Endpoint', place.endpoint)}
${copyRow('region', 'Region', place.region)}
${copyRow('role', 'Role ARN', place.roleArn)}
</dl>
<nav class="sections" aria-label="On this page"><ul>
<li><a href="#temporary-credentials">Temporary credentials</a></li>
<li><a href="#service-credentials">Programmatic access</a></li>
<li><a href="#access-keys">Access keys</a></li>
<li><a href="#objects">Objects</a></li>
</ul></nav>
${sessionSection(name, view.formToken, newsOf('temporary-credentials'))}
${keys('service', 'service-credentials')}
${keys('permanent', 'access-keys')}
${objectSection(bucket, view.after)}`,
    });
}

;// CONCATENATED MODULE: ./sandbox/console/routes.js







/** What can be said on a page that another one led to, by the word that its address holds. */
const NOTICES = {
    'service-credential-revoked': {
        section: 'service-credentials',
        good: true,
        sentence: 'Revoked. The credential gets no session from now on; sessions that it already has live until they expire.',
    },
    'access-key-revoked': {
        section: 'access-keys',
        good: true,
        sentence: 'Revoked. The key is refused from now on.',
    },
    'service-credential-labelled': {
        section: 'service-credentials',
        good: true,
        sentence: 'The label is saved.',
    },
    'access-key-labelled': { section: 'access-keys', good: true, sentence: 'The label is saved.' },
    'sent-before': {
        section: 'top',
        good: false,
        sentence: 'This form had been sent before. Nothing was done a second time, and what was shown once is not shown again.',
    },
};
/**
 * Answers a request that has been let in.
 * @throws ConsoleError
 */
async function answerConsole(call) {
    const { method, path } = call.request;
    if (path === '/')
        return onlyGet(method, () => showBuckets(call));
    const [, name, collection, accessKey, action] = /^\/buckets\/([^/]+)(?:\/([a-z-]+)(?:\/([^/]+)\/(label|revoke))?)?$/.exec(path) ?? [];
    if (name === undefined)
        throw new ConsoleError(404, 'There is no such page.');
    findBucket(call.services, name);
    if (collection === undefined)
        return onlyGet(method, () => showBucket(call, name));
    if (collection === 'sessions' && action === undefined)
        return answerSessions(call, name);
    const kind = ['service', 'permanent'].find((candidate) => slugOf(candidate) === collection);
    if (kind === undefined)
        throw new ConsoleError(404, 'There is no such page.');
    if (accessKey === undefined)
        return answerKeys(call, name, kind);
    if (method !== 'POST')
        return leadTo(name);
    return action === 'label'
        ? label(call, { kind, bucket: name, accessKey })
        : revoke(call, { kind, bucket: name, accessKey });
}
/** Where a form that was sent before leads. */
function sentBefore(path) {
    const bucket = /^\/buckets\/([a-z0-9.-]+)/.exec(path)?.[1];
    return bucket === undefined ? '/' : `/buckets/${bucket}?notice=sent-before`;
}
function onlyGet(method, answer) {
    if (method === 'GET')
        return answer();
    throw new ConsoleError(405, 'This page can only be read.');
}
/** A form's address that is opened by hand shows the page with the form. */
function leadTo(bucket) {
    return { json: { bucket }, page: () => ({ location: `/buckets/${bucket}` }) };
}
function showBuckets({ services }) {
    const { endpoint, region, buckets } = services;
    const places = [...buckets.keys()].map((name) => placeOf(services, name));
    return {
        json: { endpoint, region, buckets: places.map(({ bucket, roleArn }) => ({ bucket, roleArn })) },
        page: () => renderBuckets(services),
    };
}
function showBucket(call, name) {
    const { query } = call.request;
    const notice = Object.hasOwn(NOTICES, query.get('notice') ?? '')
        ? NOTICES[query.get('notice') ?? '']
        : undefined;
    const news = notice && {
        section: notice.section,
        content: html `<p class="notice ${notice.good ? 'good' : ''}" role="status" tabindex="-1" autofocus data-news>${notice.sentence}</p>`,
    };
    return { json: placeOf(call.services, name), page: () => bucketPage(call, name, news) };
}
function bucketPage({ request, services, formToken }, name, news) {
    return renderBucket({
        services,
        bucket: findBucket(services, name),
        formToken: formToken(),
        after: request.query.get('after') ?? '',
        news,
    });
}
function answerSessions(call, name) {
    const { request, services } = call;
    if (request.method !== 'POST')
        return leadTo(name);
    const seconds = Number(request.fields.get('durationSeconds'));
    const place = placeOf(services, name);
    const credentials = generateCredentials(services, name, seconds);
    const { bucket, endpoint, region } = place;
    return {
        json: { ...credentials, bucket, endpoint, region },
        page: () => bucketPage(call, name, {
            section: 'temporary-credentials',
            content: sessionNews(place, credentials, seconds),
        }),
    };
}
async function answerKeys(call, name, kind) {
    const { request, services } = call;
    if (request.method !== 'POST')
        return { ...leadTo(name), json: { keys: listKeys(services, kind, name) } };
    const place = placeOf(services, name);
    const created = await createKey(services, kind, name, request.fields.get('label') ?? '');
    return {
        json: { ...place, ...created },
        page: () => bucketPage(call, name, { section: slugOf(kind), content: keyNews(kind, place, created) }),
    };
}
async function label({ request, services }, key) {
    await relabelKey(services, key, request.fields.get('label') ?? '');
    return { json: { labelled: key.accessKey }, page: () => goBack(key.bucket, key.kind, 'labelled') };
}
async function revoke({ services }, key) {
    await revokeKey(services, key);
    return { json: { revoked: key.accessKey }, page: () => goBack(key.bucket, key.kind, 'revoked') };
}
function goBack(bucket, kind, deed) {
    const noun = kind === 'service' ? 'service-credential' : 'access-key';
    return { location: `/buckets/${bucket}?notice=${noun}-${deed}` };
}

;// CONCATENATED MODULE: ./sandbox/console/server.js








/** Milliseconds. A page's requests are small and quick. */
const REQUEST_TIMEOUT = 10_000;
/** No inline script or style, nothing from elsewhere, and no other page around this one. */
const POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
].join('; ');
const SAFE_HEADERS = {
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // With no-referrer a browser would call the origin of this console's own forms null.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
};
/**
 * The HTTP server of the console. It can listen before its services are there: requests wait for them.
 * @param report is told of what went wrong inside; it gets no secret.
 */
function createConsoleServer(report) {
    let open = () => undefined;
    const services = new Promise((resolve) => {
        open = resolve;
    });
    const tokens = new FormTokens();
    const server = (0,external_node_http_namespaceObject.createServer)({ requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT });
    server.on('request', (incoming, response) => {
        answer(incoming, services, tokens)
            .catch((error) => explain(incoming, error, report))
            .then((reply) => send(incoming, response, reply))
            .catch(() => response.destroy());
    });
    return { server, open };
}
async function answer(incoming, services, tokens) {
    checkSender(incoming);
    if (!['GET', 'HEAD', 'POST'].includes(incoming.method ?? '')) {
        throw new ConsoleError(405, 'This console knows GET, HEAD and POST.');
    }
    const asset = Object.hasOwn(ASSETS, incoming.url ?? '') ? ASSETS[incoming.url ?? ''] : undefined;
    if (asset && incoming.method !== 'POST')
        return { status: 200, type: asset.type, body: asset.content };
    const request = await readConsoleRequest(incoming);
    const isNew = isForm(incoming) ? takeForm(request, tokens) : true;
    if (!isNew)
        return { status: 303, headers: { location: sentBefore(request.path) } };
    const formToken = () => tokens.make(request.browser);
    const found = await answerConsole({ request, services: await services, formToken });
    const cookie = request.newCookie === undefined ? {} : { 'set-cookie': request.newCookie };
    if (request.json)
        return { status: 200, type: 'application/json', body: `${JSON.stringify(found.json)}\n` };
    const page = found.page();
    if (typeof page !== 'string')
        return { status: 303, headers: { location: page.location, ...cookie } };
    return { status: 200, type: 'text/html; charset=utf-8', body: page, headers: cookie };
}
/** @returns whether the form is sent for the first time. */
function takeForm({ fields, browser }, tokens) {
    const verdict = tokens.take(fields.get('token') ?? '', browser);
    if (verdict !== 'foreign')
        return verdict === 'first';
    throw new ConsoleError(403, 'The form did not come from a page of this console, or the sandbox was started anew since. Open the page again.');
}
function explain(incoming, error, report) {
    const known = error instanceof ConsoleError ? error : undefined;
    if (!known)
        report(`the console's ${incoming.method} failed: ${error.stack}`);
    const status = known?.status ?? 500;
    const sentence = known?.message ?? 'The console failed at this; the sandbox’s own output says why.';
    if (incoming.headers.accept === 'application/json') {
        return { status, type: 'application/json', body: `${JSON.stringify({ error: sentence })}\n` };
    }
    return { status, type: 'text/html; charset=utf-8', body: renderMessage('That did not work', sentence) };
}
function send(incoming, response, reply) {
    const { status, type, body = '', headers = {} } = reply;
    // What was not read of a refused body must not be taken for the next request.
    if (!incoming.complete)
        response.setHeader('connection', 'close');
    response.writeHead(status, {
        ...SAFE_HEADERS,
        ...headers,
        ...(type === undefined ? {} : { 'content-type': type }),
        'content-length': Buffer.byteLength(body),
    });
    response.end(incoming.method === 'HEAD' ? undefined : body);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./sandbox/make-folders.js


/**
 * Makes a folder and those above it that are not there, for the owner alone.
 *
 * Not Node's own recursive mkdir: where the system answers "no such folder" to every try, as Linux does below
 * `/proc`, that one tries for ever.
 * @param path absolute.
 * @returns the topmost folder that was made, or `undefined` when all were there.
 * @throws Error of the file system; what was made until then is gone again.
 */
async function makeFolders(path) {
    const code = await makeFolder(path);
    if (code === undefined)
        return path;
    if (code !== 'ENOENT')
        return undefined;
    const above = (0,external_node_path_.dirname)(path);
    const topmost = above === path ? undefined : await makeFolders(above);
    try {
        await (0,promises_.mkdir)(path, { mode: 0o700 });
        return topmost ?? path;
    }
    catch (error) {
        // Somebody else made it in the meantime.
        if (error.code === 'EEXIST')
            return topmost;
        if (topmost !== undefined)
            await (0,promises_.rm)(topmost, { recursive: true, force: true });
        throw error;
    }
}
/** @returns why it was not made: it is there already, or a folder above it is not. */
async function makeFolder(path) {
    try {
        await (0,promises_.mkdir)(path, { mode: 0o700 });
        return undefined;
    }
    catch (error) {
        const { code } = error;
        const isThere = await (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
        // The root and a mounted file system answer otherwise than with EEXIST.
        if (isThere)
            return 'EEXIST';
        if (code === 'ENOENT')
            return 'ENOENT';
        throw error;
    }
}

;// CONCATENATED MODULE: ./sandbox/data-directory.js








const DEFAULT_BUCKET = 'my-first-bucket';
const REGISTRY = 'sandbox.json';
const LOCK = 'sandbox.pid';
/** Tells this process from an earlier one of the same number, as containers have them. */
const THIS_PROCESS = (0,external_node_crypto_.randomUUID)();
/**
 * Opens the folder that all of the sandbox's state is in, and keeps other sandboxes out of it.
 * @param path a temporary folder when `undefined`.
 * @param buckets to be there afterwards, beside those that are there already; a default one if there would be none.
 * @param now milliseconds since the epoch.
 * @throws Error with a sentence for the user; what was made until then is gone again.
 */
async function openDataDirectory(path, buckets, now) {
    const made = await makeDirectory(path);
    const isTemporary = path === undefined;
    // Also when the process ends by process.exit() or an uncaught exception, and nobody closes the sandbox.
    const removeAtExit = () => (0,external_node_fs_.rmSync)(made.path, { recursive: true, force: true });
    if (isTemporary)
        process.once('exit', removeAtExit);
    const release = async () => {
        await (0,promises_.rm)((0,external_node_path_.join)(made.path, LOCK), { force: true });
        if (isTemporary)
            await (0,promises_.rm)(made.path, { recursive: true, force: true });
        process.off('exit', removeAtExit);
    };
    const discard = async () => {
        await release();
        if (made.created !== undefined)
            await (0,promises_.rm)(made.created, { recursive: true, force: true });
    };
    try {
        await refuseForeign(made.path);
        await lock(made.path);
    }
    catch (error) {
        if (made.created !== undefined)
            await (0,promises_.rm)(made.created, { recursive: true, force: true });
        throw cannotUse(made.path, error);
    }
    try {
        return {
            path: made.path,
            keysPath: (0,external_node_path_.join)(made.path, 'keys.json'),
            buckets: await register(made.path, buckets, now),
            sealingKey: await openSealingKey((0,external_node_path_.join)(made.path, 'sealing.key')),
            bucketPath: (name) => (0,external_node_path_.join)(made.path, 'buckets', name),
            release,
            discard,
        };
    }
    catch (error) {
        await discard();
        throw cannotUse(made.path, error);
    }
}
/** @returns also the topmost folder that had to be made for it. */
async function makeDirectory(path) {
    try {
        if (path !== undefined)
            return { path: (0,external_node_path_.resolve)(path), created: await makeFolders((0,external_node_path_.resolve)(path)) };
        const temporary = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'otter-sandbox-'));
        return { path: temporary, created: temporary };
    }
    catch (error) {
        throw cannotUse(path ?? (0,external_node_os_.tmpdir)(), error);
    }
}
/** Somebody's home must not become a data directory by a slip of the hand. */
async function refuseForeign(path) {
    const names = await (0,promises_.readdir)(path);
    if (names.length === 0 || names.includes(REGISTRY) || names.every((name) => name === LOCK))
        return;
    throw new Error(`it is not empty and not a sandbox's; name an empty or a new one`);
}
/** One sandbox to a folder: two would overwrite each other's keys. */
async function lock(path) {
    const file = (0,external_node_path_.join)(path, LOCK);
    const [pid = '', holder] = ((await readIfThere(file)) ?? '').split(' ');
    // The number alone proves nothing when it is this process's own: an earlier container may have had it too.
    const isOther = pid !== String(process.pid) && holder !== undefined && isRunning(Number(pid));
    if (holder === THIS_PROCESS || isOther) {
        throw new Error(`it is in use by process ${pid} (if that is no sandbox, delete ${file})`);
    }
    await (0,promises_.rm)(file, { force: true });
    await (0,promises_.writeFile)(file, `${process.pid} ${THIS_PROCESS}`, { flag: 'wx', mode: 0o600 });
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
async function register(path, asked, now) {
    const file = (0,external_node_path_.join)(path, REGISTRY);
    const content = (await readIfThere(file)) ?? '{"buckets":[]}';
    const known = JSON.parse(content).buckets;
    const wanted = asked.length === 0 && known.length === 0 ? [DEFAULT_BUCKET] : asked;
    const byName = new Map(known.map((bucket) => [bucket.name, bucket]));
    let number = Math.max(0, ...known.map((bucket) => bucket.number));
    for (const name of wanted) {
        if (!byName.has(name))
            byName.set(name, { name, number: ++number, createdAt: new Date(now).toISOString() });
    }
    await writeWhole(file, `${JSON.stringify({ buckets: [...byName.values()] }, null, 2)}\n`);
    const first = wanted.flatMap((name) => byName.get(name) ?? []);
    return [...new Set([...first, ...byName.values()])];
}
/** Kept over restarts, so that sessions outlive one. */
async function openSealingKey(path) {
    const content = await readIfThere(path);
    const key = content === undefined ? (0,external_node_crypto_.randomBytes)(SEALING_KEY_BYTES) : Buffer.from(content.trim(), 'hex');
    if (key.length !== SEALING_KEY_BYTES)
        throw new Error(`${path} is damaged; delete it, which ends all sessions`);
    if (content === undefined)
        await writeWhole(path, `${key.toString('hex')}\n`);
    return key;
}
async function readIfThere(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
function cannotUse(path, cause) {
    return new Error(`The data directory ${path} cannot be used: ${cause.message}.`, { cause });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: ./sandbox/listen.js

/** A port that cannot be listened on. The message is a sentence for the user. */
class PortFailure extends Error {
    port;
    /** Whether something else listens there already. */
    taken;
    constructor(who, host, port, cause) {
        const taken = cause.code === 'EADDRINUSE';
        const reason = taken ? 'something else listens on that port; name another, or 0 for any' : cause.message;
        super(`${who} cannot listen on ${host} port ${port}: ${reason}.`, { cause });
        this.port = port;
        this.taken = taken;
    }
}
/**
 * @param who is at the port, as a sentence begins with it.
 * @returns the URL, without a slash at its end.
 * @throws PortFailure
 */
function listen(server, who, host, port) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new PortFailure(who, host, port, error)));
        server.listen({ host, port }, () => {
            const address = server.address();
            resolve(`http://${(0,external_node_net_.isIP)(host) === 6 ? `[${host}]` : host}:${address.port}`);
        });
    });
}
/** Closes the port and all connections. Resolves at once when it was not listening. */
async function disconnect(server) {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
;// CONCATENATED MODULE: ./sandbox/record-file.js


/**
 * A record is one file that holds a body and, behind it, what is known of it as JSON; then the JSON's length
 * in four bytes and a mark of eight. One file, so that one rename puts both in place or neither.
 */
const MARK = Buffer.from('OTTERREC', 'latin1');
const TAIL_BYTES = 4 + MARK.length;
/** Most descriptions fit in one read of this many bytes from the end. */
const FIRST_READ = 4096;
const STREAM_CHUNK = 256 * 1024;
/**
 * Writes a new record.
 * @param describe is called with the body's size once the whole body is there.
 * @throws whatever `data` or `describe` throws, or the file system; no file is then left.
 */
async function writeRecord(path, data, describe) {
    const file = await (0,promises_.open)(path, 'wx', 0o600);
    try {
        let size = 0;
        for await (const bytes of data) {
            await writeAll(file, bytes);
            size += bytes.length;
        }
        const description = describe(size);
        await writeAll(file, encodeTail(description));
        await file.close();
        return description;
    }
    catch (error) {
        await file.close().catch(() => undefined);
        await (0,promises_.rm)(path, { force: true });
        throw error;
    }
}
/** @returns `undefined` when there is no such file, or when it is not a whole record. */
async function openRecord(path) {
    const file = await (0,promises_.open)(path, 'r').catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    });
    if (!file)
        return undefined;
    try {
        const found = await readTail(file);
        if (!found)
            await file.close();
        return found && { ...found, stream: streamOf(file, found.size), close: () => file.close() };
    }
    catch (error) {
        await file.close();
        throw error;
    }
}
/** Reads what is known of a record, and leaves it closed. */
async function describeRecord(path) {
    const record = await openRecord(path);
    await record?.close();
    return record?.description;
}
function streamOf(file, size) {
    return (start = 0, end = size) => {
        // Node's `end` is inclusive, so it has no way to say an empty range.
        if (start >= end)
            return external_node_stream_.Readable.from([]).once('close', () => void file.close());
        return file.createReadStream({ start, end: end - 1, highWaterMark: STREAM_CHUNK, autoClose: true });
    };
}
async function writeAll(file, bytes) {
    for (let written = 0; written < bytes.length;) {
        written += (await file.write(bytes, written)).bytesWritten;
    }
}
function encodeTail(description) {
    const json = Buffer.from(JSON.stringify(description), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    return Buffer.concat([json, length, MARK]);
}
async function readTail(file) {
    const { size: fileSize } = await file.stat();
    const first = await readBytes(file, Math.max(0, fileSize - FIRST_READ), fileSize);
    if (first.length < TAIL_BYTES || !first.subarray(-MARK.length).equals(MARK))
        return undefined;
    const length = first.readUInt32BE(first.length - TAIL_BYTES);
    const end = fileSize - TAIL_BYTES;
    if (length > end)
        return undefined;
    const fits = length + TAIL_BYTES <= first.length;
    const json = fits
        ? first.subarray(-TAIL_BYTES - length, -TAIL_BYTES)
        : await readBytes(file, end - length, end);
    return { description: JSON.parse(json.toString('utf8')), size: end - length };
}
async function readBytes(file, start, end) {
    const bytes = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
}

;// CONCATENATED MODULE: ./sandbox/multipart-store.js






/** S3's bounds of a part's number. */
const MAXIMUM_PART_NUMBER = 10_000;
/** The multipart uploads of one bucket: a folder for each, a record for each part. */
class MultipartStore {
    #directory;
    #temporaryPath;
    #ending = new Map();
    constructor(directory, temporaryPath) {
        this.#directory = directory;
        this.#temporaryPath = temporaryPath;
    }
    /** @param temporaryPath makes names on the same file system, for what is not finished. */
    static async open(directory, temporaryPath) {
        await (0,promises_.mkdir)(directory, { recursive: true });
        return new MultipartStore(directory, temporaryPath);
    }
    async begin(upload) {
        const begun = { ...upload, id: (0,external_node_crypto_.randomBytes)(16).toString('hex') };
        const staging = this.#temporaryPath();
        await (0,promises_.mkdir)(staging);
        await writeWhole((0,external_node_path_.join)(staging, 'upload.json'), JSON.stringify(begun));
        await (0,promises_.rename)(staging, this.#folder(begun.id));
        return begun;
    }
    /** @returns `undefined` when there is no such upload, or when it is one of another key. */
    async find(id, key) {
        // The id becomes a path: nothing but what `begin` makes gets that far.
        const upload = /^[0-9a-f]{32}$/.test(id) ? await this.#read(id) : undefined;
        return upload?.key === key ? upload : undefined;
    }
    /** All uploads, in the order in which S3 lists them. */
    async list() {
        const uploads = await Promise.all((await (0,promises_.readdir)(this.#directory)).map((id) => this.#read(id)));
        return uploads
            .filter((upload) => upload !== undefined)
            .sort((left, right) => compareKeys(left.key, right.key) || compareKeys(left.id, right.id));
    }
    /** @returns `undefined` when the upload has ended in the meantime; the part is then gone too. */
    async putPart(upload, data, describe) {
        const path = this.#temporaryPath();
        const part = await writeRecord(path, data, describe);
        try {
            await (0,promises_.rename)(path, this.#partPath(upload.id, part.number));
            return part;
        }
        catch (error) {
            await (0,promises_.rm)(path, { force: true });
            if (error.code === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    /** The parts by number. */
    async listParts(upload) {
        const names = (await (0,promises_.readdir)(this.#folder(upload.id))).filter((name) => name.startsWith('part-')).sort();
        const parts = [];
        for (const name of names) {
            const part = await describeRecord((0,external_node_path_.join)(this.#folder(upload.id), name));
            if (part)
                parts.push(part);
        }
        return parts;
    }
    async openPart(upload, number) {
        return openRecord(this.#partPath(upload.id, number));
    }
    /** Runs what completes or aborts an upload, one at a time for each upload. */
    async exclusively(id, end) {
        const previous = this.#ending.get(id) ?? Promise.resolve();
        const running = previous.catch(() => undefined).then(end);
        this.#ending.set(id, running);
        try {
            return await running;
        }
        finally {
            if (this.#ending.get(id) === running)
                this.#ending.delete(id);
        }
    }
    /** Takes the upload away in one step, its parts after that. */
    async remove(upload) {
        const doomed = this.#temporaryPath();
        await (0,promises_.rename)(this.#folder(upload.id), doomed);
        await (0,promises_.rm)(doomed, { recursive: true, force: true });
    }
    async #read(id) {
        try {
            return JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(this.#folder(id), 'upload.json'), 'utf8'));
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #folder(id) {
        return (0,external_node_path_.join)(this.#directory, id);
    }
    #partPath(id, number) {
        return (0,external_node_path_.join)(this.#folder(id), `part-${String(number).padStart(5, '0')}`);
    }
}

;// CONCATENATED MODULE: ./sandbox/object-store.js






/** How many files are opened at once when a bucket is loaded. */
const LOADING_WIDTH = 32;
/**
 * The objects of one bucket. A file is named after the SHA-256 of its key, so that no key, however it reads,
 * says anything about a path; the key itself is in the record. Files are not synced one by one: a power cut
 * may lose the last objects, and what it left torn is passed over when the bucket is loaded.
 */
class ObjectStore {
    index;
    temporaryDirectory;
    #objectDirectory;
    #madeDirectories = new Set();
    constructor(directory, index) {
        this.#objectDirectory = (0,external_node_path_.join)(directory, 'objects');
        this.temporaryDirectory = (0,external_node_path_.join)(directory, 'temporary');
        this.index = index;
    }
    /** Loads the bucket in `directory`, made when it is not there. What a crash left half-written is removed. */
    static async open(directory) {
        const temporary = (0,external_node_path_.join)(directory, 'temporary');
        await (0,promises_.rm)(temporary, { recursive: true, force: true });
        await (0,promises_.mkdir)(temporary, { recursive: true });
        await (0,promises_.mkdir)((0,external_node_path_.join)(directory, 'objects'), { recursive: true });
        return new ObjectStore(directory, new KeyIndex(await loadSummaries((0,external_node_path_.join)(directory, 'objects'))));
    }
    /** A fresh name in the folder for what is not finished; a rename puts it in place. */
    temporaryPath() {
        return (0,external_node_path_.join)(this.temporaryDirectory, (0,external_node_crypto_.randomUUID)());
    }
    async open(key) {
        return this.index.get(key) && openRecord(this.#path(key));
    }
    /**
     * Puts an object: all of it or, when anything throws, none.
     * @param precondition is asked again in the instant of putting it in place, so of two racing writers who
     * both want to be the first exactly one is.
     */
    async put(data, describe, precondition) {
        const path = this.temporaryPath();
        const description = await writeRecord(path, data, describe);
        this.#commit({ path, description }, precondition);
        return description;
    }
    /** Removes an object if there is one. */
    remove(key, precondition) {
        precondition(this.index.get(key));
        (0,external_node_fs_.rmSync)(this.#path(key), { force: true });
        this.index.delete(key);
    }
    /** Synchronous from the question to the rename: nothing else can come in between. */
    #commit({ path, description }, precondition) {
        try {
            precondition(this.index.get(description.key));
            const target = this.#path(description.key);
            this.#makeDirectory((0,external_node_path_.join)(target, '..'));
            (0,external_node_fs_.renameSync)(path, target);
            this.index.set(description.key, summarize(description));
        }
        catch (error) {
            (0,external_node_fs_.rmSync)(path, { force: true });
            throw error;
        }
    }
    #makeDirectory(directory) {
        if (this.#madeDirectories.has(directory))
            return;
        (0,external_node_fs_.mkdirSync)(directory, { recursive: true });
        this.#madeDirectories.add(directory);
    }
    #path(key) {
        const name = (0,external_node_crypto_.createHash)('sha256').update(key, 'utf8').digest('hex');
        return (0,external_node_path_.join)(this.#objectDirectory, name.slice(0, 2), name);
    }
}
function summarize({ size, etag, lastModified, checksum }) {
    return { size, etag, lastModified, checksum };
}
async function loadSummaries(directory) {
    const entries = await (0,promises_.readdir)(directory, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name));
    const summaries = [];
    const load = async () => {
        for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
            const description = await describeRecord(path);
            if (description)
                summaries.push([description.key, summarize(description)]);
        }
    };
    await Promise.all(Array.from({ length: LOADING_WIDTH }, load));
    return summaries;
}

;// CONCATENATED MODULE: ./sandbox/options.js

/** @throws Error with a sentence for the user. */
function checkOptions(options) {
    return {
        host: checkHost(options.host ?? '127.0.0.1'),
        port: checkPort(options.port ?? 0),
        consolePort: options.consolePort === undefined ? undefined : checkPort(options.consolePort),
        region: checkRegion(options.region ?? 'eu-mad'),
        dataDirectory: options.dataDirectory,
        buckets: (options.buckets ?? []).map(checkBucketName),
        minimumDuration: checkMinimumDuration(options.minimumDurationSeconds ?? 900),
        now: options.now ?? Date.now,
    };
}
/** The sandbox has no TLS and prints its keys: it is for this machine alone. */
function checkHost(host) {
    if (host === 'localhost' || host === '::1' || ((0,external_node_net_.isIP)(host) === 4 && host.startsWith('127.')))
        return host;
    throw new Error(`The sandbox listens on loopback alone (127.0.0.1, ::1, localhost), not on ${host}.`);
}
function checkPort(port) {
    if (Number.isInteger(port) && port >= 0 && port <= 65_535)
        return port;
    throw new Error(`A port is a number from 0 to 65535, not ${port}.`);
}
function checkRegion(region) {
    if (/^[a-z0-9-]{1,32}$/.test(region))
        return region;
    throw new Error('A region has 1 to 32 small letters, digits and hyphens.');
}
function checkMinimumDuration(seconds) {
    if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 43_200)
        return seconds;
    throw new Error(`The minimum duration is a whole number of seconds from 1 to 43200, not ${seconds}.`);
}
/** S3's rules for bucket names; they also make the name safe as a folder's. */
function checkBucketName(name) {
    const good = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|\.-|-\./.test(name) && (0,external_node_net_.isIP)(name) === 0;
    if (good)
        return name;
    throw new Error(`'${name}' is no bucket name: 3 to 63 small letters, digits, hyphens and single dots, and not an IP address.`);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __nccwpck_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./sandbox/checksum.js


/** The algorithms of `x-amz-checksum-*`, with the bytes that a value has. */
const SIZE = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 };
const CHECKSUM_ALGORITHMS = Object.keys(SIZE);
function isChecksumAlgorithm(name) {
    return Object.hasOwn(SIZE, name);
}
/** Whether `value` is the base64 of as many bytes as `algorithm` makes. */
function isChecksumValue(algorithm, value) {
    const bytes = Buffer.from(value, 'base64');
    return bytes.length === SIZE[algorithm] && bytes.toString('base64') === value;
}
function startChecksum(algorithm) {
    switch (algorithm) {
        case 'crc32':
            return new Crc32();
        case 'crc32c':
            return new Crc32c();
        case 'crc64nvme':
            return new Crc64Nvme();
        case 'sha1':
        case 'sha256':
            return (0,external_node_crypto_.createHash)(algorithm);
    }
}
/** The checksum of a multipart object: over the parts' raw checksums, with the number of parts behind. */
function compositeChecksum(algorithm, parts) {
    const running = startChecksum(algorithm);
    for (const part of parts)
        running.update(Buffer.from(part, 'base64'));
    return { algorithm, value: `${running.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}
class Crc32 {
    #value = 0;
    update(bytes) {
        this.#value = external_node_zlib_.crc32(bytes, this.#value);
    }
    digest() {
        return bigEndian([this.#value]);
    }
}
/** Reflected polynomial of CRC-32C (Castagnoli), RFC 3720 appendix B.4. */
const CRC32C_TABLE = buildTable(0x82f63b78);
class Crc32c {
    #value = 0xffffffff;
    update(bytes) {
        let value = this.#value;
        for (let index = 0; index < bytes.length; index++) {
            value = CRC32C_TABLE[(value ^ bytes[index]) & 0xff] ^ (value >>> 8);
        }
        this.#value = value;
    }
    digest() {
        return bigEndian([~this.#value]);
    }
}
/** Reflected polynomial of CRC-64/NVME (NVM Express NVM Command Set 1.0, figure 87). */
const CRC64NVME_TABLE = buildWideTable(0x9a6c9329ac4bc9b5n);
/** Two 32-bit halves: BigInt arithmetic for each byte would be two orders of magnitude slower. */
class Crc64Nvme {
    #high = 0xffffffff;
    #low = 0xffffffff;
    update(bytes) {
        const { high: tableHigh, low: tableLow } = CRC64NVME_TABLE;
        let high = this.#high;
        let low = this.#low;
        for (let index = 0; index < bytes.length; index++) {
            const slot = (low ^ bytes[index]) & 0xff;
            low = ((low >>> 8) | (high << 24)) ^ tableLow[slot];
            high = (high >>> 8) ^ tableHigh[slot];
        }
        this.#high = high;
        this.#low = low;
    }
    digest() {
        return bigEndian([~this.#high, ~this.#low]);
    }
}
function buildTable(polynomial) {
    return Int32Array.from({ length: 256 }, (_, slot) => {
        let value = slot;
        for (let bit = 0; bit < 8; bit++)
            value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
        return value;
    });
}
function buildWideTable(polynomial) {
    const high = new Int32Array(256);
    const low = new Int32Array(256);
    for (let slot = 0; slot < 256; slot++) {
        let value = BigInt(slot);
        for (let bit = 0; bit < 8; bit++)
            value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
        high[slot] = Number(BigInt.asIntN(32, value >> 32n));
        low[slot] = Number(BigInt.asIntN(32, value));
    }
    return { high, low };
}
function bigEndian(words) {
    const bytes = Buffer.alloc(words.length * 4);
    words.forEach((word, index) => {
        bytes.writeUInt32BE(word >>> 0, index * 4);
    });
    return bytes;
}

;// CONCATENATED MODULE: ./sandbox/body-digest.js


/** Digests a body as it passes: its MD5 and, if wanted, one checksum. */
class BodyDigest {
    #md5 = (0,external_node_crypto_.createHash)('md5');
    #algorithm;
    #checksum;
    constructor(algorithm) {
        this.#algorithm = algorithm;
        this.#checksum = algorithm && startChecksum(algorithm);
    }
    update(bytes) {
        this.#md5.update(bytes);
        this.#checksum?.update(bytes);
    }
    /** Hands a stream on, digesting it. */
    async *pass(source) {
        for await (const bytes of source) {
            this.update(bytes);
            yield bytes;
        }
    }
    /** Call once, at the end. */
    finish() {
        const value = this.#checksum?.digest().toString('base64');
        const algorithm = this.#algorithm;
        return {
            md5: this.#md5.digest('hex'),
            checksum: algorithm && value !== undefined ? { algorithm, value, type: 'FULL_OBJECT' } : undefined,
        };
    }
}

;// CONCATENATED MODULE: ./sandbox/chunked-body.js



/** A chunk's size in hexadecimal and its signature fit well within this, as does a checksum trailer. Bytes. */
const MAXIMUM_LINE = 1024;
const MAXIMUM_TRAILERS = 8;
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';
/**
 * Decodes an aws-chunked body as it arrives, verifying each signature once its chunk is through.
 * Data is handed on before its signature is known, so a reader keeps nothing until the iteration has ended.
 */
class ChunkedBody {
    trailers = new Map();
    #source;
    #framing;
    #previousSignature;
    constructor(source, framing) {
        this.#source = new ByteSource(source);
        this.#framing = framing;
        this.#previousSignature = framing.signing?.seedSignature ?? '';
    }
    /** @throws WireError IncompleteBody, SignatureDoesNotMatch or MalformedTrailerError. */
    async *data() {
        let received = 0;
        for (;;) {
            const { size, signature } = parseChunkHeader(await this.#source.readLine(), this.#framing.signing !== undefined);
            received += size;
            if (received > this.#framing.decodedLength)
                throw wrongLength(this.#framing.decodedLength);
            yield* this.#readChunk(size, signature);
            if (size === 0)
                break;
            await this.#expectLineEnd();
        }
        if (received !== this.#framing.decodedLength)
            throw wrongLength(this.#framing.decodedLength);
        await this.#readTrailers();
        if (!(await this.#source.atEnd()))
            throw new WireError('InvalidRequest', 'Bytes follow the last chunk.');
    }
    async *#readChunk(size, signature) {
        const hash = this.#framing.signing && (0,external_node_crypto_.createHash)('sha256');
        for (let left = size; left > 0;) {
            const bytes = await this.#source.read(left);
            left -= bytes.length;
            hash?.update(bytes);
            yield bytes;
        }
        if (hash && this.#framing.signing) {
            const expected = signChunk(this.#framing.signing, this.#previousSignature, hash.digest('hex'));
            this.#accept(expected, signature, 'chunk');
        }
    }
    async #expectLineEnd() {
        if ((await this.#source.readLine()) !== '')
            throw new WireError('InvalidRequest', 'A chunk is longer than its size.');
    }
    async #readTrailers() {
        let canonical = '';
        for (let count = 0; !(await this.#source.atEnd()); count++) {
            const line = await this.#source.readLine();
            if (line === '')
                break;
            const [, name = '', value = ''] = /^([!-9;-~]+):\s*(.*?)\s*$/.exec(line) ?? [];
            if (count >= MAXIMUM_TRAILERS)
                throw malformedTrailer('there are too many');
            if (name.toLowerCase() === TRAILER_SIGNATURE)
                this.#verifyTrailers(canonical, value);
            else
                canonical += `${this.#keepTrailer(name.toLowerCase(), value)}\n`;
        }
        this.#checkAllPresent();
    }
    #keepTrailer(name, value) {
        const announced = this.#framing.trailers?.includes(name) ?? false;
        const signed = this.trailers.has(TRAILER_SIGNATURE);
        if (!announced || signed || this.trailers.has(name))
            throw malformedTrailer('one was not announced, or came twice');
        this.trailers.set(name, value);
        return `${name}:${value}`;
    }
    #verifyTrailers(canonical, signature) {
        if (!this.#framing.signing)
            throw malformedTrailer('a signature was not announced');
        this.#accept(signTrailers(this.#framing.signing, this.#previousSignature, canonical), signature, 'trailer');
        this.trailers.set(TRAILER_SIGNATURE, signature);
    }
    #checkAllPresent() {
        const expected = this.#framing.trailers ?? [];
        const missing = expected.find((name) => !this.trailers.has(name));
        if (missing !== undefined)
            throw malformedTrailer(`${missing} was announced and did not come`);
        if (this.#framing.signing && this.#framing.trailers && !this.trailers.has(TRAILER_SIGNATURE)) {
            throw malformedTrailer('they are not signed');
        }
    }
    #accept(expected, presented, what) {
        if (!sameSignature(expected, presented)) {
            throw new WireError('SignatureDoesNotMatch', `The signature of a ${what} of the body is not right.`);
        }
        this.#previousSignature = presented;
    }
}
function parseChunkHeader(line, signed) {
    const [, size, signature] = /^([0-9A-Fa-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
    if (size === undefined || signed !== (signature !== undefined)) {
        throw new WireError('InvalidRequest', 'The header of a chunk of the body cannot be read.');
    }
    return { size: Number.parseInt(size, 16), signature: signature ?? '' };
}
function wrongLength(expected) {
    return new WireError('IncompleteBody', `The decoded body is not of the ${expected} bytes that were announced.`);
}
function malformedTrailer(what) {
    return new WireError('MalformedTrailerError', `The trailers of the body are not right: ${what}.`);
}
/** Reads lines and bytes from a stream of buffers, holding one buffer at a time. */
class ByteSource {
    #source;
    #rest = Buffer.alloc(0);
    constructor(source) {
        this.#source = source;
    }
    async atEnd() {
        while (this.#rest.length === 0) {
            const next = await this.#source.next();
            if (next.done)
                return true;
            this.#rest = next.value;
        }
        return false;
    }
    /** Up to `maximum` bytes, at least one. */
    async read(maximum) {
        if (await this.atEnd())
            throw new WireError('IncompleteBody', 'The body ended in the middle of a chunk.');
        const bytes = this.#rest.subarray(0, maximum);
        this.#rest = this.#rest.subarray(bytes.length);
        return bytes;
    }
    /** One line without its CRLF. */
    async readLine() {
        let line = '';
        while (!line.endsWith('\n')) {
            if (line.length > MAXIMUM_LINE)
                throw new WireError('InvalidRequest', 'A line of the chunked body is too long.');
            await this.atEnd();
            const end = this.#rest.indexOf(0x0a) + 1;
            line += (await this.read(end === 0 ? MAXIMUM_LINE : end)).toString('latin1');
        }
        return line.replace(/\r?\n$/, '');
    }
}

;// CONCATENATED MODULE: ./sandbox/payload.js






/** The largest body of one request: 5 GiB, S3's limit for a single PUT or part. Bytes. */
const payload_MAXIMUM_BODY = 5 * 1024 ** 3;
/**
 * Opens the body of an authenticated request. Everything that the request says of it is verified while it is
 * read: length, signed SHA-256, chunk and trailer signatures, Content-MD5, `x-amz-checksum-*`.
 * @throws WireError at once for a body that is announced wrongly, and from `data()` for one that differs.
 */
function openPayload(source, options = {}) {
    const { request } = source;
    const framing = readFraming(source);
    const length = framing ? framing.decodedLength : readLength(request, 'content-length');
    if (length > payload_MAXIMUM_BODY)
        throw new WireError('EntityTooLarge', `A body has at most ${payload_MAXIMUM_BODY} bytes.`);
    const expected = readExpectations(source, options);
    const inTrailer = trailerAlgorithm(framing?.trailers);
    if (inTrailer && expected.checksum)
        throw new WireError('InvalidRequest', 'One checksum is allowed, not two.');
    const digest = new BodyDigest(expected.checksum?.algorithm ?? inTrailer ?? options.wanted);
    let digests;
    async function* data() {
        source.sendContinue();
        const chunked = framing && new ChunkedBody(incomingBytes(request), framing);
        const sha256 = expected.sha256 === undefined ? undefined : (0,external_node_crypto_.createHash)('sha256');
        let received = 0;
        for await (const bytes of chunked?.data() ?? { [Symbol.asyncIterator]: () => incomingBytes(request) }) {
            received += bytes.length;
            sha256?.update(bytes);
            digest.update(bytes);
            yield bytes;
        }
        if (received !== length)
            throw new WireError('IncompleteBody', `${received} of ${length} bytes arrived.`);
        if (sha256 && sha256.digest('hex') !== expected.sha256) {
            throw new WireError('XAmzContentSHA256Mismatch', 'The body is not that of the signed x-amz-content-sha256.');
        }
        digests = verifyDigests(digest.finish(), expected, chunked);
    }
    return {
        length,
        data,
        digests: () => {
            if (!digests)
                throw new Error('the body has not been read to its end');
            return digests;
        },
    };
}
/**
 * Reads a whole small body, such as an XML document.
 * @param maximum bytes.
 * @throws WireError MaxMessageLengthExceeded
 */
async function readSmallPayload(payload, maximum) {
    if (payload.length > maximum) {
        throw new WireError('MaxMessageLengthExceeded', `The body of this request has at most ${maximum} bytes.`);
    }
    const parts = [];
    for await (const bytes of payload.data())
        parts.push(bytes);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
    }
    catch {
        throw new WireError('MalformedXML', 'The body is not UTF-8.');
    }
}
/** The request's bytes. Leaving early must not destroy the socket: the error has yet to be answered on it. */
function incomingBytes(request) {
    return request.incoming.iterator({ destroyOnReturn: false });
}
function readExpectations({ request, payloadHash }, options) {
    const md5 = header(request, 'content-md5');
    if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) {
        throw new WireError('InvalidDigest', 'Content-MD5 is not the base64 of 16 bytes.');
    }
    return {
        sha256: /^[0-9a-f]{64}$/.test(payloadHash) ? payloadHash : undefined,
        md5,
        checksum: options.ignoreChecksumHeader ? undefined : readChecksumHeader(request),
    };
}
function readChecksumHeader(request) {
    const found = [...request.headers.keys()].filter((name) => isChecksumHeader(name));
    if (found.length === 0)
        return undefined;
    const algorithm = found[0].slice('x-amz-checksum-'.length);
    const value = header(request, found[0]) ?? '';
    if (found.length > 1)
        throw new WireError('InvalidRequest', 'One x-amz-checksum header is allowed, not several.');
    if (!isChecksumAlgorithm(algorithm)) {
        throw new WireError('NotImplemented', `The sandbox does not compute the checksum ${algorithm}.`);
    }
    if (!isChecksumValue(algorithm, value)) {
        throw new WireError('InvalidRequest', `The value of x-amz-checksum-${algorithm} is not one of that algorithm.`);
    }
    return { algorithm, value };
}
/** `-algorithm`, `-type` and `-mode` say something of checksums; any other name is one. */
function isChecksumHeader(name) {
    return /^x-amz-checksum-(?!algorithm$|type$|mode$)/.test(name);
}
function readFraming({ request, payloadHash, signing }) {
    const [, kind, trailer] = /^STREAMING-(AWS4-HMAC-SHA256|UNSIGNED)-PAYLOAD(-TRAILER)?$/.exec(payloadHash) ?? [];
    if (kind === undefined) {
        if (payloadHash === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(payloadHash))
            return undefined;
        if (payloadHash.startsWith('STREAMING-')) {
            throw new WireError('NotImplemented', `The sandbox does not verify ${payloadHash.slice(0, 64)}.`);
        }
        throw new WireError('InvalidArgument', 'x-amz-content-sha256 is neither a SHA-256 nor a known kind of payload.');
    }
    const names = header(request, 'x-amz-trailer');
    if (kind === 'UNSIGNED' && trailer === undefined) {
        throw new WireError('InvalidArgument', 'An unsigned aws-chunked body needs a trailer.');
    }
    if ((trailer === undefined) !== (names === undefined)) {
        throw new WireError('MalformedTrailerError', 'x-amz-trailer and x-amz-content-sha256 contradict each other.');
    }
    return {
        signing: kind === 'UNSIGNED' ? undefined : signing,
        trailers: names?.toLowerCase().split(/\s*,\s*/),
        decodedLength: readLength(request, 'x-amz-decoded-content-length'),
    };
}
/** Bytes. A request without a body needs no length. */
function readLength(request, name) {
    const value = header(request, name);
    if (value === undefined) {
        const bodyless = name === 'content-length' && !request.headers.has('transfer-encoding');
        if (bodyless && request.method !== 'PUT')
            return 0;
        throw new WireError('MissingContentLength', `The request has a body and no ${name}.`);
    }
    if (!/^\d{1,15}$/.test(value))
        throw new WireError('InvalidArgument', `${name} is not a number of bytes.`);
    return Number(value);
}
function trailerAlgorithm(trailers) {
    for (const name of trailers ?? []) {
        const algorithm = name.replace(/^x-amz-checksum-/, '');
        if (isChecksumAlgorithm(algorithm))
            return algorithm;
        throw new WireError('MalformedTrailerError', `The sandbox knows no trailer ${name}.`);
    }
    return undefined;
}
function verifyDigests(digests, expected, chunked) {
    const { md5, checksum } = digests;
    if (expected.md5 !== undefined && Buffer.from(md5, 'hex').toString('base64') !== expected.md5) {
        throw new WireError('BadDigest', 'The body is not that of Content-MD5.');
    }
    const announced = expected.checksum?.value ?? chunked?.trailers.get(`x-amz-checksum-${checksum?.algorithm}`);
    if (announced !== undefined && announced !== checksum?.value) {
        throw new WireError('BadDigest', `The body is not that of x-amz-checksum-${checksum?.algorithm}.`);
    }
    return digests;
}

;// CONCATENATED MODULE: ./sandbox/principal.js




/**
 * Finds out who signed an S3 request.
 * @throws WireError with the code that S3 has for what is wrong. An expired session is `ExpiredToken`, and only
 * when everything else about the request is right; RGW itself says AccessDenied and no more.
 */
function authenticateS3(request, { keys, sealingKey, now }) {
    const presented = readSignature(request);
    if (!presented)
        throw new WireError('AccessDenied', 'The request is not signed; nothing here is public.');
    if (presented.service !== 's3') {
        throw new WireError('AuthorizationHeaderMalformed', `The request is signed for ${presented.service}, not for s3.`);
    }
    const { payloadHash } = presented;
    if (payloadHash === undefined)
        throw new WireError('InvalidRequest', 'The header x-amz-content-sha256 is missing.');
    checkTime(presented, now());
    const { principal, secretKey } = identify(presented, keys, sealingKey);
    const signing = verifySignature(presented, request, secretKey, payloadHash);
    if (!signing) {
        throw new WireError('SignatureDoesNotMatch', 'The signature is not right: check the secret key and what was signed.');
    }
    if (principal.kind === 'session')
        checkExpiry(principal.session, now());
    return { principal, signing, payloadHash };
}
function identify(presented, keys, sealingKey) {
    if (presented.sessionToken !== undefined)
        return identifySession(presented, presented.sessionToken, sealingKey);
    const key = keys.find(presented.accessKey);
    if (!key) {
        throw new WireError('InvalidAccessKeyId', 'There is no such access key. One of a session needs its session token.');
    }
    return {
        principal: { kind: key.kind, accessKey: key.accessKey, bucket: key.bucket },
        secretKey: key.secretKey,
    };
}
function identifySession(presented, token, sealingKey) {
    const session = openSession(token, sealingKey);
    if (!session)
        throw new WireError('InvalidArgument', 'The session token was not made by this server, or was altered.');
    const { accessKey, bucket, secretKey } = session;
    if (accessKey !== presented.accessKey) {
        throw new WireError('InvalidAccessKeyId', 'The session token belongs to another access key.');
    }
    const policy = session.policy === undefined ? undefined : parsePolicy(session.policy);
    return { principal: { kind: 'session', accessKey, bucket, session, policy }, secretKey };
}
function checkExpiry(session, now) {
    if (now < session.expiresAt * 1000)
        return;
    const at = new Date(session.expiresAt * 1000).toISOString();
    throw new WireError('ExpiredToken', `The session expired at ${at}. Ask for a new one.`);
}
/**
 * Whether the principal may do it. A role and a permanent key reach one bucket, whole; a session policy narrows
 * that; a service credential reaches nothing.
 * @param key of the object; `undefined` for the bucket itself.
 */
function isAllowed(principal, action, bucket, key, values = {}) {
    if (principal.kind === 'service' || principal.bucket !== bucket)
        return false;
    if (principal.kind === 'permanent' || !principal.policy)
        return true;
    return evaluatePolicy(principal.policy, action, key === undefined ? bucket : `${bucket}/${key}`, values);
}

;// CONCATENATED MODULE: ./sandbox/s3/call.js

/** S3's limit for a key. Bytes of UTF-8. */
const MAXIMUM_KEY = 1024;
/** The same for everything that is not allowed. */
function denied() {
    return new WireError('AccessDenied', 'These credentials do not allow this operation here.');
}
function noSuchKey() {
    return new WireError('NoSuchKey', 'There is no object of this key.');
}
function quoted(etag) {
    return `"${etag}"`;
}

;// CONCATENATED MODULE: ./sandbox/s3/bucket-operations.js





/** S3 lists at most so many entries on a page, whatever is asked for. */
const MAXIMUM_PAGE = 1000;
/** The sandbox has one owner, who is shown and never checked. */
const OWNER_ID = 'sandbox';
async function headBucket() {
    return { status: 200 };
}
async function getBucketVersioning() {
    return { status: 200, body: xmlDocument('VersioningConfiguration', S3_NAMESPACE) };
}
/** RGW gives the name of its zone group; the sandbox gives its region. */
async function getBucketLocation({ region }) {
    return { status: 200, body: xmlDocument('LocationConstraint', S3_NAMESPACE, escapeText(region)) };
}
/** The access control list of everything here: its owner may do everything, and nobody else appears. */
async function getAcl() {
    const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">` +
        `${leaf('ID', OWNER_ID)}</Grantee>`;
    const body = xmlDocument('AccessControlPolicy', S3_NAMESPACE, branch('Owner', leaf('ID', OWNER_ID)), branch('AccessControlList', branch('Grant', grantee, leaf('Permission', 'FULL_CONTROL'))));
    return { status: 200, body };
}
async function listObjectsV2(call) {
    const { query } = call.wire;
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after');
    const request = readListing(query, token === undefined ? (startAfter ?? '') : decodeToken(token));
    const listing = listing_listKeys(call.bucket.objects.index, request);
    const encode = keyEncoder(query);
    const body = xmlDocument('ListBucketResult', S3_NAMESPACE, ...describeListing(call, request, listing), leaf('KeyCount', listing.keys.length + listing.commonPrefixes.length), optional('ContinuationToken', token), listing.next === undefined ? undefined : leaf('NextContinuationToken', encodeToken(listing.next)), startAfter === undefined ? undefined : leaf('StartAfter', encode(startAfter)), ...describeEntries(call, listing, query.get('fetch-owner') === 'true'));
    return { status: 200, body };
}
async function listObjects(call) {
    const { query } = call.wire;
    const request = readListing(query, query.get('marker') ?? '');
    const listing = listing_listKeys(call.bucket.objects.index, request);
    const encode = keyEncoder(query);
    // Without a delimiter a client goes on from the last key, so S3 leaves NextMarker out.
    const next = request.delimiter === '' ? undefined : listing.next;
    const body = xmlDocument('ListBucketResult', S3_NAMESPACE, ...describeListing(call, request, listing), leaf('Marker', encode(request.after)), next === undefined ? undefined : leaf('NextMarker', encode(next)), ...describeEntries(call, listing, true));
    return { status: 200, body };
}
function readListing(query, after) {
    return {
        prefix: query.get('prefix') ?? '',
        delimiter: query.get('delimiter') ?? '',
        after,
        maximum: readPageSize(query, 'max-keys'),
    };
}
/** @throws WireError InvalidArgument */
function readPageSize(query, name) {
    const value = query.get(name) || String(MAXIMUM_PAGE);
    if (!/^\d{1,10}$/.test(value))
        throw new WireError('InvalidArgument', `${name} is not a number.`);
    return Math.min(Number(value), MAXIMUM_PAGE);
}
/**
 * How keys are written: as they are or, on demand, percent-encoded, since XML 1.0 cannot hold every character.
 * @throws WireError InvalidArgument
 */
function keyEncoder(query) {
    const type = query.get('encoding-type');
    if (type === undefined)
        return (key) => key;
    if (type !== 'url')
        throw new WireError('InvalidArgument', 'encoding-type must be url.');
    return (key) => encodeUri(key).replaceAll('%2F', '/');
}
function optional(name, text) {
    return text === undefined || text === '' ? undefined : leaf(name, text);
}
function describeListing(call, request, listing) {
    const { query } = call.wire;
    const encode = keyEncoder(query);
    return [
        leaf('Name', call.bucket.name),
        leaf('Prefix', encode(request.prefix)),
        optional('Delimiter', encode(request.delimiter)),
        leaf('MaxKeys', request.maximum),
        optional('EncodingType', query.get('encoding-type')),
        leaf('IsTruncated', listing.next !== undefined),
    ];
}
function describeEntries(call, listing, withOwner) {
    const encode = keyEncoder(call.wire.query);
    const contents = listing.keys.flatMap((key) => {
        const object = call.bucket.objects.index.get(key);
        if (!object)
            return [];
        return branch('Contents', leaf('Key', encode(key)), leaf('LastModified', new Date(object.lastModified).toISOString()), leaf('ETag', quoted(object.etag)), object.checksum && leaf('ChecksumAlgorithm', object.checksum.algorithm.toUpperCase()), object.checksum && leaf('ChecksumType', object.checksum.type), leaf('Size', object.size), leaf('StorageClass', 'STANDARD'), withOwner ? branch('Owner', leaf('ID', OWNER_ID)) : undefined);
    });
    return [
        ...contents,
        ...listing.commonPrefixes.map((prefix) => branch('CommonPrefixes', leaf('Prefix', encode(prefix)))),
    ];
}
/** Opaque to clients; JSON, so that a token cut short is refused. */
function encodeToken(key) {
    return Buffer.from(JSON.stringify([key])).toString('base64url');
}
function decodeToken(token) {
    try {
        const [key] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
        if (typeof key === 'string')
            return key;
    }
    catch {
        // Refused below, like every other token that was not made here.
    }
    throw new WireError('InvalidArgument', 'The continuation token was not made by this server.');
}

;// CONCATENATED MODULE: ./sandbox/s3/attributes.js



/** The headers that come back with an object as they were put. */
const KEPT_HEADERS = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-type',
    'expires',
];
const DEFAULT_TYPE = 'binary/octet-stream';
const METADATA_PREFIX = 'x-amz-meta-';
/** RFC 9110, section 5.6.2, in the lower case that header names are compared in. */
const TOKEN = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
/** S3's limits: user metadata in bytes, tags by number and characters. */
const MAXIMUM_METADATA = 2048;
const MAXIMUM_TAGS = 10;
const MAXIMUM_TAG_KEY = 128;
const MAXIMUM_TAG_VALUE = 256;
const CANNED_ACLS = [
    'private',
    'public-read',
    'public-read-write',
    'authenticated-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
];
/** What these ask for the sandbox cannot give, and a client must not believe that it did. */
const REFUSED_HEADERS = /^x-amz-(server-side-encryption|object-lock|grant|website-redirect|copy-source-server-side)/;
/**
 * Reads what a request says of the object that it puts. A presigned URL may say it in its query.
 * @throws WireError MetadataTooLarge, InvalidTag, InvalidArgument, NotImplemented
 */
function readAttributes(request) {
    const refused = [...request.headers.keys(), ...request.query.keys()].find((name) => REFUSED_HEADERS.test(name));
    if (refused !== undefined)
        throw new WireError('NotImplemented', `The sandbox does not have ${refused}.`);
    const storageClass = headerOrQuery(request, 'x-amz-storage-class') ?? 'STANDARD';
    if (storageClass !== 'STANDARD')
        throw new WireError('InvalidArgument', 'The only storage class is STANDARD.');
    return {
        headers: readKeptHeaders(request),
        metadata: readMetadata(request),
        tags: readTagHeader(headerOrQuery(request, 'x-amz-tagging')),
        acl: readCannedAcl(request),
    };
}
function readKeptHeaders(request) {
    const kept = { 'content-type': DEFAULT_TYPE };
    for (const name of KEPT_HEADERS) {
        const value = header(request, name);
        if (value !== undefined && value !== '')
            kept[name] = value;
    }
    // aws-chunked is how the body travelled and not what it is.
    const encodings = kept['content-encoding']?.split(',').map((encoding) => encoding.trim()) ?? [];
    const own = encodings.filter((encoding) => encoding !== 'aws-chunked' && encoding !== '').join(',');
    if (own === '')
        delete kept['content-encoding'];
    else
        kept['content-encoding'] = own;
    return kept;
}
function readMetadata(request) {
    const metadata = {};
    let size = 0;
    for (const name of new Set([...request.headers.keys(), ...request.query.keys()])) {
        if (!name.startsWith(METADATA_PREFIX))
            continue;
        if (!TOKEN.test(name))
            throw new WireError('InvalidArgument', 'A name of user metadata is no header name.');
        const value = headerOrQuery(request, name) ?? '';
        metadata[name.slice(METADATA_PREFIX.length)] = value;
        size += name.length - METADATA_PREFIX.length + value.length;
    }
    if (size > MAXIMUM_METADATA) {
        throw new WireError('MetadataTooLarge', `User metadata has at most ${MAXIMUM_METADATA} bytes; ${size} came.`);
    }
    return metadata;
}
/** @throws WireError InvalidArgument */
function readCannedAcl(request) {
    const acl = headerOrQuery(request, 'x-amz-acl') ?? 'private';
    if (!CANNED_ACLS.includes(acl))
        throw new WireError('InvalidArgument', 'x-amz-acl is not a canned ACL.');
    return acl;
}
function readTagHeader(value) {
    const pairs = (value ?? '').split('&').filter((pair) => pair !== '');
    const decode = (text) => decodeUri(text.replaceAll('+', ' '));
    return checkTags(pairs.map((pair) => {
        const [name = '', ...rest] = pair.split('=');
        return [decode(name), decode(rest.join('='))];
    }));
}
/** @throws WireError InvalidTag */
function checkTags(tags) {
    if (tags.length > MAXIMUM_TAGS)
        throw new WireError('InvalidTag', `An object has at most ${MAXIMUM_TAGS} tags.`);
    if (new Set(tags.map(([key]) => key)).size !== tags.length)
        throw new WireError('InvalidTag', 'A tag came twice.');
    for (const [key, value] of tags) {
        if (key === '' || key.length > MAXIMUM_TAG_KEY || value.length > MAXIMUM_TAG_VALUE) {
            throw new WireError('InvalidTag', 'A tag has a key of 1 to 128 characters and a value of at most 256.');
        }
    }
    return tags;
}
/** The algorithm that a request names in `x-amz-checksum-algorithm`. @throws WireError InvalidRequest */
function readChecksumAlgorithm(request) {
    const value = headerOrQuery(request, 'x-amz-checksum-algorithm');
    if (value === undefined)
        return undefined;
    const algorithm = CHECKSUM_ALGORITHMS.find((name) => name === value.toLowerCase());
    if (!algorithm)
        throw new WireError('InvalidRequest', 'The sandbox does not know that checksum algorithm.');
    return algorithm;
}

;// CONCATENATED MODULE: ./sandbox/s3/checksum-answer.js

/** `<ChecksumCRC32>` and its like. */
function checksumElement(checksum) {
    return checksum && leaf(`Checksum${checksum.algorithm.toUpperCase()}`, checksum.value);
}
/** The headers that give a checksum back. */
function checksumHeaders(checksum) {
    if (!checksum)
        return {};
    return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

;// CONCATENATED MODULE: ./sandbox/s3/conditions.js



/**
 * Weighs the conditions of a read (RFC 9110, section 13): If-Match wins over If-Unmodified-Since, and
 * If-None-Match over If-Modified-Since.
 * @param prefix `''`, or `x-amz-copy-source-` for the source of a copy.
 */
function weighReadConditions(request, current, prefix = '') {
    const condition = (name) => header(request, `${prefix}${name}`);
    const match = condition('if-match');
    const noneMatch = condition('if-none-match');
    const unmodified = parseDate(condition('if-unmodified-since'));
    const modified = parseDate(condition('if-modified-since'));
    // HTTP dates have whole seconds, so the object's time is compared at that.
    const changedAt = Math.floor(current.lastModified / 1000) * 1000;
    if (match !== undefined ? !namesEtag(match, current.etag) : unmodified !== undefined && changedAt > unmodified) {
        return 'failed';
    }
    const unchanged = noneMatch !== undefined
        ? namesEtag(noneMatch, current.etag)
        : modified !== undefined && changedAt <= modified;
    return unchanged ? 'not modified' : 'go on';
}
/**
 * The condition under which a write may replace what is there.
 * @throws WireError NotImplemented for an If-None-Match that is not `*`, as S3 does.
 */
function writePrecondition(request) {
    const match = headerOrQuery(request, 'if-match');
    const noneMatch = headerOrQuery(request, 'if-none-match');
    if (noneMatch !== undefined && noneMatch.trim() !== '*') {
        throw new WireError('NotImplemented', 'A write takes If-None-Match with * alone.');
    }
    return (current) => {
        if (noneMatch !== undefined && current)
            throw preconditionFailed('If-None-Match');
        if (match === undefined)
            return;
        if (!current)
            throw noSuchKey();
        if (!namesEtag(match, current.etag))
            throw preconditionFailed('If-Match');
    };
}
function preconditionFailed(name) {
    return new WireError('PreconditionFailed', `The condition ${name} does not hold.`);
}
/** ETags may come in quotes, as HTTP has them, or bare, as RGW wants them. */
function namesEtag(condition, etag) {
    return condition.split(',').some((part) => {
        const candidate = part.trim().replace(/^"(.*)"$/, '$1');
        return candidate === '*' || candidate === etag;
    });
}
/** A date that cannot be read is as good as none (RFC 9110, section 13.1.3). */
function parseDate(value) {
    const time = Date.parse(value ?? '');
    return Number.isNaN(time) ? undefined : time;
}

;// CONCATENATED MODULE: ./sandbox/s3/copy-operations.js









async function copyObject(call) {
    const given = readAttributes(call.wire);
    const replaces = directive(call.wire, 'x-amz-metadata-directive');
    const replacesTags = directive(call.wire, 'x-amz-tagging-directive');
    const wanted = readChecksumAlgorithm(call.wire);
    const precondition = writePrecondition(call.wire);
    const source = await openCopySource(call);
    if (source.description.key === call.key && !replaces) {
        await source.close();
        throw new WireError('InvalidRequest', 'A copy onto itself needs x-amz-metadata-directive: REPLACE.');
    }
    const attributes = merge(source.description, given, replaces, replacesTags);
    const digest = new BodyDigest(wanted ?? source.description.checksum?.algorithm);
    const describe = (size) => {
        const { md5, checksum } = digest.finish();
        return { ...attributes, key: call.key, size, etag: md5, lastModified: call.now(), checksum };
    };
    const copied = await call.bucket.objects.put(digest.pass(source.stream()), describe, precondition);
    return {
        status: 200,
        body: xmlDocument('CopyObjectResult', S3_NAMESPACE, leaf('LastModified', new Date(copied.lastModified).toISOString()), leaf('ETag', quoted(copied.etag)), checksumElement(copied.checksum)),
    };
}
/**
 * Opens what `x-amz-copy-source` names, once it may be read and its conditions hold.
 * @throws WireError AccessDenied, NoSuchKey, PreconditionFailed, InvalidArgument
 */
async function openCopySource(call) {
    const { bucket, key } = parseCopySource(header(call.wire, 'x-amz-copy-source') ?? '');
    // Every principal has one bucket, so a source elsewhere is refused before it is known whether it exists.
    if (!isAllowed(call.principal, 's3:GetObject', bucket, key) || bucket !== call.bucket.name)
        throw denied();
    const record = await call.bucket.objects.open(key);
    if (!record)
        throw noSuchKey();
    if (weighReadConditions(call.wire, record.description, 'x-amz-copy-source-') !== 'go on') {
        await record.close();
        throw preconditionFailed('of the copy source');
    }
    return record;
}
function parseCopySource(value) {
    const [encoded = '', version] = value.split(/\?versionId=(.*)/s);
    if (version !== undefined && version !== 'null') {
        throw new WireError('NotImplemented', 'The sandbox keeps no versions of objects.');
    }
    const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeUri(encoded)) ?? [];
    if (bucket === undefined || key === undefined) {
        throw new WireError('InvalidArgument', 'x-amz-copy-source must read BUCKET/KEY, percent-encoded.');
    }
    return { bucket, key };
}
/** Whether the copy gets what this request says, rather than what the source has. */
function directive(request, name) {
    const value = header(request, name) ?? 'COPY';
    if (value !== 'COPY' && value !== 'REPLACE')
        throw new WireError('InvalidArgument', `${name} is COPY or REPLACE.`);
    return value === 'REPLACE';
}
function merge(source, given, replaces, replacesTags) {
    const { headers, metadata } = replaces ? given : source;
    return { headers, metadata, tags: replacesTags ? given.tags : source.tags, acl: given.acl };
}

;// CONCATENATED MODULE: ./sandbox/s3/document.js



/** The largest XML body: 10,000 parts with an ETag and a checksum each. Bytes. */
const MAXIMUM_XML = 4 * 1024 * 1024;
/** @throws WireError MalformedXML when the body is not a document of that root. */
async function readDocument(call, root, ignoreChecksumHeader = false) {
    const document = parseXml(await readSmallPayload(call.openPayload({ ignoreChecksumHeader }), MAXIMUM_XML));
    if (document.name !== root)
        throw new WireError('MalformedXML', `The body must be a <${root}> document.`);
    return document;
}

;// CONCATENATED MODULE: ./sandbox/s3/delete-objects.js





/** S3's limit for one DeleteObjects. */
const MAXIMUM_DELETIONS = 1000;
/** Each key is allowed or refused for itself, and the answer says which. */
async function deleteObjects(call) {
    const root = await readDocument(call, 'Delete');
    const targets = root.children.filter(({ name }) => name === 'Object');
    if (targets.length === 0 || targets.length > MAXIMUM_DELETIONS) {
        throw new WireError('MalformedXML', `One to ${MAXIMUM_DELETIONS} objects can be deleted at once.`);
    }
    const quiet = childText(root, 'Quiet') === 'true';
    const results = targets.map((target) => deleteOne(call, target, quiet));
    return { status: 200, body: xmlDocument('DeleteResult', S3_NAMESPACE, ...results) };
}
function deleteOne(call, target, quiet) {
    const key = childText(target, 'Key') ?? '';
    try {
        if (key === '' || Buffer.byteLength(key) > MAXIMUM_KEY) {
            throw new WireError('MalformedXML', `A key has 1 to ${MAXIMUM_KEY} bytes.`);
        }
        if (!isAllowed(call.principal, 's3:DeleteObject', call.bucket.name, key)) {
            throw new WireError('AccessDenied', 'These credentials do not allow to delete this object.');
        }
        const etag = childText(target, 'ETag');
        call.bucket.objects.remove(key, (current) => {
            if (etag === undefined || etag === '*' || (current && quoted(current.etag) === etag))
                return;
            throw new WireError('PreconditionFailed', 'The object has another ETag.');
        });
        return quiet ? undefined : branch('Deleted', leaf('Key', key));
    }
    catch (error) {
        if (!(error instanceof WireError))
            throw error;
        return branch('Error', leaf('Key', key), leaf('Code', error.code), leaf('Message', error.message));
    }
}

;// CONCATENATED MODULE: ./sandbox/s3/upload-lookup.js

/** The upload that a request names. @throws WireError NoSuchUpload */
async function findUpload(call) {
    return (await call.bucket.uploads.find(readUploadId(call), call.key)) ?? noSuchUpload();
}
function readUploadId({ wire }) {
    return wire.query.get('uploadId') ?? '';
}
function noSuchUpload() {
    throw new WireError('NoSuchUpload', 'There is no such upload: it was completed, aborted, or never begun.');
}

;// CONCATENATED MODULE: ./sandbox/s3/multipart-completion.js












/** S3's smallest part but for the last. Bytes. */
const MINIMUM_PART = 5 * 1024 * 1024;
async function completeMultipartUpload(call) {
    const precondition = writePrecondition(call.wire);
    const document = await readDocument(call, 'CompleteMultipartUpload', true);
    const { uploads, objects } = call.bucket;
    return uploads.exclusively(readUploadId(call), async () => {
        const upload = await findUpload(call);
        const parts = await selectParts(call, upload, document);
        const fullObject = upload.checksum?.type === 'FULL_OBJECT';
        const digest = new BodyDigest(fullObject ? upload.checksum?.algorithm : undefined);
        const describe = (size) => {
            const checksum = fullObject ? digest.finish().checksum : composite(upload, parts);
            checkWhole(call, size, checksum);
            const etag = multipartEtag(parts);
            const sizes = parts.map((part) => part.size);
            return {
                ...upload.attributes,
                key: call.key,
                size,
                etag,
                lastModified: call.now(),
                checksum,
                parts: sizes,
            };
        };
        const data = concatenate(call, upload, parts);
        const object = await objects.put(fullObject ? digest.pass(data) : data, describe, precondition);
        await uploads.remove(upload);
        return { status: 200, body: describeCompleted(call, object) };
    });
}
/** The parts that the client names, each as the client has it. */
async function selectParts(call, upload, document) {
    const named = document.children.filter(({ name }) => name === 'Part');
    if (named.length === 0)
        throw new WireError('MalformedXML', 'An upload is completed with at least one part.');
    const uploaded = new Map((await call.bucket.uploads.listParts(upload)).map((part) => [part.number, part]));
    const parts = named.map((element) => {
        const part = uploaded.get(Number(childText(element, 'PartNumber')));
        const etag = childText(element, 'ETag')?.replaceAll('"', '');
        if (!part || part.etag !== etag || !sameChecksum(element, part)) {
            throw new WireError('InvalidPart', 'A part was not uploaded, or has another ETag or checksum.');
        }
        return part;
    });
    parts.forEach((part, index) => {
        const previous = parts[index - 1];
        if (previous && previous.number >= part.number) {
            throw new WireError('InvalidPartOrder', 'The parts must come in ascending order.');
        }
        if (previous && previous.size < MINIMUM_PART) {
            throw new WireError('EntityTooSmall', `A part has ${previous.size} bytes; all but the last need ${MINIMUM_PART}.`);
        }
    });
    return parts;
}
function sameChecksum(element, { checksum }) {
    const claimed = checksum && childText(element, `Checksum${checksum.algorithm.toUpperCase()}`);
    return claimed === undefined || claimed === checksum?.value;
}
async function* concatenate(call, upload, parts) {
    for (const part of parts) {
        const record = await call.bucket.uploads.openPart(upload, part.number);
        if (record?.description.etag !== part.etag) {
            await record?.close();
            throw new WireError('InvalidPart', 'A part was replaced while the upload was completed.');
        }
        yield* record.stream();
    }
}
/** S3's ETag of a multipart object: the MD5 of the parts' MD5s, and how many there are. */
function multipartEtag(parts) {
    const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
    return `${(0,external_node_crypto_.createHash)('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}`;
}
function composite(upload, parts) {
    if (!upload.checksum)
        return undefined;
    return compositeChecksum(upload.checksum.algorithm, parts.map(({ checksum }) => checksum?.value ?? ''));
}
/** What the client says of the whole object when it completes it. */
function checkWhole({ wire }, size, checksum) {
    const claimedSize = header(wire, 'x-amz-mp-object-size');
    if (claimedSize !== undefined && Number(claimedSize) !== size) {
        throw new WireError('InvalidRequest', `The object has ${size} bytes, not ${claimedSize}.`);
    }
    const claimed = checksum && header(wire, `x-amz-checksum-${checksum.algorithm}`);
    if (claimed !== undefined && claimed !== checksum?.value) {
        throw new WireError('BadDigest', 'The object has another checksum than the client says.');
    }
}
function describeCompleted(call, { etag, checksum }) {
    return xmlDocument('CompleteMultipartUploadResult', S3_NAMESPACE, leaf('Location', `http://${header(call.wire, 'host')}${call.wire.rawPath}`), leaf('Bucket', call.bucket.name), leaf('Key', call.key), leaf('ETag', quoted(etag)), checksumElement(checksum), optional('ChecksumType', checksum?.type));
}

;// CONCATENATED MODULE: ./sandbox/s3/multipart-listing.js







async function listParts(call) {
    const upload = await findUpload(call);
    const { query } = call.wire;
    const maximum = readPageSize(query, 'max-parts');
    const marker = Number(query.get('part-number-marker') || 0);
    if (!Number.isInteger(marker))
        throw new WireError('InvalidArgument', 'part-number-marker is not a number.');
    const following = (await call.bucket.uploads.listParts(upload)).filter(({ number }) => number > marker);
    const page = following.slice(0, maximum);
    const owner = leaf('ID', OWNER_ID);
    const body = xmlDocument('ListPartsResult', S3_NAMESPACE, leaf('Bucket', call.bucket.name), leaf('Key', call.key), leaf('UploadId', upload.id), branch('Initiator', owner), branch('Owner', owner), leaf('StorageClass', 'STANDARD'), optional('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()), optional('ChecksumType', upload.checksum?.type), leaf('PartNumberMarker', marker), leaf('NextPartNumberMarker', page.at(-1)?.number ?? 0), leaf('MaxParts', maximum), leaf('IsTruncated', maximum > 0 && following.length > page.length), ...page.map(describePart));
    return { status: 200, body };
}
function describePart(part) {
    return branch('Part', leaf('PartNumber', part.number), leaf('LastModified', new Date(part.lastModified).toISOString()), leaf('ETag', quoted(part.etag)), leaf('Size', part.size), checksumElement(part.checksum));
}
async function listMultipartUploads(call) {
    const { query } = call.wire;
    const encode = keyEncoder(query);
    const maximum = readPageSize(query, 'max-uploads');
    const following = (await call.bucket.uploads.list()).filter((upload) => isListed(upload, query));
    const page = following.slice(0, maximum);
    const truncated = maximum > 0 && following.length > page.length;
    const body = xmlDocument('ListMultipartUploadsResult', S3_NAMESPACE, leaf('Bucket', call.bucket.name), leaf('KeyMarker', encode(query.get('key-marker') ?? '')), leaf('UploadIdMarker', query.get('upload-id-marker') ?? ''), leaf('Prefix', encode(query.get('prefix') ?? '')), leaf('MaxUploads', maximum), optional('EncodingType', query.get('encoding-type')), leaf('IsTruncated', truncated), truncated ? leaf('NextKeyMarker', encode(page.at(-1)?.key ?? '')) : undefined, truncated ? leaf('NextUploadIdMarker', page.at(-1)?.id ?? '') : undefined, ...page.map((upload) => describeUpload(upload, encode)));
    return { status: 200, body };
}
/** @throws WireError NotImplemented for a delimiter. */
function isListed({ key, id }, query) {
    if (query.get('delimiter'))
        throw new WireError('NotImplemented', 'ListMultipartUploads has no delimiter here.');
    const marker = query.get('key-marker') ?? '';
    const order = compareKeys(key, marker);
    const idMarker = query.get('upload-id-marker');
    const behind = order > 0 || (order === 0 && marker !== '' && idMarker !== undefined && compareKeys(id, idMarker) > 0);
    return behind && key.startsWith(query.get('prefix') ?? '');
}
function describeUpload({ key, id, initiated }, encode) {
    const owner = leaf('ID', OWNER_ID);
    return branch('Upload', leaf('Key', encode(key)), leaf('UploadId', id), branch('Initiator', owner), branch('Owner', owner), leaf('StorageClass', 'STANDARD'), leaf('Initiated', new Date(initiated).toISOString()));
}

;// CONCATENATED MODULE: ./sandbox/s3/range.js

/**
 * Reads a Range header against a body of `size` bytes.
 * @returns `undefined` for the whole body: no header, one that cannot be read, or several ranges, which S3 does
 * not answer with either.
 * @throws WireError InvalidRange when it lies behind the end.
 */
function readRange(value, size) {
    const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(value?.trim() ?? '') ?? [];
    if (first === undefined || last === undefined || (first === '' && last === ''))
        return undefined;
    const range = first === ''
        ? { start: Math.max(0, size - Number(last)), end: size }
        : { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
    if (first !== '' && last !== '' && Number(last) < Number(first))
        return undefined;
    if (range.start >= size)
        throw new WireError('InvalidRange', `The object has ${size} bytes; the range lies behind.`);
    return range;
}
/** Reads `x-amz-copy-source-range`, which must be whole and within. @throws WireError InvalidArgument */
function readCopyRange(value, size) {
    const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(value) ?? [];
    const range = { start: Number(first), end: Number(last) + 1 };
    if (!(range.start < range.end && range.end <= size)) {
        throw new WireError('InvalidArgument', `x-amz-copy-source-range must read bytes=A-B, within ${size} bytes.`);
    }
    return range;
}

;// CONCATENATED MODULE: ./sandbox/s3/multipart-operations.js











async function createMultipartUpload(call) {
    const upload = await call.bucket.uploads.begin({
        key: call.key,
        initiated: call.now(),
        attributes: readAttributes(call.wire),
        checksum: readUploadChecksum(call),
    });
    const algorithm = upload.checksum?.algorithm.toUpperCase();
    return {
        status: 200,
        headers: { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': upload.checksum?.type },
        body: xmlDocument('InitiateMultipartUploadResult', S3_NAMESPACE, leaf('Bucket', call.bucket.name), leaf('Key', call.key), leaf('UploadId', upload.id)),
    };
}
/** CRC-64/NVME is always of the full object, SHA never; the other two are composite unless the client says. */
function readUploadChecksum({ wire }) {
    const algorithm = readChecksumAlgorithm(wire);
    const asked = headerOrQuery(wire, 'x-amz-checksum-type');
    if (!algorithm)
        return undefined;
    const type = asked ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
    const impossible = algorithm === 'crc64nvme' ? 'COMPOSITE' : algorithm.startsWith('sha') ? 'FULL_OBJECT' : undefined;
    if ((type !== 'FULL_OBJECT' && type !== 'COMPOSITE') || type === impossible) {
        throw new WireError('InvalidRequest', `A checksum ${algorithm} of that type does not exist for multipart uploads.`);
    }
    return { algorithm, type };
}
async function uploadPart(call) {
    const number = readPartNumber(call);
    const upload = await findUpload(call);
    const payload = call.openPayload({ wanted: upload.checksum?.algorithm });
    const part = await putPart(call, upload, number, payload.data(), () => payload.digests());
    return { status: 200, headers: { etag: quoted(part.etag), ...checksumHeaders(part.checksum) } };
}
async function uploadPartCopy(call) {
    const number = readPartNumber(call);
    const upload = await findUpload(call);
    const source = await openCopySource(call);
    const rangeHeader = header(call.wire, 'x-amz-copy-source-range');
    const digest = new BodyDigest(upload.checksum?.algorithm);
    let range = {};
    try {
        if (rangeHeader !== undefined)
            range = readCopyRange(rangeHeader, source.size);
    }
    catch (error) {
        await source.close();
        throw error;
    }
    const data = digest.pass(source.stream(range.start, range.end));
    const part = await putPart(call, upload, number, data, () => digest.finish());
    return {
        status: 200,
        body: xmlDocument('CopyPartResult', S3_NAMESPACE, leaf('LastModified', new Date(part.lastModified).toISOString()), leaf('ETag', quoted(part.etag)), checksumElement(part.checksum)),
    };
}
async function putPart(call, upload, number, data, digests) {
    const part = await call.bucket.uploads.putPart(upload, data, (size) => {
        const { md5, checksum } = digests();
        if (upload.checksum && checksum?.algorithm !== upload.checksum.algorithm) {
            throw new WireError('InvalidRequest', `The upload was begun with the checksum ${upload.checksum.algorithm}.`);
        }
        return { number, size, etag: md5, lastModified: call.now(), checksum };
    });
    return part ?? noSuchUpload();
}
async function abortMultipartUpload(call) {
    const { uploads } = call.bucket;
    return uploads.exclusively(readUploadId(call), async () => {
        await uploads.remove(await findUpload(call));
        return { status: 204 };
    });
}
function readPartNumber({ wire }) {
    const value = wire.query.get('partNumber') ?? '';
    const number = Number(value);
    if (!/^\d{1,5}$/.test(value) || number < 1 || number > MAXIMUM_PART_NUMBER) {
        throw new WireError('InvalidArgument', `partNumber must be 1 to ${MAXIMUM_PART_NUMBER}.`);
    }
    return number;
}

;// CONCATENATED MODULE: ./sandbox/s3/object-operations.js







/** The query parameters that replace a header of the answer to a GET. */
const OVERRIDES = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-type',
    'expires',
];
async function putObject(call) {
    const attributes = readAttributes(call.wire);
    const precondition = writePrecondition(call.wire);
    // Asked before the body is, so that a client that waits for 100 Continue need not send it in vain.
    precondition(call.bucket.objects.index.get(call.key));
    const payload = call.openPayload();
    const describe = (size) => {
        const { md5, checksum } = payload.digests();
        return { ...attributes, key: call.key, size, etag: md5, lastModified: call.now(), checksum };
    };
    const { etag, checksum } = await call.bucket.objects.put(payload.data(), describe, precondition);
    return { status: 200, headers: { etag: quoted(etag), ...checksumHeaders(checksum) } };
}
async function getObject(call) {
    return readObject(call, true);
}
async function headObject(call) {
    return readObject(call, false);
}
async function deleteObject(call) {
    // S3 says 204 whether or not there was an object; a condition is what makes its absence an error.
    call.bucket.objects.remove(call.key, writePrecondition(call.wire));
    return { status: 204 };
}
async function readObject(call, withBody) {
    const record = await call.bucket.objects.open(call.key);
    if (!record)
        throw noSuchKey();
    let streaming = false;
    try {
        const object = record.description;
        const verdict = weighReadConditions(call.wire, object);
        if (verdict === 'failed')
            throw preconditionFailed('If-Match or If-Unmodified-Since');
        if (verdict === 'not modified')
            return { status: 304, headers: validators(object) };
        const range = selectRange(call, object);
        const headers = { ...objectHeaders(call, object, range), ...overrides(call) };
        const status = range ? 206 : 200;
        if (!withBody)
            return { status, headers };
        streaming = true;
        return { status, headers, body: record.stream(range?.start, range?.end) };
    }
    finally {
        if (!streaming)
            await record.close();
    }
}
/** A part number asks for that part's bytes; If-Range makes a range count only for the object that it names. */
function selectRange(call, object) {
    const partNumber = call.wire.query.get('partNumber');
    const range = header(call.wire, 'range');
    if (partNumber !== undefined) {
        if (range !== undefined)
            throw new WireError('InvalidRequest', 'A part and a range cannot both be asked for.');
        return partRange(partNumber, object);
    }
    const ifRange = header(call.wire, 'if-range');
    if (ifRange !== undefined && ifRange !== quoted(object.etag))
        return undefined;
    return readRange(range, object.size);
}
function partRange(partNumber, { parts, size }) {
    const sizes = parts ?? [size];
    const index = Number(partNumber) - 1;
    const length = sizes[index];
    if (length === undefined)
        throw new WireError('InvalidRange', `The object has ${sizes.length} parts.`);
    const start = sizes.slice(0, index).reduce((sum, part) => sum + part, 0);
    return length === 0 ? undefined : { start, end: start + length };
}
function objectHeaders(call, object, range) {
    const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
    const whole = !range || (range.start === 0 && range.end === object.size);
    const wantsChecksum = header(call.wire, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
    return {
        ...object.headers,
        ...Object.fromEntries(metadata),
        ...validators(object),
        'accept-ranges': 'bytes',
        'content-length': String(range ? range.end - range.start : object.size),
        'content-range': range && `bytes ${range.start}-${range.end - 1}/${object.size}`,
        'x-amz-tagging-count': object.tags.length === 0 ? undefined : String(object.tags.length),
        'x-amz-mp-parts-count': partsCount(call, object),
        // A checksum of the whole would fail a client that verifies the part that it got.
        ...checksumHeaders(wantsChecksum && whole ? object.checksum : undefined),
    };
}
function partsCount(call, { parts }) {
    return parts && call.wire.query.has('partNumber') ? String(parts.length) : undefined;
}
function validators({ etag, lastModified }) {
    return { etag: quoted(etag), 'last-modified': new Date(lastModified).toUTCString() };
}
/** @throws WireError InvalidArgument for a value that no header can hold. */
function overrides({ wire }) {
    const given = OVERRIDES.filter((name) => wire.query.has(`response-${name}`));
    return Object.fromEntries(given.map((name) => [name, queryAsHeader(wire, `response-${name}`)]));
}

;// CONCATENATED MODULE: ./sandbox/s3/tagging-operations.js





async function getObjectTagging(call) {
    const record = await call.bucket.objects.open(call.key);
    if (!record)
        throw noSuchKey();
    await record.close();
    const tags = record.description.tags.map(([key, value]) => branch('Tag', leaf('Key', key), leaf('Value', value)));
    return { status: 200, body: xmlDocument('Tagging', S3_NAMESPACE, branch('TagSet', ...tags)) };
}
async function putObjectTagging(call) {
    const root = await readDocument(call, 'Tagging');
    const set = root.children.find(({ name }) => name === 'TagSet');
    if (!set)
        throw new WireError('MalformedXML', '<Tagging> needs a <TagSet>.');
    const tags = set.children.map((tag) => [
        childText(tag, 'Key') ?? '',
        childText(tag, 'Value') ?? '',
    ]);
    await describeAnew(call, { tags: checkTags(tags) });
    return { status: 200 };
}
async function deleteObjectTagging(call) {
    await describeAnew(call, { tags: [] });
    return { status: 204 };
}
/** A canned ACL is kept; one that names grantees has nobody to name here. */
async function putObjectAcl(call) {
    if (!call.wire.headers.has('x-amz-acl')) {
        throw new WireError('NotImplemented', 'The sandbox takes canned ACLs in x-amz-acl alone.');
    }
    await describeAnew(call, { acl: readCannedAcl(call.wire) });
    return { status: 200 };
}
/** Writes the object again with another description, unless it has changed in the meantime. */
async function describeAnew(call, change) {
    const record = await call.bucket.objects.open(call.key);
    if (!record)
        throw noSuchKey();
    const before = record.description;
    await call.bucket.objects.put(record.stream(), () => ({ ...before, ...change }), (current) => {
        if (current?.etag === before.etag && current.lastModified === before.lastModified)
            return;
        throw new WireError('PreconditionFailed', 'The object was replaced in the meantime.');
    });
}

;// CONCATENATED MODULE: ./sandbox/s3/operations.js








/**
 * Every operation that the sandbox has, by `METHOD target subresource`. `copy` is a PUT with x-amz-copy-source.
 * A write-only session (PutObject alone) may abort what it began, as RGW was seen to let it.
 */
const OPERATIONS = {
    'GET bucket': { name: 'ListObjects', actions: ['s3:ListBucket'], answer: listObjects },
    'GET bucket list-type': { name: 'ListObjectsV2', actions: ['s3:ListBucket'], answer: listObjectsV2 },
    'GET bucket location': {
        name: 'GetBucketLocation',
        actions: ['s3:GetBucketLocation'],
        answer: getBucketLocation,
    },
    'GET bucket versioning': {
        name: 'GetBucketVersioning',
        actions: ['s3:GetBucketVersioning'],
        answer: getBucketVersioning,
    },
    'GET bucket acl': { name: 'GetBucketAcl', actions: ['s3:GetBucketAcl'], answer: getAcl },
    'GET bucket uploads': {
        name: 'ListMultipartUploads',
        actions: ['s3:ListBucketMultipartUploads'],
        answer: listMultipartUploads,
    },
    'HEAD bucket': { name: 'HeadBucket', actions: ['s3:ListBucket'], answer: headBucket },
    'POST bucket delete': { name: 'DeleteObjects', actions: 'each key', answer: deleteObjects },
    'GET object': { name: 'GetObject', actions: ['s3:GetObject'], answer: getObject },
    'HEAD object': { name: 'HeadObject', actions: ['s3:GetObject'], answer: headObject },
    'PUT object': { name: 'PutObject', actions: ['s3:PutObject'], answer: putObject },
    'PUT object copy': { name: 'CopyObject', actions: ['s3:PutObject'], answer: copyObject },
    'DELETE object': { name: 'DeleteObject', actions: ['s3:DeleteObject'], answer: deleteObject },
    'GET object acl': { name: 'GetObjectAcl', actions: ['s3:GetObjectAcl'], answer: getAcl },
    'PUT object acl': { name: 'PutObjectAcl', actions: ['s3:PutObjectAcl'], answer: putObjectAcl },
    'GET object tagging': {
        name: 'GetObjectTagging',
        actions: ['s3:GetObjectTagging'],
        answer: getObjectTagging,
    },
    'PUT object tagging': {
        name: 'PutObjectTagging',
        actions: ['s3:PutObjectTagging'],
        answer: putObjectTagging,
    },
    'DELETE object tagging': {
        name: 'DeleteObjectTagging',
        actions: ['s3:DeleteObjectTagging'],
        answer: deleteObjectTagging,
    },
    'POST object uploads': {
        name: 'CreateMultipartUpload',
        actions: ['s3:PutObject'],
        answer: createMultipartUpload,
    },
    'PUT object uploadId': { name: 'UploadPart', actions: ['s3:PutObject'], answer: uploadPart },
    'PUT object uploadId copy': { name: 'UploadPartCopy', actions: ['s3:PutObject'], answer: uploadPartCopy },
    'GET object uploadId': { name: 'ListParts', actions: ['s3:ListMultipartUploadParts'], answer: listParts },
    'POST object uploadId': {
        name: 'CompleteMultipartUpload',
        actions: ['s3:PutObject'],
        answer: completeMultipartUpload,
    },
    'DELETE object uploadId': {
        name: 'AbortMultipartUpload',
        actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
        answer: abortMultipartUpload,
    },
};
/** Query parameters that make a request another operation; the sandbox has some, and names the rest. */
const SUBRESOURCES = [
    'accelerate',
    'acl',
    'analytics',
    'attributes',
    'cors',
    'delete',
    'encryption',
    'intelligent-tiering',
    'inventory',
    'legal-hold',
    'lifecycle',
    'list-type',
    'location',
    'logging',
    'metrics',
    'notification',
    'object-lock',
    'ownershipControls',
    'policy',
    'policyStatus',
    'publicAccessBlock',
    'replication',
    'requestPayment',
    'restore',
    'retention',
    'select',
    'session',
    'tagging',
    'torrent',
    'uploadId',
    'uploads',
    'versioning',
    'versions',
    'website',
];
/** The spelling by which the table above knows a request; also what a refusal calls it. */
function describeOperation(method, target, query, copies) {
    const subresources = SUBRESOURCES.filter((name) => query.has(name));
    const copy = target === 'object' && method === 'PUT' && copies ? ['copy'] : [];
    return [method, target, ...subresources, ...copy].join(' ');
}
function findOperation(description) {
    return Object.hasOwn(OPERATIONS, description) ? OPERATIONS[description] : undefined;
}

;// CONCATENATED MODULE: ./sandbox/s3/service.js








/**
 * Answers one authenticated S3 request.
 * @param sendContinue sends `100 Continue`, if the client waits for it.
 * @throws WireError. A bucket that is not the caller's own is AccessDenied whether or not it exists.
 */
async function answerS3(wire, authenticated, service, sendContinue) {
    const { principal } = authenticated;
    refuseVirtualHost(wire);
    if (wire.rawPath === '/')
        return answerService(wire, principal, service);
    const { bucketName, key } = splitPath(wire.rawPath);
    const bucket = service.buckets.get(bucketName);
    if (principal.kind === 'service' || principal.bucket !== bucketName || !bucket)
        throw denied();
    const operation = selectOperation(wire, principal, key);
    const call = {
        wire,
        principal,
        bucket,
        key,
        region: service.region,
        now: service.now,
        openPayload: (options) => openPayload({ request: wire, ...authenticated, sendContinue }, options),
    };
    authorize(operation, call);
    return operation.answer(call);
}
function authorize({ actions }, { principal, bucket, key, wire }) {
    if (actions === 'each key')
        return;
    const values = {
        ...conditionValue('s3:prefix', wire.query.get('prefix')),
        ...conditionValue('s3:delimiter', wire.query.get('delimiter')),
    };
    const target = key === '' ? undefined : key;
    if (!actions.some((action) => isAllowed(principal, action, bucket.name, target, values)))
        throw denied();
}
/** An empty value is no value: RGW asks a condition on s3:prefix nothing when the prefix is empty. */
function conditionValue(name, value) {
    return value ? { [name]: value } : {};
}
function selectOperation(wire, principal, key) {
    const target = key === '' ? 'bucket' : 'object';
    const description = describeOperation(wire.method, target, wire.query, wire.headers.has('x-amz-copy-source'));
    if (description === 'PUT bucket')
        throw refuseCreateBucket(principal);
    const version = wire.query.get('versionId') ?? 'null';
    if (version !== 'null')
        throw new WireError('NotImplemented', 'The sandbox keeps no versions of objects.');
    const operation = findOperation(description);
    if (!operation)
        throw new WireError('NotImplemented', `The sandbox does not have the operation '${description}'.`);
    return operation;
}
/** As RGW answers: rclone, for one, makes sure of its bucket in this way and takes a 409 for a yes. */
function refuseCreateBucket(principal) {
    const code = principal.kind === 'permanent' ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists';
    return new WireError(code, 'The bucket exists; the sandbox makes buckets when it starts.');
}
/** ListBuckets: a permanent key sees its bucket, a session may not ask. */
async function answerService(wire, principal, service) {
    if (wire.method !== 'GET')
        throw new WireError('MethodNotAllowed', `There is no ${wire.method} on the service.`);
    if (principal.kind !== 'permanent')
        throw denied();
    const buckets = [...service.buckets.values()]
        .filter(({ name }) => isAllowed(principal, 's3:ListBucket', name))
        .map(({ name, createdAt }) => branch('Bucket', leaf('Name', name), leaf('CreationDate', createdAt)));
    const owner = branch('Owner', leaf('ID', OWNER_ID));
    return {
        status: 200,
        body: xmlDocument('ListAllMyBucketsResult', S3_NAMESPACE, owner, branch('Buckets', ...buckets)),
    };
}
/** An SDK that is given `localhost` puts the bucket in front of it, and the key would pass for a bucket. */
function refuseVirtualHost(wire) {
    if (!/\.localhost(:\d+)?$/.test(header(wire, 'host') ?? ''))
        return;
    throw new WireError('InvalidRequest', 'Address buckets in the path: use 127.0.0.1, or set path style in the client.');
}
/** Path-style addressing alone, as OtterStorage has it: `/BUCKET/KEY`. */
function splitPath(rawPath) {
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
    const decoded = decodeUri(key);
    if (Buffer.byteLength(decoded) > MAXIMUM_KEY) {
        throw new WireError('KeyTooLongError', `A key has at most ${MAXIMUM_KEY} bytes of UTF-8.`);
    }
    return { bucketName: decodeUri(bucket), key: decoded };
}

;// CONCATENATED MODULE: ./sandbox/server.js










/** A session token with a policy has 4 KB, a key in a presigned URL 3 KB. Bytes. */
const MAXIMUM_HEADERS = 32 * 1024;
/** A connection on which nothing moves is given up. Milliseconds; longer than clients keep theirs idle. */
const IDLE_TIMEOUT = 120_000;
const HEADERS_TIMEOUT = 30_000;
/**
 * The HTTP server for STS and S3. It can listen before its services are there: requests wait for them.
 * @param report is told of what went wrong inside, never of what a client did wrong; it gets no secret.
 */
function createWireServer(report) {
    let open = () => undefined;
    const services = new Promise((resolve) => {
        open = resolve;
    });
    const running = new Set();
    const take = (incoming, response, waits) => {
        const done = serve(incoming, response, waits, services, report)
            .catch(() => void response.destroy())
            .finally(() => running.delete(done));
        running.add(done);
    };
    const server = (0,external_node_http_namespaceObject.createServer)({
        maxHeaderSize: MAXIMUM_HEADERS,
        headersTimeout: HEADERS_TIMEOUT,
        // An upload takes as long as it takes; the idle time-out ends one that has stopped.
        requestTimeout: 0,
        keepAliveTimeout: IDLE_TIMEOUT,
    });
    server.timeout = IDLE_TIMEOUT;
    server.on('request', (incoming, response) => take(incoming, response, false));
    server.on('checkContinue', (incoming, response) => take(incoming, response, true));
    server.on('clientError', refuseMalformed);
    return { server, open, settled: () => Promise.allSettled(running) };
}
async function serve(incoming, response, waits, services, report) {
    const requestId = (0,external_node_crypto_.randomBytes)(12).toString('hex');
    let continued = !waits;
    const sendContinue = () => {
        if (!continued)
            response.writeContinue();
        continued = true;
    };
    response.setHeader('x-amz-request-id', requestId);
    try {
        const answer = await answerRequest(readWireRequest(incoming), await services, requestId, sendContinue);
        // A client that was not told to go on may send its body or not, so the connection cannot be used again.
        if (!continued)
            response.setHeader('connection', 'close');
        await server_send(response, incoming, answer);
    }
    catch (error) {
        // Nobody is left to answer when the client has gone in the middle of its body.
        if (incoming.destroyed && !incoming.complete)
            return;
        if (!continued)
            response.setHeader('connection', 'close');
        const known = error instanceof WireError ? error : undefined;
        if (!known)
            report(`${incoming.method} request ${requestId} failed: ${error.stack}`);
        await sendError(response, incoming, known ?? internalError(), requestId);
    }
}
async function answerRequest(wire, services, requestId, sendContinue) {
    if (!isSts(wire))
        return answerS3(wire, authenticateS3(wire, services), services, sendContinue);
    if (wire.method !== 'POST')
        throw new WireError('MethodNotAllowed', 'STS is called with POST and a form.');
    const form = await readForm(wire, sendContinue);
    return { status: 200, body: answerSts(wire, form, services, requestId) };
}
/** Both services are on one port, as on RGW: what is posted to the root as a form is for STS. */
function isSts({ method, rawPath, query }) {
    return rawPath === '/' && (method === 'POST' || query.has('Action'));
}
/** The form's hash is part of the signature and is verified with that, so it is read as it comes. */
function readForm(request, sendContinue) {
    if (!header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')) {
        throw new WireError('MethodNotAllowed', 'A POST to the root must be an STS call, in a form.');
    }
    const payload = openPayload({ request, payloadHash: 'UNSIGNED-PAYLOAD', sendContinue });
    return readSmallPayload(payload, MAXIMUM_FORM);
}
async function server_send(response, incoming, answer) {
    const { status, headers = {}, body } = answer;
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            response.setHeader(name, value);
    }
    if (body !== undefined && typeof body !== 'string') {
        await (0,external_node_stream_promises_.pipeline)(body, response).catch(() => response.destroy());
        return;
    }
    if (body !== undefined) {
        response.setHeader('content-type', 'application/xml');
        response.setHeader('content-length', Buffer.byteLength(body));
    }
    if (body === undefined && incoming.method !== 'HEAD' && status !== 204 && status !== 304) {
        response.setHeader('content-length', 0);
    }
    response.end(body);
}
async function sendError(response, incoming, error, requestId) {
    const body = describeError(error.code, error.message, requestId);
    await server_send(response, incoming, { status: error.status, body });
}
function describeError(code, message, requestId) {
    const parts = [leaf('Code', code), leaf('Message', message), leaf('RequestId', requestId)];
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${parts.join('')}</Error>`;
}
function internalError() {
    return new WireError('InternalError', 'The sandbox failed at this request; its own output says why.');
}
/** What is not HTTP gets an answer too, before the connection is closed. */
function refuseMalformed(error, socket) {
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const refusal = tooLarge
        ? new WireError('RequestHeaderSectionTooLarge', `Headers have at most ${MAXIMUM_HEADERS} bytes.`)
        : new WireError('BadRequest', 'The request is not HTTP/1.1 as it should be.');
    const body = describeError(refusal.code, refusal.message, (0,external_node_crypto_.randomBytes)(12).toString('hex'));
    const head = [
        `HTTP/1.1 ${refusal.status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
        'Content-Type: application/xml',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

;// CONCATENATED MODULE: ./sandbox/index.js









/** The account that the roles are in, in the form that OtterStorage's have. */
const ACCOUNT = 'RGW00000000000000001';
/**
 * Starts a local OtterStorage: STS AssumeRole and a subset of S3 on one loopback port, the console on another,
 * kept in files. Objects, keys and the validity of sessions outlive a restart on the same data directory.
 * @throws PortFailure when a port is taken.
 * @throws Error with a sentence for the user when a bucket's name is bad, the host is not loopback, or the data
 * directory cannot be used. Nothing is then left behind.
 */
async function startSandbox(options = {}) {
    const checked = checkOptions(options);
    const report = (message) => void process.stderr.write(`sandbox: ${message}\n`);
    const servers = {
        wire: createWireServer(report),
        console: checked.consolePort === undefined ? undefined : createConsoleServer(report),
    };
    let data;
    try {
        // The ports come first: when one is taken, no file has been touched yet.
        const urls = await listenOnBoth(servers, checked);
        data = await openDataDirectory(checked.dataDirectory, checked.buckets, checked.now());
        return await openSandbox(servers, urls, data, checked);
    }
    catch (error) {
        await disconnectBoth(servers);
        await data?.discard();
        throw error;
    }
}
async function listenOnBoth({ wire, console }, { host, port, consolePort }) {
    const endpoint = await listen(wire.server, 'The sandbox', host, port);
    if (console === undefined || consolePort === undefined)
        return { endpoint, console: undefined };
    return { endpoint, console: await listen(console.server, "The sandbox's console", host, consolePort) };
}
async function disconnectBoth({ wire, console }) {
    await Promise.all([wire, ...(console === undefined ? [] : [console])].map(({ server }) => disconnect(server)));
}
/** Lets both servers answer, now that there is something to answer from. */
async function openSandbox(servers, urls, data, { region, minimumDuration, now }) {
    const keys = await KeyStore.open(data.keysPath);
    const roles = data.buckets.map(({ name, number }) => roleOf(name, number));
    const buckets = await openBuckets(data);
    const described = await describeBuckets(roles, keys, now);
    const services = { keys, roles, buckets, region, minimumDuration, now, sealingKey: data.sealingKey };
    servers.wire.open(services);
    servers.console?.open({ ...services, endpoint: urls.endpoint });
    return {
        endpoint: urls.endpoint,
        region,
        ...(urls.console === undefined ? {} : { console: urls.console }),
        dataDirectory: data.path,
        buckets: described,
        revokeServiceCredential: (accessKey) => revokeServiceCredential(keys, accessKey),
        close: async () => {
            await disconnectBoth(servers);
            // A request that was cut off still tidies up behind itself.
            await servers.wire.settled();
            await data.release();
        },
    };
}
async function revokeServiceCredential(keys, accessKey) {
    if (keys.find(accessKey)?.kind !== 'service')
        throw new Error(`There is no service credential ${accessKey}.`);
    await keys.revoke(accessKey);
}
async function openBuckets(data) {
    const buckets = new Map();
    for (const { name, createdAt } of data.buckets) {
        const objects = await ObjectStore.open(data.bucketPath(name));
        const uploads = await MultipartStore.open(`${data.bucketPath(name)}/uploads`, () => objects.temporaryPath());
        buckets.set(name, { name, createdAt, objects, uploads });
    }
    return buckets;
}
function roleOf(bucket, number) {
    const name = `bkr-${number}`;
    return { bucket, name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` };
}
async function describeBuckets(roles, keys, now) {
    const described = [];
    for (const { bucket, arn } of roles) {
        const service = await firstKey(keys, bucket, 'service', now);
        const permanent = await firstKey(keys, bucket, 'permanent', now);
        described.push({
            bucket,
            roleArn: arn,
            serviceAccessKey: service.accessKey,
            serviceSecretKey: service.secretKey,
            accessKey: permanent.accessKey,
            secretKey: permanent.secretKey,
        });
    }
    return described;
}
async function firstKey(keys, bucket, kind, now) {
    const first = keys.list(bucket, kind)[0];
    const found = first && keys.find(first.accessKey);
    return found ?? keys.create(kind, bucket, 'made when the sandbox started', now());
}

// EXTERNAL MODULE: ./src/environment.js
var src_environment = __nccwpck_require__(2848);
// EXTERNAL MODULE: ./cli/child.js
var cli_child = __nccwpck_require__(3131);
// EXTERNAL MODULE: ./cli/program.js + 1 modules
var program = __nccwpck_require__(3067);
// EXTERNAL MODULE: ./src/duration.js
var duration = __nccwpck_require__(269);
;// CONCATENATED MODULE: ./cli/sandbox-console.js

const DEFAULT_CONSOLE = 'http://127.0.0.1:9001';
/** Milliseconds. It is on this machine and answers from memory. */
const TIMEOUT = 10_000;
/** Adds the options that say which sandbox is meant, and which of its buckets. */
function addConsoleOptions(command) {
    return command
        .option('--console <URL>', `the running sandbox's console (OTTER_SANDBOX_CONSOLE; ${DEFAULT_CONSOLE})`)
        .option('--bucket <NAME>', "the bucket (OTTER_BUCKET; the sandbox's only one)");
}
/** @throws CommandFailure when no sandbox answers, or when it has several buckets and none was named. */
async function findConsoleBucket(options, { environment }) {
    const origin = readOrigin(options.console ?? (environment.OTTER_SANDBOX_CONSOLE || DEFAULT_CONSOLE));
    const bucket = options.bucket ?? (environment.OTTER_BUCKET || (await onlyBucket(origin)));
    const base = `${origin}/buckets/${encodeURIComponent(bucket)}`;
    return { bucket, ask: (method, path, fields) => sandbox_console_send(`${base}${path}`, method, fields) };
}
/** Keys come back over plain http, so it has to be this machine. */
function readOrigin(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isLocal = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
    if (url?.protocol === 'http:' && isLocal)
        return url.origin;
    throw new program/* CommandFailure */.q(`A sandbox's console is at http://127.0.0.1:PORT, not at '${text}'.`, 2);
}
async function onlyBucket(origin) {
    const { buckets } = await sandbox_console_send(`${origin}/`, 'GET');
    const [first, ...others] = buckets.map(({ bucket }) => bucket);
    if (first !== undefined && others.length === 0)
        return first;
    throw new program/* CommandFailure */.q(`The sandbox has several buckets (${[first, ...others].join(', ')}): name one with --bucket.`, 2);
}
async function sandbox_console_send(url, method, fields) {
    const answer = await fetch(url, {
        method,
        redirect: 'error',
        headers: {
            accept: 'application/json',
            ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        ...(method === 'POST' ? { body: JSON.stringify(fields ?? {}) } : {}),
        signal: AbortSignal.timeout(TIMEOUT),
    }).catch(() => undefined);
    const { origin } = new URL(url);
    if (answer === undefined) {
        throw new program/* CommandFailure */.q(`No sandbox answers at ${origin}: start one with 'otter-sts sandbox', or name its console with --console.`, 1);
    }
    const body = await answer.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null) {
        throw new program/* CommandFailure */.q(`What answers at ${origin} is no sandbox's console: name it with --console.`, 1);
    }
    if (answer.ok)
        return body;
    const reason = 'error' in body ? String(body.error) : `it answered ${answer.status}`;
    throw new program/* CommandFailure */.q(`The sandbox at ${origin} refused: ${reason}`, 1);
}

// EXTERNAL MODULE: ./cli/variable-format.js
var variable_format = __nccwpck_require__(8141);
;// CONCATENATED MODULE: ./cli/sandbox-issue.js




const EXAMPLES = `
The variables are those of 'otter-sts env'. They are secrets: evaluate them, do not log them.

Examples:
  $ eval "$(otter-sts sandbox issue)"
  $ otter-sts sandbox issue --bucket builds --duration 12h --format json`;
/** `otter-sts sandbox issue`: temporary credentials from a running sandbox, as its console gives them. */
const addIssue = (sandbox, surroundings) => {
    const command = sandbox
        .command('issue')
        .description("print temporary credentials of a running sandbox's bucket, as its console generates them")
        .option('--duration <TIME>', '1h, 4h, 12h or any other length', '1h')
        .addOption(new commander/* Option */.c$('--format <FORMAT>', 'how to print').choices(variable_format/* FORMATS */.h).default('sh'))
        .addHelpText('after', EXAMPLES)
        .action(async (options) => {
        const durationSeconds = (0,duration/* parseDuration */.E9)(options.duration);
        const { ask } = await findConsoleBucket(options, surroundings);
        const issued = await ask('POST', '/sessions', { durationSeconds });
        process.stdout.write((0,variable_format/* formatVariables */.f)(variablesOf(issued), options.format, src_environment/* SHADOWS_OF_SESSION */.VS));
        console.error(`otter-sts: credentials for bucket '${issued.bucket}' that end at ${issued.expiration}.`);
    });
    addConsoleOptions(command);
};
function variablesOf(issued) {
    return {
        AWS_ACCESS_KEY_ID: issued.accessKeyId,
        AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
        AWS_SESSION_TOKEN: issued.sessionToken,
        AWS_CREDENTIAL_EXPIRATION: issued.expiration,
        ...(0,src_environment/* targetVariables */.J)(issued),
    };
}

;// CONCATENATED MODULE: ./cli/service-variables.js
/** The `OTTER_*` variables from which every command asks for a session. */
function serviceVariables(granted) {
    return {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
        OTTER_ROLE_ARN: granted.roleArn,
        OTTER_BUCKET: granted.bucket,
        OTTER_ENDPOINT: granted.endpoint,
        OTTER_REGION: granted.region,
    };
}

;// CONCATENATED MODULE: ./cli/sandbox-service-credential.js




const sandbox_service_credential_EXAMPLES = `
Examples:
  $ eval "$(otter-sts sandbox service-credential create --label nightly)"
  $ otter-sts sandbox service-credential list
  $ otter-sts sandbox service-credential revoke OSVC0123456789ABCDEF`;
/** `otter-sts sandbox service-credential create|list|revoke`, on a running sandbox. */
const addServiceCredential = (sandbox, surroundings) => {
    const group = sandbox
        .command('service-credential')
        .description("make, list and revoke the service credentials of a running sandbox's bucket")
        .helpCommand(false)
        .addHelpText('after', sandbox_service_credential_EXAMPLES);
    const find = (options) => findConsoleBucket(options, surroundings);
    addConsoleOptions(group
        .command('create')
        .description('make one, and print its OTTER_* variables, the secret this once')
        .option('--label <TEXT>', 'what it is for', '')
        .addOption(new commander/* Option */.c$('--format <FORMAT>', 'how to print').choices(variable_format/* FORMATS */.h).default('sh'))).action(async (options) => {
        const { ask } = await find(options);
        const created = await ask('POST', '/service-credentials', { label: options.label });
        process.stdout.write((0,variable_format/* formatVariables */.f)(serviceVariables({
            ...created,
            serviceAccessKey: created.accessKey,
            serviceSecretKey: created.secretKey,
        }), options.format));
    });
    addConsoleOptions(group.command('list').description('list them, without their secrets').option('--json', 'as JSON')).action(async (options) => {
        const { ask } = await find(options);
        const { keys } = await ask('GET', '/service-credentials');
        const rows = keys.map(({ accessKey, label, createdAt }) => `${accessKey}  ${createdAt}  ${printed(label)}`);
        process.stdout.write(options.json ? `${JSON.stringify(keys, null, 2)}\n` : rows.map((row) => `${row}\n`).join(''));
    });
    addConsoleOptions(group
        .command('revoke')
        .description('revoke one: it gets no session from now on, and those that it has live to their expiry')
        .argument('<ACCESS_KEY>', 'its access key')).action(async (accessKey, options) => {
        const { ask } = await find(options);
        await ask('POST', `/service-credentials/${encodeURIComponent(accessKey)}/revoke`);
        console.error(`otter-sts: service credential ${accessKey} is revoked.`);
    });
};
/** A label must not move a terminal's cursor. */
function printed(label) {
    return label.replace(/\p{C}/gu, '?');
}

;// CONCATENATED MODULE: ./cli/sandbox.js









const sandbox_EXAMPLES = `
With a command, the sandbox lives for as long as the command runs, and the command gets the OTTER_* variables of the
first bucket. Without one it runs until Ctrl-C. It listens on this machine alone. Its console is a page for a browser;
what the page does, the commands above do for scripts.

Examples:
  $ otter-sts sandbox
  $ otter-sts sandbox --bucket builds --bucket backups --data ./sandbox-data
  $ otter-sts sandbox --port 0 --console-port 0 --json
  $ eval "$(otter-sts sandbox issue --duration 4h)"       from the sandbox that runs in another terminal
  $ otter-sts sandbox -- otter-sts exec -- aws s3 ls s3://my-first-bucket`;
/** The console's port when none is named. */
const CONSOLE_PORT = 9001;
/** `otter-sts sandbox [-- CMD…]`: a local OtterStorage with STS, S3 and a console. */
const addSandbox = (program, surroundings, finish) => {
    const { environment } = surroundings;
    const command = program
        .command('sandbox')
        .usage('[options] [-- CMD...]')
        .description('a local OtterStorage: STS, S3 and console; with CMD, for as long as CMD runs')
        .helpCommand(false)
        .argument('[command...]', 'a command to run inside')
        .option('--port <NUMBER>', 'port of STS and S3, 0 for any free one', readPort, 9000)
        .option('--console-port <NUMBER>', `port of the console, 0 for any free one (${CONSOLE_PORT}, or any when that is taken)`, readPort)
        .option('--host <ADDRESS>', 'loopback address to listen on', '127.0.0.1')
        .option('--data <FOLDER>', 'where buckets and keys are kept (a temporary folder, removed at the end)')
        .option('--bucket <NAME>', 'a bucket, repeatable (my-first-bucket)', collect)
        .option('--min-duration <SECONDS>', 'the shortest session that is given out', readSeconds, 900)
        .option('--json', 'print one line of JSON once it is ready')
        .passThroughOptions()
        .addHelpText('after', sandbox_EXAMPLES)
        .action(async (child, flags) => {
        const sandbox = await start(flags);
        try {
            announce(sandbox, flags.json === true, child.length > 0);
            finish(child.length > 0 ? await runInside(child, environment, sandbox) : await untilInterrupted());
        }
        finally {
            await sandbox.close();
        }
    });
    addIssue(command, surroundings, finish);
    addServiceCredential(command, surroundings, finish);
};
/** What keeps a sandbox from starting is a port, a folder or a name that was given: its message says which. */
async function start(flags) {
    const options = {
        host: flags.host,
        port: flags.port,
        minimumDurationSeconds: flags.minDuration,
        ...(flags.data === undefined ? {} : { dataDirectory: flags.data }),
        ...(flags.bucket === undefined ? {} : { buckets: flags.bucket }),
    };
    try {
        return await startWithConsole(options, flags.consolePort);
    }
    catch (error) {
        throw new program/* CommandFailure */.q(error.message, 2);
    }
}
/** A second sandbox, in a test for example, must not fail for a console that nobody asked for: it takes another port. */
async function startWithConsole(options, consolePort) {
    try {
        return await startSandbox({ ...options, consolePort: consolePort ?? CONSOLE_PORT });
    }
    catch (error) {
        const mayMove = consolePort === undefined && error instanceof PortFailure;
        if (!mayMove || !error.taken || error.port !== CONSOLE_PORT)
            throw error;
        return startSandbox({ ...options, consolePort: 0 });
    }
}
function runInside(child, environment, sandbox) {
    const variables = { ...firstBucketVariables(sandbox), ...consoleVariable(sandbox) };
    // What the shell has of another place must not lead the command there.
    const foreign = Object.keys(environment).filter((name) => /^(OTTER|AWS)_/.test(name));
    return (0,cli_child/* runChild */.w)(child, (0,src_environment/* childEnvironment */.Qc)(environment, variables, foreign), 'inherit');
}
function firstBucketVariables({ endpoint, region, buckets }) {
    const bucket = buckets[0];
    return bucket === undefined ? {} : serviceVariables({ ...bucket, endpoint, region });
}
/** Where the commands that ask a running sandbox find it. */
function consoleVariable(sandbox) {
    return sandbox.console === undefined ? {} : { OTTER_SANDBOX_CONSOLE: sandbox.console };
}
/** How this program is called where it is not on the PATH. */
const sandbox_self = process.env.npm_command === 'exec' ? 'npx otter-sts' : 'otter-sts';
function announce(sandbox, json, hasChild) {
    const { endpoint, region, console: url, buckets } = sandbox;
    if (json) {
        return void process.stdout.write(`${JSON.stringify({ endpoint, region, console: url, buckets })}\n`);
    }
    if (hasChild)
        return void console.error(`otter-sts: sandbox at ${endpoint}, bucket ${buckets[0]?.bucket}.`);
    process.stdout.write(`Sandbox ready at ${endpoint} (region ${region}). Ctrl-C ends it.\n` +
        `Console for a browser: ${url}\n` +
        `Data in ${sandbox.dataDirectory}\n` +
        `${buckets.map((bucket) => describeBucket(bucket)).join('')}\n` +
        `Copy this into another terminal for bucket ${buckets[0]?.bucket}:\n\n` +
        `${(0,variable_format/* formatVariables */.f)(firstBucketVariables(sandbox), 'sh').replace(/^/gm, '  ').trimEnd()}\n\n` +
        `Then try there:\n\n  ${sandbox_self} check\n  ${sandbox_self} exec -- aws s3 ls s3://${buckets[0]?.bucket} --recursive\n`);
}
function describeBucket(bucket) {
    return (`\nBucket ${bucket.bucket}\n` +
        `  role                ${bucket.roleArn}\n` +
        `  service credential  ${bucket.serviceAccessKey} / ${bucket.serviceSecretKey}\n` +
        `  permanent key       ${bucket.accessKey} / ${bucket.secretKey}\n`);
}
function untilInterrupted() {
    return new Promise((resolve) => {
        // Keeps the process alive; the server alone would too, but not once it is asked to close.
        for (const signal of ['SIGINT', 'SIGTERM'])
            process.once(signal, () => resolve(0));
    });
}
function collect(value, before) {
    return [...(before ?? []), value];
}
function readPort(text) {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port > 65_535)
        throw new commander/* InvalidArgumentError */.Di('A port is a number from 0 to 65535.');
    return port;
}
function readSeconds(text) {
    const seconds = Number(text);
    if (!/^\d+$/.test(text) || seconds < 1 || seconds > 43_200) {
        throw new commander/* InvalidArgumentError */.Di('Seconds are a whole number from 1 to 43200.');
    }
    return seconds;
}


/***/ }),

/***/ 8141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ formatVariables),
/* harmony export */   h: () => (/* binding */ FORMATS)
/* harmony export */ });
/** How variables are printed. */
const FORMATS = ['sh', 'fish', 'powershell', 'dotenv', 'json'];
/**
 * Variables as text for a shell to evaluate, a file to load or a program to parse. Every value is quoted: no
 * character of it is read as code.
 *
 * @param unset names that must not stay set beside these; a dotenv file and JSON cannot say so, and leave them out
 */
function formatVariables(variables, format, unset = []) {
    if (format === 'json')
        return `${JSON.stringify(variables, null, 2)}\n`;
    const { set, remove } = WRITERS[format];
    const lines = [
        ...(remove === undefined ? [] : unset.map(remove)),
        ...Object.entries(variables).map(([name, value]) => set(name, value)),
    ];
    return `${lines.join('\n')}\n`;
}
const WRITERS = {
    sh: {
        set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
        remove: (name) => `unset ${name}`,
    },
    fish: {
        set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
        remove: (name) => `set -e ${name}`,
    },
    powershell: {
        set: (name, value) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
        remove: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
    },
    // Double quotes are the one form that docker, dotenv and systemd read alike; the values are plain ASCII.
    dotenv: { set: (name, value) => `${name}="${value.replace(/[\\"$`]/g, '\\$&')}"` },
};


/***/ }),

/***/ 9314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readNumber)
/* harmony export */ });
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(933);

/** @throws InvalidArgumentError when an option's text is not up to nine digits */
function readNumber(digits) {
    if (!/^\d{1,9}$/.test(digits))
        throw new commander__WEBPACK_IMPORTED_MODULE_0__/* .InvalidArgumentError */ .Di('It is a whole number.');
    return Number(digits);
}


/***/ }),

/***/ 4721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ variableOf),
/* harmony export */   T: () => (/* binding */ readJobInputs)
/* harmony export */ });
/* harmony import */ var _src_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);

/** The inputs whose values are the names of masked variables: the values themselves are in no file of the pipeline. */
const SECRET_INPUTS = ['service-access-key', 'service-secret-key'];
/**
 * Reads the template's inputs, one `name=value` a line. A variable of the job, such as `OTTER_BUCKET`, wins over the
 * input, as GitLab has variables from the settings win over those in files. In an input `$NAME` and `${NAME}` stand for
 * a variable. They are put in here and not by the shell, to which a branch's name could be a command.
 *
 * @throws InputError when an input names a variable that is not there, or is not of its type
 */
function readJobInputs(text, environment) {
    const inputs = readLines(text);
    const pick = (name) => environment[variableOf(name)] || expand(name, inputs.get(name) ?? '', environment);
    const [serviceAccessKey, serviceSecretKey] = SECRET_INPUTS.map((name) => readSecret(name, inputs.get(name) ?? '', environment));
    return {
        serviceAccessKey: serviceAccessKey ?? '',
        serviceSecretKey: serviceSecretKey ?? '',
        secretVariables: namesOf([serviceAccessKey, serviceSecretKey], environment),
        request: {
            roleArn: pick('role-arn'),
            bucket: pick('bucket'),
            endpoint: pick('endpoint'),
            region: pick('region'),
            duration: pick('duration'),
            access: pick('access'),
            prefix: pick('prefix'),
            sessionName: pick('session-name'),
        },
        caBundle: environment.OTTER_CA_BUNDLE ?? '',
        refresh: readSwitch('refresh', pick('refresh')),
    };
}
function readLines(text) {
    const lines = text.split('\n').filter((line) => line.includes('='));
    return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
/** The variable of a job that stands for an input. */
function variableOf(input) {
    return `OTTER_${input.toUpperCase().replaceAll('-', '_')}`;
}
function expand(input, text, environment) {
    return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => {
        const name = braced ?? bare ?? '';
        const value = environment[name];
        // Nothing in its place would widen a prefix to the whole bucket.
        if (value === undefined)
            throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `names the variable ${name}, which this job does not have.`);
        return value;
    });
}
function readSecret(input, text, environment) {
    const [, name] = /^\$\{?(\w+)\}?$/.exec(text) ?? [];
    if (name === undefined) {
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `has to be the name of a masked variable, such as $${variableOf(input)}, and not the key.`);
    }
    const value = environment[name] ?? '';
    // GitLab leaves a reference to a variable that does not exist as it is.
    if (value === '' || value.includes(`$${name}`))
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, whyEmpty(name, environment));
    return value;
}
function whyEmpty(name, environment) {
    const source = environment.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
    if (source !== undefined && source !== environment.CI_MERGE_REQUEST_PROJECT_ID) {
        return `is empty, since this is a merge request from a fork, and GitLab gives forks no protected variables (${name}): keep the job out of such pipelines with rules, or run the pipeline in the parent project.`;
    }
    if (environment.CI_COMMIT_REF_PROTECTED === 'false') {
        return `is empty: the variable ${name} is not set for this job. If it is protected, only protected branches and tags get it, and ${environment.CI_COMMIT_REF_NAME ?? 'this ref'} is not one.`;
    }
    return `is empty: the variable ${name} is not set for this job. Add it to the project under Settings, CI/CD, Variables; mind its environment scope.`;
}
/** A variable may have been given on under a name of the job's own. */
function namesOf(values, environment) {
    return Object.keys(environment).filter((name) => values.includes(environment[name]));
}
function readSwitch(input, text) {
    if (text !== '' && text !== 'true' && text !== 'false') {
        throw new _src_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `is '${text.slice(0, 20)}': write true or false.`);
    }
    return text === 'true';
}


/***/ }),

/***/ 5173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ sessionNameOfJob),
/* harmony export */   i: () => (/* binding */ jobSecondsLeft)
/* harmony export */ });
/**
 * What is left of a GitLab job's time-out, in seconds; `undefined` outside GitLab CI.
 *
 * @param now milliseconds since the epoch
 */
function jobSecondsLeft(environment, now) {
    const timeout = Number.parseInt(environment.CI_JOB_TIMEOUT ?? '', 10);
    if (Number.isNaN(timeout))
        return undefined;
    const started = Date.parse(environment.CI_JOB_STARTED_AT ?? '');
    const elapsed = Number.isNaN(started) ? 0 : Math.max(0, Math.floor((now - started) / 1000));
    return Math.max(timeout - elapsed, 0);
}
/** A session name that tells project, pipeline and job; elsewhere than in GitLab CI it tells the tool alone. */
function sessionNameOfJob(environment) {
    const job = environment.CI_JOB_ID;
    if (job === undefined)
        return 'otter-sts';
    const end = `-${environment.CI_PIPELINE_ID ?? '0'}-${job}`;
    const project = (environment.CI_PROJECT_PATH ?? 'gitlab').replaceAll('/', '.');
    return `${project.slice(0, 64 - end.length)}${end}`;
}


/***/ }),

/***/ 1618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QF: () => (/* binding */ removeIfDead),
/* harmony export */   XM: () => (/* binding */ askAgent),
/* harmony export */   g4: () => (/* binding */ openControl)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8474);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7030);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8500);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(8548);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2337);
/* harmony import */ var _line_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2905);







const LONGEST_QUESTION = 1_024;
const LARGEST_ANSWER = 64 * 1024;
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
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('running', `An agent is already running in '${places.directory}': stop it first, or name another directory.`);
        }
        return listen(places.control, answer);
    });
}
async function listen(path, answer) {
    const connections = new Set();
    const server = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.createServer)((socket) => {
        connections.add(socket.on('close', () => connections.delete(socket)));
        serve(socket, answer);
    });
    server.maxConnections = 64;
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)));
        server.listen(path, resolve);
    });
    return { close: () => close(server, connections) };
}
async function close(server, connections) {
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
        const question = (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(await (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .readLine */ .X)(socket, LONGEST_QUESTION));
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
    (0,_directory_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPrivateDirectory */ .Re)(directory);
    const socket = await openConnection(control);
    socket?.destroy();
    if (socket === undefined && process.platform !== 'win32')
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(control, { force: true });
    return socket !== undefined;
}
/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined when none is running
 * @throws AgentFailure when one is running and does not answer in time
 */
async function askAgent(places, question, timeoutMs = 10_000) {
    (0,_directory_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPrivateDirectory */ .Re)(places.directory);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
        const socket = await openConnection(places.control);
        if (socket === undefined)
            return undefined;
        const answer = await putQuestion(socket, question, deadline - performance.now());
        if (answer !== undefined)
            return answer;
        // It was cut off: that agent is just ending, and the next look tells how.
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('no-answer', `The agent in '${places.directory}' does not answer. Its process id is in the first line of '${places.log}': end it by hand.`);
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
        const answer = (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(await (0,_line_js__WEBPACK_IMPORTED_MODULE_5__/* .readLine */ .X)(socket, LARGEST_ANSWER));
        if (!socket.resume().closed)
            await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(socket, 'close');
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
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.connect)(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
        const failed = (error) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
                resolve(undefined);
            else
                reject(new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .AgentFailure */ .W('directory', `Reaching the agent's socket '${path}' failed: ${error.code}.`));
        };
        socket.on('error', failed);
    });
}
async function withLock(path, work) {
    while (!takeLock(path))
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(20);
    try {
        return await work();
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
    }
}
function takeLock(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const taken = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false });
        if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
        return false;
    }
}


/***/ }),

/***/ 8548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dn: () => (/* binding */ makePrivateDirectory),
/* harmony export */   KF: () => (/* binding */ defaultAgentDirectory),
/* harmony export */   Qy: () => (/* binding */ agentPlaces),
/* harmony export */   Re: () => (/* binding */ checkPrivateDirectory),
/* harmony export */   Tj: () => (/* binding */ removeAgentFiles)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9555);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2337);






/** Bytes that a Unix socket's path may have: 108 on Linux, 104 on macOS, one of them for the zero at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const DEFAULT_PARENT = 'otter-sts-';
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name tells several agents of one user apart
 * @throws InputError when the name would lead elsewhere
 */
function defaultAgentDirectory(env, name = 'default') {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('name', 'is not a name for an agent: use up to 64 letters, digits and ._-, and no dot first.');
    }
    const { uid, username } = (0,node_os__WEBPACK_IMPORTED_MODULE_2__.userInfo)();
    // Windows has no numbers for users.
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env.XDG_RUNTIME_DIR || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), `${DEFAULT_PARENT}${uid === -1 ? username : uid}`, name);
}
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
function agentPlaces(directory) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(directory)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is relative: give it from the root on.`);
    }
    const control = controlPath(directory);
    const bytes = Buffer.byteLength(control);
    if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .AgentFailure */ .W('directory', `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
            `system takes ${LONGEST_SOCKET_PATH}. Name a directory that is ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`);
    }
    return { directory, control, log: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, 'agent.log'), lock: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, 'lock') };
}
/** On Windows (not tested) the pipe's name stands for the directory; who may open it is up to Windows' default. */
function controlPath(directory) {
    if (process.platform !== 'win32')
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, 'control');
    return `\\\\.\\pipe\\otter-sts-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(directory.toLowerCase()).digest('hex')}`;
}
/**
 * Makes the directory, its parent included, for the user alone. In a folder that all share, such as /tmp, somebody
 * else may have made it first, or have put a link there.
 *
 * @throws AgentFailure when the directory is not the user's own
 */
function makePrivateDirectory(directory) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    }
    catch (error) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .AgentFailure */ .W('directory', `Making the agent's directory '${directory}' failed: ${error.code}. Name another one.`);
    }
    checkPrivateDirectory(directory);
}
/**
 * Looks before anything in the directory is used or removed.
 *
 * @throws AgentFailure when it is there and not the user's own
 */
function checkPrivateDirectory(directory) {
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(directory);
    // Whoever owns the default directory's parent could swap what is in it.
    const checked = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
    for (const path of checked)
        checkPrivate(path);
}
/** Removes what an agent that has ended left in its directory, and the directory once it is empty. */
function removeAgentFiles(directory) {
    const { log, lock } = agentPlaces(directory);
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(directory, { throwIfNoEntry: false }) === undefined)
        return;
    checkPrivateDirectory(directory);
    for (const path of [log, `${log}.1`, lock])
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmdirSync)(directory);
    }
    catch {
        // Somebody else keeps something there.
    }
}
function checkPrivate(path) {
    const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false });
    if (found === undefined)
        return;
    const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
    if (problem !== undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_5__/* .AgentFailure */ .W('directory', `The agent's directory '${path}' ${problem}. Remove it, or name another one.`);
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


/***/ }),

/***/ 8358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ agentEnvironment)
/* harmony export */ });
/**
 * What the agent's process gets of the caller's environment: what Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, nor the caller's `NODE_OPTIONS`, which could load code.
 */
const NEEDED = [
    'PATH',
    'HOME',
    'TZ',
    'LANG',
    'TMPDIR',
    'TEMP',
    'TMP',
    // How the server is reached and trusted.
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // Without them no Windows program can open a socket or find its folders.
    'SystemRoot',
    'windir',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    // At the job's end GitHub's runner ends every process that carries it: the backstop.
    'RUNNER_TRACKING_ID',
];
/** Megabytes of young generation: more only lets garbage lie longer, 2 MB of it under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';
function agentEnvironment(env) {
    const given = NEEDED.flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    return { ...Object.fromEntries(given), NODE_OPTIONS };
}


/***/ }),

/***/ 2337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ AgentFailure)
/* harmony export */ });
/** The agent could not be started or asked. The message says what to do; a program ends with exit code 1. */
class AgentFailure extends Error {
    name = 'AgentFailure';
    kind;
    constructor(kind, message) {
        super(message);
        this.kind = kind;
    }
}


/***/ }),

/***/ 1063:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Bn: () => (/* binding */ packHandover),
  C0: () => (/* binding */ runAgentProcess),
  aS: () => (/* binding */ unpackHandover)
});

// EXTERNAL MODULE: ./src/fresh-credentials.js
var fresh_credentials = __nccwpck_require__(4586);
// EXTERNAL MODULE: ./src/service-credential.js
var service_credential = __nccwpck_require__(5362);
// EXTERNAL MODULE: ./src/session-policy.js
var session_policy = __nccwpck_require__(228);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
// EXTERNAL MODULE: ./src/credentials-endpoint.js
var credentials_endpoint = __nccwpck_require__(1693);
// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(9555);
// EXTERNAL MODULE: ./src/renewal.js
var src_renewal = __nccwpck_require__(1401);
// EXTERNAL MODULE: ./src/session.js
var session = __nccwpck_require__(9173);
// EXTERNAL MODULE: ./src/agent/control.js
var control = __nccwpck_require__(1618);
// EXTERNAL MODULE: ./src/agent/directory.js
var directory = __nccwpck_require__(8548);
// EXTERNAL MODULE: ./src/agent/watched-process.js
var watched_process = __nccwpck_require__(6649);
;// CONCATENATED MODULE: ./src/agent/end.js



const LOOK_MS = 1_000;
/** Waits for the first reason to end. */
class End {
    /** Resolves with the reason, as the end of the sentence "ended: REASON". */
    reason;
    #give = () => undefined;
    #cleanUp = [];
    constructor({ lifetimeSeconds, watched, signals }) {
        this.reason = new Promise((resolve) => {
            this.#give = resolve;
        });
        this.#watch(lifetimeSeconds, watched);
        for (const signal of ['SIGTERM', 'SIGINT'])
            this.#on(signals, signal, () => this.now(signal));
        this.#on(signals, 'uncaughtException', (error) => this.now(`an error of its own: ${(0,failure/* firstLine */.TM)(error)}`));
        // The terminal that it was started from may close.
        this.#on(signals, 'SIGHUP', () => undefined);
    }
    /** Ends for a reason from elsewhere. */
    now(reason) {
        this.#give(reason);
    }
    /** Stops watching. */
    close() {
        for (const undo of this.#cleanUp)
            undo();
    }
    #watch(lifetimeSeconds, watched) {
        // The wall clock passes the time in which a machine is suspended, the other one cannot be set back.
        const wall = Date.now() + lifetimeSeconds * 1000;
        const monotonic = performance.now() + lifetimeSeconds * 1000;
        const timer = setInterval(() => {
            if (watched !== undefined && !(0,watched_process/* isAlive */._)(watched))
                this.now(`process ${watched.pid} has ended`);
            if (Date.now() >= wall || performance.now() >= monotonic) {
                this.now(`its time limit of ${(0,session/* describeSeconds */.bD)(lifetimeSeconds)} is over`);
            }
        }, LOOK_MS);
        this.#cleanUp.push(() => clearInterval(timer));
    }
    #on(signals, event, handler) {
        signals.on(event, handler);
        this.#cleanUp.push(() => signals.off(event, handler));
    }
}

// EXTERNAL MODULE: ./src/agent/line.js
var line = __nccwpck_require__(2905);
;// CONCATENATED MODULE: ./src/agent/log.js


/** Bytes after which a log becomes `agent.log.1`, whose place it takes: the two stay under 1 MiB. */
const LARGEST_LOG = 512 * 1024;
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
        // A server's words could otherwise make up lines of their own.
        const line = `${(0,session/* formatTime */.fU)(new Date(this.#now()))} ${text.replace(/\p{Cc}/gu, '?')}\n`;
        // A log that cannot be written, on a full disk or in a folder that a job removed, must not cost the session.
        orNothing(() => {
            this.#size += Buffer.byteLength(line);
            if (this.#size > LARGEST_LOG)
                this.#rotate(Buffer.byteLength(line));
            (0,external_node_fs_.writeSync)(this.#file, line);
        });
    }
    close() {
        orNothing(() => (0,external_node_fs_.closeSync)(this.#file));
    }
    #rotate(size) {
        (0,external_node_fs_.renameSync)(this.path, `${this.path}.1`);
        const next = openLog(this.path);
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = next;
        this.#size = size;
    }
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
    // Windows knows no O_NOFOLLOW.
    const noLink = external_node_fs_.constants.O_NOFOLLOW ?? 0;
    const file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_TRUNC | noLink, 0o600);
    if (!(0,external_node_fs_.fstatSync)(file).isFile())
        throw new Error(`The log '${path}' is not a plain file: remove it.`);
    return file;
}

// EXTERNAL MODULE: ./src/agent/message.js
var message = __nccwpck_require__(3824);
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
        await serve((0,line/* parseJson */.q)(await (0,line/* readLine */.X)(input, LARGEST_ORDER)), options);
        return 0;
    }
    catch (error) {
        await write(output, { failure: (0,message/* packError */.Y4)(error) }).catch(() => undefined);
        return 1;
    }
}
async function serve(order, options) {
    const { output, signals, detach, createObtain } = options;
    const agent = new Agent(order, signals);
    try {
        const ready = await agent.start(createObtain);
        // When nobody hears it, nobody knows the token: there is nothing to serve for.
        await write(output, { ready });
    }
    catch (error) {
        await agent.close(`could not start: ${(0,failure/* firstLine */.TM)(error)}`);
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
/** Turns this process from one that was just started into one that is in the background for hours. */
function settle() {
    dropStandardStreams();
    // Compiled code for a few requests a minute is not worth its memory: 58 MB instead of 74 after 30,000 requests from
    // 100 connections, at thousands of requests a second either way (measured).
    for (const compiler of ['opt', 'maglev', 'sparkplug'])
        (0,external_node_v8_namespaceObject.setFlagsFromString)(`--no-${compiler}`);
}
/**
 * Puts the null device in the place of the three standard streams. A runner waits for those who hold its pipes; and
 * were they closed alone, their numbers would go to sockets, into which a crash would then write.
 */
function dropStandardStreams() {
    process.stdin.destroy();
    if (process.platform === 'win32')
        return;
    for (const descriptor of [0, 1, 2]) {
        (0,external_node_fs_.closeSync)(descriptor);
        (0,external_node_fs_.openSync)('/dev/null', descriptor === 0 ? 'r' : 'w');
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
        this.#places = (0,directory/* agentPlaces */.Qy)(order.directory);
        const { lifetimeSeconds, watched } = order;
        this.end = new End({ lifetimeSeconds, watched, signals });
    }
    async start(createObtain) {
        (0,directory/* makePrivateDirectory */.Dn)(this.#places.directory);
        this.#control = await (0,control/* openControl */.g4)(this.#places, (question) => {
            if (question === 'stop')
                this.end.now('it was stopped');
            return this.#status();
        });
        this.#log = new AgentLog(this.#places.log);
        this.#log.write(`agent ${process.pid} started, ${this.#limits()}`);
        const session = await this.#startRenewal(await createObtain(this.#order.handover));
        this.#endpoint = await (0,credentials_endpoint/* startCredentialsEndpoint */.G)({
            renewal: this.#renewal,
            port: this.#order.port,
        });
        const { url, token } = this.#endpoint;
        this.#log.write(`serving at ${url}`);
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
        const renewal = new src_renewal/* Renewal */.L({
            obtain,
            onObtained: ({ expiration }) => this.#log?.write(`session obtained, it ends at ${(0,session/* formatTime */.fU)(expiration)}`),
            onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
        });
        this.#renewal = renewal;
        void this.end.reason.then(() => renewal.stop());
        return renewal.start();
    }
    #limits() {
        const { lifetimeSeconds, watched } = this.#order;
        const limit = `for ${(0,session/* describeSeconds */.bD)(lifetimeSeconds)} at most`;
        return watched === undefined ? limit : `${limit}, as long as process ${watched.pid} is there`;
    }
    #status() {
        const { lifetimeSeconds, watched } = this.#order;
        const renewal = this.#renewal?.status();
        return {
            pid: process.pid,
            url: this.#endpoint?.url,
            log: this.#places.log,
            startedAt: time(this.#startedAt),
            endsAt: time(this.#startedAt + lifetimeSeconds * 1000),
            watchedPid: watched?.pid,
            state: renewal?.state ?? 'starting',
            renewals: renewal?.renewals ?? 0,
            failures: renewal?.failures ?? 0,
            lastError: renewal?.lastError,
            expiresAt: renewal?.expiresAt && (0,session/* formatTime */.fU)(renewal.expiresAt),
            nextRenewalAt: renewal?.nextRenewalAt && (0,session/* formatTime */.fU)(renewal.nextRenewalAt),
        };
    }
}
function time(milliseconds) {
    return (0,session/* formatTime */.fU)(new Date(milliseconds));
}
function describeFailure(error, { refused, nextTryInMs, servingUntil }) {
    const what = refused ? 'renewal refused' : 'renewal failed';
    const until = servingUntil === undefined ? 'nothing valid is left' : `serving until ${(0,session/* formatTime */.fU)(servingUntil)}`;
    return `${what}: ${(0,failure/* firstLine */.TM)(error)} (${until}; next try in ${(nextTryInMs / 1000).toFixed(1)} s)`;
}

;// CONCATENATED MODULE: ./src/agent/handover.js




function packHandover(credential, request, caBundle) {
    const { policy: _madeAnew, ...plain } = request;
    return {
        accessKey: credential.accessKey,
        secretKey: credential.revealSecretKey(),
        request: plain,
        caBundle,
    };
}
/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
function runAgentProcess(process) {
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
    const policy = session_policy/* SessionPolicy */.No.forScope(request.bucket, request.access, request.prefix);
    const scoped = policy === undefined ? request : { ...request, policy };
    return (0,fresh_credentials/* obtainer */.N)(new service_credential/* ServiceCredential */.h(accessKey, secretKey), scoped, { environment, caBundle });
}


/***/ }),

/***/ 2905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ readLine),
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/**
 * Reads up to the first line break.
 *
 * @throws Error when the stream ends before, or the line is longer than `mostBytes`. What was read is not in the message.
 */
function readLine(stream, mostBytes) {
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
function parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line is not JSON');
    }
}


/***/ }),

/***/ 3824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Rj: () => (/* binding */ unpackError),
/* harmony export */   Ub: () => (/* binding */ reviveSession),
/* harmony export */   Y4: () => (/* binding */ packError)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2337);


function packError(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7)
        return { type: 'exchange', detail: error.detail };
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz) {
        return { type: 'input', input: error.input, sentence: error.message.slice(error.input.length + 1) };
    }
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentFailure */ .W)
        return { type: 'agent', kind: error.kind, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'agent', kind: 'start', message: `Starting the agent failed: ${message}` };
}
function unpackError(sent) {
    if (sent.type === 'exchange')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7(sent.detail);
    if (sent.type === 'input')
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(sent.input, sent.sentence);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentFailure */ .W(sent.kind, sent.message);
}
/** JSON has no dates. */
function reviveSession(session) {
    return { ...session, expiration: new Date(session.expiration) };
}


/***/ }),

/***/ 6649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isAlive),
/* harmony export */   w: () => (/* binding */ identifyProcess)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

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
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 9366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readCaBundle)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(874);



/**
 * Reads the file that `OTTER_CA_BUNDLE` names: certificates in PEM, trusted beside the usual ones.
 *
 * @throws InputError when it cannot be read or holds no certificate
 */
function readCaBundle(path) {
    if (path === undefined || path === '')
        return undefined;
    const text = readText(path);
    if (!text.includes('-----BEGIN CERTIFICATE-----')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('OTTER_CA_BUNDLE', `names '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(path)}', which holds no certificate in PEM form.`);
    }
    return text;
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        const code = error.code ?? 'unknown error';
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('OTTER_CA_BUNDLE', `names '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(path)}', which cannot be read (${code}).`);
    }
}


/***/ }),

/***/ 5498:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ judgeConnection)
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
function noNetwork({ endpoint }, code) {
    return {
        kind: 'network',
        cameBack: `no answer from the server (${code})`,
        causes: [NETWORK_CAUSES[code] ?? 'the connection to the server could not be made, or broke.'],
        remedy: `check endpoint, and from this runner try: curl -sS -m 10 ${endpoint}`,
    };
}


/***/ }),

/***/ 1693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ startCredentialsEndpoint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9173);


// Importing it would load all that it re-exports, undici included: 13 MB and 20 ms (measured; since Node 20.16).
const { createServer } = process.getBuiltinModule('node:http');
const HOST = '127.0.0.1';
/** The AWS SDK for Ruby refuses a URL without a path. */
const PATH = '/v1/session-credentials';
const TOKEN_BYTES = 32;
/** The AWS SDKs for JavaScript and PHP give up after one second, so the answer has to be out before. */
const LONGEST_WAIT_MS = 700;
const LONGEST_URL = 1_024;
/**
 * Serves the renewal's session to every S3 client of this machine that knows the token: the container credentials
 * protocol of Amazon ECS, over plain http on 127.0.0.1.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @throws Error when the port is taken
 */
async function startCredentialsEndpoint(options) {
    const token = options.token ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(TOKEN_BYTES).toString('base64url');
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
        const session = renewal.current() ?? (await renewal.waitForSession(LONGEST_WAIT_MS));
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
    return (given = '') => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(sha256(given.replace(/^Bearer /i, '')), expected);
}
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest();
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
        Expiration: (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiration),
    }));
}
function nothingValid(status) {
    const { expiresAt, nextRenewalAt, lastError } = status;
    const since = expiresAt === undefined ? 'There is no session' : `The last session ended at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiresAt)}`;
    const why = lastError === undefined
        ? 'and none has come since'
        : `and renewing it fails: ${lastError.replace(/\.?$/, '')}`;
    const next = nextRenewalAt === undefined ? '' : ` The next try is at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(nextRenewalAt)}.`;
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


/***/ }),

/***/ 269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   K4: () => (/* binding */ durationWarnings),
/* harmony export */   lX: () => (/* binding */ SHORTEST_USUAL_SESSION_SECONDS),
/* harmony export */   qc: () => (/* binding */ LONGEST_SESSION_SECONDS)
/* harmony export */ });
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
 * @param jobSeconds what is left of the job, in seconds, where the CI system tells; `job` is that, at most 12 h.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError when the text is none of these, or out of range
 */
function parseDuration(text, jobSeconds) {
    const given = text.trim();
    const seconds = given === 'job' ? jobDuration(jobSeconds) : readSeconds(given);
    if (seconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(given)}', which is no duration: write 90s, 30m, 1h, PT1H or a number of seconds.`);
    }
    if (seconds < 1)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(given)}': a session lasts at least one second.`);
    if (seconds > LONGEST_SESSION_SECONDS) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(given)}', over the 12 h that a session can last: ask for 12h or less, and use refresh for a longer job.`);
    }
    return seconds;
}
function jobDuration(jobSeconds) {
    if (jobSeconds === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('duration', "is 'job', which only GitLab CI can answer (from CI_JOB_TIMEOUT): elsewhere write a length such as 1h.");
    }
    return Math.min(Math.max(Math.ceil(jobSeconds), 1), LONGEST_SESSION_SECONDS);
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

/***/ 2848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ targetVariables),
/* harmony export */   Qc: () => (/* binding */ childEnvironment),
/* harmony export */   T3: () => (/* binding */ refreshVariables),
/* harmony export */   VS: () => (/* binding */ SHADOWS_OF_SESSION),
/* harmony export */   c4: () => (/* binding */ SHADOWS_OF_REFRESH),
/* harmony export */   qu: () => (/* binding */ sessionVariables),
/* harmony export */   sS: () => (/* binding */ SERVICE_VARIABLES)
/* harmony export */ });
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9173);
/* harmony import */ var _shared_files_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(382);


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
        AWS_CREDENTIAL_EXPIRATION: (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(session.expiration),
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
        ...(0,_shared_files_js__WEBPACK_IMPORTED_MODULE_1__/* .hideDefaultProfiles */ .E)(environment),
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
/** Names of the service credential's variables, which no process but the one that asks needs. */
const SERVICE_VARIABLES = ['OTTER_SERVICE_ACCESS_KEY', 'OTTER_SERVICE_SECRET_KEY'];
/**
 * The environment of a child that is to use a session: `base` without the service credential and without what would
 * win over `variables`, and with these.
 */
function childEnvironment(base, variables, shadows) {
    const dropped = new Set([...shadows, ...SERVICE_VARIABLES]);
    const kept = Object.entries(base).filter((entry) => entry[1] !== undefined);
    return { ...Object.fromEntries(kept.filter(([name]) => !dropped.has(name))), ...variables };
}


/***/ }),

/***/ 7333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c: () => (/* binding */ exchange)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
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
var hasOwn = __nccwpck_require__(5346);
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

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/transport/httpRequest.js
var httpRequest = __nccwpck_require__(1665);
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

// EXTERNAL MODULE: ../../node_modules/@smithy/core/dist-es/submodules/serde/writeKey.js
var writeKey = __nccwpck_require__(4976);
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
            (0,writeKey/* writeKey */.T)(byName);
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
                (0,writeKey/* writeKey */.T)(headers);
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
        return httpRequest/* HttpRequest */.K;
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
                    if (!(0,hasOwn/* hasOwn */.$)(endpoint.headers, name)) {
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
                    if (!(0,hasOwn/* hasOwn */.$)(endpoint.headers, name)) {
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
        const request = new httpRequest/* HttpRequest */.K({
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
            if (!(0,hasOwn/* hasOwn */.$)(response.headers, header)) {
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
        if (!(0,hasOwn/* hasOwn */.$)(obj, key)) {
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

// EXTERNAL MODULE: ../../node_modules/@smithy/signature-v4/dist-es/SignatureV4.js + 14 modules
var SignatureV4 = __nccwpck_require__(5947);
// EXTERNAL MODULE: ./src/sha256.js
var sha256 = __nccwpck_require__(98);
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
 * @param now milliseconds since the epoch, for the signature
 */
async function writeAssumeRole(credential, request, now) {
    const url = new URL(request.endpoint);
    const endpoint = async () => ({ protocol: url.protocol, hostname: url.hostname, path: '/' });
    const unsigned = await protocol.serializeRequest(OPERATION, inputOf(request), { ...serde, endpoint });
    const { method, path, body } = unsigned;
    unsigned.headers.host = url.host;
    unsigned.headers['content-length'] = String(Buffer.byteLength(body));
    const { headers } = await createSigner(credential, request).sign(unsigned, { signingDate: new Date(now) });
    return { method, path, headers: { ...headers, 'user-agent': 'otter-sts-credentials' }, body };
}
function inputOf({ roleArn, sessionName, durationSeconds, policy }) {
    return {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: durationSeconds,
        ...(policy === undefined ? {} : { Policy: policy.json }),
    };
}
function createSigner(credential, { region }) {
    return new SignatureV4/* SignatureV4 */.B({
        service: 'sts',
        region,
        credentials: { accessKeyId: credential.accessKey, secretAccessKey: credential.revealSecretKey() },
        sha256: sha256/* Sha256 */.I,
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

// EXTERNAL MODULE: ./src/connection-failure.js
var connection_failure = __nccwpck_require__(5498);
// EXTERNAL MODULE: ./src/failure.js
var failure = __nccwpck_require__(9555);
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
    return new failure/* ExchangeFailure */.u7({ tried, ...(0,connection_failure/* judgeConnection */.u)(evidence) });
}
function judgeResponse(evidence, response) {
    const code = errorCode(response.body);
    const verdict = verdictFor(evidence, response, code);
    return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...verdict };
}
/** Characters of an answer in which an error's code is looked for: real ones have a few hundred. */
const LONGEST_ERROR = 8_192;
/** The code of an error in S3's envelope or in STS's: `<Error>` holds `<Code>` in both. */
function errorCode(body) {
    return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(body.slice(0, LONGEST_ERROR))?.[1];
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
    if (status === 400)
        return invalidRequest(evidence, response, code);
    return notSts(response, `${status} ${code}`);
}
function denied({ request, credential }, { status }, code) {
    const key = `the service access key ending in ${credential.accessKey.slice(-4)}`;
    const causes = [
        `${key} was revoked or replaced.`,
        'the secret key belongs to another access key, or lost a character when it was stored.',
        `the role ${request.roleArn} does not trust the user of this key, or belongs to another bucket.`,
        `the endpoint ${request.endpoint} is not the one that issued this key.`,
    ];
    if (code === 'SignatureDoesNotMatch')
        causes.unshift(...causes.splice(1, 1));
    return {
        kind: 'denied',
        cameBack: `${status} ${code}`,
        causes,
        remedy: 'store key, secret and role ARN anew, all three from one service credential of this bucket; ' +
            'if it is no longer listed there, create a new one. It is not tried again, since a denial does not pass by itself.',
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
            `the server did not take the session policy made from access '${request.access}' and prefix '${(0,printable/* printable */.g)(request.prefix)}'.`,
        ],
        remedy: 'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
    };
}
function invalidRequest({ request }, { status }, code) {
    const asked = (0,src_session/* describeSeconds */.bD)(request.durationSeconds);
    const causes = [
        `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`,
        `the server does not take the session name '${request.sessionName}'.`,
    ];
    if (request.durationSeconds < 900) {
        causes[0] = `the session of ${asked} is shorter than the server allows (usually 15 min).`;
    }
    else if (request.durationSeconds <= DEFAULT_ROLE_SECONDS)
        causes.reverse();
    const remedy = request.durationSeconds > DEFAULT_ROLE_SECONDS
        ? "ask for 1h, or raise the role's MaxSessionDuration; a job that is longer keeps its session fresh with refresh."
        : 'ask for a duration of 1h and leave session-name empty; if that works, change one of them at a time.';
    return { kind: 'invalid-request', cameBack: `${status} ${code}`, causes, remedy };
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
            'it is an RGW without STS (rgw_s3_auth_use_sts is off).',
        ],
        remedy: 'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on a cluster of your own switch STS on.',
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
    return (0,printable/* printable */.g)(headers['content-type'] ?? 'text of an unknown kind');
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

// EXTERNAL MODULE: ./src/http-agent.js
var http_agent = __nccwpck_require__(8741);
// EXTERNAL MODULE: ./src/transfer.js
var transfer = __nccwpck_require__(8902);
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
        const timeout = AbortSignal.timeout(Math.min(surroundings.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1)));
        try {
            const outcome = await assumeRole(credential, request, surroundings, timeout);
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
    }
}
/** @throws the signal's own reason, where node's timer would throw an AbortError */
async function pause(waitMs, signal) {
    await (0,promises_.setTimeout)(waitMs, undefined, { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
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
    const agent = (0,http_agent/* createAgent */.S)(url, surroundings, false);
    try {
        const call = await writeAssumeRole(credential, request, now());
        const answer = await (0,transfer/* transfer */.k)(url, call, { agent, signal, mostBytes: LARGEST_ANSWER });
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

/***/ 4586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ obtainer),
/* harmony export */   X: () => (/* binding */ startFreshCredentials)
/* harmony export */ });
/* harmony import */ var _credentials_endpoint_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1693);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7333);
/* harmony import */ var _renewal_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1401);



/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
 */
function obtainer(credential, request, surroundings) {
    const { now = Date.now } = surroundings;
    let { mostAttempts } = surroundings;
    return async (signal) => {
        const { session } = await (0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .exchange */ .c)(credential, request, { ...surroundings, signal, mostAttempts });
        mostAttempts = 1;
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
    const renewal = new _renewal_js__WEBPACK_IMPORTED_MODULE_1__/* .Renewal */ .L(options);
    const first = await renewal.start();
    try {
        const endpoint = await (0,_credentials_endpoint_js__WEBPACK_IMPORTED_MODULE_2__/* .startCredentialsEndpoint */ .G)({ renewal });
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


/***/ }),

/***/ 8741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ createAgent)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);

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
    return new Agent({ keepAlive, ...proxyOptions(environment) });
}
function createHttpsAgent({ caBundle, environment }, keepAlive) {
    const { Agent } = process.getBuiltinModule('node:https');
    const trust = caBundle === undefined ? {} : { ca: [...rootCertificates(), caBundle] };
    return new Agent({ keepAlive, ...proxyOptions(environment), ...trust });
}
function rootCertificates() {
    const tls = process.getBuiltinModule('node:tls');
    // With what NODE_EXTRA_CA_CERTS and the system's store add; Node before 22.15 has but its own.
    return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}
/** Only what the agent may use of an environment, so that nothing else of it is kept. */
function proxyOptions(environment) {
    if (environment === undefined)
        return {};
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
    const given = names.flatMap((name) => {
        const value = environment[name];
        if (value === undefined || value === '')
            return [];
        if (!/^no_/i.test(name))
            checkProxy(name, value);
        return [[name, value]];
    });
    return { proxyEnv: Object.fromEntries(given) };
}
/** Its value is not repeated: a password may be in it. */
function checkProxy(name, value) {
    if (URL.canParse(value) && /^https?:/i.test(value))
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, 'is not a URL with http or https: write special characters of its password in percent form, such as %23 for #.');
}


/***/ }),

/***/ 5829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  G: () => (/* binding */ Masker)
});

;// CONCATENATED MODULE: ./src/masking/spellings.js
/**
 * The fewest bytes (UTF-8) that are worth masking. Anything shorter stands in so much other text that masking it would
 * destroy the output and, by the holes, tell what it is. Four bytes also leave at least four certain characters of
 * base64 at each of its three shifts.
 */
const SHORTEST_SECRET_BYTES = 4;
/**
 * Everything to search for so that a secret is found however it was written: as it is, base64 and base64url wherever
 * it stands in the encoded bytes, hex, percent-encoded for URIs and forms, escaped for JSON, XML, HTML and shells.
 * Of a secret with several lines, each line by itself as well, as GitHub's add-mask does. No spelling comes twice.
 *
 * A secret or line that is blank or shorter than four bytes yields nothing, see {@link SHORTEST_SECRET_BYTES}. What was
 * encoded twice (percent-encoded base64, say), compressed or encrypted is not covered.
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
        ];
        return [...texts.map((text) => ({ text })), ...hex(bytes), ...[0, 1, 2].flatMap((s) => base64(bytes, s))];
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
    const lines = { unit: 2, phase: 0 };
    return [
        { text: lower, lines },
        { text: lower.toUpperCase(), lines },
    ];
}
/**
 * Base64 of anything that holds the secret after 3n + `shift` bytes: the characters that the secret alone decides.
 * Where the secret ends the encoded text, its last character is certain too, with padding or without.
 */
function base64(bytes, shift) {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const first = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    const certain = padded.slice(first, end);
    const atTheEnd = [padded.slice(first), padded.slice(first).replace(/=+$/, '')];
    return [
        { text: certain, lines: { unit: 4, phase: first } },
        ...[certain, ...atTheEnd].flatMap((text) => [{ text }, { text: base64url(text) }]),
    ];
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
    // Workflow commands of GitHub's runner escape just this much.
    const command = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    // One character for each byte.
    const bytes = Buffer.from(text).toString('latin1');
    const variants = PERCENT_ENCODERS.flatMap(({ encoded, space = '%20' }) => {
        const upper = bytes.replace(encoded, (byte) => (byte === ' ' ? space : percentByte(byte)));
        return [upper, upper.replace(/%../g, (code) => code.toLowerCase())];
    });
    return [command, ...variants];
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
];
function markupEscaped(text) {
    return MARKUP_ENCODERS.map((entities) => text.replace(/[^\w\s/]/g, (character) => entities[character] ?? character));
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

;// CONCATENATED MODULE: ./src/masking/pattern.js

/**
 * The first bytes of a pattern are in one piece. The search asks for that much, and it keeps a line that happens to end
 * like the beginning of a secret's base64 from being held back with its line break.
 */
const UNBROKEN = 7;
/** The fewest bytes left of a spelling whose beginning stands at the end of the line before. */
const SHORTEST_REST = 8;
/** All patterns of a secret, some of them twice; none for a secret too short to be masked. */
function patternsOf(secret) {
    return describeSpellings(secret).flatMap((spelling) => {
        const bytes = Buffer.from(spelling.text);
        const mayBreak = spelling.lines !== undefined;
        const starts = [0, ...breaksNearTheStart(spelling, bytes.length)];
        return starts.map((start) => ({ bytes: bytes.subarray(start), mayBreak }));
    });
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
/** {@link match}: the pattern is not there. */
const ABSENT = -1;
/** {@link match}: the data ends before that is decided. */
const CUT_OFF = -2;
/** Where the pattern that begins at `start` ends in `data`, or {@link ABSENT} or {@link CUT_OFF}. */
function match({ bytes, mayBreak }, data, start) {
    let at = start;
    for (let position = 0; position < bytes.length; position++) {
        if (mayBreak && position >= UNBROKEN)
            at = skipBreak(data, at);
        if (at >= data.length)
            return CUT_OFF;
        if (data[at] !== bytes[position])
            return ABSENT;
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

;// CONCATENATED MODULE: ./src/masking/pattern-index.js

const GRAM_BYTES = 4;
/** Filter entries; a byte each, so that the filter stays in the processor's nearest caches. */
const FILTER_SIZE = 1 << 16;
/** The grams that a position is recognized by have to lie in the bytes of a pattern that no line break can part. */
const LONGEST_STRIDE = UNBROKEN - GRAM_BYTES + 1;
/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). Only every
 * fourth position is looked at: whether its four bytes occur at one of the first four offsets of any pattern. Where
 * they may, the places just before are compared. Unlike an Aho-Corasick automaton it costs the patterns' own bytes and a
 * filter, so that a job may learn new secrets for days.
 */
class PatternIndex {
    #stride;
    #filter = new Uint8Array(FILTER_SIZE);
    #byFirstGram = new Map();
    /** For the data's last bytes, too few for a gram. */
    #byFirstByte = new Map();
    /** @param patterns each of at least four bytes */
    constructor(patterns) {
        const shortest = patterns.reduce((least, { bytes }) => Math.min(least, bytes.length), Infinity);
        this.#stride = Math.min(LONGEST_STRIDE, shortest - GRAM_BYTES + 1);
        for (const pattern of patterns)
            this.#add(pattern);
    }
    #add(pattern) {
        for (let offset = 0; offset < this.#stride; offset++) {
            this.#filter[filterEntry(gramAt(pattern.bytes, offset))] = 1;
        }
        addTo(this.#byFirstGram, gramAt(pattern.bytes, 0), pattern);
        addTo(this.#byFirstByte, pattern.bytes[0], pattern);
    }
    /** All occurrences in the data, and what may become one when more data comes. */
    find(data) {
        const findings = { spans: [], candidates: [] };
        const lastGram = data.length - GRAM_BYTES;
        let next = 0;
        for (;;) {
            const hit = this.#nextHit(data, next + this.#stride - 1);
            // What begins in the stride before the end, or ends beyond it, does not show in the filter.
            const end = hit > lastGram ? data.length : hit + 1;
            for (next = hit - this.#stride + 1; next < end; next++)
                this.#compareAt(data, next, findings);
            if (end === data.length)
                return findings;
        }
    }
    /** The first position from `start` on, in strides, that passes the filter, or one beyond the last complete gram. */
    #nextHit(data, start) {
        const filter = this.#filter;
        const stride = this.#stride;
        const lastGram = data.length - GRAM_BYTES;
        let at = start;
        while (at <= lastGram && filter[filterEntry(gramAt(data, at))] === 0)
            at += stride;
        return at;
    }
    #compareAt(data, start, { spans, candidates }) {
        const hasGram = start <= data.length - GRAM_BYTES;
        const patterns = hasGram
            ? this.#byFirstGram.get(gramAt(data, start))
            : this.#byFirstByte.get(data[start]);
        let longest = start;
        for (const pattern of patterns ?? []) {
            const end = match(pattern, data, start);
            if (end === CUT_OFF)
                candidates.push({ start, length: pattern.bytes.length });
            else if (end !== ABSENT)
                longest = Math.max(longest, end);
        }
        if (longest > start)
            addSpan(spans, { start, end: longest });
    }
}
function addTo(lists, key, pattern) {
    const list = lists.get(key);
    if (list === undefined)
        lists.set(key, [pattern]);
    else
        list.push(pattern);
}
/** Adds a span that starts no earlier than those there are. */
function addSpan(spans, span) {
    const last = spans.at(-1);
    if (last !== undefined && span.start < last.end)
        last.end = Math.max(last.end, span.end);
    else
        spans.push(span);
}
function gramAt(bytes, at) {
    return (bytes[at] |
        (bytes[at + 1] << 8) |
        (bytes[at + 2] << 16) |
        (bytes[at + 3] << 24));
}
/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function filterEntry(gram) {
    return Math.imul(gram, 0x9e3779b1) >>> 16;
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
 * broken into lines. All other bytes pass untouched, valid text or not. Where occurrences overlap there is one `***`.
 * How the stream is cut into chunks makes no difference.
 *
 * Only bytes that may be the beginning of a secret are held back: a chunk that does not end like one passes whole.
 */
class Masker {
    #patterns = new Map();
    #index;
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
        for (const pattern of patternsOf(secret)) {
            const key = pattern.bytes.toString('latin1');
            const known = this.#patterns.get(key);
            if (known?.mayBreak || (known !== undefined && !pattern.mayBreak))
                continue;
            this.#patterns.set(key, pattern);
            this.#index = undefined;
        }
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
        this.#index ??= new PatternIndex([...this.#patterns.values()]);
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

/***/ 7532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ MaskingStream)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7075);
/* harmony import */ var _masker_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5829);


/** Shorter than what a person at a prompt notices, longer than the gap between two writes of one line. */
const IDLE_MS = 100;
/** A {@link Masker} as a stream of bytes. After a short pause it releases what is safe to release, see {@link Masker.idle}. */
class MaskingStream extends node_stream__WEBPACK_IMPORTED_MODULE_0__.Transform {
    #masker;
    #idleMs;
    #timer;
    /**
     * @param secrets see {@link Masker.learn}
     * @param options `idleMs`: how long no chunk has to come before held-back bytes are released, in milliseconds (100)
     */
    constructor(secrets = [], { idleMs = IDLE_MS } = {}) {
        super();
        this.#masker = new _masker_js__WEBPACK_IMPORTED_MODULE_1__/* .Masker */ .G(secrets);
        this.#idleMs = idleMs;
    }
    /** Masks one more secret in all that this stream has not yet released, see {@link Masker.learn}. */
    learn(secret) {
        this.#masker.learn(secret);
    }
    _transform(chunk, _encoding, done) {
        clearTimeout(this.#timer);
        this.#pass(this.#masker.write(chunk));
        if (this.#masker.heldBytes > 0) {
            this.#timer = setTimeout(() => this.#pass(this.#masker.idle()), this.#idleMs);
        }
        done();
    }
    _flush(done) {
        clearTimeout(this.#timer);
        this.#pass(this.#masker.end());
        done();
    }
    _destroy(error, done) {
        clearTimeout(this.#timer);
        super._destroy(error, done);
    }
    #pass(bytes) {
        if (bytes.length > 0)
            this.push(bytes);
    }
}


/***/ }),

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ printable)
/* harmony export */ });
/** A user's text for an error message: cut, and without control characters that could forge a log line. */
function printable(text) {
    const clean = text.replace(/[^\x20-\x7e]/g, '?');
    return clean.length > 80 ? `${clean.slice(0, 77)}...` : clean;
}


/***/ }),

/***/ 1401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ Renewal)
/* harmony export */ });
/* unused harmony export retryDelayMs */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9173);


/** The machine's own clocks. Its timers do not keep a process alive. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds).unref();
        return () => clearTimeout(timer);
    },
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
/** What one renewal may take. An RGW answers within tens of milliseconds; one that hangs is better asked again. */
const SHORTEST_LIMIT_MS = 1_000;
const LONGEST_LIMIT_MS = 10_000;
const NO_STREAK = { kind: '', refused: false, count: 0 };
/**
 * Keeps one session fresh: renews it well before its end, one exchange at a time, and answers from memory.
 * While the server fails it keeps what is valid and tries again; it never hands out an expired session.
 */
class Renewal {
    #obtain;
    #onObtained;
    #onFailure;
    #clock;
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
        await new Promise((resolve) => {
            const wake = () => {
                cancel();
                this.#waiters.delete(wake);
                resolve();
            };
            const cancel = this.#clock.after(timeoutMs, wake);
            this.#waiters.add(wake);
        });
        return this.current();
    }
    status() {
        return {
            state: this.#state(),
            renewals: this.#renewals,
            failures: this.#failures,
            lastError: this.#lastError === undefined ? undefined : (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .firstLine */ .TM)(this.#lastError),
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
        const cancelLimit = limitMs === undefined ? undefined : this.#clock.after(limitMs, () => attempt.abort(noAnswer(limitMs)));
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
        return remainingMs > 0 ? Math.min(limit, Math.max(remainingMs / 4, SHORTEST_LIMIT_MS / 2)) : limit;
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
    return error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7 && REFUSALS.has(error.kind);
}
function failureKind(error) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7)
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
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7))
        return 0;
    const asked = Math.min((error.detail.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
    return remainingMs > 0 ? Math.min(asked, remainingMs / 2) : asked;
}
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}
function noAnswer(limitMs) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7({
        kind: 'timeout',
        tried: 'Renewing the session',
        cameBack: `no answer within ${limitMs / 1000} s`,
        causes: ['The endpoint, or the network on the way to it, hangs or is overloaded.'],
        remedy: 'Nothing, if it passes: it is tried again. Otherwise look at the endpoint and the network.',
    });
}
function alreadyOver({ expiration }, now) {
    const late = (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .describeSeconds */ .bD)(Math.ceil((now - expiration.getTime()) / 1000));
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .ExchangeFailure */ .u7({
        kind: 'clock-skew',
        tried: 'Obtaining a session',
        cameBack: `it ended at ${(0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTime */ .fU)(expiration)}, ${late} ago by this machine's clock`,
        causes: ["This machine's clock, or the server's, is wrong by more than the session lasts."],
        remedy: 'Set the clock, or switch time synchronisation (NTP) on.',
    });
}
/** Settles as the work does, or rejects with the signal's reason at once: work that ignores its signal holds up nothing. */
function untilAborted(work, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason);
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
}


/***/ }),

/***/ 5362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ ServiceCredential)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9555);


/**
 * The long-lived key whose only power is to ask for a session. The secret is held so that no
 * `console.log`, `JSON.stringify` or template string can show it.
 */
class ServiceCredential {
    accessKey;
    #secretKey;
    /**
     * @throws InputError when a part is empty, or holds white space, quotes or control characters,
     *   which no key of an RGW does: it was then pasted with something around it.
     */
    constructor(accessKey, secretKey) {
        checkKey('service-access-key', accessKey);
        checkKey('service-secret-key', secretKey);
        if (accessKey === secretKey) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('service-secret-key', 'is the same as the access key: one of the two was pasted twice.');
        }
        this.accessKey = accessKey;
        this.#secretKey = secretKey;
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
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return this.toString();
    }
}
function checkKey(input, key) {
    if (key === '')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'is empty: store it as a secret of the CI system and pass it in.');
    if (/^\$\{?\{?|^%.*%$/.test(key)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'holds an unexpanded variable: check the name of the secret where it is passed in.');
    }
    if (/[^\x21-\x7e]|["'`]/.test(key)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'holds white space, a quote or a character that no key has: paste the key again, without anything around it.');
    }
    if (key.length > 256)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, 'is longer than 256 characters: this is not an S3 key.');
}


/***/ }),

/***/ 228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   No: () => (/* binding */ SessionPolicy),
/* harmony export */   kp: () => (/* binding */ ACCESS_CHOICES)
/* harmony export */ });
/* unused harmony export LARGEST_POLICY_BYTES */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9555);

const ACCESS_CHOICES = ['read-write', 'read', 'write'];
/**
 * The most that may be sent, in bytes of UTF-8. An RGW (16.2.15) does not refuse a longer inline policy:
 * its process dies. AWS's own limit is 2,048 characters too.
 */
const LARGEST_POLICY_BYTES = 2_048;
const READ_OBJECT = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectAcl'];
const PUT_OBJECT = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'];
const CHANGE_OBJECT = [
    ...PUT_OBJECT,
    's3:PutObjectAcl',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:DeleteObjectTagging',
    's3:ListMultipartUploadParts',
];
const LIST_BUCKET = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];
/**
 * An inline session policy: narrows what the role allows, and never widens it. It can only be had from
 * {@link SessionPolicy.forScope}, which refuses one that is too long, so none that would kill an RGW can be sent.
 */
class SessionPolicy {
    /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
    json;
    constructor(json) {
        this.json = json;
    }
    /**
     * The policy for a bucket, an access and a key prefix; `undefined` when they do not narrow the role.
     *
     * - `read` may get and list, `write` may put objects (multipart too) and abort its uploads, and can neither
     *   read, list nor delete; `read-write` with a prefix may do all of these below the prefix alone.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not.
     *
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
     */
    static forScope(bucket, access, prefix) {
        if (access === 'read-write' && prefix === '')
            return undefined;
        const json = JSON.stringify({ Version: '2012-10-17', Statement: statements(bucket, access, prefix) });
        const bytes = Buffer.byteLength(json);
        if (bytes > LARGEST_POLICY_BYTES) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('prefix', `makes a session policy of ${bytes} bytes, and a server takes ${LARGEST_POLICY_BYTES}: use a prefix that is ` +
                `at least ${Math.ceil((bytes - LARGEST_POLICY_BYTES) / 2)} bytes shorter.`);
        }
        return new SessionPolicy(json);
    }
}
function statements(bucket, access, prefix) {
    const objects = {
        Effect: 'Allow',
        Action: objectActions(access),
        Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
    };
    if (access === 'write')
        return [objects];
    const list = { Effect: 'Allow', Action: LIST_BUCKET, Resource: `arn:aws:s3:::${bucket}` };
    if (prefix !== '')
        list.Condition = { StringLike: { 's3:prefix': `${prefix}*` } };
    // It carries no prefix, so it cannot stand under the condition; clients ask it to find the region.
    const locate = {
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation'],
        Resource: `arn:aws:s3:::${bucket}`,
    };
    return [objects, list, locate];
}
function objectActions(access) {
    if (access === 'read')
        return READ_OBJECT;
    if (access === 'write')
        return PUT_OBJECT;
    return [...READ_OBJECT, ...CHANGE_OBJECT];
}


/***/ }),

/***/ 1717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ checkRequest),
/* harmony export */   z: () => (/* binding */ DEFAULTS)
/* harmony export */ });
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(269);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9555);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(874);
/* harmony import */ var _session_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(228);




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
    const durationSeconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(trim(inputs.duration) || DEFAULTS.duration, context.jobSeconds);
    const access = checkAccess(trim(inputs.access) || DEFAULTS.access);
    const prefix = checkPrefix(inputs.prefix ?? '');
    const sessionName = checkSessionName(trim(inputs.sessionName), context.sessionName);
    const policy = _session_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .SessionPolicy */ .No.forScope(bucket, access, prefix);
    const request = { roleArn, bucket, endpoint, region, durationSeconds, access, prefix, sessionName };
    return {
        request: policy === undefined ? request : { ...request, policy },
        warnings: [
            ...(0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationWarnings */ .K4)(durationSeconds, context.renewed),
            ...endpointWarnings(endpoint, bucket),
            ...prefixWarnings(prefix),
        ],
    };
}
function trim(text) {
    return text?.trim() ?? '';
}
function checkRoleArn(roleArn) {
    if (roleArn === '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('role-arn', "is empty: copy it from the bucket's service credential, such as arn:aws:iam::RGW00000000000000001:role/bkr-123.");
    }
    // The account of an RGW role is RGW and digits, a tenant, or nothing; the path and name are IAM's alphabet.
    if (!/^arn:aws[a-z-]*:iam::[A-Za-z0-9_-]*:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('role-arn', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(roleArn)}', which is no role ARN: it reads arn:aws:iam::ACCOUNT:role/NAME.`);
    }
    return roleArn;
}
function checkBucket(bucket) {
    if (bucket === '')
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('bucket', 'is empty: name the one bucket that the session is for.');
    if (bucket.startsWith('s3://') || bucket.includes('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(bucket)}': give the bare name, and what comes after the slash as the prefix.`);
    }
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('bucket', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(bucket)}', which is no bucket name: 3 to 63 of a-z, 0-9, dot and hyphen, beginning and ending with a letter or digit.`);
    }
    return bucket;
}
function checkEndpoint(text) {
    // Not repeated in a message: what stands before an @ is a password.
    if (text.includes('@')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('endpoint', 'holds a user name or password: give them as the service credential instead.');
    }
    if (!/^https?:\/\//i.test(text)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(text)}', which is no URL with http or https: write such as ${DEFAULTS.endpoint}.`);
    }
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(text)}', which is not a valid URL.`);
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('endpoint', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(text)}': give scheme, host and port alone; the bucket is an input of its own.`);
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
function checkRegion(region) {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(region)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('region', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(region)}', which is no region name: letters, digits and hyphens.`);
    }
    return region;
}
function checkAccess(access) {
    const found = _session_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .ACCESS_CHOICES */ .kp.find((choice) => choice === access);
    if (found === undefined) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('access', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(access)}': choose one of ${_session_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .ACCESS_CHOICES */ .kp.join(', ')}.`);
    }
    return found;
}
function checkPrefix(prefix) {
    if (prefix.startsWith('/')) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('prefix', 'begins with a slash: keys in a bucket do not, so write such as builds/.');
    }
    if (/[*?]|\$\{/.test(prefix)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('prefix', "holds *, ? or ${, which a policy reads as patterns: write the keys' beginning as it is.");
    }
    if (/\p{Cc}/u.test(prefix)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('prefix', 'holds a line break or another control character: remove it.');
    }
    if (Buffer.byteLength(prefix) > 1_024) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('prefix', 'is longer than the 1,024 bytes that a key can have.');
    }
    return prefix;
}
function prefixWarnings(prefix) {
    if (prefix === '' || /[/_.-]$/.test(prefix))
        return [];
    return [
        `prefix is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(prefix)}', without a slash at the end: it also covers keys such as '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(prefix)}-other/x'.`,
    ];
}
function checkSessionName(given, derived) {
    if (given === '')
        return cleanSessionName(derived);
    if (!/^[A-Za-z0-9_=,.@-]{2,64}$/.test(given)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('session-name', `is '${(0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)(given)}': use 2 to 64 of letters, digits and _=,.@- (it shows up in the server's logs).`);
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

/***/ 98:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ Sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/** SHA-256, or its HMAC when there is a secret: the form in which the SDK's signer takes it. */
class Sha256 {
    #hash;
    constructor(secret) {
        this.#hash = secret === undefined ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256') : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', toBytes(secret));
    }
    update(data) {
        this.#hash.update(data);
    }
    async digest() {
        return this.#hash.digest();
    }
}
function toBytes(secret) {
    if (typeof secret === 'string')
        return Buffer.from(secret);
    if (!ArrayBuffer.isView(secret))
        return new Uint8Array(secret);
    return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}


/***/ }),

/***/ 382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ findDefaultProfiles),
/* harmony export */   E: () => (/* binding */ hideDefaultProfiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);



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
    const home = environment.HOME || environment.USERPROFILE || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)();
    const paths = Object.entries(SHARED_FILES).map(([name, path]) => [name, environment[name] || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, path)]);
    return Object.fromEntries(paths.filter(([, path]) => defaultGivesCredentials(readText(path))));
}
/** The variables that hide such files from S3 clients; none where there is nothing to hide. */
function hideDefaultProfiles(environment) {
    const names = Object.keys(findDefaultProfiles(environment));
    return Object.fromEntries(names.map((name) => [name, node_os__WEBPACK_IMPORTED_MODULE_1__.devNull]));
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
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 8902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ transfer)
/* harmony export */ });
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


/***/ }),

/***/ 933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uB: () => (/* reexport */ command_Command),
  b7: () => (/* reexport */ CommanderError),
  Di: () => (/* reexport */ InvalidArgumentError),
  c$: () => (/* reexport */ option_Option)
});

// UNUSED EXPORTS: Argument, Help, InvalidOptionArgumentError, createArgument, createCommand, createOption, program

;// CONCATENATED MODULE: ../../node_modules/commander/lib/error.js
/**
 * CommanderError class
 */
class CommanderError extends Error {
  /**
   * Constructs the CommanderError class
   * @param {number} exitCode suggested exit code which could be used with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   */
  constructor(exitCode, code, message) {
    super(message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
    this.code = code;
    this.exitCode = exitCode;
    this.nestedError = undefined;
  }
}

/**
 * InvalidArgumentError class
 */
class InvalidArgumentError extends CommanderError {
  /**
   * Constructs the InvalidArgumentError class
   * @param {string} [message] explanation of why argument is invalid
   */
  constructor(message) {
    super(1, 'commander.invalidArgument', message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
  }
}

;// CONCATENATED MODULE: ../../node_modules/commander/lib/argument.js


class argument_Argument {
  /**
   * Initialize a new command argument with the given name and description.
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @param {string} name
   * @param {string} [description]
   */

  constructor(name, description) {
    this.description = description || '';
    this.variadic = false;
    this.parseArg = undefined;
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.argChoices = undefined;

    switch (name[0]) {
      case '<': // e.g. <required>
        this.required = true;
        this._name = name.slice(1, -1);
        break;
      case '[': // e.g. [optional]
        this.required = false;
        this._name = name.slice(1, -1);
        break;
      default:
        this.required = true;
        this._name = name;
        break;
    }

    if (this._name.endsWith('...')) {
      this.variadic = true;
      this._name = this._name.slice(0, -3);
    }
  }

  /**
   * Return argument name.
   *
   * @return {string}
   */

  name() {
    return this._name;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Argument}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Set the custom handler for processing CLI command arguments into argument values.
   *
   * @param {Function} [fn]
   * @return {Argument}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Only allow argument value to be one of choices.
   *
   * @param {string[]} values
   * @return {Argument}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Make argument required.
   *
   * @returns {Argument}
   */
  argRequired() {
    this.required = true;
    return this;
  }

  /**
   * Make argument optional.
   *
   * @returns {Argument}
   */
  argOptional() {
    this.required = false;
    return this;
  }
}

/**
 * Takes an argument and returns its human readable equivalent for help usage.
 *
 * @param {Argument} arg
 * @return {string}
 * @private
 */

function humanReadableArgName(arg) {
  const nameOutput = arg.name() + (arg.variadic === true ? '...' : '');

  return arg.required ? '<' + nameOutput + '>' : '[' + nameOutput + ']';
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ../../node_modules/commander/lib/help.js



/**
 * TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
 * https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
 * @typedef { import("./argument.js").Argument } Argument
 * @typedef { import("./command.js").Command } Command
 * @typedef { import("./option.js").Option } Option
 */

// Although this is a class, methods are static in style to allow override using subclass or just functions.
class Help {
  constructor() {
    this.helpWidth = undefined;
    this.minWidthToWrap = 40;
    this.sortSubcommands = false;
    this.sortOptions = false;
    this.showGlobalOptions = false;
  }

  /**
   * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
   * and just before calling `formatHelp()`.
   *
   * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
   *
   * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
   */
  prepareContext(contextOptions) {
    this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
  }

  /**
   * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
   *
   * @param {Command} cmd
   * @returns {Command[]}
   */

  visibleCommands(cmd) {
    const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
    const helpCommand = cmd._getHelpCommand();
    if (helpCommand && !helpCommand._hidden) {
      visibleCommands.push(helpCommand);
    }
    if (this.sortSubcommands) {
      visibleCommands.sort((a, b) => {
        // @ts-ignore: because overloaded return type
        return a.name().localeCompare(b.name());
      });
    }
    return visibleCommands;
  }

  /**
   * Compare options for sort.
   *
   * @param {Option} a
   * @param {Option} b
   * @returns {number}
   */
  compareOptions(a, b) {
    const getSortKey = (option) => {
      // WYSIWYG for order displayed in help. Short used for comparison if present. No special handling for negated.
      return option.short
        ? option.short.replace(/^-/, '')
        : option.long.replace(/^--/, '');
    };
    return getSortKey(a).localeCompare(getSortKey(b));
  }

  /**
   * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleOptions(cmd) {
    const visibleOptions = cmd.options.filter((option) => !option.hidden);
    // Built-in help option.
    const helpOption = cmd._getHelpOption();
    if (helpOption && !helpOption.hidden) {
      // Automatically hide conflicting flags. Bit dubious but a historical behaviour that is convenient for single-command programs.
      const removeShort = helpOption.short && cmd._findOption(helpOption.short);
      const removeLong = helpOption.long && cmd._findOption(helpOption.long);
      if (!removeShort && !removeLong) {
        visibleOptions.push(helpOption); // no changes needed
      } else if (helpOption.long && !removeLong) {
        visibleOptions.push(
          cmd
            .createOption(helpOption.long, helpOption.description)
            .helpGroup(helpOption.helpGroupHeading),
        );
      } else if (helpOption.short && !removeShort) {
        visibleOptions.push(
          cmd
            .createOption(helpOption.short, helpOption.description)
            .helpGroup(helpOption.helpGroupHeading),
        );
      }
    }
    if (this.sortOptions) {
      visibleOptions.sort(this.compareOptions);
    }
    return visibleOptions;
  }

  /**
   * Get an array of the visible global options. (Not including help.)
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleGlobalOptions(cmd) {
    if (!this.showGlobalOptions) return [];

    const globalOptions = [];
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      const visibleOptions = ancestorCmd.options.filter(
        (option) => !option.hidden,
      );
      globalOptions.push(...visibleOptions);
    }
    if (this.sortOptions) {
      globalOptions.sort(this.compareOptions);
    }
    return globalOptions;
  }

  /**
   * Get an array of the arguments if any have a description.
   *
   * @param {Command} cmd
   * @returns {Argument[]}
   */

  visibleArguments(cmd) {
    // Side effect! Apply the legacy descriptions before the arguments are displayed.
    if (cmd._argsDescription) {
      cmd.registeredArguments.forEach((argument) => {
        argument.description =
          argument.description || cmd._argsDescription[argument.name()] || '';
      });
    }

    // If there are any arguments with a description then return all the arguments.
    if (cmd.registeredArguments.find((argument) => argument.description)) {
      return cmd.registeredArguments;
    }
    return [];
  }

  /**
   * Get the command term to show in the list of subcommands.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandTerm(cmd) {
    // Legacy. Ignores custom usage string, and nested commands.
    const args = cmd.registeredArguments
      .map((arg) => humanReadableArgName(arg))
      .join(' ');
    return (
      cmd._name +
      (cmd._aliases[0] ? '|' + cmd._aliases[0] : '') +
      (cmd.options.length ? ' [options]' : '') + // simplistic check for non-help option
      (args ? ' ' + args : '')
    );
  }

  /**
   * Get the option term to show in the list of options.
   *
   * @param {Option} option
   * @returns {string}
   */

  optionTerm(option) {
    return option.flags;
  }

  /**
   * Get the argument term to show in the list of arguments.
   *
   * @param {Argument} argument
   * @returns {string}
   */

  argumentTerm(argument) {
    return argument.name();
  }

  /**
   * Get the longest command term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestSubcommandTermLength(cmd, helper) {
    return helper.visibleCommands(cmd).reduce((max, command) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleSubcommandTerm(helper.subcommandTerm(command)),
        ),
      );
    }, 0);
  }

  /**
   * Get the longest option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestOptionTermLength(cmd, helper) {
    return helper.visibleOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest global option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestGlobalOptionTermLength(cmd, helper) {
    return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest argument term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestArgumentTermLength(cmd, helper) {
    return helper.visibleArguments(cmd).reduce((max, argument) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleArgumentTerm(helper.argumentTerm(argument)),
        ),
      );
    }, 0);
  }

  /**
   * Get the command usage to be displayed at the top of the built-in help.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandUsage(cmd) {
    // Usage
    let cmdName = cmd._name;
    if (cmd._aliases[0]) {
      cmdName = cmdName + '|' + cmd._aliases[0];
    }
    let ancestorCmdNames = '';
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      ancestorCmdNames = ancestorCmd.name() + ' ' + ancestorCmdNames;
    }
    return ancestorCmdNames + cmdName + ' ' + cmd.usage();
  }

  /**
   * Get the description for the command.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.description();
  }

  /**
   * Get the subcommand summary to show in the list of subcommands.
   * (Fallback to description for backwards compatibility.)
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.summary() || cmd.description();
  }

  /**
   * Get the option description to show in the list of options.
   *
   * @param {Option} option
   * @return {string}
   */

  optionDescription(option) {
    const extraInfo = [];

    if (option.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (option.defaultValue !== undefined) {
      // default for boolean and negated more for programmer than end user,
      // but show true/false for boolean option as may be for hand-rolled env or config processing.
      const showDefault =
        option.required ||
        option.optional ||
        (option.isBoolean() && typeof option.defaultValue === 'boolean');
      if (showDefault) {
        extraInfo.push(
          `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`,
        );
      }
    }
    // preset for boolean and negated are more for programmer than end user
    if (option.presetArg !== undefined && option.optional) {
      extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
    }
    if (option.envVar !== undefined) {
      extraInfo.push(`env: ${option.envVar}`);
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (option.description) {
        return `${option.description} ${extraDescription}`;
      }
      return extraDescription;
    }

    return option.description;
  }

  /**
   * Get the argument description to show in the list of arguments.
   *
   * @param {Argument} argument
   * @return {string}
   */

  argumentDescription(argument) {
    const extraInfo = [];
    if (argument.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (argument.defaultValue !== undefined) {
      extraInfo.push(
        `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`,
      );
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (argument.description) {
        return `${argument.description} ${extraDescription}`;
      }
      return extraDescription;
    }
    return argument.description;
  }

  /**
   * Format a list of items, given a heading and an array of formatted items.
   *
   * @param {string} heading
   * @param {string[]} items
   * @param {Help} helper
   * @returns string[]
   */
  formatItemList(heading, items, helper) {
    if (items.length === 0) return [];

    return [helper.styleTitle(heading), ...items, ''];
  }

  /**
   * Group items by their help group heading.
   *
   * @param {Command[] | Option[]} unsortedItems
   * @param {Command[] | Option[]} visibleItems
   * @param {Function} getGroup
   * @returns {Map<string, Command[] | Option[]>}
   */
  groupItems(unsortedItems, visibleItems, getGroup) {
    const result = new Map();
    // Add groups in order of appearance in unsortedItems.
    unsortedItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) result.set(group, []);
    });
    // Add items in order of appearance in visibleItems.
    visibleItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) {
        result.set(group, []);
      }
      result.get(group).push(item);
    });
    return result;
  }

  /**
   * Generate the built-in help text.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {string}
   */

  formatHelp(cmd, helper) {
    const termWidth = helper.padWidth(cmd, helper);
    const helpWidth = helper.helpWidth ?? 80; // in case prepareContext() was not called

    function callFormatItem(term, description) {
      return helper.formatItem(term, termWidth, description, helper);
    }

    // Usage
    let output = [
      `${helper.styleTitle('Usage:')} ${helper.styleUsage(helper.commandUsage(cmd))}`,
      '',
    ];

    // Description
    const commandDescription = helper.commandDescription(cmd);
    if (commandDescription.length > 0) {
      output = output.concat([
        helper.boxWrap(
          helper.styleCommandDescription(commandDescription),
          helpWidth,
        ),
        '',
      ]);
    }

    // Arguments
    const argumentList = helper.visibleArguments(cmd).map((argument) => {
      return callFormatItem(
        helper.styleArgumentTerm(helper.argumentTerm(argument)),
        helper.styleArgumentDescription(helper.argumentDescription(argument)),
      );
    });
    output = output.concat(
      this.formatItemList('Arguments:', argumentList, helper),
    );

    // Options
    const optionGroups = this.groupItems(
      cmd.options,
      helper.visibleOptions(cmd),
      (option) => option.helpGroupHeading ?? 'Options:',
    );
    optionGroups.forEach((options, group) => {
      const optionList = options.map((option) => {
        return callFormatItem(
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option)),
        );
      });
      output = output.concat(this.formatItemList(group, optionList, helper));
    });

    if (helper.showGlobalOptions) {
      const globalOptionList = helper
        .visibleGlobalOptions(cmd)
        .map((option) => {
          return callFormatItem(
            helper.styleOptionTerm(helper.optionTerm(option)),
            helper.styleOptionDescription(helper.optionDescription(option)),
          );
        });
      output = output.concat(
        this.formatItemList('Global Options:', globalOptionList, helper),
      );
    }

    // Commands
    const commandGroups = this.groupItems(
      cmd.commands,
      helper.visibleCommands(cmd),
      (sub) => sub.helpGroup() || 'Commands:',
    );
    commandGroups.forEach((commands, group) => {
      const commandList = commands.map((sub) => {
        return callFormatItem(
          helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
          helper.styleSubcommandDescription(helper.subcommandDescription(sub)),
        );
      });
      output = output.concat(this.formatItemList(group, commandList, helper));
    });

    return output.join('\n');
  }

  /**
   * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
   *
   * @param {string} str
   * @returns {number}
   */
  displayWidth(str) {
    return (0,external_node_util_.stripVTControlCharacters)(str).length;
  }

  /**
   * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
   *
   * @param {string} str
   * @returns {string}
   */
  styleTitle(str) {
    return str;
  }

  styleUsage(str) {
    // Usage has lots of parts the user might like to color separately! Assume default usage string which is formed like:
    //    command subcommand [options] [command] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word === '[command]') return this.styleSubcommandText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleCommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleCommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleOptionDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleSubcommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleArgumentDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleDescriptionText(str) {
    return str;
  }
  styleOptionTerm(str) {
    return this.styleOptionText(str);
  }
  styleSubcommandTerm(str) {
    // This is very like usage with lots of parts! Assume default string which is formed like:
    //    subcommand [options] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleSubcommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleArgumentTerm(str) {
    return this.styleArgumentText(str);
  }
  styleOptionText(str) {
    return str;
  }
  styleArgumentText(str) {
    return str;
  }
  styleSubcommandText(str) {
    return str;
  }
  styleCommandText(str) {
    return str;
  }

  /**
   * Calculate the pad width from the maximum term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  padWidth(cmd, helper) {
    return Math.max(
      helper.longestOptionTermLength(cmd, helper),
      helper.longestGlobalOptionTermLength(cmd, helper),
      helper.longestSubcommandTermLength(cmd, helper),
      helper.longestArgumentTermLength(cmd, helper),
    );
  }

  /**
   * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
   *
   * @param {string} str
   * @returns {boolean}
   */
  preformatted(str) {
    return /\n[^\S\r\n]/.test(str);
  }

  /**
   * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
   *
   * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
   *   TTT  DDD DDDD
   *        DD DDD
   *
   * @param {string} term
   * @param {number} termWidth
   * @param {string} description
   * @param {Help} helper
   * @returns {string}
   */
  formatItem(term, termWidth, description, helper) {
    const itemIndent = 2;
    const itemIndentStr = ' '.repeat(itemIndent);
    if (!description) return itemIndentStr + term;

    // Pad the term out to a consistent width, so descriptions are aligned.
    const paddedTerm = term.padEnd(
      termWidth + term.length - helper.displayWidth(term),
    );

    // Format the description.
    const spacerWidth = 2; // between term and description
    const helpWidth = this.helpWidth ?? 80; // in case prepareContext() was not called
    const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
    let formattedDescription;
    if (
      remainingWidth < this.minWidthToWrap ||
      helper.preformatted(description)
    ) {
      formattedDescription = description;
    } else {
      const wrappedDescription = helper.boxWrap(description, remainingWidth);
      formattedDescription = wrappedDescription.replace(
        /\n/g,
        '\n' + ' '.repeat(termWidth + spacerWidth),
      );
    }

    // Construct and overall indent.
    return (
      itemIndentStr +
      paddedTerm +
      ' '.repeat(spacerWidth) +
      formattedDescription.replace(/\n/g, `\n${itemIndentStr}`)
    );
  }

  /**
   * Wrap a string at whitespace, preserving existing line breaks.
   * Wrapping is skipped if the width is less than `minWidthToWrap`.
   *
   * @param {string} str
   * @param {number} width
   * @returns {string}
   */
  boxWrap(str, width) {
    if (width < this.minWidthToWrap) return str;

    const rawLines = str.split(/\r\n|\n/);
    // split up text by whitespace
    const chunkPattern = /[\s]*[^\s]+/g;
    const wrappedLines = [];
    rawLines.forEach((line) => {
      const chunks = line.match(chunkPattern);
      if (chunks === null) {
        wrappedLines.push('');
        return;
      }

      let sumChunks = [chunks.shift()];
      let sumWidth = this.displayWidth(sumChunks[0]);
      chunks.forEach((chunk) => {
        const visibleWidth = this.displayWidth(chunk);
        // Accumulate chunks while they fit into width.
        if (sumWidth + visibleWidth <= width) {
          sumChunks.push(chunk);
          sumWidth += visibleWidth;
          return;
        }
        wrappedLines.push(sumChunks.join(''));

        const nextChunk = chunk.trimStart(); // trim space at line break
        sumChunks = [nextChunk];
        sumWidth = this.displayWidth(nextChunk);
      });
      wrappedLines.push(sumChunks.join(''));
    });

    return wrappedLines.join('\n');
  }
}

;// CONCATENATED MODULE: ../../node_modules/commander/lib/option.js


class option_Option {
  /**
   * Initialize a new `Option` with the given `flags` and `description`.
   *
   * @param {string} flags
   * @param {string} [description]
   */

  constructor(flags, description) {
    this.flags = flags;
    this.description = description || '';

    this.required = flags.includes('<'); // A value must be supplied when the option is specified.
    this.optional = flags.includes('['); // A value is optional when the option is specified.
    // variadic test ignores <value,...> et al which might be used to describe custom splitting of single argument
    this.variadic = /\p{ID_Continue}\.\.\.[>\]]$/u.test(flags); // The option can take multiple values.
    this.mandatory = false; // The option must have a value after parsing, which usually means it must be specified on command line.
    const optionFlags = splitOptionFlags(flags);
    this.short = optionFlags.shortFlag; // May be a short flag, undefined, or even a long flag (if option has two long flags).
    this.long = optionFlags.longFlag;
    this.negate = false;
    if (this.long) {
      this.negate = this.long.startsWith('--no-');
    }
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.presetArg = undefined;
    this.envVar = undefined;
    this.parseArg = undefined;
    this.hidden = false;
    this.argChoices = undefined;
    this.conflictsWith = [];
    this.implied = undefined;
    this.helpGroupHeading = undefined; // soft initialised when option added to command
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Option}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Preset to use when option used without option-argument, especially optional but also boolean and negated.
   * The custom processing (parseArg) is called.
   *
   * @example
   * new Option('--color').default('GREYSCALE').preset('RGB');
   * new Option('--donate [amount]').preset('20').argParser(parseFloat);
   *
   * @param {*} arg
   * @return {Option}
   */

  preset(arg) {
    this.presetArg = arg;
    return this;
  }

  /**
   * Add option name(s) that conflict with this option.
   * An error will be displayed if conflicting options are found during parsing.
   *
   * @example
   * new Option('--rgb').conflicts('cmyk');
   * new Option('--js').conflicts(['ts', 'jsx']);
   *
   * @param {(string | string[])} names
   * @return {Option}
   */

  conflicts(names) {
    this.conflictsWith = this.conflictsWith.concat(names);
    return this;
  }

  /**
   * Specify implied option values for when this option is set and the implied options are not.
   *
   * The custom processing (parseArg) is not called on the implied values.
   *
   * @example
   * program
   *   .addOption(new Option('--log', 'write logging information to file'))
   *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
   *
   * @param {object} impliedOptionValues
   * @return {Option}
   */
  implies(impliedOptionValues) {
    let newImplied = impliedOptionValues;
    if (typeof impliedOptionValues === 'string') {
      // string is not documented, but easy mistake and we can do what user probably intended.
      newImplied = { [impliedOptionValues]: true };
    }
    this.implied = Object.assign(this.implied || {}, newImplied);
    return this;
  }

  /**
   * Set environment variable to check for option value.
   *
   * An environment variable is only used if when processed the current option value is
   * undefined, or the source of the current value is 'default' or 'config' or 'env'.
   *
   * @param {string} name
   * @return {Option}
   */

  env(name) {
    this.envVar = name;
    return this;
  }

  /**
   * Set the custom handler for processing CLI option arguments into option values.
   *
   * @param {Function} [fn]
   * @return {Option}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Whether the option is mandatory and must have a value after parsing.
   *
   * @param {boolean} [mandatory=true]
   * @return {Option}
   */

  makeOptionMandatory(mandatory = true) {
    this.mandatory = !!mandatory;
    return this;
  }

  /**
   * Hide option in help.
   *
   * @param {boolean} [hide=true]
   * @return {Option}
   */

  hideHelp(hide = true) {
    this.hidden = !!hide;
    return this;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Only allow option value to be one of choices.
   *
   * @param {string[]} values
   * @return {Option}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Return option name.
   *
   * @return {string}
   */

  name() {
    if (this.long) {
      return this.long.replace(/^--/, '');
    }
    return this.short.replace(/^-/, '');
  }

  /**
   * Return option name, in a camelcase format that can be used
   * as an object attribute key.
   *
   * @return {string}
   */

  attributeName() {
    if (this.negate) {
      return camelcase(this.name().replace(/^no-/, ''));
    }
    return camelcase(this.name());
  }

  /**
   * Set the help group heading.
   *
   * @param {string} heading
   * @return {Option}
   */
  helpGroup(heading) {
    this.helpGroupHeading = heading;
    return this;
  }

  /**
   * Check if `arg` matches the short or long flag.
   *
   * @param {string} arg
   * @return {boolean}
   * @package
   */

  is(arg) {
    return this.short === arg || this.long === arg;
  }

  /**
   * Return whether a boolean option.
   *
   * Options are one of boolean, negated, required argument, or optional argument.
   *
   * @return {boolean}
   * @package
   */

  isBoolean() {
    return !this.required && !this.optional && !this.negate;
  }
}

/**
 * This class is to make it easier to work with dual options, without changing the existing
 * implementation. We support separate dual options for separate positive and negative options,
 * like `--build` and `--no-build`, which share a single option value. This works nicely for some
 * use cases, but is tricky for others where we want separate behaviours despite
 * the single shared option value.
 */
class DualOptions {
  /**
   * @param {Option[]} options
   */
  constructor(options) {
    this.positiveOptions = new Map();
    this.negativeOptions = new Map();
    this.dualOptions = new Set();
    options.forEach((option) => {
      if (option.negate) {
        this.negativeOptions.set(option.attributeName(), option);
      } else {
        this.positiveOptions.set(option.attributeName(), option);
      }
    });
    this.negativeOptions.forEach((value, key) => {
      if (this.positiveOptions.has(key)) {
        this.dualOptions.add(key);
      }
    });
  }

  /**
   * Did the value come from the option, and not from possible matching dual option?
   *
   * @param {*} value
   * @param {Option} option
   * @returns {boolean}
   */
  valueFromOption(value, option) {
    const optionKey = option.attributeName();
    if (!this.dualOptions.has(optionKey)) return true;

    // Use the value to deduce if (probably) came from the option.
    const preset = this.negativeOptions.get(optionKey).presetArg;
    const negativeValue = preset !== undefined ? preset : false;
    return option.negate === (negativeValue === value);
  }
}

/**
 * Convert string from kebab-case to camelCase.
 *
 * @param {string} str
 * @return {string}
 * @private
 */

function camelcase(str) {
  return str.split('-').reduce((str, word) => {
    return str + word[0].toUpperCase() + word.slice(1);
  });
}

/**
 * Split the short and long flag out of something like '-m,--mixed <value>'
 *
 * @private
 */

function splitOptionFlags(flags) {
  let shortFlag;
  let longFlag;
  // short flag, single dash and single character
  const shortFlagExp = /^-[^-]$/;
  // long flag, double dash and at least one character
  const longFlagExp = /^--[^-]/;

  const flagParts = flags.split(/[ |,]+/).concat('guard');
  // Normal is short and/or long.
  if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
  if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
  // Long then short. Rarely used but fine.
  if (!shortFlag && shortFlagExp.test(flagParts[0]))
    shortFlag = flagParts.shift();
  // Allow two long flags, like '--ws, --workspace'
  // This is the supported way to have a shortish option flag.
  if (!shortFlag && longFlagExp.test(flagParts[0])) {
    shortFlag = longFlag;
    longFlag = flagParts.shift();
  }

  // Check for unprocessed flag. Fail noisily rather than silently ignore.
  if (flagParts[0].startsWith('-')) {
    const unsupportedFlag = flagParts[0];
    const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
    if (/^-[^-][^-]/.test(unsupportedFlag))
      throw new Error(
        `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`,
      );
    if (shortFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many short flags`);
    if (longFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many long flags`);

    throw new Error(`${baseError}
- unrecognised flag format`);
  }
  if (shortFlag === undefined && longFlag === undefined)
    throw new Error(
      `option creation failed due to no flags found in '${flags}'.`,
    );

  return { shortFlag, longFlag };
}

;// CONCATENATED MODULE: ../../node_modules/commander/lib/suggestSimilar.js
const maxDistance = 3;

function editDistance(a, b) {
  // https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
  // Calculating optimal string alignment distance, no substring is edited more than once.
  // (Simple implementation.)

  // Quick early exit, return worst case.
  if (Math.abs(a.length - b.length) > maxDistance)
    return Math.max(a.length, b.length);

  // distance between prefix substrings of a and b
  const d = [];

  // pure deletions turn a into empty string
  for (let i = 0; i <= a.length; i++) {
    d[i] = [i];
  }
  // pure insertions turn empty string into b
  for (let j = 0; j <= b.length; j++) {
    d[0][j] = j;
  }

  // fill matrix
  for (let j = 1; j <= b.length; j++) {
    for (let i = 1; i <= a.length; i++) {
      let cost;
      if (a[i - 1] === b[j - 1]) {
        cost = 0;
      } else {
        cost = 1;
      }
      d[i][j] = Math.min(
        d[i - 1][j] + 1, // deletion
        d[i][j - 1] + 1, // insertion
        d[i - 1][j - 1] + cost, // substitution
      );
      // transposition
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }

  return d[a.length][b.length];
}

/**
 * Find close matches, restricted to same number of edits.
 *
 * @param {string} word
 * @param {string[]} candidates
 * @returns {string}
 */

function suggestSimilar(word, candidates) {
  if (!candidates || candidates.length === 0) return '';
  // remove possible duplicates
  candidates = Array.from(new Set(candidates));

  const searchingOptions = word.startsWith('--');
  if (searchingOptions) {
    word = word.slice(2);
    candidates = candidates.map((candidate) => candidate.slice(2));
  }

  let similar = [];
  let bestDistance = maxDistance;
  const minSimilarity = 0.4;
  candidates.forEach((candidate) => {
    if (candidate.length <= 1) return; // no one character guesses

    const distance = editDistance(word, candidate);
    const length = Math.max(word.length, candidate.length);
    const similarity = (length - distance) / length;
    if (similarity > minSimilarity) {
      if (distance < bestDistance) {
        // better edit distance, throw away previous worse matches
        bestDistance = distance;
        similar = [candidate];
      } else if (distance === bestDistance) {
        similar.push(candidate);
      }
    }
  });

  similar.sort((a, b) => a.localeCompare(b));
  if (searchingOptions) {
    similar = similar.map((candidate) => `--${candidate}`);
  }

  if (similar.length > 1) {
    return `\n(Did you mean one of ${similar.join(', ')}?)`;
  }
  if (similar.length === 1) {
    return `\n(Did you mean ${similar[0]}?)`;
  }
  return '';
}

;// CONCATENATED MODULE: ../../node_modules/commander/lib/command.js













class command_Command extends external_node_events_.EventEmitter {
  /**
   * Initialize a new `Command`.
   *
   * @param {string} [name]
   */

  constructor(name) {
    super();
    /** @type {Command[]} */
    this.commands = [];
    /** @type {Option[]} */
    this.options = [];
    this.parent = null;
    this._allowUnknownOption = false;
    this._allowExcessArguments = false;
    /** @type {Argument[]} */
    this.registeredArguments = [];
    this._args = this.registeredArguments; // deprecated old name
    /** @type {string[]} */
    this.args = []; // cli args with options removed
    this.rawArgs = [];
    this.processedArgs = []; // like .args but after custom processing and collecting variadic
    this._scriptPath = null;
    this._name = name || '';
    this._optionValues = {};
    this._optionValueSources = {}; // default, env, cli etc
    this._storeOptionsAsProperties = false;
    this._actionHandler = null;
    this._executableHandler = false;
    this._executableFile = null; // custom name for executable
    this._executableDir = null; // custom search directory for subcommands
    this._defaultCommandName = null;
    this._exitCallback = null;
    this._aliases = [];
    this._combineFlagAndOptionalValue = true;
    this._description = '';
    this._summary = '';
    this._argsDescription = undefined; // legacy
    this._enablePositionalOptions = false;
    this._passThroughOptions = false;
    this._lifeCycleHooks = {}; // a hash of arrays
    /** @type {(boolean | string)} */
    this._showHelpAfterError = false;
    this._showSuggestionAfterError = true;
    this._savedState = null; // used in save/restoreStateBeforeParse

    // see configureOutput() for docs
    this._outputConfiguration = {
      writeOut: (str) => external_node_process_namespaceObject.stdout.write(str),
      writeErr: (str) => external_node_process_namespaceObject.stderr.write(str),
      outputError: (str, write) => write(str),
      getOutHelpWidth: () =>
        external_node_process_namespaceObject.stdout.isTTY ? external_node_process_namespaceObject.stdout.columns : undefined,
      getErrHelpWidth: () =>
        external_node_process_namespaceObject.stderr.isTTY ? external_node_process_namespaceObject.stderr.columns : undefined,
      getOutHasColors: () =>
        useColor() ?? (external_node_process_namespaceObject.stdout.isTTY && external_node_process_namespaceObject.stdout.hasColors?.()),
      getErrHasColors: () =>
        useColor() ?? (external_node_process_namespaceObject.stderr.isTTY && external_node_process_namespaceObject.stderr.hasColors?.()),
      stripColor: (str) => (0,external_node_util_.stripVTControlCharacters)(str),
    };

    this._hidden = false;
    /** @type {(Option | null | undefined)} */
    this._helpOption = undefined; // Lazy created on demand. May be null if help option is disabled.
    this._addImplicitHelpCommand = undefined; // undecided whether true or false yet, not inherited
    /** @type {Command} */
    this._helpCommand = undefined; // lazy initialised, inherited
    this._helpConfiguration = {};
    /** @type {string | undefined} */
    this._helpGroupHeading = undefined; // soft initialised when added to parent
    /** @type {string | undefined} */
    this._defaultCommandGroup = undefined;
    /** @type {string | undefined} */
    this._defaultOptionGroup = undefined;
  }

  /**
   * Copy settings that are useful to have in common across root command and subcommands.
   *
   * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
   *
   * @param {Command} sourceCommand
   * @return {Command} `this` command for chaining
   */
  copyInheritedSettings(sourceCommand) {
    this._outputConfiguration = sourceCommand._outputConfiguration;
    this._helpOption = sourceCommand._helpOption;
    this._helpCommand = sourceCommand._helpCommand;
    this._helpConfiguration = sourceCommand._helpConfiguration;
    this._exitCallback = sourceCommand._exitCallback;
    this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
    this._combineFlagAndOptionalValue =
      sourceCommand._combineFlagAndOptionalValue;
    this._allowExcessArguments = sourceCommand._allowExcessArguments;
    this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
    this._showHelpAfterError = sourceCommand._showHelpAfterError;
    this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;

    return this;
  }

  /**
   * @returns {Command[]}
   * @private
   */

  _getCommandAndAncestors() {
    const result = [];
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    for (let command = this; command; command = command.parent) {
      result.push(command);
    }
    return result;
  }

  /**
   * Define a command.
   *
   * There are two styles of command: pay attention to where to put the description.
   *
   * @example
   * // Command implemented using action handler (description is supplied separately to `.command`)
   * program
   *   .command('clone <source> [destination]')
   *   .description('clone a repository into a newly created directory')
   *   .action((source, destination) => {
   *     console.log('clone command called');
   *   });
   *
   * // Command implemented using separate executable file (description is second parameter to `.command`)
   * program
   *   .command('start <service>', 'start named service')
   *   .command('stop [service]', 'stop named service, or all if no name supplied');
   *
   * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
   * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
   * @param {object} [execOpts] - configuration options (for executable)
   * @return {Command} returns new command for action handler, or `this` for executable command
   */

  command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
    let desc = actionOptsOrExecDesc;
    let opts = execOpts;
    if (typeof desc === 'object' && desc !== null) {
      opts = desc;
      desc = null;
    }
    opts = opts || {};
    const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);

    const cmd = this.createCommand(name);
    if (desc) {
      cmd.description(desc);
      cmd._executableHandler = true;
    }
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    cmd._hidden = !!(opts.noHelp || opts.hidden); // noHelp is deprecated old name for hidden
    cmd._executableFile = opts.executableFile || null; // Custom name for executable file, set missing to null to match constructor
    if (args) cmd.arguments(args);
    this._registerCommand(cmd);
    cmd.parent = this;
    cmd.copyInheritedSettings(this);

    if (desc) return this;
    return cmd;
  }

  /**
   * Factory routine to create a new unattached command.
   *
   * See .command() for creating an attached subcommand, which uses this routine to
   * create the command. You can override createCommand to customise subcommands.
   *
   * @param {string} [name]
   * @return {Command} new command
   */

  createCommand(name) {
    return new command_Command(name);
  }

  /**
   * You can customise the help with a subclass of Help by overriding createHelp,
   * or by overriding Help properties using configureHelp().
   *
   * @return {Help}
   */

  createHelp() {
    return Object.assign(new Help(), this.configureHelp());
  }

  /**
   * You can customise the help by overriding Help properties using configureHelp(),
   * or with a subclass of Help by overriding createHelp().
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureHelp(configuration) {
    if (configuration === undefined) return this._helpConfiguration;

    this._helpConfiguration = configuration;
    return this;
  }

  /**
   * The default output goes to stdout and stderr. You can customise this for special
   * applications. You can also customise the display of errors by overriding outputError.
   *
   * The configuration properties are all functions:
   *
   *     // change how output being written, defaults to stdout and stderr
   *     writeOut(str)
   *     writeErr(str)
   *     // change how output being written for errors, defaults to writeErr
   *     outputError(str, write) // used for displaying errors and not used for displaying help
   *     // specify width for wrapping help
   *     getOutHelpWidth()
   *     getErrHelpWidth()
   *     // color support, currently only used with Help
   *     getOutHasColors()
   *     getErrHasColors()
   *     stripColor() // used to remove ANSI escape codes if output does not have colors
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureOutput(configuration) {
    if (configuration === undefined) return this._outputConfiguration;

    this._outputConfiguration = {
      ...this._outputConfiguration,
      ...configuration,
    };
    return this;
  }

  /**
   * Display the help or a custom message after an error occurs.
   *
   * @param {(boolean|string)} [displayHelp]
   * @return {Command} `this` command for chaining
   */
  showHelpAfterError(displayHelp = true) {
    if (typeof displayHelp !== 'string') displayHelp = !!displayHelp;
    this._showHelpAfterError = displayHelp;
    return this;
  }

  /**
   * Display suggestion of similar commands for unknown commands, or options for unknown options.
   *
   * @param {boolean} [displaySuggestion]
   * @return {Command} `this` command for chaining
   */
  showSuggestionAfterError(displaySuggestion = true) {
    this._showSuggestionAfterError = !!displaySuggestion;
    return this;
  }

  /**
   * Add a prepared subcommand.
   *
   * See .command() for creating an attached subcommand which inherits settings from its parent.
   *
   * @param {Command} cmd - new subcommand
   * @param {object} [opts] - configuration options
   * @return {Command} `this` command for chaining
   */

  addCommand(cmd, opts) {
    if (!cmd._name) {
      throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
    }

    opts = opts || {};
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    if (opts.noHelp || opts.hidden) cmd._hidden = true; // modifying passed command due to existing implementation

    this._registerCommand(cmd);
    cmd.parent = this;
    cmd._checkForBrokenPassThrough();

    return this;
  }

  /**
   * Factory routine to create a new unattached argument.
   *
   * See .argument() for creating an attached argument, which uses this routine to
   * create the argument. You can override createArgument to return a custom argument.
   *
   * @param {string} name
   * @param {string} [description]
   * @return {Argument} new argument
   */

  createArgument(name, description) {
    return new argument_Argument(name, description);
  }

  /**
   * Define argument syntax for command.
   *
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @example
   * program.argument('<input-file>');
   * program.argument('[output-file]');
   *
   * @param {string} name
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom argument processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  argument(name, description, parseArg, defaultValue) {
    const argument = this.createArgument(name, description);
    if (typeof parseArg === 'function') {
      argument.default(defaultValue).argParser(parseArg);
    } else {
      argument.default(parseArg);
    }
    this.addArgument(argument);
    return this;
  }

  /**
   * Define argument syntax for command, adding multiple at once (without descriptions).
   *
   * See also .argument().
   *
   * @example
   * program.arguments('<cmd> [env]');
   *
   * @param {string} names
   * @return {Command} `this` command for chaining
   */

  arguments(names) {
    names
      .trim()
      .split(/ +/)
      .forEach((detail) => {
        this.argument(detail);
      });
    return this;
  }

  /**
   * Define argument syntax for command, adding a prepared argument.
   *
   * @param {Argument} argument
   * @return {Command} `this` command for chaining
   */
  addArgument(argument) {
    const previousArgument = this.registeredArguments.slice(-1)[0];
    if (previousArgument?.variadic) {
      throw new Error(
        `only the last argument can be variadic '${previousArgument.name()}'`,
      );
    }
    if (
      argument.required &&
      argument.defaultValue !== undefined &&
      argument.parseArg === undefined
    ) {
      throw new Error(
        `a default value for a required argument is never used: '${argument.name()}'`,
      );
    }
    this.registeredArguments.push(argument);
    return this;
  }

  /**
   * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
   *
   * @example
   *    program.helpCommand('help [cmd]');
   *    program.helpCommand('help [cmd]', 'show help');
   *    program.helpCommand(false); // suppress default help command
   *    program.helpCommand(true); // add help command even if no subcommands
   *
   * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
   * @param {string} [description] - custom description
   * @return {Command} `this` command for chaining
   */

  helpCommand(enableOrNameAndArgs, description) {
    if (typeof enableOrNameAndArgs === 'boolean') {
      this._addImplicitHelpCommand = enableOrNameAndArgs;
      if (enableOrNameAndArgs && this._defaultCommandGroup) {
        // make the command to store the group
        this._initCommandGroup(this._getHelpCommand());
      }
      return this;
    }

    const nameAndArgs = enableOrNameAndArgs ?? 'help [command]';
    const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
    const helpDescription = description ?? 'display help for command';

    const helpCommand = this.createCommand(helpName);
    helpCommand.helpOption(false);
    if (helpArgs) helpCommand.arguments(helpArgs);
    if (helpDescription) helpCommand.description(helpDescription);

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    // init group unless lazy create
    if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);

    return this;
  }

  /**
   * Add prepared custom help command.
   *
   * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
   * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
   * @return {Command} `this` command for chaining
   */
  addHelpCommand(helpCommand, deprecatedDescription) {
    // If not passed an object, call through to helpCommand for backwards compatibility,
    // as addHelpCommand was originally used like helpCommand is now.
    if (typeof helpCommand !== 'object') {
      this.helpCommand(helpCommand, deprecatedDescription);
      return this;
    }

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    this._initCommandGroup(helpCommand);
    return this;
  }

  /**
   * Lazy create help command.
   *
   * @return {(Command|null)}
   * @package
   */
  _getHelpCommand() {
    const hasImplicitHelpCommand =
      this._addImplicitHelpCommand ??
      (this.commands.length &&
        !this._actionHandler &&
        !this._findCommand('help'));

    if (hasImplicitHelpCommand) {
      if (this._helpCommand === undefined) {
        this.helpCommand(undefined, undefined); // use default name and description
      }
      return this._helpCommand;
    }
    return null;
  }

  /**
   * Add hook for life cycle event.
   *
   * @param {string} event
   * @param {Function} listener
   * @return {Command} `this` command for chaining
   */

  hook(event, listener) {
    const allowedValues = ['preSubcommand', 'preAction', 'postAction'];
    if (!allowedValues.includes(event)) {
      throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
    }
    if (this._lifeCycleHooks[event]) {
      this._lifeCycleHooks[event].push(listener);
    } else {
      this._lifeCycleHooks[event] = [listener];
    }
    return this;
  }

  /**
   * Register callback to use as replacement for calling process.exit.
   *
   * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
   * @return {Command} `this` command for chaining
   */

  exitOverride(fn) {
    if (fn) {
      this._exitCallback = fn;
    } else {
      this._exitCallback = (err) => {
        if (err.code !== 'commander.executeSubCommandAsync') {
          throw err;
        } else {
          // Async callback from spawn events, not useful to throw.
        }
      };
    }
    return this;
  }

  /**
   * Call process.exit, and _exitCallback if defined.
   *
   * @param {number} exitCode exit code for using with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   * @return never
   * @private
   */

  _exit(exitCode, code, message) {
    if (this._exitCallback) {
      this._exitCallback(new CommanderError(exitCode, code, message));
      // Expecting this line is not reached.
    }
    external_node_process_namespaceObject.exit(exitCode);
  }

  /**
   * Register callback `fn` for the command.
   *
   * @example
   * program
   *   .command('serve')
   *   .description('start service')
   *   .action(function() {
   *      // do work here
   *   });
   *
   * @param {Function} fn
   * @return {Command} `this` command for chaining
   */

  action(fn) {
    const listener = (args) => {
      // The .action callback takes an extra parameter which is the command or options.
      const expectedArgsCount = this.registeredArguments.length;
      const actionArgs = args.slice(0, expectedArgsCount);
      if (this._storeOptionsAsProperties) {
        actionArgs[expectedArgsCount] = this; // backwards compatible "options"
      } else {
        actionArgs[expectedArgsCount] = this.opts();
      }
      actionArgs.push(this);

      return fn.apply(this, actionArgs);
    };
    this._actionHandler = listener;
    return this;
  }

  /**
   * Factory routine to create a new unattached option.
   *
   * See .option() for creating an attached option, which uses this routine to
   * create the option. You can override createOption to return a custom option.
   *
   * @param {string} flags
   * @param {string} [description]
   * @return {Option} new option
   */

  createOption(flags, description) {
    return new option_Option(flags, description);
  }

  /**
   * Wrap parseArgs to catch 'commander.invalidArgument'.
   *
   * @param {(Option | Argument)} target
   * @param {string} value
   * @param {*} previous
   * @param {string} invalidArgumentMessage
   * @private
   */

  _callParseArg(target, value, previous, invalidArgumentMessage) {
    try {
      return target.parseArg(value, previous);
    } catch (err) {
      if (err.code === 'commander.invalidArgument') {
        const message = `${invalidArgumentMessage} ${err.message}`;
        this.error(message, { exitCode: err.exitCode, code: err.code });
      }
      throw err;
    }
  }

  /**
   * Check for option flag conflicts.
   * Register option if no conflicts found, or throw on conflict.
   *
   * @param {Option} option
   * @private
   */

  _registerOption(option) {
    const matchingOption =
      (option.short && this._findOption(option.short)) ||
      (option.long && this._findOption(option.long));
    if (matchingOption) {
      const matchingFlag =
        option.long && this._findOption(option.long)
          ? option.long
          : option.short;
      throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
    }

    this._initOptionGroup(option);
    this.options.push(option);
  }

  /**
   * Check for command name and alias conflicts with existing commands.
   * Register command if no conflicts found, or throw on conflict.
   *
   * @param {Command} command
   * @private
   */

  _registerCommand(command) {
    const knownBy = (cmd) => {
      return [cmd.name()].concat(cmd.aliases());
    };

    const alreadyUsed = knownBy(command).find((name) =>
      this._findCommand(name),
    );
    if (alreadyUsed) {
      const existingCmd = knownBy(this._findCommand(alreadyUsed)).join('|');
      const newCmd = knownBy(command).join('|');
      throw new Error(
        `cannot add command '${newCmd}' as already have command '${existingCmd}'`,
      );
    }

    this._initCommandGroup(command);
    this.commands.push(command);
  }

  /**
   * Add an option.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addOption(option) {
    this._registerOption(option);

    const oname = option.name();
    const name = option.attributeName();

    // store default value
    if (option.defaultValue !== undefined) {
      this.setOptionValueWithSource(name, option.defaultValue, 'default');
    }

    // handler for cli and env supplied values
    const handleOptionValue = (val, invalidValueMessage, valueSource) => {
      // val is null for optional option used without an optional-argument.
      // val is undefined for boolean and negated option.
      if (val == null && option.presetArg !== undefined) {
        val = option.presetArg;
      }

      // custom processing
      const oldValue = this.getOptionValue(name);
      if (val !== null && option.parseArg) {
        val = this._callParseArg(option, val, oldValue, invalidValueMessage);
      } else if (val !== null && option.variadic) {
        val = option._collectValue(val, oldValue);
      }

      // Fill-in appropriate missing values. Long winded but easy to follow.
      if (val == null) {
        if (option.negate) {
          val = false;
        } else if (option.isBoolean() || option.optional) {
          val = true;
        } else {
          val = ''; // not normal, parseArg might have failed or be a mock function for testing
        }
      }
      this.setOptionValueWithSource(name, val, valueSource);
    };

    this.on('option:' + oname, (val) => {
      const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
      handleOptionValue(val, invalidValueMessage, 'cli');
    });

    if (option.envVar) {
      this.on('optionEnv:' + oname, (val) => {
        const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
        handleOptionValue(val, invalidValueMessage, 'env');
      });
    }

    return this;
  }

  /**
   * Internal implementation shared by .option() and .requiredOption()
   *
   * @return {Command} `this` command for chaining
   * @private
   */
  _optionEx(config, flags, description, fn, defaultValue) {
    if (typeof flags === 'object' && flags instanceof option_Option) {
      throw new Error(
        'To add an Option object use addOption() instead of option() or requiredOption()',
      );
    }
    const option = this.createOption(flags, description);
    option.makeOptionMandatory(!!config.mandatory);
    if (typeof fn === 'function') {
      option.default(defaultValue).argParser(fn);
    } else if (fn instanceof RegExp) {
      // deprecated
      const regex = fn;
      fn = (val, def) => {
        const m = regex.exec(val);
        return m ? m[0] : def;
      };
      option.default(defaultValue).argParser(fn);
    } else {
      option.default(fn);
    }

    return this.addOption(option);
  }

  /**
   * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
   * option-argument is indicated by `<>` and an optional option-argument by `[]`.
   *
   * See the README for more details, and see also addOption() and requiredOption().
   *
   * @example
   * program
   *     .option('-p, --pepper', 'add pepper')
   *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
   *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
   *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  option(flags, description, parseArg, defaultValue) {
    return this._optionEx({}, flags, description, parseArg, defaultValue);
  }

  /**
   * Add a required option which must have a value after parsing. This usually means
   * the option must be specified on the command line. (Otherwise the same as .option().)
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  requiredOption(flags, description, parseArg, defaultValue) {
    return this._optionEx(
      { mandatory: true },
      flags,
      description,
      parseArg,
      defaultValue,
    );
  }

  /**
   * Alter parsing of short flags with optional values.
   *
   * @example
   * // for `.option('-f,--flag [value]'):
   * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
   * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
   *
   * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
   * @return {Command} `this` command for chaining
   */
  combineFlagAndOptionalValue(combine = true) {
    this._combineFlagAndOptionalValue = !!combine;
    return this;
  }

  /**
   * Allow unknown options on the command line.
   *
   * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
   * @return {Command} `this` command for chaining
   */
  allowUnknownOption(allowUnknown = true) {
    this._allowUnknownOption = !!allowUnknown;
    return this;
  }

  /**
   * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
   *
   * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
   * @return {Command} `this` command for chaining
   */
  allowExcessArguments(allowExcess = true) {
    this._allowExcessArguments = !!allowExcess;
    return this;
  }

  /**
   * Enable positional options. Positional means global options are specified before subcommands which lets
   * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
   * The default behaviour is non-positional and global options may appear anywhere on the command line.
   *
   * @param {boolean} [positional]
   * @return {Command} `this` command for chaining
   */
  enablePositionalOptions(positional = true) {
    this._enablePositionalOptions = !!positional;
    return this;
  }

  /**
   * Pass through options that come after command-arguments rather than treat them as command-options,
   * so actual command-options come before command-arguments. Turning this on for a subcommand requires
   * positional options to have been enabled on the program (parent commands).
   * The default behaviour is non-positional and options may appear before or after command-arguments.
   *
   * @param {boolean} [passThrough] for unknown options.
   * @return {Command} `this` command for chaining
   */
  passThroughOptions(passThrough = true) {
    this._passThroughOptions = !!passThrough;
    this._checkForBrokenPassThrough();
    return this;
  }

  /**
   * @private
   */

  _checkForBrokenPassThrough() {
    if (
      this.parent &&
      this._passThroughOptions &&
      !this.parent._enablePositionalOptions
    ) {
      throw new Error(
        `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`,
      );
    }
  }

  /**
   * Whether to store option values as properties on command object,
   * or store separately (specify false). In both cases the option values can be accessed using .opts().
   *
   * @param {boolean} [storeAsProperties=true]
   * @return {Command} `this` command for chaining
   */

  storeOptionsAsProperties(storeAsProperties = true) {
    if (this.options.length) {
      throw new Error('call .storeOptionsAsProperties() before adding options');
    }
    if (Object.keys(this._optionValues).length) {
      throw new Error(
        'call .storeOptionsAsProperties() before setting option values',
      );
    }
    this._storeOptionsAsProperties = !!storeAsProperties;
    return this;
  }

  /**
   * Retrieve option value.
   *
   * @param {string} key
   * @return {object} value
   */

  getOptionValue(key) {
    if (this._storeOptionsAsProperties) {
      return this[key];
    }
    return this._optionValues[key];
  }

  /**
   * Store option value.
   *
   * @param {string} key
   * @param {object} value
   * @return {Command} `this` command for chaining
   */

  setOptionValue(key, value) {
    return this.setOptionValueWithSource(key, value, undefined);
  }

  /**
   * Store option value and where the value came from.
   *
   * @param {string} key
   * @param {object} value
   * @param {string} source - expected values are default/config/env/cli/implied
   * @return {Command} `this` command for chaining
   */

  setOptionValueWithSource(key, value, source) {
    if (this._storeOptionsAsProperties) {
      this[key] = value;
    } else {
      this._optionValues[key] = value;
    }
    this._optionValueSources[key] = source;
    return this;
  }

  /**
   * Get source of option value.
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSource(key) {
    return this._optionValueSources[key];
  }

  /**
   * Get source of option value. See also .optsWithGlobals().
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSourceWithGlobals(key) {
    // global overwrites local, like optsWithGlobals
    let source;
    this._getCommandAndAncestors().forEach((cmd) => {
      if (Object.hasOwn(cmd._optionValueSources, key)) {
        source = cmd.getOptionValueSource(key);
      }
    });
    return source;
  }

  /**
   * Get user arguments from implied or explicit arguments.
   * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
   *
   * @private
   */

  _prepareUserArgs(argv, parseOptions) {
    if (argv !== undefined && !Array.isArray(argv)) {
      throw new Error('first parameter to parse must be array or undefined');
    }
    parseOptions = parseOptions || {};

    // auto-detect argument conventions if nothing supplied
    if (argv === undefined && parseOptions.from === undefined) {
      if (external_node_process_namespaceObject.versions?.electron) {
        parseOptions.from = 'electron';
      }
      // check node specific options for scenarios where user CLI args follow executable without scriptname
      const execArgv = external_node_process_namespaceObject.execArgv ?? [];
      if (
        execArgv.includes('-e') ||
        execArgv.includes('--eval') ||
        execArgv.includes('-p') ||
        execArgv.includes('--print')
      ) {
        parseOptions.from = 'eval'; // internal usage, not documented
      }
    }

    // default to using process.argv
    if (argv === undefined) {
      argv = external_node_process_namespaceObject.argv;
    }
    this.rawArgs = argv.slice();

    // extract the user args and scriptPath
    let userArgs;
    switch (parseOptions.from) {
      case undefined:
      case 'node':
        this._scriptPath = argv[1];
        userArgs = argv.slice(2);
        break;
      case 'electron':
        // @ts-ignore: because defaultApp is an unknown property
        if (external_node_process_namespaceObject.defaultApp) {
          this._scriptPath = argv[1];
          userArgs = argv.slice(2);
        } else {
          userArgs = argv.slice(1);
        }
        break;
      case 'user':
        userArgs = argv.slice(0);
        break;
      case 'eval':
        userArgs = argv.slice(1);
        break;
      default:
        throw new Error(
          `unexpected parse option { from: '${parseOptions.from}' }`,
        );
    }

    // Find default name for program from arguments.
    if (!this._name && this._scriptPath)
      this.nameFromFilename(this._scriptPath);
    this._name = this._name || 'program';

    return userArgs;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Use parseAsync instead of parse if any of your action handlers are async.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * program.parse(); // parse process.argv and auto-detect electron and special node flags
   * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
   * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv] - optional, defaults to process.argv
   * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
   * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
   * @return {Command} `this` command for chaining
   */

  parse(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    this._parseCommand([], userArgs);

    return this;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
   * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
   * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv]
   * @param {object} [parseOptions]
   * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
   * @return {Promise}
   */

  async parseAsync(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    await this._parseCommand([], userArgs);

    return this;
  }

  _prepareForParse() {
    // Save the state the first time, then restore the state before each subsequent parse.
    if (this._savedState === null) {
      // Do the special default of lone negated option to true, now that we have all the options.
      // Filter for negated options that have not been processed already.
      this.options
        .filter(
          (option) =>
            option.negate &&
            option.defaultValue === undefined &&
            this.getOptionValue(option.attributeName()) === undefined,
        )
        .forEach((option) => {
          // check for lone negated option: --no-foo without a --foo option
          const positiveLongFlag = option.long.replace(/^--no-/, '--');
          if (!this._findOption(positiveLongFlag)) {
            this.setOptionValueWithSource(
              option.attributeName(),
              true,
              'default',
            );
          }
        });

      this.saveStateBeforeParse();
    } else {
      this.restoreStateBeforeParse();
    }
  }

  /**
   * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state saved.
   */
  saveStateBeforeParse() {
    this._savedState = {
      // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
      _name: this._name,
      // option values before parse have default values (including false for negated options)
      // shallow clones
      _optionValues: { ...this._optionValues },
      _optionValueSources: { ...this._optionValueSources },
    };
  }

  /**
   * Restore state before parse for calls after the first.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state restored.
   */
  restoreStateBeforeParse() {
    if (this._storeOptionsAsProperties)
      throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);

    // clear state from _prepareUserArgs
    this._name = this._savedState._name;
    this._scriptPath = null;
    this.rawArgs = [];
    // clear state from setOptionValueWithSource
    this._optionValues = { ...this._savedState._optionValues };
    this._optionValueSources = { ...this._savedState._optionValueSources };
    // clear state from _parseCommand
    this.args = [];
    // clear state from _processArguments
    this.processedArgs = [];
  }

  /**
   * Throw if expected executable is missing. Add lots of help for author.
   *
   * @param {string} executableFile
   * @param {string} executableDir
   * @param {string} subcommandName
   */
  _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
    if (external_node_fs_.existsSync(executableFile)) return;

    const executableDirMessage = executableDir
      ? `searched for local subcommand relative to directory '${executableDir}'`
      : 'no directory for search for local subcommand, use .executableDir() to supply a custom directory';
    const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
    throw new Error(executableMissing);
  }

  /**
   * Execute a sub-command executable.
   *
   * @private
   */

  _executeSubCommand(subcommand, args) {
    args = args.slice();
    const sourceExt = ['.js', '.ts', '.tsx', '.mjs', '.cjs'];

    function findFile(baseDir, baseName) {
      // Look for specified file
      const localBin = external_node_path_.resolve(baseDir, baseName);
      if (external_node_fs_.existsSync(localBin)) return localBin;

      // Stop looking if candidate already has an expected extension.
      if (sourceExt.includes(external_node_path_.extname(baseName))) return undefined;

      // Try all the extensions.
      const foundExt = sourceExt.find((ext) =>
        external_node_fs_.existsSync(`${localBin}${ext}`),
      );
      if (foundExt) return `${localBin}${foundExt}`;

      return undefined;
    }

    // Not checking for help first. Unlikely to have mandatory and executable, and can't robustly test for help flags in external command.
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // executableFile and executableDir might be full path, or just a name
    let executableFile =
      subcommand._executableFile || `${this._name}-${subcommand._name}`;
    let executableDir = this._executableDir || '';
    if (this._scriptPath) {
      let resolvedScriptPath; // resolve possible symlink for installed npm binary
      try {
        resolvedScriptPath = external_node_fs_.realpathSync(this._scriptPath);
      } catch {
        resolvedScriptPath = this._scriptPath;
      }
      executableDir = external_node_path_.resolve(
        external_node_path_.dirname(resolvedScriptPath),
        executableDir,
      );
    }

    // Look for a local file in preference to a command in PATH.
    if (executableDir) {
      let localFile = findFile(executableDir, executableFile);

      // Legacy search using prefix of script name instead of command name
      if (!localFile && !subcommand._executableFile && this._scriptPath) {
        const legacyName = external_node_path_.basename(
          this._scriptPath,
          external_node_path_.extname(this._scriptPath),
        );
        if (legacyName !== this._name) {
          localFile = findFile(
            executableDir,
            `${legacyName}-${subcommand._name}`,
          );
        }
      }
      executableFile = localFile || executableFile;
    }

    const launchWithNode = sourceExt.includes(external_node_path_.extname(executableFile));

    let proc;
    if (external_node_process_namespaceObject.platform !== 'win32') {
      if (launchWithNode) {
        args.unshift(executableFile);
        // add executable arguments to spawn
        args = incrementNodeInspectorPort(external_node_process_namespaceObject.execArgv).concat(args);

        proc = external_node_child_process_.spawn(external_node_process_namespaceObject.argv[0], args, { stdio: 'inherit' });
      } else {
        proc = external_node_child_process_.spawn(executableFile, args, { stdio: 'inherit' });
      }
    } else {
      this._checkForMissingExecutable(
        executableFile,
        executableDir,
        subcommand._name,
      );
      args.unshift(executableFile);
      // add executable arguments to spawn
      args = incrementNodeInspectorPort(external_node_process_namespaceObject.execArgv).concat(args);
      proc = external_node_child_process_.spawn(external_node_process_namespaceObject.execPath, args, { stdio: 'inherit' });
    }

    if (!proc.killed) {
      // testing mainly to avoid leak warnings during unit tests with mocked spawn
      const signals = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGINT', 'SIGHUP'];
      signals.forEach((signal) => {
        external_node_process_namespaceObject.on(signal, () => {
          if (proc.killed === false && proc.exitCode === null) {
            // @ts-ignore because signals not typed to known strings
            proc.kill(signal);
          }
        });
      });
    }

    // By default terminate process when spawned process terminates.
    const exitCallback = this._exitCallback;
    proc.on('close', (code) => {
      code = code ?? 1; // code is null if spawned process terminated due to a signal
      if (!exitCallback) {
        external_node_process_namespaceObject.exit(code);
      } else {
        exitCallback(
          new CommanderError(
            code,
            'commander.executeSubCommandAsync',
            '(close)',
          ),
        );
      }
    });
    proc.on('error', (err) => {
      // @ts-ignore: because err.code is an unknown property
      if (err.code === 'ENOENT') {
        this._checkForMissingExecutable(
          executableFile,
          executableDir,
          subcommand._name,
        );
        // @ts-ignore: because err.code is an unknown property
      } else if (err.code === 'EACCES') {
        throw new Error(`'${executableFile}' not executable`);
      }
      if (!exitCallback) {
        external_node_process_namespaceObject.exit(1);
      } else {
        const wrappedError = new CommanderError(
          1,
          'commander.executeSubCommandAsync',
          '(error)',
        );
        wrappedError.nestedError = err;
        exitCallback(wrappedError);
      }
    });

    // Store the reference to the child process
    this.runningCommand = proc;
  }

  /**
   * @private
   */

  _dispatchSubcommand(commandName, operands, unknown) {
    const subCommand = this._findCommand(commandName);
    if (!subCommand) this.help({ error: true });

    subCommand._prepareForParse();
    let promiseChain;
    promiseChain = this._chainOrCallSubCommandHook(
      promiseChain,
      subCommand,
      'preSubcommand',
    );
    promiseChain = this._chainOrCall(promiseChain, () => {
      if (subCommand._executableHandler) {
        this._executeSubCommand(subCommand, operands.concat(unknown));
      } else {
        return subCommand._parseCommand(operands, unknown);
      }
    });
    return promiseChain;
  }

  /**
   * Invoke help directly if possible, or dispatch if necessary.
   * e.g. help foo
   *
   * @private
   */

  _dispatchHelpCommand(subcommandName) {
    if (!subcommandName) {
      this.help();
    }
    const subCommand = this._findCommand(subcommandName);
    if (subCommand && !subCommand._executableHandler) {
      subCommand.help();
    }

    // Fallback to parsing the help flag to invoke the help.
    return this._dispatchSubcommand(
      subcommandName,
      [],
      [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? '--help'],
    );
  }

  /**
   * Check this.args against expected this.registeredArguments.
   *
   * @private
   */

  _checkNumberOfArguments() {
    // too few
    this.registeredArguments.forEach((arg, i) => {
      if (arg.required && this.args[i] == null) {
        this.missingArgument(arg.name());
      }
    });
    // too many
    if (
      this.registeredArguments.length > 0 &&
      this.registeredArguments[this.registeredArguments.length - 1].variadic
    ) {
      return;
    }
    if (this.args.length > this.registeredArguments.length) {
      this._excessArguments(this.args);
    }
  }

  /**
   * Process this.args using this.registeredArguments and save as this.processedArgs!
   *
   * @private
   */

  _processArguments() {
    const myParseArg = (argument, value, previous) => {
      // Extra processing for nice error message on parsing failure.
      let parsedValue = value;
      if (value !== null && argument.parseArg) {
        const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
        parsedValue = this._callParseArg(
          argument,
          value,
          previous,
          invalidValueMessage,
        );
      }
      return parsedValue;
    };

    this._checkNumberOfArguments();

    const processedArgs = [];
    this.registeredArguments.forEach((declaredArg, index) => {
      let value = declaredArg.defaultValue;
      if (declaredArg.variadic) {
        // Collect together remaining arguments for passing together as an array.
        if (index < this.args.length) {
          value = this.args.slice(index);
          if (declaredArg.parseArg) {
            value = value.reduce((processed, v) => {
              return myParseArg(declaredArg, v, processed);
            }, declaredArg.defaultValue);
          }
        } else if (value === undefined) {
          value = [];
        }
      } else if (index < this.args.length) {
        value = this.args[index];
        if (declaredArg.parseArg) {
          value = myParseArg(declaredArg, value, declaredArg.defaultValue);
        }
      }
      processedArgs[index] = value;
    });
    this.processedArgs = processedArgs;
  }

  /**
   * Once we have a promise we chain, but call synchronously until then.
   *
   * @param {(Promise|undefined)} promise
   * @param {Function} fn
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCall(promise, fn) {
    // thenable
    if (promise?.then && typeof promise.then === 'function') {
      // already have a promise, chain callback
      return promise.then(() => fn());
    }
    // callback might return a promise
    return fn();
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallHooks(promise, event) {
    let result = promise;
    const hooks = [];
    this._getCommandAndAncestors()
      .reverse()
      .filter((cmd) => cmd._lifeCycleHooks[event] !== undefined)
      .forEach((hookedCommand) => {
        hookedCommand._lifeCycleHooks[event].forEach((callback) => {
          hooks.push({ hookedCommand, callback });
        });
      });
    if (event === 'postAction') {
      hooks.reverse();
    }

    hooks.forEach((hookDetail) => {
      result = this._chainOrCall(result, () => {
        return hookDetail.callback(hookDetail.hookedCommand, this);
      });
    });
    return result;
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {Command} subCommand
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallSubCommandHook(promise, subCommand, event) {
    let result = promise;
    if (this._lifeCycleHooks[event] !== undefined) {
      this._lifeCycleHooks[event].forEach((hook) => {
        result = this._chainOrCall(result, () => {
          return hook(this, subCommand);
        });
      });
    }
    return result;
  }

  /**
   * Process arguments in context of this command.
   * Returns action result, in case it is a promise.
   *
   * @private
   */

  _parseCommand(operands, unknown) {
    const parsed = this.parseOptions(unknown);
    this._parseOptionsEnv(); // after cli, so parseArg not called on both cli and env
    this._parseOptionsImplied();
    operands = operands.concat(parsed.operands);
    unknown = parsed.unknown;
    this.args = operands.concat(unknown);

    if (operands && this._findCommand(operands[0])) {
      return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
    }
    if (
      this._getHelpCommand() &&
      operands[0] === this._getHelpCommand().name()
    ) {
      return this._dispatchHelpCommand(operands[1]);
    }
    if (this._defaultCommandName) {
      this._outputHelpIfRequested(unknown); // Run the help for default command from parent rather than passing to default command
      return this._dispatchSubcommand(
        this._defaultCommandName,
        operands,
        unknown,
      );
    }
    if (
      this.commands.length &&
      this.args.length === 0 &&
      !this._actionHandler &&
      !this._defaultCommandName
    ) {
      // probably missing subcommand and no handler, user needs help (and exit)
      this.help({ error: true });
    }

    this._outputHelpIfRequested(parsed.unknown);
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // We do not always call this check to avoid masking a "better" error, like unknown command.
    const checkForUnknownOptions = () => {
      if (parsed.unknown.length > 0) {
        this.unknownOption(parsed.unknown[0]);
      }
    };

    const commandEvent = `command:${this.name()}`;
    if (this._actionHandler) {
      checkForUnknownOptions();
      this._processArguments();

      let promiseChain;
      promiseChain = this._chainOrCallHooks(promiseChain, 'preAction');
      promiseChain = this._chainOrCall(promiseChain, () =>
        this._actionHandler(this.processedArgs),
      );
      if (this.parent) {
        promiseChain = this._chainOrCall(promiseChain, () => {
          this.parent.emit(commandEvent, operands, unknown); // legacy
        });
      }
      promiseChain = this._chainOrCallHooks(promiseChain, 'postAction');
      return promiseChain;
    }
    if (this.parent?.listenerCount(commandEvent)) {
      checkForUnknownOptions();
      this._processArguments();
      this.parent.emit(commandEvent, operands, unknown); // legacy
    } else if (operands.length) {
      if (this._findCommand('*')) {
        // legacy default command
        return this._dispatchSubcommand('*', operands, unknown);
      }
      if (this.listenerCount('command:*')) {
        // skip option check, emit event for possible misspelling suggestion
        this.emit('command:*', operands, unknown);
      } else if (this.commands.length) {
        this.unknownCommand();
      } else {
        checkForUnknownOptions();
        this._processArguments();
      }
    } else if (this.commands.length) {
      checkForUnknownOptions();
      // This command has subcommands and nothing hooked up at this level, so display help (and exit).
      this.help({ error: true });
    } else {
      checkForUnknownOptions();
      this._processArguments();
      // fall through for caller to handle after calling .parse()
    }
  }

  /**
   * Find matching command.
   *
   * @private
   * @return {Command | undefined}
   */
  _findCommand(name) {
    if (!name) return undefined;
    return this.commands.find(
      (cmd) => cmd._name === name || cmd._aliases.includes(name),
    );
  }

  /**
   * Return an option matching `arg` if any.
   *
   * @param {string} arg
   * @return {Option}
   * @package
   */

  _findOption(arg) {
    return this.options.find((option) => option.is(arg));
  }

  /**
   * Display an error message if a mandatory option does not have a value.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */

  _checkForMissingMandatoryOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd.options.forEach((anOption) => {
        if (
          anOption.mandatory &&
          cmd.getOptionValue(anOption.attributeName()) === undefined
        ) {
          cmd.missingMandatoryOptionValue(anOption);
        }
      });
    });
  }

  /**
   * Display an error message if conflicting options are used together in this.
   *
   * @private
   */
  _checkForConflictingLocalOptions() {
    const definedNonDefaultOptions = this.options.filter((option) => {
      const optionKey = option.attributeName();
      if (this.getOptionValue(optionKey) === undefined) {
        return false;
      }
      return this.getOptionValueSource(optionKey) !== 'default';
    });

    const optionsWithConflicting = definedNonDefaultOptions.filter(
      (option) => option.conflictsWith.length > 0,
    );

    optionsWithConflicting.forEach((option) => {
      const conflictingAndDefined = definedNonDefaultOptions.find((defined) =>
        option.conflictsWith.includes(defined.attributeName()),
      );
      if (conflictingAndDefined) {
        this._conflictingOption(option, conflictingAndDefined);
      }
    });
  }

  /**
   * Display an error message if conflicting options are used together.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */
  _checkForConflictingOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd._checkForConflictingLocalOptions();
    });
  }

  /**
   * Parse options from `argv` removing known options,
   * and return argv split into operands and unknown arguments.
   *
   * Side effects: modifies command by storing options. Does not reset state if called again.
   *
   * Examples:
   *
   *     argv => operands, unknown
   *     --known kkk op => [op], []
   *     op --known kkk => [op], []
   *     sub --unknown uuu op => [sub], [--unknown uuu op]
   *     sub -- --unknown uuu op => [sub --unknown uuu op], []
   *
   * @param {string[]} args
   * @return {{operands: string[], unknown: string[]}}
   */

  parseOptions(args) {
    const operands = []; // operands, not options or values
    const unknown = []; // first unknown option and remaining unknown args
    let dest = operands;

    function maybeOption(arg) {
      return arg.length > 1 && arg[0] === '-';
    }

    const negativeNumberArg = (arg) => {
      // return false if not a negative number
      if (!/^-(\d+|\d*\.\d+)([eE][+-]?\d+)?$/.test(arg)) return false;
      // negative number is ok unless digit used as an option in command hierarchy
      return !this._getCommandAndAncestors().some((cmd) =>
        cmd.options
          .map((opt) => opt.short)
          .some((short) => /^-\d$/.test(short)),
      );
    };

    // parse options
    let activeVariadicOption = null;
    let activeGroup = null; // working through group of short options, like -abc
    let i = 0;
    while (i < args.length || activeGroup) {
      const arg = activeGroup ?? args[i++];
      activeGroup = null;

      // literal
      if (arg === '--') {
        if (dest === unknown) dest.push(arg);
        dest.push(...args.slice(i));
        break;
      }

      if (
        activeVariadicOption &&
        (!maybeOption(arg) || negativeNumberArg(arg))
      ) {
        this.emit(`option:${activeVariadicOption.name()}`, arg);
        continue;
      }
      activeVariadicOption = null;

      if (maybeOption(arg)) {
        const option = this._findOption(arg);
        // recognised option, call listener to assign value with possible custom processing
        if (option) {
          if (option.required) {
            const value = args[i++];
            if (value === undefined) this.optionMissingArgument(option);
            this.emit(`option:${option.name()}`, value);
          } else if (option.optional) {
            let value = null;
            // historical behaviour is optional value is following arg unless an option
            if (
              i < args.length &&
              (!maybeOption(args[i]) || negativeNumberArg(args[i]))
            ) {
              value = args[i++];
            }
            this.emit(`option:${option.name()}`, value);
          } else {
            // boolean flag
            this.emit(`option:${option.name()}`);
          }
          activeVariadicOption = option.variadic ? option : null;
          continue;
        }
      }

      // Look for combo options following single dash, eat first one if known.
      if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
        const option = this._findOption(`-${arg[1]}`);
        if (option) {
          if (
            option.required ||
            (option.optional && this._combineFlagAndOptionalValue)
          ) {
            // option with value following in same argument
            this.emit(`option:${option.name()}`, arg.slice(2));
          } else {
            // boolean option
            this.emit(`option:${option.name()}`);
            // remove the processed option and keep processing group
            activeGroup = `-${arg.slice(2)}`;
          }
          continue;
        }
      }

      // Look for known long flag with value, like --foo=bar
      if (/^--[^=]+=/.test(arg)) {
        const index = arg.indexOf('=');
        const option = this._findOption(arg.slice(0, index));
        if (option && (option.required || option.optional)) {
          this.emit(`option:${option.name()}`, arg.slice(index + 1));
          continue;
        }
      }

      // Not a recognised option by this command.
      // Might be a command-argument, or subcommand option, or unknown option, or help command or option.

      // An unknown option means further arguments also classified as unknown so can be reprocessed by subcommands.
      // A negative number in a leaf command is not an unknown option.
      if (
        dest === operands &&
        maybeOption(arg) &&
        !(this.commands.length === 0 && negativeNumberArg(arg))
      ) {
        dest = unknown;
      }

      // If using positionalOptions, stop processing our options at subcommand.
      if (
        (this._enablePositionalOptions || this._passThroughOptions) &&
        operands.length === 0 &&
        unknown.length === 0
      ) {
        if (this._findCommand(arg)) {
          operands.push(arg);
          unknown.push(...args.slice(i));
          break;
        } else if (
          this._getHelpCommand() &&
          arg === this._getHelpCommand().name()
        ) {
          operands.push(arg, ...args.slice(i));
          break;
        } else if (this._defaultCommandName) {
          unknown.push(arg, ...args.slice(i));
          break;
        }
      }

      // If using passThroughOptions, stop processing options at first command-argument.
      if (this._passThroughOptions) {
        dest.push(arg, ...args.slice(i));
        break;
      }

      // add arg
      dest.push(arg);
    }

    return { operands, unknown };
  }

  /**
   * Return an object containing local option values as key-value pairs.
   *
   * @return {object}
   */
  opts() {
    if (this._storeOptionsAsProperties) {
      // Preserve original behaviour so backwards compatible when still using properties
      const result = {};
      const len = this.options.length;

      for (let i = 0; i < len; i++) {
        const key = this.options[i].attributeName();
        result[key] =
          key === this._versionOptionName ? this._version : this[key];
      }
      return result;
    }

    return this._optionValues;
  }

  /**
   * Return an object containing merged local and global option values as key-value pairs.
   *
   * @return {object}
   */
  optsWithGlobals() {
    // globals overwrite locals
    return this._getCommandAndAncestors().reduce(
      (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
      {},
    );
  }

  /**
   * Display error message and exit (or call exitOverride).
   *
   * @param {string} message
   * @param {object} [errorOptions]
   * @param {string} [errorOptions.code] - an id string representing the error
   * @param {number} [errorOptions.exitCode] - used with process.exit
   */
  error(message, errorOptions) {
    // output handling
    this._outputConfiguration.outputError(
      `${message}\n`,
      this._outputConfiguration.writeErr,
    );
    if (typeof this._showHelpAfterError === 'string') {
      this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
    } else if (this._showHelpAfterError) {
      this._outputConfiguration.writeErr('\n');
      this.outputHelp({ error: true });
    }

    // exit handling
    const config = errorOptions || {};
    const exitCode = config.exitCode || 1;
    const code = config.code || 'commander.error';
    this._exit(exitCode, code, message);
  }

  /**
   * Apply any option related environment variables, if option does
   * not have a value from cli or client code.
   *
   * @private
   */
  _parseOptionsEnv() {
    this.options.forEach((option) => {
      if (option.envVar && option.envVar in external_node_process_namespaceObject.env) {
        const optionKey = option.attributeName();
        // Priority check. Do not overwrite cli or options from unknown source (client-code).
        if (
          this.getOptionValue(optionKey) === undefined ||
          ['default', 'config', 'env'].includes(
            this.getOptionValueSource(optionKey),
          )
        ) {
          if (option.required || option.optional) {
            // option can take a value
            // keep very simple, optional always takes value
            this.emit(`optionEnv:${option.name()}`, external_node_process_namespaceObject.env[option.envVar]);
          } else {
            // boolean
            // keep very simple, only care that envVar defined and not the value
            this.emit(`optionEnv:${option.name()}`);
          }
        }
      }
    });
  }

  /**
   * Apply any implied option values, if option is undefined or default value.
   *
   * @private
   */
  _parseOptionsImplied() {
    const dualHelper = new DualOptions(this.options);
    const hasCustomOptionValue = (optionKey) => {
      return (
        this.getOptionValue(optionKey) !== undefined &&
        !['default', 'implied'].includes(this.getOptionValueSource(optionKey))
      );
    };
    this.options
      .filter(
        (option) =>
          option.implied !== undefined &&
          hasCustomOptionValue(option.attributeName()) &&
          dualHelper.valueFromOption(
            this.getOptionValue(option.attributeName()),
            option,
          ),
      )
      .forEach((option) => {
        Object.keys(option.implied)
          .filter((impliedKey) => !hasCustomOptionValue(impliedKey))
          .forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option.implied[impliedKey],
              'implied',
            );
          });
      });
  }

  /**
   * Argument `name` is missing.
   *
   * @param {string} name
   * @private
   */

  missingArgument(name) {
    const message = `error: missing required argument '${name}'`;
    this.error(message, { code: 'commander.missingArgument' });
  }

  /**
   * `Option` is missing an argument.
   *
   * @param {Option} option
   * @private
   */

  optionMissingArgument(option) {
    const message = `error: option '${option.flags}' argument missing`;
    this.error(message, { code: 'commander.optionMissingArgument' });
  }

  /**
   * `Option` does not have a value, and is a mandatory option.
   *
   * @param {Option} option
   * @private
   */

  missingMandatoryOptionValue(option) {
    const message = `error: required option '${option.flags}' not specified`;
    this.error(message, { code: 'commander.missingMandatoryOptionValue' });
  }

  /**
   * `Option` conflicts with another option.
   *
   * @param {Option} option
   * @param {Option} conflictingOption
   * @private
   */
  _conflictingOption(option, conflictingOption) {
    // The calling code does not know whether a negated option is the source of the
    // value, so do some work to take an educated guess.
    const findBestOptionFromValue = (option) => {
      const optionKey = option.attributeName();
      const optionValue = this.getOptionValue(optionKey);
      const negativeOption = this.options.find(
        (target) => target.negate && optionKey === target.attributeName(),
      );
      const positiveOption = this.options.find(
        (target) => !target.negate && optionKey === target.attributeName(),
      );
      if (
        negativeOption &&
        ((negativeOption.presetArg === undefined && optionValue === false) ||
          (negativeOption.presetArg !== undefined &&
            optionValue === negativeOption.presetArg))
      ) {
        return negativeOption;
      }
      return positiveOption || option;
    };

    const getErrorMessage = (option) => {
      const bestOption = findBestOptionFromValue(option);
      const optionKey = bestOption.attributeName();
      const source = this.getOptionValueSource(optionKey);
      if (source === 'env') {
        return `environment variable '${bestOption.envVar}'`;
      }
      return `option '${bestOption.flags}'`;
    };

    const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
    this.error(message, { code: 'commander.conflictingOption' });
  }

  /**
   * Unknown option `flag`.
   *
   * @param {string} flag
   * @private
   */

  unknownOption(flag) {
    if (this._allowUnknownOption) return;
    let suggestion = '';

    if (flag.startsWith('--') && this._showSuggestionAfterError) {
      // Looping to pick up the global options too
      let candidateFlags = [];
      // eslint-disable-next-line @typescript-eslint/no-this-alias
      let command = this;
      do {
        const moreFlags = command
          .createHelp()
          .visibleOptions(command)
          .filter((option) => option.long)
          .map((option) => option.long);
        candidateFlags = candidateFlags.concat(moreFlags);
        command = command.parent;
      } while (command && !command._enablePositionalOptions);
      suggestion = suggestSimilar(flag, candidateFlags);
    }

    const message = `error: unknown option '${flag}'${suggestion}`;
    this.error(message, { code: 'commander.unknownOption' });
  }

  /**
   * Excess arguments, more than expected.
   *
   * @param {string[]} receivedArgs
   * @private
   */

  _excessArguments(receivedArgs) {
    if (this._allowExcessArguments) return;

    const expected = this.registeredArguments.length;
    const s = expected === 1 ? '' : 's';
    const received = receivedArgs.length;
    const forSubcommand = this.parent ? ` for '${this.name()}'` : '';
    const details = receivedArgs.join(', ');
    const message = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${received}: ${details}.`;
    this.error(message, { code: 'commander.excessArguments' });
  }

  /**
   * Unknown command.
   *
   * @private
   */

  unknownCommand() {
    const unknownName = this.args[0];
    let suggestion = '';

    if (this._showSuggestionAfterError) {
      const candidateNames = [];
      this.createHelp()
        .visibleCommands(this)
        .forEach((command) => {
          candidateNames.push(command.name());
          // just visible alias
          if (command.alias()) candidateNames.push(command.alias());
        });
      suggestion = suggestSimilar(unknownName, candidateNames);
    }

    const message = `error: unknown command '${unknownName}'${suggestion}`;
    this.error(message, { code: 'commander.unknownCommand' });
  }

  /**
   * Get or set the program version.
   *
   * This method auto-registers the "-V, --version" option which will print the version number.
   *
   * You can optionally supply the flags and description to override the defaults.
   *
   * @param {string} [str]
   * @param {string} [flags]
   * @param {string} [description]
   * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
   */

  version(str, flags, description) {
    if (str === undefined) return this._version;
    this._version = str;
    flags = flags || '-V, --version';
    description = description || 'output the version number';
    const versionOption = this.createOption(flags, description);
    this._versionOptionName = versionOption.attributeName();
    this._registerOption(versionOption);

    this.on('option:' + versionOption.name(), () => {
      this._outputConfiguration.writeOut(`${str}\n`);
      this._exit(0, 'commander.version', str);
    });
    return this;
  }

  /**
   * Set the description.
   *
   * @param {string} [str]
   * @param {object} [argsDescription]
   * @return {(string|Command)}
   */
  description(str, argsDescription) {
    if (str === undefined && argsDescription === undefined)
      return this._description;
    this._description = str;
    if (argsDescription) {
      this._argsDescription = argsDescription;
    }
    return this;
  }

  /**
   * Set the summary. Used when listed as subcommand of parent.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  summary(str) {
    if (str === undefined) return this._summary;
    this._summary = str;
    return this;
  }

  /**
   * Set an alias for the command.
   *
   * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
   *
   * @param {string} [alias]
   * @return {(string|Command)}
   */

  alias(alias) {
    if (alias === undefined) return this._aliases[0]; // just return first, for backwards compatibility

    /** @type {Command} */
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let command = this;
    if (
      this.commands.length !== 0 &&
      this.commands[this.commands.length - 1]._executableHandler
    ) {
      // assume adding alias for last added executable subcommand, rather than this
      command = this.commands[this.commands.length - 1];
    }

    if (alias === command._name)
      throw new Error("Command alias can't be the same as its name");
    const matchingCommand = this.parent?._findCommand(alias);
    if (matchingCommand) {
      // c.f. _registerCommand
      const existingCmd = [matchingCommand.name()]
        .concat(matchingCommand.aliases())
        .join('|');
      throw new Error(
        `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`,
      );
    }

    command._aliases.push(alias);
    return this;
  }

  /**
   * Set aliases for the command.
   *
   * Only the first alias is shown in the auto-generated help.
   *
   * @param {string[]} [aliases]
   * @return {(string[]|Command)}
   */

  aliases(aliases) {
    // Getter for the array of aliases is the main reason for having aliases() in addition to alias().
    if (aliases === undefined) return this._aliases;

    aliases.forEach((alias) => this.alias(alias));
    return this;
  }

  /**
   * Set / get the command usage `str`.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  usage(str) {
    if (str === undefined) {
      if (this._usage) return this._usage;

      const args = this.registeredArguments.map((arg) => {
        return humanReadableArgName(arg);
      });
      return []
        .concat(
          this.options.length || this._helpOption !== null ? '[options]' : [],
          this.commands.length ? '[command]' : [],
          this.registeredArguments.length ? args : [],
        )
        .join(' ');
    }

    this._usage = str;
    return this;
  }

  /**
   * Get or set the name of the command.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  name(str) {
    if (str === undefined) return this._name;
    this._name = str;
    return this;
  }

  /**
   * Set/get the help group heading for this subcommand in parent command's help.
   *
   * @param {string} [heading]
   * @return {Command | string}
   */

  helpGroup(heading) {
    if (heading === undefined) return this._helpGroupHeading ?? '';
    this._helpGroupHeading = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for subcommands added to this command.
   * (This does not override a group set directly on the subcommand using .helpGroup().)
   *
   * @example
   * program.commandsGroup('Development Commands:');
   * program.command('watch')...
   * program.command('lint')...
   * ...
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  commandsGroup(heading) {
    if (heading === undefined) return this._defaultCommandGroup ?? '';
    this._defaultCommandGroup = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for options added to this command.
   * (This does not override a group set directly on the option using .helpGroup().)
   *
   * @example
   * program
   *   .optionsGroup('Development Options:')
   *   .option('-d, --debug', 'output extra debugging')
   *   .option('-p, --profile', 'output profiling information')
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  optionsGroup(heading) {
    if (heading === undefined) return this._defaultOptionGroup ?? '';
    this._defaultOptionGroup = heading;
    return this;
  }

  /**
   * @param {Option} option
   * @private
   */
  _initOptionGroup(option) {
    if (this._defaultOptionGroup && !option.helpGroupHeading)
      option.helpGroup(this._defaultOptionGroup);
  }

  /**
   * @param {Command} cmd
   * @private
   */
  _initCommandGroup(cmd) {
    if (this._defaultCommandGroup && !cmd.helpGroup())
      cmd.helpGroup(this._defaultCommandGroup);
  }

  /**
   * Set the name of the command from script filename, such as process.argv[1],
   * or import.meta.filename.
   *
   * (Used internally and public although not documented in README.)
   *
   * @example
   * program.nameFromFilename(import.meta.filename);
   *
   * @param {string} filename
   * @return {Command}
   */

  nameFromFilename(filename) {
    this._name = external_node_path_.basename(filename, external_node_path_.extname(filename));

    return this;
  }

  /**
   * Get or set the directory for searching for executable subcommands of this command.
   *
   * @example
   * program.executableDir(import.meta.dirname);
   * // or
   * program.executableDir('subcommands');
   *
   * @param {string} [path]
   * @return {(string|null|Command)}
   */

  executableDir(path) {
    if (path === undefined) return this._executableDir;
    this._executableDir = path;
    return this;
  }

  /**
   * Return program help documentation.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
   * @return {string}
   */

  helpInformation(contextOptions) {
    const helper = this.createHelp();
    const context = this._getOutputContext(contextOptions);
    helper.prepareContext({
      error: context.error,
      helpWidth: context.helpWidth,
      outputHasColors: context.hasColors,
    });
    const text = helper.formatHelp(this, helper);
    if (context.hasColors) return text;
    return this._outputConfiguration.stripColor(text);
  }

  /**
   * @typedef HelpContext
   * @type {object}
   * @property {boolean} error
   * @property {number} helpWidth
   * @property {boolean} hasColors
   * @property {function} write - includes stripColor if needed
   *
   * @returns {HelpContext}
   * @private
   */

  _getOutputContext(contextOptions) {
    contextOptions = contextOptions || {};
    const error = !!contextOptions.error;
    let baseWrite;
    let hasColors;
    let helpWidth;
    if (error) {
      baseWrite = (str) => this._outputConfiguration.writeErr(str);
      hasColors = this._outputConfiguration.getErrHasColors();
      helpWidth = this._outputConfiguration.getErrHelpWidth();
    } else {
      baseWrite = (str) => this._outputConfiguration.writeOut(str);
      hasColors = this._outputConfiguration.getOutHasColors();
      helpWidth = this._outputConfiguration.getOutHelpWidth();
    }
    const write = (str) => {
      if (!hasColors) str = this._outputConfiguration.stripColor(str);
      return baseWrite(str);
    };
    return { error, write, hasColors, helpWidth };
  }

  /**
   * Output help information for this command.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  outputHelp(contextOptions) {
    let deprecatedCallback;
    if (typeof contextOptions === 'function') {
      deprecatedCallback = contextOptions;
      contextOptions = undefined;
    }

    const outputContext = this._getOutputContext(contextOptions);
    /** @type {HelpTextEventContext} */
    const eventContext = {
      error: outputContext.error,
      write: outputContext.write,
      command: this,
    };

    this._getCommandAndAncestors()
      .reverse()
      .forEach((command) => command.emit('beforeAllHelp', eventContext));
    this.emit('beforeHelp', eventContext);

    let helpInformation = this.helpInformation({ error: outputContext.error });
    if (deprecatedCallback) {
      helpInformation = deprecatedCallback(helpInformation);
      if (
        typeof helpInformation !== 'string' &&
        !Buffer.isBuffer(helpInformation)
      ) {
        throw new Error('outputHelp callback must return a string or a Buffer');
      }
    }
    outputContext.write(helpInformation);

    if (this._getHelpOption()?.long) {
      this.emit(this._getHelpOption().long); // deprecated
    }
    this.emit('afterHelp', eventContext);
    this._getCommandAndAncestors().forEach((command) =>
      command.emit('afterAllHelp', eventContext),
    );
  }

  /**
   * You can pass in flags and a description to customise the built-in help option.
   * Pass in false to disable the built-in help option.
   *
   * @example
   * program.helpOption('-?, --help', 'show help'); // customise
   * program.helpOption(false); // disable
   *
   * @param {(string | boolean)} flags
   * @param {string} [description]
   * @return {Command} `this` command for chaining
   */

  helpOption(flags, description) {
    // Support enabling/disabling built-in help option.
    if (typeof flags === 'boolean') {
      if (flags) {
        if (this._helpOption === null) this._helpOption = undefined; // reenable
        if (this._defaultOptionGroup) {
          // make the option to store the group
          this._initOptionGroup(this._getHelpOption());
        }
      } else {
        this._helpOption = null; // disable
      }
      return this;
    }

    // Customise flags and description.
    this._helpOption = this.createOption(
      flags ?? '-h, --help',
      description ?? 'display help for command',
    );
    // init group unless lazy create
    if (flags || description) this._initOptionGroup(this._helpOption);

    return this;
  }

  /**
   * Lazy create help option.
   * Returns null if has been disabled with .helpOption(false).
   *
   * @returns {(Option | null)} the help option
   * @package
   */
  _getHelpOption() {
    // Lazy create help option on demand.
    if (this._helpOption === undefined) {
      this.helpOption(undefined, undefined);
    }
    return this._helpOption;
  }

  /**
   * Supply your own option to use for the built-in help option.
   * This is an alternative to using helpOption() to customise the flags and description etc.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addHelpOption(option) {
    this._helpOption = option;
    this._initOptionGroup(option);
    return this;
  }

  /**
   * Output help information and exit.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  help(contextOptions) {
    this.outputHelp(contextOptions);
    let exitCode = Number(external_node_process_namespaceObject.exitCode ?? 0); // process.exitCode does allow a string or an integer, but we prefer just a number
    if (
      exitCode === 0 &&
      contextOptions &&
      typeof contextOptions !== 'function' &&
      contextOptions.error
    ) {
      exitCode = 1;
    }
    // message: do not have all displayed text available so only passing placeholder.
    this._exit(exitCode, 'commander.help', '(outputHelp)');
  }

  /**
   * // Do a little typing to coordinate emit and listener for the help text events.
   * @typedef HelpTextEventContext
   * @type {object}
   * @property {boolean} error
   * @property {Command} command
   * @property {function} write
   */

  /**
   * Add additional text to be displayed with the built-in help.
   *
   * Position is 'before' or 'after' to affect just this command,
   * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
   *
   * @param {string} position - before or after built-in help
   * @param {(string | Function)} text - string to add, or a function returning a string
   * @return {Command} `this` command for chaining
   */

  addHelpText(position, text) {
    const allowedValues = ['beforeAll', 'before', 'after', 'afterAll'];
    if (!allowedValues.includes(position)) {
      throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
    }

    const helpEvent = `${position}Help`;
    this.on(helpEvent, (/** @type {HelpTextEventContext} */ context) => {
      let helpStr;
      if (typeof text === 'function') {
        helpStr = text({ error: context.error, command: context.command });
      } else {
        helpStr = text;
      }
      // Ignore falsy value when nothing to output.
      if (helpStr) {
        context.write(`${helpStr}\n`);
      }
    });
    return this;
  }

  /**
   * Output help information if help flags specified
   *
   * @param {Array} args - array of options to search for help flags
   * @private
   */

  _outputHelpIfRequested(args) {
    const helpOption = this._getHelpOption();
    const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
    if (helpRequested) {
      this.outputHelp();
      // (Do not have all displayed text available so only passing placeholder.)
      this._exit(0, 'commander.helpDisplayed', '(outputHelp)');
    }
  }
}

/**
 * Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
 *
 * @param {string[]} args - array of arguments from node.execArgv
 * @returns {string[]}
 * @private
 */

function incrementNodeInspectorPort(args) {
  // Testing for these options:
  //  --inspect[=[host:]port]
  //  --inspect-brk[=[host:]port]
  //  --inspect-wait[=[host:]port]
  //  --inspect-port=[host:]port
  //
  // Host can be an IP literal encapsulated within square brackets (e.g. [::1]),
  // an IPv4 address in dotted-decimal form (e.g. 192.168.0.1), or a registered name.
  // https://www.rfc-editor.org/rfc/rfc3986.html#section-3.2.2
  return args.map((arg) => {
    if (!arg.startsWith('--inspect')) {
      return arg;
    }
    let debugOption;
    let debugHost = '127.0.0.1';
    let debugPort = '9229';
    let match;
    if ((match = arg.match(/^(--inspect(-brk|-wait)?)$/)) !== null) {
      // e.g. --inspect
      debugOption = match[1];
    } else if (
      (match = arg.match(
        /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+)$/,
      )) !== null
    ) {
      // Matches a host or a port, but not both. No colon to separate them.
      debugOption = match[1];
      if (/^\d+$/.test(match[3])) {
        // Plain digits so a port number.
        // e.g. --inspect=1234
        debugPort = match[3];
      } else {
        // Assume a host.
        // e.g. --inspect=localhost, --inspect=[::1], --inspect=192.168.0.1
        debugHost = match[3];
      }
    } else if (
      (match = arg.match(
        /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+):(\d+)$/,
      )) !== null
    ) {
      // Matched host:port pattern.
      // e.g. --inspect=localhost:1234, --inspect=[::1]:1234, --inspect=192.168.0.1:1234
      debugOption = match[1];
      debugHost = match[3];
      debugPort = match[4];
    }

    if (debugOption && debugPort !== '0') {
      return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
    }
    return arg;
  });
}

/**
 * Exported for using from tests, not otherwise used outside this file.
 *
 * @returns {boolean | undefined}
 * @package
 */
function useColor() {
  // Test for common conventions.
  // NB: the observed behaviour is in combination with how author adds color! For example:
  //   - we do not test NODE_DISABLE_COLORS, but util:styletext does
  //   - we do test NO_COLOR, but Chalk does not
  //
  // References:
  // https://no-color.org
  // https://bixense.com/clicolors/
  // https://github.com/nodejs/node/blob/0a00217a5f67ef4a22384cfc80eb6dd9a917fdc1/lib/internal/tty.js#L109
  // https://github.com/chalk/supports-color/blob/c214314a14bcb174b12b3014b2b0a8de375029ae/index.js#L33
  // (https://force-color.org recent web page from 2023, does not match major javascript implementations)

  if (
    external_node_process_namespaceObject.env.NO_COLOR ||
    external_node_process_namespaceObject.env.FORCE_COLOR === '0' ||
    external_node_process_namespaceObject.env.FORCE_COLOR === 'false'
  )
    return false;
  if (external_node_process_namespaceObject.env.FORCE_COLOR || external_node_process_namespaceObject.env.CLICOLOR_FORCE !== undefined)
    return true;
  return undefined;
}

;// CONCATENATED MODULE: ../../node_modules/commander/index.js






const program = new command_Command();

const createCommand = (name) => new Command(name);
const createOption = (flags, description) =>
  new Option(flags, description);
const createArgument = (name, description) =>
  new Argument(name, description);

/**
 * Expose classes
 */






/***/ }),

/***/ 8330:
/***/ ((module) => {

module.exports = {"rE":"1.0.0"};

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1556);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
