"use strict";
exports.id = 179;
exports.ids = [179];
exports.modules = {

/***/ 179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPlain: () => (/* binding */ openPlain),
/* harmony export */   readLastWords: () => (/* binding */ readLastWords)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(874);


/** Bytes at the end of a log that are shown. */
const MOST_SHOWN = 16 * 1024;
/** Characters of a line. */
const LONGEST_LINE = 500;
/**
 * The last lines of an agent's log. Every process of the user's can have put something else in its place: a link is not
 * followed, a pipe not waited for, another user's file not read, and nothing that is shown is a command for a runner.
 *
 * @returns undefined when there is no such file
 */
function readLastWords(path) {
    const text = readEnd(path, MOST_SHOWN);
    return text
        ?.trimEnd()
        .split(/\r?\n/)
        .map((line) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(line, LONGEST_LINE));
}
function readEnd(path, most) {
    const file = openPlain(path);
    if (file === undefined)
        return undefined;
    try {
        const { size } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        const bytes = Buffer.alloc(Math.min(size, most));
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, bytes, 0, bytes.length, size - bytes.length);
        return bytes.toString('utf8', 0, length);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** Opens a file that is the user's own, and nothing else. */
function openPlain(path) {
    let file;
    try {
        // Windows knows neither; there the pipe and the link are others'.
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid()))
            return file;
    }
    catch {
        // It is not there, or is a link.
    }
    if (file !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    return undefined;
}


/***/ })

};
;