"use strict";
exports.id = 361;
exports.ids = [361];
exports.modules = {

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

/***/ 7890:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ upload_step_runUpload)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/credentials/session.js
var session = __webpack_require__(7420);
// EXTERNAL MODULE: ./src/failure.js
var failure = __webpack_require__(9555);
// EXTERNAL MODULE: ./src/inputs.js
var inputs = __webpack_require__(7360);
// EXTERNAL MODULE: ./src/make-folders.js
var make_folders = __webpack_require__(2667);
// EXTERNAL MODULE: ./src/printable.js
var printable = __webpack_require__(874);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/transfer/artifact/failure.js
var artifact_failure = __webpack_require__(606);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./src/transfer/upload/link-target.js




/** The folders of a selection: its root first, then those that were searched. */
async function placesOf(folders) {
    const reals = await Promise.all(folders.map(realOrNothing));
    return folders.map((given, index) => ({ given, real: reals[index] ?? given }));
}
/**
 * The target of a link, relative to its folder and with `/`. All `..` come first, because a later one could pass through
 * another link. An absolute target becomes relative. A target that does not exist is kept.
 */
async function findTarget(link, places) {
    const written = await (0,promises_.readlink)(link, 'buffer');
    if (!(0,external_node_buffer_.isUtf8)(written))
        return { problem: 'links to a name that is not valid UTF-8' };
    const target = await placeOfTarget(link, written.toString(), places);
    if (target !== undefined)
        return { target: wayFrom(link, target) };
    return {
        problem: `is a link to something outside the upload's folder, '${(0,printable/* printable */.g$)(places[0]?.given ?? '')}'`,
    };
}
async function placeOfTarget(link, written, places) {
    const named = locate((0,external_node_path_.resolve)((0,external_node_path_.dirname)(link), written), places);
    const real = await realOrNothing(link);
    if (real === undefined)
        return named;
    const reached = locate(real, places);
    if (reached === undefined)
        return undefined;
    // Textually `a/../b` is `b`, which is a different file if `a` is a link.
    const means = named !== undefined && (await realOrNothing(named)) === real;
    return means ? named : reached;
}
/** The path of an absolute path below the root. */
function locate(path, places) {
    const [root] = places;
    if (root !== undefined && isInside(root.given, path))
        return path;
    const place = places.find(({ real }) => isInside(real, path));
    return place && (0,external_node_path_.join)(place.given, (0,external_node_path_.relative)(place.real, path));
}
function wayFrom(link, target) {
    return (0,external_node_path_.relative)((0,external_node_path_.dirname)(link), target).replaceAll(external_node_path_.sep, '/') || '.';
}
/** Undefined if it does not exist, cannot be accessed, or is a loop. */
async function realOrNothing(path) {
    return await (0,promises_.realpath)(path).catch(() => undefined);
}
/** Whether an absolute path is `folder` or below it, textually. */
function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/user-path.js
var user_path = __webpack_require__(4208);
// EXTERNAL MODULE: ./src/transfer/path-pattern.js
var path_pattern = __webpack_require__(5301);
;// CONCATENATED MODULE: ./src/transfer/upload/path-patterns.js






