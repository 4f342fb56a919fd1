"use strict";
exports.id = 708;
exports.ids = [708];
exports.modules = {

/***/ 8047:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ download_step_runDownload)
});

// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: ./src/credentials/scoped-request.js
var scoped_request = __webpack_require__(4594);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/transfer/artifact/key.js
var artifact_key = __webpack_require__(4807);
// EXTERNAL MODULE: ./src/transfer/open-store.js + 1 modules
var open_store = __webpack_require__(9574);
// EXTERNAL MODULE: ./src/transfer/progress/units.js
var units = __webpack_require__(1654);
// EXTERNAL MODULE: ./src/transfer/reporter.js
var transfer_reporter = __webpack_require__(9120);
// EXTERNAL MODULE: ./src/transfer/artifact/failure.js
var artifact_failure = __webpack_require__(606);
// EXTERNAL MODULE: ./src/transfer/artifact/manifest.js
var artifact_manifest = __webpack_require__(1471);
// EXTERNAL MODULE: ./src/transfer/artifact/path-rules.js
var path_rules = __webpack_require__(2471);
// EXTERNAL MODULE: ./src/transfer/in-parallel.js
var in_parallel = __webpack_require__(2192);
// EXTERNAL MODULE: ./src/transfer/artifact/content-digest.js
var content_digest = __webpack_require__(8058);
// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
;// CONCATENATED MODULE: ./src/transfer/download/entry.js


