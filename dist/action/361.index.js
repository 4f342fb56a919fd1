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
/**
 * Adds a section to the summary file, if the runner has one. The step's work is done without it, so a problem with the file
 * does not fail the step.
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
        commands.warning(`The job summary could not be written: ${(0,_src_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .firstLine */ .TM)(error)}`);
    }
}


/***/ }),

/***/ 830:
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




/** The folders that make a selection: its root first, then those that were searched. */
async function placesOf(folders) {
    const reals = await Promise.all(folders.map(realOrNothing));
    return folders.map((given, index) => ({ given, real: reals[index] ?? given }));
}
/**
 * Where a link leads, from its folder on and with `/`, by a way that climbs first and then only descends: what climbs
 * later could pass through another link. An absolute target becomes relative; one that is not there stays.
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
    // By name alone `a/../b` is `b`, which is another file when `a` is a link.
    const means = named !== undefined && (await realOrNothing(named)) === real;
    return means ? named : reached;
}
/** The path below the root by which an absolute path is known there. */
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
/** Undefined for what is not there, cannot be seen, or goes in a circle. */
async function realOrNothing(path) {
    return await (0,promises_.realpath)(path).catch(() => undefined);
}
/** Whether an absolute path is `folder` or below it, by its text alone. */
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






/** Blanks at the ends are cut off, but a name may have them. */
const BLANK_END = /^\s|\s$/;
/** A class of characters, which may be meant as a name: `[slug]`. */
const CLASS = /\[[^\]]+\]/;
const IS_WINDOWS = external_node_path_.sep === '\\';
const SEPARATORS = IS_WINDOWS ? /[\\/]+/ : /\/+/;
const ON_DISK = { has: (place) => look(place) !== undefined };
/** The patterns of an upload, resolved by what is on the disk. */
class PathPatterns {
    /** Where to look: the folders and files before the patterns' first wildcards, none of them below another. */
    searchPaths;
    #patterns;
    #classes;
    /**
     * @param cwd the absolute folder that relative patterns start from
     * @throws InputError when a pattern is wrong, or there are none but excludes
     */
    constructor(texts, cwd) {
        const read = texts.map((text) => readPattern(text, cwd));
        const including = read.filter(({ pattern }) => !pattern.excludes);
        if (including.length === 0) {
            throw new failure/* InputError */.dz('path', 'names nothing to upload: add a file, a folder or a pattern.');
        }
        this.searchPaths = outermost(including.map(({ searchPath }) => searchPath));
        this.#patterns = read.map(({ pattern }) => pattern);
        this.#classes = new Set(read.flatMap(({ classes }) => classes));
    }
    /** Whether the absolute path `place` is taken. */
    takes(place, isFolder) {
        return (0,path_pattern/* isTaken */.Ck)(this.#patterns, withSlashes(place), isFolder) === true;
    }
    /** Whether anything below the folder `place` can be taken: of one that is excluded nothing is listed. */
    canTakeBelow(place) {
        const path = withSlashes(place);
        const last = this.#patterns.findLast((pattern) => pattern.excludes ? pattern.takes(path, true) : pattern.reachesBelow(path));
        return last?.excludes === false;
    }
    /** Whether a pattern writes the dot of the hidden `place` itself. */
    namesHidden(place) {
        const path = withSlashes(place);
        return this.#patterns.some((pattern) => !pattern.excludes && pattern.namesHidden(path));
    }
    /** Whether a name is there that a pattern does not take, since it reads it as a class of characters. */
    misreads(name) {
        return this.#classes.has(name);
    }
    /** The patterns that were to take something and took none of `places`. */
    unmatched(places) {
        return (0,path_pattern/* unmatchedOf */.dL)(this.#patterns, places.map(withSlashes));
    }
}
function withSlashes(place) {
    return IS_WINDOWS ? place.replaceAll('\\', '/') : place;
}
/** As the file system compares names. */
function foldCase(text) {
    return IS_WINDOWS ? text.toUpperCase() : text;
}
/** Without those that are below another one, or there twice. */
function outermost(paths) {
    const distinct = new Map(paths.toReversed().map((path) => [foldCase(path), path]));
    const isBelowAnother = (path) => {
        const above = (0,external_node_path_.dirname)(path);
        return above !== path && (distinct.has(foldCase(above)) || isBelowAnother(above));
    };
    return [...distinct.values()].reverse().filter((path) => !isBelowAnother(path));
}
function readPattern(written, cwd) {
    const { excludes, text } = (0,path_pattern/* splitMarks */.lB)(written);
    if (text.trim() === '' || text.includes('\0')) {
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(written)}', which cannot match a file.`);
    }
    try {
        const { base, rest, foldersOnly } = resolvePattern(text, cwd);
        const options = { written: text.trim(), excludes, rest, foldersOnly, ignoreCase: IS_WINDOWS };
        const pattern = new path_pattern/* PathPattern */.Ad({ ...options, base: withSlashes(base) });
        return { searchPath: base, pattern, classes: rest.filter((segment) => CLASS.test(segment)) };
    }
    catch (error) {
        if (error instanceof failure/* InputError */.dz)
            throw error;
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(written)}', which is too long.`);
    }
}
/** The names that are there are no patterns: `[id].js`, which a shell may have put in. */
function resolvePattern(text, cwd) {
    const isName = BLANK_END.test(text) && ON_DISK.has((0,external_node_path_.resolve)(cwd, text));
    const path = isName ? text : (0,user_path/* expandHome */.k)('path', text.trim());
    const { root } = (0,external_node_path_.parse)(path);
    const segments = path
        .slice(root.length)
        .split(SEPARATORS)
        .filter((segment) => segment !== '' && segment !== '.');
    const step = (folder, name) => name === '..' ? folderAbove(folder, text) : (0,external_node_path_.join)(folder, name);
    // A drive without a slash is the folder that the system has there.
    const { base, rest } = (0,path_pattern/* followNames */._6)(root === '' ? cwd : (0,external_node_path_.resolve)(root), segments, ON_DISK, step);
    if (rest.includes('..')) {
        const why = "in which '..' follows a wildcard, so its folder is ambiguous";
        throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(text)}', ${why}: write it without '..'.`);
    }
    return { base, rest, foldersOnly: SEPARATORS.test(path.slice(-1)) };
}
/** Behind a link the system climbs from where it leads, and a shell from where it is: only where both agree it is clear. */
function folderAbove(place, text) {
    const above = (0,external_node_path_.dirname)(place);
    if (look(place)?.isSymbolicLink() !== true)
        return above;
    const byName = path_patterns_realOrNothing(above);
    // Neither `join` nor the `realpathSync` of JavaScript, which would resolve the dots by name.
    if (byName === path_patterns_realOrNothing(`${place}${external_node_path_.sep}..`))
        return above;
    throw new failure/* InputError */.dz('path', `has the pattern '${(0,printable/* printable */.g$)(text)}', in which '..' follows the symbolic link '${(0,printable/* printable */.g$)(place)}' and could mean two folders: write the path without '..'.`);
}
/** What is there, a link as it is; undefined for nothing, and for what cannot be looked at. */
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






/** Folders listed at once: more than the threads that Node has for it gain nothing. */
const FOLDERS_AT_ONCE = 16;
/** Half of a surrogate pair, or what Node puts in the place of bytes that are no UTF-8. */
const MAYBE_MANGLED = /[\p{Cs}\ufffd]/u;
/**
 * Finds what the patterns take. What vanishes meanwhile was not there; a folder by itself is nothing.
 *
 * @throws InputError for what can be neither taken nor left out without a word: an unreadable folder, a loop or a dead
 * link that should be followed, a named pipe, a name that is no UTF-8
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
     * Whether it is a link to be followed: one that is the whole selection, or that patterns only pass, cannot be kept; nor can
     * one to what is neither file nor folder, as <(…) is.
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
    /** Whether the patterns take it, or something below it; a link counts as a folder too where it is followed. */
    #concerns(place, entry) {
        const { patterns, followLinks } = this.#options;
        if (!entry.isDirectory() && patterns.takes(place, false))
            return true;
        const leadsOn = entry.isDirectory() || (entry.isSymbolicLink() && followLinks);
        return leadsOn && patterns.canTakeBelow(place);
    }
    /** Takes what concerns the patterns. */
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
        // Before it is resolved: what a process has open, as /dev/stdin is, has no path.
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
    /** What a link leads to; undefined when that is not there and the patterns do not take the link itself. */
    async #lookThrough(place) {
        const taken = this.#options.patterns.takes(place, false);
        const entry = await this.#look(place, seeThrough);
        if (entry === undefined && taken && (await this.#look(place, see)) !== undefined) {
            throw this.#refusal(place, 'is a broken symbolic link');
        }
        return entry;
    }
    /** The answer of a call of the file system; undefined for what is not there. */
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
    /** Node shows bytes that are no UTF-8 as U+FFFD: the key would be another name, and the file not be found under it. */
    async #checkName(folder, name) {
        const names = await (0,promises_.readdir)(folder, { encoding: 'buffer' });
        const mangled = names.some((bytes) => !(0,external_node_buffer_.isUtf8)(bytes) && bytes.toString() === name);
        if (mangled || /\p{Cs}/u.test(name)) {
            throw this.#refusal((0,external_node_path_.join)(folder, name), 'has a name that is not valid UTF-8, as keys must be');
        }
    }
    /** Somebody who names a pipe, such as /dev/stdin or <(…), wants what comes through it. */
    #special(place, entry) {
        const { patterns, cwd } = this.#options;
        const what = describeSpecial(entry);
        if (!patterns.searchPaths.includes(place))
            return this.#refusal(place, what);
        return refuseSource(place, cwd, `${what}: write the content to a file, and name that file`);
    }
    #refusal(place, what) {
        return refuseSource(place, this.#options.cwd, `${what}: exclude it or fix it`);
    }
}
/** The refusal of something that was found: a sentence without its full stop. */
function refuseSource(place, cwd, sentence) {
    return new failure/* InputError */.dz('path', `includes '${(0,printable/* printable */.g$)(shown(place, cwd))}', which ${sentence}.`);
}
/** A place as the user would write it. */
function shown(place, cwd) {
    return isInside(cwd, place) && place !== cwd ? place.slice((0,external_node_path_.join)(cwd, 'x').length - 1) : place;
}
const see = (place) => (0,promises_.lstat)(place);
const seeThrough = (place) => (0,promises_.stat)(place);
/** Whether the folder `real` is one of those that led to it, or holds one. */
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