/** Surrounding spaces are removed from patterns, but a name may have them. */
const BLANK_END = /^\s|\s$/;
/** A character class, which may be meant as a name: `[slug]`. */
const CLASS = /\[[^\]]+\]/;
const ON_DISK = { has: (place) => look(place) !== undefined };
/** The patterns of an upload, resolved against the existing files. */
class PathPatterns {
    /** The paths at which to start searching: those before the patterns' first wildcards, none of them below another. */
    searchPaths;
    #patterns;
    /** How the system writes paths. */
    #system;
    #classes;
    /**
     * @param cwd the absolute folder against which relative patterns are resolved
     * @throws InputError if a pattern is invalid, or all of them are exclusions
     */
    constructor(texts, cwd, platform = process.platform) {
        this.#system = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
        const read = texts.map((text) => readPattern(text, cwd, this.#system));
        const including = read.filter(({ pattern }) => !pattern.excludes);
        if (including.length === 0) {
            throw new failure/* InputError */.dz('path', 'names nothing to upload: add a file, a folder or a pattern.');
        }
        this.searchPaths = outermost(including.map(({ searchPath }) => searchPath), this.#system);
        this.#patterns = read.map(({ pattern }) => pattern);
        this.#classes = new Set(read.flatMap(({ classes }) => classes));
    }
    /** Whether the absolute path `place` is selected. */
    takes(place, isFolder) {
        return (0,path_pattern/* isTaken */.Ck)(this.#patterns, this.#withSlashes(place), isFolder) === true;
    }
    /** Whether anything below the folder `place` can be selected. An excluded folder is not listed. */
    canTakeBelow(place) {
        const path = this.#withSlashes(place);
        const last = this.#patterns.findLast((pattern) => pattern.excludes ? pattern.takes(path, true) : pattern.reachesBelow(path));
        return last?.excludes === false;
    }
    /** Whether a pattern spells out the dot of the hidden `place`. */
    namesHidden(place) {
        const path = this.#withSlashes(place);
        return this.#patterns.some((pattern) => !pattern.excludes && pattern.namesHidden(path));
    }
    /**
     * Whether what has these names below the folder `root` is excluded, or hidden and so not taken.
     *
     * @param names a path's segments
     */
    leavesOut(root, names, includeHidden) {
        const places = names.map((_, index) => this.#system.join(root, ...names.slice(0, index + 1)));
        const isHidden = (place, index) => names[index]?.startsWith('.') === true && !this.namesHidden(place);
        if (!includeHidden && places.some(isHidden))
            return true;
        return (0,path_pattern/* isTaken */.Ck)(this.#patterns, this.#withSlashes(places.at(-1) ?? root)) === false;
    }
    /** Whether a pattern does not match an existing name because it reads it as a character class. */
    misreads(name) {
        return this.#classes.has(name);
    }
    /** The patterns that match none of `places`. */
    unmatched(places) {
        const paths = places.map((place) => this.#withSlashes(place));
        return (0,path_pattern/* unmatchedOf */.dL)(this.#patterns, paths);
    }
    #withSlashes(place) {
        return withSlashes(place, this.#system);
    }
}
function withSlashes(place, { sep }) {
    return sep === '/' ? place : place.replaceAll(sep, '/');
}
/** The form in which the file system compares names: like `@actions/glob`, only that of Windows ignores their case. */
function foldCase(text, separator = external_node_path_.sep) {
    return separator === external_node_path_.win32.sep ? text.toUpperCase() : text;
}
/** Removes paths that are below another one, and duplicates. */
function outermost(paths, { dirname, sep }) {
    const fold = (path) => foldCase(path, sep);
    const distinct = new Map(paths.toReversed().map((path) => [fold(path), path]));
    const isBelowAnother = (path) => {
        const above = dirname(path);
        return above !== path && (distinct.has(fold(above)) || isBelowAnother(above));
    };
    return [...distinct.values()].reverse().filter((path) => !isBelowAnother(path));
}
function readPattern(written, cwd, system) {
    const { excludes, text } = (0,path_pattern/* splitMarks */.lB)(written);
    if (text.trim() === '' || text.includes('\0')) {
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(written)}', which cannot match a file.`);
    }
    try {
        const { base, rest, foldersOnly } = resolvePattern(text, cwd, system);
        const options = { written: text.trim(), excludes, rest, foldersOnly, ignoreCase: system === external_node_path_.win32 };
        const pattern = new path_pattern/* PathPattern */.Ad({ ...options, base: withSlashes(base, system) });
        return { searchPath: base, pattern, classes: rest.filter((segment) => CLASS.test(segment)) };
    }
    catch (error) {
        if (error instanceof failure/* InputError */.dz)
            throw error;
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(written)}', which is too long.`);
    }
}
/** Existing names are not patterns: `[id].js`, which a shell may have inserted. */
function resolvePattern(text, cwd, system) {
    const { join, parse, resolve } = system;
    const separators = system === external_node_path_.win32 ? /[\\/]+/ : /\/+/;
    const isName = BLANK_END.test(text) && ON_DISK.has(resolve(cwd, text));
    const path = isName ? text : (0,user_path/* expandHome */.k)('path', text.trim());
    const { root } = parse(path);
    const segments = path
        .slice(root.length)
        .split(separators)
        .filter((segment) => segment !== '' && segment !== '.');
    const step = (folder, name) => name === '..' ? folderAbove(folder, text, system) : join(folder, name);
    // A drive without a slash means its current folder.
    const { base, rest } = (0,path_pattern/* followNames */._6)(root === '' ? cwd : resolve(root), segments, ON_DISK, step);
    if (rest.includes('..')) {
        const why = "in which '..' follows a wildcard, so its folder is ambiguous";
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(text)}', ${why}: write it without '..'.`);
    }
    return { base, rest, foldersOnly: separators.test(path.slice(-1)) };
}
/**
 * After a link, the system climbs from the link's target, and a shell from the link itself. Only if both agree is the
 * meaning clear.
 */
function folderAbove(place, text, { dirname, sep }) {
    const above = dirname(place);
    if (look(place)?.isSymbolicLink() !== true)
        return above;
    const byName = path_patterns_realOrNothing(above);
    // Not `join` or the `realpathSync` of JavaScript, because they resolve `..` textually.
    if (byName === path_patterns_realOrNothing(`${place}${sep}..`))
        return above;
    throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(text)}', in which '..' follows the symbolic link '${(0,printable/* printable */.g$)(place)}' and could mean two folders: write the path without '..'.`);
}
/** The entry, without following a link. Undefined if it does not exist or cannot be accessed. */
function look(place) {
    try {
        return (0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}
function path_patterns_realOrNothing(path) {
    try {
        return external_node_fs_.realpathSync.native(path);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/source-walk.js






/** How many folders are listed at the same time. More than Node's threads for this gain nothing. */
const FOLDERS_AT_ONCE = 16;
/** Half of a surrogate pair, or the character that Node substitutes for bytes that are not UTF-8. */
const MAYBE_MANGLED = /[\p{Cs}\ufffd]/u;
/**
 * Finds what the patterns select. Files that vanish meanwhile are ignored, and so are empty folders.
 *
 * @throws InputError for what can be neither uploaded nor silently skipped: an unreadable folder, a loop or a dead link
 *   that should be followed, a named pipe, a name that is not UTF-8
 */
async function findSources(options) {
    return await new SourceWalk(options).run();
}
class SourceWalk {
    #options;
    #files = [];
    #links = [];
    #folders = [];
    #misread = [];
    #hidden = 0;
    constructor(options) {
        this.#options = options;
    }
    async run() {
        for (const searchPath of this.#options.patterns.searchPaths)
            await this.#begin(searchPath);
        while (this.#folders.length > 0) {
            this.#options.signal?.throwIfAborted();
            await Promise.all(this.#folders.splice(-FOLDERS_AT_ONCE).map((folder) => this.#list(folder)));
        }
        return { files: this.#files, links: this.#links, hidden: this.#hidden, misread: this.#misread };
    }
    async #begin(searchPath) {
        const entry = await this.#look(searchPath, see);
        if (entry === undefined)
            return;
        if (await this.#leadsThrough(searchPath, entry))
            return await this.#follow(searchPath, undefined);
        const above = (0,external_node_path_.dirname)(searchPath);
        const real = (await this.#look(above, (place) => (0,promises_.realpath)(place))) ?? above;
        if (this.#concerns(searchPath, entry))
            this.#take(searchPath, entry, { place: above, real, above: undefined });
    }
    /**
     * Whether to follow the link. One that is the whole selection, or that patterns only pass through, cannot be kept.
     * Neither can one to something that is not a file or folder, such as <(…).
     */
    async #leadsThrough(searchPath, entry) {
        if (!entry.isSymbolicLink() || this.#options.followLinks)
            return entry.isSymbolicLink();
        const { patterns } = this.#options;
        const behind = await this.#look(searchPath, seeThrough);
        if (behind === undefined)
            return false;
        if (!behind.isFile() && !behind.isDirectory())
            return true;
        return patterns.searchPaths.length === 1 || !patterns.takes(searchPath, false);
    }
    async #list(folder) {
        const entries = await this.#look(folder.place, (place) => (0,promises_.readdir)(place, { withFileTypes: true }));
        for (const entry of entries ?? []) {
            const place = (0,external_node_path_.join)(folder.place, entry.name);
            if (this.#options.patterns.misreads(entry.name))
                this.#misread.push(place);
            if (!this.#concerns(place, entry) || this.#leavesOutHidden(place, entry))
                continue;
            if (MAYBE_MANGLED.test(entry.name))
                await this.#checkName(folder.place, entry.name);
            if (entry.isSymbolicLink() && this.#options.followLinks)
                await this.#follow(place, folder);
            else
                this.#take(place, entry, folder);
        }
    }
    /** Whether the patterns select it, or something below it. A link that is followed counts as a folder. */
    #concerns(place, entry) {
        const { patterns, followLinks } = this.#options;
        if (!entry.isDirectory() && patterns.takes(place, false))
            return true;
        const leadsOn = entry.isDirectory() || (entry.isSymbolicLink() && followLinks);
        return leadsOn && patterns.canTakeBelow(place);
    }
    #take(place, entry, above) {
        if (entry.isDirectory())
            this.#folders.push({ place, real: (0,external_node_path_.join)(above.real, (0,external_node_path_.basename)(place)), above });
        else if (entry.isFile())
            this.#files.push({ place, absolute: place });
        else if (entry.isSymbolicLink())
            this.#links.push(place);
        else
            throw this.#special(place, entry);
    }
    async #follow(place, above) {
        const entry = await this.#lookThrough(place);
        if (entry === undefined || !this.#concerns(place, entry))
            return;
        // Checked before it is resolved, because an open file of a process, such as /dev/stdin, has no path.
        if (!entry.isDirectory() && !entry.isFile())
            throw this.#special(place, entry);
        const real = await this.#look(place, (link) => (0,promises_.realpath)(link));
        if (real === undefined)
            throw this.#refusal(place, 'is a link to something that no longer has a path');
        if (entry.isDirectory()) {
            if (holdsItself(real, above))
                throw this.#refusal(place, 'is a link to a folder that contains it');
            this.#folders.push({ place, real, above });
        }
        else
            this.#files.push({ place, absolute: real });
    }
    /** The target of a link. Undefined if it does not exist and the patterns do not select the link itself. */
    async #lookThrough(place) {
        const taken = this.#options.patterns.takes(place, false);
        const entry = await this.#look(place, seeThrough);
        if (entry === undefined && taken && (await this.#look(place, see)) !== undefined) {
            throw this.#refusal(place, 'is a broken symbolic link');
        }
        return entry;
    }
    /** The result of a file system call. Undefined if the file does not exist. */
    async #look(place, ask) {
        try {
            return await ask(place);
        }
        catch (error) {
            const { code } = error;
            if (code === 'ENOENT' || code === 'ENOTDIR')
                return undefined;
            if (code === 'ELOOP')
                throw this.#refusal(place, 'is in a loop of symbolic links');
            throw this.#refusal(place, `cannot be read (${code})`);
        }
    }
    #leavesOutHidden(place, entry) {
        const { includeHidden, patterns } = this.#options;
        if (includeHidden || !(0,external_node_path_.basename)(place).startsWith('.') || patterns.namesHidden(place))
            return false;
        if (patterns.takes(place, entry.isDirectory()))
            this.#hidden += 1;
        return true;
    }
    /**
     * Node replaces bytes that are not UTF-8 by U+FFFD, so the key would be a different name, and the file could not be found
     * under it.
     */
    async #checkName(folder, name) {
        const names = await (0,promises_.readdir)(folder, { encoding: 'buffer' });
        const mangled = names.some((bytes) => !(0,external_node_buffer_.isUtf8)(bytes) && bytes.toString() === name);
        if (mangled || /\p{Cs}/u.test(name)) {
            throw this.#refusal((0,external_node_path_.join)(folder, name), 'has a name that is not valid UTF-8, as keys must be');
        }
    }
    /** A user who names a pipe, such as /dev/stdin or <(…), wants its content. */
    #special(place, entry) {
        const { patterns, cwd } = this.#options;
        const what = describeSpecial(entry);
        if (!patterns.searchPaths.includes(place))
            return this.#refusal(place, what);
        return refuseSource(place, cwd, `${what}: write the content to a file and name it, or upload - on the command line`);
    }
    #refusal(place, what) {
        return refuseSource(place, this.#options.cwd, `${what}: exclude it or fix it`);
    }
}
/** An error about something that was found. The sentence has no full stop. */
function refuseSource(place, cwd, sentence) {
    return new failure/* InputError */.dz('path', `includes '${(0,printable/* printable */.g$)(shown(place, cwd))}', which ${sentence}.`);
}
/** A path as the user would write it. */
function shown(place, cwd) {
    return isInside(cwd, place) && place !== cwd ? place.slice((0,external_node_path_.join)(cwd, 'x').length - 1) : place;
}
const see = (place) => (0,promises_.lstat)(place);
const seeThrough = (place) => (0,promises_.stat)(place);
/** Whether the folder `real` is one of its own parents, or contains one. */
function holdsItself(real, above) {
    for (let folder = above; folder !== undefined; folder = folder.above) {
        if (isInside(real, folder.real))
            return true;
    }
    return false;
}
function describeSpecial(entry) {
    const kind = entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : 'a device';
    return `is ${kind} and has no content to upload`;
}

;// CONCATENATED MODULE: ./src/transfer/upload/file-selection.js








/** How many files are examined at the same time. */
const LOOKS_AT_ONCE = 64;
/** The patterns of an input with one per line, without empty lines and comments (`#`). */
function parsePatterns(text) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
/**
 * Selects the files that match `patterns`, with the meaning that these have in `actions/upload-artifact`.
 *
 * - A folder means everything below it, `!` excludes, and `~` is the home folder. Unlike in that action, a pattern may
 *   contain `.`, and `..` after names, and the name of an existing file or folder is taken literally even if it looks like a
 *   pattern (`[id].js`), unless a wildcard precedes it.
 * - The root is the part before the first wildcard of a single pattern, the folder of a single file, or the deepest common
 *   folder of several patterns.
 * - A name that begins with a dot is hidden, unless a pattern spells out the dot (`dist/.htaccess`, `.*`).
 * - A link is kept unless it is followed. A link that is the whole selection, or leads to it, is always followed.
 *
 * @throws InputError if a pattern is invalid, a link leaves the root, a folder cannot be read, or something is neither a
 *   file nor a link
 */
async function selectFiles(options) {
    const { cwd, leftOut, signal } = options;
    const patterns = new PathPatterns(options.patterns, cwd);
    const everything = await findSources({ ...options, patterns });
    const found = { ...everything, files: everything.files.filter(({ place }) => place !== leftOut) };
    const root = rootOf(patterns.searchPaths, found);
    const files = await describeFiles(found, root, options);
    const places = found.links.length === 0 ? [] : await placesOf([root, ...patterns.searchPaths]);
    const links = await lookAtAll(found.links, signal, async (place) => describeLink(place, places, root, cwd));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const unmatched = patterns.unmatched([...everything.files.map(({ place }) => place), ...found.links]);
    const misread = found.misread.map((place) => shown(place, cwd)).sort();
    const { hidden } = found;
    const leavesOut = (path) => patterns.leavesOut(root, path.split('/'), options.includeHidden);
    return { root, files: sorted(files), links: sorted(links), bytes, hidden, unmatched, misread, leavesOut };
}
function rootOf(searchPaths, { files, links }) {
    const [first = ''] = searchPaths;
    if (searchPaths.length > 1)
        return commonFolder(searchPaths);
    // It was found itself, so it is not a folder.
    return files[0]?.place === first || links[0] === first ? (0,external_node_path_.dirname)(first) : first;
}
function commonFolder(paths) {
    const [first = ''] = paths;
    const volume = (0,external_node_path_.parse)(first).root;
    if (paths.some((path) => foldCase((0,external_node_path_.parse)(path).root) !== foldCase(volume))) {
        throw new failure/* InputError */.dz('path', 'has folders on different drives, which have no common parent.');
    }
    const ways = paths.map((path) => path.slice(volume.length).split(external_node_path_.sep));
    const [way = []] = ways;
    const end = way.findIndex((segment, index) => ways.some((other) => other[index] === undefined || foldCase(other[index]) !== foldCase(segment)));
    return volume + way.slice(0, end === -1 ? undefined : end).join(external_node_path_.sep);
}
async function describeFiles({ files }, root, { cwd, takeGrowing, signal }) {
    const more = takeGrowing ? { mayGrow: true } : {};
    return await lookAtAll(files, signal, async ({ place, absolute }) => {
        const stats = await lookAt(absolute, place, cwd);
        if (stats === undefined)
            return undefined;
        if (!stats.isFile())
            throw refuseSource(place, cwd, 'is no longer a file');
        const { size, mode, mtimeMs } = stats;
        return { absolute, path: pathBelow(root, place), size, mode: mode & 0o777, mtimeMs, ...more };
    });
}
async function describeLink(place, places, root, cwd) {
    const stats = await lookAt(place, place, cwd);
    if (stats === undefined)
        return undefined;
    if (!stats.isSymbolicLink())
        throw refuseSource(place, cwd, 'is no longer a link');
    const found = await findTarget(place, places);
    if ('problem' in found) {
        const remedy = 'exclude it, or set follow-symlinks to upload its target';
        throw refuseSource(place, cwd, `${found.problem}: ${remedy}`);
    }
    return { absolute: place, path: pathBelow(root, place), target: found.target, mtimeMs: stats.mtimeMs };
}
/** Undefined if it no longer exists. */
async function lookAt(path, place, cwd) {
    try {
        return await (0,promises_.lstat)(path);
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw refuseSource(place, cwd, `cannot be read (${code}): exclude it, or make it readable`);
    }
}
/** The results of `look`, without the undefined ones. */
async function lookAtAll(items, signal, look) {
    const answers = [];
    for (let start = 0; start < items.length; start += LOOKS_AT_ONCE) {
        signal?.throwIfAborted();
        const some = await Promise.all(items.slice(start, start + LOOKS_AT_ONCE).map(look));
        answers.push(...some.filter((answer) => answer !== undefined));
    }
    return answers;
}
function pathBelow(root, place) {
    return place.slice(root.endsWith(external_node_path_.sep) ? root.length : root.length + 1).replaceAll(external_node_path_.sep, '/');
}
function sorted(entries) {
    return entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
/** How many patterns a message names at most. */
const MOST_NAMED = 10;
/**
 * What to report about a selection: the patterns without a match, and what was perhaps meant.
 *
 * @returns sentences; none if `if-no-files-found` is `ignore`
 * @throws ArtifactFailure of kind `nothing-found` if a pattern without a match is an error: with `if-no-files-found:
 *   error`, and with `delete`, which would delete the objects of files that were not built
 */
function noticesOf(selection, { ifNoFilesFound, delete: deletes }) {
    const { unmatched, hidden, files, links } = selection;
    if (ifNoFilesFound === 'ignore')
        return [];
    const misread = misreadings(selection);
    if (unmatched.length === 0)
        return misread;
    const isEmpty = files.length + links.length === 0;
    const fails = ifNoFilesFound === 'error' || deletes;
    const sentences = [
        `No file was found for ${nameAll(unmatched)}.`,
        ...(isEmpty || fails ? [deletes ? 'Nothing was uploaded or deleted.' : 'Nothing was uploaded.'] : []),
        ...unmatched.flatMap(hintFor).slice(0, 1),
        ...(hidden === 0 ? [] : [`Left out because they are hidden: ${hidden} (include-hidden-files).`]),
    ];
    if (!fails)
        return [sentences.join(' '), ...misread];
    if (ifNoFilesFound !== 'error') {
        sentences.push("With delete, the bucket's copy of it would be deleted: correct the pattern, or set if-no-files-found to ignore.");
    }
    throw new artifact_failure/* ArtifactFailure */.Hu('nothing-found', [...sentences, ...misread].join(' '));
}
function nameAll(patterns) {
    const named = patterns.slice(0, MOST_NAMED).map((pattern) => `'${(0,printable/* printable */.g$)(pattern)}'`);
    const more = patterns.length - named.length;
    return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
/** What the pattern would mean to other tools. */
function hintFor(pattern) {
    if (/\{[^{}]*,[^{}]*\}/.test(pattern)) {
        return ['Braces are not supported: write one pattern for each alternative.'];
    }
    return [];
}
function misreadings({ misread }) {
    return misread.slice(0, MOST_NAMED).map((place) => {
        const name = place.slice(place.lastIndexOf('/') + 1);
        const escaped = name.replaceAll('[', '[[]');
        return `'${(0,printable/* printable */.g$)(place)}' was not uploaded: after a wildcard, '${(0,printable/* printable */.g$)(name)}' matches one of the characters in the brackets. Write ${(0,printable/* printable */.g$)(escaped)} to match this name.`;
    });
}

// EXTERNAL MODULE: ./src/transfer/progress/units.js
var units = __webpack_require__(1654);
;// CONCATENATED MODULE: ./src/transfer/upload/upload-options.js

function describeCounts({ files, bytes, uploaded, skipped, headersChanged, deleted, archive }, dryRun) {
    const size = archive === undefined || dryRun ? '' : ` of ${(0,units/* formatBytes */.z3)(archive.size)}`;
    const as = archive === undefined || uploaded === 0 ? '' : ` as one archive${size}`;
    const would = dryRun ? 'would be ' : '';
    return [
        `${(0,units/* formatFiles */.HL)(files)}, ${(0,units/* formatBytes */.z3)(bytes)}: ${(0,units/* formatCount */.B4)(uploaded)} ${would}uploaded${as}`,
        ...(skipped === 0 ? [] : [`${(0,units/* formatCount */.B4)(skipped)} there already`]),
        ...(headersChanged === 0 ? [] : [`${(0,units/* formatCount */.B4)(headersChanged)} ${would}given other headers`]),
        ...(deleted === 0 ? [] : [`${(0,units/* formatCount */.B4)(deleted)} ${would}deleted`]),
    ].join(', ');
}

// EXTERNAL MODULE: ./src/whole-file.js
var whole_file = __webpack_require__(5601);
// EXTERNAL MODULE: ./src/transfer/artifact/prefix-template.js
var prefix_template = __webpack_require__(3349);
;// CONCATENATED MODULE: ./src/transfer/artifact/subject-checksums.js
/**
 * The files' digests in the format of GNU `sha256sum`, for `sha256sum -c` and the `subject-checksums` of attestation
 * actions. In a name with a backslash or a line break these are escaped, and the line begins with a backslash.
 */
function formatSubjectChecksums(files) {
    return files.map(({ sha256, path }) => formatLine(sha256, path)).join('');
}
const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
function formatLine(sha256, path) {
    const escaped = path.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
    return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}

// EXTERNAL MODULE: ./src/transfer/open-store.js + 1 modules
var open_store = __webpack_require__(9574);
// EXTERNAL MODULE: ./src/transfer/reporter.js
var transfer_reporter = __webpack_require__(9120);
// EXTERNAL MODULE: ./src/credentials/scoped-request.js
var scoped_request = __webpack_require__(4594);
// EXTERNAL MODULE: ./src/s3/object-store.js + 9 modules
var object_store = __webpack_require__(6490);
// EXTERNAL MODULE: ./src/sts/exchange.js + 2 modules
var exchange = __webpack_require__(1134);
;// CONCATENATED MODULE: ./src/transfer/upload/links.js





/** AWS and a default RGW issue no shorter sessions. A link can expire before its session. */
const SHORTEST_SESSION_SECONDS = 900;
/**
 * Creates links to uploaded files. They are signed with a separate session: the upload's may not read, its token is masked
 * wherever it appears, and a link expires with the session that signed it.
 */
class LinkMaker {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Makes sure before the upload that a session of this length can be obtained. The role may not allow it.
     *
     * @throws ExchangeFailure if it cannot
     */
    static async prepare(options) {
        const maker = new LinkMaker(options);
        await maker.#obtain();
        return maker;
    }
    /** @throws ArtifactFailure if no session can be obtained any more, although the upload is complete */
    async make(entries) {
        try {
            return await this.#sign(await this.#obtain(), entries);
        }
        catch (error) {
            if (!(error instanceof failure/* ExchangeFailure */.u7))
                throw error;
            throw new artifact_failure/* ArtifactFailure */.Hu('failed', `All files are uploaded, but creating the links failed. ${error.message}`, { cause: error });
        }
    }
    async #sign(session, entries) {
        const { request, context, seconds } = this.#options;
        const keys = {
            current: async () => session,
            renewed: async () => undefined,
            close: () => undefined,
        };
        const store = new object_store/* ObjectStore */.L({ ...request, keys, concurrency: 1, context });
        try {
            const links = [];
            for (const { path, key } of entries)
                links.push({ path, ...(await store.presignGet(key, seconds)) });
            return links;
        }
        finally {
            await store.close();
        }
    }
    async #obtain() {
        const { credential, request, context, seconds, onObtained } = this.#options;
        const { session } = await (0,exchange/* exchange */.c)(credential, {
            ...(0,scoped_request/* scopeRequest */.s)(request, 'read', request.prefix),
            durationSeconds: Math.max(seconds, SHORTEST_SESSION_SECONDS),
        }, context);
        onObtained?.(session);
        return session;
    }
}

;// CONCATENATED MODULE: ./src/transfer/artifact/event.js
/** Reports what the user may not have intended. */
function warn({ onEvent }, texts) {
    for (const text of texts)
        onEvent?.({ kind: 'note', text: `warning: ${text}` });
}

// EXTERNAL MODULE: ./src/transfer/artifact/key.js
var artifact_key = __webpack_require__(4807);
// EXTERNAL MODULE: ./src/transfer/hashing.js
var transfer_hashing = __webpack_require__(7697);
// EXTERNAL MODULE: ./src/transfer/in-parallel.js
var in_parallel = __webpack_require__(2192);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ../../node_modules/tar/dist/esm/header.js + 2 modules
var esm_header = __webpack_require__(8592);
// EXTERNAL MODULE: ../../node_modules/tar/dist/esm/pax.js
var pax = __webpack_require__(6418);
// EXTERNAL MODULE: ./src/transfer/artifact/archive.js
var archive = __webpack_require__(5578);
// EXTERNAL MODULE: ./src/transfer/artifact/content-digest.js
var content_digest = __webpack_require__(8058);
// EXTERNAL MODULE: ./src/transfer/disk.js
var disk = __webpack_require__(4456);
;// CONCATENATED MODULE: ./src/transfer/upload/source-reader.js





/** The size of a chunk that is sent, in bytes. Each request in flight holds two. */
const SENT_CHUNK = 256 * 1024;
/**
 * The size of a chunk that is hashed, in bytes. There is one per file. 1 GiB with its SHA-256 takes 0.75 s instead of 1.0
 * s.
 */
const SCANNED_CHUNK = 1024 * 1024;
/**
 * If something else takes the file's place meanwhile, a link must not be followed, and a named pipe must not block. Windows
 * has neither flag.
 */
const FLAGS = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
const NO_FILE = 'it is no longer a regular file';
const GROWN = 'it became longer while it was read, or after it was listed (take-growing uploads such a file as long as it was)';
const SHORTER = 'it became shorter while it was read, or after it was listed';
/** What system errors mean for a file that existed when it was listed. */
const CODES = {
    ENOENT: 'it disappeared after it was listed',
    ENOTDIR: 'it disappeared after it was listed',
    ELOOP: 'it was replaced by a link after it was listed',
    EISDIR: NO_FILE,
    ESPIPE: NO_FILE,
    ENXIO: NO_FILE,
    EACCES: 'this user may not read it (EACCES)',
    EPERM: 'the system does not let this user read it (EPERM)',
};
/** One for all uploads of this process, because its speed is that of the disk. */
const sources = new disk/* PacedDisk */.T();
/**
 * Reads a small file into its own buffer.
 *
 * @throws ArtifactFailure (`failed`) if it has vanished, cannot be read, or has changed; the signal's reason if that is
 *   aborted
 */
async function readWhole(file, signal) {
    signal.throwIfAborted();
    return await sources.use((disk) => readFrom(disk, file, signal));
}
/** Like {@link readWhole}, from a given disk. */
async function readFrom(disk, file, signal) {
    return await explain(file, async () => {
        const descriptor = await disk.open(file.absolute, FLAGS);
        try {
            const buffer = roomFor(file);
            let bytes = 0;
            for (;;) {
                signal.throwIfAborted();
                const bytesRead = await disk.read(descriptor, buffer, bytes, bytes);
                bytes += bytesRead;
                if (isAll(bytesRead, bytes, buffer))
                    break;
            }
            return checked(file, buffer, bytes, await disk.stat(descriptor));
        }
        finally {
            await disk.close(descriptor);
        }
    });
}
/** One byte more than the size, so that a file that has grown is noticed without a second call. */
function roomFor(file) {
    return Buffer.allocUnsafe(file.size + 1);
}
/** A regular file returns less than requested only at its end. */
function isAll(bytesRead, bytes, { length }) {
    return bytesRead === 0 || bytes >= length - 1;
}
function checked(file, buffer, bytes, stats) {
    assertSame(stats, file);
    const hasGrown = file.mayGrow && bytes > file.size && stats.size >= bytes;
    if (bytes !== file.size && !hasGrown)
        throw madeUp(file);
    return buffer.subarray(0, file.size);
}
/**
 * Opens the file. The caller closes the handle.
 *
 * @throws ArtifactFailure (`failed`) if it has vanished, cannot be opened, or has changed
 */
async function openSource(file) {
    const handle = await explain(file, () => (0,promises_.open)(file.absolute, FLAGS));
    try {
        await assertUnchanged(handle, file);
        return handle;
    }
    catch (error) {
        await handle.close();
        throw error;
    }
}
/**
 * The bytes from `start` up to, not including, `end`. A chunk is valid until the one after the next is requested, because
 * whoever asks for a chunk has sent the one before. Allocating a buffer for each chunk took a third of the time for 1 GiB.
 *
 * @throws ArtifactFailure (`failed`) if the file is shorter or cannot be read; the signal's reason if that is aborted
 */
function readRange(handle, file, start, end, signal) {
    const bytes = Math.min(SENT_CHUNK, Math.max(0, end - start));
    let [next, last] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
    return readChunks(handle, file, { start, end }, signal, (left) => {
        [next, last] = [last, next];
        return last.subarray(0, left);
    });
}
/**
 * Like {@link readRange}, for hashing. All chunks share one buffer, so a chunk is valid until the next one is requested.
 */
function scanRange(handle, file, start, end, signal) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(SCANNED_CHUNK, Math.max(0, end - start)));
    return readChunks(handle, file, { start, end }, signal, (left) => buffer.subarray(0, left));
}
/**
 * Reads a range into digests, in the hashing thread.
 *
 * @throws ArtifactFailure (`failed`) if the file is shorter or cannot be read; the signal's reason if that is aborted
 */
async function digestRange(hashing, digests, handle, file, { start, end }, signal) {
    const bytes = await explain(file, () => hashing.read(digests, handle.fd, start, end, signal));
    if (bytes !== end - start)
        throw changed(file);
}
async function* readChunks(handle, file, { start, end }, signal, room) {
    for (let position = start; position < end;) {
        signal.throwIfAborted();
        const buffer = room(end - position);
        // Fills each buffer, although a network file system may return less. A socket accepts more than one small chunk before
        // it signals backpressure, and would then hold buffers that are used again.
        for (let filled = 0; filled < buffer.length;) {
            const into = [buffer, filled, buffer.length - filled, position];
            const { bytesRead } = await explain(file, () => handle.read(...into));
            if (bytesRead === 0)
                throw changed(file);
            filled += bytesRead;
            position += bytesRead;
        }
        yield buffer;
    }
}
/**
 * Verifies that the opened file is unchanged since it was listed, so that everything read from it was what was listed.
 *
 * @throws ArtifactFailure (`failed`) if its size or time differs
 */
async function assertUnchanged(handle, file) {
    assertSame(await explain(file, () => handle.stat()), file);
}
function assertSame(stats, file) {
    if (!stats.isFile())
        throw source_reader_failure(file, NO_FILE);
    if (file.mayGrow && stats.size >= file.size)
        return;
    if (stats.size > file.size)
        throw source_reader_failure(file, GROWN);
    if (stats.size < file.size)
        throw source_reader_failure(file, SHORTER);
    if (stats.mtimeMs !== file.mtimeMs)
        throw changed(file);
}
/**
 * Its size and time are unchanged, but its content has another length: /proc/cpuinfo reports 0 bytes, a file in /sys 4,096.
 */
function madeUp(file) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Reading '${(0,printable/* printable */.g$)(file.path)}' failed: its content is longer or shorter than its size, as with files of /proc and /sys. Copy it to a regular file and upload that, or exclude it.`);
}
function changed(file) {
    return source_reader_failure(file, 'it changed while it was read, or after it was listed');
}
async function explain(file, work) {
    try {
        return await work();
    }
    catch (error) {
        throw explained(file, error);
    }
}
function explained(file, error) {
    const { code = '', syscall } = error;
    // The signal's reason, an explained failure, or a bug.
    if (syscall === undefined)
        return error;
    return source_reader_failure(file, CODES[code] ?? `the system answered ${code}`, error);
}
function source_reader_failure(file, cameBack, cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Reading '${(0,printable/* printable */.g$)(file.path)}' failed: ${cameBack}. Make sure that it can be read and that nothing writes to it, or exclude it.`, { cause });
}

;// CONCATENATED MODULE: ./src/transfer/upload/archive-stream.js

// Not imported by name, because Node 20 does not have all of them.






/** Files up to this many bytes are read in one go. */
const LARGEST_KEPT = 256 * 1024;
/** How many bytes are compressed at a time. Each time costs a way to another thread and back. */
const BATCH = 256 * 1024;
const LINK_MODE = 0o777;
/** Stands for a path that is in an extended header. */
const EXTENDED = 'extended';
/** The name of the archives that this Node can write. Zstandard came with 22.15. */
function archiveName() {
    return typeof external_node_zlib_.createZstdCompress === 'function' ? 'otter-archive.tar.zst' : 'otter-archive.tar.gz';
}
/**
 * All files as one compressed tar archive. Symbolic links are in it for other tools. A download takes them from the
 * manifest.
 */
function archiveStream(content) {
    return { title: 'the archive', open: () => openArchive(content) };
}
function openArchive(content) {
    const compressor = archiveName().endsWith('.zst')
        ? external_node_zlib_.createZstdCompress({ chunkSize: BATCH })
        : external_node_zlib_.createGzip({ chunkSize: BATCH });
    // Its failure ends the compressor, and is thrown to its reader.
    (0,external_node_stream_.pipeline)(inBatches(pack(content)), compressor, () => undefined);
    return {
        chunks: compressor,
        assertWhole: async () => undefined,
        close: async () => void compressor.destroy(),
    };
}
async function* pack({ files, links, onPacked, signal }) {
    for (const file of files) {
        yield headerOf({ ...file, type: 'File' });
        onPacked(file, yield* packFile(file, signal));
        yield Buffer.alloc((0,archive/* paddingOf */.Zt)(file.size));
    }
    for (const { path, target, mtimeMs } of links) {
        yield headerOf({ type: 'SymbolicLink', path, linkpath: target, mtimeMs, mode: LINK_MODE, size: 0 });
    }
    yield Buffer.alloc(2 * archive/* BLOCK */.IE);
}
/** @returns the content's SHA-256, in hexadecimal */
async function* packFile(file, signal) {
    if (file.size <= LARGEST_KEPT) {
        const content = await readWhole(file, signal);
        yield content;
        return (0,content_digest/* contentDigest */.eZ)(content);
    }
    const digest = (0,content_digest/* startContentDigest */.OS)();
    const handle = await openSource(file);
    try {
        for await (const chunk of readRange(handle, file, 0, file.size, signal)) {
            digest.update(chunk);
            yield chunk;
        }
        await assertUnchanged(handle, file);
    }
    finally {
        await handle.close();
    }
    return digest.digest('hex');
}
/** A header, after an extended one if not everything fits into it. */
function headerOf({ mtimeMs, ...entry }) {
    const mtime = new Date(Math.max(Math.floor(mtimeMs / 1000), 0) * 1000);
    const fields = { ...entry, mtime, uid: 0, gid: 0 };
    const header = new esm_header/* Header */.Y(fields);
    const block = Buffer.alloc(archive/* BLOCK */.IE);
    if (!header.encode(block))
        return block;
    const { path, linkpath, size } = entry;
    const extended = new pax/* Pax */.u({ path, size, ...(linkpath && { linkpath }) }).encode();
    // The package reads what a long path has in the header as a folder above the extended one.
    new esm_header/* Header */.Y({ ...fields, path: EXTENDED }).encode(block);
    return Buffer.concat([extended, block]);
}
/** Copies what it yields, because the source uses its buffers again. */
async function* inBatches(chunks) {
    let batch = [];
    let bytes = 0;
    for await (const chunk of chunks) {
        batch.push(chunk);
        bytes += chunk.length;
        if (bytes < BATCH)
            continue;
        yield Buffer.concat(batch);
        batch = [];
        bytes = 0;
    }
    if (bytes > 0)
        yield Buffer.concat(batch);
}

// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
// EXTERNAL MODULE: ./src/s3/request.js
var request = __webpack_require__(6065);
// EXTERNAL MODULE: ./src/s3/slots.js
var slots = __webpack_require__(8381);
// EXTERNAL MODULE: ./src/transfer/part-plan.js
var part_plan = __webpack_require__(1950);
;// CONCATENATED MODULE: ./src/transfer/upload/file-body.js





/**
 * Opens a whole file as a body while `use` runs, and verifies afterwards that the file has not changed. A small one is read
 * once and kept. A larger one is read once for hashing and once for sending.
 */
async function withBody(source, use) {
    const { file, signal } = source;
    if (file.size <= slots/* LARGEST_SMALL */.H) {
        return use((0,request/* bodyOf */.EN)(await readWhole(file, signal)));
    }
    const handle = await openSource(file);
    try {
        const digests = await digestWhole(source, handle);
        const open = () => readRange(handle, file, 0, file.size, signal);
        const result = await use({ ...digests, bytes: file.size, open });
        await assertUnchanged(handle, file);
        return result;
    }
    catch (error) {
        // A change of the file explains more than the server's answer does.
        if (!signal.aborted)
            await assertUnchanged(handle, file);
        throw error;
    }
    finally {
        await handle.close();
    }
}
/** The digests of a file that is not sent. */
function digestsOf(source) {
    return withBody(source, async (body) => contentOf(body));
}
function contentOf({ sha256, parts }) {
    return parts === undefined ? { sha256 } : { sha256, parts };
}
async function digestWhole({ file, hashing, partSize, signal }, handle) {
    const whole = hashing.begin();
    if (file.size <= partSize) {
        await digestRange(hashing, [whole], handle, file, { start: 0, end: file.size }, signal);
        return { sha256: await hashing.finish(whole) };
    }
    const digests = [];
    for await (const part of hashParts(file, handle, (0,part_plan/* planParts */.mM)(file.size, partSize), { hashing, whole }, signal))
        digests.push(part.body.sha256);
    return { sha256: await hashing.finish(whole), parts: { size: partSize, sha256: digests } };
}
/**
 * Reads a file's parts in order, and hashes each part and the whole file in one pass.
 *
 * @param whole the digest of the whole file
 */
async function* hashParts(file, handle, parts, { hashing, whole }, signal) {
    for (const part of parts) {
        const { start, end } = part;
        const digest = hashing.begin();
        await digestRange(hashing, [digest, whole], handle, file, part, signal);
        const open = () => readRange(handle, file, start, end, signal);
        yield { ...part, body: { sha256: await hashing.finish(digest), bytes: end - start, open } };
    }
}
/** Whether the server received bytes that do not match the digest. */
function isDamage(error) {
    return error instanceof s3_failure/* StoreFailure */.k && error.kind === 'integrity';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
;// CONCATENATED MODULE: ./src/transfer/upload/etag.js



const MEBIBYTE = 1024 ** 2;
/** Part sizes that clients use by default, in MiB: the AWS CLI's and boto3's, the AWS SDKs', rclone's, s5cmd's. */
const USUAL_PARTS = [8, 5, 16, 15, 50, 32, 64, 128];
/** How many sizes are tried for one object at most. Each try reads the whole file. */
const MOST_TRIES = 4;
/** The MD5 of a range of the file. Positions are in bytes. */
async function md5OfRange(file, start, end, signal) {
    const handle = await openSource(file);
    try {
        const hash = (0,external_node_crypto_.createHash)('md5');
        for await (const chunk of scanRange(handle, file, start, end, signal))
            hash.update(chunk);
        return hash.digest();
    }
    finally {
        await handle.close();
    }
}
/**
 * Whether an object has the file's content, by its ETag: the MD5 of a single PUT, or the MD5 of the parts' MD5s with the
 * number of parts. Any other ETag, such as that of an encrypted object, never matches.
 *
 * @param partSize the size of the parts in which the file would be uploaded, in bytes
 */
async function hasContent(etag, file, partSize, signal) {
    const [, digest, count] = /^([0-9a-f]{32})(?:-(\d+))?$/i.exec(etag) ?? [];
    if (digest === undefined)
        return false;
    if (count === undefined) {
        return (await md5OfRange(file, 0, file.size, signal)).toString('hex') === digest.toLowerCase();
    }
    for (const size of possiblePartSizes(file.size, Number(count), partSize)) {
        if ((await multipartEtag(file, size, signal)) === etag.toLowerCase())
            return true;
    }
    return false;
}
/** The part sizes that give this number of parts, the likeliest first. */
function possiblePartSizes(size, count, own) {
    const candidates = [own, ...USUAL_PARTS.map((mebibytes) => mebibytes * MEBIBYTE)];
    const least = Math.ceil(size / count / MEBIBYTE) * MEBIBYTE;
    const fitting = [...candidates, least].filter((part) => Math.ceil(size / part) === count);
    return [...new Set(fitting)].slice(0, MOST_TRIES);
}
async function multipartEtag(file, partSize, signal) {
    const digests = [];
    for (const { start, end } of (0,part_plan/* planParts */.mM)(file.size, partSize)) {
        digests.push(await md5OfRange(file, start, end, signal));
    }
    return etagOfParts(digests);
}
function etagOfParts(digests) {
    return `${(0,external_node_crypto_.createHash)('md5').update(Buffer.concat(digests)).digest('hex')}-${digests.length}`;
}

;// CONCATENATED MODULE: ./src/transfer/upload/existing-object.js




/** Whether the key had the file's content at the time of the listing. */
async function isThere({ file, key, partSize, listing, signal }) {
    const stored = await listing.object(key);
    if (stored === undefined || stored.size !== file.size)
        return false;
    return hasContent(stored.etag, file, partSize, signal);
}
/** Skips a file whose content is already at its key. */
async function skip(upload) {
    return { ...(await digestsOf(upload)), outcome: 'skipped' };
}
/**
 * Handles a key that is taken. The same content is accepted, because an interrupted run continues, or the answer to a first
 * attempt was lost.
 *
 * @throws ArtifactFailure of kind `exists` if the content differs or cannot be compared
 */
async function acceptExisting(upload, cause) {
    const { file, key, partSize, listing, signal } = upload;
    if (upload.isStreamed)
        throw alreadyThere(upload, '', cause);
    const stored = await listing.objectNow(key);
    if (stored === 'unknown')
        throw alreadyThere(upload, NOT_TOLD, cause);
    const same = stored !== undefined &&
        stored.size === file.size &&
        (await hasContent(stored.etag, file, partSize, signal));
    if (!same)
        throw alreadyThere(upload, undefined, cause);
    return skip(upload);
}
const NOT_TOLD = ', and this session may not check whether it is the same: give this step the service credential, or a session with access read-write';
function alreadyThere({ key }, how = ' with different content', cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('exists', `'${(0,printable/* printable */.g$)(key)}' already exists${how}. Choose another prefix, or set overwrite to replace it.`, { cause });
}

// EXTERNAL MODULE: ../../node_modules/mime/dist/src/index.js + 3 modules
var src = __webpack_require__(2946);
// EXTERNAL MODULE: ./src/transfer/artifact/path-globs.js
var path_globs = __webpack_require__(999);
;// CONCATENATED MODULE: ./src/transfer/upload/header-lines.js



/** S3's limit for the names and values of all metadata together, and again for those of all other headers, in bytes. */
const MOST_METADATA = 2_048;
/** What S3 keeps with an object, besides metadata. */
const KEPT = [
    'Cache-Control',
    'Content-Disposition',
    'Content-Encoding',
    'Content-Language',
    'Content-Type',
    'Expires',
];
const METADATA = 'x-amz-meta-';
/** @param name in lower case */
function isKept(name) {
    return name.startsWith(METADATA) || KEPT.some((kept) => kept.toLowerCase() === name);
}
/** A pattern may contain colons, so it ends where a known header follows. */
const LINE = new RegExp(`^(.+?)\\s*:\\s*(${KEPT.join('|')}|${METADATA}[^\\s:]*)\\s*:(.*)$`, 'is');
/** RFC 9110, section 5.6.7: the form that every sender has to use. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** Of names and values together. */
function bytesOf(headers) {
    return headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}
/** @throws InputError for the first line that is not `PATTERN: Header: value` */
function readHeaderLines(lines) {
    return lines.map(readHeaderLine);
}
function readHeaderLine(line) {
    const [, pattern = '', written = '', rest = ''] = LINE.exec(line) ?? [];
    const [name, value] = [written.toLowerCase(), rest.trim()];
    if (name === '') {
        throw wrong(line, `write PATTERN: Header: value, with ${KEPT.join(', ')} or ${METADATA}… as the header`);
    }
    if ((0,path_pattern/* splitMarks */.lB)(pattern).excludes) {
        throw wrong(line, 'a pattern cannot exclude here: write a later line for what is to be different');
    }
    const problem = value === '' ? nameProblem(name) : (nameProblem(name) ?? headerProblem(name, value));
    if (problem !== undefined)
        throw wrong(line, problem);
    return { pattern, name, value };
}
function wrong(line, how) {
    return new failure/* InputError */.dz('headers', `has the line '${(0,printable/* printable */.g$)(line)}': ${how}.`);
}
function nameProblem(name) {
    if (!name.startsWith(METADATA) || /^[\w.-]+$/.test(name.slice(METADATA.length)))
        return undefined;
    return 'the name of metadata has letters, digits, dots and hyphens';
}
/**
 * What is wrong with the value of a header, as a sentence without its end. Undefined if nothing is.
 *
 * @param name in lower case
 */
function headerProblem(name, value) {
    // What a header can hold everywhere.
    if (!/^[\x20-\x7e]*$/.test(value))
        return 'a header must be ASCII on one line';
    if (name === 'content-type' && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;.*)?$/.test(value)) {
        return 'this is not a media type, such as text/html; charset=utf-8';
    }
    // It describes how a request is sent, and a server removes it.
    if (name === 'content-encoding' && !/^(?!.*\baws-chunked\b)[\w-]+( *, *[\w-]+)*$/i.test(value)) {
        return 'this is not an encoding, such as gzip or br';
    }
    if (name === 'expires' && !(HTTP_DATE.test(value) && Number.isFinite(Date.parse(value)))) {
        return 'this is not a date, such as Thu, 31 Dec 2026 12:00:00 GMT';
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/transfer/upload/object-headers.js






/** The headers of each file's object, in lower case, without tags: an RGW loses those of multipart uploads. */
class ObjectHeaders {
    #choices;
    #lines;
    #paths;
    /**
     * @param paths all files of the upload
     * @throws InputError if a pattern cannot match anything, or a file would have more than S3 accepts
     */
    constructor(choices, paths) {
        this.#choices = choices;
        const globs = choices.headers.map(({ pattern }) => pattern);
        const patterns = (0,path_globs/* readGlobs */.Q)('headers', globs, paths);
        this.#lines = patterns.map((pattern, index) => ({ pattern, line: choices.headers[index] }));
        this.#paths = paths;
        if (globs.length > 0)
            for (const path of paths)
                assertFit(path, this.of(path));
    }
    /** Whether the user has said anything about them. */
    get areGiven() {
        const { cacheControl, contentType, metadata } = this.#choices;
        const all = [this.#lines, cacheControl ?? '', contentType ?? '', Object.keys(metadata)];
        return all.some(({ length }) => length > 0);
    }
    of(path) {
        const lines = this.#lines.flatMap(({ line, pattern }) => (pattern.takes(path) ? [line] : []));
        const common = headersOf(path, this.#choices);
        if (lines.length === 0)
            return common;
        const given = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
        const type = (given['content-type'] ?? this.#choices.contentType) || typeOf(path, given['content-encoding']);
        const all = Object.entries({ ...common, ...given, 'content-type': type });
        return Object.fromEntries(all.filter(([, value]) => value !== ''));
    }
    /** What to report: the patterns that match no file. */
    get notes() {
        const patterns = this.#lines.map(({ pattern }) => pattern);
        return (0,path_pattern/* unmatchedOf */.dL)(patterns, this.#paths).map((written) => {
            const hint = /[/]/.test(written) ? '' : ` Write **/${(0,printable/* printable */.g$)(written)} for files in folders too.`;
            return `headers has '${(0,printable/* printable */.g$)(written)}', which matches no file.${hint}`;
        });
    }
}
/** @throws InputError */
function assertFit(path, headers) {
    for (const isMetadata of [true, false]) {
        const some = Object.entries(headers).filter(([name]) => name.startsWith(METADATA) === isMetadata);
        const bytes = bytesOf(some.map(([name, value]) => [name.replace(METADATA, ''), value]));
        if (bytes <= MOST_METADATA)
            continue;
        throw new failure/* InputError */.dz('headers', `gives '${(0,printable/* printable */.g$)(path)}' ${bytes.toLocaleString('en')} bytes of ${isMetadata ? 'metadata' : 'headers'}, but an object can have at most ${MOST_METADATA.toLocaleString('en')}: shorten them.`);
    }
}
/** The headers that an object has without any line of `headers`. */
function headersOf(path, choices) {
    const { contentType = contentTypeOf(path), cacheControl, metadata, acl } = choices;
    const meta = Object.entries(metadata).map(([name, value]) => [METADATA + name, value]);
    return {
        'content-type': contentType,
        ...(isCompressedByName(path) ? { 'content-encoding': 'gzip' } : {}),
        ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
        ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
        ...Object.fromEntries(meta),
    };
}
/** An `.svgz` is a compressed SVG. Without this header a browser cannot display it. */
function isCompressedByName(path) {
    return /\.svgz$/i.test(path);
}
/** Extensions of source code that are registered for rarely used types. */
const SOURCE_CODE = /\.(?:rs|dart|scm|org)$/i;
/** With a Content-Encoding, the type is that of what was compressed: of `app.js` for `app.js.br`. */
function typeOf(path, encoding) {
    return contentTypeOf(encoding ? path.replace(/\.(?:gz|br|zst)$/i, '') : path);
}
function contentTypeOf(path) {
    const byName = SOURCE_CODE.test(path) ? 'text/plain' : src/* default */.A.getType(path);
    const type = byName ?? 'application/octet-stream';
    return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

;// CONCATENATED MODULE: ./src/transfer/upload/stored-listing.js

/** How many keys are checked one by one. Beyond that, listing the whole prefix is cheaper. */
const MOST_LOOKS = 16;
/**
 * The existing objects at the keys of an upload. Each listing is made once, on first use. Undefined if the session may not
 * list.
 */
class StoredListing {
    #stores;
    #prefix;
    #keys;
    #signal;
    #isRepeated;
    /** How many keys were checked one by one. */
    #looks = 0;
    #objects;
    #uploads;
    /** @param isRepeated whether most of the keys are probably taken */
    constructor(stores, prefix, keys, signal, isRepeated = false) {
        this.#stores = stores;
        this.#prefix = prefix;
        this.#keys = keys;
        this.#signal = signal;
        this.#isRepeated = isRepeated;
    }
    /** Whether the listing is worth it: it exists already, or so many keys are taken that more will be. */
    get isAtHand() {
        return this.#isRepeated || this.#objects !== undefined || this.#looks >= MOST_LOOKS;
    }
    /** Whether the session may list at all. */
    async isOpen() {
        this.#objects ??= this.#listObjects();
        return (await this.#objects) !== undefined;
    }
    /** As it was when the upload first asked. */
    async object(key) {
        this.#objects ??= this.#listObjects();
        return (await this.#objects)?.get(key);
    }
    /** As it is now. */
    async objectNow(key, signal = this.#signal) {
        this.#looks += 1;
        const found = await this.#look(async (store) => {
            for await (const object of store.listObjects(key, signal)) {
                return object.key === key ? object : 'none';
            }
            return 'none';
        });
        if (found === undefined)
            return 'unknown';
        return found === 'none' ? undefined : found;
    }
    /** Multipart uploads of the key from an earlier run, or from another one that is still running. */
    async uploads(key) {
        this.#uploads ??= this.#listUploads();
        return (await this.#uploads)?.get(key) ?? [];
    }
    /** As they are now. Empty if the session may not list. */
    async uploadsNow(key, signal) {
        const found = await this.#look(async (store) => {
            const uploads = [];
            for await (const upload of store.listUploads(key, signal)) {
                if (upload.key === key)
                    uploads.push(upload);
            }
            return uploads;
        });
        return found ?? [];
    }
    #listObjects() {
        return this.#look(async (store) => {
            const objects = new Map();
            for await (const object of store.listObjects(this.#prefix, this.#signal)) {
                // A bucket may contain millions of other objects.
                if (this.#keys.has(object.key))
                    objects.set(object.key, object);
            }
            return objects;
        });
    }
    #listUploads() {
        return this.#look(async (store) => {
            const uploads = new Map();
            for await (const upload of store.listUploads(this.#prefix, this.#signal)) {
                if (!this.#keys.has(upload.key))
                    continue;
                uploads.set(upload.key, [...(uploads.get(upload.key) ?? []), upload]);
            }
            return uploads;
        });
    }
    async #look(work) {
        const store = await this.#stores.look();
        return store && orUndefinedIfRefused(() => work(store));
    }
}
/** Returns undefined if the session may not look, which is not a failure. */
async function orUndefinedIfRefused(look) {
    try {
        return await look();
    }
    catch (error) {
        if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'refused')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/object-versions.js

/**
 * The version that a new one has replaced. Undefined if there was no object, or the session may not list versions.
 *
 * @param versionId the new one's
 */
async function replacedBy(look, key, versionId, signal) {
    const versions = await orUndefinedIfRefused(() => look.listVersions(key, signal));
    const { objects = [], markers = [] } = versions ?? {};
    const index = objects.findIndex((version) => version.versionId === versionId);
    const [own, before] = index === -1 ? [] : objects.slice(index);
    if (own === undefined || before === undefined)
        return undefined;
    const isDeleted = ({ lastModified }) => lastModified >= before.lastModified && lastModified <= own.lastModified;
    return markers.some(isDeleted) ? undefined : before;
}
/**
 * Deletes the newest version that has an ETag, and everything older, without leaving a delete marker. What another run has
 * put since stays.
 *
 * @returns whether the session may do that
 */
async function removeVersions(stores, key, etag, signal) {
    const done = await orUndefinedIfRefused(async () => {
        const { objects, markers } = await stores.look.listVersions(key, signal);
        const index = objects.findIndex((version) => version.etag === etag);
        const newest = objects[index]?.lastModified ?? Number.NEGATIVE_INFINITY;
        const older = [
            ...markers.filter(({ lastModified }) => lastModified <= newest),
            // The newest last: until then, no older one is the object's current one.
            ...objects.slice(index).reverse(),
        ];
        for (const { versionId } of index === -1 ? [] : older) {
            await stores.remove.deleteVersion(key, versionId, signal);
        }
        return true;
    });
    return done === true;
}

;// CONCATENATED MODULE: ./src/transfer/upload/put-if-absent.js



/** Whether a conditional put failed because the key is taken. */
function isKeyTaken(error) {
    return error instanceof s3_failure/* StoreFailure */.k && error.kind === 'exists';
}
/**
 * Puts an object if the key is free. If an answer is lost and the request is repeated, the key is taken by the first
 * attempt.
 *
 * @param isOurs checks whether the object at a taken key is this one. Its argument says whether an answer was lost.
 * @returns whether the bucket has versioning, as far as the answers say
 * @throws StoreFailure of kind `exists` if the key has another object
 */
async function putIfAbsent(destination, body, options, isOurs) {
    const { store, key } = destination;
    let answerLost = false;
    let isVersioned = false;
    const onUnclear = () => {
        answerLost = true;
        options.onUnclear?.();
    };
    try {
        const put = { ...options, onlyIfAbsent: true, onUnclear };
        const { versionId } = await store.putObject(key, body, put);
        isVersioned = versionId !== undefined;
        if (versionId !== undefined)
            await giveWay(destination, versionId, options.signal);
    }
    catch (error) {
        if (!isKeyTaken(error) || !(await isOurs(answerLost)))
            throw error;
    }
    return isVersioned;
}
/**
 * In a bucket with versioning, RGW 16.2.15 and 18.2.7 ignore If-None-Match (measured). So the new version is deleted again if
 * it has replaced another one. Of several that are put at the same moment, the first one stays.
 *
 * @throws StoreFailure of kind `exists` if it has
 */
async function giveWay({ stores, key }, versionId, signal) {
    const look = await stores.look();
    if (look === undefined || (await replacedBy(look, key, versionId, signal)) === undefined)
        return;
    await (await stores.removeVersions())?.deleteVersion(key, versionId, signal);
    throw new s3_failure/* StoreFailure */.k({
        kind: 'exists',
        tried: `PUT '${(0,printable/* printable */.g$)(key)}'`,
        cameBack: 'the key is taken',
        remedy: 'An object with this key already exists: choose another prefix, or set overwrite to replace it.',
    });
}
/**
 * Whether an object already has the content. A server that does not allow reading still says whether the ETag matches.
 *
 * @param etag the ETag of `body`
 */
async function replacesItself(store, key, body, etag, options) {
    try {
        await store.putObject(key, body, { ...options, onlyIfMatch: etag });
        return true;
    }
    catch (error) {
        if (error instanceof s3_failure/* StoreFailure */.k && error.httpStatus === 412)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/with-grace.js
/** Milliseconds for which a request that must not be interrupted may continue after a cancel. */
const GRACE_MS = 2_000;
/** Milliseconds after a cancel by which cleanup is done. CI systems kill a job less than eight seconds after it. */
const CLEAN_UP_MS = 6_500;
/** Runs work that is aborted some time after the signal. @throws the signal's reason if it is aborted before the work has begun */
async function withGrace(signal, work) {
    signal.throwIfAborted();
    const grace = new AbortController();
    let timer;
    const start = () => {
        timer = setTimeout(() => grace.abort(signal.reason), GRACE_MS);
    };
    signal.addEventListener('abort', start, { once: true });
    try {
        return await work(grace.signal);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', start);
    }
}
/**
 * A signal for cleanup, aborted some time after `signal`. Without a cancel there is no hurry, and cleanup may wait its turn
 * behind other work.
 */
function cleanUpSignal(signal) {
    const end = new AbortController();
    const start = () => {
        setTimeout(() => end.abort(signal.reason), CLEAN_UP_MS).unref();
    };
    if (signal.aborted)
        start();
    else
        signal.addEventListener('abort', start, { once: true });
    return end.signal;
}

;// CONCATENATED MODULE: ./src/transfer/upload/placeholder.js











/** Milliseconds between two checks of a placeholder that another run holds. */
const LOOK_MS = 500;
/** Milliseconds after which a placeholder must belong to a killed run. Assembling parts takes seconds. */
const STALE_MS = 120_000;
/** The key of a key's placeholder. The digest keeps it short. */
function placeholderKeyFor(prefix, key) {
    return `${prefix}${artifact_key/* PLACEHOLDERS */.je}${(0,external_node_crypto_.hash)('sha256', key).slice(0, 32)}`;
}
/**
 * Whether the placeholders of an upload can be removed again. If they cannot, none is created, because it would stay
 * forever.
 */
class PlaceholderPermission {
    #stores;
    #prefix;
    #answer;
    constructor(stores, prefix) {
        this.#stores = stores;
        this.#prefix = prefix;
    }
    /** Tested once, by deleting an object that does not exist. */
    isGiven() {
        this.#answer ??= this.#ask();
        return this.#answer;
    }
    async #ask() {
        const store = await this.#stores.placeholders();
        try {
            if (store !== undefined)
                await deleteWithoutTrace(store, `${this.#prefix}${artifact_key/* PLACEHOLDERS */.je}none`);
            return store !== undefined;
        }
        catch (error) {
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'refused')
                return false;
            throw error;
        }
    }
}
/** In a bucket with versioning, this leaves no delete marker for an object that does not exist. */
async function deleteWithoutTrace(store, key) {
    const deleteNull = async () => {
        await store.deleteVersion(key, 'null');
        return true;
    };
    if ((await orUndefinedIfRefused(deleteNull)) !== true)
        await store.deleteObject(key);
}
/**
 * A small object which says that a run is assembling the parts of the file at this key. An RGW before 20.2.1 ignores
 * If-None-Match at that moment, and only one of several runs may win. Placeholders keep runs of this program apart. Against
 * other clients that write the key at the same moment, only If-None-Match on completion protects, if the server respects
 * it. The placeholder has its own key, so that only the complete file is ever at the file's key. It contains the file's
 * digest, so that a run with the same content continues where a killed one stopped.
 */
class Placeholder {
    #upload;
    /** The digest in the placeholder, once that may exist. */
    #placed;
    /** Whether the bucket has versioning, as far as is known. */
    #isVersioned = false;
    constructor(upload) {
        this.#upload = upload;
    }
    /**
     * @param sha256 the file's SHA-256, in hexadecimal
     * @returns the result if the file is already there; undefined if its parts may be assembled
     * @throws ArtifactFailure of kind `exists` if the key has other content
     */
    async place(store, sha256) {
        const { key, listing, signal, placeholderPermission } = this.#upload;
        if (await placeholderPermission.isGiven())
            await this.#obtain(store, sha256);
        signal.throwIfAborted();
        const stored = await listing.objectNow(key);
        return stored === undefined || stored === 'unknown' ? undefined : acceptExisting(this.#upload, undefined);
    }
    /** Waits until this run owns the placeholder, or the key is taken. */
    async #obtain(store, sha256) {
        const { key, listing, signal } = this.#upload;
        for (let waitedMs = 0;; waitedMs += LOOK_MS) {
            const held = await this.#try(store, sha256, waitedMs);
            if (held === 'ours')
                return;
            await (0,timing/* pause */.v7)(LOOK_MS, signal);
            const stored = await listing.objectNow(key);
            if (stored !== undefined)
                return;
        }
    }
    /** @returns `another's` if a run that may still be working holds it */
    async #try(store, sha256, waitedMs) {
        const { placeholderKey, listing, stores, now } = this.#upload;
        const ownStores = { look: () => stores.look(), removeVersions: () => stores.placeholders() };
        const destination = { store, stores: ownStores, key: placeholderKey };
        let found;
        const isOurs = async () => {
            found = await listing.objectNow(placeholderKey);
            return isPlaceholder(found, sha256);
        };
        try {
            await this.#put(sha256, (body, options) => putIfAbsent(destination, body, options, isOurs));
            return 'ours';
        }
        catch (error) {
            if (!isKeyTaken(error))
                throw error;
        }
        if (found === undefined || found === 'unknown')
            return "another's";
        const isStale = waitedMs >= STALE_MS || now() - Date.parse(found.lastModified) > STALE_MS;
        return isStale && (await this.#takeOver(store, sha256, found)) ? 'ours' : "another's";
    }
    async #takeOver(store, sha256, { etag }) {
        try {
            await this.#put(sha256, async (body, options) => {
                const put = { ...options, onlyIfMatch: etag };
                const { versionId } = await store.putObject(this.#upload.placeholderKey, body, put);
                return versionId !== undefined;
            });
            return true;
        }
        catch (error) {
            // Another run was faster, or the one that held it is done.
            if (error instanceof s3_failure/* StoreFailure */.k && ['integrity', 'not-found'].includes(error.kind))
                return false;
            throw error;
        }
    }
    /** @param send returns whether the bucket has versioning */
    async #put(sha256, send) {
        const { choices, signal } = this.#upload;
        const body = (0,request/* bodyOf */.EN)(contentFor(sha256));
        const headers = headersOf('placeholder.txt', { metadata: {}, acl: choices.acl });
        // The answer may be lost, or nobody waits for it. The placeholder is then removed if it exists.
        const mayStand = () => {
            this.#placed = sha256;
        };
        try {
            const sending = (grace) => send(body, { headers, onUnclear: mayStand, signal: grace });
            this.#isVersioned = await withGrace(signal, sending);
            mayStand();
        }
        catch (error) {
            if (signal.aborted)
                mayStand();
            throw error;
        }
    }
    /** Removes the placeholder, whoever created it, once the file is complete. */
    async release(sha256) {
        this.#placed = sha256;
        await this.takeBack();
    }
    /** Removes only this run's placeholder. Another run may need its own. */
    async takeBack() {
        const sha256 = this.#placed;
        this.#placed = undefined;
        if (sha256 === undefined || !(await this.#mayRemove()))
            return;
        const { placeholderKey, stores, listing, cleanUp } = this.#upload;
        try {
            // Obtains the session first, so that almost no time passes between checking and deleting.
            const remove = await stores.placeholders();
            if (this.#isVersioned && (await this.#removeVersions(remove, sha256)))
                return;
            const stored = await listing.objectNow(placeholderKey, cleanUp);
            if (!isPlaceholder(stored, sha256))
                return;
            await remove?.deleteObject(placeholderKey, cleanUp);
        }
        catch {
            // The placeholder stays, and the next run for this file removes it.
        }
    }
    async #removeVersions(remove, sha256) {
        const { placeholderKey, stores, cleanUp } = this.#upload;
        const look = await stores.look();
        if (look === undefined || remove === undefined)
            return false;
        return await removeVersions({ look, remove }, placeholderKey, etagFor(sha256), cleanUp);
    }
    async #mayRemove() {
        return await this.#upload.placeholderPermission.isGiven().catch(() => false);
    }
}
/** Removes the placeholder of a run that was killed between completing the file and removing the placeholder. */
async function removeLeftPlaceholder(upload) {
    const { placeholderKey, stores, listing, placeholderPermission, cleanUp } = upload;
    if ((await listing.object(placeholderKey)) === undefined || !(await placeholderPermission.isGiven()))
        return;
    await (await stores.placeholders())?.deleteObject(placeholderKey, cleanUp);
}
function contentFor(sha256) {
    return `otter-sts is putting a file together, and removes this afterwards. SHA-256: ${sha256}\n`;
}
const BYTES = contentFor('0'.repeat(64)).length;
function isPlaceholder(stored, sha256) {
    if (stored === undefined || stored === 'unknown')
        return false;
    return stored.size === BYTES && stored.etag === etagFor(sha256);
}
function etagFor(sha256) {
    return (0,external_node_crypto_.hash)('md5', contentFor(sha256));
}

;// CONCATENATED MODULE: ./src/transfer/upload/file-part-source.js



/** How many parts of one file are sent at the same time. These fill the bandwidth and leave room for other files. */
const MOST_PARTS_AT_ONCE = 8;
/** The parts of a file, which can be read again. */
class FilePartSource {
    #upload;
    #handle;
    #whole;
    #digests = [];
    constructor(upload, handle) {
        this.#upload = upload;
        this.#handle = handle;
        this.#whole = upload.hashing.begin();
    }
    /** @throws ArtifactFailure when the file cannot be read, or is not as it was listed */
    static async open(upload) {
        return new FilePartSource(upload, await openSource(upload.file));
    }
    async *read(signal) {
        const { file, partSize, hashing } = this.#upload;
        this.#whole = hashing.begin();
        this.#digests = [];
        const digests = { hashing, whole: this.#whole };
        const planned = (0,part_plan/* planParts */.mM)(file.size, partSize);
        for await (const part of hashParts(file, this.#handle, planned, digests, signal)) {
            this.#digests.push(part.body.sha256);
            yield part;
        }
    }
    mostAhead() {
        return MOST_PARTS_AT_ONCE - 1;
    }
    async assertUnchanged() {
        await assertUnchanged(this.#handle, this.#upload.file);
    }
    async finish() {
        const { file, partSize, hashing } = this.#upload;
        const sha256 = await hashing.finish(this.#whole);
        return { size: file.size, sha256, parts: { size: partSize, sha256: this.#digests } };
    }
    async close() {
        await this.#handle.close();
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/unfinished-uploads.js




/** Finds the upload that an interrupted run left of this file: the one with the most parts, all of which match the file. */
async function findEarlier(upload) {
    const { key, listing } = upload;
    let best;
    for (const { uploadId } of await listing.uploads(key)) {
        const parts = await matchingParts(upload, uploadId);
        if (parts !== undefined && parts.size > (best?.parts.size ?? 0))
            best = { uploadId, parts };
    }
    return best;
}
/**
 * Aborts the uploads of others for this file's key, once the file is complete. Another run may still work on one of them.
 * It then starts again, or finds that the key is taken.
 */
async function abortEarlier({ key, listing, stores, signal }) {
    const store = await stores.write();
    for (const { uploadId } of await listing.uploads(key)) {
        await store.abortUpload(key, uploadId, signal).catch((error) => {
            // The file itself is complete.
            if (!(error instanceof s3_failure/* StoreFailure */.k))
                throw error;
        });
    }
}
/** @returns undefined if a part does not match this file, the parts cannot be listed, or the upload is gone */
async function matchingParts(upload, uploadId) {
    const look = await upload.stores.look();
    const stored = look && (await listParts(look, upload, uploadId));
    if (stored === undefined)
        return undefined;
    const { file, partSize, signal } = upload;
    for (const { number, start, end } of (0,part_plan/* planParts */.mM)(file.size, partSize)) {
        const part = stored.get(number);
        if (part === undefined)
            continue;
        if (part.size !== end - start)
            return undefined;
        if ((await md5OfRange(file, start, end, signal)).toString('hex') !== part.etag)
            return undefined;
    }
    return Math.max(...stored.keys()) > Math.ceil(file.size / partSize) ? undefined : stored;
}
function listParts(look, { key, signal }, uploadId) {
    return orUndefinedIfRefused(async () => {
        const parts = new Map();
        try {
            for await (const part of look.listParts(key, uploadId, signal))
                parts.set(part.number, part);
        }
        catch (error) {
            // The upload has ended since it was listed.
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'no-upload')
                return undefined;
            throw error;
        }
        return parts;
    });
}
/**
 * Uploads that the server created and whose IDs never arrived, because the connection broke and the request was repeated.
 * They would stay and cost storage until somebody looks.
 */
class StrayUploads {
    #upload;
    #suspected = false;
    constructor(upload) {
        this.#upload = upload;
    }
    /** Notes that there may be one. */
    suspect() {
        this.#suspected = true;
    }
    /**
     * Aborts the uploads of this key that began after ours, once ours has ended. If another run began one meanwhile, it
     * starts again.
     */
    async abort() {
        if (!this.#suspected)
            return;
        const { key, stores, listing, cleanUp } = this.#upload;
        try {
            const known = new Set((await listing.uploads(key)).map(({ uploadId }) => uploadId));
            const store = await stores.write();
            for (const { uploadId } of await listing.uploadsNow(key, cleanUp)) {
                if (!known.has(uploadId))
                    await store.abortUpload(key, uploadId, cleanUp);
            }
        }
        catch {
            // The result for the file is already known. Its next run, or a lifecycle rule, removes them.
        }
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/multipart-upload.js











/** How often a file's upload is started at most. It is started again if another run aborted it. */
const MOST_BEGINNINGS = 3;
/**
 * Uploads a file in parts, and continues the upload of an interrupted run. The upload is completed or aborted, never left
 * behind.
 */
async function uploadInParts(upload) {
    const { content: _, ...uploaded } = await withTraces(upload, async (traces) => {
        const source = await FilePartSource.open(upload);
        try {
            return await persist(upload, source, traces);
        }
        finally {
            await source.close();
        }
    });
    return uploaded;
}
/** Uploads parts that can be read only once, in the same way. */
async function uploadStreamedParts(upload, source) {
    return await withTraces(upload, async (traces) => {
        try {
            return await new Attempt(upload, source, traces).run(undefined);
        }
        catch (error) {
            upload.signal.throwIfAborted();
            throw isVanished(error) ? vanishedFailure(upload, 1, error) : error;
        }
    });
}
async function withTraces(upload, work) {
    const placeholder = new Placeholder(upload);
    const strays = new StrayUploads(upload);
    try {
        return await work({ placeholder, strays });
    }
    finally {
        await placeholder.takeBack();
        await strays.abort();
    }
}
async function persist(upload, source, traces) {
    let earlier = await findEarlier(upload);
    for (let beginning = 1;; beginning += 1) {
        try {
            return await new Attempt(upload, source, traces).run(earlier);
        }
        catch (error) {
            upload.signal.throwIfAborted();
            if (!isVanished(error))
                throw error;
            if (beginning === MOST_BEGINNINGS)
                throw vanishedFailure(upload, beginning, error);
            earlier = undefined;
        }
    }
}
/** The multipart upload is gone, or the completed object is not this file: another run works on the same key. */
class UploadVanished extends Error {
}
/** A changed part, like an upload that is gone, is the work of another run. */
function isVanished(error) {
    if (error instanceof UploadVanished)
        return true;
    return error instanceof s3_failure/* StoreFailure */.k && (error.kind === 'no-upload' || error.code === 'InvalidPart');
}
function vanishedFailure({ key }, times, cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Uploading '${(0,printable/* printable */.g$)(key)}' failed: its multipart upload disappeared${times === 1 ? '' : ` ${times} times`}. Another run writes to the same key or aborts unfinished uploads: give each run its own prefix.`, { cause });
}
/** One multipart upload, until it is completed or aborted. */
class Attempt {
    #upload;
    #source;
    #placeholder;
    #strays;
    #sentBytes = 0;
    constructor(upload, source, { placeholder, strays }) {
        this.#upload = upload;
        this.#source = source;
        this.#placeholder = placeholder;
        this.#strays = strays;
    }
    async run(earlier) {
        const { stores, signal } = this.#upload;
        const store = await stores.write();
        signal.throwIfAborted();
        const uploadId = earlier?.uploadId ?? (await this.#begin(store));
        try {
            signal.throwIfAborted();
            const sent = await this.#sendParts(store, uploadId, earlier);
            await this.#source.assertUnchanged();
            const outcome = await this.#complete(store, uploadId, sent);
            const { sha256, parts } = sent.content;
            return { sha256, ...(parts && { parts }), outcome, content: sent.content };
        }
        catch (error) {
            await this.#abort(store, uploadId);
            this.#upload.onSent(-this.#sentBytes);
            throw error;
        }
    }
    /** Not aborted at once: an upload whose ID never arrived cannot be aborted, only searched for. */
    async #begin(store) {
        const { key, headers, signal } = this.#upload;
        const onUnclear = () => this.#strays.suspect();
        try {
            return await withGrace(signal, (grace) => store.createUpload(key, headers, grace, onUnclear));
        }
        catch (error) {
            if (signal.aborted)
                onUnclear();
            throw error;
        }
    }
    /** Hashes ahead of sending, by as many parts as are in flight. */
    async #sendParts(store, uploadId, earlier) {
        const stop = new AbortController();
        const signal = AbortSignal.any([this.#upload.signal, stop.signal]);
        const parts = [];
        const underWay = new Set();
        const send = async (part) => {
            const there = earlier?.parts.get(part.number);
            if (there !== undefined)
                this.#count(part.body.bytes);
            const etag = there?.etag ?? (await this.#sendPart(store, uploadId, part, signal));
            parts.push({ number: part.number, etag });
        };
        // The first failure is reported, because the others only follow from it. It is recorded before the part counts as
        // ended: nobody may be waiting for that part, and without the record the file would be assembled with a gap.
        const attempt = (part) => send(part).catch((error) => stop.abort(error));
        try {
            for await (const part of this.#source.read(signal)) {
                const sending = attempt(part).finally(() => {
                    underWay.delete(sending);
                    part.release?.();
                });
                underWay.add(sending);
                while (underWay.size > this.#source.mostAhead(part))
                    await Promise.race(underWay);
            }
        }
        catch (error) {
            stop.abort(error);
        }
        await Promise.all(underWay);
        this.#upload.signal.throwIfAborted();
        if (stop.signal.aborted)
            throw stop.signal.reason;
        parts.sort((one, other) => one.number - other.number);
        return { parts, content: await this.#source.finish() };
    }
    async #sendPart(store, uploadId, { number, body }, signal) {
        const options = { onSent: (bytes) => this.#count(bytes), signal };
        const send = () => store.uploadPart(this.#upload.key, uploadId, number, body, options);
        const { etag } = await send().catch(async (error) => {
            if (!isDamage(error))
                throw error;
            await this.#source.assertUnchanged();
            return send();
        });
        return etag;
    }
    #count(bytes) {
        this.#sentBytes += bytes;
        this.#upload.onSent(bytes);
    }
    async #complete(store, uploadId, { parts, content: { sha256, size } }) {
        const { key, signal, choices } = this.#upload;
        const giveWay = async ({ outcome }) => {
            await store.abortUpload(key, uploadId, signal);
            return outcome;
        };
        if (!choices.overwrite) {
            const loser = await this.#placeholder.place(store, sha256);
            if (loser !== undefined)
                return await giveWay(loser);
        }
        try {
            await this.#completeOnce(store, uploadId, parts, size);
        }
        catch (error) {
            if (!isKeyTaken(error))
                throw error;
            return await giveWay(await acceptExisting(this.#upload, error));
        }
        if (!choices.overwrite)
            await this.#placeholder.release(sha256);
        return 'uploaded';
    }
    /**
     * For an upload that is gone, an RGW reports success if any object has its key. An answer can also be lost. So the object
     * is checked, if the session allows it.
     */
    async #completeOnce(store, uploadId, parts, size) {
        const { key, listing, signal, choices } = this.#upload;
        const onlyIfAbsent = !choices.overwrite;
        const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
        const expected = digests.every(({ length }) => length === 16) ? etagOfParts(digests) : undefined;
        let failure;
        // Not aborted at once: it takes only a moment, and its outcome would be unknown.
        const complete = (grace) => store.completeUpload(key, uploadId, parts, { onlyIfAbsent, signal: grace });
        await withGrace(signal, complete).catch((error) => {
            failure = error;
        });
        const stored = await listing.objectNow(key);
        const isOurs = stored !== undefined &&
            stored !== 'unknown' &&
            stored.size === size &&
            (expected === undefined || stored.etag === expected);
        if (isOurs || (stored === 'unknown' && failure === undefined))
            return;
        throw failure ?? new UploadVanished();
    }
    /** With its own time limit, because a canceled upload must leave nothing behind. */
    async #abort(store, uploadId) {
        const { key, cleanUp } = this.#upload;
        await store.abortUpload(key, uploadId, cleanUp).catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/object-tags.js



/** The tags by which a lifecycle rule can select objects. */
function tagsOf({ retentionDays }) {
    return retentionDays === undefined ? {} : { 'retention-days': String(retentionDays) };
}
/** Headers with the tags, for an object that is sent in one request. */
function withTags(headers, choices) {
    const tags = new URLSearchParams(tagsOf(choices)).toString();
    return tags === '' ? headers : { ...headers, 'x-amz-tagging': tags };
}
/**
 * Tags objects that already existed. They may have other tags, and an interrupted run may not have tagged its multipart
 * uploads. This comes after the manifest, because before that the objects may turn out to belong to another upload.
 *
 * @throws ArtifactFailure if not all of them could be tagged, although the upload is complete
 */
async function tagSkipped(options, entries) {
    const tags = tagsOf(options);
    if (Object.keys(tags).length === 0)
        return;
    const { stores, concurrency, signal } = options;
    const store = await stores.write();
    const skipped = entries.filter(({ outcome }) => outcome === 'skipped');
    try {
        await (0,in_parallel/* inParallel */.H)(skipped, concurrency, signal, ({ key }, either) => store.tagObject(key, tags, either));
    }
    catch (error) {
        if (!(error instanceof s3_failure/* StoreFailure */.k))
            throw error;
        throw new artifact_failure/* ArtifactFailure */.Hu(error.kind === 'refused' ? 'refused' : 'partial', `All files and their manifest are uploaded, but not everything that already existed was tagged with retention-days. ${error.message}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/file-delivery.js











/**
 * Uploads one file, completely or not at all.
 *
 * @throws ArtifactFailure if the file cannot be read or has changed, or of kind `exists` if its key has other content
 * @throws StoreFailure if the store does not accept it
 */
async function uploadFile(upload) {
    const { file, partSize, choices } = upload;
    if (choices.dryRun)
        return foresee(upload);
    const there = await findThere(upload);
    const isLarge = file.size > partSize;
    const uploaded = there ?? (await ((await goesInParts(upload)) ? uploadInParts(upload) : putFile(upload)));
    if (isLarge && there !== undefined)
        await removeLeftPlaceholder(upload);
    if (isLarge && uploaded.outcome === 'uploaded')
        await tagPartsObject(upload);
    if (isLarge)
        await abortEarlier(upload);
    return uploaded;
}
/**
 * Whether a file is sent in parts. If it must not replace anything and the session may not list, it is sent in one request,
 * because only there every RGW respects If-None-Match.
 *
 * @throws ArtifactFailure of kind `refused` if it is too large for one request
 */
async function goesInParts({ file, key, partSize, choices, listing }) {
    if (file.size <= partSize)
        return false;
    if (choices.overwrite || (await listing.isOpen()))
        return true;
    if (file.size <= part_plan/* LARGEST_PART */.$D)
        return false;
    throw new artifact_failure/* ArtifactFailure */.Hu('refused', `'${(0,printable/* printable */.g$)(key)}' was not uploaded: the file is larger than 5 GiB, and this session may not check whether the key exists. Give this step the service credential, or a session with access read-write, or set overwrite.`);
}
/** An RGW loses the tags of multipart uploads, so they are set in a separate request. */
async function tagPartsObject({ key, choices, stores, signal }) {
    const tags = tagsOf(choices);
    if (Object.keys(tags).length === 0)
        return;
    await (await stores.write()).tagObject(key, tags, signal);
}
/** The result for a file that is already there. A small file is not worth a listing of its own. */
async function findThere(upload) {
    const { file, partSize, choices, listing } = upload;
    if (choices.skipUnchanged && (await isThere(upload)))
        return skip(upload);
    if (choices.overwrite)
        return undefined;
    return file.size > partSize || listing.isAtHand ? acceptListed(upload) : undefined;
}
/** The result in a dry run. Digests are not computed. */
async function foresee(upload) {
    const { choices } = upload;
    if (choices.overwrite && !choices.skipUnchanged)
        return { sha256: '', outcome: 'uploaded' };
    if (await isThere(upload))
        return { sha256: '', outcome: 'skipped' };
    const taken = (await upload.listing.object(upload.key)) !== undefined;
    if (taken && !choices.overwrite)
        throw alreadyThere(upload);
    return { sha256: '', outcome: 'uploaded' };
}
async function putFile(upload) {
    try {
        return await withBody(upload, async (body) => {
            await putWhole(upload, body, (options) => isOurs(upload, body, options));
            return { ...contentOf(body), outcome: 'uploaded' };
        });
    }
    catch (error) {
        if (!isKeyTaken(error))
            throw error;
        return acceptExisting(upload, error);
    }
}
/**
 * Puts content in one request.
 *
 * @param isOurs checks whether the object at a taken key is from an earlier attempt, whose answer was lost
 * @throws StoreFailure of kind `exists` if the key has another object, which may not be replaced
 */
async function putWhole(upload, body, isOurs) {
    const { key, stores, choices, headers, onSent, signal } = upload;
    const store = await stores.write();
    const options = { headers: withTags(headers, choices), onSent, signal };
    const send = async () => {
        if (choices.overwrite)
            await store.putObject(key, body, options);
        else
            await putIfAbsent({ store, stores, key }, body, options, async (lost) => lost && isOurs(options));
    };
    // The server received wrong bytes, and the content is unchanged: the network damaged them.
    await send().catch((error) => (isDamage(error) ? send() : Promise.reject(error)));
}
/**
 * Whether the object at the key is from an earlier attempt of this run whose answer was lost. The session may not read.
 */
async function isOurs(upload, body, options) {
    const { file, key, stores, listing, signal } = upload;
    if ((await listing.objectNow(key)) !== 'unknown')
        return false;
    const md5 = await md5OfRange(file, 0, file.size, signal);
    return replacesItself(await stores.write(), key, body, md5.toString('hex'), options);
}
/** Checks the listing before anything is sent. Undefined if the key is free. @throws as {@link acceptExisting} */
async function acceptListed(upload) {
    const stored = await upload.listing.object(upload.key);
    if (stored === undefined)
        return undefined;
    if (await isThere(upload))
        return skip(upload);
    throw alreadyThere(upload);
}

;// CONCATENATED MODULE: ./src/transfer/upload/streamed-parts.js



/** Bytes of parts that are kept in memory until they have been sent. */
const MOST_KEPT = 64 * 1024 ** 2;
/** The parts of a stream. The later ones are larger, because nobody knows how many there will be. */
class StreamedParts {
    #input;
    #partSize;
    #digests = [];
    #first;
    /** @param first of `partSize` bytes, read already */
    constructor(input, first, partSize) {
        this.#input = input;
        this.#first = first;
        this.#partSize = partSize;
    }
    async *read(signal) {
        for (let number = 1, isLast = false; !isLast; number += 1) {
            if (number > part_plan/* MOST_PARTS */.pZ)
                throw tooLong(this.#input.size);
            const piece = this.#first ?? (await this.#input.read((0,part_plan/* streamedPartSize */.sj)(number, this.#partSize), signal));
            this.#first = undefined;
            this.#digests.push(piece.sha256);
            const { bytes, sha256, release } = piece;
            isLast = piece.isLast;
            yield { number, body: { sha256, bytes: bytes.length, open: () => bytes }, release };
        }
    }
    mostAhead({ number }) {
        const next = (0,part_plan/* streamedPartSize */.sj)(number + 1, this.#partSize);
        return Math.max(Math.floor(MOST_KEPT / next) - 1, 1);
    }
    async assertUnchanged() {
        // What is in memory does not change.
    }
    async finish() {
        const whole = { size: this.#input.size, sha256: this.#input.digest() };
        // In a manifest all parts but the last have one size.
        if (this.#digests.length > part_plan/* PARTS_OF_A_SIZE */.Dp)
            return whole;
        return { ...whole, parts: { size: this.#partSize, sha256: this.#digests } };
    }
}
function tooLong(size) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `The upload failed after ${(0,units/* formatBytes */.z3)(size)}: that is as much as fits into ${part_plan/* MOST_PARTS */.pZ.toLocaleString('en')} parts. Nothing was uploaded: set a larger part-size, which needs more memory.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/stream-delivery.js









/**
 * Uploads a stream to its key, completely or not at all: in one request if it is short, otherwise in parts.
 *
 * @returns undefined when the stream is empty
 * @throws ArtifactFailure when it cannot be read or is not whole, or of kind `exists` when something is at its key
 * @throws StoreFailure if the store does not accept it
 */
async function deliverStream(upload, input) {
    const { partSize, signal } = upload;
    const first = await input.read(partSize, signal);
    if (input.size === 0)
        return undefined;
    if (first.isLast)
        return await putPiece(upload, first);
    await assertMayLook(upload);
    const uploaded = await uploadStreamedParts(upload, new StreamedParts(input, first, partSize));
    await tagPartsObject(upload);
    await abortEarlier(upload);
    return uploaded;
}
/** @throws ArtifactFailure of kind `exists` when something is at the key, and may not be replaced */
async function assertFree(upload) {
    if (upload.choices.overwrite)
        return;
    const stored = await upload.listing.objectNow(upload.key);
    if (stored !== undefined && stored !== 'unknown')
        throw alreadyThere(upload, '');
}
/** An RGW before 20.2.1 ignores If-None-Match for parts, so whether the key is free has to be looked at. */
async function assertMayLook({ key, choices, listing }) {
    if (choices.overwrite || (await listing.isOpen()))
        return;
    throw new artifact_failure/* ArtifactFailure */.Hu('refused', `'${(0,printable/* printable */.g$)(key)}' was not uploaded: it has more than one part, and this session may not check whether the key exists. Give this step the service credential, or a session with access read-write, or set overwrite.`);
}
async function putPiece(upload, { bytes, sha256 }) {
    const body = { sha256, bytes: bytes.length, open: () => bytes };
    try {
        await putWhole(upload, body, (options) => stream_delivery_isThere(upload, body, (0,external_node_crypto_.hash)('md5', bytes), options));
    }
    catch (error) {
        if (isKeyTaken(error))
            await acceptExisting(upload, error);
        throw error;
    }
    return { sha256, outcome: 'uploaded', content: { sha256, size: bytes.length } };
}
/**
 * Whether the object at the key is from an earlier attempt of this run whose answer was lost. The session may not read.
 */
async function stream_delivery_isThere({ key, listing, stores }, body, etag, options) {
    const stored = await listing.objectNow(key);
    if (stored === 'unknown')
        return await replacesItself(await stores.write(), key, body, etag, options);
    return stored?.etag === etag;
}

// EXTERNAL MODULE: ./src/s3/listing.js
var listing = __webpack_require__(424);
;// CONCATENATED MODULE: ./src/transfer/upload/streamed-input.js




/** Bytes at the end of the content in which `expect-end` is looked for: a dump has comments after its last line. */
const END_BYTES = 1_024;
/** Cuts a stream into pieces, and decides at its end whether it is complete. */
class StreamedInput {
    #stream;
    #chunks;
    #title;
    #expectedEnd;
    #whole = (0,content_digest/* startContentDigest */.OS)();
    /** Memory of used pieces. New memory for each piece would be freed late: 50 MB more (measured). */
    #spare = [];
    #rest;
    #end = Buffer.of();
    #size = 0;
    /** @param expectedEnd what the last bytes have to contain; empty for anything */
    constructor({ title, open }, expectedEnd) {
        this.#title = title;
        this.#expectedEnd = Buffer.from(expectedEnd);
        this.#stream = open();
        this.#chunks = this.#stream.chunks[Symbol.asyncIterator]();
    }
    /** Bytes that have been read. */
    get size() {
        return this.#size;
    }
    /** The SHA-256 of everything in hexadecimal. To be called once, when all has been read. */
    digest() {
        return this.#whole.digest('hex');
    }
    /**
     * @param size bytes; less at the end
     * @throws ArtifactFailure if it cannot be read, or is incomplete; the signal's reason if it is aborted
     */
    async read(size, signal) {
        // A piece that is not full takes no memory for the rest.
        const buffer = this.#spare.find(({ length }) => length === size) ?? Buffer.allocUnsafeSlow(size);
        this.#spare = this.#spare.filter((spare) => spare !== buffer && spare.length === size);
        const digest = (0,content_digest/* startContentDigest */.OS)();
        let filled = 0;
        let chunk = await this.#next(signal);
        while (chunk !== undefined && filled < size) {
            const taken = chunk.subarray(0, size - filled);
            buffer.set(taken, filled);
            digest.update(taken);
            filled += taken.length;
            chunk = taken.length < chunk.length ? chunk.subarray(taken.length) : await this.#next(signal);
        }
        this.#rest = chunk;
        if (chunk === undefined)
            await this.#assertWhole(signal);
        return {
            bytes: buffer.subarray(0, filled),
            sha256: digest.digest('hex'),
            isLast: chunk === undefined,
            release: () => void this.#spare.push(buffer),
        };
    }
    async close() {
        await this.#stream.close();
    }
    async #next(signal) {
        const rest = this.#rest;
        this.#rest = undefined;
        if (rest !== undefined)
            return rest;
        for (;;) {
            const { value, done } = await (0,timing/* untilAborted */.Eu)(this.#readChunk(), signal);
            if (done === true)
                return undefined;
            if (value.length === 0)
                continue;
            this.#note(value);
            return value;
        }
    }
    async #readChunk() {
        try {
            return await this.#chunks.next();
        }
        catch (error) {
            if (error instanceof artifact_failure/* ArtifactFailure */.Hu)
                throw error;
            const { code = 'an unknown error' } = error;
            throw new artifact_failure/* ArtifactFailure */.Hu('failed', `Reading ${this.#title} failed (${code}), so nothing was uploaded. Run what writes it again.`, { cause: error });
        }
    }
    #note(chunk) {
        this.#size += chunk.length;
        this.#whole.update(chunk);
        this.#end = Buffer.concat([this.#end, chunk.subarray(-END_BYTES)]).subarray(-END_BYTES);
        if (this.#size <= listing/* LARGEST_OBJECT */.bC)
            return;
        throw new artifact_failure/* ArtifactFailure */.Hu('failed', `Uploading ${this.#title} failed: it is larger than the 5 TiB that an object can have. Compress or split it.`);
    }
    async #assertWhole(signal) {
        await (0,timing/* untilAborted */.Eu)(this.#stream.assertWhole(), signal);
        if (Buffer.from(this.#end).includes(this.#expectedEnd))
            return;
        throw new artifact_failure/* ArtifactFailure */.Hu('integrity', `Uploading ${this.#title} failed: its last ${END_BYTES.toLocaleString('en')} bytes do not contain the text of expect-end, so it is probably cut off. Nothing was uploaded: find out why what writes it ended early.`);
    }
}

// EXTERNAL MODULE: ./src/http/signing.js
var signing = __webpack_require__(5765);
;// CONCATENATED MODULE: ./src/transfer/upload/header-changes.js









/**
 * Gives objects that already existed this upload's headers, if it says anything about headers. This comes after the
 * manifest, because before that the objects may turn out to belong to another upload.
 *
 * @returns the entries; in a dry run as they would be
 * @throws ArtifactFailure if not all of them could be changed, although the upload is complete
 */
async function changeHeaders(options, headers, entries) {
    const skipped = entries.filter(({ outcome }) => outcome === 'skipped');
    if (!headers.areGiven || skipped.length === 0)
        return entries;
    const { stores, concurrency, onEvent, signal } = options;
    const store = await stores.headers();
    const outcomes = new Map();
    try {
        await (0,in_parallel/* inParallel */.H)(skipped, concurrency, signal, async (entry, either) => {
            const change = { ...options, signal: either, entry, wanted: headers.of(entry.path) };
            const outcome = store && (await orUndefinedIfRefused(() => changeObject(store, change)));
            outcomes.set(entry, outcome ?? 'refused');
            if (outcome === 'changed')
                onEvent?.({ kind: 'file', path: entry.path, bytes: 0, outcome: 'headers-changed' });
        });
    }
    catch (error) {
        if (error instanceof s3_failure/* StoreFailure */.k)
            throw notChanged(error);
        throw error;
    }
    warn(options, notesOn([...outcomes.values()]));
    return entries.map((entry) => outcomes.get(entry) === 'changed' ? { ...entry, outcome: 'headers-changed' } : entry);
}
async function changeObject(store, change) {
    const { entry, wanted, dryRun, signal } = change;
    const { key, size } = entry;
    const stored = await store.headObject(key, signal);
    if (stored === undefined || areSame(stored.headers, wanted))
        return 'same';
    if (size > part_plan/* LARGEST_PART */.$D)
        return 'large';
    if (dryRun)
        return 'changed';
    const tags = await tagsFor(store, change, stored.headers);
    const tag = async () => {
        if (Object.keys(tags).length > 0)
            await store.tagObject(key, tags, signal);
    };
    // Also before, so that a session that may not tag leaves everything as it is.
    await tag();
    await store.replaceHeaders(key, { ...wanted, ...storageClassOf(stored.headers) }, signal);
    await tag();
    return 'changed';
}
/** The copy loses the tags. Those of this upload replace those that the object has. */
async function tagsFor(store, { entry, retentionDays, signal }, stored) {
    const tags = tagsOf({ retentionDays });
    const isTagged = Number(stored['x-amz-tagging-count'] ?? 0) > 0;
    return isTagged && Object.keys(tags).length === 0 ? await store.readTags(entry.key, signal) : tags;
}
/** A copy without it would go to the standard one. */
function storageClassOf({ 'x-amz-storage-class': storageClass }) {
    return storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass };
}
function areSame(one, other) {
    return comparable(one) === comparable(other);
}
/** The headers that an upload can set. An RGW 16 turns underscores in the names of metadata into hyphens. */
function comparable(headers) {
    const set = Object.entries(headers).filter(([name, value]) => isKept(name) && value !== '');
    return JSON.stringify(set.map(([name, value]) => [name.replaceAll('_', '-'), value]).sort());
}
function notChanged(cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('partial', `All files and their manifest are uploaded, but not everything that already existed has this run's headers. ${cause.message}`, { cause });
}
const ANEW = 'set overwrite and leave out skip-unchanged';
const LEFT = {
    refused: {
        why: 'the session may not read and copy objects',
        remedy: `give this step the service credential of a role that allows it, or ${ANEW}`,
    },
    large: { why: 'an object of more than 5 GiB cannot be copied in one request', remedy: ANEW },
};
function notesOn(outcomes) {
    return ['refused', 'large'].flatMap((left) => {
        const files = outcomes.filter((outcome) => outcome === left).length;
        const { why, remedy } = LEFT[left];
        return files === 0
            ? []
            : [
                `files that already exist (${(0,units/* formatFiles */.HL)(files)}) keep their headers, because ${why}. To change them, ${remedy}.`,
            ];
    });
}

// EXTERNAL MODULE: ./src/transfer/artifact/latest-pointer.js
var latest_pointer = __webpack_require__(6989);
// EXTERNAL MODULE: ./src/transfer/artifact/run-order.js
var run_order = __webpack_require__(2248);
// EXTERNAL MODULE: ./src/transfer/download/small-object.js
var small_object = __webpack_require__(8733);
// EXTERNAL MODULE: ./src/transfer/artifact/manifest.js
var artifact_manifest = __webpack_require__(1471);
;// CONCATENATED MODULE: ./src/transfer/upload/existing-manifest.js






/**
 * The existing manifest, for an upload that replaces nothing. If it says the same, it stays, byte for byte: a repeated run
 * then ends like the first, and a stored digest of the first remains valid.
 *
 * @param own the manifest that would be written. A file with an empty `sha256` is compared by its size alone.
 * @param options.state what has been done so far, as the beginning of a sentence
 * @param options.isThere whether a manifest is known to exist
 * @returns undefined if there is none, or none is known and the session may not read it
 * @throws ArtifactFailure of kind `exists` if it belongs to another upload, or if one exists and cannot be read
 */
async function findSameManifest(stores, key, own, { state, isThere, signal }) {
    const found = await compareManifest(stores, key, own, signal);
    if (found === 'unreadable' && isThere)
        throw refusal(state, key, 'and this session may not read what it lists');
    if (found === 'none' || found === 'unreadable')
        return undefined;
    if ('difference' in found)
        throw refusal(state, key, found.difference);
    return found;
}
/** Compares the existing manifest with the one that would be written, as {@link findSameManifest} does. */
async function compareManifest(stores, key, own, signal) {
    const bytes = await readManifest(stores, key, signal);
    if (bytes === 'none')
        return 'none';
    if (bytes === undefined)
        return 'unreadable';
    const manifest = await parseOrNothing(bytes.toString('utf8'), signal);
    if (manifest === undefined)
        return { difference: 'and is not a manifest' };
    const difference = differenceOf(manifest, own);
    return difference === undefined ? { manifest, sha256: (0,content_digest/* contentDigest */.eZ)(bytes) } : { difference };
}
/** @returns undefined if the session may not read it */
async function readManifest(stores, key, signal) {
    const store = await stores.readManifest();
    if (store === undefined)
        return undefined;
    return orUndefinedIfRefused(async () => {
        try {
            return (await (0,small_object/* readSmallObject */.$)(store, key, artifact_manifest/* LONGEST_MANIFEST */.fG, signal)).content;
        }
        catch (error) {
            if (error instanceof artifact_failure/* ArtifactFailure */.Hu && error.kind === 'nothing-found')
                return 'none';
            throw error;
        }
    });
}
async function parseOrNothing(text, signal) {
    try {
        return await (0,artifact_manifest/* parseManifestInTurns */.UA)(text, signal);
    }
    catch (error) {
        if (error instanceof artifact_failure/* ArtifactFailure */.Hu)
            return undefined;
        throw error;
    }
}
/** How two manifests differ, as the end of a sentence. Their dates and the files' times are ignored. */
function differenceOf(there, own) {
    if (!isSameArchive(there.archive, own.archive))
        return archiveDifference(own);
    const ours = new Map([...own.files, ...own.links].map((entry) => [entry.path, entry]));
    for (const entry of [...there.files, ...there.links]) {
        const { path } = entry;
        const other = ours.get(path);
        if (other === undefined)
            return `and lists '${(0,printable/* printable */.g$)(path)}', which this upload does not have`;
        if (!isSame(entry, other))
            return `and lists a different '${(0,printable/* printable */.g$)(path)}'`;
        ours.delete(path);
    }
    const [missing] = ours.keys();
    if (missing !== undefined)
        return `and does not list '${(0,printable/* printable */.g$)(missing)}', which this upload has`;
    return retentionOf(there) === retentionOf(own) ? undefined : 'with a different retention-days';
}
/** An archive without a digest is not packed yet. */
function isSameArchive(there, own) {
    if (there === undefined || own === undefined)
        return there === own;
    return own.sha256 === '' || there.sha256 === own.sha256;
}
function archiveDifference({ archive }) {
    if (archive === undefined)
        return 'and lists an archive, which this upload is not';
    return 'and lists files, or another archive, and this upload is an archive';
}
function isSame(one, other) {
    if ('target' in one || 'target' in other) {
        return 'target' in one && 'target' in other && one.target === other.target;
    }
    const sameContent = one.sha256 === other.sha256 || other.sha256 === '';
    return one.size === other.size && one.mode === other.mode && sameContent;
}
/** In milliseconds. Undefined if it never expires. */
function retentionOf({ createdAt, expiresAt }) {
    return expiresAt === undefined ? undefined : Date.parse(expiresAt) - Date.parse(createdAt);
}
function refusal(state, key, how) {
    return new artifact_failure/* ArtifactFailure */.Hu('exists', `${state}'${(0,printable/* printable */.g$)(key)}' already exists ${how}: it is the manifest of another upload. Give each upload its own prefix, or set overwrite to replace the manifest.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-manifest.js










/** Days in milliseconds. */
const DAY_MS = 86_400_000;
/** The latest time of a Date, by ECMAScript's definition. */
const LATEST_MS = 8.64e15;
/**
 * Writes the manifest of an upload, or keeps an existing one that says the same: its dates are still right if nothing was
 * sent, and in a bucket with versioning each one that is written stays.
 *
 * @returns the resulting manifest; without a digest in a dry run, which writes none
 * @throws ArtifactFailure of kind `exists` if there is one of another upload, which must not be replaced
 * @throws StoreFailure
 */
async function putManifest(options, key, content) {
    const { stores, overwrite, dryRun, signal } = options;
    const manifest = describe(options, content);
    if (dryRun)
        return { manifest, sha256: '' };
    if (content.objects.every(({ outcome }) => outcome === 'skipped')) {
        const there = await compareManifest(stores, key, manifest, signal);
        if (typeof there === 'object' && 'manifest' in there)
            return there;
    }
    try {
        return {
            manifest,
            sha256: await putText(options, key, (0,artifact_manifest/* formatManifest */.L_)(manifest), { onlyIfAbsent: !overwrite }),
        };
    }
    catch (error) {
        if (!isKeyTaken(error))
            throw error;
        const state = 'All files are uploaded, and no manifest lists them: ';
        const same = await findSameManifest(stores, key, manifest, { state, isThere: true, signal });
        if (same === undefined)
            throw error;
        return same;
    }
}
const ANY_DIGEST = (0,content_digest/* contentDigest */.eZ)(Buffer.of());
function plan({ partSize: asked }, { path, size }) {
    const partSize = (0,part_plan/* partSizeFor */.oV)(path, size, asked);
    const count = Math.ceil(size / partSize);
    if (count <= 1)
        return { path, sha256: ANY_DIGEST };
    return { path, sha256: ANY_DIGEST, parts: { size: partSize, sha256: Array(count).fill(ANY_DIGEST) } };
}
/**
 * Checks before anything is sent that a download will accept the manifest.
 *
 * @throws ArtifactFailure of kind `failed` if it would be too long, or has a path that is refused
 */
function assertListable(options) {
    (0,artifact_manifest/* formatManifest */.L_)(describe(options, { files: options.selection.files.map((file) => plan(options, file)) }));
}
/**
 * Checks before anything is sent or tagged whether the prefix belongs to another upload.
 *
 * @returns whether this upload was there before, as far as its manifest says
 * @throws ArtifactFailure of kind `exists` if it does, and nothing may be replaced
 */
async function assertOwnPrefix(options, key) {
    const { selection, overwrite } = options;
    if (overwrite)
        return false;
    // Their digests are not yet known, so sizes and modes are compared.
    const planned = { files: selection.files.map(({ path }) => ({ path, sha256: '' })) };
    return (await findOwnManifest(options, key, planned)) !== undefined;
}
/**
 * The existing manifest at a key, if it says the same.
 *
 * @param content a file with an empty `sha256` is compared by its size alone
 * @throws ArtifactFailure of kind `exists` if it belongs to another upload
 */
async function findOwnManifest(options, key, content) {
    const { stores, signal } = options;
    const own = describe(options, content);
    return await findSameManifest(stores, key, own, { state: '', isThere: false, signal });
}
/** @param content the files of the selection that exist */
function describe({ selection, prefix, retentionDays, now }, { files, archive }) {
    const digests = new Map(files.map((file) => [file.path, contentOf(file)]));
    const created = now();
    const expires = retentionDays === undefined ? undefined : created + retentionDays * DAY_MS;
    return {
        version: 1,
        prefix,
        createdAt: new Date(created).toISOString(),
        ...(expires === undefined ? {} : { expiresAt: new Date(expires).toISOString() }),
        ...(archive && { archive }),
        files: selection.files.flatMap((file) => {
            const content = digests.get(file.path);
            const { path, size, mode, mtimeMs } = file;
            return content === undefined
                ? []
                : [{ path, size, ...content, mode: mode & 0o777, mtime: formatMtime(mtimeMs) }];
        }),
        links: selection.links.map(upload_manifest_describeLink),
    };
}
function upload_manifest_describeLink({ path, target, mtimeMs }) {
    return { path, target, mtime: formatMtime(mtimeMs) };
}
/** Some file systems have 64-bit times, which a Date cannot represent. */
function formatMtime(mtimeMs) {
    return new Date(Math.min(Math.max(mtimeMs, -LATEST_MS), LATEST_MS)).toISOString();
}
/**
 * Writes a text of the upload itself: its manifest, or the latest pointer.
 *
 * @param options.onlyIfMatch the ETag of the object that may be replaced. Undefined for any.
 * @returns its SHA-256, in hexadecimal
 * @throws StoreFailure, of kind `exists` if the key has something else and the text is written only if absent, of kind
 *   `integrity` if it has another ETag
 */
async function putText(upload, key, text, { onlyIfAbsent, onlyIfMatch, }) {
    const { stores, signal } = upload;
    const body = (0,request/* bodyOf */.EN)(text);
    const store = await stores.write();
    // Each upload replaces them, so no cache may keep them.
    const own = { ...upload, contentType: 'application/json', cacheControl: 'no-cache' };
    const headers = withTags(headersOf(key, own), upload);
    const options = { headers, signal };
    if (onlyIfAbsent) {
        const isOurs = () => replacesItself(store, key, body, (0,external_node_crypto_.hash)('md5', text), options);
        await putIfAbsent({ store, stores, key }, body, options, async (lost) => lost && isOurs());
    }
    else
        await store.putObject(key, body, { ...options, onlyIfMatch });
    return body.sha256;
}

;// CONCATENATED MODULE: ./src/transfer/upload/latest-update.js







/** How often the pointer is written at most. Each time, another upload was faster. */
const MOST_WRITES = 100;
/**
 * Writes the latest pointer, unless it names a newer upload. Of several uploads that write it at the same time, the newest
 * one stays: each write says which object it replaces. A server that does not respect this may let an older one replace a
 * newer one, so the pointer is read again after it was written.
 *
 * @throws ArtifactFailure if it cannot be written, although the upload is complete
 */
async function updateLatest(options, key, own) {
    try {
        await latest_update_persist(options, key, own);
    }
    catch (error) {
        if (error instanceof s3_failure/* StoreFailure */.k || error instanceof artifact_failure/* ArtifactFailure */.Hu)
            throw notWritten(error);
        throw error;
    }
}
async function latest_update_persist(options, key, own) {
    const text = (0,latest_pointer/* formatLatestPointer */.uL)(own);
    const { now, onEvent } = options;
    const tell = (sentence) => onEvent?.({ kind: 'note', text: sentence });
    let isWritten = false;
    for (let write = 0; write < MOST_WRITES; write += 1) {
        const there = await latest_update_look(options, key);
        if (there?.text === text)
            return;
        if (there !== undefined && !options.overwrite && !isLikePointer(there.text))
            throw otherObject(key);
        const { order } = there ?? {};
        if (isWritten && !(order && (0,run_order/* isOlder */.tW)(order, own.order, now())))
            return;
        if (order && (0,run_order/* isOlder */.tW)(own.order, order, now()))
            return tell(left(key, own.order, order));
        if (await replace(options, key, text, there))
            isWritten = true;
        else if (there === undefined && (await latest_update_look(options, key)) === undefined) {
            await putText(options, key, text, { onlyIfAbsent: false });
            return tell(unseen(key));
        }
    }
    throw contended(key);
}
/** Undefined if there is none, or it may not be read. A server says which only to those who may list. */
async function latest_update_look({ stores, signal }, key) {
    const store = await stores.readManifest();
    if (store === undefined)
        return undefined;
    try {
        const { content, etag } = await (0,small_object/* readSmallObject */.$)(store, key, latest_pointer/* LONGEST_POINTER */.B3, signal);
        const text = content.toString('utf8');
        return { etag, text, order: orderIn(text) };
    }
    catch (error) {
        if (error instanceof artifact_failure/* ArtifactFailure */.Hu && error.kind === 'nothing-found')
            return undefined;
        if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'refused')
            return undefined;
        throw error;
    }
}
/** Whether it can be a pointer of any release, or one that was damaged, and not a page or a manifest. */
function isLikePointer(text) {
    try {
        const content = JSON.parse(text);
        if (typeof content !== 'object' || content === null)
            return false;
        return 'version' in content && !('files' in content);
    }
    catch {
        return false;
    }
}
/** Undefined if it is not a pointer, or one without an order. */
function orderIn(text) {
    try {
        return (0,latest_pointer/* parseLatestPointer */.em)(text).order;
    }
    catch (error) {
        if (error instanceof artifact_failure/* ArtifactFailure */.Hu)
            return undefined;
        throw error;
    }
}
/** @returns whether the pointer was written, because no other upload has written it since it was read */
async function replace(options, key, text, there) {
    try {
        await putText(options, key, text, { onlyIfAbsent: there === undefined, onlyIfMatch: there?.etag });
        return true;
    }
    catch (error) {
        if (isConflict(error))
            return false;
        throw error;
    }
}
/** The object was created, replaced or deleted meanwhile. */
function isConflict(error) {
    return (error instanceof s3_failure/* StoreFailure */.k &&
        [404, 409, 412].includes(error.httpStatus ?? 0) &&
        error.code !== 'NoSuchBucket');
}
function left(key, own, other) {
    const which = `it names ${(0,run_order/* describeOrder */.mw)(other)}, and this is ${(0,run_order/* describeOrder */.mw)(own)}`;
    return `warning: latest ('${(0,printable/* printable */.g$)(key)}') still names a newer upload: ${which}. All files of this one are uploaded. To go back on purpose, delete '${(0,printable/* printable */.g$)(key)}' and run this again.`;
}
function unseen(key) {
    return `latest ('${(0,printable/* printable */.g$)(key)}') was written without checking what it named, which this session may not read: it may have moved back to an older upload.`;
}
function notWritten(error) {
    return new artifact_failure/* ArtifactFailure */.Hu(error.kind === 'refused' ? 'refused' : 'failed', `All files and their manifest are uploaded, but latest does not name them. ${error.message}`, { cause: error });
}
function otherObject(key) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `'${(0,printable/* printable */.g$)(key)}' is not a pointer, and was not replaced. Choose another key for latest, or delete the object, or set overwrite to replace it.`);
}
function contended(key) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `'${(0,printable/* printable */.g$)(key)}' was replaced by other uploads ${MOST_WRITES} times in a row. Run it again.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/mirror.js









/** How many keys are listed ahead of the deletion. */
const mirror_BATCH = 1_000;
const UPLOADED_NOTHING = 'Nothing was sent or deleted';
/** How many keys a message names at most. */
const mirror_MOST_NAMED = 3;
/** The objects below the prefix that `delete` removes: all that are neither part of the upload nor protected. */
class Mirror {
    #options;
    #kept;
    #protection;
    /**
     * @param keys of the upload's files
     * @throws InputError if a pattern of `keep` cannot match anything
     */
    constructor(options, keys) {
        const { prefix, latest } = options;
        this.#options = options;
        this.#protection = new Protection(options.keep);
        this.#kept = new Set([...keys, prefix + artifact_key/* MANIFEST_NAME */.ir, ...(latest === undefined ? [] : [latest])]);
    }
    /**
     * Checks before anything is sent that there are not more than `delete-at-most`. A dry run shows them first.
     *
     * @throws ArtifactFailure of kind `refused` if there are more, or the session may not list them
     */
    async assertFew() {
        const { stores, deleteAtMost, dryRun } = this.#options;
        if (deleteAtMost === undefined || dryRun)
            return;
        const state = UPLOADED_NOTHING;
        await this.#explain(state, async () => this.#assertFew(await stores.look(), state));
    }
    /**
     * @returns how many were deleted, or would be in a dry run
     * @throws ArtifactFailure if not all of them could be deleted, or there are more than `delete-at-most`
     */
    async delete() {
        const { stores, dryRun, latest } = this.#options;
        const uploaded = `All files and their manifest are uploaded${latest === undefined ? '' : ', latest still names the previous upload'}`;
        const state = dryRun ? 'This is a dry run' : uploaded;
        return await this.#explain(state, async () => {
            const look = await stores.look();
            const remove = dryRun ? undefined : await stores.remove();
            if (!dryRun && remove === undefined)
                throw this.#notAllowed(state);
            // More of them may have come since the first check.
            if (!dryRun)
                await this.#assertFew(look, state);
            const deleted = await this.#deleteAll(look, remove, state);
            if (dryRun)
                await this.#assertFew(look, state);
            if (deleted > 0)
                warn(this.#options, this.#protection.idle.map(describeIdle));
            return deleted;
        });
    }
    async #assertFew(look, state) {
        const { deleteAtMost, prefix } = this.#options;
        if (deleteAtMost === undefined)
            return;
        let count = 0;
        const names = [];
        for await (const key of this.#list(look, state)) {
            count += 1;
            if (names.length < mirror_MOST_NAMED)
                names.push(`'${(0,printable/* printable */.g$)(key.slice(prefix.length))}'`);
        }
        if (count <= deleteAtMost)
            return;
        throw new artifact_failure/* ArtifactFailure */.Hu('refused', `${state}: below '${(0,printable/* printable */.g$)(prefix)}', delete would remove ${(0,units/* formatCount */.B4)(count)} objects, such as ${names.join(', ')}, and delete-at-most is ${(0,units/* formatCount */.B4)(deleteAtMost)}. Check path and prefix. If all of them are to go, raise delete-at-most.`);
    }
    /** @param remove undefined in a dry run */
    async #deleteAll(look, remove, state) {
        let deleted = 0;
        let batch = [];
        const flush = async () => {
            await this.#deleteBatch(remove, batch);
            deleted += batch.length;
            batch = [];
        };
        for await (const key of this.#list(look, state)) {
            batch.push(key);
            if (batch.length === mirror_BATCH)
                await flush();
        }
        await flush();
        return deleted;
    }
    async *#list(look, state) {
        const { prefix, signal } = this.#options;
        if (look === undefined)
            throw this.#notAllowed(state);
        for await (const { key } of look.listObjects(prefix, signal)) {
            if (!this.#kept.has(key) && !this.#protects(key.slice(prefix.length)))
                yield key;
        }
    }
    /** Placeholders of killed uploads are hidden, and may go. */
    #protects(path) {
        const { selection } = this.#options;
        return this.#protection.covers(path) || (selection.leavesOut(path) && !path.startsWith(artifact_key/* PLACEHOLDERS */.je));
    }
    async #deleteBatch(remove, keys) {
        const { prefix, concurrency, onEvent, signal } = this.#options;
        await (0,in_parallel/* inParallel */.H)(keys, concurrency, signal, async (key, either) => {
            await remove?.deleteObject(key, either);
            onEvent?.({ kind: 'file', path: key.slice(prefix.length), bytes: 0, outcome: 'deleted' });
        });
    }
    async #explain(state, work) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof s3_failure/* StoreFailure */.k))
                throw error;
            if (error.kind === 'refused')
                throw this.#notAllowed(state, error);
            const failed = `${state}, but not all other objects below the prefix could be listed or deleted`;
            throw new artifact_failure/* ArtifactFailure */.Hu('partial', `${failed}. ${error.message}`, { cause: error });
        }
    }
    #notAllowed(state, cause) {
        const where = `below '${(0,printable/* printable */.g$)(this.#options.prefix)}'`;
        const session = 'the role, or the session of an earlier step, must allow';
        const what = state === UPLOADED_NOTHING || this.#options.dryRun
            ? `Cannot tell what would be deleted ${where}: ${session} listing there.`
            : `${state}, but deleting other objects ${where} was refused: ${session} listing and deleting there.`;
        return new artifact_failure/* ArtifactFailure */.Hu('refused', cause === undefined ? what : `${what} ${cause.message}`, { cause });
    }
}
function describeIdle(written) {
    return `keep has '${(0,printable/* printable */.g$)(written)}', which matches nothing below the prefix.`;
}
/** What the patterns of `keep` protect. They are read as patterns and as names, because no file is here that has the name. */
class Protection {
    #globs;
    /** With exclusions only, everything else is protected. */
    #byDefault;
    /** Patterns that have protected nothing so far. */
    #idle;
    constructor(keep) {
        this.#globs = (0,path_globs/* readGlobs */.Q)('keep', keep, []);
        const inclusions = this.#globs.filter(({ excludes }) => !excludes);
        this.#byDefault = keep.length > 0 && inclusions.length === 0;
        this.#idle = new Set(inclusions);
    }
    covers(path) {
        for (const pattern of this.#idle)
            if (matches(pattern, path))
                this.#idle.delete(pattern);
        const isNamed = this.#globs.some((pattern) => !pattern.excludes && isName(pattern, path));
        return (0,path_pattern/* isTaken */.Ck)(this.#globs, path) ?? (this.#byDefault || isNamed);
    }
    get idle() {
        return [...this.#idle].map(({ written }) => written);
    }
}
function matches(pattern, path) {
    return pattern.takes(path) || isName(pattern, path);
}
function isName({ written }, path) {
    const name = written.replace(/\/+$/, '');
    return path === name || path.startsWith(`${name}/`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-failures.js





/** Failures that affect one file. All others would affect every file. */
const OF_ONE_FILE = new Set([
    'exists',
    'integrity',
    'no-upload',
    'invalid',
    'not-found',
]);
/** How many files a message names at most. */
const upload_failures_MOST_NAMED = 10;
/** The failed files of an upload, and whether continuing makes sense. */
class UploadFailures {
    #failed = [];
    #choices;
    #stop = new AbortController();
    constructor(choices) {
        this.#choices = choices;
    }
    /** Aborted with a failure that would affect every other file. */
    get signal() {
        return this.#stop.signal;
    }
    get isEmpty() {
        return this.#failed.length === 0;
    }
    /** @returns why it failed, on one line */
    add(path, error) {
        this.#failed.push({ path, error });
        if (!isOfOneFile(error))
            this.#stop.abort(error);
        return (0,failure/* firstLine */.TM)(error);
    }
    /** @throws ArtifactFailure, or the failure itself if it does not concern a file */
    throwIfAny(files, done) {
        const [first] = this.#failed;
        if (first === undefined)
            return;
        const { reason } = this.#stop.signal;
        if (reason !== undefined && !(reason instanceof s3_failure/* StoreFailure */.k))
            throw reason;
        throw new artifact_failure/* ArtifactFailure */.Hu(this.#kind(done), this.#describe(files, done), {
            cause: reason ?? first.error,
        });
    }
    #kind(done) {
        const kinds = this.#failed.map(({ error }) => kindOf(error));
        if (kinds.includes('integrity'))
            return 'integrity';
        if (kinds.every((kind) => kind === 'exists'))
            return 'exists';
        if (kinds.every((kind) => kind === 'refused' || kind === 'exists'))
            return 'refused';
        return done > 0 ? 'partial' : 'failed';
    }
    /** Repeating does not help if something is in the way. */
    #helpsToRepeat(done) {
        return done > 0 && this.#failed.some(({ error }) => !['exists', 'refused'].includes(kindOf(error)));
    }
    #whyNotTried() {
        return this.#stop.signal.aborted
            ? 'Not tried, because the same error would recur'
            : 'Not tried, because pages and what else names files are uploaded after these';
    }
    #describe(files, done) {
        const named = this.#failed.slice(0, upload_failures_MOST_NAMED);
        const more = this.#failed.length - named.length;
        const stopped = files - done - this.#failed.length;
        const counts = [this.#failed.length, files, done].map(units/* formatCount */.B4);
        const lines = [
            this.#choices.dryRun
                ? `${counts[0]} of ${counts[1]} files would fail, and no manifest would be written.`
                : `${counts[0]} of ${counts[1]} files failed, ${counts[2]} are in the bucket, and no manifest was written.`,
            ...named.map(({ path, error }) => `  ${(0,printable/* printable */.g$)(path)}: ${(0,failure/* firstLine */.TM)(error)}`),
            ...(more === 0 ? [] : [`  and ${(0,units/* formatCount */.B4)(more)} more`]),
            ...(stopped === 0 ? [] : [`${this.#whyNotTried()}: ${(0,units/* formatFiles */.HL)(stopped)}.`]),
            ...(this.#choices.overwrite && !this.#choices.dryRun && done > 0
                ? ['The manifest of an earlier upload there is out of date.']
                : []),
            ...(!this.#choices.dryRun && this.#helpsToRepeat(done)
                ? ['Run it again: files that are there already are not sent again.']
                : []),
        ];
        return lines.join('\n');
    }
}
function isOfOneFile(error) {
    if (error instanceof s3_failure/* StoreFailure */.k)
        return OF_ONE_FILE.has(error.kind) && error.code !== 'NoSuchBucket';
    return error instanceof artifact_failure/* ArtifactFailure */.Hu;
}
function kindOf(error) {
    if (error instanceof artifact_failure/* ArtifactFailure */.Hu)
        return error.kind;
    return error instanceof s3_failure/* StoreFailure */.k ? (0,artifact_failure/* endOfTransfer */.Ul)(error) : 'failed';
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-order.js
/** What names other files: pages, and the manifests of web applications. */
const PAGE = /\.(?:html?|xhtml|webmanifest)$|(?:^|[/.-])manifest\.json$/i;
/**
 * What names pages, or is the first that a visitor or a client asks for: start pages and indexes, feeds and site maps, and
 * service workers, which load all that they name.
 */
const ENTRANCE = /(?:^|\/)index\.(?:html?|xhtml|json|ya?ml)$|\.(?:xml|rss|atom)$|(?:^|\/)(?:sw|[\w.-]*service-?worker)\.m?js$/i;
/**
 * Files in waves. Each is sent when the one before it is complete, so that nothing names a file that is not there yet.
 */
function wavesOf(planned) {
    const waveOf = ({ file }) => (ENTRANCE.test(file.path) ? 2 : Number(PAGE.test(file.path)));
    return [0, 1, 2].map((wave) => planned.filter((one) => waveOf(one) === wave));
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload.js



















/**
 * Uploads a selection below a prefix: first the files, then the manifest that lists them, then what `delete` and `latest`
 * ask for. A failed file does not stop the others, but then no manifest is written. A failure that would affect every file
 * stops the upload.
 *
 * @throws InputError before anything is sent
 * @throws ArtifactFailure if it is incomplete
 * @throws StoreFailure, ExchangeFailure if the work cannot begin or end
 * @throws the signal's reason if it is aborted
 */
async function upload(options) {
    const { selection, prefix, dryRun, signal } = options;
    const plan = planUpload(options);
    assertListable(options);
    signal.throwIfAborted();
    const { files, bytes } = selection;
    options.onEvent?.({ kind: 'planned', files: files.length, bytes, ...(dryRun ? { dryRun } : {}) });
    const begunAt = options.now();
    const manifestKey = prefix + artifact_key/* MANIFEST_NAME */.ir;
    warn(options, plan.headers.notes);
    if (dryRun)
        await lookAhead(options);
    const isRepeated = await assertOwnPrefix(options, manifestKey);
    await plan.mirror?.assertFew();
    return await finishUpload(options, plan, ofObjects(await uploadFiles(options, plan, isRepeated)), begunAt);
}
/** The content of an upload with an object for each file. */
function ofObjects(objects) {
    return { objects, files: objects };
}
/**
 * What follows when all files are there: the manifest, then headers and tags of what was there already, then what `delete`
 * and `latest` ask for.
 *
 * @param begunAt milliseconds since the epoch
 */
async function finishUpload(options, { headers, mirror }, content, begunAt) {
    const { selection, prefix, dryRun } = options;
    const manifestKey = prefix + artifact_key/* MANIFEST_NAME */.ir;
    const { manifest, sha256: manifestSha256 } = await putManifest(options, manifestKey, content);
    const entries = await changeHeaders(options, headers, content.objects);
    if (!dryRun)
        await tagSkipped(options, entries);
    const deleted = (await mirror?.delete()) ?? 0;
    if (options.latest !== undefined && !dryRun) {
        const { createdAt } = manifest;
        const { latest, run: { runId, number } = {} } = options;
        const order = { number, begunAt: new Date(begunAt).toISOString() };
        const pointer = { version: 1, prefix, manifestKey, manifestSha256, createdAt, runId, order };
        await updateLatest(options, latest, pointer);
    }
    const { archive } = content;
    // The files of an archive share its outcome.
    const each = archive === undefined ? 1 : content.files.length;
    const count = (wanted) => entries.filter(({ outcome }) => outcome === wanted).length * each;
    return {
        manifestKey,
        manifestSha256,
        files: content.files.length,
        bytes: selection.bytes,
        uploaded: count('uploaded'),
        skipped: count('skipped'),
        headersChanged: count('headers-changed'),
        deleted,
        prefix,
        url: `${options.target.endpoint}${(0,signing/* pathOf */.XM)(options.target.bucket, prefix)}`,
        entries,
        ...(archive && { archive }),
        manifest,
    };
}
/** Checks in a dry run that there is a session and a bucket. @throws ExchangeFailure, StoreFailure if there is not */
async function lookAhead({ stores, prefix, onEvent, signal }) {
    await stores.write();
    const store = await stores.look();
    const look = async () => {
        for await (const _ of store?.listObjects(prefix, signal) ?? [])
            break;
        return true;
    };
    if (store !== undefined && (await orUndefinedIfRefused(look)))
        return;
    warn({ onEvent }, [
        'this session may not list the bucket, or is for another bucket, so every file counts as new.',
    ]);
}
/** Checks everything possible before anything is sent. */
function planUpload(options) {
    const { selection, prefix, latest, partSize } = options;
    if (options.delete && prefix === '') {
        throw new failure/* InputError */.dz('delete', 'needs a prefix: without one it would delete everything else in the bucket.');
    }
    const planned = selection.files.map((file) => ({
        file,
        key: (0,artifact_key/* objectKey */.T5)(prefix, file.path),
        partSize: (0,part_plan/* partSizeFor */.oV)(file.path, file.size, partSize),
    }));
    for (const { path } of selection.links)
        (0,artifact_key/* objectKey */.T5)(prefix, path);
    if (latest !== undefined &&
        (latest === prefix + artifact_key/* MANIFEST_NAME */.ir || planned.some(({ key }) => key === latest))) {
        throw new failure/* InputError */.dz('latest', 'is the key of a file of this upload, or of its manifest: choose another key.');
    }
    planned.sort((one, other) => Number(isLarge(other)) - Number(isLarge(one)));
    const paths = selection.files.map(({ path }) => path);
    const keys = planned.map(({ key }) => key);
    return {
        files: planned,
        headers: new ObjectHeaders(options, paths),
        mirror: options.delete ? new Mirror(options, keys) : undefined,
    };
}
function isLarge({ file, partSize }) {
    return file.size > partSize;
}
async function uploadFiles(options, { files: planned, headers }, isRepeated) {
    const { stores, prefix, signal, concurrency, now, onEvent } = options;
    const failures = new UploadFailures(options);
    const stop = AbortSignal.any([signal, failures.signal]);
    const keys = new Set(planned.flatMap((one) => (isLarge(one) ? [one.key, placeholderKeyFor(prefix, one.key)] : [one.key])));
    const listing = new StoredListing(stores, prefix, keys, stop, isRepeated);
    const hashing = new transfer_hashing/* Hashing */.X();
    const onSent = (bytes) => onEvent?.({ kind: 'sent', bytes });
    const cleanUp = cleanUpSignal(stop);
    const placeholderPermission = new PlaceholderPermission(stores, prefix);
    const common = {
        stores,
        hashing,
        listing,
        placeholderPermission,
        choices: options,
        onSent,
        now,
        cleanUp,
    };
    const entries = [];
    const work = async ({ file, key, partSize }) => {
        const { path, size } = file;
        const placeholderKey = placeholderKeyFor(prefix, key);
        const sent = { headers: headers.of(path), ...common, signal: stop };
        const one = { file, key, placeholderKey, partSize, ...sent };
        try {
            const uploaded = await uploadFile(one);
            entries.push({ path, key, size, ...uploaded });
            onEvent?.({ kind: 'file', path, bytes: size, outcome: uploaded.outcome });
        }
        catch (error) {
            // A file that is aborted because of another failure or a cancel has not failed itself.
            if (stop.aborted && error === stop.reason)
                return;
            const reason = failures.add(path, error);
            onEvent?.({ kind: 'file', path, bytes: size, outcome: 'failed', reason });
        }
    };
    try {
        for (const wave of wavesOf(planned)) {
            if (!failures.isEmpty)
                break;
            await (0,in_parallel/* inParallel */.H)(wave, concurrency, stop, work, ({ file }) => file.size).catch((error) => {
                if (!stop.aborted)
                    throw error;
            });
        }
    }
    finally {
        await hashing.close();
    }
    signal.throwIfAborted();
    failures.throwIfAny(planned.length, entries.length);
    return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

;// CONCATENATED MODULE: ./src/transfer/upload/stream-upload.js












/** Bits of the mode that a downloaded file gets: a stream has none. */
const MODE = 0o644;
/**
 * Uploads a stream as one file below a prefix, then its manifest, and what else an upload writes. Nothing has the file's
 * key, and no manifest lists it, unless the stream was whole.
 *
 * @returns undefined when the stream is empty: nothing was uploaded
 * @throws as `upload`
 */
async function uploadStream(options) {
    const { name, prefix, now, onEvent, signal } = options;
    const begunAt = now();
    const file = fileOfStream(name, begunAt);
    const planned = { ...options, selection: selectionOfStream(file) };
    const { files, headers, mirror } = planUpload(planned);
    const [{ key, partSize } = { key: '', partSize: 0 }] = files;
    assertListable(planned);
    signal.throwIfAborted();
    onEvent?.({ kind: 'planned', files: 1 });
    warn(options, headers.notes);
    // No file has this size, so any existing manifest counts as another upload's.
    const unknown = { ...file, size: -1 };
    await assertOwnPrefix({ ...options, selection: selectionOfStream(unknown) }, prefix + artifact_key/* MANIFEST_NAME */.ir);
    await mirror?.assertFew();
    const onSent = (bytes) => onEvent?.({ kind: 'sent', bytes });
    const uploaded = await sendStream({ ...options, onSent }, { file, key, partSize, headers: headers.of(name) });
    if (uploaded === undefined)
        return undefined;
    const { content, ...entry } = uploaded;
    const { size } = content;
    onEvent?.({ kind: 'file', path: name, bytes: size, outcome: 'uploaded' });
    const done = { ...options, selection: selectionOfStream({ ...file, size }) };
    const objects = [{ path: name, key, size, ...entry }];
    return await finishUpload(done, { headers, mirror }, ofObjects(objects), begunAt);
}
/** A stream as a file of which only the name is known. @param begunAt milliseconds since the epoch */
function fileOfStream(path, begunAt) {
    return { absolute: '', path, size: 0, mode: MODE, mtimeMs: begunAt };
}
function selectionOfStream(file) {
    return {
        ...{ root: '', files: [file], links: [], bytes: file.size, hidden: 0, unmatched: [], misread: [] },
        leavesOut: () => false,
    };
}
/**
 * Sends a stream to a key, completely or not at all.
 *
 * @returns undefined when the stream is empty
 * @throws as {@link uploadStream}
 */
async function sendStream(options, planned) {
    const { stores, prefix, stream, expectEnd = '', onEvent, onSent, now, signal } = options;
    const { file, key } = planned;
    const placeholderKey = placeholderKeyFor(prefix, key);
    const upload = {
        ...{ ...planned, isStreamed: true, placeholderKey, stores, now, signal },
        choices: options,
        placeholderPermission: new PlaceholderPermission(stores, prefix),
        hashing: new transfer_hashing/* Hashing */.X(),
        listing: new StoredListing(stores, prefix, new Set([key, placeholderKey]), signal),
        onSent,
        cleanUp: cleanUpSignal(signal),
    };
    await stores.write();
    await assertFree(upload);
    const input = new StreamedInput(stream, expectEnd);
    try {
        return await deliverStream(upload, input);
    }
    catch (error) {
        signal.throwIfAborted();
        onEvent?.({
            kind: 'file',
            path: file.path,
            bytes: input.size,
            outcome: 'failed',
            reason: (0,failure/* firstLine */.TM)(error),
        });
        throw error;
    }
    finally {
        await input.close();
    }
}
/** Why an empty stream is not uploaded. */
function emptyFailure(title) {
    return new artifact_failure/* ArtifactFailure */.Hu('nothing-found', `Nothing was uploaded: ${title} is empty. Find out why nothing was written to it, or set if-no-files-found to warn or ignore.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/archive-upload.js











/** How many files are hashed at the same time, to compare them with an earlier upload. */
const HASHED_AT_ONCE = 4;
/**
 * Uploads a selection as one object below a prefix, then the manifest that lists the files in it, and what else an upload
 * writes.
 *
 * @throws as `upload`
 */
async function uploadArchive(options) {
    const { selection, now, onEvent, dryRun, signal } = options;
    const begunAt = now();
    const first = planArchive(options, archiveName(), begunAt);
    assertListable(options);
    signal.throwIfAborted();
    const { files, bytes } = selection;
    onEvent?.({ kind: 'planned', files: files.length, bytes, ...(dryRun ? { dryRun } : {}) });
    warn(options, first.headers.notes);
    if (dryRun)
        await lookAhead(options);
    const same = await findUnchanged(options);
    // Must not be deleted. An older Node may have compressed it in another way.
    const plan = same === undefined ? first : planArchive(options, same.archive.path, begunAt);
    await plan.mirror?.assertFew();
    const packed = same ?? (dryRun ? archive_upload_foresee(options) : await archive_upload_pack(options, plan));
    const { archive } = packed;
    const outcome = same === undefined ? 'uploaded' : 'skipped';
    const { path, size, sha256 } = archive;
    const entry = { path, key: options.prefix + path, size, sha256, outcome };
    for (const one of files)
        onEvent?.({ kind: 'file', path: one.path, bytes: one.size, outcome });
    return await finishUpload(options, plan, { ...packed, objects: [entry] }, begunAt);
}
function planArchive(options, path, begunAt) {
    const { links, leavesOut } = options.selection;
    const selection = { ...selectionOfStream(fileOfStream(path, begunAt)), links, leavesOut };
    return planUpload({ ...options, selection });
}
/** The files are not read in a dry run. */
function archive_upload_foresee({ selection }) {
    const archive = { path: archiveName(), size: 0, sha256: '' };
    return { archive, files: selection.files.map(({ path }) => ({ path, sha256: '' })) };
}
async function archive_upload_pack(options, { files: [planned], headers }) {
    if (planned === undefined)
        throw new Error('An archive is not planned.');
    const { selection, onEvent, signal } = options;
    const path = archiveName();
    const files = [];
    const onPacked = ({ path, size }, sha256) => {
        files.push({ path, sha256 });
        onEvent?.({ kind: 'sent', bytes: size });
    };
    const stream = archiveStream({ ...selection, onPacked, signal });
    // Progress is reported for the files in it.
    const sending = { ...options, stream, onSent: () => undefined };
    const sent = await sendStream(sending, { ...planned, headers: headers.of(path) });
    if (sent === undefined)
        throw new Error('An archive is never empty.');
    const { sha256, parts, content } = sent;
    return { archive: { path, size: content.size, sha256, ...(parts && { parts }) }, files };
}
/**
 * The earlier upload at the prefix, if it has the same files.
 *
 * @throws ArtifactFailure of kind `exists` if it has others, which must not be replaced, or if its archive is gone
 */
async function findUnchanged(options) {
    const { overwrite, skipUnchanged, prefix } = options;
    if (overwrite && !skipUnchanged)
        return undefined;
    try {
        const found = await findSame(options, prefix + artifact_key/* MANIFEST_NAME */.ir);
        const archive = found?.manifest.archive;
        if (found === undefined || archive === undefined)
            return undefined;
        await assertThere(options, prefix + archive.path, archive.size);
        return { archive, files: found.manifest.files };
    }
    catch (error) {
        if (overwrite && error instanceof artifact_failure/* ArtifactFailure */.Hu && error.kind === 'exists')
            return undefined;
        throw error;
    }
}
/** Only if sizes and modes are the same are the files read. */
async function findSame(options, key) {
    const archive = { path: archiveName(), size: 0, sha256: '' };
    const { files } = options.selection;
    const bySize = files.map(({ path }) => ({ path, sha256: '' }));
    const found = await findOwnManifest(options, key, { files: bySize, archive });
    if (found === undefined || options.dryRun)
        return found;
    return await findOwnManifest(options, key, { files: await digestAll(options), archive });
}
async function digestAll({ selection, signal }) {
    const digests = [];
    const hashing = new transfer_hashing/* Hashing */.X();
    try {
        await (0,in_parallel/* inParallel */.H)(selection.files, HASHED_AT_ONCE, signal, async (file, either) => {
            const { sha256 } = await digestsOf({ file, hashing, partSize: file.size, signal: either });
            digests.push({ path: file.path, sha256 });
        });
    }
    finally {
        await hashing.close();
    }
    return digests;
}
async function assertThere({ stores, signal }, key, size) {
    const store = await stores.look();
    if (store === undefined)
        return;
    for await (const object of store.listObjects(key, signal)) {
        if (object.key === key && object.size === size)
            return;
        break;
    }
    throw new artifact_failure/* ArtifactFailure */.Hu('exists', `The manifest below the prefix lists these files, but their archive '${(0,printable/* printable */.g$)(key)}' is gone or was replaced. Set overwrite to upload it again.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/selected-upload.js


/** Uploads a selection, as one archive if the options say so. @throws as `upload` */
async function uploadSelection(options) {
    // Links alone need no object.
    const isArchive = options.archive && options.selection.files.length > 0;
    return await (isArchive ? uploadArchive : upload)(options);
}

// EXTERNAL MODULE: ./src/transfer/artifact/path-rules.js
var path_rules = __webpack_require__(2471);
;// CONCATENATED MODULE: ./src/transfer/upload/stream-inputs.js





/**
 * Checks the choices of an upload from a stream. An empty one is an error unless the user says otherwise, because a
 * real dump is never empty.
 *
 * @throws InputError for what a stream needs, or cannot have
 */
function checkStreamInputs(texts, choices) {
    const { name, expectEnd, skipUnchanged, archive, dryRun, partSize } = choices;
    if (name === '') {
        throw new failure/* InputError */.dz('name', 'is missing: standard input has no name, so give one, such as dump.sql.zst.');
    }
    const problem = name.endsWith('/') ? 'ends with a slash' : (0,path_rules/* pathProblem */.z9)(name);
    if (problem !== undefined) {
        throw new failure/* InputError */.dz('name', `is '${(0,printable/* printable */.g$)(name)}', which ${problem}: write a path such as dump.sql.zst.`);
    }
    if (Buffer.byteLength(expectEnd) > END_BYTES) {
        throw new failure/* InputError */.dz('expect-end', `is longer than ${END_BYTES.toLocaleString('en')} bytes: shorten it.`);
    }
    if (skipUnchanged)
        throw notForStreams('skip-unchanged', 'its content is known only when it has been sent');
    if (archive)
        throw notForStreams('archive', 'it is one object already');
    if (dryRun)
        throw notForStreams('dry-run', 'nothing is known of it before it has been read');
    if (partSize > part_plan/* LARGEST_STREAMED_PART */.jo) {
        throw new failure/* InputError */.dz('part-size', 'is larger than 1GiB, and the parts of standard input are kept in memory.');
    }
    return (texts.ifNoFilesFound ?? '').trim() === '' ? 'error' : choices.ifNoFilesFound;
}
/** @throws InputError when an option that only streams have is given for files */
function refuseStreamInputs({ name, expectEnd }) {
    const given = name === '' ? expectEnd === '' || 'expect-end' : 'name';
    if (given !== true)
        throw new failure/* InputError */.dz(given, 'is only for standard input: leave it out, or upload -.');
}
function notForStreams(input, reason) {
    return new failure/* InputError */.dz(input, `cannot be used with standard input, because ${reason}: leave it out.`);
}

// EXTERNAL MODULE: ./src/credentials/duration.js
var duration = __webpack_require__(7214);
// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
;// CONCATENATED MODULE: ./src/transfer/upload/upload-inputs.js






/**
 * Checks the inputs that do not depend on the files or the run.
 *
 * @throws InputError for the first invalid input, with its name as users type it
 */
function checkUploadInputs(inputs) {
    const { path: _path, prefix: _prefix, latest: _latest, presign, ...values } = (0,input_values/* readValues */.N$)('upload', inputs);
    return {
        ...values,
        metadata: readMetadata(values.metadata),
        cacheControl: readHeader('cache-control', values.cacheControl),
        contentType: readHeader('content-type', values.contentType),
        headers: readHeaderLines(values.headers),
        acl: values.acl === 'none' ? undefined : values.acl,
        partSize: readPartSize(values.partSize),
        presignSeconds: readPresign(presign),
        subjectChecksums: values.subjectChecksums || undefined,
    };
}
function readMetadata(lines) {
    const entries = lines.map(readMetadatum);
    const metadata = new Map(entries);
    if (metadata.size < entries.length) {
        throw new failure/* InputError */.dz('metadata', 'has the same name twice: metadata names are case-insensitive.');
    }
    const bytes = bytesOf(entries);
    if (bytes > MOST_METADATA) {
        throw new failure/* InputError */.dz('metadata', `has ${bytes.toLocaleString('en')} bytes, but an object can have at most ${MOST_METADATA.toLocaleString('en')}: shorten it.`);
    }
    return Object.fromEntries(metadata);
}
function readMetadatum(line) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
    // A header's name, and what a header can hold everywhere.
    if (!/^[\w.-]+$/.test(name.trim()) || !/^[\x20-\x7e]*$/.test(value)) {
        throw new failure/* InputError */.dz('metadata', `has the line '${(0,printable/* printable */.g$)(line)}': write name=value, with letters, digits, dots and hyphens in the name, and an ASCII value.`);
    }
    return [name.trim().toLowerCase(), value.trim()];
}
function readHeader(name, text) {
    if (text === '')
        return undefined;
    const problem = headerProblem(name, text);
    if (problem !== undefined)
        throw new failure/* InputError */.dz(name, `is '${(0,printable/* printable */.g$)(text)}': ${problem}.`);
    return text;
}
const UNITS = {
    '': 1,
    k: 1000,
    ki: 1024,
    m: 1000 ** 2,
    mi: 1024 ** 2,
    g: 1000 ** 3,
    gi: 1024 ** 3,
};
/** `16MiB`, `100 MB`, or bytes. */
function readPartSize(text) {
    const [, count, unit = ''] = /^(\d{1,15}) *([kmg]i?)?b?$/i.exec(text) ?? [];
    const bytes = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
    if (!(bytes >= part_plan/* SMALLEST_PART */.Yb && bytes <= part_plan/* LARGEST_PART */.$D)) {
        throw new failure/* InputError */.dz('part-size', `is '${(0,printable/* printable */.g$)(text)}': use a size from 5MiB to 5GiB, such as 64MiB.`);
    }
    return bytes;
}
function readPresign(text) {
    if (text === '' || text === 'false')
        return undefined;
    try {
        return (0,duration/* parseDuration */.E9)(text);
    }
    catch (error) {
        if (!(error instanceof failure/* InputError */.dz))
            throw error;
        throw new failure/* InputError */.dz('presign', error.sentence);
    }
}

// EXTERNAL MODULE: ./src/credentials/session-policy.js
var session_policy = __webpack_require__(6903);
;// CONCATENATED MODULE: ./src/transfer/upload/upload-stores.js





/** How many requests for listing at the same time, in addition to the upload's own. */
const upload_stores_LOOKS_AT_ONCE = 8;
/** @throws InputError as {@link storesOfCredential} */
function openStores({ credential, ...options }) {
    return credential === undefined
        ? storesOfEnvironment(options)
        : storesOfCredential({ ...options, credential });
}
/**
 * Stores with one session each, limited to its purpose.
 *
 * @throws InputError if the prefix and `latest` are too long for the policy of the session that writes
 */
function storesOfCredential(options) {
    const { request, latest } = options;
    const pointer = latest === undefined ? [] : [latest];
    return openLazily(options, {
        write: narrow(request, 'write', pointer),
        headers: narrowIfPossible(request, 'headers'),
        look: narrowIfPossible(request, 'look'),
        remove: narrowIfPossible(request, 'remove'),
        'remove-versions': narrowIfPossible(request, 'remove-versions'),
        placeholders: narrowIfPossible({ ...request, prefix: request.prefix + artifact_key/* PLACEHOLDERS */.je }, 'remove-versions'),
        'read-manifest': narrowIfPossible(request, 'read-manifest', [request.prefix + artifact_key/* MANIFEST_NAME */.ir, ...pointer]),
    });
}
/** One store with the session in the environment, for everything that the session allows. */
function storesOfEnvironment(options) {
    const open = once(() => openUntilClosed({ ...options, credential: undefined }));
    return {
        write: open.get,
        headers: open.get,
        look: open.get,
        remove: open.get,
        removeVersions: open.get,
        placeholders: open.get,
        readManifest: open.get,
        close: open.close,
    };
}
function narrow(request, power, keys) {
    return { ...request, access: 'write', policy: session_policy/* SessionPolicy */.No.forUpload(request, power, keys) };
}
/**
 * A policy for listing names the prefix twice, and has no room for the longest ones. The upload continues without what it
 * can do without.
 */
function narrowIfPossible(request, power, keys = []) {
    try {
        return narrow(request, power, keys);
    }
    catch (error) {
        if (error instanceof failure/* InputError */.dz)
            return undefined;
        throw error;
    }
}
function openLazily(options, requests) {
    const opened = (request, concurrency, signal = options.signal) => once(() => openUntilClosed({ ...options, concurrency, request, signal }));
    const write = opened(requests.write, options.concurrency);
    const headers = requests.headers && opened(requests.headers, options.concurrency);
    const look = requests.look && opened(requests.look, upload_stores_LOOKS_AT_ONCE);
    const remove = requests.remove && opened(requests.remove, 1);
    const versions = requests['remove-versions'] && opened(requests['remove-versions'], upload_stores_LOOKS_AT_ONCE);
    const placeholders = requests.placeholders && opened(requests.placeholders, upload_stores_LOOKS_AT_ONCE, cleanUpSignal(options.signal));
    const manifest = requests['read-manifest'] && opened(requests['read-manifest'], 1);
    return {
        write: write.get,
        headers: async () => headers && orUndefined(headers.get()),
        look: async () => look && orUndefined(look.get()),
        remove: async () => remove && orUndefined(remove.get()),
        removeVersions: async () => versions && orUndefined(versions.get()),
        placeholders: async () => placeholders && orUndefined(placeholders.get()),
        readManifest: async () => manifest && orUndefined(manifest.get()),
        close: async () => {
            const all = [write, headers, look, remove, versions, placeholders, manifest];
            await Promise.all(all.map((store) => store?.close()));
        },
    };
}
/** A refused session means that the role does not allow it. A missing answer says nothing about the role. */
async function orUndefined(store) {
    try {
        return await store;
    }
    catch (error) {
        if (error instanceof failure/* ExchangeFailure */.u7 && !error.retryable)
            return undefined;
        throw error;
    }
}
function once(open) {
    let store;
    return {
        get: () => {
            store ??= open();
            return store;
        },
        close: async () => {
            await store?.then((opened) => opened.close(), () => undefined);
        },
    };
}
/** The signal stops only the opening, because an open store is still needed for cleanup. */
async function openUntilClosed(options) {
    const { signal } = options;
    const opening = new AbortController();
    const abort = () => opening.abort(signal.reason);
    if (signal.aborted)
        abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
        return await (0,open_store/* openStore */.C)({ ...options, signal: opening.signal });
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-run.js
















/**
 * @param options.isStream whether a stream is uploaded, and no files
 * @throws InputError if an input is invalid
 */
function prepareUpload({ textsOf, factsFor, accessFor, now, cwd }, patterns, { isStream = false } = {}) {
    const texts = textsOf('upload');
    const choices = checkUploadInputs(texts);
    if (patterns.length === 0)
        throw withoutPath(() => accessFor({ access: 'write', prefix: '' }));
    if (!isStream)
        refuseStreamInputs(choices);
    const whenEmpty = isStream ? checkStreamInputs(texts, choices) : undefined;
    const facts = factsFor([texts.prefix, texts.latest]);
    const today = new Date(now());
    const prefix = (0,prefix_template/* fillPrefix */.ee)(texts.prefix, facts, today);
    const latest = (0,prefix_template/* fillKey */.Xo)('latest', texts.latest, facts, today);
    const access = accessFor({ access: 'write', prefix });
    if (choices.presignSeconds !== undefined && access.credential === undefined) {
        throw new failure/* InputError */.dz('presign', 'needs the service credential in this step: a link contains the token of the session that signed it, and expires with it, so a session of an earlier step is not used.');
    }
    const { subjectChecksums } = choices;
    const checksums = subjectChecksums === undefined ? undefined : (0,external_node_path_.resolve)(cwd, subjectChecksums);
    return {
        access,
        patterns,
        ...(whenEmpty && { whenEmpty }),
        cwd,
        choices,
        prefix,
        latest,
        run: facts,
        checksums,
    };
}
/** Also names what the credential lacks. */
function withoutPath(readAccess) {
    try {
        readAccess();
    }
    catch (error) {
        if (error instanceof failure/* EmptyInputs */.pV)
            return error.and('path');
    }
    return new failure/* EmptyInputs */.pV(['path'], ': name the files, folders or globs to upload, one per line.');
}
/**
 * Finds the files, uploads them, and then creates the requested list of checksums and links.
 *
 * @param stream what the path - stands for
 * @param mostLinks how many files get a link. By default all.
 * @throws InputError before anything is sent
 * @throws ArtifactFailure, StoreFailure, ExchangeFailure if the upload is incomplete
 */
async function runUpload(job, reporter, { signal, stream, mostLinks, }) {
    const { access, choices, checksums } = job;
    (0,transfer_reporter/* reportFirst */.J)(access, reporter);
    if (checksums !== undefined)
        (0,whole_file/* assertWritable */.Bz)('subject-checksums', checksums);
    const work = stream === undefined ? await workOnFiles(job, reporter, signal) : workOnStream(job, stream, reporter);
    const maker = work && (await prepareLinks(job, reporter, signal));
    const result = work && (await send(job, reporter, signal, work));
    if (result === undefined)
        return { result: nothingUploaded(job.prefix) };
    const failures = [];
    const note = (error) => void failures.push(error);
    if (checksums !== undefined && !choices.dryRun)
        await writeChecksums(checksums, result).catch(note);
    const links = await maker?.make(result.entries.slice(0, mostLinks)).catch(note);
    return { result, ...(links ? { links } : {}), failure: failures[0] };
}
async function workOnFiles(job, { warn }, signal) {
    const { choices, checksums } = job;
    const selection = await selectFiles({
        patterns: job.patterns,
        cwd: job.cwd,
        includeHidden: choices.includeHiddenFiles,
        followLinks: choices.followSymlinks,
        takeGrowing: choices.takeGrowing,
        leftOut: checksums,
        signal,
    });
    noticesOf(selection, choices).forEach(warn);
    if (selection.files.length + selection.links.length === 0)
        return undefined;
    return (options) => uploadSelection({ ...options, selection });
}
function workOnStream({ choices, whenEmpty }, stream, { warn }) {
    const { name, expectEnd } = choices;
    return async (options) => {
        const result = await uploadStream({ ...options, stream, name, expectEnd });
        if (result === undefined && whenEmpty === 'error')
            throw emptyFailure(stream.title);
        if (result === undefined && whenEmpty === 'warn')
            warn(`${stream.title} is empty. Nothing was uploaded.`);
        return result;
    };
}
function nothingUploaded(prefix) {
    return {
        ...{ files: 0, bytes: 0, uploaded: 0, skipped: 0, headersChanged: 0, deleted: 0 },
        ...{ manifestKey: '', manifestSha256: '', prefix, url: '', entries: [] },
        manifest: { version: 1, prefix, createdAt: '', files: [], links: [] },
    };
}
/** Only if links were requested and there is something to link to. */
async function prepareLinks({ access, choices }, { onEvent, mask }, signal) {
    const { presignSeconds: seconds, dryRun } = choices;
    const { credential, request, caBundle, environment, now } = access;
    if (credential === undefined || seconds === undefined || dryRun)
        return undefined;
    return await LinkMaker.prepare({
        credential,
        request,
        context: { caBundle, environment, now, signal, onRetry: (0,open_store/* exchangeRetries */.i)(onEvent), onSecrets: mask },
        seconds,
        // The access key and token are in every link. A runner that masked them would put *** into the summary. The signing key
        // is masked.
        onObtained: ({ secretAccessKey }) => mask?.([secretAccessKey]),
    });
}
async function send({ access, choices, prefix, latest, run }, reporter, signal, work) {
    const { request: target, now } = access;
    const { concurrency } = choices;
    const stores = openStores({ ...(0,transfer_reporter/* storeOptionsFor */.Z)(access, reporter, signal), concurrency, latest });
    const { onEvent } = reporter;
    try {
        return await work({ ...choices, prefix, latest, run, target, stores, now, onEvent, signal });
    }
    finally {
        await stores.close();
    }
}
async function writeChecksums(path, { manifest }) {
    try {
        await (0,whole_file/* writeWhole */.f8)(path, formatSubjectChecksums(manifest.files));
    }
    catch (error) {
        const { code } = error;
        throw new artifact_failure/* ArtifactFailure */.Hu('failed', `All files are uploaded, but writing subject-checksums to '${(0,printable/* printable */.g$)(path)}' failed (${code}). Choose a file that this step can write, and run it again.`, { cause: error });
    }
}

// EXTERNAL MODULE: ./action/summary.js
var action_summary = __webpack_require__(7158);
// EXTERNAL MODULE: ./action/transfer.js + 3 modules
var transfer = __webpack_require__(8677);
// EXTERNAL MODULE: ./action/transfer-credential.js + 1 modules
var transfer_credential = __webpack_require__(3066);
;// CONCATENATED MODULE: ./action/upload-summary.js





/** The most files that a summary lists. */
const MOST_LISTED = 100;
/** The section of the job summary for an upload, with its first files. */
function formatUploadSummary(summary, largest) {
    const head = formatHead(summary);
    const { entries } = summary.result;
    const links = new Map(summary.links.map((link) => [link.path, link]));
    const rows = [];
    // Leave room for what surrounds the rows.
    let left = largest - Buffer.byteLength(head) - 1_000;
    for (const entry of entries.slice(0, MOST_LISTED)) {
        const row = formatRow(entry, links.get(entry.path));
        left -= Buffer.byteLength(row) + 1;
        if (left < 0)
            break;
        rows.push(row);
    }
    return `${head}${formatList(rows, links.size > 0, entries.length - rows.length)}\n`;
}
function formatHead({ bucket, result, dryRun }) {
    const { prefix, url, manifestKey, manifestSha256, manifest } = result;
    const rows = [
        ['Files', describeCounts(result, dryRun)],
        ['Where', url],
        ['Prefix', prefix === '' ? 'the whole bucket' : prefix],
        ['Manifest', manifestKey],
        ['SHA-256 of the manifest', manifestSha256],
        ['Kept until', manifest.expiresAt ?? ''],
    ];
    const title = dryRun ? 'An upload to' : 'Uploaded to';
    const ending = dryRun ? ', as it would be (dry-run)' : '';
    const filled = rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, (0,printable/* printable */.g$)(value)]);
    return `### ${title} ${(0,action_summary/* escapeHtml */.ZD)(bucket)}${ending}\n\n${(0,action_summary/* formatTable */.ku)(filled)}\n`;
}
function formatRow({ path, size, sha256 }, link) {
    const name = `<code>${(0,action_summary/* escapeHtml */.ZD)((0,printable/* printable */.g$)(path))}</code>`;
    const cells = [
        link === undefined ? name : `<a href="${(0,action_summary/* escapeHtml */.ZD)(link.url)}">${name}</a>`,
        (0,units/* formatBytes */.z3)(size),
        `<code>${sha256.slice(0, 12)}</code>`,
        ...(link === undefined ? [] : [(0,session/* formatTime */.fU)(link.endsAt)]),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
function formatList(rows, linked, more) {
    if (rows.length === 0)
        return '';
    const names = ['File', 'Size', 'SHA-256', ...(linked ? ['Link works until'] : [])];
    const head = `<tr>${names.map((name) => `<th align="left">${name}</th>`).join('')}</tr>`;
    const rest = more === 0 ? '' : `\n… and ${(0,units/* formatCount */.B4)(more)} more, which the manifest lists.\n`;
    const note = linked ? '\nWhoever can read this page can use the links until then.\n' : '';
    return `<table>\n${[head, ...rows].join('\n')}\n</table>\n${rest}${note}`;
}

;// CONCATENATED MODULE: ./action/upload-step.js













/** The most files that the log lists: a runner can fold them, and a browser can still show them. */
const MOST_IN_LOG = 1_000;
const COUNTS = ['files', 'bytes', 'uploaded', 'skipped', 'headers-changed', 'deleted'];
/**
 * The upload action: checks the inputs, uploads, and reports the result.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure or ExchangeFailure when the upload is incomplete
 */
async function upload_step_runUpload(workflow) {
    (0,transfer_credential/* maskInputs */.a)(workflow);
    const { commands } = workflow;
    const { getInput } = commands;
    const job = prepareUpload((0,transfer_credential/* inputsOf */.V)(workflow, 'upload'), parsePatterns(getInput('path')));
    const { dryRun, summary } = job.choices;
    if (job.checksums !== undefined && !dryRun)
        makeFolderOf(job.checksums);
    return (0,transfer/* runTransfer */.vv)(workflow, 'upload', async (signal, onEvent) => {
        const options = { signal, mostLinks: MOST_LISTED };
        const report = await runUpload(job, (0,transfer/* reporterFor */.BF)(workflow, onEvent), options);
        const { result, links = [], failure } = report;
        setOutputs(commands, result, links);
        logResult(commands, result, dryRun);
        if (summary && result.url !== '') {
            const { bucket } = job.access.request;
            (0,action_summary/* addSummary */.S0)(workflow, (room) => formatUploadSummary({ bucket, result, dryRun, links }, room));
        }
        if (failure !== undefined)
            throw failure;
        return 0;
    });
}
/** @throws InputError when the folder cannot be created */
function makeFolderOf(checksums) {
    try {
        (0,make_folders/* makeFolders */.w)((0,external_node_path_.dirname)(checksums));
    }
    catch (error) {
        throw new failure/* InputError */.dz('subject-checksums', `is in a folder that cannot be created: ${(0,failure/* firstLine */.TM)(error)}.`);
    }
}
function setOutputs({ setOutput }, result, links) {
    setOutput('manifest-key', result.manifestKey);
    setOutput('manifest-sha256', result.manifestSha256);
    for (const name of COUNTS)
        setOutput(name, String(result[(0,inputs/* keyOf */.TN)(name)]));
    setOutput('prefix', result.prefix);
    setOutput('url', result.url);
    if (links.length === 0)
        return;
    const list = links.map(({ path, url, endsAt }) => ({ path, url, 'ends-at': (0,session/* formatTime */.fU)(endsAt) }));
    setOutput('links', JSON.stringify(list));
}
function logResult(commands, result, dryRun) {
    const { url, manifestKey, manifestSha256 } = result;
    if (url === '') {
        commands.info('upload: nothing to upload: no files were found.');
        return;
    }
    listFiles(commands, result, dryRun);
    commands.info(`upload: ${describeCounts(result, dryRun)}.`);
    commands.info(`upload: ${(0,printable/* printable */.g$)(url)}`);
    if (manifestSha256 === '')
        return;
    commands.info(`upload: manifest ${(0,printable/* printable */.g$)(manifestKey)}, SHA-256 ${manifestSha256}`);
}
/** Writes the lines that the log shows on demand. */
function listFiles({ info, startGroup, endGroup }, { entries }, dryRun) {
    if (entries.length === 0)
        return;
    startGroup('Files');
    for (const { sha256, outcome, path } of entries.slice(0, MOST_IN_LOG)) {
        const done = dryRun ? FORESEEN[outcome] : `${sha256}  ${outcome}`;
        info(`${done}  ${(0,printable/* printable */.g$)(path)}`);
    }
    if (entries.length > MOST_IN_LOG)
        info(`… and ${entries.length - MOST_IN_LOG} more, which the manifest lists.`);
    endGroup();
}
const FORESEEN = {
    uploaded: 'would upload',
    skipped: 'there already',
    'headers-changed': 'would change headers of',
};


/***/ }),

/***/ 2361:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6715);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8537);
/* harmony import */ var _transfer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8677);
/* harmony import */ var _upload_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7890);




const workflow = { commands: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P, environment: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .c, platform: process.platform, now: Date.now, process };
try {
    process.exitCode = await (0,_upload_step_js__WEBPACK_IMPORTED_MODULE_1__/* .runUpload */ .z)(workflow);
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