/** Such as `3 files`, `1 file and 2 links`. */
function formatEntries({ files, links }) {
    if (links === 0)
        return (0,units/* formatFiles */.HL)(files);
    return files === 0 ? formatLinks(links) : `${(0,units/* formatFiles */.HL)(files)} and ${formatLinks(links)}`;
}
/** Such as `1 of 3 files`, `1 of 3 files and 2 of 2 links`. A kind with no entries is left out. */
function formatEntriesOf(some, all) {
    const files = some.files === 0 ? [] : [`${(0,units/* formatCount */.B4)(some.files)} of ${(0,units/* formatFiles */.HL)(all.files)}`];
    const links = some.links === 0 ? [] : [`${(0,units/* formatCount */.B4)(some.links)} of ${formatLinks(all.links)}`];
    return [...files, ...links].join(' and ');
}
/** Such as `1 link`, `1,234 links`. */
function formatLinks(count) {
    return `${(0,units/* formatCount */.B4)(count)} ${count === 1 ? 'link' : 'links'}`;
}
/** Why one file or link was not restored. The remedy is separate, so that a list of many states it once. */
class EntryFailure extends artifact_failure/* ArtifactFailure */.Hu {
    /** Without a full stop. */
    reason;
    /** One or more sentences. */
    remedy;
    constructor(kind, reason, remedy, options) {
        super(kind, `${reason}. ${remedy}`, options);
        this.reason = reason;
        this.remedy = remedy;
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/local-failure.js


const REASONS = {
    ENOSPC: 'the disk is full: free space, or choose a directory on another one',
    EDQUOT: 'the disk quota is used up: free space, or choose another directory',
    EROFS: 'the file system is read-only: choose another directory',
    EACCES: 'this user may not write there: change the permissions, or choose another directory',
    EPERM: 'the system does not allow this user to do that: check the permissions and attributes of what is there and, on Windows, whether another program has it open',
    EBUSY: 'another program has it open, or something is mounted there: try again, or choose another directory',
    ENAMETOOLONG: 'the name is longer than the file system allows: choose a shorter directory, or leave the file out (include)',
    EILSEQ: 'the file system does not take the name: choose a directory on another one, or leave the file out (include)',
    EMFILE: 'too many files are open: raise the limit (ulimit -n), or lower concurrency',
    ENFILE: 'too many files are open on this machine: lower concurrency',
    EIO: 'the disk has a fault',
    EFBIG: 'the file is larger than the file system or a limit (ulimit -f) allows',
    ENOENT: 'a folder disappeared: nothing else may change the directory during a download',
};
/** Errors that would affect every other file too. */
const GENERAL = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);
/** Whether the error comes from the operating system. */
function isSystemError(error) {
    const { code, syscall } = (error ?? {});
    return error instanceof Error && typeof code === 'string' && typeof syscall === 'string';
}
function isGeneralFault(error) {
    return isSystemError(error) && GENERAL.has(error.code ?? '');
}
/** What failed and what to do, as the end of a sentence. */
function describeSystemError({ code = '', syscall }) {
    return `${REASONS[code] ?? `${syscall} failed`} (${code})`;
}
/** Something is in the way that is never replaced. */
function inTheWay(path, what) {
    return refusal(path, what, 'A folder, and what stands where a folder goes, is never replaced: remove it, or choose another directory.');
}
/** Something is in the way that `overwrite` would replace. */
function notToReplace(path, what) {
    return refusal(path, `${what}, and overwrite is not set`, 'Remove what is there, choose another directory, or set overwrite to replace it.');
}
function refusal(path, what, remedy) {
    return new EntryFailure('exists', `Writing '${(0,printable/* printable */.g$)(path)}' was not tried: ${what}`, remedy);
}

;// CONCATENATED MODULE: ./src/transfer/download/file-failures.js






/** @throws the error itself if it does not come from a file, a store or an artifact: a bug in this program */
function judgeFile(path, entry, error) {
    const fault = { path, entry, error, general: isGeneralFault(error) };
    if (error instanceof EntryFailure) {
        return { ...fault, kind: error.kind, reason: error.reason, remedy: error.remedy };
    }
    if (error instanceof artifact_failure/* ArtifactFailure */.Hu) {
        return { ...fault, kind: error.kind, reason: error.message.replace(/\.$/, '') };
    }
    if (error instanceof s3_failure/* StoreFailure */.k) {
        const { tried, cameBack, remedy } = isGone(error) ? gone(error) : error;
        const reason = `${tried} failed: ${cameBack}`;
        return { ...fault, kind: kindOf(error), reason, remedy, general: isOutage(error) };
    }
    if (isSystemError(error))
        return { ...fault, kind: 'failed', reason: describeSystemError(error) };
    throw error;
}
function isGone({ kind, code }) {
    return kind === 'not-found' && code !== 'NoSuchBucket';
}
/** The key comes from the manifest, so the user's input is correct. */
function gone({ tried, cameBack }) {
    return {
        tried,
        cameBack: `${cameBack}: it is listed, but the bucket no longer has it`,
        remedy: 'A lifecycle rule (retention-days) or another client deleted it: upload the artifact again.',
    };
}
/** @param kind the kind of a failure to read an object of the artifact */
function kindOf({ kind }) {
    if (kind === 'integrity')
        return 'integrity';
    if (kind === 'refused' || kind === 'expired')
        return 'refused';
    // The manifest exists and the object does not: the artifact is incomplete.
    return kind === 'not-found' ? 'partial' : 'failed';
}
/** Whether every other request would fail too. Each takes minutes to give up, so thousands would take days. */
function isOutage({ kind }) {
    return ['network', 'timeout', 'tls', 'server', 'expired'].includes(kind);
}
/** How many files a message names at most. */
const NAMED = 10;
/** The message of a failed download. */
function summarize(failures, { directory, done, all, kept }) {
    const [first] = failures;
    const failed = countEntries(failures);
    const named = failures.slice(0, NAMED).map(({ path, reason }) => `  ${(0,printable/* printable */.g$)(path)}: ${reason}.`);
    const more = failures.length - named.length;
    const unfinished = {
        files: all.files - done.files - failed.files,
        links: all.links - done.links - failed.links,
    };
    const doneAtAll = done.files + done.links;
    const lines = [
        `Downloading to '${(0,printable/* printable */.g$)(directory)}' failed for ${formatEntriesOf(failed, all)}:`,
        ...named,
        ...(more > 0 ? [`  and ${(0,units/* formatCount */.B4)(more)} more.`] : []),
        ...new Set(failures.flatMap(({ remedy }) => remedy ?? [])),
        ...(unfinished.files + unfinished.links > 0
            ? [`Not tried or not finished: ${formatEntries(unfinished)}.`]
            : []),
        ...(doneAtAll > 0
            ? [`Complete and verified: ${formatEntries(done)}. The next download keeps them.`]
            : []),
        ...(kept > 0
            ? [`Begun: ${(0,units/* formatFiles */.HL)(kept)}. The next download to this directory continues where it stopped.`]
            : []),
        ...(doneAtAll + kept === 0 ? ['Nothing was written.'] : []),
    ];
    return new artifact_failure/* ArtifactFailure */.Hu(kindOfAll(failures, doneAtAll), lines.join('\n'), { cause: first?.error });
}
function countEntries(failures) {
    const files = failures.filter(({ entry }) => entry === 'file').length;
    return { files, links: failures.length - files };
}
/** `integrity` takes precedence. `refused` applies only if nothing failed otherwise. */
function kindOfAll(failures, done) {
    const kinds = new Set(failures.map(({ kind }) => kind));
    if (kinds.has('integrity'))
        return 'integrity';
    const [only] = kinds;
    if (kinds.size === 1 && (only === 'exists' || only === 'refused'))
        return only;
    return done > 0 || kinds.has('partial') ? 'partial' : 'failed';
}
/** Turns a failure to read the manifest into one of the artifact. Returns any other error unchanged. */
function judgeManifest(error) {
    if (!(error instanceof s3_failure/* StoreFailure */.k))
        return error;
    return new artifact_failure/* ArtifactFailure */.Hu(kindOf(error), error.message, { cause: error });
}

// EXTERNAL MODULE: ./src/transfer/download/small-object.js
var small_object = __webpack_require__(8733);
;// CONCATENATED MODULE: ./src/transfer/download/artifact-source.js







/**
 * Finds an artifact's manifest: by its key, through the latest pointer, or by the prefix.
 *
 * @throws ArtifactFailure of kind `nothing-found` if there is none, `integrity` if it is invalid or has another digest, or
 *   of another kind if it cannot be read
 * @throws the signal's reason if it is aborted
 */
async function artifact_source_findArtifact(store, whereabouts, signal) {
    try {
        return await readArtifact(store, whereabouts, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        throw judgeManifest(error);
    }
}
async function readArtifact(store, whereabouts, signal) {
    const { key, digests } = await locate(store, whereabouts, signal);
    const { content } = await (0,small_object/* readSmallObject */.$)(store, key, artifact_manifest/* LONGEST_MANIFEST */.fG, signal);
    const manifestSha256 = (0,content_digest/* contentDigest */.eZ)(content);
    for (const { by, sha256 } of digests) {
        if (sha256 !== manifestSha256)
            throw otherManifest(key, manifestSha256, by, sha256);
    }
    const what = `the manifest '${(0,printable/* printable */.g$)(key)}'`;
    const manifest = await (0,artifact_manifest/* parseManifestInTurns */.UA)(content.toString('utf8'), signal, what);
    const prefix = prefixOf(key, manifest);
    return { manifest, manifestKey: key, manifestSha256, manifestBytes: content.length, prefix };
}
async function locate(store, { prefix, manifestKey, manifestSha256, latest, pointer: known }, signal) {
    const given = manifestSha256 === undefined ? [] : [{ by: 'manifest-sha256', sha256: manifestSha256 }];
    if (manifestKey !== undefined)
        return { key: manifestKey, digests: given };
    if (latest === undefined)
        return { key: prefix + artifact_key/* MANIFEST_NAME */.ir, digests: given };
    const pointer = known ?? (await (0,small_object/* readLatest */.E)(store, latest, signal));
    const by = `the pointer '${(0,printable/* printable */.g$)(latest)}'`;
    return { key: pointer.manifestKey, digests: [...given, { by, sha256: pointer.manifestSha256 }] };
}
/**
 * If an artifact was copied with its manifest, its files are read from the copy. If only the manifest was copied, they are
 * read from the original prefix.
 */
function prefixOf(key, { prefix }) {
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    return key === folder + artifact_key/* MANIFEST_NAME */.ir ? folder : prefix;
}
function otherManifest(key, found, by, expected) {
    return new artifact_failure/* ArtifactFailure */.Hu('integrity', `Reading '${(0,printable/* printable */.g$)(key)}' failed: its SHA-256 is ${found}, and ${by} says ${(0,printable/* printable */.g$)(expected)}. It was replaced, perhaps by a later upload to the same prefix, and is not used. Download the artifact that you meant, or find out who else writes there.`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/transfer/download/content-check.js

/**
 * The check by the manifest's SHA-256, or without a manifest by the ETag: it is the MD5 of the content, unless the object was
 * uploaded in parts.
 */
function checkOf({ sha256, etag }) {
    if (etag === undefined)
        return { algorithm: 'sha256', digest: sha256 };
    return { algorithm: 'md5', digest: isMd5(etag) ? etag.toLowerCase() : undefined };
}
function isMd5(etag) {
    return /^[0-9a-f]{32}$/i.test(etag);
}
function startCheck(file) {
    return (0,external_node_crypto_.createHash)(checkOf(file).algorithm);
}
/** What is wrong with content of this digest, as the end of a sentence. Undefined if nothing is. */
function differenceIn(file, found) {
    const { algorithm, digest } = checkOf(file);
    if (digest === undefined || found === digest)
        return undefined;
    return algorithm === 'sha256'
        ? `the SHA-256 ${found}, and the manifest says ${digest}`
        : `the MD5 ${found}, and its ETag is ${digest}`;
}

;// CONCATENATED MODULE: ./src/transfer/download/unverified-artifact.js






/** The most objects below a prefix. A manifest has no room for more either. */
const MOST_OBJECTS = 400_000;
/** The mode of a file whose own mode is unknown. */
const MODE = 0o644;
/** About how many bytes an entry takes in a manifest, without its path. */
const BYTES_OF_FILE = 160;
/**
 * What is below a prefix, whoever put it there, as an artifact without a manifest.
 *
 * @param prefix empty, or with a slash at its end
 * @throws ArtifactFailure of kind `nothing-found` if there is nothing, `failed` if there is too much, or of another kind if
 *   it cannot be listed
 */
async function listArtifact(store, prefix, signal) {
    const files = [];
    const etags = new Map();
    let manifestBytes = 0;
    try {
        for await (const object of store.listObjects(prefix, signal)) {
            const path = object.key.slice(prefix.length);
            if (isNotFile(path, object))
                continue;
            files.push(describe(path, object));
            etags.set(path, object.etag);
            manifestBytes += path.length + BYTES_OF_FILE;
            if (files.length > MOST_OBJECTS)
                throw tooMany(prefix);
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw judgeManifest(error);
    }
    if (files.length === 0)
        throw nothingThere(prefix);
    const manifest = { version: 1, prefix, createdAt: new Date(0).toISOString(), files, links: [] };
    return { manifest, manifestKey: '', manifestSha256: '', manifestBytes, prefix, etags };
}
/** Whether it is an object that some tools put in place of a folder, or that uploads keep for themselves. */
function isNotFile(path, { size }) {
    return (size === 0 && (path === '' || path.endsWith('/'))) || path.startsWith(artifact_key/* PLACEHOLDERS */.je);
}
function describe(path, { size, lastModified }) {
    const changed = new Date(lastModified);
    const mtime = Number.isNaN(changed.getTime()) ? new Date(0) : changed;
    return { path, size, sha256: '', mode: MODE, mtime: mtime.toISOString() };
}
/** What the user must know about an artifact without a manifest. */
function warningOf({ prefix, etags = new Map() }) {
    const count = etags.size;
    const bySize = [...etags.values()].filter((etag) => !isMd5(etag)).length;
    const how = bySize === 0
        ? 'by the MD5 in the listing'
        : `${(0,units/* formatCount */.B4)(count - bySize)} by the MD5 in the listing, and ${(0,units/* formatCount */.B4)(bySize)} by their size alone`;
    return `'${(0,printable/* printable */.g$)(prefix)}' has no manifest, so nothing says that its ${(0,units/* formatFiles */.HL)(count)} are complete, or what was uploaded. They are compared ${how}. Modes, times and links are not restored.`;
}
function nothingThere(prefix) {
    return new artifact_failure/* ArtifactFailure */.Hu('nothing-found', `There is nothing below '${(0,printable/* printable */.g$)(prefix)}': check bucket and prefix.`);
}
function tooMany(prefix) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Nothing was downloaded, because there are more than ${(0,units/* formatCount */.B4)(MOST_OBJECTS)} objects below '${(0,printable/* printable */.g$)(prefix)}'. Download a longer prefix at a time.`);
}

;// CONCATENATED MODULE: ./src/transfer/download/artifact-search.js










/** The most artifacts of one download. A matrix of GitHub has at most 256 jobs. */
const MOST_ARTIFACTS = 1_000;
/** How many manifests are read at the same time. Each may be as large as all of them together. */
const READ_AT_ONCE = 4;
/** How many names a message has at most. */
const MOST_NAMED = 10;
/**
 * Finds all artifacts below a prefix whose folder matches, and reads their manifests.
 *
 * @param prefix empty, or with a slash at its end
 * @param options.mayLackManifest whether objects of a folder without a manifest are an artifact too
 * @returns ordered by name
 * @throws ArtifactFailure of kind `nothing-found` if there is none, `partial` if a folder that matches has no manifest,
 *   `integrity` if a manifest or a name is invalid, `failed` if there are too many
 */
async function findArtifacts(store, prefix, patterns, { mayLackManifest, signal }) {
    const names = await findNames(store, prefix, patterns, signal).catch((error) => {
        signal.throwIfAborted();
        throw judgeManifest(error);
    });
    if (names.length === 0)
        throw nothingFound(prefix);
    const found = [];
    const missing = [];
    await (0,in_parallel/* inParallel */.H)(names, READ_AT_ONCE, signal, async (name, either) => {
        const artifact = await (mayLackManifest ? findOrList : findOrMiss)(store, `${prefix}${name}/`, either);
        if (artifact === undefined)
            missing.push(name);
        else
            found.push({ ...artifact, name });
        assertRoom(found);
    });
    if (missing.length > 0)
        throw incomplete(prefix, missing.sort(), found.length);
    return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}
/** What is below the prefix, by its manifest if it has one. @throws as `findArtifact` and `listArtifact` */
async function findOrList(store, prefix, signal) {
    return (await findOrMiss(store, prefix, signal)) ?? (await listArtifact(store, prefix, signal));
}
/** Undefined if the prefix has no manifest. */
async function findOrMiss(store, prefix, signal) {
    try {
        return await artifact_source_findArtifact(store, { prefix }, signal);
    }
    catch (error) {
        if (error instanceof artifact_failure/* ArtifactFailure */.Hu && error.kind === 'nothing-found')
            return undefined;
        throw error;
    }
}
async function findNames(store, prefix, patterns, signal) {
    const names = [];
    for await (const name of walk(store, prefix, '', patterns.start, signal)) {
        if (!patterns.takes(name))
            continue;
        const problem = (0,path_rules/* pathProblem */.z9)(name);
        if (problem !== undefined)
            throw unsafe(prefix, name, problem);
        names.push(name);
        if (names.length > MOST_ARTIFACTS)
            throw artifact_search_tooMany(prefix);
    }
    return names;
}
/** The folders below a prefix that match, one listing for each folder on the way. */
async function* walk(store, prefix, parent, state, signal) {
    const place = prefix + parent;
    for await (const folder of store.listFolders(place, signal)) {
        if (folder === place + artifact_key/* PLACEHOLDERS */.je)
            continue;
        const segment = folder.slice(place.length, -1);
        const next = state.enter(segment);
        if (next.isMatch)
            yield parent + segment;
        if (next.reachesBelow)
            yield* walk(store, prefix, `${parent}${segment}/`, next, signal);
    }
}
/** Together they may be as large as a single one, since all of them are in memory. */
function assertRoom(found) {
    const bytes = found.reduce((sum, { manifestBytes }) => sum + manifestBytes, 0);
    if (bytes <= artifact_manifest/* LONGEST_MANIFEST */.fG)
        return;
    throw new artifact_failure/* ArtifactFailure */.Hu('failed', `The manifests of the artifacts have more than ${artifact_manifest/* LONGEST_MANIFEST */.fG} bytes together, which is as much as one download reads. Download them in several steps, with a narrower pattern.`);
}
function nothingFound(prefix) {
    return new artifact_failure/* ArtifactFailure */.Hu('nothing-found', `There is no artifact below '${(0,printable/* printable */.g$)(prefix)}' that pattern matches: check prefix and pattern. Artifacts are the folders directly below the prefix, or as many folders below it as the pattern has segments.`);
}
function incomplete(prefix, missing, found) {
    const named = missing.slice(0, MOST_NAMED).map((name) => `'${(0,printable/* printable */.g$)(`${prefix}${name}/`)}'`);
    const more = missing.length - named.length;
    const all = named.join(', ') + (more > 0 ? ` and ${(0,units/* formatCount */.B4)(more)} more` : '');
    return new artifact_failure/* ArtifactFailure */.Hu(found === 0 ? 'nothing-found' : 'partial', `Nothing was downloaded, because pattern matches folders without ${artifact_key/* MANIFEST_NAME */.ir}: ${all}. The manifest is written last, so an upload is still running or has failed: run it again. ${exclusionOf(missing[0] ?? '')}`);
}
function exclusionOf(name) {
    return `To leave it out, add '!${(0,printable/* printable */.g$)(name)}' to pattern, which is relative to the prefix without a wildcard.`;
}
function unsafe(prefix, name, problem) {
    return new artifact_failure/* ArtifactFailure */.Hu('integrity', `Nothing was downloaded, because below '${(0,printable/* printable */.g$)(prefix)}' the folder '${(0,printable/* printable */.g$)(name)}' ${problem}. Find out who else can write to the bucket. ${exclusionOf(name)}`);
}
function artifact_search_tooMany(prefix) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Nothing was downloaded, because pattern matches more than ${(0,units/* formatCount */.B4)(MOST_ARTIFACTS)} folders below '${(0,printable/* printable */.g$)(prefix)}'. Write a narrower pattern, or a longer prefix.`);
}

// EXTERNAL MODULE: ./src/s3/slots.js
var slots = __webpack_require__(8381);
// EXTERNAL MODULE: ./src/transfer/disk.js
var disk = __webpack_require__(4456);
// EXTERNAL MODULE: ./src/transfer/hashing.js
var transfer_hashing = __webpack_require__(7697);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ../../node_modules/tar/dist/esm/header.js + 2 modules
var header = __webpack_require__(8592);
// EXTERNAL MODULE: ../../node_modules/tar/dist/esm/pax.js
var pax = __webpack_require__(6418);
// EXTERNAL MODULE: ./src/transfer/artifact/archive.js
var artifact_archive = __webpack_require__(5578);
;// CONCATENATED MODULE: ./src/transfer/download/file-fetch.js




/** Discards a body. An unread body would hold its connection. */
async function leave(body) {
    for await (const _ of body)
        break;
}
/** Whether the object was replaced, or damaged in transit, so that reading it again may help. */
function isIntegrity(error) {
    return (error instanceof artifact_failure/* ArtifactFailure */.Hu || error instanceof s3_failure/* StoreFailure */.k) && error.kind === 'integrity';
}
function wrongLength(key, isLonger) {
    return otherContent(key, `the object is ${isLonger ? 'longer' : 'shorter'} than the manifest says`);
}
/** An upload writes its manifest last. Until then, the old manifest does not match replaced objects. */
function otherContent(key, problem) {
    return new EntryFailure('integrity', `Reading '${(0,printable/* printable */.g$)(key)}' failed: ${problem}`, 'An upload with overwrite is probably under way at this prefix, or was interrupted: wait for it, or run it again. Otherwise the content was replaced or damaged: find out who else writes there, and upload the artifact again.');
}

;// CONCATENATED MODULE: ./src/transfer/download/verified-body.js


/** Bytes up to which a part, or a whole object, is kept in memory and verified before any of it is passed on. */
const LARGEST_VERIFIED_FIRST = 64 * 1024 ** 2;
/** Bytes of parts that are fetched ahead. */
const MOST_AHEAD = 32 * 1024 ** 2;
/**
 * The bytes of an object, in order. Its parts are verified before they are yielded, as far as they fit into memory; the whole
 * of it is verified at the end.
 *
 * @throws ArtifactFailure of kind `integrity` when the content is wrong; some of it may have been yielded by then
 * @throws StoreFailure, or the signal's reason if it is aborted
 */
async function* readVerified(store, expected, signal) {
    const { size, parts } = expected;
    const length = parts?.size ?? size;
    const whole = startCheck(expected);
    const pieces = length > LARGEST_VERIFIED_FIRST
        ? readThrough(store, expected, signal)
        : readParts(store, expected, length, signal);
    for await (const piece of pieces) {
        whole.update(piece);
        yield piece;
    }
    assertSame(expected, whole);
}
function assertSame(expected, hash) {
    const difference = differenceIn(expected, hash.digest('hex'));
    if (difference !== undefined)
        throw otherContent(expected.key, `its content has ${difference}`);
}
/** Fetches some parts ahead of the one that is yielded. */
async function* readParts(store, expected, length, outer) {
    const { key, size, sha256: whole, etag } = expected;
    const digests = expected.parts?.sha256 ?? [whole];
    const stop = new AbortController();
    const signal = AbortSignal.any([outer, stop.signal]);
    const most = Math.max(Math.floor(MOST_AHEAD / Math.max(length, 1)), 1);
    const ahead = [];
    const fetchPart = (number) => {
        const [start, end] = [number * length, Math.min((number + 1) * length, size)];
        const sha256 = digests[number] ?? '';
        const part = readPart(store, { key, size, sha256, etag }, [start, end], signal);
        // Its failure is thrown when its turn comes.
        part.catch(() => undefined);
        ahead.push(part);
    };
    try {
        for (let number = 0; number < digests.length + most; number += 1) {
            const part = number >= most ? await ahead.shift() : undefined;
            if (part !== undefined && part.length > 0)
                yield part;
            if (number < digests.length)
                fetchPart(number);
        }
    }
    finally {
        stop.abort();
    }
}
/**
 * A whole object that fits into memory, verified. An object that arrives damaged is requested again, once.
 *
 * @throws as {@link readVerified}
 */
async function readVerifiedWhole(store, object, signal) {
    return await readPart(store, object, [0, object.size], signal);
}
/** A part that arrives damaged is requested again, once. */
async function readPart(store, part, range, signal) {
    for (let again = true;; again = false) {
        try {
            const bytes = await readRange(store, part, range, signal);
            assertSame(part, startCheck(part).update(bytes));
            return bytes;
        }
        catch (error) {
            signal.throwIfAborted();
            if (!again || !isIntegrity(error))
                throw error;
        }
    }
}
async function readRange(store, { key, size: all, etag }, [start, end], signal) {
    const range = end - start === all ? undefined : [start, end - 1];
    const { body, size } = await store.getObject(key, { range, ifMatch: etag, size: all, signal });
    if (size !== end - start) {
        await leave(body);
        throw wrongLength(key, size > end - start);
    }
    const bytes = Buffer.allocUnsafeSlow(size);
    let filled = 0;
    for await (const chunk of body)
        filled += chunk.copy(bytes, filled);
    if (filled !== size)
        throw wrongLength(key, false);
    return bytes;
}
/** What does not fit into memory is passed on as it comes. */
async function* readThrough(store, { key, size: expected, etag }, signal) {
    const { body, size } = await store.getObject(key, { ifMatch: etag, size: expected, signal });
    if (size !== expected) {
        await leave(body);
        throw wrongLength(key, size > expected);
    }
    yield* body;
}

;// CONCATENATED MODULE: ./src/transfer/download/archive-reader.js

// Not imported by name, because Node 20 does not have all of them.









/** How many bytes come out of the decompressor at a time. */
const CHUNK = 256 * 1024;
/** Files up to this many bytes are in memory when they are yielded. */
const LARGEST_KEPT = 256 * 1024;
/** Bytes. A path has at most 1,024, and the target of a link 4,096. */
const LARGEST_EXTENDED = 16 * 1024;
/** The largest window that is decompressed, as a power of two: 128 MiB. Archives of uploads need 2 MiB. */
const LARGEST_WINDOW = 27;
/**
 * The wanted files of an archive, in the manifest's order. Everything that is not as the manifest says is refused: another
 * name or size, and anything but a file. What follows the last wanted file is not read.
 *
 * @throws ArtifactFailure of kind `integrity` if it is not the manifest's archive, `failed` if this Node cannot read it
 * @throws StoreFailure, or the signal's reason if it is aborted
 */
async function* readArchive(store, { prefix, manifest: { files } }, archive, isWanted, signal) {
    const key = prefix + archive.path;
    const decompressor = decompressorOf(archive.path);
    // A failure ends the decompressor, and is thrown to its reader.
    (0,external_node_stream_.pipeline)(readVerified(store, { ...archive, key }, signal), decompressor, () => undefined);
    const blocks = new Blocks(key, decompressor);
    try {
        const last = files.findLastIndex(isWanted);
        for (const file of files.slice(0, last + 1)) {
            await assertHeader(blocks, key, file);
            if (isWanted(file))
                yield* passOn(blocks, key, file);
            else
                await blocks.skip(file.size);
            await blocks.skip((0,artifact_archive/* paddingOf */.Zt)(file.size));
        }
    }
    finally {
        decompressor.destroy();
    }
}
/** @throws ArtifactFailure of kind `failed` */
function decompressorOf(path) {
    if (path.endsWith('.gz'))
        return external_node_zlib_.createGunzip({ chunkSize: CHUNK });
    if (typeof external_node_zlib_.createZstdDecompress === 'function') {
        const params = { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: LARGEST_WINDOW };
        return external_node_zlib_.createZstdDecompress({ chunkSize: CHUNK, params });
    }
    throw new artifact_failure/* ArtifactFailure */.Hu('failed', `The artifact is an archive that is compressed with Zstandard, which Node ${process.versions.node} cannot read: use Node 22.15 or newer, or the single-file executable.`);
}
function isOfDecompressor(error) {
    const { code = '' } = (error ?? {});
    return error instanceof Error && /^(Z_|ZSTD_|ERR_ZLIB)/.test(code);
}
/** Small files do not wait for each other. */
async function* passOn(blocks, key, file) {
    if (file.size <= LARGEST_KEPT) {
        const content = verified([await blocks.take(file.size)], key, file);
        yield { file, content, release: () => undefined };
        return;
    }
    let release = () => { };
    const released = new Promise((resolve) => {
        release = resolve;
    });
    const content = blocks.read(file.size);
    yield { file, content: verified(content, key, file), release };
    await released;
    await content.return(undefined);
    await blocks.skipRest();
}
async function* verified(chunks, key, { path, size, sha256 }) {
    const digest = (0,content_digest/* startContentDigest */.OS)();
    const held = [];
    for await (const chunk of chunks) {
        digest.update(chunk);
        if (size > LARGEST_KEPT)
            yield chunk;
        else
            held.push(chunk);
    }
    const found = digest.digest('hex');
    if (found !== sha256) {
        throw damaged(key, `'${(0,printable/* printable */.g$)(path)}' in it has the SHA-256 ${found}, and the manifest says ${sha256}`);
    }
    yield* held;
}
/** Reads the header of an entry, which must be of this file. */
async function assertHeader(blocks, key, file) {
    let header = decode(await blocks.take(artifact_archive/* BLOCK */.IE));
    if (header?.cksumValid && header.type === 'ExtendedHeader') {
        const size = header.size ?? 0;
        if (size > LARGEST_EXTENDED)
            throw damaged(key, 'it has an extended header that is too large');
        const text = (await blocks.take(size)).toString('utf8');
        await blocks.skip((0,artifact_archive/* paddingOf */.Zt)(size));
        header = decode(await blocks.take(artifact_archive/* BLOCK */.IE), pax/* Pax */.u.parse(text));
    }
    const problem = problemOf(header, file);
    if (problem !== undefined)
        throw damaged(key, `instead of '${(0,printable/* printable */.g$)(file.path)}' it has ${problem}`);
}
/** Undefined if it is not a header. */
function decode(block, extended) {
    try {
        return new header/* Header */.Y(block, 0, extended);
    }
    catch {
        return undefined;
    }
}
function problemOf(header, { path, size }) {
    if (header?.nullBlock)
        return 'its end';
    if (!header?.cksumValid)
        return 'something that is not a header';
    if (header.type !== 'File')
        return `an entry of the type ${header.type}`;
    if (header.size !== size)
        return `a file of ${header.size} bytes, and the manifest says ${size}`;
    // A line break in an extended header is read as its end.
    if (header.path !== path && !path.includes('\n'))
        return `'${(0,printable/* printable */.g$)(header.path ?? '')}'`;
    return undefined;
}
function damaged(key, problem, cause) {
    return Object.assign(otherContent(key, problem), { cause });
}
/** Reads a stream in pieces of given sizes. */
class Blocks {
    #key;
    #chunks;
    #rest = Buffer.of();
    /** What is left of the piece that is read. */
    #left = 0;
    constructor(key, chunks) {
        this.#key = key;
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** @throws ArtifactFailure of kind `integrity` if there is less */
    async *read(bytes) {
        this.#left = bytes;
        while (this.#left > 0) {
            if (this.#rest.length === 0)
                this.#rest = await this.#next();
            const piece = this.#rest.subarray(0, this.#left);
            this.#rest = this.#rest.subarray(piece.length);
            this.#left -= piece.length;
            yield piece;
        }
    }
    async take(bytes) {
        const pieces = [];
        for await (const piece of this.read(bytes))
            pieces.push(piece);
        return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    }
    async skip(bytes) {
        for await (const _ of this.read(bytes))
            ;
    }
    /** The part of a piece that a reader has not used. */
    async skipRest() {
        await this.skip(this.#left);
    }
    async #next() {
        const { done, value } = await this.#chunks.next().catch((error) => {
            if (!isOfDecompressor(error))
                throw error;
            throw damaged(this.#key, `it cannot be decompressed (${error.code})`, error);
        });
        if (done === true)
            throw damaged(this.#key, 'it ends too early');
        return value;
    }
}

// EXTERNAL MODULE: ./src/transfer/artifact/path-globs.js
var path_globs = __webpack_require__(999);
// EXTERNAL MODULE: ./src/transfer/path-pattern.js
var path_pattern = __webpack_require__(5301);
;// CONCATENATED MODULE: ./src/transfer/download/merge.js





/** How many clashes a message names at most. */
const merge_MOST_NAMED = 10;
/**
 * The entries of several artifacts, each path once. Where several have a file with the same content, the first one's mode
 * and time count.
 *
 * @throws ArtifactFailure of kind `exists` if artifacts have something different at one path
 */
function mergeEntries({ files, links }, platform) {
    const taken = new Map();
    const clashes = [];
    for (const entry of [...files, ...links]) {
        const before = taken.get(entry.path);
        if (before === undefined)
            taken.set(entry.path, entry);
        else if (!isSame(before, entry))
            clashes.push(describeClash(before, entry));
    }
    const isFirst = (entry) => taken.get(entry.path) === entry;
    const merged = { files: files.filter(isFirst), links: links.filter(isFirst) };
    const conflict = (0,path_rules/* treeProblem */.I7)(namesOf(merged), (0,path_rules/* foldFor */.jZ)(platform));
    if (conflict !== undefined) {
        clashes.push(describeClash(entryAt(taken, conflict.other), entryAt(taken, conflict.path)));
    }
    if (clashes.length > 0)
        throw clashing(clashes);
    return merged;
}
/** The paths of entries, for the rules of trees. */
function namesOf({ files, links }) {
    return [
        ...files.map(({ path }) => ({ path, entry: 'file' })),
        ...links.map(({ path }) => ({ path, entry: 'link' })),
    ];
}
function isSame(one, other) {
    if ('target' in one || 'target' in other) {
        return 'target' in one && 'target' in other && one.target === other.target;
    }
    const [check, otherCheck] = [checkOf(one), checkOf(other)];
    const isKnown = check.digest !== undefined && check.digest === otherCheck.digest;
    return isKnown && one.size === other.size;
}
function entryAt(taken, path) {
    const entry = taken.get(path);
    if (entry === undefined)
        throw new Error('A conflict names a path that is not there.');
    return entry;
}
function describeClash(one, other) {
    const places = [one, other].map(({ path, artifact }) => `'${(0,printable/* printable */.g$)(path)}' of '${(0,printable/* printable */.g$)(artifact.prefix)}'`);
    return places.join(' and ');
}
function clashing(clashes) {
    const more = clashes.length - merge_MOST_NAMED;
    const lines = [
        'Nothing was downloaded, because the artifacts have different content for the same place:',
        ...clashes.slice(0, merge_MOST_NAMED).map((clash) => `  ${clash}`),
        ...(more > 0 ? [`  and ${(0,units/* formatCount */.B4)(more)} more.`] : []),
        'Leave merge-multiple out, so that each artifact gets a folder of its own, or choose what to download (pattern, include).',
    ];
    return new artifact_failure/* ArtifactFailure */.Hu('exists', lines.join('\n'));
}

;// CONCATENATED MODULE: ./src/transfer/download/choice.js







/**
 * The requested files and links of artifacts.
 *
 * @throws InputError if a glob is invalid
 * @throws ArtifactFailure of kind `nothing-found` if the globs match nothing, `failed` if the platform cannot store the
 *   artifacts, `exists` if two of them have different content for one path
 */
function choose(artifacts, { include = [], platform, }) {
    const all = artifacts.map(({ manifest: { files, links } }) => [...files, ...links].map(({ path }) => path));
    const paths = all.flat();
    const patterns = (0,path_globs/* readGlobs */.Q)('include', include, paths);
    // With exclusions only, everything else is downloaded.
    const byDefault = patterns.every(({ excludes }) => excludes);
    const takes = ({ path }) => (0,path_pattern/* isTaken */.Ck)(patterns, path) ?? byDefault;
    const files = artifacts.flatMap((artifact) => artifact.manifest.files.filter(takes).map((file) => placeFile(artifact, file)));
    const links = artifacts.flatMap((artifact) => artifact.manifest.links.filter(takes).map((link) => placeLink(artifact, link)));
    if (files.length + links.length === 0 && paths.length > 0)
        throw nothingLeft(artifacts);
    assertSafe(files);
    const merged = artifacts.length > 1 ? mergeEntries({ files, links }, platform) : { files, links };
    assertPossible(merged, platform);
    return { ...merged, idle: (0,path_pattern/* unmatchedOf */.dL)(patterns, paths) };
}
/** The paths in a manifest have been checked. Those of objects without one are checked if they are chosen. */
function assertSafe(files) {
    for (const { path, etag, key, source } of files) {
        const problem = etag === undefined ? undefined : (0,path_rules/* pathProblem */.z9)(path);
        if (problem === undefined)
            continue;
        throw new artifact_failure/* ArtifactFailure */.Hu('integrity', `Nothing was downloaded, because the path of '${(0,printable/* printable */.g$)(key)}' ${problem}. Leave it out (include '!${(0,printable/* printable */.g$)(source.path)}'), and find out who put it there.`);
    }
}
function placeFile(artifact, file) {
    const { folder, prefix, etags } = artifact;
    const etag = etags?.get(file.path);
    return { ...file, path: folder + file.path, key: prefix + file.path, source: file, etag, artifact };
}
function placeLink(artifact, link) {
    return { ...link, path: artifact.folder + link.path, artifact };
}
function nothingLeft(artifacts) {
    const files = artifacts.flatMap(({ manifest }) => manifest.files);
    const links = artifacts.flatMap(({ manifest }) => manifest.links);
    const all = formatEntries({ files: files.length, links: links.length });
    const example = (0,printable/* printable */.g$)(files[0]?.path ?? links[0]?.path ?? '**');
    const where = artifacts.length === 1 ? 'artifact' : 'artifacts';
    return new artifact_failure/* ArtifactFailure */.Hu('nothing-found', `include matches none of the ${all} in the ${where}: write globs of paths as in the manifest, such as '${example}'.`);
}
function assertPossible({ files, links }, platform) {
    const texts = [
        ...[...files, ...links].map(({ path }) => ({ path, text: path })),
        ...links.map(({ path, target }) => ({ path, text: target })),
    ];
    for (const { path, text } of texts) {
        const problem = (0,path_rules/* platformProblem */.J4)(platform, text);
        if (problem !== undefined)
            throw impossible(path, problem);
    }
    const found = (0,path_rules/* treeProblem */.I7)(namesOf({ files, links }), (0,path_rules/* foldFor */.jZ)(platform));
    if (found !== undefined)
        throw impossible(found.path, found.problem);
}
function impossible(path, problem) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Downloading '${(0,printable/* printable */.g$)(path)}' was not tried: its name ${problem}, which this system does not support. Nothing was written: leave it out (include), or download on another system.`);
}

;// CONCATENATED MODULE: ./src/transfer/download/following-hash.js
/**
 * Hashes a file in order, in the hashing thread, while its spans are written in any order. It reads back what was just
 * written and is still in the system's cache, so it verifies the disk's bytes along with the network's.
 */
class FollowingHash {
    #hashing;
    #digest;
    #handle;
    #stop = new AbortController();
    #signal;
    /** The spans that are written and not yet hashed: their ends, by their starts. */
    #written = new Map();
    #at = 0;
    #reading = Promise.resolve();
    constructor(hashing, digest, handle, signal) {
        this.#hashing = hashing;
        this.#digest = digest;
        this.#handle = handle;
        this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    }
    /** Notes a written span. Only {@link digest} waits for its hashing. */
    written({ start, end }) {
        this.#written.set(start, end);
        this.#reading = this.#reading.then(() => this.#follow());
        this.#reading.catch(() => undefined);
    }
    /**
     * Call this when everything is written.
     *
     * @returns the digest in hexadecimal
     * @throws the system's error, or the signal's reason if it is aborted
     */
    async digest() {
        await this.#reading;
        return await this.#hashing.finish(this.#digest);
    }
    /** Stops the hashing. Resolves when the file is no longer read. */
    async close() {
        this.#stop.abort();
        await this.#reading.catch(() => undefined);
    }
    async #follow() {
        for (;;) {
            const end = this.#written.get(this.#at);
            if (end === undefined)
                return;
            await this.#hashing.read([this.#digest], this.#handle.fd, this.#at, end, this.#signal);
            this.#written.delete(this.#at);
            this.#at = end;
        }
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/span.js
/** Joins adjacent spans. @param spans in order */
function joinSpans(spans) {
    const joined = [];
    for (const span of spans) {
        const last = joined.at(-1);
        if (last?.end === span.start)
            joined[joined.length - 1] = { start: last.start, end: span.end };
        else
            joined.push(span);
    }
    return joined;
}
/** Splits spans into pieces. @param most bytes of a piece */
function* cutSpans(spans, most) {
    for (const { start, end } of spans) {
        for (let at = start; at < end; at += most)
            yield { start: at, end: Math.min(at + most, end) };
    }
}
function bytesOfSpans(spans) {
    return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

;// CONCATENATED MODULE: ./src/transfer/download/written-body.js
/** How much is collected for one write, in bytes and pieces: a write of 64 KiB costs as much as its data (measured). */
const BATCH_BYTES = 512 * 1024;
const BATCH_PIECES = 256;
/**
 * Writes a body to its range of a file, and nothing beyond it.
 *
 * @param onWritten receives each piece once it is in the file
 * @returns the position at which the body ends. It is after the range if the body is too long.
 * @throws the body's error, the system's error, or the signal's reason if it is aborted
 */
async function writeBody(handle, body, { start, end }, onWritten, signal) {
    let at = start;
    let pieces = [];
    let bytes = 0;
    const flush = async () => {
        await writeAll(handle, pieces, bytes, at);
        onWritten(pieces);
        at += bytes;
        pieces = [];
        bytes = 0;
    };
    for await (const chunk of body) {
        signal.throwIfAborted();
        if (at + bytes + chunk.length > end)
            return at + bytes + chunk.length;
        pieces.push(chunk);
        bytes += chunk.length;
        if (bytes >= BATCH_BYTES || pieces.length >= BATCH_PIECES)
            await flush();
    }
    if (bytes > 0)
        await flush();
    return at;
}
/** A write may accept less than it is given, such as on a disk that is almost full. */
async function writeAll(handle, pieces, bytes, position) {
    const { bytesWritten } = await handle.writev(pieces, position);
    if (bytesWritten === bytes)
        return;
    const left = Buffer.concat(pieces).subarray(bytesWritten);
    for (let done = 0; done < left.length;) {
        const at = position + bytesWritten + done;
        done += (await handle.write(left, done, left.length - done, at)).bytesWritten;
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/range-transfer.js







/** How many ranges of one file at the same time. These fill the bandwidth and leave room for other files. */
const MOST_RANGES_AT_ONCE = 8;
function planWhole(size) {
    return { there: [], missing: [{ start: 0, end: size }] };
}
/**
 * Fetches the missing parts of a file in ranges, several at the same time. All ranges come from one version of the object.
 *
 * @returns the digest of the complete file, in hexadecimal
 * @throws ArtifactFailure of kind `integrity` if the object is longer or shorter than the file
 * @throws StoreFailure of kind `integrity` if the object is replaced meanwhile, or of other kinds
 */
async function fetchRanges(transfer, fetch, { there, missing }, signal) {
    const { hashing } = transfer;
    const digest = hashing.begin(checkOf(fetch.file).algorithm);
    const hash = new FollowingHash(hashing, digest, fetch.handle, signal);
    try {
        transfer.onReceived(bytesOfSpans(there));
        for (const span of there)
            hash.written(span);
        await fetchMissing(transfer, fetch, missing, (span) => hash.written(span), signal);
        return await hash.digest();
    }
    finally {
        await hash.close();
    }
}
async function fetchMissing(transfer, fetch, missing, onWritten, signal) {
    const ranges = [...cutSpans(missing, rangeSizeFor(transfer.partSize, fetch.file))];
    const [head] = ranges;
    if (head === undefined)
        return;
    const first = await openRange(transfer, fetch, head, fetch.file.etag, signal);
    const whole = { start: 0, end: fetch.file.size };
    // A server without range support sends the complete object, which is used as it arrives.
    const isWhole = head.start === 0 && first.size === whole.end;
    const atOnce = Math.min(transfer.concurrency, MOST_RANGES_AT_ONCE);
    await (0,in_parallel/* inParallel */.H)(isWhole ? [whole] : ranges, atOnce, signal, async (range, either) => {
        const isFirst = range.start === head.start;
        const opened = isFirst ? first : await openRange(transfer, fetch, range, first.etag, either);
        await writeRange(transfer, fetch, range, opened, either);
        onWritten(range);
    });
}
/** Ranges consist of complete parts if these are small enough, so that an interrupted range can be verified. */
function rangeSizeFor(partSize, { parts }) {
    return parts === undefined || parts.size > partSize ? partSize : partSize - (partSize % parts.size);
}
/** @param etag the ETag that the object must still have */
async function openRange({ store }, { key, file }, { start, end }, etag, signal) {
    const range = [start, end - 1];
    const opened = await store.getObject(key, { range, ifMatch: etag, signal }).catch((error) => {
        throw error instanceof s3_failure/* StoreFailure */.k && error.httpStatus === 416 ? wrongLength(key, false) : error;
    });
    const { total = file.size, body } = opened;
    if (total === file.size)
        return opened;
    await leave(body);
    throw wrongLength(key, total > file.size);
}
async function writeRange({ onReceived }, { key, handle }, { start, end }, { size, body }, signal) {
    if (size !== end - start) {
        await leave(body);
        throw wrongLength(key, size > end - start);
    }
    const onWritten = (pieces) => {
        for (const { length } of pieces)
            onReceived(length);
    };
    const reached = await writeBody(handle, body, { start, end }, onWritten, signal);
    if (reached !== end)
        throw wrongLength(key, reached > end);
}

// EXTERNAL MODULE: ./src/transfer/part-plan.js
var part_plan = __webpack_require__(1950);
;// CONCATENATED MODULE: ./src/transfer/download/verified-parts.js


/**
 * Reads a partial file and separates the parts that match the manifest from the others. Only a part's digest counts, not
 * who wrote it or why.
 *
 * @param size the complete file's size, in bytes
 */
async function verifyParts(hashing, handle, size, parts, signal) {
    const there = [];
    const missing = [];
    const { size: bytes } = await handle.stat();
    for (const { number, start, end } of (0,part_plan/* planParts */.mM)(size, parts.size)) {
        const isThere = end <= bytes && (await digestOf(hashing, handle, { start, end }, signal)) === parts.sha256[number - 1];
        (isThere ? there : missing).push({ start, end });
    }
    return { there: joinSpans(there), missing: joinSpans(missing) };
}
async function digestOf(hashing, handle, { start, end }, signal) {
    const digest = hashing.begin();
    await hashing.read([digest], handle.fd, start, end, signal);
    return await hashing.finish(digest);
}

;// CONCATENATED MODULE: ./src/transfer/download/file-transfer.js






/**
 * Writes an object's bytes to a file and verifies them. If the object was replaced meanwhile, or data was damaged in
 * transit, it reads once more what is wrong: single parts if the manifest has their digests, otherwise everything.
 *
 * @throws ArtifactFailure of kind `integrity` if it does not match the manifest
 * @throws StoreFailure, and the system's errors
 */
async function fetchFile(transfer, fetch, signal) {
    let plan = await planFetch(transfer, fetch, fetch.isContinued, signal);
    const there = bytesOfSpans(plan.there);
    if (there > 0)
        transfer.onContinued(fetch.file, there);
    for (let again = true;; again = false) {
        const { counted, takeBack } = countedBy(transfer);
        try {
            return await fetchOnce(counted, fetch, plan, signal);
        }
        catch (error) {
            takeBack();
            signal.throwIfAborted();
            if (!again || !isIntegrity(error))
                throw error;
        }
        plan = await planFetch(transfer, fetch, true, signal);
    }
}
/** Which bytes exist and are verified, and which to fetch. */
async function planFetch({ hashing }, { file, handle }, isSomeThere, signal) {
    const { size, parts } = file;
    if (isSomeThere && parts !== undefined)
        return await verifyParts(hashing, handle, size, parts, signal);
    if (isSomeThere)
        await handle.truncate(0);
    return planWhole(size);
}
function countedBy(transfer) {
    let received = 0;
    const onReceived = (bytes) => {
        received += bytes;
        transfer.onReceived(bytes);
    };
    const takeBack = () => {
        if (received > 0)
            transfer.onReceived(-received);
    };
    return { counted: { ...transfer, onReceived }, takeBack };
}
async function fetchOnce(transfer, fetch, plan, signal) {
    const { key, file } = fetch;
    const inRanges = file.parts !== undefined || file.size > transfer.partSize;
    const digest = inRanges
        ? await fetchRanges(transfer, fetch, plan, signal)
        : await fetchWhole(transfer, fetch, signal);
    const difference = differenceIn(file, digest);
    if (difference !== undefined)
        throw otherContent(key, `its ${file.size} bytes have ${difference}`);
}
async function fetchWhole({ store, hashing, onReceived }, { key, file, handle }, signal) {
    const { size, etag } = file;
    const { body, size: found } = await store.getObject(key, { ifMatch: etag, size, signal });
    if (found !== size) {
        await leave(body);
        throw wrongLength(key, found > size);
    }
    const onWritten = (pieces) => {
        for (const { length } of pieces)
            onReceived(length);
    };
    const end = await writeBody(handle, body, { start: 0, end: size }, onWritten, signal);
    if (end !== size)
        throw wrongLength(key, end > size);
    const digest = hashing.begin(checkOf(file).algorithm);
    await hashing.read([digest], handle.fd, 0, size, signal);
    return await hashing.finish(digest);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/held-file.js
var held_file = __webpack_require__(6257);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./src/transfer/download/leftovers.js





/** `.otter-<process id>-<random of the process><random>[-<place of the process>-<SHA-256 of the file, its beginning>].part` */
const TEMPORARY_NAME = /^\.otter-(\d{1,10})-([0-9a-f]{8})[0-9a-f]{8}(?:-([0-9a-f]{8})-([0-9a-f]{32}))?\.part$/;
/** The process ID of partial files that were kept on purpose. */
const NOBODY = 0;
/** Distinguishes this process from an earlier one with the same ID, which is common in containers. */
const SELF = (0,external_node_crypto_.randomBytes)(4).toString('hex');
/**
 * Milliseconds within which a running download writes to each of its files or gives up, because a server's timeout is
 * shorter.
 */
const LONGEST_SILENCE_MS = 3_600_000;
/**
 * A temporary name next to the final one. It identifies its owner.
 *
 * @param sha256 the digest of the whole file, if the next download can continue it
 */
function temporaryName(sha256, owner = process.pid) {
    // Node makes 128 of them at a time. 4 random bytes for each file took 3 % of a download of small files.
    const random = SELF + (0,external_node_crypto_.randomUUID)().slice(0, 8);
    const content = sha256 === undefined ? '' : `-${placeOfProcess()}-${beginningOf(sha256)}`;
    return `.otter-${owner}-${random}${content}.part`;
}
function beginningOf(sha256) {
    return sha256.slice(0, 32);
}
/** The machine and the container. A process ID has a meaning only within them. */
function placeOfProcess() {
    return (0,external_node_crypto_.hash)('sha256', `${(0,external_node_os_.hostname)()} ${processNamespace()}`).slice(0, 8);
}
function processNamespace() {
    try {
        return (0,external_node_fs_.readlinkSync)('/proc/self/ns/pid');
    }
    catch {
        // Not Linux.
        return '';
    }
}
function isOf({ content }, sha256) {
    return content === beginningOf(sha256);
}
/**
 * Removes what killed downloads left in a folder, and nothing of a running one.
 *
 * @param now milliseconds since the epoch
 * @returns the partial files that can be continued, which stay
 */
async function clearFolder(folder, now) {
    const leftovers = [];
    for (const name of await (0,promises_.readdir)(folder)) {
        const [, owner, self, place, content] = TEMPORARY_NAME.exec(name) ?? [];
        if (owner === undefined)
            continue;
        const path = (0,external_node_path_.join)(folder, name);
        const found = await (0,promises_.lstat)(path).catch(() => undefined);
        if (found === undefined || found.isDirectory())
            continue;
        // A complete file already has the artifact's modification time, but the inode's change time is the system's own.
        const changedMs = Math.max(found.mtimeMs, found.ctimeMs);
        const isSilent = now - changedMs >= LONGEST_SILENCE_MS;
        if (!isSilent && isInUse({ owner: Number(owner), self, place }))
            continue;
        if (content === undefined)
            await (0,promises_.unlink)(path).catch(() => undefined);
        else
            leftovers.push({ path, content });
    }
    return leftovers;
}
function isInUse({ owner, self, place }) {
    if (owner === NOBODY)
        return false;
    if (place !== undefined && place !== placeOfProcess())
        return true;
    return owner === process.pid ? self === SELF : isAlive(owner);
}
/** The ID may belong to another process by now. Its leftovers are then removed when they are old enough. */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/local-file.js




/** The number of bytes that are read and hashed at a time. */
const local_file_CHUNK = 256 * 1024;
/**
 * What is in a file's place: nothing, the same content (its mode and time are then corrected), something else, a file that
 * this user may not read, or one that cannot be compared, because only the size is known.
 *
 * @throws ArtifactFailure of kind `exists` if it is a folder, which is never replaced
 */
async function compare(absolute, file, signal) {
    const found = await statOf(absolute);
    if (found === undefined)
        return 'absent';
    if (found.isDirectory())
        throw inTheWay(file.path, 'a folder is in the way of a file');
    if (!found.isFile() || found.size !== file.size)
        return 'different';
    if (checkOf(file).digest === undefined)
        return 'incomparable';
    const handle = await openUnfollowed(absolute);
    if (typeof handle === 'string')
        return handle;
    try {
        const hash = startCheck(file);
        for await (const chunk of readSpan(handle, 0, file.size, signal))
            hash.update(chunk);
        if (differenceIn(file, hash.digest('hex')) !== undefined)
            return 'different';
        // Without a manifest, its mode and time are not known.
        if (file.etag === undefined)
            await restore(handle, file);
        return 'same';
    }
    finally {
        await handle.close();
    }
}
/** The entry itself, without following a link. Undefined if there is none. */
async function statOf(absolute) {
    return await (0,promises_.lstat)(absolute).catch((error) => {
        if (isSystemError(error) && error.code === 'ENOENT')
            return undefined;
        throw error;
    });
}
/** The bytes from `start` up to, not including, `end`, or to the end of the file. Each chunk is overwritten by the next. */
async function* readSpan(handle, start, end, signal) {
    const buffer = Buffer.allocUnsafe(Math.min(local_file_CHUNK, end - start));
    for (let at = start; at < end;) {
        signal.throwIfAborted();
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
        if (bytesRead === 0)
            return;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
    }
}
/** If something has taken the file's place meanwhile, it counts as different. */
async function openUnfollowed(absolute) {
    // O_NONBLOCK is for a pipe that has taken the file's place. Windows has neither flag.
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = external_node_fs_.constants;
    try {
        return await (0,promises_.open)(absolute, (O_RDONLY ?? 0) | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        return error.code === 'EACCES' || error.code === 'EPERM' ? 'unreadable' : 'different';
    }
}
async function restore(handle, { mode, mtime }) {
    const { mode: before, mtimeMs } = await handle.stat();
    const time = new Date(mtime);
    try {
        if ((before & 0o777) !== mode)
            await handle.chmod(mode);
        if (Math.floor(mtimeMs) !== time.getTime())
            await handle.utimes(time, time);
    }
    catch (error) {
        // For a file of another user, only the content counts.
        if (!isSystemError(error) || error.code !== 'EPERM')
            throw error;
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/link-restoring.js








/**
 * Whether a link must be created.
 *
 * @throws ArtifactFailure of kind `exists` if something else is there that may not be replaced
 */
async function needsLink(folder, link, terms) {
    if (!(await folder.hasFolderOf(link.path)))
        return true;
    const absolute = folder.locate(link.path);
    const found = await statOf(absolute);
    if (found === undefined)
        return true;
    if (found.isDirectory())
        throw inTheWay(link.path, 'a folder is in the way of a link');
    if (found.isSymbolicLink() && (await (0,promises_.readlink)(absolute)) === localTarget(link, terms))
        return false;
    if (!terms.overwrite)
        throw notToReplace(link.path, 'something else is there');
    return true;
}
/** Creates a link. Call this after all files are restored, so that none is written through it. @throws ArtifactFailure */
async function restoreLink(folder, link, terms) {
    await folder.recheckFolderOf(link.path);
    const parent = await folder.makeFolderOf(link.path);
    const final = folder.locate(link.path);
    const path = terms.overwrite ? (0,external_node_path_.join)(parent, temporaryName()) : final;
    try {
        await (0,promises_.symlink)(localTarget(link, terms), path, link_restoring_kindOf(link, terms));
        if (link.mtime !== undefined)
            await setTime(path, new Date(link.mtime));
        if (path !== final)
            await (0,held_file/* retryWhileHeld */.J)(() => (0,promises_.rename)(path, final), terms);
    }
    catch (error) {
        if (path !== final)
            await (0,held_file/* retryWhileHeld */.J)(() => (0,promises_.unlink)(path), terms).catch(() => undefined);
        throw explain(error, link, terms);
    }
}
function localTarget({ target }, { platform }) {
    return platform === 'win32' ? target.replaceAll('/', '\\') : target;
}
/** Only Windows needs to know what a link leads to. */
function link_restoring_kindOf({ path, target }, { platform, paths }) {
    if (platform !== 'win32')
        return undefined;
    const place = external_node_path_.posix.normalize(external_node_path_.posix.join(external_node_path_.posix.dirname(path), target)).replace(/\/$/, '');
    const isFolder = place === '.' || paths().some((one) => one.startsWith(`${place}/`));
    return isFolder ? 'dir' : 'file';
}
function isForbidden({ code }) {
    return code === 'EPERM' || code === 'EACCES';
}
/** A link's own time is not important enough to fail the download on a file system without it. */
async function setTime(path, time) {
    await (0,promises_.lutimes)(path, time, time).catch(() => undefined);
}
function explain(error, { path }, { overwrite, platform }) {
    if (!isSystemError(error))
        return error;
    if (error.code === 'EEXIST') {
        return (overwrite ? inTheWay : notToReplace)(path, 'a file of this name appeared during the download');
    }
    if (platform === 'win32' && error.syscall === 'symlink' && isForbidden(error)) {
        return new artifact_failure/* ArtifactFailure */.Hu('failed', `Making the symbolic link '${(0,printable/* printable */.g$)(path)}' failed: ${error.code}. Windows lets only administrators, and everyone in developer mode, make symbolic links: switch developer mode on, or leave the link out (include).`, { cause: error });
    }
    return error;
}

;// CONCATENATED MODULE: ./src/transfer/download/final-name.js



const NO_HARD_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
/**
 * Gives a complete file its name. `rename` would replace a file that has appeared meanwhile. A hard link does not, but not
 * every file system supports it.
 *
 * @throws ArtifactFailure of kind `exists` if the name is taken and `replace` is false; the system's errors
 */
async function moveToFinalName(disk, from, { final, path, replace, platform }) {
    if (replace)
        return await (0,held_file/* retryWhileHeld */.J)(() => replaceFile(disk, from, final, platform), { platform });
    try {
        // Windows could not unlink a read-only file afterwards.
        if (platform !== 'win32') {
            await disk.link(from, final);
            await disk.remove(from);
            return;
        }
    }
    catch (error) {
        if (isSystemError(error) && error.code === 'EEXIST')
            throw appeared(path);
        if (!isSystemError(error) || !NO_HARD_LINKS.includes(error.code))
            throw error;
    }
    const renameIfFree = async () => {
        if (await isThere(disk, final))
            throw appeared(path);
        await disk.rename(from, final);
    };
    await (0,held_file/* retryWhileHeld */.J)(renameIfFree, { platform });
}
/** Windows refuses to replace a read-only file, unlike other systems. */
async function replaceFile(disk, from, final, platform) {
    try {
        await disk.rename(from, final);
    }
    catch (error) {
        if (platform !== 'win32' || !(await isReadOnly(disk, final)))
            throw error;
        await (0,promises_.chmod)(final, 0o666);
        await renameOrRestore(disk, from, final);
    }
}
async function renameOrRestore(disk, from, final) {
    try {
        await disk.rename(from, final);
    }
    catch (error) {
        await (0,promises_.chmod)(final, 0o444);
        throw error;
    }
}
async function isReadOnly(disk, path) {
    try {
        const found = await disk.statPath(path);
        return found.isFile() && (found.mode & 0o222) === 0;
    }
    catch {
        return false;
    }
}
async function isThere(disk, path) {
    try {
        await disk.statPath(path);
        return true;
    }
    catch {
        return false;
    }
}
function appeared(path) {
    return notToReplace(path, 'a file of this name appeared during the download');
}

;// CONCATENATED MODULE: ./src/transfer/download/partial-file.js








/** Windows has neither O_NOFOLLOW nor O_NONBLOCK. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = external_node_fs_.constants;
/** O_EXCL alone also refuses links, on file systems that respect it. */
const NEW_FILE = external_node_fs_.constants.O_RDWR | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_EXCL | O_NOFOLLOW;
const EARLIER_FILE = external_node_fs_.constants.O_RDWR | O_NOFOLLOW | O_NONBLOCK;
/** Nobody else can read or change it. */
const OWN_MODE = 0o600;
/** A file that is written and not yet verified. Nobody else can read it. */
class PartialFile {
    handle;
    /** Whether an earlier download left a part of it. */
    isContinued;
    #path;
    #file;
    #platform;
    constructor(path, file, platform, opened) {
        this.#path = path;
        this.#file = file;
        this.#platform = platform;
        this.handle = opened.handle;
        this.isContinued = opened.isContinued;
    }
    static async open(folder, file, { platform, leftover }) {
        const path = (0,external_node_path_.join)(folder, temporaryName(file.parts && file.sha256));
        const earlier = leftover === undefined ? undefined : await takeOver(leftover, path, file.size, platform);
        const handle = earlier ?? (await (0,promises_.open)(path, NEW_FILE, OWN_MODE));
        return new PartialFile(path, file, platform, { handle, isContinued: earlier !== undefined });
    }
    /**
     * Gives the file its mode, its time and, last, its name. The content is not flushed to disk: a power failure may lose it,
     * but the end of this process does not.
     *
     * @throws ArtifactFailure of kind `exists` if the name is taken and may not be replaced
     */
    async complete(name) {
        const { mode, mtime } = this.#file;
        await this.handle.chmod(mode);
        const time = new Date(mtime);
        await this.handle.utimes(time, time);
        // Windows cannot rename an open file.
        await this.handle.close();
        await moveToFinalName(disk/* backgroundDisk */.u, this.#path, name);
    }
    /** Keeps the file for the next download to continue. @returns whether it was large enough. Otherwise it is removed. */
    async keep() {
        const { parts } = this.#file;
        const written = await this.handle.stat().catch(() => undefined);
        if (parts === undefined || written === undefined || written.size < parts.size) {
            await this.discard();
            return false;
        }
        await this.handle.close();
        const kept = (0,external_node_path_.join)((0,external_node_path_.dirname)(this.#path), temporaryName(this.#file.sha256, NOBODY));
        await (0,held_file/* retryWhileHeld */.J)(() => (0,promises_.rename)(this.#path, kept), { platform: this.#platform });
        return true;
    }
    async discard() {
        await this.handle.close().catch(() => undefined);
        await removeQuietly(this.#path, this.#platform);
    }
}
/**
 * Opens the partial file of an earlier download. The first process to rename it owns it. A file that another user created,
 * or could change, is removed.
 */
async function takeOver(from, to, size, platform) {
    try {
        await (0,held_file/* retryWhileHeld */.J)(() => (0,promises_.rename)(from, to), { platform });
        const handle = await (0,promises_.open)(to, EARLIER_FILE);
        if (await isOwn(handle)) {
            await handle.truncate(Math.min(size, (await handle.stat()).size));
            return handle;
        }
        await handle.close();
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
    }
    await removeQuietly(to, platform);
    return undefined;
}
async function removeQuietly(path, platform) {
    await (0,held_file/* retryWhileHeld */.J)(() => (0,promises_.unlink)(path), { platform }).catch(() => undefined);
}
async function isOwn(handle) {
    const found = await handle.stat();
    if (!found.isFile() || found.nlink !== 1)
        return false;
    if (process.getuid === undefined)
        return true;
    return found.uid === process.getuid() && (found.mode & 0o7777) === OWN_MODE;
}

;// CONCATENATED MODULE: ./src/transfer/download/small-file.js





/**
 * Writes a small file whose content is verified, with its mode and its time, and gives it its name. If it fails, no part of
 * it remains.
 *
 * @throws ArtifactFailure of kind `exists` if the name is taken; the system's errors
 */
async function writeSmallFile(disk, folder, { mode, mtime }, content, name) {
    const temporary = (0,external_node_path_.join)(folder, temporaryName());
    const descriptor = await disk.open(temporary, NEW_FILE, OWN_MODE);
    try {
        try {
            // A write may accept less than it is given, such as on a disk that is almost full.
            for (let at = 0; at < content.length;)
                at += await disk.write(descriptor, content.subarray(at), at);
            await disk.setMode(descriptor, mode);
            await disk.setTime(descriptor, new Date(mtime));
        }
        finally {
            // Windows cannot rename an open file.
            await disk.close(descriptor);
        }
        await moveToFinalName(disk, temporary, name);
    }
    catch (error) {
        await small_file_removeQuietly(disk, temporary, name);
        throw error;
    }
}
async function small_file_removeQuietly(disk, path, { platform }) {
    try {
        await (0,held_file/* retryWhileHeld */.J)(() => disk.remove(path), { platform });
    }
    catch {
        // It may be gone. The first error says more.
    }
}

// EXTERNAL MODULE: ./src/make-folders.js
var make_folders = __webpack_require__(2667);
;// CONCATENATED MODULE: ./src/transfer/download/target-folder.js





/**
 * The folder that a download may write to. Nothing is written through a symbolic link below it, whoever created it: each
 * folder on the way to a file is checked and created on its own. This does not protect against another process of the same
 * user that replaces a folder with a link between the check and the write, because Node.js has no `openat`.
 */
class TargetFolder {
    root;
    #now;
    /** Whether each folder below the root exists, so that it is checked only once. */
    #found = new Map();
    #made = new Map();
    /** Partial files of earlier downloads, by folder. */
    #leftovers = new Map();
    constructor(root, now) {
        this.root = root;
        this.#now = now;
    }
    /**
     * Creates the directory if it does not exist. A link to a folder, here or above, is the user's choice and is followed.
     */
    static async open(directory, now) {
        const absolute = (0,external_node_path_.resolve)(directory);
        (0,make_folders/* makeFolders */.w)(absolute);
        return new TargetFolder(await (0,promises_.realpath)(absolute), now);
    }
    /** The absolute path of a path of the artifact. */
    locate(path) {
        return (0,external_node_path_.join)(this.root, ...path.split('/'));
    }
    /**
     * Whether the folder of a path exists. What a killed download left in it is removed, or noted if it can be continued.
     *
     * @throws ArtifactFailure of kind `exists` if something else has its name, including a link to a folder
     */
    hasFolderOf(path) {
        return this.#has(folderOf(path));
    }
    /**
     * The folder of a path. It is created if it does not exist.
     *
     * @throws ArtifactFailure of kind `exists` if something else has its name, including a link to a folder
     */
    async makeFolderOf(path) {
        const folder = folderOf(path);
        await this.#make(folder);
        return this.locate(folder);
    }
    /** The partial file that an earlier download left of a file. Each is returned once. */
    takeLeftover({ path, sha256 }) {
        const leftovers = this.#leftovers.get(folderOf(path)) ?? [];
        const index = leftovers.findIndex((leftover) => isOf(leftover, sha256));
        return index < 0 ? undefined : leftovers.splice(index, 1)[0]?.path;
    }
    /** Removes the partial files of all other files. */
    async dropLeftovers(wanted) {
        for (const [folder, leftovers] of this.#leftovers) {
            const kept = leftovers.filter((leftover) => wanted.some(({ path, sha256 }) => folderOf(path) === folder && isOf(leftover, sha256)));
            this.#leftovers.set(folder, kept);
            for (const leftover of leftovers) {
                if (!kept.includes(leftover))
                    await (0,promises_.unlink)(leftover.path).catch(() => undefined);
            }
        }
    }
    /** Checks the existing folders of a path again, from the root downward, and ignores earlier results. */
    async recheckFolderOf(path) {
        const folder = folderOf(path);
        if (folder === '')
            return;
        await this.recheckFolderOf(folder);
        await this.#look(folder);
    }
    #has(folder) {
        return remember(this.#found, folder, async () => {
            const isThere = folder === '' || ((await this.#has(folderOf(folder))) && (await this.#look(folder)));
            if (isThere)
                this.#leftovers.set(folder, await clearFolder(this.locate(folder), this.#now()));
            return isThere;
        });
    }
    #make(folder) {
        return remember(this.#made, folder, async () => {
            if (folder === '')
                return;
            await this.#make(folderOf(folder));
            await (0,promises_.mkdir)(this.locate(folder)).catch((error) => {
                if (!isSystemError(error) || error.code !== 'EEXIST')
                    throw error;
            });
            await this.#look(folder);
        });
    }
    async #look(folder) {
        const found = await (0,promises_.lstat)(this.locate(folder)).catch((error) => {
            if (isSystemError(error) && error.code === 'ENOENT')
                return undefined;
            throw error;
        });
        if (found === undefined)
            return false;
        if (found.isSymbolicLink()) {
            throw inTheWay(folder, 'a symbolic link is there, through which files would land elsewhere');
        }
        if (!found.isDirectory())
            throw inTheWay(folder, 'a file is in the way of a folder');
        return true;
    }
}
function folderOf(path) {
    return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
function remember(known, key, find) {
    const before = known.get(key);
    if (before !== undefined)
        return before;
    const found = find();
    known.set(key, found);
    return found;
}

;// CONCATENATED MODULE: ./src/transfer/download/download.js
























/** Descriptions of what is in a file's place. */
const THERE = {
    different: 'a file with different content is there',
    unreadable: 'a file that this user may not read is there',
    incomparable: 'a file of this size is there, and there is no digest to compare it with',
};
const DEFAULT_PART_SIZE = 16 * 1024 ** 2;
/** How many files are compared at the same time. The disk and the hash are the limit, not waiting. */
const COMPARED_AT_ONCE = 4;
/** How many files of an archive are written at the same time. Each is in memory. */
const UNPACKED_AT_ONCE = 16;
/**
 * Downloads the files that a manifest lists, verifies them, and gives them their names, modes and times. Then it creates
 * the links. Existing files with the right content are kept, so an interrupted download continues. If something may not be
 * replaced, nothing is changed.
 *
 * @throws InputError if the prefix, the digest or a glob is invalid
 * @throws ArtifactFailure if something is missing. No file with a final name is incomplete or unverified.
 * @throws the signal's reason if it is aborted. No unfinished file remains.
 */
async function download(options) {
    const { manifestSha256 } = options;
    const whereabouts = {
        ...options,
        prefix: asPrefix(options.prefix),
        manifestSha256: manifestSha256 === undefined ? undefined : checkManifestSha256(manifestSha256),
    };
    const artifact = await findArtifact(options.store, whereabouts, options.signal);
    return await restoreArtifacts([{ ...artifact, folder: '' }], options);
}
/**
 * Like {@link download}, for artifacts that have been found. If two of them have different content for one path, nothing is
 * downloaded.
 *
 * @throws as {@link download}
 */
async function restoreArtifacts(artifacts, options) {
    const { files, links } = plan(artifacts, options);
    const folder = await openFolder(options);
    const hashing = new transfer_hashing/* Hashing */.X();
    const restoration = new Restoration(options, artifacts, folder, hashing);
    let missing;
    try {
        const found = await restoration.compareAll(files, links);
        missing = found.missing;
        await restoration.fetchAll(missing);
        await restoration.linkAll(found.missingLinks);
    }
    finally {
        await hashing.close();
    }
    const downloaded = missing.length;
    const skipped = files.length - downloaded;
    return {
        directory: folder.root,
        files: files.length,
        links: links.length,
        bytes: bytesOf(files),
        downloaded,
        skipped,
        unverified: countUnverified(files),
        ...resultsOf(artifacts, files, (artifact) => folder.locate(artifact.folder)),
    };
}
function countUnverified(files) {
    return files.filter(({ etag }) => etag !== undefined).length;
}
/** What a result says of each artifact. @param locate returns the absolute folder of an artifact */
function resultsOf(artifacts, files, locate) {
    const results = artifacts.map((artifact) => {
        const { prefix, manifestKey, manifestSha256, etags } = artifact;
        const own = files.filter((file) => file.artifact === artifact);
        const counts = { files: own.length, bytes: bytesOf(own) };
        const unverified = etags !== undefined;
        return { prefix, directory: locate(artifact), ...counts, manifestKey, manifestSha256, unverified };
    });
    const [only, another] = results;
    const { manifestKey, manifestSha256 } = only !== undefined && another === undefined ? only : NO_MANIFEST;
    return { manifestKey, manifestSha256, artifacts: results };
}
const NO_MANIFEST = { manifestKey: '', manifestSha256: '' };
/** Reports the requested files before the first is fetched. */
function plan(artifacts, options) {
    const choice = choose(artifacts, options);
    const { files, idle } = choice;
    const where = artifacts.length === 1 ? 'the artifact' : 'any of the artifacts';
    for (const glob of idle) {
        const text = `include has '${(0,printable/* printable */.g$)(glob)}', which matches nothing in ${where}`;
        options.onEvent?.({ kind: 'note', text });
    }
    options.onEvent?.({ kind: 'planned', files: files.length, bytes: bytesOf(files) });
    return choice;
}
function bytesOf(files) {
    return files.reduce((sum, { size }) => sum + size, 0);
}
function transferOf(options, hashing) {
    const { store, concurrency, onEvent, partSize = DEFAULT_PART_SIZE } = options;
    return {
        store,
        hashing,
        concurrency,
        partSize,
        onReceived: (bytes) => onEvent?.({ kind: 'sent', bytes }),
        onContinued: ({ path, size }, bytes) => {
            const text = `continuing '${(0,printable/* printable */.g$)(path)}': an earlier download left ${(0,units/* formatBytes */.z3)(bytes)} of ${(0,units/* formatBytes */.z3)(size)}, which are verified`;
            onEvent?.({ kind: 'note', text });
        },
    };
}
async function openFolder({ directory, now = Date.now }) {
    try {
        return await TargetFolder.open(directory, now);
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        if (error.code === 'EEXIST' || error.code === 'ENOTDIR') {
            const place = error.path ?? directory;
            const what = (await isLink(place))
                ? `'${(0,printable/* printable */.g$)(place)}' is a broken symbolic link: create the folder that it leads to, or name another folder`
                : 'there is a file: name a folder';
            throw new failure/* InputError */.dz('directory', `is '${(0,printable/* printable */.g$)(directory)}', and ${what}.`);
        }
        if (error.code === 'ENOENT') {
            throw new failure/* InputError */.dz('directory', `is '${(0,printable/* printable */.g$)(directory)}', and the system does not allow a folder there (ENOENT): choose another one.`);
        }
        throw new artifact_failure/* ArtifactFailure */.Hu('failed', `Making the directory '${(0,printable/* printable */.g$)(directory)}' failed: ${describeSystemError(error)}.`, { cause: error });
    }
}
async function isLink(place) {
    return (await statOf(place).catch(() => undefined))?.isSymbolicLink() ?? false;
}
class Restoration {
    #options;
    #transfer;
    #artifacts;
    #folder;
    #disk = new disk/* PacedDisk */.T();
    #failures = [];
    #all = { files: 0, links: 0 };
    #kept = 0;
    #doneFiles = 0;
    #doneLinks = 0;
    constructor(options, artifacts, folder, hashing) {
        this.#options = options;
        this.#transfer = transferOf(options, hashing);
        this.#artifacts = artifacts;
        this.#folder = folder;
    }
    /**
     * The missing files and links. Changes only modes and times of existing files.
     *
     * @throws ArtifactFailure if something is in the way
     */
    async compareAll(files, links) {
        this.#all = { files: files.length, links: links.length };
        const missing = new Set();
        const missingLinks = new Set();
        await this.#each(files, COMPARED_AT_ONCE, async (file, signal) => {
            if (await this.#isMissing(file, signal))
                missing.add(file);
            else
                this.#settle(file, 'skipped');
        });
        const terms = this.#linkTerms();
        await this.#each(links, COMPARED_AT_ONCE, async (link) => {
            if (await needsLink(this.#folder, link, terms))
                missingLinks.add(link);
            else
                this.#doneLinks += 1;
        });
        this.#assertNoFailure();
        // In the manifest's order, because comparisons finish in any order.
        return {
            missing: files.filter((file) => missing.has(file)),
            missingLinks: links.filter((link) => missingLinks.has(link)),
        };
    }
    /** @throws ArtifactFailure if one of them could not be fetched */
    async fetchAll(files) {
        const objects = files.filter(({ artifact }) => artifact.manifest.archive === undefined);
        await this.#folder.dropLeftovers(objects.filter(({ parts }) => parts !== undefined));
        const fetchOne = async (file, signal) => {
            await this.#fetch(file, signal);
            this.#settle(file, 'downloaded');
        };
        await this.#each(objects, this.#options.concurrency, fetchOne, ({ size }) => size);
        for (const artifact of this.#artifacts)
            await this.#unpack(artifact, files);
        this.#assertNoFailure();
    }
    /** Fetches the files of an artifact that is one archive. */
    async #unpack(artifact, files) {
        const { archive } = artifact.manifest;
        const wanted = new Map(files.filter((file) => file.artifact === artifact).map((file) => [file.source, file]));
        if (archive === undefined || wanted.size === 0)
            return;
        const { store, signal: outer } = this.#options;
        const left = new Set(wanted.values());
        const isWanted = (file) => wanted.has(file);
        const entries = readArchive(store, artifact, archive, isWanted, outer);
        const work = async ({ file: source, content, release }, signal) => {
            const file = wanted.get(source);
            if (file === undefined)
                return;
            left.delete(file);
            await this.#attempt(file, signal, async () => {
                await this.#write(file, ({ handle }) => this.#writeContent(handle, file, content, signal), signal);
                this.#settle(file, 'downloaded');
            }).finally(release);
        };
        await (0,in_parallel/* inParallel */.H)(entries, UNPACKED_AT_ONCE, outer, work).catch((error) => {
            outer.throwIfAborted();
            if (this.#isTold(error))
                return;
            // A fault of the archive is reported for the first file that is missing because of it.
            const [first] = left;
            if (first !== undefined)
                this.#fail(first, judgeFile(first.path, 'file', error));
            else if (this.#failures.length === 0)
                throw error;
        });
    }
    async #writeContent(handle, { size }, content, signal) {
        const onWritten = (pieces) => {
            for (const { length } of pieces)
                this.#transfer.onReceived(length);
        };
        await writeBody(handle, content, { start: 0, end: size }, onWritten, signal);
    }
    /** @throws ArtifactFailure if one of them could not be created */
    async linkAll(links) {
        const terms = this.#linkTerms();
        await this.#each(links, 1, async (link) => {
            await restoreLink(this.#folder, link, terms);
            this.#doneLinks += 1;
        });
        this.#assertNoFailure();
    }
    async #isMissing(file, signal) {
        if (!(await this.#folder.hasFolderOf(file.path)))
            return true;
        const found = await compare(this.#folder.locate(file.path), file, signal);
        if (found === 'same' || found === 'absent')
            return found === 'absent';
        if (!this.#options.overwrite)
            throw notToReplace(file.path, THERE[found]);
        return true;
    }
    async #fetch(file, signal) {
        const { key, parts, size } = file;
        if (size <= slots/* LARGEST_SMALL */.H && parts === undefined)
            return await this.#fetchSmall(file, signal);
        const fetch = ({ handle, isContinued }) => fetchFile(this.#transfer, { key, file, handle, isContinued }, signal);
        await this.#write(file, fetch, signal);
    }
    async #fetchSmall(file, signal) {
        const content = await readVerifiedWhole(this.#options.store, file, signal);
        this.#transfer.onReceived(content.length);
        const folder = await this.#folder.makeFolderOf(file.path);
        signal.throwIfAborted();
        await this.#disk.use((disk) => writeSmallFile(disk, folder, file, content, this.#nameOf(file)));
    }
    #nameOf({ path }) {
        const { overwrite: replace, platform } = this.#options;
        return { final: this.#folder.locate(path), path, replace, platform };
    }
    /** @param fill writes the content, and verifies it */
    async #write(file, fill, signal) {
        const folder = await this.#folder.makeFolderOf(file.path);
        const leftover = this.#folder.takeLeftover(file);
        const partial = await PartialFile.open(folder, file, { platform: this.#options.platform, leftover });
        try {
            await fill(partial);
            signal.throwIfAborted();
            await partial.complete(this.#nameOf(file));
        }
        catch (error) {
            await this.#leave(partial, error);
            throw error;
        }
    }
    /** Keeps a partial file only if its rest could not be fetched, and not if its content is wrong. */
    async #leave(partial, error) {
        const isUseful = error instanceof s3_failure/* StoreFailure */.k && isOutage(error) && !this.#options.signal.aborted;
        if (isUseful && (await partial.keep().catch(() => false)))
            this.#kept += 1;
        else
            await partial.discard();
    }
    /** Continues after a failure, unless it would affect every other file too. */
    async #each(entries, limit, work, bytesOf) {
        const attempt = (entry, signal) => this.#attempt(entry, signal, () => work(entry, signal));
        await (0,in_parallel/* inParallel */.H)(entries, limit, this.#options.signal, attempt, bytesOf).catch((error) => {
            this.#options.signal.throwIfAborted();
            if (!this.#isTold(error))
                throw error;
        });
    }
    /** Notes the failure of an entry. @throws the failure if it would affect every other file too */
    async #attempt(entry, signal, work) {
        try {
            await work();
        }
        catch (error) {
            // A failure that follows from the abort is not a failure of its own.
            if (signal.aborted)
                return;
            const failure = judgeFile(entry.path, 'size' in entry ? 'file' : 'link', error);
            this.#fail(entry, failure);
            if (failure.general)
                throw error;
        }
    }
    #isTold(error) {
        return this.#failures.some((failure) => failure.error === error);
    }
    #settle({ path, size: bytes }, outcome) {
        this.#doneFiles += 1;
        this.#options.onEvent?.({ kind: 'file', path, bytes, outcome });
    }
    #fail(entry, failure) {
        this.#failures.push(failure);
        if (!('size' in entry))
            return;
        const { path, size: bytes } = entry;
        this.#options.onEvent?.({ kind: 'file', path, bytes, outcome: 'failed', reason: failure.reason });
    }
    #assertNoFailure() {
        if (this.#failures.length === 0)
            return;
        const done = { files: this.#doneFiles, links: this.#doneLinks };
        const standing = { directory: this.#folder.root, done, all: this.#all, kept: this.#kept };
        throw summarize(this.#failures, standing);
    }
    #linkTerms() {
        const { overwrite, platform } = this.#options;
        const paths = () => this.#artifacts.flatMap(({ folder, manifest }) => manifest.files.map(({ path }) => folder + path));
        return { overwrite, platform, paths };
    }
}

// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
// EXTERNAL MODULE: ./src/transfer/artifact/prefix-template.js
var prefix_template = __webpack_require__(3349);
;// CONCATENATED MODULE: ./src/transfer/download/artifact-pattern.js



/** The pattern that stands for every artifact directly below the prefix. */
const EVERY = '*';
/** A prefix with a wildcard, such as `builds/1/*\/`, in two: what is the same in all artifacts, and what is not. */
function splitAtWildcard(prefix) {
    const wildcard = prefix.search(/[*?]/);
    if (wildcard < 0)
        return { prefix };
    const start = prefix.lastIndexOf('/', wildcard) + 1;
    return { prefix: prefix.slice(0, start), pattern: prefix.slice(start) };
}
/** Which artifacts are meant, by the folders that they have below a prefix. */
class ArtifactPatterns {
    #inclusions;
    /** Both kinds in order: the last one that matches decides. */
    #patterns;
    /**
     * @param texts one pattern each; a leading exclamation mark excludes. With exclusions only, everything else is meant.
     * @param input the input that they come from
     * @throws InputError if a pattern cannot match an artifact
     */
    constructor(texts, input = 'pattern') {
        const parsed = texts.map((text) => parse(text, input));
        const all = parsed.every(({ excludes }) => excludes) ? [parse(EVERY, input), ...parsed] : parsed;
        this.#patterns = all.map(({ segments, ...pattern }) => new path_pattern/* PathPattern */.Ad({ ...pattern, base: '', rest: segments, foldersOnly: false }));
        this.#inclusions = all
            .filter(({ excludes }) => !excludes)
            .map(({ segments }) => ({ matchers: segments.map(path_pattern/* matcherOf */.Ke) }));
    }
    /** What can be meant at a place: the folders of artifacts that match it exactly, or lie below it. */
    get start() {
        return new PatternState(this.#inclusions, 0);
    }
    /** Whether the artifact is not excluded. @param name its folder below the prefix, which an inclusion matches */
    takes(name) {
        return (0,path_pattern/* isTaken */.Ck)(this.#patterns, name, true) === true;
    }
}
/** The inclusions that have matched as many segments as there are on the way to a folder. */
class PatternState {
    #inclusions;
    #depth;
    constructor(inclusions, depth) {
        this.#inclusions = inclusions;
        this.#depth = depth;
    }
    /** Whether an inclusion matches the whole way. */
    get isMatch() {
        return this.#inclusions.some(({ matchers }) => matchers.length === this.#depth);
    }
    /** Whether an inclusion can match a folder below. */
    get reachesBelow() {
        return this.#inclusions.some(({ matchers }) => matchers.length > this.#depth);
    }
    /** One folder further down. */
    enter(segment) {
        const left = this.#inclusions.filter(({ matchers }) => matchers[this.#depth]?.(segment));
        return new PatternState(left, this.#depth + 1);
    }
}
function parse(written, input) {
    const { excludes, text } = input === 'prefix' ? { excludes: false, text: written } : (0,path_pattern/* splitMarks */.lB)(written);
    const segments = text.trim().replace(/\/$/, '').split('/');
    if (segments.some((segment) => ['', '.', '..'].includes(segment))) {
        throw new failure/* InputError */.dz(input, `has '${(0,printable/* printable */.g$)(written)}': write a glob of the folders of artifacts below the prefix, such as linux-*.`);
    }
    if (segments.includes('**')) {
        throw new failure/* InputError */.dz(input, `has '${(0,printable/* printable */.g$)(written)}', and ** would mean every folder of the bucket: write one * for each folder on the way, such as */*.`);
    }
    return { written, excludes, segments };
}

;// CONCATENATED MODULE: ./src/transfer/download/download-inputs.js







/**
 * Checks every input of a download before anything is sent.
 *
 * @param now the time that `{date}` is taken from
 * @param cwd the folder against which a relative directory is resolved
 * @throws InputError for the first input that is invalid or contradicts another
 */
function checkDownloadInputs(inputs, facts, now, cwd) {
    const values = (0,input_values/* readValues */.N$)('download', inputs);
    const latest = (0,prefix_template/* fillKey */.Xo)('latest', values.latest, facts, now);
    const manifestKey = (0,prefix_template/* fillKey */.Xo)('manifest-key', values.manifestKey, facts, now);
    if (latest !== undefined && manifestKey !== undefined) {
        throw new failure/* InputError */.dz('latest', 'already leads to a manifest: remove latest or manifest-key.');
    }
    if (values.stdout && (inputs.directory ?? '').trim() !== '') {
        throw new failure/* InputError */.dz('stdout', 'writes to no folder: leave out directory, or this.');
    }
    const { prefix, patterns } = readPlace(values, facts, now);
    if (patterns !== undefined)
        refuseManifest(values, 'pattern is for several');
    else if (values.unverified)
        refuseManifest(values, 'unverified is for a prefix that may have none');
    if (patterns === undefined && values.mergeMultiple) {
        throw new failure/* InputError */.dz('merge-multiple', 'is for several artifacts: set pattern, or leave it out.');
    }
    assertBelow(prefix, 'latest', latest);
    assertBelow(prefix, 'manifest-key', manifestKey);
    return {
        prefix,
        patterns,
        mergeMultiple: values.mergeMultiple,
        unverified: values.unverified,
        latest,
        manifestKey,
        manifestSha256: values.manifestSha256 === '' ? undefined : download_inputs_checkManifestSha256(values.manifestSha256),
        directory: (0,external_node_path_.resolve)(cwd, values.directory),
        include: values.include.length === 0 ? undefined : values.include,
        overwrite: values.overwrite,
        concurrency: values.concurrency,
        stdout: values.stdout,
    };
}
/** Where one artifact is, or several. */
function readPlace({ prefix: template, pattern }, facts, now) {
    const split = splitAtWildcard((0,prefix_template/* fillTemplate */.ou)('prefix', template, facts, now));
    const prefix = (0,prefix_template/* asPrefix */.V2)(split.prefix);
    if (split.pattern !== undefined && pattern.length > 0) {
        throw new failure/* InputError */.dz('pattern', 'is given, and prefix has a wildcard too: put all of them into pattern.');
    }
    if (split.pattern !== undefined)
        return { prefix, patterns: new ArtifactPatterns([split.pattern], 'prefix') };
    return { prefix, patterns: pattern.length === 0 ? undefined : new ArtifactPatterns(pattern) };
}
/** @throws InputError for what identifies one manifest. @param but why it may not, as the end of a sentence */
function refuseManifest({ latest, manifestKey, manifestSha256 }, but) {
    const given = [
        ['latest', latest],
        ['manifest-key', manifestKey],
        ['manifest-sha256', manifestSha256],
    ].find(([, value]) => value !== '');
    if (given === undefined)
        return;
    throw new failure/* InputError */.dz(given[0] ?? '', `is for one manifest, and ${but}: leave one of them out.`);
}
/** The session can use only the prefix, and the server's refusal would name neither setting. */
function assertBelow(prefix, input, key = prefix) {
    if (key.startsWith(prefix))
        return;
    throw new failure/* InputError */.dz('prefix', `is '${(0,printable/* printable */.g$)(prefix)}', and ${input} is '${(0,printable/* printable */.g$)(key)}', which is not below it: leave out prefix, because ${input} alone leads to the artifact.`);
}
/** @throws InputError */
function download_inputs_checkManifestSha256(text) {
    const digest = text.trim().toLowerCase();
    if ((0,content_digest/* isContentDigest */.Ch)(digest))
        return digest;
    throw new failure/* InputError */.dz('manifest-sha256', 'is not a SHA-256: it must have 64 hexadecimal digits.');
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./src/transfer/download/streamed-file.js










/**
 * Writes the one file of the artifacts that is chosen to a stream. Its parts are verified before they are written, as far as
 * they fit into memory; the whole of it is verified at the end.
 *
 * @throws InputError when more than one file is chosen, or a link
 * @throws ArtifactFailure of kind `integrity` when the content is wrong; some of it may have been written by then
 * @throws the signal's reason if it is aborted
 */
async function streamFile(artifacts, options) {
    const { onEvent, signal } = options;
    const file = onlyOne(choose(artifacts, options));
    const { path, size } = file;
    onEvent?.({ kind: 'planned', files: 1, bytes: size });
    const stream = new FileStream(file, options);
    try {
        await stream.write();
    }
    catch (error) {
        signal.throwIfAborted();
        const { kind, reason, remedy } = judgeFile(path, 'file', error);
        onEvent?.({ kind: 'file', path, bytes: size, outcome: 'failed', reason });
        throw new artifact_failure/* ArtifactFailure */.Hu(kind, [`${reason}.`, ...(remedy ? [remedy] : []), ...stream.warning].join(' '), {
            cause: error,
        });
    }
    onEvent?.({ kind: 'file', path, bytes: size, outcome: 'downloaded' });
    const unverified = countUnverified([file]);
    const counts = { files: 1, links: 0, bytes: size, downloaded: 1, skipped: 0, unverified };
    return { directory: '', ...counts, ...resultsOf(artifacts, [file], () => '') };
}
function onlyOne({ files, links }) {
    const [file] = files;
    if (file !== undefined && files.length + links.length === 1)
        return file;
    const found = formatEntries({ files: files.length, links: links.length });
    throw new failure/* InputError */.dz('stdout', `writes one file, and ${found} are chosen: name a file of the artifact with include.`);
}
/** One file on its way to a stream. */
class FileStream {
    #file;
    #options;
    #written = 0;
    constructor(file, options) {
        this.#file = file;
        this.#options = options;
    }
    /** What the reader of the stream must know about a failure. */
    get warning() {
        if (this.#written === 0)
            return ['Nothing was written.'];
        return [`${(0,units/* formatBytes */.z3)(this.#written)} were already written to standard output: discard them.`];
    }
    async write() {
        const { store, signal } = this.#options;
        const { archive } = this.#file.artifact.manifest;
        const content = archive === undefined
            ? readVerified(store, this.#file, signal)
            : readArchivedFile(store, this.#file, archive, signal);
        for await (const bytes of content)
            await this.#put(bytes);
    }
    async #put(bytes) {
        const { output, onEvent, signal } = this.#options;
        if (bytes.length === 0)
            return;
        this.#written += bytes.length;
        if (!output.write(bytes))
            await (0,external_node_events_.once)(output, 'drain', { signal });
        onEvent?.({ kind: 'sent', bytes: bytes.length });
    }
}
/** The content of one file of an archive. */
async function* readArchivedFile(store, { source, artifact }, archive, signal) {
    const isWanted = (file) => file === source;
    for await (const { content, release } of readArchive(store, artifact, archive, isWanted, signal)) {
        yield* content;
        release();
    }
}

;// CONCATENATED MODULE: ./src/transfer/download/download-run.js















/** @throws InputError if an input is invalid */
function prepareDownload({ textsOf, factsFor, accessFor, now, cwd }) {
    const texts = textsOf('download');
    const facts = factsFor([texts.prefix, texts.latest, texts.manifestKey]);
    const settings = checkDownloadInputs(texts, facts, new Date(now()), cwd);
    return { settings, access: accessFor({ access: 'read', prefix: settings.prefix }) };
}
/**
 * @param output where the one file that is chosen is written, in the place of a folder
 * @throws as {@link fetchArtifact}
 */
async function runDownload({ settings, access }, reporter, { signal, platform, output }) {
    (0,transfer_reporter/* reportFirst */.J)(access, reporter);
    const options = { ...(0,transfer_reporter/* storeOptionsFor */.Z)(access, reporter, signal), concurrency: settings.concurrency };
    const open = (scope) => (0,open_store/* openStore */.C)({ ...options, request: (0,scoped_request/* scopeRequest */.s)(access.request, 'read', scope) });
    const { onEvent, warn } = reporter;
    return await fetchArtifact(settings, open, { onEvent, warn, signal, platform, output });
}
function describeDownload(result) {
    const { files, links, bytes, downloaded, skipped, artifacts } = result;
    const of = artifacts.length === 1 ? '' : ` of ${(0,units/* formatCount */.B4)(artifacts.length)} artifacts`;
    const there = skipped === 0 ? '' : `, ${(0,units/* formatCount */.B4)(skipped)} there already`;
    const linked = links === 0 ? '' : `; ${formatLinks(links)}`;
    return `${(0,units/* formatFiles */.HL)(files)}${of}, ${(0,units/* formatBytes */.z3)(bytes)}: ${(0,units/* formatCount */.B4)(downloaded)} downloaded${there}${linked}`;
}
/** Such as `builds/linux/: 3 files, 1.5 MiB`. */
function describeArtifact({ prefix, files, bytes, unverified }) {
    const doubt = unverified ? ', not verified by a manifest' : '';
    return `${(0,printable/* printable */.g$)(prefix)}: ${(0,units/* formatFiles */.HL)(files)}, ${(0,units/* formatBytes */.z3)(bytes)}${doubt}`;
}
/** The artifacts of a result, with the names of outputs. */
function listArtifacts({ artifacts }) {
    return artifacts.map(({ prefix, directory, files, bytes, manifestKey, manifestSha256, unverified }) => ({
        prefix,
        ...(directory === '' ? {} : { directory }),
        files,
        bytes,
        'manifest-key': manifestKey,
        'manifest-sha256': manifestSha256,
        ...(unverified ? { unverified } : {}),
    }));
}
/**
 * Downloads what the settings name. Each session is as narrow as possible: for the prefix, if there is one. Otherwise one
 * for the latest pointer alone, and then one for the folder of the manifest, which is nearly always that of the files.
 *
 * @throws InputError if the artifact is not below the prefix
 * @throws as `download`
 */
async function fetchArtifact(settings, open, { output, warn, ...context }) {
    const reach = new Reach(settings, open);
    try {
        const { artifacts, store } = await find(settings, reach, context.signal);
        for (const artifact of artifacts)
            if (artifact.etags !== undefined)
                warn(warningOf(artifact));
        const { include } = settings;
        if (output !== undefined)
            return await streamFile(artifacts, { include, ...context, store, output });
        return await restoreArtifacts(artifacts, { ...settings, ...context, store });
    }
    finally {
        await reach.close();
    }
}
async function find(settings, reach, signal) {
    const { prefix, patterns } = settings;
    return patterns === undefined
        ? await findOne(settings, reach, signal)
        : await findSeveral({ ...settings, patterns }, await reach.storeFor(prefix), signal);
}
async function findOne(settings, reach, signal) {
    if (settings.unverified) {
        const store = await reach.storeFor(settings.prefix);
        return { artifacts: [{ ...(await findOrList(store, settings.prefix, signal)), folder: '' }], store };
    }
    const pointer = await followLatest(settings, reach, signal);
    const key = pointer?.manifestKey ?? settings.manifestKey ?? settings.prefix + artifact_key/* MANIFEST_NAME */.ir;
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    const artifact = await artifact_source_findArtifact(await reach.storeFor(folder), { ...settings, pointer }, signal);
    return { artifacts: [{ ...artifact, folder: '' }], store: await reach.storeFor(artifact.prefix) };
}
async function findSeveral({ prefix, patterns, mergeMultiple, unverified }, store, signal) {
    const found = await findArtifacts(store, prefix, patterns, { mayLackManifest: unverified, signal });
    const artifacts = found.map(({ name, ...artifact }) => ({
        ...artifact,
        folder: mergeMultiple ? '' : `${name}/`,
    }));
    return { artifacts, store };
}
async function followLatest({ latest }, reach, signal) {
    return latest === undefined ? undefined : await (0,small_object/* readLatest */.E)(await reach.storeFor(latest), latest, signal);
}
/** The stores of one download, one after the other. */
class Reach {
    #settings;
    #open;
    #current;
    constructor(settings, open) {
        this.#settings = settings;
        this.#open = open;
    }
    /**
     * A store for keys with this prefix. A store for another prefix is closed first.
     *
     * @throws InputError if the key is outside the user's prefix. The server's refusal would not say so.
     */
    async storeFor(beginning) {
        const { prefix } = this.#settings;
        if (!beginning.startsWith(prefix))
            throw elsewhere(this.#settings, beginning);
        if (this.#current !== undefined && beginning.startsWith(this.#current.scope))
            return this.#current.store;
        await this.close();
        const scope = prefix || beginning;
        this.#current = { scope, store: await this.#open(scope) };
        return this.#current.store;
    }
    async close() {
        const { store } = this.#current ?? {};
        this.#current = undefined;
        await store?.close();
    }
}
function elsewhere({ prefix, latest }, beginning) {
    const leader = latest === undefined ? 'manifest-key' : 'latest';
    const place = beginning === '' ? 'the top of the bucket' : `'${(0,printable/* printable */.g$)(beginning)}'`;
    return new failure/* InputError */.dz('prefix', `is '${(0,printable/* printable */.g$)(prefix)}', and ${leader} leads to ${place}, which is not below it: leave out prefix, because ${leader} alone leads to the artifact.`);
}

// EXTERNAL MODULE: ./action/transfer.js + 3 modules
var transfer = __webpack_require__(8677);
// EXTERNAL MODULE: ./action/transfer-credential.js + 1 modules
var transfer_credential = __webpack_require__(3066);
;// CONCATENATED MODULE: ./action/download-step.js




/**
 * The download action: checks the inputs, downloads what a manifest lists, and reports the result.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when files are missing
 */
async function download_step_runDownload(workflow) {
    (0,transfer_credential/* maskInputs */.a)(workflow);
    const { platform } = workflow;
    const job = prepareDownload((0,transfer_credential/* inputsOf */.V)(workflow, 'download'));
    return (0,transfer/* runTransfer */.vv)(workflow, 'download', async (signal, onEvent) => {
        deliver(workflow, await runDownload(job, (0,transfer/* reporterFor */.BF)(workflow, onEvent), { signal, platform }));
        return 0;
    });
}
function deliver({ commands }, result) {
    const { directory, manifestKey, manifestSha256 } = result;
    commands.setOutput('directory', directory);
    for (const name of ['files', 'bytes', 'downloaded', 'skipped', 'unverified']) {
        commands.setOutput(name, String(result[name]));
    }
    commands.setOutput('manifest-key', manifestKey);
    commands.setOutput('manifest-sha256', manifestSha256);
    commands.setOutput('artifacts', JSON.stringify(listArtifacts(result)));
    commands.info(`download: ${describeDownload(result)}; the folder is ${(0,printable/* printable */.g$)(directory)}.`);
    for (const artifact of result.artifacts) {
        const { manifestKey: key, manifestSha256: sha256, unverified } = artifact;
        if (result.artifacts.length > 1 || unverified) {
            commands.info(`download: ${describeArtifact(artifact)}.`);
        }
        if (!unverified) {
            commands.info(`download: verified by the manifest ${(0,printable/* printable */.g$)(key)}, SHA-256 ${sha256}.`);
        }
    }
}


/***/ }),

/***/ 8708:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6715);
/* harmony import */ var _download_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8047);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8537);
/* harmony import */ var _transfer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8677);




const workflow = { commands: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P, environment: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .c, platform: process.platform, now: Date.now, process };
try {
    process.exitCode = await (0,_download_step_js__WEBPACK_IMPORTED_MODULE_1__/* .runDownload */ .a)(workflow);
}
catch (error) {
    process.exitCode = (0,_transfer_js__WEBPACK_IMPORTED_MODULE_2__/* .reportTransferFailure */ ._R)(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P, error);
}
await (0,_output_js__WEBPACK_IMPORTED_MODULE_3__/* .flushOutput */ .u)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
;