/** Files looked at at once. */
const LOOKS_AT_ONCE = 64;
/** The patterns of an input that has one a line, without empty lines and those that begin with `#`. */
function parsePatterns(text) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
/**
 * The files that `patterns` name, with the meaning that they have in `actions/upload-artifact`.
 *
 * - A folder is all that is below it, `!` excludes, `~` is the home folder; beyond that action a pattern may have `.`, and
 *   `..` after names, and the name of a file or folder that is there is that one even where it reads as a pattern
 *   (`[id].js`), as far as no wildcard stands before it.
 * - The root is what stands before the first wildcard of the one pattern, the folder of the one file, or the deepest folder
 *   that all patterns are below.
 * - Hidden is what has a name with a dot at its beginning, unless a pattern writes that dot itself (`dist/.htaccess`, `.*`).
 * - A link is kept unless it is followed; the one that a whole selection consists of, or leads through, always is.
 *
 * @throws InputError when a pattern is wrong, a link leaves the root, a folder cannot be read, or there is something that
 * is neither file nor link
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
    return { root, files: sorted(files), links: sorted(links), bytes, hidden, unmatched, misread };
}
function rootOf(searchPaths, { files, links }) {
    const [first = ''] = searchPaths;
    if (searchPaths.length > 1)
        return commonFolder(searchPaths);
    // It was found itself, so it is no folder.
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
async function describeFiles({ files }, root, { cwd, signal }) {
    return await lookAtAll(files, signal, async ({ place, absolute }) => {
        const stats = await lookAt(absolute, place, cwd);
        if (stats === undefined)
            return undefined;
        if (!stats.isFile())
            throw refuseSource(place, cwd, 'is no longer a file');
        const { size, mode, mtimeMs } = stats;
        return { absolute, path: pathBelow(root, place), size, mode: mode & 0o777, mtimeMs };
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
/** Undefined for what is no longer there. */
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
/** What `look` says of each item, without those of which it says nothing. */
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
/** Patterns that one message names. */
const MOST_NAMED = 10;
/**
 * What is to be said of a selection: the patterns that took nothing, and what was perhaps meant.
 *
 * @returns sentences; none where `if-no-files-found` is `ignore`
 * @throws ArtifactFailure of kind `nothing-found` when a pattern took nothing and that is an error: with
 *   `if-no-files-found: error`, and with `delete`, which would delete the bucket's copy of what was not built
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
/** What other tools would have read a pattern as. */
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

/** What became of the files, in a phrase. */
function describeCounts({ files, bytes, uploaded, skipped, deleted }, dryRun) {
    const would = dryRun ? 'would be ' : '';
    return [
        `${(0,units/* formatFiles */.HL)(files)}, ${(0,units/* formatBytes */.z3)(bytes)}: ${(0,units/* formatCount */.B4)(uploaded)} ${would}uploaded`,
        ...(skipped === 0 ? [] : [`${(0,units/* formatCount */.B4)(skipped)} there already`]),
        ...(deleted === 0 ? [] : [`${(0,units/* formatCount */.B4)(deleted)} ${would}deleted`]),
    ].join(', ');
}

// EXTERNAL MODULE: ./src/transfer/artifact/prefix-template.js
var prefix_template = __webpack_require__(3349);
;// CONCATENATED MODULE: ./src/transfer/artifact/subject-checksums.js
/**
 * The files' digests in the form of GNU `sha256sum`, which checks them with `-c` and which attestation actions take as
 * `subject-checksums`. A name with a backslash or a line break is escaped as `sha256sum` does it: the line begins with a
 * backslash then.
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/transfer/whole-file.js





/**
 * Says before long work that its result could not be written.
 *
 * @param input the input that named the file
 * @throws InputError when the folder is not there or may not be written to, or a folder has the file's name
 */
async function assertWritable(input, path) {
    try {
        await (0,promises_.access)((0,external_node_path_.dirname)(path), external_node_fs_.constants.W_OK);
        const found = await (0,promises_.stat)(path).catch(() => undefined);
        if (found?.isDirectory() === true)
            throw new failure/* InputError */.dz(input, 'is a folder: name a file.');
    }
    catch (error) {
        if (error instanceof failure/* InputError */.dz)
            throw error;
        const { code } = error;
        throw new failure/* InputError */.dz(input, `names a file in a folder that cannot be written to (${code}).`);
    }
}
/** Writes a file whole or not at all: whoever reads it meanwhile sees what was there before. */
async function writeWhole(path, text) {
    const temporary = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`;
    try {
        await (0,promises_.writeFile)(temporary, text, { flag: 'wx', flush: true });
        await (0,promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
}

// EXTERNAL MODULE: ./src/credentials/scoped-request.js
var scoped_request = __webpack_require__(4594);
// EXTERNAL MODULE: ./src/s3/object-store.js + 12 modules
var object_store = __webpack_require__(9863);
// EXTERNAL MODULE: ./src/sts/exchange.js + 2 modules
var exchange = __webpack_require__(1134);
;// CONCATENATED MODULE: ./src/transfer/upload/links.js





/** Shorter sessions are given out by no AWS and no RGW that is not told to; a link can be shorter than its session. */
const SHORTEST_SESSION_SECONDS = 900;
/**
 * Makes links to uploaded files. They are signed with a session of their own: the upload's may not read, its token is
 * masked wherever it is shown, and a link ends with the session that has signed it.
 */
class LinkMaker {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Sees to it that the session will be had, before anything is uploaded: a role may not allow one that long.
     *
     * @throws ExchangeFailure when it is not
     */
    static async prepare(options) {
        const maker = new LinkMaker(options);
        await maker.#obtain();
        return maker;
    }
    /** @throws ArtifactFailure when there is no session any more, although the upload is done */
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

// EXTERNAL MODULE: ./src/http/signing.js
var signing = __webpack_require__(5765);
// EXTERNAL MODULE: ./src/transfer/artifact/key.js
var artifact_key = __webpack_require__(4807);
// EXTERNAL MODULE: ./src/transfer/hashing.js
var transfer_hashing = __webpack_require__(7697);
// EXTERNAL MODULE: ./src/transfer/in-parallel.js
var in_parallel = __webpack_require__(2192);
// EXTERNAL MODULE: ./src/transfer/part-plan.js
var part_plan = __webpack_require__(1950);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/transfer/upload/source-reader.js





/** Bytes of a chunk that is sent: each request in flight holds two. */
const SENT_CHUNK = 256 * 1024;
/** Bytes of a chunk that is hashed, of which there is one a file. 1 GiB, with its SHA-256: 0.75 s instead of 1.0. */
const SCANNED_CHUNK = 1024 * 1024;
/** Milliseconds from which on reading a file at once costs more than to read it in the background. */
const SLOW_MS = 0.1;
/** How many files are read in the background after a slow one: twice as many each time in a row. */
const FEWEST_IN_BACKGROUND = 8;
const MOST_IN_BACKGROUND = 256;
/**
 * What takes the place of a file meanwhile must neither lead elsewhere nor, as a named pipe does, keep the opening waiting
 * for a writer. Windows has neither.
 */
const FLAGS = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
// Without FileHandle, whose bookkeeping is half the cost of a small file (5,000 of 8 KiB: 160 ms instead of 250).
const openDescriptor = (0,external_node_util_.promisify)(external_node_fs_.open);
const readDescriptor = (0,external_node_util_.promisify)(external_node_fs_.read);
const statDescriptor = (0,external_node_util_.promisify)(external_node_fs_.fstat);
const closeDescriptor = (0,external_node_util_.promisify)(external_node_fs_.close);
const NO_FILE = 'it is no longer a regular file';
/** What the system's errors mean for a file that was there when it was listed. */
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
/** What is known of the disk: how many files are still to be read in the background, and how many after the next slow one. */
const pace = { left: 0, next: FEWEST_IN_BACKGROUND };
/**
 * The whole of a small file, in a buffer of its own. It is read at once as long as the disk is quick, as it is with what a
 * job has just written: each of the four calls costs more on its way to another thread and back than by itself (5,000 files
 * of 8 KiB: a tenth of the whole upload).
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be read, or is not as it was listed; the signal's reason
 * when that is aborted
 */
async function readWhole(file, signal) {
    signal.throwIfAborted();
    if (pace.left > 0) {
        pace.left -= 1;
        return await readInBackground(file, signal);
    }
    const begun = performance.now();
    try {
        return readAtOnce(file);
    }
    catch (error) {
        throw explained(file, error);
    }
    finally {
        if (performance.now() - begun < SLOW_MS)
            pace.next = FEWEST_IN_BACKGROUND;
        else {
            pace.left = pace.next;
            pace.next = Math.min(pace.next * 2, MOST_IN_BACKGROUND);
        }
    }
}
function readAtOnce(file) {
    const descriptor = (0,external_node_fs_.openSync)(file.absolute, FLAGS);
    try {
        const buffer = roomFor(file);
        let bytes = 0;
        for (;;) {
            const bytesRead = (0,external_node_fs_.readSync)(descriptor, buffer, bytes, buffer.length - bytes, bytes);
            bytes += bytesRead;
            if (isAll(bytesRead, bytes, buffer))
                break;
        }
        return checked(file, buffer, bytes, (0,external_node_fs_.fstatSync)(descriptor));
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** {@link readWhole}, for a disk that may let one wait. */
async function readInBackground(file, signal) {
    const descriptor = await explain(file, openDescriptor(file.absolute, FLAGS));
    try {
        const buffer = roomFor(file);
        let bytes = 0;
        for (;;) {
            signal.throwIfAborted();
            const reading = readDescriptor(descriptor, buffer, bytes, buffer.length - bytes, bytes);
            const { bytesRead } = await explain(file, reading);
            bytes += bytesRead;
            if (isAll(bytesRead, bytes, buffer))
                break;
        }
        return checked(file, buffer, bytes, await explain(file, statDescriptor(descriptor)));
    }
    finally {
        await closeDescriptor(descriptor);
    }
}
/** One byte more than there should be: a file that has grown shows at once, and without a second call. */
function roomFor(file) {
    return Buffer.allocUnsafe(file.size + 1);
}
/** A regular file gives less than was asked for at its end alone. */
function isAll(bytesRead, bytes, { length }) {
    return bytesRead === 0 || bytes >= length - 1;
}
function checked(file, buffer, bytes, stats) {
    assertSame(stats, file);
    if (bytes !== file.size)
        throw madeUp(file);
    return buffer.subarray(0, bytes);
}
/**
 * A handle of the file, which the caller closes.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be opened, or is not as it was listed
 */
async function openSource(file) {
    const handle = await explain(file, (0,promises_.open)(file.absolute, FLAGS));
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
 * The bytes from `start` on, up to `end`, which is not among them. A chunk holds until the one after the next is asked for:
 * whoever asks for a chunk has sent the one before to its end. With a new buffer for each chunk, a third of the time that
 * 1 GiB takes went into getting and freeing them.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
function readRange(handle, file, start, end, signal) {
    const bytes = Math.min(SENT_CHUNK, Math.max(0, end - start));
    let [next, last] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
    return readChunks(handle, file, { start, end }, signal, (left) => {
        [next, last] = [last, next];
        return last.subarray(0, left);
    });
}
/** As {@link readRange}, for hashing: a chunk holds until the next one is asked for, as all share one buffer. */
function scanRange(handle, file, start, end, signal) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(SCANNED_CHUNK, Math.max(0, end - start)));
    return readChunks(handle, file, { start, end }, signal, (left) => buffer.subarray(0, left));
}
/**
 * Reads a range into digests, in the thread that hashes.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
async function digestRange(hashing, digests, handle, file, { start, end }, signal) {
    const bytes = await explain(file, hashing.read(digests, handle.fd, start, end, signal));
    if (bytes !== end - start)
        throw changed(file);
}
async function* readChunks(handle, file, { start, end }, signal, room) {
    for (let position = start; position < end;) {
        signal.throwIfAborted();
        const buffer = room(end - position);
        // To its end, although a network's file system may give it in pieces: of chunks that are small a socket takes more
        // than one before it asks to wait, and would be given those whose buffers are used again.
        for (let filled = 0; filled < buffer.length;) {
            const reading = handle.read(buffer, filled, buffer.length - filled, position);
            const { bytesRead } = await explain(file, reading);
            if (bytesRead === 0)
                throw changed(file);
            filled += bytesRead;
            position += bytesRead;
        }
        yield buffer;
    }
}
/**
 * Whether the file that was opened is as it was listed: what was read of it between is then what was listed.
 *
 * @throws ArtifactFailure (`failed`) when its size or time differ
 */
async function assertUnchanged(handle, file) {
    assertSame(await explain(file, handle.stat()), file);
}
function assertSame(stats, file) {
    if (!stats.isFile())
        throw source_reader_failure(file, NO_FILE);
    if (stats.size !== file.size || stats.mtimeMs !== file.mtimeMs)
        throw changed(file);
}
/** Its size and time are as they were, and what it gives is not so long: /proc/cpuinfo has 0 bytes, a file of /sys 4,096. */
function madeUp(file) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Reading '${(0,printable/* printable */.g$)(file.path)}' failed: its content is longer or shorter than its size, as with files of /proc and /sys. Copy it to a regular file and upload that, or exclude it.`);
}
function changed(file) {
    return source_reader_failure(file, 'it changed while it was read, or after it was listed');
}
async function explain(file, answer) {
    try {
        return await answer;
    }
    catch (error) {
        throw explained(file, error);
    }
}
function explained(file, error) {
    const { code = '', syscall } = error;
    // The signal's reason, a failure that is explained already, or an error of the program.
    if (syscall === undefined)
        return error;
    return source_reader_failure(file, CODES[code] ?? `the system answered ${code}`, error);
}
function source_reader_failure(file, cameBack, cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Reading '${(0,printable/* printable */.g$)(file.path)}' failed: ${cameBack}. Make sure that it can be read and that nothing writes to it, or exclude it.`, { cause });
}

;// CONCATENATED MODULE: ./src/transfer/upload/etag.js



const MEBIBYTE = 1024 ** 2;
/** Sizes of parts that clients are known to use, in mebibytes: the AWS CLI's and boto3's, the AWS SDKs', rclone's, s5cmd's. */
const USUAL_PARTS = [8, 5, 16, 15, 50, 32, 64, 128];
/** Sizes that are tried for one object at most: each of them costs a reading of the file. */
const MOST_TRIES = 4;
/** MD5 of a range of the file, in bytes. */
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
 * Whether an object has the file's content, by its ETag: the MD5 of what was put at once, or that of the parts' MD5s with
 * the number of parts. An ETag of another kind, as of an encrypted object, is never the same.
 *
 * @param partSize bytes of the parts in which it would be uploaded
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
/** The sizes that give so many parts, the likeliest first. */
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
/** The ETag of an object of these parts. */
function etagOfParts(digests) {
    return `${(0,external_node_crypto_.createHash)('md5').update(Buffer.concat(digests)).digest('hex')}-${digests.length}`;
}

// EXTERNAL MODULE: ./src/s3/failure.js
var s3_failure = __webpack_require__(5894);
// EXTERNAL MODULE: ./src/s3/request.js
var request = __webpack_require__(6065);
;// CONCATENATED MODULE: ./src/transfer/upload/file-body.js




/** Bytes up to which a file is read once and kept; a larger one is read to be hashed, and again to be sent. */
const LARGEST_KEPT = 256 * 1024;
/** The whole of a file as a body, for as long as `use` runs. The file is then still as it was. */
async function withBody(source, use) {
    const { file, signal } = source;
    if (file.size <= LARGEST_KEPT) {
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
        // A change of the file explains more than what the server made of it.
        if (!signal.aborted)
            await assertUnchanged(handle, file);
        throw error;
    }
    finally {
        await handle.close();
    }
}
/** Of a file that need not be sent. */
function digestsOf(source) {
    return withBody(source, async (body) => contentOf(body));
}
/** What is said of a body in the manifest. */
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
 * Walks a file's parts in order, and hashes each of them and the whole in one reading.
 *
 * @param whole takes in every byte
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
/** Whether the server got other bytes than the digest is of. */
function isDamage(error) {
    return error instanceof s3_failure/* StoreFailure */.k && error.kind === 'integrity';
}

;// CONCATENATED MODULE: ./src/transfer/upload/existing-object.js




/** Whether the key had the file's content when the keys were listed. */
async function isThere({ file, key, partSize, listing, signal }) {
    const stored = await listing.object(key);
    if (stored === undefined || stored.size !== file.size)
        return false;
    return hasContent(stored.etag, file, partSize, signal);
}
/** For a file whose content is at its key. */
async function skip(upload) {
    return { ...(await digestsOf(upload)), outcome: 'skipped' };
}
/**
 * The key is taken. By the same content it may be: an interrupted run goes on, or the answer to a first try was lost.
 *
 * @throws ArtifactFailure of kind `exists` when it is other content, or that cannot be told
 */
async function acceptExisting(upload, cause) {
    const { file, key, partSize, listing, signal } = upload;
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
;// CONCATENATED MODULE: ./src/transfer/upload/object-headers.js




/** What a bucket's lifecycle rule can choose objects by. */
function tagsOf({ retentionDays }) {
    return retentionDays === undefined ? {} : { 'retention-days': String(retentionDays) };
}
/** The headers of an object of a file, in lower case. Its tags are not among them: an RGW loses those of multipart uploads. */
function headersOf(path, choices) {
    const { contentType = contentTypeOf(path), cacheControl, metadata, acl } = choices;
    const meta = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
    return {
        'content-type': contentType,
        ...(isCompressedByName(path) ? { 'content-encoding': 'gzip' } : {}),
        ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
        ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
        ...Object.fromEntries(meta),
    };
}
/** The same for an object that is put at once, with its tags. */
function headersOfPut(path, choices) {
    const tags = new URLSearchParams(tagsOf(choices)).toString();
    return { ...headersOf(path, choices), ...(tags === '' ? {} : { 'x-amz-tagging': tags }) };
}
/** An `.svgz` is an SVG that was compressed: without this header a browser takes the bytes for the picture. */
function isCompressedByName(path) {
    return /\.svgz$/i.test(path);
}
/** Source code whose endings are registered for something rare. */
const SOURCE_CODE = /\.(?:rs|dart|scm|org)$/i;
function contentTypeOf(path) {
    const byName = SOURCE_CODE.test(path) ? 'text/plain' : src/* default */.A.getType(path);
    const type = byName ?? 'application/octet-stream';
    return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
/**
 * Tags what was there already: it may have other tags, and a run that was interrupted may not have tagged what it put
 * together. Only when the manifest is there: before that the files may turn out to be another upload's.
 *
 * @throws ArtifactFailure when not all of them could be tagged, although the upload is whole
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

// EXTERNAL MODULE: ./src/http/timing.js
var timing = __webpack_require__(8230);
;// CONCATENATED MODULE: ./src/transfer/upload/put-if-absent.js

/** Whether the key was taken when something was to be put only if it is free. */
function isTaken(error) {
    return error instanceof s3_failure/* StoreFailure */.k && error.kind === 'exists';
}
/**
 * Puts an object where there is none. When an answer is lost and the request made again, the key is taken by what the first
 * try put there.
 *
 * @param isOurs says of a key that is taken whether it is by this object; told whether an answer was lost
 * @throws StoreFailure of kind `exists` when something else is there
 */
async function putIfAbsent(store, key, body, options, isOurs) {
    let answerLost = false;
    const onUnclear = () => {
        answerLost = true;
        options.onUnclear?.();
    };
    try {
        await store.putObject(key, body, { ...options, onlyIfAbsent: true, onUnclear });
    }
    catch (error) {
        if (!isTaken(error) || !(await isOurs(answerLost)))
            throw error;
    }
}
/**
 * Whether an object has the content that it is replaced by: a server that takes no look still says whether the ETag fits.
 *
 * @param etag of `body`
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
/** Milliseconds that a request which is not to be torn may go on after a cancel. */
const GRACE_MS = 2_000;
/** Milliseconds after a cancel by which all is cleaned up: a CI system kills a job less than eight seconds after it. */
const CLEAN_UP_MS = 6_500;
/**
 * Does what is aborted only a while after the signal is.
 *
 * @throws the signal's reason when it is aborted before anything has begun
 */
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
 * For what cleans up, also after `signal` is aborted: aborted a while after it. Without a cancel there is no hurry, and
 * cleaning up may wait its turn behind what else is under way.
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









/** Milliseconds between two looks at a placeholder that another run holds. */
const LOOK_MS = 500;
/** Milliseconds after which a placeholder is that of a run that was killed: putting parts together takes seconds. */
const STALE_MS = 120_000;
/** Where the placeholder for a key is. The digest keeps it short, whatever the key is. */
function placeholderKeyFor(prefix, key) {
    return `${prefix}${artifact_key/* PLACEHOLDERS */.je}${(0,external_node_crypto_.hash)('sha256', key).slice(0, 32)}`;
}
/** Whether the placeholders of one upload can be removed again. Where they cannot, none is placed: it would stay for ever. */
class PlaceholderPermission {
    #stores;
    #prefix;
    #answer;
    constructor(stores, prefix) {
        this.#stores = stores;
        this.#prefix = prefix;
    }
    /** Found out once, by deleting what is not there. */
    isGiven() {
        this.#answer ??= this.#ask();
        return this.#answer;
    }
    async #ask() {
        const store = await this.#stores.placeholders();
        try {
            await store?.deleteObject(`${this.#prefix}${artifact_key/* PLACEHOLDERS */.je}none`);
            return store !== undefined;
        }
        catch (error) {
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'refused')
                return false;
            throw error;
        }
    }
}
/**
 * A small object beside the files that says: a run is putting together the parts of the file at this key. An RGW before
 * 20.2.1 ignores If-None-Match then, and of several runs only one may win. It keeps runs of this program apart; from
 * other clients that write to the key in the same moment only If-None-Match on completion protects, where the server
 * heeds it. It has a key of its own, so that nothing but the whole file is ever at the file's key, and names the file's
 * digest: a run with the same content goes on where one that was killed has left it.
 */
class Placeholder {
    #upload;
    /** The digest in it, once it may be there. */
    #placed;
    constructor(upload) {
        this.#upload = upload;
    }
    /**
     * @param sha256 of the file, in hexadecimal
     * @returns what there is to say of the file when it is there already; undefined when it may be put together
     * @throws ArtifactFailure of kind `exists` when something else is there
     */
    async place(store, sha256) {
        const { key, listing, signal, placeholderPermission } = this.#upload;
        if (await placeholderPermission.isGiven())
            await this.#obtain(store, sha256);
        signal.throwIfAborted();
        const stored = await listing.objectNow(key);
        return stored === undefined || stored === 'unknown' ? undefined : acceptExisting(this.#upload, undefined);
    }
    /** Waits until the placeholder is ours, or until the key is taken. */
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
    /** @returns `another's` when a run that may be at work holds it */
    async #try(store, sha256, waitedMs) {
        const { placeholderKey, listing, now } = this.#upload;
        let found;
        const isOurs = async () => {
            found = await listing.objectNow(placeholderKey);
            return isPlaceholder(found, sha256);
        };
        try {
            await this.#put(sha256, (body, options) => putIfAbsent(store, placeholderKey, body, options, isOurs));
            return 'ours';
        }
        catch (error) {
            if (!isTaken(error))
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
                await store.putObject(this.#upload.placeholderKey, body, { ...options, onlyIfMatch: etag });
            });
            return true;
        }
        catch (error) {
            // Another run was quicker, or the one that held it is done.
            if (error instanceof s3_failure/* StoreFailure */.k && ['integrity', 'not-found'].includes(error.kind))
                return false;
            throw error;
        }
    }
    async #put(sha256, send) {
        const { choices, signal } = this.#upload;
        const body = (0,request/* bodyOf */.EN)(contentFor(sha256));
        const headers = headersOf('placeholder.txt', { metadata: {}, acl: choices.acl });
        // Its answer may be lost, or not be waited for: it is then taken back if it is there.
        const mayStand = () => {
            this.#placed = sha256;
        };
        try {
            await withGrace(signal, (grace) => send(body, { headers, onUnclear: mayStand, signal: grace }));
            mayStand();
        }
        catch (error) {
            if (signal.aborted)
                mayStand();
            throw error;
        }
    }
    /** Removes it, once the file is there whole: it has no use any more, whoever has placed it. */
    async release(sha256) {
        this.#placed = sha256;
        await this.takeBack();
    }
    /** Removes what this run has placed, and nothing else: another one may need the same. */
    async takeBack() {
        const sha256 = this.#placed;
        this.#placed = undefined;
        if (sha256 === undefined || !(await this.#mayRemove()))
            return;
        const { placeholderKey, stores, listing, cleanUp } = this.#upload;
        try {
            // The session first, so that next to nothing lies between looking and deleting.
            const remove = await stores.placeholders();
            const stored = await listing.objectNow(placeholderKey, cleanUp);
            if (!isPlaceholder(stored, sha256))
                return;
            await remove?.deleteObject(placeholderKey, cleanUp);
        }
        catch {
            // It stays, and the next run of the file removes it.
        }
    }
    async #mayRemove() {
        return await this.#upload.placeholderPermission.isGiven().catch(() => false);
    }
}
/** Removes the placeholder of a run that was killed when the file was whole, and the placeholder not yet gone. */
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
    return stored.size === BYTES && stored.etag === (0,external_node_crypto_.hash)('md5', contentFor(sha256));
}

;// CONCATENATED MODULE: ./src/transfer/upload/stored-listing.js

/** Keys that are looked at one by one; listing everything below a prefix is then less. */
const MOST_LOOKS = 16;
/**
 * What is in the bucket of the keys that an upload is about. Each listing is made once, when it is asked for first.
 * Undefined where the session may not look.
 */
class StoredListing {
    #stores;
    #prefix;
    #keys;
    #signal;
    /** How many keys were looked at one by one. */
    #looks = 0;
    #objects;
    #uploads;
    constructor(stores, prefix, keys, signal) {
        this.#stores = stores;
        this.#prefix = prefix;
        this.#keys = keys;
        this.#signal = signal;
    }
    /** Whether asking for the listing costs little: it is there, or so many keys were taken that more will be. */
    get isAtHand() {
        return this.#objects !== undefined || this.#looks >= MOST_LOOKS;
    }
    /** Whether the session may look at all. */
    async isOpen() {
        this.#objects ??= this.#listObjects();
        return (await this.#objects) !== undefined;
    }
    /** As it was when the upload asked first. */
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
    /** Multipart uploads of the key that were begun by an earlier run, or by another one that is still at it. */
    async uploads(key) {
        this.#uploads ??= this.#listUploads();
        return (await this.#uploads)?.get(key) ?? [];
    }
    /** As they are now; none where the session may not look. */
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
                // A bucket may hold millions of others.
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
/** A session that may not look cannot tell, which is no failure. */
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

;// CONCATENATED MODULE: ./src/transfer/upload/unfinished-uploads.js




/** Looks for what an interrupted run has left of this file: the upload with the most parts, all of which have its content. */
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
 * Aborts what others have begun for this file's key, once the file is there. It cannot be told whether another run is still
 * at one of them: that one then begins anew, or finds that the key is taken.
 */
async function abortEarlier({ key, listing, stores, signal }) {
    const store = await stores.write();
    for (const { uploadId } of await listing.uploads(key)) {
        await store.abortUpload(key, uploadId, signal).catch((error) => {
            // The file itself is whole.
            if (!(error instanceof s3_failure/* StoreFailure */.k))
                throw error;
        });
    }
}
/** @returns undefined when one of the parts is none of this file, they cannot be listed, or the upload is gone */
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
            // It has ended since it was listed.
            if (error instanceof s3_failure/* StoreFailure */.k && error.kind === 'no-upload')
                return undefined;
            throw error;
        }
        return parts;
    });
}
/**
 * Uploads that the server began for us, and whose ids never arrived: the connection broke, and the request was made again.
 * They would stay, and cost what is in them, for as long as nobody looks.
 */
class StrayUploads {
    #upload;
    #suspected = false;
    constructor(upload) {
        this.#upload = upload;
    }
    /** There may be one. */
    suspect() {
        this.#suspected = true;
    }
    /**
     * Aborts what of this key has begun since the upload has, once our own is over. Should another run have begun meanwhile,
     * it begins anew.
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
            // What became of the file is decided. The next run of it, or a lifecycle rule, removes them.
        }
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/multipart-upload.js













/** How often a file's upload is begun: each time it has vanished, since somebody else aborted it. */
const MOST_BEGINNINGS = 3;
/** Parts of one file on their way at once: they fill a connection's worth of bandwidth, and leave room for other files. */
const MOST_PARTS_AT_ONCE = 8;
/** Uploads a file in parts, continuing what an interrupted run has left. Its upload is completed or aborted, never left. */
async function uploadInParts(upload) {
    const handle = await openSource(upload.file);
    const placeholder = new Placeholder(upload);
    const strays = new StrayUploads(upload);
    try {
        return await persist(upload, handle, { placeholder, strays });
    }
    finally {
        await placeholder.takeBack();
        await handle.close();
        await strays.abort();
    }
}
async function persist(upload, handle, traces) {
    let earlier = await findEarlier(upload);
    for (let beginning = 1;; beginning += 1) {
        try {
            return await new Attempt(upload, handle, traces).run(earlier);
        }
        catch (error) {
            upload.signal.throwIfAborted();
            if (!isVanished(error))
                throw error;
            if (beginning === MOST_BEGINNINGS)
                throw vanishedFailure(upload, error);
            earlier = undefined;
        }
    }
}
/** The multipart upload is gone, or what was completed is not this file: another run works on the same key. */
class UploadVanished extends Error {
}
/** A part that is not what it was is the work of another run, as an upload that is gone. */
function isVanished(error) {
    if (error instanceof UploadVanished)
        return true;
    return error instanceof s3_failure/* StoreFailure */.k && (error.kind === 'no-upload' || error.code === 'InvalidPart');
}
function vanishedFailure({ key }, cause) {
    return new artifact_failure/* ArtifactFailure */.Hu('failed', `Uploading '${(0,printable/* printable */.g$)(key)}' failed: its multipart upload disappeared ${MOST_BEGINNINGS} times. Another run writes to the same key or aborts unfinished uploads: give each run its own prefix.`, { cause });
}
/** One multipart upload, from its beginning to its completion or its end. */
class Attempt {
    #upload;
    #handle;
    #placeholder;
    #strays;
    #sentBytes = 0;
    constructor(upload, handle, { placeholder, strays }) {
        this.#upload = upload;
        this.#handle = handle;
        this.#placeholder = placeholder;
        this.#strays = strays;
    }
    async run(earlier) {
        const { file, stores, signal } = this.#upload;
        const store = await stores.write();
        signal.throwIfAborted();
        const uploadId = earlier?.uploadId ?? (await this.#begin(store));
        try {
            signal.throwIfAborted();
            const sent = await this.#sendParts(store, uploadId, earlier);
            await assertUnchanged(this.#handle, file);
            const outcome = await this.#complete(store, uploadId, sent);
            return { ...sent.content, outcome };
        }
        catch (error) {
            await this.#abort(store, uploadId);
            this.#upload.onSent(-this.#sentBytes);
            throw error;
        }
    }
    /** Not cut off at once: an upload whose id never arrived cannot be aborted, only looked for. */
    async #begin(store) {
        const { file, key, choices, signal } = this.#upload;
        const headers = headersOf(file.path, choices);
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
    /** Hashes ahead of the sending, by as many parts as are on their way. */
    async #sendParts(store, uploadId, earlier) {
        const { file, partSize, hashing } = this.#upload;
        const stop = new AbortController();
        const signal = AbortSignal.any([this.#upload.signal, stop.signal]);
        const whole = hashing.begin();
        const parts = [];
        const digests = [];
        const underWay = new Set();
        const send = async (part) => {
            const there = earlier?.parts.get(part.number);
            if (there !== undefined)
                this.#count(part.body.bytes);
            const etag = there?.etag ?? (await this.#sendPart(store, uploadId, part, signal));
            parts.push({ number: part.number, etag });
        };
        // The first failure is the one that is told, the others only follow from it. It is noted before the part counts as
        // ended: nobody may be waiting for that one, and without it the file would be put together with a gap.
        const attempt = (part) => send(part).catch((error) => stop.abort(error));
        try {
            const planned = (0,part_plan/* planParts */.mM)(file.size, partSize);
            for await (const part of hashParts(file, this.#handle, planned, { hashing, whole }, signal)) {
                digests.push(part.body.sha256);
                const sending = attempt(part).finally(() => underWay.delete(sending));
                underWay.add(sending);
                if (underWay.size >= MOST_PARTS_AT_ONCE)
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
        const sha256 = await hashing.finish(whole);
        return { parts, content: { sha256, parts: { size: partSize, sha256: digests } } };
    }
    async #sendPart(store, uploadId, { number, body }, signal) {
        const options = { onSent: (bytes) => this.#count(bytes), signal };
        const send = () => store.uploadPart(this.#upload.key, uploadId, number, body, options);
        const { etag } = await send().catch(async (error) => {
            if (!isDamage(error))
                throw error;
            await assertUnchanged(this.#handle, this.#upload.file);
            return send();
        });
        return etag;
    }
    #count(bytes) {
        this.#sentBytes += bytes;
        this.#upload.onSent(bytes);
    }
    async #complete(store, uploadId, { parts, content: { sha256 } }) {
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
            await this.#completeOnce(store, uploadId, parts);
        }
        catch (error) {
            if (!isTaken(error))
                throw error;
            return await giveWay(await acceptExisting(this.#upload, error));
        }
        if (!choices.overwrite)
            await this.#placeholder.release(sha256);
        return 'uploaded';
    }
    /**
     * An RGW says of an upload that is gone that all went well, when some object has its key; and an answer can be lost. So
     * the object is looked at, where that is allowed.
     */
    async #completeOnce(store, uploadId, parts) {
        const { key, file, listing, signal, choices } = this.#upload;
        const onlyIfAbsent = !choices.overwrite;
        const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
        const expected = digests.every(({ length }) => length === 16) ? etagOfParts(digests) : undefined;
        let failure;
        // Not cut off at once: it lasts a moment, and what came of it would not be known.
        const complete = (grace) => store.completeUpload(key, uploadId, parts, { onlyIfAbsent, signal: grace });
        await withGrace(signal, complete).catch((error) => {
            failure = error;
        });
        const stored = await listing.objectNow(key);
        const isOurs = stored !== undefined &&
            stored !== 'unknown' &&
            stored.size === file.size &&
            (expected === undefined || stored.etag === expected);
        if (isOurs || (stored === 'unknown' && failure === undefined))
            return;
        throw failure ?? new UploadVanished();
    }
    /** With a time limit of its own: what was cancelled is to leave nothing behind. */
    async #abort(store, uploadId) {
        const { key, cleanUp } = this.#upload;
        await store.abortUpload(key, uploadId, cleanUp).catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./src/transfer/upload/file-delivery.js











/**
 * Brings one file to its key, whole or not at all.
 *
 * @throws ArtifactFailure when the file cannot be read or changed, or with `exists` when something else is at its key
 * @throws StoreFailure when the store does not take it
 */
async function uploadFile(upload) {
    const { file, partSize, choices } = upload;
    if (choices.dryRun)
        return foresee(upload);
    const there = await findThere(upload);
    const isLarge = file.size > partSize;
    const uploaded = there ?? (await ((await goesInParts(upload)) ? uploadInParts(upload) : putWhole(upload)));
    if (isLarge && there !== undefined)
        await removeLeftPlaceholder(upload);
    if (isLarge && uploaded.outcome === 'uploaded')
        await tag(upload);
    if (isLarge)
        await abortEarlier(upload);
    return uploaded;
}
/**
 * Whether a file is sent in parts. One that is to replace nothing, with a session that may not look, goes in one request: only
 * for that every RGW heeds If-None-Match.
 *
 * @throws ArtifactFailure of kind `refused` when it is too large for one request
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
/** An RGW loses the tags of what is put together, so it gets them in a request after that. */
async function tag({ key, choices, stores, signal }) {
    const tags = tagsOf(choices);
    if (Object.keys(tags).length === 0)
        return;
    await (await stores.write()).tagObject(key, tags, signal);
}
/** What there is to say of a file that need not be sent; for a small one it is not worth a listing by itself. */
async function findThere(upload) {
    const { file, partSize, choices, listing } = upload;
    if (choices.skipUnchanged && (await isThere(upload)))
        return skip(upload);
    if (choices.overwrite)
        return undefined;
    return file.size > partSize || listing.isAtHand ? acceptListed(upload) : undefined;
}
/** What would be done. The digest of a file that is not sent is not computed. */
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
async function putWhole(upload) {
    const { file, key, stores, choices, onSent, signal } = upload;
    const store = await stores.write();
    const options = { headers: headersOfPut(file.path, choices), onSent, signal };
    const send = async (body) => {
        if (choices.overwrite)
            await store.putObject(key, body, options);
        else
            await putIfAbsent(store, key, body, options, async (lost) => lost && isOurs(upload, body, options));
    };
    try {
        return await withBody(upload, async (body) => {
            // The server got other bytes than the digest is of, and the file is as it was: the network's doing.
            await send(body).catch((error) => (isDamage(error) ? send(body) : Promise.reject(error)));
            return { ...contentOf(body), outcome: 'uploaded' };
        });
    }
    catch (error) {
        if (!isTaken(error))
            throw error;
        return acceptExisting(upload, error);
    }
}
/** Whether the key is taken by what a try of ours has put there, whose answer was lost, with a session that may not look. */
async function isOurs(upload, body, options) {
    const { file, key, stores, listing, signal } = upload;
    if ((await listing.objectNow(key)) !== 'unknown')
        return false;
    const md5 = await md5OfRange(file, 0, file.size, signal);
    return replacesItself(await stores.write(), key, body, md5.toString('hex'), options);
}
/** @throws ArtifactFailure of kind `exists` as {@link acceptExisting} does, before anything is sent; undefined when the key is free */
async function acceptListed(upload) {
    const stored = await upload.listing.object(upload.key);
    if (stored === undefined)
        return undefined;
    if (await isThere(upload))
        return skip(upload);
    throw alreadyThere(upload);
}

// EXTERNAL MODULE: ./src/transfer/artifact/latest-pointer.js
var latest_pointer = __webpack_require__(6989);
// EXTERNAL MODULE: ./src/transfer/download/small-object.js
var small_object = __webpack_require__(8733);
// EXTERNAL MODULE: ./src/transfer/artifact/content-digest.js
var content_digest = __webpack_require__(8058);
// EXTERNAL MODULE: ./src/transfer/artifact/manifest.js
var artifact_manifest = __webpack_require__(1471);
;// CONCATENATED MODULE: ./src/transfer/upload/existing-manifest.js






/**
 * The manifest that is at the key already, for an upload that replaces nothing: it stays, byte for byte, when it says the
 * same. A run that is made again then ends as the first did, and what was noted of the first still holds.
 *
 * @param own what would be written; a file whose `sha256` is empty is compared by its size alone
 * @param options.state what is done by then, as the beginning of a sentence
 * @param options.isThere whether it is known that there is one
 * @returns undefined when there is none, or nobody knows of one and the session may not read it
 * @throws ArtifactFailure of kind `exists` when it is of another upload, or that cannot be told of one that is there
 */
async function findSameManifest(stores, key, own, { state, isThere, signal }) {
    const taken = (how) => refusal(state, key, how);
    const bytes = await readManifest(stores, key, signal);
    if (bytes === 'none')
        return undefined;
    if (bytes === undefined && !isThere)
        return undefined;
    if (bytes === undefined)
        throw taken('and this session may not read what it lists');
    const manifest = await parseOrNothing(bytes.toString('utf8'), signal);
    if (manifest === undefined)
        throw taken('and is not a manifest');
    const difference = differenceOf(manifest, own);
    if (difference !== undefined)
        throw taken(difference);
    return { manifest, sha256: (0,content_digest/* contentDigest */.eZ)(bytes) };
}
/** @returns undefined where the session may not read it */
async function readManifest(stores, key, signal) {
    const store = await stores.readManifest();
    if (store === undefined)
        return undefined;
    return orUndefinedIfRefused(async () => {
        try {
            return await (0,small_object/* readSmallObject */.$)(store, key, artifact_manifest/* LONGEST_MANIFEST */.fG, signal);
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
/** What of two manifests differs, as the end of a sentence. When they were written, and the files' times, does not count. */
function differenceOf(there, own) {
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
function isSame(one, other) {
    if ('target' in one || 'target' in other) {
        return 'target' in one && 'target' in other && one.target === other.target;
    }
    const sameContent = one.sha256 === other.sha256 || other.sha256 === '';
    return one.size === other.size && one.mode === other.mode && sameContent;
}
/** Milliseconds; none for ever. */
function retentionOf({ createdAt, expiresAt }) {
    return expiresAt === undefined ? undefined : Date.parse(expiresAt) - Date.parse(createdAt);
}
function refusal(state, key, how) {
    return new artifact_failure/* ArtifactFailure */.Hu('exists', `${state}'${(0,printable/* printable */.g$)(key)}' already exists ${how}: it is the manifest of another upload. Give each upload its own prefix, or set overwrite to replace the manifest.`);
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-manifest.js









/** Days in milliseconds. */
const DAY_MS = 86_400_000;
/** The last moment that a date can be, by ECMAScript's definition. */
const LATEST_MS = 8.64e15;
/**
 * Puts the manifest of an upload, or leaves the one that is there when it says the same.
 *
 * @returns the one that is there then; without a digest in a dry run, which puts none
 * @throws ArtifactFailure of kind `exists` when that of another upload is there, and is not to be replaced
 * @throws StoreFailure
 */
async function putManifest(options, key, entries) {
    const { stores, overwrite, dryRun, signal } = options;
    const manifest = describe(options, entries);
    if (dryRun)
        return { manifest, sha256: '' };
    try {
        return {
            manifest,
            sha256: await putText(options, key, (0,artifact_manifest/* formatManifest */.L_)(manifest), { onlyIfAbsent: !overwrite }),
        };
    }
    catch (error) {
        if (!isTaken(error))
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
 * Makes sure before anything is sent that a download will read the manifest.
 *
 * @throws ArtifactFailure of kind `failed` when it would be too long, or has a path that is refused
 */
function assertListable(options) {
    (0,artifact_manifest/* formatManifest */.L_)(describe(options, options.selection.files.map((file) => plan(options, file))));
}
/**
 * Looks before anything is sent or tagged whether the prefix is another upload's.
 *
 * @throws ArtifactFailure of kind `exists` when it is, and nothing is to be replaced
 */
async function assertOwnPrefix(options, key) {
    const { stores, selection, overwrite, signal } = options;
    if (overwrite)
        return;
    // Their digests are not known yet: sizes and modes are compared.
    const planned = selection.files.map(({ path }) => ({ path, sha256: '' }));
    const own = describe(options, planned);
    await findSameManifest(stores, key, own, { state: '', isThere: false, signal });
}
/** @param entries those of the selection that are there */
function describe({ selection, prefix, retentionDays, now }, entries) {
    const digests = new Map(entries.map((entry) => [entry.path, contentOf(entry)]));
    const created = now();
    const expires = retentionDays === undefined ? undefined : created + retentionDays * DAY_MS;
    return {
        version: 1,
        prefix,
        createdAt: new Date(created).toISOString(),
        ...(expires === undefined ? {} : { expiresAt: new Date(expires).toISOString() }),
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
/** Some file systems keep times of 64 bits, which are beyond all dates. */
function formatMtime(mtimeMs) {
    return new Date(Math.min(Math.max(mtimeMs, -LATEST_MS), LATEST_MS)).toISOString();
}
/**
 * Puts a text that an upload writes itself: its manifest, or the pointer to it.
 *
 * @returns its SHA-256 in hexadecimal
 * @throws StoreFailure, of kind `exists` when there is something else and it is put only if absent
 */
async function putText(upload, key, text, { onlyIfAbsent }) {
    const { stores, signal } = upload;
    const body = (0,request/* bodyOf */.EN)(text);
    const store = await stores.write();
    // They are replaced by each upload, so no cache may keep them.
    const headers = headersOfPut(key, {
        ...upload,
        contentType: 'application/json',
        cacheControl: 'no-cache',
    });
    const options = { headers, signal };
    if (onlyIfAbsent) {
        const isOurs = () => replacesItself(store, key, body, (0,external_node_crypto_.hash)('md5', text), options);
        await putIfAbsent(store, key, body, options, async (lost) => lost && isOurs());
    }
    else
        await store.putObject(key, body, options);
    return body.sha256;
}

;// CONCATENATED MODULE: ./src/transfer/upload/latest-update.js






/**
 * Writes the pointer that names an upload the latest, and warns when that moves it back: a run that began earlier and took
 * longer, or one that was run again, replaces what a newer one has written.
 *
 * @param begunAt when this upload began, in milliseconds since the epoch
 * @throws ArtifactFailure when it cannot be put, although the upload is whole
 */
async function updateLatest(options, key, pointer, begunAt) {
    const before = await readBefore(options, key);
    try {
        await putText(options, key, (0,latest_pointer/* formatLatestPointer */.uL)(pointer), { onlyIfAbsent: false });
    }
    catch (error) {
        if (!(error instanceof s3_failure/* StoreFailure */.k))
            throw error;
        throw new artifact_failure/* ArtifactFailure */.Hu(error.kind === 'refused' ? 'refused' : 'failed', `All files and their manifest are uploaded, but latest still names the previous upload. ${error.message}`, { cause: error });
    }
    const text = before && describeStep(key, before, pointer, begunAt);
    if (text !== undefined)
        options.onEvent?.({ kind: 'note', text: `warning: ${text}` });
}
/** What is there now; undefined when it is nothing, cannot be read, or is no pointer. */
async function readBefore({ stores, signal }, key) {
    try {
        const store = await stores.readManifest();
        return store && (await (0,small_object/* readLatest */.E)(store, key, signal));
    }
    catch (error) {
        if (error instanceof artifact_failure/* ArtifactFailure */.Hu || error instanceof s3_failure/* StoreFailure */.k)
            return undefined;
        throw error;
    }
}
/** Why the pointer has moved back, as a sentence; undefined when it has not. */
function describeStep(key, before, own, begunAt) {
    const remedy = 'Let one job at a time write it (concurrency on GitHub, resource_group on GitLab), or run the newest again.';
    const moved = `latest ('${(0,printable/* printable */.g$)(key)}') has moved back to an older upload`;
    if (isLater(before.runId, own.runId)) {
        return `${moved}: it named the upload of run ${before.runId}, and this is run ${own.runId}. ${remedy}`;
    }
    if (before.manifestKey !== own.manifestKey && Date.parse(before.createdAt) > begunAt) {
        return `${moved}: while this upload was under way, '${(0,printable/* printable */.g$)(before.prefix)}' was named. ${remedy}`;
    }
    return undefined;
}
/** Whether a run's number is above another's; most CI systems count. */
function isLater(one, other) {
    const isNumber = (text) => text !== undefined && /^\d{1,20}$/.test(text);
    return isNumber(one) && isNumber(other) && BigInt(one ?? 0) > BigInt(other ?? 0);
}

;// CONCATENATED MODULE: ./src/transfer/upload/mirror.js




/** Keys that are listed ahead of the deleting. */
const BATCH = 1_000;
/**
 * Deletes what is below the prefix and not kept.
 *
 * @returns how many objects that were, or would be in a dry run
 * @throws ArtifactFailure when not all of them could be deleted
 */
async function deleteOthers(options, kept) {
    const { stores, prefix, dryRun, signal } = options;
    const [look, remove] = [await stores.look(), dryRun ? undefined : await stores.remove()];
    if (look === undefined || (remove === undefined && !dryRun))
        throw notAllowed(options);
    let deleted = 0;
    let batch = [];
    const flush = async () => {
        await deleteBatch(options, remove, batch);
        deleted += batch.length;
        batch = [];
    };
    try {
        for await (const { key } of look.listObjects(prefix, signal)) {
            if (kept.has(key))
                continue;
            batch.push(key);
            if (batch.length === BATCH)
                await flush();
        }
        await flush();
    }
    catch (error) {
        if (!(error instanceof s3_failure/* StoreFailure */.k))
            throw error;
        throw error.kind === 'refused' ? notAllowed(options, error) : notDeleted(options, error);
    }
    return deleted;
}
/** @param remove none for a dry run */
async function deleteBatch({ prefix, concurrency, onEvent, signal, }, remove, keys) {
    await (0,in_parallel/* inParallel */.H)(keys, concurrency, signal, async (key, either) => {
        await remove?.deleteObject(key, either);
        onEvent?.({ kind: 'file', path: key.slice(prefix.length), bytes: 0, outcome: 'deleted' });
    });
}
function notAllowed(told, cause) {
    const { prefix, dryRun } = told;
    const may = dryRun
        ? `Cannot tell what would be deleted below '${(0,printable/* printable */.g$)(prefix)}': the role, or the session of an earlier step, must allow listing there.`
        : `${stateOf(told)}, but deleting other objects below '${(0,printable/* printable */.g$)(prefix)}' was refused: the role, or the session of an earlier step, must allow listing and deleting there.`;
    return new artifact_failure/* ArtifactFailure */.Hu('refused', cause === undefined ? may : `${may} ${cause.message}`, { cause });
}
function notDeleted(told, cause) {
    const failed = told.dryRun
        ? 'Cannot tell what would be deleted'
        : `${stateOf(told)}, but some other objects below the prefix were not deleted`;
    return new artifact_failure/* ArtifactFailure */.Hu('partial', `${failed}. ${cause.message}`, { cause });
}
/** What is done by then, and what is not. */
function stateOf({ latest }) {
    return `All files and their manifest are uploaded${latest === undefined ? '' : ', latest still names the previous upload'}`;
}

;// CONCATENATED MODULE: ./src/transfer/upload/upload-failures.js





/** Failures of one file that leave the others as they were; all other failures would come with each of them. */
const OF_ONE_FILE = new Set([
    'exists',
    'integrity',
    'no-upload',
    'invalid',
    'not-found',
]);
/** Files that a message names. */
const upload_failures_MOST_NAMED = 10;
/** The files of an upload that failed, and whether there is sense in going on. */
class UploadFailures {
    #failed = [];
    #choices;
    #stop = new AbortController();
    constructor(choices) {
        this.#choices = choices;
    }
    /** Aborted with the failure that would come with each further file. */
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
    /** @throws ArtifactFailure, or the failure itself when it is none of a file */
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
    /** What is in the way is there the next time too. */
    #helpsToRepeat(done) {
        return done > 0 && this.#failed.some(({ error }) => !['exists', 'refused'].includes(kindOf(error)));
    }
    #whyNotTried() {
        return this.#stop.signal.aborted
            ? 'Not tried, because the same error would recur'
            : 'Not tried, because pages are uploaded after the files that they may show';
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

;// CONCATENATED MODULE: ./src/transfer/upload/upload.js
















/**
 * Uploads a selection below a prefix: the files, at last the manifest that lists them, then what `delete` and `latest` ask
 * for. A file that fails does not stop the others, but then there is no manifest; what would fail for each file stops all.
 *
 * @throws InputError before anything is sent
 * @throws ArtifactFailure when not all of it is done
 * @throws StoreFailure, ExchangeFailure when the work cannot begin or end
 * @throws the signal's reason when it is aborted
 */
async function upload(options) {
    const { selection, prefix, dryRun, signal } = options;
    const planned = upload_plan(options);
    assertListable(options);
    signal.throwIfAborted();
    const { files, bytes } = selection;
    options.onEvent?.({ kind: 'planned', files: files.length, bytes, ...(dryRun ? { dryRun } : {}) });
    const begunAt = options.now();
    const manifestKey = prefix + artifact_key/* MANIFEST_NAME */.ir;
    if (dryRun)
        await lookAhead(options);
    await assertOwnPrefix(options, manifestKey);
    const entries = await uploadFiles(options, planned);
    const { manifest, sha256: manifestSha256 } = await putManifest(options, manifestKey, entries);
    if (!dryRun)
        await tagSkipped(options, entries);
    const kept = new Set([...entries.map(({ key }) => key), manifestKey, ...listOf(options.latest)]);
    const deleted = options.delete ? await deleteOthers(options, kept) : 0;
    if (options.latest !== undefined && !dryRun) {
        const { createdAt } = manifest;
        const { latest, runId } = options;
        const pointer = { version: 1, prefix, manifestKey, manifestSha256, createdAt, runId };
        await updateLatest(options, latest, pointer, begunAt);
    }
    noteKeptHeaders(options, entries);
    const skipped = entries.filter(({ outcome }) => outcome === 'skipped').length;
    return {
        manifestKey,
        manifestSha256,
        files: entries.length,
        bytes: selection.bytes,
        uploaded: entries.length - skipped,
        skipped,
        deleted,
        prefix,
        url: `${options.target.endpoint}${(0,signing/* pathOf */.XM)(options.target.bucket, prefix)}`,
        entries,
        manifest,
    };
}
/**
 * What a dry run can find out beforehand: that there is a session, and a bucket.
 *
 * @throws ExchangeFailure, StoreFailure when there is not
 */
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
    const text = 'this session may not list the bucket, or is for another bucket, so every file counts as new.';
    onEvent?.({ kind: 'note', text: `warning: ${text}` });
}
function listOf(key) {
    return key === undefined ? [] : [key];
}
/** A session that uploads may not read headers, so that it cannot be told whether they differ. */
function noteKeptHeaders(options, entries) {
    const skipped = entries.filter(({ outcome }) => outcome === 'skipped').length;
    const given = [
        ...(options.cacheControl === undefined ? [] : ['cache-control']),
        ...(options.contentType === undefined ? [] : ['content-type']),
        ...(Object.keys(options.metadata).length === 0 ? [] : ['metadata']),
    ];
    if (skipped === 0 || given.length === 0)
        return;
    options.onEvent?.({
        kind: 'note',
        text: `files that already exist (${(0,units/* formatFiles */.HL)(skipped)}) keep their headers: this run's ${given.join(' and ')} applies only to what it uploads. To change them, set overwrite and leave out skip-unchanged.`,
    });
}
/** Checks what can be known before anything is sent. The large files come first, so that none is left over at the end. */
function upload_plan(options) {
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
    return planned.sort((one, other) => Number(isLarge(other)) - Number(isLarge(one)));
}
function isLarge({ file, partSize }) {
    return file.size > partSize;
}
/** Pages come after all that they may name: whoever loads one meanwhile finds what it shows. */
function wavesOf(planned) {
    const isPage = ({ file }) => /\.html?$/i.test(file.path);
    return [planned.filter((one) => !isPage(one)), planned.filter(isPage)];
}
async function uploadFiles(options, planned) {
    const { stores, prefix, signal, concurrency, now, onEvent } = options;
    const failures = new UploadFailures(options);
    const stop = AbortSignal.any([signal, failures.signal]);
    const keys = new Set(planned.flatMap((one) => (isLarge(one) ? [one.key, placeholderKeyFor(prefix, one.key)] : [one.key])));
    const listing = new StoredListing(stores, prefix, keys, stop);
    const hashing = new transfer_hashing/* Hashing */.X();
    const onSent = (bytes) => onEvent?.({ kind: 'sent', bytes });
    const cleanUp = cleanUpSignal(stop);
    const placeholderPermission = new PlaceholderPermission(stores, prefix);
    const common = { stores, hashing, listing, placeholderPermission, choices: options, onSent, now, cleanUp };
    const entries = [];
    const work = async ({ file, key, partSize }) => {
        const { path, size } = file;
        const placeholderKey = placeholderKeyFor(prefix, key);
        const one = { file, key, placeholderKey, partSize, ...common, signal: stop };
        try {
            const uploaded = await uploadFile(one);
            entries.push({ path, key, size, ...uploaded });
            onEvent?.({ kind: 'file', path, bytes: size, outcome: uploaded.outcome });
        }
        catch (error) {
            // What is cut off because of another's failure, or of a cancel, has not failed itself.
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
            await (0,in_parallel/* inParallel */.H)(wave, concurrency, stop, work).catch((error) => {
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

// EXTERNAL MODULE: ./src/credentials/duration.js
var duration = __webpack_require__(7214);
// EXTERNAL MODULE: ./src/input-values.js
var input_values = __webpack_require__(760);
;// CONCATENATED MODULE: ./src/transfer/upload/upload-inputs.js





/** Bytes of all metadata together: S3's limit. */
const MOST_METADATA = 2_048;
/**
 * Checks what does not depend on the files or on the run.
 *
 * @throws InputError for the first input that is wrong, by its name as users type it
 */
function checkUploadInputs(inputs) {
    const { path: _path, prefix: _prefix, latest: _latest, presign, ...values } = (0,input_values/* readValues */.N$)('upload', inputs);
    return {
        ...values,
        metadata: readMetadata(values.metadata),
        cacheControl: readHeader('cache-control', values.cacheControl),
        contentType: readContentType(values.contentType),
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
    const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
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
    if (!/^[\x20-\x7e]*$/.test(text)) {
        throw new failure/* InputError */.dz(name, `is '${(0,printable/* printable */.g$)(text)}': a header must be ASCII on one line.`);
    }
    return text || undefined;
}
function readContentType(given) {
    const text = readHeader('content-type', given);
    if (text !== undefined && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;.*)?$/.test(text)) {
        throw new failure/* InputError */.dz('content-type', `is '${(0,printable/* printable */.g$)(text)}', which is not a media type: use, for example, text/html; charset=utf-8.`);
    }
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
        throw new failure/* InputError */.dz('presign', error.message.slice(error.input.length + 1));
    }
}

// EXTERNAL MODULE: ./src/credentials/session-policy.js
var session_policy = __webpack_require__(6903);
;// CONCATENATED MODULE: ./src/transfer/upload/upload-stores.js





/** Requests at once for looking, beside those of the upload itself. */
const upload_stores_LOOKS_AT_ONCE = 8;
/** @throws InputError as {@link storesOfCredential} */
function openStores({ credential, ...options }) {
    return credential === undefined
        ? storesOfEnvironment(options)
        : storesOfCredential({ ...options, credential });
}
/**
 * Stores with a session each, of which none can more than it is for.
 *
 * @throws InputError when prefix and `latest` are too long for the policy of the one that writes
 */
function storesOfCredential(options) {
    const { request, latest } = options;
    const pointer = latest === undefined ? [] : [latest];
    return openLazily(options, {
        write: narrow(request, 'write', pointer),
        look: narrowIfPossible(request, 'look'),
        remove: narrowIfPossible(request, 'remove'),
        placeholders: narrowIfPossible({ ...request, prefix: request.prefix + artifact_key/* PLACEHOLDERS */.je }, 'remove'),
        'read-manifest': narrowIfPossible(request, 'read-manifest', [request.prefix + artifact_key/* MANIFEST_NAME */.ir, ...pointer]),
    });
}
/** One store with the session that is in the environment, for all that this session allows. */
function storesOfEnvironment(options) {
    const open = once(() => openUntilClosed({ ...options, credential: undefined }));
    return {
        write: open.get,
        look: open.get,
        remove: open.get,
        placeholders: open.get,
        readManifest: open.get,
        close: open.close,
    };
}
function narrow(request, power, keys) {
    return { ...request, access: 'write', policy: session_policy/* SessionPolicy */.No.forUpload(request, power, keys) };
}
/** A policy to look with names the prefix twice, and has no room for the longest: what can be done without it goes on. */
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
    const look = requests.look && opened(requests.look, upload_stores_LOOKS_AT_ONCE);
    const remove = requests.remove && opened(requests.remove, 1);
    const placeholders = requests.placeholders && opened(requests.placeholders, upload_stores_LOOKS_AT_ONCE, cleanUpSignal(options.signal));
    const manifest = requests['read-manifest'] && opened(requests['read-manifest'], 1);
    return {
        write: write.get,
        look: async () => look && orUndefined(look.get()),
        remove: async () => remove && orUndefined(remove.get()),
        placeholders: async () => placeholders && orUndefined(placeholders.get()),
        readManifest: async () => manifest && orUndefined(manifest.get()),
        close: async () => {
            const all = [write, look, remove, placeholders, manifest];
            await Promise.all(all.map((store) => store?.close()));
        },
    };
}
/** A role that gives no such session is one that does not allow it; that there was no answer says nothing of the role. */
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
/** The signal ends the opening alone: a store that is open is still to clean up after it. */
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














/** @throws InputError when an input is wrong */
function prepareUpload({ textsOf, factsFor, accessFor, now, cwd }, patterns) {
    const texts = textsOf('upload');
    const choices = checkUploadInputs(texts);
    if (patterns.length === 0) {
        throw new failure/* InputError */.dz('path', 'is empty: name the files, folders or globs to upload, one a line.');
    }
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
    return { access, patterns, cwd, choices, prefix, latest, runId: facts.runId, checksums };
}
/**
 * Finds the files, uploads them, and then makes what was asked for beside them: the list of checksums, and links.
 *
 * @param mostLinks how many files get a link; all when left out
 * @throws InputError before anything is sent
 * @throws ArtifactFailure, StoreFailure, ExchangeFailure when the upload is not whole
 */
async function runUpload(job, reporter, { signal, mostLinks }) {
    const { access, choices, prefix, checksums } = job;
    access.warnings.forEach(reporter.warn);
    if (checksums !== undefined)
        await assertWritable('subject-checksums', checksums);
    const selection = await selectFiles({
        patterns: job.patterns,
        cwd: job.cwd,
        includeHidden: choices.includeHiddenFiles,
        followLinks: choices.followSymlinks,
        leftOut: checksums,
        signal,
    });
    noticesOf(selection, choices).forEach(reporter.warn);
    if (selection.files.length + selection.links.length === 0)
        return { result: nothingUploaded(prefix) };
    const maker = await prepareLinks(job, reporter, signal);
    const result = await send(job, selection, reporter, signal);
    const failures = [];
    const note = (error) => void failures.push(error);
    if (checksums !== undefined && !choices.dryRun)
        await writeChecksums(checksums, result).catch(note);
    const links = await maker?.make(result.entries.slice(0, mostLinks)).catch(note);
    return { result, ...(links ? { links } : {}), failure: failures[0] };
}
function nothingUploaded(prefix) {
    return {
        ...{ files: 0, bytes: 0, uploaded: 0, skipped: 0, deleted: 0 },
        ...{ manifestKey: '', manifestSha256: '', prefix, url: '', entries: [] },
        manifest: { version: 1, prefix, createdAt: '', files: [], links: [] },
    };
}
/** Only when links were asked for, and something is there for them to lead to. */
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
        // Key and token are in every link. A runner that knew them would put *** into the summary; what signs is masked.
        onObtained: ({ secretAccessKey }) => mask?.([secretAccessKey]),
    });
}
async function send({ access, choices, prefix, latest, runId }, selection, reporter, signal) {
    const { request: target, now } = access;
    const { concurrency } = choices;
    const stores = openStores({ ...(0,transfer_reporter/* storeOptionsFor */.Z)(access, reporter, signal), concurrency, latest });
    const { onEvent } = reporter;
    try {
        const what = { selection, prefix, latest, runId };
        return await upload({ ...choices, ...what, target, stores, now, onEvent, signal });
    }
    finally {
        await stores.close();
    }
}
async function writeChecksums(path, { manifest }) {
    try {
        await writeWhole(path, formatSubjectChecksums(manifest.files));
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
/** Bytes. GitHub shows no summary that is larger than 1 MiB. */
const LARGEST_SUMMARY = 1024 * 1024;
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
/** How many bytes may still be added to a step's summary. */
function roomIn(file) {
    return LARGEST_SUMMARY - ((0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0);
}

;// CONCATENATED MODULE: ./action/upload-step.js












/** The most files that the log lists: a runner can fold them, and a browser can still show them. */
const MOST_IN_LOG = 1_000;
const COUNTS = ['files', 'bytes', 'uploaded', 'skipped', 'deleted'];
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
            (0,action_summary/* addSummary */.S0)(workflow, (file) => formatUploadSummary({ bucket, result, dryRun, links }, roomIn(file)));
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
        setOutput(name, String(result[name]));
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
const FORESEEN = { uploaded: 'would upload', skipped: 'there already' };


/***/ }),

/***/ 2361:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6715);
/* harmony import */ var _transfer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8677);
/* harmony import */ var _upload_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(830);



const workflow = { commands: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .Pi, environment: _commands_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA, platform: process.platform, now: Date.now, process };
try {
    process.exitCode = await (0,_upload_step_js__WEBPACK_IMPORTED_MODULE_1__/* .runUpload */ .z)(workflow);
}
catch (error) {
    process.exitCode = (0,_transfer_js__WEBPACK_IMPORTED_MODULE_2__/* .reportTransferFailure */ ._R)(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .Pi, error);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
;